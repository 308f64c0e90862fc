"""What a verification finds, and how it is said in one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.release.folder import read_manifest

Manifest = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a release is not what it claims: a file, and in it a row and a column where one is meant."""

    file: str
    message: str
    row: str | None = None
    column: str | None = None

    def __str__(self) -> str:
        row = f", row {self.row}" if self.row is not None else ""
        column = f", column {self.column}" if self.column is not None else ""
        return f"{self.file}{row}{column}: {self.message}"


def verdict(release: Path, findings: Sequence[Finding], rebuilt: bool) -> str:
    """One line: the release is what it claims, or not, and the most exact of the places where it is not."""
    if not findings:
        tables = read_manifest(release)["tables"]
        how = ", and it comes out again from its seeds" if rebuilt else ""
        counts = f"{tables['documents']['rows']:,} documents, {tables['turns']['rows']:,} turns"
        return f"{release} is what it claims: {counts}; every file, row and law was checked{how}"
    first = max(findings, key=lambda finding: (finding.column is not None, finding.row is not None))
    more = f" (and {len(findings) - 1:,} more)" if len(findings) > 1 else ""
    return f"{release} is not what it claims: {first}{more}"


def incomplete(file: str, error: Exception) -> Finding:
    """What is found where a file lacks what it should say, or says it in another form, so that `error` was raised."""
    return Finding(file, f"it does not say all that it should, or not as it should: {error}")
