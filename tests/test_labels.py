"""Labels that are spoilt, that are single letters, that stand in a text without line breaks."""

from __future__ import annotations

import re

import pytest

from flows.reading.document import read_document
from flows.segment import body
from flows.segment.labels.candidates import candidates, first_direct, without_ranks
from flows.segment.labels.label import Label
from flows.segment.labels.misreadings import Likeness
from flows.tables import rows

REPLIES = (
    "The harbour is open.",
    "Since when?",
    "We opened it in May, when the ice had gone.",
    "I was told of June.",
    "Who told you?",
    "The pilot did.",
    "He is often late.",
    "So are we all.",
)


def talk(*labels: str) -> str:
    """A talk in which each label is followed by a reply."""
    return "\n\n".join(f"{label} {REPLIES[i % len(REPLIES)]}" for i, label in enumerate(labels))


def speakers(raw: str) -> list[str]:
    """The keys of those who hold the speech turns, without forms of address, in order."""
    turns = rows([read_document(raw.encode(), "talk")])["turns"]
    return [str(turn["speaker_id"]).rpartition(".")[2].split("-")[-1] for turn in turns if turn["kind"] == "speech"]


@pytest.mark.parametrize("labels", [("pm:", "amb:"), ("marsden:", "holbrook:"), ("foreign minister:", "ambassador:")])
def test_labels_in_small_letters(labels: tuple[str, str]) -> None:
    assert len(speakers(talk(*labels * 4).lower())) == 8


def test_a_bracket_at_the_end_of_a_text_opens_nothing_at_its_beginning() -> None:
    raw = talk(*("Marsden]", "Holbrook]") * 4)
    assert len(speakers(raw)) == len(speakers(f"{raw} [")) == 8


OTHERS = ("Mr. Marsden:", "Mr. Holbrook:") * 3


@pytest.mark.parametrize(
    "spoilt",
    [
        "Mr. Marsclen:",
        "Mr. Mars den:",
        "Mr, Marsden:",
        "Mr. Marsd3n:",
        "Mr. Marsden;",
        "Mr. Marsden.",
        "Mr. Marsden",
        "Mr. Marsdem:",
    ],
)
def test_a_spoilt_label_is_known_by_the_others(spoilt: str) -> None:
    assert speakers(talk(*OTHERS, spoilt, "Mr. Holbrook:")) == ["marsden", "holbrook"] * 4


@pytest.mark.parametrize("spoilt", ["Thc Prirne Minister:", "The Prime Mini5ter:", "The Primc Minisfer;"])
def test_a_label_may_be_spoilt_in_each_of_its_words(spoilt: str) -> None:
    raw = talk(*("The Prime Minister:", "Ambassador Holbrook:") * 3, spoilt, "Ambassador Holbrook:")
    assert speakers(raw) == ["minister", "holbrook"] * 4


def test_a_label_of_its_own_line_is_known_though_the_break_before_it_is_lost() -> None:
    raw = "\n\n".join(f"{name}\n\n{reply}" for name, reply in zip(("Marsden", "Holbrook") * 4, REPLIES, strict=True))
    assert speakers(raw.replace("in May, when the ice had gone.\n\n", "when the ice had gone. ")) == speakers(raw)
    assert speakers(raw.replace("The pilot did.", "The pilot did. Ask Marsden")) == speakers(raw)


def test_wide_space_before_what_somebody_does_makes_no_column() -> None:
    raw = " ".join(f"{name} (smiling): {REPLIES[i]}" for i, name in enumerate(("Marsden", "Holbrook") * 4))
    assert speakers(raw.replace("Marsden (", "Marsden  (", 1)) == speakers(raw) == ["marsden", "holbrook"] * 4


def test_a_label_with_a_stop_is_known_though_it_is_spoilt() -> None:
    assert speakers(talk(*("MARSDEN.", "HOLBROOK.") * 3, "MARSD3N.", "HOLBR0OK.")) == ["marsden", "holbrook"] * 4


@pytest.mark.parametrize(
    "other",
    ["Mrs. Marsden:", "Mr. Arsden:", "Mr. Marston:", "M. Marsden:", "General Marsden:"],
)
def test_another_person_is_not_taken_for_a_spoilt_label(other: str) -> None:
    raw = "Present: Mr. Marsden, Mr. Holbrook, " + other.rstrip(":") + "\n\n" + talk(*OTHERS, other, "Mr. Holbrook:")
    turns = rows([read_document(raw.encode(), "talk")])["turns"]
    assert [turn["speaker_label"] for turn in turns if turn["kind"] == "speech"][6] == other.rstrip(":")
    likeness = Likeness({"Mr. Marsden": 9, "Mr. Holbrook": 9}, lambda: {"Marston": 2, "Arsden": 2})
    assert likeness.find(other.rstrip(":")) is None


@pytest.mark.parametrize(
    "spoilt",
    [
        *("rsden:", "r. Marsden:", "Mr. Marsd:", "Mr. Marsdent", "Marsden .:", "Mr. Marsden .-", "Mr. Marsden.,"),
        "Mr. Marsden -",
    ],
)
def test_a_label_is_known_by_what_a_scanner_left_of_it_and_of_its_mark(spoilt: str) -> None:
    found = speakers(talk(*("Mr. Marsden:", "Mr. Holbrook:") * 3, spoilt, "Mr. Holbrook:"))
    assert found == ["marsden", "holbrook"] * 4


