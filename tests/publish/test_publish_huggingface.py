"""Publishing to Hugging Face: one commit and a tag, nothing half done, nothing done twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows.publish.huggingface import HuggingFace
from flows.publish.model import PublishError, Release, UsageError
from flows.publish.retries import Retries
from flows.publish.steps import publish
from tests.fakes.hub import FakeHub
from tests.fakes.server import Fault
from tests.publish.conftest import FIRST, SECOND, TOKEN, contents

NAME = "archive/talks"
COMMIT, TAG = f"/api/datasets/{NAME}/commit/main", f"/api/datasets/{NAME}/tag/"

Releases = dict[str, Release]


def at(hub: FakeHub, retries: Retries, token: str = TOKEN) -> HuggingFace:
    return HuggingFace(NAME, token, endpoint=hub.address, retries=retries)


def put(hub: FakeHub, retries: Retries, release: Release) -> None:
    destination = at(hub, retries)
    publish(release, destination, destination.plan(release))


def published(hub: FakeHub, tag: str) -> dict[str, bytes]:
    repository = hub.repositories[NAME]
    files = dict(repository.commits[repository.tags[tag]])
    del files[".gitattributes"]
    return files


def test_a_release_is_one_commit_and_a_tag_and_again_nothing(
    hub: FakeHub, retries: Retries, releases: Releases
) -> None:
    release, destination = releases[FIRST], at(hub, retries)
    plan = destination.plan(release)
    assert hub.repositories == {}
    assert plan.steps == ("make the repository", f"set the tag v{FIRST}")
    assert plan.uploads == release.sizes
    receipt = publish(release, destination, plan)
    assert receipt.files == len(contents(releases[FIRST].folder))
    assert published(hub, f"v{FIRST}") == contents(releases[FIRST].folder)
    assert len(hub.repositories[NAME].order) == 2  # the first one is the Hub's own
    before = len(hub.requests)

    again = destination.plan(release)
    assert again.done
    publish(release, destination, again)
    assert {request.method for request in hub.requests[before:]} <= {"GET", "HEAD"}


def test_the_next_version_takes_the_place_and_tags_stay(hub: FakeHub, retries: Retries, releases: Releases) -> None:
    put(hub, retries, releases[FIRST])
    put(hub, retries, releases[SECOND])
    for version in (FIRST, SECOND):
        assert published(hub, f"v{version}") == contents(releases[version].folder)
    assert len(hub.repositories[NAME].order) == 3
    sent = hub.sent("PUT", "/large/")
    assert len(sent) == len(set(sent))  # what both versions share is sent once


def test_files_that_the_next_version_lacks_are_taken_away(hub: FakeHub, retries: Retries, releases: Releases) -> None:
    put(hub, retries, releases[FIRST])
    plan = at(hub, retries).plan(releases[SECOND])
    assert plan.removals == ("tei/first talk.xml",)
    assert "data/people.parquet" not in plan.uploads


def test_a_published_version_is_never_changed(hub: FakeHub, retries: Retries, releases: Releases) -> None:
    put(hub, retries, releases[SECOND])
    tags = dict(hub.repositories[NAME].tags)
    with pytest.raises(PublishError, match=f"has {SECOND} already.*in their order"):
        put(hub, retries, releases[FIRST])
    repository = hub.repositories[NAME]
    repository.commits[repository.tags[f"v{SECOND}"]]["README.md"] += b"."
    with pytest.raises(PublishError, match=r"with other files \(README.md\).*never changed"):
        put(hub, retries, releases[SECOND])
    assert repository.tags == tags
    assert len(repository.order) == 2


def test_every_table_loads_by_the_tag(hub: FakeHub, retries: Retries, real_releases: Releases, tmp_path: Path) -> None:
    put(hub, retries, real_releases[FIRST])
    program = (
        "import json, sys\nfrom datasets import load_dataset\nfrom huggingface_hub import snapshot_download\n"
        "name, tag, *tables = sys.argv[1:]\n"
        "folder = snapshot_download(name, repo_type='dataset', revision=tag)\n"
        "rows = {table: load_dataset(name, table, revision=tag)['train'].num_rows for table in tables}\n"
        "print(json.dumps([folder, rows]))"
    )
    environment = os.environ | {
        "HF_ENDPOINT": hub.address,
        "HF_HOME": str(tmp_path),
        "HF_HUB_DISABLE_XET": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "HF_HUB_OFFLINE": "0",
    }
    manifest = json.loads((real_releases[FIRST].folder / "release.json").read_text(encoding="utf-8"))
    counts = {name: table["rows"] for name, table in manifest["tables"].items() if table["rows"]}
    command = [sys.executable, "-c", program, NAME, f"v{FIRST}", *counts]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    folder, rows = json.loads(done.stdout.splitlines()[-1])
    loaded = contents(Path(folder))
    del loaded[".gitattributes"]
    assert loaded == contents(real_releases[FIRST].folder)
    assert rows == counts


PASSING = {
    "each large file is cut": Fault("PUT", "^/large/", cut=True),
    "each large file meets a 500": Fault("PUT", "^/large/", status=500),
    "each download is cut": Fault("GET", "/resolve/", cut_answer=True),
    "the Hub is slow down": Fault("POST", "/preupload/", status=429, headers={"Retry-After": "7"}),
    "a commit meets a 500": Fault("POST", COMMIT, status=500),
    "a commit is cut": Fault("POST", COMMIT, cut=True),
    "a commit went through unheard": Fault("POST", COMMIT, cut_answer=True),
    "a tag meets a 503": Fault("POST", TAG, status=503),
    "a tag went through unheard": Fault("POST", TAG, cut_answer=True),
    "a listing meets a 502": Fault("GET", "/tree/", status=502, times=2),
    "the repository was made unheard": Fault("POST", "/api/repos/create", cut_answer=True),
}


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
def test_what_fails_for_a_while_is_tried_again(
    fault: Fault, hub: FakeHub, retries: Retries, pauses: list[float], releases: Releases
) -> None:
    fault.struck.clear()
    hub.faults.append(fault)
    put(hub, retries, releases[FIRST])
    assert fault.struck
    assert pauses
    assert published(hub, f"v{FIRST}") == contents(releases[FIRST].folder)
    assert len(hub.repositories[NAME].order) == 2


def test_the_hub_says_how_long_to_wait(hub: FakeHub, retries: Retries, pauses: list[float], releases: Releases) -> None:
    hub.faults.append(Fault("POST", COMMIT, status=429, headers={"Retry-After": "70"}))
    put(hub, retries, releases[FIRST])
    assert pauses == [70.0]


LASTING = {
    "repository": ("POST", "/api/repos/create"),
    "card": ("POST", "/api/validate-yaml"),
    "modes": ("POST", "/preupload/"),
    "batch": ("POST", "/objects/batch"),
    "store": ("PUT", "^/large/"),
    "check": ("POST", "^/verify/"),
    "commit": ("POST", COMMIT),
    "listing": ("GET", "/tree/"),
    "tag": ("POST", TAG),
    "loading": ("GET", "/resolve/"),
}


@pytest.mark.parametrize(("method", "pattern"), LASTING.values(), ids=LASTING)
def test_after_a_lasting_failure_there_is_the_old_state_or_the_whole_new_one(
    method: str, pattern: str, hub: FakeHub, retries: Retries, releases: Releases
) -> None:
    hub.faults.append(Fault(method, pattern, status=500, times=1000))
    with pytest.raises(PublishError, match=r"out of order.*goes on where it was"):
        put(hub, retries, releases[FIRST])
    repository = hub.repositories.get(NAME)
    if repository is not None:
        files = dict(repository.commits[repository.order[-1]])
        del files[".gitattributes"]
        assert files in ({}, contents(releases[FIRST].folder))
        assert (f"v{FIRST}" in repository.tags) == (pattern == "/resolve/")

    hub.faults.clear()
    put(hub, retries, releases[FIRST])
    assert published(hub, f"v{FIRST}") == contents(releases[FIRST].folder)
    assert len(hub.repositories[NAME].order) == 2
    if pattern != "^/verify/":  # what was not checked does not count as there
        stored = hub.sent("PUT", "^/large/")
        assert len(stored) == len(set(stored))  # a rerun sends only what is missing


def test_bytes_that_arrive_changed_are_not_tagged(hub: FakeHub, retries: Retries, releases: Releases) -> None:
    hub.faults.append(Fault("PUT", "^/large/", corrupt=True))
    with pytest.raises(PublishError, match="does not have this SHA-256"):
        put(hub, retries, releases[FIRST])
    assert len(hub.repositories[NAME].order) == 1
    hub.faults.clear()
    put(hub, retries, releases[FIRST])
    assert published(hub, f"v{FIRST}") == contents(releases[FIRST].folder)


def test_a_commit_with_other_bytes_is_not_tagged(
    hub: FakeHub, retries: Retries, releases: Releases, monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(*arguments: object) -> object:
        repository = hub.repositories[NAME]
        answer = FakeHub._commit(hub, *arguments)  # type: ignore[arg-type]
        repository.commits[repository.order[-1]]["data/turns.parquet"] += b"."
        return answer

    with monkeypatch.context() as patched:
        patched.setattr(hub, "_commit", careless)
        with pytest.raises(
            PublishError, match=r"other bytes than were sent, of data/turns.parquet; nothing was tagged"
        ):
            put(hub, retries, releases[FIRST])
    assert hub.repositories[NAME].tags == {}
    put(hub, retries, releases[FIRST])
    assert published(hub, f"v{FIRST}") == contents(releases[FIRST].folder)


def test_bytes_that_come_back_changed_are_reported(hub: FakeHub, retries: Retries, releases: Releases) -> None:
    hub.faults.append(Fault("GET", "/resolve/.*/data/turns.parquet", corrupt_answer=True))
    with pytest.raises(PublishError, match=r"gives back is not(.|\n)*data/turns.parquet"):
        put(hub, retries, releases[FIRST])


@pytest.mark.parametrize(
    ("status", "message", "remedy"),
    [
        (401, "Invalid credentials", "make a new one, and set HF_TOKEN"),
        (403, "You need write access", "give it write access to this repository"),
        (507, "Private storage limit reached", "no room left"),
    ],
)
def test_a_refusal_gives_the_message_of_the_hub_and_the_remedy_but_not_the_token(
    status: int, message: str, remedy: str, hub: FakeHub, retries: Retries, pauses: list[float], releases: Releases
) -> None:
    body = json.dumps({"error": f"{message} (Bearer {TOKEN})"}).encode()
    hub.faults.append(Fault("POST", COMMIT, status=status, body=body, times=1000))
    with pytest.raises(PublishError) as caught:
        put(hub, retries, releases[FIRST])
    assert message in str(caught.value)
    assert remedy in str(caught.value)
    assert TOKEN not in str(caught.value)
    assert pauses == []
    assert hub.repositories[NAME].tags == {}


def test_a_wrong_token_is_refused(hub: FakeHub, retries: Retries, releases: Releases) -> None:
    destination = at(hub, retries, "another-token")
    with pytest.raises(PublishError, match="make a new one") as caught:
        destination.plan(releases[FIRST])
    assert "another-token" not in str(caught.value)
    assert hub.repositories == {}


def test_a_card_that_the_hub_refuses_is_not_published(hub: FakeHub, retries: Retries, releases: Releases) -> None:
    body = json.dumps({"errors": [{"message": '"license" must be one of'}], "warnings": []}).encode()
    hub.faults.append(Fault("POST", "/api/validate-yaml", status=400, body=body, times=1000))
    with pytest.raises(PublishError, match=r'README.md.*"license" must be one of. Correct what the message names'):
        put(hub, retries, releases[FIRST])
    assert len(hub.repositories[NAME].order) == 1


@pytest.mark.parametrize("name", ["talks", "archive/talks/more", "archive/../talks", "", "archive /talks"])
def test_a_repository_has_an_owner_and_a_name(name: str) -> None:
    with pytest.raises(UsageError, match="owner/name"):
        HuggingFace(name, TOKEN)
