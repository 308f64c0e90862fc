"""The ConvoKit corpus of a release, held to its tables. `make acceptance` loads it with ConvoKit itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from flows.exports.summary import NARRATION, UNRESOLVED
from flows.release.folder import same_release
from flows.tables import rows
from schemas import Row
from tests.example import record
from tests.release_sample import release

ROWS = rows([record("lake"), record("shore")])
ROWS["people"].append(ROWS["people"][0] | {"person_id": "silent", "name": "Who says nothing"})


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return release(tmp_path_factory.mktemp("dist"), ROWS) / "convokit"


def read(corpus: Path, name: str) -> dict[str, Any]:
    found = json.loads((corpus / f"{name}.json").read_text(encoding="ascii"))
    assert isinstance(found, dict)
    return found


def utterances(corpus: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (corpus / "utterances.jsonl").read_text(encoding="ascii").splitlines()]


def test_each_turn_is_an_utterance_that_replies_to_the_turn_before(corpus: Path) -> None:
    found = [(each["id"], each["reply-to"], each["conversation_id"], each["timestamp"]) for each in utterances(corpus)]
    expected = []
    for document in ROWS["documents"]:
        before = None
        for place, turn in enumerate(of(document), start=1):
            expected.append((turn["turn_id"], before, document["document_id"], place))
            before = turn["turn_id"]
    assert found == expected
    assert len(found) == 8


def of(document: Row) -> list[Row]:
    return [turn for turn in ROWS["turns"] if turn["document_id"] == document["document_id"]]


def test_the_words_are_those_without_the_label(corpus: Path) -> None:
    first = utterances(corpus)[0]
    assert first["text"] == "Good daylight to you, Birch."
    assert (first["meta"]["mode"], first["meta"]["speaker_label"], first["meta"]["page"]) == ("direct", "Alder", 1)


def test_nobody_is_made_a_person(corpus: Path) -> None:
    lake = [(each["speaker"], each["meta"]["kind"]) for each in utterances(corpus)[:4]]
    assert lake == [
        ("alder", "speech"),
        ("lake.birch", "speech"),
        (UNRESOLVED, "speech"),
        (NARRATION, "narration"),
    ]
    speakers = read(corpus, "speakers")
    assert [name for name, each in speakers.items() if each["meta"]["placeholder"]] == [NARRATION, UNRESOLVED]
    assert set(speakers) == {each["speaker"] for each in utterances(corpus)}
    assert speakers["alder"]["meta"]["country"] == "Shore"
    notes = read(corpus, "corpus")["notes"]
    assert NARRATION in notes["placeholders"]
    assert "no claim" in notes["reply_to"]


def test_conversations_have_the_facts_of_their_documents(corpus: Path) -> None:
    found = read(corpus, "conversations")
    assert list(found) == [row["document_id"] for row in ROWS["documents"]]
    assert found["lake"]["meta"]["date"] == "1951-05-02"
    assert "text" not in found["lake"]["meta"]


def test_the_index_names_the_type_of_each_datum(corpus: Path) -> None:
    index = read(corpus, "index")
    metas = {
        "utterances-index": [each["meta"] for each in utterances(corpus)],
        "speakers-index": [each["meta"] for each in read(corpus, "speakers").values()],
        "conversations-index": [each["meta"] for each in read(corpus, "conversations").values()],
        "overall-index": [read(corpus, "corpus")],
    }
    for name, found in metas.items():
        for meta in found:
            assert list(meta) == list(index[name])
            for key, value in meta.items():
                assert value is None or index[name][key] == [str(type(value))], (name, key)


def test_the_same_rows_give_the_same_corpus(corpus: Path, tmp_path: Path) -> None:
    assert (
        same_release(corpus, release(tmp_path, {name: found[::-1] for name, found in ROWS.items()}) / "convokit") == []
    )
