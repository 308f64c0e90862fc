"""What was found out about a line, for when it is asked again: a head is looked at for many things, line by line."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

Options = ParamSpec("Options")
Found = TypeVar("Found")
Read = Callable[Concatenate[str, Options], Found]

LINES = 256
LONGEST = 10_000  # characters; longer ones would fill the memory, and save little


def remembered(read: Read[Options, Found]) -> Read[Options, Found]:
    """The function, which depends on its arguments alone, with what it gave for the last lines that were short."""
    recent = lru_cache(maxsize=LINES)(read)

    @wraps(read)
    def looked_up(line: str, /, *args: Options.args, **options: Options.kwargs) -> Found:
        return (recent if len(line) <= LONGEST else read)(line, *args, **options)

    return looked_up
