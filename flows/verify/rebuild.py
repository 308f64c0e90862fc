"""Whether a release comes out again when it is built from its seeds once more."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from flows.difference.compare import compare
from flows.difference.history import CHANGELOG, History, first_history, next_history
from flows.difference.model import Change
from flows.files import sha256
from flows.reading.buckets import buckets
from flows.release.candidate import candidate
from flows.release.folder import MANIFEST, SUMS, ReleaseError, read_manifest, same_release
from flows.release.model import Candidate, Plan, Refused
from flows.release.reading import as_released, read_history, read_previous, read_released
from flows.release.writing import write_release
from flows.seeds import DATASET, load_seeds
from flows.seeds.dataset import DatasetError, load_dataset_description
from flows.verify.finding import Finding, Manifest, incomplete
from flows.work.folder import Work


def verify_rebuild(release: Path, seeds: Path) -> tuple[list[Finding], list[str]]:
    """Where the release that is built again from its seeds is another, and what could not be compared."""
    try:
        manifest = read_manifest(release)
        if findings := list(_other_seeds(manifest, seeds)):
            return findings, []
        with tempfile.TemporaryDirectory() as work:
            return _compare_again(release, manifest, seeds, Work(Path(work), seeds))
    except ReleaseError as error:
        return [Finding(release.name, str(error))], []
    except (KeyError, TypeError, AttributeError) as error:
        return [incomplete(MANIFEST, error)], []


def _compare_again(release: Path, manifest: Manifest, seeds: Path, work: Work) -> tuple[list[Finding], list[str]]:
    again = _read_again(manifest, seeds, work)
    if not isinstance(again, Candidate):
        return again, []
    if difference := compare(read_released(release), as_released(again.rows)):
        return [finding for change in difference.changes for finding in _of_change(change)], []
    history, notes = _history(release, manifest, again)
    return list(_other_files(release, manifest, again, history)), notes


def _other_seeds(manifest: Manifest, seeds: Path) -> Iterator[Finding]:
    """Files of the seeds that are not those that the release was made from."""
    inputs = {entry["path"]: entry["sha256"] for entry in manifest["inputs"]}
    for name, checksum in sorted((inputs | manifest.get("seeds", {})).items()):
        file = seeds / name
        if not file.is_file():
            yield Finding(str(file), "it is missing, and the release was made from it")
        elif sha256(file) != checksum:
            yield Finding(str(file), "it is not the file that the release was made from: its SHA-256 is another")


def _read_again(manifest: Manifest, seeds: Path, work: Work) -> Candidate | list[Finding]:
    """What the release is written from, read from its seeds once more; or why that cannot be."""
    wanted = {entry["document_id"] for entry in manifest["inputs"]}
    found = load_seeds(seeds)
    of_release = replace(found, documents=tuple(each for each in found.documents if each.document_id in wanted))
    results = [work.read(bucket, found.people) for bucket in buckets(of_release.documents)]
    problems = [problem for problem in found.problems if problem.document_id in {None, *wanted}]
    problems += [problem for result in results for problem in result.problems]
    if problems:
        return [Finding(str(problem.file), f"{problem.message}. {problem.remedy}") for problem in problems]
    try:
        dataset = load_dataset_description(seeds / DATASET)
    except DatasetError as error:
        return [Finding(str(seeds / DATASET), error.message)]
    try:
        return candidate([result.part for result in results], of_release, seeds, dataset, manifest["quarantined"])
    except Refused as error:
        return [Finding(str(seeds), str(error))]


def _of_change(change: Change) -> Iterator[Finding]:
    if change.kind.startswith("column-"):
        yield Finding(f"data/{change.table}.parquet", "it is another when built again", column=change.key)
        return
    file = f"jsonl/{change.table}.jsonl"
    for cell in change.cells:
        yield Finding(file, f"{cell.old!a:.60}, but {cell.new!a:.60} when built again", change.key, cell.column)
    if change.kind == "removed":
        yield Finding(file, "the row does not come out again", change.key)
    elif change.kind == "added":
        yield Finding(file, "the row is missing, and comes out when built again", change.key)


def _history(release: Path, manifest: Manifest, again: Candidate) -> tuple[History, list[str]]:
    """What the release should say of those before it; where they are not there, what it says."""
    version, date, previous = manifest["version"], manifest["date"], manifest.get("previous")
    if previous is None:
        # The first releases had no history.
        with_history = (release / CHANGELOG).exists()
        return (first_history(version, date) if with_history else read_history(release)), []
    before = release.parent / previous["version"]
    if not before.is_dir():
        return read_history(release), [f"{before} is not there: {CHANGELOG} and changes/ were not compared with it"]
    if read_manifest(before)["digest"] != previous["digest"]:
        raise ReleaseError(f"{before} is not the release that this one was made after: its digest is another")
    difference = compare(read_released(before), as_released(again.rows))
    return next_history(read_previous(before), difference, version, date), []


def _other_files(release: Path, manifest: Manifest, again: Candidate, history: History) -> Iterator[Finding]:
    with tempfile.TemporaryDirectory() as folder:
        rebuilt = write_release(again, Plan(manifest["version"], manifest["date"], history), Path(folder))
        files = same_release(release, rebuilt)
        made_with, tools = manifest.get("tools"), read_manifest(rebuilt)["tools"]
        why = f", made with {made_with} and here with {tools}" if made_with != tools else ""
        for file in files:
            if file != SUMS or len(files) == 1:
                yield Finding(file, f"it comes out differently when built again{why}")
