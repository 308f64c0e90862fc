"""Lists of those present in every way of writing entries, under every heading and kind of side that was thought of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from flows.reading.document import read_document
from flows.record import Participant
from flows.segment.lists import columns
from flows.segment.lists.entries import read_entry
from flows.segment.lists.merging import merge_participants
from flows.tables import rows
from tests import laws

PEOPLE = (
    ("Mr. Alan Crane", "Secretary of State"),
    ("Mr. John Ross", "Deputy Under Secretary"),
    ("Dr. Emil Berg", "Director, Office of Northern Affairs"),
    ("H.E. Viktor Holm", "Minister for Foreign Affairs"),
    ("Mr. Olaf Sund", "Ambassador"),
    ("Mr. Jon Vik", "Counselor of Embassy"),
)
ENTRIES = (
    *("{n}, {o}", "{n} - {o}", "{n} – {o}", "{n}—{o}", "{n}: {o}", "{n} ({o})", "{n}; {o}", "{n}\n{o}", "{n} = {o}"),
    *(
        "{n}      {o}",
        "{n} ........ {o}",
        "{n}\t{o}",
        "| {n} | {o} |",
        "**{n}**, {o}",
        "{N}, {o}",
        "{n}, {o}.",
        "{n}, {o};",
    ),
    *("{o}, {n}", "{o}: {n}", "{o} - {n}"),
    *("{i}. {n}, {o}", "({i}) {n}, {o}", "{a}) {n}, {o}", "• {n}, {o}", "- {n}, {o}", "* {n}, {o}"),
)
HEADINGS = (
    *("PARTICIPANTS\n\n", "Participants:\n\n", "Present:\n", "PRESENT\n\n", "Those present:\n\n", "In attendance:\n\n"),
    *("Attendees\n\n", "The following were present:\n\n", "List of participants\n\n", "ATTENDING:\n\n"),
)
SIDES = (
    ("", ""),
    *(("US\n", "Iceland\n"), ("For the United States:\n", "For Iceland:\n"), ("American side\n", "Icelandic side\n")),
    *(("On the American side:\n", "On the Icelandic side:\n"), ("UNITED STATES\n", "ICELAND\n")),
    *(("United States Delegation\n", "Icelandic Delegation\n"), ("Americans:\n", "Icelanders:\n")),
    *(("Department of State\n", "Embassy of Iceland\n"), ("United States\n-------------\n", "Iceland\n-------\n")),
)
TALK = "Mr. Crane said that the harbours had been rebuilt.\n\nMr. Holm replied that the boats would need a new quay.\n"


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize("sides", SIDES, ids=[sides[0].strip() or "none" for sides in SIDES])
def test_everybody_listed_is_found_with_office_and_side(entry: str, sides: tuple[str, str]) -> None:
    entries = [
        entry.format(n=name, N=name.upper(), o=office, i=number, a="abcdef"[number - 1])
        for number, (name, office) in enumerate(PEOPLE, 1)
    ]
    for gap in ("\n", "\n\n"):
        ours, theirs = gap.join(entries[:3]), gap.join(entries[3:])
        between = "\n\n" if sides[0] else gap
        heading = HEADINGS[(ENTRIES.index(entry) + SIDES.index(sides)) % len(HEADINGS)]
        text = (
            f"MEMORANDUM OF CONVERSATION\n\nReykjavik, 4 May 1974\n\n{heading}"
            f"{sides[0]}{ours}{between}{sides[1]}{theirs}\n\n{TALK}"
        )
        found = rows([read_document(text.encode(), "talk")])["participants"]
        assert [person["name_as_written"].split()[-1].lower() for person in found] == [
            name.split()[-1].lower() for name, _ in PEOPLE
        ]
        assert all(office in (person["office"] or "") for person, (_, office) in zip(found, PEOPLE, strict=True))
        assert len({person["side"] for person in found}) == (2 if sides[0] else 1)
        assert all(person["side"] for person in found) == bool(sides[0])


def test_work_grows_with_the_number_of_those_whom_head_and_foot_name() -> None:
    def prepared(count: int) -> Callable[[], object]:
        front, back = ([Participant(f"Mr. {side}{at}") for at in range(count)] for side in ("Crane", "Holm"))
        return lambda: merge_participants(front, [*back, *front])

    assert not laws.linear(prepared, 50)


@pytest.mark.parametrize("head", ["Name                      Office\n", ""])
def test_surnames_before_forms_of_address_and_given_names(head: str) -> None:
    listed = "Crane, Mr. Alan          Under-Secretary for Trade\nBerg, Dr. Edith           Economic Adviser\n"
    listed += "Pike, Mr. T. O.           Ambassador\n"
    raw = f"Record of conversation\n\n4 May 1974\n\nParticipants\n{head}{listed}\n{TALK}"
    people = rows([read_document(raw.encode(), "talk")])["participants"]
    assert [(person["name_as_written"], person["office"], person["side"]) for person in people] == [
        ("Crane, Mr. Alan", "Under-Secretary for Trade", None),
        ("Berg, Dr. Edith", "Economic Adviser", None),
        ("Pike, Mr. T. O.", "Ambassador", None),
    ]


@pytest.mark.parametrize(
    "listed",
    [
        "Present: CRANE, Alan (President); HOLM, Viktor (Minister of Trade); SUND, Mr. Olaf (Ambassador)\n",
        "For Frisia:\nCrane, Mr. Alan / President\n\nFor Norway:\nHolm, Dr. Viktor / Minister of Trade\n"
        "Sund, Mr. O. / Ambassador\n",
        "Participants:\nAlan Crane/President\nViktor Holm/Minister of Trade\nOlaf Sund/Ambassador\n",
        "President Alan Crane\nMinister of Trade Viktor Holm\nAmbassador Olaf Sund\n",
        "PRESENT:\nALAN CRANE\nPresident\nVIKTOR HOLM\nMinister of Trade\nOLAF SUND\nAmbassador\n",
    ],
)
def test_lists_in_the_manner_of_many_offices(listed: str) -> None:
    raw = f"Record of talks\n\nReykjavik, 4 May 1974\n\n{listed}\n{TALK}"
    people = rows([read_document(raw.encode(), "talk")])["participants"]
    assert [person["office"] for person in people] == ["President", "Minister of Trade", "Ambassador"]
    assert [
        {"crane", "holm", "sund"} & set(person["name_as_written"].lower().replace(",", "").split()) for person in people
    ] == [
        {"crane"},
        {"holm"},
        {"sund"},
    ]


def test_entries_in_columns_go_on_in_lines_that_hang_under_them() -> None:
    listed = """Present

