"""The route for one document, from bytes to a record: ingest, clean, segment, attribute. No IO."""

from __future__ import annotations

from collections.abc import Sequence

from flows.attribute import attribute
from flows.attribute.corrections import correct_turns
from flows.clean import clean
from flows.clean.corrections import correct_edits
from flows.ingest import ingest
from flows.record import Person, Record, Sidecar
from flows.segment import segment


def read_document(
    data: bytes, document_id: str, sidecar: Sidecar | None = None, authority: Sequence[Person] = ()
) -> Record:
    """The record of one document, with the corrections of its sidecar, each kind at the end of its stage.

    Raises IngestError where the bytes are no text, CorrectionError where a correction cannot be applied.
    """
    corrections = sidecar.corrections if sidecar is not None else ()
    source = ingest(data, document_id)
    cleaned = correct_edits(clean(source.text), corrections)
    segmented = segment(cleaned, corrections)
    people, facts = attribute(segmented, cleaned, document_id, sidecar, authority)
    people = correct_turns(segmented, cleaned, document_id, people, authority, corrections)
    return Record(source, cleaned, segmented, people, facts)
