"""What a version says: `docs/decisions/0001-what-a-version-says.md`."""

from __future__ import annotations

from flows.difference.model import Level

FIRST_VERSION = "0.1.0"


def least_version(newest: tuple[int, int, int], level: Level) -> str:
    """The least version after `newest` that says as much as changed. Before 1.0.0 the second number is the first."""
    major, minor, patch = newest
    if level == "patch":
        return f"{major}.{minor}.{patch + 1}"
    if level == "minor" or major == 0:
        return f"{major}.{minor + 1}.0"
    return f"{major + 1}.0.0"
