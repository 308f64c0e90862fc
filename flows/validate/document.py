"""The rows of one document together, and what the checks measure on them. All searches are by bisection."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from flows.validate.problem import is_sound
from schemas import TABLES, Row

_PARTS = ("sections", "turns", "spans", "edits", "participants")


@dataclass(frozen=True)
class Document:
    """The rows of one document, each list in its table's order, and the people of all documents by their ids."""

    row: Row
    sections: Sequence[Row]
    turns: Sequence[Row]
    spans: Sequence[Row]
    edits: Sequence[Row]
    participants: Sequence[Row]
    people: Mapping[str, Row]

    @cached_property
    def text(self) -> str:
        """The clean text."""
        return str(self.row["text"])

    @cached_property
    def raw(self) -> str:
        """The raw text, put together again from the clean text and the edits."""
        parts, at = [], 0
        for edit in self.edits:
            parts += [self.text[at : edit["clean_start"]], edit["raw_text"]]
            at = edit["clean_end"]
        return "".join([*parts, self.text[at:]])

    def edit_across_raw(self, offset: int) -> Row | None:
        """The edit that has raw text on both sides of a raw offset."""
        before = bisect_left(self._raw_starts, offset) - 1
        return self.edits[before] if before >= 0 and self.edits[before]["raw_end"] > offset else None

    def edit_across_clean(self, offset: int) -> Row | None:
        """The edit that has clean text on both sides of a clean offset."""
        before = bisect_left(self._clean_starts, offset) - 1
        return self.edits[before] if before >= 0 and self.edits[before]["clean_end"] > offset else None

    def edits_from(self, raw_start: int, raw_end: int) -> Sequence[Row]:
        """The edits that start from `raw_start` up to and with `raw_end`."""
        return self.edits[bisect_left(self._raw_starts, raw_start) : bisect_right(self._raw_starts, raw_end)]

    def turn_at(self, clean_offset: int) -> Row | None:
        """The last turn that starts at or before a clean offset."""
        before = bisect_right(self._turn_starts, clean_offset) - 1
        return self.turns[before] if before >= 0 else None

    @cached_property
    def _raw_starts(self) -> list[int]:
        return [edit["raw_start"] for edit in self.edits]

    @cached_property
    def _clean_starts(self) -> list[int]:
        return [edit["clean_start"] for edit in self.edits]

    @cached_property
    def _turn_starts(self) -> list[int]:
        return [turn["clean_start"] for turn in self.turns]


def documents(rows: Mapping[str, Sequence[Row]], unsound: Collection[str | None]) -> Iterator[Document]:
    """The documents whose ids are not among the unsound ones, in the order of their ids."""
    people = {row["person_id"]: row for row in rows["people"]}
    sound = {row["document_id"]: row for row in rows["documents"] if is_sound(row, unsound)}
    parts: dict[str, dict[str, list[Row]]] = {document_id: {name: [] for name in _PARTS} for document_id in sound}
    for name in _PARTS:
        for row in rows[name]:
            if (part := parts.get(row["document_id"])) is not None:
                part[name].append(row)
    for document_id in sorted(sound):
        ordered = {name: TABLES[name].sort(found) for name, found in parts[document_id].items()}
        yield Document(row=sound[document_id], people=people, **ordered)
