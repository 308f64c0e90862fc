"""What scanners did to the marks in names and before them, undone by how the text writes them elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from flows.lexicons import entries
from flows.segment.names import QUALIFIERS, UPPER, fold, office_words, titles
from flows.segment.repairs.capitals import small_words
from flows.segment.repairs.known_words import LONGEST, before_names
from flows.segment.repairs.likeness import misread_letters
from flows.segment.repairs.repaired_text import Change

ABBREVIATIONS = frozenset(entries("title-abbreviations"))
MARK = ".,:;~'’‘\"“”`*^•·–-"
# Neither a full stop nor a comma and a space alone; but a comma after "Mr", "Mrs" or an initial.
MARKS = re.compile(
    rf"(?!\. [{UPPER}]|,(?<![rRsS],)(?<!\b[{UPPER}],) [{UPPER}])"
    rf"[{MARK}](?:[{MARK}]| (?=\S)){{0,4}} ?(?=(?P<name>[{UPPER}][^\W_]*))"
)
NO_MARK = re.compile(rf" (?<=\b[{UPPER}] )(?=(?P<name>[{UPPER}][^\W_]+))")
PAIR = re.compile(rf"\b(?P<first>[{UPPER}][^\W_]*)(?P<between>\.? )(?=(?P<name>[{UPPER}][^\W_]*))")
# "Vv. Smith": a letter that looks alike with and without a capital is seen twice.
TWICE = re.compile(r"(?:[COSUVWXZ][cosuvwxz]|[cosuvwxz][COSUVWXZ])(?<=\b..)(?=[.:]\s)")
INITIAL_AT_HEAD = re.compile(rf"(?:\A|\n\n)(?P<first>[{UPPER}])\. (?P<name>[{UPPER}][^\W_]{{2,}})")
# "LL. Smith", "5. Smith", where "L. Smith" and "S. Smith" open paragraphs
SPOILT_AT_HEAD = re.compile(rf"\n\n\W?(?P<first>[^\W_]{{1,3}})[.,:;]{{1,2}} (?P<name>[{UPPER}][^\W_]{{2,}})")
OFTEN = 3  # paragraphs at the head of which an initial is found at least
# "Kay -Orr", "Kay- Orr", "Consul -Orr"
HYPHEN = re.compile(rf"-(?:(?<= -)|(?= ))[-~ ]{{0,3}}(?=(?P<name>[{UPPER}][^\W\d_]+))")
JOINED = re.compile(rf"\b(?=([{UPPER}][^\W_]+[- ][{UPPER}][^\W\d_]+))")
LETTER = re.compile(rf"[{UPPER}](?<!\w.)(?=: )")
# "Prime. Minister": these words end no sentence.
IN_OFFICE = re.compile(
    rf"[.,:;·~](?:(?<=\bPrime.)|(?<=\bVice.)|(?<=\bUnder.)|(?<=\bForeign.)) (?=(?P<next>[{UPPER}][a-z]+))"
)
# "SIR ALAN. SMITH"
IN_NAME = re.compile(rf"S(?<!\w.)[Ii][Rr] [{UPPER}][^\W\d_]+(?P<stop>\.) (?=[{UPPER}])")
SHORT_WORD = re.compile(rf"\.(?<=[^\W\d_]{{2}}\.)(?<!\S[^\W\d_]{{2}}\.) (?P<name>[{UPPER}][^\W\d_]+)")
LAST_WORD = re.compile(r"[^\W_]+$")
FIRST_WORD = re.compile(r"[^\W\d_]+")
SHORTEST_RANK = 3  # letters
RANKED = re.compile(rf"[{UPPER}]\w+")
SHORT_TITLES = ("Mr", "Dr")
ALWAYS_SHORT = frozenset({"Mr", "Mrs", "Ms", "Dr", "MR", "MRS", "MS", "DR"})


def name_changes(text: str, start: int, end: int, counts: Mapping[str, int]) -> Iterator[Change]:
    """What becomes of marks inside the names of `text[start:end]`, and between them and what stands before.

    `counts` gives how often each word of the text is found.
    """
    for match in IN_NAME.finditer(text, start, end):
        if _may_be_surname(text, match.end(), counts):
            yield *match.span("stop"), ""
    for match in IN_OFFICE.finditer(text, start, end):
        if match["next"].lower() in office_words():
            yield match.start(), match.end(), " "
    for match in TWICE.finditer(text, start, end):
        if match[0][0].lower() == match[0][1].lower():
            yield *match.span(), match[0][0].upper()
    yield from _hyphens(text, start, end)
    yield from _short_titles(text, start, end)
    yield from _ranks(text, start, end, counts)
    yield from _marks(text, start, end, counts)
    yield from _initials(text, start, end)


def _hyphens(text: str, start: int, end: int) -> Iterator[Change]:
    """What becomes of hyphens that stand apart from one half of a name, or before one that elsewhere has none."""
    joined: set[str] | None = None
    for match in HYPHEN.finditer(text, start, end):
        at = match.start() - text.endswith(" ", start, match.start())
        first, name = word_before(text, start, at), match["name"]
        if not first[:1].isupper():
            continue
        joined = joined if joined is not None else set(JOINED.findall(text))
        if f"{first}-{name}" in joined:
            yield at, match.end(), "-"
        elif f"{first} {name}" in joined and _goes_before_names(first):
            yield at, match.end(), " "


def _initials(text: str, start: int, end: int) -> Iterator[Change]:
    """What becomes of a misread initial of a name that opens many paragraphs with one and the same."""
    found = Counter(match.group("name", "first") for match in INITIAL_AT_HEAD.finditer(text, start, end))
    initials: dict[str, str | None] = {}
    for (name, first), count in found.items():
        if count >= OFTEN:
            initials[name] = None if name in initials else first
    for match in SPOILT_AT_HEAD.finditer(text, start, end) if initials else ():
        first, meant = match["first"], initials.get(match["name"])
        at, stop = match.start() + 2, match.start("name")
        if meant is None or text[at:stop] == f"{meant}. ":
            continue
        if first == meant or (_is_misread(first, meant) and found[match["name"], first] < 2):
            yield at, stop, f"{meant}. "


def _is_misread(letters: str, initial: str) -> bool:
    """Whether letters may be what a scanner made of an initial: it is seen twice, or taken for what looks like it."""
    return initial in letters or letters in misread_letters().get(initial, ())


def _marks(text: str, start: int, end: int, counts: Mapping[str, int]) -> Iterator[Change]:
    """What becomes of wrong marks after a form of address, an office or an initial: "Mr ; Smith", "H Smith"."""
    written: _Written | None = None
    for pattern in (MARKS, NO_MARK):
        for match in pattern.finditer(text, start, end):
            at = match.start() - text.endswith(" ", start, match.start())
            first, marks, name = word_before(text, start, at), match[0].strip(), match["name"]
            if not _goes_before_names(first) or text.endswith(".", start, at - len(first)):
                continue
            if not marks and fold(name) in titles():
                continue  # "A Mr. Smith"
            if first in ALWAYS_SHORT or _has_several(first, marks, name, counts):
                yield at, match.end(), ". "
                continue
            written = written if written is not None else _Written(text, start, end)
            if written.short(first, name) and not (":" in marks and first in written.labels):
                yield at, match.end(), ". "
            elif (first, " ", name) in written.pairs and marks and not set(marks) & set(".,:;–-"):
                yield at, match.end(), " "


class _Written:
    """How a text writes what stands before names: `pairs` of capitalised words, and between; `labels` of letters."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.pairs = {match.group("first", "between", "name") for match in PAIR.finditer(text, start, end)}
        letters = Counter(match[0] for match in LETTER.finditer(text, start, end))
        self.labels = {letter for letter, count in letters.items() if count > 1}

    def short(self, first: str, name: str) -> bool:
        """Whether an initial or abbreviation stands before a name, with a full stop, elsewhere."""
        return len(name) > 1 and (len(first) == 1 or first in ABBREVIATIONS) and (first, ". ", name) in self.pairs


