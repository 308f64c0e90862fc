"""Real processes of `parley release` that are disturbed, and what must be true afterwards."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from flows.release import same_release, verify_sums
from flows.verify import verify_release
from tests.conftest import PROJECT, TALK, add_document

DATE = "2031-04-05"
VERSION = "0.1.0"
SECONDS = 300  # after which a process hangs

# Functions of which each holds a stage of the route; in the last one are the moments between last write and rename.
STAGES = {
    "ingest": "flows.ingest:ingest",
    "clean": "flows.clean:clean",
    "segment": "flows.segment:segment",
    "attribute": "flows.attribute:attribute",
    "tables": "flows.tables:rows",
    "validate": "flows.validate:validate",
    "keeping a bucket": "flows.work:Work.keep",
    "candidate": "flows.candidate:candidate",
    "release": "flows.release:write_release",
    "before the rename": "flows.release:_flush",
}


@dataclass(frozen=True)
class Stand:
    """A folder with documents, and the address of a Prefect server; trials are made in folders beside the documents."""

    folder: Path
    server: str
    documents: int = 3

    def put_documents(self) -> None:
        """Documents that are in three buckets, as `trial` cuts them."""
        for number in range(self.documents):
            text = TALK.replace("lighthouse", f"lighthouse of island {number}")
            add_document(self.folder / "seeds", f"talk-{number}", text.encode())

    @cached_property
    def undisturbed(self) -> Path:
        """The release that comes out where nothing disturbs."""
        trial = self.trial("undisturbed")
        done = trial.run()
        assert done.returncode == 0, done.stderr
        assert (problems := verify_release(trial.release)) == [], problems
        return trial.release

    def trial(self, name: str) -> Trial:
        """A new folder to make releases in."""
        folder = self.folder / name
        folder.mkdir()
        return Trial(self, folder)


@dataclass(frozen=True)
class Trial:
    """A folder in which releases of the same documents are made, disturbed or not."""

    stand: Stand
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def release(self) -> Path:
        """Where the release is, if it is."""
        return self.folder / "dist" / VERSION

    def start(self, *arguments: str, fault: Mapping[str, Any] | None = None, **options: Any) -> subprocess.Popen[str]:
        """Starts `parley release` in a process, to which `fault` happens."""
        wanted = {"set": {"flows.buckets": {"BUCKET_BYTES": len(TALK)}}, **(fault or {})}
        environment = {
            **os.environ,
            "PREFECT_API_URL": self.stand.server,
            "PREFECT_HOME": str(self.folder / ".prefect"),
            "PARLEY_FAULT": json.dumps(wanted),
            "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent / "inside"), str(PROJECT)]),
            **self.environment,
        }
        program = [sys.executable, "-c", "from flows.cli import main; main()", "release", "--date", DATE]
        return subprocess.Popen(
            [*program, "--seeds", str(self.stand.folder / "seeds"), *arguments],
            cwd=self.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **options,
        )

    def run(
        self, *arguments: str, fault: Mapping[str, Any] | None = None, **options: Any
    ) -> subprocess.CompletedProcess[str]:
        """The same, until it ends."""
        with self.start(*arguments, fault=fault, **options) as process:
            try:
                out, error = process.communicate(timeout=SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
            return subprocess.CompletedProcess(process.args, process.returncode, out, error)

    def shown(self) -> list[Path]:
        """All that a user takes for releases."""
        out = self.folder / "dist"
        return sorted(path for path in out.iterdir() if not path.name.startswith(".")) if out.is_dir() else []

    def breaches(self) -> list[str]:
        """What is wrong now: a part of a release is shown, or another one than undisturbed."""
        return [
            f"{path.name}: {wrong}"
            for path in self.shown()
            for wrong in (*verify_sums(path), *same_release(self.stand.undisturbed, path))
        ]

    def breaches_after_rerun(self) -> list[str]:
        """What is wrong now, and after one more run that nothing disturbs."""
        found = self.breaches()
        done = self.run()
        if done.returncode != 0:
            return [*found, f"the rerun ended with {done.returncode}: {done.stderr.strip().splitlines()[-1:]}"]
        found += self.breaches()
        if [path.name for path in (self.folder / "dist").iterdir()] != [VERSION]:
            found.append(f"there are {[path.name for path in (self.folder / 'dist').iterdir()]}")
        return found

    def remove(self) -> None:
        """Removes the folder, once nobody needs it."""
        shutil.rmtree(self.folder)


def killed(trial: Trial, stage: str, call: int, line: int) -> tuple[str, list[str]]:
    """Kills a release at a moment of a stage. Gives where that was, and all that is wrong afterwards."""
    report = trial.folder / "report"
    done = trial.run(fault={"target": STAGES[stage], "call": call, "line": line, "report": str(report)})
    if done.returncode != -9:
        return "nowhere", [f"it was not killed: {done.returncode} {done.stderr.strip().splitlines()[-1:]}"]
    where = report.read_text(encoding="utf-8").removeprefix(f"{PROJECT}/")
    return where, trial.breaches_after_rerun()


def told(done: subprocess.CompletedProcess[str], code: int, *words: str) -> list[str]:
    """Where a process did not end as it should: with that exit code, those words, and no traceback."""
    found = [f"it ended with {done.returncode}, not with {code}"] if done.returncode != code else []
    found += [f"{word!r} is not in {done.stderr[-500:]!r}" for word in words if word not in done.stderr]
    if "Traceback" in done.stderr:
        found.append(f"a traceback: {done.stderr.strip().splitlines()[-1]}")
    return found


Disturb = Callable[[Trial], Sequence[str]]
