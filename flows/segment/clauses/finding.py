"""Reporting clauses: who is said to say something, and where in the sentence.

Every sentence of the body is looked at once. What matters is the subject of the main clause: at the head, after a
fronted clause, after a conjunction that starts a second main clause, or in an attribution inside or after what is
said ("..., the Minister went on, ..."). Names inside subordinate clauses say nothing about the speaker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from flows.lexicons import entries
from flows.segment.clauses.occasions import main_verb
from flows.segment.clauses.parts import (
    HEAD,
    LATTER,
    LONG_INTERPOSED,
    NAMED,
    PLAIN_SUBJECT,
    PREDICATE,
    SPEECH_NOUNS,
    SUBJECT,
    WHOSE,
)
from flows.segment.clauses.predicates import HOLDING
from flows.segment.clauses.reporting_clause import NAMED_FIRST, Clause, clause_of, told_of
from flows.segment.clauses.verbs import Verb, verb_forms
from flows.segment.clauses.viewpoints import CAME_FROM, IMPERSONAL, NOTED, OF_SOMEBODY, SOURCES
from flows.segment.dates import WEEKDAY
from flows.segment.names import (
    DETERMINERS,
    GROUP,
    MENTION,
    ROLE,
    ROLES,
    SMALL_ADDRESS,
    UPPER,
    fold,
    office_words,
    titles,
)
from flows.segment.rare import RarePattern
from flows.segment.sentences import PARAGRAPH_NUMBER

AT_HEAD = re.compile(f"{HEAD}{SUBJECT}{PREDICATE}")
AT_HEAD_LONG = RarePattern(f"{HEAD}{NAMED}{LONG_INTERPOSED}{PREDICATE}")
AT_HEAD_PLAIN = RarePattern(f"{HEAD}{PLAIN_SUBJECT}{PREDICATE}")
AFTER_COMMA = re.compile(
    rf"(?P<before>,[\"”’\]]?|\)|\b(?:[a-z]+|[A-Z][a-z]+ly|\d{{1,4}}|[A-Z][a-z]+(?=\s(?:(?:Mr|Mrs|Dr|Sir|Lord|Herr)\b|the\s[A-Z])))(?=\s(?:(?:[Tt]he\s)?{SMALL_ADDRESS}[{UPPER}]|the\s(?:{ROLES})\b)))"
    rf"\s{SUBJECT}{PREDICATE}"
)
# "This the Minister denied", "Such a course Mr. Smith had never proposed".
OBJECT_FIRST = re.compile(
    rf"{HEAD}(?:(?:All|Much|Some|Most|None|Both) of )?(?:[Tt]his|[Tt]hat|[Tt]hese|[Tt]hose|[Ss]uch(?: an?)?)"
    rf"(?:\s(?!the\b)[a-z]+)?,?\s(?P<subject>{ROLE}|{MENTION}|he|she|I)(?P<genitive>(?!))?{PREDICATE}"
)
# "So did Mr. Smith.", "Nor could Mr. Smith agree", "Only then did the Minister ask".
INVERTED_DO = RarePattern(
    rf"{HEAD}(?:(?:So|Nor|Neither)\s(?:did|does|was|is|were|would|could|had|has)\s{WHOSE}(?=\s?[.,;]|\s(?:and|but)\b)"
    r"|(?:Nor|Neither|Still less|Much less|Only (?:then|now|later|afterwards|at this(?: [a-z]+)?)"
    r"|Not (?:until|till) (?:then|now|[a-z ]{2,30})|Never(?: before)?|Not once|In vain|At no time|Rarely|Seldom)"
    r"\s(?:did|could|would|had|was)\s"
    rf"(?P<of>{GROUP}|{ROLE}|{MENTION})(?=\s[a-z]))",
    sign=r"(?:So|Nor|Neither)\s(?:did|does|was|is|were|would|could|had|has)\s"
    r"|(?:Still less|Much less|Only|Not|Never|In vain|At no time|Rarely|Seldom)\s(?s:.*?)(?:did|could|would|had|was)\s",
)
OBJECT = re.compile(rf"\s(?:that|the|an?|his|her|its|their|it|him|them|[{UPPER}])\b")
# "to which he replied", "which Mr. Smith doubted", "; to this he replied", "and after some hesitation he said".
BEFORE_SECOND_SUBJECT = (
    r"(?:(?:which|whereupon|(?:to|at|on|upon|after|during|in the course of|in reply to) (?:which|this|that))\s)?"
    r"(?:(?:eventually|finally|then|thereupon|immediately|at once|at last|in the end)\s"
    r"|(?:after (?:some|a|an|much|further|slight|considerable)|with (?:some|a|an|great|much|evident)"
    r"|in (?:reply|response|answer|turn|conclusion)|on (?:being|my)|when (?:pressed|asked|pushed|challenged))"
    r"(?:\s[a-z]+){0,3}?,?\s)?"
)
# First the characters that they can begin with, so that the engine skips to them.
COORDINATED = RarePattern(
    r"[,;–—\s](?:(?:(?<!\s)|(?<=\s)(?:[–—]|--?))\s(?:(?:and|but|while)\s)?"
    r"|(?<=\s)(?:(?:and|but|while)\s|(?=whereupon|to which|during which|in the course of which)))"
    rf"(?P<opens>{BEFORE_SECOND_SUBJECT}){SUBJECT}{PREDICATE}"
)
# "Mr. Smith thought that it was late, Mr. Jones that it was not", ", the latter observing that", ", Mr. Jones for the
# second", ", Mr. Jones the longer".
ELLIPTIC = RarePattern(
    rf"(?:[,;]\s(?:(?:and|but|while)\s)?|\s(?:and|but|while)\s)(?P<subject>the latter|{GROUP}|{ROLE}|{MENTION})"
    r"(?:\s\([^()]{1,60}\))?(?:,?\s(?:on the other hand|however|for (?:his|her) part),?)?"
    r"\s(?:(?P<verb>[a-z]+ing)\s(?=that\b|whether\b))?"
    r"(?P<object>that|whether|for|against|in\sfavou?r\sof|the(?=\s(?:first|second|third|fourth|last|latter|former|other"
    r"|opposite|contrary|[a-z]+er)\b))\b"
)
THAT = ("that", "whether")
SAME_OBJECT = re.compile(r"\s(the|for|against|in\sfavou?r\sof)\s")
# "and was told by Mr. Smith that", "and turned to Mr. Smith, who said that": whom he turned to speaks; as does
# the other one of "regretted this, as did Mr. Smith, who added that".
TOLD_BY = RarePattern(
    rf",?\s(?:and|but)\s(?P<opens>(?:was|were)\s(?:then\s|[a-z]+ly\s)?(?:told|informed|assured|reminded|advised)"
    rf"\sby\s(?P<subject>{MENTION})\s(?=that\b))",
    sign=r"(?:was|were)\s(?:then\s|[a-z]+ly\s)?(?:told|informed|assured|reminded|advised)\sby\s",
)
TURNED_TO = RarePattern(
    rf"\b(?:(?:looked|glanced|turned|nodded|appealed|deferred|gestured)\s(?:[a-z]+ly\s)?(?:at|to|towards?)"
    r"|(?P<too>as)\s(?:did|does))"
    rf"\s(?P<subject>{ROLE}|{MENTION})(?P<genitive>(?!))?,\s(?P<opens>who){PREDICATE}",
    sign=r"(?:(?:looked|glanced|turned|nodded|appealed|deferred|gestured)\s(?:[a-z]+ly\s)?(?:at|to|towards?)"
    r"|as\s(?:did|does))\s",
)
LONGEST_TURNING = len("gestured")
SUBORDINATE = r"(?:Just\s)?(?i:as|when|after|before)|While|Since|Once|If|Because|Although|Though"
# "When I asked if I might": the pronoun is the subject of another subordinate clause.
AFTER_NO_CONJUNCTION = "".join(
    rf"(?<!\s{word})"
    for word in ("if", r"that(?<!After\sthat)", "whether", "what", "which", "who", "how", "why", "than", "because")
)
FRONTED_PRONOUN = re.compile(
    rf"(?:{PARAGRAPH_NUMBER}\s)?(?:(?:{SUBORDINATE})\s(?:I|he|she|we|they)(?:\s[^\W\d_]+(?:['’]s?)?){{0,14}}?"
    rf"|(?!(?:{SUBORDINATE})\s(?:I|he|she|we|they)\b)[{UPPER}][a-z]+(?:\s[^\W\d_]+(?:['’]s?)?){{0,8}}?),?"
    rf"{AFTER_NO_CONJUNCTION}\s(?P<subject>he|she|I|we|you)(?:\s\((?P<parenthesis>{MENTION})\))?"
    rf"(?P<genitive>(?!))?{PREDICATE}"
)
INSERTED = RarePattern(
    rf"[,?!.…](?:(?<=,)[\"”’»']?|(?<!,)[\"”’»']|(?<=[?!])(?=\s[a-z]))\s{SUBJECT}{PREDICATE}(?=\s?[,.;:?!]|$)"
)
INVERTED = RarePattern(
    rf"[,.?!][\"”’»']?\s(?P<verb>[a-z]+)\s{WHOSE}(?=\s?[,.;:?!]|$|(?<=\b[A-Z]\.)\s*(?:$|[A-Z])|\s(?:to|in|with|after|at|[a-z]+ly)\b)"
)
# "We had hardly sat down when he said", "It became clear when he asked".
WHEN_AT_ONCE = RarePattern(
    rf"\b(?:scarcely|hardly|barely|clear|apparent|evident|plain|obvious)\b[^.;,]{{0,80}}?,?\swhen\s{SUBJECT}{PREDICATE}",
    sign=r"(?:scarcely|hardly|barely|clear|apparent|evident|plain|obvious)\b[^.;,]{0,80}?,?\swhen\s",
)
PASSIVE = RarePattern(
    rf"\b(?:was|were)\s(?:not\s)?(?:[a-z]+\s)?(?P<verb>[a-z]+ed|said|put|made|told|given)\s(?:out\s)?"
    rf"(?:to\s(?:him|her|them|us|{MENTION})\s)?by\s(?P<subject>{MENTION})(?!\sand\s(?:the\s)?[{UPPER}])",
    sign=r"w(?:as|ere)\s(?:not\s)?(?:[a-z]+\s)?(?:[a-z]+ed|said|put|made|told|given)\s(?:out\s)?(?:to|by)\s",
)
WORDS_OF_SPEECH = re.compile(rf"\b(?:{SPEECH_NOUNS})\b")
# "It was Mr. Smith who asked …"
CLEFT = RarePattern(
    rf"{HEAD}It\s(?:was|is)\s(?:[a-z]+\s)??{WHOSE}(?P<genitive>(?!))?,?\s(?:himself\s)?who{PREDICATE}",
    sign=r"It\s(?:was|is)\s(?s:.*?)\swho\b",
)
ADVERB = r"\s(?:also|again|finally|first|further|later|likewise|next|now|then)"
# "Secretary then on timing: need reply soon", "Smith then quite sharp: there had been two"; but "Smith replied:" has a
# verb.
ANNOUNCED = RarePattern(
    rf"{HEAD}(?P<subject>{MENTION})(?:{ADVERB}(?=\s?:)|(?:{ADVERB})?"
    r"(?:\s(?:on|re|about|with|in|after|at|without|to)\s[^.,:;?!]{1,80}"
    r"|(?:\s(?:is|was|very|quite|rather|more|less|somewhat|[a-z]+ly)){0,2}\s(?P<manner>[a-z]+)))\s?:(?=\s|$)"
)
# "To this the Minister: it was late.", "Asked whether it was, Mr. Smith: certainly."
GOES_ON = RarePattern(
    r"(?:(?:To|At|On|Upon) (?:this|that|which)|There(?:up)?on|Where(?:up)?on|Hereupon|Then|Next|Finally|Lastly"
    r"|(?:(?:In (?:reply|answer|response) t|T)o (?:my|his|her|the|an?|[A-Z][\w.]+['’]s?)\s(?:[a-z]+\s)?"
    r"(?:question|query|remark|objection)|Asked|When asked|Questioned|Pressed)\b"
    r"(?:[^.:;]|(?<=\b[A-Z])\.){0,120}(?=,)),?"
    rf"\s(?P<subject>{ROLE}|{MENTION})\s?:(?=\s)",
    sign=r":\s",
)
ASKED_SO = (" as to ", " that ", " whether ")
# "; answer Smith: not before May"
ANSWER_NOTED = RarePattern(
    rf";\s(?P<opens>(?:answer|reply|response|retort)\s(?:(?:of|by|from)\s)?(?P<subject>{MENTION})\s?:)",
    sign=r";\s(?:answer|reply|response|retort)\s",
)
COMPLETE_PARTICIPLES = frozenset(entries("complete-participles"))
ON_DOING = re.compile(r"(?:Up)?[Oo]n\s[a-z]+ing")  # "On returning the Minister said"
RELATED = frozenset({"refer", "allude", "advert", "attach", "return", "revert"})
RENDERING = frozenset({"interpret", "translate"})  # what another says
# What is done to a person: "The party was welcomed by the Minister" gives none of his words.
RECEPTION = frozenset({"welcome", "call", "greet", "present", "introduce", "lead", "dictate", "translate"})
FRONTING = frozenset(entries("fronting"))
# Verbs that take what is said for their object, and another one for what it is: "This Mr. Smith called an excuse."
NAMING = frozenset({"call", "consider", "find", "think", "term", "label", "brand", "dub"})
# What is done by words to what another has just said.
GRANTING = frozenset({"accept", "decline", "promise", "refuse"})  # "He asked for silence, which I promised."
JUDGING = frozenset(
    {
        "accept",
        "affirm",
        "confirm",
        "consider",
        "contest",
        "decline",
        "deny",
        "dispute",
        "doubt",
        "endorse",
        "find",
        "hold",
        "oppose",
        "question",
        "refuse",
    }
    | {"regret", "reject", "second", "support", "think", "welcome"}
)
DAY_OR_MONTH = re.compile("|".join((WEEKDAY, *(line.split()[0] for line in entries("months")))))
NEVER_BEFORE_SUBJECT = frozenset(entries("never-before-subject"))
# The particle of a verb, after which a main clause begins: "When he came in the President apologized".
PHRASAL = re.compile(
    r"\b(?:came|went|walked|sat|got|stood|hung|rang|drove|moved|looked|settled)\s(?:in|out|up|down|back|over|off|on)$"
)
LONGEST_PHRASAL = 16
ON_WHICH = re.compile(r"(?:To|At|Upon|On) (?:which|that)\s")  # "To which Mr. Smith replied"
JOINT = re.compile(rf"(?:\s\([^()]{{1,60}}\))?\s?(?:,\s|,?\sand\s(?:also\s)?)(?P<other>{MENTION})")
AFTER_JOINT = re.compile(r"\s\([^()]{1,60}\)(?=\s[a-z])")
# "The Minister and his advisers withdrew"
WITH_COMPANY = re.compile(
    r"\sand\s(?:his|her)\s(?:[a-z]+\s){0,2}?(?:advis[eo]rs?|aides?|assistants?|colleagues?|companions?|daughter|delegation"
    r"|deputy|experts?|guests?|hosts?|interpreter|officials|party|secretary|secretaries|son|staff|wife)(?=\s[a-z])"
)


def places(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """All matches in `text[start:end]`, also those that begin inside another one, after its subject's start."""
    at = start
    while (match := pattern.search(text, at, end)) is not None:
        yield match
        at = max(match.start("subject"), at + 1)


