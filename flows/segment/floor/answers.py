"""What tells that whom the drafter talks with speaks: he answers, asks, thinks or wants something, or nods."""

from __future__ import annotations

import re

from flows.lexicons import entries
from flows.segment.clauses.parts import A_POINT_THAT, POINTS, SAID, SPEECH_NOUNS, SUBSTANCE, VIEWS
from flows.segment.clauses.reporting_clause import Clause
from flows.segment.clauses.verbs import Verb, verb_forms
from flows.segment.floor.standing import HELD_VIEW, OF_HIS_OWN
from flows.segment.rare import RarePattern

THIRD_PERSON = ("he", "she")
SHORT_REPLIES = "|".join(entries("short-replies"))
# "The answer, after some thought, was that", "Reply was that" in a telegram.
REPLY_GIVEN = (
    r"(?:The\s(?:[a-z]+\s)?|(?=[RA]))(?i:reply|answer|response|rejoinder)(?:\sto\s(?:this|that|which))?"
    r"(?:,\s[^,.;:]{2,60},)?\s(?:was|came)\b"
)
REPLY_OF_OTHER = RarePattern(
    rf"(?:To this,?\s)?(?:His|Her)(?:\s[a-z]+)?\s(?:{SPEECH_NOUNS})(?:,\s[^,.;:]{{2,60}},)?"
    r"(?:\s[a-z]+){0,4}?\s(?:was|is)\b|In (?:his|her) (?:own )?(?:opinion|view|judge?ment|experience|words)\b"
    r"|According to (?:him|her|his words|her words)\b"
    rf"|The\s(?:[a-z]+\s)?(?:{SPEECH_NOUNS})\s(?:that\s|which\s)?(?:I|we)"
    r"\s(?:had|got|received|obtained|was given)\s(?:was|is)\b"
    rf"|(?:{SHORT_REPLIES})\s?[.,;]"
    # "The reply to this was that it was late", "The gist of his answer was"
    rf"|{REPLY_GIVEN}"
    rf"|The\s(?:[a-z]+\s)?(?:{SUBSTANCE})\sof\s(?:his|her)\s(?:[a-z]+\s)?(?:{SAID})\s(?:was|were)\b"
    # "What he feared was delay", "All he would say was", "The next point he raised was"
    rf"|(?:What|All(?:\sthat)?|{A_POINT_THAT}|The\s(?:{POINTS})s?(?=\s(?:he|she)\s(?:wished|wanted)\sto\s))"
    r"\s(?:he|she)\s(?!had\b)(?:[a-z]+\s){1,5}?(?:was|were)\b"
    r"|As (?:he|she) saw (?:it|things)\b|It (?:seemed to (?:him|her)|was (?:he|she) who|was (?:his|her)\s"
    rf"(?:[a-z]+\s)?(?:{SAID})|was not clear to (?:him|her))\b"
    rf"|[^.;?!]{{1,160}},\sin\s(?:his|her)\s(?:own\s)?(?:{VIEWS})\s?[.,;]"
)
ABOUT_OTHER = RarePattern(rf"{REPLY_OF_OTHER.pattern}|(?:His|Her)\s(?:Government|Minister|country|authorities)\b")
# "He could not see why", "he had not been told", "he had thought otherwise": nobody says so for him.
KNOWN_TO_HIM = re.compile(
    r"\scould\s(?:not\s(?:see|say|agree|accept|understand|tell|promise|believe|imagine|recall|remember)\b"
    r"|(?:see|give|offer|promise|hold out|say|find)\s(?:no|nothing|little)\b)"
    r"|\shad\s(?:(?:[a-z]+ly|himself|herself|always|also)\s)?(?:thought|hoped|understood|supposed|imagined|feared"
    r"|heard\s(?:nothing|of|that|from)|not\s(?:heard|known|realised|realized|thought|expected|been\s(?:told|shown|informed|aware"
    r"|consulted))|been\s(?:surprised|told\snothing|under\sthe\simpression))\b"
)
# What the drafter says that wants an answer: the next "He …" gives it, whatever its verb.
ASKING = re.compile(
    r"\b(?:asked|[ei]nquired|wondered|suggested|proposed|pressed|urged|requested|invited|hinted|appealed|begged)\b"
)
QUANTITY = re.compile(r"\s(?:no(?:ne|thing)?|little|much|some|several|many|few|an?|grave|great|serious|strong)\b")
# "When I asked whether it was so, he said", "To my question he answered".
TO_DRAFTER = re.compile(
    r"(?:When|As|After) I\s[^.;]{1,240}?,\s(?:he|she)\s[a-z]"
    r"|(?:To|On|Upon|In (?:reply|answer|response) to) my\s[^.;]{1,240}?\s(?:he|she)\s[a-z]"
    r"|At (?:this|that|which),?\s(?:he|she)\s[a-z]"
)
# What the other asks in free indirect speech: "Would I put this on paper?"
ASKED_OF_DRAFTER = re.compile(
    r"(?:(?:Which|What|Why|How|When|Where|Whom?)\s(?:[a-z]+\s){0,3}?)?"
    r"(?:(?:would|did|do|had|was)\s(?:I|we)|(?:could|should)\swe)\b[^.;]*\?",
    re.IGNORECASE,
)
# What the drafter answers to it: "I had not."
OWN_SHORT_REPLY = re.compile(
    r"I (?:had|did|was|would|could|might|should|agreed)(?:\snot|n['’]t)?\s?\."
    r"|(?:So|Nor|Neither) (?:did|was|would|could|had) I\b"
)
# "He had.": all that is said to what the drafter says.
SHORTEST_REPLY = re.compile(r"(?:He|She)\s(?:had|did|was|would|could|might|should|agreed)(?:\snot|n['’]t)?\s?\.\W*$")
RELATIVE = re.compile(r"\b(?:who|which\s(?:he|she))\s(?:then\s|also\s|[a-z]+ly\s){0,2}(?P<verb>[a-z]+)\b")
OBLIGING = frozenset({"must", "should", "may", "might"})
DEPARTING = frozenset({"depart", "adjourn", "leave"})


