"""Where pages begin, what is printed on every page, and the number of each page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from flows.clean.layout import Layout
from flows.clean.lines import Line

PAGE_MARK = re.compile(r"\[\s?(?:[Pp]age|PAGE|[Pp]\.)\s{0,3}(\d{1,5}|[ivxlc]{1,8})\s?\]")
_LEADING = re.compile(r"(\d{1,4})(?=\s|$)")
_TRAILING = re.compile(r"(?<!\S)(\d{1,4})$")
_SPACED = re.compile(r"(\d{1,4})\s{2,}\S|\S\s{2,}(\d{1,4})$")
_NOTE_LIKE = re.compile(r"\d{1,3} \S")
_NUMBER_ALONE = re.compile(r"\W{0,4}(?:[Pp]age |PAGE )?(\d{1,4})(?: of \d{1,4}|/\d{1,4})?\W{0,4}$")
_DIGITS = re.compile(r"\d+")
_LONGEST_HEAD = 120
_HEADING = 40  # characters that a heading seldom has more of
_SHORTEST_PAGE = 8  # lines between two page numbers, at least
_EDGE_LINES = 3  # a running head or foot has no more lines than this


@dataclass(slots=True)
class Pages:
    """What the pages of a document are.

    `furniture` gives the rule under which a line goes, by the line's index; `breaks` the label (or None) of the page
    that begins with the line of that index. `first` is the label of the first page.
    """

    furniture: dict[int, str] = field(default_factory=dict)
    breaks: dict[int, str | None] = field(default_factory=dict)
    first: str | None = None


def find_pages(lines: Sequence[Line], layout: Layout) -> Pages:
    """The pages of a document: by form feeds, by page marks, or by the habit of its lines."""
    pages = Pages()
    for i, line in enumerate(lines):
        if line.text[0] == "[" and (mark := PAGE_MARK.fullmatch(line.text)):
            pages.furniture[i] = "page-mark"
            if i == 0:
                pages.first = mark[1]
            else:
                pages.breaks[i] = mark[1]
        elif line.feed or (i and line.blanks == layout.page_blanks):
            pages.breaks[i] = None
    if any(line.feed for line in lines) or (len(lines) > 1 and layout.wrap_blanks):
        _running_lines(lines, pages)
    if layout.wrap_blanks and not pages.breaks:
        _counted_lines(lines, layout, pages)
    return pages


def _key(line: Line) -> str:
    return " ".join(_DIGITS.sub(" ", line.text).casefold().split())


def _numbers(line: Line) -> Iterator[int]:
    """The numbers that could be the page's: at the end or the start of the line."""
    if found := _TRAILING.search(line.text, max(0, len(line.text) - 5)):
        yield int(found[1])
    if (found := _LEADING.match(line.text)) or (found := _NUMBER_ALONE.match(line.text)):
        yield int(found[1])


def _running_lines(lines: Sequence[Line], pages: Pages) -> None:
    """Marks the heads and feet of pages that begin at form feeds, by position, repetition and counting numbers."""
    starts = [0, *(i for i in sorted(pages.breaks) if lines[i].feed)]
    ends = [*starts[1:], len(lines)]
    for top in (False, True):
        edges = [
            range(a, min(a + _EDGE_LINES, b)) if top else range(b - 1, max(a, b - _EDGE_LINES) - 1, -1)
            for a, b in zip(starts, ends, strict=True)
        ]
        habit = _habit(lines, edges)
        for page, edge in enumerate(edges):
            for i in edge:
                if pages.furniture.get(i) == "page-mark" or not _runs(lines, i, top, page, habit):
                    break
                pages.furniture[i] = "page-furniture"
                label = _label(lines[i], page, habit)
                if page == 0:
                    pages.first = pages.first or label
                elif starts[page] in pages.breaks:
                    pages.breaks[starts[page]] = pages.breaks[starts[page]] or label


class _Habit(NamedTuple):
    """What the edges of a document's pages share. `offset` is that of the page numbers from the pages' places, if they
    count; `texts` and `keys` say how often a line occurs there, with its numbers and without."""

    pages: int
    offset: int | None
    texts: Counter[str]
    keys: Counter[str]


def _habit(lines: Sequence[Line], edges: Sequence[range]) -> _Habit:
    offsets: Counter[int] = Counter()
    texts: Counter[str] = Counter()
    keys: Counter[str] = Counter()
    for page, edge in enumerate(edges):
        found = [lines[i] for i in edge if len(lines[i].text) <= _LONGEST_HEAD]
        offsets.update({number - page for line in found for number in _numbers(line)})
        texts.update({line.text for line in found})
        keys.update({_key(line) for line in found})
    offset = max(offsets, key=lambda o: (offsets[o], -o), default=0)
    return _Habit(len(edges), offset if offsets[offset] >= 2 else None, texts, keys)


