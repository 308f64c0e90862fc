"""The command `parley`: what it prints, writes and answers, as a person at a terminal has it."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from flows.cli import main
from flows.reading.files import NamingError, documents_by_id
from flows.terminal.progress import progress
from schemas import TABLES
from schemas.tables import ID
from tests.conftest import PROJECT, TALK

HEAVY = {"dask", "fastapi", "pandas", "pandera", "polars", "prefect", "pyarrow", "sqlalchemy"}


def parley(*arguments: object) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def lines(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    file = tmp_path / "Harbour Talk (1931).txt"
    file.write_text(TALK, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "command", [[], ["read"], ["release"], ["diff"], ["verify"], ["evaluate"], ["serve"]], ids=" ".join
)
def test_help_has_examples_that_parse(command: list[str]) -> None:
    result = parley(*command, "--help")
    assert result.exit_code == 0
    examples = re.findall(r"^ +parley (.+?)(?:  .*)?$", result.output.split("Examples:")[1], re.MULTILINE)
    assert examples
    for example in examples:
        name, *arguments = shlex.split(example)
        parameters = {option for parameter in main.commands[name].params for option in parameter.opts}
        assert {word for word in arguments if word.startswith("--")} <= parameters


def test_the_version_is_that_of_the_package() -> None:
    assert re.fullmatch(r"parley \d+\.\d+\.\d+\n", parley("--version").output)


def test_reading_writes_every_table_and_says_what_it_found(talk: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = parley("read", talk, "--out", out)
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in out.iterdir()) == sorted(f"{name}.jsonl" for name in TABLES)
    for name, table in TABLES.items():
        assert all(list(row) == [field.name for field in table.fields] for row in lines(out / f"{name}.jsonl"))
    turns = lines(out / "turns.jsonl")
    assert [turn["speaker_label"] for turn in turns] == ["Anna Berg", "Ole Lind"] * 3
    assert {turn["document_id"] for turn in turns} == {"harbour-talk-1931"}
    assert "1 document, 6 turns" in result.output
    assert "I agree. Who is to pay for the oil?" in result.output
    assert str(out) in result.output


def test_what_cannot_be_read_is_named_and_the_others_are_written(talk: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "scan.txt").write_bytes(b"%PDF-1.7\x00\x01")
    out = tmp_path / "out"
    result = parley("read", tmp_path / "empty.txt", tmp_path / "scan.txt", talk, "--out", out)
    assert result.exit_code == 1
    for name, reason in [("empty.txt", "the file is empty"), ("scan.txt", "a PDF file")]:
        assert re.search(rf"{name}: .*{reason}.*; \w+", result.stderr), result.stderr
    assert len(lines(out / "documents.jsonl")) == 1


def test_a_file_in_which_nobody_speaks_is_read_and_named(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("apples\n\npears\n", encoding="utf-8")
    result = parley("read", tmp_path / "list.txt", "--out", tmp_path / "out")
    assert result.exit_code == 0
    assert f"{tmp_path}/list.txt:1: nobody was found to speak in it; check that" in result.stderr
    assert "To correct" not in result.stderr
    assert [document["document_id"] for document in lines(tmp_path / "out" / "documents.jsonl")] == ["list"]
    assert "speech" not in {turn["kind"] for turn in lines(tmp_path / "out" / "turns.jsonl")}


def test_what_is_doubtful_is_named_with_its_line_and_how_it_is_corrected(tmp_path: Path) -> None:
    result = parley("read", PROJECT / "tests" / "data" / "lighthouse-talk.txt", "--out", tmp_path / "out")
    assert result.exit_code == 0
    doubt = "lighthouse-talk.txt:30: the start or the speaker may be wrong: “Both copies were lost in the fire of …”"
    assert doubt in result.stderr
    assert "lighthouse-talk.txt, then parley check and parley correct" in result.stderr


def test_two_records_in_one_file_are_noticed(tmp_path: Path) -> None:
    file = tmp_path / "two talks.txt"
    file.write_text(f"{TALK}\n{TALK}", encoding="utf-8")
    result = parley("read", file, "--out", tmp_path / "out")
    line = TALK.count("\n") + 2
    assert f"{file}:{line}: the title stands here again: where a second record begins, put it into" in result.stderr
    assert f"parley add '{file}', then parley check" in result.stderr


def test_of_many_doubts_some_are_named_and_all_counted(tmp_path: Path) -> None:
    file = tmp_path / "talk.txt"
    file.write_text(TALK + f"\n{TALK}" * 25, encoding="utf-8")
    result = parley("read", file, "--out", tmp_path / "out")
    told = re.findall(rf"^{file}:\d+: ", result.stderr, re.MULTILINE)
    (more,) = re.findall(r"^and (\d+) more places to look at", result.stderr, re.MULTILINE)
    assert (len(told), len(told) + int(more) >= 25) == (20, True)


def test_an_encoding_that_was_guessed_is_named(tmp_path: Path) -> None:
    for name in ("quay", "pier", "dock", "mole"):
        (tmp_path / f"{name}.txt").write_bytes(f"{TALK}\nOle Lind: The café — at nine – “sharp”.\n".encode("cp1252"))
    (tmp_path / "plain.txt").write_text(TALK, encoding="utf-8")
    result = parley("read", *tmp_path.glob("*.txt"), "--out", tmp_path / "out")
    (line,) = [line for line in result.stderr.splitlines() if "encoding" in line]
    assert "and 1 more: the encoding was guessed, cp1252; where letters are wrong, save it in UTF-8" in line
    assert "plain.txt" not in line


def test_nothing_is_written_where_nothing_can_be_read(talk: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert parley("read", talk, "--out", out).exit_code == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    (tmp_path / "empty.txt").touch()
    assert parley("read", tmp_path / "empty.txt", "--out", out).exit_code == 1
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_reading_again_replaces_what_was_there(talk: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for name in ("first-talk", "second-talk"):
        talk = talk.rename(tmp_path / f"{name}.txt")
        assert parley("read", talk, "--out", out).exit_code == 0
    assert [document["document_id"] for document in lines(out / "documents.jsonl")] == ["second-talk"]


def test_the_order_of_the_files_changes_nothing(tmp_path: Path) -> None:
    files = [tmp_path / f"{name}.txt" for name in ("b-talk", "a-talk", "c-talk")]
    for file in files:
        file.write_text(TALK, encoding="utf-8")
    for out, order in [("forth", files), ("back", files[::-1])]:
        assert parley("read", *order, "--out", tmp_path / out).exit_code == 0
    for name in TABLES:
        forth, back = (tmp_path / out / f"{name}.jsonl" for out in ("forth", "back"))
        assert forth.read_bytes() == back.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["read"], "Missing argument 'FILE...'"),
        (["read", "no-such-file.txt", "--out", "out"], "does not exist"),
        (["read", __file__], "Missing option '--out'"),
        (["read", __file__, __file__, "--out", "out"], "test_cli.py"),
        (["write"], "No such command"),
        (["release", "--release-version", "1.0"], "is not a version"),
        (["release", "--date", "today"], "does not match the format"),
        (["release", "--seeds", "no-such-folder"], "does not exist"),
        (["release", "--processes", "2"], "--processes goes with --engine"),
        (["release", "--dask-address", "tcp://127.0.0.1:1"], "--dask-address goes with --engine dask"),
        (["release", "--engine", "dask", "--dask-address", "here"], "here is no address"),
        (
            ["serve", "--engine", "dask", "--dask-address", "tcp://h:1", "--processes", "2"],
            "Give either --processes or",
        ),
        (["evaluate", "no-such-document", "--seeds", "tests"], "Not in tests: no-such-document"),
        (["evaluate", "--held-out", "--seeds", "tests"], "goes with --corpus"),
    ],
    ids=lambda value: " ".join(value).replace(__file__, "FILE") if isinstance(value, list) else "",
)
def test_wrong_use_is_answered_with_two(
    arguments: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "tests").mkdir()
    result = parley(*arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["seeds", "tests"]


def test_a_released_version_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "dist" / "0.1.0").mkdir(parents=True)
    result = parley("release", "--seeds", tmp_path, "--out", tmp_path / "dist", "--release-version", "0.1.0")
    assert result.exit_code == 2
    assert "never written again" in result.stderr


def test_files_whose_names_make_one_id_are_all_named(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("A talk.txt", "a-talk.txt", "1931.txt", "other.txt")]
    with pytest.raises(NamingError) as caught:
        documents_by_id(files)
    assert [name in str(caught.value) for name in ("A talk.txt", "a-talk.txt", "1931.txt", "other.txt")] == [
        True,
        True,
        True,
        False,
    ]


@given(st.lists(st.text(st.characters(exclude_characters="/\0", codec="utf-8"), min_size=1), max_size=5))
def test_ids_fit_the_declaration_or_are_refused(names: list[str]) -> None:
    paths = [Path("folder", name) for name in names]
    try:
        found = documents_by_id(paths)
    except NamingError:
        return
    assert all(re.fullmatch(ID, document_id) for document_id in found)
    assert sorted(found.values()) == sorted(paths)
    assert list(found) == sorted(found)


def test_an_id_is_the_name_of_the_file_where_it_can_be() -> None:
    assert list(documents_by_id([Path("Talks", "Volume_2 no.7-b.TXT")])) == ["volume_2-no.7-b"]


def test_reading_a_file_imports_nothing_heavy(talk: Path, tmp_path: Path) -> None:
    program = (
        "import sys\nfrom flows.cli import main\n"
        "main(sys.argv[1:], standalone_mode=False)\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    command = [sys.executable, "-c", program, "read", str(talk), "--out", str(tmp_path / "out")]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    imported = set(done.stderr.split())
    assert "click" in imported
    assert not imported & HEAVY


def test_a_pipe_gets_lines_of_progress_with_rate_and_remaining_time(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    times = iter([100.0, 102.0, 110.0, 111.0, 300.0])
    monkeypatch.setattr("flows.terminal.progress.time.monotonic", lambda: next(times))
    with progress("Reading", 20_000, "documents") as advance:
        for more in (400, 100, 100, 400):
            advance(more)
    assert capsys.readouterr().err.splitlines() == [
        "Reading: 500 of 20,000 documents, 50 a second, 0:06:30 left",
        "Reading: 1,000 of 20,000 documents, 5.0 a second, 1:03:20 left",
    ]


def test_a_terminal_gets_a_bar_with_rate_and_remaining_time() -> None:
    program = (
        "import time; from flows.terminal.progress import progress\n"
        "with progress('Reading', 20_000, 'documents') as advance:\n"
        "    for _ in range(8): advance(100); time.sleep(0.1)"
    )
    shown = in_a_terminal([sys.executable, "-c", program])
    assert "800/20000 documents" in shown
    assert re.search(r"\d+ a second +\d+:\d\d:\d\d", shown)


def in_a_terminal(command: list[str]) -> str:
    """What a command writes to a terminal, without what colours it or moves about."""
    screen, terminal = pty.openpty()
    environment = os.environ | {"TERM": "xterm", "COLUMNS": "120"}
    process = subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=terminal, env=environment)
    os.close(terminal)
    shown = bytearray()
    with contextlib.suppress(OSError):  # how the end of a terminal is told
        while data := os.read(screen, 1024):
            shown += data
    os.close(screen)
    assert process.wait() == 0
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.decode())


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_a_release_in_order(
    sent: signal.Signals, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import pipeline

    before = signal.getsignal(signal.SIGTERM)
    ended = []

    def run(**options: object) -> None:
        try:
            signal.raise_signal(sent)
        finally:
            ended.append(sent)

    monkeypatch.setattr(pipeline, "run", run)
    result = parley("release", "--seeds", tmp_path, "--out", tmp_path / "dist")
    assert (result.exit_code, ended) == (code, [sent])
    assert ("run the same command again" in result.stderr) == (sent == signal.SIGINT)
    assert signal.getsignal(signal.SIGTERM) == before


def test_the_readme_names_only_what_there_is() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):.*## ", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert re.findall(r"^make (\w+)", readme, re.MULTILINE) == ["release", "test"]
    assert {"release", "test"} <= set(targets)
    commands = set(re.findall(r"\bparley ([a-z]+) ", readme))
    assert "read" in commands
    assert commands <= set(main.commands)
    (tree,) = re.findall(r"## Where things are\n\n```text\n(.+?)```", readme, re.DOTALL)
    named = [(line.startswith(" "), line.split()[0]) for line in tree.splitlines()]
    places = [PROJECT / "flows" / name if inner else PROJECT / name for inner, name in named]
    assert [place for place in places if not place.exists() and place.name != "dist"] == []
