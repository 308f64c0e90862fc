"""The visible lines of a raw text."""

from __future__ import annotations

import re
from typing import NamedTuple

_TERMINAL = re.compile(r"[.!?:;…][)\]\"'”’»*_]*(?:\[?\d{1,3}\]?)?$")
_BULLET = re.compile(r"[•◦▪‣·]\s")


class Line(NamedTuple):
    """A line with visible text: `raw[start:end] == text`, without the white space around it."""

    start: int
    end: int
    text: str
    indent: int  # columns of white space before the text
    blanks: int  # blank lines between the visible line before and this one
    feed: bool  # a form feed stands between the visible line before and this one
    trailing: bool  # white space follows the text on the line

    @property
    def ends_sentence(self) -> bool:
        """Whether the text ends with a mark that can close a sentence; quotes or a note's number may follow it."""
        last = self.text[-1]
        if last in ".!?:;":
            return True
        if last.isalpha() or last == ",":
            return False
        return _TERMINAL.search(self.text, max(0, len(self.text) - 12)) is not None

    @property
    def starts_lower(self) -> bool:
        """Whether the text starts with a lower-case letter."""
        return self.text[0].islower()

    @property
    def is_item(self) -> bool:
        """Whether the text starts with a bullet."""
        return _BULLET.match(self.text) is not None


def visible_lines(raw: str) -> list[Line]:
    """The lines of `raw` that show something, in order. Every break that Unicode knows ends a line."""
    lines: list[Line] = []
    at = blanks = 0
    feed = False
    for whole in raw.splitlines(keepends=True):
        text = whole.strip()
        if text:
            indent = whole.index(text[0])
            start = at + indent
            after = whole[indent + len(text) : indent + len(text) + 1]
            lines.append(Line(start, start + len(text), text, indent, blanks, feed, after in (" ", "\t")))
            blanks, feed = 0, whole[-1] == "\f"
        elif whole[-1] == "\f":
            feed = True
        else:
            blanks += 1
        at += len(whole)
    return lines
