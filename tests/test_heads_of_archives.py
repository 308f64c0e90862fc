"""Heads as archives have them: dotted leaders, ranks apart from names, states in brackets, who is there for a part."""

from __future__ import annotations

import pytest

from flows.reading.document import read_document
from flows.tables import rows

TALK = "\n\nMr. Hale asked whether the harbour would be ready.\n\nMr. Brandt replied that it would.\n"


def listed(text: str) -> list[tuple[str, str | None, str | None]]:
    found = rows([read_document(text.encode(), "talk")])["participants"]
    return [(person["name_as_written"], person["office"], person["side"]) for person in found]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            "MEMORANDUM OF CONVERSATION\n\nDATE: May 5, 1955\n\n"
            "PARTICIPANTS:  The Ambassador of Peru .... Mr. Alan Hale\n"
            "               First Secretary, Peruvian Embassy . . . . . Mr. Karl Brandt\n"
            "               Director, RA ................ Mr. Paul Stone\n"
            "               EUR ........................ Miss Ida Moss\n",
            [
                ("Alan Hale", "Ambassador of Peru", "Peru"),
                ("Karl Brandt", "First Secretary, Peruvian Embassy", "Peru"),
                ("Paul Stone", "Director, RA", None),
                ("Ida Moss", "EUR", None),
            ],
        ),
        (
            "TRANSCRIPT OF PROCEEDINGS\nPORT CITY, 5 MAY 1955\n\nUNITED NATIONS COMMAND:\n"
            "   Rear Admiral  A. B. HALE, USN\n   Colonel       K. BRANDT, USA\n   Captain       P. STONE, USN\n\n"
            "DANISH DELEGATION:\n   Major         J. HOLM, RDA\n   Captain       T. VIK, RDA\n",
            [
                ("A. B. HALE", None, "UNITED NATIONS COMMAND"),
                ("K. BRANDT", "USA", "UNITED NATIONS COMMAND"),
                ("P. STONE", None, "UNITED NATIONS COMMAND"),
                ("J. HOLM", "RDA", "DANISH"),
                ("T. VIK", "RDA", "DANISH"),
            ],
        ),
        (
            "NOTE\n\nPort City, 5 May 1955\n\nParticipants: for part of the time the Danish Foreign Minister"
            " (Karl Brandt) and Mr. Hale, State Secretary; interpreters. This note was dictated from memory.\n",
            [("Karl Brandt", "Danish Foreign Minister", "Denmark"), ("Hale", "State Secretary", None)],
        ),
        (
            "RECORD OF TALKS\n\nPort City, 5 May 1955\n\n"
            "Present: Mr. Hale, Head of Division; Mr. Brandt, Chief Secretary; Advisers of both sides."
            " Interpreted by Mr. Stone.\n",
            [("Hale", "Head of Division", None), ("Brandt", "Chief Secretary", None), ("Stone", None, None)],
        ),
        (
            "Memorandum of Conversation\n\nDate: 5 May 1955\nPlace: Foreign Ministry\n"
            "Participants: Deputy Director Alan Hale, Counselor Karl Brandt\n"
            "Translator: Paul Stone\nRecorder: Ida Moss\n",
            [
                ("Alan Hale", "Deputy Director", None),
                ("Karl Brandt", "Counselor", None),
                ("Paul Stone", None, None),
                ("Ida Moss", None, None),
            ],
        ),
        (
            "Foreign Relations of the United States: Diplomatic Papers, 1945, Europe, Volume V\n\n"
            "Memorandum of Conversation\n\nPort City, May 5, 1945\n\n"
            "Participants: Mr. Alan Hale\nMr. Karl Brandt, Counselor\n",
            [("Alan Hale", None, None), ("Karl Brandt", "Counselor", None)],
        ),
    ],
    ids=["leaders", "ranks", "for-a-part", "both-sides", "translator", "series"],
)
def test_those_in_the_head_are_read(head: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert listed(head + TALK) == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Army General HALE (German Democratic Republic)", ("HALE", None, "German Democratic Republic")),
        ("Colonel General BRANDT (Hungarian People's Republic)", ("BRANDT", None, "Hungarian People's Republic")),
        ("Mr. Stone (Socialist Republic of Romania)", ("Stone", None, "Socialist Republic of Romania")),
        ("Mr. Moss (Kingdom of Denmark)", ("Moss", None, "Kingdom of Denmark")),
    ],
)
def test_a_state_behind_a_label_is_the_side(label: str, expected: tuple[str, str | None, str | None]) -> None:
    text = (
        f"PROTOCOL of the Second Session\n\nPort City, 5 May 1975\n\n{label}: I ask for the floor on the harbours.\n\n"
        "Mr. Karlsson (Sweden): The quay was paid for by us.\n\n"
        f"{label}: I do not doubt it. The figures were sent in the spring.\n\nMr. Karlsson: They came late.\n"
    )
    assert listed(text)[0] == expected


