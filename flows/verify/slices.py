"""The rows of a release in slices of whole documents, so that a release of any size can be judged."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter

from schemas import TABLES, Row, Table

SLICE_CHARACTERS = 2_000_000  # of clean text in a slice; what is known of them takes some hundred times as much
ROW_CHARACTERS = 50  # that a row counts for, so that rows without a text end a slice too

DOCUMENT_TABLES = tuple(name for name, table in TABLES.items() if "document_id" in table.columns)
_NAMING = [(table.name, key.column) for table in TABLES.values() for key in table.foreign_keys if key.table == "people"]

Tables = dict[str, list[Row]]


def slices(rows: Mapping[str, Iterable[Row]]) -> Iterator[list[Tables]]:
    """The documents in slices of about SLICE_CHARACTERS, each document as its rows by table, without people.

    The rows of each table must be in the order of `place`. Whatever has the same place is a document, also where there
    is no row of documents for it.
    """
    found: list[Tables] = []
    size = 0
    for document in _documents(rows):
        found.append(document)
        size += _size(document)
        if size >= SLICE_CHARACTERS:
            yield found
            found, size = [], 0
    if found:
        yield found


def places(table: Table, rows: Iterable[Row]) -> Iterator[tuple[str, Row]]:
    """Each row with the value that decides where in the table it stands; one without takes that of the row before."""
    column, at = table.order[0], ""
    for row in rows:
        value = row.get(column)
        if isinstance(value, str):
            at = value
        yield at, row


def together(documents: Iterable[Tables], people: Mapping[str, Row]) -> Tables:
    """The rows of several documents, with those of the people whom they name."""
    whole: Tables = {name: [] for name in TABLES}
    for document in documents:
        for name, rows in document.items():
            whole[name] += rows
    named = {each for name, column in _NAMING for row in whole[name] for each in _names(row.get(column))}
    whole["people"] = [people[person_id] for person_id in sorted(named & people.keys())]
    return whole


def _names(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, str)]


def _documents(rows: Mapping[str, Iterable[Row]]) -> Iterator[Tables]:
    tables = heapq.merge(*(_groups(TABLES[name], rows[name]) for name in DOCUMENT_TABLES), key=itemgetter(0))
    for _, groups in groupby(tables, itemgetter(0)):
        document: Tables = {name: [] for name in DOCUMENT_TABLES}
        for _, name, found in groups:
            document[name] = found
        yield document


def _groups(table: Table, rows: Iterable[Row]) -> Iterator[tuple[str, str, list[Row]]]:
    for place, group in groupby(places(table, rows), itemgetter(0)):
        yield place, table.name, [row for _, row in group]


def _size(document: Tables) -> int:
    texts = (row.get("text") for row in document["documents"])
    characters = sum(len(text) for text in texts if isinstance(text, str))
    return characters + ROW_CHARACTERS * sum(map(len, document.values()))
