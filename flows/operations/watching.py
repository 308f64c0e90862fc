"""The flow `watch`: looks at the documents, and makes a release only where something changed.

`flows.operations.settings.configure_prefect` must have run before this module is imported."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from prefect import State, flow, get_run_logger
from prefect.runtime import flow_run
from prefect.states import Completed, Failed

from flows.operations.artifacts import failure_message
from flows.operations.engines import Engine
from flows.operations.looks import Looked, changes, look, looked, remember
from flows.operations.runs import alive
from flows.operations.sources import SourceError, fetched, is_address
from flows.pipeline import run

LISTED = 20  # changes that are logged one by one
SECONDS = 24 * 3600


def _run_name() -> str:
    return f"watch-{_name(flow_run.parameters['source'])}"


@flow(name="watch", flow_run_name=_run_name, timeout_seconds=SECONDS)
def watch(
    source: str = "seeds",
    out: Path = Path("dist"),
    allow_quarantine: bool = False,
    work: Path = Path(".work"),
    engine: Engine = "local",
    processes: int | None = None,
    dask_address: str | None = None,
) -> State[None]:
    """Looks for new and changed documents, and releases them. Where nothing changed since the last look, that is all.

    Args:
        source: The folder of documents, or the address of an archive of one (https://.../seeds.tar.gz, or a ZIP file).
        out: The folder that holds the releases.
        allow_quarantine: Leave broken documents out, and release the others.
        work: The folder for finished buckets, for archives that were fetched, and for what was seen at the last look.
        engine: As of the flow `release`; so are `processes` and `dask_address`.
        processes: How many processes of this machine there are.
        dask_address: The address of the Dask scheduler.

    Returns:
        A state that says what was done. It is Failed where the documents cannot be had or cannot be released; as long
        as nothing changes, every further look fails for the same reason, at once.
    """
    workers = {"engine": engine, "processes": processes, "dask_address": dask_address}
    with alive():
        return _watch(source, out, allow_quarantine, work, workers)


def _watch(source: str, out: Path, allow_quarantine: bool, work: Path, workers: Mapping[str, Any]) -> State[None]:
    log = get_run_logger()
    looked_for = f"{source}\n{out.absolute()}\n{allow_quarantine}"
    memory = work / "watch" / hashlib.sha256(looked_for.encode()).hexdigest()[:16]
    try:
        seeds = fetched(source, memory) if is_address(source) else Path(source)
        if not seeds.is_dir():
            raise SourceError(f"{seeds} is not there: make the folder, or name another")
    except SourceError as error:
        log.error("%s", error)
        return Failed(message=str(error))
    last = looked(memory.with_suffix(".json"))
    now = look(seeds, out)
    different = changes(last.look if last else None, now)
    log.info("%d files in %s, %s", len(now.files), source, _counted(len(different)))
    if last and not different:
        if last.failure:
            return Failed(message=f"nothing changed since the last look, and then: {last.failure}")
        return Completed(message="nothing changed since the last look")
    for line in different[:LISTED]:
        log.info("%s", line)
    outcome = run(seeds=seeds, out=out, work=work, allow_quarantine=allow_quarantine, **workers)
    failure = failure_message(outcome.problems, outcome.refusal) if outcome.folder is None else None
    newest = outcome.folder.name if outcome.folder else now.newest
    remember(memory.with_suffix(".json"), Looked(replace(now, newest=newest), failure))
    if failure is not None:
        return Failed(message=failure)
    return Completed(message=f"released {newest}" if outcome.written else f"unchanged since {newest}")


def _counted(changes: int) -> str:
    return "1 change" if changes == 1 else f"{changes} changes"


def _name(source: str) -> str:
    return PurePosixPath(urlsplit(source).path).name if is_address(source) else Path(source).resolve().name
