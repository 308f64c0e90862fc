"""Whether the rows of the tables are sound, judged from the tables alone.

Three rounds, each over the documents that the rounds before found sound: every table by itself (Pandera), keys across
the tables, and each document's texts, edits, sections and turns against each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from flows.validate.checks import CHECKS
from flows.validate.document import Document, documents
from flows.validate.problem import Problem, problem_of
from flows.validate.values import key_problems, value_problems
from schemas import TABLES, Row

__all__ = ["CHECKS", "FAILURES", "Problem", "validate"]

FAILURES = 20  # how many failures of one check are reported for one document


def validate(rows: Mapping[str, Sequence[Row]]) -> list[Problem]:
    """Everything found wrong with the rows of the tables, by the tables' names; empty where all is sound.

    Every document with a problem is named, at most `FAILURES` times for one check. A document that fails in one round
    is not looked at in the later ones; nor is any, where people fail, since they belong to all. Raises KeyError where a
    table is missing.
    """
    problems = [problem for table in TABLES.values() for problem in value_problems(table, rows[table.name])]
    unsound = {problem.document_id for problem in problems}
    problems += key_problems(rows, unsound)
    unsound |= {problem.document_id for problem in problems}
    if None not in unsound:
        for document in documents(rows, unsound):
            problems += _document_problems(document)
    return _bounded(problems)


def _document_problems(document: Document) -> list[Problem]:
    """What the checks find, up to and with the first group of checks that finds something."""
    problems: list[Problem] = []
    group = 0
    for check in CHECKS.values():
        if check.group > group and problems:
            break
        group = check.group
        problems += (problem_of(check.name, fault, check.remedy) for fault in check.run(document))
    return problems


def _bounded(problems: Iterable[Problem]) -> list[Problem]:
    kept, seen = [], Counter[tuple[str, str, str | None]]()
    for problem in problems:
        about = (problem.check, problem.table, problem.document_id)
        seen[about] += 1
        if seen[about] <= FAILURES:
            kept.append(problem)
    return kept
