"""A new document takes its place in the folder of documents, whole or not at all."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from flows.curate.propose import Proposal, document_yaml
from flows.seeds import DOCUMENT_ID, RAW, SIDECAR, SeedDocument


class AddError(ValueError):
    """The document cannot be added; the message says why, and what to do."""


def take_in(data: bytes, proposal: Proposal, seeds: Path, documents: Iterable[SeedDocument]) -> Path:
    """Write the raw text and the proposed sidecar into a new folder of `seeds`, and give that folder.

    Raises AddError where the id is none or is taken, or where the same text is among the documents already.
    """
    document_id, folder = proposal.document_id, seeds / proposal.document_id
    if not re.fullmatch(DOCUMENT_ID, document_id):
        raise AddError(
            f"{document_id} cannot be the id of a document: with --id, give one of lower-case letters (one at least), "
            "digits, dots and hyphens"
        )
    if folder.exists():
        raise AddError(f"{folder} is there already: give another id with --id; a raw text never changes under its id")
    for document in documents:
        if document.sidecar.sha256 == proposal.sha256:
            raise AddError(f"the same text, byte for byte, is there already: {document.path}")
    staging = Path(tempfile.mkdtemp(prefix=".adding-", dir=seeds))
    try:
        (staging / RAW).write_bytes(data)
        (staging / SIDECAR).write_text(document_yaml(proposal), encoding="utf-8", newline="\n")
        staging.chmod(0o755)
        staging.rename(folder)
    except OSError:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    return folder
