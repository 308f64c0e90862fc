"""Score documents of a seeds folder, whose gold says everything of every turn.

`<document_id>/gold/turns.tsv` has a row for each region of the raw text, in order: where it starts (`line`, or
`line:column`; lines count from 1, columns from 0), `kind` (`speech`, `action`, `narration`, or `zone` for what is
in no turn), `mode` (where it can be read in several ways, all of them, separated by `|`), `speaker`, `addressees`
(separated by `;`) and `label`. A region runs to the start of the next. Beside it there may be `layout.tsv`, the
lines on which a `paragraph` (not counted: `paragraph?`) or a `page` starts, and `clean.tsv`, fragments that must be
`present` in the clean text or `absent`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from pathlib import Path
from typing import Any

from flows.evaluate.measures import one_to_one, precision_recall_f1, share
from flows.evaluate.starts import Row, checked
from flows.files import read_file
from flows.record import Cleaned
from flows.tables import cleaned_again
from flows.tables.parts import by_document
from schemas import Rows

GOLD = "gold/turns.tsv"
NOBODY = "-"
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class GoldRegion:
    """A stretch of the raw text as the gold has it, without the white space around it."""

    raw_start: int
    raw_end: int
    kind: str
    modes: tuple[str, ...]
    speaker: str | None
    addressees: tuple[str, ...]


def read_gold(file: Path, raw: str) -> list[GoldRegion]:
    """The regions of a `turns.tsv`. Raises ValueError, naming file and line, for a place outside the raw text."""
    lines, rows = _line_starts(raw), _read_tsv(file, "line", "kind", "mode", "speaker", "addressees")
    starts = []
    for number, row in enumerate(rows, start=2):
        line, _, column = row["line"].partition(":")
        if not _is_number(line) or not 0 < int(line) <= len(lines) or not _is_number(column or "0"):
            raise ValueError(f"{file}:{number}: no such line in the raw text: {row['line']}")
        starts.append(lines[int(line) - 1] + int(column or 0))
    regions = []
    for (start, end), row in zip(pairwise([*starts, len(raw)]), rows, strict=True):
        if start >= end:
            raise ValueError(f"{file}: regions are out of order at line {row['line']} of the raw text")
        start, end = _trimmed(raw, start, end)
        addressees = tuple(name for name in row["addressees"].split(";") if name)
        modes = tuple(row["mode"].split("|"))
        regions.append(GoldRegion(start, end, row["kind"], modes, row["speaker"] or None, addressees))
    return regions


def evaluate_document(
    raw: str, regions: Sequence[GoldRegion], turns: Iterable[Row], exact_ids: bool = True
) -> dict[str, Any]:
    """Compare the turns found in one document with its gold. Turn starts are compared without white space.

    `boundary`: turn starts; `exact_turn`: start, end, kind and speaker; `speaker_word_accuracy`: the share of the
    gold's words in turns that are in a turn of the same speaker; `mode_accuracy`, `lowest_mode_recall` (of the
    modes that the gold has three times or more) and `addressee_accuracy`: over the speech turns whose start is
    right; `zone_words_in_turns`: the share of the words outside the gold's turns that are in a turn; `missed_lines`
    and `spurious_lines`: the raw lines of wrong starts. With `exact_ids` persons are compared by id, else predicted
    ids are first mapped one to one by shared words. Raises ValueError for turns that overlap or lie outside the
    text.
    """
    gold = {region.raw_start: region for region in regions if region.kind != "zone"}
    predicted = [(*_trimmed(raw, turn["raw_start"], turn["raw_end"]), turn) for turn in checked(turns, len(raw))]
    found = {start: (end, turn) for start, end, turn in predicted}
    words = [word.start() for word in _WORD.finditer(raw)]
    held = _by_word(words, ((r.raw_start, r.raw_end, r.speaker or NOBODY) for r in gold.values()))
    said = _by_word(words, ((start, end, turn.get("speaker_id") or NOBODY) for start, end, turn in predicted))
    zones = _by_word(words, ((r.raw_start, r.raw_end, "") for r in regions if r.kind == "zone"))

    pairs = [(said[word], speaker) for word, speaker in held.items() if word in said]
    named = [(person, speaker) for person, speaker in pairs if NOBODY not in (person, speaker)]
    mapping = {person: person for pair in named for person in pair} if exact_ids else one_to_one(named)
    mapping[NOBODY] = NOBODY

    hits = sorted(gold.keys() & found.keys())
    exact = sum(_same_turn(gold[start], *found[start], mapping) for start in hits)
    speech = [(gold[start], found[start][1]) for start in hits if gold[start].kind == "speech"]
    modes: dict[str, list[bool]] = {}
    for region, turn in speech:
        modes.setdefault(region.modes[0], []).append((turn.get("mode") or "") in region.modes)
    addressees = sum(
        sorted(mapping.get(person, person) for person in turn.get("addressee_ids") or ()) == sorted(region.addressees)
        for region, turn in speech
    )
    lines = _line_starts(raw)
    return {
        "gold_turns": len(gold),
        "predicted_turns": len(predicted),
        "boundary": precision_recall_f1(len(hits), len(found), len(hits), len(gold)),
        "exact_turn": precision_recall_f1(exact, len(predicted), exact, len(gold)),
        "speaker_word_accuracy": share(sum(mapping.get(p) == speaker for p, speaker in pairs), len(held), None),
        "mode_accuracy": share(sum(map(sum, modes.values())), len(speech)),
        "lowest_mode_recall": min((round(sum(v) / len(v), 4) for v in modes.values() if len(v) >= 3), default=0.0),
        "addressee_accuracy": share(addressees, len(speech)),
        "zone_words_in_turns": share(len(zones.keys() & said.keys()), len(zones)),
        "missed_lines": [bisect_right(lines, start) for start in sorted(gold.keys() - found.keys())],
        "spurious_lines": [bisect_right(lines, start) for start in sorted(found.keys() - gold.keys())],
    }


def _same_turn(region: GoldRegion, end: int, turn: Row, mapping: Mapping[str, str]) -> bool:
    speaker = mapping.get(turn.get("speaker_id") or NOBODY)
    return (end, turn["kind"], speaker) == (region.raw_end, region.kind, region.speaker or NOBODY)


def evaluate_layout(layout: Sequence[Row], cleaned: Cleaned, turns: Sequence[Row]) -> dict[str, Any]:
    """Compare the paragraphs that start inside turns with the gold of the layout.

    Returns precision, recall and F1 of the raw lines on which they start, and the lines `missed` and `spurious`.
    """
    raw, lines = cleaned.raw, _line_starts(cleaned.raw)
    gold = {int(row["line"]) for row in layout if row["mark"] == "paragraph"}
    uncounted = {int(row["line"]) for row in layout if row["mark"] == "paragraph?"}
    ordered = sorted((turn["clean_start"], turn["clean_end"]) for turn in turns)
    found = set()
    for start, _ in cleaned.paragraphs:
        turn_start, turn_end = ordered[bisect_right(ordered, (start, len(cleaned.text))) - 1] if ordered else (0, 0)
        if turn_start < start < turn_end:
            at, _ = _trimmed(raw, cleaned.raw_start(start), len(raw))
            found.add(bisect_right(lines, at))
    found -= uncounted
    hits = len(found & gold)
    return {
        **precision_recall_f1(hits, len(found), hits, len(gold)),
        "missed": sorted(gold - found),
        "spurious": sorted(found - gold),
    }


def evaluate_fragments(text: str, fragments: Iterable[Row]) -> list[str]:
    """The fragments that are missing in a clean text, or in it against the gold; white space runs count as one."""
    flat = " ".join(text.split())
    return [row["fragment"] for row in fragments if (row["fragment"] in flat) != (row["expect"] == "present")]


def evaluate_rows(rows: Mapping[str, Rows], seeds: Path, exact_ids: bool = True) -> dict[str, Any]:
    """Scores of the documents among `rows` that have gold in the folder `seeds`; the rows are in a release's order.

    Returns `{"documents": {document_id: scores}}`. See `evaluate_document`; where there is gold for it, the scores
    hold `paragraphs` and `pages` (`gold` and `found`), see `evaluate_layout`, and `wrong_fragments`, see
    `evaluate_fragments`. Raises ValueError for gold that cannot be read.
    """
    scores = {}
    for document, found in by_document(rows, "turns", "edits"):
        document_id = document["document_id"]
        gold = seeds / document_id / GOLD
        if gold.exists():
            scores[document_id] = _evaluate(document, found["turns"], found["edits"], gold, exact_ids)
    return {"documents": scores}


def _evaluate(document: Row, turns: Sequence[Row], edits: Sequence[Row], gold: Path, exact_ids: bool) -> dict[str, Any]:
    cleaned = cleaned_again(document, edits)
    scores = evaluate_document(cleaned.raw, read_gold(gold, cleaned.raw), turns, exact_ids)
    if (layout := gold.with_name("layout.tsv")).exists():
        marks = _read_tsv(layout, "line", "mark")
        for number, row in enumerate(marks, start=2):
            if not _is_number(row["line"]):
                raise ValueError(f"{layout}:{number}: no number of a line: {row['line'][:60]}")
        scores["paragraphs"] = evaluate_layout(marks, cleaned, turns)
        scores["pages"] = {"gold": 1 + sum(row["mark"] == "page" for row in marks), "found": document["pages"]}
    if (fragments := gold.with_name("clean.tsv")).exists():
        scores["wrong_fragments"] = evaluate_fragments(cleaned.text, _read_tsv(fragments, "expect", "fragment"))
    return scores


def evaluate_seeds(seeds: Path, document_ids: Sequence[str] = ()) -> dict[str, Any]:
    """Read the documents of a seeds folder that have gold, or those named, by the route, and score them.

    Returns what `evaluate_rows` returns. Raises ValueError for a document that is not there, cannot be read or has
    no gold.
    """
    from flows.reading.document import read_document
    from flows.seeds import load_seeds
    from flows.tables import rows

    loaded = load_seeds(seeds)
    with_gold = sorted(file.parent.parent.name for file in seeds.glob(f"*/{GOLD}"))
    chosen = document_ids or with_gold
    if wrong := [problem for problem in loaded.problems if problem.document_id in {None, *chosen}]:
        raise ValueError("\n".join(map(str, wrong)))
    documents = {document.document_id: document for document in loaded.documents}
    scores: dict[str, Any] = {}
    for document_id in chosen:
        if document_id not in documents:
            raise ValueError(f"{seeds / document_id}: no such document")
        if document_id not in with_gold:
            raise ValueError(f"{seeds / document_id}: no gold ({GOLD})")
        document = documents[document_id]
        record = read_document(document.read(), document_id, document.sidecar, loaded.people)
        scores |= evaluate_rows(rows([record]), seeds)["documents"]
    return {"documents": scores}


def _by_word(words: Sequence[int], spans: Iterable[tuple[int, int, str]]) -> dict[int, str]:
    """Which span each word starts in, by the raw offset of the word. The spans are in order and do not overlap."""
    found, i = {}, 0
    for start, end, value in spans:
        while i < len(words) and words[i] < start:
            i += 1
        while i < len(words) and words[i] < end:
            found[words[i]] = value
            i += 1
    return found


def _trimmed(raw: str, start: int, end: int) -> tuple[int, int]:
    while start < end and raw[start].isspace():
        start += 1
    while end > start and raw[end - 1].isspace():
        end -= 1
    return start, end


def _line_starts(raw: str) -> list[int]:
    return [0, *(newline.end() for newline in re.finditer("\n", raw))]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10


def _read_tsv(file: Path, *columns: str) -> list[dict[str, str]]:
    """The rows of a table that has these columns, and perhaps others. Raises ValueError, naming the file, if not."""
    try:
        lines = read_file(file).decode("utf-8").replace("\r\n", "\n").split("\n")
    except OSError as error:
        raise ValueError(f"{file}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ValueError(f"{file}: is not UTF-8") from error
    header = lines[0].split("\t")
    if missing := [name for name in columns if name not in header]:
        raise ValueError(f"{file}:1: the head of the table lacks {', '.join(missing)}")
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        values = line.split("\t")
        if len(values) > len(header):
            raise ValueError(f"{file}:{number}: there are {len(values)} values for {len(header)} columns")
        if line:
            rows.append(dict(zip_longest(header, values, fillvalue="")))
    return rows
