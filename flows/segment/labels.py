"""Labels: the speaker's name as the source writes it before what is said.

Candidates are collected over the whole document, in every style that is known: with colon, full stop or dash, in
capitals, on a line of their own, numbered, followed by a stage direction, in the middle of a text that lost its line
breaks. Which of them are labels `label_styles` decides.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from operator import and_
from typing import NamedTuple

from flows.lexicons import entries
from flows.segment.bare_labels import bare_labels, glued_labels
from flows.segment.fields import is_field, is_side
from flows.segment.names import (
    ABBREVIATED,
    CAPITALISED,
    INITIALS,
    ROLES,
    TITLES_OR_SURNAMES,
    UPPER,
    fold,
    office_words,
    titles,
)
from flows.segment.paragraph_kinds import running
from flows.segment.remembered import remembered_word
from flows.segment.sentences import PORTION_MARK
from flows.segment.teletypes import labels_without_stops

# "Unidentified speaker", "A voice", "Voices from the hall".
UNNAMED = (
    r"(?:(?:An?|Another|Several|Some|Unknown|Male|Female)\s(?:voices?|speakers?|delegates?|members?|comrades?|deput(?:y|ies))"
    r"|Voices?)(?:\sfrom\sthe\s[a-z]++)?"
)
LABEL_WORD = rf"(?>{UNNAMED}(?=\s?[:.])|{ABBREVIATED}|{INITIALS}|{CAPITALISED}(?:(?<=Unidentified)\s[a-z]++)?)"
SMALL = r"(?:of|for|the|and|from|to|&|de|da|di|von|van|der|den|al|el|os|bin|ibn|la|le|du|y)"
# "Deputy minister Smith", "Head of the delegation Smith".
SMALL_OFFICE = (
    r"(?:ambassador|chairman|commissioner|committee|council|counsell?or|delegate|delegation|department|director|embassy"
    r"|government|member|minister|ministry|party|president|representative|secretary)"
)
SMALL_BEFORE = r"(?:de|da|di|von|van|vom|zu|der|den|del|della|bin|ibn|la)"
LABEL = (
    rf"(?:(?:The|the|THE)\s)?+(?:{SMALL_BEFORE}\s){{0,2}}+"
    rf"{LABEL_WORD}(?:(?:,?\s|(?<=[.\s]))(?:(?:{SMALL}|{SMALL_OFFICE})\s){{0,3}}+{LABEL_WORD}){{0,7}}+(?:\s(?:side|delegation|{ROLES})\b)?+(?:\s\d{{1,3}}(?=\s?[:.(\])]))?"
)
NUMBER = r"(?:[§¶]{0,2}\s?\(?\d{1,3}(?:\.\d{1,2}){0,3}(?:[.)/]\s*|\s+|(?=[^\W\d_]))|[\[{]\d{1,3}[\]}]\s*)?"
BULLET = r"(?:(?:[•·*\-–—#|]|>{1,3})\s+)?"
TIME = r"\d{1,2}:\d\d(?::\d\d)?"
STAMP = rf"(?:[\[(]?{TIME}[\])]?\s+)?"  # when it was said, as in the transcript of a tape
ASIDE = (
    rf"(?:\s*[(\[][^()\[\]\n]{{1,160}}[)\]]|\s/[^/\n]{{1,80}}/(?=\s?:)|\s?/\s?\d{{1,3}}(?!\d)|\s{TIME}(?![\d:])"
    rf"|(?<=\)),\s[{UPPER}][a-z]+(?:\s(?:of|for|the|{CAPITALISED})){{0,6}}+(?=\s?:)"
    rf"|,\s(?:[a-z]+ing|with|in|to|from|after|again|aside)\b[^,:;.!?\n]{{0,60}}(?=\s?:|\s[–—])){{0,2}}"
)
# Marks that only a document's habit makes those of labels; nobody writes them after one name alone.
UNUSUAL = r"\s?(?:[\])>|/=~·→]{1,2}|\.{3}|…)(?=\s)"
OPEN = rf"(?:\[{LABEL_WORD}(?:\s{LABEL_WORD}){{0,3}}\]\s(?!\s?:))?[\[(*_‘’'ʿ]{{0,2}}(?:Interjection\s(?:by\s|from\s)?)?"
CLOSE = r"[\])*_]{0,2}"
# "Smith said:", and then his own words.
SAYS = (
    r"(?P<says>\s(?:then\s|also\s)?(?:says|said|asks|asked|repl(?:ies|ied)|answer(?:s|ed)|continue[sd]|add(?:s|ed)|state[sd]|remark(?:s|ed)"
    r"|observe[sd]|respond(?:s|ed)|declare[sd]|explain(?:s|ed)|interject(?:s|ed)|note[sd]|conclude[sd]|comment(?:s|ed))(?=\s?:))?"
)
AT_HEAD = re.compile(
    rf"{STAMP}{BULLET}{NUMBER}{OPEN}(?P<label>{LABEL}){CLOSE}(?P<aside>{ASIDE}){CLOSE}{SAYS}"
    rf"(?P<mark>(?:\.?\s?:|\s?;)(?!\d)[—–-]?|\s?[.,]?[—–―‒]+|\s[-‑−]{{1,2}}(?=\s)|(?<!\s)[-‑−]{{1,2}}(?=\s)"
    rf"|\.(?=\s|[-—–])(?:\s?[-—–]+)?|\s\.{{3,}}(?=\s)|{UNUSUAL})\s*(?=\S)"
)
# "SMITH, A.B. I agree": the stop of the initials is that of the label.
SURNAME_FIRST = re.compile(
    rf"{STAMP}{BULLET}{NUMBER}(?P<label>{CAPITALISED},\s{INITIALS})(?P<aside>)(?P<says>)(?P<mark>)\s(?=[{UPPER}])(?!{INITIALS})"
)
ENCLOSED = re.compile(
    rf"{STAMP}{BULLET}{NUMBER}(?:[\[(</={{]|[*_]{{1,3}})(?P<label>{LABEL})(?P<aside>{ASIDE})(?P<mark>[\])>/=}}]|[*_]{{1,3}})[*_]{{0,2}}\s+(?=\S)"
)
# A name that was taken out: "[redacted]:".
WITHHELD = re.compile(
    rf"{STAMP}{BULLET}{NUMBER}(?P<label>\[[^\W\d_][^\[\]:;.!?\n]{{2,40}}\])(?P<aside>)(?P<says>)(?P<mark>\s?:)\s*(?=\S)"
)
# Initials would take the stop.
PORTION = re.compile(PORTION_MARK)
ROMAN = re.compile("[IVX]+")
DIRECT = re.compile(r"\b(?:I|me|[Mm]y|[Ww]e|us|[Oo]ur|[Yy]ou|[Yy]our)\b|[?!]")
LETTER = re.compile(
    r"(?P<label>[A-Z](?:\.\s?[A-Z]){0,2})(?P<aside>)(?P<mark>\.|(?<=[QA])\d{1,3}[.:)])\s+"
    r"(?=(?P<word>[^\W\d_]++)(?!\s?[.:;–—])|\S)"
)
# "Q Will they come back?", as the press is asked by nobody in particular; "A They will.", of a witness.
QUESTION = re.compile(r"(?P<label>Q)(?P<aside>)(?P<mark>)\s+(?=[\"“]?[^\W\d_]{2}|[IA]\b)")
ANSWER = re.compile(r"(?P<label>A)(?P<aside>)(?P<mark>)\s+(?=[\"“]?[A-Z\d])")
SMALL_LETTERS = re.compile(
    r"(?P<label>[a-z][a-z'’-]{0,15}+(?:\s[a-z][a-z'’-]{1,15}+)?)(?P<aside>)(?P<mark>\s?:)\s+(?=(?P<word>[^\W\d_]++)|\S)"
)
# A hyphen without spaces, as before the second half of a word.
TIGHT = re.compile(
    rf"(?P<label>(?:[Tt]he\s)?(?>{ABBREVIATED}|{INITIALS}|[{UPPER}][^\W\d_]*+)"
    rf"(?:\s?(?>{ABBREVIATED}|{INITIALS}|[{UPPER}][^\W\d_]*+)){{0,4}})(?P<aside>)(?P<mark>-)(?=(?P<word>[{UPPER}][^\W\d_]*+))"
)
OWN_LINE = re.compile(rf"{STAMP}{NUMBER}{OPEN}(?P<label>{LABEL}){CLOSE}(?P<aside>{ASIDE})\s?(?P<mark>[:.]?)\s*$")
# The space between two sentences may be lost.
AFTER_SENTENCE = re.compile(
    rf"[\s.!?”»](?:(?<=[.!?”»\"’)\]…—-]\s)(?<!\b[{UPPER}]\.\s)(?<!\bM[rs]\.\s)(?<!\bMrs\.\s)(?<!\bDr\.\s)\s*"
    rf"|(?=[{UPPER}])(?:(?<=[a-z]{{3}}[.!?])|(?<=[”»])))"
)
ALONE = re.compile(rf"\n\n{STAMP}{NUMBER}{OPEN}(?P<label>{LABEL}){CLOSE}{ASIDE}\s?:\s?(?=\n\n)")
IN_LINE = re.compile(
    rf"{STAMP}{BULLET}{NUMBER}{OPEN}(?P<label>{LABEL}){CLOSE}(?P<aside>{ASIDE})"
    rf"(?P<mark>\.?\s?:[—–-]?|\.[—–]+|\.\s?[—–-]{{1,2}}(?=\s)|\.(?=\s[\"“‘(\[{UPPER}])|\s[—–-]{{1,2}}(?=\s)|(?<=\]))(?=(?P<space>\s+|(?<=[—–]))\S)"
)
# At the end of a paragraph, with a line break only after it: "The meeting began at ten. Mr. Smith:".
AT_END = re.compile(
    rf"{AFTER_SENTENCE.pattern}(?P<start>{OPEN}(?P<label>{LABEL}){CLOSE}(?P<aside>{ASIDE})(?P<mark>\s?:))$"
)
CAPITALS = rf"(?>{ABBREVIATED}|(?:Mc|Mac)?[{UPPER}][{UPPER}'’.-]*[{UPPER}])"
# Where a tab or a column was between a label and the words, only its capitals are left to tell.
IN_CAPITALS = re.compile(
    rf"{STAMP}{NUMBER}(?P<label>{CAPITALS}(?:\s{CAPITALS}){{0,4}}+)(?P<aside>{ASIDE})(?P<mark>)\s+(?=[\"“«]?[{UPPER}](?![{UPPER}.]))"
)
# The same in a text that lost its line breaks too.
CAPITALS_IN_LINE = re.compile(
    rf"(?P<label>{CAPITALS}(?:\s{CAPITALS}){{0,4}}+)(?P<aside>{ASIDE})(?P<mark>)"
    rf"(?=(?P<space>\s+)[\"“«]?[{UPPER}](?![{UPPER}.]))"
)
IN_COLUMN = re.compile(rf"{STAMP}{NUMBER}(?P<label>{LABEL}(?:\s\d{{1,2}})?)\.?(?P<aside>{ASIDE})(?P<mark>)")
STAMPED = re.compile(STAMP)
MARKED_ASIDE = re.compile(r"[(\[][^()\[\]\n]{1,160}[)\]]\s?:")
STYLE_OF_MARK = {
    ":": "colon",
    ";": "semicolon",
    ".": "stop",
    "": "own-line",
    "]": "bracket",
    ")": "parenthesis",
    ">": "angle",
    "/": "slash",
}
DASHES = frozenset(" -—–―‒‑−")  # a row of dots with spaces around is like a dash
CLOSING = {"]": "[", ")": "(", ">": "<", "/": "/", "=": "=", "}": "{"}
SAYING = "saying"
IN_PARAGRAPH = "-in-line"
LOOSE = "-loose"  # inside a paragraph, with a mark that counts there only after what is a label elsewhere
MOST_WORDS = 9
LONG_PARAGRAPH = 1500
LONGEST_OWN_LINE = 120
LONGEST_IN_COLUMN = 60
OPENING_MARKS = "\"“‘«'([…"
MOST_SOUGHT = 32
LEAST_LETTERS = 3
LONGEST_SHORT_TITLE = 3  # letters of "Mrs"
LEAST_SIDES = 3  # times that one side must have the floor
WITH_NUMBER = re.compile(r"(.*\S)\s(\d{1,3})")
SIGN = re.compile(r"[\w(\[][^·~^|¦\n]{0,60} ([·~^|¦])(?= )")
LEAST_SIGNS = 4  # paragraphs that one sign must mark
LEAST_NUMBERED = 4  # labels that count the turns
LEAST_OTHERS = 2  # paragraphs that open with a label which proves another one
LEAST_ALONE = 4  # labels that stand on lines of their own, with a colon
LEAST_REPEATED = 2  # labels that a text without line breaks must have twice


class Label(NamedTuple):
    """A label in the clean text: where the turn starts, where the words of the label stand, and where speech begins."""

    start: int
    label_start: int
    label_end: int
    speech_start: int
    text: str
    style: str
    aside: tuple[int, int] | None = None
    certainty: float = 0.5
    name: str = ""  # the label that was meant, where this one was misread

    @property
    def meant(self) -> str:
        """The label as the document writes it elsewhere."""
        return self.name or self.text


@cache
def not_labels() -> frozenset[str]:
    """Words that name nobody who speaks, folded."""
    return frozenset(fold(entry) for entry in entries("not-labels"))


@remembered_word
def normal(label: str) -> str:
    """What makes two labels the same: case, accents, points and a leading article do not count."""
    folded = fold(label)
    return folded.removeprefix("the ")


def is_post(field: str) -> bool:
    """Whether a header field names what somebody is at the meeting, and so may be somebody who speaks: `Chair`."""
    return all(word in office_words() for word in normal(field).replace("-", " ").split())


@remembered_word
def could_name_somebody(label: str) -> bool:
    """Whether a label can be a person or an office: not a header field, not a common word, not a sentence."""
    folded = normal(label)
    words = [word for word in folded.split() if not word.isdigit()]  # "Speaker 1", but not "Item 1"
    if (
        not words
        or len(words) > MOST_WORDS
        or " ".join(words) in not_labels()
        or (is_field(label) and not is_post(label))
    ):
        return False
    if len(words) == 1 and folded in TITLES_OR_SURNAMES:
        return True
    if len(words) == 1 and (len(folded) == 1 or len(folded) > LONGEST_SHORT_TITLE) and folded in titles():
        return True  # "M" alone is an initial, and "Professor" somebody
    return not all(word in not_labels() or word in titles() for word in words)


def is_name_without_mark(label: str) -> bool:
    """Whether a label that no mark follows can name somebody: no form of address before a name, no number."""
    return normal(label) not in titles() and could_name_somebody(label) and ROMAN.fullmatch(label) is None


def in_brackets(match: re.Match[str]) -> bool:
    """Whether the mark of a label is a bracket that was opened before it."""
    before = match.string[match.start() : match.start("label")]
    return match["mark"] in CLOSING and before.endswith(CLOSING[match["mark"]])


def is_name_enclosed(match: re.Match[str]) -> bool:
    """Whether a match of `ENCLOSED` can be somebody, and not how secret a paragraph is."""
    mark = PORTION.match(match.string, match.start("label") - 1)
    return mark is None and could_name_somebody(match["label"])


def marks_of_labels(text: str, paragraphs: Sequence[tuple[int, int]]) -> frozenset[str]:
    """The signs that stand after the first words of so many paragraphs that they are no specks on the paper."""
    found = Counter(match[1] for start, end in paragraphs if (match := SIGN.match(text, start, end)))
    return frozenset(sign for sign, count in found.items() if count >= max(LEAST_SIGNS, len(paragraphs) / 3))


def is_drafter(match: re.Match[str]) -> bool:
    """Whether a label is the "I" of who wrote the record, before a colon, and no number."""
    return match["label"] == "I" and match["mark"].strip() == ":"


def style_of(mark: str) -> str:
    """The name of a label's style, from the punctuation after it."""
    stripped = mark.strip()
    if stripped.removeprefix(".").startswith(":"):
        return "colon"
    if stripped in STYLE_OF_MARK:
        return STYLE_OF_MARK[stripped]
    sign = stripped.lstrip(". ") or (" " if mark[0] == " " else "…")
    return "dash" if sign[0] in DASHES else sign


