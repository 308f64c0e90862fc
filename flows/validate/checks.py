"""The third round: each document's texts, edits, sections and turns against each other.

Checks run in groups. A later group runs only where all earlier ones found nothing, since offsets outside a text, for
one, make nonsense of everything that is compared at those offsets.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from flows.validate.document import Document
from flows.validate.problem import Fault, quoted
from schemas import LOSSY_RULES, Row

Run = Callable[[Document], Iterator[Fault]]


@dataclass(frozen=True, slots=True)
class Check:
    """A registered check: its name, its group, what to do where it finds something, and the function that looks."""

    name: str
    group: int
    remedy: str
    run: Run


CHECKS: dict[str, Check] = {}

_SIDECAR = "Correct it in the document's document.yaml."


def _fault_of(stage: str) -> str:
    return f"No source can be the cause: it is a fault of the stage {stage}. Report it, with the document's raw text."


def _check(group: int, remedy: str) -> Callable[[Run], Run]:
    """Registers a check under its function's name. Groups come in order."""

    def register(run: Run) -> Run:
        name = run.__name__.replace("_", "-")
        CHECKS[name] = Check(name, group, remedy, run)
        return run

    return register


# Group 1: offsets lie inside the texts.


@_check(1, _fault_of("tables"))
def clean_length(document: Document) -> Iterator[Fault]:
    """`clean_chars` is the length of the clean text."""
    if document.row["clean_chars"] != len(document.text):
        yield Fault("documents", document.row, "clean_chars", f"the clean text has {len(document.text)} code points")


@_check(1, _fault_of("clean, segment or attribute"))
def offsets_inside(document: Document) -> Iterator[Fault]:
    """Every range lies inside its text and does not end before it starts; sections and turns are not empty."""
    parts = (
        ("sections", document.sections, 1),
        ("turns", document.turns, 1),
        ("spans", document.spans, 0),
        ("edits", document.edits, 0),
    )
    for table, rows, least in parts:
        yield from _outside(table, rows, "clean", len(document.text), least)
        yield from _outside(table, rows, "raw", document.row["raw_chars"], least)
    for row in document.participants:
        if (row["raw_start"] is None) != (row["raw_end"] is None):
            yield Fault("participants", row, "raw_end", "only one of raw_start and raw_end is null")
        elif row["raw_start"] is not None:
            yield from _outside("participants", [row], "raw", document.row["raw_chars"], 1)


def _outside(table: str, rows: Iterable[Row], text: str, length: int, least: int) -> Iterator[Fault]:
    first, last = f"{text}_start", f"{text}_end"
    for row in rows:
        start, end = row[first], row[last]
        if end > length:
            yield Fault(table, row, last, f"{end} is outside the {text} text, which has {length} code points")
        elif end - start < least:
            yield Fault(table, row, last, f"the range {start} to {end} of the {text} text is empty or negative")


# Group 2: each edit by itself, and their order.


@_check(2, _fault_of("clean"))
def edits_in_order(document: Document) -> Iterator[Fault]:
    """Edits follow each other in both texts without overlap."""
    yield from _overlaps("edits", document.edits)


@_check(2, _fault_of("clean"))
def edits_minimal(document: Document) -> Iterator[Fault]:
    """An edit changes something, and has no first or last character that it leaves as it was."""
    for edit in document.edits:
        before, after = edit["raw_text"], edit["clean_text"]
        if before == after or (before and after and (before[0] == after[0] or before[-1] == after[-1])):
            message = f"{quoted(before)} and {quoted(after)} begin or end alike"
            yield Fault("edits", edit, "clean_text", message)


@_check(2, _fault_of("clean"))
def letters_kept(document: Document) -> Iterator[Fault]:
    """Letters and digits vanish under the rules only that are declared as lossy."""
    for edit in document.edits:
        if edit["rule"] in LOSSY_RULES or edit["raw_text"].isspace():
            continue
        lost = _letters(edit["raw_text"]) - _letters(edit["clean_text"])
        if lost > 0:
            message = f"the rule takes {lost} letters or digits out of {quoted(edit['raw_text'])}"
            yield Fault("edits", edit, "rule", message)


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


# Group 3: edits agree with the texts and with each other.


@_check(3, _fault_of("clean"))
def edits_apply(document: Document) -> Iterator[Fault]:
    """An edit's texts stand where it says, and what lies between two edits is equally long in both texts."""
    raw_at = clean_at = 0
    for edit in document.edits:
        if document.text[edit["clean_start"] : edit["clean_end"]] != edit["clean_text"]:
            yield Fault(
                "edits", edit, "clean_text", f"{quoted(edit['clean_text'])} does not stand there in the clean text"
            )
        if edit["raw_end"] - edit["raw_start"] != len(edit["raw_text"]):
            yield Fault("edits", edit, "raw_text", f"{quoted(edit['raw_text'])} is not as long as the raw range")
        if edit["raw_start"] - raw_at != edit["clean_start"] - clean_at:
            yield Fault("edits", edit, "raw_start", "the unchanged text before it has another length in the clean text")
        raw_at, clean_at = edit["raw_end"], edit["clean_end"]


