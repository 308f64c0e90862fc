"""The Parquet files of a release, made from its JSON lines: each is a job of its own, and kept.

Where a file ends is told by the lines alone: the first one after so many bytes whose checksum is of a certain kind. So
where a line is added or taken away, the files after it are mostly of the same lines as before.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256 as new_digest
from io import BufferedReader
from itertools import islice
from pathlib import Path
from zlib import crc32

import orjson
import pyarrow as pa
import pyarrow.parquet as parquet

from flows.files import BLOCK
from flows.work.kept import Facts, Kept, key_of
from schemas import TABLES
from schemas.arrow import arrow_schema, arrow_table

FILE_BYTES = 64 << 20  # of JSON lines in a file, or somewhat more: some 45 MB in memory
GROUP_BYTES = 96 << 20  # of JSON lines in a row group; viewers on the web refuse groups of some 300 MB in memory
PIECES = 16  # in which the rows of a group are read: as Python's objects they take many times their bytes
BORDERS = 4  # lines that may end a file, within the bytes of one: the fewer, the sooner two cuts fall together again
KEPT = "rows.parquet"


@dataclass(frozen=True, slots=True)
class ParquetFile:
    """A job: one Parquet file, of `rows` lines and `size` bytes with SHA-256 `digest`, of `lines` from `start` on."""

    name: str
    folder: Path
    kept: Kept
    table: str
    lines: Path
    start: int
    size: int
    rows: int
    digest: str

    @property
    def key(self) -> str:
        """What the file depends on."""
        return key_of("parquet", self.table, self.digest, GROUP_BYTES)

    def __call__(self) -> int:
        """Writes the file; gives the bytes of its rows in memory."""
        result = self.kept.get(self.key, self._write)
        shutil.copyfile(result.folder / KEPT, self.folder / self.name)
        size: int = result.facts["size"]
        return size

    def _write(self, folder: Path) -> Facts:
        table = TABLES[self.table]
        group_rows = max(1, GROUP_BYTES * self.rows // max(1, self.size))
        size = 0
        # Content-defined chunks let a hub store only what changed from one release to the next.
        with (
            self.lines.open("rb") as file,
            parquet.ParquetWriter(
                folder / KEPT,
                arrow_schema(table),
                compression="zstd",
                compression_level=9,
                write_page_index=True,
                use_content_defined_chunking=True,
            ) as writer,
        ):
            file.seek(self.start)
            for first in range(0, self.rows, group_rows):  # some readers stumble over a row group without rows
                group = min(group_rows, self.rows - first)
                step = -(-group // PIECES)
                pieces = [
                    arrow_table(table, [orjson.loads(line) for line in islice(file, min(step, group - at))])
                    for at in range(0, group, step)
                ]
                whole = pa.concat_tables(pieces).combine_chunks()
                writer.write_table(whole, row_group_size=group)
                size += whole.nbytes
        return {"size": size}


def parquet_files(folder: Path, table: str, lines: Path, file_bytes: int, kept: Kept) -> Sequence[ParquetFile]:
    """The files that a table is cut into, with about `file_bytes` of its JSON lines each. They are not written yet."""
    stretches: list[tuple[int, int, int, str]] = []
    with lines.open("rb") as file:
        while not stretches or file.peek(1):  # an empty table has a file too
            start, rows, digest = file.tell(), 0, new_digest()
            for piece in _to_border(file, file_bytes):
                digest.update(piece)
                rows += piece.count(b"\n")
            stretches.append((start, file.tell() - start, rows, digest.hexdigest()))
    count = len(stretches)
    names = [f"data/{table}.parquet"]
    if count > 1:
        names = [f"data/{table}-{number:05}-of-{count:05}.parquet" for number in range(count)]
    return [
        ParquetFile(name, folder, kept, table, lines, *stretch) for name, stretch in zip(names, stretches, strict=True)
    ]


def _to_border(file: BufferedReader, least: int) -> Iterator[bytes]:
    """What is in the file up to the first line, after `least` bytes, that may be the last of a Parquet file."""
    whole = least
    while least and (block := file.read(min(BLOCK, least))):
        yield block
        least -= len(block)
    yield file.readline()  # the rest of a line
    for line in iter(file.readline, b""):
        yield line
        if crc32(line) * whole < len(line) * BORDERS << 32:
            return
