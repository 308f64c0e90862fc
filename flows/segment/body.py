"""The body of a record, taken apart: its labels, its sentences, and what their clauses say."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from flows.lexicons import alternatives, entries
from flows.segment.clauses.finding import fronted_clauses, is_fronted, joint_subject
from flows.segment.clauses.occasions import is_as_said, is_of_occasion
from flows.segment.clauses.reporting_clause import Clause
from flows.segment.clauses.subjectless import Left, left_out
from flows.segment.clauses.verbs import verb_forms
from flows.segment.clauses.viewpoints import opinion
from flows.segment.dates import find_dates
from flows.segment.heads.paragraph_kinds import is_presence
from flows.segment.heads.prose import running
from flows.segment.labels.candidates import first_direct
from flows.segment.labels.dialogue import changes_of_speaker, dialogue
from flows.segment.labels.evidence import candidates_in, parted_paragraphs, pieces, with_unnamed
from flows.segment.labels.habits import Evidence, key_of
from flows.segment.labels.label import IN_PARAGRAPH, SAYING, Label
from flows.segment.labels.misreadings import parted, restored
from flows.segment.labels.styles import choose, told_apart
from flows.segment.labels.testimony import with_witnesses, without_numbers
from flows.segment.names import MENTION, ROLE, UPPER, fold, lexicon, parse_name, titles
from flows.segment.paragraphs import FIRST_WORD, Paragraphs, narrates
from flows.segment.people.cast import Cast
from flows.segment.rare import RarePattern
from flows.segment.sentences import PARAGRAPH_NUMBER
from flows.segment.told import Told

RUN_IN_HEADING = re.compile(rf"[{UPPER}][{UPPER}\d\s,:;.'’()&/–-]{{12,200}}(?=\s[a-z])")
# "4. Trade with Ruritania Mr. Smith said": a topic that has lost its line.
RUN_IN_TOPIC = re.compile(
    rf"{PARAGRAPH_NUMBER}\s(?P<topic>(?P<first>[{UPPER}][^\W\d_]+)[^,:;!?\n]{{0,100}}?)\s"
    rf"(?=(?:Mr|Mrs|Miss|Dr|Sir|M|Mme|President|General|Lord|Baron|Count|Marshal)\b\.?\s[{UPPER}])"
)
SENTENCE_END = re.compile(r"[.!?] [A-Z]")
CLOSED = re.compile(r"\]\W{0,3}(?:\([A-Z/]{1,6}\)\W{0,2})?$")  # a mark of secrecy may follow
WORD = re.compile(r"[^\W_]+")
LOWER_WORD = re.compile(r"[a-z](?<![^\W\d_][a-z])[a-z'’-]+")
# "Mr. Smith having left the room, the Minister said"; but "Mr. Smith having thanked the Minister withdrew".
ABSOLUTE = RarePattern(
    rf"(?:{ROLE}|{MENTION}|[A-Z][a-z]+(?:\s[a-z]+){{1,3}}?)\s(?:having|being)\s[a-z]+\s[a-z]+",
    sign=r"\s(?:having|being)\s",
)
BOTH = re.compile(r"Both\s")
PREDICATE = re.compile(r"(?:\s[a-z’'-]+,?){1,5}")
LONGEST_DATED = 200  # characters of a title and a date before what somebody says
QUOTATION_MARKS = "\"“‘«„'"
CONNECTING = frozenset({*entries("connecting-words"), "that", "this"})
OF_PRESENCE = ("present", "attended", "took part")
STRAY_STYLES = ("colon", "dash", "colon" + IN_PARAGRAPH)
LABELLED_SHARE = 0.2  # of the paragraphs that must open with a label for the record to be a labelled one
LEAST_REPORTED, MOST_LABELS = 2, 4  # clauses that open paragraphs, and labels for each, of notes in reported speech
# Sentences in which several speak together.
COLLECTIVE = RarePattern(f"(?i){alternatives('collective')}")
PARTICIPLE_IN_FRONT = re.compile(r"[A-Z][a-z]+ing\s[^.;:,]{2,100},\s")


def is_somebody(label: Label, heard: Collection[str]) -> bool:
    """Whether a label that stands once names somebody whom the record lists or tells of (`heard`, by their keys), or
    has more than one word or letters for a name: "Smith:", and not "Soup:".
    """
    name = parse_name(label.meant)
    return bool(name.titles or name.office or name.given) or key_of(label.meant) in heard or len(label.meant) <= 3


@dataclass(slots=True)
class Sentence:
    """A sentence of the body and what its clauses say. Offsets index the clean text."""

    start: int
    end: int
    paragraph: int
    opens: bool  # whether it opens its paragraph
    labelled: bool = False  # whether labels, and not reporting clauses, carry the record here
    head: Clause | None = None
    fronted: list[Clause] = field(default_factory=list)
    joint: tuple[str, ...] = ()
    impersonal: bool = False
    agreed: bool = False  # impersonal, and of all: it ends what somebody says also within a paragraph
    collective: bool = False
    bracketed: bool = False
    left_out: Left | None = None  # what it does that leaves out who speaks
    run_in: bool = False  # a heading in capitals, in the same line as what is said under it

    @property
    def clauses(self) -> list[Clause]:
        """The clause at its head, or those behind what stands in front."""
        return [*([self.head] if self.head is not None else []), *self.fronted]


class Body(Paragraphs):
    """The paragraphs between front and back matter, with their labels and sentences. Offsets index the clean text.

    `labelled` says that labels carry the record, except in the paragraphs `told`; else reporting clauses do. `mixed`
    says that these are all paragraphs without a label. `possible` is all that looks like a label. `parted` are the
    stretches in which labels stand apart from what is said. `gaps` are the places where wide white space stood.
    `lost_breaks` says that the lines of the raw text did not tell the paragraphs.
    `dashes` are the paragraphs of dialogue, in order, `unnamed` those, and others, that do not say who speaks.
    """

    def __init__(
        self,
        text: str,
        paragraphs: Sequence[tuple[int, int]],
        cast: Cast,
        gaps: Sequence[int],
        lost_breaks: bool = False,
    ) -> None:
        parts = pieces(text, paragraphs)
        super().__init__(text, parted_paragraphs(paragraphs, parts) if parts else without_numbers(text, paragraphs))
        self.lost_breaks = lost_breaks
        self.start, self.end = (paragraphs[0][0], paragraphs[-1][1]) if paragraphs else (0, 0)
        self._direct: dict[int, tuple[int, int]] = {}  # by paragraph, from where on and where it is said to somebody
        found = candidates_in(text, self.paragraphs, parts, gaps)
        subjects = self.subjects({label.start for label in found})
        spoken_of = frozenset(key for key, _ in subjects)
        evidence = Evidence(cast, len(self.paragraphs), spoken_of, lambda: self.lower_words, self._is_direct)
        chosen = choose(found, evidence)
        present = [m.surname for m in cast.members if m.participant is not None and m.surname]
        known = restored(text, self.paragraphs, chosen, present, lambda: self.word_counts)
        labels = with_unnamed(parts, told_apart(text, known), found)
        labels = with_witnesses(text, self.paragraphs, labels, {piece.start: piece.asks for piece in parts})
        self.labels, self.dashes = dialogue(text, self.paragraphs, labels)
        named = {self.paragraph_of(label.start) for label in self.labels}
        changes = changes_of_speaker(text, self.paragraphs, self.labels)
        self.unnamed = frozenset(n for n in (*self.dashes, *changes) if n not in named)
        self.possible = {label.start: label for label in found if label.style in STRAY_STYLES}
        heads = len(self.unnamed) + sum(1 for label in self.labels if not label.style.endswith(IN_PARAGRAPH))
        # Somebody who speaks may himself tell at length what others said elsewhere.
        speakers = {*present, *(key_of(label.meant) for label in self.labels)}
        opens = bool(self.labels) and self.labels[0].start == self.start
        reported = sum(says and (not opens or key in speakers) for key, says in subjects)
        self.labelled = heads > reported and (
            heads >= LABELLED_SHARE * len(self.paragraphs)
            or (
                (len(self.labels) > 3 or not reported)
                and self.end - self.labels[0].start > 0.6 * (self.end - self.start)
                and self.told_by_drafter() <= len(self.labels)
            )
        )
        if self.labelled and reported >= LEAST_REPORTED and MOST_LABELS * reported >= heads:
            # Notes, in which nobody says "I", have labels and clauses side by side.
            own = (key in speakers or cast.find(parse_name(key)) is not None for key, says in subjects if says)
            direct = sum(map(self._is_direct, self.labels))
            self.labelled = sum(own) < LEAST_REPORTED or MOST_LABELS * direct > len(self.labels)
        if not self.labelled:  # "Smith said:" is then a clause like others
            heard = {*present, *(key for key, _ in subjects)}
            times = Counter(label.meant for label in self.labels)
            self.labels = [
                label
                for label in self.labels
                if label.style != SAYING and (times[label.meant] > 1 or is_somebody(label, heard))
            ]
        self.label_at = {label.start: label for label in self.labels}
        # Who tells of a talk in the words of it ("He.—A letter.") tells the rest without labels.
        words = {fold(label.text).rstrip(".") for label in self.labels}
        personal = lexicon("personal-labels")
        self.as_dialogue = not personal.isdisjoint(words) and all(len(word) > 1 or word in personal for word in words)
        self.parted: list[tuple[int, int]] = []
        self.told, self.mixed = frozenset[int](), False
        if self.labelled:
            offices = {office for m in cast.members if m.participant is not None for office in m.offices}
            told = Told(self, self.labels, {*present, *offices}, self.unnamed)
            if not (self.unnamed or self.dashes):
                self.cut(told.within())
            self.parted = parted(self.paragraphs, self.labels, self.end)
            self.told, self.mixed = told.found()
        self.sentences = self._sentences(cast)
        self.sentence_at = {sentence.start: sentence for sentence in self.sentences}

    def _is_direct(self, label: Label) -> bool:
        """Whether what follows a label in its paragraph is said in the first or second person."""
        start, paragraph = label.speech_start, self.paragraph_of(label.speech_start)
        end = self.paragraphs[paragraph][1]
        since, first = self._direct.get(paragraph, (start, -1))
        if not since <= start <= first:
            first = first_direct(self.text, start, end)
            self._direct[paragraph] = start, first
        return first < end

    @cached_property
    def lower_words(self) -> frozenset[str]:
        """Every word of the body that stands there in lower case."""
        return frozenset(LOWER_WORD.findall(self.text, self.start, self.end))

    @cached_property
    def word_counts(self) -> Counter[str]:
        """How often each word of the body stands there."""
        return Counter(WORD.findall(self.text, self.start, self.end))

    def sentence_from(self, offset: int) -> int:
        """Which sentence is the first that starts at an offset or after it."""
        return bisect_left(self.sentences, offset, key=lambda sentence: sentence.start)

    def labelled_at(self, paragraph: int) -> bool:
        """Whether labels, and not reporting clauses, carry the record at this paragraph."""
        return self.labelled and paragraph not in self.told

    def _sentences(self, cast: Cast) -> list[Sentence]:
        """The sentences and their clauses. In a labelled body only the heads of paragraphs matter."""
        found: list[Sentence] = []
        for index, (start, end) in enumerate(self.paragraphs):
            labelled = self.labelled_at(index)
            taken = start
            for at, next_at in pairwise((start, end) if labelled else self.sentence_bounds(start, end)):
                if at < taken:
                    continue
                sentence = Sentence(at, next_at, index, at == start, labelled)
                found.append(sentence)
                if at in self.label_at:
                    continue
                if at == start and not labelled:
                    subject_at = self._subject_after_heading(sentence, cast)
                    subject_at = subject_at or self._subject_after_topic(sentence) or self._subject_after_date(sentence)
                    if subject_at is not None:
                        sentence.end, sentence.run_in = subject_at, True
                        taken = self.sentence_end(index, subject_at)
                        sentence = Sentence(subject_at, taken, index, True, labelled)
                        found.append(sentence)
                self._analyse(sentence, cast)
        return found

    def _analyse(self, sentence: Sentence, cast: Cast) -> None:
        """Find the clauses of a sentence, and whether its form is that of narration."""
        text, start, end = self.text, sentence.start, sentence.end
        if text[start] == "[" and CLOSED.search(text, max(start, end - 16), end):
            sentence.bracketed = True
            return
        first = FIRST_WORD.match(text, start, end)
        if first is None:
            return
        if any(word in text[start:end] for word in OF_PRESENCE) and is_presence(text[start:end]):
            sentence.impersonal = True
            return
        narration = narrates(text, first.start(1), end)
        if narration is not None and not sentence.labelled and is_as_said(text, first.start(1), end):
            narration = None
        if narration is None and sentence.opens and not sentence.labelled:
            narration = self._narration_after_participle(first.start(1), end)
        sentence.impersonal = narration is not None
        sentence.agreed = narration is not None and narration["agreed"] is not None
        if sentence.opens and not sentence.labelled and not sentence.impersonal:
            sentence.impersonal = is_of_occasion(text, first.start(1), end)
        if not sentence.labelled and not sentence.impersonal and self._leaves_out_speaker(sentence, first[1]):
            return
        named = both.end() if (both := BOTH.match(text, first.start(1), end)) else first.start(1)
        if is_fronted(first[1], text[first.end() + 1 : first.end() + 2], self.head(start, end)):
            view = opinion(text, start, end)
            sentence.fronted = fronted_clauses(text, start, end)
            if view is not None:  # "For Ruritania, Mr. Smith said"
                sentence.fronted.insert(0, view)
            head = self.head(start, end) if not sentence.fronted else None
            listed = head is not None and head.subject == first[1] and cast.find(parse_name(first[1])) is not None
            if listed or first[1].lower() in CONNECTING:  # "Prior did not think so"
                sentence.head = head
        elif self.head(start, end) is None and (absolute := ABSOLUTE.match(text, first.start(1), end)) is not None:
            fronted = fronted_clauses(text, start, end)
            sentence.fronted = [clause for clause in fronted if clause.subject_start > absolute.end()]
        elif (joint := joint_subject(text, named, end)) is not None and self._has_verb(joint[1], end):
            sentence.joint = joint[0]
        elif COLLECTIVE.match(text, first.start(1), end):
            sentence.collective = True
        else:
            sentence.head = self.head(start, end)
            if sentence.head is not None and sentence.head.pronoun and text[start] in QUOTATION_MARKS:
                sentence.head = None  # who "I" is in a quotation, the clause around it says

    def _leaves_out_speaker(self, sentence: Sentence, first: str) -> bool:
        """Whether a sentence begins with a verb of saying whose subject it leaves out, and what it does then."""
        head = self.head(sentence.start, sentence.end)
        if head is None or (head.subject == first and head.verb.form != "past"):
            sentence.left_out = left_out(self.text, sentence.start, sentence.end)
        return sentence.left_out not in (None, Left.NOW)

    def _narration_after_participle(self, start: int, end: int) -> re.Match[str] | None:
        """The head of narration behind a phrase in front: "Turning to the next item, the group discussed"."""
        phrase = PARTICIPLE_IN_FRONT.match(self.text, start, end)
        return narrates(self.text, phrase.end(), end) if phrase is not None else None

    def _has_verb(self, start: int, end: int) -> bool:
        """Whether a predicate with a known verb starts here."""
        match = PREDICATE.match(self.text, start, min(end, start + 80))
        return match is not None and any(word in verb_forms() for word in match[0].replace(",", "").split())

    def _subject_after_topic(self, sentence: Sentence) -> int | None:
        """Where, after a number and a topic in the same line, the name of a speaker with his form of address begins."""
        end = self.paragraphs[sentence.paragraph][1]
        match = RUN_IN_TOPIC.match(self.text, sentence.start, end)
        if match is None or is_fronted(match["first"], "", None) or not parse_name(match["topic"]).surname:
            return None
        next_at = self.sentence_end(sentence.paragraph, match.end())
        clause = self.head(match.end(), next_at) if not running(match["topic"]) else None
        return match.end() if clause is not None and clause.verb.classes & {"reporting", "stance"} else None

    def _subject_after_date(self, sentence: Sentence) -> int | None:
        """Where, after the date of the talk in the same line, with or without a title, the name of a speaker begins."""
        head = self.text[sentence.start : min(sentence.end, sentence.start + LONGEST_DATED)]
        for written in find_dates(head):
            at = sentence.start + written.end + 1
            if running(head[: written.end]) or SENTENCE_END.search(head, 0, written.start):
                break
            clause = self.head(at, self.sentence_end(sentence.paragraph, at)) if at < sentence.end else None
            if clause is not None and clause.subject_start == at and "reporting" in clause.verb.classes:
                return at
        return None

    def _subject_after_heading(self, sentence: Sentence, cast: Cast) -> int | None:
        """Where, after a heading in capitals in the same line, the name of a speaker in capitals begins."""
        first = FIRST_WORD.match(self.text, sentence.start, sentence.end)
        run = RUN_IN_HEADING.match(self.text, first.start(1), sentence.end) if first is not None else None
        clause = self.head(sentence.start, sentence.end)
        if run is None or (clause is not None and clause.subject_start == run.start()):
            return None
        words = [(match.start() + run.start(), fold(match[0])) for match in re.finditer(r"\S+", run[0])]
        for at, word in words[-6:]:
            if word == "the" or word in titles() or cast.find(parse_name(self.text[at : run.end()])) is not None:
                return at if at > run.start() else None
        return None
