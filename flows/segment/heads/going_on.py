"""What goes on with the part of the head before it: more of a title, of a summary, where the talk was held."""

from __future__ import annotations

import re

from flows.segment.heads.front import LONGEST_ENTRY, Front
from flows.segment.heads.paragraph_kinds import BEHIND_KIND, KINDS_ALONE, genre_of, is_heading_of_record
from flows.segment.heads.parts import LONGEST_HEADING
from flows.segment.heads.prose import is_prose, running
from flows.segment.heads.who_is_named import labelled
from flows.segment.names import fold

# It has a number as the paragraphs after it have, or says where it ends.
COMPLETE_SUMMARY = re.compile(r"(?:^|(?<=\n))\W*\d{1,2}[.)]\s(?=.{0,12}summary)|\bend (?:of )?summary\b", re.IGNORECASE)
HELD = re.compile(r"held\s(?:at|in|on)\s")
KINDS_BEFORE_MORE = KINDS_ALONE | {"memorandum", "record", "minutes", "notes", "summary", "protocol"}
LONGEST_KIND = 3  # words: "STENOGRAPHIC RECORD"


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
