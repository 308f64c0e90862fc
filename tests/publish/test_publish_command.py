"""`parley publish` and the flow `publish`, as a person and as Prefect run them; and that tokens stay secret."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from pydantic import SecretStr

from flows.cli import main
from flows.files import files_in
from flows.publish.huggingface import HuggingFace
from flows.publish.model import Release
from flows.publish.retries import Retries
from flows.publish.secrets import block_name
from tests.conftest import PROJECT
from tests.fakes.hub import FakeHub
from tests.fakes.server import Fault
from tests.fakes.zenodo import FakeZenodo
from tests.publish.conftest import DOIS, FIRST, TOKEN, contents

Releases = dict[str, Release]

NAME = "archive/talks"


def parley(*arguments: object, **environment: str) -> Result:
    return CliRunner().invoke(main, ["publish", *map(str, arguments)], env=environment)


def start(home: Path, *arguments: object, **environment: str) -> subprocess.Popen[str]:
    """The command as a process of its own, whose every file is below `home`."""
    program = [sys.executable, "-c", "from flows.cli import main; main()", "publish", *map(str, arguments)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HF_", "AWS_", "ZENODO_"))}
    places = {name: str(home) for name in ("HOME", "HF_HOME", "TMPDIR", "XDG_CACHE_HOME")}
    settings = {"HF_HUB_DISABLE_XET": "1", "HF_HUB_DISABLE_TELEMETRY": "1", "PYTHONPATH": str(PROJECT)}
    return subprocess.Popen(
        program,
        cwd=home,
        env=kept | places | settings | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_dry_run_says_all_and_does_nothing(real_releases: Releases, tmp_path: Path) -> None:
    release, mirror = real_releases[FIRST], tmp_path / "mirror"
    result = parley(release.folder, "--to", mirror, "--dry-run")
    assert result.exit_code == 0, result.output
    assert all(f"    {name}  " in result.stdout for name in release.sizes if name != "SHA256SUMS")
    assert f"  point latest to v{FIRST}\n" in result.stdout
    assert not mirror.exists()

    result = parley(release.folder, "--to", mirror)
    assert result.exit_code == 0, result.output
    assert f"Read back {len(release.sizes)} files: each is as it is in {release.folder}" in result.stdout
    assert contents(mirror / f"v{FIRST}") == contents(release.folder)

    result = parley(release.folder, "--to", mirror)
    assert result.exit_code == 0, result.output
    assert "nothing to do: all of it is there already" in result.stdout


def test_a_release_that_is_not_what_it_claims_is_not_published(damaged: Path, tmp_path: Path) -> None:
    result = parley(damaged, "--to", tmp_path / "mirror")
    assert result.exit_code == 1
    assert "turns.parquet" in result.stderr
    assert "Restore the folder" in result.stderr
    assert not (tmp_path / "mirror").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--to", "huggingface"], "Which release?"),
        (["tests", "--to", "./mirror"], "is not a release"),
        (["tests", "--to", "huggingface"], "needs the repository"),
        (["tests", "archive/talks", "--to", "huggingface"], "set the environment variable HF_TOKEN"),
        (["tests", "--to", "zenodo"], "Prefect Secret block named zenodo-token"),
        (["tests", "--to", "zenodo-sandbox"], "ZENODO_SANDBOX_TOKEN"),
        (["tests", "archive/talks", "--to", "zenodo"], "only --to huggingface has a repository"),
        (["tests", "--to", "./mirror", "--publish"], "goes with --to zenodo"),
        (["tests", "archive/talks", "--to", "huggingface", "--publish"], "goes with --to zenodo"),
        (["tests", "--to", "hugingface"], "is no destination"),
        (["tests", "--to", "zenodo", "--reserve"], "before there is a release"),
        (["--to", "huggingface", "--reserve"], "DOIs are reserved at zenodo or zenodo-sandbox"),
        (["--to", "zenodo", "--reserve"], "ZENODO_TOKEN"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_use_is_answered_with_two(arguments: list[str], message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)
    result = parley(*arguments, HF_TOKEN="", ZENODO_TOKEN="", ZENODO_SANDBOX_TOKEN="")
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())


def test_a_token_with_a_line_end_in_it_is_refused_without_being_shown() -> None:
    result = parley(PROJECT / "tests", NAME, "--to", "huggingface", HF_TOKEN=f"{TOKEN}\n")
    assert result.exit_code == 2
    assert "HF_TOKEN is not a token" in result.stderr
    assert TOKEN not in result.output


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "flows.publish.bucket", None)
    result = parley(PROJECT / "tests", "--to", tmp_path / "mirror")
    assert result.exit_code == 2
    assert "pip install 'parley[publish]'" in result.stderr


def test_a_doi_is_reserved_and_its_deposit_published(
    zenodo: FakeZenodo, real_releases: Releases, tmp_path: Path
) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    text = (PROJECT / "seeds" / "dataset.yaml").read_text(encoding="utf-8")
    (seeds / "dataset.yaml").write_text(re.sub(r"(?m)^doi:.*\n", "", text), encoding="utf-8")
    settings = {"ZENODO_ADDRESS": zenodo.address, "ZENODO_TOKEN": TOKEN}
    result = parley("--reserve", "--to", "zenodo", "--seeds", seeds, **settings)
    assert result.exit_code == 0, result.output
    assert f"Reserved {DOIS[FIRST]}" in result.stdout
    assert f"\ndoi: {DOIS[FIRST]}\n" in (seeds / "dataset.yaml").read_text(encoding="utf-8")
    assert "reserved already" in parley("--reserve", "--to", "zenodo", "--seeds", seeds, **settings).stdout

    folder = real_releases[FIRST].folder
    before = contents(folder)
    result = parley(folder, "--to", "zenodo", **settings)
    assert result.exit_code == 0, result.output
    assert f"{zenodo.address}/uploads/1001" in result.stdout
    assert not zenodo.deposits[1001].published
    result = parley(folder, "--to", "zenodo", "--publish", **settings)
    assert result.exit_code == 0, result.output
    assert zenodo.deposits[1001].published
    assert "nothing to do" in parley(folder, "--to", "zenodo", "--publish", **settings).stdout
    assert contents(folder) == before


def test_a_process_killed_between_upload_and_tag_is_gone_on_with(
    hub: FakeHub, real_releases: Releases, tmp_path: Path
) -> None:
    folder = real_releases[FIRST].folder
    settings = {"HF_ENDPOINT": hub.address, "HF_TOKEN": TOKEN}
    arrived, killed = threading.Event(), threading.Event()

    def wait() -> None:
        arrived.set()
        killed.wait(60)

    # The request for the tag arrives, and the process dies before it is carried out.
    hub.faults.append(Fault("POST", "/tag/", status=500, call=wait))
    process = start(tmp_path, folder, NAME, "--to", "huggingface", **settings)
    while not arrived.wait(0.1) and process.poll() is None:
        pass
    process.send_signal(signal.SIGKILL)
    said = "".join(process.communicate())
    assert arrived.is_set(), said
    killed.set()
    repository = hub.repositories[NAME]
    assert len(repository.order) == 2
    assert repository.tags == {}
    before = len(hub.requests)

    process = start(tmp_path, folder, NAME, "--to", "huggingface", **settings)
    output, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    assert re.search(rf"huggingface|Hugging Face {NAME}:\n  set the tag v{FIRST}\n", output)
    assert "send" not in output
    assert repository.tags == {f"v{FIRST}": repository.order[1]}
    changes = [request.path for request in hub.requests[before:] if request.method in ("POST", "PUT")]
    assert changes == [f"/api/datasets/{NAME}/tag/{repository.order[1]}"]

    assert TOKEN not in said + output + errors
    kept = [name for name in files_in(tmp_path) if TOKEN.encode() in (tmp_path / name).read_bytes()]
    assert kept == []


def test_the_flow_publishes_and_leaves_a_certificate_without_the_token(
    hub: FakeHub, retries: Retries, real_releases: Releases, prefect_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from prefect.blocks.system import Secret
    from prefect.client.orchestration import get_client
    from prefect.settings import PREFECT_LOGGING_TO_API_ENABLED, temporary_settings

    from flows.operations.publishing import publish

    here = partial(HuggingFace, endpoint=hub.address, retries=retries)
    monkeypatch.setattr("flows.publish.huggingface.HuggingFace", here)
    monkeypatch.delenv("HF_TOKEN", raising=False)
    monkeypatch.delenv("ZENODO_TOKEN", raising=False)
    release = real_releases[FIRST]
    with temporary_settings({PREFECT_LOGGING_TO_API_ENABLED: True}), get_client(sync_client=True) as client:
        failed = publish(release.folder, "huggingface", NAME, return_state=True)
        assert failed.is_failed()
        assert "Prefect Secret block named hf-token" in str(failed.message)
        Secret(value=SecretStr(TOKEN)).save("hf-token")

        planned = publish(release.folder, "huggingface", NAME, dry_run=True, return_state=True)
        assert planned.is_completed()
        assert hub.repositories == {}

        body = f'{{"error": "We refuse {TOKEN}"}}'.encode()
        hub.faults.append(Fault("POST", "/commit/", status=403, body=body))
        refused = publish(release.folder, "huggingface", NAME, return_state=True)
        assert refused.is_failed()
        assert "We refuse ***" in str(refused.message)

        done = publish(release.folder, "huggingface", NAME, return_state=True)
        assert done.is_completed(), done.message
        assert f"v{FIRST}" in hub.repositories[NAME].tags

        (artifact,) = [found for found in client.read_artifacts() if found.key == "publication"]
        assert release.digest in str(artifact.data)
        assert f"{len(release.sizes)} files were read back" in str(artifact.data)
        runs = client.read_flow_runs()
        assert f"publish-{FIRST}-to-huggingface" in {run.name for run in runs}
        written = [*map(str, client.read_logs()), *map(str, client.read_artifacts()), *map(str, runs)]
    assert written
    assert [text for text in written if TOKEN in text] == []


def test_the_commands_of_the_guide_run_in_their_order(
    hub: FakeHub,
    zenodo: FakeZenodo,
    retries: Retries,
    real_releases: Releases,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    guide = (PROJECT / "docs" / "publishing.md").read_text(encoding="utf-8")
    commands = re.findall(r"^ *parley publish (.+)$", guide, re.MULTILINE)
    assert {command.split("--to ")[1].split()[0] for command in commands} >= {"zenodo", "huggingface", "/mnt/mirror"}
    description = (PROJECT / "seeds" / "dataset.yaml").read_text(encoding="utf-8")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "dataset.yaml").write_text(re.sub(r"(?m)^doi:.*\n", "", description), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    here = partial(HuggingFace, endpoint=hub.address, retries=retries)
    monkeypatch.setattr("flows.publish.huggingface.HuggingFace", here)
    places = {
        "dist/1.0.0": str(real_releases[FIRST].folder),
        "owner/name": NAME,
        "s3://bucket/folder": str(tmp_path / "bucket"),
        "/mnt/mirror": str(tmp_path / "mirror"),
    }
    for command in commands:
        arguments = [places.get(word, word) for word in command.split()]
        settings = {"HF_TOKEN": TOKEN, "ZENODO_TOKEN": TOKEN, "ZENODO_ADDRESS": zenodo.address}
        result = parley(*arguments, **settings)
        assert result.exit_code == 0, (command, result.output)
    assert zenodo.deposits[1001].published
    assert hub.repositories[NAME].tags.keys() == {f"v{FIRST}"}
    assert contents(tmp_path / "mirror" / f"v{FIRST}") == contents(real_releases[FIRST].folder)
    blocks = [block_name(variable) for variable in ("HF_TOKEN", "ZENODO_TOKEN", "ZENODO_SANDBOX_TOKEN")]
    assert [block for block in blocks if f"`{block}`" not in guide] == []


def test_deployments_name_flows_that_take_their_parameters() -> None:
    from prefect.flows import Flow, load_flow_from_entrypoint

    content: dict[str, Any] = yaml.safe_load((PROJECT / "prefect.yaml").read_text(encoding="utf-8"))
    deployments = {deployment["name"]: deployment for deployment in content["deployments"]}
    assert "publish" in deployments
    for deployment in deployments.values():
        flow: Flow[..., Any] = load_flow_from_entrypoint(str(PROJECT / deployment["entrypoint"]))
        assert flow.validate_parameters(deployment["parameters"])
