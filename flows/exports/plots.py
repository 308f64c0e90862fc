"""Draws the pictures of a release as SVG. The same picture gives the same bytes.

All is placed in points from the upper left corner. The text stays text, and whoever prefers a dark screen gets dark
paper: each colour below is a pair, for light and for dark paper.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Callable, Iterable, Sequence
from html import escape
from itertools import pairwise
from typing import Any, TypeAlias
from warnings import catch_warnings, filterwarnings

from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, PathPatch
from matplotlib.path import Path as Outline

from flows.exports.content import count_of
from flows.exports.pictures import EditCounts, Lane, Picture, ScoreTable, Strip, percent
from flows.exports.scores import Measure, Scores
from flows.exports.xml import allowed
from schemas import LOSSY_RULES

Colour: TypeAlias = tuple[str, str]
Box: TypeAlias = tuple[float, float, float, float]  # x, y of the upper edge, width, height

PAPER = ("#ffffff", "#0d1117")
INK = ("#1f2328", "#e6edf3")
GREY = ("#59636e", "#9da7b3")
RULE = ("#d0d7de", "#30363d")
NOBODY = ("#8c959f", "#6e7781")
# After Okabe and Ito's palette for all kinds of colour vision; the lighter ones are darker on light paper.
VOICES = (
    ("#0072b2", "#3d9fd8"),
    ("#d55e00", "#e8772e"),
    ("#009e73", "#0fb488"),
    ("#b8679a", "#cc79a7"),
    ("#b27d00", "#e69f00"),
    ("#3a8fc4", "#7cc6ee"),
    ("#6b5fb5", "#9a8fe0"),
    ("#7a7a00", "#c9bd3a"),
)

WIDTH = 720.0
MARGIN = 18.0
NAMES = 172.0  # for the names on the left
LANE = 13.0  # the height of the highest bar
_HEIGHTS = {"direct": 1.0, "mixed": 0.7, "reported": 0.4, "action": 0.15, "narration": 0.4}
_MODES = (
    ("direct", "in the first person"),
    ("mixed", "first person and reported"),
    ("reported", "reported, or narration"),
    ("action", "acts without words"),
)
_SETTINGS = {
    "svg.hashsalt": "parley",
    "svg.fonttype": "none",
    "font.family": ["DejaVu Sans"],  # it comes with the library, so that nothing depends on the fonts of the machine
    "path.simplify": False,
    "text.parse_math": False,
}
_FONTS = "-apple-system, 'Segoe UI', 'Helvetica Neue', 'Liberation Sans', Arial, 'DejaVu Sans', sans-serif"


def draw(picture: Picture) -> bytes:
    """The picture as an SVG file in UTF-8."""
    with style.context(["default", _SETTINGS]), catch_warnings():  # whatever settings the machine has
        filterwarnings("ignore", "Glyph .* missing from font")  # the reader's fonts show the text, not the library's
        page = _Page(picture)
        _DRAWINGS[picture.name](page, picture.shows)
        return page.svg()


class _Page:
    """A sheet that grows downwards. `at` is how far it is filled, in points from its upper edge."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._figure = Figure()
        self.axes: Axes = self._figure.add_axes((0, 0, 1, 1))
        self.axes.set_axis_off()
        self.at = MARGIN + 14
        self.text(MARGIN, self.at, picture.title, size=14, bold=True)

    def lead(self, text: str) -> None:
        """The line under the title, and what the picture leaves out."""
        self.at += 18
        self.text(MARGIN, self.at, f"{text} {self._picture.note or ''}".rstrip(), colour=GREY)

    def head(self, text: str, facts: str = "") -> None:
        """The head of one part of the picture."""
        self.at += 32
        for line in textwrap.wrap(text, 84, max_lines=2, placeholder=" …"):
            self.text(MARGIN, self.at, line, size=10.5, bold=True)
            self.at += 14
        if facts:
            self.text(MARGIN, self.at, facts, colour=GREY)
            self.at += 6

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 9,
        colour: Colour = INK,
        bold: bool = False,
        align: str = "left",
        turned: float = 0,
    ) -> None:
        """A line of text, whose base line is at y."""
        self.axes.text(
            x,
            y,
            allowed(text),
            size=size,
            color=colour[0],
            weight="bold" if bold else "normal",
            ha=align,
            va="baseline",
            rotation=turned,
            rotation_mode="anchor",
        )

    def boxes(self, boxes: Iterable[Box], colour: Colour) -> None:
        """Filled boxes (x, y of the upper edge, width, height) as one shape."""
        outlines = [[(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)] for x, y, w, h in boxes]
        shape = Outline.make_compound_path(*(Outline(outline, closed=True) for outline in outlines))
        self.axes.add_patch(PathPatch(shape, facecolor=colour[0], linewidth=0))

    def circle(self, x: float, y: float, radius: float, colour: Colour) -> None:
        """A filled circle."""
        self.axes.add_patch(Circle((x, y), radius, facecolor=colour[0], linewidth=0))

    def svg(self) -> bytes:
        """The finished sheet."""
        height = self.at + MARGIN
        self._figure.set_size_inches(WIDTH / 72, height / 72)
        self.axes.set_xlim(0, WIDTH)
        self.axes.set_ylim(height, 0)
        self._figure.patch.set_facecolor(PAPER[0])
        file = io.StringIO()
        nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        self._figure.savefig(file, format="svg", metadata=nothing, facecolor=PAPER[0])
        return _finished(file.getvalue(), self._picture).encode()


