"""The head and foot of records, in invented documents of many layouts."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.lexicons import entries, mapping
from flows.reading.document import read_document
from flows.record import Cleaned, Participant
from flows.segment.dates import find_dates, find_time
from flows.segment.heads.fields import find_fields, is_field, is_side
from flows.segment.heads.footer import BackMatter, read_back_matter
from flows.segment.heads.header import FrontMatter, read_front_matter
from flows.segment.lists.merging import merge_participants
from flows.tables import rows


def cleaned(*paragraphs: str) -> Cleaned:
    """A clean text of these paragraphs."""
    text = "\n\n".join(paragraphs)
    return Cleaned(text, text)


def read(*paragraphs: str) -> tuple[Cleaned, FrontMatter, BackMatter]:
    document = cleaned(*paragraphs)
    front = read_front_matter(document)
    return document, front, read_back_matter(document, front.body_start)


def body(*paragraphs: str) -> list[str]:
    document, front, back = read(*paragraphs)
    return document.text[front.body_start : back.body_end].split("\n\n")


def people(*paragraphs: str) -> list[tuple[str, str | None, str | None, str | None, str]]:
    found = read(*paragraphs)[1].participants
    return [(p.name_as_written, p.title_as_written, p.office, p.side, p.role) for p in found]


def names(*paragraphs: str) -> list[str]:
    return [name for name, *_ in people(*paragraphs)]


def kinds(*paragraphs: str) -> list[str]:
    _, front, back = read(*paragraphs)
    return [section.kind for section in front.sections] + ["body"] + [section.kind for section in back.sections]


TALK = ("Mr. Harrow asked whether the harbour would be ready.", "The Minister replied that it would.")
FIELDS = (
    "12. Memorandum of Conversation",
    "Port City, May 3, 1961, 4:15 p.m.",
    "SUBJECT",
    "• The Harbour Loan",
    "PARTICIPANTS",
    "• Ruritania",
    "• Dr. Anton Zelber, Minister of Finance",
    "• Karel Brandt, Ambassador",
    "• U.S.",
    "• The Secretary",
    "• Mr. John Harrow, EUR",
    "• Paul Stone (Notetaker)",
)


def test_a_head_of_fields_and_lists() -> None:
    _, front, _ = read(*FIELDS, *TALK)
    assert body(*FIELDS, *TALK) == list(TALK)
    assert front.facts == {
        "title": "Memorandum of Conversation",
        "genre": "memorandum-of-conversation",
        "date": "1961-05-03",
        "date_precision": "day",
        "date_text": "May 3, 1961",
        "time_text": "4:15 p.m.",
        "place": "Port City",
        "subject": "The Harbour Loan",
    }
    assert people(*FIELDS, *TALK) == [
        ("Anton Zelber", "Dr.", "Minister of Finance", "Ruritania", "attendee"),
        ("Karel Brandt", None, "Ambassador", "Ruritania", "attendee"),
        ("The Secretary", None, "Secretary", "U.S.", "attendee"),
        ("John Harrow", "Mr.", "EUR", "U.S.", "attendee"),
        ("Paul Stone", None, "Notetaker", "U.S.", "recorder"),
    ]


def test_offsets_of_participants_are_where_the_name_stands() -> None:
    document, front, _ = read(*FIELDS, *TALK)
    assert front.participants
    for person in front.participants:
        assert document.text[person.clean_start : person.clean_end] == person.name_as_written


@pytest.mark.parametrize(
    ("line", "date", "end", "place", "hour"),
    [
        ("Port City, April 15, 1959.", "1959-04-15", None, "Port City", None),
        ("21 February 1946 at 2100", "1946-02-21", None, None, "2100"),
        ("PORT CITY, 20 January 1961, 11.30 a.m.", "1961-01-20", None, "PORT CITY", "11.30 a.m."),
        ("[Port City,] January 30, 1951—3 p. m.", "1951-01-30", None, "Port City", "3 p. m."),
        ("Palace, 9:05 a.m., December 17, 1954", "1954-12-17", None, "Palace", "9:05 a.m."),
        ("Port City, April 16–21, 1959", "1959-04-16", "1959-04-21", "Port City", None),
        ("Extract PORT CITY, 30 May – 2 June 1971", "1971-05-30", "1971-06-02", "PORT CITY", None),
        ("DATE AND TIME: Tuesday, October 8, 1974 7:30 p. m.", "1974-10-08", None, None, "7:30 p. m."),
        ("Date: Sept. 29, 1971", "1971-09-29", None, None, None),
        ("27.VI.1956", "1956-06-27", None, None, None),
        ("27.06.1956", "1956-06-27", None, None, None),
    ],
)
def test_lines_of_place_date_and_time(
    line: str, date: str, end: str | None, place: str | None, hour: str | None
) -> None:
    _, front, _ = read("Record of Conversation", line, *TALK)
    found = (
        front.facts.get("date"),
        front.facts.get("date_end"),
        front.facts.get("place"),
        front.facts.get("time_text"),
    )
    assert found == (date, end, place, hour)
    assert front.facts["date_precision"] == "day"


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("14/2/56", "1956-02-14"),
        ("2/14/56", "1956-02-14"),
        ("23-9-1965", "1965-09-23"),
        ("14-Feb-1956", "1956-02-14"),
        ("8 VI 1967", "1967-06-08"),
        ("8.VI.67", "1967-06-08"),
        ("Feb. 14 '56", "1956-02-14"),
        ("1er février 1964", "1964-02-01"),
        ("Bonn, den 14. Juli 1967", "1967-07-14"),
        ("18 fevralya 1960 g.", "1960-02-18"),
        ("1956. június 27.", "1956-06-27"),
        ('"17" April 1959', "1959-04-17"),
        ("Showa 47, September 26 (1972)", "1972-09-26"),
        ("on the 4th of November of 1962", "1962-11-04"),
        ("May [4], 1954", "1954-05-04"),
        ("4 May [1954]", "1954-05-04"),
        ("4May1954", "1954-05-04"),
        ("May4,1954", "1954-05-04"),
        ("1954.05.04", "1954-05-04"),
        ("4 kwietnia 1954 r.", "1954-04-04"),
        ("4. září 1954", "1954-09-04"),
        ("May 4th., 1954", "1954-05-04"),
        ("May 3d, 1954", "1954-05-03"),
        ("May the 4th, 1954", "1954-05-04"),
        ("Sept.4,1954", "1954-09-04"),
        ("3rd Novr. 1954", "1954-11-03"),
        ("3/4/1956", None),
        ("3-4-1965", None),
        ("555-12-64", None),
        ("5 VI 56", None),
    ],
)
def test_ways_to_write_a_day(line: str, date: str | None) -> None:
    assert [found.first.isoformat() for found in find_dates(line)] == ([date] if date else [])


@pytest.mark.parametrize("day", ["4 May 1954", "May 4, 1954", "Tuesday, 4th May 1954", "4.V.1954", "1954-05-04"])
@pytest.mark.parametrize(
    "head",
    [
        *(
            "Record of Conversation\n\n{}",
            "Record of Conversation\n\nVienna, {}",
            "Record of Conversation\n\nVienna\n{}",
        ),
        *("Record of Conversation\n\nDate: {}", "Record of Conversation\n\nDATE: {}\nPLACE: Vienna"),
        *(
            "Record of Conversation, Vienna, {}",
            "Record of a conversation held in Vienna on {}",
            "Minutes of the meeting of {}",
        ),
        *("Record of Conversation\n\n[Vienna,] {}", "Record of Conversation\n\nVienna, {}, 3 p.m."),
        *("Talk of Mr. Crane with Mr. Holm – {}", "Talk of Mr. Crane with Mr. Holm ({})"),
        "Record of Conversation\n\nThe Minister received the Ambassador on {}.",
    ],
)
def test_places_where_the_day_stands(head: str, day: str) -> None:
    _, front, _ = read(head.format(day), *TALK)
    assert (front.facts["date"], front.facts["date_precision"]) == ("1954-05-04", "day")


def test_the_month_alone_is_told_as_such() -> None:
    _, front, _ = read("Minutes of a Meeting", "Port City, March 1956", *TALK)
    assert (front.facts["date"], front.facts["date_precision"]) == ("1956-03-01", "month")


def test_dates_that_cannot_be_told_are_left_out() -> None:
    assert find_dates("30.VI.") == ()
    assert find_dates("3/4/1956") == ()
    assert find_dates("31 February 1956") == ()


def test_a_footnote_glued_to_the_year() -> None:
    assert [str(found.first) for found in find_dates("Port City, October 29, 19701 2")] == ["1970-10-29"]


def test_a_time_inside_a_date_is_none() -> None:
    text = "27.06.1956"
    assert find_time(text, find_dates(text)) is None


def test_the_day_and_hour_of_the_meeting_outrank_the_line_of_the_document() -> None:
    _, front, _ = read(
        "Minutes of a Meeting",
        "PORT CITY, 13 April 1948",
        "Study Group 10.30 a.m. Friday 9th April, 1948 Present:",
        *TALK,
    )
    assert front.facts["date"] == "1948-04-09"


def test_the_first_sentence_of_a_record_can_give_its_date() -> None:
    opening = "On 5 May 1961 I met the Ambassador at lunch. He said that the harvest was poor."
    assert read("Conversation with the Ambassador", opening)[1].facts["date"] == "1961-05-05"
    two = "On 5 May 1961 I met him. He recalled the conversation of 3 March 1960."
    assert "date" not in read("Conversation with the Ambassador", two)[1].facts


def test_a_date_in_the_notes_is_not_the_record_s() -> None:
    _, _, back = read("Memorandum of Conversation", *TALK, "1. Source: National Archives, Box 3. Dated May 3, 1961. ↩")
    assert "date" not in back.facts


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("Mr. L. Dean Harrow, WE", [("L. Dean Harrow", "Mr.", "WE")]),
        ("Stefan KOWAL, Minister of Trade", [("Stefan KOWAL", None, "Minister of Trade")]),
        ("Under Secretary Harrow", [("Harrow", "Under Secretary", "Under Secretary")]),
        ("Ruritanian Foreign Minister Mohammed Zelber", [("Mohammed Zelber", None, "Ruritanian Foreign Minister")]),
        ("Press Secretary to the President Harrow", [("Harrow", None, "Press Secretary to the President")]),
        (
            "Thomas Stone, Second Private Secretary to Mr. Harrow",
            [("Thomas Stone", None, "Second Private Secretary to Mr. Harrow")],
        ),
        ("Henry G. Stone, Jr., Ambassador", [("Henry G. Stone, Jr.", None, "Ambassador")]),
        (
            "Sec. Stone, and Asst. Sec. Paul Harrow",
            [("Stone", "Sec.", "Sec."), ("Paul Harrow", "Asst. Sec.", "Asst. Sec.")],
        ),
        ("General Harrow | Mr. Stone", [("Harrow", "General", None), ("Stone", "Mr.", None)]),
        ("The Deputy Secretary", [("The Deputy Secretary", None, "Deputy Secretary")]),
        ("Maj. Gen. K. L. van der Berg", [("K. L. van der Berg", "Maj. Gen.", None)]),
        ("Mr. Price", [("Price", "Mr.", None)]),
        ("Fuad al-Khatib, Chargé d'Affaires", [("Fuad al-Khatib", None, "Chargé d'Affaires")]),
        ("H.E. Dr. Anton Zelber", [("Anton Zelber", "H.E. Dr.", None)]),
        ("The Duke of Ruritania, Lord President", [("The Duke of Ruritania", None, "Lord President")]),
        ("Department of State", []),
        ("[name not declassified]", []),
        ("Mr. A. Dale, Joint Secretary (East)", [("A. Dale", "Mr.", "Joint Secretary (East)")]),
        ("S/S - Miss Clara Dale (reporting)", [("Clara Dale", "Miss", "reporting")]),
        ("Foreign Minister Pak Dae-jin", [("Pak Dae-jin", "Foreign Minister", "Foreign Minister")]),
        ("Dr Amiya Sen Gupta – Minister of Irrigation", [("Amiya Sen Gupta", "Dr", "Minister of Irrigation")]),
        ("Tan Yi", [("Tan Yi", None, None)]),
        ("the Minister of Trade, Mr. Dale", [("Dale", "Mr.", "Minister of Trade")]),
        ("Pak Song-ho, Director", [("Pak Song-ho", None, "Director")]),
        ("Pak Sumarto, Director", [("Sumarto", "Pak", "Director")]),
        (
            "The President; Vice President; Secretary Vance Holt",
            [
                ("The President", None, "President"),
                ("Vice President", None, "Vice President"),
                ("Vance Holt", "Secretary", "Secretary"),
            ],
        ),
    ],
)
def test_entries_of_a_list(entry: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    found = people("Memorandum of Conversation", "PARTICIPANTS", entry, "Karel Brandt, Ambassador", *TALK)
    assert [person[:3] for person in found[:-1]] == expected


def test_an_office_that_goes_on_in_the_next_line() -> None:
    lines = ("PARTICIPANTS:", "Karel Brandt, Director of Trade in the Tunisian", "Foreign Ministry", "Mr. Stone")
    assert [person[:4] for person in people("Memorandum of Conversation", *lines, *TALK)] == [
        ("Karel Brandt", None, "Director of Trade in the Tunisian Foreign Ministry", "Tunisian"),
        ("Stone", "Mr.", None, None),
    ]


def test_names_run_together_in_one_paragraph() -> None:
    run = (
        "The Rt. Hon. Paul S. Harrow, M.P., Prime Minister and Minister of Defence (in the Chair) "
        "The Rt. Hon. John Stone, M.P., "
        "Minister of Production Admiral of the Fleet Sir Andrew B. Cole, First Sea Lord and Chief "
        "of Naval Staff C. T. te Water, "
        "High Commissioner for Ruritania Vincent Marsh, High Commissioner for Canada Colonel H. L. Dale (Secretary)"
    )
    assert [person[:3] for person in people("Minutes of a Conference", "PRESENT " + run, *TALK)] == [
        ("Paul S. Harrow", "The Rt. Hon.", "Prime Minister and Minister of Defence (in the Chair)"),
        ("John Stone", "The Rt. Hon.", "Minister of Production"),
        ("Andrew B. Cole", "Admiral of the Fleet Sir", "First Sea Lord and Chief of Naval Staff"),
        ("C. T. te Water", None, "High Commissioner for Ruritania"),
        ("Vincent Marsh", None, "High Commissioner for Canada"),
        ("H. L. Dale", "Colonel", "Secretary"),
    ]


def test_sides_in_a_line() -> None:
    attended = (
        "Attended: On the Soviet side: V. N. Orlov, L. F. Sokol.",
        "On the Iranian side: Minister of Trade of Iran Ibrahim Karimi, Senator N. Farid, Adjutant "
        "General of the Shah Yazdan Rad.",
    )
    assert people(*attended, "N. Orlov. Correct.") == [
        ("V. N. Orlov", None, None, "Soviet", "attendee"),
        ("L. F. Sokol", None, None, "Soviet", "attendee"),
        ("Ibrahim Karimi", None, "Minister of Trade of Iran", "Iranian", "attendee"),
        ("N. Farid", "Senator", "Senator", "Iranian", "attendee"),
        ("Yazdan Rad", None, "Adjutant General of the Shah", "Iranian", "attendee"),
    ]
    assert body(*attended, "N. Orlov. Correct.") == ["N. Orlov. Correct."]


def test_departments_before_names() -> None:
    lines = (
        "Present: - External Affairs: Dr. Harrow, Mr. Stone.",
        "Treasury: Mr. Dale.",
        "State—Mr. Jacob Marsh, Chairman",
    )
    assert [(name, side) for name, _, _, side, _ in people("Minutes of a Meeting", *lines, *TALK)] == [
        ("Harrow", "External Affairs"),
        ("Stone", "External Affairs"),
        ("Dale", "Treasury"),
        ("Jacob Marsh", "State"),
    ]


def test_offices_on_lines_of_their_own() -> None:
    lines = (
        "PARTICIPANTS:",
        "Ambassador El Karim",
        "Ruritanian Ambassador",
        "David D. Stone",
        "Assistant Secretary for Trade",
    )
    assert [person[:3] for person in people("Memorandum of Conversation", *lines, *TALK)] == [
        ("El Karim", "Ambassador", "Ruritanian Ambassador"),
        ("David D. Stone", None, "Assistant Secretary for Trade"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "V. N. Orlov and Sokol (the interpreter) were present",
        "Present were V. N. Orlov and Sokol (interpreter).",
        "Also present: V. N. Orlov, Sokol (interpreter)",
        "The conversation was attended by V. N. Orlov and Sokol (interpreter).",
    ],
)
def test_sentences_that_say_who_was_present(sentence: str) -> None:
    found = people("Reception of an Ambassador", sentence, *TALK)
    assert [(person[0], person[4]) for person in found if person[4] != "principal"] == [
        ("V. N. Orlov", "attendee"),
        ("Sokol", "interpreter"),
    ]
    assert body("Reception of an Ambassador", sentence, *TALK) == list(TALK)


def test_a_first_paragraph_that_says_who_took_part_stays_talk() -> None:
    opening = (
        "The conversation took place at 4 p.m. On the French side participated: Foreign Minister "
        "Duval, Ambassador Renaud; "
        "on the German side: State Secretary Vogel and interpreter Kuster."
    )
    title = "Memorandum of Conversation of the Chancellor with President Lemaire"
    expected = ["Duval", "Renaud", "Vogel", "Kuster", "the Chancellor", "Lemaire"]
    assert names(title, "14 September 1958", opening, *TALK) == expected
    assert body(title, "14 September 1958", opening, *TALK) == [opening, *TALK]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("RECORD OF CONVERSATION BETWEEN HARROW, STONE AND DALE", ["HARROW", "STONE", "DALE"]),
        ("Reception of Prime Minister of Iran Karim os-Sadat by Cde. I. V. Orlov", ["Karim os-Sadat", "I. V. Orlov"]),
        ("Note by Harrow of Discussions with Stone", ["Harrow", "Stone"]),
        ("Telephone Conversation Between President Harrow and King Hassan of Morocco", ["Harrow", "Hassan"]),
        ("Minutes of Tenth Meeting of Principal Delegates to a Conference", []),
        ("Notes on the 38th Meeting of the Special Committee on Trade and Related Problems", []),
    ],
)
def test_titles_name_principals(title: str, expected: list[str]) -> None:
    found = people(title, "Port City, 5 May 1955", *TALK)
    assert [person[0] for person in found] == expected
    assert {person[4] for person in found} <= {"principal"}


LISTED = ("Record of a Meeting", "Present:", "A. Brown, Foreign Secretary", "K. Marsh, Minister of Trade")


@pytest.mark.parametrize(
    "first",
    [
        "MR. BROWN: I have asked for this meeting.",
        "Marsh. Yes.",
        "Brown – Let us begin.",
        "Brown—Yes.",
        "The Foreign Secretary: Welcome.",
        "B: Good morning.",
        "1Brown: Do you like it?",
        "BROWN",
        "Mr. Brown said that he was glad.",
        "[The press took photographs.]",
        "After greetings, Brown asked:",
        "I went to see the Ambassador at seven.",
    ],
)
def test_the_talk_starts_at_the_first_words_of_the_talk(first: str) -> None:
    assert body(*LISTED, first, "It is late.")[0] == first


def test_letterheads_and_fields_between_lists_are_head() -> None:
    head = (
        "26. Memorandum of Conversation, Port City, April 21, 1973, 11:50 a.m.",
        "PARTICIPANTS:",
        "• Karel Brandt, Ambassador",
        "MEMORANDUM",
        "THE WHITE HOUSE",
        "WASHINGTON",
        "MEMORANDUM OF CONVERSATION",
        "DATE AND TIME: Saturday, April 21, 1973 11:50 a.m. PLACE: The Map Room",
        "The White House",
    )
    _, front, _ = read(*head, "Brandt: I am sorry for the delay.", "Stone: Yes.")
    assert body(*head, "Brandt: I am sorry for the delay.", "Stone: Yes.") == [
        "Brandt: I am sorry for the delay.",
        "Stone: Yes.",
    ]
    assert front.facts["place"] == "The Map Room, The White House"
    assert names(*head, "Brandt: I am sorry for the delay.") == ["Karel Brandt"]


def test_a_heading_before_the_talk_is_its_subject_and_never_a_label() -> None:
    assert (
        read("Note of a Talk", "Port City, 5 May 1955", "REFORM OF THE TARIFF", *TALK)[1].facts["subject"]
        == "REFORM OF THE TARIFF"
    )
    assert body("Note of a Talk", "Port City, 5 May 1955", "Mr. Harrow", *TALK)[0] == "Mr. Harrow"


def test_a_document_without_a_head() -> None:
    document, front, back = read("Smith: I think we should start.", "Brown: Yes.", "Smith: Good.")
    assert (front.body_start, front.sections, front.facts, front.participants) == (0, (), {}, [])
    assert (back.body_end, back.sections) == (len(document.text), ())


def test_an_omission_is_no_part_of_the_foot() -> None:
    talk = (
        "Mr. Harrow: I have nothing to add.",
        "[…]",
        "Mr. Harrow then described the talks on the way, and said that they had been short.",
    )
    foot = ("Related documents", "© All rights reserved.")
    assert body("Memorandum of Conversation", "3 May 1961", *talk, *foot) == list(talk)


def test_the_foot_of_a_site() -> None:
    foot = (
        "Recorded [by] [signature]",
        "A minister and an ambassador discuss the future of the railway, the harbour and the loan.",
        "Document Information",
        "STATE ARCHIVE, f. 12, op. 1, d. 317, ll. 20-28. Translated by Jane Marsh.",
        "All rights reserved by the holders of the collection.",
        "Record ID",
        "Original Classification",
        "Top Secret",
        "Harbour Foundation and Marsh Family Foundation",
    )
    _, _, back = read("Reception of an Ambassador", *TALK, "The talk lasted two hours.", *foot)
    assert (
        body("Reception of an Ambassador", *TALK, "The talk lasted two hours.", *foot)[-1]
        == "The talk lasted two hours."
    )
    assert [section.kind for section in back.sections] == [
        "signature",
        "summary",
        "boilerplate",
        "source",
        "translator",
        "rights",
        "boilerplate",
        "classification",
        "funding",
    ]
    assert back.facts == {
        "summary": foot[1],
        "archive": "STATE ARCHIVE",
        "archival_reference": "STATE ARCHIVE, f. 12, op. 1, d. 317, ll. 20-28",
        "translators": ["Jane Marsh"],
        "record_status": "translation",
        "rights": foot[4],
        "classification": "Top Secret",
    }


def test_copies_dates_and_translators_at_the_end() -> None:
    foot = ("11 copies.", "N 831.", "30.VI.", "[Translated by Jane Marsh and Paul Dale for the Archive]")
    assert kinds("Smith: Let us close.", "At this, the meeting was closed.", *foot) == [
        "body",
        "copies",
        "date",
        "translator",
    ]
    assert read("Smith: Let us close.", *foot)[2].facts["translators"] == ["Jane Marsh", "Paul Dale"]


def test_drafting_and_distribution_lines_at_the_end() -> None:
    foot = ("Drafted by: J. Smith", "Approved by: P. Brown", "Distribution:", "Private Secretary", "Sir P. Dale")
    assert kinds("Record of Conversation", *TALK, *foot) == ["title", "body", "drafting", "copies"]


def test_a_recorder_at_the_end_takes_part() -> None:
    _, front, back = read("Record of Conversation", "Present: Mr. Harrow, Mr. Dale", *TALK, "Recorded by A. Dale")
    merged = merge_participants(front.participants, back.participants)
    assert [(person.name_as_written, person.role) for person in merged] == [
        ("Harrow", "attendee"),
        ("Dale", "recorder"),
    ]
    assert merge_participants([], [Participant("Dale", role="recorder")]) == [Participant("Dale", role="recorder")]


@pytest.mark.parametrize(
    "notes",
    [
        ("1. Source: National Archives, RG 59, Box 3. Secret; Nodis. Drafted by Dale. ↩", "2. See Document 4. ↩"),
        (
            "_",
            "1 Not printed.",
            "2 Dr Karel Brandt, Ambassador.",
            "A second paragraph of that note.",
            "3 See Document 290.",
        ),
        ("[1] On the loan, see Document 312.", "[2] International Trade Organisation."),
        ("Notes", "1. The loan was signed in June.", "2. He died in 1961."),
        ("*. Files of the Policy Planning Staff ↩", "1. Not found. ↩"),
    ],
)
def test_notes_at_the_end(notes: tuple[str, ...]) -> None:
    assert body("Memorandum of Conversation", *TALK, *notes) == list(TALK)


def test_talk_goes_on_after_the_notes_of_a_page() -> None:
    before = ("Mr. Harrow said that the harbour was shut.", "I replied that it was not.")
    notes = ("1 See Document 4.", "2 Not printed.")
    after = ("I asked whether it was deep.", "Mr. Harrow thought so.", "I thanked him.")
    assert body("Memorandum of Conversation", *before, *notes, *after)[-3:] == list(after)
    assert body("Memorandum of Conversation", *before, *notes, "The loan was signed in June.") == list(before)


def test_the_source_note_gives_archive_reference_and_classification() -> None:
    note = (
        "1. Source: State Library, Memoranda of Conversations, Box 7, Harrow, Amb. Dale (GDR). "
        "Secret; Nodis. The talk was brief. ↩"
    )
    facts = read("Memorandum of Conversation", *TALK, note)[2].facts
    assert facts["archive"] == "State Library"
    assert facts["archival_reference"] == "State Library, Memoranda of Conversations, Box 7, Harrow, Amb. Dale (GDR)"
    assert facts["classification"] == "Secret; Nodis"


def test_numbered_paragraphs_of_the_talk_are_no_notes() -> None:
    talk = tuple(f"{n}. Mr. Harrow said that point {n} was still open and would have to wait." for n in range(1, 9))
    assert body("Record of Conversation", *talk) == list(talk)
    labelled = tuple(f"{n} Mr. Harrow: Point {n} is open." for n in range(1, 9))
    assert body("Record of Conversation", *labelled) == list(labelled)


def test_speech_at_the_end_is_never_cut() -> None:
    talk = ("Smith: The note is signed.", "Brown: Thank you.", "Smith: Top secret, then.")
    assert body("Memorandum of Conversation", *talk) == list(talk)


@pytest.mark.parametrize(
    "label",
    [
        "SUBJECT",
        "PARTICIPANTS:",
        "Date and time",
        "Interpreter and recorder",
        "U.S. Participants",
        "On the Soviet side",
        "Present",
    ],
)
def test_header_fields(label: str) -> None:
    assert is_field(label) or is_side(label)


@pytest.mark.parametrize(
    "label", ["Secretary", "The President", "Mr. Smith", "Interpreter", "Translator", "Chairman", "N. Orlov"]
)
def test_speakers_are_no_header_fields(label: str) -> None:
    assert not is_field(label)
    assert not is_side(label)


PARAGRAPH = st.one_of(
    st.sampled_from(
        [
            *FIELDS,
            *TALK,
            *LISTED,
            "Smith: Yes.",
            "1 Not printed.",
            "SECRET",
            "[Page 3]",
            "_",
            "cc: A",
            "Translated by A.",
        ]
    ),
    st.text(st.characters(codec="utf-8", exclude_characters="\n"), min_size=1, max_size=60)
    .map(lambda text: " ".join(text.split()))
    .filter(bool),
)


@given(st.lists(PARAGRAPH, max_size=14))
@settings(max_examples=150, deadline=None)
def test_sections_tile_what_is_not_body(paragraphs: list[str]) -> None:
    document, front, back = read(*paragraphs)
    assert 0 <= front.body_start <= back.body_end <= len(document.text)
    at = 0
    for section in front.sections:
        assert section.clean_start == at < section.clean_end
        at = section.clean_end
    assert at == front.body_start
    at = back.body_end
    for section in back.sections:
        assert section.clean_start == at < section.clean_end
        at = section.clean_end
    assert at == len(document.text)
    for person in [*front.participants, *back.participants]:
        assert document.text[person.clean_start : person.clean_end] == person.name_as_written


@pytest.mark.parametrize(
    "unit",
    [
        "A. ",
        "[(",
        "x",
        "John Smith, ",
        "A.\n\n",
        "French:\n\n",
        "SUBJECT: x\n\n",
        "Present: ",
        "1 May 1955\n\n",
        "On the x side: ",
        "p.m. ",
    ],
)
def test_time_is_linear_in_the_length(unit: str) -> None:
    text = (unit * (300_000 // len(unit))).strip()
    started = time.process_time()
    front = read_front_matter(Cleaned(text, text))
    read_back_matter(Cleaned(text, text), front.body_start)
    assert time.process_time() - started < 20


def test_every_field_kind_is_a_kind_of_section() -> None:
    from schemas.tables import SECTION_KINDS

    used = {*mapping("header-fields").values(), *mapping("site-lines").values(), *mapping("site-phrases").values()}
    assert used <= set(SECTION_KINDS)


def test_lexicons_have_no_entry_twice() -> None:
    for name in ("header-fields", "places", "given-names", "ranks", "office-holders", "organisation-words", "genres"):
        found = [entry.partition(" = ")[0] for entry in entries(name)]
        assert len(found) == len(set(found)), name


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        (
            (
                "PRESENT:",
                "RURITANIA",
                "President Hale.",
                "COSTA VERDE",
                "Mr. Duval.",
                "INTERPRETER: Professor P. J. Roux.",
            ),
            [
                ("Hale", "RURITANIA", "attendee"),
                ("Duval", "COSTA VERDE", "attendee"),
                ("P. J. Roux", None, "interpreter"),
            ],
        ),
        (
            ("Attendees:", "(Ruritanian side) Prime Minister Hale, Ambassador Orme", "(US side) President Stone"),
            [("Hale", "Ruritanian", "attendee"), ("Orme", "Ruritanian", "attendee"), ("Stone", "US", "attendee")],
        ),
        (
            ("III. Participants", "[Ruritanian side]", "President Hale", "[US side]", "Secretary Dale", "IV. Minutes"),
            [("Hale", "Ruritanian", "attendee"), ("Dale", "US", "attendee")],
        ),
        (
            ("Further participants on the Soviet side: Comrades Suslov and Kats;", "on the US side: A. Dale, B. Stone"),
            [
                ("Suslov", "Soviet", "attendee"),
                ("Kats", "Soviet", "attendee"),
                ("A. Dale", "US", "attendee"),
                ("B. Stone", "US", "attendee"),
            ],
        ),
        (
            (
                "For France: President Roy; Mr. Duval, Minister of Finance",
                "For Ruritania: Chancellor Hale (note-taker)",
            ),
            [("Roy", "France", "attendee"), ("Duval", "France", "attendee"), ("Hale", "Ruritania", "recorder")],
        ),
        (
            ("Participants:", "U.S.: The President, the Vice President, Secretary Dale", "Ruritania: General A. Hale"),
            [
                ("The President", "U.S.", "attendee"),
                ("the Vice President", "U.S.", "attendee"),
                ("Dale", "U.S.", "attendee"),
                ("A. Hale", "Ruritania", "attendee"),
            ],
        ),
        (
            (
                "PRESENT",
                "South Africa",
                "The Hon R F Hale: Minister of Finance",
                "Amb Herman Dale: Ambassador in Paris",
            ),
            [("R F Hale", "South Africa", "attendee"), ("Herman Dale", "South Africa", "attendee")],
        ),
        (
            ("| US participants | The President; Paul Stone |", "| Ruritanian participants | President A. Hale |"),
            [
                ("The President", "US", "attendee"),
                ("Paul Stone", "US", "attendee"),
                ("A. Hale", "Ruritanian", "attendee"),
            ],
        ),
        (
            ("The talks were attended by comrades Paul Hale, A. Dale on the Soviet side, and B. Orme on the US side.",),
            [("Paul Hale", "Soviet", "attendee"), ("A. Dale", "Soviet", "attendee"), ("B. Orme", "US", "attendee")],
        ),
        (
            (
                "Present on Irish side were the Chancellor and Mr. Brian Hale. "
                "On the British side were Lord Dale and A. Orme.",
            ),
            [
                ("the Chancellor", "Irish", "attendee"),
                ("Brian Hale", "Irish", "attendee"),
                ("Dale", "British", "attendee"),
                ("A. Orme", "British", "attendee"),
            ],
        ),
        (
            ("Present:", "The Marquess of Tarle", "Mr. J. Roe, M.P., Minister of Trade", "Y.B. Tan Sri Ali Hale"),
            [("The Marquess of Tarle", None, "attendee"), ("J. Roe", None, "attendee"), ("Ali Hale", None, "attendee")],
        ),
        (
            ("Chaired by Comrade DALE, L.I.", "Attended by Coms. Hale, Iu.V., Orme, V. and Birch, A. Ia."),
            [
                ("DALE, L.I.", None, "attendee"),
                ("Hale, Iu.V.", None, "attendee"),
                ("Orme, V.", None, "attendee"),
                ("Birch, A. Ia.", None, "attendee"),
            ],
        ),
        (
            (
                "Participants:",
                "Paul Hale, Chairman",
                "TOP SECRET",
                "- 2 -",
                "TOP SECRET",
                "Karl Dale, Director of Trade",
            ),
            [("Paul Hale", None, "attendee"), ("Karl Dale", None, "attendee")],
        ),
        (
            ("On the Elamite side: Minister of Trade P. Hale, Director of Mines", "K. Dale, Ambassador R. Orme."),
            [
                ("P. Hale", "Elamite", "attendee"),
                ("K. Dale", "Elamite", "attendee"),
                ("R. Orme", "Elamite", "attendee"),
            ],
        ),
        (
            ("Participants:", "Paul Hale, Chairman", "as well as the interpreters Dr. Paul Dale and Ivan Orme"),
            [("Paul Hale", None, "attendee"), ("Paul Dale", None, "interpreter"), ("Ivan Orme", None, "interpreter")],
        ),
    ],
)
def test_sides_and_roles_of_lists(listed: tuple[str, ...], expected: list[tuple[str, str | None, str]]) -> None:
    found = people("Record of Talks", "Port City, 5 May 1955", *listed, *TALK)
    assert [(name, side, role) for name, _, _, side, role in found] == expected
    assert body("Record of Talks", "Port City, 5 May 1955", *listed, *TALK) == list(TALK)


def test_talk_that_runs_on_with_a_list_is_talk() -> None:
    row = "On the Elamite side: Minister of Trade Paul Hale, Ambassador Karel Dale."
    talk = "Asked by the Minister about the harbour, Dale answered that it was shut. The price had been paid in May."
    later = ("Mr. Hale said that he was glad.", *TALK)
    head = "Record of Talks", "Port City, 5 May 1955"
    assert body(*head, f"{row} {talk}", *later)[0].endswith(talk)
    assert names(*head, f"{row} {talk}", *later) == ["Paul Hale", "Karel Dale"]
    labelled = "Elamite side: We thank you. Mr. Dale said in May that he would not come."
    assert body(*head, row, labelled, *later)[0] == labelled


def test_an_office_at_a_line_end_goes_with_the_name_in_the_next_line() -> None:
    head = "Record of Talks", "Port City, 5 May 1955"
    row = "On the Elamite side: Minister of Trade P. Hale, Director of Mines"
    found = [(name, office) for name, _, office, *_ in people(*head, row, "K. Dale.", *TALK)]
    assert found == [("P. Hale", "Minister of Trade"), ("K. Dale", "Director of Mines")]
    entry = "P. Hale, Director of Mines"
    found = [(name, office) for name, _, office, *_ in people(*head, "Participants:", entry, "K. Dale", *TALK)]
    assert found == [("P. Hale", "Director of Mines"), ("K. Dale", None)]


def test_columns_are_read_one_after_the_other() -> None:
    raw = (
        "Record of a Meeting\n\nPresent:\n\n"
        "United States                 Ruritania\n"
        "The Secretary, Mr. Hale       Karel Brandt,\n"
        "Mr. John Stone,                  Ambassador\n"
        "   Adviser                    Miss Ruth Dale\n"
        "                                 (interpreter)\n\n"
        "Mr. Hale asked whether the harbour would be ready.\n"
    )
    found = rows([read_document(raw.encode(), "columns")])["participants"]
    assert [(p["name_as_written"], p["office"], p["side"], p["role"]) for p in found] == [
        ("Hale", "Secretary", "United States", "attendee"),
        ("John Stone", "Adviser", "United States", "attendee"),
        ("Karel Brandt", "Ambassador", "Ruritania", "attendee"),
        ("Ruth Dale", "interpreter", "Ruritania", "interpreter"),
    ]


def test_columns_of_names_that_end_in_stops() -> None:
    raw = (
        "NOTES OF A CONVERSATION held on Saturday, September 11th, 1926.\n\nPRESENT.\n\n"
        "FRANCE.                      BRITISH EMPIRE.\nM. Duval.                    Sir Arthur Hale.\n"
        "M. Renaud.                   Lord Dale.\n                             Mr. Orme.\n"
        "GERMANY.                     ITALY.\nDr. Vogel.                   Signor Rossi.\n\n"
        "M. DUVAL said that there were two questions before them.\n"
    )
    found = rows([read_document(raw.encode(), "stops")])["participants"]
    assert [(p["name_as_written"], p["side"]) for p in found] == [
        ("Duval", "FRANCE"),
        ("Renaud", "FRANCE"),
        ("Vogel", "GERMANY"),
        ("Arthur Hale", "BRITISH EMPIRE"),
        ("Dale", "BRITISH EMPIRE"),
        ("Orme", "BRITISH EMPIRE"),
        ("Rossi", "ITALY"),
    ]


def test_offices_in_a_second_column_stay_with_their_holders() -> None:
    raw = (
        "Record of a Meeting\n\nPresent:\n\n"
        "H.E. Mr. H. Brandt        Minister of Trade\n"
        "Mr. A. Dale               Permanent Representative\n\n"
        "Mr. Dale asked whether the harbour would be ready.\n"
    )
    found = rows([read_document(raw.encode(), "offices")])["participants"]
    assert [(p["name_as_written"], p["office"]) for p in found] == [
        ("H. Brandt", "Minister of Trade"),
        ("A. Dale", "Permanent Representative"),
    ]


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Port City, March l5, l957", "1957-03-15"),
        ("Port City, 1O June I956", "1956-06-10"),
        ("on the fourth day of March, eighteen hundred and ninety-six", "1896-03-04"),
        ("the twenty-first of May, one thousand nine hundred and forty-five", "1945-05-21"),
        ("Port City, Septembcr 3, 1957", "1957-09-03"),
        ("Port City, 3 0ctober 1957", "1957-10-03"),
        ("Port City, 3 Novemher, 1957", "1957-11-03"),
        ("the road to Augusta 12, 1957", None),
        ("the third of November 1957", "1957-11-03"),
        ("the thirty-first of February, nineteen hundred and two", None),
        ("Illinois, 5 Ill 1O", None),
    ],
)
def test_dates_misread_and_in_words(line: str, date: str | None) -> None:
    assert [printed.first.isoformat() for printed in find_dates(line)] == ([date] if date else [])


@pytest.mark.parametrize(
    ("talk", "expected"),
    [
        (
            ("I called on Minister Harrow this morning. Bayliss accompanied me.", "Harrow said that he agreed."),
            ["Harrow", "Bayliss"],
        ),
        (
            ("THE CHAIRMAN (Mr. Harrow): I agree.", "MR. MACKENZIE KING: No.", "THE CHAIRMAN: Yes.", "MR. DALE: No."),
            ["Harrow", "MACKENZIE KING", "DALE"],
        ),
    ],
)
def test_who_speaks_takes_part_where_there_is_no_list(talk: tuple[str, ...], expected: list[str]) -> None:
    tables = rows([read_document("\n\n".join(("Record of a Talk", "5 May 1955", *talk)).encode(), "talk")])
    assert [person["name_as_written"] for person in tables["participants"]] == expected
    known = {person["person_id"] for person in tables["participants"]}
    assert {turn["speaker_id"] for turn in tables["turns"] if turn["kind"] == "speech"} <= known


def test_a_list_of_most_who_speak_is_taken_at_its_word() -> None:
    listed = "Record\n\nPresent:\n\nMr. Harrow\n\nMr. Dale\n\nMr. Harrow: Yes.\n\nMr. Dale: No.\n\nMr. Orme: Perhaps."
    tables = rows([read_document(listed.encode(), "listed")])
    assert [person["name_as_written"] for person in tables["participants"]] == ["Harrow", "Dale"]


def test_the_date_under_the_title_goes_before_the_letters() -> None:
    head = (
        "From the diary of A. P. Hale",
        "15 August 1959",
        "RECORD OF CONVERSATION",
        "with the Minister",
        "10 August 1959",
    )
    assert read(*head, *TALK)[1].facts["date"] == "1959-08-10"


def test_the_day_of_the_talk_goes_before_the_days_of_letter_and_note() -> None:
    letter = ("FROM: Embassy", "DATE: 3 May 1961", "RECORD OF CONVERSATION WITH MR. DALE, 1 MAY 1961")
    assert read(*letter, *TALK)[1].facts["date"] == "1961-05-01"
    note = ("Paris, le 3 mai 1961", "Note", "Subject: Conversation between A. Dale and B. Orme on 1er mai 1961")
    assert read(*note, *TALK)[1].facts["date"] == "1961-05-01"
    later = ("DATE: 3 May 1961", "SUBJECT: Conversations of 1 March 1961 on the Loan", "PARTICIPANTS: A. Dale; B. Orme")
    assert read("Memorandum of Conversation", *later, *TALK)[1].facts["date"] == "1961-05-03"
    between = ("Port City, 30 May 1961", "Record of a conversation held on 29 May 1961 between:", "Mr. A. Dale, Envoy")
    assert read("TELEGRAM", *between, *TALK)[1].facts["date"] == "1961-05-29"
    assert names("TELEGRAM", *between, *TALK) == ["A. Dale"]


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        (
            "The Secretary received the Norlandish Ambassador, Mr. Aksel Dale, at his request this afternoon.",
            [("The Secretary", "Secretary"), ("Aksel Dale", "Norlandish Ambassador")],
        ),
        ("On 13 March 1963 Comrade Orme received Ambassador Dale.", [("Orme", None), ("Dale", "Ambassador")]),
        ("The Minister of Norland, Mr. de Wael, called on me on Friday.", [("de Wael", "Minister of Norland")]),
        ("The delegation visited the harbour.", []),
        ("He said that Mr. Dale had met Mr. Orme.", []),
    ],
)
def test_who_met_whom_in_the_first_sentence(opening: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(person[0], person[2]) for person in people("Memorandum", opening, "It was late.")] == expected


def test_departments_before_a_dash_are_offices_under_a_country() -> None:
    listed = (
        "PARTICIPANTS:",
        "Ruritania",
        "Ambassador Hale",
        "United States",
        "EUR - Mr. Paul Dale",
        "L - Mr. Orme",
    )
    found = people("Memorandum of Conversation", *listed, *TALK)
    assert [(name, office, side) for name, _, office, side, _ in found] == [
        ("Hale", "Ambassador", "Ruritania"),
        ("Paul Dale", "EUR", "United States"),
        ("Orme", "L", "United States"),
    ]


@pytest.mark.parametrize("line", ["The Secretary/Ambassador Dale", "Secretary Orme and Foreign Minister Dale"])
def test_a_line_of_two_names_under_the_title(line: str) -> None:
    talk = ("Orme: Have you read it?", "Dale: Yes.")
    assert [(person[0], person[4]) for person in people("TELCON", line, "5 May 1961", *talk)] == [
        ("The Secretary" if "/" in line else "Orme", "principal"),
        ("Dale", "principal"),
    ]
    assert body("TELCON", line, *talk) == list(talk)


def test_who_was_present_at_the_foot() -> None:
    _, _, back = read("Note of a Meeting", *TALK, "Present:", "Chancellor of the Exchequer", "Mr C D Dale", "Mr Orme }")
    assert [person.name_as_written for person in back.participants] == [
        "Chancellor of the Exchequer",
        "C D Dale",
        "Orme",
    ]
    assert body("Note of a Meeting", *TALK, "Present:", "Mr C D Dale") == list(TALK)
    talk = ("I received Ahmad Dale.", *TALK, "Also present at the conversation was Attaché I. K. Orme.", "A. HALE")
    assert names("Record of Conversation", *talk) == ["Ahmad Dale", "I. K. Orme"]


def test_who_was_present_in_several_sentences() -> None:
    opening = (
        "The Chancellor met a delegation led by Mr. Jack Hale. With Mr. Hale were Mr. Eddie Dale and Dr. Joe Orme. "
        "On our side were also Mr. Noel Roe and the undersigned."
    )
    assert [(name, side) for name, _, _, side, _ in people("Note of a Meeting", opening, *TALK)] == [
        ("The Chancellor", None),
        ("Jack Hale", None),
        ("Eddie Dale", None),
        ("Joe Orme", None),
        ("Noel Roe", "our"),
    ]


def test_the_day_of_release_is_no_day_of_the_talk() -> None:
    stamped = ("DECLASSIFIED", "Authority NND 927309", "By JK NARA Date 8/14/92", "CONFIDENTIAL", "MEMORANDUM")
    facts = read(*stamped, "DATE: Feb. 2, 1951", *TALK)[1].facts
    assert (facts["date"], facts["classification"], facts.get("place")) == ("1951-02-02", "CONFIDENTIAL", None)
    assert "date" not in read(*stamped, *TALK)[1].facts


def test_a_file_name_over_the_record() -> None:
    head = ("talk_dale_1987-06-12.txt", "SECRET", "Memorandum of Conversation")
    _, front, _ = read(*head, "Port City, June 12, 1987, 9:00 am", *TALK)
    assert (front.facts["place"], front.facts["title"]) == ("Port City", "Memorandum of Conversation")


def test_an_initial_m_is_no_monsieur() -> None:
    listed = ("Present:", "M. Duval", "M. Renaud", "Paul M. Dale")
    assert names("Record of a Meeting", *listed, *TALK) == ["Duval", "Renaud", "Paul M. Dale"]


@pytest.mark.parametrize(
    ("entry", "side"),
    [
        ("Andrei Dale, Soviet Ambassador", "Soviet"),
        ("the Ruritanian Deputy Foreign Minister, Mr. Dale", "Ruritanian"),
        ("Karl Dale, Director of the American Desk", None),
        ("Karl Dale, European Adviser", None),
        ("Karl Dale, Prime Minister", None),
    ],
)
def test_the_side_of_those_who_stand_for_a_country(entry: str, side: str | None) -> None:
    assert people("Memorandum of Conversation", "PARTICIPANTS", entry, "Mr. Orme", *TALK)[0][3] == side


def test_day_hour_and_place_on_lines_of_their_own() -> None:
    head = ("COUNCIL MEETING", "Thursday, August 7, 1975", "2:30 to 4:00 P.M.", "Cabinet Room", "PARTICIPANTS:")
    facts = read(*head, "Mr. Dale", *TALK)[1].facts
    assert (facts["date"], facts["time_text"], facts["place"]) == ("1975-08-07", "2:30 to 4:00 P.M.", "Cabinet Room")


def test_who_recorded_and_who_was_in_the_chair() -> None:
    head = (
        "Minutes of a Meeting",
        "5 May 1961",
        "Chaired by Com. K. P. BELOV",
        "Attended by: Coms. N. Dale, A. Orme",
    )
    assert names(*head, "Recorded by: A. Hale", *TALK) == ["K. P. BELOV", "N. Dale", "A. Orme", "A. Hale"]
    assert people(*head, "Recorded by: A. Hale", *TALK)[-1][4] == "recorder"


def test_sides_open_a_list_without_a_heading() -> None:
    listed = ("Talks at the Palace, 19 January 1976", "US:", "Secretary Alden Dale", "Mr. Orme - Counselor", "USSR:")
    found = people(*listed, "General Secretary Leonid Hale", *TALK)
    assert [(name, side) for name, _, _, side, _ in found] == [
        ("Alden Dale", "US"),
        ("Orme", "US"),
        ("Leonid Hale", "USSR"),
    ]


@pytest.mark.parametrize(
    ("title", "opening", "expected"),
    [
        (
            "Memorandum by the Secretary",
            "The Ambassador came to see me late yesterday. He was tired.",
            "1948-03-29",
        ),
        ("Memorandum by the Secretary", "On the afternoon of March 26 I was received by the Minister.", "1948-03-26"),
        (
            "Note of a Conversation held on Wednesday, March 24th, at 5 p.m.",
            "The Minister said it was late.",
            "1948-03-24",
        ),
        ("Memorandum by the Secretary", "The Minister said that he had come back yesterday.", "1948-03-30"),
        ("Memorandum by the Secretary", "On December 26 I was received by the Minister.", "1948-03-30"),
        ("Memorandum", "On March 29, 1948, I was received by the Minister. He recalled 3 March 1948.", "1948-03-29"),
        ("Memorandum", "On 28 March 1948 Comrade Dale received Ambassador Orme.", "1948-03-28"),
        ("Memorandum by the Secretary", "On the 23rd instant I was received by the Minister.", "1948-03-23"),
        ("Memorandum by the Secretary", "On the 28th ult. I was received by the Minister.", "1948-02-28"),
        ("Memorandum", "On the 28th of this month we were received by the Minister.", "1948-03-28"),
        (
            "Despatch No. 9",
            "With reference to your telegram No. 14 of March 20, I have the honour to report that Mr. Hale and I "
            "called by appointment yesterday upon the Minister.",
            "1948-03-29",
        ),
        ("Letter", "Further to my letter of 3 March I write to say that I had a long talk last night.", "1948-03-29"),
        ("Submission", "You asked me to see him. Lord Hale came to the Department yesterday.", "1948-03-29"),
        ("Memorandum", "I had Dr. Hale to luncheon at the Legation on Monday, March 22.", "1948-03-22"),
        ("Note for File", "Mr. Hale came in yesterday afternoon to discuss the note of 3 March.", "1948-03-29"),
        ("Note for File", "Mr. Hale said that it was late. I saw him yesterday.", "1948-03-30"),
    ],
)
def test_the_day_of_a_talk_that_was_written_down_later(title: str, opening: str, expected: str) -> None:
    assert read("Port City, March 30, 1948", title, opening, *TALK)[1].facts["date"] == expected


def test_the_day_of_a_talk_whose_record_is_dated_at_its_foot() -> None:
    talk = "Mr. Hale came in yesterday to ask about fish.\n\nHe said that it was late."
    text = f"FILE NOTE\n\n{talk}\n\nA. Orme\n4 June 1971\n"
    assert rows([read_document(text.encode(), "note")])["documents"][0]["date"] == "1971-06-03"


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("RECORD OF MEETING HELD AT 10, SMITH STREET, ON TUESDAY, 9th JUNE, 1953, AT 11 a.m.", "10, SMITH STREET"),
        ("MINUTES OF A MEETING HELD IN PORT CITY ON 8 AUGUST 1985", "PORT CITY"),
        ("RECORD OF A MEETING HELD AT THE PALACE AT 1800 ON MONDAY, 12 JANUARY 1970", "THE PALACE"),
        ("Record of a Meeting, Port City, 12 January 1970", "Port City"),
        ("NOTE OF A MEETING AT THE TREASURY ON WEDNESDAY 6 OCTOBER 1976", "THE TREASURY"),
        ("The Minister's Meeting with the Envoy: 10 Smith Street: 16 July 1984 at 1030 hours", "10 Smith Street"),
        ("Note on the talk of A. Dale with B. Orme, held on 4 July 1979 in Port City", "Port City"),
        ("Conversation with Mr. Dale, 4 July 1979", None),
        ("Note of a conversation, Government House, Port City, 4 July 1979", "Government House, Port City"),
        ("Conversation with A. Dale, Minister of Trade, Port City, 4 July 1979", "Port City"),
    ],
)
def test_places_in_titles(title: str, place: str | None) -> None:
    assert read(title, *TALK)[1].facts.get("place") == place


WITH_FACTS = sorted((Path(__file__).parent / "records").glob("*.meta.json"))


@pytest.mark.parametrize("file", WITH_FACTS, ids=lambda file: file.name.removesuffix(".meta.json"))
def test_the_facts_of_invented_records(file: Path) -> None:
    facts = json.loads(file.read_text("utf-8"))
    text = re.sub("⟦[^⟧]*⟧", "", file.with_name(file.name.replace(".meta.json", ".txt")).read_text("utf-8"))
    tables = rows([read_document(text.encode(), "record")])
    assert str(tables["documents"][0]["date"]) == facts["date"]
    found = [(person["name_as_written"], person["side"], person["role"]) for person in tables["participants"]]
    assert found == [(person["name"], person["side"], person["role"]) for person in facts["participants"]]


def test_reported_speech_that_runs_on_from_its_list_is_talk() -> None:
    record = (
        "MEMORANDUM OF CONVERSATION\n\nDATE: 3 May 1966 PARTICIPANTS: President Alder Colonel Birch Mr. Cedar "
        "1. President Alder said that the elections would be put off. 2. Mr. Cedar asked for how long. "
        "Colonel Birch replied that the registers had been eaten by mice in the second province and in the third."
    )
    tables = rows([read_document(record.encode(), "mice")])
    speech = [turn["speaker_name"] for turn in tables["turns"] if turn["kind"] == "speech"]
    assert [name.split()[-1] for name in speech] == ["Alder", "Cedar", "Birch"]


def test_a_title_goes_on_under_a_word_that_only_says_note() -> None:
    rest = "on a conversation between Deputy Minister Karl Dale and the Ambassador, Comrade Bela Orme, on 7 May 1971"
    _, front, _ = read("Ministry of Trade", "N o t e", rest, *TALK)
    assert [person.name_as_written for person in front.participants] == ["Karl Dale", "Bela Orme"]


def test_talk_between_two_headings_is_no_head() -> None:
    record = b"""Telephone Calls

