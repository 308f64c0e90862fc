"""The invented records in other looks: set in lines, without blank lines, on pages, in capitals, in one line.

A record that is read well as a web page gives it must be read as well however its page is set.
"""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Callable, Sequence

import pytest

from flows.evaluate.starts import GoldDocument, score_document
from flows.reading.document import read_document
from flows.tables import rows
from tests.test_reading import EVERY, MARK, RECORDS, f1, regions_of

LONGEST_LINE = 200  # characters of a line that no look of lines has: such a record is one as a web page gives it
FIRST_MARK = 0xF0000  # of the characters of private use that stand for the marks while the look changes
Look = Callable[[str], str]


def lines_of(text: str, width: int, indent: str = "") -> list[list[str]]:
    """The lines of each paragraph, `width` characters wide at most."""
    return [
        [line for part in paragraph.split("\n") for line in textwrap.wrap(part, width, initial_indent=indent) or [""]]
        for paragraph in text.split("\n\n")
    ]


def in_lines(text: str) -> str:
    return "\n\n".join("\n".join(lines) for lines in lines_of(text, 70))


def set_in(text: str) -> str:
    return "\n".join(line for lines in lines_of(text, 72, "     ") for line in lines)


def tight(text: str) -> str:
    return "\n".join(line for lines in lines_of(text, 76) for line in lines)


def justified(text: str) -> str:
    """Set in, and each line but a paragraph's last filled up with spaces, now from its left end, now from its right."""
    return "\n".join(
        line if number + 1 == len(lines) or line.count(" ") < 8 else filled(line, number % 2)
        for lines in lines_of(text, 72, "     ")
        for number, line in enumerate(lines)
    )


def filled(line: str, side: int) -> str:
    lead, words = line[: len(line) - len(line.lstrip())], line.split()
    missing = min(max(0, 72 - len(line)), len(words) - 1)
    first = side * (len(words) - 1 - missing)
    return (
        lead
        + "".join(
            word + "  " * (first <= at < first + missing) + " " * (not first <= at < first + missing)
            for at, word in enumerate(words)
        ).rstrip()
    )


def double_spaced(text: str) -> str:
    return "\n\n\n".join("\n\n".join(lines) for lines in lines_of(text, 64))


def with_a_margin(text: str) -> str:
    return textwrap.indent(in_lines(text), "        ", lambda line: True)


def on_pages(text: str) -> str:
    lines = in_lines(text).split("\n")
    pages = ["\n".join(lines[at : at + 44]) for at in range(0, len(lines), 44)]
    return "".join(f"{page}\n\nSECRET\n\n- {number} -\n\fSECRET\n\n" for number, page in enumerate(pages, 1))


def with_numbered_heads(text: str) -> str:
    paragraphs = text.split("\n\n")
    pages = ["\n\n".join(paragraphs[at : at + 4]) for at in range(0, len(paragraphs), 4)]
    return "\n\n".join(f"{page}\n\n{number} RECORDS OF TALKS" for number, page in enumerate(pages, 12))


def typewritten(text: str) -> str:
    plain = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "—": "--", "–": "-"})
    return text.translate(plain)


def in_one_line(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", text)


# By how much F1 of the starts of turns may be lower than in the records as they stand.
LOOKS: dict[Look, float] = {
    in_lines: 0.01,
    set_in: 0.01,
    tight: 0.02,
    justified: 0.01,
    double_spaced: 0.01,
    with_a_margin: 0.01,
    on_pages: 0.01,
    with_numbered_heads: 0.01,
    typewritten: 0.005,
    in_one_line: 0.1,
}


def changed(marked: str, look: Look) -> str:
    """A record with its marks, in another look."""
    marks = [mark[0] for mark in MARK.finditer(marked)]
    numbers = iter(range(len(marks)))
    text = look(MARK.sub(lambda mark: chr(FIRST_MARK + next(numbers)), marked))
    return re.sub("[\U000f0000-\U000ffffd]", lambda sign: marks[ord(sign[0]) - FIRST_MARK], text)


def records() -> Sequence[tuple[str, str]]:
    """The names and texts, with marks, of the records that are as a web page gives them."""
    texts = ((name, (RECORDS / f"{name}.txt").read_text("utf-8")) for name in EVERY)
    return [(name, text) for name, text in texts if "\f" not in text and max(map(len, text.split("\n"))) > LONGEST_LINE]


def total(look: Look) -> float:
    """F1 of the starts of turns in all records in that look."""
    counts: Counter[str] = Counter()
    for name, text in records():
        raw, regions = regions_of(changed(text, look))
        gold = GoldDocument(name, raw, {"style": name}, regions)
        counts += score_document(gold, rows([read_document(raw.encode(), name)])["turns"]).counts
    return f1(counts)


@pytest.fixture(scope="module")
def as_they_stand() -> float:
    return total(lambda text: text)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.__name__)
def test_records_are_read_as_well_in_another_look(look: Look, as_they_stand: float) -> None:
    assert len(records()) > 100
    assert total(look) >= as_they_stand - LOOKS[look]
