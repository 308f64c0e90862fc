"""The headings of a body, by their form and by who takes the floor after them."""

from __future__ import annotations

import re
from functools import cached_property

from flows.lexicons import entries
from flows.segment.body import Sentence
from flows.segment.floor.between_turns import IN_PERSON, LONGEST_RUN_IN, NUMBERED, OPENING, STAMP, BetweenTurns
from flows.segment.heads.paragraph_kinds import is_heading_of_record
from flows.segment.heads.prose import running
from flows.segment.paragraphs import narrates
from flows.segment.sentences import PARAGRAPH_NUMBER

HEADING_END = re.compile(r"(?<!\b[A-Z\d])(?<!\b\d\d)[.!?:;,\"”’)…]\s*$")
YES_OR_NO = re.compile(rf"(?:{'|'.join(entries('short-replies'))})\s?[,;]")  # "Yes; at length."
BULLETS = "•·*–—-"
BEFORE_HEADING = re.compile(r"(?:[•·*–—-]\s+)?(?:(?:\d{4}\.|" + PARAGRAPH_NUMBER + r")\s+)?(?:[–—-]\s+)?")
LONGEST_HEADING = 120
MOST_OF_TOPIC = 5  # words
CONTINUED = re.compile(r"\s\((?:continued|cont['’]?d|concluded|resumed)\)$")


class Headings(BetweenTurns):
    """Finds the headings of one body."""

    def heading(self, sentence: Sentence) -> bool:
        """Whether a paragraph is a heading in the body: short, in capitals or title case, with no end of a sentence."""
        start, end = self.body.paragraphs[sentence.paragraph]
        if not sentence.opens:
            return False
        if sentence.end < end and self.runs_in(sentence):
            return True
        if end - start > LONGEST_HEADING:
            return False
        if sentence.head is not None and (not sentence.labelled or self.speakers.named(sentence.head) is not None):
            return False
        if self.is_dated(start, end):
            return not sentence.labelled or self.stands_apart(sentence)
        if sentence.labelled and sentence.paragraph in self.listed_items:
            return False
        before = BEFORE_HEADING.match(self.text, start, end)
        content = CONTINUED.sub("", self.text[before.end() if before else start : end])
        numbered = NUMBERED.match(self.text, start, end) is not None and (
            self.in_capitals(sentence.paragraph) or (is_heading_of_record(content) and running(content) == 0)
        )
        apart = self.stands_apart(sentence) or self.is_item_before_narration(sentence)
        listed = self.text[start] in BULLETS and not content.isupper()  # "- Talks to be held in May"
        if sentence.labelled and (listed or not (apart or numbered)):
            return False
        if HEADING_END.search(content):
            if not sentence.labelled:
                return self.titled(sentence.paragraph, content)
            return content.endswith(".") and self.numbered_heading(sentence.paragraph, content)
        letters = [c for c in content if c.isalpha()]
        if not letters:
            return not sentence.labelled or STAMP.fullmatch(self.text, start, end) is not None
        words = content.split()
        capitals = sum(1 for word in words if word[:1].isupper())
        return all(c.isupper() for c in letters) or (
            len(words) <= 10
            and content[0].isupper()
            and (
                sentence.labelled
                or capitals >= 0.6 * len(words)
                or (self.text[start] not in BULLETS and self.opens_turn(sentence.paragraph + 1))
                or (len(words) <= MOST_OF_TOPIC and self.names_topic(sentence.paragraph, content))
            )
        )

    @cached_property
    def listed_items(self) -> frozenset[int]:
        """The numbered paragraphs, two and more in a row, behind a sentence that a colon ends: its speaker's list."""
        paragraphs, found = self.body.paragraphs, set[int]()
        numbered = [NUMBERED.match(self.text, *place) is not None for place in paragraphs]
        for n in range(1, len(paragraphs)):
            if not numbered[n] or n - 1 in found:
                found |= {n} if numbered[n] else set()
                continue
            start, end = paragraphs[n - 1]
            opens = self.text[end - 1] == ":" and running(self.text[start:end]) > 0
            if opens and numbered[n : n + 2] == [True, True]:
                found.add(n)
        return frozenset(found)

    def titled(self, paragraph: int, content: str) -> bool:
        """Whether a paragraph with this content is a heading although a full stop or a colon ends it: a few words, most
        of them with a capital before a full stop, before somebody takes the floor.
        """
        words = content.split()
        capitals = sum(word[:1].isupper() for word in words)
        numbered = NUMBERED.match(self.text, self.body.paragraphs[paragraph][0]) is not None
        return (
            content.endswith((".", ":"))
            and len(content) <= (LONGEST_HEADING if numbered else LONGEST_RUN_IN)
            and (len(words) > 1 or numbered)
            and (numbered or content[-1] == ":" or capitals >= 0.6 * len(words))
            and running(content) == 0
            and self.opens_turn(paragraph + 1)
        )

    def names_topic(self, paragraph: int, content: str) -> bool:
        """Whether a few words without a verb stand between the end of one sentence and the start of another."""
        if not 0 < paragraph < len(self.body.paragraphs) - 1 or running(content):
            return False
        before, following = self.body.paragraphs[paragraph - 1], self.body.paragraphs[paragraph + 1]
        return self.text[before[1] - 1] in ".!?" and self.text[following[0]].isupper()

    def numbered_heading(self, paragraph: int, content: str) -> bool:
        """Whether a paragraph with this content is a heading because it has a number, alone, and no verb."""
        start, before = self.body.paragraphs[paragraph][0], self.body.paragraphs[max(0, paragraph - 1)][0]
        return (
            NUMBERED.match(self.text, start) is not None
            and NUMBERED.match(self.text, before) is None
            and running(content) == 0
            and ". " not in content
        )

    def runs_in(self, sentence: Sentence) -> bool:
        """Whether a few words without a verb open a paragraph ("1. Germany."), before somebody takes the floor."""
        words = self.text[sentence.start : sentence.end]
        return (
            not sentence.labelled
            and len(words) <= LONGEST_RUN_IN
            and sentence.head is None
            and words[0] not in OPENING
            and not YES_OR_NO.match(words)
            and running(words) == 0
            and not IN_PERSON.search(words)
            and words.rstrip()[-1:] in (".", "-", "–", "—")
            and self.tells_of_speaker(self.body.sentence_at.get(sentence.end))
        )

    def tells_of_speaker(self, sentence: Sentence | None) -> bool:
        """Whether a sentence tells by its head what somebody who speaks, or all together, say or hold."""
        if sentence is None:
            return False
        tell = (c for c in sentence.clauses if not c.pronoun and c.verb.classes & {"reporting", "stance"})
        return sentence.collective or bool(sentence.joint) or any(self.speakers.named(c) is not None for c in tell)

    def is_item_before_narration(self, sentence: Sentence) -> bool:
        """Whether a paragraph has a number, and the next one tells what nobody in particular says."""
        paragraphs, following = self.body.paragraphs, sentence.paragraph + 1
        if following == len(paragraphs) or NUMBERED.match(self.text, *paragraphs[following - 1]) is None:
            return False
        return narrates(self.text, *paragraphs[following]) is not None
