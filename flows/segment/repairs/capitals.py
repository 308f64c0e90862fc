"""Bodies that are all capitals, as telegrams are: which words sentences are made of, and which are names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from flows.lexicons import entries
from flows.segment.clauses.verbs import ADVERBS, verb_forms
from flows.segment.heads.prose import is_prose, running_words
from flows.segment.labels.candidates import PORTION
from flows.segment.labels.patterns import STAMP
from flows.segment.lists.tokens import JOINS, mostly_capitals, organisation_words, place_words
from flows.segment.names import OFFICE_LINKS, fold, lexicon, office_words, titles
from flows.segment.sentences import PARAGRAPH_NUMBER, sentence_starts

WORD = re.compile(r"[^\W\d_]+(?:(?:-|['’](?!S\b))[^\W\d_]+)*")
BEFORE_FIRST = re.compile(rf"\W*?{STAMP}(?:{PARAGRAPH_NUMBER}\s|\d{{1,2}}[.)])?\W*")
WITH_COLON = re.compile(rf"({WORD.pattern})(:\s)?")
LEAST_BEFORE_COLONS = 2
LEAST_OF_SEVERAL = 2  # times that several words stand where names do
MOST_OF_NAME = 3  # words
MOST = 0.8  # of the letters
SHORTEST = 24  # characters of a paragraph that is sentences
FEWEST = 120  # letters by which it can be told
ENDINGS = ("ed", "ing", "ly")  # of words that are no names


@cache
def small_words() -> frozenset[str]:
    """Words that are written small within a sentence, whatever else they may be."""
    small = (*entries("fronting"), *entries("never-before-subject"), *OFFICE_LINKS, *JOINS)
    return frozenset(small) | running_words() | ADVERBS


@cache
def _offices() -> re.Pattern[str]:
    """The offices that begin with a word that is written small elsewhere, in capitals: `UNDER SECRETARY`."""
    found = [entry.upper() for entry in entries("offices") if entry.split()[0].lower() in small_words()]
    return re.compile(rf"(?:{'|'.join(map(re.escape, found))})(?!\w)")


@cache
def common_words() -> frozenset[str]:
    """Words that are no surnames: the small words of sentences, verbs of saying, offices, ministries and places."""
    others = office_words() | titles() | place_words() | organisation_words() | lexicon("not-labels")
    return small_words() | others | verb_forms().keys()


def is_capitals(text: str, paragraphs: Sequence[tuple[int, int]]) -> bool:
    """Whether most letters of these paragraphs are capitals, far more than prose has, and enough to tell."""
    return mostly_capitals("".join([text[start:end] for start, end in paragraphs]), FEWEST, MOST)


def told_in_capitals(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The paragraphs of sentences in capitals, where they are most of a text: a telegram's talk, below its head."""
    capitals = [(start, end) for start, end in paragraphs if end - start > SHORTEST and text[start:end].isupper()]
    if 2 * sum(end - start for start, end in capitals) < len(text):
        return []
    return [(start, end) for start, end in capitals if "." in text[start:end] and is_prose(text[start:end].lower())]


def in_small_letters(text: str, paragraphs: Sequence[tuple[int, int]], known: Collection[str]) -> str:
    """The text with these paragraphs written as sentences are, where they are all capitals; of the same length.

    Names keep their first capital: `known` ones (folded), those after an office or form of address, and those before a
    verb of saying at a sentence's head; so do offices, places, and the first word of each sentence.
    """
    if not is_capitals(text, paragraphs):
        return text
    heads = {at for start, end in paragraphs for at in _heads(text, start, end)}
    names = {*known, *_names(text, paragraphs, heads), *_labels(text, paragraphs)}
    capital = (names | office_words() | titles() | place_words()) - small_words()
    parts: list[str] = []
    done = 0
    for start, end in paragraphs:
        for match in WORD.finditer(text, start, end):
            word = match[0]
            initial = len(word) == 1 and text.startswith(".", match.end())
            hour = word == "Z" and text[match.start() - 1 : match.start()].isdigit()  # "1504Z"
            marks = initial or hour or PORTION.match(text, match.start() - 1) is not None
            if word == "I" or marks or not word.isupper() or len(word.lower()) != len(word):
                continue
            named = match.start() in heads or fold(word) in capital or _offices().match(text, match.start(), end)
            parts += [text[done : match.start()], word.title() if named else word.lower()]
            done = match.end()
    return "".join([*parts, text[done:]])


def _heads(text: str, start: int, end: int) -> Iterator[int]:
    """Where the first word of each sentence of a paragraph stands."""
    for at in sentence_starts(text, start, end):
        before = BEFORE_FIRST.match(text, at, end)
        yield before.end() if before is not None else at


def _names(text: str, paragraphs: Sequence[tuple[int, int]], heads: Collection[int]) -> Iterator[str]:
    """The words, folded, that stand where names do: after an office or form of address, or as the first word of a
    sentence before a verb of saying; as its first words ("DE GROOT SAID"), where they do so again.
    """
    forms, before_names = verb_forms(), office_words() | titles()
    several: Counter[tuple[str, ...]] = Counter()
    for start, end in paragraphs:
        before, first = "", tuple[str, ...]()
        for match in WORD.finditer(text, start, end):
            word = fold(match[0])
            verb = forms.get(word)
            if first and verb is not None and verb.says:
                several[first] += len(first) == 1 or "visiting" not in verb.classes
            if before in before_names and _can_be_name(word):
                yield word
            opens = match.start() in heads
            first = (word,) if opens else (*first, word) if 0 < len(first) < MOST_OF_NAME else ()
            first = first if _can_be_name(word) else ()
            before = word if text[match.end() : match.end() + 2] not in (", ", ": ", "; ") else ""
    for words, count in several.items():
        if len(words) == 1 or count >= LEAST_OF_SEVERAL:
            yield from words


def _labels(text: str, paragraphs: Sequence[tuple[int, int]]) -> frozenset[str]:
    """The words, folded, that stand before colons time and again."""
    words = (match for start, end in paragraphs for match in WITH_COLON.finditer(text, start, end))
    found = Counter(fold(match[1]) for match in words if match[2] is not None)
    return frozenset(word for word, count in found.items() if count >= LEAST_BEFORE_COLONS)


def _can_be_name(word: str) -> bool:
    """Whether a word, folded, can be a surname."""
    return len(word) > 1 and word not in common_words() and not word.endswith(ENDINGS)
