"""`docs/operations.md`: its server, pool, deployments, worker and runs, started as the page says, on a free port."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from flows.cli import main
from flows.release.folder import verify_sums
from tests.conftest import PROJECT

PAGE = (PROJECT / "docs" / "operations.md").read_text(encoding="utf-8")
ALONE, REST = PAGE.split("\n## With a server and workers\n")
TOGETHER, IN_POSTGRESQL = REST.split("\n## PostgreSQL\n")
STAYS = "  # stays"
PORTS = ("4200", "8786")
KILLED_AFTER = 600  # seconds: no measure of anything, only an end for what hangs


@dataclass(frozen=True)
class Run:
    """A command of the page, and what came of it. `code` is that at the end, also of a command that stays."""

    command: str
    code: int
    output: str


def commands(text: str) -> list[str]:
    blocks = re.findall(r"^ *```sh\n(.+?)^ *```", text, re.DOTALL | re.MULTILINE)
    return [line.strip() for block in blocks for line in block.splitlines()]


def free_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return str(found.getsockname()[1])


def answers(port: str) -> bool:
    with socket.socket() as there:
        return there.connect_ex(("127.0.0.1", int(port))) == 0


def environment_of(folder: Path) -> dict[str, str]:
    """The variables for a program of the page that runs in `folder`: none of Prefect's of our own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return kept | {"PATH": path, "PYTHONPATH": str(folder)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("project")
    for name in ("flows", "schemas", "seeds"):
        shutil.copytree(PROJECT / name, made / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "prefect.yaml", made)
    return made


@pytest.fixture(scope="module")
def runs(folder: Path) -> Iterator[dict[str, Run]]:
    """All commands of the second way, run one after the other; those that stay are stopped by SIGINT at the end."""
    ports = dict(zip(PORTS, (free_port() for _ in PORTS), strict=True))
    environment = environment_of(folder) | {"PREFECT_WORKER_QUERY_SECONDS": "1", "COLUMNS": "200"}
    done: dict[str, Run] = {}
    staying: list[tuple[str, subprocess.Popen[str]]] = []

    def begin(command: str) -> subprocess.Popen[str]:
        settings = "set -a; . ./prefect.env; set +a; " if (folder / "prefect.env").exists() else ""
        line = settings + ("exec " if command.endswith(STAYS) else "") + command
        for written, port in ports.items():
            line = line.replace(written, port)
        log = (folder / f"{len(done) + len(staying)}.log").open("w+")
        process = subprocess.Popen(
            ["bash", "-c", line], cwd=folder, env=environment, stdout=log, stderr=subprocess.STDOUT, text=True
        )
        timer = threading.Timer(KILLED_AFTER, process.kill)
        timer.daemon = True
        timer.start()
        return process

    try:
        for command in commands(TOGETHER):
            number = len(done) + len(staying)
            process = begin(command)
            if command.endswith(STAYS):
                staying.append((command, process))
                for written, port in ports.items():
                    while f"--port {written}" in command and process.poll() is None and not answers(port):
                        threading.Event().wait(0.2)
            else:
                process.wait()
                done[command] = Run(command, process.returncode, (folder / f"{number}.log").read_text())
        for command, process in reversed(staying):
            process.send_signal(signal.SIGINT)
            done[command] = Run(command, process.wait(), "")
        yield done
    finally:
        for _, process in staying:
            process.kill()


def test_the_page_has_every_step() -> None:
    programs = [" ".join(command.split()[:3]) for command in commands(TOGETHER)]
    for program in ("prefect server start", "prefect work-pool create", "prefect deploy --all", "prefect worker start"):
        assert program in programs


@pytest.mark.parametrize("command", commands(ALONE))
def test_what_is_served_is_an_example_that_parses(command: str) -> None:
    name, *arguments = command.removesuffix(STAYS).split()[1:]
    options = {option for parameter in main.commands[name].params for option in parameter.opts}
    assert name == "serve"
    assert {word for word in arguments if word.startswith("--")} <= options


def test_every_command_does_what_the_page_says(runs: dict[str, Run], folder: Path) -> None:
    assert runs.keys() == set(commands(TOGETHER))
    assert [run for run in runs.values() if run.code != 0] == []
    listed = runs["prefect deployment ls"].output
    assert all(f"{name}/{name}" in listed for name in ("release", "watch", "publish"))
    assert "Completed" in runs["prefect deployment run release/release --watch"].output
    assert "Unchanged" in runs["parley release --engine processes"].output
    assert verify_sums(folder / "dist" / "0.1.0") == []
    assert (folder / ".prefect" / "prefect.db").is_file()


def programs_of_postgresql() -> Path | None:
    """The folder of `initdb` and `postgres`, which Debian does not have on its PATH."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return folders[-1] if folders else None


@pytest.fixture(scope="module")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The port of a PostgreSQL server with an empty database `prefect`, for whoever says to be `parley`."""
    programs = programs_of_postgresql()
    if programs is None:
        pytest.skip("there is no PostgreSQL on this machine")
    # PostgreSQL refuses to be root, and whoever it is needs a way through the folders of root to its own.
    user = "nobody" if os.getuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="parley-postgresql-", dir="/tmp") as made:
        folder = Path(made)
        if user:
            shutil.chown(folder, user)
        data = folder / "data"
        subprocess.run(
            [programs / "initdb", "--auth=trust", "--username=parley", "--no-sync", data],
            check=True, stdout=subprocess.DEVNULL, user=user, cwd=folder, timeout=KILLED_AFTER,
        )  # fmt: skip
        port = free_port()
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, "-k", folder, "-h", "127.0.0.1", "-p", port],
            stderr=subprocess.DEVNULL, user=user, cwd=folder,
        )  # fmt: skip
        try:
            database = ["createdb", "--host=127.0.0.1", f"--port={port}", "--username=parley", "prefect"]
            for _ in range(KILLED_AFTER):
                made_it = subprocess.run([programs / database[0], *database[1:]], capture_output=True)
                if made_it.returncode == 0 or server.poll() is not None:
                    break
                threading.Event().wait(1)
            assert made_it.returncode == 0, made_it.stderr
            yield port
        finally:
            server.terminate()
            server.wait(KILLED_AFTER)


def test_the_history_may_be_in_postgresql(postgresql: str, tmp_path: Path) -> None:
    (address,) = re.findall(r"^PREFECT_SERVER_DATABASE_CONNECTION_URL=(\S+)$", IN_POSTGRESQL, re.MULTILINE)
    ours = address.replace("database.example.org", f"127.0.0.1:{postgresql}")
    (upgrade,) = commands(IN_POSTGRESQL)
    environment = environment_of(PROJECT) | {"PREFECT_HOME": str(tmp_path)}
    environment["PREFECT_SERVER_DATABASE_CONNECTION_URL"] = ours
    done = subprocess.run(
        upgrade.split(), env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=KILLED_AFTER
    )
    assert done.returncode == 0, done.stderr
    assert "postgresql+asyncpg" in done.stdout
    assert "upgraded" in done.stdout
    assert not (tmp_path / "prefect.db").exists()
