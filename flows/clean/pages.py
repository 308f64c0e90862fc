"""Where pages begin, what is printed on every page, and the number of each page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from flows.clean.layout import DEEP, NEARLY, TITLES, Layout
from flows.clean.lines import Line
from flows.clean.releases import is_release_stamp, stamped_lines
from flows.clean.signs import SIGN, is_rule
from flows.lexicons import entries

PAGE_MARK = re.compile(r"\[\s?(?:[Pp]age|PAGE|[Pp]\.)\s{0,3}(\d{1,5}|[ivxlc]{1,8})\s?\]")
_LEADING = re.compile(r"(\d{1,4})(?=\s|$)")
_TRAILING = re.compile(r"(?<!\S)(\d{1,4})$")
_SPACED = re.compile(r"(\d{1,4})\s{2,}\S|\S\s{2,}(\d{1,4})$")
_NOTE_LIKE = re.compile(r"\d{1,3} \S")
_NOTE = re.compile(r"\d{1,3}\. [A-Z]")
_NUMBER_ALONE = re.compile(
    r"\W{0,4}(?:[Pp]age |PAGE |[Pp]\. ?)?(\d{1,4}|(?=[ivxlc])c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3}))"
    r"(?: of \d{1,4}|/\d{1,4})?\W{0,4}$"
)
# A running head with its number at the outer edge.
_NUMBER_FIRST = re.compile(r"(?:[-–—]\s?)?(\d{1,4})(?:\s?[-–—])?\s{5,}(?=[A-Z])")
_NUMBER_LAST = re.compile(r"\s(?<=[^\W\d_.,:;]\s)\s{4,}(\d{1,4})$")
_NUMBER_BEFORE = re.compile(r"(\d{1,4})\s?(?=[A-Z][A-Za-z]*(?:\s|$))(?![^.:;!?]*[.:;!?]$)")
_PAGE_OF = re.compile(r"\b[Pp]age (\d{1,4}) of \d{1,4}\b")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_SAME_DIGIT = str.maketrans("123456789", "000000000")
_DIGITS = re.compile(r"\d+")
_LONGEST_HEAD = 120
_HEADING = 40  # characters that a heading seldom has more of
_LONGEST_RUNNING = 60  # characters of what is printed on every page, where lines have any length
_MOST_STEP = 3  # from the number of a page to the next that was found
_MOST_CUT = 20  # pages that may be left out between two
_SHORTEST_PAGE = 8  # lines between two page numbers, at least
_EDGE_LINES = 4  # a running head or foot has no more lines than this
_LONGEST_NUMBER = 24  # characters of a line that is nothing but a page number
_MOST_BETWEEN = 8  # lines of foot and head between a catchword and the word itself
_MOST_INTERRUPTING = 14  # lines of stamps, foot and head inside a sentence
_MOST_STAMPED = 10  # lines of the stamps at one edge of a page
_RECURRENT = 3  # pages on which a line must occur to be known for a head
_PIECE = 3  # letters of what is left of a word, at least
_ALIKE = 4  # letters at one end in which a head agrees with what was read wrongly of it
# Each stamp looks back from its first letter, so that the engine can skip to it.
_RELEASED = re.compile(
    "(?:"
    + "|".join(f"{stamp[0]}(?<![a-z]{stamp[0]}){re.escape(stamp[1:])}" for stamp in entries("stamps"))
    + ")(?!(?<=[a-z])[a-z])"
)
_ARMOUR = re.compile(r"-----BEGIN [A-Z ]{0,40}(?:KEY|KEY BLOCK|SIGNATURE|CERTIFICATE)-----")
_BETWEEN_MARKINGS = re.compile(r"[/;,]|[ -]-[ -]|  +")
_CLASSIFICATIONS = entries("classifications")
_WIDE = re.compile(r"[^\W\d_](?: [^\W\d_]){4,}")  # "S E C R E T"
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(slots=True)
class Pages:
    """What the pages of a document are.

    `furniture` gives the rule under which a line goes, by the line's index; `breaks` the label (or None) of the page
    that begins with the line of that index. `first` is the label of the first page.
    """

    furniture: dict[int, str] = field(default_factory=dict)
    breaks: dict[int, str | None] = field(default_factory=dict)
    first: str | None = None


def find_pages(lines: Sequence[Line], layout: Layout) -> Pages:
    """The pages of a document: by form feeds, by page marks, or by the habit of its lines."""
    pages = Pages()
    for i, line in enumerate(lines):
        if line.text[0] == "[" and (mark := PAGE_MARK.fullmatch(line.text)):
            pages.furniture[i] = "page-mark"
            if i == 0:
                pages.first = mark[1]
            else:
                pages.breaks[i] = mark[1]
        elif line.feed or (i and line.blanks == layout.page_blanks and not _is_of_notes(lines, i)):
            pages.breaks[i] = None
    for i in stamped_lines([line.text for line in lines]):
        if i >= _EDGE_LINES or "Case No" in lines[i].text:  # what releases the document at its head stays
            pages.furniture[i] = "page-furniture"
            if i and not layout.wrap_blanks and is_release_stamp(lines[i].text):
                pages.breaks[i] = None
    _armoured_keys(lines, pages)
    if any(line.feed for line in lines) or (len(lines) > 1 and layout.wrap_blanks):
        _running_lines(lines, layout, pages)
    if layout.wrap_blanks and not pages.breaks:
        _recurring_lines(lines, layout, pages)
    _counting_lines(lines, layout, pages)
    _numbers_beside_marks(lines, pages)
    _catchwords(lines, pages)
    return pages


def _counting_lines(lines: Sequence[Line], layout: Layout, pages: Pages) -> None:
    """Marks the numbers of pages that count up before the same words or on lines of their own, none left out where a
    paragraph has several lines; and what recurs beside what belongs to pages.
    """
    counted: dict[str, list[tuple[int, int]]] = {}
    for i, line in enumerate(lines):
        if i in pages.furniture or len(line.text) > _LONGEST_RUNNING:
            continue
        found = _NUMBER_ALONE.match(line.text) or _NUMBER_BEFORE.match(line.text)
        if found is not None:
            counted.setdefault(_key(line), []).append((i, _value(found[1])))
    apart = _SHORTEST_PAGE if layout.wrap_blanks else 2
    for key, places in counted.items():
        most = _MOST_CUT if key else 1 if layout.wrap_blanks else _MOST_STEP
        count = _longest_count(places, most, apart)
        # Nobody has the floor twice in a row: two that follow each other are no labels.
        if len(count) >= (2 if " " in key and _is_consecutive(count) else _RECURRENT):
            pages.furniture.update(dict.fromkeys((i for i, _ in count), "page-furniture"))
            pages.breaks.update((i, str(number)) for i, number in count if i)
    pages.furniture.update(dict.fromkeys(_recurring_beside(lines, pages.furniture), "page-furniture"))


def _is_consecutive(count: Sequence[tuple[int, int]]) -> bool:
    """Whether each number of a count is the next one."""
    return all(following - number == 1 for (_, number), (_, following) in pairwise(count))


def _recurring_beside(lines: Sequence[Line], found: Iterable[int]) -> list[int]:
    """The lines beside what belongs to pages that recur there, and stand nowhere else."""
    near = {k: key for i in found for k in _beside(lines, i) if (key := _head_beside(lines[k]))}
    beside = Counter(near.values())
    everywhere = Counter(key for line in lines if (key := _head_beside(line)) in beside)
    recurring = {key for key, count in beside.items() if count >= _RECURRENT and count == everywhere[key]}
    return [k for k, key in near.items() if key in recurring]


def _longest_count(places: Sequence[tuple[int, int]], most: int, apart: int) -> list[tuple[int, int]]:
    """The longest upward count among numbers and the lines on which they stand, with steps of at most `most` on lines
    that are at least so far `apart`.
    """
    length: dict[int, int] = {}  # how many numbers lead up to this one
    place: dict[int, int] = {}
    before: list[int | None] = []
    for at, (line, number) in enumerate(places):
        known = [n for n in range(number - most, number) if n in length and line - places[place[n]][0] >= apart]
        last = max(known, key=lambda n: (length[n], n), default=None)
        before.append(None if last is None else place[last])
        count = 1 if last is None else length[last] + 1
        if count > length.get(number, 0):
            length[number], place[number] = count, at
    found: list[tuple[int, int]] = []
    highest = max(length, key=lambda n: (length[n], -n), default=None)
    end = None if highest is None else place[highest]
    while end is not None:
        found.append(places[end])
        end = before[end]
    return found[::-1]


def _head_beside(line: Line) -> str:
    """What of a line beside a page's number is the same on every page, if it is neither a sentence nor a label."""
    return "" if line.ends_sentence or len(line.text) > _LONGEST_RUNNING else _key(line)


