"""What was found out about a line or a word is known when it is asked again; long ones are not kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from flows.segment import remembered as kept
from flows.segment.remembered import (
    LINES,
    LONGEST_LINE,
    LONGEST_WORD,
    remembered_in_place,
    remembered_line,
    remembered_word,
)


@pytest.mark.parametrize(
    ("remembered", "longest"), [(remembered_line, LONGEST_LINE), (remembered_in_place, LONGEST_WORD)]
)
@pytest.mark.parametrize(("more", "times"), [(0, 1), (1, 2)])
def test_only_short_texts_are_remembered(remembered: Callable[[Any], Any], longest: int, more: int, times: int) -> None:
    asked = []
    length = longest + more

    @remembered
    def read(line: str, wanted: int) -> int:
        asked.append(line)
        return len(line) + wanted

    assert [read("x" * length, 1), read("x" * length, 1)] == [length + 1] * 2
    assert len(asked) == times


def test_as_many_lines_as_said_are_remembered() -> None:
    asked = []

    @remembered_line
    def read(line: str) -> str:
        asked.append(line)
        return line

    for number in range(LINES + 1):
        read(str(number))
    read(str(LINES))
    assert len(asked) == LINES + 1
    read("0")
    assert len(asked) == LINES + 2


@pytest.mark.parametrize(("more", "times"), [(0, 1), (1, 2)])
def test_only_short_words_are_remembered(more: int, times: int) -> None:
    asked = []

    @remembered_word
    def read(word: str) -> int:
        asked.append(word)
        return len(word)

    word = "x" * (LONGEST_WORD + more)
    assert [read(word), read(word)] == [len(word)] * 2
    assert len(asked) == times


def test_no_more_words_are_remembered_than_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "WORDS", 3)
    words = kept.Words(len)
    assert [words[word] for word in ("a", "bb", "ccc", "dddd", "a")] == [1, 2, 3, 4, 1]
    assert words == {"dddd": 4, "a": 1}