def test_a_dash_is_known_though_it_was_misread() -> None:
    assert speakers(talk(*("Marsden –", "Holbrook –") * 3, "Marsden ~", "Holbrook –")) == ["marsden", "holbrook"] * 4


def test_a_comma_is_a_stop_after_a_label_in_capitals() -> None:
    assert speakers(talk(*("MARSDEN.", "HOLBROOK.") * 4, "MARSDEN,", "HOLBROOK.")) == ["marsden", "holbrook"] * 5


def test_a_comma_that_opens_a_paragraph_follows_no_label() -> None:
    assert speakers(talk(*OTHERS, ", “", "Mr. Marsden:")) == [*["marsden", "holbrook"] * 3, "marsden"]


def test_a_letter_is_known_by_a_sign_like_it() -> None:
    assert speakers(talk(*("P:", "G:") * 3, "Pi", "G:", "P:", "G!")) == ["p", "g"] * 5
    assert speakers(talk(*("O:", "G:") * 3, "©:", "G:", "0:", "G:")) == ["o", "g"] * 5


def test_numbers_glued_to_labels_are_known_by_letters_like_them() -> None:
    numbers = (*map(str, range(1, 10)), "l0", "il", "l2")
    labels = (f"{number}{name}:" for number, name in zip(numbers, ("Marsden", "Holbrook") * 6, strict=True))
    assert speakers(talk(*labels)) == ["marsden", "holbrook"] * 6


def test_a_name_that_opens_a_paragraph_of_speech_is_no_label() -> None:
    raw = talk(*OTHERS) + "\n\nMr. Marsden Junior said so.\n\nMr. Marsden, I thank you.\n\nMr. Marsden was there."
    turns = rows([read_document(raw.encode(), "talk")])["turns"]
    assert sum(turn["rule"] == "label" for turn in turns) == 6


def test_letters_with_a_stop_are_labels_where_they_alternate_before_many_words() -> None:
    assert speakers(talk("Q.", "A.", "Q.", "A.", "Q.", "A.", "Q.", "A.")) == ["q", "a"] * 4


def test_letters_that_count_headings_or_begin_names_are_no_labels() -> None:
    headings = "\n\n".join(f"{letter}. Trade\n\nThe harbour is open." for letter in "ABCDABCDABCD")
    assert "a" not in speakers(headings)
    assert speakers(talk(*("J. Marsden.", "K. Holbrook.") * 4)) == ["marsden", "holbrook"] * 4


def test_a_talk_run_together_with_its_head_is_read() -> None:
    raw = "RECORD OF A TALK Present: Mr. Marsden, Mr. Holbrook " + talk(*OTHERS).replace("\n\n", " ")
    read = rows([read_document(raw.encode(), "talk")])
    assert [section["kind"] for section in read["sections"]][-2:] == ["attendance", "body"]
    assert speakers(raw) == ["marsden", "holbrook"] * 3


@pytest.mark.parametrize("stamp", ["[10:0{}:30] ", "10:0{} ", "(0:0{}) "])
def test_a_time_before_a_label_belongs_to_its_turn(stamp: str) -> None:
    raw = talk(*(stamp.format(i) + label for i, label in enumerate(OTHERS)))
    turns = rows([read_document(raw.encode(), "talk")])["turns"]
    assert [raw[turn["raw_start"] :].startswith(stamp.format(i)) for i, turn in enumerate(turns)] == [True] * 6
    assert speakers(raw) == ["marsden", "holbrook"] * 3


def test_a_short_talk_whose_labels_grow_shorter_is_read() -> None:
    labels = ("PRIME MINISTER MARSDEN:", "PRESIDENT HOLBROOK:", "MARSDEN:", "HOLBROOK:", "DALE:", "ORMESBY:")
    assert speakers(talk(*labels)) == ["marsden", "holbrook", "marsden", "holbrook", "dale", "ormesby"]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (("Mr. Marsd.:", "Mr. Holbrook:"), ["marsd", "holbrook"]),  # a short form
        (("M:", "H:"), ["m", "h"]),  # an initial that is a form of address elsewhere
        (("Professor:", "Mwalimu:"), ["professor", "mwalimu"]),
        (("Chairman of the Council of Ministers Comrade E. Marsden:", "P. Holbrook:"), ["marsden", "holbrook"]),
    ],
)
def test_labels_of_many_kinds_are_known(labels: tuple[str, str], expected: list[str]) -> None:
    assert speakers(talk(*labels * 3)) == expected * 3


def test_the_words_of_an_hour_are_no_label() -> None:
    raw = talk(*OTHERS) + "\n\nRecess 11:20–11:45\n\n" + talk(*OTHERS)
    assert speakers(raw) == ["marsden", "holbrook"] * 6


def test_a_single_tab_is_a_gap() -> None:
    raw = talk(*(label.removesuffix(":") + "\t" for label in OTHERS)).replace("\t ", "\t")
    assert speakers(raw) == ["marsden", "holbrook"] * 3


def test_an_office_in_parentheses_is_the_label_of_whom_it_stands_beside() -> None:
    raw = talk("Mr. Marsden (Chairman):", "Mr. Holbrook:", "The Chairman:", "Mr. Holbrook:", "The Chairman:")
    assert speakers(raw) == ["marsden", "holbrook", "marsden", "holbrook", "marsden"]


