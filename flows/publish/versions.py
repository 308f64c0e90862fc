"""Versions at a destination only ever go up: what is newest there stays newest."""

from __future__ import annotations

from collections.abc import Iterable

from flows.publish.model import PublishError
from flows.release.folder import version_numbers


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