def _is_of_notes(lines: Sequence[Line], i: int) -> bool:
    """Whether a line that follows tightly where others do not is one of the notes at the foot of a page."""
    single = lines[i].blanks
    tight = i + 1 < len(lines) and lines[i + 1].blanks == single
    return tight or lines[i - 1].blanks == single or is_rule(lines[i - 1]) or SIGN.match(lines[i].text) is not None


def _armoured_keys(lines: Sequence[Line], pages: Pages) -> None:
    """Marks the keys and signatures that a site prints in letters and digits, from "BEGIN" to "END"."""
    begun: int | None = None
    for i, line in enumerate(lines):
        if _ARMOUR.match(line.text):
            begun = i
        elif begun is not None and line.text.startswith("-----END "):
            pages.furniture.update(dict.fromkeys(range(begun, i + 1), "page-furniture"))
            begun = None


def _numbers_beside_marks(lines: Sequence[Line], pages: Pages) -> None:
    """Marks the printed numbers of pages beside what is no text, where marks such as `[Page 3]` give them too."""
    if "page-mark" not in pages.furniture.values():
        return
    for i in sorted(pages.furniture):
        for at in (i - 1, i + 1):
            if 0 <= at < len(lines) and at not in pages.furniture and _is_page_number(lines[at].text):
                pages.furniture[at] = "page-furniture"


