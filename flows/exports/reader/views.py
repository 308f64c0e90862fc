"""The rows of a release by document and by person, as the pages show them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from schemas import Row

PAGE_TURNS = 500  # of a person on one page; one document is never parted

_BY_DOCUMENT = itemgetter("document_id")


@dataclass(slots=True)
class Document:
    """A document and its rows; `number` is its place in the chronological order, counted from 0."""

    row: Row
    number: int
    sections: list[Row]
    turns: list[Row]
    spans: list[Row]
    edits: list[Row]
    participants: list[Row]

    @property
    def title(self) -> str:
        """The title, or the id of a document that has none."""
        return str(self.row["title"] or self.row["document_id"])

    @property
    def sides(self) -> dict[str | None, list[Row]]:
        """The participants of each side, in the order in which the document names them; the key None has the others."""
        found: dict[str | None, list[Row]] = {}
        for participant in self.participants:
            found.setdefault(participant["side"], []).append(participant)
        return found

    @property
    def words(self) -> int:
        """How many words its turns have."""
        return sum(turn["words"] for turn in self.turns)


@dataclass(slots=True)
class Appearance:
    """A person in one document: the turns that are theirs, those said to them, how the document lists them, and
    on which of the person's pages, counted from 1, these turns are.
    """

    document: Document
    said: list[Row] = field(default_factory=list)
    heard: list[Row] = field(default_factory=list)
    listed: Row | None = None
    page: int = 1


@dataclass(slots=True)
class Person:
    """A person, and the documents they are in, in the order of these."""

    row: Row
    appearances: list[Appearance] = field(default_factory=list)

    @property
    def said(self) -> int:
        """How many turns are theirs."""
        return sum(len(appearance.said) for appearance in self.appearances)

    @property
    def heard(self) -> int:
        """How many turns are said to them."""
        return sum(len(appearance.heard) for appearance in self.appearances)

    def pages(self) -> Iterator[tuple[int, list[Appearance]]]:
        """The number of each of the person's pages, and the documents whose turns it has. There is always a first."""
        if not self.appearances:
            yield 1, []
        for number, found in groupby(self.appearances, lambda appearance: appearance.page):
            yield number, list(found)


def documents(rows: Mapping[str, Sequence[Row]]) -> list[Document]:
    """The documents in the order of their dates; those without a date come last. `rows` are in the release's order."""
    of_document = {
        name: {document_id: list(found) for document_id, found in groupby(rows[name], _BY_DOCUMENT)}
        for name in ("sections", "turns", "spans", "edits", "participants")
    }
    ordered = sorted(rows["documents"], key=lambda row: (row["date"] is None, row["date"] or "", row["document_id"]))
    return [
        Document(row, number, **{name: found.get(row["document_id"], []) for name, found in of_document.items()})
        for number, row in enumerate(ordered)
    ]


def people(rows: Sequence[Row], documents: Sequence[Document]) -> list[Person]:
    """The persons of the table people, by name."""
    found = {row["person_id"]: Person(row) for row in rows}
    page = dict.fromkeys(found, 1)
    on_page = dict.fromkeys(found, 0)
    for document in documents:
        for person_id, appearance in _appearances(document).items():
            turns = len(appearance.said) + len(appearance.heard)
            if on_page[person_id] and on_page[person_id] + turns > PAGE_TURNS:
                page[person_id] += 1
                on_page[person_id] = 0
            on_page[person_id] += turns
            appearance.page = page[person_id]
            found[person_id].appearances.append(appearance)
    return sorted(found.values(), key=lambda person: (person.row["name"].casefold(), person.row["person_id"]))


def _appearances(document: Document) -> dict[str, Appearance]:
    """The persons in a document, by their ids."""
    found: dict[str, Appearance] = {}

    def of(person_id: str) -> Appearance:
        return found.setdefault(person_id, Appearance(document))

    for participant in document.participants:
        if participant["person_id"] is not None and of(participant["person_id"]).listed is None:
            of(participant["person_id"]).listed = participant
    for turn in document.turns:
        for person_id in dict.fromkeys((turn["speaker_id"], *turn["joint_speaker_ids"])):
            if person_id is not None:
                of(person_id).said.append(turn)
        for person_id in dict.fromkeys(turn["addressee_ids"]):
            of(person_id).heard.append(turn)
    return found
