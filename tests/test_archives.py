"""Archives that somebody else made: what is in them comes out, and nothing else happens."""

from __future__ import annotations

import contextlib
import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.files import files_in
from flows.operations.archives import CHUNK, ArchiveError, Limits, unpack

FILES = {"seeds/dataset.yaml": b"name: x\n", "seeds/a-talk/raw.txt": b"A: Yes.\n" * 1_000, "seeds/empty.txt": b""}
Pack = Callable[[Mapping[str, bytes]], bytes]
EVIL = ["../evil.txt", "/evil.txt", "seeds/../../evil.txt", "..", "a\\..\\evil.txt"]


def tar_of(*members: tuple[tarfile.TarInfo, bytes]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as tar:
        for member, content in members:
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return stream.getvalue()


def tar_gz(files: Mapping[str, bytes]) -> bytes:
    return tar_of(*((tarfile.TarInfo(name), content) for name, content in files.items()))


def zipped(files: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return stream.getvalue()


def unpacked(folder: Path, data: bytes, limits: Limits | None = None) -> Path:
    """The folder that the archive was unpacked into: the only thing beside the archive that may be in `folder`."""
    archive = folder / "archive"
    archive.write_bytes(data)
    unpack(archive, folder / "unpacked", limits or Limits())
    return folder / "unpacked"


def refused(folder: Path, data: bytes, limits: Limits | None = None) -> str:
    """Why the archive was not unpacked. Nothing of it is outside the folder that it was for."""
    with pytest.raises(ArchiveError) as error:
        unpacked(folder, data, limits)
    assert {path.name for path in folder.iterdir()} <= {"archive", "unpacked"}
    return str(error.value)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inner = tmp_path / "inner"
    inner.mkdir()
    return inner


@pytest.mark.parametrize("pack", [tar_gz, zipped])
def test_what_is_in_an_archive_comes_out(folder: Path, pack: Pack) -> None:
    out = unpacked(folder, pack(FILES))
    assert {name: (out / name).read_bytes() for name in files_in(out)} == FILES


@pytest.mark.parametrize("pack", [tar_gz, zipped])
@pytest.mark.parametrize("name", EVIL)
def test_nothing_is_written_outside(folder: Path, pack: Pack, name: str) -> None:
    assert "lies outside" in refused(folder, pack({"good.txt": b"good", name: b"evil"}))
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_links_and_devices_are_refused(folder: Path, kind: bytes) -> None:
    member = tarfile.TarInfo("seeds")
    member.type, member.linkname = kind, "/etc"
    assert "neither file nor folder" in refused(folder, tar_of((member, b"")))


def test_a_link_in_a_zip_file_is_refused(folder: Path) -> None:
    member = zipfile.ZipInfo("seeds")
    member.create_system, member.external_attr = 3, 0o120777 << 16
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr(member, "/etc")
    assert "neither file nor folder" in refused(folder, stream.getvalue())


def test_a_file_that_is_there_twice_is_refused(folder: Path) -> None:
    twice = tar_of((tarfile.TarInfo("raw.txt"), b"one"), (tarfile.TarInfo("raw.txt"), b"two"))
    assert "there twice" in refused(folder, twice)


@pytest.mark.parametrize("pack", [tar_gz, zipped])
def test_more_than_is_allowed_is_refused(folder: Path, pack: Pack) -> None:
    bomb = pack({"zeros.txt": bytes(30 * CHUNK)})
    assert len(bomb) < CHUNK
    assert "larger than 2,000,000 bytes" in refused(folder, bomb, Limits(unpacked_bytes=2_000_000))
    written = sum(path.stat().st_size for path in (folder / "unpacked").iterdir())
    assert written <= 2_000_000


@pytest.mark.parametrize("pack", [tar_gz, zipped])
def test_more_files_than_are_allowed_are_refused(folder: Path, pack: Pack) -> None:
    many = pack({f"{number}.txt": b"" for number in range(11)})
    assert "more than 10 files" in refused(folder, many, Limits(members=10))
    assert len(files_in(folder / "unpacked")) == 10


def test_a_tar_file_with_a_huge_header_is_refused_before_it_is_read(folder: Path) -> None:
    header = tarfile.TarInfo("pax")
    header.type, header.size = tarfile.XHDTYPE, 4 << 30
    assert "header in it is too large" in refused(folder, gzip.compress(header.tobuf(tarfile.USTAR_FORMAT)))


def test_a_tar_file_that_says_it_is_larger_than_it_is_ends(folder: Path) -> None:
    member = tarfile.TarInfo("raw.txt")
    member.size = 1 << 50
    with pytest.raises(ArchiveError):
        unpacked(folder, gzip.compress(member.tobuf() + bytes(5_000)))


@pytest.mark.parametrize(
    "data", [b"", b"<html>not found</html>", b"\x1f\x8b", b"PK\x05\x06", gzip.compress(b"text", mtime=0)]
)
def test_what_is_no_archive_is_refused(folder: Path, data: bytes) -> None:
    assert "no ZIP or tar.gz file" in refused(folder, data)


@given(data=st.data())
def test_a_broken_archive_is_refused_or_comes_out(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    whole = data.draw(st.sampled_from([tar_gz(FILES), zipped(FILES)]))
    broken = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    for place in data.draw(st.lists(st.integers(0, len(broken) - 1), max_size=5) if broken else st.just([])):
        broken[place] ^= data.draw(st.integers(1, 255))
    folder = tmp_path_factory.mktemp("broken")
    with contextlib.suppress(ArchiveError):
        unpacked(folder, bytes(broken))
    assert {path.name for path in folder.iterdir()} <= {"archive", "unpacked"}
