"""Where pages begin, what is printed on every page, and the number of each page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

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
    for top in (True, False):
        edges: list[list[int]] = [
            list(range(a, min(a + _EDGE_LINES, b))) if top else list(range(b - 1, max(a, b - _EDGE_LINES) - 1, -1))
            for a, b in zip(starts, ends, strict=True)
        ]
        offsets: Counter[int] = Counter()
        keys: Counter[str] = Counter()
        texts: Counter[str] = Counter()
        for page, edge in enumerate(edges):
            found = {i: lines[i] for i in edge if len(lines[i].text) <= _LONGEST_HEAD}
            offsets.update({number - page for line in found.values() for number in _numbers(line)})
            keys.update({_key(line) for line in found.values()})
            texts.update({line.text for line in found.values()})
        offset = max(offsets, key=lambda o: (offsets[o], -o), default=None)
        counting = offset is not None and offsets[offset] >= 2
        for page, edge in enumerate(edges):
            label: str | None = None
            for i in edge:
                line = lines[i]
                if len(line.text) > _LONGEST_HEAD or pages.furniture.get(i) == "page-mark":
                    break
                alone = _apart(lines, i, top)
                numbers = list(_numbers(line))
                note = not top and _NOTE_LIKE.match(line.text) is not None
                fits = counting and not note and offset is not None and page + offset in numbers
                spaced = _SPACED.search(line.text)
                head = (
                    (fits and (spaced is not None or alone or not _key(line)))
                    or (bool(numbers) and spaced is not None and (alone or keys[_key(line)] >= 2))
                    or (texts[line.text] >= max(3, 0.3 * len(edges)))
                    or (not top and alone and texts[line.text] >= 2 and len(edges) < 6)
                    or (not top and alone and len(edges) + len(lines) > 2 and _is_stamp(line.text))
                )
                if not head:
                    break
                pages.furniture[i] = "page-furniture"
                if label is None and numbers:
                    if fits and offset is not None:
                        label = str(page + offset)
                    elif spaced:
                        label = spaced[1] or spaced[2]
            if label is not None:
                if starts[page] in pages.breaks:
                    pages.breaks[starts[page]] = pages.breaks[starts[page]] or label
                elif page == 0:
                    pages.first = pages.first or label


def _apart(lines: Sequence[Line], i: int, top: bool) -> bool:
    """Whether a blank line parts the line from the text of its page."""
    if top:
        return i + 1 < len(lines) and (lines[i + 1].blanks > 0 or lines[i + 1].feed)
    return lines[i].blanks > 0


def _is_stamp(text: str) -> bool:
    """Whether a line is a printer's code: mostly digits, but no mere number, no lower-case letter, no space."""
    digits = sum(map(str.isdigit, text))
    return 4 <= len(text) <= 40 and digits < len(text) < 2 * digits and " " not in text and text.upper() == text


def _counted_lines(lines: Sequence[Line], layout: Layout, pages: Pages) -> None:
    """Marks page numbers that stand alone between the lines of a text without form feeds, and the heads beside them.

    They count upwards in even steps; anything less may be part of the text.
    """
    inner = max(layout.wrap_blanks)
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
    counted: list[int] = []
    at: int | None = max(length, key=lambda n: (length[n], -n), default=None)
    while at is not None:
        counted.append(at)
        at = before[at]
    counted.reverse()
    places = [place[n] for n in counted]
    steps = sorted((b - a) / (m - n) for (a, b), (n, m) in zip(pairwise(places), pairwise(counted), strict=True))
    if len(steps) < 2 or steps[-1] > 3 * steps[0]:
        return
    heads = Counter(lines[i].text for place in places for i in _beside(lines, place))
    for i in {i for place in places for i in _beside(lines, place)}:
        if heads[lines[i].text] >= max(2, 0.3 * len(places)):
            pages.furniture[i] = "page-furniture"
    step = steps[len(steps) // 2]
    at_foot = places[0] > 0.3 * step and (counted[0] == 1 or len(lines) - places[-1] < 0.2 * step)
    pages.first = str(counted[0]) if at_foot else None
    for i, n in zip(places, counted, strict=True):
        pages.furniture[i] = "page-furniture"
        pages.breaks[i] = str(n + at_foot)


def _beside(lines: Sequence[Line], at: int) -> list[int]:
    """The short lines next to a page number, two before and two after it."""
    return [i for i in range(max(0, at - 2), min(len(lines), at + 3)) if i != at and len(lines[i].text) <= 80]
