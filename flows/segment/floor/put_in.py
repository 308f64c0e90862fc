"""Papers that the drafter puts into a record. Their text is a speaker's only where he is told to say it, to read it out
or to cite it in what he says; what is handed over, left, sent, agreed or put below is nobody's, up to where the record
tells again who says or does something.
"""

from __future__ import annotations

import re

from flows.lexicons import alternatives
from flows.segment.body import Body, Sentence
from flows.segment.clauses.finding import attributions
from flows.segment.clauses.verbs import verb_forms
from flows.segment.floor.accounts import Accounts
from flows.segment.floor.attributing import CLOSING_MARK
from flows.segment.rare import RarePattern
from flows.segment.told import OF_LATER

WRITTEN = alternatives("papers")
PAPER = rf"(?:{WRITTEN}|{alternatives('papers-or-words')})"
ADJECTIVES = r"(?:(?!(?:the|an?|his|her|their|its|this|to|of|and|on)\b)[\w’'-]+\s){0,3}?"
TERMS = r"(?:sense|terms|words|effect|wording|form)"
WITHIN = r"\b(?:(?!\sand\s)[^;:]){0,160}?\b"  # a sentence with its abbreviations, but no second predicate
# Done with papers, and with nothing that is only said.
HANDING = (
    r"(?:hand(?:ed|s)?|le(?:ft|aves?)|pass(?:ed|es)|slipp?(?:ed|s)|put into|circulat\w+|distribut\w+|sen[dt]s?"
    r"|transmit\w*|forward(?:ed|s)|enclos\w+|attach\w+|issu\w+|releas\w+|publish\w*|tabled|brought in|received"
    r"|worked out|drawn up|drew up|drafted|initial\w+|agreed|adopted|approved|given to|telegraphed|cabled|wrote"
    r"|written)"
)
SHOWING = r"(?:g[ai]ves?|given|present(?:ed|s)|submit\w*|deliver\w*|communicat\w+|show(?:ed|s|n)|produc\w+|prepared)"
HANDED = RarePattern(rf"\b(?:{HANDING}{WITHIN}{PAPER}|{SHOWING}{WITHIN}{WRITTEN}|{PAPER}{WITHIN}{HANDING})\b")
SPOKEN = re.compile(
    r"\b(?:(?<!\bto\s)read|reads|reading|said|says|stated|quoted|cited|spoke|dictated|told|explained|added|remarked"
    r"|recalled)\b"
)
FOLLOWING = RarePattern(rf"\b(?:following|attached|enclosed|annexed)\s(?!to\b|hereto\b){ADJECTIVES}{PAPER}\b")
FOLLOWING_OTHER = RarePattern(rf"\bfollowing\s(?!{ADJECTIVES}(?:{PAPER}|{TERMS})\b)")
# "The text of the telegram is as follows:", "Text of note follows.", "Here is the letter:"
BELOW = RarePattern(
    rf"(?i)\W*(?:(?:(?:The\s)?Following|Here)\s(?P<here>is)\s(?:the\s|an?\s)?{ADJECTIVES}{PAPER}\b[^;:]{{0,160}}"
    rf"|(?:(?:The|This|Its|Their|His)\s)?(?:{ADJECTIVES}(?:(?P<written>{WRITTEN})|{PAPER})\b[^;:]{{0,160}}?|(?P<it>It\s))\b"
    r"(?:(?P<now>(?<!as\s)follows|reads|runs|says|is|are)|was|were|read|ran|said)"
    rf"(?:\sin full|\s?as follows|\sthus|\s?given below|\sin (?:the following|these) {TERMS}|\s?the following"
    r"|\s?below)?)\W*"
)
# "the article, which he then read:", but "a note which read:"
READ_OUT = re.compile(
    r"\b(?:which|that|whom)\s(?!(?:then\s|now\s|also\s)?(?:reads?|says?|said|runs?|ran|states?|stated)\b)[^,;:]{1,60}?"
    r"\b(?:read|quoted|dictated|recited|translated)\b"
)
AND = re.compile(r"\b(?:and|saying|adding|explaining|stating)(?:\s(?:then|he|she|also|[a-z]+ly))*\s(?P<verb>[a-z]+)")
SALUTATION = re.compile(r"(?:(?:My\s)?Dear\s[^.:;]{1,60}|(?:Your\s)?Excellency|Sirs?|Madam|Gentlemen)\s?[,:—-]")
POINTING = ("ollow", "attached", "enclosed", "annexed")
ENDS = " \n-–—"  # behind a colon, or in its place
LONGEST_ANNOUNCEMENT = 500
MOST_QUOTED = 40  # paragraphs


