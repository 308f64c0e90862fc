"""What the words of a label tell: whether they can be somebody's, and which labels are the same."""

from __future__ import annotations

import re
from functools import cache

from flows.lexicons import entries
from flows.segment.heads.fields import is_field
from flows.segment.names import CIVIL, TITLES_OR_SURNAMES, fold, lexicon, office_words, titles
from flows.segment.remembered import remembered_word

ROMAN = re.compile("[IVX]+")
MOST_WORDS = 9
LONGEST_SHORT_TITLE = 3  # letters of "Mrs"


@cache
def abbreviated() -> frozenset[str]:
    """Forms of address, ranks and offices that are written short, with their full stop."""
    return frozenset(f"{entry}." for entry in entries("title-abbreviations"))


@remembered_word
def normal(label: str) -> str:
    """What makes two labels the same: case, accents, points and a leading article do not count."""
    folded = fold(label)
    return folded.removeprefix("the ")


def is_post(field: str) -> bool:
    """Whether a header field names what somebody is at the meeting, and so may be somebody who speaks: `Chair`."""
    return all(word in office_words() for word in normal(field).replace("-", " ").split())


@remembered_word
def could_name_somebody(label: str) -> bool:
    """Whether a label can be a person or an office: not a header field, not a common word, not a sentence."""
    folded = normal(label)
    words = [word for word in folded.split() if not word.isdigit()]  # "Speaker 1", but not "Item 1"
    if (
        not words
        or len(words) > MOST_WORDS
        or (words[0] == "by" and len(words) > 1)  # who examines the witness
        or " ".join(words) in lexicon("not-labels")
        or (is_field(label) and not is_post(label))
    ):
        return False
    if words[0] in CIVIL and len(words) > 1:
        return True  # "Mr. May"
    if len(words) == 1 and folded in TITLES_OR_SURNAMES:
        return True
    if len(words) == 1 and (len(folded) == 1 or len(folded) > LONGEST_SHORT_TITLE) and folded in titles():
        return True  # "M" alone is an initial, and "Professor" somebody
    return not all(word in lexicon("not-labels") or word in titles() for word in words)


def is_name_without_mark(label: str) -> bool:
    """Whether a label that no mark follows can name somebody: no form of address or rank before a name, no number."""
    if all(word in abbreviated() for word in label.split()):
        return False
    return normal(label) not in titles() and could_name_somebody(label) and ROMAN.fullmatch(label) is None
