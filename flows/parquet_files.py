"""The Parquet files of a release, made from its JSON lines: each is a job of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path

import orjson
import pyarrow as pa
import pyarrow.parquet as parquet

from flows.parts import Lines
from schemas import TABLES
from schemas.arrow import arrow_schema, arrow_table

GROUP_BYTES = 64 << 20  # of JSON lines in a row group; viewers on the web refuse groups of some 300 MB in memory
PIECES = 16  # in which the rows of a group are read: as Python's objects they take many times their bytes


@dataclass(frozen=True, slots=True)
class ParquetFile:
    """A job: one Parquet file, of `rows` lines of the file `lines` from the byte `start` on."""

    name: str
    folder: Path
    table: str
    lines: Path
    start: int
    rows: int
    group_rows: int

    def __call__(self) -> int:
        """Writes the file; gives the bytes of its rows in memory."""
        table = TABLES[self.table]
        size = 0
        # Content-defined chunks let a hub store only what changed from one release to the next.
        with (
            self.lines.open("rb") as file,
            parquet.ParquetWriter(
                self.folder / self.name,
                arrow_schema(table),
                compression="zstd",
                compression_level=9,
                write_page_index=True,
                use_content_defined_chunking=True,
            ) as writer,
        ):
            file.seek(self.start)
            for first in range(0, self.rows, self.group_rows):  # some readers stumble over a row group without rows
                group = min(self.group_rows, self.rows - first)
                step = -(-group // PIECES)
                pieces = [
                    arrow_table(table, [orjson.loads(line) for line in islice(file, min(step, group - at))])
                    for at in range(0, group, step)
                ]
                whole = pa.concat_tables(pieces).combine_chunks()
                writer.write_table(whole, row_group_size=group)
                size += whole.nbytes
        return size


def parquet_files(folder: Path, table: str, rows: Lines, file_bytes: int) -> Sequence[ParquetFile]:
    """The files that a table is cut into, with about `file_bytes` of its JSON lines each. They are not written yet."""
    (lines,) = rows.files
    size = lines.stat().st_size
    count = max(1, min(len(rows), -(-size // file_bytes)))
    group_rows = max(1, GROUP_BYTES * len(rows) // max(1, size))
    names = [f"data/{table}.parquet"]
    if count > 1:
        names = [f"data/{table}-{number:05}-of-{count:05}.parquet" for number in range(count)]
    first_rows = [len(rows) * number // count for number in range(count + 1)]
    starts = _places(lines, first_rows[:-1])
    return [
        ParquetFile(name, folder, table, lines, start, end - first, group_rows)
        for name, start, (first, end) in zip(names, starts, pairwise(first_rows), strict=True)
    ]


def _places(path: Path, lines: Sequence[int]) -> list[int]:
    """Where each of these lines starts; they are in order, and counted from 0."""
    places = [0]
    with path.open("rb") as file:
        at = 0
        for before, line in pairwise(lines):
            at += sum(map(len, islice(file, line - before)))
            places.append(at)
    return places
