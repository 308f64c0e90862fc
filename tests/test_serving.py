"""`parley serve`, as a person starts and stops it; one scheduled run is real from the schedule to the release."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from flows.cli import main
from flows.release.folder import verify_sums
from tests.conftest import PROJECT, Seed

KILLED_AFTER = 600  # seconds: no measure of anything, only an end for what hangs
YEARLY = "0 0 1 1 *"
# What another test may have set in this process: a command that shows progress on a terminal logs no lines.
NOT_INHERITED = ("PREFECT_API", "PREFECT_LOGGING_HANDLERS")
Serve = Callable[..., "Served"]


class Served:
    """A running `parley serve`; what it writes is kept in `lines`."""

    def __init__(self, folder: Path, environment: dict[str, str], *arguments: str) -> None:
        program = [sys.executable, "-c", "from flows.cli import main; main()", "serve", *arguments]
        self.process = subprocess.Popen(
            program, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.killer = threading.Timer(KILLED_AFTER, self.process.kill)
        self.killer.start()
        self.lines: list[str] = []

    def until(self, pattern: str) -> re.Match[str]:
        """Reads on until a line has the pattern. Fails where the command ends before."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line)
            if found := re.search(pattern, line):
                return found
        return pytest.fail(f"{pattern} never came:\n{''.join(self.lines)}")

    def ended(self, number: signal.Signals) -> int:
        """Sends the signal, waits for the end, and gives the exit code."""
        self.process.send_signal(number)
        assert self.process.stdout is not None
        self.lines += self.process.stdout
        return self.process.wait()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """A function that starts the command beside `seeds`, with a Prefect of its own unless one is given."""
    running = []

    def start(*arguments: str, server: str | None = None) -> Served:
        environment = {name: value for name, value in os.environ.items() if not name.startswith(NOT_INHERITED)}
        environment |= {"PREFECT_HOME": str(tmp_path / ".prefect"), "PREFECT_RUNNER_POLL_FREQUENCY": "1"}
        if server is not None:
            environment["PREFECT_API_URL"] = server
        running.append(Served(tmp_path, environment, *arguments))
        return running[-1]

    yield start
    for each in running:
        each.killer.cancel()
        each.process.kill()
        each.process.wait()


def test_a_schedule_that_is_due_makes_a_release(seed: Seed, serve: Serve) -> None:
    folder = seed("first-talk").parent
    served = serve("--cron", "* * * * * */2", "--watch-cron", YEARLY, "--port", "0")
    pages = served.until(r"Runs, logs and results: (http://127\.0\.0\.1:\d+)$")[1]
    assert re.search(
        r"^  release  20\d\d-\d\d-\d\d \d\d:\d\d UTC \(\* \* \* \* \* \*/2\)$", "".join(served.lines), re.M
    )
    with urllib.request.urlopen(f"{pages}/ui-settings") as answer:
        assert f"{pages}/api" in answer.read().decode()
    served.until(r"Flow run 'release-0.1.0' - released 0.1.0: 1 documents, 6 turns")
    assert served.ended(signal.SIGTERM) == 0, "".join(served.lines)
    assert served.lines[-1] == "Stopped\n"
    assert not re.search("Traceback|never awaited", "".join(served.lines))
    assert verify_sums(folder / "dist" / "0.1.0") == []


def test_a_server_that_is_there_is_used_and_knows_what_is_scheduled(
    seed: Seed, serve: Serve, prefect_server: str
) -> None:
    from prefect.client.orchestration import get_client

    seeds = seed("first-talk")
    served = serve("--cron", YEARLY, "--timezone", "Europe/Berlin", server=prefect_server)
    address = served.until("Runs, logs and results: (.+)$")[1]
    assert f"{address}/api" == prefect_server
    with get_client(sync_client=True) as client:
        known = {name: client.read_deployment_by_name(f"{name}/{name}") for name in ("release", "watch")}
    assert known["release"].parameters["seeds"] == known["watch"].parameters["source"] == str(seeds)
    assert [entry.schedule.model_dump()["timezone"] for each in known.values() for entry in each.schedules] == [
        "Europe/Berlin"
    ] * 2
    assert all(each.tags == ["parley"] and each.version and each.description for each in known.values())
    assert served.ended(signal.SIGINT) == 0, "".join(served.lines)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--seeds", "nowhere"], "nowhere is no folder"),
        (["--seeds", "https://example.org/s.zip", "--cron", "0 3 1 * *"], "--cron goes with a folder"),
        (["--timezone", "Nowhere/Else"], "Nowhere/Else is no time zone"),
        (["--port", "70000"], "70000"),
    ],
)
def test_wrong_use_is_answered_with_two(arguments: list[str], reason: str, seed: Seed) -> None:
    result = CliRunner().invoke(main, ["serve", "--seeds", str(seed("first-talk")), *arguments])
    assert result.exit_code == 2
    assert reason in result.stderr


def test_a_port_that_is_taken_is_named(seed: Seed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = CliRunner().invoke(main, ["serve", "--seeds", str(seed("first-talk")), "--port", str(port)])
    assert result.exit_code == 2
    assert re.search(f"Port {port} cannot be used: .*choose another port with --port", result.stderr)


@pytest.mark.parametrize(("cron", "watch_cron"), [("61 * * * *", YEARLY), (YEARLY, "often")])
def test_a_wrong_schedule_is_refused(cron: str, watch_cron: str) -> None:
    from flows.operations.serving import deployments

    with pytest.raises(ValueError, match=r"61|often"):
        deployments("seeds", {}, cron, watch_cron, "UTC")


def test_an_archive_on_the_web_is_only_watched() -> None:
    from flows.operations.serving import deployments

    found = deployments("https://h/s.zip", {}, YEARLY, YEARLY, "UTC")
    assert [each.name for each in found] == ["watch"]


def test_a_server_and_this_command_have_the_same_deployments(tmp_path: Path) -> None:
    from prefect.client.schemas.schedules import CronSchedule

    from flows.operations.serving import deployments

    with main.commands["serve"].make_context("serve", []) as context:
        options = context.params
    both = ("out", "work", "allow_quarantine", "engine", "processes", "dask_address")
    parameters = {name: str(given) if isinstance(given := options[name], Path) else given for name in both}
    served = deployments("seeds", parameters, options["cron"], options["watch_cron"], "UTC")
    text = (PROJECT / "prefect.yaml").read_text(encoding="utf-8")
    deployed = {each["name"]: each for each in yaml.safe_load(text)["deployments"]}
    assert deployed.keys() == {"publish", *(each.name for each in served)}
    for each in served:
        other = deployed[each.name]
        (entry,) = each.schedules or []
        assert other["parameters"] == each.parameters
        assert other["tags"] == each.tags
        assert other["version"] == each.version
        assert other["concurrency_limit"] == {"limit": 1, "collision_strategy": "CANCEL_NEW"}
        assert isinstance(entry.schedule, CronSchedule)
        assert other["schedules"] == [{"cron": entry.schedule.cron, "timezone": entry.schedule.timezone}]
        assert other["entrypoint"].replace("/", ".").replace(".py:", ".") == each.entrypoint
