"""Reads every record set of a Croissant file with mlcroissant and compares it with the JSON lines of the same release.

Usage: croissant_records.py RELEASE
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import mlcroissant
import numpy
import pandas


def plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, pandas.Timestamp):
        return value.date().isoformat()
    if isinstance(value, numpy.generic):
        return value.item()
    if isinstance(value, list):
        return [plain(member) for member in value]
    if isinstance(value, dict):
        return {name.rpartition("/")[2]: plain(member) for name, member in value.items()}
    return value


def main(folder: Path) -> None:
    dataset = mlcroissant.Dataset(jsonld=folder / "croissant.json")
    assert dataset.metadata.ctx.is_v1_1(), "it is not read as Croissant 1.1"
    counts = {}
    for record_set in dataset.metadata.record_sets:
        lines = (folder / "jsonl" / f"{record_set.id}.jsonl").read_text(encoding="utf-8").splitlines()
        records = [plain(record) for record in dataset.records(record_set.id)]
        for record, line in zip(records, lines, strict=True):
            assert record == json.loads(line), f"{record_set.id}: {record} is not {line}"
        counts[record_set.id] = len(records)
    print(json.dumps(counts))


main(Path(sys.argv[1]).resolve())