def head_clause(text: str, start: int, end: int) -> Clause | None:
    """The clause whose subject stands at the head of the sentence `text[start:end]`."""
    if (match := OF_SOMEBODY.match(text, start, end)) is not None:
        return told_of(match, start)
    noted = NOTED.match(text, start, end)
    if noted and (text.startswith(ASKED_SO, noted.end()) or main_verb(text, noted.end(), end) is None):
        return told_of(noted, start)
    announced = ANNOUNCED.match(text, start, end) if ":" in text[start:end] else None
    if announced is not None and announced["manner"] not in verb_forms():
        verb = Verb("", frozenset({"stance"}), "past")
        subject = announced["subject"]
        return Clause(start, *announced.span("subject"), announced.end(), subject, False, verb, "head")
    if (match := AT_HEAD.match(text, start, end)) is None:
        return None
    if match["subject"] == "It":
        if (match := IMPERSONAL.match(text, start, end)) is not None:
            return told_of(match, start)
        return clause_of(match, start, "head") if (match := CLEFT.match(text, start, end)) is not None else None
    if match["between"] == "," and INVERTED.match(text, match.start("between"), end) is not None:
        return None  # "Masons, said Mr. Smith."
    clause = clause_of(match, start, "head")
    if clause is not None or (match["between"] is None and match["parenthesis"] is None):
        return clause
    for pattern in (AT_HEAD_LONG, AT_HEAD_PLAIN):  # more or less may be interposed than was taken
        if (match := pattern.match(text, start, end)) and (clause := clause_of(match, start, "head")) is not None:
            return clause
    return None


