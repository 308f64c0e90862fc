"""From what a person writes after `--to` to the destination. The libraries of a service are loaded only for it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from flows.publish.model import Destination, UsageError
from flows.publish.secrets import Lookup, required

if TYPE_CHECKING:
    from flows.publish.zenodo import Zenodo

HUGGING_FACE = "huggingface"
ZENODO = {
    "zenodo": ("https://zenodo.org", "ZENODO_TOKEN"),
    "zenodo-sandbox": ("https://sandbox.zenodo.org", "ZENODO_SANDBOX_TOKEN"),
}
ZENODO_ADDRESS = "ZENODO_ADDRESS"  # an environment variable: another installation of the same software
S3_SECRETS = {"key": "AWS_ACCESS_KEY_ID", "secret": "AWS_SECRET_ACCESS_KEY", "token": "AWS_SESSION_TOKEN"}


def destination_of(to: str, repository: str | None, secrets: Lookup, *, public: bool = False) -> Destination:
    """The destination: `huggingface` with a repository, `zenodo`, `zenodo-sandbox`, an address such as s3://bucket/folder,
    or a folder. `public` says that a deposit of Zenodo is to be published.

    Raises UsageError where they do not go together, or a secret is missing.
    """
    if to == HUGGING_FACE:
        from flows.publish.huggingface import TOKEN, HuggingFace

        if repository is None:
            raise UsageError(f"--to {HUGGING_FACE} needs the repository, as owner/name, after the release")
        if public:
            raise UsageError("--publish goes with --to zenodo; elsewhere a version is published at once")
        return HuggingFace(repository, required(secrets, TOKEN))
    if repository is not None:
        raise UsageError(f"{repository}: only --to {HUGGING_FACE} has a repository")
    if to in ZENODO:
        return zenodo_of(to, secrets, public=public)
    if public:
        raise UsageError("--publish goes with --to zenodo; elsewhere a version is published at once")
    if "/" not in to:
        known = ", ".join([HUGGING_FACE, *ZENODO])
        raise UsageError(
            f"{to!r} is no destination: there are {known}, addresses as s3://bucket, and folders as ./{to}"
        )
    from flows.publish.bucket import Bucket

    given = {option: secrets(variable) for option, variable in S3_SECRETS.items()} if to.startswith("s3://") else {}
    return Bucket(to, **{option: value for option, value in given.items() if value})


def zenodo_of(to: str, secrets: Lookup, *, public: bool = False) -> Zenodo:
    """Zenodo or its sandbox. Raises UsageError where `to` is neither, or the token is missing."""
    from flows.publish.zenodo import Zenodo

    if to not in ZENODO:
        raise UsageError(f"DOIs are reserved at {' or '.join(ZENODO)}, not at {to}")
    address, token = ZENODO[to]
    return Zenodo(required(secrets, token), address=os.environ.get(ZENODO_ADDRESS) or address, public=public)