def candidates(text: str, paragraphs: Sequence[tuple[int, int]], gaps: Sequence[int] = ()) -> list[Label]:
    """Everything in these paragraphs that is written as a label is, in order. `gaps` are the places, in order, where
    wide white space stood, as between two columns, or emphasis ended; all offsets are clean offsets.
    """
    found: list[Label] = []
    length = paragraphs[-1][1] - paragraphs[0][0] if paragraphs else 0
    bare, glued = bare_labels(text, paragraphs), glued_labels(text, paragraphs)
    letters, tight = alternating(LETTER, text, paragraphs, True), alternating(TIGHT, text, paragraphs)
    small = alternating(SMALL_LETTERS, text, paragraphs)
    questions = [bool(QUESTION.match(text, *paragraph)) for paragraph in paragraphs]
    asked = sum(questions) >= LEAST_LETTERS
    replies = [bool(ANSWER.match(text, *paragraph)) for paragraph in paragraphs]
    answered = asked and sum(map(and_, questions, replies[1:])) >= LEAST_LETTERS
    for index, (start, end) in enumerate(paragraphs):
        if (match := before_gap(text, start, end, gaps)) and not MARKED_ASIDE.match(text, match.end() + 1):
            found.append(made(match, start, match.end() + 1, "capitals" if match["label"].isupper() else "column"))
            continue
        if start in bare:
            label_end, said = bare[start]
            found.append(Label(start, start, label_end, said, text[start:label_end], "bare"))
            continue
        if start in glued:
            label_start, label_end = glued[start]
            found.append(Label(start, label_start, label_end, label_end, text[label_start:label_end], "glued"))
            continue
        question = QUESTION.match(text, start, end) if asked else None
        if match := question or (ANSWER.match(text, start, end) if answered else None):
            found.append(made(match, start, match.end(), "colon"))
            continue
        match = OWN_LINE.match(text, start, end) if end - start <= LONGEST_OWN_LINE else None
        if (
            match
            and index + 1 < len(paragraphs)
            and could_name_somebody(match["label"])
            and speaks(text, *paragraphs[index + 1])
        ):
            following = paragraphs[index + 1][0]
            style = "own-line-colon" if match["mark"] == ":" else "own-line"
            found.append(made(match, start, following, style))
            continue
        if letters and (match := LETTER.match(text, start, end)) and match["label"] in letters:
            found.append(made(match, start, match.end(), "stop"))
            continue
        if (
            small
            and (match := SMALL_LETTERS.match(text, start, end))
            and match["label"] in small
            and could_name_somebody(match["label"])
        ):
            found.append(made(match, start, match.end(), "colon"))
            continue
        if tight and (match := TIGHT.match(text, start, end)) and match["label"] in tight:
            found.append(made(match, start, match.end(), "dash"))
            continue
        match = (
            SURNAME_FIRST.match(text, start, end)
            or AT_HEAD.match(text, start, min(end, start + 320))
            or WITHHELD.match(text, start, end)
        )
        named = match is not None and (could_name_somebody(match["label"]) or is_drafter(match))
        if match and match.end() < end and not in_brackets(match) and named:
            style = SAYING if match.groupdict().get("says") else style_of(match["mark"] or ".")
            if style == "semicolon" and not running(text[match.end() : end]):
                continue  # "The Chairman; Mr. Smith; Mr. Jones"
            if (
                style != "stop"
                or text[match.end()] in OPENING_MARKS
                or text[match.end()].isupper()
                or text[match.end()].isdigit()
            ):
                found.append(made(match, start, match.end(), style))
        elif (match := ENCLOSED.match(text, start, end)) and is_name_enclosed(match):
            found.append(made(match, start, match.end(), style_of(match["mark"])))
        elif (match := IN_CAPITALS.match(text, start, end)) and is_name_without_mark(match["label"]):
            found.append(made(match, start, match.end(), "capitals"))
        run_together = end - start > LONG_PARAGRAPH or 2 * (end - start) > length
        before = len(found)
        places = after_sentences(text, start, end)
        for inner in at_places(IN_LINE, text, places, end):
            if could_name_somebody(inner["label"]):
                style = style_of(inner["mark"]) if inner["mark"] else "bracket"
                place = IN_PARAGRAPH if run_together or style == "colon" else LOOSE
                found.append(made(inner, inner.start(), inner.end("space"), style + place))
        below = paragraphs[index + 1 : index + 2]
        if text[end - 1] == ":" and below and speaks(text, *below[0]):
            last = AT_END.search(text, max(start, end - LONGEST_OWN_LINE), end)
            if last is not None and could_name_somebody(last["label"]):
                style = f"own-line-colon{IN_PARAGRAPH}"
                found.append(made(last, last.start("start"), below[0][0], style))
        found += between_sentences_lost(text, start, end, found[before:]) if run_together else ()
        for label_start, label_end, said in labels_without_stops(text, start, end) if run_together else ():
            if could_name_somebody(label := text[label_start:label_end]):
                style = "colon" if label_start == start else f"colon{IN_PARAGRAPH}"
                found.append(Label(label_start, label_start, label_end, said, label, style))
        for inner in at_places(CAPITALS_IN_LINE, text, places, end) if run_together else ():
            if is_name_without_mark(inner["label"]):
                found.append(made(inner, inner.start(), inner.end("space"), f"capitals{IN_PARAGRAPH}"))
    if len(letters) == 1 and sum(label.style == "colon" for label in found) < LEAST_LETTERS:
        found = [label for label in found if label.text not in letters]
    return without_running_numbers(without_lists_of_sides(text, found))


