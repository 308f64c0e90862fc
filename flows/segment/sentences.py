"""Where sentences start. Abbreviations and initials do not end one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.lexicons import entries
from flows.segment.names import UPPER

# First all the characters that it can begin with, so that the engine skips to them.
STOP = re.compile(
    r"[.!?…:—–\]-](?:(?:(?<=[—–])\s?|(?<=\s-)\s)(?=(?:Mr|Mrs|Dr|M|The)\b)"
    rf"|(?<=classified\])\s+(?=[{UPPER}])"  # what an editor left out: "[1 line not declassified]"
    r"|(?:(?<=:)|(?<=[.!?…])(?<![.!?…]{2})[.!?…]*+)[\"”’»')\]]*(?:\s?\[\d{1,3}\])?"
    rf"(?:(?<=:)\s+(?=[\"“‘«'(\[]*[{UPPER}])|(?<!:)\s+(?=[\"“‘«'(\[–—•*-]*\s?[{UPPER}0-9])))"
)
# How secret a paragraph is: "(C)", "(S/NF)".
PORTION_MARK = r"\((?:TS|S|C|R|U|LOU|OUO|SBU|FOUO|CUI)(?:/{1,2}[A-Z]{1,6}){0,3}\)"
# The number of a paragraph: "1.", "2.3", "(a)", "iv)", and how secret it is.
PARAGRAPH_NUMBER = (
    r"(?:\(?(?:\d{1,3}(?:\.\d{1,2}){1,3}[.)]?|(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)])"
    rf"(?:\s{PORTION_MARK})?|{PORTION_MARK})"
)
NUMBER = re.compile(rf"(?:[•·*–-]\s?)?{PARAGRAPH_NUMBER}")
ABBREVIATION = re.compile(
    rf"(?:\b(?:{'|'.join(re.escape(entry) for entry in (*entries('title-abbreviations'), *entries('abbreviations')))})"
    rf"|(?<![^\W\d_])[{UPPER}](?:\.\s?[{UPPER}])*)\.$"
)


def sentence_starts(text: str, start: int, end: int) -> Iterator[int]:
    """Offsets in `text[start:end]` at which a sentence starts, the first being `start`."""
    yield start
    number = NUMBER.match(text, start, end)
    for match in STOP.finditer(text, start, end):
        if text[match.start()] == "." and ABBREVIATION.search(text, max(start, match.start() - 12), match.start() + 1):
            # An initial or abbreviation ends a sentence only where what follows cannot be a name.
            continue
        if number is not None and match.start() < number.end():
            continue
        if match.end() < end:
            yield match.end()
