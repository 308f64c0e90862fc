"""What a declaration of a table consists of. Only the standard library is imported here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any, Literal, Protocol

Type = Literal["string", "integer", "number", "boolean", "date", "list of strings", "list of structs"]
Row = dict[str, Any]


class Rows(Protocol):
    """The rows of one table, which can be counted and gone through again and again: a list, or files on the disk."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Row]: ...


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a table, or one member of a struct.

    `values`, `pattern`, `minimum` and `maximum` limit a value; for a list of strings they limit each of its elements. A
    pattern covers the whole value. In rows a date is a string `YYYY-MM-DD`; a list is never null but empty.

    `shifts` marks a place in the clean text, an ordinal, a page or a count: it says nothing new where it differs in
    another release, but that something beside it changed.
    """

    name: str
    type: Type
    description: str
    nullable: bool = False
    unit: str | None = None
    values: tuple[str, ...] | None = None
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    fields: tuple[Field, ...] = ()  # the members of the struct, for a list of structs
    shifts: bool = False


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A column whose values (or whose elements) are values of the only key column of another table, or null."""

    column: str
    table: str


@dataclass(frozen=True)
class Table:
    """One table: `key` identifies a row, `order` is the order of the rows in a release.

    `known_by` has sets of columns by which a row is found again in another release, the surest first; where there are
    none it is the key.
    """

    name: str
    description: str
    key: tuple[str, ...]
    order: tuple[str, ...]
    fields: tuple[Field, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    known_by: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in their order."""
        return tuple(field.name for field in self.fields)

    def field(self, name: str) -> Field:
        """The column of that name. Raises KeyError where there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(f"the table {self.name} has no column {name}")

    def key_of(self, row: Mapping[str, Any]) -> str:
        """The key of a row in words for a message, also where the row is incomplete."""
        return " ".join(str(row.get(name)) for name in self.key)

    def sort(self, rows: Iterable[Row]) -> list[Row]:
        """The rows in the table's order. No column of an order can be null."""
        return sorted(rows, key=itemgetter(*self.order))
