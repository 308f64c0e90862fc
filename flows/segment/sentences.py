"""Where sentences start. Abbreviations and initials do not end one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.segment.names import UPPER

STOP = re.compile(
    rf"(?:[.!?…]+|:)[\"”’')\]]*(?:\s?\[\d{{1,3}}\])?(?:(?<=[:])\s+(?=[\"“‘'(\[]*[{UPPER}])|(?<![:])\s+(?=[\"“‘'(\[–—•*-]*\s?[{UPPER}0-9]))|[—–]\s?(?=(?:Mr|Mrs|Dr|M|The)\b)"
)
NUMBER = re.compile(r"(?:[•·*–-]\s?)?\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]")
ABBREVIATION = re.compile(
    rf"(?:\b(?:Mr|Mrs|Ms|Messrs|M|MM|Mme|Dr|Prof|Hon|Rt|Gen|Lt|Lieut|Maj|Col|Capt|Adm|Amb|Sec|Asst|Gov|Sen|Rep|Cde|Com|Tov|Rev|St|Jr|Sr|Brig|Cdr"
    rf"|MR|MRS|DR|MM|GEN|COL|AMB|LT|SEC|GOV|SEN|CDE|MAJ|ADM|CAPT|PROF|No|Nos|Vol|vol|pp|p|op|cit|vs|v|cf|Cf|e\.g|i\.e|approx|Art|Arts|Para|para|Doc|Ref|ref|Fig|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Inc|Ltd|Co|Corp|Dept|Gov't|cent|a\.m|p\.m|a\. m|p\. m)"
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
