"""The descriptions of a release, held to their specifications by the programs of others, and read with them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.release.folder import read_manifest
from schemas import TABLES
from tests.acceptance.conftest import Run


def counts(release: Path) -> dict[str, int]:
    return {name: table["rows"] for name, table in read_manifest(release)["tables"].items()}


def changed(file: Path, change: Callable[[Any], object]) -> None:
    """Changes a JSON file in place."""
    value = json.loads(file.read_text(encoding="utf-8"))
    change(value)
    file.write_text(json.dumps(value), encoding="utf-8")


def test_mlcroissant_validates_and_reads_every_record_set(released: Path, run_in: Run, programs: Path) -> None:
    validated = run_in("mlcroissant", "mlcroissant", "validate", "--jsonld", released / "croissant.json")
    assert validated.returncode == 0, validated.stderr
    assert "WARNING" not in validated.stderr
    read = run_in("mlcroissant", "python", programs / "croissant_records.py", released)
    assert read.returncode == 0, read.stderr
    assert json.loads(read.stdout) == counts(released)


def test_mlcroissant_notices_a_file_with_another_hash(released: Path, run_in: Run, programs: Path) -> None:
    def flip(value: Any) -> None:
        for part in value["distribution"]:
            if "sha256" in part:
                part["sha256"] = f"{int(part['sha256'], 16) ^ 1:064x}"

    changed(released / "croissant.json", flip)
    read = run_in("mlcroissant", "python", programs / "croissant_records.py", released)
    assert read.returncode != 0
    assert "hash" in read.stderr.lower()


def test_frictionless_validates_the_data_package(released: Path, run_in: Run) -> None:
    done = run_in("frictionless", "frictionless", "validate", "datapackage.json", cwd=released)
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(re.findall(r"\bVALID\b", done.stdout)) == len(TABLES)


def test_frictionless_notices_a_participant_who_is_nobody(released: Path, run_in: Run) -> None:
    file = released / "jsonl" / "participants.jsonl"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r'"person_id":"[^"]+"', '"person_id":"nobody-there"', text, count=1), encoding="utf-8")
    done = run_in("frictionless", "frictionless", "validate", "datapackage.json", "--json", cwd=released)
    assert done.returncode == 1
    kinds = {error["type"] for task in json.loads(done.stdout)["tasks"] for error in task["errors"]}
    assert {"foreign-key", "hash-count"} <= kinds


def test_the_data_package_fits_the_profile(released: Path, run_in: Run, programs: Path) -> None:
    file = released / "datapackage.json"
    done = run_in("frictionless", "python", programs / "datapackage_profile.py", file)
    assert done.returncode == 0, done.stdout + done.stderr
    changed(file, lambda value: value.pop("resources"))
    again = run_in("frictionless", "python", programs / "datapackage_profile.py", file)
    assert "'resources' is a required property" in again.stdout


def test_the_citation_file_is_valid(released: Path, run_in: Run) -> None:
    file = released / "CITATION.cff"
    done = run_in("cffconvert", "cffconvert", "--validate", "--infile", file)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "valid according to schema version 1.2.0" in done.stdout
    values = yaml.safe_load(file.read_text(encoding="utf-8"))
    del values["title"]
    file.write_text(yaml.safe_dump(values), encoding="utf-8")
    assert run_in("cffconvert", "cffconvert", "--validate", "--infile", file).returncode != 0


def test_the_description_for_datacite_is_valid(released: Path, run_in: Run, programs: Path) -> None:
    file = released / "datacite.json"
    done = run_in("datacite", "python", programs / "datacite_schema.py", file)
    assert done.returncode == 0, done.stdout + done.stderr
    changed(file, lambda value: value.pop("publisher"))
    assert (
        "'publisher' is a required property"
        in run_in("datacite", "python", programs / "datacite_schema.py", file).stdout
    )


def test_the_crate_is_valid(released: Path, run_in: Run, programs: Path, tmp_path: Path) -> None:
    done = run_in("roc-validator", "python", programs / "crate.py", released, tmp_path / "cache")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("missing", ["license", "datePublished", "name"])
def test_a_crate_that_does_not_say_enough_is_not(
    dist: Path, run_in: Run, programs: Path, tmp_path: Path, missing: str
) -> None:
    value = json.loads((dist / "0.1.0" / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    del value["@graph"][1][missing]
    value["@graph"][1]["hasPart"] = []
    (tmp_path / "crate").mkdir()
    (tmp_path / "crate" / "ro-crate-metadata.json").write_text(json.dumps(value), encoding="utf-8")
    done = run_in("roc-validator", "python", programs / "crate.py", tmp_path / "crate", tmp_path / "cache")
    assert done.returncode == 1, done.stdout + done.stderr
    assert missing in done.stdout
