"""How well turns are found in generated records, by the amount of damage done to their text.

The records are invented, their turns known: evidence beside corpora and seeds that nobody tuned a rule on by reading.
`python -m tests.benchmarks.noise --json FILE` prints the figures and puts them into the evaluation file.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from flows.reading.document import read_document
from flows.tables import rows
from tests.generator import LOOKS, STYLES, generate, noise

LEVELS = (0.0, 0.1, 0.2, 0.5, 1.0)
"""Occurrences of every kind of noise in 1,000 characters of text."""

RECORDS = 1
"""Records of each style in each look."""


def counts(style: str, look: str, level: float, seed: int) -> Counter[str]:
    """Speech turns of one generated record: how many there are, are found, and start where they should."""
    record = generate(seed, (style,), look, noise(level))
    found = rows([read_document(record.raw.encode(), "generated")])["turns"]
    predicted = {turn["raw_start"] for turn in found if turn["kind"] == "speech"}
    known = {region.raw_start for region in record.turns if region.facts.kind == "speech"}
    return Counter(known=len(known), predicted=len(predicted), hit=len(known & predicted))


def f1(total: Counter[str]) -> float:
    """The F1 of turn starts, to four digits."""
    both = total["known"] + total["predicted"]
    return round(2 * total["hit"] / both, 4) if both else 0.0


def by_noise(
    levels: Sequence[float] = LEVELS, looks: Sequence[str] = tuple(LOOKS), records: int = RECORDS
) -> Iterator[dict[str, float | int | str]]:
    """One row for each way of telling who speaks (`labelled` or `reported`) and each level of noise."""
    for way, styles in (("labelled", STYLES[:-1]), ("reported", STYLES[-1:])):
        for level in levels:
            total: Counter[str] = Counter()
            for style in styles:
                for look in looks:
                    for seed in range(records if way == "labelled" else records * 5):
                        total += counts(style, look, level, seed)
            yield {"way": way, "noise": level, "turns": total["known"], "f1": f1(total)}


def main() -> None:
    """Print the figures; with --json, put them into the evaluation file as `generated`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path, help="the evaluation file that takes the figures")
    options = parser.parse_args()
    found = []
    for row in by_noise():
        found.append(row)
        print(f"{row['way']:10} noise {row['noise']:<4} turns {row['turns']:6} F1 {row['f1']}", flush=True)
    if options.json is not None:
        whole = json.loads(options.json.read_text(encoding="utf-8")) if options.json.exists() else {}
        whole["generated"] = found
        text = json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True)
        options.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