Tuesday, 4 March 1958

Telephone call to Mr. Alder

Mr. Birch asked whether the bridge was open. Mr. Alder said that it was not. Mr. Birch wondered why.

Telephone call to Mr. Cedar

Mr. Birch asked whether the road was open. Mr. Cedar said that it was.
"""
    turns = rows([read_document(record, "calls")])["turns"]
    assert [turn["text"].split(".")[1].split()[0] for turn in turns if turn["kind"] == "speech"] == [
        "Birch",
        "Alder",
        "Birch",
        "Birch",
        "Cedar",
    ]


def test_a_heading_in_capitals_ends_the_list_before_it() -> None:
    raw = "Minutes of the third meeting\n\n4 May 1965\n\nPresent:\nMr. Alan Crane\nMr. Viktor Holm\n\n"
    raw += "ADOPTION OF THE AGENDA\n\nMr. Crane said that it was long.\n\nMr. Holm replied that it had been longer.\n"
    assert [person["name_as_written"] for person in rows([read_document(raw.encode(), "talk")])["participants"]] == [
        "Alan Crane",
        "Viktor Holm",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "In the city, on the fourteenth day of the month of June of nineteen thirty-eight",
        "Act of the meeting held on the fourteenth day of June 1938",
        "R 141420Z JUN 38",
    ],
)
def test_dates_of_acts_and_telegrams(line: str) -> None:
    raw = f"Record of conversation\n\n{line}\n\nMr. Crane said that it was late.\n\nMr. Holm agreed.\n"
    assert str(rows([read_document(raw.encode(), "talk")])["documents"][0]["date"]) == "1938-06-14"


@pytest.mark.parametrize("title", ["M\u0130nutes of a meeting", "M\u0131nutes", "Memorandum of Conver\u017fation"])
@pytest.mark.parametrize(
    "line", ["The \u017fixth day of May, nineteen hundred and two", "The sixth of Augu\u017ft, 1902"]
)
def test_letters_that_count_as_others_without_regard_to_case(title: str, line: str) -> None:
    raw = f"{title}\n\n{line}\n\nPre\u017fent: two\n\nMr. Crane said that it was late.\n\nMr. Holm agreed.\n"
    document = rows([read_document(raw.encode(), "talk")])["documents"][0]
    assert (document["genre"], document["date"], document["turn_count"]) == (None, None, 2)


@pytest.mark.parametrize(
    ("line", "names"), [("Pre\u017fent: Mr. Crane", []), ("Date: May 3, 1962   T\u0131me: noon", ["date"])]
)
def test_no_field_has_such_letters(line: str, names: list[str]) -> None:
    assert [field.name for field in find_fields(line)] == names


@pytest.mark.parametrize(
    "opening",
    [
        "The Minister said that the bridge was open.",
        "Ambassador Birch reviewed the matter of the bridge.",
        "Mr. Alder thought that the bridge was open.",
        "Birch asked whether the bridge was open.",
        "In answer to the Ambassador’s question, Mr. Alder said that the bridge was open.",
        "After a word on the weather, the Minister remarked that the bridge was open.",
        "The Minister of Bridges, Mr. Alder, said that the bridge was open.",
    ],
)
@pytest.mark.parametrize(
    "last", ["Mr. P. Cedar, Desk Officer", "Paul Cedar (Notetaker)", "Minister Cedar", "Mr. Cedar—EUR", "The Secretary"]
)
@pytest.mark.parametrize("bullet", ["• ", ""])
def test_talk_that_runs_on_from_a_list_in_one_line(bullet: str, last: str, opening: str) -> None:
    if opening.startswith("Birch") and last in ("Minister Cedar", "The Secretary"):
        opening = opening.replace("Birch", "Mr. Birch")  # "The Secretary Birch" is one
    people = ["Mr. John Alder, Minister of Bridges", "Ambassador Birch, Embassy of Ruritania", last]
    head = "4. Memorandum of Conversation Washington, March 3, 1971. PARTICIPANTS: "
    listed = " ".join(bullet + person for person in people) if bullet else "; ".join(people)
    talk = f"{opening} Ambassador Birch replied that it was not. Mr. Alder said that it would be. They parted at noon."
    document, front, _ = read(f"{head}{listed} {talk}")
    assert document.text[front.body_start :] == talk


def test_talk_after_a_row_of_stars_is_no_foot() -> None:
    talk = ["Mr. Alder said that the bridge was open.", "* * *", "Mr. Birch replied that the road was not."]
    document, _, back = read("Memorandum of Conversation", *talk, "* * *", "Mr. Alder said that it would be.")
    assert back.body_end == len(document.text)
    _, _, back = read("Memorandum of Conversation", *talk, "* * *", "Alder and Birch discuss the bridge and the road.")
    assert [section.kind for section in back.sections] == ["boilerplate", "summary"]


@pytest.mark.parametrize(
    "title",
    [
        "Notes on a Telephone Call from Alan Crane to Viktor Holm",
        "Telephone Conversation of Alan Crane with Viktor Holm",
        "Call by Alan Crane to Viktor Holm",
    ],
)
def test_both_of_a_telephone_call_are_named_by_its_title(title: str) -> None:
    raw = f"{title}\n\n4 May 1974\n\nCrane: Good morning.\n\nHolm: Good morning. Have you read it?\n\nCrane: I have.\n"
    people = rows([read_document(raw.encode(), "talk")])["participants"]
    assert [person["name_as_written"] for person in people] == ["Alan Crane", "Viktor Holm"]


def test_a_line_of_place_and_date_may_say_that_it_is_an_extract() -> None:
    dated = "[Extract] PORT CITY, 3 November 1941"
    _, front, _ = read("Note of a Conversation", dated, "Mr. Birch said that he agreed.")
    assert (front.facts["date"], front.facts["place"]) == ("1941-11-03", "PORT CITY")


def test_a_sentence_may_be_cut_before_those_by_whom_an_endless_name_was_represented() -> None:
    said = " was represented by "
    for letters in range(1150, 1210):
        _, front, _ = read(f"R{'u' * letters}{said}Mr. Marsden.", "Mr. Marsden said that the harbour was open.")
        assert not any(said.strip() in person.name_as_written for person in front.participants)


def test_those_who_get_copies_have_no_labels() -> None:
    record = """Note on a talk in the House of Friendship on 7 June 1977

