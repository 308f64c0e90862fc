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

from flows.segment.labels.bare import name_before_sentence
from flows.segment.labels.label import IN_PARAGRAPH, Label, made, style_of
from flows.segment.labels.patterns import ASIDE, LABEL
from flows.segment.labels.words import could_name_somebody, normal
from flows.segment.names import UPPER

LONGEST_BEFORE = 26  # characters
MOST_NAMES = 3  # words large enough for a name to begin, that are tried at one place
LEAST = 4  # labels in one frame
LEAST_REPEATED = 2  # names that stand in it more than once
LEAST_SHARE = 0.15  # of the places where a label could stand
SHARE_INSIDE = 0.3  # of a place that each end of a sentence counts, where line breaks are lost
NEARLY_ALL = 0.75  # of the places in one frame: then none need stand there twice
MOST_SOUGHT = 32
# What before a name is no number of a paragraph, quotation or parenthesis.
SIGNS = re.compile(r"[^\w\s.()\"“”‘’'«»,\[]|\d[.:h]\d\d")
IN_PARENTHESES = "()"  # after a name, with no sign behind
CLOSING = "])}>»”"  # after which no space need stand
TIGHT = "—–"  # nor after these, in a text that lost its line breaks
BEGINS = re.compile(rf"(?<![^\W_])(?:[Tt]he\s|THE\s)?(?=[{UPPER}])")
NAME_AND_SIGNS = re.compile(
    rf"(?P<label>{LABEL})(?P<aside>{ASIDE})"
    rf"(?P<mark>[\"”“’]?(?>[(\[]?\d++(?:[:.]\d++)*+[)\]]?+|[^\w\"“‘«(\n])*)(?P<end>(?=[\"“‘«(\[]{{0,2}}[{UPPER}\d])|$)"
)
NUMBER = re.compile(r"\d+(?:[.:,]\d+)*")
LETTER = re.compile(r"\b[a-z]\b")
# What stands after the subject of a sentence, within a word, or after a label that a pattern has.
PLAIN = frozenset({"", ",", "'", "’", "-", "&", ".", ":"})
RANK = re.compile(rf"[{UPPER}][a-z]+\.")  # written short, before a name
PLAIN_ON_OWN_LINE = frozenset({"", ":", "."})


class Frame(NamedTuple):
    """What stands before and after a name, but for what differs by the label; and whether it ends the paragraph."""

    before: str
    after: str
    own_line: bool


def framed_labels(
    text: str, paragraphs: Sequence[tuple[int, int]], below: Mapping[int, int], inside: Sequence[tuple[int, int]]
) -> dict[int, Label]:
    """The labels in unknown frames, by where they begin: a paragraph, or what stands `inside` one that lost its line
    breaks, from the end of a sentence on. `below` gives the paragraphs, by their ends, before what can be said under a
    label of its own line, with its start.
    """
    found = {start: list(_framed(text, start, end, None)) for start, end in inside}
    found |= {start: list(_framed(text, start, end, below)) for start, end in paragraphs}
    names: dict[Frame, Counter[str]] = defaultdict(Counter)
    for each in found.values():
        for frame, label in each:
            names[frame][normal(label.text)] += 1
    most = len(paragraphs) + len(inside) * SHARE_INSIDE
    habits = {frame: times.total() for frame, times in names.items() if _is_habit(times, most)}
    if not habits:
        return {}
    told = [
        label
        for each in found.values()
        for frame, label in each
        if frame in habits and frame.before and not frame.after
    ]
    again = _opening(text, told)
    labels = {}
    places = {start for start, _ in paragraphs}
    for start, each in found.items():
        known = [(habits[habit], label) for frame, label in each if (habit := _of(frame, habits)) is not None]
        if not known:
            meant = ((_meant(frame, normal(label.text), names, habits), label) for frame, label in each)
            known = [(0, label._replace(style=style_of(habit.after))) for habit, label in meant if habit is not None]
        if not known and again is not None and (match := again.match(text, start)) is not None:
            known = [(0, Label(start, *match.span("label"), match.end(), match["label"], "framed"))]
        if known:
            label = max(known, key=lambda pair: pair[0])[1]
            labels[start] = label if start in places else label._replace(style=label.style + IN_PARAGRAPH)
    return labels


def _opening(text: str, labels: Sequence[Label]) -> re.Pattern[str] | None:
    """The pattern of what opens as one of these labels, which only what stands before them tells, before any word."""
    ahead = sorted({_alike(text[label.start : label.label_start]) for label in labels})[:MOST_SOUGHT]
    names = sorted({re.escape(label.text) for label in labels}, key=lambda name: (-len(name), name))[:MOST_SOUGHT]
    return re.compile(rf"(?:{'|'.join(ahead)})(?P<label>{'|'.join(names)})\s(?=[{UPPER}])") if labels else None


