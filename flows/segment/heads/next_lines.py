"""What the next paragraph of a head is, by what is known of those before it: more of what is still open, somebody new
in a list of those present, the next item, or the first of the talk.
"""

from __future__ import annotations

import re

from flows.segment.dates import ROMAN
from flows.segment.heads.facts import HELD_WORD
from flows.segment.heads.fields import find_fields
from flows.segment.heads.front import LONGEST_ENTRY, Front, surnames_in
from flows.segment.heads.paragraph_kinds import BEHIND_KIND, KINDS_ALONE, genre_of, is_heading_of_record
from flows.segment.heads.parts import LONGEST_HEADING
from flows.segment.heads.prose import is_prose, running
from flows.segment.heads.who_is_named import is_person, labelled, names_title, office_holder, says_after_colon
from flows.segment.labels.openings import opens_like
from flows.segment.lists.participants import NOT_NAMED
from flows.segment.lists.roles import role_of
from flows.segment.lists.sides import is_person_head, names_side
from flows.segment.lists.tokens import PARENTHESES, tokens_of
from flows.segment.names import PARTICLES, fold, lexicon

# It has a number as the paragraphs after it have, or says where it ends.
COMPLETE_SUMMARY = re.compile(r"(?:^|(?<=\n))\W*\d{1,2}[.)]\s(?=.{0,12}summary)|\bend (?:of )?summary\b", re.IGNORECASE)
HELD = re.compile(r"held\s(?:at|in|on)\s")
KINDS_BEFORE_MORE = KINDS_ALONE | {"memorandum", "record", "minutes", "notes", "summary", "protocol"}
LONGEST_KIND = 3  # words: "STENOGRAPHIC RECORD"
NUMBERED = re.compile(r"(?P<number>\d{1,2}|[IVX]{1,4})[.)]\s")
# "Mr. Smith, invited to sit at the table.", "Mr. Smith, who spoke for the engineers"
HOW_PRESENT = re.compile(
    r"(?P<who>[^,;:?!]{3,80}),\s(?:who\s|(?:[a-z]+ed|heard|sent|brought)\s(?:in\s)?(?:to|as|at|for|by|from|on|with)\s)"
    r"[^,;:?!]{2,100}"
)
NEAR = 20_000  # characters of the talk by whose labels the first one is known


def goes_on_with_title(front: Front, paragraph: str) -> bool:
    """Whether a line that starts small ends the title before it: "Record of Conversation", "with the Minister"."""
    before = front.parts[-1] if front.parts else None
    if before is None or not paragraph[:1].islower():
        return False
    opening = front.text[before.start : before.end]
    alone = len(opening.split()) <= LONGEST_KIND and genre_of(opening) is not None
    alone = alone or fold(opening).replace(" ", "") in KINDS_BEFORE_MORE
    if before.kind in ("title", "heading") and alone:
        whole = len(paragraph) < LONGEST_ENTRY and paragraph[-1] not in ".?!:" and BEHIND_KIND.match(paragraph)
        if whole or not is_prose(paragraph):
            return True
    if is_prose(paragraph):
        return False
    titled = before.kind == "title" or (
        before.kind == "heading" and len(opening) < LONGEST_HEADING and genre_of(f"{opening} {paragraph}") is not None
    )
    return titled and (len(paragraph) < LONGEST_HEADING or is_heading_of_record(paragraph))


def says_where_held(front: Front, paragraph: str) -> bool:
    """Whether a line ends the title before it by saying where and when the talk was held."""
    before = front.parts[-1].kind if front.parts else None
    return before in ("title", "heading") and HELD.match(paragraph) is not None and running(paragraph) <= 1


def goes_on_with_summary(front: Front, paragraph: str) -> bool:
    """Whether a paragraph belongs to the summary before it: a list, or what a heading or colon announced."""
    before = next((part for part in reversed(front.parts) if part.kind == "summary"), None)
    if before is None or labelled(paragraph, front.surnames):
        return False
    if COMPLETE_SUMMARY.search(front.text, before.start, before.end):
        return False
    heading_alone = before.value >= before.end
    announced = front.text[before.start : before.end].rstrip().endswith(":")
    return heading_alone or announced or bool(re.match(r"\s*(?:[-–—•*]|\d{1,2}[.)]|\([a-z0-9]\))", paragraph))


