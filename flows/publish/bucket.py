"""A folder or bucket: each release in a folder `v<version>/` of its own, the name of the newest in the file `latest`.

A version counts as published when its SHA256SUMS is there: that file is written after all others were compared with
the release, and `latest` after it. A folder whose SHA256SUMS is there is never written again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import fsspec
from botocore.exceptions import BotoCoreError
from fsspec.implementations.local import LocalFileSystem

from flows.publish.model import Plan, PublishError, Release, UsageError, refuse_older
from flows.publish.secrets import without
from flows.release.folder import SUMS, ReleaseError, version_numbers

T = TypeVar("T")

LATEST = "latest"

_SEAL = "write SHA256SUMS, which makes the version complete"
_OPTIONS: Mapping[str, Mapping[str, Any]] = {
    "file": {"auto_mkdir": True},
    "s3": {"config_kwargs": {"retries": {"mode": "standard", "max_attempts": 6}}},
}


class Bucket:
    """The place at an address that fsspec knows: a folder, `s3://bucket/folder` or another one."""

    def __init__(self, address: str, **options: str) -> None:
        """`options` are those of the place's file system, such as `key` and `secret`.

        Raises UsageError where no file system is known for the address.
        """
        protocol = address.partition("://")[0] if "://" in address else "file"
        self._secrets = tuple(options.values())
        self._address = address.rstrip("/")
        try:
            # What another run wrote must be seen: nothing is remembered between two calls.
            self._system, self._root = fsspec.core.url_to_fs(
                address,
                **{"use_listings_cache": False, **_OPTIONS.get(protocol, {}), **options},
            )
        except (ValueError, ImportError) as error:
            raise UsageError(f"{address} is no place to publish to: {error}") from None

    @property
    def name(self) -> str:
        """The address."""
        return self._address

    def plan(self, release: Release) -> Plan:
        """What is left to do. Raises PublishError where the version, or a newer one, is there with other files."""
        return self._said(lambda: self._plan(release))

    def carry_out(self, release: Release, plan: Plan) -> None:
        """Sends the files, compares them with the release, makes the version complete, and moves `latest`."""
        self._said(lambda: self._carry_out(release, plan))

    def fetch(self, release: Release, folder: Path) -> None:
        """Loads the version's folder."""

        def load() -> None:
            names = sorted(self._listed(release))
            for name in names:
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
            self._system.get([self._path(release, name) for name in names], [str(folder / name) for name in names])

        self._said(load)

    def _plan(self, release: Release) -> Plan:
        address = f"{self._address}/{release.tag}"
        there = self._listed(release)
        latest = self._latest()
        move = (f"point {LATEST} to {release.tag}",) if latest != release.version else ()
        refuse_older(release.version, latest, self.name)
        if SUMS in there:
            if self._system.cat_file(self._path(release, SUMS)) != (release.folder / SUMS).read_bytes():
                raise PublishError(
                    f"{address} is published with other files, and a published version is never changed: "
                    "make the next version with `parley release`"
                )
            return Plan(address, {}, steps=move)
        return Plan(
            address,
            uploads={name: release.sizes[name] for name in self._missing(release, there)},
            removals=tuple(sorted(there.keys() - release.sizes.keys())),
            steps=(_SEAL, *move),
        )

    def _carry_out(self, release: Release, plan: Plan) -> None:
        for name in plan.removals:
            self._system.rm_file(self._path(release, name))
        names = list(plan.uploads)
        if names:
            self._system.put(
                [str(release.folder / name) for name in names], [self._path(release, name) for name in names]
            )
        if _SEAL in plan.steps:
            if wrong := self._missing(release, self._listed(release)):
                raise PublishError(
                    f"{self.name} has other bytes than were sent, of {', '.join(wrong[:5])}; the version was not made "
                    "complete. Run the command again: it sends them once more"
                )
            self._write(self._path(release, SUMS), (release.folder / SUMS).read_bytes())
        if plan.steps:
            self._write(f"{self._root}/{LATEST}", f"{release.tag}\n".encode())

    def _listed(self, release: Release) -> dict[str, int]:
        """The files of the version's folder, with their bytes."""
        root = f"{self._root}/{release.tag}"
        found = self._system.find(root, detail=True)
        return {path.removeprefix(root).lstrip("/"): info["size"] for path, info in found.items()}

    def _missing(self, release: Release, there: Mapping[str, int]) -> list[str]:
        """The files that are not there as they are in the release. SHA256SUMS, which comes last, is none of them."""
        return sorted(name for name in release.sizes if name != SUMS and not self._has(release, name, there))

    def _has(self, release: Release, name: str, there: Mapping[str, int]) -> bool:
        if there.get(name) != release.sizes[name]:
            return False
        # What is there is read: not every store gives hashes, and they mean another thing in each.
        with self._system.open(self._path(release, name), "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == release.digests[name]

    def _latest(self) -> str | None:
        try:
            version = self._system.cat_file(f"{self._root}/{LATEST}").decode().strip().removeprefix("v")
            version_numbers(version)
        except FileNotFoundError:
            return None
        except (UnicodeDecodeError, ReleaseError):
            raise PublishError(
                f"{self._address}/{LATEST} does not hold a version such as v1.0.0; is this the right place?"
            ) from None
        return str(version)

    def _write(self, path: str, data: bytes) -> None:
        """Writes a file that is there whole or not at all, as object stores do by themselves."""
        if isinstance(self._system, LocalFileSystem):
            self._system.pipe_file(f"{path}.part", data)
            self._system.mv(f"{path}.part", path)
        else:
            self._system.pipe_file(path, data)

    def _path(self, release: Release, name: str) -> str:
        return f"{self._root}/{release.tag}/{name}"

    def _said(self, call: Callable[[], T]) -> T:
        """The call's result; what fails in it is raised as PublishError, with the service's message."""
        try:
            return call()
        except (OSError, BotoCoreError) as error:
            if isinstance(error, PermissionError):
                remedy = "The keys are wrong, or may not list, read and write there: see docs/publishing.md"
            else:
                remedy = "Make room or mend the connection, and run the command again: it goes on where it was"
            raise PublishError(f"{self.name}: {without(str(error), *self._secrets)}. {remedy}") from None
