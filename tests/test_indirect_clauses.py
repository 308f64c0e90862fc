"""Clauses in which who speaks is no plain subject of a plain verb of saying: what he wanted to know, would have to do,
could not help remarking. Each stands in the middle of a paragraph in which another holds the floor.
"""

from __future__ import annotations

import pytest

from flows.reading.document import read_document
from flows.tables import rows

MINUTES = """Record of a Meeting held in London on 3 May 1951

Present: Mr. J. Crane, Ministry of Fisheries; Mr. Holm (Chairman)

Mr. Holm said that the treaty had been signed. He asked what should be done next.

Mr. Crane said that the boats had been sold. Mr. Holm thought the price too low. {sentence} Mr. Holm regretted this.

Mr. Crane thought that it could not be helped.
"""
NOTE = """Note by the High Commissioner of a conversation with Mr. Crane

London, 3 May 1951

I saw Mr. Crane this morning at his request.

He said that the treaty had been signed. I said that it had come as a surprise to us. {before}{sentence} {after}

He thanked me. I took my leave.
"""
OF_THE_THIRD_PERSON = (
    "The substance of Mr. Crane's reply was that it was late.",
    "What Mr. Crane wanted to know was whether it was late.",
    "What worried Mr. Crane was that it was late.",
    "All Mr. Crane would say was that it was late.",
    "The point Mr. Crane wished to make was that it was late.",
    "The next point Mr. Crane raised was the question of herring.",
    "Another matter mentioned by Mr. Crane was the price of herring.",
    "One point on which Mr. Crane insisted was the date.",
    "Mr. Crane for one thought that it was late.",
    "Mr. Crane on the other hand thought that it was late.",
    "Mr. Crane in reply to this said that it was late.",
    "Mr. Crane a little impatiently said that it was late.",
    "Nor could Mr. Crane agree that it was late.",
    "Only then did Mr. Crane ask whether it was late.",
    "Not until then did Mr. Crane say that it was late.",
    "On this Mr. Crane had no view.",
    "Against this Mr. Crane urged that it was late.",
    "Reluctantly Mr. Crane agreed to this.",
    "Through the interpreter Mr. Crane said that it was late.",
    "It was not clear to Mr. Crane why it was late.",
    "This was also the view of Mr. Crane.",
    "This was not Mr. Crane's impression.",
    "This did not satisfy Mr. Crane.",
    "This Mr. Crane would not accept.",
    "Mr. Crane would like to sleep on that.",
    "Mr. Crane would have to consult his Government.",
    "Mr. Crane would rather wait.",
    "Mr. Crane must ask for time.",
    "Mr. Crane was bound to say that it was late.",
    "Mr. Crane called this an excuse.",
    "Mr. Crane rang to say that it was late.",
    "Mr. Crane sent word that it was late.",
    "Mr. Crane looked in to ask whether it was late.",
    "Mr. Crane laughed at this, but explained that it was late.",
    "Mr. Crane was not slow to remark that it was late.",
)
OF_THE_DRAFTER = (
    "I did not fail to note that it was late.",
    "I could not help remarking that it was late.",
    "I felt bound to point out that it was late.",
    "I did not forget to mention that it was late.",
    "I lost no time in pointing out that it was late.",
    "I thought it right to mention that it was late.",
    "I could only reply that it was late.",
    "I made so bold as to ask whether it was late.",
    "I taxed him with this.",
    "The substance of my answer was that it was late.",
    "The next point I raised was herring.",
    "What I wanted to know was whether it was late.",
    "This led me to ask whether it was late.",
)
OF_THE_OTHER = (
    "The gist of his answer was that it was late.",
    "What he feared was delay.",
    "All he would say was that it was late.",
    "The next point he raised was the question of herring.",
    "The reply to this was that it was late.",
    "It was his view that it was late.",
    "It was too late, in his opinion.",
    "He would see what could be done.",
    "He would have to consult his Government.",
    "He could not see why.",
    "He could give no undertaking.",
    "He had not been told of this.",
    "He had heard nothing of this.",
    "Certainly not.",
)


