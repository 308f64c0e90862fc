"""Names that a talk, mostly in its first sentences, tells of those whom its title gives by office alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flows.record import Participant
from flows.segment.lists.entries import read_entry
from flows.segment.lists.merging import is_office_alone
from flows.segment.names import parse_name
from flows.segment.people.mentions import APPOSED, names_before, names_holder
from flows.segment.people.offices import office_key, shorter_offices

OPENING = 1500  # characters of the talk


def with_told_names(text: str, start: int, people: Sequence[Participant]) -> list[Participant]:
    """The participants, "the Ruritanian Minister" with his name where the talk has "the Ruritanian Minister, Mr.
    Smith,", or its first sentences "the Minister, Mr. Smith,", or the name first; once, where another place has named
    him.
    """
    found = list(people)
    if not any(map(is_office_alone, found)):
        return found
    pairs = [(match, match) for match in APPOSED.finditer(text, start)] + list(names_before(text, start, len(text)))
    for match, beside in pairs:
        office, name = parse_name(beside["office"]), parse_name(match["name"])
        key = office_key(office.office)
        later = match.start() > start + OPENING  # "the Ambassador" may be any, "the Ruritanian Ambassador" is he
        if not names_holder(office, name) or (later and len(key.split()) == 1):
            continue
        alone = [person for person in found if is_office_alone(person) and _may_hold(person, key, later)]
        named = [person for person in found if parse_name(person.name_as_written).surname == name.surname]
        if len(alone) != 1 or len(named) > 1 or match.start() <= (alone[0].clean_start or 0) < beside.end():
            continue  # of those whom a sentence lists, one is not the next
        monsieur = "m" in name.titles
        for person in named or read_entry(text, *match.span("name"), True, monsieur=monsieur)[:1]:
            given = replace(
                person,
                office=person.office or alone[0].office,
                side=person.side or alone[0].side,
                role=alone[0].role if person.role == "attendee" else person.role,
            )
            kept = [one for one in found if one is not person]
            found = [given if one is alone[0] else one for one in kept]
    return found


def _may_hold(person: Participant, key: str, whole: bool) -> bool:
    """Whether the office by which somebody is known is this one, or, if it need not be the `whole`, a longer form."""
    held = office_key(person.name_as_written)
    return key == held or (not whole and key in shorter_offices(held))
