"""Offices that name somebody of the list: short for longer ones, and never those of another."""

from __future__ import annotations

import pytest

from flows.reading.document import read_document
from flows.segment.names import parse_name
from flows.tables import rows

CABINET = """CONCLUSIONS of a Meeting of the Cabinet held at 10 Harbour Street on Thursday, 7th October, 1948

Present:

The Right Hon. A. Alder, M.P., Prime Minister (in the Chair).

The Right Hon. B. Birch, M.P., Secretary of State for Foreign Affairs.

The Right Hon. Viscount Cedar, Lord Chancellor.

The Right Hon. D. Elm, M.P., Chancellor of the Exchequer.

The Right Hon. E. Fir, M.P., Secretary of State for the Colonies.

The Right Hon. F. Hazel, M.P., Minister of Defence.

The Right Hon. G. Larch, M.P., Lord Privy Seal.

{body}
"""


def speakers(body: str) -> list[str]:
    tables = rows([read_document(CABINET.format(body=body).encode(), "talk")])
    return [turn["speaker_name"] for turn in tables["turns"] if turn["kind"] == "speech"]


@pytest.mark.parametrize(
    ("office", "name"),
    [
        ("THE FOREIGN SECRETARY", "B. Birch"),
        ("THE SECRETARY OF STATE FOR FOREIGN AFFAIRS", "B. Birch"),
        ("THE COLONIAL SECRETARY", "E. Fir"),
        ("THE SECRETARY OF STATE FOR THE COLONIES", "E. Fir"),
        ("THE LORD CHANCELLOR", "Cedar"),
        ("THE CHANCELLOR OF THE EXCHEQUER", "D. Elm"),
        ("THE DEFENCE MINISTER", "F. Hazel"),
        ("THE LORD PRIVY SEAL", "G. Larch"),
    ],
)
def test_an_office_names_who_holds_it(office: str, name: str) -> None:
    body = (
        "THE PRIME MINISTER said that the harbour must be dredged before the winter.\n\n"
        f"{office} said that he had no objection to this. The costs were another matter.\n\n"
        "THE PRIME MINISTER asked that the estimates should be circulated.\n\n"
        f"{office} replied that this would be done within the week."
    )
    assert speakers(body) == ["A. Alder", name, "A. Alder", name]


def test_a_minister_who_is_not_listed_is_none_of_the_others() -> None:
    body = (
        "THE COLONIAL SECRETARY said that the harbour must be dredged before the winter.\n\n"
        "THE HOME SECRETARY said that he had no objection to this. The costs were another matter.\n\n"
        "THE COLONIAL SECRETARY asked that the estimates should be circulated.\n\n"
        "THE HOME SECRETARY replied that this would be done within the week."
    )
    assert speakers(body)[::2] == ["E. Fir", "E. Fir"]
    assert not set(speakers(body)[1::2]) & {"A. Alder", "B. Birch", "D. Elm", "E. Fir", "F. Hazel", "G. Larch"}


def test_an_office_after_a_name_and_its_country_is_his() -> None:
    body = """Record of the third meeting of the committee

The CHAIRMAN opened the meeting and asked for remarks on the draft.

M. ALDER (Norway) said that the lights were too few.

M. BIRCH (Sweden), Rapporteur, thought that they were enough for the smaller harbours.

M. ALDER asked what was to become of the larger ones.

The RAPPORTEUR said that the next article dealt with them.
"""
    turns = rows([read_document(body.encode(), "talk")])["turns"]
    said = [turn["speaker_id"] for turn in turns if turn["kind"] == "speech"]
    assert len(said) == 5
    assert said[2] == said[4]


@pytest.mark.parametrize(
    ("mention", "office", "surname"),
    [
        ("The Lord Privy Seal", "lord privy seal", ""),
        ("THE LORD PRESIDENT OF THE COUNCIL", "lord president of the council", ""),
        ("the First Lord of the Admiralty", "first lord of the admiralty", ""),
        ("Lord Alder", "", "alder"),
        ("Mr. King", "", "king"),
        ("Prime Minister King", "prime minister", "king"),
        ("General Pope", "general", "pope"),
        ("the King", "king", ""),
        ("Field Marshal", "field marshal", ""),
        ("Major General", "major general", ""),
        ("Mr. President", "president", ""),
        ("Comrade Marshal", "marshal", ""),
    ],
)
def test_who_is_meant_by_name_and_who_by_office(mention: str, office: str, surname: str) -> None:
    assert (parse_name(mention).office, parse_name(mention).surname) == (office, surname)


