"""What differs between two releases is found exactly, shown, kept in the next release, and said by its version."""

from __future__ import annotations

import copy
import io
import itertools
import json
import random
import tempfile
import tracemalloc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from flows.cli import main
from flows.difference.compare import compare
from flows.difference.history import HISTORY_FILES, Previous, next_history
from flows.difference.model import CHANGES, REPLACED, Change, Difference, Released, least_version
from flows.difference.report import LISTED, as_json, as_parquet, as_text
from flows.reading.rows import Tables, read_rows
from flows.release.folder import ReleaseError, read_manifest, same_release, verify_sums
from flows.release.model import Candidate, Refused
from flows.release.planning import plan
from flows.release.reading import as_released, read_previous, read_released
from flows.release.writing import write_release
from flows.tables.parts import write_part
from schemas import TABLES, Field, Row
from schemas.arrow import arrow_table
from tests import laws
from tests.conftest import TALK
from tests.release_sample import DATASET, INPUTS, release, sample_rows

DAY, NEXT_DAY = "2031-04-05", "2031-04-06"


def read(documents: Mapping[str, str]) -> dict[str, list[Row]]:
    """The rows that the route makes of texts."""
    whole: dict[str, list[Row]] = {name: [] for name in TABLES}
    for document_id, text in documents.items():
        found = read_rows(text.encode, document_id)
        assert isinstance(found, Mapping)
        for name, rows in found.items():
            whole[name] += rows
    return whole


def differ(old: Tables, new: Tables) -> Difference:
    return compare(released(old), released(new))


def found(difference: Difference, *kinds: str) -> list[tuple[str, str]]:
    """The tables and keys of the changes of these kinds."""
    return [(change.table, change.key) for change in difference.changes if change.kind in kinds]


def column_values(change: Change) -> dict[str, tuple[str | None, str | None]]:
    return {cell.column: (cell.old, cell.new) for cell in change.cells if not cell.moved}


PRESENT = "\nPresent:\nAnna Berg, Mayor\nOle Lind, Keeper of the harbour\nCarl Dahl, Clerk\n"
BASE = read({"first-talk": TALK, "second-talk": TALK, "third-talk": TALK.replace("1931\n", f"1931\n{PRESENT}")})


def test_the_same_rows_in_any_order_do_not_differ() -> None:
    shuffled = copy.deepcopy(BASE)
    for rows in shuffled.values():
        random.Random(7).shuffle(rows)
    assert not differ(BASE, shuffled)
    assert as_text(differ(BASE, shuffled), "0.1.0", "0.2.0") == "0.1.0 and 0.2.0 have the same rows.\n"


def other(field: Field, value: Any) -> Any:
    """Another value that the column can hold."""
    if field.nullable and value is not None:
        return None
    if field.type == "date":
        return "1900-01-01" if value != "1900-01-01" else "1900-01-02"
    if field.type == "list of structs":
        return [*value, {member.name: "x" for member in field.fields}]
    plain: dict[str, Callable[[], Any]] = {
        "string": lambda: f"{value}, otherwise",
        "integer": lambda: (value or 0) + 1000,
        "number": lambda: value / 2 + 0.01,
        "boolean": lambda: not value,
        "list of strings": lambda: [*value, "x"],
    }
    return plain[field.type]()


@dataclass(frozen=True)
class Step:
    """One thing done to the rows of a table: to the row and the columns at these places, as far as there are any."""

    table: str
    row: int
    action: str
    columns: frozenset[int]


steps = st.builds(
    Step,
    st.sampled_from(list(TABLES)),
    st.integers(0, 40),
    st.sampled_from(("add", "remove", "change")),
    st.frozensets(st.integers(0, 40), min_size=1, max_size=4),
)


