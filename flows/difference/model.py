"""What a difference between two releases consists of, and the tables as which it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, Protocol, get_args, runtime_checkable

from flows.tables.parts import Lines
from schemas import Field, Row, Table
from schemas.tables import ID

Kind = Literal["added", "removed", "changed", "moved", "column-added", "column-removed", "column-changed"]
Level = Literal["patch", "minor", "major"]

KINDS: tuple[Kind, ...] = get_args(Kind)
ROW_KINDS = KINDS[:4]
_MINOR = frozenset({"added", "column-added"})
FIRST_VERSION = "0.1.0"


@runtime_checkable
class OnDisk(Protocol):
    """Rows of a table that can be compared with files of lines without reading them all."""

    def unlike(self, others: Lines) -> Iterator[tuple[Iterable[Row], Iterable[Row]]]:
        """Rows of both that stand between documents, and together hold all that differs."""


@dataclass(frozen=True)
class Released:
    """The tables of a release: their rows, each table in its order, and the types of their columns, as text."""

    rows: Mapping[str, Iterable[Row]]
    columns: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Cell:
    """The values of one column before and after, as text. `moved` is true where it is a place or count that shifted."""

    column: str
    moved: bool
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one row, or to a column of a table (`key` is then the column's name).

    A row is `changed` where any of its cells says something else, and `moved` where places and counts alone shifted.
    `replaced_by` has the ids that stand for a removed one, the best first.
    """

    table: str
    document_id: str | None
    key: str
    kind: Kind
    cells: tuple[Cell, ...] = ()
    replaced_by: tuple[str, ...] = ()

    def row(self) -> Row:
        """The change as a row of the table `CHANGES`."""
        return {
            "table": self.table,
            "document_id": self.document_id,
            "key": self.key,
            "change": self.kind,
            "columns": [
                {"column": cell.column, "moved": cell.moved, "old": cell.old, "new": cell.new} for cell in self.cells
            ],
            "replaced_by": list(self.replaced_by),
        }


@dataclass(frozen=True)
class Difference:
    """All changes from one release to another, in the order of the tables and of their rows."""

    changes: tuple[Change, ...]

    def __bool__(self) -> bool:
        return bool(self.changes)

    @cached_property
    def counts(self) -> Counter[tuple[str, Kind]]:
        """How many changes of each kind there are in each table."""
        return Counter((change.table, change.kind) for change in self.changes)

    @property
    def level(self) -> Level:
        """What the version must say: `major` where anything that was there is another, `minor` where there is only
        more than before, `patch` where the rows are the same."""
        if not self.changes:
            return "patch"
        return "minor" if all(change.kind in _MINOR for change in self.changes) else "major"


_TABLE = Field("table", "string", "The name of the table.")

CHANGES = Table(
    "changes",
    "What is another than in the release before: one row for each row of a table, or column, that changed.",
    key=("table", "key", "change"),
    order=("table", "key", "change"),
    fields=(
        _TABLE,
        Field("document_id", "string", "The document that the row belongs to.", nullable=True, pattern=ID),
        Field("key", "string", "The key of the row, its values parted by spaces; or the name of the column."),
        Field(
            "change",
            "string",
            "`added`, `removed`, `changed`; `moved` where nothing but places in the clean text, ordinals, pages and "
            "counts shifted; `column-added`, `column-removed`, `column-changed` where the table itself changed.",
            values=KINDS,
        ),
        Field(
            "columns",
            "list of structs",
            "The columns that differ.",
            fields=(
                Field("column", "string", "The name of the column."),
                Field("moved", "boolean", "Whether it is a place or count that shifted."),
                Field("old", "string", "The value before: text as it is, all else as JSON.", nullable=True),
                Field("new", "string", "The value now, in the same form.", nullable=True),
            ),
        ),
        Field("replaced_by", "list of strings", "The ids that stand for a removed one, the best first."),
    ),
)

REPLACED = Table(
    "replaced",
    "Every id that an earlier release has and this one has not, with what stands for it now.",
    key=("table", "id"),
    order=("table", "id"),
    fields=(
        _TABLE,
        Field("id", "string", "The id that is gone."),
        Field("replaced_by", "list of strings", "The ids that stand for it now, the best first; none where none do."),
        Field("version", "string", "The first release without the id."),
    ),
)


def least_version(newest: tuple[int, int, int], level: Level) -> str:
    """The least version after `newest` that says as much as changed. Before 1.0.0 the second number is the first."""
    major, minor, patch = newest
    if level == "patch":
        return f"{major}.{minor}.{patch + 1}"
    if level == "minor" or major == 0:
        return f"{major}.{minor + 1}.0"
    return f"{major + 1}.0.0"
