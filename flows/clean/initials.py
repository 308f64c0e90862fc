"""Initials before what somebody says, with no mark after them: "RDW we agree", "KL not before spring"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable

OPENING = re.compile(r"([A-Z]{2,4})\s(?![A-Z]{2})(?=[\w\"“‘'«(\[….])")  # "SIR JOHN", "TOP SECRET" are none
_CAPITALS = re.compile(r"\b[A-Z]{2,4}\b")
_LEAST = 3  # times that initials open a stretch
_LEAST_MISREAD = 2  # times that they do where others like them do often
_SHARE = 0.67  # of the places where they stand
_LEAST_SPEAKERS = 2


def opening_initials(stretches: Collection[str]) -> frozenset[str]:
    """The initials that open stretch after stretch of a text and hardly stand elsewhere; none where nobody answers."""
    opening = Counter(match[1] for stretch in stretches if (match := OPENING.match(stretch)) is not None)
    if sum(count >= _LEAST for count in opening.values()) < _LEAST_SPEAKERS:
        return frozenset()
    everywhere = Counter(_words(stretches))
    found = [word for word, count in opening.items() if count >= max(_LEAST_MISREAD, _SHARE * everywhere[word])]
    often = [word for word in found if opening[word] >= _LEAST]
    lengths = set(map(len, often))
    return frozenset(word for word in found if len(word) in lengths) if len(often) >= _LEAST_SPEAKERS else frozenset()


def _words(stretches: Iterable[str]) -> Iterable[str]:
    return (word for stretch in stretches for word in _CAPITALS.findall(stretch))
