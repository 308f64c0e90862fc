"""The visible lines of a raw text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

_TERMINAL = re.compile(r"[.!?:;…][)\]\"'”’»*_]*(?:\[?\d{1,3}\]?)?$")
_IN_MARGIN = re.compile(r"(\d{1,3})(?:\s+|$)")
_FEWEST_NUMBERED = 10  # lines that a document with numbers in the margin has at least
_MOST_LOST = 2  # numbers in a row that may be lost, with the breaks before their lines
# What dirt on the page is taken for.
_SPECKS = re.compile(r"[.,'`·•~^|:;°¬]{1,2}(?: [.,'`·•~^|:;°¬]{1,2})?")
_DIRT = frozenset("`·•~^|°¬\\_'")
_POINTS = frozenset(".,;")
_LONGEST_DIRT = 40  # characters of a line that is nothing but dirt
_MOST_LETTERS = 2  # that dirt is taken for
# What a rule beside the text, or the edge of the page, is taken for; and the marks before the lines of a quotation.
_BESIDE = re.compile(r"(?:[|!lIi1:;.,'‘’`\[\](){}/\\¦](?=\s|$)|>(?:\s?>){0,3})\s*")
_UNDERLINE = re.compile(r"([-=_~–—])\1{2,59}")
_MOST_ASKEW = 2  # characters by which the line below words differs from them
_FEWEST_STEPS = 3  # from one number to the next, where only every fifth line has one
_RULED = 0.7  # share of the lines beside which it stands, at least
_BULLETS = frozenset("•◦▪‣·")
# What programs set before items, signs of their own faces too.
ODD_BULLET = re.compile("[\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc●○■□◆◇►▶➢➤❖∙⁃¶](?=\\s)")
_HOLLOW = re.compile(r"o\s\s?(?=[^\sa-z])")  # a small letter for a hollow bullet
_CAPTION = re.compile(
    r"[>\[(\d](?:(?<=>)|(?:(?<=\d)|\d)[\d:]{3,8}[\])]?\s+>)>{1,2}\s"
)  # "[00:01:10] >> Smith:", ">> And you?"
_VISIBLE = re.compile(r"\S+(?: \S+)*")
_RETURN = re.compile("↩\ufe0e?\\s*")  # leads from a note back to its mark, and so ends the note
_NOTE_OPENS = re.compile(r"(?<=\s)(?:(\d{1,3})|[*†‡])\. (?=\S)")


class Line(NamedTuple):
    """A line with visible text: `raw[start:end] == text`, without the white space around it."""

    start: int
    end: int
    text: str
    indent: int  # columns of white space before the text
    blanks: int  # blank lines between the visible line before and this one
    feed: bool  # a form feed stands between the visible line before and this one
    trailing: bool  # white space follows the text on the line

    @property
    def ends_sentence(self) -> bool:
        """Whether the text ends with a mark that can close a sentence; quotes or a note's number may follow it."""
        last = self.text[-1]
        if last in ".!?:;":
            return True
        if last.isalpha() or last == ",":
            return False
        return _TERMINAL.search(self.text, max(0, len(self.text) - 12)) is not None

    @property
    def starts_lower(self) -> bool:
        """Whether the text starts with a lower-case letter."""
        return self.text[0].islower()

    @property
    def is_item(self) -> bool:
        """Whether the text starts with a bullet, or as what is said does under a picture."""
        text = self.text
        return (text[0] in _BULLETS and text[1:2].isspace()) or bool(
            ODD_BULLET.match(text) or _HOLLOW.match(text) or _CAPTION.match(text)
        )


def visible_lines(raw: str) -> list[Line]:
    """The lines of `raw` that show something, in order. Every break that Unicode knows ends a line, and so does the
    end of a note where the breaks between several are lost.
    """
    lines: list[Line] = []
    at = blanks = 0
    feed = False
    for whole in _parted(raw):
        text = whole.strip()
        if text:
            indent = whole.index(text[0])
            start = at + indent
            after = whole[indent + len(text) : indent + len(text) + 1]
            lines.append(Line(start, start + len(text), text, indent, blanks, feed, after in (" ", "\t")))
            blanks, feed = 0, whole[-1] == "\f"
        elif whole[-1] == "\f":
            feed = True
        else:
            blanks += 1
        at += len(whole)
    return lines


def _parted(raw: str) -> Iterator[str]:
    """The lines of `raw` with their breaks; the one that holds all notes, or text and notes, is cut between them."""
    whole_lines = raw.splitlines(keepends=True)
    lost = "↩" in raw and sum("↩" in whole for whole in whole_lines) == 1
    for whole in whole_lines:
        for start, end in pairwise([0, *(_note_starts(whole) if lost else ()), len(whole)]):
            if end > start:
                yield whole[start:end]


def _note_starts(whole: str) -> list[int]:
    """Where notes that lead back to their marks begin and end in a line."""
    ends = [found.end() for found in _RETURN.finditer(whole)]
    if not ends:
        return []
    second = _NOTE_OPENS.match(whole, ends[0])
    numbers = ("0", "1", None) if second is None else (str(int(second[1] or 1) - 1), None)
    first = [found.start() for found in _NOTE_OPENS.finditer(whole, 0, ends[0]) if found[1] in numbers]
    itself = _NOTE_OPENS.match(f" {whole[:8].lstrip()}", 1)  # the line may be that note
    return ends if itself is not None and itself[1] in numbers else [*first[-1:], *ends]


