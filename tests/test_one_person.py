"""One man who is told in two ways that nothing ties: who he is by exclusion, and who is left two."""

from __future__ import annotations

import pytest

from flows.reading.document import read_document
from flows.tables import rows

LISTED = """Memorandum of Conversation

Washington, May 4, 1955.

PARTICIPANTS
The Acting Secretary
{guest}, Ambassador of Norway
Mr. Oakes
Mr. Pruitt

{talk}
"""
NOTE = """Note of conversation between {two}

Canberra, 3 April 1947

The Norwegian Chargé called on the Deputy Secretary this morning. Mr. Oakes was also present.

Mr. Velasco said that the loan was small. {host} agreed that it was.

The Chargé asked for more. The Deputy Secretary replied that there was no more. Mr. Oakes gave the figures. Mr. Velasco
thought them wrong.

The Deputy Secretary doubted it. The Chargé said that he would write.
"""
BY_NAME = (
    "Mr. Lindley said that the loan was small.\n\nMr. Ruiz asked for more.\n\n{called} replied that there was no more."
    "\n\nMr. Oakes gave the figures. Mr. Ruiz said that they were wrong.\n\nMr. Lindley doubted it."
)
CONFERENCE = """PRESENT:

Chile
Mr. Ruiz, Minister of Trade
Norway
Mr. Velasco, Director of Fisheries
United Kingdom
Mr. Oakes, Minister of Trade
Mr. Pruitt

Mr. Velasco said that the season was short.

{called} asked how short it was.

Mr. Oakes replied that it would end in May. Mr. Velasco said that June was better.
"""
TWO_MINISTERS = """Conversation between Mr. Hall, Minister of Trade, and Mr. Ruiz, Minister of Trade of Chile

Paris, 12 January 1957

Present, on the French side: Mr. Hall, Mr. Oakes. On the Chilean side: Mr. Ruiz, Mr. Velasco.

Mr. Hall said that the season was short. Mr. Ruiz asked how short it was.

The Chilean Minister did not think that it could be shorter. Mr. Oakes gave the figures.

The Minister then spoke of the ports. Mr. Ruiz replied that they were full.
"""


def speeches(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Who speaks, and the flags of his turn."""
    turns = rows([read_document(text.encode(), "talk")])["turns"]
    return [(turn["speaker_id"].partition(".")[2], tuple(turn["flags"])) for turn in turns if turn["kind"] == "speech"]


def names(text: str) -> list[str]:
    return [name for name, _ in speeches(text)]


@pytest.mark.parametrize("called", ["The Acting Secretary", "Mr. Lindley"])
def test_whom_no_list_has_is_the_only_one_whom_it_gives_by_office_alone(called: str) -> None:
    found = speeches(LISTED.format(guest="Mr. Ruiz", talk=BY_NAME.format(called=called)))
    first, guest, third, aide, _, last = [name for name, _ in found]
    assert first == third == last
    assert len({first, guest, aide}) == 3
    assert "low-confidence" in found[5][1]


def test_letters_of_names_and_offices_within_other_words_are_neither() -> None:
    talk = BY_NAME.format(called="Mr. Lindley").replace("Lindley", "Lee")
    talk = talk.replace("asked for more", "asked for more than the Acting Secretary had of the fleet")
    first, guest, third, *_ = names(LISTED.format(guest="Mr. Ruiz", talk=talk))
    assert first == third == "the-acting-secretary" != guest


def test_who_answers_the_office_is_another() -> None:
    talk = BY_NAME.format(called="The Acting Secretary").replace(
        "Mr. Ruiz asked for more", "The Acting Secretary agreed"
    )
    found = names(LISTED.format(guest="Mr. Ruiz", talk=talk))
    assert found[0] != found[1]


def test_of_whom_the_office_speaks_is_another() -> None:
    talk = BY_NAME.format(called="The Acting Secretary").replace(
        "doubted it", "told the Acting Secretary that he doubted it"
    )
    found = names(LISTED.format(guest="Mr. Ruiz", talk=talk))
    assert found[0] != found[2]


@pytest.mark.parametrize("two", ["HALVORSEN AND VELASCO", "Mr. Velasco and Mr. Halvorsen"])
@pytest.mark.parametrize("host", ["Mr. Halvorsen", "The Deputy Secretary"])
def test_the_two_of_the_title_are_the_two_of_the_first_sentence(two: str, host: str) -> None:
    text = NOTE.format(two=two, host=host)
    found = names(text)
    guest, secretary, aide = found[0], found[1], found[4]
    assert found == [guest, secretary, guest, secretary, aide, guest, secretary, guest]
    people = rows([read_document(text.encode(), "talk")])["participants"]
    assert {(person["name_as_written"].lower(), person["office"]) for person in people} == {
        ("velasco", "Norwegian Chargé"),
        ("halvorsen", "Deputy Secretary"),
        ("oakes", None),
    }


@pytest.mark.parametrize(
    "called", ["The representative of Norway", "The Norwegian representative", "The Norwegian delegate"]
)
def test_the_only_one_of_a_country_is_its_delegate_whatever_his_office(called: str) -> None:
    found = names(CONFERENCE.format(called=called.replace("Norway", "Chile").replace("Norwegian", "Chilean")))
    assert found[1] == "ruiz"


def test_of_two_ministers_one_is_called_by_his_country() -> None:
    assert names(TWO_MINISTERS) == ["hall", "ruiz", "oakes", "hall", "ruiz"]


def test_an_administrator_holds_an_office() -> None:
    talk = BY_NAME.format(called="The Administrator").replace("Mr. Lindley", "The Administrator")
    text = LISTED.format(guest="Mr. Ruiz", talk=talk).replace("The Acting Secretary\n", "Mr. Lindley, Administrator\n")
    assert names(text)[0] == "lindley"


@pytest.mark.parametrize("there", [" Mr. Oakes and I were also present.", " I was also present.", ""])
def test_a_drafter_who_says_i_is_not_the_host_told_by_his_office(there: str) -> None:
    text = f"""Note by Lindley of conversation with Velasco

Canberra, 3 April 1947

The Norwegian Minister called on the Secretary this morning.{there}

Mr. Velasco said that the loan was small.

The Secretary asked what was meant by that.

The Minister said that he had no figures.

I enquired about the terms. The Minister promised to write.

The Secretary told the Minister that this would not do.
"""
    guest, host = "velasco", "the-secretary"
    assert names(text) == [guest, host, guest, "lindley", guest, host]
