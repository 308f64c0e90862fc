"""The command `parley serve`. It is loaded with all others, and so imports only what they need."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Mapping
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
from click.core import ParameterSource

from flows.terminal.options import (
    DATA_INVALID,
    USAGE,
    check_workers,
    out_option,
    quarantine_option,
    stop,
    work_option,
    worker_options,
)

API = "PREFECT_API_URL"
HOST = "127.0.0.1"


def _timezone(context: click.Context, parameter: click.Parameter, name: str) -> str:
    try:
        ZoneInfo(name)
    except (ValueError, LookupError, OSError) as error:
        raise click.BadParameter(f"{name} is no time zone; Europe/Berlin is one.") from error
    return name


@click.command()
@click.option("--seeds", "source", default="seeds", show_default=True, metavar="WHERE", help="A folder, or https://...")
@out_option
@click.option("--cron", default="0 3 1 * *", show_default=True, help="When to release, whatever was seen before.")
@click.option("--watch-cron", default="*/15 * * * *", show_default=True, help="When to look for changes.")
@click.option("--timezone", default="UTC", show_default=True, callback=_timezone, help="The time zone of both.")
@quarantine_option
@work_option
@worker_options
@click.option("--port", default=4200, show_default=True, type=click.IntRange(0, 65535), help="The port of the pages.")
@click.pass_context
def serve(
    context: click.Context,
    /,
    source: str,
    out: Path,
    work: Path,
    cron: str,
    watch_cron: str,
    timezone: str,
    allow_quarantine: bool,
    port: int,
    **workers: Any,
) -> None:
    """Release by itself: at set times, and whenever documents change.

    Two things are scheduled: `release`, once a month, and `watch`, which looks every quarter of an hour whether a
    document is new, changed or gone, and releases only then. With the address of an archive (ZIP or tar.gz) in place
    of the folder there is only `watch`: it fetches the archive when there is another one.

    What runs, its logs and results are shown in Prefect's pages, on this machine only. Where PREFECT_API_URL names a
    Prefect server, that one is used and none is started. Ctrl-C or SIGTERM ends it.

    \b
    Examples:
      parley serve
      parley serve --cron "0 6 * * mon" --timezone Europe/Berlin
      parley serve --seeds https://example.org/seeds.tar.gz --out dist
      parley serve --engine processes
    """
    from flows.operations.settings import configure_prefect
    from flows.operations.sources import is_address

    check_workers(**workers)
    if is_address(source):
        if context.get_parameter_source("cron") is not ParameterSource.DEFAULT:
            raise click.UsageError("--cron goes with a folder: an archive is released when it changes.")
    elif not Path(source).is_dir():
        raise click.UsageError(f"{source} is no folder, and no address (https://...).")
    listening = None if API in os.environ else _listening(port)
    configure_prefect(Path())
    # On SQLite, Prefect's service that marks runs as late gets into the way of those that run.
    os.environ.setdefault("PREFECT_SERVER_SERVICES_LATE_RUNS_ENABLED", "false")
    if listening is not None:
        os.environ[API] = f"http://{HOST}:{listening.getsockname()[1]}/api"
    for number in (signal.SIGINT, signal.SIGTERM):  # a shell lets what it starts in the background ignore SIGINT
        signal.signal(number, signal.default_int_handler)
    parameters = {"out": str(out.resolve()), "work": str(work.resolve()), "allow_quarantine": allow_quarantine}
    with suppress(KeyboardInterrupt):
        _serve(listening, source, parameters | workers, cron, watch_cron, timezone)
    click.echo("Stopped", err=True)


def _serve(
    listening: socket.socket | None,
    source: str,
    parameters: Mapping[str, Any],
    cron: str,
    watch_cron: str,
    timezone: str,
) -> None:
    click.echo("Starting Prefect: this takes some ten seconds", err=True)
    from flows.operations.serving import ServerError, deployments, next_run, run, runner_of, server
    from flows.operations.sources import is_address

    where = source if is_address(source) else str(Path(source).resolve())
    try:
        scheduled = deployments(where, parameters, cron, watch_cron, timezone)
    except ValueError as error:
        stop(f"The schedule is wrong: {error}", USAGE)
    try:
        with server(listening) if listening is not None else nullcontext():
            runner = runner_of(scheduled)
            click.echo(f"From {where} into {parameters['out']}, and next at")
            for deployment in scheduled:
                click.echo(f"  {deployment.name:<8} {next_run(deployment)}")
            click.echo(f"Runs, logs and results: {os.environ[API].removesuffix('/api')}")
            run(runner)
    except ServerError as error:
        stop(str(error), DATA_INVALID)


def _listening(port: int) -> socket.socket:
    try:
        return socket.create_server((HOST, port))
    except OSError as error:
        stop(
            f"Port {port} cannot be used: {error.strerror}. If a Prefect server is there, use it by "
            f"{API}=http://{HOST}:{port}/api, or else choose another port with --port",
            USAGE,
        )
