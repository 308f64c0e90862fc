"""Patterns that few texts need, compiled where one asks: an expression of names takes longer to compile than to use."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cached_property


class RarePattern:
    """A pattern that is compiled when it is first needed.

    `sign` is a pattern that is found wherever the rare one is, in all that it is looked for in; `head` one that matches
    where the rare one does. Both must be cheap.
    """

    def __init__(self, pattern: str, sign: str | None = None, head: str | None = None) -> None:
        self.pattern = pattern
        self.sign = re.compile(sign) if sign is not None else None
        self.head = re.compile(head) if head is not None else None

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern, for all that `re` does with one."""
        return re.compile(self.pattern)

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The match at the head of `text[start:end]`."""
        if self.head is not None and self.head.match(text, start, end) is None:
            return None
        return self.compiled.match(text, start, end) if self._may_be_in(text, start, end) else None

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The match that is all of `text[start:end]`."""
        return self.compiled.fullmatch(text, start, end) if self._may_be_in(text, start, end) else None

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first match in `text[start:end]`."""
        return self.compiled.search(text, start, end) if self._may_be_in(text, start, end) else None

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """All matches in `text[start:end]`."""
        return self.compiled.finditer(text, start, end) if self._may_be_in(text, start, end) else iter(())

    def _may_be_in(self, text: str, start: int, end: int) -> bool:
        return self.sign is None or self.sign.search(text, start, end) is not None
