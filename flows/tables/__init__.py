"""Records become rows of the seven tables: plain dicts with the declared columns, and their canonical JSON lines."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from math import isfinite
from typing import Any

import orjson

from flows.record import Cleaned, Edit, Page, Person, Record, Section, Span, Turn
from schemas import TABLES, Field, Row

# The columns of a document that follow from its text and its turns. All others are facts.
_MEASURED = frozenset(
    {"document_id", "raw_sha256", "raw_encoding", "bom", "raw_chars", "clean_chars", "pages", "turn_count", "text"}
)
_FACTS = {field.name: field for field in TABLES["documents"].fields if field.name not in _MEASURED}


_LINE_ENDS = {end.encode(): b"\\u%04x" % ord(end) for end in "\x85\u2028\u2029"}


class TableError(ValueError):
    """Records cannot be put into the tables; the message names the document or person and the column."""


def rows(records: Iterable[Record]) -> dict[str, list[Row]]:
    """The rows of every table, by the table's name. Each row has exactly the declared columns in their order, dates as
    `YYYY-MM-DD`, and each list of rows is in the table's declared order.

    Offsets are code points: `raw_*` into the decoded raw text, `clean_*` into the clean text.

    Raises TableError where a record has a fact that is no column, or where two records differ about a person.
    """
    found: dict[str, list[Row]] = {name: [] for name in TABLES}
    people: dict[str, Row] = {}
    for record in records:
        turns = _turn_rows(record)
        found["documents"].append(_document_row(record))
        found["sections"] += _section_rows(record)
        found["turns"] += turns
        found["spans"] += _span_rows(record, turns)
        found["edits"] += _edit_rows(record)
        found["participants"] += _participant_rows(record)
        _add_people(people, record)
    found["people"] += people.values()
    return {name: TABLES[name].sort(each) for name, each in found.items()}


def cleaned_again(document: Mapping[str, Any], edits: Sequence[Mapping[str, Any]]) -> Cleaned:
    """The document as cleaned, raw text included, from its rows alone."""
    ordered = sorted(edits, key=lambda edit: (edit["raw_start"], edit["raw_end"]))
    raw, at = [], 0
    for edit in ordered:
        raw += [document["text"][at : edit["clean_start"]], edit["raw_text"]]
        at = edit["clean_end"]
    return Cleaned(
        "".join([*raw, document["text"][at:]]),
        document["text"],
        tuple(Edit(**{name: edit[name] for name in Edit._fields}) for edit in ordered),
    )


def json_line(row: Mapping[str, Any]) -> bytes:
    """The row as canonical JSON in UTF-8 on one line, with its line end: every key, no spaces, text as it is; only what
    some readers take for a line end (U+0085, U+2028, U+2029) is escaped.

    Raises ValueError for a number that JSON cannot hold, and for half a surrogate pair, which is no text.
    """
    if float in map(type, row.values()):
        for name, value in row.items():
            if type(value) is float and not isfinite(value):
                raise ValueError(f"{name} is {value}, which is no number in JSON")
    try:
        line = orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)
    except orjson.JSONEncodeError as error:
        raise ValueError(str(error)) from error
    if not line.isascii():
        for end, escaped in _LINE_ENDS.items():
            line = line.replace(end, escaped)
    return line


def _document_row(record: Record) -> Row:
    source, cleaned = record.source, record.cleaned
    if strange := sorted(set(record.facts) - set(_FACTS)):
        raise TableError(f"{source.document_id}: facts that are no columns of documents: {', '.join(strange)}")
    values = {name: _fact(field, record.facts.get(name)) for name, field in _FACTS.items()} | {
        "document_id": source.document_id,
        "raw_sha256": source.sha256,
        "raw_encoding": source.encoding,
        "bom": source.bom,
        "raw_chars": len(cleaned.raw),
        "clean_chars": len(cleaned.text),
        "pages": len(_pages(cleaned)),
        "turn_count": len(record.segmented.turns),
        "text": cleaned.text,
    }
    return {name: values[name] for name in TABLES["documents"].columns}


def _fact(field: Field, value: Any) -> Any:
    if field.type == "list of strings":
        return list(value or ())
    return value.isoformat() if isinstance(value, datetime.date) else value


def _section_rows(record: Record) -> Iterator[Row]:
    cleaned, sections = record.cleaned, record.segmented.sections
    for section, (start, end) in zip(sections, pairwise(_section_starts(cleaned, sections)), strict=False):
        yield {
            "document_id": record.source.document_id,
            "kind": section.kind,
            "raw_start": start,
            "raw_end": end,
            "clean_start": section.clean_start,
            "clean_end": section.clean_end,
            "text": cleaned.text[section.clean_start : section.clean_end],
        }


def _section_starts(cleaned: Cleaned, sections: Sequence[Section]) -> list[int]:
    """Raw offsets where the sections start, and the end of the raw text. What was removed ends the section before."""
    return [0, *(cleaned.raw_start(section.clean_start) for section in sections[1:]), len(cleaned.raw)]


def _turn_rows(record: Record) -> list[Row]:
    pages = _pages(record.cleaned)
    page_starts = [page.clean_start for page in pages]
    ordered = sorted(record.segmented.turns, key=lambda turn: turn.clean_start)
    return [
        _turn_row(record, ordinal, turn, bisect_right(page_starts, turn.clean_start), pages)
        for ordinal, turn in enumerate(ordered, start=1)
    ]


def _turn_row(record: Record, ordinal: int, turn: Turn, page: int, pages: Sequence[Page]) -> Row:
    cleaned, document_id = record.cleaned, record.source.document_id
    text = cleaned.text[turn.clean_start : turn.clean_end]
    raw_start = cleaned.raw_start(turn.clean_start)
    return {
        "turn_id": f"{document_id}@{raw_start}",
        "document_id": document_id,
        "ordinal": ordinal,
        "document_title": record.facts.get("title"),
        "document_date": _fact(_FACTS["date"], record.facts.get("date")),
        "kind": turn.kind,
        "mode": turn.mode,
        "speaker_id": turn.speaker_id,
        "speaker_name": turn.speaker_name,
        "speaker_label": turn.label,
        "joint_speaker_ids": list(turn.joint_speaker_ids),
        "addressee_ids": list(turn.addressee_ids),
        "addressee_basis": turn.addressee_basis,
        "reporting_verb": turn.reporting_verb,
        "text": text,
        "speech": cleaned.text[turn.speech_start : turn.clean_end] or text,
        "page": page,
        "page_label": pages[page - 1].label,
        "raw_start": raw_start,
        "raw_end": cleaned.raw_end(turn.clean_end),
        "clean_start": turn.clean_start,
        "clean_end": turn.clean_end,
        "words": len(text.split()),
        "rule": turn.rule,
        "confidence": float(turn.confidence),
        "flags": list(turn.flags),
        "correction_ids": list(turn.correction_ids),
    }


def _pages(cleaned: Cleaned) -> tuple[Page, ...]:
    """The pages, beginning with the one on which the text begins, if only its later pages were recognised."""
    if cleaned.pages and cleaned.pages[0].clean_start == 0:
        return cleaned.pages
    return (Page(0), *cleaned.pages)


def _span_rows(record: Record, turns: Sequence[Row]) -> Iterator[Row]:
    starts = [turn["clean_start"] for turn in turns]
    pages = (Span("page", page.clean_start, page.clean_start, page.label) for page in _pages(record.cleaned))
    for span in chain(record.segmented.spans, pages):
        raw_start, raw_end = span.raw or _raw_range(record.cleaned, span)
        before = bisect_right(starts, span.clean_start)
        inside = before > 0 and span.clean_end <= turns[before - 1]["clean_end"]
        yield {
            "document_id": record.source.document_id,
            "kind": span.kind,
            "turn_id": turns[before - 1]["turn_id"] if inside else None,
            "raw_start": raw_start,
            "raw_end": raw_end,
            "clean_start": span.clean_start,
            "clean_end": span.clean_end,
            "text": record.cleaned.text[span.clean_start : span.clean_end],
            "note": span.note,
        }


def _raw_range(cleaned: Cleaned, span: Span) -> tuple[int, int]:
    start = cleaned.raw_start(span.clean_start)
    return start, cleaned.raw_end(span.clean_end) if span.clean_end > span.clean_start else start


def _edit_rows(record: Record) -> Iterator[Row]:
    document_id = record.source.document_id
    for edit in record.cleaned.edits:
        yield {
            "document_id": document_id,
            "rule": edit.rule,
            "raw_start": edit.raw_start,
            "raw_end": edit.raw_end,
            "raw_text": edit.raw_text,
            "clean_start": edit.clean_start,
            "clean_end": edit.clean_end,
            "clean_text": edit.clean_text,
        }


def _participant_rows(record: Record) -> Iterator[Row]:
    for ordinal, participant in enumerate(record.segmented.participants, start=1):
        start, end = participant.clean_start, participant.clean_end
        yield {
            "document_id": record.source.document_id,
            "ordinal": ordinal,
            "person_id": participant.person_id,
            "name_as_written": participant.name_as_written,
            "title_as_written": participant.title_as_written,
            "office": participant.office,
            "side": participant.side,
            "role": participant.role,
            "raw_start": None if start is None else record.cleaned.raw_start(start),
            "raw_end": None if end is None else record.cleaned.raw_end(end),
        }


def _add_people(people: dict[str, Row], record: Record) -> None:
    for person in record.people:
        row = _person_row(person)
        if people.setdefault(person.person_id, row) != row:
            raise TableError(
                f"{record.source.document_id}: the person {person.person_id} is not the same as in another document; "
                "give each person one id"
            )


def _person_row(person: Person) -> Row:
    return {
        "person_id": person.person_id,
        "name": person.name,
        "aliases": list(person.aliases),
        "country": person.country,
        "offices": [
            {"title": office["title"], "from": _year_or_date(office.get("from")), "to": _year_or_date(office.get("to"))}
            for office in person.offices
        ],
        "basis": person.basis,
        "identifiers": [{"scheme": scheme, "value": value} for scheme, value in sorted(person.identifiers.items())],
    }


def _year_or_date(value: Any) -> str | None:
    return None if value is None else str(value)
