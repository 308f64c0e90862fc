"""What was there at the last look, and what came of it: so that a release is made only where something changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from flows.files import files_in, replace_text, sha256
from flows.program import program
from flows.release.folder import newest_release


@dataclass(frozen=True, slots=True)
class Look:
    """All that a release would be made from: the files of the documents with their SHA-256, the newest release (its
    version, None where there is none), and the program: its code and the libraries that matter, as a SHA-256."""

    files: Mapping[str, str]
    newest: str | None
    program: str


@dataclass(frozen=True, slots=True)
class Looked:
    """A look, and why what was there could not be released (None where it could)."""

    look: Look
    failure: str | None


def look(seeds: Path, out: Path) -> Look:
    """What is in the folder `seeds` now, and in the folder of releases `out`. Hidden files do not count."""
    newest = newest_release(out)
    names = [name for name in files_in(seeds) if not any(part.startswith(".") for part in Path(name).parts)]
    return Look({name: sha256(seeds / name) for name in names}, newest.name if newest else None, program())


def changes(before: Look | None, now: Look) -> list[str]:
    """What is another than before, one line each: files that are new, changed or gone, and the rest."""
    if before is None:
        return ["nothing was looked at before"]
    files = [f"{name} is new" for name in now.files if name not in before.files]
    files += [f"{name} is gone" for name in before.files if name not in now.files]
    files += [f"{name} changed" for name in now.files if before.files.get(name, now.files[name]) != now.files[name]]
    if before.newest != now.newest:
        files.append(f"the newest release is {now.newest}, and was {before.newest}")
    if before.program != now.program:
        files.append("Parley itself, or a library that it reads or writes with, is another")
    return sorted(files)


def looked(file: Path) -> Looked | None:
    """What `remember` wrote; None where there is no such file, or a broken one."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return Looked(Look(**found["look"]), found["failure"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember(file: Path, what: Looked) -> None:
    """Writes it to the file, whose folder is made if it is not there."""
    file.parent.mkdir(parents=True, exist_ok=True)
    replace_text(file, json.dumps(asdict(what), indent=1) + "\n")
