"""Fixtures that several tests share, and settings that hold for all of them."""

from __future__ import annotations

import faulthandler
import hashlib
import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

from flows.operations.settings import configure_prefect

PROJECT = Path(__file__).parent.parent

# The same examples on every machine, however slow it is.
hypothesis.settings.register_profile("parley", derandomize=True, deadline=None)
hypothesis.settings.load_profile("parley")

# Before any test imports Prefect, whose settings are read once. Tests that run side by side share no database.
os.environ["PREFECT_LOGGING_TO_API_ENABLED"] = "false"
PREFECT_HOME = PROJECT / ".prefect" / os.environ.get("PYTEST_XDIST_WORKER", "tests")
PREFECT_HOME.mkdir(parents=True, exist_ok=True)
os.environ["PREFECT_HOME"] = str(PREFECT_HOME)
configure_prefect(PROJECT)

TALK = """\
Talk at the harbour office

5 April 1931

Anna Berg: We should settle the matter of the lighthouse today.

Ole Lind: I agree. Who is to pay for the oil?

Anna Berg: Both towns, each its half.

Ole Lind: That is fair. When could the work begin?

Anna Berg: In May, when the ice has gone.

Ole Lind: Then let us write it down.
"""

Seed = Callable[..., Path]

ENDS_WITHIN = 120.0  # seconds after the last test


def pytest_sessionfinish(exitstatus: int) -> None:
    """Sees to it that this process ends when the tests have ended, and prints what held it where something did."""

    def end() -> None:
        held = f"Still running {ENDS_WITHIN:.0f} s after the last test; ended. It was here:"
        print(held, file=sys.__stderr__, flush=True)
        faulthandler.dump_traceback(2)
        os._exit(exitstatus)

    timer = threading.Timer(ENDS_WITHIN, end)
    timer.daemon = True
    timer.start()


@pytest.fixture(scope="session")
def development_data() -> Path:
    """The folder of the development corpora, which are no part of the project."""
    folder = os.environ.get("PARLEY_DEVELOPMENT_DATA")
    if not folder:
        pytest.skip("PARLEY_DEVELOPMENT_DATA does not name the folder of the development corpora")
    return Path(folder)


@pytest.fixture(scope="session")
def prefect_server() -> Iterator[str]:
    """The address of a Prefect server of its own, with an empty database, for all flows that the tests run."""
    from prefect.settings import PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
    from prefect.testing.utilities import prefect_test_harness

    # Each run would wait a second for its last heartbeat.
    with (
        temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}),
        prefect_test_harness(server_startup_timeout=120),
    ):
        yield PREFECT_API_URL.value()


def add_document(seeds: Path, document_id: str, raw: bytes = TALK.encode(), participants: str = "") -> None:
    """Puts a document into a folder of seeds; where that is new, the description of the data set too."""
    folder = seeds / document_id
    folder.mkdir(parents=True)
    shutil.copy(PROJECT / "seeds" / "dataset.yaml", seeds)
    (folder / "raw.txt").write_bytes(raw)
    (folder / "document.yaml").write_text(
        f"id: {document_id}\n"
        f"raw: {{sha256: {hashlib.sha256(raw).hexdigest()}, size: {len(raw)}}}\n"
        "facts:\n"
        "  title: {value: A talk at the harbour office, basis: curated}\n"
        f"{participants}",
        encoding="utf-8",
    )


@pytest.fixture
def seed(tmp_path: Path) -> Seed:
    """A function that adds a document to a folder of seeds, and gives that folder; without arguments it adds none."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    shutil.copy(PROJECT / "seeds" / "dataset.yaml", seeds)

    def add(document_id: str | None = None, raw: bytes = TALK.encode(), participants: str = "") -> Path:
        if document_id is not None:
            add_document(seeds, document_id, raw, participants)
        return seeds

    return add
