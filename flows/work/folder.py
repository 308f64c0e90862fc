"""The work folder: what was made once and need not be made again, also by a run after one that was killed.

    buckets/<key>/    the rows of a bucket of documents, and what is wrong with documents
    parsed.json       what the sidecars and the authority file say, by the digests of their bytes
    made/<key>/       files of a release that come from some documents, or lines of a table, alone
    unfinished/       what is being written, or was when a run was killed

The key of a bucket says all that the rows depend on: the documents, the authority file, the code and the schema.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from hashlib import sha256 as new_digest
from pathlib import Path

from flows.reading.buckets import Bucket, BucketResult, read_bucket
from flows.record import Person
from flows.seeds import SeedProblem
from flows.seeds.parsed import Parsed
from flows.tables.parts import Part, write_part
from flows.work.kept import Facts, Kept, Result, key_of, scratch

PARSED = "parsed.json"


class WorkBusy(RuntimeError):
    """A release is being made with the work folder."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A bucket that was read: its part of the data set, and what is wrong with documents that have no rows there."""

    part: Part
    problems: tuple[SeedProblem, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """A work folder, for the documents of the folder `seeds`. It is made when something is kept in it."""

    folder: Path
    seeds: Path

    @property
    def made(self) -> Kept:
        """The files of releases that are kept."""
        return Kept(self.folder / "made", self._unfinished)

    @contextmanager
    def parsed(self) -> Iterator[Parsed]:
        """What the YAML files of the seeds say, as far as it is known. What is asked for is known the next time."""
        found = Parsed.read(self.folder / PARSED)
        yield found
        found.write(self.folder / PARSED)

    def finished(self, key: str) -> Finished | None:
        """The bucket of that key, if it was read before and is as it was written."""
        result = self._buckets.find(key)
        return None if result is None else self._finished(result)

    def keep(self, key: str, result: BucketResult) -> Finished:
        """Writes what was read of a bucket. Raises OSError where that cannot be done."""

        def write(folder: Path) -> Facts:
            problems = [
                {
                    "file": problem.file.relative_to(self.seeds).as_posix(),
                    "line": problem.line,
                    "message": problem.message,
                    "remedy": problem.remedy,
                    "document_id": problem.document_id,
                }
                for problem in result.problems
            ]
            part = write_part(result.rows, folder)
            return {"documents": part.documents, "rows": part.counts, "problems": problems}

        return self._finished(self._buckets.make(key, write))

    def read(self, bucket: Bucket, people: Sequence[Person]) -> Finished:
        """The bucket, read if it was not before. Raises OSError where it cannot be kept."""
        (key,) = bucket_keys([bucket], people)
        return self.finished(key) or self.keep(key, read_bucket(bucket, people))

    def clean(self, needed: Iterable[str]) -> int:
        """Removes the buckets but those with the keys `needed`, the kept files but those that were noted as needed, and
        what is unfinished; gives how many bytes that were.

        Raises WorkBusy where a release is being made with the folder.
        """
        if not self.folder.is_dir():
            return 0
        with self._locked(fcntl.LOCK_EX | fcntl.LOCK_NB):
            keep = {self._buckets.folder / key for key in needed} | {
                self.made.folder / key for key in self.made.noted()
            }
            others = [
                path for kept in (self._buckets, self.made) for path in kept.folder.glob("*/") if path not in keep
            ]
            others += self._unfinished.glob("*/")
            freed = sum(file.stat().st_size for path in others for file in path.rglob("*") if file.is_file())
            for path in others:
                shutil.rmtree(path)
        return freed

    def scratch(self) -> AbstractContextManager[Path]:
        """A new folder for what is being written; it is removed in the end."""
        return scratch(self._unfinished)

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """While this lasts nobody can clean the folder."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._locked(fcntl.LOCK_SH):
            yield

    @property
    def _buckets(self) -> Kept:
        return Kept(self.folder / "buckets", self._unfinished)

    @property
    def _unfinished(self) -> Path:
        return self.folder / "unfinished"

    def _finished(self, result: Result) -> Finished:
        problems = [{**problem, "file": self.seeds / problem["file"]} for problem in result.facts["problems"]]
        part = Part(result.folder, result.facts["documents"], result.facts["rows"], result.digests)
        return Finished(part, tuple(SeedProblem(**problem) for problem in problems))

    @contextmanager
    def _locked(self, how: int) -> Iterator[None]:
        handle = os.open(self.folder, os.O_RDONLY)  # the system drops the lock with the process
        try:
            fcntl.flock(handle, how)
            yield
        except BlockingIOError as error:
            raise WorkBusy(f"{self.folder} is in use by a release; try again when that is done") from error
        finally:
            os.close(handle)


def bucket_keys(buckets: Iterable[Bucket], people: Sequence[Person]) -> list[str]:
    """What the rows of each bucket depend on, as 64 hexadecimal digits."""
    everybody = new_digest(repr(people).encode()).hexdigest()
    return [
        key_of(everybody, *((document.document_id, document.sidecar) for document in bucket.documents))
        for bucket in buckets
    ]
