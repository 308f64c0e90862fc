"""What a list says of each person besides the name: his office, wrapped or parted, and the side that he sat on."""

from __future__ import annotations

import pytest

from flows.reading.document import read_document
from flows.segment.lists.same_side import country_of
from flows.tables import rows

HEAD = "RECORD OF TALKS\n\nPort City, 5 May 1955\n\n"
TALK = "\n\nMr. Hale asked whether the harbour would be ready.\n\nMr. Brandt replied that it would.\n"


def listed(text: str) -> list[tuple[str, str | None, str | None]]:
    found = rows([read_document(text.encode(), "talk")])["participants"]
    return [(person["name_as_written"], person["office"], person["side"]) for person in found]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            (
                "PARTICIPANTS: Mr. Alan Hale, Ambassador of Peru",
                "              Mr. Karl Brandt, Commercial Counselor, Peruvian",
                "                Embassy",
                "              Mr. Paul Stone, Director, Office of Coal",
            ),
            [
                ("Alan Hale", "Ambassador of Peru", "Peru"),
                ("Karl Brandt", "Commercial Counselor, Peruvian Embassy", "Peru"),
                ("Paul Stone", "Director, Office of Coal", None),
            ],
        ),
        (
            (
                "PRESENT:",
                "Mr. Alan Hale, Minister for Works, Mines",
                "  and Power",
                "Mr. Karl Brandt, Secretary General, National Security",
                "  Council",
                "Mr. Paul Stone",
            ),
            [
                ("Alan Hale", "Minister for Works, Mines and Power", None),
                ("Karl Brandt", "Secretary General, National Security Council", None),
                ("Paul Stone", None, None),
            ],
        ),
        (
            (
                "PARTICIPANTS: Dr. Alan Hale, Chief, Department of Treaties and",
                "                 Boundaries, Foreign Ministry",
                "              Mr. Karl Brandt, Director, Office of Press and",
                "                 Information",
                "              Mr. Paul Stone",
            ),
            [
                ("Alan Hale", "Chief, Department of Treaties and Boundaries, Foreign Ministry", None),
                ("Karl Brandt", "Director, Office of Press and Information", None),
                ("Paul Stone", None, None),
            ],
        ),
        (
            (
                "Participants:",
                "for the ABC – Comrade Alan Hale",
                "              Comrade Ruth Dale, head of department",
                "for the XYZ – Comrade Karl Brandt",
                "(Interpreter: Comrade Lotte Orme)",
            ),
            [
                ("Alan Hale", None, "ABC"),
                ("Ruth Dale", "head of department", "ABC"),
                ("Karl Brandt", None, "XYZ"),
                ("Lotte Orme", None, None),
            ],
        ),
        (
            (
                "PRESENT",
                "BELGIUM       :  Mr. A. Hale",
                "CANADA        :  Mr. K. Brandt",
                "ITALY         :  Mr. P. Stone",
            ),
            [("A. Hale", None, "BELGIUM"), ("K. Brandt", None, "CANADA"), ("P. Stone", None, "ITALY")],
        ),
        (
            (
                "Chairman:    Mr. HALE     (Sweden)",
                "Members:     Mr. BRANDT   (Chile)",
                "             Mr. STONE    (Australia)",
            ),
            [("HALE", "Chairman", "Sweden"), ("BRANDT", None, "Chile"), ("STONE", None, "Australia")],
        ),
    ],
)
def test_lines_of_a_list_as_they_stand_on_the_page(
    lines: tuple[str, ...], expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert listed(HEAD + "\n".join(lines) + TALK) == expected


@pytest.mark.parametrize(
    ("entry", "office", "side"),
    [
        ("Mr. Hale, Minister for Transport and Power", "Minister for Transport and Power", None),
        ("Mr. Hale, Minister of Mines and Industries of Iraq", "Minister of Mines and Industries of Iraq", "Iraq"),
        ("Mr. Hale, First Secretary, Embassy of Brazil", "First Secretary, Embassy of Brazil", "Brazil"),
        ("Mr. Hale, High Commissioner for Ceylon", "High Commissioner for Ceylon", "Ceylon"),
        ("Mr. Hale, Ambassador to Bulgaria", "Ambassador to Bulgaria", None),
        ("Mr. Hale, Secretary, Ministry of Works, Ceylon", "Secretary, Ministry of Works, Ceylon", "Ceylon"),
        ("Mr. Hale, Director, Bureau of Trade, Ceylon", "Director, Bureau of Trade, Ceylon", None),
        ("Mr. Hale, Minister of Indian Affairs", "Minister of Indian Affairs", None),
        ("Mr. Hale, Director of the American Desk", "Director of the American Desk", None),
        ("Mr. A. Hale, C.S.", "C.S.", None),
        ("Sir Alan Hale, K.C.M.G., Governor of the Bank", "Governor of the Bank", None),
        ("Mr. Hale (Burma), Chairman", "Chairman", "Burma"),
        ("Mr. Hale (London)", "London", None),
        ("Tran Van Hale, Minister, Chief of the Delegation", "Minister, Chief of the Delegation", None),
        (
            "Mr. Hale, Chief, Treaty Section, Belgian Foreign Ministry",
            "Chief, Treaty Section, Belgian Foreign Ministry",
            "Belgium",
        ),
        ("Mr. Hale, Member of the Swiss Federal Council", "Member of the Swiss Federal Council", "Switzerland"),
        ("Mr. Hale, Second Secretary, Ceylon High Commission", "Second Secretary, Ceylon High Commission", "Ceylon"),
        ("Mr. Hale, Secretary of the Cuban Communist Party", "Secretary of the Cuban Communist Party", "Cuba"),
        ("Mr. Hale, Adviser to the Belgian Foreign Ministry", "Adviser to the Belgian Foreign Ministry", None),
        ("Mr. Hale, Director, Office of French Council Affairs", "Director, Office of French Council Affairs", None),
        ("Mr. Hale, Counselor (at luncheon only)", "Counselor", None),
        ("Mr. Hale, Director, Office of Coal (until 4 p.m.)", "Director, Office of Coal", None),
        ("Mr. Hale, Secretary, Department of Trade (for item 2)", "Secretary, Department of Trade", None),
        ("Mr. Hale, Minister of Trade (in the Chair)", "Minister of Trade (in the Chair)", None),
        ("Lt. Col. Hale, Danish Delegation", "Danish Delegation", "Denmark"),
        ("Maj. A. Hale, C.O. Intelligence", "C.O. Intelligence", None),
        ("Mr. Alan Hale, N.S.C. Staff", "N.S.C. Staff", None),
        ("Mr. A. Hale CMG, Head of Department", "Head of Department", None),
        ("Mr. Hale of the Department of Trade", "Department of Trade", None),
        ("SE - Mr. Hale", "SE", None),
        ("CIA—Colonel Hale, Mr. Dale", "CIA", None),
    ],
)
def test_an_office_and_the_side_that_it_tells(entry: str, office: str, side: str | None) -> None:
    assert listed(f"{HEAD}PRESENT:\n{entry}\nMr. Karl Brandt{TALK}")[0][1:] == (office, side)


@pytest.mark.parametrize(
    ("title", "lines", "expected"),
    [
        (
            "RECORD OF A CONVERSATION BETWEEN THE MINISTER OF STATE FOR FOREIGN AND COMMONWEALTH AFFAIRS AND THE "
            "FOREIGN MINISTER OF ICELAND AT THE FOREIGN OFFICE ON 12 NOVEMBER 1974",
            (
                "Present:",
                "",
                "The Rt Hon Lord Hale               HE Mr Karl Brandt",
                "Mr A D Stone                       HE Mr Jon Vik",
                "Mr J K Dale (MAFF)                   (Icelandic Ambassador)",
            ),
            [
                ("Hale", "MINISTER OF STATE FOR FOREIGN AND COMMONWEALTH AFFAIRS", None),
                ("A D Stone", None, None),
                ("J K Dale", "MAFF", None),
                ("Karl Brandt", "FOREIGN MINISTER OF ICELAND", "ICELAND"),
                ("Jon Vik", "Icelandic Ambassador", "ICELAND"),
            ],
        ),
        (
            "Record of talks between the Prime Minister of India and the Foreign Minister of Iraq",
            (
                "Present: P.M.                       Sayyid Karl Brandt, F.M.",
                "         Shri T.N. Hale, C.S.       Mr. Paul Orme, Ambassador",
            ),
            [
                ("P.M.", "P.M.", "India"),
                ("T.N. Hale", "C.S.", "India"),
                ("Karl Brandt", "F.M.", "Iraq"),
                ("Paul Orme", "Ambassador", "Iraq"),
            ],
        ),
        (
            "MEMORANDUM OF CONVERSATION",
            (
                "PARTICIPANTS:  Tran Van Brandt, Minister, Chief of the DRV Delegation",
                "               Nguyen Van Orme, Deputy Chief of Delegation",
                "",
                "               Alan B. Hale, Special Representative of the President",
                "               Thomas R. Stone, NSC Staff",
            ),
            [
                ("Tran Van Brandt", "Minister, Chief of the DRV Delegation", "DRV"),
                ("Nguyen Van Orme", "Deputy Chief of Delegation", "DRV"),
                ("Alan B. Hale", "Special Representative of the President", None),
                ("Thomas R. Stone", "NSC Staff", None),
            ],
        ),
    ],
)
def test_who_sits_with_whom(
    title: str, lines: tuple[str, ...], expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert listed("\n".join((title, "", *lines)) + TALK) == expected


def test_the_title_gives_the_office_of_somebody_listed() -> None:
    title = (
        "Record of the conversation of the Secretary of the Central Committee, Comrade Alan Hale, with the Minister of "
        "Trade of Poland, Comrade Karl Brandt, in the Guest House on 5 November 1979"
    )
    lines = ("Participants:", "Comrade Alan Hale", "Comrade Karl Brandt", "Comrade Ruth Dale, head of department")
    assert listed("\n".join((title, "", *lines)) + TALK) == [
        ("Alan Hale", "Secretary of the Central Committee", None),
        ("Karl Brandt", "Minister of Trade of Poland", "Poland"),
        ("Ruth Dale", "head of department", None),
    ]


@pytest.mark.parametrize(
    ("opening", "office", "side"),
    [
        (
            "The United Kingdom Trade Commissioner, Sir Alan Brandt, called at noon.",
            "United Kingdom Trade Commissioner",
            "United Kingdom",
        ),
        ("Alan Brandt, the Minister of Mines, was received at noon.", "Minister of Mines", None),
        ("I saw Alan Brandt (Special Assistant to the President) at noon.", "Special Assistant to the President", None),
        ("Alan Brandt, whom I had met before, came at noon.", None, None),
    ],
)
def test_the_first_sentence_tells_an_office(opening: str, office: str | None, side: str | None) -> None:
    title = (
        "Memorandum by John Hale of a conversation between Paul Dale and Sir Alan Brandt\n\nPort City, 5 May 1955\n\n"
    )
    talk = " Brandt began by saying that the harbour was ready. Dale said that he was glad.\n"
    found = {name: (office, side) for name, office, side in listed(title + opening + talk)}
    assert found["Alan Brandt"] == (office, side)


def test_a_table_of_contents_ends_a_list() -> None:
    head = "SUMMARY RECORD\n\nPort City, 5 May 1955\n\nPRESENT:\n\nMr. A. Hale\nMr. K. Brandt\n\n"
    contents = "CONTENTS\n\nPara. Nos.     Subject\n\n1 - 9          Financing of the second slice\n"
    assert [name for name, *_ in listed(head + contents + TALK)] == ["A. Hale", "K. Brandt"]


def test_the_routing_of_a_telegram_names_nobody_present() -> None:
    head = "MESSAGE\n\nFM PORTCITY 1104\nTO EXTOTT GPE\nINFO HKONG/COLEMAN TT\n\nSUBJ: THE HARBOUR\n\n"
    assert "COLEMAN" not in {name for name, *_ in listed(head + TALK)}


def test_who_was_present_and_interpreted() -> None:
    text = (
        "Record of a conversation with Minister Karl Brandt\n\n5 May 1955\n\n"
        "I visited Brandt at his request. I told him that the harbour was ready.\n\nBrandt said that he was glad.\n\n"
        "The conversation lasted an hour. The second secretary, Comrade A. N. Dale, was present and interpreted.\n\n"
        "Ambassador of the USSR\n\n[signature] V. HALE\n\nDistributed: 1 - to Cde. Orme\n\n"
        "© 2014 The archive. All rights reserved."
    )
    found = rows([read_document(text.encode(), "talk")])["participants"]
    assert ("A. N. Dale", "interpreter") in {(person["name_as_written"], person["role"]) for person in found}


LABELLED_TALK = (
    "BRANDT: The harbour is shut. Nobody tells us for how long it is to be so, and the fish is rotting on the quay.\n\n"
    "STAHL: We know it. Our people have been there all week and they have not been able to open it.\n\n"
    "BRANDT: Open it all the same. You would be surprised how easily a harbour opens when somebody wishes it."
)


def people(text: str) -> list[tuple[str, str | None, str | None]]:
    found = rows([read_document(text.encode(), "talk")])["participants"]
    return [(person["name_as_written"], person["office"], person["side"]) for person in found]


@pytest.mark.parametrize("kind", ["NOTE", "N O T E", "REPORT", "Memorandum"])
@pytest.mark.parametrize("talks", ["the talks", "the meetings", "the conversation"])
@pytest.mark.parametrize("held", ["held in Port City", "which took place"])
def test_a_title_that_goes_on_under_its_kind(kind: str, talks: str, held: str) -> None:
    title = (
        f"{kind}\non {talks} of the Vice-President of the Council, Comrade Ola Brandt,\n"
        f"with the Min. of Trade of Norway, Col. Gen. Ion Stahl,\n{held} on 24 August 1968"
    )
    assert people(f"{title}\n\n{LABELLED_TALK}") == [
        ("Ola Brandt", "Vice-President of the Council", None),
        ("Ion Stahl", "Min. of Trade of Norway", None),
    ]


def test_a_name_alone_behind_an_office_and_what_it_is_of() -> None:
    title = "Talk of Comrade Brandt, deputy head of the department, with the Secretary of the Embassy of Norway, Stahl"
    assert people(f"{title}\n\n24 August 1968\n\n{LABELLED_TALK}") == [
        ("Brandt", "deputy head of the department", None),
        ("Stahl", "Secretary of the Embassy of Norway", "Norway"),
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Present on our side were also Gen. Ola Brandt and Amb. Nils Rosen; on the Ruritanian side Cde. Ivo Stahl, "
            "member of the CC, and the military attaché Col. Lund.",
            [
                ("Ola Brandt", None),
                ("Nils Rosen", "Amb."),
                ("Ivo Stahl", "member of the CC"),
                ("Lund", "military attaché"),
            ],
        ),
        (
            "Present on the Ruritanian side: Vice-President Dr. Omar Stahl; Dep. Min. of Petroleum, Eng. Lund; "
            "Brig. Gen. (ret.) Rosen, president of the vehicle company; and Mr. Holm, from the Chancellery. "
            "On ours: Ambassador Brandt; Min.-Couns. Ida Dahl-Vik; and I.",
            [
                *(("Omar Stahl", "Vice-President"), ("Lund", "Dep. Min. of Petroleum")),
                *(("Rosen", "president of the vehicle company"), ("Holm", "Chancellery")),
                *(("Brandt", "Ambassador"), ("Ida Dahl-Vik", "Min.-Couns.")),
            ],
        ),
        (
            "From our side Prof. Stahl, Mr. Lund and the Consul Brandt took part.",
            [("Stahl", None), ("Lund", None), ("Brandt", "Consul")],
        ),
    ],
)
def test_sentences_that_say_who_was_there_on_each_side(sentence: str, expected: list[tuple[str, str | None]]) -> None:
    text = f"RECORD OF CONVERSATION\n\n12 May 1967\n\nThe talks were held in the Palace. {sentence}\n\n{LABELLED_TALK}"
    assert [(name, office) for name, office, _ in people(text)] == expected


