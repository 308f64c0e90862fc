"""What a drafter tells without "said": silence, words to his reader, agents of passives, purposes of calls, colons."""

from __future__ import annotations

import pytest

from flows.reading.document import read_document
from flows.tables import rows

NOTE = """Memorandum by Sir Ivo Marlow of a conversation with the Norvanian Ambassador

Kaldor, 3 June 1931

The Norvanian Ambassador, Mr. Sabo, came to see me this morning.

{told}

Mr. Sabo replied that the road was closed. I told him that it would be open by May.
"""


def turns_of(record: str, told: str) -> list[tuple[str, str | None, str]]:
    """Kind, speaker's name and text of each turn of a record that begins within what is told there."""
    text = record.format(told=told)
    start, end = text.index(told), text.index(told) + len(told)
    turns = rows([read_document(text.encode(), "note")])["turns"]
    return [
        (str(turn["kind"]), turn["speaker_name"], turn["text"].partition("\n\n")[0])
        for turn in turns
        if start <= turn["raw_start"] < end
    ]


@pytest.mark.parametrize(
    ("silent", "speaks", "who"),
    [
        ("I did not press this.", "I asked whether the ferry would run.", "Ivo Marlow"),
        ("I did not pursue the matter.", "I wondered, however, whether the ferry would run.", "Ivo Marlow"),
        ("I made no comment.", "I then asked for a list.", "Ivo Marlow"),
    ],
)
def test_who_passes_over_something_and_then_speaks_has_one_turn(silent: str, speaks: str, who: str) -> None:
    told = turns_of(NOTE, f"Mr. Sabo said that the pier was old. {silent} {speaks}")
    assert told == [
        ("speech", "Sabo", "Mr. Sabo said that the pier was old."),
        ("speech", who, f"{silent} {speaks}"),
    ]


@pytest.mark.parametrize("silent", ["Mr. Sabo made no direct answer.", "The Ambassador offered no comment."])
def test_who_gives_no_answer_at_first_has_one_turn(silent: str) -> None:
    told = turns_of(NOTE, f"I said that the pier was old. {silent} He said after a while that it would do.")
    assert told[1:] == [("speech", "Sabo", f"{silent} He said after a while that it would do.")]


def test_who_passes_over_something_says_nothing_where_another_speaks_next() -> None:
    told = turns_of(NOTE, "I said that the pier was old. Mr. Sabo made no reply. I added that the ferry was new.")
    assert [(kind, text) for kind, _, text in told] == [
        ("speech", "I said that the pier was old."),
        ("action", "Mr. Sabo made no reply."),
        ("speech", "I added that the ferry was new."),
    ]
    told = turns_of(NOTE, "Mr. Sabo said that the pier was old. I did not press this. He added that it would do.")
    assert [kind for kind, _, _ in told] == ["speech", "narration", "speech"]
    told = turns_of(NOTE, "I said that the pier was old. Mr. Sabo made no reply.\n\nI added that the ferry was new.")
    assert [kind for kind, _, _ in told] == ["speech", "action", "speech"]


@pytest.mark.parametrize(
    "remark",
    ["You will remember that the Governor sets great store by it.", "It was plain that he was tired of it."],
)
def test_words_to_the_reader_between_two_sentences_of_one_break_no_turn(remark: str) -> None:
    said = f"I spoke of the ferry. {remark} I said that it could not wait."
    assert turns_of(NOTE, f"Mr. Sabo said that the pier was old. {said}")[1:] == [("speech", "Ivo Marlow", said)]


@pytest.mark.parametrize(
    ("told", "kinds"),
    [
        ("I spoke of the ferry. You will recall it. Mr. Sabo said that it was old.", ["speech", "narration", "speech"]),
        ("I spoke of the ferry. It was agreed that it was late. I said so.", ["speech", "narration", "speech"]),
        ("I spoke of the ferry.\n\nYou will recall it. I said that it was old.", ["speech", "narration", "speech"]),
    ],
)
def test_words_to_the_reader_elsewhere_are_narration(told: str, kinds: list[str]) -> None:
    assert [kind for kind, _, _ in turns_of(NOTE, told)] == kinds


