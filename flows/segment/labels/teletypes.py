"""Labels with their colons in a text that lost its line breaks and all other marks, as that of a teletype:
"ROE: GOOD MORNING JACK DOE: HAVE YOU OUR MESSAGE".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

TOKEN = re.compile(r"\S+")
STOP = re.compile(r"[.?!;,](?=\s)")
NAME_WORD = re.compile(r"[A-Z][^\W\d_]*(?:['’-][^\W\d_]+)*\.?")
WORDS_TO_A_STOP = 25  # fewer, and the text has its stops
LONGEST = 6  # words of a label
LEAST_TIMES = 2  # that a name must stand before a colon
LEAST_NAMES = 2
LEAST_TOGETHER = 5  # labels of all names


def labels_without_stops(text: str, start: int, end: int) -> list[tuple[int, int, int]]:
    """Where the labels of a paragraph without stops stand, in order: start, end, and where the words after each begin;
    none where it has its stops, or where there is no habit.
    """
    tokens = list(TOKEN.finditer(text, start, end))
    if len(tokens) < WORDS_TO_A_STOP * (1 + sum(1 for _ in STOP.finditer(text, start, end))):
        return []
    words = [token[0] for token in tokens]
    ends = [n for n, word in enumerate(words[:-1], start=1) if word.endswith(":") and NAME_WORD.fullmatch(word[:-1])]
    forms: Counter[tuple[str, ...]] = Counter()
    for stop in ends:
        forms.update(tuple(words[at:stop]) for at in _starts(words, stop))
    labels = []
    for stop in ends:
        often = forms[(words[stop - 1],)]
        if often >= LEAST_TIMES:
            # Of the words before the name, those belong to it that mostly stand there.
            at = [at for at in _starts(words, stop) if 2 * forms[tuple(words[at:stop])] > often][-1]
            labels.append((tokens[at].start(), tokens[stop - 1].end() - 1, tokens[stop].start()))
    names = {text[label_start:label_end] for label_start, label_end, _ in labels}
    return labels if len(names) >= LEAST_NAMES and len(labels) >= LEAST_TOGETHER else []


def _starts(words: Sequence[str], stop: int) -> Iterator[int]:
    """Where a name that ends here can start, the nearest first."""
    yield stop - 1
    for at in range(stop - 2, max(-1, stop - 1 - LONGEST), -1):
        if NAME_WORD.fullmatch(words[at]) is None:
            return
        yield at
