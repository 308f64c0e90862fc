"""The route as a Prefect flow: what its tasks do are plain functions, which know nothing of Prefect.

`flows.operations.engines` says where the tasks run, `flows.operations.artifacts` what Prefect's pages show.

`flows.operations.settings.configure_prefect` must have run before this module is imported."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from httpx import HTTPError
from prefect import State, flow, get_run_logger, task
from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.cache_policies import NO_CACHE
from prefect.exceptions import PrefectException
from prefect.runtime import flow_run
from prefect.states import Completed, Failed
from prefect.utilities.asyncutils import run_coro_as_sync

from flows.difference.model import FIRST_VERSION
from flows.operations.artifacts import failure_message, show_problems, show_release
from flows.operations.engines import ROUNDS, Engine, OtherProgram, Sealed, Team, Workers, in_parallel
from flows.operations.runs import alive, one_at_a_time
from flows.reading.buckets import BUCKET_BYTES, Bucket, buckets
from flows.record import Person
from flows.release.candidate import candidate, left_out
from flows.release.folder import ReleaseError, newest_release, read_manifest
from flows.release.jobs import Job, Workshop
from flows.release.model import Refused
from flows.release.planning import note_unchanged, plan
from flows.release.signing import Signer, signer_of_this_run, signing
from flows.release.writing import write_release
from flows.seeds import DATASET, SeedProblem, Seeds, load_seeds
from flows.seeds.dataset import Dataset, DatasetError, load_dataset_description
from flows.terminal.progress import progress
from flows.work.folder import Finished, Work, bucket_keys

SECONDS = 24 * 3600  # after which a run that hangs has failed
PROBLEMS_LOGGED = 1_000  # one by one: Prefect takes some milliseconds for each


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended: the release (None where there is none), whether this run wrote it, all problems, and why the
    release was refused, if it was."""

    folder: Path | None
    written: bool
    problems: tuple[SeedProblem, ...]
    refusal: str | None = None


