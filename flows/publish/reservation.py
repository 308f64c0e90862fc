"""The DOI of the release to come: reserved at Zenodo, and stored in the data set's description."""

from __future__ import annotations

import re
from pathlib import Path

from flows.publish.zenodo import Zenodo
from flows.seeds.dataset import load_dataset_description

_LINE = re.compile(r"^doi:.*$", re.MULTILINE)


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