def test_what_follows_the_last_label_may_be_told() -> None:
    raw = talk(*OTHERS) + (
        "\n\nMr. Marsden then asked for the bridge. Mr. Holbrook replied that it was shut. Mr. Marsden regretted this."
    )
    assert speakers(raw) == ["marsden", "holbrook"] * 4 + ["marsden"]
    inside = raw + "\n\n" + talk(*OTHERS)  # as may one paragraph between labels of two
    assert speakers(inside) == ["marsden", "holbrook"] * 7
    # But where there are more, somebody may recount it.
    assert speakers(f"{inside}\n\nMr. Dale: So be it.") == ["marsden", "holbrook"] * 6 + ["dale"]


def test_numbered_questions_and_answers_are_two_speakers() -> None:
    raw = "\n\n".join(f"{'QA'[i % 2]}{i // 2 + 1}. {REPLIES[i]}" for i in range(8))
    assert speakers(raw) == ["q", "a"] * 4


def test_who_signs_below_his_office_says_nothing() -> None:
    assert (
        speakers(talk(*OTHERS) + "\n\nThe sitting rose at noon.\n\nThe Secretary: P. DE ALDER")
        == [
            "marsden",
            "holbrook",
        ]
        * 3
    )


def test_sides_speak_where_they_have_the_floor_time_and_again() -> None:
    raw = "Ruritanian side: Mr. Marsden\n\nOur side: Mr. Holbrook\n\n" + talk(*("Ruritanian side:", "Our side:") * 3)
    turns = rows([read_document(raw.encode(), "talk")])["turns"]
    assert [turn["speaker_label"] for turn in turns] == ["Ruritanian side", "Our side"] * 3
    assert len({turn["speaker_id"] for turn in turns}) == 2


def test_initials_of_two_letters_belong_to_a_label() -> None:
    assert speakers(talk(*("Gh. Marsden:", "Yu. Holbrook:") * 3)) == ["marsden", "holbrook"] * 3


def test_a_hyphen_without_spaces_is_a_mark_where_two_alternate_before_many_words() -> None:
    assert (
        speakers("\n\n".join(f"{('Mr. Marsden', 'Minister')[i % 2]}-{REPLIES[i]}" for i in range(8)))
        == [
            "marsden",
            "minister",
        ]
        * 4
    )
    halves = "\n\n".join(f"{('Vice', 'Under')[i % 2]}-President Alder was late." for i in range(8))
    assert not {"vice", "under"} & set(speakers(halves))


def test_offices_may_be_written_small() -> None:
    turns = rows([read_document(talk(*("Soviet ambassador:", "Foreign minister:") * 3).encode(), "talk")])["turns"]
    assert [turn["speaker_label"] for turn in turns] == ["Soviet ambassador", "Foreign minister"] * 3
    assert len({turn["speaker_id"] for turn in turns}) == 2


def test_two_labels_in_capitals_are_enough_where_both_are_present() -> None:
    head = "MEETING OF THE BUREAU\n\nChaired by Comrade MARSDEN, L.I.\n\nAttended by Coms. Holbrook, A., Orme, V.\n\n"
    said = "MARSDEN. You remember the bridge.\n\nIt is not open yet.\n\nNobody goes there.\n\nHOLBROOK. It is open now."
    assert speakers(head + said) == ["marsden", "holbrook"]


@pytest.mark.parametrize("mark", ["‘", "’", "'"])
def test_an_apostrophe_may_open_a_name(mark: str) -> None:
    assert speakers(talk(*(f"{mark}Amir:", "Holbrook:") * 3)) == ["amir", "holbrook"] * 3


def test_a_roman_number_before_a_gap_is_no_label() -> None:
    turns = [f"{('MARSDEN', 'ORME')[i % 2]}  {REPLIES[i]}" for i in range(6)]
    assert "ii" not in speakers("\n\n".join([*turns[:3], "II.  The Bridge.", *turns[3:]]))


def test_names_before_what_only_opens_sentences_are_labels_without_a_mark() -> None:
    said = ("I opened it.", "Since when?", "We were told of June.", "Who told you?", "The pilot did.", "He is late.")
    raw = "\n\n".join(f"{('Marsden', 'General Holbrook')[i % 2]} {said[i]}" for i in range(6))
    assert speakers(f"{raw}\n\nMarsden Often.\n\nGeneral Holbrook So am I.") == ["marsden", "holbrook"] * 4
    # A name that goes on is another one, and one name is no talk.
    assert speakers("\n\n".join(f"The Soviet {word} was late." for word in ("Union", "Ambassador", "Note") * 2)) == []
    assert speakers("\n\n".join(f"Marsden {words}" for words in said)) == []


def test_a_listed_name_with_its_form_of_address_takes_the_floor_on_a_line_of_its_own() -> None:
    raw = "Present: Mr. Marsden, Mr. Holbrook, Sec. Dale\n\n" + talk(*OTHERS)
    assert speakers(raw + "\n\nSec. Dale:\n\n1. The harbour.\n\n2. The bridge.") == ["marsden", "holbrook"] * 3 + [
        "dale"
    ]


