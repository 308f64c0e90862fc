"""What the commands of `parley` share: types, options, exit codes, and how a command stops with a message."""

from __future__ import annotations

import re
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

FILE = click.Path(dir_okay=False, path_type=Path)
EXISTING_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
EXISTING_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
DATE = click.DateTime(["%Y-%m-%d"])

DATA_INVALID = 1
USAGE = 2
INTERRUPTED = 130  # as the shell has it of a program that SIGINT ended
TERMINATED = 143  # and SIGTERM

Command = TypeVar("Command", bound=Callable[..., Any])

seeds_option = click.option(
    "--seeds", default="seeds", show_default=True, type=EXISTING_FOLDER, help="The folder of documents."
)
out_option = click.option("--out", default="dist", show_default=True, type=FOLDER, help="The folder of releases.")
work_option = click.option(
    "--work", default=".work", show_default=True, type=FOLDER, help="The folder in which finished work is kept."
)
quarantine_option = click.option(
    "--allow-quarantine", is_flag=True, help="Leave broken documents out, list them, release the others."
)


def worker_options(command: Command) -> Command:
    """The options that say where the work is done. `check_workers` is to be called with what is given for them."""
    for option in (
        click.option("--dask-address", metavar="ADDRESS", help="The scheduler of a Dask cluster.  [default: here]"),
        click.option("--processes", type=click.IntRange(min=1), help="How many processes.  [default: one a core]"),
        click.option("--engine", type=click.Choice(["local", "processes", "dask"]), default="local", show_default=True),
    ):
        command = option(command)
    return command


def check_workers(engine: str, processes: int | None, dask_address: str | None) -> None:
    """Raises click.UsageError for options that do not go together; ends the command where Dask is not installed."""
    if processes and engine == "local":
        raise click.UsageError("--processes goes with --engine processes or dask.")
    if dask_address and engine != "dask":
        raise click.UsageError("--dask-address goes with --engine dask.")
    if dask_address and not re.fullmatch(r"[a-z]+://.+:[0-9]+", dask_address):
        raise click.UsageError(f"{dask_address} is no address of a scheduler; tcp://127.0.0.1:8786 is one.")
    if dask_address and processes:
        raise click.UsageError("Give either --processes or --dask-address: the cluster has its workers already.")
    if engine == "dask" and not find_spec("prefect_dask"):
        stop("Dask is not installed. Run: pip install 'parley[dask]'", USAGE)


@contextmanager
def ending_in_order() -> Iterator[None]:
    """While this lasts, SIGTERM ends the program as an error does, and with it what it started: Prefect's server."""
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def stop(message: str, code: int) -> NoReturn:
    """Ends the command with a message on standard error."""
    click.echo(message, err=True)
    sys.exit(code)
