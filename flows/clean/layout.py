"""The habits of a document's lines, measured on the document itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import NamedTuple

from flows.clean.initials import OPENING as _INITIALS
from flows.clean.initials import opening_initials
from flows.clean.lines import Line
from flows.lexicons import entries

# Words with capitals before a colon, a full stop or a dash, or alone, as before what somebody says.
_OPENING = re.compile(
    r"(?:[\[(]?\d{1,3}:\d\d(?::\d\d)?[\])]? )?(?:\(?\d{1,3}[.)] ?)?(?:[•*—–-] )?"
    r"(?P<words>[\[(<*_]{0,2}[A-Z][^\s:\]>]{0,20}"
    r"(?:,? (?:(?:of|for|the|and|de|von|van) ){0,2}[A-Z(][^\s:\]>]{0,20}){0,4}"
    r"(?: ?:|\.(?= [A-Z(\[“\"])| ?[—–]+| (?:-{1,2}|~)(?= )|(?<=\w)-{2,3}(?= )|[\]>]|$|(?=\s{2,}[A-Z(“\"])))"
)
_LONGEST_OPENING = 60
_DASHES = str.maketrans("—-~", "–––")  # a scanner takes one for another
TITLES = frozenset(f"{title}." for title in entries("title-abbreviations"))
_CAPITALS = 0.6  # share of the lines in a text that is in capitals
_NUMBERED = re.compile(r"(\d{1,3})(?:\\?[.)])\s+(?=\S)")
_FEWEST = 3  # fewer transitions than this that look wrapped can be chance
_WRAPPED = 0.2  # share of the transitions that look wrapped, at least, where lines are
_WRAPPED_ON_PAGE = 0.1  # that share where no line is wider than a page
_STRAY = 5  # times as many sentences go on elsewhere: then blank lines came into some by chance
_SURE = 0.02  # share of lines that may not be full though the width is known
_ENOUGH = 300  # so many transitions tell the width; more would only take time
_SHORTEST_NAME = 3  # characters of a name in capitals, and its mark, are more
_SHORTEST = 12  # characters of a line that is more than the number of a page
_NARROWEST = 40  # characters of a line of a telegram
_WIDEST = 120  # characters of a wrapped line
_RUN_TOGETHER = 1.3  # times the usual width
DEEP = 12  # columns that no paragraph is indented
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
    it where `even` is false. `margin` is the indent of lines that go on with a paragraph. `indented` says that
    paragraphs start right of it, `hanging` that they start left of it, `separated` that a blank line parts them,
    `trailing` that a space ends lines. `openings` are words before a colon, full stop or dash that open paragraphs time
    and again, as the names of speakers do, `capital_marks` the marks after them where several are in capitals, and
    `run_on` says that text follows in their lines; `initials` open paragraphs with no mark after them; `counted` are
    the starts of lines with numbers that count paragraphs. `in_capitals` is how many characters a line of a text in
    capitals has at most; 0 where it is in small letters.
    """

    wrap_blanks: frozenset[int] = frozenset()
    page_blanks: int | None = None
    width: int = 0
    even: bool = True
    margin: int = 0
    indented: bool = False
    hanging: bool = False
    separated: bool = False
    openings: frozenset[str] = frozenset()
    capital_marks: frozenset[str] = frozenset()
    run_on: bool = False
    initials: frozenset[str] = frozenset()
    counted: frozenset[int] = frozenset()
    trailing: bool = False
    in_capitals: int = 0

    @property
    def inner_blanks(self) -> int:
        """The most blank lines that can stand inside a paragraph."""
        return max(self.wrap_blanks, default=0)

    def fill(self, line: Line, following: Line) -> float:
        """How wide the line would be with the next line's first word on it, as a share of a full line: over 1, the word
        would not have fitted; over `NEARLY`, perhaps not, if indent or letters are wider than they look."""
        return _reach(line, following, self.even) / self.width

    def opens(self, line: Line) -> bool:
        """Whether the line begins with words that open paragraphs time and again, or with the next number of one."""
        if line.start in self.counted or not self.openings:
            return line.start in self.counted
        words = opening(line)
        return words in self.openings or _capital_mark(words) in self.capital_marks

    def ends_in_opening(self, line: Line) -> bool:
        """Whether the line is nothing but words before a colon, which have text after them elsewhere."""
        return self.run_on and line.text[-1] == ":" and opening(line) == line.text

    def opens_with_initials(self, line: Line) -> bool:
        """Whether the line begins with the initials of somebody who speaks, before what he says."""
        found = _INITIALS.match(line.text) if self.initials else None
        return found is not None and found[1] in self.initials


def _own_width(line: Line, even: bool) -> int:
    return line.indent + len(line.text) if even else proportional(line.text)


