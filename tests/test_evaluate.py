"""The scores: known values, laws, and agreement with scorers written by others where these are at hand."""

from __future__ import annotations

import importlib.util
import json
import os
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from statistics import stdev
from types import ModuleType
from typing import Any

import pyarrow
import pytest
import segeval
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from flows.evaluate import corpus, gold
from flows.evaluate.corpus import evaluate_corpora, evaluate_corpus
from flows.evaluate.facts import score_facts, surname
from flows.evaluate.gold import evaluate_rows
from flows.evaluate.measures import (
    boundary_similarity,
    calibration,
    intervals,
    one_to_one,
    precision_recall_f1,
    window_errors,
)
from flows.evaluate.report import format_corpus, format_table
from flows.evaluate.starts import GoldDocument, score_document
from flows.reading.document import read_document
from flows.tables import rows

SEEDS = Path(__file__).parent.parent / "seeds"
DEVELOPMENT_DATA = os.environ.get("PARLEY_DEVELOPMENT_DATA")
needs_development_data = pytest.mark.skipif(
    not DEVELOPMENT_DATA, reason="PARLEY_DEVELOPMENT_DATA does not name the development data"
)

# --- measures -------------------------------------------------------------------------------------------------------

segmentations = st.integers(2, 120).flatmap(
    lambda n: st.tuples(st.just(n), st.sets(st.integers(1, n - 1)), st.sets(st.integers(1, n - 1)))
)


def masses(boundaries: set[int], length: int) -> tuple[int, ...]:
    edges = [0, *sorted(boundaries), length]
    return tuple(b - a for a, b in pairwise(edges))


@given(segmentations)
@settings(max_examples=150, deadline=None)
def test_segmentation_measures_agree_with_segeval(case: tuple[int, set[int], set[int]]) -> None:
    length, reference, found = case
    first, second = masses(reference, length), masses(found, length)
    pk, window_diff = window_errors(reference, found, length)
    if length > segeval.compute_window_size(first):
        assert pk == pytest.approx(float(segeval.pk(second, first)))
        assert window_diff == pytest.approx(float(segeval.window_diff(second, first)))
    if reference or found:
        expected = float(segeval.boundary_similarity(first, second))
        assert boundary_similarity(reference, found, length) == pytest.approx(expected)


@given(segmentations)
def test_segmentation_measures_are_perfect_for_equal_segmentations_only(case: tuple[int, set[int], set[int]]) -> None:
    length, reference, found = case
    assert window_errors(reference, reference, length) == (0.0, 0.0)
    assert boundary_similarity(reference, reference, length) == 1.0
    assert (boundary_similarity(reference, found, length) == 1.0) == (reference == found)


def test_a_near_miss_costs_less_than_a_miss() -> None:
    assert boundary_similarity({10}, {11}, 50) == 0.5
    assert boundary_similarity({10}, {20}, 50) == 0.0
    assert boundary_similarity({10}, {12}, 50, span=4) == 0.5


def test_boundaries_outside_the_text_do_not_count() -> None:
    assert boundary_similarity({0, 5}, {5, 50}, 50) == 1.0
    assert window_errors({0, 5}, {5, 50}, 50) == (0.0, 0.0)


def test_precision_recall_f1() -> None:
    assert precision_recall_f1(3, 4, 3, 6) == {"precision": 0.75, "recall": 0.5, "f1": 0.6}
    assert precision_recall_f1(0, 0, 0, 0) == {"precision": 0.0, "recall": 0.0, "f1": 0.0}


def test_names_are_mapped_once_and_the_most_frequent_pair_wins() -> None:
    pairs = [("a", "X"), ("a", "Y"), ("a", "Y"), ("b", "Y"), ("b", "X"), ("c", "X")]
    assert one_to_one(pairs) == {"a": "Y", "b": "X"}


def test_ties_of_names_fall_to_the_first_in_the_text() -> None:
    assert one_to_one([("b", "Y"), ("a", "Y"), ("a", "X")]) == {"b": "Y", "a": "X"}


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=60))
def test_calibration_counts_every_turn_once_and_a_sharper_confidence_ranks_better(
    judged: list[tuple[float, bool]],
) -> None:
    table = calibration(judged)
    assert sum(level["turns"] for level in table["bins"]) == len(judged)
    both = len({right for _, right in judged}) == 2
    assert (table["auroc"] is not None) == both
    if both:
        assert calibration([(float(right), right) for _, right in judged])["auroc"] == 1.0
        assert calibration([(0.5, right) for _, right in judged])["auroc"] == 0.5


