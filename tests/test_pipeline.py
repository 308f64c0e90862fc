"""The flow `release`, run for real by Prefect, and the reading of many documents of which some are broken."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reading.buckets import LARGEST, buckets, read_bucket
from flows.reading.document import read_document
from flows.record import Sidecar
from flows.release.folder import same_release, verify_sums
from flows.seeds import SeedDocument, load_seeds
from flows.tables import rows
from tests.conftest import PROJECT, TALK, Seed

# The file (and line) that the message for each broken document must name, and words of its reason and remedy.
BROKEN = {
    "empty-talk": ("raw.txt:1", "the file is empty", "Put the text of the document into it"),
    "binary-talk": ("raw.txt:1", "this looks like a binary file", "Give the text of the document"),
    "bare-talk": ("document.yaml", "document.yaml is missing", "Write it"),
    "changed-talk": ("document.yaml:2", "raw.txt has another s", "Put back the text that was registered"),
    "strange-talk": ("document.yaml:6", "the person nobody-known is not in people.yaml", "Add it to people.yaml"),
    "silent-talk": ("raw.txt:1", "nobody was found to speak", "Check that it is the whole record"),
}


def add_broken(seed: Seed) -> Path:
    seed("empty-talk", b"")
    seed("binary-talk", bytes(range(256)) * 4)
    seed("bare-talk")
    seed("changed-talk")
    seed("strange-talk", participants="participants:\n  - {name: X, person: nobody-known, role: principal}\n")
    seeds = seed("silent-talk", b"apples\n\npears\n")
    (seeds / "bare-talk" / "document.yaml").unlink()
    (seeds / "changed-talk" / "raw.txt").write_text(TALK + "More.\n", encoding="utf-8")
    return seeds


def parley_release(seeds: Path, server: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs the real command beside `seeds`, where its `dist` is too."""
    program = [sys.executable, "-c", "from flows.cli import main; main()", "release", *arguments]
    environment = os.environ | {"PREFECT_API_URL": server}
    return subprocess.run(program, cwd=seeds.parent, env=environment, capture_output=True, text=True, timeout=120)


