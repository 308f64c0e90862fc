"""Rows on the disk: parts of the data set, each of some documents with all of their rows and the people they name.

A part is a folder with a file of canonical JSON lines for each table. The rows are read when they are asked for, so
that a data set of any size can be gone through.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import orjson

from flows.files import sha256
from flows.tables import json_line
from schemas import TABLES, Row, Rows

_document_id = itemgetter("document_id")


@dataclass(frozen=True, slots=True)
class Lines:
    """The rows of a table in files of JSON lines, one file after the other, read anew at each iteration."""

    files: tuple[Path, ...]
    count: int

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[Row]:
        for path in self.files:
            with path.open("rb") as file:
                yield from map(orjson.loads, file)


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of some documents, those with the ids `documents`, in the order of the tables; `counts` has how many
    there are in each table, and `digests` the SHA-256 of each file of them."""

    folder: Path
    documents: Sequence[str]
    counts: Mapping[str, int]
    digests: Mapping[str, str]

    def file(self, table: str) -> Path:
        """The JSON lines of a table."""
        return self.folder / f"{table}.jsonl"

    @property
    def rows(self) -> dict[str, Rows]:
        """The rows of each table."""
        return {name: Lines((self.file(name),), count) for name, count in self.counts.items()}


@dataclass(frozen=True, slots=True)
class People:
    """The people of all parts, each once, in the order of the table."""

    parts: Sequence[Part]

    def lines(self) -> list[bytes]:
        """Their JSON lines. These begin with the key of the table, so that sorting them puts the rows in order."""
        found: set[bytes] = set()
        for part in self.parts:
            with part.file("people").open("rb") as file:
                found.update(file)
        return sorted(found)

    def __len__(self) -> int:
        return len(self.lines())

    def __iter__(self) -> Iterator[Row]:
        return map(orjson.loads, self.lines())


def write_part(rows: Mapping[str, Rows], folder: Path) -> Part:
    """Writes the rows of all tables, put into the order of the tables, into `folder`, which is there already."""
    counts = {}
    for name, table in TABLES.items():
        ordered = table.sort(rows[name])
        with (folder / f"{name}.jsonl").open("xb") as file:
            file.writelines(json_line({column: row[column] for column in table.columns}) for row in ordered)
        counts[name] = len(ordered)
    documents = sorted(row["document_id"] for row in rows["documents"])
    return Part(folder, documents, counts, {f"{name}.jsonl": sha256(folder / f"{name}.jsonl") for name in TABLES})


def all_rows(parts: Sequence[Part]) -> dict[str, Rows]:
    """The rows of all parts, whose documents follow each other in the order of their ids."""
    whole: dict[str, Rows] = {
        name: Lines(tuple(part.file(name) for part in parts), sum(part.counts[name] for part in parts))
        for name in TABLES
    }
    return whole | {"people": People(parts)}


def by_document(rows: Mapping[str, Rows], *names: str) -> Iterator[tuple[Row, dict[str, list[Row]]]]:
    """Each document with its rows of the tables `names`. All rows are in the order of a release."""
    groups = {name: groupby(rows[name], _document_id) for name in names}
    waiting = {name: next(group, None) for name, group in groups.items()}
    for document in rows["documents"]:
        found: dict[str, list[Row]] = {}
        for name in names:
            head = waiting[name]
            if head is not None and head[0] == document["document_id"]:
                found[name] = list(head[1])
                waiting[name] = next(groups[name], None)
            else:
                found[name] = []
        yield document, found
