"""What a line must be to stand on every page: the same but for its numbers, short, and apart from the text."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence

from flows.clean.layout import DEEP, NEARLY, TITLES, Layout
from flows.clean.lines import Line
from flows.lexicons import entries

LONGEST_HEAD = 120
HEADING = 40  # characters that a heading seldom has more of
EDGE_LINES = 4  # a running head or foot has no more lines than this
RECURRENT = 3  # pages on which a line must occur to be known for a head
ALIKE = 4  # letters at one end in which a head agrees with what was read wrongly of it
# Each stamp looks back from its first letter, so that the engine can skip to it.
RELEASED = re.compile(
    "(?:"
    + "|".join(f"{stamp[0]}(?<![a-z]{stamp[0]}){re.escape(stamp[1:])}" for stamp in entries("stamps"))
    + ")(?!(?<=[a-z])[a-z])"
)


def head_ends(heads: Iterable[str]) -> set[tuple[str, str, int]]:
    """What `resembles` looks up: how each head begins or ends, with every length that it may have got."""
    found = set()
    for head in heads:
        for length in range(len(head) - 2, len(head) + 3) if len(head) > ALIKE else (len(head),):
            found |= {(head[:ALIKE], "", length), ("", head[-ALIKE:], length)}
    return found


def resembles(key: str, ends: Container[tuple[str, str, int]]) -> bool:
    """Whether a key is that of one of the heads, or like one but for letters that were misread."""
    return (key[:ALIKE], "", len(key)) in ends or ("", key[-ALIKE:], len(key)) in ends


def is_of_text(at_edges: int, elsewhere: int) -> bool:
    """Whether what is so often at the edges of pages, and elsewhere, belongs to the text, as a speaker's name may."""
    return elsewhere > max(1, at_edges / 2)


def is_stamp(text: str) -> bool:
    """Whether a line is a printer's code: mostly digits, but no mere number, no lower-case letter, no space."""
    if not 4 <= len(text) <= 40 or " " in text or text.upper() != text:
        return False
    digits = sum(map(str.isdigit, text))
    return digits < len(text) < 2 * digits


def is_capital(text: str) -> bool:
    """Whether most letters of a text are capitals."""
    return 2 * sum(map(str.isupper, text)) > sum(map(str.isalpha, text))


def breaks_off(line: Line) -> bool:
    """Whether a line of text ends in the middle of a sentence."""
    return len(line.text) > HEADING and (not line.ends_sentence or ends_in_title(line))


def ends_in_title(line: Line) -> bool:
    """Whether a line ends in an abbreviation that a name follows: `Mr.`"""
    return line.text[line.text.rfind(" ", -12) + 1 :] in TITLES


def in_small_letters(line: Line) -> bool:
    """Whether a line begins in small letters and is no address of a site."""
    return line.starts_lower and "://" not in line.text and (" " in line.text or "." not in line.text[:-1])


def stands_out(lines: Sequence[Line], i: int, layout: Layout) -> bool:
    """Whether a line does not look like one in the middle of a paragraph."""
    line = lines[i]
    if in_small_letters(line):
        return False
    if line.indent >= layout.margin + DEEP:
        return True
    if line.blanks > layout.inner_blanks or i + 1 == len(lines) or lines[i + 1].blanks > layout.inner_blanks:
        return True
    return layout.fill(line, lines[i + 1]) <= NEARLY


def neighbours(lines: Sequence[Line], at: int) -> list[int]:
    """The short lines next to a page number, two before and two after it; none that awaits text, as a label does."""
    near = range(max(0, at - 2), min(len(lines), at + 3))
    return [i for i in near if i != at and len(lines[i].text) <= 80 and lines[i].text[-1] != ":"]
