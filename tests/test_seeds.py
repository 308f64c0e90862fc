"""The folder of documents: what is read from it, and every way in which it can be wrong."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from flows.files import MAXIMUM_BYTES
from flows.record import Participant, Person
from flows.seeds import SeedProblem, load_seeds
from schemas import TABLES

ROOT = Path(__file__).parents[1]
TEXT = "A. Lindqvist. Good morning.\nThe Envoy. Good morning.\n"
SIDECAR = f"""\
id: harbour-talk
raw:
  sha256: {sha256(TEXT.encode()).hexdigest()}
  size: {len(TEXT)}
facts:
  title: {{value: A talk at the harbour, basis: text}}
  date: {{value: 1911-05-04, basis: catalogue, note: The register of visits}}
  place: {{value: null, basis: curated}}
participants:
  - {{name: A. Lindqvist, person: astrid-lindqvist, title: Mrs., office: Harbour Master, side: Nordic, role: principal}}
  - {{name: The Envoy, person: harbour-talk.envoy, role: attendee}}
"""
PEOPLE = """\
- id: astrid-lindqvist
  name: Astrid Lindqvist
  aliases: [A. M. Lindqvist]
  country: Nordland
  offices:
    - {title: Harbour Master, from: 1909-03, to: 1915}
    - {title: Mayor}
  identifiers:
    viaf: {value: "12345", source: The register of visits}
"""


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A folder with one document and one person, and nothing wrong in it."""
    folder = tmp_path / "seeds"
    add(folder, "harbour-talk")
    (folder / "people.yaml").write_text(PEOPLE, encoding="utf-8")
    return folder


def add(folder: Path, document_id: str) -> Path:
    document = folder / document_id
    document.mkdir(parents=True)
    (document / "raw.txt").write_text(TEXT, encoding="utf-8", newline="")
    (document / "document.yaml").write_text(SIDECAR.replace("harbour-talk", document_id), encoding="utf-8")
    return document


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_documents_and_people_are_read(seeds: Path) -> None:
    loaded = load_seeds(seeds)
    assert loaded.problems == ()
    (document,) = loaded.documents
    assert document.document_id == "harbour-talk"
    assert document.read() == TEXT.encode()
    assert document.sidecar.facts == {"title": "A talk at the harbour", "date": "1911-05-04", "place": None}
    assert document.sidecar.bases == {"title": "text", "date": "catalogue", "place": "curated"}
    assert document.sidecar.participants == (
        Participant("A. Lindqvist", "Mrs.", "Harbour Master", "Nordic", "principal", person_id="astrid-lindqvist"),
        Participant("The Envoy", role="attendee", person_id="harbour-talk.envoy"),
    )
    assert (document.sidecar.sha256, document.sidecar.size) == (sha256(TEXT.encode()).hexdigest(), len(TEXT))
    offices = (
        {"title": "Harbour Master", "from": "1909-03", "to": "1915"},
        {"title": "Mayor", "from": None, "to": None},
    )
    aliases = ("A. M. Lindqvist",)
    assert loaded.people == (
        Person("astrid-lindqvist", "Astrid Lindqvist", aliases, "Nordland", offices, "authority", {"viaf": "12345"}),
    )


def test_documents_come_in_the_order_of_their_ids(seeds: Path) -> None:
    for document_id in ("quay-talk", "anchor-talk"):
        add(seeds, document_id)
    (seeds / ".hidden").mkdir()
    (seeds / "notes.md").write_text("Not a document.", encoding="utf-8")
    loaded = load_seeds(seeds)
    assert loaded.problems == ()
    assert [document.document_id for document in loaded.documents] == ["anchor-talk", "harbour-talk", "quay-talk"]


def test_participants_that_are_not_given_are_not_none_given(seeds: Path) -> None:
    file = seeds / "harbour-talk" / "document.yaml"
    file.write_text(SIDECAR.partition("participants")[0], encoding="utf-8")
    assert load_seeds(seeds).documents[0].sidecar.participants is None