def test_who_is_in_the_chair_speaks_where_he_does_so_time_and_again() -> None:
    raw = "Meeting of the Group\n\n15 June 1991\n\n"
    assert speakers(raw + talk(*("Chair\n\n", "Mr. Holbrook\n\n") * 3)) == ["chair", "holbrook"] * 3
    listed = "Rapporteur: Mr. Dale\n\n" + talk(*OTHERS)
    assert speakers(raw + listed) == ["marsden", "holbrook"] * 3


def test_how_something_is_said_may_stand_after_a_comma() -> None:
    raw = talk(*OTHERS, "Mr. Marsden, interrupting:", "Mr. Holbrook, with some heat:")
    assert speakers(raw) == ["marsden", "holbrook"] * 4


def test_points_under_a_numbered_heading_are_nobodys() -> None:
    raw = f"{talk(*OTHERS)}\n\n2. THE HARBOUR\n\n• Depth of eleven feet\n\n• Two cranes\n\n{talk(*OTHERS)}"
    turns = rows([read_document(raw.encode(), "talk")])["turns"]
    assert [turn["text"] for turn in turns if turn["kind"] == "narration"] == [
        "2. THE HARBOUR\n\n• Depth of eleven feet\n\n• Two cranes"
    ]


def test_letters_in_parentheses_after_a_name_name_the_same_person() -> None:
    assert speakers(talk("Mr. Marsden (M):", "Mr. Holbrook (H):", *("M:", "H:") * 2)) == ["marsden", "holbrook"] * 3


def test_several_may_speak_without_a_name() -> None:
    assert speakers(talk(*OTHERS, "All:", "Mr. Marsden:")) == [*("marsden", "holbrook") * 3, "all", "marsden"]


def test_nobody_goes_on_after_a_comment() -> None:
    raw = talk(*OTHERS) + "\n\nComment: Marsden was tired.\n\nBest,\n\nDale"
    assert rows([read_document(raw.encode(), "talk")])["turns"][-1]["kind"] == "narration"


def test_what_somebody_says_after_a_colon_needs_no_label() -> None:
    raw = talk(*OTHERS) + "\n\nMr. Marsden said: Let us go on.\n\n" + talk("Mr. Holbrook:", "Mr. Marsden:")
    assert speakers(raw) == [*("marsden", "holbrook") * 3, "marsden", "holbrook", "marsden"]


def test_the_drafter_may_call_himself_i() -> None:
    assert speakers(talk(*("Mr. Marsden:", "I:") * 3)) == ["marsden", "i"] * 3


def test_a_form_of_address_and_a_name_are_a_label_within_a_paragraph() -> None:
    raw = talk(*OTHERS) + " Mr. Dale: So am I.\n\n" + talk(*OTHERS)
    assert speakers(raw) == [*("marsden", "holbrook") * 3, "dale", *("marsden", "holbrook") * 3]


def test_capitals_without_a_mark_are_labels_where_lines_are_lost() -> None:
    raw = " ".join(f"{('MARSDEN', 'HOLBROOK')[i % 2]} {REPLIES[i]}" for i in range(8))
    assert speakers(raw) == ["marsden", "holbrook"] * 4


def test_a_name_in_full_is_a_label_though_it_stands_once_and_others_are_called_otherwise() -> None:
    raw = talk("Alan Marsden:", "Viktor Holbrook:", *("The Minister:", "The Ambassador:") * 4)
    assert speakers(raw)[:3] == ["marsden", "holbrook", "minister"]


def test_letters_name_whom_an_earlier_label_names_in_full() -> None:
    raw = talk("Alan Marsden:", "Viktor Holbrook:", *("AM:", "VH:") * 4)
    assert speakers(raw) == ["marsden", "holbrook"] * 5


@pytest.mark.parametrize("first", ["Minister Marsden", "The Minister", "ALAN MARSDEN", "Foreign Minister Marsden"])
def test_the_first_label_of_its_own_line_may_be_longer_than_those_after_it(first: str) -> None:
    listed = "Present: Alan Marsden, Minister; Viktor Holbrook, Ambassador\n\n"
    said = [f"{label}:\n{reply}" for label, reply in zip((first, *("Holbrook", "Marsden") * 3), REPLIES, strict=False)]
    assert len(speakers(listed + "\n\n".join(said))) == 7


def test_an_office_of_a_side_is_the_one_who_holds_it_there() -> None:
    listed = "Present\nNorland: Mr. Nils Halvar, Minister for Foreign Affairs; Ambassador Berg\n"
    listed += "Vestria: Mr. Jules Ferrand, Minister for Foreign Affairs; Mr. Tissot, Ambassador\n\n"
    labels = ("The Norland Foreign Minister:", "The Vestrian Foreign Minister:", "The Vestrian Ambassador:")
    raw = listed + talk(*labels, "The Norland Ambassador:", "Mr. Halvar:", "Mr. Ferrand:", "Mr. Tissot:", "Mr. Berg:")
    assert speakers(raw) == [*("halvar", "ferrand", "tissot", "berg") * 2]


