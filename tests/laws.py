"""The laws of DESIGN.md, checked as a third party would: from the released rows alone.

Each law returns its breaches, in words that name document and offset but never print a source's text. A law that
is kept returns an empty list.
"""

from __future__ import annotations

import json
import os
import re
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from types import FrameType
from typing import Any
from unittest.mock import patch

from schemas.tables import LOSSY_RULES

Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]

_DOCUMENT_ID = re.compile(r"(?=.*[a-z])[a-z0-9][a-z0-9._-]*")
_WORD = re.compile(r"[^\W\d_]{2,}")


class Document:
    """The rows of one document."""

    def __init__(self, row: Row, tables: Mapping[str, list[Row]]) -> None:
        self.row = row
        self.id: str = row["document_id"]
        self.text: str = row["text"]
        self.edits, self.sections, self.turns, self.spans = (
            sorted(tables[name], key=lambda r: (r["raw_start"], r["raw_end"]))
            for name in ("edits", "sections", "turns", "spans")
        )
        self.participants = tables["participants"]

    @cached_property
    def raw(self) -> str:
        """The raw text, rebuilt from the clean text and the edits."""
        parts: list[str] = []
        at = 0
        for edit in self.edits:
            parts += (self.text[at : edit["clean_start"]], edit["raw_text"])
            at = edit["clean_end"]
        return "".join(parts) + self.text[at:]

    def cleaned(self, row: Row) -> str | None:
        """What the edits make of the raw range of `row`; None where an edit crosses its border."""
        low, high = row["raw_start"], row["clean_start"]
        first = bisect_left(self.edits, True, key=lambda e: e["raw_start"] >= low and e["clean_start"] >= high)
        raw_end, clean_end = row["raw_end"], row["clean_end"]
        after = bisect_left(self.edits, True, first, key=lambda e: e["raw_end"] > raw_end or e["clean_end"] > clean_end)
        before = self.edits[first - 1] if first else None
        if before and (before["raw_end"] > low or before["clean_end"] > high):
            return None
        beyond = self.edits[after] if after < len(self.edits) else None
        if beyond and (beyond["raw_start"] < raw_end or beyond["clean_start"] < clean_end):
            return None
        parts: list[str] = []
        at: int = low
        for edit in self.edits[first:after]:
            parts += (self.raw[at : edit["raw_start"]], edit["clean_text"])
            at = edit["raw_end"]
        return "".join(parts) + self.raw[at:raw_end]


def documents(rows: Rows) -> list[Document]:
    """The rows, document by document."""
    names = ("edits", "sections", "turns", "spans", "participants")
    tables: dict[str, dict[str, list[Row]]] = {row["document_id"]: {n: [] for n in names} for row in rows["documents"]}
    for name in names:
        for row in rows[name]:
            tables[row["document_id"]][name].append(row)
    return [Document(row, tables[row["document_id"]]) for row in rows["documents"]]


def reversible(rows: Rows) -> list[str]:
    """Law 1: clean text and edits give the raw bytes again; edits are minimal, and take out letters under few rules."""
    return [f"{document.id}: {breach}" for document in documents(rows) for breach in _reversible(document)]


def _reversible(document: Document) -> Iterable[str]:
    raw_at = clean_at = 0
    for edit in document.edits:
        raw_text, clean_text, at = edit["raw_text"], edit["clean_text"], f"edit at raw {edit['raw_start']}"
        if edit["raw_start"] < raw_at or edit["clean_start"] < clean_at:
            yield f"{at} overlaps the one before"
        if edit["raw_start"] - raw_at != edit["clean_start"] - clean_at:
            yield f"{at} is not where its clean offset says"
        raw_at, clean_at = edit["raw_end"], edit["clean_end"]
        if raw_at - edit["raw_start"] != len(raw_text) or clean_at - edit["clean_start"] != len(clean_text):
            yield f"{at} has other lengths than its texts"
        if document.text[edit["clean_start"] : clean_at] != clean_text:
            yield f"{at} is not what stands in the clean text"
        common = raw_text[:1] == clean_text[:1] or raw_text[-1:] == clean_text[-1:]
        if raw_text == clean_text or (raw_text and clean_text and common):
            yield f"{at} is not minimal"
        lost = sum(map(str.isalnum, raw_text)) - sum(map(str.isalnum, clean_text))
        if lost > 0 and edit["rule"] not in LOSSY_RULES:
            yield f"{at} takes out {lost} letters or digits under the rule {edit['rule']}"
    row = document.row
    data = (("\ufeff" if row["bom"] else "") + document.raw).encode(row["raw_encoding"], "surrogatepass")
    if sha256(data).hexdigest() != row["raw_sha256"]:
        yield "the rebuilt raw text has another hash"
    if len(document.raw) != row["raw_chars"] or len(document.text) != row["clean_chars"]:
        yield "the lengths are wrong"


