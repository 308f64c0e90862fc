"""Whether a line is what classifies a document, also where a scanner read it badly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from flows.clean.lines import Line
from flows.clean.pages.heads import ALIKE, HEADING
from flows.lexicons import entries

_BETWEEN_MARKINGS = re.compile(r"[/;,]|[ -]-[ -]|  +")
_CLASSIFICATIONS = entries("classifications")
_WIDE = re.compile(r"[^\W\d_](?: [^\W\d_]){4,}")  # "S E C R E T"


def is_classification(line: Line) -> bool:
    """Whether a line classifies the document; the number of a page may stand beside. A letter may be misread where all
    are capitals.
    """
    text = line.text.strip(" .*-–—/0123456789").casefold().lstrip()
    if _WIDE.fullmatch(text):
        return text.replace(" ", "") in _CLASSIFICATIONS
    if text.startswith(_CLASSIFICATIONS) and all(
        part.strip() in _CLASSIFICATIONS for part in _BETWEEN_MARKINGS.split(text)
    ):
        return True
    if not text or len(line.text) > HEADING or not line.text.isupper():
        return False
    parts = [part.strip() for part in _BETWEEN_MARKINGS.split(text)]
    return all(part in _CLASSIFICATIONS or not _spoilt().isdisjoint(_without_a_letter(part)) for part in parts)


@cache
def _spoilt() -> frozenset[str]:
    """The longer classifications, and what is left of each without one letter."""
    return frozenset(
        left for marking in _CLASSIFICATIONS if len(marking) > ALIKE for left in _without_a_letter(marking)
    )


def _without_a_letter(word: str) -> Iterator[str]:
    """A word, and what is left of it without one of its letters."""
    yield word
    for i in range(len(word)):
        yield word[:i] + word[i + 1 :]