def joint_subject(text: str, start: int, end: int) -> tuple[tuple[str, ...], int] | None:
    """The names of a joint subject at the head of a sentence ("A, B and C agreed"), and where it ends; or None."""
    first = NAMED_FIRST.match(text, start, end)
    if first is None:
        return None
    names = [first[0]]
    at = first.end()
    joined = False
    while len(names) < 12:
        match = JOINT.match(text, at, end)
        if match is None:
            break
        joined = joined or " and " in text[at : match.start("other")]
        names.append(match["other"])
        at = match.end()
    if (company := WITH_COMPANY.match(text, at, end)) is not None:
        return tuple(names), company.end()
    if len(names) > 1 and joined:
        last = AFTER_JOINT.match(text, at, end)
        return tuple(names), last.end() if last is not None else at
    return None


def fronted_clauses(text: str, start: int, end: int, most: int = 6) -> list[Clause]:
    """Clauses after a fronted phrase and a comma in `text[start:end]`, nearest first; they start where that starts."""
    if (match := INVERTED_DO.match(text, start, end)) is not None:
        return [told_of(match, start, "subject" if match["subject"] else "of")._replace(position="fronted")]
    if (match := CAME_FROM.match(text, start, end)) is not None:  # "From Mr. Smith came the suggestion"
        return [told_of(match, start)._replace(position="fronted")]
    if (match := OBJECT_FIRST.match(text, start, end)) is not None:
        clause = clause_of(match, start, "fronted")
        if clause is not None and clause.auxiliary == "had":  # "These Mr. Smith had not seen before."
            clause = clause._replace(auxiliary=None)
        if clause is not None and clause.verb.lemma in NAMING and clause.auxiliary is None:
            return [clause._replace(verb=Verb(clause.verb.lemma, frozenset({"reporting"}), clause.verb.form))]
        if clause is not None and OBJECT.match(text, clause.clause_end, end) is None:
            return [clause]
    if (match := GOES_ON.match(text, start, end)) is not None:
        return [told_of(match, start)._replace(position="fronted")]
    found: list[Clause] = []
    after_comma: list[Clause] = []
    phrase = ON_WHICH.match(text, start, end)
    for match in places(AFTER_COMMA, text, start, end):
        clause = clause_of(match, start, "fronted") if _may_end_front(match, start, phrase) else None
        if clause is None:
            continue
        (found if match["before"].isalnum() else after_comma).append(clause)
        if len(after_comma) >= most:
            break
    if not after_comma and (phrase := FRONTED_PRONOUN.match(text, start, end)) is not None:
        clause = clause_of(phrase, start, "fronted") if not found or found[0].subject_start > phrase.end() else None
        found = [clause] if clause is not None else found
    return [*after_comma, *found[:1]]


