"""The second round: keys are unique, and what refers to another row finds it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from operator import itemgetter

from flows.validate.problem import Fault, Problem, is_sound, problem_of, quoted
from schemas import TABLES, ForeignKey, Row, Table

_UNIQUE = "Two rows claim to be the same thing: give each its own id, or take one out."
_KNOWN = "Correct the id, or add what it names: a person belongs into seeds/people.yaml."


def key_problems(rows: Mapping[str, Sequence[Row]], unsound: Collection[str | None]) -> Iterator[Problem]:
    """`unique-keys` and `foreign-keys`. The rows of unsound documents are not looked at, but can be referred to."""
    for table in TABLES.values():
        sound = [row for row in rows[table.name] if "document_id" not in table.columns or is_sound(row, unsound)]
        for fault in _repeated(table, sound):
            yield problem_of("unique-keys", fault, _UNIQUE)
        for foreign_key in table.foreign_keys:
            known = _ids(TABLES[foreign_key.table], rows[foreign_key.table])
            for fault in _unknown(table, foreign_key, sound, known):
                yield problem_of("foreign-keys", fault, _KNOWN)


def _ids(table: Table, rows: Sequence[Row]) -> set[str]:
    (column,) = table.key
    return {value for row in rows if isinstance(value := row.get(column), str)}


def _repeated(table: Table, rows: Sequence[Row]) -> Iterator[Fault]:
    seen: set[object] = set()
    key_values = itemgetter(*table.key)
    for row in rows:
        key = key_values(row)
        if key in seen:
            yield Fault(table.name, row, table.key[-1], "another row has the same key")
        seen.add(key)


def _unknown(table: Table, foreign_key: ForeignKey, rows: Sequence[Row], known: Collection[str]) -> Iterator[Fault]:
    is_list = table.field(foreign_key.column).type == "list of strings"
    for row in rows:
        value = row[foreign_key.column]
        for each in value if is_list else (value,):
            if each is not None and each not in known:
                yield Fault(
                    table.name, row, foreign_key.column, f"{quoted(each)} is not in the table {foreign_key.table}"
                )
