"""A release as a folder: how it is named, what says of itself and its files, and whether these are as they were.

data/<table>.parquet    the tables; the data card's header tells Hugging Face `datasets` where they are
jsonl/<table>.jsonl     the same rows as text, one JSON object a line
README.md               the data card
CHANGELOG.md, changes/  what is another than in the release before
release.json            inputs, row counts, digests, tool versions, evaluation, documents left out
SHA256SUMS              for `sha256sum -c`
SHA256SUMS.minisig      its signature, if the release was signed; it is no part of what is compared or rebuilt
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flows.files import files_in, sha256

SUMS = "SHA256SUMS"
SIGNATURE = "SHA256SUMS.minisig"
MANIFEST = "release.json"

_VERSION = re.compile(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)")


class ReleaseError(ValueError):
    """A release cannot be written with these arguments; the message says what to do."""


class ReleaseExists(ReleaseError):
    """The version is there already, and a released version is never written again."""


def version_numbers(version: str) -> tuple[int, int, int]:
    """The three numbers of a version X.Y.Z. Raises ReleaseError where it is anything else."""
    match = _VERSION.fullmatch(version)
    if match is None:
        raise ReleaseError(f"{version!r} is not a version; write three numbers without leading zeros, such as 0.2.0")
    major, minor, patch = match.groups()
    return int(major), int(minor), int(patch)


def newest_release(out: Path) -> Path | None:
    """The folder of the highest version in `out`, or None where there is no release."""
    if not out.is_dir():
        return None
    releases = [path for path in out.iterdir() if _VERSION.fullmatch(path.name) and (path / MANIFEST).is_file()]
    return max(releases, key=lambda path: version_numbers(path.name), default=None)


def read_manifest(release: Path) -> dict[str, Any]:
    """What `release.json` of a release says. Raises ReleaseError where it cannot be read."""
    try:
        manifest = json.loads((release / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReleaseError(f"{release / MANIFEST} cannot be read: {error}") from error
    if not isinstance(manifest, dict):
        raise ReleaseError(f"{release / MANIFEST} is not a JSON object")
    return manifest


def whole_digest(digests: Mapping[str, str]) -> str:
    """The digest of a release, from those of its tables in their order."""
    whole = "".join(f"{digest}  {name}\n" for name, digest in digests.items())
    return hashlib.sha256(whole.encode()).hexdigest()


def verify_sums(release: Path) -> list[str]:
    """What is wrong with the files of a release, measured by its SHA256SUMS: changed, missing and unlisted files."""
    listed: dict[str, str] = {}
    for line in (release / SUMS).read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        listed[name] = digest
    there = set(files_in(release)) - {SUMS, SIGNATURE}
    problems = [f"{name}: missing" for name in listed if name not in there]
    problems += [f"{name}: not in {SUMS}" for name in there if name not in listed]
    problems += [f"{name}: changed" for name in there if name in listed and sha256(release / name) != listed[name]]
    return sorted(problems)


def same_release(a: Path, b: Path) -> list[str]:
    """The files, relative to the releases, that differ between two releases or are only in one. Empty: identical.

    Whether and by whom a release was signed makes no difference.
    """
    in_a, in_b = set(files_in(a)) - {SIGNATURE}, set(files_in(b)) - {SIGNATURE}
    changed = {name for name in in_a & in_b if sha256(a / name) != sha256(b / name)}
    return sorted(changed | (in_a ^ in_b))
