"""What archives print on the pages that they release goes, read rightly or not, and nothing else does."""

from __future__ import annotations

import pytest

from flows.clean import clean
from flows.clean.releases import stamped_lines
from flows.reading.document import read_document
from flows.tables import rows


@pytest.mark.parametrize(
    "block",
    [
        ["DECLASSIFIED", "E.O. 12958, Sec. 3.5", "NSC Memo, 11/24/98", "By XY, NARA, Date 1/2/03"],
        ["DECLASSHIED", "£.0, 12958, Ser, 3.3", "Srate Deps. Guidelines", "Bs XY , NARA, Date 3 1204"],
        ["DECLASSIFIED", "Authority NND 900000", "By XY NARA Date 1/2/03"],
        ["EO. 13526, Sec 35", "illegible", "By XY . NARA"],
        ["DECLASSIFIED", "NLF MR Case No. 00-1", "By XY NLF Date 1/2/03"],
        ["DECLASSIFIED", "State Dept Review", "E.O. 12958, as amended, 4/2/04", "By xyz NARA, Date 6/2/04"],
        [
            "DECLASSIFIED w/ portions exempted",
            "E.O. 13526 (as amended) SEC 3.3",
            "MR # 09-1, #3",
            "By xyz NARA, Date 1/2/03",
        ],
        ["DECLASSIFIED", "AUTHORITY: RAC NLF-XYZ-00-00-0-0-0", "BY xyz NARA, DATE 7/2/10"],
        [
            "DECLASSIFIED with portions exempted",
            "E.O. 12958 Sec. 1.5 (c)",
            "MR 98-3 #6; NSC letter 3/3/99",
            "By xyz NARA",
        ],
    ],
)
def test_a_block_that_declassifies_a_page_is_known(block: list[str]) -> None:
    assert list(stamped_lines(["Mr. Holm: Yes.", *block, "Mr. Crane: No."])) == list(range(1, len(block) + 1))


@pytest.mark.parametrize(
    "lines",
    [
        ["DECLASSIFIED", "Mr. Holm: Yes.", "Mr. Crane: No."],
        ["Declassified papers are few.", "Mr. Holm: By NARA?", "Mr. Crane: We shall ask them.", "They are open."],
        ["E.O. 12958 was signed by the President on the last day of the month of April.", "By XY, NARA"],
        ["State Dept. Guidelines", "Mr. Holm: Yes.", "Mr. Crane: No.", "Why?", "By XY, NARA, Date 1/2/03"],
        ["DECLASSIFIED", "Mr. Holm: No.", "E.O. 12958"],
        ["DECLASSIFIED", "he agreed to all of that and", "By XY, NARA"],
        ["DECLASSIFIED", "The NLF agreed"],
        ["Declassify it.", "Executive Order 12958 says so."],
        ["Declassified it will be with portions exempted, as amended.", "By xyz NARA"],
    ],
)
def test_one_line_of_a_block_or_a_sentence_stays(lines: list[str]) -> None:
    assert list(stamped_lines(lines)) == []


def test_a_sentence_goes_on_after_a_block_and_the_head_of_the_page() -> None:
    first = [
        "Memorandum of Conversation",
        "May 4, 1961",
        "Present: Mr. Crane, Mr. Holm",
        *("Mr. Crane: The harbour is open, and the boats have gone out.", "Mr. Holm: How many of them?") * 3,
        "Mr. Crane: All those of the northern villages, and some of the",
    ]
    block = ["DECLASSIFIED", "E.Q. 12958, See. 3.5", "State Dept, Guide:", "BvXY . NARA, Dae 1 203", "SECRET"]
    raw = "\n\n".join([*first, *block, "\fSECRET", "southern ones too.", "Mr. Holm: Good."])
    turns = [turn for turn in rows([read_document(raw.encode(), "talk")])["turns"] if turn["kind"] == "speech"]
    assert turns[-2]["speech"] == "All those of the northern villages, and some of the southern ones too."


@pytest.mark.parametrize("stamp", ["SECRET/NOD1S Ro", "SECRET!", "CONFIDE", "SCRET", "TOP SECRFT SENSI", "DENTIAL"])
def test_a_stamp_at_the_edge_of_a_page_that_was_read_badly_goes(stamp: str) -> None:
    first = ["Memorandum of Conversation", "May 4, 1961", "Present: Mr. Crane, Mr. Holm"]
    said = ["Mr. Crane said that the harbour was open.", "Mr. Holm asked how many boats were out, and which of the"]
    rest = ["villages had sent none.", "Mr. Crane replied that all had gone."]
    raw = "\n\n".join([*first, *said, stamp, "\f" + stamp, *rest, "\fSECRET", "Mr. Holm agreed.", "SECRET"])
    turns = [turn for turn in rows([read_document(raw.encode(), "talk")])["turns"] if turn["kind"] == "speech"]
    assert [turn["speaker_name"] for turn in turns] == ["Crane", "Holm", "Crane", "Holm"]
    assert turns[1]["speech"] == "how many boats were out, and which of the villages had sent none."


@pytest.mark.parametrize("said", ["SECRET TALKS WERE OVER.", "PRIVATE SECRETARY", "CONFIDENTIAL FUNDS", "NATO"])
def test_words_in_capitals_at_the_edge_of_a_page_that_begin_as_stamps_do_stay(said: str) -> None:
    talk = ["Mr. Crane said that the harbour was open.", "Mr. Holm asked how many boats were out."]
    raw = "\n\n".join(["Memorandum of Conversation", *talk, said, "\fSECRET", *talk[::-1], "SECRET", "\fSECRET", *talk])
    assert said in clean(raw).text
