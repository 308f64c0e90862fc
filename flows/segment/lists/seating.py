"""Who sat with whom: the side that one of a column or group is known for, or that the title tells, is that of all."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from flows.record import Participant
from flows.segment.lists.participants import Block
from flows.segment.lists.same_side import country_of
from flows.segment.names import LETTERS_ALONE
from flows.segment.people.offices import office_key, shorter_offices

TWO_SIDES = 2


def seated(people: Sequence[Participant], blocks: Sequence[Block], titled: Sequence[Participant]) -> list[Participant]:
    """Those of a list with the office and side that the title gives them, and the side of those they sit with.

    `titled` are those whom the title names by office alone, in its order.
    """
    found = [_as_titled(person, people, titled) for person in people]
    groups = groups_of(people, blocks)
    numbers = sorted({number for number in groups if number is not None})
    if len(numbers) != TWO_SIDES:
        return found
    firsts = [groups.index(number) for number in numbers]
    if len(titled) == TWO_SIDES and all(people[at].office is None for at in firsts):
        for at, host in zip(firsts, titled, strict=True):
            role = "principal" if found[at].role == "attendee" else found[at].role
            found[at] = replace(found[at], office=host.office, side=found[at].side or host.side, role=role)
    for number in numbers:
        own = [at for at, group in enumerate(groups) if group == number]
        sides = {side for at in own if (side := found[at].side) is not None}
        countries = {country_of(side, sides) for side in sides}
        if len(countries) == 1:
            for at in own:
                found[at] = replace(found[at], side=min(countries))
    return found


def groups_of(people: Sequence[Participant], blocks: Sequence[Block]) -> list[int | None]:
    """The column or group that each person stands in."""
    placed = sorted(blocks, key=lambda block: block.start)
    starts = [block.start for block in placed]
    found: list[int | None] = []
    for person in people:
        at = bisect_right(starts, person.clean_start) - 1 if person.clean_start is not None else -1
        found.append(placed[at].group if at >= 0 else None)
    return found


def _as_titled(person: Participant, people: Sequence[Participant], titled: Sequence[Participant]) -> Participant:
    """Somebody listed, with the side that the title tells of the office that he alone of those listed has."""
    if person.office is None or person.side is not None:
        return person
    key = _key(person)
    same = [one for one in titled if key in (_key(one), *shorter_offices(_key(one)))]
    alone = sum(_key(other) == key for other in people) == 1
    return replace(person, side=same[0].side) if len(same) == 1 and alone else person


def _key(person: Participant) -> str:
    """The office of somebody in one spelling, letters with points as the word that they stand for: "P.M."."""
    office = person.office or ""
    return office_key(office.replace(".", "") if LETTERS_ALONE.fullmatch(office) else office)