def _catchwords(lines: Sequence[Line], pages: Pages) -> None:
    """Marks the lines at the foot of a page that give the first words of the next one: `/that`."""
    for i, line in enumerate(lines):
        if line.text[0] == "/" and 1 < len(line.text) <= _HEADING:
            words = line.text.strip("/.… ").casefold()
            following = next(
                (k for k in range(i + 1, min(i + 2 + _MOST_BETWEEN, len(lines))) if k not in pages.furniture), i
            )
            if words and lines[following].text.casefold().startswith(words):
                pages.furniture[i] = "page-furniture"


def _value(number: str) -> int:
    """The value of a number in digits or in small Roman letters."""
    if number[0].isdigit():
        return int(number)
    values = [_ROMAN[letter] for letter in number]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def _key(line: Line) -> str:
    """What of a head or foot is the same on every page: its letters, not its numbers."""
    text = line.text
    if len(text) <= _LONGEST_NUMBER and _NUMBER_ALONE.match(text):
        return ""
    return " ".join(_DIGITS.sub(" ", text).casefold().split())


def _ends(heads: Iterable[str]) -> set[tuple[str, str, int]]:
    """What `_resembles` looks up: how each head begins or ends, with every length that it may have got."""
    found = set()
    for head in heads:
        for length in range(len(head) - 2, len(head) + 3) if len(head) > _ALIKE else (len(head),):
            found |= {(head[:_ALIKE], "", length), ("", head[-_ALIKE:], length)}
    return found


def _resembles(key: str, ends: Container[tuple[str, str, int]]) -> bool:
    """Whether a key is that of one of the heads, or like one but for letters that were misread."""
    return (key[:_ALIKE], "", len(key)) in ends or ("", key[-_ALIKE:], len(key)) in ends


def _is_classification(line: Line) -> bool:
    """Whether a line classifies the document; the number of a page may stand beside. A letter may be misread where all
    are capitals.
    """
    text = line.text.strip(" .*-–—/0123456789").casefold().lstrip()
    if _WIDE.fullmatch(text):
        return text.replace(" ", "") in _CLASSIFICATIONS
    if text.startswith(_CLASSIFICATIONS) and all(
        part.strip() in _CLASSIFICATIONS for part in _BETWEEN_MARKINGS.split(text)
    ):
        return True
    if not text or len(line.text) > _HEADING or not line.text.isupper():
        return False
    parts = [part.strip() for part in _BETWEEN_MARKINGS.split(text)]
    return all(part in _CLASSIFICATIONS or not _spoilt().isdisjoint(_without_a_letter(part)) for part in parts)


def _is_of_classification(line: Line) -> bool:
    """Whether a line in capitals at the edge of a page is what classifies the document, or a longer piece of that, and
    no other word: a stamp that a scanner read badly.
    """
    letters = [character for character in line.text if character.isalpha()]
    if len(line.text) > _HEADING or 5 * sum(map(str.isupper, letters)) < 4 * len(letters):
        return False
    words = [word.casefold() for word in _LETTERS.findall(line.text)]
    return any(map(_classifies, words)) and all(len(word) < _PIECE or _is_piece(word) for word in words)


