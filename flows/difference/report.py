"""A difference as text for people, as JSON and as Parquet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, islice, takewhile

from flows.difference.model import CHANGES, ROW_KINDS, Cell, Change, Difference, Level

LISTED = 30  # changes of one table that are shown; rows that moved are counted only
SHOWN = 60  # characters of a value
WORD = 20  # characters on either side of what differs, up to the next white space

SAID: Mapping[Level, str] = {
    "patch": "every row is as it was, and what changed is how the rows are written or described",
    "minor": "there are additions, and every row that was there is as it was",
    "major": "rows that were there changed or are gone",
}


def as_text(difference: Difference, old: str, new: str) -> str:
    """A sentence, the counts by table, and the first changes of each table; `old` and `new` name the two releases."""
    if not difference:
        return f"{old} and {new} have the same rows.\n"
    return f"From {old} to {new}, {SAID[difference.level]}.\n\n{details(difference)}"


def details(difference: Difference) -> str:
    """The counts by table, and the first changes of each table. No line of it is anything to Markdown or a terminal."""
    return "".join(f"{line}\n" for line in [*_counts(difference), *_listing(difference)])


def as_json(difference: Difference, old: str, new: str) -> str:
    """A JSON object with `old`, `new`, `level`, `counts` by table and kind, and `changes`, the rows of `CHANGES`."""
    counts: dict[str, dict[str, int]] = {}
    for (table, kind), count in difference.counts.items():
        counts.setdefault(table, {})[kind] = count
    rows = [change.row() for change in difference.changes]
    found = {"old": old, "new": new, "level": difference.level, "counts": counts, "changes": rows}
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def as_parquet(difference: Difference) -> bytes:
    """A Parquet file of the table `CHANGES`."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    from schemas.arrow import arrow_table

    stream = pa.BufferOutputStream()
    parquet.write_table(arrow_table(CHANGES, [change.row() for change in difference.changes]), stream)
    return stream.getvalue().to_pybytes()


def _counts(difference: Difference) -> Iterator[str]:
    yield f"{'':<14}" + "".join(f"{kind:>9}" for kind in ROW_KINDS)
    for table in dict.fromkeys(change.table for change in difference.changes):
        yield f"{table:<14}" + "".join(f"{difference.counts[table, kind]:>9,}" for kind in ROW_KINDS)


def _listing(difference: Difference) -> Iterator[str]:
    """All but the rows that moved, and those of documents that came or went as a whole."""
    whole = {
        change.key
        for change in difference.changes
        if change.table == "documents" and change.kind in ("added", "removed")
    }
    told = (
        change
        for change in difference.changes
        if change.kind != "moved" and (change.table == "documents" or change.document_id not in whole)
    )
    for table, changes in groupby(told, lambda change: change.table):
        yield from ("", table)
        for change in islice(changes, LISTED):
            yield from _lines(change)
        if more := sum(1 for _ in changes):
            yield f"  and {more:,} more"


def _lines(change: Change) -> Iterator[str]:
    replaced = f", replaced by {', '.join(change.replaced_by)}" if change.replaced_by else ""
    yield f"  {change.kind:<8} {change.key}{replaced}"
    for cell in change.cells:
        if not cell.moved:
            yield f"           {cell.column}: {' -> '.join(_passages(cell))}"


def _passages(cell: Cell) -> tuple[str, str]:
    """The two values, or of long ones where they differ, in whole words."""
    old, new = cell.old, cell.new
    if old is None or new is None or max(len(old), len(new)) <= SHOWN:
        return _shown(old), _shown(new)
    left = _alike(old, new)
    right = _alike(reversed(old[left:]), reversed(new[left:]))
    left -= _to_space(reversed(old[:left]))
    right -= _to_space(old[len(old) - right :])
    return _shown(old[left : len(old) - right]), _shown(new[left : len(new) - right])


def _alike(old: Iterable[str], new: Iterable[str]) -> int:
    """How many characters are the same before the first that is not."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def _to_space(characters: Iterable[str]) -> int:
    """How many characters, `WORD` at most, stand before the first white space."""
    return sum(1 for _ in takewhile(lambda character: not character.isspace(), islice(characters, WORD)))


def _shown(value: str | None) -> str:
    # As Python writes it, so that no control character reaches a terminal, and a no-break space can be seen.
    return "null" if value is None else repr(value if len(value) <= SHOWN else value[: SHOWN - 1] + "…")
