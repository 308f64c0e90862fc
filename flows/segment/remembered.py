"""What was found out about a line or word, for when it is asked again: most come often, lines of heads many times."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

Options = ParamSpec("Options")
Found = TypeVar("Found")
Read = Callable[Concatenate[str, Options], Found]

LINES = 256
LONGEST_LINE = 10_000  # characters; longer ones would fill the memory, and save little
WORDS = 65_536
LONGEST_WORD = 100  # or name of several words


def remembered_line(read: Read[Options, Found]) -> Read[Options, Found]:
    """The function, which depends on its arguments alone, with what it gave for the last lines that were short."""
    return _remembered(read, LINES, LONGEST_LINE)


def remembered_in_place(read: Read[Options, Found]) -> Read[Options, Found]:
    """The function, which depends on its arguments alone, with what it gave for the last words and where they stood."""
    return _remembered(read, WORDS, LONGEST_WORD)


def remembered_word(read: Callable[[str], Found]) -> Callable[[str], Found]:
    """The function, which depends on a word or name alone, with what it gave for the last ones."""
    return Words(read).__getitem__  # itself, not called by another function: words are asked for by the 100,000


class Words(dict[str, Found]):
    """What a function gives for words; short ones are kept until there are too many."""

    def __init__(self, read: Callable[[str], Found]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, word: str) -> Found:
        found = self._read(word)
        if len(word) <= LONGEST_WORD:
            if len(self) >= WORDS:
                self.clear()
            self[word] = found
        return found


def _remembered(read: Read[Options, Found], most: int, longest: int) -> Read[Options, Found]:
    recent = lru_cache(maxsize=most)(read)

    @wraps(read)
    def looked_up(text: str, /, *args: Options.args, **options: Options.kwargs) -> Found:
        return (recent if len(text) <= longest else read)(text, *args, **options)

    return looked_up