def test_calibration_of_a_small_case() -> None:
    judged = [(0.2, False)] + [(0.9, True)] * 7 + [(0.9, False), (1.0, True)]
    table = calibration(judged)
    assert table["right"] == 0.8
    assert table["bins"] == [
        {"from": 0.0, "to": 0.5, "turns": 1, "confidence": 0.2, "right": 0.0},
        {"from": 0.9, "to": 0.95, "turns": 8, "confidence": 0.9, "right": 0.875},
        {"from": 0.95, "to": 1.0, "turns": 1, "confidence": 1.0, "right": 1.0},
    ]
    assert table["error"] == 0.04
    assert table["auroc"] == pytest.approx((8 + 1 + 7 / 2) / 16, abs=1e-4)
    assert table["least_sure_tenth"] == 0.5


def test_intervals_are_the_same_each_time_and_hold_the_value() -> None:
    draw = random.Random(1)
    values = [draw.gauss(10, 2) for _ in range(40)]

    def mean(drawn: Sequence[float]) -> dict[str, float | None]:
        return {"mean": sum(drawn) / len(drawn), "nothing": None}

    found = intervals(values, mean)
    low, high = found["mean"]
    assert found == intervals(values, mean)
    assert list(found) == ["mean"]
    assert low < sum(values) / 40 < high
    assert high - low == pytest.approx(4 * stdev(values) / 40**0.5, rel=0.1)
    assert intervals(values[:1], mean) == {}


# --- date and participants ------------------------------------------------------------------------------------------


def test_surnames() -> None:
    assert surname("Ms. Ada B. O’Rourke-Smith, Jr.") == "o’rourke-smith"
    assert surname("Vale, Ada") == "vale"
    assert surname("Ada Vale Jr") == "vale"
    assert surname("1961") is None


def test_each_printed_line_answers_for_one_participant() -> None:
    facts = {
        "date": "1961-05-04",
        "participants": [
            {"text": "Ada Vale, Minister", "name": "Ada Vale"},
            {"text": "Bo Lind", "name": None, "full": "Lind, Bo"},
            {"text": "The interpreter", "name": None, "full": None},
        ],
    }
    counts = score_facts(facts, "1961-05-04", ["Ada Vale", "The Vale", "Minister Lind", "Nobody"])
    assert counts == Counter(
        dates=1, dates_right=1, lists=1, participants=2, participants_found=2, listed=4, listed_right=2
    )
    assert score_facts(facts, None, [])["dates_right"] == 0


def test_a_list_with_one_known_participant_does_not_count() -> None:
    facts = {"date": None, "participants": [{"text": "Ada Vale", "name": "Ada Vale"}]}
    assert not +score_facts(facts, "1961", ["Ada Vale"])


# --- turn starts over a corpus --------------------------------------------------------------------------------------

RAW = """Header words here.

Vale: Good morning to all.

2. Lind: And to you.

He went on.

Vale: Thank you.

The meeting ended.
"""


def region(raw: str, words: str, kind: str, speaker: str | None) -> dict[str, Any]:
    return {"start": raw.index(words), "kind": kind, "speaker": speaker}


def document(raw: str = RAW, **facts: Any) -> GoldDocument:
    regions = (
        region(raw, "Header", "other", None),
        region(raw, "Vale: Good", "speech", "Vale"),
        region(raw, "2. Lind", "speech", "Lind"),
        region(raw, "He went", "speech", "Lind"),
        region(raw, "Vale: Thank", "speech", "Vale"),
        region(raw, "The meeting", "other", None),
    )
    return GoldDocument("talk", raw, facts, regions)


