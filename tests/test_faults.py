"""Real releases, disturbed: what is there is whole, a rerun finishes, and its bytes are those of an undisturbed run.

`make torture` does the same at some hundred moments.
"""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

from tests.torture.releases import STAGES, Stand, killed, told, two_at_once


@pytest.fixture(scope="module")
def stand(tmp_path_factory: pytest.TempPathFactory, prefect_server: str) -> Stand:
    stand = Stand(tmp_path_factory.mktemp("stand"), prefect_server)
    stand.put_documents()
    return stand


def test_what_was_killed_over_and_over_is_finished(stand: Stand) -> None:
    """Each run goes further than the one before; at last two go on at once, one of them in the past."""
    trial = stand.trial("killed")
    moments = [("clean", 2, 40), ("keeping a bucket", 2, 300), ("release", 1, 2_000), ("before the rename", 1, 500)]
    for stage, call, line in moments:
        report = trial.folder / stage
        done = trial.run(fault={"target": STAGES[stage], "call": call, "line": line, "report": str(report)})
        assert done.returncode == -9, done.stderr
        assert report.read_text("utf-8")
        assert trial.shown() == []
    assert len(list((trial.folder / ".work" / "buckets").iterdir())) == stand.documents
    assert two_at_once(trial, fault={"clock": [100, 3e8]}) == []


def test_a_full_disk_is_said_and_a_rerun_finishes(stand: Stand) -> None:
    trial = stand.trial("full")
    done = trial.run(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000)))
    assert told(done, 2, "File too large", "A release is there as a whole or not at all") == []
    assert trial.shown() == []
    assert trial.breaches_after_rerun() == []


def test_what_prevents_a_release_is_said(stand: Stand) -> None:
    trial = stand.trial("prevented")
    done = trial.run("--out", "/sys/dist")
    assert told(done, 2, "/sys/dist: reading or writing failed: ") == []
    nowhere = stand.trial("nowhere")
    nowhere.environment["PREFECT_API_URL"] = "http://127.0.0.1:9/api"
    assert told(nowhere.run(), 2, "Prefect's server cannot be reached", "http://127.0.0.1:9/api") == []


def test_a_moment_that_never_comes_is_noticed(stand: Stand) -> None:
    """So that no test passes because nothing happened."""
    where, found = killed(stand.trial("never"), "clean", stand.documents + 1, 1)
    assert where == "nowhere"
    assert "it was not killed: 0" in found[0]


def test_a_part_of_a_release_is_noticed(stand: Stand, tmp_path: Path) -> None:
    """So that no test passes because nobody looked."""
    trial = stand.trial("part")
    file = trial.release / "jsonl" / "turns.jsonl"
    file.parent.mkdir(parents=True)
    (trial.release / "SHA256SUMS").touch()
    file.touch()
    assert any("not in SHA256SUMS" in breach for breach in trial.breaches())
    assert any("release.json" in breach for breach in trial.breaches())
