"""Following the floor: from sentence to sentence, who takes it, and where nobody holds it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from flows.record import TurnKind
from flows.segment.body import Body, Sentence
from flows.segment.cast import Member
from flows.segment.clauses import Clause, attributions, coordinated_clauses, head_clause, passive_agent
from flows.segment.labels import IN_PARAGRAPH, Label
from flows.segment.names import MENTION
from flows.segment.sentences import PARAGRAPH_NUMBER, sentence_starts
from flows.segment.speakers import BARE_VERBS, MODALS, Speakers
from flows.segment.verbs import verb_forms

HEADING_END = re.compile(r"(?<!\b\d)(?<!\b\d\d)[.!?:;,\"”’)…]\s*$")
BEFORE_HEADING = re.compile(r"(?:[•·*–—-]\s+)?(?:(?:\d{4}\.|" + PARAGRAPH_NUMBER + r")\s+)?(?:[–—-]\s+)?")
CONJUNCTION = re.compile(r"(?:[,;]\s(?:and|but|while|whereupon)?\s?|(?:and|but|while|whereupon)\s)$")
REPLY_OF_OTHER = re.compile(r"(?:To this,?\s)?(?:His|Her) (?:reply|answer|response|reaction|comment) (?:was|is)\b")
OPENING = re.compile(rf"(?:opened|began|started|commenced|resumed)\b[^.;]{{0,80}}?\b(?:by|with)\s(?P<who>{MENTION})")
IN_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Uu]s|[Mm]e|[Yy]ou|[Yy]our)\b(?!\.)")
CLOSING_MARK = {"“": "”", '"': '"', "«": "»", "‘": "’", "„": "“"}
SUBJECT = re.compile(rf"(?:They|Both|The two|All|Everybody|Everyone|An? [a-z]+|(?P<name>{MENTION}))(?=,?\s[a-z])")
PAST = re.compile(r"\b(?:was|were|had|did|went|came|took|gave|rose|left|led|read|sat|stood|brought|[a-z]{2,}ed)\b")
PRESENT = re.compile(r"\b(?:is|are|am|has|have|will|shall|can|must|do|does|don['’]t)\b|[?!]")
CONTINUED = re.compile(r"\s\((?:continued|cont['’]?d|concluded|resumed)\)$")
ENDING = re.compile(r"\b(?:[Ee]nd|ends|ended|adjourned|closed|concluded|rose)\b")
LONGEST_HEADING = 120
LONGEST_REMARK = 240  # of the drafter about all, between two labelled turns
LEAST_STANDING = 0.4


@dataclass(slots=True)
class Event:
    """A place where the floor passes to a member of the cast, or to nobody (narration). `start` is a clean offset."""

    start: int
    kind: TurnKind
    member: Member | None
    rule: str
    confidence: float
    clause: Clause | None = None
    label: Label | None = None
    joint: tuple[Member, ...] = ()
    flags: tuple[str, ...] = ()


class Floor:
    """Follows the floor through one body. `asides` are stretches of narration inside turns, filled by `follow`."""

    def __init__(self, body: Body, speakers: Speakers) -> None:
        self.body = body
        self.text = body.text
        self.labelled = body.labelled
        self.speakers = speakers
        self.asides: list[tuple[int, int]] = []
        self.acting = False  # the last who took the floor did something without words

    def follow(self) -> list[Event]:
        """The events of the body in order: every place at which somebody takes the floor or nobody holds it."""
        events: list[Event] = []
        current: Member | None = None

        def give(event: Event) -> None:
            nonlocal current
            if event.member is not None:
                current = event.member
            self.acting = event.kind == "action"
            events.append(event)

        def take(label: Label) -> None:
            nonlocal interrupted
            before = current
            give(self.label_event(label))
            after = self.end_of_interjection(label)
            interrupted = before if after is not None else None
            if after is not None and after < self.body.paragraphs[self.body.paragraph_of(label.start)][1]:
                resume(after)

        def resume(start: int) -> None:
            nonlocal interrupted
            give(Event(start, "speech", interrupted, "resumed", 0.6))
            interrupted = None

        interrupted: Member | None = None  # by a parenthesis that gives somebody else's words
        pending: Event | None = None
        dropped: set[int] = set()  # narration that turned out to be an aside
        held = -1  # the paragraph that a label holds
        in_line = [label for label in self.body.labels if label.style.endswith(IN_PARAGRAPH)]
        at_label = 0
        for sentence in self.body.sentences:
            while at_label < len(in_line) and in_line[at_label].start < sentence.start:
                take(in_line[at_label])
                at_label += 1
                pending = None
            at_head = self.body.label_at.get(sentence.start)
            if at_head is None and held == sentence.paragraph:
                continue
            if at_head is None:
                at_head = self.stray_label(sentence)
            if at_head is not None:
                held, pending = sentence.paragraph, None
                at_label += at_label < len(in_line) and in_line[at_label] is at_head
                take(at_head)
                continue
            event = self.interlude(sentence) or self.decide(sentence, current)
            if event is None and pending is not None and current is not None:
                if self.interrupts(pending):
                    # Narration after which the same speaker goes on is a stage direction of the turn.
                    dropped.add(id(pending))
                    bounds = sentence_starts(self.text, pending.start, sentence.start)
                    self.asides.append((pending.start, next(islice(bounds, 1, None), sentence.start)))
                elif self.labelled and pending.rule in ("heading", "editorial-note"):
                    give(Event(sentence.start, "speech", current, "resumed", 0.6))
            if event is None and interrupted is not None:
                resume(sentence.start)
            interrupted = None
            pending = event if event is not None and event.kind == "narration" else None
            if event is not None:
                give(event)
            if not self.labelled and (
                event is None or event.kind != "narration" or event.rule in ("narration", "collective")
            ):
                for further in self.further_events(sentence, event, current):
                    give(further)
        for label in in_line[at_label:]:
            take(label)
        return sorted((event for event in events if id(event) not in dropped), key=lambda event: event.start)

    def label_event(self, label: Label) -> Event:
        """The event that a label makes."""
        return Event(label.start, "speech", self.speakers.labelled(label), "label", label.certainty, label=label)

    def end_of_interjection(self, label: Label) -> int | None:
        """Where the text goes on after a parenthesis that opens with a label: "(Interjection AM: ...)"; None where
        the label opens none.
        """
        if self.text[label.start] != "(" or label.label_start == label.start:
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
        label = self.body.possible.get(sentence.start) if sentence.opens and not self.labelled else None
        if label is None:
            return None
        member = self.speakers.mentioned(label.text)
        return label if member is not None and member.number in self.speakers.numbers else None

    def interlude(self, sentence: Sentence) -> Event | None:
        """Narration that its form gives away: an editor's note, a heading, a parenthesis of the drafter."""
        text = self.text
        end = self.body.paragraphs[sentence.paragraph][1]
        whole = sentence.opens and sentence.end >= end
        if sentence.bracketed and whole:
            return Event(sentence.start, "narration", None, "editorial-note", 0.9)
        if sentence.run_in or self.heading(sentence):
            return Event(sentence.start, "narration", None, "heading", 0.7)
        if text[sentence.start] == "(" and self.closes(sentence):
            inner = head_clause(text, sentence.start + 1, sentence.end)
            if (
                inner is not None
                and "reporting" in inner.verb.classes
                and inner.auxiliary != "had"
                and not self.labelled
                and self.speakers.named(inner) is not None
            ):
                return None
            return Event(sentence.start, "narration", None, "parenthesis", 0.8)
        return None

    def closes(self, sentence: Sentence) -> bool:
        """Whether the parenthesis that opens a sentence closes at the end of a sentence, within its paragraph."""
        end = self.body.paragraphs[sentence.paragraph][1]
        close = self.text.find(")", sentence.start, end)
        if close < 0:
            return False
        return close + 1 >= end or (self.text[close - 1] in ".!?" and sentence.end >= close)

    def interrupts(self, pending: Event) -> bool:
        """Whether narration is only an interruption of the turn that goes on with an unattributed sentence."""
        if pending.rule == "parenthesis":
            return True
        end = self.body.paragraphs[self.body.paragraph_of(pending.start)][1]
        lasting = self.text[end - 1] in ":—" or ENDING.search(self.text, pending.start, min(end, pending.start + 80))
        return self.labelled and pending.rule == "narration" and not lasting

    def further_events(self, sentence: Sentence, event: Event | None, current: Member | None) -> list[Event]:
        """Turns that start inside a sentence: second main clauses with another speaker."""
        found: list[Event] = []
        if sentence.joint:
            return found
        after = event.clause.clause_end if event is not None and event.clause is not None else sentence.start
        for clause in coordinated_clauses(self.text, after, sentence.end):
            if clause.auxiliary or clause.genitive or clause.verb.lemma in BARE_VERBS or clause.start == sentence.start:
                continue
            member = self.speakers.meant(clause, None) if clause.pronoun else self.speakers.named(clause)
            if member is None or member is current:
                continue
            before = self.text[max(sentence.start, clause.start - 12) : clause.start]
            if CONJUNCTION.search(before) and (current is not None or event is not None):
                found.append(Event(clause.start, "speech", member, "coordinated-clause", 0.75, clause))
                current = member
        return found

    def heading(self, sentence: Sentence) -> bool:
        """Whether a paragraph is a heading in the body: short, in capitals or title case, without the end of a
        sentence.
        """
        start, end = self.body.paragraphs[sentence.paragraph]
        if not sentence.opens or end - start > LONGEST_HEADING:
            return False
        if sentence.head is not None and (not self.labelled or self.speakers.named(sentence.head) is not None):
            return False
        before = BEFORE_HEADING.match(self.text, start, end)
        content = CONTINUED.sub("", self.text[before.end() if before else start : end])
        if HEADING_END.search(content) or (self.labelled and not self.stands_apart(sentence)):
            return False
        letters = [c for c in content if c.isalpha()]
        if not letters:
            return not self.labelled
        words = content.split()
        capitals = sum(1 for word in words if word[:1].isupper())
        return all(c.isupper() for c in letters) or (
            len(words) <= 10
            and content[0].isupper()
            and (
                self.labelled
                or capitals >= 0.6 * len(words)
                or (self.text[start] not in "•·*–—-" and self.opens_turn(sentence.paragraph + 1))
            )
        )

    def stands_apart(self, sentence: Sentence) -> bool:
        """Whether a paragraph between two turns of a labelled record belongs to neither: nobody says "I" there, and
        somebody else takes the floor at once.
        """
        start, end = self.body.paragraphs[sentence.paragraph]
        return (
            end - start <= LONGEST_REMARK
            and self.opens_turn(sentence.paragraph + 1)
            and IN_PERSON.search(self.text, start, end) is None
        )

    def opens_turn(self, paragraph: int) -> bool:
        """Whether a paragraph opens with a label or with a clause of somebody who speaks, or is past the end."""
        if paragraph >= len(self.body.paragraphs):
            return True
        start = self.body.paragraphs[paragraph][0]
        clause = self.body.opening_clause(start)
        says = (
            clause is not None
            and (clause.verb.form == "s" or (not self.labelled and "reporting" in clause.verb.classes))
            and self.speakers.named(clause) is not None
        )
        return says or start in self.body.label_at

    def standing(self, clause: Clause, sentence: Sentence) -> float:
        """How sure it is that a clause opens or continues its subject's turn: 0 is not at all."""
        verb = clause.verb
        if clause.genitive:
            return 0.0
        if clause.auxiliary in ("had",) and verb.lemma not in ("have",) and "reporting" in verb.classes:
            return 0.3 if sentence.opens and not self.labelled else 0.0
        if clause.auxiliary in MODALS:
            return 0.45 if sentence.opens and "reporting" in verb.classes and not self.labelled else 0.0
        if self.labelled:
            if not sentence.opens:
                return 0.0
            if verb.form == "past" and self.is_action(clause, sentence) and self.stands_apart(sentence):
                return 0.8
            present = verb.form == "s" or clause.auxiliary in ("does", "is")
            return 0.9 if present and (clause.position == "head" or "reporting" in verb.classes) else 0.0
        if verb.lemma == "be":
            return 0.85 if not verb.needs else 0.5 if sentence.opens and clause.position == "head" else 0.0
        if verb.form == "ing" and clause.auxiliary in ("was", "is"):
            return 0.5 if sentence.opens and clause.position == "head" else 0.0
        if "reporting" in verb.classes:
            return 0.97 if sentence.opens else 0.93
        if verb.needs:
            acts = "action" in verb.classes and self.is_action(clause, sentence)
            return 0.85 if acts else 0.5 if sentence.opens and "stance" in verb.classes else 0.0
        return 0.85 if sentence.opens else 0.8

    def is_action(self, clause: Clause, sentence: Sentence) -> bool:
        """Whether a clause tells of an act without words."""
        verb = clause.verb
        if "action" not in verb.classes:
            return False
        rest = self.text[clause.clause_end : sentence.end]
        words = re.findall(r"[a-z]+", rest[:240])
        if verb.needs and not verb.needs & set(words[:6]):
            return False
        forms = verb_forms()
        said = any(
            (
                w in forms
                and "reporting" in forms[w].classes
                and forms[w].form in ("s", "past")
                and words[i - 1] in ("and", "then", "also")
            )
            or w in ("saying", "remarking", "adding")
            for i, w in enumerate(words)
        )
        return not said and not re.search(r"[:“\"]", rest)

    def decide(self, sentence: Sentence, current: Member | None) -> Event | None:
        """What one sentence does to the floor, or None where it goes on as before."""
        text = self.text
        if sentence.joint:
            members = [self.speakers.cast.see(name) for name in sentence.joint]
            known = tuple(m for m in members if m is not None)
            if known and not self.labelled:
                return Event(sentence.start, "narration", None, "joint-statement", 0.8, joint=known)
            return self.remark(sentence)
        clause = sentence.head
        pronoun = next(
            (c for c in (clause, *sentence.fronted) if c is not None and c.pronoun and c.subject != "It"), None
        )
        if pronoun is not None and self.speakers.drafting is not None:
            member = self.speakers.meant(pronoun, current)
            if member is not None:
                return Event(
                    sentence.start,
                    "speech",
                    member,
                    "pronoun",
                    0.7,
                    pronoun,
                    flags=("pronoun-speaker",),
                )
        if (
            self.speakers.drafting is not None
            and current is self.speakers.drafting
            and REPLY_OF_OTHER.match(text, sentence.start, sentence.end)
            and self.speakers.other is not None
        ):
            return Event(
                sentence.start,
                "speech",
                self.speakers.other,
                "pronoun",
                0.6,
                flags=("pronoun-speaker",),
            )
        if pronoun is not None and self.acting and pronoun.subject in ("He", "She", "he", "she"):
            says = "reporting" in pronoun.verb.classes and pronoun.auxiliary != "had"
            return Event(sentence.start, "speech", current, "pronoun", 0.7, pronoun) if says else None
        if (
            clause is not None
            and clause.pronoun
            and clause.subject != "It"
            and not (sentence.impersonal and sentence.opens)
        ):
            return self.remark(sentence)
        if clause is not None:
            member = self.speakers.named(clause)
            standing = self.standing(clause, sentence)
            if member is not None and standing >= LEAST_STANDING:
                kind: TurnKind = "action" if self.is_action(clause, sentence) else "speech"
                return Event(sentence.start, kind, member, "head-clause", standing, clause)
            if member is not None and standing == 0.0:
                return self.remark(sentence)
        for fronted in sentence.fronted:
            member = self.speakers.named(fronted)
            if member is None or fronted.auxiliary == "had" or fronted.genitive:
                continue
            standing = self.standing(fronted, sentence) * 0.95
            if standing >= LEAST_STANDING:
                return Event(sentence.start, "speech", member, "fronted-clause", standing, fronted)
        if sentence.collective and (not self.labelled or self.stands_apart(sentence)):
            return Event(sentence.start, "narration", None, "collective", 0.7)
        if sentence.impersonal:
            agent = self.agent(sentence)
            if agent is not None:
                return agent
            opening = OPENING.search(text, sentence.start, sentence.end)
            member = self.speakers.mentioned(opening["who"]) if opening and not self.labelled else None
            if member is not None:
                return Event(sentence.start, "speech", member, "opening-by", 0.6)
            if sentence.opens or current is None:
                return Event(sentence.start, "narration", None, "narration", 0.8)
            return None
        if self.labelled:
            return self.remark(sentence)
        for clause in attributions(text, sentence.start, sentence.end):
            if "reporting" not in clause.verb.classes or clause.auxiliary == "had":
                continue
            member = self.speakers.meant(clause, current) if clause.pronoun else self.speakers.named(clause)
            if member is None and self.acting and clause.subject in ("he", "she"):
                member = current
            if member is not None:
                return Event(self.quotation_start(sentence), "speech", member, "attribution", 0.8, clause)
        if sentence.head is None or sentence.head.subject == "It":
            return self.agent(sentence)
        return None

    def remark(self, sentence: Sentence) -> Event | None:
        """The drafter's own words on what those present did, between two turns of a labelled record."""
        if not self.labelled or not sentence.opens or not self.stands_apart(sentence):
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

    def quotation_start(self, sentence: Sentence) -> int:
        """Where what a sentence quotes starts: at its paragraph's head where a quotation is open from there."""
        start = self.body.paragraphs[sentence.paragraph][0]
        closing = CLOSING_MARK.get(self.text[start])
        if closing is None or sentence.opens or closing in self.text[start + 1 : sentence.start]:
            return sentence.start
        return start

    def agent(self, sentence: Sentence) -> Event | None:
        """The turn of the agent of a passive verb of saying."""
        clause = passive_agent(self.text, sentence.start, sentence.end) if not self.labelled else None
        member = self.speakers.named(clause) if clause is not None else None
        if member is None:
            return None
        return Event(sentence.start, "speech", member, "passive-agent", 0.6, clause)
