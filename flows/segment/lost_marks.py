"""Labels in a text that lost its line breaks and its punctuation: "The President Good morning President Smith Hello".

Names before a colon are labels there, where several stand so time and again. Without colons only offices and forms of
address are, with a name or an article, where several of them stand before other words that are written large, as the
first words of sentences are.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from flows.segment.names import fold, office_words, titles
from flows.segment.remembered import remembered_word

TOKEN = re.compile(r"\S+")
MARK = re.compile(r"[.?!;,](?=\s)")
LARGE = re.compile(r"[A-Z][^\W\d_]*(?:['’-][^\W\d_]+)*")
TOKENS_TO_A_MARK = 25  # fewer, and the text has its punctuation
LONGEST = 6  # words of a label
LEAST_TIMES = 2  # that a label must stand before other words
LEAST_LABELS = 2
LEAST_TOGETHER = 5  # times that they all must


def unmarked_labels(text: str, start: int, end: int) -> list[tuple[int, int, int]]:
    """Where the labels of a paragraph without punctuation stand, in order: start, end, and where the words after each
    begin; none where it has its punctuation, or where there is no habit.
    """
    tokens = list(TOKEN.finditer(text, start, end))
    if len(tokens) < TOKENS_TO_A_MARK * (1 + sum(1 for _ in MARK.finditer(text, start, end))):
        return []
    words = [token[0] for token in tokens]
    labels = _before_colons(words) or _before_large_words(words)
    return [
        (tokens[at].start(), tokens[stop - 1].end() - words[stop - 1].endswith(":"), tokens[stop].start())
        for at, stop in sorted(labels.items())
    ]


def _before_colons(words: Sequence[str]) -> dict[int, int]:
    """By their first word, where labels before colons end: of the names there, as many words as mostly go before it."""
    ends = [n for n, word in enumerate(words[:-1], start=1) if word.endswith(":") and LARGE.fullmatch(word[:-1])]
    forms: Counter[tuple[str, ...]] = Counter()
    for stop in ends:
        forms.update(tuple(words[at:stop]) for at in _starts(words, stop))
    labels: dict[int, int] = {}
    for stop in ends:
        often = forms[(words[stop - 1],)]
        usual = [at for at in _starts(words, stop) if 2 * forms[tuple(words[at:stop])] > often]
        if often >= LEAST_TIMES:
            labels[usual[-1]] = stop
    several = len({words[stop - 1] for stop in labels.values()}) >= LEAST_LABELS
    return labels if several and len(labels) >= LEAST_TOGETHER else {}


def _starts(words: Sequence[str], stop: int) -> Iterator[int]:
    """Where a name of words written large that ends here can start, the nearest first."""
    yield stop - 1
    for at in range(stop - 2, max(-1, stop - LONGEST), -1):
        if LARGE.fullmatch(words[at].rstrip(".")) is None:
            return
        yield at


def _before_large_words(words: Sequence[str]) -> dict[int, int]:
    """By their first word, where the labels end after which words are written large; the longest of them."""
    found: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, word in enumerate(words):
        if opens_label(word):
            for stop in range(at + 1, min(at + LONGEST, len(words) - 1)):
                if LARGE.fullmatch(words[stop - 1]) is None and words[stop - 1] != "of":
                    break
                label = tuple(words[at:stop])
                if names_by_office(label) and LARGE.fullmatch(words[stop]) and not is_office(words[stop]):
                    found[label].append(at)
    times = {label: len({words[at + len(label)] for at in places}) for label, places in found.items()}
    labels = [label for label in sorted(found, key=len) if times[label] >= LEAST_TIMES]
    if len(labels) < LEAST_LABELS or sum(times[label] for label in labels) < LEAST_TOGETHER:
        return {}
    return {at: at + len(label) for label in labels for at in found[label]}


@remembered_word
def opens_label(word: str) -> bool:
    """Whether a word that is written large is an office, a form of address or the article before one."""
    return word[0].isupper() and (is_office(word) or fold(word) in ("the", *titles()))


@remembered_word
def is_office(word: str) -> bool:
    """Whether a word is one of offices, ranks and parts in a meeting."""
    return fold(word) in office_words()


def names_by_office(label: tuple[str, ...]) -> bool:
    """Whether words are an article and an office, or an office or form of address and a name."""
    known = [opens_label(word) for word in label]
    if fold(label[0]) == "the":
        return len(label) > 1 and all(known)
    return known[0] and not all(known)
