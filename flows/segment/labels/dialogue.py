"""Dialogue with dashes, as in a novel: every turn is a paragraph that a dash opens, and who says it stands inside or
after the words ("- How many? - asked Mr. Smith. - Ten?") or nowhere.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from flows.segment.clauses.verbs import verb_forms
from flows.segment.labels.label import IN_PARAGRAPH, Label
from flows.segment.labels.patterns import STAMP
from flows.segment.names import MENTION, ROLE, UPPER
from flows.segment.rare import RarePattern

STYLE = "dialogue"
CERTAINTY = 0.8
OPENING = re.compile(rf"[-–—―‒]{{1,2}}\s?(?=(?:\([^()\n]{{1,60}}\)\s)?[\"“«(\[…]*[{UPPER}])")
HOLDER = r"the\s[a-z]{4,}+"  # "the interpreter"
SAID = r"[a-z]+ly\s|then\s|also\s|again\s|now\s"
ATTRIBUTION = RarePattern(
    r"(?:\s[-–—―‒]{1,2}\s?|(?<=[\w,.?!…\"”»)])[–—―‒]\s?)"
    rf"(?:(?P<before>[a-z]+)\s(?P<after>{ROLE}|{MENTION}|{HOLDER})"
    rf"|(?P<subject>{ROLE}|{MENTION}|{HOLDER})\s(?:{SAID})?(?P<verb>[a-z]+))"
    r"(?=\s?[.,;:!?–—―‒]|\s-|\s[a-z]|$)",
)
CHANGE = re.compile(rf"{STAMP}>{{2,3}}\s")  # of who speaks
LEAST = 3  # paragraphs that say so who speaks
LEAST_SHARE = 0.25  # of those that a dash opens, between the first and the last of them


def dialogue(
    text: str, paragraphs: Sequence[tuple[int, int]], labels: Sequence[Label]
) -> tuple[list[Label], list[int]]:
    """The labels of a record with those that dialogue has inside or after the words; and the paragraphs of dialogue."""
    kept = {label.start for label in labels if label.style != "dash" and not label.style.endswith(IN_PARAGRAPH)}
    opened = {n: match.end() for n, (start, end) in enumerate(paragraphs) if (match := OPENING.match(text, start, end))}
    said = {n: at for n, at in opened.items() if paragraphs[n][0] not in kept}
    if len(said) < LEAST:
        return list(labels), []
    found = {n: label for n, at in said.items() if (label := attributed(text, *paragraphs[n], at)) is not None}
    if len(found) < LEAST:
        return list(labels), []
    first, last = min(found), max(found)
    while first - 1 in said:
        first -= 1
    while last + 1 in said:
        last += 1
    within = [n for n in said if first <= n <= last]
    if len(found) < LEAST_SHARE * len(within):
        return list(labels), []
    starts = [start for start, _ in paragraphs]
    taken = set(within)
    others = [label for label in labels if bisect_right(starts, label.start) - 1 not in taken]
    return sorted([*others, *found.values()]), within


def changes_of_speaker(text: str, paragraphs: Sequence[tuple[int, int]], labels: Sequence[Label]) -> list[int]:
    """The paragraphs that ">>" opens, as in captions for another speaker, with no label, if most others have one."""
    opened = [n for n, (start, end) in enumerate(paragraphs) if CHANGE.match(text, start, end)]
    heads = {label.start for label in labels}
    named = [n for n in opened if paragraphs[n][0] in heads]
    if len(named) < LEAST or 2 * len(named) < max(len(opened), len(heads)):
        return []
    return [n for n in opened if paragraphs[n][0] not in heads]


def attributed(text: str, start: int, end: int, said_from: int) -> Label | None:
    """The name after a dash within a paragraph that says whose words it gives, as its label."""
    for subject, verb in attributions(text, said_from, end):
        known = verb_forms().get(verb)
        if known is not None and known.form in ("past", "s") and "reporting" in known.classes:
            return Label(start, *subject, said_from, text[slice(*subject)], STYLE, certainty=CERTAINTY)
    return None


def attributions(text: str, start: int, end: int) -> Iterator[tuple[tuple[int, int], str]]:
    """Where a name stands after a dash, with the verb before or after it."""
    for match in ATTRIBUTION.finditer(text, start, end):
        group = "after" if match["after"] is not None else "subject"
        yield match.span(group), match["before"] or match["verb"]
