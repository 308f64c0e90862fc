"""What would be the next release: brought together from what was read, and from the other files of the seeds."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from flows.evaluate.gold import GOLD, evaluate_rows
from flows.files import read_file, sha256
from flows.release.model import Candidate, Refused
from flows.seeds import DATASET, PEOPLE, RAW, SIDECAR, SeedDocument, SeedProblem, Seeds
from flows.seeds.dataset import Dataset
from flows.tables.parts import Part, all_rows
from flows.terminal.printable import printable

EVALUATION = "evaluation.json"


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
