"""What the acceptance tests share: releases to try, and environments with the programs of others.

Those programs want other versions of packages than we do, or are large. Each has an environment of its own in
`build/environments/`, made on first use from `requirements/<name>.txt`; the files in `programs/` run in there.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import PROJECT
from tests.release_sample import release

HERE = Path(__file__).parent
ENVIRONMENTS = PROJECT / "build" / "environments"

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def run_in() -> Run:
    """A function that runs a command with arguments in the environment of that name, and gives how it ended."""

    def run(name: str, command: str, *arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        line = [str(part) for part in (_environment(name) / "bin" / command, *arguments)]
        return subprocess.run(line, cwd=cwd, capture_output=True, text=True, check=False)

    return run


@pytest.fixture(scope="session")
def programs() -> Path:
    """The folder of the programs that run in those environments."""
    return HERE / "programs"


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with a release of the project's own seeds, made by the command."""
    out = tmp_path_factory.mktemp("dist")
    parley = Path(sys.executable).with_name("parley")
    command = [parley, "release", "--out", out, "--release-version", "0.1.0", "--date", "2001-02-03"]
    done = subprocess.run(list(map(str, command)), cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="session", params=["seeds", "sample", "cut sample"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release: of the seeds, of invented rows, and of these in several files a table."""
    if request.param == "seeds":
        return Path(request.getfixturevalue("dist") / "0.1.0")
    return release(tmp_path_factory.mktemp("built"), file_bytes=700 if request.param == "cut sample" else 1 << 20)


@pytest.fixture
def released(built: Path, tmp_path: Path) -> Path:
    """A copy of that release, which a test may change."""
    return shutil.copytree(built, tmp_path / built.name)


def _environment(name: str) -> Path:
    """The folder of the environment, made anew where its requirements or this Python are others than before."""
    folder, requirements = ENVIRONMENTS / name, HERE / "requirements" / f"{name}.txt"
    python, stamp = folder / "bin" / "python", folder / "made-from.txt"
    wanted = f"{sys.version}\n{requirements.read_text(encoding='utf-8')}"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        install = [str(python), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--requirement"]
        subprocess.run([*install, str(requirements)], check=True)
        stamp.write_text(wanted, encoding="utf-8")
    return folder
