"""What specks, and marks that were lost, moved or misread, did to the sentences that tell who speaks.

Each change is `(start, end, new)`: what stands in `text[start:end]` is read as `new`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from flows.lexicons import entries
from flows.segment.capitals import small_words
from flows.segment.known_words import AFTER_VERB, LONGEST, common, has_subject
from flows.segment.names import UPPER, office_words, portfolios, titles
from flows.segment.verbs import AUXILIARIES, verb_forms

Change = tuple[int, int, str]

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
IN_NAME = re.compile(rf"\bS[Ii][Rr] [{UPPER}][^\W\d_]+(?P<stop>\.) (?=[{UPPER}])")
# "Mr..Smith", "M:. Smith"
MARKS = re.compile(rf"[.,:;’'](?<=[^\W\d_].)[.,:;’']+ ?(?=[{UPPER}])")
# "7, Mr. Smith said", "15.:-Mr. Smith said", "1é. Mr. Smith said", "i7. Mr. Smith said"
NUMBER = re.compile(rf"\d(?<=\n\n.)\d?(?P<marks>(?:[,:;]|[.,:;-]{{2,3}}) ?)(?=[{UPPER}])")
MISREAD_NUMBER = re.compile(
    rf"[\dIilOoS](?<=\n\n.)(?:(?<=\d)[IilOoSé@&]|(?<=\D)[\dilo@])(?P<marks>[.,:;-]{{1,3}} ?)(?=[{UPPER}][^\W\d_])"
)
# "xr. Smith", "pr. Smith"
SHORT_WORD = re.compile(rf"\.(?<=[^\W\d_]{{2}}\.)(?<!\S[^\W\d_]{{2}}\.) (?P<name>[{UPPER}][^\W\d_]+)")
BEFORE_VERB = re.compile(r"(?:[;.]|,(?=\.))(?<=[^\W\d_].)\.? (?P<verb>[a-z]+)\b")
# "Mr. Smith said-that", "I-told him"
HYPHEN = re.compile(r"[-'’](?<=[^\W\d_].)(?P<space> ?)(?=(?P<right>[a-z]+)(?P<content> (?:that|whether|what|why)\b)?)")
SUBJECTS = ("he", "she", "it", "they", "the", "there")
# "Mr. Smith “said that", and the quotation does not end
QUOTE = re.compile(r"[\"“‘'](?<= .)(?=(?P<verb>[a-z]+) (?:that|whether)\b(?!(?:[^\n\"”’']|[’'](?=\w)){0,300}[\"”’']))")
# What an editor supplied: "Smith [says] that".
SUPPLIED = re.compile(r"\[(?P<verb>[a-z]{3,20})\](?= )")
LAST_WORD = re.compile(r"[^\W_]+$")
FIRST_WORD = re.compile(r"[^\W\d_]+")
# "Be said", "lie replied": what is left of "He" at the head of a sentence; but "Be assured that" is said to another.
HE = re.compile(
    r"[BEHKl](?:(?<![^\s(“\"].)(?:e|s|ie))(?= (?P<verb>[a-z]+)\b)"
    r"(?!(?<=Be) (?:advised|assured|informed|persuaded|reminded|told|warned) (?:of|that|by)\b)"
)
# "Smith ~ We agree" opens a paragraph
TILDE = re.compile(rf"~(?<= .)(?= [{UPPER}])")
HEAD = re.compile(r"\n\n[^\W_][^\n.?!]{0,30} $")
BETWEEN = re.compile(r"_(?<=[^\W\d_].)(?=[^\W\d_])")
# "l said", "|n reply" and "SlR".
CAPITAL_I = re.compile(rf"[l|!](?:(?<![^\s(“\"].)(?:(?=[nst] )|(?<=l)(?= [a-z]{{3}}))|(?<=[{UPPER}]l)(?=[{UPPER}]))")
# What a scanner reads for "I"; of what is less like it a text has fewer.
LIKE_I = ("1", "l", "|", "!")
FIRST_PERSON = (*LIKE_I, "T", "J", "f", "{", "[")
AFTER_FIRST_PERSON = re.compile(
    r" (?:(?:[a-z]+ly|then|also|therefore|again|now|just|only|further|next|never|ever|still) )?(?P<verb>[a-z]+)\b"
)
BEFORE_FIRST_PERSON = re.compile(r"(?:^|[^\W\d_]{4}[.?!][”\")]*\s+|\n\s*|[^\W\d_]{2},? (?:and|but) )$")
BRACE = re.compile(r"[{}]")
CLOSING = re.compile(r"[\])}]")
LONGEST_ASIDE = 400  # characters between brackets
SHORTEST_RANK = 3  # letters
SHORTEST_NAME = 4  # letters before a full stop that is none: shorter words are abbreviated
# Letters that look alike with and without a capital.
EITHER_CASE = "ckopsuvwxz"
SMALL_NAME = re.compile(
    r"(?:M[Rr]s?|Dr|DR)\.? (?:(?:van|von|der|de|du|te|la|le|al|el) )*(?P<initial>(?=[a-z]{3})[a-z])[a-z]+\b"
)
SHORT_TITLES = ("Mr", "Dr")
# "smith said that" opens a paragraph
SMALL_HEAD = re.compile(r"\n\n(?P<word>[a-z]{4,}) (?P<verb>[a-z]+)\b")
AFTER_CAPITAL_VERB = re.compile(r" (?P<next>[a-z]+)\b")


def sign_changes(text: str, start: int, end: int, counts: Mapping[str, int]) -> Iterator[Change]:
    """What becomes of specks in `text[start:end]`, and of marks that moved away from their words or changed.

    `counts` gives how often each word of the text is found.
    """
    yield from _first_person(text, start, end, counts)
    for pattern, new in (
        (CAPITAL_I, "I"),
        (NO_STOP, ""),
        (STOP, "."),
        (ALONE, ""),
        (BEFORE_MARK, ""),
        (AFTER_TITLE, "."),
        (MOVED_STOP, ". "),
        (BETWEEN, " "),
    ):
        for match in pattern.finditer(text, start, end):
            yield match.start(), match.end(), new
    for match in AFTER_HIS.finditer(text, start, end):
        if match["of"].lower() in office_words() | portfolios():
            yield match.start(), match.end(), ""
    for match in TILDE.finditer(text, start, end):
        if HEAD.search(text, max(start, match.start() - LONGEST - 4), match.start()):
            yield match.start(), match.end(), "–"
    for match in IN_NAME.finditer(text, start, end):
        if _may_be_surname(text, match.end(), counts):
            yield *match.span("stop"), ""
    for match in NUMBER.finditer(text, start, end):
        yield *match.span("marks"), ". "
    for match in MISREAD_NUMBER.finditer(text, start, end):
        yield match.start(), match.end(), "1. "
    for match in MARKS.finditer(text, start, end):
        word = _word_before(text, start, match.start())
        label = len(word) == 1 and match[0].rstrip().endswith(":")
        if match[0] == ".. " and not _may_be_surname(text, match.end(), counts):
            continue  # "said Mr. Smith, Jr.. This had"
        if word in _abbreviations() and not label and text[max(start, match.start() - len(word) - 1)] != ".":
            yield match.start(), match.end(), ". "
    short = [
        (match, match["name"], text[match.start() - 2 : match.start()])
        for match in SHORT_WORD.finditer(text, start, end)
    ]
    named = {(word, name) for _, name, word in short if word in SHORT_TITLES}
    for match, name, word in short:
        meant = next((title for title in SHORT_TITLES if _one_off(word, title) and (title, name) in named), "")
        if meant and word not in _abbreviations():
            yield match.start() - 2, match.start(), meant
    yield from _braces(text, start, end)
    yield from _ranks(text, start, end, counts)
    yield from _before_verbs(text, start, end)
    yield from _cases(text, start, end, counts)


def _ranks(text: str, start: int, end: int, counts: Mapping[str, int]) -> Iterator[Change]:
    """What becomes of a full stop after a rank that is never written short: "Lord. Smith said" opens a paragraph."""
    for word in sorted(word for word in counts if word[0].isupper() and word.lower() in titles()):
        if len(word) < SHORTEST_RANK or word in _abbreviations():
            continue
        for match in re.compile(rf"\b{re.escape(word)}\. (?=(?P<name>[{UPPER}]\w+))").finditer(text, start, end):
            opens = match.start() == start or text.endswith("\n\n", start, match.start())
            if opens and match["name"].lower() not in small_words():
                yield match.start() + len(word), match.end(), " "


def _braces(text: str, start: int, end: int) -> Iterator[Change]:
    """What becomes of braces, which no typewriter has: the bracket that closes or opens what is between."""
    for match in BRACE.finditer(text, start, end):
        at = match.start()
        if match[0] == "{":
            closing = CLOSING.search(text, at + 1, min(end, at + LONGEST_ASIDE))
            yield at, at + 1, "[" if closing is not None and closing[0] == "]" else "("
        else:
            _, opened, inside = text[max(start, at - LONGEST_ASIDE) : at].rpartition("[")
            yield at, at + 1, "]" if opened and "]" not in inside else ")"


def _before_verbs(text: str, start: int, end: int) -> Iterator[Change]:
    """What becomes of "He", and of a mark between it or another subject and its verb, or the verb and what is said; and
    of the brackets around a verb.
    """
    verbs = verb_forms()
    for match in HE.finditer(text, start, end):
        verb = verbs.get(match["verb"])
        if match[0] != "He" and verb is not None and verb.form == "past" and "reporting" in verb.classes:
            yield match.start(), match.end(), "He"
    for match in SUPPLIED.finditer(text, start, end):
        if match["verb"] in common() and match["verb"] in verbs and has_subject(text, start, match.start()):
            yield match.start(), match.end(), match["verb"]
    for match in BEFORE_VERB.finditer(text, start, end):
        if match["verb"] not in common() or match["verb"] not in verbs:
            continue
        short = text[match.start()] == "." and len(_word_before(text, start, match.start())) < SHORTEST_NAME
        if not short and has_subject(text, start, match.start()):
            yield match.start(), match.start("verb") - 1, ""
    for match in HYPHEN.finditer(text, start, end):
        left, right = _word_before(text, start, match.start()), match["right"]
        said = left in common() and left in verbs and right in (*AFTER_VERB, *SUBJECTS)
        does = not match["space"] and right in common() and right in verbs
        # "The Soviet-proposed draft", "Mr. Smith's", "Mr. Hughes' comments"
        named = left.istitle() and (match[0] != "-" or match["content"] is not None)
        if said or (does and (left in ("I", "he", "she") or named)):
            yield match.start(), match.end(), " "
    for match in QUOTE.finditer(text, start, end):
        if match["verb"] in common() and match["verb"] in verbs and has_subject(text, start, match.start()):
            yield match.start(), match.end(), ""


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


def _cases(text: str, start: int, end: int, counts: Mapping[str, int]) -> Iterator[Change]:
    """What becomes of names and offices that lost their capital, and of verbs that got one."""
    for match in SMALL_NAME.finditer(text, start, end):
        at = match.start("initial")
        if text[at : match.end()].capitalize() in counts:
            yield at, at + 1, text[at].upper()
    for match in SMALL_HEAD.finditer(text, start, end):
        verb = verb_forms().get(match["verb"])
        said = verb is not None and verb.form == "past" and match["verb"] in common()
        if said and match["word"].capitalize() in counts and counts[match["word"]] == 1:
            yield match.start("word"), match.start("word") + 1, match["word"][0].upper()
    for word in sorted(office_words() & counts.keys()):
        capital = word.capitalize()
        known = frozenset(_holders(capital).findall(text) if capital in counts else ())
        for match in _holders(word).finditer(text, start, end):
            if match["next"] in known or (
                word[0] in EITHER_CASE and text[max(start, match.start() - 4) : match.start()].lower() == "the "
            ):
                yield match.start(), match.start() + 1, word[0].upper()
    for word in sorted(_capital_verbs() & counts.keys()):
        for match in re.compile(rf"\.? {word}\b").finditer(text, start, end):
            following = AFTER_CAPITAL_VERB.match(text, match.end(), end)
            verb = verb_forms().get(following["next"]) if following is not None else None
            told = following is not None and (verb is None or verb.form != "past")
            if match[0].startswith("."):  # "MR. SMITH. Stated in advance" may be a label
                told = following is not None and following["next"] == "that"
            if told and has_subject(text, start, match.start()):
                yield match.start(), match.end(), " " + word.lower()


def _holders(office: str) -> re.Pattern[str]:
    """The pattern of an office before a name."""
    return re.compile(rf"\b{re.escape(office)} (?P<next>[{UPPER}][a-z]+)")


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


@cache
def _capital_verbs() -> frozenset[str]:
    """Verbs of saying in the past, with the capital that a scanner may see."""
    verbs = (verb for verb in verb_forms().items() if verb[0] in common() and verb[0][0] in EITHER_CASE)
    return frozenset(form.capitalize() for form, verb in verbs if verb.form == "past" and "reporting" in verb.classes)


def _may_be_surname(text: str, start: int, counts: Mapping[str, int]) -> bool:
    """Whether the word that starts at an offset stands in the text with a capital alone, and opens no sentences."""
    word = FIRST_WORD.match(text, start)
    key = word[0].lower() if word is not None else ""
    return key not in _no_names() and not counts.get(key)


@cache
def _no_names() -> frozenset[str]:
    """Words that open sentences and are no surnames."""
    return frozenset(entries("running-words")) | frozenset(entries("fronting")) | frozenset(map(str.lower, titles()))
