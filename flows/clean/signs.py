"""Notes at page feet that are marked by signs: `*`, `†`, `1/`, `(1)`.

Lines that begin with signs are notes only if the same signs, or most of them, follow words of the page above.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from flows.clean.lines import Line

# Stars that others answer in the same line are emphasis.
SIGN = re.compile(r"(\*{1,4}(?![^*\n]{1,80}\*)|[†‡§¶]{1,3}|\d{1,2}/|\(\d{1,2}\)|[a-z]/)(?=\s|[A-Z“\"‘])")
_RULE = re.compile(r"[_=~\-–—*. ]*[_=~\-–—]{4}[_=~\-–—*. ]*$")
_MARK = re.compile(
    r"(?<=[^\W_])(?:\*{1,4}|[†‡§¶]{1,3})(?![\w*†‡§¶])|(?<=[.,;:!?)\]”’\"'»])(?:\*{1,4}|[†‡§¶]{1,3})(?=\s|$)"
    r"|(?<=[^\W\d_]) ?(?:\d{1,2}/|\(\d{1,2}\)|[a-z]/)(?=[\s.,;:]|$)|(?<=[.,;:!?)\]”\"»]) ?(?:\d{1,2}/|[a-z]/)(?=\s|$)"
    r"|(?<=[.”\"»]) ?\(\d{1,2}\)(?=\s|$)"
)
_KIND = re.compile(r"[\da-z*†‡§¶]")  # what of a sign differs from one note of a page to the next
_MOST_LINES = 20  # of the notes on one page


class SignedNote(NamedTuple):
    """A note in the lines `[first, last)`, and the place `(start, end)` of its mark in the raw text, if it has one."""

    first: int
    last: int
    mark: tuple[int, int] | None


def is_rule(line: Line) -> bool:
    """Whether a line is the rule that parts notes from the text."""
    return _RULE.match(line.text) is not None


def signed_notes(
    raw: str, lines: Sequence[Line], sheets: Iterable[tuple[int, int]], inner: int
) -> list[list[SignedNote]]:
    """The notes of each page in `sheets` whose foot has some. `inner`: the most blank lines inside a paragraph."""
    return [notes for first, last in sheets if (notes := _foot(raw, lines, first, last, inner))]


def _foot(raw: str, lines: Sequence[Line], first: int, last: int, inner: int) -> list[SignedNote]:
    begun: list[int] = []
    kind = ""
    for i in range(last - 1, max(first, last - 1 - _MOST_LINES), -1):
        if is_rule(lines[i]):
            break
        if (begins := SIGN.match(lines[i].text)) is not None:
            if begun and kind != _KIND.sub("", begins[1])[:1]:
                break  # "(3) The Minister", and below it "* Not printed."
            kind = _KIND.sub("", begins[1])[:1]
            begun.insert(0, i)
        elif lines[i].blanks > inner:
            break
    if not begun:
        return []
    above = _MARK.finditer(raw, lines[first].start, lines[begun[0]].start)
    places = {mark[0].strip(): mark.end() for mark in reversed(list(above))}
    notes = []
    for i, stop in zip(begun, [*begun[1:], last], strict=True):
        found = SIGN.match(lines[i].text)
        sign = found[1] if found else ""
        end = places.pop(sign, None)
        notes.append(SignedNote(i, stop, None if end is None else (end - len(sign), end)))
    return notes if 2 * sum(note.mark is not None for note in notes) >= len(notes) else []
