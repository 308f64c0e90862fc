"""What is kept in the work folder is used again, as long as it is what it was and nothing it depends on changed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.cli import main
from flows.reading.buckets import Bucket, buckets, read_bucket
from flows.seeds import Seeds, load_seeds
from flows.tables.parts import all_rows
from flows.work.folder import Work, WorkBusy, bucket_keys
from schemas import TABLES
from tests.conftest import TALK, Seed


def prepared(seed: Seed, tmp_path: Path) -> tuple[Work, Seeds, Bucket]:
    seed("first-talk")
    seed("silent-talk", b"apples\n\npears\n")
    folder = seed("second-talk", TALK.replace("Anna", "Dora").encode())
    found = load_seeds(folder)
    (bucket,) = buckets(found.documents)
    return Work(tmp_path / "work", folder), found, bucket


def test_a_bucket_comes_back_as_it_was_read(seed: Seed, tmp_path: Path) -> None:
    work, found, bucket = prepared(seed, tmp_path)
    (key,) = bucket_keys([bucket], found.people)
    assert work.finished(key) is None
    result = read_bucket(bucket, found.people)
    kept = work.read(bucket, found.people)
    again = work.finished(key)
    assert again == kept
    assert again.problems == result.problems
    assert {problem.document_id for problem in again.problems} == {"silent-talk"}
    rows = all_rows([again.part])
    assert {name: list(rows[name]) for name in TABLES} == {
        name: table.sort(result.rows[name]) for name, table in TABLES.items()
    }
    assert {name: len(rows[name]) for name in TABLES} == dict(again.part.counts)


def test_the_work_may_be_kept_elsewhere_and_the_seeds_moved(seed: Seed, tmp_path: Path) -> None:
    work, found, bucket = prepared(seed, tmp_path)
    work.read(bucket, found.people)
    moved = Work((tmp_path / "work").rename(tmp_path / "elsewhere"), tmp_path / "other-seeds")
    (key,) = bucket_keys([bucket], found.people)
    finished = moved.finished(key)
    assert finished is not None
    assert [problem.file for problem in finished.problems] == [tmp_path / "other-seeds" / "silent-talk" / "raw.txt"]


def cut_short(folder: Path) -> None:
    lines = folder / "turns.jsonl"
    lines.write_bytes(lines.read_bytes()[:-1])


def changed(folder: Path) -> None:
    lines = folder / "turns.jsonl"
    lines.write_bytes(lines.read_bytes().replace(b"speech", b"action", 1))


def forgotten(folder: Path) -> None:
    (folder / "edits.jsonl").unlink()


def other_counts(folder: Path) -> None:
    manifest = json.loads((folder / "kept.json").read_text())
    manifest["facts"]["rows"]["turns"] += 1
    (folder / "kept.json").write_text(json.dumps(manifest))


def half_written(folder: Path) -> None:
    (folder / "kept.json").write_text((folder / "kept.json").read_text()[:40])


@pytest.mark.parametrize("damage", [cut_short, changed, forgotten, other_counts, half_written])
def test_a_damaged_bucket_is_read_again(damage: Callable[[Path], None], seed: Seed, tmp_path: Path) -> None:
    work, found, bucket = prepared(seed, tmp_path)
    kept = work.read(bucket, found.people)
    before = {file.name: file.read_bytes() for file in kept.part.folder.iterdir()}
    damage(kept.part.folder)
    assert work.finished(kept.part.folder.name) is None
    assert work.read(bucket, found.people) == kept
    assert {file.name: file.read_bytes() for file in kept.part.folder.iterdir()} == before
    assert list((work.folder / "unfinished").iterdir()) == []


def test_whatever_rows_depend_on_makes_another_key(seed: Seed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work, _, _ = prepared(seed, tmp_path)
    sidecar = work.seeds / "first-talk" / "document.yaml"

    def key() -> str:
        loaded = load_seeds(work.seeds)
        (key,) = bucket_keys(buckets(loaded.documents), loaded.people)
        return key

    keys = [key()]
    sidecar.write_text(sidecar.read_text() + "participants: []\n", encoding="utf-8")
    keys.append(key())
    people = work.seeds / "people.yaml"
    people.write_text("- {id: somebody-new, name: Somebody New}\n", encoding="utf-8")
    keys.append(key())
    shutil.rmtree(work.seeds / "silent-talk")
    keys.append(key())
    monkeypatch.setattr("flows.work.kept.program", lambda: "another version of the code")
    keys.append(key())
    assert len(set(keys)) == len(keys)
    assert key() == keys[-1]


def test_cleaning_removes_what_no_release_needs(seed: Seed, tmp_path: Path) -> None:
    work, found, bucket = prepared(seed, tmp_path)
    work.read(bucket, found.people)
    (work.folder / "unfinished" / "of-a-killed-run").mkdir()
    (work.folder / "of-others").mkdir()
    seed("third-talk")
    loaded = load_seeds(work.seeds)
    (now,) = buckets(loaded.documents)
    kept = work.read(now, loaded.people)
    command = ["clean", "--seeds", str(work.seeds), "--work", str(work.folder)]
    with work.in_use():
        busy = CliRunner().invoke(main, command)
        assert busy.exit_code == 2
        assert "in use by a release" in busy.stderr
        with pytest.raises(WorkBusy):
            work.clean([])
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    assert "were removed from" in done.stdout
    assert sorted(path.name for path in work.folder.iterdir()) == ["buckets", "of-others", "unfinished"]
    assert list((work.folder / "unfinished").iterdir()) == []
    assert list((work.folder / "buckets").iterdir()) == [kept.part.folder]
    assert work.finished(kept.part.folder.name) == kept


def test_there_may_be_nothing_to_clean(seed: Seed, tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["clean", "--seeds", str(seed("first-talk")), "--work", str(tmp_path / "none")])
    assert done.exit_code == 0
    assert "0.0 MB" in done.stdout
