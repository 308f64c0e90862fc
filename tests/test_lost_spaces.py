"""Words that lost the spaces between them, and initials with no mark after them."""

from __future__ import annotations

import pytest

from flows.clean.initials import opening_initials
from flows.segment.repairs.lost_spaces import after_stops, parted
from flows.segment.repairs.repaired_text import Repaired

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


@pytest.mark.parametrize(
    ("text", "spaced"),
    [
        (
            '1.I SAW CRANE.HE WAS LATE,BUT CIVIL.HE SAID "NOT/NOT".I LEFT.',
            '1. I SAW CRANE. HE WAS LATE, BUT CIVIL. HE SAID "NOT/NOT". I LEFT.',
        ),
        (
            "He came on 3.5.61.He was late.I asked why:he said rain.It was.",
            "He came on 3.5.61. He was late. I asked why: he said rain. It was.",
        ),
        ("(2)CRANE SAID IT WAS LATE.\n\n(3)I AGREED.", "(2) CRANE SAID IT WAS LATE.\n\n(3) I AGREED."),
        (
            "Late.He said. So it was. It was. Late.He said. Yes.No. It was late. It was. No. Yes.",
            None,
        ),
        ("U.S.A.F. people met the N.A.T.O. ones, F.R.G. too.", None),
        ("See state.gov.uk.html, 1.50 and 2.75, at 10:30.", None),
    ],
)
def test_spaces_after_stops_are_put_in_where_they_are_left_out_as_a_habit(text: str, spaced: str | None) -> None:
    bounds = [(text.index(part), text.index(part) + len(part)) for part in text.split("\n\n")]
    assert Repaired(text, after_stops(text, bounds)).text == (spaced or text)


def test_initials_open_line_after_line() -> None:
    lines = ["RDW we came late", "KLM so did they", "and left", "RDW and went?", "KLM no", "RDW why", "KLM rain"]
    assert opening_initials(lines) == {"RDW", "KLM"}
    assert opening_initials([*lines, "RDX by boat", "RDX again"]) == {"RDW", "KLM", "RDX"}  # as misread
    assert opening_initials([line.replace("KLM ", "") for line in lines]) == frozenset()  # nobody answers
    assert opening_initials([*lines, *("the paper of KLM was read",) * 2]) == frozenset()  # a subject like others
    assert opening_initials([line.replace("RDW ", "SIR JOHN ").replace("KLM ", "SIR ALAN ") for line in lines]) == set()
