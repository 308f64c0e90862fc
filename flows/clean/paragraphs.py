"""Which lines make one paragraph, and what stands between two lines that do."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from flows.clean.layout import DEEP, NEARLY, TITLES, Layout, goes_on
from flows.clean.lines import Line
from flows.clean.words import BLOCKS, SOLID
from flows.lexicons import entries

_BLOCK_OPENS = re.compile(rf"</?(?:{BLOCKS})\b[^<>]*>", re.IGNORECASE)
_BLOCK_ENDS = re.compile(rf"(?:</(?:{BLOCKS})\s?|<[bh]r\s?/?)>$", re.IGNORECASE)
_LEFT = re.compile(r"([^\W\d_]+)-$")
_RIGHT = re.compile(r"[^\W\d_]+")
_LABEL = re.compile(r"[A-Z][\w. ’'-]{0,40}:")
_ITEM = re.compile(
    r"[A-Z]{4,}\b(?! [a-z])|[^.!?]{2,40}:$|[A-Z][\w./]*—[A-Z]|(?:[A-Z]\.[ -]?)+[A-Z]|The [A-Z]"
    r"|(?P<title>[A-Z][a-z]+)\b\.? "
)
_HEADING = re.compile(r"[A-Z][A-Z &]{3,60}:?$|[A-Z][^.!?:]{2,30}:$")
_NAME = re.compile(r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,4}, ")
_OFFICES = frozenset(entry.split()[0].rstrip(".") for entry in entries("offices"))
_OFFICE_BEGINS = re.compile(r"[.;,] The(?: [A-Z][a-z]+)?$")
_FORMS_OF_ADDRESS = frozenset(entries("titles")) | _OFFICES
_INSTITUTIONS = frozenset(entries("institution-words"))
_OPEN_ENDS = frozenset(("of", "the", "and", "for", "to", "in", "on", "at", "with", "by", "&", "a", "an", "or", "from"))
_OPEN_VERBS = frozenset(
    ("said", "asked", "replied", "answered", "observed", "remarked", "added")
)  # ", said|Mr. Smith,"
_RUNNING = frozenset(entries("running-words")) | _OPEN_ENDS
_BEFORE_NAMES = (TITLES - {"Jr.", "Sr."}) | {entry for entry in entries("titles") if len(entry) > 3}
_HYPHENED = frozenset(entries("hyphen-prefixes"))
# What says how secret a paragraph is, before its first word.
_SECRECY = re.compile(r"\((?:TS|S|C|U|LOU|OUO|SBU|FOUO|CUI)(?:/{1,2}[A-Z]{1,6}){0,3}\)\s+[\"“]?[A-Z]")
_BARE_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d{3})*|[12]\d{3}")
_LONGEST_TAG = 16  # characters of a tag that closes a block
_LONG = 4  # letters of a word that is more than a syllable
_BROKEN = 20  # characters of a line that can be the first part of a broken one
_PROSE = 50  # characters of a line that is more than a heading
_RAGGED = 0.6  # of the widest line in capitals
_TIGHT = ("—", "–", "/")
_COLUMN = " " * 6  # between the columns of a row


def same_paragraph(first: Line, line: Line, following: Line, layout: Layout, page_break: bool) -> bool:
    """Whether `following` goes on with the paragraph that began with `first` and has reached `line`."""
    if layout.opens_with_initials(following) or _parts_blocks(line, following) or _SECRECY.match(following.text):
        return False
    if not layout.wrap_blanks:
        wants_more = goes_on(line, following) or _last_word(line) in _OPEN_VERBS or _parts_office(line, following)
        if following.blanks == 0 and wants_more and len(line.text) >= _BROKEN:
            return True
        return page_break and _sentence_goes_on(line, following)
    if following.blanks in layout.wrap_blanks and not page_break and _is_broken_at_number(line, following):
        return True
    # Where paragraphs hang, what is broken off a line stands at the margin of their first lines.
    deepest = max(line.indent, layout.margin) if layout.hanging else line.indent
    if goes_on(line, following) and following.indent <= deepest and _is_prose(line, following) and not page_break:
        broken_off = first is not line and len(first.text) >= _PROSE and len(following.text) >= _PROSE
        return following.blanks in layout.wrap_blanks or len(line.text) >= _PROSE or broken_off
    if (page_break or following.blanks in layout.wrap_blanks) and _last_word(line) in _BEFORE_NAMES:
        return True
    if page_break and layout.ends_in_opening(line) and not layout.opens(following):
        return True
    if _is_heading_before(line, following) or (_COLUMN in line.text and _COLUMN in following.text):
        return False
    ends = _ends_sentence(line)
    # Whoever speaks may also be interrupted.
    if (
        following.is_item
        or (ends and _is_enclosed(following))
        or (layout.opens(following) and (ends or line.text[-1] in "—–-" or _is_label(line, following)))
    ):
        return False
    broken_word = line.text[-1] == "-" and line.text[-2:-1].isalpha()
    fill = 2.0 if broken_word else layout.fill(line, following)
    indent = following.indent - layout.margin
    if page_break:
        if layout.indented:
            return indent <= 0 and (fill > 1 or first.indent > layout.margin or following.starts_lower)
        if layout.hanging and indent == 0 and fill > NEARLY:
            return True
        return _sentence_goes_on(line, following) or (fill > 1 and not ends)
    if following.blanks not in layout.wrap_blanks:
        # Blank lines may have come into a sentence too.
        return len(line.text) >= _PROSE and _last_word(line) in _OPEN_ENDS and following.indent <= deepest
    if layout.hanging and indent != 0:
        whole = layout.separated and fill > 1 and not line.ends_sentence
        return following.indent == line.indent and (whole or goes_on(line, following))
    sentence_ends = ends and not following.starts_lower
    marked = layout.indented or layout.separated or layout.hanging
    if not marked and _is_heading_after(line, following):
        return False
    if fill <= NEARLY and (_is_broken(line, following) or _is_broken_in_capitals(line, following, layout)):
        return following.indent <= deepest
    if fill <= NEARLY or (fill <= 1 and sentence_ends and not marked):
        return False
    if layout.indented and indent <= 0:
        if _HEADING.match(following.text) and not _last_word(line)[0].islower():
            return False
        if first.indent <= layout.margin and _starts_entry(line, following):
            return False
    if indent > 0 and (following.indent > line.indent or (layout.indented and following.indent < line.indent)):
        return first.is_item or (goes_on(line, following) and following.indent == first.indent)
    if following.indent == line.indent > layout.margin and layout.indented:
        return goes_on(line, following)
    if following.indent + DEEP <= line.indent and line.indent >= layout.margin + DEEP:
        return goes_on(line, following)  # the line before stands in the middle or at the right
    return True


def _last_word(line: Line) -> str:
    return line.text[line.text.rfind(" ", -40) + 1 :]


def _ends_sentence(line: Line) -> bool:
    return line.ends_sentence and _last_word(line) not in TITLES


def _is_prose(line: Line, following: Line) -> bool:
    """Whether one of two lines is long enough to be no item of a list."""
    return max(len(line.text), len(following.text)) >= _BROKEN


def _is_heading_after(line: Line, following: Line) -> bool:
    """Whether a line in capitals, or one that ends in a colon, heads what comes, and the one before asks no word."""
    if not _HEADING.match(following.text) or line.text.isupper() or line.text[-1] in ",-–—&/":
        return False
    word = _last_word(line)
    return word not in _OPEN_ENDS and (following.text[-1] == ":" or not word[0].islower())


def _is_broken(line: Line, following: Line) -> bool:
    """Whether a short line of prose breaks off in the middle of a sentence."""
    if line.is_item or line.ends_sentence:
        return False
    word = _last_word(line)
    asks = word in _OPEN_ENDS or word in _OPEN_VERBS or (len(word) > 1 and word.lower() in _OPEN_ENDS)
    return asks or (len(line.text) >= _BROKEN and goes_on(line, following))


def _parts_office(line: Line, following: Line) -> bool:
    """Whether a sentence breaks off within an office: "The Cabinet|Secretary", "The|Minister"."""
    word = re.match(r"[A-Z][a-z]+", following.text)
    return word is not None and word[0] in _OFFICES and _OFFICE_BEGINS.search(line.text) is not None


def _is_broken_in_capitals(line: Line, following: Line, layout: Layout) -> bool:
    """Whether a sentence goes on in the next line of a text in capitals, whose right margin may be ragged: it does not
    end, is longer than headings are and has a word that only sentences have.
    """
    if not layout.in_capitals or len(line.text) < _RAGGED * layout.in_capitals or line.ends_sentence:
        return False
    if not line.text.isupper() or not following.text.isupper() or not following.text[0].isalpha():
        return False
    return not _RUNNING.isdisjoint(line.text.lower().split())


def _is_broken_at_number(line: Line, following: Line) -> bool:
    """Whether one of the lines is nothing but a number in the middle of a sentence of prose."""
    if _is_bare_number(line.text):
        return following.starts_lower
    return len(line.text) >= _BROKEN and not line.ends_sentence and _is_bare_number(following.text)


def _is_bare_number(text: str) -> bool:
    return text[0].isdigit() and _BARE_NUMBER.fullmatch(text) is not None


def _parts_blocks(line: Line, following: Line) -> bool:
    """Whether a tag of HTML parts one block of text from the next between two lines."""
    ended = line.text[-1] == ">" and _BLOCK_ENDS.search(line.text, max(0, len(line.text) - _LONGEST_TAG)) is not None
    return ended or (following.text[0] == "<" and _BLOCK_OPENS.match(following.text) is not None)


def _is_enclosed(line: Line) -> bool:
    """Whether a short line is nothing but a reference or a remark in brackets: "[matter omitted]"."""
    return line.text[0] == "[" and line.text[-1] == "]" and len(line.text) < _PROSE


def _is_label(line: Line, following: Line) -> bool:
    """Whether words with a colon open a paragraph here, after no end of a sentence and no line that asks for them."""
    colon = _LABEL.match(following.text)
    return colon is not None and line.text[-1] != "," and _last_word(line) not in _OPEN_ENDS


def _is_heading_before(line: Line, following: Line) -> bool:
    """Whether a line in capitals is followed by one that is not, and does not ask for it."""
    if not line.text.isupper() or len(line.text) < _BROKEN or following.starts_lower or following.text.isupper():
        return False
    return line.text[-1] not in ",-–—&" and _last_word(line).lower() not in _OPEN_ENDS


def _starts_entry(line: Line, following: Line) -> bool:
    """Whether a full line of a list, as of those present, is followed by another entry, not by its own second half."""
    if line.text[-1] in ",;-" or _last_word(line) in _OPEN_ENDS:
        return False
    found = _ITEM.match(following.text)
    if found:
        title = found["title"]
        if title is None or f"{title}." in TITLES or title in _FORMS_OF_ADDRESS - _INSTITUTIONS:
            return True
    name = _NAME.match(following.text)
    return name is not None and _INSTITUTIONS.isdisjoint(name[0].rstrip(", ").split())


def _sentence_goes_on(line: Line, following: Line) -> bool:
    """Whether a sentence clearly goes on over a page break."""
    if following.starts_lower or (line.text[-1] == "," and len(line.text) >= _BROKEN):
        return True
    last_word = _last_word(line)
    return (
        len(line.text) >= _PROSE
        and (last_word.islower() or last_word[-1] == ",")
        and not _ends_sentence(line)
        and _LABEL.match(following.text) is None
    )


class Joint(NamedTuple):
    """What a line break inside a paragraph becomes: the last `cut` characters of the line go, and `text` comes."""

    cut: int
    text: str
    rule: str


_SPACE = Joint(0, " ", "line-break")
_NOTHING = Joint(0, "", "line-break")
_WHOLE_WORD = Joint(1, "", "hyphenation")


def joint(line: Line, following: Line, words: Collection[str], trailing: bool) -> Joint:
    """How two lines of one paragraph are put together.

    `words` are the document's own words, hyphenated ones too, in lower case. `trailing` says that the document's lines
    end in a space as a rule: such a space then parts two words.
    """
    last = line.text[-1]
    if trailing and line.trailing:
        return _SPACE
    if last == "\u00ad":
        return _WHOLE_WORD
    if last in _TIGHT:
        return _NOTHING if len(line.text) > 1 and line.text[-2].isalnum() else _SPACE
    if last != "-":
        return _SPACE
    left, right = _LEFT.search(line.text, max(0, len(line.text) - 60)), _RIGHT.match(following.text, 0, 60)
    if left is None:
        return _NOTHING if line.text[-2:-1].isdigit() else _SPACE
    if len(left[1]) == 1 and line.text[-3:-2] == "." and left[1].isupper():
        return _SPACE  # the last of several letters, whose full stop is misread: "F.M-", "said"
    if right is None:
        return _NOTHING
    if not right[0][0].islower():
        return _NOTHING
    head, tail = left[1].lower(), right[0].lower()
    if head + tail in words:
        return _WHOLE_WORD
    two_words = len(head) >= _LONG and len(tail) >= _LONG and head in words and tail in words and head not in SOLID
    if two_words or f"{head}-{tail}" in words or head in _HYPHENED:
        return _NOTHING
    return _WHOLE_WORD
