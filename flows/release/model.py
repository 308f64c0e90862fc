"""What a release is written from: the candidate, and the plan of which release it is to be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flows.difference.history import History, first_history
from flows.seeds.dataset import Dataset
from flows.tables.parts import Part, all_rows
from schemas import Rows


class Refused(ValueError):
    """The release must not be made as asked for; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """All that a release is written from, but for its version, date and history.

    `parts` hold the rows; their documents follow each other in the order of the ids. `seed_files` has the SHA-256 of
    every file of the seeds that was read, by its path in their folder. `inputs` are mappings with document_id, path
    (relative), sha256, size and sidecar_sha256, `quarantined` ones with document_id, file (relative), reason and
    remedy. `evaluation` holds the scores against gold (`documents`, `corpora` of development documents, `generated`
    records), and may be empty.
    """

    parts: Sequence[Part]
    seed_files: Mapping[str, str]
    inputs: Sequence[Mapping[str, Any]]
    quarantined: Sequence[Mapping[str, Any]]
    evaluation: Mapping[str, Any]
    dataset: Dataset

    @property
    def rows(self) -> dict[str, Rows]:
        """The rows of all tables, in the order of the release."""
        return all_rows(self.parts)


@dataclass(frozen=True, slots=True)
class Plan:
    """Which release it is to be: its version X.Y.Z, its ISO date, and what it says of those before it."""

    version: str
    date: str
    history: History

    @classmethod
    def first(cls, version: str, date: str) -> Plan:
        """The plan of a release before which there is none."""
        return cls(version, date, first_history(version, date))
