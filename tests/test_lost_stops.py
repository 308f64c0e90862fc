"""Text that has lost its stops: labels and sentences are found again, and other text is left alone."""

from __future__ import annotations

import itertools

import pytest

from flows.reading.document import read_document
from flows.segment.repairs.lost_stops import has_lost_stops, with_lost_marks
from flows.tables import rows

HEAD = (
    "SECRET 4410 OFFICE OF THE PRESIDENT MEMORANDUM OF CONVERSATION SUBJECT Talk about the canal U "
    "PARTICIPANTS President Lindgren {other} Notetaker Tom Brewer DATE TIME AND PLACE March 3 1994 9 10 am Blue Room "
)
SAID = (
    "I am glad to see you here again and I hope that the journey was not too long U",
    "Thank you it was long but we slept on the train and had a good breakfast U",
    "We have looked at your paper on the canal and there are two points that we do not understand S",
    "Which points are these because we wrote it in a hurry and without our engineers S",
    "The first is the depth and the second is the date of the opening which is too early for us S",
    "That can be changed and I will tell our people tonight to find another day C",
)
LABELS = [
    ("The President", "Foreign Minister Oduya"),
    ("PRESIDENT LINDGREN", "PRIME MINISTER HALLORAN"),
    ("President Lindgren", "Prime Minister Halloran"),
    ("THE PRESIDENT", "CHANCELLOR WEISS"),
    ("Mr Lindgren", "Dr Weiss"),
    ("Lindgren", "Halloran"),
    ("LINDGREN", "HALLORAN"),
    ("Secretary Adler", "Ambassador Huang Lo"),
    ("Mr de Kock", "Sir James Ferrar"),
    ("PM Dobai", "The President"),
    ("The Prime Minister", "Mr O'Neill"),
    ("Foreign Secretary", "Foreign Minister"),
]


def turns(raw: str) -> list[tuple[str | None, str]]:
    """The label and the first words of each turn of speech."""
    found = rows([read_document(raw.encode(), "lost")])["turns"]
    return [(turn["speaker_label"], turn["speech"][:12]) for turn in found if turn["kind"] == "speech"]


@pytest.mark.parametrize("labels", LABELS, ids=" and ".join)
def test_a_name_before_sentence_after_sentence_is_a_label(labels: tuple[str, str]) -> None:
    said = zip(itertools.cycle(labels), SAID, strict=False)
    raw = HEAD.format(other=labels[1]) + " ".join(f"{label} {words}" for label, words in said)
    assert turns(raw) == [(label, words[:12]) for label, words in zip(itertools.cycle(labels), SAID, strict=False)]


def test_sentences_are_parted_before_who_says_something() -> None:
    raw = (
        "DEPARTMENT OF TRADE Memorandum of Conversation DATE May 4 1962 SUBJECT Port dues PARTICIPANTS "
        "Mr Arthur Fenwick Mr Luis Carranza Mr Fenwick said that the scale had been published a year ago and that "
        "nobody had objected to it He added that the companies had paid it since January Mr Carranza pointed out that "
        "they had had no choice He asked whether a delay of three months could be granted Mr Fenwick replied that he "
        "would speak to the Treasury"
    )
    assert [label for label, _ in turns(raw)] == ["Mr Fenwick", "Mr Carranza", "Mr Fenwick"]


def test_text_with_stops_is_left_alone() -> None:
    text = " ".join(f"The Minister {n} said this to Mr Carranza. He added that." for n in range(60))
    assert not has_lost_stops(text, 0, len(text))
    assert with_lost_marks(text, [(0, len(text))]) == ([(0, len(text))], ())


@pytest.mark.parametrize("words", ["The President ", "A ", "Mr The He ", "I ", "PRESIDENT Smith Hello ", "Smith said "])
def test_endless_text_without_stops_is_read(words: str) -> None:
    text = words * 20_000
    paragraphs, changes = with_lost_marks(text, [(0, len(text))])
    assert paragraphs[0][0] == 0
    assert paragraphs[-1][1] <= len(text)
    assert len(changes) <= text.count(" ")