def _next_word(following: Line, even: bool) -> int:
    """The width of a space and the first word of a line."""
    end = following.text.find(" ", 0, 80)
    word = following.text[:end] if end > 0 else following.text
    return 1 + len(word) if even else proportional(" " + word)


def _reach(line: Line, following: Line, even: bool) -> int:
    return _own_width(line, even) + _next_word(following, even)


def goes_on(line: Line, following: Line) -> bool:
    """Whether a sentence surely passes from one line to the next; not before a point such as "a)" or "l."."""
    last, first = line.text[-1], following.text[:3]
    point = first[1:2] in (".", ")") and first[2:].isspace()
    return first[0].islower() and not point and (last.islower() or last in ",-’'" or _ends_in_capitals(line.text))


def _ends_in_capitals(text: str) -> bool:
    """Whether a line of small letters ends in a word of capitals, as where names or offices stand in capitals."""
    return text[-2:].isupper() and text[-2:].isalpha() and not text.isupper()


def _goes_on_in_capitals(line: Line, following: Line, widest: int) -> bool:
    """Whether a sentence passes from one line to the next where all letters are capitals, as in a telegram: none ends,
    and the next word would hardly have fitted.
    """
    unended = line.text[-1].isalnum() or line.text[-1] == ","
    return unended and following.text[0].isalpha() and _reach(line, following, True) > NEARLY * widest


def _widest_in_capitals(lines: Sequence[Line], shortest: int) -> int:
    """The number of characters that next to no line in capitals has more of, where most lines longer than the shortest
    are in capitals (an archive's stamps, which may be wider, are not); 0 where no text of a telegram's width is.
    """
    longer = [line for line in lines if len(line.text) > shortest]
    widths = [len(line.text) for line in longer if line.text.isupper()]
    widest = _quantile(widths, 0.95) if len(widths) > _CAPITALS * len(longer) else 0
    return widest if _NARROWEST <= widest <= _WIDEST else 0


def _quantile(values: Sequence[int], share: float) -> int:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


class Transitions(NamedTuple):
    """The places where one line of text follows another, as the index of the first, by what they may be.

    `wrapped` are those where a sentence goes on, `others` those that may part paragraphs; `near` holds all that have at
    most two blank lines. `widest` is the number of characters that next to no line has more of, `in_capitals` the same
    of the lines in capitals where most are.
    """

    near: Sequence[int]
    wrapped: Sequence[int]
    others: Sequence[int]
    widest: int
    in_capitals: int

    def without(self, removed: Collection[int]) -> Transitions:
        """The transitions between lines of which neither is `removed`."""

        def kept(places: Sequence[int]) -> Sequence[int]:
            return [i for i in places if i not in removed and i + 1 not in removed]

        return Transitions(kept(self.near), kept(self.wrapped), kept(self.others), self.widest, self.in_capitals)


def transitions(lines: Sequence[Line]) -> Transitions:
    """The transitions of a document, from its lines alone."""
    near: list[int] = []
    wrapped: list[int] = []
    others: list[int] = []
    widths = sorted([len(line.text) for line in lines] or [0])
    widest = _quantile(widths, 0.95)
    shortest = min(_quantile(widths, 0.5), _WIDEST) // 2
    in_capitals = _widest_in_capitals(lines, shortest)
    for i, (line, following) in enumerate(pairwise(lines)):
        blanks = following.blanks
        if blanks > 2 or line.feed or following.feed:
            continue
        if len(line.text) > shortest:
            near.append(i)
        # A short line is a heading or running head, whatever comes after it; after a blank line, it is the page's.
        on = goes_on(line, following) or (in_capitals > 0 and _goes_on_in_capitals(line, following, in_capitals))
        if on and len(line.text) > shortest and (not blanks or len(following.text) > _SHORTEST):
            wrapped.append(i)
        elif blanks or line.ends_sentence:
            others.append(i)
    return Transitions(near, wrapped, others, widest, in_capitals)