def link_out(document: Path, name: str) -> None:
    (document / name).rename(document.parent.parent / name)
    (document / name).symlink_to(document.parent.parent / name)


def put(name: str, make: Callable[[Path], object]) -> Callable[[Path], None]:
    """What puts something else in the place of a file of the document."""

    def replaced(document: Path) -> None:
        (document / name).unlink(missing_ok=True)
        make(document / name)

    return replaced


def huge(file: Path) -> None:
    with file.open("wb") as opened:
        opened.truncate(MAXIMUM_BYTES + 1)  # takes no room on the disk


def sidecar(old: str, new: str) -> Callable[[Path], None]:
    return lambda document: change(document / "document.yaml", old, new)


# What is done to the document, then file, line, message and remedy of the one problem that this makes.
BROKEN_DOCUMENTS: dict[str, tuple[Callable[[Path], object], str, int | None, str, str]] = {
    "no raw text": (lambda d: (d / "raw.txt").unlink(), "raw.txt", None, "missing", "raw.txt"),
    "raw text is a folder": (put("raw.txt", Path.mkdir), "raw.txt", None, "no file", "Put a file"),
    "raw text is a pipe": (put("raw.txt", os.mkfifo), "raw.txt", None, "no file", "Put a file"),
    "raw text is a device": (put("raw.txt", lambda f: f.symlink_to("/dev/zero")), "raw.txt", None, "link", "Copy"),
    "raw text is a link to itself": (put("raw.txt", lambda f: f.symlink_to(f)), "raw.txt", None, "cannot", "readable"),
    "raw text is too large": (put("raw.txt", huge), "raw.txt", None, "larger than 16 MB", "Cut it into parts"),
    "raw text elsewhere": (lambda d: link_out(d, "raw.txt"), "raw.txt", None, "link", "Copy"),
    "sidecar is a pipe": (put("document.yaml", os.mkfifo), "document.yaml", None, "no file", "Put a file"),
    "sidecar is too large": (put("document.yaml", huge), "document.yaml", None, "larger than 16 MB", "Cut it"),
    "sidecar elsewhere": (lambda d: link_out(d, "document.yaml"), "document.yaml", None, "link", "Copy"),
    "corrections are a pipe": (put("corrections.yaml", os.mkfifo), "corrections.yaml", None, "no file", "Put a file"),
    "corrections are a link to nothing": (
        put("corrections.yaml", lambda f: f.symlink_to("nothing.yaml")),
        "corrections.yaml",
        None,
        "missing",
        "Write it",
    ),
    "no sidecar": (lambda d: (d / "document.yaml").unlink(), "document.yaml", None, "missing", "Write it"),
    "not the registered text": (
        lambda d: (d / "raw.txt").write_text("Another talk.", encoding="utf-8"),
        "document.yaml",
        3,
        "another sha256",
        sha256(b"Another talk.").hexdigest(),
    ),
    "not the registered size": (
        sidecar(f"size: {len(TEXT)}", "size: 7"),
        "document.yaml",
        4,
        "another size",
        f"{len(TEXT)}",
    ),
    "an id elsewhere": (
        sidecar("id: harbour-talk", "id: ../harbour-talk"),
        "document.yaml",
        1,
        'id is "../harbour-talk"',
        "lower-case letters",
    ),
    "a person elsewhere": (
        sidecar("harbour-talk.envoy", "../people"),
        "document.yaml",
        11,
        "../people",
        "lower-case letters",
    ),
    "a person on two lines": (
        sidecar("person: astrid-lindqvist", 'person: "astrid-lindqvist\\n"'),
        "document.yaml",
        10,
        'person is "astrid-lindqvist\\n"',
        "lower-case letters",
    ),
    "NUL": (sidecar("Mrs.", '"\\0"'), "document.yaml", 10, "NUL", "Correct"),
    "another id": (sidecar("id: harbour-talk", "id: other-talk"), "document.yaml", 1, "other-talk", "same"),
    "unknown person": (
        sidecar("astrid-lindqvist", "bo-ek"),
        "document.yaml",
        10,
        "bo-ek is not in people.yaml",
        "Add it",
    ),
    "person of another document": (
        sidecar("harbour-talk.envoy", "quay-talk.envoy"),
        "document.yaml",
        11,
        "quay-talk.envoy",
        "harbour-talk.<name>",
    ),
    "unknown fact": (sidecar("place:", "palce:"), "document.yaml", 8, "palce is not known in facts", "Remove it"),
    "unknown basis": (sidecar("curated", "guessed"), "document.yaml", 8, 'facts.place.basis is "guessed"', "catalogue"),
    "no basis": (sidecar(", basis: text", ""), "document.yaml", 6, "basis is missing in facts.title", "basis"),
    "a date that was none": (sidecar("1911-05-04", "1911-02-30"), "document.yaml", 7, "1911-02-30", "1956-06-27"),
    "no facts": (sidecar("facts:", "fatcs:"), "document.yaml", 1, "facts is missing", "Write"),
    "unknown role": (sidecar("role: attendee", "role: guest"), "document.yaml", 11, "guest", "interpreter"),
    "no YAML": (sidecar("raw:", "raw: ["), "document.yaml", 4, "expected", "Correct"),
    "key given twice": (sidecar("facts:", "id: x\nfacts:"), "document.yaml", 5, "id is given twice", "Correct"),
    "anchor": (sidecar("harbour-talk\n", "&a harbour-talk\n"), "document.yaml", 1, "anchors", "Correct"),
    "only a word": (lambda d: (d / "document.yaml").write_text("word"), "document.yaml", 1, "the file is", "Write"),
    "nothing": (lambda d: (d / "document.yaml").write_text(""), "document.yaml", 1, "the file is null", "Write"),
}


