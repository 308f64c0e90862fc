"""A label that is found in the text, and the style in which it is written."""

from __future__ import annotations

import re
from typing import NamedTuple

STYLE_OF_MARK = {
    ":": "colon",
    ";": "semicolon",
    ".": "stop",
    "": "own-line",
    "]": "bracket",
    ")": "parenthesis",
    ">": "angle",
    "/": "slash",
}
DASHES = frozenset(" -—–―‒‑−")  # a row of dots with spaces around is like a dash
SAYING = "saying"
IN_PARAGRAPH = "-in-line"
# "Reply Smith:", "Question by Mr. Smith:"; but "Question Two:", "Response A:"
WORDS_OF = re.compile(
    r"(?:Answer|Comment|Interjection|Interruption|Objection|Query|Question|Rejoinder|Remark|Reply|Response)\s"
    r"(?:(?:by|from|of)\s)?(?=[^\W\d_a-z]|(?:al|el)-)"
    r"(?!(?i:[A-Z]|[IVX]+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|number\s.*)$)"
)
LOOSE = "-loose"  # inside a paragraph, with a mark that counts there only after what is a label elsewhere


class Label(NamedTuple):
    """A label in the clean text: where the turn starts, where the words of the label stand, and where speech begins."""

    start: int
    label_start: int
    label_end: int
    speech_start: int
    text: str
    style: str
    aside: tuple[int, int] | None = None
    certainty: float = 0.5
    name: str = ""  # the label that was meant, where this one was misread

    @property
    def meant(self) -> str:
        """The label as the document writes it elsewhere."""
        return self.name or self.text


def style_of(mark: str) -> str:
    """The name of a label's style, from the punctuation after it."""
    stripped = mark.strip()
    if stripped.removeprefix(".").startswith(":"):
        return "colon"
    if stripped in STYLE_OF_MARK:
        return STYLE_OF_MARK[stripped]
    sign = stripped.lstrip(". ") or (" " if mark[0] == " " else "…")
    return "dash" if sign[0] in DASHES else sign


def made(match: re.Match[str], start: int, speech_start: int, style: str) -> Label:
    """The candidate that a match describes."""
    aside = match.span("aside") if match["aside"] else None
    whose = WORDS_OF.match(match["label"])
    name = match["label"][whose.end() :] if whose is not None else ""
    return Label(start, match.start("label"), match.end("label"), speech_start, match["label"], style, aside, name=name)
