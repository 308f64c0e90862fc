"""The command `parley`."""

from __future__ import annotations

import datetime
import gc
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flows.curate.commands import add, check, correct, gold
from flows.operations.command import serve
from flows.publish.command import publish
from flows.terminal.options import (
    DATA_INVALID,
    DATE,
    EXISTING_FILE,
    EXISTING_FOLDER,
    FILE,
    FOLDER,
    INTERRUPTED,
    USAGE,
    check_workers,
    ending_in_order,
    out_option,
    quarantine_option,
    seeds_option,
    stop,
    work_option,
    worker_options,
)
from flows.terminal.printable import printable
from flows.terminal.room import with_room

# What a command needs is imported inside it: reading one file must not wait for Prefect or Arrow.
if TYPE_CHECKING:
    from flows.terminal.display import Document

FINDINGS_SHOWN = 100


# How many objects are made before garbage is looked for. Compiling patterns leaves hardly any, and 700 would have it
# looked for 500 times meanwhile.
OBJECTS = 10_000


class Commands(click.Group):
    """The commands, each with room for the calls that it makes."""

    @with_room
    def invoke(self, ctx: click.Context) -> Any:
        gc.set_threshold(OBJECTS)
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            stop("Interrupted. Nothing is left half done: run the same command again", INTERRUPTED)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="parley", message="parley %(version)s")
def main() -> None:
    """Turn records of conversations into a dataset of who said what to whom.

    \b
    Examples:
      parley read memorandum.txt --out turns     read one raw text, with nothing to set up
      parley add memorandum.txt                  take a text into seeds/, and propose what is known of it
      parley check memorandum                    see how it was understood, and what to look at
      parley release                             build the next release from seeds/ into dist/
      parley diff dist/0.1.0 dist/0.2.0          see what changed from one release to another
      parley verify dist/0.1.0                   check that a release is what it claims
      parley clean                               remove finished work that no release needs
      parley evaluate                            compare what is found with the gold made by hand
      parley serve                               release by itself: at set times, and where documents change

    Exit codes: 0 done, 1 the data is invalid, 2 the command was used wrongly or could not be done, 130 interrupted.
    """


@main.command()
@click.argument("files", nargs=-1, required=True, type=EXISTING_FILE, metavar="FILE...")
@click.option("--out", required=True, type=FOLDER, help="The folder that the tables are written to.")
def read(files: tuple[Path, ...], out: Path) -> None:
    """Read raw texts, with nothing to set up, and write who said what to whom.

    Writes documents.jsonl, turns.jsonl and the other tables into the folder that --out names. The id of a document is
    made of the name of its file. What to look at in the texts comes last, with file and line. Files that cannot be read
    are listed and the others written; the exit code is then 1.

    \b
    Examples:
      parley read memorandum.txt --out turns
      parley read records/*.txt --out turns
    """
    from flows.reading.files import NamingError, documents_by_id, read_files
    from flows.reading.notes import Notes
    from flows.reading.rows import Tables
    from flows.terminal.display import DOCUMENTS_SHOWN
    from flows.terminal.progress import progress

    try:
        documents = documents_by_id(files)
    except NamingError as error:
        stop(str(error), USAGE)
    shown: list[Document] = []
    notes = Notes()
    turn_count = 0
    with progress("Reading", len(documents), "documents") as advance:

        def on_document(tables: Tables | None) -> None:
            nonlocal turn_count
            if tables is not None:
                turn_count += len(tables["turns"])
                notes.add(documents[tables["documents"][0]["document_id"]], tables)
                if len(shown) < DOCUMENTS_SHOWN:
                    shown.append((tables["documents"][0], tables["turns"]))
            advance(1)

        try:
            unreadable = read_files(documents, out, on_document)
        except OSError as error:
            stop(f"{error.filename}: cannot be written: {error.strerror}. Choose another folder with --out.", USAGE)
    document_count = len(documents) - len(unreadable)
    if document_count:
        _show(shown, document_count, turn_count)
        click.echo(printable(f"Written to {out}: turns.jsonl and the other tables"))
    for note in notes.lines():
        click.echo(note, err=True)
    for path, reason in unreadable.items():
        click.echo(printable(f"{path}: {reason.message}; {reason.remedy}"), err=True)
    if unreadable:
        stop(f"{len(unreadable):,} of {_count(len(documents), 'file')} could not be read", DATA_INVALID)


