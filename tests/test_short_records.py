"""Records of a few turns: little repeats in them, and what stands around the talk is longer than the talk."""

from __future__ import annotations

import pytest

from flows.reading.document import read_document
from flows.tables import rows

TALK = """Harlow: Do they want the wagons before the harvest?

Minkin: They have said nothing of the harvest.

Prosser: We could send forty from the northern depot.

Ostler: The northern depot is empty.

Varney: Then somebody has to tell the Minister.

Kettle: I shall see him at five.
"""
HEAD = """Memorandum of Conversation

Washington, May 6, 1974, 4 p.m.

SUBJECT

Wagons

PARTICIPANTS

The Secretary
John Harlow, Director of Transport
Peter Minkin, Desk Officer
"""
COPIES = "DISTRIBUTION: S, S/S (Arden, Bell), EUR\n\n"
NOTES = """1 Source: National Archives, Record Group 59, Box 3. Secret. Drafted by Minkin.
See Document 12.

2 Harlow spoke from notes that were not found.

"""


def speakers(text: str) -> list[str]:
    """Who has the turns of speech, by the labels."""
    turns = rows([read_document(text.encode(), "short")])["turns"]
    return [turn["speaker_label"] for turn in turns if turn["kind"] == "speech"]


@pytest.mark.parametrize("mark", [":", " –", " —"])
def test_names_that_no_list_holds_are_labels_where_all_of_the_talk_is_written_so(mark: str) -> None:
    assert speakers(TALK.replace(":", mark)) == ["Harlow", "Minkin", "Prosser", "Ostler", "Varney", "Kettle"]


def test_topics_are_no_speakers() -> None:
    topics = """Coal: The mines gave two million tons, and the ministry asks for more.

Steel: Our furnaces stand still for want of coal.

Timber: Nothing was sold. The price of timber fell.

Fisheries: The fleet is old; fisheries need steel.
"""
    assert speakers(topics) == []


@pytest.mark.parametrize("turns", [2, 4, 6])
def test_those_who_get_copies_do_not_end_a_record_that_begins_after_them(turns: int) -> None:
    talk = "\n\n".join(TALK.split("\n\n")[:turns]).replace("Prosser", "The Secretary").replace("Ostler", "Harlow")
    talk = talk.replace("Varney", "Minkin").replace("Kettle", "The Secretary")
    assert len(speakers(f"{HEAD}\n{COPIES}{talk}")) == turns


def test_notes_at_the_foot_of_the_first_page_do_not_hold_the_talk_after_them() -> None:
    talk = TALK.replace("Varney", "Harlow").replace("Kettle", "Minkin").replace("Ostler", "Minkin")
    head = "14. Notes of a Meeting on Wagons, London, December 14, 1975 1 2\n\n"
    assert speakers(head + NOTES + talk) == ["Harlow", "Minkin", "Prosser", "Minkin", "Harlow", "Minkin"]


@pytest.mark.parametrize("label", ["MR. VAN DER HEYDE", "M. LENOIR (interpretation)", "MR. PELHAM"])
def test_a_label_on_its_own_line_is_no_further_entry_of_the_list_above_it(label: str) -> None:
    record = f"""COMMITTEE ON WAGONS

Notes of the Ninth Meeting, held at Geneva, 21st October, 1930

PRESENT

Great Britain.  Mr. G. PELHAM, Secretary for Transport.
Union of South Africa.  Mr. J. H. VAN DER HEYDE, Minister of Railways.
France.  M. P. LENOIR, Prefect.

------------

{label}

I have no authority to go beyond what my Minister told you, and you know what he told you.

MR. PELHAM

Then we have nothing before us.
"""
    assert speakers(record) == list(dict.fromkeys([label.partition(" (")[0], "MR. PELHAM"]))


def test_the_links_of_a_site_do_not_end_the_head_of_a_record() -> None:
    record = """Archive of the North

March 4, 1982

SESSION OF THE COUNCIL OF STATE, 4 MARCH 1982

Download PDF | Cite | Share

Original Language: Danish

Presiding: Comrade ARDEN P. N.

Present: Comrades Bell T. I., Crane V. S.

BELL. Let us send it back to them.

ARDEN. What does Comrade Crane think of it?

CRANE. It can be sent.
"""
    tables = rows([read_document(record.encode(), "short")])
    assert {person["name_as_written"].split()[0] for person in tables["participants"]} == {"ARDEN", "Bell", "Crane"}
    assert speakers(record) == ["BELL", "ARDEN", "CRANE"]


@pytest.mark.parametrize("title", ["Comrade", "Miss", "Mr."])
def test_who_speaks_after_a_heading_and_a_dash_begins_a_sentence(title: str) -> None:
    raw = f"""Minutes of the Wagon Council

Wagons for the North (CP-8) —{title} Harlow said that the wagons were late. Mr. Minkin replied that they were not.

Wagons for the South —{title} Harlow asked for ten more. Mr. Minkin said that there were none.
"""
    assert len(speakers(raw)) == 4
