"""Where notes stand: at the feet of pages, as far as these are known, and at the end of the document."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise, takewhile

from flows.clean.layout import Layout
from flows.clean.lines import Line
from flows.clean.notes.model import NOTE_NUMBER, Note, Notes, Scope, value_of
from flows.clean.pages.heads import breaks_off
from flows.clean.pages.model import Pages
from flows.clean.signs import is_rule

_SPOILT_NUMBER = re.compile(r"(?:[a-z]|[^\w\s])[.)]?\s+[A-Z“\"‘]")  # a capital is an initial: "J. Smith" signs
_SPECKS = re.compile(r"^[^\w\s“\"(\[]{0,2}_?\s?")
_BEFORE_SMALL = re.compile(r"\d{1,3} [a-z]")
_FARTHEST = 25  # lines of one note, at most, before the next
_MOST_LINES = 50  # of the notes on one page
_WHOLE_LINE = 40  # characters of a line of text that is more than a heading
_LEAST_FEET = 2  # pages with numbered notes
_MOST_LOST = 3  # numbers from the last note of a page to the first of the next, where some were taken for page numbers
_TITLE = 3  # the last line in which a document of a volume can have its number
_MOST_INSIDE = 2  # further paragraphs of one note


def sheets_of(lines: Sequence[Line], pages: Pages) -> Iterator[tuple[int, int]]:
    """The lines `[first, last)` of each page that can have a foot: where the text is broken into pages as printed."""
    marked = {i for i, rule in pages.furniture.items() if rule == "page-mark"}
    starts = [i for i in sorted(pages.breaks) if i not in marked]
    if not starts:
        return
    for first, last in pairwise([0, *starts, len(lines)]):
        while first < last and first in pages.furniture:
            first += 1
        while first < last and last - 1 in pages.furniture:
            last -= 1
        if first < last:
            yield first, last


def run_over(
    lines: Sequence[Line],
    sheets: Sequence[tuple[int, int]],
    scopes: Sequence[Scope],
    notes: Notes,
    layout: Layout,
    pages: Pages,
) -> None:
    """Adds to the last note of a page, where it breaks off, the block at the foot of the next that goes on with it."""
    ending = {found[-1].last: found for _, _, found in scopes}
    for (_, end), (first, last) in pairwise(sheets):
        found = ending.get(end)
        if found is None or lines[end - 1].ends_sentence:
            continue
        stop = next((i for i in range(first, last) if i in notes.feet), last)
        start = stop - 1
        while start > first and lines[start].blanks <= layout.inner_blanks:
            start -= 1
        goes_on = lines[start].starts_lower or (layout.indented and lines[start].indent <= layout.margin)
        if start > first and stop - start <= _FARTHEST and goes_on:
            found[-1] = found[-1]._replace(rest=(start, stop))
            notes.feet.update(with_rule(lines, start, stop, pages))


def with_rule(lines: Sequence[Line], first: int, last: int, pages: Pages) -> Iterator[int]:
    """The lines `[first, last)` of a page's notes, and the rule above them, without what is printed on every page."""
    start = first - 1 if first and is_rule(lines[first - 1]) else first
    return (i for i in range(start, last) if i not in pages.furniture)


def number_of(line: Line) -> int | None:
    """The number of the note that begins with the line; None where none does."""
    found = NOTE_NUMBER.match(line.text)
    return value_of(found[1] or found[2]) if found else None


def numbered_foot(lines: Sequence[Line], first: int, last: int, layout: Layout, marked: Collection[int]) -> list[Note]:
    """The notes at the foot of one page: the blocks after blank lines at its end that begin with a number, with those
    between that begin with none, if the number before them is `marked` on the page.
    """
    start: int | None = None
    lowest = 1000
    inside = 0  # blocks without a number, since the last one with a number
    for i in range(last - 1, max(first, last - 1 - _MOST_LINES), -1):
        if lines[i].blanks <= layout.inner_blanks:
            continue
        number = number_of(lines[i])
        if number is None:
            inside += 1
        elif number >= lowest or (inside and number not in marked):
            break
        else:
            start, lowest, inside = i, number, 0
        if inside > _MOST_INSIDE:
            break
    if start is None:
        return []
    return numbered_from(lines, start, last)


