"""Two releases side by side, document by document."""

from __future__ import annotations

import heapq
import json
from bisect import bisect_right
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import Any

from flows.difference.model import Cell, Change, Difference, Kind, OnDisk, Released
from flows.tables.parts import Lines
from schemas import TABLES, Row, Table

_Groups = Iterator[tuple[str, int, list[Row]]]
_Replacements = Mapping[str, Sequence[str]]

_PERSON_COLUMNS = {"turns": "speaker_id", "participants": "person_id"}


def compare(old: Released, new: Released) -> Difference:
    """What is added, removed, changed and moved from one release to another.

    Rows are found again by their key, or by what the table says they are known by. A turn that is gone is replaced by
    those of the same raw text that overlap it there, most first; a document by one with the same raw text; a person by
    whoever stands in the places that were theirs, most often first.

    Time grows with the rows; in memory are the largest document of each release, and what differs.
    """
    names = dict.fromkeys([*TABLES, *old.columns, *new.columns])
    changes = [change for name in names for change in _column_changes(name, old, new)]
    for table in TABLES.values():
        columns = _shared_columns(table, old, new)
        for left, right in _aligned(table, columns, old, new):
            changes += _row_changes(table, columns, left, right)
    gone = {name: {c.key for c in changes if c.table == name and c.kind == "removed"} for name in TABLES}
    replacements = _replacements(old, new, gone)
    return Difference(
        tuple(
            replace(change, replaced_by=tuple(replacements.get(change.table, {}).get(change.key, ())))
            if change.kind == "removed"
            else change
            for change in changes
        )
    )


def _column_changes(name: str, old: Released, new: Released) -> Iterator[Change]:
    before, after = old.columns.get(name, {}), new.columns.get(name, {})
    for column in [*before, *(column for column in after if column not in before)]:
        was, now = before.get(column), after.get(column)
        if was != now:
            kind: Kind = "column-added" if was is None else "column-removed" if now is None else "column-changed"
            yield Change(name, None, column, kind, (Cell(column, False, was, now),))


def _shared_columns(table: Table, old: Released, new: Released) -> list[str]:
    """The columns that both releases have; none where rows cannot be found again by them."""
    after = new.columns.get(table.name, {})
    shared = [column for column in old.columns.get(table.name, {}) if column in after]
    return shared if {*table.key, *table.order} <= set(shared) else []


def _aligned(
    table: Table, columns: Sequence[str], old: Released, new: Released
) -> Iterator[tuple[list[Row], list[Row]]]:
    """The rows of each document (of people: of each person) in both releases, as far as they differ."""
    if not columns:
        return
    first = table.order[0]
    for before, after in _stretches(old.rows[table.name], new.rows[table.name]):
        both = heapq.merge(_groups(before, first, 0), _groups(after, first, 1), key=itemgetter(0, 1))
        for _, groups in groupby(both, itemgetter(0)):
            sides: tuple[list[Row], list[Row]] = ([], [])
            for _, side, rows in groups:
                sides[side].extend(rows)
            if sides[0] != sides[1]:
                yield sides


def _stretches(old: Iterable[Row], new: Iterable[Row]) -> Iterable[tuple[Iterable[Row], Iterable[Row]]]:
    return old.unlike(new) if isinstance(old, OnDisk) and isinstance(new, Lines) else [(old, new)]


def _groups(rows: Iterable[Row], column: str, side: int) -> _Groups:
    for value, group in groupby(rows, itemgetter(column)):
        yield value, side, list(group)


def _matched(
    table: Table, left: Sequence[Row], right: Sequence[Row]
) -> tuple[list[tuple[Row, Row]], Sequence[Row], Sequence[Row]]:
    """The rows that are found again, as pairs, and those left over on either side. Of rows that are known by the same
    values the first goes with the first."""
    pairs: list[tuple[Row, Row]] = []
    for columns in table.known_by or (table.key,):
        values = itemgetter(*columns)
        waiting: defaultdict[Any, deque[Row]] = defaultdict(deque)
        for row in right:
            waiting[values(row)].append(row)
        lost = []
        for row in left:
            known = all(row[column] is not None for column in columns)
            if known and (found := waiting.get(values(row))):
                pairs.append((row, found.popleft()))
            else:
                lost.append(row)
        taken = {id(row) for _, row in pairs}
        left, right = lost, [row for row in right if id(row) not in taken]
    return pairs, left, right


