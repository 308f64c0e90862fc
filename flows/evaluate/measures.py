"""Measures of agreement over plain numbers: they know nothing of turns or documents."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any, TypeVar

Item = TypeVar("Item")

DIGITS = 4
RESAMPLES = 1000
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0)


def share(part: float, whole: float, empty: float | None = 0.0) -> float | None:
    """`part / whole`, rounded; `empty` where there is nothing to divide by."""
    return round(part / whole, DIGITS) if whole else empty


def precision_recall_f1(right: int, predicted: int, found: int, gold: int) -> dict[str, float]:
    """Precision (`right` of `predicted`), recall (`found` of `gold`) and their harmonic mean; 0 for nothing."""
    precision = right / predicted if predicted else 0.0
    recall = found / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": round(precision, DIGITS), "recall": round(recall, DIGITS), "f1": round(f1, DIGITS)}


def one_to_one(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Map predicted to gold names, each used once: the most frequent pairs first, ties in order of appearance."""
    mapping: dict[str, str] = {}
    taken: set[str] = set()
    for (predicted, gold), _ in Counter(pairs).most_common():
        if predicted not in mapping and gold not in taken:
            mapping[predicted] = gold
            taken.add(gold)
    return mapping


def window_errors(gold: Iterable[int], predicted: Iterable[int], length: int) -> tuple[float, float]:
    """Pk and WindowDiff of two segmentations of `length` words; a boundary is the index of the first word after it.

    The window is half the mean length of a gold segment, and at least two words. Pk (Beeferman, Berger and Lafferty
    1999) is the share of windows about which the two disagree whether a boundary lies inside, WindowDiff (Pevzner
    and Hearst 2002) how many. Both are 0 for equal segmentations, and for texts no longer than the window.
    """
    inside = [_boundaries_before(boundaries, length) for boundaries in (gold, predicted)]
    window = max(2, round(length / (inside[0][-1] + 1) / 2))
    different = miscounted = 0
    for start in range(length - window):
        first, second = (counts[start + window] - counts[start] for counts in inside)
        different += bool(first) != bool(second)
        miscounted += first != second
    windows = max(1, length - window)
    return different / windows, miscounted / windows


def _boundaries_before(boundaries: Iterable[int], length: int) -> list[int]:
    """For each word, how many boundaries lie before it or at it; boundaries outside the text do not count."""
    marks = [0] * max(1, length)
    for boundary in boundaries:
        if 0 < boundary < length:
            marks[boundary] = 1
    return list(accumulate(marks))


def boundary_similarity(gold: Iterable[int], predicted: Iterable[int], length: int, span: int = 2) -> float:
    """Boundary Similarity (Fournier 2013) of two segmentations of `length` words; 1 for equal ones.

    Two boundaries that are fewer than `span` words apart are a near miss, which costs its distance divided by
    `span`; any other boundary that only one side has costs 1.
    """
    first, second = ({b for b in boundaries if 0 < b < length} for boundaries in (gold, predicted))
    matches, unmatched = len(first & second), first ^ second
    near = 0
    agreement = float(matches)
    for distance in range(1, span):
        for boundary in sorted(unmatched):
            other = boundary + distance
            if boundary in unmatched and other in unmatched and (boundary in first) != (other in first):
                unmatched -= {boundary, other}
                near += 1
                agreement += 1 - distance / span
    total = matches + near + len(unmatched)
    return agreement / total if total else 1.0


def intervals(
    items: Sequence[Item], statistics: Callable[[Sequence[Item]], Mapping[str, float | None]], seed: int = 0
) -> dict[str, list[float]]:
    """Bootstrap intervals (2.5th and 97.5th percentile) of `statistics` over resampled `items`, if two or more."""
    if len(items) < 2:
        return {}
    draw = random.Random(seed)
    values: dict[str, list[float]] = {}
    for _ in range(RESAMPLES):
        for name, value in statistics(draw.choices(items, k=len(items))).items():
            if value is not None:
                values.setdefault(name, []).append(value)
    found = {}
    for name, drawn in values.items():
        drawn.sort()
        cut = len(drawn) // 40
        found[name] = [round(drawn[cut], DIGITS), round(drawn[-1 - cut], DIGITS)]
    return found


def calibration(judged: Sequence[tuple[float, bool]]) -> dict[str, Any]:
    """Whether a confidence means what it says, from pairs of it and of whether the thing was right.

    `bins`: how many there are at each level, their mean confidence and the share that is right. `error`: the mean
    distance of the two, weighted. `auroc`: how often something right has more confidence than something wrong, ties
    counting half (None if all are right or all are wrong). `least_sure_tenth`: the share of all errors found there;
    where confidences tie, errors are taken as spread evenly (None without errors).
    """
    bins, distance = [], 0.0
    for low, high in pairwise(BINS):
        inside = [(c, r) for c, r in judged if low <= c < high or (c == high == BINS[-1])]
        if inside:
            mean = sum(c for c, _ in inside) / len(inside)
            right = sum(r for _, r in inside) / len(inside)
            distance += abs(mean - right) * len(inside)
            bins.append(
                {"from": low, "to": high, "turns": len(inside), "confidence": share(mean, 1), "right": share(right, 1)}
            )
    return {
        "turns": len(judged),
        "right": share(sum(r for _, r in judged), len(judged), None),
        "bins": bins,
        "error": share(distance, len(judged), None),
        **_ranking(judged),
    }


def _ranking(judged: Sequence[tuple[float, bool]]) -> dict[str, float | None]:
    levels: dict[float, list[int]] = {}
    for confidence, right in judged:
        levels.setdefault(confidence, [0, 0])[right] += 1
    all_wrong, all_right = (sum(counts[side] for counts in levels.values()) for side in (0, 1))
    tenth, ordered, wrong_below, in_tenth = len(judged) / 10, 0.0, 0, 0.0
    for confidence in sorted(levels):
        wrong_here, right_here = levels[confidence]
        ordered += right_here * (wrong_below + wrong_here / 2)
        wrong_below += wrong_here
        taken = min(tenth, wrong_here + right_here)
        in_tenth += wrong_here * taken / (wrong_here + right_here)
        tenth -= taken
    return {
        "auroc": share(ordered, all_wrong * all_right, None),
        "least_sure_tenth": share(in_tenth, all_wrong, None),
    }
