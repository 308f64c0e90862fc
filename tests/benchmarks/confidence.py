"""Fits the weights of `flows/lexicons/confidence-weights.txt` to gold, and says what they are worth.

`python -m tests.benchmarks.confidence SOURCE...` takes corpora (see `flows.evaluate.corpus`, development documents
alone), folders of records with marks (see `tests.test_reading`), and files in which evidence was kept. Each source is
left out once, and its turns are judged by weights that were fitted to the others; then the weights fitted to all are
printed, and with --write put into the lexicon.

A rule seems surer than it is in records that it was made with. So, before anybody looks into new records, --keep FILE
keeps what is known of their turns at first sight, and the weights are fitted to that: numbers alone, none of the words.
The same sources give the same weights.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

from flows.evaluate.corpus import GOLD_SUFFIX, gold_documents
from flows.evaluate.measures import calibration
from flows.evaluate.starts import GoldDocument, score_document
from flows.reading.document import read_document
from flows.segment.floor import confidence
from flows.segment.floor.confidence import sureness
from flows.tables import rows
from tests.test_reading import marked

LEXICON = Path(confidence.__file__).parents[1] / "lexicons" / "confidence-weights.txt"
SHRINKING = 2.0
"""How strongly weights are drawn to nothing, so that a few turns do not make a large one."""

STEPS = 30
Judged = tuple[confidence.Evidence, bool]
"""The evidence of a turn, and whether its start and speaker are right."""


def judged(document: GoldDocument) -> Iterator[Judged]:
    """The turns of a document that count and are weighed, as the rules alone give them."""
    seen: list[confidence.Evidence | None] = []

    def record(*arguments: Any) -> None:
        for turn, evidence in zip(arguments[1], confidence.evidence(*arguments), strict=True):
            turn.confidence = len(seen)  # tells, after scoring, which turn it was
            seen.append(evidence)

    with patch("flows.segment.turns.weigh", record):
        turns = rows([read_document(document.raw.encode(), "document")])["turns"]
    for judgement in score_document(document, turns).judgements:
        evidence = seen[round(judgement.confidence)]
        if evidence is not None:
            yield evidence, judgement.right


def turns_of(source: Path) -> list[Judged]:
    """The turns of a source: of the documents in a folder, or those kept in a file."""
    if source.is_file():
        return [(evidence, right) for evidence, right in json.loads(source.read_text("utf-8"))]
    return [turn for document in documents(source) for turn in judged(document)]


def documents(folder: Path) -> Iterator[GoldDocument]:
    """The documents of a corpus, or the records with marks in a folder."""
    if any(folder.glob(f"*{GOLD_SUFFIX}")):
        yield from gold_documents(folder, held_out=False)
    else:
        yield from (marked(file.stem, folder) for file in sorted(folder.glob("*.txt")))


def fitted(turns: Sequence[Judged]) -> dict[str, float]:
    """The weights of each model, fitted to the turns that it is for."""
    models = sorted({tuple(evidence) for evidence, _ in turns})
    return {
        kind: weight
        for model in models
        for kind, weight in fitted_model([turn for turn in turns if tuple(turn[0]) == model]).items()
    }


def fitted_model(turns: Sequence[Judged]) -> dict[str, float]:
    """The weights by logistic regression with a ridge, by Newton's method; the constant is not drawn to nothing."""
    kinds = list(turns[0][0])
    drawn = [SHRINKING * (not kind.endswith("constant")) for kind in kinds]
    weights = [0.0] * len(kinds)
    for _ in range(STEPS):
        weighed = dict(zip(kinds, weights, strict=True))
        slope = [-shrinking * weight for shrinking, weight in zip(drawn, weights, strict=True)]
        curve = [[drawn[i] * (i == j) for j in range(len(kinds))] for i in range(len(kinds))]
        for evidence, right in turns:
            values = [evidence[kind] for kind in kinds]
            sure = sureness(evidence, weighed)
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


def main() -> None:
    """Print what the weights are worth in sources that they were not fitted to, and the weights fitted to all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="+", type=Path)
    parser.add_argument("--keep", type=Path, metavar="FILE", help="only keep what is known of the turns")
    parser.add_argument("--write", action="store_true", help="put the weights into the lexicon")
    options = parser.parse_args()
    found = {source: turns_of(source) for source in options.sources}
    every_turn = [turn for turns in found.values() for turn in turns]
    if options.keep is not None:
        options.keep.write_text(json.dumps(every_turn), encoding="utf-8")
        return
    everywhere: list[tuple[float, bool]] = []
    for source, turns in found.items():
        others = [turn for other, theirs in found.items() if other != source for turn in theirs]
        weights = fitted(others)
        levels = [
            (sureness(evidence, weights), right) for evidence, right in turns if evidence.keys() <= weights.keys()
        ]
        everywhere += levels
        print_worth(str(source), levels)
    print_worth("all", everywhere)
    lines = [f"{kind} = {weight}" for kind, weight in fitted(every_turn).items()]
    print("\n".join(lines))
    if options.write:
        comments = [line for line in LEXICON.read_text("utf-8").splitlines() if line.startswith("#")]
        LEXICON.write_text("\n".join([*comments, *lines]) + "\n", encoding="utf-8")


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
