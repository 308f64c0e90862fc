"""Sentences that say who was present, and words in them that are nobody's name."""

# ruff: noqa: E501

from __future__ import annotations

from typing import Any

import pytest

from flows.reading.document import read_document
from flows.segment.lists.presence import read_sentences
from flows.tables import rows

TALK = "\n\nMr. Hale said that the harbour was ready.\n\nMr. Brandt replied that the ships were not.\n"


def told(sentence: str) -> list[tuple[str, str | None]]:
    return [(person.name_as_written, person.office) for person in read_sentences(sentence, [(0, len(sentence))])]


def tables(head: str) -> dict[str, Any]:
    return rows([read_document((head + TALK).encode(), "talk")])


def names(head: str) -> set[str]:
    return {person["name_as_written"] for person in tables(head)["participants"]}


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        ("Our Minister Comrade Hale, Gen. Tower and Comrade Reed took part in the talk from our side.", ["Hale", "Tower", "Reed"]),
        ("Our Consul Mr. Hale and Mr. Tower were present on our side.", ["Hale", "Tower"]),
        ("On the Italian side, Gen. Orsi, Chief of the Ports Authority, and the Director of the Trade Department were present.", ["Orsi", "the Director of the Trade Department"]),
        ("Taking part in the discussions were comrades Alan Hale, Otto Brandt and Paul Reed.", ["Alan Hale", "Otto Brandt", "Paul Reed"]),
        ("Taking part in the meeting were Mr. Alan Hale, Minister of Trade, and Mr. Otto Brandt.", ["Alan Hale", "Otto Brandt"]),
        ("Mr. A. Hale, Counsellor, and Mr. B. Reed, Deputy Secretary, assisted the Foreign Secretary.", ["A. Hale", "B. Reed"]),
        ("Mr. Alan Hale and Miss Reed assisted the Minister of Trade.", ["Alan Hale", "Reed"]),
        ("Mr. Hale and I were also present.", ["Hale"]),
        ("There took part on the Italian side Mr. Orsi, Deputy Minister, as well as the ambassador of Italy in Rome.", ["Orsi", "the ambassador of Italy in Rome"]),
        ("He was accompanied by the Minister of Finance, Mr. Hale, and the Zubrowkan High Commissioner, Mr. Otto Brandt.", ["Hale", "Otto Brandt"]),
        ("Mr. Hale was accompanied by Mr. B. Reed, Controller of Immigration and Emigration, and Mr. Otto Brandt.", ["Hale", "B. Reed", "Otto Brandt"]),
    ],
)  # fmt: skip
def test_who_was_present(sentence: str, people: list[str]) -> None:
    assert [name for name, _ in told(sentence)] == people


@pytest.mark.parametrize(
    "sentences",
    [
        "Our Minister Comrade Tower and Comrade Reed took part in the talk from our side. On the Italian side, Deputy Minister Otto Orsi and Gen. Paul Dale were present.",
        "Comrade Tower and Comrade Reed were present from our side. On the Italian side there took part Deputy Minister Otto Orsi and Gen. Paul Dale.",
        "Mr. Tower was accompanied by Mr. Reed. Mr. Otto Orsi and Mr. Paul Dale assisted the Minister.",
    ],
)
def test_each_sentence_of_a_paragraph_says_who_was_present(sentences: str) -> None:
    found = names(f"Record of talks between Mr. Hale and Mr. Brandt\n\nOld Port, 3 May 1956\n\n{sentences}")
    assert {name.split()[-1] for name in found} >= {"Hale", "Brandt", "Tower", "Reed", "Orsi", "Dale"}


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("STENOGRAPHIC TRANSCRIPT", "of the discussions held by comrade Alan Hale with the delegation of the Labour Party led by comrade Otto Brandt"),
        ("SUMMARY RECORD", "of the conversation held between Mr. Alan Hale and Mr. Otto Brandt"),
        ("VERBATIM RECORD", "of the talks of comrade Alan Hale with comrade Otto Brandt"),
    ],
)  # fmt: skip
def test_a_kind_of_two_words_goes_on_in_the_next_line(kind: str, more: str) -> None:
    found = tables(f"LABOUR PARTY       Nr. 22 / 9.V.1956\n\n{kind}\n\n{more}\n\n-  3 May 1956  -\n")
    assert found["documents"][0]["date"] == "1956-05-03"
    assert {"Alan Hale", "Otto Brandt"} <= {person["name_as_written"] for person in found["participants"]}