def _classifies(word: str) -> bool:
    """Whether a word is what classifies a document, without a letter or with another one, or at least half of it."""
    if len(word) <= _ALIKE:
        return False
    if word in _CLASSIFICATIONS or not _spoilt().isdisjoint(_without_a_letter(word)):
        return True
    return any(
        len(marking) <= 2 * len(word) and (marking.startswith(word) or marking.endswith(word))
        for marking in _CLASSIFICATIONS
        if " " not in marking
    )


def _is_piece(word: str) -> bool:
    """Whether a word is one end of a word in what classifies a document, or such a word read badly."""
    return _classifies(word) or any(
        known.startswith(word) or known.endswith(word) for marking in _CLASSIFICATIONS for known in marking.split()
    )


@cache
def _spoilt() -> frozenset[str]:
    """The longer classifications, and what is left of each without one letter."""
    return frozenset(
        left for marking in _CLASSIFICATIONS if len(marking) > _ALIKE for left in _without_a_letter(marking)
    )


def _without_a_letter(word: str) -> Iterator[str]:
    """A word, and what is left of it without one of its letters."""
    yield word
    for i in range(len(word)):
        yield word[:i] + word[i + 1 :]


def _numbers(line: Line) -> Iterator[int]:
    """The numbers that could be the page's: at the end or the start of the line."""
    if found := _TRAILING.search(line.text, max(0, len(line.text) - 5)):
        yield int(found[1])
    if (found := _LEADING.match(line.text)) or (found := _NUMBER_ALONE.match(line.text)):
        yield _value(found[1])


def _running_lines(lines: Sequence[Line], layout: Layout, pages: Pages) -> None:
    """Marks the heads and feet of pages that begin at form feeds, or else at marks on lines of their own, by position,
    repetition and counting numbers.
    """
    starts = [i for i in sorted(pages.breaks) if lines[i].feed]
    starts = [0, *(starts or [i for i in sorted(pages.breaks) if pages.furniture.get(i) == "page-mark"])]
    ends = [*starts[1:], len(lines)]
    known = frozenset(pages.furniture)
    sheets = [[i for i in range(a, b) if i not in known] for a, b in zip(starts, ends, strict=True)]
    inner = [lines[i] for sheet in sheets for i in sheet[_EDGE_LINES:-_EDGE_LINES]]
    edges = {top: [(sheet if top else sheet[::-1])[:_EDGE_LINES] for sheet in sheets] for top in (False, True)}
    printed = _keys(lines, [*edges[False], *edges[True]])
    for top in (False, True):
        inwards = [sheet if top else sheet[::-1] for sheet in sheets]
        habit = _habit(lines, edges[top], printed, inner)
        for page, inward in enumerate(inwards):
            # At the head of the first page a stamp says how the document was released.
            stamped = 0 if top and page == 0 else _stamped(lines, inward, top, layout.inner_blanks)
            pages.furniture.update(dict.fromkeys(inward[:stamped], "page-furniture"))
            for i in inward[stamped : stamped + _EDGE_LINES]:
                if not _runs(lines, i, top, page, habit, layout.inner_blanks):
                    break
                if top and page == 0 and _is_classification(lines[i]):
                    continue  # at the head of the first page it classifies the document
                pages.furniture[i] = "page-furniture"
                label = _label(lines[i], page, habit)
                if page == 0:
                    pages.first = pages.first or label
                elif starts[page] in pages.breaks:
                    pages.breaks[starts[page]] = pages.breaks[starts[page]] or label


class _Habit(NamedTuple):
    """What the edges of a document's pages share. `offset` is that of the page numbers from the pages' places, if they
    count; `keys` says on how many pages a line occurs there, whatever its numbers; `heads` are the keys that recur on a
    good part of the pages, and nowhere else, and `ends` what tells those that resemble them."""

    pages: int
    offset: int | None
    keys: Counter[str]
    heads: Collection[str]
    ends: Container[tuple[str, str, int]]


def _keys(lines: Sequence[Line], edges: Sequence[Sequence[int]]) -> Counter[str]:
    """At how many of these edges a line occurs, whatever its numbers."""
    found = ({_key(lines[i]) for i in edge if len(lines[i].text) <= _LONGEST_HEAD} for edge in edges)
    return Counter(key for keys in found for key in keys)


