"""Whether a release is what it claims: from its own files, and by building it again from its seeds."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as parquet

from flows.buckets import buckets
from flows.candidate import Candidate, Refused, candidate
from flows.dataset import DatasetError, load_dataset_description
from flows.difference import Change, compare
from flows.difference.history import CHANGELOG, REPLACED_FILE, History, first_history, next_history
from flows.files import sha256
from flows.release import MANIFEST, SUMS, ReleaseError, read_manifest, same_release, verify_sums, whole_digest
from flows.released import (
    as_released,
    columns_of,
    parquet_files,
    read_history,
    read_lines,
    read_previous,
    read_released,
)
from flows.seeds import DATASET, load_seeds
from flows.tables import json_line
from flows.validate import Problem, validate
from flows.work import Work
from schemas import SCHEMA_VERSION, TABLES, Row, Table
from schemas.arrow import arrow_schema, arrow_table
from schemas.values import SchemaError

ROWS_NAMED = 20  # of the rows of one table in which its two files differ

Manifest = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a release is not what it claims: a file, and in it a row and a column where one is meant."""

    file: str
    message: str
    row: str | None = None
    column: str | None = None

    def __str__(self) -> str:
        row = f", row {self.row}" if self.row is not None else ""
        column = f", column {self.column}" if self.column is not None else ""
        return f"{self.file}{row}{column}: {self.message}"


def verdict(release: Path, findings: Sequence[Finding], rebuilt: bool) -> str:
    """One line: the release is what it claims, or not, and the most exact of the places where it is not."""
    if not findings:
        tables = read_manifest(release)["tables"]
        how = ", and it comes out again from its seeds" if rebuilt else ""
        counts = f"{tables['documents']['rows']:,} documents, {tables['turns']['rows']:,} turns"
        return f"{release} is what it claims: {counts}; every file, row and law was checked{how}"
    first = max(findings, key=lambda finding: (finding.column is not None, finding.row is not None))
    more = f" (and {len(findings) - 1:,} more)" if len(findings) > 1 else ""
    return f"{release} is not what it claims: {first}{more}"


def verify_release(release: Path) -> list[Finding]:
    """What is wrong with a release, judged from its own files: sums, schemas, keys, laws, counts and digests."""
    findings = list(_sums(release))
    try:
        manifest = read_manifest(release)
        if (version := manifest.get("schema_version")) != SCHEMA_VERSION:
            remedy = f"verify it with the parley that made it ({manifest.get('tools')})"
            message = f"the schema is {version}, and this program knows the laws of {SCHEMA_VERSION}; {remedy}"
            return [*findings, Finding(MANIFEST, message)]
        rows = {name: list(read_lines(release / "jsonl" / f"{name}.jsonl")) for name in TABLES}
        for table in TABLES.values():
            findings += _parquet(release, table, rows[table.name])
        laws = [_of_problem(problem) for problem in validate(rows)]
        findings += laws or [*_in_order(rows), *_replaced(release, rows)]
        findings += _claims(manifest, rows)
    except ReleaseError as error:
        findings.append(Finding(release.name, str(error)))
    return findings


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
        return [_incomplete(error)], []


def _compare_again(release: Path, manifest: Manifest, seeds: Path, work: Work) -> tuple[list[Finding], list[str]]:
    again = _read_again(manifest, seeds, work)
    if not isinstance(again, Candidate):
        return again, []
    if difference := compare(read_released(release), as_released(again.rows)):
        return [finding for change in difference.changes for finding in _of_change(change)], []
    history, notes = _history(release, manifest, again)
    return list(_other_files(release, manifest, again, history)), notes


def _sums(release: Path) -> Iterator[Finding]:
    try:
        for problem in verify_sums(release):
            file, _, message = problem.rpartition(": ")
            yield Finding(file, message)
    except (OSError, UnicodeError) as error:
        yield Finding(SUMS, f"it cannot be read: {getattr(error, 'strerror', None) or error}")


