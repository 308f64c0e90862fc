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


COVER = (
    "                  MEMORANDUM\n             STATE SECRETARIAT\n\nSECRET                         May 20, 1956\n\n"
    "MEMORANDUM FOR ALAN TOWER\n\nFROM:     PAULA REED\n\n"
)
RECORD = (
    "SUBJECT:   Meeting with Minister Brandt of\n           Ruritania\n\n"
    "PARTICIPANTS:  The Secretary\n               Deputy Secretary Alan Hale\n               Minister Otto Brandt\n\n"
    "DATE, TIME     May 3, 1956; 11:00-11:35 a.m.\nAND PLACE:     Harbour Room\n"
)


@pytest.mark.parametrize(
    "cover",
    [
        COVER + "SUBJECT:  Memorandum of Conversation\n\nAttached is the record of last week's meeting.\n\n"
        "That you approve the record at Tab I.\n\n      Approve ____      Disapprove ____\n\n",
        COVER
        + "SUBJECT:  Tolls\n\nThe attached memorandum is forwarded for your approval.\n\nAttachment: as stated\n\n",
        "                    STATE SECRETARIAT\n                       Old Port\n\nMay 19, 1956\n\nMr. Tower:\n\n"
        "Here is the memcon. No distribution is planned until you have seen it.\n\nPaula Reed\n\n",
    ],
)
def test_the_record_lies_under_its_cover_sheet(cover: str) -> None:
    found = tables(f"{cover}SECRET\n                MEMORANDUM OF CONVERSATION\n\n{RECORD}")
    own = found["documents"][0]
    assert (own["date"], own["place"]) == ("1956-05-03", "Harbour Room")
    assert own["subject"] == "Meeting with Minister Brandt of Ruritania"
    assert {"Alan Hale", "Otto Brandt"} <= {person["name_as_written"] for person in found["participants"]}
    assert not {"Reed", "Paula Reed", "Tower"} & {person["name_as_written"] for person in found["participants"]}


TELEGRAM = (
    "SECRET\n\nPAGE 01        OLDPOR  01114  01 OF 01  041702Z\n\nACTION TR-10\n\nO P 041620Z MAY 78\nFM AMEMBASSY {}\n"
    "TO SECSTATE WASHDC IMMEDIATE 3921\nINFO AMEMBASSY OTTAWA\nAMEMBASSY ROME PRIORITY\n\nC O N F I D E N T I A L 1114\n\n"
    "E.O. 11652: GDS\nTAGS: ETRD, MO\nSUBJ: MINISTER ON TOLLS\n\nREF: STATE 261877\n\n"
)


@pytest.mark.parametrize(
    ("talk", "day"),
    [
        ("1. AMBASSADOR CALLED ON MINISTER OF TRADE BRANDT AT HIS OFFICE MAY 3.\n\n2. BRANDT SAID THAT THE TOLLS WOULD RISE. AMBASSADOR REPLIED THAT THIS WAS TOO SOON.", "1978-05-03"),
        ("1. ECONOFF MET WITH DIRECTOR OF PORTS BRANDT ON MAY 2 TO DISCUSS TOLLS.\n\n2. BRANDT SAID THAT THE TOLLS WOULD RISE. ECONOFF REPLIED THAT THIS WAS TOO SOON.", "1978-05-02"),
        ("1. MINISTER BRANDT TOLD DCM HALE APRIL 30 THAT THE TOLLS WOULD RISE.\n\n2. BRANDT SAID THAT THE SHIPS COULD PAY. HALE REPLIED THAT THEY COULD NOT.", "1978-04-30"),
        ("1. MINISTER BRANDT SAID THAT THE TOLLS WOULD RISE. HALE REPLIED THAT THIS WAS TOO SOON.", "1978-05-04"),
    ],
)  # fmt: skip
def test_the_head_of_a_telegram(talk: str, day: str) -> None:
    found = rows([read_document((TELEGRAM.format("ROME") + talk + "\nHALE\n").encode(), "talk")])["documents"][0]
    assert (found["subject"], found["date"]) == ("MINISTER ON TOLLS", day)


@pytest.mark.parametrize(
    ("head", "place"),
    [
        ("RECORD OF DISCUSSION\n\nOttawa, Alan B. Hale Building, Room 3-9\nMay 3, 1956, 10:15 a.m.\n\nPRESENT/PRÉSENTS\n\nCanada:   Mr. Hale\nItaly:    Mr. Brandt\n", "Ottawa, Alan B. Hale Building, Room 3-9"),
        ("Report on the conversation of Comrade Hale with Comrade Brandt on May 3, 1956\n\n(Rome, Harbour House, 7:00 - 8:30 pm)\n", "Rome, Harbour House"),
        ("Record of talks with Comrade Brandt, 3 May 1956\n\n(Government House, 10:00 a.m.)\n", "Government House"),
        ("RECORD OF DISCUSSION\n\nGovernment House, Old Port\nMay 3, 1956\n\nPresent: Mr. Hale, Mr. Brandt\n", "Government House, Old Port"),
        ("RECORD OF DISCUSSION\n\nMinister of Trade\nMay 3, 1956\n\nPresent: Mr. Hale, Mr. Brandt\n", None),
    ],
)  # fmt: skip
def test_a_place_on_a_line_of_its_own(head: str, place: str | None) -> None:
    assert document(head)["place"] == place


@pytest.mark.parametrize("heading", ["NOTE FOR THE FILE", "Note for file", "NOTE FOR THE RECORD"])
def test_a_date_above_a_note_for_the_file_is_the_letters(heading: str) -> None:
    head = f"BOARD OF TRADE            Old Port, 9 May 1956\n\n{heading}\n\nSub: Tolls\n\nRome, 3 May 1956, 15.00 hrs\n"
    found = document(head)
    assert (found["date"], found["place"], found["subject"]) == ("1956-05-03", "Rome", "Tolls")


def test_lines_of_a_list_that_begin_with_an_office() -> None:
    head = (
        "MEMORANDUM OF CONVERSATION\n\nPARTICIPANTS:  The President\n               Secretary of State Martin Hale\n"
        "               Assistant to the President William T. Tower\n               Ambassador Grace Reed\n"
        "               Colonel Otto Brandt, Military Adviser\n\nMay 3, 1956\n"
    )
    found = [(person["name_as_written"], person["office"]) for person in tables(head)["participants"]]
    assert ("William T. Tower", "Assistant to the President") in found
    assert ("Grace Reed", "Ambassador") in found


def test_talk_in_the_column_of_the_subject_is_no_part_of_it() -> None:
    record = """MEMORANDUM OF CONVERSATION

DATE:           May 6, 1961
SUBJECT:        The question of the frontier
                The trade agreement had caused serious difficulties
                in the assembly, Mr. Alder said.
                Mr. Birch replied that it would be signed.
"""
    found = rows([read_document(record.encode(), "talk")])
    assert found["documents"][0]["subject"] == "The question of the frontier"
    assert [turn["text"][:9] for turn in found["turns"]] == ["The trade", "Mr. Birch"]
