"""The words of a list of those present, each with what it is: part of a name or of an office."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple

from flows.lexicons import entries
from flows.segment.names import (
    BEFORE_SURNAMES,
    CIVIL,
    INITIAL,
    PARTICLES,
    TITLES_OR_SURNAMES,
    UPPER,
    fold,
    lexicon,
    office_words,
    titles,
)
from flows.segment.remembered import remembered_in_place, remembered_line, remembered_word

Kind = Literal[
    "title",
    "initial",
    "name",
    "suffix",
    "particle",
    "holder",
    "office",
    "place",
    "acronym",
    "link",
    "join",
    "word",
    "number",
    "mark",
]
TOKEN = re.compile(r"[^\W_][^\s,;:()\[\]{}|—–\"“”]*|[,;:()\[\]{}|]|[—–]+|-{1,3}(?=\s)|(?:\.\s?){4,}")
INITIALS = re.compile(rf"(?:[{UPPER}]\.?-?|{INITIAL}\.-?)(?:{INITIAL}\.-?)*$")
HYPHENATED_PARTICLE = re.compile(
    rf"(?:al|el|ul|os|as|an|ar|at|az|es|ud|ad|de)-[{UPPER}]|[dlDLO]['’][{UPPER}]", re.IGNORECASE
)
SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV)\.?$")
LINKS = frozenset({"of", "for", "to", "in", "at", "on", "from", "the", "our", "into", "under", "near"})
# "General Bureau for Economic Relations with Foreign Countries"
RELATIONS = frozenset({"relations", "cooperation", "co-operation", "ties", "contacts", "liaison", "exchanges"})
STYLES = frozenset({"his", "her", "their", "your"})
JOINS = frozenset({"and", "&", "with", "by", "between", "via", "plus", "also", "including", "or"})
# Also names, where a name or office goes before them: "Kim Min", "Foreign Minister Pak".
SHORT_HOLDERS = frozenset(
    {"sec", "asst", "amb", "gov", "sen", "rep", "pres", "min", "dir", "dep", "spec", "del", "cong"}
)
CIVIL_GENERALS = frozenset(
    {"secretary", "attorney", "consul", "director", "governor", "inspector", "solicitor", "auditor", "surgeon"}
)
AS_WELL_AS = ("as", "well", "as")
ZERO_FOR_O = re.compile(r"(?<=[a-z])0(?=[a-z])")  # "Commissi0ner"
NOBODY = frozenset({"all", "both", "others", "several", "various", "present", "further", "item", "items", "this"})
MOSTLY = 0.9  # of the letters
FEWEST_LETTERS = 13  # by which it can be told that an entry is in capitals
LONGEST_ACRONYM_ALIKE = 2  # letters of a given name that is more often an acronym
BEHIND_RANKS = frozenset({"title", "initial", "name", "particle"})
LONGEST_PORTFOLIO = 4  # words of what an office is for, before or after "and"
FREQUENT = "aeo"  # small letters, of which prose has more than mostly capitals leave room for
PARTS = re.compile(r"[^-/ ]+")
BETWEEN_PARTS = re.compile(r"[-/ ]")
PARENTHESES = re.compile(r"\([^()]*\)")
ASIDE = re.compile(r"\s\([^()\n]{1,60}\)")  # a short one behind a name or title


class Token(NamedTuple):
    """A word or mark of an entry: `key` is what the lexicons know it by."""

    start: int
    end: int
    text: str
    key: str
    kind: Kind


@cache
def plural_titles() -> frozenset[str]:
    """Forms of address of several persons, folded: "Messrs", "Comrades"."""
    return frozenset({"messrs", "mm", *(f"{title}s" for title in titles() if len(title) > 2)})


@cache
def organisation_words() -> frozenset[str]:
    """Words of offices and ministries, folded."""
    return frozenset(map(fold, entries("organisation-words"))) | office_words()


@cache
def phrases(*lexicons: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The entries of lexicons as tuples of folded words, longest first, by their first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in lexicons:
        for entry in entries(name):
            words = tuple(fold(entry.replace("-", " ").replace("/", " ")).split())
            found.setdefault(words[0], []).append(words)
    return {
        first: tuple(sorted(all_words, key=lambda words: (-len(words), words))) for first, all_words in found.items()
    }


def mostly_capitals(text: str, fewest: int, share: float = MOSTLY) -> bool:
    """Whether more than a share of the letters of a text are capitals, and there are at least so many letters."""
    if sum(map(text.count, FREQUENT)) > (1 - share) * len(text):
        return False  # nearly always: counting one letter is quick, looking at each is not
    letters = sum(map(str.isalpha, text))
    return letters >= fewest and sum(map(str.isupper, text)) > share * letters


@remembered_word
def key_of(word: str) -> str:
    """What the lexicons know a word by: folded, without a footnote's digits and final points."""
    return ZERO_FOR_O.sub("o", fold(word.rstrip("0123456789*†").rstrip(".'’")))


