"""Words of others in messages: on one line, and unable to steer a terminal or to be shown as other than they are."""

from __future__ import annotations

import unicodedata

# Controls, invisible and bidirectional marks, private use, halves of surrogate pairs (names of files may have them),
# separators of lines.
_UNPRINTABLE = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})


def printable(text: str) -> str:
    """The text with an escape, such as `\\x1b` or `\\u202e`, for each character that must not be printed."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_escaped, text))


def _escaped(character: str) -> str:
    if unicodedata.category(character) in _UNPRINTABLE:
        return character.encode("unicode_escape").decode("ascii")
    return character