def _may_end_front(match: re.Match[str], start: int, phrase: re.Match[str] | None) -> bool:
    """Whether what is before a subject, in a match of `AFTER_COMMA`, can end a clause's front; `phrase`: "on which"."""
    text, before, end = match.string, match["before"], match.end("before")
    adverb = before.endswith("ly") and fold(match["subject"].split()[0]) in titles() | DETERMINERS  # "Reluctantly"
    if before[0].isupper() and not adverb:
        return not (
            before == text[start:end]
            or DAY_OR_MONTH.fullmatch(before)  # "On 3 May Mr. Smith had said": at another time
            or fold(before) in office_words()
            or fold(before) in titles()  # "Chairman Mr. Smith"
            or is_participle(before)
            or match.start("before") == start
        )
    if ON_DOING.fullmatch(text, start, end) is not None:
        return True
    if is_participle(before) or (match.start("before") == start and not adverb):
        return False
    if before not in NEVER_BEFORE_SUBJECT or (phrase is not None and phrase.end() == end + 1):
        return True
    return PHRASAL.search(text, max(start, end - LONGEST_PHRASAL), end) is not None


def is_participle(word: str) -> bool:
    """Whether a word is a participle that a name after it may complete: "after seeing Mr. Smith", not "on leaving"."""
    return word.endswith("ing") and word not in COMPLETE_PARTICIPLES


