"""The reader: static pages on which a release is read and searched, and each turn seen beside its source.

    index.html                      the documents
    search.html, search/            the search, and its data in small files
    people.html, people/<id>.html   the persons: what each says, and what is said to them
    documents/<id>.html             a document, its clean text beside the raw text
    assets/                         style and scripts

The pages work from a disk as well as from a web server, and never ask for anything elsewhere. Of a large release they
show the first documents, and say so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files
from itertools import accumulate, islice
from pathlib import Path

from flows.exports.content import ReleaseContent
from flows.exports.reader.pages import reader_pages
from flows.exports.reader.views import Document, documents
from flows.tables.parts import Part
from schemas import Rows

FOLDER = "reader"
DOCUMENTS_SHOWN = 1_000
DOCUMENTS = "documents.jsonl"


def first(parts: Sequence[Part]) -> list[Part]:
    """The parts whose documents, or some of them, the reader shows."""
    before = accumulate((len(part.documents) for part in parts), initial=0)
    return [part for part, count in zip(parts, before, strict=False) if count < DOCUMENTS_SHOWN]


def write_documents(folder: Path, rows: Mapping[str, Rows]) -> None:
    """Writes what the reader shows of the documents of `rows`, whatever the release, into `folder`, for `write`."""
    with (folder / DOCUMENTS).open("xb") as lines:
        for document, text in documents(rows):
            lines.write(document.as_json() + b"\n")
            (folder / f"{document.row['document_id']}.html").write_bytes(text.encode())


def write(folder: Path, content: ReleaseContent) -> None:
    """Writes `reader/` into the folder of the release."""
    into = folder / FOLDER
    for path in (into, *(into / name for name in ("assets", "documents", "people", "search"))):
        path.mkdir(exist_ok=True)
    for asset in files(__name__).joinpath("assets").iterdir():
        (into / "assets" / asset.name).write_bytes(asset.read_bytes())
    found: list[Document] = []
    place: dict[str, Path] = {}
    for of_part in content.shown:
        with (of_part / DOCUMENTS).open("rb") as lines:
            for document in map(Document.of_json, islice(lines, DOCUMENTS_SHOWN - len(found))):
                found.append(document)
                place[document.row["document_id"]] = of_part

    def text_of(document_id: str) -> str:
        return (place[document_id] / f"{document_id}.html").read_bytes().decode()

    rows = content.rows
    for name, text in reader_pages(content, found, text_of, rows["people"], len(rows["documents"])):
        (into / name).write_bytes(text.encode())