@main.command()
@seeds_option
@out_option
@click.option("--release-version", metavar="X.Y.Z", help="The version.  [default: the least that says what changed]")
@click.option("--date", type=DATE, metavar="YYYY-MM-DD", help="The date that the release carries.  [default: today]")
@quarantine_option
@click.option("--sign", "key", type=FILE, metavar="KEY", help="Sign the checksums with this secret key of minisign.")
@work_option
@worker_options
def release(
    seeds: Path,
    out: Path,
    release_version: str | None,
    date: datetime.datetime | None,
    allow_quarantine: bool,
    key: Path | None,
    work: Path,
    **workers: Any,
) -> None:
    """Read, check and release all documents of a folder, as OUT/X.Y.Z.

    A release appears whole or not at all, and is never written again. Its version says what changed since the newest
    one; where nothing did, none is made unless --release-version asks for it. Where any document is broken, all that is
    wrong is listed, nothing is released, and the exit code is 1; so it is where --release-version says less than what
    changed.

    Documents are read in buckets, which are kept in the work folder: a run that was stopped goes on where it was, and
    the next release reads only what changed. --engine says where: in this process, in several of this machine, or on a
    Dask cluster, whose workers must see the same folders. The release is the same.

    \b
    Examples:
      parley release
      parley release --engine processes
      parley release --engine dask --dask-address tcp://127.0.0.1:8786
      parley release --release-version 1.0.0 --date 2027-01-15
      parley release --allow-quarantine
      parley release --sign ~/.minisign/minisign.key
    """
    from flows.operations.settings import configure_prefect
    from flows.release.folder import ReleaseError, ReleaseExists, read_manifest, version_numbers
    from flows.release.signing import SigningError, signer
    from flows.terminal.display import released_documents

    check_workers(**workers)
    try:
        sign = signer(key, _password) if key else None
        # Writing checks both again: here nobody waits for Prefect first.
        if release_version is not None and version_numbers(release_version) and (out / release_version).exists():
            raise ReleaseExists(f"{out / release_version} exists, and a released version is never written again")
        configure_prefect(Path())
        # What Prefect logs is kept for its own pages; here the command itself says what a person needs.
        os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL")
        click.echo("Starting Prefect: this takes some ten seconds", err=True)
        from flows import pipeline

        with ending_in_order():
            outcome = pipeline.run(
                sign=sign,
                seeds=seeds,
                out=out,
                version=release_version,
                date=date.date() if date else None,
                allow_quarantine=allow_quarantine,
                work=work,
                **workers,
            )
    except (ReleaseError, SigningError) as error:
        stop(str(error), USAGE)
    for problem in outcome.problems:
        click.echo(str(problem), err=True)
    if outcome.refusal is not None:
        stop(f"{outcome.refusal}\nNothing was released", DATA_INVALID)
    if outcome.folder is None:
        stop(f"{_count(len(outcome.problems), 'problem')}: nothing was released", DATA_INVALID)
    tables = read_manifest(outcome.folder)["tables"]
    _show(released_documents(outcome.folder), tables["documents"]["rows"], tables["turns"]["rows"])
    if left_out := sorted({problem.document_id for problem in outcome.problems if problem.document_id}):
        click.echo(f"Left out, for the reasons above: {', '.join(left_out)}", err=True)
    if outcome.written:
        click.echo(f"Released {outcome.folder}")
    else:
        click.echo(f"Unchanged: {outcome.folder} came out again, byte for byte, and no release was made")


@main.command()
@seeds_option
@work_option
def clean(seeds: Path, work: Path) -> None:
    """Remove from the work folder what the next release of SEEDS does not need.

    That is what was read of documents that have changed since, or by another version of the code, and what a run left
    that was killed. Releases are never touched.

    \b
    Examples:
      parley clean
      parley clean --seeds more-seeds --work more-work
    """
    from flows.reading.buckets import buckets
    from flows.seeds import load_seeds
    from flows.work.folder import Work, WorkBusy, bucket_keys

    found = load_seeds(seeds)
    try:
        freed = Work(work, seeds).clean(bucket_keys(buckets(found.documents), found.people))
    except WorkBusy as error:
        stop(str(error), USAGE)
    click.echo(f"{freed / 1e6:,.1f} MB were removed from {work}")