@pytest.mark.parametrize(
    ("first", "later"),
    [
        ("Prime Minister B.P. Koran:", "BP:"),
        ("Chairman Bao Rending:", "Bao:"),
        ("Comrade Tran Van Lo:", "T. V. Lo:"),
        ("Mwalimu Joseph Ngowi:", "Mwalimu:"),
        ("[Georges] Bidet:", "Bidet:"),
        ("Amb. Toller:", "Amb. T:"),
    ],
)
def test_one_person_in_two_ways(first: str, later: str) -> None:
    told = speakers(talk(first, "Mr. Marsden:", later, "Mr. Marsden:", later, "Marsden:", later))
    assert told[0] == told[2] == told[4] == told[6] != "marsden"


def test_a_label_of_its_own_line_may_lose_its_colon() -> None:
    labels = ("MARSDEN:", "HOLBROOK:", "MARSDEN", "HOLBROOK:", "MARSDEN:", "HOLBROOK")
    raw = "\n\n".join(f"{label}\n{reply}" for label, reply in zip(labels, REPLIES, strict=False))
    assert speakers(raw) == ["marsden", "holbrook"] * 3


def test_what_an_editor_says_he_left_out_is_nobodys() -> None:
    left_out = "[Here follows a list of the ships that were lost.]"
    text = (
        f"Talk\n\nAnna Berg: We must speak of the ships. {left_out} That is all.\n\nOle Lind: I see.\n\n"
        f"Anna Berg: And the nets? [Laughter]\n\nOle Lind: They are gone. {left_out}\n\nAnna Berg: Then let us go.\n"
    )
    turns = rows([read_document(text.encode(), "talk")])["turns"]
    assert [text[turn["raw_start"] : turn["raw_end"]].strip() for turn in turns if turn["kind"] == "narration"] == [
        left_out,
        left_out,
    ]
    resumed = next(turn for turn in turns if turn["text"] == "That is all.")
    assert resumed["kind"] == "speech"
    assert resumed["speaker_id"] == turns[0]["speaker_id"]


def test_the_stop_of_initials_after_a_surname_is_that_of_the_label() -> None:
    raw = talk(*("MARSDEN, A.B.", "HOLBROOK, V.", "MARSDEN.", "GEN. HOLBROOK.") * 2)
    assert speakers(raw) == ["marsden", "holbrook"] * 4


@pytest.mark.parametrize("label", ["A voice:", "Voice from the hall:", "Several delegates:"])
def test_who_is_not_known_speaks_too(label: str) -> None:
    assert len(speakers(talk(*OTHERS, label, "Mr. Marsden:"))) == 8


def test_nobody_is_named_by_the_office_after_a_form_of_address() -> None:
    raw = talk(*("Mr. ROWE.", "The PRESIDENT.") * 3)
    raw += "\n\nMr. ROWE. On a point of order, Mr. President. The text is not here."
    assert speakers(raw) == [*("rowe", "president") * 3, "rowe"]


def test_the_press_asks_without_a_mark() -> None:
    raw = talk(*("Q", "MINISTER HOLBROOK:") * 4)
    assert speakers(raw) == ["q", "holbrook"] * 4


HEAD = "Record of conversation\n\n4 May 1974\n\n"


def test_questions_and_answers_may_have_nothing_but_a_letter_before_them() -> None:
    assert speakers(talk(*("Q", "A") * 4).replace("\n\n", "\n")) == ["q", "a"] * 4


def test_a_letter_is_no_answer_where_somebody_else_answers() -> None:
    raw = talk(*("Q", "MR. MARSDEN:") * 4).replace("The pilot", "\n\nA Pilot")
    assert speakers(raw) == ["q", "marsden"] * 4


@pytest.mark.parametrize("form", ["{}: ", "{} : ", "{}:\n", "# {}: ", "**{}:** "])
@pytest.mark.parametrize("turns", [1, 2])
def test_an_excerpt_of_a_turn_or_two_has_labels_too(form: str, turns: int) -> None:
    said = ["We opened the harbour in May, when the ice had gone. I was there.", "You did. Who paid for it?"][:turns]
    names = ["Alan Marsden", "Piet Holbrook"]
    raw = HEAD + "\n\n".join(form.format(name) + words for name, words in zip(names, said, strict=False))
    assert speakers(raw) == ["marsden", "holbrook"][:turns]


def test_whoever_speaks_may_tell_at_length_what_others_said_elsewhere() -> None:
    told = "\n\n".join(f"Comrade {name} said that the harbour was closed." for name in ("Dale", "Ormesby", "Wick") * 3)
    raw = f"{HEAD}{talk('Comrade Marsden:')}\n\n{told}\n\n{talk('Comrade Holbrook:', 'Comrade Marsden:')}"
    assert speakers(raw) == ["marsden", "holbrook", "marsden"]


@pytest.mark.parametrize("label", ["President Marsden:", "The President:", "ALAN MARSDEN:"])
def test_the_first_label_on_a_line_of_its_own_is_no_entry_of_the_list_before_it(label: str) -> None:
    listed = "Participants:\nAlan Marsden, President of Frisia\nPiet Holbrook, Minister of Trade\n\n"
    raw = (
        HEAD + listed + f"{label}\nI have come about the harbour.\n\nMinister Holbrook:\nWe know it.\n\n{label}\nWell?"
    )
    assert speakers(raw) == ["marsden", "holbrook", "marsden"]


