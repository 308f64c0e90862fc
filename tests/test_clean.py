"""Raw text to clean text: each rule alone, and the laws on any text."""

from __future__ import annotations

import csv
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from flows.clean import clean
from flows.clean.edits import Change, apply, minimal
from flows.clean.layout import proportional
from flows.record import Cleaned, Edit, Page
from tests import laws

SEEDS = Path(__file__).parent.parent / "seeds"
MAY_REMOVE_LETTERS = {"page-furniture", "page-mark", "footnote", "footnote-mark", "entity"}
RULES = MAY_REMOVE_LETTERS | {
    "line-break",
    "paragraph-break",
    "page-break",
    "hyphenation",
    "space",
    "no-break-space",
    "homoglyph",
    "glued-words",
    "invisible",
    "markup",
}
SENTENCE = (
    "the minister replied that his government had studied these proposals with great care and could accept most of "
    "them although some points of detail would have to be discussed again when experts of both sides met in the spring"
)
WORDS = SENTENCE.split()


def restored(cleaned: Cleaned) -> str:
    """What the edits make of the clean text, read backwards."""
    parts, at = [], 0
    for edit in cleaned.edits:
        parts += [cleaned.text[at : edit.clean_start], edit.raw_text]
        at = edit.clean_end
    return "".join(parts) + cleaned.text[at:]


def broken_laws(cleaned: Cleaned) -> list[str]:
    """Which laws of the clean text do not hold."""
    broken = []
    if restored(cleaned) != cleaned.raw:
        broken.append("reversible")
    for edit in cleaned.edits:
        old, new = edit.raw_text, edit.clean_text
        if old == new or (old and new and (old[0] == new[0] or old[-1] == new[-1])):
            broken.append("minimal")
        if cleaned.text[edit.clean_start : edit.clean_end] != new or cleaned.raw[edit.raw_start : edit.raw_end] != old:
            broken.append("offsets")
        lost = sum(map(str.isalnum, old)) - sum(map(str.isalnum, new))
        if lost > 0 and edit.rule not in MAY_REMOVE_LETTERS:
            broken.append(f"letters lost under {edit.rule}")
        if edit.rule not in RULES:
            broken.append(f"unknown rule {edit.rule}")
    if any(a.raw_end > b.raw_start or a.clean_end > b.clean_start for a, b in pairwise(cleaned.edits)):
        broken.append("overlap")
    for paragraph in cleaned.text.split("\n\n") if cleaned.text else ():
        if not paragraph or paragraph != paragraph.strip() or len(paragraph.splitlines()) != 1 or "  " in paragraph:
            broken.append(f"paragraph {paragraph[:40]!r}")
    starts = [page.clean_start for page in cleaned.pages]
    if starts != sorted(set(starts)) or any(cleaned.text[start].isspace() for start in starts):
        broken.append("pages")
    return broken


def paragraphs(raw: str) -> list[str]:
    """The paragraphs of the clean text, once its laws are known to hold."""
    cleaned = clean(raw)
    assert broken_laws(cleaned) == []
    return cleaned.text.split("\n\n") if cleaned.text else []


def rules(raw: str) -> set[str]:
    return {edit.rule for edit in clean(raw).edits}


def prose(words: int, start: int = 0) -> str:
    """A sentence of so many words."""
    text = " ".join(WORDS[(start + i) % len(WORDS)] for i in range(words))
    return text[0].upper() + text[1:] + "."


def wrapped(text: str, width: int = 66, first: str = "", measure: Callable[[str], int] = len) -> list[str]:
    """The text in lines of at most `width`, the first one after the indent `first`."""
    lines, line = [], first
    for word in text.split():
        longer = f"{line} {word}" if line.strip() else line + word
        if line.strip() and measure(longer) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


# Edits


def test_an_edit_is_cut_to_what_differs() -> None:
    assert minimal("one \n two", Change(3, 6, " ", "line-break")) == Change(4, 6, "", "line-break")
    assert minimal("abc", Change(0, 3, "abc", "space")) is None


def test_edits_say_where_they_are_in_both_texts() -> None:
    text, edits = apply("a  b\nc", [Change(1, 3, " ", "space"), Change(4, 5, "\n\n", "paragraph-break")])
    assert text == "a b\n\nc"
    assert [(e.raw_start, e.raw_end, e.clean_start, e.clean_end) for e in edits] == [(2, 3, 2, 2), (5, 5, 4, 5)]


def test_overlapping_changes_are_refused() -> None:
    with pytest.raises(ValueError, match="overlaps"):
        apply("abcd", [Change(0, 3, "", "space"), Change(2, 4, "", "space")])


# Lines and paragraphs


def test_long_lines_are_paragraphs_whatever_stands_between_them() -> None:
    a, b, c = prose(40), prose(50, 3), prose(30, 5)
    assert paragraphs(f"{a}\n{b}\n\n\n\n{c}\n") == [a, b, c]


def test_windows_and_old_mac_line_ends_part_paragraphs() -> None:
    a, b = prose(20), prose(20, 4)
    assert paragraphs(f"{a}\r\n\r\n{b}\r\n") == [a, b]
    assert paragraphs(f"{a}\r{b}\r") == [a, b]


def test_wrapped_lines_between_blank_lines_are_one_paragraph() -> None:
    texts = [prose(60, i) for i in range(5)]
    raw = "\n\n".join("\n".join(wrapped(text)) for text in texts)
    assert paragraphs(raw) == texts
    assert rules(raw) == {"line-break"}


def test_an_indent_starts_a_paragraph() -> None:
    texts = [prose(60, i) for i in range(8)]
    assert paragraphs("\n".join(line for text in texts for line in wrapped(text, first="   "))) == texts


def test_a_short_last_line_ends_a_paragraph() -> None:
    texts = [prose(55 + i, i) for i in range(12)]
    lines = [wrapped(text) for text in texts]
    kept = [i for i in range(12) if len(lines[i][-1]) < 45]
    assert len(kept) > 4
    assert paragraphs("\n".join(line for i in kept for line in lines[i])) == [texts[i] for i in kept]


def test_double_spacing_is_not_a_paragraph_a_line() -> None:
    texts = [prose(60, i) for i in range(6)]
    raw = "\n \n".join("".join(f"{line} \n\n" for line in wrapped(text)) for text in texts)
    assert paragraphs(raw) == texts


def test_the_broken_end_of_a_line_goes_on_after_a_blank_line() -> None:
    whole = textwrap.wrap(f"Then {SENTENCE}. The clerk {SENTENCE}.", 66)
    head, _, tail = whole[2].rpartition(" ")
    text = "\n".join([*whole[:2], head, tail, "", *whole[3:]])
    assert paragraphs(f"{text}\n\n{text}") == [" ".join(whole)] * 2
    assert len(paragraphs(f"Then the minister was asked\n\n{SENTENCE}.")) == 2


def test_an_office_that_the_end_of_a_line_parts_is_one() -> None:
    raw = "Mr. Crane.\n\nHe said that it was late. The Cabinet\nSecretary asked why. Nobody knew. The\nMinister left."

    assert clean(raw).text.endswith("The Cabinet Secretary asked why. Nobody knew. The Minister left.")


def test_a_mark_of_secrecy_opens_a_paragraph_though_no_blank_line_stands_before_it() -> None:
    lines = wrapped(f"(S) Then {SENTENCE}.")
    raw = "\n".join(["Place: 9 May 1971, in the old harbour office, Port Elsing", *lines, *lines, *lines])
    assert [paragraph[:8] for paragraph in paragraphs(raw)] == ["Place: 9", "Then the", "Then the", "Then the"]


@pytest.mark.parametrize("speck", ["_", "- ", "‘", ""])
def test_the_text_that_goes_on_at_a_foot_with_a_speck_is_no_note(speck: str) -> None:
    first, second = wrapped(prose(80))[:-1], wrapped(prose(60, 3))
    second[0] = speck + second[0][0].lower() + second[0][1:]
    page = "\n".join([*first, "", *second])
    assert "footnote" not in rules(f"{page}\n\f{prose(60, 5).lower()}\n\f{page}\n")


def test_specks_after_a_hyphen_go_alone() -> None:
    lines = wrapped(prose(80))
    lines[2] = lines[2] + " harb- __"
    lines[3] = "our " + lines[3]
    assert "harbour" in paragraphs("\n".join(lines))[0]


def test_short_lines_of_a_wrapped_document_stay_apart() -> None:
    body = "\n".join(line for i in range(6) for line in wrapped(prose(60, i), first="  "))
    raw = f"PRESENT\nMr. Albert Brown, Minister of Trade\nMiss Clara Dunn, his secretary\n{body}"
    assert paragraphs(raw)[:3] == ["PRESENT", "Mr. Albert Brown, Minister of Trade", "Miss Clara Dunn, his secretary"]


def test_entries_of_a_list_that_fill_their_lines_stay_apart() -> None:
    body = [line for i in range(6) for line in wrapped(prose(60, i), first="  ")]
    head = [
        "PRESENT",
        "Mr. Albert Brown, Under Secretary in the Ministry of Trade",
        "Ambassador Clara Dunn, of the Office of Western European",
        "Affairs",
        "Daniel Edwards, interpreter",
    ]
    found = paragraphs("\n".join([*head, *body]))
    assert found[1:4] == [head[1], f"{head[2]} {head[3]}", head[4]]


def test_text_that_hangs_under_its_first_line_is_one_paragraph() -> None:
    texts = [f"{'Brown' if i % 2 else 'Clark'}: {prose(45 + i, i)}" for i in range(9)]
    lines = [
        line for text in texts for line in (wrapped(text, 60)[0], *(f"        {x}" for x in wrapped(text, 60)[1:]))
    ]
    assert paragraphs("\n".join(lines)) == texts


def test_a_left_margin_is_no_indent() -> None:
    texts = [prose(60 + i, i) for i in range(8)]
    lines = [" " * 12 + line for text in texts for line in wrapped(text, first="    ")]
    assert paragraphs("\n".join(lines)) == texts


def test_a_name_that_opens_paragraphs_opens_one_where_the_indent_is_lost() -> None:
    texts = [f"{'Brown' if i % 2 else 'Clark'}: {prose(40 + 3 * i, i)}" for i in range(14)]
    lines = [wrapped(text, first="   ") for text in texts]
    full = [i for i in range(13) if len(lines[i][-1]) > 60]
    assert full
    for i in full:
        lines[i + 1] = wrapped(texts[i + 1])
    assert paragraphs("\n".join(line for block in lines for line in block)) == texts


def test_a_short_title_at_a_line_end_ends_no_sentence() -> None:
    texts = [prose(45 + 2 * i, i) for i in range(9)]
    body = [line for text in texts for line in wrapped(text)]
    raw = "\n".join([*body, f"{prose(9)} He met Mr.", "Brown there, and they went on together."])
    assert paragraphs(raw)[-1].endswith("He met Mr. Brown there, and they went on together.")


