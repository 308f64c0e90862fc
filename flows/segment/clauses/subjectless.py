"""Sentences of notes that leave out who speaks: "Asked whether it was so.", "Thought not.", "Would consult Bonn."."""

from __future__ import annotations

import re
from enum import Enum

from flows.lexicons import entries
from flows.segment.clauses.finding import fronted_clauses
from flows.segment.clauses.reporting_clause import Clause
from flows.segment.clauses.verbs import Verb, verb_forms
from flows.segment.sentences import PARAGRAPH_NUMBER

FIRST = re.compile(rf"(?:{PARAGRAPH_NUMBER}\s)?(?P<word>[A-Z][a-z]+)(?=[\s.,;])")
AGENT = re.compile(r"\s(?:[a-z]+ly\s)?(?:by|as|with|in|from)\s")  # "Asked by Mr. Smith", "Urged on by"
LEFT_ALONE = frozenset({"did", "would", "could", "might", "should", "had", "was"})
AFTER_LEFT_ALONE = re.compile(r"\s(?:[a-z]+ly\s|not\s|also\s|therefore\s)*[a-z]+")
OPENING_TALK = frozenset(entries("opening-verbs"))
ANSWERING = frozenset({"answer", "concur", "demur", "disagree", "dissent", "rejoin", "reply", "respond", "retort"})
OURS = re.compile(r"\s(?:that\s)?(?:we|our)\b")
MEETING = frozenset({"call", "find", "meet", "receive", "see", "speak", "talk", "visit"})  # "Saw the Minister today."
# "Agreed.", "Agreed, but hoped"; "agreed to look into it" goes on as well as it answers.
ASSENTED = re.compile(r"\s?[.,;]|\s(?:that|with|but|and)\b")


class Left(Enum):
    """What a sentence that leaves out who speaks does in the talk."""

    OPENS = "asks or tells something"
    ANSWERS = "answers what was said"
    OWN = "says what we, the drafter's side, do"
    SAYS = "says something, as who was asked does, or who goes on"


def left_out(text: str, start: int, end: int) -> Left | None:
    """What the sentence `text[start:end]` does if it begins with a verb of saying that has no subject; None for
    others.
    """
    first = FIRST.match(text, start, end)
    if first is None or text[start:end].rstrip().endswith("?"):
        return None
    word = first["word"].lower()
    verb = verb_forms().get(word)
    if word in LEFT_ALONE:
        verb, alone = None, AFTER_LEFT_ALONE.match(text, first.end(), end) is not None
    else:
        alone = verb is not None and says(verb) and AGENT.match(text, first.end(), end) is None
    if not alone or any(is_apart(text, start, clause) for clause in fronted_clauses(text, start, end)):
        return None  # "Asked whether it was so, Mr. Smith said"
    if verb is None:
        return Left.SAYS
    if verb.lemma in ("say", "explain", "state") and OURS.match(text, first.end(), end):
        return Left.OWN
    if verb.lemma == "agree" and ASSENTED.match(text, first.end(), end):
        return Left.ANSWERS
    return Left.OPENS if verb.lemma in OPENING_TALK else Left.ANSWERS if verb.lemma in ANSWERING else Left.SAYS


def says(verb: Verb) -> bool:
    """Whether a verb form tells in the past what somebody said or thought, and not whom he met."""
    return verb.form == "past" and bool(verb.classes & {"reporting", "stance"}) and verb.lemma not in MEETING


def is_apart(text: str, start: int, clause: Clause) -> bool:
    """Whether a comma stands before a clause that does not open the sentence."""
    return text[start : clause.subject_start].rstrip().endswith(",")
