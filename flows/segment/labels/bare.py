"""Labels that nothing marks: a name at the head of paragraph after paragraph, and after it what somebody says.

That a paragraph opens with a name proves nothing; that time and again a word follows which only opens sentences ("Smith
I think", "Jones Which road?") does, where several names are so.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache
from itertools import islice

from flows.clean.initials import OPENING, opening_initials
from flows.lexicons import entries
from flows.segment.clauses.verbs import says
from flows.segment.heads.prose import running_words
from flows.segment.names import ABBREVIATED, CAPITALISED, INITIALS, PARTICLES

TOKEN = re.compile(r"\S+")
NAME_WORD = re.compile(rf"(?:{ABBREVIATED}|{INITIALS}|{CAPITALISED}(?:/{CAPITALISED})?|{PARTICLES}|[Tt]he|of)")
COUNT = re.compile(r"/\d{1,3}$")  # of the turns
FIRST_WORD = re.compile(r"[\"“‘«(\[]*(?P<word>[A-Z][^\W\d_]*)(?P<short>['’][a-z]{1,2})?(?![\w.])")
# "Mr. SmithThe first": what stood between the two, or told them apart, is lost.
GLUED = re.compile(
    r"(?P<name>[^\W\d_](?:[^\W\d_]|['’-])*[a-zß-ÿ])(?P<word>[A-Z][a-z]*)(?P<short>['’][a-z]{1,2})?[,.;:?!]?"
)
BEFORE_NAME = re.compile(r"(?:[§•·*–—-]\s)?(?:\d{1,3}\.\s)?")
LEAST_GLUED = 3
MOST_WORDS = 6
LEAST_TIMES = 3
LEAST_NAMES = 2
MOST_NAMES = 32


@cache
def opening_words() -> frozenset[str]:
    """Words, written small, that open a sentence and are no part of a name."""
    lists = (*entries("never-before-subject"), *entries("fronting"), *entries("adverbs"), "i", "let", "may", "one")
    return running_words() | {entry.lower() for entry in lists}


def bare_labels(text: str, paragraphs: Sequence[tuple[int, int]]) -> dict[int, tuple[int, int]]:
    """By the start of its paragraph, where each bare label ends and where the words after it begin."""
    return _initials(text, paragraphs) or _names(text, paragraphs)


def _initials(text: str, paragraphs: Sequence[tuple[int, int]]) -> dict[int, tuple[int, int]]:
    """The same of initials that open paragraph after paragraph, if they are not the subjects of verbs of saying."""
    known = opening_initials([text[start:end] for start, end in paragraphs])
    if not known:
        return {}
    found = {start: OPENING.match(text, start, end) for start, end in paragraphs}
    places = {start: (match.end(1), match.end()) for start, match in found.items() if match and match[1] in known}
    after = [TOKEN.match(text, said) for _, said in places.values()]
    told = sum(word is not None and says(word[0]) for word in after)
    return places if 3 * told <= len(places) else {}


def _names(text: str, paragraphs: Sequence[tuple[int, int]]) -> dict[int, tuple[int, int]]:
    """The same of names before words that only open sentences."""
    said: dict[str, set[str]] = defaultdict(set)
    times: Counter[str] = Counter()
    places: dict[int, tuple[int, int]] = {}
    for start, end in paragraphs:
        if (found := name_before_sentence(text, start, end)) is not None:
            places[start] = found
            name, after = text[start : found[0]], TOKEN.match(text, found[1], end)
            times[name] += 1
            said[name].add(after[0] if after is not None else "")
    if sum(times[name] >= LEAST_TIMES and len(said[name]) > 1 for name in times) < LEAST_NAMES:
        return {}
    names = sorted(times, key=lambda name: (-len(name), name))[:MOST_NAMES]
    for start, end in paragraphs:
        if start not in places and (found := _known_name(text, start, end, names)) is not None:
            places[start] = found
    return places


def glued_labels(text: str, paragraphs: Sequence[tuple[int, int]]) -> dict[int, tuple[int, int]]:
    """By its paragraph's start, where each label that sticks to the sentence after it begins and ends, if not few."""
    places = {start: found for start, end in paragraphs if (found := _name_glued(text, start, end)) is not None}
    names = {text[slice(*place)] for place in places.values()}
    return places if len(places) >= LEAST_GLUED and len(names) >= LEAST_NAMES else {}


def _name_glued(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a name begins and ends that sticks to the sentence after it, if one opens a paragraph."""
    prefix = BEFORE_NAME.match(text, start, end)
    begin = prefix.end() if prefix is not None else start
    for token in islice(TOKEN.finditer(text, begin, end), MOST_WORDS):
        both = GLUED.fullmatch(token[0])
        if both is not None and (both["short"] is not None or both["word"].lower() in opening_words()):
            return begin, token.start() + both.end("name")
        if NAME_WORD.fullmatch(token[0]) is None:
            return None
    return None


def name_before_sentence(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a name at the head of a paragraph ends and the sentence after it begins, if one does."""
    name_end = start
    for token in islice(TOKEN.finditer(text, start, end), MOST_WORDS + 1):
        word = FIRST_WORD.match(text, token.start(), token.end())
        opens = word is not None and (word["short"] is not None or word["word"].lower() in opening_words())
        if opens and token.start() > start:
            return (name_end, token.start()) if text[start:name_end] not in ("The", "the") else None
        stem = COUNT.sub("", token[0])
        if NAME_WORD.fullmatch(stem) is None or (opens and stem != "The"):
            return None
        name_end = token.start() + len(stem)
    return None


def _known_name(text: str, start: int, end: int, names: Sequence[str]) -> tuple[int, int] | None:
    """The same of a paragraph that opens with one of these names, and goes on as what is said begins."""
    for name in names:
        if text.startswith(f"{name} ", start, end):
            said = start + len(name) + 1
            opens = text[said].isupper() or text[said] in "(…" or text.startswith("...", said)
            return (said - 1, said) if opens and text[end - 1] in ".?!…" else None
    return None
