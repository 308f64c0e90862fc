"""What a person sees of a run in Prefect's pages: the documents, what changed, the data card, and why it failed.

What is shown is made by functions that know nothing of Prefect; two others show it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice, takewhile
from pathlib import Path
from typing import Any

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from flows.difference.history import CHANGELOG, newest_entry
from flows.exports.card import CARD
from flows.release.folder import read_manifest
from flows.release.reading import read_released
from flows.seeds import SeedProblem
from schemas import Row

DOCUMENTS_SHOWN = 1_000
PROBLEMS_SAID = 5


def document_rows(documents: Iterable[Row], turns: Iterable[Row], count: int = DOCUMENTS_SHOWN) -> list[dict[str, Any]]:
    """A row for each of the first `count` documents: how many turns it has, and how many of them have flags.

    `documents` and `turns` are in the order of a release; no turn after those of the documents is read but one.
    """
    shown = list(islice(documents, count))
    last = shown[-1]["document_id"] if shown else ""
    of_shown = takewhile(lambda turn: turn["document_id"] <= last, turns)
    flagged = Counter(turn["document_id"] for turn in of_shown if turn["flags"])
    return [
        {
            "document": document["document_id"],
            "date": document["date"],
            "turns": document["turn_count"],
            "flagged": flagged[document["document_id"]],
            "title": document["title"],
        }
        for document in shown
    ]


def problem_rows(problems: Sequence[SeedProblem], count: int = DOCUMENTS_SHOWN) -> list[dict[str, Any]]:
    """A row for each of the first `count` problems: which document, where, what is wrong and what to do."""
    return [
        {
            "document": problem.document_id or "all",
            "place": f"{problem.file}:{problem.line}" if problem.line else str(problem.file),
            "problem": problem.message,
            "remedy": problem.remedy,
        }
        for problem in problems[:count]
    ]


def of_all(shown: int, count: int, thing: str) -> str:
    """How many things there are, and how many of them are shown if not all."""
    counted = f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"
    return counted if shown == count else f"the first {shown:,} of {counted}"


def failure_message(problems: Sequence[SeedProblem], refusal: str | None = None) -> str:
    """Why nothing was released: the first problems, each with its place and what to do, or why it was refused."""
    if refusal is not None:
        return f"The release is refused: {refusal}"
    said = [str(problem) for problem in problems[:PROBLEMS_SAID]]
    if more := len(problems) - len(said):
        said.append(f"And {more:,} more: see the artifact problems.")
    return "\n".join(["Nothing was released.", *said])


def show_release(release: Path, problems: Sequence[SeedProblem]) -> None:
    """Shows a release that was just made, and the problems for which documents were left out."""
    show_problems(problems)
    released, tables = read_released(release), read_manifest(release)["tables"]
    rows = document_rows(released.rows["documents"], released.rows["turns"])
    documents = of_all(len(rows), tables["documents"]["rows"], "document")
    turns = of_all(tables["turns"]["rows"], tables["turns"]["rows"], "turn")
    description = f"{release.name}: {documents}; in all {turns}"
    create_table_artifact(rows, key="documents", description=description)
    changes = newest_entry((release / CHANGELOG).read_text(encoding="utf-8"))
    create_markdown_artifact(changes, key="changes", description=release.name)
    create_markdown_artifact((release / CARD).read_text(encoding="utf-8"), key="data-card", description=release.name)


def show_problems(problems: Sequence[SeedProblem]) -> None:
    """Shows what is wrong with documents, if anything is."""
    if problems:
        rows = problem_rows(problems)
        create_table_artifact(rows, key="problems", description=of_all(len(rows), len(problems), "problem"))
