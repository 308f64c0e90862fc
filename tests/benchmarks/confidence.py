"""Fits the weights of `flows/lexicons/confidence-weights.txt` to what was known of turns at first sight.

`python -m tests.benchmarks.confidence` leaves out each set of records once and says what weights that are fitted to the
others are worth in it; then it prints the weights fitted to all, and with --write puts them into the lexicon. It needs
`first-sight.csv` alone, beside this module: of each set how many turns were alike in all that was known of them, and
whether they were right. These are numbers, none of the words.

A rule seems surer than it is in records that it was made with. So, before anybody looks into new records, `--keep SET
FOLDER...` adds the evidence of their turns at first sight, as a set of that name. A folder holds records with marks
(see `tests.test_reading`), or is a corpus (see `flows.evaluate.corpus`; of development documents alone).
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy

from flows.evaluate.corpus import GOLD_SUFFIX, gold_documents
from flows.evaluate.measures import calibration
from flows.evaluate.starts import GoldDocument, score_document
from flows.reading.document import read_document
from flows.segment.floor import confidence
from flows.segment.floor.confidence import sureness
from flows.tables import rows
from tests.test_reading import marked

LEXICON = Path(confidence.__file__).parents[2] / "lexicons" / "confidence-weights.txt"
FIRST_SIGHT = Path(__file__).with_name("first-sight.csv")
DEVELOPMENT = "development"
"""The set that rules were made with: others are weighed by it, but what weights are worth is not measured in it."""

DIGITS = 2
SHRINKING = 2.0
"""How strongly weights are drawn to nothing, so that a few turns do not make a large one."""

STEPS = 30
Judged = tuple[confidence.Evidence, bool]
"""The evidence of a turn, and whether its start and speaker are right."""

Levels = Sequence[tuple[float, bool]]


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


def documents(folder: Path) -> Iterator[GoldDocument]:
    """The documents of a corpus, or the records with marks in a folder."""
    if any(folder.glob(f"*{GOLD_SUFFIX}")):
        yield from gold_documents(folder, held_out=False)
    else:
        yield from (marked(file.stem, folder) for file in sorted(folder.glob("*.txt")))


def kept() -> dict[str, list[Judged]]:
    """The turns of each set, as they were known at first sight."""
    found: dict[str, list[Judged]] = {}
    with FIRST_SIGHT.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            name, alike, right = row.pop("set"), int(row.pop("alike")), row.pop("right") == "1"
            evidence = {kind: float(value) for kind, value in row.items() if value}
            found.setdefault(name, []).extend([(evidence, right)] * alike)
    return found


def keep(sets: Mapping[str, Sequence[Judged]]) -> None:
    """Write the evidence of sets: one line for turns that are alike."""
    kinds = list(dict.fromkeys(kind for turns in sets.values() for evidence, _ in turns for kind in evidence))
    with FIRST_SIGHT.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(["set", "alike", "right", *kinds])
        for name, turns in sets.items():
            alike = Counter(
                (int(right), *(f"{round(evidence[kind], DIGITS):g}" if kind in evidence else "" for kind in kinds))
                for evidence, right in turns
            )
            writer.writerows([name, count, *values] for values, count in sorted(alike.items()))


def fitted(turns: Sequence[Judged]) -> dict[str, float]:
    """The weights of each model, fitted to the turns that it is for."""
    models: dict[frozenset[str], list[Judged]] = {}
    for turn in turns:
        models.setdefault(frozenset(turn[0]), []).append(turn)
    return {kind: weight for kinds in sorted(models, key=min) for kind, weight in fitted_model(models[kinds]).items()}


def fitted_model(turns: Sequence[Judged]) -> dict[str, float]:
    """The weights by logistic regression with a ridge, by Newton's method; the constant is not drawn to nothing."""
    kinds = list(turns[0][0])
    drawn = numpy.array([SHRINKING * (not kind.endswith("constant")) for kind in kinds])
    known = numpy.array([[evidence[kind] for kind in kinds] for evidence, _ in turns])
    right = numpy.array([float(is_right) for _, is_right in turns])
    weights = numpy.zeros(len(kinds))
    for _ in range(STEPS):
        sure = 1 / (1 + numpy.exp(-known @ weights))
        slope = known.T @ (right - sure) - drawn * weights
        curve = (known.T * (sure * (1 - sure))) @ known + numpy.diag(drawn)
        weights = weights + numpy.linalg.solve(curve, slope)
    return {kind: round(float(weight), 2) for kind, weight in zip(kinds, weights, strict=True)}


def left_out(sets: Mapping[str, Sequence[Judged]]) -> Iterator[tuple[str, Levels, Levels]]:
    """Of each set, how sure its turns told and its labels are by weights fitted to the others, and which are right."""
    for name, turns in sets.items():
        weights = fitted([turn for other, theirs in sets.items() if other != name for turn in theirs])
        told, labels = (
            [(sureness(known, weights), right) for known, right in turns if ("constant" in known) == of_told]
            for of_told in (True, False)
        )
        yield name, told, labels


def main() -> None:
    """Print what weights are worth in sets that they were not fitted to, and the weights fitted to all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help="records that --keep is to keep")
    parser.add_argument("--keep", metavar="SET", help="add what is known of the turns of new records at first sight")
    parser.add_argument("--write", action="store_true", help="put the weights into the lexicon")
    options = parser.parse_args()
    if bool(options.folders) != (options.keep is not None):
        parser.error("--keep takes the name of a set and folders of its records")
    sets = kept()
    if options.keep is not None:
        new = [turn for folder in options.folders for document in documents(folder) for turn in judged(document)]
        keep({**sets, options.keep: new})
        return
    every_told: list[tuple[float, bool]] = []
    every_label: list[tuple[float, bool]] = []
    for name, told, labels in left_out(sets):
        print_worth(name, [*told, *labels])
        if name != DEVELOPMENT:
            every_told += told
            every_label += labels
    print_worth("turns told", every_told)
    print_worth("labels", every_label)
    print_worth("both", [*every_told, *every_label])
    weights = fitted([turn for turns in sets.values() for turn in turns])
    lines = [f"{kind} = {weight}" for kind, weight in weights.items()]
    print("\n".join(lines))
    if options.write:
        comments = [line for line in LEXICON.read_text("utf-8").splitlines() if line.startswith("#")]
        LEXICON.write_text("\n".join([*comments, *lines]) + "\n", encoding="utf-8")


def print_worth(name: str, levels: Levels) -> None:
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
