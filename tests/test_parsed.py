"""What a YAML file says is known by its bytes alone, and is not asked of a file that says so no more."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from flows.seeds import Seeds, load_seeds, strict_yaml
from flows.seeds.parsed import Parsed
from tests.conftest import Seed


class Reading:
    """Seeds that are read again and again, by what is known of them; `yaml` counts the files that were parsed."""

    def __init__(self, seeds: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seeds, self.kept, self.yaml = seeds, kept, 0
        load = strict_yaml.load

        def counted(data: bytes) -> strict_yaml.Located:
            self.yaml += 1
            return load(data)

        monkeypatch.setattr(strict_yaml, "load", counted)

    def __call__(self) -> Seeds:
        self.yaml = 0
        parsed = Parsed.read(self.kept)
        found = load_seeds(self.seeds, parsed=parsed)
        parsed.write(self.kept)
        counted = self.yaml
        assert found == load_seeds(self.seeds)
        self.yaml = counted
        return found


@pytest.fixture
def reading(seed: Seed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reading:
    people = seed("first-talk") / "people.yaml"
    people.write_text("- {id: somebody, name: Somebody}\n", encoding="utf-8")
    return Reading(seed("second-talk"), tmp_path / "parsed.json", monkeypatch)


def test_only_what_is_new_is_parsed(reading: Reading, seed: Seed) -> None:
    assert len(reading().documents) == 2
    assert reading.yaml == 3  # with the authority file
    reading()
    assert reading.yaml == 0
    seed("third-talk")
    assert len(reading().documents) == 3
    assert reading.yaml == 1


def test_a_file_that_was_altered_in_place_is_parsed_though_size_and_time_are_the_same(reading: Reading) -> None:
    sidecar = reading.seeds / "first-talk" / "document.yaml"
    sidecar.write_text(sidecar.read_text() + "participants: []\n", encoding="utf-8")
    reading()
    status = sidecar.stat()
    sidecar.write_text(sidecar.read_text().replace("participants", "otherwise-no"), encoding="utf-8")
    os.utime(sidecar, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert sidecar.stat().st_size == status.st_size
    assert [problem.document_id for problem in reading().problems] == ["first-talk"]
    assert reading.yaml == 1


def test_what_is_known_is_still_compared_with_the_raw_text_and_the_line_is_told(reading: Reading) -> None:
    reading()
    raw = reading.seeds / "second-talk" / "raw.txt"
    raw.write_bytes(raw.read_bytes().replace(b"lighthouse", b"LIGHTHOUSE", 1))
    (problem,) = reading().problems
    assert reading.yaml == 0
    assert problem.line is not None
    lines = (reading.seeds / "second-talk" / "document.yaml").read_text().splitlines()
    assert "sha256" in lines[problem.line - 1]


def test_a_file_that_does_not_fit_is_not_known(reading: Reading) -> None:
    sidecar = reading.seeds / "first-talk" / "document.yaml"
    sidecar.write_text("nothing: of it\n", encoding="utf-8")
    for _ in range(2):
        assert {problem.document_id for problem in reading().problems} == {"first-talk"}
    assert reading.yaml == 1


@pytest.mark.parametrize("spoil", ["altered", "cut", "no text", "of another program"])
def test_what_was_kept_is_used_only_as_it_was_written(
    reading: Reading, spoil: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading()
    kept = reading.kept.read_bytes()
    if spoil == "altered":
        reading.kept.write_bytes(kept.replace(b"first-talk", b"other-talk"))
    elif spoil == "cut":
        reading.kept.write_bytes(kept[:-1])
    elif spoil == "no text":
        reading.kept.write_bytes(b"\xff\n")
    else:
        monkeypatch.setattr("flows.seeds.parsed.program", lambda: "another version of the code")
    reading()
    assert reading.yaml == 3


def test_what_is_not_there_any_more_is_forgotten(reading: Reading) -> None:
    reading()
    for file in (reading.seeds / "first-talk").iterdir():
        file.unlink()
    (reading.seeds / "first-talk").rmdir()
    reading()
    assert len(json.loads(reading.kept.read_text().partition("\n")[2])) == 2
