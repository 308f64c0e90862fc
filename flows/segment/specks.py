"""What specks, and marks that were lost, moved or misread, did to the sentences that tell who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from flows.lexicons import entries
from flows.segment.capitals import small_words
from flows.segment.known_words import AFTER_VERB, LONGEST, before_names, common, has_subject
from flows.segment.names import UPPER, office_words, portfolios, titles
from flows.segment.repaired_text import Change
from flows.segment.verbs import verb_forms

SPECKS = "·•~^|`¬¦°■"
# First the characters that they can begin with, so that the engine skips to them.
ALONE = re.compile(
    rf"[{SPECKS}.,'](?:(?<=[{SPECKS}])(?:(?<!\S.)(?!(?<=•) ) ?(?=[^\s{SPECKS}])|(?<=[^\s{SPECKS}].)(?= ))"
    r"|(?<=\n\n[.,]) ?(?=[A-Z])|(?<=\n\n') (?=[A-Z]))"
)
STOP = re.compile(r"·(?<=[a-z].)(?= [A-Z])")
NO_STOP = re.compile(r"[.·](?:(?<=\b[Tt]he.)(?= [A-Z])|(?<=\b[Tt]he .)(?=[A-Z]))")
# "his. Government"; but "The choice was his. The Minister agreed".
AFTER_HIS = re.compile(r"[.·](?:(?<=\bhis.)|(?<=\bits.))(?= (?P<of>[A-Z]\w+))")
BEFORE_MARK = re.compile(rf" (?:(?=[.,;](?: [^.,;]|\n|$))(?<=\w )|(?=/[{UPPER}])(?<=[{UPPER}] ))")
AFTER_TITLE = re.compile(r"[,;:](?:(?<=\bMr.)|(?<=\bDr.)|(?<=\bMrs.))(?= [A-Z])")
# "Mr .Smith"
MOVED_STOP = re.compile(r" \.(?:(?<=\bMr \.)|(?<=\bDr \.)|(?<=\bMrs \.)) ?(?=[A-Z])")
# "SIR ALAN. SMITH"
IN_NAME = re.compile(rf"S(?<!\w.)[Ii][Rr] [{UPPER}][^\W\d_]+(?P<stop>\.) (?=[{UPPER}])")
# "Mr..Smith", "M:. Smith"
MARKS = re.compile(rf"[.,:;’'](?<=[^\W\d_].)[.,:;’']+ ?(?=[{UPPER}])")
# "7, Mr. Smith said", "15.:-Mr. Smith said", "1é. Mr. Smith said", "i7. Mr. Smith said"
NUMBER = re.compile(rf"\n\n\d\d?(?P<marks>(?:[,:;]|[.,:;-]{{2,3}}) ?)(?=[{UPPER}])")
MISREAD_NUMBER = re.compile(rf"\n\n(?P<number>(?:\d[IilOoSé@&]|[IilOoS][\dilo@])[.,:;-]{{1,3}} ?)(?=[{UPPER}][^\W\d_])")
SHORT_WORD = re.compile(rf"\.(?<=[^\W\d_]{{2}}\.)(?<!\S[^\W\d_]{{2}}\.) (?P<name>[{UPPER}][^\W\d_]+)")
BEFORE_VERB = re.compile(r"[;.,](?:(?<!,)|(?=\.))(?<=[^\W\d_].)\.? (?P<verb>[a-z]+)\b")
# "Mr. Smith said-that", "I-told him"
HYPHEN = re.compile(r"[-'’](?<=[^\W\d_].)(?P<space> ?)(?=(?P<right>[a-z]+)(?P<content> (?:that|whether|what|why)\b)?)")
SUBJECTS = ("he", "she", "it", "they", "the", "there")
# "Mr. Smith “said that", and the quotation does not end
QUOTE = re.compile(r"[\"“‘'](?<= .)(?=(?P<verb>[a-z]+) (?:that|whether)\b(?!(?:[^\n\"”’']|[’'](?=\w)){0,300}[\"”’']))")
# What an editor supplied: "Smith [says] that".
SUPPLIED = re.compile(r"\[(?P<verb>[a-z]{3,20})\](?= )")
LAST_WORD = re.compile(r"[^\W_]+$")
FIRST_WORD = re.compile(r"[^\W\d_]+")
# "Smith ~ We agree" opens a paragraph
TILDE = re.compile(rf"~(?<= .)(?= [{UPPER}])")
HEAD = re.compile(r"\n\n[^\W_][^\n.?!]{0,30} $")
BETWEEN = re.compile(r"_(?<=[^\W\d_].)(?=[^\W\d_])")
# What is put in place of what these match, and what a text has at least one of where they match: to look for it is
# quicker by far than the pattern.
REPLACED = (
    (NO_STOP, "", ("he.", "he·", "he .", "he ·")),
    (STOP, ".", ("·",)),
    (ALONE, "", (*SPECKS, "\n\n.", "\n\n,", "\n\n'")),
    (BEFORE_MARK, "", (" .", " ,", " ;", " /")),
    (AFTER_TITLE, ".", tuple(title + mark for title in ("Mr", "Dr", "Mrs") for mark in ",;:")),
    (MOVED_STOP, ". ", (" .",)),
    (BETWEEN, " ", ("_",)),
)
OF_HIS = ("his.", "his·", "its.", "its·")
BRACE = re.compile(r"[{}]")
CLOSING = re.compile(r"[\])}]")
LONGEST_ASIDE = 400  # characters between brackets
SHORTEST_RANK = 3  # letters
RANKED = re.compile(rf"[{UPPER}]\w+")
SHORTEST_NAME = 4  # letters before a full stop that is none: shorter words are abbreviated
SHORT_TITLES = ("Mr", "Dr")


def speck_changes(text: str, start: int, end: int, counts: Mapping[str, int]) -> Iterator[Change]:
    """What becomes of specks in `text[start:end]`, and of marks that moved away from their words or changed.

    `counts` gives how often each word of the text is found.
    """
    for pattern, new, signs in REPLACED:
        for match in pattern.finditer(text, start, end) if any(sign in text for sign in signs) else ():
            yield match.start(), match.end(), new
    for match in AFTER_HIS.finditer(text, start, end) if any(sign in text for sign in OF_HIS) else ():
        if match["of"].lower() in office_words() | portfolios():
            yield match.start(), match.end(), ""
    for match in TILDE.finditer(text, start, end):
        if HEAD.search(text, max(start, match.start() - LONGEST - 4), match.start()):
            yield match.start(), match.end(), "–"
    heads = max(0, start - len("\n\n"))
    for match in NUMBER.finditer(text, heads, end):
        yield *match.span("marks"), ". "
    for match in MISREAD_NUMBER.finditer(text, heads, end):
        yield *match.span("number"), "1. "
    yield from _in_names(text, start, end, counts)
    yield from _short_titles(text, start, end)
    yield from _braces(text, start, end)
    yield from _ranks(text, start, end, counts)
    yield from _before_verbs(text, start, end)


def _in_names(text: str, start: int, end: int, counts: Mapping[str, int]) -> Iterator[Change]:
    """What becomes of a full stop after a given name, and of several marks after a title or initial."""
    for match in IN_NAME.finditer(text, start, end):
        if _may_be_surname(text, match.end(), counts):
            yield *match.span("stop"), ""
    for match in MARKS.finditer(text, start, end):
        word = _word_before(text, start, match.start())
        label = len(word) == 1 and match[0].rstrip().endswith(":")
        if match[0] == ".. " and not _may_be_surname(text, match.end(), counts):
            continue  # "said Mr. Smith, Jr.. This had"
        if word in _abbreviations() and not label and text[max(start, match.start() - len(word) - 1)] != ".":
            yield match.start(), match.end(), ". "


def _short_titles(text: str, start: int, end: int) -> Iterator[Change]:
    """What becomes of a misread "Mr" or "Dr" before a name that has it elsewhere: "xr. Smith", "pr. Smith"."""
    short = [
        (match, match["name"], text[match.start() - 2 : match.start()])
        for match in SHORT_WORD.finditer(text, start, end)
    ]
    named = {(word, name) for _, name, word in short if word in SHORT_TITLES}
    for match, name, word in short:
        meant = next((title for title in SHORT_TITLES if _one_off(word, title) and (title, name) in named), "")
        if meant and word not in _abbreviations():
            yield match.start() - 2, match.start(), meant


def _ranks(text: str, start: int, end: int, counts: Mapping[str, int]) -> Iterator[Change]:
    """What becomes of a full stop after a rank that is never written short: "Lord. Smith said" opens a paragraph."""
    for word in sorted(word for word in counts if word[0].isupper() and word.lower() in titles()):
        if len(word) < SHORTEST_RANK or word in _abbreviations():
            continue
        for at, name in before_names(f"{word}. ", RANKED, text, start, end):
            opens = at == start or text.endswith("\n\n", start, at)
            if opens and name.lower() not in small_words():
                yield at + len(word), at + len(word) + len(". "), " "


def _braces(text: str, start: int, end: int) -> Iterator[Change]:
    """What becomes of braces, which no typewriter has: the bracket that closes or opens what is between."""
    for match in BRACE.finditer(text, start, end) if "{" in text or "}" in text else ():
        at = match.start()
        if match[0] == "{":
            closing = CLOSING.search(text, at + 1, min(end, at + LONGEST_ASIDE))
            yield at, at + 1, "[" if closing is not None and closing[0] == "]" else "("
        else:
            _, opened, inside = text[max(start, at - LONGEST_ASIDE) : at].rpartition("[")
            yield at, at + 1, "]" if opened and "]" not in inside else ")"


def _before_verbs(text: str, start: int, end: int) -> Iterator[Change]:
    """What becomes of a mark between a subject and its verb, or the verb and what is said, and of the brackets around a
    verb.
    """
    for match in SUPPLIED.finditer(text, start, end):
        if _is_verb(match["verb"]) and has_subject(text, start, match.start()):
            yield match.start(), match.end(), match["verb"]
    for match in BEFORE_VERB.finditer(text, start, end):
        if not _is_verb(match["verb"]):
            continue
        short = text[match.start()] == "." and len(_word_before(text, start, match.start())) < SHORTEST_NAME
        if not short and has_subject(text, start, match.start()):
            yield match.start(), match.start("verb") - 1, ""
    for match in HYPHEN.finditer(text, start, end):
        left, right = _word_before(text, start, match.start()), match["right"]
        said = _is_verb(left) and right in (*AFTER_VERB, *SUBJECTS)
        does = not match["space"] and _is_verb(right)
        # "The Soviet-proposed draft", "Mr. Smith's", "Mr. Hughes' comments"
        named = left.istitle() and (match[0] != "-" or match["content"] is not None)
        if said or (does and (left in ("I", "he", "she") or named)):
            yield match.start(), match.end(), " "
    for match in QUOTE.finditer(text, start, end):
        if _is_verb(match["verb"]) and has_subject(text, start, match.start()):
            yield match.start(), match.end(), ""


def _is_verb(word: str) -> bool:
    """Whether a word is a known verb of saying in the present or past."""
    return word in common() and word in verb_forms()


def _one_off(word: str, title: str) -> bool:
    """Whether of two words of two letters one letter is the same."""
    return word != title and (word[0] == title[0] or word[1] == title[1])


def _word_before(text: str, start: int, at: int) -> str:
    """The word that ends at an offset, or nothing."""
    word = LAST_WORD.search(text, max(start, at - LONGEST), at)
    return word[0] if word is not None else ""


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(entries("title-abbreviations"))


def _may_be_surname(text: str, start: int, counts: Mapping[str, int]) -> bool:
    """Whether the word that starts at an offset stands in the text with a capital alone, and opens no sentences."""
    word = FIRST_WORD.match(text, start)
    key = word[0].lower() if word is not None else ""
    return key not in _no_names() and not counts.get(key)


@cache
def _no_names() -> frozenset[str]:
    """Words that open sentences and are no surnames."""
    return frozenset(entries("running-words")) | frozenset(entries("fronting")) | frozenset(map(str.lower, titles()))
