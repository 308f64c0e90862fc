"""Spaces that a typist or a teletype leaves out after stops and numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.segment.repairs.repaired_text import Change

# What a typist or a teletype closes up: "NO DECISION.HE SAID", "2.HE SAID". With two letters before it, no initials.
STOP = re.compile(r"[.?!](?<=\w[\w\"”)].)(?=[\"“(]?(?:I\b|[A-Z][A-Za-z]))")
SMALLER_STOP = re.compile(r"[,:;](?<=\w[\w\"”)].)(?=[\"“(]?[A-Za-z]{2})")
STOP_AND_SPACE = re.compile(r"[.?!](?<=\w[\w\"”)].)[\"”)]*\s")
GLUED_NUMBER = re.compile(r"(?:\d{1,2}[.)]|\((?:\d{1,2}|[a-zA-Z])\))(?=[\"“(]?(?:I\b|[A-Z][A-Za-z]))")
LEAST_GLUED = 3  # stops
LEAST_NUMBERS = 2  # paragraphs


def after_stops(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Change]:
    """The spaces to put in after stops and the numbers of paragraphs, where a text leaves them out as a habit."""
    numbers = [found.end() for bounds in paragraphs if (found := GLUED_NUMBER.match(text, *bounds)) is not None]
    stops = [match.end() for bounds in paragraphs for match in STOP.finditer(text, *bounds)]
    spaced = sum(1 for bounds in paragraphs for _ in STOP_AND_SPACE.finditer(text, *bounds)) if stops else 0
    if len(stops) >= LEAST_GLUED and 2 * len(stops) >= spaced:
        stops += [match.end() for bounds in paragraphs for match in SMALLER_STOP.finditer(text, *bounds)]
    else:
        stops = []
    found_at = {*stops, *(numbers if stops or len(numbers) >= LEAST_NUMBERS else ())}
    return [(at, at, " ") for at in sorted(found_at)]
