"""Publishing on Zenodo: a reserved DOI, a deposit that can be sent again, and a record that nobody changes."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from flows.publish.model import Plan, PublishError, Release, UsageError
from flows.publish.retries import Retries
from flows.publish.steps import publish
from flows.publish.zenodo import Zenodo, reserve
from flows.seeds.dataset import DatasetError, load_dataset_description
from tests.conftest import PROJECT
from tests.fakes.server import Fault
from tests.fakes.zenodo import Deposit, FakeZenodo
from tests.publish.conftest import DOIS, FIRST, SECOND, TOKEN, contents

Releases = dict[str, Release]

NUMBER = 1001
BUCKET = f"/api/files/bucket-{NUMBER}/"
DEPOSIT = f"/api/deposit/depositions/{NUMBER}"


def at(zenodo: FakeZenodo, retries: Retries, public: bool = True, token: str = TOKEN) -> Zenodo:
    return Zenodo(token, address=zenodo.address, public=public, retries=retries)


def put(zenodo: FakeZenodo, retries: Retries, release: Release, public: bool = True) -> Plan:
    destination = at(zenodo, retries, public)
    plan = destination.plan(release)
    publish(release, destination, plan)
    return plan


@pytest.fixture
def reserved(zenodo: FakeZenodo, retries: Retries) -> Deposit:
    """The deposit that was reserved for the first release."""
    assert at(zenodo, retries).reserve(None, "Talks") == DOIS[FIRST]
    return zenodo.deposits[NUMBER]


def unpacked(deposit: Deposit, name: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(deposit.files[name])) as archive:
        return {entry: archive.read(entry) for entry in archive.namelist()}


def test_a_deposit_stays_a_draft_until_it_is_published_for_good(
    zenodo: FakeZenodo, reserved: Deposit, retries: Retries, releases: Releases
) -> None:
    release = releases[FIRST]
    plan = put(zenodo, retries, release, public=False)
    assert plan.steps == ("write its description",)
    assert not reserved.published
    assert sorted(reserved.files) == ["README.md", "SHA256SUMS", "release.json", "talks-0.1.0.zip"]
    assert unpacked(reserved, "talks-0.1.0.zip") == contents(release.folder)
    described = json.loads((release.folder / ".zenodo.json").read_text(encoding="utf-8"))
    assert described.pop("doi") == DOIS[FIRST]
    assert reserved.metadata == described
    assert put(zenodo, retries, release, public=False).done

    plan = put(zenodo, retries, release)
    assert (plan.uploads, plan.steps) == ({}, ("publish it for good",))
    assert reserved.published
    before = len(zenodo.requests)
    assert put(zenodo, retries, release).done
    assert {request.method for request in zenodo.requests[before:]} == {"GET"}


def test_the_next_version_belongs_to_the_same_record(
    zenodo: FakeZenodo, reserved: Deposit, retries: Retries, releases: Releases
) -> None:
    put(zenodo, retries, releases[FIRST])
    for _ in range(2):  # asking again gives the same one
        assert at(zenodo, retries).reserve(DOIS[FIRST], "Talks") == DOIS[SECOND]
    assert at(zenodo, retries).reserve(DOIS[SECOND], "Talks") == DOIS[SECOND]
    put(zenodo, retries, releases[SECOND])
    first, second = zenodo.deposits.values()
    assert first.concept == second.concept
    assert unpacked(second, "talks-0.2.0.zip") == contents(releases[SECOND].folder)
    assert unpacked(first, "talks-0.1.0.zip") == contents(releases[FIRST].folder)


def test_the_archive_is_the_same_each_time(
    zenodo: FakeZenodo, reserved: Deposit, retries: Retries, releases: Releases
) -> None:
    plans = [at(zenodo, retries).plan(releases[FIRST]) for _ in range(2)]
    put(zenodo, retries, releases[FIRST], public=False)
    assert plans[0] == plans[1]
    assert put(zenodo, retries, releases[FIRST], public=False).uploads == {}


def test_files_that_are_none_of_the_release_are_taken_away(
    zenodo: FakeZenodo, reserved: Deposit, retries: Retries, releases: Releases
) -> None:
    reserved.files |= {"notes.txt": b"of another time", "README.md": b"old"}
    plan = put(zenodo, retries, releases[FIRST])
    assert plan.removals == ("notes.txt",)
    assert "notes.txt" not in reserved.files
    assert reserved.files["README.md"] == (releases[FIRST].folder / "README.md").read_bytes()


def test_a_published_version_is_never_changed(
    zenodo: FakeZenodo, reserved: Deposit, retries: Retries, releases: Releases
) -> None:
    put(zenodo, retries, releases[FIRST])
    reserved.files["SHA256SUMS"] = b"of another release\n"
    with pytest.raises(PublishError, match=r"published with other files.*never changed"):
        put(zenodo, retries, releases[FIRST])


PASSING = {
    "each upload is cut": Fault("PUT", BUCKET, cut=True),
    "each upload went through unheard": Fault("PUT", BUCKET, cut_answer=True),
    "each upload meets a 500": Fault("PUT", BUCKET, status=500),
    "each upload meets a 503": Fault("PUT", BUCKET, status=503),
    "each upload arrives changed": Fault("PUT", BUCKET, corrupt=True),
    "each download is cut": Fault("GET", "/files/", cut_answer=True),
    "each download comes changed": Fault("GET", "/files/", corrupt_answer=True),
    "Zenodo is asked too often": Fault("GET", DEPOSIT, status=429, headers={"Retry-After": "9"}),
    "the description is cut": Fault("PUT", f"{DEPOSIT}$", cut=True),
    "publishing meets a 504": Fault("POST", "/actions/publish", status=504),
    "it was published unheard": Fault("POST", "/actions/publish", cut_answer=True),
}


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
def test_what_fails_for_a_while_is_tried_again(
    fault: Fault, zenodo: FakeZenodo, reserved: Deposit, retries: Retries, pauses: list[float], releases: Releases
) -> None:
    fault.struck.clear()
    zenodo.faults.append(fault)
    put(zenodo, retries, releases[FIRST])
    assert fault.struck
    assert pauses
    assert reserved.published
    assert unpacked(reserved, "talks-0.1.0.zip") == contents(releases[FIRST].folder)


LASTING = {
    "the largest file": ("PUT", f"{BUCKET}talks"),
    "a small file": ("PUT", f"{BUCKET}README"),
    "description": ("PUT", f"{DEPOSIT}$"),
    "publish": ("POST", "/actions/publish"),
    "loading": ("GET", "/content$"),
}


@pytest.mark.parametrize(("method", "pattern"), LASTING.values(), ids=LASTING)
def test_after_a_lasting_failure_nothing_is_published_or_all_of_it(
    method: str, pattern: str, zenodo: FakeZenodo, reserved: Deposit, retries: Retries, releases: Releases
) -> None:
    zenodo.faults.append(Fault(method, pattern, status=500, times=1000))
    with pytest.raises(PublishError, match=r"This is a fault.*out of order.*goes on where it was"):
        put(zenodo, retries, releases[FIRST])
    assert reserved.published == (pattern == "/content$")
    zenodo.faults.clear()
    put(zenodo, retries, releases[FIRST])
    assert reserved.published
    assert unpacked(reserved, "talks-0.1.0.zip") == contents(releases[FIRST].folder)
    stored = zenodo.sent("PUT", BUCKET)
    assert len(stored) == len(set(stored))  # a rerun sends only what is missing


def test_bytes_that_always_arrive_changed_are_not_published(
    zenodo: FakeZenodo, reserved: Deposit, retries: Retries, releases: Releases
) -> None:
    zenodo.faults.append(Fault("PUT", f"{BUCKET}README", corrupt=True, times=1000))
    with pytest.raises(PublishError, match=r"README.md did not arrive as it was sent \(its checksum there is md5:"):
        put(zenodo, retries, releases[FIRST])
    assert not reserved.published


def test_what_another_person_added_meanwhile_is_not_published(
    zenodo: FakeZenodo, reserved: Deposit, retries: Retries, releases: Releases
) -> None:
    add = Fault("PUT", f"{BUCKET}README", call=lambda: reserved.files.update({"notes.txt": b"in between"}))
    zenodo.faults.append(add)
    with pytest.raises(PublishError, match=r"other files than were sent: notes.txt; nothing was published"):
        put(zenodo, retries, releases[FIRST])
    assert not reserved.published


def test_bytes_that_come_back_changed_are_reported(
    zenodo: FakeZenodo, reserved: Deposit, retries: Retries, releases: Releases
) -> None:
    for name in ("README.md", "talks-0.1.0.zip"):
        zenodo.faults[:] = [Fault("GET", f"{name}/content", corrupt_answer=True, times=1000)]
        with pytest.raises(PublishError, match=rf"{name} does not come back"):
            put(zenodo, retries, releases[FIRST])
    zenodo.faults.clear()
    reserved.files["talks-0.1.0.zip"] = b"no archive at all"
    with pytest.raises(PublishError, match="archive that cannot be unpacked"):
        put(zenodo, retries, releases[FIRST])


@pytest.mark.parametrize(
    ("status", "remedy"),
    [(401, "make a new one"), (403, "deposit:write"), (507, "larger quota"), (413, "50 GB")],
)
def test_a_refusal_gives_the_message_and_the_remedy_but_not_the_token(
    status: int,
    remedy: str,
    zenodo: FakeZenodo,
    reserved: Deposit,
    retries: Retries,
    pauses: list[float],
    releases: Releases,
) -> None:
    errors = [{"field": "files", "messages": ["Not these"]}]
    body = json.dumps({"message": f"We refuse Bearer {TOKEN}.", "errors": errors}).encode()
    zenodo.faults.append(Fault("PUT", BUCKET, status=status, body=body, times=1000))
    with pytest.raises(PublishError) as caught:
        put(zenodo, retries, releases[FIRST])
    assert "We refuse Bearer ***; files: Not these. " in str(caught.value)
    assert remedy in str(caught.value)
    assert TOKEN not in str(caught.value)
    assert pauses == []
    assert not reserved.published


def test_a_wrong_token_is_refused_and_no_token_stands_in_an_address(
    zenodo: FakeZenodo, reserved: Deposit, retries: Retries, releases: Releases
) -> None:
    with pytest.raises(PublishError, match=r"not verify that you are authorized.*make a new one"):
        at(zenodo, retries, token="another-token").plan(releases[FIRST])
    put(zenodo, retries, releases[FIRST])
    assert [request.target for request in zenodo.requests if TOKEN in request.target] == []


def test_the_token_is_not_sent_elsewhere(zenodo: FakeZenodo, reserved: Deposit, retries: Retries) -> None:
    with pytest.raises(UsageError, match="only sent by https"):
        Zenodo(TOKEN, address="http://zenodo.example")
    with pytest.raises(PublishError, match="points to another place"):
        at(zenodo, retries)._own("https://elsewhere.example/api/files/bucket")


def test_without_its_doi_a_release_has_no_deposit(
    zenodo: FakeZenodo, retries: Retries, releases: Releases, tmp_path: Path
) -> None:
    (tmp_path / ".zenodo.json").write_text("{}", encoding="utf-8")
    release = Release(tmp_path, "talks", FIRST, "", {}, {})
    with pytest.raises(UsageError, match="carries no DOI: reserve one with `parley publish --reserve"):
        at(zenodo, retries).plan(release)
    with pytest.raises(PublishError, match=r"does not exist.*was it discarded"):
        at(zenodo, retries).plan(releases[FIRST])
    with pytest.raises(UsageError, match=r"10.1234/abc is not a DOI of Zenodo"):
        at(zenodo, retries).reserve("10.1234/abc", "Talks")


def test_an_answer_that_is_none_is_reported(
    zenodo: FakeZenodo, reserved: Deposit, retries: Retries, releases: Releases
) -> None:
    zenodo.faults.append(Fault("GET", DEPOSIT, status=200, body=b"<h1>Down for maintenance</h1>"))
    with pytest.raises(PublishError, match="run the command again"):
        at(zenodo, retries).plan(releases[FIRST])


@pytest.fixture
def description(tmp_path: Path) -> Path:
    """A description of a data set, to reserve DOIs for."""
    file = tmp_path / "dataset.yaml"
    file.write_bytes((PROJECT / "seeds" / "dataset.yaml").read_bytes())
    text = file.read_text(encoding="utf-8")
    file.write_text("\n".join(line for line in text.split("\n") if not line.startswith("doi:")), encoding="utf-8")
    return file


def test_a_reserved_doi_is_stored_and_nothing_else_changes(
    zenodo: FakeZenodo, retries: Retries, description: Path
) -> None:
    before = description.read_text(encoding="utf-8")
    assert reserve(description, at(zenodo, retries)) == (DOIS[FIRST], True)
    assert description.read_text(encoding="utf-8") == f"{before.rstrip()}\ndoi: {DOIS[FIRST]}\n"
    assert load_dataset_description(description).doi == DOIS[FIRST]
    assert reserve(description, at(zenodo, retries)) == (DOIS[FIRST], False)

    zenodo.deposits[NUMBER].published = True
    assert reserve(description, at(zenodo, retries)) == (DOIS[SECOND], True)
    assert description.read_text(encoding="utf-8") == f"{before.rstrip()}\ndoi: {DOIS[SECOND]}\n"
    assert [path.name for path in description.parent.iterdir()] == ["dataset.yaml"]


def test_a_reservation_that_was_not_heard_is_found_again(
    zenodo: FakeZenodo, retries: Retries, description: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zenodo.faults.append(Fault("POST", "/depositions$", cut_answer=True))
    assert reserve(description, at(zenodo, retries))[0] == DOIS[FIRST]
    assert len(zenodo.deposits) == 1

    before = description.read_bytes()
    zenodo.deposits[NUMBER].published = True
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", interrupted)
        with pytest.raises(KeyboardInterrupt):
            reserve(description, at(zenodo, retries))
    assert description.read_bytes() == before
    assert reserve(description, at(zenodo, retries)) == (DOIS[SECOND], True)
    assert len(zenodo.deposits) == 2


def interrupted(*arguments: object) -> None:
    raise KeyboardInterrupt


def test_a_description_that_is_not_correct_reserves_nothing(
    zenodo: FakeZenodo, retries: Retries, description: Path
) -> None:
    description.write_text("title: only this\n", encoding="utf-8")
    with pytest.raises(DatasetError):
        reserve(description, at(zenodo, retries))
    assert zenodo.requests == []
