"""Changes inside a line: what is removed there, and the white space that is left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flows.clean.edits import Change
from flows.clean.lines import Line

_WHITE = re.compile(r"[^\S\n](?:[^\S\n]+|(?<! ))")
_CLOSING = frozenset(".,;:!?)]”’»")


def white_space(raw: str) -> Iterator[Change]:
    """Every run of white space that is not one plain space, as a change into one."""
    for run in _WHITE.finditer(raw):
        start, end = run.span()
        wide = end - start > 1 or run[0] == "\t"
        yield Change(start, end, " ", "space" if wide else "no-break-space")


def within_line(raw: str, line: Line, changes: Sequence[Change]) -> Iterator[Change]:
    """The changes of one line, in order and without overlaps, so that no white space is left doubled or at an edge.

    Where changes overlap, the first one stands; one that passes the line's end is left out. A line is never emptied:
    removals that would do so are left out.
    """
    chosen: list[Change] = []
    at = line.start
    for change in changes:
        if at <= change.start and change.end <= line.end:
            chosen.append(change)
            at = change.end
    i, floor = 0, line.start
    while i < len(chosen):
        change = chosen[i]
        if change.text.strip() or change.start == change.end:
            yield change
            floor = change.end
            i += 1
            continue
        # A run of removals and white space becomes one space, or none at the edges of the line.
        start = end = change.start
        if start > floor and raw[start - 1] == " ":
            start -= 1
        run: list[Change] = []
        while i < len(chosen) and chosen[i].start == end and not chosen[i].text.strip() and chosen[i].end > end:
            run.append(chosen[i])
            end = chosen[i].end
            i += 1
            if end < line.end and raw[end] == " " and (i == len(chosen) or chosen[i].start > end):
                end += 1
        floor = end
        if start == line.start and end == line.end:
            yield from (change for change in run if change.text and change.rule != "entity")
            continue
        white = raw[start] == " " or any(change.text or raw[change.end : change.end + 1] == " " for change in run)
        mark = any(change.rule == "footnote-mark" for change in run)
        spaced = white and start > line.start and end < line.end and not (mark and raw[end] in _CLOSING)
        stops = [change.start for change in run[1:]] + [end]
        for change, stop in zip(run, stops, strict=True):
            yield Change(start, stop, " " if spaced else "", change.rule)
            start, spaced = stop, False
