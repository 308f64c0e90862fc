"""From proposed changes to the clean text and its record of edits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from flows.record import Edit


class Change(NamedTuple):
    """A proposal: the raw stretch `[start, end)` becomes `text`, under `rule`."""

    start: int
    end: int
    text: str
    rule: str


def minimal(raw: str, change: Change) -> Change | None:
    """The change without common prefix and suffix, or None if nothing is left of it."""
    start, end, text, rule = change
    if not text:
        return change if end > start else None
    old = raw[start:end]
    if old == text:
        return None
    limit = min(len(old), len(text))
    left = 0
    while left < limit and old[left] == text[left]:
        left += 1
    right = 0
    while right < limit - left and old[-1 - right] == text[-1 - right]:
        right += 1
    return Change(start + left, end - right, text[left : len(text) - right], rule)


def apply(raw: str, changes: Iterable[Change]) -> tuple[str, tuple[Edit, ...]]:
    """The clean text and its edits. `changes` come in raw order.

    Raises ValueError where two changes overlap.
    """
    parts: list[str] = []
    edits: list[Edit] = []
    raw_at = clean_at = 0
    for change in changes:
        start, end, text, rule = change
        old = raw[start:end]
        if not (old and text) or old[0] == text[0] or old[-1] == text[-1]:
            smaller = minimal(raw, change)
            if smaller is None:
                continue
            start, end, text, rule = smaller
            old = raw[start:end]
        if start < raw_at:
            raise ValueError(f"the change {change} overlaps the one before it, which ends at {raw_at}")
        parts += (raw[raw_at:start], text)
        clean_at += start - raw_at
        clean_end = clean_at + len(text)
        edits.append(Edit(rule, start, end, old, clean_at, clean_end, text))
        clean_at, raw_at = clean_end, end
    parts.append(raw[raw_at:])
    return "".join(parts), tuple(edits)
