"""Corrections of sections: which paragraphs are of which kind is said by hand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from flows.corrections import CorrectionError, expect_change, find, of_stage
from flows.record import Cleaned, Correction, Section, Turn
from schemas.tables import SECTION_KINDS


def mark_sections(cleaned: Cleaned, sections: Sequence[Section], corrections: Sequence[Correction]) -> list[Section]:
    """The sections with the corrections of the kind `section` applied, in their order.

    A correction marks whole paragraphs: see `marked`. Raises CorrectionError for one that cannot be applied.
    """
    for correction in of_stage(corrections, "section"):
        kind = correction.to["section"]
        if kind not in SECTION_KINDS:
            message = f"marks a section as {kind}, which is no kind of section"
            raise CorrectionError(correction, message, f"Choose among {', '.join(SECTION_KINDS)}")
        expect_change(correction, found_section(cleaned, sections, correction))
        start, end = marked(cleaned, correction)
        sections = list(_joined(_replaced(sections, Section(kind, start, end))))
    return list(sections)


def found_section(cleaned: Cleaned, sections: Sequence[Section], correction: Correction) -> dict[str, str]:
    """What a correction of sections can expect: the kind of the `section` that it marks, or all kinds, in order.

    Raises CorrectionError where that cannot be told.
    """
    start, end = marked(cleaned, correction)
    there = [
        section.kind
        for section in sections
        if cleaned.text[max(start, section.clean_start) : min(end, section.clean_end)].strip()
    ]
    return {"section": ", ".join(there)}


def marked(cleaned: Cleaned, correction: Correction) -> tuple[int, int]:
    """Clean offsets of what a correction marks: from the paragraph with its quote to that with its `through`, if any.

    The white space after the last paragraph is included, as sections have it. Raises CorrectionError where the quotes
    are not found.
    """
    first, last = find(cleaned.text, correction.match, correction)
    if correction.through is not None:
        through, last = find(cleaned.text, correction.through, correction)
        if through < first:
            raise CorrectionError(correction, "ends (through) before it begins (match)", "Exchange the two")
    starts = [start for start, _ in cleaned.paragraphs]
    a, b = bisect_right(starts, first) - 1, bisect_right(starts, last - 1)
    return (starts[a] if a else 0), (starts[b] if b < len(starts) else len(cleaned.text))


def cut_at_sections(text: str, turns: Sequence[Turn], bodies: Sequence[Section]) -> list[Turn]:
    """The turns without what lies outside the bodies; one that goes on in the next body is two."""
    kept = []
    for body in bodies:
        for turn in turns:
            if turn.clean_start < body.clean_end and turn.clean_end > body.clean_start:
                start, end = max(turn.clean_start, body.clean_start), min(turn.clean_end, body.clean_end)
                end = start + len(text[start:end].rstrip())
                speech = min(max(turn.speech_start, start), end)
                label = turn.label if start == turn.clean_start else None
                kept.append(replace(turn, clean_start=start, clean_end=end, speech_start=speech, label=label))
    return kept


def _replaced(sections: Sequence[Section], marked: Section) -> Iterator[Section]:
    """The sections with what was in the place of the marked one cut out, and the marked one there."""
    for section in sections:
        if section.clean_start < marked.clean_start:
            yield replace(section, clean_end=min(section.clean_end, marked.clean_start))
    yield marked
    for section in sections:
        if section.clean_end > marked.clean_end:
            yield replace(section, clean_start=max(section.clean_start, marked.clean_end))


def _joined(sections: Iterator[Section]) -> Iterator[Section]:
    """Sections of which no two neighbours are of one kind."""
    before = next(sections)
    for section in sections:
        if section.kind == before.kind:
            before = replace(before, clean_end=section.clean_end)
        else:
            yield before
            before = section
    yield before
