"""The route for one document, from bytes to a record: ingest, clean, segment, attribute. No IO."""

from __future__ import annotations

from collections.abc import Sequence

from flows.attribute import attribute
from flows.clean import clean
from flows.ingest import ingest
from flows.record import Person, Record, Sidecar
from flows.segment import segment


def read_document(
    data: bytes, document_id: str, sidecar: Sidecar | None = None, authority: Sequence[Person] = ()
) -> Record:
    """The record of one document. Raises IngestError where the bytes are no text."""
    source = ingest(data, document_id)
    cleaned = clean(source.text)
    segmented = segment(cleaned)
    people, facts = attribute(segmented, cleaned, document_id, sidecar, authority)
    return Record(source, cleaned, segmented, people, facts)
