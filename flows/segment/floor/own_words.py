"""What tells that a drafter gives his own words, by their form, or remarks something for his reader alone."""

from __future__ import annotations

import re

from flows.lexicons import alternatives
from flows.segment.clauses.finding import RECEPTION
from flows.segment.clauses.occasions import BEING, main_verb
from flows.segment.clauses.parts import A_POINT_THAT, POINTS, SAID, SPEECH_NOUNS, SUBSTANCE
from flows.segment.clauses.reporting_clause import Clause
from flows.segment.clauses.verbs import MODALS, verb_forms
from flows.segment.floor.standing import HELD_VIEW
from flows.segment.people.speakers import Speakers
from flows.segment.rare import RarePattern

# "He knew, I said, that it was late": they are the drafter's words.
INSERTED = re.compile(
    r"[^\W\d_](?:[^,;.:!?\"”]{1,60},\sI\s(?P<verb>[a-z]+)\s?,|[^;.:!?\"”]{1,160}\?\sI\s(?P<last>[a-z]+)\s?\.)"
)
# "My answer was that it was not", "My remark that it was late made him smile".
OWN_WORDS = RarePattern(
    rf"(?:To this,?\s)?My(?:\s[a-z]+){{0,2}}\s(?:{SPEECH_NOUNS})"
    r"(?:\s(?:that|whether)\b|(?:\s[a-z]+){0,6}?\s(?:was|were)\b)"
    # "On my part it was stressed that"
    r"|(?:On|From|For) my (?:side|part),? it was\b"
    rf"|The\s(?:[a-z]+\s)?(?:{SUBSTANCE})\sof\smy\s(?:[a-z]+\s)?(?:{SAID})\s(?:was|were)\b"
    rf"|(?:{A_POINT_THAT}|(?:What|The\s(?:{POINTS})s?)"
    r"(?=\sI\s(?:wished|wanted)\sto\s))\sI\s(?!had\b)(?:[a-z]+\s){1,5}?(?:was|were)\b"
    r"|(?:This|That|Which)\s(?:led|prompted|moved|encouraged|emboldened)\sme\sto\s"
    r"|(?:This|That|It|Which)\s(?:gave|afforded|offered|provided)\sme\s(?:an?|the|my|some)\s(?:[a-z]+\s)?"
    r"(?:opportunity|chance|opening|occasion)\b"
)
# "It was promised by me to", "The matter was raised with him by me"
BY_ME = re.compile(
    r"\s(?:also\s|again\s|then\s|[a-z]+ly\s)?(?P<verb>[a-z]+)\s(?:(?:out|up|forward)\s)?"
    r"(?:(?:to|with|upon|on)\s[^,.;:]{1,60}?\s)?by\sme\b"
)
IMPERSONAL_SUBJECT = re.compile(r"(?:It|This|That|All\sthis)\s(?=(?:was|were)\b)")
OF_DRAFTER = re.compile(
    r"(?:I|My|In my|It (?:is|was) (?:my|our)|We (?:then|afterwards|finally)|It [a-z ]+ me"
    r"|The (?:undersigned|writer|drafter)|(?:From [^.]*)?[Oo]ne)\b"
    r"|[^.]*\blooked$"
)
# "It is believed that", "It will be noted that": told in the present, of talk that is told in the past.
OF_DRAFTER_NOW = re.compile(rf"{OF_DRAFTER.pattern}|It (?:is|will be|may be)\b")
# "I was glad to hear this", "I did not share that view", "I could not say".
OWN_VIEW = re.compile(
    r"\s(?:[a-z]+ly\s)?(?:not|never)\s(?:[a-z]+ly\s)?(?:accept|agree|believe|conceal|consider|deny|disguise|dispute|dissent|doubt|enter|exclude"
    r"|expect|hide|know|like|mind|object|see|share|think|understand|want|wish)\b"
)
# What the drafter thinks and does not say.
UNSPOKEN = frozenset({"find", "gather", "guess", "judge", "realise", "realize", "remember", "suspect"})
# What a drafter addresses to his reader.
REMARK = RarePattern(alternatives("drafters-remarks"))


def is_by_drafter(text: str, start: int, end: int) -> bool:
    """Whether the main verb of a sentence says what "I" said: "It was pointed out to the Minister by me that"."""
    subject = IMPERSONAL_SUBJECT.match(text, start, end)
    being = main_verb(text, subject.end() if subject is not None else start, end)
    passive = BY_ME.match(text, being.end(), end) if being is not None and being[0] in BEING else None
    verb = verb_forms().get(passive["verb"]) if passive is not None else None
    return verb is not None and verb.form == "past" and "reporting" in verb.classes and verb.lemma not in RECEPTION


def holds_view(text: str, speakers: Speakers, clause: Clause) -> bool:
    """Whether a clause tells, after another's words, what the drafter thought of them and so must have said."""
    verb = clause.verb
    if clause.genitive or clause.auxiliary in ("had", "has", "have"):
        return False
    if clause.auxiliary in MODALS:
        return bool(verb.classes & {"reporting", "stance"})
    if verb.lemma == "do" or clause.auxiliary == "did":
        return OWN_VIEW.match(text, clause.subject_end + len(" did")) is not None
    if verb.lemma in ("have", "know", "see"):
        return HELD_VIEW.match(text, clause.clause_end) is not None
    return speakers.tells(clause) and "stance" in verb.classes and verb.needs.keys() <= {"action"}
