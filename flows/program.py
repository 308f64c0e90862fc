"""Which program this is: all that a release depends on beside what it is made from."""

from __future__ import annotations

import platform
from functools import cache
from hashlib import sha256 as new_digest
from importlib.metadata import version as installed_version
from pathlib import Path

from flows.files import sha256
from schemas import SCHEMA_VERSION

CODE = ("flows", "schemas")
TOOLS = ("charset-normalizer", "jinja2", "matplotlib", "orjson", "pandera", "polars", "pyarrow", "pyyaml")


@cache
def program() -> str:
    """The code, the schema, Python and the libraries that the bytes of a release depend on, as a SHA-256."""
    python = ".".join(platform.python_version_tuple()[:2])
    digest = new_digest(repr((SCHEMA_VERSION, python, [(tool, installed_version(tool)) for tool in TOOLS])).encode())
    root = Path(__file__).parents[1]
    for file in sorted(path for package in CODE for path in (root / package).rglob("*") if path.is_file()):
        if "__pycache__" not in file.parts:
            digest.update(f"{file.relative_to(root).as_posix()} {sha256(file)}\n".encode())
    return digest.hexdigest()
