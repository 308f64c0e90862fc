"""What somebody could put into the folder of documents, or give to `parley read`, to make it hang, crash or lie."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows import clean
from flows.files import MAXIMUM_BYTES, UnusableFile, read_file
from flows.reading.buckets import buckets
from flows.release.candidate import candidate, left_out
from flows.release.model import Candidate, Plan, Refused
from flows.release.writing import write_release
from flows.seeds import DATASET, FAULTS_OF_A_FILE, load_seeds, strict_schema, strict_yaml
from flows.seeds.dataset import load_dataset_description
from flows.terminal.printable import printable
from flows.verify import verify_release
from flows.work.folder import Work
from tests import laws
from tests.conftest import PROJECT, TALK, Seed, add_document
from tests.hostile import (
    BYTES,
    GOOD_FILES,
    PIECES,
    TEXTS,
    mutated,
    put_seeds,
    survive_bytes,
    survive_seeds,
    text_of,
)

NOBODY = 65534
HEAD = b"line\tkind\tmode\tspeaker\taddressees\tlabel\n"


def run_parley(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs the real command; one that hangs is killed, and so fails the test."""
    program = [sys.executable, "-c", "from flows.cli import main; main()", *arguments]
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    return subprocess.run(program, cwd=folder, env=environment, capture_output=True, text=True, timeout=60)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user of the machine can read and write."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Permissions say nothing to root: what runs here runs as another user then."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


