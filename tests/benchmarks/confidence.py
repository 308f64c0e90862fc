"""Fits the weights of `flows/lexicons/confidence-weights.txt` to documents with gold, and says what they are worth.

`python -m tests.benchmarks.confidence FOLDER...` takes corpora (see `flows.evaluate.corpus`, development documents
alone) and folders of records with marks (see `tests.test_reading`). Each folder is left out once, and its turns are
judged by weights that were fitted to the others; then the weights fitted to all are printed, and with --write put into
the lexicon. Rules that were made with these documents before them seem surer than they are: with --unseen the constant
is set by a folder of records that nobody had looked at. The same folders give the same weights.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

from flows.evaluate.corpus import GOLD_SUFFIX, gold_documents
from flows.evaluate.measures import calibration
from flows.evaluate.starts import GoldDocument, score_document
from flows.reading.document import read_document
from flows.segment.floor import confidence
from flows.tables import rows
from tests.test_reading import marked

LEXICON = Path(confidence.__file__).parents[1] / "lexicons" / "confidence-weights.txt"
SHRINKING = 2.0
"""How strongly weights are drawn to nothing, so that a few turns do not make a large one."""

STEPS = 30
Judged = tuple[Mapping[str, float], bool]
"""The evidence of a turn, and whether its start and speaker are right."""


def judged(document: GoldDocument) -> Iterator[Judged]:
    """The turns of a document that count and that no label opens, as the rules alone give them."""
    seen: list[Mapping[str, float] | None] = []

    def record(*arguments: Any) -> None:
        seen[:] = confidence.evidence(*arguments)
        for at, turn in enumerate(arguments[1]):
            turn.confidence = at / len(seen)  # tells, after scoring, which turn it was

    with patch("flows.segment.turns.weigh", record):
        turns = rows([read_document(document.raw.encode(), "document")])["turns"]
    for judgement in score_document(document, turns).judgements:
        evidence = seen[round(judgement.confidence * len(seen))]
        if evidence is not None:
            yield evidence, judgement.right


def documents(folder: Path) -> Iterator[GoldDocument]:
    """The documents of a corpus, or the records with marks in a folder."""
    if any(folder.glob(f"*{GOLD_SUFFIX}")):
        yield from gold_documents(folder, held_out=False)
    else:
        yield from (marked(file.stem, folder) for file in sorted(folder.glob("*.txt")))


def fitted(turns: Sequence[Judged]) -> dict[str, float]:
    """The weights by logistic regression with a ridge, by Newton's method; the constant is not drawn to nothing."""
    kinds = list(turns[0][0])
    weights = [0.0] * len(kinds)
    for _ in range(STEPS):
        slope = [-SHRINKING * weight * (kind != "constant") for kind, weight in zip(kinds, weights, strict=True)]
        curve = [
            [SHRINKING * (i == j and kinds[i] != "constant") for j in range(len(kinds))] for i in range(len(kinds))
        ]
        for evidence, right in turns:
            values = [evidence[kind] for kind in kinds]
            sure = 1 / (1 + math.exp(-sum(w * v for w, v in zip(weights, values, strict=True))))
            for i, value in enumerate(values):
                slope[i] += value * (right - sure)
                for j, other in enumerate(values):
                    curve[i][j] += value * other * sure * (1 - sure)
        weights = [weight + step for weight, step in zip(weights, solved(curve, slope), strict=True)]
    return {kind: round(weight, 2) for kind, weight in zip(kinds, weights, strict=True)}


def solved(matrix: Sequence[Sequence[float]], values: Sequence[float]) -> list[float]:
    """The solution of a system of linear equations, by elimination."""
    equations = [[*row, value] for row, value in zip(matrix, values, strict=True)]
    for at in range(len(equations)):
        pivot = max(range(at, len(equations)), key=lambda row: abs(equations[row][at]))
        equations[at], equations[pivot] = equations[pivot], equations[at]
        for row, equation in enumerate(equations):
            if row != at:
                factor = equation[at] / equations[at][at]
                equations[row] = [x - factor * y for x, y in zip(equation, equations[at], strict=True)]
    return [equation[-1] / equation[at] for at, equation in enumerate(equations)]


def sureness(weights: Mapping[str, float], evidence: Mapping[str, float]) -> float:
    """The confidence that weights give a turn."""
    return round(1 / (1 + math.exp(-sum(weights[kind] * value for kind, value in evidence.items()))), confidence.DIGITS)


def main() -> None:
    """Print what the weights are worth on folders that they were not fitted to, and the weights fitted to all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--unseen", type=Path, metavar="FOLDER", help="records that no rule was made with")
    parser.add_argument("--write", action="store_true", help="put the weights into the lexicon")
    options = parser.parse_args()
    found = {
        folder: [turn for document in documents(folder) for turn in judged(document)] for folder in options.folders
    }
    everywhere: list[tuple[float, bool]] = []
    for folder, turns in found.items():
        others = [turn for other, theirs in found.items() if other != folder for turn in theirs]
        weights = fitted(others) if others and turns else {}
        levels = [(sureness(weights, evidence), right) for evidence, right in turns] if weights else []
        everywhere += levels
        print_worth(str(folder), levels)
    print_worth("all", everywhere)
    weights = fitted([turn for turns in found.values() for turn in turns])
    if options.unseen is not None:
        unseen = [turn for document in documents(options.unseen) for turn in judged(document)]
        weights = levelled(weights, unseen)
        print_worth("unseen", [(sureness(weights, evidence), right) for evidence, right in unseen])
    lines = [f"{kind} = {weight}" for kind, weight in weights.items()]
    print("\n".join(lines))
    if options.write:
        comments = [line for line in LEXICON.read_text("utf-8").splitlines() if line.startswith("#")]
        LEXICON.write_text("\n".join([*comments, *lines]) + "\n", encoding="utf-8")


def levelled(weights: Mapping[str, float], turns: Sequence[Judged]) -> dict[str, float]:
    """The weights with the constant for which these turns are as often right as they are said to be."""
    right = sum(right for _, right in turns) / len(turns)
    least, most = -10.0, 10.0
    while most - least > 10**-confidence.DIGITS:
        constant = (least + most) / 2
        level = sum(sureness({**weights, "constant": constant}, evidence) for evidence, _ in turns) / len(turns)
        least, most = (constant, most) if level < right else (least, constant)
    return {**weights, "constant": round(least, 2)}


def print_worth(name: str, levels: Sequence[tuple[float, bool]]) -> None:
    """Print how well confidences tell right from wrong."""
    worth = calibration(levels) if levels else {}
    wrong = sum(not right for _, right in levels)
    print(
        name,
        f"{len(levels)} turns, {wrong} wrong",
        *(f"{k} {worth.get(k)}" for k in ("auroc", "least_sure_tenth", "error")),
    )


if __name__ == "__main__":
    main()
