"""Invented records in the manner of many archives, read from their text alone and compared with their marks.

In `records/`, `⟦Name⟧` stands where somebody takes the floor, `⟦⟧` where nobody holds it, `⟦?⟧` where either will do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from flows.evaluate.starts import GoldDocument, Score, score_document
from flows.read import read_document
from flows.tables import rows

RECORDS = Path(__file__).parent / "records"
MARK = re.compile("⟦([^⟧]*)⟧")
EVERY = sorted(file.stem for file in RECORDS.glob("*.txt"))


def marked(name: str) -> GoldDocument:
    """The record of that name: its text without marks, and the regions that the marks make."""
    text = (RECORDS / f"{name}.txt").read_text("utf-8")
    raw = ""
    regions: list[Mapping[str, Any]] = [{"start": 0, "kind": "other", "speaker": None}]
    at = 0
    for mark in MARK.finditer(text):
        raw += text[at : mark.start()]
        at = mark.end()
        kind = {"": "other", "?": "unsure"}.get(mark[1], "speech")
        regions.append({"start": len(raw), "kind": kind, "speaker": mark[1] or None})
    return GoldDocument(name, raw + text[at:], {"style": name}, tuple(regions))


@cache
def turns(name: str) -> Sequence[Mapping[str, Any]]:
    """The rows of the turns that are read in the record of that name."""
    found: Sequence[Mapping[str, Any]] = rows([read_document(marked(name).raw.encode(), name)])["turns"]
    return found


@cache
def score(name: str) -> Score:
    return score_document(marked(name), turns(name))


def test_there_are_records_and_each_has_turns() -> None:
    assert len(EVERY) >= 40
    assert all(score(name).counts["gold"] >= 3 for name in EVERY)
