"""Words by which a drafter says whom he met, called on or received."""

from __future__ import annotations

import re

from flows.segment.names import MENTION, ROLE, parse_name
from flows.segment.rare import RarePattern
from flows.segment.sentences import PARAGRAPH_NUMBER

TO_MEET = (
    r"(?:had )?(?:[a-z]+ ){0,2}(?:[Cc]all|[Ss]aw|[Mm]e|[Vv]isit|[Rr]eceive|[Ss]poke|[Tt]alk|[Ll]unch"
    r"|[Dd]ine|[Pp]aid|[Hh]ad|went|asked|took|was|sat|found|sent|showed|come)"
)
TALK_WITH = r"(?:\w+ )?(?:talk|conversation|interview|discussion|meeting) with"
MEETING = RarePattern(
    r"\b(?:(?:(?:I|[Ww]e) (?:had )?(?:[a-z]+ ){0,2}|(?=[A-Z]))"  # a telegram leaves out the "I"
    r"(?:[Cc]alled (?:\w+ ){0,6}?(?:up)?on|[Ss]aw|[Mm]et(?: with)?|[Vv]isited|[Rr]eceived"
    r"|[Ss]poke (?:\w+ ){0,3}?(?:to|with)|[Tt]alked (?:\w+ ){0,3}?(?:to|with)"
    r"|(?:[Ll]unched|[Dd]ined) (?:\w+ ){0,3}?with"
    r"|[Pp]aid (?:\w+ ){1,3}?on"
    r"|[Hh]ad (?![a-z]{4,}(?:ed|wn|ught|ade|aken|iven|oken|tten)\b)(?:\w+ ){1,9}?with"
    r"|(?:(?:went|asked) (?:\w+ ){0,3}?|(?:went|called|came|drove|walked) with [^;]{2,80}?\s)"
    r"(?:to (?:see|call (?:up)?on)|(?<=\s)upon)|took leave of"
    r"|(?:was|sat|found myself) (?:(?!told|[a-z]+ed\b)\w+ )?(?:seated )?(?:next to|beside|by|with)"
    r"|was (?:received|invited|summoned|called in|sent for|seen|asked|rung up|approached|telephoned) (?:\w+ ){0,3}?by"
    r"|sent for|found(?=\s(?:[A-Z][\w.'’-]*\s){1,4}(?:at|in|alone|with|still|very|rather|quite|of|[a-z]+ing)\b)"
    r"|showed (?:\w+ ){1,4}?to|come now to(?! the [a-z]))"
    r"|(?:I|[Ww]e) (?:call on|meet|visit|receive)"
    # a telegram also so: "and this morning was received by"
    r"|(?:[Tt]his|[Yy]esterday|[Tt]oday|[Tt]hen)(?: morning| afternoon| evening)?,?"
    r" was (?:received|summoned|sent for) by"
    rf"|[Mm]y {TALK_WITH})"
    rf"\s(?P<who>{ROLE}|{MENTION})(?:,\s(?P<named>{MENTION})(?=[,.;]|\s[a-z]))?",
    # Each begins with a letter of its own, so that the engine skips to them.
    sign=rf"I {TO_MEET}|We {TO_MEET}|we {TO_MEET}|was (?:received|summoned|sent)\b|My {TALK_WITH}|my {TALK_WITH}"
    r"|Called\s|Saw\s|Met\s|Visited\s|Received\s|Spoke\s|Talked\s|Lunched\s|Dined\s|Paid\s|Had\s",
)
RECEIVED = RarePattern(
    rf"(?P<who>(?!Having\b){MENTION})\s(?:(?:had|then|again)\s)?(?:received|invited|summoned|visited|saw|met|telephoned|rang"
    r"|sent for|call(?:ed|s) (?:up)?on|(?:came|comes|called|calls) (?:in |round )?to (?:see|call on)|asked to see"
    r"|visits|receives|(?:came|walked) (?:up|over|across) to|approached(?=\s\w+\s?[.,;]))"
    r"\s(?:me|us)\b(?P<named>)",
    sign=r"\s(?:me|us)\b",
)
# "The Minister asked to see me this afternoon.", "rang me up and asked if he might call": as yet nobody says anything.
ASKED_IN = re.compile(
    r"\basked (?:(?!to\b|if\b|whether\b|for\b|that\b)\w+ ){0,4}?"
    r"(?:to (?:see|call on) (?:me|us)|for an? (?:\w+ )?(?:appointment|interview|audience)"
    r"|(?:if|whether) (?:he|she) (?:might|could|may|can) (?:see|call on|come (?:\w+ )?(?:to|and) see) (?:me|us)"
    r"|(?:if|whether) (?:I|we) (?:would|could|might|can)(?: \w+)? (?:receive|see|call on|come (?:\w+ )?(?:to|and) see)"
    r" (?:him|her))\b"
)
# "I asked the Minister to come to see me", "Smith asked me to call", "I invited him to look in", "I asked him to tea".
INVITED = RarePattern(
    rf"(?:\bI (?:[a-z]+ ){{0,3}}(?:asked|invited|requested|summoned)\s(?P<who>{MENTION})\s"
    r"|\b(?:asked|invited|requested|begged)\s(?:me|us)\s)"
    r"(?:to\s(?:come|call|see|lunch|dine|drop|go and see|look in|step (?:in|over|across|round)|stop (?:in|by)"
    r"|be (?:(?:at|in) (?:the|my)|present)|attend (?:at|on)|visit (?:me|us|the)|join (?:me|us)|meet (?:me|us)"
    r"|wait (?:up)?on (?:me|us)"
    r"|(?:my|tea|lunch|luncheon|dinner|breakfast))|in(?= this| today| at|[.,])|round)\b(?P<named>)",
    sign=r"(?:asked|invited|requested|summoned|begged)\s",
)
# What may stand before who visits: "3. On May 30th Ambassador Smith visited me."
BEFORE_VISITOR = re.compile(
    rf"(?:{PARAGRAPH_NUMBER}\s)?(?:(?:On|In|At|Toward|Towards|Today|Yesterday|This|That|Then|Later|Also)\b[^.;:?!\"“]{{0,60}}?)?"
)
LONGEST_BEFORE_VISITOR = 80
OF_A_HOUSE = re.compile(r"(?<=[a-z]) (?:of|from) the .*")  # "Mr. Smith of the Board of Trade"


def visit_at(text: str, start: int, end: int) -> re.Match[str] | None:
    """Who came to see the drafter, as a sentence at `text[start:end]` says by its head: "Mr. Smith visited me"."""
    came = RECEIVED.search(text, start, end)
    if came is None or came.start() - start > LONGEST_BEFORE_VISITOR:
        return None
    return came if BEFORE_VISITOR.fullmatch(text, start, came.start()) is not None else None


def without_house(mention: str) -> str:
    """A mention without what the one so addressed belongs to: "Mr. Smith" of "Mr. Smith of the Board of Trade"."""
    name = OF_A_HOUSE.sub("", mention)
    parsed = parse_name(name)
    return name if parsed.titles and parsed.surname else mention
