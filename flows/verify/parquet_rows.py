"""Whether the Parquet files of a table say the same as its JSON lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest
from pathlib import Path

import orjson
import pyarrow as pa
import pyarrow.parquet as parquet

from flows.release.reading import columns_of, lines_file, parquet_files, read_lines
from flows.verify.finding import Finding
from schemas import Row, Table
from schemas.arrow import arrow_schema, arrow_table
from schemas.values import SchemaError

UNDECLARED = (
    "it is not as declared: type, description or place; where an older Parley made the release and declared it "
    "otherwise, verify it with that one"
)
ROWS_NAMED = 20  # of the rows of one table in which its files differ
# Of a Parquet file that are compared at a time: as Python's objects they take far more.
PIECE_BYTES = 4 << 20
PIECE_ROWS = 10_000


def parquet_findings(release: Path, table: Table) -> Iterator[Finding]:
    """Where the Parquet files have other columns than are declared, or other rows than the JSON lines."""
    rows = read_lines(lines_file(release, table.name))
    declared, left = arrow_schema(table), ROWS_NAMED
    for path in parquet_files(release, table.name):
        name = path.relative_to(release).as_posix()
        try:
            with parquet.ParquetFile(path) as file:
                if undeclared := {column for column, _ in _declared(file.schema_arrow) ^ _declared(declared)}:
                    for column in sorted(undeclared):
                        yield Finding(name, UNDECLARED, column=column)
                    return
                for batch in file.iter_batches(_piece_rows(file.metadata)):
                    piece, there = pa.Table.from_batches([batch]), list(islice(rows, len(batch)))
                    for found in islice(_other_rows(name, table, piece, there), left):
                        left -= 1
                        yield from found
        except (OSError, UnicodeError, pa.ArrowException) as error:
            yield Finding(name, f"it cannot be read: {error}")
            return
    for found in _other_rows(name, table, declared.empty_table(), list(islice(rows, left))):
        yield from found


def _piece_rows(metadata: parquet.FileMetaData) -> int:
    size = sum(metadata.row_group(number).total_byte_size for number in range(metadata.num_row_groups))
    return max(1, min(PIECE_ROWS, PIECE_BYTES * metadata.num_rows // max(1, size)))


def _other_rows(name: str, table: Table, piece: pa.Table, rows: Sequence[Row]) -> Iterator[list[Finding]]:
    """For each row of a piece of a Parquet file that is another in the JSON lines, where it is."""
    try:
        if piece.cast(arrow_schema(table)).equals(arrow_table(table, rows)):
            return
    except (SchemaError, pa.ArrowException):
        pass  # which row it is, comes out below or from the laws
    here: Row
    there: Row
    for here, there in zip_longest(piece.to_pylist(), rows, fillvalue={}):
        plain = orjson.loads(orjson.dumps(here))
        wrong = [column for column in table.columns if plain.get(column) != there.get(column)]
        if wrong:
            key, lines = table.key_of(plain or there), f"jsonl/{table.name}.jsonl"
            yield [
                Finding(name, f"{plain.get(column)!a:.60}, but {there.get(column)!a:.60} in {lines}", key, column)
                for column in wrong
            ]


def _declared(schema: pa.Schema) -> set[tuple[str, tuple[object, ...]]]:
    """All that a schema says, by column; of the table as a whole under its name."""
    types = columns_of(schema)
    said = {(field.name, (place, types[field.name], str(field.metadata))) for place, field in enumerate(schema)}
    return said | {("(the table)", (str(schema.metadata),))}
