"""Letters by which somebody is called ("P.M."), where a scanner or typist lost or changed the marks between them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.segment.names import UPPER
from flows.segment.repairs.repaired_text import Change

WHOLE = re.compile(rf"[{UPPER}](?<![\w.].)\.(?:[{UPPER}]\.){{1,3}}(?=\s[a-z])")


# What a scanner takes for these letters.
LIKE = {"E": "[E£€]", "O": "[O0]", "S": "[S$]"}


def letter_changes(text: str, start: int, end: int) -> Iterator[Change]:
    """What becomes of letters that stand elsewhere in the text with their full stops: "P,M. said", "F.M said", "FM.
    said", "F-M. said".
    """
    for letters in sorted({match[0] for match in WHOLE.finditer(text, start, end)}):
        each = [LIKE.get(letter, letter) for letter in letters.replace(".", "")]
        marked, glued = r"\s?[.,-]\s?".join(each), r"\s?[.,-]?\s?".join(each)
        for match in re.compile(rf"(?<![\w.,])(?:{marked}[.,-]?|{glued}\.)(?=\s[a-z])").finditer(text, start, end):
            if match[0] != letters:
                yield match.start(), match.end(), letters