# Group 4: the raw text can be had back.


@_check(4, _fault_of("ingest or clean"))
def reversible(document: Document) -> Iterator[Fault]:
    """Clean text and edits give the raw text back, and that gives the bytes of the file, by their checksum."""
    row = document.row
    if len(document.raw) != row["raw_chars"]:
        yield Fault("documents", row, "raw_chars", f"the text put together again has {len(document.raw)} code points")
        return
    try:
        data = ("\ufeff" * row["bom"] + document.raw).encode(row["raw_encoding"])
    except (LookupError, UnicodeError) as error:
        yield Fault("documents", row, "raw_encoding", f"the raw text cannot be encoded again: {error}")
        return
    if hashlib.sha256(data).hexdigest() != row["raw_sha256"]:
        yield Fault("documents", row, "raw_sha256", "the text put together again has another checksum")


# Group 5: sections and turns as ranges of both texts.


@_check(5, _fault_of("segment"))
def sections_tile(document: Document) -> Iterator[Fault]:
    """Sections follow each other without gap or overlap from the start to the end of both texts."""
    if not document.sections:
        yield Fault("documents", document.row, None, "the document has no sections")
        return
    for text, length in (("raw", len(document.raw)), ("clean", len(document.text))):
        at = 0
        for section in document.sections:
            if section[f"{text}_start"] != at:
                yield Fault("sections", section, f"{text}_start", f"the section before it ends at {at}")
            at = section[f"{text}_end"]
        if at != length:
            yield Fault("sections", document.sections[-1], f"{text}_end", f"the {text} text goes on to {length}")


@_check(5, "Check that the file is the record of a conversation; if it is, report the look of its turns.")
def turns_found(document: Document) -> Iterator[Fault]:
    """The document has turns, as many as it says."""
    if not document.turns:
        yield Fault("documents", document.row, "turn_count", "no turn was found in the document")
    elif document.row["turn_count"] != len(document.turns):
        yield Fault("documents", document.row, "turn_count", f"the document has {len(document.turns)} turns")


@_check(5, _fault_of("segment"))
def turns_in_order(document: Document) -> Iterator[Fault]:
    """Turns are numbered from 1, and follow each other in both texts without overlap."""
    yield from _misnumbered("turns", document.turns)
    yield from _overlaps("turns", document.turns)


@_check(5, _fault_of("tables"))
def turn_ids(document: Document) -> Iterator[Fault]:
    """A turn's id is its document's id, `@` and the raw offset of its start."""
    for turn in document.turns:
        if turn["turn_id"] != (expected := f"{turn['document_id']}@{turn['raw_start']}"):
            yield Fault("turns", turn, "turn_id", f"should be {expected}")


@_check(5, _fault_of("tables"))
def participants_in_order(document: Document) -> Iterator[Fault]:
    """Participants are numbered from 1."""
    yield from _misnumbered("participants", document.participants)


@_check(5, _fault_of("clean or segment"))
def borders_kept(document: Document) -> Iterator[Fault]:
    """No edit lies across the border of a section or turn."""
    for table, rows in (("sections", document.sections), ("turns", document.turns)):
        for row in rows:
            for end in ("start", "end"):
                edit = document.edit_across_raw(row[f"raw_{end}"]) or document.edit_across_clean(row[f"clean_{end}"])
                if edit is not None:
                    message = (
                        f"an edit ({edit['rule']}, {edit['raw_start']} to {edit['raw_end']}) lies across the border"
                    )
                    yield Fault(table, row, f"raw_{end}", message)


# Group 6: what the rows say of the texts.


@_check(6, _fault_of("tables"))
def texts_repeat(document: Document) -> Iterator[Fault]:
    """The text of a section, turn or span is what stands in the clean text there."""
    for table, rows in (("sections", document.sections), ("turns", document.turns), ("spans", document.spans)):
        for row in rows:
            if document.text[row["clean_start"] : row["clean_end"]] != row["text"]:
                yield Fault(table, row, "text", f"the clean text does not have {quoted(row['text'])} there")


@_check(6, _fault_of("clean or tables"))
def traceable(document: Document) -> Iterator[Fault]:
    """The clean range of a section or turn is what the edits make of its raw range."""
    for table, rows in (("sections", document.sections), ("turns", document.turns)):
        for row in rows:
            if _edited(document, row) != document.text[row["clean_start"] : row["clean_end"]]:
                yield Fault(
                    table, row, "raw_start", "the edits make another text of the raw range than its clean range has"
                )


