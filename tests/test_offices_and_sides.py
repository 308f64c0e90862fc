"""What a list says of each person besides the name: his office, wrapped or parted, and the side that he sat on."""

from __future__ import annotations

import pytest

from flows.reading.document import read_document
from flows.tables import rows

HEAD = "RECORD OF TALKS\n\nPort City, 5 May 1955\n\n"
TALK = "\n\nMr. Hale asked whether the harbour would be ready.\n\nMr. Brandt replied that it would.\n"


def listed(text: str) -> list[tuple[str, str | None, str | None]]:
    found = rows([read_document(text.encode(), "talk")])["participants"]
    return [(person["name_as_written"], person["office"], person["side"]) for person in found]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            (
                "PARTICIPANTS: Mr. Alan Hale, Ambassador of Peru",
                "              Mr. Karl Brandt, Commercial Counselor, Peruvian",
                "                Embassy",
                "              Mr. Paul Stone, Director, Office of Coal",
            ),
            [
                ("Alan Hale", "Ambassador of Peru", "Peru"),
                ("Karl Brandt", "Commercial Counselor, Peruvian Embassy", "Peruvian"),
                ("Paul Stone", "Director, Office of Coal", None),
            ],
        ),
        (
            (
                "PRESENT:",
                "Mr. Alan Hale, Minister for Works, Mines",
                "  and Power",
                "Mr. Karl Brandt, Secretary General, National Security",
                "  Council",
                "Mr. Paul Stone",
            ),
            [
                ("Alan Hale", "Minister for Works, Mines and Power", None),
                ("Karl Brandt", "Secretary General, National Security Council", None),
                ("Paul Stone", None, None),
            ],
        ),
        (
            (
                "Participants:",
                "for the ABC – Comrade Alan Hale",
                "              Comrade Ruth Dale, head of department",
                "for the XYZ – Comrade Karl Brandt",
                "(Interpreter: Comrade Lotte Orme)",
            ),
            [
                ("Alan Hale", None, "ABC"),
                ("Ruth Dale", "head of department", "ABC"),
                ("Karl Brandt", None, "XYZ"),
                ("Lotte Orme", None, None),
            ],
        ),
        (
            (
                "PRESENT",
                "BELGIUM       :  Mr. A. Hale",
                "CANADA        :  Mr. K. Brandt",
                "ITALY         :  Mr. P. Stone",
            ),
            [("A. Hale", None, "BELGIUM"), ("K. Brandt", None, "CANADA"), ("P. Stone", None, "ITALY")],
        ),
        (
            (
                "Chairman:    Mr. HALE     (Sweden)",
                "Members:     Mr. BRANDT   (Chile)",
                "             Mr. STONE    (Australia)",
            ),
            [("HALE", "Chairman", "Sweden"), ("BRANDT", None, "Chile"), ("STONE", None, "Australia")],
        ),
    ],
)
def test_lines_of_a_list_as_they_stand_on_the_page(
    lines: tuple[str, ...], expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert listed(HEAD + "\n".join(lines) + TALK) == expected


@pytest.mark.parametrize(
    ("entry", "office", "side"),
    [
        ("Mr. Hale, Minister for Transport and Power", "Minister for Transport and Power", None),
        ("Mr. Hale, Minister of Mines and Industries of Iraq", "Minister of Mines and Industries of Iraq", "Iraq"),
        ("Mr. Hale, First Secretary, Embassy of Brazil", "First Secretary, Embassy of Brazil", "Brazil"),
        ("Mr. Hale, High Commissioner for Ceylon", "High Commissioner for Ceylon", "Ceylon"),
        ("Mr. Hale, Ambassador to Bulgaria", "Ambassador to Bulgaria", None),
        ("Mr. Hale, Minister of Indian Affairs", "Minister of Indian Affairs", None),
        ("Mr. Hale, Director of the American Desk", "Director of the American Desk", None),
        ("Mr. A. Hale, C.S.", "C.S.", None),
        ("Sir Alan Hale, K.C.M.G., Governor of the Bank", "Governor of the Bank", None),
        ("Mr. Hale (Burma), Chairman", "Chairman", "Burma"),
        ("Mr. Hale (London)", "London", None),
        ("Tran Van Hale, Minister, Chief of the Delegation", "Minister, Chief of the Delegation", None),
    ],
)
def test_an_office_and_the_side_that_it_tells(entry: str, office: str, side: str | None) -> None:
    assert listed(f"{HEAD}PRESENT:\n{entry}\nMr. Karl Brandt{TALK}")[0][1:] == (office, side)
