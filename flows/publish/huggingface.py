"""A data set repository on Hugging Face: the release as one commit on `main`, and the tag `v<version>`.

The commit makes all files of the release appear at once, and takes away those of the version before. The version counts
as published when its tag is there; the tag is set last, on a commit whose files were compared with the release, and is
never moved.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

import httpx2
from huggingface_hub import CommitOperationAdd, CommitOperationDelete, HfApi, snapshot_download
from huggingface_hub.errors import HfHubHTTPError, RepositoryNotFoundError
from huggingface_hub.hf_api import RepoFile
from huggingface_hub.utils.tqdm import disable_progress_bars

from flows.publish.model import Plan, PublishError, Release, UsageError, newest, refuse_older
from flows.publish.retries import Retries, causes, response_of
from flows.publish.secrets import without

T = TypeVar("T")

TOKEN = "HF_TOKEN"

_REPOSITORY = re.compile(r"[\w-][\w.-]*/[\w-][\w.-]*")
_TAG = re.compile(r"v([0-9]+\.[0-9]+\.[0-9]+)")
_HOUSEKEEPING = (".gitattributes",)  # the Hub's own file

_REMEDIES = {
    401: f"The token is wrong or has expired: make a new one, and set {TOKEN}",
    403: "The token may not do this: give it write access to this repository, or make the repository on the site first",
    404: "Check the name of the repository, and that the token may see it",
    409: "Somebody else is changing the repository: run the command again",
    412: "Somebody else is changing the repository: run the command again",
    413: "The Hub takes no files of this size: see its limits of repositories",
    429: "The Hub asks to go slower: run the command again in an hour; it goes on where it was",
    507: "There is no room left on the Hub: see the storage limits of the account; the next run goes on where it was",
}


class HuggingFace:
    """A data set repository `owner/name` on the Hub at `endpoint` (None: the public one, or that of HF_ENDPOINT)."""

    def __init__(
        self, repository: str, token: str, *, endpoint: str | None = None, retries: Retries | None = None
    ) -> None:
        """Raises UsageError where `repository` is not of the form owner/name."""
        if not _REPOSITORY.fullmatch(repository):
            raise UsageError(f"{repository!r} is not a repository; write owner/name, as in its address")
        disable_progress_bars()  # what happens is said by the command and the flow, in words
        self._repository = repository
        self._token = token
        self._api = HfApi(endpoint=endpoint, token=token)
        self._retries = retries or Retries()

    @property
    def name(self) -> str:
        """The repository as a person knows it."""
        return f"Hugging Face {self._repository}"

    def plan(self, release: Release) -> Plan:
        """What is left to do. Raises PublishError where the version, or a newer one, is there with other files."""
        address = f"{self._api.endpoint}/datasets/{self._repository}/tree/{release.tag}"
        tag_step = f"set the tag {release.tag}"
        try:
            refs = self._try(partial(self._api.list_repo_refs, self._repository, repo_type="dataset"))
        except RepositoryNotFoundError as error:
            if (response := response_of(error)) is not None and response.status_code != 404:
                raise self._error(error) from None
            return Plan(address, dict(release.sizes), steps=("make the repository", tag_step))
        except _FAILURES as error:
            raise self._error(error) from None
        tags = {ref.name: ref.target_commit for ref in refs.tags}
        if release.tag in tags:
            if differing := _differing(release, self._files(tags[release.tag])):
                raise PublishError(
                    f"{self.name} has {release.tag} already, with other files ({', '.join(sorted(differing)[:5])}), "
                    "and a published version is never changed: make the next version with `parley release`"
                )
            return Plan(address, {})
        refuse_older(release.version, newest(match[1] for tag in tags if (match := _TAG.fullmatch(tag))), self.name)
        there = self._files("main")
        differing = _differing(release, there)
        return Plan(
            address,
            uploads={name: size for name, size in release.sizes.items() if name in differing},
            removals=tuple(sorted(there.keys() - release.sizes.keys())),
            steps=(tag_step,),
        )

    def carry_out(self, release: Release, plan: Plan) -> None:
        """Makes the repository where it is not there, commits, compares the commit with the release, and tags it."""
        try:
            if "make the repository" in plan.steps:
                create = partial(self._api.create_repo, self._repository, repo_type="dataset", exist_ok=True)
                self._try(create)
            commit = self._try(partial(self._commit, release))
            if differing := _differing(release, self._files(commit)):
                raise PublishError(
                    f"{self.name} says that it has other bytes than were sent, of {', '.join(sorted(differing)[:5])}; "
                    "nothing was tagged. Run the command again: it sends them once more"
                )
            self._try(partial(self._set_tag, release, commit))
        except _FAILURES as error:
            raise self._error(error) from None

    def fetch(self, release: Release, folder: Path) -> None:
        """Loads what stands under the version's tag into a folder."""
        download = partial(
            snapshot_download,
            self._repository,
            repo_type="dataset",
            revision=release.tag,
            local_dir=folder,
            cache_dir=folder / ".cache" / "hub",
            endpoint=self._api.endpoint,
            token=self._token,
            ignore_patterns=list(_HOUSEKEEPING),
        )
        try:
            self._try(download)
        except _FAILURES as error:
            if response_of(error) is None and isinstance(error, OSError) and error.errno:
                raise OSError(error.errno, error.strerror) from None
            raise self._error(error) from None
        shutil.rmtree(folder / ".cache", ignore_errors=True)

    def _commit(self, release: Release) -> str:
        """Commits what differs, which is nothing where an earlier attempt came through, and gives the commit's id."""
        head = self._api.repo_info(self._repository, repo_type="dataset", revision="main").sha
        there = self._files(head or "main")
        differing = _differing(release, there)
        operations: list[CommitOperationAdd | CommitOperationDelete] = [
            CommitOperationAdd(name, release.folder / name) for name in release.sizes if name in differing
        ]
        operations += [CommitOperationDelete(name) for name in sorted(there.keys() - release.sizes.keys())]
        if head and not operations:
            return head
        info = self._api.create_commit(
            self._repository,
            operations,
            commit_message=f"Release {release.version}",
            repo_type="dataset",
            parent_commit=head,
        )
        return str(info.oid)

    def _set_tag(self, release: Release, commit: str) -> None:
        tags = {
            ref.name: ref.target_commit for ref in self._api.list_repo_refs(self._repository, repo_type="dataset").tags
        }
        if tags.get(release.tag) != commit:  # an earlier attempt may have come through; the Hub refuses to move a tag
            self._api.create_tag(self._repository, tag=release.tag, revision=commit, repo_type="dataset")

    def _files(self, revision: str) -> dict[str, RepoFile]:
        def listed() -> dict[str, RepoFile]:
            tree = self._api.list_repo_tree(self._repository, recursive=True, revision=revision, repo_type="dataset")
            return {item.path: item for item in tree if isinstance(item, RepoFile) and item.path not in _HOUSEKEEPING}

        try:
            return self._try(listed)
        except _FAILURES as error:
            raise self._error(error) from None

    def _try(self, call: Callable[[], T]) -> T:
        return self._retries(call)

    def _error(self, error: Exception) -> PublishError:
        response = response_of(error)
        if response is None:
            remedy = "Check the connection, and run the command again: it goes on where it was"
        elif response.status_code >= 500 and response.status_code not in _REMEDIES:
            remedy = "The Hub is out of order: run the command again later; it goes on where it was"
        else:
            remedy = _REMEDIES.get(response.status_code, "Correct what the message names, and run the command again")
        return PublishError(f"{self.name}: {without(_said(error), self._token)}. {remedy}")