@remembered_line
def tokens_of(text: str, monsieur: bool = False) -> tuple[Token, ...]:
    """The words and marks of an entry with what each is, by the lexicons and by how it is written.

    `monsieur`: a single "M." before a name is a title and not an initial.
    """
    capitals = mostly_capitals(text, FEWEST_LETTERS)
    found: list[Token] = []
    for match in TOKEN.finditer(text):
        word, start = match[0], match.start()
        if not word[0].isalnum():
            found.append(Token(start, match.end(), word, word, "mark"))
            continue
        name, stroke, rest = word.partition("/")
        both = stroke and rest[:1].isupper() and len(name) > 1
        if both and kind_of(name, key_of(name), False, None, monsieur) == "name":
            _add(found, name, start, capitals, monsieur)  # "Smith/Prime Minister"
            start += len(name) + 1
            found.append(Token(start - 1, start, stroke, stroke, "mark"))
            word = rest
        _add(found, word, start, capitals, monsieur)
    _mark_phrases(found)
    return tuple(found)


def _add(found: list[Token], word: str, start: int, capitals: bool, monsieur: bool) -> None:
    """Add a word, without what follows its letters, to the tokens before it."""
    stripped = word.rstrip("'’")
    while len(stripped) > 2 and stripped[-1].isdigit() and stripped[0].isalpha():
        stripped = stripped[:-1]
    key = key_of(stripped)
    kind = kind_of(stripped, key, capitals, found[-1].kind if found else None, monsieur)
    found.append(Token(start, start + len(stripped), stripped, key, kind))


@remembered_in_place
def kind_of(word: str, key: str, capitals: bool, before: Kind | None, monsieur: bool) -> Kind:
    """What a word is, apart from the words around it but for the one before."""
    parts = [part.strip() for part in key.replace("/", "-").split("-") if part.strip()]
    if key in JOINS:
        return "join"
    if key in LINKS and (word.islower() or capitals or word in ("The", "Our")):
        return "link"
    if word[0].isdigit():
        return "number"
    if key in NOBODY:
        return "word"
    if SUFFIX.match(word) and before in ("name", "suffix", "mark", "initial"):
        return "suffix"
    if before in ("name", "suffix") and key in lexicon("titles-after-names"):
        return "suffix"
    if before in ("name", "title", "initial") and key in SHORT_HOLDERS and word[-1] != ".":
        return "name"
    if (
        len(key) > 1
        and not (before in ("holder", "title") and key in TITLES_OR_SURNAMES)
        and (key in titles() or (len(key) > 3 and key.endswith("s") and key[:-1] in titles()))
        and word[0].isupper()
    ):
        return "title"
    if INITIALS.match(word) and key not in place_words():
        return "title" if word == "M." and monsieur and before not in ("name", "initial") else "initial"
    if HYPHENATED_PARTICLE.match(word) and not key.endswith("affaires"):
        return "name"
    if word[0].islower():
        if key in ("comrade", "comrades"):
            return "title"
        if key in PARTICLES.split("|"):
            return "particle"
        return "holder" if parts and parts[-1] in lexicon("office-holders") else "word"
    if parts and not lexicon("office-holders").isdisjoint((key, parts[-1], parts[0])):
        return "holder"
    if key in place_words():
        return "place"
    if key.endswith("s") and key[:-1] in lexicon("office-holders"):
        return "office"
    if key in organisation_words() or (parts and all(part in organisation_words() or part in LINKS for part in parts)):
        return "office"
    if parts and parts[0] in organisation_words() and len(parts) > 1 and parts[0] not in lexicon("given-names"):
        return "office"
    if word.isupper() and not capitals and not (len(key) > LONGEST_ACRONYM_ALIKE and key in lexicon("given-names")):
        return "acronym" if len(key) <= 5 or "/" in key else "name"
    if "/" in key:
        return "acronym"
    if capitals and (len(key) <= 2 or not re.search("[aeiouy]", key)):
        return "acronym"
    return "name"