def first_framed(text: str, places: Sequence[tuple[int, int]]) -> int | None:
    """Where the first label in an unknown frame stands that a text without line breaks has at these places; None where
    it has none. It may follow a heading, without the end of a sentence.
    """
    framed = framed_labels(text, (), {}, places)
    if not framed:
        return None
    first = min(framed)
    openings = dict.fromkeys(_alike(text[start : label.speech_start]) for start, label in framed.items())
    earlier = re.compile(rf"(?<=\s)(?:{'|'.join(islice(openings, MOST_SOUGHT))})")
    match = earlier.search(text, places[0][0], first)
    return match.start() if match is not None else first


def _alike(opening: str) -> str:
    """The pattern of what opens as this does, whatever the numbers."""
    return re.sub(r"\d+", r"\\d+", re.escape(opening))


def recurs(text: str, start: int, end: int, others: str, least: int) -> bool:
    """Whether a paragraph opens with a name in an unknown frame, and at least so many of the others with the same."""
    below = {end: end + 2} if text.startswith("\n\n", end) else {}
    for frame, label in _framed(text, start, end, below):
        opening = text[start : end if frame.own_line else label.speech_start]
        if others.count(f"\n\n{NUMBER.split(opening)[0]}") < least:
            continue
        alike = _alike(opening) + (r"\n\n" if frame.own_line else "")
        if sum(1 for _ in islice(re.finditer(rf"\n\n{alike}", others), least)) == least:
            return True
    return False


def _framed(text: str, start: int, end: int, below: Mapping[int, int] | None) -> Iterable[tuple[Frame, Label]]:
    """What can be a label at a place, with its frame; no `below` is given where line breaks are lost."""
    tried, taken = 0, start
    for begin in BEGINS.finditer(text, start, min(end, start + LONGEST_BEFORE)):
        if begin.start() < taken:
            continue
        ahead = text[start : begin.start()].strip()
        match = NAME_AND_SIGNS.match(text, begin.start(), end)
        if match is not None and could_name_somebody(match["label"]):
            own_line, taken = match.end("mark") == end, match.end("mark")
            after = match["mark"].strip() or (IN_PARENTHESES if match["aside"] else "")
            said = (below or {}).get(end) if own_line else taken
            spaced = (
                own_line
                or match["mark"][-1:].isspace()
                or match["mark"][-1:] in (CLOSING if below is not None else CLOSING + TIGHT)
            )
            plain = not ahead and after in (PLAIN_ON_OWN_LINE if own_line else PLAIN)
            if said is not None and spaced and not plain and (after or own_line) and RANK.fullmatch(ahead) is None:
                frame = Frame(_shape(ahead), _shape(after), own_line)
                style = "own-line-colon" if own_line else style_of(frame.after)
                yield frame, made(match, start, said, style)
        if SIGNS.search(ahead) and (name := name_before_sentence(text, begin.start(), end)) is not None:
            label = text[begin.start() : name[0]]
            if could_name_somebody(label):
                yield Frame(_shape(ahead), "", False), Label(start, begin.start(), *name, label, "framed")
        tried += 1
        if tried == MOST_NAMES:
            return


def _shape(signs: str) -> str:
    """What two frames have in common whatever the number, the time and the space in them."""
    return " ".join(LETTER.sub("a", NUMBER.sub("0", signs)).split())


def _is_habit(names: Counter[str], places: float) -> bool:
    """Whether so many names, and so often, stand in one frame that it is a label's; or in nearly all places."""
    total = names.total()
    again = [times for times in names.values() if times > 1]
    repeated = len(again) >= LEAST_REPEATED and 2 * sum(again) >= total
    return total >= max(LEAST, LEAST_SHARE * places) and (
        repeated or (len(names) >= LEAST_REPEATED and total >= NEARLY_ALL * places)
    )


def _meant(frame: Frame, name: str, names: Mapping[Frame, Counter[str]], habits: Mapping[Frame, int]) -> Frame | None:
    """The habit in which a name stands time and again but for the mark behind it: "14 UNC." among "12 UNC:"."""
    slipped = frame.before != "" and frame.after in PLAIN and not frame.own_line
    alike = (habit for habit in habits if habit.before == frame.before and habit.after and not habit.own_line)
    return next((habit for habit in alike if names[habit][name] > 1), None) if slipped else None


def _of(frame: Frame, habits: Mapping[Frame, int]) -> Frame | None:
    """The habit to which a frame belongs; what is said may open with signs."""
    if frame in habits:
        return frame
    alike = (habit for habit in habits if habit.before == frame.before and habit.own_line == frame.own_line)
    return next((habit for habit in alike if habit.after and frame.after.startswith(habit.after)), None)
