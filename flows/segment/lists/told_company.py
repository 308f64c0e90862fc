"""Sides of those who came with somebody, as the first sentences of a talk tell: "Mr. Smith, accompanied by A and B"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from operator import itemgetter

from flows.record import Participant

OPENING = 1500  # characters of the talk
NEAR = 300  # characters before those who came with somebody
# "Mr. Smith, accompanied by A and B", "He was accompanied by A."
ACCOMPANIED = re.compile(r"(?:,?\s|\b(?P<pronoun>[Hh]e|[Ss]he)\s)(?:(?:who\s)?was\s(?:also\s)?)?accompanied\sby\s")
OF_COUNTRY = re.compile(r"\sof\s(?:the\s)?[^,.;:\s]+(?:\s[^,.;:\s]+){0,2}$")  # "Ambassador Smith of Ruritania"
# Where a sentence goes on with something else than those who came.
COMPANY_ENDS = re.compile(r"(?<=[a-z)]{3})[.;:]\s|\s(?:called|came|was|were|said|who)\b|\n\n")


def with_company(text: str, start: int, people: Sequence[Participant]) -> list[Participant]:
    """The participants, those who came with somebody, as the first sentences of a talk tell, with his side."""
    found = list(people)
    for match in ACCOMPANIED.finditer(text, start, min(len(text), start + OPENING)):
        opening = max(start, match.start() - NEAR)
        if match["pronoun"]:  # whom the sentences before name first
            named = [
                (at, person)
                for person in found
                if (at := text.find(person.name_as_written, opening, match.start())) >= 0
            ]
            chief = min(named, key=itemgetter(0), default=None)
        else:
            words = OF_COUNTRY.sub("", text[opening : match.start()])
            chief = next(((0, person) for person in found if words.endswith(person.name_as_written)), None)
        if chief is None or chief[1].side is None:
            continue
        ends = COMPANY_ENDS.search(text, match.end())
        stop = ends.start() if ends is not None else len(text)
        found = [
            replace(person, side=chief[1].side)
            if person.side is None and text.find(person.name_as_written, match.end(), stop) >= 0
            else person
            for person in found
        ]
    return found
