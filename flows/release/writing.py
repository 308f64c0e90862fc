"""Writing a release: the same candidate and plan give the same bytes, on any number of workers.

A release appears whole or not at all: it is written to a hidden folder beside its place, flushed to the disk and
renamed.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import platform
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import fields, replace
from datetime import date as Date
from importlib.metadata import version as installed_version
from pathlib import Path, PurePosixPath
from typing import Any

from flows.difference.history import History
from flows.exports import EXPORTS, LAST_EXPORT, PART_FOLDERS, ROW_EXPORTS, ReleaseContent, ReleaseRows, reader
from flows.exports.summary import summary
from flows.files import BLOCK, files_in, sha256
from flows.release.folder import (
    MANIFEST,
    SIGNATURE,
    SUMS,
    ReleaseError,
    ReleaseExists,
    newest_release,
    version_numbers,
    whole_digest,
)
from flows.release.jobs import ExportFiles, Job, Run, Workshop, workshop_for_once
from flows.release.model import Candidate, Plan
from flows.release.parquet_files import FILE_BYTES, parquet_files
from flows.release.part_files import PartFiles, PutTogether, ReaderPart
from flows.release.signing import Signer
from flows.tables.parts import Lines, Part, People
from flows.work.kept import Result
from schemas import SCHEMA_VERSION, TABLES

STAGING = ".staging"
TOOLS = ("matplotlib", "pandera", "parley", "polars", "pyarrow")
FLUSHES = 16  # at once

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def write_release(
    candidate: Candidate,
    plan: Plan,
    out: Path,
    workshop: Workshop | None = None,
    *,
    sign: Signer | None = None,
    file_bytes: int = FILE_BYTES,
) -> Path:
    """Writes the release into `out`, which is made if it is not there, and gives its folder.

    Without a workshop all is made here and now, and nothing kept. A table of more than `file_bytes` of JSON lines is
    cut into several Parquet files.

    Raises ReleaseExists where the version is there already, and ReleaseError for a version that is not X.Y.Z, a date
    that is not YYYY-MM-DD, an absolute path, or a newest release in `out` that is not the one of the plan's history.
    After an error nothing of the release is in `out`, or all of it, where only the very last flush to the disk failed.
    """
    version_numbers(plan.version)
    _check_date(plan.date)
    candidate = _as_stated(candidate)
    _check_relative(candidate)
    with _locked(out), workshop_for_once() if workshop is None else nullcontext(workshop) as workshop:
        target, staging = out / plan.version, out / STAGING
        _discard(staging)  # what a killed process left: nobody else can be at work while we hold the lock
        if os.path.lexists(target):
            raise ReleaseExists(
                f"{target} exists, and a released version is never written again; choose the next version"
            )
        if (newest := newest_release(out)) is not None:
            _check_previous(newest, plan.history)
        try:
            for folder in (staging, staging / "data", staging / "jsonl", *(staging / name for name in PART_FOLDERS)):
                folder.mkdir()
            content, results = _write_tables(staging, candidate, plan, workshop, file_bytes)
            (staging / MANIFEST).write_bytes(_manifest(candidate, content).encode())
            together = PutTogether("part files", staging, plan.version, plan.date, results)
            _write_exports(staging, content, together, workshop.run)
            if sign is not None:
                signature = sign((staging / SUMS).read_bytes(), f"{candidate.dataset.name} {plan.version}")
                (staging / SIGNATURE).write_bytes(signature)
            _flush(staging)
            staging.rename(target)
        finally:
            _discard(staging)
        _flush_one(out)
    return target


def _write_tables(
    folder: Path, candidate: Candidate, plan: Plan, workshop: Workshop, file_bytes: int
) -> tuple[ReleaseContent, list[Result]]:
    """Writes the tables, as JSON lines and Parquet, and what needs only the rows; gives these and each part's files."""
    parts, kept = candidate.parts, workshop.kept
    lines = {name: f"jsonl/{name}.jsonl" for name in TABLES}
    written = {name: _write_lines(name, parts, folder / file) for name, file in lines.items()}
    digests = {name: digest for name, (_, digest) in written.items()}
    files = {name: parquet_files(folder, name, folder / file, file_bytes, kept) for name, file in lines.items()}
    of_parts = [
        PartFiles(f"part {number}", kept, part, candidate.dataset) for number, part in enumerate(parts, start=1)
    ]
    shown = [ReaderPart(f"reader {number}", kept, part) for number, part in enumerate(reader.first(parts), start=1)]
    to_keep: list[PartFiles | ReaderPart] = [*of_parts, *shown]
    found = {job.key: kept.find(job.key) for job in to_keep}
    of_rows = ReleaseRows(
        dataset=candidate.dataset,
        version=plan.version,
        date=plan.date,
        history=plan.history,
        evaluation=candidate.evaluation,
        quarantined=candidate.quarantined,
        rows={name: rows for name, (rows, _) in written.items()},
        jsonl=lines,
        digests=digests,
        digest=whole_digest(digests),
    )
    jobs: list[Job] = [file for of_table in files.values() for file in of_table]  # says best which row does not fit
    new = [job for job in to_keep if found[job.key] is None]
    new.sort(key=lambda job: -sum(job.part.counts.values()))  # nobody is to wait for a long one in the end
    jobs += new
    jobs += [ExportFiles(_name(export), export, folder, of_rows) for export in ROW_EXPORTS]
    sizes = dict(zip((job.name for job in jobs), workshop.run(jobs), strict=True))
    made = {job.key: found[job.key] or kept.get(job.key, job.write) for job in to_keep}
    kept.note([*made, *(file.key for of_table in files.values() for file in of_table)])
    results = [made[job.key] for job in of_parts]
    content = ReleaseContent(
        **{field.name: getattr(of_rows, field.name) for field in fields(of_rows)},
        parquet={name: tuple(file.name for file in of_table) for name, of_table in files.items()},
        sizes={name: sum(sizes[file.name] for file in of_table) for name, of_table in files.items()},
        summary=summary(result.facts["figures"] for result in results),
        shown=[made[job.key].folder for job in shown],
    )
    return content, results


