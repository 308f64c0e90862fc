"""A reporting clause: who is said to say something, by which verb, and where."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from flows.lexicons import entries
from flows.segment.clauses.occasions import SPEAKABLE, main_verb
from flows.segment.clauses.parts import PRONOUNS, SPEECH_NOUNS
from flows.segment.clauses.predicates import Found, chained_verb, conjoined_verb, find_verb
from flows.segment.clauses.verbs import AUXILIARIES, Verb, verb_forms
from flows.segment.lists.tokens import place_words
from flows.segment.names import DETERMINERS, MENTION, QUALIFIERS, fold, office_words, titles
from flows.segment.remembered import remembered_word

Position = Literal["head", "fronted", "coordinated", "inserted", "final"]
SPEECH_NOUN = re.compile(
    r"(?:\s(?:own|first|second|third|next|last|further|immediate|only|main|chief|personal|general|initial|final|whole"
    r"|entire|real|basic|principal|present|considered|private)){0,2}"
    rf"\s(?:{SPEECH_NOUNS})"
    r"(?:(?:\s[a-z]+){0,4}?|\s(?:to|on|about)(?:\s[\w’'-]+){1,9}?|,\s[^,.;:]{2,60},)"
    r"\s(?P<be>was|is|were|are|ha[ds] been|related|concerned|dealt|referred"
    r"|ran|went|amounted|boiled|turned|rested|came)\b"
)
# "Minister noncommittal.", "Smith very pleased with this."
STATE = re.compile(r"\s(?:(?:very|quite|rather|less|more|most|somewhat|not|[a-z]+ly)\s)?([a-z-]+)")
NOUNS_OF_STATE = frozenset({"agreement", "opinion", "view"})  # "in agreement"; but "General agreement on this"
# "Minister against.", "Smith for a commission of three", "Minister without illusions"; but "Smith for the bank said"
SIDE = re.compile(
    r"\s(?:(?:also|all|still|quite|rather|not|[a-z]+ly)\s)?"
    r"(?:(?P<side>(?:for|against|in favou?r of)(?=\s(?!the\s[A-Z])[a-z])|in favou?r|against)"
    r"|without\s(?:an?\s|any\s|much\s)?(?:comment|enthusiasm|hope|illusion|instruction|objection|opinion|view)s?)\b"
)
STATE_END = re.compile(r"\s?[.,;:]|\s(?:about|on|as|that|to|whether|at|but|and|with|of|over)\b")
NOT_SPACE = re.compile(r"\S+")
ADDRESS = frozenset({"mr", "mrs", "ms", "miss", "dr", "m", "mm", "mme", "messrs"})
NEVER_NAMES = AUXILIARIES | frozenset(entries("no-subjects"))
MONTHS = frozenset(fold(form) for line in entries("months") for form in line.split())
NAMED_FIRST = re.compile(MENTION)


class Clause(NamedTuple):
    """A reporting clause. Offsets index the clean text.

    `start` is where a turn would start that the clause opens; `clause_end` is where what is said may start;
    `subject` is the words of the subject, `pronoun` says that it is one, `apposition` is who it is by another name;
    `verb` is the first verb of the predicate that a lexicon knows.
    """

    start: int
    subject_start: int
    subject_end: int
    clause_end: int
    subject: str
    pronoun: bool
    verb: Verb
    position: Position
    auxiliary: str | None = None
    genitive: bool = False
    apposition: str | None = None


def clause_of(match: re.Match[str], start: int, position: Position) -> Clause | None:
    """The clause of a match with `subject`, `genitive` and `predicate`; None if no verb is known or it is nobody's."""
    noun = _words_of(match)
    found = noun or _verb_of(match, position)
    if found is None or match["subject"].split()[0].lower() in NEVER_NAMES:
        return None
    verb, verb_end, auxiliary = found
    plural = verb.form == "s" and verb.lemma in SPEAKABLE and " " not in match["subject"]
    if plural and position == "head" and match.string.startswith(".", match.start("predicate") + verb_end):
        return None  # "Colonial questions."
    subject_start, subject_end = match.span("subject")
    subject_start += before_title(match["subject"])
    subject = match.string[subject_start:subject_end]
    if (speaker := delegate(subject, match)) is not None:
        (subject_start, subject_end), subject = match.span("parenthesis"), speaker
    pronoun = subject.lower() in PRONOUNS
    if not pronoun and ((verb.form == "base" and auxiliary is None) or addressed_late(subject)):
        return None
    return Clause(
        start=start,
        subject_start=subject_start,
        subject_end=subject_end,
        clause_end=match.start("predicate") + verb_end,
        subject=subject,
        pronoun=pronoun,
        verb=verb,
        position=position,
        auxiliary=auxiliary,
        genitive=match["genitive"] is not None and noun is None,
        apposition=apposition_of(match.groupdict().get("between")),
    )


