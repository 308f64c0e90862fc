"""Where sentences start. Abbreviations and initials do not end one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from flows.clean.portions import SECRECY
from flows.lexicons import entries
from flows.segment.names import INITIAL, SMALL_PARTICLE, UPPER
from flows.segment.remembered import remembered_word

AFTER_DASH = "The|M|Mr|Mrs|Ms|Miss|Messrs|Dr|Comrade"  # who speaks after a heading; an office may explain
# First all the characters that it can begin with, so that the engine skips to them.
STOP = re.compile(
    rf"[.!?…:—–\]-](?:(?:(?<=[—–])\s?|(?<=\s-)\s)(?=(?:{AFTER_DASH})\b)"
    # What was left out: "[1 line not declassified]", "[2 lines redacted]", "[ B1 ]", "[1.4(b)]".
    r"|(?:(?<=classified\])|(?<=\b(?:DELETED|deleted|omitted|excised|removed|missing)\])"
    r"|(?<=\b(?:REDACTED|[Rr]edacted|withheld)\])|(?<=\b(?:illegible|sanitized)\])"
    rf"|(?<=\bB\d\])|(?<=[\s)]\]))\s+(?=[{UPPER}])"
    r"|(?:(?<=:)|(?<=[.!?…])(?<![.!?…]{2})[.!?…]*+)[\"”’»')\]]*(?:\s?\[\d{1,3}\]|(?<=[a-z]\.)\d{1,2}|[¹²³⁴-⁹⁰]{1,3})?"
    rf"(?:(?<=:)\s+(?=[\"“‘«'(\[]*[{UPPER}])|(?<!:)\s+(?=[\"“‘«'(\[–—•*-]*\s?(?:[{UPPER}0-9]|{SMALL_PARTICLE}[{UPPER}]))))"
)
# How secret a paragraph is: "(C)", "(S/NF)".
PORTION_MARK = rf"\({SECRECY}\)"
# The number of a paragraph: "1.", "2.3", "(a)", "iv)", "4" before a capital, "[5]", "§ 6", "7 -", "10:30 a.m.", and how
# secret it is; "M." is Monsieur.
PARAGRAPH_NUMBER = (
    r"(?:\(?(?:\d{1,3}(?:\.\d{1,2}){1,3}[.)]?|\d{1,3}(?:[a-z]?[.)]-?|°\)?|\s?[–-](?=\s))"
    r"|(?:(?!M\.\s[A-Z])[a-zA-Z]|[ivxIVX]{1,5})[.)])"
    rf"(?:\s{PORTION_MARK})?|{PORTION_MARK}|\d{{1,2}}(?=\s[{UPPER}])|0\d{{1,2}}"
    r"|[\[{/]\d{1,3}[\]}/]|(?:§{1,2}|¶|#)\s?\d{1,3}[.:)]?|\d{1,3}:\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?:?)"
)
# Where it stands after what it marks: "… as agreed. (C) Mr. Smith said …. (U)".
MARK_AFTER = re.compile(rf"[.!?…\"”’)]\s{PORTION_MARK}\s*$")
MARK_BEFORE_NEXT = re.compile(rf"{PORTION_MARK}\s+(?=\S)")
DASHES = "–—-"
LONGEST_MARK = 24
TIME_AND_DASH = r"\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?\s?[—–-]\s?"  # "5:30—Mr. Smith telephoned"
NUMBER = re.compile(rf"(?:[•·*–-]\s?)?(?:{TIME_AND_DASH}|{PARAGRAPH_NUMBER})")
# No name: after an abbreviation too it begins a sentence.
FUNCTION_WORD = re.compile(
    r"(?:The|He|She|They|It|This|That|There|These|Those|His|Her|If|When|But|And|(?:I|We|You)(?=\s[a-z]))\b"
)
TITLES = "|".join(map(re.escape, entries("title-abbreviations")))
TITLE = re.compile(rf"\b(?:{TITLES})\.$")
# "asked the British Amb. He said": whoever has a name has no article; "Mr." and "Chairman Gen." await one.
OFFICE_ALONE = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Mm]y|[Oo]ur|[Tt]heir"
    rf"|[{UPPER}]\w+(?:ish|(?<!irm)(?<!sm)an|ese|ch|ic))\s(?!(?:M[Rr][Ss]?|D[Rr])\.)(?:{TITLES})\.$"
)
LONGEST_OFFICE_ALONE = 32
SO_DO_I = re.compile(r"\b(?:[Ss]o|[Nn]or|[Nn]either)\s[a-z]+\sI\.$")
ABBREVIATIONS = (*entries("title-abbreviations"), *entries("abbreviations"))


def ends_in(words: Iterable[str]) -> re.Pattern[str]:
    """The pattern of a text that ends in one of these words or in initials, and a full stop."""
    return re.compile(rf"(?:\b(?:{'|'.join(map(re.escape, words))})|(?<![^\W\d_]){INITIAL}(?:\.\s?{INITIAL})*)\.$")


ABBREVIATION = ends_in(ABBREVIATIONS)
LAST_WORD = ends_in(sorted({entry.split()[-1] for entry in ABBREVIATIONS}))
LONGEST_WORD = 40


def sentence_starts(text: str, start: int, end: int) -> Iterator[int]:
    """Offsets in `text[start:end]` at which a sentence starts, the first being `start`."""
    yield start
    number = NUMBER.match(text, start, end)
    marked_after = MARK_AFTER.search(text, max(start, end - LONGEST_MARK), end) is not None
    for match in STOP.finditer(text, start, end):
        if text[match.start()] == "." and is_abbreviated(text, start, match):
            # An initial or abbreviation ends a sentence only where what follows cannot be a name.
            continue
        if number is not None and match.start() < number.end():
            continue
        if match.start() == start and text[start] in DASHES:
            continue  # it marks a point, and ends no sentence
        mark = MARK_BEFORE_NEXT.match(text, match.end(), end) if marked_after else None
        at = mark.end() if mark is not None else match.end()
        if at < end:
            yield at


def is_abbreviated(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether a full stop belongs to the word before it, whose beginning is looked for from `start` on."""
    word_end = stop.start() + 1
    farthest = max(start, word_end - LONGEST_WORD)
    if not can_be_abbreviated(text[max(farthest, text.rfind(" ", farthest, word_end) + 1) : word_end]):
        return False
    start = max(start, stop.start() - 12)
    if ABBREVIATION.search(text, start, word_end) is None or is_myself(text, start, word_end):
        return False
    if FUNCTION_WORD.match(text, stop.end()) is None:
        return True
    named = TITLE.search(text, start, word_end) is not None
    return named and OFFICE_ALONE.search(text, max(0, word_end - LONGEST_OFFICE_ALONE), word_end) is None


def is_myself(text: str, start: int, end: int) -> bool:
    """Whether what ends in a full stop is "I", and no initial."""
    if not text.endswith("I.", start, end):
        return False
    return text.startswith(('"', "”", "’", "»", "'"), end) or SO_DO_I.search(text, start, end) is not None


@remembered_word
def can_be_abbreviated(word: str) -> bool:
    """Whether a word with a full stop can be the end of an abbreviation or an initial: words recur, texts do not."""
    return LAST_WORD.search(word) is not None