def _edited(document: Document, row: Row) -> str:
    parts, at = [], row["raw_start"]
    for edit in document.edits_from(row["raw_start"], row["raw_end"]):
        # At the border, what was put in or taken out there may be the neighbour's.
        inside = row["clean_start"] <= edit["clean_start"] and edit["clean_end"] <= row["clean_end"]
        if inside and edit["raw_end"] <= row["raw_end"]:
            parts += [document.raw[at : edit["raw_start"]], edit["clean_text"]]
            at = edit["raw_end"]
    return "".join([*parts, document.raw[at : row["raw_end"]]])


@_check(6, _fault_of("segment"))
def ends_survive(document: Document) -> Iterator[Fault]:
    """A turn starts and ends on characters that are no white space and that are in the clean text."""
    ends = {edit["raw_end"] for edit in document.edits if not edit["clean_text"]}
    starts = {edit["raw_start"] for edit in document.edits if edit["raw_text"] and not edit["clean_text"]}
    for turn in document.turns:
        text = document.text[turn["clean_start"] : turn["clean_end"]]
        if turn["raw_start"] in starts or text[0].isspace():
            yield Fault(
                "turns", turn, "raw_start", "the turn starts on white space or on a character that was taken out"
            )
        if turn["raw_end"] in ends or text[-1].isspace():
            yield Fault("turns", turn, "raw_end", "the turn ends on white space or on a character that was taken out")


@_check(6, _fault_of("segment"))
def bodies_covered(document: Document) -> Iterator[Fault]:
    """All of a body but white space is in a turn."""
    starts = [turn["clean_start"] for turn in document.turns]
    for section in document.sections:
        if section["kind"] != "body":
            continue
        at, end = section["clean_start"], section["clean_end"]
        for turn in document.turns[max(0, bisect_left(starts, at) - 1) : bisect_left(starts, end)]:
            yield from _uncovered(document, section, at, turn["clean_start"])
            at = max(at, turn["clean_end"])
        yield from _uncovered(document, section, at, end)


def _uncovered(document: Document, section: Row, start: int, end: int) -> Iterator[Fault]:
    if left := document.text[start:end].strip():
        yield Fault("sections", section, "text", f"{quoted(left)} (clean text, from {start}) is in no turn")


@_check(6, _fault_of("segment"))
def turns_in_bodies(document: Document) -> Iterator[Fault]:
    """A turn lies inside one body."""
    bodies = [section for section in document.sections if section["kind"] == "body"]
    ends = [body["clean_end"] for body in bodies]
    for turn in document.turns:
        body = bisect_left(ends, turn["clean_end"])
        if body == len(bodies) or turn["clean_start"] < bodies[body]["clean_start"]:
            yield Fault("turns", turn, "clean_start", "the turn is not inside a section of the kind body")


@_check(6, _fault_of("tables"))
def speech_ends_text(document: Document) -> Iterator[Fault]:
    """A turn's speech is the end of its text, and not empty."""
    for turn in document.turns:
        if not turn["speech"] or not turn["text"].endswith(turn["speech"]):
            yield Fault("turns", turn, "speech", f"{quoted(turn['speech'])} is not the end of the turn's text")


@_check(6, _fault_of("tables"))
def words_counted(document: Document) -> Iterator[Fault]:
    """`words` counts the words of the turn's text."""
    for turn in document.turns:
        if turn["words"] != (words := len(turn["text"].split())):
            yield Fault("turns", turn, "words", f"the text has {words} words")


@_check(6, _fault_of("clean or tables"))
def pages_in_order(document: Document) -> Iterator[Fault]:
    """The pages of turns do not go back, and are pages of the document."""
    at = 1
    for turn in document.turns:
        if not at <= turn["page"] <= document.row["pages"]:
            message = f"page {turn['page']} after page {at}, in a document of {document.row['pages']} pages"
            yield Fault("turns", turn, "page", message)
        at = turn["page"]


@_check(6, _fault_of("tables"))
def columns_repeat(document: Document) -> Iterator[Fault]:
    """What turns repeat of their document and their speaker is as there."""
    for turn in document.turns:
        speaker = document.people.get(turn["speaker_id"])
        repeated = {
            "document_title": document.row["title"],
            "document_date": document.row["date"],
            "speaker_name": speaker["name"] if speaker else None,
        }
        for column, value in repeated.items():
            if turn[column] != value:
                yield Fault(
                    "turns", turn, column, f"{quoted(turn[column])}, but {quoted(value)} where it is repeated from"
                )


