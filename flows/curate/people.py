"""Who in the authority file may be meant by a name that identifies nobody there for sure: to be asked, not assumed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from flows.record import Person
from flows.segment.names import Name, compatible, fold, office_words, parse_name

ALIKE = 0.7  # of the letters of two spellings of one surname: Ghavam and Qavam, Mossadegh and Musaddiq
SHORTEST = 4  # shorter surnames are alike by chance
MOST = 3


class Candidate(NamedTuple):
    """Somebody who may be meant, and why."""

    person: Person
    reason: str


def candidates(name: str, office: str | None, date: str | None, authority: Sequence[Person]) -> list[Candidate]:
    """The persons whom a name, as a document writes it, may mean: the likeliest first, at most three.

    Their surname is the same or spelled alike while given names agree, or they held the office (at `date`, an ISO date,
    if that is known). With another surname it takes the whole office and a date: an embassy's first secretary is not
    that of a party. The result says nothing more than that somebody has to look.
    """
    mention = parse_name(name)
    found = []
    for person in authority:
        score = max((_alike(mention, parse_name(form)) for form in (person.name, *person.aliases)), default=0.0)
        if score:
            reason = "has the same surname" if score >= 1 else "is spelled alike"
            found.append((score, Candidate(person, f"{person.name} {reason}")))
        elif held := _office_held(mention, office, date, person):
            found.append((0.5, Candidate(person, f"{person.name} was {held}")))
    found.sort(key=lambda each: (-each[0], each[1].person.person_id))
    return [candidate for _, candidate in found[:MOST]]


def _alike(mention: Name, name: Name) -> float:
    """How alike two names are, from `ALIKE` to 1 for the same surname; 0 where they cannot be one person's."""
    if not mention.surname or not name.surname or not compatible(mention.given, name.given):
        return 0.0
    if mention.surname == name.surname:
        return 1.0
    pairs = [(mention.surname, name.surname), *((mention.surname, given) for given in name.given)]
    scores = [SequenceMatcher(None, a, b).ratio() for a, b in pairs if min(len(a), len(b)) >= SHORTEST]
    best = max(scores, default=0.0)
    return best if best >= ALIKE else 0.0


def _office_held(mention: Name, office: str | None, date: str | None, person: Person) -> str | None:
    """The office of a person that the mention, or what is said of it, names; None where there is none."""
    if mention.surname and not (office and date):
        return None
    words = _words((mention.office, office or ""))
    for held in person.offices:
        since, until = held["from"] or "", held["to"] or "9999"
        in_office = date is None or (since <= date[: len(since)] and date[: len(until)] <= until)
        of_title = _words((held["title"],))
        if in_office and words and (words == of_title if mention.surname else words <= of_title):
            return str(held["title"])
    return None


def _words(offices: Iterable[str]) -> set[str]:
    known = office_words()
    words = {word for office in offices for word in fold(office).split()}
    return words - {"the", "of", "and", "for"} if words & known else set()
