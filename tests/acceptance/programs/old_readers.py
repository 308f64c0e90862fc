"""Reads the tables of a release with readers of some years ago, and compares them with its JSON lines.

Usage: old_readers.py RELEASE
"""

from __future__ import annotations

import datetime
import json
import sys
from pathlib import Path
from typing import Any

import duckdb
import polars
import pyarrow
import pyarrow.parquet


def plain(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list):
        return [plain(member) for member in value]
    if isinstance(value, dict):
        return {name: plain(member) for name, member in value.items()}
    return value


def main(folder: Path) -> None:
    counts = {}
    for path in sorted((folder / "jsonl").glob("*.jsonl")):
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        files = [str(file) for file in sorted((folder / "data").glob(f"{path.stem}[.-]*parquet"))]
        with duckdb.connect() as connection:
            relation = connection.execute("SELECT * FROM read_parquet(?)", [files])
            names = [column[0] for column in relation.description]
            by_duckdb = [dict(zip(names, row, strict=True)) for row in relation.fetchall()]
        by_reader = {
            "pyarrow": pyarrow.concat_tables(map(pyarrow.parquet.read_table, files)).to_pylist(),
            "polars": polars.concat(map(polars.read_parquet, files)).to_dicts(),
            "duckdb": by_duckdb,
        }
        for reader, rows in by_reader.items():
            assert [plain(row) for row in rows] == lines, f"{reader} reads other rows of {path.stem}"
        counts[path.stem] = len(lines)
    print(json.dumps(counts))


main(Path(sys.argv[1]))
