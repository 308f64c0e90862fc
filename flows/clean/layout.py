"""The habits of a document's lines, measured on the document itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from flows.clean.lines import Line

_OPENING = re.compile(r"[A-Z][^\s:]{0,20}(?: [A-Z][^\s:]{0,20}){0,3}(?::|\.(?= [A-Z(\[“\"]))")
_FEWEST = 3  # fewer transitions than this that look wrapped can be chance
_ENOUGH = 4000  # so many transitions tell the width; more would only take time
_WIDEST = 120  # characters of a wrapped line
_RUN_TOGETHER = 1.3  # times the usual width
NEARLY = 0.86  # how full a line is at least whose indent, or whose letters, are wider than they look

# Widths of characters in a common book face, in 250ths of the type size. Any face with serifs is near it.
_WIDTHS = {
    "'": 45,
    "|": 50,
    " .,": 63,
    "ijlt/\\:;": 70,
    "frI!()[]-‘’`": 83,
    "sJ": 97,
    "acezèéêëàáâäç?": 111,
    "bdghknopquvxy0123456789$–_*“”": 125,
    "FPS": 139,
    "ELTZ": 153,
    "BCR": 167,
    "ADGHKNOQUVXYw": 180,
    "m": 194,
    "M": 222,
    "W@": 236,
    "—…": 250,
}
_WIDTH_TABLE = bytearray([125] * 256)
for _characters, _width in _WIDTHS.items():
    for _code in _characters.encode("cp1252"):
        _WIDTH_TABLE[_code] = _width


def proportional(text: str) -> int:
    """The width of a text that is set in a proportional face."""
    return sum(text.encode("cp1252", "replace").translate(_WIDTH_TABLE))


@dataclass(frozen=True, slots=True)
class Layout:
    """How one document's lines are set.

    `wrap_blanks` holds the numbers of blank lines that can stand between two lines of one wrapped paragraph (none of
    them: each line is a paragraph; 1: double spacing). `page_blanks` is the number of blank lines that betrays a page
    break in a double-spaced document, if any. `width` is that of a full line: in characters, or as `proportional` gives
    it where `even` is false. `indented` says that paragraphs start with an indent, `separated` that a blank line parts
    them, `trailing` that a space ends lines. `openings` are words before a colon or full stop that open paragraphs time
    and again, as the names of speakers do.
    """

    wrap_blanks: frozenset[int] = frozenset()
    page_blanks: int | None = None
    width: int = 0
    even: bool = True
    indented: bool = False
    separated: bool = False
    openings: frozenset[str] = frozenset()
    trailing: bool = False

    def fill(self, line: Line, following: Line) -> float:
        """How wide the line would be with the next line's first word on it, as a share of a full line: over 1, the word
        would not have fitted; over `NEARLY`, perhaps not, if indent or letters are wider than they look."""
        return _reach(line, following, self.even) / self.width


def _reach(line: Line, following: Line, even: bool) -> int:
    end = following.text.find(" ", 0, 80)
    word = following.text[:end] if end > 0 else following.text
    if even:
        return line.indent + len(line.text) + 1 + len(word)
    return proportional(line.text) + proportional(" " + word)


def goes_on(line: Line, following: Line) -> bool:
    """Whether a sentence surely passes from one line to the next."""
    last = line.text[-1]
    return following.text[0].islower() and (last.islower() or last in ",-’'")


def _quantile(values: Sequence[int], share: float) -> int:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def measure(lines: Sequence[Line], without: Collection[int] = ()) -> Layout:
    """The layout of a document, from its lines alone. `without` names lines that are not text: their indices."""
    seen: Counter[int] = Counter()
    wrapped: Counter[int] = Counter()
    pairs: list[tuple[Line, Line]] = []
    neighbours = [
        (line, following)
        for i, (line, following) in enumerate(pairwise(lines))
        if not line.feed and not following.feed and following.blanks <= 2 and i not in without and i + 1 not in without
    ]
    usual = _quantile([len(line.text) for line in lines] or [0], 0.5)
    for line, following in neighbours:
        seen[following.blanks] += 1
        # A short line is a heading or running head, whatever comes after it.
        if 2 * len(line.text) > min(usual, _WIDEST) and goes_on(line, following):
            wrapped[following.blanks] += 1
            pairs.append((line, following))
    wrap_blanks = {n for n, count in wrapped.items() if count >= _FEWEST and count >= 0.2 * seen[n]}
    pairs = [pair for pair in pairs if pair[1].blanks in wrap_blanks][:_ENOUGH]
    if not pairs:
        return Layout()
    page_blanks = None
    if 1 in wrap_blanks and seen[0] * 8 < seen[1]:
        page_blanks = 0
        wrap_blanks.discard(0)
    even_width, even_doubt = _full_width(pairs, True)
    width, doubt = _full_width(pairs, False)
    even = even_doubt <= doubt
    layout = Layout(
        frozenset(wrap_blanks),
        page_blanks,
        even_width if even else width,
        even,
        trailing=2 * sum(line.trailing for line in lines) > len(lines),
    )
    indented = unmarked = blank = 0
    openings: Counter[str] = Counter()
    for line, following in neighbours:
        if following.blanks not in wrap_blanks:
            blank += following.blanks != page_blanks
        elif not line.ends_sentence or line.text[-1] in ":;":
            continue
        elif following.indent > 0:
            indented += 1
        elif layout.fill(line, following) <= NEARLY:
            unmarked += 1
        else:
            continue
        if words := opening(following):
            openings[words] += 1
    starts = indented + unmarked
    return replace(
        layout,
        indented=starts >= _FEWEST and indented >= 0.8 * starts,
        separated=blank >= _FEWEST and 5 * unmarked < blank,
        openings=frozenset(words for words, count in openings.items() if count > 1),
    )


def opening(line: Line) -> str | None:
    """The capitalised words before a colon or full stop with which a line begins, if it does."""
    found = _OPENING.match(line.text)
    return found[0] if found else None


def _full_width(pairs: Sequence[tuple[Line, Line]], even: bool) -> tuple[int, float]:
    """The width of a full line, and the share of wrapped lines on which the next word would still have fitted."""
    widths = [line.indent + len(line.text) if even else proportional(line.text) for line, _ in pairs]
    # Lines that some tool has run together are wider than the page.
    most = _RUN_TOGETHER * _quantile(widths, 0.5)
    width = _quantile([width for width in widths if width <= most], 0.98)
    doubtful = sum(_reach(line, following, even) <= width for line, following in pairs)
    return width, doubtful / len(pairs)
