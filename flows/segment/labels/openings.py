"""Where a record begins or goes on, told by the labels that open its paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice

from flows.segment.heads.fields import is_field, is_side
from flows.segment.heads.prose import running
from flows.segment.labels.candidates import (
    LONGEST_AT_HEAD,
    LONGEST_OWN_LINE,
    MOST_SOUGHT,
    after_sentences,
    at_places,
    before_gap,
    is_direct,
    speaks,
)
from flows.segment.labels.frames import first_framed, recurs
from flows.segment.labels.patterns import (
    ALONE,
    ASIDE,
    AT_HEAD,
    IN_LINE,
    NUMBER,
    OWN_LINE,
    SMALL_LETTERS,
    STAMP,
    WITHHELD,
)
from flows.segment.labels.teletypes import labels_without_stops
from flows.segment.labels.words import could_name_somebody

COUNTED = re.compile(r"(?<=[\w.])[\s-]\d{1,3}$")
LEAST_OTHERS = 2  # paragraphs that open with a label which proves another one
LEAST_ALONE = 4  # labels that stand on lines of their own, with a colon
LEAST_REPEATED = 2  # labels that a text without line breaks must have twice


def opens_like(text: str, start: int, end: int, others: str, gaps: Sequence[int] = ()) -> bool:
    """Whether a paragraph opens with a label as others do time and again. `others` is the text around them."""
    match = (
        AT_HEAD.match(text, start, min(end, start + LONGEST_AT_HEAD))
        or WITHHELD.match(text, start, end)
        or SMALL_LETTERS.match(text, start, end)
    )
    if match is not None and could_name_somebody(match["label"]) and not is_side(match["label"]):
        return others.count(f"\n\n{text[start : match.end('mark')]}") >= LEAST_OTHERS
    if (match := before_gap(text, start, end, gaps)) is not None:
        return others.count(f"\n\n{text[start : match.end()]} ") > 0
    return False


def stands_alone_like(text: str, start: int, end: int, others: str) -> bool:
    """Whether a paragraph is a label on a line of its own as it is in `others`; or, with a colon, as several are."""
    match = OWN_LINE.match(text, start, end) if end - start <= LONGEST_OWN_LINE else None
    if match is None or not could_name_somebody(match["label"]) or not text.startswith("\n\n", end):
        return end - start <= LONGEST_OWN_LINE and recurs(text, start, end, others, LEAST_OTHERS)
    following = end + 2, text.find("\n\n", end + 2) % (len(text) + 1)
    if following[1] - end <= LONGEST_OWN_LINE and others.count(text[slice(*following)]) >= LEAST_OTHERS:
        following = following[1] + 2, text.find("\n\n", following[1] + 2) % (len(text) + 1)  # below "(In French)"
    if not speaks(text, *following) or not (running(text[slice(*following)]) or text[following[1] - 1] in ".?!"):
        return False
    name = COUNTED.sub("", match["label"])
    if others.count(name) >= LEAST_OTHERS:
        counted = r"[\s-]\d{1,3}" if name != match["label"] else ""
        alike = re.findall(rf"\n\n{STAMP}{NUMBER}{re.escape(name)}{counted}{ASIDE}\s?[:.]?\s?\n\n", others)
        if len(alike) >= LEAST_OTHERS:
            return True
    if match["mark"] != ":" or is_field(match["label"]) or is_side(match["label"]):
        return False
    least = 1 if is_direct(text, *following) else LEAST_ALONE
    return sum(could_name_somebody(other["label"]) for other in ALONE.finditer(others)) >= least


def run_together(text: str, start: int, end: int) -> int | None:
    """Where in a paragraph that lost its line breaks the first label stands; None where none are repeated there."""
    places = after_sentences(text, start, end)
    found = [
        (text[match.start("label") - (not match["mark"]) : match.end("label") + 2], match.start())
        for match in at_places(IN_LINE, text, places, end)
        if could_name_somebody(match["label"])
    ]
    counts = Counter(form for form, _ in found)
    repeated = [form for form in dict.fromkeys(form for form, _ in found) if counts[form] > 1]
    if len(repeated) < LEAST_REPEATED and not (repeated and answers(text, start, end, counts)):
        first = first_framed(text, [(start, end), *((at, end) for at in places)])
        return first or next((place for place, _, _ in labels_without_stops(text, start, end)), None)
    first = next(place for form, place in found if counts[form] > 1)
    # The first of all may follow a heading, without the end of a sentence.
    earlier = [text.find(form, start, first) for form in repeated[:MOST_SOUGHT]]
    return min([place for place in earlier if place >= 0], default=first)


def answers(text: str, start: int, end: int, forms: Mapping[str, int]) -> bool:
    """Whether one of the labels that a paragraph has once, with a colon, names somebody whom it names elsewhere."""
    once = (form.partition(":")[0] for form, count in forms.items() if count == 1 and ":" in form)
    return any(text.count(name, start, end) > 1 for name in islice(once, MOST_SOUGHT))
