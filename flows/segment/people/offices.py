"""Offices in one spelling, and the ways to call them for short: by which the cast knows who is meant."""

from __future__ import annotations

import re
from functools import cache

from flows.lexicons import entries, mapping
from flows.segment.names import OFFICE_LINKS, QUALIFIERS, fold, lexicon, office_words

OFFICE_END = re.compile(r"\s(?:of|for|to|in|at|on)\s|[,(]")
SECOND_PORTFOLIO = re.compile(r"(?<=\w) and \w+(?= \w)")  # "foreign and commonwealth secretary"
DEMONYM = re.compile(r"\w{3,}(?:an|ese|ish|ic|i)")  # of a country that no lexicon knows
# "Secretary of State for the Colonies" is the Colonial Secretary, "Minister of External Affairs" the Foreign Minister.
OF_PORTFOLIO = re.compile(r"(?:\w+ )?(?P<head>minister|secretary)(?: of state)? (?:of|for) (?:the )?(?P<portfolio>.+)")
PORTFOLIOS = frozenset(map(fold, entries("portfolios")))
ALIKE_PORTFOLIOS = {"external": "foreign"}
LEAST_ALIKE = 5  # letters that two words of a portfolio begin with: "colonial" and "colonies"
IN_THE_CHAIR = re.compile(r"\bin the chair\b", re.IGNORECASE)
LONGEST_ACRONYM = 5  # letters
LEAST_STEM = 4  # letters of a country's name that are in that of its people
# Whom a style of address may mean: "His Majesty" is the King.
STYLES = {
    "majesty": frozenset({"king", "queen", "shah", "emperor", "empress", "sultan"}),
    "highness": frozenset({"prince", "princess", "emir", "crown prince"}),
}
NEVER_SHORTENED = frozenset({"prime", "vice", "under", "assistant", "deputy", "permanent", "first", "second", "third"})
DEPUTIES = frozenset({"deputy", "vice", "assistant"})
ABBREVIATIONS = mapping("office-abbreviations")


def office_key(office: str) -> str:
    """The head of an office, in one spelling: "the Under-Secretary of State" gives `under secretary`."""
    head = OFFICE_END.split(fold(office.partition(",")[0]).replace("-", " ") + " ")[0]
    head = SECOND_PORTFOLIO.sub("", head).replace(" d'affaires", "")
    words = [ABBREVIATIONS.get(word, word) for word in head.split() if word not in ("the", "his", "her", "s")]
    return " ".join(words)


def whole_office(office: str) -> str:
    """An office with what it is of, in one spelling: "The REPRESENTATIVE OF FRANCE" gives `representative of france`,
    "Director, Water Board" `director of water board`; empty where the office is of nothing.
    """
    before, _, behind = office.partition(", ")
    if " of " not in before and not lexicon("bodies").isdisjoint(fold(behind).split()):
        office = f"{before} of {behind}"
    head, of, rest = fold(office).replace("-", " ").replace(" for ", " of ").partition(" of ")
    words = [word for word in rest.split() if word != "the"]
    held = " ".join(ABBREVIATIONS.get(word, word) for word in head.split())
    return f"{held} of {' '.join(words)}" if of and words else ""


def acronym_of(office: str) -> str:
    """The initials of an office: "Director of Central Intelligence" gives `dci`; empty if too few or many."""
    words = [word for word in fold(office).replace("-", " ").split() if word not in OFFICE_LINKS]
    return "".join(word[0] for word in words) if 3 <= len(words) <= LONGEST_ACRONYM else ""


def shorter_offices(key: str) -> list[str]:
    """Ways to call an office for short, the nearest first: `french ambassador` -> `ambassador`; a deputy is never
    his chief, but may be that of any: `deputy foreign minister` -> `deputy minister`; the first
    of several deputies is called one.
    """
    words = key.split()
    found = []
    if len(words) > 2 and words[0] == "first" and words[1] in DEPUTIES:
        words = words[1:]
        found.append(" ".join(words))
    if len(words) > 2 and words[0] in DEPUTIES and words[1] not in NEVER_SHORTENED and _qualifies(words[1]):
        found.append(" ".join([words[0], *words[2:]]))
    while len(words) > 1 and words[0] not in NEVER_SHORTENED and _qualifies(words[0]):
        words = words[1:]
        found.append(" ".join(words))
    return found


def portfolio_of(folded: str) -> frozenset[str]:
    """The words that say of what somebody is minister, folded: "foreign and commonwealth affairs"."""
    words = folded.replace("-", " ").split()
    return frozenset(ALIKE_PORTFOLIOS.get(word, word) for word in words if word not in OFFICE_LINKS)


def is_of_portfolio(wanted: frozenset[str], held: frozenset[str]) -> bool:
    """Whether each word of a portfolio is one of another, or begins as one: "colonial" and "colonies"."""
    heads = {word[:LEAST_ALIKE] for word in held}
    return all(word in held or (len(word) >= LEAST_ALIKE and word[:LEAST_ALIKE] in heads) for word in wanted)


def is_people_of(people: str, country: str) -> bool:
    """Whether a word names a country or comes from it: "elamite" of "elam", "norlandish" of "republic of norland"."""
    known = _countries().get(people, ())
    names = (country, country.rpartition(" of ")[2])
    return any(name in known or people.startswith(name[: max(LEAST_STEM, len(name) - 2)]) for name in names)


@cache
def _countries() -> dict[str, tuple[str, ...]]:
    """The names of the countries of peoples whose adjectives do not begin as these do."""
    return {people: tuple(countries.split("; ")) for people, countries in mapping("peoples").items()}


def _qualifies(word: str) -> bool:
    """Whether a word before an office says only whose it is: "soviet", "norlandish", the "u" of "U.S."."""
    known = word in QUALIFIERS or word in _countries() or len(word) == 1
    return known or (DEMONYM.fullmatch(word) is not None and word not in office_words())