def _runs(lines: Sequence[Line], i: int, top: bool, page: int, habit: _Habit) -> bool:
    """Whether a line at the edge of a page belongs to the page and not to its text."""
    line = lines[i]
    if len(line.text) > _LONGEST_HEAD:
        return False
    numbers = list(_numbers(line))
    spaced = _SPACED.search(line.text) is not None
    counts = habit.offset is not None and page + habit.offset in numbers and (top or not _NOTE_LIKE.match(line.text))
    if (counts and (spaced or not _key(line))) or habit.texts[line.text] >= max(3, 0.3 * habit.pages):
        return True
    if numbers and spaced and habit.keys[_key(line)] >= 2:
        return True
    if not _apart(lines, i, top):
        return False
    if top:
        return counts or (spaced and bool(numbers)) or _interrupts(lines, i)
    return counts or (
        habit.pages > 1 and (_is_stamp(line.text) or _is_page_number(line.text) or habit.texts[line.text] >= 2)
    )


def _label(line: Line, page: int, habit: _Habit) -> str | None:
    """The number of the page that a head or foot names."""
    numbers = list(_numbers(line))
    if habit.offset is not None and page + habit.offset in numbers:
        return str(page + habit.offset)
    spaced = _SPACED.search(line.text)
    if spaced:
        return spaced[1] or spaced[2]
    return str(numbers[0]) if numbers and _is_page_number(line.text) else None


def _apart(lines: Sequence[Line], i: int, top: bool) -> bool:
    """Whether a blank line parts the line from the text of its page."""
    if top:
        return i + 1 < len(lines) and (lines[i + 1].blanks > 0 or lines[i + 1].feed)
    return lines[i].blanks > 0


def _interrupts(lines: Sequence[Line], i: int) -> bool:
    """Whether the line stands between two halves of a sentence of which the second begins in lower case."""
    return 0 < i < len(lines) - 1 and lines[i + 1].starts_lower and not lines[i].ends_sentence


def _is_page_number(text: str) -> bool:
    """Whether a line is nothing but a number, and not a year."""
    found = _NUMBER_ALONE.match(text)
    return found is not None and not 1500 <= int(found[1]) < 2100


def _is_stamp(text: str) -> bool:
    """Whether a line is a printer's code: mostly digits, but no mere number, no lower-case letter, no space."""
    digits = sum(map(str.isdigit, text))
    return 4 <= len(text) <= 40 and digits < len(text) < 2 * digits and " " not in text and text.upper() == text


def _counted_lines(lines: Sequence[Line], layout: Layout, pages: Pages) -> None:
    """Marks page numbers that stand alone between the lines of a text without form feeds, and the heads beside them.

    They count upwards in even steps, or they interrupt sentences; anything less may be part of the text.
    """
    inner = max(layout.wrap_blanks)
    counted = _longest_count(lines, inner)
    places = [i for i, _ in counted]
    steps = sorted((b - a) / (m - n) for (a, n), (b, m) in pairwise(counted))
    even = len(steps) >= 2 and steps[-1] <= 3 * steps[0]
    heads = Counter(lines[i].text for place in places for i in _beside(lines, place))
    found: set[int] = set()
    broken = 0
    for place in places:
        after = place + 1
        while after < min(len(lines) - 1, place + _EDGE_LINES) and lines[after + 1].blanks > inner:
            after += 1
        if (
            place
            and after < len(lines)
            and len(lines[place - 1].text) > _HEADING
            and not lines[place - 1].ends_sentence
        ):
            broken += 1
            if lines[after].starts_lower:
                found.update(range(place, after))
        found.update(i for i in _beside(lines, place) if heads[lines[i].text] >= max(2, 0.3 * len(places)))
    if not places or not (even or 2 * broken >= len(places)):
        return
    step = steps[len(steps) // 2] if steps else len(lines) / 2
    at_foot = places[0] > 0.3 * step and (counted[0][1] == 1 or len(lines) - places[-1] < 0.2 * step)
    pages.first = str(counted[0][1]) if at_foot else None
    pages.furniture.update(dict.fromkeys(found.union(places), "page-furniture"))
    pages.breaks.update({place: str(number + at_foot) for place, number in counted})


def _longest_count(lines: Sequence[Line], inner: int) -> list[tuple[int, int]]:
    """The longest upward count, with gaps of at most two, of numbers that stand alone: line and number of each.

    `inner` is the number of blank lines between the lines of one paragraph.
    """
    length: dict[int, int] = {}
    before: dict[int, int | None] = {}
    place: dict[int, int] = {}
    for i, line in enumerate(lines):
        apart = line.blanks > inner or (i + 1 < len(lines) and lines[i + 1].blanks > inner)
        found = _NUMBER_ALONE.match(line.text) if apart else None
        if not found or int(found[1]) in length:
            continue
        number = int(found[1])
        known = [n for n in range(number - 3, number) if n in length and i - place[n] >= _SHORTEST_PAGE]
        last = max(known, key=lambda n: (length[n], n), default=None)
        length[number] = 1 if last is None else length[last] + 1
        before[number], place[number] = last, i
    counted: list[tuple[int, int]] = []
    at: int | None = max(length, key=lambda n: (length[n], -n), default=None)
    while at is not None:
        counted.append((place[at], at))
        at = before[at]
    return counted[::-1]


def _beside(lines: Sequence[Line], at: int) -> list[int]:
    """The short lines next to a page number, two before and two after it."""
    return [i for i in range(max(0, at - 2), min(len(lines), at + 3)) if i != at and len(lines[i].text) <= 80]
