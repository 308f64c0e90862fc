"""How a talk looks on the page: paragraphs become lines, lines become pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Literal, NamedTuple

from tests.generator import words
from tests.generator.marks import CUT, END, KEEP, NOTE, START, furniture


class Paragraph(NamedTuple):
    """A paragraph with its marks: a `line` of the header or the like, an `item` of a list, or running text (`body`)."""

    role: Literal["line", "item", "body"]
    text: str


@dataclass(frozen=True, slots=True)
class Look:
    """The options of a layout.

    `width` 0 leaves each paragraph one line; it counts characters, or average letters of a `proportional` face, in
    lines that may be `justified` by more spaces between words. `indent` stands before the first line of a paragraph of
    running text, `hang` before the others; a label takes at least `label_width` characters; `bold_labels` puts the
    marks of Markdown around it. `page_lines` 0 makes no pages. Heads and feet take turns; they may name the `{number}`
    of the page, also `{roman}`, the number of all `{pages}` and the `{title}`; `bare_first_page` has no head. `notes`
    stand at the foot of their page or at the end, those at the foot after `note_rule`, and the marks of notes are
    taken from `note_marks` on each page, or count from 1. `line_numbers` puts the number of each line of a page before
    it. `tight_lists` lets the lines of the header and of lists follow each other without `paragraph_break`. `site`
    surrounds the text with what a web page shows beside it.
    """

    width: int = 0
    proportional: bool = False
    justified: bool = False
    indent: str = ""
    hang: str = ""
    label_width: int = 0
    bold_labels: bool = False
    line_break: str = "\n"
    paragraph_break: str = "\n\n"
    hyphenate: bool = False
    page_lines: int = 0
    page_break: str = "\n\f"
    heads: Sequence[str] = ()
    feet: Sequence[str] = ()
    bare_first_page: bool = False
    page_marks: bool = False
    notes: Literal["", "foot", "end"] = ""
    note_marks: Sequence[str] = ()
    note_rule: str = ""
    line_numbers: bool = False
    bullet: str = ""
    tight_lists: bool = False
    site: bool = False
    newline: str = "\n"


_BOOK_HEADS = ("{title}  {number}", "{number}  {title}")

LOOKS = {
    "web": Look(),
    "web-with-notes": Look(bullet="• ", notes="end", page_marks=True, tight_lists=True),
    "web-site": Look(site=True, bold_labels=True),
    "web-wrapped-site": Look(width=76, site=True, page_marks=True),
    "one-line-paragraphs": Look(paragraph_break="\n", bullet="- "),
    "wrapped": Look(width=64, bullet="* "),
    "wrapped-indented": Look(width=70, indent="    ", paragraph_break="\n"),
    "windows": Look(width=68, tight_lists=True, newline="\r\n"),
    "old-mac": Look(width=72, indent="\t", paragraph_break="\n", newline="\r"),
    "hyphenated": Look(width=58, indent="  ", paragraph_break="\n", hyphenate=True),
    "justified": Look(width=66, justified=True, indent="     ", paragraph_break="\n"),
    "proportional": Look(width=80, proportional=True, hyphenate=True, paragraph_break="\n"),
    "no-sign-of-paragraphs": Look(width=72, paragraph_break="\n", tight_lists=True),
    "hanging": Look(width=70, hang="        ", paragraph_break="\n"),
    "hanging-separated": Look(width=64, hang="    ", hyphenate=True, page_lines=40, feet=("{number}",)),
    "label-column": Look(width=74, hang=" " * 20, label_width=20),
    "label-column-pages": Look(
        width=68, hang=" " * 16, label_width=16, paragraph_break="\n", page_lines=42, feet=("- {number} -",)
    ),
    "pages": Look(
        width=72, indent="  ", paragraph_break="\n", hyphenate=True, page_lines=38, heads=_BOOK_HEADS, notes="foot"
    ),
    "numbered-pages": Look(width=66, page_lines=44, page_break="\n\n\f", feet=("{centre}{number}",), tight_lists=True),
    "form-feeds": Look(width=70, page_lines=30, page_break="\f"),
    "lost-form-feeds": Look(width=70, page_lines=36, page_break="\n ", heads=_BOOK_HEADS, feet=("{centre}{number}",)),
    "classified-pages": Look(
        width=66,
        page_lines=26,
        page_break="\n\n",
        heads=("SECRET",),
        feet=("{centre}{number}\n\nSECRET",),
        bare_first_page=True,
    ),
    "classified-typescript": Look(
        width=60,
        line_break="\n\n",
        paragraph_break="\n\n\n",
        indent="          ",
        page_lines=25,
        page_break="\n\f",
        heads=("CONFIDENTIAL\n\n{centre}-{number}-",),
        feet=("CONFIDENTIAL",),
    ),
    "roman-pages": Look(
        width=68, paragraph_break="\n", page_lines=40, page_break="\n\n", feet=("{centre}{roman}",), hyphenate=True
    ),
    "stamped-pages": Look(
        width=70,
        indent="   ",
        paragraph_break="\n",
        page_lines=46,
        heads=("DECLASSIFIED\nAuthority NND 927{number}", "DECLASSIFIED  Authority NND 927{number}"),
        feet=("Approved for Release 2004/05/01", "{number}"),
    ),
    "web-print": Look(
        width=90,
        proportional=True,
        page_lines=50,
        page_break="\n",
        heads=("11/21/2011  {title}",),
        feet=("http://archive.example.org/records/item.html  Page {number} of {pages}",),
    ),
    "dashed-numbers": Look(
        width=64, indent="      ", paragraph_break="\n", page_lines=32, page_break="\n\n", feet=("– {number} –",)
    ),
    "stopped-numbers": Look(width=70, page_lines=34, page_break="\n\n", heads=("{number}.",), bare_first_page=True),
    "plain-pages": Look(
        width=62,
        proportional=True,
        paragraph_break="\n",
        hyphenate=True,
        page_lines=40,
        heads=_BOOK_HEADS,
        notes="foot",
    ),
    "starred-notes": Look(
        width=68,
        indent="  ",
        paragraph_break="\n",
        page_lines=40,
        heads=_BOOK_HEADS,
        notes="foot",
        note_marks=("*", "†", "‡", "§"),
    ),
    "slashed-notes": Look(
        width=64,
        line_break="\n\n",
        paragraph_break="\n\n",
        indent="     ",
        page_lines=24,
        feet=("{number}",),
        notes="foot",
        note_marks=("1/", "2/", "3/", "4/"),
        note_rule="__________",
    ),
    "line-numbers": Look(width=60, page_lines=25, line_numbers=True, paragraph_break="\n", feet=("{number}",)),
    "narrow-columns": Look(
        width=38, indent=" ", paragraph_break="\n", hyphenate=True, justified=True, page_lines=60, page_break="\n\n"
    ),
    "double-spaced": Look(
        width=90, line_break=" \n\n", paragraph_break=" \n\n \n\n", page_lines=27, page_break=" \n ", bullet="  "
    ),
    "double-spaced-indented": Look(
        width=60, line_break="\n\n", paragraph_break="\n\n", indent="     ", page_lines=24, feet=("{number}",)
    ),
    "collapsed": Look(paragraph_break=" "),
}

_FILL = "\ue005"  # stands for a space of the indent, or one after a label, while lines are filled
_MARKS = re.compile(f"[{START}{END}{CUT}{KEEP}{NOTE}]")
_WORD = re.compile("[a-z]{6,}")
_SYLLABLE = re.compile("[aeiouy][a-z]?(?=[^aeiouy][aeiouy])")
_LABEL = re.compile(f"({START})([A-Z][^{END}:\n]{{0,40}}:) ")
_NARROW = re.compile("[.,:;!'fijlrt() -]")
_BROAD = re.compile("[mwA-Z—]")
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


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
    if look.site:
        text = look.paragraph_break.join((*map(furniture, words.SITE_ABOVE), text, *map(furniture, words.SITE_BELOW)))
    return text if look.newline == "\n" else text.replace("\n", look.newline)


def _lines(paragraph: Paragraph, look: Look, rng: Random) -> list[str]:
    role, text = paragraph
    if role == "item" and look.bullet:
        text = furniture(look.bullet) + text
    if look.bold_labels:
        text = _LABEL.sub(lambda found: f"{furniture('**')}{found[1]}{found[2]}{furniture('**')} ", text, count=1)
    if not look.width:
        return [text]
    if role == "body":
        text = _FILL * len(look.indent) + text
    label = _LABEL.search(text) if look.label_width else None
    if label:
        text = text[: label.end() - 1] + _FILL * max(1, look.label_width - len(label[2])) + text[label.end() :]
    hung = 0 if look.label_width and not label else 1  # the first line that hangs
    lines = _filled(text, look, hung)
    if look.hyphenate:
        _hyphenate(lines, look, rng)
    if look.justified:
        lines[:-1] = [_justified(line, look.width, rng) for line in lines[:-1]]
    if role == "body" and look.hang:
        lines[hung:] = [look.hang + line for line in lines[hung:]]
    if look.indent:
        lines[0] = lines[0].replace(_FILL * len(look.indent), look.indent, 1)
    return [line.replace(_FILL, " ") for line in lines]


def _filled(text: str, look: Look, hung: int) -> list[str]:
    """The words of a text, in lines that are as full as they can be; those from `hung` on leave room to hang."""
    if not look.proportional and not _MARKS.search(text):
        found: list[str] = _lines_of(look.width - len(look.hang)).findall(text)
        return found
    lines: list[str] = []
    room = 0.0
    for word in text.split():
        width = _width(word) + 0.5 if look.proportional else len(_MARKS.sub("", word)) + 1
        if lines and width <= room:
            lines[-1] += " " + word
            room -= width
        else:
            lines.append(word)
            room = look.width - (len(look.hang) if len(lines) > hung else 0) - width + (0 if look.proportional else 1)
    return lines


def _width(text: str) -> float:
    """The width of a text in a proportional face, in average letters."""
    return len(_MARKS.sub("", text)) - 0.45 * len(_NARROW.findall(text)) + 0.4 * len(_BROAD.findall(text))


def _hyphenate(lines: list[str], look: Look, rng: Random) -> None:
    width = _width if look.proportional else len
    for i in range(len(lines) - 1):
        room = int(look.width - (len(look.hang) if i else 0) - width(_MARKS.sub("", lines[i]))) - 2
        word = _WORD.match(lines[i + 1])
        if word and room >= 2 and rng.random() < 0.7:
            cut = max((end for m in _SYLLABLE.finditer(word[0]) if 2 <= (end := m.end()) <= room), default=0)
            if not cut:
                continue
            lines[i] += " " + lines[i + 1][:cut] + furniture("-")
            lines[i + 1] = lines[i + 1][cut:]


def _justified(line: str, width: int, rng: Random) -> str:
    """The line with spaces doubled, from a random place on, until it is full."""
    parts = line.split(" ")
    missing = min(width - len(_MARKS.sub("", line)), len(parts) - 1)
    if missing <= 0:
        return line
    first = int(rng.random() * (len(parts) - 1))
    doubled = {(first + i) % (len(parts) - 1) for i in range(missing)}
    return "".join(part + ("  " if i in doubled else " ") for i, part in enumerate(parts[:-1])) + parts[-1]


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
    title = words.HEADS[int(rng.random() * len(words.HEADS))]
    first = number = rng.randrange(1, 900)
    note = 0
    pages = []
    parts = list(_page_parts(blocks, look.page_lines))
    for part in parts:
        if look.line_numbers:
            part = _with_line_numbers(part)
        body = _join(part, look)
        above = below = ""

        def printed(templates: Sequence[str], number: int = number) -> str:
            return "\n".join(
                furniture(line) if line else ""
                for line in templates[(number + 1) % len(templates)]
                .format(
                    number=number,
                    roman=_roman(number),
                    pages=first + len(parts) - 1,
                    title=title,
                    centre=" " * (look.width // 2),
                )
                .split("\n")
            )

        if look.heads and not (look.bare_first_page and number == first):
            above = printed(look.heads) + "\n\n"
        if look.notes == "foot":
            start, *rest = body.split(NOTE)
            texts = [words.NOTES[n % len(words.NOTES)] for n in range(note + 1, note + len(rest) + 1)]
            marks = [str(n) for n in range(note + 1, note + len(rest) + 1)]
            if look.note_marks:
                marks = [look.note_marks[i % len(look.note_marks)] for i in range(len(rest))]
            note += len(rest)
            body = start + "".join(furniture(mark) + text for mark, text in zip(marks, rest, strict=True))
            if rest:
                foot = [look.note_rule] if look.note_rule else []
                foot += [f"  {mark} {text}" for mark, text in zip(marks, texts, strict=True)]
                below = "\n\n" + furniture("\n".join(foot))
        if look.feet:
            below += "\n\n" + printed(look.feet)
        pages.append(above + body + below)
        number += 1
    return look.page_break.join(pages)


def _with_line_numbers(blocks: Sequence[list[str]]) -> list[list[str]]:
    number = 0
    numbered = []
    for lines in blocks:
        numbered.append([furniture(f"{n:>2}") + "   " + line for n, line in enumerate(lines, number + 1)])
        number += len(lines)
    return numbered


def _roman(number: int) -> str:
    found = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        found += letters * count
    return found


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
