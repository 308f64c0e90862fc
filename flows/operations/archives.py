"""Unpacking an archive that somebody else made: only into the folder it is meant for, and only so much of it."""

from __future__ import annotations

import gzip
import io
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO, TypeAlias, cast

CHUNK = 1 << 20
HEADERS = 2048  # bytes that a tar file spends on a member, beside its content
UNREADABLE = (tarfile.TarError, zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, OSError)


class ArchiveError(ValueError):
    """An archive cannot be unpacked; the message says why."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much an archive may hold: bytes when unpacked, and files and folders."""

    unpacked_bytes: int = 16 << 30
    members: int = 2_000_000


LIMITS = Limits()

Member: TypeAlias = tuple[str, Callable[[], IO[bytes]] | None]  # its name; its content, or None for a folder


def unpack(archive: Path, target: Path, limits: Limits = LIMITS) -> None:
    """Unpacks a ZIP file or a tar.gz file into `target`, which is a new folder.

    Raises ArchiveError for anything else, for a broken archive, a member that lies outside (`../`, `/`), is there twice
    or is neither file nor folder (a link, a device), and for more than `limits` allow. What was unpacked until then is
    left to the caller to remove.
    """
    try:
        with archive.open("rb") as file:
            _write(_members(file, limits), target, limits)
    except ArchiveError:
        raise
    except UNREADABLE as error:
        raise ArchiveError(f"it is broken, or no ZIP or tar.gz file ({type(error).__name__}: {error})") from error


def _members(file: BinaryIO, limits: Limits) -> Iterator[Member]:
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as packed:
            yield from (_zip_member(packed, member) for member in packed.infolist())
    else:
        file.seek(0)
        with gzip.GzipFile(fileobj=file) as unpacked:
            through = cast(IO[bytes], _Bounded(unpacked, limits))
            with tarfile.open(fileobj=through, mode="r:") as tar:
                yield from (_tar_member(tar, member) for member in tar)


def _zip_member(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> Member:
    if member.is_dir():
        return member.filename, None
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):  # 0: it was not made on Unix
        raise ArchiveError(f"{member.filename!r} is neither file nor folder")
    return member.filename, lambda: packed.open(member)


def _tar_member(tar: tarfile.TarFile, member: tarfile.TarInfo) -> Member:
    if member.isdir():
        return member.name, None
    if not member.isfile():
        raise ArchiveError(f"{member.name!r} is neither file nor folder")
    return member.name, lambda: cast(IO[bytes], tar.extractfile(member))


class _Bounded(io.RawIOBase):
    """Reads forward only. tarfile would take headers of any length into memory, and skip over any number of bytes."""

    def __init__(self, file: gzip.GzipFile, limits: Limits) -> None:
        self._file = file
        self._left = limits.unpacked_bytes + HEADERS * limits.members

    def read(self, size: int = -1, /) -> bytes:
        if not 0 <= size <= CHUNK:
            raise ArchiveError("a header in it is too large")
        found = self._file.read(size)
        self._left -= len(found)
        if self._left < 0:
            raise ArchiveError("unpacked it is too large")
        return found

    def seek(self, place: int, whence: int = io.SEEK_SET, /) -> int:
        while (ahead := place - self.tell()) > 0 and self.read(min(ahead, CHUNK)):
            pass
        return self.tell()

    def tell(self) -> int:
        return self._file.tell()


def _write(members: Iterator[Member], target: Path, limits: Limits) -> None:
    left = limits.unpacked_bytes
    target.mkdir()
    for number, (name, content) in enumerate(members, start=1):
        if number > limits.members:
            raise ArchiveError(f"it holds more than {limits.members:,} files and folders")
        place = target / _inside(name)
        if content is None:
            place.mkdir(parents=True, exist_ok=True)
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            written = place.open("xb")
        except FileExistsError as error:
            raise ArchiveError(f"{name!r} is there twice") from error
        with written, content() as source:
            while chunk := source.read(CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise ArchiveError(f"unpacked it is larger than {limits.unpacked_bytes:,} bytes")
                written.write(chunk)


def _inside(name: str) -> PurePosixPath:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or "\0" in name:
        raise ArchiveError(f"{name!r} lies outside the archive's folder")
    return path
