"""What the documents of a release cover, for its descriptions."""

from __future__ import annotations

from collections.abc import Mapping

from schemas import Rows


def languages(rows: Mapping[str, Rows]) -> list[str]:
    """The languages of the texts, as codes of BCP 47, each once and in order."""
    return sorted({row["language"] for row in rows["documents"] if row["language"]})


def temporal_coverage(rows: Mapping[str, Rows]) -> str | None:
    """The first and the last day of the conversations, as an interval of ISO 8601. None where no date is known."""
    days = [(row["date"], row["date_end"] or row["date"]) for row in rows["documents"] if row["date"]]
    return f"{min(first for first, _ in days)}/{max(last for _, last in days)}" if days else None
