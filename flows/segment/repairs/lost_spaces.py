"""Words between which a scanner lost the spaces, where it lost many: those that tell who speaks are parted again."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import repeat

from flows.segment.clauses.verbs import verb_forms
from flows.segment.repairs.capitals import small_words
from flows.segment.repairs.known_words import common
from flows.segment.repairs.repaired_text import Change

LEAST = 3  # different verbs of saying to which small words stick, in a text that lost its spaces
SHORTEST = 6  # letters of what can be parted
SHORTEST_VERB = 3
BEGINNING = 4  # letters by which most words are told apart from those that begin with a verb
LONGEST = 40
LONGEST_VERB = 14
SHORTEST_SURE = 5  # letters of a verb that is known before words that are not
ENDINGS = ("ly", "ness")  # "reportedly"
MARK = re.compile(r"[.,;](?<=[a-z]{2}.)(?=[A-Za-z][a-z])")
# What a typist or a teletype closes up: "NO DECISION.HE SAID", "2.HE SAID". With two letters before it, no initials.
STOP = re.compile(r"[.?!](?<=\w[\w\"”)].)(?=[\"“(]?(?:I\b|[A-Z][A-Za-z]))")
SMALLER_STOP = re.compile(r"[,:;](?<=\w[\w\"”)].)(?=[\"“(]?[A-Za-z]{2})")
STOP_AND_SPACE = re.compile(r"[.?!](?<=\w[\w\"”)].)[\"”)]*\s")
GLUED_NUMBER = re.compile(r"(?:\d{1,2}[.)]|\((?:\d{1,2}|[a-zA-Z])\))(?=[\"“(]?(?:I\b|[A-Z][A-Za-z]))")
LEAST_GLUED = 3  # stops
LEAST_NUMBERS = 2  # paragraphs


@cache
def verbs_of_saying() -> frozenset[str]:
    """Verbs of saying in the past."""
    forms = verb_forms()
    return frozenset(word for word in common() if word in forms and forms[word].form == "past")


@cache
def _beginnings() -> frozenset[str]:
    """What the words begin with that may begin with a verb of saying."""
    return frozenset({"and", *(verb[:BEGINNING] for verb in verbs_of_saying())})


def parted(words: Collection[str], names: Collection[str]) -> dict[str, str]:
    """Of the words of a text that lost its spaces, those that begin with a verb of saying, or with a name or office and
    one, as the words that they are; none of another text. `names` are the names in it.
    """
    known = _beginnings()
    may_begin = [word for word in words if word[:BEGINNING] in known or word[:SHORTEST_VERB] in known]
    after_verb = {word: found for word in _possible(may_begin) if (found := _verb_first(word)) is not None}
    if len({whole.split()[0] for whole, sure in after_verb.values() if sure}) < LEAST:
        return {}
    after_subject = {
        word: f"{word[:at]} {found[0]}"
        for word in _possible(words)
        if word[0].isupper()
        for at in range(3, len(word) - 3)
        if (word[:at] in names or word[:at] in common()) and (found := _verb_first(word[at:], alone=True)) is not None
    }
    return {word: whole for word, (whole, _) in after_verb.items()} | after_subject


def _possible(words: Iterable[str]) -> list[str]:
    """Of words those that can be parted."""
    return [word for word in words if SHORTEST <= len(word) <= LONGEST and word.isalpha() and word not in common()]


def lost_spaces(text: str, start: int, end: int) -> Iterator[int]:
    """Where, in a text that lost its spaces, one is missing after a mark."""
    yield from (match.end() for match in MARK.finditer(text, start, end))


def after_stops(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Change]:
    """The spaces to put in after stops and the numbers of paragraphs, where a text leaves them out as a habit."""
    numbers = [found.end() for bounds in paragraphs if (found := GLUED_NUMBER.match(text, *bounds)) is not None]
    stops = [match.end() for bounds in paragraphs for match in STOP.finditer(text, *bounds)]
    spaced = sum(1 for bounds in paragraphs for _ in STOP_AND_SPACE.finditer(text, *bounds)) if stops else 0
    if len(stops) >= LEAST_GLUED and 2 * len(stops) >= spaced:
        stops += [match.end() for bounds in paragraphs for match in SMALLER_STOP.finditer(text, *bounds)]
    else:
        stops = []
    found_at = {*stops, *(numbers if stops or len(numbers) >= LEAST_NUMBERS else ())}
    return [(at, at, " ") for at in sorted(found_at)]


def _verb_first(word: str, alone: bool = False) -> tuple[str, bool] | None:
    """The words that a word is which begins with a verb of saying, or is `alone` one, and whether all are known."""
    if word.startswith("and") and (found := _verb_first(word[3:], True)) is not None:
        return f"and {found[0]}", found[1]
    for at in range(min(len(word), LONGEST_VERB), SHORTEST_VERB - 1, -1):
        if word[:at] not in verbs_of_saying():
            continue
        rest = word[at:]
        if not rest:
            return (word, True) if alone else None
        if (small := _small(rest)) is not None:
            return f"{word[:at]} {small}", True
        if at >= SHORTEST_SURE and len(rest) > 2 and rest not in ENDINGS:
            return f"{word[:at]} {rest}", False
    return None


def _small(letters: str) -> str | None:
    """The small words that letters are, with spaces between them, long ones first; None where they are not."""
    words: list[str | None] = [*repeat(None, len(letters)), ""]  # by where they begin
    for at in range(len(letters) - 2, -1, -1):
        for end in range(len(letters), at + 1, -1):
            rest = words[end]
            if rest is not None and letters[at:end] in small_words():
                words[at] = f"{letters[at:end]} {rest}".rstrip()
                break
    return words[0]