def nothing_lost(rows: Rows) -> list[str]:
    """Law 2: sections tile the text, turns the bodies, and no edit crosses a border; turns end on what survives."""
    return [f"{document.id}: {breach}" for document in documents(rows) for breach in _nothing_lost(document)]


def _nothing_lost(document: Document) -> Iterable[str]:
    for measure, end in (("raw", len(document.raw)), ("clean", len(document.text))):
        borders = [0, *(at for s in document.sections for at in (s[f"{measure}_start"], s[f"{measure}_end"])), end]
        if borders[::2] != borders[1::2] or borders != sorted(borders):
            yield f"the sections do not tile the {measure} text"
    for row in (*document.sections, *document.turns):
        if document.cleaned(row) is None:
            yield f"an edit crosses the border of raw {row['raw_start']} to {row['raw_end']}"
    for turn in document.turns:
        if not _on_survivors(document, turn):
            yield f"the turn at raw {turn['raw_start']} does not start and end on characters that survive"
    bodies = [section for section in document.sections if section["kind"] == "body"]
    yield from _uncovered(document, bodies)
    if [t["ordinal"] for t in document.turns] != list(range(1, len(document.turns) + 1)):
        yield "the ordinals do not count the turns in order"


def _on_survivors(document: Document, turn: Row) -> bool:
    start, end = turn["raw_start"], turn["raw_end"]
    if not start < end or document.raw[start].isspace() or document.raw[end - 1].isspace():
        return False
    first = bisect_left(document.edits, start + 1, key=lambda e: e["raw_start"]) - 1
    last = bisect_left(document.edits, end, key=lambda e: e["raw_start"]) - 1
    removed = (e for i, at in ((first, start), (last, end - 1)) if i >= 0 and (e := document.edits[i])["raw_end"] > at)
    return all(edit["clean_text"].strip() for edit in removed)


def _uncovered(document: Document, bodies: Sequence[Row]) -> Iterable[str]:
    left = list(document.turns)[::-1]
    for body in bodies:
        raw_at, clean_at = body["raw_start"], body["clean_start"]
        while left and left[-1]["raw_start"] < body["raw_end"]:
            turn = left.pop()
            if turn["raw_start"] < raw_at or turn["clean_start"] < clean_at or turn["raw_end"] > body["raw_end"]:
                yield f"the turn at raw {turn['raw_start']} overlaps another or leaves its body"
            yield from _gap(document, raw_at, clean_at, turn["raw_start"], turn["clean_start"])
            raw_at, clean_at = turn["raw_end"], turn["clean_end"]
        yield from _gap(document, raw_at, clean_at, body["raw_end"], body["clean_end"])
    for turn in left:
        yield f"the turn at raw {turn['raw_start']} is in no body"


def _gap(document: Document, raw_start: int, clean_start: int, raw_end: int, clean_end: int) -> Iterable[str]:
    gap = {"raw_start": raw_start, "raw_end": raw_end, "clean_start": clean_start, "clean_end": clean_end}
    between = document.cleaned(gap)
    if between is None or between.strip() or document.text[clean_start:clean_end].strip():
        yield f"characters of the body are in no turn: raw {raw_start} to {raw_end}"


