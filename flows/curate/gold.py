"""Gold from a document that was checked: what was found in it becomes what must be found in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from flows.curate.lines import Lines
from schemas import Row

COLUMNS = ("line", "kind", "mode", "speaker", "addressees", "label")


def gold_lines(tables: Mapping[str, Sequence[Row]], raw: str) -> list[str]:
    """The lines of `gold/turns.tsv` for one document, header first, without line ends.

    `flows.evaluate.gold` says what they mean. The regions are the document's turns, the sections outside its bodies,
    and whatever else was taken out between turns.
    """
    lines = Lines(raw)
    found = ["\t".join(COLUMNS)]
    for start, cells in sorted(_regions(tables, raw)):
        line = lines.of(start)
        column = start - lines.start(line)
        alone = raw[lines.start(line) : start].isspace() or not column
        found.append("\t".join((f"{line}" if alone else f"{line}:{column}", *cells)))
    return found


def _regions(tables: Mapping[str, Sequence[Row]], raw: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each region's raw offset, and its cells after the place."""
    turns = tables["turns"]
    for turn in turns:
        cells = (turn["mode"], turn["speaker_id"], ";".join(turn["addressee_ids"]), turn["speaker_label"])
        yield turn["raw_start"], (turn["kind"], *(cell or "" for cell in cells))
    ends = [turn["raw_end"] for turn in turns]
    starts = [turn["raw_start"] for turn in turns]
    for section in tables["sections"]:
        start, end = section["raw_start"], section["raw_end"]
        if section["kind"] != "body":
            yield from _zone(raw, start, end, section["kind"])
            continue
        inside = [i for i, at in enumerate(starts) if start <= at < end]
        borders = [start, *(at for i in inside for at in (starts[i], ends[i])), end]
        for gap_start, gap_end in zip(borders[::2], borders[1::2], strict=True):
            yield from _zone(raw, gap_start, gap_end, "removed")


def _zone(raw: str, start: int, end: int, what: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """A region outside the turns, unless nothing but white space is there."""
    words = raw[start:end].lstrip()
    if words:
        yield end - len(words), ("zone", what, "", "", "")
