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
from itertools import islice
from pathlib import Path

from flows.exports.content import ReleaseRows
from flows.exports.reader.pages import reader_pages
from flows.parts import by_document
from schemas import Row, Rows

FOLDER = "reader"
DOCUMENTS_SHOWN = 1_000

_PARTS = ("sections", "turns", "spans", "edits", "participants")


def write(folder: Path, content: ReleaseRows) -> None:
    """Writes `reader/` into the folder of the release."""
    into = folder / FOLDER
    for path in (into, *(into / name for name in ("assets", "documents", "people", "search"))):
        path.mkdir(exist_ok=True)
    for asset in files(__name__).joinpath("assets").iterdir():
        (into / "assets" / asset.name).write_bytes(asset.read_bytes())
    rows, count = shown(content.rows), len(content.rows["documents"])
    for name, text in reader_pages(rows, content.dataset, content.version, content.date, count):
        (into / name).write_bytes(text.encode())


def shown(rows: Mapping[str, Rows]) -> dict[str, Sequence[Row]]:
    """The rows of the first `DOCUMENTS_SHOWN` documents, and the people whom these rows name."""
    found: dict[str, list[Row]] = {"documents": [], **{name: [] for name in _PARTS}}
    for document, parts in islice(by_document(rows, *_PARTS), DOCUMENTS_SHOWN):
        found["documents"].append(document)
        for name in _PARTS:
            found[name] += parts[name]
    named = {row["person_id"] for row in found["participants"]}
    for turn in found["turns"]:
        named.update((turn["speaker_id"], *turn["joint_speaker_ids"], *turn["addressee_ids"]))
    return {**found, "people": [row for row in rows["people"] if row["person_id"] in named]}