def _habit(
    lines: Sequence[Line], edges: Sequence[Sequence[int]], printed: Mapping[str, int], inner: Sequence[Line]
) -> _Habit:
    """What the edges of pages share. `printed` says at how many edges, upper or lower, a line occurs; `inner` are the
    lines at neither.
    """
    offsets: Counter[int] = Counter()
    for page, edge in enumerate(edges):
        found = [lines[i] for i in edge if len(lines[i].text) <= _LONGEST_HEAD]
        offsets.update({number - page for line in found for number in _numbers(line)})
    keys = _keys(lines, edges)
    offset = max(offsets, key=lambda o: (offsets[o], -o), default=0)
    often = max(3, 0.3 * len(edges))
    # What stands at the head and at the foot too is printed even where there are few pages.
    heads = {key for key, count in keys.items() if len(key) >= _ALIKE and max(count, printed[key] - 1) >= often}
    elsewhere = Counter([key for line in inner if (key := line.text.casefold()) in heads]) if heads else Counter()
    heads = {key for key in heads if not _is_of_text(keys[key], elsewhere[key])}
    return _Habit(len(edges), offset if offsets[offset] >= 2 else None, keys, heads, _ends(heads))


def _is_of_text(at_edges: int, elsewhere: int) -> bool:
    """Whether what is found so often at the edges of pages, and so often elsewhere, belongs to the text, as the name of
    a speaker may. A title can be a head as well.
    """
    return elsewhere > max(1, at_edges / 2)


def _runs(lines: Sequence[Line], i: int, top: bool, page: int, habit: _Habit, inner: int) -> bool:
    """Whether a line at the edge of a page belongs to the page and not to its text."""
    line = lines[i]
    if len(line.text) > _LONGEST_HEAD or (not top and _NOTE_LIKE.match(line.text)):
        return False
    numbers = list(_numbers(line))
    spaced = _SPACED.search(line.text) is not None
    key = _key(line)
    counts = habit.offset is not None and page + habit.offset in numbers
    if (counts and (spaced or not key)) or key in habit.heads:
        return True
    if numbers and spaced and habit.keys[key] >= 2:
        return True
    if not _apart(lines, i, top, inner):
        return False
    if _resembles(key, habit.ends) or (habit.pages > 1 and (_is_classification(line) or _is_of_classification(line))):
        return True
    if top:
        return counts or (spaced and bool(numbers)) or _interrupts(lines, i)
    return counts or (habit.pages > 1 and (_is_stamp(line.text) or _is_page_number(line.text) or habit.keys[key] >= 2))


def _label(line: Line, page: int, habit: _Habit) -> str | None:
    """The number of the page that a head or foot names."""
    numbers = list(_numbers(line))
    if habit.offset is not None and page + habit.offset in numbers:
        return str(page + habit.offset)
    spaced = _SPACED.search(line.text)
    if spaced:
        return spaced[1] or spaced[2]
    return str(numbers[0]) if numbers and _is_page_number(line.text) else None


def _apart(lines: Sequence[Line], i: int, top: bool, inner: int) -> bool:
    """Whether more blank lines than stand inside a paragraph part the line, and what classifies or counts the page
    after it, from the text.
    """
    for k in range(i, i + _EDGE_LINES) if top else range(i, i - _EDGE_LINES, -1):
        following = k + 1 if top else k
        if not 0 <= following < len(lines):
            return False
        if lines[following].blanks > inner or (top and lines[following].feed):
            return True
        further = lines[k + 1 if top else k - 1]
        if not (_is_page_number(further.text) or _is_classification(further)):
            return False
    return False


def _interrupts(lines: Sequence[Line], i: int) -> bool:
    """Whether the line stands between two halves of a sentence of which the second begins in lower case, and is not
    the second half itself.
    """
    line = lines[i]
    return 0 < i < len(lines) - 1 and lines[i + 1].starts_lower and not line.ends_sentence and not line.starts_lower


def _is_page_number(text: str) -> bool:
    """Whether a line is nothing but a number, and not a year."""
    found = _NUMBER_ALONE.match(text)
    return found is not None and not 1500 <= _value(found[1]) < 2100


def _stamps(lines: Sequence[Line], layout: Layout) -> Iterator[int]:
    """The lines, after the head of the document, that classify it, by themselves or with the number of the page, or
    have words of an archive's stamp and are neither sentences nor notes.
    """
    for i, line in enumerate(lines):
        if i < _MOST_STAMPED or len(line.text) > _LONGEST_HEAD or not _stands_out(lines, i, layout):
            continue
        released = line.text[-1].isalnum() and _RELEASED.search(line.text.casefold()) and not _NOTE.match(line.text)
        if released or _is_classification(line):
            yield i


