"""The first two rounds: each table by itself, its columns and values; then that keys are unique and find their rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from operator import itemgetter

from pandera.errors import SchemaErrors

from flows.validate.problem import Fault, Problem, is_sound, problem_of, quoted
from schemas import TABLES, ForeignKey, Row, Table
from schemas.frames import frame, pandera_schema
from schemas.values import SchemaError

# Enough to name every bad document of a batch, and little enough to be held where every row of a large table is bad.
_FAILURE_CASES = 10_000

_REMEDY = (
    "Correct the value in the seeds, or the rule that made it; schemas/tables.py declares what the column can hold."
)
_UNIQUE = "Two rows claim to be the same thing: give each its own id, or take one out."
_KNOWN = "Correct the id, or add what it names: a person belongs into seeds/people.yaml."


def value_problems(table: Table, rows: Sequence[Row]) -> Iterator[Problem]:
    """The rows of a table that are not as declared: `types` for columns, types and nulls, `values` for all else."""
    try:
        pandera_schema(table, _FAILURE_CASES).validate(frame(table, rows), lazy=True)
    except SchemaError as error:
        for misfit in error.misfits:
            fault = Fault(table.name, rows[misfit.index], misfit.column, misfit.message)
            yield problem_of("types", fault, _REMEDY)
    except SchemaErrors as error:
        for case in error.failure_cases.to_dicts():
            fault = Fault(
                table.name, rows[case["index"]], case["column"], f"{quoted(case['failure_case'])} {case['check']}"
            )
            yield problem_of("values", fault, _REMEDY)


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