class RunFailed(ReleaseError):
    """A run ended before its end, for a reason that is no document's: the message says why, and what to do."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what}\nA release is there as a whole or not at all. Once that is mended, run the command again: what "
            "was read is kept."
        )


@dataclass(frozen=True, slots=True)
class ToRead:
    """A bucket of documents, with the authority file, and the work folder that its rows are kept in."""

    work: Work
    bucket: Bucket
    people: Sequence[Person]


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
    work: Path = Path(".work"),
    engine: Engine = "local",
    processes: int | None = None,
    dask_address: str | None = None,
    bucket_bytes: int = BUCKET_BYTES,
) -> State[Outcome]:
    """Reads all documents, validates what was found in them and writes the next release, if anything changed.

    Args:
        seeds: The folder with the documents and their sidecars.
        out: The folder that holds the releases.
        version: X.Y.Z; where none is given, the least one that says what changed since the newest release.
        date: The date that the release carries; today where none is given.
        allow_quarantine: Leave broken documents out, and release the others.
        work: The folder in which finished buckets of documents are kept, so that no run reads them again.
        engine: Where the work is done: local (in this process), processes (of this machine), dask (a cluster).
        processes: How many processes of this machine there are; as many as it has cores where none is given.
        dask_address: The address of the Dask scheduler; where none is given, a cluster on this machine is started.
        bucket_bytes: About how many bytes of raw text are read in one go. The release does not depend on it.

    Returns:
        A state whose data is an Outcome. It is Failed, and nothing is written, where a document is broken (unless
        `allow_quarantine`), where what is wrong concerns all documents, where no document is left, or where the release
        is refused: `version` says less than what changed, or a raw text is another under the same id.
    """
    if engine == "dask":  # whose workers may have been started in other folders
        seeds, out, work = seeds.absolute(), out.absolute(), work.absolute()
    kept = Work(work, seeds)
    with alive(), one_at_a_time(), kept.in_use(), Team(Workers(engine, processes, dask_address)) as team:
        log = get_run_logger()
        with kept.parsed() as parsed:
            found = load_seeds(seeds, parsed=parsed)
        log.info("found %d documents in %s", len(found.documents), seeds)
        results = _read_all(found, kept, team, bucket_bytes)
        dataset, problems = _described(seeds)
        problems += [*found.problems, *(problem for result in results for problem in result.problems)]
        problems.sort(key=lambda problem: (problem.document_id or "", str(problem.file), problem.line or 0))
        for problem in problems[:PROBLEMS_LOGGED]:
            log.error("%s", problem)
        log.info("%d problems", len(problems))

        parts = [result.part for result in results]
        for_all = any(problem.document_id is None for problem in problems)
        any_left = any(part.counts["documents"] for part in parts)
        if dataset is None or for_all or not any_left or (problems and not allow_quarantine):
            show_problems(problems)
            return Failed(message=failure_message(problems), data=Outcome(None, False, tuple(problems)))
        workshop = Workshop(kept.made, lambda jobs: in_parallel(write, [(job.name, job) for job in jobs], team))
        day = (date or datetime.date.today()).isoformat()
        try:
            content = candidate(parts, found, seeds, dataset, [left_out(problem, seeds) for problem in problems])
            with kept.scratch() as scratch:
                planned = plan(content, out, version, day, scratch, workshop)
        except Refused as refused:
            message = failure_message(problems, str(refused))
            return Failed(message=message, data=Outcome(None, False, tuple(problems), str(refused)))
        if planned is None:
            newest = newest_release(out)
            log.info("unchanged: %s came out again", newest)
            return Completed(message=f"unchanged since {newest}", data=Outcome(newest, False, tuple(problems)))

        folder = write_release(content, planned, out, workshop, sign=signer_of_this_run())
        note_unchanged(content, folder, workshop.kept)
        show_release(folder, problems)
        counts = {name: table["rows"] for name, table in read_manifest(folder)["tables"].items()}
        log.info("released %s: %d documents, %d turns", folder.name, counts["documents"], counts["turns"])
        return Completed(message=f"released {folder.name}", data=Outcome(folder, True, tuple(problems)))


def run(*, sign: Signer | None = None, **parameters: Any) -> Outcome:
    """Runs the flow with these parameters in this process and gives its outcome. `sign` signs the release.

    Raises RunFailed where a file cannot be read or written, workers are killed or are another program, or a server
    (Prefect's, a scheduler of Dask) cannot be reached; else what a task raised.
    """
    try:
        with signing(sign):
            state = release(**parameters, return_state=True)
        # `state.result` would give a coroutine where the caller's thread has an event loop.
        result: Any = run_coro_as_sync(state.aresult(raise_on_failure=False))
        if isinstance(result, Outcome):
            return result
        raise result
    except OSError as error:
        if error.errno is None:  # no file: a scheduler of Dask that does not answer
            raise RunFailed(f"{error}") from error
        place = f"{error.filename}: " if error.filename else ""
        raise RunFailed(f"{place}reading or writing failed: {error.strerror}.") from error
    except OtherProgram as error:
        raise RunFailed(str(error)) from error
    except BrokenExecutor as error:
        raise RunFailed(
            f"A process that did the work was killed, {ROUNDS} times: {error}. Is there too little memory? Then give "
            "--processes a smaller number."
        ) from error
    except (HTTPError, PrefectException, RuntimeError) as error:
        if type(error) is RuntimeError and "Failed to reach API" not in str(error):
            raise
        raise RunFailed(f"Prefect's server cannot be reached or failed: {error}.") from error


@task(task_run_name="read-{name}", cache_policy=NO_CACHE)
def read(name: str, item: Sealed[ToRead]) -> Finished:
    """Reads and validates the documents of one bucket, and keeps what was found."""
    found = item.opened()
    return found.work.read(found.bucket, found.people)


@task(task_run_name="write-{name}", cache_policy=NO_CACHE)
def write(name: str, item: Sealed[Job]) -> int:
    """Writes some of the files of a release."""
    return item.opened()()


def _described(seeds: Path) -> tuple[Dataset | None, list[SeedProblem]]:
    """The description of the data set, or what is wrong with it."""
    try:
        return load_dataset_description(seeds / DATASET), []
    except DatasetError as error:
        remedy = "The description of the data set must be there and correct"
        return None, [SeedProblem(seeds / DATASET, error.line, error.message, remedy)]


def _read_all(found: Seeds, work: Work, team: Team, bucket_bytes: int) -> list[Finished]:
    """The results of all buckets, in the order of the documents."""
    log = get_run_logger()
    cut = buckets(found.documents, bucket_bytes)
    results = [work.finished(key) for key in bucket_keys(cut, found.people)]
    todo = [number for number, result in enumerate(results) if result is None]
    todo.sort(key=lambda number: -cut[number].size)  # nobody is to wait for a long one in the end
    log.info("%d of %d buckets were read before", len(cut) - len(todo), len(cut))
    count = len(found.documents)
    artifact = cast(UUID, create_progress_artifact(0.0, key="documents-read", description=f"{count} documents"))
    done = 0
    with progress("Reading", count, "documents") as advance:

        def on_done(bucket: Bucket) -> None:
            nonlocal done
            done += len(bucket.documents)
            advance(len(bucket.documents))

        def on_read(number: int) -> None:
            bucket = cut[todo[number]]
            on_done(bucket)
            update_progress_artifact(artifact, 100.0 * done / count)
            log.info("read bucket %s: %d documents", bucket.name, len(bucket.documents))

        for bucket, result in zip(cut, results, strict=True):
            if result is not None:
                on_done(bucket)
        items = [(cut[number].name, ToRead(work, cut[number], found.people)) for number in todo]
        read_now = dict(zip(todo, in_parallel(read, items, team, on_read), strict=True))
        update_progress_artifact(artifact, 100.0)
    return [result or read_now[number] for number, result in enumerate(results)]
