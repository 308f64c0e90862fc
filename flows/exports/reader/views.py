"""What the pages show of each document, by itself; and of each person, in all of the documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import orjson

from flows.exports.reader.parallel_text import parallel_text
from flows.exports.reader.search_data import Searched, searched
from flows.exports.reader.templates import rendered
from flows.exports.reader.timeline import lanes, speakers
from flows.tables.parts import by_document
from schemas import Row, Rows

PAGE_TURNS = 500  # of a person on one page; one document is never parted
UP = "../"  # from a page of a document or person to the folder of the reader


@dataclass(slots=True)
class Appearance:
    """A person in one document: the office and role that the document lists for them, how many turns are theirs and
    said to them, and these turns as HTML (empty where there are none).
    """

    person_id: str
    listed: str
    said: int
    heard: int
    said_html: str
    heard_html: str


@dataclass(slots=True)
class Document:
    """What pages show of a document, beside its text. `row` is that of its table, without the text; `speakers` are the
    names of those who speak, and `turns` and `words` how many there are."""

    row: Row
    speakers: Sequence[str]
    turns: int
    words: int
    appearances: Sequence[Appearance]
    searched: Searched

    @property
    def title(self) -> str:
        """The title, or the id of a document that has none."""
        return _title(self.row)

    def as_json(self) -> bytes:
        """The document as JSON, from which `of_json` makes it again."""
        return orjson.dumps(self)

    @classmethod
    def of_json(cls, data: bytes) -> Document:
        """The document of which that is the JSON."""
        values = orjson.loads(data)
        appearances = [Appearance(**each) for each in values.pop("appearances")]
        return cls(**values | {"appearances": appearances, "searched": Searched(**values["searched"])})


@dataclass(slots=True)
class Person:
    """A person, and the documents that they are in, in the order of these; with each what the person has to do with it,
    and on which of the person's pages, counted from 1, their turns in it are.
    """

    row: Row
    appearances: list[tuple[Document, Appearance, int]] = field(default_factory=list)

    @property
    def said(self) -> int:
        """How many turns are theirs."""
        return sum(appearance.said for _, appearance, _ in self.appearances)

    @property
    def heard(self) -> int:
        """How many turns are said to them."""
        return sum(appearance.heard for _, appearance, _ in self.appearances)

    def pages(self) -> Iterator[tuple[int, list[Appearance]]]:
        """The number of each of the person's pages, and what is on it. There is always a first."""
        if not self.appearances:
            yield 1, []
        for number, found in groupby(self.appearances, lambda each: each[2]):
            yield number, [appearance for _, appearance, _ in found]


def documents(rows: Mapping[str, Rows]) -> Iterator[tuple[Document, str]]:
    """Each document, and its text beside its source as HTML. `rows` are in the order of a release; they may be those of
    some documents only, and the people whom these name."""
    names = {person["person_id"]: person["name"] for person in rows["people"]}
    for row, found in by_document(rows, "sections", "turns", "spans", "edits", "participants"):
        turns = found["turns"]
        text = rendered(
            "text",
            up=UP,
            row=row,
            title=_title(row),
            names=names,
            sides=_sides(found["participants"]),
            lanes=lanes(turns),
            passages=parallel_text(row, found["sections"], turns, found["spans"], found["edits"]),
        )
        document = Document(
            row={name: value for name, value in row.items() if name != "text"},
            speakers=[name for name, _ in speakers(turns)],
            turns=len(turns),
            words=sum(turn["words"] for turn in turns),
            appearances=list(_appearances(row, turns, found["participants"], names)),
            searched=searched(turns),
        )
        yield document, text


def in_order_of_dates(documents: Iterable[Document]) -> list[Document]:
    """The documents in the order of their dates; those without a date come last."""

    def place(document: Document) -> tuple[Any, ...]:
        date = document.row["date"]
        return date is None, date or "", document.row["document_id"]

    return sorted(documents, key=place)


def people(rows: Iterable[Row], documents: Sequence[Document]) -> list[Person]:
    """The persons of the table people who are in the documents, by name."""
    named = {appearance.person_id for document in documents for appearance in document.appearances}
    found = {row["person_id"]: Person(row) for row in rows if row["person_id"] in named}
    page = dict.fromkeys(found, 1)
    on_page = dict.fromkeys(found, 0)
    for document in documents:
        for appearance in document.appearances:
            person_id, turns = appearance.person_id, appearance.said + appearance.heard
            if on_page[person_id] and on_page[person_id] + turns > PAGE_TURNS:
                page[person_id] += 1
                on_page[person_id] = 0
            on_page[person_id] += turns
            found[person_id].appearances.append((document, appearance, page[person_id]))
    return sorted(found.values(), key=lambda person: (person.row["name"].casefold(), person.row["person_id"]))


def _title(row: Row) -> str:
    return str(row["title"] or row["document_id"])


def _sides(participants: Iterable[Row]) -> dict[str | None, list[Row]]:
    """The participants of each side, in the order in which the document names them; the key None has the others."""
    found: dict[str | None, list[Row]] = {}
    for participant in participants:
        found.setdefault(participant["side"], []).append(participant)
    return found


def _appearances(
    row: Row, turns: Sequence[Row], participants: Iterable[Row], names: Mapping[str, str]
) -> Iterator[Appearance]:
    listed: dict[str, str] = {}
    said: dict[str, list[Row]] = {}
    heard: dict[str, list[Row]] = {}
    for participant in participants:
        if participant["person_id"] is not None:
            listed.setdefault(
                participant["person_id"], ", ".join(filter(None, (participant["office"], participant["role"])))
            )
    for turn in turns:
        for person_id in dict.fromkeys((turn["speaker_id"], *turn["joint_speaker_ids"])):
            if person_id is not None:
                said.setdefault(person_id, []).append(turn)
        for person_id in dict.fromkeys(turn["addressee_ids"]):
            heard.setdefault(person_id, []).append(turn)

    def html(which: str, found: Sequence[Row]) -> str:
        if not found:
            return ""
        return rendered("excerpts", up=UP, which=which, row=row, title=_title(row), turns=found, names=names)

    for person_id in dict.fromkeys([*listed, *said, *heard]):
        theirs, others = said.get(person_id, []), heard.get(person_id, [])
        yield Appearance(
            person_id,
            listed.get(person_id, ""),
            len(theirs),
            len(others),
            html("said", theirs),
            html("heard", others),
        )
