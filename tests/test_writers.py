"""Who says "I" in a letter or telegram: whom its heading or its signature names."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.reading.document import read_document
from flows.tables import rows

BY_ANOTHER = "943-memorandum-by-who-says-nothing"
TALK = (
    "The Ruritanian Minister asked to see me this afternoon. M. Brandt began by saying that the port was shut.\n\n"
    "I replied that I had heard as much. M. Brandt said that it would stay so.\n\n"
    "I asked him for how long. He said that he did not know."
)


def people_and_speakers(text: str) -> tuple[list[str], set[str | None]]:
    tables = rows([read_document(text.encode(), "talk")])
    speakers = {turn["speaker_name"] for turn in tables["turns"] if turn["kind"] == "speech"}
    return [person["name_as_written"] for person in tables["participants"]], speakers


@pytest.mark.parametrize(
    ("head", "foot", "name"),
    [
        ("Lord Hale to Sir P. Stone (Port City)\n\nFOREIGN OFFICE, September 18, 1923\n\nSIR,\n\n", "", "Hale"),
        ("12. Letter from Sir A. Hale to Foreign Office\n\nPORT CITY, September 18, 1923\n\nSIR,\n\n", "", "A. Hale"),
        (
            "4 Mr A. B. Hale, Minister to Norway, to Department of Trade\n\nPort City, 6 April 1976\n\n",
            "",
            "A. B. Hale",
        ),
        ("88 Submission from Hale to Stone\n\nPort City, 6 April 1976\n\n", "", "Hale"),
        ("DOCUMENT 9\n\nMinute from Hale to Stone\n\nPort City, 6 April 1976\n\n", "", "Hale"),
        (
            "38. Memorandum From the President's Assistant (Hale) to President Stone\n\nPort City, 11 June 1971\n\n",
            "",
            "Hale",
        ),
        ("Minute from Sir A. Hale to the Secretary\n\nPort City, 11 June 1971\n\n", "", "A. Hale"),
        (
            "Report, Embassy of Norway to the Foreign Ministry\n\n6 April 1976\n\n",
            "\n\nAlan Hale\nAmbassador",
            "Alan Hale",
        ),
        ("CABLEGRAM TO CANBERRA\n\nPort City, 6 April 1976\n\n", "\n\nLOCKHART", "LOCKHART"),
        ("MEMORANDUM\n\n", "\n\nPort City, 6 April 1976\n\nK. Brandt-Hale\nCounsellor", "K. Brandt-Hale"),
        ("MEMORANDUM\n\n6 April 1976\n\n", "\n\n(N. G. Hale)\nTrade Branch\n\ncc Port City", "N. G. Hale"),
        (
            "TO THE MINISTRY ON 6 April 1976\n\n",
            "\n\nJOÃO CARLOS HALEWOOD, Ambassador\n\nABC/DE",
            "JOÃO CARLOS HALEWOOD",
        ),
        ("CABLEGRAM TO CANBERRA\n\nPort City, 6 April 1976\n\n", "\n\nI am, &c.\n\nHALEWOOD", "HALEWOOD"),
    ],
)
def test_the_writer_takes_part_where_he_speaks(head: str, foot: str, name: str) -> None:
    people, speakers = people_and_speakers(head + TALK + foot)
    assert name in people
    assert not {"I", "Stone"} & (set(people) | speakers)


def test_who_wrote_a_memorandum_of_others_has_no_office_under_which_they_speak() -> None:
    _, speakers = people_and_speakers((Path(__file__).parent / "records" / f"{BY_ANOTHER}.txt").read_text("utf-8"))
    assert "T. A. Kinsella" not in speakers


@pytest.mark.parametrize(
    ("foot", "office"),
    [
        ("K. Brandt-Hale\nCounsellor", "Counsellor"),
        ("(N. G. Hale)\nTrade Branch", "Trade Branch"),
        ("JOÃO HALEWOOD, Ambassador", "Ambassador"),
        ("A. B. Hale\n\n3 copies", None),
    ],
)
def test_the_office_under_a_signature(foot: str, office: str | None) -> None:
    tables = rows([read_document(f"MEMORANDUM\n\nPort City, 6 April 1976\n\n{TALK}\n\n{foot}".encode(), "talk")])
    assert [person["office"] for person in tables["participants"] if "HALE" in person["name_as_written"].upper()] == [
        office
    ]


@pytest.mark.parametrize("foot", ["SECRET", "ENDS", "[Archive]", "cc Mr. A. B. Hale", "1 See Document 4."])
def test_a_last_line_in_capitals_that_names_nobody(foot: str) -> None:
    people, speakers = people_and_speakers(f"CABLEGRAM TO CANBERRA\n\nPort City, 6 April 1976\n\n{TALK}\n\n{foot}")
    assert "I" in speakers
    assert foot not in people


def test_who_signs_a_record_in_which_he_says_nothing_takes_no_part() -> None:
    talk = "Mr. Hale said that the harbour was ready.\n\nMr. Brandt replied that the ships were not."
    people, _ = people_and_speakers(f"Record of Conversation\n\nPort City, 6 April 1976\n\n{talk}\n\nLOCKHART")
    assert not {"LOCKHART"} & set(people)
