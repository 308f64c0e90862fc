"""Interludes: where nobody in particular speaks, by the form and the place of a paragraph."""

from __future__ import annotations

import re
from itertools import islice, takewhile

from flows.segment.body import Sentence
from flows.segment.clauses.finding import head_clause
from flows.segment.floor.between_turns import LONGEST_REMARK, NUMBERED
from flows.segment.floor.events import Event
from flows.segment.floor.headings import Headings
from flows.segment.paragraphs import narrates
from flows.segment.sentences import PORTION_MARK

PORTION = re.compile(rf"{PORTION_MARK}\W*$")
NOTE = re.compile(
    r"\W*(?:\w+['’]s\s|[Ss]pecial\s)?"
    r"(?:COMMENTS?|Comments?|ASSESSMENT|Assessment|Evaluation|NOTES?|Notes?|Remarks?|Footnotes?|N\.B\.)"
    r"(?:\s?:|\)(?=\s[A-Z]))"
)
NOTE_IN_BRACKETS = re.compile(r"\([A-Z][A-Za-z]+:\s[^().!?]{1,400}[.!?]?\)")  # "(Note: It was late.)", two sentences
# "/laughter in the room/", "/break, 5.05–5.40/", "—The line was cut.—"
BETWEEN_STROKES = re.compile(r"/(?!\s)[^/\n]{1,240}(?<!\s)/[.]?|[—–]\s?[A-Z][^—\n]{1,240}[—–]")
# What a scanner makes of notes by hand: signs that no sentence has between spaces.
SCRIBBLE = re.compile(r"(?<!\S)(?:(?!\.{2,5}(?!\S)|-{2,}|/{2})[^\w\s—–…]{2,4}|[.,()\[\]\\|~])(?!\S)")
LEAST_SCRIBBLES = 2
LONGEST_SCRIBBLE = 100
LONGEST_ASIDE = 2000
AS_SPOKEN = re.compile(r"\b(?:[Vv]erbatim|[Ww]ord for word|[Ss]horthand|[Ss]tenogra\w*|[Tt]ranscri\w+)\b")


class Interludes(Headings):
    """Finds the headings, editors' notes and drafter's remarks of one body."""

    def find(self, sentence: Sentence) -> Event | None:
        """Narration that its form gives away: an editor's note, a heading, a parenthesis of the drafter."""
        text = self.text
        end = self.body.paragraphs[sentence.paragraph][1]
        whole = sentence.opens and sentence.end >= end
        if sentence.opens and NUMBERED.match(text, sentence.start, end) and self.enclosed(sentence.paragraph):
            return Event(sentence.start, "narration", None, "parenthesis", 0.8)
        if (sentence.bracketed and whole) or (
            sentence.opens and text[sentence.start] == "[" and self.enclosed(sentence.paragraph)
        ):
            return Event(sentence.start, "narration", None, "editorial-note", 0.9)
        if sentence.bracketed and narrates(text, sentence.start):
            return Event(sentence.start, "narration", None, "editorial-note", 0.8)
        if sentence.bracketed and not sentence.opens and self.is_editors(sentence):
            return Event(sentence.start, "narration", None, "parenthesis", 0.8)
        if sentence.opens and BETWEEN_STROKES.fullmatch(text, sentence.start, end):
            return Event(sentence.start, "narration", None, "parenthesis", 0.8)
        if sentence.run_in or self.heading(sentence) or self.is_scribble(sentence):
            return Event(sentence.start, "narration", None, "heading", 0.7)
        if self.is_between_turns(sentence):
            return Event(sentence.start, "narration", None, "remark", 0.6)
        if (
            text[sentence.start] == "("
            and not PORTION.match(text, sentence.start, sentence.end)
            and (self.closes(sentence) or (sentence.opens and self.enclosed(sentence.paragraph)))
        ):
            inner = head_clause(text, sentence.start + 1, sentence.end) or next(iter(sentence.fronted), None)
            if (
                inner is not None
                and "reporting" in inner.verb.classes
                and "action" not in inner.verb.classes
                and inner.auxiliary != "had"
                and not sentence.labelled
                and self.speakers.named(inner) is not None
            ):
                return None
            single = self.text.find(")", sentence.start, sentence.end) >= 0 or self.end_of_note(sentence) is not None
            return Event(sentence.start, "narration", None, "parenthesis" if single else "remark", 0.8)
        return None

    def is_editors(self, sentence: Sentence) -> bool:
        """Whether a sentence in square brackets, within a paragraph of reported speech, tells of nobody who speaks."""
        if sentence.labelled or not self.text[sentence.start + 1].isupper():
            return False
        inner = head_clause(self.text, sentence.start + 1, sentence.end)
        return inner is None or not (inner.pronoun or self.speakers.named(inner) is not None)

    def is_scribble(self, sentence: Sentence) -> bool:
        """Whether a paragraph of a labelled record is what a scanner made of notes by hand."""
        start, end = self.body.paragraphs[sentence.paragraph]
        if not sentence.opens or not sentence.labelled or end - start > LONGEST_SCRIBBLE:
            return False
        return len(SCRIBBLE.findall(self.text, start, end)) >= LEAST_SCRIBBLES

    def announces(self, sentence: Sentence) -> bool:
        """Whether a paragraph says that the words which follow are given as they were spoken."""
        start, end = self.body.paragraphs[sentence.paragraph]
        return self.text[end - 1] == ":" or (
            end - start <= LONGEST_REMARK and AS_SPOKEN.search(self.text, start, end) is not None
        )

    def is_note(self, sentence: Sentence) -> bool:
        """Whether a whole paragraph is a note: in brackets or between strokes, or after a word that says so."""
        end = self.body.paragraphs[sentence.paragraph][1]
        noted = NOTE.match(self.text, sentence.start, sentence.end) or BETWEEN_STROKES.fullmatch(
            self.text, sentence.start, end
        )
        return noted is not None or self.enclosed(sentence.paragraph)

    def end_of_note(self, sentence: Sentence) -> int | None:
        """Where a note of one sentence ends that a sentence opens: "(Note: It was late.)"; or None."""
        note = NOTE_IN_BRACKETS.match(self.text, sentence.start, self.body.paragraphs[sentence.paragraph][1])
        return note.end() if note is not None else None

    def end_of_remark(self, sentence: Sentence) -> int | None:
        """Where a remark of the drafter's in brackets ends that a sentence opens within its paragraph: "(I doubt this.
        He has a house there.)"; None where it goes on with what somebody said.
        """
        end = self.body.paragraphs[sentence.paragraph][1]
        if sentence.opens or sentence.labelled or self.text[sentence.start] != "(":
            return None
        close = self.text.find(")", sentence.end, min(end, sentence.start + LONGEST_ASIDE))
        following = islice(self.body.sentences, self.body.sentence_from(sentence.start + 1), None)
        heads = (s.head for s in takewhile(lambda s: s.start < close, following))
        told = any(head is not None and "reporting" in head.verb.classes for head in heads)
        return close + 1 if close > 0 and not told else None

    def closes(self, sentence: Sentence) -> bool:
        """Whether the parenthesis that opens a sentence closes at the end of a sentence, within its paragraph."""
        end = self.body.paragraphs[sentence.paragraph][1]
        close = self.text.find(")", sentence.start, min(end, sentence.start + LONGEST_ASIDE))
        if close < 0:
            return False
        return close + 1 >= end or self.text[close - 1] in ".!?"
