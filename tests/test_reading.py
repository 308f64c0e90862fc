"""Invented records in the manner of many archives, read from their text alone and compared with their marks.

In `records/`, `⟦Name⟧` stands where somebody takes the floor, `⟦⟧` where nobody holds it, `⟦?⟧` where either will do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from flows.evaluate.starts import GoldDocument, Score, score_document
from flows.reading.document import read_document
from flows.tables import rows
from schemas import TABLES

RECORDS = Path(__file__).parent / "records"
MARK = re.compile("⟦([^⟧]*)⟧")
WORD = re.compile(r"[^\W\d_]+")
ASIDE_OF_LABEL = re.compile(r"^[^():\[]{1,60}((?:\s[(\[][^()\[\]]*[)\]])+)\s?:")
EVERY = sorted(file.stem for file in RECORDS.glob("*.txt"))


def regions_of(text: str) -> tuple[str, tuple[Mapping[str, Any], ...]]:
    """A text without its marks, and the regions that the marks make."""
    raw = ""
    regions: list[Mapping[str, Any]] = [{"start": 0, "kind": "other", "speaker": None}]
    at = 0
    for mark in MARK.finditer(text):
        raw += text[at : mark.start()]
        at = mark.end()
        kind = {"": "other", "?": "unsure"}.get(mark[1], "speech")
        regions.append({"start": len(raw), "kind": kind, "speaker": mark[1] or None})
    return raw + text[at:], tuple(regions)


def marked(name: str, folder: Path | None = None) -> GoldDocument:
    """The record of that name: its text without marks, and the regions that the marks make."""
    raw, regions = regions_of(((folder or RECORDS) / f"{name}.txt").read_text("utf-8"))
    return GoldDocument(name, raw, {"style": name}, regions)


@cache
def turns(name: str) -> Sequence[Mapping[str, Any]]:
    """The rows of the turns that are read in the record of that name."""
    found: Sequence[Mapping[str, Any]] = rows([read_document(marked(name).raw.encode(), name)])["turns"]
    return found


@cache
def score(name: str) -> Score:
    return score_document(marked(name), turns(name))


def test_there_are_records_and_each_has_turns() -> None:
    assert len(EVERY) >= 40
    assert all(score(name).counts["gold"] >= 3 for name in EVERY)


def test_no_two_spans_are_the_same() -> None:
    record = b"""Memorandum of Conversation

Participants: Mr. Alder, Ambassador Birch

Mr. Alder said that the bridge was open. (At this point coffee was brought in.) He added that the road was not.

Ambassador Birch replied that both were needed. Mr. Alder agreed.
"""
    spans = rows([read_document(record, "bridge")])["spans"]
    keys = [tuple(span[column] for column in TABLES["spans"].key) for span in spans]
    assert len(set(keys)) == len(keys)
    assert [span["text"] for span in spans].count("(At this point coffee was brought in.)") == 1


def is_aside(name: str) -> bool:
    """Whether a record was never looked at while the rules were made: every third one."""
    return int(name.partition("-")[0]) % 3 == 0


LEARNED_FROM = [name for name in EVERY if not is_aside(name)]
ASIDE = [name for name in EVERY if is_aside(name)]


def totals(names: Sequence[str]) -> Counter[str]:
    return sum((score(name).counts for name in names), Counter())


def f1(counts: Mapping[str, int]) -> float:
    return 2 * counts["hit"] / (counts["gold"] + counts["predicted"])


@pytest.mark.parametrize("name", LEARNED_FROM)
def test_turns_start_where_the_marks_are_and_have_their_speakers(name: str) -> None:
    counts = score(name).counts
    assert f1(counts) >= 0.85
    assert counts["right"] >= 0.95 * counts["hit"]


@pytest.mark.parametrize(("names", "least"), [(LEARNED_FROM, 0.98), (ASIDE, 0.92)], ids=["learned-from", "aside"])
def test_all_records_together(names: Sequence[str], least: float) -> None:
    counts = totals(names)
    assert f1(counts) >= least
    assert counts["right"] >= 0.99 * counts["hit"]


def test_little_of_what_nobody_says_is_given_to_a_speaker() -> None:
    counts = totals(LEARNED_FROM)
    assert counts["junk"] <= 0.06 * counts["outside"]


# A key of letters, stamps, further headings; what happens between two turns; papers, notes and copies after them.
@pytest.mark.parametrize("name", [name for name in EVERY if name.startswith(("970-", "971-", "973-", "977-", "979-"))])
def test_no_heading_note_or_narration_goes_to_a_speaker(name: str) -> None:
    assert score(name).counts["junk"] == 0


@pytest.mark.parametrize(
    "credit",
    [
        "Translated by M. Alder for the Reader. Original language: French. View original (scan) | Download PDF",
        "Obtained by R. Birch and translated from Polish by J. Cedar.",
        "Translated for the Project by L. Elm. Transcribed from the original by a volunteer.",
    ],
)
def test_who_translated_a_record_is_in_its_head(credit: str) -> None:
    record = f"""Diplomatic Papers in Translation