@cache
def place_words() -> frozenset[str]:
    """Countries, peoples, capitals and parts of the world, folded."""
    return lexicon("places") | frozenset(map(fold, entries("cities-and-regions")))


@remembered_word
def first_part(key: str) -> str:
    """What stands before the first hyphen or stroke of a key."""
    return BETWEEN_PARTS.split(key, maxsplit=1)[0]


def _is_surname(tokens: Sequence[Token], at: int) -> bool:
    """Whether an office that is a surname too ends the name of somebody: "Mr. King", "Alan King", "General King"."""
    before = tokens[at - 1]
    if at + 1 < len(tokens) and tokens[at + 1].kind not in ("mark", "join", "number"):
        return False
    return before.kind == "initial" or before.key in CIVIL | BEFORE_SURNAMES or before.key in lexicon("given-names")


def _retype(tokens: list[Token], start: int, end: int, kind: Kind) -> None:
    """Let the tokens `[start, end)` be of a kind."""
    tokens[start:end] = [token._replace(kind=kind) for token in tokens[start:end]]


def _mark_phrases(tokens: list[Token]) -> None:
    """Names of places in several words become places, offices of lords offices; ranks before a name become titles."""
    places, ranks, lords = phrases("places", "cities-and-regions"), phrases("ranks"), phrases("offices-of-lords")
    keys = tuple([token.key for token in tokens])
    for at in range(len(tokens)):
        if tokens[at].kind == "mark":
            continue
        for phrase in lords.get(keys[at], ()):
            if keys[at : at + len(phrase)] == phrase:
                _retype(tokens, at, at + len(phrase), "holder")
        for phrase in places.get(keys[at], ()):
            if len(phrase) > 1 and keys[at : at + len(phrase)] == phrase:
                _retype(tokens, at, at + len(phrase), "place")
                break
    for at in range(len(tokens) - 2, 0, -1):
        capital = tokens[at].kind == "acronym" and keys[at] in PARTICLES.split("|")  # "J. VAN DER BERG"
        if capital and tokens[at - 1].kind != "mark" and tokens[at + 1].kind in ("acronym", "name", "particle"):
            tokens[at] = tokens[at]._replace(kind="particle")
            if tokens[at + 1].kind == "acronym":
                tokens[at + 1] = tokens[at + 1]._replace(kind="name")
    for at in range(1, len(tokens)):
        if tokens[at - 1].kind == "holder" and keys[at] == "d'affaires":
            length = 3 if keys[at + 1 : at + 3] == ("ad", "interim") else 1
            _retype(tokens, at, at + length, "office")
    for at in range(len(tokens) - 1):
        alone = at == 0 or tokens[at - 1].kind not in ("name", "initial", "suffix")
        if keys[at] == "sr" and alone and tokens[at + 1].kind in ("name", "initial", "particle"):
            tokens[at] = tokens[at]._replace(kind="title")  # "Sr. Smith", but "Alan Smith, Sr."
    for at in range(1, len(tokens)):
        if keys[at] in lexicon("offices-as-surnames") and _is_surname(tokens, at):
            tokens[at] = tokens[at]._replace(kind="name")
    for at in range(2, len(tokens) - 1):
        if keys[at] == "and" and _joins_portfolios(tokens, at):
            tokens[at] = tokens[at]._replace(kind="link")
        elif keys[at] == "as" and keys[at - 2 : at + 1] == AS_WELL_AS:
            _retype(tokens, at - 2, at + 1, "join")
        elif keys[at] == "with" and keys[at - 1] in RELATIONS and tokens[at + 1].kind in ("office", "place", "name"):
            tokens[at] = tokens[at]._replace(kind="link")
    for at in range(len(tokens) - 2, -1, -1):
        if keys[at] in STYLES and tokens[at + 1].kind == "title" and tokens[at].text[0].isupper():
            tokens[at] = tokens[at]._replace(kind="title")  # "His Excellency"
            continue
        if at and keys[at] == "the" and tokens[at - 1].kind == tokens[at + 1].kind == "title":
            tokens[at] = tokens[at]._replace(kind="title")  # "The Right Hon. The Viscount Smith"
            continue
        # "H.E. Mr. Smith", "Y.B. Tan Sri Smith": letters of honour.
        honour = tokens[at].kind == "initial" and tokens[at].text.count(".") > 1 and tokens[at + 1].kind == "title"
        if honour and (at == 0 or tokens[at - 1].kind in ("mark", "number", "join")):
            tokens[at] = tokens[at]._replace(kind="title")
            continue
        if tokens[at].kind == "title" and keys[at] in TITLES_OR_SURNAMES and "-" in keys[at + 1]:
            tokens[at] = tokens[at]._replace(kind="name")  # "Pak Song-ho", not "Pak Harto"
            continue
        for phrase in ranks.get(first_part(keys[at]), ()):
            end = at
            words: list[str] = []
            while end < len(tokens) and len(words) < len(phrase):
                words += PARTS.findall(keys[end])
                end += 1
            if tuple(words) != phrase or end == len(tokens):
                continue
            in_capitals = len(phrase) > 1 and tokens[end].kind == "acronym" and tokens[end].text.isalpha()
            if tokens[end].kind in BEHIND_RANKS or in_capitals:
                _retype(tokens, at, end, "title")
                break
    for at in range(1, len(tokens)):
        if keys[at] == "general" and tokens[at].kind == "title" and keys[at - 1].rpartition("-")[2] in CIVIL_GENERALS:
            tokens[at] = tokens[at]._replace(kind="holder")  # "Secretary General Smith"


def _joins_portfolios(tokens: Sequence[Token], at: int) -> bool:
    """Whether an "and" stands between two words of what one office is for: "Minister of Mines and Industries"."""
    start = at - 1
    while start > 0 and tokens[start].kind in ("office", "place", "name") and at - start < LONGEST_PORTFOLIO:
        start -= 1
    end = at + 1
    while end < len(tokens) and tokens[end].kind in ("office", "place", "name") and end - at < LONGEST_PORTFOLIO:
        end += 1
    of = at - 1 > start > 0 and tokens[start].kind == "link" and tokens[start].key in ("of", "for", "the")
    if not of or end == at + 1 or (end < len(tokens) and tokens[end].kind in ("holder", "title", "initial")):
        return False
    holders = [token for token in tokens[max(0, start - LONGEST_PORTFOLIO) : start] if token.kind == "holder"]
    known = any(token.kind == "office" for token in tokens[at + 1 : end])
    alone = end == at + 2 and tokens[at - 1].kind == "office"
    return holders != [] and (known or alone)
