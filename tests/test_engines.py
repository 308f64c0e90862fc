"""Where the work is done makes no difference: here, in other processes or on a cluster, and also when some are lost."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from flows.release.folder import same_release
from tests.conftest import PROJECT, TALK, add_document

BUCKETS = int(os.environ.get("PARLEY_TEST_BUCKETS", "12"))  # `make torture` sets more
KILLED_AFTER = BUCKETS // 4  # of them
WAIT = 120.0  # seconds, after which a test that hangs has failed


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As many documents as there are to be buckets."""
    folder = tmp_path_factory.mktemp("engines") / "seeds"
    for number in range(BUCKETS):
        talk = TALK.replace("lighthouse", f"lighthouse no. {number}").replace("Anna", f"Anna {'ABCDEFG'[number % 7]}.")
        add_document(folder, f"talk-{number:03}", talk.encode())
    return folder


def made(seeds: Path, name: str, **how: Any) -> Path:
    """The release of the seeds, each document a bucket of its own, with a work folder of its own."""
    from flows import pipeline

    at = seeds.parent / name
    day = {"version": "1.0.0", "date": None, "bucket_bytes": 1}
    outcome = pipeline.run(seeds=seeds, out=at / "dist", work=at / "work", **(day | how))
    assert outcome.folder is not None, outcome
    assert outcome.problems == ()
    assert len(list((at / "work" / "buckets").iterdir())) == BUCKETS
    return outcome.folder


@pytest.fixture(scope="module")
def local(seeds: Path, prefect_server: str) -> Path:
    """The release that this process made alone, undisturbed; from one bucket, too, it comes out the same."""
    release = made(seeds, "local")
    assert prefect_server
    return release


@contextmanager
def when_kept(seeds: Path, name: str, strike: Callable[[], None]) -> Iterator[list[int]]:
    """Calls `strike` as soon as `KILLED_AFTER` buckets are kept; gives a list, that then has their number."""
    struck: list[int] = []
    buckets, over = seeds.parent / name / "work" / "buckets", threading.Event()

    def watch() -> None:
        while not over.is_set():
            kept = len(list(buckets.iterdir())) if buckets.is_dir() else 0
            if kept >= KILLED_AFTER:
                strike()
                struck.append(kept)
                return
            time.sleep(0.01)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield struck
    finally:
        over.set()
        thread.join()


def test_a_process_that_is_killed_costs_its_bucket_only(seeds: Path, local: Path) -> None:
    def strike() -> None:
        victim = multiprocessing.active_children()[0]
        assert victim.pid is not None
        os.kill(victim.pid, signal.SIGKILL)

    with when_kept(seeds, "processes", strike) as struck:
        release = made(seeds, "processes", engine="processes", processes=2)
    assert KILLED_AFTER <= struck[0] < BUCKETS
    assert same_release(local, release) == []


# The worker that has the first item dies, once, while it sends an event: it holds the lock of the queue of events.
DIES_SENDING = """
import os, signal, sys
from pathlib import Path
from prefect import flow, task
from flows.operations.engines import Team, Workers, in_parallel

@task
def number(name, item):
    if name == "first" and not Path("died").exists():
        Path("died").touch()
        from prefect.events.worker import EventsWorker
        dict(EventsWorker._client_override[1])["event_queue"]._wlock.acquire()
        os.kill(os.getpid(), signal.SIGKILL)
    return item.opened()

@flow
def numbers():
    with Team(Workers("processes", 2)) as team:
        return in_parallel(number, [("first", 1), ("second", 2), ("third", 3)], team)

if __name__ == "__main__":
    print(numbers())
"""


def test_a_process_that_is_killed_while_it_sends_an_event_does_not_keep_the_program_from_ending(
    prefect_server: str, tmp_path: Path
) -> None:
    (tmp_path / "dies.py").write_text(DIES_SENDING)
    environment = os.environ | {"PREFECT_API_URL": prefect_server, "PYTHONPATH": str(PROJECT)}
    done = subprocess.run(
        [sys.executable, "dies.py"], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=WAIT
    )
    assert (tmp_path / "died").exists()
    assert (done.returncode, done.stdout) == (0, "[1, 2, 3]\n"), done.stderr


