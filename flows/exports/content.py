"""What the files of a release are written from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flows.dataset import Dataset
from flows.difference.history import History
from flows.exports.summary import Summary
from schemas import Rows


@dataclass(frozen=True, slots=True)
class Edition:
    """Which release of the data set it is; `date` is the ISO date it carries."""

    dataset: Dataset
    version: str
    date: str


@dataclass(frozen=True, slots=True)
class ReleaseContent(Edition):
    """One release. `rows` has the rows of each table in the order of the release.

    `inputs`, `quarantined`, `evaluation`, `seed_files` and `history` are those of `flows.release.write_release`. The
    tables stand in the folder already: `parquet` and `jsonl` hold the paths of each table's files, relative to the
    folder, `sizes` its bytes in memory. `digests` holds the SHA-256 of each table's canonical JSON lines, `digest` that
    of all of them together. `summary` has what was counted in the rows.
    """

    rows: Mapping[str, Rows]
    inputs: Sequence[Mapping[str, Any]]
    quarantined: Sequence[Mapping[str, Any]]
    evaluation: Mapping[str, Any]
    seed_files: Mapping[str, str]
    history: History
    parquet: Mapping[str, Sequence[str]]
    jsonl: Mapping[str, str]
    sizes: Mapping[str, int]
    digests: Mapping[str, str]
    digest: str
    summary: Summary
