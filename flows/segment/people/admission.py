"""Which of those who are the subjects of reporting clauses hold turns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from flows.segment.body import WORD
from flows.segment.clauses.subjectless import Left
from flows.segment.lists.tokens import place_words
from flows.segment.names import fold, parse_name
from flows.segment.people.guests import entitle_guest, name_guest
from flows.segment.people.heard import (
    BARE_NEED,
    Heard,
    by_surname_alone,
    country_of,
    named_in_capitals,
    nations_of,
    need_of,
    speaks_in_capitals,
)
from flows.segment.people.listening import DOTTED, INITIALS, listen
from flows.segment.people.members import Member
from flows.segment.people.mentions import apposed, arrivals, offices_in_text
from flows.segment.people.offices import office_key
from flows.segment.people.partner import find_partner
from flows.segment.people.principals import principals_in
from flows.segment.people.register import DELEGATES
from flows.segment.people.roster import PERSONS, Roster
from flows.segment.people.same_person import settle_by_turns, unite, unite_apart, unite_by_exclusion
from flows.segment.told import addressee

BARE_NEED_BY_HABIT = 4  # where others speak under their surname alone
BARE_NEED_WITHOUT_LIST = 3  # and more is told than one sentence
BARE_NEED_IN_FIRST_PERSON = 2  # where the drafter tells of a talk of his own, and of few others
NEED_BY_SURNAME_ALONE = 2  # where all who speak do so
LEAST_AS_PERSON = {"I": 1, "YOU": 2, "WE": 2}  # clauses of saying
NEED_OF_CAPITALS = 3  # where the record writes all who speak in capitals
NEED_OF_INITIALS = 2  # where the record calls who is listed by his initials: "PNH said"
LEAST_AMONG_LABELS = 6
OPENING_PARAGRAPHS = 2  # which may say who called on whom
NEED_OF_OFFICE = 3  # of an office that several may hold
LEAST_PARAGRAPHS = 4  # whose first sentence has no subject
LEAST_LEFT_OUT = 2  # times that a talk with one who is named leaves out who asks: the drafter
LEAST_BY_LETTERS = 2  # who are called by nothing but letters with full stops: then all who are can speak
LEAST_BY_INITIALS = 3  # the same of letters with or without full stops, which can be institutions


class _Manner(NamedTuple):
    """How a record names those whom reporting clauses name, by surname or else office.

    `listed` is how many it lists; `needs` the weight from which each is a speaker, as far as its name tells; `nations`
    are countries that stand for their delegates, `came` those who join the talk.
    `in_capitals` says that who speaks is written so, `by_surname` that all are called by their surname alone.
    """

    listed: int
    needs: Mapping[str, int | None]
    nations: frozenset[str]
    came: frozenset[str]
    in_capitals: bool
    by_surname: bool


def admit_heard(roster: Roster, drafter: str | None, has_list: bool) -> None:
    """Add those whom reporting clauses make speakers."""
    listed = len(roster.listed) if has_list else 0
    if (shared := roster.cast.shared_offices()) and not roster.body.labelled:
        settle_by_turns(roster, shared)
        roster.cast.settle(offices_in_text(roster.body, roster.body.start))
    heard, persons = listen(roster)
    if _name_principals(roster):
        persons.clear()  # who is left out is one of the two
    elif not persons and len(roster.numbers) + sum(subject.reports > 0 for subject in heard.values()) <= 1:
        asked = sum(sentence.left_out is Left.OPENS for sentence in roster.body.sentences)
        persons[PERSONS[0]] += asked if asked >= LEAST_LEFT_OUT else 0
    _name_drafter(roster, drafter, persons)
    entitle_guest(roster)
    offices = offices_in_text(roster.body, 0) if heard or roster.drafting is not None else {}
    in_apposition = apposed(roster.body) if heard else {}
    writer = roster.cast.find(parse_name(drafter)) if drafter else None
    unite(roster, heard, offices, in_apposition, writer)
    manner = _manner(roster, heard, {**in_apposition, **offices}, listed)
    announced: list[Member] = []
    for key in sorted(
        heard, key=lambda k: (parse_name(heard[k].mention).bare, " of state for " not in k, -heard[k].weight, k)
    ):
        need = _need(roster, key, heard[key], manner)
        if need is not None and heard[key].weight >= need:
            _admit(roster, key, heard[key], manner)
        elif manner.needs[key] == NEED_OF_OFFICE and heard[key].weight > 1 and _is_announced(roster, heard[key]):
            announced.append(_admit(roster, key, heard[key], manner))
    if len(roster.numbers) < 2 and not (manner.listed or roster.body.labelled):
        for key in sorted(heard):  # a few words of a few people are all there is
            if manner.needs[key] is not None and heard[key].reports:
                _admit(roster, key, heard[key], manner)
    unite_by_exclusion(roster, heard, {**offices, **in_apposition}, has_list)
    unite_apart(roster, announced)
    name_guest(roster)
    if roster.drafting is not None and roster.himself is None:
        find_partner(roster, heard, offices)


def _name_principals(roster: Roster) -> bool:
    """Whether the head of a record that leaves out who speaks, and has no "I", says which two talk, and so speak."""
    body, sentences = roster.body, roster.body.sentences
    left_out = sum(sentence.opens and sentence.left_out not in (None, Left.NOW) for sentence in sentences)
    if body.labelled or left_out < LEAST_LEFT_OUT:
        return False
    opening = [s for s in sentences if s.opens and body.text[body.paragraphs[s.paragraph][1] - 1] in ".?!"]
    clipped = sum(s.head is None and not (s.fronted or s.joint or s.impersonal or s.collective) for s in opening)
    if clipped < LEAST_PARAGRAPHS or 2 * clipped < len(opening):
        return False
    clauses = (clause for s in sentences for clause in s.clauses)
    found = principals_in(body.text[: body.paragraphs[:OPENING_PARAGRAPHS][-1][1]])
    if found is None or any(clause.subject.upper() in PERSONS and roster.says(clause) for clause in clauses):
        return False
    guest, host = map(roster.cast.add, found)
    if guest is host:
        return False
    roster.principals = guest, host
    roster.numbers |= {guest.number, host.number}
    return True


def _name_drafter(roster: Roster, drafter: str | None, persons: Counter[str]) -> None:
    """Let the drafter, or the reader, be of the cast where he is so often "I" or "you" as `persons` says."""
    # An embassy may be "we"; but so may be all who talk, where the drafter is "I".
    known_as = [
        person for person in PERSONS if persons[person] and (person != "WE" or persons.total() == persons[person])
    ]
    roster.person = max(known_as, key=lambda person: persons[person], default=PERSONS[0])
    if persons[roster.person] >= LEAST_AS_PERSON[roster.person]:
        known = drafter if roster.person == "I" else None
        # "I" is nobody's initial.
        roster.drafting = roster.cast.add(known) if known else roster.cast.add_apart(roster.person.capitalize())
        if not known and roster.person == "I":
            _find_among_labels(roster)
        roster.numbers.add(roster.drafting.number)


def _find_among_labels(roster: Roster) -> None:
    """Let "I" be the one of only two with labels who speaks to the other: "I told Mr. L. that"."""
    members = {member.number: member for member in roster.by_label.values()}
    if not roster.body.labelled or len(members) != 2:
        return
    heads = (s.head for s in roster.body.sentences if s.head is not None and not s.labelled)
    matches = (addressee().match(roster.body.text, head.subject_end) for head in heads if head.subject == "I")
    spoken_to = (roster.cast.find(parse_name(match["who"])) for match in matches if match is not None)
    others = {member.number for member in spoken_to if member is not None} & members.keys()
    if len(others) == 1:
        roster.other = members.pop(others.pop())
        roster.himself = next(iter(members.values()))


def _manner(roster: Roster, heard: Mapping[str, Heard], offices: Mapping[str, set[str]], listed: int) -> _Manner:
    """How the record names those heard."""
    nations = nations_of(heard)
    needs = {key: 1 if key in nations else need_of(roster.body, key, heard[key].mention, offices) for key in heard}
    needs |= {key: 0 for key in heard if _is_department(roster, heard[key].mention)}
    lettered = [s.mention for s in heard.values() if s.reports and INITIALS.fullmatch(s.mention)]
    lettered = [letters for letters in lettered if len(letters) > 1 and fold(letters) not in place_words()]
    roster.by_initials |= sum(map(bool, map(DOTTED.fullmatch, lettered))) >= LEAST_BY_LETTERS
    roster.by_initials |= len(lettered) >= LEAST_BY_INITIALS
    return _Manner(
        listed=listed,
        needs=needs,
        nations=nations,
        came=arrivals(roster.body) if heard else frozenset(),
        in_capitals=speaks_in_capitals(roster.body),
        by_surname=not listed and by_surname_alone(heard, needs, roster.drafting is not None),
    )


def _is_department(roster: Roster, mention: str) -> bool:
    """Whether the list of those present names a mention as a side that is no country: "Treasury asked for it"."""
    side = fold(mention).removeprefix("the ")
    return side in roster.cast.sides and not set(side.split()) <= place_words()


def _need(roster: Roster, key: str, subject: Heard, manner: _Manner) -> int | None:
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
        need = _bare_need(roster, subject, manner.listed)
    capitals = manner.in_capitals and named_in_capitals(subject.mention)
    if capitals:
        need = min(need - 1, NEED_OF_CAPITALS)
    initials = roster.by_initials and INITIALS.fullmatch(subject.mention) is not None
    if initials:
        need = NEED_OF_INITIALS
    initials = initials or "/" in key
    for_country = key in manner.nations or not set(subject.mention.lower().split()).isdisjoint(DELEGATES)
    # Whom a list gives by office alone the record may call by his name.
    by_office = 2 * sum(not member.surname for member in roster.listed) > manner.listed
    expected = by_office or roster.cast.lists_nameless(parse_name(subject.mention))
    expected = expected or initials or capitals or for_country
    if manner.listed >= 2 and need and not expected:
        need += 2
    if roster.body.labelled and not (roster.body.mixed or roster.body.told):
        need = max(need, LEAST_AMONG_LABELS)
    return need


def _is_announced(roster: Roster, subject: Heard) -> bool:
    """Whether the head of a record in reported speech, or the first sentence of what it tells, if about somebody else,
    has the words of the office of somebody heard at the head of a sentence, alone or of several: "call of the
    Ministers".
    """
    if roster.body.labelled or subject.mention[0].islower():
        return False
    text, first = roster.body.text, roster.body.sentences[0]
    himself = text.startswith(subject.mention, first.start)
    announced = set(WORD.findall(fold(text[: first.start if himself else first.end])))
    office = WORD.findall(office_key(parse_name(subject.mention).office))
    return bool(office) and all(word in announced or f"{word}s" in announced for word in office)


def _bare_need(roster: Roster, subject: Heard, listed: int) -> int:
    """The weight from which a surname alone is a speaker's."""
    if roster.drafting is not None and not listed and subject.told():
        return BARE_NEED_IN_FIRST_PERSON
    if len(roster.bare) >= 2:
        return BARE_NEED_BY_HABIT if listed or not subject.told() else BARE_NEED_WITHOUT_LIST
    return BARE_NEED


def _admit(roster: Roster, key: str, subject: Heard, manner: _Manner) -> Member:
    """Let somebody heard be a speaker, under the offices that go with the name."""
    member = roster.cast.add(subject.mention)
    roster.numbers.add(member.number)
    if parse_name(subject.mention).bare:
        roster.bare.add(member.number)
    for office in sorted(subject.offices):
        roster.cast.entitle(member, office)
    for delegate in DELEGATES if key in manner.nations else ():
        roster.cast.entitle(member, f"{country_of(subject.mention)} {delegate}")
    return member