def test_a_number_alone_on_a_line_stays_in_its_sentence() -> None:
    body = [line for i in range(6) for line in (*wrapped(prose(45 + 2 * i, i)), "")]
    raw = "\n".join([*body, "They spoke of the frontiers of", "1939", "and of the eleven armies."])
    assert paragraphs(raw)[-1] == "They spoke of the frontiers of 1939 and of the eleven armies."


def test_a_line_of_specks_is_blank() -> None:
    texts = [prose(45 + 2 * i, i) for i in range(6)]
    raw = "\n".join(line for text in texts for line in (*wrapped(text), " . ·"))
    assert paragraphs(raw) == texts


@pytest.mark.parametrize("dirt", [",. .   ~-", "/^        ·.", "fi '", "L_", "' 'r?", "^  ;  -.", ";,, .", ". ; ,"])
def test_a_line_of_dirt_is_blank(dirt: str) -> None:
    texts = [prose(45 + 2 * i, i) for i in range(6)]
    raw = "\n".join(line for text in texts for line in (*wrapped(text), dirt))
    assert paragraphs(raw) == texts


@pytest.mark.parametrize("line", ["* * *", "----", "• US", "A.B.", "(a)", "12/", ". . .", "....."])
def test_a_line_of_marks_that_mean_something_stays(line: str) -> None:
    assert line in paragraphs(f"{prose(40)}\n\n{line}\n\n{prose(30)}")


SPECKS = ("", " . :", "", "", "", " ~", "", " :")


def test_specks_beside_the_lines_go() -> None:
    texts = [f"{'Brown' if i % 2 else 'Clark'}: {prose(28 + 2 * i, i)}" for i in range(14)]
    lines = [line for text in texts for line in wrapped(text)]
    specked = [
        f"{': ' if i % 6 == 1 else ''}{line}{SPECKS[i % 8] if line[-1] == '.' else ''}" for i, line in enumerate(lines)
    ]
    assert paragraphs("\n".join(specked)) == texts


SAID = tuple(f"{'Brown' if i % 2 else 'The Chairman'}: {prose(28 + 2 * i, i)}" for i in range(8))


@pytest.mark.parametrize("specks", ["a ", "ae ", "nae ", ": ", "_ ", "2 _ ", "+ | ", "= ", "‘", '"'])
@pytest.mark.parametrize("at", [3, 4])
def test_specks_before_a_label_that_opens_other_lines_go(specks: str, at: int) -> None:
    texts = [(specks if i == at else "") + text for i, text in enumerate(SAID)]
    assert paragraphs("\n".join(line for text in texts for line in wrapped(text))) == list(SAID)


@pytest.mark.parametrize("before", ["by ", "to ", "1 ", "- ", "• ", "(a) ", "a) ", "> "])
def test_what_means_something_before_a_label_stays(before: str) -> None:
    texts = [(before if i == 3 else "") + text for i, text in enumerate(SAID)]
    assert f"{before}{SAID[3]}" in clean("\n".join(line for text in texts for line in wrapped(text))).text


@pytest.mark.parametrize("end", [" :", " . . .", " --", " ;"])
def test_marks_that_no_specks_surround_stay(end: str) -> None:
    lines = [line for i in range(8) for line in (*wrapped(prose(40 + i, i)), "")]
    lines[0] += end
    assert clean("\n".join(lines)).text.split("\n\n")[0].count(end.strip()) == 1


@pytest.mark.parametrize("end", [" .", " :"])
def test_marks_set_apart_at_the_end_of_a_paragraph_stay(end: str) -> None:
    texts = [
        f"Mr. {name} spoke, and he had no view on that{end}" for name in ("Brown", "Clark", "Dunn", "Ellis", "Ford")
    ]
    assert paragraphs("\n\n".join(texts)) == texts


@pytest.mark.parametrize("specks", [" *", " |", " ~", " °", " . +"])
def test_one_speck_that_no_text_has_inside_a_sentence_goes(specks: str) -> None:
    texts = [prose(40 + i, i) for i in range(8)]
    lines = [line for text in texts for line in (*wrapped(text), "")]
    lines[0] += specks
    assert paragraphs("\n".join(lines)) == texts


@pytest.mark.parametrize("ends", [(" :", " 3", " . e :", " ;"), ("", " ;", "", " ae :"), (" -", " : i", "", " |")])
@pytest.mark.parametrize("label", ["{}", "The {} of Norway--", "GENERAL {}"])
def test_specks_behind_labels_that_stand_alone_go(ends: Sequence[str], label: str) -> None:
    labels = [label.format(("Delegate", "Envoy")[i % 2]) for i in range(8)]
    raw = "\n\n".join(f"{name}{ends[i % 4]}\n{prose(20 + i, i)}" for i, name in enumerate(labels))
    said = clean(raw).text.split("\n\n")
    assert said[::2] == labels


@pytest.mark.parametrize(("dash", "misread"), [("-", "~"), ("–", "—"), ("—", "~")])
def test_a_dash_after_a_label_that_is_misread_opens_a_paragraph(dash: str, misread: str) -> None:
    heads = [f"{'Consul' if i % 2 else 'Envoy'} {misread if i in (5, 8) else dash} " for i in range(12)]
    full = (
        next(text for n in range(24, 60) if len(wrapped(text := head + prose(n, i))[-1]) > 61)
        for i, head in enumerate(heads)
    )
    short = (head + prose(24 + i % 2, i) for i, head in enumerate(heads))
    said = [text if i in (4, 7) else other for i, (text, other) in enumerate(zip(full, short, strict=True))]
    assert paragraphs("\n".join(line for text in said for line in wrapped(text))) == said


@pytest.mark.parametrize("dirt", [" z : :", " ie | ,", " 4 °"])
def test_dirt_with_letters_goes_where_other_lines_have_specks(dirt: str) -> None:
    texts = [prose(28 + 2 * i, i) for i in range(14)]
    lines = [line for text in texts for line in (*wrapped(text), "")]
    specked = [f"{line}{dirt if i % 5 == 0 else ' :'}" if line[-1:] == "." else line for i, line in enumerate(lines)]
    assert paragraphs("\n".join(specked)) == texts


def test_the_rule_in_the_margin_goes() -> None:
    texts = [prose(60 + i, i) for i in range(6)]
    lines = [line for text in texts for line in (*wrapped(text, 60), "")]
    ruled = [f"{'!' if i % 9 == 4 else 'l' if i % 7 == 3 else '|'} {line}".rstrip() for i, line in enumerate(lines)]
    assert paragraphs("\n".join(ruled)) == texts
    half = "\n".join(ruled[:10] + lines[10:])
    assert clean(half).text.startswith("| The minister")


def test_few_wrapped_lines_tell_where_no_line_is_wider_than_a_page() -> None:
    said = [f"Mr. {name}: {prose(4 + 14 * (i % 6 == 0), i)}" for i, name in enumerate(["Alder", "Birch"] * 12)]
    raw = "\n".join(line for text in said for line in wrapped(text))
    assert sum(line[0].islower() for line in raw.split("\n")) < 0.2 * raw.count("\n")
    assert paragraphs(raw) == said
    wide = [*said[:20], *(prose(60, i) for i in range(4))]
    assert len(paragraphs("\n".join(line for text in wide[:20] for line in wrapped(text)))) == 20


def test_a_broken_line_is_mended_where_each_line_is_a_paragraph() -> None:
    texts = [prose(60, i) for i in range(6)]
    raw = "\n".join([*texts[:3], texts[3].replace(" could accept", "\ncould accept", 1), *texts[4:]])
    assert paragraphs(raw) == texts
    assert paragraphs("Iron\ncoal\nsteel") == ["Iron", "coal", "steel"]


def test_what_stands_in_the_middle_or_at_the_right_of_a_typed_page_is_no_part_of_the_text_below() -> None:
    texts = [prose(60, i) for i in range(4)]
    head = [" " * 50 + "Top Secret", " " * 30 + "On the matter of the bridge", " " * 52 + "Copy No. 3"]
    raw = "\n\n".join([*head, *(line for text in texts for line in wrapped(text, first="     "))])
    assert paragraphs(raw) == [*map(str.strip, head), *texts]


def test_a_heading_in_capitals_is_no_part_of_what_follows() -> None:
    texts = [prose(60, i) for i in range(4)]
    heading = "RECORD OF A CONVERSATION OF P. HALE AND KAREL DALE ABOUT HARBOURS"
    raw = "\n".join([heading, *(line for text in texts for line in wrapped(text))])
    assert paragraphs(raw) == [heading, *texts]
    assert paragraphs(raw.replace("HARBOURS", "A"))[0].startswith(heading.replace("HARBOURS", "A The minister"))


def test_stamps_of_release_go_from_lines_and_between_paragraphs() -> None:
    stamp = "Approved For Release 2003/08/19 : CIA-RDP00B00000R000000000002-7"
    texts = [prose(45 + 2 * i, i) for i in range(6)]
    cut = texts[4].index(" and ")
    inline = texts[1].replace(" and ", f" {stamp} and ", 1)
    raw = "\n\n".join(
        [texts[0], inline, *texts[2:4], texts[4][:cut], stamp, "25X1", texts[4][cut + 1 :], texts[5], stamp]
    )
    assert paragraphs(raw) == texts
    assert "page-furniture" in rules(raw)
    assert paragraphs(f"{stamp}\n\n{texts[0]}")[0] == stamp


@pytest.mark.parametrize(
    "stamp",
    [
        "UNCLASSIFIED U.S. Department of State Case No. F-2001-00001 Doc No. C00000001 Date: 01/02/2003",
        "C00000001 |FIEO U.S. Departmentof StateCase No. F-2001-00001 Doc No. C00000001 Date: 01/02/2003",
        ", UNCLASSIFIED U.S. Department of State Case No. F-2001-00001 Doc No. C'O000001",
        "UNCLASSIFIED   U.S. Department of State   Case No. F-2001-00001   Doc No. C00000001   Date: 01/02/2003",
    ],
)
def test_stamps_of_cases_go(stamp: str) -> None:
    lines = [f"The minister said that he had seen paper {i} and would" for i in range(12)]
    cleaned = clean("\n".join([*lines[:8], stamp, *lines[8:]]))
    assert "Case" not in cleaned.text
    assert not broken_laws(cleaned)


