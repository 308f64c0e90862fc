"""Composes an invented talk: who takes part, what they say, and the front and back matter of its record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal, TypeVar

from tests.generator import words
from tests.generator.layout import Paragraph
from tests.generator.marks import END, NOTE, START

Kind = Literal["speech", "action", "narration", "zone"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Person:
    """An invented participant."""

    given: str
    surname: str
    woman: bool
    office: str
    side: str
    country: str

    @property
    def title(self) -> str:
        return "Mrs." if self.woman else "Mr."

    @property
    def pronoun(self) -> str:
        return "She" if self.woman else "He"

    @property
    def possessive(self) -> str:
        return "her" if self.woman else "his"

    @property
    def initials(self) -> str:
        return f"{self.given[0]}. {self.surname}"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a region: `speaker`, `addressees` (named by the text itself) and `joint` are surnames."""

    kind: Kind
    mode: Literal["direct", "reported", "mixed"] | None = None
    speaker: str | None = None
    addressees: tuple[str, ...] = ()
    joint: tuple[str, ...] = ()
    label: str | None = None
    zone: str | None = None


Label = Callable[[Person, int, Random], tuple[str, str]]
"""Of a person, the number of the turn and chance: the label, and what stands before the words ("\\n": a new line)."""

LABELS: dict[str, Label] = {
    "initial-name-full-stop": lambda p, n, rng: (p.initials, ". "),
    "name-full-stop": lambda p, n, rng: (p.surname, ". "),
    "name-colon": lambda p, n, rng: (p.surname, ": "),
    "name-spaced-colon": lambda p, n, rng: (p.surname, " : "),
    "title-name-colon": lambda p, n, rng: (f"{p.title} {p.surname}", ": "),
    "capitals-colon": lambda p, n, rng: (f"{p.title} {p.surname}".upper(), ": "),
    "capitals-full-stop": lambda p, n, rng: (p.surname.upper(), ". "),
    "office-colon": lambda p, n, rng: (f"The {p.office}", ": "),
    "role-colon": lambda p, n, rng: (p.office, ": "),
    "comrade-own-line": lambda p, n, rng: (f"Cde. {p.surname}", "\n"),
    "name-dash": lambda p, n, rng: (p.surname, " – "),
    "initials-colon": lambda p, n, rng: (p.given[0] + p.surname[0], ": "),
    "glued-number": lambda p, n, rng: (f"{n}{p.surname}", ": "),
    "brackets": lambda p, n, rng: (f"[{p.surname}]", " "),
    "stage-direction": lambda p, n, rng: (
        p.surname,
        f" ({words.STAGE[int(rng.random() * len(words.STAGE))]}): " if rng.random() < 0.3 else ": ",
    ),
}