def announces_paper(said: str, heads: bool, acting: bool, told: bool) -> bool | None:
    """Whether after a sentence the text of a paper stands: for certain, or, where somebody only hands one over
    (`acting`), if it is written to somebody; None where nothing says so. `heads` says that the sentence heads its
    paragraph, `told` that it is told in somebody's turn, who then may go on with what the paper says.
    """
    opens = said.endswith(":")
    if not (opens or acting or any(word in said for word in POINTING)):
        return None
    below = BELOW.fullmatch(said)
    if below is not None:
        drafters = below["here"] or (below["now"] and not below["it"]) or (heads and below["written"]) or not told
        return True if drafters and (opens or below["now"] == "follows") else None
    handed = HANDED.search(said)
    if handed is None or SPOKEN.search(said, 0, handed.end()) is not None or FOLLOWING_OTHER.search(said) is not None:
        return None
    further = (verb_forms().get(match["verb"]) for match in AND.finditer(said, handed.start()))
    if any(verb is not None and "reporting" in verb.classes for verb in further):
        return None  # "handed him a note and explained it as follows:"
    if opens and READ_OUT.search(said, handed.start()) is not None:
        return None
    certain = opens or FOLLOWING.search(said) is not None
    return certain if certain or acting else None


def quoted_until(body: Body, sentence: Sentence) -> int:
    """Where the quotation ends that a sentence opens: each of its paragraphs opens with the mark again, or the last one
    alone closes it; 0 where it opens none.
    """
    text, until, closed = body.text, 0, False
    opening = text[sentence.start]
    closing = CLOSING_MARK.get(opening)
    if closing is None:
        return 0
    for start, end in body.paragraphs[sentence.paragraph : sentence.paragraph + MOST_QUOTED]:
        begin = max(start, sentence.start)
        if text[begin] != opening and (closed or opening == closing):
            break
        close = text.rfind(closing, begin + 1, end)
        goes_on = close > 0 and any(map(str.isalpha, text[close:end]))
        if goes_on and begin > sentence.start:
            break  # "“We shall see,” said the Minister."
        until, closed = close + 1 if goes_on else end, close > 0
        if goes_on or (closed and text[begin] != opening):
            break
    return until


class PutIn:
    """Tells which sentences of one body are of papers that the drafter puts in."""

    def __init__(self, accounts: Accounts, in_present: bool) -> None:
        self.accounts = accounts
        self.interludes = accounts.interludes
        self.in_present = in_present  # whether the talk is told in the present
        self.body = accounts.body
        self.text = accounts.text
        self.announced: bool | None = None  # by the sentence before, and whether for certain
        self.within = False
        self.until = 0  # where the quotation ends that the paper is; 0 where it is none
        self.reports = False  # whether it tells what would be, as the record does
        self.ended = False  # whether the sentence before was its last

    def holds(self, sentence: Sentence) -> bool:
        """Whether a sentence is of a paper: up to the end of its quotation, or else up to the first paragraph that
        tells again what somebody says or does, or, as the paper does not, what would be.
        """
        announced, self.announced, held = self.announced, None, self.within
        if announced is not None:
            self.until = quoted_until(self.body, sentence)
            written = announced or SALUTATION.match(self.text, sentence.start, sentence.end) is not None
            self.within = written and not self.resumes(sentence)
            self.until = self.until if self.within else 0
            self.reports = self.reports_words(sentence)
        elif self.until:
            self.within = sentence.start < self.until
        elif self.within:
            self.within = not self.resumes(sentence) and (self.reports or not self.reports_words(sentence))
        self.ended = held and not self.within
        return self.within

    def gives_back(self, sentence: Sentence) -> bool:
        """Whether after a paper who held the floor before goes on with a sentence that does not say who says it."""
        return self.ended and self.reports_words(sentence)

    def reports_words(self, sentence: Sentence) -> bool:
        """Whether a paragraph tells in the past what somebody would do or think."""
        paragraph = self.body.paragraphs[sentence.paragraph]
        told = sentence.opens and self.interludes.tells_past(sentence.paragraph)
        return told and OF_LATER.search(self.text, *paragraph) is not None

    def resumes(self, sentence: Sentence) -> bool:
        """Whether a sentence tells again of the talk: at the head of a paragraph what all, or who speaks, say or do;
        within it what somebody is named to say.
        """
        clause, speakers = sentence.head, self.accounts.speakers
        if clause is not None and clause.verb.form != "past" and not self.in_present:
            return False
        if not sentence.opens and clause is not None and not clause.pronoun:
            return clause.verb.said and self.accounts.tells_of_one(sentence)
        said = attributions(self.text, sentence.start, sentence.end)
        if any(c.verb.said and (c.pronoun or speakers.named(c) is not None) for c in said):
            return True
        return sentence.opens and self.accounts.tells(sentence)

    def announce(self, sentence: Sentence, acting: bool, told: bool) -> None:
        """Let a sentence announce a paper, at the end of its paragraph or with a colon."""
        said = self.text[max(sentence.start, sentence.end - LONGEST_ANNOUNCEMENT) : sentence.end].rstrip(ENDS)
        last = sentence.end == self.body.paragraphs[sentence.paragraph][1]
        if not sentence.labelled and (last or said.endswith(":")):
            self.announced = announces_paper(said, sentence.opens, acting, told)
