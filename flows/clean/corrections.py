"""Corrections of edits: what the quoted raw text becomes is said by hand."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from flows.clean.edits import Change, apply
from flows.corrections import CorrectionError, expect_change, find, of_stage, shown
from flows.record import Cleaned, Correction, Edit, Footnote, Page
from schemas.tables import LOSSY_RULES

RULE = "correction"
_NOT_CLEAN = re.compile(r" {2}| \n|\n |(?<!\n)\n(?!\n)|\n{3}|\A\s|\s\Z")


def correct_edits(cleaned: Cleaned, corrections: Sequence[Correction]) -> Cleaned:
    """The cleaned text with the corrections of the kind `edit` applied, in their order; what they quote is raw text.

    All edits inside a quote give way to one, under the rule that the correction names, or else `correction`. Raises
    CorrectionError for a correction that cannot be applied.
    """
    for correction in of_stage(corrections, "edit"):
        cleaned = _corrected(cleaned, correction)
    return cleaned


def found_text(cleaned: Cleaned, correction: Correction) -> dict[str, str]:
    """What a correction of an edit can expect: the `text` that the raw text it quotes becomes.

    Raises CorrectionError where that cannot be told.
    """
    start, end, first, last = _place(cleaned, correction)
    return {"text": _clean_text(cleaned, cleaned.edits[first:last], start, end)}


def _place(cleaned: Cleaned, correction: Correction) -> tuple[int, int, int, int]:
    """Where the quoted raw text starts and ends, and which edits lie in it."""
    start, end = find(cleaned.raw, correction.match, correction, "raw text")
    first = bisect_right(cleaned.edits, start, key=lambda edit: edit.raw_end)
    last = bisect_left(cleaned.edits, end, key=lambda edit: edit.raw_start)
    for edit in cleaned.edits[first:last]:
        if edit.raw_start < start or edit.raw_end > end:
            message = f"quotes only a part of what the edit {edit.rule} changes: {shown(edit.raw_text)}"
            raise CorrectionError(correction, message, "Quote all of it, or nothing of it")
    return start, end, first, last


def _corrected(cleaned: Cleaned, correction: Correction) -> Cleaned:
    expect_change(correction, found_text(cleaned, correction))
    start, end, first, last = _place(cleaned, correction)
    change = Change(start, end, correction.to["text"], correction.to.get("rule", RULE))
    changes = (*map(_change, cleaned.edits[:first]), change, *map(_change, cleaned.edits[last:]))
    text, edits = apply(cleaned.raw, changes)
    corrected = Cleaned(cleaned.raw, text, edits)
    _check(corrected, correction, change)
    return Cleaned(cleaned.raw, text, edits, tuple(_pages(cleaned, corrected)), tuple(_footnotes(cleaned, corrected)))


def _change(edit: Edit) -> Change:
    return Change(edit.raw_start, edit.raw_end, edit.clean_text, edit.rule)


def _clean_text(cleaned: Cleaned, edits: Sequence[Edit], start: int, end: int) -> str:
    """What the edits make of the raw text from `start` to `end`."""
    parts: list[str] = []
    for edit in edits:
        parts += (cleaned.raw[start : edit.raw_start], edit.clean_text)
        start = edit.raw_end
    return "".join([*parts, cleaned.raw[start:end]])


def _check(corrected: Cleaned, correction: Correction, change: Change) -> None:
    """Raise CorrectionError where what came out is no clean text, or has lost letters that it may not lose."""
    at, until = clean_offset(corrected, change.start), clean_offset(corrected, change.end)
    fault = _NOT_CLEAN.search(corrected.text, max(0, at - 1))
    if fault and fault.start() <= until:
        raise CorrectionError(
            correction,
            f"would leave white space that no clean text has: {shown(corrected.text[max(0, at - 20) : until + 20])}",
            "Quote the white space around the words too; words are parted by one space, paragraphs by an empty line",
        )
    lost = sum(map(str.isalnum, corrected.raw[change.start : change.end])) - sum(map(str.isalnum, change.text))
    if lost > 0 and change.rule not in LOSSY_RULES:
        raise CorrectionError(
            correction,
            f"would take {lost} letters or digits out of the text under the rule {change.rule}",
            f"Give the rule in to, one of {', '.join(LOSSY_RULES)}; words of the source itself are never taken out",
        )


def clean_offset(cleaned: Cleaned, raw_offset: int) -> int:
    """Clean offset of the first character at or after a raw offset that is in the clean text."""
    i = bisect_right(cleaned.edits, raw_offset, key=lambda edit: edit.raw_start) - 1
    if i < 0:
        return raw_offset
    return cleaned.edits[i].clean_end + max(0, raw_offset - cleaned.edits[i].raw_end)


def _pages(cleaned: Cleaned, corrected: Cleaned) -> Iterator[Page]:
    """The pages in the offsets of the corrected text; one of which nothing is left is none."""
    before = -1
    for page in cleaned.pages:
        at = clean_offset(corrected, cleaned.raw_start(page.clean_start))
        while at < len(corrected.text) and corrected.text[at].isspace():
            at += 1
        if before < at < len(corrected.text):
            yield Page(at, page.label)
            before = at


def _footnotes(cleaned: Cleaned, corrected: Cleaned) -> Iterator[Footnote]:
    """The notes whose marks are still taken out, in the offsets of the corrected text."""
    for note in cleaned.footnotes:
        i = bisect_right(corrected.edits, note.raw_start, key=lambda edit: edit.raw_start) - 1
        if i >= 0 and corrected.edits[i].raw_end >= note.raw_end:
            at = corrected.edits[i].clean_start
            yield Footnote(at, note.raw_start, note.raw_end, note.mark, note.text)