def under_rule(lines: Sequence[Line], first: int, last: int) -> int | None:
    """Where a page's notes begin, after the rule above them: with a number or what is left of it, below the middle."""
    for i in range(last - 2, (first + last) // 2, -1):
        if is_rule(lines[i]):
            text = lines[i + 1].text
            return i + 1 if NOTE_NUMBER.match(text) or _SPOILT_NUMBER.match(text) else None
    return None


def go_on_counting(
    lines: Sequence[Line], found: Sequence[Note], first: int, following: tuple[int, int] | None, ruled: bool
) -> bool:
    """Whether what is numbered at the foot of a page is paragraphs of the text: the number before opens a line above or
    the number after opens the page `following`; under a rule, any line there before that page's own rule.
    """
    sheet = lines[slice(*following)] if following is not None else ()
    opening = takewhile(lambda line: not is_rule(line), sheet) if ruled else sheet[:1]
    return _opens(lines[first : found[0].first], found[0].number - 1) or _opens(opening, found[-1].number + 1)


def is_text(
    lines: Sequence[Line], found: Sequence[Note], sheet: tuple[int, int], following: tuple[int, int] | None
) -> bool:
    """Whether what is numbered at the foot of a page is most of the page, with a stop or the like after each number, or
    goes on with the first line of the page `following`, which no sentence above it does.
    """
    first, last = sheet
    if 2 * (last - found[0].first) > last - first and not any(begin_bare(lines, [note]) for note in found):
        return True
    if following is None or not found[0].first:
        return False
    above, foot, below = lines[found[0].first - 1], lines[last - 1], lines[following[0]]
    return not breaks_off(above) and below.starts_lower and foot.text[-1].islower()


def _opens(lines: Iterable[Line], number: int) -> bool:
    """Whether one of the lines begins with a number, as notes and paragraphs do."""
    return any((match := NOTE_NUMBER.match(line.text)) and value_of(match[1] or match[2]) == number for line in lines)


def stand_only_there(lines: Sequence[Line], feet: Sequence[Sequence[Note]], layout: Layout, pages: Pages) -> bool:
    """Whether the numbers at the feet of two pages or more go on from page to page, or begin anew on each, and no other
    paragraph has one, but the first of the text: notes whose marks in the text are lost.
    """
    numbered = [notes for notes in feet if notes]
    follows = all(
        after[0].number == 1 or 0 < after[0].number - before[-1].number <= _MOST_LOST
        for before, after in pairwise(numbered)
    )
    if len(numbered) < _LEAST_FEET or not follows:
        return False
    inside = {i for notes in numbered for i in range(notes[0].first, notes[-1].last)} | pages.furniture.keys()
    elsewhere = (
        i
        for i, line in enumerate(lines)
        if line.blanks > layout.inner_blanks and number_of(line) is not None and i not in inside
    )
    return all(i <= _TITLE for i in elsewhere)


def tight_foot(lines: Sequence[Line], first: int, last: int, layout: Layout) -> list[Note]:
    """The lines at the end of one page that begin with falling numbers, as notes do that no blank line parts off."""
    start: int | None = None
    lowest = 1000
    for i in range(last - 1, max(first, last - 1 - _FARTHEST), -1):
        number = number_of(lines[i])
        if number is not None and 0 < number < lowest and not _goes_on_at_number(lines, i):
            start, lowest = i, number
        elif lines[i].blanks > layout.inner_blanks:
            break
    return numbered_from(lines, start, last) if start is not None else []


def _goes_on_at_number(lines: Sequence[Line], i: int) -> bool:
    """Whether a sentence passes to a line that begins with a number, or with a speck that was taken for one."""
    inside = i > 0 and not lines[i].blanks and not lines[i - 1].ends_sentence
    return inside and _BEFORE_SMALL.match(lines[i].text) is not None


def foot_between(lines: Sequence[Line], first: int, last: int, following: int, layout: Layout) -> int | None:
    """Where, at the end of a page, what stands inside a sentence begins that goes on with the first line of the next
    page, `following`: a note of one block that lost its number; None where nothing does. More blocks may be talk, after
    a sentence that lost its full stop.
    """
    if not lines[following].starts_lower or not lines[last - 1].ends_sentence:
        return None
    for i in range(last - 1, max(first, last - 1 - _FARTHEST), -1):
        before = lines[i - 1]
        if lines[i].blanks > layout.inner_blanks:
            inside = _SPECKS.sub("", lines[i].text, count=1)[:1].islower()  # the text goes on
            whole = len(before.text) >= _WHOLE_LINE and before.text[-1].islower() and not inside
            return i if whole and not before.ends_sentence else None
    return None


def numbered_from(lines: Sequence[Line], start: int, last: int) -> list[Note]:
    """The notes in the lines `[start, last)`, from the first that begins one."""
    begun: list[tuple[int, int]] = []
    indent = lines[start].indent
    for i in range(start, last):
        number = number_of(lines[i])
        if (
            number is not None
            and lines[i].indent == indent
            and (not begun or begun[-1][0] < number <= begun[-1][0] + 20)
        ):
            begun.append((number, i))
    if not begun:
        return []
    stops = [i for _, i in begun[1:]] + [last]
    return [Note(number, i, stop) for (number, i), stop in zip(begun, stops, strict=True)]


def begin_bare(lines: Sequence[Line], notes: Sequence[Note]) -> bool:
    """Whether the notes begin with a bare number, as paragraphs of the text do not."""
    return all(lines[note.first].text[len(str(note.number)) :][:1].isspace() for note in notes)


def notes_at_end(lines: Sequence[Line], feet: set[int], pages: Pages) -> list[Note]:
    """The numbered notes at the end of the document, as far back as their numbers fall."""
    begun: list[tuple[int, int]] = []
    last = len(lines)
    while last and (last - 1 in feet or last - 1 in pages.furniture):
        last -= 1
    floor = last - 1
    i = last - 1
    while i > 0 and floor - i <= _FARTHEST and i not in feet:
        number = number_of(lines[i])
        if number is not None and (not begun or number < begun[-1][0]):
            if begun and number < begun[-1][0] - 20:
                break
            begun.append((number, i))
            floor = i
            if number == 0 or (number == 1 and number_of(lines[i - 1]) != 0):
                break
        i -= 1
    if not begun:
        return []
    begun.reverse()
    stops = [i for _, i in begun[1:]] + [last]
    return [Note(number, i, stop) for (number, i), stop in zip(begun, stops, strict=True)]
