"""The release folder: its bytes, its refusals, and what others read from it."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pandas
import polars
import pyarrow.parquet as parquet
import pytest

from flows.files import files_in
from flows.release import writing as stage
from flows.release.folder import ReleaseError, ReleaseExists, newest_release, read_manifest, same_release, verify_sums
from flows.release.jobs import Job
from schemas import SCHEMA_VERSION, TABLES
from tests.release_sample import INPUTS, OFFLINE, release, sample_rows

ROOT = Path(__file__).parent.parent


def test_the_folder_holds_each_table_twice_and_says_what_it_is(tmp_path: Path) -> None:
    folder = release(tmp_path / "dist")
    assert folder == tmp_path / "dist" / "0.1.0"
    tables = {f"data/{name}.parquet" for name in TABLES} | {f"jsonl/{name}.jsonl" for name in TABLES}
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert tables | {"README.md", "jsonl/README.md", "release.json", "SHA256SUMS"} <= files
    assert list((tmp_path / "dist").iterdir()) == [folder]


def test_the_order_of_rows_and_columns_does_not_matter(tmp_path: Path) -> None:
    shuffled = sample_rows()
    for rows in shuffled.values():
        random.Random(7).shuffle(rows)
        rows[:] = [dict(reversed(row.items())) for row in rows]
    first = release(tmp_path / "a")
    second = release(tmp_path / "b", dict(reversed(shuffled.items())), inputs=INPUTS[::-1])
    assert same_release(first, second) == []


def test_another_process_and_hash_seed_and_locale_give_the_same_bytes(tmp_path: Path) -> None:
    first = release(tmp_path / "a")
    code = "import sys; from pathlib import Path; from tests.release_sample import release; release(Path(sys.argv[1]))"
    environment = os.environ | {
        "PYTHONHASHSEED": "4711",
        "LC_ALL": "C",
        "TZ": "Asia/Tokyo",
        "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
    }
    subprocess.run([sys.executable, "-c", code, tmp_path / "b"], cwd=tmp_path, env=environment, check=True)
    assert same_release(first, tmp_path / "b" / "0.1.0") == []


def test_jobs_that_are_done_again_give_the_same_bytes(tmp_path: Path) -> None:
    """A worker that is lost in the middle of one leaves half of its files."""

    def twice(jobs: Sequence[Job]) -> list[int]:
        for job in jobs:
            job()
        return [job() for job in jobs]

    assert same_release(release(tmp_path / "once"), release(tmp_path / "twice", run=twice)) == []


def test_another_date_gives_other_bytes(tmp_path: Path) -> None:
    changed = same_release(release(tmp_path / "a"), release(tmp_path / "b", date="2001-02-04"))
    assert {"README.md", "SHA256SUMS", "release.json"} <= set(changed)
    assert [name for name in changed if name.startswith(("data/", "jsonl/"))] == []


def test_no_byte_names_the_machine(tmp_path: Path) -> None:
    folder = release(tmp_path / "dist")
    for path in folder.rglob("*.*"):
        assert str(tmp_path).encode() not in path.read_bytes()
        assert str(ROOT).encode() not in path.read_bytes()


def test_the_manifest_says_what_went_in_and_what_came_out(tmp_path: Path) -> None:
    left_out = {"document_id": "lost-talk", "file": "lost-talk/raw.txt", "reason": "empty", "remedy": "add the text"}
    folder = release(tmp_path, quarantined=[left_out])
    manifest = read_manifest(folder)
    assert (manifest["version"], manifest["date"], manifest["schema_version"]) == (
        "0.1.0",
        "2001-02-03",
        SCHEMA_VERSION,
    )
    assert [entry["document_id"] for entry in manifest["inputs"]] == ["border-talk", "harbour-talk"]
    assert manifest["quarantined"] == [left_out]
    assert manifest["evaluation"]["documents"]["harbour-talk"]["boundary"]["recall"] == 0.5
    assert set(manifest["tools"]) == {"python", "matplotlib", "pandera", "parley", "polars", "pyarrow"}
    for name, table in manifest["tables"].items():
        content = (folder / "jsonl" / f"{name}.jsonl").read_bytes()
        assert table == {"rows": content.count(b"\n"), "digest": hashlib.sha256(content).hexdigest()}
    assert manifest["tables"]["turns"]["rows"] == 5


def test_the_digest_changes_with_any_row(tmp_path: Path) -> None:
    rows = sample_rows()
    rows["people"][0]["country"] = "Norway"
    first, second = read_manifest(release(tmp_path / "a")), read_manifest(release(tmp_path / "b", rows))
    assert first["digest"] != second["digest"]
    assert [name for name in TABLES if first["tables"][name] != second["tables"][name]] == ["people"]


def test_jsonl_and_parquet_hold_the_same_rows(tmp_path: Path) -> None:
    folder = release(tmp_path)
    for name, table in TABLES.items():
        lines = (folder / "jsonl" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        rows = parquet.read_table(folder / "data" / f"{name}.parquet").to_pylist()
        assert [_plain(row) for row in rows] == [json.loads(line) for line in lines]
        assert [tuple(json.loads(line)) for line in lines] == [table.columns] * len(rows)


def test_parquet_is_written_as_readers_want_it(tmp_path: Path) -> None:
    file = parquet.ParquetFile(release(tmp_path) / "data" / "turns.parquet")
    column = file.metadata.row_group(0).column(0)
    assert column.compression == "ZSTD"
    assert column.has_offset_index
    assert column.has_column_index
    assert file.metadata.num_row_groups == 1


def test_large_tables_are_cut_into_row_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = release(tmp_path / "whole")
    whole = parquet.read_table(made / "data" / "turns.parquet")
    monkeypatch.setattr("flows.release.parquet_files.GROUP_BYTES", (made / "jsonl" / "turns.jsonl").stat().st_size // 2)
    cut = release(tmp_path / "cut") / "data" / "turns.parquet"
    assert parquet.ParquetFile(cut).metadata.num_row_groups == 3
    assert parquet.read_table(cut).equals(whole)


def test_an_empty_table_has_the_same_columns_and_types(tmp_path: Path) -> None:
    full = release(tmp_path / "full") / "data"
    empty = release(tmp_path / "empty", {name: [] for name in TABLES}) / "data"
    for name in TABLES:
        assert parquet.read_schema(empty / f"{name}.parquet").equals(
            parquet.read_schema(full / f"{name}.parquet"), True
        )
        assert polars.read_parquet(empty / f"{name}.parquet").shape == (0, len(TABLES[name].fields))


def test_sums_are_those_of_sha256sum(tmp_path: Path) -> None:
    folder = release(tmp_path)
    check = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    done = subprocess.run(check, cwd=folder, capture_output=True, text=True, check=True)
    assert done.stdout.count(": OK") == len(files_in(folder)) - 1
    assert verify_sums(folder) == []


def test_sums_tell_a_changed_a_missing_and_an_added_file(tmp_path: Path) -> None:
    folder = release(tmp_path)
    (folder / "README.md").write_text("Another card", encoding="utf-8")
    (folder / "release.json").unlink()
    (folder / "data" / "more.txt").touch()
    assert verify_sums(folder) == ["README.md: changed", "data/more.txt: not in SHA256SUMS", "release.json: missing"]


def test_a_released_version_is_never_written_again(tmp_path: Path) -> None:
    folder = release(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    with pytest.raises(ReleaseExists, match="choose the next version"):
        release(tmp_path, date="2002-02-02")
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.parametrize("version", ["1", "1.2", "1.2.3.4", "01.2.3", "1.2.3-rc1", "../1.2.3", "1.2.3\n", "١.٢.٣", ""])
def test_a_version_that_is_none_is_refused(tmp_path: Path, version: str) -> None:
    with pytest.raises(ReleaseError, match="not a version"):
        release(tmp_path / "dist", version=version)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("date", ["2001-2-3", "2001-02-30", "20010203", "2001-W05-6", "today", ""])
def test_a_date_that_is_none_is_refused(tmp_path: Path, date: str) -> None:
    with pytest.raises(ReleaseError, match="not a date"):
        release(tmp_path / "dist", date=date)
    assert list(tmp_path.iterdir()) == []


def test_absolute_paths_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="absolute path"):
        release(tmp_path / "dist", inputs=[INPUTS[0] | {"path": "/home/somebody/raw.txt"}])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("call", ["fsync", "rename"])
def test_a_failure_at_any_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    """Fails at the first, second, ... call, until the release has all it wants."""
    real = getattr(os, call)
    monkeypatch.setattr(stage, "EXPORTS", ())  # they write many files more, and flush none themselves
    for failing in range(100):
        calls = iter(range(1000))

        def fail(*arguments: Any, at: int = failing, calls: Any = calls) -> None:
            if next(calls) == at:
                raise OSError(errno.ENOSPC, "No space left on device")
            real(*arguments)

        monkeypatch.setattr(os, call, fail)
        try:
            folder = release(tmp_path)
        except OSError:
            left = list(tmp_path.iterdir())
            assert left in ([], [tmp_path / "0.1.0"])
            if left:  # renamed already: whole
                assert verify_sums(left[0]) == []
                break
        else:
            assert verify_sums(folder) == []
            break
    else:
        pytest.fail("the release never succeeded")
    assert failing >= {"fsync": 2 * len(TABLES) + 3, "rename": 1}[call]


def test_rows_that_do_not_fit_leave_nothing(tmp_path: Path) -> None:
    rows = sample_rows()
    rows["turns"][0]["words"] = "many"
    with pytest.raises(ValueError, match="words"):
        release(tmp_path, rows)
    assert list(tmp_path.iterdir()) == []


def test_a_killed_release_leaves_no_version_and_does_not_hinder_the_next(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from flows.exports import card\n"
        "from tests.release_sample import release\n"
        "card.jsonl_card = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)\n"
        "release(Path(sys.argv[1]))"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert [path.name for path in tmp_path.iterdir()] == [stage.STAGING]
    assert newest_release(tmp_path) is None
    assert verify_sums(release(tmp_path)) == []
    assert [path.name for path in tmp_path.iterdir()] == ["0.1.0"]


def test_of_two_releases_of_one_version_at_once_one_wins(tmp_path: Path) -> None:
    outcomes: list[object] = []

    def attempt() -> None:
        try:
            outcomes.append(release(tmp_path))
        except ReleaseExists as refusal:
            outcomes.append(refusal)

    threads = [threading.Thread(target=attempt) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(isinstance(outcome, ReleaseExists) for outcome in outcomes) == 3
    assert outcomes.count(tmp_path / "0.1.0") == 1
    assert verify_sums(tmp_path / "0.1.0") == []
    assert [path.name for path in tmp_path.iterdir()] == ["0.1.0"]


def test_versions_are_ordered_as_numbers(tmp_path: Path) -> None:
    assert newest_release(tmp_path / "nowhere") is None
    release(tmp_path, version="0.9.3")
    release(tmp_path / "other", version="0.10.1").rename(tmp_path / "0.10.1")
    (tmp_path / "1.0.0").mkdir()  # a folder without a release in it
    (tmp_path / "draft").mkdir()
    assert newest_release(tmp_path) == tmp_path / "0.10.1"


def test_pandas_polars_and_duckdb_read_the_same_turns(tmp_path: Path) -> None:
    path = release(tmp_path) / "data" / "turns.parquet"
    wanted = [row["turn_id"] for row in TABLES["turns"].sort(sample_rows()["turns"])]
    assert pandas.read_parquet(path)["turn_id"].tolist() == wanted
    assert polars.read_parquet(path)["turn_id"].to_list() == wanted
    with duckdb.connect() as connection:
        found = connection.execute("SELECT turn_id FROM read_parquet(?)", [str(path)]).fetchall()
    assert [key for (key,) in found] == wanted


def test_datasets_loads_every_table_offline_the_same_from_both_formats(tmp_path: Path) -> None:
    rows = sample_rows()
    folder = release(tmp_path / "dist", rows)
    code = (
        "import json, sys; from datasets import load_dataset\n"
        "found = {}\n"
        "for name in sys.argv[2:]:\n"
        "    of_parquet = load_dataset(sys.argv[1], name, split='train')\n"
        "    of_jsonl = load_dataset(sys.argv[1] + '/jsonl', name, split='train')\n"
        "    assert of_parquet.features == of_jsonl.features, name\n"
        "    assert of_parquet.to_list() == of_jsonl.to_list(), name\n"
        "    found[name] = [of_parquet.num_rows, of_parquet.column_names]\n"
        "assert load_dataset(sys.argv[1], split='train').column_names == found['turns'][1]\n"
        "print(json.dumps(found))"
    )
    environment = os.environ | OFFLINE | {"HF_HOME": str(tmp_path / "cache")}
    command = [sys.executable, "-c", code, str(folder), *TABLES]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Ignoring" not in done.stderr  # `datasets` says so of a header that it cannot use
    assert json.loads(done.stdout) == {name: [len(rows[name]), list(TABLES[name].columns)] for name in TABLES}


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """The row as JSON would give it back: dates as texts."""
    return json.loads(json.dumps(row, default=str))  # type: ignore[no-any-return]
