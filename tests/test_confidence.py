"""What a confidence is made of, and that weights are found again in turns that were made by them."""

from __future__ import annotations

import math
import random
import re
import sys
from pathlib import Path

import pytest

from flows.evaluate.measures import calibration
from flows.evaluate.starts import score_document
from flows.lexicons import mapping
from flows.reading.document import read_document
from flows.record import Turn
from flows.segment.floor.confidence import Evidence, evidence, sureness, weigh, weights
from flows.segment.people.members import Member
from flows.tables import rows
from tests.benchmarks import confidence
from tests.benchmarks.confidence import DEVELOPMENT, fitted, judged, kept, left_out
from tests.test_reading import marked

TEXT = (
    "Alder: The bridge is open.\n\nThe bell rang\n\nBirch. No.\n\n"
    "Mr. Alder said that the bridge was open. He added that the road was. The Minister thought so."
)
WHOSE = [
    ("Alder:", "label", "0"),
    ("The bell", "narration", None),
    ("Birch.", "label", "1"),
    ("Mr. Alder", "head-clause", "0"),
    ("He", "pronoun", "0"),
    ("The Minister", "head-clause", "2"),
]
MEMBERS = [
    Member(0, "Alder", surname="alder", participant=0),
    Member(1, "Birch", surname="birch"),
    Member(2, "Minister", offices={"minister": 1}),
]


def turns(confidence: float = 0.9) -> list[Turn]:
    """Two turns with labels and what is told between them, and three without."""
    starts = [TEXT.index(head) for head, _, _ in WHOSE]
    found = []
    for start, end, (head, rule, speaker) in zip(starts, [*starts[1:], len(TEXT)], WHOSE, strict=True):
        kind = "speech" if speaker is not None else "narration"
        said_from = start + len(head) + 1 if rule == "label" else start
        turn = Turn(kind, start, end, said_from, rule, speaker=speaker, confidence=confidence)  # type: ignore[arg-type]
        turn.label = head.rstrip(":.") if speaker is not None else None
        found.append(turn)
    for turn, verb in zip(found[3:], ("say", "add", "think"), strict=True):
        turn.reporting_verb = verb
    return found


def known(drafter_speaks: bool = False) -> list[Evidence]:
    """The evidence of the turns of speech."""
    return [one for one in evidence(TEXT, turns(), MEMBERS, drafter_speaks) if one is not None]


def test_evidence_of_labels() -> None:
    alder, birch, *_ = known()
    assert alder["label-rule"] == pytest.approx(math.log(9))
    assert (alder["label-usual-sign"], birch["label-usual-sign"]) == (0.5, 0.5)
    assert (alder["label-usual-name"], birch["label-usual-name"]) == (1 / 3, 1.0)
    assert (alder["label-after-others"], birch["label-after-others"]) == (0.0, 1.0)
    assert (alder["label-in-mid-sentence"], birch["label-in-mid-sentence"]) == (0.0, 1.0)
    assert (alder["label-words"], birch["label-words"]) == (math.log1p(5), math.log1p(2))


def test_evidence_of_turns_without_labels() -> None:
    *_, said, added, thought = known()
    assert (said["surname"], thought["surname"]) == (1.0, 0.0)
    assert (said["listed"], thought["listed"]) == (1.0, 0.0)
    assert (said["says"], added["says"], thought["says"]) == (1.0, 1.0, 0.0)
    assert (said["turns"], thought["turns"]) == (math.log(3), 0.0)
    assert (said["speaks-once"], thought["speaks-once"]) == (0.0, 1.0)
    assert said["drafter-speaks"] == 0.0
    assert known(drafter_speaks=True)[-1]["drafter-speaks"] == 1.0


def test_nothing_is_known_of_narration_or_where_labels_are_parted_from_what_is_said() -> None:
    record = turns()
    record[0].rule = "parted-labels"
    record[0].speaker = None
    assert evidence(TEXT, record, MEMBERS, False)[:2] == [None, None]
    weigh(TEXT, record, MEMBERS, False)
    assert (record[0].confidence, record[1].confidence) == (0.9, 0.9)


def test_every_kind_of_evidence_has_a_weight_and_no_other() -> None:
    kinds = {kind for one in known() for kind in one}
    assert mapping("confidence-weights").keys() == kinds == weights().keys()


