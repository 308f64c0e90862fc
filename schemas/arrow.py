"""Arrow schemas and tables, derived from the declarations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from schemas.model import Field, Table
from schemas.tables import SCHEMA_VERSION
from schemas.values import column_values

_TYPES: dict[str, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "list of strings": pa.list_(pa.string()),
}


def arrow_schema(table: Table) -> pa.Schema:
    """The table's Arrow schema.

    Each field's metadata holds its `description` and, if it has one, its `unit`; the schema's metadata holds `table`,
    `description`, `schema_version` and the columns of the `key`, parted by commas.
    """
    metadata: dict[bytes | str, bytes | str] = {
        "table": table.name,
        "description": table.description,
        "schema_version": SCHEMA_VERSION,
        "key": ",".join(table.key),
    }
    return pa.schema([_arrow_field(field) for field in table.fields], metadata=metadata)


def arrow_table(table: Table, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """The rows, in the order given, as an Arrow table of the declared schema.

    Raises SchemaError, which names table, row key and column, where a row lacks a column, has one that is not declared,
    or holds a value of another type or a null where there can be none.
    """
    schema = arrow_schema(table)
    values = column_values(table, rows)
    return pa.Table.from_arrays([pa.array(values[field.name], type=field.type) for field in schema], schema=schema)


def _arrow_field(field: Field) -> pa.Field[Any]:
    metadata = {"description": field.description} | ({"unit": field.unit} if field.unit else {})
    return pa.field(field.name, _arrow_type(field), nullable=field.nullable, metadata=metadata)


def _arrow_type(field: Field) -> pa.DataType:
    if field.type == "list of structs":
        # Readers disagree about members that cannot be null, so that here the declaration alone says it.
        return pa.list_(pa.struct([pa.field(member.name, _arrow_type(member)) for member in field.fields]))
    return _TYPES[field.type]