def turns(raw: str, *found: tuple[str, str | None, str]) -> list[dict[str, Any]]:
    """Turns that start at the words given (speaker, kind), each up to the next."""
    starts = [raw.index(words) for words, _, _ in found]
    return [
        {"raw_start": start, "raw_end": end, "speaker_id": speaker, "kind": kind, "confidence": 0.5, "rule": "label"}
        for start, end, (_, speaker, kind) in zip(starts, [*starts[1:], len(raw)], found, strict=True)
    ]


RIGHT = [
    ("Vale: Good", "v", "speech"),
    ("Lind: And", "l", "speech"),
    ("Vale: Thank", "v", "speech"),
    ("The meeting", None, "narration"),
]


def test_right_turns_score_full_marks_whatever_stands_before_their_first_word() -> None:
    score = score_document(document(), turns(RAW, *RIGHT))
    assert score.counts == Counter(
        documents=1, missing=0, gold=3, predicted=3, hit=3, right=3, words=16, wrong=0, outside=6, junk=0
    )
    assert (score.pk, score.window_diff, score.boundary_similarity) == (0.0, 0.0, 1.0)
    assert all(judged.right for judged in score.judgements)


def test_where_a_speaker_goes_on_a_start_counts_neither_for_nor_against() -> None:
    split = [*RIGHT[:2], ("He went", "l", "speech"), *RIGHT[2:]]
    inside = [*RIGHT[:2], ("to you", "l", "speech"), *RIGHT[2:]]
    expected = score_document(document(), turns(RAW, *RIGHT)).counts
    assert score_document(document(), turns(RAW, *split)).counts == expected
    assert score_document(document(), turns(RAW, *inside)).counts == expected


def test_wrong_starts_speakers_and_junk_are_counted() -> None:
    found = [(words, "v", "speech") for words in ("Vale: Good", "Lind: And", "Vale: Thank")]
    found.insert(0, ("Header", "x", "speech"))
    counts = score_document(document(), turns(RAW, *found)).counts
    assert (counts["gold"], counts["predicted"], counts["hit"], counts["right"]) == (3, 4, 3, 2)
    assert (counts["words"], counts["wrong"]) == (16, 7)
    assert (counts["outside"], counts["junk"]) == (6, 6)


def test_what_is_unsure_or_unscored_counts_nowhere() -> None:
    whole = document()
    unsure = GoldDocument(
        "talk",
        RAW,
        {"unscored": [[0, RAW.index("Vale: Good")]]},
        (*whole.regions[:2], {**whole.regions[2], "kind": "unsure"}, *whole.regions[3:]),
    )
    counts = score_document(unsure, turns(RAW, ("Header", "x", "speech"), *RIGHT)).counts
    assert (counts["gold"], counts["hit"], counts["predicted"]) == (3, 2, 3)
    assert (counts["outside"], counts["junk"]) == (3, 0)


def test_after_something_unsure_the_same_speaker_starts_anew() -> None:
    whole = document()
    regions = (*whole.regions[:2], {**whole.regions[2], "kind": "unsure"}, *whole.regions[4:])
    assert score_document(GoldDocument("talk", RAW, {}, regions), []).counts["gold"] == 2
    regions = (*whole.regions[:2], {**whole.regions[2], "kind": "other"}, *whole.regions[4:])
    assert score_document(GoldDocument("talk", RAW, {}, regions), []).counts["gold"] == 1


def test_a_turn_without_a_speaker_is_never_right() -> None:
    score = score_document(document(), turns(RAW, *[(words, None, kind) for words, _, kind in RIGHT]))
    assert (score.counts["hit"], score.counts["right"], score.counts["junk"]) == (3, 0, 0)
    assert score.counts["wrong"] == score.counts["words"]


@pytest.mark.parametrize("spans", [[(5, 9), (8, 12)], [(-1, 4)], [(3, 3)], [(0, len(RAW) + 1)]])
def test_turns_that_overlap_or_lie_outside_the_text_are_refused(spans: list[tuple[int, int]]) -> None:
    found = [{"raw_start": a, "raw_end": b, "kind": "speech", "speaker_id": "v"} for a, b in spans]
    with pytest.raises(ValueError, match=r"overlap|outside"):
        score_document(document(), found)


