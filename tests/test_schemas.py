"""The declarations are complete, and Arrow, polars and Pandera agree with them and with each other."""

from __future__ import annotations

import datetime
import re
import subprocess
import sys
from typing import Any

import pandera.errors
import polars as pl
import pyarrow as pa
import pytest

from flows.tables import rows
from schemas import LOSSY_RULES, SCHEMA_VERSION, TABLES, Field, Row, Table
from schemas.arrow import arrow_schema, arrow_table
from schemas.frames import frame, pandera_schema
from schemas.values import SchemaError
from tests.example import record

ALL_FIELDS = [
    pytest.param(table, field, id=f"{table.name}-{field.name}") for table in TABLES.values() for field in table.fields
]
ALL_TABLES = [pytest.param(table, id=name) for name, table in TABLES.items()]


@pytest.fixture(scope="module")
def example() -> dict[str, list[Row]]:
    """The rows of two documents; not to be changed."""
    return rows([record("lake"), record("shore")])


def test_the_tables_are_the_seven_of_the_dataset() -> None:
    assert list(TABLES) == ["documents", "sections", "turns", "spans", "edits", "participants", "people"]
    assert all(name == table.name for name, table in TABLES.items())
    assert re.fullmatch(r"\d+\.\d+\.\d+", SCHEMA_VERSION)


@pytest.mark.parametrize("table", ALL_TABLES)
def test_keys_and_orders_are_columns_that_are_never_null(table: Table) -> None:
    assert len(set(table.columns)) == len(table.columns)
    assert table.description.endswith(".")
    for name in (*table.key, *table.order):
        assert not table.field(name).nullable


@pytest.mark.parametrize("table", ALL_TABLES)
def test_foreign_keys_lead_to_the_key_of_a_table(table: Table) -> None:
    for foreign_key in table.foreign_keys:
        (key,) = TABLES[foreign_key.table].key
        column = table.field(foreign_key.column)
        assert column.pattern == TABLES[foreign_key.table].field(key).pattern


def test_every_id_of_a_person_or_document_is_a_foreign_key() -> None:
    for table in TABLES.values():
        ids = {name for name in table.columns if re.search(r"(document|person|speaker|addressee|turn)_ids?$", name)}
        assert ids - set(table.key[:1] if len(table.key) == 1 else ()) == {key.column for key in table.foreign_keys}


@pytest.mark.parametrize(("table", "field"), ALL_FIELDS)
def test_a_column_says_what_it_holds(table: Table, field: Field) -> None:
    for each in (field, *field.fields):
        assert each.description[0].isupper() or each.description[0] == "`"
        assert each.description.rstrip("`").endswith(".")
        assert len(each.description) >= 10
    assert (field.type == "list of structs") == bool(field.fields)
    assert not (field.type.startswith("list") and field.nullable)
    if field.values is not None:
        assert len(set(field.values)) == len(field.values) > 1
    if field.type in ("integer", "number") and field.name not in ("ordinal", "page"):
        assert field.unit


def test_a_column_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError, match="turns has no column mood"):
        TABLES["turns"].field("mood")


@pytest.mark.parametrize("identifier", ["a", "lake", "1946-a", "0.x", "lake.birch", "a" * 300])
def test_ids(identifier: str) -> None:
    pattern = TABLES["documents"].field("document_id").pattern
    assert pattern is not None
    assert re.fullmatch(pattern, identifier)


@pytest.mark.parametrize("identifier", ["", "1", "1946-02", "-a", ".a", "A", "a b", "_a", "é", "a\n", "a@1"])
def test_what_is_no_id(identifier: str) -> None:
    pattern = TABLES["documents"].field("document_id").pattern
    assert pattern is not None
    assert not re.fullmatch(pattern, identifier)


def test_the_rules_that_take_letters_out_are_told_where_rules_are_described() -> None:
    description = TABLES["edits"].field("rule").description
    assert all(f"`{rule}`" in description for rule in LOSSY_RULES)


@pytest.mark.parametrize("table", ALL_TABLES)
def test_the_arrow_schema_carries_the_declaration(table: Table) -> None:
    schema = arrow_schema(table)
    assert schema.names == list(table.columns)
    assert schema.metadata == {
        b"table": table.name.encode(),
        b"description": table.description.encode(),
        b"schema_version": SCHEMA_VERSION.encode(),
        b"key": ",".join(table.key).encode(),
    }
    for field in table.fields:
        found = schema.field(field.name)
        unit = {b"unit": field.unit.encode()} if field.unit else {}
        assert found.metadata == {b"description": field.description.encode()} | unit
        assert found.nullable == field.nullable


@pytest.mark.parametrize("table", ALL_TABLES)
def test_the_same_rows_give_the_same_arrow_bytes(table: Table, example: dict[str, list[Row]]) -> None:
    def written() -> bytes:
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, arrow_schema(table)) as writer:
            writer.write_table(arrow_table(table, example[table.name]))
        return sink.getvalue().to_pybytes()

    assert written() == written()


@pytest.mark.parametrize("table", ALL_TABLES)
def test_arrow_and_pandera_have_the_same_types(table: Table, example: dict[str, list[Row]]) -> None:
    declared = pandera_schema(table)
    found = frame(table, example[table.name])
    assert {name: column.dtype.type for name, column in declared.columns.items()} == dict(found.schema)
    assert {name: column.nullable for name, column in declared.columns.items()} == {
        field.name: field.nullable for field in arrow_schema(table)
    }
    from_arrow = pl.DataFrame(arrow_table(table, []))
    assert from_arrow.schema == found.schema
    assert declared.validate(from_arrow).is_empty()


