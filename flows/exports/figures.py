"""The pictures of a release, `figures/*.svg`."""

from __future__ import annotations

from pathlib import Path

from flows.exports.content import ReleaseRows
from flows.exports.pictures import FOLDER, pictures


def write(folder: Path, content: ReleaseRows) -> None:
    """Writes `figures/` into the folder of the release."""
    from flows.exports import plots  # with it comes matplotlib, which only a release needs

    (folder / FOLDER).mkdir(exist_ok=True)
    for picture in pictures(content.rows, content.evaluation).values():
        (folder / picture.file).write_bytes(plots.draw(picture))
