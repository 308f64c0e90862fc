"""Reads any number of raw text files into one folder of JSON lines, document by document."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from flows.files import read_file
from flows.reading.rows import Tables, Unreadable, read_rows
from flows.tables import json_line
from schemas import TABLES
from schemas.tables import ID

_NOT_IN_AN_ID = re.compile(r"[^a-z0-9._-]+")


class NamingError(ValueError):
    """The names of the files make no ids, or the same id twice; the message lists them all and says what to do."""


def documents_by_id(paths: Iterable[Path]) -> dict[str, Path]:
    """The files by the document ids that their names make, in the order of the ids.

    Raises NamingError where a name makes no id, or several make the same one.
    """
    found: dict[str, list[Path]] = {}
    problems = []
    for path in paths:
        document_id = _document_id(path)
        if re.fullmatch(ID, document_id):
            found.setdefault(document_id, []).append(path)
        else:
            problems.append(f"{path}: its name makes no id; rename it so that it holds a letter from a to z")
    for document_id, same in found.items():
        if len(same) > 1:
            names = ", ".join(map(str, same))
            problems.append(
                f"{names}: would all become the document {document_id}; rename all but one, or leave them out"
            )
    if problems:
        raise NamingError("\n".join(problems))
    return {document_id: same[0] for document_id, same in sorted(found.items())}


def read_files(
    documents: Mapping[str, Path], out: Path, on_document: Callable[[Tables | None], None]
) -> dict[Path, Unreadable]:
    """Writes `<table>.jsonl` of each table into `out`, and gives the files that could not be read.

    One document is held in memory at a time: `on_document` is called after each with its rows by table, or with None
    where it could not be read. The files appear in `out` together at the end, in place of older ones; they do not where
    no document could be read.
    """
    out.mkdir(parents=True, exist_ok=True)
    unreadable: dict[Path, Unreadable] = {}
    staging = Path(tempfile.mkdtemp(prefix=".reading-", dir=out))
    try:
        with ExitStack() as stack:
            files = {name: stack.enter_context((staging / f"{name}.jsonl").open("wb")) for name in TABLES}
            for document_id, path in documents.items():
                tables = read_rows(partial(read_file, path), document_id)
                if isinstance(tables, Unreadable):
                    unreadable[path] = tables
                    on_document(None)
                    continue
                # Without an authority file no two documents share a person: the rows of people need no merging.
                for name, file in files.items():
                    file.writelines(map(json_line, tables[name]))
                on_document(tables)
        if len(unreadable) < len(documents):
            for name in TABLES:
                (staging / f"{name}.jsonl").replace(out / f"{name}.jsonl")
    finally:
        shutil.rmtree(staging)
    return unreadable


def _document_id(path: Path) -> str:
    name = path.name.lower().removesuffix(".txt")
    return _NOT_IN_AN_ID.sub("-", name).strip("-._")
