"""Where who holds the floor goes on after narration, a note or a heading that only interrupts him."""

from __future__ import annotations

import re
from functools import cached_property

from flows.segment.body import Sentence
from flows.segment.floor.between_turns import IN_PERSON, PRESENT
from flows.segment.floor.deciding import Deciding
from flows.segment.floor.events import Event
from flows.segment.floor.interludes import NOTE
from flows.segment.labels.label import Label
from flows.segment.paragraphs import narrates

ENDING = re.compile(r"\b(?:[Ee]nd|ends|ended|adjourned|closed|concluded|rose|lasted|was over)\b")
OF_MANNER = re.compile(r"(?:He|She) (?:spoke|talked|was (?:speaking|\w+ly))\b")  # who goes on: "He spoke quietly."


class GoingOn(Deciding):
    """An exchange in which a turn may go on after what stands within it."""

    def goes_on(self, event: Event) -> bool:
        """Whether somebody holds the floor, and "He added" and the like says that the same person goes on."""
        return event.rule == "pronoun" and event.kind == "speech" and event.member in (self.current, None)

    def goes_through(self, sentence: Sentence) -> bool:
        """Whether a sentence goes on that a heading seems to have broken, as what a page had at its foot or head."""
        goes_on = sentence.opens and self.text[sentence.start].islower() and self.current is not None
        if not goes_on or not self.nobody_holds() or self.events[-1].rule != "heading":
            return False
        broken = self.events[-1].start
        before = self.text[max(0, broken - 4) : broken].rstrip()[-1:]
        return before.islower() or before == ","

    def left_out(self, pending: Event, sentence: Sentence) -> bool:
        """Whether narration is an editor's word on what he left out, in the paragraph that goes on with a sentence."""
        omission = narrates(self.text, pending.start) is not None and self.text[pending.start] == "["
        return omission and not sentence.opens

    def ends(self, pending: Event) -> bool:
        """Whether narration after the last label says that the talk or its recording ends."""
        last = self.body.labels[-1].start if self.body.labels else pending.start
        head = (pending.start, min(len(self.text), pending.start + 80))
        return pending.start > last and ENDING.search(self.text, *head) is not None

    def interrupts(self, pending: Event) -> bool:
        """Whether narration is only an interruption of the turn that goes on with an unattributed sentence."""
        if pending.rule == "parenthesis" or OF_MANNER.match(self.text, pending.start) is not None:
            return True
        paragraph = self.body.paragraph_of(pending.start)
        end = self.body.paragraphs[paragraph][1]
        ends = ENDING.search(self.text, pending.start, min(end, pending.start + 80)) is not None
        lasting = self.text[end - 1] in ":—" or ends or self.is_last_said(pending)
        noted = NOTE.match(self.text, pending.start, end) is not None
        return self.body.labelled_at(paragraph) and pending.rule == "narration" and not lasting and not noted

    def is_aside(self, pending: Event, sentence: Sentence) -> bool:
        """Whether narration inside a paragraph, on neither what all agree nor who keeps silent, stands right before a
        sentence that tells what the same one goes on to say: "I asked for a list. You may know it. I said that".
        """
        told = self.body.sentence_at.get(pending.start)
        if told is None or told.paragraph != sentence.paragraph or told.opens or sentence.labelled:
            return False
        silent = told.head is not None and self.standing.is_silence(told.head)
        return pending.rule in ("remark", "narration") and not (told.agreed or silent)

    def is_last_said(self, pending: Event) -> bool:
        """Whether nothing after narration that follows the last label is in the first or second person, or present."""
        last = self.body.labels[-1].start if self.body.labels else pending.start
        end = self.body.paragraphs[self.body.paragraph_of(pending.start)][1]
        return pending.start > last and self.last_in_talk < end

    @cached_property
    def last_in_talk(self) -> int:
        """Where, from the last label on, a word in the first or second person or present stands last; or -1."""
        rest = (self.text, self.body.labels[-1].start, self.body.end)
        return max((match.start() for sign in (IN_PERSON, PRESENT) for match in sign.finditer(*rest)), default=-1)

    def end_of_interjection(self, label: Label) -> int | None:
        """Where the text goes on after a parenthesis that opens with a label: "(Interjection AM: ...)"; or None."""
        before, after = self.text[label.start : label.label_start], self.text[label.label_end : label.label_end + 1]
        if not before.startswith("(") or ")" in before or after == ")":
            return None
        end = self.body.paragraphs[self.body.paragraph_of(label.start)][1]
        close = self.text.find(")", label.speech_start, end)
        if close < 0:
            return None
        close += 1
        while close < end and not self.text[close].isalnum():
            close += 1
        return close

    def speaks_after_act(self, sentence: Sentence, event: Event) -> bool:
        """Whether who smiles, laughs or nods, and has done so in the sentence before, here goes on with words."""
        last = self.events[-1] if self.events and self.acting else None
        return (
            last is not None
            and last.clause is not None
            and (last.rule != "visit" or last.clause.auxiliary is not None)
            and (
                not last.clause.verb.needs
                or last.clause.verb.lemma == "be"  # "was silent"
                or self.standing.is_silence(last.clause)  # "made no answer"
            )
            and last.member is event.member
            and event.kind == "speech"
            and (event.clause.pronoun if event.clause is not None else sentence.left_out is not None)
            and self.body.paragraph_of(last.start) == sentence.paragraph
        )
