"""The numbers of pages: how they are printed, and which of the numbers in a text count its pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flows.clean.layout import DEEP, Layout
from flows.clean.lines import Line
from flows.clean.pages.heads import LONGEST_HEAD, breaks_off

_LEADING = re.compile(r"(\d{1,4})(?=\s|$)")
_TRAILING = re.compile(r"(?<!\S)(\d{1,4})$")
NUMBER_ALONE = re.compile(
    r"\W{0,4}(?:[Pp]age |PAGE |[Pp]\. ?)?(\d{1,4}|(?=[ivxlc])c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3}))"
    r"(?: of \d{1,4}|/\d{1,4})?\W{0,4}$"
)
# A running head with its number at the outer edge.
_NUMBER_FIRST = re.compile(r"(?:[-–—]\s?)?(\d{1,4})(?:\s?[-–—])?\s{5,}(?=[A-Z])")
_NUMBER_LAST = re.compile(r"\s(?<=[^\W\d_.,:;]\s)\s{4,}(\d{1,4})$")
_PAGE_OF = re.compile(r"\b[Pp]age (\d{1,4}) of \d{1,4}\b")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_DIGITS = re.compile(r"\d+")
MOST_STEP = 3  # from the number of a page to the next that was found
SHORTEST_PAGE = 8  # lines between two page numbers, at least
LONGEST_NUMBER = 24  # characters of a line that is nothing but a page number


def longest_count(places: Sequence[tuple[int, int]], most: int, apart: int) -> list[tuple[int, int]]:
    """The longest upward count among numbers and their lines, with steps of at most `most`, on lines so far `apart`."""
    length: dict[int, int] = {}  # how many numbers lead up to this one
    place: dict[int, int] = {}
    before: list[int | None] = []
    for at, (line, number) in enumerate(places):
        known = [n for n in range(number - most, number) if n in length and line - places[place[n]][0] >= apart]
        last = max(known, key=lambda n: (length[n], n), default=None)
        before.append(None if last is None else place[last])
        count = 1 if last is None else length[last] + 1
        if count > length.get(number, 0):
            length[number], place[number] = count, at
    found: list[tuple[int, int]] = []
    highest = max(length, key=lambda n: (length[n], -n), default=None)
    end = None if highest is None else place[highest]
    while end is not None:
        found.append(places[end])
        end = before[end]
    return found[::-1]


def value_of(number: str) -> int:
    """The value of a number in digits or in small Roman letters."""
    if number[0].isdigit():
        return int(number)
    values = [_ROMAN[letter] for letter in number]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def head_key(line: Line) -> str:
    """What of a head or foot is the same on every page: its letters, not its numbers."""
    text = line.text
    if len(text) <= LONGEST_NUMBER and NUMBER_ALONE.match(text):
        return ""
    return " ".join(_DIGITS.sub(" ", text).casefold().split())


def edge_numbers(line: Line) -> Iterator[int]:
    """The numbers that could be the page's: at the end or the start of the line."""
    if found := _TRAILING.search(line.text, max(0, len(line.text) - 5)):
        yield int(found[1])
    if (found := _LEADING.match(line.text)) or (found := NUMBER_ALONE.match(line.text)):
        yield value_of(found[1])


def is_page_number(text: str) -> bool:
    """Whether a line is nothing but a number, and not a year."""
    found = NUMBER_ALONE.match(text)
    return found is not None and not 1500 <= value_of(found[1]) < 2100


class Number(NamedTuple):
    """The number of a page as it is printed, and its value."""

    text: str
    value: int


def page_numbers(lines: Sequence[Line], layout: Layout) -> dict[int, Number]:
    """The longest upward count, with gaps of at most two, of numbers that stand alone, by the line of each.

    A number stands alone between blank lines, between dashes, after `Page`, in the middle or at the right of the page,
    where a sentence breaks off or goes on, or beside the same words as another one.
    """
    inner, right = layout.inner_blanks, layout.margin + DEEP
    heads = _numbered_heads(lines, inner)
    text: dict[int, str] = {}
    places: list[tuple[int, int]] = []
    for i, line in enumerate(lines):
        if len(line.text) > LONGEST_NUMBER:
            found = _PAGE_OF.search(line.text) if "age " in line.text else None
            if found is None and "   " in line.text and len(line.text) <= LONGEST_HEAD and line.text[-1].isalnum():
                found = _NUMBER_FIRST.match(line.text) or _NUMBER_LAST.search(line.text)
            found = found or heads.get(i)
        else:
            found = NUMBER_ALONE.match(line.text) if not _ends_sentence_before(lines, i, inner) else None
            apart = line.blanks > inner or line.indent >= right or (i + 1 < len(lines) and lines[i + 1].blanks > inner)
            if found and not apart and found[0] == found[1] and not _parts_sentence(lines, i):
                found = None
        if found and (number := value_of(found[1])) not in text:
            text[number] = found[1]
            places.append((i, number))
    return {i: Number(text[number], number) for i, number in longest_count(places, MOST_STEP, SHORTEST_PAGE)}


def _numbered_heads(lines: Sequence[Line], inner: int) -> dict[int, re.Match[str]]:
    """The numbers at the edge of lines that stand apart, are no sentences, and recur but for the number; and of those
    that stand and count between them, as on the right-hand pages.
    """
    found: dict[int, re.Match[str]] = {}
    for i, line in enumerate(lines):
        numbered = line.text[0].isdigit() or line.text[-1].isdigit()
        if not numbered or not LONGEST_NUMBER < len(line.text) <= LONGEST_HEAD:
            continue
        apart = (i == 0 or line.blanks > inner) and i + 1 < len(lines) and lines[i + 1].blanks > inner
        number = _LEADING.match(line.text) or _TRAILING.search(line.text, max(0, len(line.text) - 5))
        if apart and number is not None and not line.ends_sentence:
            found[i] = number
    keys = Counter(head_key(lines[i]) for i in found)
    places = {int(number[1]): i for i, number in found.items() if keys[head_key(lines[i])] > 1}
    return {
        i: number
        for i, number in found.items()
        if keys[head_key(lines[i])] > 1 or places.get(int(number[1]) - 1, i) < i < places.get(int(number[1]) + 1, i)
    }


def _parts_sentence(lines: Sequence[Line], i: int) -> bool:
    """Whether a number stands where a sentence breaks off, or between a note and the rest of a sentence."""
    if i == 0 or i + 1 == len(lines):
        return False
    return breaks_off(lines[i - 1]) or (lines[i - 1].ends_sentence and lines[i + 1].starts_lower)


def _ends_sentence_before(lines: Sequence[Line], i: int, inner: int) -> bool:
    """Whether a number with a full stop is the last word of the line before: "in the spring of / 1919."."""
    line = lines[i]
    return (
        line.text[-1] == "." and line.text[0].isdigit() and line.blanks <= inner and i > 0 and breaks_off(lines[i - 1])
    )
