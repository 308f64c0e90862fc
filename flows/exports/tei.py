"""Each document as TEI after Parla-CLARIN: `tei/<document_id>.xml`."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from flows.exports.content import ReleaseContent
from flows.exports.tei_header import write_header
from flows.exports.tei_text import write_text
from flows.exports.xml import Xml
from schemas import Row

FOLDER = "tei"
NAMESPACE = "http://www.tei-c.org/ns/1.0"
_PARTS = ("sections", "turns", "spans", "participants")


def write(folder: Path, content: ReleaseContent) -> None:
    """Writes `tei/` into the folder of the release, with a file for each document."""
    into = folder / FOLDER
    into.mkdir()
    parts = {table: _by_document(content.rows[table]) for table in _PARTS}
    people = {row["person_id"]: row for row in content.rows["people"]}
    for document in content.rows["documents"]:
        name = document["document_id"]
        rows = {table: found.get(name, []) for table, found in parts.items()}
        xml = Xml()
        attributes = {"xmlns": NAMESPACE, "xml:id": f"document_{name}", "xml:lang": document["language"] or "und"}
        with xml.block("TEI", attributes):
            write_header(xml, document, rows, people, content)
            write_text(xml, document, rows)
        (into / f"{name}.xml").write_bytes(xml.bytes())


def _by_document(rows: Iterable[Row]) -> dict[str, list[Row]]:
    return {name: list(found) for name, found in groupby(rows, lambda row: str(row["document_id"]))}
