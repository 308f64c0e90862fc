"""Whose view a sentence gives, told by the words around a name: each that goes before it asks for its own after it."""

from __future__ import annotations

import pytest

from flows.segment.clauses.finding import head_clause
from flows.segment.clauses.viewpoints import SOURCE, opinion


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("In the Ambassador's opinion it was too late.", "the Ambassador"),
        ("In the opinion of the Ambassador it was too late.", "the Ambassador"),
        ("To Mr. Berg's knowledge no reply had come.", "Mr. Berg"),
        ("To Mr. Berg it seemed late.", "Mr. Berg"),
        ("As Mr. Berg saw it, the dam was old.", "Mr. Berg"),
        ("As far as Mr. Berg knew, the dam was old.", "Mr. Berg"),
        ("To the Ambassador's opinion it was too late.", None),
        ("In Mr. Berg's knowledge no reply had come.", None),
        ("From Mr. Berg it seemed late.", None),
        ("For Mr. Berg saw it, the dam was old.", None),
    ],
)
def test_a_fronted_phrase_needs_both_its_halves(sentence: str, subject: str | None) -> None:
    clause = opinion(sentence, 0, len(sentence))
    assert (clause.subject if clause is not None else None) == subject


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("The next speaker was Mr. Berg.", "Mr. Berg"),
        ("This led Mr. Berg to the war.", "Mr. Berg"),
        ("The gist of Mr. Berg's reply was that he refused.", "Mr. Berg"),
        ("This was also the view of Mr. Berg.", "Mr. Berg"),
        ("This was not Mr. Berg's impression.", "Mr. Berg"),
        ("It seemed to Mr. Berg that this was late.", "Mr. Berg"),
        ("It was Mr. Berg's view that this was late.", "Mr. Berg"),
        ("This led Mr. Berg's reply was that he refused.", None),
        ("The gist of Mr. Berg to the war.", None),
        ("It was well known to Mr. Berg that this was late.", None),
        ("It seemed to Mr. Berg's view that this was late.", None),
    ],
)
def test_a_sentence_about_what_somebody_says_needs_both_its_halves(sentence: str, subject: str | None) -> None:
    clause = head_clause(sentence, 0, len(sentence))
    assert (clause.subject if clause is not None and clause.position == "final" else None) == subject


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("It was late, according to Mr. Berg.", ["Mr. Berg"]),
        (
            "It was late, in Mr. Berg's view, and in the view of Mr. Lund, in the view of Mr. Holm.",
            ["Mr. Berg", "Mr. Holm"],
        ),
        ("It was late, according to Mr. Berg's view.", []),
    ],
)
def test_a_source_needs_both_its_halves(text: str, subjects: list[str]) -> None:
    assert [match["subject"] for match in SOURCE.finditer(text)] == subjects


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("Question of the Minister as to when they could be expected.", "the Minister"),
        ("Renewed objection by Mr. Berg: ", "Mr. Berg"),
        ("Consent on the part of Mr. Berg.", "Mr. Berg"),
        ("Reply from Berg to the effect that it was late.", "Berg"),
        ("Reservations of the Minister.", "the Minister"),
        ("Regret of Mr. Berg over the delay.", "Mr. Berg"),
        ("Proposals of Mr. Berg on trade were examined by the experts.", None),
        ("Proposal by Mr. Berg on trade (attached).", None),
        ("Reply of Mr. Berg", None),  # a heading
        ("Admission of Ruritania to the League", None),
    ],
)
def test_notes_have_a_noun_for_what_somebody_says(sentence: str, subject: str | None) -> None:
    clause = head_clause(sentence, 0, len(sentence))
    assert (clause.subject if clause is not None else None) == subject


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("Minister then quite serious: ", "Minister"),
        ("Berg on the position of the miners in the north and of their families: ", "Berg"),
        ("Berg replied: ", "Berg"),
        ("Asked by the Minister whether it was so, Berg: ", None),  # in front
    ],
)
def test_notes_have_a_manner_or_a_topic_before_a_colon(sentence: str, subject: str | None) -> None:
    clause = head_clause(sentence, 0, len(sentence))
    assert (clause.subject if clause is not None else None) == subject


def test_a_sentence_that_begins_over_and_over_again_gives_no_view() -> None:
    """Each beginning is looked through as far as a view stands, and not to the end of the text, which took minutes."""
    for words in ("It was known to the Minister's ", "It was put at once to ", "It was the view of "):
        text = words * 600
        assert head_clause(text, 0, len(text)) is None
