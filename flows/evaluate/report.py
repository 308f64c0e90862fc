"""Scores as text for a terminal of 80 columns. Figures are rounded down, so that 1.00 means all of them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from math import floor
from typing import Any

Result = Mapping[str, Any]

_WIDTH = 80
_SEEDS_LEGEND = """\
turns: found, and in the gold. starts: F1 of turn starts. exact: F1 of turns
with the right start, end, kind and speaker. speaker: share of words given to
their speaker. mode, low: modes right, and the lowest recall of a mode.
to: addressees right. zones: words outside turns that were taken into one."""
_CORPUS_LEGEND = """\
F1 of turn starts, with the interval that holds 95 of 100 resamplings of the
documents; speaker: right speakers at right starts; wder: words of speech with
nobody or somebody else; junk: words outside speech given to a speaker. Pk, WD
(WindowDiff) and B (Boundary Similarity) are means over documents."""
_SETS = {"development": "development documents", "held_out": "held-out documents"}


def format_table(result: Result) -> str:
    """The result of `evaluate_seeds` or `evaluate_rows`: a line for each document, then what is wrong, and where."""
    documents = result["documents"]
    if not documents:
        return "No document has gold to compare with."
    rows = [["document", "turns", "starts", "exact", "speaker", "mode", "low", "to", "zones"]]
    for name, scores in documents.items():
        rows.append(
            [
                name,
                f"{scores['predicted_turns']}/{scores['gold_turns']}",
                *map(
                    _figure,
                    (
                        scores["boundary"]["f1"],
                        scores["exact_turn"]["f1"],
                        scores["speaker_word_accuracy"],
                        scores["mode_accuracy"],
                        scores["lowest_mode_recall"],
                        scores["addressee_accuracy"],
                        scores["zone_words_in_turns"],
                    ),
                ),
            ]
        )
    remarks = [
        textwrap.fill(remark, _WIDTH, subsequent_indent="  ", break_on_hyphens=False)
        for name, scores in documents.items()
        for remark in _remarks(name, scores)
    ]
    return "\n".join([*_aligned(rows), "", *remarks, *([""] if remarks else []), _SEEDS_LEGEND])


def _remarks(name: str, scores: Result) -> Iterable[str]:
    if lines := scores["missed_lines"]:
        yield f"{name}: missed turn starts at raw lines {_numbers(lines)}"
    if lines := scores["spurious_lines"]:
        yield f"{name}: turn starts at raw lines {_numbers(lines)} are none"
    if paragraphs := scores.get("paragraphs"):
        precision, recall = _figure(paragraphs["precision"]), _figure(paragraphs["recall"])
        yield f"{name}: paragraph starts: precision {precision}, recall {recall}"
        pages = scores["pages"]
        yield f"{name}: {pages['found']} pages found, {pages['gold']} in the gold"
    for fragment in scores.get("wrong_fragments", ()):
        yield f"{name}: wrong in the clean text: {fragment!r}"


def _numbers(lines: Sequence[int]) -> str:
    return ", ".join(map(str, lines[:10])) + (f" and {len(lines) - 10} more" if len(lines) > 10 else "")


def format_corpus(result: Result) -> str:
    """The result of `evaluate_corpora`: the scores of each corpus and style, and what a confidence is worth."""
    parts = []
    for name, sets in result["corpora"].items():
        if not sets:
            parts.append(f"{name}: every document of it is held out")
        for kept, summary in sets.items():
            parts += [f"{name}: {_SETS[kept]}", *_summary(summary), ""]
    for kept, table in result["calibration"].items():
        parts += [f"Confidence over all corpora: {_SETS[kept]}", *_calibration(table), ""]
    return "\n".join([*parts, _CORPUS_LEGEND])


def _summary(summary: Result) -> Iterable[str]:
    rows = [["", "docs", "P", "R", "F1", "interval", "speaker", "wder", "junk", "Pk", "WD", "B"]]
    styles = summary["styles"]
    for name, group in {"all": summary["all"], **(styles if len(styles) > 1 else {})}.items():
        interval = map(_figure, group["intervals"].get("f1", ()))
        rows.append(
            [
                name,
                str(group["documents"]),
                *(_figure(group[key]) for key in ("precision", "recall", "f1")),
                "-".join(interval),
                *(
                    _figure(group[key])
                    for key in ("speaker", "wder", "junk", "pk", "window_diff", "boundary_similarity")
                ),
            ]
        )
    yield from _aligned(rows)
    facts = summary["metadata"]
    if facts["dates"]:
        yield f"dates: {_figure(facts['date_accuracy'])} of {facts['dates']} right"
    if facts["lists"]:
        yield (
            f"participants in {facts['lists']} lists: precision {_figure(facts['precision'])}, "
            f"recall {_figure(facts['recall'])}, F1 {_figure(facts['f1'])}"
        )
    worst = [["worst documents", "F1", "speaker", "wder", "junk"]]
    for scores in summary["worst"]:
        worst.append([scores["document_id"], *(_figure(scores[key]) for key in ("f1", "speaker", "wder", "junk"))])
    yield from _aligned(worst)


def _calibration(table: Result) -> Iterable[str]:
    rows = [["confidence", "turns", "mean", "right"]]
    for level in table["bins"]:
        rows.append(
            [
                f"{level['from']}-{level['to']}",
                str(level["turns"]),
                _figure(level["confidence"]),
                _figure(level["right"]),
            ]
        )
    yield from _aligned(rows)
    yield f"all: {_figure(table['right'])} of {table['turns']} right; mean distance {_figure(table['error'])}"
    yield f"AUROC {_figure(table['auroc'])}; {_figure(table['least_sure_tenth'])} of the errors in the least sure tenth"


def _figure(value: float | None) -> str:
    if value is None:
        return "-"
    thousandths = floor(value * 1000)
    return f".{thousandths:03}" if thousandths < 1000 else f"{value:.2f}"


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns as wide as their widest cell; the first is cut where the line would be longer than the terminal."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    widths[0] = min(widths[0], _WIDTH - sum(widths[1:]) - len(widths) + 1)
    return [
        " ".join([row[0][: widths[0]].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]).rstrip() for row in rows
    ]