@pytest.mark.parametrize("reason", ["1.4(D)", "(b)(1)", "B1", "1 4(B)1", "1.5 (d), B1"])
def test_reasons_for_omissions_on_lines_of_their_own_go_where_a_stamp_releases_the_text(reason: str) -> None:
    stamp = "UNCLASSIFIED U.S. Department of State Case No. F-2001-00001 Doc No. C00000001 Date: 01/02/2003"
    lines = [f"The minister said that he had seen paper {i} and would" for i in range(12)]
    assert reason not in clean("\n".join([*lines[:4], stamp, *lines[4:8], reason, *lines[8:]])).text
    assert reason in clean("\n".join([*lines[:8], reason, *lines[8:]])).text
    assert reason in clean("\n".join([stamp, *lines[:8], f"by section {reason} of it", *lines[8:]])).text


@pytest.mark.parametrize(
    "mark",
    [
        "(S/NF) ",
        "-(C)- ",
        "~ ",
        "~",
        "-(7+-2 ",
        "lo-7- ",
        "((( ",
        "'%) ",
        "{55- ",
        "--(-Kd- ",
        ";.7: ",
        "(8.-9 ",
        "=:2:- ",
    ],
)
def test_marks_of_secrecy_at_the_heads_of_paragraphs_go_with_their_numbers(mark: str) -> None:
    said = "Smith said that F-16 aircraft (C) were late."
    cleaned = clean("\n\n".join(["1. (U) " + said, *(f"{i}. {mark}{said}" for i in range(2, 6))]))
    assert cleaned.text == "\n\n".join([said] * 5)
    assert not broken_laws(cleaned)


@pytest.mark.parametrize(
    "heads",
    [
        ("(A)", "(B)", "(C)", "(R)", "(S)", "(U)"),
        ("(C)", "(C)"),
        ("1. -", "2. -", "3. -"),
        ("1. (U) On", "323-626/B", "323-626/B", "1974-"),
        *(
            ("1. (U) On", *(f"{i}. {word}" for i in range(2, 6)))
            for word in (
                "10:30-11:00",
                "1/2-ton",
                "(a)(1)",
                "F-16",
                "(F-16)",
                "3-4 May",
                "12-3-46",
                "(50%)",
                "+44",
                "T-shirts;",
                "C/5",
                "(1)",
                "=",
                "A/S",
                "9:30-9:45",
                "5/6/74,",
                "i.e.",
                "U.S./U.K.",
            )
        ),
    ],
)
def test_letters_that_count_and_words_with_signs_are_no_marks_of_secrecy(heads: Sequence[str]) -> None:
    raw = "\n\n".join(f"{head} Smith said that it was late." for head in heads)
    assert clean(raw).text == raw


def test_the_key_that_a_site_prints_goes() -> None:
    key = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nab1/Cd2+\nef3=\n-----END PGP PUBLIC KEY BLOCK-----\n"
    cleaned = clean(f"Search the site\n\n{key}\nThe minister spoke.\n")
    assert cleaned.text == "Search the site\n\nThe minister spoke."
    assert not broken_laws(cleaned)
    kept = "-----BEGIN SUMMARY-----\n\nThe minister spoke.\n\n-----END SUMMARY-----"
    assert clean(kept).text == kept


@pytest.mark.parametrize("line_break", ["\n", "\r", "\f", "\u2028", " \n  "])
def test_a_tag_that_is_broken_over_two_lines_goes(line_break: str) -> None:
    cleaned = clean(f"<p>One.</p>\n\n<p>Two <a{line_break}href='/x' title='a b'>three</a> four.</p>\n\n<p>Five.</p>")
    assert cleaned.text.split() == ["One.", "Two", "three", "four.", "Five."]
    assert broken_laws(cleaned) == []


def test_tags_go_where_a_text_has_several() -> None:
    raw = '<div class="talk">\n<p><b>Smith:</b> It is a<br/>harbour.</p><p>It is <i>open</i>.</p>\n</div>\n'
    cleaned = clean(raw)
    assert cleaned.text == "Smith: It is a harbour. It is open."
    assert not broken_laws(cleaned)
    assert clean("The sum is a <b and c> d.").text == "The sum is a <b and c> d."


@pytest.mark.parametrize(
    "stamp",
    [
        "Approved For Re1~7c^(: OKA00B00000R000000000002-7",
        "Approved Fo eIease 3mBq~u / , f = W 000000000002-7 25X1 25X1A6a",
        "Approved For eleaze 2003/ 0819 , OX -RDP'O'0B000 00000000002-7",
    ],
)
def test_stamps_of_release_go_as_a_scanner_misread_them(stamp: str) -> None:
    text = prose(45)
    assert paragraphs(text.replace(" and ", f" {stamp} and ", 1)) == [text]
    assert paragraphs("\n\n".join([*(prose(45, i) for i in range(5)), stamp, text]))[-2:] == [prose(45, 4), text]
    assert paragraphs(f"{text} STAT Approved Fords 25X1") == [f"{text} STAT Approved Fords 25X1"]
    approved = f"{text} Approved for the harbour was lot 1234567-8."
    assert paragraphs(approved) == [approved]


@pytest.mark.parametrize("line_break", ["\f", "\r", "\x85", "\u2028", " ↩ "])
def test_nothing_that_is_broken_over_two_lines_is_taken_for_a_stamp(line_break: str) -> None:
    cleaned = clean(f"Approved Fo{line_break}22488-9. See above. ↩")
    assert "22488-9" in cleaned.text
    assert broken_laws(cleaned) == []


def test_a_line_that_names_its_page_is_no_text_even_where_there_are_but_two() -> None:
    texts = [prose(120, i) for i in range(2)]
    note = "1. The minister said so himself on another day."
    first = "\n".join(wrapped(texts[0])).replace("proposals", "proposals.1", 1)
    raw = f"{first}\n\n{note}\n\nPage 2\n\n" + "\n".join(wrapped(texts[1]))
    assert paragraphs(raw) == [texts[0].replace("proposals", "proposals.", 1), texts[1]]


def test_stamps_of_a_case_go_with_the_numbers_of_pages() -> None:
    stamp = "U.S. Department of State Case No. F-2000-00001 Doc No. C00000001 Date: 01/01/2001"
    texts = [prose(60, i) for i in range(3)]
    pages = [
        f"[Page {n}]\nC 0 0 0 0 0 0 0 1=|FIEO {stamp.replace('of State', 'ofState')}\n{text}\n{n}\nUNCLASSIFIED {stamp}"
        for n, text in enumerate(texts, 1)
    ]
    assert paragraphs("\n\n".join(pages)) == texts
    without_marks = stamp.replace(".", "").replace(":", "").replace("/", " ")
    assert paragraphs(f"{texts[0]} {without_marks} so.") == [f"{texts[0]} so."]


def test_stamps_of_secrecy_go_with_a_letter_misread() -> None:
    texts = [prose(260, i) for i in range(4)]
    heads = ["8ECRET\n- 1 -", "SFCRET\n-2-", "SECREI\n- 3.-", "SEGRET\n~ 4 -"]
    pages = [f"{head}\n\n{chr(10).join(wrapped(text))}" for head, text in zip(heads, texts, strict=True)]
    assert paragraphs("\n\f".join(pages))[-3:] == texts[1:]
    assert "SECRETARY" in "\n".join(paragraphs("\n\f".join(page.replace("-2-", "SECRETARY") for page in pages)))


@pytest.mark.parametrize("number", ["1", "l", "’", "* 1"])
def test_under_a_rule_at_the_foot_stand_notes_whatever_is_left_of_their_numbers(number: str) -> None:
    texts = [prose(150, i) for i in range(2)]
    note = f"____________\n{number} The minister said on another occasion that he knew."
    raw = "\n\n".join(["\n".join(wrapped(texts[0])), f"{note}\n\f" + "\n".join(wrapped(texts[1]))])
    assert paragraphs(raw) == texts
    signed = raw.replace(f"{number} The minister said", "Hale, who said")
    assert any("Hale, who said" in paragraph for paragraph in paragraphs(signed))


@pytest.mark.parametrize(
    "below",
    [
        "B. Hale\nSecretary of the Committee",
        "1. The first point was that of the harbour.\n\n2. The second one was that of the fish.",
    ],
)
def test_under_a_rule_at_the_foot_may_stand_a_signature_and_paragraphs_that_are_numbered(below: str) -> None:
    texts = ["\n".join(wrapped(prose(150, i))) for i in range(2)]
    raw = f"{texts[0]}\n\n____________\n\n{below}\n\f3. {texts[1]}"
    assert " ".join(below.split()) in " ".join(clean(raw).text.split())
    above = f"2. {texts[0]}\n\n____________\n\n{below.replace('1. ', '3. ').replace('2. ', '4. ')}\n\f{texts[1]}"
    assert below.split()[-1] in clean(above).text.split()


def test_lines_in_capitals_make_paragraphs() -> None:
    texts = [f"{i}. {prose(57 + i, i).upper()}" for i in range(1, 4)]
    raw = "\n".join(line for text in texts for line in wrapped(text, 60))
    assert paragraphs(raw) == texts
    posts = ["OSLO", "PARIS", "LIMA", "BERN", "CAIRO"]
    assert paragraphs("\n".join(posts)) == posts


@pytest.mark.parametrize("sign", ["-", "=", "_", "–"])
def test_what_underlines_labels_and_headings_goes(sign: str) -> None:
    notes = f"{sign * 10}\n\n1. See above."
    raw = f"Mr. Birch:\n{sign * 10}\n{prose(20)}\n\nThe Envoy:\n{sign * 11}\n{prose(20, 3)}\n\n{notes}"
    cleaned = clean(raw)
    assert cleaned.text == f"Mr. Birch:\n\n{prose(20)}\n\nThe Envoy:\n\n{prose(20, 3)}\n\n{notes}"
    assert not broken_laws(cleaned)
    assert sign * 10 in clean(raw.replace(f"The Envoy:\n{sign * 11}", "The Envoy:")).text


def test_a_heading_in_capitals_after_a_full_line_stands_alone_where_nothing_marks_paragraphs() -> None:
    texts = [prose(33 + i, i) for i in range(4)]
    lines = [line for text in texts for line in wrapped(text, 60)]
    title = "Notes on the Eleventh Session of the Special Committee on Outstanding Problems of Trade, Lima, May 2, 1951"
    items = ["Mr. Birch, Chairman", "Mr. Elm of the Ministry of Trade, who was there as an expert"]
    raw = "\n".join([*wrapped(title, 60), "MEMBERS PRESENT", *items, "ALSO PRESENT:", "Mr. Ash", *lines])
    assert paragraphs(raw) == [title, "MEMBERS PRESENT", *items, "ALSO PRESENT:", "Mr. Ash", *texts]