def after_sentences(text: str, start: int, end: int) -> list[int]:
    """Where in a paragraph something begins after the end of a sentence."""
    return [match.end() for match in AFTER_SENTENCE.finditer(text, start, end)]


def at_places(pattern: re.Pattern[str], text: str, places: Sequence[int], end: int) -> Iterator[re.Match[str]]:
    """The matches of a pattern at places in order, none of them inside the one before."""
    done = 0
    for at in places:
        if at > done and (match := pattern.match(text, at, end)) is not None:
            yield match
            done = match.end()


def between_sentences_lost(text: str, start: int, end: int, found: Sequence[Label]) -> list[Label]:
    """The labels of a paragraph that lost its line breaks which stand after no end of a sentence, but elsewhere in it
    after one, with a colon: "J$T The President: ".
    """
    known = [label for label in found if label.style == f"colon{IN_PARAGRAPH}"]
    every = dict.fromkeys(text[label.label_start : label.speech_start] for label in known)
    forms = [form for form in every if " " in form.strip() or form.isupper()]
    if not forms:
        return []
    taken = {label.label_start for label in known}
    again = re.compile(rf"(?<=\s)(?:{'|'.join(map(re.escape, forms[:MOST_SOUGHT]))})")
    return [
        Label(at, at, at + len(match[0].rstrip(" :")), match.end(), match[0].rstrip(" :"), f"colon{IN_PARAGRAPH}")
        for match in again.finditer(text, start, end)
        if (at := match.start()) not in taken
    ]


