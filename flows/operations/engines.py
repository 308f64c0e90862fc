"""Where the tasks of a flow run: in this process, in several of this machine, or on a cluster.

Prefect's task runners do the work. Here is only which one, and that what was lost with a worker is done again.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, Self, TypeAlias, TypeVar

from prefect import Task, get_run_logger
from prefect.futures import PrefectFuture, as_completed
from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner

from flows.program import program

ROUNDS = 3  # how often a task is tried: one that is lost with its worker never fails by itself

Engine: TypeAlias = Literal["local", "processes", "dask"]
T = TypeVar("T")
R = TypeVar("R")


class OtherProgram(RuntimeError):
    """A worker runs another version of the code or its libraries, and might give other bytes."""


class Sealed(Generic[T]):
    """An argument of a task into which Prefect and Dask do not look, in search of results of other tasks.

    They look into lists, tuples, dicts and dataclasses, however large.
    """

    __slots__ = ("_program", "_value")

    def __init__(self, value: T) -> None:
        self._program = program()
        self._value = value

    def opened(self) -> T:
        """The argument. Raises OtherProgram in a process that does not run the program that sealed it."""
        if program() != self._program:
            raise OtherProgram(
                f"A worker on {platform.node()} has another version of Parley, Python or a package than this process: "
                "install the same, by constraints.txt, and start the worker again."
            )
        return self._value


class _Processes(ProcessPoolTaskRunner):
    """Prefect's, but a worker that was killed never keeps the program from ending.

    Workers send their events through one queue. Who dies in the middle of that holds the lock of the queue for ever,
    and Python would wait, when all is done, until this process has sent its own last word through it.
    """

    def __enter__(self) -> Self:
        super().__enter__()
        if self._subprocess_message_queue is not None:
            self._subprocess_message_queue.cancel_join_thread()
        return self


@dataclass(frozen=True, slots=True)
class Workers:
    """Who does the tasks: this process, `processes` of this machine, or a Dask cluster.

    `processes` is None for as many as there are cores. Where no address of a Dask scheduler is given, a cluster of that
    many processes is started on this machine.
    """

    engine: Engine = "local"
    processes: int | None = None
    dask_address: str | None = None

    def task_runner(self) -> TaskRunner[Any]:
        """A new task runner of Prefect. Raises ImportError for Dask where that is not installed."""
        count = self.processes or os.cpu_count() or 1
        if self.engine == "local":
            return ThreadPoolTaskRunner(max_workers=1)  # one bucket at a time is in memory
        if self.engine == "processes":
            return _Processes(max_workers=count)
        from prefect_dask.task_runners import DaskTaskRunner

        if self.dask_address:
            return DaskTaskRunner(address=self.dask_address)
        return DaskTaskRunner(cluster_kwargs={"n_workers": count, "threads_per_worker": 1})


class Team:
    """Workers that have been called together for a run: processes begin, and load the program, only once for all of it.

    To be used as a context, within a flow.
    """

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self._runner: TaskRunner[Any] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.dismiss()

    def runner(self) -> TaskRunner[Any]:
        """Prefect's task runner, started."""
        if self._runner is None:
            self._runner = self._workers.task_runner().__enter__()
        return self._runner

    def dismiss(self) -> None:
        """End the workers; the next call for the runner begins new ones."""
        runner, self._runner = self._runner, None
        if runner is not None:
            runner.__exit__(None, None, None)


def in_parallel(
    task: Task[[str, Sealed[T]], R],
    items: Sequence[tuple[str, T]],
    team: Team,
    on_done: Callable[[int], None] = lambda number: None,
) -> list[R]:
    """The results of `task(name=..., item=Sealed(...))` for each of the named items, in their order.

    Those that failed, perhaps with the worker that had them, are done once more by new workers. `on_done` is called
    with the number of each that is done. Raises what the first one raised that still fails after `ROUNDS`.
    """
    done: dict[int, R] = {}
    errors: dict[int, BaseException] = {}
    for attempt in range(1, ROUNDS + 1):
        todo = [number for number in range(len(items)) if number not in done]
        if not todo:
            break
        if attempt > 1:
            get_run_logger().warning(
                "%s: %d of %d are tried again: %s", task.name, len(todo), len(items), errors[todo[0]]
            )
            team.dismiss()
        futures: dict[PrefectFuture[R], int] = {}
        for number in todo:
            name, item = items[number]
            try:
                futures[team.runner().submit(task, {"name": name, "item": Sealed(item)})] = number
            except Exception as error:  # the pool is broken
                errors[number] = error
        for future in as_completed(list(futures)):
            number = futures[future]
            try:
                done[number] = future.result()
            except Exception as error:
                errors[number] = error
            else:
                on_done(number)
    for number in range(len(items)):
        if number not in done:
            raise errors[number]
    return [done[number] for number in range(len(items))]