@pytest.mark.parametrize("name", BROKEN_DOCUMENTS)
def test_a_broken_document_is_named_and_the_others_are_read(seeds: Path, name: str) -> None:
    spoil, file, line, message, remedy = BROKEN_DOCUMENTS[name]
    add(seeds, "quay-talk")
    spoil(seeds / "harbour-talk")
    loaded = load_seeds(seeds)
    assert [document.document_id for document in loaded.documents] == ["quay-talk"]
    assert {problem.document_id for problem in loaded.problems} == {"harbour-talk"}
    (problem,) = [problem for problem in loaded.problems if problem.line == line and message in problem.message]
    assert problem.file == seeds / "harbour-talk" / file
    assert remedy in problem.remedy
    assert str(problem).startswith(f"{problem.file}:{line}: " if line else f"{problem.file}: ")


@pytest.mark.parametrize("name", ["1911", "Harbour", "_a", "-a", "bürger", "a\nb", "a\x1b[2J", "a\udcff"])
def test_folders_whose_name_cannot_be_an_id(seeds: Path, name: str) -> None:
    (seeds / "harbour-talk").rename(seeds / name)
    loaded = load_seeds(seeds)
    assert loaded.documents == ()
    (problem,) = [problem for problem in loaded.problems if problem.file == seeds / name]
    assert "cannot be the id" in problem.message
    assert str(problem).isprintable()


def test_all_problems_of_all_documents_are_found_at_once(seeds: Path) -> None:
    document = add(seeds, "quay-talk")
    change(document / "document.yaml", "curated", "guessed")
    change(document / "document.yaml", "attendee", "guest")
    (document / "raw.txt").unlink()
    change(seeds / "harbour-talk" / "document.yaml", "astrid-lindqvist", "bo-ek")
    found = [(problem.document_id, problem.file.name, problem.line) for problem in load_seeds(seeds).problems]
    assert found == [
        ("harbour-talk", "document.yaml", 10),
        ("quay-talk", "raw.txt", None),
        ("quay-talk", "document.yaml", 8),
        ("quay-talk", "document.yaml", 11),
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("name: Astrid", "nam: Astrid", 1, "name is missing"),
        ("country:", "land:", 4, "land is not known"),
        ("1909-03", "1909-13", 6, "1909-13"),
        (", source: The register of visits", "", 9, "source is missing"),
        ("- id", "- id: astrid-lindqvist\n  name: Another\n- id", 3, "two persons"),
        ("- id", "id", 2, ""),
    ],
)
def test_a_broken_authority_file_stops_everything(seeds: Path, old: str, new: str, line: int, message: str) -> None:
    change(seeds / "people.yaml", old, new)
    loaded = load_seeds(seeds)
    assert loaded.documents == ()
    problem = loaded.problems[0]
    assert (problem.file, problem.line, problem.document_id) == (seeds / "people.yaml", line, None)
    assert message in problem.message