def test_line_numbers_in_the_margin_go() -> None:
    texts = [prose(60 + i, i) for i in range(6)]
    lines = [line for text in texts for line in (*wrapped(text, 60), "")]
    numbered = [f"{i % 25 + 1:>2}   {line}".rstrip() for i, line in enumerate(lines)]
    cleaned = clean("\n".join(numbered))
    assert broken_laws(cleaned) == []
    assert cleaned.text.split("\n\n") == texts
    assert sum(edit.rule == "page-furniture" for edit in cleaned.edits) == len(lines)


@pytest.mark.parametrize("mark", ["> ", ">", "> > "])
def test_marks_of_quotation_before_all_lines_go(mark: str) -> None:
    texts = [prose(60 + i, i) for i in range(6)]
    cleaned = clean("\n".join(mark + line for text in texts for line in (*wrapped(text, 60), "")))
    assert broken_laws(cleaned) == []
    assert cleaned.text.split("\n\n") == texts


def test_line_numbers_go_though_a_break_between_two_lines_is_lost() -> None:
    lines = wrapped(prose(240), 60)
    numbered = [f"{i + 1:>2}   {line}" for i, line in enumerate(lines)]
    raw = "\n".join([*numbered[:9], f"{numbered[9]} {lines[10]}", *numbered[11:]])
    assert paragraphs(raw) == [" ".join(lines)]


def test_numbers_beside_every_fifth_line_go() -> None:
    texts = [prose(60 + i, i) for i in range(6)]
    lines = [line for text in texts for line in wrapped(text, 60, first="   ")]
    fifth = [f"{i:<5}{line}" if i % 5 == 0 else f"     {line}" for i, line in enumerate(lines, 1)]
    assert paragraphs("\n".join(fifth)) == texts
    places = {4: 5, 13: 10, 22: 15, 31: 20}
    others = [f"{places[i]:<5}{line.strip()}" if i in places else f"     {line}" for i, line in enumerate(lines, 1)]
    assert all(f"{number} {lines[i - 1].strip()}" in clean("\n".join(others)).text for i, number in places.items())


def test_numbers_of_paragraphs_stay() -> None:
    raw = "\n".join(f"{i} {prose(30, i)}" for i in range(1, 20))
    assert clean(raw).text.startswith("1 ")
    assert len(paragraphs(raw)) == 19


def test_words_that_open_paragraphs_again_and_again_open_one_after_a_full_line_too() -> None:
    texts = [f"{'Brown' if i % 2 else 'Clark'}: {prose(40 + 3 * i, i)}" for i in range(14)]
    ends = [len(wrapped(text)[-1]) for text in texts]
    assert any(end > 60 for end in ends[:-1])
    assert paragraphs("\n".join(line for text in texts for line in wrapped(text))) == texts


def test_words_before_a_colon_open_a_paragraph_though_a_full_stop_was_lost() -> None:
    said = [f"{'Brown' if i % 2 else 'Clark'}: {prose(24 + 5 * i, i)}" for i in range(8)]
    lost = "\n".join(line for text in said for line in wrapped(text)).replace(".\nClark", "\nClark", 1)
    assert len(paragraphs(lost)) == 8
    assert "he went to Clark: it" in clean("\n".join([lost, "he went to", "Clark: it was late."])).text


def test_a_proportional_face_is_measured_by_its_letters() -> None:
    texts = [prose(80, i) for i in (1, 4, 5, 7, 10, 11, 14, 18)]
    lines = [wrapped(text, 9500, measure=proportional) for text in texts]
    assert len({len(line) for block in lines for line in block[:-1]}) > 5
    assert all(proportional(block[-1]) < 8000 for block in lines)
    assert paragraphs("\n".join(line for block in lines for line in block)) == texts


def test_a_document_of_one_line_and_of_none() -> None:
    assert paragraphs("  One line only. ") == ["One line only."]
    assert paragraphs("") == paragraphs(" \n\f\n ") == []


# Hyphens at line ends


def broken_at(word: str, other: str = "") -> str:
    """A wrapped document in which `word` is broken at its bar, and which says `other` besides."""
    left, _, right = word.partition("|")
    body = [line for i in range(3) for line in wrapped(prose(60, i), first="  ")]
    said = wrapped(f"{other} {prose(40)}", first="  ")[:3]
    return "\n".join([*body, *said, f"{'x' * (60 - len(left))} {left}-", f"{right} it was."])


@pytest.mark.parametrize(
    ("word", "other", "expected"),
    [
        ("per|manent", "", "permanent"),
        ("self|assurance", "", "self-assurance"),
        ("North|South", "", "North-South"),
        ("mid|1956", "", "mid-1956"),
        ("thinning|out", "A thinning-out of forces is asked for.", "thinning-out"),
        ("self|same", "The selfsame day came.", "selfsame"),
        ("long|term", "It is long and the term is short.", "long-term"),
    ],
)
def test_a_broken_word_is_mended_as_the_document_writes_it(word: str, other: str, expected: str) -> None:
    assert f" {expected} it was." in clean(broken_at(word, other)).text


def test_a_dash_at_a_line_end_takes_no_space() -> None:
    body = [line for i in range(3) for line in wrapped(prose(60, i), first="  ")]
    raw = "\n".join([*body, f"  {'x' * 58} word—", "another one."])
    assert paragraphs(raw)[-1].endswith("word—another one.")


# Pages


def printed(pages: int, number: int = 276, feed: str = "\f") -> tuple[str, list[str]]:
    """A document of so many pages with running heads, and its paragraphs. Every page ends inside a paragraph."""
    texts = [prose(60, i) for i in range(pages + 1)]
    lines = [wrapped(text, first="  ") for text in texts]
    raw = []
    for page in range(pages):
        left = f"{number + page}  Reports of the Commission"
        right = f"The Conference of the Spring  {number + page}"
        raw.append("\n".join([left if page % 2 else right, "", *lines[page][2 if page else 0 :], *lines[page + 1][:2]]))
    raw[-1] = "\n".join([raw[-1], *lines[pages][2:]])
    return f"\n{feed}".join(raw), texts


def test_running_heads_go_and_paragraphs_run_over_the_page() -> None:
    raw, texts = printed(5)
    assert paragraphs(raw) == texts
    assert [page.label for page in clean(raw).pages] == ["276", "277", "278", "279", "280"]
    assert {"page-furniture", "page-break"} <= rules(raw)


def test_page_feet_go() -> None:
    texts = [prose(60, i) for i in range(4)]
    raw = "\f".join("\n".join([*wrapped(text, first="  "), "", f"- {i + 1} -", ""]) for i, text in enumerate(texts))
    assert paragraphs(raw) == texts
    assert [page.label for page in clean(raw).pages] == ["1", "2", "3", "4"]


def test_page_numbers_without_form_feeds() -> None:
    texts = [prose(220, i) for i in range(6)]
    lines = [line for text in texts for line in wrapped(text, first="  ")]
    raw = []
    for i, line in enumerate(lines):
        if i and i % 24 == 0:
            raw += ["", f"{i // 24 + 1}", "", "SUMMIT RECORDS", ""]
        raw.append(line)
    assert paragraphs("\n".join(raw)) == texts


def paged(head: str, foot: str, between: str, spacing: str = "\n", pages: int = 5) -> tuple[str, list[str]]:
    """A document with a head and a foot on each page, which may name the page as `{}`, and its paragraphs."""
    texts = [prose(70 + i, i) for i in range(2 * pages)]
    lines = [line for text in texts for line in wrapped(text, first="    ")]
    each = len(lines) // pages + 1
    printed = [lines[i * each : (i + 1) * each] for i in range(pages)]
    blocks = [[head.format(i + 3), spacing.join(page), foot.format(i + 3)] for i, page in enumerate(printed)]
    return between.join("\n\n".join(part for part in block if part) for block in blocks), texts


@pytest.mark.parametrize("between", ["\n\n", "\n", "\n\f"])
@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("", "– {} –"),
        ("", "Page {} of 9"),
        ("https://archive.example.org/item.html   Page {} of 9", ""),
        ("21/11/2011  RECORDS OF THE CABINET", "http://archive.example.org"),
        ("DECLASSIFIED  Authority 92 {}", "Approved for release 2004/05/01"),
        ("RECORDS OF THE CABINET", "{}"),
        ("{}              RECORDS OF THE CABINET", ""),
        ("The Question of the Straits              {}", "C0543216{}"),
        ("", "Reproduced at the National Archives"),
    ],
)
def test_heads_and_feet_of_many_kinds_go(head: str, foot: str, between: str) -> None:
    raw, texts = paged(head, foot, between)
    assert paragraphs(raw) == texts


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("21/11/2011                                       RECORDS OF THE CABINET", ""),
        ("", "http://archive.example.org/records/item.html                        {}/9"),
        ("", "Printed from the website of the Institute on 14.02.2015. Page {}"),
        ("", "                                                    KIS-0004411{}"),
        ("THE STATE ARCHIVES", "Ref.: CAB 19/2183   This copy is supplied subject to the terms"),
        ("", "archive.example.org"),
    ],
)
def test_heads_and_feet_go_from_right_between_the_lines(head: str, foot: str) -> None:
    chance = Random(7)  # no line twice
    texts = [f"The {' '.join(chance.choices(WORDS, k=70 + i))}." for i in range(12)]
    lines = [line for text in texts for line in wrapped(text)]
    each = len(lines) // 6 + 1
    pages = [lines[i * each : (i + 1) * each] for i in range(6)]
    raw = "\n".join(
        line for i, page in enumerate(pages) for line in (head.format(i + 3), *page, foot.format(i + 3)) if line
    )
    assert " ".join(paragraphs(raw)) == " ".join(texts)


def test_a_catchword_goes_with_the_foot_of_its_page() -> None:
    texts = [prose(70, i) for i in range(4)]
    lines = [line for text in texts for line in wrapped(text, first="    ")]
    word = lines[12].split()[0]
    raw = "\n".join([*lines[:12], "", f"          /{word}", "", "- 2 -", "", *lines[12:]])
    assert paragraphs(raw.replace("- 2 -", "\f- 2 -")) == texts
    assert f"/x{word}" in clean(raw.replace(f"/{word}", f"/x{word}")).text


def test_the_stamp_of_an_archive_goes_from_the_edge_of_a_page_but_not_from_its_text() -> None:
    texts = [*(prose(70, i) for i in range(3)), "Declassified at last. " + prose(60, 3)]
    lines = [line for text in texts for line in wrapped(text, first="    ")]
    stamp = "DECLASSIFIED  E.O. 12958 Sec. 3.6\nMR 02-11, letter 3/9/99\n By hh, NARA, Date 4/2/99"
    assert paragraphs("\n".join([*lines[:14], "", stamp, "\f", *lines[14:]])) == texts
    assert paragraphs("\n".join([*lines[:-2], "\f", *lines[-2:]])) == texts