def traceable(rows: Rows) -> list[str]:
    """Law 3: the text of every turn, section and span is its clean slice, and what the edits make of its raw slice."""
    found = []
    for document in documents(rows):
        for kind, members in (("section", document.sections), ("turn", document.turns), ("span", document.spans)):
            for row in members:
                text = document.text[row["clean_start"] : row["clean_end"]]
                removed = kind == "span" and not text and _is_removed(document, row)
                if row["text"] != text or (document.cleaned(row) != text and not removed):
                    found.append(f"{document.id}: the {kind} at raw {row['raw_start']} does not trace back")
    return found


def _is_removed(document: Document, place: Row) -> bool:
    """Whether one edit took out the raw range of a place, such as that of a footnote's mark, where the place is."""
    last = bisect_left(document.edits, place["raw_start"] + 1, key=lambda e: e["raw_start"]) - 1
    edit = document.edits[max(last, 0)] if document.edits else None
    return (
        edit is not None
        and edit["raw_start"] <= place["raw_start"] < place["raw_end"] <= edit["raw_end"]
        and edit["clean_start"] <= place["clean_start"] <= edit["clean_end"]
    )


def stable(rows: Rows, corrected: Rows | None = None) -> list[str]:
    """Law 4: an id is made of what never changes.

    `corrected` are the rows after some turns were corrected: no other turn has got another id.
    """
    found = [
        f"{row['document_id']}: no id" for row in rows["documents"] if not _DOCUMENT_ID.fullmatch(row["document_id"])
    ]
    found += [
        f"{turn['document_id']}: the turn at raw {turn['raw_start']} has the id {turn['turn_id']}"
        for turn in rows["turns"]
        if turn["turn_id"] != f"{turn['document_id']}@{turn['raw_start']}"
    ]
    found += [
        f"{turn_id} is twice there" for turn_id, n in Counter(t["turn_id"] for t in rows["turns"]).items() if n > 1
    ]
    if corrected is not None:
        ids = {(t["document_id"], t["text"], t["raw_start"]): t["turn_id"] for t in rows["turns"]}
        for turn in corrected["turns"]:
            key = (turn["document_id"], turn["text"], turn["raw_start"])
            if ids.get(key, turn["turn_id"]) != turn["turn_id"]:
                found.append(f"{ids[key]} was renamed {turn['turn_id']}")
    return found


def deterministic(outcomes: Sequence[object]) -> list[str]:
    """Law 5: the same work done several times, in whatever process and order, has one outcome."""
    return [] if outcomes and all(outcome == outcomes[0] for outcome in outcomes) else ["the outcomes differ"]


def no_silent_guess(rows: Rows) -> list[str]:
    """Law 7: every person is on record and named in the document's text; who cannot be told is null, with a flag."""
    people = {person["person_id"]: person for person in rows["people"]}
    return [f"{document.id}: {breach}" for document in documents(rows) for breach in _silent_guesses(document, people)]


def _silent_guesses(document: Document, people: Mapping[str, Row]) -> Iterable[str]:
    words = set(_words(document.text))
    offices = {p["person_id"]: (p["name_as_written"], p["office"]) for p in document.participants}
    known: dict[str, bool] = {}
    speakers = {t["speaker_id"] for t in document.turns if t["kind"] == "speech"} - {None}
    for turn in document.turns:
        at = f"the turn at raw {turn['raw_start']}"
        named = {turn["speaker_id"], *turn["joint_speaker_ids"], *turn["addressee_ids"]} - {None}
        for person_id in sorted(named - known.keys()):
            known[person_id] = _is_named(people.get(person_id), offices.get(person_id, ()), words, document.id)
        if not all(known[person_id] for person_id in named):
            yield f"{at} names a person who is not on record or not in the text"
        unresolved = turn["kind"] != "narration" and turn["speaker_id"] is None
        if unresolved != ("unresolved-speaker" in turn["flags"]):
            yield f"{at} has no speaker and no flag, or a speaker and the flag"
        if turn["kind"] == "narration" and turn["speaker_id"] is not None:
            yield f"{at} is narration with a speaker"
        if (turn["speaker_id"] is None) != (turn["speaker_name"] is None):
            yield f"{at} has a speaker without a name, or a name without a speaker"
        if turn["speaker_label"] is not None and not set(_words(turn["speaker_label"])) <= set(_words(turn["text"])):
            yield f"{at} has a label that it does not print"
        if bool(turn["addressee_ids"]) != (turn["addressee_basis"] is not None):
            yield f"{at} has addressees without a basis, or a basis without addressees"
        if turn["addressee_basis"] == "two-party" and speakers != {turn["speaker_id"], *turn["addressee_ids"]} - {None}:
            yield f"{at} claims two parties where there are {len(speakers)}"
        if not 0 <= turn["confidence"] <= 1:
            yield f"{at} has a confidence that is no probability"


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def rows_of(release: Path) -> dict[str, list[Row]]:
    """The rows of a release folder, or of what `parley read` writes."""
    files = [path for path in release.rglob("*.jsonl") if path.is_file()]
    return {path.stem: [json.loads(line) for line in path.read_text("utf-8").split("\n") if line] for path in files}


