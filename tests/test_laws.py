"""The eight laws of DESIGN.md over generated records, arbitrary text, both seeds, all releases and development corpora.

Each law is also tried on deliberately broken stages, where it must find something.
"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, reject, settings
from hypothesis import strategies as st

import flows.reading.document
from flows.ingest import IngestError
from flows.record import Cleaned, Edit, Person, Record, Section, Segmented, Turn
from flows.seeds import load_seeds
from flows.tables import json_line
from flows.tables import rows as rows_of_records
from tests import laws
from tests.generator import LOOKS, STYLES, generate, noise
from tests.hostile import GROWING, PIECES, REPEATED, repeating
from tests.laws import Rows
from tests.release_sample import release

ROOT = Path(__file__).parent.parent
SEEDS = load_seeds(ROOT / "seeds")
LAWS_OF_ROWS: dict[str, Callable[[Rows], list[str]]] = {
    "reversible": laws.reversible,
    "nothing lost": laws.nothing_lost,
    "traceable": laws.traceable,
    "stable": laws.stable,
    "no silent guess": laws.no_silent_guess,
}
Tables = dict[str, list[dict[str, Any]]]


def breaches(rows: Rows) -> dict[str, list[str]]:
    """What each law that rows alone can tell finds in them."""
    return {name: found for name, law in LAWS_OF_ROWS.items() if (found := law(rows))}


def read(raw: str, document_id: str = "talk") -> Record:
    return flows.reading.document.read_document(raw.encode(), document_id)


def tables(*records: Record) -> Tables:
    return rows_of_records(records)


def digest(rows: Rows) -> str:
    """A digest of the rows as they would be released."""
    lines = (name.encode() + b" " + json_line(row) for name, table in rows.items() for row in table)
    return sha256(b"".join(lines)).hexdigest()


@settings(max_examples=80, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    styles=st.lists(st.sampled_from(STYLES), min_size=1, max_size=2),
    look=st.sampled_from(sorted(LOOKS)),
    level=st.sampled_from([0.0, 0.0, 1.0, 5.0]),
)
def test_generated_records_keep_the_laws(seed: int, styles: list[str], look: str, level: float) -> None:
    record = generate(seed, styles, look, noise(level), turns=12)
    assert not breaches(tables(read(record.raw)))


arbitrary_text = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=200),
)


@settings(max_examples=200, deadline=None)
@given(arbitrary_text)
@example("[Page 8]")  # of which cleaning leaves nothing
@example("\u00ad  \u00ad")
@example("s [1]\n1 A note.")
@example("A. B. -\n" * 3 + "\n\nEmil: No.\n")  # a surname of a hyphen alone
def test_arbitrary_texts_keep_the_laws(text: str) -> None:
    try:
        record = read(text)
    except IngestError:
        reject()
    assert not breaches(tables(record))


@settings(max_examples=30, deadline=None)
@given(arbitrary_text, st.sampled_from(["utf-8-sig", "utf-16", "cp1252", "cp1251"]))
def test_texts_in_other_encodings_keep_the_laws(text: str, encoding: str) -> None:
    data = ("A talk. " + text).encode(encoding, "ignore")
    try:
        record = flows.reading.document.read_document(data, "talk")
    except IngestError:
        reject()
    assert not breaches(tables(record))


@pytest.mark.parametrize("seed", SEEDS.documents, ids=lambda seed: seed.document_id)
def test_seeds_keep_the_laws(seed: Any) -> None:
    curated = flows.reading.document.read_document(seed.read(), seed.document_id, seed.sidecar, SEEDS.people)
    alone = flows.reading.document.read_document(seed.read(), seed.document_id)
    assert len(curated.segmented.turns) > 20
    assert not breaches(tables(curated))
    assert not breaches(tables(alone))


def test_releases_keep_the_laws() -> None:
    found = [path.parent for path in sorted(ROOT.glob("dist/*/release.json"))]
    if not found:
        pytest.skip("nothing is released yet")
    assert not {folder.name: broken for folder in found if (broken := breaches(laws.rows_of(folder / "jsonl")))}


def corpora() -> list[Path]:
    folder = os.environ.get("PARLEY_DEVELOPMENT_DATA")
    return sorted(path for path in Path(folder, "corpora").iterdir() if path.is_dir()) if folder else []


@pytest.mark.skipif(not corpora(), reason="PARLEY_DEVELOPMENT_DATA names no folder with development corpora")
@pytest.mark.parametrize("corpus", corpora(), ids=lambda corpus: corpus.name)
def test_corpora_keep_the_laws(corpus: Path) -> None:
    files = sorted(corpus.glob("*.txt"))
    assert files
    assert not {file.name: broken for file in files if (broken := breaches_of_file(file))}


def breaches_of_file(file: Path) -> dict[str, list[str]]:
    """The breaches in a file, without a word of its text: nobody is to look into documents that are held out."""
    try:
        found = breaches(tables(flows.reading.document.read_document(file.read_bytes(), "document")))
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        return {type(error).__name__: [f"{Path(place.filename).name}:{place.lineno}"]}
    return {law: [f"{len(each)} breaches", *each[:3]] for law, each in found.items()}


def corrected(record: Record) -> Iterator[Record]:
    """The record as corrections of single turns leave it: a turn taken into the one before, or split at a word."""
    turns = record.segmented.turns
    for i, turn in enumerate(turns):
        if i:
            merged = replace(turns[i - 1], clean_end=turn.clean_end)
            yield with_turns(record, [*turns[: i - 1], merged, *turns[i + 1 :]])
        space = record.cleaned.text.rfind(" ", turn.speech_start + 1, turn.clean_end)
        if space > turn.clean_start:
            first = replace(turn, clean_end=space)
            second = replace(turn, clean_start=space + 1, speech_start=space + 1, label=None)
            yield with_turns(record, [*turns[:i], first, second, *turns[i + 1 :]])


def with_turns(record: Record, turns: list[Turn]) -> Record:
    return replace(record, segmented=replace(record.segmented, turns=turns))


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 2**32), style=st.sampled_from(STYLES))
def test_a_correction_renames_no_other_turn(seed: int, style: str) -> None:
    record = read(generate(seed, (style,), "web", turns=8).raw)
    before = tables(record)
    for other in corrected(record):
        assert not laws.stable(before, tables(other))


def digests(stage: str | None = None, mutant: str | None = None) -> list[str]:
    """Digests of the rows of some generated records, read in two orders; with a stage broken, if one is named."""
    records = [(generate(seed, rates=noise(1.0)).raw, f"talk-{seed}") for seed in range(12)]
    with pytest.MonkeyPatch.context() as patch:
        if stage and mutant:
            break_stage(patch, stage, MUTANTS["deterministic", mutant][1])
        one = tables(*(read(*record) for record in records))
        two = tables(*(read(*record) for record in reversed(records)))
    return [digest(one), digest(two)]


def digests_in_other_processes(*arguments: str) -> list[str]:
    """The same, by processes with other hash seeds."""
    script = "import sys; from tests.test_laws import digests; print(*digests(*sys.argv[1:]))"
    return [
        found
        for hash_seed in ("1", "2")
        for found in subprocess.run(
            [sys.executable, "-c", script, *arguments],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": hash_seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
    ]


def test_reading_is_deterministic() -> None:
    assert not laws.deterministic(digests() + digests_in_other_processes())


def test_a_release_is_all_or_nothing(tmp_path: Path) -> None:
    assert not laws.all_or_nothing(release, tmp_path)


def reading(style: str, look: str) -> Callable[[int], Callable[[], object]]:
    """What to measure: the reading of a generated record with so many turns."""

    def prepared(turns: int) -> Callable[[], object]:
        raw = generate(4, (style,), look, turns=turns, people=4).raw
        return lambda: tables(read(raw))

    return prepared


@pytest.mark.parametrize("style", ["name-colon", "reported"])
@pytest.mark.parametrize("look", ["web-with-notes", "pages", "double-spaced", "collapsed"])
def test_work_grows_with_the_length(style: str, look: str) -> None:
    assert not laws.linear(reading(style, look), 100)


@pytest.mark.parametrize("repeated", [*REPEATED, *GROWING])
def test_work_on_hostile_text_grows_with_its_length(repeated: str) -> None:
    def prepared(length: int) -> Callable[[], object]:
        text = repeating(repeated, length)
        return lambda: tables(read(text))

    assert not laws.linear(prepared, 5_000)


def read_hostile_texts(length: int) -> None:
    """Reads every hostile text of that length, and prints its number when it is done."""
    for number, repeated in enumerate([*REPEATED, *GROWING]):
        tables(read(repeating(repeated, length)))
        print(number, flush=True)


def finished(script: str, seconds: float) -> list[str]:
    """What a process that runs `script` has printed when it ends or is killed."""
    command = [sys.executable, "-c", script]
    try:
        return subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=seconds
        ).stdout.split()
    except subprocess.TimeoutExpired as killed:
        return (killed.stdout or b"").decode().split()


def test_hostile_texts_are_read_in_time() -> None:
    """What the work of regular expressions does not show in `laws.work` shows here."""
    done = finished("from tests.test_laws import read_hostile_texts as read; read(100_000)", seconds=300)
    everything = [*REPEATED, *GROWING]
    assert len(done) == len(everything), f"killed while reading {everything[len(done)]!r} over and over"


# Broken stages. Each takes what the whole stage gives, and spoils it.


def edits_moved(cleaned: Cleaned, i: int, edit: Edit) -> Cleaned:
    return replace(cleaned, edits=(*cleaned.edits[:i], edit, *cleaned.edits[i + 1 :]))


def with_wrong_raw_offset(cleaned: Cleaned) -> Cleaned:
    edit = cleaned.edits[0]
    return edits_moved(cleaned, 0, edit._replace(raw_start=edit.raw_start + 1, raw_end=edit.raw_end + 1))


def with_wrong_clean_offset(cleaned: Cleaned) -> Cleaned:
    edit = cleaned.edits[0]
    return edits_moved(cleaned, 0, edit._replace(clean_start=edit.clean_start + 1, clean_end=edit.clean_end + 1))


def with_wrong_raw_text(cleaned: Cleaned) -> Cleaned:
    edit = cleaned.edits[-1]
    return edits_moved(cleaned, len(cleaned.edits) - 1, edit._replace(raw_text=edit.raw_text + "\n"))


def with_overlong_edit(cleaned: Cleaned) -> Cleaned:
    edit = cleaned.edits[0]
    before = cleaned.text[edit.clean_start - 1]
    longer = edit._replace(
        raw_start=edit.raw_start - 1,
        raw_text=before + edit.raw_text,
        clean_start=edit.clean_start - 1,
        clean_text=before + edit.clean_text,
    )
    return edits_moved(cleaned, 0, longer)


def with_dropped_character(cleaned: Cleaned) -> Cleaned:
    """The last letter is gone, and no edit says so."""
    at = len(cleaned.text) - 2
    return replace(cleaned, text=cleaned.text[:at] + cleaned.text[at + 1 :])


def with_word_removed_as_space(cleaned: Cleaned) -> Cleaned:
    """The last word is taken out by an edit, under a rule that may take no letters."""
    start = cleaned.text.rindex(" ")
    end, raw_start, raw_end = len(cleaned.text), cleaned.raw_start(start), cleaned.raw_end(len(cleaned.text))
    edit = Edit("space", raw_start, raw_end, cleaned.raw[raw_start:raw_end], start, start, "")
    assert end > start
    kept = tuple(e for e in cleaned.edits if e.raw_end <= raw_start)
    later = tuple(
        e._replace(clean_start=start, clean_end=start + len(e.clean_text))
        for e in cleaned.edits
        if e.raw_start >= raw_end
    )
    return replace(cleaned, text=cleaned.text[:start], edits=(*kept, edit, *later))


def with_turns_changed(change: Callable[[list[Turn]], list[Turn]]) -> Callable[[Segmented], Segmented]:
    return lambda segmented: replace(segmented, turns=change(list(segmented.turns)))


def with_sections_changed(change: Callable[[Sequence[Section]], Sequence[Section]]) -> Callable[[Segmented], Segmented]:
    return lambda segmented: replace(segmented, sections=tuple(change(segmented.sections)))


def second(change: Callable[[Turn], Turn]) -> Callable[[Segmented], Segmented]:
    """Changes the second turn."""
    return with_turns_changed(lambda turns: [turns[0], change(turns[1]), *turns[2:]])


def in_rows(table: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Callable[[Tables], Tables]:
    """Changes the second row of a table."""
    return lambda rows: rows | {table: [*rows[table][:1], change(rows[table][1]), *rows[table][2:]]}


def numbered_ids(rows: Tables) -> Tables:
    return rows | {"turns": [row | {"turn_id": f"{row['document_id']}@{row['ordinal']}"} for row in rows["turns"]]}


def made_up_speaker(rows: Tables) -> Tables:
    made_up = Person("talk.quentin-zyx", "Quentin Zyx", basis="document")
    person = rows["people"][0] | {"person_id": made_up.person_id, "name": made_up.name, "basis": made_up.basis}
    turn = {"speaker_id": made_up.person_id, "speaker_name": made_up.name}
    return in_rows("turns", lambda row: row | turn)(rows | {"people": [*rows["people"], person]})


def two_parties_of_many(rows: Tables) -> Tables:
    """The turn before is taken for the one addressed, whoever else is there."""
    first, other = rows["turns"][0]["speaker_id"], rows["turns"][1]["speaker_id"]
    assert len({row["speaker_id"] for row in rows["turns"]}) > 2
    assert first != other
    return in_rows("turns", lambda row: row | {"addressee_ids": [first], "addressee_basis": "two-party"})(rows)


_counter = itertools.count()


def in_set_order(rows: Tables) -> Tables:
    return rows | {"people": [row | {"aliases": list(set(row["name"]))} for row in rows["people"]]}


def in_order_of_reading(segmented: Segmented) -> Segmented:
    return replace(segmented, turns=[replace(turn, rule=f"rule-{next(_counter)}") for turn in segmented.turns])


# By law and name: which stage is broken, and how.
MUTANTS: dict[tuple[str, str], tuple[str, Callable[[Any], Any]]] = {
    ("reversible", "wrong raw offset"): ("clean", with_wrong_raw_offset),
    ("reversible", "wrong clean offset"): ("clean", with_wrong_clean_offset),
    ("reversible", "wrong raw text"): ("clean", with_wrong_raw_text),
    ("reversible", "edit that is not minimal"): ("clean", with_overlong_edit),
    ("reversible", "dropped character"): ("clean", with_dropped_character),
    ("reversible", "word removed as white space"): ("clean", with_word_removed_as_space),
    ("reversible", "forgotten edit"): ("clean", lambda cleaned: replace(cleaned, edits=cleaned.edits[:-1])),
    ("reversible", "wrong encoding"): ("ingest", lambda source: replace(source, encoding="utf-16-le")),
    ("reversible", "forgotten byte order mark"): ("ingest", lambda source: replace(source, bom=not source.bom)),
    ("nothing lost", "turn that ends one early"): (
        "segment",
        second(lambda turn: replace(turn, clean_end=turn.clean_end - 1)),
    ),
    ("nothing lost", "turn that starts one late"): (
        "segment",
        second(lambda turn: replace(turn, clean_start=turn.clean_start + 1, speech_start=turn.clean_end)),
    ),
    ("nothing lost", "turn that starts on white space"): (
        "segment",
        second(lambda turn: replace(turn, clean_start=turn.clean_start - 1)),
    ),
    ("nothing lost", "turn that ends on white space"): (
        "segment",
        second(lambda turn: replace(turn, clean_end=turn.clean_end + 1)),
    ),
    ("nothing lost", "overlapping turns"): (
        "segment",
        second(lambda turn: replace(turn, clean_start=turn.clean_start - 5)),
    ),
    ("nothing lost", "lost turn"): ("segment", with_turns_changed(lambda turns: turns[:1] + turns[2:])),
    ("nothing lost", "turn twice"): ("segment", with_turns_changed(lambda turns: turns[:2] + turns[1:])),
    ("nothing lost", "no turns"): ("segment", with_turns_changed(lambda turns: [])),
    ("nothing lost", "gap between sections"): (
        "segment",
        with_sections_changed(lambda found: (*found[:-1], replace(found[-1], clean_start=found[-1].clean_start + 1))),
    ),
    ("nothing lost", "lost section"): ("segment", with_sections_changed(lambda found: found[1:])),
    ("nothing lost", "body called notes"): (
        "segment",
        with_sections_changed(lambda found: [replace(s, kind="notes") if s.kind == "body" else s for s in found]),
    ),
    ("nothing lost", "turns out of order"): ("tables", in_rows("turns", lambda row: row | {"ordinal": 3})),
    ("nothing lost", "raw end of a turn after what was removed"): (
        "tables",
        in_rows("turns", lambda row: row | {"raw_end": row["raw_end"] + 1}),
    ),
    ("traceable", "wrong raw start"): (
        "tables",
        in_rows("turns", lambda row: row | {"raw_start": row["raw_start"] + 1}),
    ),
    ("traceable", "wrong clean end"): (
        "tables",
        in_rows("turns", lambda row: row | {"clean_end": row["clean_end"] - 1}),
    ),
    ("traceable", "text in capitals"): ("tables", in_rows("turns", lambda row: row | {"text": row["text"].upper()})),
    ("traceable", "raw text of a turn"): ("tables", in_rows("sections", lambda row: row | {"text": row["text"] + " "})),
    ("traceable", "wrong span"): ("tables", in_rows("spans", lambda row: row | {"raw_end": row["raw_end"] + 1})),
    ("stable", "ids that count turns"): ("tables", numbered_ids),
    ("stable", "id without its document"): (
        "tables",
        in_rows("turns", lambda row: row | {"turn_id": f"@{row['raw_start']}"}),
    ),
    ("deterministic", "order of a set"): ("tables", in_set_order),
    ("deterministic", "memory of the documents before"): ("segment", in_order_of_reading),
    ("no silent guess", "made-up speaker"): ("tables", made_up_speaker),
    ("no silent guess", "speaker not on record"): ("tables", lambda rows: rows | {"people": rows["people"][1:]}),
    ("no silent guess", "no speaker and no flag"): (
        "tables",
        in_rows(
            "turns",
            lambda row: row | {"speaker_id": None, "speaker_name": None, "addressee_ids": [], "addressee_basis": None},
        ),
    ),
    ("no silent guess", "flag in spite of a speaker"): (
        "tables",
        in_rows("turns", lambda row: row | {"flags": ["unresolved-speaker"]}),
    ),
    ("no silent guess", "label that is not printed"): (
        "tables",
        in_rows("turns", lambda row: row | {"speaker_label": "Zyx"}),
    ),
    ("no silent guess", "addressee without a basis"): (
        "tables",
        in_rows("turns", lambda row: row | {"addressee_ids": [row["speaker_id"]], "addressee_basis": None}),
    ),
    ("no silent guess", "two parties of many"): ("tables", two_parties_of_many),
    ("no silent guess", "narration with a speaker"): (
        "tables",
        in_rows("turns", lambda row: row | {"kind": "narration"}),
    ),
    ("no silent guess", "confidence in percent"): ("tables", in_rows("turns", lambda row: row | {"confidence": 90.0})),
}


def break_stage(patch: pytest.MonkeyPatch, stage: str, spoil: Callable[[Any], Any]) -> None:
    """Lets the stage of the route spoil whatever it gives."""
    where = sys.modules[__name__] if stage == "tables" else flows.reading.document
    name = "rows_of_records" if stage == "tables" else stage
    whole = getattr(where, name)
    patch.setattr(where, name, lambda *arguments, **options: spoil(whole(*arguments, **options)))


SAMPLE = generate(11, ("name-colon",), "wrapped", turns=10, people=4).raw


def mutants_of(*names: str) -> pytest.MarkDecorator:
    chosen = [each for each in MUTANTS if each[0] in names]
    return pytest.mark.parametrize(("law", "mutant"), chosen, ids=[": ".join(each) for each in chosen])


def test_the_sample_keeps_the_laws_while_nothing_is_broken() -> None:
    rows = tables(read(SAMPLE))
    assert not breaches(rows)
    assert len(rows["turns"]) >= 10
    assert len(rows["people"]) > 2


@mutants_of(*LAWS_OF_ROWS)
def test_law_catches(law: str, mutant: str, monkeypatch: pytest.MonkeyPatch) -> None:
    break_stage(monkeypatch, *MUTANTS[law, mutant])
    assert LAWS_OF_ROWS[law](tables(read(SAMPLE)))


def test_law_of_stable_ids_catches_renaming() -> None:
    record = read(SAMPLE)
    before = numbered_ids(tables(record))
    assert any(
        "was renamed" in breach
        for other in corrected(record)
        for breach in laws.stable(before, numbered_ids(tables(other)))
    )


@mutants_of("deterministic")
def test_law_of_determinism_catches(law: str, mutant: str) -> None:
    stage, _ = MUTANTS[law, mutant]
    assert laws.deterministic(digests(stage, mutant) + digests_in_other_processes(stage, mutant))


def written_in_place(out: Path) -> Path:
    """A release whose files appear one by one."""
    folder = out / "0.1.0"
    folder.mkdir()
    for name in ("turns.jsonl", "people.jsonl"):
        with (folder / name).open("xb") as file:
            file.write(name.encode())
            os.fsync(file.fileno())
    return folder


def written_over(out: Path) -> Path:
    """A release that replaces the one that is there."""
    folder = out / "0.1.0"
    folder.mkdir(exist_ok=True)
    staged = out / ".turns.jsonl"
    staged.write_bytes(b"turns")
    staged.replace(folder / "turns.jsonl")
    return folder


def renamed_too_early(out: Path) -> Path:
    """A release with its checksums written when it already shows."""
    staging, folder = out / ".staging", out / "0.1.0"
    staging.mkdir()
    (staging / "turns.jsonl").write_bytes(b"turns")
    staging.rename(folder)
    with (folder / "SHA256SUMS").open("xb") as file:
        os.fsync(file.fileno())
        file.write(b"sums")
    return folder


@pytest.mark.parametrize("writer", [written_in_place, written_over, renamed_too_early])
def test_law_of_all_or_nothing_catches(writer: Callable[[Path], Path], tmp_path: Path) -> None:
    assert laws.all_or_nothing(writer, tmp_path)


def compared_with_each_other(segmented: Segmented) -> Segmented:
    for turn in segmented.turns:
        for other in segmented.turns:
            max(turn.clean_start, other.clean_start)
    return segmented


def test_law_of_linear_work_catches_a_loop_in_a_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    break_stage(monkeypatch, "segment", compared_with_each_other)
    assert laws.linear(reading("name-colon", "web-with-notes"), 100)


def test_kill_limit_catches_a_nested_quantifier() -> None:
    script = "import re\nfor text in ('aaa', 'a' * 40 + '!'): print(re.match('(a+)+$', text), flush=True)"
    assert len(finished(script, seconds=1)) < len(finished(script.replace("40", "4"), seconds=60))