def measure(lines: Sequence[Line], places: Transitions) -> Layout:
    """The layout of a document, from the transitions between those of its lines that are text."""
    seen = Counter([lines[i + 1].blanks for i in places.near])
    wrapped = Counter([lines[i + 1].blanks for i in places.wrapped])
    least = _WRAPPED_ON_PAGE if places.widest <= _WIDEST else _WRAPPED
    fewest = max(_FEWEST, max(wrapped.values(), default=0) / _STRAY)
    wrap_blanks = {n for n, count in wrapped.items() if count >= fewest and count >= least * seen[n]}
    pairs = [(lines[i], lines[i + 1]) for i in places.wrapped if lines[i + 1].blanks in wrap_blanks]
    if not pairs:
        return Layout()
    page_blanks = None
    if 1 in wrap_blanks and seen[0] * 8 < seen[1]:
        page_blanks = 0
        wrap_blanks.discard(0)
    width, even = _full_width(pairs[:: len(pairs) // _ENOUGH + 1])
    margin = Counter([following.indent for _, following in pairs]).most_common(1)[0][0]
    indented = outdented = unmarked = blank = set_in = 0
    openings: Counter[str] = Counter()
    alone = running = 0  # openings that end in a colon, in lines of their own and before text
    for i in places.others:
        line, following = lines[i], lines[i + 1]
        if following.text[-1] == ":" or ": " in following.text[:_LONGEST_OPENING]:
            alone += following.text[-1] == ":"
            running += following.text[-1] != ":" and (opening(following) or "")[-1:] == ":"
        if following.blanks not in wrap_blanks:
            blank += following.blanks != page_blanks
            set_in += following.blanks != page_blanks and following.indent > margin
            outdented += following.indent < margin
        elif not line.ends_sentence or line.text[-1] in ":;":
            continue
        elif following.indent > margin:
            indented += 1
        elif following.indent < margin:
            outdented += 1
        elif _reach(line, following, even) <= NEARLY * width:
            unmarked += 1
        elif (opening(following) or "")[-1:] != ":":  # where the line before happens to be full, a colon tells
            continue
        if words := opening(following):
            openings[words] += 1
    marks = Counter(_capital_mark(words) for words, count in openings.items() if count > 1)
    starts = indented + unmarked
    return Layout(
        frozenset(wrap_blanks),
        page_blanks,
        width,
        even,
        margin,
        # Blank lines may part paragraphs, and the first line of each be set in all the same.
        indented=indented >= 0.8 * starts and (starts >= _FEWEST or (blank >= _FEWEST and set_in >= 0.8 * blank)),
        hanging=outdented >= _FEWEST and outdented > indented,
        separated=blank >= _FEWEST and 5 * unmarked < blank,
        openings=frozenset(words for words, count in openings.items() if count > 1),
        capital_marks=frozenset(mark for mark, count in marks.items() if mark and count > 1),
        run_on=running >= _FEWEST and running > 2 * alone,
        initials=opening_initials([line.text for line in lines]),
        counted=_counted(lines),
        trailing=2 * sum([line.trailing for line in lines]) > len(lines),
        in_capitals=places.in_capitals,
    )


def _counted(lines: Sequence[Line]) -> frozenset[int]:
    """The starts of lines, first or after the end of a sentence, with numbers that count up, if not only a few do."""
    counts: dict[int, tuple[int, ...]] = {}  # by its last number
    for line, following in zip(chain([None], lines), lines, strict=False):
        opens = following.text[0].isdigit() and (line is None or line.ends_sentence or following.blanks > 0)
        number = _NUMBERED.match(following.text) if opens else None
        if number is not None:
            counts.setdefault(int(number[1]), (*counts.get(int(number[1]) - 1, ()), following.start))
    return frozenset(start for starts in counts.values() if len(starts) >= _FEWEST for start in starts)


def opening(line: Line) -> str | None:
    """The capitalised words before a colon, full stop or dash with which a line begins, or which it is, if it does."""
    found = _OPENING.match(line.text)
    words = found["words"].translate(_DASHES) if found else ""
    return words if words and words not in TITLES and (len(words) > 2 or words[-1] != ".") else None


def _capital_mark(words: str | None) -> str:
    """The mark after words in capitals; empty where there is none, or small letters are."""
    return words[-1] if words and words[-1] in ":.–>]" and words[:-1].isupper() and len(words) > _SHORTEST_NAME else ""


def _full_width(pairs: Sequence[tuple[Line, Line]]) -> tuple[int, bool]:
    """The width of a full line, and whether it counts characters: as it fits the wrapped lines better."""
    width, doubt = _width_and_doubt(pairs, True)
    if doubt > _SURE:
        proportional_width, proportional_doubt = _width_and_doubt(pairs, False)
        if proportional_doubt < doubt:
            return proportional_width, False
    return width, True


def _width_and_doubt(pairs: Sequence[tuple[Line, Line]], even: bool) -> tuple[int, float]:
    """The width of a full line, and the share of wrapped lines on which the next word would still have fitted."""
    widths = [_own_width(line, even) for line, _ in pairs]
    # Lines that some tool has run together are wider than the page.
    most = _RUN_TOGETHER * _quantile(widths, 0.5)
    width = _quantile([width for width in widths if width <= most], 0.98)
    reach = [own + _next_word(following, even) for own, (_, following) in zip(widths, pairs, strict=True)]
    doubtful = sum([each <= width for each in reach])
    return width, doubtful / len(pairs)
