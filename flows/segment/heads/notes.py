"""Numbered notes at the end of a document, told apart from the numbered paragraphs of the talk."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import normalize

NOTE = re.compile(
    r"[_*\s]*(?:\[\^?(?P<bracketed>\d{1,3})\]:?|\^?(?P<number>\d{1,3}|[¹²³⁰⁴-⁹]{1,3})(?P<stop>(?:[.)]|[.,:;]{2})?)/?"
    r"|(?P<mark>[*†‡]+)\.?)(?:\s+|(?<=[.,:;]{2}))(?![*†‡])(?=\S)"
)
NUMBER_AND_WORD = re.compile(rf"(?:{NOTE.pattern})[^\W\d_]+")
# The first note, whatever a scanner read for its number: "O. Source: Department of State, Central Files".
SOURCE = re.compile(
    r"\W*(?:[\dOoIiLl|S]{0,2}\W{1,3}S|(?!(?i:an?|her|his|my|one|our|the|this|your)\b)\w{2,4} [Ss])ources?: [^\n]{0,80}"
    r"\b(?:Archives?|Department|Files?|Library|Office|Papers|Records?)\b"
)
HEADING = re.compile(
    r"\W*(?:(?:foot|end|(?:editor|translator)(?:ial|s|['’]s|s['’])?\s)?notes|references)\W*$", re.IGNORECASE
)
SEPARATOR = re.compile(r"[\W_]+$")
APPARATUS = re.compile(
    r"\bsee (?:also )?(?:doc|foot|above|below|vol|telegram|appendix)|\bnot (?:printed|found|located|published"
    r"|further identified)\b|\bibid|\bsources?:|"
    r"\bfootnote|\bdocuments? \d|\bvol(?:ume|\.)|\bpp?\. ?\d|\btelegrams? (?:no\.?)? ?\d|↩|\bop\. cit"
    r"|\bdated (?:\d|[a-z]{3,9}\.? \d)|\bsupra\b|\binfra\b|\breference is to\b|\bprinted in\b|\bfor text\b|"
    r"\bi\.e\.|\bhandwritten|\bmarginal|\bsource text\b",
    re.IGNORECASE,
)
# What is said of a paper in notes alone.
OF_NOTES = re.compile(
    r"\bnot (?:printed|found|located|further identified)\b|\bsource text\b|\bdocuments? \d"
    r"|\bCentral Files\b|\bibid\b|↩",
    re.IGNORECASE,
)
MOST_PROSE = 2  # long paragraphs that one note can go on for: more of them are the talk, with notes at its page feet
LONG = 160
LONGEST = 2000  # characters of a note without a number
MOST_LIKE_TALK = 1  # paragraphs without a number among notes that open as those of the talk before them do
NEAR = 40  # paragraphs before the notes
OPENING = re.compile(r"I(?= [a-z])|[^\W\d_]+(?::|\.? [^\W\d_]+)")
GAP = 8  # paragraphs without a number that one note can go on for
FEWEST_WITHOUT_FIRST = 3  # notes whose first have lost their numbers
NUMBER_GAP = 5  # numbers that may be missing, lost in a merged paragraph


def notes_start(text: str, paragraphs: Sequence[tuple[int, int]]) -> int:
    """The index of the paragraph where the notes at the end start: `len(paragraphs)` if there are none."""
    count = len(paragraphs)
    numbered: list[tuple[int, int, str]] = []  # index, number, style
    expected: int | None = None
    prose = 0  # long paragraphs without a number since the last note, seen from the end
    for at in range(count - 1, -1, -1):
        start, end = paragraphs[at]
        if (numbered[-1][0] if numbered else count) - at > GAP or prose > MOST_PROSE:
            break
        if SOURCE.match(text, start, end):
            numbered.append((at, 0, "stop"))
            break
        match = NOTE.match(text, start, min(end, start + 12))
        if not match or (match["mark"] and text.endswith(match["mark"].rstrip("."), start + 3, end)):
            if HEADING.match(text, start, end) if end - start < 20 else False:
                return at if numbered or at < count - 1 else count
            prose += end - start > LONG
            continue
        number = 0 if match["mark"] else int(normalize("NFKC", match["number"] or match["bracketed"]))
        style = "mark" if match["mark"] else "bracket" if match["bracketed"] else "stop" if match["stop"] else "bare"
        if expected is not None and not (
            (number < expected and expected - number <= NUMBER_GAP) or number == 0 == expected
        ):
            if number > expected and APPARATUS.search(text, start, min(end, start + 400)):  # a misread number
                continue
            last = paragraphs[numbered[0][0]]
            if len(numbered) > 1 or not 0 < number < expected or not APPARATUS.search(text[slice(*last)][:400]):
                break
            numbered.clear()  # the number of the last one was misread
        numbered.append((at, number, style))
        expected, prose = number, 0
        if number == 0 and style != "mark":
            break
    numbered.reverse()
    lost = _lost_their_first(text, paragraphs, numbered)
    while numbered and numbered[0][1] > 1 and not lost:
        numbered.pop(0)
    if not numbered:
        return _arrowed(text, paragraphs)
    first = numbered[0][0]
    between = set(range(first, count)) - {at for at, _, _ in numbered}
    before = paragraphs[max(0, first - NEAR) : first]
    talks = _talks_on(text, before, [paragraphs[at] for at in sorted(between)]) or _counts_speakers(
        text, before, [paragraphs[at] for at, _, _ in numbered]
    )
    return first if not talks and (lost or _are_notes(text, paragraphs, numbered)) else count


def _talks_on(text: str, before: Sequence[tuple[int, int]], between: Sequence[tuple[int, int]]) -> bool:
    """Whether the paragraphs between notes go on with the talk before them: they open in the same words."""
    opening = [match[0] for start, end in before if (match := OPENING.match(text, start, end))]
    alike = [match[0] for start, end in between if (match := OPENING.match(text, start, end))]
    return sum(words in opening for words in alike) > MOST_LIKE_TALK


def _counts_speakers(text: str, before: Sequence[tuple[int, int]], numbered: Sequence[tuple[int, int]]) -> bool:
    """Whether the numbers belong to those who speak: half of them stand before the same words in the talk."""
    heads = {match[0] for start, end in before if (match := NUMBER_AND_WORD.match(text, start, end))}
    alike = sum((m := NUMBER_AND_WORD.match(text, start, end)) is not None and m[0] in heads for start, end in numbered)
    return 2 * alike >= len(numbered)


def _arrowed(text: str, paragraphs: Sequence[tuple[int, int]]) -> int:
    """The first of the closing paragraphs that end in a return arrow, and are no longer than a note."""
    at = len(paragraphs)
    while at:
        start, end = paragraphs[at - 1]
        if end - start > LONGEST or not text[start:end].rstrip().endswith("↩"):
            break
        at -= 1
    return at


def _are_notes(text: str, paragraphs: Sequence[tuple[int, int]], numbered: Sequence[tuple[int, int, str]]) -> bool:
    """Whether a run of numbered paragraphs up to the end is notes: by what stands before it, its look and its words."""
    first = numbered[0][0]
    bodies = [text[slice(*paragraphs[at])] for at, _, _ in numbered]
    if any(body.rstrip().endswith("↩") for body in bodies) or SOURCE.match(bodies[0]):
        return True
    if first and _separates(text, paragraphs[first - 1]):
        return True
    apparatus = sum(bool(APPARATUS.search(body[:400])) for body in bodies)
    if apparatus * 2 >= len(bodies):
        return True
    if first == 0:
        return False
    share = (paragraphs[-1][1] - paragraphs[first][0]) / (paragraphs[-1][1] - paragraphs[0][0])
    bare = all(style in ("bare", "bracket", "mark") for _, _, style in numbered)
    short = sorted(len(body) for body in bodies)[len(bodies) // 2] < 250
    restarts = any(
        NOTE.match(text, start, min(end, start + 12)) for start, end in paragraphs[max(0, first - NEAR) : first]
    )
    return share < 0.5 and short and (bare or (restarts and apparatus > 0))


def _lost_their_first(
    text: str, paragraphs: Sequence[tuple[int, int]], numbered: Sequence[tuple[int, int, str]]
) -> bool:
    """Whether numbered paragraphs are notes of which the first lost their numbers, by words that notes have."""
    if len(numbered) < FEWEST_WITHOUT_FIRST or not 1 < numbered[0][1] <= 1 + NUMBER_GAP:
        return False
    bodies = [text[slice(*paragraphs[at])][:400] for at, _, _ in numbered]
    apparatus = sum(bool(APPARATUS.search(body)) for body in bodies)
    own = sum(bool(OF_NOTES.search(body)) for body in bodies)
    return 2 * apparatus > len(bodies) or (own > 1 and 3 * own >= len(bodies))


def _separates(text: str, paragraph: tuple[int, int]) -> bool:
    words = text[paragraph[0] : min(paragraph[1], paragraph[0] + 40)]
    return paragraph[1] - paragraph[0] <= 40 and bool(SEPARATOR.match(words) or HEADING.match(words))
