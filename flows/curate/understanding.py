"""A document as it was understood, with the lines of its raw text: for the curator's eyes, and as JSON for machines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.curate.lines import Lines
from flows.curate.propose import PROPOSED
from flows.ingest import ingest
from flows.reading.doubts import FLAGS, TITLE_AGAIN, titles_again
from flows.reading.rows import Tables, Unreadable, read_rows
from flows.seeds import SIDECAR, SeedDocument, SeedProblem, load_seeds
from schemas import Row

LONGEST_WORD = 20
_EXPECTED_FACTS = ("title", "date")


@dataclass(frozen=True, slots=True)
class Checked:
    """Documents as they were understood (see `understanding`), and everything that stops a release."""

    documents: tuple[dict[str, Any], ...]
    problems: tuple[SeedProblem, ...]

    def as_json(self) -> dict[str, Any]:
        """The same as plain values."""
        problems = [
            {
                "file": str(problem.file),
                "line": problem.line,
                "message": problem.message,
                "remedy": problem.remedy,
                "document_id": problem.document_id,
            }
            for problem in self.problems
        ]
        return {"documents": list(self.documents), "problems": problems}


def check(seeds: Path, document_id: str | None = None) -> Checked:
    """Read and validate the documents of a folder, or one of them, as a release would."""
    from flows.reading.buckets import Bucket, read_bucket  # with it comes Pandera, for which `parley add` need not wait

    loaded = load_seeds(seeds, document_id)
    documents, problems = [], list(loaded.problems)
    for document in loaded.documents:
        result = read_bucket(Bucket(document.document_id, (document,), 0), loaded.people)
        problems += result.problems
        tables: Tables | Unreadable = result.rows
        if result.problems:
            tables = read_rows(document.read, document.document_id, document.sidecar, loaded.people)
        if not isinstance(tables, Unreadable):
            documents.append(understanding(document, tables))
    return Checked(tuple(documents), tuple(problems))


def understanding(document: SeedDocument, tables: Tables) -> dict[str, Any]:
    """One document as it was understood, as plain values.

    Rows of the tables, without offsets and with the first and last line of each in the raw text (counted from 1), the
    corrections, and what a person should look at (`review`), in the order of the lines.
    """
    raw = ingest(document.read(), document.document_id).text
    lines = Lines(raw)
    row = tables["documents"][0]

    def placed(part: Row, *columns: str) -> dict[str, Any]:
        start, end = part["raw_start"], part["raw_end"]
        words = raw[start:end]
        if words.strip():
            start, end = start + len(words) - len(words.lstrip()), start + len(words.rstrip()) - 1
        return {"line": lines.of(start), "last_line": lines.of(end)} | {column: part[column] for column in columns}

    turn_columns = (
        *("turn_id", "page", "kind", "mode", "speaker_id", "speaker_name", "speaker_label", "addressee_ids"),
        *("confidence", "flags", "correction_ids", "text"),
    )
    understood: dict[str, Any] = {
        "document_id": document.document_id,
        "title": row["title"],
        "date": row["date"],
        "lines": lines.of(len(raw)),
        "pages": row["pages"],
        "sections": [placed(section, "kind", "text") for section in tables["sections"]],
        "turns": [placed(turn, *turn_columns) for turn in tables["turns"]],
        "edits": [
            placed(edit, "rule", "raw_text", "clean_text") | _around(raw, edit["raw_start"], edit["raw_end"])
            for edit in tables["edits"]
        ],
        "names": {person["person_id"]: person["name"] for person in tables["people"]},
        "participants": [
            {name: participant[name] for name in ("name_as_written", "person_id", "office", "side", "role")}
            for participant in tables["participants"]
        ],
        "corrections": [
            {"id": correction.correction_id, "action": correction.action, "reason": correction.reason}
            for correction in document.sidecar.corrections
        ],
    }
    again = [lines.of(start) for start, _ in titles_again(tables)]
    return understood | {"review": list(_review(document, row, understood, again))}


def _around(raw: str, start: int, end: int) -> dict[str, str]:
    """The rest of the word before and of the word after a stretch of the raw text."""
    before, after = raw[max(0, start - LONGEST_WORD) : start], raw[end : end + LONGEST_WORD]
    return {
        "before": "" if before[-1:].isspace() else (before.split() or [""])[-1],
        "after": "" if after[:1].isspace() else (after.split() or [""])[0],
    }


def _review(
    document: SeedDocument, row: Row, understood: Mapping[str, Any], again: Sequence[int]
) -> Iterator[dict[str, Any]]:
    """What a person should look at: `file` and `line`, what is to be seen there, and the turn, if it is one.

    `again` are the lines on which the title stands once more.
    """
    sidecar = document.path.with_name(SIDECAR)
    lines = enumerate(sidecar.read_text(encoding="utf-8").splitlines(), start=1)
    if proposed := [number for number, line in lines if PROPOSED in line]:
        lines_are = "1 line is" if len(proposed) == 1 else f"{len(proposed)} lines are"
        what = f"{lines_are} marked as proposed: look at each, and take the mark off"
        yield {"file": str(sidecar), "line": proposed[0], "what": what, "turn_id": None}
    for name in _EXPECTED_FACTS:
        if row[name] is None:
            yield {"file": str(sidecar), "line": None, "what": f"the {name} is not known", "turn_id": None}
    for line in again:
        yield {"file": str(document.path), "line": line, "what": TITLE_AGAIN, "turn_id": None}
    listed = {participant["person_id"] for participant in understood["participants"]}
    for turn in understood["turns"]:
        reasons = [FLAGS[flag] for flag in turn["flags"]]
        if turn["speaker_id"] is not None and turn["speaker_id"] not in listed:
            listed.add(turn["speaker_id"])
            reasons.append(f"{turn['speaker_name']} speaks and is not among the participants")
        if reasons:
            yield {
                "file": str(document.path),
                "line": turn["line"],
                "what": "; ".join(reasons),
                "turn_id": turn["turn_id"],
            }