def edited(steps: Sequence[Step]) -> tuple[dict[str, list[Row]], dict[tuple[str, str], tuple[str, set[str]]]]:
    """`BASE` after these steps, and by table and key what a difference must say: its kind and the columns."""
    new = copy.deepcopy(BASE)
    expected: dict[tuple[str, str], tuple[str, set[str]]] = {}
    for number, step in enumerate(steps):
        table = TABLES[step.table]
        untouched = [row for row in new[step.table] if (step.table, table.key_of(row)) not in expected]
        if not untouched:
            continue
        row = untouched[step.row % len(untouched)]
        if step.action == "remove":
            new[step.table] = [each for each in new[step.table] if each is not row]
            expected[step.table, table.key_of(row)] = ("removed", set())
        elif step.action == "add":
            fresh = copy.deepcopy(row)
            key = table.field(table.key[-1])
            fresh[key.name] = 10_000 + number if key.type == "integer" else f"{fresh[key.name]}.x{number}"
            if step.table == "participants":
                fresh |= {"person_id": None, "name_as_written": f"somebody {number}"}
            if step.table == "documents":
                fresh["raw_sha256"] = f"{number:064x}"
            new[step.table].append(fresh)
            expected[step.table, table.key_of(fresh)] = ("added", set())
        else:
            free = [field for field in table.fields if field.name not in {*table.key, table.order[0]}]
            fields = {free[place % len(free)].name: free[place % len(free)] for place in sorted(step.columns)}
            if step.table == "participants" and "person_id" in fields:
                fields.pop("name_as_written", None)  # that a row is another person is not known before
            for name, field in fields.items():
                row[name] = other(field, row[name])
            kind = "moved" if all(field.shifts for field in fields.values()) else "changed"
            expected[step.table, table.key_of(row)] = (kind, set(fields))
    return new, expected


@given(st.lists(steps, max_size=25))
def test_random_edits_are_found_and_nothing_else(steps: list[Step]) -> None:
    new, expected = edited(steps)
    difference = differ(BASE, new)
    assert {
        (change.table, change.key): (change.kind, {cell.column for cell in change.cells})
        for change in difference.changes
    } == expected
    assert len(difference.changes) == len(expected)
    old_rows, new_rows = ({(n, TABLES[n].key_of(row)): row for n in TABLES for row in rows[n]} for rows in (BASE, new))
    for change in difference.changes:
        before, after = (rows.get((change.table, change.key), {}) for rows in (old_rows, new_rows))
        for cell in change.cells:
            field = TABLES[change.table].field(cell.column)
            assert (typed(field, cell.old), typed(field, cell.new)) == (before[cell.column], after[cell.column])
            assert cell.moved == field.shifts
    assert replacements(difference) == expected_replacements(new, expected)
    kinds = {kind for kind, _ in expected.values()}
    assert difference.level == ("patch" if not kinds else "minor" if kinds == {"added"} else "major")


def typed(field: Field, text: str | None) -> Any:
    """The value again that is told as text."""
    return text if text is None or field.type in ("string", "date") else json.loads(text)


def replacements(difference: Difference) -> dict[str, tuple[str, ...]]:
    """What replaces each turn that is gone and replaced."""
    return {c.key: c.replaced_by for c in difference.changes if c.table == "turns" and c.replaced_by}


def expected_replacements(new: Tables, expected: Mapping[tuple[str, str], Any]) -> dict[str, tuple[str, ...]]:
    """What replaces the turns that are gone, by comparing all with all."""
    checksums, before = ({row["document_id"]: row["raw_sha256"] for row in rows["documents"]} for rows in (new, BASE))
    found = {}
    for turn in BASE["turns"]:
        document_id = turn["document_id"]
        if ("turns", turn["turn_id"]) in expected and expected["turns", turn["turn_id"]][0] == "removed":
            shares = [
                (-shared, each["raw_start"], each["turn_id"])
                for each in new["turns"]
                if each["document_id"] == document_id and checksums.get(document_id) == before[document_id]
                if (shared := min(turn["raw_end"], each["raw_end"]) - max(turn["raw_start"], each["raw_start"])) > 0
            ]
            if shares:
                found[turn["turn_id"]] = tuple(turn_id for *_, turn_id in sorted(shares))
    return found


