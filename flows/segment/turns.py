"""From labels and reporting clauses to turns: one pass over the body, deciding at each sentence who holds the floor."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from flows.lexicons import entries
from flows.record import Participant, Span, Turn
from flows.segment.cast import Cast, Member
from flows.segment.clauses import (
    Clause,
    attributions,
    coordinated_clauses,
    fronted_clauses,
    head_clause,
    is_fronted,
    joint_subject,
    passive_agent,
)
from flows.segment.labels import IN_PARAGRAPH, Label, candidates, choose, normal, not_labels
from flows.segment.names import MENTION, UPPER, fold, office_words, parse_name, titles
from flows.segment.sentences import sentence_starts
from flows.segment.verbs import verb_forms

FIRST_WORD = re.compile(r"[\"“‘(\[*•–—\s-]*(?:(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s)?([^\W\d_]+)")
HEADING_END = re.compile(r"[.!?:;,\"”’)…]\s*$")
COMPLETION = re.compile(
    r"(?:\s(?:to|with|in|by)\s[^,.;:“\"]{1,60}?)?(?:\s(?:him|her|them|me|us)\b)?(?:,?\sthat\b,?|\s?:|,(?=\s[“\"‘]))?\s*"
)
RUN_IN_HEADING = re.compile(rf"[{UPPER}][{UPPER}\d\s,:;.'’()&/–-]{{12,200}}(?=\s[a-z])")
CONJUNCTION = re.compile(r"(?:[,;]\s(?:and|but|while|whereupon)?\s?|(?:and|but|while|whereupon)\s)$")
TITLED = re.compile(rf"\b([{UPPER}][a-z]+)\.?\s(?=([{UPPER}][^\W\d_]+(?:-[^\W\d_]+)?))")
LOWER_WORD = re.compile(r"(?<![^\W\d_])[a-z][a-z'’-]+")
INTERRUPTION = re.compile(
    rf"(?:[,–—?!.]\s)(?P<clause>(?P<va>[a-z]+s)\s(?P<a>{MENTION})(?:,\s[a-z]+ing\s[^,.;:]{{1,60}})?(?=[,.;:–—])"
    rf"|(?P<b>{MENTION})\s(?P<vb>[a-z]+s)(?:,?\s[a-z][^,.;:–—]{{1,60}})?(?=[,–—]|\s[–—])"
    rf"|[A-Z][a-z]+ing\s[^,.;:]{{1,60}},\s(?P<c>{MENTION})\s(?P<vc>[a-z]+s)(?=\s?:))"
)
REPLY_OF_OTHER = re.compile(r"(?:To this,?\s)?(?:His|Her) (?:reply|answer|response|reaction|comment) (?:was|is)\b")
BARE_VERBS = frozenset(
    {
        "be",
        "have",
        "do",
        "seem",
        "appear",
        "know",
        "see",
        "like",
        "show",
        "find",
        "hold",
        "go",
        "take",
        "put",
        "make",
        "give",
    }
)
OPENING = re.compile(rf"(?:opened|began|started|commenced|resumed)\b[^.;]{{0,80}}?\b(?:by|with)\s(?P<who>{MENTION})")
HARD_TENSES = frozenset({"would", "could", "should", "will", "might", "may", "must"})


@cache
def narration_heads() -> re.Pattern[str]:
    """The pattern of sentences in which nobody in particular speaks."""
    return re.compile("(?:" + "|".join(entries("narration")) + ")", re.IGNORECASE)


@cache
def collective_heads() -> re.Pattern[str]:
    """The pattern of sentences in which several speak together."""
    return re.compile("(?:" + "|".join(entries("collective")) + ")", re.IGNORECASE)


@dataclass(slots=True)
class Sentence:
    """A sentence of the body and what its clauses say. Offsets index the clean text."""

    start: int
    end: int
    paragraph: int
    opens: bool  # whether it opens its paragraph
    head: Clause | None = None
    fronted: list[Clause] = field(default_factory=list)
    joint: tuple[str, ...] = ()
    impersonal: bool = False
    collective: bool = False
    bracketed: bool = False
    run_in: bool = False  # a heading in capitals, in the same line as what is said under it


@dataclass(slots=True)
class Event:
    """A place where the floor passes: to a member of the cast, to nobody (narration), or to a heading."""

    start: int
    kind: str  # speech, action, narration
    member: Member | None
    rule: str
    confidence: float
    clause: Clause | None = None
    label: Label | None = None
    joint: tuple[Member, ...] = ()
    paragraph: int = 0
    flags: tuple[str, ...] = ()


@dataclass(slots=True)
class Reading:
    """The turns of a body, their spans, and the members of the cast who hold them."""

    turns: list[Turn]
    spans: list[Span]
    cast: Cast
    members: dict[int, Member]


class Reader:
    """Reads one body. The cast grows while labels and clauses are tallied; then the floor is followed from start to end."""

    def __init__(
        self,
        text: str,
        paragraphs: Sequence[tuple[int, int]],
        participants: Sequence[Participant],
        drafter: str | None = None,
        has_list: bool = True,
    ) -> None:
        self.text = text
        self.paragraphs = list(paragraphs)
        self.starts = [start for start, _ in paragraphs]
        self.cast = Cast(participants)
        self.drafter = drafter
        self.has_list = has_list
        self.body = (paragraphs[0][0], paragraphs[-1][1]) if paragraphs else (0, 0)
        found = candidates(text, paragraphs)
        self.labels = choose(text, found, self.cast, self.body) if paragraphs else []
        self.label_starts = {label.start: label for label in self.labels}
        self.possible = {label.start: label for label in found if label.style in ("colon", "dash")}
        heads = sum(1 for label in self.labels if not label.style.endswith(IN_PARAGRAPH))
        self.labelled = bool(self.labels) and (
            heads >= 0.2 * len(self.paragraphs) or (len(self.labels) > 3 and self._labelled_share() > 0.6)
        )
        self.sentences: list[Sentence] = []
        self.speakers: set[int] = set()
        self.drafter_speaks = False
        self.by_label: dict[str, Member] = {}
        self.drafting: Member | None = None
        self.other: Member | None = None
        self.asides: list[tuple[int, int]] = []

    def _labelled_share(self) -> float:
        return (self.body[1] - self.labels[0].start) / max(1, self.body[1] - self.body[0])

    def paragraph_of(self, offset: int) -> int:
        """Index of the paragraph in which an offset lies."""
        return bisect_right(self.starts, offset) - 1

    # -- first pass: what the sentences say, and who can speak

    def analyse(self) -> None:
        """Split the body into sentences and find their clauses. In a labelled body only the heads of paragraphs matter."""
        text = self.text
        narration = narration_heads()
        for index, (start, end) in enumerate(self.paragraphs):
            starts = list(sentence_starts(text, start, end)) if not self.labelled else [start]
            for at, next_at in zip(starts, [*starts[1:], end], strict=True):
                sentence = Sentence(at, next_at, index, at == start)
                self.sentences.append(sentence)
                if at in self.label_starts:
                    continue
                first = FIRST_WORD.match(text, at, next_at)
                if text[at] == "[" and text.rfind("]", at, next_at + 1) >= next_at - 3:
                    sentence.bracketed = True
                    continue
                if narration.match(text, first.start(1) if first else at, next_at):
                    sentence.impersonal = True
                if not self.labelled and first is not None and collective_heads().match(text, first.start(1), next_at):
                    sentence.collective = True
                    continue
                if first is None:
                    continue
                if is_fronted(first[1], text[first.end() + 1 : first.end() + 2]):
                    sentence.fronted = fronted_clauses(text, at, next_at)
                    continue
                run_in = RUN_IN_HEADING.match(text, first.start(1), next_at) if at == start else None
                if run_in is not None and not self.labelled:
                    subject_at = self.subject_after_heading(*run_in.span())
                    if subject_at is not None:
                        sentence.end = subject_at
                        sentence.run_in = True
                        sentence = Sentence(subject_at, next_at, index, True)
                        self.sentences.append(sentence)
                        at = subject_at
                        first = FIRST_WORD.match(text, at, next_at) or first
                joint = joint_subject(text, first.start(1), next_at)
                if joint is not None:
                    predicate = re.match(r"(?:\s[a-z’'-]+,?){1,5}", text[joint[1] : min(next_at, joint[1] + 80)])
                    if predicate and any(w in verb_forms() for w in predicate[0].replace(",", "").split()):
                        sentence.joint = joint[0]
                        continue
                sentence.head = head_clause(text, at, next_at)

    def subject_after_heading(self, start: int, end: int) -> int | None:
        """Where, in a run of capitals `text[start:end]`, the name of a member begins that ends it."""
        words = [(match.start() + start, fold(match[0])) for match in re.finditer(r"\S+", self.text[start:end])]
        for at, word in words[-6:]:
            if word == "the" or word in titles() or self.cast.find(parse_name(self.text[at:end])) is not None:
                return at if at > start else None
        return None

    def tally(self) -> None:
        """Decide who speaks in the document: the labels' names, and the subjects of reporting clauses that have standing."""
        self.name_labels()
        listed = sum(1 for member in self.cast.members if member.participant is not None) if self.has_list else 0
        titled = self.titled_surnames() if not self.labelled else frozenset()
        weights: Counter[str] = Counter()
        mentions: dict[str, str] = {}
        first_person = 0
        for sentence in self.sentences:
            clause = sentence.head or next(iter(sentence.fronted), None)
            if clause is None or clause.genitive or clause.verb.lemma in BARE_VERBS:
                continue
            reporting = "reporting" in clause.verb.classes
            if clause.pronoun:
                first_person += clause.subject == "I" and reporting and clause.verb.form == "past" and not self.labelled
                continue
            if clause.auxiliary in HARD_TENSES or clause.auxiliary == "had":
                continue
            parsed = parse_name(clause.subject)
            member = self.cast.find(parsed)
            if member is not None:
                if reporting and (not self.labelled or sentence.opens):
                    self.speakers.add(member.number)
                continue
            key = parsed.surname or parsed.office
            if not key or self.labelled:
                continue
            head = clause.position == "head"
            weights[key] += (2 if reporting and head else 1) * (2 if sentence.opens and head else 1)
            if len(clause.subject) > len(mentions.get(key, "")):
                mentions[key] = clause.subject
        self.drafter_speaks = first_person >= 2
        if self.drafter_speaks:
            self.drafting = self.cast.add(self.drafter or "I")
            self.speakers.add(self.drafting.number)
        lower_words = frozenset(LOWER_WORD.findall(self.text, *self.body)) if weights else frozenset()
        for key in sorted(weights):
            mention = mentions[key]
            parsed = parse_name(mention)
            determined = mention.split()[0].lower() in ("the", "his", "her")
            capitals = mention.isupper() and len(key) > 2
            personal = bool(parsed.titles or parsed.office or key in titled)
            if not personal and parsed.given and not determined:
                personal = not any(
                    word in lower_words or word in not_labels() for word in (*parsed.given, parsed.surname)
                )
            if determined and not parsed.office:
                continue  # "The Americans", "the Department"
            if not personal and (key in not_labels() or any(word in lower_words for word in (*parsed.given, key))):
                continue  # a common word at the head of a sentence
            need = (
                (2 if personal and parsed.surname else 3 if personal else 6)
                + (2 if listed >= 2 else 0)
                - (1 if capitals else 0)
            )
            if weights[key] >= need:
                self.speakers.add(self.cast.add(mention).number)
        if self.drafter_speaks:
            self.other = self.most_heard()

    def most_heard(self) -> Member | None:
        """The member, other than the drafter, who is the subject of most reporting clauses."""
        heard: Counter[int] = Counter()
        for sentence in self.sentences:
            if sentence.head is not None and not sentence.head.pronoun and "reporting" in sentence.head.verb.classes:
                member = self.cast.find(parse_name(sentence.head.subject))
                if member is not None and member is not self.drafting:
                    heard[member.number] += 1
        if not heard:
            return None
        return self.cast.members[min(heard, key=lambda number: (-heard[number], number))]

    def name_labels(self) -> None:
        """Give every label a member. Two labels that follow each other are two people, whatever their offices are."""
        order = [normal(label.text) for label in self.labels]
        counts = Counter(order)
        follows = Counter(pair for pair in zip(order, order[1:], strict=False) if pair[0] != pair[1])
        written = {normal(label.text): label.text for label in reversed(self.labels)}
        by_member: dict[int, list[str]] = {}
        for key in sorted(counts, key=lambda k: (not parse_name(written[k]).surname, -counts[k], k)):
            member = self.cast.add(written[key])
            for other in by_member.get(member.number, ()):
                beside = follows[key, other] + follows[other, key]
                if beside >= 2 and beside >= 0.2 * min(counts[key], counts[other]):
                    member = self.cast.add_apart(written[key])
                    break
            by_member.setdefault(member.number, []).append(key)
            self.by_label[key] = member
            self.speakers.add(member.number)

    def labelled_member(self, label: Label) -> Member:
        """The member that a label names."""
        self.cast.see(label.text)
        return self.by_label[normal(label.text)]

    def titled_surnames(self) -> frozenset[str]:
        """Surnames, folded, that somewhere in the body stand after a form of address or an office."""
        known = titles() | office_words()
        found = set()
        for match in TITLED.finditer(self.text, *self.body):
            if fold(match[1]) in known:
                found.add(fold(match[2]))
        return frozenset(found)

    # -- second pass: following the floor

    def speaker(self, clause: Clause) -> Member | None:
        """The member of the cast that a clause's subject names, if it can be a speaker here."""
        member = self.cast.see(clause.subject)
        if member is None or (member.number not in self.speakers and member.participant is None):
            return None
        return member

    def standing(self, clause: Clause, sentence: Sentence) -> float:
        """How sure it is that a clause opens or continues its subject's turn: 0 is not at all."""
        verb = clause.verb
        if clause.genitive:
            return 0.0
        if clause.auxiliary in ("had",) and verb.lemma not in ("have",) and "reporting" in verb.classes:
            return 0.3 if sentence.opens and not self.labelled else 0.0
        if clause.auxiliary in HARD_TENSES:
            return 0.45 if sentence.opens and "reporting" in verb.classes and not self.labelled else 0.0
        if self.labelled:
            if not sentence.opens:
                return 0.0
            present = verb.form == "s" or clause.auxiliary in ("does", "is", "has")
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

    def follow(self) -> list[Event]:
        """The events of the body in order: every place at which somebody takes the floor or nobody holds it."""
        events: list[Event] = []
        current: Member | None = None
        previous: Member | None = None
        text = self.text

        def give(event: Event) -> None:
            nonlocal current, previous
            if event.member is not None and event.member is not current:
                previous, current = current, event.member
            events.append(event)

        pending: Event | None = None
        held = -1  # the paragraph that a label holds
        in_line = [label for label in self.labels if label.style.endswith(IN_PARAGRAPH)]
        at_label = 0
        for sentence in self.sentences:
            while at_label < len(in_line) and in_line[at_label].start < sentence.start:
                give(self.label_event(in_line[at_label], sentence.paragraph))
                at_label += 1
                pending = None
            at_head = self.label_starts.get(sentence.start)
            if at_head is None and held == sentence.paragraph:
                continue
            if at_head is None:
                at_head = self.stray_label(sentence)
            if at_head is not None:
                held, pending = sentence.paragraph, None
                give(self.label_event(at_head, sentence.paragraph))
                continue
            event = self.interlude(sentence, current) or self.decide(sentence, current, previous)
            if event is None and pending is not None and current is not None:
                if self.interrupts(pending, sentence):
                    # Narration after which the same speaker goes on is a stage direction of the turn.
                    events.remove(pending)
                    self.asides.append((pending.start, sentence.start))
                elif self.labelled and pending.rule in ("heading", "editorial-note"):
                    give(Event(sentence.start, "speech", current, "resumed", 0.6, paragraph=sentence.paragraph))
            pending = event if event is not None and event.kind == "narration" else None
            if event is not None:
                give(event)
            if not self.labelled and (
                event is None or event.kind != "narration" or event.rule in ("narration", "collective")
            ):
                for event in self.further_events(sentence, event, current):
                    give(event)
        for label in in_line[at_label:]:
            give(self.label_event(label, self.paragraph_of(label.start)))
        events.sort(key=lambda event: event.start)
        return events

    def label_event(self, label: Label, paragraph: int) -> Event:
        """The event that a label makes."""
        member = self.labelled_member(label) if normal(label.text) in self.by_label else self.cast.see(label.text)
        return Event(label.start, "speech", member, "label", label.certainty, label=label, paragraph=paragraph)

    def stray_label(self, sentence: Sentence) -> Label | None:
        """A label in reported speech, where it names somebody who speaks anyway."""
        label = self.possible.get(sentence.start) if sentence.opens and not self.labelled else None
        if label is None:
            return None
        member = self.cast.find(parse_name(label.text))
        return label if member is not None and member.number in self.speakers else None

    def interlude(self, sentence: Sentence, current: Member | None) -> Event | None:
        """Narration that its form gives away: an editor's note, a heading, a parenthesis of the drafter."""
        text = self.text
        end = self.paragraphs[sentence.paragraph][1]
        whole = sentence.opens and sentence.end >= end
        if sentence.bracketed and whole:
            return Event(sentence.start, "narration", None, "editorial-note", 0.9, paragraph=sentence.paragraph)
        if sentence.run_in or self.heading(sentence):
            return Event(sentence.start, "narration", None, "heading", 0.7, paragraph=sentence.paragraph)
        if text[sentence.start] == "(" and self.closes(sentence):
            inner = head_clause(text, sentence.start + 1, sentence.end)
            if (
                inner is not None
                and "reporting" in inner.verb.classes
                and inner.auxiliary != "had"
                and not self.labelled
                and self.speaker(inner) is not None
            ):
                return None
            return Event(sentence.start, "narration", None, "parenthesis", 0.8, paragraph=sentence.paragraph)
        return None

    def closes(self, sentence: Sentence) -> bool:
        """Whether the parenthesis that opens a sentence closes at the end of a sentence, within its paragraph."""
        end = self.paragraphs[sentence.paragraph][1]
        close = self.text.find(")", sentence.start, end)
        if close < 0:
            return False
        return close + 1 >= end or (self.text[close - 1] in ".!?" and sentence.end >= close)

    def interrupts(self, pending: Event, sentence: Sentence) -> bool:
        """Whether narration is only an interruption of the turn that goes on with an unattributed sentence."""
        if pending.rule == "parenthesis":
            return True
        return self.labelled and pending.rule == "narration"

    def further_events(self, sentence: Sentence, event: Event | None, current: Member | None) -> list[Event]:
        """Turns that start inside a sentence: second main clauses with another speaker."""
        found: list[Event] = []
        if sentence.joint:
            return found
        after = event.clause.clause_end if event is not None and event.clause is not None else sentence.start
        for clause in coordinated_clauses(self.text, after, sentence.end):
            if clause.auxiliary or clause.genitive or clause.verb.lemma in BARE_VERBS or clause.start == sentence.start:
                continue
            member = self.by_pronoun(clause, None) if clause.pronoun else self.speaker(clause)
            if member is None or member is current:
                continue
            before = self.text[max(sentence.start, clause.start - 12) : clause.start]
            if CONJUNCTION.search(before) and (current is not None or event is not None):
                paragraph = sentence.paragraph
                found.append(
                    Event(clause.start, "speech", member, "coordinated-clause", 0.75, clause, paragraph=paragraph)
                )
                current = member
        return found

    def heading(self, sentence: Sentence) -> bool:
        """Whether a paragraph is a heading in the body: short, without the end of a sentence, and not a list item of a speech."""
        start, end = self.paragraphs[sentence.paragraph]
        if not sentence.opens or end - start > 120 or sentence.head is not None:
            return False
        content = self.text[start:end]
        if HEADING_END.search(content) or self.labelled:
            return False
        letters = [c for c in content if c.isalpha()]
        if not letters:
            return True
        words = content.split()
        capitals = sum(1 for word in words if word[:1].isupper())
        return all(c.isupper() for c in letters) or (
            len(words) <= 10 and capitals >= 0.6 * len(words) and content[0].isupper()
        )

    def by_pronoun(self, clause: Clause, current: Member | None) -> Member | None:
        """Whom a pronoun means in a record whose drafter speaks of himself as "I": "he" is never the drafter."""
        if "reporting" not in clause.verb.classes or clause.verb.form != "past" or clause.auxiliary == "had":
            return None
        if clause.subject == "I":
            return self.drafting
        if clause.subject.lower() in ("he", "she") and current is self.drafting:
            return self.other
        return None

    def decide(self, sentence: Sentence, current: Member | None, previous: Member | None) -> Event | None:
        """What one sentence does to the floor, or None where it goes on as before."""
        text = self.text
        if sentence.joint:
            members = [self.cast.see(name) for name in sentence.joint]
            known = tuple(m for m in members if m is not None)
            if known and not self.labelled:
                return Event(
                    sentence.start, "narration", None, "joint-statement", 0.8, joint=known, paragraph=sentence.paragraph
                )
            return None
        clause = sentence.head
        pronoun = next(
            (c for c in (clause, *sentence.fronted) if c is not None and c.pronoun and c.subject != "It"), None
        )
        if pronoun is not None and self.drafter_speaks:
            member = self.by_pronoun(pronoun, current)
            if member is not None:
                return Event(
                    sentence.start,
                    "speech",
                    member,
                    "pronoun",
                    0.7,
                    pronoun,
                    paragraph=sentence.paragraph,
                    flags=("pronoun-speaker",),
                )
        if (
            self.drafter_speaks
            and current is self.drafting
            and REPLY_OF_OTHER.match(text, sentence.start, sentence.end)
            and self.other is not None
        ):
            return Event(
                sentence.start,
                "speech",
                self.other,
                "pronoun",
                0.6,
                paragraph=sentence.paragraph,
                flags=("pronoun-speaker",),
            )
        if clause is not None and clause.pronoun and clause.subject != "It":
            return None
        if clause is not None:
            member = self.speaker(clause)
            standing = self.standing(clause, sentence)
            if member is not None and standing >= 0.4:
                kind = "action" if self.is_action(clause, sentence) else "speech"
                return Event(
                    sentence.start, kind, member, "head-clause", standing, clause, paragraph=sentence.paragraph
                )
            if member is not None and standing == 0.0:
                return None
        for fronted in sentence.fronted:
            member = self.speaker(fronted)
            if member is None or fronted.auxiliary == "had" or fronted.genitive:
                continue
            standing = self.standing(fronted, sentence) * 0.95
            if standing >= 0.4:
                return Event(
                    sentence.start, "speech", member, "fronted-clause", standing, fronted, paragraph=sentence.paragraph
                )
        if sentence.collective:
            return Event(sentence.start, "narration", None, "collective", 0.7, paragraph=sentence.paragraph)
        if sentence.impersonal:
            agent = self.agent(sentence)
            if agent is not None:
                return agent
            opening = OPENING.search(text, sentence.start, sentence.end)
            member = self.cast.see(opening["who"]) if opening and not self.labelled else None
            if member is not None and (member.number in self.speakers or member.participant is not None):
                return Event(sentence.start, "speech", member, "opening-by", 0.6, paragraph=sentence.paragraph)
            if sentence.opens or current is None:
                return Event(sentence.start, "narration", None, "narration", 0.8, paragraph=sentence.paragraph)
            return None
        if self.labelled:
            return None
        for clause in attributions(text, sentence.start, sentence.end):
            if clause.pronoun or "reporting" not in clause.verb.classes:
                continue
            member = self.speaker(clause)
            if member is not None and clause.auxiliary != "had":
                return Event(sentence.start, "speech", member, "attribution", 0.8, clause, paragraph=sentence.paragraph)
        if sentence.head is None or sentence.head.subject == "It":
            return self.agent(sentence)
        return None

    def agent(self, sentence: Sentence) -> Event | None:
        """The turn of the agent of a passive verb of saying."""
        clause = passive_agent(self.text, sentence.start, sentence.end) if not self.labelled else None
        member = self.speaker(clause) if clause is not None else None
        if member is None:
            return None
        return Event(sentence.start, "speech", member, "passive-agent", 0.6, clause, paragraph=sentence.paragraph)

    # -- turns

    def read(self) -> Reading:
        """The turns of the body."""
        self.analyse()
        self.tally()
        events = self.follow()
        turns, spans = self.assemble(events)
        spans += [Span("stage-direction", start, self.trimmed(start, end)) for start, end in self.asides]
        if self.labelled:
            spans += self.interruptions(turns)
        members = {m.number: m for m in self.cast.members}
        return Reading(turns, spans, self.cast, members)

    def assemble(self, events: Sequence[Event]) -> tuple[list[Turn], list[Span]]:
        """Merge what one speaker goes on with, cut the body at what is left, and describe each turn."""
        body_start, body_end = self.body
        if body_end <= body_start:
            return [], []
        groups: list[list[Event]] = []
        if not events or events[0].start > body_start:
            groups.append([Event(body_start, "narration", None, "opening", 0.7)])
        for event in events:
            if groups and self.same(groups[-1], event):
                groups[-1].append(event)
            else:
                groups.append([event])
        turns: list[Turn] = []
        spans: list[Span] = []
        for group, following in zip(groups, [*groups[1:], None], strict=True):
            start = group[0].start
            end = following[0].start if following else body_end
            while end > start and self.text[end - 1].isspace():
                end -= 1
            if end > start:
                turns.append(self.turn(group, start, end, spans))
        return turns, spans

    def trimmed(self, start: int, end: int) -> int:
        """The end of `text[start:end]` without white space."""
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return end

    def interruptions(self, turns: Sequence[Turn]) -> list[Span]:
        """Reporting clauses with which a labelled turn is interrupted: ", says N. Smith, turning to the Minister,"."""
        found = []
        for turn in turns:
            if turn.kind != "speech" or turn.speaker is None:
                continue
            member = self.cast.members[int(turn.speaker)]
            word = member.surname.split()[-1] if member.surname else next(iter(member.offices), "")
            if not word:
                continue
            for match in INTERRUPTION.finditer(self.text, turn.speech_start, turn.clean_end):
                if (
                    word in fold(match[0])
                    and (verb := self.verb_in(match))
                    and self.cast.find(parse_name(match["a"] or match["b"] or match["c"])) is member
                ):
                    found.append(Span("reporting-clause", match.start("clause"), match.end("clause")))
                    turn.reporting_verb = turn.reporting_verb or verb
        return found

    @staticmethod
    def verb_in(match: re.Match[str]) -> str | None:
        """The lemma of an interrupting clause's verb of saying, in the present tense; None where it has none."""
        forms = verb_forms()
        for word in (match["va"], match["vb"], match["vc"]):
            if word is not None and word in forms and "reporting" in forms[word].classes and forms[word].form == "s":
                return forms[word].lemma
        return None

    def same(self, group: Sequence[Event], event: Event) -> bool:
        """Whether an event goes on with the turn that is open."""
        last = group[-1]
        if event.kind == "narration" or last.kind == "narration":
            return event.kind == last.kind == "narration" and not event.joint and not last.joint
        return event.kind == last.kind and event.member is last.member

    def turn(self, group: Sequence[Event], start: int, end: int, spans: list[Span]) -> Turn:
        """The turn that a group of events makes."""
        first = group[0]
        turn = Turn(first.kind, start, end, start, first.rule, confidence=round(first.confidence, 3))  # type: ignore[arg-type]
        if first.joint:
            turn.joint_speakers = tuple(str(m.number) for m in first.joint)
        if first.member is not None:
            turn.speaker = str(first.member.number)
        turn.flags = first.flags
        if first.kind == "narration":
            return turn
        if first.label is not None:
            turn.label = first.label.text
            turn.speech_start = min(first.label.speech_start, end)
            spans.append(Span("label", first.label.label_start, first.label.label_end))
            if first.label.aside is not None:
                a, b = first.label.aside
                while self.text[a].isspace():
                    a += 1
                spans.append(Span("stage-direction", a, b))
        elif first.clause is not None:
            turn.label = first.clause.subject
            turn.reporting_verb = first.clause.verb.lemma
            if first.clause.subject_start < end:
                spans.append(Span("label", first.clause.subject_start, min(first.clause.subject_end, end)))
        for event in group:
            if event.clause is not None and event.kind == "speech":
                turn.reporting_verb = turn.reporting_verb or event.clause.verb.lemma
                self.clause_span(event, turn, end, spans)
        if turn.speech_start >= end:
            turn.speech_start = start
        return turn

    def clause_span(self, event: Event, turn: Turn, end: int, spans: list[Span]) -> None:
        """Mark a reporting clause; where it leads its turn, speech starts after it."""
        clause = event.clause
        assert clause is not None
        after = min(clause.clause_end, end)
        if clause.position in ("head", "fronted", "coordinated"):
            completion = COMPLETION.match(self.text, after, end)
            stop = completion.end() if completion else after
            if event.start == turn.clean_start and stop < end:
                turn.speech_start = stop
            begin = clause.start if clause.position != "coordinated" else clause.subject_start
            shown = self.text[begin:stop].rstrip()
            spans.append(Span("reporting-clause", begin, begin + len(shown)))
        else:
            spans.append(Span("reporting-clause", clause.subject_start, after))