@pytest.mark.parametrize("between", ["\n\n", "\n\f"])
def test_a_name_alone_at_the_edges_of_pages_and_inside_them_is_text(between: str) -> None:
    speech = ["\n".join(["          ADMIRAL BIRCH", "", *wrapped(prose(40, i), first="     ")]) for i in range(8)]
    pages = ["\n\n".join(speech[i : i + 3]) for i in range(0, 8, 3)]
    raw = between.join(f"- {number} -\n\n{page}" for number, page in enumerate(pages, 14))
    assert clean(raw).text.count("ADMIRAL BIRCH") == 8
    assert "- 1" not in clean(raw).text


def test_a_line_that_ends_in_a_name_in_capitals_goes_on() -> None:
    raw = (
        "Mr. ALDER said that it had been done so at three meetings. It stood in paragraph 23,\n"
        "where delegations would find that nobody had agreed to it. The GREEK REPRESENTATIVE\n"
        "stated that he wished to associate himself with the remarks of his colleague; tobacco was perishable,\n"
        "politically as well as otherwise.\n"
    )
    assert clean(raw).text.strip().count("\n") == 0


def test_a_line_that_ends_in_a_title_goes_on_with_the_name() -> None:
    raw = "\n".join(
        [
            *wrapped(prose(70)),
            "the envoys were met by M.",
            *wrapped("Aubel and " + prose(60)),
        ]
    )
    assert "met by M. Aubel and" in clean(raw).text


def test_a_classification_goes_from_every_page_but_the_head_of_the_first() -> None:
    raw, texts = paged("SECRET", "SECRET", "\n\f")
    assert paragraphs(raw.replace("SECRET", "SECRRT").replace("SECRRT", "SECRET", 7)) == ["SECRET", *texts]


def test_the_same_classification_at_head_and_foot_of_double_spaced_pages_goes() -> None:
    raw, texts = paged("SECRET", "SECRET", "\n\f", "\n\n")
    tight = raw.replace("\n\nSECRET\n\f", "\nSECRET\n\f").removesuffix("\n\nSECRET")
    assert paragraphs(tight) == ["SECRET", *texts]


def test_heads_that_are_misread_go_from_the_middle_of_a_sentence() -> None:
    texts = [prose(70, i) for i in range(4)]
    lines = [line for text in texts for line in (*wrapped(text), "")]
    stamp = ["", "LASSIFiED RY.IV' K o T", "OF/SENSITIVE EXCMPT FR0M TOP", "ot 3", "", "EYESONLY EXCLUSIVELY 2", ""]
    assert lines[12].islower()
    assert paragraphs("\n".join([*lines[:12], *stamp, *lines[12:]])) == texts
    inset = ["", "The following words stand here:", ""]
    assert "The following words stand here:" in paragraphs("\n".join([*lines[:12], *inset, *lines[12:]]))


def test_a_page_that_is_one_short_line_is_text() -> None:
    texts = [prose(60, i) for i in range(3)]
    broken = texts[1].replace(" could accept", "\fcould accept", 1).replace(" details", "\fdetails", 1)
    assert broken.count("\f") == 1
    halves = "They met again in the\fsmall hall of the old\fpalace by the river."
    assert clean("\n\n".join([texts[0], halves, texts[2]])).text.count("small hall of the old") == 1


def test_a_page_may_break_between_a_title_and_its_name() -> None:
    lines = wrapped(prose(90), 60)
    raw = [*lines[:5], "the envoys had at last been received by the aged Mr.", "", "397", "", "Alder and", *lines[5:]]
    raw += ["", *wrapped(prose(60, 3), 60)]
    assert "Mr. Alder and" in clean("\n".join(raw)).text
    alone = [*raw[:9], "Alder had left early.", "", *raw[9:]]
    assert "Mr. Alder had left early." in clean("\n".join(alone)).text


def test_single_spaced_notes_of_double_spaced_pages_begin_no_page() -> None:
    raw, texts = paged("", "{}", "\n\n", "\n\n", pages=4)
    noted = raw.removesuffix("\n\n6")
    noted = noted.replace("\n\n4\n\n", "\n\n_______\n  * Not the Deputy.\n\n4\n\n", 1)
    mark = noted.index(" ", noted.index("\n\n3\n\n") + 40)
    cleaned = clean(f"{noted[:mark]}*{noted[mark:]}")
    assert broken_laws(cleaned) == []
    assert cleaned.text.split("\n\n") == texts
    assert [note.text for note in cleaned.footnotes] == ["Not the Deputy."]


def test_pages_of_double_spaced_lines_lose_no_line() -> None:
    raw, texts = paged("", "{}", "\n\f", "\n\n")
    assert paragraphs(raw) == texts


def test_a_name_on_its_own_line_at_a_page_edge_stays() -> None:
    said = [["Brown" if i % 2 else "Clark", prose(50 + i, i)] for i in range(60)]
    blocks = [[name, *wrapped(text, first="  ")] for name, text in said]
    raw = "\n\f".join(
        f"{i + 3}\n\n" + "\n".join(line for block in blocks[3 * i : 3 * i + 3] for line in block) for i in range(20)
    )
    assert paragraphs(raw) == [part for entry in said for part in entry]


def test_small_roman_numbers_of_pages_go() -> None:
    raw, texts = paged("", "{}", "\n\n", pages=4)
    for number, roman in (("\n3\n", "\nxxxix\n"), ("\n4\n", "\nxl\n"), ("\n5\n", "\nxli\n"), ("\n6", "\nxlii")):
        raw = raw.replace(number, roman)
    assert paragraphs(raw) == texts
    assert [page.label for page in clean(raw).pages][:1] == ["xxxix"]


def test_a_page_mark_inside_a_sentence_leaves_one_space() -> None:
    raw = f"{prose(12)} Initially, the envoys [Page 616] rejected this.\n\n{prose(20)}"
    assert "the envoys rejected this." in paragraphs(raw)[0]
    cleaned = clean(raw)
    assert [page.label for page in cleaned.pages] == [None, "616"]
    assert cleaned.text[cleaned.pages[1].clean_start :].startswith("rejected")


def test_a_page_may_break_after_a_comma() -> None:
    raw = f"{prose(60)}\n\nAs for the two harbours,\n\n[Page 617]\n\nMr. Alder was of another mind.\n\n{prose(60, 3)}"
    assert "As for the two harbours, Mr. Alder was of another mind." in paragraphs(raw)


def test_a_page_mark_that_is_broken_over_two_lines_goes() -> None:
    lines = wrapped(prose(60), first="  ")
    lines[2] += " [Page"
    lines[3] = f"617] {lines[3]}"
    cleaned = clean("\n".join([*lines, *wrapped(prose(80, 3), first="  ")]))
    assert broken_laws(cleaned) == []
    assert cleaned.text == f"{prose(60)}\n\n{prose(80, 3)}"
    assert [page.label for page in cleaned.pages] == [None, "617"]


def test_a_page_mark_between_paragraphs_joins_only_a_sentence_that_goes_on() -> None:
    raw = "He said that they\n\n[Page 7]\n\nwould come.\n\n[Page 8]\n\nThe other agreed."
    assert paragraphs(raw) == ["He said that they would come.", "The other agreed."]
    assert [page.label for page in clean(raw).pages] == [None, "7", "8"]


def test_without_any_sign_there_is_one_page() -> None:
    assert len(clean(f"{prose(30)}\n\n{prose(30)}").pages) == 1


def test_a_number_that_no_page_counts_stays() -> None:
    raw, _ = printed(3)
    raw = raw.replace("\f", "\n\f", 1) + "\n\n1921"
    assert paragraphs(raw)[-1] == "1921"


# Notes


def with_notes(body: str, notes: str) -> str:
    """A page with notes at its foot, and a second page."""
    filler = "\n".join(wrapped(prose(60), first="  "))
    lines = "\n".join(wrapped(body, first="  "))
    return (
        f"12  Reports of the Commission\n\n{filler}\n{lines}\n\n{notes}\n\f13  Reports of the Commission\n\n{filler}\n"
    )


def test_notes_at_the_foot_go_with_their_marks() -> None:
    notes = "  1 He was ill that day, and could not\ncome before the evening.\n  2 See Document 4."
    raw = with_notes("The Minister1 spoke of a C–97 and of the law of 1921. “It is so”.2 They agreed.", notes)
    cleaned = clean(raw)
    assert broken_laws(cleaned) == []
    assert "The Minister spoke of a C–97 and of the law of 1921. “It is so”. They agreed." in cleaned.text
    assert [(note.mark, note.text) for note in cleaned.footnotes] == [
        ("1", "He was ill that day, and could not come before the evening."),
        ("2", "See Document 4."),
    ]
    assert all(cleaned.raw[note.raw_start : note.raw_end] == note.mark for note in cleaned.footnotes)
    assert "ill that day" not in cleaned.text


@pytest.mark.parametrize("own", ["", "  3 The Minister replied that it was not."])
def test_a_note_runs_over_to_the_foot_of_the_next_page(own: str) -> None:
    begun = "  1 He was ill.\n  2 The Deputy told the Envoy that his Govern-"
    rest = "ment was not. The Envoy was glad."
    raw = with_notes("The Minister1 spoke of a ship.2 They agreed on that.", begun)
    raw += f"  They also agreed on the price.3\n\n{rest}\n{own}\n"
    cleaned = clean(raw if own else raw.replace("price.3", "price."))
    assert broken_laws(cleaned) == []
    assert "Envoy" not in cleaned.text
    assert [note.text for note in cleaned.footnotes] == [
        "He was ill.",
        "The Deputy told the Envoy that his Government was not. The Envoy was glad.",
        *([own.strip(" 3")] if own else []),
    ]
    ended = clean(raw.replace("his Govern-", "so.")).text
    assert "The Envoy was glad." in ended


def test_the_rows_of_two_columns_are_not_one_paragraph() -> None:
    rows = [
        f"{name:<40}{other}" for name, other in (("Mr. Adam Holt", "M. Jean Lasalle"), ("Sir Hugh Penrose", "Mlle Roy"))
    ]
    text = [line for i in range(4) for line in wrapped(prose(60, i), first="    ")]
    assert [" ".join(row.split()) for row in rows] == paragraphs("\n".join([*rows, *text]))[:2]


def test_what_stands_at_a_foot_inside_a_sentence_is_a_note_that_lost_its_number() -> None:
    texts = [prose(70, i) for i in range(4)]
    lines = [line for text in texts for line in wrapped(text, first="    ")]
    assert lines[15][0].islower()
    note = ["", "    The Minister denied this on the following day. He", "said that he had never been asked.", "\f"]
    assert paragraphs("\n".join([*lines[:15], *note, *lines[15:]]).replace("\f\n", "\f")) == texts
    begun = next(i for i, line in enumerate(lines) if i > 12 and line.startswith("    "))
    whole = "\n".join([*lines[:begun], *note, *lines[begun:]]).replace("\f\n", "\f")
    assert "The Minister denied this on the following day. He said that he had never been asked." in paragraphs(whole)


