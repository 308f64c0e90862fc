"""Following the floor: from sentence to sentence, who takes it, and where nobody holds it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from dataclasses import replace
from functools import cached_property
from itertools import islice, pairwise

from flows.record import TurnKind
from flows.segment.body import QUOTATION_MARKS, Body, Sentence, narration_heads
from flows.segment.cast import Member
from flows.segment.clause_parts import LATTER
from flows.segment.clauses import attributions, coordinated_clauses, passive_agent
from flows.segment.drafter import THIRD_PERSON
from flows.segment.events import Event
from flows.segment.exchange import LETTERED, Exchange
from flows.segment.heard import BARE_VERBS, is_bare
from flows.segment.interludes import NOTE, PRESENT, Interludes
from flows.segment.labels import IN_PARAGRAPH, Label
from flows.segment.names import MENTION, ROLE
from flows.segment.occasions import FINITE, SUBORDINATORS, actor_before, main_verb, unknown_act
from flows.segment.papers import APPENDED, LONGEST_PAPER_HEAD, PAPER, marked_off, own_accounts, runs_into_own_account
from flows.segment.paragraph_kinds import SIGNED
from flows.segment.predicates import MOTION, SEATED
from flows.segment.reporting_clause import Clause
from flows.segment.sentences import PARAGRAPH_NUMBER, sentence_starts
from flows.segment.speakers import Speakers
from flows.segment.standing import PURPOSE, Standing, tells
from flows.segment.verbs import verb_forms

PARTICIPLE = re.compile(r"\s(?:not\s|never\s|already\s|just\s|[a-z]+ly\s){0,2}[a-z]+(?:ed|en|wn|nt|pt|lt|ght|ne|de)\b")
PLAIN_AND = re.compile(r"\w\sand\s$")
OPENING = re.compile(rf"(?:opened|began|started|commenced|resumed)\b[^.;]{{0,80}}?\b(?:by|with)\s(?P<who>{MENTION})")
CLOSING_MARK = {"“": "”", '"': '"', "«": "»", "‘": "’", "„": "“"}
OPENING_MARK = {"”": "“", '"': '"', "»": "«", "’": "‘"}
# What may end a sentence that only says whose the words before it are: "asked.", "said with a smile."
SAID_BEFORE = re.compile(r"(?:\s(?!that\b|whether\b|if\b|why\b|what\b|how\b)[a-z]+){0,4}\s?[.!]\W*$")
ENDING = re.compile(r"\b(?:[Ee]nd|ends|ended|adjourned|closed|concluded|rose|lasted|was over)\b")
ITEM = re.compile(rf"(?:{PARAGRAPH_NUMBER}|[•·*–—-])\s")
BEFORE_ITEM = (":", "-", "–", "—", ";", ",", " and", " that")
BULLETS = "•·*–—-"  # of points under a heading, which nobody says
AT_OPENING = re.compile(rf"(?P<subject>{ROLE}|{MENTION})\s(?:was|were|had|then|[a-z]+ed)\b")
COMMENT = re.compile(
    r"\b(?:Summary(?: and [a-z]+)?|Actions?(?: (?:requested|required|taken))?|Notes?|Comments?|Remarks?)"
    r"(?:\s?:|\.(?=\s|$))",
    re.IGNORECASE,
)
# "Only in part, was the reply."
ANSWER_COMES = re.compile(
    r"[,.?!](?:(?<=,)[\"”’»']?|(?<!,)[\"”’»'])\s(?:was|came|is)\s(?:the|his|her)\s(?:[a-z]+\s){0,2}(?:reply|answer|response|rejoinder|retort)\b"
)
LEAST_STANDING = 0.4
SUBJECT_FIRST = re.compile(r"(?:\(?\d{1,2}[.)]\s)?(?P<word>[A-Z][^\W\d_]*)\s")
# As what somebody says is told in the past: "the price had fallen", "he could not wait".
GIVEN_AS_SAID = re.compile(r"\b(?:had|would|could|should|might|must|ought|was|were|[Hh]e|[Ss]he)\b|[“\"«„]")
LONGEST_ALONE = 200  # characters of a sentence that by itself is a paragraph
BRACKETED = re.compile(r"\[[A-Z][^\[\]]{10,}\]\s*")
WITH_AGENT = re.compile(r"\sby\s(?!\w+ing\b)")
# "As Mr. Smith rose to go, he said"
LEAVING = re.compile(
    rf"(?:{PARAGRAPH_NUMBER}\s)?(?:As|When|While|Before)\s(?P<who>{ROLE}|{MENTION})"
    r"\s(?:was (?:leaving|going|about to|taking)|rose|left|got up|stood up|took (?:his|her)|departed|prepared to)\b"
    r"[^.;]{0,60}?,\s(?:he|she)\s"
)
# "After the meeting the Secretary told Mr. Smith …": the rest of the paragraph tells of talk away from the table.
AWAY = re.compile(
    rf"(?:{PARAGRAPH_NUMBER}\s)?(?:(?:After|Following|Subsequent to) (?:the|this|our|his|her) (?:[a-z]+ )?"
    r"(?:meeting|conversation|interview|call|session|audience)(?! (?:at|in|on|of|with|between|last)\b)\b"
    r"|On (?:the|his|her|their|our) way (?:to|out|down|back|home)\b|While (?:waiting|awaiting|walking|riding|driving)\b"
    rf"|(?:After|When|Once) (?:(?P<who>{ROLE}|{MENTION})|the (?:others|callers?|visitors?|guests?)) had"
    r" (?:left|gone|departed|withdrawn|taken (?:his|her|their) leave)\b"
    r"|(?P<later>(?:Later|(?:Later |Early )?(?:that|the (?:next|same|following)|in the)"
    r" (?:same )?(?:day|morning|afternoon|evening|night)"
    r"|On the (?:next|following) day|Subsequently|Afterwards|Shortly after(?:wards)?),?[^.;:]{1,80}?"
    r"\s(?:tele)?(?:phoned|graphed|wrote|sent|cabled|rang)\b))"
    r"(?!(?:(?!\b(?:that|whether|if|to)\b)[^.;])*\b(?:had|would)\b)"
)
# "Following the meeting Mr. Smith stayed behind."
STAYING = re.compile(r"\b(?:stayed|remained|lingered|waited|kept|had (?:left|gone|departed|withdrawn))\b")
PRESENT_FORMS = frozenset({"is", "are", "has", "have", "will"})
ASKING_VERBS = frozenset({"ask", "wonder", "inquire", "enquire", "demand"})


def is_pluperfect(clause: Clause, text: str) -> bool:
    """Whether a clause tells what somebody had done by then: "had asked", "had sent"."""
    return clause.auxiliary == "had" or (
        clause.verb.lemma == "have" and PARTICIPLE.match(text, clause.clause_end) is not None
    )


class Floor(Exchange):
    """Follows the floor through one body. `asides` are stretches of narration inside turns, filled by `follow`."""

    def __init__(self, body: Body, speakers: Speakers) -> None:
        super().__init__(body, speakers)
        self.interludes = Interludes(body, speakers)
        self.standing = Standing(body, self.interludes)
        self.asides: list[tuple[int, int]] = []
        self.topic: Member | None = None  # of whom the sentence before, at the head of its paragraph, tells
        self.commented = -1  # the paragraph that the drafter comments in
        self.interrupted: Member | None = None  # by a parenthesis that gives somebody else's words
        self.within = deque(label for label in body.labels if label.style.endswith(IN_PARAGRAPH))  # yet to come
        self.pending: Event | None = None  # narration that the sentence before began
        self.dropped: set[int] = set()  # narration that turned out to be an aside
        self.said_from = -1  # where the words after a label begin
        self.held = -1  # the paragraph that a label, or a note of the drafter's as a whole, holds
        self.own_account = False  # whether a heading leaves the floor to the drafter up to the next one
        self.note_end = -1  # where a note in brackets ends
        self.marked_off = deque(marked_off(self.text, 0, body.end))  # as a summary or comment, yet to come
        self.listing = -1  # the paragraph that is an item of a list, and so no turn by itself

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
            if narration_heads().match(self.text, match.start()):
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
            self.take_within(sentence.start)
            if self.opens_paper(sentence):
                break
            label = self.body.label_at.get(sentence.start)
            if label is None and (self.held == sentence.paragraph or sentence.start == self.said_from):
                continue
            label = label or self.stray_label(sentence)
            if label is not None:
                self.take_at_head(label, sentence)
            else:
                self.hear(sentence)
        else:
            self.take_within(len(self.text))
        if (ending := self.ending()) is not None:
            self.give(ending)
        return sorted((event for event in self.events if id(event) not in self.dropped), key=lambda event: event.start)

    def take_within(self, end: int) -> None:
        """Let the labels in the middle of lines, as far as they stand before `end`, give the floor."""
        while self.within and self.within[0].start < end:
            self.take(self.within.popleft())
            self.pending = None

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
        if sentence.start < self.note_end or self.is_marked_off(sentence):
            return
        event = self.interludes.find(sentence) if sentence.paragraph != self.commented else None
        if event is not None and event.rule == "parenthesis":
            self.note_end = self.interludes.end_of_note(sentence) or -1
        if own := self.heads_own_account(sentence):
            event = event or Event(sentence.start, "narration", None, "heading", 0.7)  # "Evaluation:"
        if event is not None and event.rule == "heading":
            self.own_account = own
        elif self.own_account:
            return
        away = self.away(sentence)
        if event is None and away is not None and (away["later"] or any(map(self.speakers.says, sentence.fronted))):
            event = Event(sentence.start, "narration", None, "away", 0.6)
        if event is None and self.runs_into_own_account(sentence):
            event = Event(sentence.start, "narration", None, "remark", 0.7)  # "Distribution: Minister; file."
            self.commented = sentence.paragraph
        event = event or self.decide(sentence, self.current)
        stays = away is not None and STAYING.search(self.text, away.end(), sentence.end) is not None
        if away is not None and not stays and (event is None or event.kind == "narration"):
            event = Event(sentence.start, "narration", None, "away", 0.6)
        if event is not None and (event.rule == "away" or (event.kind == "narration" and self.heads_comment(sentence))):
            self.commented = sentence.paragraph
        if event is not None and self.pending is not None and self.goes_on(event) and self.interrupts(self.pending):
            event = None
        if event is None:
            self.go_on(sentence)
        else:
            self.topic = self.interrupted = None
        self.pending = event if event is not None and event.kind == "narration" else None
        if self.pending is not None and sentence.opens and self.interludes.is_note(sentence):
            self.held = sentence.paragraph
        if event is not None:
            self.happen(event, sentence)
        elif self.acting and self.quotes_actor(sentence):
            self.let_speak()
        if not sentence.labelled and (
            event is None or event.kind != "narration" or event.rule in ("narration", "collective", "remark")
        ):
            for further in self.further_events(sentence, event, self.current):
                self.give(further)

    def is_marked_off(self, sentence: Sentence) -> bool:
        """Whether a sentence stands between "Summary:" and "End summary": nobody holds the floor there."""
        while self.marked_off and self.marked_off[0][1] <= sentence.start:
            self.marked_off.popleft()
        within = bool(self.marked_off) and self.marked_off[0][0] < sentence.end and not sentence.labelled
        if within and not self.nobody_holds():
            self.give(Event(sentence.start, "narration", None, "remark", 0.8))
        return within

    def go_on(self, sentence: Sentence) -> None:
        """Let who holds the floor, or held it before narration, go on with a sentence."""
        pending = self.pending if self.current is not None else None
        if pending is not None and self.interrupts(pending):
            # Narration after which the same speaker goes on is a stage direction of the turn.
            self.dropped.add(id(pending))
            whole = self.interludes.enclosed(self.body.paragraph_of(pending.start))
            bounds = sentence_starts(self.text, pending.start, sentence.start)
            end = sentence.start if whole else next(islice(bounds, 1, None), sentence.start)
            self.asides.append((pending.start, end))
        elif (
            pending is not None
            and (sentence.labelled or self.left_out(pending, sentence))
            and pending.rule in ("heading", "editorial-note")
            and self.text[sentence.start] not in BULLETS
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
        else:
            self.give(event)

    def let_speak(self) -> None:
        """Let the last act be the beginning of what its actor says."""
        self.events[-1].kind = "speech"
        self.acting = False

    def opens_paper(self, sentence: Sentence) -> bool:
        """Whether a heading says that after what two or more said another paper follows: "Annex B"."""
        start, end = self.body.paragraphs[sentence.paragraph]
        if not sentence.opens or sentence.labelled or end - start > LONGEST_PAPER_HEAD:
            return False
        if len(self.spoke) < 2 or self.text.count(")", start, end) > self.text.count("(", start, end):
            return False  # what a page break parted from its parenthesis
        follows = PAPER.fullmatch(self.text, start, end) is not None and start > self.last_told
        if not follows and APPENDED.fullmatch(self.text, start, end) is None:
            return False
        self.give(Event(start, "narration", None, "heading", 0.7))
        return True

    def heads_own_account(self, sentence: Sentence) -> bool:
        """Whether a heading says that the drafter tells what follows, and somebody has spoken before it or a further
        heading comes.
        """
        start, end = self.body.paragraphs[sentence.paragraph]
        if not sentence.opens or end - start > LONGEST_PAPER_HEAD or self.text[start].islower():
            return False
        own = own_accounts().fullmatch(self.text, start, end) is not None
        return own and not sentence.labelled and (bool(self.spoke) or self.last_heading > sentence.start)

    def runs_into_own_account(self, sentence: Sentence) -> bool:
        """Whether a paragraph opens with a word that says that the drafter tells it: "Follow-up: a letter went"."""
        if not sentence.opens or sentence.labelled or not self.spoke:
            return False
        return runs_into_own_account(self.text, *self.body.paragraphs[sentence.paragraph])

    @cached_property
    def last_told(self) -> int:
        """Where the last paragraph starts that opens with a label or tells by its head what somebody who speaks says or
        does; -1 where there is none.
        """
        opening = (s for s in reversed(self.body.sentences) if s.opens)
        return next((s.start for s in opening if s.start in self.body.label_at or self.tells(s)), -1)

    def tells(self, sentence: Sentence) -> bool:
        """Whether a sentence tells by its head what somebody who speaks, or all together, say or do."""
        clauses = [c for c in (sentence.head, *sentence.fronted) if c is not None and c.auxiliary is None]
        told = any(self.speakers.says(c) if c.pronoun else self.speakers.named(c) is not None for c in clauses)
        return told or sentence.collective or sentence.impersonal or bool(sentence.joint)

    @cached_property
    def last_heading(self) -> int:
        """Where the last heading starts after which somebody is told to say something; -1 where there is none."""
        heads = (s for s in reversed(self.body.sentences) if s.head is not None and not s.labelled)
        told = next((s.start for s in heads if s.head is not None and self.speakers.says(s.head)), -1)
        paragraphs = (s for s in reversed(self.body.sentences) if s.opens and not s.labelled and s.start < told)
        return next((s.start for s in paragraphs if self.interludes.heading(s)), -1)

    def heads_comment(self, sentence: Sentence) -> bool:
        """Whether the first words of a sentence say that the rest of its paragraph is the drafter's: "2. Comment."."""
        head = (sentence.start, min(sentence.end, sentence.start + 20))
        return self.text[sentence.start] not in "([" and COMMENT.search(self.text, *head) is not None

    def ending(self) -> Event | None:
        """Where, after what is said under the last label and in its paragraph, a last sentence ends the talk, before
        who wrote it down.
        """
        start, end = self.body.paragraphs[-1]
        if not self.body.labels or (said := self.body.labels[-1].speech_start) <= start:
            return None
        _, *others = sentence_starts(self.text, said, end)
        for at, next_at in reversed(list(pairwise([*others, end]))):
            closes = narration_heads().match(self.text, at, next_at)
            if closes and ENDING.search(self.text, at, next_at) and not PRESENT.search(self.text, at, next_at):
                return Event(at, "narration", None, "narration", 0.7)
            if not SIGNED.match(self.text[at:next_at]):
                return None
        return None

    def end_of_interjection(self, label: Label) -> int | None:
        """Where the text goes on after a parenthesis that opens with a label: "(Interjection AM: ...)"; None where
        the label opens none.
        """
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

    def stray_label(self, sentence: Sentence) -> Label | None:
        """A label in reported speech, where it names somebody who speaks anyway."""
        label = self.body.possible.get(sentence.start) if not sentence.labelled else None
        if label is None or (sentence.opens and label.style.endswith(IN_PARAGRAPH)):
            return None
        member = self.speakers.mentioned(label.text)
        return label if member is not None else None

    def goes_on(self, event: Event) -> bool:
        """Whether somebody holds the floor, and "He added" and the like says that the same person goes on."""
        return event.rule == "pronoun" and event.kind == "speech" and event.member in (self.current, None)

    def left_out(self, pending: Event, sentence: Sentence) -> bool:
        """Whether narration is an editor's word on what he left out, in the paragraph that goes on with a sentence."""
        omission = narration_heads().match(self.text, pending.start) is not None and self.text[pending.start] == "["
        return omission and not sentence.opens

    def interrupts(self, pending: Event) -> bool:
        """Whether narration is only an interruption of the turn that goes on with an unattributed sentence."""
        if pending.rule == "parenthesis":
            return True
        paragraph = self.body.paragraph_of(pending.start)
        end = self.body.paragraphs[paragraph][1]
        lasting = self.text[end - 1] in ":—" or ENDING.search(self.text, pending.start, min(end, pending.start + 80))
        noted = NOTE.match(self.text, pending.start, end) is not None
        return self.body.labelled_at(paragraph) and pending.rule == "narration" and not lasting and not noted

    def further_events(self, sentence: Sentence, event: Event | None, current: Member | None) -> list[Event]:
        """Turns that start inside a sentence: second main clauses with another speaker."""
        found: list[Event] = []
        if sentence.joint:
            return found
        after = event.clause.clause_end if event is not None and event.clause is not None else sentence.start
        for clause in coordinated_clauses(self.text, after, sentence.end):
            if clause.auxiliary or clause.genitive or is_bare(clause.verb) or clause.start == sentence.start:
                continue
            if clause.pronoun:
                member = self.speakers.meant(clause, None) or self.drafter.replies(clause, current)
            else:
                member = self.speakers.named(clause)
            if clause.verb.form == "past" and WITH_AGENT.match(self.text, clause.clause_end):
                continue  # "the Minister, Mr. Smith, accompanied by"
            told = event is not None and event.kind == "narration" and "action" in clause.verb.classes
            if member is None or member is current or told:
                continue
            before = self.text[max(sentence.start, clause.start - 12) : clause.start]
            if event is None and sentence.head is None and PLAIN_AND.search(before):
                continue  # "After that the two officials and Mr. Smith went over the text"
            if current is not None or event is not None or self.text.startswith(" that ", clause.clause_end):
                found.append(Event(clause.start, "speech", member, "coordinated-clause", 0.75, clause))
                current = member
        return found

    def away(self, sentence: Sentence) -> re.Match[str] | None:
        """The words that say that a paragraph, after somebody has spoken, tells of what came after the meeting or away
        from the table; None where none do.
        """
        if not sentence.opens or sentence.labelled or not self.spoke or sentence.head is not None:
            return None
        match = AWAY.match(self.text, sentence.start, sentence.end)
        known = match is not None and (match["who"] is None or self.speakers.mentioned(match["who"]) is not None)
        return match if known else None

    def is_visit(self, clause: Clause, sentence: Sentence) -> bool:
        """Whether a clause, before anybody has spoken, tells who came to whom, and not at once what was said."""
        if self.spoke or sentence.labelled or "visiting" not in clause.verb.classes:
            return False
        rest = self.text[clause.clause_end : sentence.end].rstrip().rstrip(":-—")  # points follow, and not his words
        told = tells(rest) and not SEATED.search(rest)  # "asked them to be seated"
        return clause.verb.form == "past" and not told and not PURPOSE.search(rest)

    def told_of(self, sentence: Sentence) -> Member | None:
        """Whom a sentence that opens a paragraph has as its subject, where he speaks elsewhere."""
        if (self.spoke and not sentence.opens) or sentence.labelled:
            return None
        match = AT_OPENING.match(self.text, sentence.start, sentence.end)
        return self.speakers.mentioned(match["subject"]) if match is not None else None

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
        other = other or self.text.startswith(("It ", "This ", "They "), sentence.start) or (himself and not self.spoke)
        return (
            last.clause is not None
            and last.rule != "visit"
            and not other
            and self.body.paragraph_of(last.start) == sentence.paragraph
        )

    def speaks_after_act(self, sentence: Sentence, event: Event) -> bool:
        """Whether who smiles, laughs or nods, and has done so in the sentence before, here goes on with words."""
        last = self.events[-1] if self.events and self.acting else None
        return (
            last is not None
            and last.clause is not None
            and (last.rule != "visit" or last.clause.auxiliary is not None)
            and not last.clause.verb.needs
            and last.member is event.member
            and event.kind == "speech"
            and event.clause is not None
            and event.clause.pronoun
            and self.body.paragraph_of(last.start) == sentence.paragraph
        )

    def decide(self, sentence: Sentence, current: Member | None) -> Event | None:
        """What one sentence does to the floor, or None where it goes on as before."""
        if sentence.paragraph == self.commented or self.is_item(sentence):
            return None
        if sentence.joint:
            return self.jointly(sentence)
        kind: TurnKind
        clause = sentence.head
        if clause is not None and clause.subject.lower() == LATTER and self.before is not None:
            says = "reporting" in clause.verb.classes and clause.auxiliary is None
            return Event(sentence.start, "speech", self.before, "pronoun", 0.7, clause) if says else None
        if self.replies_shortly(sentence):
            return Event(sentence.start, "speech", self.asked(sentence), "short-reply", 0.6, flags=("pronoun-speaker",))
        event = self.drafter.decide(sentence, current, self.nobody_holds())
        if event is not None:
            return event
        leaving = LEAVING.match(self.text, sentence.start, sentence.end) if not sentence.labelled else None
        if leaving is not None and (leaver := self.speakers.mentioned(leaving["who"])) is not None:
            told = next((c for c in sentence.fronted if c.pronoun and self.speakers.says(c)), None)
            if told is not None:
                return Event(sentence.start, "speech", leaver, "fronted-clause", 0.7, told, flags=("pronoun-speaker",))
        facing = self.facing()
        if facing is not None and self.takes_turn(sentence, facing):
            return Event(sentence.start, "speech", facing, "exchange", 0.6, flags=("pronoun-speaker",))
        if sentence.opens and not sentence.labelled and self.drafter.comments(sentence, self.standing.in_present):
            return Event(sentence.start, "narration", None, "remark", 0.6)
        if clause is not None and self.is_visit(clause, sentence):
            visitor = self.speakers.drafting if self.speakers.is_person(clause) else self.speakers.named(clause)
            return Event(sentence.start, "action", visitor, "visit", 0.7, clause) if visitor is not None else None
        pronoun = next(
            (c for c in (clause, *sentence.fronted) if c is not None and c.pronoun and c.subject != "It"), None
        )
        if (
            pronoun is not None
            and not sentence.labelled
            and self.nobody_holds()
            and pronoun.subject.lower() in THIRD_PERSON
        ):
            says = "reporting" in pronoun.verb.classes and pronoun.auxiliary not in ("had", "has")
            member = self.topic or current
            if says and member is not None:
                return Event(sentence.start, "speech", member, "pronoun", 0.6, pronoun, flags=("pronoun-speaker",))
        if clause is not None and clause.pronoun and clause.auxiliary == "was":
            agent = self.agent(sentence)
            if agent is not None:
                return agent
        if (
            clause is not None
            and self.topic is not None
            and clause.subject in ("He", "She")
            and self.speakers.says(clause)
        ):
            return Event(sentence.start, "speech", self.topic, "pronoun", 0.6, clause, flags=("pronoun-speaker",))
        other = self.speakers.of_other_sex(clause, current, self.before) if clause is not None else None
        if other is None and clause is not None and self.answers(clause, sentence):
            other = self.asked(sentence)
        if other is not None and clause is not None:
            return Event(sentence.start, "speech", other, "pronoun", 0.6, clause, flags=("pronoun-speaker",))
        if pronoun is not None and self.acting and pronoun.subject in ("He", "She", "he", "she"):
            visit = self.events[-1].rule == "visit" and "stance" in pronoun.verb.classes and not is_bare(pronoun.verb)
            says = ("reporting" in pronoun.verb.classes or visit) and pronoun.auxiliary != "had"
            if says:
                return Event(sentence.start, "speech", current, "pronoun", 0.7, pronoun)
            return self.attributed(sentence, current)
        if clause is not None and self.acts(clause, sentence):
            actor = self.drafter.partner if current is self.speakers.drafting else current
            return Event(sentence.start, "action", actor, "pronoun", 0.6, clause) if actor is not None else None
        if (
            clause is not None
            and clause.pronoun
            and clause.subject != "It"
            and not (sentence.impersonal and (sentence.opens or sentence.agreed))
        ):
            return self.attributed(sentence, current) or self.interludes.remark(sentence)
        if clause is not None and not clause.pronoun:
            member = self.speakers.named(clause)
            standing = self.standing.of(clause, sentence)
            if is_pluperfect(clause, self.text) and member is not current and self.follows_question(sentence):
                standing = max(standing, 0.5)  # "He asked whether it had come. The Minister had not seen it."
            if clause.auxiliary == "would" and member is not current and self.follows_request(sentence):
                standing = max(standing, 0.5)  # "He suggested a joint inquiry. The Minister would report this."
            if member is not None and member is not current and self.tells_his_own(clause, member, sentence):
                standing = max(standing, 0.5)  # "The Minister would have to consult his colleagues."
            if member is not None and self.standing.is_elsewhere(clause, sentence):
                remark = Event(sentence.start, "narration", None, "remark", 0.6)
                return self.attributed(sentence, current) or remark  # "He is a capable man, said the Secretary."
            if member is not None and standing >= LEAST_STANDING:
                kind = "action" if self.standing.is_action(clause, sentence) else "speech"
                start = self.words_before(sentence, clause) if kind == "speech" else sentence.start
                return Event(start, kind, member, "head-clause", standing, clause)
            if member is not None and standing == 0.0 and (sentence.labelled or clause.auxiliary):
                return self.interludes.remark(sentence)
            if member is not None and self.does(clause, sentence):
                return self.deed(member, clause, sentence)
            if member is not None and member is current and standing == 0.0 and self.describes(clause, sentence):
                return Event(sentence.start, "narration", None, "remark", 0.5)
            if (
                member is None
                and sentence.opens
                and not sentence.labelled
                and self.standing.is_action(clause, sentence)
            ):
                return Event(sentence.start, "narration", None, "remark", 0.6)
        return self.named_in_front(sentence) or self.without_subject(sentence, current)

    def tells_his_own(self, clause: Clause, member: Member, sentence: Sentence) -> bool:
        """Whether a clause tells what somebody who has spoken before would do, or must, as he says."""
        return id(member) in self.spoke and not sentence.labelled and self.standing.is_his_own(clause, sentence)

    def acts(self, clause: Clause, sentence: Sentence) -> bool:
        """Whether "he" does something in the room: "He handed over a note."; but who only smiles goes on."""
        return (
            clause.subject in ("He", "She")
            and clause.verb.form in ("past", "s")
            and clause.auxiliary is None
            and "action" in clause.verb.needs
            and not sentence.labelled
            and not self.nobody_holds()
            and self.standing.is_action(clause, sentence)
        )

    def does(self, clause: Clause, sentence: Sentence) -> bool:
        """Whether a clause tells, at the head of a paragraph, what somebody did by a verb that also may be one of
        saying, but not with these words after it: "The Minister turned red", "brought with him a young man".
        """
        plain = clause.verb.form == "past" and clause.auxiliary is None and not clause.genitive
        return plain and sentence.opens and not sentence.labelled and clause.verb.lemma in MOTION

    def describes(self, clause: Clause, sentence: Sentence) -> bool:
        """Whether a clause that says nothing has at the head of a paragraph the name of who speaks: he would be "he" to
        himself.
        """
        plain = clause.verb.form == "past" and not clause.genitive and not is_pluperfect(clause, self.text)
        return plain and clause.auxiliary in (None, "was") and sentence.opens and not sentence.labelled

    def deed(self, member: Member, clause: Clause, sentence: Sentence) -> Event:
        """What somebody does by a verb that says nothing here; before anybody has spoken it is only told of him."""
        if not self.spoke:
            return Event(sentence.start, "narration", None, "remark", LEAST_STANDING)
        clause = clause._replace(verb=replace(clause.verb, needs={}))
        return Event(sentence.start, "action", member, "head-clause", LEAST_STANDING, clause)

    def is_item(self, sentence: Sentence) -> bool:
        """Whether a sentence is of an item of what a paragraph breaks off with: "It was agreed that—¶(a) …"."""
        if not sentence.opens:
            return sentence.paragraph == self.listing
        if sentence.labelled or not ITEM.match(self.text, sentence.start, sentence.end):
            return False
        before = self.text[max(0, sentence.start - 6) : sentence.start].rstrip()
        lettered = LETTERED.match(self.text, sentence.start, sentence.end) is not None
        first = before.endswith(BEFORE_ITEM) and (lettered or self.nobody_holds())
        goes_on = self.listing == sentence.paragraph - 1 >= 0
        told = sentence.head is not None and self.speakers.tells(sentence.head) and not sentence.head.auxiliary
        if (first and lettered) or ((first or goes_on) and not told):
            self.listing = sentence.paragraph
            return True
        return False

    def jointly(self, sentence: Sentence) -> Event | None:
        """What those say together who are the subjects of a sentence."""
        members = [self.speakers.cast.see(name) for name in sentence.joint]
        known = tuple(m for m in members if m is not None)
        if known and not sentence.labelled:
            return Event(sentence.start, "narration", None, "joint-statement", 0.8, joint=known)
        return self.interludes.remark(sentence)

    def named_in_front(self, sentence: Sentence) -> Event | None:
        """The turn of whom a clause names that stands before the main clause: "As Mr. Smith said, ..."."""
        for fronted in sentence.fronted:
            member = self.speakers.named(fronted) if not fronted.pronoun else None
            if member is None or fronted.auxiliary == "had" or fronted.genitive:
                continue
            if self.is_visit(fronted, sentence):
                return Event(sentence.start, "action", member, "visit", 0.7, fronted)
            if self.standing.is_elsewhere(fronted, sentence):
                return Event(sentence.start, "narration", None, "remark", 0.6)
            if self.does(fronted, sentence) and self.standing.of(fronted, sentence) == 0.0:
                return self.deed(member, fronted, sentence)
            standing = self.standing.of(fronted, sentence) * 0.95
            object_first = self.text.startswith(("This ", "That ", "These ", "Those ", "Such "), sentence.start)
            if object_first and member is not self.current and self.tells_his_own(fronted, member, sentence):
                standing = max(standing, 0.5)  # "This the Minister would not accept."
            if standing >= LEAST_STANDING:
                kind: TurnKind = "action" if self.standing.is_action(fronted, sentence) else "speech"
                return Event(sentence.start, kind, member, "fronted-clause", standing, fronted)
        return None

    def without_subject(self, sentence: Sentence, current: Member | None) -> Event | None:
        """What a sentence does to the floor whose subject is nobody who speaks here: it tells of all, or of nobody, or
        names somewhere else who speaks.
        """
        if sentence.collective and (not sentence.labelled or self.interludes.stands_apart(sentence)):
            return Event(sentence.start, "narration", None, "collective", 0.7)
        if sentence.impersonal and (event := self.attributed(sentence, current)) is not None:
            return event
        if sentence.impersonal:
            agent = self.agent(sentence)
            if agent is not None:
                return agent
            opening = OPENING.search(self.text, sentence.start, sentence.end)
            member = self.speakers.mentioned(opening["who"]) if opening and not sentence.labelled else None
            if member is not None:
                return Event(sentence.start, "speech", member, "opening-by", 0.6)
            if sentence.opens or sentence.agreed or current is None or self.acting:
                return Event(sentence.start, "narration", None, "narration", 0.8)
            return None
        if sentence.labelled:
            return self.interludes.remark(sentence)
        if (event := self.attributed(sentence, current)) is not None:
            return event
        if sentence.head is None or sentence.head.subject == "It":
            agent = self.agent(sentence)
            if agent is not None:
                return agent
        return (
            self.unknown_act(sentence)
            or self.in_present(sentence)
            or self.told_alone(sentence)
            or self.told_afterwards(sentence)
        )

    def told_alone(self, sentence: Sentence) -> Event | None:
        """What happened, in a paragraph of one short sentence in the past: "The Ministers inspected the harbour." (What
        somebody says is told as having been, or as what was.)
        """
        start, end = sentence.start, sentence.end
        alone = sentence.opens and end >= self.body.paragraphs[sentence.paragraph][1] and end - start <= LONGEST_ALONE
        first = SUBJECT_FIRST.match(self.text, start, end) if alone else None
        verb = main_verb(self.text, start, end) if first is not None else None
        if first is None or verb is None or verb[0].lower() in FINITE or first["word"].lower() in SUBORDINATORS:
            return None
        if "," in self.text[start : verb.start()]:
            return None
        known = verb_forms().get(verb[0])
        if known is not None and known.classes & {"reporting", "stance"}:
            return None
        return Event(sentence.start, "narration", None, "narration", 0.5)

    def told_afterwards(self, sentence: Sentence) -> Event | None:
        """A remark of the drafter's at the head of a paragraph after which nobody is said to speak any more, where
        nothing in it is told as having been, or as what would be, as what somebody says is told.
        """
        if not sentence.opens or not self.spoke or self.standing.in_present or sentence.start <= self.last_told:
            return None
        start, end = sentence.start, sentence.end
        if not SUBJECT_FIRST.match(self.text, start, end) or GIVEN_AS_SAID.search(self.text, start, end):
            return None
        return Event(start, "narration", None, "remark", 0.5)

    def unknown_act(self, sentence: Sentence) -> Event | None:
        """What somebody who speaks does, at the head of a paragraph, by a verb that no lexicon knows."""
        told = unknown_act(self.text, sentence.start, sentence.end) if sentence.opens else None
        if told is None:
            return None
        who = actor_before(self.text, sentence.start, told[0])
        member = self.speakers.mentioned(who) if who is not None else None
        if member is None:
            return None
        return Event(sentence.start, "speech" if told[1] else "action", member, "head-clause", LEAST_STANDING)

    def in_present(self, sentence: Sentence) -> Event | None:
        """A remark of the drafter's in the present, at the head of a paragraph, where all else is told in the past."""
        if not sentence.opens or not self.standing.in_past or self.text[sentence.start] in QUOTATION_MARKS:
            return None
        verb = main_verb(self.text, sentence.start, sentence.end)
        if verb is None or verb[0] not in PRESENT_FORMS:
            return None
        return Event(sentence.start, "narration", None, "remark", 0.5)

    def attributed(self, sentence: Sentence, current: Member | None) -> Event | None:
        """The turn of whom a clause inside or after a sentence names: ", said Mr. Smith"."""
        if sentence.labelled:
            return None
        for clause in attributions(self.text, sentence.start, sentence.end):
            says = "reporting" in clause.verb.classes or ("stance" in clause.verb.classes and not clause.verb.needs)
            bare = clause.verb.lemma in BARE_VERBS and "reporting" not in clause.verb.classes
            if not says or clause.auxiliary == "had" or bare:
                continue
            member = self.meant(clause, current) if clause.pronoun else self.speakers.named(clause)
            if member is None and self.acting and clause.subject in ("he", "she"):
                member = current
            if member is not None:
                return Event(self.quotation_start(sentence), "speech", member, "attribution", 0.8, clause)
        if ANSWER_COMES.search(self.text, sentence.start, sentence.end) and (asked := self.asked(sentence)) is not None:
            return Event(sentence.start, "speech", asked, "attribution", 0.6, flags=("pronoun-speaker",))
        return None

    def meant(self, clause: Clause, current: Member | None) -> Member | None:
        """Whom the pronoun means that stands in or after what is said."""
        others_turn = current is self.speakers.drafting or self.nobody_holds()
        if self.speakers.drafting is not None and others_turn and clause.subject in THIRD_PERSON:
            return self.drafter.partner if clause.verb.form == "past" else None
        return self.speakers.meant(clause, current)

    def quotation_start(self, sentence: Sentence) -> int:
        """Where what a sentence quotes starts: at its paragraph's head where a quotation is open from there."""
        start = self.body.paragraphs[sentence.paragraph][0]
        closing = CLOSING_MARK.get(self.text[start])
        if closing is None or sentence.opens or closing in self.text[start + 1 : sentence.start]:
            return sentence.start
        return start

    def words_before(self, sentence: Sentence, clause: Clause) -> int:
        """Where the quotation starts that a short sentence after it gives to its speaker ("“Which?” Smith asked."); the
        sentence's own start where no such quotation stands right before it.
        """
        before = self.text[max(0, sentence.start - 3) : sentence.start].rstrip()[-1:] if not sentence.opens else ""
        if before == "?" and clause.verb.lemma in ASKING_VERBS and self.text.startswith(".", clause.clause_end):
            at = bisect_left(self.body.sentences, sentence.start, key=lambda s: s.start) - 1
            question = self.body.sentences[at].start  # "Could it not wait? Mr. Smith wondered."
            last = self.events[-1] if self.events else None
            taken = last is not None and last.start >= question and (last.clause or last.label) is not None
            return sentence.start if taken else question
        opening = OPENING_MARK.get(before)
        if opening is None or not SAID_BEFORE.match(self.text, clause.clause_end, sentence.end):
            return sentence.start
        least = max(self.body.paragraphs[sentence.paragraph][0], self.events[-1].start + 1 if self.events else 0)
        end = self.text.rindex(before, least, sentence.start) if before in self.text[least : sentence.start] else least
        found = self.text.rfind(opening, least, end)
        announced = self.text.endswith((": ", ":"), 0, found)
        return found if found >= 0 and not announced else sentence.start

    def agent(self, sentence: Sentence) -> Event | None:
        """The turn of the agent of a passive verb of saying."""
        clause = passive_agent(self.text, sentence.start, sentence.end) if not sentence.labelled else None
        member = self.speakers.named(clause) if clause is not None else None
        if member is None:
            return None
        return Event(sentence.start, "speech", member, "passive-agent", 0.6, clause)
