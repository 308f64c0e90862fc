"""Text that has lost its stops: where its sentences and labels must have begun, for reading only.

Some archives give what a scanner read as one line of words, without full stops, colons or commas. There a sentence
begins with a capital that no name explains, and somebody takes the floor where his name stands before such a sentence
time and again.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from flows.lexicons import entries
from flows.segment.clauses.finding import FRONTING, NEVER_BEFORE_SUBJECT, head_clause
from flows.segment.clauses.reporting_clause import Clause
from flows.segment.clauses.verbs import verb_forms
from flows.segment.dates import months
from flows.segment.heads.fields import is_field
from flows.segment.labels.bare import opening_words
from flows.segment.names import PARTICLES, QUALIFIERS, fold, office_words, titles
from flows.segment.repairs.repaired_text import Change

TOKEN = re.compile(r"\S+")
# Not those of "Mr." and the like.
STOP = re.compile(r"[.!?:;](?<=\w{4}.)(?=[\"”’)\]]?(?:\s|$))")
LETTER = re.compile("[ABD-HJ-QTV-Z]")  # that stands for a name, and for no degree of secrecy
PARTICLE = frozenset(PARTICLES.split("|"))
FEWEST = 40  # words by which it can be told
MOST_STOPS = 1 / 60  # for each word
LONGEST_SHORT = 3  # letters of "PM"
LONGEST_HEAD = 4000  # characters
LONGEST_CLAUSE = 200
SHORT = 120  # characters of a paragraph, where the lines are kept
MOST_OFFICE_WORDS = 5
LEAST_OPENED = 3  # sentences that must open right after a surname before it is a label
SPECKS = "·•~^|'\"“”‘’(["


class _Named(NamedTuple):
    """A name in a text without stops, from one token to another; `titled` by an office or form of address; `before`
    says that a capital follows, `opens` that it is one of a word which only opens sentences.
    """

    first: int
    last: int
    titled: bool
    before: bool
    opens: bool


@cache
def _openings() -> frozenset[str]:
    """Words, written small, that open what somebody says."""
    return opening_words() | frozenset(entries("greetings"))


def has_lost_stops(text: str, start: int, end: int) -> bool:
    """Whether a stretch of text has next to no stops, and is long enough to tell."""
    words = text.count(" ", start, end) + text.count("\n", start, end)
    most = words * MOST_STOPS
    for count, _ in enumerate(STOP.finditer(text, start, end), 1):
        if count > most:
            return False
    return words >= FEWEST


def with_lost_marks(
    text: str, paragraphs: Sequence[tuple[int, int]]
) -> tuple[Sequence[tuple[int, int]], Sequence[Change]]:
    """The paragraphs of a body, and what to put into it: where it has lost its stops, each label opens a paragraph and
    gets a colon, or else each sentence gets its stop.
    """
    start, end = paragraphs[0][0], paragraphs[-1][1]
    if not has_lost_stops(text, start, end):
        return paragraphs, ()
    labels = _labels(text, start, end) if end - start > SHORT * len(paragraphs) else []
    if not labels:
        return paragraphs, [stop for paragraph in paragraphs for stop in _stops(text, *paragraph)]
    cuts = [label for label, _ in labels]
    found: list[tuple[int, int]] = []
    for begin, stop in paragraphs:
        bounds = [begin, *cuts[bisect_right(cuts, begin) : bisect_left(cuts, stop)], stop]
        found += [(a, a + len(text[a:b].rstrip())) for a, b in pairwise(bounds)]
    return found, [(label_end, label_end, ":") for _, label_end in labels]


def talk_without_stops(text: str, start: int, end: int) -> int | None:
    """Where the talk begins in a paragraph that has lost its stops: after the fields of its head, with the first label
    or the first sentence that tells what somebody says; None where there is none.
    """
    if not has_lost_stops(text, start, end):
        return None
    tokens = list(TOKEN.finditer(text, start, min(end, start + LONGEST_HEAD)))
    fields = [token.end() for token in tokens if token[0].isupper() and is_field(token[0])]
    after = fields[-1] if fields else start
    label = next((at for at, _ in _labels(text, start, end) if at > after), None)
    return label if label is not None else next(_told(text, after, end), None)


def _labels(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The labels in a text without stops, each with its end."""
    tokens = list(TOKEN.finditer(text, start, end))
    named = list(_names([token[0].strip(SPECKS) for token in tokens]))
    words = [text[tokens[one.first].start() : tokens[one.last - 1].end()].strip(SPECKS) for one in named]
    total = Counter(words)
    before = Counter(word for word, one in zip(words, named, strict=True) if one.before)
    opens = Counter(word for word, one in zip(words, named, strict=True) if one.opens)
    sure = {
        word
        for word, one in zip(words, named, strict=True)
        if opens[word] >= (1 if one.titled and before[word] > 1 else LEAST_OPENED)
        and 2 * before[word] >= total[word] * (1 if one.titled else 1.5)
    }
    if len(sure) < 2:
        return []
    titled = any(one.titled for word, one in zip(words, named, strict=True) if word in sure)
    return [
        (tokens[one.first].start(), tokens[one.last - 1].end())
        for word, one in zip(words, named, strict=True)
        if (one.before and word in sure) or (one.opens and one.titled and titled)
    ]


