"""Faults of a release, at some hundred moments: each time a real process, then a rerun, then a look at every byte."""

from __future__ import annotations

import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TypeAlias

from flows.files import files_in
from tests.conftest import PROJECT
from tests.torture.releases import (
    Stand,
    Trial,
    killed,
    own_server,
    server_gone,
    told,
    two_at_once,
)
from tests.torture.tally import Tally

# About how many lines a call executes; those of the other stages more than LINES.
MOST_LINES = {"ingest": 60, "tables": 3_000}
LINES = 20_000
PER_DOCUMENT = ("ingest", "clean", "segment", "attribute", "tables", "validate", "keeping a bucket")


Tried: TypeAlias = Callable[[Tally, str, Callable[[Trial], list[str]]], None]


def faults(times: int, seed: int) -> Iterator[Tally]:
    """Tries each fault but the kills so many times (the slow ones less often); chance says at which moments."""
    chance = random.Random(seed)
    with _trials() as (stand, tried):
        yield from _disks(stand, chance, times, tried)
        tally = Tally("faults", "two releases at once")
        for _ in range(times):
            seconds = round(chance.uniform(0, 3), 2)
            tried(tally, f"{seconds} s apart", lambda t: two_at_once(t, seconds))  # noqa: B023
        yield tally
        tally = Tally("faults", "clock set back in the middle")
        for _ in range(times // 2):
            looks, back = chance.randint(1, 2_000), 10 ** chance.uniform(0, 9)
            tried(tally, f"after {looks} looks by {back:.0f} s", lambda t: _clock(t, looks, back))  # noqa: B023
        yield tally
        tally = Tally("faults", "file of a bucket damaged")
        for _ in range(times):
            tried(tally, f"damage {tally.tried + 1}", lambda t: _damaged(t, chance))
        yield tally
        tally = Tally("faults", "Prefect's server gone")
        for stage in ("clean", "validate", "keeping a bucket", "candidate", "release", "before the rename"):
            line = chance.randint(1, 500)
            tried(tally, f"{stage}, line {line}", lambda t: server_gone(t, stage, line))  # noqa: B023
        yield tally


def kills(times: int, seed: int, stages: Sequence[str]) -> Iterator[Tally]:
    """Kills a release so many times in each of these stages of `STAGES`; chance says at which line."""
    chance = random.Random(seed)
    with _trials() as (stand, tried):
        for stage in stages:
            tally = Tally("kills", stage)
            for _ in range(times):
                call = chance.randint(1, stand.documents) if stage in PER_DOCUMENT else 1
                line = int(MOST_LINES.get(stage, LINES) ** chance.random())
                tried(tally, f"call {call}, line {line}", lambda t: killed(t, stage, call, line)[1])  # noqa: B023
            yield tally


@contextmanager
def _trials() -> Iterator[tuple[Stand, Tried]]:
    """Documents, a server, and a function that makes one trial and says at once how it went."""
    with tempfile.TemporaryDirectory() as temporary, own_server(Path(temporary, "server")) as (_, address):
        stand = Stand(Path(temporary), address)
        stand.put_documents()
        numbers = count(1)

        def tried(tally: Tally, moment: str, disturb: Callable[[Trial], list[str]]) -> None:
            trial = stand.trial(f"trial-{next(numbers)}")
            found = _guarded(disturb, trial)
            if (report := trial.folder / "report").exists():
                moment += f", in {report.read_text('utf-8').removeprefix(f'{PROJECT}/')}"
            tally.add(f"{moment}: {'; '.join(found)}" if found else None, moment)
            print(f"{tally.name}, {moment}: {found or 'survived'}", file=sys.stderr, flush=True)
            trial.remove()

        yield stand, tried


def _guarded(disturb: Callable[[Trial], list[str]], trial: Trial) -> list[str]:
    try:
        return disturb(trial)
    except (AssertionError, OSError, TimeoutError, subprocess.TimeoutExpired) as error:
        return [f"{type(error).__name__}: {error}"]


def _disks(stand: Stand, chance: random.Random, times: int, tried: Tried) -> Iterator[Tally]:
    sizes = sorted({(stand.undisturbed / name).stat().st_size for name in files_in(stand.undisturbed)} - {0})
    tally = Tally("faults", "no file may grow beyond a size")
    for limit in sorted(chance.sample(sizes, min(times, len(sizes)))):
        tried(tally, f"{limit - 1} bytes", lambda t: _limited(t, limit - 1))  # noqa: B023
    yield tally
    if os.geteuid() != 0:
        print("only root can mount a full disk: not tried", file=sys.stderr)
        return
    needed = sum(path.stat().st_size for path in stand.undisturbed.parents[1].rglob("*") if path.is_file())
    tally = Tally("faults", "disk full")
    for _ in range(times):
        size = chance.randint(4, needed // 4096 + 40)
        tried(tally, f"{size} pages", lambda t: _full(t, size))  # noqa: B023
    yield tally
    tally = Tally("faults", "target read-only")
    for name in ("dist", ".work"):
        tried(tally, name, lambda t: _read_only(t, name))  # noqa: B023
    yield tally


def _limited(trial: Trial, size: int) -> list[str]:
    done = trial.run(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))
    return told(done, 2, "File too large") + trial.breaches_after_rerun()


@contextmanager
def _mounted(folder: Path, options: str) -> Iterator[Callable[[str], None]]:
    """A disk of its own in a folder, and what changes its options."""
    folder.mkdir(exist_ok=True)

    def remount(other: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{other}", str(folder)], check=True)

    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], check=True)
    try:
        yield remount
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def _full(trial: Trial, pages: int) -> list[str]:
    """Work and release are on a disk of so many pages, Prefect's own files elsewhere. Some sizes are enough."""
    disk = trial.folder / "disk"
    with _mounted(disk, f"size={pages * 4096}") as remount:
        small = Trial(trial.stand, disk, {"PREFECT_HOME": str(trial.folder / ".prefect")})
        done = small.run()
        found = told(done, 2, "No space left") if done.returncode else []
        found += small.breaches()
        remount("size=1g")
        return found + small.breaches_after_rerun()


def _read_only(trial: Trial, name: str) -> list[str]:
    with _mounted(trial.folder / name, "ro") as remount:
        found = told(trial.run(), 2, "Read-only file system")
        remount("rw")
        return found + trial.breaches_after_rerun()


def _clock(trial: Trial, looks: int, seconds: float) -> list[str]:
    done = trial.run(fault={"clock": [looks, seconds]})
    return told(done, 0) + trial.breaches_after_rerun()


def _damaged(trial: Trial, chance: random.Random) -> list[str]:
    """What an undisturbed run kept is taken over, with one file damaged."""
    shutil.copytree(trial.stand.undisturbed.parents[1] / ".work", trial.folder / ".work")
    buckets = trial.folder / ".work" / "buckets"
    file = buckets / chance.choice(files_in(buckets))
    data = file.read_bytes()
    at = chance.randrange(max(len(data), 1))
    damaged = chance.choice([data[:at], data[:at] + b"\0" + data[at + 1 :], data + b"{}\n", b"[]", None])
    if damaged is None:
        file.unlink()
    else:
        file.write_bytes(damaged)
    found = trial.breaches_after_rerun()
    if file.read_bytes() != data:
        found.append(f"{file.relative_to(trial.folder)} was not made again")
    return found
