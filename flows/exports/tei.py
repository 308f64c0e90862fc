"""Each document as TEI after Parla-CLARIN: `tei/<document_id>.xml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flows.exports.content import Edition
from flows.exports.tei_header import write_header
from flows.exports.tei_text import write_text
from flows.exports.xml import Xml
from flows.tables.parts import by_document
from schemas import Rows

FOLDER = "tei"
NAMESPACE = "http://www.tei-c.org/ns/1.0"
_PARTS = ("sections", "turns", "spans", "participants")


def files(rows: Mapping[str, Rows], edition: Edition) -> Iterator[tuple[str, bytes]]:
    """A file for each of the documents: its path in the release, and its bytes."""
    people = {row["person_id"]: row for row in rows["people"]}
    for document, parts in by_document(rows, *_PARTS):
        name = document["document_id"]
        xml = Xml()
        attributes = {"xmlns": NAMESPACE, "xml:id": f"document_{name}", "xml:lang": document["language"] or "und"}
        with xml.block("TEI", attributes):
            write_header(xml, document, parts, people, edition)
            write_text(xml, document, parts)
        yield f"{FOLDER}/{name}.xml", xml.bytes()
