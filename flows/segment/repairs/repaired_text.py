"""A text as it is read once it is repaired; the clean text stays as it is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

Change = tuple[int, int, str]  # where it starts and ends, and what is read there


class Repaired:
    """A text as it is read, and where each of its characters stands in the clean text."""

    def __init__(self, clean: str, changes: Sequence[Change]) -> None:
        parts: list[str] = []
        self._changes: list[tuple[int, int, int, int]] = []  # start and end in the clean text, and in this one
        done = length = 0
        for start, end, new in changes:
            parts += (clean[done:start], new)
            length += start - done
            self._changes.append((start, end, length, length + len(new)))
            length += len(new)
            done = end
        self.text = "".join([*parts, clean[done:]]) if changes else clean
        self._clean_starts = [change[0] for change in self._changes]
        self._starts = [change[2] for change in self._changes]

    def read(self, clean: int) -> int:
        """Where the character at a clean offset stands in this text, or what came in place of its word."""
        at = bisect_right(self._clean_starts, clean) - 1
        if at < 0:
            return clean
        _, clean_end, start, end = self._changes[at]
        return start if clean < clean_end else end + clean - clean_end

    def start(self, read: int) -> int:
        """The clean offset at which begins what begins here."""
        at = bisect_right(self._starts, read) - 1
        if at < 0:
            return read
        clean_start, clean_end, _, end = self._changes[at]
        return clean_start if read < end else clean_end + read - end

    def end(self, read: int) -> int:
        """The clean offset at which ends what ends here."""
        at = bisect_left(self._starts, read) - 1
        if at < 0:
            return read
        _, clean_end, _, end = self._changes[at]
        return clean_end + max(0, read - end)
