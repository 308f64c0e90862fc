"""Texts that lost line breaks, all or most of them: read with paragraphs, and each turn at its place in the text."""

from __future__ import annotations

import re

import pytest

from flows.clean import clean
from flows.reading.document import read_document
from flows.segment.lost_breaks import with_breaks
from flows.tables import rows
from tests.generator import generate, noise

HEAD = "RECORD OF TALKS Port Merle, 4 May 1961 Present: Mr. Asklund, Mr. Borodai, Mr. Cray"
LABELLED = (
    f"{HEAD} Asklund: We have come about the dredger. Borodai: The dredger is ours. It was paid for in April. "
    "Asklund: It was paid for twice. Cray: By whom was it paid the second time? Borodai: By the harbour board. "
    "Asklund: Then the board may have its money back. Cray: That would please the board."
)
TELLING = (
    f"{LABELLED} The stenographer was then sent out. Asklund said that the ice would come early. "
    "He would not wait. Borodai replied that the pilots were used to ice. Cray asked who would pay the pilots."
)


def told(raw: str) -> list[tuple[str, str]]:
    """Who speaks, and the first words of each turn of the raw text."""
    turns = rows([read_document(raw.encode(), "a1")])["turns"]
    return [
        (turn["speaker_label"].rpartition(" ")[2], " ".join(raw[turn["raw_start"] :].split()[:2]))
        for turn in turns
        if turn["kind"] == "speech"
    ]


def test_labels_in_one_line_are_found_also_behind_the_list() -> None:
    assert [who for who, _ in told(LABELLED)] == [
        "Asklund", "Borodai", "Asklund", "Cray", "Borodai", "Asklund", "Cray",
    ]  # fmt: skip
    assert told(LABELLED)[0][1] == "Asklund: We"


def test_a_heading_that_runs_into_a_label_is_no_part_of_it() -> None:
    raw = f"{LABELLED} Asklund: It would."
    assert told(raw.replace("Asklund: It was", "The Harbour Asklund: It was")) == told(raw)


def test_what_is_told_after_labels_is_not_the_last_ones() -> None:
    assert [words for _, words in told(TELLING)][-3:] == ["Asklund said", "Borodai replied", "Cray asked"]


def test_what_follows_the_last_words_in_one_line_is_nobodys() -> None:
    for foot in ("[Tape ends]", "Adjourned at noon.", "END OF MESSAGE"):
        turns = rows([read_document(f"{LABELLED} {foot}".encode(), "a1")])["turns"]
        assert all(foot not in turn["text"] for turn in turns if turn["kind"] == "speech")


def test_a_view_is_the_text_but_for_its_breaks() -> None:
    for raw in (LABELLED, TELLING, re.sub(r"(?<=\.) ", "  ", TELLING)):
        cleaned = clean(raw)
        view = with_breaks(cleaned)
        assert view is not None
        assert view.cleaned.text.replace("\n\n", " ") == cleaned.text
        for start, end in view.cleaned.paragraphs:
            assert cleaned.text[view.back(start) : view.back(end)] == view.cleaned.text[start:end]
            assert view.cleaned.raw_start(start) == cleaned.raw_start(view.back(start))
        for edit in view.cleaned.edits:
            assert view.cleaned.text[edit.clean_start : edit.clean_end] == edit.clean_text
            assert raw[edit.raw_start : edit.raw_end] == edit.raw_text


def test_a_text_with_its_lines_is_read_as_it_stands() -> None:
    assert with_breaks(clean(LABELLED.replace(". ", ".\n\n").replace("? ", "?\n\n"))) is None


def test_the_time_in_brackets_before_a_label_goes_with_it() -> None:
    stamped = re.sub(r"(Asklund|Borodai|Cray): ", r"[10:15] \g<0>", LABELLED)
    assert [words for _, words in told(stamped)] == [f"[10:15] {who}:" for who, _ in told(LABELLED)]


LABEL = re.compile(r" (?=(?:Asklund|Borodai|Cray): )")


def test_turns_in_paragraphs_by_twos_and_threes_are_found() -> None:
    turns = LABEL.split(LABELLED)
    for breaks in ((2, 4, 6), (1, 3, 5, 7), (3, 5), (4,)):
        raw = "".join(("\n\n" if number in breaks else " ") + turn for number, turn in enumerate(turns)).strip()
        assert told(raw) == told(LABELLED)


def test_turns_in_pages_of_one_line_each_are_found() -> None:
    said = "The ice will come before the ships do, and nobody has said who is to wait for it. " * 6
    raw = LABEL.sub(f" {said}", LABELLED.replace(HEAD, f"{HEAD} Asklund:")).replace("Asklund: Asklund:", "Asklund:")
    raw = re.sub(r"(?<=: )", said, f"{LABELLED} {LABELLED.removeprefix(HEAD).strip()}")
    middle = raw.index(" ", len(raw) // 2)
    for between in ("\f", "\n\n", "\n\nPage 2 of 2\n\n"):
        paged = raw[:middle] + between + raw[middle + 1 :]
        assert [who for who, _ in told(paged)] == [who for who, _ in told(raw)]


def test_the_time_at_the_head_of_a_paragraph_stays_with_its_label() -> None:
    stamped = LABEL.sub("\n\n[14:02:10] ", LABELLED)
    assert with_breaks(clean(stamped)) is None


def test_marks_of_secrecy_in_one_line_are_no_labels_and_part_paragraphs() -> None:
    marks = iter("CSUCSUCSUC")
    raw = LABEL.sub(lambda _: f" ({next(marks)}) ", LABELLED)
    assert told(raw) == told(LABELLED)


def test_a_summary_above_the_list_in_one_line_is_not_the_talk() -> None:
    said = TELLING[TELLING.index("Asklund said") :]
    raw = f"Asklund asks for money for the dredger. ORIGINAL LANGUAGE: Ruritanian {HEAD}. {said}"
    assert [words for _, words in told(raw)] == ["Asklund said", "Borodai replied", "Cray asked"]


@pytest.mark.parametrize(("style", "look"), [("name-colon", "web-with-notes"), ("title-name-colon", "web")])
def test_a_record_with_lines_of_its_own_of_which_some_are_joined_keeps_its_head(style: str, look: str) -> None:
    """A damaged text in which a few labels stand inside paragraphs, some as "Mr . Asklund"."""
    record = generate(0, (style,), look, noise(1.0))
    turns = rows([read_document(record.raw.encode(), "a1")])["turns"]
    known = {region.raw_start for region in record.turns if region.facts.kind == "speech"}
    assert {turn["raw_start"] for turn in turns if turn["kind"] == "speech"} == known