class TestFiles:
    def test_a_file_is_read(self, tmp_path: Path) -> None:
        (tmp_path / "talk.txt").write_bytes(b"A talk.")
        (tmp_path / "link.txt").symlink_to("talk.txt")
        assert read_file(tmp_path / "talk.txt") == b"A talk."
        assert read_file(tmp_path / "link.txt", within=tmp_path) == b"A talk."

    @pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir, lambda path: path.symlink_to("/dev/zero")])
    def test_what_is_no_file_is_refused_at_once(self, tmp_path: Path, make: Callable[[Path], object]) -> None:
        make(tmp_path / "talk.txt")
        with pytest.raises(UnusableFile, match="no file"):
            read_file(tmp_path / "talk.txt")

    def test_a_link_out_of_the_folder_is_refused_wherever_on_the_way_it_is(self, tmp_path: Path) -> None:
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "elsewhere" / "talk.txt").write_bytes(b"A talk.")
        (tmp_path / "seeds").mkdir()
        (tmp_path / "seeds" / "talk").symlink_to(tmp_path / "elsewhere")
        with pytest.raises(UnusableFile, match="outside"):
            read_file(tmp_path / "seeds" / "talk" / "talk.txt", within=tmp_path / "seeds")

    def test_a_file_that_is_too_large_is_not_read(self, tmp_path: Path) -> None:
        with (tmp_path / "talk.txt").open("wb") as file:
            file.truncate(MAXIMUM_BYTES + 1)
        with pytest.raises(UnusableFile, match="larger than 16 MB"):
            read_file(tmp_path / "talk.txt")

    def test_a_file_that_grows_is_read_as_it_was(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        file = tmp_path / "talk.txt"
        file.write_bytes(b"A talk.")
        measure = os.fstat

        def measure_and_grow(handle: int) -> os.stat_result:
            status = measure(handle)
            with file.open("ab") as growing:
                growing.write(b"x" * 100_000)
            return status

        monkeypatch.setattr(os, "fstat", measure_and_grow)
        assert read_file(file) == b"A talk."

    def test_no_handle_is_left_open(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        before = len(list(Path("/dev/fd").iterdir()))
        for _ in range(3):
            with pytest.raises(UnusableFile):
                read_file(tmp_path / "pipe")
        assert len(list(Path("/dev/fd").iterdir())) == before


class TestReading:
    """`parley read`, with files that are none, or not as they were."""

    def test_what_is_no_file_is_named_and_the_others_are_written(self, tmp_path: Path) -> None:
        (tmp_path / "talk.txt").write_text(TALK, encoding="utf-8")
        os.mkfifo(tmp_path / "pipe.txt")
        (tmp_path / "zeros.txt").symlink_to("/dev/zero")
        with (tmp_path / "huge.txt").open("wb") as file:
            file.truncate(1 << 40)
        done = run_parley(tmp_path, "read", "talk.txt", "pipe.txt", "zeros.txt", "huge.txt", "--out", "out")
        assert done.returncode == 1
        assert "pipe.txt: it is no file but a folder, a pipe or a device; put a file in its place" in done.stderr
        assert "zeros.txt: it is no file" in done.stderr
        assert "huge.txt: it is larger than 16 MB; cut it into parts" in done.stderr
        assert "Traceback" not in done.stderr
        documents = (tmp_path / "out" / "documents.jsonl").read_text("utf-8").splitlines()
        assert [json.loads(line)["document_id"] for line in documents] == ["talk"]

    def test_names_that_steer_a_terminal_are_made_harmless(self, tmp_path: Path) -> None:
        names = ["a\x1b]0;title\x07.txt", "b\nc.txt", os.fsdecode(b"d\xff.txt")]
        for name in names:
            (tmp_path / name).touch()
        done = run_parley(tmp_path, "read", *names, "--out", "out")
        assert done.returncode == 1
        assert "\x1b" not in done.stderr
        for name in ("a\\x1b]0;title\\x07.txt", "b\\nc.txt", "d\\udcff.txt"):
            assert f"\n{name}: the file is empty" in "\n" + done.stderr

    def test_words_that_steer_a_terminal_are_made_harmless(self, tmp_path: Path) -> None:
        talk = TALK.replace("lighthouse", "\x1b]0;title\x07light\u202ehouse").replace("5 April 1931", "\x9b2J\u2028x")
        (tmp_path / "talk.txt").write_text(talk, encoding="utf-8")
        done = run_parley(tmp_path, "read", "talk.txt", "--out", "out\x1b[2J")
        assert done.returncode == 0, done.stderr
        assert "We should settle the matter" in done.stdout
        assert not set(done.stdout) & set("\x1b\x07\x9b\u202e\u2028")

    def test_a_file_that_vanishes_is_named(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        from flows.reading.files import read_files

        for name in ("a-talk", "b-talk"):
            (tmp_path / f"{name}.txt").write_text(TALK, encoding="utf-8")
        documents = {name: tmp_path / f"{name}.txt" for name in ("a-talk", "b-talk")}
        unreadable = read_files(
            documents, tmp_path / "out", lambda _tables: (tmp_path / "b-talk.txt").unlink(missing_ok=True)
        )
        assert list(unreadable) == [tmp_path / "b-talk.txt"]
        assert "No such file" in unreadable[tmp_path / "b-talk.txt"].message


class TestSeeds:
    """A folder of documents in which anything may lie."""

    def test_what_may_not_be_read_is_named(self, open_folder: Path) -> None:
        for number, name in enumerate(("no-text", "no-sidecar", "no-folder", "good")):
            folder = open_folder / "seeds" / f"{name}-talk"
            folder.mkdir(parents=True)
            (folder / "raw.txt").write_text(TALK, encoding="utf-8")
            (folder / "document.yaml").write_text(f"id: {name}-talk\nnumber: {number}\n", encoding="utf-8")
        (open_folder / "seeds" / "no-text-talk" / "raw.txt").chmod(0)
        (open_folder / "seeds" / "no-sidecar-talk" / "document.yaml").chmod(0)
        (open_folder / "seeds" / "no-folder-talk").chmod(0)
        load_seeds(open_folder / "seeds")  # what Python loads at the first use, nobody may not
        with as_nobody():
            problems = load_seeds(open_folder / "seeds").problems
        denied = [problem for problem in problems if "cannot be read: Permission denied" in problem.message]
        assert [(problem.document_id, problem.file.name) for problem in denied] == [
            ("no-folder-talk", "raw.txt"),
            ("no-folder-talk", "document.yaml"),
            ("no-sidecar-talk", "document.yaml"),
            ("no-text-talk", "raw.txt"),
        ]

    @pytest.mark.parametrize("mode", [0o000, 0o400])
    def test_a_folder_that_may_not_be_read_is_named(self, open_folder: Path, mode: int) -> None:
        seeds = open_folder / "seeds"
        (seeds / "good-talk").mkdir(parents=True)
        load_seeds(seeds)  # what Python loads at the first use, nobody may not
        seeds.chmod(mode)
        with as_nobody():
            loaded = load_seeds(seeds)
        seeds.chmod(0o700)
        assert loaded.documents == ()
        assert "cannot be read: Permission denied" in loaded.problems[0].message
        assert loaded.problems[0].document_id is None

    def test_a_folder_that_is_a_link_to_another_document_is_refused(self, seed: Seed) -> None:
        seeds = seed("good-talk")
        (seeds / "other-talk").symlink_to("good-talk")
        loaded = load_seeds(seeds)
        assert [document.document_id for document in loaded.documents] == ["good-talk"]
        assert [problem.message for problem in loaded.problems] == ["the id is good-talk, but the folder is other-talk"]

    def test_links_that_go_round_in_circles_are_refused(self, seed: Seed) -> None:
        seeds = seed("good-talk")
        (seeds / "round-talk").symlink_to(seeds)
        (seeds / "self-talk").symlink_to("self-talk")
        loaded = load_seeds(seeds)
        assert [document.document_id for document in loaded.documents] == ["good-talk"]
        assert {problem.document_id for problem in loaded.problems} == {"round-talk"}

    def test_only_the_first_of_countless_faults_are_told(self, seed: Seed) -> None:
        seeds = seed("good-talk")
        (seeds / "people.yaml").write_text("- nobody\n" * 5_000, encoding="utf-8")
        assert len(load_seeds(seeds).problems) == FAULTS_OF_A_FILE

    def test_work_grows_with_the_number_of_empty_documents(self, tmp_path: Path) -> None:
        def prepared(count: int) -> Callable[[], object]:
            seeds = tmp_path / f"{count}"
            for number in range(count):
                if not (folder := seeds / f"talk-{number}").exists():
                    folder.mkdir(parents=True)
                    (folder / "raw.txt").touch()
                    (folder / "document.yaml").touch()
            return lambda: load_seeds(seeds)

        assert not laws.linear(prepared, 30)
        loaded = load_seeds(tmp_path / "30")
        assert loaded.documents == ()
        assert len({problem.document_id for problem in loaded.problems}) == 30


class TestGold:
    """Gold and figures that cannot be read refuse the release, and say where."""

    @pytest.mark.parametrize(
        ("name", "data", "message"),
        [
            ("harbour-talk/gold/turns.tsv", b"", "turns.tsv:1: the head of the table lacks line"),
            ("harbour-talk/gold/turns.tsv", b"line\tkind\n", "turns.tsv:1: the head of the table lacks mode"),
            ("harbour-talk/gold/turns.tsv", HEAD + b"1\tzone\t\t\t\t\t\t\n", "turns.tsv:2: there are 8 values for 6"),
            ("harbour-talk/gold/turns.tsv", HEAD + b"99\tspeech\n", "turns.tsv:2: no such line"),
            ("harbour-talk/gold/turns.tsv", HEAD + b"9" * 5000 + b"\tzone\n", "turns.tsv:2: no such line"),
            ("harbour-talk/gold/turns.tsv", b"\xff", "turns.tsv: is not UTF-8"),
            ("harbour-talk/gold/layout.tsv", b"line\tmark\nx\tparagraph\n", "layout.tsv:2: no number of a line: x"),
            ("harbour-talk/gold/clean.tsv", b"fragment\n", "clean.tsv:1: the head of the table lacks expect"),
            ("evaluation.json", b"{", "evaluation.json: cannot be read"),
            ("evaluation.json", b"[" * 100_000, "evaluation.json: cannot be read"),
            ("evaluation.json", b"[]", "evaluation.json: is no JSON object"),
        ],
    )
    def test_what_is_wrong_is_named(self, tmp_path: Path, name: str, data: bytes, message: str) -> None:
        with pytest.raises(Refused, match=message):
            self.candidate(tmp_path, name, lambda file: file.write_bytes(data))

    @pytest.mark.parametrize("name", ["harbour-talk/gold/turns.tsv", "evaluation.json"])
    def test_a_pipe_makes_nobody_wait(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(Refused, match="is no file"):
            self.candidate(tmp_path, name, os.mkfifo)

    def test_what_is_right_is_not_refused(self, tmp_path: Path) -> None:
        scores = self.candidate(tmp_path, "evaluation.json", lambda file: file.write_bytes(b"{}")).evaluation
        assert scores["documents"].keys() == {"harbour-talk"}

    def candidate(self, folder: Path, name: str, make: Callable[[Path], object]) -> Candidate:
        """What would be released of a document with gold, one file of which was made by `make`."""
        seeds = folder / "seeds"
        put_seeds(seeds)
        (seeds / "harbour-talk" / "gold").mkdir()
        (seeds / "harbour-talk" / "gold" / "turns.tsv").write_bytes(HEAD + b"1\tzone\n")
        (seeds / name).unlink(missing_ok=True)
        make(seeds / name)
        found = load_seeds(seeds)
        work = Work(folder / "work", seeds)
        parts = [work.read(bucket, found.people).part for bucket in buckets(found.documents)]
        return candidate(parts, found, seeds, load_dataset_description(seeds / DATASET), [])


def test_a_release_of_hostile_texts_is_what_it_claims(tmp_path: Path) -> None:
    """What is no text, and folders whose names are none, are listed in it; all its files can be read."""
    seeds = tmp_path / "seeds"
    for number, (data, _) in enumerate(TEXTS.values()):
        add_document(seeds, f"talk-{number}", data(400))
    (seeds / os.fsdecode(b"talk-\xff")).mkdir()
    (seeds / "talk\n\x1b[2J").mkdir()
    found = load_seeds(seeds)
    work = Work(tmp_path / "work", seeds)
    results = [work.read(bucket, found.people) for bucket in buckets(found.documents)]
    problems = [*found.problems, *(problem for result in results for problem in result.problems)]
    quarantined = [left_out(problem, seeds) for problem in problems]
    dataset = load_dataset_description(seeds / DATASET)
    content = candidate([result.part for result in results], found, seeds, dataset, quarantined)
    release = write_release(content, Plan.first("0.1.0", "2031-04-05"), tmp_path / "dist")
    assert verify_release(release) == []
    manifest = json.loads((release / "release.json").read_text("utf-8"))
    listed = {entry["document_id"] for entry in manifest["quarantined"]}
    refused = {f"talk-{number}" for number, (_, is_text) in enumerate(TEXTS.values()) if not is_text}
    assert listed > refused | {"talk-\\udcff", "talk\\n\\x1b[2J"}
    assert len(manifest["inputs"]) > len(TEXTS) / 2
    markup = [path for pattern in ("*.xml", "*.svg") for path in release.rglob(pattern)]
    assert len(markup) > len(manifest["inputs"])
    for path in markup:
        ElementTree.parse(path)


class TestYaml:
    """YAML that a person would not write."""

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            (b"a: &a [x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n", "anchors and aliases"),
            (b"[" * 10_000_000, "nested too deeply"),
            (b"- " * 10_000_000, "nested too deeply"),
            (b'"' + b"x" * 10_000_000, "unexpected end"),
            (b"a: \xed\xa0\x80\n", "not UTF-8"),
            (b'a: "\\ud800"\n', "invalid Unicode character"),
            (b'a: "\\0"\n', "NUL"),
            (b'"a\\nb": c\n', "plain text"),
            (b"!<tag:yaml.org,2002:python/object/apply:os.system> [ls]\n", "the tag"),
            (b"!" + b"x" * 1_000_000 + b" a\n", "the tag"),
            (b"a: 1\n" * 2, "given twice"),
            (b"x" * 1000 + b": 1\n" + b"x" * 1000 + b": 1\n", "given twice"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_refused_in_few_words(self, data: bytes, message: str) -> None:
        with pytest.raises(strict_yaml.YamlError, match=message) as caught:
            strict_yaml.load(data)
        assert len(str(caught.value)) < 200

    def test_more_values_than_fit_into_memory_are_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(strict_yaml, "MAXIMUM_VALUES", 100)
        assert strict_yaml.load(b"- a\n" * 99).value == ["a"] * 99
        with pytest.raises(strict_yaml.YamlError, match="more than 100 values"):
            strict_yaml.load(b"- a\n" * 100)

    @pytest.mark.parametrize("piece", ["- a%d\n", "k%d: v\n", "- {k%d: [v, w]}\n", "- [[[a%d]]]\n", "- |\n  a%d\n"])
    def test_work_grows_with_the_length(self, piece: str) -> None:
        def prepared(count: int) -> Callable[[], object]:
            data = "".join(piece % number for number in range(count)).encode()
            return lambda: strict_yaml.load(data)

        assert not laws.linear(prepared, 100)

    def test_work_grows_with_the_length_of_a_list_that_is_to_name_each_once(self) -> None:
        """Texts and a null cannot be sorted; whoever then compares each with each takes hours over a large file."""

        def prepared(count: int) -> Callable[[], object]:
            people = [{"id": "x", "name": "X", "aliases": [None, *map(str, range(count))]}]
            return lambda: list(strict_schema.faults(people, "people"))

        assert not laws.linear(prepared, 100)

    def test_an_item_given_twice_is_a_fault(self) -> None:
        people = [{"id": "x", "name": "X", "aliases": ["Y", "Y"]}]
        (fault,) = strict_schema.faults(people, "people")
        assert (fault.path, fault.message) == ((0, "aliases"), '1.aliases is ["Y", "Y"]')


@pytest.fixture(scope="module")
def good_seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("good") / "seeds"
    put_seeds(folder)
    return folder


class TestFuzzing:
    """What chance makes: `make torture` tries far more of it."""

    @pytest.mark.parametrize("name", GOOD_FILES)
    def test_what_is_changed_at_random_was_good(self, good_seeds: Path, name: str) -> None:
        assert survive_seeds(good_seeds, name, GOOD_FILES[name])

    @pytest.mark.parametrize("name", GOOD_FILES)
    @settings(max_examples=40)
    @given(numbers=st.lists(st.integers(0, 0xFFFF), min_size=3, max_size=12))
    def test_files_changed_at_random_are_read_or_refused(self, good_seeds: Path, name: str, numbers: list[int]) -> None:
        try:
            survive_seeds(good_seeds, name, mutated(GOOD_FILES[name], numbers))
        finally:
            (good_seeds / name).write_text(GOOD_FILES[name], encoding="utf-8")

    @settings(max_examples=100)
    @given(st.lists(st.integers(0, len(PIECES) - 1) | st.integers(0, 0x10FFFF), max_size=60))
    def test_texts_of_any_characters_keep_the_laws(self, numbers: list[int]) -> None:
        survive_bytes(text_of(numbers).encode())

    @settings(max_examples=100)
    @given(st.binary(max_size=300) | st.lists(st.sampled_from(BYTES), max_size=20).map(b"".join))
    def test_any_bytes_keep_the_laws_or_are_refused(self, data: bytes) -> None:
        survive_bytes(data)

    @pytest.mark.parametrize("kind", TEXTS)
    def test_texts_of_every_hostile_kind_keep_the_laws_or_are_refused(self, kind: str) -> None:
        data, is_text = TEXTS[kind]
        assert survive_bytes(data(2_000)) is is_text

    def test_a_stage_that_loses_a_character_does_not_survive(self, monkeypatch: pytest.MonkeyPatch) -> None:
        whole = clean.clean
        monkeypatch.setattr("flows.reading.document.clean", lambda raw: replace(whole(raw), text=whole(raw).text[:-1]))
        with pytest.raises(AssertionError):
            survive_bytes(TALK.encode())

    def test_a_reader_that_fails_does_not_survive(self, good_seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("flows.reading.document.segment", lambda *_: 1 / 0)
        with pytest.raises(AssertionError, match="ZeroDivisionError"):
            survive_seeds(good_seeds, "people.yaml", GOOD_FILES["people.yaml"])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a talk – “no”", "a talk – “no”"),
        ("a\nb\tc\x00", "a\\nb\\tc\\x00"),
        ("\x1b[2J\x9b", "\\x1b[2J\\x9b"),
        ("\u202eabc\u2069\u2028", "\\u202eabc\\u2069\\u2028"),
        ("\udcff", "\\udcff"),
    ],
)
def test_what_is_printed_cannot_steer_a_terminal(text: str, shown: str) -> None:
    assert printable(text) == shown
