"""Telegrams: bodies in capitals are read as sentences are written, with every offset where it was."""

from __future__ import annotations

from flows.segment.repairs.capitals import in_small_letters

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
