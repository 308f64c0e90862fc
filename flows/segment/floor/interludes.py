"""Interludes: where nobody in particular speaks, by the form and the place of a paragraph."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import islice, takewhile

from flows.lexicons import entries
from flows.segment.body import Body, Sentence
from flows.segment.clauses.finding import head_clause
from flows.segment.clauses.occasions import BEING, is_past, main_verb
from flows.segment.floor.events import Event
from flows.segment.heads.date_lines import read_date_line
from flows.segment.heads.paragraph_kinds import is_heading_of_record, is_presence
from flows.segment.heads.prose import running
from flows.segment.labels.patterns import TIME
from flows.segment.names import MENTION
from flows.segment.paragraphs import narrates
from flows.segment.people.speakers import Speakers
from flows.segment.rare import RarePattern
from flows.segment.sentences import PARAGRAPH_NUMBER, PORTION_MARK

PORTION = re.compile(rf"{PORTION_MARK}\W*$")
NOTE = re.compile(
    r"\W*(?:\w+['’]s\s|[Ss]pecial\s)?"
    r"(?:COMMENTS?|Comments?|ASSESSMENT|Assessment|Evaluation|NOTES?|Notes?|Remarks?|Footnotes?|N\.B\.)"
    r"(?:\s?:|\)(?=\s[A-Z]))"
)
OPENING = "(["
BRACKETS = re.compile(r"[()\[\]]")
NOTE_IN_BRACKETS = re.compile(r"\([A-Z][A-Za-z]+:\s[^().!?]{1,400}[.!?]?\)")  # "(Note: It was late.)", two sentences
# "/laughter in the room/", "/break, 5.05–5.40/", "—The line was cut.—"
BETWEEN_STROKES = re.compile(r"/(?!\s)[^/\n]{1,240}(?<!\s)/[.]?|[—–]\s?[A-Z][^—\n]{1,240}[—–]")
# What a scanner makes of notes by hand: signs that no sentence has between spaces.
SCRIBBLE = re.compile(r"(?<!\S)(?:(?!\.{2,5}(?!\S)|-{2,}|/{2})[^\w\s—–…]{2,4}|[.,()\[\]\\|~])(?!\S)")
LEAST_SCRIBBLES = 2
LONGEST_SCRIBBLE = 100
ITEM = re.compile(rf"(?:{PARAGRAPH_NUMBER}|[•·*–—-])\s")
MOST_ITEMS = 20
ENCLOSED_END = re.compile(r"[)\]][^()\[\]]{0,4}$")
HEADING_END = re.compile(r"(?<!\b[A-Z\d])(?<!\b\d\d)[.!?:;,\"”’)…]\s*$")
YES_OR_NO = re.compile(rf"(?:{'|'.join(entries('short-replies'))})\s?[,;]")  # "Yes; at length."
BULLETS = "•·*–—-"
BEFORE_HEADING = re.compile(r"(?:[•·*–—-]\s+)?(?:(?:\d{4}\.|" + PARAGRAPH_NUMBER + r")\s+)?(?:[–—-]\s+)?")
NUMBERED = re.compile(r"(?:\d{4}\.|" + PARAGRAPH_NUMBER + r")\s")
YEAR_END = re.compile(r"\b\d{4}\W*$")
LONGEST_YEAR_END = 10
ASIDE_AT_END = re.compile(r"\s\([^()\n]{3,80}\)$")  # "Port City, 4 May 1951 (interpreter: Mr. Smith)"
STAMP = re.compile(rf"[\[(]?{TIME}[\])]?")  # when what follows was said, on a line of its own
LEAST_TURNS = 6  # paragraphs with a label
MOST_LONGER = 8  # of so many turns one may go on in a further paragraph
MOST_APART = 8  # paragraphs in a row
MODAL = re.compile(r"\b(?:would|could|should|might)\b")
ENDED = re.compile(r"[.?!…—–-][\"”’)\]]{0,2}\s*$")
LONGEST_HEADING = 120
LONGEST_RUN_IN = 60
MOST_OF_TOPIC = 5  # words
LONGEST_ASIDE = 2000
LONGEST_REMARK = 240  # of the drafter about all, between two labelled turns
CONTINUED = re.compile(r"\s\((?:continued|cont['’]?d|concluded|resumed)\)$")
IN_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Uu]s|[Mm]e|[Yy]ou|[Yy]our)\b(?!\.)")
AS_SPOKEN = re.compile(r"\b(?:[Vv]erbatim|[Ww]ord for word|[Ss]horthand|[Ss]tenogra\w*|[Tt]ranscri\w+)\b")
SUBJECT = RarePattern(
    r"(?:(?:(?:In|On|At|After|Before|During|Then|Here|Later|Afterwards?|Next)\b[^.,;:?!]{0,40},?\s)?[Tt]here"
    rf"|They|Both|The (?:two|{'|'.join(entries('bystanders'))})|All|Everybody|Everyone|An? [a-z]+"
    rf"|(?P<name>{MENTION}))(?=,?\s[a-z])"
)
PAST = re.compile(r"\b(?:was|were|had|did|went|came|took|gave|rose|left|led|read|sat|stood|brought|[a-z]{2,}ed)\b")
LONGEST_SHORT = 100  # characters
MOST_SHORT = 0.2  # of the paragraphs of a record
ONE_SENTENCE = re.compile(r"[A-Z][^.:;?!\"“”‘(\[\]\d]+\.")
OF_SOMEBODY_ELSE = re.compile(r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Hh]im|[Tt]hem|would|could|should|might|must|ought)\b")
PRESENT = re.compile(r"\b(?:is|are|am|has|have|will|shall|can|must|do|does|don['’]t)\b|[?!]")


class Interludes:
    """Finds the headings, editors' notes and drafter's remarks of one body."""

    def __init__(self, body: Body, speakers: Speakers) -> None:
        self.body = body
        self.text = body.text
        self.speakers = speakers

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

    @cached_property
    def by_paragraph(self) -> bool:
        """Whether nearly every turn of a labelled record is one paragraph long."""
        own = {self.body.paragraph_of(at) for label in self.body.labels for at in (label.start, label.speech_start)}
        if len(own) < LEAST_TURNS or self.body.dashes:
            return False
        others = (self.body.paragraphs[n] for n in range(min(own), len(self.body.paragraphs)) if n not in own)
        said = sum(self.is_said(start, end) for start, end in others)
        return MOST_LONGER * said <= len(own)

    def is_said(self, start: int, end: int) -> bool:
        """Whether a stretch of text is long, or in the first or second person, or asks, or tells of now or later."""
        signs = (IN_PERSON, PRESENT, MODAL)
        return end - start > LONGEST_REMARK or any(sign.search(self.text, start, end) for sign in signs)

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
        after = next((n for n in range(first, len(paragraphs)) if paragraphs[n][0] in self.body.label_at), None)
        apart = paragraphs[first:after]
        return len(apart) <= MOST_APART and not any(self.is_said(*paragraph) for paragraph in apart)

    def tells_past(self, paragraph: int) -> bool:
        """Whether all in a paragraph is told in the past, and of others."""
        start, end = self.body.paragraphs[paragraph]
        if IN_PERSON.search(self.text, start, end) or PRESENT.search(self.text, start, end):
            return False
        return PAST.search(self.text, start, end) is not None

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

    def end_of_note(self, sentence: Sentence) -> int | None:
        """Where a note ends that a sentence opens and that has no other sentence in it: "(Note: It was late.)"; or
        None.
        """
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
        following = islice(
            self.body.sentences, bisect_right(self.body.sentences, sentence.start, key=lambda s: s.start), None
        )
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

    def heading(self, sentence: Sentence) -> bool:
        """Whether a paragraph is a heading in the body: short, in capitals or title case, without the end of a
        sentence.
        """
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

    def is_dated(self, start: int, end: int) -> bool:
        """Whether a paragraph is no more than a place and a day, as those who sign put them: "Oslo, 4 May 1951."."""
        end -= len(aside[0]) if (aside := ASIDE_AT_END.search(self.text, start, end)) else 0
        if not YEAR_END.search(self.text, max(start, end - LONGEST_YEAR_END), end):
            return False
        line = read_date_line(self.text[start:end])
        return line is not None and line.date.precision == "day"

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
        clauses = [clause for clause in (sentence.head, *sentence.fronted) if clause is not None and not clause.pronoun]
        return (
            sentence.collective
            or bool(sentence.joint)
            or any(
                clause.verb.classes & {"reporting", "stance"} and self.speakers.named(clause) is not None
                for clause in clauses
            )
        )

    def stands_apart(self, sentence: Sentence) -> bool:
        """Whether a paragraph between two turns of a labelled record belongs to neither: nobody says "I" there, and
        somebody else takes the floor at once.
        """
        start, end = self.body.paragraphs[sentence.paragraph]
        return (
            end - start <= LONGEST_REMARK
            and self.opens_turn(self.after_items(sentence.paragraph + 1))
            and IN_PERSON.search(self.text, start, end) is None
        )

    def after_items(self, paragraph: int) -> int:
        """The first of the paragraphs from one on that is no item of a list and does not say when, where or before whom
        the talk was held.
        """
        last = min(paragraph + MOST_ITEMS, len(self.body.paragraphs))
        while paragraph < last:
            start, end = self.body.paragraphs[paragraph]
            item = ITEM.match(self.text, start, end) or STAMP.fullmatch(self.text, start, end)
            about = self.is_dated(start, end) or self.enclosed(paragraph) or is_presence(self.text[start:end])
            if start in self.body.label_at or not (item or about):
                break
            paragraph += 1
        return paragraph

    def is_item_before_narration(self, sentence: Sentence) -> bool:
        """Whether a paragraph has a number, and the next one tells what nobody in particular says."""
        paragraphs, following = self.body.paragraphs, sentence.paragraph + 1
        if following == len(paragraphs) or NUMBERED.match(self.text, *paragraphs[following - 1]) is None:
            return False
        return narrates(self.text, *paragraphs[following]) is not None

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

    def in_capitals(self, paragraph: int) -> bool:
        """Whether a paragraph is short and all in capitals."""
        start, end = self.body.paragraphs[paragraph]
        return end - start <= LONGEST_RUN_IN and self.text[start:end].isupper()

    def remark(self, sentence: Sentence) -> Event | None:
        """The drafter's own words on what those present did, or on the course of the talk, between two turns."""
        if not sentence.opens or not self.stands_apart(sentence):
            return None
        if self.tells_shortly(sentence):
            return Event(sentence.start, "narration", None, "remark", 0.5)
        if not sentence.labelled:
            return None
        subject = SUBJECT.match(self.text, sentence.start, sentence.end)
        if (
            subject is None
            or (subject["name"] is not None and self.speakers.mentioned(subject["name"]) is None)
            or not PAST.search(self.text, subject.end(), sentence.end)
            or PRESENT.search(self.text, sentence.start, sentence.end)
        ):
            return None
        return Event(sentence.start, "narration", None, "remark", 0.6)

    def tells_shortly(self, sentence: Sentence) -> bool:
        """Whether a paragraph is one short sentence in the past without "he", in a record that has few so short: "The
        tea had grown cold.". What somebody goes on to say is longer, or tells what would be.
        """
        start, end = self.body.paragraphs[sentence.paragraph]
        if not self.is_short(start, end) or self.is_terse or OF_SOMEBODY_ELSE.search(self.text, start, end):
            return False
        verb = main_verb(self.text, start, end)
        return verb is not None and (verb[0] in BEING or verb[0] == "had" or is_past(verb[0]))

    def is_short(self, start: int, end: int) -> bool:
        """Whether a paragraph is one short sentence that ends in a full stop."""
        return end - start <= LONGEST_SHORT and ONE_SENTENCE.fullmatch(self.text, start, end) is not None

    @cached_property
    def is_terse(self) -> bool:
        """Whether many of the paragraphs are one short sentence without a label."""
        plain = [(start, end) for start, end in self.body.paragraphs if start not in self.body.label_at]
        return sum(self.is_short(*bounds) for bounds in plain) > MOST_SHORT * len(self.body.paragraphs)