def is_next_item(front: Front, paragraph: str, end: int) -> bool:
    """Whether a short line is no entry of the open list but the field or heading after it, by its number."""
    found = NUMBERED.match(paragraph)
    if found is None or len(paragraph) > LONGEST_HEADING or find_fields(paragraph) or is_prose(paragraph):
        return False
    number = order_of(found["number"])
    if front.number is not None:
        return number == front.number + 1
    # The first heading of the talk, and not somebody: "1. Coal".
    rest = [token for token in tokens_of(paragraph[found.end() :]) if token.kind != "mark"]
    named = any(token.kind in ("title", "initial", "holder") or token.key in lexicon("given-names") for token in rest)
    following = NUMBERED.match(front.text[end : end + 10].lstrip())
    return number == 1 and not named and (following is None or order_of(following["number"]) != 2)


def is_entry(front: Front, paragraph: str) -> bool:
    """Whether a line of an open list is somebody new and where he belongs, and so nobody's label."""
    if front.open != "attendance":
        return False
    surnames = surnames_in(paragraph, False)
    if says_how_present(paragraph):
        return bool(surnames) and surnames[0] not in front.surnames
    if paragraph[-1:] in ".?!…:" or is_prose(paragraph):
        return False
    label, _, rest = paragraph.partition(":")
    tokens = tokens_of(rest[:LONGEST_ENTRY])
    belongs = any(token.kind in ("holder", "office", "place", "acronym") for token in tokens)
    new = bool(surnames) and not front.surnames.intersection(surnames)
    person = not rest or role_of(label) != "attendee" or (belongs and is_person_head(label))
    return new and (person or names_side(paragraph))


def says_how_present(line: str) -> bool:
    """Whether a line is somebody and, behind one comma, how he came to be there: "Mr. Smith, invited to attend."."""
    match = HOW_PRESENT.fullmatch(PARENTHESES.sub("", line.rstrip()))
    return match is not None and not running(match["who"])


def order_of(number: str) -> int | None:
    """What a number before a field is, in digits or Roman; None for letters that are none."""
    return int(number) if number.isdigit() else ROMAN.get(number)


def talks(front: Front, paragraph: str) -> bool:
    """Whether a paragraph can only be talk: a label with words after it, or sentences."""
    if is_entry(front, paragraph):
        return False
    if front.open == "attendance" and NOT_NAMED.match(paragraph.strip(" •*")) and paragraph[-2:-1] not in ".?!":
        return False
    if labelled(paragraph, front.surnames):
        return not (front.open == "copies" and len(paragraph) < 80) or says_after_colon(paragraph)
    if not is_prose(paragraph):
        return False
    heading = is_heading_of_record(paragraph)
    return not heading or (front.titled and not (HELD_WORD.search(paragraph) and running(paragraph) <= 1))


def opens_like_talk(front: Front, start: int, end: int) -> bool:
    """Whether a short line opens with a label as paragraphs after it do, and says more than who holds an office."""
    paragraph = front.text[start:end]
    return (
        not is_entry(front, paragraph)
        and office_holder(paragraph) is None
        and opens_like(front.text, start, end, front.text[end : end + NEAR])
    )


def may_talk(front: Front, paragraph: str) -> bool:
    """Whether a short line, no field or date, can be the first of the talk: a label of its own, a remark."""
    if genre_of(paragraph) and len(paragraph) < LONGEST_HEADING:
        return False
    if (not front.titled or "\n" in paragraph) and is_heading_of_record(paragraph):
        return False  # a title of several lines can be long
    if front.titled and office_holder(paragraph) is not None:
        return False
    if front.open == "attendance":
        # The label of the first turn on a line of its own: somebody who is in the list already.
        aside = PARENTHESES.search(paragraph)
        if aside and all(token.kind in ("word", "mark") for token in tokens_of(aside[0])):
            paragraph = paragraph[: aside.start()].rstrip()  # "Mr. Smith (interpretation)"
        tokens = [token for token in tokens_of(paragraph.rstrip(" :.")) if token.kind != "mark"]
        named = [token for token in tokens if token.key not in PARTICLES.split("|")]
        known = bool(tokens) and tokens[-1].key in front.surnames and len(named) <= 3
        awaited = front.text.endswith((" of", " to"), 0, front.parts[-1].end)  # "Private Secretary of", "Mr. Smith"
        return known and not awaited
    if front.open == "copies" and len(paragraph) < 80:
        return False
    if paragraph.lstrip()[:1] in "[(":
        return front.titled or len(paragraph) > LONGEST_HEADING
    address = front.open == "place" and "," in paragraph and not names_title(paragraph)  # "Rue Smith, Paris"
    return len(paragraph) > LONGEST_HEADING or (front.titled and is_person(paragraph) and not address)
