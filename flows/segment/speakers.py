"""Who can speak in a document: the names of its labels, and subjects of reporting clauses that have standing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, cached_property
from itertools import pairwise
from typing import NamedTuple, TypeVar

from flows.lexicons import entries
from flows.segment.body import Body, Sentence
from flows.segment.cast import DELEGATES, Cast, Member, names_by_address, office_key, shorter_offices
from flows.segment.clauses import JOINT
from flows.segment.heard import (
    BARE_NEED,
    Heard,
    by_surname_alone,
    country_of,
    is_bare,
    named_in_capitals,
    nations_of,
    need_of,
    opposed,
    speaks_in_capitals,
    tells_in_present,
)
from flows.segment.label_styles import key_of
from flows.segment.label_words import normal
from flows.segment.labels import Label
from flows.segment.meetings import INVITED, MEETING, RECEIVED, without_house
from flows.segment.mentions import apposed, arrivals, names_in, offices_in_text
from flows.segment.names import MENTION, UPPER, fold, parse_name
from flows.segment.reporting_clause import Clause
from flows.segment.sentences import PARAGRAPH_NUMBER
from flows.segment.sexes import SEXES, Sexes
from flows.segment.tokens import place_words

# What only those who are there do: "Smith, intervening,", "At the Chairman's invitation Mr. Smith", "Mr. Smith here".
THERE = re.compile(
    r",\s(?:intervening|interrupting|interposing|(?:invited|asked|called upon|requested)\s(?:by|to)\b)"
    r"|\b(?:At|On)\s[^,;]{2,40}?\s(?:invitation|request|prompting)\b|[a-z]\shere\s[a-z]+ed\b"
)
OPENING_PARAGRAPHS = 2
BARE_NEED_BY_HABIT = 4  # where others speak under their surname alone
BARE_NEED_WITHOUT_LIST = 3  # and more is told than one sentence
BARE_NEED_IN_FIRST_PERSON = 2  # where the drafter tells of a talk of his own, and of few others
NEED_BY_SURNAME_ALONE = 2  # where all who speak do so
PERSONS = ("I", "YOU", "WE")
LEAST_AS_PERSON = {"I": 1, "YOU": 2, "WE": 2}  # clauses of saying
# "Told him that", as telegrams have it: the drafter is understood.
WITHOUT_SUBJECT = re.compile(
    rf"(?:{PARAGRAPH_NUMBER}\s)?(?:Asked|Told|Informed|Reminded|Assured|Thanked|Pressed|Urged|Warned|Promised|Answered)"
    rf"\s(?:him|her|them|(?!By\b){MENTION})(?!\s(?:was|were|is|are|had)\b)"
)
# In whose name a drafter speaks: "My Government urged that".
OWN_PRINCIPAL = re.compile(r"(?:[Mm]y|[Oo]ur) (?:own )?(?:[A-Z][a-z]+ )?(?:Government|Minister|President|authorities)")
# ", I said,": the drafter takes part, although no sentence begins with his words.
OWN_ATTRIBUTION = re.compile(
    r"[,OoTt](?:(?<=,)[\"”’']? I (?:then |also )?"
    r"(?:said|replied|answered|asked|told|added|suggested|remarked|observed)\s?[,.;]"
    r"|(?<=\b[Oo])n my [a-z]+ing (?:that|whether|if)\b"
    r"|(?<=\b[Tt])o my (?:[a-z]+ )?(?:question|suggestion|remark|enquiry)\b)"
)
INITIALS = re.compile(rf"[{UPPER}]{{1,4}}")
NEED_OF_CAPITALS = 3  # where the record writes all who speak in capitals
NEED_OF_INITIALS = 2  # where the record calls who is listed by his initials: "PNH said"
LEAST_AMONG_LABELS = 6
LEAST_BESIDE = 2
LONGEST_SHORT = 3  # letters by which somebody is called for short
# Verbs of one who goes on as well as of another: they tell no exchange.
ADDING = frozenset({"add", "continue", "conclude", "go"})
MODALS = frozenset({"would", "could", "should", "will", "might", "may", "must", "can", "cannot"})

Key = TypeVar("Key")


@cache
def ranks() -> frozenset[str]:
    """Military ranks, folded: no office by which somebody else can be told apart."""
    return frozenset(fold(entry) for entry in entries("ranks"))


class _Manner(NamedTuple):
    """How a record names those whom reporting clauses name, by surname or else office.

    `listed` is how many it lists; `needs` the weight from which each is a speaker, as far as its name tells; `nations`
    are countries that stand for their delegates, `opposed` offices of two persons, `came` those who join the talk.
    `in_capitals` says that who speaks is written so, `by_surname` that all are called by their surname alone.
    """

    listed: int
    needs: Mapping[str, int | None]
    nations: frozenset[str]
    opposed: frozenset[str]
    came: frozenset[str]
    in_capitals: bool
    by_surname: bool


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
        self._met: set[int] = set()  # whom the drafter says he met
        self._bare: set[int] = set()  # those who speak under their surname alone
        self._in_present = tells_in_present(body)
        self._initials = False  # whether one of those listed speaks under his initials
        self._body = body
        self._sexes = Sexes(body, cast)
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
        if self.drafting is not None and self._person == "I" and OWN_PRINCIPAL.fullmatch(mention):
            return self.drafting
        member = self.cast.see(mention)
        if member is not None:
            member = self._same.get(member.number, member)
        if member is None and self.other is not None and names_by_address(parse_name(mention)):
            return self.other  # "His Excellency"
        if member is None or (member.number not in self.numbers and member.participant is None):
            return None
        if member is self.drafting and self.other is not None and not parse_name(mention).surname:
            return self.other  # who says "I" is no "Minister" to himself
        return member

    def facing(self, member: Member | None) -> Member | None:
        """Who talks with a member, where just two persons do."""
        numbers = self.numbers if len(self.numbers) > 1 else self.numbers | {m.number for m in self._listed}
        others = numbers - {member.number} if member is not None else set()
        return self.cast.members[others.pop()] if len(numbers) == 2 and len(others) == 1 else None

    def labelled(self, label: Label) -> Member | None:
        """The member that a label names; "I" is the drafter."""
        if label.meant == "I" and self.drafting is not None:
            return self.drafting
        seen = self.cast.see(label.meant)
        return self._by_label.get(normal(label.meant), seen)

    def is_person(self, clause: Clause) -> bool:
        """Whether the subject of a clause is the person, "I" or "you", as which the record speaks of its drafter or
        reader.
        """
        return self.drafting is not None and clause.subject.upper() == self._person

    def says(self, clause: Clause) -> bool:
        """Whether a clause with a pronoun tells, in the tense of the record, what somebody said in the talk."""
        return "reporting" in clause.verb.classes and self.tells(clause) and clause.auxiliary != "had"

    def tells(self, clause: Clause) -> bool:
        """Whether a clause is in the tense in which the record tells what was said."""
        return clause.verb.form == "past" or (self._in_present and clause.verb.form in ("s", "base"))

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
        if pronoun not in SEXES or self._sexes.of(current) not in SEXES - {pronoun}:
            return None
        if before is not None and self._sexes.of(before) == pronoun:
            return before
        return self._only_of_sex[pronoun]

    def may_be(self, member: Member, pronoun: str) -> bool:
        """Whether "he" or "she", as given in small letters, can mean a member."""
        return self._sexes.of(member) in (None, pronoun)

    @cached_property
    def _only_of_sex(self) -> dict[str, Member | None]:
        """The only one of those who speak whom the record calls "he", and the only one whom it calls "she"."""
        found: dict[str, list[Member]] = {pronoun: [] for pronoun in SEXES}
        for member in self.cast.members:
            sex = self._sexes.of(member) if member.number in self.numbers else None
            if sex is not None:
                found[sex].append(member)
        return {pronoun: same[0] if len(same) == 1 else None for pronoun, same in found.items()}

    def _name_labels(self) -> None:
        """Give every label a member. Two labels that follow each other are two people, whatever their offices are."""
        order = [normal(label.meant) for label in self._body.labels]
        counts = Counter(order)
        follows = Counter(pair for pair in pairwise(order) if pair[0] != pair[1])
        written = {normal(label.meant): label.meant for label in reversed(self._body.labels)}
        neighbours: dict[str, list[str]] = {}
        for one, other in follows:
            neighbours.setdefault(one, []).append(other)
            neighbours.setdefault(other, []).append(one)
        chairs = self._names_beside_labels(counts)
        rank = {key: rank_of(label) for key, label in written.items()}
        for key in sorted(counts.keys() - chairs.keys(), key=lambda k: (rank[k], -counts[k], k)):
            member = self.cast.add(written[key])
            for other in neighbours.get(key, ()):
                if other not in self._by_label or self._by_label[other].number != member.number:
                    continue
                beside = follows[key, other] + follows[other, key]
                by_office = bool(parse_name(written[key]).surname) != bool(parse_name(written[other]).surname)
                fewer = min(counts[key], counts[other])
                if (beside >= 2 and beside >= 0.2 * fewer) or (by_office and beside and beside >= 0.5 * fewer):
                    member = self.cast.add_apart(written[key])
                    break
            self._by_label[key] = member
            self.numbers.add(member.number)
        self._by_label |= {office: self._by_label[key] for office, key in chairs.items()}

    def _names_beside_labels(self, labels: Collection[str]) -> dict[str, str]:
        """The labels that are an office or letters which another label has in parentheses: "The Chairman", "Mr. Smith
        (Chairman)", "S", "Smith (S)"; the label that is meant for each.
        """
        found: dict[str, set[str]] = {}
        for label in self._body.labels:
            if label.aside is not None:
                office = normal(self._body.text[slice(*label.aside)].strip(" ()[]"))
                if office in labels and (len(office) <= LONGEST_SHORT or not parse_name(office).surname):
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
        listed = len(self._listed) if has_list else 0
        if (shared := self.cast.shared_offices()) and not self._body.labelled:
            self._settle_by_turns(shared)
            self.cast.settle(offices_in_text(self._body, self._body.start))
        heard, persons = self._listen()
        self._name_drafter(drafter, persons)
        offices = offices_in_text(self._body, 0) if heard or self.drafting is not None else {}
        self._unite(heard, offices, apposed(self._body) if heard else {})
        manner = self._manner(heard, offices, listed)
        for key in sorted(heard, key=lambda k: (parse_name(heard[k].mention).bare, -heard[k].weight, k)):
            need = self._need(key, heard[key], manner)
            if need is not None and heard[key].weight >= need:
                self._admit(key, heard[key], manner)
        if len(self.numbers) < 2 and not (manner.listed or self._body.labelled):
            for key in sorted(heard):  # a few words of a few people are all there is
                if manner.needs[key] is not None and heard[key].reports:
                    self._admit(key, heard[key], manner)
        if self.drafting is not None:
            self.other = self._partner() or self._loudest(heard, offices) or self._most_named()
            self._unite_partner(heard)

    def _name_drafter(self, drafter: str | None, persons: Counter[str]) -> None:
        """Let the drafter, or the reader, be of the cast where he is so often "I" or "you" as `persons` says."""
        # An embassy may be "we"; but so may be all who talk, where the drafter is "I".
        known_as = [
            person for person in PERSONS if persons[person] and (person != "WE" or persons.total() == persons[person])
        ]
        self._person = max(known_as, key=lambda person: persons[person], default=PERSONS[0])
        if persons[self._person] >= LEAST_AS_PERSON[self._person]:
            known = drafter if self._person == "I" else None
            # "I" is nobody's initial.
            self.drafting = self.cast.add(known) if known else self.cast.add_apart(self._person.capitalize())
            self.numbers.add(self.drafting.number)

    def _manner(self, heard: Mapping[str, Heard], offices: Mapping[str, set[str]], listed: int) -> _Manner:
        """How the record names those heard."""
        nations = nations_of(heard)
        needs = {key: 1 if key in nations else need_of(self._body, key, heard[key].mention, offices) for key in heard}
        needs |= {key: 0 for key in heard if self._is_department(heard[key].mention)}
        return _Manner(
            listed=listed,
            needs=needs,
            nations=nations,
            opposed=opposed(heard),
            came=arrivals(self._body) if heard else frozenset(),
            in_capitals=speaks_in_capitals(self._body),
            by_surname=not listed and self.drafting is None and by_surname_alone(heard, needs),
        )

    def _is_department(self, mention: str) -> bool:
        """Whether the list of those present names a mention as a side that is no country: "Treasury asked for it"."""
        side = fold(mention).removeprefix("the ")
        return side in self.cast.sides and not set(side.split()) <= place_words()

    def _need(self, key: str, subject: Heard, manner: _Manner) -> int | None:
        """The weight from which somebody heard is a speaker here; None where it names no person."""
        need = manner.needs[key]
        holds = key in place_words() and 2 * subject.reports <= subject.clauses
        if need is None or (holds and key not in manner.nations):
            return None  # "Ruritania favoured this" is told by its delegate
        if manner.by_surname and subject.reports:
            need = NEED_BY_SURNAME_ALONE
        if key in manner.came or subject.interposed:
            need = 0
        if need == BARE_NEED:
            need = self._bare_need(subject, manner.listed)
        capitals = manner.in_capitals and named_in_capitals(subject.mention)
        if capitals:
            need = min(need - 1, NEED_OF_CAPITALS)
        initials = self._initials and INITIALS.fullmatch(subject.mention) is not None
        if initials:
            need = NEED_OF_INITIALS
        for_country = key in manner.nations or not set(subject.mention.lower().split()).isdisjoint(DELEGATES)
        expected = initials or capitals or for_country or self.cast.lists_nameless(parse_name(subject.mention))
        if manner.listed >= 2 and need and not expected:
            need += 2
        if self._body.labelled and not self._body.mixed:
            need = max(need, LEAST_AMONG_LABELS)
        return need

    def _bare_need(self, subject: Heard, listed: int) -> int:
        """The weight from which a surname alone is a speaker's."""
        if self.drafting is not None and not listed and subject.told():
            return BARE_NEED_IN_FIRST_PERSON
        if len(self._bare) >= 2:
            return BARE_NEED_BY_HABIT if listed or not subject.told() else BARE_NEED_WITHOUT_LIST
        return BARE_NEED

    def _admit(self, key: str, subject: Heard, manner: _Manner) -> None:
        """Let somebody heard be a speaker, under the offices that go with the name."""
        member = (self.cast.add_apart if key in manner.opposed else self.cast.add)(subject.mention)
        self.numbers.add(member.number)
        if parse_name(subject.mention).bare:
            self._bare.add(member.number)
        for office in sorted(subject.offices):
            self.cast.entitle(member, office)
        for delegate in DELEGATES if key in manner.nations else ():
            self.cast.entitle(member, f"{country_of(subject.mention)} {delegate}")

    def _settle_by_turns(self, shared: Mapping[str, Sequence[Member]]) -> None:
        """Of several who hold an office, let the office alone name the one next to whom it hardly ever speaks: what
        "the Minister" asks is answered by the other one.
        """
        heads = [sentence.head for sentence in self._body.sentences if sentence.head is not None]
        names = [parse_name(c.subject) for c in heads if not c.pronoun and "reporting" in c.verb.classes]
        beside: dict[str, Counter[int]] = {}
        for pair in pairwise(names):
            for alone, name in (pair, pair[::-1]):
                member = self.cast.find(name) if name.surname and not alone.surname else None
                if member is not None:
                    beside.setdefault(office_key(alone.office), Counter())[member.number] += 1
        for office, holders in shared.items():
            counts = beside.get(office, Counter())
            least, next_least, *_ = sorted(holders, key=lambda member: counts[member.number])
            if counts[next_least.number] >= max(LEAST_BESIDE, 3 * counts[least.number]):
                self.cast.call(least, office)

    def _loudest(self, heard: Mapping[str, Heard], offices: Mapping[str, set[str]]) -> Member | None:
        """Of those heard who can name a person, the one with the most weight."""
        persons = [key for key in sorted(heard) if need_of(self._body, key, heard[key].mention, offices) is not None]
        if not persons:
            return None
        member = self.cast.add(heard[max(persons, key=lambda key: heard[key].weight)].mention)
        self.numbers.add(member.number)
        return member

    def _most_named(self) -> Member | None:
        """Whom the record names most, with a form of address, where nobody is said to speak but "he"."""
        text, start = self._body.text, self._body.start
        names = [name for mention in names_in(text, start, self._body.end) if (name := parse_name(mention)).titles]
        counts = Counter(name.surname for name in names if name.surname)
        if not counts:
            return None
        most = max(counts, key=lambda surname: counts[surname])
        mention = next(m for m in names_in(text, start, self._body.end) if parse_name(m).surname == most)
        member = self.cast.add(mention)
        if member is self.drafting:
            return None
        self.numbers.add(member.number)
        return member

    def _unite_partner(self, heard: Mapping[str, Heard]) -> None:
        """Let the one office under which somebody speaks, never next to the drafter's partner, name him; and the one
        surname, where the partner is known by an office alone.
        """
        partner = self.other
        if partner is not None and not partner.surname:
            self._name_partner(partner)
            return
        if partner is None or not partner.offices.keys() <= ranks():
            return
        offices: dict[int, set[bool]] = {}  # whether those who speak under it stand next to him
        for subject in heard.values():
            name = parse_name(subject.mention)
            member = None if name.surname else self.cast.find(name)
            others = self._met if len(self._met) > 1 else ()
            if member is not None and member.participant is None and member.number not in others:
                offices.setdefault(member.number, set()).add(subject.beside[partner.surname] > 0)
        apart = [number for number, facing in offices.items() if facing == {False}]
        if len(apart) == 1:
            self._same[apart[0]] = partner

    def _all_met(self, match: re.Match[str]) -> None:
        """Let the others whom a match of `MEETING` names be speakers too: "I lunched with Smith, Brown and Jones"."""
        at, others = match.end("who"), list[str]()
        while (further := JOINT.match(self._body.text, at)) is not None:
            others.append(further["other"])
            at = further.end()
            if "and" in further[0][: further.start("other") - further.start()]:
                self.numbers.update(self.cast.add(name).number for name in others if parse_name(name).surname)
                return

    def _name_partner(self, partner: Member) -> None:
        """Let a partner who is known by an office alone be the one who speaks under a surname without office, and never
        next to him: "The Minister called on me. … M. Kovač said".
        """
        speakers = (self.cast.members[number] for number in sorted(self.numbers))
        named = [m for m in speakers if m.surname and m.offices.keys() <= ranks() and m is not self.drafting]
        order = self._saying()
        facing = {id(pair[0]) for pair in (*pairwise(order), *pairwise(order[::-1])) if pair[1] is partner}
        met = [self.met(match) for match in MEETING.finditer(self._body.text, self._body.start, self._body.end)]
        apart = [member for member in named if id(member) not in facing and member not in met]
        first = next((member for member in order if member is not None and member.surname), None)
        if len(apart) == 1 and (len(named) == 1 or (self._visited() is partner and first is apart[0])):
            self._same[partner.number] = self.other = apart[0]
            self.numbers.discard(partner.number)

    def _saying(self) -> list[Member | None]:
        """Who says something, clause by clause; None where it is the drafter."""
        clauses = (sentence.head or next(iter(sentence.fronted), None) for sentence in self._body.sentences)
        says = (c for c in clauses if c is not None and c.verb.classes & {"reporting", "visiting"} == {"reporting"})
        told = [clause for clause in says if not clause.pronoun or self.is_person(clause)]
        return [None if clause.pronoun else self.cast.find(parse_name(clause.subject)) for clause in told]

    def _partner(self) -> Member | None:
        """Whom the drafter talks with: who is most heard, whom he says he met, or the only other one listed."""
        for match in MEETING.finditer(self._body.text, self._body.start, self._body.end):
            member = self.met(match)
            if member is not None:
                self.numbers.add(member.number)
                self._met.add(member.number)
                self._all_met(match)
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
        before = ""  # whose clause or label comes before
        for sentence in self._body.sentences:
            clause = sentence.head or next(iter(sentence.fronted), None)
            if not sentence.labelled and OWN_ATTRIBUTION.search(self._body.text, sentence.start, sentence.end):
                persons[PERSONS[0]] += 1
            if clause is None:
                label = self._body.label_at.get(sentence.start) or self._body.possible.get(sentence.start)
                before = before if label is None else key_of(label.meant)
                persons[PERSONS[0]] += self._leaves_out_drafter(sentence)
            elif clause.genitive:
                continue
            elif is_bare(clause.verb):
                present[key_of(clause.subject)] += 1
            elif sentence.impersonal and clause is sentence.head:
                continue
            elif not clause.pronoun:
                before = self._hear(heard, sentence, clause, before)
            elif (person := clause.subject.upper()) in PERSONS:
                told = "reporting" in clause.verb.classes and self.tells(clause) and not sentence.labelled
                persons[person] += told and (person != "WE" or sentence.opens)
                before = person
        for key, subject in heard.items():
            subject.clauses += present[key]
        return heard, persons

    def _leaves_out_drafter(self, sentence: Sentence) -> bool:
        """Whether a sentence without a reporting clause tells, or leaves out, what "I" did."""
        stretch = (self._body.text, sentence.start, sentence.end)
        return not sentence.labelled and any(pattern.match(*stretch) for pattern in (WITHOUT_SUBJECT, MEETING))

    def _hear(self, heard: dict[str, Heard], sentence: Sentence, clause: Clause, before: str) -> str:
        """Take note of whom a reporting clause names, after whoever came `before`; who comes before the next."""
        if clause.auxiliary in MODALS or clause.auxiliary == "had":
            return before
        parsed = parse_name(clause.subject)
        key = parsed.surname or parsed.office
        member = self.cast.find(parsed)
        if member is not None:
            self._hear_member(member, sentence, clause)
            key = member.surname or key
            if before in heard:
                heard[before].beside[key] += 1
            return key
        # "X asks …" among labelled notes
        notes = sentence.opens and "reporting" in clause.verb.classes and clause.verb.form == "s"
        if not key or (sentence.labelled and not notes):
            return before
        subject = heard.setdefault(key, Heard(clause.subject))
        subject.hear(
            clause, sentence.opens, THERE.search(self._body.text, sentence.start, clause.clause_end) is not None
        )
        if before and before != key and clause.verb.lemma not in ADDING:
            subject.beside[before] += 1
            if before in heard:
                heard[before].beside[key] += 1
        return before if key in place_words() else key

    def _hear_member(self, member: Member, sentence: Sentence, clause: Clause) -> None:
        """Let a member of the cast whom a clause says to say something be a speaker, under the name that it gives."""
        if "reporting" not in clause.verb.classes:
            return
        parsed = parse_name(clause.subject)
        if parsed.office and parsed.surname:
            self.cast.entitle(member, office_key(parsed.office))
        if not sentence.labelled or sentence.opens:
            self.numbers.add(member.number)
            if parsed.bare:
                self._bare.add(member.number)
            if INITIALS.fullmatch(clause.subject) and member.surname != parsed.surname:
                self._initials = True
                member.letters = member.letters or parsed.surname

    def _unite(
        self, heard: dict[str, Heard], offices: Mapping[str, set[str]], in_apposition: Mapping[str, set[str]]
    ) -> None:
        """Make one of "the Premier" and "Kang", where the text has "Premier Kang", one such person and no exchange
        between the two, or "the Premier, Mr. Kang,"; and let such an office name who is listed without it.
        """
        for key in sorted(heard):
            short = key.rpartition(" ")[2]
            if short != key and short in heard and parse_name(heard[key].mention).surname == key:
                heard[key].weight += heard.pop(short).weight  # "Nguyen Van Lam", "Comrade Lam"
        holders = _one_or_two(
            (office, key)
            for key in sorted(heard)
            if (parsed := parse_name(heard[key].mention)).surname
            for part in (*parsed.given, parsed.surname)
            for held in offices.get(part, ())
            for office in (held, *shorter_offices(held))
        )
        apposed_heard = _one_or_two(
            (form, name)
            for name, of_name in in_apposition.items()
            if name in heard
            for held in of_name
            for form in (held, *shorter_offices(held))
        )
        named = [member for member in self.cast.members if member.surname]
        named_with = _one_or_two((office, m.number) for m in named for office in offices.get(m.surname, ()))
        apposed_to = _one_or_two((office, m.number) for m in named for office in in_apposition.get(m.surname, ()))
        two = self._listed if not any(member.offices for member in self._listed) else []
        next_to: dict[str, list[Heard]] = {}
        for subject in heard.values() if two else ():
            for other in subject.beside:
                next_to.setdefault(other, []).append(subject)
        for key in sorted(heard) * 2:  # once more: whose office one is tells whose the other is
            if key not in heard or (parsed := parse_name(heard[key].mention)).surname:
                continue
            office = office_key(parsed.office)
            forms = {office, *shorter_offices(office)}
            called = set().union(*(apposed_heard.get(form, ()) for form in forms))
            one = called if len(called) == 1 else set(holders.get(office, ()))
            known = set(named_with.get(office, ())).union(*(apposed_to.get(form, ()) for form in forms))
            if len(one) == 1 and (one is called or not heard[key].exchanges(*one)):
                (name,) = one
                heard[name].weight += heard[key].weight
                heard[name].offices.add(office)
                del heard[key]
            elif len(known) == 1 and not holders.get(office):
                self._entitle(self.cast.members[known.pop()], office)
                del heard[key]
            elif (host := _one_of_two(heard[key], two)) is not None:
                self._entitle(host, office)
                for subject in next_to.get(key, ()):
                    subject.beside[host.surname] += subject.beside[key]
                del heard[key]

    def _entitle(self, member: Member, office: str) -> None:
        """Let an office, under which somebody speaks, name a member."""
        self.cast.entitle(member, office)
        self.numbers.add(member.number)

    @cached_property
    def _listed(self) -> list[Member]:
        """Those whom the record lists."""
        return [member for member in self.cast.members if member.participant is not None]

    def _most_heard(self) -> Member | None:
        """The member, other than the drafter, who is the subject of most reporting clauses, the first of several."""
        heard: Counter[int] = Counter()
        for sentence in self._body.sentences:
            if sentence.head is not None and not sentence.head.pronoun and "reporting" in sentence.head.verb.classes:
                member = self.cast.find(parse_name(sentence.head.subject))
                if member is not None and member is not self.drafting:
                    heard[member.number] += 1
        if not heard:
            return None
        return self.cast.members[heard.most_common(1)[0][0]]

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
        match = MEETING.search(*stretch) or RECEIVED.search(*stretch) or INVITED.search(*stretch)
        member = self.met(match) if match is not None else None
        if member is not None:
            self.numbers.add(member.number)
        return member

    def met(self, match: re.Match[str]) -> Member | None:
        """The member of the cast, other than the drafter, whom a match of `MEETING` says he met."""
        if match["who"] is None:
            return None
        apposition = parse_name(match["named"]) if match["named"] else None
        named = apposition is not None and (apposition.titles or self.cast.find(apposition) is not None)
        member = self.cast.add(match["named"] if named else without_house(match["who"]))
        return self._same.get(member.number, member) if member is not self.drafting else None


def rank_of(label: str) -> int:
    """How soon a label is asked whom it names: a name in full first, of which another may have only the first word,
    then the names for short, letters, which can be those of a name, offices, and at last forms of address alone.
    """
    name = parse_name(label)
    if names_by_address(name):
        return 4
    if not name.surname:
        return 3
    if len(name.surname) == 1 or (label.isupper() and sum(map(str.isalpha, label)) <= LONGEST_SHORT):
        return 2
    return 0 if any(len(word) > 1 for word in name.given) else 1


def _one_or_two(pairs: Iterable[tuple[str, Key]]) -> dict[str, set[Key]]:
    """What goes with each of the first of these; two where several do: it is asked only whether there is one."""
    found: dict[str, set[Key]] = {}
    for of, key in pairs:
        keys = found.setdefault(of, set())
        if len(keys) < 2:
            keys.add(key)
    return found


def _one_of_two(office: Heard, two: Sequence[Member]) -> Member | None:
    """Who of the two, and no more, whom the record lists without office is meant by an office: whose name never stands
    next to it where speakers change, while the other one's does.
    """
    if len(two) != 2 or not all(member.surname for member in two):
        return None
    apart = [member for member in two if not office.beside[member.surname]]
    return apart[0] if len(apart) == 1 else None
