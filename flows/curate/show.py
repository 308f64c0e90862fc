"""What a terminal shows of documents as they were understood; in a pipe, plain text of eighty columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich import box
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from flows.clean.corrections import RULE
from flows.corrections import shown
from flows.seeds import RAW
from flows.terminal.printable import printable

COLOURS = ("cyan", "green", "magenta", "blue", "bright_red", "bright_cyan", "bright_green", "bright_magenta")
WIDEST = 110
EDITS_SHOWN = 30
CHANGES_SHOWN = 8
ENDING = 50  # characters of its end that a shortened turn keeps


def show_document(console: Console, document: Mapping[str, Any], full: bool = False) -> None:
    """Print one document: sections, turns, what the cleaning changed, and last what to look at.

    With `full` every turn and every edit is shown whole.
    """
    title = f"{document['title'] or document['document_id']}, {document['date'] or 'date unknown'}"
    console.print(Text(visible(title), style="bold"))
    numbers = {"line": document["lines"], "page": document["pages"], "turn": len(document["turns"])}
    counts = ", ".join(f"{number:,} {thing if number == 1 else thing + 's'}" for thing, number in numbers.items())
    console.print(Text(f"{document['document_id']}: {counts}; the numbers below are lines of raw.txt"), style="dim")
    for heading, parts in (
        ("Sections", [sections_shown(console, document["sections"])]),
        ("Turns", turns_shown(console, document["turns"], document["names"], full)),
        ("What the cleaning changed", _edits(console, document["edits"], full)),
        ("Corrections", [_corrections(document)] if document["corrections"] else []),
        ("To look at", [*_review(document)]),
    ):
        if parts := list(parts):
            console.print()
            console.print(Text(heading, style="bold underline"))
            for part in parts:
                console.print(part)


def show_part(console: Console, heading: str, document: Mapping[str, Any]) -> None:
    """Print the sections and turns of a document, of which only some may be left."""
    console.print(Text(heading, style="bold underline"))
    if document["sections"]:
        console.print(sections_shown(console, document["sections"]))
    for part in turns_shown(console, document["turns"][:CHANGES_SHOWN], document["names"], full=False):
        console.print(part)
    if (more := len(document["turns"]) - CHANGES_SHOWN) > 0:
        console.print(Padding(Text(f"and {more} more turns"), (0, 0, 0, 8)))


def show_summary(console: Console, documents: Sequence[Mapping[str, Any]]) -> None:
    """Print a line for each document."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False)
    table.add_column("document", overflow="fold")
    table.add_column("date", no_wrap=True)
    for column in ("turns", "corrections", "to look at"):
        table.add_column(column, justify="right")
    for document in documents:
        numbers = (len(document[part]) for part in ("turns", "corrections", "review"))
        table.add_row(document["document_id"], document["date"] or "?", *map(str, numbers))
    console.print(table)


def visible(text: str) -> str:
    """The text on one line, with an escape for every character that could steer a terminal."""
    return printable(" ".join(text.split()))


