"""How far a long job is, how fast it goes and how long it will take: a bar in a terminal, lines in a pipe."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta

Advance = Callable[[int], None]

SECONDS_BETWEEN_LINES = 5.0


def progress(what: str, total: int, unit: str) -> AbstractContextManager[Advance]:
    """A context that gives a function, to be called with how many more of `total` units are done.

    What is shown goes to standard error.
    """
    return _bar(what, total, unit) if sys.stderr.isatty() else _lines(what, total, unit, time.monotonic)


@contextmanager
def _bar(what: str, total: int, unit: str) -> Iterator[Advance]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(unit),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total, rate="")

        def advance(more: int) -> None:
            bar.advance(task, more)
            if speed := bar.tasks[0].speed:
                bar.update(task, rate=_rate(speed))

        yield advance


@contextmanager
def _lines(what: str, total: int, unit: str, clock: Callable[[], float]) -> Iterator[Advance]:
    done, began = 0, clock()
    said = began

    def advance(more: int) -> None:
        nonlocal done, said
        done += more
        now = clock()
        if now - said >= SECONDS_BETWEEN_LINES:
            said = now
            rate = done / (now - began)
            left = f", {timedelta(seconds=round((total - done) / rate))} left" if rate else ""
            print(f"{what}: {done:,} of {total:,} {unit}, {_rate(rate)}{left}", file=sys.stderr, flush=True)

    yield advance


def _rate(speed: float) -> str:
    return f"{speed:,.0f} a second" if speed >= 10 else f"{speed:.1f} a second"
