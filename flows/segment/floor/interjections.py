"""What somebody throws in, between parentheses, while another speaks: "(Smith: for the first time)", "(I said that it
was late)", "("or no present," Smith put in)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from flows.segment.body import Body
from flows.segment.clauses.finding import attributions, head_clause
from flows.segment.clauses.predicates import AFTERWARDS
from flows.segment.clauses.reporting_clause import Clause, told_of
from flows.segment.floor.standing import ALSO_ACTS
from flows.segment.names import MENTION, ROLE
from flows.segment.people.members import Member
from flows.segment.people.speakers import Speakers
from flows.segment.rare import RarePattern

IN_PARENTHESES = re.compile(r"\((?=[^()]*[a-z])([^()]{4,400})\)")
# "(Smith: not yet)", "(interjection of the Minister: ours too)".
LABELLED = RarePattern(
    r"(?:(?:[Ii]nterjection|[Ii]nterruption|[Rr]emark|[Aa]side)\s(?:(?:by|of|from)\s)?)?"
    rf"(?P<subject>{ROLE}|{MENTION})(?:\s(?:[a-z]+ly|here|aside|interjecting|interrupting))?\s?:\s(?=\S)",
    sign=r":\s",
)
QUOTED = "\"“'‘«„"


class Interjection(NamedTuple):
    """Where a parenthesis with another's words opens and where the text goes on, whose words, and by which clause."""

    start: int
    after: int
    member: Member
    clause: Clause


def interjections(body: Body, speakers: Speakers) -> Iterator[Interjection]:
    """The parentheses of a body that give somebody's words, in order."""
    for paragraph, (start, end) in enumerate(body.paragraphs):
        if body.text.find("(", start, end) < 0:
            continue
        for match in IN_PARENTHESES.finditer(body.text, start, end):
            if not match.string[start : match.start()].strip():
                continue  # a paragraph of its own
            clause = _clause_in(body.text, match.start(1), match.end(1), body.labelled_at(paragraph))
            member = _whose(clause, speakers) if clause is not None else None
            if clause is None or member is None or _holds_more(body, match.start(1), match.end(1)):
                continue
            after = match.end()
            while after < end and not body.text[after].isalnum() and body.text[after] not in QUOTED + "(":
                after += 1
            yield Interjection(match.start(), after, member, clause)


def _holds_more(body: Body, start: int, end: int) -> bool:
    """Whether a sentence after the first between parentheses says anew who speaks."""
    inside = body.sentences[body.sentence_from(start + 1) : body.sentence_from(end)]
    heads = (sentence.head for sentence in inside)
    return any(head is not None and not head.pronoun and "reporting" in head.verb.classes for head in heads)


def _clause_in(text: str, start: int, end: int, labelled: bool) -> Clause | None:
    """The clause, or the label, by which what stands in a parenthesis is somebody's words; None where nothing is."""
    if (label := LABELLED.match(text, start, end)) is not None:
        return told_of(label, start)
    if labelled:
        return None  # who has a label tells so himself what others said
    if text[start] in QUOTED:
        return next((c for c in attributions(text, start, end) if "reporting" in c.verb.classes), None)
    clause = head_clause(text, start, end)
    if clause is None or clause.verb.classes - {"stance"} != {"reporting"} or clause.auxiliary or clause.genitive:
        return None
    if clause.verb.lemma in ALSO_ACTS:
        return None
    return clause if AFTERWARDS.search(text, clause.subject_end, clause.clause_end) is None else None


def _whose(clause: Clause, speakers: Speakers) -> Member | None:
    """Who a clause says to speak, where he holds turns or is listed."""
    if clause.pronoun:
        return speakers.drafting if speakers.is_person(clause) and speakers.says(clause) else None
    if clause.verb.lemma and not speakers.tells(clause):
        return None
    return speakers.named(clause)
