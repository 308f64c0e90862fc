"""Runs that are alive: one that was killed does not stay RUNNING for ever, its server ends with it, and one release is
made at a time."""

from __future__ import annotations

import fcntl
import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.objects import StateType
from prefect.concurrency.sync import concurrency
from prefect.exceptions import FailedRun, ObjectNotFound
from prefect.runtime import deployment, flow_run
from prefect.settings import PREFECT_HOME
from prefect.states import Crashed

LIMIT = "release"
LEASE = 60.0  # seconds, renewed as long as the run lives; Prefect allows no less
ENDED = (
    "The process of this run ended without a word: it was killed, or the machine went down. A release is there as a "
    "whole or not at all; the next run makes it."
)


@contextmanager
def alive() -> Iterator[None]:
    """While this lasts, other runs on this machine see that the run it is called in is alive.

    First it marks as crashed those runs that are RUNNING and whose process is gone. A run has a file in Prefect's
    folder, whose lock the system drops with the process. A server that Prefect started for this process alone is ended
    where the process is killed.
    """
    logging.getLogger("prefect.flow_runs").addFilter(_not_said_yet)
    folder = PREFECT_HOME.value() / "runs"
    folder.mkdir(parents=True, exist_ok=True)
    _mark_crashed(folder)
    file = folder / flow_run.id
    new = file.with_name(f".{file.name}")
    with new.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        new.rename(file)  # only now others see it, and it is locked
        try:
            with _server_ends_too():
                yield
        finally:
            file.unlink()  # while it is locked: nobody takes this run for one that was killed


@contextmanager
def _server_ends_too() -> Iterator[None]:
    """A shell waits for a line from this process. Where the process is killed none comes, and it ends the server."""
    started_by = sys.modules.get("prefect.server.api.server")  # two seconds to import, where it has started none
    server = started_by.SubprocessASGIServer().server_process if started_by else None
    if server is None:
        yield
        return
    with subprocess.Popen(
        ["/bin/sh", "-c", 'read line || kill "$0"', str(server.pid)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # a terminal's Ctrl-C is the run's, which ends in order
    ) as shell:
        try:
            yield
        finally:
            shell.communicate(b"ended\n")


def _not_said_yet(record: logging.LogRecord) -> bool:
    """Not so where Prefect's engine ends with a flow that says itself that it failed, and why: it logs that once, and
    then, as for a fault of the program, the calls inside Prefect that led to it."""
    return not (record.exc_info and isinstance(record.exc_info[1], FailedRun))


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Waits until no other deployment makes a release. A run that was started by hand waits for nobody.

    The place of a run that is killed is free after a minute or so. Two releases at once do no harm: one is written, and
    the other one says so.
    """
    if deployment.id is None:
        yield
        return
    with get_client(sync_client=True) as client:
        client.upsert_global_concurrency_limit_by_name(LIMIT, 1)
    with concurrency(LIMIT, occupy=1, lease_duration=LEASE):
        yield


def _mark_crashed(folder: Path) -> None:
    with get_client(sync_client=True) as client:
        for file in sorted(folder.glob("[!.]*")):
            try:
                with file.open() as handle:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    if file.exists() and _mark_one(client, UUID(file.name)):
                        file.unlink()
            except (BlockingIOError, FileNotFoundError):  # alive, or just ended
                continue


def _mark_one(client: SyncPrefectClient, run_id: UUID) -> bool:
    """Whether the server knows the run. One of another server is left to the runs of that one."""
    try:
        run = client.read_flow_run(run_id)
    except ObjectNotFound:
        return False
    if run.state is not None and run.state.type in (StateType.RUNNING, StateType.CANCELLING):
        client.set_flow_run_state(run_id, Crashed(message=ENDED), force=True)
    return True