def without_lists_of_sides(text: str, found: Sequence[Label]) -> list[Label]:
    """The candidates without the sides ("U.S. side:") and posts ("Rapporteur:") that are named once or twice, as before
    those present; but with a post before words ("Chair: Let us begin").
    """
    sides = Counter(normal(label.text) for label in found if is_side(label.text) or is_field(label.text))
    return [
        label
        for label in found
        if sides.get(normal(label.text), LEAST_SIDES) >= LEAST_SIDES
        or (
            is_post(label.text)
            and running(text[label.speech_start : label.speech_start + LONGEST_OWN_LINE].partition("\n\n")[0])
        )
    ]


def without_running_numbers(found: Sequence[Label]) -> list[Label]:
    """The candidates; where a number that no other label has stands after the name of each ("Smith 12:"), it counts the
    turns, and is no part of the name, as that of "Speaker 2" is.
    """
    matches = [WITH_NUMBER.fullmatch(label.text) for label in found]
    numbered = {label.label_end: match for label, match in zip(found, matches, strict=True) if match}
    names = {match[1] for match in numbered.values()}
    numbers = {match[2] for match in numbered.values()}
    if not LEAST_NUMBERED <= len(numbered) == len(numbers) or not 1 < len(names) < len(numbers):
        return list(found)
    return [
        label._replace(text=match[1], label_end=label.label_start + match.end(1)) if match else label
        for label, match in zip(found, matches, strict=True)
    ]


