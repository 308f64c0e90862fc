"""Folders of documents of any size, to measure releases with: invented records in all styles, looks and noises."""

from __future__ import annotations

import hashlib
import shutil
from functools import cache
from pathlib import Path

from tests.generator import generate, noise

DATASET = Path(__file__).parents[2] / "seeds" / "dataset.yaml"
POOL = 150  # records that are composed; a larger folder has each of them many times, with another head
TURNS = 60  # of each record


@cache
def _record(number: int) -> str:
    rates = noise(0.1) if number % 2 else {}
    return generate(number, turns=TURNS, rates=rates).raw


def add_document(seeds: Path, number: int) -> int:
    """Writes one document into the folder `seeds`; gives the bytes of its raw text."""
    document_id = f"record-{number:06}"
    raw = f"Record no. {number}\n\n{_record(number % POOL)}".encode()
    folder = seeds / document_id
    folder.mkdir(parents=True)
    (folder / "raw.txt").write_bytes(raw)
    (folder / "document.yaml").write_text(
        f"id: {document_id}\nraw: {{sha256: {hashlib.sha256(raw).hexdigest()}, size: {len(raw)}}}\n"
        f"facts:\n  title: {{value: Record {number}, basis: curated}}\n",
        encoding="utf-8",
    )
    return len(raw)


def make_seeds(seeds: Path, megabytes: float | None = None, documents: int | None = None) -> tuple[int, float]:
    """Makes a folder of so many megabytes or documents; gives the number of its documents, and its megabytes."""
    seeds.mkdir(parents=True)
    shutil.copy(DATASET, seeds)
    (seeds / "people.yaml").write_text("[]\n", encoding="utf-8")
    count = size = 0
    while (documents is not None and count < documents) or (megabytes is not None and size < megabytes * 1e6):
        size += add_document(seeds, count)
        count += 1
    return count, size / 1e6
