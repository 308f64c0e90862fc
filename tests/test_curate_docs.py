"""`docs/adding-a-document.md`: each of its commands is run, in order, as somebody new to the project would run it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import PROJECT

PAGE = (PROJECT / "docs" / "adding-a-document.md").read_text(encoding="utf-8")
EXIT_CODE = re.compile(r"  # exit code (\d)$")


@dataclass(frozen=True)
class Run:
    """A command of the page, and what came of it."""

    command: str
    expected: int
    code: int
    output: str


def commands() -> list[str]:
    """The commands of the page, each with its continuation lines."""
    blocks = re.findall(r"^```sh\n(.+?)^```", PAGE, re.DOTALL | re.MULTILINE)
    return [command for block in blocks for command in re.split(r"(?<!\\)\n", block.strip("\n"))]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory, prefect_server: str) -> list[Run]:
    """All commands, run one after the other in a copy of the project's own documents."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(PROJECT / "seeds", folder / "seeds")
    shutil.copytree(PROJECT / "tests" / "data", folder / "tests" / "data")
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PREFECT_API_URL": prefect_server,
        "COLUMNS": "80",
    }
    done = []
    for command in commands():
        if exported := re.fullmatch(r'export (\w+)="(.+)"', command):
            environment[exported[1]] = exported[2]
            continue
        result = subprocess.run(
            ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, timeout=120
        )
        code = EXIT_CODE.search(command)
        done.append(Run(command, int(code[1]) if code else 0, result.returncode, result.stdout + result.stderr))
    return done


def test_the_page_has_every_step() -> None:
    names = {command.split()[1] for command in commands() if command.startswith("parley ")}
    assert names == {"add", "check", "correct", "gold", "evaluate", "release"}


def test_every_command_does_what_the_page_says(runs: list[Run]) -> None:
    assert len(runs) > 10
    assert [run for run in runs if run.code != run.expected] == []


def test_what_the_page_shows_is_what_is_shown(runs: list[Run]) -> None:
    shown = {" ".join(run.output.split()) for run in runs}
    blocks = re.findall(r"^```text\n(.+?)^```", PAGE, re.DOTALL | re.MULTILINE)
    assert blocks
    for block in blocks:
        assert any(" ".join(block.split()) in each for each in shown), block


def test_what_comes_of_it(runs: list[Run]) -> None:
    added = next(run for run in runs if run.command.startswith("parley add"))
    assert "line 5  date: 1931-04-05" in added.output
    assert "Not found in the text: " in added.output
    (scores,) = [run.output.splitlines()[1].split() for run in runs if run.command.startswith("parley evaluate")]
    assert scores == ["lighthouse-talk", "7/7", *["1.00"] * 6, ".000"]
    checked = [run.output for run in runs if run.command == "parley check lighthouse-talk"]
    assert len(checked) == 2
    assert "corrected: split-2" in checked[1]
    assert checked[1].split("To look at")[1].strip() == "nothing"
