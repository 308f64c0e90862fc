"""What the drafter of a record tells by himself in paragraphs that no phrase gives away: by tense, length and place."""

from __future__ import annotations

import re
from functools import cached_property

from flows.lexicons import entries
from flows.segment.body import QUOTATION_MARKS, Sentence
from flows.segment.clauses.occasions import BEING, FINITE, SUBORDINATORS, is_past, main_verb
from flows.segment.clauses.verbs import verb_forms
from flows.segment.floor.accounts import Accounts
from flows.segment.floor.answers import REPLY_OF_OTHER
from flows.segment.floor.between_turns import IN_PERSON, PAST, PRESENT
from flows.segment.floor.events import Event
from flows.segment.floor.exchange import Exchange
from flows.segment.floor.interludes import Interludes
from flows.segment.floor.left_out import LeftOut
from flows.segment.floor.standing import Standing
from flows.segment.names import MENTION, parse_name
from flows.segment.people.mentions import names_in
from flows.segment.rare import RarePattern
from flows.segment.sentences import PARAGRAPH_NUMBER

LONGEST_ALONE = 200  # characters of a sentence that by itself is a paragraph
LONGEST_SHORT = 100
MOST_SHORT = 0.2  # of the paragraphs of a record
ONE_SENTENCE = re.compile(r"[A-Z][^.:;?!\"“”‘(\[\]\d]+\.")
OF_SOMEBODY_ELSE = re.compile(r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Hh]im|[Tt]hem|would|could|should|might|must|ought)\b")
# All before a verb, where neither a clause nor a phrase stands in front.
WHO_OR_WHAT = re.compile(
    rf"(?:\(?\d{{1,2}}[.)]\s)?(?!(?:{'|'.join(map(str.capitalize, SUBORDINATORS))})\b)[A-Z][^\W\d_]*\.?\s[^,]*"
)
PRESENT_FORMS = frozenset({"is", "are", "has", "have", "will", "can", "cannot", "may"})
OF_HIM_NOW = re.compile(
    rf"(?:{PARAGRAPH_NUMBER}\s)?(?:He|She)\s(?:(?:now|also|still|never|always|[a-z]+ly)\s)?"
    r"(?:is|has|does|seems|speaks|wants|knows|lives|looks)\b"
)
WORD_FIRST = re.compile(r"(?:\(?\d{1,2}[.)]\s)?[A-Z][^\W\d_]*\.?\s")
# As what somebody says is told in the past: "the price had fallen", "he could not wait".
OF_BEFORE_OR_LATER = re.compile(r"\b(?:had|would|could|should|might|must|ought|[Hh]e|[Ss]he)\b|[“\"«„]")
GIVEN_AS_SAID = re.compile(rf"{OF_BEFORE_OR_LATER.pattern}|\b(?:was|were)\b")
DONE = re.compile(
    r"\s(?:not\s|never\s|already\s|just\s|[a-z]+ly\s){0,2}(?:[a-z]+(?:ed|en|wn|nt|pt|lt|ght|ne|de)"
    r"|told|sold|held|heard|left|met|lost|read|put|set|cut|(?:broad|fore)?cast|won|begun|paid|laid|said|had|come)\b"
)
LASTING = frozenset(entries("state-verbs"))
# What is told of by the minute, or as of the very moment, happens in the room: "Some minutes were spent in search".
OF_THE_MOMENT = re.compile(
    r"\b(?:(?:[Ss]ome|[Ss]everal|[Aa] few|for [a-z-]+(?: or [a-z-]+)?) minutes|(?:half an|quarter of an) hour"
    r"|for a (?:moment|while)|at this (?:juncture|point|moment)"
    r"|(?:[Dd]uring|[Tt]hroughout) (?:this|these|the whole|all this) (?:part|recital|exchange|speech|statement|account"
    r"|reading|passage|explanation|outburst|interval|time)|[Aa]ll this (?:time|while)|by (?:now|this time))\b"
)
PERCEIVED = re.compile(r"\bcould be (?:heard|seen)\b")
# Of what happens in the room no more is said than the hour.
OF_OTHER_TIME = re.compile(
    r"\b(?:1[5-9]\d\d|ago|last|(?:day|week|month|year|decade|centur(?:y|ie)|generation)s?|spring|summer|autumn|winter"
    r"|[Ii]n the (?:long|short) run)\b"
)
# Those present, before what they did between two labels.
SUBJECT = RarePattern(
    r"(?:(?:(?:In|On|At|After|Before|During|Then|Here|Later|Afterwards?|Next)\b[^.,;:?!]{0,40},?\s)?[Tt]here"
    rf"|They|Both|The (?:two|{'|'.join(entries('bystanders'))})|All|Everybody|Everyone|An? [a-z]+"
    rf"|(?P<name>{MENTION}))(?=,?\s[a-z])"
)


