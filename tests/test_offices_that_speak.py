"""Offices as speakers: named once in apposition, several of them in a title, and the forms by which they are meant."""

from __future__ import annotations

import pytest

from flows.reading.document import read_document
from flows.segment.people.offices import office_key, shorter_offices
from flows.tables import rows

INTRODUCED = """Memorandum of a conversation between the Secretary and the {country} Minister

Dublin, 3 May 1948

The {country} Minister, {named}, came by arrangement to see the Secretary this morning. {aside}

{called} opened by saying that his Government were anxious about the price of flax. The Secretary said that so were the
growers.

The Minister thought that a contract would suit both. The Secretary agreed that it might. {called} said that he had no
figure.

The Minister remarked that it had been more in former years.
"""

TITLED = """NOTE OF INTERVIEW between {two}, {besides}, at Government House on the 4th May 1929.

{talk}
"""


def speeches(text: str) -> list[tuple[str, str]]:
    tables = rows([read_document(text.encode(), "talk")])
    return [(t["speaker_name"], " ".join(t["text"].split()[:3])) for t in tables["turns"] if t["kind"] == "speech"]


def listed(text: str) -> list[tuple[str, str | None]]:
    found = rows([read_document(text.encode(), "talk")])["participants"]
    return [(person["name_as_written"], person["office"]) for person in found]


@pytest.mark.parametrize(
    ("country", "named", "called", "aside"),
    [
        ("Belgian", "Baron de Lannoy", "Baron de Lannoy", "I was in attendance."),
        ("Swiss", "M. Aubert", "M. Aubert", "I took the note."),
        ("Danish", "Count Juel", "Count Juel", "The Minister spoke in French throughout."),
    ],
)
def test_whom_the_title_calls_by_his_office_has_the_name_that_the_talk_gives_him(
    country: str, named: str, called: str, aside: str
) -> None:
    text = INTRODUCED.format(country=country, named=named, called=called, aside=aside)
    surname = named.split(" ", 1)[1]
    guest, host = [name for name, _ in speeches(text)][:2]
    assert surname in guest
    assert [name for name, _ in speeches(text)] == [guest, host] * 2 + [guest]
    assert (surname, f"{country} Minister") in listed(text)
    assert len(listed(text)) == 2


@pytest.mark.parametrize(
    ("first", "second", "third", "besides"),
    [
        ("Governor", "Consul-General for Portugal", "Treasurer of Natavia", "the {} being present"),
        (
            "High Commissioner",
            "Minister of Native Affairs",
            "Secretary for External Affairs",
            "the {} also being present",
        ),
        ("Prime Minister", "Ambassador of Japan", "Minister for Trade", "with the {} in attendance"),
    ],
)
def test_who_was_present_besides_is_another(first: str, second: str, third: str, besides: str) -> None:
    one, two, other = (office.split(" of ")[0].split(" for ")[0] for office in (first, second, third))
    talk = (
        f"The {two} said that the ferry was late. The {other} said that it was early. The {one} asked for the facts."
        f"\n\nThe {other} observed that there were none. The {two} agreed."
    )
    text = TITLED.format(two=f"the {first} and the {second}", besides=besides.format(third), talk=talk)
    assert [words.split()[:2] for _, words in speeches(text)] == [
        f"The {office}".split()[:2] for office in (two, other, one, other, two)
    ]
    assert len({name for name, _ in speeches(text)}) == 3
    assert [office for _, office in listed(text)] == [first, second, third]


@pytest.mark.parametrize(
    ("met", "first", "said", "who"),
    [
        ("the Acting Governor, Colonel Suparto,", "Suparto", "The Governor's reply was that it was late.", "Suparto"),
        ("General Okello. A Major Biru sat with us", "Okello", "The Major asked me, rather sharply, why.", "Biru"),
        ("the Deputy Governor, Captain Lund,", "Lund", "On returning the Deputy Governor said that it rained.", "Lund"),
    ],
)
def test_an_office_or_rank_means_whom_the_talk_has_with_it(met: str, first: str, said: str, who: str) -> None:
    text = (
        f"MEMORANDUM\n\nI was received by {met} at the old residence.\n\n{first} said that the pepper crop had failed. "
        f"I asked what this meant for the revenue. {said} I said that I understood."
    )
    found = speeches(text)
    assert [words for _, words in found][-2:] == [" ".join(said.split()[:3]), "I said that"]
    assert who in found[-2][0]