class Talk:
    """Grows paragraph by paragraph; `facts` are those of the regions, in the order of their marks."""

    def __init__(self, rng: Random, people: int) -> None:
        self._rng = rng
        self._random = rng.random
        self.people = _people(rng, people)
        self.date = f"{rng.randrange(1946, 1986)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
        self.city = self._choose(words.CITIES)
        self.paragraphs: list[Paragraph] = []
        self.facts: list[Facts] = []
        self.notes = 0
        self.turns = 0
        self._last: Person | None = None

    def front_matter(self) -> None:
        """One of four headers, each with title, date and attendance."""
        self._choose((self._memorandum, self._british_record, self._protocol, self._minutes))()

    def exchange(self, style: str, turns: int) -> None:
        """So many turns (or actions, or stretches of narration) in the style `reported` or that of a label.

        Raises KeyError for an unknown style.
        """
        if style == "reported":
            self._reported(turns)
        else:
            self._labelled(LABELS[style], turns)

    def back_matter(self, notes: bool) -> None:
        """Signature, copies, source, rights, each now and then; the notes of the marks so far, if `notes`."""
        if self._random() < 0.5:
            self._zone("signature", f"Recorded by {self._choose(self.people).initials}")
        if self._random() < 0.3:
            self._zone("copies", f"Printed in {self._rng.randrange(3, 40)} copies.")
        if self._random() < 0.4:
            self._zone("source", "Source: State Archive, f. 112, op. 3, d. 45, l. 6-19.")
        if self._random() < 0.2:
            self._zone("rights", "This text may be used freely with attribution.")
        if notes and self.notes:
            self._zone("notes", *(f"{n}. {words.NOTES[n % len(words.NOTES)]}" for n in range(1, self.notes + 1)))

    def _choose(self, items: Sequence[T]) -> T:
        return items[int(self._random() * len(items))]

    def _add(self, facts: Facts, *paragraphs: Paragraph) -> None:
        *first, last = paragraphs
        first.append(Paragraph(last.role, last.text + END))
        first[0] = Paragraph(first[0].role, START + first[0].text)
        self.paragraphs += first
        self.facts.append(facts)

    def _zone(self, zone: str, *texts: str, role: Literal["line", "item"] = "line") -> None:
        rest = (Paragraph(role, text) for text in texts[1:])
        self._add(Facts("zone", zone=zone), Paragraph("line", texts[0]), *rest)

    def _printed_date(self, month_first: bool) -> str:
        year, month, day = self.date.split("-")
        name = words.MONTHS[int(month) - 1]
        return f"{name} {int(day)}, {year}" if month_first else f"{int(day)} {name} {year}"

    def _memorandum(self) -> None:
        self._zone("title", "MEMORANDUM OF CONVERSATION")
        self._zone("date", f"DATE: {self._printed_date(month_first=True)}")
        self._zone("place", f"PLACE: {self.city}")
        self._zone(
            "attendance",
            "PARTICIPANTS",
            *(f"{p.title} {p.given} {p.surname}, {p.office}" for p in self.people),
            role="item",
        )
        self._zone("subject", f"SUBJECT: {self._choose(words.TOPICS).capitalize()}")

    def _british_record(self) -> None:
        first, second = self.people[:2]
        self._zone(
            "title",
            f"Record of a Conversation between the {first.side} {first.office} and the {second.side} {second.office} "
            f"at {self.city} on {self._printed_date(month_first=False)}",
        )
        self._zone(
            "attendance",
            "Present:",
            *(f"{p.title} {p.given} {p.surname} ({p.office}, {p.country})" for p in self.people),
        )

    def _protocol(self) -> None:
        self._zone("date", self._printed_date(month_first=False))
        self._zone("title", "RECORD OF CONVERSATION OF " + " AND ".join(p.initials.upper() for p in self.people[:2]))
        sides = dict.fromkeys(p.side for p in self.people)
        attended = (
            f"On the {side} side: {', '.join(f'{p.office} {p.initials}' for p in self.people if p.side == side)}."
            for side in sides
        )
        self._zone("attendance", *attended)

    def _minutes(self) -> None:
        self._zone("title", "Minutes of a Meeting")
        self._zone("date", f"{self.city}, {self._printed_date(month_first=True)}.")
        lines = (line for p in self.people for line in (p.side, f"{p.given} {p.surname}, {p.office}"))
        self._zone("attendance", "Participants", *lines)

    def _next_speaker(self) -> Person:
        last = self._last
        self._last = self._choose([p for p in self.people if p is not last])
        self.turns += 1
        return self._last

    def _other(self, person: Person) -> Person:
        return self._choose([p for p in self.people if p is not person])

    def _clause(self) -> str:
        return f"{self._choose(words.TOPICS)} {self._choose(words.PREDICATES)}{self._choose(words.TAILS)}"

    def _spoken(self, person: Person) -> str:
        kind = self._random()
        if kind < 0.04:
            other = self._other(person).surname
            sentence = self._choose(words.ABOUT_OTHERS)
            return sentence.format(other=other, absent=self._choose(words.ABSENT), clause=self._clause())
        if kind < 0.75:
            return self._choose(words.DIRECT).format(clause=self._clause())
        return self._choose(words.QUESTIONS).format(clause=self._clause()) if kind < 0.9 else self._choose(words.SHORT)

    def _with_note(self, sentence: str) -> str:
        if self._random() > 0.03:
            return sentence
        self.notes += 1
        return sentence + NOTE

    def _name(self, person: Person, start: bool) -> str:
        form = self._random()
        if form < 0.5:
            return f"{person.title} {person.surname}"
        if form < 0.75:
            return person.surname
        return f"{'The' if start else 'the'} {person.office}"

    def _interlude(self, person: Person) -> None:
        """Something between two turns that is not speech."""
        other = self._other(person)
        kind = self._random()
        if kind < 0.4:
            facts, text = Facts("narration"), self._choose(words.NARRATION)
        elif kind < 0.6:
            facts = Facts("narration", joint=(person.surname, other.surname))
            names = {"name": person.surname, "other": other.surname}
            text = self._choose(words.JOINT).format(**names, clause=self._clause())
        else:
            facts = Facts("action", speaker=other.surname)
            text = self._choose(words.ACTIONS).format(name=other.surname, possessive=other.possessive)
        self._add(facts, Paragraph("body", text))

    def _labelled(self, label: Label, turns: int) -> None:
        for _ in range(turns):
            person = self._next_speaker()
            name, gap = label(person, self.turns, self._rng)
            paragraphs = [Paragraph("line", name)] if gap == "\n" else []
            head = "" if paragraphs else name + gap
            while True:
                sentences = [self._spoken(person)]
                while self._random() < 0.6:
                    sentences[-1] = self._with_note(sentences[-1])
                    sentences.append(self._spoken(person))
                paragraphs.append(Paragraph("body", head + " ".join(sentences)))
                head = ""
                if self._random() > 0.15:
                    break
            self._add(Facts("speech", "direct", person.surname, label=name), *paragraphs)
            if self._random() < 0.05:
                self._interlude(person)

    def _reported(self, turns: int) -> None:
        paragraph: list[str] = []
        for _ in range(turns):
            person = self._next_speaker()
            facts, sentences = self._report(person)
            sentences[0] = START + sentences[0]
            sentences[-1] += END
            self.facts.append(facts)
            for sentence in sentences:
                paragraph.append(sentence)
                if self._random() < 0.3:
                    self._flush(paragraph)
            if self._random() < 0.08:
                self._flush(paragraph)
                self._interlude(person)
        self._flush(paragraph)

    def _flush(self, paragraph: list[str]) -> None:
        if paragraph:
            self.paragraphs.append(Paragraph("body", " ".join(paragraph)))
            paragraph.clear()

    def _report(self, person: Person) -> tuple[Facts, list[str]]:
        """One turn of reported speech, with its facts."""
        other = self._other(person)
        clause = self._clause()
        kind = self._random()
        if kind < 0.08:
            quoted = f"{self._name(person, start=True)} said: “{self._spoken(person)}”"
            return Facts("speech", "direct", person.surname), [quoted]
        said, asked = self._choose(words.SAID), self._choose(words.ASKED)
        addressees: tuple[str, ...] = ()
        if kind < 0.5:
            first = f"{self._name(person, start=True)} {said} {clause}."
        elif kind < 0.62:
            first = f"{self._name(person, start=True)} {asked} {clause}."
        elif kind < 0.75:
            first = self._choose(words.FRONTED).format(name=self._name(person, start=False), said=said, clause=clause)
        elif kind < 0.9:
            pattern = self._choose(words.ADDRESSED)
            name = self._name(person, start=pattern.startswith("{name}"))
            first = pattern.format(
                name=name, other=self._name(other, start=False), said=said, asked=asked, clause=clause
            )
            addressees = (other.surname,)
        else:
            first = f"{clause[0].upper()}{clause[1:]}, said {self._name(person, start=False)}."
        sentences = [first]
        while self._random() < 0.45:
            sentences[-1] = self._with_note(sentences[-1])
            sentences.append(self._continuation(person))
        if self._random() < 0.05:
            quoted = self._choose(words.DIRECT).format(clause=self._clause()).removesuffix(".")
            sentences.append(f"“{quoted},” {person.pronoun.lower()} concluded.")
            return Facts("speech", "mixed", person.surname, addressees), sentences
        return Facts("speech", "reported", person.surname, addressees), sentences

    def _continuation(self, person: Person) -> str:
        clause = self._clause()
        kind = self._random()
        if kind < 0.06:
            return f"{self._choose(words.ASIDES)} {person.pronoun} added that {clause}."
        if kind < 0.1:
            return self._choose(words.OTHERS_REPORTED).format(
                absent=self._choose(words.ABSENT),
                other=self._other(person).surname,
                object="her" if person.woman else "him",
                clause=clause,
            )
        return self._choose(words.CONTINUED).format(
            pronoun=person.pronoun,
            lower=person.pronoun.lower(),
            possessive=person.possessive,
            said=self._choose(words.SAID),
            clause=clause,
            Clause=clause[0].upper() + clause[1:],
        )


def _people(rng: Random, count: int) -> list[Person]:
    countries = rng.sample(words.COUNTRIES, 2)
    offices = rng.sample(words.OFFICES, count)
    surnames = [rng.sample(words.SURNAMES[side], len(words.SURNAMES[side])) for side, _ in countries]
    people = []
    for i, office in enumerate(offices):
        side, country = countries[i % 2]
        woman = rng.random() < 0.3
        given = rng.choice(words.WOMEN if woman else words.MEN)
        people.append(Person(given, surnames[i % 2][i // 2], woman, office, side, country))
    return people
