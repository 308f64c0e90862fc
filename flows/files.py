"""The files of a folder, and what is in them."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import tempfile
from pathlib import Path

BLOCK = 1 << 17  # what is read at once stays in the cache; larger ones would be asked of the system each time
MAXIMUM_BYTES = 16 << 20  # of a file that is read whole; what is known of a text may take 400 times its size in memory


class UnusableFile(OSError):
    """A file must not be read as it is. `strerror` says why, beginning with a verb; `remedy` what the user can do."""

    def __init__(self, path: Path, message: str, remedy: str) -> None:
        super().__init__(errno.EINVAL, message, str(path))
        self.remedy = remedy


def files_in(folder: Path) -> list[str]:
    """The paths of all files in a folder and the folders in it, relative to it, in order."""
    found: list[str] = []
    folders = [""] if folder.is_dir() else []
    while folders:
        at = folders.pop()
        with os.scandir(folder / at) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(f"{at}{entry.name}/")
                elif entry.is_file():
                    found.append(at + entry.name)
    return sorted(found)


def read_file(path: Path, within: Path | None = None) -> bytes:
    """The bytes that a file of at most MAXIMUM_BYTES has when it is opened. Raises OSError where it cannot be read.

    Raises UnusableFile for a file that is larger, for what is no file (reading a pipe may wait, and a device go on, for
    ever), and for one that lies outside the folder `within`, where that is given and a link leads out of it.
    """
    if within is not None and _leads_out(path, within):
        raise UnusableFile(
            path, f"is a link to a file outside the folder {within}", "Copy the file itself to its place"
        )
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # else opening a pipe waits until somebody writes into it
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise UnusableFile(path, "is no file but a folder, a pipe or a device", "Put a file in its place")
        if status.st_size > MAXIMUM_BYTES:
            remedy = "Cut it into parts, such as single conversations, each in a file of its own"
            raise UnusableFile(path, f"is larger than {MAXIMUM_BYTES >> 20} MB", remedy)
        with open(handle, "rb", closefd=False) as file:
            return file.read(status.st_size)
    finally:
        os.close(handle)


def _leads_out(path: Path, folder: Path) -> bool:
    at = path
    while at != folder and at.name not in ("", "..") and not at.is_symlink():
        at = at.parent
    # Where no link is on the way, which is nearly always, nothing need be looked up.
    return at != folder and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def replace_text(path: Path, text: str) -> None:
    """Write a file as UTF-8, so that there is never a half-written one: it is replaced when all is written."""
    with tempfile.NamedTemporaryFile("wb", dir=path.parent, prefix=f".{path.name}-", delete=False) as file:
        file.write(text.encode())
    written = Path(file.name)
    written.chmod(path.stat().st_mode if path.exists() else 0o644)
    written.replace(path)


def sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, as 64 hexadecimal digits."""
    digest = hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()
