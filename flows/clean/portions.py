"""The numbers and marks of secrecy at the heads of paragraphs, as they are and as scanners spoil them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.clean.edits import Change

SECRECY = r"(?:TS|S|C|R|U|LOU|OUO|SBU|FOUO|CUI)(?:/{1,2}[A-Z]{1,6}){0,3}"  # "S/NF"
_MARK = rf"[-~]?\([-~]?{SECRECY}[-~]?\)[-~]?"
# What is read of one that was struck out: "~", "'%)", "(((" ...
_SIGNS = r"(?:['*.,;:()|+-]{0,4}[~{}%^€][~{}%^€'*.,;:()|+-]{0,4}|\({3})"
# ... and "-(7+-2", "{55-", "lo-7-", with brackets and strokes or two strokes.
_LETTERS = r"(?:(?!\(\w[\w-]*\))(?=\S{0,8}?[(){}])(?=\S{0,8}?-)[\w.;:+€(){}-]{3,9}|(?=(?:[^\s-]{0,3}-){2})[\w.€-]{3,8})"
# ... and what holds several signs and no word, nor is an abbreviation, a date or a time: ";.7:", "(8.-9".
_REST = (
    r"(?![A-Z][A-Z./&-]*\s|\S*[^\W\d_]{3}|\S*\([^()\s]*\)|[$£€\d][\d.,:/-]*\d[.,:;]?\s|(?:\w\.){2,},?\s)"
    r"(?=\w{0,5}(?:[^\w\s\"“”'’$£€•*–—]\w{0,5}){2})[^\s\"“‘][^\s]{1,8}(?=\s)"
)
_SPOILT = rf"(?!\d+-\d+-\d+\s)(?:{_SIGNS}|{_LETTERS}(?<=[-)}}\d])|{_REST})(?=\s{{0,3}}[\"“]?[A-Z]\w)"
_AT_HEAD = re.compile(
    r"^[ \t]*(?P<mark>\(?\d{1,3}(?:[.)]|,(?=~)|(?=[ \t~]))[ \t]{0,3}"
    rf"(?:{_MARK}|(?P<spoilt>{_SPOILT}))|{_MARK})(?=\s*\S)",
    re.MULTILINE,
)
_LETTERED = re.compile(r"^[ \t]*\([ABD]\)[ \t]", re.MULTILINE)
_LEAST = 3  # marks of a text that has them as a rule


def portion_marks(raw: str) -> Iterator[Change]:
    """The marks of secrecy of a text in which several paragraphs have one at their heads, with the numbers before them,
    as removals; a text that counts by letters in parentheses has none. Letters are a spoilt mark only beside others.
    """
    found = list(_AT_HEAD.finditer(raw))
    sure = sum(mark["spoilt"] is None or not any(map(str.isalnum, mark["spoilt"])) for mark in found)
    if len(found) >= _LEAST and sure and _LETTERED.search(raw) is None:
        yield from (Change(*mark.span("mark"), "", "page-furniture") for mark in found)
