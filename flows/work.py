"""The work folder: what was read once and need not be read again, also by a run after one that was killed.

    buckets/<key>/<table>.jsonl   the rows of a bucket of documents
    buckets/<key>/bucket.json     how many rows there are, the SHA-256 of each file, and what is wrong with documents
    unfinished/                   what is being written, or was when a run was killed

The key says all that the rows depend on: the documents, the authority file, the code and the schema. A bucket appears
whole or not at all; one whose files were altered does not count as there.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256 as new_digest
from pathlib import Path
from typing import Any

from flows.buckets import Bucket, BucketResult, read_bucket
from flows.files import sha256
from flows.parts import Part, write_part
from flows.program import program
from flows.record import Person
from flows.seeds import SeedProblem
from schemas import TABLES

MANIFEST = "bucket.json"


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

    def finished(self, key: str) -> Finished | None:
        """The bucket of that key, if it was read before and is as it was written."""
        folder = self._buckets / key
        try:
            manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            if manifest.pop("digest") != _digest(manifest):
                return None
            if any(sha256(folder / name) != digest for name, digest in manifest["sha256"].items()):
                return None
        except (OSError, ValueError, KeyError, AttributeError, TypeError):
            return None
        problems = [SeedProblem(self.seeds / problem.pop("file"), **problem) for problem in manifest["problems"]]
        return Finished(Part(folder, manifest["rows"]), tuple(problems))

    def keep(self, key: str, result: BucketResult) -> Finished:
        """Writes what was read of a bucket. Raises OSError where that cannot be done."""
        self._buckets.mkdir(parents=True, exist_ok=True)
        with self.scratch() as scratch:
            folder = scratch / key
            folder.mkdir()
            part = write_part(result.rows, folder)
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
            digests = {part.file(name).name: sha256(part.file(name)) for name in TABLES}
            manifest = {"rows": dict(part.counts), "sha256": digests, "problems": problems}
            text = json.dumps(manifest | {"digest": _digest(manifest)}, ensure_ascii=False, indent=1)
            (folder / MANIFEST).write_text(text, encoding="utf-8")
            self._put(folder, key)
        return Finished(replace(part, folder=self._buckets / key), result.problems)

    def clean(self, needed: Iterable[str]) -> int:
        """Removes the buckets but those with the keys `needed`, and what is unfinished; gives how many bytes that were.

        Raises WorkBusy where a release is being made with the folder.
        """
        if not self.folder.is_dir():
            return 0
        with self._locked(fcntl.LOCK_EX | fcntl.LOCK_NB):
            keep = {self._buckets / key for key in needed}
            others = [path for path in self._buckets.glob("*/") if path not in keep]
            others += self._unfinished.glob("*/")
            freed = sum(file.stat().st_size for path in others for file in path.rglob("*") if file.is_file())
            for path in others:
                shutil.rmtree(path)
        return freed

    def read(self, bucket: Bucket, people: Sequence[Person]) -> Finished:
        """The bucket, read if it was not before. Raises OSError where it cannot be kept."""
        key = bucket_key(bucket, people)
        return self.finished(key) or self.keep(key, read_bucket(bucket, people))

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """A new folder for what is being written; it is removed in the end."""
        self._unfinished.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._unfinished, ignore_cleanup_errors=True) as folder:
            yield Path(folder)

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """While this lasts nobody can clean the folder."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._locked(fcntl.LOCK_SH):
            yield

    @property
    def _buckets(self) -> Path:
        return self.folder / "buckets"

    @property
    def _unfinished(self) -> Path:
        return self.folder / "unfinished"

    def _put(self, folder: Path, key: str) -> None:
        target = self._buckets / key
        try:
            folder.rename(target)
        except OSError:
            if not target.is_dir():
                raise
            if self.finished(key) is None:  # else another run was faster
                shutil.rmtree(target)
                folder.rename(target)

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


def bucket_key(bucket: Bucket, people: Sequence[Person]) -> str:
    """What the rows of a bucket depend on, as 64 hexadecimal digits."""
    digest = new_digest(program().encode())
    digest.update(repr(people).encode())
    for document in bucket.documents:
        digest.update(repr((document.document_id, document.sidecar)).encode())
    return digest.hexdigest()


def _digest(manifest: Mapping[str, Any]) -> str:
    return new_digest(json.dumps(manifest, sort_keys=True).encode()).hexdigest()