def _names(words: Sequence[str]) -> Iterator[_Named]:
    """The names among the words of a text without stops, those that can be labels."""
    follow = Counter(pairwise(words))
    often = Counter(words)
    at = 0
    while at < len(words):
        length, titled = _name_at(words, at)
        while length and at + length < len(words):
            # Another name belongs to it where it mostly follows: "Ambassador Huang Lo", but not "President Smith Bill".
            name, further = words[at + length - 1 : at + length + 1]
            mostly = 2 * follow[name, further] > often[name] > 1
            if not mostly or name == further or _is_office(name) or _is_office(further) or not _is_name(further):
                break
            length += 1
        if not length:
            at += 1
            continue
        last = at + length
        if not _is_addressed(words, at) and (not at or words[at - 1] not in NEVER_BEFORE_SUBJECT):
            following = words[last] if last < len(words) else ""
            before = following[:1].isupper() and not _is_office(following)
            opens = before and following.lower().partition("'")[0] in _openings()
            yield _Named(at, last, titled, before, opens)
        at = last


def _name_at(words: Sequence[str], at: int) -> tuple[int, bool]:
    """How many words from one on are a name that can be a label, and whether an office or form of address is in it."""
    first = at + (words[at] in ("The", "THE"))
    last = first
    while last < len(words) and last - first < MOST_OFFICE_WORDS and _is_office(words[last]):
        last += 1
    office = any(fold(word) in office_words() for word in words[first:last])
    if first > at or last == len(words):
        return (last - at if office else 0), True
    if last > at and words[last] in PARTICLE and last + 1 < len(words) and _is_name(words[last + 1]):
        return last + 2 - at, True  # "Mr de Smith"
    named = _is_name(words[last]) and (last == first or _alike(words[last - 1], words[last]))
    if last == at:
        return int(named or LETTER.fullmatch(words[at]) is not None), False
    return (last + 1 - at if named else last - at if office else 0), True


def _alike(office: str, name: str) -> bool:
    """Whether an office and a name are both in capitals or both not, but for letters that are short for an office."""
    return office.isupper() == name.isupper() or len(office.replace(".", "")) <= LONGEST_SHORT


def _is_addressed(words: Sequence[str], at: int) -> bool:
    """Whether somebody is addressed here: "Mr President"."""
    return at + 1 < len(words) and fold(words[at]) in titles() and fold(words[at + 1]) in office_words()


def _is_office(word: str) -> bool:
    """Whether a word is one of an office or a form of address, with a capital."""
    folded = fold(word)
    address = folded in titles() and folded not in opening_words()  # "He", and not His Excellency
    return word[:1].isupper() and (folded in office_words() or address or word in QUALIFIERS)


def _is_name(word: str) -> bool:
    """Whether a word can be a surname."""
    plain = word.replace("-", "").replace("'", "").replace("’", "")
    return len(word) > 1 and word[0].isupper() and plain.isalpha() and word.lower() not in _openings()


def _stops(text: str, start: int, end: int) -> Iterator[Change]:
    """What to put where a sentence must have ended."""
    fronted = False  # whether the sentence opens with words before its subject
    for before, token in pairwise(TOKEN.finditer(text, start, end)):
        if not token[0][0].isupper() or not _may_end(before[0]):
            continue
        word = token[0].strip(SPECKS).lower()
        opens = word != "i" and word in opening_words()
        if opens or (_is_free(before[0], word) and _clause(text, token.start(), end) is not None):
            if opens or not fronted:
                comma = before[0][-1] == ","
                yield before.end() - comma, before.end(), "."
            fronted = opens and (word in FRONTING or word.endswith("ing"))


def _told(text: str, start: int, end: int) -> Iterator[int]:
    """Where sentences begin that tell that somebody came or what he says, and name him."""
    for before, token in pairwise(TOKEN.finditer(text, start, end)):
        if not token[0][0].isupper() or _is_office(before[0]):
            continue
        if (clause := _clause(text, token.start(), end, "visiting")) is not None:
            # The last name of a list may stand before the subject: "Mr David Holm Ambassador Smith said".
            names = pairwise(TOKEN.finditer(text, clause.subject_start, clause.subject_end))
            begun = (b.start() for a, b in names if _is_office(b[0]) and a[0][0].isupper() and not _is_office(a[0]))
            yield max(begun, default=token.start()) if token[0] not in ("The", "THE") else token.start()


def _may_end(word: str) -> bool:
    """Whether a sentence can end with a word, perhaps with a comma that was a full stop."""
    stem = word.rstrip(",")
    return stem != "" and stem[-1].isalnum() and stem not in NEVER_BEFORE_SUBJECT and not _is_office(stem)


def _is_free(before: str, word: str) -> bool:
    """Whether a name that begins with this word does not belong to the word before it."""
    stem = before.rstrip(",")
    apart = stem[-1].isdigit() or stem.islower() or word in titles() or stem.lower() in months()
    return apart and stem not in verb_forms()


def _clause(text: str, at: int, end: int, *classes: str) -> Clause | None:
    """The clause that begins here, if it tells what somebody says or has a verb of other `classes`."""
    clause = head_clause(text, at, min(end, at + LONGEST_CLAUSE))
    if clause is None or clause.subject_start != at or clause.verb.form not in ("past", "s"):
        return None
    return None if clause.verb.classes.isdisjoint(("reporting", *classes)) else clause
