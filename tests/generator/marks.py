"""Zero-width marks that travel with the text through every layout and noise, so that offsets stay known.

A region of the talk stands between `START` and `END`; what is no word of the talk (page heads, bullets, hyphens at line
ends) stands between `CUT` and `KEEP`; `NOTE` is the place of a footnote's mark. `resolve` takes them out at the end.
"""

from __future__ import annotations

import re
from typing import NamedTuple

START, END, CUT, KEEP, NOTE = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
_ANY = re.compile(f"([{START}{END}{CUT}{KEEP}])")


class Resolved(NamedTuple):
    """A text without marks; where its regions and its furniture stand in it, in code points, half open."""

    text: str
    regions: list[tuple[int, int]]
    furniture: list[tuple[int, int]]


def furniture(text: str) -> str:
    """`text`, marked as no part of the talk."""
    return f"{CUT}{text}{KEEP}"


def resolve(marked: str) -> Resolved:
    """The text without its marks, and the offsets that they stood for."""
    parts: list[str] = []
    regions: list[tuple[int, int]] = []
    cuts: list[tuple[int, int]] = []
    at = region = cut = 0
    for part in _ANY.split(marked):
        if part == START:
            region = at
        elif part == END:
            regions.append((region, at))
        elif part == CUT:
            cut = at
        elif part == KEEP:
            cuts.append((cut, at))
        else:
            parts.append(part)
            at += len(part)
    return Resolved("".join(parts), regions, cuts)