def test_a_corrected_word_changes_its_turn_and_moves_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {"first-talk": TALK.replace("lighthouse", "light\u200bhouse"), "second-talk": TALK}
    with monkeypatch.context() as patched:
        patched.setattr("flows.clean.invisible", lambda raw: iter(()))
        old = read(texts)
    new = read(texts)
    difference = differ(old, new)
    assert [row["turn_id"] for row in old["turns"]] == [row["turn_id"] for row in new["turns"]]
    first = new["turns"][0]["turn_id"]
    at = TALK.index("lighthouse") + len("light")
    assert found(difference, "added", "removed") == [("edits", f"first-talk {at} {at + 1}")]
    changed = {(c.table, c.key): column_values(c) for c in difference.changes if c.kind == "changed"}
    assert changed[("turns", first)] == {
        "text": ("Anna Berg: We should settle the matter of the light\u200bhouse today.", new["turns"][0]["text"]),
        "speech": ("We should settle the matter of the light\u200bhouse today.", new["turns"][0]["speech"]),
    }
    # The document and its body repeat the text; nothing else changed.
    assert {table for table, _ in changed} == {"documents", "sections", "turns"}
    assert len(changed) == 3
    assert all(set(columns) == {"text"} for (table, _), columns in changed.items() if table != "turns")
    moved = [key for table, key in found(difference, "moved") if table == "turns"]
    assert moved == [row["turn_id"] for row in new["turns"][1:] if row["document_id"] == "first-talk"]
    assert "light\\u200bhouse' -> 'lighthouse'" in as_text(difference, "0.1.0", "0.2.0").replace(" today.", "")


def turn(rows: Tables, document_id: str, ordinal: int) -> Row:
    (row,) = (row for row in rows["turns"] if (row["document_id"], row["ordinal"]) == (document_id, ordinal))
    return row


def test_merged_and_split_turns_are_followed() -> None:
    merged = copy.deepcopy(BASE)
    kept, gone = turn(merged, "first-talk", 2), turn(merged, "first-talk", 3)
    kept["raw_end"] = gone["raw_end"]
    merged["turns"].remove(gone)
    assert replacements(differ(BASE, merged)) == {gone["turn_id"]: (kept["turn_id"],)}
    assert found(differ(merged, BASE), "added") == [("turns", gone["turn_id"])]
    assert replacements(differ(merged, BASE)) == {}

    # The turn starts earlier, and its end is cut off: most of it is in the first of the two.
    split = copy.deepcopy(BASE)
    cut = turn(split, "first-talk", 3)
    end = cut | {"raw_start": cut["raw_end"] - 4, "turn_id": f"first-talk@{cut['raw_end'] - 4}"}
    begin = cut | {"raw_start": cut["raw_start"] - 1, "turn_id": f"first-talk@{cut['raw_start'] - 1}"}
    begin["raw_end"] = end["raw_start"]
    split["turns"][split["turns"].index(cut) :][:1] = []
    split["turns"].remove(cut)
    split["turns"] += [end, begin]
    assert replacements(differ(BASE, split)) == {cut["turn_id"]: (begin["turn_id"], end["turn_id"])}


def test_a_document_under_another_id_replaces_the_old_one_with_its_turns() -> None:
    old, new = read({"first-talk": TALK}), read({"harbour-talk": TALK})
    difference = differ(old, new)
    assert replacements(difference) == {row["turn_id"]: (f"harbour-talk@{row['raw_start']}",) for row in old["turns"]}
    (document,) = (c for c in difference.changes if c.table == "documents" and c.kind == "removed")
    assert (document.key, document.replaced_by) == ("first-talk", ("harbour-talk",))


def test_turns_of_another_raw_text_replace_nothing() -> None:
    other = read({"first-talk": TALK.replace("Talk", "A talk")})
    difference = differ(read({"first-talk": TALK}), other)
    assert found(difference, "removed")
    assert replacements(difference) == {}


def test_a_person_is_replaced_by_who_stands_in_their_place() -> None:
    new = json.loads(json.dumps(BASE).replace('"first-talk.ole-lind"', '"ole-lind"'))
    gone = {change.key: change.replaced_by for change in differ(BASE, new).changes if change.kind == "removed"}
    assert gone == {"first-talk.ole-lind": ("ole-lind",)}


def test_a_participant_put_in_before_others_moves_them() -> None:
    new = copy.deepcopy(sample_rows())
    (anna,) = new["participants"]
    new["participants"] = [anna | {"person_id": "ole-lind", "name_as_written": "Ole Lind"}, anna | {"ordinal": 2}]
    difference = differ(sample_rows(), new)
    assert found(difference, "added") == [("participants", "harbour-talk 1")]
    assert found(difference, "moved") == [("participants", "harbour-talk 2")]
    assert len(difference.changes) == 2