@_check(6, _fault_of("tables"))
def spans_in_turns(document: Document) -> Iterator[Fault]:
    """A span with a turn_id lies inside that turn of its document, one without lies in none."""
    turns = {turn["turn_id"]: turn for turn in document.turns}
    for span in document.spans:
        if span["turn_id"] is None:
            turn = document.turn_at(span["clean_start"])
            if turn is not None and _contains(turn, span):
                yield Fault("spans", span, "turn_id", f"is null, but the span lies in the turn {turn['turn_id']}")
        elif span["turn_id"] not in turns or not _contains(turns[span["turn_id"]], span):
            yield Fault("spans", span, "turn_id", f"the span does not lie in the turn {span['turn_id']}")


def _contains(turn: Row, span: Row) -> bool:
    return bool(turn["clean_start"] <= span["clean_start"] and span["clean_end"] <= turn["clean_end"])


@_check(6, _fault_of("segment or attribute"))
def kinds_agree(document: Document) -> Iterator[Fault]:
    """Speech has a mode, and nothing else has; narration has no speaker."""
    for turn in document.turns:
        if (turn["kind"] == "speech") != (turn["mode"] is not None):
            yield Fault("turns", turn, "mode", f"the mode {turn['mode']} does not go with the kind {turn['kind']}")
        if turn["kind"] == "narration" and turn["speaker_id"] is not None:
            yield Fault("turns", turn, "speaker_id", "narration has no speaker")


@_check(6, _fault_of("attribute"))
def speakers_resolved(document: Document) -> Iterator[Fault]:
    """A speech turn has a speaker or the flag `unresolved-speaker`, and no turn has both."""
    for turn in document.turns:
        flagged = "unresolved-speaker" in turn["flags"]
        if turn["speaker_id"] is None and turn["kind"] == "speech" and not flagged:
            yield Fault("turns", turn, "flags", "the turn has no speaker, and no flag unresolved-speaker")
        if turn["speaker_id"] is not None and flagged:
            yield Fault("turns", turn, "flags", "the turn has a speaker, and the flag unresolved-speaker")


@_check(6, _fault_of("attribute"))
def addressees_explained(document: Document) -> Iterator[Fault]:
    """There is a basis where there are addressees, and only there; nobody is named twice."""
    for turn in document.turns:
        if bool(turn["addressee_ids"]) != (turn["addressee_basis"] is not None):
            yield Fault("turns", turn, "addressee_basis", "addressees need a basis, and a basis needs addressees")
        for column in ("addressee_ids", "joint_speaker_ids"):
            if len(set(turn[column])) < len(turn[column]):
                yield Fault("turns", turn, column, "names a person twice")


@_check(6, "Use a person of seeds/people.yaml, or one whose id begins with the document's.")
def people_of_document(document: Document) -> Iterator[Fault]:
    """A person known from one document only is named in that document only."""
    parts = (
        ("turns", document.turns, ("speaker_id", "joint_speaker_ids", "addressee_ids")),
        ("participants", document.participants, ("person_id",)),
    )
    own = f"{document.row['document_id']}."
    for table, rows, columns in parts:
        for row in rows:
            for column in columns:
                for person_id in row[column] if isinstance(row[column], list) else (row[column],):
                    person = document.people.get(person_id)
                    if person and person["basis"] == "document" and not person_id.startswith(own):
                        yield Fault(table, row, column, f"{quoted(person_id)} is a person of another document only")


@_check(6, _SIDECAR)
def bases_given(document: Document) -> Iterator[Fault]:
    """Title and date have a basis, and the date a precision, where they are known, and only there."""
    row = document.row
    for column, of in (("title_basis", "title"), ("date_basis", "date"), ("date_precision", "date")):
        if (row[column] is None) != (row[of] is None):
            yield Fault("documents", row, column, f"{column} must be given where {of} is, and only there")


@_check(6, _SIDECAR)
def dates_in_order(document: Document) -> Iterator[Fault]:
    """A last day comes after a first day."""
    row = document.row
    if row["date_end"] is not None and (row["date"] is None or row["date_end"] <= row["date"]):
        yield Fault("documents", row, "date_end", f"{row['date_end']} does not come after the date {row['date']}")


def _overlaps(table: str, rows: Sequence[Row]) -> Iterator[Fault]:
    for text in ("raw", "clean"):
        first, last = f"{text}_start", f"{text}_end"
        for before, after in pairwise(rows):
            if after[first] < before[last]:
                yield Fault(table, after, first, f"the row before it ends at {before[last]} of the {text} text")


def _misnumbered(table: str, rows: Sequence[Row]) -> Iterator[Fault]:
    for expected, row in enumerate(rows, start=1):
        if row["ordinal"] != expected:
            yield Fault(table, row, "ordinal", f"should be {expected}")