def test_a_note_has_further_paragraphs() -> None:
    notes = "  1 He was ill.\n\n  The Envoy told the press so.\n\n  2See Document 4."
    cleaned = clean(with_notes("The Minister1 spoke of a ship. They agreed on that.2", notes))
    assert broken_laws(cleaned) == []
    assert [note.text for note in cleaned.footnotes] == ["He was ill. The Envoy told the press so.", "See Document 4."]
    assert "Envoy" not in cleaned.text
    unmarked = clean(with_notes("The Minister spoke of a ship. They agreed on that.2", notes)).text
    assert "The Envoy told the press so." in unmarked


def test_a_first_page_that_begins_with_a_date_is_no_note() -> None:
    texts = [prose(60, i) for i in range(4)]
    lines = [line for text in texts for line in wrapped(text, first="  ")]
    raw = "\n".join(["RECORDS", "", "4 March 1921", *lines[:9], "", "\f", *lines[9:]])
    assert paragraphs(raw) == ["RECORDS", "4 March 1921", *texts]


def test_notes_at_the_end_stay_and_their_marks_go() -> None:
    raw = (
        "Memorandum of Conversation 1 2\n\nThe envoy was glad.3 The treaty of 1921 was read, and Type MIG21 seen.\n\n"
        "He left on May 4, 19564\n\n\n  1. Source: the archive. ↩\n  2. The talk was long. ↩\n  3. Not printed. ↩\n"
        "  4. A Friday. ↩\n"
    )
    cleaned = clean(raw)
    assert cleaned.text.startswith(
        "Memorandum of Conversation\n\nThe envoy was glad. The treaty of 1921 was read, and Type MIG21 seen.\n\n"
        "He left on May 4, 1956\n\n1. Source: the archive. ↩\n\n2."
    )
    assert [note.mark for note in cleaned.footnotes] == ["1", "2", "3", "4"]
    assert cleaned.footnotes[2].text == "Not printed."


@pytest.mark.parametrize(("mark", "note"), [("¹²", "¹² "), ("[^12]", "[^12]: "), ("^12", "^12 "), ("^12", "12. ")])
def test_raised_marks_go_with_those_of_other_programs(mark: str, note: str) -> None:
    texts = [f"{prose(40)}{mark} {prose(40, 3)}", f"{prose(30, 5)[:-1]} of 30 km² in all.", f"{note}Not printed."]
    cleaned = clean("\n\n".join(texts))
    assert cleaned.text == "\n\n".join([texts[0].replace(mark, ""), *texts[1:]])
    assert [(found.mark, found.text) for found in cleaned.footnotes] == [("12", "Not printed.")]
    assert not broken_laws(cleaned)


def test_rows_of_a_table_lose_what_rules_it() -> None:
    said = [prose(20, i) for i in range(4)]
    names = ["Mr. Alder", "Mr. Birch"] * 2
    rows = [f"| {name} | {text} |" for name, text in zip(names, said, strict=True)]
    cleaned = clean("\n".join(["| Speaker | Words |", "|---|:---|", *rows]))
    assert cleaned.text.split("\n\n")[1:] == [f"{name} | {text}" for name, text in zip(names, said, strict=True)]
    assert not broken_laws(cleaned)


def test_bracketed_marks_go() -> None:
    raw = f"He met the envoy [1], and the Minister.[2] {prose(9)}\n\n1 Mr. Brown.\n\n2 Mr. Clark."
    assert paragraphs(raw)[0] == f"He met the envoy, and the Minister. {prose(9)}"
    assert [note.text for note in clean(raw).footnotes] == ["Mr. Brown.", "Mr. Clark."]


def test_notes_that_no_blank_line_parts_off_go_where_each_has_its_mark() -> None:
    body = "The Minister1 spoke of coal. “It is so”.2 They agreed."
    notes = "1 He was ill that day.\n2 See Document 4."
    text = "The Minister spoke of coal. “It is so”. They agreed."
    tight = clean(with_notes(body, notes).replace(f"\n\n{notes}", f"\n{notes}")).text
    assert text in tight
    assert "ill that day" not in tight
    listed = clean(with_notes("The Minister named two points:", "").replace("\n\n\n\f", f"\n{notes}\n\f")).text
    assert "1 He was ill that day." in listed


@pytest.mark.parametrize(("sign", "other"), [("*", "†"), ("1/", "2/"), ("(1)", "(2)"), ("*", "**")])
def test_notes_marked_by_signs_go_with_their_marks_and_the_rule_above(sign: str, other: str) -> None:
    space = " " if sign[-1] in "/)" else ""
    body = f"The Minister{space}{sign} agreed, if the price was right.{space}{other} They went on to trade."
    cleaned = clean(with_notes(body, f"_______\n{sign} Not the Deputy, who was\nill.\n{other} See page 4."))
    assert broken_laws(cleaned) == []
    assert "The Minister agreed, if the price was right. They went on to trade." in cleaned.text
    assert [(note.mark, note.text) for note in cleaned.footnotes] == [
        (sign, "Not the Deputy, who was ill."),
        (other, "See page 4."),
    ]
    assert not {"_", "ill"} & set(cleaned.text.replace(".", "").split())


def test_emphasis_at_the_foot_of_a_page_is_no_note() -> None:
    raw = with_notes("**Mr. Birch:** We agree.", "**Mr. Alder:** So be it, and\n**nothing** more.")
    assert "Mr. Alder: So be it, and nothing more." in clean(raw).text


def test_items_with_stars_are_no_notes_if_nothing_refers_to_them() -> None:
    cleaned = clean(with_notes("The Minister named two points.", "* the price of coal\n* the harbour"))
    assert "the price of coal" in cleaned.text
    assert cleaned.footnotes == ()


def test_a_numbered_paragraph_above_notes_that_are_marked_by_stars_is_none_of_them() -> None:
    point = "(2) Mr. Alder held that the price was right and that\nnobody would ask for less."
    cleaned = clean(with_notes("The Minister* agreed.", f"{point}\n\n* Not the Deputy."))
    assert "nobody would ask for less." in cleaned.text
    assert [note.text for note in cleaned.footnotes] == ["Not the Deputy."]


def test_paragraphs_after_a_numbered_one_are_no_note_though_a_mark_has_its_number() -> None:
    said = [
        "1. PROGRAMME (continued)",
        *(f"{name} said that {SENTENCE}." for name in ("Dr. Hyde", "Mr. Alder", "Miss Corbin")),
    ]
    raw = with_notes("Document Min/3 Rev.1 was before the Board.", "\n\n".join(said))
    assert all(paragraph in clean(raw).text for paragraph in said[1:])


def test_a_number_without_a_note_stays() -> None:
    raw = f"He asked for paragraph1 and for H2O. {prose(9)}\n\n{prose(12)}"
    assert paragraphs(raw)[0].startswith("He asked for paragraph1 and for H2O.")
    assert clean(raw).footnotes == ()


def test_numbered_paragraphs_are_no_notes() -> None:
    raw = f"1. {prose(30)}\n\n2. {prose(30, 2)}\n\n3. {prose(30, 4)}"
    assert len(paragraphs(raw)) == 3
    assert clean(raw).edits == ()


def test_numbered_paragraphs_at_the_foot_of_a_page_are_no_notes_though_marks_have_their_numbers() -> None:
    said = [f"{number}. Mr. Alder said that {SENTENCE}." for number in range(1, 9)]
    said[2] = said[2].replace("said that", "said that the envoy6 and the consul7 knew why")
    pages = ["\n\n".join(page) for page in (said[:3], said[3:7], said[7:])]
    assert clean("\n\n\f".join(pages)).text == "\n\n".join(said)


def test_a_numbered_paragraph_that_runs_over_the_page_is_no_note() -> None:
    texts = [f"The envoy3 agreed. {prose(60)}", f"3. Mr. Alder said that {prose(61, 1).lower()}", prose(50, 2)]
    first, second, third = (wrapped(text) for text in texts)
    raw = "\n".join([*first, "", *second[:3]]) + "\n\f" + "\n".join([*second[3:], "", *third])
    assert [paragraph.split()[0] for paragraph in paragraphs(raw)] == ["The", "3.", texts[2].split()[0]]


def test_numbered_paragraphs_that_take_most_of_a_page_are_no_notes() -> None:
    texts = [f"{number}. {prose(40, number)}" for number in range(4, 10)]
    lines = [[*wrapped(f"{prose(20)[:-1]}4 and5 and6."), ""], *([*wrapped(text), ""] for text in texts)]
    raw = "\n\f".join("\n".join(line for block in page for line in block) for page in (lines[:4], lines[4:]))
    assert paragraphs(raw)[1:] == texts


# Inside lines


@pytest.mark.parametrize("sign", ["\uf0b7", "\uf0a7", "●", "■", "○", "►", "➢", "∙", "⁃", "¶"])
def test_what_a_program_sets_before_items_is_a_bullet(sign: str) -> None:
    texts = [prose(12, i) for i in range(3)]
    assert paragraphs("\n".join(f"{sign}  {text}" for text in texts)) == [f"• {text}" for text in texts]
    wide = [prose(40 + i, i) for i in range(3)]
    for bullet in "•-o":
        raw = "\n".join(line for text in wide for line in wrapped(f"{bullet} {text}"))
        assert paragraphs(raw) == [f"{bullet} {text}" for text in wide]
    raw = "\n".join(line for text in wide for line in wrapped(f"{sign} {text}"))
    assert paragraphs(raw) == [f"• {text}" for text in wide]


def test_a_letter_and_signs_inside_lines_are_no_bullets() -> None:
    texts = [f"o {prose(12)}", f"Area ■ four, ● five: {prose(12, 1)}", prose(12, 2)]
    assert paragraphs("\n\n".join(texts)) == texts


def test_gaps_of_a_width_that_stands_inside_sentences_tell_nothing() -> None:
    even = "\n\n".join(f"Mr. Birch  {prose(12, i).replace(' ', '  ', 3)}" for i in range(3))
    assert clean(even).gaps == ()
    tabs = even.replace("Birch  ", "Birch\t")
    assert [clean(tabs).text[:place] for place in clean(tabs).gaps][:1] == ["Mr. Birch"]
    assert len(clean(tabs).gaps) == 3


def test_odd_spaces_become_one_plain_space() -> None:
    assert paragraphs("one\u00a0two  three \u2009four\tfive") == ["one two three four five"]
    assert rules("one\u00a0two  three") == {"no-break-space", "space"}


