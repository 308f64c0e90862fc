"""What is printed at the edges of pages whose beginnings are known, by form feeds or by marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Container, Mapping, Sequence
from typing import NamedTuple

from flows.clean.layout import Layout
from flows.clean.lines import Line
from flows.clean.pages.classifications import is_classification, is_of_classification
from flows.clean.pages.heads import (
    ALIKE,
    EDGE_LINES,
    LONGEST_HEAD,
    RELEASED,
    head_ends,
    is_of_text,
    is_stamp,
    resembles,
)
from flows.clean.pages.model import Pages
from flows.clean.pages.numbers import edge_numbers, head_key, is_page_number

_SPACED = re.compile(r"(\d{1,4})\s{2,}\S|\S\s{2,}(\d{1,4})$")
_NOTE_LIKE = re.compile(r"\d{1,3} \S")
MOST_STAMPED = 10  # lines of the stamps at one edge of a page


def running_lines(lines: Sequence[Line], layout: Layout, pages: Pages) -> None:
    """Marks heads and feet of pages, at form feeds or else at marks, by position, repetition and counting numbers."""
    starts = [i for i in sorted(pages.breaks) if lines[i].feed]
    starts = [0, *(starts or [i for i in sorted(pages.breaks) if pages.furniture.get(i) == "page-mark"])]
    ends = [*starts[1:], len(lines)]
    known = frozenset(pages.furniture)
    sheets = [[i for i in range(a, b) if i not in known] for a, b in zip(starts, ends, strict=True)]
    inner = [lines[i] for sheet in sheets for i in sheet[EDGE_LINES:-EDGE_LINES]]
    edges = {top: [(sheet if top else sheet[::-1])[:EDGE_LINES] for sheet in sheets] for top in (False, True)}
    printed = _keys(lines, [*edges[False], *edges[True]])
    for top in (False, True):
        inwards = [sheet if top else sheet[::-1] for sheet in sheets]
        habit = _habit(lines, edges[top], printed, inner)
        for page, inward in enumerate(inwards):
            # At the head of the first page a stamp says how the document was released.
            stamped = 0 if top and page == 0 else _stamped(lines, inward, top, layout.inner_blanks)
            pages.furniture.update(dict.fromkeys(inward[:stamped], "page-furniture"))
            for i in inward[stamped : stamped + EDGE_LINES]:
                if not _runs(lines, i, top, page, habit, layout.inner_blanks):
                    break
                if top and page == 0 and is_classification(lines[i]):
                    continue  # at the head of the first page it classifies the document
                pages.furniture[i] = "page-furniture"
                label = _label(lines[i], page, habit)
                if page == 0:
                    pages.first = pages.first or label
                elif starts[page] in pages.breaks:
                    pages.breaks[starts[page]] = pages.breaks[starts[page]] or label


class _Habit(NamedTuple):
    """What the edges of a document's pages share. `offset` is that of the page numbers from the pages' places, if they
    count; `keys` says on how many pages a line occurs there, whatever its numbers; `heads` are the keys that recur on a
    good part of the pages, and nowhere else, and `ends` what tells those that resemble them."""

    pages: int
    offset: int | None
    keys: Counter[str]
    heads: Collection[str]
    ends: Container[tuple[str, str, int]]


def _keys(lines: Sequence[Line], edges: Sequence[Sequence[int]]) -> Counter[str]:
    """At how many of these edges a line occurs, whatever its numbers."""
    found = ({head_key(lines[i]) for i in edge if len(lines[i].text) <= LONGEST_HEAD} for edge in edges)
    return Counter(key for keys in found for key in keys)


def _habit(
    lines: Sequence[Line], edges: Sequence[Sequence[int]], printed: Mapping[str, int], inner: Sequence[Line]
) -> _Habit:
    """What the edges of pages share. `printed`: at how many edges a line occurs; `inner` are the lines at neither."""
    offsets: Counter[int] = Counter()
    for page, edge in enumerate(edges):
        found = [lines[i] for i in edge if len(lines[i].text) <= LONGEST_HEAD]
        offsets.update({number - page for line in found for number in edge_numbers(line)})
    keys = _keys(lines, edges)
    offset = max(offsets, key=lambda o: (offsets[o], -o), default=0)
    often = max(3, 0.3 * len(edges))
    # What stands at the head and at the foot too is printed even where there are few pages.
    heads = {key for key, count in keys.items() if len(key) >= ALIKE and max(count, printed[key] - 1) >= often}
    elsewhere = Counter([key for line in inner if (key := line.text.casefold()) in heads]) if heads else Counter()
    heads = {key for key in heads if not is_of_text(keys[key], elsewhere[key])}
    return _Habit(len(edges), offset if offsets[offset] >= 2 else None, keys, heads, head_ends(heads))


def _runs(lines: Sequence[Line], i: int, top: bool, page: int, habit: _Habit, inner: int) -> bool:
    """Whether a line at the edge of a page belongs to the page and not to its text."""
    line = lines[i]
    if len(line.text) > LONGEST_HEAD or (not top and _NOTE_LIKE.match(line.text)):
        return False
    numbers = list(edge_numbers(line))
    spaced = _SPACED.search(line.text) is not None
    key = head_key(line)
    counts = habit.offset is not None and page + habit.offset in numbers
    if (counts and (spaced or not key)) or key in habit.heads:
        return True
    if numbers and spaced and habit.keys[key] >= 2:
        return True
    if not _apart(lines, i, top, inner):
        return False
    if resembles(key, habit.ends) or (habit.pages > 1 and (is_classification(line) or is_of_classification(line))):
        return True
    if top:
        return counts or (spaced and bool(numbers)) or _interrupts(lines, i)
    return counts or (habit.pages > 1 and (is_stamp(line.text) or is_page_number(line.text) or habit.keys[key] >= 2))


def _label(line: Line, page: int, habit: _Habit) -> str | None:
    """The number of the page that a head or foot names."""
    numbers = list(edge_numbers(line))
    if habit.offset is not None and page + habit.offset in numbers:
        return str(page + habit.offset)
    spaced = _SPACED.search(line.text)
    if spaced:
        return spaced[1] or spaced[2]
    return str(numbers[0]) if numbers and is_page_number(line.text) else None


def _apart(lines: Sequence[Line], i: int, top: bool, inner: int) -> bool:
    """Whether more blank lines than inside a paragraph part the line, and what classifies its page, from the text."""
    for k in range(i, i + EDGE_LINES) if top else range(i, i - EDGE_LINES, -1):
        following = k + 1 if top else k
        if not 0 <= following < len(lines):
            return False
        if lines[following].blanks > inner or (top and lines[following].feed):
            return True
        further = lines[k + 1 if top else k - 1]
        if not (is_page_number(further.text) or is_classification(further)):
            return False
    return False


def _interrupts(lines: Sequence[Line], i: int) -> bool:
    """Whether the line stands between two halves of a sentence of which the second begins in lower case, and is not
    the second half itself.
    """
    line = lines[i]
    return 0 < i < len(lines) - 1 and lines[i + 1].starts_lower and not line.ends_sentence and not line.starts_lower


def _stamped(lines: Sequence[Line], inward: Sequence[int], top: bool, inner: int) -> int:
    """How many lines at a page's edge, counted `inward`, are an archive's stamp: most with its words, and the last."""
    found = count = 0
    for number, i in enumerate(inward[:MOST_STAMPED], 1):
        if len(lines[i].text) <= LONGEST_HEAD and RELEASED.search(lines[i].text.casefold()):
            count += 1
            if 2 * count > number and _apart(lines, i, top, inner):
                found = number
    return found
