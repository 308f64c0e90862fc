"""Paragraphs that nobody says, between two turns of reported speech and after the last one: what happened to the talk,
its papers and its table, what those present did, and what the drafter adds; and paragraphs that look like them with
which whoever spoke goes on.
"""

from __future__ import annotations

import pytest

from flows.reading.document import read_document
from flows.tables import rows

MEMORANDUM = (
    "Memorandum of conversation\n\nWashington, 4 May 1954\n\nSubject: Harbours",
    "Mr. Crane said that the harbours had been rebuilt since the war. The northern boats would need the new quay.",
    "Mr. Holm replied that nobody knew how many fish were left.",
    "Mr. Crane asked whether the loan could be paid before the spring. Mr. Holm thought that it could not.",
)
MINUTES = (
    "MINUTES OF A MEETING OF MINISTERS\n\nCANBERRA, 9 March 1938\n\nPRESENT\n\nMr Crane, Minister for Trade"
    "\nMr Holm, Minister for Marine\nSir Otto Brandt",
    "MR CRANE said that the islands had always belonged to the Crown. The treaty allowed for such a measure.",
    "MR HOLM considered that the railway would bring more trade than the road.",
    "SIR OTTO BRANDT doubted it. MR CRANE said that his people were tired of waiting.",
)
TOLD = (
    "An informal exchange on the fishing question occupied the next quarter of an hour.",
    "The rest of the hour was given over to a technical examination of the tariff schedules.",
    "A draft communiqué, which had been prepared beforehand by the experts, was then read over and approved.",
    "Copies of the paper were handed round.",
    "A paper submitted by the Treasury was laid on the table.",
    "The papers relating to the second item were not ready and consideration of it was held over.",
    "Messages of sympathy arriving from other capitals were read out as they were received.",
    "The next item on the agenda, the question of overflights, was passed over without discussion.",
    "A second meeting was held in the afternoon at the Foreign Ministry. The same persons took part.",
    "The exchange became heated at this point and both men spoke at once.",
    "In reply to questions from those present, further details were supplied as to the number of boats.",
    "Several of those round the table indicated assent.",
    "The two drafts, set side by side, were gone through clause by clause.",
    "Once the formalities were over, coffee appeared and the doors were closed.",
    "An hour's break for luncheon was taken at one.",
    "The visitors were thereupon conducted to their cars.",
    "Both delegations then examined the map, on which the line had been drawn in red.",
    "A show of hands was called for.",
    "The tone of the conversation was conciliatory.",
    "The tenor of the interview suggested that the decision had already been taken.",
    "The message from the Cabinet arrived while the discussion was in progress.",
    "The exact words used were not taken down.",
    "In the interval there was a reception for the delegates.",
    "The meeting, suspended at 6.20 p.m., resumed at nine.",
    "Certain passages of a personal nature have been left out of this account.",
    "Distribution: Minister; Permanent Secretary; file.",
    "Source: Records of the Trade Mission, Box 14. Drafted on March 9 and cleared with the Legal Adviser.",
    "Observations: the approach was sharper than before. It may not be repeated.",
    "Follow-up: a letter went to the Ministry on 4 June. No answer has been received.",
    "What passed at the luncheon is recorded separately.",
    "Much of what followed was repetition.",
    "By this time it was nearly six o'clock.",
    "All this was said in an undertone.",
    "Copy to the Minister in Oslo.",
    "The communiqué as finally issued is printed in the Department's Bulletin.",
    "There has been no sequel to this.",
    "Mr Holm arrived twenty minutes late.",
    "Mr Holm was wearing uniform and was attended by two aides.",
    "To the surprise of everyone Mr Holm inspected the curtains.",
    "Mr Holm consulted his watch. Mr Crane grinned.",
    "Later that evening Mr Holm telephoned to say that he had been in touch with Oslo.",
    "Following the meeting Mr Holm saw the press. He told them that progress had been made.",
    "Between the morning and the afternoon sessions Mr Holm had sent for the legal adviser.",
    "At the conclusion of the meeting it was agreed that the press would be told nothing.",
    "The Ministers then inspected the harbour.",
    "The party boarded a boat.",
    "An orderly brought in a lamp.",
    "They rang off.",
    "The line went dead.",
    "End of call.",
    "The recording breaks off here.",
    "We then walked over to the quay, and little was said on the way.",
    "It is our impression that the loan has not been discussed in the Cabinet.",
    "Trade Department, Oslo, 14th June, 1951.",
    "Passing to the second subject, the group considered dates for a visit to the yards.",
    "The secretariat was instructed to prepare a paper on freight rates.",
    "As the company was breaking up, a word was said about the weather.",
    "Coffee was brought in and cigars were lit.",
    "Mr Crane and his advisers withdrew to the next room.",
    "A few minutes were spent in search of the second map. It lay under the tray.",
    "Twice during this recital a door banged.",
    "The chaplain's daughters were shown in at this juncture.",
    "A sub-committee of three was appointed to go into the matter.",
    "This led to some argument, in which all joined.",
    "After the others had gone Mr Holm stayed behind for a while, but only of private affairs was there any talk.",
)
SAID = (
    "The talks in Oslo would have to be resumed.",
    "His meeting with the bankers was most useful.",
    "The document had been published by the other side.",
    "The paper could not be accepted as it stood.",
    "If the discussions were resumed the boats would sail.",
    "At this stage the Government was not in a position to pay.",
    "There was no reason to wait for the ice.",
    "The loan was a matter for the bankers.",
    "The note of last May was offensive.",
    "It was the railway that mattered.",
    "What was needed was a quay.",
    "The coast was poor and its people were leaving it.",
    "The fish were not his to give.",
    "Their report was late and full of mistakes.",
    "Before the talks the other side should be told.",
    "Exchange controls were being dismantled.",
    "Coffee prices were falling.",
    "The boats sailed at night because the patrols were late. Nobody knew who had ordered it.",
    "In the islands, as he well knew, the people lived on fish.",
    "At this point both fleets ought to be counted again.",
    "Following the meeting in Bergen the crews had been told that their pay was safe. They were not.",
    "There being no other harbour, the old one would have to be dredged.",
    "The Finns had left the room without a word and had sent nobody in their place.",
    "The Opposition had handed in a motion against the loan.",
    "A further exchange of letters should be avoided.",
    "The next meeting could be held without the Danes.",
    "Copies of the charts had been distributed long ago. Nobody had looked at them.",
    "At this stage the Minister for Air would have to be asked.",
    "Enclosure of the commons was long over.",
    "Annexes to old treaties could be read in two ways.",
    "As the ice in the sound was breaking up, there was some hope of a good season.",
    "The demand for a longer session was a trick.",
    "The bankers' agenda was too long. Nothing on it was urgent.",
    "Coffee was grown in the hills.",
    "Wine was the only thing which the islands could sell.",
    "The Bank gave way only because the growers marched.",
    "The Danes attacked without warning.",
    "The boats sailed last year.",
    "Tin accounted for nine tenths of the exports.",
    "In ten minutes the bombers could be over the town.",
    "For a while he had thought of selling the boats.",
)
AFTER_THE_TALK = (
    "The visit as a whole went off well. The crowds at the quay were large and friendly.",
    "The only discordant note was struck by a newspaper. It was not taken up by the others.",
)