def test_workers_begin_once_for_all_phases_of_a_run(seeds: Path, local: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.operations.engines import Workers

    begun = []
    begin = Workers.task_runner

    def counted(workers: Workers) -> Any:
        begun.append(workers)
        return begin(workers)

    monkeypatch.setattr(Workers, "task_runner", counted)
    assert same_release(local, made(seeds, "once")) == []
    assert len(begun) == 1


def test_a_worker_that_is_another_program_does_nothing(
    seeds: Path, prefect_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.pipeline import RunFailed

    numbers = count()
    monkeypatch.setattr("flows.operations.engines.program", lambda: str(next(numbers)))
    with pytest.raises(RunFailed, match="another version of Parley"):
        made(seeds, "other-program")
    assert not (seeds.parent / "other-program" / "work" / "buckets").exists()


def test_processes_that_are_killed_again_and_again_are_no_fault_of_the_server(
    seeds: Path, prefect_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import pipeline

    def killed(*arguments: object) -> None:
        raise BrokenProcessPool("terminated abruptly")

    monkeypatch.setattr(pipeline, "_read_all", killed)
    with pytest.raises(pipeline.RunFailed, match=r"terminated abruptly.*too little memory"):
        made(seeds, "killed")


@contextmanager
def cluster(folder: Path, server: str) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a Dask scheduler, and two workers, all processes of their own."""
    address_file = folder / "scheduler.json"
    environment = os.environ | {
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "5",
        "PREFECT_API_URL": server,
        "PYTHONPATH": str(PROJECT),
    }

    def start(what: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", "--scheduler-file", str(address_file)]
        with (folder / f"{what}.log").open("ab") as log:
            return subprocess.Popen([*command, *arguments], cwd=folder, env=environment, stdout=log, stderr=log)

    with ExitStack() as stack:
        started = []
        for what, arguments in (
            ("scheduler", ("--port", "0", "--no-dashboard", "--host", "127.0.0.1")),
            *[("worker", ("--nthreads", "1", "--no-nanny", "--no-dashboard"))] * 2,
        ):
            process = start(what, *arguments)
            stack.callback(process.wait)
            stack.callback(process.kill)
            started.append(process)
            patience = time.monotonic() + WAIT
            while not address_file.exists():
                assert time.monotonic() < patience, (folder / "scheduler.log").read_text()
                time.sleep(0.05)
        from distributed import Client

        with Client(scheduler_file=str(address_file), timeout=WAIT) as client:  # type: ignore[no-untyped-call]
            client.wait_for_workers(2, timeout=WAIT)
            address = client.scheduler.address
        yield address, started[1:]


def test_a_cluster_gives_the_same_bytes_though_a_worker_is_killed(
    seeds: Path, local: Path, prefect_server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(seeds.parent)  # the workers run in another folder
    with cluster(tmp_path, prefect_server) as (address, workers):
        with when_kept(seeds, "dask", workers[0].kill) as struck:
            release = made(Path(seeds.name), "dask", engine="dask", dask_address=address)
        assert KILLED_AFTER <= struck[0] < BUCKETS
        assert workers[0].poll() == -signal.SIGKILL
        assert workers[1].poll() is None
    assert same_release(local, release) == []


def test_the_size_of_the_buckets_makes_no_difference(seeds: Path, local: Path) -> None:
    from flows import pipeline

    at = seeds.parent / "few-buckets"
    outcome = pipeline.run(seeds=seeds, out=at / "dist", work=at / "work", version="1.0.0")
    assert outcome.folder is not None
    assert len(list((at / "work" / "buckets").iterdir())) < BUCKETS // 4
    assert same_release(local, outcome.folder) == []
