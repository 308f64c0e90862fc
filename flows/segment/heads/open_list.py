"""What stands in a list of those present that is still open: somebody new, or the next item of the head."""

from __future__ import annotations

import re

from flows.segment.dates import ROMAN
from flows.segment.heads.fields import find_fields
from flows.segment.heads.front import LONGEST_ENTRY, Front, surnames_in
from flows.segment.heads.parts import LONGEST_HEADING
from flows.segment.heads.prose import is_prose, running
from flows.segment.lists.roles import role_of
from flows.segment.lists.sides import is_person_head, names_side
from flows.segment.lists.tokens import PARENTHESES, tokens_of
from flows.segment.names import lexicon

NUMBERED = re.compile(r"(?P<number>\d{1,2}|[IVX]{1,4})[.)]\s")
# "Mr. Smith, invited to sit at the table.", "Mr. Smith, who spoke for the engineers"
HOW_PRESENT = re.compile(
    r"(?P<who>[^,;:?!]{3,80}),\s(?:who\s|(?:[a-z]+ed|heard|sent|brought)\s(?:in\s)?(?:to|as|at|for|by|from|on|with)\s)"
    r"[^,;:?!]{2,100}"
)


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
