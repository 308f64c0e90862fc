"""The paragraphs of a body, and the clauses that head their sentences, each of which is found once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from functools import cache
from itertools import pairwise

from flows.lexicons import alternatives
from flows.segment.clauses.finding import fronted_clauses, head_clause, is_fronted
from flows.segment.clauses.reporting_clause import Clause
from flows.segment.labels.habits import key_of
from flows.segment.names import UPPER
from flows.segment.sentences import PARAGRAPH_NUMBER, PORTION_MARK, TIME_AND_DASH, sentence_starts

FIRST_WORD = re.compile(
    rf"(?:{PORTION_MARK}\s)?[\"“‘'«„(\[*•▪◦·–—\s-]*(?:o\s)?"
    rf"(?:(?![{UPPER}]\.\s[a-z]){PARAGRAPH_NUMBER}\s|{TIME_AND_DASH})?([^\W\d_]+)"
)


# Of an expression, what stands for itself when its letters are made small, and the capitals that are made so.
IN_CAPITALS = re.compile(r"\\.|\(\?P<|[A-Z]", re.DOTALL)
LONGEST_HEAD = 2000  # characters from where narration may begin that are looked at, where its end is not known


@cache
def narration_heads() -> re.Pattern[str]:
    """The pattern, in small letters, of sentences in which nobody in particular speaks; its group `agreed` is of those
    that tell what all agreed on, also between what two of them say.
    """
    heads = f"(?P<agreed>{alternatives('agreement')})|{alternatives('narration')}"
    return re.compile(IN_CAPITALS.sub(lambda found: found[0] if len(found[0]) > 1 else found[0].lower(), heads))


def narrates(text: str, start: int, end: int | None = None) -> re.Match[str] | None:
    """The match of a head of narration with the small letters of `text[start:end]`. To compile the pattern without
    regard to case takes twice as long, and it is found more slowly.
    """
    sentence = text[start : start + LONGEST_HEAD if end is None else end]
    return narration_heads().match(sentence.replace("İ", "I").lower())  # each letter stays one


class Paragraphs:
    """The paragraphs of a body with the heads of their sentences. Offsets index the clean text."""

    def __init__(self, text: str, paragraphs: Sequence[tuple[int, int]]) -> None:
        self.text = text
        self.paragraphs = paragraphs
        self._starts = [start for start, _ in paragraphs]
        self._heads: dict[int, Clause | None] = {}
        self._bounds: dict[int, list[int]] = {}

    def head(self, start: int, end: int) -> Clause | None:
        """The clause at the head of the sentence that starts here."""
        if start not in self._heads:
            self._heads[start] = head_clause(self.text, start, end)
        return self._heads[start]

    def sentence_bounds(self, start: int, end: int) -> list[int]:
        """Where the sentences of a paragraph start, and its end."""
        if start not in self._bounds:
            self._bounds[start] = [*sentence_starts(self.text, start, end), end]
        return self._bounds[start]

    def sentence_end(self, paragraph: int, offset: int) -> int:
        """Where the sentence of a paragraph ends in which an offset lies."""
        bounds = self.sentence_bounds(*self.paragraphs[paragraph])
        return bounds[bisect_right(bounds, offset)]

    def paragraph_of(self, offset: int) -> int:
        """Index of the paragraph in which an offset lies."""
        return bisect_right(self._starts, offset) - 1

    def cut(self, places: Sequence[int]) -> None:
        """Let paragraphs begin also at these places, in order, inside those that there are."""
        cut: list[tuple[int, int]] = []
        for start, end in self.paragraphs:
            inside = places[bisect_right(places, start) : bisect_right(places, end)]
            for begin, stop in pairwise((start, *inside, end)):
                cut.append((begin, len(self.text[begin:stop].rstrip()) + begin))
                if inside:
                    self._bounds.pop(begin, None)
        self.paragraphs = cut
        self._starts = [start for start, _ in cut]

    def clauses(self, start: int, end: int) -> list[Clause]:
        """The clause at the head of a sentence, or those after words in front of it."""
        head = self.head(start, end)
        first = FIRST_WORD.match(self.text, start, end) if head is None else None
        if first is not None and is_fronted(first[1], self.text[first.end() + 1 : first.end() + 2], None):
            return fronted_clauses(self.text, start, end)
        return [head] if head is not None else []

    def opening_clause(self, paragraph_start: int) -> Clause | None:
        """The clause at the head of the first sentence of a paragraph."""
        return self._heads.get(paragraph_start)

    def subjects(self, candidate_starts: Collection[int]) -> list[tuple[str, bool]]:
        """Of each clause that heads a sentence, but for possible labels: its subject's key, if it opens by saying."""
        found = []
        for start, end in self.paragraphs:
            if start in candidate_starts:
                continue
            for at, next_at in pairwise(self.sentence_bounds(start, end)):
                clause = self.head(at, next_at)
                if clause is not None and not clause.pronoun:
                    found.append((key_of(clause.subject), at == start and "reporting" in clause.verb.classes))
        return found

    def told_by_drafter(self) -> int:
        """How many sentences begin with what "I" said."""
        heads = (self._heads[at] for start in self._bounds for at in self._bounds[start][:-1] if at in self._heads)
        return sum(head is not None and head.subject == "I" and "reporting" in head.verb.classes for head in heads)
