"""What can be the mark of a note in the text, and which of these marks are those of a list of notes.

A number that sticks to a word is a mark only if there is a note with that number, and the marks of one page, or of one
list of notes, ascend as the notes do.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from flows.clean.notes.model import RAISED, Note, value_of

_CLOSED = r"(?=[\s.,;:!?)\]”’\"'»—]|$)"
_SHORT_NUMBER = re.compile(r"\d(?<!\d\d)\d{0,2}" + _CLOSED)
# Marks that look like nothing else, but for the squares of measures.
_RAISED_MARK = re.compile(rf"\[\^(\d{{1,3}})\]|\^(\d{{1,3}}){_CLOSED}|([{RAISED}]{{1,3}}){_CLOSED}")
_BRACKETED = re.compile(r"\[(\d{1,3})\](?:\(#[^()\s]{1,20}\))?")  # perhaps with a link to the note
_OPENED = re.compile(r"[ \t]+[\"“‘]?[^\W\d_](?<![a-zß-ÿ])")
_INDENT = 12  # columns before a paragraph's number, at most
_AT_LINE_END = re.compile(r"\d(?<=\S \d)\d{0,2}(?=(?: \d{1,3}){0,3}[ \t]{0,4}$)", re.MULTILINE)
_YEAR = re.compile(r"[12](?<!\d[12])(?:(?<=1)[5-9]|(?<=2)0)\d\d(\d{1,2})" + _CLOSED)
_SLASHED = re.compile(r"\d(?<!\d\d)\d{0,2}/(\d{2,4})" + _CLOSED)
_MARKED = frozenset(".,;:!?)]”’\"'»…")  # what a mark can follow, besides a letter


class Candidate(NamedTuple):
    """A number in the text, `raw[start:end]`, that can be a mark."""

    start: int
    end: int
    number: int


class Candidates(NamedTuple):
    """Numbers that stick to a word or its punctuation; those that stick to a capital or a number; those in brackets."""

    strong: list[Candidate]
    doubtful: list[Candidate]
    bracketed: list[Candidate]


def find_candidates(raw: str, count: int) -> Candidates:
    """What can be a mark; but numbers in brackets that number the paragraphs of a text of `count` lines are none."""
    strong: list[Candidate] = []
    weak: list[Candidate] = []
    for hit in _SHORT_NUMBER.finditer(raw, 1):
        start = hit.start()
        before = raw[start - 1]
        if before.isalpha() or before in _MARKED:
            candidate = Candidate(start, hit.end(), int(hit[0]))
            doubtful = before.isupper() or (before in _MARKED and start > 1 and raw[start - 2].isdigit())
            (weak if doubtful else strong).append(candidate)
    if any(sign in raw for sign in "^¹²³⁴⁵⁶⁷⁸⁹"):
        raised = (hit for hit in _RAISED_MARK.finditer(raw, 1) if not raw[hit.start() - 1].isspace())
        strong += [Candidate(*hit.span(), value_of(hit[hit.lastindex or 0])) for hit in raised]
        strong.sort()
    bracketed = list(_BRACKETED.finditer(raw))
    numbers = {hit.start() for hit in bracketed if _numbers_paragraph(raw, hit)}
    if 3 * len(numbers) >= count:
        bracketed = [hit for hit in bracketed if hit.start() not in numbers]
    return Candidates(strong, weak, [Candidate(hit.start(), hit.end(), int(hit[1])) for hit in bracketed])


def _numbers_paragraph(raw: str, hit: re.Match[str]) -> bool:
    """Whether a number in brackets opens a line, before a name or a sentence."""
    before = raw[max(0, hit.start() - _INDENT) : hit.start()]
    opens = not before.rpartition("\n")[2].strip() and ("\n" in before or len(before) < _INDENT)
    return opens and _OPENED.match(raw, hit.end()) is not None


def doubtful_by_number(raw: str, weak: Sequence[Candidate]) -> dict[int, list[Candidate]]:
    """What is a mark only where one is missing, by number: the weak ones, those at a line's or long number's end."""
    found: dict[int, list[Candidate]] = defaultdict(list)
    for candidate in weak:
        found[candidate.number].append(candidate)
    for hit in _AT_LINE_END.finditer(raw):
        found[int(hit[0])].append(Candidate(hit.start(), hit.end(), int(hit[0])))
    for pattern in (_YEAR, _SLASHED):
        for hit in pattern.finditer(raw):
            for start in range(hit.start(1) + (pattern is _SLASHED), hit.end(1)):
                number = int(raw[start : hit.end()])
                found[number].append(Candidate(start, hit.end(), number))
    return {number: sorted(candidates) for number, candidates in found.items()}


def between(candidates: Sequence[Candidate], start: int, end: int) -> Sequence[Candidate]:
    """Those candidates, which are in order, that begin in `[start, end)` of the raw text."""
    return candidates[bisect_left(candidates, (start,)) : bisect_left(candidates, (end,))]


def confirmed(notes: Sequence[Note], candidates: Iterable[Candidate]) -> bool:
    """Whether at least half of the notes have what looks like their mark."""
    numbers = {candidate.number for candidate in candidates}
    return 2 * sum(note.number in numbers for note in notes) >= len(notes)


def ascending(candidates: Sequence[Candidate]) -> list[Candidate]:
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


def filled(
    chosen: Sequence[Candidate], numbers: Iterable[int], weak: dict[int, list[Candidate]], start: int, end: int
) -> list[Candidate]:
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
