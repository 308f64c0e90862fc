"""Words that lost the spaces between them, and initials with no mark after them."""

from __future__ import annotations

import pytest

from flows.clean.initials import opening_initials
from flows.segment.repairs.lost_spaces import parted

EVIDENCE = ("saidthat", "askedwhether", "notedthathe")


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("saidthatthe", "said that the"),
        ("toldher", "told her"),
        ("andsaidthat", "and said that"),
        ("Secretarypointedout", "Secretary pointed out"),
        ("Brandtindicatedthatthe", "Brandt indicated that the"),
        ("expressedgratitude", "expressed gratitude"),
    ],
)
def test_verbs_of_saying_are_parted_in_a_text_that_lost_its_spaces(word: str, words: str) -> None:
    assert parted([word, *EVIDENCE], {"Brandt"})[word] == words
    assert parted([word, "said", "asked", "noted"], {"Brandt"}) == {}


@pytest.mark.parametrize("word", ["reportedly", "Brandtson", "statement", "leftist", "Secretary", "thought"])
def test_words_that_only_look_so_stay(word: str) -> None:
    assert word not in parted([word, *EVIDENCE], {"Brandt"})


def test_initials_open_line_after_line() -> None:
    lines = ["RDW we came late", "KLM so did they", "and left", "RDW and went?", "KLM no", "RDW why", "KLM rain"]
    assert opening_initials(lines) == {"RDW", "KLM"}
    assert opening_initials([*lines, "RDX by boat", "RDX again"]) == {"RDW", "KLM", "RDX"}  # as misread
    assert opening_initials([line.replace("KLM ", "") for line in lines]) == frozenset()  # nobody answers
    assert opening_initials([*lines, *("the paper of KLM was read",) * 2]) == frozenset()  # a subject like others
    assert opening_initials([line.replace("RDW ", "SIR JOHN ").replace("KLM ", "SIR ALAN ") for line in lines]) == set()