def test_a_line_can_say_for_whom_several_letters_stand() -> None:
    text = (
        "Notes on the conversation of the three\n\nPlace: Port City\n6 January 1978\n\n"
        "H. = President Hale (Sweden), B. = Prime Minister Brandt (Denmark), St. = Mr. Stone\n\n"
        "H.: The harbour is shut.\n\nB.: Since when?\n\nSt.: Since May.\n\nH.: That is long.\n"
    )
    assert listed(text) == [
        ("Hale", "President", "Sweden"),
        ("Brandt", "Prime Minister", "Denmark"),
        ("Stone", None, None),
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Peruvian delegation: Federal Councillor Hale (F.C.H.), State Secretary Brandt (B.), Mr. Karl Stone (S.)",
            [
                ("Hale", "Federal Councillor", "Peruvian"),
                ("Brandt", "State Secretary", "Peruvian"),
                ("Karl Stone", None, "Peruvian"),
            ],
        ),
        (
            "Present: State Secretary Hale, Secretary-General of the President Brandt, Ambassador Stone",
            [
                ("Hale", "State Secretary", None),
                ("Brandt", "Secretary-General of the President", None),
                ("Stone", "Ambassador", None),
            ],
        ),
        (
            "Present:\n\nContact Group\nMr. Hale (Sweden)\nMr. Brandt (Denmark)\nMr. Stone (Peru)",
            [("Hale", None, "Sweden"), ("Brandt", None, "Denmark"), ("Stone", None, "Peru")],
        ),
    ],
    ids=["letters", "of-the-president", "country-in-group"],
)
def test_offices_and_sides_of_those_present(sentence: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert listed(f"NOTE\n\nPort City, 5 May 1955\n\n{sentence}\n{TALK}") == expected


@pytest.mark.parametrize(
    ("head", "date"),
    [
        (
            "Port City, 4 February 1992\n\nNote\n\nRe: Conversation of the Minister with President Hale of the\n"
            "Northern Republic on Monday, 3 February 1992, 18.40 to 19.05 hrs\n",
            "1992-02-03",
        ),
        (
            "October 1973\nRecord of Conversation of Mr. Hale with a Delegation\n\nOn 5 October 1973 he received it.\n",
            "1973-10-05",
        ),
        (
            "Port City, July 26, 1963\n\nMEMORANDUM FOR FILE\n\n"
            "Mr. Brandt called on the Minister at 4 p.m. on July 25.\n",
            "1963-07-25",
        ),
        (
            "MEMORANDUM FOR THE RECORD\n\n4 October 1956\n\nSUBJECT: Call of the Minister of the Air on the Deputy\n"
            "         Secretary of Defense, 3 October 1956\n",
            "1956-10-03",
        ),
    ],
    ids=["subject-of-two-lines", "month", "day-without-year", "subject"],
)
def test_the_day_is_that_of_the_talk(head: str, date: str) -> None:
    assert rows([read_document((head + TALK).encode(), "talk")])["documents"][0]["date"] == date


def test_an_office_at_the_end_of_a_subject_is_no_place() -> None:
    text = (
        "MEMORANDUM FOR THE RECORD\n\n4 October 1956\n\nSUBJECT: Call of the Danish Minister of the Air on the Deputy\n"
        f"         Secretary of Defense, 3 October 1956\n\n1. Mr. Brandt called on Mr. Hale.{TALK}"
    )
    assert rows([read_document(text.encode(), "talk")])["documents"][0]["place"] is None


def test_the_hour_is_no_part_of_an_office() -> None:
    text = (
        "Note\n\nPort City, 5 May 1955\n\nLord Hale, the British Representative, came to see the Minister at six"
        " yesterday evening.\n\nLord Hale said that the harbour was shut. The Minister said that it would be opened.\n"
    )
    assert [name for name, _, _ in listed(text)] == ["Hale", "the Minister"]


def test_who_is_called_on_in_the_afternoon_has_an_office() -> None:
    text = (
        "Cablegram 12    PORT CITY, 5 May 1955\n\n1. I called this afternoon on the Assistant Secretary of State, Alan"
        " Hale, who was very guarded.\n\n2. Hale said that the harbour was shut. I asked when it would be opened.\n"
    )
    assert ("Alan Hale", "Assistant Secretary of State") in [(name, office) for name, office, _ in listed(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr. Hale said that the Ambassador had called on the President on July 20.",
        "Mr. Hale said that his minister received the note of Norland on July 20.",
        "Mr. Hale received the note on July 20 and handed a copy to Mr. Brandt.",
    ],
)
def test_a_day_told_of_something_else_is_not_that_of_the_talk(sentence: str) -> None:
    text = f"MEMORANDUM OF CONVERSATION\n\nJuly 26, 1963\n\nParticipants: Mr. Hale, Mr. Brandt\n\n{sentence}{TALK}"
    assert str(rows([read_document(text.encode(), "talk")])["documents"][0]["date"]) == "1963-07-26"


@pytest.mark.parametrize("place", ["Ambassador Hotel, Port City", "President Hotel", "Speaker House, Port City"])
def test_a_house_named_for_an_office_is_a_place(place: str) -> None:
    text = f"MEMORANDUM OF CONVERSATION\n\n{place}, 5 May 1955{TALK}"
    assert rows([read_document(text.encode(), "talk")])["documents"][0]["place"] == place


def test_a_letter_behind_a_name_without_brackets_is_his_office() -> None:
    head = "MEMORANDUM OF CONVERSATION\n\nDATE: May 5, 1955\n\nPARTICIPANTS: Mr. Robert Lewis, L\nMr. John Sanders, S"
    assert [office for _, office, _ in listed(head + TALK)[:2]] == ["L", "S"]


def test_who_was_present_is_no_part_of_an_office() -> None:
    head = (
        "MEMORANDUM OF CONVERSATION\n\nDATE: May 5, 1955\n\n"
        "PARTICIPANTS: Mr. Alan Hale, Counselor, who was present at the signing\nMr. Brandt"
    )
    assert listed(head + TALK)[0][1] == "Counselor"


def test_a_long_leader_inside_an_entry_ends() -> None:
    head = f"MEMORANDUM OF CONVERSATION\n\nPARTICIPANTS: Mr. Alan Hale, Counselor {'. ' * 60}Norland\nMr. Brandt"
    assert [name for name, _, _ in listed(head + TALK)][:1] == ["Alan Hale"]


@pytest.mark.parametrize(
    "chair", ["Chairman:  The SECRETARY-GENERAL", "In the Chair: Mr. Havel-Brandt", "PRESIDENT: Mr. LUND"]
)
def test_who_is_in_the_chair_before_the_list_of_those_present_says_nothing(chair: str) -> None:
    text = f"""VERBATIM RECORD OF THE NINTH (CLOSED) MEETING

Held at Headquarters,
on Tuesday, 14 March 1961, at 3.40 p.m.

{chair}

Present:   Mr. TESFAYE (Ethiopia)
           Mr. BOATENG (Ghana)
           Mr. RAO (India)
           Mr. DOYLE (Ireland)

The {chair.rpartition(" ")[2].upper()}: I thank you for coming at short notice. You have the cables before you.

Mr. BOATENG (Ghana): My Government has instructed me to ask how long we are to go on.

Mr. RAO (India): The first of them embark tomorrow, and there are conditions.

Mr. BOATENG (Ghana): Then let us hear what they are.
"""
    tables = rows([read_document(text.encode(), "meeting")])
    said = [turn for turn in tables["turns"] if turn["kind"] == "speech"]
    assert [turn["text"][:12] for turn in said[-3:]] == ["Mr. BOATENG ", "Mr. RAO (Ind", "Mr. BOATENG "]
    assert len(said) == 4
    assert {"TESFAYE", "BOATENG", "RAO", "DOYLE"} <= {
        p["name_as_written"].split()[-1].upper() for p in tables["participants"]
    }
