"""Who wrote a letter, telegram or note: he who says "I" in it, as its heading ("A to B") or its signature names him."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.lexicons import entries
from flows.record import Participant
from flows.segment.heads.paragraph_kinds import genre_of, is_classification
from flows.segment.heads.parts import Part
from flows.segment.heads.prose import running_words
from flows.segment.lists.entries import read_entry
from flows.segment.lists.tokens import tokens_of

LONGEST_ADDRESS = 160  # characters of a heading that says who wrote to whom
LAST_LINES = 14  # paragraphs among which the signature is
TO = re.compile(r"\sto\s(?=[A-Z]|the\s)")
NAMING = frozenset({"title", "initial", "name", "particle", "suffix", "holder", "office", "place", "link", "mark"})
SIGNATURE = re.compile(
    r"\W*(?P<mark>(?:signed|signature|sgd|s/)\W+)?(?P<name>(?:[A-Z]\.\s?){0,3}[A-Z][A-Z'’-]{3,}(?:\s[A-Z][A-Z'’-]{3,})?)"
    r"(?:\s\d{6}Z?(?:\s\d+)?)?\W*"
)
CLOSES = re.compile(r"(?:I am|I have|Yours|Believe me|Sincerely)\b")


def writer_in_heading(text: str, parts: Sequence[Part]) -> Participant | None:
    """Who wrote the letter, by a heading that says from whom to whom it goes: "Lord Smith to Sir A. Brown"."""
    for part in parts:
        if part.kind in ("title", "heading") and part.end - part.start <= LONGEST_ADDRESS:
            for line in re.finditer(r"[^\n]+", text[part.value : part.end]):
                to = TO.search(line[0])
                if to is None or genre_of(line[0]) is not None:
                    continue
                start = part.value + line.start()
                who = person_at(text, start, start + to.start())
                if who is not None and person_at(text, start + to.end(), start + len(line[0])) is not None:
                    return who
    return None


def person_at(text: str, start: int, end: int) -> Participant | None:
    """The one person whom some words name, if they do nothing else."""
    words = text[start:end].strip(" .")
    named = {token.kind for token in tokens_of(words)} <= NAMING
    people = read_entry(text, start, end) if words and named else []
    return people[0] if len(people) == 1 else None


def writer_in_signature(text: str, paragraphs: Sequence[tuple[int, int]]) -> Participant | None:
    """Who signed, in capitals on a line of his own after the last sentence."""
    last = paragraphs[-LAST_LINES:]
    for (before, before_end), (start, end) in zip(reversed(last[:-1]), reversed(last[1:]), strict=True):
        signed = SIGNATURE.fullmatch(text, start, end)
        if signed is None or is_classification(signed["name"]) or genre_of(signed["name"]) is not None:
            continue
        if set(signed["name"].lower().split()) & (running_words() | set(entries("not-labels"))):
            continue  # "MESSAGE ENDS"
        closes = signed["mark"] or text[before_end - 1] in ".?!" or CLOSES.match(text, before, before_end)
        kinds = [token.kind for token in tokens_of(signed["name"].title())]
        if closes and kinds[-1] == "name" and set(kinds) <= {"initial", "name"}:
            return Participant(signed["name"], clean_start=signed.start("name"), clean_end=signed.end("name"))
    return None
