"""Descriptions of a release as JSON, written the same way everywhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def write_json(path: Path, value: Mapping[str, Any]) -> None:
    """Writes the value, indented and in UTF-8. Members that are None are left out."""
    text = json.dumps(_filled(value), ensure_ascii=False, indent=2, allow_nan=False)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text + "\n")


def _filled(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _filled(member) for name, member in value.items() if member is not None}
    if isinstance(value, list | tuple):
        return [_filled(member) for member in value]
    return value
