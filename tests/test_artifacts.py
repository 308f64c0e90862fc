"""What a person sees of a run in Prefect's pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.difference.history import newest_entry
from flows.operations.artifacts import PROBLEMS_SAID, document_rows, failure_message, of_all, problem_rows
from flows.seeds import SeedProblem
from schemas import Row
from tests.conftest import PROJECT


def document(document_id: str) -> Row:
    return {"document_id": document_id, "date": None, "title": None, "turn_count": 2, "text": "long"}


def turns(*flags: tuple[str, list[str]]) -> Iterator[Row]:
    for document_id, of_turn in flags:
        yield {"document_id": document_id, "flags": of_turn}
    pytest.fail("the turns of documents that are not shown were read")


def problem(number: int) -> SeedProblem:
    return SeedProblem(Path(f"seeds/talk-{number}/raw.txt"), 1, "the file is empty", "Fill it", f"talk-{number}")


def test_documents_are_listed_with_their_turns_and_flags() -> None:
    of_turns = turns(("a-talk", []), ("a-talk", ["who"]), ("b-talk", ["who", "where"]), ("b-talk", ["who"]), ("c", []))
    rows = document_rows(iter([document("a-talk"), document("b-talk"), document("c"), document("d")]), of_turns, 2)
    assert [(row["document"], row["turns"], row["flagged"]) for row in rows] == [("a-talk", 2, 1), ("b-talk", 2, 2)]
    assert document_rows([], iter([])) == []


def test_of_many_things_it_says_how_many_there_are() -> None:
    assert [of_all(count, count, "document") for count in (1, 7)] == ["1 document", "7 documents"]
    assert of_all(1_000, 20_000, "document") == "the first 1,000 of 20,000 documents"


def test_a_problem_says_which_document_where_why_and_what_to_do() -> None:
    everywhere = SeedProblem(Path("seeds/people.yaml"), None, "people.yaml is missing", "Write it")
    assert problem_rows([problem(1), everywhere, problem(2)], 2) == [
        {
            "document": "talk-1",
            "place": "seeds/talk-1/raw.txt:1",
            "problem": "the file is empty",
            "remedy": "Fill it",
        },
        {"document": "all", "place": "seeds/people.yaml", "problem": "people.yaml is missing", "remedy": "Write it"},
    ]


def test_a_failure_says_the_first_problems_and_how_many_more_there_are() -> None:
    message = failure_message([problem(number) for number in range(PROBLEMS_SAID + 3)])
    lines = message.splitlines()
    assert lines[0] == "Nothing was released."
    assert lines[1] == "seeds/talk-0/raw.txt:1: the file is empty. Fill it."
    assert len(lines) == 1 + PROBLEMS_SAID + 1
    assert lines[-1] == "And 3 more: see the artifact problems."
    assert "more" not in failure_message([problem(1)])
    assert failure_message([], "say more") == "The release is refused: say more"


def test_what_changed_is_the_newest_entry_of_the_changelog() -> None:
    newest = max((PROJECT / "dist").iterdir(), key=lambda path: [int(number) for number in path.name.split(".")])
    changelog = (newest / "CHANGELOG.md").read_text(encoding="utf-8")
    assert changelog.count("\n## ") > 1
    entry = newest_entry(changelog)
    assert entry.startswith(f"## {newest.name}, ")
    assert entry.count("## ") == 1
    assert entry in changelog
