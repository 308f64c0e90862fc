"""The lexicons say nothing twice."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files

import pytest

from flows.lexicons import entries

NAMES = sorted(
    path.name.removesuffix(".txt") for path in files("flows.lexicons").iterdir() if path.name.endswith(".txt")
)


def keys(name: str) -> list[str]:
    """What each entry of a lexicon is an entry for: of two for one verb, what the first needs would be lost."""
    if name.endswith("-verbs"):
        return [entry.partition("|")[0].partition(":")[0].strip() for entry in entries(name)]
    return [entry.partition(" = ")[0] for entry in entries(name)]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_in_a_lexicon_twice(name: str) -> None:
    found = keys(name)
    assert found
    assert [key for key, count in Counter(found).items() if count > 1] == []
