"""Participants whom several places of a record name, each once, with what every place says of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from flows.record import Participant
from flows.segment.names import fold, lexicon, parse_name
from flows.segment.people.offices import office_key, shorter_offices, whole_office


def with_title_people(opening: Sequence[Participant], titled: Sequence[Participant]) -> list[Participant]:
    """Those whom the first sentences and the title name, each once, also where one place gives the office alone."""
    names = {key_of_name(person.name_as_written) for person in opening}
    others = [person for person in titled if key_of_name(person.name_as_written) not in names]
    by_key = {key_of_name(person.name_as_written): person for person in reversed(titled)}
    called = [among(person, others, whole=False) for person in opening]
    left = [person for person in others if person not in called]
    first = [
        _filled(person, by_key.get(key_of_name(person.name_as_written)))
        for person, known in zip(opening, called, strict=True)
        if known is None and not _is_short_for(person, left)
    ]
    return without_offices_alone(merge_participants(first, [p for p in titled if among(p, opening) is None]))


def _filled(person: Participant, titled: Participant | None) -> Participant:
    """Somebody whom a sentence names by surname, with what the title says of him whom it names in full."""
    if titled is None or not fold(titled.name_as_written).endswith(f" {fold(person.name_as_written)}"):
        return person
    return replace(person, office=person.office or titled.office, side=person.side or titled.side)


def key_of_name(name: str) -> str:
    """The folded last word of a name, without what follows a comma; all words of an office with what it is of."""
    if whole_office(name.partition(",")[0]) == "" != (whole := whole_office(name)):
        return whole.removeprefix("the ")  # "the Director, Water Board"
    folded = fold(name.split(",")[0]).removeprefix("the ")
    if whole_office(folded) and not parse_name(name).surname:
        return folded  # "the Minister of Native Affairs" and "the Secretary for External Affairs" are two
    words = folded.split()
    if len(words) > 1 and words[-1] in lexicon("titles-after-names"):
        words.pop()
    return words[-1] if words else ""


def among(person: Participant, others: Sequence[Participant], whole: bool = True) -> Participant | None:
    """Who of these somebody given by office alone is: "the President of Ruritania" is "President Smith".

    `whole`: only by an office with what it is of; else also "the French Ambassador" and "Ambassador Smith".
    """
    if person.office is None or not person.name_as_written.endswith(person.office):
        return None
    key, of = office_key(person.office), whole_office(person.office)
    keys = {key} if whole else {key, *shorter_offices(key)}
    held = [(other, next((o for o in _offices(other) if office_key(o) in keys), None)) for other in others]
    found = [(other, office) for other, office in held if office is not None]
    if len(found) != 1 or (whole and not of) or whole_office(found[0][1]) not in ("", of):
        return None
    return found[0][0]


def _is_short_for(person: Participant, others: Sequence[Participant]) -> bool:
    """Whether somebody is called by part of an office that only one of these holds: "the Minister" is the Minister for
    Trade, "the Secretary of State" that for the Colonies.
    """
    if person.office is None or not person.name_as_written.endswith(person.office):
        return False
    key, of = office_key(person.office), whole_office(person.office)
    held = [
        {office_key(o), *shorter_offices(office_key(o))}
        for other in others
        for o in _offices(other)
        if whole_office(o).startswith(f"{of} of " if of else "")
    ]
    return sum(key in forms for forms in held) == 1


def _offices(person: Participant) -> list[str]:
    """The offices of somebody with a name, by which too he may be addressed."""
    if person.name_as_written == person.office:
        return []
    return [*(person.office or "").split("; "), person.title_as_written or ""]


def merge_participants(front: Sequence[Participant], back: Sequence[Participant]) -> list[Participant]:
    """Participants of the head with what the foot adds: who is in the list already gets the role, others follow."""
    people = list(front)
    places: dict[str, int] = {}
    for place, person in enumerate(front):
        places.setdefault(key_of_name(person.name_as_written), place)
    for person in back:
        at = places.setdefault(key_of_name(person.name_as_written), len(people))
        if at == len(people):
            people.append(person)
            continue
        known = people[at]
        if known.role == "attendee":
            known = replace(known, role=person.role)
        if fold(known.name_as_written).endswith(fold(person.name_as_written)):
            known = replace(known, office=known.office or person.office, side=known.side or person.side)
        people[at] = known
    return people


def with_united(people: Sequence[Participant], same: Mapping[int, int]) -> list[Participant | None]:
    """The participants, and nobody where one is `same` as another, who gets his office and side."""
    found: list[Participant | None] = list(people)
    for one, other in same.items():
        alone, named = people[one], people[other]
        found[one] = None
        found[other] = replace(named, office=named.office or alone.office, side=named.side or alone.side)
    return found


def without_offices_alone(people: Sequence[Participant]) -> list[Participant]:
    """The participants without those who are an office and no more that one of the others holds, who takes its role."""
    holders = Counter(fold(person.office) for person in people if person.office and not is_office_alone(person))
    alone = {
        fold(person.office): person
        for person in people
        if person.office and is_office_alone(person) and holders[fold(person.office)] == 1
    }
    found = []
    for person in people:
        same = alone.get(fold(person.office or ""))
        if same is None:
            found.append(person)
        elif not is_office_alone(person):
            found.append(replace(person, role=same.role if person.role == "attendee" else person.role))
    return found


def is_office_alone(person: Participant) -> bool:
    """Whether a participant is known by his office and no name."""
    return not parse_name(person.name_as_written).surname
