"""`parley verify` says whether a release is what it claims, and where it is not."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.cli import main
from flows.difference.history import HISTORY_FILES
from flows.files import files_in, sha256
from flows.reading.buckets import buckets
from flows.release.candidate import candidate
from flows.release.folder import SUMS
from flows.release.model import Candidate, Plan
from flows.release.planning import plan
from flows.release.writing import write_release
from flows.seeds import DATASET, load_seeds
from flows.seeds.dataset import load_dataset_description
from flows.tables.parts import write_part
from flows.verify import verify_rebuild, verify_release
from flows.work.folder import Work
from schemas import TABLES, Row
from tests.conftest import PROJECT, TALK, Seed, add_document

DAY = "2031-04-05"
FIRST = f"first-talk@{TALK.index('Anna')}"
Rows = dict[str, list[Row]]


def content(seeds: Path) -> Candidate:
    """What is released of a folder of seeds."""
    found = load_seeds(seeds)
    assert found.problems == ()
    work = Work(seeds.parent / "work", seeds)
    parts = [work.read(bucket, found.people).part for bucket in buckets(found.documents)]
    return candidate(parts, found, seeds, load_dataset_description(seeds / DATASET), [])


def make(seeds: Path) -> Path:
    """Makes the next release of a folder of seeds, beside it."""
    out = seeds.parent / "dist"
    made = content(seeds)
    planned = plan(made, out, None, DAY, seeds.parent / "scratch")
    assert planned is not None
    return write_release(made, planned, out)


def verify(release: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["verify", str(release), "--seeds", str(release.parents[1] / "seeds"), *arguments])


def verdict(result: Result) -> str:
    """The last line, which the exit code agrees with."""
    last: str = result.stdout.splitlines()[-1]
    assert result.exit_code == (1 if " is not what it claims: " in last else 0), result.output
    return last


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release that no test may change, of documents that no test may change either."""
    seeds = tmp_path_factory.mktemp("verify") / "seeds"
    add_document(seeds, "first-talk")
    add_document(seeds, "second-talk", TALK.replace("Anna", "Dora").encode())
    return make(seeds)


@pytest.fixture
def release(pristine: Path, seed: Seed) -> Path:
    """The same release, for one test, and its documents."""
    seeds = seed()
    shutil.copytree(pristine.parents[1], seeds.parent, dirs_exist_ok=True)
    return seeds.parent / "dist" / pristine.name


def reseal(release: Path) -> None:
    """Writes the sums anew, as somebody would who wants a change to go unnoticed."""
    names = [name for name in files_in(release) if name != SUMS]
    (release / SUMS).write_text("".join(f"{sha256(release / name)}  {name}\n" for name in names), encoding="utf-8")


def forge(release: Path, change: Callable[[Rows], None]) -> Path:
    """The same release of changed rows: every file of it agrees with every other."""
    made = content(release.parents[1] / "seeds")
    rows: Rows = {name: [dict(row) for row in made.rows[name]] for name in TABLES}
    change(rows)
    shutil.rmtree(release)
    into = release.parents[1] / "forged"
    into.mkdir()
    part = write_part(rows, into)
    forged = replace(made, parts=[part])
    return write_release(forged, Plan.first(release.name, DAY), into).rename(release)


def reported(rows: Rows) -> None:
    """A forgery that keeps every law."""
    rows["turns"][1]["mode"] = "reported"


def test_a_release_of_the_seeds_is_what_it_claims(tmp_path: Path) -> None:
    release = make(shutil.copytree(PROJECT / "seeds", tmp_path / "seeds"))
    assert verify_release(release) == []
    line = verdict(verify(release, "--rebuild"))
    assert line.startswith(f"{release} is what it claims: 2 documents, ")
    assert line.endswith("and it comes out again from its seeds")


