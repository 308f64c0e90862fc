"""Of a release on the disk only those stretches are read in which it differs from the parts of the next one."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest

from flows.difference.compare import compare
from flows.difference.model import Difference, Released
from flows.reading.document import read_document
from flows.release import reading
from flows.release.folder import ReleaseError
from flows.release.reading import TableLines, as_released
from flows.tables import rows
from flows.tables.parts import Lines, Part, all_rows, write_part
from schemas import TABLES, Row
from tests.conftest import TALK

Rows = dict[str, list[Row]]
GROUPS = (("talk-a", "talk-b"), ("talk-c",), (), ("talk-d", "talk-e", "talk-f"))
ALL = [document_id for group in GROUPS for document_id in group]


@cache
def document(document_id: str, text: str = TALK) -> Rows:
    return rows([read_document(text.encode(), document_id)])


def joined(documents: Sequence[Rows]) -> Rows:
    whole: Rows = {name: [row for each in documents for row in each[name]] for name in TABLES}
    return copy.deepcopy(whole)


def in_parts(folder: Path) -> list[Part]:
    parts = []
    for number, group in enumerate(GROUPS):
        (folder / str(number)).mkdir(parents=True)
        parts.append(write_part(joined([document(document_id) for document_id in group]), folder / str(number)))
    return parts


def on_disk(folder: Path, found: Rows) -> Released:
    folder.mkdir()
    part = write_part(found, folder)
    columns = as_released({}).columns
    lines = {name: TableLines(part.file(name), table, frozenset(columns[name])) for name, table in TABLES.items()}
    return Released(lines, columns)


def read_whole(old: Released, parts: Sequence[Part]) -> Difference:
    """The difference, found by reading all rows of both."""
    return compare(old, as_released({name: list(found) for name, found in all_rows(parts).items()}))


CHANGES: dict[str, Callable[[], Sequence[Rows]]] = {
    "nothing": lambda: [document(each) for each in ALL],
    "one document is new": lambda: [document(each) for each in ALL if each != "talk-d"],
    "the first and the last are new": lambda: [document(each) for each in ALL[1:-1]],
    "one is gone between two parts": lambda: [document(each) for each in sorted([*ALL, "talk-bb"])],
    "the first and the last are gone": lambda: [document(each) for each in ["talk-0", *ALL, "talk-z"]],
    "one says something else": lambda: [
        document(each, TALK.replace("oil", "coal")) if each == "talk-c" else document(each) for each in ALL
    ],
    "all are new": lambda: [],
    "all are others": lambda: [document(f"{each}-then") for each in ALL],
}


@pytest.mark.parametrize("before", CHANGES.values(), ids=CHANGES)
def test_the_difference_is_that_of_all_rows(tmp_path: Path, before: Callable[[], Sequence[Rows]]) -> None:
    parts = in_parts(tmp_path / "parts")
    old = on_disk(tmp_path / "old", joined(before()))
    found = compare(old, as_released(all_rows(parts)))
    assert found == read_whole(old, parts)
    assert bool(found) == (before is not CHANGES["nothing"])


def test_nothing_starts_from_nothing(tmp_path: Path) -> None:
    old = on_disk(tmp_path / "old", joined([document("talk-a")]))
    found = compare(old, as_released(all_rows([])))
    assert found
    assert found == read_whole(old, [])


# Where a stretch ends, is seen by the first row after it.
@pytest.mark.parametrize(
    ("gone", "read"), [(None, set()), ("talk-b", {"talk-a", "talk-c"}), ("talk-e", {"talk-d", "talk-f"})]
)
def test_only_what_differs_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gone: str | None, read: set[str]
) -> None:
    parts = in_parts(tmp_path / "parts")
    old = on_disk(tmp_path / "old", joined([document(each) for each in ALL if each != gone]))
    seen: set[str] = set()
    whole = reading._object

    def noticed(path: Path, number: int, line: bytes) -> Row:
        row = whole(path, number, line)
        seen.add(row.get("document_id", ""))
        return row

    monkeypatch.setattr("flows.release.reading._object", noticed)
    compare(
        old, as_released({name: each for name, each in all_rows(parts).items() if name != "people"} | {"people": []})
    )
    assert seen - {""} == read


def swap_documents(lines: list[bytes]) -> list[bytes]:
    """The turns of talk-c, which is a part of its own, come before those of talk-b."""
    return lines[:6] + lines[12:18] + lines[6:12] + lines[18:]


def repeat_later(lines: list[bytes]) -> list[bytes]:
    """A turn of talk-a comes once more after a part that is as it was."""
    return [*lines[:12], lines[0], *lines[12:]]


def take_column(lines: list[bytes]) -> list[bytes]:
    return [*lines[:13], lines[13].replace(b'"mode":"direct",', b""), *lines[14:]]


def no_json(lines: list[bytes]) -> list[bytes]:
    return [*lines, b"7\n"]


def no_key(lines: list[bytes]) -> list[bytes]:
    return [re.sub(rb'"document_id":"[^"]*"', b'"document_id":1', lines[0]), *lines[1:]]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (swap_documents, r"turns\.jsonl:13: the row should not come after"),
        (repeat_later, r"turns\.jsonl:13: the row should not come after"),
        (take_column, r"turns\.jsonl:14: missing, or not declared: mode"),
        (no_json, r"turns\.jsonl:37: this is no JSON object"),
        (no_key, r"turns\.jsonl:1: the row has no proper key"),
    ],
)
def test_what_differs_is_checked(tmp_path: Path, spoil: Callable[[list[bytes]], list[bytes]], message: str) -> None:
    parts = in_parts(tmp_path / "parts")
    old = on_disk(tmp_path / "old", joined([document(each) for each in ALL]))
    file = tmp_path / "old" / "turns.jsonl"
    file.write_bytes(b"".join(spoil(file.read_bytes().splitlines(keepends=True))))
    lines, others = old.rows["turns"], all_rows(parts)["turns"]
    assert isinstance(lines, TableLines)
    assert isinstance(others, Lines)
    with pytest.raises(ReleaseError, match=message):
        list(lines.unlike(others))
    with pytest.raises(ReleaseError, match=message):
        compare(old, as_released(all_rows(parts)))
