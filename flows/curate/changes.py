"""Files that are looked at again and again, to see when one of them changes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

SECONDS_BETWEEN_LOOKS = 0.3


def changes(
    folders: tuple[Path, ...], wait: Callable[[], object] = lambda: time.sleep(SECONDS_BETWEEN_LOOKS)
) -> Iterator[None]:
    """Yields once at the start, and again whenever a file in the folders is new, gone or written again.

    A folder may also be a single file. `wait` is called between looks; the iteration ends only by what `wait` raises.
    """
    seen = None
    while True:
        found = _state(folders)
        if found != seen:
            seen = found
            yield
        wait()


def _state(folders: tuple[Path, ...]) -> dict[Path, tuple[int, int]]:
    """Time of writing and size of every file; one that goes away while it is looked at is gone."""
    state = {}
    for folder in folders:
        for path in (folder, *folder.rglob("*")) if folder.is_dir() else (folder,):
            try:
                status = path.stat()
            except FileNotFoundError:
                continue
            if not path.is_dir():
                state[path] = (status.st_mtime_ns, status.st_size)
    return state