def test_a_bare_name_with_its_part_behind_it_ends_a_row() -> None:
    head = "RECORD OF TALKS\n\n5 May 1955\n\n"
    row = "Our side: Mr. Ola Brandt (Central Committee), Gen. Nils Lund, Miss Ida Rosen (Ministry), Dahl (note-taker)"
    other = "Norwegian side: Mr. Ion Stahl (Central Committee), Miss Vik (interpreter)"
    assert [name for name, *_ in listed(f"{head}{row}\n{other}\n\n{LABELLED_TALK}")] == [
        *("Ola Brandt", "Nils Lund", "Ida Rosen", "Dahl", "Ion Stahl", "Vik")
    ]


def test_a_rank_before_a_particle_is_no_side() -> None:
    text = (
        "MEMORANDUM\n\n5 May 1955\n\nCol. af Brandt said that the harbour was ready.\n\nStahl replied that it was not."
    )
    assert "Col." not in {side for _, _, side in listed(text)}


REPORTED_TALK = "\n\nMr. Hale asked whether the harbour would be ready.\n\nMr. Brandt replied that it would.\n"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            """PARTICIPANTS:
     U.S.                                 MALI
     ----                                 ----
     The Secretary                        Minister Omar Brandt
     Mr. Alan Hale, AFW                   Mr. Karl Stone, Permanent
     Miss Edith Rosencrantz, EUR             Representative to the UN
     Mrs. Ruth Vandermeer, LS (Interpr.)  Mr. Paul Orme, Counselor,
     Mr. Jon Vik, AFW                        Malian Embassy""",
            [
                *(("The Secretary", "Secretary", "U.S."), ("Alan Hale", "AFW", "U.S.")),
                *(("Edith Rosencrantz", "EUR", "U.S."), ("Ruth Vandermeer", "LS (Interpr.)", "U.S.")),
                *(("Jon Vik", "AFW", "U.S."), ("Omar Brandt", "Minister", "MALI")),
                ("Karl Stone", "Permanent Representative to the UN", "MALI"),
                ("Paul Orme", "Counselor, Malian Embassy", "MALI"),
            ],
        ),
        (
            """Attendees:
(Peru) Foreign Minister Hale   (Italy) Foreign Minister Brandt
Director-General Dale          Ambassador Stone
(Interpreter) Mr. Orme         (Interpreter) Ms. Rosen""",
            [
                *(("Hale", "Foreign Minister", "Peru"), ("Dale", "Director-General", "Peru"), ("Orme", None, "Peru")),
                *(("Brandt", "Foreign Minister", "Italy"), ("Stone", "Ambassador", "Italy"), ("Rosen", None, "Italy")),
            ],
        ),
        (
            """Present on the side of the PZPR were:

Comrade Alan Hale,       Member of the Board, Secretary of the
                         Party Office Westport
Comrade Ruth Dale,       head of department

Present on the side of the KPC were:

Comrade Karl Brandt,     Deputy Head of the
                         Planning Office""",
            [
                ("Alan Hale", "Member of the Board, Secretary of the Party Office Westport", "PZPR"),
                ("Ruth Dale", "head of department", "PZPR"),
                ("Karl Brandt", "Deputy Head of the Planning Office", "KPC"),
            ],
        ),
        (
            """On the side of Ruritania: Minister Alan Hale, Director Ruth Dale
On the part of Peru: Ambassador Karl Brandt, Mr. Paul Stone""",
            [
                *(("Alan Hale", "Minister", "Ruritania"), ("Ruth Dale", "Director", "Ruritania")),
                *(("Karl Brandt", "Ambassador", "Peru"), ("Paul Stone", None, "Peru")),
            ],
        ),
        (
            """Our side: Alan Hale, Vice Premier; Ruth Dale, Peruvian Ambassador to Norway
Norwegian side: Karl Brandt, Minister of Trade
Interpreters: Paul Stone (our side), Lotte Orme (Norwegian side)""",
            [
                ("Alan Hale", "Vice Premier", "Peru"),
                ("Ruth Dale", "Peruvian Ambassador to Norway", "Peru"),
                ("Karl Brandt", "Minister of Trade", "Norwegian"),
                *(("Paul Stone", None, "Peru"), ("Lotte Orme", None, "Norwegian")),
            ],
        ),
        (
            """PRESENT:
Mr. Alan Hale, Second Secretary (notetaker)
Mr. Karl Brandt, Ministry of Works (Interpreter)
Miss Ruth Dale, Director (Coal)""",
            [
                ("Alan Hale", "Second Secretary", None),
                ("Karl Brandt", "Ministry of Works", None),
                ("Ruth Dale", "Director (Coal)", None),
            ],
        ),
        (
            """PRESENT :

     New Zealand
          Mr. A. J. Hale,  Minister of Works
          Mr. J. V. Dale         )
          Miss E. M. Orme        )  Department of Works
          Mr. P. Stone           )

     United Kingdom
          Mr. K. Brandt,   High Commissi0ner
          Mr. J. Vik       )  Commonwealth
          Mr. L. Holm      )  Relations Office""",
            [
                ("A. J. Hale", "Minister of Works", "New Zealand"),
                ("J. V. Dale", "Department of Works", "New Zealand"),
                ("E. M. Orme", "Department of Works", "New Zealand"),
                ("P. Stone", "Department of Works", "New Zealand"),
                ("K. Brandt", "High Commissi0ner", "United Kingdom"),
                ("J. Vik", "Commonwealth Relations Office", "United Kingdom"),
                ("L. Holm", "Commonwealth Relations Office", "United Kingdom"),
            ],
        ),
        (
            """PRESENT/PRÉSENTS

Canada:      Hon. Alan Hale, SSEA
             Dr. W. Orme, ADM (Africa & Middle East)

Mauritius:   Hon. Karl Brandt, Minister of Works
             H.E. Paul Stone, Ambassador""",
            [
                *(("Alan Hale", "SSEA", "Canada"), ("W. Orme", "ADM (Africa & Middle East)", "Canada")),
                *(("Karl Brandt", "Minister of Works", "Mauritius"), ("Paul Stone", "Ambassador", "Mauritius")),
            ],
        ),
        (
            """Present :  For Peru                  For the Board

           Mr. HALE                  Mr. BRANDT
           Mr. A. DALE,              Mr. STONE, Director
             Ambassador              Mr. ORME, Office of
                                       Mr. Brandt
                                     Mr. VIK""",
            [
                *(("HALE", None, "Peru"), ("A. DALE", "Ambassador", "Peru"), ("BRANDT", None, "Board")),
                *(("STONE", "Director", "Board"), ("ORME", "Office of Mr. Brandt", "Board")),
                ("VIK", None, "Board"),
            ],
        ),
        (
            """Present:
Secretary General Hale
Attorney General Dale
Major General Brandt
Mr. Stone, Director, Bureau of Relations with Foreign Countries
Mr. Orme, Controller of Immigration and Emigration""",
            [
                ("Hale", "Secretary General", None),
                ("Dale", "Attorney General", None),
                ("Brandt", None, None),
                ("Stone", "Director, Bureau of Relations with Foreign Countries", None),
                ("Orme", "Controller of Immigration and Emigration", None),
            ],
        ),
        (
            "- Delegates: East — Hale Tom (chief delegate), Marsh Bill; West — Brandt Ole (chief delegate), Vik Per",
            [
                *(("Hale Tom", "chief delegate", "East"), ("Marsh Bill", None, "East")),
                *(("Brandt Ole", "chief delegate", "West"), ("Vik Per", None, "West")),
            ],
        ),
        (
            """Present: for Peru, the President of the Nation, Dr. Juan Hale; the Ambassador, Sr. Luis Dale; for Brazil,
the President of the Republic, Dr. Paulo Brandt; the Consul, Sr. Rui Vik.""",
            [
                *(("Juan Hale", "President of the Nation", "Peru"), ("Luis Dale", "Ambassador", "Peru")),
                *(("Paulo Brandt", "President of the Republic", "Brazil"), ("Rui Vik", "Consul", "Brazil")),
            ],
        ),
        (
            """PRESENT:  UNC:      Col. Harold T. Hale, USMC
                    Lt. Col. James B. Dale, USA
          KPA/CPV:  Col. Chu Yong Su, KPA
                    Lt. Col. Wang Chih-po, CPV""",
            [
                *(("Harold T. Hale", None, "UNC"), ("James B. Dale", "USA", "UNC")),
                *(("Chu Yong Su", "KPA", "KPA/CPV"), ("Wang Chih-po", "CPV", "KPA/CPV")),
            ],
        ),
        (
            """Leader of the Icelandic Delegation: Mr. A. Hale
Leader of the Danish Delegation: Mr. B. Brandt
Also present: Mr. C. Vik, Secretary""",
            [
                ("A. Hale", "Leader of the Icelandic Delegation", "Iceland"),
                ("B. Brandt", "Leader of the Danish Delegation", "Denmark"),
                ("C. Vik", "Secretary", None),
            ],
        ),
        *(
            (
                lines,
                [
                    *(("Paul Hale", "Prime Minister", None), ("B. Dale", "Minister of Finance", None)),
                    *(("C. Brandt", "Deputy Prime Minister", None), ("D. Vik", "Foreign Minister", None)),
                ],
            )
            for lines in (
                """Participating: Prime Minister Paul Hale, Minister of Finance B. Dale, Deputy Prime
Minister C. Brandt, Foreign
Minister D. Vik""",
                """Participating: Prime Minister Paul Hale, Minister of
Finance B. Dale, Deputy
Prime Minister C. Brandt, Foreign Minister D. Vik""",
            )
        ),
    ],
)
def test_sides_as_lists_of_many_archives_give_them(
    lines: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert listed(HEAD + lines + REPORTED_TALK) == expected


def test_a_sentence_says_on_whose_part_somebody_was_there() -> None:
    sentence = (
        "On the part of the Federal Republic there took part Minister Hale and Mr. Orme; on the part of Peru, "
        "Ambassador Brandt and Mr. Stone."
    )
    text = f"RECORD OF TALKS\n\n5 May 1955\n\nThe talks were held in the Palace. {sentence}{REPORTED_TALK}"
    assert [(name, side) for name, _, side in listed(text)] == [
        *(("Hale", "Federal Republic"), ("Orme", "Federal Republic"), ("Brandt", "Peru"), ("Stone", "Peru"))
    ]


@pytest.mark.parametrize(
    ("sides", "named"),
    [
        (["Danish", "Denmark"], ["Denmark", "Denmark"]),
        (["DANISH", "Denmark"], ["Denmark", "Denmark"]),
        (["U.S.", "American", "USSR"], ["U.S.", "U.S.", "USSR"]),
        (["Australian", "Austria"], ["Australian", "Austria"]),
        (["German", "FRG", "GDR"], ["German", "FRG", "GDR"]),
        (["NIGER", "Nigerian"], ["NIGER", "Nigerian"]),
        (["Ruritanian", "Ruritania"], ["Ruritania", "Ruritania"]),
    ],
)
def test_one_country_has_one_name_among_the_sides(sides: list[str], named: list[str]) -> None:
    assert [country_of(side, sides) for side in sides] == named


def test_the_subject_tells_the_side_of_a_group() -> None:
    head = """MEMORANDUM OF CONVERSATION

SUBJECT:       Meeting with Prime Minister Brandt of Portugal

PARTICIPANTS:  The President
               Secretary of State Alan Hale
               Ruth Dale, NSC Staff

               Prime Minister Karl Brandt
               Foreign Minister Paul Stone
               Colonel Ivo Vik, Military Adviser

DATE:          September 14, 1983
"""
    assert [(name, side) for name, _, side in listed(head + REPORTED_TALK)] == [
        *(("The President", None), ("Alan Hale", None), ("Ruth Dale", None)),
        *(("Karl Brandt", "Portugal"), ("Paul Stone", "Portugal"), ("Ivo Vik", "Portugal")),
    ]


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        (
            "The Foreign Minister of Mauritius, Mr. Karl Brandt, called on Mr. Hale at noon. He was accompanied by Mr. "
            "Paul Stone, Director, and the Ambassador, Mr. Lindqvist. Miss Dale was also present.",
            {
                "Karl Brandt": "Mauritius",
                "Paul Stone": "Mauritius",
                "Lindqvist": "Mauritius",
                "Dale": None,
                "Hale": None,
            },
        ),
        (
            "Ambassador Brandt of Peru, accompanied by Counselor Stone and Mr. Vik, called on the Under Secretary, Mr. "
            "Hale, at noon.",
            {"Brandt": "Peru", "Stone": "Peru", "Vik": "Peru", "Hale": None},
        ),
        (
            "Mr. Hale received the Ambassador of Zambia, Mr. Brandt, who was accompanied by Mr. Stone.",
            {"Hale": None, "Brandt": "Zambia", "Stone": "Zambia"},
        ),
    ],
)
def test_who_comes_with_somebody_is_of_his_side(opening: str, expected: dict[str, str | None]) -> None:
    found = {
        name: side for name, _, side in listed(f"NOTE OF A CONVERSATION\n\n5 May 1955\n\n{opening}{REPORTED_TALK}")
    }
    assert {name: found[name] for name in expected} == expected