def _words_of(match: re.Match[str]) -> Found | None:
    """The verb after a noun for what somebody said: "the Minister's reply was"; None where there is no such noun."""
    if match["genitive"] is None:
        return None
    noun = SPEECH_NOUN.match(match.string, match.start("predicate"), match.endpos)
    if noun is None:
        return None
    form = "s" if noun["be"] in ("is", "are", "has been") else "past"
    return Verb("be", frozenset({"reporting"}), form), noun.end() - noun.start(), None


def _verb_of(match: re.Match[str], position: Position) -> Found | None:
    """The verb of a predicate, or one of saying that is joined to it, or the "is" that a state leaves out."""
    found = find_verb(match.string, *match.span("predicate"), match.endpos)
    says = found is not None and "reporting" in found[0].classes
    if position in ("head", "fronted") and match["genitive"] is None and not says:
        found = conjoined_verb(match, found) or chained_verb(match, found) or found
    return _state_of(match) if found is None and position == "head" else found


def _state_of(match: re.Match[str]) -> Found | None:
    """The "is" that notes leave out before somebody's state or side: "Minister noncommittal."; or None."""
    side = SIDE.match(match.string, match.start("predicate"), match.endpos)
    if side is not None and not (side["side"] == "for" and fold(match["subject"].split()[-1]) in office_words()):
        comma = match.string.find(",", side.end(), match.endpos)  # "Smith against it, will think it over"
        if main_verb(match.string, side.end(), comma if comma >= 0 else match.endpos) is not None:
            return None
        return Verb("be", frozenset({"stance"}), "s"), side.end() - side.start(), None
    stated = STATE.match(match["predicate"])
    if stated is None or stated[1] not in verb_forms()["was"].needs["stance"] - NOUNS_OF_STATE:
        return None
    end = match.start("predicate") + stated.end()
    manner = match["subject"].endswith("ly") and match.string.startswith(",", end)  # "Visibly annoyed,"
    if manner or STATE_END.match(match.string, end) is None:
        return None
    return Verb("be", frozenset({"stance"}), "s"), stated.end(), None


def delegate(subject: str, match: re.Match[str]) -> str | None:
    """The name in parentheses after a country that speaks, or a pronoun: "Ruritania (Smith) welcomed this"; or None."""
    named = match.groupdict().get("parenthesis")
    if not named or NAMED_FIRST.fullmatch(named) is None:
        return None
    stands_for = subject.lower() in ("he", "she") or fold(subject).removeprefix("the ") in place_words()
    return named if stands_for else None


def addressed_late(subject: str) -> bool:
    """Whether a word that is no part of a name stands before its form of address: "Personally Mr. Smith"."""
    first, *rest = (fold(word) for word in subject.split())
    return (
        bool(rest)
        and rest[0] in ADDRESS
        and subject[1 : len(first)].islower()  # but "MDg Dr. Smith"
        and not (first in titles() or first in DETERMINERS or first in QUALIFIERS or first in office_words())
    )


def apposition_of(between: str | None) -> str | None:
    """The name that stands between commas after a subject ("the Chairman, Mr. Smith, said"), or None."""
    words = between.strip(" ,") if between else ""
    return words if NAMED_FIRST.fullmatch(words) else None


@remembered_word
def before_title(mention: str) -> int:
    """How much of a mention is a country or month before a form of address: "As to Finland Mr. Smith said"."""
    words = list(NOT_SPACE.finditer(mention))
    for at, word in enumerate(words[1:], 1):
        if fold(word[0]) in titles():
            return word.start() if all(fold(before[0]) in place_words() | MONTHS for before in words[:at]) else 0
    return 0


def told_of(match: re.Match[str], start: int, subject: str = "subject") -> Clause:
    """The clause of a match that has the name of who says what follows, in the group `subject`, but no verb of his."""
    verb = Verb("", frozenset({"reporting"}), "past")
    return Clause(start, *match.span(subject), match.end(), match[subject], False, verb, "final")