def before_gap(text: str, start: int, end: int, gaps: Sequence[int]) -> re.Match[str] | None:
    """The label that stands alone before the first gap of a paragraph, if a sentence begins after it."""
    stamp = STAMPED.match(text, start, end)
    at = bisect_left(gaps, stamp.end() if stamp is not None else start)
    if at == len(gaps) or gaps[at] > min(end - 2, start + LONGEST_IN_COLUMN):
        return None
    said = gaps[at] + 1
    match = IN_COLUMN.fullmatch(text, start, gaps[at]) if text[said].isupper() or text[said] in OPENING_MARKS else None
    if match is None or not is_name_without_mark(match["label"]):
        return None
    # In a list of those present other names follow.
    return match if text[end - 1] in ".!?…" or running(text[said:end]) else None


def alternating(
    pattern: re.Pattern[str], text: str, paragraphs: Sequence[tuple[int, int]], alone: bool = False
) -> frozenset[str]:
    """What opens paragraphs as labels do, in a pattern that by itself proves nothing (`Q.` and `A.`): time and again,
    before other words each time. No two of them, no dialogue; but `alone`, several letters ("P.M.") may be one voice
    beside those with labels of another kind.
    """
    words: dict[str, list[str]] = {}
    for start, end in paragraphs:
        match = pattern.match(text, start, end)
        # "P.M. That is so", not "P.M. said".
        if match and (len(match["label"]) == 1 or ":" in match["mark"] or not text[match.end()].islower()):
            words.setdefault(match["label"], []).append(match["word"] or "")
    found = frozenset(
        label
        for label, after in words.items()
        if len(after) >= LEAST_LETTERS and len(set(after) - {""}) > min(2, len(after) / 2)
    )
    return found if len(found) > 1 or (alone and max(map(len, found), default=0) > 1) else frozenset()