United Kingdom                        New Zealand
Mr Nigel Crane, Lord                  Hon. R. J. Holm, Minister
  Privy Seal                            of Overseas Trade
Lord Sund, Secretary of State         Mr H. A. Pike, High Commissioner
  for Commonwealth Relations          Dr W. B. Moor, Secretary of
Sir Eric Berg                           Industries and Commerce
Mr D. Dale (Agriculture)              Mr M. T. Lund (note)
"""
    raw = f"NOTE OF A MEETING HELD ON WEDNESDAY, 6 JUNE 1962\n\n{listed}\n{TALK}"
    people = rows([read_document(raw.encode(), "talk")])["participants"]
    assert [(person["name_as_written"], person["office"], person["side"]) for person in people][:6] == [
        ("Nigel Crane", "Lord Privy Seal", "United Kingdom"),
        ("Sund", "Secretary of State for Commonwealth Relations", "United Kingdom"),
        ("Eric Berg", None, "United Kingdom"),
        ("D. Dale", "Agriculture", "United Kingdom"),
        ("R. J. Holm", "Minister of Overseas Trade", "New Zealand"),
        ("H. A. Pike", "High Commissioner", "New Zealand"),
    ]


def test_two_columns_in_which_offices_fill_more_lines_than_names() -> None:
    listed = """Present:

     The Secretary of State                      The High Commissioner for Norland
       (Lord Crane)                                (Sir Cuthbert Holm)
     Sir Eric Berg, Permanent                    Mr. Pike, First
       Under-Secretary                             Secretary
     Mr. Dale, South Asia                        Dr. Moor, Tea
       Department                                  Controller
"""
    raw = f"NOTE OF A MEETING HELD ON WEDNESDAY, 6 JUNE 1962\n\n{listed}\n{TALK}"
    people = rows([read_document(raw.encode(), "talk")])["participants"]
    assert [(person["name_as_written"], person["office"]) for person in people] == [
        ("Crane", "Secretary of State"),
        ("Eric Berg", "Permanent Under-Secretary"),
        ("Dale", "South Asia Department"),
        ("Cuthbert Holm", "High Commissioner for Norland"),
        ("Pike", "First Secretary"),
        ("Moor", "Tea Controller"),
    ]


@pytest.mark.parametrize("head", ["Also taking part in the talk were", "Also present were:", "Participants:"])
def test_sides_in_small_letters_before_the_first_of_their_people(head: str) -> None:
    listed = f"""{head}