def test_who_is_listed_and_said_to_say_it_by_his_name_is_surer() -> None:
    record = turns()
    weigh(TEXT, record, MEMBERS, False)
    *_, said, _, thought = record
    assert said.confidence > thought.confidence
    assert all(0 < turn.confidence < 1 for turn in record)


def test_a_label_in_the_middle_of_a_sentence_is_less_sure() -> None:
    record, ended = turns(), TEXT.replace("rang\n\n", "rang.\n")
    weigh(TEXT, record, MEMBERS, False)
    again = turns()
    weigh(ended, again, MEMBERS, False)
    assert record[2].confidence < again[2].confidence
    assert record[0].confidence == again[0].confidence


def test_weights_are_found_again_in_turns_made_by_them() -> None:
    made_by = {"constant": 1.0, "rule": 2.0, "listed": -1.0, "label-constant": 2.0, "label-rule": 0.5}
    chance = random.Random(1)
    made = []
    for at in range(5000):
        one = {"constant": 1.0, "rule": chance.uniform(-2, 2), "listed": float(chance.random() < 0.5)}
        if at % 2:
            one = {"label-constant": 1.0, "label-rule": chance.uniform(-2, 2)}
        made.append((one, chance.random() < sureness(one, made_by)))
    found = fitted(made)
    assert found == pytest.approx(made_by, abs=0.25)
    assert fitted(made[::-1]) == found


def test_turns_of_a_record_are_judged_as_the_rules_give_them() -> None:
    name = "330-us-letter-read-aloud"
    document = marked(name)
    read = rows([read_document(document.raw.encode(), name)])["turns"]
    judgements = score_document(document, read).judgements
    found = list(judged(document))
    assert [right for _, right in found] == [judgement.right for judgement in judgements]
    levels = [round(sureness(one, weights()), 3) for one, _ in found]
    assert levels == [judgement.confidence for judgement in judgements]


def test_the_weights_are_what_the_evidence_that_is_kept_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lexicon = tmp_path / "weights.txt"
    lexicon.write_text(re.sub(r"= .+", "= 0", confidence.LEXICON.read_text("utf-8")), encoding="utf-8")
    there = confidence.LEXICON.read_text("utf-8")
    monkeypatch.setattr(confidence, "LEXICON", lexicon)
    monkeypatch.setattr(sys, "argv", ["confidence", "--write"])
    confidence.main()
    assert lexicon.read_text("utf-8") == there, "python -m tests.benchmarks.confidence --write"


def test_weights_tell_right_from_wrong_in_sets_that_they_were_not_fitted_to() -> None:
    levels = [turn for name, *models in left_out(kept()) if name != DEVELOPMENT for model in models for turn in model]
    worth = calibration(levels)
    assert worth["auroc"] > 0.8
    assert worth["least_sure_tenth"] > 0.45
    assert worth["error"] < 0.01


def test_what_is_known_at_first_sight_is_added_without_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    records, file = tmp_path / "records", tmp_path / "kept.csv"
    records.mkdir()
    said = "⟦⟧Minutes\n\n" + "\n\n".join(f"⟦{who}⟧{who}: We see it so.\n\n" for who in ("Alder", "Birch") * 3)
    (records / "one.txt").write_text(said, encoding="utf-8")
    before = confidence.FIRST_SIGHT.read_text("utf-8")
    file.write_text(before, encoding="utf-8")
    monkeypatch.setattr(confidence, "FIRST_SIGHT", file)
    monkeypatch.setattr(sys, "argv", ["confidence", "--keep", "new", str(records)])
    for _ in range(2):  # the second time the set is there, and is replaced
        confidence.main()
        lines = file.read_text("utf-8").removeprefix(before).splitlines()
        assert sum(int(line.split(",")[1]) for line in lines) == len(kept()["new"]) == 6
        assert all(re.fullmatch(r"new,[-\d.,]+", line) for line in lines)


def test_records_are_kept_under_a_name_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for arguments in (["records"], ["--keep", "new"]):
        monkeypatch.setattr(sys, "argv", ["confidence", *arguments])
        with pytest.raises(SystemExit):
            confidence.main()
