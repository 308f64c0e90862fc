"""The files of a release beside its tables: each module writes one family of them into the folder of the release.

An export is a function of that folder and the release's content. It may read the tables, which stand there already (for
an export of rows only the JSON lines), and is perhaps carried out while others are, in other processes. An export of
parts is a function of the rows of some of the documents, and of the edition; it gives files, by their paths in the
release, that these documents alone make, or their piece of a file that all documents share. Of the edition's version
and date it may do nothing but write them out. What the reader shows of each document is made part by part too, and kept
until the reader's export puts pages of the release together. The last export is given the SHA-256 of all other files.
No export need flush: `flows.release.writing` does so for all files in the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from flows.exports import card, citation, convokit, croissant, datapackage, figures, history, reader, rocrate, tei
from flows.exports.content import Edition, ReleaseContent, ReleaseRows
from schemas import Rows

__all__ = [
    "EXPORTS",
    "LAST_EXPORT",
    "PART_EXPORTS",
    "PART_FOLDERS",
    "ROW_EXPORTS",
    "Edition",
    "Export",
    "PartExport",
    "ReleaseContent",
    "ReleaseRows",
    "RowExport",
]

Export = Callable[[Path, ReleaseContent], None]
RowExport = Callable[[Path, ReleaseRows], None]
PartExport = Callable[[Mapping[str, Rows], Edition], Iterator[tuple[str, bytes]]]
LastExport = Callable[[Path, ReleaseContent, Mapping[str, str]], None]

EXPORTS: tuple[Export, ...] = (
    reader.write,  # takes longest, and so comes first
    card.write,
    citation.write,
    convokit.write,
    croissant.write,
    datapackage.write,
)
ROW_EXPORTS: tuple[RowExport, ...] = (figures.write, history.write)
LAST_EXPORT: LastExport = rocrate.write  # names the files of all others
PART_EXPORTS: tuple[PartExport, ...] = (tei.files, convokit.files)
PART_FOLDERS = (tei.FOLDER, convokit.FOLDER)