def test_a_label_may_end_a_paragraph_of_something_else() -> None:
    raw = talk(*("Mr. Marsden:\n", "Mr. Holbrook:\n") * 3).replace(
        "Mr. Marsden:", "The talk began at ten. Mr. Marsden:", 1
    )
    assert speakers(HEAD + raw) == ["marsden", "holbrook"] * 3


def test_whom_an_office_or_country_has_in_parentheses_is_he_who_has_a_label_elsewhere() -> None:
    raw = talk("Marsden:", "Holbrook:", "State (Marsden):", "Denmark (Mr. Holbrook):", "Marsden:", "Holbrook:")
    assert speakers(raw) == ["marsden", "holbrook"] * 3


@pytest.mark.parametrize("short", ["Min. of Trade:", "MIN. OF TRADE:", "Minister of Trade:"])
def test_offices_are_the_same_for_short(short: str) -> None:
    assert len(set(speakers(talk("Minister of Trade:", "President:", short, "President:")))) == 2


def test_a_label_with_its_country_may_end_in_a_stop_among_colons() -> None:
    raw = talk("The President:", "M. Marsden (Frisia) (Interpretation).", "The President:", "M. Holbrook (Elam):")
    assert speakers(raw) == ["president", "marsden", "president", "holbrook"]


def test_a_name_written_surname_first_may_be_called_by_its_first_word() -> None:
    raw = talk("Tran Van Marsden:", "Ho Duc Ky:", "Tran Van Marsden:", "Ho Duc Ky:", "Tran:", "Ho Duc Ky:")
    assert speakers(raw) == ["marsden", "ky"] * 3


def test_whoever_is_in_the_chair_may_speak_once_and_a_list_names_him_too() -> None:
    raw = HEAD + "Chair: Mr. Dale (Frisia)\n\n" + talk(*("Marsden:", "Holbrook:") * 3, "Chair:")
    assert speakers(raw) == ["marsden", "holbrook"] * 3 + ["chair"]


@pytest.mark.parametrize("initials", ["N.F.", "N.Ye.", "Yu.P.", "Dzh.", "Kh.M."])
def test_initials_of_two_letters_leave_a_label_in_capitals(initials: str) -> None:
    record = (
        f"MINUTES OF THE BUREAU\n\n6 December 1966\n\nPresent: Coms. Kobler, R.T., Ostap, {initials}, Lesnik, G.P.\n\n"
        f"KOBLER. You have the samples.\n\nLESNIK. It is worse.\n\nOSTAP, {initials} Not the whole of it.\n\n"
        "LESNIK. Two of three.\n\nKOBLER. Is there another view?\n\nLESNIK. No.\n"
    )
    turns = rows([read_document(record.encode(), "a1")])["turns"]
    assert [turn["speaker_label"].split(",")[0] for turn in turns] == [
        *("KOBLER", "LESNIK", "OSTAP", "LESNIK", "KOBLER", "LESNIK"),
    ]


