"""Whether a line is what classifies a document, also where a scanner read it badly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from flows.clean.lines import Line
from flows.clean.pages.heads import ALIKE, HEADING
from flows.lexicons import entries

_PIECE = 3  # letters of what is left of a word, at least
_BETWEEN_MARKINGS = re.compile(r"[/;,]|[ -]-[ -]|  +")
_CLASSIFICATIONS = entries("classifications")
_WIDE = re.compile(r"[^\W\d_](?: [^\W\d_]){4,}")  # "S E C R E T"
_LETTERS = re.compile(r"[^\W\d_]+")


def is_classification(line: Line) -> bool:
    """Whether a line classifies the document, beside a page's number too. In capitals a letter may be misread."""
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


def is_of_classification(line: Line) -> bool:
    """Whether a line in capitals at a page's edge is only the document's classification, or a longer piece of it."""
    letters = [character for character in line.text if character.isalpha()]
    if len(line.text) > HEADING or 5 * sum(map(str.isupper, letters)) < 4 * len(letters):
        return False
    words = [word.casefold() for word in _LETTERS.findall(line.text)]
    return any(map(_classifies, words)) and all(len(word) < _PIECE or _is_piece(word) for word in words)


def _classifies(word: str) -> bool:
    """Whether a word is what classifies a document, without a letter or with another one, or at least half of it."""
    if len(word) <= ALIKE:
        return False
    if word in _CLASSIFICATIONS or not _spoilt().isdisjoint(_without_a_letter(word)):
        return True
    return any(
        len(marking) <= 2 * len(word) and (marking.startswith(word) or marking.endswith(word))
        for marking in _CLASSIFICATIONS
        if " " not in marking
    )


def _is_piece(word: str) -> bool:
    """Whether a word is one end of a word in what classifies a document, or such a word read badly."""
    return _classifies(word) or any(
        known.startswith(word) or known.endswith(word) for marking in _CLASSIFICATIONS for known in marking.split()
    )


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
