"""Sentences of notes that leave out who speaks: "Asked whether it was so.", "Thought not.", "Would consult Bonn."."""

from __future__ import annotations

import re
from enum import Enum

from flows.lexicons import entries
from flows.segment.clauses.finding import fronted_clauses
from flows.segment.clauses.predicates import MOTION, later_words
from flows.segment.clauses.reporting_clause import Clause
from flows.segment.clauses.verbs import Verb, verb_forms
from flows.segment.sentences import PARAGRAPH_NUMBER

FIRST = re.compile(rf"(?:{PARAGRAPH_NUMBER}\s)?(?P<word>[A-Z][a-z]+)(?=[\s.,;])")
AGENT = re.compile(r"\s(?:[a-z]+ly\s)?(?:by|as|with|in|from)\s")  # "Asked by Mr. Smith", "Urged on by"
LEFT_ALONE = frozenset({"did", "would", "could", "might", "should", "had", "was"})
LEFT_ALONE_NOW = frozenset({"does", "will", "is", "has", "cannot"})  # as a diary tells in the present what he says
AFTER_LEFT_ALONE = re.compile(r"\s(?:[a-z]+ly\s|not\s|also\s|therefore\s)*[a-z]+")
OPENING_TALK = frozenset(entries("opening-verbs"))
ANSWERING = frozenset({"answer", "concur", "demur", "disagree", "dissent", "rejoin", "reply", "respond", "retort"})
OURS = re.compile(
    r"\s(?:that\s)?(?:we|our|I\s(?:would|had|did|saw|hoped|thought|knew|felt|feared|understood|doubted|trusted))\b"
)
SAYING_OURS = frozenset({"say", "explain", "state", "reply", "answer", "respond", "rejoin"})
# "Denied this.": what another has said.
DISPUTING = frozenset({"accept", "challenge", "concede", "contest", "deny", "dispute", "doubt", "question", "reject"})
OF_THIS = re.compile(r"\s(?:this|that(?=\s?[.,;])|it)\b")
MEETING = frozenset({"call", "find", "meet", "receive", "see", "speak", "talk", "visit"})  # "Saw the Minister today."
# Whoever comes after it is part of what is said: "Said that, as he knew, it was late"; but "Told that it was, he said".
GIVES_WORDS = re.compile(r"\sthat\b")
TOLD_TO_ONE = frozenset(
    {"advise", "ask", "assure", "caution", "inform", "notify", "persuade", "remind", "tell", "warn"}
)
# "Thinks that", "Denies the story"; but "Hopes of a loan", "Reports from Bonn".
NOUNS = frozenset(entries("verbs-as-nouns"))
AFTER_NOUN = re.compile(
    r"\s(?:of|from|for|in|by|with|at|about|on|as|and|or|are|were|is|was|have|had|will|would|[a-z]+ed)\b|\s[A-Z]|[:(]"
)
THAT = re.compile(r"\b(?:that|whether|why|how)\b")
OF_ANOTHER = re.compile(r"\s(?:him|her|them)\b")  # "Handed him a copy": whoever does so is not he
# "Agreed.", "Agreed, but hoped"; "agreed to look into it" goes on as well as it answers.
ASSENTED = re.compile(r"\s?[.,;]|\s(?:that|with|but|and)\b")


class Left(Enum):
    """What a sentence that leaves out who speaks does in the talk."""

    OPENS = "asks or tells something"
    ANSWERS = "answers what was said"
    OWN = "says what we, the drafter's side, do"
    NOW = "tells in the present what whom the drafter met says"
    SAYS = "says something, as who was asked does, or who goes on"


def left_out(text: str, start: int, end: int) -> Left | None:
    """What the sentence `text[start:end]` does if it begins with a verb of saying that has no subject; or None."""
    first = FIRST.match(text, start, end)
    if first is None or text[start:end].rstrip().endswith("?"):
        return None
    word = first["word"].lower()
    verb = verb_forms().get(word)
    if word in LEFT_ALONE or word in LEFT_ALONE_NOW:
        verb, alone = None, AFTER_LEFT_ALONE.match(text, first.end(), end) is not None
    elif verb is not None and verb.form == "s":
        alone = says_now(verb) and not (verb.lemma in NOUNS and AFTER_NOUN.match(text, first.end(), end))
    else:
        alone = verb is not None and says(verb) and AGENT.match(text, first.end(), end) is None
        alone = alone and not (verb is not None and verb.lemma in MOTION and only_moves(verb, text, first.end(), end))
    if not alone:
        return None
    to_him = OF_ANOTHER.match(text, first.end(), end) is not None
    if to_him and verb is not None and verb.needs and THAT.search(text, first.end(), end) is None:
        return None  # "Handed him a copy"
    whole = verb is not None and verb.lemma not in TOLD_TO_ONE and GIVES_WORDS.match(text, first.end(), end)
    if word in LEFT_ALONE_NOW or (verb is not None and verb.form == "s"):
        return Left.NOW
    if not whole and any(is_apart(text, start, clause) for clause in fronted_clauses(text, start, end)):
        return None  # "Asked whether it was so, Mr. Smith said"
    if verb is None:
        return Left.SAYS
    if to_him and verb.lemma not in OPENING_TALK:
        return Left.OWN
    if verb.lemma in DISPUTING and OF_THIS.match(text, first.end(), end):
        return Left.ANSWERS
    if verb.lemma in SAYING_OURS and OURS.match(text, first.end(), end):
        return Left.OWN
    if verb.lemma == "agree" and ASSENTED.match(text, first.end(), end):
        return Left.ANSWERS
    return Left.OPENS if verb.lemma in OPENING_TALK else Left.ANSWERS if verb.lemma in ANSWERING else Left.SAYS


def says(verb: Verb) -> bool:
    """Whether a verb form tells in the past what somebody said or thought, and not whom he met."""
    return verb.form == "past" and bool(verb.classes & {"reporting", "stance"}) and verb.lemma not in MEETING


def only_moves(verb: Verb, text: str, start: int, end: int) -> bool:
    """Whether what a verb of motion needs to be one of saying does not follow it: "Took his hat with him."."""
    following = later_words(text, [], start, end)[:6]
    return "that" not in following and verb.needs.get("reporting", frozenset()).isdisjoint(following)


def says_now(verb: Verb) -> bool:
    """Whether a verb form tells in the present what somebody says or thinks, whatever follows."""
    return bool(verb.classes & {"reporting", "stance"}) and not verb.needs and verb.lemma not in MEETING


def is_apart(text: str, start: int, clause: Clause) -> bool:
    """Whether a comma stands before a clause that does not open the sentence."""
    return text[start : clause.subject_start].rstrip().endswith(",")