def test_who_is_spoken_to_is_not_sought_anew_behind_each_label(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []

    def counting(text: str, start: int, end: int) -> int:
        first = first_direct(text, start, end)
        looked_at.append(first - start)
        return first

    monkeypatch.setattr(body, "first_direct", counting)
    raw = "[14:02:43] MARSDEN: LE: A" * 200
    assert read_document(raw.encode(), "talk").segmented.turns
    assert len(raw) / 2 < sum(looked_at) < 4 * len(raw)


def test_a_record_that_passes_from_labels_to_clauses_and_back() -> None:
    record = """Note on a talk in the House of Friendship

Comrade Alder: You are welcome here. We attach great weight to your visit.

Comrade Birch: Thank you. Our road was long, and the bridge was out.

Comrade Alder: That is no good news. We shall send our engineers to you.

Comrade Cedar then spoke on the bridge. It could be mended within two months if the steel came in time.

Comrade Birch replied that the steel was at the border. Nobody there had known to whom it belonged.

Comrade Alder: And why was I not told?

Comrade Birch: The telegram went to the ministry of roads.

Comrade Cedar remarked that this ministry had not answered letters since spring.

Comrade Alder: Then write to me.

Comrade Birch agreed. He asked for two cranes too, to which Comrade Cedar responded that there was one at most.
Comrade Alder concluded that one would have to do. Comrade Birch thanked him and said that he would report this at home.
"""
    turns = rows([read_document(record.encode(), "talk")])["turns"]
    said = [turn["speaker_name"].removeprefix("Comrade ") for turn in turns if turn["kind"] == "speech"]
    order = "Alder Birch Alder Cedar Birch Alder Birch Cedar Alder Birch Cedar Alder Birch"
    assert said == order.split()


@pytest.mark.parametrize("head", ["Photocopy from the Town Library", "MEMORANDA OF TALKS"])
def test_what_stands_alone_time_and_again_is_no_label_where_nothing_else_does(head: str) -> None:
    said = [
        f"Mr. Marsden said that {reply[0].lower()}{reply[1:]}\n\nMr. Holbrook doubted it."
        for reply in (REPLIES[0], REPLIES[2], REPLIES[5], REPLIES[6], REPLIES[7])
    ]
    assert speakers(f"\n\n{head}\n\n".join(said)) == ["marsden", "holbrook"] * len(said)


def test_who_has_a_label_with_his_office_may_be_told_of_by_it() -> None:
    record = """Record of the Meeting between Minister Alder and Ambassador Birch

(1) The bridge

(Minister Alder) I welcome you here. I hear that you came by the old bridge.

(Ambassador Birch) I would rather not say by which. We all swim well.

(Minister Alder) Our side swims too, but not in winter.

(2) The ferry

Ambassador Birch explained the outlook for the ferry. Final agreement was hoped for within the year.

In response, the Minister stated that his country attached great importance to it.

Ambassador Birch said that delay would have effects on the price, and noted that others were interested.

The Minister asked whether this was to be understood as a deadline.

(3) The weather

(Ambassador Birch) It has been colder than last year.

(Minister Alder) Understood. Lunch is ready.
"""
    turns = rows([read_document(record.encode(), "talk")])["turns"]
    said = [turn["speaker_name"].split()[-1] for turn in turns if turn["kind"] == "speech"]
    assert said == ["Alder", "Birch", "Alder", "Birch", "Alder", "Birch", "Alder", "Birch", "Alder"]


@pytest.mark.parametrize("mark", [":", ".", ".-"])
@pytest.mark.parametrize("rank", ["Cmdr.", "Div. Gen.", "Xyr."])
def test_a_rank_that_is_written_short_belongs_to_the_label(rank: str, mark: str) -> None:
    names = (f"{rank} Alan Marsden{mark}", f"{rank} Holbrook{mark}")
    turns = rows([read_document(talk(*names * 3).encode(), "talk")])["turns"]
    labels = [turn["speaker_label"] for turn in turns if turn["kind"] == "speech"]
    assert labels == [f"{rank} Alan Marsden", f"{rank} Holbrook"] * 3


@pytest.mark.parametrize("answer", ["A.", "THE PRESIDENT.", "The President.", "THE MINISTER:", "Mr. Tarn."])
@pytest.mark.parametrize("question", ["Q. Sir,", "Q. Mr. President,"])
def test_questions_of_the_press(question: str, answer: str) -> None:
    said = (
        *(f"{question} will you go to the coast?", f"{answer} I have not decided."),
        *(f"{question} what of the loan?", f"{answer} Mr. Holm said in June that it would be paid."),
        *(f"{question} are they good?", f"{answer} They are."),
        *(f"{question} is there anything else?", f"{answer} No, thank you."),
    )
    raw = "News Conference\n\n4 May 1956\n\n" + "\n\n".join(said)
    turns = [turn for turn in rows([read_document(raw.encode(), "press")])["turns"] if turn["kind"] == "speech"]
    assert [turn["raw_start"] for turn in turns] == [raw.index(words) for words in said]


@pytest.mark.parametrize("mark", [" | ", " > ", " / "])
def test_initials_before_a_sign_are_labels_whoever_speaks_often(mark: str) -> None:
    order = ["CH", "FR", "CH", "UK", "DE", "CH", "UK", "PL", "CH", "UK", "FR"]
    raw = "Working dinner\n\n" + "\n".join(
        f"{who}{mark}{words}" for who, words in zip(order, REPLIES * 4, strict=False)
    )
    turns = [turn for turn in rows([read_document(raw.encode(), "talk")])["turns"] if turn["kind"] == "speech"]
    assert [turn["speaker_label"] for turn in turns] == order


@pytest.mark.parametrize("form", ["#{i}. {who}. ", "[10:0{i}] {who}: ", "10.0{i} {who}: "])
def test_what_stands_once_before_a_mark_is_no_label_where_line_breaks_are_lost(form: str) -> None:
    order = ["Marsden", "Holbrook", "Marsden", "Holbrook", "Ruritania Road", "Holbrook", "Marsden", "New Timber"]
    said = [form.format(i=turn, who=who) + REPLIES[turn % len(REPLIES)] for turn, who in enumerate(order, start=1)]
    turns = rows([read_document(f"Talk on the road {' '.join(said)}".encode(), "talk")])["turns"]
    assert not {"Ruritania Road", "New Timber"} & {turn["speaker_label"] for turn in turns}


def test_who_hesitates_is_no_label() -> None:
    order = ["Marsden", "Holbrook"] * 6
    said = [f"{who} - {REPLIES[turn % len(REPLIES)]}" for turn, who in enumerate(order)]
    for turn in (3, 7, 10):
        said[turn] += "\n\nI - I should like to see the paper first."
    assert speakers("\n\n".join(said)) == [who.lower() for who in order]


@pytest.mark.parametrize("posts", [("ROME", "OSLO"), ("HQ", "OSLO"), ("WARSAW", "FIELD")])
@pytest.mark.parametrize("form", ["10{m}Z {p}-{i}\n", "0410{m}Z {p}-{i}\n", "{p}-{i}\n", "10{m}Z {p} {i}\n"])
def test_posts_of_a_teletype_take_turns_by_number_and_hour(form: str, posts: tuple[str, str]) -> None:
    said = ["GOOD MORNING. WHO IS WITH YOU", "ALDER AND BIRCH. ROADS ICY.", "HOW MANY TRAINS STOPPED SINCE MIDNIGHT"]
    said += [
        "FOUR. TWO COAL, ONE MIXED, ONE DUTY TRAIN.",
        "REPORT ANY FURTHER STOPPAGE AT ONCE.",
        "WILL DO. ROADS CLEAR NOW.",
    ]
    text, starts = "TOP SECRET\n\nTELECONFERENCE TT-94\n\nDATE: 22 JAN 49\n\n", []
    for turn, words in enumerate(said):
        starts.append(len(text))
        text += f"{form.format(m=12 + 3 * turn, p=posts[turn % 2], i=turn // 2 + 1)}{words}\n\n"
    turns = [turn for turn in rows([read_document(text.encode(), "talk")])["turns"] if turn["kind"] == "speech"]
    assert [turn["raw_start"] for turn in turns] == starts
    assert [turn["speaker_label"] for turn in turns] == [*posts] * 3


@pytest.mark.parametrize("mark", [":", ".", " —"])
@pytest.mark.parametrize("posts", [("Washington", "Budapest"), ("MOSCOW", "PARIS"), ("May", "Marsden")])
def test_places_and_months_that_speak_time_and_again(posts: tuple[str, str], mark: str) -> None:
    raw = talk(*[f"{post}{mark}" for post in posts] * 3)
    assert speakers(raw) == [post.lower() for post in posts] * 3


def test_a_place_before_a_date_is_no_label() -> None:
    raw = "Memorandum\n\nWashington: 4 May 1956.\n\nMr. Alder said that the quay was closed. Mr. Moore agreed.\n"
    turns = rows([read_document(raw.encode(), "talk")])["turns"]
    assert [turn["speaker_label"] for turn in turns if turn["kind"] == "speech"] == ["Mr. Alder", "Mr. Moore"]


@pytest.mark.parametrize("name", ["Si", "Il", "Io"])
def test_a_short_name_is_no_number_that_a_scanner_misread(name: str) -> None:
    assert speakers(talk(*("Marsden:", f"{name}:") * 4)) == ["marsden", name.lower()] * 4


def test_ranks_are_told_without_comparing_each_label_with_the_others() -> None:
    compared = 0

    class Counted(Label):
        def __eq__(self, other: object) -> bool:
            nonlocal compared
            compared += 1
            return super().__eq__(other)

        __hash__ = Label.__hash__

    said = ("Xyr. Marsden said so.", "Holbrook. I came.", "Crane. We went.") * 20
    text = "\n\n".join(said)
    bounds = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text)]
    found = [Counted(*label) for label in (*candidates(text, bounds), Label(0, 0, 3, 5, "Xyr", "stop"))]
    assert "Xyr" not in {label.text for label in without_ranks(text, found)}
    assert compared == 0


