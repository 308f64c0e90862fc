"""What linguists load a release with: ConvoKit, and TEI after Parla-CLARIN."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.conftest import Run


def rows(release: Path, table: str) -> list[dict[str, Any]]:
    lines = (release / "jsonl" / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="session")
def schema(development_data: Path) -> Path:
    """The Parla-CLARIN schema, which is no part of the project."""
    if shutil.which("java") is None:
        pytest.skip("jing needs a Java runtime, and there is no command java")
    return development_data / "schemas" / "parla-clarin.rng"


def test_convokit_finds_every_turn_in_its_place(released: Path, run_in: Run, programs: Path) -> None:
    done = run_in("convokit", "python", programs / "convokit_corpus.py", released)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    turns = rows(released, "turns")
    documents = [row["document_id"] for row in rows(released, "documents")]
    expected = {name: [turn for turn in turns if turn["document_id"] == name] for name in documents}
    assert found["in_time"] == {name: [turn["turn_id"] for turn in each] for name, each in expected.items()}
    for name, each in expected.items():
        utterances = found["conversations"][name]
        assert [each["id"] for each in utterances] == found["in_time"][name]
        assert [each["reply_to"] for each in utterances] == [None, *found["in_time"][name][:-1]]
        assert [each["text"] for each in utterances] == [turn["speech"] for turn in each]
        assert [each["mode"] for each in utterances] == [turn["mode"] for turn in each]
    people = {row["person_id"] for row in rows(released, "people")}
    assert set(found["speakers"]) & people == {turn["speaker_id"] for turn in turns} - {None}
    assert set(found["speakers"]) - people <= {"[narration]", "[unresolved]"}


def test_convokit_notices_a_turn_that_follows_nothing(released: Path, run_in: Run, programs: Path) -> None:
    file = released / "convokit" / "utterances.jsonl"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(lines[1:]), encoding="utf-8")
    done = run_in("convokit", "python", programs / "convokit_corpus.py", released)
    assert done.returncode != 0 or len(json.loads(done.stdout.splitlines()[-1])["conversations"]) == 1


def test_every_document_is_valid_parla_clarin(released: Path, run_in: Run, schema: Path) -> None:
    files = sorted((released / "tei").glob("*.xml"))
    assert len(files) == len(rows(released, "documents"))
    done = run_in("jing", "pyjing", schema, *files)
    assert (done.returncode, done.stdout) == (0, "")


def test_jing_notices_what_parla_clarin_does_not_know(released: Path, run_in: Run, schema: Path) -> None:
    file = next((released / "tei").glob("*.xml"))
    file.write_text(file.read_text(encoding="utf-8").replace("<body>", "<body><talk/>"), encoding="utf-8")
    done = run_in("jing", "pyjing", schema, file)
    assert done.returncode != 0
    assert 'element "talk" not allowed' in done.stdout
