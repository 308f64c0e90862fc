"""Dialogue as in a novel: a dash opens every turn, and who speaks stands inside or after the words, or nowhere."""

from __future__ import annotations

import pytest

from flows.reading.document import read_document
from flows.tables import rows

Held = list[tuple[str, str, str | None]]  # the first words of each turn, its kind, and whose it is

HEAD = """Record of a talk

Present: Comrade Anton Alder; Comrade Boris Birch; Comrade Celia Cedar

"""
DASHES = [
    ("- ", " - ", " - "),
    ("– ", " – ", " – "),
    ("— ", " — ", " — "),
    ("—", " —", "— "),
    ("— ", ", — ", " — "),
]
LABELLED = """- Comrade Anton Alder: How was the road?

- Comrade Boris Birch: Long. We slept in the car.

- Comrade Celia Cedar: The bridge at the mill is down.

- Comrade Anton Alder: It will be mended in May.

"""
BREAK = """After supper, at which the choir sang, the talk was taken up in the library.

"""


def held(text: str) -> Held:
    """Where each turn of a record begins, what it is, and who holds it."""
    turns = rows([read_document(text.encode(), "x")])["turns"]
    return [(" ".join(t["text"].split()[:4]), t["kind"], t["speaker_name"]) for t in turns]


@pytest.mark.parametrize(("opening", "before", "after"), DASHES)
@pytest.mark.parametrize("front", ["", LABELLED + BREAK])
def test_a_paragraph_of_dialogue_is_a_turn_of_whom_it_names(front: str, opening: str, before: str, after: str) -> None:
    said = [
        f"We have looked through the list{before}said Comrade Birch.{after}Of the ten points we can meet six.",
        f"And the other four?{before}asked Comrade Alder.",
        f"Those we do not make{before}answered Comrade Birch.{after}You would have to look elsewhere.",
        "We have already done so.",
        f"Nails{before}Comrade Cedar said quietly.{after}It is only the nails.",
    ]
    text = HEAD + front + "".join(f"{opening}{paragraph}\n\n" for paragraph in said)
    turns = held(text)[-5:]
    assert [kind for _, kind, _ in turns] == ["speech"] * 5
    assert [speaker for *_, speaker in turns] == [
        "Boris Birch",
        "Anton Alder",
        "Boris Birch",
        "Anton Alder",
        "Celia Cedar",
    ]
    assert all(first.startswith(opening.strip()) for first, *_ in turns)


def test_what_no_dash_opens_between_two_turns_of_dialogue_is_nobodys() -> None:
    text = (
        HEAD
        + LABELLED
        + BREAK
        + """- Is it deep? - asked Comrade Cedar.

- (laughing) Not in May - said Comrade Alder. - In May you can wade.

At this point Comrade Alder led his guests to the map.

- Here it is narrow - said Comrade Alder.

- It was narrow here also last year - Comrade Birch remarked.

Comrade Birch gave his host a lamp, and the talk was closed at ten.
"""
    )
    assert held(text)[4:] == [
        ("After supper, at which", "narration", None),
        ("- Is it deep?", "speech", "Celia Cedar"),
        ("- (laughing) Not in", "speech", "Anton Alder"),
        ("At this point Comrade", "narration", None),
        ("- Here it is", "speech", "Anton Alder"),
        ("- It was narrow", "speech", "Boris Birch"),
        ("Comrade Birch gave his", "narration", None),
    ]


def test_an_interpreter_and_a_clause_of_reported_speech_have_turns_in_dialogue() -> None:
    text = (
        HEAD
        + """- Shall we begin? - asked Comrade Alder.

- We are ready - said Comrade Birch.

- Comrade Cedar asked whether the bridge would bear a lorry.

- A small one - said Comrade Alder. - Is that clear, interpreter?

- It is clear - said the interpreter.
"""
    )
    assert [speaker for _, kind, speaker in held(text) if kind == "speech"] == [
        "Anton Alder",
        "Boris Birch",
        "Celia Cedar",
        "Anton Alder",
        "the interpreter",
    ]


def test_points_that_a_dash_opens_are_no_dialogue() -> None:
    text = (
        HEAD
        + """Comrade Alder said that the following had been agreed in the spring:

- The bridge would be mended - as Comrade Birch had asked - before May.

- The road was left to the district.

- The mill - it belonged to the State - would be sold.

- Timber for the roof was to come from the north.

Comrade Birch replied that nothing of this had been done.
"""
    )
    assert [speaker for _, kind, speaker in held(text) if kind == "speech"] == ["Anton Alder", "Boris Birch"]


CAPTIONS = """Joint statements, the governor's garden, Port Aldo
May 12 2011, uncorrected captions

{}>> MINISTER VARGA: GOOD MORNING. I WANT
TO THANK THE GOVERNOR FOR HER HOUSE.
WE TALKED ABOUT THE FERRY FOR AN HOUR.
{}>> GOVERNOR LIND: IT WAS A GOOD TALK, AND I
AM GLAD OF IT. WE WILL TAKE TWO
QUESTIONS NOW.
{}>> MINISTER, WILL THE FERRY RUN IN
WINTER?
{}>> MINISTER VARGA: IT WILL RUN AS LONG AS
THERE IS NO ICE.
{}>> AND WHO PAYS FOR THE PIER?
{}>> GOVERNOR LIND: WE DO. I HAVE SAID SO
BEFORE.
{}>> GOVERNOR, ONE MORE. IS THERE A DATE?
{}>> GOVERNOR LIND: THERE IS ONE, AND I WILL
KEEP IT TO MYSELF TODAY.
{}>> MINISTER VARGA: SO WILL I. THANK YOU ALL.
"""


@pytest.mark.parametrize("stamp", ["", "[00:00:0{}]  ", "00:0{} "])
def test_two_angles_open_also_what_somebody_says_who_is_not_named(stamp: str) -> None:
    text = CAPTIONS.format(*(stamp.format(n) for n in range(9)))
    turns = [turn for turn in rows([read_document(text.encode(), "captions")])["turns"] if turn["kind"] == "speech"]
    names = [(turn["speaker_name"] or "").split(" ")[-1].upper() for turn in turns]
    assert names == ["VARGA", "LIND", "", "VARGA", "", "LIND", "", "LIND", "VARGA"]