def opens_like(text: str, start: int, end: int, others: str, gaps: Sequence[int] = ()) -> bool:
    """Whether a paragraph of a clean text opens with a label, and paragraphs among the others with the same one, time
    and again. `others` is the text around them.
    """
    match = (
        AT_HEAD.match(text, start, min(end, start + 320))
        or WITHHELD.match(text, start, end)
        or SMALL_LETTERS.match(text, start, end)
    )
    if match is not None and could_name_somebody(match["label"]) and not is_side(match["label"]):
        return others.count(f"\n\n{text[start : match.end('mark')]}") >= LEAST_OTHERS
    if (match := before_gap(text, start, end, gaps)) is not None:
        return others.count(f"\n\n{text[start : match.end()]} ") > 0
    return False


def stands_alone_like(text: str, start: int, end: int, others: str) -> bool:
    """Whether a paragraph is a label on a line of its own, before what is said, as it is among the others; or, with a
    colon, as several labels are among them.
    """
    match = OWN_LINE.match(text, start, end) if end - start <= LONGEST_OWN_LINE else None
    if match is None or not could_name_somebody(match["label"]) or not text.startswith("\n\n", end):
        return False
    following = end + 2, text.find("\n\n", end + 2) % (len(text) + 1)
    if not speaks(text, *following) or not (running(text[slice(*following)]) or text[following[1] - 1] in ".?!"):
        return False
    if others.count(match["label"]) >= LEAST_OTHERS:
        alike = re.findall(rf"\n\n(?:{NUMBER}){re.escape(match['label'])}{ASIDE}\s?[:.]?\s?\n\n", others)
        if len(alike) >= LEAST_OTHERS:
            return True
    if match["mark"] != ":" or is_field(match["label"]) or is_side(match["label"]):
        return False
    least = 1 if is_direct(text, *following) else LEAST_ALONE
    return sum(could_name_somebody(other["label"]) for other in ALONE.finditer(others)) >= least


