"""Labels: the speaker's name as the source writes it before what is said.

Candidates are collected over the whole document, in every style that is known: with colon, full stop or dash, in
capitals, on a line of their own, numbered, followed by a stage direction, in the middle of a text that lost its line
breaks. Which of them are labels `label_styles` decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from flows.lexicons import entries
from flows.segment.header import is_header_field
from flows.segment.names import ABBREVIATED, CAPITALISED, INITIALS, UPPER, fold, titles

LABEL_WORD = rf"(?>{ABBREVIATED}|{INITIALS}|{CAPITALISED})"
SMALL = r"(?:of|for|the|and|from|to|&|de|da|di|von|van|der|den|al|el|os|bin|ibn|la|le|du|y)"
SMALL_BEFORE = r"(?:de|da|di|von|van|vom|zu|der|den|del|della|bin|ibn|la)"
LABEL = (
    rf"(?:(?:The|the|THE)\s)?+(?:{SMALL_BEFORE}\s){{0,2}}+"
    rf"{LABEL_WORD}(?:(?:,?\s|(?<=[.\s]))(?:{SMALL}\s){{0,2}}+{LABEL_WORD}){{0,7}}+(?:\s\d{{1,2}}(?=\s?[:.(\])]))?"
)
NUMBER = r"(?:\(?\d{1,3}(?:\.\d{1,2}){0,3}(?:[.)]\s*|\s+|(?=[^\W\d_])))?"
BULLET = r"(?:[•·*\-–—#]\s+)?"
ASIDE = r"(?:\s*[(\[][^()\[\]\n]{1,160}[)\]]){0,2}"
OPEN = r"[\[(*_]{0,2}(?:Interjection\s(?:by\s|from\s)?)?"
CLOSE = r"[\])*_]{0,2}"
AT_HEAD = re.compile(
    rf"{BULLET}{NUMBER}{OPEN}(?P<label>{LABEL}){CLOSE}(?P<aside>{ASIDE}){CLOSE}"
    rf"(?P<mark>\s?[:;][—–-]?|\s?[.,]?[—–]+|\s[-]{{1,2}}(?=\s)|(?<!\s)-{{1,2}}(?=\s)|\.(?=\s|[-—–])[-—–]*|(?=\]\s)\])\s*(?=\S)"
)
OWN_LINE = re.compile(rf"{NUMBER}{OPEN}(?P<label>{LABEL}){CLOSE}(?P<aside>{ASIDE})\s?(?P<mark>[:.]?)\s*$")
AFTER_SENTENCE = rf"\s(?<=[.!?”»\"’)\]…—-]\s)(?<!\b[{UPPER}]\.\s)\s*"
IN_LINE = re.compile(
    rf"{AFTER_SENTENCE}(?P<start>{NUMBER}{OPEN}(?P<label>{LABEL}){CLOSE}(?P<aside>{ASIDE})"
    rf"(?P<mark>\s?:|\.(?=\s[\"“‘(\[{UPPER}])|\s[—–-]{{1,2}}(?=\s)|(?<=\])))(?=(?P<space>\s+)\S)"
)
CAPITALS = rf"(?>{ABBREVIATED}|[{UPPER}][{UPPER}'’.-]*[{UPPER}])"
# Where a tab or a column was between a label and the words, only its capitals are left to tell.
IN_CAPITALS = re.compile(
    rf"{NUMBER}(?P<label>{CAPITALS}(?:\s{CAPITALS}){{0,4}}+)(?P<aside>{ASIDE})(?P<mark>)\s+(?=[\"“«]?[{UPPER}](?![{UPPER}.]))"
)
STYLE_OF_MARK = {":": "colon", ";": "semicolon", ".": "stop", "]": "bracket", "": "own-line"}
IN_PARAGRAPH = "-in-line"
LOOSE = "-loose"  # inside a paragraph, with a mark that counts there only after what is a label elsewhere
MOST_WORDS = 9
LONG_PARAGRAPH = 1500


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


@cache
def not_labels() -> frozenset[str]:
    """Words that name nobody who speaks, folded."""
    return frozenset(fold(entry) for entry in entries("not-labels"))


@lru_cache(maxsize=65536)
def normal(label: str) -> str:
    """What makes two labels the same: case, accents, points and a leading article do not count."""
    folded = fold(label)
    return folded.removeprefix("the ")


@lru_cache(maxsize=65536)
def could_name_somebody(label: str) -> bool:
    """Whether a label can be a person or an office: not a header field, not a common word, not a sentence."""
    folded = normal(label)
    words = [word for word in folded.split() if not word.isdigit()]  # "Speaker 1", but not "Item 1"
    if not words or len(words) > MOST_WORDS or folded in not_labels() or is_header_field(label):
        return False
    return not all(word in not_labels() or word in titles() for word in words)


def style_of(mark: str) -> str:
    """The name of a label's style, from the punctuation after it."""
    stripped = mark.strip()
    if stripped.startswith(":"):
        return "colon"
    if stripped in STYLE_OF_MARK:
        return STYLE_OF_MARK[stripped]
    return "dash"


def candidates(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Label]:
    """Everything in these paragraphs that is written as a label is, in order. `paragraphs` and the results are
    clean offsets.
    """
    found: list[Label] = []
    length = paragraphs[-1][1] - paragraphs[0][0] if paragraphs else 0
    for index, (start, end) in enumerate(paragraphs):
        match = OWN_LINE.match(text, start, end) if end - start <= 120 else None
        if (
            match
            and index + 1 < len(paragraphs)
            and could_name_somebody(match["label"])
            and speaks(text, *paragraphs[index + 1])
        ):
            following = paragraphs[index + 1][0]
            style = "own-line-colon" if match["mark"] == ":" else "own-line"
            found.append(made(match, start, following, style))
            continue
        match = AT_HEAD.match(text, start, min(end, start + 320))
        if match and match.end() < end and could_name_somebody(match["label"]):
            style = style_of(match["mark"])
            if (
                style != "stop"
                or text[match.end()] in "\"“‘«'([…"
                or text[match.end()].isupper()
                or text[match.end()].isdigit()
            ):
                found.append(made(match, start, match.end(), style))
        elif (match := IN_CAPITALS.match(text, start, end)) and could_name_somebody(match["label"]):
            found.append(made(match, start, match.end(), "capitals"))
        run_together = end - start > LONG_PARAGRAPH or 2 * (end - start) > length
        for inner in IN_LINE.finditer(text, start, end):
            if could_name_somebody(inner["label"]):
                style = "bracket" if inner["start"].startswith("[") else style_of(inner["mark"])
                place = IN_PARAGRAPH if run_together or style == "colon" else LOOSE
                found.append(made(inner, inner.start("start"), inner.end("space"), style + place))
    return found


def speaks(text: str, start: int, end: int) -> bool:
    """Whether a paragraph can be what is said under a label of its own line: prose, and no further entry of a list."""
    return text[end - 1] in '.!?…”"’)]:;' or end - start > 120 or OWN_LINE.match(text, start, end) is None


def made(match: re.Match[str], start: int, speech_start: int, style: str) -> Label:
    """The candidate that a match describes."""
    aside = match.span("aside") if match["aside"] else None
    return Label(start, match.start("label"), match.end("label"), speech_start, match["label"], style, aside)
