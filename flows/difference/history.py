"""What a release says of those before it: `CHANGELOG.md`, and the same for machines in `changes/`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flows.difference.model import Change, Difference
from flows.difference.report import SAID, details
from flows.tables import json_line
from schemas import TABLES, Row

CHANGELOG = "CHANGELOG.md"
CHANGES_FILE = "changes/changes.jsonl"
REPLACED_FILE = "changes/replaced.jsonl"
HISTORY_FILES = (CHANGELOG, CHANGES_FILE, REPLACED_FILE)

_HEAD = "# Changelog\n\n"
# The tables whose key is one id.
_NAMED = frozenset(name for name, table in TABLES.items() if len(table.key) == 1)


@dataclass(frozen=True, slots=True)
class Previous:
    """The release before: its version, its digest, its changelog (empty where it has none) and its replaced ids."""

    version: str
    digest: str
    changelog: str
    replaced: Sequence[Row]


@dataclass(frozen=True, slots=True)
class History:
    """The files that say what changed, by their names, and the version and digest of the release before, if any."""

    previous: Mapping[str, str] | None
    files: Mapping[str, str]


def first_history(version: str, date: str) -> History:
    """The history of a first release."""
    return History(
        None, {CHANGELOG: f"{_HEAD}## {version}, {date}\n\nThe first release.\n", CHANGES_FILE: "", REPLACED_FILE: ""}
    )


def newest_entry(changelog: str) -> str:
    """What a changelog says of the newest release, as Markdown."""
    entry, _, _ = changelog.removeprefix(_HEAD).partition("\n## ")
    return entry


def next_history(previous: Previous, difference: Difference, version: str, date: str) -> History:
    """The history of the release `version`, which differs from the one before by `difference`."""
    replaced = _replaced(previous.replaced, difference.changes, version)
    files = {
        CHANGELOG: _changelog(previous, difference, version, date),
        CHANGES_FILE: _lines(change.row() for change in difference.changes),
        REPLACED_FILE: _lines(replaced),
    }
    return History({"version": previous.version, "digest": previous.digest}, files)


def _changelog(previous: Previous, difference: Difference, version: str, date: str) -> str:
    entry = f"## {version}, {date}\n\nSince {previous.version}, {SAID[difference.level]}.\n"
    if difference:
        entry += (
            f"All changes are in `{CHANGES_FILE}`, and ids that are gone, with what stands for them now, in "
            f"`{REPLACED_FILE}`.\n\n```text\n{details(difference)}```\n"
        )
    earlier = previous.changelog.removeprefix(_HEAD)
    return f"{_HEAD}{entry}\n{earlier}" if earlier else _HEAD + entry


def _replaced(earlier: Iterable[Row], changes: Iterable[Change], version: str) -> list[Row]:
    """All ids that ever were and are no more. What stood for one of them and is gone in its turn is followed up."""
    gone: dict[tuple[str, str], tuple[str, ...]] = {}
    back: set[tuple[str, str]] = set()
    for change in changes:
        if change.table in _NAMED and change.kind == "removed":
            gone[change.table, change.key] = change.replaced_by
        elif change.table in _NAMED and change.kind == "added":
            back.add((change.table, change.key))
    rows = [
        row | {"replaced_by": _followed(row["table"], row["replaced_by"], gone)}
        for row in earlier
        if (row["table"], row["id"]) not in back
    ]
    rows += [
        {"table": table, "id": key, "replaced_by": list(others), "version": version}
        for (table, key), others in gone.items()
    ]
    return sorted(rows, key=lambda row: (row["table"], row["id"]))


def _followed(table: str, ids: Iterable[str], gone: Mapping[tuple[str, str], Sequence[str]]) -> list[str]:
    return list(dict.fromkeys(each for one in ids for each in gone.get((table, one), (one,))))


def _lines(rows: Iterable[Row]) -> str:
    return b"".join(map(json_line, rows)).decode()