def test_a_sentence_says_at_its_end_on_whose_side_they_were() -> None:
    sentences = (
        "Our Ambassador Comrade Hale, Gen. Dale and Comrade Orme took part in the conversation from our side. On the "
        "Frisian side, Deputy Minister Omar Brandt, as well as the Director of the Northern Department were present."
    )
    assert listed(f"RECORD OF CONVERSATION\n\n5 May 1967\n\n{sentences}\n\n{LABELLED_TALK}") == [
        *(("Hale", "Ambassador", "our"), ("Dale", None, "our"), ("Orme", None, "our")),
        ("Omar Brandt", "Deputy Minister", "Frisian"),
        ("the Director of the Northern Department", "Director of the Northern Department", "Frisian"),
    ]


@pytest.mark.parametrize(
    ("office", "side"),
    [
        ("Permanent Secretary, Ministry of Defence and Works, Ceylon", "Ceylon"),
        ("Under-Secretary, Ministry of Trade", None),
        ("Director, Bureau of Coal", None),
    ],
)
def test_an_office_in_several_pieces_before_its_holder_is_his(office: str, side: str | None) -> None:
    title = f"Record of talks between the Secretary for Trade, Mr. Alan Hale, and the {office}, Mr. N. Q. Brandt"
    assert listed(f"{title}\n\n5 May 1964{REPORTED_TALK}") == [
        ("Alan Hale", "Secretary for Trade", None),
        ("N. Q. Brandt", office, side),
    ]


