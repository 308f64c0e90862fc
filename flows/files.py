"""The files of a folder, and what is in them."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path


def files_in(folder: Path) -> list[str]:
    """The paths of all files in a folder and the folders in it, relative to it, in order."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def replace_text(path: Path, text: str) -> None:
    """Write a file as UTF-8, so that there is never a half-written one: it is replaced when all is written."""
    with tempfile.NamedTemporaryFile("wb", dir=path.parent, prefix=f".{path.name}-", delete=False) as file:
        file.write(text.encode())
    written = Path(file.name)
    written.chmod(path.stat().st_mode if path.exists() else 0o644)
    written.replace(path)


def sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
