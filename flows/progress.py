"""How far a long job is: a bar in a terminal, now and then a line in a pipe."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

Advance = Callable[[int], None]

SECONDS_BETWEEN_LINES = 5.0


def progress(what: str, total: int, unit: str) -> AbstractContextManager[Advance]:
    """A context that gives a function, to be called with how many more of `total` units are done.

    What is shown goes to standard error.
    """
    return _bar(what, total, unit) if sys.stderr.isatty() else _lines(what, total, unit)


@contextmanager
def _bar(what: str, total: int, unit: str) -> Iterator[Advance]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(unit),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda more: bar.advance(task, more)


@contextmanager
def _lines(what: str, total: int, unit: str) -> Iterator[Advance]:
    done, said = 0, time.monotonic()

    def advance(more: int) -> None:
        nonlocal done, said
        done += more
        now = time.monotonic()
        if now - said >= SECONDS_BETWEEN_LINES:
            said = now
            print(f"{what}: {done:,} of {total:,} {unit}", file=sys.stderr, flush=True)

    yield advance