def test_character_references_become_their_characters() -> None:
    raw = (
        "Mr.&nbsp;Birch:&nbsp; it&#8217;s &lt;4% at Low &amp; Co&#x2014;in &amp;eacute;t&eacute;.\n&nbsp;\nNo&shy;body."
    )
    assert paragraphs(raw) == ["Mr. Birch: it’s <4% at Low & Co—in été.", "Nobody."]
    assert broken_laws(clean(raw)) == []
    assert paragraphs("R&D; AT&T; &nosuchname; &#1; &#0; fish &") == ["R&D; AT&T; &nosuchname; &#1; &#0; fish &"]


def test_a_letter_of_another_script_in_a_word_becomes_what_it_looks_like() -> None:
    assert paragraphs("The \u0421ouncil and the Council. \u0421овет, \u03b1-rays.") == [
        "The Council and the Council. \u0421овет, \u03b1-rays."
    ]
    assert rules("The \u0421ouncil") == {"homoglyph"}


def test_words_glued_to_a_name_come_off() -> None:
    raw = "Marlowasks him.\n\nMarlow asks again, and in the end Marlow left.\n\nMarlowin the garden. The Marlowish way."
    assert paragraphs(raw)[0] == "Marlow asks him."
    assert paragraphs(raw)[2] == "Marlow in the garden. The Marlowish way."


def test_ordinary_words_that_begin_with_another_stay_whole() -> None:
    raw = (
        "There is one. There are two in it. Therein lies the rub. English is spoken. English too. An Englishman, a man."
    )
    assert clean(raw).edits == ()


def test_markdown_goes_and_underscores_that_mean_something_stay() -> None:
    raw = "# 12 Note of a Talk\n\n2\\. _The Minister_ spoke.\n\n**Subject**: trade\n\nSee file_name_one and ____."
    raw += "\n\n_\n\n_ [A 12]_"
    assert paragraphs(raw) == [
        "12 Note of a Talk",
        "2. The Minister spoke.",
        "Subject: trade",
        "See file_name_one and ____.",
        "[A 12]",
    ]
    assert paragraphs("**Smith** *(smiling)***:** Yes. **Jones** _(aside)_**:** *No.*") == [
        "Smith (smiling): Yes. Jones (aside): No."
    ]
    assert paragraphs("A plain text with a * and a _ in it.\n\n_") == ["A plain text with a * and a _ in it.", "_"]


def test_characters_that_do_not_show_go() -> None:
    assert paragraphs("one\u200b two co\u00adoperate\ufeff") == ["one two cooperate"]


def test_editorial_brackets_and_slips_stay() -> None:
    raw = "He asks about [his] health [?]; “Good” {?] – – he says [sic].\n\n[text crossed out] [email protected]"
    assert clean(raw).edits == ()


# Laws

ODD = st.text(alphabet=st.sampled_from("aB1 \n\r\f\t\u00a0-.:,[]()_*\\#“”’—•↩\u200b\u0421\u2028Page"), max_size=200)
PIECES = st.lists(
    st.sampled_from(
        [
            "The Minister1 ",
            "spoke to the envoys",
            "con-\ntinued.",
            "\n",
            "\n\n",
            "\f",
            "12  Head of the page\n\n",
            "[Page 616]",
            "[Page\n615]",
            "[Page 617]\n\n",
            "  1 A note.\n",
            "1. A note. ↩\n",
            "* A note.\n",
            "word.*",
            "&nbsp;",
            "&amp;#8217;",
            "[1]",
            " ",
            "_word_",
            "**",
            "\\.",
            "# ",
            "\u00a0",
            "12",
            "- 3 -\n",
            "a line that is long enough to be full and goes on to the next\n",
        ]
    ),
    max_size=40,
).map("".join)


@settings(max_examples=300, deadline=None)
@example("\u00ad  \u00ad")
@example("&nbsp; &shy;\n&nbsp;\n\na&nbsp;* b")
@example("&nbsp;\u200b\n&shy;[1]\n\n1 b")
@example("[1]  \u00ad[Page 617]\n\n1 b")
@example("a \u200b  \u200b [1]\n\n1 b")
@given(ODD | PIECES | st.text(max_size=100))
def test_the_laws_hold_on_any_text(raw: str) -> None:
    assert broken_laws(clean(raw)) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(5, 90), min_size=1, max_size=12))
def test_clean_prose_is_left_as_it_is(lengths: list[int]) -> None:
    raw = "\n\n".join(prose(length, i) for i, length in enumerate(lengths))
    assert clean(raw).edits == ()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(20, 90), min_size=6, max_size=12),
    st.integers(50, 90),
    st.sampled_from(["indent", "blank", "double"]),
)
def test_wrapping_is_undone_and_then_there_is_nothing_to_do(lengths: list[int], width: int, style: str) -> None:
    texts = [prose(length, i) for i, length in enumerate(lengths)]
    blocks = [wrapped(text, width, "   " if style == "indent" else "") for text in texts]
    between = {"indent": ("\n", "\n"), "blank": ("\n", "\n\n"), "double": ("\n\n", "\n\n\n\n")}[style]
    raw = between[1].join(between[0].join(block) for block in blocks)
    found = paragraphs(raw)
    assert found == texts
    assert clean(clean(raw).text).edits == ()


def test_the_laws_find_a_broken_stage() -> None:
    good = clean("one  two\n\nthree")
    assert broken_laws(good) == []
    assert "reversible" in broken_laws(Cleaned(good.raw, good.text, ()))
    assert "offsets" in broken_laws(Cleaned(good.raw, good.text, (good.edits[0]._replace(raw_text="\t"),)))
    fat = Edit("space", 3, 5, "  ", 3, 4, " ")
    assert broken_laws(Cleaned(good.raw, good.text, (fat,))) == ["minimal"]
    text, edits = apply("one two", [Change(0, 4, "", "space")])
    assert broken_laws(Cleaned("one two", text, edits)) == ["letters lost under space"]
    assert "paragraph ''" in broken_laws(Cleaned("a\n\n\n\nb", "a\n\n\n\nb"))
    assert "pages" in broken_laws(replace(good, pages=(Page(4), Page(0))))