@pytest.mark.parametrize(
    ("salutation", "heading", "subject"),
    [
        ("Dear Alan,", "Call by the Minister of Trade of Ruritania", "Call by the Minister of Trade of Ruritania"),
        ("My dear Reed,", "Conversation with the Ruritanian Ambassador", "Conversation with the Ruritanian Ambassador"),
        ("Dear Mr. Reed,", "Prime Minister's Meeting with Mr. Brandt", "Prime Minister's Meeting with Mr. Brandt"),
        ("Dear Alan,", "Thank you for your call on the Minister of Trade.", None),
    ],
)
def test_a_letter_says_under_its_salutation_what_it_is_about(
    salutation: str, heading: str, subject: str | None
) -> None:
    found = tables(
        f"OLD PALACE\n\nFrom the Private Secretary            3 May 1956\n\n{salutation}\n\n        {heading}\n"
    )
    assert found["documents"][0]["subject"] == subject


@pytest.mark.parametrize(
    "office", ["Bureau for Economic Relations with Foreign Countries", "Office of Cultural Cooperation with Italy"]
)
def test_with_whom_an_office_has_relations_took_no_part(office: str) -> None:
    head = f"MEMORANDUM OF CONVERSATION\n\n3 May 1956\n\nOur side: Alan Hale, Minister; Paul Reed, Director of the {office}; Otto Orsi\n"
    assert names(head) <= {"Alan Hale", "Paul Reed", "Otto Orsi", "Hale", "Brandt"}


def test_a_digit_that_a_scanner_took_for_a_letter() -> None:
    head = "NOTES OF A MEETING\n\n3 May 1956\n\nPRESENT:\n\n  Sir Alan Hale,  High Commissi0ner\n  Mr. Otto Brandt,  C0unsellor\n"
    assert names(head) == {"Alan Hale", "Otto Brandt"}


@pytest.mark.parametrize(
    ("opening", "people"),
    [
        ("The Chilean Ambassador, Señor Manuel Trueba, came in at four this afternoon to see Dr. Hale about the copper loan.", ["Manuel Trueba", "Hale"]),
        ("The Iraqi Chargé d'Affaires, Mr. Jamil Hadi, asked me to call on him this afternoon.", ["Jamil Hadi"]),
        ("The Minister of Trade, Mr. Otto Brandt, called to see Mr. Hale yesterday.", ["Otto Brandt", "Hale"]),
        ("I had an hour and a half with Ambassador Trueba at his residence yesterday.", ["Trueba"]),
        ("With reference to my telegram No. 14 I have the honour to report that M. Brandt received me at noon.", ["M. Brandt"]),
        ("My Lord,\n\nI have the honour to inform Your Lordship that Count Brandt-Hale sent for me this morning.", ["Brandt-Hale"]),
    ],
)  # fmt: skip
def test_who_met_whom_in_the_first_sentence(opening: str, people: list[str]) -> None:
    paragraphs, at = [], 0
    for paragraph in opening.split("\n\n"):
        paragraphs.append((at, at + len(paragraph)))
        at += len(paragraph) + 2
    assert [person.name_as_written for person in read_sentences(opening, paragraphs)] == people


def test_a_salutation_is_no_subject() -> None:
    for salutation in ("My Lord,", "My dear Prime Minister,", "Sir,"):
        head = f"Sir A. Hale (Port City) to Lord Stone\n\nPORT CITY, May 3, 1937\n\n{salutation}"
        assert tables(head)["documents"][0]["subject"] is None
