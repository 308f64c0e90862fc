"""Offices that the first sentences of a talk tell: "The Ruritanian Minister, Mr. Smith, called"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from flows.record import Participant
from flows.segment.lists.side_in_office import side_in_office
from flows.segment.lists.tokens import tokens_of
from flows.segment.names import lexicon

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
