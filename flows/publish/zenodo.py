"""A record on Zenodo: the release as files of a deposit, with the metadata of its `.zenodo.json`.

A deposit has no folders, so that the whole release is one ZIP file, and the files that stand at its top are there once
more, to be seen without unpacking. The deposit is the one whose DOI was reserved for the release and stands in it.
Until it is published nobody but its owner sees it, and all of it can be sent again; afterwards nothing in it changes.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

import httpx2

from flows.exports.citation import ZENODO as METADATA
from flows.publish.model import Plan, PublishError, Release, UsageError
from flows.publish.retries import Retries, TryAgain, response_of
from flows.publish.secrets import without
from flows.release.folder import SUMS
from flows.seeds.dataset import load_dataset_description

# What stands for the whole release: it names the hash of each file.
_WHOLE = SUMS
_DOI = re.compile(r"10\.[0-9]{4,9}/zenodo\.([0-9]+)")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # of the times that a ZIP file can have: the same release gives the same bytes
_SECONDS = httpx2.Timeout(60, read=600, write=600)

_PUBLISH = "publish it for good"
_DESCRIBE = "write its description"

_REMEDIES = {
    401: "The token is wrong or has expired: make a new one with the scopes deposit:write and deposit:actions",
    403: "The token may not do this: it needs the scopes deposit:write and deposit:actions, of the deposit's owner",
    404: "The deposit with the DOI of this release is not there: was it discarded, or made on the other Zenodo "
    "(sandbox or not)?",
    413: "Zenodo takes 50 GB a record unless it was asked for more",
    429: "Zenodo asks to go slower: run the command again in an hour; it goes on where it was",
    507: "There is no room left for this account: ask Zenodo for a larger quota; the next run goes on where it was",
}
_LINE = re.compile(r"^doi:.*$", re.MULTILINE)


class Zenodo:
    """Zenodo at `address`. With `public` a deposit is published in the end, or else left as a draft."""

    def __init__(
        self, token: str, *, address: str = "https://zenodo.org", public: bool = False, retries: Retries | None = None
    ) -> None:
        """Raises UsageError where the token would travel unencrypted."""
        url = httpx2.URL(address)
        if url.scheme != "https" and url.host not in _LOOPBACK:
            raise UsageError(f"{address} is not a safe address: a token is only sent by https")
        self._address = address.rstrip("/")
        self._token = token
        self._public = public
        self._retries = retries or Retries()
        self._client = httpx2.Client(headers={"Authorization": f"Bearer {token}"}, timeout=_SECONDS)
        self._work = tempfile.TemporaryDirectory(prefix="parley-")
        self._files: dict[str, Path] = {}

    @property
    def name(self) -> str:
        """The service as a person knows it."""
        return f"Zenodo ({httpx2.URL(self._address).host})"

    def reserve(self, doi: str | None, title: str) -> str:
        """A DOI for the release to come. `doi` is the one that the data set has now: it is given back where its deposit
        is not published yet; where it is, a new version of that record is begun; without any, a new record.

        Doing so again gives the same DOI, until that is published.
        """
        try:
            if doi is None:
                deposit = self._retries(partial(self._first_deposit, title))
            else:
                deposit = self._get(self._deposit_url(_number(doi)))
                if deposit["submitted"]:
                    # The deposit API's own action copies all files of the version before, fails where a draft is there
                    # already, and sometimes cannot remove the copies. This one gives an empty draft, always the same.
                    draft = self._send("POST", f"{self._address}/api/records/{deposit['id']}/versions").json()
                    deposit = self._get(self._deposit_url(str(draft["id"])))
            return str(deposit["metadata"]["prereserve_doi"]["doi"])
        except _FAILURES as error:
            raise self._error(error) from None

    def plan(self, release: Release) -> Plan:
        """What is left to do. Raises UsageError where no DOI was reserved for the release, and PublishError where its
        deposit is published with other files."""
        metadata = _metadata(release)
        try:
            deposit = self._get(self._deposit_url(_number(metadata.get("doi"))))
            files = self._packed(release)
        except _FAILURES as error:
            raise self._error(error) from None
        there = {file["filename"]: file for file in deposit.get("files", [])}
        if deposit["submitted"]:
            address = f"{self._address}/records/{deposit['id']}"
            if _WHOLE not in there or not _same(files[_WHOLE], there[_WHOLE]):
                raise PublishError(
                    f"{address} is published with other files, and a published version is never changed: reserve the "
                    "next DOI with `parley publish --reserve`, then make the next version with `parley release`"
                )
            return Plan(address, {})
        differs = any(deposit["metadata"].get(name) != value for name, value in _sent(metadata).items())
        return Plan(
            f"{self._address}/uploads/{deposit['id']}",
            uploads={
                name: path.stat().st_size
                for name, path in files.items()
                if name not in there or not _same(path, there[name])
            },
            removals=tuple(sorted(there.keys() - files.keys())),
            steps=((_DESCRIBE,) if differs else ()) + ((_PUBLISH,) if self._public else ()),
        )

    def carry_out(self, release: Release, plan: Plan) -> None:
        """Sends the files and the description, checks what Zenodo has of them, and publishes where that is planned."""
        metadata = _metadata(release)
        url = self._deposit_url(_number(metadata.get("doi")))
        files = self._packed(release)
        try:
            bucket = self._own(self._get(url)["links"]["bucket"])
            for name in plan.removals:
                self._retries(partial(self._remove, f"{bucket}/{name}"))
            for name in plan.uploads:
                self._retries(partial(self._upload, f"{bucket}/{name}", files[name]))
            if _DESCRIBE in plan.steps:
                self._send("PUT", url, json={"metadata": _sent(metadata)})
            if _PUBLISH in plan.steps:
                there = {file["filename"]: file for file in self._get(url).get("files", [])}
                if wrong := {*files} ^ {*there} | {n for n in {*files} & {*there} if not _same(files[n], there[n])}:
                    raise PublishError(
                        f"{self.name} has other files than were sent: {', '.join(sorted(wrong))}; nothing was "
                        "published. Run the command again"
                    )
                self._retries(partial(self._publish, url))
        except _FAILURES as error:
            raise self._error(error) from None

    def fetch(self, release: Release, folder: Path) -> None:
        """Loads all files back, as everybody has them where the record is published, and unpacks the ZIP file."""
        number = _number(_metadata(release).get("doi"))
        archive = _archive_name(release)
        try:
            deposit = self._get(self._deposit_url(number))
            if deposit["submitted"]:
                record = self._get(f"{self._address}/api/records/{number}")
                files = {
                    file["key"]: (file["links"]["self"], file["size"], file["checksum"]) for file in record["files"]
                }
            else:
                bucket = deposit["links"]["bucket"]
                files = {
                    file["filename"]: (f"{bucket}/{file['filename']}", file["filesize"], file["checksum"])
                    for file in deposit.get("files", [])
                }
            for name in sorted(files, key=lambda name: name != archive):  # the others then stand on what it held
                url, size, checksum = files[name]
                target = folder / PurePosixPath(name).name
                there = {"filesize": size, "checksum": checksum}
                self._retries(partial(self._download, self._own(url), target, there))
                if name == archive:
                    with zipfile.ZipFile(target) as packed:
                        packed.extractall(folder)
                    target.unlink()
        except zipfile.BadZipFile as error:
            raise PublishError(f"{self.name} gives back an archive that cannot be unpacked: {error}") from None
        except _FAILURES as error:
            raise self._error(error) from None

    def _packed(self, release: Release) -> Mapping[str, Path]:
        """The files of the deposit: those at the top of the release, and all of it as one archive."""
        archive = Path(self._work.name) / _archive_name(release)
        if archive.name not in self._files:
            try:
                with zipfile.ZipFile(archive, "w") as packed:
                    for name in sorted(release.sizes):
                        _pack(packed, release.folder / name, name)
            except OSError as error:
                raise PublishError(
                    f"The release cannot be packed: {error}. Make room for {sum(release.sizes.values()):,} bytes in "
                    "the folder of temporary files (TMPDIR), and run the command again"
                ) from None
            top = (name for name in sorted(release.sizes) if "/" not in name and not name.startswith("."))
            self._files = {archive.name: archive} | {name: release.folder / name for name in top}
        return self._files

    def _first_deposit(self, title: str) -> Any:
        """The empty draft of that title which an earlier attempt made, or a new one."""
        for deposit in self._request("GET", self._deposit_url(), params={"status": "draft", "size": 100}).json():
            if deposit["title"] == title and not deposit["submitted"] and not deposit.get("files"):
                return deposit
        metadata = {"title": title, "upload_type": "dataset"}
        return self._request("POST", self._deposit_url(), json={"metadata": metadata}).json()

    def _upload(self, url: str, path: Path) -> None:
        with path.open("rb") as file:
            answer = self._request(
                "PUT", url, content=file, headers={"Content-Length": str(path.stat().st_size)}
            ).json()
        if not _same(path, {"filesize": answer["size"], "checksum": answer["checksum"]}):
            raise TryAgain(f"{path.name} did not arrive as it was sent (its checksum there is {answer['checksum']})")

    def _remove(self, url: str) -> None:
        try:
            self._request("DELETE", url)
        except httpx2.HTTPStatusError as error:
            if error.response.status_code != 404:  # an earlier attempt may have come through
                raise

    def _publish(self, url: str) -> None:
        if not self._request("GET", url).json()["submitted"]:  # an earlier attempt may have come through
            self._request("POST", f"{url}/actions/publish")

    def _download(self, url: str, target: Path, there: Mapping[str, Any]) -> None:
        with self._client.stream("GET", url, follow_redirects=True) as response:
            if response.is_error:
                response.read()
            response.raise_for_status()
            with target.open("wb") as file:
                file.writelines(response.iter_bytes())
        if not _same(target, there):
            raise TryAgain(f"{target.name} does not come back as {self.name} says that it is there")

    def _get(self, url: str) -> Any:
        return self._send("GET", url).json()

    def _send(self, method: str, url: str, **content: Any) -> httpx2.Response:
        return self._retries(partial(self._request, method, url, **content))

    def _request(self, method: str, url: str, **content: Any) -> httpx2.Response:
        return self._client.request(method, url, **content).raise_for_status()

    def _deposit_url(self, number: str = "") -> str:
        return f"{self._address}/api/deposit/depositions{number and '/' + number}"

    def _own(self, url: str) -> str:
        """A link that the service gave. The token must not follow one to another place."""
        if httpx2.URL(url).host != httpx2.URL(self._address).host:
            raise PublishError(f"{self.name} points to another place, {url}, where the token is not sent")
        return url

    def _error(self, error: Exception) -> PublishError:
        response = response_of(error)
        if response is None:
            said, remedy = str(error), "Check the connection, and run the command again: it goes on where it was"
        else:
            said = f"{response.status_code} {_said(response)}"
            remedy = _REMEDIES.get(response.status_code, "Correct what the message names, and run the command again")
            if response.status_code >= 500 and response.status_code not in _REMEDIES:
                remedy = "Zenodo is out of order: run the command again later; it goes on where it was"
        return PublishError(f"{self.name}: {without(said, self._token)}. {remedy}")


_FAILURES = (httpx2.HTTPError, TryAgain, KeyError, ValueError)  # the last two: an answer that is not the API's


def _number(doi: str | None) -> str:
    """The number of the deposit that a DOI of Zenodo belongs to."""
    if doi is None:
        raise UsageError(
            "The release carries no DOI: reserve one with `parley publish --reserve --to zenodo`, and then build the "
            "release with it by `parley release`"
        )
    match = _DOI.fullmatch(doi)
    if match is None:
        raise UsageError(f"{doi} is not a DOI of Zenodo; take it out of dataset.yaml, and reserve one there")
    return match[1]


def _metadata(release: Release) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((release.folder / METADATA).read_text(encoding="utf-8"))
    return content


def _sent(metadata: Mapping[str, Any]) -> dict[str, Any]:
    # The deposit has its DOI already; one given in the metadata is taken for that of another publisher.
    return {name: value for name, value in metadata.items() if name != "doi"}


def _archive_name(release: Release) -> str:
    return f"{release.name}-{release.version}.zip"


def _pack(archive: zipfile.ZipFile, path: Path, name: str) -> None:
    entry = zipfile.ZipInfo(name, _EARLIEST)
    entry.compress_type = zipfile.ZIP_STORED if path.suffix == ".parquet" else zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    entry.file_size = path.stat().st_size
    with path.open("rb") as file, archive.open(entry, "w") as packed:
        shutil.copyfileobj(file, packed)


def _same(path: Path, there: Mapping[str, Any]) -> bool:
    if there["filesize"] != path.stat().st_size:
        return False
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
    return bool(str(there["checksum"]).removeprefix("md5:") == digest)


def _said(response: httpx2.Response) -> str:
    """Zenodo's own message, with the fields that it names."""
    try:
        answer = response.json()
        named = answer.get("errors", [])
        fields = [f"{e.get('field')}: {e.get('message') or ' '.join(e.get('messages', []))}" for e in named]
        return "; ".join([str(answer["message"]).rstrip("."), *fields])
    except (ValueError, KeyError, AttributeError, TypeError):
        return response.reason_phrase


def reserve(description: Path, zenodo: Zenodo) -> tuple[str, bool]:
    """The DOI, and whether it is new. A new one is written into the file `description`, of which nothing else changes.

    Raises PublishError where none can be reserved, and `seeds.dataset.DatasetError` where the file is not correct.
    """
    dataset = load_dataset_description(description)
    doi = zenodo.reserve(dataset.doi, dataset.title)
    if doi == dataset.doi:
        return doi, False
    text = description.read_text(encoding="utf-8")
    line = f"doi: {doi}"
    new = _LINE.sub(line, text) if _LINE.search(text) else f"{text.rstrip()}\n{line}\n"
    draft = description.with_name(f".{description.name}")
    try:
        draft.write_text(new, encoding="utf-8")
        load_dataset_description(draft)
        draft.replace(description)
    finally:
        draft.unlink(missing_ok=True)
    return doi, True
