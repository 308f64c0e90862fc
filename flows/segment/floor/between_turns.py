"""What stands between two turns: where a paragraph belongs to neither, by its form, its place and its tense."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import takewhile

from flows.segment.body import Body, Sentence
from flows.segment.heads.date_lines import read_date_line
from flows.segment.heads.paragraph_kinds import is_presence
from flows.segment.labels.patterns import TIME
from flows.segment.people.speakers import Speakers
from flows.segment.sentences import PARAGRAPH_NUMBER
from flows.segment.told import OF_LATER

OPENING = "(["
BRACKETS = re.compile(r"[()\[\]]")
ITEM = re.compile(rf"(?:{PARAGRAPH_NUMBER}|[•·*–—-])\s")
MOST_ITEMS = 20
ENCLOSED_END = re.compile(r"[)\]][^()\[\]]{0,4}$")
NUMBERED = re.compile(r"(?:\d{4}\.|" + PARAGRAPH_NUMBER + r")\s")
YEAR_END = re.compile(r"\b\d{4}\W*$")
LONGEST_YEAR_END = 10
ASIDE_AT_END = re.compile(r"\s\([^()\n]{3,80}\)$")  # "Port City, 4 May 1951 (interpreter: Mr. Smith)"
STAMP = re.compile(rf"[\[(]?{TIME}[\])]?")  # when what follows was said, on a line of its own
LEAST_TURNS = 6  # paragraphs with a label
MOST_LONGER = 8  # of so many turns one may go on in a further paragraph
MOST_APART = 8  # paragraphs in a row
ENDED = re.compile(r"[.?!…—–-][\"”’)\]]{0,2}\s*$")
LONGEST_RUN_IN = 60
LONGEST_REMARK = 240  # of the drafter about all, between two labelled turns
IN_PERSON = re.compile(r"\b(?:I(?!\.)|[Ww]e|[Mm]y|[Oo]ur|[Uu]s|[Mm]e|[Yy]ou|[Yy]our)\b")
PAST = re.compile(r"\b(?:was|were|had|did|went|came|took|gave|rose|left|led|read|sat|stood|brought|[a-z]{2,}ed)\b")
PRESENT = re.compile(r"\b(?:is|are|am|has|have|will|shall|can|must|do|does|don['’]t)\b|[?!]")


class BetweenTurns:
    """Finds the paragraphs of one body that stand between the turns, and what is told there."""

    def __init__(self, body: Body, speakers: Speakers) -> None:
        self.body = body
        self.text = body.text
        self.speakers = speakers

    def enclosed(self, paragraph: int) -> bool:
        """Whether a bracket that opens a paragraph closes at its end, and not before."""
        start, end = self.body.paragraphs[paragraph]
        number = NUMBERED.match(self.text, start, end)
        start = number.end() if number is not None else start
        if not self.text.startswith(tuple(OPENING), start) or not ENCLOSED_END.search(
            self.text, max(start, end - 12), end
        ):
            return False
        open_ones = 0
        for match in BRACKETS.finditer(self.text, start, end):
            open_ones += 1 if match[0] in OPENING else -1
            if open_ones == 0:
                return not any(c.isalpha() for c in self.text[match.end() : end])
        return False

    def is_dated(self, start: int, end: int) -> bool:
        """Whether a paragraph is no more than a place and a day, as those who sign put them: "Oslo, 4 May 1951."."""
        end -= len(aside[0]) if (aside := ASIDE_AT_END.search(self.text, start, end)) else 0
        if not YEAR_END.search(self.text, max(start, end - LONGEST_YEAR_END), end):
            return False
        line = read_date_line(self.text[start:end])
        return line is not None and line.date.precision == "day"

    def in_capitals(self, paragraph: int) -> bool:
        """Whether a paragraph is short and all in capitals."""
        start, end = self.body.paragraphs[paragraph]
        return end - start <= LONGEST_RUN_IN and self.text[start:end].isupper()

    def opens_turn(self, paragraph: int) -> bool:
        """Whether a paragraph, or the one after a note in brackets or a heading in capitals, opens with a label or with
        a clause of somebody who speaks, or is past the end.
        """
        if paragraph < len(self.body.paragraphs) and self.body.paragraphs[paragraph][0] not in self.body.label_at:
            paragraph += self.enclosed(paragraph) or self.in_capitals(paragraph)
        if paragraph >= len(self.body.paragraphs) or paragraph in self.body.unnamed:
            return True
        start = self.body.paragraphs[paragraph][0]
        clause = self.body.opening_clause(start)
        labelled = self.body.labelled_at(paragraph)
        says = (
            clause is not None
            and (clause.verb.form == "s" or (not labelled and "reporting" in clause.verb.classes))
            and self.speakers.named(clause) is not None
        )
        return says or start in self.body.label_at

    def after_items(self, paragraph: int) -> int:
        """The first paragraph from one on that is no item, and tells not when, where or before whom the talk was."""
        last = min(paragraph + MOST_ITEMS, len(self.body.paragraphs))
        while paragraph < last:
            start, end = self.body.paragraphs[paragraph]
            item = ITEM.match(self.text, start, end) or STAMP.fullmatch(self.text, start, end)
            about = self.is_dated(start, end) or self.enclosed(paragraph) or is_presence(self.text[start:end])
            if start in self.body.label_at or not (item or about):
                break
            paragraph += 1
        return paragraph

    def stands_apart(self, sentence: Sentence) -> bool:
        """Whether a paragraph between two labelled turns is of neither: it has no "I", and another speaks at once."""
        start, end = self.body.paragraphs[sentence.paragraph]
        return (
            end - start <= LONGEST_REMARK
            and self.opens_turn(self.after_items(sentence.paragraph + 1))
            and IN_PERSON.search(self.text, start, end) is None
        )

    def is_said(self, start: int, end: int) -> bool:
        """Whether a stretch of text is long, or in the first or second person, or asks, or tells of now or later."""
        signs = (IN_PERSON, PRESENT, OF_LATER)
        return end - start > LONGEST_REMARK or any(sign.search(self.text, start, end) for sign in signs)

    def tells_past(self, paragraph: int) -> bool:
        """Whether all in a paragraph is told in the past, and of others."""
        start, end = self.body.paragraphs[paragraph]
        if IN_PERSON.search(self.text, start, end) or PRESENT.search(self.text, start, end):
            return False
        return PAST.search(self.text, start, end) is not None

    @cached_property
    def by_paragraph(self) -> bool:
        """Whether nearly every turn of a labelled record is one paragraph long."""
        own = {self.body.paragraph_of(at) for label in self.body.labels for at in (label.start, label.speech_start)}
        if len(own) < LEAST_TURNS or self.body.dashes:
            return False
        others = (self.body.paragraphs[n] for n in range(min(own), len(self.body.paragraphs)) if n not in own)
        said = sum(self.is_said(start, end) for start, end in others)
        return MOST_LONGER * said <= len(own)

    def is_between_turns(self, sentence: Sentence) -> bool:
        """Whether a paragraph without a label, in a record where a label or a dash opens nearly every paragraph, is no
        part of the turn before: it stands between two turns or after the last, and nobody says it so.
        """
        first, paragraphs = sentence.paragraph, self.body.paragraphs
        start, end = paragraphs[first]
        if not sentence.labelled or not sentence.opens or ITEM.match(self.text, start, end):
            return False
        if self.body.dashes:
            return (self.stands_apart(sentence) or first > self.body.dashes[-1]) and self.tells_past(first)
        if not self.by_paragraph or ENDED.search(self.text, max(0, start - 6), start) is None:
            return False
        near = paragraphs[first : first + MOST_APART + 1]
        apart = list(takewhile(lambda paragraph: paragraph[0] not in self.body.label_at, near))
        return len(apart) <= MOST_APART and not any(self.is_said(*paragraph) for paragraph in apart)