@pytest.mark.parametrize("exists", [True, False])
def test_a_folder_without_documents(tmp_path: Path, exists: bool) -> None:
    folder = tmp_path / "seeds"
    if exists:
        folder.mkdir()
    loaded = load_seeds(folder)
    assert loaded.documents == ()
    (problem,) = loaded.problems
    assert (problem.file, problem.document_id) == (folder, None)
    assert "no documents" in problem.message


def test_a_problem_is_one_readable_line() -> None:
    problem = SeedProblem(Path("seeds/a/document.yaml"), 3, "this is wrong", "Do that")
    assert str(problem) == "seeds/a/document.yaml:3: this is wrong. Do that."


@pytest.mark.parametrize("name", ["document", "people"])
def test_schemas_are_sound_and_say_what_they_want(name: str) -> None:
    schema = json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)

    def rules(part: object) -> Iterator[dict[str, object]]:
        if isinstance(part, dict):
            if any(isinstance(part.get(key), str | list) for key in ("type", "enum", "pattern", "required")):
                yield part
            for item in part.values():
                yield from rules(item)

    found = list(rules(schema))
    assert found
    assert [rule for rule in found if "description" not in rule] == []


def test_facts_are_columns_of_the_table_of_documents() -> None:
    schema = json.loads((ROOT / "schemas" / "document.schema.json").read_text(encoding="utf-8"))
    columns = {field.name for field in TABLES["documents"].fields}
    assert set(schema["properties"]["facts"]["properties"]) <= columns


class TestOurSeeds:
    """The two documents that come with the project."""

    def test_nothing_is_wrong_with_them(self) -> None:
        loaded = load_seeds(ROOT / "seeds")
        assert loaded.problems == ()
        assert len(loaded.documents) == 2

    def test_their_gold_names_known_persons(self) -> None:
        loaded = load_seeds(ROOT / "seeds")
        known = {person.person_id for person in loaded.people}
        for document in loaded.documents:
            lines = (document.path.parent / "gold" / "turns.tsv").read_text(encoding="utf-8").splitlines()
            columns = lines[0].split("\t")
            rows = [dict(zip(columns, line.split("\t"), strict=False)) for line in lines[1:]]
            speakers = {row["speaker"] for row in rows if row["kind"] == "speech"}
            assert speakers
            assert speakers <= known
            assert speakers <= {participant.person_id for participant in document.sidecar.participants or ()}

    def test_no_name_means_two_persons(self) -> None:
        loaded = load_seeds(ROOT / "seeds")
        names = [name.casefold() for person in loaded.people for name in (person.name, *person.aliases)]
        assert len(names) == len(set(names))

    def test_facts_read_in_the_text_are_in_the_text(self) -> None:
        for document in load_seeds(ROOT / "seeds").documents:
            words = " ".join(document.read().decode("utf-8").split())
            facts = document.sidecar.facts
            read = [name for name, basis in document.sidecar.bases.items() if basis == "text"]
            derived = {"date", "date_precision", "record_status"}
            assert set(read) - derived
            for name in set(read) - derived:
                values = facts[name] if isinstance(facts[name], list) else [facts[name]]
                assert [value for value in values if value not in words] == [], name

    def test_dates_stay_text_for_other_readers_too(self) -> None:
        """A reader that guesses types makes a date of it: the day must then be the same."""
        for document in load_seeds(ROOT / "seeds").documents:
            guessed = yaml.safe_load((document.path.parent / "document.yaml").read_text(encoding="utf-8"))
            assert guessed["facts"]["date"]["value"].isoformat() == document.sidecar.facts["date"]