def _parquet(release: Path, table: Table, rows: Sequence[Row]) -> Iterator[Finding]:
    """Where the Parquet file has other columns than are declared, or other rows than the JSON lines."""
    name = f"data/{table.name}.parquet"
    try:
        found = pa.concat_tables(parquet.read_table(file) for file in parquet_files(release, table.name))
    except (OSError, pa.ArrowException) as error:
        yield Finding(name, f"it cannot be read: {error}")
        return
    if undeclared := {column for column, _ in _declared(found.schema) ^ _declared(arrow_schema(table))}:
        for column in sorted(undeclared):
            yield Finding(name, "it is not as declared: type, description or place", column=column)
        return
    try:
        if found.cast(arrow_schema(table)).equals(arrow_table(table, rows)):
            return
    except (SchemaError, pa.ArrowException):
        pass  # which row it is, comes out below or from the laws
    differing = 0
    here: Row
    there: Row
    for here, there in zip_longest(found.to_pylist(), rows, fillvalue={}):
        if differing == ROWS_NAMED:
            return
        plain = orjson.loads(orjson.dumps(here))
        wrong = [column for column in table.columns if plain.get(column) != there.get(column)]
        differing += bool(wrong)
        for column in wrong:
            values = f"{plain.get(column)!a:.60}, but {there.get(column)!a:.60} in jsonl/{table.name}.jsonl"
            yield Finding(name, values, table.key_of(plain or there), column)


def _declared(schema: pa.Schema) -> set[tuple[str, tuple[object, ...]]]:
    """All that a schema says, by column; of the table as a whole under its name."""
    types = columns_of(schema)
    said = {(field.name, (place, types[field.name], str(field.metadata))) for place, field in enumerate(schema)}
    return said | {("(the table)", (str(schema.metadata),))}


def _of_problem(problem: Problem) -> Finding:
    return Finding(f"jsonl/{problem.table}.jsonl", f"{problem.message} ({problem.check})", problem.key, problem.column)


def _in_order(rows: Rows) -> Iterator[Finding]:
    for name, table in TABLES.items():
        for row, expected in zip(rows[name], table.sort(rows[name]), strict=True):
            if row is not expected:
                yield Finding(f"jsonl/{name}.jsonl", "the rows are out of order", table.key_of(row))
                break


def _replaced(release: Path, rows: Rows) -> Iterator[Finding]:
    """Ids that are said to be gone and are there, or to be there and are gone."""
    file = release / REPLACED_FILE
    if not file.exists():
        return
    ids = {name: {row[table.key[0]] for row in rows[name]} for name, table in TABLES.items() if len(table.key) == 1}
    for row in read_lines(file):
        there = ids.get(row.get("table", ""), set())
        if row.get("id") in there:
            yield Finding(REPLACED_FILE, "the id is said to be gone, and is there", row["id"], "id")
        if lost := [other for other in row.get("replaced_by", ()) if other not in there]:
            yield Finding(REPLACED_FILE, f"{', '.join(lost)} is not there", row.get("id"), "replaced_by")


def _claims(manifest: Manifest, rows: Rows) -> list[Finding]:
    """Where release.json says something else of the tables than they do."""
    try:
        digests = {name: _digest(TABLES[name], rows[name]) for name in TABLES}
        claims: dict[str, tuple[Any, Any]] = {
            f"tables, {name}, rows": (manifest["tables"][name]["rows"], len(rows[name])) for name in TABLES
        }
        claims |= {f"tables, {name}, digest": (manifest["tables"][name]["digest"], digests[name]) for name in TABLES}
        claims |= {"digest": (manifest["digest"], whole_digest(digests))}
        inputs = {entry["document_id"]: entry["sha256"] for entry in manifest["inputs"]}
        checksums = {row["document_id"]: row.get("raw_sha256") for row in rows["documents"]}
        claims |= {
            f"inputs, {document_id}": (inputs.get(document_id), checksums.get(document_id))
            for document_id in [*inputs, *(checksums.keys() - inputs.keys())]
        }
    except (KeyError, TypeError, AttributeError) as error:
        return [_incomplete(error)]
    return [
        Finding(MANIFEST, f"{what}: {claimed}, but the tables have {found}")
        for what, (claimed, found) in claims.items()
        if claimed != found
    ]


def _incomplete(error: Exception) -> Finding:
    return Finding(MANIFEST, f"it does not say all that it should, or not as it should: {error}")


def _digest(table: Table, rows: Sequence[Row]) -> str:
    digest = hashlib.sha256()
    for row in rows:
        digest.update((json_line({name: row.get(name) for name in table.columns}) + "\n").encode())
    return digest.hexdigest()


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
        rebuilt = again.write(Path(folder), manifest["version"], manifest["date"], history)
        files = same_release(release, rebuilt)
        made_with, tools = manifest.get("tools"), read_manifest(rebuilt)["tools"]
        why = f", made with {made_with} and here with {tools}" if made_with != tools else ""
        for file in files:
            if file != SUMS or len(files) == 1:
                yield Finding(file, f"it comes out differently when built again{why}")
