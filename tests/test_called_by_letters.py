"""Records that call who speaks by letters, which the list of those present explains or not, in invented minutes."""

from __future__ import annotations

import pytest

from flows.reading.document import read_document
from flows.segment.repairs.letter_cases import letter_changes
from flows.tables import rows

HEAD = "Record of a meeting held on 11 August 1954\n"
TALK = (
    "\n\nP.M. said that he had read the draft. H.C. asked which part. P.M. said the whole of it. O.P. explained that "
    "the base was the trouble. P.S. pointed out that Article 4 was too. H.C. promised to telegraph."
)
WHO = ["Prime Minister", "R. Harcourt", "Prime Minister", "Oliver Perera", "G. Kannan", "R. Harcourt"]


def speakers(text: str) -> list[str | None]:
    """Who holds the turns of a text."""
    return [turn["speaker_name"] for turn in rows([read_document(text.encode(), "letters")])["turns"]]


@pytest.mark.parametrize(
    "present",
    [
        "Prime Minister (P.M.); Sir Oliver Perera (O.P.); Mr. G. Kannan, Permanent Secretary (P.S.); "
        "Mr. R. Harcourt, High Commissioner (H.C.)",
        "Prime Minister (PM); Sir Oliver Perera (OP); Mr. G. Kannan, Permanent Secretary (PS); "
        "Mr. R. Harcourt, High Commissioner (HC)",
    ],
)
def test_the_list_says_who_is_called_so(present: str) -> None:
    assert speakers(f"{HEAD}Present: {present}{TALK}") == WHO


def test_who_is_listed_by_letters_alone_is_nobodys_side() -> None:
    present = (
        "Present: P.M.\n         Sir Oliver Perera, O.P.\n         Mr. G. Kannan, P.S.\n         Mr. R. Harcourt, H.C."
    )
    found = rows([read_document(f"{HEAD}\n{present}{TALK}".encode(), "letters")])
    assert {(p["name_as_written"], p["office"], p["side"]) for p in found["participants"]} == {
        ("P.M.", "P.M.", None),
        ("Oliver Perera", None, None),  # the letters are those of his name
        ("G. Kannan", "P.S.", None),
        ("R. Harcourt", "H.C.", None),
    }
    assert [turn["speaker_name"] for turn in found["turns"]] == [w.replace("Prime Minister", "P.M.") for w in WHO]


def test_letters_of_honour_are_no_office_and_letters_that_no_list_explains_speak() -> None:
    present = "Present: Sir Oliver Perera, K.C.M.G., M.P.; Mr. G. Kannan, C.B.E.; Mr. Harcourt"
    found = rows([read_document(f"{HEAD}{present}{TALK}".encode(), "letters")])
    assert {p["office"] for p in found["participants"] if p["name_as_written"] != "P.M."} <= {None, "H.C.", "P.S."}
    assert [turn["speaker_label"] for turn in found["turns"]] == ["P.M.", "H.C.", "P.M.", "O.P.", "P.S.", "H.C."]


def test_letters_of_which_the_last_is_the_same_are_two() -> None:
    text = "Notes\n\nC.S. said that two could go. J.S. pointed out that one was in dock. C.S. agreed. J.S. thanked him."
    assert len(set(speakers(text))) == 2
    assert len(speakers(text)) == 4


def test_letters_whose_marks_were_lost_are_put_right() -> None:
    text = "P.M. said so. P,M. agreed. P.M said no. P. M. went on. The P.M.'s house. P.M. Smith. D,S. said"
    assert [text[a:b] for a, b, _ in letter_changes(text, 0, len(text))] == ["P,M.", "P.M", "P. M."]
    assert {new for _, _, new in letter_changes(text, 0, len(text))} == {"P.M."}


NOTES = "Note\n\nRe: Conversation of the Minister with {who} on 3 May 1974\n\nAlso present: Mr. Harcourt\n"


@pytest.mark.parametrize(
    ("who", "short"),
    [
        ("President Desrosiers", "P. D."),
        ("Foreign Minister Szalay", "Sz."),
        ("Secretary al-Basri", "Al-B."),
        ("Ambassador Lange-Ruud", "L.-R."),
        ("Ambassador Thaung Myint", "Th. M."),
        ("State Secretary van Osdijk", "v. O."),
    ],
)
def test_a_surname_written_short_is_that_of_who_is_named(who: str, short: str) -> None:
    talk = (
        f"\n\n{short} asked for coal. Harcourt promised some. {short} has never had enough of it. Harcourt laughed and "
        f"said so had he.\n\n{short} would rather have oil."
    )
    found = [name for name in speakers(NOTES.format(who=who) + talk) if name is not None]
    assert {name.split()[-1] for name in found} == {who.split()[-1], "Harcourt"}


def test_letters_that_may_be_of_two_are_nobodys_surname() -> None:
    text = (
        "Note\n\nPresent: Mr. Szalay; Mr. Szenes; Mr. Harcourt\n\nSz. asked for coal.\n\nHarcourt promised some.\n\n"
        "Sz. thanked him."
    )
    assert not {"Szalay", "Szenes"} & set(speakers(text))


def test_a_word_before_a_label_that_says_what_it_is_is_no_name() -> None:
    text = (
        "Note\n\nPresent: Mr. Szalay; Mr. Harcourt\n\nSzalay: How much coal?\n\nReply Harcourt: None.\n\n"
        "Szalay: And oil?\n\nAnswer Harcourt: As much as he liked."
    )
    assert speakers(text) == ["Szalay", "Harcourt", "Szalay", "Harcourt"]


@pytest.mark.parametrize("points", [("One", "Two", "Three"), ("A", "B", "C")])
def test_a_number_or_letter_after_such_a_word_is_no_name(points: tuple[str, ...]) -> None:
    found = speakers(
        "Note\n" + "".join(f"\nQuestion {n}: How much coal?\n\nAnswer {n}: None at all.\n" for n in points)
    )
    assert found == [f"{word} {n}" for n in points for word in ("Question", "Answer")]


@pytest.mark.parametrize("how", ["with a cold", "without papers", "on crutches", "after a fall"])
def test_how_somebody_was_present_is_not_what_he_said(how: str) -> None:
    text = (
        "Note\n\nPresent: Mr. Smith; Mr. Jones; Mr. Brown\n\nMr. Smith for coal.\n\nMr. Brown against.\n\n"
        "Mr. Smith rather doubtful: every train was a risk.\n\n"
        f"Mr. Jones {how}, as on the day before, but present. He took notes.\n\nMr. Brown for oil."
    )
    assert "Jones" not in speakers(text)
