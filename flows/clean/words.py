"""Damage inside words: letters of another script, words glued together, characters that do not show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from html import unescape

from flows.clean.edits import Change
from flows.clean.lines import ODD_BULLET, Line, visible_parts
from flows.lexicons import entries

_MIXED = re.compile(r"[\u0370-\u04ff](?:(?=[A-Za-z])|(?<=[A-Za-z].))")
_LOOK_ALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
    "ABESIJKMHOPCTYXaesijopcyxqwABEZHIKMNOPTYXo",
)
_UNSEEN = "\u200b\u200c\u200e\u200f\u2060\ufeff\u00ad"
_INVISIBLE = re.compile(f"[{_UNSEEN}]+")
_ENTITY = re.compile(r"&(?:amp;)?(#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
BLOCKS = "p|br|div|h[1-6]|t[dhr]|li|ul|ol|table|tbody|thead|section|article|blockquote|hr|center|body|html"
_TAG = re.compile(
    rf"</?(?:(?P<block>{BLOCKS})"
    r"|b|i|u|em|strong|span|a|sup|sub|small|font|cite)(?:\s[^<>]{0,300})?/?>",
    re.IGNORECASE,
)
_LEAST_TAGS = 3
_BLANK = re.compile(
    rf"(?:&(?:amp;)?(?:nbsp|ensp|emsp|thinsp|shy|zwnj|#160|#173|#8203|#x[Aa]0);\s*|{_TAG.pattern}\s*)+", re.IGNORECASE
)
_WIDE_MARKS = "：，；（）！？．。"
_NARROW = str.maketrans(_WIDE_MARKS, ":,;()!?..")
_WIDE = re.compile(f"[{_WIDE_MARKS}]")
_FIRST_WIDE = "\u2e80"
_FEWEST_ITEMS = 3
_OPENING_MARKS = "\"'“‘«(["
_WORD = re.compile(r"[^\W\d_]+")
# These look back from the first letter, so that the engine can skip to it.
_CAPITAL = re.compile(r"[A-Z](?<!\w[A-Z])[a-z]{3,30}(?!\w)")
_TOKEN_CAPITAL = re.compile(r"[A-Z](?<![\w’'-][A-Z])[a-z]{3,30}(?![\w’'-])")
_TOKEN_LOWER = re.compile(r"[a-z](?<![\w’'-][a-z])[a-z]{1,29}(?![\w’'-])")
SOLID = frozenset(entries("solid-prefixes"))
_ENDINGS = frozenset(entries("name-endings"))
_SHORTEST_NAME = 4
_SHORTEST_TAIL = 2


def homoglyphs(raw: str) -> Iterator[Change]:
    """Each foreign letter in a Latin word that looks like a Latin one, as a change into that letter."""
    at = 0
    for hit in _MIXED.finditer(raw):
        if hit.start() < at:
            continue
        start = hit.start()
        while start > at and raw[start - 1].isalpha():
            start -= 1
        word = _WORD.match(raw, start)
        if word is None:
            continue
        at = word.end()
        latin = sum(letter < "\u0250" for letter in word[0])
        changed = word[0].translate(_LOOK_ALIKES)
        if 2 * latin > len(word[0]) and all(letter < "\u0250" for letter in changed):
            for i, (old, new) in enumerate(zip(word[0], changed, strict=True), word.start()):
                if old != new:
                    yield Change(i, i + 1, new, "homoglyph")


def wide_marks(raw: str) -> Iterator[Change]:
    """Each mark among Latin letters as wide as a Chinese character, as a change into the usual one with its space."""
    for hit in _WIDE.finditer(raw) if any(mark in raw for mark in _WIDE_MARKS) else ():
        before, after = raw[hit.start() - 1 : hit.start()], raw[hit.end() : hit.end() + 1]
        if before < _FIRST_WIDE and after < _FIRST_WIDE:
            mark = hit[0].translate(_NARROW)
            if mark == "(":
                mark = " (" if before.isalnum() else mark
            elif after.isalnum() or (after and after in _OPENING_MARKS):
                mark += " "
            yield Change(*hit.span(), mark, "homoglyph")


def bullets(lines: Sequence[Line]) -> Iterator[Change]:
    """What a program set before the items of lists, as a change into the usual bullet, if there are several."""
    found = [line.start for line in lines if ODD_BULLET.match(line.text)]
    for start in found if len(found) >= _FEWEST_ITEMS else ():
        yield Change(start, start + 1, "•", "homoglyph")


def invisible(raw: str) -> Iterator[Change]:
    """Every run of characters that do not show, as a removal."""
    if not any(character in raw for character in _UNSEEN):
        return
    for run in _INVISIBLE.finditer(raw):
        yield Change(run.start(), run.end(), "", "invisible")


def entities(raw: str) -> Iterator[Change]:
    """Every character reference of HTML (`&amp;`, `&#8217;`), escaped once or twice, as a change into its character.

    White space becomes one space; what does not show becomes nothing; unknown names and control characters stay.
    """
    for hit in _ENTITY.finditer(raw) if "&" in raw else ():
        character = unescape(f"&{hit[1]};")
        if character.isspace():
            yield Change(hit.start(), hit.end(), " ", "entity")
        elif character and character in _UNSEEN:
            yield Change(hit.start(), hit.end(), "", "entity")
        elif len(character) == 1 and character.isprintable() and character != "\ufffd":
            yield Change(hit.start(), hit.end(), character, "entity")


def tags(raw: str) -> Iterator[Change]:
    """Every tag of HTML in a text that has several, as removals, in parts where it is broken; between words a space."""
    found = list(_TAG.finditer(raw)) if "</" in raw else []
    for tag in found if len(found) >= _LEAST_TAGS else ():
        between = raw[tag.start() - 1 : tag.start()].strip() and raw[tag.end() : tag.end() + 1].strip()
        text = " " if between and tag["block"] else ""
        for start, end in visible_parts(tag):
            yield Change(start, end, text, "entity")


def blank_entities(lines: Sequence[Line]) -> list[int]:
    """The lines, by index, that are nothing but references to white space, or tags."""
    return [i for i, line in enumerate(lines) if line.text[0] in "&<" and _BLANK.fullmatch(line.text)]


def glued_words(raw: str) -> Iterator[Change]:
    """A space between a name and the word that stuck to it, judged by the document's own words alone.

    The name stands alone at least twice, and never in lower case; the rest is a lower-case word of the document; the
    whole is found once. Compounds and names of peoples (`Englishmen`) are told apart by the endings in the lexicon.
    """
    capital = Counter(_CAPITAL.findall(raw))
    singles = [word for word, count in capital.items() if count == 1 and len(word) >= _SHORTEST_NAME + _SHORTEST_TAIL]
    if not singles:
        return
    names = {word for word, count in capital.items() if count > 1}
    possible = [
        (word, cut)
        for word in singles
        for cut in range(_SHORTEST_NAME, len(word) - _SHORTEST_TAIL + 1)
        if word[:cut] in names and word[cut:] not in _ENDINGS
    ]
    if not possible:
        return
    lower = set(_TOKEN_LOWER.findall(raw))
    cuts: dict[str, int] = {}
    for word, cut in possible:
        name = word[:cut].lower()
        if word[cut:] in lower and name not in lower and name not in SOLID and word.lower() not in lower:
            cuts.setdefault(word, cut)
    if cuts:
        for hit in _TOKEN_CAPITAL.finditer(raw):
            if hit[0] in cuts:
                at = hit.start() + cuts[hit[0]]
                yield Change(at, at, " ", "glued-words")
