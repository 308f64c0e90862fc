"""How sure it is that a turn which no label opens starts where it does and is whose it is: a small logistic model.

It weighs what the rule that made a turn says by what else is known of it. The weights are in
`flows/lexicons/confidence-weights.txt`; `python -m tests.benchmarks.confidence` fits them to gold.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from flows.lexicons import mapping
from flows.record import Turn

LEAST, MOST = 0.02, 0.985  # of what a rule says, so that the logarithm of its odds stays small
DIGITS = 3
BY_LABELS = frozenset({"label", "parted-labels"})


@cache
def weights() -> Mapping[str, float]:
    """The weight of each kind of evidence."""
    return {name: float(weight) for name, weight in mapping("confidence-weights").items()}


def evidence(
    text: str, turns: Sequence[Turn], paragraph_starts: Collection[int], listed: Collection[str], drafter_speaks: bool
) -> list[Mapping[str, float] | None]:
    """What is known of each turn of speech that no label opens, by kind; None for all others.

    `turn.confidence` is what the rule says; `listed` are the speakers whom the record lists as present.
    """
    speeches = [turn for turn in turns if turn.kind == "speech"]
    if all(turn.rule in BY_LABELS for turn in speeches):
        return [None] * len(turns)
    opening = sum(turn.clean_start in paragraph_starts for turn in speeches) / max(1, len(speeches))
    often = Counter(turn.speaker for turn in speeches)
    found: list[Mapping[str, float] | None] = []
    words_before = 0
    for turn in turns:
        words = len(text[turn.clean_start : turn.clean_end].split())
        said = min(max(turn.confidence, LEAST), MOST)
        found.append(
            {
                "constant": 1.0,
                "rule": math.log(said / (1 - said)),
                "pronoun": float(turn.rule == "pronoun"),
                "listed": float(turn.speaker in listed),
                "speaks-once": float(often[turn.speaker] == 1),
                "speakers": math.log1p(len(often)),
                "words": math.log1p(words),
                "words-before": math.log1p(words_before),
                "turns-open-paragraphs": opening,
                "drafter-speaks": float(drafter_speaks),
            }
            if turn.kind == "speech" and turn.rule not in BY_LABELS
            else None
        )
        words_before = words
    return found


def weigh(
    text: str, turns: Sequence[Turn], paragraph_starts: Collection[int], listed: Collection[str], drafter_speaks: bool
) -> None:
    """Set the confidence of the turns of speech that no label opens. See `evidence`."""
    known = evidence(text, turns, paragraph_starts, listed, drafter_speaks)
    for turn, of_turn in zip(turns, known, strict=True):
        if of_turn is not None:
            odds = sum(weights()[kind] * value for kind, value in of_turn.items())
            turn.confidence = round(1 / (1 + math.exp(-odds)), DIGITS)
