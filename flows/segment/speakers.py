"""Who can speak in a document: the names of its labels, and subjects of reporting clauses that have standing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from flows.lexicons import entries
from flows.segment.body import Body
from flows.segment.cast import Cast, Member, office_key, shorter_offices, whole_office
from flows.segment.clauses import Clause
from flows.segment.label_styles import key_of
from flows.segment.labels import Label, normal, not_labels
from flows.segment.names import DETERMINERS, GLUED, GROUPS, MENTION, NAME, ROLE, UPPER, fold, parse_name
from flows.segment.sentences import PARAGRAPH_NUMBER
from flows.segment.tokens import place_words
from flows.segment.verbs import Verb

NAMED = re.compile(NAME)
CAPITAL = re.compile(f"[{UPPER}]")
BEFORE_CAPITAL = re.compile(f"{GLUED}$")
LONGEST_GLUED = 5
MENTIONED = re.compile(rf"(?=[{UPPER}]|{GLUED}|his|her|the){MENTION}")
MEETING = re.compile(
    r"\b(?:(?:(?:I|[Ww]e) (?:had )?(?:[a-z]+ ){0,2}|(?=[A-Z]))"  # a telegram leaves out the "I"
    r"(?:[Cc]alled (?:\w+ ){0,6}?(?:up)?on|[Ss]aw|[Mm]et(?: with)?|[Vv]isited|[Rr]eceived"
    r"|[Ss]poke (?:\w+ ){0,3}?(?:to|with)|[Tt]alked (?:\w+ ){0,3}?(?:to|with)"
    r"|(?:[Ll]unched|[Dd]ined) (?:\w+ ){0,3}?with"
    r"|[Pp]aid (?:\w+ ){1,3}?on|[Hh]ad (?:\w+ ){1,9}?with|went (?:\w+ ){0,3}?to see|took leave of"
    r"|(?:was|sat|found myself) (?:\w+ )?(?:seated )?(?:next to|beside|by|with)"
    r"|was (?:received|invited|summoned|called in|sent for|seen|asked) (?:\w+ ){0,3}?by)"
    r"|[Mm]y (?:\w+ )?(?:talk|conversation|interview|discussion|meeting) with)"
    rf"\s(?P<who>{MENTION})(?:,\s(?P<named>{MENTION})(?=[,.;]|\s[a-z]))?"
)
RECEIVED = re.compile(
    rf"(?P<who>{MENTION})\s(?:(?:had|then|again)\s)?(?:received|invited|summoned|visited|saw|met|telephoned|rang"
    r"|sent for|called (?:up)?on|came to (?:see|call on)|asked to see)\s(?:me|us)\b(?P<named>)"
)
ARRIVAL = re.compile(
    r"\bjoined (?:by|us|them|the (?:meeting|conversation|discussion|group|party|talks))\b"
    r"|\b(?:entered|came into|was shown into) the (?:room|hall|office)\b"
    r"|\baccompanied (?:by|me|us|him|her)\b|\b(?:was|were) (?:also )?present\b|\balso present\b"
    r"|\b(?:was|were) (?:also )?in the room\b"
    r"|\bwho (?:\w+ )?(?:took (?:the |a )?(?:notes?|record)|interpreted|sat in)\b"
    r"|\bsat in (?:with us|on (?:the|this|our))\b|\bwith (?:him|her|me|us)[.;]"
)
APPOSED = re.compile(rf"(?=[THMOthmo])(?P<office>{ROLE}|[Tt]he\s{NAME}),\s(?P<name>{NAME})(?=[,.;]|\s*\n)")
OPENING_PARAGRAPHS = 2
BARE_NEED = 6
BARE_NEED_BY_HABIT = 4  # where others speak under their surname alone
BARE_NEED_WITHOUT_LIST = 3  # and more is told than one sentence
BARE_NEED_IN_FIRST_PERSON = 2  # where the drafter tells of a talk of his own, and of few others
PERSONS = ("I", "YOU")
# "Told him that", as telegrams have it: the drafter is understood.
WITHOUT_SUBJECT = re.compile(
    rf"(?:{PARAGRAPH_NUMBER}\s)?(?:Asked|Told|Informed|Reminded|Assured|Thanked|Pressed|Urged|Warned|Promised|Answered)"
    rf"\s(?:him|her|them|(?!By\b){MENTION})(?!\s(?:was|were|is|are|had)\b)"
)
SEXES = frozenset({"he", "she"})
SEX_OF_TITLE = {
    title: pronoun
    for pronoun, words in (
        ("he", "mr herr m monsieur sir lord signor señor senor king prince"),
        ("she", "mrs miss ms mme madame frau lady dame signora señora senora queen princess begum"),
    )
    for title in words.split()
}
OWN_PRONOUN = re.compile(r"(?:\sthat)?\s(he|she)\b")
INITIALS = re.compile(rf"[{UPPER}]{{2,4}}")
# Verbs that by themselves say nothing about a person's part in the talk.
BARE_VERBS = frozenset(entries("bare-verbs"))
NEED_OF_CAPITALS = 3  # where the record writes all who speak in capitals
LEAST_IN_CAPITALS = 3
NEED_OF_INITIALS = 2  # where the record calls who is listed by his initials: "PNH said"
LEAST_AMONG_LABELS = 6
LEAST_NATIONS = 3
EXCHANGED = 0.5
LEAST_GROUPS = 2  # delegations or sides
DELEGATES = ("delegate", "representative")
# Verbs of those alone who are there.
INTERPOSING = frozenset(
    {"interpose", "interject", "interrupt", "intervene", "interpolate", "rejoin", "retort", "chime"}
)
# Verbs of one who goes on as well as of another: they tell no exchange.
ADDING = frozenset({"add", "continue", "conclude", "go"})
MODALS = frozenset({"would", "could", "should", "will", "might", "may", "must", "can", "cannot"})


def is_bare(verb: Verb) -> bool:
    """Whether a verb by itself says nothing about its subject's part in the talk."""
    if verb.classes == {"visiting"}:
        return True
    return verb.lemma in BARE_VERBS and "reporting" not in verb.classes and (verb.lemma != "be" or bool(verb.needs))