@pytest.mark.parametrize(
    ("side", "representative"),
    [
        ("GREAT BRITAIN", "BRITISH"),
        ("SPAIN", "SPANISH"),
        ("REPUBLIC OF KOREA", "KOREAN"),
        ("U.S.S.R.", "SOVIET"),
        ("UNITED STATES OF AMERICA", "AMERICAN"),
        ("PHILIPPINES", "FILIPINO"),
    ],
)
def test_the_representative_of_a_country_is_its_delegate(side: str, representative: str) -> None:
    record = f"""SUMMARY RECORD of a meeting of the Council held on Wednesday, 26th July, 1961

PRESENT

NORWAY: Mr. A. Alder

{side}: Mr. B. Birch

The NORWEGIAN REPRESENTATIVE said that a vessel had been seen near the bridge.

The {representative} REPRESENTATIVE asked whether it was known whose it was.

The NORWEGIAN REPRESENTATIVE replied that it flew no flag.
"""
    turns = rows([read_document(record.encode(), "talk")])["turns"]
    assert [turn["speaker_name"] for turn in turns if turn["kind"] == "speech"] == ["A. Alder", "B. Birch", "A. Alder"]


def test_who_has_an_office_and_no_name_is_who_has_a_name_and_no_office() -> None:
    record = """Memorandum of Conversation

Participants
Naji Alder, Minister of Development
Ambassador Hikmat Birch
The Acting Secretary
Mr. Harlan Cedar

The Acting Secretary welcomed the Minister and asked about the dam.

The Minister replied that it was nearly built.

Mr. Elm remarked that there had been a flood. Mr. Cedar said that it was small.

The Acting Secretary said that it was not. The Ambassador said that it would be the last.

Mr. Elm said that he hoped so. Mr. Cedar, who had followed this, might have a view.
"""
    turns = rows([read_document(record.encode(), "talk")])["turns"]
    said = [turn["speaker_id"] for turn in turns if turn["kind"] == "speech"]
    assert len(said) == 7
    assert said[0] == said[2] == said[4] == said[6]
    assert len(set(said)) == 4


def test_an_office_before_a_name_in_brackets_is_his() -> None:
    record = """Note for file

The Norwegian Ambassador (Mr. Olaf Alder) called on the Secretary on 4th August. I was present.

Mr. Alder said that he had been instructed to tell us of the talks.

The Secretary asked what was meant by this.

The Ambassador said that he did not know.

The Secretary thought this strange. Mr. Alder agreed.
"""
    turns = rows([read_document(record.encode(), "talk")])["turns"]
    said = [turn["speaker_id"] for turn in turns if turn["kind"] == "speech"]
    assert len(said) == 5
    assert said[0] == said[2] == said[4] != said[1] == said[3]


def test_who_has_an_office_for_a_surname_is_one_person_by_any_form_of_address() -> None:
    talk = """Record of a talk

Prime Minister Bishop asked whether the quay would be ready. Mr. Holm said that it would. Mr. Bishop welcomed this, and
the Prime Minister wondered when the boats would come.

Mr. Bishop: I ask for a date.

Mr. Holm: In May.

Mr. Bishop: That is late.
"""
    turns = [turn for turn in rows([read_document(talk.encode(), "talk")])["turns"] if turn["kind"] == "speech"]
    assert len({turn["speaker_id"] for turn in turns}) == 2


@pytest.mark.parametrize("short", ["Col.", "Amb.", "Min.", "Sec.", "Chmn.", "Cmdr.", "FM", "PM", "Xyr.", "XYR"])
def test_what_stands_short_before_names_is_no_label(short: str) -> None:
    talk = f"""Record of a talk

{short} Alder said that the loan was late. Mr. Moore agreed.

{short} Holm asked whether it should be paid in June.

{short} Alder thought that it should. Mr. Moore said it was paid.

{short} Holm then turned to the cotton and suggested that it be sold.
"""
    turns = [turn for turn in rows([read_document(talk.encode(), "talk")])["turns"] if turn["kind"] == "speech"]
    assert [turn["speaker_name"].split()[-1] for turn in turns] == ["Alder", "Moore", "Holm", "Alder", "Moore", "Holm"]


@pytest.mark.parametrize(("office", "speaks"), [("Landeshauptmann", True), ("Americans", False), ("Embassy", False)])
def test_an_office_that_no_lexicon_knows(office: str, speaks: bool) -> None:
    talk = f"""Record of a talk

The Minister said that the quay would be closed in June.

The {office} asked what the boats would do.

The Minister replied that they would lie at the old one.

The {office} thought that it was too small. The Minister did not agree.
"""
    turns = [turn for turn in rows([read_document(talk.encode(), "talk")])["turns"] if turn["kind"] == "speech"]
    labels = [turn["speaker_label"] for turn in turns]
    assert (
        labels == ["The Minister", f"The {office}"] * 2 + ["The Minister"] if speaks else f"The {office}" not in labels
    )


def test_three_who_are_called_by_letters_alone_speak() -> None:
    talk = """Record of a talk

Present: Mr. Alder, Mr. Moore

Mr. Alder said that the quay would be closed in June.

JT asked what the boats would do. RS replied that they would lie at the old one.

Mr. Alder thought that it was too small.

KM said that a second could be built.
"""
    turns = [turn for turn in rows([read_document(talk.encode(), "talk")])["turns"] if turn["kind"] == "speech"]
    assert [turn["speaker_label"] for turn in turns] == ["Mr. Alder", "JT", "RS", "Mr. Alder", "KM"]
