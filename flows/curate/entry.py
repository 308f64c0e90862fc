"""A new correction: what it would find, what it would change, and its entry in `corrections.yaml`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

from flows.attribute.corrections import found_turn
from flows.clean.corrections import found_text
from flows.curate.understanding import understanding
from flows.curate.yaml_text import block
from flows.files import replace_text
from flows.reading.document import read_document
from flows.record import Correction, Person, Quote, Record
from flows.seeds import CORRECTIONS, SeedDocument, read_corrections
from flows.segment.corrections import found_section
from flows.tables import rows

HEADER = "# Corrections by hand, applied in this order; docs/adding-a-document.md says what each part means.\n"


@dataclass(frozen=True, slots=True)
class Effect:
    """What a correction changes: a document (see `understanding`) before and after it, with nothing that stays."""

    before: Mapping[str, Any]
    after: Mapping[str, Any]


def expecting_what_is_there(document: SeedDocument, authority: Sequence[Person], correction: Correction) -> Correction:
    """The correction with what it finds now as what it expects. Raises CorrectionError where it finds no place."""
    record = _read(document, authority)
    if correction.action == "edit":
        found: Mapping[str, Any] = found_text(record.cleaned, correction)
    elif correction.action == "section":
        found = found_section(record.cleaned, record.segmented.sections, correction)
    else:
        found = found_turn(record.segmented, record.cleaned, correction)
    names = correction.to if correction.action in ("set", "section") else ("text", "speaker")
    return replace(correction, expect={name: value for name, value in found.items() if name in names})


def effect(document: SeedDocument, authority: Sequence[Person], correction: Correction) -> Effect:
    """What changes by a correction that comes after those which are there. Raises CorrectionError if it cannot be."""
    corrected = with_correction(document, correction)
    before, after = (understanding(each, rows([_read(each, authority)])) for each in (document, corrected))
    return Effect(_without(before, after), _without(after, before))


def _without(document: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """The document with those sections and turns only that the other does not have as they are here."""
    borders = {(section["kind"], section["line"], section["last_line"]) for section in other["sections"]}
    return {
        "names": document["names"],
        "sections": [s for s in document["sections"] if (s["kind"], s["line"], s["last_line"]) not in borders],
        "turns": [turn for turn in document["turns"] if turn not in other["turns"]],
    }


def with_correction(document: SeedDocument, correction: Correction) -> SeedDocument:
    """The document with one more correction."""
    sidecar = document.sidecar
    return replace(document, sidecar=replace(sidecar, corrections=(*sidecar.corrections, correction)))


def identified(document: SeedDocument, correction: Correction, correction_id: str | None) -> Correction:
    """The correction with that id, or else with its action and a number that no correction of the document has.

    Raises ValueError where the document has a correction of that id.
    """
    taken = {each.correction_id for each in document.sidecar.corrections}
    if correction_id in taken:
        raise ValueError(f"{document.document_id} has a correction {correction_id} already")
    free = (f"{correction.action}-{number}" for number in count(1))
    return replace(correction, correction_id=correction_id or next(each for each in free if each not in taken))


def read_back(document: SeedDocument, correction: Correction) -> Correction:
    """The correction as it is read from its entry. Raises Refused where the entry would not be allowed."""
    data = entry(correction).encode()
    (read,) = read_corrections(data, document.path.with_name(CORRECTIONS), document.document_id)
    return read


def entry(correction: Correction) -> str:
    """The correction as it is written in `corrections.yaml`."""
    values = {
        "id": correction.correction_id,
        "match": _quote(correction.match),
        "through": _quote(correction.through) if correction.through is not None else None,
        "action": correction.action,
        "expect": dict(correction.expect),
        "to": dict(correction.to) if correction.action != "merge" else None,
        "reason": correction.reason,
        "author": correction.author,
        "date": correction.date,
    }
    lines = block({name: value for name, value in values.items() if value is not None})
    return "\n".join(["- " + lines[0].lstrip(), *lines[1:], ""])


def write(document: SeedDocument, correction: Correction) -> Path:
    """Put the correction at the end of the document's file of corrections, and give that file."""
    file = document.path.with_name(CORRECTIONS)
    text = file.read_text(encoding="utf-8") if file.exists() else HEADER
    if not document.sidecar.corrections:
        text = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#"))
    replace_text(file, text + ("" if text.endswith("\n") or not text else "\n") + entry(correction))
    return file


def _read(document: SeedDocument, authority: Sequence[Person]) -> Record:
    return read_document(document.read(), document.document_id, document.sidecar, authority)


def _quote(quote: Quote) -> dict[str, str]:
    parts = {"text": quote.text, "before": quote.before, "after": quote.after}
    return {name: part for name, part in parts.items() if part}