def coordinated_clauses(text: str, start: int, end: int) -> list[Clause]:
    """Further main clauses in `text[start:end]` with a subject of their own. Each starts after its conjunction."""
    found = []
    for match in places(COORDINATED.compiled, text, start, end):
        clause = clause_of(match, match.start("opens"), "coordinated")
        if clause is not None and match["opens"].startswith("to which") and clause.verb.lemma in RELATED:
            continue  # "the announcement to which he referred"
        if clause is not None and match["opens"].startswith("which"):
            if not _judges(clause):
                continue  # "the note, which Mr. Smith had read"
            clause = clause._replace(verb=replace(clause.verb, classes=frozenset({"reporting"})))
        if clause is not None and (
            not clause.pronoun or clause.subject in ("I", "You", "you", "We", "we", "he", "she", LATTER)
        ):
            found.append(clause)
    return found + elliptic_clauses(text, start, end) + passed_to(text, start, end)


def _judges(clause: Clause) -> bool:
    """Whether a relative clause tells what its subject thought of what was said: "which Mr. Smith found acceptable",
    "which Mr. Smith does not dispute", or, if he is another, what he answered: "which I promised".
    """
    plain, verb = clause.auxiliary is None, clause.verb
    if clause.pronoun:
        return plain and verb.lemma in GRANTING and verb.form == "past"
    told = clause.auxiliary in ("did", "does") or (plain and verb.form in ("past", "s"))
    return told and verb.lemma in JUDGING


