"""Sides of those who took part in one spelling: whose "our side" is, and that "Danish" and "Denmark" are one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations, takewhile

from flows.lexicons import entries, mapping
from flows.record import Participant
from flows.segment.lists.side_in_office import ADJECTIVE, side_in_office
from flows.segment.lists.sides import NOUN
from flows.segment.names import fold, lexicon
from flows.segment.people.offices import is_people_of

OURS, THEIRS = frozenset({"our", "ours"}), frozenset({"their", "theirs"})
LEAST_LETTERS = 3  # that a people and its country begin with
SHORTEST_NAME = 4  # letters of a country, longer than "USSR"
MOST_SIDES = 40  # of one talk


def with_same_sides(people: Sequence[Participant]) -> list[Participant]:
    """The participants, each side in one spelling: the country where another of them has its name, and for "our" what
    the office of one of ours tells, where that of no other tells anything else.
    """
    found = list(people)
    for whose in (OURS, THEIRS):
        told = {
            fold(side): side
            for person in found
            if fold(person.side or "") in whose and (side := side_in_office(person.office)) is not None
        }
        names = {country_of(side, told.values()) for side in list(told.values())[:MOST_SIDES]}
        if len(names) == 1:
            found = [
                replace(person, side=min(names)) if fold(person.side or "") in whose else person for person in found
            ]
    sides = list(dict.fromkeys(person.side for person in found if person.side is not None))[:MOST_SIDES]
    names_of = {side: country_of(side, sides) for side in sides}
    return [replace(person, side=names_of[person.side]) if person.side in names_of else person for person in found]


def with_countries(people: Sequence[Participant], lists: str) -> list[Participant]:
    """The participants, a people that only offices tell as its country: "the Icelandic Ambassador" is of Iceland."""
    told = {side for person in people if (side := side_in_office(person.office)) is not None and _is_adjective(side)}
    headings = {
        side for side in told if re.search(rf"(?<!\w){re.escape(side)}(?:\s(?:{NOUN})\b|\s?[:)\]]|\s*$)", lists, re.M)
    }
    named = {side: name for side in told - headings if (name := country_named(side)) is not None}
    return [replace(person, side=named.get(person.side or "", person.side)) for person in people]


@cache
def country_named(words: str) -> str | None:
    """The country whose name or people some words are: "Iceland" for "Icelandic"; None where it may be several."""
    key = fold(words)
    if key not in lexicon("places"):
        return None
    names = [entry for entry in entries("places") if not fold(entry).startswith(f"{key} ")]
    known = mapping("peoples").get(key, "").split("; ")
    whole = [name.title() for name in known if len(name.replace(" ", "")) > SHORTEST_NAME]
    if whole and whole[0] == known[0].title():
        return whole[0]
    near = country_of(words, names)
    return near if fold(near) != key or not _is_adjective(near) else next(iter(whole), None)


def country_of(side: str, sides: Iterable[str]) -> str:
    """Of these sides the one that names the same country as a side does, and best: "Iceland" and not "Icelandic"."""
    alike = [other for other in sides if _are_one(_key(side), _key(other))]
    if any(not _are_one(_key(one), _key(other)) for one, other in combinations(alike, 2)):
        return side  # "German", where one is of the Federal Republic and another of the Democratic
    return min([side, *alike], key=lambda words: (_is_adjective(words), len(words), words.isupper()))


def _is_adjective(side: str) -> bool:
    return ADJECTIVE.search(side.title() if len(side) > LEAST_LETTERS and side.isalpha() else side) is not None


def _are_one(side: str, other: str) -> bool:
    return side == other or _is_nearest(side, other) or _is_nearest(other, side)


def _is_nearest(people: str, country: str) -> bool:
    """Whether a people is that of a country, and no other's name is more like it: "Australian" is not of Austria."""
    if not is_people_of(people, country):
        return False
    shared = _letters_alike(people, country)
    if shared < LEAST_LETTERS:
        return shared < len(country)  # "American" of the "US", but not "USSR"
    return all(
        _letters_alike(people, other) <= shared
        for other in lexicon("places")
        if not f"{other} ".startswith(f"{people} ")
    )


def _key(side: str) -> str:
    return " ".join(fold(side).replace(".", " ").split())


def _letters_alike(one: str, other: str) -> int:
    """How many letters two words have in common at their heads."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