def _stamped(lines: Sequence[Line], inward: Sequence[int], top: bool, inner: int) -> int:
    """How many lines at the edge of a page, counted `inward`, are the stamp of an archive: most of them with its words,
    the last one too, and blank lines before the text.
    """
    found = count = 0
    for number, i in enumerate(inward[:_MOST_STAMPED], 1):
        if len(lines[i].text) <= _LONGEST_HEAD and _RELEASED.search(lines[i].text.casefold()):
            count += 1
            if 2 * count > number and _apart(lines, i, top, inner):
                found = number
    return found


def _is_stamp(text: str) -> bool:
    """Whether a line is a printer's code: mostly digits, but no mere number, no lower-case letter, no space."""
    if not 4 <= len(text) <= 40 or " " in text or text.upper() != text:
        return False
    digits = sum(map(str.isdigit, text))
    return digits < len(text) < 2 * digits


def _recurring_lines(lines: Sequence[Line], layout: Layout, pages: Pages) -> None:
    """Marks what is printed on every page of a text without form feeds: numbers that count, lines that recur.

    They stand at even distances, and they interrupt sentences; anything less may be part of the text.
    """
    counted = _page_numbers(lines, layout)
    found = {*_recurrent(lines, layout, counted), *_stamps(lines, layout), *_interrupting(lines, layout)}
    places = sorted(counted)
    steps = sorted((b - a) / (counted[b].value - counted[a].value) for a, b in pairwise(places))
    even = len(steps) >= 2 and steps[-1] <= 3 * steps[0]
    beside = sum(any(i in found for i in _beside(lines, place)) for place in places)
    heads = Counter(_key(lines[i]) for place in places for i in _beside(lines, place))
    everywhere = Counter(key for line in lines if (key := line.text.casefold()) in heads)
    interrupted: set[int] = set()
    broken = 0
    for place in places:
        after = place + 1
        while (
            after < min(len(lines) - 1, place + _EDGE_LINES)
            and lines[after + 1].blanks > layout.inner_blanks
            and not lines[after].starts_lower
        ):
            after += 1
        if place and after < len(lines):
            broken += _breaks_off(lines[place - 1]) or lines[after].starts_lower
            if lines[after].starts_lower and _breaks_off(lines[place - 1]):
                interrupted.update(range(place, after))
            elif _ends_in_title(lines[place - 1]):
                interrupted.update(k for k in range(place, after) if _is_capital(lines[k].text))
    titled = Counter(_key(lines[place]) for place in places)
    recurs = any(key and count > 1 for key, count in titled.items())
    named = all(lines[place].text.casefold().startswith("page") for place in places)
    if places and (even or recurs or named or 2 * broken >= len(places) or 2 * beside >= len(places)):
        found |= interrupted.union(places)
        often = max(2, 0.3 * len(places))
        heads = Counter({key: n for key, n in heads.items() if n >= often and not _is_of_text(n, everywhere[key] - n)})
        near = {i for place in places for i in _beside(lines, place) if _key(lines[i]) in heads}
        found.update(i for i in near if _stands_out(lines, i, layout))
    else:
        counted = {}
    ends = _ends({_key(lines[i]) for i in found} - {""})
    for i in sorted(found):
        for k in _beside(lines, i):
            if _is_page_number(lines[k].text) or (len(lines[k].text) <= _HEADING and _resembles(_key(lines[k]), ends)):
                found.add(k)
    found -= {i for i in range(min(len(lines), _EDGE_LINES)) if _is_classification(lines[i])}
    pages.furniture.update(dict.fromkeys(found, "page-furniture"))
    shift = counted != {} and _at_foot(lines, places, counted)
    if shift:
        pages.first = counted[places[0]].text
    for group in _groups(sorted(found)):
        numbers = [counted[i] for i in group if i in counted]
        label = (
            (str(numbers[0].value + 1) if shift and numbers[0].text.isdigit() else numbers[0].text) if numbers else None
        )
        if group[0] == 0:
            pages.first = pages.first or label
        else:
            pages.breaks[group[0]] = label


