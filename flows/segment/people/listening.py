"""Listening to the reporting clauses of a body: who are their subjects, and how often "I" and "you" are."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from flows.segment.body import Sentence
from flows.segment.clauses.parts import LATTER
from flows.segment.clauses.predicates import AFTERWARDS
from flows.segment.clauses.reporting_clause import Clause
from flows.segment.clauses.verbs import MODALS
from flows.segment.labels.habits import key_of
from flows.segment.lists.tokens import place_words
from flows.segment.names import MENTION, UPPER, parse_name
from flows.segment.paragraphs import FIRST_WORD
from flows.segment.people.heard import Heard, is_bare
from flows.segment.people.meetings import MEETING
from flows.segment.people.members import Member
from flows.segment.people.mentions import names_in
from flows.segment.people.offices import office_key
from flows.segment.people.roster import PERSONS, Roster
from flows.segment.rare import RarePattern
from flows.segment.sentences import PARAGRAPH_NUMBER

# What only those who are there do: "Smith, intervening,", "Smith, asked for his view,",
# "At the Chairman's invitation Mr. Smith", "Mr. Smith here", "This brought in Mr. Smith".
THERE = re.compile(
    r",\s(?:intervening|interrupting|interposing"
    r"|(?:when )?(?:invited|asked|called upon|requested|pressed|questioned|consulted)"
    r"\s(?:by|to|for|about|on|whether|if|what)\b)"
    r"|\b(?:At|On)\s[^,;]{2,40}?\s(?:invitation|request|prompting)\b|[a-z]\shere\s[a-z]+ed\b"
    r"|\b(?:This|That|Which)\s[^,;.]{0,20}?(?:brought|drew)\sin\s"
)
# "Told him that", as telegrams have it: the drafter is understood.
WITHOUT_SUBJECT = RarePattern(
    rf"(?:{PARAGRAPH_NUMBER}\s)?(?:Asked|Told|Informed|Reminded|Assured|Thanked|Pressed|Urged|Warned|Promised|Answered)"
    rf"\s(?:him|her|them|(?!By\b)(?P<who>{MENTION}))(?!\s(?:was|were|is|are|had)\b)",
    sign=r"(?:Asked|Told|Informed|Reminded|Assured|Thanked|Pressed|Urged|Warned|Promised|Answered)\s",
)
# The same at the head of a paragraph; but "Asked whether it was so, Mr. Smith said".
OPENING_WITHOUT_SUBJECT = re.compile(
    rf"(?:{PARAGRAPH_NUMBER}\s)?(?:Spoke (?:as instructed|accordingly|on (?:the )?(?:lines|basis)|in accordance)\b"
    r"|(?:Asked|[EI]nquired|Emphasi[sz]ed|Stressed|Explained|Pointed out|Replied|Suggested|Urged)"
    r"\s(?:that|whether|if|why|how|what|when|who|about|after)\b[^,;:.]*\.)"
)
# ", I said,": the drafter takes part, although no sentence begins with his words.
OWN_ATTRIBUTION = re.compile(
    r"[,OoTt](?:(?<=,)[\"”’']? I (?:then |also )?"
    r"(?:said|replied|answered|asked|told|added|suggested|remarked|observed)\s?[,.;]"
    r"|(?<=\b[Oo])n my [a-z]+ing (?:that|whether|if)\b"
    r"|(?<=\b[Tt])o my (?:[a-z]+ )?(?:question|suggestion|remark|enquiry)\b)"
)
DOTTED = re.compile(rf"(?:[{UPPER}]\.\s?){{1,4}}")
INITIALS = re.compile(rf"[{UPPER}]{{1,4}}|{DOTTED.pattern}")
# Verbs of one who goes on as well as of another: they tell no exchange.
ADDING = frozenset({"add", "continue", "conclude", "go"})


def listen(roster: Roster) -> tuple[dict[str, Heard], Counter[str]]:
    """The subjects of reporting clauses not of the cast yet, by surname or office; how often "I" and "you" are."""
    heard: dict[str, Heard] = {}
    persons: Counter[str] = Counter()
    present: Counter[str] = Counter()  # with verbs that say nothing: "Smith was with him"
    before = ""  # whose clause or label comes before
    for sentence in roster.body.sentences:
        clause = sentence.head or next(iter(sentence.fronted), None)
        if not sentence.labelled and OWN_ATTRIBUTION.search(roster.body.text, sentence.start, sentence.end):
            persons[PERSONS[0]] += 1
        if clause is None:
            label = roster.body.label_at.get(sentence.start) or roster.body.possible.get(sentence.start)
            before = before if label is None else key_of(label.meant)
            persons[PERSONS[0]] += _leaves_out_drafter(roster, sentence)
        elif clause.genitive:
            continue
        elif is_bare(clause.verb):
            present[key_of(clause.subject)] += 1
        elif sentence.impersonal and clause is sentence.head:
            continue
        elif not clause.pronoun:
            before = _hear(roster, heard, sentence, clause, before)
        elif (person := clause.subject.upper()) in PERSONS:
            told = "reporting" in clause.verb.classes and roster.tells(clause) and not sentence.labelled
            told = told and AFTERWARDS.search(roster.body.text, clause.subject_end, clause.clause_end) is None
            persons[person] += told and (person != "WE" or sentence.opens)
            before = person
    for key, subject in heard.items():
        subject.clauses += present[key]
    _hear_latter(roster)
    return heard, persons


def _hear_latter(roster: Roster) -> None:
    """Let whom a sentence names last with a form of address, or behind his office, be a speaker, where "the latter"
    says something in the next one: "He turned to his secretary, Mr. Smith. The latter said".
    """
    for before, sentence in pairwise(roster.body.sentences):
        clause = sentence.head
        if clause is None or clause.subject.lower() != LATTER or sentence.opens or sentence.labelled:
            continue
        if not (roster.tells(clause) and clause.verb.classes & {"reporting", "stance"}) or clause.auxiliary is not None:
            continue
        start = before.head.subject_end if before.head is not None else before.start
        for mention in reversed(list(names_in(roster.body.text, start, before.end))):
            name = parse_name(mention)
            if name.surname and (name.titles or (name.given and _behind_office(roster, mention, start, before.end))):
                roster.numbers.add(roster.cast.add(mention).number)
                break


def _behind_office(roster: Roster, mention: str, start: int, end: int) -> bool:
    """Whether a name stands between commas in a stretch of the body: "his secretary, Anna Smith,"."""
    at = roster.body.text.rfind(mention, start, end)
    return roster.body.text.endswith(", ", start, at) and roster.body.text.startswith((",", "."), at + len(mention))


def _leaves_out_drafter(roster: Roster, sentence: Sentence) -> bool:
    """Whether a sentence without a reporting clause tells, or leaves out, what "I" did."""
    first = FIRST_WORD.match(roster.body.text, sentence.start, sentence.end)  # a number may stand before it
    if sentence.labelled or first is None:
        return False
    return any(p.match(roster.body.text, first.start(1), sentence.end) for p in (WITHOUT_SUBJECT, MEETING))


def _hear(roster: Roster, heard: dict[str, Heard], sentence: Sentence, clause: Clause, before: str) -> str:
    """Take note of whom a reporting clause names, after whoever came `before`; who comes before the next."""
    if clause.auxiliary in MODALS or clause.auxiliary == "had":
        return before
    parsed = parse_name(clause.subject)
    key = parsed.surname or parsed.office
    member = roster.cast.find(parsed)
    if member is not None:
        _hear_member(roster, member, sentence, clause)
        key = member.surname or key
        if before in heard:
            heard[before].beside[key] += 1
        return key
    # "X asks …" among labelled notes
    notes = sentence.opens and "reporting" in clause.verb.classes and clause.verb.form == "s"
    if not key or (sentence.labelled and not notes):
        return before
    subject = heard.setdefault(key, Heard(clause.subject))
    subject.hear(clause, sentence.opens, THERE.search(roster.body.text, sentence.start, clause.clause_end) is not None)
    if before and before != key and clause.verb.lemma not in ADDING:
        subject.beside[before] += 1
        if before in heard:
            heard[before].beside[key] += 1
    return before if key in place_words() else key


def _hear_member(roster: Roster, member: Member, sentence: Sentence, clause: Clause) -> None:
    """Let a member of the cast whom a clause says to say something be a speaker, under the name that it gives."""
    if "reporting" not in clause.verb.classes:
        return
    parsed = parse_name(clause.subject)
    if parsed.office and parsed.surname:
        roster.cast.entitle(member, office_key(parsed.office))
    if not sentence.labelled or sentence.opens:
        roster.numbers.add(member.number)
        if parsed.bare:
            roster.bare.add(member.number)
        if INITIALS.fullmatch(clause.subject) and member.surname != parsed.surname:
            roster.by_initials = True
            member.letters = member.letters or parsed.surname
