"""What the documents of a release cover, for its descriptions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def languages(rows: _Rows) -> list[str]:
    """The languages of the texts, as codes of BCP 47, each once and in order."""
    return sorted({row["language"] for row in rows["documents"] if row["language"]})


def temporal_coverage(rows: _Rows) -> str | None:
    """The first and the last day of the conversations, as an interval of ISO 8601. None where no date is known."""
    first = [row["date"] for row in rows["documents"] if row["date"]]
    last = [row["date_end"] or row["date"] for row in rows["documents"] if row["date"]]
    return f"{min(first)}/{max(last)}" if first else None
