"""What a sentence tells of the occasion itself: the talk, its papers and its table, and not what was said there."""

from __future__ import annotations

import re
from functools import cache

from flows.lexicons import entries, mapping
from flows.segment.clauses.verbs import AUXILIARIES, says, verb_forms
from flows.segment.names import MENTION, ROLE
from flows.segment.rare import RarePattern

LONGEST_SUBJECT = 240
FINITE = AUXILIARIES | {"were", "are", "shall", "do", "ought"}
BEING = frozenset({"was", "were"})
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|[,;:.?()]")
PAST = re.compile(rf"(?:[a-z]{{2,}}ed|{'|'.join(entries('strong-pasts'))})$")
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
SUBORDINATORS = frozenset(entries("subordinators"))
CLAUSE_ENDS = frozenset({",", "and", "but", *RELATIVE, *SUBORDINATORS})
# Whose words a sentence gives who speaks of himself or of others as "he".
OF_SOMEBODY = frozenset(entries("personal-pronouns"))
PARTICIPLE = re.compile(
    r"\s(?:(?:then|also|again|next|now|accordingly|thereupon|thereafter|at once|not|later|in turn|on the whole"
    r"|throughout|[a-z]+ly)\s){0,2}"
    r"(?P<participle>[a-z-]+(?:ed|en|wn|nt|pt|ft|lt|ght|ne|de|ut|et|ad|id|un|ld|rn|ng|uck|read|put|set)"
    r"|ready|available|present|absent|silent|over|under way|in progress)\b"
)
NEXT_WORD = re.compile(r"\s([a-z]+)")
AFTER_NOUN = frozenset({*entries("words-after-nouns"), *RELATIVE, *SUBORDINATORS})
# As what is said is told in the past, of what was before it or would come after it: "the price had fallen".
AS_SAID = frozenset({"had", "would", "could", "should", "might", "must", "ought"})
OF_ITSELF = frozenset({"is", "are", "was", "were", "has", "have", "may", "will"})
# "gave rise to prolonged argument", "led to some discussion"
LED_TO = re.compile(
    r"(?:\srise)?(?:\sto)?(?:\san?)?(?:\s(?!not\b)[a-z]+){0,2}?"
    r"\s(?:discussion|argument|debate|comment|controversy|amusement|laughter|trouble|difficulty|dispute)s?\b"
)
# What goes before a noun that is no subject's, or somebody's own: "the motion for adjournment", "Bonn's atmosphere".
BELONGING = re.compile(r"['’]s?\s|\b(?:of|for|to|from|about)\s")
SUBJECT = re.compile(r"(?:[A-Za-z’'-]+\s){0,3}[A-Za-z’'-]+")
HANDLING = frozenset(entries("handling-words"))  # what is done in the room with papers and words
SPEAKABLE = frozenset(entries("speech-nouns"))
# What words are about: nouns by their endings, besides those for what is said.
ABSTRACT = re.compile(
    rf"\b(?:[a-z]{{3,}}(?:tion|sion|ment|ence|ance|ness|ity|ism|ship|cy)s?|{'|'.join(entries('speech-nouns'))})\b"
    r"|(?<=\s)(?:this|that|it)(?=\s?[.,;])"
)
LONGEST_OBJECT = 60
LONGEST_ADVERB = 20
LONGEST_ACTOR = 80
ACTOR = RarePattern(rf"(?P<who>{ROLE}|{MENTION})\s(?:(?:then|here|now|also|again|next|at once|[a-z]+ly)\s){{0,2}}$")
# An unknown verb before "that" is one of saying.
SAYS_SO = re.compile(r"\s(?:that|whether|if|how|why)\b")
THEN = re.compile(r"\s(?:then|thereupon|next|at this (?:point|stage|juncture|moment))\b")
ITSELF = re.compile(
    r"\b(?:this|the present|the above|the foregoing|the following)\s(?:[a-z]+\s)?"
    r"(?:memorandum|record|account|minute|note|report|telegram|despatch|document|conversation|talk|meeting|interview)\b",
    re.IGNORECASE,
)


def actor_before(text: str, start: int, verb: re.Match[str]) -> str | None:
    """Who stands right before the main verb of a sentence that starts at `start`: "At this the Minister motioned"."""
    match = ACTOR.search(text, max(start, verb.start() - LONGEST_ACTOR), verb.start())
    return match["who"] if match is not None else None


@cache
def occasion_words() -> re.Pattern[str]:
    """The pattern of nouns for the occasion of a talk; its groups are their kinds."""
    kinds: dict[str, list[str]] = {}
    for word, kind in mapping("occasion-words").items():
        kinds.setdefault(kind, []).append(word)
    groups = (f"(?P<{kind}>{'|'.join(sorted(words, reverse=True))})" for kind, words in kinds.items())
    return re.compile(rf"\b(?:{'|'.join(groups)})\b", re.IGNORECASE)


