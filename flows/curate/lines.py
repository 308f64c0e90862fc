"""Lines of a raw text: how people name places in it."""

from __future__ import annotations

from bisect import bisect_right


class Lines:
    """The lines of a text, counted from 1; only a line feed ends one, as in an editor."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)

    def of(self, offset: int) -> int:
        """The line in which an offset lies."""
        return bisect_right(self._starts, offset)

    def start(self, line: int) -> int:
        """Where a line starts. Raises IndexError where there is no such line."""
        return self._starts[line - 1]
