"""Notes, and the marks in the text that stand for them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple
from unicodedata import normalize

RAISED = "⁰¹²³⁴-⁹"
NOTE_NUMBER = re.compile(
    rf"(?:_ ?|[*•] )?(?:\[\^?(\d{{1,3}})\]:?|\^?(\d{{1,3}}|[{RAISED}]{{1,3}})(?:\\?\.|\))?)(?=\s|[A-Z“\"‘])"
)


def value_of(number: str) -> int:
    """The value of a number, also of one that is raised."""
    return int(normalize("NFKC", number))


class Note(NamedTuple):
    """A note: its number, the lines `[first, last)` that hold it, and those at the next page's foot that go on."""

    number: int
    first: int
    last: int
    rest: tuple[int, int] = (0, 0)


class Mark(NamedTuple):
    """A mark in the text, `raw[start:end]`, and the note that it stands for, if there is one."""

    start: int
    end: int
    note: Note | None


@dataclass(slots=True)
class Notes:
    """`feet` holds the lines that go as footnotes, `marks` the marks in the text, in order."""

    feet: set[int] = field(default_factory=set)
    marks: list[Mark] = field(default_factory=list)


Scope = tuple[int, int, list[Note]]
"""Where the marks of some notes can stand, `raw[start:end]`, and the notes."""