def speakers_of(record: tuple[str, ...], paragraph: str, at: int) -> list[str | None]:
    """Who holds the first and the last word of a paragraph put before `record[at]`: None where nobody does."""
    raw = "\n\n".join((*record[:at], paragraph, *record[at:])) + "\n"
    start = raw.index(paragraph)
    turns = rows([read_document(raw.encode(), "x")])["turns"]
    return [
        next(
            (t["speaker_name"] for t in turns if t["kind"] == "speech" and t["raw_start"] <= place < t["raw_end"]), None
        )
        for place in (start, start + len(paragraph) - 2)
    ]


@pytest.mark.parametrize("paragraph", TOLD)
def test_nobody_says_what_is_told_of_the_occasion(paragraph: str) -> None:
    for record in (MEMORANDUM, MINUTES):
        for at in (2, 3, 4):
            assert speakers_of(record, paragraph, at) == [None, None], (record[1][:9], at)


@pytest.mark.parametrize("paragraph", SAID)
def test_whoever_spoke_goes_on_with_what_only_looks_like_it(paragraph: str) -> None:
    for record in (MEMORANDUM, MINUTES):
        for at, name in ((2, "Crane"), (3, "Holm")):
            assert {str(said).split()[-1] for said in speakers_of(record, paragraph, at)} == {name}, (name, at)


