"""Heads as they are set on the page: subjects and titles of several lines, dates right of a letterhead."""

# ruff: noqa: E501
from __future__ import annotations

from typing import Any

import pytest

from flows.reading.document import read_document
from flows.tables import rows

TALK = "\n\nMr. Hale said that the harbour was ready.\n\nMr. Brandt replied that the ships were not.\n"


def tables(head: str) -> dict[str, Any]:
    return rows([read_document((head + TALK).encode(), "talk")])


def document(head: str) -> dict[str, Any]:
    return dict(tables(head)["documents"][0])


@pytest.mark.parametrize(
    ("head", "subject"),
    [
        (
            "MEMORANDUM OF CONVERSATION\n\n"
            "SUBJECT:      Visit of the Ruritanian Minister of Finance and\n"
            "              Deputy Governor Brandt\n"
            "DATE:         May 3, 1956\n",
            "Visit of the Ruritanian Minister of Finance and Deputy Governor Brandt",
        ),
        (
            "NOTE FOR THE FILE\n\n"
            "Subject :  Coal - call on Vice-President Hale by\n"
            "           Mr. Otto Brandt, Minister of Mines\n"
            "           Harbour House, 3 May 1956, 10.00 hrs\n",
            "Coal - call on Vice-President Hale by Mr. Otto Brandt, Minister of Mines",
        ),
        (
            "RECORD OF CONVERSATION\n\n"
            "Port City, 3 May 1956\n\n"
            "SUBJECT: Tolls in the Straits\n\n"
            "Present: Mr. Hale, Mr. Brandt\n",
            "Tolls in the Straits",
        ),
    ],
)
def test_a_subject_goes_on_under_its_first_word(head: str, subject: str) -> None:
    assert document(head)["subject"] == subject


@pytest.mark.parametrize(
    ("head", "title", "day"),
    [
        (
            "        RECORD OF THE MINISTER'S CONVERSATION WITH\n"
            "         MR. OTTO BRANDT, DANISH MINISTER OF\n"
            "             TRADE, ON MONDAY, 3RD MAY, 1956,\n"
            "                     IN HIS OFFICE\n",
            "RECORD OF THE MINISTER'S CONVERSATION WITH MR. OTTO BRANDT, DANISH MINISTER OF TRADE, ON MONDAY, "
            "3RD MAY, 1956, IN HIS OFFICE",
            "1956-05-03",
        ),
        (
            "STRICTLY SECRET\n\n"
            "            Report on the conversation of Comrade Deputy Minister\n"
            "            Hale with the Chairman of the Planning Board of\n"
            "            Ruritania Dr. Otto Brandt on\n"
            "            May 3, 1956\n",
            "Report on the conversation of Comrade Deputy Minister Hale with the Chairman of the Planning Board of "
            "Ruritania Dr. Otto Brandt on May 3, 1956",
            "1956-05-03",
        ),
        (
            "Trade Department                 Old Port, 9 May 1956\n\n"
            "                          N o t e\n\n"
            "on the talks of the delegation of the Planning Board led by Comrade Hale with the\n"
            "Board of the Ruritanian Harbours, headed by its Chairman, Comrade Brandt,\n"
            "on 3 May 1956\n",
            "N o t e on the talks of the delegation of the Planning Board led by Comrade Hale with the Board of the "
            "Ruritanian Harbours, headed by its Chairman, Comrade Brandt, on 3 May 1956",
            "1956-05-03",
        ),
        ("Record of a Conversation with Comrade Brandt of the Board of Trade, 3 May 1956\nThis document was made possible with support from a donor\n", "Record of a Conversation with Comrade Brandt of the Board of Trade, 3 May 1956", "1956-05-03"),
        ("RECORD OF CONVERSATION WITH MR. BRANDT\nPort City, 3 May 1956\n", "RECORD OF CONVERSATION WITH MR. BRANDT", "1956-05-03"),
    ],
)  # fmt: skip
def test_a_title_goes_on_over_several_lines(head: str, title: str, day: str) -> None:
    found = document(head)
    assert (found["title"], found["date"]) == (title, day)


def test_whom_a_title_of_several_lines_names() -> None:
    head = (
        "        RECORD OF THE MINISTER'S CONVERSATION WITH\n"
        "         MR. OTTO BRANDT, DANISH MINISTER OF\n"
        "             TRADE, ON MONDAY, 3RD MAY, 1956\n"
    )
    people = tables(head)["participants"]
    assert ("OTTO BRANDT", "DANISH MINISTER OF TRADE") in [(p["name_as_written"], p["office"]) for p in people]


@pytest.mark.parametrize(
    ("head", "place"),
    [
        ("SECRET                                 May 3, 1956\n\nMEMORANDUM OF CONVERSATION\n", None),
        ("From the Private Secretary                 3 May 1956\n\nRECORD OF CONVERSATION\n", None),
        ("OF THE PORT AUTHORITIES            Old Port, 3 May 1956\n\nNOTE OF CONVERSATION\n", "Old Port"),
        ("Port City                              3 May 1956\n\nRECORD OF CONVERSATION\n", "Port City"),
        ("Record of talks on 3 May 1956, 10:00 a.m. to 1:15 p.m., in the House of Labour, Port City\n", "the House of Labour, Port City"),
        ("RECORD OF CONVERSATION WITH MR. BRANDT ON 3RD MAY, 1956, IN HIS OFFICE\n", "HIS OFFICE"),
    ],
)  # fmt: skip
def test_where_it_was(head: str, place: str | None) -> None:
    found = document(head)
    assert (found["place"], found["date"]) == (place, "1956-05-03")
