"""Publishing as a Prefect flow, for deployments: what it does are the plain functions that `parley publish` calls too.

`flows.operations.settings.configure_prefect` must have run before this module is imported."""

from __future__ import annotations

import os
from pathlib import Path
from typing import cast

from prefect import State, flow, get_run_logger
from prefect.artifacts import create_markdown_artifact
from prefect.blocks.system import Secret
from prefect.runtime import flow_run
from prefect.states import Completed, Failed

from flows.publish.destinations import destination_of
from flows.publish.model import Plan, PublishError, Receipt
from flows.publish.secrets import block_name
from flows.publish.steps import checked_release
from flows.publish.steps import publish as carry_out


def _run_name() -> str:
    parameters = flow_run.parameters
    return f"publish-{Path(parameters['release']).name}-to-{parameters['to'].partition(':')[0]}"


@flow(name="publish", flow_run_name=_run_name)
def publish(
    release: Path, to: str, repository: str | None = None, public: bool = False, dry_run: bool = False
) -> State[Receipt | Plan | None]:
    """Publishes a release and reads it back. Another run goes on where this one ends.

    Args:
        release: The folder of the release, such as dist/1.0.0.
        to: huggingface, zenodo, zenodo-sandbox, an address such as s3://bucket/folder, or a folder.
        repository: The repository owner/name, with huggingface.
        public: Publish the deposit, with zenodo. That cannot be undone.
        dry_run: Only say what would happen.

    Returns:
        A state whose data is the Receipt, or the Plan of a dry run. It is Failed where the release cannot be published,
        or does not come back as it is.
    """
    log = get_run_logger()
    try:
        destination = destination_of(to, repository, secret, public=public)
        checked = checked_release(release)
        plan = destination.plan(checked)
        log.info("%s", _planned(plan, destination.name))
        if dry_run:
            return Completed(message=f"{release} was not published: dry run", data=plan)
        receipt = carry_out(checked, destination, plan)
    except PublishError as error:
        log.error("%s", error)
        return Failed(message=str(error))
    create_markdown_artifact(_certificate(receipt), key="publication", description=f"{release} on {destination.name}")
    log.info("read back %d files, each as it is in %s", receipt.files, release)
    return Completed(message=f"{checked.name} {checked.version} is on {destination.name}", data=receipt)


def secret(variable: str) -> str | None:
    """A secret from the environment, or else from the Prefect Secret block of its name; None where it is in neither."""
    if value := os.environ.get(variable):
        return value
    try:
        block = cast("Secret[str]", Secret.load(block_name(variable)))
    except ValueError:  # there is no such block
        return None
    return str(block.get())


def _planned(plan: Plan, name: str) -> str:
    if plan.done:
        return f"{name} has all of it already"
    sent = f"send {len(plan.uploads):,} files, {sum(plan.uploads.values()):,} bytes"
    return "; ".join([f"to {name}: {sent}", *(f"take away {path}" for path in plan.removals), *plan.steps])


def _certificate(receipt: Receipt) -> str:
    """The result as Markdown."""
    release = receipt.release
    done = "It was there already." if receipt.plan.done else "Done: " + "; ".join(receipt.plan.steps) + "."
    return (
        f"# {release.name} {release.version} on {receipt.destination}\n\n{receipt.plan.address}\n\n{done}\n\n"
        f"{receipt.files:,} files were read back, and each is as it is in the release.\n\n"
        f"| what | SHA-256 |\n| --- | --- |\n| the content | `{release.digest}` |\n"
        f"| SHA256SUMS | `{release.digests['SHA256SUMS']}` |\n"
    )
