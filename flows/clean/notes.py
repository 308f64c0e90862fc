"""Footnotes: the notes at page feet and at the end of a document, and their marks in the text.

A number that sticks to a word is a mark only if there is a note with that number, and the marks of one page, or of one
list of notes, ascend as the notes do.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile, zip_longest
from typing import NamedTuple

from flows.clean.layout import Layout
from flows.clean.lines import Line
from flows.clean.pages.model import Pages
from flows.clean.signs import is_rule, signed_notes

NOTE_NUMBER = re.compile(r"(?:_ ?|[*•] )?(?:\[(\d{1,3})\]|(\d{1,3})(?:\\?\.|\))?)(?=\s|[A-Z“\"‘])")
_SPOILT_NUMBER = re.compile(r"(?:[a-z]|[^\w\s])[.)]?\s+[A-Z“\"‘]")  # a capital is an initial: "J. Smith" signs
_RETURN = "↩"
_CLOSED = r"(?=[\s.,;:!?)\]”’\"'»—]|$)"
_SHORT_NUMBER = re.compile(r"\d(?<!\d\d)\d{0,2}" + _CLOSED)
_BRACKETED = re.compile(r"\[(\d{1,3})\](?:\(#[^()\s]{1,20}\))?")  # perhaps with a link to the note
_OPENED = re.compile(r"[ \t]+[\"“‘]?[^\W\d_](?<![a-zß-ÿ])")
_INDENT = 12  # columns before a paragraph's number, at most
_AT_LINE_END = re.compile(r"\d(?<=\S \d)\d{0,2}(?=(?: \d{1,3}){0,3}[ \t]{0,4}$)", re.MULTILINE)
_YEAR = re.compile(r"[12](?<!\d[12])(?:(?<=1)[5-9]|(?<=2)0)\d\d(\d{1,2})" + _CLOSED)
_SLASHED = re.compile(r"\d(?<!\d\d)\d{0,2}/(\d{2,4})" + _CLOSED)
_MARKED = frozenset(".,;:!?)]”’\"'»…")  # what a mark can follow, besides a letter
_FARTHEST = 25  # lines of one note, at most, before the next
_MOST_LINES = 50  # of the notes on one page
_WHOLE_LINE = 40  # characters of a line of text that is more than a heading
_MOST_INSIDE = 2  # further paragraphs of one note


class Note(NamedTuple):
    """A note: its number, the lines `[first, last)` that hold it, and those at the foot of the next page on which it
    goes on.
    """

    number: int
    first: int
    last: int
    rest: tuple[int, int] = (0, 0)


class Mark(NamedTuple):
    """A mark in the text, `raw[start:end]`, and the note that it stands for, if there is one."""

    start: int
    end: int
    note: Note | None


@dataclass(slots=True)
class Notes:
    """`feet` holds the lines that go as footnotes, `marks` the marks in the text, in order."""

    feet: set[int] = field(default_factory=set)
    marks: list[Mark] = field(default_factory=list)


class _Candidate(NamedTuple):
    start: int
    end: int
    number: int


def find_notes(raw: str, lines: Sequence[Line], layout: Layout, pages: Pages) -> Notes:
    """The notes of a document and their marks."""
    strong, doubtful, bracketed = _candidates(raw, len(lines))
    sheets = list(_sheets(lines, pages))
    signed = signed_notes(raw, lines, sheets or [(0, len(lines))], layout.inner_blanks)
    if not strong and not bracketed and not signed and "\f" not in raw and _RETURN not in raw:
        return Notes()
    notes = Notes()
    taken: dict[int, Mark] = {}
    for on_page in signed:
        if sheets:
            notes.feet.update(_with_rule(lines, on_page[0].first, on_page[-1].last, pages))
        for number, (first, last, mark) in enumerate(on_page, 1):
            if mark is not None:
                taken[mark[0]] = Mark(*mark, Note(number, first, last))
    everywhere = bracketed + strong
    everywhere.sort()
    weak: dict[int, list[_Candidate]] | None = None
    scopes: list[tuple[int, int, list[Note]]] = []
    for (first, last), following in zip_longest(sheets, sheets[1:]):
        if last - 1 in notes.feet:
            continue
        marked = {candidate.number for candidate in _between(strong, lines[first].start, lines[last - 1].start)}
        ruled = _under_rule(lines, first, last)
        found = _numbered(lines, ruled, last) if ruled else _foot(lines, first, last, layout, marked)
        if not found and not ruled:
            found = _tight_foot(lines, first, last)
            found = found if all(note.number in marked for note in found) else []
        counts_on = bool(found) and _counts_on(lines, found, first, following, ruled is not None)
        if found and not ruled and (counts_on or _is_text(lines, found, (first, last), following)):
            found = []
        if found:
            start, end = lines[first].start, lines[found[0].first].start
            unmarked = layout.indented and 2 * (last - found[0].first) < last - first and _bare(lines, found)
            unmarked = unmarked or bool(ruled and not counts_on)
            if unmarked or _confirmed(found, _between(everywhere, start, end)):
                scopes.append((start, end, found))
                notes.feet.update(_with_rule(lines, ruled or found[0].first, last, pages))
                continue
        elif ruled:
            notes.feet.update(_with_rule(lines, ruled, last, pages))
            continue
        if following is not None and (begun := _foot_between(lines, first, last, following[0], layout)) is not None:
            notes.feet.update(_with_rule(lines, begun, last, pages))
    _run_over(lines, sheets, scopes, notes, layout, pages)
    ending = _ending(lines, notes.feet, pages)
    if ending:
        end = lines[ending[0].first].start
        returns = sum(lines[note.last - 1].text.endswith(_RETURN) for note in ending)
        if 2 * returns > len(ending) or _confirmed(ending, _between(everywhere, 0, end)):
            scopes.append((0, end, ending))
    highest = max((note.number for _, _, found in scopes for note in found), default=0)
    for start, end, found in scopes:
        inside = [candidate for candidate in _between(bracketed, start, end) if candidate.number <= highest]
        by_number = {note.number: note for note in found}
        if len({candidate.number for candidate in inside} & by_number.keys()) * 2 >= len(by_number):
            for candidate in inside:
                taken.setdefault(candidate.start, Mark(candidate.start, candidate.end, by_number.get(candidate.number)))
            continue
        fitting = [c for c in _between(strong, start, end) if c.number in by_number and c.start not in taken]
        chosen = _ascending(fitting)
        if len(chosen) < len(by_number):
            if weak is None:
                weak = _by_number(raw, doubtful)
            chosen = _filled(chosen, by_number.keys(), weak, start, end)
        for candidate in chosen:
            taken[candidate.start] = Mark(candidate.start, candidate.end, by_number[candidate.number])
    notes.marks = [taken[start] for start in sorted(taken)]
    return notes


def _sheets(lines: Sequence[Line], pages: Pages) -> Iterator[tuple[int, int]]:
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


def _run_over(
    lines: Sequence[Line],
    sheets: Sequence[tuple[int, int]],
    scopes: Sequence[tuple[int, int, list[Note]]],
    notes: Notes,
    layout: Layout,
    pages: Pages,
) -> None:
    """Adds to the last note of a page, where it ends in the middle of a sentence, the block at the foot of the next
    page on which it goes on.
    """
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
            notes.feet.update(_with_rule(lines, start, stop, pages))


def _with_rule(lines: Sequence[Line], first: int, last: int, pages: Pages) -> Iterator[int]:
    """The lines `[first, last)` of a page's notes, and the rule above them, without what is printed on every page."""
    start = first - 1 if first and is_rule(lines[first - 1]) else first
    return (i for i in range(start, last) if i not in pages.furniture)