def named_in_capitals(mention: str) -> bool:
    """Whether the last word of a mention, its surname or office, is in capitals: "Mme. SMITH"."""
    last = mention.split()[-1]
    return last.isupper() and len(last) > 2


def country_of(mention: str) -> str | None:
    """The country or people, folded, that a mention is of, alone or as a delegation or delegate; None for others."""
    words = fold(mention).removeprefix("the ")
    before, _, last = words.rpartition(" ")
    country = before if last in GROUPS or last in DELEGATES else words
    return country if country in place_words() else None


@dataclass(slots=True)
class Heard:
    """A subject of reporting clauses: its longest mention, their weight, and how often they stand beside whose."""

    mention: str
    weight: int = 0
    clauses: int = 0
    reports: int = 0  # clauses with a verb of saying
    opened: int = 0  # how many paragraphs
    interposed: bool = False  # whether a verb tells that they were there
    beside: Counter[str] = field(default_factory=Counter)
    offices: set[str] = field(default_factory=set)

    def exchanges(self, other: str) -> bool:
        """Whether so many of its clauses stand beside those of another that it can hardly be the same person."""
        return self.beside[other] >= EXCHANGED * self.clauses > 0

    def told(self) -> bool:
        """Whether more is told than one sentence, and something of it is said."""
        return self.clauses > 1 and self.reports > 0


def names_in(text: str, start: int, end: int) -> Iterator[str]:
    """The names in `text[start:end]`, found from their capitals: the engine would try every character."""
    at = start
    for capital in CAPITAL.finditer(text, start, end):
        place = capital.start()
        if place < at:
            continue
        if text[place - 1 : place] in ("'", "’", "-"):
            glued = BEFORE_CAPITAL.search(text, max(at, place - LONGEST_GLUED), place)
            place = glued.start() if glued is not None else place
        if (match := NAMED.match(text, place, end)) is not None:
            yield match[0]
            at = match.end()


