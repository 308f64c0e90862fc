"""Whose record it is, and which of those present are its own: by its letterhead, series, place, and "our"."""

from __future__ import annotations

import pytest

from flows.reading.document import read_document
from flows.tables import rows

TALK = (
    "Mr. Brandt said that the harbour was ready.\n\nMr. Hale asked when it would be opened.\n\n"
    "Mr. Brandt thought in May.\n"
)


def sides(text: str) -> dict[str, str | None]:
    found = rows([read_document(text.encode(), "talk")])["participants"]
    return {person["name_as_written"]: person["side"] for person in found}


@pytest.mark.parametrize(
    ("head", "writer"),
    [
        ("EMBASSY OF NORWAY\n\nLIMA\n\nNOTE OF CONVERSATION\n\n5 May 1955\n\n", "Norway"),
        ("NORWEGIAN LEGATION,\nLIMA.\n\nNOTE OF CONVERSATION\n\n5 May 1955\n\n", "Norway"),
        ("Documents on Norwegian Foreign Policy\n\nNOTE OF CONVERSATION\n\nLima, 5 May 1955\n\n", "Norway"),
        ("FROM: NORWEGIAN EMBASSY, LIMA\nTO: MINISTRY OF FOREIGN AFFAIRS, OSLO\n\n5 May 1955\n\n", "Norway"),
        ("NOTE OF CONVERSATION\n\nLima, 5 May 1955\n\n", None),
        ("NOTE OF CONVERSATION\n\nat the Embassy of Norway\n\nLima, 5 May 1955\n\n", None),
    ],
)
def test_who_writes_is_of_the_house_whose_record_it_is(head: str, writer: str | None) -> None:
    opening = "Mr. Brandt came to see me this morning. Our Counsellor, Mr. Stone, was present.\n\n"
    found = sides(
        f"{head}{opening}{TALK}\n\nI said that I should report this to my Minister at once.\n\n(Sgd.) A. B. Orme\n"
    )
    assert found["A. B. Orme"] == writer
    assert found["Brandt"] is None
    assert found.get("Stone") == writer


def test_a_list_of_the_house_and_of_its_guests() -> None:
    head = "DEPARTMENT OF STATE\n\nMEMORANDUM OF CONVERSATION\n\n5 May 1955\n\nPARTICIPANTS:\n\n"
    people = (
        "The Acting Secretary\n\nMr. Alan Hale, EUR\n\nMr. Jan Brandt, Ambassador of Norway\n\n"
        "Mr. Ole Stone, Counselor\n\nMiss Ruth Dale, EUR/N\n\n"
    )
    assert sides(f"{head}{people}{TALK}") == {
        "The Acting Secretary": "United States",
        "Alan Hale": "United States",
        "Jan Brandt": "Norway",
        "Ole Stone": "Norway",
        "Ruth Dale": "United States",
    }


def test_who_heads_others_is_of_no_side_for_standing_behind_somebody() -> None:
    head = "DEPARTMENT OF STATE\n\nMEMORANDUM OF CONVERSATION\n\n5 May 1955\n\nPARTICIPANTS:\n\n"
    people = "The Secretary\n\nMr. Alan Hale\n\nForeign Minister Jan Brandt\n\nMr. Ole Stone, Norwegian Embassy\n\n"
    found = sides(f"{head}{people}{TALK}")
    assert found["Alan Hale"] == "United States"
    assert found["Jan Brandt"] is None
    assert found["Ole Stone"] == "Norway"


def test_the_department_at_a_capital_is_that_country_s_unless_who_writes_visits_it() -> None:
    head = "NOTE OF CONVERSATION\n\nOslo, 5 May 1955\n\n"
    at_home = "The Peruvian Ambassador, Mr. Brandt, came to the Department. Mr. Hale (Trade Division) was present.\n\n"
    abroad = "I called on Mr. Brandt at the Department. Mr. Hale (Trade Division) was present.\n\n"
    assert sides(head + at_home + TALK)["Hale"] == "Norway"
    assert sides(head + abroad + TALK)["Hale"] is None


def test_two_sides_above_two_columns() -> None:
    head = "MEMORANDUM OF CONVERSATION\n\n5 May 1955\n\nPARTICIPANTS\n\n"
    people = (
        "Norwegian Side                          Peruvian Side\n"
        "Foreign Minister Jan Brandt             Ambassador Alan Hale\n"
        "Mr. Ole Stone                           Miss Ruth Dale\n\n"
    )
    assert sides(f"{head}{people}{TALK}") == {
        "Jan Brandt": "Norwegian",
        "Ole Stone": "Norwegian",
        "Alan Hale": "Peruvian",
        "Ruth Dale": "Peruvian",
    }


def test_an_office_behind_a_name_is_told_without_its_article() -> None:
    text = f"NOTE OF CONVERSATION\n\nOslo, 5 May 1955\n\nMr. Brandt, the Peruvian Ambassador, called on me.\n\n{TALK}"
    found = rows([read_document(text.encode(), "talk")])["participants"]
    assert [(person["office"], person["side"]) for person in found[:1]] == [("Peruvian Ambassador", "Peru")]
