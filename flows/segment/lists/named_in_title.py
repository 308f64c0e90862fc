"""Whose talk a title says it was: "Memorandum of Conversation between A and B", "The Minister's Meeting with C"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from flows.record import Participant
from flows.segment.dates import WEEKDAY, find_dates
from flows.segment.heads.date_lines import is_venue
from flows.segment.heads.parts import Part
from flows.segment.heads.who_is_named import TWO, names_two
from flows.segment.lists.entries import read_entry
from flows.segment.lists.participants import Block, read_blocks
from flows.segment.lists.sides import names_people
from flows.segment.lists.tokens import ASIDE, tokens_of
from flows.segment.names import UPPER

HELD = re.compile(r",?\s(?:held(?!\s(?:by|between|with)\b)|which took place|that took place)\b", re.IGNORECASE)
# Whose talk a title says it was: "The President's Meeting with", "Record from Premier N.'s Reception of".
HOST = re.compile(
    r"(?:.*?\b(?:[Oo]f|[Ff]rom|OF|FROM)\s)??(?P<who>(?:(?:[Tt]he|THE)\s)?[A-Z][^:;,]{1,60}?)['’][sS]?\s"
    r"(?:(?i:first|second|third|private|telephone|farewell|talks?|meeting|conversation|discussions?|reception|audience"
    r"|interview|call|luncheon|dinner)\s?){1,3}(?i:with|of|on)\b"
)
KIND_BEFORE_HOST = re.compile(
    r"(?i:.*\b(?:conversation|record|notes?|minutes|memorandum|report|summary|transcript)\s(?:of|from|on)\s)"
)
BODIES = re.compile(
    r"\s(?:the\s)?(?:delegations?|governments?|representatives|members|leaders|countries)\s", re.IGNORECASE
)
# "Telephone call from A to B", "Telephone conversation of A with B".
BY_TELEPHONE = re.compile(r"\b(?:(?:tele)?phone|call|telecon)\b", re.IGNORECASE)
TO_ANOTHER = re.compile(rf"\s(?:to|with|from)\s(?=(?:the\s)?[{UPPER}])")
TITLE_ENDS = re.compile(
    rf"[:;](?=\s|[{UPPER}])|\sat\s(?!the\shead\b)|\son\s(?:the\s)?(?:\d|{WEEKDAY})|,?\s(?:1[5-9]|20)\d\d\b",
    re.IGNORECASE,
)
# ", Moscow": the last piece before a date, where it has no more words than a place has.
LAST_PIECE = re.compile(rf"(?P<before>.*[^,\s]),\s+(?P<piece>[{UPPER}][\w'’-]+(?:\s[{UPPER}][\w'’-]+)?)\W*", re.DOTALL)
# "between A and B, C and D being also present", "with C in attendance": no office of B.
BESIDES = re.compile(
    r",\s(?:with\s)?(?P<who>(?:[Tt]he\s|(?=[A-Z]))[^.;:\n]{2,200}?),?\s"
    r"(?:(?:also\s)?being (?:also )?(?:present|in attendance)|(?:also\s)?(?:in attendance|present|attending))\b"
)
# "Talk: the Minister / Ambassador Smith (trade)"
OPPOSITE = re.compile(
    r"(?:.*?\b(?i:conversation|talks?|meeting|telcon|discussion|call|interview)\b)?(?P<two>.+)", re.DOTALL
)


def sides_of(text: str, part: Part) -> Iterator[tuple[int, int]]:
    """Where the two stand whom a line names."""
    mark = TWO.search(text, part.start, part.end)
    if mark is not None:
        end = part.start + len(text[part.start : part.end].rstrip(" .:\n"))
        yield part.start, mark.start()
        yield mark.end(), end


def read_title(text: str, title: Part) -> list[Participant]:
    """The people whom a title names: after "between", "with", "of … by"."""
    words = text[title.value : title.end]
    dates = find_dates(words)
    host = HOST.match(words)
    hosts = []
    if host is not None:
        kind = KIND_BEFORE_HOST.match(host["who"])
        start = host.start("who") + (kind.end() if kind else 0)
        who = Block(title.value + start, title.value + host.end("who"), None, True)
        hosts = read_blocks(text, [who])
    opening = re.search(
        r"\b(?:between|with|by|call\s(?:from|to|of)|(?:(?:reception|audience|visit|conversation|talk|meeting|interview)s?|journal|diary)\s+of)\b",
        words[: dates[0].start if dates else len(words)],
        re.IGNORECASE,
    )
    if not opening:
        return hosts or opposite(text, title)
    if BODIES.match(words, opening.end()):
        return hosts
    ends = [match.start() for match in (HELD.search(words), TITLE_ENDS.search(words, opening.end())) if match]
    end = before_place(words, opening.end(), min([dates[0].start if dates else len(words), *ends]))
    telephone = BY_TELEPHONE.search(words, 0, opening.end())
    other = TO_ANOTHER.search(words, opening.end(), end) if telephone else None
    stretches = [(opening.end(), other.start()), (other.end(), end)] if other else [(opening.end(), end)]
    stretches = [piece for stretch in stretches for piece in those_besides(words, *stretch)]
    named = [Block(title.value + start, title.value + stop, None, True) for start, stop in stretches]
    people = hosts + read_blocks(text, named)
    if telephone or not opening.group().lower().endswith("of"):
        return people
    # "meeting of the Committee on Trade": only who is named with a title, an office or initials.
    return [
        person
        for person in people
        if person.title_as_written
        or "." in person.name_as_written
        or any(token.kind == "holder" for token in tokens_of(person.office or ""))
    ]


def those_besides(words: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the names of a title stand, those apart whom it says to have been present besides."""
    match = BESIDES.search(words, start, end)
    return [(start, match.start()), match.span("who")] if match is not None else [(start, end)]


def before_place(words: str, start: int, end: int) -> int:
    """Where the names end in `words[start:end]`: before a place at its end, which some lexicon knows or which stands
    after the only one that is named with his office or title, or before a date after an office or on a line of its own.
    """
    match = LAST_PIECE.fullmatch(words, start, end)
    if match is None:
        return end
    known = all(token.kind == "place" for token in tokens_of(match["piece"]))
    alone = "," not in match["before"] and " and " not in match["before"] and names_people(match["before"])
    named = [token.kind for token in tokens_of(match["before"])]
    titled = {"title", "holder"} & set(named) and named[-1] == "name"
    bare = all(token.kind == "name" for token in tokens_of(match["piece"]))
    of_office = named[-1] == "holder" and end < len(words) and " " not in match["piece"]
    apart = end < len(words) and "\n" in words[match.end("before") : match.start("piece")]
    placed = known or is_venue(match["piece"]) or (bare and ((alone and titled) or of_office or apart))
    return match.end("before") if placed else end


def opposite(text: str, title: Part) -> list[Participant]:
    """The two whom a title sets against each other: "Talk: the Minister / Ambassador Smith"."""
    words = text[title.value : title.end]
    ends = [match.start() for match in (TITLE_ENDS.search(words, 1 + words.find(": ")), ASIDE.search(words)) if match]
    dates = find_dates(words)
    match = OPPOSITE.match(words, 0, min([len(words), *ends, *(date.start for date in dates)]))
    two = match["two"].strip(" :,.\n") if match is not None else ""
    against = "/" in two or (match is not None and match["two"].lstrip().startswith(":"))
    if match is None or not against or not names_two(two):
        return []
    at = title.value + words.index(two, match.start("two"))
    part = replace(title, start=at, value=at, end=at + len(two))
    return [person for side in sides_of(text, part) for person in read_entry(text, *side)]
