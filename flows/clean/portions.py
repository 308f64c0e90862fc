"""The numbers and marks of secrecy at the heads of paragraphs, as they are and as scanners spoil them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.clean.edits import Change

_MARK = r"[-~]?\([-~]?(?:TS|S|C|R|U|LOU|OUO|SBU|FOUO|CUI)(?:/{1,2}[A-Z]{1,6}){0,3}[-~]?\)[-~]?"
# What is read of one that was struck out: "~", "-(4+-1", "te-4-", "(((".
_SPOILT = r"(?=\S{0,8}?(?:[~{}%+|^<>=€;]|\(\(|[\d(]\S{0,4}-))(?:(?![A-Z]\w)\S){1,9}?(?=\s{0,3}[\"“]?[A-Z]\w)"
_AT_HEAD = re.compile(
    rf"^[ \t]*(?P<mark>\(?\d{{1,3}}[.)]?[ \t]{{0,3}}(?:{_MARK}|{_SPOILT})|{_MARK})(?=\s*\S)", re.MULTILINE
)
_LETTERED = re.compile(r"^[ \t]*\([ABD]\)[ \t]", re.MULTILINE)
_LEAST = 3  # marks of a text that has them as a rule


def portion_marks(raw: str) -> Iterator[Change]:
    """The marks of secrecy of a text in which several paragraphs have one at their heads, with the numbers before them,
    as removals; a text that counts by letters in parentheses has none.
    """
    found = [mark.span("mark") for mark in _AT_HEAD.finditer(raw)]
    if len(found) >= _LEAST and _LETTERED.search(raw) is None:
        yield from (Change(start, end, "", "page-furniture") for start, end in found)
