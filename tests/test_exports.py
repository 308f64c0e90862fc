"""The descriptions of a release: that they agree with each other, with the tables and with the declarations."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pandas
import polars
import pyarrow.parquet as parquet
import pytest
import yaml

from flows.files import files_in, sha256
from flows.release.folder import read_manifest, same_release, verify_sums, whole_digest
from flows.tables import json_line
from schemas import TABLES
from tests.release_sample import DATASET, OFFLINE, release, sample_rows

ROWS = {name: len(rows) for name, rows in sample_rows().items()}
THIRD = 300  # bytes: within the first of two turns that a file then has, of the five of the sample


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return release(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def cut(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release whose larger tables are in several Parquet files."""
    return release(tmp_path_factory.mktemp("cut"), file_bytes=THIRD)


def read(file: Path) -> dict[str, Any]:
    found = json.loads(file.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def card_header(file: Path) -> dict[str, Any]:
    found = yaml.safe_load(file.read_text(encoding="utf-8").split("---\n")[1])
    assert isinstance(found, dict)
    return found


def entities(folder: Path) -> dict[str, dict[str, Any]]:
    return {entity["@id"]: entity for entity in read(folder / "ro-crate-metadata.json")["@graph"]}


def of_card(file: Path) -> dict[str, Any]:
    header = card_header(file)
    counts = {entry["config_name"]: entry["splits"][0]["num_examples"] for entry in header["dataset_info"]}
    return {
        "title": header["pretty_name"],
        "version": header["version"],
        "licence": header["license"].upper(),
        "counts": counts,
    }


def of_manifest(file: Path) -> dict[str, Any]:
    found = read(file)
    counts = {name: table["rows"] for name, table in found["tables"].items()}
    return {"title": found["title"], "version": found["version"], "date": found["date"], "counts": counts}


def of_croissant(file: Path) -> dict[str, Any]:
    found = read(file)
    return {
        "title": found["name"],
        "version": found["version"],
        "date": found["datePublished"],
        "licence": found["license"].removeprefix("https://spdx.org/licenses/"),
        "creators": [creator["name"] for creator in found["creator"]],
    }


def of_datapackage(file: Path) -> dict[str, Any]:
    found = read(file)
    return {
        "title": found["title"],
        "version": found["version"],
        "date": found["created"].removesuffix("T00:00:00Z"),
        "licence": found["licenses"][0]["name"],
        "creators": [each["title"] for each in found["contributors"] if each["roles"] == ["creator"]],
        "counts": {resource["name"]: resource["rows"] for resource in found["resources"]},
    }


def of_crate(file: Path) -> dict[str, Any]:
    found = entities(file.parent)
    root = found["./"]
    counts = {name: int(found[f"jsonl/{name}.jsonl"]["description"].split()[0]) for name in TABLES}
    return {
        "title": root["name"],
        "version": root["version"],
        "date": root["datePublished"],
        "licence": found[root["license"]["@id"]]["identifier"],
        "creators": [found[author["@id"]]["name"] for author in root["author"]],
        "counts": counts,
    }


def of_citation(file: Path) -> dict[str, Any]:
    found = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {
        "title": found["title"],
        "version": found["version"],
        "date": found["date-released"],
        "licence": found["license"],
        "creators": [author["name"] for author in found["authors"]],
    }


def of_zenodo(file: Path) -> dict[str, Any]:
    found = read(file)
    return {
        "title": found["title"],
        "version": found["version"],
        "date": found["publication_date"],
        "licence": found["license"].upper(),
        "creators": [creator["name"] for creator in found["creators"]],
    }


def of_datacite(file: Path) -> dict[str, Any]:
    found = read(file)
    sizes = [size.split(" ") for size in found["sizes"]]
    return {
        "title": found["titles"][0]["title"],
        "version": found["version"],
        "date": found["dates"][0]["date"],
        "licence": found["rightsList"][0]["rightsIdentifier"],
        "creators": [creator["name"] for creator in found["creators"]],
        "counts": {name: int(count) for count, name in sizes},
    }


STATED: dict[str, Callable[[Path], dict[str, Any]]] = {
    "README.md": of_card,
    "jsonl/README.md": of_card,
    "release.json": of_manifest,
    "croissant.json": of_croissant,
    "datapackage.json": of_datapackage,
    "ro-crate-metadata.json": of_crate,
    "CITATION.cff": of_citation,
    ".zenodo.json": of_zenodo,
    "datacite.json": of_datacite,
}


@pytest.mark.parametrize("name", STATED)
def test_no_description_disagrees(folder: Path, name: str) -> None:
    agreed = {
        "title": DATASET.title,
        "version": "0.1.0",
        "date": "2001-02-03",
        "licence": DATASET.licence.data,
        "creators": list(DATASET.creators),
        "counts": ROWS,
    }
    stated = STATED[name](folder / name)
    assert len(stated) >= 4
    assert stated == {fact: agreed[fact] for fact in stated}


@pytest.mark.parametrize(
    "name",
    ["README.md", "croissant.json", "datapackage.json", "ro-crate-metadata.json", ".zenodo.json", "datacite.json"],
)
def test_the_rights_in_the_source_texts_are_told_in_the_same_words(folder: Path, name: str) -> None:
    assert DATASET.source_rights in (folder / name).read_text(encoding="utf-8")


def test_a_doi_is_in_every_description_that_can_hold_it(tmp_path: Path) -> None:
    doi = "10.1234/talks.5"
    reserved = release(tmp_path, dataset=dataclasses.replace(DATASET, doi=doi))
    address = f"https://doi.org/{doi}"
    assert doi in (reserved / "README.md").read_text(encoding="utf-8")
    assert yaml.safe_load((reserved / "CITATION.cff").read_text(encoding="utf-8"))["doi"] == doi
    assert read(reserved / ".zenodo.json")["doi"] == doi
    assert read(reserved / "datacite.json")["doi"] == doi
    assert read(reserved / "croissant.json")["identifier"] == address
    assert read(reserved / "datapackage.json")["id"] == address
    assert entities(reserved)["./"]["identifier"] == address


def test_what_is_not_known_is_left_out(folder: Path) -> None:
    for name in STATED:
        if name.endswith((".json", ".cff")) and name != "release.json":
            values = yaml.safe_load((folder / name).read_text(encoding="utf-8"))
            assert list(_nulls(values, name)) == []
            assert "doi" not in values


def _nulls(value: Any, at: str) -> list[str]:
    if isinstance(value, Mapping):
        return [found for name, member in value.items() for found in _nulls(member, f"{at}.{name}")]
    if isinstance(value, list):
        return [found for number, member in enumerate(value) for found in _nulls(member, f"{at}[{number}]")]
    return [at] if value is None else []


def test_croissant_describes_each_column_of_each_table(folder: Path) -> None:
    found = read(folder / "croissant.json")
    for record_set, table in zip(found["recordSet"], TABLES.values(), strict=True):
        assert [field["name"] for field in record_set["field"]] == list(table.columns)
        assert [key["@id"] for key in record_set["key"]] == [f"{table.name}/{name}" for name in table.key]
        for field, declared in zip(record_set["field"], table.fields, strict=True):
            assert field["description"].startswith(declared.description)
            assert field.get("isArray", False) == declared.type.startswith("list")
            assert [member["name"] for member in field.get("subField", [])] == [each.name for each in declared.fields]
    for file in found["distribution"]:
        assert file["sha256"] == sha256(folder / file["contentUrl"])


def test_croissant_refers_to_fields_that_are_there(folder: Path) -> None:
    found = read(folder / "croissant.json")
    fields = {field["@id"]: field for record_set in found["recordSet"] for field in record_set["field"]}
    references = {name: field["references"]["field"]["@id"] for name, field in fields.items() if "references" in field}
    assert references["turns/addressee_ids"] == "people/person_id"
    assert len(references) == sum(len(table.foreign_keys) for table in TABLES.values())
    assert set(references.values()) <= set(fields)


def test_croissant_says_what_a_user_should_know(folder: Path) -> None:
    found, use = read(folder / "croissant.json"), DATASET.responsible_use
    assert found["conformsTo"] == ["http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0"]
    assert found["rai:dataCollection"] == use.collection
    assert found["rai:dataLimitations"] == list(use.limits)
    assert found["rai:dataBiases"] == list(use.biases)
    assert len([name for name in found if name.startswith("rai:")]) == 11


def test_the_data_package_declares_what_the_tables_declare(folder: Path) -> None:
    for resource, table in zip(read(folder / "datapackage.json")["resources"], TABLES.values(), strict=True):
        content = (folder / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
        schema = resource["schema"]
        assert schema["primaryKey"] == list(table.key)
        assert [field["name"] for field in schema["fields"]] == list(table.columns)
        for field, declared in zip(schema["fields"], table.fields, strict=True):
            constraints = field["constraints"]
            assert constraints.get("required", False) == (not declared.nullable)
            if not declared.type.startswith("list"):
                limits = (constraints.get("pattern"), constraints.get("minimum"), constraints.get("maximum"))
                assert limits == (declared.pattern, declared.minimum, declared.maximum)
                assert constraints.get("enum") == (list(declared.values) if declared.values else None)
    keys = read(folder / "datapackage.json")["resources"][list(TABLES).index("participants")]["schema"]["foreignKeys"]
    assert {"fields": ["person_id"], "reference": {"resource": "people", "fields": ["person_id"]}} in keys


def test_the_crate_holds_every_file_and_nothing_that_is_not_there(folder: Path) -> None:
    found = entities(folder)
    files = {part["@id"] for part in found["./"]["hasPart"]}
    assert files == set(files_in(folder)) - {"ro-crate-metadata.json", "SHA256SUMS"}
    for name in files:
        assert found[name]["sha256"] == sha256(folder / name)
        assert found[name]["contentSize"] == str((folder / name).stat().st_size)
        assert found[name]["description"], name
        assert (found[name]["encodingFormat"] == "text/plain") == (Path(name).suffix == ".txt"), name
    local = [each for each in _references(list(found.values())) if not each.startswith("https://w3id.org/")]
    assert set(local) <= set(found)


def _references(value: Any) -> list[str]:
    if isinstance(value, list):
        return [found for member in value for found in _references(member)]
    if not isinstance(value, Mapping):
        return []
    if list(value) == ["@id"]:
        return [value["@id"]]
    return [found for name, member in value.items() if name != "@id" for found in _references(member)]


def test_an_empty_release_is_described_too(tmp_path: Path) -> None:
    empty = release(tmp_path, {name: [] for name in TABLES})
    assert of_datapackage(empty / "datapackage.json")["counts"] == dict.fromkeys(TABLES, 0)
    assert "temporalCoverage" not in read(empty / "croissant.json")
    assert "inLanguage" not in entities(empty)["./"]


def test_the_time_covered_is_that_of_the_conversations(tmp_path: Path) -> None:
    rows = sample_rows()
    rows["documents"][0] |= {"date": "1931-04-05", "date_end": "1931-04-07"}
    rows["documents"][1] |= {"date": "1929-12-31"}
    found = release(tmp_path, rows)
    assert read(found / "croissant.json")["temporalCoverage"] == "1929-12-31/1931-04-07"
    assert entities(found)["./"]["temporalCoverage"] == "1929-12-31/1931-04-07"


def test_a_large_table_is_cut_into_files_that_hold_its_rows_in_order(folder: Path, cut: Path) -> None:
    names = [name for name in files_in(cut) if name.startswith("data/turns")]
    assert names == [f"data/turns-{number:05}-of-00003.parquet" for number in range(3)]
    assert polars.concat(polars.read_parquet(cut / name) for name in names).equals(
        polars.read_parquet(folder / "data" / "turns.parquet")
    )
    assert of_card(cut / "README.md")["counts"] == ROWS
    assert verify_sums(cut) == []


def test_digests_are_of_the_rows_and_not_of_the_files(folder: Path, cut: Path) -> None:
    assert "data/turns.parquet" in same_release(folder, cut)
    whole, parts = read_manifest(folder), read_manifest(cut)
    assert (whole["digest"], whole["tables"]) == (parts["digest"], parts["tables"])


def test_digests_can_be_worked_out_from_the_parquet_files_alone(cut: Path) -> None:
    digests = {}
    for name in TABLES:
        rows = [
            row
            for file in files_in(cut / "data")
            if file.removesuffix(".parquet").split("-")[0] == name
            for row in parquet.read_table(cut / "data" / file).to_pylist()
        ]
        plain = [json.loads(json.dumps(row, default=str)) for row in rows]
        digests[name] = hashlib.sha256(b"".join(map(json_line, plain))).hexdigest()
    manifest = read_manifest(cut)
    assert digests == {name: table["digest"] for name, table in manifest["tables"].items()}
    assert whole_digest(digests) == manifest["digest"]


def test_croissant_names_the_parts_of_a_cut_table(cut: Path) -> None:
    found = {part["@id"]: part for part in read(cut / "croissant.json")["distribution"]}
    parts = found["turns-files"]["includes"]
    assert parts == [f"data/turns-{number:05}-of-00003.parquet" for number in range(3)]
    assert all(found[part]["sha256"] == sha256(cut / part) for part in parts)


@pytest.mark.parametrize("name", TABLES)
def test_every_reader_finds_the_same_rows_and_ids(folder: Path, cut: Path, name: str) -> None:
    table, rows = TABLES[name], TABLES[name].sort(sample_rows()[name])
    wanted = [tuple(row[key] for key in table.key) for row in rows]
    for files in ([folder / "data" / f"{name}.parquet"], sorted((cut / "data").glob(f"{name}[.-]*parquet"))):
        paths = [str(file) for file in files]
        by_pandas = pandas.concat([pandas.read_parquet(path) for path in paths])[list(table.key)]
        by_polars = polars.read_parquet(paths).select(table.key)
        by_arrow = parquet.read_table(paths).select(list(table.key)).to_pylist()
        with duckdb.connect() as connection:
            by_duckdb = connection.execute(f"SELECT {', '.join(table.key)} FROM read_parquet(?)", [paths]).fetchall()
        assert list(by_pandas.itertuples(index=False, name=None)) == wanted
        assert by_polars.rows() == wanted
        assert [tuple(row.values()) for row in by_arrow] == wanted
        assert by_duckdb == wanted
    types = {key: "str" if table.field(key).type == "string" else "int" for key in table.key}
    assert [{key: type(value).__name__ for key, value in zip(table.key, found, strict=True)} for found in wanted] == [
        types
    ] * len(rows)


def test_datasets_loads_and_streams_cut_tables_offline(cut: Path, tmp_path: Path) -> None:
    code = (
        "import json, sys; from datasets import load_dataset\n"
        "found = {}\n"
        "for name in sys.argv[2:]:\n"
        "    loaded = load_dataset(sys.argv[1], name, split='train')\n"
        "    of_jsonl = load_dataset(sys.argv[1] + '/jsonl', name, split='train')\n"
        "    assert loaded.data.table.equals(of_jsonl.data.table), name\n"
        "    assert loaded.data.schema == of_jsonl.data.schema, name\n"
        "    streamed = load_dataset(sys.argv[1], name, split='train', streaming=True)\n"
        "    assert list(streamed) == loaded.to_list(), name\n"
        "    assert streamed.features == loaded.features, name\n"
        "    found[name] = loaded.num_rows\n"
        "print(json.dumps(found))"
    )
    environment = os.environ | OFFLINE | {"HF_HOME": str(tmp_path / "cache")}
    command = [sys.executable, "-c", code, str(cut), *TABLES]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Ignoring" not in done.stderr
    assert json.loads(done.stdout) == ROWS
