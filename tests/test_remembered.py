"""What was found out about a line is known when it is asked again; long lines are not kept."""

from __future__ import annotations

import pytest

from flows.segment.remembered import LINES, LONGEST, remembered


@pytest.mark.parametrize(("length", "times"), [(LONGEST, 1), (LONGEST + 1, 2)])
def test_only_short_lines_are_remembered(length: int, times: int) -> None:
    asked = []

    @remembered
    def read(line: str, wanted: int) -> int:
        asked.append(line)
        return len(line) + wanted

    assert [read("x" * length, 1), read("x" * length, 1)] == [length + 1] * 2
    assert len(asked) == times


def test_as_many_lines_as_said_are_remembered() -> None:
    asked = []

    @remembered
    def read(line: str) -> str:
        asked.append(line)
        return line

    for number in range(LINES + 1):
        read(str(number))
    read(str(LINES))
    assert len(asked) == LINES + 1
    read("0")
    assert len(asked) == LINES + 2
