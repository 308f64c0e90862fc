"""What a release has in all, counted part by part and added up: no file that only tells of it reads all rows again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from schemas import Row, Rows

UNRESOLVED = "[unresolved]"
NARRATION = "[narration]"

_SETS = ("languages", "days", "speakers")


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of a release.

    `counts` are of turns (`flagged`; of those that are speech: `speech`, their `words`, `unresolved` without a speaker,
    `addressed` to somebody) and of characters (`before` cleaning, `after`, letters and digits `removed`). `rules`
    counts the edits by rule. `languages` are codes of BCP 47, `days` the ISO dates on which conversations began or
    ended, `speakers` the ids of those who hold a turn, with UNRESOLVED and NARRATION.
    """

    counts: Counter[str]
    rules: Counter[str]
    languages: frozenset[str]
    days: frozenset[str]
    speakers: frozenset[str]

    @property
    def temporal_coverage(self) -> str | None:
        """The first and the last day of the conversations, as an interval of ISO 8601. None where no date is known."""
        return f"{min(self.days)}/{max(self.days)}" if self.days else None


def figures(rows: Mapping[str, Rows]) -> dict[str, Any]:
    """The figures of some documents, fit for JSON, to be added up by `summary`."""
    counts: Counter[str] = Counter()
    rules: Counter[str] = Counter()
    found: dict[str, set[str]] = {name: set() for name in _SETS}
    for document in rows["documents"]:
        counts.update(before=document["raw_chars"], after=document["clean_chars"])
        found["languages"].update(filter(None, [document["language"]]))
        if document["date"]:
            found["days"].update((document["date"], document["date_end"] or document["date"]))
    for turn in rows["turns"]:
        found["speakers"].add(speaker(turn))
        counts["flagged"] += bool(turn["flags"])
        if turn["kind"] == "speech":
            counts["speech"] += 1
            counts["words"] += turn["words"]
            counts["unresolved"] += turn["speaker_id"] is None
            counts["addressed"] += bool(turn["addressee_ids"])
    for edit in rows["edits"]:
        rules[edit["rule"]] += 1
        counts["removed"] += removed(edit)
    return {"counts": counts, "rules": rules} | {name: sorted(values) for name, values in found.items()}


def summary(parts: Iterable[Mapping[str, Any]]) -> Summary:
    """The figures of all parts, each as `figures` gives them, added up."""
    counts: Counter[str] = Counter()
    rules: Counter[str] = Counter()
    found: dict[str, set[str]] = {name: set() for name in _SETS}
    for part in parts:
        counts.update(part["counts"])
        rules.update(part["rules"])
        for name, values in found.items():
            values.update(part[name])
    return Summary(counts, rules, **{name: frozenset(values) for name, values in found.items()})


def speaker(turn: Row) -> str:
    """The id of who holds a turn, or what stands for nobody: UNRESOLVED or NARRATION."""
    if turn["speaker_id"] is not None:
        return str(turn["speaker_id"])
    return NARRATION if turn["kind"] == "narration" else UNRESOLVED


def removed(edit: Row) -> int:
    """How many letters and digits an edit takes away."""
    return _letters_and_digits(edit["raw_text"]) - _letters_and_digits(edit["clean_text"])


def _letters_and_digits(text: str) -> int:
    return sum(character.isalnum() for character in text)
