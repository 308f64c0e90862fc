"""Publishing into folders and S3 buckets: a version is there whole, or not complete; `latest` only goes forward."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from flows.files import files_in
from flows.publish.bucket import Bucket
from flows.publish.model import Plan, PublishError, Release, UsageError
from flows.publish.steps import publish
from flows.release.folder import verify_sums
from tests.fakes.proxy import Proxy
from tests.fakes.server import Fault
from tests.publish.conftest import FIRST, SECOND, TOKEN, contents

Releases = dict[str, Release]

KEY = "key-of-the-test"


class Place:
    """Where releases are published to: `bucket` is made anew each time, as each run of the program does."""

    def __init__(self, address: str, **options: str) -> None:
        self.address = address
        self.options = options

        self.system, self.root = fsspec.core.url_to_fs(address, use_listings_cache=False, **options)

    @property
    def bucket(self) -> Bucket:
        return Bucket(self.address, **self.options)

    def put(self, release: Release) -> Plan:
        bucket = self.bucket
        plan = bucket.plan(release)
        publish(release, bucket, plan)
        return plan

    def files(self) -> dict[str, bytes]:
        found = self.system.find(self.root)
        return {path.removeprefix(self.root).lstrip("/"): self.system.cat_file(path) for path in found}

    def write(self, name: str, data: bytes) -> None:
        self.system.pipe_file(f"{self.root}/{name}", data)

    def version(self, tag: str) -> dict[str, bytes]:
        return {n.removeprefix(f"{tag}/"): data for n, data in self.files().items() if n.startswith(f"{tag}/")}

    def latest(self) -> str | None:
        found = self.files().get("latest")
        return found.decode() if found is not None else None


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """The address of an S3 server that was written by others."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(scope="session")
def s3_proxy(s3_server: str) -> Iterator[Proxy]:
    """The same server, behind one that makes faults."""
    with Proxy(s3_server) as proxy:
        yield proxy