@pytest.mark.parametrize("people", ["Swiss", "Filipino", "Danish"])
def test_an_envoy_of_any_people_is_one_for_short(people: str) -> None:
    assert shorter_offices(office_key(f"{people} Minister")) == ["minister"]


def test_the_first_of_several_deputies_is_called_one_for_short() -> None:
    assert shorter_offices(office_key("First Deputy Foreign Minister")) == [
        "deputy foreign minister",
        "deputy minister",
    ]
    assert shorter_offices(office_key("First Vice President")) == ["vice president"]


@pytest.mark.parametrize(
    "told",
    [
        "The Minister spoke in English except where noted.",
        "The Minister spoke mostly in French throughout.",
        "The Minister spoke in his own language and was interpreted by his secretary.",
        "His adviser, Mr. Ohlin, interpreted, though the Minister followed most of what we said.",
        "His attaché, Mr. Ohlin, translated, but it was hardly needed.",
    ],
)
def test_in_what_language_somebody_spoke_is_not_what_he_said(told: str) -> None:
    text = INTRODUCED.format(country="Danish", named="Count Juel", called="Count Juel", aside=told)
    assert [words for _, words in speeches(text)][:2] == ["Count Juel opened", "The Secretary said"]


@pytest.mark.parametrize(("office", "place"), [("Burmese Ambassador", "Kirinde"), ("Consul-General", "Medang")])
def test_a_place_between_an_office_and_a_date_is_nobody(office: str, place: str) -> None:
    text = (
        f"Conversation between the Permanent Secretary and the {office}, {place}, 9 July 1957\n\n"
        f"The {office} said that the rice was late. The Permanent Secretary replied that it had weevils."
    )
    assert listed(text) == [("the Permanent Secretary", "Permanent Secretary"), (f"the {office}", office)]


COUNCIL = """{title}

{present}

{who} said that the harvest had failed. The President asked whether that was known abroad. {who} replied that it was.
The President said that he was sorry.
"""


@pytest.mark.parametrize(
    ("office", "who"),
    [
        ("the Director, Bureau of Mines", "The Director of the Bureau of Mines"),
        ("the Chairman, Federal Power Commission", "The Chairman of the Federal Power Commission"),
        ("the Permanent Secretary, Ministry of Supply", "The Permanent Secretary of the Ministry of Supply"),
        ("the Governor, Bank of Norland", "The Governor of the Bank of Norland"),
        ("the Director, Office of Timber Research", "The Director of the Office of Timber Research"),
    ],
)
@pytest.mark.parametrize(
    "present",
    [
        "Present at the meeting were the President, presiding; the Director of Fisheries; {}; the Attorney General.",
        "Present were the President and the Director of Fisheries. Also present were the Attorney General; {}; and the"
        " Executive Secretary, BTU. There follows a summary of what was said.",
        "Those present were the President, the Director of Fisheries, {}, and the Attorney General.",
    ],
)
def test_who_is_at_the_head_of_a_body_behind_a_comma_is_one_of_those_present(
    office: str, who: str, present: str
) -> None:
    title = "Record of a Meeting of the Council, 3 May 1956"
    text = COUNCIL.format(title=title, present=present.format(office), who=who)
    assert (office, office.removeprefix("the ")) in listed(text)
    assert {"the Director of Fisheries", "the Attorney General"} < {name for name, _ in listed(text)}
    assert [name for name, _ in speeches(text)] == [office, "the President"] * 2


OPENED = "The Deputy Minister opened the meeting. He introduced the members of his delegation."
PRESENT = "PARTICIPANTS\n\nMr. Alan Alder, Ministry of Roads\n\nMr. John Birch, Norway\n\nMr. Paul Moss, interpreter"
TALK_OF_TWO = "Mr. Alder said that the toll was too high. Mr. Birch replied that it was not. Mr. Alder asked why."


def test_an_office_that_only_its_own_first_sentence_names_is_not_announced() -> None:
    text = f"MEMORANDUM OF CONVERSATION\n\nMay 4, 1961\n\n{PRESENT}\n\n{OPENED}\n\n{TALK_OF_TWO}\n"
    turns = rows([read_document(text.encode(), "toll")])["turns"]
    assert [turn["speaker_label"] for turn in turns if turn["kind"] == "speech"] == [
        "Mr. Alder",
        "Mr. Birch",
        "Mr. Alder",
    ]
