"""Place, hour, subject and marking of records that print them in ways of their own."""

from __future__ import annotations

import pytest

from flows.reading.document import read_document
from flows.tables import rows

TALK = "\n\nMr. Hale said that the harbour was ready.\n\nMr. Brandt replied that the ships were not.\n"


def fact(head: str, column: str) -> str | None:
    found: str | None = rows([read_document((head + TALK).encode(), "talk")])["documents"][0][column]
    return found


# ruff: noqa: E501


@pytest.mark.parametrize(
    ("head", "place"),
    [
        ("MEETING OF MINISTERS\n\nMINUTES of a Meeting held at 10, Quay Street, S.W.1, on THURSDAY, 14th OCTOBER, 1948, at 10.30 a.m.", "10, Quay Street, S.W.1"),
        ("RECORD OF THE SIXTH MEETING\nheld at the Department of Trade, Canberra, on 4th December, 1956, at 10.15 a.m.", "Department of Trade, Canberra"),
        ("Summary record of a meeting of the Council held at the Permanent Headquarters, Paris, on Wednesday,\n\n14th October, 1959 at 10.15 a.m.", "Permanent Headquarters, Paris"),
        ("NOTE OF A MEETING HELD AT PARLIAMENT BUILDINGS, PORT CITY, AT 10.15 A.M. ON 9 JUNE 1977", "PARLIAMENT BUILDINGS, PORT CITY"),
        ("Record of the conversation of Mr. Hale with Mr. Brandt in the Guest House at the Lake on 5 May 1979", "the Guest House at the Lake"),
        ("MEMORANDUM OF CONVERSATION\n\nDATE AND PLACE:   October 2, 1979; Secretary's Suite, UN Plaza\n                  Hotel, New York", "Secretary's Suite, UN Plaza Hotel, New York"),
        ("MEMORANDUM OF CONVERSATION\n\nDATE/PLACE: 1 December 1983, 0815-0920; U.S. Mission NATO, Brussels", "U.S. Mission NATO, Brussels"),
        ("Cablegram 1216, PORT CITY, 9 August 1951, 7.48 p.m.", "PORT CITY"),
        ("RECORD OF CONVERSATION\n\n27 September 1990, city of Kyiv", "Kyiv"),
        ("RECORD OF CONVERSATION\n\nWith:   Mr. Otto Brandt, Minister\n\nAt:   the Minister's house, Quay Street", "the Minister's house, Quay Street"),
        ("12 May 1956\n\nMy dear Minister,\n\nThe meeting of which I told you was held at the Dominions Office this afternoon.", "Dominions Office"),
        ("NOTE FOR FILE\n\n12 May 1956\n\nMr. Hale met the Secretary in the Harbour House yesterday.", "Harbour House"),
        ("MEMORANDUM OF CONVERSATION\n\nPLACE:    Ruritanian Residence\n          Rue Jules Renard, Paris\n\nDATE AND TIME:   September 27, 1970\n                 9:40 a.m. - 2:05 p.m.", "Ruritanian Residence, Rue Jules Renard, Paris"),
        ("NOTES OF A MEETING\n\n- When: 4 May 1961, 10:00\n- Where: Pavilion on the East side of the bridge", "Pavilion on the East side of the bridge"),
        ("RECORD OF CONVERSATION\n\n3 June 1957, the Old Palace", "the Old Palace"),
        ("RECORD OF CONVERSATION\n\n21.XI.1969, the Old Palace, 11:00", "the Old Palace"),
        ("RECORD OF CONVERSATION\n\n12 July 1962, at the Winter Residence", "Winter Residence"),
        ("STENOGRAM\nof the discussions between comrade Paul Hale and comrade Otto Brandt,\nRuse, 28 August 1978", "Ruse"),
        ("SUMMARY RECORD\n7th March, 1966                    CM/SR(66)12\n\nSummary record of the meeting of the Council\nheld on Tuesday, 1st March, 1966 at 3 p.m.\nat the Council's Seat, Bruges", "Council's Seat, Bruges"),
        ("Note of a conversation between Mr. Hale and Mr. Brandt in Bonn on 2 August 1953", "Bonn"),
        ("News Conference With Prime Minister Brandt of Norway in Ruthwell, Scotland\nMarch 2, 1984", "Ruthwell, Scotland"),
        ("Record of the talk with Mr. Brandt\nTehran, Marble Palace, 14 Mordad 1351 (5 August 1972)", "Tehran, Marble Palace"),
        ("PAPERS OF COLONEL HALE\n\nFOREIGN SECRETARY WITH MR. BRANDT, LIVADIA, 8 FEB. 45, 4 P.M.", "LIVADIA"),
        ("Record of discussions at the Meeting on Canals held at Lahore on 3rd May 1954 (First Sitting)", "Lahore"),
    ],
)  # fmt: skip
def test_where_it_was(head: str, place: str) -> None:
    assert place in (fact(head, "place") or "").removeprefix("the ") or fact(head, "place") == place


