"""What was made once is made again only where something it depends on is another; a release never tells."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from flows.exports import reader
from flows.release.folder import SUMS, same_release
from flows.release.jobs import Job, Run, Workshop, one_by_one
from flows.release.model import Candidate, Plan
from flows.release.parquet_files import ParquetFile, parquet_files
from flows.release.part_files import PartFiles, ReaderPart
from flows.release.planning import is_unchanged, note_unchanged, plan
from flows.release.writing import write_release
from flows.tables import rows
from flows.tables.parts import Part, write_part
from flows.work.kept import Kept
from tests.example import record
from tests.release_sample import DATASET

NAMES = tuple(f"talk-{letter}" for letter in "abcdefgh")
DAY = "2031-04-05"


def parts(folder: Path, *groups: Sequence[str]) -> list[Part]:
    """A part for each group of documents."""
    found = []
    for number, group in enumerate(groups):
        (folder / str(number)).mkdir(parents=True)
        found.append(write_part(rows([record(name) for name in group]), folder / str(number)))
    return found


def content(of: Sequence[Part]) -> Candidate:
    inputs = [{"document_id": name, "path": f"{name}/raw.txt"} for part in of for name in part.documents]
    return Candidate(of, {}, inputs, [], {}, DATASET)


def kept_in(folder: Path) -> Kept:
    return Kept(folder / "made", folder / "unfinished")


class Counted:
    """Carries out jobs, and knows which."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []

    def __call__(self, jobs: Sequence[Job]) -> list[int]:
        self.jobs += jobs
        return one_by_one(jobs)

    def parts(self, kind: type[PartFiles] | type[ReaderPart]) -> list[tuple[str, ...]]:
        return [tuple(job.part.documents) for job in self.jobs if isinstance(job, kind)]


def write(candidate: Candidate, out: Path, kept: Kept | None = None, run: Run = one_by_one) -> Path:
    return write_release(candidate, Plan.first("0.1.0", DAY), out, Workshop(kept, run) if kept else None)


def test_a_release_does_not_tell_what_was_kept_nor_how_the_documents_were_parted(tmp_path: Path) -> None:
    kept = kept_in(tmp_path)
    fresh = write(content(parts(tmp_path / "1", NAMES)), tmp_path / "fresh")
    other = content(parts(tmp_path / "2", NAMES[:3], NAMES[3:6]))
    write_release(other, Plan.first("7.7.7", "1999-09-09"), tmp_path / "other", Workshop(kept))
    again = write(content(parts(tmp_path / "3", NAMES[:3], NAMES[3:5], NAMES[5:])), tmp_path / "again", kept)
    assert same_release(fresh, again) == []
    assert "0.1.0" in (again / "tei" / "talk-a.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", [PartFiles, ReaderPart])
def test_only_what_new_documents_need_is_made(tmp_path: Path, kind: type[PartFiles] | type[ReaderPart]) -> None:
    kept, first, second = kept_in(tmp_path), Counted(), Counted()
    before = parts(tmp_path / "before", NAMES[:3], NAMES[3:5])
    write(content(before), tmp_path / "dist", kept, first)
    assert first.parts(kind) == [NAMES[:3], NAMES[3:5]]
    after = [*before, *parts(tmp_path / "after", NAMES[5:])]
    write(content(after), tmp_path / "other", kept, second)
    assert second.parts(kind) == [NAMES[5:]]


@pytest.mark.parametrize("kind", [PartFiles, ReaderPart])
def test_the_largest_parts_come_first(tmp_path: Path, kind: type[PartFiles] | type[ReaderPart]) -> None:
    made = Counted()
    whole = content(parts(tmp_path, NAMES[:2], NAMES[2:3], NAMES[3:]))
    write(whole, tmp_path / "dist", kept_in(tmp_path), made)
    assert made.parts(kind) == [NAMES[3:], NAMES[:2], NAMES[2:3]]


def test_the_reader_shows_the_first_documents_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "DOCUMENTS_SHOWN", 4)
    made = Counted()
    whole = content(parts(tmp_path, NAMES[:3], NAMES[3:6], NAMES[6:]))
    folder = write(whole, tmp_path / "dist", kept_in(tmp_path), made) / "reader"
    assert made.parts(ReaderPart) == [NAMES[:3], NAMES[3:6]]
    assert sorted(path.stem for path in (folder / "documents").iterdir()) == list(NAMES[:4])
    assert "the first 4 documents of 8 documents" in (folder / "index.html").read_text(encoding="utf-8")
    assert NAMES[4] not in "".join(path.read_text(encoding="utf-8") for path in folder.glob("search/*.js"))


