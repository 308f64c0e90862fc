"""What a scanner made of "I", of "He", and of "The" before an office."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from flows.segment.clauses.verbs import AUXILIARIES, verb_forms
from flows.segment.names import UPPER, office_words
from flows.segment.repairs.known_words import LONGEST
from flows.segment.repairs.repaired_text import Change

# "Be said", "lie replied": what is left of "He" at the head of a sentence; but "Be assured that" is said to another.
HE = re.compile(
    r"[BEHKl](?:(?<![^\s(“\"].)(?:e|s|ie))(?= (?P<verb>[a-z]+)\b)"
    r"(?!(?<=Be) (?:advised|assured|informed|persuaded|reminded|told|warned) (?:of|that|by)\b)"
)
# "l said", "|n reply" and "SlR".
CAPITAL_I = re.compile(
    r"[l|!](?:(?<![^\s(“\"].)(?:(?=[nst] )|(?<=l)(?= (?:[a-z]{3}|am\b)|['’](?:m|d|ve|ll)\b))"
    rf"|(?<=[{UPPER}]l)(?=[{UPPER}]))"
)
# What a scanner reads for "I"; of what is less like it a text has fewer.
LIKE_I = ("1", "l", "|", "!")
FIRST_PERSON = (*LIKE_I, "T", "J", "f", "{", "[")
AFTER_FIRST_PERSON = re.compile(
    r" (?:(?:[a-z]+ly|then|also|therefore|again|now|just|only|further|next|never|ever|still) )?(?P<verb>[a-z]+)\b"
)
BEFORE_FIRST_PERSON = re.compile(
    r"(?:^|[^\W\d_]{4}[.?!][”\")]*\s+|\n\s*(?:\d{1,2}[.,)] )?|[^\W\d_]{2},? (?:and|but) )$"
)
# "Lasked whether", "Itold him", "I.said"; but "Tasked with", "Tread", and Tran is a name
GLUED = re.compile(r"(?!Tasked (?:by|to|with)\b|Tread\b)[1ILTl|](?<!\S.)[.,'’]?(?P<verb>[a-z]{4,})\b(?= [a-z])")
# "Phe Minister", "FHE MINISTER"
ARTICLE = re.compile(r"[BDFIPRY](?<![^\s(“\"].)[Hh][Ee](?= (?P<office>[A-Z][^\W\d_]+))")


def pronoun_changes(text: str, start: int, end: int, counts: Mapping[str, int]) -> Iterator[Change]:
    """What becomes in `text[start:end]` of what stands for "I", also within words, for "He" and for "The".

    `counts` gives how often each word of the text is found.
    """
    yield from _first_person(text, start, end, counts)
    for match in GLUED.finditer(text, start, end) if counts.get("I", 0) else ():
        at = match.start()
        if _says(match["verb"]) and BEFORE_FIRST_PERSON.search(text[max(start, at - LONGEST) : at]):
            yield at, match.start("verb"), "I "
    for match in ARTICLE.finditer(text, start, end):
        if match["office"].lower() in office_words():
            yield *match.span(), "THE" if match[0].isupper() else "The"
    for match in CAPITAL_I.finditer(text, start, end):
        yield match.start(), match.end(), "I"
    found = [match for match in HE.finditer(text, start, end) if match[0] != "He" and _says(match["verb"])]
    often = Counter(match[0] for match in found)
    for match in found:
        if often[match[0]] <= max(1, counts.get("He", 0)):  # else somebody is called "Ke"
            yield match.start(), match.end(), "He"


def _says(word: str) -> bool:
    """Whether a word is a verb of saying in the past."""
    verb = verb_forms().get(word)
    return verb is not None and verb.form == "past" and "reporting" in verb.classes


def _first_person(text: str, start: int, end: int, counts: Mapping[str, int]) -> Iterator[Change]:
    """What stands for "I": it opens a sentence or clause, a verb in the past follows, and "I" is more frequent."""
    drafter = counts.get("I", 0)
    for sign in FIRST_PERSON if drafter else ():
        often = counts.get(sign, 0) if sign.isalnum() else text.count(sign, start, end)
        if not often or (often >= drafter and sign not in LIKE_I):
            continue
        for match in re.compile(rf"{re.escape(sign)}(?<!\S.)(?= [a-z])").finditer(text, start, end):
            at = match.start()
            following = AFTER_FIRST_PERSON.match(text, at + 1, end)
            word = following["verb"] if following is not None else ""
            verb = verb_forms().get(word)
            if (word in AUXILIARIES or (verb is not None and verb.form == "past")) and BEFORE_FIRST_PERSON.search(
                text[max(start, at - LONGEST) : at]
            ):
                yield at, at + 1, "I"
