"""Markdown left in a text: marks of emphasis and headings, backslashes before punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flows.clean.edits import Change
from flows.clean.lines import Line

_ESCAPE = re.compile(r"\\(?=[\[\](){}#*_.!>+\-`|~])")
_HEADING = re.compile(r"^[ \t]*(#{1,6}) (?=\S)", re.MULTILINE)
_INSIDE = r"[^\s_*][^_*\n]{0,400}"
# Also over the end of a line, and of one that a blank line follows in double-spaced text.
_EMPHASIS = re.compile(
    rf"(_(?<![\w*]_)|\*(?<![\w*]\*)\*{{0,2}}){_INSIDE}(?:\n[ \t]*(?:\n[ \t]*)?{_INSIDE})?(?<=\S)\1"
    r"(?:(?![\w*])|(?=(\*{1,2})[:.,;—–-]{1,2}\2(?!\S)))"
)
# Of a mark alone: "**Smith** *(smiling)***:** Yes".
_EMPHATIC_MARK = re.compile(r"(?<=[\w*])(\*{1,2})[:.,;—–-]{1,2}\1(?!\S)")
# What opens and ends the rows of a table, and the one that rules off the names of its columns.
_ROW_OPENS = re.compile(r"^[ \t]{0,8}(\|[ \t]{1,8})(?=[^\s|])", re.MULTILINE)
_ROW_ENDS = re.compile(r"[ \t]{0,8}\|(?=[ \t]{0,8}$)", re.MULTILINE)
_RULING = re.compile(r"[|:\s-]{4,400}")
_FEWEST_ROWS = 3
_MARKS = frozenset(("_", "*", "**"))
# Where it goes on longer it leaves single marks at the edges of lines.
_EDGE = re.compile(r"_(?:(?<=^_)(?= \S)|(?<=[)\]]_)$)", re.MULTILINE)


def find_markup(raw: str) -> Iterator[Change]:
    """The characters of the markup, as removals. A text without escapes, headings and emphasis has none."""
    found = [hit.span() for hit in _ESCAPE.finditer(raw)]
    if "#" in raw:
        found += [hit.span(1) for hit in _HEADING.finditer(raw)]
    for pattern in (_EMPHASIS, _EMPHATIC_MARK) if "_" in raw or "*" in raw else ():
        for hit in pattern.finditer(raw):
            width = len(hit[1])
            found += [(hit.start(), hit.start() + width), (hit.end() - width, hit.end())]
    if "|" in raw:
        opened, ended = (
            [hit.span(1) for hit in _ROW_OPENS.finditer(raw)],
            [hit.span() for hit in _ROW_ENDS.finditer(raw)],
        )
        if min(len(opened), len(ended)) >= _FEWEST_ROWS:
            found += opened + ended
    if found:
        found += [hit.span() for hit in _EDGE.finditer(raw)]
    for start, end in found:
        yield Change(start, end, "", "markup")


def lone_marks(raw: str, lines: Sequence[Line]) -> list[int]:
    """The lines, by index, that are only a mark of emphasis around several paragraphs, or rule off a table's head."""
    alone = [i for i, line in enumerate(lines) if line.text in _MARKS or _rules_table(line.text)]
    return alone if alone and any(find_markup(raw)) else []


def _rules_table(text: str) -> bool:
    return "|" in text and "--" in text and _RULING.fullmatch(text) is not None
