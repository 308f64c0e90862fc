"""What a talk, mostly in its first sentences, tells of those whom its list or title gives: names of those given by
office alone, offices of those given by name, and the sides of those who came with somebody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from operator import itemgetter, methodcaller

from flows.record import Participant
from flows.segment.lists.entries import read_entry
from flows.segment.lists.merging import is_office_alone, key_of_name
from flows.segment.lists.presence import UNENDED
from flows.segment.lists.side_in_office import side_in_office
from flows.segment.lists.tokens import tokens_of
from flows.segment.names import fold, lexicon, parse_name
from flows.segment.people.mentions import APPOSED, names_before, names_holder
from flows.segment.people.offices import office_key, shorter_offices

OPENING = 1500  # characters of the talk
MOST_PLACES = 3  # where somebody is named
LONGEST_OFFICE = 120
BEFORE = re.compile(r"\b[Tt]he\s(?P<office>[^,.;:()\n]{3,90}),\s(?P<titles>(?:[^\W\d_]+\.?\s){0,3})$")
BEHIND = re.compile(
    r",\s(?:the\s|an?\s)?(?P<office>[^,.;:()\n]{3,90})(?=[,.;])|\s\((?P<aside>[^()\n]{3,60})\)"
    r"|\s(?:of|from)\s(?:the\s|our\s)?(?P<part>[A-Z][\w'’-]*(?:\s(?:and\s|of\s|the\s)*[A-Z][\w'’-]*){0,5})"
)
PARTS = frozenset({"section", "desk", "branch", "chancery", "directorate", "registry"})
OF_OFFICE = frozenset({"link", "holder", "office", "place", "acronym", "name", "join"})
_START = methodcaller("start")
NEAR = 300  # characters before those who came with somebody
# "Mr. Smith, accompanied by A and B", "He was assisted by A."
ACCOMPANIED = re.compile(
    r"(?:,?\s|\b(?P<pronoun>[Hh]e|[Ss]he)\s)(?:(?:who\s)?was\s(?:also\s)?)?(?:accompanied|assisted)\sby\s"
)
# "With Mr. Smith were A; B"
WITH_HIM = re.compile(r"(?<!\S)With\s(?P<chief>[^;:.]{2,80}(?:\.\s[^;:.]{3,80})?),?\s(?:was|were)\s")
OF_COUNTRY = re.compile(r"\sof\s(?:the\s)?[^,.;:\s]+(?:\s[^,.;:\s]+){0,2}$")  # "Ambassador Smith of Ruritania"
# Where a sentence goes on with something else than those who came.
COMPANY_ENDS = re.compile(
    rf"(?<=[a-z)]{{3}})\.{UNENDED}\s|[;:]\s(?!and\b)[a-z]+\s|\s(?:called|came|was|were|said|who)\b|\n\n"
)


def with_told_names(text: str, start: int, people: Sequence[Participant]) -> list[Participant]:
    """The participants, "the Ruritanian Minister" with his name where the talk has "the Ruritanian Minister, Mr.
    Smith,", or its first sentences "the Minister, Mr. Smith,", or the name first; once, where another place has named
    him.
    """
    found = list(people)
    if not any(map(is_office_alone, found)):
        return found
    pairs = [(match, match) for match in APPOSED.finditer(text, start)] + list(names_before(text, start, len(text)))
    for match, beside in pairs:
        office, name = parse_name(beside["office"]), parse_name(match["name"])
        key = office_key(office.office)
        later = match.start() > start + OPENING  # "the Ambassador" may be any, "the Ruritanian Ambassador" is he
        if not names_holder(office, name) or (later and len(key.split()) == 1):
            continue
        alone = [person for person in found if is_office_alone(person) and _may_hold(person, key, later)]
        named = [person for person in found if parse_name(person.name_as_written).surname == name.surname]
        if len(alone) != 1 or len(named) > 1 or match.start() <= (alone[0].clean_start or 0) < beside.end():
            continue  # of those whom a sentence lists, one is not the next
        monsieur = "m" in name.titles
        for person in named or read_entry(text, *match.span("name"), True, monsieur=monsieur)[:1]:
            given = replace(
                person,
                office=person.office or alone[0].office,
                side=person.side or alone[0].side,
                role=alone[0].role if person.role == "attendee" else person.role,
            )
            kept = [one for one in found if one is not person]
            found = [given if one is alone[0] else one for one in kept]
    return found


def _may_hold(person: Participant, key: str, whole: bool) -> bool:
    """Whether the office by which somebody is known is this one, or, if it need not be the `whole`, a longer form."""
    held = office_key(person.name_as_written)
    return key == held or (not whole and key in shorter_offices(held))


def with_told_offices(text: str, start: int, people: Sequence[Participant]) -> list[Participant]:
    """The participants, those without an office with the one that stands next to their name in the first sentences."""
    opening = text[start : start + OPENING]
    found = []
    for person in people:
        cut = person.office is not None and person.office.count("(") != person.office.count(")")
        if person.office is None or cut:
            office = told_office(opening, person.name_as_written) or (None if cut else person.office)
            person = replace(person, office=office, side=person.side or side_in_office(office))
        found.append(person)
    return found


def told_office(opening: str, name: str) -> str | None:
    """The office next to a name in the first of these sentences that has one there."""
    if name not in opening:
        return None
    places = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", opening)][:MOST_PLACES]
    for start, end in places:
        behind = BEHIND.match(opening, end)
        office = (behind["office"] or behind["aside"]) if behind else None
        if office and is_office(office):
            return office
        if behind and is_part(behind["part"] or behind["aside"] or ""):
            return behind["part"] or behind["aside"]
        before = BEFORE.search(opening, max(0, start - LONGEST_OFFICE), start)
        titled = before and all(token.kind == "title" for token in tokens_of(before["titles"]))
        if before and titled and is_office(before["office"]):
            return before["office"]
    return None


def is_part(words: str) -> bool:
    """Whether words are a part of a ministry and nothing else: "Trade Division"."""
    tokens = tokens_of(words)
    return (
        {token.kind for token in tokens} <= OF_OFFICE and bool(tokens) and tokens[-1].key in lexicon("bodies") | PARTS
    )


def is_office(words: str) -> bool:
    """Whether words say what somebody is and nothing else."""
    tokens = tokens_of(words)
    kinds = {token.kind for token in tokens}
    return kinds <= OF_OFFICE and "holder" in kinds and tokens[0].kind != "name" and tokens[-1].kind != "link"


def with_company(text: str, start: int, body_start: int, people: Sequence[Participant]) -> list[Participant]:
    """The participants, those who came with somebody, as the head from `start` or the opening tells, on his side."""
    found = list(people)
    end = min(len(text), body_start + OPENING)
    for match in sorted([*ACCOMPANIED.finditer(text, start, end), *WITH_HIM.finditer(text, start, end)], key=_START):
        opening = max(start, match.start() - NEAR)
        named = match.groupdict()
        if named.get("pronoun"):  # whom the sentences before name first
            places = [(text.find(person.name_as_written, opening, match.start()), person) for person in found]
            chief = min((one for one in places if one[0] >= 0), key=itemgetter(0), default=(0, None))[1]
        else:
            chief = _named_last(OF_COUNTRY.sub("", named.get("chief") or text[opening : match.start()]), found)
        if chief is None or chief.side is None:
            continue
        ends = COMPANY_ENDS.search(text, match.end())
        stop = ends.start() if ends is not None else len(text)
        found = [
            replace(person, side=chief.side)
            if person.side is None and text.find(person.name_as_written, match.end(), stop) >= 0
            else person
            for person in found
        ]
    return found


def _named_last(words: str, people: Sequence[Participant]) -> Participant | None:
    """Whom the last of these words name, by surname or by the office that he alone holds."""
    last = fold(words.rstrip(","))
    named = [person for person in people if _ends(last, key_of_name(person.name_as_written))]
    held = [person for person in people if person.office and _ends(last, fold(person.office))]
    return named[0] if named else held[0] if len(held) == 1 else None


def _ends(words: str, key: str) -> bool:
    return key != "" and (words == key or words.endswith(f" {key}"))
