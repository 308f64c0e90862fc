"""Whom a record calls a guest or visitor, and who speaks but once, asked to."""

from __future__ import annotations

import pytest

from flows.reading.document import read_document
from flows.tables import rows

SAID = """

{guest} said that the toll was too high. Mr. Alder replied that it was not. Captain Birch agreed with Mr. Alder.

Mr. Kolm asked why the road was closed. Mr. Alder said that it was being mended. {guest} wanted to know when it would be
open. Captain Birch, {asked}, thought that it would take a month.
"""


def speakers(record: str) -> list[str]:
    """The last names of those who hold the turns of a record, one after the other."""
    return [
        str(t["speaker_name"]).split()[-1]
        for t in rows([read_document(record.encode(), "toll")])["turns"]
        if t["kind"] == "speech"
    ]


@pytest.mark.parametrize("guest", ["The guest", "The visitor"])
@pytest.mark.parametrize(
    "opening",
    [
        "MEMORANDUM\n\nVisit of Mr. Kolm, Port City, 4 May 1961\n\nIt rained.",
        "NOTE\n\nThe Minister of Works, Mr. Alder, today received Mr. Kolm, who came to speak of the toll.",
        "NOTE\n\nOn 4 May Mr. Kolm, of the Ministry of Roads, came to see Mr. Alder. It rained.",
        "NOTE\n\nAt the lunch in honour of Mr. Kolm there was talk of the toll.",
    ],
)
def test_the_guest_is_whose_visit_the_record_tells_of(opening: str, guest: str) -> None:
    named = speakers(opening + SAID.format(guest=guest, asked="who knew the road"))
    assert named[:6] == ["Kolm", "Alder", "Birch", "Kolm", "Alder", "Kolm"]


def test_the_guest_is_nobody_else_where_two_came_on_a_visit() -> None:
    opening = "NOTE\n\nMr. Kolm visited the harbour. Captain Birch came to see Mr. Alder."
    assert speakers(opening + SAID.format(guest="The guest", asked="who knew the road"))[0] == "guest"


@pytest.mark.parametrize("asked", ["asked for his view", "pressed on this point", "when consulted about the road"])
def test_who_speaks_but_once_and_was_asked_to_is_there(asked: str) -> None:
    record = f"""NOTE

Participants: Mr. Alder, Mr. Kolm

Mr. Alder said that the toll was too high. Mr. Kolm replied that it was not. Captain Birch, {asked}, thought it too low.
"""
    assert speakers(record) == ["Alder", "Kolm", "Birch"]


CALL = """RECORD

Subject: {visit} on 4 May 1961

Count Sabo called on the Minister at noon. Mr. Holm sat in.

The Minister said that the toll would stay.

The Ambassador regretted this. Mr. Holm explained that the bridge was old.

The Ambassador: that might be so, but nobody had been told.

Before leaving Count Sabo asked for a copy.
"""


@pytest.mark.parametrize("visit", ["Visit by the Norvanian Ambassador", "Visit of Portuguese Ambassador"])
def test_the_visitor_holds_the_office_of_whose_visit_the_head_tells(visit: str) -> None:
    assert speakers(CALL.format(visit=visit)) == ["Minister", "Sabo", "Holm", "Sabo"]


def test_the_visitor_holds_no_office_that_another_has() -> None:
    record = CALL.format(visit="Visit by the Portuguese Ambassador").replace(
        "Mr. Holm sat in", "Ambassador Holm sat in"
    )
    assert speakers(record)[1] != "Sabo"
