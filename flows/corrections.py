"""Corrections by hand, as each stage needs them: which are its own, and where in the text each belongs.

`flows.clean.corrections` applies those of edits, `flows.segment.corrections` those of sections and
`flows.attribute.corrections` those of turns, each in the order in which they are written. One that does not do exactly
what it says raises CorrectionError: a correction never fails quietly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from flows.record import Correction, Quote

_SHOWN_BY = {"clean text": "parley check shows", "raw text": "raw.txt has"}
CHANGE_IT = "Change the correction to fit, or remove it where it is no longer needed"
REMOVE_IT = "Remove the correction: it is no longer needed"


class CorrectionError(ValueError):
    """A correction cannot be applied.

    `line` is that of the correction in its file; `message` and `remedy` are sentences without their full stops.
    """

    def __init__(self, correction: Correction, message: str, remedy: str = CHANGE_IT) -> None:
        self.message = f"the correction {correction.correction_id} {message}"
        self.remedy = remedy
        self.correction_id, self.line = correction.correction_id, correction.line
        super().__init__(f"line {self.line}: {self.message}. {self.remedy}.")


def of_stage(corrections: Iterable[Correction], *actions: str) -> Iterator[Correction]:
    """The corrections with one of the actions, in their order."""
    return (correction for correction in corrections if correction.action in actions)


def find(
    text: str, quote: Quote, correction: Correction, which: Literal["clean text", "raw text"] = "clean text"
) -> tuple[int, int]:
    """Where the quoted words stand in a text; any white space in a quote stands for any in the text.

    `which` says what text it is. Raises CorrectionError unless they stand there exactly once.
    """
    found = places(text, quote)
    if not found:
        raise CorrectionError(
            correction,
            f"matches nothing: {shown(quote.text)} does not stand in the {which}",
            f"Quote the words as {_SHOWN_BY[which]} them, or remove the correction ({where(quote)})",
        )
    if len(found) > 1:
        around = "; ".join(shown(text[max(0, start - 20) : end + 20]) for start, end in found)
        raise CorrectionError(
            correction,
            f"matches more than one place of the {which}: {around}",
            "Quote in before or after what stands around the one that is meant",
        )
    return found[0]


def places(text: str, quote: Quote) -> list[tuple[int, int]]:
    """The first two places in a text where the quoted words stand."""
    before, words, after = (_pattern(part) for part in (quote.before, quote.text, quote.after))
    pattern = re.compile(
        (rf"{before}\s*+" if before else "") + f"(?P<text>{words})" + (rf"\s*+{after}" if after else "")
    )
    found: list[tuple[int, int]] = []
    match = pattern.search(text)
    while match and len(found) < 2:
        found.append(match.span("text"))
        match = pattern.search(text, match.start() + 1)
    return found


def expect(correction: Correction, found: Mapping[str, Any]) -> None:
    """Raises CorrectionError where something else is there than the correction expects."""
    for name, value in correction.expect.items():
        if found[name] != value:
            message = f"expects the {name} to be {shown(value)}, but it is {shown(found[name])}"
            raise CorrectionError(correction, message)


def expect_change(correction: Correction, found: Mapping[str, Any]) -> None:
    """Raises CorrectionError where all that the correction sets is there already, or where `expect` does."""
    if all(found[name] == value for name, value in correction.to.items() if name in found):
        there = ", ".join(f"the {name} is {shown(found[name])}" for name in correction.to if name in found)
        raise CorrectionError(correction, f"has no effect: {there} already", REMOVE_IT)
    expect(correction, found)


def shown(value: object) -> str:
    """A value for a message: on one line, cut short where it is long."""
    if value is None or value == []:
        return "nobody" if value == [] else "null"
    text = ", ".join(value) if isinstance(value, list) else str(value)
    text = repr(text) if re.search(r"[\s“”\"']", text) or not text else text
    return text if len(text) <= 70 else f"{text[:48]}…{text[-20:]}"


def where(quote: Quote) -> str:
    """What a quote asks for, in words."""
    around = [f"{name} {shown(part)}" for name, part in (("after", quote.before), ("before", quote.after)) if part]
    return f"looked for {' '.join([shown(quote.text), *around])}"


def _pattern(words: str) -> str:
    return r"\s++".join(map(re.escape, words.split()))
