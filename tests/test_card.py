"""The data card: that what it says is what the release holds, and that its code runs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.difference.history import first_history
from flows.exports import ReleaseContent
from flows.exports.card import DOCUMENTS_LISTED, data_card, jsonl_card
from flows.exports.summary import figures, summary
from flows.seeds.dataset import DatasetError, load_dataset_description
from schemas import TABLES, Row
from tests.release_sample import DATASET, OFFLINE, SCORES, release, sample_rows

ROOT = Path(__file__).parent.parent


def content(rows: dict[str, list[Row]] | None = None, **changes: Any) -> ReleaseContent:
    """What the card is made from, of the sample if nothing else is given."""
    found = sample_rows() if rows is None else rows
    facts: dict[str, Any] = {
        "dataset": DATASET,
        "version": "0.1.0",
        "date": "2001-02-03",
        "rows": found,
        "quarantined": [],
        "evaluation": {},
        "history": first_history("0.1.0", "2001-02-03"),
        "jsonl": {},
        "digests": {},
        "digest": "",
        "parquet": {name: [f"data/{name}.parquet"] for name in TABLES},
        "sizes": dict.fromkeys(TABLES, 1_000),
        "summary": summary([figures(found)]),
        "shown": [],
    }
    return ReleaseContent(**(facts | changes))


def card(rows: dict[str, list[Row]] | None = None, **changes: Any) -> str:
    return data_card(content(rows, **changes))


def header(text: str) -> dict[str, Any]:
    found = yaml.safe_load(text.split("---\n")[1])
    assert isinstance(found, dict)
    return found


def section(text: str, title: str) -> str:
    return text.split(f"\n## {title}\n")[1].split("\n## ")[0]


def test_every_column_is_described_under_its_table() -> None:
    tables = section(card(), "The tables").split("\n### ")[1:]
    assert [table.split("\n")[0] for table in tables] == list(TABLES)
    for text, table in zip(tables, TABLES.values(), strict=True):
        assert re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE) == list(table.columns)
        for field in table.fields:
            line = next(line for line in text.split("\n") if line.startswith(f"| `{field.name}` |"))
            assert field.description in line
            assert f"| {'yes' if field.nullable else 'no'} |" in line


def test_every_line_of_a_markdown_table_has_as_many_cells_as_its_head() -> None:
    rows = sample_rows()
    rows["documents"][0]["title"] = "A | B\nC \\| <b>"
    blocks = re.findall(r"(?:^\|.*\n)+", card(rows), re.MULTILINE)
    assert len(blocks) > len(TABLES)
    for block in blocks:
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}) == 1, block


def test_the_header_says_licence_languages_size_and_where_the_tables_are() -> None:
    found = header(card())
    assert found["license"] == "cc-by-4.0"
    assert found["language"] == ["en"]
    assert found["size_categories"] == ["n<1K"]
    assert [entry["config_name"] for entry in found["configs"] if entry.get("default")] == ["turns"]
    assert {entry["config_name"]: entry["data_files"][0]["path"] for entry in found["configs"]} == {
        name: f"data/{name}.parquet" for name in TABLES
    }
    counts = {entry["config_name"]: entry["splits"][0]["num_examples"] for entry in found["dataset_info"]}
    assert counts == {name: len(rows) for name, rows in sample_rows().items()}


@pytest.mark.parametrize(
    ("turns", "category"),
    [(999, "n<1K"), (1_000, "1K<n<10K"), (10_000, "10K<n<100K"), (99_999, "10K<n<100K"), (1_000_000, "1M<n<10M")],
)
def test_size_category(turns: int, category: str) -> None:
    rows = sample_rows()
    rows["turns"] = rows["turns"][:1] * turns
    assert header(jsonl_card(content(rows)))["size_categories"] == [category]


def test_the_excerpt_shows_turns_letter_by_letter() -> None:
    excerpt = section(card(), "What it looks like")
    assert r"We \*agree\* \| on &lt;both&gt; points of the \[draft\]." in excerpt
    assert "| harbour-talk@14 | Anna Berg | direct |" in excerpt
    assert "A pause." not in excerpt


def test_a_long_turn_is_shortened_at_a_word() -> None:
    rows = sample_rows()
    rows["turns"][0]["text"] = "word " * 1_000
    assert "word word …" in section(card(rows), "What it looks like")


def test_the_cleaning_is_told_in_figures() -> None:
    cleaning = section(card(), "What the cleaning changed")
    assert "| harbour-talk | 103 | 93 | 6 | 2 | page-mark 1, space 1 |" in cleaning
    assert "| all documents | 183 | 173 | 6 | 3 | no-break-space 1, page-mark 1, space 1 |" in cleaning


def test_the_error_rate_is_told_per_document_and_in_context() -> None:
    text = section(card(evaluation={"documents": {"harbour-talk": SCORES}}), "How good it is")
    assert "| harbour-talk | 0.667 | 0.667 | 0.912 | 1.000 |" in text
    assert "developed on these documents" in text


def test_figures_are_rounded_to_the_worse_side() -> None:
    nearly = SCORES | {"speaker_word_accuracy": 0.9999, "mode_accuracy": 0.29, "lowest_mode_recall": None}
    text = section(card(evaluation={"documents": {"harbour-talk": nearly}}), "How good it is")
    assert "| harbour-talk | 0.667 | 0.667 | 0.999 | 0.290 |  |" in text


def test_layout_is_scored_where_it_has_gold() -> None:
    layout = {"paragraphs": {"precision": 0.5, "recall": 1.0}, "pages": {"gold": 20, "found": 19}}
    documents = {"harbour-talk": SCORES | layout, "border-talk": SCORES}
    text = section(card(evaluation={"documents": documents}), "How good it is")
    assert "| harbour-talk | 0.500 | 1.000 | 20 | 19 |" in text


def test_other_corpora_come_first_and_say_what_was_held_out() -> None:
    found = {
        "documents": 12,
        "gold_turns": 1200,
        "f1": 0.91,
        "intervals": {"f1": [0.9, 0.92]},
        "speaker": 0.95,
        "wder": 0.0101,
        "junk": None,
    }
    corpora = {"invented-web": {"development": {"all": found}, "held_out": {"all": found | {"f1": 0.9}}}}
    evaluation = {"documents": {"harbour-talk": SCORES}, "corpora": corpora}
    text = section(card(evaluation=evaluation), "How good it is")
    assert "| invented-web, development | 12 | 1,200 | 0.910 | 0.900 to 0.920 | 0.950 | 0.011 |  |" in text
    assert "| invented-web, held out | 12 | 1,200 | 0.900 |" in text
    assert text.index("| invented-web") < text.index("| harbour-talk |")


def test_without_gold_the_card_says_so() -> None:
    assert "was not measured" in section(card(), "How good it is")


def test_documents_left_out_are_named_with_the_reason() -> None:
    assert "None" in section(card(), "Documents left out")
    entry = {"document_id": "lost-talk", "file": "lost-talk/raw.txt", "reason": "it is empty", "remedy": "add the text"}
    assert "| lost-talk | lost-talk/raw.txt | it is empty | add the text |" in section(
        card(quarantined=[entry]), "Documents left out"
    )


def test_rights_are_told_for_each_text() -> None:
    rights = section(card(), "Rights and licence")
    assert "Kept by the Harbour Museum." in rights
    assert "| border-talk |" in rights
    assert "CC-BY-4.0" in rights
    assert "Apache-2.0" in rights


def test_a_large_release_lists_its_first_documents() -> None:
    rows = sample_rows()
    rows["documents"] = [
        rows["documents"][0] | {"document_id": f"talk-{number:03}"} for number in range(DOCUMENTS_LISTED + 7)
    ]
    rows["turns"] = []
    documents = section(card(rows), "The documents")
    assert documents.count("| talk-") == DOCUMENTS_LISTED
    assert "And 7 documents more" in documents


def test_an_empty_release_has_a_card() -> None:
    text = card({name: [] for name in TABLES})
    assert header(text)["language"] == []
    assert "0 documents, 0 turns" in text


def test_the_citation_names_makers_year_and_version() -> None:
    wanted = "The sample makers, The second makers (2001). Sample: two invented talks. Version 0.1.0. Data set."
    assert wanted in section(card(), "How to cite")


@pytest.mark.parametrize(("folder", "file_bytes"), [(".", 1 << 20), (".", 700), ("jsonl", 1 << 20)])
def test_the_code_of_the_card_runs_offline(tmp_path: Path, folder: str, file_bytes: int) -> None:
    at = release(tmp_path / "dist", file_bytes=file_bytes) / folder
    text = (at / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```(python|bash)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert len(blocks) == {".": 7, "jsonl": 1}[folder]
    environment = os.environ | OFFLINE | {"HF_HOME": str(tmp_path / "cache")}
    for language, code in blocks:
        command = [sys.executable, "-c", code] if language == "python" else ["bash", "-ec", code]
        done = subprocess.run(command, cwd=at, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{code}\n{done.stderr}"


def test_the_description_of_the_data_set_is_read() -> None:
    dataset = load_dataset_description(ROOT / "seeds" / "dataset.yaml")
    assert dataset.name == "parley"
    assert dataset.licence.data == "CC-BY-4.0"
    assert dataset.creators == ("The Parley contributors",)


GOOD = (ROOT / "seeds" / "dataset.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GOOD.replace("name: parley\n", ""), "name"),
        (GOOD + "colour: blue\n", "colour"),
        (GOOD.replace("  code: Apache-2.0\n", ""), "code"),
        (GOOD.replace("name: parley", "name: [parley]"), "name"),
        (GOOD.replace("  - The Parley contributors\n", ""), "creators"),
        (GOOD + "doi: https://doi.org/10.1234/talks\n", "doi is .*without any address before it"),
        (GOOD.replace("  collection:", "  colection:"), "responsible_use"),
        ("- a list\n", "a mapping"),
        ("name: [\n", ":2:"),
    ],
)
def test_a_broken_description_is_refused_by_name(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "dataset.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DatasetError, match=f"(?s)dataset.yaml.*({message})"):
        load_dataset_description(path)


def test_a_missing_description_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"dataset.yaml"):
        load_dataset_description(tmp_path / "dataset.yaml")