def _finished(svg: str, picture: Picture) -> str:
    """The picture with its title, what it says in words, fonts that readers have, and its colours on dark paper."""
    pairs = sorted({PAPER, INK, GREY, RULE, NOBODY, *VOICES})
    dark = "".join(f'[style*="fill: {light}"]{{fill:{on_dark} !important}}' for light, on_dark in pairs)
    rules = f"text{{font-family:{_FONTS} !important}}@media (prefers-color-scheme:dark){{{dark}}}"
    head = (
        f'<title id="title">{escape(picture.title)}</title>\n'
        f'<desc id="description">{escape(allowed(picture.alternative))}</desc>\n'
        f"<style>{rules}</style>\n"
    )
    before, opening, rest = svg.partition("<svg ")
    attributes, closing, body = rest.partition(">\n")
    return f'{before}{opening}role="img" aria-labelledby="title description" {attributes}{closing}{head}{body}'


def _draw_strips(page: _Page, strips: Sequence[Strip]) -> None:
    page.lead("Each document from its first word on the left to its last on the right.")
    page.at += 24
    for number, (mode, words) in enumerate(_MODES):
        x, height = MARGIN + number * 150, LANE * _HEIGHTS[mode]
        page.boxes([(x, page.at - height, 10, height)], NOBODY)
        page.text(x + 15, page.at, words, colour=GREY)
    for strip in strips:
        _draw_strip(page, strip)


def _draw_strip(page: _Page, strip: Strip) -> None:
    facts = (strip.date, count_of(strip.turns, "turn"), count_of(strip.words, "word"))
    page.head(strip.title, ", ".join(fact for fact in facts if fact))
    left, right = MARGIN + NAMES, WIDTH - MARGIN - 34
    scale = (right - left) / strip.words
    for number, lane in enumerate(strip.lanes):
        page.at += LANE + 5
        colour = VOICES[number % len(VOICES)] if lane.person else NOBODY
        page.text(left - 8, page.at - 2, _shortened(lane.name, 30), align="right", colour=INK if lane.person else GREY)
        page.boxes([(left, page.at, right - left, 0.8)], RULE)
        page.boxes(_bars(lane, left, page.at, scale), colour)
        page.text(WIDTH - MARGIN, page.at - 2, percent(lane.words, strip.words), align="right", colour=GREY)


