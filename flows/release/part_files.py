"""The files of a release that come from the documents of one part alone: made once, kept, and put together.

What is kept knows neither version nor date: marks stand for them, which nothing else can be, since each has in it the
digest of the very rows that the files are made of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.exports import PART_EXPORTS, Edition, reader
from flows.exports.summary import figures
from flows.seeds.dataset import Dataset
from flows.tables.parts import Part
from flows.work.kept import Facts, Kept, Result, key_of

PIECES = "pieces"


@dataclass(frozen=True, slots=True)
class PartFiles:
    """A job: the files of one part, one after the other in one file that is kept, and the part's figures."""

    name: str
    kept: Kept
    part: Part
    dataset: Dataset

    @property
    def key(self) -> str:
        """What the files depend on."""
        return key_of("part", sorted(self.part.digests.items()), self.dataset)

    def __call__(self) -> int:
        """Makes them; gives 0."""
        self.kept.get(self.key, self.write)
        return 0

    def write(self, folder: Path) -> Facts:
        """Writes them into the folder in which they are kept; gives which they are, and the figures."""
        edition = Edition(self.dataset, *_marks(self.key))
        files = []
        with (folder / PIECES).open("xb") as pieces:
            for export in PART_EXPORTS:
                for name, data in export(self.part.rows, edition):
                    pieces.write(data)
                    files.append((name, len(data)))
        return {"files": files, "figures": figures(self.part.rows)}


@dataclass(frozen=True, slots=True)
class ReaderPart:
    """A job: what the reader shows of the documents of one part, which is kept."""

    name: str
    kept: Kept
    part: Part

    @property
    def key(self) -> str:
        """What it depends on."""
        return key_of("reader", sorted(self.part.digests.items()))

    def __call__(self) -> int:
        """Makes it; gives 0."""
        self.kept.get(self.key, self.write)
        return 0

    def write(self, folder: Path) -> Facts:
        """Writes it into the folder in which it is kept."""
        reader.write_documents(folder, self.part.rows)
        return {}


@dataclass(frozen=True, slots=True)
class PutTogether:
    """A job: the kept files of all parts, put into the folder of a release. Pieces of one file follow each other."""

    name: str
    folder: Path
    version: str
    date: str
    results: Sequence[Result]

    def __call__(self) -> int:
        """Writes the files; gives 0."""
        begun: set[str] = set()
        for result in self.results:
            marks = [mark.encode() for mark in _marks(result.folder.name)]
            with (result.folder / PIECES).open("rb") as pieces:
                for name, size in result.facts["files"]:
                    data = pieces.read(size)
                    for mark, value in zip(marks, (self.version, self.date), strict=True):
                        data = data.replace(mark, value.encode())
                    with (self.folder / name).open("ab" if name in begun else "wb") as file:
                        file.write(data)
                    begun.add(name)
        return 0


def _marks(key: str) -> tuple[str, str]:
    """What stands for the version and the date in the files of that key."""
    return f"version-{key}", f"date-{key}"