def test_a_volume_is_held_out_by_its_name_alone() -> None:
    assert corpus.volume("frus1999-d2v1-d12.period") == "frus1999-d2v1"
    assert corpus.volume("12-34-note-of-d5-talks") == "12"
    for name in ("frus1999v1-d1", "frus1998v2-d1", "3-7-note", "5-7-note"):
        digest = sha256(corpus.volume(name).encode()).hexdigest()
        assert corpus.is_held_out(name) == (int(digest, 16) % 2 == 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A corpus of one document that is held out and two styles of one that is not."""
    talks = tmp_path / "corpora" / "talks"
    talks.mkdir(parents=True)
    volumes = [f"frus{n}" for n in range(1900, 1920)]
    kept = next(name for name in volumes if not corpus.is_held_out(f"{name}-d1"))
    held = next(name for name in volumes if corpus.is_held_out(f"{name}-d1"))
    for name, style in ((f"{kept}-d1", "labelled"), (f"{kept}-d2.period", None), (f"{held}-d1", "labelled")):
        facts: dict[str, Any] = {"document": name, "style": style, "date": "1961-05-04", "participants": []}
        (talks / f"{name}.txt").write_text(RAW, "utf-8")
        lines = [facts, *document().regions]
        (talks / f"{name}.gold.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return talks


def reader(data: bytes, document_id: str) -> Mapping[str, list[dict[str, Any]]]:
    """Right for documents of which the id says no style; of the others it finds the first turn."""
    found = turns(data.decode(), *RIGHT)[: None if "." not in document_id else 1]
    return {"documents": [{"date": "1961-05-04"}], "participants": [], "turns": found}


def test_a_corpus_is_scored_by_style_and_the_held_out_only_when_asked_for(folder: Path) -> None:
    result = evaluate_corpus(folder, reader=reader)
    assert list(result) == ["development"]
    development = result["development"]
    assert {name: style["f1"] for name, style in development["styles"].items()} == {"labelled": 1.0, "period": 0.5}
    assert development["all"]["documents"] == 2
    assert development["all"]["recall"] == pytest.approx(4 / 6, abs=1e-4)
    assert development["all"]["intervals"]["f1"] == [0.5, 1.0]
    assert [worst["f1"] for worst in development["worst"]] == [0.5, 1.0]
    assert development["rules"] == {"label": {"turns": 4, "right": 1.0}}
    assert development["metadata"]["date_accuracy"] == 1.0
    assert evaluate_corpus(folder, held_out=True, reader=reader)["held_out"]["all"]["documents"] == 1


def test_a_result_is_json_without_texts_and_fits_the_terminal(folder: Path) -> None:
    result = evaluate_corpora(folder.parent, held_out=True, reader=reader)
    text = json.dumps(result, allow_nan=False)
    assert "morning" not in text
    assert result["calibration"]["development"]["turns"] == 4
    shown = format_corpus(json.loads(text))
    assert f"{folder.name}: held-out documents" in shown
    assert max(map(len, shown.split("\n"))) <= 80
    assert evaluate_corpora(folder, held_out=True, reader=reader) == result
    for file in folder.glob("*-d[12].*"):
        if not corpus.is_held_out(file.name):
            file.unlink()
    rest = evaluate_corpora(folder, reader=reader)
    assert rest["corpora"] == {folder.name: {}}
    assert f"{folder.name}: every document of it is held out" in format_corpus(rest)


def test_a_folder_without_gold_and_gold_that_is_not_json_are_named(folder: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(ValueError, match="no corpus"):
        evaluate_corpora(empty, reader=reader)
    broken = next(path for path in folder.glob("*.period.gold.jsonl"))
    broken.write_text('{"style": "x"}\n{"start": \n', "utf-8")
    with pytest.raises(ValueError, match=re.escape(f"{broken.name}:2")):
        evaluate_corpus(folder, reader=reader)


# --- documents of the seeds -----------------------------------------------------------------------------------------


def gold_turns(raw: str, regions: Sequence[gold.GoldRegion]) -> list[dict[str, Any]]:
    """The turns that a perfect route would find."""
    return [
        {
            "raw_start": each.raw_start,
            "raw_end": each.raw_end,
            "kind": each.kind,
            "mode": each.modes[0] or None,
            "speaker_id": each.speaker,
            "addressee_ids": list(each.addressees),
        }
        for each in regions
        if each.kind != "zone"
    ]


def gold_and_raw(document_id: str) -> tuple[Path, str]:
    return SEEDS / document_id / "gold" / "turns.tsv", (SEEDS / document_id / "raw.txt").read_bytes().decode("utf-8")


WITH_GOLD = sorted(file.parent.parent.name for file in SEEDS.glob("*/gold/turns.tsv"))
WITH_LAYOUT = [name for name in WITH_GOLD if (SEEDS / name / "gold" / "layout.tsv").exists()]


@pytest.mark.parametrize("document_id", WITH_GOLD)
def test_the_gold_scores_full_marks_against_itself(document_id: str) -> None:
    file, raw = gold_and_raw(document_id)
    regions = gold.read_gold(file, raw)
    scores = gold.evaluate_document(raw, regions, gold_turns(raw, regions))
    full = {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert scores == {
        "gold_turns": len([r for r in regions if r.kind != "zone"]),
        "predicted_turns": scores["gold_turns"],
        "boundary": full,
        "exact_turn": full,
        "speaker_word_accuracy": 1.0,
        "mode_accuracy": 1.0,
        "lowest_mode_recall": 1.0,
        "addressee_accuracy": 1.0,
        "zone_words_in_turns": 0.0,
        "missed_lines": [],
        "spurious_lines": [],
    }


def test_ids_are_compared_exactly_or_mapped_one_to_one() -> None:
    raw = "A speaks here.\nB answers.\nA ends.\n"
    regions = [
        gold.GoldRegion(0, 14, "speech", ("direct",), "a", ("b",)),
        gold.GoldRegion(15, 25, "speech", ("direct",), "b", ("a",)),
        gold.GoldRegion(26, 33, "speech", ("direct",), "a", ()),
    ]
    renamed = [
        {
            **turn,
            "speaker_id": turn["speaker_id"].upper(),
            "addressee_ids": [name.upper() for name in turn["addressee_ids"]],
        }
        for turn in gold_turns(raw, regions)
    ]
    exact, mapped = (gold.evaluate_document(raw, regions, renamed, exact_ids) for exact_ids in (True, False))
    assert exact["boundary"]["f1"] == mapped["boundary"]["f1"] == 1.0
    assert (exact["exact_turn"]["f1"], mapped["exact_turn"]["f1"]) == (0.0, 1.0)
    assert (exact["speaker_word_accuracy"], mapped["speaker_word_accuracy"]) == (0.0, 1.0)
    assert (exact["addressee_accuracy"], mapped["addressee_accuracy"]) == (pytest.approx(1 / 3, abs=1e-4), 1.0)


def test_modes_ends_and_kinds_are_compared_where_the_start_is_right() -> None:
    raw = "A one.\nB two.\nA three.\nB four.\nA five.\n"
    starts = [raw.index(line) for line in raw.splitlines()]
    modes = [("direct",), ("direct", "mixed"), ("direct",), ("reported",), ("reported",)]
    regions = [
        gold.GoldRegion(start, start + len(line), "speech", mode, line[0], ())
        for start, line, mode in zip(starts, raw.splitlines(), modes, strict=True)
    ]
    found = gold_turns(raw, regions)
    found[0]["mode"], found[1]["mode"], found[3]["mode"] = "reported", "mixed", None
    found[2]["raw_end"] -= 2
    found[4]["kind"] = "narration"
    scores = gold.evaluate_document(raw, regions, found)
    assert scores["boundary"]["f1"] == 1.0
    assert scores["exact_turn"]["f1"] == 0.6
    assert scores["mode_accuracy"] == 0.6
    assert scores["lowest_mode_recall"] == pytest.approx(2 / 3, abs=1e-4)


def test_what_was_missed_and_what_is_spurious_is_given_by_line() -> None:
    raw = "Title\nA speaks here.\nB answers.\n"
    regions = [
        gold.GoldRegion(0, 5, "zone", ("title",), None, ()),
        gold.GoldRegion(6, 20, "speech", ("direct",), "a", ()),
        gold.GoldRegion(21, 31, "speech", ("direct",), "b", ()),
    ]
    found = [{"raw_start": 0, "raw_end": 31, "kind": "speech", "mode": "direct", "speaker_id": "a"}]
    scores = gold.evaluate_document(raw, regions, found)
    assert (scores["missed_lines"], scores["spurious_lines"]) == ([2, 3], [1])
    assert scores["zone_words_in_turns"] == 1.0
    assert scores["speaker_word_accuracy"] == 0.6


def rows_of(document_id: str, raw: str, clean: str, edits: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    turn = {
        "document_id": document_id,
        "raw_start": raw.index("A"),
        "raw_end": len(raw.rstrip()),
        "clean_start": 0,
        "clean_end": len(clean),
        "kind": "speech",
        "mode": "direct",
        "speaker_id": "a",
        "addressee_ids": [],
    }
    documents = [{"document_id": document_id, "text": clean, "pages": 2}]
    return {"documents": documents, "turns": [turn], "edits": edits}


def test_rows_are_scored_against_the_gold_of_their_folder(tmp_path: Path) -> None:
    raw = "A speaks\nhere.\nMore of it.\nThe end.\n"
    clean = "A speaks here.\n\nMore of it.\n\nThe end."

    def edit(raw_start: int, raw_text: str, clean_start: int, clean_text: str) -> dict[str, Any]:
        return {
            "document_id": "talk",
            "rule": "layout",
            "raw_start": raw_start,
            "raw_end": raw_start + len(raw_text),
            "raw_text": raw_text,
            "clean_start": clean_start,
            "clean_end": clean_start + len(clean_text),
            "clean_text": clean_text,
        }

    edits = [edit(8, "\n", 8, " "), edit(15, "", 15, "\n"), edit(27, "", 28, "\n"), edit(35, "\n", 37, "")]
    folder = tmp_path / "talk" / "gold"
    folder.mkdir(parents=True)
    (folder / "turns.tsv").write_text("line\tkind\tmode\tspeaker\taddressees\tlabel\n1\tspeech\tdirect\ta\t\tA\n")
    (folder / "layout.tsv").write_text("line\tmark\n2\tpage\n2\tparagraph\n4\tparagraph?\n3\tparagraph\n")
    (folder / "clean.tsv").write_text("document\texpect\tfragment\ntalk\tpresent\tspeaks here\ntalk\tabsent\tThe end\n")
    result = evaluate_rows(rows_of("talk", raw, clean, edits), tmp_path)
    scores = result["documents"]["talk"]
    assert scores["exact_turn"]["f1"] == 1.0
    assert scores["paragraphs"] == {"precision": 1.0, "recall": 0.5, "f1": 0.6667, "missed": [2], "spurious": []}
    assert scores["pages"] == {"gold": 2, "found": 2}
    assert scores["wrong_fragments"] == ["The end"]
    shown = format_table(result)
    assert "wrong in the clean text: 'The end'" in shown
    assert max(map(len, shown.split("\n"))) <= 80
    assert evaluate_rows(rows_of("other", raw, clean, []), tmp_path) == {"documents": {}}


def test_gold_outside_the_text_or_out_of_order_is_named(tmp_path: Path) -> None:
    file = tmp_path / "turns.tsv"
    header = "line\tkind\tmode\tspeaker\taddressees\tlabel\n"
    file.write_text(header + "9\tspeech\tdirect\ta\t\tA\n")
    with pytest.raises(ValueError, match=r"turns\.tsv:2: no such line"):
        gold.read_gold(file, "one\ntwo\n")
    file.write_text(header + "2\tspeech\tdirect\ta\t\tA\n1\tspeech\tdirect\tb\t\tB\n")
    with pytest.raises(ValueError, match="out of order"):
        gold.read_gold(file, "one\ntwo\n")


def test_a_figure_just_below_one_is_not_shown_as_one() -> None:
    scores = {
        "predicted_turns": 9,
        "gold_turns": 9,
        "boundary": {"f1": 0.9996},
        "exact_turn": {"f1": 1.0},
        "speaker_word_accuracy": None,
        "mode_accuracy": 0.57,
        "lowest_mode_recall": 0.0,
        "addressee_accuracy": 1.0,
        "zone_words_in_turns": 0.0,
        "missed_lines": list(range(1, 13)),
        "spurious_lines": [],
    }
    shown = format_table({"documents": {"a-document-whose-name-is-much-longer-than-the-room-for-it": scores}})
    cells = shown.split("\n")[1].split()
    assert cells[1:] == ["9/9", ".999", "1.00", "-", ".570", ".000", "1.00", ".000"]
    assert "10 and 2 more" in " ".join(shown.split())
    assert max(map(len, shown.split("\n"))) <= 80


# --- agreement with the scorers of the development data ---------------------------------------------------------------


def scorer(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, Path(DEVELOPMENT_DATA or "") / "eval" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def perturbed(found: list[dict[str, Any]], draw: random.Random, length: int) -> list[dict[str, Any]]:
    """The same turns with some lost, cut, joined to the next, or given to another speaker, mode or addressee."""
    speakers = [*sorted({turn["speaker_id"] for turn in found if turn["speaker_id"]}), "somebody-else", None]
    changed: list[dict[str, Any]] = []
    for turn in found:
        turn = dict(turn)
        change = draw.randrange(12)
        if change == 0:
            continue
        if change == 1 and changed:
            changed[-1]["raw_end"] = turn["raw_end"]
            continue
        if change == 2:
            turn["raw_start"] = min(turn["raw_end"] - 1, turn["raw_start"] + draw.randrange(1, 40))
        if change == 3:
            turn["speaker_id"] = draw.choice(speakers)
        if change == 4:
            turn["mode"] = draw.choice(["direct", "reported", "mixed", None])
        if change == 5:
            turn["kind"] = draw.choice(["speech", "action", "narration"])
        if change == 6:
            turn["addressee_ids"] = [name for name in draw.sample(speakers, 2) if name]
        changed.append(turn)
    if found[0]["raw_start"] > 40 and draw.randrange(2):
        changed.insert(0, {**found[0], "raw_start": 3, "raw_end": draw.randrange(4, 40)})
    return changed


@needs_development_data
@pytest.mark.parametrize("document_id", WITH_GOLD)
def test_scores_of_a_document_agree_with_the_other_scorer(document_id: str) -> None:
    file, raw = gold_and_raw(document_id)
    other = scorer("score_turns")
    regions, other_regions = gold.read_gold(file, raw), other.gold_regions(raw, file)
    right = gold_turns(raw, regions)
    for seed in range(12):
        found = perturbed(right, random.Random(seed), len(raw))
        for exact_ids in (True, False):
            expected = other.score(raw, other_regions, found, exact_ids)
            scores = gold.evaluate_document(raw, regions, found, exact_ids)
            assert len(scores.pop("missed_lines")[:20]) == len(expected.pop("missed"))
            assert len(scores.pop("spurious_lines")[:20]) == len(expected.pop("spurious"))
            assert scores == expected


@needs_development_data
@pytest.mark.parametrize("document_id", WITH_LAYOUT)
def test_layout_scores_agree_with_the_other_scorer(
    document_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file, raw = gold_and_raw(document_id)
    document_rows = dict(rows([read_document(raw.encode("utf-8"), document_id)]))
    document_rows["turns"] = [row for number, row in enumerate(document_rows["turns"]) if number % 4]
    for table in ("documents", "edits", "turns"):
        parquet.write_table(pyarrow.Table.from_pylist(document_rows[table]), tmp_path / f"{table}.parquet")
    layout, fragments = file.with_name("layout.tsv"), file.with_name("clean.tsv")
    arguments = [file.parent.parent / "raw.txt", tmp_path, document_id, "--layout", layout, "--fragments", fragments]
    monkeypatch.setattr("sys.argv", ["score_clean", *map(str, arguments)])
    scorer("score_clean").main()
    expected = json.loads(capsys.readouterr().out)
    scores = evaluate_rows(document_rows, SEEDS, exact_ids=False)["documents"][document_id]
    expected["paragraphs"]["f1"] = scores["paragraphs"]["f1"]
    assert scores["paragraphs"] == expected["paragraphs"]
    assert scores["pages"] == expected["pages"]
    assert scores["wrong_fragments"] == expected["fragments_wrong"]


def split_at_colons(raw: str, draw: random.Random) -> list[dict[str, Any]]:
    """Turns as a naive reader sees them, some with a wrong label, without one, or as narration."""
    labels = list(re.finditer(r"^[ _*]*([A-Z][\w.’' ]{1,40}):", raw, re.MULTILINE))
    names = [label[1] for label in labels]
    starts = [label.start() for label in labels]
    found = []
    for label, (start, end) in zip(labels, pairwise([*starts, len(raw)]), strict=True):
        change = draw.randrange(20)
        found.append(
            {
                "raw_start": start,
                "raw_end": end if change else label.end(),
                "kind": "narration" if change == 1 else "speech",
                "speaker_id": None,
                "speaker_label": draw.choice(names) if change == 2 else None if change == 3 else label[1],
            }
        )
    return found


def development_documents() -> Iterator[tuple[Path, GoldDocument]]:
    for folder in sorted((Path(DEVELOPMENT_DATA or "") / "corpora").iterdir()):
        if folder.is_dir():
            for each in corpus.gold_documents(folder, held_out=False):
                yield folder, each


@needs_development_data
def test_counts_of_corpora_agree_with_the_other_scorer() -> None:
    other = scorer("score_corpus")
    hits = 0
    for number, (_, each) in enumerate(development_documents()):
        naive = split_at_colons(each.raw, random.Random(number))
        route = rows([read_document(each.raw.encode("utf-8"), each.document_id)])["turns"]
        for found in (naive, route):
            expected = other.score_document(each.document_id, each.raw, each.facts, each.regions, found)
            assert score_document(each, found).counts == expected, each.document_id
            hits += expected["hit"]
    assert hits > 1000


@needs_development_data
def test_summaries_of_corpora_agree_with_the_other_scorer() -> None:
    other = scorer("score_corpus")

    def read(data: bytes, document_id: str) -> Mapping[str, list[dict[str, Any]]]:
        return {"documents": [], "participants": [], "turns": split_at_colons(data.decode(), random.Random(7))}

    totals: dict[str, Counter[str]] = {}
    for folder, each in development_documents():
        found = split_at_colons(each.raw, random.Random(7))
        counts = other.score_document(each.document_id, each.raw, each.facts, each.regions, found)
        totals.setdefault(folder.name, Counter()).update(counts)
    result = evaluate_corpora(Path(DEVELOPMENT_DATA or "") / "corpora", reader=read)["corpora"]
    for name, total in totals.items():
        summary = other.summary(total)
        summary["predicted_turns"] = summary.pop("predicted")
        scores = result[name]["development"]["all"]
        assert {key: scores[key] for key in summary} == summary


@needs_development_data
def test_dates_and_participants_agree_with_the_other_scorer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = scorer("score_metadata")
    gold_folder, out = tmp_path / "gold", tmp_path / "out"
    gold_folder.mkdir()
    out.mkdir()
    draw, counts = random.Random(3), Counter[str]()
    documents, participants = [], []
    for number, (_, each) in enumerate(development_documents()):
        document_id = f"{number}"
        (gold_folder / f"{document_id}.gold.jsonl").write_text(json.dumps(each.facts) + "\n", "utf-8")
        date = draw.choice([each.facts.get("date"), None, "1961-05-04"])
        names = [
            draw.choice([person.get("name"), person["text"], "The Secretary", None]) or ""
            for person in each.facts.get("participants") or []
        ]
        documents.append({"document_id": document_id, "date": date})
        participants += [{"document_id": document_id, "name_as_written": name} for name in names]
        counts += score_facts(each.facts, date, names)
    for name, listed in (("documents", documents), ("participants", participants)):
        (out / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in listed), "utf-8")
    other.main(gold_folder, out)
    expected = json.loads(capsys.readouterr().out)
    names_of_counts = ("listed_right", "listed", "participants_found", "participants")
    assert precision_recall_f1(*(counts[name] for name in names_of_counts)) == {
        key: expected[key] for key in ("precision", "recall", "f1")
    }
    assert (counts["dates"], counts["lists"], counts["participants"]) == (
        expected["dates"],
        expected["lists"],
        expected["participants"],
    )
    assert counts["dates_right"] / counts["dates"] == pytest.approx(expected["date_accuracy"], abs=1e-4)
