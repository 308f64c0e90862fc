"""Footnotes: the notes at page `feet` and at the end of a document, and their `marks` in the text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from flows.clean.layout import Layout
from flows.clean.lines import Line
from flows.clean.notes.feet import (
    begin_bare,
    foot_between,
    go_on_counting,
    is_text,
    notes_at_end,
    numbered_foot,
    numbered_from,
    run_over,
    sheets_of,
    stand_only_there,
    tight_foot,
    under_rule,
    with_rule,
)
from flows.clean.notes.marks import (
    Candidate,
    Candidates,
    ascending,
    between,
    confirmed,
    doubtful_by_number,
    filled,
    find_candidates,
)
from flows.clean.notes.model import Mark, Note, Notes, Scope
from flows.clean.pages.model import Pages
from flows.clean.signs import signed_notes

_RETURN = "↩"


def find_notes(raw: str, lines: Sequence[Line], layout: Layout, pages: Pages) -> Notes:
    """The notes of a document and their marks."""
    candidates = find_candidates(raw, len(lines))
    strong, bracketed = candidates.strong, candidates.bracketed
    sheets = list(sheets_of(lines, pages))
    signed = signed_notes(raw, lines, sheets or [(0, len(lines))], layout.inner_blanks)
    if not strong and not bracketed and not signed and not sheets and "\f" not in raw and _RETURN not in raw:
        return Notes()
    notes = Notes()
    taken: dict[int, Mark] = {}
    for on_page in signed:
        if sheets:
            notes.feet.update(with_rule(lines, on_page[0].first, on_page[-1].last, pages))
        for number, (first, last, mark) in enumerate(on_page, 1):
            if mark is not None:
                taken[mark[0]] = Mark(*mark, Note(number, first, last))
    everywhere = sorted(bracketed + strong)
    scopes: list[Scope] = []
    open_sheets = [pair for pair in zip_longest(sheets, sheets[1:]) if pair[0][1] - 1 not in notes.feet]
    feet = [_foot(lines, sheet, following, layout, strong) for sheet, following in open_sheets]
    nowhere_else = stand_only_there(lines, [foot.notes for foot in feet], layout, pages)
    for ((first, last), following), (found, ruled, counts_on) in zip(open_sheets, feet, strict=True):
        if found:
            start, end = lines[first].start, lines[found[0].first].start
            less = 2 * (last - found[0].first) < last - first
            unmarked = less and (nowhere_else or (layout.indented and begin_bare(lines, found)))
            unmarked = unmarked or bool(ruled and not counts_on)
            if unmarked or confirmed(found, between(everywhere, start, end)):
                scopes.append((start, end, found))
                notes.feet.update(with_rule(lines, ruled or found[0].first, last, pages))
                continue
        elif ruled:
            notes.feet.update(with_rule(lines, ruled, last, pages))
            continue
        if following is not None and (begun := foot_between(lines, first, last, following[0], layout)) is not None:
            notes.feet.update(with_rule(lines, begun, last, pages))
    run_over(lines, sheets, scopes, notes, layout, pages)
    ending = notes_at_end(lines, notes.feet, pages)
    if ending:
        end = lines[ending[0].first].start
        returns = sum(lines[note.last - 1].text.endswith(_RETURN) for note in ending)
        if 2 * returns > len(ending) or confirmed(ending, between(everywhere, 0, end)):
            scopes.append((0, end, ending))
    _mark(raw, scopes, candidates, taken)
    notes.marks = [taken[start] for start in sorted(taken)]
    return notes


class _Foot(NamedTuple):
    """The notes that can stand at a page's foot, the line under its rule, whether their numbers go on in the text."""

    notes: list[Note]
    ruled: int | None
    counts_on: bool


def _foot(
    lines: Sequence[Line],
    sheet: tuple[int, int],
    following: tuple[int, int] | None,
    layout: Layout,
    strong: Sequence[Candidate],
) -> _Foot:
    """The foot of the page `sheet`, before the page `following`."""
    first, last = sheet
    marked = {candidate.number for candidate in between(strong, lines[first].start, lines[last - 1].start)}
    ruled = under_rule(lines, first, last)
    found = numbered_from(lines, ruled, last) if ruled else numbered_foot(lines, first, last, layout, marked)
    if not found and not ruled:
        found = tight_foot(lines, first, last, layout)
        found = found if all(note.number in marked for note in found) else []
    counts_on = bool(found) and go_on_counting(lines, found, first, following, ruled is not None)
    if found and not ruled and (counts_on or is_text(lines, found, sheet, following)):
        found = []
    return _Foot(found, ruled, counts_on)


def _mark(raw: str, scopes: Sequence[Scope], candidates: Candidates, taken: dict[int, Mark]) -> None:
    """Adds to the marks that are `taken`, by where they start, those of the notes that were found: in brackets, or else
    numbers that ascend, and for each that is missing a doubtful one that fits.
    """
    weak: dict[int, list[Candidate]] | None = None
    highest = max((note.number for _, _, found in scopes for note in found), default=0)
    for start, end, found in scopes:
        inside = [candidate for candidate in between(candidates.bracketed, start, end) if candidate.number <= highest]
        by_number = {note.number: note for note in found}
        if len({candidate.number for candidate in inside} & by_number.keys()) * 2 >= len(by_number):
            for candidate in inside:
                taken.setdefault(candidate.start, Mark(candidate.start, candidate.end, by_number.get(candidate.number)))
            continue
        fitting = [c for c in between(candidates.strong, start, end) if c.number in by_number and c.start not in taken]
        chosen = ascending(fitting)
        if len(chosen) < len(by_number):
            if weak is None:
                weak = doubtful_by_number(raw, candidates.doubtful)
            chosen = filled(chosen, by_number.keys(), weak, start, end)
        for candidate in chosen:
            taken[candidate.start] = Mark(candidate.start, candidate.end, by_number[candidate.number])
