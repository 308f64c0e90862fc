"""The pages of the reader, as text. Jinja escapes whatever comes from a document; nothing else writes HTML but
`parallel_text`, which does so too.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from flows.dataset import Dataset
from flows.exports.reader import citation
from flows.exports.reader.parallel_text import parallel_text
from flows.exports.reader.search_data import form, search_files
from flows.exports.reader.timeline import lanes, speaker, speakers
from schemas import Row

FLAGS = {
    "unresolved-speaker": "It cannot be told who speaks.",
    "pronoun-speaker": "The text names the speaker by a pronoun only.",
    "low-confidence": "The start or the speaker of this turn may be wrong.",
}
"""What a reader is told of each flag."""

BASES = {"catalogue": "from a catalogue", "curated": "supplied by the editors"}

_INITIALS = re.compile(r"\b([^\W\d_]\.) (?=[^\W\d_])")
_BY_DOCUMENT = itemgetter("document_id")


@dataclass(slots=True)
class _Document:
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
        return sum(turn["words"] for turn in self.turns)


@dataclass(slots=True)
class _Person:
    """A person, with the turns that are theirs or are addressed to them, and how each document lists them."""

    row: Row
    said: list[Row] = field(default_factory=list)
    heard: list[Row] = field(default_factory=list)
    listed: dict[str, Row] = field(default_factory=dict)


def reader_pages(
    rows: Mapping[str, Sequence[Row]], dataset: Dataset, version: str, date: str
) -> Iterator[tuple[str, str]]:
    """The pages and the data of the search: the path of each in the reader's folder, and its text.

    `rows` has the rows of each table in the order of the release; `date` is the ISO date of that.
    """
    documents = _documents(rows)
    by_id = {document.row["document_id"]: document for document in documents}
    people = _people(rows)
    names = {person_id: person.row["name"] for person_id, person in people.items()}
    of_all = {
        "dataset": dataset,
        "date": date,
        "documents": documents,
        "names": names,
        "version": version,
    }

    def page(path: str, template: str, **values: Any) -> tuple[str, str]:
        found = _environment().get_template(f"{template}.html.jinja")
        return path, found.render(of_all | values, up="../" * path.count("/"))

    yield page("index.html", "index", turns=rows["turns"])
    yield page("people.html", "people", people=sorted(people.values(), key=lambda person: _by_name(person.row)))
    yield page("search.html", "search")
    for document in documents:
        turns, row = document.turns, document.row
        yield page(
            f"documents/{row['document_id']}.html",
            "document",
            document=document,
            passages=parallel_text(row, document.sections, turns, document.spans, document.edits),
            lanes=lanes(turns),
            citations={
                "chicago": citation.chicago(row, dataset, version, date),
                "bibtex": citation.bibtex(row, dataset, version, date),
            },
        )
    for person_id, person in people.items():
        yield page(
            f"people/{person_id}.html",
            "person",
            person=person,
            appearances=_appearances(person, by_id),
            said=_by_document(person.said, by_id),
            heard=_by_document(person.heard, by_id),
        )
    turns_of = {document_id: document.turns for document_id, document in by_id.items()}
    for name, script in search_files([document.row for document in documents], turns_of, names):
        yield f"search/{name}", script


@cache  # a template is slow to compile
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("flows.exports.reader"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"count_of": _count_of, "spaced": _spaced, "unbroken": _unbroken, "words_of": _words_of}
    environment.globals |= {
        "bases": BASES,
        "dates": citation.dates,
        "flags": FLAGS,
        "form": form,
        "speaker": speaker,
        "speakers": speakers,
    }
    return environment


def _documents(rows: Mapping[str, Sequence[Row]]) -> list[_Document]:
    """The documents in the order of their dates; those without a date come last."""
    of_document = {
        name: {document_id: list(found) for document_id, found in groupby(rows[name], _BY_DOCUMENT)}
        for name in ("sections", "turns", "spans", "edits", "participants")
    }
    ordered = sorted(rows["documents"], key=lambda row: (row["date"] is None, row["date"] or "", row["document_id"]))
    return [
        _Document(row, number, **{name: found.get(row["document_id"], []) for name, found in of_document.items()})
        for number, row in enumerate(ordered)
    ]


def _people(rows: Mapping[str, Sequence[Row]]) -> dict[str, _Person]:
    found = {row["person_id"]: _Person(row) for row in rows["people"]}
    for turn in rows["turns"]:
        for person_id in {turn["speaker_id"]: None, **dict.fromkeys(turn["joint_speaker_ids"])}:
            if person_id is not None:
                found[person_id].said.append(turn)
        for person_id in dict.fromkeys(turn["addressee_ids"]):
            found[person_id].heard.append(turn)
    for participant in rows["participants"]:
        if participant["person_id"] is not None:
            found[participant["person_id"]].listed.setdefault(participant["document_id"], participant)
    return found


def _by_document(turns: Iterable[Row], documents: Mapping[str, _Document]) -> list[tuple[_Document, list[Row]]]:
    """The turns by the documents they are in, in the order of these."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for turn in turns:
        found[turn["document_id"]].append(turn)
    return sorted(((documents[name], each) for name, each in found.items()), key=lambda item: item[0].number)


def _appearances(person: _Person, documents: Mapping[str, _Document]) -> list[tuple[_Document, Row | None, int, int]]:
    """The documents that a person is in: how they are listed there, and how many turns are theirs and to them."""
    said, heard = (Counter(turn["document_id"] for turn in turns) for turns in (person.said, person.heard))
    found = [documents[name] for name in {**person.listed, **said, **heard}]
    return [
        (doc, person.listed.get(name := doc.row["document_id"]), said[name], heard[name])
        for doc in sorted(found, key=lambda each: each.number)
    ]


def _by_name(row: Row) -> tuple[str, str]:
    return row["name"].casefold(), row["person_id"]


def _count_of(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _words_of(turns: Iterable[Row]) -> int:
    return sum(turn["words"] for turn in turns)


def _unbroken(title: str) -> str:
    """The title with its initials kept on one line."""
    return _INITIALS.sub("\\1\u00a0", title)


def _spaced(kind: str) -> str:
    return kind.replace("-", " ")
