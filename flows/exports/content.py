"""What the files of a release are written from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.difference.history import History
from flows.exports.summary import Summary
from flows.seeds.dataset import Dataset
from schemas import Rows


@dataclass(frozen=True, slots=True)
class Edition:
    """Which release of the data set it is; `date` is the ISO date it carries."""

    dataset: Dataset
    version: str
    date: str


@dataclass(frozen=True, slots=True)
class ReleaseRows(Edition):
    """One release. `rows` has the rows of each table in the order of the release.

    `quarantined` and `evaluation` are those of the release's candidate, `history` is that of its plan. The tables stand
    in the folder already as canonical JSON lines: `jsonl` holds the path of each, relative to the folder, `digests` its
    SHA-256, and `digest` that of all of them together.
    """

    rows: Mapping[str, Rows]
    quarantined: Sequence[Mapping[str, Any]]
    evaluation: Mapping[str, Any]
    history: History
    jsonl: Mapping[str, str]
    digests: Mapping[str, str]
    digest: str


@dataclass(frozen=True, slots=True)
class ReleaseContent(ReleaseRows):
    """One release whose tables stand in the folder as Parquet too: `parquet` holds the paths of each table's files,
    `sizes` its bytes in memory. `summary` has what was counted in the rows. What the reader shows of the first
    documents is in the folders `shown`, in the order of the documents.
    """

    parquet: Mapping[str, Sequence[str]]
    sizes: Mapping[str, int]
    summary: Summary
    shown: Sequence[Path]


def count_of(number: int, one: str, many: str | None = None) -> str:
    """A number and what there are so many of: "1 turn", "2 turns"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