def _write_lines(table: str, parts: Sequence[Part], path: Path) -> tuple[Lines, str]:
    """Writes the rows of all parts, in their order, into one file; gives its SHA-256 too."""
    digest, count = hashlib.sha256(), sum(part.counts[table] for part in parts)
    with path.open("xb") as file:
        if table == "people":
            people = People(parts).lines()
            file.writelines(people)
            digest.update(b"".join(people))
            count = len(people)
        else:
            for part in parts:
                with part.file(table).open("rb") as lines:
                    while block := lines.read(BLOCK):
                        digest.update(block)
                        file.write(block)
    return Lines((path,), count), digest.hexdigest()


def _write_exports(folder: Path, content: ReleaseContent, parts: PutTogether, run: Run) -> None:
    """Writes all other files, and last their checksums."""
    jobs: list[Job] = [ExportFiles(_name(export), export, folder, content) for export in EXPORTS]
    for _ in run([parts, *jobs]):
        pass
    known = {content.jsonl[name]: digest for name, digest in content.digests.items()}
    sums = {name: known.get(name) or sha256(folder / name) for name in files_in(folder)}
    LAST_EXPORT(folder, content, sums)
    sums |= {name: sha256(folder / name) for name in files_in(folder) if name not in sums}
    lines = (f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
    (folder / SUMS).write_bytes("".join(lines).encode())


def _name(export: Callable[[Path, Any], None]) -> str:
    return export.__module__.split(".")[2]


def _manifest(candidate: Candidate, content: ReleaseContent) -> str:
    manifest = {
        "name": content.dataset.name,
        "title": content.dataset.title,
        "version": content.version,
        "schema_version": SCHEMA_VERSION,
        "date": content.date,
        "previous": content.history.previous,
        "digest": content.digest,
        "tables": {name: {"rows": len(content.rows[name]), "digest": content.digests[name]} for name in TABLES},
        "inputs": candidate.inputs,
        "seeds": candidate.seed_files,
        "quarantined": candidate.quarantined,
        "evaluation": candidate.evaluation,
        "tools": _tools(),
    }
    return json.dumps(manifest, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _tools() -> dict[str, str]:
    # A patch of Python changes no byte of the tables, and must not make a rebuilt release another one.
    python = ".".join(platform.python_version_tuple()[:2])
    return {"python": python} | {name: installed_version(name) for name in TOOLS}


def _as_stated(candidate: Candidate) -> Candidate:
    """The candidate with everything in the order in which the release states it."""
    return replace(
        candidate,
        seed_files=dict(sorted(candidate.seed_files.items())),
        inputs=_by_document(candidate.inputs),
        quarantined=_by_document(candidate.quarantined),
        evaluation=json.loads(json.dumps(candidate.evaluation, sort_keys=True, allow_nan=False)),
    )


def _by_document(entries: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    plain = [dict(sorted(entry.items())) for entry in entries]
    return sorted(plain, key=lambda entry: (entry["document_id"], json.dumps(entry, sort_keys=True)))


def _check_date(date: str) -> None:
    try:
        if _DATE.fullmatch(date):
            Date.fromisoformat(date)
            return
    except ValueError:
        pass
    raise ReleaseError(f"{date!r} is not a date; write YYYY-MM-DD")


def _check_relative(candidate: Candidate) -> None:
    paths = [entry["path"] for entry in candidate.inputs] + [entry["file"] for entry in candidate.quarantined]
    for path in (*paths, *candidate.seed_files):
        if PurePosixPath(path).is_absolute():
            raise ReleaseError(f"{path} is an absolute path; name files relative to the seeds folder")


def _check_previous(newest: Path, history: History) -> None:
    if history.previous is None or history.previous["version"] != newest.name:
        raise ReleaseError(f"{newest} was released meanwhile; run the command again")


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Holds the folder's lock, which the system drops with the process: one release is written at a time."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _flush(folder: Path) -> None:
    """Flushes all that is in a folder, and the folder itself, to the disk."""
    paths = [Path(at, name) for at, folders, files in os.walk(folder) for name in (*folders, *files)]
    with ThreadPoolExecutor(FLUSHES) as pool:  # one by one, each would wait for the disk
        for _ in pool.map(_flush_each, (paths[first::FLUSHES] for first in range(FLUSHES))):
            pass
    _flush_one(folder)


def _flush_each(paths: Iterable[Path]) -> None:
    for path in paths:
        _flush_one(path)


def _flush_one(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _discard(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