@settings(max_examples=25)
@given(st.data())
def test_no_byte_can_be_changed_unnoticed(pristine: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(files_in(pristine)))
    file = pristine / name
    before = file.read_bytes()
    if not before:
        return
    at = data.draw(st.integers(0, len(before) - 1))
    value = data.draw(st.integers(0, 255).filter(lambda byte: byte != before[at]))
    try:
        file.write_bytes(before[:at] + bytes([value]) + before[at + 1 :])
        assert verdict(verify(pristine)).startswith(f"{pristine} is not what it claims: ")
    finally:
        file.write_bytes(before)


def test_a_word_changed_in_the_text_form_is_named_by_row_and_column(release: Path) -> None:
    lines = release / "jsonl" / "turns.jsonl"
    text = lines.read_text(encoding="utf-8")
    lines.write_text(text.replace("I agree.", "I object.", 1), encoding="utf-8")
    row = json.loads(text.splitlines()[1])["turn_id"]
    result = verify(release)
    assert f"data/turns.parquet, row {row}, column text: " in verdict(result)
    assert "I object." in verdict(result)
    assert f"jsonl/turns.jsonl, row {row}, column text: the clean text does not have" in result.stderr
    assert "release.json: tables, turns, digest: " in result.stderr
    assert "jsonl/turns.jsonl: changed" in result.stderr


def take_out(file: str) -> Callable[[Path], object]:
    return lambda release: (release / file).unlink()


def rewrite(file: str, old: str, new: str) -> Callable[[Path], object]:
    def change(release: Path) -> None:
        text = (release / file).read_text(encoding="utf-8")
        assert old in text
        (release / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def swap_lines(release: Path) -> None:
    file = release / "jsonl" / "turns.jsonl"
    first, second, *others = file.read_text(encoding="utf-8").split("\n")
    file.write_text("\n".join([second, first, *others]), encoding="utf-8")


def copy(source: str, target: str) -> Callable[[Path], object]:
    return lambda release: shutil.copy(release / source, release / target)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (take_out("README.md"), "README.md: missing"),
        (lambda release: (release / "more.txt").touch(), "more.txt: not in SHA256SUMS"),
        (rewrite("README.md", "#", "##"), "README.md: changed"),
        (take_out(SUMS), "SHA256SUMS: it cannot be read"),
        (take_out("release.json"), "release.json cannot be read"),
        (rewrite("release.json", "{", "[{"), "release.json cannot be read"),
        (rewrite("release.json", '"rows": 12', '"rows": 13'), "json: tables, turns, rows: 13, but the tables have 12"),
        (rewrite("release.json", '"digest": "', '"digest": "0'), "release.json: digest: 0"),
        (rewrite("release.json", '"tables"', '"chairs"'), "release.json: it does not say all that it should"),
        (rewrite("release.json", '"schema_version": "1', '"schema_version": "7'), "release.json: the schema is 7."),
        (rewrite("release.json", ': "first-talk"', ': "no-talk"'), "release.json: inputs, no-talk: "),
        (take_out("jsonl/spans.jsonl"), "spans.jsonl cannot be read"),
        (rewrite("jsonl/spans.jsonl", "{", "{{"), "spans.jsonl:1: this is no JSON"),
        (rewrite("jsonl/turns.jsonl", '"kind":"speech",', ""), f"turns.jsonl, row {FIRST}, column kind: "),
        (rewrite("jsonl/turns.jsonl", '"ordinal":1,', '"ordinal":"1",'), f"turns.jsonl, row {FIRST}, column ordinal: "),
        (swap_lines, "jsonl/turns.jsonl, row first-talk@107: the rows are out of order"),
        (take_out("data/people.parquet"), "people.parquet is missing"),
        (lambda release: (release / "data/people.parquet").write_bytes(b"PAR1"), "people.parquet: it cannot be read"),
        (
            copy("data/edits.parquet", "data/spans.parquet"),
            "data/spans.parquet, column raw_text: it is not as declared",
        ),
    ],
)
def test_whatever_is_wrong_with_a_file_is_named(release: Path, spoil: Callable[[Path], object], words: str) -> None:
    spoil(release)
    if words.partition(":")[2] not in (" missing", " changed", " not in SHA256SUMS", " it cannot be read"):
        reseal(release)
    result = verify(release)
    assert words in result.stderr
    verdict(result)


