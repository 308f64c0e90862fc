"""The flow `watch`, run for real by Prefect: a release where something changed, and only there."""

from __future__ import annotations

import hashlib
import logging
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from prefect import State

from flows.files import files_in
from flows.operations.looks import Look, Looked, changes, look, looked, remember
from tests.conftest import TALK, Seed, add_document
from tests.fakes.archive import ArchiveServer
from tests.test_archives import tar_gz


def watched(source: str, folder: Path, **options: bool) -> State[Any]:
    from flows.operations.watching import watch

    return watch(source, folder / "dist", work=folder / ".work", return_state=True, **options)


def test_a_failure_that_was_said_is_logged_without_the_calls_that_led_to_it() -> None:
    from prefect.exceptions import FailedRun

    from flows.operations.runs import _not_said_yet

    def record(error: Exception | None) -> logging.LogRecord:
        found = (type(error), error, None) if error else None
        return logging.LogRecord("prefect.flow_runs", logging.ERROR, "", 0, "Engine execution exited", (), found)

    assert not _not_said_yet(record(FailedRun("Nothing was released.")))
    assert _not_said_yet(record(OSError("no space left on device")))
    assert _not_said_yet(record(None))


def releases(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "dist").iterdir()) if (folder / "dist").exists() else []


def test_a_folder_is_released_where_something_changed(seed: Seed, prefect_server: str) -> None:
    seeds = seed("first-talk")
    folder = seeds.parent
    assert watched(str(seeds), folder).message == "released 0.1.0"
    assert watched(str(seeds), folder).message == "nothing changed since the last look"
    seed("second-talk")
    assert watched(str(seeds), folder).message == "released 0.2.0"
    assert releases(folder) == ["0.1.0", "0.2.0"]
    (seeds / "notes.txt").write_text("nothing that is released")
    assert watched(str(seeds), folder).message == "unchanged since 0.2.0"
    shutil.rmtree(folder / "dist" / "0.2.0")
    assert watched(str(seeds), folder).message == "released 0.2.0"


def test_what_cannot_be_released_fails_until_it_changes(
    seed: Seed, prefect_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.operations import watching

    seed("first-talk")
    seeds = seed("silent-talk", b"apples\n\npears\n")
    folder = seeds.parent
    first = watched(str(seeds), folder)
    assert first.is_failed()
    assert f"{seeds}/silent-talk/raw.txt:1: nobody was found to speak" in (first.message or "")
    with monkeypatch.context() as patch:
        patch.setattr(watching, "run", lambda **parameters: pytest.fail("it was read again"))
        second = watched(str(seeds), folder)
    assert second.is_failed()
    assert second.message == f"nothing changed since the last look, and then: {first.message}"
    assert releases(folder) == []
    assert watched(str(seeds), folder, allow_quarantine=True).message == "released 0.1.0"
    shutil.rmtree(seeds / "silent-talk")
    assert watched(str(seeds), folder).is_completed()


def test_a_run_that_broke_off_is_tried_again(seed: Seed, prefect_server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.operations import watching

    seeds = seed("first-talk")

    def full(**parameters: object) -> None:
        raise OSError("no space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(watching, "run", full)
        state = watched(str(seeds), seeds.parent)
    assert state.is_failed()
    assert "no space left on device" in (state.message or "")
    assert watched(str(seeds), seeds.parent).message == "released 0.1.0"


def test_a_published_archive_is_released_where_it_changed(tmp_path: Path, prefect_server: str) -> None:
    seeds = tmp_path / "their" / "seeds"
    add_document(seeds, "first-talk")

    def archive() -> bytes:
        return tar_gz({f"their-1/seeds/{name}": (seeds / name).read_bytes() for name in files_in(seeds)})

    with ArchiveServer(archive()) as server:
        source = f"{server.address}/seeds.tar.gz"
        assert watched(source, tmp_path).message == "released 0.1.0"
        assert watched(source, tmp_path).message == "nothing changed since the last look"
        add_document(seeds, "second-talk")
        server.archive, server.tag = archive(), '"2"'
        assert watched(source, tmp_path).message == "released 0.2.0"
        assert server.statuses == [200, 304, 200]
        server.archive, server.tag = b"<html>", '"3"'
        assert "cannot be unpacked" in (watched(source, tmp_path).message or "")
    assert releases(tmp_path) == ["0.1.0", "0.2.0"]
    assert "is not there" in (watched(str(tmp_path / "no-folder"), tmp_path).message or "")


def test_a_look_says_what_changed(seed: Seed) -> None:
    seeds = seed("first-talk")
    seed("second-talk")
    (seeds / ".hidden").mkdir()
    (seeds / ".hidden" / "raw.txt").touch()
    out = seeds.parent / "dist"
    before = look(seeds, out)
    assert before.files["first-talk/raw.txt"] == hashlib.sha256(TALK.encode()).hexdigest()
    assert changes(None, before) != []
    assert changes(before, look(seeds, out)) == []
    (seeds / "first-talk" / "raw.txt").write_text(TALK + "More.\n")
    shutil.rmtree(seeds / "second-talk")
    (seeds / "people.yaml").write_text("[]\n")
    assert changes(before, look(seeds, out)) == [
        "first-talk/raw.txt changed",
        "people.yaml is new",
        "second-talk/document.yaml is gone",
        "second-talk/raw.txt is gone",
    ]
    assert changes(Look({}, None, "1.0.0"), Look({}, "0.1.0", "1.0.1")) == [
        "Parley itself, or a library that it reads or writes with, is another",
        "the newest release is 0.1.0, and was None",
    ]


def test_what_was_seen_is_remembered(tmp_path: Path) -> None:
    file = tmp_path / "new" / "look.json"
    seen = Looked(Look({"a/raw.txt": "0" * 64}, "1.2.3", "1.0.0"), "it is broken")
    assert looked(file) is None
    remember(file, seen)
    assert looked(file) == seen
    file.write_text(re.sub("look", "lock", file.read_text()))
    assert looked(file) is None
