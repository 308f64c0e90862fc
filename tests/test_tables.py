"""Records become rows that say exactly what the record says, at the right offsets of both texts."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.record import Cleaned, Edit, Page, Person, Record, Section, Segmented, Source, Span, Turn
from flows.tables import TableError, json_line, rows
from flows.validate import CHECKS
from flows.validate.document import documents
from schemas import TABLES, Row
from tests.example import RAW, record

# Kept text, what is taken out and what is put in have no characters in common, so that every edit is minimal.
KEPT, OUT, IN = "ab c", "xyz\r\n", "XY\t"


def cleaned(pieces: Sequence[tuple[str, str | None]]) -> Cleaned:
    """A cleaned text of pieces: kept text (and None), or what is taken out and what is put in for it."""
    raw = clean = ""
    edits: list[Edit] = []
    for old, new in pieces:
        start, clean_start = len(raw), len(clean)
        raw += old
        clean += old if new is None else new
        if new is not None:
            edits.append(Edit("page-furniture", start, len(raw), old, clean_start, len(clean), new))
    return Cleaned(raw, clean, tuple(edits))


def two_insertions_meet(pieces: Sequence[tuple[str, str | None]]) -> bool:
    """Whether two edits would put something in at one place; they would be one edit."""
    return any(not before[0] and not after[0] for before, after in pairwise(pieces))


texts = (
    st.lists(
        st.one_of(
            st.tuples(st.text(KEPT, min_size=1, max_size=6), st.none()),
            st.tuples(st.text(OUT, max_size=4), st.text(IN, max_size=3)).filter(any),
        ),
        min_size=1,
        max_size=20,
    )
    .filter(lambda pieces: not two_insertions_meet(pieces))
    .map(cleaned)
)


def segmented_record(text: Cleaned, sections: Sequence[Section], turns: Sequence[Turn]) -> Record:
    data = text.raw.encode()
    source = Source("lake", text.raw, "utf-8", False, hashlib.sha256(data).hexdigest(), len(data))
    return Record(source, text, Segmented(tuple(sections), list(turns), [], [], ()), [], {})


def faults(tables: dict[str, list[Row]], *checks: str) -> list[str]:
    (document,) = documents(tables, set())
    return [f"{name}: {fault.message}" for name in checks for fault in CHECKS[name].run(document)]


@pytest.fixture(scope="module")
def example() -> dict[str, list[Row]]:
    """The rows of two documents; not to be changed."""
    return rows([record("shore"), record("lake")])


def test_rows_have_the_declared_columns_in_order(example: dict[str, list[Row]]) -> None:
    assert list(example) == list(TABLES)
    for name, table in TABLES.items():
        assert example[name]
        assert all(tuple(row) == table.columns for row in example[name])


def test_rows_are_in_the_declared_order(example: dict[str, list[Row]]) -> None:
    assert example == rows([record("lake"), record("shore")])
    assert [row["document_id"] for row in example["documents"]] == ["lake", "shore"]
    assert [row["turn_id"] for row in example["turns"][:4]] == ["lake@70", "lake@117", "lake@154", "lake@166"]


def test_turns_out_of_order_are_numbered_by_their_place() -> None:
    mixed = record()
    mixed.segmented.turns.reverse()
    assert rows([mixed]) == rows([record()])


def test_a_document_row(example: dict[str, list[Row]]) -> None:
    row = example["documents"][0]
    assert row["text"].startswith(
        "Talk at the lake\n\nMr. Alder and his friend Birch are present.\n\nAlder: Good daylight"
    )
    measured = {"raw_chars": len(RAW), "clean_chars": len(row["text"]), "pages": 2, "turn_count": 4, "bom": False}
    assert {name: row[name] for name in measured} == measured
    assert (row["title"], row["title_basis"], row["date"]) == ("Talk at the lake", "text", "1951-05-02")
    assert (row["translators"], row["interpreters"], row["place"]) == (["C. Cedar"], [], None)
    assert row["raw_sha256"] == hashlib.sha256(RAW.encode()).hexdigest()


def test_a_turn_row(example: dict[str, list[Row]]) -> None:
    row = example["turns"][0]
    assert (row["text"], row["speech"]) == ("Alder: Good daylight to you, Birch.", "Good daylight to you, Birch.")
    assert RAW[row["raw_start"] : row["raw_end"]] == "Alder: Good day-\r\nlight to you, Birch."
    assert (row["words"], row["page"], row["page_label"], row["ordinal"]) == (6, 1, "6", 1)
    assert (row["document_title"], row["document_date"]) == ("Talk at the lake", "1951-05-02")
    assert example["turns"][1]["page_label"] == "7"
    assert example["turns"][2]["speech"] == example["turns"][2]["text"] == "He nods."


def test_a_span_lies_in_the_turn_that_contains_it(example: dict[str, list[Row]]) -> None:
    found = [(row["kind"], row["turn_id"], row["text"], row["note"]) for row in example["spans"][:6]]
    assert found == [
        ("page", None, "", "6"),
        ("footnote", None, "", "A note."),
        ("label", "lake@70", "Alder:", None),
        ("page", "lake@117", "", "7"),
        ("reporting-clause", "lake@117", "Birch replies that", None),
        ("slip", "lake@166", "", None),
    ]
    assert (example["spans"][1]["raw_start"], example["spans"][1]["raw_end"]) == (29, 30)


@pytest.mark.parametrize(
    ("start", "end", "turn_id"),
    [(98, 98, "lake@70"), (97, 99, None), (99, 99, None), (100, 136, "lake@117"), (95, 101, None), (62, 63, None)],
)
def test_a_span_at_the_border_of_a_turn(start: int, end: int, turn_id: str | None) -> None:
    """The turns are at 63 to 98 and 100 to 136 of the clean text."""
    marked = record()
    marked.segmented.spans[:] = [Span("quotation", start, end)]
    (row,) = (row for row in rows([marked])["spans"] if row["kind"] == "quotation")
    assert row["turn_id"] == turn_id


def test_each_page_is_a_place(example: dict[str, list[Row]]) -> None:
    pages = [row for row in example["spans"] if row["kind"] == "page"]
    assert len(pages) == sum(row["pages"] for row in example["documents"])
    assert {row["text"] for row in pages} == {""}
    assert (pages[1]["raw_start"], pages[1]["clean_start"]) == (117, 100)


def test_participants_and_people(example: dict[str, list[Row]]) -> None:
    first, second = example["participants"][:2]
    assert RAW[first["raw_start"] : first["raw_end"]] == "Alder"
    assert (first["ordinal"], second["ordinal"], second["raw_start"], second["raw_end"]) == (1, 2, None, None)
    assert [row["person_id"] for row in example["people"]] == ["alder", "lake.birch", "shore.birch"]
    assert example["people"][0]["offices"] == [{"title": "Keeper", "from": "1950", "to": None}]
    assert example["people"][0]["identifiers"] == [{"scheme": "wikidata", "value": "Q0"}]


def test_a_text_without_known_pages_is_one_page() -> None:
    plain = record()
    plain.cleaned = replace(plain.cleaned, pages=())
    tables = rows([plain])
    assert tables["documents"][0]["pages"] == 1
    assert {(row["page"], row["page_label"]) for row in tables["turns"]} == {(1, None)}


def test_what_stands_before_the_first_known_page_is_a_page_too() -> None:
    later = record()
    later.cleaned = replace(later.cleaned, pages=(Page(100, "7"),))
    tables = rows([later])
    assert tables["documents"][0]["pages"] == 2
    assert [(row["page"], row["page_label"]) for row in tables["turns"][:2]] == [(1, None), (2, "7")]


def test_a_fact_that_is_no_column_is_an_error() -> None:
    strange = record()
    strange.facts |= {"weather": "mild", "raw_chars": 3}
    with pytest.raises(TableError, match=r"lake: facts that are no columns of documents: raw_chars, weather"):
        rows([strange])


def test_two_documents_cannot_differ_about_a_person() -> None:
    other = record("shore")
    other.people = [Person("alder", "Anna Alder")]
    with pytest.raises(TableError, match="shore: the person alder is not the same"):
        rows([record("lake"), other])


def test_no_records_give_empty_tables() -> None:
    assert rows([]) == {name: [] for name in TABLES}


def test_making_rows_leaves_the_record_as_it_was() -> None:
    given_record = record()
    before = copy.deepcopy(given_record)
    rows([given_record])
    assert (given_record.segmented, given_record.facts) == (before.segmented, before.facts)


@given(texts, st.data())
def test_sections_tile_the_raw_text_wherever_they_start(text: Cleaned, data: st.DataObject) -> None:
    inside = {at for edit in text.edits for at in range(edit.clean_start + 1, edit.clean_end)}
    places = sorted(set(range(1, len(text.text))) - inside)
    cuts = sorted(data.draw(st.sets(st.sampled_from(places), max_size=4))) if places else []
    starts, ends = [0, *cuts], [*cuts, len(text.text)]
    sections = [Section("body", start, end) for start, end in zip(starts, ends, strict=True)]
    tables = rows([segmented_record(text, sections, [])])
    assert "".join(text.raw[row["raw_start"] : row["raw_end"]] for row in tables["sections"]) == text.raw
    changed = {at for edit in text.edits for at in range(edit.clean_start, edit.clean_end)}
    for row in tables["sections"][1:]:
        assert row["clean_start"] in changed or text.raw[row["raw_start"]] == row["text"][0]
    assert faults(tables, "sections-tile", "borders-kept", "texts-repeat", "traceable") == []
    assert faults(tables, "edits-in-order", "edits-minimal", "letters-kept", "edits-apply", "reversible") == []


@given(texts, st.data())
def test_turns_lead_back_to_the_raw_text_wherever_they_are(text: Cleaned, data: st.DataObject) -> None:
    changed = {at for edit in text.edits for at in range(edit.clean_start, edit.clean_end)}
    places = [at for at in range(len(text.text)) if at not in changed and text.text[at] != " "]
    chosen = sorted(data.draw(st.sets(st.sampled_from(places), max_size=8))) if places else []
    turns = [
        Turn("speech", first, last + 1, first, "colon-label", mode="direct")
        for first, last in zip(chosen[::2], chosen[1::2], strict=False)
    ]
    tables = rows([segmented_record(text, [Section("body", 0, len(text.text))], turns)])
    checks = ("turns-in-order", "turn-ids", "borders-kept", "texts-repeat", "traceable", "ends-survive")
    assert faults(tables, *checks) == []
    for row in tables["turns"]:
        assert text.raw[row["raw_start"]] == row["text"][0]
        assert text.raw[row["raw_end"] - 1] == row["text"][-1]


# As many decimals as a confidence has: beyond, writers of JSON differ in where they begin to write exponents.
numbers = st.one_of(st.integers(-(2**63), 2**63), st.integers(0, 1000).map(lambda thousandths: thousandths / 1000))
values = st.one_of(st.none(), st.text(), st.lists(st.text()), numbers, st.booleans())


@given(st.dictionaries(st.text(), values))
def test_a_json_line_is_one_line_that_gives_the_row_back(row: Row) -> None:
    line = json_line(row).decode()
    assert json.loads(line) == row
    assert line[-1] == "\n"
    assert not set(line[:-1]) & {"\n", "\r", "\x85", "\u2028", "\u2029"}


@given(st.dictionaries(st.text(), st.one_of(values, st.dictionaries(st.text(), values))))
def test_a_json_line_is_what_the_standard_library_writes(row: Row) -> None:
    line = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    for end in ("\x85", "\u2028", "\u2029"):
        line = line.replace(end, f"\\u{ord(end):04x}")
    assert json_line(row).decode() == line + "\n"


def test_every_character_is_written_as_the_standard_library_does() -> None:
    text = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x11000)))).translate({0x85: "", 0x2028: "", 0x2029: ""})
    line = json.dumps({"text": text}, ensure_ascii=False, separators=(",", ":"))
    assert json_line({"text": text}).decode() == line + "\n"


def test_a_json_line_is_canonical() -> None:
    line = json_line({"b": "é\u2028\u2029\x85", "a": None, "c": [1.5, {"from": "x"}]})
    assert line.decode() == '{"b":"é\\u2028\\u2029\\u0085","a":null,"c":[1.5,{"from":"x"}]}\n'


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 2**64, "\ud800"])
def test_what_json_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"JSON|64-bit|surrogates"):
        json_line({"a": value})
