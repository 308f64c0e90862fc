"""Specks that a scanner took for marks, before and after the words of lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, zip_longest

from flows.clean.lines import Line
from flows.lexicons import entries

_MARKS = r"[:;.,'‘’“”\"`~^|_=¢°¬<>«»\\/*+·•©®@%€£¥§-]{1,2}"
_BEFORE = re.compile(r"(?:[:;.,'‘’`~^_=¢°¬<>»\\]{1,2} ){1,4}(?=[^\W_\d])")  # bullets and rules mean something
_BEFORE_STAMP = re.compile(rf"(?:{_MARKS} ){{1,4}}(?=[A-Z][A-Z /]{{3,40}}\W*$)")
_AFTER = re.compile(rf" {_MARKS}(?: {_MARKS}){{0,3}}$")
_LETTERS_AFTER = re.compile(r"(?<=[a-z]{3}[.?!])(?: [a-z]{1,2}){1,2}$")
_DIRT_AFTER = re.compile(rf"(?<=[.?!])(?: (?:{_MARKS}|[a-z0-9]{{1,2}})){{1,5}}$")  # "He did not. z : :"
_BROKEN = re.compile(r"[a-z]-$")  # in the middle of a word
_MOVED = frozenset(".:;*•+|~^°=¢¬©®@")  # what no sentence has where it goes on in the next line
_COLON_APART = re.compile(r"[^\W_] [:;] [^\W_]")
_RULES = frozenset(".|")  # which may end every line
_COLONS_AND_RULES = _RULES | {":", ";"}
_COLONS = frozenset((" :", " ;"))  # some set a space before them
# What stands there for a reason: an ellipsis, a dash, a mark that moved from its word.
_MEANT = re.compile(r"(?: \.)+|(?<![.?!]) (?:[-–—]{1,2}|[.?!,:;\"”’'*•+|])")
_LABEL = re.compile(r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}:(?= )")
_BEFORE_LABEL = re.compile(
    r"(?P<specks>(?:[:;.,'‘’“”\"`~^|_=+¢°¬<>«»\\/*•·-]{1,2} |[a-z]{1,3} |\d (?=[\W_])){1,3}|[‘’“”\"'`](?! ))"
    rf"(?P<label>{_LABEL.pattern})"
)
_SPECKED = re.compile(rf"(?P<label>\S.*?)(?P<specks>(?: (?:{_MARKS}|\w{{1,2}}))*)")
_BULLETS = frozenset("*•·->")
_SHORT_WORDS = frozenset(entries("running-words")) | frozenset(("to", "of", "by", "in", "on", "at", "for", "and", "or"))
_OPEN = _SHORT_WORDS | {"the", "a", "an", "if", "that", "his", "her", "their"}
_TITLES = frozenset(form for title in entries("title-abbreviations") for form in (title, f"{title}."))
_SENTENCE_END = frozenset(".?!")
_LONGEST = 16  # characters of specks beside a line
_FEWEST = 4  # lines that must have specks
_VARIED = 2  # kinds of specks behind labels, at least
_LONGEST_LABEL = 60  # characters of a line that is a label with specks
_SHARE = 0.03  # of all lines, at the least


def without_specks(lines: list[Line]) -> tuple[list[Line], list[tuple[int, int]]]:
    """The lines without the specks beside their words, and where these stand, in offsets. Where only few lines have
    specks, those go that no text has for a reason, and those before and after labels.
    """
    before = {i: end for i, line in enumerate(lines) if (end := _end_of_specks(line.text))}
    before_labels = _before_labels(lines)
    after: dict[int, int] = {}
    certain: dict[int, int] = {}
    ended = 0
    for i, (line, following) in enumerate(zip_longest(lines, lines[1:])):
        goes_on = following is not None and _goes_on(line.text, following)
        found = _speck_after(line.text, goes_on)
        if found is not None:
            after[i] = found
            stopped = line.text[found - 1] in _SENTENCE_END
            ended += stopped
            if _is_certain(line.text[found:], stopped) or (goes_on and _BROKEN.search(line.text, 0, found)):
                certain[i] = found
    if len(certain) == 1:
        certain = {i: at for i, at in certain.items() if lines[i].text[at:] not in _COLONS}
    sure = ended + sum(lines[i].text[at - 1] not in _SENTENCE_END for i, at in certain.items()) + len(before)
    if sure >= max(_FEWEST, _SHARE * len(lines)):
        before, after = before | before_labels, _unasked(lines) | _with_letters(lines, after)
    else:
        before, after = before_labels, certain
    after |= _after_labels(lines)
    if not before and not after:
        return lines, []
    specks: list[tuple[int, int]] = []
    kept: list[Line] = []
    for i, line in enumerate(lines):
        left, right = before.get(i, 0), after.get(i, len(line.text))
        if left:
            specks.append((line.start, line.start + left))
        if right < len(line.text):
            specks.append((line.start + right, line.end))
            line = line._replace(end=line.start + right, text=line.text[:right], trailing=False)
        kept.append(line._replace(start=line.start + left, text=line.text[left:]))
    return kept, specks


def _end_of_specks(text: str) -> int:
    """How far the specks reach that stand before the words of a line."""
    if text[0].isalnum() or text.startswith(">> "):  # in captions somebody else speaks there
        return 0
    found = _BEFORE.match(text, 0, _LONGEST) or _BEFORE_STAMP.match(text)
    return found.end() if found is not None else 0


def _before_labels(lines: Sequence[Line]) -> dict[int, int]:
    """How far the specks reach that stand before a label by which other lines open, by the line."""
    found = {
        i: match
        for i, line in enumerate(lines)
        if not line.text[0].isupper()
        and (match := _BEFORE_LABEL.match(line.text)) is not None
        and (specks := match["specks"].strip()) not in _BULLETS
        and _SHORT_WORDS.isdisjoint(specks.split())
    }
    if not found:
        return {}
    opening = Counter(match[0] for line in lines if (match := _LABEL.match(line.text)) is not None)
    specked = Counter(match[0] for match in found.values())
    return {
        i: match.end("specks")
        for i, match in found.items()
        if opening[match["label"]] > 1 and specked[match[0]] < opening[match["label"]]
    }


def _after_labels(lines: Sequence[Line]) -> dict[int, int]:
    """Where specks begin behind words that time and again are all that a line has, by the line: behind some of them
    this and behind others that.
    """
    found: dict[int, re.Match[str]] = {}
    times: Counter[str] = Counter()
    for i, line in enumerate(lines):
        if len(line.text) <= _LONGEST_LABEL and line.text[0].isupper() and (match := _SPECKED.fullmatch(line.text)):
            times[match["label"]] += 1
            if match["specks"]:
                found[i] = match
    specked = {
        match["label"]
        for match in found.values()
        if times[match["label"]] > 1 and not match["specks"].replace(" ", "").isalnum()
    }
    if len({match["specks"] for match in found.values() if match["label"] in specked}) < _VARIED:
        return {}
    return {i: match.start("specks") for i, match in found.items() if match["label"] in specked}


def _unasked(lines: Sequence[Line]) -> dict[int, int]:
    """Where marks begin behind the words of lines that no text sets apart; colons stay where this text does so."""
    apart = any(_COLON_APART.search(line.text) for line in lines)
    return {
        i: at
        for i, line in enumerate(lines)
        if (at := _marks_at(line.text)) is not None
        and _MOVED.intersection(line.text[at:]) - (_COLONS_AND_RULES if apart else _RULES)
    }


def _goes_on(text: str, following: Line) -> bool:
    """Whether the sentence at the end of a line surely goes on in the next, if but specks follow it."""
    if following.starts_lower:
        return True
    at = _marks_at(text)
    word = text[:at].rpartition(" ")[2]
    adjoins = not following.blanks and following.text[0].isalnum()
    return at is not None and adjoins and (word.lower() in _OPEN or word in _TITLES)


def _is_certain(specks: str, stopped: bool) -> bool:
    """Whether no text has these marks for a reason at the end of a line: after the end of a sentence, or inside one."""
    marks = _MOVED.intersection(specks)
    return len(marks - {"."}) > 0 if stopped else specks[-1] in marks


def _marks_at(text: str) -> int | None:
    """Where marks begin behind the words of a line."""
    found = None if text[-1].isalnum() else _AFTER.search(text, max(1, len(text) - _LONGEST))
    return None if found is None else found.start()


def _speck_after(text: str, goes_on: bool) -> int | None:
    """Where the specks behind a line's words begin; they may be what is left of its stop, unless it `goes_on`."""
    if (at := _marks_at(text)) is None:
        return None
    if _MEANT.fullmatch(text, at) and not (goes_on and text[-1] in _MOVED):
        return None
    if text[at:] == " . . ." or (goes_on and text[at - 1] in _SENTENCE_END and text[at:] == " |"):
        return None  # an ellipsis; "I", misread
    return at if goes_on or text[at - 1] in _SENTENCE_END or text[:at].isupper() else None


def _with_letters(lines: Sequence[Line], after: dict[int, int]) -> dict[int, int]:
    """The same with specks that were taken for letters, or for marks and letters, after the end of a sentence."""
    found = dict(after)
    for i, (line, following) in enumerate(pairwise(lines)):
        if i in after or following.starts_lower:
            continue
        start = max(1, len(line.text) - _LONGEST)
        dirt = _LETTERS_AFTER.search(line.text, start) or _DIRT_AFTER.search(line.text, start)
        if dirt is not None and _SHORT_WORDS.isdisjoint(dirt[0].split()) and not _MEANT.fullmatch(dirt[0]):
            found[i] = dirt.start()
    return found
