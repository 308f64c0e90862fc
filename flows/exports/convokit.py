"""The release as a ConvoKit corpus: the folder `convokit/`, which `convokit.Corpus(filename=...)` loads.

Each turn is an utterance, each document a conversation. ConvoKit wants a speaker for every utterance: where nobody in
particular speaks, or where it cannot be told who, that is a placeholder in square brackets, never a person.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import pairwise
from pathlib import Path
from typing import Any

from flows.exports.content import Edition, ReleaseContent
from flows.exports.summary import NARRATION, UNRESOLVED, speaker
from schemas import TABLES, Field, Row, Rows, Table

FOLDER = "convokit"
NOTES = {
    "text": "The column `speech` of the table `turns`: the words without the speaker's label and the leading reporting "
    "words. The metadata of an utterance are the other columns of the turn.",
    "reply_to": "The turn before in the same document. It is the sequence of the record, no claim that one turn "
    "answers the other.",
    "timestamp": "The place of the turn in its document, counted from 1. It orders the turns and is no time.",
    "placeholders": f"{UNRESOLVED} speaks where it cannot be told who does, {NARRATION} where nobody in particular "
    "does. They are no persons: leave them out where speakers are counted or compared.",
}

_TYPES = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "date": "str"}
_OF_UTTERANCES = frozenset(
    {"turn_id", "document_id", "speaker_id", "text", "speech", "document_title", "document_date"}
)
_OF_CONVERSATIONS = frozenset({"document_id", "text"})
_OF_SPEAKERS = frozenset({"person_id"})


def write(folder: Path, content: ReleaseContent) -> None:
    """Writes speakers, conversations, corpus and index into `convokit/` in the folder of the release."""
    into, dataset = folder / FOLDER, content.dataset
    speakers = _speakers(content.summary.speakers, content.rows["people"])
    conversations = (
        (row["document_id"], {"meta": _meta(TABLES["documents"], _OF_CONVERSATIONS, row), "vectors": []})
        for row in content.rows["documents"]
    )
    corpus = {
        "name": dataset.name,
        "title": dataset.title,
        "description": dataset.description,
        "version": content.version,
        "date": content.date,
        "licence": dataset.licence.data,
        "source_rights": dataset.source_rights,
        "citation": dataset.citation(content.version, content.date),
        "notes": NOTES,
    }
    index = {
        "utterances-index": _index(TABLES["turns"], _OF_UTTERANCES),
        "speakers-index": _index(TABLES["people"], _OF_SPEAKERS) | {"placeholder": ["<class 'bool'>"]},
        "conversations-index": _index(TABLES["documents"], _OF_CONVERSATIONS),
        "overall-index": {name: [str(type(value))] for name, value in corpus.items()},
        "version": 1,
        "vectors": [],
    }
    for name, members in (
        ("speakers", speakers),
        ("conversations", conversations),
        ("corpus", corpus.items()),
        ("index", index.items()),
    ):
        with (into / f"{name}.json").open("w", encoding="ascii") as file:
            file.writelines(_object(members))


def files(rows: Mapping[str, Rows], edition: Edition) -> Iterator[tuple[str, bytes]]:
    """The utterances of the documents, as their piece of the file of all: its path in the release, and its bytes."""
    lines = (f"{_json(utterance)}\n" for utterance in _utterances(rows["turns"]))
    yield f"{FOLDER}/utterances.jsonl", "".join(lines).encode()


def _utterances(turns: Iterable[Row]) -> Iterator[dict[str, Any]]:
    """The turns, which are in the order of their documents, each with the id of the one before it."""
    for before, turn in pairwise([None, *turns]):
        assert turn is not None
        follows = before is not None and before["document_id"] == turn["document_id"]
        yield {
            "id": turn["turn_id"],
            "conversation_id": turn["document_id"],
            "text": turn["speech"],
            "speaker": speaker(turn),
            "reply-to": before["turn_id"] if before is not None and follows else None,
            "timestamp": turn["ordinal"],
            "meta": _meta(TABLES["turns"], _OF_UTTERANCES, turn),
            "vectors": [],
        }


def _speakers(held: Set[str], people: Iterable[Row]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Those who hold a turn: persons, and the placeholders that are needed."""
    table = TABLES["people"]
    for row in people:
        if row["person_id"] in held:
            meta = _meta(table, _OF_SPEAKERS, row) | {"placeholder": False}
            yield row["person_id"], {"meta": meta, "vectors": []}
    nobody: dict[str, Any] = {
        field.name: [] if _is_list(field) else None for field in table.fields if field.name not in _OF_SPEAKERS
    }
    for placeholder in (NARRATION, UNRESOLVED):
        if placeholder in held:
            meta = _meta(table, _OF_SPEAKERS, nobody) | {"placeholder": True}
            yield placeholder, {"meta": meta, "vectors": []}


def _meta(table: Table, without: frozenset[str], row: Row) -> dict[str, Any]:
    return {name: row[name] for name in table.columns if name not in without}


def _index(table: Table, without: frozenset[str]) -> dict[str, list[str]]:
    return {
        field.name: [f"<class '{'list' if _is_list(field) else _TYPES[field.type]}'>"]
        for field in table.fields
        if field.name not in without
    }


def _is_list(field: Field) -> bool:
    return field.type.startswith("list")


def _object(members: Iterable[tuple[str, Any]]) -> Iterator[str]:
    """A JSON object, of which only one member at a time is in memory."""
    before = "{"
    for name, value in members:
        yield f"{before}{_json(name)}: {_json(value)}"
        before = ", "
    yield "{}\n" if before == "{" else "}\n"


def _json(value: Any) -> str:
    # ConvoKit opens its files in the encoding of the machine, and all of these know ASCII.
    return json.dumps(value, ensure_ascii=True, allow_nan=False)