Home » France » Item 1117
{credit}

Minutes of the conversation between Mr. Ash and Mr. Pine

Present: Mr. Ash, Mr. Pine, Mr. Yew.

Mr. Ash asks how the harbour works are getting on. Mr. Pine says that they are late.
"""
    turns = rows([read_document(record.encode(), "credit")])["turns"]
    assert [turn["speaker_label"] for turn in turns] == ["Mr. Ash", "Mr. Pine"]


@pytest.mark.parametrize("name", LEARNED_FROM)
def test_a_label_is_all_that_speech_lacks(name: str) -> None:
    labelled = [turn for turn in turns(name) if turn["kind"] == "speech" and turn["rule"] == "label"]
    said = sum(len(WORD.findall(turn["speech"])) for turn in labelled)
    labels = sum(len(WORD.findall(turn["speaker_label"] or "")) for turn in labelled)  # evidence has none
    # A label's own parenthesis goes with it: "(Foreign Minister)", "(interpretation from Spanish)".
    asides = sum(len(WORD.findall(aside)) for turn in labelled for aside in ASIDE_OF_LABEL.findall(turn["text"]))
    assert said + labels + asides >= 0.95 * sum(len(WORD.findall(turn["text"])) for turn in labelled)


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        # Who smiles and then speaks has the floor from there; who hands something over, from his words.
        ("Mr. Alder smiled. It was late, he said.", [("speech", "Mr. Alder smiled. It was late, he said.")]),
        (
            "Mr. Alder handed over a paper. He said that it was late.",
            [("action", "Mr. Alder handed over a paper."), ("speech", "He said that it was late.")],
        ),
        (
            "Mr. Alder presented Ambassador Birch with a vase.",
            [("action", "Mr. Alder presented Ambassador Birch with a vase.")],
        ),
        # A short sentence after a quotation gives the quotation to its speaker.
        ('"Which bridge?" Mr. Alder asked.', [("speech", '"Which bridge?" Mr. Alder asked.')]),
        # Nobody answers himself: the question before is another's.
        (
            "Since when? Ambassador Birch answered that it was since May.",
            [("speech", "Since when?")],
        ),
        # What is done to a guest and the language that somebody spoke are no turns of theirs; silence is an act.
        ("The party was welcomed by Mr. Alder.", []),
        ("Mr. Alder spoke mostly in French.", [("narration", "Mr. Alder spoke mostly in French.")]),
        ("Mr. Alder did not respond.", [("action", "Mr. Alder did not respond.")]),
        # What "he" does in the room ends his words; what he does with a smile does not.
        ("He handed over a note.", [("action", "He handed over a note.")]),
        ("He smiled.", []),
        # What all did, and what happened to them, is nobody's.
        (
            "There was then a confused exchange about the keys.",
            [("narration", "There was then a confused exchange about the keys.")],
        ),
        ("The company rose at ten.", []),
        ("Coffee was then brought.", [("narration", "Coffee was then brought.")]),
        # The object stands first, with a pronoun or with what is thought of it.
        ("This Mr. Alder called an excuse.", [("speech", "This Mr. Alder called an excuse.")]),
        # Whose view it is, whom it suits, and what somebody says who opens the talk.
        ("The view of Mr. Alder was that it was late.", [("speech", "The view of Mr. Alder was that it was late.")]),
        ("This was acceptable to Mr. Alder.", [("speech", "This was acceptable to Mr. Alder.")]),
        (
            "Mr. Alder opening the talk said that it was late.",
            [("speech", "Mr. Alder opening the talk said that it was late.")],
        ),
        (
            "Mr. Alder handed over a list, remarking that it was short.",
            [("speech", "Mr. Alder handed over a list, remarking that it was short.")],
        ),
        # A question without marks is his who then is said to ask; who does not go on keeps silent.
        ("Could it not wait? Mr. Alder wondered.", [("speech", "Could it not wait? Mr. Alder wondered.")]),
        ("Mr. Alder did not pursue the point.", [("action", "Mr. Alder did not pursue the point.")]),
        # What is said afterwards, or to others, is told by whoever wrote the record.
        (
            "Mr. Alder said afterwards that he had been late.",
            [("narration", "Mr. Alder said afterwards that he had been late.")],
        ),
        (
            "Mr. Alder told the press that all was well.",
            [("narration", "Mr. Alder told the press that all was well.")],
        ),
        # One verb can be all of an answer, and a request is answered in the conditional.
        ("Mr. Alder did.", [("speech", "Mr. Alder did.")]),
        (
            "Would somebody suggest a day? He asked for proposals. Mr. Alder would send one.",
            [("speech", "Mr. Alder would send one.")],
        ),
        # A main clause may follow the particle of a verb without a comma.
        (
            "When he came in Mr. Alder apologized for the hour.",
            [("speech", "When he came in Mr. Alder apologized for the hour.")],
        ),
        ("At this both laughed.", [("narration", "At this both laughed.")]),
        # Two who do something together, of whom one is named, do not speak.
        ("Before lunch the two engineers and Mr. Alder went over the text.", []),
    ],
)
def test_what_is_a_turn_of_somebody(paragraph: str, expected: list[tuple[str, str]]) -> None:
    before = "Ambassador Birch said that the bridge was open."
    record = f"""Memorandum of Conversation

