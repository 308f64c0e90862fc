"""What is left of words that a scanner has misread: by it they are known again."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from flows.lexicons import mapping
from flows.segment.names import fold

SHORTEST = 5  # letters of a word that can be known again with one letter wrong
# Letters that look alike, and then those of which two look like one.
CONFUSED = (
    ("1", "l"),
    ("!", "l"),
    ("|", "l"),
    ("i", "l"),
    ("0", "o"),
    ("5", "s"),
    ("rn", "m"),
    ("vv", "w"),
    ("cl", "d"),
)


def skeleton(label: str) -> str:
    """The letters of a label, those as one that scanners take for each other."""
    letters = "".join(fold(label).split())
    for wrong, right in CONFUSED:
        letters = letters.replace(wrong, right)
    return "".join(character for character in letters if character.isalpha())


def keys(letters: str) -> Iterator[str]:
    """What two skeletons share if they differ by one letter at most; short ones must be the same."""
    yield letters
    if len(letters) >= SHORTEST:
        for i in range(len(letters)):
            yield letters[:i] + letters[i + 1 :]


@cache
def misread_letters() -> dict[str, tuple[str, ...]]:
    """Letters as they were printed, and what scanners take each for."""
    return {printed: tuple(read.split()) for printed, read in mapping("misread-letters").items()}
