"""Whose record it is, as its letterhead, series or place tell, and with it the side of those whom it gives as its own:
"The Secretary", "our Ambassador", who writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import zip_longest
from typing import NamedTuple

from flows.lexicons import entries, mapping
from flows.record import Participant, Section
from flows.segment.lists.same_side import OURS, country_named, country_of
from flows.segment.lists.side_in_office import ABROAD, MISSIONS
from flows.segment.lists.sides import is_department
from flows.segment.lists.tokens import Token, tokens_of
from flows.segment.lists.told_in_talk import is_office
from flows.segment.names import fold
from flows.segment.people.offices import office_key

OPENING = 1500  # characters of the talk
LONGEST_LINE = 160
LONGEST_OFFICE = 80
MOST_WORDS = 8  # of a letterhead
MOST_LINES = 60  # of a head
ABOVE = frozenset({"title", "heading", "boilerplate", "date", "classification", "preamble", "subject"})
SERIES = re.compile(
    r"\bDocuments\son\s(?P<people>[^\W\d_]+(?:\s[^\W\d_]+)?)\s(?:Foreign|External|Diplomatic)\b"
    r"|\bForeign\sRelations\sof\s(?:the\s)?(?P<state>United\sStates)\b"
)
FROM = re.compile(r"\W*(?:from|fm)\b\W*", re.IGNORECASE)
TO = re.compile(r"(?:^\W*to\b\W*|.*\sto\s(?=(?:the\s)?(?:Department|Ministry|Secretary)\b))", re.IGNORECASE)
# Words of offices in a ministry and not in a mission.
AT_HOME = re.compile(
    r"\b(?:division|department|desk|section|bureau|(?:deputy |assistant |permanent )*under[- ]?secretary"
    r"|(?:acting|assistant|deputy|permanent|joint|foreign) secretary|secretary of state|nsc|national security council"
    r"|assistant to the president|taoiseach|cabinet|the secretary)\b",
    re.IGNORECASE,
)
THE_HOUSE = re.compile(r"\b[Tt]h(?:e|is)\s(?:[A-Z][a-z]+[\s-]){0,2}(?:Department|Secretary|Taoiseach)\b(?!\sof\b)")
CHIEFS = frozenset(entries("chiefs"))
# Who writes is abroad: the ministry is another's.
VISITS = re.compile(
    r"\bI\s(?:[a-z]+ly\s|also\s)?(?:called|saw|went|visited|was\sreceived|lunched|dined|had\s(?:an?|my)\s)"
)
HIGH = (["high", "commission"], ["high", "commissioner"])
OURS_BEFORE = re.compile(r"\b[Oo]ur\s(?P<office>[^,.;:()\n]{2,60}?),?\s(?:[^\W\d_]+\.?\s){0,2}$")
MINE_BEHIND = re.compile(
    r"(?:\s\([^()\n]{2,60}\)|\sof\s(?:the\s)?[\w\s]{2,40}?|,[^,.;]{2,60},)?\s(?:was|were)\s(?:also\s)?with\sme\b"
    r"|(?:\s\([^()\n]{2,60}\)|,[^,.;]{2,60},)?\saccompanied\sme\b"
)
# Who heads a mission or a delegation of another country as well as one of his own.
LEADERS = re.compile(
    r"\b(?:minister|president|premier|chancellor|king|queen|prince|sultan|emir|shah|emperor|ambassador|charg[ée]"
    r"|high commissioner)\b",
    re.IGNORECASE,
)
EXCELLENCY = re.compile(r"H\.?\s?E\b|(?:His|Her)\sExcellency", re.IGNORECASE)


class House(NamedTuple):
    """Whose record it is, and whether it was written in that country."""

    country: str
    at_home: bool


def with_own_sides(
    text: str,
    sections: Sequence[Section],
    talk: int,
    people: Sequence[Participant],
    writer: str | None,
    place: str | None,
) -> list[Participant]:
    """The participants, those of the house whose record it is with its side, and in a list those between them with the
    side of those whom they follow. The first sentences stand at `talk`.
    """
    head = [section for section in sections if section.kind in ABOVE]
    body = next((section.clean_start for section in sections if section.kind == "body"), len(text))
    lines = [
        line for one in head if one.clean_start < body for line in text[one.clean_start : one.clean_end].split("\n")
    ]
    opening = text[talk : talk + OPENING]
    drafted = [person.office or "" for person in people if person.name_as_written == writer]
    told = [*drafted, *(THE_HOUSE.findall(opening) if VISITS.search(opening) is None else ())]
    house = house_of([line.strip() for line in lines[:MOST_LINES] if line.strip()], told, place)
    if house is None:
        return list(people)
    found = [
        replace(person, side=house.country)
        if fold(person.side or "") in OURS
        or (person.side is None and person.role != "interpreter" and _is_own(person, house, opening, writer))
        else person
        for person in people
    ]
    lists = [(one.clean_start, one.clean_end) for one in sections if one.kind == "attendance"]
    return _filled(found, lists, house)


def house_of(lines: Sequence[str], told: Sequence[str], place: str | None) -> House | None:
    """Whose record it is, as the lines above it tell; or its place, where they or the `told` name a ministry."""
    found = next(_told_by(lines), None)
    seat = seat_of(place) or _of_institution(place or "")
    if found is not None:
        country, home = found
        return House(country, (seat is None or seat == country) if home is None else home)
    home = any(map(AT_HOME.search, told)) or any(AT_HOME.search(line) and not TO.match(line) for line in lines)
    return House(seat, True) if seat is not None and (home or seat_of(place) is None) else None


def _told_by(lines: Sequence[str]) -> Iterator[tuple[str, bool | None]]:
    """The countries whose record a head says that it is, each with whether it was written there, if that is told."""
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        if len(line) > LONGEST_LINE:
            continue
        if (series := SERIES.search(line)) is not None and (
            country := country_named(series["people"] or series["state"])
        ):
            yield country, None
            continue
        to = TO.match(line)
        words = line[to.end() :] if to else FROM.sub("", line, count=1)
        if (country := _of_institution(words)) is not None:
            yield country, None if to is None else False
            continue
        tokens = [token for token in tokens_of(words) if token.kind not in ("mark", "number")]
        kinds = {token.kind for token in tokens}
        keys = [token.key for token in tokens]
        mission = next((at for at in range(len(keys)) if keys[at] in MISSIONS or keys[at - 1 : at + 1] in HIGH), None)
        if mission is not None:
            own = all(
                token.kind in ("place", "office", "link", "holder") and token.key not in ABROAD
                for token in tokens[:mission]
            )
            if to is None and own and len(tokens) <= MOST_WORDS and (country := _first_country(tokens)) is not None:
                yield country, False
            continue
        if kinds & {"word", "title", "initial"} or not kinds & {"office"}:
            continue
        head, _, city = words.rpartition(",")
        seat = seat_of(city) if head else seat_of(following)
        if seat is not None:
            yield seat, to is None


def _first_country(tokens: Sequence[Token]) -> str | None:
    """The first country or people that words of a letterhead name: "New Zealand High Commission"."""
    names = [" ".join(token.text for token in tokens[at:end]) for at in range(len(tokens)) for end in (at + 2, at + 1)]
    return next((country for name in names if (country := country_named(name)) is not None), None)


def _of_institution(words: str) -> str | None:
    """Whose institution some words are, or a letterhead in capitals begins with: "LEAGUE OF NATIONS    Geneva"."""
    plain = fold(words).strip(" .,[]").removeprefix("the ")
    for name, country in mapping("houses").items():
        if plain == name or (plain.startswith(f"{name} ") and words[: len(name)].isupper()):
            return country
    return None


def seat_of(place: str | None) -> str | None:
    """The country whose capital some words name, or None."""
    words = fold(place or "").strip(" .,[]")
    return _capitals().get(words) or _capitals().get(words.split(",")[0].strip(" .[]"))


@cache
def _capitals() -> dict[str, str]:
    return {fold(city): country for city, country in mapping("capitals").items()}


def _is_own(person: Participant, house: House, opening: str, writer: str | None) -> bool:
    """Whether somebody is one of those whose record it is."""
    if person.name_as_written == writer or person.role == "recorder":
        return True
    for match in re.finditer(rf"(?<!\w){re.escape(person.name_as_written)}(?!\w)", opening):
        ours = OURS_BEFORE.search(opening, max(0, match.start() - LONGEST_OFFICE), match.start())
        if (ours and is_office(ours["office"])) or MINE_BEHIND.match(opening, match.end()):
            return True
    office = person.office or ""
    if not house.at_home or not office:
        return False
    return is_department(office) or office_key(office) in CHIEFS or AT_HOME.search(office) is not None


def _filled(people: Sequence[Participant], lists: Sequence[tuple[int, int]], house: House) -> list[Participant]:
    """The participants, those of a list who have no side with that of the one before them."""
    found = list(people)
    listed = [
        at
        for at, person in enumerate(found)
        if person.clean_start is not None and any(start <= person.clean_start < end for start, end in lists)
    ]
    sides = {side for at in listed if (side := found[at].side) is not None}
    guests = {side for person in found if (side := person.side) is not None and side != house.country}
    if house.country not in sides and not guests:
        return found
    guest = min(guests) if len({country_of(side, guests) for side in guests}) == 1 else None
    last = house.country if house.at_home and guests else None
    for at in listed:
        person = found[at]
        if person.side is None and person.role != "interpreter":
            if house.at_home and EXCELLENCY.match(person.title_as_written or ""):
                last = last if last in guests else guest
            if last == house.country and LEADERS.search(person.office or person.title_as_written or ""):
                last = None  # of whom it is, nothing tells
            if last is not None:
                found[at] = person = replace(person, side=last)
        last = person.side or last
    return found
