"""Following the floor: from sentence to sentence, who takes it, and where nobody holds it."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import replace
from itertools import islice, pairwise, takewhile

from flows.lexicons import entries
from flows.segment.body import Body, Sentence
from flows.segment.floor.answers import DEPARTING
from flows.segment.floor.between_turns import ITEM, PAST, PRESENT
from flows.segment.floor.events import Event
from flows.segment.floor.going_on import ENDING, GoingOn
from flows.segment.floor.headings import BEFORE_HEADING
from flows.segment.floor.interjections import interjections
from flows.segment.floor.own_words import OF_DRAFTER, REMARK
from flows.segment.floor.put_in import PutIn
from flows.segment.heads.footer import foot_kind
from flows.segment.heads.papers import marked_off
from flows.segment.heads.paragraph_kinds import SIGNED
from flows.segment.labels.label import IN_PARAGRAPH, Label
from flows.segment.names import MENTION, ROLE
from flows.segment.paragraphs import FIRST_WORD, narrates
from flows.segment.people.members import Member
from flows.segment.people.mentions import names_in
from flows.segment.people.speakers import Speakers
from flows.segment.rare import RarePattern
from flows.segment.sentences import PARAGRAPH_NUMBER, sentence_starts
from flows.segment.told import OF_LATER

AT_OPENING = RarePattern(
    rf"(?:{PARAGRAPH_NUMBER}\s)?(?!(?:H[ei]s?|She|Her|It|They|We|I)\s[a-z])(?P<subject>{ROLE}|{MENTION})"
    rf"\s(?:was|were|had|then|[a-z]+ed|{'|'.join(entries('strong-pasts'))})\b"
)
BRACKETED = re.compile(r"\[[A-Z][^\[\]]{10,}\]\s*")
# "Following the meeting Mr. Smith stayed behind."
STAYING = re.compile(r"\b(?:stayed|remained|lingered|waited|kept|sat|talked on|had (?:left|gone|departed|withdrawn))\b")
PARTED = "parted-labels"
SAID_TO_YOU = re.compile(r"\b[Yy]ou(?:rs?)?\b|\?")
CHANGED = 0.6  # how sure it is that somebody else speaks where a mark says so
UNKNOWN = 0.2  # how sure it is that a turn starts there
# "Thirdly, the ferry. The Ambassador asked": no heading, but his.
ONE_OF_SEVERAL = re.compile(
    rf"(?:{PARAGRAPH_NUMBER}\s)?(?:(?:First|Second|Third|Fourth|Fifth|Last)(?:ly)?|Finally|Next),\s"
)


class Floor(GoingOn):
    """Follows the floor through one body. `asides` are stretches of narration inside turns, filled by `follow`."""

    def __init__(self, body: Body, speakers: Speakers) -> None:
        super().__init__(body, speakers)
        self.asides: list[tuple[int, int]] = []
        self.interrupted: Member | None = None  # by a parenthesis that gives somebody else's words
        self.within = deque(label for label in body.labels if label.style.endswith(IN_PARAGRAPH))  # yet to come
        self.thrown_in = deque(interjections(body, speakers))  # yet to come
        self.thrown_in_end = -1  # where the last of them ends
        self.pending: Event | None = None  # narration that the sentence before began
        self.dropped: set[int] = set()  # narration that turned out to be an aside
        self.said_from = -1  # where the words after a label begin
        self.held = -1  # the paragraph that a label, or a note of the drafter's as a whole, holds
        self.own_account = False  # whether a heading leaves the floor to the drafter up to the next one
        self.note_end = -1  # where a note in brackets ends
        self.marked_off = deque(marked_off(self.text, 0, body.end))  # as a summary or comment, yet to come
        self.parted = deque(body.parted)  # yet to come
        self.put_in = PutIn(self.accounts, self.standing.in_present)

    def take(self, label: Label) -> None:
        """Give the floor to whom a label names."""
        before = self.current
        self.give(Event(label.start, "speech", self.speakers.labelled(label), "label", label.certainty, label=label))
        after = self.end_of_interjection(label)
        self.interrupted = before if after is not None else None
        if after is not None and after < self.body.paragraphs[self.body.paragraph_of(label.start)][1]:
            self.resume(after)
        else:
            self.leave_out(label)

    def leave_out(self, label: Label) -> None:
        """Let nobody hold the floor where an editor says, in brackets after a label, what he left out."""
        end = self.body.paragraphs[self.body.paragraph_of(label.start)][1]
        end = min(end, self.within[0].start) if self.within else end
        for match in BRACKETED.finditer(self.text, label.speech_start, end):
            if narrates(self.text, match.start()):
                self.give(Event(match.start(), "narration", None, "editorial-note", 0.8))
                if any(map(str.isalnum, self.text[match.end() : end])):
                    self.give(Event(match.end(), "speech", self.current, "resumed", 0.6))

    def resume(self, start: int) -> None:
        """Give the floor back to whom an interjection interrupted."""
        if self.interrupted is not None:
            self.give(Event(start, "speech", self.interrupted, "resumed", 0.6))
            self.interrupted = None

    def follow(self) -> list[Event]:
        """The events of the body in order: every place at which somebody takes the floor or nobody holds it."""
        for sentence in self.body.sentences:
            if self.is_parted(sentence):
                continue
            self.take_within(sentence.start)
            self.throw_in(sentence.start + 1)
            if sentence.start < self.thrown_in_end:
                continue
            if self.accounts.opens_paper(sentence):
                self.give(Event(sentence.start, "narration", None, "heading", 0.7))
                break
            label = self.body.label_at.get(sentence.start)
            if label is None and (self.held == sentence.paragraph or sentence.start <= self.said_from):
                continue
            label = label or self.stray_label(sentence)
            if label is not None:
                self.take_at_head(label, sentence)
            elif sentence.opens and sentence.paragraph in self.body.unnamed:
                unknown = Event(sentence.start, "speech", None, PARTED, CHANGED)
                self.give(self.in_dialogue(sentence) if self.body.dashes else unknown)
                self.pending, self.held = None, sentence.paragraph
            else:
                self.hear(sentence)
        else:
            self.take_within(len(self.text))
            self.throw_in(len(self.text))
        if (ending := self.ending()) is not None:
            self.give(ending)
        return sorted((event for event in self.events if id(event) not in self.dropped), key=lambda event: event.start)

    def is_parted(self, sentence: Sentence) -> bool:
        """Whether a sentence stands where labels are parted from what is said: it cannot be told who says it. What an
        editor notes there in brackets is nobody's.
        """
        while self.parted and self.parted[0][1] <= sentence.start:
            self.parted.popleft()
        if not self.parted or sentence.start < self.parted[0][0]:
            return False
        while self.within and self.within[0].start <= sentence.start:
            self.within.popleft()
        if sentence.bracketed:
            self.give(Event(sentence.start, "narration", None, "editorial-note", 0.8))
        elif sentence.start == self.parted[0][0] or self.nobody_holds():
            self.give(Event(sentence.start, "speech", None, PARTED, UNKNOWN))
        self.current = self.pending = None
        return True

    def take_within(self, end: int) -> None:
        """Let the labels in the middle of lines, as far as they stand before `end`, give the floor."""
        while self.within and self.within[0].start < end:
            self.take(self.within.popleft())
            self.pending = None

    def throw_in(self, end: int) -> None:
        """Let those who throw something in, as far as they do before `end`, take the floor and give it back."""
        while self.thrown_in and self.thrown_in[0].start < end:
            start, after, member, clause = self.thrown_in.popleft()
            if self.nobody_holds() or self.acting or member is self.current or start <= self.events[-1].start:
                continue
            before = self.current
            self.give(Event(start, "speech", member, "head-clause", 0.7, clause))
            self.thrown_in_end, self.interrupted = after, before
            if after < self.body.paragraphs[self.body.paragraph_of(start)][1]:
                self.resume(after)

    def take_at_head(self, label: Label, sentence: Sentence) -> None:
        """Let the label at the head of a sentence give the floor."""
        if sentence.opens and (sentence.labelled or self.text[label.start] == "("):
            self.held = sentence.paragraph
        if self.within and self.within[0] is label:
            self.within.popleft()
        self.pending, self.said_from = None, label.speech_start
        self.take(label)

    def hear(self, sentence: Sentence) -> None:
        """Let a sentence without a label do to the floor what it does."""
        if sentence.start < self.note_end or self.is_marked_off(sentence) or self.is_put_in(sentence):
            return
        event = self.interludes.find(sentence) if sentence.paragraph != self.commented else None
        if event is not None and event.rule == "parenthesis":
            self.note_end = self.interludes.end_of_note(sentence) or -1
        elif event is not None and event.rule == "remark":
            self.note_end = self.interludes.end_of_remark(sentence) or -1
        if own := self.accounts.heads_own_account(sentence):
            event = event or Event(sentence.start, "narration", None, "heading", 0.7)  # "Evaluation:"
        if event is not None and event.rule == "heading":
            self.own_account = own
        elif self.own_account:
            return
        away = self.accounts.away(sentence)
        if event is None and away is not None and (away["later"] or any(map(self.speakers.says, sentence.fronted))):
            event = Event(sentence.start, "narration", None, "away", 0.6)
        if event is None and self.accounts.runs_into_own_account(sentence):
            event = Event(sentence.start, "narration", None, "remark", 0.7)  # "Distribution: Minister; file."
            self.commented = sentence.paragraph
        if event is not None and self.heads_own_words(sentence):
            self.commented = sentence.paragraph
        event = event or self.decide(sentence, self.current) or self.between_records(sentence)
        if event is None and sentence.opens and sentence.labelled and self.body.as_dialogue:
            end = self.body.paragraphs[sentence.paragraph][1]
            told = SAID_TO_YOU.search(self.text, sentence.start, end) is None
            event = Event(sentence.start, "narration", None, "remark", 0.6) if told else None
        stays = away is not None and STAYING.search(self.text, away.end(), sentence.end) is not None
        if away is not None and (event is None or event.kind == "narration"):
            event = Event(sentence.start, "narration", None, "remark" if stays else "away", 0.6)
        comments = event is not None and event.kind == "narration"
        comments = comments and (self.accounts.heads_comment(sentence) or self.gives_opinion(sentence))
        if comments or (event is not None and event.rule == "away"):
            self.commented = sentence.paragraph
        aside = False
        if event is not None and self.pending is not None and self.goes_on(event):
            aside = self.is_aside(self.pending, sentence)
            event = None if aside or self.interrupts(self.pending) else event
        if event is None:
            self.go_on(sentence, aside)
        else:
            first = names_in(self.text, away.end(), sentence.end) if away is not None and stays else iter(())
            staying = next(filter(None, map(self.speakers.mentioned, first)), None)
            self.topic, self.interrupted = staying or self.only_named(sentence, event), None
            if self.topic is not None and self.topic is not self.speakers.drafting:
                self.drafter.partner = self.topic
        self.pending = event if event is not None and event.kind == "narration" else None
        if self.pending is not None and sentence.opens and self.interludes.is_note(sentence):
            self.held = sentence.paragraph
        if event is not None:
            self.happen(event, sentence)
        elif self.acting and self.quotes_actor(sentence):
            self.let_speak()
        if (
            not sentence.labelled
            and sentence.paragraph != self.commented
            and (event is None or event.kind != "narration" or event.rule in ("narration", "collective", "remark"))
        ):
            for further in self.further_events(sentence, event, self.current):
                self.give(further)
        self.put_in.announce(sentence, self.acting, not (self.acting or self.nobody_holds()))

    def is_put_in(self, sentence: Sentence) -> bool:
        """Whether a sentence is of a paper that the drafter puts in: nobody holds the floor there."""
        put_in = self.put_in.holds(sentence)
        if put_in and not self.nobody_holds():
            self.give(Event(sentence.start, "narration", None, "remark", 0.7))
        return put_in

    def gives_opinion(self, sentence: Sentence) -> bool:
        """Whether a paragraph in which nobody is told to say anything opens with what the drafter thinks of it all: "My
        impression is that he meant it. The Minister, who is a cautious man, would not have come."
        """
        if not sentence.opens or sentence.labelled or self.speakers.drafting is None:
            return False
        first = FIRST_WORD.match(self.text, sentence.start, sentence.end)
        remark = REMARK.match(self.text, first.start(1), sentence.end) if first is not None else None
        if remark is None or OF_DRAFTER.match(remark[0]) is None or PAST.search(remark[0]) is not None:
            return False  # "We then passed to the loan. The Minister would not hear of it."
        at = self.body.sentence_from(sentence.start) + 1
        rest = takewhile(lambda s: s.paragraph == sentence.paragraph, islice(self.body.sentences, at, None))
        clauses = (clause for s in rest for clause in s.clauses)
        return not any("reporting" in c.verb.classes and c.verb.form == "past" and not c.auxiliary for c in clauses)

    def between_records(self, sentence: Sentence) -> Event | None:
        """Narration where a record passes from labels to what it tells, or announces that it gives words as spoken."""
        if sentence.labelled or not sentence.opens or not self.body.labelled:
            return None
        returns = sentence.paragraph > 0 and self.body.labelled_at(sentence.paragraph - 1)
        if self.body.mixed:  # who has the label may go on: "It would be late."
            reported = OF_LATER.search(self.text, sentence.start, sentence.end) is not None
            returns = returns and not reported and self.interludes.tells_past(sentence.paragraph)
        following = self.body.paragraphs[sentence.paragraph + 1 : sentence.paragraph + 2]
        announces = bool(following) and following[0][0] in self.body.label_at and self.interludes.announces(sentence)
        return Event(sentence.start, "narration", None, "remark", 0.6) if returns or announces else None

    def is_marked_off(self, sentence: Sentence) -> bool:
        """Whether a sentence stands between "Summary:" and "End summary": nobody holds the floor there."""
        while self.marked_off and self.marked_off[0][1] <= sentence.start:
            self.marked_off.popleft()
        within = bool(self.marked_off) and self.marked_off[0][0] < sentence.end and not sentence.labelled
        if within and not self.nobody_holds():
            self.give(Event(sentence.start, "narration", None, "remark", 0.8))
        return within

    def go_on(self, sentence: Sentence, aside: bool) -> None:
        """Let who holds the floor, or held it before narration that may be an `aside`, go on with a sentence."""
        pending = self.pending if self.current is not None else None
        if pending is not None and (aside or self.interrupts(pending)):
            # Narration after which the same speaker goes on is a stage direction of the turn.
            self.dropped.add(id(pending))
            whole = self.interludes.enclosed(self.body.paragraph_of(pending.start))
            bounds = sentence_starts(self.text, pending.start, sentence.start)
            end = sentence.start if whole else next(islice(bounds, 1, None), sentence.start)
            self.asides.append((pending.start, end))
        elif (
            (
                pending is not None
                and (sentence.labelled or self.left_out(pending, sentence))
                and pending.rule in ("heading", "editorial-note")
                and not ITEM.match(self.text, sentence.start, sentence.end)
                and not self.ends(pending)
            )
            or self.goes_through(sentence)
            or self.put_in.gives_back(sentence)
        ):
            self.give(Event(sentence.start, "speech", self.current, "resumed", 0.6))
        if sentence.opens:
            self.resume(sentence.start)
        told_of = self.told_of(sentence)
        if self.speakers.drafting is None:
            self.topic = told_of
        elif sentence.opens and told_of is not None and told_of is not self.speakers.drafting:
            self.drafter.partner = told_of  # "The Governor motioned to his aide. He said"

    def happen(self, event: Event, sentence: Sentence) -> None:
        """Let the event of a sentence happen, after the question that it answers."""
        if (asking := self.question_before(sentence, event)) is not None:
            self.give(asking)
        if self.speaks_after_act(sentence, event):
            self.let_speak()
        elif (remark := self.remark_on(sentence, event)) is not None:
            self.dropped.add(id(remark))
            self.give(replace(event, start=remark.start))
        else:
            self.give(event)

    def remark_on(self, sentence: Sentence, event: Event) -> Event | None:
        """The remark on whom the next sentence leaves out, with which what he says begins: "He took this well. Said
        that he would come."; that of "I did not press this. I asked"; or the words with which he comes to another of
        several things.
        """
        last = self.events[-1] if self.events else None
        within = last is not None and not sentence.opens and last.start >= self.body.paragraphs[sentence.paragraph][0]
        if last is not None and last.rule == "heading" and within and event.kind == "speech":
            return last if ONE_OF_SEVERAL.match(self.text, last.start) else None
        at = self.body.sentence_from(sentence.start) - 1
        before = self.body.sentences[at]
        if last is not None and within and before.start == last.start and self.passes_over(before, event):
            return last
        if last is None or last.rule != "remark" or sentence.left_out is None or event.rule != "short-reply":
            return None
        if before.start != last.start or sentence.opens or before.head is None or before.head.subject == "I":
            return None
        himself = before.head.subject in ("He", "She") if before.head.pronoun else None
        named = self.speakers.named(before.head) is event.member if himself is None else himself
        return last if named and event.member is not self.speakers.drafting else None

    def passes_over(self, remark: Sentence, event: Event) -> bool:
        """Whether a remark is that "I" did not do or say something, before what "I" then says."""
        silent, speaks = remark.head, event.clause
        if silent is None or speaks is None or event.kind != "speech" or event.member is not self.speakers.drafting:
            return False
        past = silent.verb.form == "past" or silent.auxiliary == "did"
        return silent.subject == speaks.subject == "I" and past and self.standing.is_silence(silent)

    def let_speak(self) -> None:
        """Let the last act be the beginning of what its actor says."""
        self.events[-1].kind = "speech"
        self.acting = False

    def ending(self) -> Event | None:
        """Where, after what is said under the last label and in its paragraph, sentences end the talk, before who wrote
        it down; and, where that paragraph lost its line breaks, the rest of the record's foot.
        """
        start, end = self.body.paragraphs[-1]
        if not self.body.labels or (said := self.body.labels[-1].speech_start) <= start:
            return None
        _, *others = sentence_starts(self.text, said, end)
        lost_breaks = self.body.lost_breaks or (len(self.body.labels) > 1 and self.body.labels[-2].start >= start)
        found = None
        for at, next_at in reversed(list(pairwise([*others, end]))):
            sentence = self.text[at:next_at].strip()
            narrated = narrates(self.text, at, next_at) and not PRESENT.search(sentence)
            of_foot = sentence[0] in "[(" or foot_kind(sentence) not in ("body", "prose", "weak")
            if (lost_breaks and (narrated or of_foot)) or (narrated and ENDING.search(sentence)):
                found = at
            elif not SIGNED.match(sentence) and (not lost_breaks or self.interludes.is_said(at, next_at)):
                break
        return Event(found, "narration", None, "narration", 0.7) if found is not None else None

    def stray_label(self, sentence: Sentence) -> Label | None:
        """A label in reported speech, where it names somebody who speaks anyway."""
        label = self.body.possible.get(sentence.start) if not sentence.labelled else None
        if label is None or (sentence.opens and label.style.endswith(IN_PARAGRAPH)):
            return None
        member = self.speakers.labelled(label) if label.meant == "I" else self.speakers.mentioned(label.text)
        return label if member is not None else None

    def told_of(self, sentence: Sentence) -> Member | None:
        """Whom a sentence that opens a paragraph has as its subject, where he speaks elsewhere."""
        if (self.spoke and not sentence.opens) or sentence.labelled:
            return None
        match = AT_OPENING.match(self.text, sentence.start, sentence.end)
        return self.speakers.mentioned(match["subject"]) if match is not None else None

    def only_named(self, sentence: Sentence, event: Event) -> Member | None:
        """The one speaker whom narration names: "There was laughter, in which Mr. Smith did not join."; else None."""
        if event.rule == "heading" and not sentence.labelled:
            heading = BEFORE_HEADING.match(self.text, sentence.start, sentence.end)
            at = heading.end() if heading is not None else sentence.start
            return self.speakers.mentioned(self.text[at : sentence.end].strip(" .:\n"))  # "B. Mr. Smith"
        if event.rule == "remark" and not self.spoke and not sentence.labelled:
            # "The Secretary gave a luncheon for the Minister. Over the soup he asked"
            clause = sentence.head or next(iter(sentence.fronted), None)
            return self.speakers.named(clause) if clause is not None and not clause.pronoun else None
        if event.rule not in ("narration", "collective") or not self.spoke:
            return None
        named = (self.speakers.mentioned(name) for name in names_in(self.text, sentence.start, sentence.end))
        members = {member.number: member for member in named if member is not None}
        return next(iter(members.values())) if len(members) == 1 else None

    def quotes_actor(self, sentence: Sentence) -> bool:
        """Whether a sentence gives words of whom the one before, in the same paragraph, says to do something."""
        last = self.events[-1]
        subject = AT_OPENING.match(self.text, sentence.start, sentence.end)
        himself = self.speakers.drafting is not None  # "he" is who acted
        head = sentence.head
        other = (head is not None and head.pronoun and not head.auxiliary and not himself) or (
            subject is not None and self.speakers.mentioned(subject["subject"]) not in (None, last.member)
        )
        # What is handed over is told of next; nobody has spoken yet who is led out on the terrace.
        handed = last.clause is not None and bool(last.clause.verb.needs)
        other = other or (handed and self.text.startswith(("It ", "This ", "They "), sentence.start))
        other = other or (himself and not self.spoke)
        return (
            last.clause is not None
            and last.rule != "visit"
            and last.clause.verb.lemma not in DEPARTING
            and not other
            and self.body.paragraph_of(last.start) == sentence.paragraph
        )
