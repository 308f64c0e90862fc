"""The curator's commands of `parley`: add, check, correct, gold. What each needs is imported inside it."""

from __future__ import annotations

import datetime
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flows.terminal.options import DATA_INVALID, DATE, EXISTING_FILE, USAGE, seeds_option, stop

if TYPE_CHECKING:
    from rich.console import Console

    from flows.curate.entry import Effect
    from flows.curate.propose import Proposal
    from flows.record import Correction, CorrectionAction, Person
    from flows.seeds import SeedDocument

NOBODY = "-"


@click.command()
@click.argument("file", type=EXISTING_FILE)
@click.option("--id", "document_id", help="The id of the document.  [default: made of the file's name]")
@seeds_option
@click.option(
    "--ask", is_flag=True, help="Ask at the terminal who is meant where the authority file has somebody alike."
)
def add(file: Path, document_id: str | None, seeds: Path, ask: bool) -> None:
    """Take a raw text into the folder of documents, and propose what is known of it.

    The text is copied byte for byte. What it says of itself (title, date, place, archive, participants...) is proposed
    in document.yaml with the line it was read from, and marked until a person has looked at it. Nobody is taken for a
    person of people.yaml unless surname and given names say so; whoever is spelled alike is named, for you to decide.

    \b
    Examples:
      parley add memorandum.txt
      parley add memorandum.txt --id harbour-talk-1931
      parley add memorandum.txt --ask
    """
    from flows.curate.adding import AddError, take_in
    from flows.curate.propose import propose
    from flows.ingest import IngestError
    from flows.reading.files import NamingError, documents_by_id
    from flows.seeds import PEOPLE, load_seeds

    try:
        if document_id is None:
            document_id = next(iter(documents_by_id([file])))
        data = file.read_bytes()
        loaded = load_seeds(seeds)
        if broken := [problem for problem in loaded.problems if problem.file == seeds / PEOPLE]:
            stop("\n".join(map(str, broken)), DATA_INVALID)
        proposal = propose(data, document_id, loaded.people)
        if ask:
            proposal = _asked(proposal)
        folder = take_in(data, proposal, seeds, loaded.documents)
    except (AddError, NamingError) as error:
        stop(str(error), USAGE)
    except IngestError as error:
        stop(f"{file}: {error.message}; {error.remedy}", DATA_INVALID)
    _show_proposal(proposal, folder)


def _asked(proposal: Proposal) -> Proposal:
    """The proposal after the person at the terminal has decided who is meant."""
    for place, proposed in enumerate(proposal.participants):
        if not proposed.candidates:
            continue
        name = proposed.participant.name_as_written
        click.echo(f"{name} (line {proposed.line}):" if proposed.line else f"{name}:", err=True)
        for number, candidate in enumerate(proposed.candidates, start=1):
            click.echo(f"  {number}  {candidate.person.person_id}: {candidate.reason}", err=True)
        click.echo("  0  somebody else", err=True)
        choice = click.prompt("Who is it", type=click.IntRange(0, len(proposed.candidates)), err=True)
        if choice:
            proposal = proposal.with_person(place, proposed.candidates[choice - 1].person.person_id)
    return proposal


def _show_proposal(proposal: Proposal, folder: Path) -> None:
    from flows.curate.show import shortened, visible

    click.echo(f"Added {folder}: raw.txt ({proposal.size:,} bytes) and document.yaml")
    click.echo("Read in the text:")
    for fact in proposal.facts:
        value = ", ".join(fact.value) if isinstance(fact.value, (list, tuple)) else str(fact.value)
        line = f"line {fact.line}" if fact.line is not None else "as a whole"
        click.echo(f"  {line:>10}  {fact.name}: {shortened(visible(value), 60)}")
    for proposed in proposal.participants:
        participant = proposed.participant
        line = f"line {proposed.line}" if proposed.line is not None else ""
        known = "in people.yaml" if proposed.known else "not in people.yaml"
        click.echo(f"  {line:>10}  {visible(participant.name_as_written)}: {participant.person_id} ({known})")
        for candidate in proposed.candidates:
            click.echo(f"{'':12}  or {candidate.person.person_id}? {candidate.reason}")
    missing = [*proposal.missing, *(() if proposal.participants else ("participants",))]
    if missing:
        click.echo(f"Not found in the text: {', '.join(missing)}")
    click.echo(f"Next: look at each line of {folder / 'document.yaml'}, then parley check {proposal.document_id}")