from the GDR side: Comrade Siegfried Crane, Head of Department in the CC
Comrade Dr. Ute Holm, Ministry of Foreign Affairs
from the Frisian side: Comrade Captain Olaf Sund
Comrade Eric Berg, Chargé d'affaires
"""
    raw = f"Note on the talk in Berlin on 7 June 1977\n\n{listed}\n{TALK}"
    people = rows([read_document(raw.encode(), "talk")])["participants"]
    assert [(person["name_as_written"], person["side"]) for person in people] == [
        ("Siegfried Crane", "GDR"),
        ("Ute Holm", "GDR"),
        ("Olaf Sund", "Frisian"),
        ("Eric Berg", "Frisian"),
    ]


@pytest.mark.parametrize(
    "how",
    [
        "invited to sit at the table",
        "summoned to attend",
        "admitted as an observer",
        "heard at his own request",
        "called in for the second item",
        "introduced by Mr. Alder",
        "who had asked to be heard",
        "who spoke for the engineers",
    ],
)
@pytest.mark.parametrize("end", [".", ""])
def test_how_somebody_listed_came_to_be_there_is_no_turn_of_his(how: str, end: str) -> None:
    record = (
        "MINUTES\nof the second meeting, held at Bern on 3 March 1931\n\nPresent:\n"
        f"Mr. Alder (Norway), Chairman{end}\nCount Birch (Spain), {how}{end}\nCaptain Cole, {how}{end}\n\n"
        "The CHAIRMAN said that the sitting was open.\n\nCaptain COLE, asked for his view, thought it too short.\n"
    )
    found = rows([read_document(record.encode(), "list")])
    said = [turn["speaker_name"] for turn in found["turns"] if turn["kind"] == "speech"]
    assert len(found["turns"]) == len(said) == 2
    assert len(found["participants"]) == 3


@pytest.mark.parametrize(
    ("row", "office"),
    [
        ("Mr. Hale and, towards the end, Mr. Ross", None),
        ("the Secretary, Mr. Hale, this morning", "Secretary"),
        ("Mr. Hale and I", None),
        ("Mr. Hale (Chief of Protocol), the undersigned", "Chief of Protocol"),
        ("the Ruritanian Ambassador and by Mr. Ross", "Ruritanian Ambassador"),
        ("Mr. Alan Hale (A.H.) Minister for Defence", "Minister for Defence"),
        ("Mr. A. Hale (A.H.), Head of Protocol", "Head of Protocol"),
        ("Air Vice-Marshal Hale F.E.A.F.", "F.E.A.F."),
        ("Vice Premier and Minister of Trade Alan Hale", "Vice Premier and Minister of Trade"),
        (
            "the Secretary of the Central Council and Chairman of the Harbour Board ALAN HALE",
            "Secretary of the Central Council and Chairman of the Harbour Board",
        ),
        ("the Head of the Socialist Unity Council and Minister of Trade Alan Hale", None),
        ("the President and Foreign Minister Hale", "President"),
        ("Chargé d'Affaires ad interim Hale", "Chargé d'Affaires ad interim"),
        ("Mr. Hale, with the rank of Minister", "with the rank of Minister"),
    ],
)
def test_what_stands_around_a_name_in_a_row_is_an_office_or_none(row: str, office: str | None) -> None:
    first = read_entry(row, 0, len(row), True)[0]
    assert office is None or first.office == office
    assert first.name_as_written.split()[-1].lower() in ("hale", "president", "ambassador")
    assert first.office is None or not first.office.endswith((" I", "end", "morning", "by"))


def test_a_name_in_parentheses_under_an_office_is_its_holders() -> None:
    head = "RECORD OF MEETING\n3 May 1961\n\nPresent:\n"
    listed = "The Rt. Hon. the Prime Minister\n  (Sir Alan Hale)\nThe Ambassador\n  (Dr. Otto Brandt)\nMr. Reed\n\n"
    people = rows([read_document((head + listed + TALK).encode(), "talk")])["participants"]
    assert [(p["name_as_written"], p["office"]) for p in people] == [
        ("Alan Hale", "Prime Minister"),
        ("Otto Brandt", "Ambassador"),
        ("Reed", None),
    ]


def test_those_of_the_other_side_are_not_ours() -> None:
    head = (
        "Minutes of Conversation between Premier Brandt and Minister Hale\n\n4 November 1964\n\n"
        "Accompanying on our side: Ambassador Paul Reed; Colonel Stone\nAccompanying on the other side: Mr. Berg\n"
        "Interpretation: Jon Vik\nRecord: Olaf Sund\n\nPremier Brandt: The harbour is ready.\n\nMinister Hale: No.\n"
    )
    people = rows([read_document(head.encode(), "talk")])["participants"]
    found = {person["name_as_written"]: (person["side"], person["role"]) for person in people}
    assert (found["Berg"], found["Paul Reed"][0]) == ((None, "attendee"), "our")
    assert (found["Jon Vik"][1], found["Olaf Sund"][1]) == ("interpreter", "recorder")
    assert "Accompanying" not in found


def test_a_committee_of_letters_is_no_copy() -> None:
    head = "27 September 1990\n\nCC CP of Ukraine\nTrade Department\n\nRECORD\nof the reception of Mr. Hale\n\n"
    record = read_document((head + "Mr. Hale said no.\n\nMr. Brandt said yes.\n").encode(), "talk")
    assert "copies" not in {section["kind"] for section in rows([record])["sections"]}


def test_what_lines_were_joined_to_is_not_looked_at_again_for_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of many lines took four times as long where it was twice as long."""
    seen: list[int] = []

    def recorded(above: str, words: str) -> bool:
        seen.append(len(above))
        return False

    monkeypatch.setattr(columns, "awaits_name", recorded)
    text = "Record of conversation\n\nPresent: Mr. Smith\n\n" + "a b\n" * 400
    read_document(text.encode(), "list")
    assert sum(seen) <= len(text)