@pytest.mark.parametrize("table", ALL_TABLES)
def test_rows_come_back_from_arrow_and_polars(table: Table, example: dict[str, list[Row]]) -> None:
    expected = [
        {name: _date(value) if table.field(name).type == "date" else value for name, value in row.items()}
        for row in example[table.name]
    ]
    assert expected
    assert arrow_table(table, example[table.name]).to_pylist() == expected
    assert frame(table, example[table.name]).to_dicts() == expected


def _date(value: str | None) -> datetime.date | None:
    return None if value is None else datetime.date.fromisoformat(value)


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("words", "six", "'six' is not of the type integer"),
        ("words", True, "True is not of the type integer"),
        ("words", 10**30, "1000000000000000000000000000000 is not of the type integer"),
        ("text", None, "must not be null"),
        ("text", "x" * 100 + "\udc00", "is not of the type string"),
        ("flags", "low-confidence", "'low-confidence' is not of the type list of strings"),
        ("flags", ("low-confidence",), "is not of the type list of strings"),
        ("flags", ["low-confidence", 1], "1 is not of the type string"),
        ("document_date", "1951-5-2", "'1951-5-2' is not of the type date"),
        ("document_date", datetime.date(1951, 5, 2), "is not of the type date"),
        ("confidence", "1", "'1' is not of the type number"),
    ],
)
def test_an_error_names_table_row_and_column(
    example: dict[str, list[Row]], column: str, value: Any, message: str
) -> None:
    table, found = TABLES["turns"], [dict(row) for row in example["turns"]]
    found[1][column] = value
    for build in (arrow_table, frame):
        with pytest.raises(SchemaError) as caught:
            build(table, found)
        assert str(caught.value).startswith(f"turns, row lake@117, column {column}: ")
        assert message in str(caught.value)
        assert [(misfit.index, misfit.column) for misfit in caught.value.misfits] == [(1, column)]


def test_an_error_tells_of_all_places(example: dict[str, list[Row]]) -> None:
    found = [row | {"mood": "calm"} for row in example["turns"][:2]]
    del found[1]["rule"]
    with pytest.raises(
        SchemaError, match=r"turns, row lake@70: has columns that are not declared: mood \(and 2 more\)"
    ):
        arrow_table(TABLES["turns"], found)


@pytest.mark.parametrize(
    ("offices", "message"),
    [
        ([{"title": "Keeper", "from": None}], "is not a struct of title, from, to"),
        ([{"title": None, "from": None, "to": None}], "title: must not be null"),
        ([["Keeper"]], "is not a struct of title, from, to"),
    ],
)
def test_structs_are_looked_into(example: dict[str, list[Row]], offices: list[Any], message: str) -> None:
    with pytest.raises(SchemaError, match=f"people, row alder, column offices: .*{message}"):
        arrow_table(TABLES["people"], [example["people"][0] | {"offices": offices}])


@pytest.mark.parametrize(
    ("column", "value", "check"),
    [
        ("kind", "song", "must be one of speech, action, narration"),
        ("rule", "Colon", "must match"),
        ("page", 0, "must be at least 1"),
        ("confidence", 1.01, "must be at most 1"),
        ("confidence", -0.5, "must be at least 0"),
        ("flags", ["low-confidence", "odd"], "must be one of"),
        ("addressee_ids", ["Birch"], "must match"),
    ],
)
def test_pandera_knows_the_limits(example: dict[str, list[Row]], column: str, value: Any, check: str) -> None:
    table, found = TABLES["turns"], [dict(row) for row in example["turns"]]
    schema = pandera_schema(table)
    assert schema.validate(frame(table, found)).height == len(found)
    found[2][column] = value
    with pytest.raises(pandera.errors.SchemaErrors) as caught:
        schema.validate(frame(table, found), lazy=True)
    cases = caught.value.failure_cases.to_dicts()
    assert [(case["column"], case["index"]) for case in cases] == [(column, 2)]
    assert cases[0]["check"].startswith(check)


def test_pandera_refuses_nulls_in_lists_and_structs(example: dict[str, list[Row]]) -> None:
    turns = frame(TABLES["turns"], example["turns"]).with_columns(pl.lit([None], pl.List(pl.String)).alias("flags"))
    with pytest.raises(pandera.errors.SchemaErrors, match="must hold no null"):
        pandera_schema(TABLES["turns"]).validate(turns, lazy=True)
    people = frame(TABLES["people"], example["people"])
    offices = pl.lit([{"title": None, "from": None, "to": None}], people.schema["offices"]).alias("offices")
    with pytest.raises(pandera.errors.SchemaErrors, match="must hold no struct without title"):
        pandera_schema(TABLES["people"]).validate(people.with_columns(offices), lazy=True)


def test_failure_cases_are_bounded(example: dict[str, list[Row]]) -> None:
    found = [row | {"kind": "song"} for row in example["turns"]]
    with pytest.raises(pandera.errors.SchemaErrors) as caught:
        pandera_schema(TABLES["turns"], failure_cases=3).validate(frame(TABLES["turns"], found), lazy=True)
    assert len(caught.value.failure_cases) == 3


def test_declarations_and_rows_need_nothing_heavy() -> None:
    heavy = "{'pandas', 'pandera', 'polars', 'prefect', 'pyarrow'}"
    code = f"import sys, flows.tables, schemas; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