def _goes_before_names(word: str) -> bool:
    """Whether a word is an initial, a form of address, an office or a word before one."""
    if len(word) == 1 or word in ABBREVIATIONS:
        return word[:1].isupper()
    return word[:1].isupper() and any(fold(word) in known for known in (titles(), office_words(), QUALIFIERS))


def _has_several(first: str, marks: str, name: str, counts: Mapping[str, int]) -> bool:
    """Whether an abbreviation has several marks after it: "M:. Smith"; but not in "Mr. Smith, Jr.. This had"."""
    label = len(first) == 1 and marks.endswith(":")
    several = first in ABBREVIATIONS and len(marks) > 1 and set(marks) <= set(".,:;’'") and not label
    return several and not (marks == ".." and not _opens_no_sentence(name, counts))


def _short_titles(text: str, start: int, end: int) -> Iterator[Change]:
    """What becomes of a misread "Mr" or "Dr" before a name that has it elsewhere: "xr. Smith", "pr. Smith"."""
    short = [
        (match, match["name"], text[match.start() - 2 : match.start()])
        for match in SHORT_WORD.finditer(text, start, end)
    ]
    named = {(word, name) for _, name, word in short if word in SHORT_TITLES}
    for match, name, word in short:
        meant = next((title for title in SHORT_TITLES if _one_off(word, title) and (title, name) in named), "")
        if meant and word not in ABBREVIATIONS:
            yield match.start() - 2, match.start(), meant


def _ranks(text: str, start: int, end: int, counts: Mapping[str, int]) -> Iterator[Change]:
    """What becomes of a full stop after a rank that is never written short: "Lord. Smith said" opens a paragraph."""
    for word in sorted(word for word in counts if word[0].isupper() and word.lower() in titles()):
        if len(word) < SHORTEST_RANK or word in ABBREVIATIONS:
            continue
        for at, name in before_names(f"{word}. ", RANKED, text, start, end):
            opens = at == start or text.endswith("\n\n", start, at)
            if opens and name.lower() not in small_words():
                yield at + len(word), at + len(word) + len(". "), " "


def _one_off(word: str, title: str) -> bool:
    """Whether of two words of two letters one letter is the same."""
    return word != title and (word[0] == title[0] or word[1] == title[1])


def word_before(text: str, start: int, at: int) -> str:
    """The word that ends at an offset, or nothing."""
    word = LAST_WORD.search(text, max(start, at - LONGEST), at)
    return word[0] if word is not None else ""


def _may_be_surname(text: str, start: int, counts: Mapping[str, int]) -> bool:
    """Whether the word that starts at an offset stands in the text with a capital alone, and opens no sentences."""
    word = FIRST_WORD.match(text, start)
    return _opens_no_sentence(word[0] if word is not None else "", counts)


def _opens_no_sentence(word: str, counts: Mapping[str, int]) -> bool:
    """Whether a word stands in the text with a capital alone, and opens no sentences."""
    return word.lower() not in _no_names() and not counts.get(word.lower())


@cache
def _no_names() -> frozenset[str]:
    """Words that open sentences and are no surnames."""
    return frozenset(entries("running-words")) | frozenset(entries("fronting")) | frozenset(map(str.lower, titles()))
