"""Words that tell who speaks, by which damaged ones are known again: verbs of saying, offices, forms of address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from flows.segment.clauses.verbs import verb_forms
from flows.segment.names import office_words, portfolios, titles
from flows.segment.repairs.capitals import small_words
from flows.segment.repairs.likeness import skeleton

SHORTEST = 5  # letters of a word that can be known again with one of them wrong
# Small words that may stick to a verb of saying.
AFTER_VERB = ("that", "whether", "what", "why")
LONGEST = 30  # characters of a word, about
IN_WORD = re.compile(r"\w")
LAST_WORD = re.compile(r"([^\W\d_]+),? ?$")


@cache
def common() -> frozenset[str]:
    """Verbs of saying in the present and past, offices, and forms of address, these also with capitals."""
    verbs = {form for form, verb in verb_forms().items() if verb.form in ("s", "past") and len(form) > 2}
    offices = {word for word in office_words() if word.isalpha() and len(word) > 2}
    capital = offices | {word for word in titles() if word.isalpha() and len(word) > 2}
    return frozenset(verbs | offices | {word.capitalize() for word in capital} | {word.upper() for word in capital})


@cache
def words_of_records() -> frozenset[str]:
    """Words that any record may have, in small letters: those of sentences, offices and what offices are of."""
    return small_words() | office_words() | titles() | portfolios() | common()


@cache
def common_letters() -> dict[str, str]:
    """These words, in small letters, by what of them no scanner mistakes."""
    return {skeleton(word): word for word in sorted(common()) if word.islower() and len(word) >= SHORTEST}


def has_subject(text: str, start: int, verb: int) -> bool:
    """Whether the word before a verb can be its subject: a name, an office or a pronoun."""
    before = LAST_WORD.search(text, max(start, verb - LONGEST), verb)
    if before is None:
        return False
    word = before[1].lower()
    return word in ("he", "she") or (word not in small_words() and (before[1][0].isupper() or word in common()))


def before_names(office: str, name: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Where an office, with what parts it from a name, stands before one in `text[start:end]`, and the name."""
    at = text.find(office, start, end)  # much faster than a pattern for each office
    while at >= 0:
        after = at + len(office)
        found = name.match(text, after, end) if IN_WORD.match(text[max(0, at - 1) : at]) is None else None
        if found is not None:
            yield at, found[0]
            after = found.end()
        at = text.find(office, after, end)