@pytest.mark.parametrize(
    "passive",
    [
        "It was pointed out to the Ambassador by me that it was not.",
        "It was then explained to him by me that it was not.",
        "The matter of the pier was raised by me.",
        "This was firmly denied by me.",
    ],
)
def test_what_is_said_by_me_is_the_drafters(passive: str) -> None:
    told = turns_of(NOTE, f"Mr. Sabo said that the ferry was old. {passive} The pier was new.")
    assert told[1:] == [("speech", "Ivo Marlow", f"{passive} The pier was new.")]


@pytest.mark.parametrize(
    "passive",
    [
        "The list that was shown to him by me in May had been lost.",
        "The visitors were welcomed by me on the quay.",
        "It would be pointed out by me, he was sure.",
    ],
)
def test_what_is_otherwise_done_by_me_is_still_told_by_the_other(passive: str) -> None:
    assert len(turns_of(NOTE, f"Mr. Sabo said that the ferry was old. {passive}")) == 1


TALK = """MEMORANDUM OF CONVERSATION

June 3, 1931

PARTICIPANTS:
Ambassador Sabo, Norvania
Mr. Marlow, Deputy Secretary
Mr. Hazel, Trade Division

Mr. Marlow asked whether the ferry was late. {told}

Mr. Marlow replied that the road was closed. Ambassador Sabo hoped that it would be open by May.
"""


@pytest.mark.parametrize(
    ("told", "who"),
    [
        ("It appeared from Ambassador Sabo's answer that it was.", "Sabo"),
        ("It soon emerged from Mr. Hazel's rather long explanation that it was.", "Hazel"),
        ("It appeared from Mr. Hazel's papers that it was.", None),
        ("It was plain from Mr. Hazel's answer that it was.", None),  # what others gather
    ],
)
def test_what_appears_from_an_answer_is_said_in_it(told: str, who: str | None) -> None:
    assert [name for _, name, _ in turns_of(TALK, told)] == ([who] if who is not None else [])


@pytest.mark.parametrize(
    "told",
    [
        "Ambassador Sabo had come to find out whether it would be mended.",
        "Ambassador Sabo had called on instructions to express his regret.",
    ],
)
def test_what_somebody_has_come_to_say_he_says(told: str) -> None:
    assert turns_of(TALK, f"Mr. Hazel did not know.\n\n{told}")[-1] == ("speech", "Sabo", told)


@pytest.mark.parametrize(
    "told",
    [
        "Ambassador Sabo had called on the Governor to inform him of it.",
        "Ambassador Sabo had come to the pier by boat.",
    ],
)
def test_what_somebody_had_come_for_elsewhere_is_told_by_another(told: str) -> None:
    assert [name for _, name, _ in turns_of(TALK, f"Mr. Hazel did not know.\n\n{told}")] == ["Hazel"]


@pytest.mark.parametrize(
    ("comment", "is_told"),
    [
        ("Assessment. It is the undersigned's impression that the Ambassador meant it.", False),
        ("Observations. In Mr. Hazel's opinion the ferry was an old one.", False),
        ("Assessment. Ambassador Sabo said that it was early to judge.", True),
        ("Ferries. In Mr. Hazel's opinion they were all old ones.", True),
    ],
)
def test_what_stands_in_line_with_a_heading_of_the_drafters_is_his(comment: str, is_told: bool) -> None:
    text = TALK.format(told="").rstrip() + f"\n\n{comment}\n\nJ. Marlow\n"
    turns = rows([read_document(text.encode(), "talk")])["turns"]
    kinds = [turn["kind"] for turn in turns if comment[-16:] in turn["text"]]
    assert kinds == ["speech" if is_told else "narration"]


@pytest.mark.parametrize("left", ["left a map of the pier with Mr. Marlow", "left two copies of the chart"])
def test_who_leaves_something_behind_acts(left: str) -> None:
    told = f"Ambassador Sabo said that it was.\n\nBefore going, Ambassador Sabo {left}."
    assert [kind for kind, _, _ in turns_of(TALK, told)] == ["speech", "action"]
    told = f"Ambassador Sabo said that it was. He {left.partition(' ')[0]} no doubt that he was sorry."
    assert [kind for kind, _, _ in turns_of(TALK, told)] == ["speech"]