def manifest(release: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((release / "release.json").read_text(encoding="utf-8"))
    return content


def assert_readme_loads(folder: Path) -> None:
    """Runs what the project's README says about loading a release in a folder that has `dist/0.1.0`."""
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    examples = re.findall(r"```python\n(.+?)```", readme, re.DOTALL)
    assert examples
    for example in examples:
        assert "dist/" in example
        example = re.sub(r"dist/[0-9.]+/", "dist/0.1.0/", example)
        done = subprocess.run([sys.executable, "-c", example], cwd=folder, capture_output=True, text=True)
        assert "Anna Berg" in done.stdout, done.stderr


def test_a_release_is_made_and_comes_out_again(seed: Seed, prefect_server: str) -> None:
    seed("first-talk")
    seeds = seed("second-talk")
    out = seeds.parent / "dist"
    first = parley_release(seeds, prefect_server, "--date", "2031-04-05")
    assert first.returncode == 0, first.stderr
    assert "2 documents, 12 turns" in first.stdout
    assert "Released dist/0.1.0" in first.stdout
    assert verify_sums(out / "0.1.0") == []
    assert manifest(out / "0.1.0")["date"] == "2031-04-05"
    assert_readme_loads(seeds.parent)

    again = parley_release(seeds, prefect_server)
    assert again.returncode == 0, again.stderr
    assert "Unchanged: dist/0.1.0" in again.stdout
    assert sorted(path.name for path in out.iterdir()) == ["0.1.0"]
    assert list((seeds.parent / ".work" / "unfinished").iterdir()) == []

    seed("third-talk")
    refused = parley_release(seeds, prefect_server, "--release-version", "0.1.1")
    assert refused.returncode == 1
    assert "third-talk" in refused.stderr
    assert "The version 0.1.1 says less than that: give 0.2.0 at least" in refused.stderr
    assert sorted(path.name for path in out.iterdir()) == ["0.1.0"]

    changed = parley_release(seeds, prefect_server, "--date", "2031-04-06")
    assert changed.returncode == 0, changed.stderr
    assert "Released dist/0.2.0" in changed.stdout
    assert "third-talk/raw.txt" in {entry["path"] for entry in manifest(out / "0.2.0")["inputs"]}
    assert same_release(out / "0.1.0", out / "0.2.0") != []


def test_all_that_is_broken_is_named_at_once_and_nothing_released(seed: Seed, prefect_server: str) -> None:
    seed("good-talk")
    seeds = add_broken(seed)
    done = parley_release(seeds, prefect_server)
    assert done.returncode == 1
    for document_id, (file, reason, remedy) in BROKEN.items():
        (line,) = [line for line in done.stderr.splitlines() if f"{document_id}/" in line]
        assert line.startswith(f"seeds/{document_id}/{file}: ")
        assert reason in line
        assert remedy in line
    assert "nothing was released" in done.stderr
    assert not (seeds.parent / "dist").exists()


def test_quarantine_releases_the_others_and_lists_what_is_left_out(seed: Seed, prefect_server: str) -> None:
    seed("good-talk")
    seeds = add_broken(seed)
    done = parley_release(seeds, prefect_server, "--allow-quarantine")
    assert done.returncode == 0, done.stderr
    release = seeds.parent / "dist" / "0.1.0"
    assert [entry["document_id"] for entry in manifest(release)["inputs"]] == ["good-talk"]
    quarantined = {entry["document_id"]: entry for entry in manifest(release)["quarantined"]}
    card = (release / "README.md").read_text(encoding="utf-8")
    assert quarantined.keys() == BROKEN.keys()
    for document_id, (file, reason, remedy) in BROKEN.items():
        entry = quarantined[document_id]
        assert entry["file"] == f"{document_id}/{file.partition(':')[0]}"
        assert reason in entry["reason"]
        assert remedy in entry["remedy"]
        assert document_id in card


def test_what_concerns_all_documents_is_never_quarantined(seed: Seed, prefect_server: str) -> None:
    seeds = seed("good-talk")
    (seeds / "dataset.yaml").unlink()
    (seeds / "people.yaml").write_text("- id: [", encoding="utf-8")
    done = parley_release(seeds, prefect_server, "--allow-quarantine")
    assert done.returncode == 1
    assert "seeds/dataset.yaml" in done.stderr
    assert "seeds/people.yaml:2: " in done.stderr
    assert not (seeds.parent / "dist").exists()


def artifacts_of(name: str) -> dict[str, Any]:
    """What the run of that name shows in Prefect's pages."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import ArtifactFilter, FlowRunFilter

    with get_client(sync_client=True) as client:
        of_name = FlowRunFilter.model_validate({"name": {"any_": [name]}})
        (run,) = client.read_flow_runs(flow_run_filter=of_name)
        of_run = ArtifactFilter.model_validate({"flow_run_id": {"any_": [str(run.id)]}})
        found = client.read_artifacts(artifact_filter=of_run)
    return {artifact.key: (artifact.data, artifact.description) for artifact in found if artifact.key}


def test_prefect_shows_what_runs(seed: Seed, prefect_server: str) -> None:
    from flows.pipeline import release

    seed("good-talk")
    seeds = seed("silent-talk", b"apples\n\npears\n")
    out = seeds.parent / "dist"
    state = release(seeds, out, "3.1.4", allow_quarantine=True, return_state=True)
    assert state.is_completed()
    shown = artifacts_of("release-3.1.4")
    assert shown["documents-read"][0] == 100.0
    assert shown["data-card"][0] == (out / "3.1.4" / "README.md").read_text(encoding="utf-8")
    documents, description = shown["documents"]
    assert [(row["document"], row["turns"], row["flagged"]) for row in json.loads(documents)] == [("good-talk", 6, 0)]
    assert description == "3.1.4: 1 document; in all 6 turns"
    (left_out,) = json.loads(shown["problems"][0])
    assert left_out["document"] == "silent-talk"
    assert "nobody was found to speak" in left_out["problem"]
    assert "The first release" in shown["changes"][0]
    properties: Mapping[str, Any] = release.parameters.properties
    assert all(properties[name]["description"] for name in ("seeds", "out", "version", "date", "allow_quarantine"))


def test_a_failed_run_says_which_document_why_and_what_to_do(seed: Seed, prefect_server: str) -> None:
    from flows.pipeline import release

    seed("good-talk")
    seeds = seed("silent-talk", b"apples\n\npears\n")
    state = release(seeds, seeds.parent / "dist", "2.7.1", return_state=True)
    assert state.is_failed()
    assert f"{seeds}/silent-talk/raw.txt:1: nobody was found to speak in it. Check that" in (state.message or "")
    ((problem,),) = (json.loads(data) for key, (data, _) in artifacts_of("release-2.7.1").items() if key == "problems")
    assert problem["place"] == f"{seeds}/silent-talk/raw.txt:1"


def test_a_fault_in_one_document_does_not_stop_the_others(seed: Seed, monkeypatch: pytest.MonkeyPatch) -> None:
    seed("first-talk")
    seeds = load_seeds(seed("second-talk"))

    def faulty(data: bytes, document_id: str, *rest: Any) -> Any:
        if document_id == "first-talk":
            raise IndexError("out of range")
        return read_document(data, document_id, *rest)

    monkeypatch.setattr("flows.reading.rows.read_document", faulty)
    (bucket,) = buckets(seeds.documents)
    result = read_bucket(bucket, seeds.people)
    assert [row["document_id"] for row in result.rows["documents"]] == ["second-talk"]
    (problem,) = result.problems
    assert problem.document_id == "first-talk"
    assert "IndexError: out of range" in problem.message


def test_a_document_whose_rows_are_invalid_is_left_out(seed: Seed, monkeypatch: pytest.MonkeyPatch) -> None:
    seed("first-talk")
    seeds = load_seeds(seed("second-talk"))

    def overlapping(records: Any) -> Any:
        tables = rows(records)
        if tables["documents"][0]["document_id"] == "first-talk":
            tables["turns"][0]["ordinal"] = 7
        return tables

    monkeypatch.setattr("flows.reading.rows.rows", overlapping)
    (bucket,) = buckets(seeds.documents)
    result = read_bucket(bucket, seeds.people)
    assert [row["document_id"] for row in result.rows["documents"]] == ["second-talk"]
    assert {problem.document_id for problem in result.problems} == {"first-talk"}
    assert any("ordinal" in problem.message for problem in result.problems)


def documents_of(folder: Path, sizes: Mapping[str, int]) -> list[SeedDocument]:
    found = []
    for name, size in sorted(sizes.items()):
        path = folder / f"{name}.txt"
        path.write_bytes(b"x" * size)
        found.append(SeedDocument(name, path, Sidecar(name, {}, {}, None, None, None)))
    return found


@given(
    sizes=st.dictionaries(st.text("abc-0", min_size=1, max_size=6).map("t".__add__), st.integers(0, 100), max_size=30),
    limit=st.integers(1, 120),
)
def test_buckets_keep_the_order_and_the_size(
    sizes: dict[str, int], limit: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("raw")
    found = documents_of(folder, sizes)
    cut = buckets(found, limit)
    assert [document for bucket in cut for document in bucket.documents] == found
    assert all(bucket.size <= LARGEST * limit or len(bucket.documents) == 1 for bucket in cut)
    assert sum(bucket.size for bucket in cut) == sum(sizes.values())
    assert len({bucket.name for bucket in cut}) == len(cut)


def test_a_new_document_makes_one_bucket_another(tmp_path: Path) -> None:
    sizes = {f"talk-{number}": 500 + 37 * number % 1000 for number in range(400)}

    def members(more: dict[str, int]) -> set[tuple[str, ...]]:
        found = documents_of(tmp_path, sizes | more)
        return {tuple(document.document_id for document in each.documents) for each in buckets(found, 10_000)}

    before = members({})
    assert 20 < len(before) < 60
    for name in ("a-new-talk", "talk-2-b", "zzz"):
        assert 1 <= len(members({name: 700}) - before) <= 2


def test_the_flow_starts_its_own_server_where_there_is_none(seed: Seed, monkeypatch: pytest.MonkeyPatch) -> None:
    seeds = seed("good-talk")
    monkeypatch.chdir(seeds.parent)
    monkeypatch.setenv("PREFECT_HOME", str(seeds.parent / ".prefect"))
    program = [sys.executable, "-c", "from flows.cli import main; main()", "release"]
    done = subprocess.run(program, capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stderr
    assert (seeds.parent / "dist" / "0.1.0" / "SHA256SUMS").is_file()
    assert (seeds.parent / ".prefect" / "prefect.db").is_file()
