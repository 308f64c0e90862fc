"""Scheduled releases on one machine, with nothing else: a Prefect server and a runner of deployments in one process.

`flows.operations.settings.configure_prefect` must have run, and PREFECT_API_URL be set, before this is imported."""

from __future__ import annotations

import asyncio
import signal
import socket
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any, cast

import uvicorn
from prefect.deployments.runner import RunnerDeployment
from prefect.runner import Runner
from prefect.schedules import Cron, Schedule
from prefect.server.api.server import create_app
from prefect.server.schemas.schedules import CronSchedule
from prefect.types.entrypoint import EntrypointType

from flows.operations.sources import is_address
from flows.operations.watching import watch
from flows.pipeline import release

TAGS = ["parley"]


class ServerError(RuntimeError):
    """The server did not start; the message says what to do."""


def deployments(
    source: str, parameters: Mapping[str, Any], cron: str, watch_cron: str, timezone: str
) -> list[RunnerDeployment]:
    """What is scheduled: a release of the folder `source`, and looks at it. An archive on the web is only looked at.

    `parameters` are those that both flows have: where releases and work are kept, and how they are made.

    Raises ValueError where a cron line or the time zone is wrong.
    """
    found = [_deployment(watch, Cron(watch_cron, timezone=timezone), {"source": source, **parameters})]
    if not is_address(source):
        found.append(_deployment(release, Cron(cron, timezone=timezone), {"seeds": source, **parameters}))
    return found


def next_run(deployment: RunnerDeployment) -> str:
    """When a deployment is due next, and by which schedule."""
    (entry,) = cast(list[Any], deployment.schedules)
    schedule = CronSchedule.model_validate(entry.schedule.model_dump())
    (due,) = asyncio.run(schedule.get_dates(1))
    return f"{due:%Y-%m-%d %H:%M} {schedule.timezone} ({schedule.cron})"


def _deployment(flow: Any, schedule: Schedule, parameters: dict[str, Any]) -> RunnerDeployment:
    deployment: RunnerDeployment = flow.to_deployment(
        flow.name,
        schedule=schedule,
        parameters=parameters,
        tags=TAGS,
        version=version("parley"),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    return deployment


@contextmanager
def server(listening: socket.socket) -> Iterator[None]:
    """A Prefect server on a socket, as long as the context lasts. It cannot outlive this process.

    Raises ServerError where it does not start.
    """
    running = uvicorn.Server(uvicorn.Config(create_app(), log_level="warning"))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        while not running.started:
            thread.join(0.1)
            if not thread.is_alive():
                raise ServerError("Prefect's server did not start; what it said stands above")
        yield
    finally:
        running.should_exit = True
        thread.join()


def runner_of(scheduled: Sequence[RunnerDeployment]) -> Runner:
    """A runner of the deployments, one run at a time; the server knows them then."""
    runner = _Runner(limit=1)
    for deployment in scheduled:
        runner.add_deployment(deployment)
    return runner


def run(runner: Runner) -> None:
    """Runs what is due until SIGINT or SIGTERM, which raise KeyboardInterrupt. A run in progress is then broken off: a
    release is there as a whole or not at all, and the next run makes it."""
    asyncio.run(runner.start())


class _Runner(Runner):
    def handle_sigterm(self, *args: Any, **kwargs: Any) -> None:
        # Prefect's own handler leaves in the middle of whatever is done; on SIGINT asyncio ends it in order.
        signal.raise_signal(signal.SIGINT)
