"""The curator's commands, as a person at a terminal has them, and what they are made of."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from flows.cli import main
from flows.curate.changes import changes
from flows.curate.gold import gold_lines
from flows.curate.lines import Lines
from flows.curate.people import candidates
from flows.curate.propose import document_yaml, propose
from flows.curate.show import shortened, visible
from flows.curate.yaml_text import block, flow
from flows.evaluate.gold import evaluate_document, read_gold
from flows.reading.document import read_document
from flows.record import Person
from flows.seeds import load_seeds, strict_yaml
from flows.tables import rows
from tests.conftest import PROJECT, Seed
from tests.generator import LOOKS, STYLES, generate, noise
from tests.test_cli import HEAVY
from tests.test_corrections import RECORD

COMMANDS = ("add", "check", "correct", "gold")
PEOPLE = """\
- id: anna-berg
  name: Anna Berg
  aliases: [A. M. Berg]
- id: ole-linde
  name: Ole Linde
- id: bo-lind
  name: Bo Lind
- id: ida-dahl
  name: Ida Dahl
  offices:
    - {title: Prime Minister of Nordland, from: 1929-05, to: 1933}
"""


def parley(*arguments: object, **options: Any) -> Result:
    return CliRunner(env={"PARLEY_AUTHOR": "A. Curator"}).invoke(main, list(map(str, arguments)), **options)


@pytest.fixture
def seeds(seed: Seed) -> Path:
    """A folder without documents, with some persons."""
    folder = seed()
    (folder / "people.yaml").write_text(PEOPLE, encoding="utf-8")
    return folder


@pytest.fixture
def talk(seeds: Path) -> Path:
    """A record to take in."""
    file = seeds.parent / "Harbour Talk (1931).txt"
    file.write_bytes(RECORD.encode("utf-16"))
    return file


@pytest.fixture
def added(seeds: Path, talk: Path) -> Path:
    """The folder with the record in it, as the document `talk`."""
    assert parley("add", talk, "--seeds", seeds, "--id", "talk").exit_code == 0
    return seeds


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_examples_that_parse(command: str) -> None:
    result = parley(command, "--help")
    assert result.exit_code == 0
    examples = re.findall(r"^ +parley (.+)$", result.output.split("Examples:")[1], re.MULTILINE)
    assert examples
    known = {option for parameter in main.commands[command].params for option in parameter.opts}
    for example in examples:
        assert example.split()[0] == command
        assert set(re.findall(r"(?<=\s)--[a-z-]+", example)) <= known


def test_adding_and_asking_for_help_import_nothing_heavy(seeds: Path, talk: Path) -> None:
    program = (
        "import sys\nfrom flows.cli import main\n"
        "main(sys.argv[1:], standalone_mode=False)\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    command = [sys.executable, "-c", program, "add", str(talk), "--seeds", str(seeds)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    imported = set(done.stderr.split())
    assert "click" in imported
    assert not imported & HEAVY


def test_a_text_is_added_byte_for_byte_with_what_it_says_of_itself(seeds: Path, talk: Path) -> None:
    result = parley("add", talk, "--seeds", seeds)
    assert result.exit_code == 0, result.output
    folder = seeds / "harbour-talk-1931"
    assert sorted(path.name for path in folder.iterdir()) == ["document.yaml", "raw.txt"]
    assert (folder / "raw.txt").read_bytes() == talk.read_bytes()
    loaded = load_seeds(seeds)
    assert loaded.problems == ()
    (document,) = loaded.documents
    assert document.sidecar.facts["title"] == "Talk at the harbour office"
    assert document.sidecar.facts["date"] == "1931-04-05"
    assert set(document.sidecar.bases.values()) == {"text"}
    people = [participant.person_id for participant in document.sidecar.participants or ()]
    assert people == ["anna-berg", "harbour-talk-1931.ole-lind"]
    assert re.search(r"line 1  title: Talk at the harbour office\n +line 3  date: 1931-04-05", result.output)
    assert "Ole Lind: harbour-talk-1931.ole-lind (not in people.yaml)" in result.output
    assert "or ole-linde? Ole Linde is spelled alike" in result.output
    assert "bo-lind" not in result.output
    (missing,) = re.findall(r"^Not found in the text: (.+)$", result.output, re.MULTILINE)
    assert {"place", "archive", "archival_reference", "translators"} <= set(missing.split(", "))


def test_each_proposal_is_marked_with_its_line(added: Path) -> None:
    sidecar = (added / "talk" / "document.yaml").read_text(encoding="utf-8")
    assert "  title: {value: Talk at the harbour office, basis: text}  # proposed from line 1\n" in sidecar
    assert "  # archive: not found in the text\n" in sidecar
    assert re.search(r"person: talk.ole-lind, .+  # proposed from line 8\n    # or ole-linde\? Ole Linde", sidecar)
    proposed = [line for line in sidecar.splitlines() if "# proposed" in line]
    (item,) = json.loads(parley("check", "talk", "--seeds", added, "--format", "json").output)["documents"][0]["review"]
    assert item["what"].startswith(f"{len(proposed)} lines are marked as proposed")


def test_who_is_meant_can_be_asked(seeds: Path, talk: Path) -> None:
    assert parley("add", talk, "--seeds", seeds, "--id", "yes", "--ask", input="1\n").exit_code == 0
    (seeds / "yes" / "raw.txt").write_bytes(b"Another text.")
    assert parley("add", talk, "--seeds", seeds, "--id", "no", "--ask", input="0\n").exit_code == 0
    people = [(seeds / name / "document.yaml").read_text(encoding="utf-8") for name in ("yes", "no")]
    assert ["person: ole-linde" in text for text in people] == [True, False]
    assert ["person: no.ole-lind" in text for text in people] == [False, True]


def test_nothing_is_ever_added_over_something(added: Path, talk: Path) -> None:
    before = {path: path.read_bytes() for path in added.rglob("*") if path.is_file()}
    for arguments, message in [
        (("--id", "talk"), "is there already: give another id"),
        (("--id", "other"), "the same text, byte for byte, is there already"),
        (("--id", "1931"), "cannot be the id of a document"),
    ]:
        result = parley("add", talk, "--seeds", added, *arguments)
        assert (result.exit_code, message in result.stderr) == (2, True), result.stderr
    for data, message in [(b"", "the file is empty"), (b"%PDF-1.7 ", "a PDF file")]:
        talk.write_bytes(data)
        result = parley("add", talk, "--seeds", added, "--id", "other")
        assert (result.exit_code, message in result.stderr) == (1, True), result.stderr
    (added / "people.yaml").write_text("- id: x\n", encoding="utf-8")
    result = parley("add", talk, "--seeds", added, "--id", "other")
    assert (result.exit_code, "people.yaml:1: name is missing" in result.stderr) == (1, True)
    (added / "people.yaml").write_text(PEOPLE, encoding="utf-8")
    assert {path: path.read_bytes() for path in added.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("look", sorted(LOOKS)[:6])
@pytest.mark.parametrize("style", STYLES[:3])
def test_what_is_proposed_can_be_read_back(style: str, look: str) -> None:
    raw = generate(7, (style,), look, noise(1.0), turns=8).raw
    proposal = propose(raw.encode(), "talk", ())
    located = strict_yaml.load(document_yaml(proposal).encode())
    assert {name: fact["value"] for name, fact in located.value["facts"].items()} == {
        fact.name: list(fact.value) if isinstance(fact.value, tuple) else fact.value for fact in proposal.facts
    }
    assert [entry["person"] for entry in located.value.get("participants", ())] == [
        proposed.participant.person_id for proposed in proposal.participants
    ]
    lines = raw.split("\n")
    for fact in proposal.facts:
        assert fact.line is None or 1 <= fact.line <= len(lines)


def person(name: str, *offices: tuple[str, str, str | None], aliases: tuple[str, ...] = ()) -> Person:
    held = tuple({"title": title, "from": since, "to": until} for title, since, until in offices)
    return Person(name.lower().replace(" ", "-"), name, aliases, offices=held)


@pytest.mark.parametrize(
    ("name", "office", "date", "expected"),
    [
        ("Mr. Ghavam", None, None, ["ahmad-qavam"]),
        ("A. Ghavam", None, None, ["ahmad-qavam"]),
        ("B. Ghavam", None, None, []),
        ("Qavam", None, None, ["ahmad-qavam"]),
        ("The Prime Minister of Nordland", None, "1931-04-05", ["ida-dahl"]),
        ("The Prime Minister of Nordland", None, "1934-04-05", []),
        ("The Prime Minister of Nordland", None, "1933-01-05", ["ida-dahl"]),
        ("Larsen", "Prime Minister of Nordland", "1931-04-05", ["ida-dahl"]),
        ("Larsen", "Prime Minister of Nordland", None, []),
        ("Larsen", "Minister", "1931-04-05", []),
        ("Larsen", None, "1931-04-05", []),
        ("Li", None, None, []),
    ],
)
def test_who_may_be_meant_is_asked_and_nobody_else(
    name: str, office: str | None, date: str | None, expected: list[str]
) -> None:
    authority = [
        person("Ahmad Qavam"),
        person("Ida Dahl", ("Prime Minister of Nordland", "1929-05", "1933")),
        person("Bo Lie"),
    ]
    assert [candidate.person.person_id for candidate in candidates(name, office, date, authority)] == expected


def test_check_shows_the_document_in_eighty_columns_without_colour(added: Path) -> None:
    result = parley("check", "talk", "--seeds", added)
    assert result.exit_code == 0, result.output
    assert "\x1b" not in result.output
    assert max(map(len, result.output.splitlines())) <= 80
    headings = [line for line in result.output.splitlines() if line and not line.startswith((" ", "talk:"))]
    assert headings == [
        "Talk at the harbour office, 1931-04-05",
        "Sections",
        "Turns",
        "What the cleaning changed",
        "To look at",
    ]
    assert re.search(r"^ +8  Ole Lind → Anna Berg  direct *\n +Ole Lind: I agree\.", result.output, re.MULTILINE)
    assert "What the cleaning changed\n" in result.output


def test_speakers_have_colours_in_a_terminal(added: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    output = parley("check", "talk", "--seeds", added, color=True).output
    berg, lind = (set(re.findall(rf"\x1b\[([\d;]+)m{name}\x1b", output)) for name in ("Anna Berg", "Ole Lind"))
    assert (len(berg), len(lind), berg == lind) == (1, 1, False)


def test_check_as_json_says_what_was_understood(added: Path) -> None:
    found = json.loads(parley("check", "talk", "--seeds", added, "--format", "json").output)
    (document,) = found["documents"]
    assert found["problems"] == []
    lines = RECORD.split("\n")
    for turn in document["turns"]:
        first = turn["text"].split("\n\n")[0].split(" ")[0]
        assert lines[turn["line"] - 1].startswith(first)
    assert [section["kind"] for section in document["sections"]] == ["title", "date", "body"]
    assert document["sections"][2] | {"text": ""} == {"line": 5, "last_line": 16, "kind": "body", "text": ""}
    assert {edit["rule"] for edit in document["edits"]} >= {"line-break"}


def test_what_stops_a_release_is_listed_and_the_code_is_one(added: Path) -> None:
    assert parley("check", "--seeds", added).exit_code == 0
    (added / "talk" / "corrections.yaml").write_text("- id: one\n", encoding="utf-8")
    for arguments in (("talk",), ()):
        result = parley("check", *arguments, "--seeds", added)
        assert result.exit_code == 1
        assert "corrections.yaml:1: reason is missing" in result.stderr
    problems = json.loads(parley("check", "--seeds", added, "--format", "json").stdout)["problems"]
    assert {(problem["document_id"], problem["line"]) for problem in problems} == {("talk", 1)}


def test_a_turn_to_look_at_is_in_the_review(added: Path) -> None:
    sidecar = added / "talk" / "document.yaml"
    text = re.sub(r" +- \{name: Ole Lind.+\n.+\n", "", sidecar.read_text(encoding="utf-8"))
    sidecar.write_text(
        text.replace("title: {value: Talk at the harbour office", "title: {value: null"), encoding="utf-8"
    )
    parley("correct", "talk", "--seeds", added, "--text", "In May", "--speaker", "-", "--reason", "Unsure")
    result = parley("check", "talk", "--seeds", added, "--format", "json")
    review = json.loads(result.output)["documents"][0]["review"]
    assert [(item["line"], item["what"]) for item in review[1:]] == [
        (None, "the title is not known"),
        (8, "Ole Lind speaks and is not among the participants"),
        (14, "it cannot be told who speaks"),
    ]
    shown = parley("check", "talk", "--seeds", added).output.split("To look at\n")[1]
    assert re.search(r"^ +document\.yaml:\d+: \d+ lines are marked as proposed", shown, re.MULTILINE)
    assert re.search(r"^ +14  talk@\d+: it cannot be told who speaks", shown, re.MULTILINE)
    assert "parley correct talk mends" in shown


def test_two_records_in_one_file_are_in_the_review(seeds: Path, tmp_path: Path) -> None:
    file = tmp_path / "talks.txt"
    file.write_text(f"{RECORD}\n{RECORD}", encoding="utf-8")
    assert parley("add", file, "--seeds", seeds).exit_code == 0
    (document,) = json.loads(parley("check", "talks", "--seeds", seeds, "--format", "json").output)["documents"]
    again = [item["line"] for item in document["review"] if item["what"].startswith("the title stands here again")]
    assert again == [RECORD.count("\n") + 2]


def test_the_longest_ids_fit_into_eighty_columns(added: Path) -> None:
    name = "conversation-at-the-harbour-31"
    (added / "talk").rename(added / name)
    sidecar = added / name / "document.yaml"
    sidecar.write_text(sidecar.read_text(encoding="utf-8").replace("talk", name), encoding="utf-8")
    assert any(line.startswith(f" {name} ") for line in parley("check", "--seeds", added).output.splitlines())


def test_a_document_that_is_not_there_is_wrong_use(added: Path) -> None:
    for command in ("check", "gold"):
        result = parley(command, "quay-talk", "--seeds", added)
        assert result.exit_code == 2
        assert "quay-talk is not in" in result.stderr
        assert "there are: talk" in " ".join(result.stderr.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a\n\tb\u0085c", "a b c"), ("\x1b[31mred\x07", "\\x1b[31mred\\x07"), ("\u202eabc\u2066", "\\u202eabc\\u2066")],
)
def test_no_text_steers_the_terminal(text: str, expected: str) -> None:
    assert visible(text) == expected


def test_long_texts_keep_their_beginning_and_end() -> None:
    text = " ".join(f"word{i}" for i in range(100))
    short = shortened(text, 80)
    assert len(short) <= 80
    assert re.fullmatch(r"word0 .+ word\d+ … word\d+ .+ word99", short)
    assert shortened("short", 80) == "short"


def test_a_change_of_a_file_is_seen(tmp_path: Path) -> None:
    file, other = tmp_path / "seeds" / "talk" / "raw.txt", tmp_path / "people.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("one", encoding="utf-8")
    steps: Iterator[object] = iter(
        [
            lambda: None,
            lambda: file.write_text("three", encoding="utf-8"),
            lambda: None,
            lambda: other.write_text("x", encoding="utf-8"),
            lambda: file.unlink(),
            lambda: None,
        ]
    )

    def wait() -> None:
        step = next(steps, None)
        if step is None:
            raise KeyboardInterrupt
        step()  # type: ignore[operator]

    seen: list[None] = []
    with pytest.raises(KeyboardInterrupt):
        seen.extend(changes((tmp_path / "seeds", other), wait))
    assert len(seen) == 4


def test_watching_shows_a_correction_as_it_is_written(added: Path) -> None:
    program = "from flows.cli import main; main()"
    command = [sys.executable, "-c", program, "check", "talk", "--seeds", str(added), "--watch"]
    output = added.parent / "output.txt"
    with output.open("w", encoding="utf-8") as file:
        watching = subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT, env=os.environ | {"COLUMNS": "80"})
        try:
            _wait_for(output, "To look at")
            assert "narration" not in output.read_text(encoding="utf-8")
            arguments = ("--text", "The Skerry pays", "--split", "--kind", "narration", "--reason", "Nobody says it")
            assert parley("correct", "talk", "--seeds", added, *arguments).exit_code == 0
            _wait_for(output, "narration  corrected: split-1")
            watching.send_signal(signal.SIGINT)
            assert watching.wait(timeout=30) == 0
        finally:
            watching.kill()


def _wait_for(file: Path, words: str) -> None:
    for _ in range(600):
        if words in file.read_text(encoding="utf-8"):
            return
        time.sleep(0.1)
    raise AssertionError(f"{words!r} was never shown: {file.read_text(encoding='utf-8')}")


def test_a_correction_is_shown_and_written(added: Path) -> None:
    arguments = ("correct", "talk", "--seeds", added, "--text", "That is fair.", "--speaker", "anna-berg")
    tried = parley(*arguments, "--reason", "She says so", "--date", "2031-04-05", "--dry-run")
    file = added / "talk" / "corrections.yaml"
    assert tried.exit_code == 0
    assert not file.exists()
    done = parley(*arguments, "--reason", "She says so", "--date", "2031-04-05")
    assert done.exit_code == 0, done.output
    before, after = done.output.split("After")
    assert "Ole Lind → Anna Berg" in before
    assert "Anna Berg → Ole Lind  direct  corrected: set-1" in after
    assert strict_yaml.load(file.read_bytes()).value == [
        {
            "id": "set-1",
            "match": {"text": "That is fair."},
            "action": "set",
            "expect": {"speaker": "talk.ole-lind"},
            "to": {"speaker": "anna-berg"},
            "reason": "She says so",
            "author": "A. Curator",
            "date": "2031-04-05",
        }
    ]
    again = parley(*arguments, "--reason", "Once more")
    assert again.exit_code == 2
    assert "has no effect: the speaker is anna-berg already" in again.stderr
    second = parley("correct", "talk", "--seeds", added, "--text", "In May", "--mode", "mixed", "--reason", "Why not")
    assert second.exit_code == 0
    assert [entry["id"] for entry in strict_yaml.load(file.read_bytes()).value] == ["set-1", "set-2"]
    assert file.read_text(encoding="utf-8").startswith("# Corrections by hand")
    assert load_seeds(added).problems == ()


# Options of `parley correct` for each action, and the entry's action, expect and to.
ACTIONS: dict[str, tuple[tuple[str, ...], str, dict[str, object], dict[str, object] | None]] = {
    "nobody": (("--text", "In May", "--speaker", "-"), "set", {"speaker": "anna-berg"}, {"speaker": None}),
    "addressee": (
        ("--text", "In May", "--addressee", "-"),
        "set",
        {"addressees": ["talk.ole-lind"]},
        {"addressees": []},
    ),
    "kind": (
        ("--text", "In May", "--kind", "narration"),
        "set",
        {"kind": "speech", "mode": "direct"},
        {"kind": "narration", "mode": None},
    ),
    "split": (
        ("--text", "The Skerry", "--split", "--speaker", "talk.ole-lind", "--mode", "reported", "--label", "The"),
        "split",
        {"speaker": "anna-berg"},
        {"label": "The", "mode": "reported", "speaker": "talk.ole-lind"},
    ),
    "merge": (("--text", "Ole Lind: That", "--merge"), "merge", {"speaker": "talk.ole-lind"}, None),
    "section": (
        ("--text", "Talk at", "--through", "5 April", "--section", "heading"),
        "section",
        {"section": "title, date"},
        {"section": "heading"},
    ),
    "edit": (
        ("--text", "urgent.", "--becomes", "urgent\\n\\nnow", "--rule", "hyphenation"),
        "edit",
        {"text": "urgent."},
        {"text": "urgent\n\nnow", "rule": "hyphenation"},
    ),
    "before": (("--text", "Ole Lind:", "--after", "That", "--merge"), "merge", {"speaker": "talk.ole-lind"}, None),
}


@pytest.mark.parametrize("name", ACTIONS)
def test_each_action_has_its_options(added: Path, name: str) -> None:
    options, action, expected, to = ACTIONS[name]
    result = parley("correct", "talk", "--seeds", added, *options, "--reason", "Because")
    assert result.exit_code == 0, result.output
    (entry,) = strict_yaml.load((added / "talk" / "corrections.yaml").read_bytes()).value
    assert (entry["action"], entry["expect"], entry.get("to")) == (action, expected, to)
    assert parley("check", "talk", "--seeds", added).exit_code == 0


# Options that make no correction, and words of the answer.
WRONG: dict[str, tuple[tuple[str, ...], str]] = {
    "nothing": (("--text", "In May"), "Say one thing at a time"),
    "two things": (("--text", "In May", "--merge", "--section", "notes"), "Say one thing at a time"),
    "label alone": (("--text", "In May", "--merge", "--label", "In"), "Say one thing at a time"),
    "through a turn": (("--text", "In May", "--merge", "--through", "x"), "--through goes with --section"),
    "rule of a turn": (("--text", "In May", "--merge", "--rule", "x"), "--rule goes with --becomes"),
    "not there": (("--text", "In June", "--merge"), "matches nothing"),
    "too often": (("--text", "Ole Lind:", "--merge"), "matches more than one place"),
    "nobody known": (("--text", "In May", "--speaker", "bo-ek"), "bo-ek, whom neither"),
    "no id": (("--text", "In May", "--speaker", "Bo Ek"), "1.to.speaker is"),
    "no kind": (("--text", "In May", "--section", "what"), "marks a section as what"),
    "lost letters": (("--text", "In May", "--becomes", "In"), "Give the rule"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_done_is_answered_with_two_and_nothing_is_written(added: Path, name: str) -> None:
    options, message = WRONG[name]
    result = parley("correct", "talk", "--seeds", added, *options, "--reason", "Because")
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())
    assert not (added / "talk" / "corrections.yaml").exists()


def test_an_id_is_given_once(added: Path) -> None:
    arguments = ("correct", "talk", "--seeds", added, "--id", "mine", "--reason", "Because")
    assert parley(*arguments, "--text", "In May", "--mode", "mixed").exit_code == 0
    result = parley(*arguments, "--text", "I agree", "--mode", "mixed")
    assert (result.exit_code, "a correction mine already" in result.stderr) == (2, True)


def test_an_earlier_correction_that_no_longer_fits_is_named(added: Path) -> None:
    arguments = ("correct", "talk", "--seeds", added, "--reason", "Because")
    assert parley(*arguments, "--text", "In May", "--mode", "mixed").exit_code == 0
    file = added / "talk" / "corrections.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("In May", "In June"), encoding="utf-8")
    result = parley(*arguments, "--text", "I agree", "--mode", "mixed")
    assert result.exit_code == 1
    assert f"{file}:2: the correction set-1 matches nothing" in result.stderr


def test_gold_is_what_was_understood(added: Path) -> None:
    arguments = ("--text", "oil? FILED 12 MAY", "--becomes", "oil?", "--rule", "page-furniture", "--reason", "A stamp")
    assert parley("correct", "talk", "--seeds", added, *arguments).exit_code == 0
    result = parley("gold", "talk", "--seeds", added)
    assert result.exit_code == 0, result.output
    file = added / "talk" / "gold" / "turns.tsv"
    text = file.read_text(encoding="utf-8")
    ours = (PROJECT / "seeds").glob("*/gold/turns.tsv")
    assert {file.read_text(encoding="utf-8").split("\n")[0] for file in ours} == {text.split("\n")[0]}
    assert "8\tspeech\tdirect\ttalk.ole-lind\tanna-berg\tOle Lind\n8:46\tzone\tremoved\t\t\t\n" in text
    assert re.search(r" 6/6 +1\.00 +1\.00 +1\.00", parley("evaluate", "talk", "--seeds", added).output)
    refused = parley("gold", "talk", "--seeds", added)
    assert (refused.exit_code, "--force writes over it" in refused.stderr) == (2, True)
    file.write_text("spoiled", encoding="utf-8")
    assert parley("gold", "talk", "--seeds", added, "--force").exit_code == 0
    assert file.read_text(encoding="utf-8") == text


@settings(max_examples=15, deadline=None)
@given(
    seed=st.integers(0, 2**32), style=st.sampled_from(STYLES), look=st.sampled_from(sorted(LOOKS)), noisy=st.booleans()
)
def test_gold_of_any_document_scores_full(
    tmp_path_factory: pytest.TempPathFactory, seed: int, style: str, look: str, noisy: bool
) -> None:
    raw = generate(seed, (style,), look, noise(float(noisy)), turns=10).raw
    tables = rows([read_document(raw.encode(), "talk")])
    file = tmp_path_factory.mktemp("gold") / "turns.tsv"
    file.write_text("\n".join(gold_lines(tables, raw)) + "\n", encoding="utf-8")
    scores = evaluate_document(raw, read_gold(file, raw), tables["turns"])
    assert (scores["gold_turns"], scores["exact_turn"]["f1"]) == (len(tables["turns"]), 1.0)
    assert (scores["speaker_word_accuracy"], scores["zone_words_in_turns"]) == (1.0, 0.0)
    if any(turn["kind"] == "speech" for turn in tables["turns"]):
        assert (scores["mode_accuracy"], scores["addressee_accuracy"]) == (1.0, 1.0)


@given(st.text("a\nb\r\n"))
def test_lines_are_those_of_an_editor(text: str) -> None:
    lines = Lines(text)
    for offset in range(len(text)):
        line = text.count("\n", 0, offset) + 1
        assert lines.of(offset) == line
        assert lines.start(line) == text.rfind("\n", 0, offset) + 1


values = st.recursive(
    st.none() | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(st.from_regex(r"[a-z]{1,9}", fullmatch=True), parts),
    max_leaves=6,
)


@given(values)
def test_what_is_written_as_yaml_is_read_the_same(value: object) -> None:
    lines = block({"name": value, "next": "end"})
    assert strict_yaml.load("\n".join(lines).encode()).value == {"name": value, "next": "end"}
    assert strict_yaml.load(f"name: {flow([value])}".replace("\n", "\n  ").encode()).value == {"name": [value]}


def test_the_schema_of_corrections_is_sound() -> None:
    schema = json.loads((PROJECT / "schemas" / "corrections.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert len(schema["items"]["allOf"]) == len(schema["items"]["properties"]["action"]["enum"])


def test_the_record_of_the_documentation_is_registered_by_its_bytes() -> None:
    raw = (PROJECT / "tests" / "data" / "lighthouse-talk.txt").read_bytes()
    proposal = propose(raw, "lighthouse-talk", ())
    assert (proposal.sha256, proposal.size) == (sha256(raw).hexdigest(), len(raw))