def _is_named(person: Row | None, as_participant: Iterable[str | None], words: set[str], document_id: str) -> bool:
    """Whether the person is on record, and a word of the name, an alias or an office is in the document (`words`)."""
    if person is None:
        return False
    if person["basis"] == "document":
        return person["person_id"].startswith(document_id + ".") and words.issuperset(_words(person["name"]))
    forms = [person["name"], *person["aliases"], *(office["title"] for office in person["offices"]), *as_participant]
    return not words.isdisjoint(word for form in forms if form for word in _words(form) if len(word) > 3)


def work(run: Callable[[], object]) -> int:
    """How many lines `run` executes, and C functions it calls: a measure of time that no other load disturbs."""
    count = 0

    def on_line(_frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return on_line

    def on_call(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "c_call"

    before = sys.gettrace(), sys.getprofile()
    sys.setprofile(on_call)
    sys.settrace(on_line)
    try:
        run()
    finally:
        sys.settrace(before[0])
        sys.setprofile(before[1])
    return count


def linear(run: Callable[[int], Callable[[], object]], size: int, slack: float = 1.1) -> list[str]:
    """Law 8: four times the size makes at most `slack` times four times the work; `run(n)` prepares what is run."""
    run(4 * size)()  # what is loaded, compiled and remembered at the first run is no work that grows
    small, large = work(run(size)), work(run(4 * size))
    return [] if large <= 4 * slack * small else [f"the work grows {large / small:.1f} times as the size grows 4 times"]


class Interrupted(OSError):
    """What the machine throws at a writer in `all_or_nothing`."""


def all_or_nothing(write: Callable[[Path], Path], out: Path) -> list[str]:
    """Law 6: an interrupted write shows nothing or the whole, wherever it is interrupted; a released version stays.

    `write` writes a release into the folder it is given, and returns its path; `out` is an empty folder to try it in.
    """
    found = []
    undisturbed = out / "undisturbed"
    undisturbed.mkdir()
    whole = _contents(write(undisturbed))
    for step in range(1, 10_000):
        folder = out / str(step)
        folder.mkdir(parents=True)
        try:
            with _failing_at(step):
                released = write(folder)
        except Interrupted:
            shown = [path.name for path in folder.iterdir() if not path.name.startswith(".")]
            if shown and _contents(folder / shown[0]) != whole:
                found.append(f"interrupted at step {step}, a part of the release is there")
        else:
            if _contents(released) != whole:
                found.append("another run gave another release")
            break
    try:
        write(folder)
        found.append("a released version was written again")
    except Interrupted:
        raise
    except Exception:
        if _contents(released) != whole:
            found.append("a refused write changed the release")
    return found


def _failing_at(step: int) -> Any:
    """Whatever makes files last (flush to disk, rename) works until the step of that number, and fails then."""
    left = step

    def failing(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            nonlocal left
            left -= 1
            if left == 0:
                raise Interrupted("no space left")
            return function(*arguments, **options)

        return call

    names = ("fsync", "mkdir", "rename", "replace")
    broken: dict[str, Any] = {name: failing(getattr(os, name)) for name in names}
    return patch.multiple(os, **broken)


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
