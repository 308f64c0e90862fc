"""Evidence: numbered questions whose answers stand in the same paragraph, after a dash: "1042. Was it so?---It was."

Who asks has a label only where another one asked before, and who answers where another one answered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from flows.segment.clauses.finding import head_clause
from flows.segment.labels.candidates import candidates
from flows.segment.labels.habits import is_personal
from flows.segment.labels.label import Label

STYLE = "evidence"
CERTAINTY = 0.8
LONGEST_OPENING = 200  # characters of who says what
LEAST = 3  # questions that are answered in their paragraphs
UNNAMED = ("Answer", "Question")
# "1042. ", "4,602. ", "Q. 17. ".
COUNTED = re.compile(
    r"(?:Q(?:uestion|UESTION)?[.:]?\s{0,2})?\(?(?P<number>\d{1,3}(?:,?\d{3})?)[.):]{0,2}\s+(?=\S)"
    r"|Q(?:uestion|UESTION)?[.:]\s+"
)
DASHES = r"[—–―‒-](?:\s?[—–―‒-]){0,4}"
MARK = r"(?P<mark>A(?:nswer|NSWER)?[.:]\s+)?(?=[\"“'‘(\[]?[^\W_a-z])"
ANSWER = re.compile(rf"(?P<end>\?[\"”’')]?)(?:\s?{DASHES}\s*|\s(?=A[.:n]|ANS)){MARK}")
# "I think you have something to add.—Yes", but "Mr. Smith.—Have you something to add?"
STATED = re.compile(rf"\b(?P<end>[a-z]{{2,}}\.[\"”’')]?)(?:\s?(?:[—–]|-\s?-)(?:\s?[—–-])*\s*|\s(?=A[.:]\s)){MARK}")


class Piece(NamedTuple):
    """What one says in such a paragraph: where it starts and ends, and where its words begin."""

    start: int
    said: int
    end: int
    asks: bool


def pieces(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Piece]:
    """The questions and answers in these paragraphs, in order; none where hardly any question has its answer there."""
    found: list[Piece] = []
    answered = counted = last = 0
    for start, end in paragraphs:
        if (number := COUNTED.match(text, start, end)) is None:
            continue
        answer = answer_in(text, number.end(), end)
        if number["number"] is not None:
            before, last = last, int(number["number"].replace(",", ""))
            if answer is None and last != before + 1:  # that of a page
                last = before
                continue
        counted += 1
        answered += answer is not None
        if answered:
            found.append(Piece(start, number.end(), answer.end("end") if answer is not None else end, True))
        if answer is not None:
            found.append(Piece(answer.end() - len(answer["mark"] or ""), answer.end(), end, False))
    told = sum(_tells(text, piece) for piece in found)
    return found if answered >= max(LEAST, counted / 2) and 2 * told < len(found) else []


def _tells(text: str, piece: Piece) -> bool:
    """Whether such a piece opens with somebody who is named and a verb of saying, as reported speech does."""
    clause = head_clause(text, piece.said, min(piece.end, piece.said + LONGEST_OPENING))
    return clause is not None and clause.verb.said and not clause.pronoun


def answer_in(text: str, start: int, end: int) -> re.Match[str] | None:
    """The mark between a question and its answer."""
    return ANSWER.search(text, start, end) or STATED.search(text, start, end)


def parted_paragraphs(paragraphs: Sequence[tuple[int, int]], parts: Sequence[Piece]) -> list[tuple[int, int]]:
    """The paragraphs, in order, with each question and its answer apart."""
    starts = {piece.start for piece in parts}
    others = [(start, end) for start, end in paragraphs if start not in starts]
    return sorted([*others, *((piece.start, piece.end) for piece in parts)])


def candidates_in(
    text: str, paragraphs: Sequence[tuple[int, int]], parts: Sequence[Piece], gaps: Sequence[int]
) -> list[Label]:
    """The candidates in paragraphs of which some are questions and answers; numbers before these belong to them."""
    said = {piece.start: piece.said for piece in parts}
    begins = {piece.said: piece.start for piece in parts}
    found = candidates(text, [(said.get(start, start), end) for start, end in paragraphs], gaps)
    return [label._replace(start=begins.get(label.start, label.start)) for label in found]


def with_unnamed(parts: Sequence[Piece], labels: Sequence[Label], candidates: Sequence[Label]) -> list[Label]:
    """The labels, in order, with one for each question and answer that has none: a candidate that names a person, or
    one without words.
    """
    found = {label.start: label for label in labels}
    named = {label.start: label for label in candidates if is_personal(label.text)}
    for start, said, _, asks in parts:
        unnamed = Label(start, start, start, said, UNNAMED[asks], STYLE, certainty=CERTAINTY)
        found.setdefault(start, named.get(start, unnamed))
    return sorted(found.values())