Comrade Alder:
You are welcome here. We attach great weight to your visit.

Comrade Birch:
Thank you. Our road was long, and the bridge was out.

Comrade Alder:
That is no good news. We shall send our engineers to you.

Distribution:
1. Comrade Alder
2. Dept. International Relations
3. Comrade Dr. Elm
4. Files
"""
    tables = rows([read_document(record.encode(), "talk")])
    assert [turn["speech"][:9] for turn in tables["turns"]] == ["You are w", "Thank you", "That is n"]
    assert "1. Comrade Alder" in " ".join(part["text"] for part in tables["sections"] if part["kind"] == "copies")


def test_who_is_there_with_two_note_takers_takes_no_notes() -> None:
    text = "NOTE\n\nThe Minister received me. Mr. Lolic (Head of Department) and two note-takers attended."
    people = read_front_matter(Cleaned(text, text)).participants
    assert {(p.name_as_written, p.role) for p in people} >= {("Lolic", "attendee")}


@pytest.mark.parametrize(
    "topic",
    [
        ("ITEM 4: RICE, WOOL AND TIN",),
        ("AID TO PORT CITY: TRUCKS AND CRANES",),
        ("WHEAT SALES TO BELGIUM AND POLAND:", "CREDIT TERMS AND SHIPPING"),
    ],
)
def test_a_heading_in_capitals_under_a_list_is_what_the_talk_is_about(topic: tuple[str, ...]) -> None:
    head = ("RECORD OF MEETING", "Port City, 4 May 1951", "Present:", "Lord Hale, Minister of State", "Mr. Jan Brandt")
    _, front, _ = read(*head, *topic, *TALK)
    assert [person.name_as_written for person in front.participants] == ["Hale", "Jan Brandt"]
    assert front.facts["subject"] == " ".join(topic).removeprefix("ITEM 4: ")


def test_senor_goes_before_a_name_and_senior_behind_it() -> None:
    listed = ("PRESENT:", "Sr Alan Hale", "Sr. Orme, Minister of Trade", "Mr. John Smith, Sr., Consultant")
    assert [person[:2] for person in people("RECORD OF TALKS", *listed, *TALK)] == [
        ("Alan Hale", "Sr"),
        ("Orme", "Sr."),
        ("John Smith, Sr.", "Mr."),
    ]


@pytest.mark.parametrize(
    ("head", "place", "subject"),
    [
        (
            "INWARD CABLE\n\nFROM: NORWEGIAN EMBASSY, LIMA    I.44\n\nTO: MINISTRY OF TRADE, OSLO\n\n5 May 1955\n\n"
            "FISH: TALK WITH MR. BRANDT\n\n",
            "LIMA",
            "FISH: TALK WITH MR. BRANDT",
        ),
        ("LEGATION OF NORWAY\n\nLIMA\n\nNOTE OF CONVERSATION\n\n5 May 1955\n\n", "LIMA", None),
        ("NOTE OF CONVERSATION\n\nEMBASSY OF NORWAY\n\nMR. BRANDT\n\n5 May 1955\n\n", None, None),
    ],
)
def test_a_mission_s_letterhead_and_telegram_tell_its_place(head: str, place: str | None, subject: str | None) -> None:
    text = f"{head}I saw Mr. Brandt at noon.\n\nMr. Brandt said that the harbour was ready.\n\nI asked when.\n"
    document = rows([read_document(text.encode(), "talk")])["documents"][0]
    assert (document["place"], document["subject"]) == (place, subject)


def test_when_and_where_below_the_head_are_listed_by_who_speaks() -> None:
    said = "Mr. Smith asked two things.\n\nWhen: the first of May.\n\nWhere: the port."
    raw = f"Memorandum of Conversation\n\nParticipants: Mr. Smith, Mr. Brown\n\n{said}"
    assert [turn["text"] for turn in rows([read_document(raw.encode(), "when")])["turns"]] == [said]
