"""Notes that leave out who speaks, as a habit: who takes the floor follows from the turns of the talk."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import islice, pairwise

from flows.lexicons import entries
from flows.segment.body import Sentence
from flows.segment.clauses.subjectless import FIRST, LEFT_ALONE, LEFT_ALONE_NOW, Left
from flows.segment.floor.answers import ASKING
from flows.segment.floor.exchange import Exchange
from flows.segment.names import MENTION
from flows.segment.paragraphs import FIRST_WORD
from flows.segment.people.listening import WITHOUT_SUBJECT
from flows.segment.people.meetings import MEETING
from flows.segment.people.members import Member

FARTHEST = 6  # sentences
LONGEST_HEADING = 60
LEAST = 2  # sentences that leave out who speaks, where that is a habit
ASKED_BY_NAME = re.compile(rf"\b(?:[Aa]sked|[Tt]urned to|[Ii]nvited|[Cc]alled on)\s(?P<who>{MENTION})")
ANSWER = re.compile(rf"(?:{'|'.join(entries('short-replies'))})\b")


class LeftOut:
    """Finds who speaks in sentences of an exchange that do not say so."""

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange
        self.body = exchange.body
        self.speakers = exchange.speakers

    @cached_property
    def habitual(self) -> bool:
        """Whether the record leaves out who speaks time and again."""
        return sum(s.left_out not in (None, Left.NOW) for s in self.body.sentences) >= LEAST or self.tells_him_now

    def taker(self, sentence: Sentence) -> Member | None:
        """Who takes the floor in a sentence that leaves out who speaks; None where it goes on, or does not."""
        if self.by_paragraph and not sentence.labelled:
            answers = not self.is_inside(sentence) and (sentence.opens or self.follows_asking(sentence))
            return self.next_of_two(sentence) if answers else None
        if sentence.left_out is None or not self.habitual:
            return None
        left = sentence.left_out
        drafting, current = self.speakers.drafting, self.exchange.current
        who: Member | None = None
        if left is Left.NOW:
            who = self.exchange.drafter.partner if self.tells_him_now else None
        elif left is Left.OPENS:
            who = self.opener(sentence)
        elif drafting is not None and (left is Left.OWN or self.is_own_past(sentence)):
            who = drafting
        elif self.exchange.nobody_holds() or self.exchange.acting:
            who = self.exchange.drafter.partner if drafting is not None else None
        elif left is Left.ANSWERS or self.follows_asking(sentence):
            who = self.other()
        return who if who is not current or self.exchange.nobody_holds() or self.exchange.acting else None

    @cached_property
    def tells_him_now(self) -> bool:
        """Whether the record tells in the present, and leaving him out, what one says whom its drafter has just met."""
        if self.speakers.drafting is None:
            return False
        met = (before for before, s in pairwise(self.body.sentences) if s.left_out is Left.NOW and not s.opens)
        firsts = (FIRST_WORD.match(self.body.text, before.start, before.end) for before in met)
        return any(f is not None and MEETING.match(f.string, f.start(1), f.endpos) is not None for f in firsts)

    def is_own_past(self, sentence: Sentence) -> bool:
        """Whether a sentence tells in the past what the drafter said, those whom he met left out in the present."""
        first = FIRST.match(self.body.text, sentence.start, sentence.end)
        plain = first is not None and first["word"].lower() not in LEFT_ALONE
        return plain and self.tells_him_now and sentence.left_out is Left.SAYS

    def is_said(self, sentence: Sentence) -> bool:
        """Whether a sentence leaves out, as a habit, who said or thought what it tells in the past."""
        first = FIRST.match(self.body.text, sentence.start, sentence.end) if sentence.left_out is not None else None
        return first is not None and self.habitual and first["word"].lower() not in LEFT_ALONE | LEFT_ALONE_NOW

    @property
    def by_paragraph(self) -> bool:
        """Whether the two who talk, left out time and again, take the floor in turn, each with a paragraph of his."""
        return self.speakers.principals is not None

    def next_of_two(self, sentence: Sentence) -> Member | None:
        """Who takes the floor in a paragraph that does not say so: who was asked by name, or else the other of two."""
        if sentence.bracketed or sentence.impersonal or sentence.collective or self.speakers.principals is None:
            return None
        if any(self.speakers.named(clause) for clause in sentence.clauses):
            return None
        guest, host = self.speakers.principals
        current, before = self.exchange.current, self.exchange.before
        at = self.body.sentence_from(sentence.start) - 1
        if at >= 0 and not self.exchange.nobody_holds():
            asking = self.body.sentences[at]
            asked = ASKED_BY_NAME.search(self.body.text, asking.start, asking.end)
            member = self.speakers.mentioned(asked["who"]) if asked is not None else None
            if member is not None and member is not current:
                return member
        return host if current is guest or (current is not host and before is guest) else guest

    def is_nobodys(self, sentence: Sentence) -> bool:
        """Whether the paragraph that a sentence opens is a heading or an aside, where each other one is a turn."""
        if not self.by_paragraph or not sentence.opens or sentence.labelled:
            return False
        start, end = self.body.paragraphs[sentence.paragraph]
        words = self.body.text[start:end].strip()
        heading = words[-1:].isalnum() and len(words) <= LONGEST_HEADING
        return heading or (words.startswith("(") and words.endswith(")"))

    def is_inside(self, sentence: Sentence) -> bool:
        """Whether a sentence stands in a paragraph that is one turn, and begins with no word that answers."""
        inside = self.by_paragraph and not sentence.opens and not sentence.labelled
        return inside and ANSWER.match(self.body.text, sentence.start, sentence.end) is None

    def opener(self, sentence: Sentence) -> Member | None:
        """Who asks or tells in a sentence that does not say so: the drafter, or who is not answered by himself."""
        drafting, current = self.speakers.drafting, self.exchange.current
        if WITHOUT_SUBJECT.match(self.body.text, sentence.start, sentence.end):
            return None  # "Asked him": the drafter, wherever he is
        if drafting is not None and not (self.names_drafter and self.next_named(sentence) is drafting):
            return drafting
        return self.other() if current is not None and self.next_named(sentence) is current else None

    @cached_property
    def names_drafter(self) -> bool:
        """Whether the drafter is "I" in a clause of saying."""
        heads = (head for s in self.body.sentences if (head := s.head) is not None)
        return any(self.speakers.is_person(head) and self.speakers.says(head) for head in heads)

    def next_named(self, sentence: Sentence) -> Member | None:
        """Who is named next as saying something; None where nobody soon is, or who answers first is left out too."""
        at = self.body.sentence_from(sentence.start)
        answer = self.body.sentences[at + 1] if at + 1 < len(self.body.sentences) else None
        if answer is not None and answer.left_out in (Left.SAYS, Left.ANSWERS) and self.speakers.drafting is not None:
            return None
        for following in islice(self.body.sentences, at + 1, at + 1 + FARTHEST):
            for clause in following.clauses:
                if clause.auxiliary or not clause.verb.classes & {"reporting", "stance"}:
                    continue
                if not clause.pronoun:
                    return self.speakers.named(clause)
                drafting = self.speakers.drafting
                return drafting if self.speakers.is_person(clause) else self.exchange.drafter.partner
        return None

    def follows_asking(self, sentence: Sentence) -> bool:
        """Whether the sentence before, in the same paragraph, asks for something."""
        if sentence.opens or self.exchange.nobody_holds():
            return False
        at = self.body.sentence_from(sentence.start) - 1
        before = self.body.sentences[at]
        words = self.body.text[before.start : before.end]
        return ASKING.search(words.lower()) is not None or words.rstrip().endswith("?")

    def other(self) -> Member | None:
        """Who talks with him who holds the floor."""
        drafting = self.speakers.drafting
        if drafting is not None:
            return self.exchange.drafter.partner if self.exchange.current is drafting else drafting
        return self.exchange.facing() or self.exchange.before
