"""A document in two columns, passage by passage: its clean text, and the raw text that this was made of.

A passage is a turn, or a section that has none. The raw columns of all passages together are the whole raw text. Both
columns carry the numbers of the source's lines, by which the reader finds the place on the other side.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from markupsafe import Markup

from schemas import Row

POINTS = ("footnote", "page")  # spans that mark a place, in the order in which one place shows them

_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_BREAKS = re.compile(r"(\n+)")
# What a browser would drop or replace is shown by its picture; a carriage return is kept for what it is.
_CONTROLS = {code: chr(0x2400 + code) for code in range(32) if chr(code) not in "\t\n\r"} | {0x7F: "\u2421"}
_KEPT = str.maketrans(_CONTROLS)
_VISIBLE = str.maketrans(_CONTROLS | {" ": "·", "\u00a0": "⍽", "\n": "↵", "\t": "→", "\r": "␍"})


@dataclass(frozen=True, slots=True)
class Passage:
    """A turn (or a section without turns: `turn` is None) in both columns, as HTML.

    `section` is the kind of the section it lies in. `first_line` and `last_line` are the lines of the raw text, counted
    from 1, on which its text starts and ends. `notes` are its footnotes: their number in the document, and their text.
    """

    section: str
    turn: Row | None
    clean: Markup
    raw: Markup
    first_line: int
    last_line: int
    notes: tuple[tuple[int, str], ...]


class _Piece(NamedTuple):
    """A stretch that was left alone (`rule` is None), or an edit; `clean_start` is its place in the clean text."""

    clean_start: int
    clean: str
    raw: str
    rule: str | None


class _Start(NamedTuple):
    clean_start: int
    section: str
    turn: Row | None


def parallel_text(
    document: Row, sections: Sequence[Row], turns: Sequence[Row], spans: Sequence[Row], edits: Sequence[Row]
) -> list[Passage]:
    """The passages of a document in their order. All rows are those of that document, in the order of their tables."""
    starts = _starts(document, sections, turns)
    if document["pages"] == 1:
        spans = [span for span in spans if span["kind"] != "page"]
    clean, raw = _CleanColumn(spans), _RawColumn(spans)
    found = []
    for start, pieces in zip(starts, _cut(_pieces(document["text"], edits), starts), strict=True):
        for piece in pieces:
            clean.add(piece, raw.line)
            raw.add(piece)
        found.append(clean.passage(start, raw.close()))
    return found


def page_names(pages: Iterable[Row]) -> list[str]:
    """The names of a document's pages, from its spans `page`: the number printed there, or which one it is."""
    return [page["note"] or str(number) for number, page in enumerate(pages, start=1)]


def _starts(document: Row, sections: Sequence[Row], turns: Sequence[Row]) -> list[_Start]:
    """Where passages start. What stands in a section before its first turn belongs to that turn."""
    turn_starts = [turn["clean_start"] for turn in turns]
    found = []
    ends = [*(section["clean_start"] for section in sections[1:]), len(document["text"])]
    for section, end in zip(sections, ends, strict=True):
        at, kind = section["clean_start"], section["kind"]
        inside = turns[bisect_left(turn_starts, at) : bisect_left(turn_starts, end)]
        if inside:
            found.append(_Start(at, kind, inside[0]))
            found += [_Start(turn["clean_start"], kind, turn) for turn in inside[1:]]
        elif end > at:
            found.append(_Start(at, kind, None))
    return found


def _pieces(text: str, edits: Iterable[Row]) -> Iterator[_Piece]:
    at = 0
    for edit in edits:
        if edit["clean_start"] > at:
            same = text[at : edit["clean_start"]]
            yield _Piece(at, same, same, None)
        yield _Piece(edit["clean_start"], edit["clean_text"], edit["raw_text"], edit["rule"])
        at = edit["clean_end"]
    if at < len(text):
        yield _Piece(at, text[at:], text[at:], None)


def _cut(pieces: Iterable[_Piece], starts: Sequence[_Start]) -> Iterator[list[_Piece]]:
    """The pieces of each passage. What was removed before the first character of a passage ends the one before."""
    waiting = iter(starts[1:])
    border = next(waiting, None)
    found: list[_Piece] = []
    for piece in pieces:
        at, rest = piece.clean_start, piece.clean
        while border is not None and border.clean_start < at + len(rest):
            if border.clean_start > at:
                if piece.rule is not None:
                    break
                head, rest = rest[: border.clean_start - at], rest[border.clean_start - at :]
                found.append(_Piece(at, head, head, None))
                at = border.clean_start
            yield found
            found, border = [], next(waiting, None)
        found.append(_Piece(at, rest, piece.raw if piece.rule is not None else rest, piece.rule))
    yield found
    while border is not None:
        yield []
        border = next(waiting, None)


