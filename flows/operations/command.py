"""The command `parley serve`. It is loaded with all others, and so imports only what they need."""

from __future__ import annotations

import os
import signal
import socket
import sys
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import NoReturn
from zoneinfo import ZoneInfo

import click
from click.core import ParameterSource

FOLDER = click.Path(file_okay=False, path_type=Path)
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
@click.option("--out", default="dist", show_default=True, type=FOLDER, help="The folder of releases.")
@click.option("--cron", default="0 3 1 * *", show_default=True, help="When to release, whatever was seen before.")
@click.option("--watch-cron", default="*/15 * * * *", show_default=True, help="When to look for changes.")
@click.option("--timezone", default="UTC", show_default=True, callback=_timezone, help="The time zone of both.")
@click.option("--allow-quarantine", is_flag=True, help="Leave broken documents out, list them, release the others.")
@click.option("--port", default=4200, show_default=True, type=click.IntRange(0, 65535), help="The port of the pages.")
@click.pass_context
def serve(
    context: click.Context,
    source: str,
    out: Path,
    cron: str,
    watch_cron: str,
    timezone: str,
    allow_quarantine: bool,
    port: int,
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
    """
    from flows.operations.sources import is_address
    from flows.settings import configure_prefect

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
    with suppress(KeyboardInterrupt):
        _serve(listening, source, out.resolve(), cron, watch_cron, timezone, allow_quarantine)
    click.echo("Stopped", err=True)


def _serve(
    listening: socket.socket | None,
    source: str,
    out: Path,
    cron: str,
    watch_cron: str,
    timezone: str,
    allow_quarantine: bool,
) -> None:
    click.echo("Starting Prefect: this takes some ten seconds", err=True)
    from flows.operations.serving import ServerError, deployments, next_run, run, runner_of, server
    from flows.operations.sources import is_address

    where = source if is_address(source) else str(Path(source).resolve())
    try:
        scheduled = deployments(where, out, Path(".work").resolve(), cron, watch_cron, timezone, allow_quarantine)
    except ValueError as error:
        _stop(f"The schedule is wrong: {error}", 2)
    try:
        with server(listening) if listening is not None else nullcontext():
            runner = runner_of(scheduled)
            click.echo(f"From {where} into {out}, and next at")
            for deployment in scheduled:
                click.echo(f"  {deployment.name:<8} {next_run(deployment)}")
            click.echo(f"Runs, logs and results: {os.environ[API].removesuffix('/api')}")
            run(runner)
    except ServerError as error:
        _stop(str(error), 1)


def _listening(port: int) -> socket.socket:
    try:
        return socket.create_server((HOST, port))
    except OSError as error:
        _stop(
            f"Port {port} cannot be used: {error.strerror}. If a Prefect server is there, use it by "
            f"{API}=http://{HOST}:{port}/api, or else choose another port with --port",
            2,
        )


def _stop(message: str, code: int) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(code)