@pytest.fixture
def s3(s3_proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> Iterator[Proxy]:
    """An S3 server with an empty bucket `archive`, at the address that libraries use."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", s3_proxy.address)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    system = fsspec.filesystem("s3", key=KEY, secret=TOKEN, use_listings_cache=False)
    if system.exists("archive"):
        system.rm("archive", recursive=True)
    system.mkdir("archive")
    s3_proxy.requests.clear()
    yield s3_proxy
    s3_proxy.faults.clear()


@pytest.fixture(params=["folder", "s3"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A folder, and then a bucket."""
    if request.param == "folder":
        return Place(str(tmp_path / "mirror"))
    request.getfixturevalue("s3")
    return Place("s3://archive/talks", key=KEY, secret=TOKEN)


@pytest.fixture
def s3_place(s3: Proxy) -> Place:
    """A bucket."""
    return Place("s3://archive/talks", key=KEY, secret=TOKEN)


def test_each_version_has_its_folder_and_latest_names_the_newest(place: Place, releases: Releases) -> None:
    for version in (FIRST, SECOND):
        plan = place.put(releases[version])
        assert plan.uploads.keys() | {"SHA256SUMS"} == releases[version].sizes.keys()
        assert plan.steps[-1] == f"point latest to v{version}"
        assert place.version(f"v{version}") == contents(releases[version].folder)
        assert place.latest() == f"v{version}\n"
    assert place.version(f"v{FIRST}") == contents(releases[FIRST].folder)
    before = place.files()
    assert place.put(releases[SECOND]).done
    assert place.files() == before


def test_a_published_version_is_never_changed(place: Place, releases: Releases, tmp_path: Path) -> None:
    place.put(releases[SECOND])
    before = place.files()
    with pytest.raises(PublishError, match=r"has 0.2.0 already.*in their order"):
        place.put(releases[FIRST])
    other = tmp_path / "other"
    other.mkdir()
    (other / "SHA256SUMS").write_text("another release\n", encoding="utf-8")
    with pytest.raises(PublishError, match=r"published with other files.*never changed"):
        place.put(Release(other, "talks", SECOND, "", {}, {}))
    assert place.files() == before


def test_what_an_interrupted_run_left_is_finished(place: Place, releases: Releases) -> None:
    place.put(releases[FIRST])
    release, bucket = releases[SECOND], place.bucket
    plan = bucket.plan(release)
    half = {name: size for name, size in plan.uploads.items() if name.startswith("data/")}
    bucket.carry_out(release, Plan(plan.address, half))
    assert place.latest() == f"v{FIRST}\n"
    assert "SHA256SUMS" not in place.version(f"v{SECOND}")

    again = place.put(release)
    assert again.uploads.keys() == plan.uploads.keys() - half.keys()
    assert place.version(f"v{SECOND}") == contents(release.folder)
    assert place.latest() == f"v{SECOND}\n"


def test_latest_is_moved_by_the_next_run_where_only_that_is_left(place: Place, releases: Releases) -> None:
    place.put(releases[FIRST])
    release, bucket = releases[SECOND], place.bucket
    whole = bucket.plan(release)
    bucket.carry_out(release, Plan(whole.address, whole.uploads, steps=whole.steps))
    place.write("latest", f"v{FIRST}\n".encode())
    assert place.put(release) == Plan(whole.address, {}, steps=(f"point latest to v{SECOND}",))
    assert place.latest() == f"v{SECOND}\n"


def test_files_of_an_earlier_attempt_that_are_none_of_the_release_are_taken_away(
    place: Place, releases: Releases
) -> None:
    bucket = place.bucket
    bucket.carry_out(releases[SECOND], Plan("", {"data/turns.parquet": 0}))
    place.write(f"v{SECOND}/notes.txt", b"of another time")
    place.write(f"v{SECOND}/data/turns.parquet", b"half of it")
    plan = place.put(releases[SECOND])
    assert plan.removals == ("notes.txt",)
    assert place.version(f"v{SECOND}") == contents(releases[SECOND].folder)


def test_a_place_with_another_latest_is_not_ours(place: Place, releases: Releases) -> None:
    place.system.makedirs(place.root, exist_ok=True)
    place.write("latest", b"my holidays")
    with pytest.raises(PublishError, match="is this the right place"):
        place.put(releases[FIRST])


PASSING = {
    "each upload is cut": Fault("PUT", "/v0", cut=True),
    "each upload meets a 500": Fault("PUT", "/v0", status=500, body=b""),
    "each upload meets a 503": Fault("PUT", "/v0", status=503, body=b""),
    "each upload went through unheard": Fault("PUT", "/v0", cut_answer=True),
    "a listing meets a 503": Fault("GET", "^/archive/?$", status=503, body=b""),
}


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
def test_what_fails_for_a_while_is_tried_again(fault: Fault, s3: Proxy, s3_place: Place, releases: Releases) -> None:
    fault.struck.clear()
    s3.faults.append(fault)
    s3_place.put(releases[FIRST])
    assert fault.struck
    assert s3_place.version(f"v{FIRST}") == contents(releases[FIRST].folder)
    assert s3_place.latest() == f"v{FIRST}\n"


@pytest.mark.parametrize("pattern", ["turns.parquet", "SHA256SUMS", "latest"])
def test_after_a_lasting_failure_the_version_is_not_complete_or_whole(
    pattern: str, s3: Proxy, s3_place: Place, releases: Releases
) -> None:
    s3_place.put(releases[FIRST])
    denied = b"<Error><Code>AccessDenied</Code><Message>Access Denied for this key</Message></Error>"
    s3.faults.append(Fault("PUT", pattern, status=403, body=denied, times=1000))
    with pytest.raises(PublishError, match=r"Access Denied.*keys are wrong") as caught:
        s3_place.put(releases[SECOND])
    assert TOKEN not in str(caught.value)
    assert s3_place.latest() == f"v{FIRST}\n"
    there = s3_place.version(f"v{SECOND}")
    assert "SHA256SUMS" not in there or there == contents(releases[SECOND].folder)

    s3.faults.clear()
    before = len(s3.requests)
    s3_place.put(releases[SECOND])
    assert s3_place.version(f"v{SECOND}") == contents(releases[SECOND].folder)
    assert s3_place.latest() == f"v{SECOND}\n"
    sent_again = {request.path for request in s3.requests[before:] if request.method == "PUT"}
    assert {path for path in sent_again if path.removeprefix(f"/archive/talks/v{SECOND}/") in there} == set()


def test_bytes_that_were_kept_wrongly_do_not_become_a_version(s3: Proxy, s3_place: Place, releases: Releases) -> None:
    name = f"v{FIRST}/data/turns.parquet"
    size = releases[FIRST].sizes["data/turns.parquet"]
    s3.faults.append(Fault("HEAD", name, call=lambda: s3_place.write(name, b"x" * size)))
    with pytest.raises(PublishError, match=r"other bytes than were sent, of data/turns.parquet"):
        s3_place.put(releases[FIRST])
    assert "SHA256SUMS" not in s3_place.version(f"v{FIRST}")
    assert s3_place.latest() is None
    s3_place.put(releases[FIRST])
    assert s3_place.version(f"v{FIRST}") == contents(releases[FIRST].folder)


def test_a_bucket_that_is_not_there_is_named(s3: Proxy, releases: Releases) -> None:
    with pytest.raises(PublishError, match="s3://no-such-bucket/talks: "):
        Place("s3://no-such-bucket/talks", key=KEY, secret=TOKEN).put(releases[FIRST])


def test_a_server_that_is_not_there_is_named(releases: Releases, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setattr("flows.publish.bucket._OPTIONS", {"s3": {"config_kwargs": {"retries": {"max_attempts": 0}}}})
    with pytest.raises(PublishError, match="mend the connection"):
        Place("s3://archive/talks", key="another-key", secret=TOKEN).put(releases[FIRST])


def test_an_unknown_place_is_refused() -> None:
    with pytest.raises(UsageError, match="no place to publish to"):
        Bucket("nowhere://archive/talks")


@pytest.mark.parametrize("limit", [10, 10_000], ids="{} bytes a file".format)
def test_a_full_disk_leaves_no_version(limit: int, tmp_path: Path, releases: Releases) -> None:
    """The system refuses to write more into a file than a limit allows, which for a program is a disk that is full."""
    place = Place(str(tmp_path / "mirror"))
    release = releases[FIRST]
    program = (
        "import json, sys\nfrom pathlib import Path\n"
        "from flows.publish.bucket import Bucket\nfrom flows.publish.model import PublishError, Release\n"
        "release, bucket = Release(Path(sys.argv[1]), *json.loads(sys.argv[2])), Bucket(sys.argv[3])\n"
        "try:\n    bucket.carry_out(release, bucket.plan(release))\n"
        "except PublishError as error:\n    sys.exit(str(error))"
    )
    facts = json.dumps([release.name, release.version, release.digest, dict(release.digests), dict(release.sizes)])
    done = subprocess.run(
        [sys.executable, "-c", program, str(release.folder), facts, place.address],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert "Make room" in done.stderr
    assert "Traceback" not in done.stderr
    assert place.latest() is None
    assert "SHA256SUMS" not in place.version(f"v{FIRST}")
    place.put(release)
    assert place.version(f"v{FIRST}") == contents(release.folder)
    assert verify_sums(tmp_path / "mirror" / f"v{FIRST}") == []
    assert [name for name in files_in(tmp_path / "mirror") if name.endswith(".part")] == []
