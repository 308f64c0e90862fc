"""Who holds the floor and who held it before, and who answers whom."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice

from flows.segment.body import QUOTATION_MARKS, Body, Sentence
from flows.segment.clauses.finding import attributions
from flows.segment.clauses.occasions import is_finite
from flows.segment.clauses.parts import POINTS
from flows.segment.clauses.reporting_clause import Clause
from flows.segment.floor.answers import ASKING, REPLY_GIVEN, SHORT_REPLIES, THIRD_PERSON
from flows.segment.floor.drafter import Drafter
from flows.segment.floor.events import Event
from flows.segment.floor.headings import YES_OR_NO
from flows.segment.names import MENTION, ROLE
from flows.segment.people.members import Member
from flows.segment.people.speakers import Speakers
from flows.segment.rare import RarePattern
from flows.segment.sentences import PARAGRAPH_NUMBER, sentence_starts

# "said, turning to his secretary: I am late"
GIVEN_WORDS = re.compile(r"[^.;:?!]{0,80}:\s")
# "Not before October.", "By every road."; but "(Laughter.)", "1. Trade."
ELLIPTIC = re.compile(r"[\"“'‘]?[^\W\d_][^:;()\[\]]*[.!?][\"”'’]?")
LOWER_WORD = re.compile(r"[a-z]+")
LONGEST_ELLIPTIC = 90
LETTERED = re.compile(r"\(?(?:[a-z]|[ivx]{1,4})[).]\s")
LONGEST_QUESTION = 400
ADDRESSED = RarePattern(
    rf"\b(?:asked|[Tt]urn(?:ed|ing)\sto|[Aa]ddress(?:ed|ing)|[ei]nquir(?:ed|ing)\s(?:of|from))\s(?P<who>{MENTION}|{ROLE})"
)
# "He had.", "They would not, ...": all that is said to a question whether he had, and whether they would.
SHORT_REPLY = re.compile(
    r"(?:He|She|They|It|That|This|There)\s(?:was|were|had|did|would|could|might|should)(?:\snot|n['’]t)?"
    r"\s?(?:[.;]|,\s(?:and|as|because|but|for|if|of course|since|though|although"
    r"|in (?:general|principle|part|due course|time)|on (?:balance|the whole|condition)|within)\b)"
    rf"|(?:{SHORT_REPLIES})\s?[.,;]|{REPLY_GIVEN}"
)
# Whoever asked can go on so in the next paragraph.
NEW_TOPIC = re.compile(
    rf"(?:{PARAGRAPH_NUMBER}\s)?(?:As (?:to|for|regards)|Regarding|Concerning|Turning"
    r"|With (?:regard|respect|reference)|On the (?:question|subject|matter|other hand)|In this connection|In addition"
    r"|Finally|Further(?:more)?|Moreover|Also|Secondly|Next|Meanwhile|However|Nevertheless|Apart from|Besides)\b"
)
ASKED_HIM = re.compile(r"\b(?:asked|questioned|pressed)\s(?:him|her)\b")
LEAST_OF_TWO = 4  # turns in which only two take the floor
LONGEST_OWN_QUESTION = 160  # of a paragraph that is one question
SAME_SENTENCE = r"(?:[^.;]|(?<=[MD]r)\.|(?<=Mrs)\.)*"
ASKS_WHETHER = RarePattern(
    r"[aAeEiIwW?](?:(?<=\?)[\"”’']?\s*$"
    r"|(?<!\w[aeiw])(?:(?<=[aA])sk(?:ed|s)|(?<=[eEiI])nquired|(?<=[wW])ondered)"
    rf"\b{SAME_SENTENCE}\b(?:whether|if|what|when|where|who|why|which|how)\b{SAME_SENTENCE}\.\s*$)",
    sign=r"\?|k(?<=[aA]sk)|q(?<=[eEiI]nq)|wondered|Wondered",
)
TOLD_OF_ASKING = re.compile(r"\b(?:had|having|been|being|was|were|is|are)\s(?:[a-z]+\s)?$")  # "he was often asked why"
# "Could it wait? Mr. Smith thought that it could."
SHORT_OPINION = re.compile(
    r"\s(?:(?:that\s)?(?:it|he|she|they|this|there)\s(?:would|could|did|was|were|might|had|should|must)(?:\s(?:not|have|be|so)){0,2}"
    r"|so|not|no|yes|of course|certainly)\s?[.,;]"
)
# "He asked whether the Minister had read it. He had read it twice"
ECHO = re.compile(
    r"(?:He|She)\s(?:had|was|would|could)\s(?:not\s|indeed\s|[a-z]+ly\s)?(?:been\s)?(?P<verb>(?!have\b)[a-z]{4,})\b"
)
ASKED_OF = RarePattern(
    rf"\b(?:whether|if)\s(?P<who>{ROLE}|{MENTION})\s(?:had|was|would|could)\b", sign=r"\b(?:whether|if)\s"
)
# "And the price?", "But if they declined?"
AND_QUESTION = re.compile(r"(?:And|But|What if|What about|How about)\b[^.;:]{3,60}\?\s*$")
# "Mr. Smith asked about the ships. He was told that six had sailed."
WAS_TOLD = re.compile(
    r"(?:He|She|They)\s(?:was|were)\s(?:then\s|[a-z]+ly\s)?(?:told|informed|assured|advised|given to understand)\s"
    r"(?:that|of|there|they|it)\b"
)
ANSWERING = frozenset({"answer", "reply", "respond"})
# "He agreed but added", "He objected.", at the head of a paragraph: to what the other has said.
ASSENTING = frozenset({"agree", "assent", "concur", "demur", "disagree", "object"})
# What only who is spoken to does, and not who speaks to him.
YIELDING = ANSWERING | ASSENTING | {"admit", "concede", "acknowledge", "grant", "deny", "apologize", "apologise"}
# "reminded him of it", "corrects him:", "whispered to her that"; but "corrected her figures"
SPEAKS_TO_HIM = re.compile(
    r"(?:\sto)?\s(?:him|her(?=\s?[.,:;]|\s(?:that|of|to|about|and|by|with|on|in|whether|why|how|what)\b))\b"
)
TO_THIS = re.compile(r"\s?[.,]|\s(?:but|and|with (?:this|that|him|her)|to (?:this|that))\b")
# "I put two questions to him.", and then "The second was whether": who announces several things comes to each.
SEVERAL_THINGS = re.compile(
    r"\b(?:two|three|four|five|six|some|several|a few|(?:a\s)?(?:number|couple) of)"
    rf"\s(?:[a-z]+\s)?(?:{POINTS}|[a-z]+ion)s\b"
)
ONE_OF_THEM = re.compile(
    rf"(?:{PARAGRAPH_NUMBER}\s)?(?:(?:The|His|Her|My)\s(?:first|second|third|fourth|fifth|sixth|next|other|last|final)(?:\s(?:{POINTS}))?"
    r"(?:,\s[^,.;:]{2,60},)?\s(?:was|is)\s(?:whether|that|how|why|what|when|who|where|if|to)\b"
    r"|(?:Second|Third|Fourth|Fifth|Last|Final)(?:ly)?[,:]\s(?!he\b|she\b|I\b))"
)
# Who is known only by whom he talks with.
OPPOSITE = re.compile(
    r"(?:[Hh]is|[Hh]er)\s(?:[A-Z]\w+\s)?(?:visitor|guest|host|interlocutor|counterpart|opposite number)"
)
FARTHEST_ANNOUNCED = 5000
FARTHEST_TURN = 12  # turns back to whoever may speak again


class Exchange:
    """The exchange of speakers in one body, as far as it is told."""

    def __init__(self, body: Body, speakers: Speakers) -> None:
        self.body = body
        self.text = body.text
        self.speakers = speakers
        self.drafter = Drafter(body, speakers)
        self.events: list[Event] = []
        self.current: Member | None = None  # who holds the floor
        self.before: Member | None = None  # who held it before
        self.spoke: set[int] = set()  # who has spoken, by identity
        self.acting = False  # whether the last who took it did something without words

    def give(self, event: Event) -> None:
        """Let an event happen."""
        if event.member is not None:
            if event.member is not self.current:
                self.before = self.current
            self.current = event.member
        self.acting = event.kind == "action"
        if event.kind == "speech":
            self.spoke.add(id(event.member))
        self.events.append(event)

    def nobody_holds(self) -> bool:
        """Whether nobody holds the floor just now."""
        return not self.events or self.events[-1].kind == "narration" or self.events[-1].rule == "visit"

    def is_given(self, sentence: Sentence) -> bool:
        """Whether a sentence gives, in the same paragraph, somebody's own words after "he said:"."""
        last = self.events[-1] if self.events else None
        if last is None or last.kind != "speech" or sentence.opens or sentence.labelled:
            return False
        if last.start < self.body.paragraphs[sentence.paragraph][0]:
            return False
        if last.label is not None:
            return True
        return last.clause is not None and (
            GIVEN_WORDS.match(self.text, last.clause.clause_end, sentence.start) is not None
        )

    def named(self, clause: Clause) -> Member | None:
        """The member that a clause's subject names; "his guest" is who talks with him who holds the floor."""
        return self.opposite(clause.subject) or self.speakers.named(clause)

    def opposite(self, mention: str) -> Member | None:
        """Who talks with him who holds the floor, where a mention names him so: "his guest"."""
        named = self.speakers.drafting is None and OPPOSITE.fullmatch(mention) is not None
        return self.facing() or self.before if named else None

    def facing(self) -> Member | None:
        """Who talks with him who holds the floor: the other of two, or of the only two who have spoken for a while."""
        if (other := self.speakers.facing(self.current)) is not None:
            return other
        last = [event.member for event in self.events[-LEAST_OF_TWO:] if event.kind == "speech"]
        alone = len(last) == LEAST_OF_TWO and {id(member) for member in last} == {id(self.current), id(self.before)}
        return self.before if alone else None

    def facing_in_quotation(self, sentence: Sentence) -> Member | None:
        """Who talks with him who holds the floor by quoted words, where a paragraph opens with a quotation mark."""
        quoted = sentence.opens and self.text[sentence.start] in QUOTATION_MARKS and bool(self.events)
        return self.before if quoted and self.text[self.events[-1].start] in QUOTATION_MARKS else None

    def asked(self, sentence: Sentence, end: int | None = None) -> Member | None:
        """Who answers him who holds the floor in a sentence, or in it from `end` on: whom he asks by name, whom the
        drafter talks with, the drafter, or who held it before.
        """
        drafting, partner = self.speakers.drafting, self.drafter.partner
        start = max(self.events[-1].start, sentence.start - LONGEST_QUESTION) if self.events else sentence.start
        for match in ADDRESSED.finditer(self.text, start, end or sentence.start):
            member = self.speakers.mentioned(match["who"])
            if member is not None and member is not self.current:
                return member
        if self.current is None or drafting is None:
            return self.before
        other = self.speakers.other
        if (
            other is not None
            and self.current not in (drafting, other)
            and ASKED_HIM.search(self.text, start, sentence.start)
        ):
            return other  # a third one asks whom the drafter talks with
        return partner if self.current is drafting else drafting if self.current is partner else self.before

    def question_before(self, sentence: Sentence, event: Event) -> Event | None:
        """The turn of whom he answers who already holds the floor, only a question between: nobody answers himself."""
        clause = event.clause
        if sentence.opens or sentence.labelled or event.member is not self.current or self.before is None:
            return None
        if clause is None or self.events[-1].member is None:
            return None
        himself = self.speakers.is_person(clause)  # the drafter
        asked = self.body.sentences[self.body.sentence_from(sentence.start) - 1]
        answers = clause.verb.lemma in ANSWERING or (himself and clause.verb.lemma == "say")
        answers = answers or SHORT_OPINION.match(self.text, clause.clause_end, sentence.end) is not None
        joined = AND_QUESTION.match(self.text, asked.start, asked.end) is not None and self.speakers.says(clause)
        if (clause.pronoun and not himself) or not (answers or joined):
            return None
        if (
            asked.opens
            or asked.start <= self.events[-1].start
            or not self.text[asked.start : asked.end].rstrip().endswith("?")
        ):
            return None
        return Event(asked.start, "speech", self.before, "question", 0.6)

    def in_dialogue(self, sentence: Sentence) -> Event:
        """The turn of a paragraph of dialogue that does not say who speaks, but by a clause of reported speech: of who
        held the floor before, or spoke last of those who neither hold it nor have it next.
        """
        head = self.body.head(sentence.start, sentence.end)
        told = head is not None and head.verb.form == "past" and "reporting" in head.verb.classes
        member = self.speakers.named(head) if head is not None and told else None
        if head is not None and member is not None:
            return Event(sentence.start, "speech", member, "head-clause", 0.8, head)
        following = self.body.paragraphs[sentence.paragraph + 1 : sentence.paragraph + 2]
        label = self.body.label_at.get(following[0][0]) if following else None
        after = self.speakers.labelled(label) if label is not None else None
        spoke = (event.member for event in reversed(self.events) if event.kind == "speech")
        others = [m for m in islice(spoke, FARTHEST_TURN) if m is not None and m is not self.current]
        member = next((m for m in others if m is not after), None) or self.facing() or next(iter(others), None)
        return Event(sentence.start, "speech", member, "exchange", 0.6, flags=("pronoun-speaker",))

    def comes_to_next(self, sentence: Sentence) -> Member | None:
        """Who comes, after another's words, to the next of several things that he announced; or None."""
        if sentence.labelled or not self.events or not ONE_OF_THEM.match(self.text, sentence.start, sentence.end):
            return None
        if self.names_speaker(sentence):
            return None  # "Secondly, the Minister continued"
        start = max(self.events[0].start, sentence.start - FARTHEST_ANNOUNCED)
        *_, last = (None, *SEVERAL_THINGS.finditer(self.text, start, sentence.start))
        if last is None:
            return None
        held = bisect_right(self.events, last.start(), key=lambda event: event.start) - 1
        return self.events[held].member if self.events[held].member is not self.current else None

    def replies_shortly(self, sentence: Sentence) -> bool:
        """Whether a sentence, with no speaker of its own, is a short answer to what the one before it asks."""
        if not self.follows_question(sentence) or self.drafter.names_teller(sentence):
            return False
        if self.is_elliptic(sentence) and not self.text[sentence.start : sentence.end].rstrip().endswith("?"):
            return self.answerer(sentence) is not None and not self.asks_himself(sentence)
        if self.before is None:
            return False
        if self.echoes(sentence):
            return True
        reply = YES_OR_NO if sentence.opens else SHORT_REPLY
        return reply.match(self.text, sentence.start, sentence.end) is not None

    def tells_asker(self, sentence: Sentence) -> Member | None:
        """Who tells it, where a sentence says what the asker before was told: the last speaker, but not the drafter."""
        if self.current is None or not (self.follows_request(sentence) or self.follows_question(sentence)):
            return None
        if WAS_TOLD.match(self.text, sentence.start, sentence.end) is None:
            return None
        drafting = self.speakers.drafting
        found = self.speakers.other if drafting is not None and self.before is drafting else self.before
        return found if found is not self.current and self.current is not drafting else None

    def echoes(self, sentence: Sentence) -> bool:
        """Whether "he" has or would do what is asked right before: "asked whether he had read it. He had read it"."""
        echo = ECHO.match(self.text, sentence.start, sentence.end)
        if echo is None:
            return False
        asked = self.body.sentences[self.body.sentence_from(sentence.start) - 1]
        question = self.text[asked.start : asked.end].rstrip()
        return not question.endswith("?") and re.search(rf"\b{echo['verb']}\b", question) is not None

    def asks_himself(self, sentence: Sentence) -> bool:
        """Whether the question before a sentence may be one that somebody answers himself, as it goes on
        in its own words with what he says: "The others were polite. And the Ruritanians? Not a word."
        """
        at = self.body.sentence_from(sentence.start) - 1
        question = self.body.sentences[at]
        direct = self.text[question.start : question.end].rstrip(' "”’').endswith("?")
        return direct and not sentence.opens and question.start > self.events[-1].start

    def answerer(self, sentence: Sentence) -> Member | None:
        """Who answers what the sentence before asks: of whom it asks whether he has done what "he" has, whom it asks,
        or else the other one of two.
        """
        if self.echoes(sentence):
            before = self.body.sentences[self.body.sentence_from(sentence.start) - 1]
            told = ASKED_OF.search(self.text, before.start, before.end)
            member = self.speakers.mentioned(told["who"]) if told is not None else None
            if member is not None and member is not self.current:
                return member
        return self.asked(sentence) or self.facing()

    def asks_on(self, sentence: Sentence) -> bool:
        """Whether a sentence without a speaker is the next question of who asked the last: "Not yet. By whom?"."""
        last = self.events[-1] if self.events else None
        if sentence.opens or last is None or last.rule != "short-reply" or self.before is None:
            return False
        at = self.body.sentence_from(sentence.start)
        asks = self.text[sentence.start : sentence.end].rstrip().endswith("?")
        return asks and self.body.sentences[at - 1].start == last.start and not self.names_speaker(sentence)

    def is_elliptic(self, sentence: Sentence) -> bool:
        """Whether a sentence has no verb: "Not before October.", "In rupees."""
        start, end = sentence.start, sentence.end
        words = self.text[start:end].strip()
        if len(words) > LONGEST_ELLIPTIC or sentence.head is not None or sentence.fronted or sentence.joint:
            return False
        if sentence.impersonal or sentence.collective or ELLIPTIC.fullmatch(words) is None:
            return False
        return not any(is_finite(word) for word in LOWER_WORD.findall(words.lower()))

    def takes_turn(self, sentence: Sentence, other: Member) -> bool:
        """Whether, in a talk with one `other`, a paragraph that names no speaker is his: it follows what is asked in
        the one before, or is a question and no more, and he is not named at the head of the next one.
        """
        if not sentence.opens or sentence.labelled or self.nobody_holds():
            return False
        if sentence.impersonal or sentence.collective or self.names_speaker(sentence):
            return False
        end = self.body.paragraphs[sentence.paragraph][1]
        if LETTERED.match(self.text, sentence.start, end) or NEW_TOPIC.match(self.text, sentence.start, end):
            return False
        at = self.body.sentence_from(end)
        following = self.body.sentences[at].head if at < len(self.body.sentences) else None
        if following is not None and self.speakers.named(following) is other:
            return False  # who asked goes on, and is answered only then
        if self.follows_question(sentence):
            return True
        alone = sentence.end >= end and end - sentence.start <= LONGEST_OWN_QUESTION
        return alone and self.text[sentence.start : end].rstrip(' "”»').endswith("?")

    def names_speaker(self, sentence: Sentence) -> bool:
        """Whether a clause of a sentence says whose words it gives, or that the same one goes on: "He added"."""
        clauses = sentence.clauses
        told = (c for c in clauses if c.pronoun and c.subject.lower() not in ("it", "they"))
        if any(clause.subject.lower() not in THIRD_PERSON or self.speakers.says(clause) for clause in told):
            return True
        if any(not clause.pronoun and self.speakers.named(clause) is not None for clause in clauses):
            return True
        found = attributions(self.text, sentence.start, sentence.end)
        return any(clause.pronoun or self.speakers.named(clause) is not None for clause in found)

    def answers(self, clause: Clause, sentence: Sentence) -> bool:
        """Whether "he answered" follows what was asked, or "he agreed" what another said: nobody answers himself."""
        if clause.subject not in ("He", "She") or not self.speakers.says(clause):
            return False
        short = clause.verb.lemma == "say" and SHORT_OPINION.match(self.text, clause.clause_end, sentence.end)
        if clause.verb.lemma in ANSWERING or short:
            return self.follows_question(sentence)
        if self.speakers.drafting is not None:
            return False
        assents = clause.verb.lemma in ASSENTING and TO_THIS.match(self.text, clause.clause_end, sentence.end)
        alone = sentence.opens and not sentence.labelled and not self.nobody_holds()
        return bool(assents) and alone and self.before is not None

    def yields(self, sentence: Sentence) -> Member | None:
        """Who answers, grants or denies, as "he", what another has just said to him: "Mr. Smith reminded him of the
        note. He admitted this."; None where nobody does.
        """
        clause, last = sentence.head, self.events[-1] if self.events else None
        if clause is None or clause.subject not in ("He", "She") or clause.verb.lemma not in YIELDING:
            return None
        if sentence.labelled or clause.auxiliary or last is None or last.clause is None:
            return None
        said = last.kind == "speech" and last.member is self.current and not last.clause.pronoun
        if not said or SPEAKS_TO_HIM.match(self.text, last.clause.clause_end) is None:
            return None
        return self.before if self.before is not self.speakers.drafting else None

    def follows_question(self, sentence: Sentence) -> bool:
        """Whether the sentence before, by whoever holds the floor, asks whether something is so."""
        if sentence.labelled or self.nobody_holds():
            return False
        before = self.text[max(self.events[-1].start, sentence.start - LONGEST_QUESTION) : sentence.start]
        asks = ASKS_WHETHER.search(before)
        return asks is not None and TOLD_OF_ASKING.search(before, 0, asks.start()) is None

    def follows_request(self, sentence: Sentence) -> bool:
        """Whether the sentence before, in the same paragraph and by whoever holds the floor, wants an answer."""
        if sentence.opens or sentence.labelled or self.nobody_holds():
            return False
        before = max(self.events[-1].start, sentence.start - LONGEST_QUESTION)
        *_, last = sentence_starts(self.text, before, sentence.start)
        return ASKING.search(self.text, last, sentence.start) is not None
