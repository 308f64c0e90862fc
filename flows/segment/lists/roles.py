"""The part that somebody takes in a talk, from the words about him: who interprets, who records."""

from __future__ import annotations

import re

INTERPRETS = re.compile(r"\b(?:interpret|translat)", re.IGNORECASE)
RECORDS = re.compile(
    r"\b(?:(?<!two )(?<!three )note-?\s?taker|taking notes|recorder|recording|rapporteur|stenographer|minute taker"
    r"|drafting officer|reporting officer)|^\W*records?\W*$|\((?:reporting|notes?|minutes|protocol)\)",
    re.IGNORECASE,
)


def role_of(words: str) -> str:
    """The part that words about somebody give him: `interpreter`, `recorder`, or else `attendee`."""
    if INTERPRETS.search(words):
        return "interpreter"
    return "recorder" if RECORDS.search(words) else "attendee"
