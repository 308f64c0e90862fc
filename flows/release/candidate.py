"""What would be the next release: all that it is written from, and which version that must have."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from flows.difference import FIRST_VERSION, Difference, as_text, compare, least_version
from flows.difference.history import History, first_history, next_history
from flows.evaluate import evaluate_rows
from flows.evaluate.gold import GOLD
from flows.files import read_file, sha256
from flows.release.reading import as_released, read_history, read_previous, read_released
from flows.release.signing import Signer
from flows.release.writing import (
    SUMS,
    Run,
    newest_release,
    one_by_one,
    read_manifest,
    same_release,
    version_numbers,
    write_release,
)
from flows.seeds import DATASET, PEOPLE, RAW, SIDECAR, SeedDocument, SeedProblem, Seeds
from flows.seeds.dataset import Dataset
from flows.tables.parts import Part, all_rows
from flows.terminal.printable import printable
from flows.work.kept import Kept, key_of
from schemas import SCHEMA_VERSION, Rows

EVALUATION = "evaluation.json"


class Refused(ValueError):
    """The release must not be made as asked for; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """All that a release is written from, but for its version, date and history.

    The documents of `parts` follow each other in the order of their ids.
    `seed_files` has the SHA-256 of every file of the seeds that was read, by its path in their folder.
    """

    parts: Sequence[Part]
    seed_files: Mapping[str, str]
    inputs: Sequence[Mapping[str, Any]]
    quarantined: Sequence[Mapping[str, Any]]
    evaluation: Mapping[str, Any]
    dataset: Dataset

    @property
    def rows(self) -> dict[str, Rows]:
        """The rows of all tables, in the order of the release."""
        return all_rows(self.parts)

    def write(
        self,
        out: Path,
        version: str,
        date: str,
        history: History,
        sign: Signer | None = None,
        kept: Kept | None = None,
        run: Run = one_by_one,
    ) -> Path:
        """Writes the release into `out` and gives its folder. Raises what `write_release` raises."""
        return write_release(
            self.parts,
            out,
            version,
            date,
            seed_files=self.seed_files,
            inputs=self.inputs,
            quarantined=self.quarantined,
            evaluation=self.evaluation,
            dataset=self.dataset,
            history=history,
            sign=sign,
            kept=kept,
            run=run,
        )

    def is_unchanged(self, release: Path, kept: Kept | None) -> bool:
        """Whether it is noted that the release comes out of this again, by this program, as its checksums say."""
        return kept is not None and kept.find(self._key(release)) is not None

    def note_unchanged(self, release: Path, kept: Kept) -> None:
        """Notes that the release comes out of this, so that it need not be written to know that."""
        kept.get(self._key(release), lambda folder: {})

    def changed_files(self, release: Path, scratch: Path, kept: Kept | None, run: Run) -> list[str]:
        """The files of a release that would come out differently with its version, date and history.

        It is written once more, into the folder `scratch`, where no release may be.
        """
        date = read_manifest(release)["date"]
        again = self.write(scratch, release.name, date, read_history(release), None, kept, run)
        return same_release(release, again)

    def _key(self, release: Path) -> str:
        """What it depends on whether the release comes out again."""
        installed = sorted((each.name, each.version) for each in distributions())
        parts = [sorted(part.digests.items()) for part in self.parts]
        of_seeds = self.seed_files, self.inputs, self.quarantined, self.evaluation, self.dataset
        return key_of("release", sha256(release / SUMS), installed, parts, *of_seeds)


@dataclass(frozen=True, slots=True)
class Plan:
    """The version of the next release, and what it says of those before it."""

    version: str
    history: History


def candidate(
    parts: Sequence[Part], found: Seeds, seeds: Path, dataset: Dataset, quarantined: Iterable[Mapping[str, Any]]
) -> Candidate:
    """What is released of `parts`, whose valid rows were read from the documents `found` in the folder `seeds`.

    Raises Refused where the gold, or the evaluation file, cannot be read.
    """
    released = {document_id for part in parts for document_id in part.documents}
    documents = [document for document in found.documents if document.document_id in released]
    files = _seed_files(documents, seeds)
    with_gold = [part for part in parts if any((seeds / name / GOLD).exists() for name in part.documents)]
    try:
        evaluation = {**_measured_elsewhere(seeds), **evaluate_rows(all_rows(with_gold), seeds)}
    except ValueError as error:
        raise Refused(f"{error}; correct it, or take it out") from error
    return Candidate(
        parts=parts,
        seed_files=files,
        inputs=[_input(document, files) for document in documents],
        quarantined=list(quarantined),
        evaluation=evaluation,
        dataset=dataset,
    )