def _interrupting(lines: Sequence[Line], layout: Layout) -> Iterator[int]:
    """The lines, after the head of the document, that stand in the middle of a sentence and are in capitals, or more or
    less so, as a head is when it is misread.
    """
    for i in range(_MOST_STAMPED, len(lines) - 2):
        if lines[i + 1].text[:2].islower() or not _breaks_off(lines[i]):
            continue
        if _is_capital(lines[i].text) or _in_text(lines[i + 1]):
            continue
        last = min(i + 1 + _MOST_INTERRUPTING, len(lines) - 1)
        after = next((k for k in range(i + 2, last + 1) if _in_text(lines[k])), None)
        if after is None:
            continue
        between = range(i + 1, after)
        apart = lines[i + 1].blanks > layout.inner_blanks and lines[after].blanks > layout.inner_blanks
        if lines[after - 1].text.rstrip(",")[-1:].islower() and lines[after].blanks <= layout.inner_blanks:
            continue  # the last of them asks for the line after it
        if _is_capital("".join(lines[k].text for k in between)) and all(
            len(lines[k].text) <= _LONGEST_HEAD and (apart or _stands_out(lines, k, layout)) for k in between
        ):
            yield from between


def _in_text(line: Line) -> bool:
    """Whether a line goes on with a sentence: it begins in small letters, which most of it has."""
    return line.starts_lower and not _is_capital(line.text) and (len(line.text) > _LONGEST_NUMBER or line.ends_sentence)


def _is_capital(text: str) -> bool:
    """Whether most letters of a text are capitals."""
    return 2 * sum(map(str.isupper, text)) > sum(map(str.isalpha, text))


def _breaks_off(line: Line) -> bool:
    """Whether a line of text ends in the middle of a sentence."""
    return len(line.text) > _HEADING and (not line.ends_sentence or _ends_in_title(line))


def _ends_in_title(line: Line) -> bool:
    """Whether a line ends in an abbreviation that a name follows: `Mr.`"""
    return line.text[line.text.rfind(" ", -12) + 1 :] in TITLES


