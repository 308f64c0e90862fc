"""What carries the gold of a document over to the text of its scan."""

from __future__ import annotations

from flows.evaluate.starts import GoldDocument
from tests.benchmarks.scans import carried_over, share_carried

RAW = "Alder: We have read your note with great care.\n\nBirch: It says what we think of it."
GOLD = (
    {"start": 0, "kind": "speech", "speaker": "Alder"},
    {"start": RAW.index("Birch"), "kind": "speech", "speaker": "Birch"},
)
DOCUMENT = GoldDocument("made-up", RAW, {}, GOLD)


def starts(text: str) -> list[str]:
    scan = carried_over(DOCUMENT, text, "typescript")
    return [scan.raw[region["start"] :].split()[0] for region in scan.regions]


def test_turns_start_at_misread_words_after_what_was_added() -> None:
    text = (
        "SECRET\nAlde r: We have read yoor note with\nPage 2 of 3\ngreat care.\n: Bircb: lt says what we think of it."
    )
    assert starts(text) == ["Alde", "Bircb:"]
    scan = carried_over(DOCUMENT, text, "typescript")
    assert [text[slice(*span)] for span in scan.facts["unscored"]] == ["SECRET", "Page 2 of 3"]
    assert share_carried(DOCUMENT, scan) == (2, 2)


def test_a_turn_starts_at_what_is_said_where_the_labels_are_parted_from_it() -> None:
    stamp = "SECRET one two three four five"
    text = f"Alder:\nBirch:\n{stamp}\nWe have read your note with great care.\nIt says what we think of it."
    assert starts(text) == ["We", "It"]
