"""Whether a paragraph after the head of a record is the first of the talk."""

from __future__ import annotations

from flows.segment.heads.facts import HELD_WORD
from flows.segment.heads.front import Front
from flows.segment.heads.open_list import is_entry
from flows.segment.heads.paragraph_kinds import genre_of, is_heading_of_record
from flows.segment.heads.parts import LONGEST_HEADING
from flows.segment.heads.prose import is_prose, running
from flows.segment.heads.who_is_named import is_person, labelled, names_title, office_holder, says_after_colon
from flows.segment.labels.openings import opens_like
from flows.segment.lists.participants import NOT_NAMED
from flows.segment.lists.tokens import PARENTHESES, tokens_of
from flows.segment.names import PARTICLES

NEAR = 20_000  # characters of the talk by whose labels the first one is known


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