def test_what_follows_the_last_words_is_told_up_to_the_last_paragraph() -> None:
    for record in (MEMORANDUM, MINUTES):
        told = (*record, *AFTER_THE_TALK)
        assert speakers_of(told, "A second visit is planned.", len(told)) == [None, None]
        turns = rows([read_document(("\n\n".join(told) + "\n").encode(), "x")])["turns"]
        assert all("visit" not in turn["text"] for turn in turns if turn["kind"] == "speech")


@pytest.mark.parametrize("line", ["TOP SECRET AND PERSONAL", "THE HARBOUR QUESTION"])
def test_whoever_spoke_goes_on_behind_what_breaks_his_sentence(line: str) -> None:
    first, second = "Mr. Crane said that the harbours had been rebuilt and that the", "boats would need the new quay."
    for record in (MEMORANDUM, MINUTES):
        assert speakers_of((*record[:2], first, line, *record[2:]), second, 4) == [speakers_of(record, first, 1)[0]] * 2


LABELLED = """MEMORANDUM OF CONVERSATION

Port City, May 4, 1965

The Secretary: Did you have a good flight? Let us begin with wheat, if you agree.

{told}

The Minister: I agree to that. What do you propose?

The Secretary: I propose that our experts meet.
"""


@pytest.mark.parametrize(
    ("told", "is_said"),
    [
        ("The press left the room.", False),
        ("The press was brought in for photographs.", False),
        ("The two then conferred privately.", False),
        ("The participants then looked at a map.", False),
        ("The group moved to the dining room.", False),
        ("The press has left us, and we can speak freely.", True),
        ("The group that you sent us looked at our wheat.", True),
        ("The parties will vote on Friday.", True),
    ],
)
def test_what_those_around_did_between_two_labels_is_told(told: str, is_said: bool) -> None:
    turns = rows([read_document(LABELLED.format(told=told).encode(), "wheat")])["turns"]
    assert [turn["kind"] for turn in turns if told in turn["text"]] == ["speech" if is_said else "narration"]
    assert sum(turn["kind"] == "speech" for turn in turns) == 3


HAPPENED = (
    "The tea had grown cold.",
    "The Minister wound his watch.",
    "The point was not pursued.",
    "What remained was a matter for the lawyers.",
    "A telegram from Oslo was read.",
    "The two men looked at the map together.",
    "The visitors asked for ten minutes among themselves.",
)
WENT_ON = (
    "The quay would be ready in the spring.",
    "He had seen it with his own eyes.",
    "The quay was ready in the spring. Nobody had come to see it.",
    "The quay was ready in the spring, and whoever came to look at it said that there was no better one on the coast.",
)
LONG = (
    *MEMORANDUM[:-1],
    "Mr. Crane said that the bridge had been open since June, and that it was used by all who had carts.",
    "Mr. Holm replied that the carts were the trouble. They broke the planks, and nobody wished to pay for new ones.",
    MEMORANDUM[-1],
)


@pytest.mark.parametrize("paragraph", HAPPENED)
def test_a_paragraph_of_one_short_sentence_in_the_past_is_told(paragraph: str) -> None:
    for at in (2, 3, 4, 5):
        assert speakers_of(LONG, paragraph, at) == [None, None], at
    labelled = f"{LABELLED.format(told=paragraph)}\nThe Minister: Whom will you send?\n\nThe Secretary: Two men.\n"
    turns = rows([read_document(labelled.encode(), "wheat")])["turns"]
    assert [turn["kind"] for turn in turns if paragraph in turn["text"]] == ["narration"]


@pytest.mark.parametrize("paragraph", WENT_ON)
def test_a_longer_one_or_what_would_be_is_said(paragraph: str) -> None:
    for at, name in ((2, "Crane"), (3, "Holm")):
        assert {str(said).split()[-1] for said in speakers_of(LONG, paragraph, at)} == {name}, (name, at)
