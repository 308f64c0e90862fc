"""What publishing speaks of: a release, a destination, what would happen there, and what did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from flows.release.folder import version_numbers


class PublishError(Exception):
    """Publishing cannot go on; the message says why, and what to do."""


class UsageError(PublishError):
    """Something was asked for that cannot be: a wrong destination, no token, nothing to publish."""


@dataclass(frozen=True, slots=True)
class Release:
    """A release whose files are what it says. `digest` is that of its content, as in its manifest. `digests` has the
    SHA-256 of each file as 64 hexadecimal digits, `sizes` its bytes; the keys of both are paths in `folder`."""

    folder: Path
    name: str
    version: str
    digest: str
    digests: Mapping[str, str]
    sizes: Mapping[str, int]

    @property
    def tag(self) -> str:
        """The name of the version where versions stand side by side: `v1.0.0`."""
        return f"v{self.version}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What would happen at a destination: `uploads` are files to send, with their bytes, `removals` files to take away
    there, `steps` what else is done, in order. With none of them the destination has all of the release already."""

    address: str
    uploads: Mapping[str, int]
    removals: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()

    @property
    def done(self) -> bool:
        """Whether nothing is left to do."""
        return not (self.uploads or self.removals or self.steps)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was published where, and how many of its files were read back and found to be the same."""

    release: Release
    destination: str
    plan: Plan
    files: int


class Destination(Protocol):
    """A place where releases are published. All methods raise PublishError."""

    @property
    def name(self) -> str:
        """What a person calls the place."""
        ...

    def plan(self, release: Release) -> Plan:
        """What is left to do. Changes nothing, and refuses what would change a published version."""
        ...

    def carry_out(self, release: Release, plan: Plan) -> None:
        """Does it. Until the last step the version is not visible as published."""
        ...

    def fetch(self, release: Release, folder: Path) -> None:
        """Loads the release back into an empty folder."""
        ...


def newest(versions: Iterable[str]) -> str | None:
    """The highest of the versions, or None where there is none."""
    return max(versions, key=version_numbers, default=None)


def refuse_older(version: str, published: str | None, name: str) -> None:
    """Raises PublishError where a newer version than this one is published already."""
    if published is not None and version_numbers(version) < version_numbers(published):
        raise PublishError(
            f"{name} has {published} already, and an older version is not put on top of it: "
            "publish versions in their order"
        )
