"""Where the documents come from: a folder, or an archive of one that is published on the web."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import httpx2

from flows.files import replace_text, sha256
from flows.operations.archives import LIMITS, ArchiveError, Limits, unpack
from flows.publish.retries import Retries
from flows.seeds import DATASET

ARCHIVE_BYTES = 1 << 30
RECORD = "fetched.json"

_SECONDS = httpx2.Timeout(60)
_CONDITIONS = {"etag": "if-none-match", "last-modified": "if-modified-since"}


class SourceError(ValueError):
    """The documents cannot be had from where they should come from; the message says why, and what to do."""


def is_address(source: str) -> bool:
    """Whether a source is an archive on the web, and not a folder."""
    return source.startswith(("https://", "http://"))


def fetched(
    address: str,
    folder: Path,
    *,
    limits: Limits = LIMITS,
    archive_bytes: int = ARCHIVE_BYTES,
    retries: Retries | None = None,
) -> Path:
    """The folder of documents in the archive at `address`, unpacked somewhere in `folder`.

    An archive is fetched only if the server has another one than the last time. It is a ZIP or tar.gz file of at most
    `archive_bytes`, with one data set in it, that is one `dataset.yaml`. The one before is removed when the new one is
    there as a whole. Raises SourceError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    known = _record(folder, address)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".fetching-", ignore_cleanup_errors=True) as temporary:
        archive = Path(temporary) / "archive"
        try:
            headers = (retries or Retries())(lambda: _download(address, known, archive, archive_bytes))
        except httpx2.HTTPError as error:
            raise SourceError(f"{address} cannot be fetched: {error}. Check the address and the connection") from error
        if headers is None:
            return folder / str(known["seeds"])
        name = sha256(archive)
        unpacked = Path(temporary) / name
        try:
            unpack(archive, unpacked, limits)
        except ArchiveError as error:
            remedy = "Publish it again, as a ZIP or tar.gz file"
            raise SourceError(f"{address} cannot be unpacked: {error}. {remedy}") from error
        seeds = Path(name) / _seeds_in(unpacked, address)
        if (folder / name).exists():
            shutil.rmtree(folder / name)
        unpacked.rename(folder / name)
    record = {"address": address, "seeds": seeds.as_posix(), "headers": headers}
    replace_text(folder / RECORD, json.dumps(record, indent=2) + "\n")
    for other in folder.glob("*/"):
        if other.name != name:
            shutil.rmtree(other)
    return folder / seeds


def _record(folder: Path, address: str) -> dict[str, Any]:
    """What is known of the archive that was fetched last; nothing where it is not there any more."""
    try:
        record: dict[str, Any] = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        if record["address"] == address and (folder / record["seeds"]).is_dir():
            return record
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return {"headers": {}}


def _download(address: str, known: dict[str, Any], archive: Path, most: int) -> dict[str, str] | None:
    """Writes the archive, and gives the headers by which it is known again; None where it is the one that is known."""
    conditions = {_CONDITIONS[name]: value for name, value in known["headers"].items()}
    headers = conditions | {"accept-encoding": "identity"}  # the bytes of the archive as they are
    with httpx2.stream("GET", address, headers=headers, follow_redirects=True, timeout=_SECONDS) as response:
        if response.status_code == httpx2.codes.NOT_MODIFIED and conditions:
            return None
        response.raise_for_status()
        left = most
        with archive.open("wb") as file:
            for chunk in response.iter_raw():
                left -= len(chunk)
                if left < 0:
                    raise SourceError(
                        f"{address} is larger than {most:,} bytes: publish it in parts, or watch a folder"
                    )
                file.write(chunk)
        return {name: response.headers[name] for name in _CONDITIONS if name in response.headers}


def _seeds_in(unpacked: Path, address: str) -> Path:
    found = sorted(unpacked.rglob(DATASET))
    if len(found) != 1:
        raise SourceError(f"{address} holds {len(found)} files {DATASET}: it must hold one folder of documents")
    return found[0].parent.relative_to(unpacked)