def _bars(lane: Lane, left: float, base: float, scale: float) -> list[Box]:
    heights = [LANE * _HEIGHTS[mode] for _, _, mode in lane.stretches]
    return [
        (left + before * scale, base - height, max(words * scale, 0.7), height)
        for (before, words, _), height in zip(lane.stretches, heights, strict=True)
    ]


def _draw_scores(page: _Page, tables: Sequence[ScoreTable]) -> None:
    lead = "The further to the right a dot is, the better."
    if any(measure.kind == "interval" for table in tables for measure in table.measures):
        lead += " The bar behind a dot holds 95 of 100 resamplings of the documents."
    page.lead(lead)
    for table in tables:
        page.head(table.head)
        intervals = {before: after for before, after in pairwise(table.measures) if after.kind == "interval"}
        measures = [measure for measure in table.measures if measure.kind != "interval"]
        left = MARGIN + NAMES
        column = (WIDTH - MARGIN - left) / len(measures)
        heads = [textwrap.wrap(measure.title, int(column / 4.8)) for measure in measures]
        lines = max(map(len, heads))
        for i, head in enumerate(heads):
            for j, line in enumerate(head, start=lines - len(head)):
                page.text(left + i * column, page.at + 14 + 11 * j, line, size=8, colour=GREY)
        page.at += 8 + 11 * lines
        for name, scores in table.scores.items():
            page.at += 18
            page.text(left - 14, page.at, _shortened(name, 34), size=8.5, align="right")
            for i, measure in enumerate(measures):
                interval = intervals[measure].of(scores) if measure in intervals else None
                _draw_score(page, left + i * column, column - 40, measure, scores, interval)


def _draw_score(
    page: _Page, x: float, length: float, measure: Measure, scores: Scores, interval: Sequence[float] | None
) -> None:
    """A line from the worst to the best value, a dot on it with its value beside, and the interval around the dot."""
    y = page.at - 3
    page.boxes([(x, y - 0.5, length, 1)], RULE)
    if interval is not None:
        page.boxes([(x + interval[0] * length, y - 6, (interval[1] - interval[0]) * length, 12)], RULE)
    if (value := measure.of(scores)) is not None:
        page.circle(x + (1 - value if measure.kind == "error" else value) * length, y, 3.6, VOICES[0])
    page.text(x + length + 7, page.at, measure.shown(scores) or "–", size=8.5)


def _draw_edits(page: _Page, counts: EditCounts) -> None:
    lossy = any(rule in LOSSY_RULES for rule in counts.rules)
    limit = "Only the rules in orange may" if lossy else "None of these rules may"
    page.lead(f"How many changes each rule made. {limit} take letters or digits out of the text.")
    page.at += 72  # the names of the rules stand aslant
    left, largest = MARGIN + NAMES, max(found[rule] for found in counts.documents.values() for rule in counts.rules)
    column = min(52.0, (WIDTH - MARGIN - 50 - left) / len(counts.rules))
    for i, rule in enumerate(counts.rules):
        page.text(left + i * column + 12, page.at, rule, size=8.5, turned=45, colour=_colour_of(rule))
    page.at += 8
    for name, found in counts.documents.items():
        page.boxes([(left, page.at, column * len(counts.rules), 0.6)], RULE)
        page.at += 24
        page.text(left - 8, page.at - 9, _shortened(name, 32), size=8.5, align="right")
        for i, rule in enumerate(counts.rules):
            if count := found[rule]:
                x, radius = left + i * column + 10, max(1.2, min(9, column / 4.5) * (count / largest) ** 0.5)
                page.circle(x, page.at - 12, radius, _colour_of(rule))
                page.text(x + radius + 3, page.at - 9, f"{count:,}", size=8, colour=GREY)


def _colour_of(rule: str) -> Colour:
    return VOICES[1] if rule in LOSSY_RULES else VOICES[0]


def _shortened(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


_DRAWINGS: dict[str, Callable[[_Page, Any], None]] = {
    "voices": _draw_strips,
    "quality": _draw_scores,
    "cleaning": _draw_edits,
}
