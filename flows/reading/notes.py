"""What `parley read` says of the texts that it read: what to look at in each, and how it is corrected."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shlex import quote

from flows.reading.doubts import doubts
from flows.reading.rows import Tables
from flows.terminal.printable import printable

SHOWN = 20  # places to look at that are told one by one
NAMED = 3  # files that are named where the same is said of many
WORDS = 40  # characters of the words that a doubt is about


class Notes:
    """Collects them, document by document; of any number of documents only what is told is kept."""

    def __init__(self) -> None:
        self._told: list[str] = []
        self._more = 0
        self._doubtful: Path | None = None
        self._guessed: dict[str, list[Path]] = {}

    def add(self, path: Path, tables: Tables) -> None:
        """One document that was read, and the file that it was read from."""
        encoding = tables["documents"][0]["raw_encoding"]
        if not encoding.startswith("utf"):
            self._guessed.setdefault(encoding, []).append(path)
        for doubt in doubts(tables):
            if doubt.words:
                self._doubtful = self._doubtful or path
            if len(self._told) == SHOWN:
                self._more += 1
                continue
            words = f": “{_shortened(doubt.words)}”" if doubt.words else ""
            self._told.append(f"{path}:{doubt.line}: {doubt.what}{words}")

    def lines(self) -> Iterator[str]:
        """What there is to say, each on a line."""
        yield from map(printable, self._told)
        if self._more:
            yield f"and {self._more:,} more places to look at: turns with something in the column flags"
        for encoding, paths in sorted(self._guessed.items()):
            named = ", ".join(map(str, paths[:NAMED])) + (f" and {len(paths) - NAMED:,} more" * (len(paths) > NAMED))
            yield printable(f"{named}: the encoding was guessed, {encoding}; where letters are wrong, save it in UTF-8")
        if self._doubtful:
            command = f"parley add {quote(str(self._doubtful))}"
            how = "then parley check and parley correct (docs/adding-a-document.md)"
            yield printable(f"To correct what is wrong: {command}, {how}")


def _shortened(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= WORDS else f"{words[:WORDS].rpartition(' ')[0] or words[:WORDS]} …"
