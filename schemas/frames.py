"""Pandera schemas and polars frames, derived from the declarations.

The frames are eager: of lazy ones Pandera looks at the types only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandera.polars as pandera
import polars as pl

from schemas.arrow import arrow_table
from schemas.model import Field, Table

_TYPES: dict[str, pl.DataType] = {
    "string": pl.String(),
    "integer": pl.Int64(),
    "number": pl.Float64(),
    "boolean": pl.Boolean(),
    "date": pl.Date(),
    "list of strings": pl.List(pl.String),
}


def pandera_schema(table: Table, failure_cases: int = 100) -> pandera.DataFrameSchema:
    """The table's Pandera schema for polars: exactly the declared columns in their order, with types, nullability,
    closed sets, patterns and limits. A failed check reports at most `failure_cases` rows.
    """
    columns = {
        field.name: pandera.Column(_polars_type(field), _checks(field, failure_cases), nullable=field.nullable)
        for field in table.fields
    }
    return pandera.DataFrameSchema(columns, name=table.name, description=table.description, strict=True, ordered=True)


def frame(table: Table, rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """The rows, in the order given, as an eager frame of the declared types.

    Raises SchemaError, which names table, row key and column, where a row lacks a column, has one that is not declared,
    or holds a value of another type or a null where there can be none.
    """
    # Polars takes far longer to build columns of lists from Python values than Arrow does.
    return pl.DataFrame(arrow_table(table, rows))


def _polars_type(field: Field) -> pl.DataType:
    if field.type == "list of structs":
        return pl.List(pl.Struct({member.name: _polars_type(member) for member in field.fields}))
    return _TYPES[field.type]


def _checks(field: Field, failure_cases: int) -> list[pandera.Check]:
    limits = _limits(field, pl.element() if field.type.startswith("list") else pl.col(field.name))
    return [
        pandera.Check(_test(field, limit), name=name, error=name, n_failure_cases=failure_cases)
        for name, limit in limits.items()
    ]


def _limits(field: Field, value: pl.Expr) -> dict[str, pl.Expr]:
    """The declared limits as expressions over a value, each under the words that say it."""
    limits = {}
    if field.values is not None:
        limits[f"must be one of {', '.join(field.values)}"] = value.is_in(field.values)
    if field.pattern is not None:
        limits[f"must match {field.pattern}"] = value.str.contains(f"^(?:{field.pattern})$")
    if field.minimum is not None:
        limits[f"must be at least {field.minimum:g}"] = value.ge(field.minimum)
    if field.maximum is not None:
        limits[f"must be at most {field.maximum:g}"] = value.le(field.maximum)
    if field.type == "list of strings":
        limits["must hold no null"] = value.is_not_null()
    for member in field.fields:
        if not member.nullable:
            limits[f"must hold no struct without {member.name}"] = value.struct.field(member.name).is_not_null()
    return limits


def _test(field: Field, limit: pl.Expr) -> Callable[[pandera.PolarsData], pl.LazyFrame]:
    if field.type.startswith("list"):
        limit = pl.col(field.name).list.eval(limit.fill_null(False)).list.all()
    return lambda data: data.lazyframe.select(limit)