def main_verb(text: str, start: int, end: int) -> re.Match[str] | None:
    """The first finite verb of a sentence's main clause, as far as word forms tell it; None where "he" or somebody
    like him comes before it, or another sentence.
    """
    past: re.Match[str] | None = None  # perhaps a participle: "the text submitted by them was read"
    relative = False  # whether the next verb is a relative clause's
    inserted = False  # whether the next comma ends a participle and what goes with it
    fronted = False  # whether a clause that stands in front has not ended yet
    ending = False  # whether it has its verb, so that the next subject ends it: "While they ate the guests arrived"
    for match in WORD.finditer(text, start, min(end, start + LONGEST_SUBJECT)):
        word = match[0].lower()
        if word in ";:?":
            break
        fronted = word != "," and (fronted or (match.start() == start and word in SUBORDINATORS))
        if fronted:
            if not (ending and (word == "the" or match[0][0].isupper())):
                ending = ending or word in FINITE or is_past(word)
                continue
            fronted = False
        if past is not None and (word in CLAUSE_ENDS or word in OF_SOMEBODY):
            break
        if word in OF_SOMEBODY:
            return None
        if (word in RELATIVE or word in SUBORDINATORS) and not text.startswith("as a whole", match.start()):
            relative = True
        elif word == ",":
            inserted = relative
            relative = False
        elif word in FINITE:
            if not relative:
                return match
            relative = False
        elif match[0].islower() and is_past(word):
            if relative:
                relative = False
            elif not inserted and text.endswith(", ", start, match.start()):
                relative = True  # "the paper, submitted by them, was"
            else:
                past = match
    return past


def qualifies(text: str, noun: re.Match[str]) -> bool:
    """Whether a noun stands before another that it qualifies: "exchange" in "Exchange controls were lifted"."""
    following = NEXT_WORD.match(text, noun.end())
    word = following[1] if following is not None else ""
    return bool(word) and word not in AFTER_NOUN | FINITE and not word.endswith(("ly", "ing")) and not is_past(word)


def is_past(word: str) -> bool:
    """Whether a word is the past form of a verb; it may also be a participle."""
    verb = verb_forms().get(word)
    return (verb is not None and verb.form == "past") or PAST.match(word) is not None


def is_finite(word: str) -> bool:
    """Whether a word in small letters is a verb that has its subject beside it, or leaves it out: "was", "hoped"."""
    return word in FINITE or is_past(word) or says(word)


def is_of_occasion(text: str, start: int, end: int) -> bool:
    """Whether the sentence `text[start:end]`, at the head of a paragraph, tells what happened to the talk, its papers
    or its table: "Copies of the paper were handed round.", "An hour's break for luncheon was taken at one.".
    """
    verb = main_verb(text, start, end)
    if verb is None:
        return False
    happened = mapping("occasion-pasts")
    if happened.get(verb[0]) == "talk":
        return True
    found = list(occasion_words().finditer(text, start, verb.start()))
    word = verb[0].lower()
    if found and ITSELF.search(text, start, end) is not None and word in OF_ITSELF:
        return True
    nouns = [noun for noun in found if not qualifies(text, noun)]
    if not nouns:
        return False
    kinds = {noun.lastgroup for noun in nouns}
    then = THEN.search(text, start, verb.end() + LONGEST_ADVERB) is not None
    if word in BEING:
        if text.endswith("there ", start, verb.start()):
            return True
        if nouns[0].lastgroup == "talk" and BELONGING.search(text, start, nouns[0].start()) is None:
            return True
        done = PARTICIPLE.match(text, verb.end(), end)
        return done is not None and (kinds != {"paper"} or then or done["participle"] in HANDLING)
    if word in FINITE:
        return False
    if kinds == {"paper"}:
        return then or happened.get(word) == "paper" or LED_TO.match(text, verb.end(), end) is not None
    known = verb_forms().get(word)
    says = known is not None and bool(known.classes & {"reporting", "stance"}) and not known.needs
    return not says or ("talk" in kinds and SUBJECT.match(text, start, verb.start()) is not None)


def is_as_said(text: str, start: int, end: int) -> bool:
    """Whether the main verb tells what would be, or had been or been done by nobody named, as what is said is told."""
    verb = main_verb(text, start, end)
    if verb is None or verb[0].lower() not in AS_SAID:
        return False
    done = verb[0].lower() != "had" or PARTICIPLE.match(text, verb.end(), end) is not None
    return done and (verb[0].lower() != "had" or actor_before(text, start, verb) is None)


def unknown_act(text: str, start: int, end: int) -> tuple[re.Match[str], bool] | None:
    """A main verb that no lexicon knows and tells what somebody did, and whether that is to say something; or None."""
    verb = main_verb(text, start, end)
    if verb is None:
        return None
    word = verb[0].lower()
    if word in BEING:
        return (verb, False) if PARTICIPLE.match(text, verb.end(), end) is not None else None
    if word in FINITE or word in verb_forms():
        return None
    return verb, SAYS_SO.match(text, verb.end(), end) is not None or is_abstract(text, verb.end(), end)


def is_abstract(text: str, start: int, end: int) -> bool:
    """Whether what follows a verb is something that only words are about: "waxed eloquent on the advantages of"."""
    for word in ABSTRACT.finditer(text, start, min(end, start + LONGEST_OBJECT)):
        if occasion_words().fullmatch(word[0]) is None or word[0].lower() in SPEAKABLE:
            return True
    return False