def passed_to(text: str, start: int, end: int) -> list[Clause]:
    """Those who tell or answer the main clause's subject: "and was told by A that", "and looked at B, who said"."""
    told = (match for pattern in (TOLD_BY, ANSWER_NOTED) for match in pattern.finditer(text, start, end))
    found = [told_of(match, match.start("opens")) for match in told]
    before = max(0, start - LONGEST_TURNING)  # what he does may be the verb of the main clause
    for match in TURNED_TO.finditer(text, before, end):
        clause = clause_of(match, match.start("too" if match["too"] else "opens"), "coordinated")
        if clause is None:
            continue
        thinks = match["too"] and "stance" in clause.verb.classes and text.startswith(" that ", clause.clause_end)
        if "reporting" in clause.verb.classes or thinks:  # not "as did Mr. Smith, who felt tired"
            found.append(clause)
    return [clause._replace(position="coordinated") for clause in found]


def elliptic_clauses(text: str, start: int, end: int) -> list[Clause]:
    """Further clauses in `text[start:end]` that have a participle, or leave the verb of the one before out."""
    found: list[Clause] = []
    for match in places(ELLIPTIC.compiled, text, start, end):
        if match["verb"] is not None:
            verb = verb_forms().get(match["verb"])
            says = verb is not None and verb.form == "ing" and not verb.classes.isdisjoint({"reporting", "stance"})
        else:
            goes_on = " that " in text[start : match.start()] if match["object"] in THAT else _is_gapped(match, start)
            says = (bool(found) and match["object"] in THAT) or (text[match.start()] in ",;" and goes_on)
        if says:
            told = told_of(match, match.start("subject"))
            found.append(told._replace(position="coordinated", pronoun=match["subject"] == LATTER))
    return found