def test_two_participants_whom_nobody_knows_are_not_one() -> None:
    (anna,) = sample_rows()["participants"]
    adam, beth, carl = (anna | {"person_id": None, "name_as_written": name} for name in ("Adam", "Beth", "Carl"))
    old = sample_rows() | {"participants": [adam, beth | {"ordinal": 2}]}
    new = sample_rows() | {"participants": [beth, carl | {"ordinal": 2}]}
    assert [(change.kind, change.key) for change in differ(old, new).changes] == [
        ("moved", "harbour-talk 1"),
        ("removed", "harbour-talk 1"),
        ("added", "harbour-talk 2"),
    ]


def test_columns_that_come_or_go_are_named_and_rows_compared_by_the_others() -> None:
    rows = released(BASE)
    fewer, without = {}, {}
    for name in TABLES:
        fewer[name] = {column: kind for column, kind in rows.columns[name].items() if column != "rule"}
        without[name] = [{column: row[column] for column in fewer[name]} for row in rows.rows[name]]
    grown = compare(Released(without, fewer), rows)
    assert found(grown, "column-added") == [("turns", "rule"), ("edits", "rule")]
    assert (len(grown.changes), grown.level) == (2, "minor")
    shrunk = compare(rows, Released(without, fewer))
    assert found(shrunk, "column-removed") == [("turns", "rule"), ("edits", "rule")]
    assert (len(shrunk.changes), shrunk.level) == (2, "major")
    retyped = {name: {c: "int64" if c == "rule" else kind for c, kind in rows.columns[name].items()} for name in TABLES}
    changed = compare(rows, Released(rows.rows, retyped))
    assert found(changed, "column-changed") == [("turns", "rule"), ("edits", "rule")]
    assert (len(changed.changes), changed.level) == (2, "major")


def many(size: int) -> dict[str, list[Row]]:
    """One document of very many turns, of which the participants too are many."""
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    document, participant, speech = BASE["documents"][0], sample_rows()["participants"][0], BASE["turns"][0]
    rows["documents"] = [document]
    for i in range(size):
        place = {"raw_start": 10 * i, "raw_end": 10 * i + 10}
        key = {"turn_id": f"first-talk@{10 * i}", "ordinal": i + 1}
        rows["turns"].append(speech | place | key)
        name = {"ordinal": i + 1, "person_id": f"person-{i}", "name_as_written": f"P {i}"}
        rows["participants"].append(participant | name)
    return rows


def test_time_is_linear_where_everything_is_another() -> None:
    def run(size: int) -> Callable[[], object]:
        old, new = many(size), many(size)
        for row in new["turns"]:
            row |= {"raw_start": row["raw_start"] + 5, "raw_end": row["raw_end"] + 5}
            row["turn_id"] = f"first-talk@{row['raw_start']}"
        for row in new["participants"]:
            row["person_id"] += "-otherwise"
        new["participants"].reverse()
        left, right = released(old), released(new)
        return lambda: compare(left, right)

    assert laws.linear(run, 200) == []


def test_memory_is_that_of_a_document_and_of_what_differs() -> None:
    class Lazy:
        """The turns of many documents, each made when it is asked for."""

        def __init__(self, documents: int) -> None:
            self.documents = documents

        def __iter__(self) -> Iterator[Row]:
            for number in range(self.documents):
                for row in BASE["turns"]:
                    yield row | {"document_id": f"talk-{number:06}", "text": f"{number} " + "x" * 500}

    def peak(documents: int) -> int:
        turns = Lazy(documents)
        rows: dict[str, Iterable[Row]] = {name: turns if name == "turns" else [] for name in TABLES}
        many = Released(rows, released(BASE).columns)
        tracemalloc.start()
        assert not compare(many, many)
        try:
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(5)
    assert peak(200) < 1.5 * peak(20)


def test_the_three_forms_say_the_same() -> None:
    new, expected = edited([Step("turns", 3, "change", frozenset({5, 9})), Step("people", 0, "remove", frozenset({0}))])
    difference = differ(BASE, new)
    rows = [change.row() for change in difference.changes]
    of_json = json.loads(as_json(difference, "dist/0.1.0", "dist/0.2.0"))
    assert of_json["changes"] == rows
    assert (of_json["old"], of_json["new"], of_json["level"]) == ("dist/0.1.0", "dist/0.2.0", "major")
    assert sum(sum(kinds.values()) for kinds in of_json["counts"].values()) == len(rows) == len(expected)
    assert polars.read_parquet(io.BytesIO(as_parquet(difference))).to_dicts() == rows
    arrow_table(CHANGES, rows)  # raises where a row is not as declared
    text = as_text(difference, "0.1.0", "0.2.0")
    assert all(f"{change.kind:<8} {change.key}" in text for change in difference.changes)