@dataclass(slots=True)
class _Paragraph:
    """The HTML of a paragraph in parts, each with the source's line that it is from."""

    parts: list[tuple[int, str]] = field(default_factory=list)
    has_text: bool = False

    def html(self) -> str:
        lines = (
            f'<span data-l="{line}">{"".join(html for _, html in parts)}</span>'
            for line, parts in groupby(self.parts, itemgetter(0))
        )
        removed = "" if self.has_text else ' class="removed"'
        return f"<p{removed}>{''.join(lines)}</p>"


class _CleanColumn:
    """Builds the clean text of passage after passage: paragraphs, with spans, edits and the lines' numbers in them."""

    def __init__(self, spans: Sequence[Row]) -> None:
        self._cuts, self._kinds = _kinds(span for span in spans if span["kind"] not in POINTS)
        points = [span for span in spans if span["kind"] in POINTS]
        self._points = sorted(points, key=lambda span: (span["clean_start"], POINTS.index(span["kind"])))
        self._pages = iter(page_names(point for point in self._points if point["kind"] == "page"))
        self._next_point = 0
        self._note_count = 0
        self._begin()

    def _begin(self) -> None:
        self._paragraphs = [_Paragraph()]
        self._lines: list[int] = []
        self._notes: list[tuple[int, str]] = []

    def add(self, piece: _Piece, line: int) -> None:
        """Adds the clean side of a piece, whose raw side begins in that line of the source."""
        at = piece.clean_start
        if piece.rule is not None:
            self._add_edit(piece, line)
            return
        for part in filter(None, _BREAKS.split(piece.clean)) if "\n" in piece.clean else (piece.clean,):
            if part[0] == "\n":
                self._place_points(at, line)
                self._break()
                line += len(part)
            else:
                self._add_text(at, part, line)
            at += len(part)

    def passage(self, start: _Start, raw: tuple[str, int, int]) -> Passage:
        """The passage of all that was added since the last one."""
        raw_html, raw_first, raw_last = raw
        *whole, last = self._paragraphs
        if whole and not last.has_text:
            whole[-1].parts += last.parts  # what was removed between this passage and the next
        elif last.parts:
            whole.append(last)
        found = Passage(
            start.section,
            start.turn,
            Markup("\n".join(paragraph.html() for paragraph in whole)),
            Markup(raw_html),
            self._lines[0] if self._lines else raw_first,
            self._lines[-1] if self._lines else raw_last,
            tuple(self._notes),
        )
        self._begin()
        return found

    def _add_text(self, at: int, text: str, line: int) -> None:
        end = at + len(text)
        start = at
        while at < end:
            self._place_points(at, line)
            index = bisect_right(self._cuts, at)
            until = min(end, self._cuts[index] if index < len(self._cuts) else end, self._point_after(at, end))
            self._put(line, self._marked(at, _escaped(text[at - start : until - start])))
            at = until
        self._note_text(text, line)

    def _add_edit(self, piece: _Piece, line: int) -> None:
        self._place_points(piece.clean_start, line)
        removed = f"<del>{escape(piece.raw.translate(_VISIBLE))}</del>" if piece.raw else ""
        if "\n" in piece.clean:
            self._put(line, _edit(piece, removed + '<ins class="sign">¶</ins>'))
            self._break()
            return
        put = f"<ins>{_escaped(piece.clean)}</ins>" if piece.clean else ""
        self._put(line, self._marked(piece.clean_start, _edit(piece, removed + put)))
        self._note_text(piece.clean, line)

    def _note_text(self, text: str, line: int) -> None:
        if text and not text.isspace():
            self._paragraphs[-1].has_text = True
            self._lines.append(line)

    def _marked(self, at: int, html: str) -> str:
        """The HTML of what stands at `at`, with the kinds of spans that it lies in."""
        index = bisect_right(self._cuts, at) - 1
        kinds = self._kinds[index] if index >= 0 else ()
        if not kinds:
            return html
        title = ", ".join(kind.replace("-", " ") for kind in kinds)
        return f'<span class="{" ".join(kinds)}" title="{title}">{html}</span>'

    def _place_points(self, at: int, line: int) -> None:
        while self._next_point < len(self._points) and self._points[self._next_point]["clean_start"] <= at:
            point = self._points[self._next_point]
            self._next_point += 1
            if point["kind"] == "page":
                name = _escaped(next(self._pages))
                self._put(line, f'<span class="page" data-page="{name}" title="page {name}"></span>')
                continue
            self._note_count += 1
            number = self._note_count
            self._notes.append((number, point["note"] or "The text of this note is not in the source."))
            link = f'<a href="#note-{number}" aria-label="Note {number}">{number}</a>'
            self._put(line, f'<sup id="mark-{number}">{link}</sup>')

    def _point_after(self, at: int, end: int) -> int:
        if self._next_point < len(self._points):
            return max(at + 1, min(end, int(self._points[self._next_point]["clean_start"])))
        return end

    def _put(self, line: int, html: str) -> None:
        self._paragraphs[-1].parts.append((line, html))

    def _break(self) -> None:
        if self._paragraphs[-1].has_text:
            self._paragraphs.append(_Paragraph())


