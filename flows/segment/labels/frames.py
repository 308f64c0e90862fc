"""Labels in a way of writing that no pattern has: what stands before and after names time and again is their mark.

"#12 Smith: ", "Smith -> ", "[Smith.] ", "11h20 Smith: ", "Smith—" on a line of its own: any signs, times and numbers
will do that frame several names, each more than once.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from flows.segment.labels.label import Label, made, style_of
from flows.segment.labels.patterns import ASIDE, LABEL, TIME
from flows.segment.labels.words import could_name_somebody, normal
from flows.segment.names import UPPER

LONGEST_BEFORE = 26  # characters
MOST_NAMES = 3  # words large enough for a name to begin, that are tried at one place
LEAST = 4  # labels in one frame
LEAST_REPEATED = 2  # names that stand in it more than once
LEAST_SHARE = 0.15  # of the places where a label could stand
BEGINS = re.compile(rf"(?<![^\W_])(?:[Tt]he\s|THE\s)?(?=[{UPPER}])")
NAME_AND_SIGNS = re.compile(
    rf"(?P<label>{LABEL})(?P<aside>{ASIDE})"
    rf"(?P<mark>[\"”]?[^\w\"“‘«(\n]*(?:\(?{TIME}[^\w\"“‘«\n]*)?)(?P<end>(?=[\"“‘«(\[]{{0,2}}[{UPPER}\d])|$)"
)
NUMBER = re.compile(r"\d+(?:[.:,]\d+)*")
LETTER = re.compile(r"\b[a-z]\b")
# What stands after the subject of a sentence, within a word, or after a label that a pattern has.
PLAIN = frozenset({"", ",", "'", "’", "-", "/", "&", ".", ":", ";"})
RANK = re.compile(rf"[{UPPER}][a-z]+\.")  # written short, before a name
PLAIN_ON_OWN_LINE = frozenset({"", ":", "."})


class Frame(NamedTuple):
    """What stands before and after a name, without what differs from one label to the next; and whether it ends the
    paragraph.
    """

    before: str
    after: str
    own_line: bool


def framed_labels(
    text: str, places: Sequence[tuple[int, int]], below: Mapping[int, int] | None = None
) -> dict[int, Label]:
    """The labels in unknown frames, by the places, each with the end of its paragraph, where they begin. `below` gives
    the paragraphs, by their ends, before what can be said under a label of its own line, with its start.
    """
    found = {start: list(_framed(text, start, end, below or {})) for start, end in places}
    names: dict[Frame, Counter[str]] = defaultdict(Counter)
    for each in found.values():
        for frame, label in each:
            names[frame][normal(label.text)] += 1
    habits = {frame: times.total() for frame, times in names.items() if _is_habit(times, len(places))}
    if not habits:
        return {}
    labels = {}
    for start, each in found.items():
        known = [(habits[habit], label) for frame, label in each if (habit := _of(frame, habits)) is not None]
        if known:
            labels[start] = max(known, key=lambda pair: pair[0])[1]
    return labels


def recurs(text: str, start: int, end: int, others: str, least: int) -> bool:
    """Whether a paragraph opens with a name in an unknown frame, and at least so many of the others with the same."""
    below = {end: end + 2} if text.startswith("\n\n", end) else {}
    for frame, label in _framed(text, start, end, below):
        opening = text[start : end if frame.own_line else label.speech_start]
        alike = re.sub(r"\d+", r"\\d+", re.escape(opening)) + (r"\n\n" if frame.own_line else "")
        if sum(1 for _ in islice(re.finditer(rf"\n\n{alike}", others), least)) == least:
            return True
    return False


def _framed(text: str, start: int, end: int, below: Mapping[int, int]) -> Iterable[tuple[Frame, Label]]:
    """What can be a label at a place, with its frame."""
    tried, taken = 0, start
    for begin in BEGINS.finditer(text, start, min(end, start + LONGEST_BEFORE)):
        if begin.start() < taken:
            continue
        match = NAME_AND_SIGNS.match(text, begin.start(), end)
        if match is not None and could_name_somebody(match["label"]):
            own_line, taken = match.end("mark") == end, match.end("mark")
            frame = Frame(_shape(text[start : begin.start()]), _shape(match["mark"]), own_line)
            said = below.get(end) if own_line else match.end("mark")
            spaced = own_line or match["mark"][-1:].isspace()
            plain = not frame.before and frame.after in (PLAIN_ON_OWN_LINE if own_line else PLAIN)
            marked = (frame.after or own_line) and not plain and RANK.fullmatch(frame.before) is None
            if said is not None and spaced and marked:
                style = "own-line-colon" if own_line else style_of(match["mark"])
                yield frame, made(match, start, said, style)
        tried += 1
        if tried == MOST_NAMES:
            return


def _shape(signs: str) -> str:
    """What two frames have in common whatever the number, the time and the space in them."""
    return " ".join(LETTER.sub("a", NUMBER.sub("0", signs)).split())


def _is_habit(names: Counter[str], places: int) -> bool:
    """Whether so many names, and so often, stand in one frame that it is a label's."""
    total = names.total()
    again = [times for times in names.values() if times > 1]
    return total >= max(LEAST, LEAST_SHARE * places) and len(again) >= LEAST_REPEATED and 2 * sum(again) >= total


def _of(frame: Frame, habits: Mapping[Frame, int]) -> Frame | None:
    """The habit to which a frame belongs; what is said may open with signs."""
    if frame in habits:
        return frame
    alike = (habit for habit in habits if habit.before == frame.before and habit.own_line == frame.own_line)
    return next((habit for habit in alike if habit.after and frame.after.startswith(habit.after)), None)
