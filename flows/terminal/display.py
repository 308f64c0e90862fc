"""What a person sees of documents in a terminal: a line for each, and the first turns of each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from pathlib import Path
from typing import TypeAlias

from rich import box
from rich.table import Table
from rich.text import Text

from flows.terminal.printable import printable
from schemas import Row

Document: TypeAlias = tuple[Row, Sequence[Row]]  # the row of a document, and those of its turns

DOCUMENTS_SHOWN = 20
TURNS_SHOWN = 8


def released_documents(release: Path) -> list[Document]:
    """The first documents of a release, with their turns."""
    turns = {
        document_id: list(group)
        for document_id, group in islice(
            groupby(_lines(release, "turns"), lambda turn: turn["document_id"]), DOCUMENTS_SHOWN
        )
    }
    documents = islice(_lines(release, "documents"), DOCUMENTS_SHOWN)
    return [(document, turns.get(document["document_id"], [])) for document in documents]


def documents_table(documents: Iterable[Document]) -> Table:
    """A table with a line for each document: its date, and how many turns, speakers and turns to look at it has."""
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("document", overflow="fold")
    table.add_column("date", no_wrap=True)
    for column in ("turns", "speakers", "flagged"):
        table.add_column(column, justify="right", no_wrap=True)
    for document, turns in documents:
        speakers = {turn["speaker_id"] for turn in turns if turn["speaker_id"] is not None}
        flagged = sum(1 for turn in turns if turn["flags"])
        cells = (document["document_id"], document["date"] or "?", str(len(turns)), str(len(speakers)), str(flagged))
        table.add_row(*map(Text, cells))
    return table


def turns_table(document: Row, turns: Sequence[Row]) -> Table:
    """A table with the first turns of one document: where in the raw text, who, how, and the first words."""
    title = document["title"] or document["document_id"]
    table = Table(
        box=box.SIMPLE_HEAD,
        title=_plain(f"{title}, {document['date'] or 'date not found'}"),
        title_justify="left",
        caption=Text(f"the first {TURNS_SHOWN} of {len(turns)} turns") if len(turns) > TURNS_SHOWN else None,
        caption_justify="left",
        expand=True,
    )
    table.add_column("offset", justify="right", no_wrap=True)
    table.add_column("who", no_wrap=True, max_width=24)
    table.add_column("how", no_wrap=True)
    table.add_column("words", no_wrap=True, ratio=1)
    for turn in turns[:TURNS_SHOWN]:
        who = turn["speaker_name"] or turn["speaker_label"] or ""
        words = turn["speech"] if turn["mode"] == "direct" else turn["text"]
        cells = (str(turn["raw_start"]), who, turn["mode"] or turn["kind"], words)
        table.add_row(*map(_plain, cells))
    return table


def _plain(words: str) -> Text:
    return Text(printable(" ".join(words.split())), overflow="ellipsis")


def _lines(release: Path, table: str) -> Iterator[Row]:
    with (release / "jsonl" / f"{table}.jsonl").open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
