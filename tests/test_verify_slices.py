"""A release of any size is verified in slices of whole documents, and what is found does not depend on them."""

from __future__ import annotations

import copy
import json
import tracemalloc
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from flows.reading.document import read_document
from flows.record import Person
from flows.release.parquet_files import parquet_files
from flows.tables import rows
from flows.tables.parts import write_part
from flows.verify import verify_release
from flows.verify.slices import SLICE_CHARACTERS
from flows.work.kept import Kept
from schemas import SCHEMA_VERSION, Row
from tests.conftest import TALK

Rows = dict[str, list[Row]]
PEOPLE = (Person("anna-berg", "Anna Berg"), Person("ole-lind", "Ole Lind"))
LAST = f"talk-4@{TALK.index('Ole Lind: Then')}"


@cache
def talks(count: int, text: str = TALK) -> Rows:
    """The rows of so many documents, which nobody may change."""
    return rows([read_document(text.encode(), f"talk-{number}", None, PEOPLE) for number in range(count)])


def tables(folder: Path, found: Rows) -> Path:
    """The tables of a release, and of its other files none but what a manifest must say at least."""
    (folder / "jsonl").mkdir(parents=True)
    (folder / "data").mkdir()
    part = write_part(found, folder / "jsonl")
    kept = Kept(folder.with_name(f"{folder.name}-made"), folder.with_name(f"{folder.name}-unfinished"))
    for name in part.counts:
        for file in parquet_files(folder, name, part.file(name), 1 << 20, kept):
            file()
    (folder / "release.json").write_text(json.dumps({"schema_version": SCHEMA_VERSION}), encoding="utf-8")
    return folder


def laws(folder: Path) -> list[str]:
    """What is found in the tables."""
    found = verify_release(folder)
    assert [finding.file for finding in (found[0], found[-1])] == ["SHA256SUMS", "release.json"]
    return [str(finding) for finding in found[1:-1]]


def forged(*changes: Callable[[Rows], None]) -> Rows:
    found = copy.deepcopy(talks(5))
    for change in changes:
        change(found)
    return found


def change(table: str, row: int, **values: object) -> Callable[[Rows], None]:
    return lambda found: found[table][row].update(values)


def strange_row(found: Rows) -> None:
    found["sections"].append(found["sections"][-1] | {"document_id": "talk-nobody-has"})


def take_id(found: Rows) -> None:
    """The last turn, and whatever speaks of it, has the id of another document's turn."""
    for row in (*found["turns"], *found["spans"]):
        if row["turn_id"] == LAST:
            row["turn_id"] = found["turns"][0]["turn_id"]


def test_sound_tables_are_found_sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.verify.slices.SLICE_CHARACTERS", 1)
    assert laws(tables(tmp_path / "release", talks(5))) == []


def test_a_forged_row_in_a_late_slice_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.verify.slices.SLICE_CHARACTERS", 1)
    (finding,) = laws(tables(tmp_path / "release", forged(change("turns", -1, words=3))))
    assert finding == f"jsonl/turns.jsonl, row {LAST}, column words: the text has 8 words (words-counted)"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (take_id, f"column turn_id: should be {LAST}"),
        (
            change("spans", -1, turn_id=f"talk-0@{TALK.index('Anna')}"),
            "column turn_id: 'talk-0@42' is not in the table",
        ),
        (strange_row, "row talk-nobody-has 42, column document_id: 'talk-nobody-has' is not in the table"),
        (change("turns", -1, speaker_id="nobody"), "column speaker_id: 'nobody' is not in the table people"),
        (change("people", 1, name="Ole Lund"), "column speaker_name: 'Ole Lind', but 'Ole Lund' where it is repeated"),
        (change("people", 1, person_id="anna-berg"), "people.jsonl, row anna-berg, column person_id: another row has"),
        (change("people", 1, basis="hearsay"), "people.jsonl, row ole-lind, column basis: 'hearsay' must be one of"),
    ],
)
def test_what_concerns_several_tables_is_found_in_slices(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Rows], None], words: str
) -> None:
    folder = tables(tmp_path / "release", forged(change))
    found = laws(folder)
    assert any(words in finding for finding in found), found
    monkeypatch.setattr("flows.verify.slices.SLICE_CHARACTERS", 1)
    assert laws(folder) == found


