"""Two releases to publish, services to publish them to, and pauses that take no time."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from flows.files import files_in
from flows.publish.model import Release
from flows.publish.retries import Retries
from flows.publish.steps import checked_release
from flows.reading.buckets import buckets
from flows.release.candidate import candidate
from flows.release.planning import plan
from flows.release.writing import write_release
from flows.seeds import load_seeds
from flows.seeds.dataset import load_dataset_description
from flows.work.folder import Work
from tests.conftest import PROJECT, TALK
from tests.fakes.hub import FakeHub
from tests.fakes.zenodo import FakeZenodo

TOKEN = "token-that-nobody-may-see-5b1f0c"
FIRST, SECOND = "0.1.0", "0.2.0"
DOIS = {FIRST: "10.5281/zenodo.1001", SECOND: "10.5281/zenodo.1002"}  # those that a new fake Zenodo gives


def add_talk(seeds: Path, document_id: str) -> None:
    """Adds a document to a folder of seeds."""
    folder = seeds / document_id
    folder.mkdir(parents=True)
    raw = TALK.encode()
    (folder / "raw.txt").write_bytes(raw)
    (folder / "document.yaml").write_text(
        f"id: {document_id}\n"
        f"raw: {{sha256: {hashlib.sha256(raw).hexdigest()}, size: {len(raw)}}}\n"
        "facts:\n"
        "  title: {value: A talk at the harbour office, basis: curated}\n",
        encoding="utf-8",
    )


def add_release(seeds: Path, out: Path, doi: str | None) -> Path:
    """Builds the next release of the seeds, with a DOI, and gives its folder."""
    description = (PROJECT / "seeds" / "dataset.yaml").read_text(encoding="utf-8")
    (seeds / "dataset.yaml").write_text(description + (f"doi: {doi}\n" if doi else ""), encoding="utf-8")
    found = load_seeds(seeds)
    work = Work(seeds.parent / "work", seeds)
    parts = [work.read(bucket, found.people).part for bucket in buckets(found.documents)]
    dataset = load_dataset_description(seeds / "dataset.yaml")
    content = candidate(parts, found, seeds, dataset, [])
    planned = plan(content, out, None, "2031-04-05", seeds.parent / "scratch")
    assert planned is not None
    return write_release(content, planned, out)


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a folder."""
    return {name: (folder / name).read_bytes() for name in files_in(folder)}


@pytest.fixture(scope="session")
def real_releases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Release]:
    """Two releases by version, as the program makes them; the second one has a document more."""
    folder = tmp_path_factory.mktemp("real")
    seeds, out = folder / "seeds", folder / "dist"
    made = []
    for document_id, doi in zip(("first-talk", "second-talk"), DOIS.values(), strict=True):
        add_talk(seeds, document_id)
        made.append(add_release(seeds, out, doi))
    assert [release.name for release in made] == [FIRST, SECOND]
    return {folder.name: checked_release(folder) for folder in made}


@pytest.fixture(scope="session")
def releases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Release]:
    """Two releases by version of which there is as much as destinations look at, so that much can be tried with them.

    They share one file, and the first one has a file more.
    """
    folder = tmp_path_factory.mktemp("small")
    return {version: _small_release(folder / version, version) for version in DOIS}


def _small_release(folder: Path, version: str) -> Release:
    zenodo = {"title": "Talks", "upload_type": "dataset", "description": "Talks.", "creators": [{"name": "Anna Berg"}]}
    zenodo |= {"publication_date": "2031-04-05", "version": version, "license": "cc-by-4.0", "doi": DOIS[version]}
    files = {
        "README.md": b"---\nlicense: cc-by-4.0\n---\n\n# Talks\n",
        ".zenodo.json": json.dumps(zenodo).encode(),
        "release.json": json.dumps({"version": version}).encode(),
        "data/people.parquet": b"PAR1 the same in both PAR1",
        "data/turns.parquet": f"PAR1 the turns of {version} PAR1".encode() * 400,
        "jsonl/turns.jsonl": f"the turns of {version}\n".encode() * 400,
    }
    if version == FIRST:
        files["tei/first talk.xml"] = b"<TEI/>"
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())}
    files["SHA256SUMS"] = "".join(f"{digest}  {name}\n" for name, digest in sums.items()).encode()
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    sums["SHA256SUMS"] = hashlib.sha256(files["SHA256SUMS"]).hexdigest()
    return Release(folder, "talks", version, "0" * 64, sums, {name: len(data) for name, data in files.items()})


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that somebody wanted to wait before trying again; nobody does."""
    waited: list[float] = []
    for module in ("huggingface_hub.utils._http", "huggingface_hub.file_download"):
        monkeypatch.setattr(f"{module}.time", SimpleNamespace(sleep=waited.append, time=time.time))
    return waited


@pytest.fixture
def retries(pauses: list[float]) -> Retries:
    """Retries without pauses."""
    return Retries(sleep=pauses.append)


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeHub]:
    """A Hub that is running. Its store for large files is the one that speaks plain HTTP."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_DISABLE_XET", True)
    with FakeHub(TOKEN) as server:
        yield server


@pytest.fixture
def zenodo() -> Iterator[FakeZenodo]:
    """A Zenodo that is running."""
    with FakeZenodo(TOKEN) as server:
        yield server


@pytest.fixture
def damaged(real_releases: dict[str, Release], tmp_path: Path) -> Path:
    """A release with a byte too many in one of its files."""
    folder = shutil.copytree(real_releases[FIRST].folder, tmp_path / "damaged" / FIRST)
    with (folder / "data" / "turns.parquet").open("ab") as file:
        file.write(b" ")
    return folder
