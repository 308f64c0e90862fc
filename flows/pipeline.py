"""The route as a Prefect flow: the only place that knows of Prefect. What the tasks do are plain functions.

`flows.settings.configure_prefect` must have run before this module is imported."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast
from uuid import UUID

from prefect import State, flow, get_run_logger, task
from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.cache_policies import NO_CACHE
from prefect.futures import as_completed
from prefect.runtime import flow_run
from prefect.states import Completed, Failed
from prefect.utilities.annotations import quote
from prefect.utilities.asyncutils import run_coro_as_sync

from flows.artifacts import failure_message, show_problems, show_release
from flows.batches import Batch, BatchResult, batches, merged, read_batch
from flows.candidate import Candidate, Refused, candidate, left_out, plan
from flows.dataset import Dataset, DatasetError, load_dataset_description
from flows.difference import FIRST_VERSION
from flows.difference.history import History
from flows.operations.runs import alive, one_at_a_time
from flows.progress import progress
from flows.record import Person
from flows.release import newest_release
from flows.seeds import DATASET, SeedProblem, Seeds, load_seeds
from flows.signing import Signer

SECONDS = 24 * 3600  # after which a run that hangs has failed

T = TypeVar("T")

# Prefect keeps the parameters of a flow in its database: the one thing that holds a secret key must not be one.
_signer: ContextVar[Signer | None] = ContextVar("signer", default=None)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended: the release (None where there is none), whether this run wrote it, all problems, and why the
    release was refused, if it was."""

    folder: Path | None
    written: bool
    problems: tuple[SeedProblem, ...]
    refusal: str | None = None


def _run_name() -> str:
    parameters = flow_run.parameters
    if version := parameters["version"]:
        return f"release-{version}"
    newest = newest_release(Path(parameters["out"]))
    return f"release-after-{newest.name}" if newest else f"release-{FIRST_VERSION}"


@flow(name="release", flow_run_name=_run_name, timeout_seconds=SECONDS)
def release(
    seeds: Path = Path("seeds"),
    out: Path = Path("dist"),
    version: str | None = None,
    date: datetime.date | None = None,
    allow_quarantine: bool = False,
) -> State[Outcome]:
    """Reads all documents, validates what was found in them and writes the next release, if anything changed.

    Args:
        seeds: The folder with the documents and their sidecars.
        out: The folder that holds the releases.
        version: X.Y.Z; where none is given, the least one that says what changed since the newest release.
        date: The date that the release carries; today where none is given.
        allow_quarantine: Leave broken documents out, and release the others.

    Returns:
        A state whose data is an Outcome. It is Failed, and nothing is written, where a document is broken (unless
        `allow_quarantine`), where what is wrong concerns all documents, where no document is left, or where the release
        is refused: `version` says less than what changed, or a raw text is another under the same id.
    """
    with alive(), one_at_a_time():
        return _release(seeds, out, version, date, allow_quarantine)


def _release(
    seeds: Path, out: Path, version: str | None, date: datetime.date | None, allow_quarantine: bool
) -> State[Outcome]:
    log = get_run_logger()
    found = load_seeds(seeds)
    log.info("found %d documents in %s", len(found.documents), seeds)
    results = _read_all(found)
    problems = [*found.problems, *(problem for result in results for problem in result.problems)]
    dataset: Dataset | None = None
    try:
        dataset = load_dataset_description(seeds / DATASET)
    except DatasetError as error:
        problems.append(
            SeedProblem(
                seeds / DATASET, error.line, error.message, "The description of the data set must be there and correct"
            )
        )
    problems.sort(key=lambda problem: (problem.document_id or "", str(problem.file), problem.line or 0))
    for problem in problems:
        log.error("%s", problem)

    rows = merged(result.rows for result in results)
    for_all = any(problem.document_id is None for problem in problems)
    if dataset is None or for_all or not rows["documents"] or (problems and not allow_quarantine):
        show_problems(problems)
        return Failed(message=failure_message(problems), data=Outcome(None, False, tuple(problems)))

    content = candidate(rows, found, seeds, dataset, [left_out(problem, seeds) for problem in problems])
    day = (date or datetime.date.today()).isoformat()
    try:
        planned = plan(content, out, version, day)
    except Refused as refused:
        message = failure_message(problems, str(refused))
        return Failed(message=message, data=Outcome(None, False, tuple(problems), str(refused)))
    if planned is None:
        newest = newest_release(out)
        log.info("unchanged: %s came out again", newest)
        return Completed(message=f"unchanged since {newest}", data=Outcome(newest, False, tuple(problems)))
    sign = _untouched(_signer.get())
    folder = write(_untouched(content), out, planned.version, day, _untouched(planned.history), sign)
    show_release(folder, problems)
    log.info("released %s: %d documents, %d turns", folder.name, len(rows["documents"]), len(rows["turns"]))
    return Completed(message=f"released {folder.name}", data=Outcome(folder, True, tuple(problems)))


def run(
    seeds: Path,
    out: Path,
    version: str | None,
    date: datetime.date | None,
    allow_quarantine: bool,
    sign: Signer | None = None,
) -> Outcome:
    """Runs the flow in this process and gives its outcome. `sign` signs the release. Raises what a task raised."""
    token = _signer.set(sign)
    try:
        state = release(seeds, out, version, date, allow_quarantine, return_state=True)
    finally:
        _signer.reset(token)
    # `state.result` would give a coroutine where the caller's thread has an event loop.
    result: Any = run_coro_as_sync(state.aresult(raise_on_failure=False))
    if isinstance(result, Outcome):
        return result
    raise result


@task(task_run_name="read-{name}", cache_policy=NO_CACHE)
def read(name: str, batch: Batch, people: Sequence[Person]) -> BatchResult:
    """Reads and validates the documents of one batch."""
    return read_batch(batch, people)


@task(task_run_name="write-{version}", cache_policy=NO_CACHE)
def write(content: Candidate, out: Path, version: str, date: str, history: History, sign: Signer | None) -> Path:
    """Writes the release, and gives its folder."""
    return content.write(out, version, date, history, sign)


def _untouched(value: T) -> T:
    """For an argument of a task: Prefect would walk through all of it, in search of results to wait for."""
    return cast(T, quote(value))


def _read_all(found: Seeds) -> list[BatchResult]:
    """The results of all batches, in the order of the documents."""
    log = get_run_logger()
    todo = batches(found.documents)
    artifact = cast(
        UUID, create_progress_artifact(0.0, key="documents-read", description=f"{len(found.documents)} documents")
    )
    futures = {read.submit(batch.name, _untouched(batch), _untouched(found.people)): batch for batch in todo}
    done = 0
    with progress("Reading", len(found.documents), "documents") as advance:
        for future in as_completed(list(futures)):
            batch = futures[future]
            done += len(batch.documents)
            advance(len(batch.documents))
            update_progress_artifact(artifact, 100.0 * done / len(found.documents))
            log.info("read batch %s: %d documents", batch.name, len(batch.documents))
    return [future.result() for future in futures]  # raises where a task itself failed