def _at_foot(lines: Sequence[Line], places: Sequence[int], counted: Mapping[int, _Number]) -> bool:
    """Whether the numbers stand at the feet of their pages."""
    steps = sorted((b - a) / (counted[b].value - counted[a].value) for a, b in pairwise(places))
    step = steps[len(steps) // 2] if steps else len(lines) / 2
    return places[0] > 0.3 * step and (counted[places[0]].value == 1 or len(lines) - places[-1] < 0.2 * step)


def _groups(places: Sequence[int]) -> Iterator[list[int]]:
    """The places, those that follow each other together."""
    group: list[int] = []
    for place in places:
        if group and place > group[-1] + 1:
            yield group
            group = []
        group.append(place)
    if group:
        yield group


def _recurrent(lines: Sequence[Line], layout: Layout, numbers: Container[int]) -> Iterator[int]:
    """The lines that occur time and again at even distances, and often inside a sentence, but for their numbers."""
    keys = [line.text if not (line.text[0].isdigit() or line.text[-1].isdigit()) else _key(line) for line in lines]
    codes = {i: line.text.translate(_SAME_DIGIT) for i, line in enumerate(lines) if _is_stamp(line.text)}
    keys = [codes.get(i, key) for i, key in enumerate(keys)]
    counts = Counter(keys)
    places: dict[str, list[int]] = {}
    for i, key in enumerate(keys):
        if counts[key] >= _RECURRENT and _ALIKE <= len(key) <= _LONGEST_HEAD and _stands_out(lines, i, layout):
            places.setdefault(key, []).append(i)
    candidates = {i for found in places.values() for i in found}
    for found in places.values():
        clusters = [found[0]] + [b for a, b in pairwise(found) if b - a >= _SHORTEST_PAGE]
        gaps = sorted(b - a for a, b in pairwise(clusters))
        if len(clusters) < _RECURRENT:
            continue
        usual = gaps[len(gaps) // 2]
        even = sum(0.5 * usual <= gap <= 2.2 * usual for gap in gaps)
        inside = sum(_inside_sentence(lines, i, candidates, numbers) for i in clusters)
        if 3 * even >= 2 * len(gaps) and inside >= max(2, 0.3 * len(clusters)):
            yield from found


def _stands_out(lines: Sequence[Line], i: int, layout: Layout) -> bool:
    """Whether a line does not look like one in the middle of a paragraph."""
    line = lines[i]
    if line.starts_lower and "://" not in line.text:
        return False
    if line.blanks > layout.inner_blanks or i + 1 == len(lines) or lines[i + 1].blanks > layout.inner_blanks:
        return True
    return layout.fill(line, lines[i + 1]) <= NEARLY


def _inside_sentence(lines: Sequence[Line], i: int, candidates: Container[int], numbers: Container[int]) -> bool:
    """Whether the lines around a line that may be furniture, and around more of the kind, are halves of a sentence."""
    first = last = i
    while first > 0 and i - first < _EDGE_LINES and (first in candidates or first in numbers):
        first -= 1
    while last < len(lines) - 1 and last - i < _EDGE_LINES and (last in candidates or last in numbers):
        last += 1
    return not lines[first].ends_sentence and lines[last].starts_lower


class _Number(NamedTuple):
    """The number of a page as it is printed, and its value."""

    text: str
    value: int


def _page_numbers(lines: Sequence[Line], layout: Layout) -> dict[int, _Number]:
    """The longest upward count, with gaps of at most two, of numbers that stand alone, by the line of each.

    A number stands alone between blank lines, between dashes, after `Page`, in the middle or at the right of the page,
    where a sentence breaks off or goes on, or beside the same words as another one.
    """
    inner, right = layout.inner_blanks, layout.margin + DEEP
    heads = _numbered_heads(lines, inner)
    text: dict[int, str] = {}
    places: list[tuple[int, int]] = []
    for i, line in enumerate(lines):
        if len(line.text) > _LONGEST_NUMBER:
            found = _PAGE_OF.search(line.text) if "age " in line.text else None
            if found is None and "   " in line.text and len(line.text) <= _LONGEST_HEAD and line.text[-1].isalnum():
                found = _NUMBER_FIRST.match(line.text) or _NUMBER_LAST.search(line.text)
            found = found or heads.get(i)
        else:
            found = _NUMBER_ALONE.match(line.text) if not _ends_sentence_before(lines, i, inner) else None
            apart = line.blanks > inner or line.indent >= right or (i + 1 < len(lines) and lines[i + 1].blanks > inner)
            if found and not apart and found[0] == found[1] and not _parts_sentence(lines, i):
                found = None
        if found and (number := _value(found[1])) not in text:
            text[number] = found[1]
            places.append((i, number))
    return {i: _Number(text[number], number) for i, number in _longest_count(places, _MOST_STEP, _SHORTEST_PAGE)}


def _numbered_heads(lines: Sequence[Line], inner: int) -> dict[int, re.Match[str]]:
    """The numbers at the edge of lines that stand apart, are no sentences, and recur but for the number; and of those
    that stand and count between them, as on the right-hand pages.
    """
    found: dict[int, re.Match[str]] = {}
    for i, line in enumerate(lines):
        numbered = line.text[0].isdigit() or line.text[-1].isdigit()
        if not numbered or not _LONGEST_NUMBER < len(line.text) <= _LONGEST_HEAD:
            continue
        apart = (i == 0 or line.blanks > inner) and i + 1 < len(lines) and lines[i + 1].blanks > inner
        number = _LEADING.match(line.text) or _TRAILING.search(line.text, max(0, len(line.text) - 5))
        if apart and number is not None and not line.ends_sentence:
            found[i] = number
    keys = Counter(_key(lines[i]) for i in found)
    places = {int(number[1]): i for i, number in found.items() if keys[_key(lines[i])] > 1}
    return {
        i: number
        for i, number in found.items()
        if keys[_key(lines[i])] > 1 or places.get(int(number[1]) - 1, i) < i < places.get(int(number[1]) + 1, i)
    }


def _parts_sentence(lines: Sequence[Line], i: int) -> bool:
    """Whether a number stands where a sentence breaks off, or between a note and the rest of a sentence."""
    if i == 0 or i + 1 == len(lines):
        return False
    return _breaks_off(lines[i - 1]) or (lines[i - 1].ends_sentence and lines[i + 1].starts_lower)


def _ends_sentence_before(lines: Sequence[Line], i: int, inner: int) -> bool:
    """Whether a number with a full stop is the last word of the line before: "in the spring of / 1919."."""
    line = lines[i]
    return (
        line.text[-1] == "." and line.text[0].isdigit() and line.blanks <= inner and i > 0 and _breaks_off(lines[i - 1])
    )


def _beside(lines: Sequence[Line], at: int) -> list[int]:
    """The short lines next to a page number, two before and two after it."""
    return [i for i in range(max(0, at - 2), min(len(lines), at + 3)) if i != at and len(lines[i].text) <= 80]