def test_text_shows_where_long_values_differ_without_what_a_terminal_obeys() -> None:
    new = copy.deepcopy(BASE)
    row = new["turns"][0]
    row["text"] = row["text"].replace("matter of", "mat\x1b[2Jter \u202eof")
    (change,) = differ(BASE, new).changes
    assert as_text(differ(BASE, new), "0.1.0", "0.2.0").splitlines()[-1] == (
        r"           text: 'matter of' -> 'mat\x1b[2Jter \u202eof'"
    )
    assert change.cells[0].new == row["text"]


def test_text_is_short_however_much_differs() -> None:
    old, new = many(500), many(500)
    for row in new["turns"]:
        row["rule"] = "another"
    text = as_text(differ(old, new), "0.1.0", "0.2.0")
    assert f"  and {500 - LISTED} more" in text
    assert len(text.splitlines()) < 2 * LISTED + 10


def test_of_a_document_that_is_gone_as_a_whole_nothing_else_is_listed() -> None:
    new = {name: [row for row in rows if row.get("document_id") != "third-talk"] for name, rows in BASE.items()}
    difference = differ(BASE, new)
    assert len(found(difference, "removed")) > 10
    assert as_text(difference, "0.1.0", "0.2.0").count("third-talk") == 1


@pytest.mark.parametrize(
    ("newest", "patch", "minor", "major"),
    [
        ((0, 1, 0), "0.1.1", "0.2.0", "0.2.0"),
        ((0, 10, 3), "0.10.4", "0.11.0", "0.11.0"),
        ((1, 0, 0), "1.0.1", "1.1.0", "2.0.0"),
        ((2, 3, 4), "2.3.5", "2.4.0", "3.0.0"),
    ],
)
def test_the_version_says_what_changed(newest: tuple[int, int, int], patch: str, minor: str, major: str) -> None:
    assert [least_version(newest, level) for level in ("patch", "minor", "major")] == [patch, minor, major]


def released(rows: Tables) -> Released:
    """Rows of all tables, in any order, as a release has them."""
    return as_released({name: table.sort(rows[name]) for name, table in TABLES.items()})


def candidate(folder: Path, rows: Tables | None = None, **changes: Any) -> Candidate:
    facts: dict[str, Any] = {"seed_files": {}, "inputs": INPUTS, "quarantined": [], "evaluation": {}}
    part = write_part(sample_rows() if rows is None else rows, Path(tempfile.mkdtemp(dir=folder)))
    return Candidate([part], dataset=DATASET, **(facts | changes))


def make(
    out: Path, rows: Tables | None = None, version: str | None = None, date: str = DAY, **changes: Any
) -> Path | None:
    """Makes the next release of the rows in `out`, if there is one to be made."""
    content = candidate(out.parent, rows, **changes)
    with tempfile.TemporaryDirectory(dir=out.parent) as scratch:
        planned = plan(content, out, version, date, Path(scratch))
    return None if planned is None else write_release(content, planned, out)