NAMED_ONCE = (
    "At the Chairman's invitation, Dr. Stannard explained what had been done.",
    "Dr. Stannard, invited to comment, observed that it was late.",
    "Dr. Stannard, intervening, said that it was late.",
    "Dr. Stannard added that it was late.",
)


def speaker_at(record: str, sentence: str) -> str | None:
    """Who takes the floor with a sentence of a record; None where nobody does."""
    at = record.index(sentence)
    turns = rows([read_document(record.encode(), "a1")])["turns"]
    return next((t["speaker_id"] for t in turns if t["raw_start"] == at and t["kind"] == "speech"), None)


@pytest.mark.parametrize("sentence", OF_THE_THIRD_PERSON)
def test_somebody_named_takes_the_floor(sentence: str) -> None:
    assert "crane" in (speaker_at(MINUTES.format(sentence=sentence), sentence) or "")


@pytest.mark.parametrize("sentence", NAMED_ONCE)
def test_who_is_named_once_and_plainly_there_takes_the_floor(sentence: str) -> None:
    assert "stannard" in (speaker_at(MINUTES.format(sentence=sentence), sentence) or "")


@pytest.mark.parametrize("sentence", OF_THE_DRAFTER)
def test_the_drafter_takes_the_floor(sentence: str) -> None:
    record = NOTE.format(before="He said that he regretted this. ", sentence=sentence, after="He laughed.")
    speaker = speaker_at(record, sentence)
    assert speaker is not None
    assert "crane" not in speaker


@pytest.mark.parametrize("sentence", OF_THE_OTHER)
def test_the_one_he_talks_with_takes_the_floor(sentence: str) -> None:
    record = NOTE.format(before="", sentence=sentence, after="I said that I would report this.")
    assert "crane" in (speaker_at(record, sentence) or "")


@pytest.mark.parametrize(
    "sentence",
    [
        "What Mr. Crane had said was quite clear.",  # another refers to it
        "The question raised by Mr. Crane was a serious one.",
        "Mr. Crane would recall the facts.",
        "In his opinion, Mr. Crane would have to go himself.",
        "Mr. Crane wrote to the Minister in March.",
        "Mr. Crane forgot to mention that it was late.",
        "Mr. Crane neglected to say that it was late.",
    ],
)
def test_what_another_says_of_somebody_is_no_turn_of_his(sentence: str) -> None:
    assert speaker_at(MINUTES.format(sentence=sentence), sentence) is None


@pytest.mark.parametrize("subject", ["Nobody", "Everyone", "Each", "Few", "Several", "Others"])
def test_who_is_nobody_in_particular_is_no_speaker(subject: str) -> None:
    sentence = f"{subject} here wished to reopen the matter."
    assert speaker_at(MINUTES.format(sentence=sentence), sentence) is None


def test_who_asks_to_be_received_does_not_yet_speak() -> None:
    sentence = "Mr. Crane rang up on Monday to ask if he could see the Minister."
    record = f"Note\n\nLondon, 3 May 1951\n\n{sentence} He came at noon.\n\nHe said that it was late.\n"
    assert speaker_at(record, sentence) is None


@pytest.mark.parametrize(
    "sentence",
    ["I invited Mr. Crane to look in this morning.", "I asked Mr. Crane to be at the Ministry at ten."],
)
def test_whom_the_drafter_invites_is_not_yet_spoken_to(sentence: str) -> None:
    record = f"Note\n\nLondon, 3 May 1951\n\n{sentence}\n\nHe said that it was late.\n\nI replied that I knew it.\n"
    assert speaker_at(record, sentence) is None


def test_who_comes_with_a_list_of_points_speaks_at_the_first_of_them() -> None:
    came, first = "Mr. Crane came to the Ministry with a list of two matters:-", "1. He stated that it was late."
    rest = "I said that I knew it.\n\n2. Mr. Crane then asked for herring.\n\nI replied that there was none.\n"
    record = f"Note by the Secretary\n\nLondon, 3 May 1951\n\n{came}\n\n{first}\n\n{rest}"
    assert speaker_at(record, came) is None
    assert speaker_at(record, first) is not None