def test_the_description_of_the_data_set_is_in_the_kept_files_too(tmp_path: Path) -> None:
    kept, of = kept_in(tmp_path), parts(tmp_path, NAMES)
    write(content(of), tmp_path / "before", kept)
    other = Candidate(of, {}, [], [], {}, replace(DATASET, title="Another title"))
    made = write(other, tmp_path / "after", kept)
    assert same_release(made, write(other, tmp_path / "fresh")) == []
    assert "Another title" in (made / "tei" / "talk-a.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["pieces", "rows.parquet", "documents.jsonl", "talk-a.html", "kept.json"])
@pytest.mark.parametrize("cut", [True, False])
def test_kept_files_that_were_altered_are_made_again(tmp_path: Path, name: str, cut: bool) -> None:
    kept, whole = kept_in(tmp_path), content(parts(tmp_path, NAMES[:2]))
    before = write(whole, tmp_path / "before", kept)
    damaged = sorted(kept.folder.glob(f"*/{name}"))
    assert damaged
    for file in damaged:
        data = file.read_bytes()
        file.write_bytes(data[:-1] if cut else data[:-9] + b"#" + data[-8:])
    assert same_release(before, write(whole, tmp_path / "after", kept)) == []
    assert all(kept.find(file.parent.name) for file in damaged)


def lines(file: Path, count: int, leave_out: int | None = None) -> Path:
    numbers = (number for number in range(count) if number != leave_out)
    file.write_text("".join(f'{{"n":"{hashlib.sha256(bytes([n % 256, n // 256])).hexdigest()}"}}\n' for n in numbers))
    return file


def cut(file: Path, folder: Path, file_bytes: int = 10_000) -> list[ParquetFile]:
    return list(parquet_files(folder, "turns", file, file_bytes, kept_in(folder)))


def test_most_parquet_files_outlive_a_line_that_is_taken_away(tmp_path: Path) -> None:
    whole = cut(lines(tmp_path / "whole.jsonl", 5_000), tmp_path)
    assert sum(file.rows for file in whole) == 5_000
    assert [file.start for file in whole[1:]] == [file.start + file.size for file in whole[:-1]]
    assert len(whole) > 20
    assert all(10_000 < file.size < 30_000 for file in whole[:-1])
    for number in (0, 1_234, 2_500, 4_999):
        less = cut(lines(tmp_path / "less.jsonl", 5_000, number), tmp_path)
        assert sum(file.rows for file in less) == 4_999
        assert len({file.key for file in whole} - {file.key for file in less}) <= len(whole) // 4, number


def test_an_empty_table_has_one_file(tmp_path: Path) -> None:
    (file,) = cut(lines(tmp_path / "none.jsonl", 0), tmp_path)
    assert (file.name, file.rows, file.size) == ("data/turns.parquet", 0, 0)


def planned(candidate: Candidate, folder: Path, kept: Kept, run: Counted) -> Plan | None:
    return plan(candidate, folder / "dist", None, DAY, folder / "scratch", Workshop(kept, run))


def test_that_nothing_changed_is_noted_and_not_found_out_again(tmp_path: Path) -> None:
    kept, whole = kept_in(tmp_path), content(parts(tmp_path, NAMES))
    released = write(whole, tmp_path / "dist", kept)
    first, second = Counted(), Counted()
    assert planned(whole, tmp_path, kept, first) is None
    assert first.jobs
    assert planned(whole, tmp_path, kept, second) is None
    assert not second.jobs
    assert is_unchanged(whole, released, kept)


@pytest.mark.parametrize("other", ["parts", "seed_files", "inputs", "quarantined", "evaluation", "dataset", "release"])
def test_what_a_release_is_written_from_is_part_of_the_note(tmp_path: Path, other: str) -> None:
    kept, of = kept_in(tmp_path), parts(tmp_path / "1", NAMES)
    whole = content(of)
    released = write(whole, tmp_path / "dist", kept)
    note_unchanged(whole, released, kept)
    assert is_unchanged(content(of), released, kept)
    changed = {name: getattr(whole, name) for name in whole.__dataclass_fields__}
    values = {
        "parts": parts(tmp_path / "2", NAMES[1:]),
        "seed_files": {"a.yaml": "0"},
        "inputs": [],
        "quarantined": [{"document_id": "x", "file": "x", "reason": "x", "remedy": "x"}],
        "evaluation": {"documents": {}},
        "dataset": replace(DATASET, title="Another title"),
    }
    if other == "release":
        (released / SUMS).write_text("", encoding="utf-8")
    else:
        changed[other] = values[other]
    assert not is_unchanged(Candidate(**changed), released, kept)
