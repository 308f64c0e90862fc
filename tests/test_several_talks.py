"""A drafter's journal of several talks: "he", "the Ambassador" and "I" are those of the talk told just then."""

from __future__ import annotations

import pytest

from flows.reading.document import read_document
from flows.tables import rows


def holders(text: str) -> list[tuple[str, str]]:
    """Who holds the speech turns of a text, in order, and the first two words of each."""
    turns = rows([read_document(text.encode(), "journal")])["turns"]
    said = (turn for turn in turns if turn["kind"] == "speech")
    return [(str(t["speaker_name"] or t["speaker_label"]), " ".join(str(t["text"]).split()[:2])) for t in said]


FIRST = """From the diary of Ambassador V. S. Grudin: Record of conversations, June 1973

I visited the Ambassador of the German Democratic Republic, Kessel. Kessel told me about his talk with the President.

I asked what illness it was. The Ambassador said that it was the heart.

"""
GRUDIN, KESSEL = "V. S. Grudin", "Kessel"
TOLD_FIRST = [(KESSEL, "Kessel told"), (GRUDIN, "I asked"), (KESSEL, "The Ambassador")]


@pytest.mark.parametrize(
    "visit",
    [
        "Ambassador of the Republic of Cuba Orlando Peraza called on me.",
        "I received PRC Ambassador Peraza [sic; possibly Perasa] in connection with his return.",
        "2. On June 9th Cuban Ambassador Peraza visited me.",
        "In the evening Ambassador Orlando Peraza came to see me.",
    ],
)
def test_the_ambassador_is_whom_the_drafter_met_last(visit: str) -> None:
    """Also "he", who speaks right after the visit is told of; and the visit is told by nobody in the talk."""
    text = FIRST + (
        f"{visit} He told me that a ship would arrive.\n\n"
        "I asked when it would come. The Ambassador said that it would come in May.\n"
    )
    found = holders(text)
    assert found[:3] == TOLD_FIRST
    assert [words for _, words in found[3:]] == ["He told", "I asked", "The Ambassador"]
    assert [who.split()[-1] for who, _ in found[3:]] == ["Peraza", "Grudin", "Peraza"]


def test_a_call_to_ask_something_is_what_was_said() -> None:
    """And not a visit that is only told of."""
    text = FIRST + "I thanked him.\n\nTowards six the Ambassador telephoned me to ask whether I had told anybody.\n"
    assert holders(text)[3:] == [(GRUDIN, "I thanked"), (KESSEL, "Towards six")]


@pytest.mark.parametrize(
    ("met", "office"),
    [
        ("Deputy Foreign Minister Vasile Muntean", "The deputy minister"),
        ("Vice Trade Minister Vasile Muntean", "The Vice Minister"),
        ("First Secretary of the Soviet Embassy Galkin", "The first secretary"),
        ("Deputy Chairman of the Council Ahmed Nurani", "The Deputy Chairman"),
    ],
)
def test_a_deputy_is_called_so_without_his_portfolio(met: str, office: str) -> None:
    """Also where it is written small."""
    found = holders(FIRST + f"I called on {met}. I asked how things stood. {office} said that they stood well.\n")
    assert [(who.split()[-1], words) for who, words in found[3:]] == [
        ("Grudin", "I asked"),
        (met.split()[-1], " ".join(office.split()[:2])),
    ]


@pytest.mark.parametrize(
    "said",
    [
        "I fear, he went on, that Berlin will see it otherwise.",
        "I am afraid, the Ambassador added, that we shall know in May.",
        "I believe, said Kessel, that they are needed.",
    ],
)
def test_i_in_what_another_says_is_he(said: str) -> None:
    """The drafter makes no remark there."""
    found = holders(
        FIRST + f"I inquired about the rest. Kessel told me that it would be heavy. {said}\n\nI thanked him.\n"
    )
    assert found == [*TOLD_FIRST, (GRUDIN, "I inquired"), (KESSEL, "Kessel told"), (GRUDIN, "I thanked")]


@pytest.mark.parametrize(
    ("short", "whole"),
    [("Kang", "Kang Chol-min"), ("Qiu", "Qiu Fuming"), ("Pak", "Pak Song-u")],
)
def test_a_surname_may_stand_first(short: str, whole: str) -> None:
    """ "Kang" and "Kang Chol-min" are one."""
    found = holders(
        f"{FIRST}I visited Chairman of the State Planning Commission {whole}. {short} said that the plan was ready. "
        f"I asked to see it. Cde. {short} answered evasively. Then {whole} turned to the question of grain.\n"
    )
    names = {who for who, words in found[3:] if not words.startswith("I ")}
    assert len(names) == 1
    assert short in names.pop().split()


def test_a_given_name_that_comes_first_is_no_surname() -> None:
    """ "Peter" and "Peter Brown" may be two."""
    found = holders(
        "Memorandum of Conversation\n\nMr. George said that it was late.\n\nMr. Peter Brown said that it was not.\n\n"
        "Mr. George Brand said that both were right.\n\nMr. George said that he would go.\n"
    )
    assert len({who for who, _ in found}) == 3


def test_a_date_before_a_name_is_none_of_it() -> None:
    """ "On 9 March Comrade Ong" is Ong."""
    found = holders(
        "Information on the talks\n\nIn the conversation on 9 March Comrade Ong Sang-ho expressed his gratitude.\n\n"
        "Comrade Lenz thanked him.\n\nComrade Ong said that he would travel by train.\n"
    )
    assert [who.split()[0] for who, _ in found] == ["Ong", "Lenz", "Ong"]


TWO_TALKS = """Notes on a Conversation between Minister Amadou Kante and the Ambassador of Poland, \
and on a Later Conversation with {whom}, 3 and 5 May 1975

At 10 o'clock the Minister received Ambassador Zygmunt Walicki at the latter's request.

The Ambassador began by conveying greetings. He said he had been asked to learn about the port.

The Minister replied that the port was open.

Turning to trade, the Amb. said that a ship had sailed. The Minister thanked him.

The audience ended at 11.

{comes}

Pinter said that he had heard of the ship. The Minister replied that everybody had. {short} asked for room.
"""


@pytest.mark.parametrize(
    ("whom", "comes", "short"),
    [
        (
            "the Hungarian Charge",
            "On the 5th the Hungarian chargé d'affaires, Cde. Lajos Pintér, called without notice.",
            "The chargé",
        ),
        (
            "the Hungarian Counsellor",
            "On the 5th, before luncheon, the Hungarian Counsellor, Cde. Lajos Pintér, called unannounced.",
            "The Counsellor",
        ),
        (
            "the Hungarian Consul",
            "In the evening the Hungarian Consul, Mr. Lajos Pintér, called with a protest.",
            "The Consul",
        ),
    ],
)
def test_who_calls_later_has_the_office_of_the_title(whom: str, comes: str, short: str) -> None:
    """However far into the record; and his call is told by nobody."""
    found = holders(TWO_TALKS.format(whom=whom, comes=comes, short=short))
    names = [who.split()[-1] for who, _ in found]
    assert names == ["Walicki", "Kante", "Walicki", "Kante", "Pintér", "Kante", "Pintér"]
    assert found[4][1] == "Pinter said"
