"""The reader: static pages on which a release is read and searched, and each turn seen beside its source.

    index.html                      the documents
    search.html, search/            the search, and its data in small files
    people.html, people/<id>.html   the persons: what each says, and what is said to them
    documents/<id>.html             a document, its clean text beside the raw text
    assets/                         style and scripts

The pages work from a disk as well as from a web server, and never ask for anything elsewhere.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from flows.exports.content import ReleaseContent
from flows.exports.reader.pages import reader_pages

FOLDER = "reader"


def write(folder: Path, content: ReleaseContent) -> None:
    """Writes `reader/` into the folder of the release."""
    into = folder / FOLDER
    for path in (into, *(into / name for name in ("assets", "documents", "people", "search"))):
        path.mkdir()
    for asset in files(__name__).joinpath("assets").iterdir():
        (into / "assets" / asset.name).write_bytes(asset.read_bytes())
    for name, text in reader_pages(content.rows, content.dataset, content.version, content.date):
        (into / name).write_bytes(text.encode())
