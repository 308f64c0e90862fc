"""Results that are kept, so that no run makes them again: each is a folder under a key that says all it depends on.

    <key>/...          the files that were made
    <key>/kept.json    what else was found, the SHA-256 of each file, and its own
    needed.json        the keys of those that were noted as needed

A result appears whole or not at all; one whose files were altered does not count as there.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256 as new_digest
from pathlib import Path
from typing import Any, TypeAlias

from flows.files import files_in, replace_text, sha256
from flows.program import program

MANIFEST = "kept.json"
NEEDED = "needed.json"

Facts: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """A result: the folder of its files, their SHA-256 by their names, and what else was found, fit for JSON."""

    folder: Path
    digests: Mapping[str, str]
    facts: Facts


@dataclass(frozen=True, slots=True)
class Kept:
    """A folder of results, and the one beside it in which they are being made. Both are made when they are needed."""

    folder: Path
    unfinished: Path

    def find(self, key: str) -> Result | None:
        """The result of that key, if it was made before and is as it was made."""
        folder = self.folder / key
        try:
            manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            if manifest.pop("digest") != _digest(manifest):
                return None
            if any(sha256(folder / name) != digest for name, digest in manifest["sha256"].items()):
                return None
            return Result(folder, manifest["sha256"], manifest["facts"])
        except (OSError, ValueError, KeyError, AttributeError, TypeError):
            return None

    def make(self, key: str, make: Callable[[Path], Facts]) -> Result:
        """Keeps what `make` writes into the folder that it is given, and what it gives back.

        Raises what `make` raises, and OSError where nothing can be kept.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with scratch(self.unfinished) as at:
            folder = at / key
            folder.mkdir()
            facts = make(folder)
            manifest = {"facts": facts, "sha256": {name: sha256(folder / name) for name in files_in(folder)}}
            text = json.dumps(manifest | {"digest": _digest(manifest)}, ensure_ascii=False, indent=1)
            (folder / MANIFEST).write_text(text, encoding="utf-8")
            self._put(folder, key)
        return Result(self.folder / key, manifest["sha256"], json.loads(json.dumps(facts)))

    def get(self, key: str, make: Callable[[Path], Facts]) -> Result:
        """The result of that key, made by `make` if it is not there."""
        return self.find(key) or self.make(key, make)

    def note(self, keys: Iterable[str]) -> None:
        """Notes which results are needed, and that no others are."""
        self.folder.mkdir(parents=True, exist_ok=True)
        replace_text(self.folder / NEEDED, json.dumps(sorted(keys)) + "\n")

    def noted(self) -> list[str]:
        """The keys that were noted last."""
        try:
            keys: list[str] = json.loads((self.folder / NEEDED).read_text(encoding="utf-8"))
        except (OSError, ValueError):  # all that is lost is time
            return []
        return keys

    def others(self, keys: Iterable[str]) -> list[Path]:
        """The folders of the results that have none of these keys."""
        keep = set(keys)
        return sorted(folder for folder in self.folder.glob("*/") if folder.name not in keep)

    def _put(self, folder: Path, key: str) -> None:
        target = self.folder / key
        try:
            folder.rename(target)
        except OSError:
            if not target.is_dir():
                raise
            if self.find(key) is None:  # else another run was faster
                shutil.rmtree(target)
                folder.rename(target)


@contextmanager
def scratch(unfinished: Path) -> Iterator[Path]:
    """A new folder in the folder `unfinished`, for what is being written; it is removed in the end."""
    unfinished.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=unfinished, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def key_of(*inputs: object) -> str:
    """A key for what this program makes of the inputs, which are told by their `repr`, as 64 hexadecimal digits."""
    digest = new_digest(program().encode())
    for each in inputs:
        digest.update(b"\0" + repr(each).encode())
    return digest.hexdigest()


def _digest(manifest: Facts) -> str:
    return new_digest(json.dumps(manifest, sort_keys=True).encode()).hexdigest()
