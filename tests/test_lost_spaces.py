"""Spaces that are left out after stops."""

from __future__ import annotations

import pytest

from flows.segment.repairs.lost_spaces import after_stops
from flows.segment.repairs.repaired_text import Repaired


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