def visible_parts(found: re.Match[str]) -> Iterator[tuple[int, int]]:
    """The offsets of the parts of a match, which may be broken over two lines as a change inside lines never is."""
    for part in _VISIBLE.finditer(found[0]):
        yield found.start() + part.start(), found.start() + part.end()


def without_margin(lines: list[Line]) -> tuple[list[Line], list[tuple[int, int]]]:
    """The lines without the numbers that count them in the margin, or the rule there, if most have one, and without
    dirt and what underlines the line above; and where these stand, in offsets.

    A line that is nothing but its number or dirt is blank.
    """
    beside = _numbers(lines) or _every_fifth(lines) or _rule(lines)
    beside |= {i: len(line.text) for i, line in enumerate(lines) if _is_dirt(line.text)} | _underlines(lines)
    if not beside:
        return lines, []
    kept: list[Line] = []
    margin: list[tuple[int, int]] = []
    blanks, feed = 0, False
    for i, line in enumerate(lines):
        if i in beside:
            width = beside[i]
            margin.append((line.start, line.start + width))
            line = line._replace(start=line.start + width, text=line.text[width:], indent=line.indent + width)
        blanks += line.blanks
        feed = feed or line.feed
        if line.text:
            kept.append(line._replace(blanks=blanks, feed=feed))
            blanks, feed = 0, False
        else:
            blanks += 1
    return (kept, margin) if kept else (lines, [])


def _numbers(lines: list[Line]) -> dict[int, int]:
    """How many characters the number in the margin takes, with white space after it, by the line, if there are any."""
    found = [_IN_MARGIN.match(line.text) for line in lines] if _may_be_numbered(lines) else []
    counted = 0
    widths: dict[int, int] = {}
    for i, number in enumerate(found):
        if number and (int(number[1]) == 1 or 0 < int(number[1]) - counted <= _MOST_LOST + 1):
            counted = int(number[1])
            widths[i] = number.end()
    # Numbers of paragraphs do not stand inside sentences.
    inside = sum([lines[i].text[width:][:1].islower() for i, width in widths.items()])
    return widths if len(widths) >= max(_FEWEST_NUMBERED, 0.7 * len(lines)) and 5 * inside >= len(widths) else {}


def _every_fifth(lines: list[Line]) -> dict[int, int]:
    """The same where only every fifth line has its number."""
    found = {
        i: number
        for i, line in enumerate(lines)
        if line.text[0].isdigit() and (number := _IN_MARGIN.match(line.text)) and not int(number[1]) % 5
    }
    counted = [(i, int(number[1])) for i, number in found.items() if number.end() - number.end(1) > 1]
    steps = [b - a == n - m for (a, m), (b, n) in pairwise(counted)]
    if sum(steps) < _FEWEST_STEPS or sum(steps) < _RULED * len(steps):
        return {}
    return {i: found[i].end() for i, _ in counted}


def _rule(lines: list[Line]) -> dict[int, int]:
    """How many characters the rule in the margin takes, with the white space after it, by the line; none where most
    lines have none. It is read as this mark or that, but seldom as a letter.
    """
    found = {i: beside for i, line in enumerate(lines) if (beside := _BESIDE.match(line.text))}
    marks = sum([not beside[0][0].isalnum() for beside in found.values()])
    if len(found) < max(_FEWEST_NUMBERED, _RULED * len(lines)) or 2 * marks < len(found):
        return {}
    return {i: beside.end() for i, beside in found.items()}


def _underlines(lines: list[Line]) -> dict[int, int]:
    """How long the rules are that underline the words right above them, by the line, if these are not a single one."""
    found = {
        i: len(line.text)
        for i, (before, line) in enumerate(pairwise(lines), 1)
        if not line.blanks
        and abs(len(line.text) - len(before.text)) <= _MOST_ASKEW
        and _UNDERLINE.fullmatch(line.text)
        and not _UNDERLINE.fullmatch(before.text)
    }
    return found if len(found) > 1 else {}


def _is_dirt(text: str) -> bool:
    """Whether a line is nothing but specks: marks of several kinds that no text has alone, with a letter or two."""
    if text[0].isdigit() or len(text) > _LONGEST_DIRT:
        return False
    if len(text) <= 5 and _SPECKS.fullmatch(text):
        return True
    shown = [character for character in text if not character.isspace()]
    marks = {character for character in shown if not character.isalnum()}
    if len(marks) > 1 and _POINTS.issuperset(shown):
        return True
    if marks.isdisjoint(_DIRT) or len(shown) > 4 * len(marks):
        return False
    letters = [character for character in shown if character.isalnum()]
    if letters:
        few = len(letters) <= _MOST_LETTERS and len(text) <= 6
        return few and text[0] not in _BULLETS and "".join(letters).isalpha()
    return len(marks) > 1


def _may_be_numbered(lines: list[Line]) -> bool:
    return 2 * sum([line.text[0].isdigit() for line in lines]) > len(lines)
