"""Runs of which the process is gone, and deployments that wait for each other."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
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
from prefect.server.api.server import SubprocessASGIServer
from flows.operations.runs import alive

@flow
def sleeper():
    with alive():
        print(flow_run.id, SubprocessASGIServer().port, flush=True)
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
def sleeping(home: Path, server: str) -> Iterator[tuple[subprocess.Popen[str], UUID, str]]:
    """A process with a run that does not end by itself, the id of the run, and the port of a server of its own."""
    environment = os.environ | {"PREFECT_HOME": str(home), "PREFECT_API_URL": server}
    with subprocess.Popen(
        [sys.executable, "-c", SLEEPER], env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            run_id, port = process.stdout.readline().split()
            yield process, UUID(run_id), port
        finally:
            process.kill()


def state_of(run_id: UUID) -> State:
    with get_client(sync_client=True) as client:
        state = client.read_flow_run(run_id).state
    assert state is not None
    return state


def test_a_run_whose_process_was_killed_is_marked_as_crashed_by_the_next(home: Path, prefect_server: str) -> None:
    with sleeping(home, prefect_server) as (process, run_id, _):
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


def answers(port: int) -> bool:
    with socket.socket() as connection:
        return connection.connect_ex(("127.0.0.1", port)) == 0


def test_a_server_of_its_own_ends_with_a_run_that_is_killed(tmp_path: Path) -> None:
    with sleeping(tmp_path, "") as (process, _, port):
        assert answers(int(port))
        process.send_signal(signal.SIGKILL)
        process.wait()
        for _ in range(600):
            if not answers(int(port)):
                break
            time.sleep(0.1)
    assert not answers(int(port))


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