def _row_changes(table: Table, columns: Sequence[str], left: Sequence[Row], right: Sequence[Row]) -> list[Change]:
    pairs, removed, added = _matched(table, left, right)
    found: list[tuple[Row, Change]] = []
    for before, after in pairs:
        if before != after and (cells := _cells(table, columns, before, after)):
            kind: Kind = "moved" if all(cell.moved for cell in cells) else "changed"
            found.append((after, Change(table.name, after.get("document_id"), table.key_of(after), kind, cells)))
    found += [(row, Change(table.name, row.get("document_id"), table.key_of(row), "removed")) for row in removed]
    found += [(row, Change(table.name, row.get("document_id"), table.key_of(row), "added")) for row in added]
    place = itemgetter(*table.order)
    return [change for _, change in sorted(found, key=lambda each: (place(each[0]), each[1].kind))]


def _cells(table: Table, columns: Sequence[str], before: Row, after: Row) -> tuple[Cell, ...]:
    shifting = {field.name for field in table.fields if field.shifts}
    return tuple(
        Cell(column, column in shifting, _text(before[column]), _text(after[column]))
        for column in columns
        if before[column] != after[column]
    )


def _text(value: Any) -> str | None:
    """The value as text, from which the column's type tells it again: strings as they are, all else as JSON."""
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _replacements(old: Released, new: Released, gone: Mapping[str, set[str]]) -> dict[str, _Replacements]:
    """By table, what replaces the ids that are gone."""
    found: dict[str, _Replacements] = {}
    if gone["documents"] or gone["turns"]:
        successors = _successors(old, new)
        found["documents"] = {document_id: [successor] for document_id, successor in successors.items()}
        found["turns"] = _overlapping(old, new, gone["turns"], successors)
    if gone["people"]:
        found["people"] = _in_place_of(old, new, gone["people"])
    return found


def _successors(old: Released, new: Released) -> dict[str, str]:
    """Documents of the old release, each with the one of the new release that has the same raw text, if any has."""
    before = {row["document_id"]: row["raw_sha256"] for row in old.rows["documents"]}
    after = {row["document_id"]: row["raw_sha256"] for row in new.rows["documents"]}
    renamed: dict[str, str] = {}
    for document_id, checksum in after.items():
        if document_id not in before:
            renamed.setdefault(checksum, document_id)
    successors = {}
    for document_id, checksum in before.items():
        if after.get(document_id) == checksum:
            successors[document_id] = document_id
        elif document_id not in after and checksum in renamed:
            successors[document_id] = renamed[checksum]
    return successors


def _overlapping(old: Released, new: Released, gone: set[str], successors: Mapping[str, str]) -> dict[str, list[str]]:
    removed = [row for row in old.rows["turns"] if row["turn_id"] in gone and row["document_id"] in successors]
    wanted = {successors[row["document_id"]] for row in removed}
    turns: defaultdict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for row in new.rows["turns"]:
        if row["document_id"] in wanted:
            turns[row["document_id"]].append((row["raw_start"], row["raw_end"], row["turn_id"]))
    found = {}
    for row in removed:
        start, end = row["raw_start"], row["raw_end"]
        there = turns[successors[row["document_id"]]]
        shares = []
        at = bisect_right(there, start, key=itemgetter(1))
        while at < len(there) and there[at][0] < end:
            turn_start, turn_end, turn_id = there[at]
            shares.append((max(start, turn_start) - min(end, turn_end), turn_start, turn_id))
            at += 1
        found[row["turn_id"]] = [turn_id for *_, turn_id in sorted(shares)]
    return found


def _in_place_of(old: Released, new: Released, gone: set[str]) -> dict[str, list[str]]:
    places: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, column in _PERSON_COLUMNS.items():
        table = TABLES[name]
        for left, right in _aligned(table, _shared_columns(table, old, new), old, new):
            for before, after in _matched(table, left, right)[0]:
                if before[column] in gone and after[column] is not None:
                    places[before[column]][after[column]] += 1
    return {
        person_id: sorted(others, key=lambda other: (-others[other], other)) for person_id, others in places.items()
    }
