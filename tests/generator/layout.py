"""How a talk looks on the page: paragraphs become lines, lines become pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Literal, NamedTuple

from tests.generator import words
from tests.generator.marks import NOTE, furniture


class Paragraph(NamedTuple):
    """A paragraph with its marks: a `line` of the header or the like, an `item` of a list, or running text (`body`)."""

    role: Literal["line", "item", "body"]
    text: str


@dataclass(frozen=True, slots=True)
class Look:
    """The options of a layout.

    `width` 0 leaves each paragraph one line, `page_lines` 0 makes no pages, and `tight_lists` lets the lines of the
    header and of lists follow each other without `paragraph_break`.
    """

    width: int = 0
    indent: str = ""
    line_break: str = "\n"
    paragraph_break: str = "\n\n"
    hyphenate: bool = False
    page_lines: int = 0
    page_break: str = "\n\f"
    page_head: bool = False
    page_foot: bool = False
    page_marks: bool = False
    notes: Literal["", "foot", "end"] = ""
    bullet: str = ""
    tight_lists: bool = False
    newline: str = "\n"


LOOKS = {
    "web": Look(),
    "web-with-notes": Look(bullet="• ", notes="end", page_marks=True, tight_lists=True),
    "one-line-paragraphs": Look(paragraph_break="\n", bullet="- "),
    "wrapped": Look(width=64, bullet="* "),
    "wrapped-indented": Look(width=70, indent="    ", paragraph_break="\n"),
    "windows": Look(width=68, tight_lists=True, newline="\r\n"),
    "hyphenated": Look(width=58, indent="  ", paragraph_break="\n", hyphenate=True),
    "pages": Look(
        width=72, indent="  ", paragraph_break="\n", hyphenate=True, page_lines=38, page_head=True, notes="foot"
    ),
    "numbered-pages": Look(width=66, page_lines=44, page_break="\n\n\f", page_foot=True, tight_lists=True),
    "form-feeds": Look(width=70, page_lines=30, page_break="\f"),
    "lost-form-feeds": Look(width=70, page_lines=36, page_break="\n ", page_head=True, page_foot=True),
    "double-spaced": Look(
        width=90, line_break=" \n\n", paragraph_break=" \n\n \n\n", page_lines=27, page_break=" \n ", bullet="  "
    ),
    "collapsed": Look(paragraph_break=" "),
}

_FILL = "\ue005"  # stands for a space of the indent while lines are filled
_WORD = re.compile("[a-z]{6,}")
_SYLLABLE = re.compile("[aeiouy][a-z]?(?=[^aeiouy][aeiouy])")


@cache
def _lines_of(width: int) -> re.Pattern[str]:
    return re.compile(rf"\S.{{0,{width - 1}}}(?!\S)|\S+")


def lay_out(paragraphs: Sequence[Paragraph], look: Look, rng: Random) -> str:
    """The paragraphs as one text in this look, marks still in place."""
    blocks: list[list[str]] = []
    role_before = "body"
    for paragraph in paragraphs:
        lines = _lines(paragraph, look, rng)
        if look.tight_lists and role_before != "body" and paragraph.role != "body":
            blocks[-1] += lines
        else:
            blocks.append(lines)
        role_before = paragraph.role
    if look.page_marks:
        blocks = list(_with_page_marks(blocks, look, rng))
    text = _pages(blocks, look, rng) if look.page_lines else _join(blocks, look)
    if look.notes != "foot":
        text = _numbered_notes(text) if look.notes else text.replace(NOTE, "")
    return text if look.newline == "\n" else text.replace("\n", look.newline)


def _lines(paragraph: Paragraph, look: Look, rng: Random) -> list[str]:
    role, text = paragraph
    if role == "item" and look.bullet:
        text = furniture(look.bullet) + text
    if not look.width:
        return [text]
    if role == "body":
        text = _FILL * len(look.indent) + text
    lines: list[str] = _lines_of(look.width).findall(text)
    if look.hyphenate:
        _hyphenate(lines, look.width, rng)
    if role == "body" and look.indent:
        lines[0] = lines[0].replace(_FILL * len(look.indent), look.indent, 1)
    return lines


def _hyphenate(lines: list[str], width: int, rng: Random) -> None:
    for i in range(len(lines) - 1):
        room = width - len(lines[i]) - 2
        word = _WORD.match(lines[i + 1])
        if word and room >= 2 and rng.random() < 0.7:
            cut = max((end for m in _SYLLABLE.finditer(word[0]) if 2 <= (end := m.end()) <= room), default=0)
            if not cut:
                continue
            lines[i] += " " + lines[i + 1][:cut] + furniture("-")
            lines[i + 1] = lines[i + 1][cut:]


def _join(blocks: Iterable[Sequence[str]], look: Look) -> str:
    return look.paragraph_break.join(look.line_break.join(lines) for lines in blocks)


def _with_page_marks(blocks: Sequence[list[str]], look: Look, rng: Random) -> Iterator[list[str]]:
    page = rng.randrange(1, 900)
    for lines in blocks:
        space = lines[0].find(" ", int(rng.random() * len(lines[0]))) if rng.random() < 0.1 else -1
        if space >= 0:
            page += 1
            gap = look.paragraph_break
            lines = [lines[0][:space] + gap + furniture(f"[Page {page}]") + gap + lines[0][space + 1 :], *lines[1:]]
        yield lines


def _numbered_notes(text: str) -> str:
    parts = text.split(NOTE)
    return parts[0] + "".join(furniture(str(i)) + part for i, part in enumerate(parts[1:], 1))


def _pages(blocks: Sequence[list[str]], look: Look, rng: Random) -> str:
    head = words.HEADS[int(rng.random() * len(words.HEADS))]
    number = rng.randrange(1, 900)
    note = 0
    pages = []
    for part in _page_parts(blocks, look.page_lines):
        body = _join(part, look)
        above = below = ""
        if look.page_head:
            above = furniture(f"{number}  {head}" if number % 2 else f"{head}  {number}") + "\n\n"
        if look.notes == "foot":
            first, *rest = body.split(NOTE)
            numbers = range(note + 1, note + len(rest) + 1)
            note += len(rest)
            body = first + "".join(furniture(str(n)) + text for n, text in zip(numbers, rest, strict=True))
            if rest:
                below = "\n\n" + furniture("\n".join(f"  {n} {words.NOTES[n % len(words.NOTES)]}" for n in numbers))
        if look.page_foot:
            below += "\n\n" + furniture(" " * (look.width // 2) + str(number))
        pages.append(above + body + below)
        number += 1
    return look.page_break.join(pages)


def _page_parts(blocks: Sequence[list[str]], page_lines: int) -> Iterator[list[list[str]]]:
    """The blocks of each page: a paragraph that does not fit goes on on the next page."""
    page: list[list[str]] = []
    room = page_lines
    for lines in blocks:
        while len(lines) > room:
            if room:
                page.append(lines[:room])
            yield page
            lines, page, room = lines[room:], [], page_lines
        page.append(lines)
        room -= len(lines)
    yield page
