"""What is printed on every page of a text without form feeds: it recurs, counts, or interrupts sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import pairwise

from flows.clean.layout import Layout
from flows.clean.lines import Line
from flows.clean.pages.classifications import is_classification
from flows.clean.pages.edges import MOST_STAMPED
from flows.clean.pages.heads import (
    ALIKE,
    EDGE_LINES,
    HEADING,
    LONGEST_HEAD,
    RECURRENT,
    RELEASED,
    breaks_off,
    ends_in_title,
    head_ends,
    in_small_letters,
    is_capital,
    is_of_text,
    is_stamp,
    neighbours,
    resembles,
    stands_out,
)
from flows.clean.pages.model import Pages
from flows.clean.pages.numbers import LONGEST_NUMBER, SHORTEST_PAGE, Number, head_key, is_page_number, page_numbers

_NOTE = re.compile(r"\d{1,3}\. [A-Z]")
_SAME_DIGIT = str.maketrans("123456789", "000000000")
_MOST_INTERRUPTING = 14  # lines of stamps, foot and head inside a sentence


def _stamps(lines: Sequence[Line], layout: Layout) -> Iterator[int]:
    """The lines, after the head of the document, that classify it, by themselves or with the number of the page, or
    have words of an archive's stamp and are neither sentences nor notes.
    """
    for i, line in enumerate(lines):
        if i < MOST_STAMPED or len(line.text) > LONGEST_HEAD or not stands_out(lines, i, layout):
            continue
        released = line.text[-1].isalnum() and RELEASED.search(line.text.casefold()) and not _NOTE.match(line.text)
        if released or is_classification(line):
            yield i


def recurring_lines(lines: Sequence[Line], layout: Layout, pages: Pages) -> None:
    """Marks what is printed on every page of a text without form feeds: numbers that count, lines that recur.

    They stand at even distances, and they interrupt sentences; anything less may be part of the text.
    """
    counted = page_numbers(lines, layout)
    found = {*_recurrent(lines, layout, counted), *_stamps(lines, layout), *_interrupting(lines, layout)}
    places = sorted(counted)
    steps = sorted((b - a) / (counted[b].value - counted[a].value) for a, b in pairwise(places))
    even = len(steps) >= 2 and steps[-1] <= 3 * steps[0]
    beside = sum(any(i in found for i in neighbours(lines, place)) for place in places)
    heads = Counter(head_key(lines[i]) for place in places for i in neighbours(lines, place))
    everywhere = Counter(key for line in lines if (key := line.text.casefold()) in heads)
    interrupted: set[int] = set()
    broken = 0
    for place in places:
        after = place + 1
        while (
            after < min(len(lines) - 1, place + EDGE_LINES)
            and lines[after + 1].blanks > layout.inner_blanks
            and not lines[after].starts_lower
        ):
            after += 1
        if place and after < len(lines):
            broken += breaks_off(lines[place - 1]) or lines[after].starts_lower
            if lines[after].starts_lower and breaks_off(lines[place - 1]):
                interrupted.update(range(place, after))
            elif ends_in_title(lines[place - 1]):
                interrupted.update(k for k in range(place, after) if is_capital(lines[k].text))
    titled = Counter(head_key(lines[place]) for place in places)
    recurs = any(key and count > 1 for key, count in titled.items())
    named = all(lines[place].text.casefold().startswith("page") for place in places)
    if places and (even or recurs or named or 2 * broken >= len(places) or 2 * beside >= len(places)):
        found |= interrupted.union(places)
        often = max(2, 0.3 * len(places))
        heads = Counter({key: n for key, n in heads.items() if n >= often and not is_of_text(n, everywhere[key] - n)})
        near = {i for place in places for i in neighbours(lines, place) if head_key(lines[i]) in heads}
        found.update(i for i in near if stands_out(lines, i, layout))
    else:
        counted = {}
    ends = head_ends({head_key(lines[i]) for i in found} - {""})
    for i in sorted(found):
        for k in neighbours(lines, i):
            if is_page_number(lines[k].text) or (len(lines[k].text) <= HEADING and resembles(head_key(lines[k]), ends)):
                found.add(k)
    found -= {i for i in range(min(len(lines), EDGE_LINES)) if is_classification(lines[i])}
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
    for i in range(MOST_STAMPED, len(lines) - 2):
        if lines[i + 1].text[:2].islower() or not breaks_off(lines[i]):
            continue
        if is_capital(lines[i].text) or _in_text(lines[i + 1]):
            continue
        last = min(i + 1 + _MOST_INTERRUPTING, len(lines) - 1)
        after = next((k for k in range(i + 2, last + 1) if _in_text(lines[k])), None)
        if after is None:
            continue
        between = range(i + 1, after)
        apart = lines[i + 1].blanks > layout.inner_blanks and lines[after].blanks > layout.inner_blanks
        if lines[after - 1].text.rstrip(",")[-1:].islower() and lines[after].blanks <= layout.inner_blanks:
            continue  # the last of them asks for the line after it
        if is_capital("".join(lines[k].text for k in between)) and all(
            len(lines[k].text) <= LONGEST_HEAD and (apart or stands_out(lines, k, layout)) for k in between
        ):
            yield from between


def _in_text(line: Line) -> bool:
    """Whether a line goes on with a sentence: it begins in small letters, which most of it has."""
    return line.starts_lower and not is_capital(line.text) and (len(line.text) > LONGEST_NUMBER or line.ends_sentence)


def _at_foot(lines: Sequence[Line], places: Sequence[int], counted: Mapping[int, Number]) -> bool:
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
    keys = [line.text if not (line.text[0].isdigit() or line.text[-1].isdigit()) else head_key(line) for line in lines]
    codes = {i: line.text.translate(_SAME_DIGIT) for i, line in enumerate(lines) if is_stamp(line.text)}
    keys = [codes.get(i, key) for i, key in enumerate(keys)]
    counts = Counter(keys)
    places: dict[str, list[int]] = {}
    for i, key in enumerate(keys):
        # No line of a paragraph is the same again and again.
        apart = stands_out(lines, i, layout) or (len(key) > LONGEST_NUMBER and not in_small_letters(lines[i]))
        if apart and counts[key] >= RECURRENT and ALIKE <= len(key) <= LONGEST_HEAD:
            places.setdefault(key, []).append(i)
    candidates = {i for found in places.values() for i in found}
    for found in places.values():
        clusters = [found[0]] + [b for a, b in pairwise(found) if b - a >= SHORTEST_PAGE]
        gaps = sorted(b - a for a, b in pairwise(clusters))
        if len(clusters) < RECURRENT:
            continue
        usual = gaps[len(gaps) // 2]
        even = sum(0.5 * usual <= gap <= 2.2 * usual for gap in gaps)
        inside = sum(_inside_sentence(lines, i, candidates, numbers) for i in clusters)
        if 3 * even >= 2 * len(gaps) and inside >= max(2, 0.3 * len(clusters)):
            yield from found


def _inside_sentence(lines: Sequence[Line], i: int, candidates: Container[int], numbers: Container[int]) -> bool:
    """Whether the lines around a line that may be furniture, and around more of the kind, are halves of a sentence."""
    first = last = i
    while first > 0 and i - first < EDGE_LINES and (first in candidates or first in numbers):
        first -= 1
    while last < len(lines) - 1 and last - i < EDGE_LINES and (last in candidates or last in numbers):
        last += 1
    return not lines[first].ends_sentence and lines[last].starts_lower
