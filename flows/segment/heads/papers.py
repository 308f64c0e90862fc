"""Headings of papers that follow the record of a talk, and of what its drafter tells by himself."""

from __future__ import annotations

import re

from flows.lexicons import alternatives
from flows.segment.heads.fields import is_field
from flows.segment.rare import RarePattern

# Heads of papers that follow the record of a talk.
APPENDED = re.compile(
    r"\W*(?:annex(?:ure)?|attachments?|[ei]nclosures?|encl\.?|incl\.?|exhibit|appendix|appendices|tab|addendum)"
    r"(?:\s(?:no\.?\s)?[\"“]?(?:[a-z]|\d{1,2}|[ivx]{1,4})[\"”]?|\sto\s.{1,60})?\s?(?:[:–—-]\s.{1,60}|[:.])?\W*",
    re.IGNORECASE,
)
# The same by what sort of paper it is, where nobody is told to speak at the head of a paragraph any more.
PAPER = re.compile(
    r"\W*(?:(?:un)?official\s|informal\s|draft\s|joint\s|agreed\s|supplementary\s|confidential\s|oral\s|press\s)*"
    r"(?:text\sof\s(?:the\s)?)?(?:aide[ -]?m[eé]moire|memorandum|note(?:\sverbale)?|statement|communiqu[eé]|resolution"
    r"|declaration|translation|message|letter|paper|telegram|talking\spoints|document|article|proposal|release)"
    r"(?:\s(?:of|from|by|to|handed|delivered|given|left|read|presented|submitted|issued|agreed|on|for)\b.{1,60})?\s?[:.]?\W*",
    re.IGNORECASE,
)
LONGEST_PAPER_HEAD = 80  # characters
LONGEST_RUN_IN_HEAD = 60
# "SUMMARY: … END SUMMARY."
OWN_PARTS = "summary|comment|introduction|background"
MARKED_END = re.compile(rf"[Ee](?<!\w.)[Nn][Dd]\s+(?i:(?:of\s+)?(?:{OWN_PARTS}))\b")
MARK = re.compile(rf"\b(?P<end>end\s+(?:of\s+)?)?(?P<what>{OWN_PARTS})\b(?P<opens>\s?[:.])?", re.IGNORECASE)
# Headings of what a drafter tells by himself, up to the next one: "4. General Assessment:".
OWN_ACCOUNT = RarePattern(
    r"(?i)\W*(?:[\dA-Za-z]{1,3}[.)]\s)?(?:(?:the|general|drafter['’]s|embassy|our|my|some|final)\s)?"
    rf"{alternatives('account-heads')}(?:\s(?:of|on|and)\s[^.]{{1,40}})?\s?[:.]?\W*"
)


def runs_into_own_account(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` opens with words and a colon that say that no speaker tells it: "Observations: …"."""
    head, colon, _ = text[start : min(end, start + LONGEST_RUN_IN_HEAD)].partition(":")
    return bool(colon) and (is_field(head) or OWN_ACCOUNT.fullmatch(head) is not None)


def marked_off(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of `text[start:end]` that the drafter marks as his own by words at head and end, in order."""
    found: list[tuple[int, int]] = []
    if MARKED_END.search(text, start, end) is None:
        return found
    opened: dict[str, int] = {}
    for match in MARK.finditer(text, start, end):
        what = match["what"].lower()
        if match["end"] and what in opened:
            found.append((opened.pop(what), match.end()))
        elif match["opens"] and not match["end"] and (match["what"][0].isupper() or match["opens"].endswith(":")):
            opened[what] = match.start()  # not where "He made no comment." ends
    return sorted(found)
