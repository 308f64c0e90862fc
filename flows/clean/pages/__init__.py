"""Where pages begin, what is printed on every page, and the number of each page.

Where form feeds or marks tell the pages apart, what runs on them stands at their `edges`; else it is found by what is
`recurring`. Both ask of a line whether it is one of the `heads`, `numbers` or `classifications` of pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from flows.clean.layout import Layout
from flows.clean.lines import Line
from flows.clean.pages.classifications import is_classification
from flows.clean.pages.edges import running_lines
from flows.clean.pages.heads import EDGE_LINES, HEADING, RECURRENT, breaks_off, in_small_letters, neighbours
from flows.clean.pages.model import PAGE_MARK, Pages
from flows.clean.pages.numbers import (
    MOST_STEP,
    NUMBER_ALONE,
    SHORTEST_PAGE,
    edge_numbers,
    head_key,
    is_page_number,
    longest_count,
    value_of,
)
from flows.clean.pages.recurring import recurring_lines
from flows.clean.releases import is_release_stamp, stamped_lines
from flows.clean.signs import SIGN, is_rule

_NUMBER_BEFORE = re.compile(r"(?!\d{4}\s?(?:Z|hrs)\b)(\d{1,4})\s?(?=[A-Z][A-Za-z]*(?:\s|$))(?![^.:;!?]*[.:;!?]$)")
_LONGEST_RUNNING = 60  # characters of what is printed on every page, where lines have any length
_MOST_CUT = 20  # pages that may be left out between two
_MOST_BETWEEN = 8  # lines of foot and head between a catchword and the word itself
_ARMOUR = re.compile(r"-----BEGIN [A-Z ]{0,40}(?:KEY|KEY BLOCK|SIGNATURE|CERTIFICATE)-----")


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
        if i >= EDGE_LINES or "Case No" in lines[i].text:  # what releases the document at its head stays
            pages.furniture[i] = "page-furniture"
            if i and not layout.wrap_blanks and is_release_stamp(lines[i].text):
                pages.breaks[i] = None
    _armoured_keys(lines, pages)
    if any(line.feed for line in lines) or (len(lines) > 1 and layout.wrap_blanks):
        running_lines(lines, layout, pages)
    if layout.wrap_blanks and not pages.breaks:
        recurring_lines(lines, layout, pages)
    _counting_lines(lines, layout, pages)
    _inside_sentences(lines, layout, pages)
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
        found = NUMBER_ALONE.match(line.text) or _NUMBER_BEFORE.match(line.text)
        if found is not None:
            counted.setdefault(head_key(line), []).append((i, value_of(found[1])))
    apart = SHORTEST_PAGE if layout.wrap_blanks else 2
    for key, places in counted.items():
        most = _MOST_CUT if key else 1 if layout.wrap_blanks else MOST_STEP
        count = longest_count(places, most, apart)
        # Nobody has the floor twice in a row: two that follow each other are no labels.
        if len(count) >= (2 if " " in key and _is_consecutive(count) else RECURRENT):
            pages.furniture.update(dict.fromkeys((i for i, _ in count), "page-furniture"))
            pages.breaks.update((i, str(number)) for i, number in count if i)
    pages.furniture.update(dict.fromkeys(_recurring_beside(lines, pages.furniture), "page-furniture"))


def _inside_sentences(lines: Sequence[Line], layout: Layout, pages: Pages) -> None:
    """Marks what classifies the document, numbers of pages, and words beside a number, where they stand apart between
    two halves of a sentence; where each line is a paragraph, also what is the same but for the number elsewhere.
    """
    found: set[int] = set()
    for last, line in enumerate(lines):
        if not last or line.blanks <= layout.inner_blanks or not in_small_letters(line):
            continue
        first = last
        while first and last - first < _MOST_BETWEEN and (first - 1 in pages.furniture or _is_head(lines[first - 1])):
            first -= 1
        if not 0 < first < last or lines[first].blanks <= layout.inner_blanks:
            continue
        if breaks_off(lines[first - 1]) and lines[first - 1].text[-1].isalpha():
            found.update(range(first, last))
    keys = {head_key(lines[i]) for i in found} - {""}
    if keys and not layout.wrap_blanks:
        alike = (i for i, line in enumerate(lines) if head_key(line) in keys and _is_head(line))
        found.update(i for i in alike if i >= EDGE_LINES or not is_classification(lines[i]))
    found -= pages.furniture.keys()
    pages.furniture.update(dict.fromkeys(found, "page-furniture"))
    pages.breaks.update((i, pages.breaks.get(i)) for i in found if i)


def _is_head(line: Line) -> bool:
    """Whether a line may stand at the edge of a page: a classification, or a number alone or with words."""
    if len(line.text) > _LONGEST_RUNNING or line.ends_sentence or line.starts_lower:
        return False
    return is_classification(line) or any(True for _ in edge_numbers(line))


def _is_consecutive(count: Sequence[tuple[int, int]]) -> bool:
    """Whether each number of a count is the next one."""
    return all(following - number == 1 for (_, number), (_, following) in pairwise(count))


def _recurring_beside(lines: Sequence[Line], found: Iterable[int]) -> list[int]:
    """The lines beside what belongs to pages that recur there, and stand nowhere else."""
    near = {k: key for i in found for k in neighbours(lines, i) if (key := _head_beside(lines[k]))}
    beside = Counter(near.values())
    everywhere = Counter(key for line in lines if (key := _head_beside(line)) in beside)
    recurring = {key for key, count in beside.items() if count >= RECURRENT and count == everywhere[key]}
    return [k for k, key in near.items() if key in recurring]


def _head_beside(line: Line) -> str:
    """What of a line beside a page's number is the same on every page, if it is neither a sentence nor a label."""
    return "" if line.ends_sentence or len(line.text) > _LONGEST_RUNNING else head_key(line)


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
            if 0 <= at < len(lines) and at not in pages.furniture and is_page_number(lines[at].text):
                pages.furniture[at] = "page-furniture"


def _catchwords(lines: Sequence[Line], pages: Pages) -> None:
    """Marks the lines at the foot of a page that give the first words of the next one: `/that`."""
    for i, line in enumerate(lines):
        if line.text[0] == "/" and 1 < len(line.text) <= HEADING:
            words = line.text.strip("/.… ").casefold()
            following = next(
                (k for k in range(i + 1, min(i + 2 + _MOST_BETWEEN, len(lines))) if k not in pages.furniture), i
            )
            if words and lines[following].text.casefold().startswith(words):
                pages.furniture[i] = "page-furniture"
