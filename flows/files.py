"""The files of a folder, and what is in them."""

from __future__ import annotations

import hashlib
from pathlib import Path


def files_in(folder: Path) -> list[str]:
    """The paths of all files in a folder and the folders in it, relative to it, in order."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