def run_together(text: str, start: int, end: int) -> int | None:
    """Where in a paragraph that lost its line breaks the first label stands; None where none are repeated there."""
    found = [
        (text[match.start("label") - (not match["mark"]) : match.end("label") + 2], match.start())
        for match in at_places(IN_LINE, text, after_sentences(text, start, end), end)
        if could_name_somebody(match["label"])
    ]
    if not found:
        return next((place for place, _, _ in labels_without_stops(text, start, end)), None)
    counts = Counter(form for form, _ in found)
    repeated = [form for form in dict.fromkeys(form for form, _ in found) if counts[form] > 1]
    if len(repeated) < LEAST_REPEATED and not (repeated and answers(text, start, end, counts)):
        return None
    first = next(place for form, place in found if counts[form] > 1)
    # The first of all may follow a heading, without the end of a sentence.
    earlier = [text.find(form, start, first) for form in repeated[:MOST_SOUGHT]]
    return min([place for place in earlier if place >= 0], default=first)


def answers(text: str, start: int, end: int, forms: Mapping[str, int]) -> bool:
    """Whether one of the labels that a paragraph has once, with a colon, names somebody whom it names elsewhere."""
    once = (form.partition(":")[0] for form, count in forms.items() if count == 1 and ":" in form)
    return any(text.count(name, start, end) > 1 for name in islice(once, MOST_SOUGHT))


def is_direct(text: str, start: int, end: int) -> bool:
    """Whether a stretch of text is said in the first or second person, or asks."""
    return DIRECT.search(text, start, end) is not None


def speaks(text: str, start: int, end: int) -> bool:
    """Whether a paragraph can be what is said under a label of its own line: prose, and no further entry of a list."""
    return text[end - 1] in '.!?…”"’)]:;' or end - start > 120 or OWN_LINE.match(text, start, end) is None


def made(match: re.Match[str], start: int, speech_start: int, style: str) -> Label:
    """The candidate that a match describes."""
    aside = match.span("aside") if match["aside"] else None
    return Label(start, match.start("label"), match.end("label"), speech_start, match["label"], style, aside)