# What the library raises: for answers of the Hub and lost connections, for a card that is not valid (ValueError), and
# around errors in the threads that send files (RuntimeError).
_FAILURES = (HfHubHTTPError, httpx2.TransportError, OSError, ValueError, RuntimeError)


def _said(error: Exception) -> str:
    """The Hub's own message where it sent one, or else the library's, in one line."""
    if isinstance(error, ValueError):  # the card is not valid, which the library says better
        return " ".join(str(error).split())
    answers = (cause.server_message or str(cause) for cause in causes(error) if isinstance(cause, HfHubHTTPError))
    return " ".join(next(answers, str(error)).split()).rstrip(".")


def _differing(release: Release, there: Mapping[str, RepoFile]) -> set[str]:
    """The files of the release that are not there, or with other bytes."""
    return {name for name in release.sizes if name not in there or not _same(release, name, there[name])}


def _same(release: Release, name: str, there: RepoFile) -> bool:
    if there.size != release.sizes[name]:
        return False
    if there.lfs is not None:
        return bool(there.lfs.sha256 == release.digests[name])
    # What git stores itself is known by git's own hash.
    blob = hashlib.sha1(f"blob {there.size}\0".encode(), usedforsecurity=False)
    blob.update((release.folder / name).read_bytes())
    return blob.hexdigest() == there.blob_id