def test_whom_the_first_sentence_calls_by_surname_has_the_office_of_the_title() -> None:
    title = "Record of talks between the Secretary for Trade, Mr. Alan Hale, and the Minister of Peru, Mr. N. Q. Brandt"
    opening = "Mr. Brandt was accompanied by Mr. Paul Stone, Controller of Harbours."
    found = listed(f"{title}\n\n5 May 1964\n\n{opening}{REPORTED_TALK}")
    assert ("Brandt", "Minister of Peru", "Peru") in found
    assert ("Paul Stone", "Controller of Harbours", "Peru") in found


def test_letters_before_names_are_offices_where_no_words_stand_so() -> None:
    lines = "CIA—Mr. Dale, Mr. Orme\nMr. Karl Brandt"
    assert [one[1:] for one in listed(f"{HEAD}PRESENT:\nEUR - Mr. Hale\n{lines}{TALK}")[:3]] == [
        ("EUR", None),
        ("CIA", None),
        ("CIA", None),
    ]
    assert [one[1:] for one in listed(f"{HEAD}PRESENT:\nState—Mr. Hale\n{lines}{TALK}")[:2]] == [
        (None, "State"),
        (None, "CIA"),
    ]


def test_a_part_that_somebody_takes_and_his_chief_are_no_office_and_nobody_else() -> None:
    present = "Mr. Alan Hale, Minister of Trade, Ruth Dale, personal secretary to Mr. Hale, and Dr. Orme as note-taker"
    assert listed(f"{HEAD}Present were {present}.{TALK}")[:3] == [
        ("Alan Hale", "Minister of Trade", None),
        ("Ruth Dale", "personal secretary to Mr. Hale", None),
        ("Orme", None, None),
    ]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (
            "Talk between Federal Minister Hale and the Turkish Foreign Minister, Orme",
            [("Hale", "Federal Minister", None), ("Orme", "Turkish Foreign Minister", "Turkey")],
        ),
        (
            "Talk between Comrade Deputy Minister Hale and the French Ambassador, Duval, on trade",
            [("Hale", "Deputy Minister", None), ("Duval", "French Ambassador", "France")],
        ),
    ],
)
def test_a_title_names_the_holder_of_an_office_behind_a_comma(
    title: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert listed(f"{title}\n\n5 May 1955{TALK}")[:2] == expected


WRAPPED = """
     The delegate said that the ships which had been promised
in the spring had not come, that the harbour was empty and
that his Government could not wait any longer for an answer.
"""


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            (
                "CANADA",
                "     Hon. F. J. Hale, Minister of External Affairs",
                "     Mr C. St. J. Orme, Deputy Secretary of External Affairs",
                "IRISH FREE STATE",
                "     Hon. E. G. Dale, Minister for Supply",
                "     Mr R. Stone, Additional Secretary, Ministry of Commerce",
                "BELGIUM",
                "     M. Jan Brandt, Counsellor",
            ),
            [
                ("F. J. Hale", "Minister of External Affairs", "CANADA"),
                ("C. St. J. Orme", "Deputy Secretary of External Affairs", "CANADA"),
                ("E. G. Dale", "Minister for Supply", "IRISH FREE STATE"),
                ("R. Stone", "Additional Secretary, Ministry of Commerce", "IRISH FREE STATE"),
                ("M. Jan Brandt", "Counsellor", "BELGIUM"),
            ],
        ),
        (
            (
                "Mr. Jan Hale, Belgian Ambassador",
                "Mr. Karl Brandt, Financial Counselor, Belgian Embassy",
                "U - Mr. Stone",
                "WE - Mr. Theodore Orme",
            ),
            [
                ("Jan Hale", "Belgian Ambassador", "Belgium"),
                ("Karl Brandt", "Financial Counselor, Belgian Embassy", "Belgium"),
                ("Stone", "U", None),
                ("Theodore Orme", "WE", None),
            ],
        ),
    ],
)
def test_lines_that_fill_the_page_go_on_in_no_side_and_nobody_else(
    lines: tuple[str, ...], expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert listed(HEAD + "PRESENT:\n\n" + "\n".join(lines) + "\n" + 4 * WRAPPED) == expected


@pytest.mark.parametrize(
    ("came", "expected"),
    [
        (
            "Mr. Brandt was accompanied by Mr. Paul Stone, Controller of Customs, and Mr. Jon Vik, Counsellor.",
            [("Paul Stone", "Controller of Customs", "Nepal"), ("Jon Vik", "Counsellor", "Nepal")],
        ),
        (
            "With Mr. Brandt were Mr. Paul Stone, Controller of Customs; Major Jon Vik; and Miss Ruth Dale.",
            [
                ("Paul Stone", "Controller of Customs", "Nepal"),
                ("Jon Vik", None, "Nepal"),
                ("Ruth Dale", None, "Nepal"),
            ],
        ),
        (
            "With the Foreign Secretary of Nepal, Mr. Brandt, were Mr. Paul Stone, Counsellor; and Brigadier Vik.",
            [("Paul Stone", "Counsellor", "Nepal"), ("Vik", None, "Nepal")],
        ),
        (
            "Mr. Hale was accompanied by Mr. P. Stone (Director-General: Water), Messrs. J. Vik and R. Dale (Trade) "
            "and Col. S. Orme (Police).",
            [
                ("P. Stone", "Director-General: Water", None),
                ("J. Vik", None, None),
                ("R. Dale", "Trade", None),
                ("S. Orme", "Police", None),
            ],
        ),
    ],
)
def test_a_sentence_of_the_head_says_who_came_with_whom(
    came: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    title = (
        "Talks between the Commonwealth Secretary, Mr. Alan Hale, and the Foreign Secretary of Nepal, Mr. Karl Brandt"
    )
    found = listed(f"{title}\n\n5 May 1955\n\n{came}{TALK}")
    assert [person for person in found if person[0].split()[-1] not in ("Hale", "Brandt")] == expected


@pytest.mark.parametrize("order", ["Shin Dong-wook", "Dong-wook Shin"])
def test_whom_the_title_calls_by_surname_the_list_may_give_with_his_surname_first(order: str) -> None:
    title = "Record of the Meeting between Foreign Minister Brandt and Foreign Minister Shin"
    attending = f"Attending: Foreign Minister Brandt, Councillor Vik, Foreign Minister {order}"
    people = listed(f"{title}\n\nDate: 18 February 1965\n\n{attending}\n\n{REPORTED_TALK}")
    assert [name for name, *_ in people] == ["Brandt", "Vik", order]


def test_of_the_two_of_a_title_the_list_can_leave_out_the_host() -> None:
    head = "Minutes of Conversation between Chairman Hale and President Brandt\n\nTime: 4 May 1971\n\n"
    lists = "Our participants: Premier Dale, Mr. Vik\n\nTheir participants: President Brandt, Minister Orme\n\n"
    talk = "Hale: Welcome. You have come a long way.\n\nBrandt: It is a great honour.\n\nHale: It is none.\n"
    assert [name for name, *_ in listed(head + lists + talk)][:2] == ["Hale", "Dale"]
