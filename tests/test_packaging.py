"""What the project declares of its packages and settings, held to what there is."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from flows.operations.settings import PREFECT_SETTINGS, configure_prefect
from tests.conftest import PROJECT

DECLARED = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
REQUIREMENTS = [
    *DECLARED["dependencies"],
    *(line for extra in DECLARED["optional-dependencies"].values() for line in extra),
]


def test_constraints_are_exact_pins_and_nothing_else() -> None:
    lines = (PROJECT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.!+_-]+", line)] == []
    names = [canonicalize_name(line.partition("==")[0]) for line in lines]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "file", sorted((PROJECT / "tests" / "acceptance" / "requirements").iterdir()), ids=lambda file: file.name
)
def test_environments_of_the_acceptance_tests_are_pinned(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.!+_-]+", line)] == []


@pytest.mark.parametrize("requirement", list(map(Requirement, REQUIREMENTS)), ids=lambda requirement: requirement.name)
def test_each_declared_package_is_pinned_inside_its_range(requirement: Requirement) -> None:
    text = (PROJECT / "constraints.txt").read_text(encoding="utf-8")
    pins = {canonicalize_name(name): version for name, version in re.findall(r"^(.+)==(.+)$", text, re.MULTILINE)}
    assert requirement.specifier.contains(pins[canonicalize_name(requirement.name)])


def test_settings_are_known_to_prefect_and_in_force() -> None:
    from prefect import settings
    from prefect.settings import get_current_settings

    assert [name for name in PREFECT_SETTINGS if name != "DO_NOT_TRACK" and not hasattr(settings, name)] == []
    services = get_current_settings().server.services
    assert (services.task_run_recorder.batch_size, services.event_persister.batch_size) == (200, 200)
    assert not get_current_settings().server.analytics_enabled


def test_what_the_environment_sets_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PREFECT_HOME", "elsewhere")
    monkeypatch.delenv("PREFECT_CLI_PROMPT")
    configure_prefect(tmp_path)
    assert os.environ["PREFECT_HOME"] == "elsewhere"
    assert os.environ["PREFECT_CLI_PROMPT"] == PREFECT_SETTINGS["PREFECT_CLI_PROMPT"]