def shortened(text: str, length: int) -> str:
    """The beginning and the end of a long text, in whole words where there are any."""
    if len(text) <= length:
        return text
    ending = min(ENDING, length // 3)
    first, last = text[: length - ending - 3], text[-ending:]
    return f"{first.rpartition(' ')[0] or first} … {last.partition(' ')[2] or last}"


def _grid(rows: Iterable[tuple[RenderableType, ...]], columns: int) -> Table:
    grid = Table.grid(padding=(0, 2), expand=True)
    grid.add_column(justify="right", width=6, no_wrap=True)
    for _ in range(columns - 2):
        grid.add_column(no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    for row in rows:
        grid.add_row(*row)
    return grid


def _lines(part: Mapping[str, Any]) -> Text:
    return Text(str(part["line"]), style="dim")


def sections_shown(console: Console, sections: Sequence[Mapping[str, Any]]) -> Table:
    """Sections, each on a line: where, of which kind, and how it begins and ends."""
    width = console.width - 28
    return _grid(
        ((_lines(s), Text(s["kind"]), Text(shortened(visible(s["text"]), width), style="dim")) for s in sections), 3
    )


def turns_shown(
    console: Console, turns: Sequence[Mapping[str, Any]], names: Mapping[str, str], full: bool
) -> Iterator[RenderableType]:
    """Turns, each with a line that says where, who to whom and how, and its text (shortened, unless `full`).

    `names` are those of persons, by id. A paragraph inside a turn begins with a pilcrow.
    """
    speakers = dict.fromkeys(turn["speaker_id"] for turn in turns if turn["speaker_id"] is not None)
    colours = {speaker: COLOURS[i % len(COLOURS)] for i, speaker in enumerate(speakers)}
    for turn in turns:
        text = visible(turn["text"].replace("\n\n", " ¶ "))
        if not full:
            text = shortened(text, 2 * (console.width - 10))
        words = Text(text, style="italic" if turn["kind"] != "speech" else "")
        yield _grid([(_lines(turn), _heading(turn, colours, names)), (Text(), words)], 2)


def _heading(turn: Mapping[str, Any], colours: Mapping[str, str], names: Mapping[str, str]) -> Text:
    """Who speaks to whom, how, and what is to be looked at."""
    heading = Text()
    if turn["kind"] == "narration":
        heading.append("narration", style="dim")
    elif turn["speaker_id"] is None:
        heading.append(f"? {visible(turn['speaker_label'] or '')}".strip(), style="bold red")
    else:
        heading.append(visible(turn["speaker_name"]), style=f"bold {colours[turn['speaker_id']]}")
    if turn["addressee_ids"]:
        heading.append(" → " + ", ".join(visible(names.get(each) or each) for each in turn["addressee_ids"]))
    if turn["kind"] != "narration":
        heading.append(f"  {turn['mode'] or turn['kind']}", style="dim")
    for flag in turn["flags"]:
        heading.append(f"  {flag}", style="yellow")
    if turn["flags"]:
        heading.append(f" ({turn['confidence']:.2f})", style="yellow")
    for correction in turn["correction_ids"]:
        heading.append(f"  corrected: {correction}", style="dim")
    return heading


def _edits(console: Console, edits: Sequence[Mapping[str, Any]], full: bool) -> Iterator[RenderableType]:
    """How often each rule changed something, and the changes of more than white space or by hand."""
    counts = Counter(edit["rule"] for edit in edits)
    if not counts:
        yield Padding(Text("nothing"), (0, 0, 0, 2))
        return
    yield Padding(Text(", ".join(f"{rule} {count}" for rule, count in sorted(counts.items()))), (0, 0, 0, 2))
    told = [edit for edit in edits if edit["raw_text"].strip() or edit["clean_text"].strip() or edit["rule"] == RULE]
    listed = told if full else told[:EDITS_SHOWN]
    rows = ((_lines(edit), Text(edit["rule"]), Text(_change(edit))) for edit in listed)
    if listed:
        yield _grid(rows, 3)
    if len(told) > len(listed):
        yield Padding(Text(f"and {len(told) - len(listed)} more: --full shows them"), (0, 0, 0, 8))


def _change(edit: Mapping[str, Any]) -> str:
    """What became of what, with the words of which it is a part."""
    raw, clean = (f"{edit['before']}{edit[text]}{edit['after']}" for text in ("raw_text", "clean_text"))
    return f"{visible(shown(raw))} → {visible(shown(clean))}"


def _corrections(document: Mapping[str, Any]) -> Table:
    return _grid(
        ((Text(), Text(c["id"]), Text(f"{c['action']}: {visible(c['reason'])}")) for c in document["corrections"]), 3
    )


def _review(document: Mapping[str, Any]) -> Iterator[RenderableType]:
    """What to look at: the line of the raw text, or where else it is, and last how a turn is corrected."""
    if not document["review"]:
        yield Padding(Text("nothing"), (0, 0, 0, 2))
        return
    rows = []
    for item in document["review"]:
        file, line = item["file"].rpartition("/")[2], item["line"]
        if file == RAW:
            place = f"{item['turn_id']}: " if item["turn_id"] else ""
            rows.append((Text(str(line or ""), style="dim"), Text(f"{place}{visible(item['what'])}")))
        else:
            place = f"{file}:{line}" if line else file
            rows.append((Text(), Text(f"{place}: {visible(item['what'])}")))
    yield _grid(rows, 2)
    if any(item["turn_id"] for item in document["review"]):
        how = f"What is wrong there, parley correct {document['document_id']} mends: --help shows how"
        yield Padding(Text(how, style="dim"), (0, 0, 0, 2))