@pytest.mark.parametrize(
    ("head", "subject"),
    [
        ("MEMORANDUM OF CONVERSATION\n\nSUBJECT: Meeting with the President of Senegal (U)", "Meeting with the President of Senegal"),
        ("MESSAGE\n\nSUBJ/SUJET: CALL ON VICE MINISTER: WHEAT", "CALL ON VICE MINISTER: WHEAT"),
        ("CABLEGRAM TO CANBERRA\nPort City, 6 April 1976\n\nConversation with Brigadier Hale", "Conversation with Brigadier Hale"),
        ("Record of Conversation with Brigadier Hale\n\nPort City, 6 April 1976", None),
        ("Memorandum by Head, Trade Division\n\nSECRET\n\nVISIT OF THE RURITANIAN TRADE MINISTER", "VISIT OF THE RURITANIAN TRADE MINISTER"),
        ("NOTE FOR FILE\n\nIsland Matters: Mr. Brandt's Visit", "Island Matters: Mr. Brandt's Visit"),
        ("Submission from Hale to Stone\n\nCanberra, 11 June 1971\n\nAmbassador Brandt's Call: Sugar", "Ambassador Brandt's Call: Sugar"),
        ("Minute\n\n12 May 1966\n\nOn the Vice Minister's Interview with the Ruritanian Chargé", "On the Vice Minister's Interview with the Ruritanian Chargé"),
        ("PROTOCOL\n\nRiga, 7 May 1979\n\nAgenda item 2: Use of the common stock of\nwagons on the northern lines", "Use of the common stock of wagons on the northern lines"),
        ("SUMMARY RECORD OF A MEETING\nOslo, 7 May 1979\n\nITEM 3: HERRING QUOTAS", "HERRING QUOTAS"),
        ("VERBATIM RECORD\nOslo, 7 May 1979\n\nPRESENT\nNORWAY: Mr. A. Hale\nDENMARK: Mr. B. Brandt\n\nI.   HERRING", "HERRING"),
        ("Record of the Conference on Tariffs and Transit held in Vienna on 5 June 1962", "Tariffs and Transit"),
    ],
)  # fmt: skip
def test_what_it_was_about(head: str, subject: str | None) -> None:
    assert fact(head, "subject") == subject


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Record of a Meeting\nDate: Showa 38 (1963), July 9, 10:00-12:00", "1963-07-09"),
        ("Record of a Meeting\nDate: Heisei 2 (1990), 7 October", "1990-10-07"),
        ("MINISTERIAL COUNCIL, ELSINORE, 3-5 MAY 1977\n\nTHIRD SESSION: THURSDAY 5 MAY, 1500 HOURS", "1977-05-05"),
        ("CONFERENCE ON THE STRAITS, 11-13 JULY 1936\n\nSECOND MEETING, JULY 12, 10 A.M.", "1936-07-12"),
        ("CONFERENCE ON THE STRAITS, 11-13 JULY 1936\n\nSECOND AND THIRD MEETING, JULY 12 AND JULY 13", "1936-07-11"),
    ],
)  # fmt: skip
def test_on_which_day_it_was(head: str, day: str) -> None:
    assert fact(head, "date") == day


