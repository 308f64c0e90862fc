"""Who wrote a letter, telegram or note: he who says "I" in it, as its heading ("A to B") or its signature names him."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.lexicons import entries
from flows.record import Participant
from flows.segment.heads.date_lines import read_date_line
from flows.segment.heads.paragraph_kinds import genre_of, is_classification
from flows.segment.heads.parts import Part
from flows.segment.heads.prose import running_words
from flows.segment.lists.entries import read_entry
from flows.segment.lists.tokens import tokens_of

LONGEST_ADDRESS = 160  # characters of a heading that says who wrote to whom
RECEIVING = frozenset({"holder", "office", "place", "acronym", "link", "mark"})
LONGEST_SIGNATURE = 80
LEAST_SENTENCE = 40  # characters of the paragraph after which somebody signs
LAST_LINES = 14  # paragraphs among which the signature is
# Behind a comma first: "Mr. Smith, Minister to Ruritania, to Foreign Office".
TO = (re.compile(r",\sto\s(?=[A-Z]|the\s)"), re.compile(r"\sto\s(?=[A-Z]|the\s)"))
PAPERS = (
    r"(?:(?:personal|secret)\s)?(?:letter|note|message|telegram|cablegram|cable|despatch|dispatch|airgram|telex|savingram"
    r"|submission|minute|report|memorandum|memo|signal|paper)"
)
BEFORE_WRITER = re.compile(rf"\W*(?:\d{{1,4}}\W\s?)?(?P<paper>{PAPERS}\sfrom\s)?", re.IGNORECASE)
PAPER = re.compile(PAPERS, re.IGNORECASE)
NAMING = frozenset({"title", "initial", "name", "particle", "suffix", "holder", "office", "place", "link", "mark"})
SIGNING = frozenset({"initial", "name", "particle"})
SIGNATURE = re.compile(
    r"\W*(?P<mark>(?:signed|signature|sgd|s/)\W+)?(?P<name>(?:[A-Z]\.\s?){0,3}[A-Z][A-Z'’-]{3,}(?:\s[A-Z][A-Z'’-]{3,})?)"
    r"(?:\s\d{6}Z?(?:\s\d+)?)?\W*"
)
CLOSES = re.compile(r"(?:I am|I have|Yours|Believe me|Sincerely)\b")
SIGNED_MARK = re.compile(r"\W*(?:signed|signature|sgd|s/)?\W*", re.IGNORECASE)


def writer_in_heading(text: str, parts: Sequence[Part]) -> Participant | None:
    """Who wrote the letter, by a heading that says from whom to whom it goes: "Lord Smith to Sir A. Brown"."""
    for part in parts:
        if part.kind in ("title", "heading") and part.end - part.start <= LONGEST_ADDRESS:
            for line in re.finditer(r"[^\n]+", text[part.value : part.end]):
                to = next((found for pattern in TO if (found := pattern.search(line[0]))), None)
                start, end = part.value + line.start(), part.value + line.end()
                before = BEFORE_WRITER.match(text, start, end)
                if to is None or (genre_of(line[0]) is not None and not (before and before["paper"])):
                    continue
                who = person_at(text, before.end() if before else start, start + to.start())
                if who is not None and receives(text, start + to.end(), end):
                    return who
    return None


def receives(text: str, start: int, end: int) -> bool:
    """Whether words name one person, or an office or department and nothing else: to them a letter goes."""
    kinds = {token.kind for token in tokens_of(text[start:end])}
    return person_at(text, start, end) is not None or (
        kinds <= RECEIVING and not kinds.isdisjoint({"holder", "office"})
    )


def person_at(text: str, start: int, end: int) -> Participant | None:
    """The one person whom some words name, if they do nothing else."""
    words = text[start:end].strip(" .")
    named = {token.kind for token in tokens_of(words)} <= NAMING
    people = read_entry(text, start, end) if words and named else []
    return people[0] if len(people) == 1 and PAPER.fullmatch(people[0].name_as_written) is None else None


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
    return signed_in_full(text, last)


def signed_in_full(text: str, last: Sequence[tuple[int, int]]) -> Participant | None:
    """Who signed in the first line after the last sentence, in full or in capitals, with the office beside his name."""
    ends = [at for at, (start, end) in enumerate(last) if end - start > LEAST_SENTENCE and text[end - 1] in ".?!"]
    for at in range(ends[-1] + 1, len(last)) if ends else ():
        start, end = last[at]
        line = text[start:end]
        if read_date_line(line) or CLOSES.match(line):
            continue
        mark = SIGNED_MARK.match(line)
        own, _, behind = line[mark.end() if mark else 0 :].rstrip(" )].,").partition(", ")
        kinds = [token.kind for token in tokens_of(own.title() if own.isupper() else own)]
        following = text[slice(*last[at + 1])].rstrip(" .,") if at + 1 < len(last) else ""
        office = behind or (following if len(following) <= LONGEST_SIGNATURE else "")
        held = {token.kind for token in tokens_of(office)}
        serves = held <= RECEIVING | {"name"} and not held.isdisjoint({"holder", "office"})
        signs = "initial" in kinds or ((own.isupper() or (serves and "holder" in held)) and len(own.split()) > 1)
        if len(line) > LONGEST_SIGNATURE or not signs or kinds[-1] != "name" or not set(kinds) <= SIGNING:
            return None
        if set(own.lower().split()) & (running_words() | set(entries("not-labels"))) or is_classification(own):
            return None
        name_start = text.index(own, start)
        return Participant(
            own, office=office if serves else None, clean_start=name_start, clean_end=name_start + len(own)
        )
    return None