def _is_gapped(match: re.Match[str], start: int) -> bool:
    """Whether the verb that a match of `ELLIPTIC` leaves out is the one before `start`, by what stands right after it:
    "was for the longer text, Mr. Smith for the shorter"; but "thanked him for his help, Mr. Smith for his patience".
    """
    before = SAME_OBJECT.match(match.string, start)
    return before is not None and (before[1] == "the") == (match["object"] == "the")


def attributions(text: str, start: int, end: int) -> list[Clause]:
    """Clauses inside or after what is said: ", the Minister continued," and ", said Mr. Smith."."""
    found = []
    for match in places(INSERTED.compiled, text, start, end):
        clause = clause_of(match, start, "inserted" if text[match.end() : match.end() + 1] == "," else "final")
        if clause is not None and clause.verb.lemma not in RENDERING:
            found.append(clause)
    forms = verb_forms()
    for match in INVERTED.finditer(text, start, end):
        verb = forms.get(match["verb"])
        if verb is not None and (verb.says or (verb.lemma in HOLDING and verb.form == "past")):
            found.append(
                Clause(
                    start,
                    match.start("subject"),
                    match.end("subject"),
                    match.end(),
                    match["subject"],
                    False,
                    verb,
                    "inserted",
                )
            )
    at_once = WHEN_AT_ONCE.search(text, start, end)
    if at_once is not None and (clause := clause_of(at_once, start, "final")) is not None:
        found.append(clause)
    for match in (match for of in SOURCES for match in of.finditer(text, start, end)):
        verb = Verb("say", frozenset({"reporting"}), "s")
        found.append(Clause(start, *match.span("subject"), match.end(), match["subject"], False, verb, "final"))
    found.sort(key=lambda clause: clause.subject_start)
    return found


def passive_agent(text: str, start: int, end: int) -> Clause | None:
    """The agent of a passive main verb of saying: "the question was raised by the Ambassador"."""
    forms = verb_forms()
    for match in PASSIVE.finditer(text, start, min(end, start + 240)):
        verb = forms.get(match["verb"])
        says = verb is not None and ("reporting" in verb.classes or verb.lemma == "share")  # "not shared by"
        if verb is None or not says or verb.lemma in RECEPTION:
            continue
        if verb.lemma != "give" or WORDS_OF_SPEECH.search(text, start, match.start()):
            return Clause(
                start, match.start("subject"), match.end("subject"), match.end(), match["subject"], False, verb, "head"
            )
    return None


def is_fronted(word: str, following: str, head: Clause | None) -> bool:
    """Whether a sentence with this first word may open with a fronted clause; `head` is the clause at its head."""
    folded = word.lower()
    if folded in office_words() and following[:1].isupper():
        return False
    named = head is not None and head.subject == word and following[:1].islower()
    return folded in FRONTING or (folded.endswith(("ing", "ly")) and not named)
