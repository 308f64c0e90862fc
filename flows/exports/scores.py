"""What is measured, each measure declared once for the tables and the pictures of the data card."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any, Literal

Scores = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: its title, how its value is found among the scores of a document or group (None where it was not
    measured), and what the value is. A `share` is best at 1, an `error` at 0, both being from 0 to 1; an `interval` has
    two such shares, and is that of the measure before it.
    """

    title: str
    of: Callable[[Scores], Any]
    kind: Literal["share", "error", "count", "interval", "text"] = "share"

    def shown(self, scores: Scores) -> str:
        """The value as text, empty where it is missing. Shares and errors are rounded to the worse side."""
        value = self.of(scores)
        if value is None:
            return ""
        if self.kind == "text":
            return str(value)
        if self.kind == "count":
            return f"{value:,}"
        if self.kind == "interval":
            return " to ".join(_rounded(end, ROUND_FLOOR) for end in value)
        return _rounded(value, ROUND_CEILING if self.kind == "error" else ROUND_FLOOR)


def _rounded(value: float, rounding: str) -> str:
    return str(Decimal(str(value)).quantize(Decimal("0.001"), rounding))


OF_DOCUMENTS = (
    Measure("Turn boundaries, F1", lambda scores: scores["boundary"]["f1"]),
    Measure("Whole turns, F1", lambda scores: scores["exact_turn"]["f1"]),
    Measure("Words with the right speaker", lambda scores: scores["speaker_word_accuracy"]),
    Measure("Right mode", lambda scores: scores["mode_accuracy"]),
    Measure("Right mode, worst of the three", lambda scores: scores["lowest_mode_recall"]),
    Measure("Right addressees", lambda scores: scores["addressee_accuracy"]),
    Measure("Words of front and back matter in turns", lambda scores: scores["zone_words_in_turns"], "error"),
    Measure("Turns in the gold", lambda scores: scores["gold_turns"], "count"),
    Measure("Turns found", lambda scores: scores["predicted_turns"], "count"),
)
OF_LAYOUT = (
    Measure("Paragraph starts, precision", lambda scores: scores["paragraphs"]["precision"]),
    Measure("Paragraph starts, recall", lambda scores: scores["paragraphs"]["recall"]),
    Measure("Pages in the gold", lambda scores: scores["pages"]["gold"], "count"),
    Measure("Pages found", lambda scores: scores["pages"]["found"], "count"),
)
OF_NOISE = (
    Measure("Damage of each kind in 1,000 characters", lambda scores: scores["noise"], "text"),
    Measure("Turns", lambda scores: scores["turns"], "count"),
    Measure("Turn starts, F1", lambda scores: scores["f1"]),
)
OF_CORPORA = (
    Measure("Documents", lambda scores: scores["documents"], "count"),
    Measure("Turns in the gold", lambda scores: scores["gold_turns"], "count"),
    Measure("Turn starts, F1", lambda scores: scores["f1"]),
    Measure("95 of 100 resamplings", lambda scores: scores["intervals"].get("f1"), "interval"),
    Measure("Right speaker at right starts", lambda scores: scores["speaker"]),
    Measure("Words with a wrong speaker or none", lambda scores: scores["wder"], "error"),
    Measure("Words outside speech given to a speaker", lambda scores: scores["junk"], "error"),
)


def corpus_groups(evaluation: Scores) -> dict[str, Scores]:
    """The scores of an evaluation's groups of documents of other collections, by a name for each group."""
    return {
        f"{name}, {kept.replace('_', ' ')}": summary["all"]
        for name, sets in sorted(evaluation.get("corpora", {}).items())
        for kept, summary in sorted(sets.items())
    }
