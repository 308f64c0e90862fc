"""The head of a record as set on the page: subjects and titles of several lines, and dates right of a letterhead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice, pairwise
from typing import overload

from flows.record import Cleaned
from flows.segment.heads.date_lines import is_venue, read_date_line
from flows.segment.heads.fields import find_fields
from flows.segment.heads.paragraph_kinds import (
    BEHIND_KIND,
    closed_up,
    genre_of,
    is_classification,
    is_heading_of_record,
    site_kind,
)
from flows.segment.heads.parts import LAST_OF_HEAD
from flows.segment.heads.prose import is_prose, running
from flows.segment.heads.who_is_named import is_letterhead, labelled, names_office
from flows.segment.lists.columns import AWAITS_MORE, Cell, cells_of
from flows.segment.lists.tokens import tokens_of

LONGEST_LINE = 160
MOST_LINES = 8  # of a title
NEAR = 3  # columns of the page by which lines in the middle differ
LONGEST_DATE_LINE = 60
MOST_RUNNING = 2  # words that only sentences have: "headed by its Chairman"
LONGEST_PLACE = 4  # words that no lexicon knows


class PrintedLines(Sequence[tuple[int, int]]):
    """The paragraphs of a head: those that cleaning parted in the midst of a subject or title are one, and a date that
    stands right of a letterhead is apart. Each is found when it is asked for: heads are short.
    """

    def __init__(self, cleaned: Cleaned, paragraphs: Sequence[tuple[int, int]]) -> None:
        self._found: list[tuple[int, int]] = []
        self._others = chain(_whole(cleaned, paragraphs[:LAST_OF_HEAD]), paragraphs[LAST_OF_HEAD:])

    @overload
    def __getitem__(self, at: int) -> tuple[int, int]: ...

    @overload
    def __getitem__(self, at: slice) -> list[tuple[int, int]]: ...

    def __getitem__(self, at: int | slice) -> tuple[int, int] | list[tuple[int, int]]:
        end = at.stop if isinstance(at, slice) else at + 1
        self._found += islice(self._others, max(0, end - len(self._found)))
        return self._found[at]

    def __len__(self) -> int:
        self._found += self._others
        return len(self._found)


def _whole(cleaned: Cleaned, paragraphs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The first paragraphs, with their printed lines."""
    first = [piece for paragraph in paragraphs for piece in _with_date_apart(cleaned, *paragraph)]
    at = 0
    while at < len(first):
        start, end = first[at]
        stop = _subject_end(cleaned, first, at) or _title_end(cleaned, first, at) or end
        yield start, stop
        at += 1
        while at < len(first) and first[at][1] <= stop:
            at += 1
        if at < len(first) and first[at][0] < stop:
            rest = stop + len(cleaned.text[stop : first[at][1]]) - len(cleaned.text[stop : first[at][1]].lstrip())
            first[at] = (rest, first[at][1])


