"""Calls ask the operating system for no memory, one by one, however deep they are made."""

from __future__ import annotations

import resource

import pytest
from click.testing import CliRunner

from flows import cli
from flows.terminal.room import with_room

CALLS = 200
DEEPEST = 300  # calls; a chunk of the stack holds some 100 of these


def faults_in_loop(depth: int) -> int:
    """How many pages of memory are asked for while a function is called again and again, from that deep."""
    if depth:
        return faults_in_loop(depth - 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(CALLS):
        wide()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def wide() -> int:
    """Its frame is wider than one of the loop's function: from some depth on it finds no place in the same chunk."""
    a = b = c = d = e = f = g = h = i = j = k = r = m = n = o = p = 0
    return a + b + c + d + e + f + g + h + i + j + k + r + m + n + o + p


def most_faults() -> int:
    return max(map(faults_in_loop, range(DEEPEST)))


def test_calls_share_one_chunk_of_the_stack() -> None:
    assert with_room(most_faults)() < CALLS // 2


def test_what_it_gives_and_raises_is_what_the_function_does() -> None:
    @with_room
    def divided(number: int, *, by: int = 2) -> float:
        """A quotient."""
        return number / by

    assert divided(6) == 3
    assert divided(6, by=3) == 2
    assert (divided.__name__, divided.__doc__) == ("divided", "A quotient.")
    with pytest.raises(ZeroDivisionError):
        divided(6, by=0)


def test_commands_have_room(monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[int] = []

    def callback(**_: object) -> None:
        found.append(most_faults())

    monkeypatch.setattr(cli.clean, "callback", callback)
    assert CliRunner().invoke(cli.main, ["clean"]).exit_code == 0
    assert found[0] < CALLS // 2
