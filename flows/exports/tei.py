"""Each document as TEI after Parla-CLARIN: `tei/<document_id>.xml`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from flows.exports.content import Edition
from flows.exports.tei_header import write_header
from flows.exports.tei_text import write_text
from flows.exports.xml import Xml
from flows.parts import by_document
from schemas import Rows

FOLDER = "tei"
NAMESPACE = "http://www.tei-c.org/ns/1.0"
_PARTS = ("sections", "turns", "spans", "participants")


def write(folder: Path, rows: Mapping[str, Rows], edition: Edition) -> None:
    """Writes a file for each of the documents into `tei/` of the folder of the release."""
    people = {row["person_id"]: row for row in rows["people"]}
    for document, parts in by_document(rows, *_PARTS):
        name = document["document_id"]
        xml = Xml()
        attributes = {"xmlns": NAMESPACE, "xml:id": f"document_{name}", "xml:lang": document["language"] or "und"}
        with xml.block("TEI", attributes):
            write_header(xml, document, parts, people, edition)
            write_text(xml, document, parts)
        (folder / FOLDER / f"{name}.xml").write_bytes(xml.bytes())
