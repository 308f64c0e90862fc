"""Readers of some years ago, which many still have: pyarrow 14, polars 0.20, duckdb 0.10."""

from __future__ import annotations

import json
from pathlib import Path

from flows.release.folder import read_manifest
from tests.acceptance.conftest import Run


def test_old_readers_find_the_same_rows(released: Path, run_in: Run, programs: Path) -> None:
    done = run_in("old-readers", "python", programs / "old_readers.py", released)
    assert done.returncode == 0, done.stderr
    counts = {name: table["rows"] for name, table in read_manifest(released)["tables"].items()}
    assert json.loads(done.stdout) == counts


def test_a_row_less_is_noticed(released: Path, run_in: Run, programs: Path) -> None:
    file = released / "jsonl" / "turns.jsonl"
    file.write_text("".join(file.read_text(encoding="utf-8").splitlines(keepends=True)[1:]), encoding="utf-8")
    done = run_in("old-readers", "python", programs / "old_readers.py", released)
    assert "pyarrow reads other rows of turns" in done.stderr
