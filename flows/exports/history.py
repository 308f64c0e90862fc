"""`CHANGELOG.md` and `changes/`: what is another than in the release before."""

from __future__ import annotations

from pathlib import Path

from flows.exports.content import ReleaseRows


def write(folder: Path, content: ReleaseRows) -> None:
    """Writes the files of the release's history."""
    for name, text in content.history.files.items():
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(text.encode())
