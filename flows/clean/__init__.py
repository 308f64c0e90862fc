"""Raw text to clean text, with every change on record.

The lines of the document tell how it was set (`lines`, `layout`); from that follow its pages and what is printed on
each (`pages`), its notes (`notes`) and its paragraphs (`paragraphs`). Inside the lines, `words`, `markup` and `inline`
undo what encoding and extraction did. All of them propose changes in raw offsets; `edits` makes the clean text of them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, pairwise
from unicodedata import normalize

from flows.clean.edits import Change, apply
from flows.clean.inline import white_space, within_line
from flows.clean.layout import Layout, measure, transitions
from flows.clean.lines import Line, visible_lines, visible_parts, without_margin
from flows.clean.markup import find_markup, lone_marks
from flows.clean.notes import find_notes
from flows.clean.notes.model import NOTE_NUMBER, Note, Notes
from flows.clean.pages import find_pages
from flows.clean.pages.model import PAGE_MARK, Pages
from flows.clean.paragraphs import Joint, joint, same_paragraph
from flows.clean.portions import portion_marks
from flows.clean.releases import release_stamps
from flows.clean.signs import SIGN
from flows.clean.specks import without_specks
from flows.clean.words import blank_entities, bullets, entities, glued_words, homoglyphs, invisible, tags, wide_marks
from flows.record import Cleaned, Footnote, Page

_WORD = re.compile("[a-zß-ÿ]+(?:-[a-zß-ÿ]+)*")


def clean(raw: str) -> Cleaned:
    """The clean text of a decoded document, the edits that lead to it, its pages and the notes taken out of it.

    Paragraphs of the clean text are separated by one blank line, without other line breaks, doubled or outer spaces.
    """
    lines, margin = without_margin(visible_lines(raw))
    lines, specks = without_specks(lines)
    margin = sorted(margin + specks)
    places = transitions(lines)
    layout = measure(lines, places)
    pages = find_pages(lines, layout)
    notes = find_notes(raw, lines, layout, pages)
    removed = pages.furniture | dict.fromkeys(notes.feet, "footnote")
    removed |= dict.fromkeys(lone_marks(raw, lines), "markup") | dict.fromkeys(blank_entities(lines), "entity")
    if len(removed) == len(lines):
        removed = {}  # what is nothing but furniture is the text
    if removed and layout.wrap_blanks:
        layout = measure(lines, places.without(removed))
    words = _vocabulary(raw, lines, layout)
    join = partial(joint, words=words, trailing=layout.trailing)
    changes = _changes(raw, lines, layout, pages, removed, _inside(raw, lines, notes), join)
    text, edits = apply(raw, _cut(changes, margin) if margin else changes)
    cleaned = Cleaned(raw, text, edits)
    return Cleaned(raw, text, edits, _pages(cleaned, lines, pages), tuple(_footnotes(cleaned, lines, notes, join)))


def _inside(raw: str, lines: Sequence[Line], notes: Notes) -> list[Change]:
    """All changes that are proposed inside lines, in order; where two start at the same place, the longer one first."""
    parts = (part for mark in PAGE_MARK.finditer(raw) for part in visible_parts(mark))
    marks = (Change(start, end, "", "page-mark") for start, end in parts)
    numbers = (Change(mark.start, mark.end, "", "footnote-mark") for mark in notes.marks)
    signs = chain(homoglyphs(raw), wide_marks(raw), bullets(lines), invisible(raw))
    words = chain(signs, entities(raw), tags(raw), glued_words(raw))
    found = chain(marks, release_stamps(raw), portion_marks(raw), numbers, white_space(raw), find_markup(raw), words)
    return sorted(found, key=lambda change: (change.start, -change.end))


def _changes(
    raw: str,
    lines: Sequence[Line],
    layout: Layout,
    pages: Pages,
    removed: Mapping[int, str],
    inside: Sequence[Change],
    join: Callable[[Line, Line], Joint],
) -> Iterator[Change]:
    """Every change of the document, in order: those inside each line, and those between it and the next."""
    kept = [i for i in range(len(lines)) if i not in removed]
    if not kept:
        yield from _gone(0, lines, removed, range(len(lines)), len(raw))
        return
    starts = [change.start for change in inside]
    a = 0
    yield from _gone(0, lines, removed, range(kept[0]), lines[kept[0]].start)
    first = lines[kept[0]]
    for i, j in zip(kept, [*kept[1:], len(lines)], strict=True):
        line = lines[i]
        found: list[Change] = []
        if a < len(starts) and starts[a] < line.end:
            a = bisect_left(starts, line.start, a)
            b = bisect_left(starts, line.end, a)
            found = list(within_line(raw, line, inside[a:b]))
        if j == len(lines):
            yield from found
            yield from _gone(line.end, lines, removed, range(i + 1, j), len(raw))
            return
        following = lines[j]
        page_break = j in pages.breaks or (j > i + 1 and any(k in pages.breaks for k in range(i + 1, j)))
        if same_paragraph(first, line, following, layout, page_break):
            cut, between, rule = join(line, following)
        else:
            cut, between, rule = 0, "\n\n", "paragraph-break"
            first = following
        if page_break and rule != "hyphenation":
            rule = "page-break"
        end = line.end - cut
        if found and found[-1].end > end:
            cut, end = 0, line.end
        yield from found
        stop = lines[i + 1].start
        yield Change(end, stop, between, rule)
        if j > i + 1:
            yield from _gone(stop, lines, removed, range(i + 1, j), following.start)


def _cut(changes: Iterable[Change], margin: Sequence[tuple[int, int]]) -> Iterator[Change]:
    """The changes, those between lines cut so that the numbers in the margin go by a change of their own."""
    k = 0
    for start, end, text, rule in changes:
        while k < len(margin) and margin[k][0] < end:
            number, after = margin[k]
            k += 1
            if number < start or rule == "page-furniture":
                continue
            if number > start:
                yield Change(start, number, text, rule)
                text = ""
            yield Change(number, after, "", "page-furniture")
            start = after
        if end > start or text:
            yield Change(start, end, text, rule)


def _gone(start: int, lines: Sequence[Line], removed: Mapping[int, str], which: range, end: int) -> Iterator[Change]:
    """The removal of the lines `which`, and of the white space after each, from `start` to `end`: one change a rule."""
    rule = "space"
    for i in which:
        if removed[i] != rule:
            if lines[i].start > start:
                yield Change(start, lines[i].start, "", rule)
            start, rule = max(start, lines[i].start), removed[i]
    if end > start:
        yield Change(start, end, "", rule)


def _vocabulary(raw: str, lines: Sequence[Line], layout: Layout) -> Collection[str]:
    """The document's words and hyphenated words, in lower case, where a hyphen at a line's end will ask for them.

    The two halves of a word that is broken at a line's end are no words.
    """
    broken = [(line, following) for line, following in pairwise(lines) if line.text[-1] == "-"]
    if not layout.wrap_blanks or not broken:
        return ()
    counts = Counter(_WORD.findall(raw.lower()))
    for line, following in broken:
        counts[line.text[:-1].lower().rpartition(" ")[2]] -= 1
        if half := _WORD.match(following.text.lower()):
            counts[half[0]] -= 1
    return {word for word, count in counts.items() if count > 0}


def _pages(cleaned: Cleaned, lines: Sequence[Line], pages: Pages) -> tuple[Page, ...]:
    """The pages in clean offsets. Marks inside a line begin a page too; a page on which nothing is left is none."""
    starts: list[tuple[int, str | None]] = [(0, pages.first)]
    starts += [(lines[i].start, label) for i, label in pages.breaks.items()]
    starts += [(mark.start(), mark[1]) for mark in PAGE_MARK.finditer(cleaned.raw)]
    raw_starts = [edit.raw_start for edit in cleaned.edits]
    found: dict[int, str | None] = {}
    for raw_start, label in sorted(starts, key=lambda start: start[0]):
        i = bisect_right(raw_starts, raw_start) - 1
        at = raw_start if i < 0 else cleaned.edits[i].clean_end + max(0, raw_start - cleaned.edits[i].raw_end)
        while at < len(cleaned.text) and cleaned.text[at].isspace():
            at += 1
        if at < len(cleaned.text):
            found[at] = label if label is not None else found.get(at)
    return tuple(Page(at, label) for at, label in found.items())


def _footnotes(
    cleaned: Cleaned, lines: Sequence[Line], notes: Notes, join: Callable[[Line, Line], Joint]
) -> Iterator[Footnote]:
    """The notes whose marks were taken out of the text, in the order of the marks."""
    starts = [mark.start for mark in notes.marks]
    for edit in cleaned.edits:
        if edit.rule == "footnote-mark":
            for mark in notes.marks[bisect_left(starts, edit.raw_start) : bisect_left(starts, edit.raw_end)]:
                number = normalize("NFKC", cleaned.raw[mark.start : mark.end].strip("[]^"))
                text = None if mark.note is None else _note_text(mark.note, lines, join)
                yield Footnote(edit.clean_start, mark.start, mark.end, number, text)


def _note_text(note: Note, lines: Sequence[Line], join: Callable[[Line, Line], Joint]) -> str:
    """The text of a note on one line, without its number and without the sign that leads back to the mark."""
    parts: list[str] = []
    held = [*lines[note.first : note.last], *lines[slice(*note.rest)]]
    for line, following in pairwise(held):
        cut, between, _ = join(line, following)
        parts += (line.text[: len(line.text) - cut], between)
    parts.append(held[-1].text)
    text = "".join(parts).removesuffix("↩")
    return " ".join((SIGN if SIGN.match(text) else NOTE_NUMBER).sub("", text, count=1).split())