def answers(text: str, clause: Clause) -> bool:
    """Whether a clause about "him" gives what he said, or what he thought and so must have said."""
    verb = clause.verb
    if clause.auxiliary == "had" and HELD_VIEW.match(text, clause.subject_end + len(" had")):
        return True
    if not clause.genitive and any(own.match(text, clause.subject_end) for own in (OF_HIS_OWN, KNOWN_TO_HIM)):
        return True
    if clause.auxiliary in ("had", "has", "have") or clause.genitive:
        return False
    if (clause.auxiliary in OBLIGING and "reporting" not in verb.classes) or (
        clause.auxiliary == "should" and verb.lemma not in ("like", "prefer", "be")
    ):
        return False  # "He must remember", the drafter tells him
    if "reporting" in verb.classes or verb.lemma == "do":
        return verb.form != "s" or "action" not in verb.classes
    if verb.lemma == "be":
        return not verb.needs
    if verb.lemma == "have":
        return QUANTITY.match(text, clause.clause_end) is not None
    if verb.lemma == "see":
        return HELD_VIEW.match(text, clause.clause_end) is not None
    return "stance" in verb.classes and not verb.needs and verb.lemma not in ("seem", "appear")


def acts(clause: Clause) -> bool:
    """Whether a clause about "him" tells of an act without words in the talk: "He nodded"."""
    verb = clause.verb
    plain = verb.form == "past" and clause.auxiliary is None and not verb.needs and not clause.genitive
    return plain and "action" in verb.classes and verb.lemma not in DEPARTING


def only_acts(verb: Verb) -> bool:
    """Whether a verb tells of an act without words and, whatever stands after it, of none with words."""
    return verb.classes == {"action"} and "reporting" not in verb.needs


def answers_drafter(text: str, start: int, end: int) -> bool:
    """Whether a sentence says by its form that another speaks to the drafter."""
    return any(pattern.match(text, start, end) for pattern in (TO_DRAFTER, ASKED_OF_DRAFTER))


def says_at_once(text: str, start: int, end: int) -> bool:
    """Whether a relative clause in `text[start:end]` tells what somebody said: "I saw Mr. Smith, who told me that"."""
    match = RELATIVE.search(text, start, end)
    verb = verb_forms().get(match["verb"]) if match is not None else None
    return verb is not None and verb.said