class _RawColumn:
    """Builds the raw text of passage after passage: numbered lines, with what was changed and where pages begin."""

    def __init__(self, spans: Sequence[Row]) -> None:
        pages = [span for span in spans if span["kind"] == "page"]
        self._pages = list(zip((page["raw_start"] for page in pages), page_names(pages), strict=True))[::-1]
        self.line = 1
        self._at = 0
        self._named = 0  # the last line that has its id
        self._parts: list[str] = []
        self._blank = True
        self._page = ""
        self._begin()

    def _begin(self) -> None:
        self._lines: list[str] = []
        self._numbers: list[int] = []

    def add(self, piece: _Piece) -> None:
        """Adds the raw side of a piece."""
        if not piece.raw:
            self._parts.append(f'<mark class="put" title="{escape(piece.rule or "")}"></mark>')
        before, after = (f'<mark title="{escape(piece.rule)}">', "</mark>") if piece.rule else ("", "")
        for part in _LINES.findall(piece.raw):
            # A parser of HTML makes a line feed of a carriage return, unless it is written as a reference.
            self._parts += (before, _escaped(part).replace("\r", "&#13;"), after)
            self._blank = self._blank and part.isspace()
            self._at += len(part)
            while self._pages and self._pages[-1][0] < self._at:
                self._page = self._pages.pop()[1]
            if part[-1] == "\n":
                self._flush()
                self.line += 1

    def close(self) -> tuple[str, int, int]:
        """The HTML since the last time, and the first and the last line with text in it."""
        self._flush()
        lines = self._numbers or [self.line]
        found = "".join(self._lines), lines[0], lines[-1]
        self._begin()
        return found

    def _flush(self) -> None:
        if not self._parts:
            return
        blank = " blank" if self._blank else ""
        identifier = f' id="L{self.line}"' if self._named < self.line else ""
        page = f' data-page="{_escaped(self._page)}"' if self._page else ""
        html = "".join(self._parts)
        self._lines.append(f'<span class="line{blank}"{identifier} data-l="{self.line}"{page}>{html}</span>')
        if not self._blank:
            self._numbers.append(self.line)
        self._named = self.line
        self._parts, self._blank, self._page = [], True, ""


def _kinds(spans: Iterable[Row]) -> tuple[list[int], list[tuple[str, ...]]]:
    """Places in the clean text in order, and the kinds of the spans that hold from each to the next."""
    changes = sorted(
        change
        for span in spans
        if span["clean_end"] > span["clean_start"]
        for change in ((span["clean_start"], 1, span["kind"]), (span["clean_end"], -1, span["kind"]))
    )
    cuts: list[int] = []
    kinds: list[tuple[str, ...]] = []
    held: Counter[str] = Counter()
    for at, step, kind in changes:
        held[kind] += step
        here = tuple(sorted(kind for kind, count in held.items() if count))
        if cuts and cuts[-1] == at:
            kinds[-1] = here
        else:
            cuts.append(at)
            kinds.append(here)
    return cuts, kinds


def _edit(piece: _Piece, html: str) -> str:
    return f'<span class="edit" title="{escape(piece.rule or "")}">{html}</span>'


def _escaped(text: str) -> str:
    # Nearly always there is nothing to translate, and that is told much sooner.
    return escape(text if text.removesuffix("\n").isprintable() else text.translate(_KEPT))
