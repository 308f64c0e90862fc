"""The files of a release beside its tables: each module writes one family of them into the folder of the release.

An export is a function of that folder and the release's content. It may read what stands there already: the tables, and
the files of the exports before it. It need not flush: `flows.release` does so for all files in the end.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from flows.exports import citation, convokit, croissant, datapackage, figures, history, reader, rocrate, tei
from flows.exports.content import ReleaseContent

__all__ = ["EXPORTS", "Export", "ReleaseContent"]

Export = Callable[[Path, ReleaseContent], None]

EXPORTS: tuple[Export, ...] = (
    citation.write,
    convokit.write,
    croissant.write,
    datapackage.write,
    figures.write,
    history.write,
    reader.write,
    tei.write,
    rocrate.write,  # names the files of all others
)