class Remarks:
    """Finds in the body of an exchange the paragraphs that its drafter tells. What somebody says goes on, in reported
    speech, with what was, had been or would be, and of "him"; what happened in the room is told as it happened.
    """

    def __init__(self, exchange: Exchange, accounts: Accounts, standing: Standing, unnamed: LeftOut) -> None:
        self.exchange = exchange
        self.accounts = accounts
        self.interludes: Interludes = accounts.interludes
        self.standing = standing
        self.unnamed = unnamed
        self.body = exchange.body
        self.text = exchange.text
        self.speakers = exchange.speakers

    def find(self, sentence: Sentence) -> Event | None:
        """The narration that a sentence opens of which nobody else is told to say or do anything."""
        if not sentence.opens or (sentence.labelled and not self.interludes.stands_apart(sentence)):
            return None
        if self.tells_alone(sentence):
            return Event(sentence.start, "narration", None, "narration", 0.5)
        if sentence.labelled:
            told = self.tells_of_those_present(sentence)
            return Event(sentence.start, "narration", None, "remark", 0.6) if told else None
        if self.tells_of_moment(sentence):
            return Event(sentence.start, "narration", None, "narration", 0.5)
        remark = self.tells_now(sentence) or self.tells_afterwards(sentence)
        return Event(sentence.start, "narration", None, "remark", 0.5) if remark else None

    def tells_alone(self, sentence: Sentence) -> bool:
        """Whether a paragraph is one sentence on what happened: "The Ministers inspected the harbour."; or on how
        something was, or anything between labels, where it is short, before somebody takes the floor, in a record that
        has few so short: "The tea had grown cold.".
        """
        start, end = sentence.start, sentence.end
        if end < self.body.paragraphs[sentence.paragraph][1] or end - start > LONGEST_ALONE:
            return False
        verb = main_verb(self.text, start, end)
        if verb is None:
            return False
        if verb[0].lower() not in FINITE and not sentence.labelled and not says(verb[0]):
            # "What he wanted remained obscure to me."
            lasts = verb[0] in LASTING and IN_PERSON.search(self.text, start, end) is None
            happened = WHO_OR_WHAT.fullmatch(self.text, start, verb.start()) is not None
            if happened and not lasts and self.is_of_here(start, end):
                return True
        past = verb[0] in BEING or verb[0] == "had" or is_past(verb[0])
        if not past or not self.is_short(start, end) or OF_SOMEBODY_ELSE.search(self.text, start, end):
            return False
        return not self.is_terse and self.interludes.stands_apart(sentence)

    def tells_of_moment(self, sentence: Sentence) -> bool:
        """Whether a sentence tells what happened at a moment, and not of "him": "The lights went out just then."."""
        start, end = sentence.start, sentence.end
        moment = OF_THE_MOMENT.search(self.text, start, end) if not self.standing.in_present else None
        if moment is None or PRESENT.search(self.text, start, end):
            return False
        verb = main_verb(self.text, start, end)
        head_end = max(moment.end(), verb.end() if verb is not None else start)
        if OF_BEFORE_OR_LATER.search(self.text, start, head_end) and not PERCEIVED.search(self.text, start, end):
            return False
        return verb is None or verb[0] in BEING or not says(verb[0])

    def is_of_here(self, start: int, end: int) -> bool:
        """Whether a sentence names, but for persons by their form of address or office ("the Ministers"), nothing that
        need not be in the room, and no other time, as "The Bank gave way last year" does.
        """
        if OF_OTHER_TIME.search(self.text, start, end):
            return False
        names = (
            name for name in names_in(self.text, start, end) if " " in name or not self.text.startswith(name, start)
        )
        parsed = (parse_name(name.removesuffix("s")) for name in names if self.speakers.mentioned(name) is None)
        return all(name.titles or name.office for name in parsed)

    def is_short(self, start: int, end: int) -> bool:
        """Whether a paragraph is one short sentence that ends in a full stop."""
        return end - start <= LONGEST_SHORT and ONE_SENTENCE.fullmatch(self.text, start, end) is not None

    @cached_property
    def is_terse(self) -> bool:
        """Whether many of the paragraphs are one short sentence without a label."""
        plain = [(start, end) for start, end in self.body.paragraphs if start not in self.body.label_at]
        return sum(self.is_short(*bounds) for bounds in plain) > MOST_SHORT * len(self.body.paragraphs)

    def tells_of_those_present(self, sentence: Sentence) -> bool:
        """Whether a paragraph between two labels tells what those present did, or that there was something."""
        subject = SUBJECT.match(self.text, sentence.start, sentence.end)
        if subject is None or (subject["name"] is not None and self.speakers.mentioned(subject["name"]) is None):
            return False
        past = PAST.search(self.text, subject.end(), sentence.end) is not None
        return past and PRESENT.search(self.text, sentence.start, sentence.end) is None

    def tells_now(self, sentence: Sentence) -> bool:
        """Whether a sentence tells in the present what is so, where all else, or before the last that somebody is told
        to say most, is told in the past; of "him" only where the drafter is "I": "He has aged since".
        """
        if self.text[sentence.start] in QUOTATION_MARKS:
            return False
        if not self.standing.in_past and not (self.standing.mostly_in_past and self.is_afterwards(sentence)):
            return False
        verb = main_verb(self.text, sentence.start, sentence.end)
        if verb is not None:
            return verb[0] in PRESENT_FORMS
        met = self.speakers.drafting is not None and bool(self.exchange.spoke)
        return met and OF_HIM_NOW.match(self.text, sentence.start, sentence.end) is not None

    def tells_afterwards(self, sentence: Sentence) -> bool:
        """Whether nothing in a sentence, after the last that is said, is told as having been or as what would be."""
        if not self.is_afterwards(sentence):
            return False
        start, end = sentence.start, sentence.end
        verb = main_verb(self.text, start, end)
        done = verb is not None and verb[0] in BEING and DONE.match(self.text, verb.end(), end) is not None
        as_said = OF_BEFORE_OR_LATER if done else GIVEN_AS_SAID
        return (verb is None or verb[0] not in LASTING) and as_said.search(self.text, start, end) is None

    def is_afterwards(self, sentence: Sentence) -> bool:
        """Whether a sentence, after which nobody is said to speak any more, does not itself give words or ask."""
        start, end = sentence.start, sentence.end
        if not self.exchange.spoke or self.standing.in_present or start <= self.accounts.last_told:
            return False
        if self.unnamed.is_said(sentence) or not WORD_FIRST.match(self.text, start, end):
            return False
        # "In his opinion the road came first."
        return not REPLY_OF_OTHER.match(self.text, start, end) and not self.text[start:end].rstrip().endswith("?")


def says(word: str) -> bool:
    """Whether a word is a verb of saying or thinking."""
    verb = verb_forms().get(word)
    return verb is not None and bool(verb.classes & {"reporting", "stance"})