def _measured_elsewhere(seeds: Path) -> dict[str, Any]:
    """The figures of `make evaluation`: corpora that are no part of the release, and generated records."""
    file = seeds / EVALUATION
    if not os.path.lexists(file):
        return {}
    try:
        found = json.loads(read_file(file, within=seeds))
    except (OSError, ValueError, RecursionError) as error:
        raise ValueError(f"{file}: cannot be read: {error}") from error
    if not isinstance(found, dict):
        raise ValueError(f"{file}: is no JSON object")
    return found


def left_out(problem: SeedProblem, seeds: Path) -> dict[str, Any]:
    """What a release says of a problem for which a document was left out."""
    return {
        "document_id": problem.document_id,
        "file": printable(problem.file.relative_to(seeds).as_posix()),
        "reason": problem.message,
        "remedy": problem.remedy,
    }


def plan(
    candidate: Candidate,
    out: Path,
    version: str | None,
    date: str,
    scratch: Path,
    kept: Kept | None = None,
    run: Run = one_by_one,
) -> Plan | None:
    """Which release comes after the newest one in `out`; None where that would come out again, byte for byte.

    `version` is the one asked for, and is made even where nothing changed: to go from 0.x to 1.0.0 says something by
    itself. Where the rows are those of the newest release, that is written once more into the folder `scratch`, by
    `run`, and compared; or it is noted in `kept` that it comes out again.

    Raises Refused where `version` says less than what changed, where the raw text of a document is another under the
    same id, or where the tables have other columns under the same schema version.
    """
    newest = newest_release(out)
    if newest is None:
        first = version or FIRST_VERSION
        return Plan(first, first_history(first, date))
    if version is None and candidate.is_unchanged(newest, kept):
        return None
    difference = compare(read_released(newest), as_released(candidate.rows))
    _check_raw_texts(difference, newest.name)
    _check_schema_version(difference, read_manifest(newest)["schema_version"])
    if version is None and not difference and not candidate.changed_files(newest, scratch, kept, run):
        if kept is not None:
            candidate.note_unchanged(newest, kept)
        return None
    least = least_version(version_numbers(newest.name), difference.level)
    if version is not None and version_numbers(version) < version_numbers(least):
        raise Refused(
            f"{as_text(difference, newest.name, 'what would be released')}\n"
            f"The version {version} says less than that: give {least} at least, or none, and it is worked out."
        )
    return Plan(version or least, next_history(read_previous(newest), difference, version or least, date))


def _check_raw_texts(difference: Difference, newest: str) -> None:
    for change in difference.changes:
        if change.table == "documents" and any(cell.column == "raw_sha256" for cell in change.cells):
            raise Refused(
                f"{change.key}: its raw text is another than in the release {newest}, and others quote from it by its "
                "id; put the old text back, or give the new one a folder and id of its own"
            )


def _check_schema_version(difference: Difference, before: str) -> None:
    columns = Difference(tuple(change for change in difference.changes if change.kind.startswith("column-")))
    if not columns:
        return
    least = least_version(version_numbers(before), columns.level)
    if version_numbers(SCHEMA_VERSION) < version_numbers(least):
        raise Refused(
            f"{as_text(columns, f'the schema {before}', f'the schema {SCHEMA_VERSION}')}\n"
            f"Other columns are another schema: set SCHEMA_VERSION in schemas/tables.py to {least} at least."
        )


def _seed_files(documents: Iterable[SeedDocument], seeds: Path) -> dict[str, str]:
    """The SHA-256 of the files that were read, by their paths in the folder `seeds`."""
    found = {name: sha256(seeds / name) for name in (DATASET, PEOPLE, EVALUATION) if (seeds / name).is_file()}
    for document in documents:
        folder, name = document.path.parent, document.path.parent.name
        found[f"{name}/{RAW}"] = document.sidecar.sha256 or sha256(document.path)
        found |= {f"{name}/{file}": sha256(folder / file) for file in _names(folder, ".yaml")}
        found |= {f"{name}/gold/{file}": sha256(folder / "gold" / file) for file in _names(folder / "gold", ".tsv")}
    return dict(sorted(found.items()))


def _names(folder: Path, suffix: str) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return [entry.name for entry in entries if entry.name.endswith(suffix) and entry.is_file()]
    except (FileNotFoundError, NotADirectoryError):
        return []


def _input(document: SeedDocument, files: Mapping[str, str]) -> dict[str, Any]:
    name = document.path.parent.name
    return {
        "document_id": document.document_id,
        "path": f"{name}/{RAW}",
        "sha256": document.sidecar.sha256,
        "size": document.sidecar.size,
        "sidecar_sha256": files[f"{name}/{SIDECAR}"],
    }
