"""How a list is set on the page: which words stand in which column, by the wide gaps that cleaning made into one space,
and which lines hang under the entry that they end.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from flows.record import Cleaned, Edit
from flows.segment.lists.participants import Block
from flows.segment.lists.persons import find_people
from flows.segment.lists.rows import awaits_name
from flows.segment.lists.sides import names_people
from flows.segment.lists.tokens import tokens_of
from flows.segment.names import fold, lexicon

WIDE = re.compile(r"\t|[^\S\n]{3,}")
LEAST_HANGING, MOST_HANGING = 1, 6  # columns of the page, between an entry and the lines that it goes on in
LEAST_ADDRESSED = 2  # cells right of the gaps that begin with a form of address
MOST_TITLES = 2  # words of an office that is a form of address
LONGEST_LINE = 1000  # characters; columns stand on paper
EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")
AWAITS_MORE = re.compile(r"(?:[,;:&–—-]|\b(?:and|of|for|the|to|in|by|with|on))$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """Words between gaps, in clean offsets, the line of the source that they stand in, and where they start in it."""

    start: int
    end: int
    line: int
    indent: int


def in_columns(cleaned: Cleaned, blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a list in the order in which they are to be read: columns of people one after the other.

    Where only offices stand right of the gaps, lines stay whole.
    """
    cells = [cell for block in blocks for cell in _cells(cleaned, block)]
    rows: dict[int, list[Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.line, []).append(cell)
    most = max((len(row) for row in rows.values()), default=0)
    full = [row for row in rows.values() if len(row) == most]
    right = [cell for row in rows.values() for cell in row[1:]]
    words = [cleaned.text[cell.start : cell.end] for cell in right]
    named = sum(names_people(cell) for cell in words if cell[0] not in "()}")  # "Mr. Smith      (Ruritania)"
    # Below a name its office may fill several lines.
    of_people = 2 * named >= len(right) or sum(map(_is_addressed, words)) >= LEAST_ADDRESSED
    if most < 2 or len(right) < 2 or not of_people or _are_headed(cleaned.text, rows.values()):
        return in_lines(cleaned, blocks)
    starts = [sorted(row[number].indent for row in full)[len(full) // 2] for number in range(most)]
    rows = {}
    for cell in (cell for block in blocks for cell in _cells(cleaned, block, starts=frozenset(starts[1:]))):
        rows.setdefault(cell.line, []).append(cell)
    columns: list[list[Cell]] = [[] for _ in starts]
    for row in rows.values():
        for number, cell in enumerate(row):
            columns[number if len(row) == most else _nearest(starts, cell.indent)].append(cell)
    label = blocks[0].label
    ordered = []
    for group, column in enumerate(columns):
        usual = _usual(column)
        for number, cell in enumerate(column):
            hangs = number > 0 and _hangs(cleaned.text, cell, usual, column[number - 1])
            ordered.append(Block(cell.start, cell.end, goes_on=hangs, group=group))
    return [replace(ordered[0], label=label), *ordered[1:]]


def in_lines(cleaned: Cleaned, blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a one-column list: parted where cleaning joined two people, lines that hang under one marked."""
    found: list[Block] = []
    cells: list[Cell] = []
    for block in blocks:
        lines = [] if block.sentence else list(_cells(cleaned, block, lines=True))
        if not lines:
            found.append(block)  # a label alone, or a row
            continue
        opened = len(cells)
        for line in lines:
            if len(cells) > opened and not _parts(cleaned.text, cells[-1], line):
                cells[-1] = replace(cells[-1], end=line.end)
                found[-1] = replace(found[-1], end=line.end)
            else:
                cells.append(line)
                found.append(Block(line.start, line.end, block.label if len(cells) == opened + 1 else None))
    usual = _usual(cells)
    by_start = {cell.start: cell for cell in cells}
    groups = _groups(cleaned, cells)
    behind = _behind_names(cleaned, blocks, cells)
    return [
        replace(
            block,
            goes_on=number > 0
            and block.label is None
            and (block.start in behind or _hangs(cleaned.text, by_start[block.start], usual)),
            group=groups.get(block.start),
        )
        if block.start in by_start
        else block
        for number, block in enumerate(found)
    ]


def _behind_names(cleaned: Cleaned, blocks: Sequence[Block], lines: Sequence[Cell]) -> set[int]:
    """Where lines start that stand under the right of two columns, in which offices stand behind the names."""
    right: dict[int, int] = {}  # by line, where its last column starts
    for cell in (cell for block in blocks if not block.sentence for cell in _cells(cleaned, block)):
        right[cell.line] = cell.indent
    found: set[int] = set()
    column: int | None = None
    for line in lines:
        if line.indent == column and not _is_addressed(cleaned.text[line.start : line.end]):
            found.add(line.start)
        elif right.get(line.line, line.indent) > line.indent:
            column = right[line.line]
    return found


def _groups(cleaned: Cleaned, cells: Sequence[Cell]) -> dict[int, int]:
    """By where they start, in which of two groups lines stand that one empty line of the page parts; else nothing."""
    raw = [(cleaned.raw_end(before.end), cleaned.raw_start(cell.start)) for before, cell in pairwise(cells)]
    parted = [at for at, (end, start) in enumerate(raw, 1) if EMPTY_LINE.search(cleaned.raw, end, start)]
    if len(parted) != 1 or not 1 < parted[0] < len(cells) - 1:
        return {}
    return {cell.start: int(at >= parted[0]) for at, cell in enumerate(cells)}


def _parts(text: str, before: Cell, line: Cell) -> bool:
    """Whether a line that cleaning joined to the one before is somebody else, or the side of those under it."""
    words = text[line.start : line.end]
    country = line.indent < before.indent and fold(words.strip(" :")) in lexicon("places")
    if line.indent > before.indent or not (country or _opens_entry(words)):
        return False
    above = text[max(before.start, before.end - LONGEST_LINE) : before.end]  # what is joined grows line by line
    return AWAITS_MORE.search(above) is None and not awaits_name(above, words)


def _opens_entry(words: str) -> bool:
    """Whether words begin with somebody's name, or with an office or side and a colon or dash before it."""
    tokens = tokens_of(words)
    found = find_people(tokens, False)[:1]
    if any(person.prefix == 0 and person.end - person.name > 1 for person in found):
        # "Ambassador Alan Smith", but no office that is for something.
        before = tokens[: found[0].title]
        return not before or (len(before) <= MOST_TITLES and all(token.kind == "holder" for token in before))
    return any(person.title == 0 for person in found) or (
        found != [] and re.match(r"[^,;()]{2,60}?\s?[:–—]|[A-Z/]{1,6}\s-\s", words) is not None
    )


def _are_headed(text: str, rows: Iterable[Sequence[Cell]]) -> bool:
    """Whether what stands left of the gaps is the heads of the lines or titles: "FRANCE      : Mr. Smith"."""
    parted = [row for row in rows if len(row) > 1]
    heads = [row for row in parted if text[row[0].end - 1] == ":" or text[row[1].start] == ":" or _is_title(text, row)]
    return 2 * len(heads) > len(parted)


def _is_title(text: str, row: Sequence[Cell]) -> bool:
    """Whether what stands left of the gaps is a form of address and no more: "Rear Admiral     A. B. Smith"."""
    length = row[0].end - row[0].start
    return all(token.kind == "title" for token in tokens_of(text[row[0].start : row[-1].end]) if token.start < length)


def _usual(column: Sequence[Cell]) -> int:
    """Where most cells of a column start."""
    indents = Counter(cell.indent for cell in column).most_common()
    return min(indents, key=lambda found: (-found[1], found[0]))[0] if indents else 0


def _hangs(text: str, cell: Cell, usual: int, before: Cell | None = None) -> bool:
    """Whether a cell is indented under an entry that starts where most cells of its column do; somebody is his own
    entry unless the one before ends in "of": "Private Secretary of", "Mr. Smith".
    """
    hangs = usual + LEAST_HANGING <= cell.indent <= usual + MOST_HANGING
    of = before is not None and text.endswith((" of", " to"), before.start, before.end)
    return hangs and (of or not _is_addressed(text[cell.start : cell.end]))


def _is_addressed(words: str) -> bool:
    """Whether words begin with a form of address or initials, as those of a person do."""
    return any(token.kind in ("title", "initial") for token in tokens_of(words)[:1])


def _nearest(starts: Sequence[int], indent: int) -> int:
    return min(range(len(starts)), key=lambda number: abs(starts[number] - indent))


def cells_of(cleaned: Cleaned, start: int, end: int, lines: bool = False) -> list[Cell]:
    """The cells of a stretch: what stands between its wide gaps and its line breaks; `lines`: between these alone."""
    return list(_cells(cleaned, Block(start, end), lines))


def _cells(cleaned: Cleaned, block: Block, lines: bool = False, starts: frozenset[int] = frozenset()) -> Iterator[Cell]:
    """The cells of a block between wide gaps and line breaks, or `lines` alone; two spaces are wide before `starts`."""
    at = block.start
    first = bisect_left(cleaned.edits, block.start, key=lambda edit: edit.clean_start)
    last = bisect_left(cleaned.edits, block.end, key=lambda edit: edit.clean_start)
    for edit in cleaned.edits[first:last]:
        wide = not lines and (WIDE.search(edit.raw_text) or (starts and _indent_behind(cleaned, edit) in starts))
        if wide or "\n" in edit.raw_text:
            yield from _cell(cleaned, at, edit.clean_start)
            at = edit.clean_end
    yield from _cell(cleaned, at, block.end)


def _indent_behind(cleaned: Cleaned, edit: Edit) -> int | None:
    """Where in its line the word behind a gap starts; None where an edit is none."""
    if edit.raw_text.strip() or edit.clean_text.strip():
        return None
    at = cleaned.raw_start(edit.clean_end + cleaned.text.startswith(" ", edit.clean_end))
    return at - cleaned.raw.rfind("\n", max(0, at - LONGEST_LINE), at)


def _cell(cleaned: Cleaned, start: int, end: int) -> Iterator[Cell]:
    words = cleaned.text[start:end]
    start += len(words) - len(words.lstrip())
    if start < end and words.strip():
        raw = cleaned.raw_start(start)
        line = cleaned.raw.rfind("\n", max(0, raw - LONGEST_LINE), raw)
        yield Cell(start, start + len(words.strip()), line, raw - line)