def break_law(table: str, column: str, value: Any) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        rows[table][0][column] = value

    return change


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (break_law("turns", "flags", ["unresolved-speaker"]), f"jsonl/turns.jsonl, row {FIRST}, column flags: "),
        (break_law("turns", "raw_end", 60), f"jsonl/turns.jsonl, row {FIRST}, column raw_start: "),
        (break_law("documents", "turn_count", 7), "jsonl/documents.jsonl, row first-talk, column turn_count: "),
        (break_law("documents", "raw_sha256", "0" * 64), "jsonl/documents.jsonl, row first-talk, column raw_sha256: "),
    ],
)
def test_a_broken_law_is_named_though_all_files_agree(
    release: Path, change: Callable[[Rows], None], place: str
) -> None:
    assert place in verdict(verify(forge(release, change)))


def test_a_forgery_that_keeps_the_laws_does_not_come_out_again(release: Path) -> None:
    forge(release, reported)
    assert verify(release).exit_code == 0
    line = verdict(verify(release, "--rebuild"))
    assert "jsonl/turns.jsonl, row first-talk@" in line
    assert "column mode: 'reported', but 'direct' when built again" in line


def test_a_forged_description_does_not_come_out_again(release: Path) -> None:
    rewrite("README.md", "When could", "Whenever could")(release) if False else rewrite("README.md", "# ", "# A ")(
        release
    )
    rewrite("CHANGELOG.md", "The first release", "The best release")(release)
    reseal(release)
    assert verify(release).exit_code == 0
    result = verify(release, "--rebuild")
    assert verdict(result)
    assert "README.md: it comes out differently when built again" in result.stderr
    assert "CHANGELOG.md: it comes out differently when built again" in result.stderr
    assert "release.json" not in result.stderr


