"""What a confidence is made of, and that weights are found again in turns that were made by them."""

from __future__ import annotations

import math
import random

import pytest

from flows.evaluate.starts import score_document
from flows.lexicons import mapping
from flows.reading.document import read_document
from flows.record import Turn
from flows.segment.floor.confidence import evidence, weigh, weights
from flows.tables import rows
from tests.benchmarks.confidence import fitted, judged, solved, sureness
from tests.test_reading import marked

TEXT = "Mr. Alder said that the bridge was open.\n\nMr. Birch said no. He added that the road was."


def turns() -> list[Turn]:
    """A turn with a label, one of somebody listed, and one of somebody who is not."""
    starts = [0, 42, 61, len(TEXT)]
    rules = ["label", "head-clause", "pronoun"]
    return [
        Turn("speech", start, end, start, rule, speaker=str(at), confidence=0.9)
        for at, (start, end, rule) in enumerate(zip(starts, starts[1:], rules, strict=False))
    ]


def test_evidence_is_of_turns_without_labels() -> None:
    label, clause, pronoun = evidence(TEXT, turns(), {0, 42}, {"1"}, False)
    assert label is None
    assert clause is not None
    assert pronoun is not None
    assert clause["rule"] == pytest.approx(math.log(9))
    assert (clause["listed"], pronoun["listed"]) == (1.0, 0.0)
    assert (clause["pronoun"], pronoun["pronoun"]) == (0.0, 1.0)
    assert (clause["words-before"], clause["words"]) == (math.log1p(8), math.log1p(4))
    assert clause["turns-open-paragraphs"] == pytest.approx(2 / 3)
    assert clause["speakers"] == math.log1p(3)


def test_every_kind_of_evidence_has_a_weight_and_no_other() -> None:
    known = evidence(TEXT, turns(), {0, 42}, {"1"}, False)[1]
    assert known is not None
    assert mapping("confidence-weights").keys() == known.keys() == weights().keys()


def test_who_is_listed_is_surer_and_a_label_keeps_what_its_rule_says() -> None:
    with_list, without = turns(), turns()
    weigh(TEXT, with_list, {0, 42}, {"1"}, False)
    weigh(TEXT, without, {0, 42}, set(), False)
    assert with_list[1].confidence > without[1].confidence
    assert with_list[2].confidence == without[2].confidence
    assert with_list[0].confidence == 0.9
    assert all(0 < turn.confidence < 1 for turn in with_list)


def test_weights_are_found_again_in_turns_made_by_them() -> None:
    made_by = {"constant": 1.0, "rule": 2.0, "listed": -1.0}
    chance = random.Random(1)
    made = []
    for _ in range(4000):
        known = {"constant": 1.0, "rule": chance.uniform(-2, 2), "listed": float(chance.random() < 0.5)}
        made.append((known, chance.random() < sureness(made_by, known)))
    found = fitted(made)
    assert found == pytest.approx(made_by, abs=0.25)
    assert fitted(made) == found


def test_equations_are_solved_also_where_one_begins_with_nothing() -> None:
    assert solved([[0.0, 2.0], [4.0, 1.0]], [6.0, 7.0]) == pytest.approx([1.0, 3.0])


def test_turns_of_a_record_are_judged_as_the_rules_give_them() -> None:
    name = "330-us-letter-read-aloud"
    document = marked(name)
    read = rows([read_document(document.raw.encode(), name)])["turns"]
    judgements = score_document(document, read).judgements
    found = list(judged(document))
    assert [right for _, right in found] == [judgement.right for judgement in judgements]
    assert [sureness(weights(), known) for known, _ in found] == [judgement.confidence for judgement in judgements]
