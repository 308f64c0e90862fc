"""Sides of those who came with somebody, as the first sentences of a talk tell: "Mr. Smith, accompanied by A and B"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from operator import itemgetter, methodcaller

from flows.record import Participant
from flows.segment.lists.merging import key_of_name
from flows.segment.lists.presence import UNENDED
from flows.segment.names import fold

_START = methodcaller("start")
OPENING = 1500  # characters of the talk
NEAR = 300  # characters before those who came with somebody
# "Mr. Smith, accompanied by A and B", "He was assisted by A."
ACCOMPANIED = re.compile(
    r"(?:,?\s|\b(?P<pronoun>[Hh]e|[Ss]he)\s)(?:(?:who\s)?was\s(?:also\s)?)?(?:accompanied|assisted)\sby\s"
)
# "With Mr. Smith were A; B"
WITH_HIM = re.compile(r"(?<!\S)With\s(?P<chief>[^;:.]{2,80}(?:\.\s[^;:.]{3,80})?),?\s(?:was|were)\s")
OF_COUNTRY = re.compile(r"\sof\s(?:the\s)?[^,.;:\s]+(?:\s[^,.;:\s]+){0,2}$")  # "Ambassador Smith of Ruritania"
# Where a sentence goes on with something else than those who came.
COMPANY_ENDS = re.compile(
    rf"(?<=[a-z)]{{3}})\.{UNENDED}\s|[;:]\s(?!and\b)[a-z]+\s|\s(?:called|came|was|were|said|who)\b|\n\n"
)


def with_company(text: str, start: int, body_start: int, people: Sequence[Participant]) -> list[Participant]:
    """The participants, those who came with somebody, as the head from `start` on or the first sentences of the talk
    tell, with his side.
    """
    found = list(people)
    end = min(len(text), body_start + OPENING)
    for match in sorted([*ACCOMPANIED.finditer(text, start, end), *WITH_HIM.finditer(text, start, end)], key=_START):
        opening = max(start, match.start() - NEAR)
        named = match.groupdict()
        if named.get("pronoun"):  # whom the sentences before name first
            places = [(text.find(person.name_as_written, opening, match.start()), person) for person in found]
            chief = min((one for one in places if one[0] >= 0), key=itemgetter(0), default=(0, None))[1]
        else:
            chief = _named_last(OF_COUNTRY.sub("", named.get("chief") or text[opening : match.start()]), found)
        if chief is None or chief.side is None:
            continue
        ends = COMPANY_ENDS.search(text, match.end())
        stop = ends.start() if ends is not None else len(text)
        found = [
            replace(person, side=chief.side)
            if person.side is None and text.find(person.name_as_written, match.end(), stop) >= 0
            else person
            for person in found
        ]
    return found


def _named_last(words: str, people: Sequence[Participant]) -> Participant | None:
    """Whom the last of these words name, by surname or by the office that he alone holds."""
    last = fold(words.rstrip(","))
    named = [person for person in people if _ends(last, key_of_name(person.name_as_written))]
    held = [person for person in people if person.office and _ends(last, fold(person.office))]
    return named[0] if named else held[0] if len(held) == 1 else None


def _ends(words: str, key: str) -> bool:
    return key != "" and (words == key or words.endswith(f" {key}"))
