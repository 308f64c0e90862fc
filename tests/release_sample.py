"""Rows of all seven tables for two invented documents, and the description of their data set."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from flows.release.jobs import workshop_for_once
from flows.release.model import Candidate, Plan
from flows.release.parquet_files import FILE_BYTES
from flows.release.writing import write_release
from flows.seeds.dataset import Dataset, Licence, ResponsibleUse
from flows.tables.parts import write_part
from schemas import TABLES, Field, Row

DATASET = Dataset(
    name="sample",
    title="Sample: two invented talks",
    description="Two talks that nobody held.",
    licence=Licence(data="CC-BY-4.0", code="Apache-2.0"),
    creators=("The sample makers", "The second makers"),
    publisher="The sample press",
    keywords=("history", "dialogue"),
    source_rights="The texts are invented.",
    responsible_use=ResponsibleUse(
        collection="Somebody wrote them down.",
        preparation=("Write: the text is written.", "Read: it is read again."),
        annotation="By hand.",
        uses=("Trying programs.",),
        biases=("Only two persons speak.",),
        limits=("Nobody said any of it.",),
        social_impact="None.",
        sensitive_information="None: the persons are invented.",
        maintenance="It stays as it is.",
    ),
)
SCORES: dict[str, Any] = {
    "boundary": {"precision": 1.0, "recall": 0.5, "f1": 0.667},
    "exact_turn": {"precision": 1.0, "recall": 0.5, "f1": 0.667},
    "speaker_word_accuracy": 0.912,
    "mode_accuracy": 1.0,
    "lowest_mode_recall": 1.0,
    "addressee_accuracy": 1.0,
    "zone_words_in_turns": 0,
    "gold_turns": 4,
    "predicted_turns": 2,
}
OFFLINE = {"HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}
INPUTS = [
    {"document_id": name, "path": f"{name}/raw.txt", "sha256": "0" * 64, "size": 90, "sidecar_sha256": None}
    for name in ("harbour-talk", "border-talk")
]

# Each piece: raw text, clean text, rule of the edit (None: unchanged).
_Pieces = list[tuple[str, str | None, str | None]]
_AGREES = "Anna Berg: We *agree* | on <both> points\u2028of the [draft]."
_HARBOUR: _Pieces = [
    ("Harbour talk\n\nAnna Berg:", None, None),
    ("  ", " ", "space"),
    ("We *agree* | on <both> points\u2028of the [draft].\n\n", None, None),
    ("[Page 12]", "", "page-mark"),
    ("Ole Lind: “So do we.”", None, None),
]
_BORDER: _Pieces = [
    ("Ole Lind asked where the line ran.\n\nAnna Berg replied that nobody knew.", None, None),
    ("\u00a0", " ", "no-break-space"),
    ("A pause.", None, None),
]


def sample_rows() -> dict[str, list[Row]]:
    """Rows as the stage before hands them over; made anew at each call."""
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    _add_document(rows, "harbour-talk", _HARBOUR, date="1931-04-05", rights="Kept by the Harbour Museum.")
    _add_document(rows, "border-talk", _BORDER, bom=True)
    for document_id, speaker_id, speaker, mode, text in [
        ("harbour-talk", "anna-berg", "Anna Berg", "direct", _AGREES),
        ("harbour-talk", "ole-lind", "Ole Lind", "direct", "Ole Lind: “So do we.”"),
        ("border-talk", "ole-lind", "Ole Lind", "reported", "Ole Lind asked where the line ran."),
        ("border-talk", "anna-berg", "Anna Berg", "reported", "Anna Berg replied that nobody knew."),
        ("border-talk", None, None, None, "A pause."),
    ]:
        kind = "speech" if speaker else "narration"
        _add_turn(rows, document_id, text, kind=kind, mode=mode, speaker_id=speaker_id, speaker_label=speaker)
    at = rows["turns"][0]["clean_start"]
    label = {"kind": "label", "clean_start": at, "clean_end": at + 10, "text": "Anna Berg:"}
    rows["spans"] = [_row("spans", document_id="harbour-talk", turn_id=rows["turns"][0]["turn_id"], **label)]
    anna = {"person_id": "anna-berg", "name_as_written": "Anna Berg", "role": "principal"}
    envoy = {"title": "Envoy", "from": "1931", "to": None}
    rows["participants"] = [_row("participants", document_id="harbour-talk", ordinal=1, **anna)]
    rows["people"] = [
        _row("people", person_id="anna-berg", name="Anna Berg", basis="authority"),
        _row("people", person_id="ole-lind", name="Ole Lind", aliases=["Lind"], basis="authority", offices=[envoy]),
    ]
    return rows


def release(out: Path, rows: Mapping[str, Sequence[Row]] | None = None, **changes: Any) -> Path:
    """Writes the sample, as version 0.1.0 of 2001-02-03 if `changes` say nothing else."""
    version, date, sign = changes.pop("version", "0.1.0"), changes.pop("date", "2001-02-03"), changes.pop("sign", None)
    file_bytes = changes.pop("file_bytes", FILE_BYTES)
    facts: dict[str, Any] = {
        "seed_files": {},
        "inputs": INPUTS,
        "quarantined": [],
        "evaluation": {"documents": {"harbour-talk": SCORES}},
        "dataset": DATASET,
    }
    with tempfile.TemporaryDirectory() as folder, workshop_for_once() as workshop:
        part = write_part(sample_rows() if rows is None else rows, Path(folder))
        workshop = replace(workshop, run=changes.pop("run", workshop.run))
        made, planned = Candidate([part], **(facts | changes)), Plan.first(version, date)
        return write_release(made, planned, out, workshop, sign=sign, file_bytes=file_bytes)


def _add_document(
    rows: dict[str, list[Row]], document_id: str, pieces: _Pieces, *, bom: bool = False, **facts: Any
) -> None:
    raw = clean = ""
    for raw_text, clean_text, rule in pieces:
        put = raw_text if clean_text is None else clean_text
        if rule is not None:
            rows["edits"].append(
                _row(
                    "edits",
                    document_id=document_id,
                    rule=rule,
                    raw_start=len(raw),
                    raw_end=len(raw) + len(raw_text),
                    raw_text=raw_text,
                    clean_start=len(clean),
                    clean_end=len(clean) + len(put),
                    clean_text=put,
                )
            )
        raw += raw_text
        clean += put
    mark = "\ufeff" if bom else ""
    rows["documents"].append(
        _row(
            "documents",
            document_id=document_id,
            title=f"A {document_id.replace('-', ' ')}",
            text=clean,
            bom=bom,
            raw_encoding="utf-8",
            raw_sha256=hashlib.sha256((mark + raw).encode()).hexdigest(),
            raw_chars=len(raw),
            clean_chars=len(clean),
            pages=1,
            language="en",
            **facts,
        )
    )
    rows["sections"].append(
        _row("sections", document_id=document_id, kind="body", raw_end=len(raw), clean_end=len(clean), text=clean)
    )


def _add_turn(rows: dict[str, list[Row]], document_id: str, text: str, **facts: Any) -> None:
    document = next(row for row in rows["documents"] if row["document_id"] == document_id)
    document["turn_count"] += 1
    start = document["text"].index(text)
    rows["turns"].append(
        _row(
            "turns",
            turn_id=f"{document_id}@{start}",
            document_id=document_id,
            ordinal=document["turn_count"],
            document_title=document["title"],
            document_date=document["date"],
            speaker_name=facts["speaker_label"],
            text=text,
            speech=text,
            clean_start=start,
            clean_end=start + len(text),
            page=1,
            words=len(text.split()),
            rule="label",
            confidence=0.875,
            **facts,
        )
    )


def _row(table: str, **values: Any) -> Row:
    return {field.name: values.get(field.name, _empty(field)) for field in TABLES[table].fields}


def _empty(field: Field) -> Any:
    if field.type.startswith("list"):
        return []
    if field.nullable:
        return None
    return {"string": "", "integer": 0, "number": 0.0, "boolean": False}[field.type]
