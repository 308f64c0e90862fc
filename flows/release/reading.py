"""A release read back from its folder, table by table and row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

import orjson
import pyarrow as pa
import pyarrow.parquet as parquet

from flows.difference.history import CHANGELOG, HISTORY_FILES, REPLACED_FILE, History, Previous
from flows.difference.model import Released
from flows.release.folder import ReleaseError, read_manifest
from flows.tables.parts import Lines
from schemas import TABLES, Row, Rows, Table
from schemas.arrow import arrow_schema

_Place: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class TableLines:
    """The rows of one table of a release, from its JSON lines, read anew at each iteration.

    Iterating raises ReleaseError, which names file and line, where a line is no object with these columns, or where the
    rows are out of order.
    """

    path: Path
    table: Table
    columns: frozenset[str]

    def __iter__(self) -> Iterator[Row]:
        before = None
        for number, row in enumerate(read_lines(self.path), start=1):
            before = self._place(number, row, before)
            yield row

    def unlike(self, others: Lines) -> Iterator[tuple[Sequence[Row], Iterable[Row]]]:
        """The stretches of whole documents in which the lines are not those of `others`, as rows of both.

        `others` were written by this program: lines that are the same as theirs need not be looked at.
        """
        files = [path for path in others.files if path.stat().st_size]
        ends = [*(self._start(path) for path in files[1:]), None]
        number, before = 1, None
        with _readable(self.path) as file:
            for path, end in zip(files, ends, strict=False):
                lines, at = path.read_bytes(), file.tell()
                if file.read(len(lines)) == lines:
                    number += lines.count(b"\n")
                    before = self._place(number - 1, orjson.loads(lines[lines.rfind(b"\n", 0, -1) + 1 :]), None)
                    continue
                file.seek(at)
                rows, before = self._until(file, number, before, end)
                number += len(rows)
                yield rows, Lines((path,), lines.count(b"\n"))
            rows, _ = self._until(file, number, before, None)
            yield rows, ()

    def _until(
        self, file: BinaryIO, number: int, before: _Place | None, end: str | None
    ) -> tuple[list[Row], _Place | None]:
        """The rows from the place of the file on that come before the document `end`; the file is then at that."""
        rows: list[Row] = []
        at = file.tell()
        for line in iter(file.readline, b""):
            row = _object(self.path, number + len(rows), line)
            place = self._place(number + len(rows), row, before)
            if end is not None and place[0] >= end:
                file.seek(at)
                break
            rows.append(row)
            before, at = place, at + len(line)
        return rows, before

    def _start(self, path: Path) -> str:
        with path.open("rb") as file:
            start: str = orjson.loads(file.readline())[self.table.order[0]]
            return start

    def _place(self, number: int, row: Row, before: _Place | None) -> _Place:
        """The values by which rows are in order. Raises ReleaseError."""
        if wrong := row.keys() ^ self.columns:
            raise ReleaseError(f"{self.path}:{number}: missing, or not declared: {', '.join(sorted(wrong))}")
        try:
            place: _Place = itemgetter(*self.table.order, *self.table.key)(row)
            in_order = place[0] >= "" if before is None else before < place
        except (KeyError, TypeError) as error:
            raise ReleaseError(f"{self.path}:{number}: the row has no proper key") from error
        if not in_order:
            raise ReleaseError(f"{self.path}:{number}: the row should not come after the one before it")
        return place


def read_released(release: Path) -> Released:
    """The tables of a release. Their rows are read when they are asked for, by TableLines.

    Raises ReleaseError where the folder is no release, or a file of a table is missing or broken.
    """
    columns = {name: columns_of(parquet_schema(release, name)) for name in read_manifest(release)["tables"]}
    rows = {
        name: TableLines(lines_file(release, name), table, frozenset(columns[name]))
        for name, table in TABLES.items()
        if name in columns
    }
    return Released(rows, columns)


def as_released(rows: Mapping[str, Rows]) -> Released:
    """Rows of all tables, in their order, as a release of them would have them."""
    return Released(rows, {name: columns_of(arrow_schema(table)) for name, table in TABLES.items()})


def read_previous(release: Path) -> Previous:
    """What the release after this one must know of it. Raises ReleaseError where it cannot be read."""
    manifest = read_manifest(release)
    changelog, replaced = release / CHANGELOG, release / REPLACED_FILE
    return Previous(
        version=manifest["version"],
        digest=manifest["digest"],
        # The first releases had no history.
        changelog=changelog.read_text(encoding="utf-8") if changelog.exists() else "",
        replaced=list(read_lines(replaced)) if replaced.exists() else (),
    )


def read_history(release: Path) -> History:
    """The history of a release, as it is written there."""
    files = {name: release / name for name in HISTORY_FILES}
    return History(
        previous=read_manifest(release).get("previous"),
        files={name: path.read_bytes().decode() for name, path in files.items() if path.exists()},
    )


def lines_file(release: Path, table: str) -> Path:
    """The JSON lines of a table. They are not looked for."""
    return release / "jsonl" / f"{table}.jsonl"


def parquet_files(release: Path, table: str) -> list[Path]:
    """The files of a table, in their order: one, or several numbered ones. Raises ReleaseError where there is none."""
    whole = release / "data" / f"{table}.parquet"
    found = [whole] if whole.exists() else sorted((release / "data").glob(f"{table}-*.parquet"))
    if not found:
        raise ReleaseError(f"{whole} is missing")
    return found


def parquet_schema(release: Path, table: str) -> pa.Schema:
    """The Arrow schema of a table. Raises ReleaseError where its file is missing or broken."""
    file = parquet_files(release, table)[0]
    try:
        return parquet.read_schema(file)
    except (OSError, pa.ArrowException) as error:
        raise ReleaseError(f"{file} cannot be read: {error}") from error


def read_lines(path: Path) -> Iterator[Row]:
    """The objects of a file of JSON lines. Raises ReleaseError, which names file and line, where one is none."""
    with _readable(path) as file:
        for number, line in enumerate(file, start=1):
            yield _object(path, number, line)


@contextmanager
def _readable(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise ReleaseError(f"{path} cannot be read: {error.strerror}") from error


def _object(path: Path, number: int, line: bytes) -> Row:
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise ReleaseError(f"{path}:{number}: this is no JSON: {error}") from error
    if not isinstance(row, dict):
        raise ReleaseError(f"{path}:{number}: this is no JSON object")
    return row


def columns_of(schema: pa.Schema) -> dict[str, str]:
    """The types of the columns, as text."""
    return {field.name: _in_words(field.type) + (" or null" if field.nullable else "") for field in schema}


def _in_words(kind: pa.DataType) -> str:
    # Arrow and Parquet have different names for the elements of a list.
    if isinstance(kind, pa.ListType):
        return f"list of {_in_words(kind.value_type)}"
    if isinstance(kind, pa.StructType):
        members = ", ".join(f"{field.name}: {_in_words(field.type)}" for field in kind)
        return f"struct of {members}"
    return str(kind)