Participants: Mr. Alder, Ambassador Birch

Mr. Alder said that the road was closed.

{before} {paragraph}

Ambassador Birch replied that both were needed. Mr. Alder agreed.
"""
    found = rows([read_document(record.encode(), "bridge")])["turns"]
    inside = [(turn["kind"], turn["text"]) for turn in found if turn["text"] in paragraph]
    assert inside == expected
    assert any(turn["text"].startswith(before) for turn in found)


def test_an_office_that_two_hold_is_whose_turns_never_stand_beside_it() -> None:
    record = """Record of Talks

Present

Norvania

Minister for Trade: Mr. Harold Penrose

Ruritania

Minister for Fisheries: Mr. Anton Istvay

The Minister said that the season was short. Mr. Istvay replied that it was shorter in the north.

The Minister asked for figures. Mr. Istvay had none.

Mr. Penrose regretted this. The season opened in May. Mr. Istvay said that he knew.
"""
    turns = rows([read_document(record.encode(), "talks")])["turns"]
    assert [turn["speaker_name"] for turn in turns] == ["Harold Penrose", "Anton Istvay"] * 3


def test_items_of_what_was_agreed_are_nobodys() -> None:
    record = """Minutes of Meeting

Present: Mr. Alder, Mr. Birch

Mr. Alder said that the road was closed. Mr. Birch agreed.

It was decided that-

(a) Mr. Alder should see to the road;

(b) Mr. Birch should ask for money.
"""
    turns = rows([read_document(record.encode(), "minutes")])["turns"]
    assert [(turn["kind"], turn["speaker_name"]) for turn in turns] == [
        ("speech", "Alder"),
        ("speech", "Birch"),
        ("narration", None),
    ]


def test_a_topic_before_the_speaker_in_his_line_is_nobodys() -> None:
    record = """Memorandum of Conversation

1. Mr. Alder said that the road was closed.

2. Trade with the North Mr. Birch asked for figures.

3. Mr. Alder had none.
"""
    turns = rows([read_document(record.encode(), "talk")])["turns"]
    assert [(turn["kind"], turn["speaker_name"]) for turn in turns] == [
        ("speech", "Alder"),
        ("narration", None),
        ("speech", "Birch"),
        ("speech", "Alder"),
    ]


TWO_SPEAK = """Memorandum of Conversation

Participants: Mr. Alder, Ambassador Birch

Mr. Alder said that the bridge was open. Ambassador Birch replied that the road was not. Mr. Alder agreed.

{rest}
"""


@pytest.mark.parametrize(
    "rest",
    [
        "Comment\n\nAmbassador Birch told the press that he was content. Mr. Alder thinks that he is.",
        "Evaluation:\n\nAmbassador Birch said afterwards that he would return. Mr. Alder believed it.",
        "Annex B\n\nMr. Alder wishes to thank the Ambassador. Ambassador Birch says that the bridge is open.",
        "Annex B\n\nThe letter says this. Mr. Alder: It is shut. Ambassador Birch: It is not. Mr. Alder: Is it not? "
        "Ambassador Birch: No. Mr. Alder: I see. Ambassador Birch: Well.",
        "The following was agreed:\n\n1. Mr. Alder will mend the road. Ambassador Birch will pay.\n\n"
        "2. Ambassador Birch will write. Mr. Alder will answer.",
        "Action: Mr. Alder will draft a reply. He told Ambassador Birch so.",
        "It was left that Mr. Alder would write.",
    ],
)
def test_what_is_told_beside_the_talk_is_given_to_nobody(rest: str) -> None:
    record = TWO_SPEAK.format(rest=rest)
    found = rows([read_document(record.encode(), "bridge")])["turns"]
    start = record.index(rest)
    assert [turn["kind"] for turn in found if turn["raw_end"] > start] == ["narration"]
    assert sum(turn["kind"] == "speech" for turn in found) == 3


def test_after_an_account_of_the_drafters_own_the_next_heading_brings_back_the_talk() -> None:
    rest = (
        "Background\n\nAmbassador Birch had said in May that it was shut. Mr. Alder told him so.\n\n"
        "The Road\n\nMr. Alder asked when it would be open."
    )
    found = rows([read_document(TWO_SPEAK.format(rest=rest).encode(), "bridge")])["turns"]
    assert [turn["kind"] for turn in found][-2:] == ["narration", "speech"]
    assert found[-1]["text"].startswith("Mr. Alder asked when")