# As a scanner reads a page whose labels stand in a column of their own.
PARTED = (
    "Marsden: The harbour is open.\n\nHolbrook: Since when?\n\nMarsden: Since May. The ice had gone by then.\n\n"
    "Holbrook:\n\nMarsden:\n\nHolbrook:\n\nI was told of June.\n\n[Laughter]\n\nWho told you?\n\nThe pilot did.\n\n"
    "Marsden: He is often late.\n\nHolbrook: So are we all.\n\n"
    "Marsden:\n\nHolbrook:\n\nLet us have dinner.\n\nThen let us go to it."
)


def test_it_cannot_be_told_who_speaks_where_labels_are_parted_from_what_is_said() -> None:
    turns = rows([read_document(PARTED.encode(), "talk")])["turns"]
    found = [(str(turn["speaker_name"]), turn["text"].partition("\n")[0]) for turn in turns]
    assert found == [
        ("Marsden", "Marsden: The harbour is open."),
        ("Holbrook", "Holbrook: Since when?"),
        ("Marsden", "Marsden: Since May. The ice had gone by then."),
        ("None", "Holbrook:"),
        ("None", "[Laughter]"),
        ("None", "Who told you?"),
        ("Marsden", "Marsden: He is often late."),
        ("Holbrook", "Holbrook: So are we all."),
        ("None", "Marsden:"),
    ]
    unknown = [turn for turn in turns if turn["rule"] == "parted-labels"]
    assert [turn["kind"] for turn in unknown] == ["speech"] * 3
    assert all(turn["flags"] == ["low-confidence", "unresolved-speaker"] for turn in unknown)


def test_the_last_of_a_row_of_labels_has_not_said_what_the_page_before_broke_off() -> None:
    page = "Marsden:\n\nHolbrook:\n\nMarsden:\n\nnot to blame for it.\n\nThen who is?"
    turns = rows([read_document(f"{talk(*('Marsden:', 'Holbrook:') * 2)}\n\n{page}".encode(), "talk")])["turns"]
    assert [turn["rule"] for turn in turns] == [*("label",) * 4, "parted-labels"]


def test_a_label_without_words_takes_the_floor_where_the_next_has_them() -> None:
    raw = talk(*("Marsden:", "Holbrook:") * 4).replace(REPLIES[1], "")
    assert speakers(raw) == ["marsden", "holbrook"] * 4


def test_letters_before_a_stop_are_labels_inside_paragraphs_too() -> None:
    raw = (
        "S. of S. Is it late?\n\nMr. K. It is early.\n\nS. of S. It is late by this one. Mr. K. Mine was mended.\n\n"
        "S. of S. Who did it?\n\nMr. K. The smith. S. of S. He is deaf.\n\nMr. K. What of it? S. of S. Nobody told him."
        "\n\nMr. K. Then tell him.\n\nS. of S. He would not hear."
    )
    assert speakers(raw) == ["s", "k"] * 5 + ["s"]
