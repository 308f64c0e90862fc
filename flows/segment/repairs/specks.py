"""What specks, and marks that were lost, moved or misread, did to the sentences that tell who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.segment.clauses.verbs import says, verb_forms
from flows.segment.names import FIRST_PARTICLES, UPPER, office_words, portfolios, titles
from flows.segment.repairs.broken_names import word_before
from flows.segment.repairs.capitals import small_words
from flows.segment.repairs.known_words import AFTER_VERB, LONGEST, common, has_subject
from flows.segment.repairs.repaired_text import Change

SPECKS = "·•~^|`¬¦°■"
# First the characters that they can begin with, so that the engine skips to them.
ALONE = re.compile(
    rf"[{SPECKS}.,'](?:(?<=[{SPECKS}])(?:(?<!\S.)(?!(?<=•) ) ?(?=[^\s{SPECKS}])|(?<=[^\s{SPECKS}].)(?= ))"
    r"|(?<=\n\n[.,]) ?(?=[A-Z])|(?<=\n\n') (?=[A-Z])|(?<=[a-z] [.,])(?=[A-Z][a-z]))"
)
# Before the first word of a paragraph.
AT_HEAD = re.compile(r"[\"“”‘’'`+=<>_](?<=\n\n.)[\"“”‘’'`]? (?=[A-Z])")
# "It ended.The Minister left": the space is lost.
NO_SPACE = re.compile(
    r"[.?!](?:(?<=[a-z]{3}.)(?=[A-Z][a-z’']|[AI] )|(?<=[A-Z]{4}.)(?=[A-Z][a-z])|(?<=\n\n\d.)(?=[A-Z][a-z]))"
)
STOP = re.compile(r"·(?<=[a-z].)(?= [A-Z])")
LETTER_O = re.compile(r"0(?<=\n\n0)(?=:\s)")  # "0: We agree" opens a paragraph
NO_STOP = re.compile(r"[.:;·~](?:(?<=\b[Tt]he.)(?= [A-Z])|(?<=\b[Tt]he .)(?=[A-Z]))")
# "his. Government"; but "The choice was his. The Minister agreed".
AFTER_HIS = re.compile(r"[.·](?:(?<=\bhis.)|(?<=\bits.))(?= (?P<of>[A-Z]\w+))")
BEFORE_MARK = re.compile(rf" (?:(?=[.,;](?: [^.,;]|\n|$))(?<=\w )|(?=/[{UPPER}])(?<=[{UPPER}] ))")
# "7, Mr. Smith said", "15.:-Mr. Smith said", "1é. Mr. Smith said", "i7. Mr. Smith said"
NUMBER = re.compile(rf"\n\n\d\d?(?P<marks>(?:[,:;]|[.,:;-]{{2,3}}) ?)(?=[{UPPER}])")
MISREAD_NUMBER = re.compile(
    r"\n\n(?P<number>(?:\d[IilOoSé@&]|[IilOoS][\d@]|[IilO][ilo](?!:))[.,:;-]{1,3} ?)"
    rf"(?=[{UPPER}][^\W\d_])"
)
BEFORE_VERB = re.compile(r"[;.,](?:(?<!,)|(?=\.))(?<=[^\W\d_].)\.? ?(?P<verb>[a-z]+)\b")
# "Mr. Smith said-that", "I-told him"
HYPHEN = re.compile(r"[-'’](?<=[^\W\d_].)(?P<space> ?)(?=(?P<right>[a-z]+)(?P<content> (?:that|whether|what|why)\b)?)")
# "Mr. Smith ‘ said", "Mr. Smith’ said", "Mr. Smith .said"
SPECK_BEFORE_VERB = re.compile(
    r"(?:[‘’'\"“”`*^](?:(?<=[^\W\d_].)|(?<=[^\W\d_] .)) |[.,;](?<=[^\W\d_] .))(?P<verb>[a-z]{3,})\b"
)
# "Mr. Smith : said", "Mr. Smith ee said": what is left of dirt at the edge of a line.
DIRT = r"(?:(?P<mark>[:;*+|°©=<>_])|[b-z](?: [b-z])?|[a-z]{2})"
DIRT_BEFORE_VERB = re.compile(rf" (?=[^A-Z]{{1,3}} [a-z]){DIRT} (?P<verb>[a-z]{{3,}})\b")
# "General si Smith", "LORD 2 SMITH", "The + President"
DIRT_BEFORE_NAME = re.compile(
    rf" (?=[^A-Z]{{1,3}} [A-Z])(?!(?:{FIRST_PARTICLES}) )(?:{DIRT}|\d) (?=(?P<name>[A-Z][\w-]+))"
)
IN_SENTENCE = re.compile(r"\s[a-z]{2,}[.;,]? ")  # before a mark that is none of a label
# What goes before a closing quotation mark.
OPENING = {"’": re.compile("‘"), "'": re.compile(r"(?<!\w)'"), "”": re.compile("“"), '"': re.compile(r'(?<!\w)"')}
# "Smith' – We agree", "SMITH.’ We agree" opens a paragraph
IN_LABEL = re.compile(
    r"\n\n[^\W_][\w.’' -]{0,40}?"
    r"(?:(?P<before> ?[‘’'\"“”`*^~•·]+)(?= ?[:–—] |\. [A-Z])| ?[:.](?P<after>[’'\"”`*^]+)(?= [A-Z]))"
)
SUBJECTS = ("he", "she", "it", "they", "the", "there")
# "Mr. Smith “said that", "The “Minister", and the quotation does not end
QUOTE = re.compile(
    r"[‘\"“'](?<= .)(?=(?P<verb>[a-z]+)\b|(?<=\b[Tt]he .)(?P<office>[A-Z]\w+)\b)"
    r"(?:(?<=‘)(?!(?:[^\n’]|’(?=\w)){0,300}’)|(?<!‘)(?!(?:[^\n\"”’']|[’'](?=\w)){0,300}[\"”’']))"
)
# What an editor supplied: "Smith [says] that".
SUPPLIED = re.compile(r"\[(?P<verb>[a-z]{3,20})\](?= )")
# "Smith ~ We agree" opens a paragraph
TILDE = re.compile(rf"~(?<= .)(?= [{UPPER}])")
HEAD = re.compile(r"\n\n[^\W_][^\n.?!]{0,30} $")
BETWEEN = re.compile(r"_(?<=[^\W\d_].)(?=[^\W\d_])")
# What is put in place of what these match, and what a text has at least one of where they match: to look for it is
# quicker by far than the pattern.
REPLACED = (
    (LETTER_O, "O", ("\n\n0:",)),
    (NO_STOP, "", tuple("he" + space + mark for space in ("", " ") for mark in ".:;·~")),
    (STOP, ".", ("·",)),
    (ALONE, "", (*SPECKS, "\n\n.", "\n\n,", "\n\n'", " .", " ,")),
    (AT_HEAD, "", tuple("\n\n" + speck for speck in "\"“”‘’'`+=<>_")),
    (BEFORE_MARK, "", (" .", " ,", " ;", " /")),
    (BETWEEN, " ", ("_",)),
)
OF_HIS = ("his.", "his·", "its.", "its·")
BRACE = re.compile(r"[{}]")
CLOSING = re.compile(r"[\])}]")
LONGEST_QUOTED = 400  # characters
LONGEST_ASIDE = 400  # characters between brackets
SHORTEST_NAME = 4  # letters before a full stop that is none: shorter words are abbreviated
# "It ended.-The Minister left", "It ended.'The Minister left".
SPECK_AFTER_STOP = re.compile(r"[.?!](?P<speck>(?:[-~_] ?|['’]))(?=[A-Z])")
# "It ended, He left", "It ended, The Minister said"
COMMA_FOR_STOP = re.compile(
    r",(?<=[a-z\d]{2},)(?= (?:(?:He|She|They|It|Its|There|This|These|Those) |The (?P<who>(?:[A-Z][\w-]+ ){1,4}))"
    r"(?P<verb>[a-z]+))"
)
LONGEST_LABEL = 60  # characters
AFTER_COMMA = (", He ", ", She ", ", They ", ", It ", ", Th")


def speck_changes(text: str, start: int, end: int) -> Iterator[Change]:
    """What becomes of specks in `text[start:end]`, and of marks that moved away from their words or changed."""
    for pattern, new, signs in REPLACED:
        for match in pattern.finditer(text, start, end) if any(sign in text for sign in signs) else ():
            yield match.start(), match.end(), new
    yield from ((match.end(), match.end(), " ") for match in NO_SPACE.finditer(text, start, end))
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
    for match in IN_LABEL.finditer(text, start, end):
        if not set(match[0][2:].strip()[:1]) & set("‘“"):
            yield *match.span("before" if match["before"] else "after"), ""
    yield from _braces(text, start, end)
    yield from _before_verbs(text, start, end)


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
    """What becomes of a mark between subject and verb, or verb and what is said, and of the brackets around a verb."""
    for match in SUPPLIED.finditer(text, start, end):
        if _is_verb(match["verb"]) and has_subject(text, start, match.start()):
            yield match.start(), match.end(), match["verb"]
    for match in BEFORE_VERB.finditer(text, start, end):
        if not _is_verb(match["verb"]):
            continue
        short = text[match.start()] == "." and len(word_before(text, start, match.start())) < SHORTEST_NAME
        if not short and has_subject(text, start, match.start()):
            yield match.start(), match.start("verb"), " "
    for match in SPECK_BEFORE_VERB.finditer(text, start, end):
        at = match.start()
        if _is_verb(match["verb"]) and has_subject(text, start, at) and not _closes(text, start, at):
            yield at, match.start("verb"), "" if text[at - 1] == " " else " "
    yield from _dirt(text, start, end)
    for match in HYPHEN.finditer(text, start, end):
        left, right = word_before(text, start, match.start()), match["right"]
        said = _is_verb(left) and right in (*AFTER_VERB, *SUBJECTS)
        does = not match["space"] and _is_verb(right)
        # "The Soviet-proposed draft", "Mr. Smith's", "Mr. Hughes' comments"
        named = left.istitle() and (match[0] != "-" or match["content"] is not None)
        if said or (does and (left in ("I", "he", "she") or named)):
            yield match.start(), match.end(), " "
    for match in QUOTE.finditer(text, start, end):
        verb, office = match.group("verb", "office")
        if office.lower() in office_words() if office else _is_verb(verb) and has_subject(text, start, match.start()):
            yield match.start(), match.end(), ""


def _dirt(text: str, start: int, end: int) -> Iterator[Change]:
    """What becomes of single letters and marks between a subject and its verb, or a form of address or office and the
    name after it where the text has both together elsewhere.
    """
    for match in DIRT_BEFORE_VERB.finditer(text, start, end):
        at = match.start()
        if not _is_verb(match["verb"]) or match[0].split()[0] in small_words() or not has_subject(text, start, at):
            continue
        if not match["mark"] or IN_SENTENCE.search(text[text.rfind("\n\n", start, at) + 1 : at]) is not None:
            yield at, match.start("verb"), " "
    for match in DIRT_BEFORE_NAME.finditer(text, start, end):
        first = word_before(text, start, match.start())
        if first != "The" and not (first[:1].isupper() and first.lower() in office_words() | titles()):
            continue
        if match[0].split()[0] not in small_words() and f"{first} {match['name']}" in text:
            yield match.start(), match.end(), " "


def _closes(text: str, start: int, at: int) -> bool:
    """Whether a quotation mark at an offset can close what is quoted, or stand for what somebody has."""
    opening = OPENING.get(text[at])
    if text[at - 1] == " " or opening is None:
        return False
    _, _, before = text[max(start, at - LONGEST_QUOTED) : at].rpartition("\n\n")
    opened = opening.search(before) is not None
    return opened or (text[at] in "'’" and text[at - 1] in "sS")


def _is_verb(word: str) -> bool:
    """Whether a word is a known verb of saying in the present or past."""
    return word in common() and word in verb_forms()


def stop_changes(text: str, start: int, end: int) -> Iterator[Change]:
    """What becomes in `text[start:end]` of such full stops."""
    for match in SPECK_AFTER_STOP.finditer(text, start, end):
        at = match.start()
        # "Smith.-We agree" opens a paragraph.
        inside = at - text.rfind("\n\n", max(start, at - LONGEST_LABEL), at) > LONGEST_LABEL
        if inside or word_before(text, start, at).islower():
            yield *match.span("speck"), " "
    for match in COMMA_FOR_STOP.finditer(text, start, end) if any(sign in text for sign in AFTER_COMMA) else ():
        before = word_before(text, start, match.start())
        if not says(before) and (match["who"] is None or _is_verb(match["verb"])) and before.islower():
            yield match.start(), match.end(), "."