@pytest.mark.parametrize("name", ["first-talk/raw.txt", "first-talk/document.yaml", "dataset.yaml"])
def test_only_the_seeds_that_are_on_record_are_built_from(release: Path, name: str) -> None:
    seeds = release.parents[1] / "seeds"
    with (seeds / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert f"{seeds / name}: it is not the file that the release was made from" in verdict(verify(release, "--rebuild"))
    (seeds / name).unlink()
    assert f"{seeds / name}: it is missing" in verdict(verify(release, "--rebuild"))


def test_documents_that_came_later_do_not_hinder(release: Path, seed: Seed) -> None:
    seed("third-talk")
    (seed("broken-talk") / "broken-talk" / "document.yaml").unlink()
    assert verdict(verify(release, "--rebuild")).endswith("comes out again from its seeds")


def test_the_history_is_built_again_from_the_release_before(release: Path, seed: Seed) -> None:
    second = make(seed("third-talk"))
    assert second.name == "0.2.0"
    assert verdict(verify(second, "--rebuild")).endswith("comes out again from its seeds")
    rewrite("changes/changes.jsonl", "added", "removed")(second)
    reseal(second)
    assert verify(second).exit_code == 0
    assert "changes/changes.jsonl: it comes out differently" in verdict(verify(second, "--rebuild"))


def test_without_the_release_before_the_rest_is_compared(release: Path, seed: Seed) -> None:
    second = make(seed("third-talk"))
    shutil.rmtree(release)
    result = verify(second, "--rebuild")
    assert verdict(result).endswith("comes out again from its seeds")
    assert f"{release} is not there: CHANGELOG.md and changes/ were not compared" in result.stderr


def test_another_release_before_is_noticed(release: Path, seed: Seed) -> None:
    second = make(seed("third-talk"))

    forge(release, reported)
    assert "0.1.0 is not the release that this one was made after" in verdict(verify(second, "--rebuild"))


@pytest.mark.parametrize(
    ("gone", "replaced_by", "words"),
    [
        (FIRST, [], f"row {FIRST}, column id: the id is said to be gone, and is there"),
        ("x@1", ["x@2"], "row x@1, column replaced_by: x@2 is not there"),
    ],
)
def test_replaced_ids_are_gone_and_what_replaces_them_is_there(
    release: Path, gone: str, replaced_by: list[str], words: str
) -> None:
    line = {"table": "turns", "id": gone, "replaced_by": replaced_by, "version": "0.1.0"}
    (release / "changes" / "replaced.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    reseal(release)
    assert f"changes/replaced.jsonl, {words}" in verdict(verify(release))


def test_a_release_without_a_history_is_verified(release: Path) -> None:
    for name in HISTORY_FILES:
        (release / name).unlink()
    (release / "changes").rmdir()
    reseal(release)
    assert verify(release).exit_code == 0
    findings, _ = verify_rebuild(release, release.parents[1] / "seeds")
    assert [finding for finding in findings if finding.file in HISTORY_FILES] == []


def test_a_folder_that_is_no_release_is_none(tmp_path: Path) -> None:
    result = verify(tmp_path, "--rebuild")
    assert "release.json cannot be read" in result.stderr
    assert verdict(result)


def test_a_corrected_word_is_all_that_the_next_release_changes(release: Path) -> None:
    """From the curator's correction in the seeds to the difference, the history and the release built again."""
    seeds = release.parents[1] / "seeds"
    (seeds / "first-talk" / "corrections.yaml").write_text(
        "- id: one-word\n"
        "  match: {text: ice has gone}\n"
        "  action: edit\n"
        "  expect: {text: ice has gone}\n"
        "  to: {text: ice hasgone}\n"
        "  reason: As the typist has it elsewhere\n"
        "  author: A. Curator\n"
        "  date: 2031-04-05\n",
        encoding="utf-8",
    )
    second = make(seeds)
    assert second.name == "0.2.0"
    shown = CliRunner().invoke(main, ["diff", str(release), str(second), "--format", "json"])
    changes = json.loads(shown.stdout)["changes"]
    said = [json.loads(line) for line in (second / "changes" / "changes.jsonl").read_text("utf-8").splitlines()]
    assert said == changes
    place = TALK.index("ice has gone") + len("ice has")
    (turn_id,) = (change["key"] for change in changes if change["table"] == "turns" and change["change"] == "changed")
    assert [
        (change["table"], change["change"], change["key"]) for change in changes if change["change"] != "moved"
    ] == [
        ("documents", "changed", "first-talk"),
        ("sections", "changed", f"first-talk {FIRST.partition('@')[2]}"),
        ("turns", "changed", turn_id),
        ("edits", "added", f"first-talk {place} {place + 1}"),
    ]
    (turn,) = (change for change in changes if change["key"] == turn_id and change["table"] == "turns")
    columns = {each["column"]: (each["old"], each["new"]) for each in turn["columns"] if not each["moved"]}
    assert columns == {
        "text": ("Anna Berg: In May, when the ice has gone.", "Anna Berg: In May, when the ice hasgone."),
        "speech": ("In May, when the ice has gone.", "In May, when the ice hasgone."),
        "correction_ids": ("[]", '["one-word"]'),
    }
    moved = [change["key"] for change in changes if change["table"] == "turns" and change["change"] == "moved"]
    assert moved == [f"first-talk@{TALK.index('Ole Lind: Then')}"]
    assert (second / "changes" / "replaced.jsonl").read_bytes() == b""
    assert verdict(verify(second, "--rebuild")).endswith("comes out again from its seeds")
    (seeds / "first-talk" / "corrections.yaml").unlink()
    assert "corrections.yaml: it is missing" in verdict(verify(second, "--rebuild"))
