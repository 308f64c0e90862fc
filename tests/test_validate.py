"""Every check of the validation finds what it is there for, names it, and leaves the other documents alone."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from flows.tables import rows
from flows.validate import CHECKS, FAILURES, validate
from flows.validate.problem import Fault, problem_of
from schemas import TABLES, Row
from tests.example import CHANGES, record

Tables = dict[str, list[Row]]
Mutation = Callable[[Tables], None]

TABLE_CHECKS = {"types", "values", "unique-keys", "foreign-keys"}


@dataclass(frozen=True)
class Example:
    """Rows made wrong in one way, and what must be found: the only check that reports, and the place."""

    check: str
    table: str
    key: str
    column: str | None
    mutate: Mutation


def change(table: str, index: int, **values: Any) -> Mutation:
    """Gives columns of one row other values."""
    return lambda tables: tables[table][index].update(values)


def both(*mutations: Mutation) -> Mutation:
    """One mutation after the other."""

    def mutate(tables: Tables) -> None:
        for mutation in mutations:
            mutation(tables)

    return mutate


def without(table: str, index: int, *columns: str) -> Mutation:
    """Takes columns out of one row."""

    def mutate(tables: Tables) -> None:
        for column in columns:
            del tables[table][index][column]

    return mutate


def less(table: str, *indices: int) -> Mutation:
    """Takes rows out."""

    def mutate(tables: Tables) -> None:
        tables[table][:] = [row for index, row in enumerate(tables[table]) if index not in indices]

    return mutate


def again(table: str, index: int, **values: Any) -> Mutation:
    """Puts a row in a second time, with other values."""
    return lambda tables: tables[table].append(tables[table][index] | values)


EXAMPLES = [
    Example("types", "turns", "lake@70", "confidence", change("turns", 0, confidence="high")),
    Example("types", "turns", "lake@70", "words", change("turns", 0, words=6.0)),
    Example("types", "turns", "lake@70", "words", change("turns", 0, words=2**63)),
    Example("types", "turns", "lake@70", "flags", change("turns", 0, flags="low-confidence")),
    Example("types", "turns", "lake@70", "flags", change("turns", 0, flags=[None])),
    Example("types", "turns", "lake@70", "rule", without("turns", 0, "rule")),
    Example("types", "turns", "lake@70", None, change("turns", 0, mood="calm")),
    Example("types", "turns", "lake@70", "rule", both(without("turns", 0, "rule"), change("turns", 0, mood="calm"))),
    Example("types", "turns", "lake@70", "text", change("turns", 0, text=None)),
    Example("types", "documents", "lake", "summary", change("documents", 0, summary="\ud800")),
    Example("types", "documents", "lake", "date", change("documents", 0, date="2 May 1951")),
    Example("types", "documents", "lake", "date", change("documents", 0, date="19510502")),
    Example("types", "documents", "lake", "bom", change("documents", 0, bom=0)),
    Example("types", "people", "alder", "offices", change("people", 0, offices=[{"title": "Keeper"}])),
    Example(
        "types",
        "people",
        "alder",
        "offices",
        change("people", 0, offices=[{"title": "Keeper", "from": 1950, "to": None}]),
    ),
    Example("values", "turns", "lake@70", "kind", change("turns", 0, kind="song")),
    Example("values", "turns", "lake@70", "confidence", change("turns", 0, confidence=1.5)),
    Example("values", "turns", "lake@70", "confidence", change("turns", 0, confidence=float("nan"))),
    Example("values", "turns", "lake@70", "page", change("turns", 0, page=0)),
    Example("values", "turns", "lake@70", "flags", change("turns", 0, flags=["low-confidence", "odd"])),
    Example("values", "turns", "lake@70", "rule", change("turns", 0, rule="colon label")),
    Example("values", "documents", "lake", "raw_sha256", change("documents", 0, raw_sha256="a" * 63)),
    Example("values", "documents", "lake", "language", change("documents", 0, language="English")),
    Example("values", "participants", "lake 1", "role", change("participants", 0, role="guest")),
    Example("values", "people", "2", "person_id", again("people", 0, person_id="2")),
    Example("unique-keys", "documents", "lake", "document_id", again("documents", 0)),
    Example("unique-keys", "turns", "lake@70", "turn_id", again("turns", 0, ordinal=9)),
    Example("unique-keys", "spans", "lake label 70 76", "raw_end", again("spans", 2, note="again")),
    Example("unique-keys", "people", "alder", "person_id", again("people", 0, name="A. Alder")),
    Example("foreign-keys", "edits", "nowhere 16 19", "document_id", again("edits", 0, document_id="nowhere")),
    Example("foreign-keys", "turns", "lake@70", "speaker_id", change("turns", 0, speaker_id="cedar")),
    Example("foreign-keys", "turns", "lake@70", "addressee_ids", change("turns", 0, addressee_ids=["cedar"])),
    Example("foreign-keys", "turns", "lake@166", "joint_speaker_ids", change("turns", 3, joint_speaker_ids=["cedar"])),
    Example("foreign-keys", "spans", "lake label 70 76", "turn_id", change("spans", 2, turn_id="lake@71")),
    Example("foreign-keys", "participants", "lake 2", "person_id", change("participants", 1, person_id="cedar")),
    Example("clean-length", "documents", "lake", "clean_chars", change("documents", 0, clean_chars=186)),
    Example("offsets-inside", "turns", "lake@166", "raw_end", change("turns", 3, raw_end=1000)),
    Example("offsets-inside", "turns", "lake@70", "clean_end", change("turns", 0, clean_end=63)),
    Example("offsets-inside", "sections", "lake 188", "clean_end", change("sections", 3, clean_end=188)),
    Example("offsets-inside", "spans", "lake label 70 69", "raw_end", change("spans", 2, raw_end=69)),
    Example("offsets-inside", "edits", "lake 208 211", "raw_end", change("edits", 9, raw_end=211)),
    Example("offsets-inside", "participants", "lake 1", "raw_end", change("participants", 0, raw_end=None)),
    Example("offsets-inside", "participants", "lake 1", "raw_end", change("participants", 0, raw_end=24)),
    Example("edits-in-order", "edits", "lake 29 30", "clean_start", change("edits", 1, clean_start=16)),
    Example("edits-in-order", "edits", "lake 18 30", "raw_start", change("edits", 1, raw_start=18)),
    Example("edits-minimal", "edits", "lake 16 19", "clean_text", change("edits", 0, raw_text="\n\r\r")),
    Example("edits-minimal", "edits", "lake 16 19", "clean_text", change("edits", 0, raw_text="\r\r\n")),
    Example("edits-minimal", "edits", "lake 29 30", "clean_text", change("edits", 1, raw_text="")),
    Example("letters-kept", "edits", "lake 29 30", "rule", change("edits", 1, rule="space")),
    Example("edits-apply", "edits", "lake 141 142", "clean_text", change("edits", 6, clean_text="e")),
    Example("edits-apply", "edits", "lake 16 19", "raw_text", change("edits", 0, raw_text="\r\r")),
    Example("edits-apply", "edits", "lake 28 29", "raw_start", change("edits", 1, raw_start=28, raw_end=29)),
    Example("reversible", "documents", "lake", "raw_sha256", change("documents", 0, bom=True)),
    Example("reversible", "documents", "lake", "raw_sha256", change("edits", 1, raw_text="2")),
    Example("reversible", "documents", "lake", "raw_chars", change("documents", 0, raw_chars=211)),
    Example("reversible", "documents", "lake", "raw_encoding", change("documents", 0, raw_encoding="ascii")),
    Example("reversible", "documents", "lake", "raw_encoding", change("documents", 0, raw_encoding="runes")),
    Example("sections-tile", "sections", "lake 21", "raw_start", change("sections", 1, raw_start=21)),
    Example("sections-tile", "sections", "lake 70", "clean_start", change("sections", 1, clean_end=60)),
    Example("sections-tile", "sections", "lake 188", "clean_end", change("sections", 3, clean_end=186)),
    Example("sections-tile", "documents", "lake", None, less("sections", 0, 1, 2, 3)),
    Example("turns-found", "documents", "lake", "turn_count", change("documents", 0, turn_count=5)),
    Example(
        "turns-found", "documents", "lake", "turn_count", both(less("turns", 0, 1, 2, 3), less("spans", 2, 3, 4, 5))
    ),
    Example("turns-in-order", "turns", "lake@166", "ordinal", change("turns", 3, ordinal=7)),
    Example("turns-in-order", "turns", "lake@117", "clean_start", change("turns", 1, clean_start=97)),
    Example(
        "turns-in-order",
        "turns",
        "lake@70",
        "raw_start",
        both(change("turns", 0, ordinal=2), change("turns", 1, ordinal=1)),
    ),
    Example(
        "turn-ids",
        "turns",
        "lake@71",
        "turn_id",
        both(change("turns", 0, turn_id="lake@71"), change("spans", 2, turn_id="lake@71")),
    ),
    Example("participants-in-order", "participants", "lake 3", "ordinal", change("participants", 1, ordinal=3)),
    Example("borders-kept", "turns", "lake@70", "raw_end", change("turns", 0, raw_end=109)),
    Example(
        "borders-kept",
        "sections",
        "lake 18",
        "raw_start",
        both(change("sections", 0, raw_end=18), change("sections", 1, raw_start=18)),
    ),
    Example("texts-repeat", "turns", "lake@70", "text", change("turns", 0, text="Elder: Good daylight to you, Birch.")),
    Example("texts-repeat", "sections", "lake 0", "text", change("sections", 0, text="Talk at the lake")),
    Example("texts-repeat", "spans", "lake label 70 76", "text", change("spans", 2, text="Elder:")),
    Example("traceable", "turns", "lake@117", "raw_start", change("turns", 1, raw_end=152)),
    Example(
        "traceable",
        "sections",
        "lake 21",
        "raw_start",
        both(change("sections", 0, raw_end=21), change("sections", 1, raw_start=21)),
    ),
    Example(
        "ends-survive",
        "turns",
        "lake@154",
        "raw_end",
        change("turns", 2, raw_end=165, clean_end=146, text="He nods.\n", speech="He nods.\n"),
    ),
    Example(
        "ends-survive",
        "turns",
        "lake@153",
        "raw_start",
        change("turns", 2, turn_id="lake@153", raw_start=153, clean_start=136, text=" He nods."),
    ),
    Example(
        "ends-survive",
        "turns",
        "lake@112",
        "raw_start",
        both(
            change("turns", 1, turn_id="lake@112", raw_start=112),
            change("spans", 3, turn_id="lake@112"),
            change("spans", 4, turn_id="lake@112"),
        ),
    ),
    Example(
        "bodies-covered",
        "sections",
        "lake 70",
        "text",
        both(less("turns", 2), change("turns", 2, ordinal=3), change("documents", 0, turn_count=3)),
    ),
    Example("turns-in-bodies", "turns", "lake@70", "clean_start", change("sections", 2, kind="notes")),
    Example("speech-ends-text", "turns", "lake@70", "speech", change("turns", 0, speech="Good day")),
    Example("speech-ends-text", "turns", "lake@70", "speech", change("turns", 0, speech="")),
    Example("words-counted", "turns", "lake@70", "words", change("turns", 0, words=7)),
    Example("pages-in-order", "turns", "lake@117", "page", change("turns", 1, page=3)),
    Example("pages-in-order", "turns", "lake@154", "page", change("turns", 2, page=1)),
    Example("columns-repeat", "turns", "lake@70", "document_title", change("turns", 0, document_title="Talk")),
    Example("columns-repeat", "turns", "lake@70", "document_date", change("turns", 0, document_date="1951-05-03")),
    Example("columns-repeat", "turns", "lake@70", "speaker_name", change("turns", 0, speaker_name="Alder")),
    Example("columns-repeat", "turns", "lake@154", "speaker_name", change("turns", 2, speaker_name="Alder")),
    Example("spans-in-turns", "spans", "lake label 70 76", "turn_id", change("spans", 2, turn_id=None)),
    Example("spans-in-turns", "spans", "lake label 70 76", "turn_id", change("spans", 2, turn_id="lake@117")),
    Example("spans-in-turns", "spans", "lake label 70 76", "turn_id", change("spans", 2, turn_id="shore@70")),
    Example("kinds-agree", "turns", "lake@70", "mode", change("turns", 0, mode=None)),
    Example("kinds-agree", "turns", "lake@166", "mode", change("turns", 3, mode="direct")),
    Example(
        "kinds-agree",
        "turns",
        "lake@166",
        "speaker_id",
        change("turns", 3, speaker_id="alder", speaker_name="Ann Alder"),
    ),
    Example("speakers-resolved", "turns", "lake@154", "flags", change("turns", 2, flags=[])),
    Example("speakers-resolved", "turns", "lake@70", "flags", change("turns", 0, flags=["unresolved-speaker"])),
    Example("addressees-explained", "turns", "lake@70", "addressee_basis", change("turns", 0, addressee_basis=None)),
    Example("addressees-explained", "turns", "lake@70", "addressee_basis", change("turns", 0, addressee_ids=[])),
    Example(
        "addressees-explained", "turns", "lake@70", "addressee_ids", change("turns", 0, addressee_ids=["alder"] * 2)
    ),
    Example("people-of-document", "turns", "lake@117", "speaker_id", change("turns", 1, speaker_id="shore.birch")),
    Example(
        "people-of-document", "turns", "lake@70", "addressee_ids", change("turns", 0, addressee_ids=["shore.birch"])
    ),
    Example(
        "people-of-document", "participants", "lake 2", "person_id", change("participants", 1, person_id="shore.birch")
    ),
    Example("bases-given", "documents", "lake", "title_basis", change("documents", 0, title_basis=None)),
    Example("bases-given", "documents", "lake", "date_precision", change("documents", 0, date_precision=None)),
    Example("dates-in-order", "documents", "lake", "date_end", change("documents", 0, date_end="1951-05-02")),
]


@pytest.fixture(scope="module")
def valid() -> Tables:
    """The sound rows of two documents; not to be changed."""
    return rows([record("lake"), record("shore")])


def test_sound_rows_have_no_problems(valid: Tables) -> None:
    assert all(valid.values())
    assert validate(valid) == []


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.check}-{example.table}-{example.column}")
def test_a_fault_is_found_and_named(valid: Tables, example: Example) -> None:
    tables = copy.deepcopy(valid)
    example.mutate(tables)
    problems = validate(tables)
    assert {problem.check for problem in problems} == {example.check}
    assert (example.table, example.key, example.column) in {(p.table, p.key, p.column) for p in problems}
    assert "shore" not in {problem.document_id for problem in problems}
    assert all(problem.message and problem.remedy for problem in problems)


def test_every_check_has_a_failing_example() -> None:
    assert {example.check for example in EXAMPLES} == TABLE_CHECKS | set(CHECKS)


def test_checks_run_in_the_order_of_their_groups() -> None:
    groups = [check.group for check in CHECKS.values()]
    assert groups == sorted(groups)


def test_a_border_inside_what_an_edit_put_in_is_found() -> None:
    changes = (("paragraph-break", "\r\n\r\n", "\t\t"), *CHANGES[1:])
    tables = rows([record(changes=changes)])
    assert validate(tables) == []
    border = tables["sections"][1]["clean_start"] - 1
    tables["sections"][0]["clean_end"] = tables["sections"][1]["clean_start"] = border
    assert {(p.check, p.key, p.column) for p in validate(tables)} == {
        ("borders-kept", "lake 0", "raw_end"),
        ("borders-kept", "lake 20", "raw_start"),
    }


def test_every_bad_document_is_named_at_once(valid: Tables) -> None:
    tables = copy.deepcopy(valid)
    change("documents", 0, turn_count=9)(tables)
    change("turns", 4, kind="song")(tables)
    assert {(p.document_id, p.check) for p in validate(tables)} == {("lake", "turns-found"), ("shore", "values")}


def test_one_fault_in_many_rows_is_reported_a_few_times(valid: Tables) -> None:
    tables = copy.deepcopy(valid)
    tables["edits"] += [tables["edits"][0] | {"raw_end": 20 + n, "rule": "No Rule"} for n in range(2 * FAILURES)]
    assert len(validate(tables)) == FAILURES


def test_a_missing_table_is_an_error(valid: Tables) -> None:
    with pytest.raises(KeyError, match="edits"):
        validate({name: found for name, found in valid.items() if name != "edits"})


def test_empty_tables_are_sound() -> None:
    assert validate({name: [] for name in TABLES}) == []


def test_a_problem_of_a_person_belongs_to_no_document(valid: Tables) -> None:
    problem = problem_of("values", Fault("people", valid["people"][0], "name", "odd"), "mend it")
    assert (problem.document_id, problem.key) == (None, "alder")