@main.command()
@click.argument("old", type=EXISTING_FOLDER)
@click.argument("new", type=EXISTING_FOLDER)
@click.option("--format", "form", type=click.Choice(["text", "json", "parquet"]), default="text", show_default=True)
@click.option("--out", type=FILE, help="The file that is written.  [default: the terminal; parquet needs one]")
def diff(old: Path, new: Path, form: str, out: Path | None) -> None:
    """Compare two releases: documents, turns, people and all other rows added, removed and changed.

    Rows in which only places, ordinals, pages and counts shifted have moved, and not changed. Turns that are gone are
    listed with those that replace them.

    \b
    Examples:
      parley diff dist/0.1.0 dist/0.2.0
      parley diff dist/0.1.0 dist/0.2.0 --format parquet --out changes.parquet
    """
    from flows.difference.compare import compare
    from flows.difference.report import as_json, as_parquet, as_text
    from flows.release.folder import ReleaseError
    from flows.release.reading import read_released

    if form == "parquet" and out is None:
        raise click.UsageError("--format parquet goes with --out.")
    try:
        difference = compare(read_released(old), read_released(new))
    except ReleaseError as error:
        stop(str(error), USAGE)
    if form == "parquet":
        data = as_parquet(difference)
    else:
        data = (as_json if form == "json" else as_text)(difference, str(old), str(new)).encode()
    if out is None:
        click.echo(data, nl=False)
    else:
        out.write_bytes(data)


@main.command()
@click.argument("release_folder", metavar="RELEASE", type=EXISTING_FOLDER)
@click.option("--rebuild", is_flag=True, help="Build the release again from its seeds, and compare.")
@click.option("--seeds", default="seeds", show_default=True, type=FOLDER, help="The folder of documents.")
def verify(release_folder: Path, rebuild: bool, seeds: Path) -> None:
    """Check that a release is what it claims: sums, schemas, keys, laws, counts.

    What is wrong is listed with its file, row and column; the last line says in one whether the release is what it
    claims. The exit code is 1 where it is not.

    \b
    Examples:
      parley verify dist/0.1.0
      parley verify dist/0.1.0 --rebuild
    """
    from flows.verify import verdict, verify_rebuild, verify_release

    findings = verify_release(release_folder)
    notes: list[str] = []
    if rebuild:
        differing, notes = verify_rebuild(release_folder, seeds)
        findings = list(dict.fromkeys([*findings, *differing]))
    for line in [*notes, *map(str, findings[:FINDINGS_SHOWN])]:
        click.echo(line, err=True)
    click.echo(verdict(release_folder, findings, rebuild))
    if findings:
        sys.exit(DATA_INVALID)


@main.command()
@click.argument("document_ids", nargs=-1, metavar="[DOCUMENT_ID...]")
@seeds_option
@click.option("--corpus", type=EXISTING_FOLDER, help="Score a corpus (or a folder of corpora) instead.")
@click.option("--held-out", is_flag=True, help="With --corpus: also score the documents kept from development.")
@click.option("--json", "json_file", type=FILE, help="Write the scores, without any text, to this file too.")
def evaluate(
    document_ids: tuple[str, ...], seeds: Path, corpus: Path | None, held_out: bool, json_file: Path | None
) -> None:
    """Compare what is found in documents with gold made by hand, as a table.

    \b
    Examples:
      parley evaluate
      parley evaluate first-talk second-talk
      parley evaluate --corpus corpora --json scores.json
    """
    from flows.evaluate.corpus import evaluate_corpora
    from flows.evaluate.gold import evaluate_seeds
    from flows.evaluate.report import format_corpus, format_table

    if corpus is not None and document_ids:
        raise click.UsageError("Give either document ids or --corpus, not both.")
    if held_out and corpus is None:
        raise click.UsageError("--held-out goes with --corpus.")
    if unknown := [document_id for document_id in document_ids if not (seeds / document_id).is_dir()]:
        raise click.UsageError(f"Not in {seeds}: {', '.join(unknown)}.")
    try:
        if corpus is None:
            result = evaluate_seeds(seeds, document_ids)
            table = format_table(result)
        else:
            result = evaluate_corpora(corpus, held_out)
            table = format_corpus(result)
    except ValueError as error:
        stop(str(error), DATA_INVALID)
    if json_file is not None:
        text = json.dumps(result, ensure_ascii=False, indent=2, sort_keys=True, allow_nan=False)
        json_file.write_text(text + "\n", encoding="utf-8")
    click.echo(table)


main.add_command(publish)
main.add_command(serve)
for command in (add, check, correct, gold):
    main.add_command(command)


def _show(documents: Sequence[Document], document_count: int, turn_count: int) -> None:
    from rich.console import Console

    from flows.terminal.display import documents_table, turns_table

    console = Console()
    if document_count <= 3:
        for document, turns in documents:
            if turns:
                console.print(turns_table(document, turns))
    console.print(documents_table(documents))
    if document_count > len(documents):
        click.echo(f"  and {_count(document_count - len(documents), 'more document')}")
    click.echo(f"{_count(document_count, 'document')}, {_count(turn_count, 'turn')}")


def _password() -> str:
    return str(click.prompt("Password of the key", hide_input=True, err=True))


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
