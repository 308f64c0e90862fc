"""What a validation reports."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from schemas import TABLES, Row


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, for whoever has to mend it.

    `key` is the key of the row. `document_id` is None for a row of people, `column` where the whole row is wrong.
    `check` is the name of the check that found it, `remedy` says what to do.
    """

    table: str
    document_id: str | None
    key: str
    column: str | None
    message: str
    remedy: str
    check: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What a check finds: a row of a table, one of its columns (or None), and what is wrong there."""

    table: str
    row: Row
    column: str | None
    message: str


def is_sound(row: Row, unsound: Collection[str | None]) -> bool:
    """Whether a row belongs to a document, and that is not among the unsound ones."""
    document_id = row.get("document_id")
    return isinstance(document_id, str) and document_id not in unsound


def problem_of(check: str, fault: Fault, remedy: str) -> Problem:
    """The problem that a fault is, with the names by which its row is found."""
    document_id = fault.row.get("document_id")
    return Problem(
        table=fault.table,
        document_id=document_id if isinstance(document_id, str) else None,
        key=TABLES[fault.table].key_of(fault.row),
        column=fault.column,
        message=fault.message,
        remedy=remedy,
        check=check,
    )


def quoted(value: object) -> str:
    """The value in quotation marks for a message, cut short where it is long."""
    text = str(value)
    return repr(text if len(text) <= 60 else text[:57] + "...")
