"""Whether a release is what it claims, judged from its own files."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from flows.difference.history import REPLACED_FILE
from flows.files import sha256
from flows.release.folder import MANIFEST, SUMS, ReleaseError, read_manifest, verify_sums, whole_digest
from flows.release.reading import lines_file, read_lines
from flows.validate import Problem, validate
from flows.verify.finding import Finding, Manifest, incomplete
from flows.verify.parquet_rows import parquet_findings
from flows.verify.slices import DOCUMENT_TABLES, Tables, places, slices, together
from schemas import SCHEMA_VERSION, TABLES, Row, Table


def verify_release(release: Path) -> list[Finding]:
    """What is wrong with a release, judged from its own files: sums, schemas, keys, laws, counts and digests.

    In memory are a few documents at a time, and the people.
    """
    findings = list(_sums(release))
    try:
        manifest = read_manifest(release)
        if (version := manifest.get("schema_version")) != SCHEMA_VERSION:
            remedy = f"verify it with the parley that made it ({manifest.get('tools')})"
            message = f"the schema is {version}, and this program knows the laws of {SCHEMA_VERSION}; {remedy}"
            return [*findings, Finding(MANIFEST, message)]
        for table in TABLES.values():
            findings += parquet_findings(release, table)
        findings += _misplaced(release) or _laws(release) or _replaced(release)
        findings += _claims(release, manifest)
    except ReleaseError as error:
        findings.append(Finding(release.name, str(error)))
    return findings


def _sums(release: Path) -> Iterator[Finding]:
    try:
        for problem in verify_sums(release):
            file, _, message = problem.rpartition(": ")
            yield Finding(file, message)
    except (OSError, UnicodeError) as error:
        yield Finding(SUMS, f"it cannot be read: {getattr(error, 'strerror', None) or error}")


def _rows(release: Path, table: str) -> Iterator[Row]:
    return read_lines(lines_file(release, table))


def _misplaced(release: Path) -> list[Finding]:
    """Of each table the first row, if any, after which one comes of a document (of people: a person) before it."""
    found = []
    for name, table in TABLES.items():
        for (place, row), (next_place, _) in pairwise(places(table, _rows(release, name))):
            if next_place < place:
                found.append(_out_of_order(table, row))
                break
    return found


def _laws(release: Path) -> list[Finding]:
    """Where the rows are not as the laws say; if they are, where they are out of order within a document."""
    people = list(_rows(release, "people"))
    nobody: Tables = {name: [] for name in TABLES}
    broken = [_of_problem(problem) for problem in validate(nobody | {"people": people})]
    out_of_order: dict[str, Finding] = {}
    by_id = {row["person_id"]: row for row in people if isinstance(row.get("person_id"), str)}
    for documents in slices({name: _rows(release, name) for name in DOCUMENT_TABLES}):
        rows = together(documents, by_id)
        if validate(rows):
            # What is found in a document must not depend on what else is in the slice.
            for document in documents:
                problems = validate(together([document], by_id))
                broken += [_of_problem(problem) for problem in problems if problem.table != "people"]
        elif not broken:
            for finding in _in_order(rows):
                out_of_order.setdefault(finding.file, finding)
    return broken or list(out_of_order.values())


def _of_problem(problem: Problem) -> Finding:
    return Finding(f"jsonl/{problem.table}.jsonl", f"{problem.message} ({problem.check})", problem.key, problem.column)


def _in_order(rows: Tables) -> Iterator[Finding]:
    """The first row of each table that stands in a wrong place."""
    for name, table in TABLES.items():
        for row, expected in zip(rows[name], table.sort(rows[name]), strict=True):
            if row is not expected:
                yield _out_of_order(table, row)
                break


def _out_of_order(table: Table, row: Row) -> Finding:
    return Finding(f"jsonl/{table.name}.jsonl", "the rows are out of order", table.key_of(row))


def _replaced(release: Path) -> Iterator[Finding]:
    """Ids that are said to be gone and are there, or to be there and are gone."""
    file = release / REPLACED_FILE
    if not file.exists():
        return
    try:
        named = {(row["table"], each) for row in read_lines(file) for each in (row["id"], *row["replaced_by"])}
        there = {
            here
            for name, table in TABLES.items()
            if len(table.key) == 1 and named
            for row in _rows(release, name)
            if (here := (name, table.key_of(row))) in named
        }
        for row in read_lines(file):
            if (row["table"], row["id"]) in there:
                yield Finding(REPLACED_FILE, "the id is said to be gone, and is there", row["id"], "id")
            if lost := [other for other in row["replaced_by"] if (row["table"], other) not in there]:
                yield Finding(REPLACED_FILE, f"{', '.join(lost)} is not there", row["id"], "replaced_by")
    except (KeyError, TypeError) as error:
        yield incomplete(REPLACED_FILE, error)


def _claims(release: Path, manifest: Manifest) -> list[Finding]:
    """Where release.json says something else of the tables than they do."""
    files = {name: lines_file(release, name) for name in TABLES}
    digests = {name: sha256(file) for name, file in files.items()}
    try:
        claims: dict[str, tuple[Any, Any]] = {
            f"tables, {name}, rows": (manifest["tables"][name]["rows"], _count(file)) for name, file in files.items()
        }
        claims |= {f"tables, {name}, digest": (manifest["tables"][name]["digest"], digests[name]) for name in TABLES}
        claims |= {"digest": (manifest["digest"], whole_digest(digests))}
        inputs = {entry["document_id"]: entry["sha256"] for entry in manifest["inputs"]}
        checksums = {row["document_id"]: row.get("raw_sha256") for row in _rows(release, "documents")}
        claims |= {
            f"inputs, {document_id}": (inputs.get(document_id), checksums.get(document_id))
            for document_id in {**inputs, **checksums}
        }
    except (KeyError, TypeError, AttributeError) as error:
        return [incomplete(MANIFEST, error)]
    return [
        Finding(MANIFEST, f"{what}: {claimed}, but the tables have {found}")
        for what, (claimed, found) in claims.items()
        if claimed != found
    ]


def _count(file: Path) -> int:
    with file.open("rb") as lines:
        return sum(1 for _ in lines)
