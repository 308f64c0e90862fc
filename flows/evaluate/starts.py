"""Count what is right in the turns found in one document, against gold that says who speaks from where on.

Everything is counted in words of the raw text. A turn starts at its first word; paragraph numbers, bullets, page
marks and a conjunction before it are passed over. Where the speaker of the turn before goes on, a start counts
neither for nor against.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from flows.evaluate.measures import boundary_similarity, one_to_one, window_errors

Row = Mapping[str, Any]

_WORD = re.compile(r"[^\W_]+")
_BEFORE_A_TURN = re.compile(
    r"""(?:
        [\s_*>\#•·|\\\-–—(\[“"'‘;,.]                 # space, italics, bullets, opening quotation marks and brackets
      | \[?Page\ \d+\]                                # page marks
      | \d{1,3} (?: [.)] | \\\. | (?=[A-Z_*\s]) )     # paragraph numbers, also glued to the first word
      | [a-z]{1,3} [.)] \s                            # lettered paragraphs
      | (?:and|but|while) \s
    )*""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A document of a corpus: its raw text, the facts of its gold, and the gold's regions in order."""

    document_id: str
    raw: str
    facts: Mapping[str, Any]
    regions: tuple[Mapping[str, Any], ...]

    @property
    def style(self) -> str:
        """How the document marks its speakers: what the gold says, else the ending of the document's id."""
        return str(self.facts.get("style") or self.document_id.rpartition(".")[2])


@dataclass(frozen=True, slots=True)
class Judgement:
    """One predicted start that counts: the confidence and rule of its turn, and whether start and speaker are right."""

    confidence: float
    rule: str
    right: bool


@dataclass(frozen=True, slots=True)
class Score:
    """What was counted in one document, fit to be summed over documents."""

    document_id: str
    style: str
    counts: Counter[str]
    pk: float
    window_diff: float
    boundary_similarity: float
    judgements: tuple[Judgement, ...]


def checked(turns: Iterable[Row], length: int) -> list[Row]:
    """The turns in the order of the text. Raises ValueError where one lies outside it or two overlap."""
    ordered = sorted(turns, key=lambda turn: turn["raw_start"])
    for turn in ordered:
        if not 0 <= turn["raw_start"] < turn["raw_end"] <= length:
            raise ValueError(f"a turn lies outside the text: {turn['raw_start']} to {turn['raw_end']}")
    for turn, after in pairwise(ordered):
        if after["raw_start"] < turn["raw_end"]:
            raise ValueError(f"turns overlap at {after['raw_start']}")
    return ordered


class _Words:
    """The words of a raw text, by index."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.starts = [word.start() for word in _WORD.finditer(raw)]

    def __len__(self) -> int:
        return len(self.starts)

    def at(self, offset: int) -> int:
        """The first word at or after a raw offset."""
        return bisect_left(self.starts, offset)

    def first(self, offset: int) -> int:
        """The first word of a turn that starts at a raw offset."""
        lead = _BEFORE_A_TURN.match(self.raw, offset)
        return self.at(lead.end() if lead else offset)


@dataclass(frozen=True, slots=True)
class _Gold:
    """The gold by words: who holds each, where turns start, and which of these starts are optional."""

    holder: list[str | None]
    starts: dict[int, str]
    optional: set[int]
    unsure: set[int]

    @property
    def required(self) -> set[int]:
        return set(self.starts) - self.optional


def _gold(document: GoldDocument, words: _Words) -> _Gold:
    gold = _Gold([None] * len(words), {}, set(), set())
    starts = [words.first(region["start"]) for region in document.regions]
    before = None
    for region, start, end in zip(document.regions, starts, [*starts[1:], len(words)], strict=True):
        if region["kind"] == "speech":
            speaker = region["speaker"] or "?"
            if speaker == before:
                gold.optional.add(start)
            gold.starts[start] = before = speaker
            gold.holder[start:end] = [speaker] * max(0, end - start)
        elif region["kind"] == "unsure":
            gold.unsure.update(range(start, end))
            before = None
    return gold


def score_document(document: GoldDocument, turns: Iterable[Row]) -> Score:
    """Count what is right and wrong in the turns found in one document.

    The counts: `gold` and `predicted` starts that count, `hit` of both, `right` hits with the right speaker
    (predicted speakers are mapped one to one to the gold's by shared starts); `words` of gold speech, of these
    `wrong` with nobody or somebody else; words `outside` gold speech, of these `junk` given to a speaker. Raises
    ValueError for turns that overlap or lie outside the text.
    """
    words = _Words(document.raw)
    gold = _gold(document, words)
    required = gold.required
    found: dict[int, Row] = {}
    said: list[str | None] = [None] * len(words)
    before, any_turn = None, False
    for turn in checked(turns, len(document.raw)):
        any_turn = True
        if turn["kind"] != "speech":
            continue
        start, end = words.first(turn["raw_start"]), words.at(turn["raw_end"])
        speaker = _speaker(turn)
        goes_on = speaker is not None and speaker == before and start not in gold.starts
        if start not in gold.unsure and start not in gold.optional and not goes_on:
            found[start] = turn
        said[start:end] = [speaker] * max(0, end - start)
        before = speaker
    # Where pairs of speakers tie, the order of the hits decides. Integers are not hashed with a seed: this order is the
    # same everywhere, and the same as that of the scorer of the development data, with which the figures must agree.
    hits = required & set(found)
    mapping = one_to_one((speaker, gold.starts[at]) for at in hits if (speaker := _speaker(found[at])))
    right = {at for at in hits if mapping.get(_speaker(found[at]) or "") == gold.starts[at]}
    unscored = {
        word for start, end in document.facts.get("unscored", []) for word in range(words.at(start), words.at(end))
    }
    counts: Counter[str] = Counter(
        documents=1, missing=not any_turn, gold=len(required), predicted=len(found), hit=len(hits), right=len(right)
    )
    for word, (holder, speaker) in enumerate(zip(gold.holder, said, strict=True)):
        if word in unscored:
            continue
        if holder is not None:
            counts["words"] += 1
            counts["wrong"] += mapping.get(speaker or "") != holder
        elif word not in gold.unsure:
            counts["outside"] += 1
            counts["junk"] += speaker is not None
    return Score(
        document.document_id,
        document.style,
        counts,
        *window_errors(required, found, len(words)),
        boundary_similarity(required, found, len(words)),
        tuple(
            Judgement(turn.get("confidence", 1.0), turn.get("rule", ""), at in right)
            for at, turn in sorted(found.items())
        ),
    )


def _speaker(turn: Row) -> str | None:
    return turn.get("speaker_id") or turn.get("speaker_label") or None