@click.command()
@click.argument("document_id", required=False)
@seeds_option
@click.option("--full", is_flag=True, help="Show every turn and every edit whole.")
@click.option("--watch", is_flag=True, help="Show it again whenever a file changes, until Ctrl-C.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def check(document_id: str | None, seeds: Path, full: bool, watch: bool, form: str) -> None:
    """Show a document as it was understood: sections, turns, changes, and what to look at.

    Without DOCUMENT_ID, a line for each document. Whatever would stop a release is listed, and the exit code is then 1.

    \b
    Examples:
      parley check
      parley check harbour-talk-1931
      parley check harbour-talk-1931 --full
      parley check harbour-talk-1931 --watch
      parley check harbour-talk-1931 --format json
    """
    from flows.curate.changes import changes
    from flows.seeds import PEOPLE

    if document_id is not None:
        _require_document(seeds, document_id)
    if not watch:
        sys.exit(_check(seeds, document_id, full, form))
    folders = (seeds,) if document_id is None else (seeds / document_id, seeds / PEOPLE)
    try:
        for _ in changes(folders):
            click.clear()
            _check(seeds, document_id, full, form)
    except KeyboardInterrupt:
        return


def _check(seeds: Path, document_id: str | None, full: bool, form: str) -> int:
    """Print what was understood, and give the exit code."""
    from flows.curate.understanding import check

    checked = check(seeds, document_id)
    if form == "json":
        click.echo(json.dumps(checked.as_json(), ensure_ascii=False, indent=1))
    else:
        from flows.curate.show import show_document, show_summary

        console = _console()
        if document_id is None:
            show_summary(console, checked.documents)
        for document in checked.documents if document_id is not None else ():
            show_document(console, document, full)
    for problem in checked.problems:
        click.echo(str(problem), err=True)
    return DATA_INVALID if checked.problems else 0


@click.command()
@click.argument("document_id")
@seeds_option
@click.option("--text", required=True, help="Words of the document that stand there once; with --becomes, of raw.txt.")
@click.option("--before", default="", help="What stands before the words, where they stand there more than once.")
@click.option("--after", default="", help="What stands after them.")
@click.option("--speaker", metavar="PERSON", help=f"Who speaks there; {NOBODY} if it cannot be told.")
@click.option(
    "--addressee", "addressees", multiple=True, metavar="PERSON", help=f"Who is addressed; {NOBODY} for nobody."
)
@click.option("--kind", type=click.Choice(["speech", "action", "narration"]), help="What kind of turn it is.")
@click.option("--mode", type=click.Choice(["direct", "reported", "mixed"]), help="How the record gives it.")
@click.option("--split", is_flag=True, help="A new turn begins with these words.")
@click.option("--label", help="With --split: the label with which the words begin.")
@click.option("--merge", is_flag=True, help="The turn that begins with these words belongs to the one before.")
@click.option("--section", metavar="KIND", help="The paragraphs with these words are a section of this kind.")
@click.option("--through", metavar="TEXT", help="With --section: words of its last paragraph.")
@click.option("--becomes", metavar="TEXT", help="What these words of raw.txt become; \\n is a line end.")
@click.option("--rule", help="With --becomes: the rule that the edit comes under.")
@click.option("--reason", required=True, help="Why.")
@click.option("--author", required=True, envvar="PARLEY_AUTHOR", show_envvar=True, help="Who corrects.")
@click.option("--date", type=DATE, metavar="YYYY-MM-DD", help="The day of the correction.  [default: today]")
@click.option("--id", "correction_id", help="The id of the correction.  [default: its action and a number]")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
def correct(document_id: str, seeds: Path, dry_run: bool, **options: Any) -> None:
    """Correct what was understood of a document: show it before and after, and write it into corrections.yaml.

    The correction remembers what it finds now. When it finds something else one day, the release stops and says so.

    \b
    Examples:
      parley correct harbour-talk-1931 --text "That is fair." --speaker anna-berg --reason "By her own account"
      parley correct harbour-talk-1931 --text "A ship was heard." --split --kind narration --reason "Nobody says so"
      parley correct harbour-talk-1931 --text "He agreed." --merge --reason "She goes on" --dry-run
      parley correct harbour-talk-1931 --text "The archive keeps" --section notes --reason "The archive's words"
      parley correct harbour-talk-1931 --text "light- house" --becomes lighthouse --rule hyphenation --reason "One word"
    """
    from flows.corrections import CorrectionError
    from flows.curate import entry
    from flows.seeds import CORRECTIONS, Refused

    correction = _correction(options)
    document, people = _load(seeds, document_id)
    try:
        new = entry.identified(document, correction, options["correction_id"])
        new = entry.expecting_what_is_there(document, people, new)
        effect = entry.effect(document, people, entry.read_back(document, new))
    except CorrectionError as error:
        if error.correction_id in {each.correction_id for each in document.sidecar.corrections}:
            stop(f"{document.path.with_name(CORRECTIONS)}:{error.line}: {error.message}. {error.remedy}.", DATA_INVALID)
        stop(f"{error.message}. {error.remedy}.", USAGE)
    except Refused as refused:
        stop("\n".join(f"{problem.message}. {problem.remedy}." for problem in refused.problems), USAGE)
    except ValueError as error:
        stop(f"{error}.", USAGE)
    _show_effect(effect, entry.entry(new))
    if dry_run:
        click.echo("Nothing was written (--dry-run)")
    elif not sys.stdin.isatty() or click.confirm("Write it?", default=True):
        click.echo(f"Written to {entry.write(document, new)}")


def _correction(options: dict[str, Any]) -> Correction:
    """The correction that the options ask for, without its id and what it expects. Raises a usage error."""
    from flows.record import Correction, Quote

    turn = {name: options[name] for name in ("kind", "mode", "label") if options[name] is not None}
    if options["speaker"] is not None:
        turn["speaker"] = None if options["speaker"] == NOBODY else options["speaker"]
    if options["addressees"]:
        turn["addressees"] = sorted({*options["addressees"]} - {NOBODY})
    if turn.get("kind", "speech") != "speech" and not options["split"]:
        turn.setdefault("mode", None)
    asked: dict[CorrectionAction, dict[str, Any]] = {}
    if options["becomes"] is not None:
        rule = {"rule": options["rule"]} if options["rule"] else {}
        asked["edit"] = {"text": options["becomes"].replace("\\n", "\n"), **rule}
    if options["section"]:
        asked["section"] = {"section": options["section"]}
    if options["merge"]:
        asked["merge"] = {}
    if options["split"]:
        asked["split"] = turn
    elif turn:
        asked["set"] = turn
    if len(asked) != 1:
        raise click.UsageError(
            "Say one thing at a time: --speaker, --addressee, --kind or --mode; --split (with what is different in the "
            "new turn); --merge; --section; or --becomes."
        )
    for name, needs in (("label", "split"), ("through", "section"), ("rule", "edit")):
        if options[name] and needs not in asked:
            raise click.UsageError(f"--{name} goes with --{'becomes' if needs == 'edit' else needs}.")
    ((action, to),) = asked.items()
    return Correction(
        correction_id="",
        line=0,
        match=Quote(options["text"], options["before"], options["after"]),
        action=action,
        expect={},
        to=to,
        reason=options["reason"],
        author=options["author"],
        date=(options["date"] or datetime.datetime.now()).date().isoformat(),
        through=Quote(options["through"]) if options["through"] else None,
    )


def _show_effect(effect: Effect, entry: str) -> None:
    from flows.curate.show import show_part

    console = _console()
    for heading, parts in (("Before", effect.before), ("After", effect.after)):
        show_part(console, heading, parts)
    click.echo()
    click.echo(entry, nl=False)


@click.command()
@click.argument("document_id")
@seeds_option
@click.option("--force", is_flag=True, help="Write over the gold that is there.")
def gold(document_id: str, seeds: Path, force: bool) -> None:
    """Make gold of a document as it is understood now, so that it must be understood like that from now on.

    Check and correct the document first: gold that nobody has looked at measures nothing.

    \b
    Examples:
      parley gold harbour-talk-1931
      parley gold harbour-talk-1931 --force
    """
    from flows.curate.gold import gold_lines
    from flows.curate.understanding import check
    from flows.evaluate.gold import GOLD
    from flows.files import replace_text
    from flows.ingest import ingest
    from flows.reading.document import read_document
    from flows.tables import rows

    document, people = _load(seeds, document_id)
    if problems := check(seeds, document_id).problems:
        stop("\n".join(map(str, problems)), DATA_INVALID)
    file = seeds / document_id / GOLD
    if file.exists() and not force:
        stop(f"{file} is there already: --force writes over it", USAGE)
    tables = rows([read_document(document.read(), document_id, document.sidecar, people)])
    lines = gold_lines(tables, ingest(document.read(), document_id).text)
    file.parent.mkdir(exist_ok=True)
    replace_text(file, "".join(line + "\n" for line in lines))
    click.echo(f"Written to {file}: {len(tables['turns']):,} turns. Look at each, then: parley evaluate {document_id}")


def _load(seeds: Path, document_id: str) -> tuple[SeedDocument, tuple[Person, ...]]:
    """One document and the authority file; the command ends with what is wrong with either."""
    from flows.seeds import load_seeds

    _require_document(seeds, document_id)
    loaded = load_seeds(seeds, document_id)
    if loaded.problems:
        stop("\n".join(map(str, loaded.problems)), DATA_INVALID)
    return loaded.documents[0], loaded.people


def _console() -> Console:
    from rich.console import Console

    from flows.curate.show import WIDEST

    console = Console(highlight=False)
    console.width = min(console.width, WIDEST)
    return console


def _require_document(seeds: Path, document_id: str) -> None:
    """Raises a usage error where there is no such document."""
    if not (seeds / document_id).is_dir():
        known = sorted(path.name for path in seeds.iterdir() if path.is_dir())
        raise click.UsageError(f"{document_id} is not in {seeds}; there are: {', '.join(known) or 'none'}.")
