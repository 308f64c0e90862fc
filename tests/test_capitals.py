"""Telegrams: bodies in capitals are read as sentences are written, with every offset where it was."""

from __future__ import annotations

from flows.segment.repairs.capitals import in_small_letters, told_in_capitals

TELEGRAM = (
    "3. (LOU) MARLOWE ASKED HOW MANY BOATS WERE MISSING. AMBASSADOR TRENT SAID I WAS TO SAY THAT HE DID NOT KNOW. "
    "ON THE CREWS MARLOWE SAID THAT COL. O'HARA'S LIST HAD GROWN. THE MATTER WAS RAISED IN LONDON BY MR. J. P. STONE."
)


def test_names_offices_and_first_words_keep_their_capital() -> None:
    read = in_small_letters(TELEGRAM, [(0, len(TELEGRAM))], {"stone"})
    assert read == (
        "3. (LOU) Marlowe asked how many boats were missing. Ambassador Trent said I was to say that he did not know. "
        "On the crews Marlowe said that Col. O'Hara's list had grown. "
        "The matter was raised in London by Mr. J. P. Stone."
    )
    assert len(read) == len(TELEGRAM)


def test_text_in_both_cases_and_what_stands_outside_the_paragraphs_stay() -> None:
    mixed = TELEGRAM.lower().replace("marlowe", "MARLOWE")
    assert in_small_letters(mixed, [(0, len(mixed))], set()) == mixed
    headed = "FOR THE FILE\n\n" + TELEGRAM
    assert in_small_letters(headed, [(14, len(headed))], set()).startswith("FOR THE FILE\n\n3. (LOU) Marlowe")
    assert in_small_letters("SHORT.", [(0, 6)], set()) == "SHORT."


def test_words_that_sentences_are_made_of_are_no_names_whatever_the_list_makes_of_them() -> None:
    text = TELEGRAM.replace("MARLOWE SAID THAT", "MARLOWE SAID THAT THE BOAT WAS A TUG AND THAT")
    assert "said that the boat was a tug and that" in in_small_letters(text, [(0, len(text))], {"was", "a", "that"})


def test_a_sentence_after_a_number_that_sticks_to_it_begins_with_a_capital() -> None:
    text = TELEGRAM.replace("3. (LOU) MARLOWE", "3.MARLOWE")
    assert in_small_letters(text, [(0, len(text))], set()).startswith("3.Marlowe asked how many")


def test_the_talk_of_a_telegram_is_told_from_its_head_and_from_what_a_teletype_takes_down() -> None:
    head, first = "FROM LISBON TO FOREIGN OFFICE, TELEGRAM 88 OF 3 MAY", "DEPUTY MINISTER ROCHA RECEIVED ME AT NOON."
    text = f"{head}\n\n{first}\n\n{TELEGRAM}"
    at = len(head) + 2
    paragraphs = [(0, len(head)), (at, at + len(first)), (len(text) - len(TELEGRAM), len(text))]
    assert told_in_capitals(text, paragraphs) == paragraphs[1:]
    teletype = TELEGRAM.replace(".", "")
    assert told_in_capitals(teletype, [(0, len(teletype))]) == []