@pytest.mark.parametrize(
    "piece", ["A. A. A. ", "[", "[1] ", "wor-\n", "word1\n\n1 note\n\n", "_a ", "a\f", "1 ", "\n", "a.*\n* b\f", "&"]
)
def test_work_grows_with_the_length(piece: str) -> None:
    def prepared(characters: int) -> Callable[[], object]:
        raw = piece * (characters // len(piece))
        return lambda: clean(raw)

    assert not laws.linear(prepared, 20_000)


# The seeds


def seed(document_id: str) -> Cleaned:
    return clean((SEEDS / document_id / "raw.txt").read_bytes().decode("utf-8"))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("document_id", sorted(path.parent.name for path in SEEDS.glob("*/raw.txt")))
def test_the_seeds_keep_the_laws_and_lose_no_letter(document_id: str) -> None:
    cleaned = seed(document_id)
    assert broken_laws(cleaned) == []
    assert sum(map(str.isalnum, cleaned.text)) == sum(map(str.isalnum, cleaned.raw))


@pytest.mark.parametrize(
    "row",
    [row for path in sorted(SEEDS.glob("*/gold/clean.tsv")) for row in rows(path)],
    ids=lambda row: row["fragment"][:40],
)
def test_artifacts_of_the_seeds(row: dict[str, str]) -> None:
    flat = " ".join(seed(row["document"]).text.split())
    assert (row["fragment"] in flat) == (row["expect"] == "present")


@pytest.mark.parametrize("layout", sorted(SEEDS.glob("*/gold/layout.tsv")), ids=lambda path: path.parts[-3])
def test_paragraphs_and_pages_of_the_seeds(layout: Path) -> None:
    cleaned = seed(layout.parts[-3])
    marks = rows(layout)
    wanted = {int(mark["line"]) for mark in marks if mark["mark"] == "paragraph"}
    kinds = {int(turn["line"]): turn["kind"] for turn in rows(layout.with_name("turns.tsv"))}
    turns = set(kinds)
    unclear = {int(mark["line"]) for mark in marks if mark["mark"] == "paragraph?"}
    found = {cleaned.raw.count("\n", 0, cleaned.raw_start(start)) + 1 for start, _ in cleaned.paragraphs}
    assert turns <= found
    inside = {line for line in found - turns - unclear if kinds[max(t for t in turns if t < line)] != "zone"}
    assert wanted <= found
    assert len(inside & wanted) >= 0.95 * len(inside)
    pages = {cleaned.raw.count("\n", 0, cleaned.raw_start(page.clean_start)) + 1 for page in cleaned.pages[1:]}
    assert pages == {int(mark["line"]) for mark in marks if mark["mark"] == "page"}


@pytest.mark.parametrize("first", ["0", "1", "*"])
def test_notes_that_lost_their_lines_are_parted_by_what_leads_back_to_their_marks(first: str) -> None:
    second = {"0": 1, "1": 2, "*": 1}[first]
    talk = "Mr. Alder said that the bridge was open. Mr. Birch replied that it was not."
    rest = [f"{second}. Not printed. ↩", f"{second + 1}. See above. ↩"]
    notes = [f"{first}. Bridge Files, vol. 3. Drafted by Cedar. ↩", *rest]
    assert paragraphs(" ".join([talk, *notes])) == [talk, *notes]
    assert paragraphs(" ".join([talk, notes[0]])) == [talk, notes[0]]
    assert paragraphs(f"{talk} ↩") == [f"{talk} ↩"]
    points = f"{first}. He named two points: 1. The bridge. 2. The road. ↩"
    assert paragraphs("\n\n".join([talk, points])) == [talk, points]
    assert paragraphs("\n\n".join([talk, notes[0], points])) == [talk, notes[0], points]


def test_emphasis_goes_over_the_end_of_a_line() -> None:
    text = "5. *The Minister* referred to it. _Senator\nAlder_ said that it should be given up. _The\nClerk_ noted it."
    assert "_" not in clean(text).text
    assert clean("a snake_\n\n_case").text == "a snake_\n\n_case"


def test_a_number_that_ends_a_sentence_is_no_page_number() -> None:
    pages = [
        ["\n".join(wrapped(SENTENCE)), "He would use much the same words as were used in the spring of\n1919."]
    ] * 4
    text = clean("\n\n".join(paragraph for page in pages for paragraph in page)).text
    assert text.count("spring of 1919.") == 4


@pytest.mark.parametrize("ending", ["said that,\nas", "had put to the\nfirst", "said\nthat, as"])
def test_a_heading_with_what_is_said_under_it_is_no_head_of_a_page(ending: str) -> None:
    wide = "\n".join(" ".join(WORDS[i : i + 11]) for i in range(0, 33, 11))
    names = "Secretaries: General A. B. Alder and Lieut.-Colonel C. Birch"
    head = (
        f"4. PLANS FOR THE BRIDGE THE CHAIRMAN {ending} all knew, much was in doubt about the bridge and its price, and"
    )
    text = clean("\n\n".join([wide] * 6 + [names, f"{head}\n{wide}"])).text
    assert "PLANS FOR THE BRIDGE THE CHAIRMAN" in text


def test_numbers_that_count_open_paragraphs_where_no_blank_line_does() -> None:
    said = [f"{number}. Mr. Alder said that {SENTENCE}." for number in range(1, 6)]
    for width in range(60, 80):
        lines = [line for paragraph in said for line in textwrap.wrap(paragraph, width)]
        assert paragraphs("\n".join(lines)) == said
    escaped = "\n".join(line for text in said for line in textwrap.wrap(text.replace(".", "\\.", 1), 70))
    assert paragraphs(escaped) == said
    later = [f"{number + 12}{text[1:]}" for number, text in enumerate(said)]
    assert paragraphs("\n".join(line for text in later for line in textwrap.wrap(text, 70))) == later


@pytest.mark.parametrize(
    "head",
    [
        "- {} -",
        "{}",
        "Page {} of 12",
        "{} RECORDS OF THE CONFERENCE",
        "{}Signal Sheet",
        "TOP SECRET\n\n{}\n\nOf the Ministers",
    ],
)
def test_what_is_printed_on_every_page_goes_where_each_line_is_a_paragraph(head: str) -> None:
    said = [f"Mr. {name} said that {SENTENCE}." for name in ("Alder", "Birch", "Cedar", "Elm") for _ in range(3)]
    pages = [said[at : at + 3] for at in range(0, len(said), 3)]
    raw = "\n\n".join("\n\n".join([*page, head.format(number)]) for number, page in enumerate(pages, 7))
    cleaned = clean(raw)
    assert cleaned.text == "\n\n".join(said)
    assert not broken_laws(cleaned)
    assert [page.label for page in cleaned.pages][1:] == ["7", "8", "9"]


@pytest.mark.parametrize(
    "head", ["{} RECORDS OF THE CONFERENCE", "{}Signal Sheet", "TOP SECRET\n\n{}\n\nOf the Ministers", "{}"]
)
def test_what_is_printed_on_every_page_goes_from_double_spaced_text(head: str) -> None:
    said = [f"Mr. {name} said that {prose(90, i)}" for i, name in enumerate(("Alder", "Birch", "Cedar", "Elm") * 2)]
    sheets = ["\n\n".join(line for text in said[at : at + 2] for line in wrapped(text)) for at in range(0, 8, 2)]
    raw = "\n\n".join(f"{sheet}\n\n{head.format(number)}" for number, sheet in enumerate(sheets, 7))
    cleaned = clean(raw)
    assert cleaned.text == "\n\n".join(said)
    assert not broken_laws(cleaned)


def test_emphasis_goes_over_the_end_of_a_double_spaced_line_and_brackets_after_a_full_one_stand_alone() -> None:
    said = wrapped(f"_Mr. Alder_ said {prose(86)}")
    assert len(said[-1]) > 60
    lines = [*said, "[matter omitted]", *wrapped(prose(60))]
    lines[2] = f"_{lines[2]}"
    lines[3] = lines[3].replace(" ", "_ ", 1)
    cleaned = clean("\n\n".join(lines))
    assert "_" not in cleaned.text
    assert cleaned.text.split("\n\n")[1] == "[matter omitted]"


@pytest.mark.parametrize(("opens", "ends"), [("<p>", "</p>"), ('<P CLASS="a">', "</P>"), ("", "<br/>"), ("<li>", "")])
def test_tags_of_blocks_part_paragraphs_whose_lines_are_wrapped(opens: str, ends: str) -> None:
    texts = [prose(count, count).rstrip(".") for count in (30, 45, 5, 60)]
    raw = "\n".join(f"{opens}{line}{ends}" for line in ("\n".join(wrapped(text)) for text in texts))
    assert paragraphs(f"<html></html>\n<i>{raw}</i>") == texts


def test_heads_go_that_two_pages_have_or_that_count_otherwise_than_the_site_does() -> None:
    said = [f"Mr. {name} said that {SENTENCE}." for name in ("Alder", "Birch", "Cedar", "Elm", "Fir", "Gum")]
    two = [said[0], "4 RECORDS OF THE CONFERENCE", *said[1:4], "5 RECORDS OF THE CONFERENCE", *said[4:]]
    assert clean("\n\n".join(two)).text == "\n\n".join(said)
    site = ["Page 1 of 3", said[0], "41 RECORDS OF THE CONFERENCE", *said[1:3], "Page 2 of 3", said[3]]
    site += ["42 RECORDS OF THE CONFERENCE", said[4], "Page 3 of 3", said[5], "43 RECORDS OF THE CONFERENCE"]
    assert clean("\n\n".join(site)).text == "\n\n".join(said)
    apart = [said[0], "4 RECORDS OF THE CONFERENCE", *said[1:4], "9 RECORDS OF THE CONFERENCE", *said[4:]]
    assert clean("\n\n".join(apart)).text == "\n\n".join(apart)


@pytest.mark.parametrize("heading", ["Item {}", "{} votes were cast.", "{}. Trade", "Mr. Elm: {}"])
def test_headings_and_sentences_with_numbers_stay(heading: str) -> None:
    said = [f"Mr. Alder said that {SENTENCE}."] * 3
    text = "\n\n".join("\n\n".join([heading.format(number), *said]) for number in range(1, 6))
    assert clean(text).text == text


def test_marks_as_wide_as_chinese_characters_among_latin_letters_are_the_usual_ones() -> None:
    wide = "Wang：Hello（smiling）there，friend。“Yes”！\n\nLi：“No”；again，no。"
    assert clean(wide).text == "Wang: Hello (smiling) there, friend. “Yes”!\n\nLi: “No”; again, no."
    assert clean("毛：你好。").text == "毛：你好。"
    assert not broken_laws(clean(wide))


def test_a_number_inside_a_sentence_at_the_end_of_a_page_begins_no_note() -> None:
    filler = "\n".join(wrapped(prose(60)))
    said = "They spoke of the treaty.2 This was to help the relations which both governments\n2 between them had"
    cleaned = clean(f"12  Reports\n\n{filler}\n{said}\nmended.\n\f13  Reports\n\n{filler}\n")
    assert "governments 2 between them had" in cleaned.text


@pytest.mark.parametrize("form", ["{}", "{}.", "[{}]"])
def test_notes_at_the_feet_of_pages_need_no_marks_where_no_other_paragraph_has_a_number(form: str) -> None:
    texts = [prose(90, i) for i in range(4)]
    lines = [line for text in texts for line in wrapped(text)]
    notes = [f"{form.format(n)} The Envoy told the press so on the day after.\n" for n in (1, 2, 3)]
    pages = [*lines[:12], "", notes[0] + "\f", *lines[12:24], "", notes[1], notes[2] + "\f", *lines[24:]]
    cleaned = clean("\n".join(pages).replace("\f\n", "\f"))
    assert broken_laws(cleaned) == []
    assert "Envoy" not in cleaned.text
    items = [*lines[:6], "", f"{form.format(7)} The Envoy told the press so.", "", *pages[6:]]
    assert cleaned.text.count("Envoy") < clean("\n".join(items).replace("\f\n", "\f")).text.count("Envoy")


@pytest.mark.parametrize("number", ["¹ ²", "1 2", "1. 2."])
@pytest.mark.parametrize("head", ["{}    THE TIMBER AGREEMENT", "{}    DIPLOMATIC PAPERS, 1951, VOLUME II"])
def test_notes_at_the_feet_of_pages_that_only_their_heads_part_need_no_marks(number: str, head: str) -> None:
    first, second = number.split()
    note = "The Envoy had told the press so on 3 May, and said it once more\nto the Senate in June."
    lines = wrapped(prose(90, 0)) + wrapped(prose(90, 1))
    heads = [head.format(page) for page in (212, 213)]
    text = [heads[0], "", *lines[:14], "", f"   {first} {note}", "", heads[1], "", *lines[14:]]
    cleaned = clean("\n".join([*text, "", f"   {second} {note}\n"]))
    assert broken_laws(cleaned) == []
    assert "Envoy" not in cleaned.text
    assert " ".join(lines[13:15]) in " ".join(cleaned.text.split())


@pytest.mark.parametrize(
    "head", ["SECRET\n\nSECRET\n{}", "{} Harbours and Ferries, Volume II", "Ferries of the North {}"]
)
def test_what_stands_inside_a_sentence_and_classifies_or_counts_goes_where_each_line_is_a_paragraph(head: str) -> None:
    texts = [SENTENCE.capitalize() + "." for _ in range(4)]
    halves = [(text.partition(" although")[0], text[text.index("although") :]) for text in texts]
    pages = "\n\n".join(f"{one}\n\n{head.format(14 + 2 * n)}\n\n{two}" for n, (one, two) in enumerate(halves))
    assert paragraphs(pages) == texts


@pytest.mark.parametrize("line", ["Herring 45", "The balance for 1961"])
def test_what_stands_between_sentences_and_ends_in_a_number_stays(line: str) -> None:
    texts = [SENTENCE.capitalize() + ".", line, SENTENCE.capitalize() + "."]
    assert paragraphs("\n\n".join(texts)) == texts


def test_a_label_at_the_end_of_a_page_goes_with_what_is_said_on_the_next() -> None:
    said = "\n".join(textwrap.wrap(SENTENCE.capitalize() + ".", 64))
    page = f"BRANT: {said}\n\nOSKELL: {said}\n\nHALVORD:\n\n\n- {{}} -\n\n{said}\n\n"
    texts = paragraphs("".join(page.format(number) for number in range(2, 6)))
    assert [text.partition(" ")[0] for text in texts] == ["BRANT:", "OSKELL:", "HALVORD:"] * 4


@pytest.mark.parametrize("form", ["<{}> ", "{} (aside)--- ", "{}. "])
def test_names_in_capitals_open_paragraphs_after_a_full_line_as_others_of_their_kind_do(form: str) -> None:
    names = ["HALVORD", "BRANT", "HALVORD", "BRANT", "HALVORD", "BRANT", "OSKELL"]
    texts = [form.format(name) + SENTENCE.capitalize() + "." for name in names]
    lines = ["\n".join(textwrap.wrap(text, 70)) for text in texts]
    filled = SENTENCE.capitalize()[: 70 * 3].rpartition(" ")[0]
    full = [*lines[:5], "\n".join([*textwrap.wrap(form.format("BRANT") + filled, 70)[:2], "X" * 68 + "."]), lines[6]]
    assert paragraphs("\n".join(full))[-1].startswith(form.format("OSKELL").strip())
