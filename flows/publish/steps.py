"""The steps that are the same for every destination: check the release, see what is left to do, do it, read it back."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from flows.files import sha256
from flows.publish.model import Destination, Plan, PublishError, Receipt, Release, UsageError
from flows.release.folder import SIGNATURE, SUMS, ReleaseError, read_manifest, same_release
from flows.verify import verify_release

NAMED = 10  # of the files that differ, and of the findings


def checked_release(folder: Path) -> Release:
    """The release in a folder. Raises UsageError where there is none, PublishError where it is not what it claims."""
    try:
        manifest = read_manifest(folder)
    except ReleaseError as error:
        raise UsageError(f"{folder} is not a release: {error}") from error
    if findings := verify_release(folder):
        raise PublishError(
            f"{folder} is not what it claims, and is not published:\n{_listed(map(str, findings))}\n"
            f"Restore the folder, or build the release again; `parley verify {folder}` shows everything"
        )
    lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    digests = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    digests |= {name: sha256(folder / name) for name in (SUMS, SIGNATURE) if (folder / name).is_file()}
    sizes = {name: (folder / name).stat().st_size for name in digests}
    return Release(folder, manifest["name"], manifest["version"], manifest["digest"], digests, sizes)


def publish(release: Release, destination: Destination, plan: Plan) -> Receipt:
    """Carries out a plan that `destination.plan` made for the release, reads all files back and compares them.

    Raises PublishError where it cannot be done, or where what comes back differs; another run goes on from there.
    """
    if not plan.done:
        destination.carry_out(release, plan)
    try:
        with tempfile.TemporaryDirectory(prefix="parley-") as folder:
            destination.fetch(release, Path(folder))
            differing = same_release(release.folder, Path(folder))
    except OSError as error:
        raise PublishError(
            f"What {destination.name} has could not be read back: {error}. Make room for "
            f"{2 * sum(release.sizes.values()):,} bytes in the folder of temporary files (TMPDIR), and run the command "
            "again: it goes on where it was"
        ) from None
    if differing:
        raise PublishError(
            f"What {destination.name} gives back is not {release.folder}; these files differ or are on one side only:\n"
            f"{_listed(differing)}\nDo not announce this version; {plan.address} shows what is there"
        )
    return Receipt(release, destination.name, plan, len(release.digests))


def _listed(lines: Iterable[str]) -> str:
    found = list(lines)
    more = [f"and {len(found) - NAMED:,} more"] if len(found) > NAMED else []
    return "\n".join(f"  {line}" for line in [*found[:NAMED], *more])
