"""Runs of which the process is gone, and deployments that wait for each other."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.settings import PREFECT_HOME, temporary_settings

from flows.operations.runs import ENDED, LIMIT, alive, one_at_a_time

SLEEPER = """
import time
from prefect import flow
from prefect.runtime import flow_run
from flows.operations.runs import alive

@flow
def sleeper():
    with alive():
        print(flow_run.id, flush=True)
        time.sleep(600)

sleeper()
"""


@flow
def passing() -> None:
    with alive():
        pass


@pytest.fixture
def home(tmp_path: Path, prefect_server: str) -> Iterator[Path]:
    with temporary_settings({PREFECT_HOME: tmp_path}):
        yield tmp_path


@contextmanager
def sleeping(home: Path, server: str) -> Iterator[tuple[subprocess.Popen[str], UUID]]:
    """A process with a run that does not end by itself, and the id of the run."""
    environment = os.environ | {"PREFECT_HOME": str(home), "PREFECT_API_URL": server}
    with subprocess.Popen(
        [sys.executable, "-c", SLEEPER], env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            yield process, UUID(process.stdout.readline().strip())
        finally:
            process.kill()


def state_of(run_id: UUID) -> State:
    with get_client(sync_client=True) as client:
        state = client.read_flow_run(run_id).state
    assert state is not None
    return state


def test_a_run_whose_process_was_killed_is_marked_as_crashed_by_the_next(home: Path, prefect_server: str) -> None:
    with sleeping(home, prefect_server) as (process, run_id):
        passing()
        assert state_of(run_id).is_running()
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert state_of(run_id).is_running()
        passing()
        state = state_of(run_id)
        assert state.is_crashed()
        assert state.message == ENDED
    assert list((home / "runs").iterdir()) == []


def test_a_run_of_another_server_is_left_alone(home: Path) -> None:
    of_another = home / "runs" / "00000000-0000-4000-8000-000000000000"
    of_another.parent.mkdir()
    of_another.touch()
    passing()
    assert list((home / "runs").iterdir()) == [of_another]


def test_deployments_take_turns_and_a_run_by_hand_waits_for_nobody(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slots() -> int:
        with get_client(sync_client=True) as client:
            return client.read_global_concurrency_limit_by_name(LIMIT).active_slots

    taken = []

    @flow
    def releasing() -> None:
        with one_at_a_time():
            taken.append(slots())

    monkeypatch.setenv("PREFECT__RUNTIME__DEPLOYMENT__ID", "00000000-0000-4000-8000-000000000000")
    releasing()
    monkeypatch.delenv("PREFECT__RUNTIME__DEPLOYMENT__ID")
    releasing()
    assert taken == [1, 0]
    assert slots() == 0
