"""The members of a cast: what is known of each who can speak."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from flows.segment.names import PARTICLES, Name, titles

SMALL_WORDS = frozenset(PARTICLES.split("|"))  # of names
LEAST_LOOK_ALIKE = 5  # letters that a surname must have to be taken for another that differs by one


@dataclass(slots=True, eq=False)
class Member:
    """One member of the cast while the document is read; it is like no other."""

    number: int
    name: str
    surname: str = ""
    given: tuple[str, ...] = ()
    tokens: frozenset[str] = frozenset()
    titles: set[str] = field(default_factory=set)
    offices: dict[str, int] = field(default_factory=dict)  # office -> 0 named with it, 1 for short
    whole_office: str = ""  # where it is known by nothing else: `representative of france`
    called: set[str] = field(default_factory=set)  # offices as they are written before or without the name
    listed_offices: set[str] = field(default_factory=set)  # whole, as the list of participants gives them
    participant: int | None = None
    role: str = ""  # as a participant
    letters: str = ""  # by which it is called
    forms: dict[str, int] = field(default_factory=dict)


def names_by_address(name: Name) -> bool:
    """Whether a form of address is all that names somebody."""
    return not name.given and not (name.surname and name.office) and (name.surname or name.office) in titles()


def starts_with(member: Member, initials: Sequence[str]) -> bool:
    """Whether one-letter initials are those of the first words of a member's whole name: "T. V. Lo", "Tran Van Lo"."""
    words = (*member.given, *member.surname.split())
    alone = all(len(initial) == 1 for initial in initials)
    return alone and len(initials) < len(words) and all(map(str.startswith, words, initials))


def look_alikes(surname: str) -> list[str]:
    """Keys that a long surname shares with those that differ from it by one letter: a slip of typist or scanner.

    The surname itself and all that is left of it when one letter goes, except the first; short surnames have none.
    """
    if len(surname) < LEAST_LOOK_ALIKE:
        return []
    return [surname, *(surname[:i] + surname[i + 1 :] for i in range(1, len(surname)))]