def test_the_number_of_a_document_is_no_place() -> None:
    assert fact("RECORD OF A MEETING\n\n3 August 1953                             AGSEC(53)118", "place") is None


def test_a_place_on_its_own_line_before_the_day_is_nobody_of_the_title() -> None:
    head = "MINUTES\nof the talks between comrade Paul Hale and comrade Otto Brandt,\nRuse, 3 April 1974"
    people = rows([read_document((head + TALK).encode(), "talk")])["participants"]
    assert [person["name_as_written"] for person in people] == ["Paul Hale", "Otto Brandt"]


@pytest.mark.parametrize("line", ["SECRET            Copy No. 31", "SECRET SECURITY INFORMATION"])
def test_a_marking_with_its_copy_is_no_title(line: str) -> None:
    head = f"{line}\n\nMINUTES OF A MEETING OF MINISTERS\n\nPort City, 6 April 1976"
    assert fact(head, "title") == "MINUTES OF A MEETING OF MINISTERS"
    assert fact(head, "classification") == " ".join(line.split())


def test_countries_over_columns_open_a_list_without_a_heading() -> None:
    text = (
        "RECORD OF THE SIXTH MEETING\nheld at the Department of Trade, on 4th December, 1956, at 10.15 a.m.\n\n"
        "AUSTRALIA                                 JAPAN\n"
        "Mr. W.A. Hale (Leader)                    Mr. Ichiro Brandt (Leader)\n"
        "Mr. B. Dale, Dept. of                     Mr. T. Orme (interpreter)\n"
        "   Primary Industry\n"
    )
    found = rows([read_document((text + TALK).encode(), "talk")])["participants"]
    assert [(person["name_as_written"], person["office"], person["side"]) for person in found] == [
        ("W.A. Hale", "Leader", "AUSTRALIA"),
        ("B. Dale", "Dept. of Primary Industry", "AUSTRALIA"),
        ("Ichiro Brandt", "Leader", "JAPAN"),
        ("T. Orme", "interpreter", "JAPAN"),
    ]


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Volume 7: May 1951 - June 1952\n\nRECORD OF CONVERSATION\n\nPort City, 5 May 1951", "Port City"),
        ("RECORD OF CONVERSATION\n\nSeries B: May 1951 - June 1952", None),
        ("MINISTRY OF TRADE     OPEN (declassified, 14/08/2008)\n\nRECORD OF CONVERSATION", None),
        ("MEMORANDUM\n\nVisit of Deputy Minister Hale, Lakeside hunting lodge, 4 May 1951", "Lakeside hunting lodge"),
    ],
)
def test_words_before_a_date_that_are_no_place(line: str, place: str | None) -> None:
    assert fact(line, "place") == place


def test_a_bare_word_under_people_with_titles_is_a_heading_of_the_talk() -> None:
    head = (
        "NOTE FOR FILE\n\n5 May 1951\n\nAlso present: Mr A Stone (Trade Division), Mr Lund (First Secretary)\n\nTimber"
    )
    people = rows([read_document((head + TALK).encode(), "talk")])["participants"]
    assert "Timber" not in {person["name_as_written"] for person in people}


def test_the_title_of_a_record_in_quotation_marks_is_no_office() -> None:
    head = "From the Diary of A. B. Hale, 'Record of a Conversation with Cde. Brandt, Minister of Trade'\n\n5 May 1951"
    people = rows([read_document((head + TALK).encode(), "talk")])["participants"]
    assert {(person["name_as_written"], person["office"]) for person in people} >= {
        ("A. B. Hale", None),
        ("Brandt", "Minister of Trade"),
    }
