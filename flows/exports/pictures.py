"""What each picture of a release shows: who spoke how much, how good the turns are, what the cleaning did.

`flows.exports.plots` draws them, and the card says them in words. Of a large release a picture shows the first
documents.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from flows.exports.scores import OF_CORPORA, OF_DOCUMENTS, Measure, Scores, corpus_groups
from flows.tables.parts import by_document
from schemas import Row, Rows

FOLDER = "figures"
DOCUMENTS_SHOWN = 30
LANES_SHOWN = 8  # of a document: who has the fewest words share the last one
RULES_SHOWN = 14
DESCRIBED = 4  # documents whose figures are told in words too

NOT_KNOWN = "speaker not known"
NARRATION = "narration"

Tables = Mapping[str, Rows]


@dataclass(frozen=True, slots=True)
class Lane:
    """What one speaker says in a document. Each stretch is a turn: the words of the document's turns before it, its own
    words, and its mode (its kind where it is no speech). `person` is False where the name is nobody's.
    """

    name: str
    person: bool
    stretches: tuple[tuple[int, int, str], ...]

    @property
    def words(self) -> int:
        """How many words the lane has."""
        return sum(words for _, words, _ in self.stretches)


@dataclass(frozen=True, slots=True)
class Strip:
    """One document: who has most words comes first among its lanes; those that are nobody's come last."""

    title: str
    date: str | None
    words: int
    turns: int
    lanes: tuple[Lane, ...]


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """Scores under a common head, by name, and what is measured of each."""

    head: str
    scores: Mapping[str, Scores]
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class EditCounts:
    """How many edits of each rule each document has; the rules are in the order of their frequency over all."""

    rules: tuple[str, ...]
    documents: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: the name of its file without `.svg`, its title, a note on what it leaves out, what it says in words
    for those who do not see it, and what it shows."""

    name: str
    title: str
    note: str | None
    alternative: str
    shows: tuple[Strip, ...] | tuple[ScoreTable, ...] | EditCounts | None

    @property
    def file(self) -> str:
        """The file's path in the release."""
        return f"{FOLDER}/{self.name}.svg"


def pictures(rows: Tables, evaluation: Mapping[str, Any]) -> dict[str, Picture]:
    """The pictures of a release by name: `voices`, `quality` and `cleaning`, as far as there is anything to show."""
    shown = list(islice(by_document(rows, "turns", "edits"), DOCUMENTS_SHOWN))
    strips = tuple(_strip(document, parts["turns"]) for document, parts in shown if parts["turns"])
    tables = _score_tables(evaluation)
    counts = _edit_counts({document["document_id"]: parts["edits"] for document, parts in shown})
    left_out = _first_of(len(shown), len(rows["documents"]))
    scored = _first_of(
        sum(len(table.scores) for table in tables),
        len(corpus_groups(evaluation)) + len(evaluation.get("documents", {})),
    )
    found = (
        Picture("voices", "Who spoke, when, and how much", left_out, _voices_in_words(strips), strips),
        Picture("quality", "How much of it is right", scored, _scores_in_words(tables), tables),
        Picture("cleaning", "What the cleaning changed", left_out, _edits_in_words(counts), counts),
    )
    return {picture.name: picture for picture in found if picture.shows}


def percent(part: int, whole: int) -> str:
    """The share in percent, without a false nothing."""
    return "<1%" if 200 * part < whole else f"{part / whole:.0%}"


def _first_of(shown: int, all_of_them: int) -> str | None:
    return f"The first {shown} of {all_of_them:,}." if shown < all_of_them else None


def _strip(document: Row, turns: Sequence[Row]) -> Strip:
    stretches: defaultdict[tuple[str | None, str], list[tuple[int, int, str]]] = defaultdict(list)
    before = 0
    for turn in turns:
        name = turn["speaker_name"] or (NARRATION if turn["kind"] == "narration" else NOT_KNOWN)
        stretches[turn["speaker_id"], name].append((before, turn["words"], turn["mode"] or turn["kind"]))
        before += turn["words"]
    lanes = [Lane(name, speaker is not None, tuple(found)) for (speaker, name), found in stretches.items()]
    people = sorted((lane for lane in lanes if lane.person), key=lambda lane: -lane.words)
    others = [lane for lane in lanes if not lane.person]
    return Strip(
        title=document["title"] or document["document_id"],
        date=document["date"],
        words=before,
        turns=len(turns),
        lanes=(*_merged(people, LANES_SHOWN - len(others)), *others),
    )


def _merged(lanes: Sequence[Lane], most: int) -> list[Lane]:
    if len(lanes) <= most:
        return list(lanes)
    kept, rest = lanes[: most - 1], lanes[most - 1 :]
    together = sorted(stretch for lane in rest for stretch in lane.stretches)
    return [*kept, Lane(f"{len(rest)} others", False, tuple(together))]


def _score_tables(evaluation: Mapping[str, Any]) -> tuple[ScoreTable, ...]:
    drawn = {"share", "error", "interval"}
    tables = (
        ("Documents of other collections", corpus_groups(evaluation), OF_CORPORA),
        ("Documents of this release, on which the rules were developed", evaluation.get("documents", {}), OF_DOCUMENTS),
    )
    return tuple(
        ScoreTable(
            head,
            dict(sorted(scores.items())[:DOCUMENTS_SHOWN]),
            tuple(measure for measure in measures if measure.kind in drawn),
        )
        for head, scores, measures in tables
        if scores
    )


def _edit_counts(edits: Mapping[str, Sequence[Row]]) -> EditCounts | None:
    counts = {document_id: Counter(edit["rule"] for edit in found) for document_id, found in edits.items()}
    total = sum(counts.values(), Counter[str]())
    rules = sorted(total, key=lambda rule: (-total[rule], rule))[:RULES_SHOWN]
    return EditCounts(tuple(rules), counts) if rules else None


def _voices_in_words(strips: Sequence[Strip]) -> str:
    lines = [
        f"{strip.title}: {', '.join(f'{lane.name} {percent(lane.words, strip.words)}' for lane in strip.lanes)}."
        for strip in strips[:DESCRIBED]
    ]
    return " ".join(["Each document as a strip from its first word to its last, with a lane for each speaker.", *lines])


def _scores_in_words(tables: Sequence[ScoreTable]) -> str:
    lines = [
        f"{name}: {', '.join(f'{measure.title} {measure.shown(scores)}' for measure in table.measures)}."
        for table in tables
        for name, scores in list(table.scores.items())[:DESCRIBED]
    ]
    return " ".join(
        ["The measures of the tables as dots, each on a line; the further to the right, the better.", *lines]
    )


def _edits_in_words(counts: EditCounts | None) -> str:
    if counts is None:
        return ""
    lines = [
        f"{name}: {', '.join(f'{rule} {found[rule]}' for rule in counts.rules if found.get(rule))}."
        for name, found in list(counts.documents.items())[:DESCRIBED]
    ]
    return " ".join(["For each document a row of circles, as large as the number of edits by each rule.", *lines])
