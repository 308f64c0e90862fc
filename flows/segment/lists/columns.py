"""Lists that are set in columns: which words stand in which, by the wide gaps that cleaning made into one space."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from flows.record import Cleaned
from flows.segment.lists.participants import Block
from flows.segment.lists.tokens import tokens_of

WIDE = re.compile(r"\t|[^\S\n]{3,}")
LEAST_HANGING, MOST_HANGING = 2, 6  # columns of the page, between an entry and the lines that it goes on in
LONGEST_LINE = 1000  # characters; columns stand on paper


@dataclass(frozen=True, slots=True)
class Cell:
    """Words between gaps, in clean offsets, the line of the source that they stand in, and where they start in it."""

    start: int
    end: int
    line: int
    indent: int


def in_columns(cleaned: Cleaned, blocks: Sequence[Block], names: Callable[[str], bool]) -> list[Block]:
    """The blocks of a list in the order in which they are to be read: columns of people one after the other.

    `names` says whether words name somebody or a side: where only offices stand right of the gaps, lines stay whole.
    """
    cells = [cell for block in blocks for cell in _cells(cleaned, block)]
    rows: dict[int, list[Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.line, []).append(cell)
    most = max((len(row) for row in rows.values()), default=0)
    full = [row for row in rows.values() if len(row) == most]
    right = [cell for row in rows.values() for cell in row[1:]]
    named = sum(names(cleaned.text[cell.start : cell.end]) for cell in right)
    if most < 2 or len(right) < 2 or 2 * named < len(right):
        return list(blocks)
    starts = [sorted(row[number].indent for row in full)[len(full) // 2] for number in range(most)]
    columns: list[list[Cell]] = [[] for _ in starts]
    for row in rows.values():
        for number, cell in enumerate(row):
            columns[number if len(row) == most else _nearest(starts, cell.indent)].append(cell)
    label = blocks[0].label
    ordered = [
        Block(cell.start, cell.end, goes_on=_goes_on(cleaned.text, column, number))
        for column in columns
        for number, cell in enumerate(column)
    ]
    return [replace(ordered[0], label=label), *ordered[1:]]


def _goes_on(text: str, column: Sequence[Cell], number: int) -> bool:
    """Whether a cell is indented under an entry that starts where most cells of its column do."""
    cell = column[number]
    usual = min(Counter(each.indent for each in column).most_common(), key=lambda found: (-found[1], found[0]))[0]
    hangs = usual + LEAST_HANGING <= cell.indent <= usual + MOST_HANGING
    titled = tokens_of(text[cell.start : cell.end])[:1]
    return hangs and number > 0 and not any(token.kind in ("title", "initial") for token in titled)


def _nearest(starts: Sequence[int], indent: int) -> int:
    return min(range(len(starts)), key=lambda number: abs(starts[number] - indent))


def _cells(cleaned: Cleaned, block: Block) -> Iterator[Cell]:
    """The cells of a block: what stands between its wide gaps and its line breaks."""
    at = block.start
    first = bisect_left(cleaned.edits, block.start, key=lambda edit: edit.clean_start)
    last = bisect_left(cleaned.edits, block.end, key=lambda edit: edit.clean_start)
    for edit in cleaned.edits[first:last]:
        if "\n" in edit.raw_text or WIDE.search(edit.raw_text):
            yield from _cell(cleaned, at, edit.clean_start)
            at = edit.clean_end
    yield from _cell(cleaned, at, block.end)


def _cell(cleaned: Cleaned, start: int, end: int) -> Iterator[Cell]:
    words = cleaned.text[start:end]
    start += len(words) - len(words.lstrip())
    if start < end and words.strip():
        raw = cleaned.raw_start(start)
        line = cleaned.raw.rfind("\n", max(0, raw - LONGEST_LINE), raw)
        yield Cell(start, start + len(words.strip()), line, raw - line)
