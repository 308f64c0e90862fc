"""The command `parley publish`. It is loaded with all others, and so imports only what they need."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from flows.terminal.options import DATA_INVALID, EXISTING_FOLDER, FOLDER, USAGE, stop

if TYPE_CHECKING:
    from flows.publish.model import Plan, PublishError


@click.command()
@click.argument("release_folder", metavar="[RELEASE]", required=False, type=EXISTING_FOLDER)
@click.argument("repository", required=False)
@click.option(
    "--to", required=True, metavar="WHERE", help="huggingface, zenodo, zenodo-sandbox, s3://..., or a folder."
)
@click.option("--dry-run", is_flag=True, help="Show what would happen, and do nothing.")
@click.option("--publish", "public", is_flag=True, help="With zenodo: publish the deposit. That cannot be undone.")
@click.option("--reserve", is_flag=True, help="With zenodo: reserve a DOI and store it in the data set's description.")
@click.option("--seeds", default="seeds", show_default=True, type=FOLDER, help="With --reserve: where that is.")
def publish(
    release_folder: Path | None,
    repository: str | None,
    to: str,
    dry_run: bool,
    public: bool,
    reserve: bool,
    seeds: Path,
) -> None:
    """Publish a release: on Hugging Face, on Zenodo, or in a folder or bucket.

    The release is checked first and read back in the end. A version that is published is never changed. After any
    failure the same command goes on where it was. Tokens come from the environment: HF_TOKEN, ZENODO_TOKEN,
    ZENODO_SANDBOX_TOKEN, and those of AWS; docs/publishing.md says how to get them.

    \b
    Examples:
      parley publish dist/1.0.0 --to huggingface owner/name --dry-run
      parley publish dist/1.0.0 --to huggingface owner/name
      parley publish --reserve --to zenodo
      parley publish dist/1.0.0 --to zenodo
      parley publish dist/1.0.0 --to zenodo --publish
      parley publish dist/1.0.0 --to s3://bucket/folder
    """
    if reserve and (release_folder is not None or dry_run or public):
        raise click.UsageError("--reserve comes before there is a release: give --to and --seeds only.")
    if not reserve and release_folder is None:
        raise click.UsageError("Which release? Give its folder, such as dist/1.0.0.")
    try:
        if release_folder is None:
            _reserve(to, seeds)
        else:
            _publish(release_folder, repository, to, dry_run, public)
    except ModuleNotFoundError as error:
        stop(f"{error.name} is not installed: run pip install 'parley[publish]'", USAGE)


def _reserve(to: str, seeds: Path) -> None:
    from flows.publish.destinations import zenodo_of
    from flows.publish.model import PublishError
    from flows.publish.zenodo import reserve
    from flows.seeds import DATASET
    from flows.seeds.dataset import DatasetError

    try:
        doi, new = reserve(seeds / DATASET, zenodo_of(to, os.environ.get))
    except PublishError as error:
        _failed(error)
    except DatasetError as error:
        stop(str(error), DATA_INVALID)
    if new:
        click.echo(f"Reserved {doi}, and wrote it into {seeds / DATASET}. Next: parley release")
    else:
        click.echo(f"{doi} is reserved already, and its deposit is not published yet; nothing was changed")


def _publish(folder: Path, repository: str | None, to: str, dry_run: bool, public: bool) -> None:
    from flows.publish.destinations import destination_of
    from flows.publish.model import PublishError
    from flows.publish.steps import checked_release, publish

    try:
        destination = destination_of(to, repository, os.environ.get, public=public)
        release = checked_release(folder)
        plan = destination.plan(release)
        click.echo(f"{folder} to {destination.name}:")
        _show(plan, whole=dry_run)
        if dry_run:
            click.echo("Nothing was done: without --dry-run it is")
            return
        receipt = publish(release, destination, plan)
    except PublishError as error:
        _failed(error)
    click.echo(f"Read back {receipt.files:,} files: each is as it is in {folder}")
    click.echo(plan.address)


def _show(plan: Plan, whole: bool) -> None:
    if plan.done:
        click.echo("  nothing to do: all of it is there already")
    if plan.uploads:
        click.echo(f"  send {len(plan.uploads):,} files, {sum(plan.uploads.values()):,} bytes")
        if whole:
            for name, size in plan.uploads.items():
                click.echo(f"    {name}  {size:,}")
    if plan.removals:
        click.echo(f"  take away {len(plan.removals):,} files of the version before: {', '.join(plan.removals)}")
    for step in plan.steps:
        click.echo(f"  {step}")


def _failed(error: PublishError) -> NoReturn:
    from flows.publish.model import UsageError

    stop(str(error), USAGE if isinstance(error, UsageError) else DATA_INVALID)
