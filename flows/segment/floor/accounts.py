"""What the drafter of a record tells by himself: papers that follow the talk, comments, talk away from the table."""

from __future__ import annotations

import re
from functools import cached_property

from flows.segment.body import Sentence
from flows.segment.clauses.occasions import FINITE, main_verb
from flows.segment.floor.exchange import Exchange
from flows.segment.floor.interludes import Interludes
from flows.segment.heads.papers import APPENDED, LONGEST_PAPER_HEAD, OWN_ACCOUNT, PAPER, runs_into_own_account
from flows.segment.names import MENTION, ROLE
from flows.segment.rare import RarePattern
from flows.segment.sentences import PARAGRAPH_NUMBER

COMMENT = re.compile(
    r"\b(?:Summary(?: and [a-z]+)?|Actions?(?: (?:requested|required|taken))?|Notes?|Comments?|Remarks?)"
    r"(?:\s?:|\.(?=\s|$))",
    re.IGNORECASE,
)
# First the characters that it can begin with, so that the engine skips to them.
IN_OWN_PERSON = re.compile(
    r"[“\"ImM](?:(?<=[“\"])[^”\"]{0,1000}[”\"]"
    r"|(?P<own>(?<=\bI)(?<!War\sI)(?<!Part\sI)(?=\s[a-z])|(?<=\b[mM])(?:e|y|yself)\b(?!\.)))"
)
# "After the meeting the Secretary told Mr. Smith …": the rest of the paragraph tells of talk away from the table.
AWAY = RarePattern(
    rf"(?:{PARAGRAPH_NUMBER}\s)?(?:(?:After|Following|Subsequent to) (?:the|this|our|his|her) (?:[a-z]+ )?"
    r"(?:meeting|conversation|interview|call|session|audience)(?! (?:at|in|on|of|with|between|last)\b)\b"
    r"|While (?:waiting|awaiting|walking|riding|driving)\b"
    rf"|(?:After|When|Once) (?:(?P<who>{ROLE}|{MENTION})|the (?:others|callers?|visitors?|guests?)) had"
    r" (?:left|gone|departed|withdrawn|taken (?:his|her|their) leave)\b"
    r"|(?:After|On|Upon|Following) (?:the departure of (?:the (?:[A-Z][a-z]+ )?[A-Za-z][a-z]+s(?= )"
    rf"|(?P<of>{ROLE}|{MENTION}))|(?P<whose>{ROLE}|{MENTION})['’]s? departure)\b"
    r"|(?P<later>(?:Later|(?:Later |Early )?(?:that|the (?:next|same|following)|in the)"
    r" (?:same )?(?:day|morning|afternoon|evening|night)"
    r"|On the (?:next|following) day|Subsequently|Afterwards|Shortly after(?:wards)?),?[^.;:]{1,80}?"
    r"\s(?:tele)?(?:phoned|graphed|wrote|sent|cabled|rang)\b))"
    r"(?!(?:(?!\b(?:that|whether|if|to)\b)[^.;])*\b(?:had|would)\b)",
    sign=r"(?:After|Following|Subsequent to) (?:the|this|our|his|her)\b|While\s"
    r"|(?:After|When|Once) (?s:.*?) had\b|(?:After|On|Upon|Following) (?s:.*?)departure\b"
    r"|(?:phoned|graphed|wrote|sent|cabled|rang)\b",
)


