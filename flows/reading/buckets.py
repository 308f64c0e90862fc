"""Many documents at a time: each is read on its own, and one that is broken is set aside with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from flows.reading.doubts import IF_NOBODY_SPEAKS, NOBODY_SPEAKS
from flows.reading.rows import Tables, Unreadable, read_rows
from flows.record import Person
from flows.seeds import CORRECTIONS, PEOPLE, SeedDocument, SeedProblem
from flows.validate import Problem, validate
from schemas import TABLES, Row

BUCKET_BYTES = 2_000_000  # 2 to 5 seconds of work: what is spent on handing out a bucket does not count beside that
LARGEST = 4  # times as much is in no bucket but one of a single document

_NOBODY_SPEAKS = Unreadable(NOBODY_SPEAKS, f"{IF_NOBODY_SPEAKS}, or take its folder out of the documents")


@dataclass(frozen=True, slots=True)
class Bucket:
    """Documents that are read in one go, and their size in bytes. `name` says which of how many it is."""

    name: str
    documents: tuple[SeedDocument, ...]
    size: int


@dataclass(frozen=True, slots=True)
class BucketResult:
    """The valid rows of a bucket by table, and what is wrong with each document that has none."""

    rows: Tables
    problems: tuple[SeedProblem, ...]


def buckets(documents: Sequence[SeedDocument], bucket_bytes: int = BUCKET_BYTES) -> list[Bucket]:
    """The documents in their order, cut into buckets of about `bucket_bytes`.

    Whether a bucket ends after a document is told by a hash of the document's id, the larger the document the more
    often. So a document that is added or taken away makes one bucket another (or two, where it ended one), and leaves
    the others as they are.
    """
    cut: list[tuple[list[SeedDocument], int]] = []
    members: list[SeedDocument] = []
    total = 0
    for document in documents:
        size = document.path.stat().st_size
        if members and total + size > LARGEST * bucket_bytes:
            cut.append((members, total))
            members, total = [], 0
        members.append(document)
        total += size
        if _chance(document.document_id) * bucket_bytes < size:
            cut.append((members, total))
            members, total = [], 0
    if members:
        cut.append((members, total))
    return [
        Bucket(f"{number}-of-{len(cut)}", tuple(documents), size)
        for number, (documents, size) in enumerate(cut, start=1)
    ]


def read_bucket(bucket: Bucket, people: Sequence[Person]) -> BucketResult:
    """Reads and validates the documents of a bucket; `people` is the authority file.

    A document that cannot be read, in which nobody is found to speak, or whose rows are invalid, is left out and has
    problems instead. A problem that is no single document's (its `document_id` is None) leaves no rows at all.
    """
    tables: dict[str, Tables] = {}
    problems: list[SeedProblem] = []
    for document in bucket.documents:
        found = read_rows(document.read, document.document_id, document.sidecar, people)
        if isinstance(found, Unreadable):
            problems.append(_problem(document, found))
        elif not any(turn["kind"] == "speech" for turn in found["turns"]):
            problems.append(_problem(document, _NOBODY_SPEAKS))
        else:
            tables[document.document_id] = found
    documents = {document.document_id: document for document in bucket.documents}
    while invalid := validate(whole := merged(tables.values())):
        problems += [_seed_problem(problem, documents) for problem in invalid]
        broken = {problem.document_id for problem in invalid}
        if None in broken:
            return BucketResult(merged([]), tuple(problems))
        tables = {document_id: part for document_id, part in tables.items() if document_id not in broken}
    return BucketResult(whole, tuple(problems))


def merged(parts: Iterable[Tables]) -> dict[str, list[Row]]:
    """The rows of all parts by table, in the order of the parts. A person whom several parts name has one row."""
    whole: dict[str, list[Row]] = {name: [] for name in TABLES}
    for part in parts:
        for name, found in part.items():
            whole[name] += found
    whole["people"] = list({row["person_id"]: row for row in whole["people"]}.values())
    return whole


def _chance(document_id: str) -> float:
    """A number from 0 to 1 that the id alone says."""
    return int.from_bytes(sha256(document_id.encode()).digest()[:4]) / 2**32


def _problem(document: SeedDocument, reason: Unreadable) -> SeedProblem:
    line = reason.correction_line
    file = document.path if line is None else document.path.with_name(CORRECTIONS)
    return SeedProblem(file, line or 1, reason.message, _sentence(reason.remedy), document.document_id)


def _seed_problem(problem: Problem, documents: Mapping[str, SeedDocument]) -> SeedProblem:
    if problem.document_id is None:
        file = next(iter(documents.values())).path.parents[1] / PEOPLE
    else:
        file = documents[problem.document_id].path
    column = "" if problem.column is None else f".{problem.column}"
    message = f"{problem.table}{column} of {problem.key}: {problem.message}"
    return SeedProblem(file, None, message.rstrip("."), _sentence(problem.remedy), problem.document_id)


def _sentence(text: str) -> str:
    return (text[:1].upper() + text[1:]).rstrip(".")
