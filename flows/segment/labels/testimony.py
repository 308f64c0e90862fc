"""Testimony: questions numbered through a record, and who asks and answers where the labels only say "Q." and "A."."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from flows.segment.labels.label import Label
from flows.segment.names import MENTION
from flows.segment.rare import RarePattern

# Four digits or more: shorter numbers are read as those of paragraphs are.
NUMBER = re.compile(r"\d{4,5}[.)]?\s+(?=(?P<asked>Q\b)|[A-Z])")
LEAST_NUMBERED = 3
LONGEST_NOTICE = 200  # characters of a paragraph that says who examines whom
ASKING = re.compile(r"(?:Q|QUESTION|Question)\.?(?:\s?\d+)?")
ANSWERING = re.compile(r"(?:A|ANSWER|Answer)\.?(?:\s?\d+)?|(?i:the\s)?(?:WITNESS|Witness)")
EXAMINED = r"(?i:examin|interrogat|question)(?i:ed|ation)"
SAME = re.compile(r"(?:[Tt]he\s)?[Ss]ame\s[a-z][^:]*")
IN_ASIDE = re.compile(r"\W*(?:[Bb]y\s|[Aa]n?\s)?(?P<who>[^\W\d_][^();,]*[^\W_.][.]?)")
# "Q. (Smith, Daily Post) Is it so?", "Q. (Mr. Smith) Is it so?", "Q. The same: is it so?"; but "Q. (Laughter) Is it?"
ASKS = re.compile(
    r"\s*(?:\((?=[^(),;:]+[,;]|[A-Z][a-z]*\.\s)(?P<who>(?!(?:In|Through|To|After|With)\s)[^\W\d_a-z][^\s(),;]*"
    r"(?:\s(?:[^\W\d_a-z][^\s(),;]*|of|d[aeiu]|von|van|del|la))*)(?=[,;)])[^()]*\)|(?P<same>"
    rf"{SAME.pattern}):)\s"
)
# Where somebody answers the questions of many, whoever spoke last before the first of them.
PRESS = re.compile(r"\b(?:press|news)\sconference|\binterview|\b(?:journalist|correspondent|reporter|newsm[ae]n)", re.I)


# Who is said to examine, and to be examined.
EXAMINER = RarePattern(
    rf"(?:(?:(?i:further|direct|cross|redirect|recross|re)[\s-]?)?\b{EXAMINED}\b[^.:]{{0,60}}?[.,:]?\s|^\W*)"
    rf"(?i:by)\s(?P<who>{MENTION})"
)
WITNESS = RarePattern(
    rf"(?i:examination|interrogation|evidence|testimony|deposition)\s(?i:of)\s(?P<of>{MENTION})"
    rf"|^\W*(?P<who>{MENTION}),\s(?:[^:]{{1,100}},\s)?(?i:(?:re)?called|(?:re-?)?sworn|affirmed|a\switness|having\sbeen)\b"
)


def without_numbers(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The paragraphs of a text without the long numbers at their heads, where these count questions."""
    numbers = [NUMBER.match(text, start, end) for start, end in paragraphs]
    if sum(match is not None and match["asked"] is not None for match in numbers) < LEAST_NUMBERED:
        return list(paragraphs)
    return [
        (match.end() if match is not None else start, end)
        for (start, end), match in zip(paragraphs, numbers, strict=True)
    ]


def with_witnesses(
    text: str, paragraphs: Sequence[tuple[int, int]], labels: Sequence[Label], asks: Mapping[int, bool]
) -> list[Label]:
    """The labels; a question is meant by whom the label has in parentheses, or who examines by the last paragraph that
    says so, an answer by the witness, or by who has met the press, and "the same correspondent" is who had the floor
    before he was answered. Where `asks` says of a place whether it is a question or an answer, who has a label there
    asks or answers from there on.
    """
    found: list[Label] = []
    testified = any(ASKING.fullmatch(label.text) or ANSWERING.fullmatch(label.text) for label in labels)
    short = [(start, end) for start, end in paragraphs if end - start <= LONGEST_NOTICE] if testified else []
    notices = [(start, text[start:end]) for start, end in short]
    examiner = ""
    witness = host(text, labels) or (witness_before(text, paragraphs[0][0]) if testified else "")
    at = 0
    for label in labels:
        while at < len(notices) and notices[at][0] < label.start:
            if (by := EXAMINER.search(notices[at][1])) is not None:
                examiner = by["who"]
            if (of := WITNESS.search(notices[at][1])) is not None:
                witness = of["of"] or of["who"]
            at += 1
        asked = ASKING.fullmatch(label.text) is not None
        aside = IN_ASIDE.match(text, *label.aside) if asked and label.aside is not None else None
        opens = ASKS.match(text, label.speech_start) if asked and aside is None else None
        if (SAME.fullmatch(label.text) or (opens is not None and opens["same"])) and len(found) > 1:
            name = found[-2].meant
        elif opens is not None and opens["who"]:
            name = opens["who"]
        elif asked:
            name = aside["who"] if aside is not None else examiner
        else:
            name = witness if ANSWERING.fullmatch(label.text) is not None else ""
        found.append(label._replace(name=name) if name else label)
        if asks.get(label.start):
            examiner = found[-1].meant
        elif label.start in asks:
            witness = found[-1].meant
    return found


def witness_before(text: str, start: int) -> str:
    """Who gives evidence by the last line before a talk that says so; empty where none does."""
    lines = (line for line in reversed(text[:start].split("\n\n")) if len(line) <= LONGEST_NOTICE)
    return next((of["of"] or of["who"] for line in lines if (of := WITNESS.search(line)) is not None), "")


def host(text: str, labels: Sequence[Label]) -> str:
    """Whose label stands last before the first question of the press, and so who answers; empty where no press asks."""
    first = next((at for at, label in enumerate(labels) if ASKING.fullmatch(label.text)), 0)
    if first == 0 or PRESS.search(text, 0, labels[0].start) is None:
        return ""
    return labels[first - 1].meant
