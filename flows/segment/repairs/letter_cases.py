"""Letters that a scanner saw large or small, or that lost the marks between them ("P.M."): which words they are of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from flows.lexicons import entries
from flows.segment.clauses.verbs import verb_forms
from flows.segment.names import FIRST_PARTICLES, PARTICLES, UPPER, office_words
from flows.segment.repairs.capitals import small_words
from flows.segment.repairs.known_words import LONGEST, before_names, common, has_subject, words_of_records
from flows.segment.repairs.repaired_text import Change
from flows.segment.sentences import ABBREVIATION

# Letters that look alike with and without a capital.
EITHER_CASE = "ckopsuvwxz"
SMALL_NAME = re.compile(
    r"(?P<title>M[Rr]s?|Dr|DR|M\.|Sir|Lord|Lady|Shri|Herr|General|Colonel|Comrade)\.? "
    rf"(?:(?:{FIRST_PARTICLES}|al) )*(?!(?:{PARTICLES})\b)(?P<initial>(?=[a-z]{{3}})[a-z])[a-z]+\b"
)
BEFORE_NAMES_ALONE = frozenset({"Mr", "MR", "Mrs", "MRs", "Dr", "DR", "Sir", "Lord", "Lady", "Shri", "Herr"})
# "He left. with a smile the Minister said"
SMALL_FIRST = re.compile(rf"[.?!](?<=[a-z]{{4}}.) (?P<word>[{EITHER_CASE}][a-z]+)\b")
# "mr. Smith", "mM. Smith"
SMALL_TITLE = re.compile(r"m(?<![^\s(].)(?:r|rs|M)(?=\.? [A-Z][a-z])")
# "the secretary-General"
SMALL_HALF = re.compile(rf"[{EITHER_CASE}](?<![^\s(].)(?P<rest>[a-z]+-[A-Z][a-z]+)")
# "smith said that", "smith then asked" opens a paragraph or a sentence
SMALL_HEAD = re.compile(r"[\n.?!](?:(?<=\n\n)| )(?P<word>[a-z]{4,}) (?:then |also |again )?(?P<verb>[a-z]+)\b")
# "BaScombe", "waS"
INNER = re.compile(rf"[{EITHER_CASE.upper()}](?<=[a-z].)")
IN_WORD = re.compile(r"[^\W\d_]*")
# "The Minister, summing up, Said that"
CAPITAL_SAID = re.compile(r", (?P<verb>S(?:aid|tated))(?= (?:that|to|he|she|the|M|Mrs?|Sir|Dr|Lord)\b)")
NAME = re.compile(rf"[{UPPER}][a-z]+")
# "smith - We agree", "smith: We agree"
AFTER_CAPITAL_VERB = re.compile(r" (?P<next>[a-z]+)\b")
# "Orlovi¢", "S@RLIE"; but "Smith@state.gov"
SIGNS = {"¢": "c", "@": "o", "§": "s"}
SIGN = re.compile(r"[¢@§](?<=[^\W\d_].)(?=[^\W\d_]*(?:[\s,;:)]|\.\s|$))")
WHOLE = re.compile(rf"[{UPPER}](?<![\w.].)\.(?:[{UPPER}]\.){{1,3}}(?=\s[a-z])")


# What a scanner takes for these letters.
LIKE = {"E": "[E£€]", "O": "[O0]", "S": "[S$]"}


def case_changes(text: str, start: int, end: int, counts: Mapping[str, int]) -> Iterator[Change]:
    """What becomes in `text[start:end]` of names and offices that lost their capital, and of verbs that got one.

    `counts` gives how often each word of the text is found.
    """
    small = list(SMALL_NAME.finditer(text, start, end))
    damaged = all(match["initial"] in EITHER_CASE for match in small if match["title"] in BEFORE_NAMES_ALONE)
    for match in small:
        at = match.start("initial")
        word = text[at : match.end()]
        either = damaged and match["title"] in BEFORE_NAMES_ALONE and word not in words_of_records()
        own = counts.get(word.capitalize(), 0) >= counts[word] and word not in small_words()
        if (own or either) and word not in verb_forms():
            yield at, at + 1, text[at].upper()
    for match in SMALL_FIRST.finditer(text, start, end):
        short = ABBREVIATION.search(text, max(start, match.start() - LONGEST), match.start() + 1) is not None
        if match["word"] in _first_words() and not short:
            yield match.start("word"), match.start("word") + 1, match["word"][0].upper()
    for match in SMALL_HEAD.finditer(text, start, end):
        verb = verb_forms().get(match["verb"])
        said = verb is not None and verb.form == "past" and (match["verb"] in common() or "then" in match[0])
        named = match["word"].capitalize() in counts and match["word"] not in small_words()
        if said and named and counts[match["word"]] == 1:
            yield match.start("word"), match.start("word") + 1, match["word"][0].upper()
    yield from _titles_and_halves(text, start, end)
    yield from _inner(text, start, end, counts)
    for word in sorted(office_words() & counts.keys()):
        capital = word.capitalize()
        found = list(before_names(f"{word} ", NAME, text, start, end))
        known = {name for _, name in before_names(f"{capital} ", NAME, text, 0, len(text))} if found else set[str]()
        for at, name in found:
            if name in known or (word[0] in EITHER_CASE and text[max(start, at - 4) : at].lower() == "the "):
                yield at, at + 1, word[0].upper()
    for word in sorted(_capital_verbs() & counts.keys()):
        for match in re.compile(rf"\.? {word}\b").finditer(text, start, end):
            following = AFTER_CAPITAL_VERB.match(text, match.end(), end)
            verb = verb_forms().get(following["next"]) if following is not None else None
            told = following is not None and (verb is None or verb.form != "past")
            if match[0].startswith("."):  # "MR. SMITH. Stated in advance" may be a label
                told = following is not None and following["next"] == "that"
            if told and has_subject(text, start, match.start()):
                yield match.start(), match.end(), " " + word.lower()
    for word in sorted(_verbs_in_capitals() & counts.keys()):
        for match in re.compile(rf" {word}(?: [A-Z]+){{0,3}}(?= [a-z])").finditer(text, start, end):
            if has_subject(text, start, match.start()):
                yield match.start(), match.end(), match[0].lower()


def _titles_and_halves(text: str, start: int, end: int) -> Iterator[Change]:
    """What becomes of forms of address and first halves of offices that lost their capital, and of "said" with one."""
    for match in SMALL_TITLE.finditer(text, start, end):
        yield match.start(), match.end(), match[0].capitalize() if match[0] != "mM" else "M"
    for match in SMALL_HALF.finditer(text, start, end):
        capital = match[0][0].upper()
        if capital + match["rest"] in text:
            yield match.start(), match.start() + 1, capital
    for match in CAPITAL_SAID.finditer(text, start, end):
        yield *match.span("verb"), match["verb"].lower()


def _inner(text: str, start: int, end: int, counts: Mapping[str, int]) -> Iterator[Change]:
    """What becomes of capitals within words that the text has without, or any text has."""
    for match in INNER.finditer(text, start, end):
        at = match.start()
        first = IN_WORD.match(text[max(start, at - LONGEST) : at][::-1])
        rest = IN_WORD.match(text, at + 1, min(end, at + LONGEST))
        if first is None or rest is None:
            continue
        word = first[0][::-1] + text[at].lower() + rest[0]
        if word in counts if word[0].isupper() else (word in small_words() or word in common()):
            yield at, at + 1, text[at].lower()


@cache
def _first_words() -> frozenset[str]:
    """Small words by which sentences open, and which hardly follow a subject: "with", not "would", "who" or "of"."""
    return (frozenset(entries("fronting")) & frozenset(entries("never-before-subject"))) - {"of"}


@cache
def _capital_verbs() -> frozenset[str]:
    """Verbs of saying in the past, with the capital that a scanner may see."""
    verbs = (verb for verb in verb_forms().items() if verb[0] in common() and verb[0][0] in EITHER_CASE)
    return frozenset(form.capitalize() for form, verb in verbs if verb.form == "past" and "reporting" in verb.classes)


@cache
def _verbs_in_capitals() -> frozenset[str]:
    """Verbs of saying in the past, all in capitals, as some minutes print them: "MR. SMITH SAID that"."""
    return frozenset(form.upper() for form, verb in verb_forms().items() if verb.says and verb.form == "past")


def letter_changes(text: str, start: int, end: int) -> Iterator[Change]:
    """What becomes of letters that elsewhere have their full stops: "P,M. said", "F.M said", "F-M. said". And of signs
    within names, which a scanner put for letters that are not of its alphabet.
    """
    for match in SIGN.finditer(text, start, end) if any(sign in text for sign in SIGNS) else ():
        first = IN_WORD.match(text[max(start, match.start() - LONGEST) : match.start()][::-1])
        if first is not None and first[0][-1:].isupper():
            letter = SIGNS[match[0]]
            yield match.start(), match.end(), letter.upper() if text[match.start() - 1].isupper() else letter
    for letters in sorted({match[0] for match in WHOLE.finditer(text, start, end)}):
        each = [LIKE.get(letter, letter) for letter in letters.replace(".", "")]
        marked, glued = r"\s?[.,-]\s?".join(each), r"\s?[.,-]?\s?".join(each)
        for match in re.compile(rf"(?<![\w.,])(?:{marked}[.,-]?|{glued}\.)(?=\s[a-z])").finditer(text, start, end):
            if match[0] != letters:
                yield match.start(), match.end(), letters
