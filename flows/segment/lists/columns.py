"""Lists that are set in columns: which words stand in which, by the wide gaps that cleaning made into one space."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from flows.record import Cleaned
from flows.segment.lists.participants import Block

WIDE = re.compile(r"\t|[^\S\n]{3,}")
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
    ordered = [Block(cell.start, cell.end) for column in columns for cell in column]
    return [replace(ordered[0], label=label), *ordered[1:]]


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