class Speakers:
    """The members of the cast who hold turns.

    `drafting` is the drafter where he speaks of himself as "I", or the reader whom he calls "you" (a minute to the
    minister who led the talk); `other` is the one whom that person talks with.
    """

    def __init__(self, body: Body, cast: Cast, drafter: str | None, has_list: bool) -> None:
        self.cast = cast
        self.numbers: set[int] = set()
        self.drafting: Member | None = None
        self.other: Member | None = None
        self._person = PERSONS[0]
        self._bare: set[int] = set()  # those who speak under their surname alone
        self._initials = False  # whether one of those listed speaks under his initials
        self._body = body
        self._same: dict[int, Member] = {}  # who is called by his office first, and then by his name
        self._by_label: dict[str, Member] = {}
        self._name_labels()
        self._tally(drafter, has_list)
        self._unite_labels()

    def named(self, clause: Clause) -> Member | None:
        """The member that a clause's subject names, if it can be a speaker here."""
        member = self.mentioned(clause.subject)
        return self.mentioned(clause.apposition) if member is None and clause.apposition else member

    def mentioned(self, mention: str) -> Member | None:
        """The member that a mention names, if it can be a speaker here."""
        if self.other is not None and parse_name(mention).office == "interlocutor":
            return self.other
        member = self.cast.see(mention)
        if member is not None:
            member = self._same.get(member.number, member)
        if member is None or (member.number not in self.numbers and member.participant is None):
            return None
        if member is self.drafting and self.other is not None and not parse_name(mention).surname:
            return self.other  # who says "I" is no "Minister" to himself
        return member

    def labelled(self, label: Label) -> Member | None:
        """The member that a label names."""
        seen = self.cast.see(label.meant)
        return self._by_label.get(normal(label.meant), seen)

    def is_person(self, clause: Clause) -> bool:
        """Whether the subject of a clause is the person, "I" or "you", as which the record speaks of its drafter or
        reader.
        """
        return self.drafting is not None and clause.subject.upper() == self._person

    def says(self, clause: Clause) -> bool:
        """Whether a clause with a pronoun tells, in the past, what somebody said in the talk."""
        return "reporting" in clause.verb.classes and clause.verb.form == "past" and clause.auxiliary != "had"

    def meant(self, clause: Clause, current: Member | None) -> Member | None:
        """Whom a pronoun means in a record whose drafter speaks of himself as "I": "he" is never the drafter."""
        if not self.says(clause):
            return None
        if clause.subject.upper() in PERSONS:
            return self.drafting if self.is_person(clause) else None
        if clause.subject.lower() in ("he", "she") and current is self.drafting:
            return self.other
        return None

    def of_other_sex(self, clause: Clause, current: Member | None, before: Member | None) -> Member | None:
        """Whom "she" means where a man holds the floor, or "he" where a woman does: who held it `before`, or the only
        one whom the record calls so; None where the pronoun may mean who holds it.
        """
        pronoun = clause.subject.lower()
        if self._body.labelled or self.drafting is not None or not self.says(clause) or current is None:
            return None
        if pronoun not in SEXES or self._sex(current) not in SEXES - {pronoun}:
            return None
        if before is not None and self._sex(before) == pronoun:
            return before
        same = [
            member for member in self.cast.members if member.number in self.numbers and self._sex(member) == pronoun
        ]
        return same[0] if len(same) == 1 else None

    def may_be(self, member: Member, pronoun: str) -> bool:
        """Whether "he" or "she", as given in small letters, can mean a member."""
        return self._sex(member) in (None, pronoun)

    def _sex(self, member: Member) -> str | None:
        """The pronoun of a member, as forms of address, or else the words after reporting clauses, tell it."""
        told = {SEX_OF_TITLE[title] for title in member.titles if title in SEX_OF_TITLE}
        told = told or {p for p, count in self._pronouns.get(member.number, Counter()).items() if count}
        return next(iter(told)) if len(told) == 1 else None

    @cached_property
    def _pronouns(self) -> dict[int, Counter[str]]:
        """How often the words after a reporting clause call its subject "he" or "she", by member: "X said she"."""
        found: dict[int, Counter[str]] = {}
        for sentence in self._body.sentences:
            clause = sentence.head
            if clause is not None and not clause.pronoun and "reporting" in clause.verb.classes:
                match = OWN_PRONOUN.match(self._body.text, clause.clause_end, sentence.end)
                member = self.cast.find(parse_name(clause.subject)) if match is not None else None
                if match is not None and member is not None:
                    found.setdefault(member.number, Counter()).update([match[1]])
        return found

    def _name_labels(self) -> None:
        """Give every label a member. Two labels that follow each other are two people, whatever their offices are."""
        order = [normal(label.meant) for label in self._body.labels]
        counts = Counter(order)
        follows = Counter(pair for pair in pairwise(order) if pair[0] != pair[1])
        written = {normal(label.meant): label.meant for label in reversed(self._body.labels)}
        by_member: dict[int, list[str]] = {}
        chairs = self._offices_beside_labels(counts)
        for key in sorted(
            counts.keys() - chairs.keys(), key=lambda k: (not parse_name(written[k]).surname, -counts[k], k)
        ):
            member = self.cast.add(written[key])
            for other in by_member.get(member.number, ()):
                beside = follows[key, other] + follows[other, key]
                by_office = bool(parse_name(written[key]).surname) != bool(parse_name(written[other]).surname)
                fewer = min(counts[key], counts[other])
                if (beside >= 2 and beside >= 0.2 * fewer) or (by_office and beside and beside >= 0.5 * fewer):
                    member = self.cast.add_apart(written[key])
                    break
            by_member.setdefault(member.number, []).append(key)
            self._by_label[key] = member
            self.numbers.add(member.number)
        self._by_label |= {office: self._by_label[key] for office, key in chairs.items()}

    def _offices_beside_labels(self, labels: Collection[str]) -> dict[str, str]:
        """The labels that are an office which another label has in parentheses: "The Chairman", "Mr. Smith
        (Chairman)"; the label that is meant for each.
        """
        found: dict[str, set[str]] = {}
        for label in self._body.labels:
            if label.aside is not None:
                office = normal(self._body.text[slice(*label.aside)].strip(" ()[]"))
                if office in labels and not parse_name(office).surname:
                    found.setdefault(office, set()).add(normal(label.meant))
        return {office: next(iter(keys)) for office, keys in found.items() if len(keys) == 1 and office not in keys}

    def _unite_labels(self) -> None:
        """Among reporting clauses, let a label that is an office alone name the one person who speaks and holds it."""
        for key, member in self._by_label.items() if not self._body.labelled else ():
            if member.surname or member.participant is not None:
                continue
            holders = [m for m in self.cast.members if m.surname and m.offices.keys() & member.offices.keys()]
            if len(holders) == 1 and holders[0].number in self.numbers:
                self._by_label[key] = self._same[member.number] = holders[0]

    def _tally(self, drafter: str | None, has_list: bool) -> None:
        """Add those whom reporting clauses make speakers."""
        listed = sum(1 for member in self.cast.members if member.participant is not None) if has_list else 0
        if self.cast.shares_offices() and not self._body.labelled:
            self.cast.settle(self._offices_in_text(self._body.start))
        heard, persons = self._listen()
        self._person = max(PERSONS, key=lambda person: persons[person])
        if persons[self._person] >= (1 if self._person == "I" else 2):
            known = drafter if self._person == "I" else None
            # "I" is nobody's initial.
            self.drafting = self.cast.add(known) if known else self.cast.add_apart(self._person.capitalize())
            self.numbers.add(self.drafting.number)
        offices = self._offices_in_text(0) if heard or self.drafting is not None else {}
        apposed = self._apposed() if heard else {}
        self._unite(heard, offices, apposed)
        arrivals = self._arrivals() if heard else frozenset()
        bare = self._bare
        in_capitals = self._in_capitals()
        nations = self._nations(heard)
        for key in sorted(heard, key=lambda k: (parse_name(heard[k].mention).bare, -heard[k].weight, k)):
            need = 1 if key in nations else self._need(key, heard[key].mention, offices)
            if need is None:
                continue
            if key in arrivals or heard[key].interposed:
                need = 0
            if need == BARE_NEED and self.drafting is not None and not listed and heard[key].told():
                need = BARE_NEED_IN_FIRST_PERSON
            elif need == BARE_NEED and len(bare) >= 2:
                need = BARE_NEED_BY_HABIT if listed or not heard[key].told() else BARE_NEED_WITHOUT_LIST
            capitals = in_capitals and named_in_capitals(heard[key].mention)
            if capitals:
                need = min(need - 1, NEED_OF_CAPITALS)
            initials = self._initials and INITIALS.fullmatch(heard[key].mention) is not None
            if initials:
                need = NEED_OF_INITIALS
            for_country = key in nations or not set(heard[key].mention.lower().split()).isdisjoint(DELEGATES)
            if listed >= 2 and need and not (initials or capitals or for_country):
                need += 2
            if self._body.labelled and not self._body.mixed:
                need = max(need, LEAST_AMONG_LABELS)
            if heard[key].weight >= need:
                member = self.cast.add(heard[key].mention)
                self.numbers.add(member.number)
                if parse_name(heard[key].mention).bare:
                    bare.add(member.number)
                for office in sorted(heard[key].offices):
                    self.cast.entitle(member, office)
                for delegate in DELEGATES if key in nations else ():
                    self.cast.entitle(member, f"{country_of(heard[key].mention)} {delegate}")
        if self.drafting is not None:
            self.other = self._partner() or self._loudest(heard, offices)

    def _loudest(self, heard: Mapping[str, Heard], offices: Mapping[str, set[str]]) -> Member | None:
        """Of those heard who can name a person, the one with the most weight."""
        persons = [key for key in sorted(heard) if self._need(key, heard[key].mention, offices) is not None]
        if not persons:
            return None
        member = self.cast.add(heard[max(persons, key=lambda key: heard[key].weight)].mention)
        self.numbers.add(member.number)
        return member

    def _in_capitals(self) -> bool:
        """Whether the record writes in capitals who speaks: several names do so at the heads of paragraphs."""
        heads = (sentence.head for sentence in self._body.sentences if sentence.opens)
        subjects = {head.subject for head in heads if head is not None and "reporting" in head.verb.classes}
        return sum(map(named_in_capitals, subjects)) >= LEAST_IN_CAPITALS

    def _partner(self) -> Member | None:
        """Whom the drafter talks with: who is most heard, whom he says he met, or the only other one listed."""
        for match in MEETING.finditer(self._body.text, self._body.start, self._body.end):
            member = self.met(match)
            if member is not None:
                self.numbers.add(member.number)
        heard, visited = self._most_heard(), self._visited()
        if heard is None or (visited is not None and visited.surname):
            return visited or self._only_other()
        if visited is not None and not visited.surname and heard.surname and not heard.offices:
            # "I called on the Minister. … Smith said": one and the same.
            self._same[visited.number] = heard
            self.numbers.discard(visited.number)
        return heard

    def _listen(self) -> tuple[dict[str, Heard], Counter[str]]:
        """The subjects of reporting clauses who are not of the cast yet, by surname or else office; and how often
        "I" and "you" are.
        """
        heard: dict[str, Heard] = {}
        persons: Counter[str] = Counter()
        present: Counter[str] = Counter()  # with verbs that say nothing: "Smith was with him"
        before = ""
        for sentence in self._body.sentences:
            clause = sentence.head or next(iter(sentence.fronted), None)
            label = self._body.label_at.get(sentence.start) or self._body.possible.get(sentence.start)
            if clause is None and label is not None:
                before = key_of(label.meant)
            if clause is None and any(
                pattern.match(self._body.text, sentence.start, sentence.end) for pattern in (WITHOUT_SUBJECT, MEETING)
            ):
                persons[PERSONS[0]] += not sentence.labelled
            if clause is None or clause.genitive:
                continue
            if is_bare(clause.verb):
                present.update([key_of(clause.subject)])
                continue
            if sentence.impersonal and clause is sentence.head:
                continue
            reporting = "reporting" in clause.verb.classes
            if clause.pronoun:
                person = clause.subject.upper()
                if person in PERSONS:
                    persons[person] += reporting and clause.verb.form == "past" and not sentence.labelled
                    before = person
                continue
            if clause.auxiliary in MODALS or clause.auxiliary == "had":
                continue
            parsed = parse_name(clause.subject)
            key = parsed.surname or parsed.office
            member = self.cast.find(parsed)
            if member is not None:
                if parsed.office and parsed.surname and reporting:
                    self.cast.entitle(member, office_key(parsed.office))
                if reporting and (not sentence.labelled or sentence.opens):
                    self.numbers.add(member.number)
                    if parsed.bare:
                        self._bare.add(member.number)
                    if INITIALS.fullmatch(clause.subject) and member.surname != parsed.surname:
                        self._initials = True
                if before in heard:
                    heard[before].beside[key] += 1
                before = key
                continue
            notes = sentence.opens and reporting and clause.verb.form == "s"  # "X asks …" among labelled notes
            if not key or (sentence.labelled and not notes):
                continue
            subject = heard.setdefault(key, Heard(clause.subject))
            head = clause.position == "head"
            subject.clauses += 1
            subject.reports += reporting
            subject.opened += sentence.opens and head
            subject.interposed |= clause.verb.lemma in INTERPOSING
            subject.weight += (2 if reporting and (head or sentence.opens) else 1) * (
                2 if sentence.opens and head else 1
            )
            if len(clause.subject) > len(subject.mention):
                subject.mention = clause.subject
            if before and before != key and clause.verb.lemma not in ADDING:
                subject.beside[before] += 1
                if before in heard:
                    heard[before].beside[key] += 1
            before = key if key not in place_words() else before
        for key, subject in heard.items():
            subject.clauses += present[key]
        return heard, persons

    def _unite(self, heard: dict[str, Heard], offices: Mapping[str, set[str]], apposed: Mapping[str, set[str]]) -> None:
        """Make one of "the Premier" and "Kang", where the text has "Premier Kang", one such person and no exchange
        between the two, or "the Premier, Mr. Kang,"; and let such an office name who is listed without it.
        """
        for key in sorted(heard):
            short = key.rpartition(" ")[2]
            if short != key and short in heard and parse_name(heard[key].mention).surname == key:
                heard[key].weight += heard.pop(short).weight  # "Nguyen Van Lam", "Comrade Lam"
        holders: dict[str, list[str]] = {}
        for key in sorted(heard):
            parsed = parse_name(heard[key].mention)
            if parsed.surname:
                for office in sorted(set().union(*(offices.get(part, ()) for part in (*parsed.given, parsed.surname)))):
                    holders.setdefault(office, []).append(key)
        for key in sorted(heard):
            parsed = parse_name(heard[key].mention)
            if parsed.surname:
                continue
            office = office_key(parsed.office)
            forms = {office, *shorter_offices(office)}
            named = [name for name in holders.get(office, []) if not heard[key].exchanges(name)]
            called = [
                name
                for name in sorted(apposed)
                if name in heard and any(forms & {held, *shorter_offices(held)} for held in apposed[name])
            ]
            one = called if len(called) == 1 else named if len(holders.get(office, [])) == 1 else []
            known = [
                m
                for m in self.cast.members
                if m.surname and (office in offices.get(m.surname, ()) or forms & apposed.get(m.surname, set()))
            ]
            if one:
                heard[one[0]].weight += heard[key].weight
                heard[one[0]].offices.add(office)
                del heard[key]
            elif len(known) == 1 and not holders.get(office):
                self._entitle(known[0], office)
                del heard[key]
            elif (host := self._one_of_two(heard[key])) is not None:
                self._entitle(host, office)
                del heard[key]

    def _entitle(self, member: Member, office: str) -> None:
        """Let an office, under which somebody speaks, name a member."""
        self.cast.entitle(member, office)
        self.numbers.add(member.number)

    def _one_of_two(self, office: Heard) -> Member | None:
        """Who of the two, and no more, whom the record lists without office is meant by an office: whose name never
        stands next to it where speakers change, while the other one's does.
        """
        listed = [m for m in self.cast.members if m.participant is not None]
        if len(listed) != 2 or any(m.offices or not m.surname for m in listed):
            return None
        apart = [m for m in listed if not office.beside[m.surname]]
        return apart[0] if len(apart) == 1 else None

    def _nations(self, heard: Mapping[str, Heard]) -> frozenset[str]:
        """The countries, delegations and sides among those heard, where the record lets them speak for their delegates:
        several of them open more paragraphs than all others do; or else the delegations, where several say something.
        """
        nations = {key for key in heard if country_of(heard[key].mention)}
        groups = {key for key in nations if key.rpartition(" ")[2] in (*GROUPS, *DELEGATES)}
        opened = Counter(key in nations for key in heard for _ in range(heard[key].opened))
        if (len(nations) >= LEAST_NATIONS or len(groups) >= LEAST_GROUPS) and opened[True] > opened[False]:
            return frozenset(nations)
        said = sum(heard[key].reports for key in groups)
        return frozenset(groups) if len(groups) >= LEAST_NATIONS and said > 1 else frozenset()

    def _need(self, key: str, mention: str, offices: Mapping[str, set[str]]) -> int | None:
        """The weight from which a subject is a speaker; None where it names no person."""
        parsed = parse_name(mention)
        determined = mention.split()[0].lower() in DETERMINERS
        personal = bool(parsed.titles or parsed.office or key in offices)
        if not personal and parsed.given and not determined:
            words = (*parsed.given, parsed.surname)
            personal = not any(word in self._body.lower_words or word in not_labels() for word in words)
        if determined and not (parsed.office or parsed.titles):
            return None  # "The Americans", "the Department"
        if not personal and (
            key in not_labels() or any(word in self._body.lower_words for word in (*parsed.given, key))
        ):
            return None  # a common word at the head of a sentence
        one = parsed.surname or whole_office(parsed.office) or mention.lower().endswith(DELEGATES)
        need = 2 if personal and one else 3 if personal else BARE_NEED
        return need - (1 if mention.isupper() and len(key) > 2 else 0)

    def _most_heard(self) -> Member | None:
        """The member, other than the drafter, who is the subject of most reporting clauses."""
        heard: Counter[int] = Counter()
        for sentence in self._body.sentences:
            if sentence.head is not None and not sentence.head.pronoun and "reporting" in sentence.head.verb.classes:
                member = self.cast.find(parse_name(sentence.head.subject))
                if member is not None and member is not self.drafting:
                    heard[member.number] += 1
        if not heard:
            return None
        return self.cast.members[min(heard, key=lambda number: (-heard[number], number))]

    def _only_other(self) -> Member | None:
        """The one person besides the drafter whom the record lists, where there is just one."""
        others = [m for m in self.cast.members if m.participant is not None and m is not self.drafting]
        return others[0] if len(others) == 1 else None

    def _visited(self) -> Member | None:
        """Whom the drafter says, in the first paragraphs, he met, or who received him."""
        opening = self._body.paragraphs[:OPENING_PARAGRAPHS]
        if not opening:
            return None
        stretch = (self._body.text, opening[0][0], opening[-1][1])
        match = MEETING.search(*stretch) or RECEIVED.search(*stretch)
        member = self.met(match) if match is not None else None
        if member is not None:
            self.numbers.add(member.number)
        return member

    def met(self, match: re.Match[str]) -> Member | None:
        """The member of the cast, other than the drafter, whom a match of `MEETING` says he met."""
        apposition = parse_name(match["named"]) if match["named"] else None
        named = apposition is not None and (apposition.titles or self.cast.find(apposition) is not None)
        member = self.cast.add(match["named"] if named else match["who"])
        return self._same.get(member.number, member) if member is not self.drafting else None

    def _arrivals(self) -> frozenset[str]:
        """The surnames, or else the offices, of those who, as the record says, were there or came; and the undersigned,
        who was there.
        """
        text = self._body.text
        told = (s for s in self._body.sentences if ARRIVAL.search(text, s.start, s.end))
        names = (parse_name(match[0]) for s in told for match in MENTIONED.finditer(text, s.start, s.end))
        return frozenset({"undersigned", *(name.surname or name.office for name in names)})

    def _apposed(self) -> dict[str, set[str]]:
        """Surnames that stand between commas after an office ("the Ambassador, Mr. Smith,"): the offices of each."""
        found: dict[str, set[str]] = {}
        for match in APPOSED.finditer(self._body.text, 0, self._body.end):
            office, name = parse_name(match["office"]), parse_name(match["name"])
            if office.office and not office.surname and name.surname and (name.titles or name.given):
                found.setdefault(name.surname, set()).add(office_key(office.office))
        return found

    def _offices_in_text(self, start: int) -> dict[str, set[str]]:
        """Surnames that from here to the end of the body stand after a form of address or an office: the offices of
        each.
        """
        found: dict[str, set[str]] = {}
        for mention in names_in(self._body.text, start, self._body.end):
            parsed = parse_name(mention)
            if parsed.surname and (parsed.titles or parsed.office):
                for part in (*parsed.given, parsed.surname):
                    found.setdefault(part, set()).update([office_key(parsed.office)] if parsed.office else [])
        return found
