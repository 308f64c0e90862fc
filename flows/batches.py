"""Many documents at a time: each is read on its own, and one that is broken is set aside with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flows.reading import Tables, Unreadable, read_rows
from flows.record import Person
from flows.seeds import CORRECTIONS, PEOPLE, SeedDocument, SeedProblem
from flows.validate import Problem, validate
from schemas import TABLES, Row

BATCH_BYTES = 50_000_000  # 2 to 5 seconds of work: what is spent on handing out a batch does not count beside that

NOBODY_SPEAKS = Unreadable(
    "nobody was found to speak in it",
    "check that it is the whole record of a conversation and names who speaks, or take the document out",
)


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents that are read in one go, and their size in bytes. `name` says which of how many it is."""

    name: str
    documents: tuple[SeedDocument, ...]
    size: int


@dataclass(frozen=True, slots=True)
class BatchResult:
    """The valid rows of a batch by table, and what is wrong with each document that has none."""

    rows: Tables
    problems: tuple[SeedProblem, ...]


def batches(documents: Sequence[SeedDocument], batch_bytes: int = BATCH_BYTES) -> list[Batch]:
    """The documents in their order, cut into batches of about `batch_bytes`."""
    cut: list[list[SeedDocument]] = []
    sizes: list[int] = []
    for document in documents:
        size = document.path.stat().st_size
        if cut and sizes[-1] + size <= batch_bytes:
            cut[-1].append(document)
            sizes[-1] += size
        else:
            cut.append([document])
            sizes.append(size)
    return [
        Batch(f"{number}-of-{len(cut)}", tuple(members), size)
        for number, (members, size) in enumerate(zip(cut, sizes, strict=True), start=1)
    ]


def read_batch(batch: Batch, people: Sequence[Person]) -> BatchResult:
    """Reads and validates the documents of a batch; `people` is the authority file.

    A document that cannot be read, in which nobody is found to speak, or whose rows are invalid, is left out and has
    problems instead. A problem that is no single document's (its `document_id` is None) leaves no rows at all.
    """
    tables: dict[str, Tables] = {}
    problems: list[SeedProblem] = []
    for document in batch.documents:
        found = read_rows(document.read, document.document_id, document.sidecar, people)
        if isinstance(found, Unreadable):
            problems.append(_problem(document, found))
        elif not any(turn["kind"] == "speech" for turn in found["turns"]):
            problems.append(_problem(document, NOBODY_SPEAKS))
        else:
            tables[document.document_id] = found
    documents = {document.document_id: document for document in batch.documents}
    while invalid := validate(whole := merged(tables.values())):
        problems += [_seed_problem(problem, documents) for problem in invalid]
        broken = {problem.document_id for problem in invalid}
        if None in broken:
            return BatchResult(merged([]), tuple(problems))
        tables = {document_id: part for document_id, part in tables.items() if document_id not in broken}
    return BatchResult(whole, tuple(problems))


def merged(parts: Iterable[Tables]) -> dict[str, list[Row]]:
    """The rows of all parts by table, in the order of the parts. A person whom several parts name has one row."""
    whole: dict[str, list[Row]] = {name: [] for name in TABLES}
    for part in parts:
        for name, found in part.items():
            whole[name] += found
    whole["people"] = list({row["person_id"]: row for row in whole["people"]}.values())
    return whole


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
