"""The documents of `seeds/`, read by the route and compared with their gold: with their sidecars, and without."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from flows.evaluate.gold import evaluate_rows, evaluate_seeds
from flows.reading.document import read_document
from flows.tables import rows

SEEDS = Path(__file__).parent.parent / "seeds"
DOCUMENTS = sorted(file.parent.parent.name for file in SEEDS.glob("*/gold/turns.tsv"))
WITH_LAYOUT = [name for name in DOCUMENTS if (SEEDS / name / "gold" / "layout.tsv").exists()]
WITH_FRAGMENTS = [name for name in DOCUMENTS if (SEEDS / name / "gold" / "clean.tsv").exists()]
FULL = {"precision": 1.0, "recall": 1.0, "f1": 1.0}

both_ways = pytest.mark.parametrize("known", [True, False], ids=["with-sidecar", "raw-text-alone"])
each_document = pytest.mark.parametrize("document_id", DOCUMENTS)


@cache
def scores_of(document_id: str, known: bool) -> dict[str, Any]:
    """Scores of a document read with its sidecar, where ids must be the gold's, or from its raw text alone."""
    if known:
        result = evaluate_seeds(SEEDS, [document_id])
    else:
        record = read_document((SEEDS / document_id / "raw.txt").read_bytes(), document_id)
        result = evaluate_rows(rows([record]), SEEDS, exact_ids=False)
    scores: dict[str, Any] = result["documents"][document_id]
    return scores


def test_there_is_gold() -> None:
    assert DOCUMENTS
    assert WITH_LAYOUT
    assert WITH_FRAGMENTS == DOCUMENTS


@both_ways
@each_document
def test_turns_start_where_the_gold_says(document_id: str, known: bool) -> None:
    scores = scores_of(document_id, known)
    assert (scores["missed_lines"], scores["spurious_lines"]) == ([], [])
    assert scores["boundary"] == FULL


@both_ways
@each_document
def test_turns_end_where_the_gold_says_and_have_its_kinds_and_speakers(document_id: str, known: bool) -> None:
    assert scores_of(document_id, known)["exact_turn"] == FULL


@both_ways
@each_document
def test_every_word_has_the_right_speaker(document_id: str, known: bool) -> None:
    assert scores_of(document_id, known)["speaker_word_accuracy"] == 1.0


@both_ways
@each_document
def test_modes_are_those_of_the_gold(document_id: str, known: bool) -> None:
    scores = scores_of(document_id, known)
    assert scores["mode_accuracy"] >= 0.95
    assert scores["lowest_mode_recall"] >= 0.8


@both_ways
@each_document
def test_addressees_are_those_of_the_gold_and_nobody_else_is_named(document_id: str, known: bool) -> None:
    assert scores_of(document_id, known)["addressee_accuracy"] == 1.0


@both_ways
@each_document
def test_nothing_outside_the_talk_is_in_a_turn(document_id: str, known: bool) -> None:
    assert scores_of(document_id, known)["zone_words_in_turns"] == 0.0


@both_ways
@pytest.mark.parametrize("document_id", WITH_LAYOUT)
def test_paragraphs_and_pages_are_restored(document_id: str, known: bool) -> None:
    scores = scores_of(document_id, known)
    assert scores["paragraphs"]["precision"] >= 0.95, scores["paragraphs"]["spurious"]
    assert scores["paragraphs"]["recall"] >= 0.95, scores["paragraphs"]["missed"]
    assert scores["pages"]["found"] == scores["pages"]["gold"]


@pytest.mark.parametrize("document_id", WITH_FRAGMENTS)
def test_artifacts_are_gone_and_the_words_of_the_source_are_kept(document_id: str) -> None:
    assert scores_of(document_id, True)["wrong_fragments"] == []


def test_the_second_document_has_twenty_pages() -> None:
    assert scores_of("soviet-leaders-shah-1956-06-27", True)["pages"] == {"gold": 20, "found": 20}
