"""The values of rows as columns, each checked to be of its declared type.

Arrow and polars would quietly make a list of characters of a string, or a whole number of 1.0; here every value must be
exactly what is declared. Closed sets, patterns and limits are left to Pandera.
"""

from __future__ import annotations

import datetime
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from schemas.model import Field, Table

_PYTHON_TYPES: dict[str, frozenset[type]] = {
    "string": frozenset({str}),
    "integer": frozenset({int}),
    "number": frozenset({int, float}),
    "boolean": frozenset({bool}),
    "date": frozenset({str}),
    "list of strings": frozenset({list}),
    "list of structs": frozenset({list}),
}
_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Misfit:
    """A value that its column cannot hold. `index` counts rows; `column` is None where the row itself is wrong."""

    index: int
    key: str
    column: str | None
    message: str


class SchemaError(ValueError):
    """Rows do not fit their table. `misfits` holds every place; the message names the first."""

    def __init__(self, table: Table, misfits: Sequence[Misfit]) -> None:
        first = misfits[0]
        column = f", column {first.column}" if first.column else ""
        more = f" (and {len(misfits) - 1} more)" if len(misfits) > 1 else ""
        super().__init__(f"{table.name}, row {first.key}{column}: {first.message}{more}")
        self.table = table
        self.misfits = tuple(misfits)


def column_values(table: Table, rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """The values of each declared column, in the order of the rows; dates as `datetime.date`, the others as they are.

    Raises SchemaError where a row lacks a column, has one that is not declared, or holds a value of another type or a
    null where there can be none.
    """
    try:
        if any(len(row) != len(table.fields) for row in rows):
            raise ValueError("rows with other columns than the declared ones")
        return {field.name: _values(field, [row[field.name] for row in rows]) for field in table.fields}
    except (KeyError, TypeError, ValueError) as error:
        raise SchemaError(table, list(_misfits(table, rows))) from error


def parse_date(value: str) -> datetime.date:
    """The date of `YYYY-MM-DD`. Raises ValueError for anything else."""
    found = datetime.date.fromisoformat(value)
    if found.isoformat() != value:
        raise ValueError(f"{value!r} is not written YYYY-MM-DD")
    return found


def _values(field: Field, values: list[Any]) -> list[Any]:
    """The values, converted.

    Whole columns are looked at, since a look at each value is slow: the ValueError or TypeError does not say where.
    """
    found = set(map(type, values))
    if field.nullable:
        found.discard(type(None))
    if not found <= _PYTHON_TYPES[field.type]:
        raise TypeError(field.name)
    if field.type == "string":
        deque(map(str.encode, filter(None, values)), maxlen=0)  # raises for a lone surrogate, which no file can hold
    elif field.type == "date":
        dates = {value: parse_date(value) for value in set(values) if value is not None}
        return [None if value is None else dates[value] for value in values]
    elif field.type == "list of strings":
        deque(map(str.encode, chain.from_iterable(values)), maxlen=0)
    elif any(_fault(field, value) for value in (values if field.fields else _extremes(values))):
        raise ValueError(field.name)
    return values


def _extremes(values: Sequence[Any]) -> tuple[Any, ...]:
    numbers = [value for value in values if value is not None]
    return (min(numbers), max(numbers)) if numbers else ()


def _misfits(table: Table, rows: Sequence[Mapping[str, Any]]) -> Iterator[Misfit]:
    declared = set(table.columns)
    for index, row in enumerate(rows):
        key = table.key_of(row)
        if unknown := [name for name in row if name not in declared]:
            yield Misfit(index, key, None, f"has columns that are not declared: {', '.join(unknown)}")
        for field in table.fields:
            if field.name not in row:
                yield Misfit(index, key, field.name, "the column is missing")
            elif fault := _fault(field, row[field.name]):
                yield Misfit(index, key, field.name, fault)


def _fault(field: Field, value: Any) -> str | None:
    """What is wrong with one value."""
    if value is None:
        return None if field.nullable else "must not be null"
    if type(value) not in _PYTHON_TYPES[field.type]:
        return _wrong(field.type, value)
    if field.type == "list of strings":
        return next((_wrong("string", each) for each in value if not _is_text(each)), None)
    if field.type == "list of structs":
        return next((fault for each in value if (fault := _struct_fault(field, each))), None)
    if field.type == "string":
        return None if _is_text(value) else _wrong(field.type, value)
    if field.type == "integer":
        return None if abs(value) <= _LARGEST else _wrong(field.type, value)
    return _date_fault(value) if field.type == "date" else None


def _struct_fault(field: Field, value: Any) -> str | None:
    names = [member.name for member in field.fields]
    if type(value) is not dict or list(value) != names:
        return f"{value!a} is not a struct of {', '.join(names)}"
    return next((f"{m.name}: {fault}" for m in field.fields if (fault := _fault(m, value[m.name]))), None)


def _date_fault(value: str) -> str | None:
    try:
        parse_date(value)
    except ValueError:
        return _wrong("date (YYYY-MM-DD)", value)
    return None


def _is_text(value: object) -> bool:
    if type(value) is not str:
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _wrong(declared: str, value: object) -> str:
    shown = ascii(value)
    return f"{shown if len(shown) <= 60 else shown[:57] + '...'} is not of the type {declared}"
