"""The jobs by which a release is written, and who carries them out."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeAlias, TypeVar

from flows.exports import ReleaseRows
from flows.release.parquet_files import ParquetFile
from flows.release.part_files import PartFiles, PutTogether, ReaderPart
from flows.work.kept import Kept

Content = TypeVar("Content", bound=ReleaseRows)


@dataclass(frozen=True, slots=True)
class ExportFiles(Generic[Content]):
    """A job: the files of one family, which are made from the whole release."""

    name: str
    export: Callable[[Path, Content], None]
    folder: Path
    content: Content

    def __call__(self) -> int:
        """Writes them; gives 0."""
        self.export(self.folder, self.content)
        return 0


Job: TypeAlias = ParquetFile | PartFiles | ReaderPart | PutTogether | ExportFiles[Any]
Run: TypeAlias = Callable[[Sequence[Job]], Iterable[int]]


def one_by_one(jobs: Sequence[Job]) -> list[int]:
    """Carries out the jobs here and now."""
    return [job() for job in jobs]


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where the files of a release are made.

    What comes from some documents or lines alone is taken from `kept`, or made and kept there. `run` carries out jobs,
    in any order and perhaps in other processes, and gives what each gave, in the order of the jobs.
    """

    kept: Kept
    run: Run = one_by_one


@contextmanager
def workshop_for_once() -> Iterator[Workshop]:
    """A workshop that keeps nothing after this."""
    with tempfile.TemporaryDirectory() as folder:
        yield Workshop(Kept(Path(folder, "made"), Path(folder, "unfinished")))
