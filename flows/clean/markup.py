"""Markdown left in a text: marks of emphasis and headings, backslashes before punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.clean.edits import Change

_ESCAPE = re.compile(r"\\(?=[\[\](){}#*_.!>+\-`|~])")
_HEADING = re.compile(r"^[ \t]*(#{1,6}) (?=\S)", re.MULTILINE)
_EMPHASIS = re.compile(r"(_(?<![\w*]_)|\*(?<![\w*]\*)\*{0,2})(?=[^\s_*])[^_*\n]{1,400}(?<=\S)\1(?![\w*])")
# Emphasis that opens on one line and closes on another leaves single marks at the edges of lines.
_EDGE = re.compile(r"^_(?= \S)|(?<=[)\]])_$", re.MULTILINE)


def find_markup(raw: str) -> Iterator[Change]:
    """The characters of the markup, as removals. A text without escapes, headings and emphasis has none."""
    escapes = [Change(hit.start(), hit.end(), "", "markup") for hit in _ESCAPE.finditer(raw)]
    headings = [Change(hit.start(1), hit.end(1), "", "markup") for hit in _HEADING.finditer(raw)]
    emphasis = [
        Change(start, start + len(hit[1]), "", "markup")
        for hit in _EMPHASIS.finditer(raw)
        for start in (hit.start(), hit.end() - len(hit[1]))
    ]
    yield from escapes
    yield from headings
    yield from emphasis
    if escapes or headings or emphasis:
        for hit in _EDGE.finditer(raw):
            yield Change(hit.start(), hit.end(), "", "markup")