def added(rows: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """The rows, and one person more."""
    new = {name: list(each) for name, each in rows.items()}
    new["people"].append(new["people"][0] | {"person_id": "carl-dahl", "name": "Carl Dahl"})
    return new


def changed(rows: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """The rows, and one of them another."""
    new = {name: list(each) for name, each in rows.items()}
    new["turns"][0] = new["turns"][0] | {"mode": "mixed"}
    return new


def test_releases_follow_each_other_by_what_changed(tmp_path: Path) -> None:
    assert make(tmp_path) == tmp_path / "0.1.0"
    assert make(tmp_path, date=NEXT_DAY) is None
    assert make(tmp_path, evaluation={"documents": {}}) == tmp_path / "0.1.1"
    assert make(tmp_path, added(sample_rows())) == tmp_path / "0.2.0"
    assert make(tmp_path, added(sample_rows()), "1.0.0") == tmp_path / "1.0.0"
    assert make(tmp_path, added(sample_rows())) is None
    more = added(sample_rows())
    more["people"].append(more["people"][0] | {"person_id": "dora-eng", "name": "Dora Eng"})
    assert make(tmp_path, more) == tmp_path / "1.1.0"
    assert make(tmp_path, changed(more)) == tmp_path / "2.0.0"
    assert make(tmp_path, changed(sample_rows())) == tmp_path / "3.0.0"
    assert [path for path in tmp_path.iterdir() if verify_sums(path)] == []
    heads = [line for line in (tmp_path / "3.0.0" / "CHANGELOG.md").read_text().splitlines() if line.startswith("## ")]
    versions = ["3.0.0", "2.0.0", "1.1.0", "1.0.0", "0.2.0", "0.1.1", "0.1.0"]
    assert heads == [f"## {version}, {DAY}" for version in versions]
    previous = [read_manifest(tmp_path / version)["previous"] for version in versions]
    assert [each and each["version"] for each in previous] == [*versions[1:], None]
    assert previous[0]["digest"] == read_manifest(tmp_path / "2.0.0")["digest"]


@pytest.mark.parametrize(
    ("version", "new", "least"),
    [
        ("0.1.1", added, "0.2.0"),
        ("0.1.9", changed, "0.2.0"),
        ("0.0.9", changed, "0.2.0"),
        ("1.0.9", added, "1.1.0"),
        ("1.9.0", changed, "2.0.0"),
    ],
)
def test_a_version_that_says_less_than_what_changed_is_refused(
    tmp_path: Path, version: str, new: Callable[[dict[str, list[Row]]], Tables], least: str
) -> None:
    newest = release(tmp_path, version="1.0.0" if version.startswith("1") else "0.1.0")
    with pytest.raises(Refused, match=f"give {least} at least") as refused:
        make(tmp_path, new(sample_rows()), version)
    assert f"From {newest.name} to what would be released" in str(refused.value)
    assert ("carl-dahl" if new is added else "'direct' -> 'mixed'") in str(refused.value)
    assert [path.name for path in tmp_path.iterdir()] == [newest.name]
    assert make(tmp_path, new(sample_rows()), least) == tmp_path / least


def test_a_raw_text_never_changes_under_an_id(tmp_path: Path) -> None:
    make(tmp_path)
    rows = sample_rows()
    rows["documents"][0]["raw_sha256"] = "0" * 64
    with pytest.raises(Refused, match=r"harbour-talk: its raw text is another .* give the new one a folder and id"):
        make(tmp_path, rows)


def test_another_schema_needs_another_schema_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path)
    columns = released(sample_rows()).columns
    more = {name: {**each, "colour": "string"} for name, each in columns.items()}
    monkeypatch.setattr("flows.release.planning.as_released", lambda rows: Released(as_released(rows).rows, more))
    with pytest.raises(Refused, match=r"SCHEMA_VERSION in schemas/tables.py to 1\.1\.0 at least"):
        make(tmp_path)
    monkeypatch.setattr("flows.release.planning.SCHEMA_VERSION", "1.1.0")
    assert make(tmp_path) == tmp_path / "0.2.0"


def test_the_same_release_before_and_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in folders:
        make(folder)
        rows = changed(added(sample_rows()))
        if folder.name == "b":
            rows = {name: rows[name][::-1] for name in reversed(rows)}
        make(folder, rows)
    assert same_release(folders[0] / "0.2.0", folders[1] / "0.2.0") == []


def test_a_release_without_a_history_is_followed_by_one_with(tmp_path: Path) -> None:
    first = make(tmp_path)
    assert first is not None
    for name in HISTORY_FILES:
        (first / name).unlink()
    assert read_previous(first) == Previous("0.1.0", read_manifest(first)["digest"], "", ())
    second = make(tmp_path, changed(sample_rows()))
    assert second == tmp_path / "0.2.0"
    assert "Since 0.1.0, rows that were there changed" in (second / "CHANGELOG.md").read_text()


def test_a_release_made_meanwhile_is_noticed(tmp_path: Path) -> None:
    make(tmp_path)
    content = candidate(tmp_path, changed(sample_rows()))
    planned = plan(content, tmp_path, "0.5.0", DAY, tmp_path / "scratch")
    assert planned is not None
    make(tmp_path, added(sample_rows()))
    with pytest.raises(ReleaseError, match=r"0\.2\.0 was released meanwhile"):
        write_release(content, planned, tmp_path)
    assert sorted(path.name for path in tmp_path.glob("[0-9]*")) == ["0.1.0", "0.2.0"]


def test_every_id_that_ever_was_is_there_or_followed() -> None:
    """Through many releases with turns that come and go."""
    raw = "x" * 100
    generator = random.Random(11)
    history, replaced = [BASE], []
    previous = Previous("0.1.0", "", "", ())
    ever: set[str] = set()
    for number in range(2, 30):
        new = copy.deepcopy(BASE)
        borders = sorted({0, *generator.sample(range(1, len(raw)), 6)})
        first = BASE["turns"][0]
        new["turns"] = [
            first | {"turn_id": f"first-talk@{start}", "raw_start": start, "raw_end": end, "ordinal": ordinal}
            for ordinal, (start, end) in enumerate(itertools.pairwise([*borders, len(raw)]), start=1)
        ]
        made = next_history(previous, differ(history[-1], new), f"0.{number}.0", DAY)
        replaced = [json.loads(line) for line in made.files["changes/replaced.jsonl"].splitlines()]
        arrow_table(REPLACED, replaced)  # raises where a row is not as declared
        previous = Previous(f"0.{number}.0", "", made.files["CHANGELOG.md"], replaced)
        history.append(new)
        there = {row["turn_id"] for row in new["turns"]}
        followed = {row["id"]: row for row in replaced if row["table"] == "turns"}
        if number > 2:
            ever |= {row["turn_id"] for row in history[-2]["turns"]}
            assert ever - there <= set(followed)
            assert all(followed[turn_id]["replaced_by"] for turn_id in ever - there)
        assert not there & set(followed)
        assert all(set(row["replaced_by"]) <= there for row in followed.values())


def test_a_release_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    folder = release(tmp_path, file_bytes=1000)
    assert not compare(read_released(folder), released(sample_rows()))
    assert read_released(folder).columns == released(sample_rows()).columns


def spoil_line(text: str) -> str:
    return text.replace('"ordinal":1,', '"ordinal":', 1)


def take_column(text: str) -> str:
    return text.replace('"mode":"direct",', "", 1)


def swap_lines(text: str) -> str:
    return "\n".join(text.split("\n")[1::-1] + text.split("\n")[2:])


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (spoil_line, r"turns\.jsonl:1: this is no JSON"),
        (take_column, r"turns\.jsonl:4: missing, or not declared: mode"),
        (swap_lines, r"turns\.jsonl:2: the row should not come after"),
        (lambda text: f"7\n{text}", r"turns\.jsonl:1: this is no JSON object"),
    ],
)
def test_a_broken_release_is_refused_with_the_place(tmp_path: Path, spoil: Callable[[str], str], message: str) -> None:
    first, second = release(tmp_path / "a"), release(tmp_path / "b")
    lines = second / "jsonl" / "turns.jsonl"
    lines.write_text(spoil(lines.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(ReleaseError, match=message):
        compare(read_released(first), read_released(second))
    result = CliRunner().invoke(main, ["diff", str(first), str(second)])
    assert result.exit_code == 2
    assert "turns.jsonl:" in result.stderr


def test_the_command_shows_and_writes_the_difference(tmp_path: Path) -> None:
    make(tmp_path)
    make(tmp_path, changed(added(sample_rows())))
    old, new, out = str(tmp_path / "0.1.0"), str(tmp_path / "0.2.0"), tmp_path / "out"
    shown = CliRunner().invoke(main, ["diff", old, new])
    assert shown.exit_code == 0
    assert "mode: 'direct' -> 'mixed'" in shown.output
    rows = [json.loads(line) for line in (tmp_path / "0.2.0" / "changes" / "changes.jsonl").read_text().splitlines()]
    assert len(rows) == 2
    assert CliRunner().invoke(main, ["diff", old, new, "--format", "json", "--out", str(out)]).exit_code == 0
    assert json.loads(out.read_text())["changes"] == rows
    assert CliRunner().invoke(main, ["diff", old, new, "--format", "parquet", "--out", str(out)]).exit_code == 0
    assert polars.read_parquet(out).to_dicts() == rows
    refused = CliRunner().invoke(main, ["diff", old, new, "--format", "parquet"])
    assert refused.exit_code == 2
    assert "--out" in refused.stderr
    assert CliRunner().invoke(main, ["diff", str(tmp_path), new]).exit_code == 2
