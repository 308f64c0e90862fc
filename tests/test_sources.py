"""Documents that are fetched as an archive, from a real server on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.files import files_in
from flows.operations.sources import SourceError, fetched, is_address
from flows.publish.retries import ATTEMPTS, Retries
from tests.fakes.archive import ArchiveServer
from tests.fakes.server import Fault
from tests.test_archives import Pack, tar_gz, zipped

FILES = {"corpus-main/README.md": b"x", "corpus-main/seeds/dataset.yaml": b"y", "corpus-main/seeds/a/raw.txt": b"z"}
AT_ONCE = Retries(sleep=lambda seconds: None)


@pytest.fixture
def server() -> Iterator[ArchiveServer]:
    with ArchiveServer(tar_gz(FILES)) as running:
        yield running


def test_what_is_an_address() -> None:
    assert is_address("https://host/seeds.zip")
    assert not is_address("seeds")
    assert not is_address("httpseeds")


@pytest.mark.parametrize("pack", [tar_gz, zipped])
def test_the_folder_of_documents_is_found_in_the_archive(server: ArchiveServer, tmp_path: Path, pack: Pack) -> None:
    server.archive = pack(FILES)
    seeds = fetched(f"{server.address}/moved", tmp_path)
    assert files_in(seeds) == ["a/raw.txt", "dataset.yaml"]
    assert server.sent("GET") == ["/moved", "/seeds.tar.gz"]


def test_what_did_not_change_is_not_sent_again(server: ArchiveServer, tmp_path: Path) -> None:
    address = f"{server.address}/seeds.tar.gz"
    seeds = fetched(address, tmp_path)
    assert fetched(address, tmp_path) == seeds
    assert server.statuses == [200, 304]
    (seeds / "dataset.yaml").unlink()
    seeds.rename(seeds.with_name("gone"))
    assert fetched(address, tmp_path) == seeds
    assert files_in(seeds) == ["a/raw.txt", "dataset.yaml"]
    assert server.statuses == [200, 304, 200]


def test_a_new_archive_takes_the_place_of_the_one_before(server: ArchiveServer, tmp_path: Path) -> None:
    server.tag = ""
    address = f"{server.address}/seeds.tar.gz"
    before = fetched(address, tmp_path)
    assert fetched(address, tmp_path) == before
    server.archive = tar_gz({"dataset.yaml": b"new"})
    after = fetched(address, tmp_path)
    assert files_in(after) == ["dataset.yaml"]
    assert not before.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([after.name, "fetched.json"])


def test_a_server_that_fails_for_a_while_is_asked_again(server: ArchiveServer, tmp_path: Path) -> None:
    server.faults += [Fault("GET", "seeds", status=503, times=2), Fault("GET", "seeds", cut_answer=True)]
    assert files_in(fetched(f"{server.address}/seeds.tar.gz", tmp_path, retries=AT_ONCE))
    assert [fault.struck["/seeds.tar.gz"] for fault in server.faults] == [2, 1]


def test_what_cannot_be_had_is_said_and_what_was_there_stays(server: ArchiveServer, tmp_path: Path) -> None:
    address = f"{server.address}/seeds.tar.gz"
    before = fetched(address, tmp_path)
    there = files_in(tmp_path)

    def failure(**options: int) -> str:
        with pytest.raises(SourceError) as error:
            fetched(address, tmp_path, retries=AT_ONCE, **options)  # type: ignore[arg-type]
        assert files_in(tmp_path) == there
        return str(error.value)

    server.tag = '"2"'
    server.faults = [Fault("GET", "seeds", status=404)]
    assert "404" in failure()
    server.faults = [Fault("GET", "seeds", status=500, times=ATTEMPTS)]
    assert "500" in failure()
    assert "larger than 100 bytes" in failure(archive_bytes=100)
    server.archive = b"<html>"
    assert "cannot be unpacked" in failure()
    server.archive = zipped({"../dataset.yaml": b""})
    assert "lies outside" in failure()
    server.archive = zipped({"a/raw.txt": b""})
    assert "holds 0 files dataset.yaml" in failure()
    server.archive = zipped({"a/dataset.yaml": b"", "b/dataset.yaml": b""})
    assert "holds 2 files dataset.yaml" in failure()
    server.tag = '"1"'
    assert fetched(address, tmp_path) == before


def test_nobody_answers(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be fetched"):
        fetched("http://127.0.0.1:9/seeds.zip", tmp_path, retries=AT_ONCE)
    with pytest.raises(SourceError, match="cannot be fetched"):
        fetched("http://[/seeds.zip", tmp_path, retries=AT_ONCE)