def _with_date_apart(cleaned: Cleaned, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A paragraph, or what stands left of a wide gap and the date right of it: "MINISTRY OF TRADE      3 May 1956"."""
    cells = cells_of(cleaned, start, end) if end - start <= LONGEST_LINE else []
    for left, right in pairwise(cells):
        words = cleaned.text[start : left.end]
        dated = left.line == right.line and right is cells[-1] and read_date_line(cleaned.text[right.start : end])
        if dated and not find_fields(words) and not _may_be_place(words):
            yield start, left.end
            yield right.start, end
            return
    yield start, end


def _may_be_place(words: str) -> bool:
    """Whether words left of a date can be where it was written: a place, a venue, or a name or two."""
    if is_classification(words) or is_letterhead(words):
        return False
    kinds = {token.kind for token in tokens_of(words)}
    return is_venue(words) or (kinds <= {"place", "name", "mark", "particle"} and len(words.split()) <= LONGEST_PLACE)


def _subject_end(cleaned: Cleaned, paragraphs: Sequence[tuple[int, int]], at: int) -> int | None:
    """Where the subject ends whose field a paragraph is, if it goes on in lines under its first word, or in small
    letters.
    """
    start, end = paragraphs[at]
    fields = find_fields(cleaned.text[start:end])
    if len(fields) != 1 or fields[0].kind != "subject" or fields[0].start > 0:
        return None
    value = start + fields[0].value_start
    lines = cells_of(cleaned, value, end, lines=True)
    if not lines:
        return None
    usual = lines[0].indent
    stop = lines[0].end
    whole = [*lines, *_lines_after(cleaned, paragraphs, at)]
    talk = next((first for first, last in paragraphs[at + 1 :] if is_prose(cleaned.text[first:last])), None)
    for before, line in pairwise(whole):
        words = cleaned.text[line.start : line.end]
        under = abs(line.indent - usual) <= 1 and usual >= NEAR
        awaits = AWAITS_MORE.search(cleaned.text[before.start : before.end]) is not None
        if not _adjoins(cleaned, before, line) or not (awaits or under or words[0].islower()) or line.start == talk:
            break
        # "… on the Deputy", "Secretary of Defense, 3 October 1956"
        dated = not awaits and read_date_line(words) is not None and not (under and names_office(words))
        if find_fields(words) or dated or is_classification(words) or is_venue(words):
            break
        stop = line.end
    return stop


def _title_end(cleaned: Cleaned, paragraphs: Sequence[tuple[int, int]], at: int) -> int | None:
    """Where the title of a record ends that goes on in further lines, of full width or in the middle of the page."""
    start, end = paragraphs[at]
    own_lines = cells_of(cleaned, start, end, lines=True)
    if not own_lines:
        return None
    opening = cleaned.text[own_lines[0].start : own_lines[0].end]
    kind = cleaned.text[slice(*paragraphs[at - 1])] if at else ""
    if not (BEHIND_KIND.match(opening) is not None and genre_of(kind) is not None) and not _is_title(opening):
        return None
    lines = [*own_lines, *_lines_after(cleaned, paragraphs, at)][: MOST_LINES + 1]
    block = lines[:1]
    for before, line in pairwise(lines):
        if not _adjoins(cleaned, before, line):
            break
        block.append(line)
    if len(block) < 2:
        return None
    words = [cleaned.text[line.start : line.end] for line in block]
    widest = max(map(len, words))
    stop = block[0].end
    for (line, own), (following, more) in pairwise(zip(block, words, strict=True)):
        awaits = AWAITS_MORE.search(own) is not None
        full = abs(line.indent - following.indent) <= 1 and len(own) + len(more.split()[0]) >= widest
        middle = abs(_middle(line) - _middle(following)) <= NEAR < min(line.indent, following.indent)
        if not (awaits or middle or full) or _is_apart(more, awaits or (full and len(more) > LONGEST_DATE_LINE)):
            break
        stop = following.end
    return stop if stop > end else None


def _is_title(line: str) -> bool:
    """Whether a line says what sort of record it is and of what, so that more can follow: "Record of the talk of"."""
    return is_heading_of_record(line) and len(closed_up(line).split()) > 3 and not find_fields(line)


def _is_apart(line: str, awaited: bool) -> bool:
    """Whether a line under a title is no part of it: a field, a marking, a date that nothing asks for, talk."""
    told = is_prose(line) and (not awaited or line[-1] in ".?!" or running(line) > MOST_RUNNING)
    if find_fields(line) or is_classification(line) or site_kind(line) or told or labelled(line, set()):
        return True
    return not awaited and (read_date_line(line) is not None or is_letterhead(line) or is_venue(line))


def _lines_after(cleaned: Cleaned, paragraphs: Sequence[tuple[int, int]], at: int) -> list[Cell]:
    """The printed lines of the next few paragraphs."""
    return [
        line
        for start, end in paragraphs[at + 1 : at + MOST_LINES]
        if end - start <= MOST_LINES * LONGEST_LINE
        for line in cells_of(cleaned, start, end, lines=True)
    ]


def _adjoins(cleaned: Cleaned, before: Cell, line: Cell) -> bool:
    """Whether no empty line stands between two lines."""
    return cleaned.raw.count("\n", cleaned.raw_end(before.end), cleaned.raw_start(line.start)) == 1


def _middle(line: Cell) -> int:
    return line.indent + (line.end - line.start) // 2
