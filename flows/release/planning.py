"""Which release comes next: none where the newest comes out again, else the least version that says what changed."""

from __future__ import annotations

from importlib.metadata import distributions
from pathlib import Path

from flows.difference.compare import compare
from flows.difference.history import next_history
from flows.difference.model import FIRST_VERSION, Difference, least_version
from flows.difference.report import as_text
from flows.files import sha256
from flows.release.folder import SUMS, newest_release, read_manifest, same_release, version_numbers
from flows.release.jobs import Workshop
from flows.release.model import Candidate, Plan, Refused
from flows.release.reading import as_released, read_history, read_previous, read_released
from flows.release.writing import write_release
from flows.work.kept import Kept, key_of
from schemas import SCHEMA_VERSION


def plan(
    candidate: Candidate, out: Path, version: str | None, date: str, scratch: Path, workshop: Workshop | None = None
) -> Plan | None:
    """Which release comes after the newest one in `out`; None where that would come out again, byte for byte.

    `version` is the one asked for, and is made even where nothing changed: to go from 0.x to 1.0.0 says something by
    itself. Where the rows are those of the newest release, that is written once more into the folder `scratch`, in the
    workshop, and compared; or it is noted there that it comes out again.

    Raises Refused where `version` says less than what changed, where the raw text of a document is another under the
    same id, or where the tables have other columns under the same schema version.
    """
    newest = newest_release(out)
    if newest is None:
        return Plan.first(version or FIRST_VERSION, date)
    if version is None and workshop is not None and is_unchanged(candidate, newest, workshop.kept):
        return None
    difference = compare(read_released(newest), as_released(candidate.rows))
    _check_raw_texts(difference, newest.name)
    _check_schema_version(difference, read_manifest(newest)["schema_version"])
    if version is None and not difference and not _changed_files(candidate, newest, scratch, workshop):
        if workshop is not None:
            note_unchanged(candidate, newest, workshop.kept)
        return None
    least = least_version(version_numbers(newest.name), difference.level)
    if version is not None and version_numbers(version) < version_numbers(least):
        raise Refused(
            f"{as_text(difference, newest.name, 'what would be released')}\n"
            f"The version {version} says less than that: give {least} at least, or none, and it is worked out."
        )
    chosen = version or least
    return Plan(chosen, date, next_history(read_previous(newest), difference, chosen, date))


def is_unchanged(candidate: Candidate, release: Path, kept: Kept) -> bool:
    """Whether it is noted that the release comes out of this again, by this program, as its checksums say."""
    return kept.find(_key(candidate, release)) is not None


def note_unchanged(candidate: Candidate, release: Path, kept: Kept) -> None:
    """Notes that the release comes out of this, so that it need not be written to know that."""
    kept.get(_key(candidate, release), lambda folder: {})


def _key(candidate: Candidate, release: Path) -> str:
    """What it depends on whether the release comes out again."""
    installed = sorted((each.name, each.version) for each in distributions())
    parts = [sorted(part.digests.items()) for part in candidate.parts]
    of_seeds = candidate.seed_files, candidate.inputs, candidate.quarantined, candidate.evaluation, candidate.dataset
    return key_of("release", sha256(release / SUMS), installed, parts, *of_seeds)


def _changed_files(candidate: Candidate, release: Path, scratch: Path, workshop: Workshop | None) -> list[str]:
    """The files of a release that would come out differently with its version, date and history.

    It is written once more, into the folder `scratch`, where no release may be.
    """
    same = Plan(release.name, read_manifest(release)["date"], read_history(release))
    return same_release(release, write_release(candidate, same, scratch, workshop))


def _check_raw_texts(difference: Difference, newest: str) -> None:
    for change in difference.changes:
        if change.table == "documents" and any(cell.column == "raw_sha256" for cell in change.cells):
            raise Refused(
                f"{change.key}: its raw text is another than in the release {newest}, and others quote from it by its "
                "id; put the old text back, or give the new one a folder and id of its own"
            )


def _check_schema_version(difference: Difference, before: str) -> None:
    columns = Difference(tuple(change for change in difference.changes if change.kind.startswith("column-")))
    if not columns:
        return
    least = least_version(version_numbers(before), columns.level)
    if version_numbers(SCHEMA_VERSION) < version_numbers(least):
        raise Refused(
            f"{as_text(columns, f'the schema {before}', f'the schema {SCHEMA_VERSION}')}\n"
            f"Other columns are another schema: set SCHEMA_VERSION in schemas/tables.py to {least} at least."
        )
