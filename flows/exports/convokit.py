"""The release as a ConvoKit corpus: the folder `convokit/`, which `convokit.Corpus(filename=...)` loads.

Each turn is an utterance, each document a conversation. ConvoKit wants a speaker for every utterance: where nobody in
particular speaks, or where it cannot be told who, that is a placeholder in square brackets, never a person.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from flows.exports.content import ReleaseContent
from schemas import TABLES, Field, Row, Table

FOLDER = "convokit"
UNRESOLVED = "[unresolved]"
NARRATION = "[narration]"
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
    """Writes `convokit/` into the folder of the release: utterances, speakers, conversations, corpus and index."""
    into = folder / FOLDER
    into.mkdir(exist_ok=True)
    turns, dataset = content.rows["turns"], content.dataset
    speakers = _speakers(turns, content.rows["people"])
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
    with (into / "utterances.jsonl").open("w", encoding="ascii") as file:
        file.writelines(f"{_json(utterance)}\n" for utterance in _utterances(turns))
    for name, members in (
        ("speakers", speakers),
        ("conversations", conversations),
        ("corpus", corpus.items()),
        ("index", index.items()),
    ):
        with (into / f"{name}.json").open("w", encoding="ascii") as file:
            file.writelines(_object(members))


def _utterances(turns: Iterable[Row]) -> Iterator[dict[str, Any]]:
    """The turns, which are in the order of their documents, each with the id of the one before it."""
    for before, turn in pairwise([None, *turns]):
        assert turn is not None
        follows = before is not None and before["document_id"] == turn["document_id"]
        yield {
            "id": turn["turn_id"],
            "conversation_id": turn["document_id"],
            "text": turn["speech"],
            "speaker": _speaker(turn),
            "reply-to": before["turn_id"] if before is not None and follows else None,
            "timestamp": turn["ordinal"],
            "meta": _meta(TABLES["turns"], _OF_UTTERANCES, turn),
            "vectors": [],
        }


def _speaker(turn: Row) -> str:
    if turn["speaker_id"] is not None:
        return str(turn["speaker_id"])
    return NARRATION if turn["kind"] == "narration" else UNRESOLVED


def _speakers(turns: Iterable[Row], people: Iterable[Row]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Those who hold a turn: persons, and the placeholders that are needed."""
    held = {_speaker(turn) for turn in turns}
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
