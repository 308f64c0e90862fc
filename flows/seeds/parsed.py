"""What small files were found to say, by the digest of their bytes: kept, so that none is parsed and checked twice."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from flows.files import replace_text
from flows.program import program


class Parsed:
    """Values fit for JSON, made from the bytes of files: `before` has those that are known already."""

    def __init__(self, before: Mapping[str, Any] | None = None) -> None:
        self._before = before or {}
        self._used: dict[str, Any] = {}

    def get(self, kind: str, data: bytes, parse: Callable[[], Any]) -> Any:
        """The value of a file of that kind with these bytes, by `parse` if it is not known. Raises what that raises."""
        key = f"{kind} {sha256(data).hexdigest()}"
        value = self._before[key] if key in self._before else parse()
        self._used[key] = value
        return value

    @classmethod
    def read(cls, path: Path) -> Parsed:
        """What `write` wrote there, if this program did, and if it is as it was written; else nothing is known."""
        try:
            head, _, values = path.read_text(encoding="utf-8").partition("\n")
        except (OSError, ValueError):  # all that is lost is time
            return cls()
        return cls(json.loads(values) if head == _head(values) else None)

    def write(self, path: Path) -> None:
        """Writes the values that were asked for, in place of what was there. Raises OSError where it cannot."""
        if self._used != self._before:
            values = json.dumps(self._used)
            replace_text(path, f"{_head(values)}\n{values}")


def _head(values: str) -> str:
    return f"{program()} {sha256(values.encode()).hexdigest()}"