SPOILS: dict[str, Callable[[list[str]], list[str]]] = {
    "a row that names no document": lambda lines: [
        line.replace('"document_id":"talk-2",', "") if number == 14 else line for number, line in enumerate(lines)
    ],
    "a type, and a value in another document": lambda lines: [
        line.replace('"words":', '"words":0.') if number == 8 else line.replace('"rule":"label', '"rule":"')
        for number, line in enumerate(lines)
    ],
    "a document after its successor": lambda lines: lines[6:12] + lines[:6] + lines[12:],
    "a turn after its successor": lambda lines: [*lines[:12], lines[13], lines[12], *lines[14:]],
    "a document whose turns are gone": lambda lines: lines[:6] + lines[12:],
}


@pytest.mark.parametrize("spoil", SPOILS.values(), ids=SPOILS)
def test_what_is_found_does_not_depend_on_the_slices(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[list[str]], list[str]]
) -> None:
    folder = tables(tmp_path / "release", forged(change("turns", 5, words=3)))
    file = folder / "jsonl" / "turns.jsonl"
    file.write_text("".join(f"{line}\n" for line in spoil(file.read_text("utf-8").splitlines())), encoding="utf-8")
    found = []
    for characters in (1, 2 * len(TALK), SLICE_CHARACTERS):
        monkeypatch.setattr("flows.verify.slices.SLICE_CHARACTERS", characters)
        found.append(laws(folder))
    assert len(found[0]) > 1
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize("rows", [1, 4, 10_000])
def test_tables_are_compared_in_pieces_and_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    monkeypatch.setattr("flows.verify.parquet_rows.PIECE_ROWS", rows)
    folder = tables(tmp_path / "release", talks(5))
    file = folder / "jsonl" / "turns.jsonl"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join([*lines[:28], lines[28].replace('"mode":"direct"', '"mode":"mixed"')]), encoding="utf-8")
    found = [finding for finding in laws(folder) if finding.startswith("data/")]
    assert found[0] == (
        f"data/turns.parquet, row {json.loads(lines[28])['turn_id']}, column mode: 'direct', but 'mixed' in "
        "jsonl/turns.jsonl"
    )
    assert f"data/turns.parquet, row {LAST}, column turn_id: '{LAST}', but None in jsonl/turns.jsonl" in found


def test_lines_that_the_parquet_files_do_not_have_are_found(tmp_path: Path) -> None:
    folder = tables(tmp_path / "release", talks(5))
    file = folder / "jsonl" / "turns.jsonl"
    text = file.read_text("utf-8")
    file.write_text(text + text.splitlines(keepends=True)[-1].replace(LAST, "talk-5@1"), encoding="utf-8")
    found = [finding for finding in laws(folder) if finding.startswith("data/")]
    assert "data/turns.parquet, row talk-5@1, column turn_id: None, but 'talk-5@1' in jsonl/turns.jsonl" in found


@pytest.mark.parametrize(
    "line", ["{}", '{"table":"turns","id":["x"],"replaced_by":[]}', '{"table":1,"id":2,"replaced_by":3}']
)
def test_replaced_ids_that_are_none_are_found(tmp_path: Path, line: str) -> None:
    folder = tables(tmp_path / "release", talks(1))
    (folder / "changes").mkdir()
    (folder / "changes" / "replaced.jsonl").write_text(f"{line}\n", encoding="utf-8")
    (finding,) = laws(folder)
    assert finding.startswith("changes/replaced.jsonl: it does not say all that it should")


def test_memory_is_that_of_a_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = TALK + TALK.partition("\n\n")[2].partition("\n\n")[2] * 10
    monkeypatch.setattr("flows.verify.slices.SLICE_CHARACTERS", 1)
    monkeypatch.setattr("flows.verify.parquet_rows.PIECE_ROWS", 100)

    def peak(documents: int) -> int:
        folder = tables(tmp_path / str(documents), talks(documents, text))
        talks.cache_clear()
        tracemalloc.start()
        try:
            assert laws(folder) == []
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(2)
    assert peak(30) < 1.5 * peak(4)
