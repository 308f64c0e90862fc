"""Real processes of `parley release` that are disturbed, and what must be true afterwards."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from flows.operations.settings import PREFECT_SETTINGS
from flows.release.folder import same_release, verify_sums
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
    "keeping a bucket": "flows.work.folder:Work.keep",
    "candidate": "flows.release.candidate:candidate",
    "release": "flows.release.writing:write_release",
    "before the rename": "flows.release.writing:_flush",
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
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def release(self) -> Path:
        """Where the release is, if it is."""
        return self.folder / "dist" / VERSION

    def start(self, *arguments: str, fault: Mapping[str, Any] | None = None, **options: Any) -> subprocess.Popen[str]:
        """Starts `parley release` in a process, to which `fault` happens."""
        wanted = {"set": {"flows.reading.buckets": {"BUCKET_BYTES": len(TALK)}}, **(fault or {})}
        environment = {
            **os.environ,
            "PREFECT_API_URL": self.stand.server,
            "PREFECT_HOME": str(self.folder / ".prefect"),
            "PARLEY_FAULT": json.dumps(wanted),
            "PREFECT_LOGGING_TO_API_ENABLED": "false",
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


def two_at_once(trial: Trial, seconds_between: float = 0.0, fault: Mapping[str, Any] | None = None) -> list[str]:
    """Two releases start at once, or nearly; one is written, and the other says so. `fault` happens to the second."""
    first = trial.start()
    time.sleep(seconds_between)
    second = trial.start(fault=fault)
    found = []
    for process in (first, second):
        out, error = process.communicate(timeout=SECONDS)
        said = out + error
        if "Traceback" in said or process.returncode not in (0, 2):
            found.append(f"it ended with {process.returncode}: {said.strip().splitlines()[-1:]}")
        elif not any(words in said for words in ("Released", "Unchanged", "never written again", "meanwhile")):
            found.append(f"it did not say what became of it: {said.strip().splitlines()[-1:]}")
    if trial.shown() != [trial.release]:
        found.append(f"there are {trial.shown()}")
    return found + trial.breaches()


@contextmanager
def own_server(home: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A Prefect server in processes of its own, and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | PREFECT_SETTINGS | {"PREFECT_HOME": str(home)}
    environment.pop("PREFECT_API_URL", None)
    command = [sys.executable, "-m", "prefect", "server", "start", "--port", str(port)]
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    address = f"http://127.0.0.1:{port}/api"
    with subprocess.Popen(command, env=environment, start_new_session=True, **quiet) as server:
        try:
            _wait(lambda: _answers(f"{address}/health"))
            yield server, address
        finally:
            with suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)


def server_gone(trial: Trial, stage: str, line: int) -> list[str]:
    """The server is killed while a release that it knows of is at work; the rerun has another server."""
    report, go = trial.folder / "report", trial.folder / "go"
    fault = {"target": STAGES[stage], "line": line, "report": str(report), "go": str(go)}
    with own_server(trial.folder / "server") as (server, address):
        disturbed = replace(trial, environment={"PREFECT_API_URL": address})
        with disturbed.start(fault=fault) as process:
            _wait(report.exists)
            os.killpg(server.pid, signal.SIGKILL)
            go.touch()
            out, error = process.communicate(timeout=2 * SECONDS)
    done = subprocess.CompletedProcess((), process.returncode, out, error)
    found = told(done, 2, "Prefect's server cannot be reached") if process.returncode else []
    return found + trial.breaches_after_rerun()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5):
            return True
    except OSError:
        return False


def _wait(until: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not until():
        if time.monotonic() > end:
            raise TimeoutError(f"nothing happened in {SECONDS} seconds")
        time.sleep(0.1)