class Accounts:
    """Finds in the body of an exchange where its drafter goes on by himself."""

    def __init__(self, exchange: Exchange, interludes: Interludes) -> None:
        self.exchange = exchange
        self.interludes = interludes
        self.body = exchange.body
        self.text = exchange.text
        self.speakers = exchange.speakers

    def heads_own_account(self, sentence: Sentence) -> bool:
        """Whether a heading says that the drafter tells what follows, after a speaker or before a further heading."""
        start, end = self.body.paragraphs[sentence.paragraph]
        if not sentence.opens or end - start > LONGEST_PAPER_HEAD or self.text[start].islower():
            return False
        own = OWN_ACCOUNT.fullmatch(self.text, start, end) is not None
        return own and not self.carried(sentence) and (bool(self.exchange.spoke) or self.last_heading > sentence.start)

    def runs_into_own_account(self, sentence: Sentence) -> bool:
        """Whether a paragraph opens with a word that says that the drafter tells it: "Follow-up: a letter went"."""
        if not sentence.opens or not self.exchange.spoke or self.carried(sentence):
            return False
        return runs_into_own_account(self.text, *self.body.paragraphs[sentence.paragraph])

    def heads_own_words(self, sentence: Sentence) -> bool:
        """Whether the first sentence of a paragraph is a heading that says the same: "Evaluation. It went well."."""
        if not sentence.opens or not self.exchange.spoke or self.carried(sentence):
            return False
        alone = sentence.end >= self.body.paragraphs[sentence.paragraph][1]
        return not alone and OWN_ACCOUNT.fullmatch(self.text, sentence.start, sentence.end) is not None

    def carried(self, sentence: Sentence) -> bool:
        """Whether a sentence is somebody's by a label, and stands in no paragraph after the last one of the record."""
        start, labels = self.body.paragraphs[sentence.paragraph][0], self.body.labels
        return sentence.labelled and not (labels and start > labels[-1].start)

    @cached_property
    def last_told(self) -> int:
        """Where the last paragraph starts that opens with a label or tells what a speaker says or does; or -1."""
        opening = (s for s in reversed(self.body.sentences) if s.opens)
        return next((s.start for s in opening if s.start in self.body.label_at or self.tells_of_one(s)), -1)

    def tells_of_one(self, sentence: Sentence) -> bool:
        """Whether a sentence tells by its head what somebody who speaks says or does."""
        clauses = [clause for clause in sentence.clauses if clause.auxiliary is None]
        return any(self.speakers.says(c) if c.pronoun else self.speakers.named(c) is not None for c in clauses)

    def tells(self, sentence: Sentence) -> bool:
        """Whether a sentence tells by its head what somebody who speaks, or all together, say or do."""
        told = sentence.collective or sentence.impersonal or bool(sentence.joint)
        return told or self.tells_of_one(sentence)

    def brings_in_drafter(self, sentence: Sentence) -> bool:
        """Whether the drafter, who takes no part, is "I" first in a sentence, and that tells what nobody says."""
        himself = sentence.head is not None and sentence.head.subject == "I"
        return sentence.start <= self.first_person < sentence.end and (himself or not self.tells(sentence))

    @cached_property
    def first_person(self) -> int:
        """Where "I" or "my" stands first outside quotation marks in a record whose drafter takes no part; or -1."""
        if self.speakers.drafting is not None or self.body.labelled:
            return -1
        found = (m for m in IN_OWN_PERSON.finditer(self.text, self.body.start, self.body.end) if m["own"] is not None)
        return next((match.start() for match in found), -1)

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

    def away(self, sentence: Sentence) -> re.Match[str] | None:
        """The words that say that a paragraph, after a speaker, tells of talk after or away from the meeting."""
        if not sentence.opens or sentence.labelled or not self.exchange.spoke or sentence.head is not None:
            return None
        match = AWAY.match(self.text, sentence.start, sentence.end)
        left = match["who"] or match["of"] or match["whose"] if match is not None else None
        return match if left is None or self.speakers.mentioned(left) is not None else None

    def opens_paper(self, sentence: Sentence) -> bool:
        """Whether a heading says that after what two or more said another paper follows: "Annex B"."""
        start, end = self.body.paragraphs[sentence.paragraph]
        if not sentence.opens or end - start > LONGEST_PAPER_HEAD or self.carried(sentence):
            return False
        if len(self.exchange.spoke) < 2 or self.text.count(")", start, end) > self.text.count("(", start, end):
            return False  # what a page break parted from its parenthesis
        verb = main_verb(self.text, start, end)
        if verb is not None and verb[0] in FINITE:
            return False  # "Attachment to the old forms was strong."
        if APPENDED.fullmatch(self.text, start, end) is not None:
            return True
        return PAPER.fullmatch(self.text, start, end) is not None and start > self.last_told
