"""The release: an immutable folder `<out>/<version>/` with tables, data card, provenance and checksums.

    data/<table>.parquet    the tables; the data card's header tells Hugging Face `datasets` where they are
    jsonl/<table>.jsonl     the same rows as text, one JSON object a line
    README.md               the data card
    CHANGELOG.md, changes/  what is another than in the release before
    release.json            inputs, row counts, digests, tool versions, evaluation, documents left out
    SHA256SUMS              for `sha256sum -c`
    SHA256SUMS.minisig      its signature, if the release was signed; it is no part of what is compared or rebuilt

The same arguments give the same bytes. A release appears whole or not at all: it is written to a hidden folder beside
its place, flushed to the disk and renamed.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import platform
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, fields
from datetime import date as Date
from importlib.metadata import version as installed_version
from pathlib import Path, PurePosixPath
from typing import Any, Generic, TypeAlias, TypeVar

from flows.difference.history import History, first_history
from flows.exports import EXPORTS, LAST_EXPORT, PART_FOLDERS, ROW_EXPORTS, ReleaseContent, ReleaseRows, reader
from flows.exports.card import data_card, jsonl_card
from flows.exports.summary import summary
from flows.files import BLOCK, files_in, sha256
from flows.release.parquet_files import FILE_BYTES, ParquetFile, parquet_files
from flows.release.part_files import PartFiles, PutTogether, ReaderPart
from flows.release.signing import Signer
from flows.seeds.dataset import Dataset
from flows.tables.parts import Lines, Part, People
from flows.work.kept import Kept, Result
from schemas import SCHEMA_VERSION, TABLES

SUMS = "SHA256SUMS"
SIGNATURE = "SHA256SUMS.minisig"
MANIFEST = "release.json"
CARD = "README.md"
STAGING = ".staging"
TOOLS = ("matplotlib", "pandera", "parley", "polars", "pyarrow")
FLUSHES = 16  # at once

_VERSION = re.compile(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class ReleaseError(ValueError):
    """A release cannot be written with these arguments; the message says what to do."""


class ReleaseExists(ReleaseError):
    """The version is there already, and a released version is never written again."""


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


def write_release(
    parts: Sequence[Part],
    out: Path,
    version: str,
    date: str,
    *,
    inputs: Sequence[Mapping[str, Any]],
    quarantined: Sequence[Mapping[str, Any]],
    evaluation: Mapping[str, Any],
    dataset: Dataset,
    seed_files: Mapping[str, str] | None = None,
    history: History | None = None,
    file_bytes: int = FILE_BYTES,
    kept: Kept | None = None,
    sign: Signer | None = None,
    run: Run = one_by_one,
) -> Path:
    """Writes `out/<version>/` and returns that folder. `out` is made if it is not there.

    `parts` hold the rows; their documents follow each other in the order of the ids. `inputs` are mappings with
    document_id, path (relative), sha256, size and sidecar_sha256, `quarantined` ones with document_id, file (relative),
    reason and remedy. `evaluation` holds the scores against gold, and may be empty. `seed_files` has the SHA-256 of the
    files that were read, by their relative paths. `history` says what changed since the newest release in `out`;
    without it this is a first release. A table of more than `file_bytes` of JSON lines is cut into several Parquet
    files. What comes from some documents or lines alone is taken from `kept`, or made and kept there. `run` carries
    out the jobs, which may be done in any order and in other processes.

    Raises ReleaseExists where the version is there already, and ReleaseError for a version that is not X.Y.Z, a date
    that is not YYYY-MM-DD, an absolute path, or a newest release that is not the one of `history`.
    After an error nothing of the release is in `out`, or all of it, where only the very last flush to the disk failed.
    """
    version_numbers(version)
    _check_date(date)
    _check_relative(
        [entry["path"] for entry in inputs] + [entry["file"] for entry in quarantined] + [*(seed_files or {})]
    )
    facts = {
        "dataset": dataset,
        "version": version,
        "date": date,
        "inputs": _by_document(inputs),
        "quarantined": _by_document(quarantined),
        "evaluation": json.loads(json.dumps(evaluation, sort_keys=True, allow_nan=False)),
        "seed_files": dict(sorted((seed_files or {}).items())),
        "history": history or first_history(version, date),
    }
    with _locked(out), _kept_once() if kept is None else nullcontext(kept) as kept:
        target, staging = out / version, out / STAGING
        _discard(staging)  # what a killed process left: nobody else can be at work while we hold the lock
        if os.path.lexists(target):
            raise ReleaseExists(
                f"{target} exists, and a released version is never written again; choose the next version"
            )
        if history is not None and (newest := newest_release(out)) is not None:
            _check_previous(newest, history)
        try:
            for folder in (staging, staging / "data", staging / "jsonl", *(staging / name for name in PART_FOLDERS)):
                folder.mkdir()
            content, results = _write_tables(staging, parts, facts, file_bytes, kept, run)
            together = PutTogether("part files", staging, version, date, results)
            _write_descriptions(staging, content, together, run)
            if sign is not None:
                signature = sign((staging / SUMS).read_bytes(), f"{dataset.name} {version}")
                (staging / SIGNATURE).write_bytes(signature)
            _flush(staging)
            staging.rename(target)
        finally:
            _discard(staging)
        _flush_one(out)
    return target


def version_numbers(version: str) -> tuple[int, int, int]:
    """The three numbers of a version X.Y.Z. Raises ReleaseError where it is anything else."""
    match = _VERSION.fullmatch(version)
    if match is None:
        raise ReleaseError(f"{version!r} is not a version; write three numbers without leading zeros, such as 0.2.0")
    major, minor, patch = match.groups()
    return int(major), int(minor), int(patch)


def newest_release(out: Path) -> Path | None:
    """The folder of the highest version in `out`, or None where there is no release."""
    if not out.is_dir():
        return None
    releases = [path for path in out.iterdir() if _VERSION.fullmatch(path.name) and (path / MANIFEST).is_file()]
    return max(releases, key=lambda path: version_numbers(path.name), default=None)


def read_manifest(release: Path) -> dict[str, Any]:
    """What `release.json` of a release says. Raises ReleaseError where it cannot be read."""
    try:
        manifest = json.loads((release / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReleaseError(f"{release / MANIFEST} cannot be read: {error}") from error
    if not isinstance(manifest, dict):
        raise ReleaseError(f"{release / MANIFEST} is not a JSON object")
    return manifest


def whole_digest(digests: Mapping[str, str]) -> str:
    """The digest of a release, from those of its tables in their order."""
    whole = "".join(f"{digest}  {name}\n" for name, digest in digests.items())
    return hashlib.sha256(whole.encode()).hexdigest()


def verify_sums(release: Path) -> list[str]:
    """What is wrong with the files of a release, measured by its SHA256SUMS: changed, missing and unlisted files."""
    listed: dict[str, str] = {}
    for line in (release / SUMS).read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        listed[name] = digest
    there = set(files_in(release)) - {SUMS, SIGNATURE}
    problems = [f"{name}: missing" for name in listed if name not in there]
    problems += [f"{name}: not in {SUMS}" for name in there if name not in listed]
    problems += [f"{name}: changed" for name in there if name in listed and sha256(release / name) != listed[name]]
    return sorted(problems)


def same_release(a: Path, b: Path) -> list[str]:
    """The files, relative to the releases, that differ between two releases or are only in one. Empty: identical.

    Whether and by whom a release was signed makes no difference.
    """
    in_a, in_b = set(files_in(a)) - {SIGNATURE}, set(files_in(b)) - {SIGNATURE}
    changed = {name for name in in_a & in_b if sha256(a / name) != sha256(b / name)}
    return sorted(changed | (in_a ^ in_b))


def _write_tables(
    folder: Path, parts: Sequence[Part], facts: Mapping[str, Any], file_bytes: int, kept: Kept, run: Run
) -> tuple[ReleaseContent, list[Result]]:
    """Writes the tables, as JSON lines and from these as Parquet, and what needs nothing but the rows; gives what they
    are, and the files of each part."""
    lines = {name: f"jsonl/{name}.jsonl" for name in TABLES}
    written = {name: _write_lines(name, parts, folder / file) for name, file in lines.items()}
    digests = {name: digest for name, (_, digest) in written.items()}
    files = {name: parquet_files(folder, name, folder / file, file_bytes, kept) for name, file in lines.items()}
    of_parts = [PartFiles(f"part {number}", kept, part, facts["dataset"]) for number, part in enumerate(parts, start=1)]
    shown = [ReaderPart(f"reader {number}", kept, part) for number, part in enumerate(reader.first(parts), start=1)]
    to_keep: list[PartFiles | ReaderPart] = [*of_parts, *shown]
    found = {job.key: kept.find(job.key) for job in to_keep}
    of_rows = ReleaseRows(
        rows={name: rows for name, (rows, _) in written.items()},
        jsonl=lines,
        digests=digests,
        digest=whole_digest(digests),
        **facts,
    )
    jobs: list[Job] = [file for of_table in files.values() for file in of_table]  # says best which row does not fit
    new = [job for job in to_keep if found[job.key] is None]
    new.sort(key=lambda job: -sum(job.part.counts.values()))  # nobody is to wait for a long one in the end
    jobs += new
    jobs += [ExportFiles(_name(export), export, folder, of_rows) for export in ROW_EXPORTS]
    sizes = dict(zip((job.name for job in jobs), run(jobs), strict=True))
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


def _write_descriptions(folder: Path, content: ReleaseContent, parts: PutTogether, run: Run) -> None:
    (folder / MANIFEST).write_bytes(_manifest(content).encode())
    exports = {"card": _write_card} | {_name(export): export for export in EXPORTS}
    jobs: list[Job] = [ExportFiles(name, export, folder, content) for name, export in exports.items()]
    for _ in run([parts, *jobs]):
        pass
    known = {content.jsonl[name]: digest for name, digest in content.digests.items()}
    sums = {name: known.get(name) or sha256(folder / name) for name in files_in(folder)}
    LAST_EXPORT(folder, content, sums)
    sums |= {name: sha256(folder / name) for name in files_in(folder) if name not in sums}
    lines = (f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
    (folder / SUMS).write_bytes("".join(lines).encode())


def _write_card(folder: Path, content: ReleaseContent) -> None:
    card = data_card(
        content.rows,
        content.summary,
        content.dataset,
        version=content.version,
        date=content.date,
        parquet=content.parquet,
        sizes=content.sizes,
        quarantined=content.quarantined,
        evaluation=content.evaluation,
    )
    (folder / CARD).write_bytes(card.encode())
    jsonl = jsonl_card(content.rows, content.summary, content.dataset, version=content.version, sizes=content.sizes)
    (folder / "jsonl" / "README.md").write_bytes(jsonl.encode())


def _name(export: Callable[[Path, Any], None]) -> str:
    return export.__module__.split(".")[2]


def _manifest(content: ReleaseContent) -> str:
    manifest = {
        "name": content.dataset.name,
        "title": content.dataset.title,
        "version": content.version,
        "schema_version": SCHEMA_VERSION,
        "date": content.date,
        "previous": content.history.previous,
        "digest": content.digest,
        "tables": {name: {"rows": len(content.rows[name]), "digest": content.digests[name]} for name in TABLES},
        "inputs": content.inputs,
        "seeds": content.seed_files,
        "quarantined": content.quarantined,
        "evaluation": content.evaluation,
        "tools": _tools(),
    }
    return json.dumps(manifest, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _tools() -> dict[str, str]:
    # A patch of Python changes no byte of the tables, and must not make a rebuilt release another one.
    python = ".".join(platform.python_version_tuple()[:2])
    return {"python": python} | {name: installed_version(name) for name in TOOLS}


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


def _check_relative(paths: Iterable[str]) -> None:
    for path in paths:
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


@contextmanager
def _kept_once() -> Iterator[Kept]:
    with tempfile.TemporaryDirectory() as folder:
        yield Kept(Path(folder, "made"), Path(folder, "unfinished"))


def _discard(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