def _number(line: Line) -> int | None:
    found = NOTE_NUMBER.match(line.text)
    return int(found[1] or found[2]) if found else None


def _foot(lines: Sequence[Line], first: int, last: int, layout: Layout, marked: Collection[int]) -> list[Note]:
    """The notes at the foot of one page: the blocks after blank lines at its end that begin with a number, with those
    between that begin with none, if the number before them is `marked` on the page.
    """
    start: int | None = None
    lowest = 1000
    inside = 0  # blocks without a number, since the last one with a number
    for i in range(last - 1, max(first, last - 1 - _MOST_LINES), -1):
        if lines[i].blanks <= layout.inner_blanks:
            continue
        number = _number(lines[i])
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
    return _numbered(lines, start, last)


def _under_rule(lines: Sequence[Line], first: int, last: int) -> int | None:
    """Where the notes at the foot of one page begin, after the rule above them: with a number or what is left of it.
    They take no more than half of the page.
    """
    for i in range(last - 2, (first + last) // 2, -1):
        if is_rule(lines[i]):
            text = lines[i + 1].text
            return i + 1 if NOTE_NUMBER.match(text) or _SPOILT_NUMBER.match(text) else None
    return None


def _counts_on(
    lines: Sequence[Line], found: Sequence[Note], first: int, following: tuple[int, int] | None, ruled: bool
) -> bool:
    """Whether what is numbered at the foot of a page is paragraphs of the text: the number before opens a line above or
    the number after opens the page `following`; under a rule, any line there before that page's own rule.
    """
    sheet = lines[slice(*following)] if following is not None else ()
    opening = takewhile(lambda line: not is_rule(line), sheet) if ruled else sheet[:1]
    return _opens(lines[first : found[0].first], found[0].number - 1) or _opens(opening, found[-1].number + 1)


def _is_text(
    lines: Sequence[Line], found: Sequence[Note], sheet: tuple[int, int], following: tuple[int, int] | None
) -> bool:
    """Whether what is numbered at the foot of a page is most of the page, with a stop or the like after each number, or
    goes on with the first line of the page `following`, which no sentence above it does.
    """
    first, last = sheet
    if 2 * (last - found[0].first) > last - first and not any(_bare(lines, [note]) for note in found):
        return True
    if following is None or not found[0].first:
        return False
    above, foot, below = lines[found[0].first - 1], lines[last - 1], lines[following[0]]
    return above.ends_sentence and below.starts_lower and foot.text[-1].islower()


def _opens(lines: Iterable[Line], number: int) -> bool:
    """Whether one of the lines begins with a number, as notes and paragraphs do."""
    return any((match := NOTE_NUMBER.match(line.text)) and int(match[1] or match[2]) == number for line in lines)


def _tight_foot(lines: Sequence[Line], first: int, last: int) -> list[Note]:
    """The lines at the end of one page that begin with falling numbers, as notes do that no blank line parts off."""
    start: int | None = None
    lowest = 1000
    for i in range(last - 1, max(first, last - 1 - _FARTHEST), -1):
        number = _number(lines[i])
        if number is not None and 0 < number < lowest:
            start, lowest = i, number
        elif lines[i].blanks > 1:
            break
    return _numbered(lines, start, last) if start is not None else []


def _foot_between(lines: Sequence[Line], first: int, last: int, following: int, layout: Layout) -> int | None:
    """Where, at the end of a page, what stands inside a sentence begins that goes on with the first line of the next
    page, `following`: a note of one block that lost its number; None where nothing does. More blocks may be talk, after
    a sentence that lost its full stop.
    """
    if not lines[following].starts_lower or not lines[last - 1].ends_sentence:
        return None
    for i in range(last - 1, max(first, last - 1 - _FARTHEST), -1):
        before = lines[i - 1]
        if lines[i].blanks > layout.inner_blanks:
            whole = len(before.text) >= _WHOLE_LINE and before.text[-1].islower() and not lines[i].starts_lower
            return i if whole and not before.ends_sentence else None
    return None


def _numbered(lines: Sequence[Line], start: int, last: int) -> list[Note]:
    """The notes in the lines `[start, last)`, from the first that begins one."""
    begun: list[tuple[int, int]] = []
    indent = lines[start].indent
    for i in range(start, last):
        number = _number(lines[i])
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


def _bare(lines: Sequence[Line], notes: Sequence[Note]) -> bool:
    """Whether the notes begin with a bare number, as paragraphs of the text do not."""
    return all(lines[note.first].text[len(str(note.number)) :][:1].isspace() for note in notes)


def _ending(lines: Sequence[Line], feet: set[int], pages: Pages) -> list[Note]:
    """The numbered notes at the end of the document, as far back as their numbers fall."""
    begun: list[tuple[int, int]] = []
    last = len(lines)
    while last and (last - 1 in feet or last - 1 in pages.furniture):
        last -= 1
    floor = last - 1
    i = last - 1
    while i > 0 and floor - i <= _FARTHEST and i not in feet:
        number = _number(lines[i])
        if number is not None and (not begun or number < begun[-1][0]):
            if begun and number < begun[-1][0] - 20:
                break
            begun.append((number, i))
            floor = i
            if number == 0 or (number == 1 and _number(lines[i - 1]) != 0):
                break
        i -= 1
    if not begun:
        return []
    begun.reverse()
    stops = [i for _, i in begun[1:]] + [last]
    return [Note(number, i, stop) for (number, i), stop in zip(begun, stops, strict=True)]


def _candidates(raw: str, count: int) -> tuple[list[_Candidate], list[_Candidate], list[_Candidate]]:
    """Numbers that stick to a word or its punctuation; those that stick to a capital or a number; those in brackets,
    except where they number the paragraphs of a text of `count` lines.
    """
    strong: list[_Candidate] = []
    weak: list[_Candidate] = []
    for hit in _SHORT_NUMBER.finditer(raw, 1):
        start = hit.start()
        before = raw[start - 1]
        if before.isalpha() or before in _MARKED:
            candidate = _Candidate(start, hit.end(), int(hit[0]))
            doubtful = before.isupper() or (before in _MARKED and start > 1 and raw[start - 2].isdigit())
            (weak if doubtful else strong).append(candidate)
    bracketed = list(_BRACKETED.finditer(raw))
    numbers = {hit.start() for hit in bracketed if _numbers_paragraph(raw, hit)}
    if 3 * len(numbers) >= count:
        bracketed = [hit for hit in bracketed if hit.start() not in numbers]
    return strong, weak, [_Candidate(hit.start(), hit.end(), int(hit[1])) for hit in bracketed]


def _numbers_paragraph(raw: str, hit: re.Match[str]) -> bool:
    """Whether a number in brackets opens a line, before a name or a sentence."""
    before = raw[max(0, hit.start() - _INDENT) : hit.start()]
    opens = not before.rpartition("\n")[2].strip() and ("\n" in before or len(before) < _INDENT)
    return opens and _OPENED.match(raw, hit.end()) is not None


def _by_number(raw: str, weak: Sequence[_Candidate]) -> dict[int, list[_Candidate]]:
    """What is a mark only where one is missing, by number: the weak ones, those at a line's or long number's end."""
    found: dict[int, list[_Candidate]] = defaultdict(list)
    for candidate in weak:
        found[candidate.number].append(candidate)
    for hit in _AT_LINE_END.finditer(raw):
        found[int(hit[0])].append(_Candidate(hit.start(), hit.end(), int(hit[0])))
    for pattern in (_YEAR, _SLASHED):
        for hit in pattern.finditer(raw):
            for start in range(hit.start(1) + (pattern is _SLASHED), hit.end(1)):
                number = int(raw[start : hit.end()])
                found[number].append(_Candidate(start, hit.end(), number))
    return {number: sorted(candidates) for number, candidates in found.items()}


def _between(candidates: Sequence[_Candidate], start: int, end: int) -> Sequence[_Candidate]:
    return candidates[bisect_left(candidates, (start,)) : bisect_left(candidates, (end,))]


def _confirmed(notes: Sequence[Note], candidates: Iterable[_Candidate]) -> bool:
    """Whether at least half of the notes have what looks like their mark."""
    numbers = {candidate.number for candidate in candidates}
    return 2 * sum(note.number in numbers for note in notes) >= len(notes)


def _ascending(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """The longest run of candidates whose numbers strictly ascend; of several, the one that ends earliest."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for i, candidate in enumerate(candidates):
        at = bisect_left(tails, candidate.number)
        before.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(candidate.number)
            ends.append(i)
        elif candidate.number < tails[at]:
            tails[at], ends[at] = candidate.number, i
    chosen = []
    i = ends[-1] if ends else -1
    while i >= 0:
        chosen.append(candidates[i])
        i = before[i]
    return chosen[::-1]


def _filled(
    chosen: Sequence[_Candidate], numbers: Iterable[int], weak: dict[int, list[_Candidate]], start: int, end: int
) -> list[_Candidate]:
    """The chosen candidates, and for each number that is missing a weak one that fits between its neighbours."""
    marks = {candidate.number: candidate for candidate in chosen}
    found = []
    at = start
    rest = [candidate.number for candidate in chosen]
    for number in sorted(numbers):
        if number in marks:
            found.append(marks[number])
            at = marks[number].end
            continue
        following = bisect_left(rest, number)
        limit = chosen[following].start if following < len(chosen) else end
        candidates = weak.get(number, [])
        k = bisect_left(candidates, (at,))
        if k < len(candidates) and candidates[k].end <= limit:
            found.append(candidates[k])
            at = candidates[k].end
    return found
