"""Room on the stack of Python's frames, so that calls do not ask the operating system for it one by one.

CPython keeps the frames of functions in chunks of 16 KB. A call whose frame finds no place in a chunk gets a new one,
which is given back on return: a loop that stands just before the end of a chunk maps and unmaps memory at each call. So
did the compiler of regular expressions, 53,000 times, where modules that import each other call it from deep below.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

Options = ParamSpec("Options")
Result = TypeVar("Result")

# A chunk is the least power of two that holds a frame: just above one, half of the chunk stays free for other frames.
# That is 512 KB, of which only those pages take memory that are written to.
SLOTS = 1 << 16


def with_room(call: Callable[Options, Result]) -> Callable[Options, Result]:
    """The function, whose own calls, and theirs in turn, share one large chunk."""

    def called(*args: Options.args, **options: Options.kwargs) -> Result:
        return call(*args, **options)

    # A frame is as large as its code says: none of these slots is ever used.
    called.__code__ = called.__code__.replace(co_stacksize=SLOTS)
    return wraps(call)(called)
