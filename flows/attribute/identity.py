"""Who the people of a document are: from the cast, which knows only the text, to person ids that hold across documents.

The document's own people come first: a participant whom a curator has identified. Then comes the authority file, where
a full name or initials leave one person only. Whoever is left is a person known from this document alone. A surname by
itself, or an office, identifies nobody beyond the document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from flows.record import CastMember, Participant, Person
from flows.segment.names import Name, fold, parse_name, titles

SAME, GIVEN, SURNAME, PART = 4, 3, 2, 1  # how closely two names agree
SLUG_LENGTH = 60


class Identities(NamedTuple):
    """Person ids by the keys of the cast, the participants with their ids, and every person named by either, by id."""

    cast: dict[str, str]
    participants: list[Participant]
    people: list[Person]


@dataclass(slots=True)
class _Identity:
    """One person of the document while it is worked out who it is."""

    mentions: list[str]
    participant: Participant | None = None
    person_id: str = ""


def identify(
    cast: Sequence[CastMember],
    participants: Sequence[Participant],
    document_id: str,
    authority: Sequence[Person],
    curated: bool,
) -> Identities:
    """Give each member of the cast and each participant a person id.

    `curated` says that the participants come from the sidecar with their ids; otherwise they are those that were read
    from the text, to which the cast's `participant` points.
    """
    known = {person.person_id: person for person in authority}
    listed = [
        _Identity([participant.name_as_written], participant, (participant.person_id or "") if curated else "")
        for participant in participants
    ]
    identities = list(listed)
    of_cast: dict[str, _Identity] = {}
    for member in cast:
        place = _listed(member, listed, known) if curated else member.participant
        identity = _Identity([]) if place is None else listed[place]
        if place is None:
            identities.append(identity)
        of_cast[member.key] = identity
        identity.mentions += (member.name, *member.forms)
    _look_up([identity for identity in identities if not identity.person_id], known)
    reserved = {*known, *(identity.person_id for identity in identities)}
    _name([identity for identity in identities if not identity.person_id], document_id, reserved)

    people: dict[str, Person] = {}
    for identity in identities:
        person_id = identity.person_id
        people.setdefault(person_id, known.get(person_id) or _person(person_id, identity.mentions))
    return Identities(
        {key: identity.person_id for key, identity in of_cast.items()},
        [
            replace(participant, person_id=identity.person_id)
            for participant, identity in zip(participants, listed, strict=True)
        ],
        [people[person_id] for person_id in sorted(people)],
    )


def locate(participants: Sequence[Participant], text: str, stretches: Iterable[tuple[int, int]]) -> list[Participant]:
    """Participants with the offsets of the first place, in the stretches of the text, where their names are written.

    A name inside a longer name or office of another participant ("Adjutant of the King") is not that person's; where
    a name is not found the offsets are None. Participants of one name take its places in turn.
    """
    waiting: dict[str, list[int]] = {}
    for i in reversed(range(len(participants))):
        waiting.setdefault(participants[i].name_as_written, []).append(i)
    offices = {participant.office for participant in participants if participant.office}
    parts = sorted({*waiting, *offices} - {""}, key=lambda part: (-len(part), part))
    if not parts:
        return list(participants)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, parts))})(?!\w)")
    located = list(participants)
    for start, end in stretches:
        for match in pattern.finditer(text, start, end):
            if indices := waiting.get(match[0]):
                i = indices.pop()
                located[i] = replace(participants[i], clean_start=match.start(), clean_end=match.end())
    return located


def _person(person_id: str, mentions: Sequence[str]) -> Person:
    name, *others = dict.fromkeys(mentions)
    return Person(person_id, name, tuple(others), basis="document")


def _listed(member: CastMember, identities: Sequence[_Identity], known: Mapping[str, Person]) -> int | None:
    """The participant whose name, or else whose office, the member's is; None where it could be none or several."""
    names = [_names_of(identity, known) for identity in identities]
    possible = [i for i in range(len(identities)) if not _clashes(member.name, names[i])]
    for mentions in ((member.name,), member.forms):
        scores = {i: max((_agreement(a, b) for a in mentions for b in names[i]), default=0) for i in possible}
        if not any(scores.values()):
            scores = {i: max((_office_agreement(a, identities[i]) for a in mentions), default=0) for i in possible}
        best = max(scores.values(), default=0)
        closest = [i for i in possible if best and scores[i] == best]
        if len(closest) > 1:
            closest = [i for i in closest if any(_shares_title(a, identities[i]) for a in mentions)]
        if len(closest) == 1:
            return closest[0]
    return None


def _names_of(identity: _Identity, known: Mapping[str, Person]) -> list[str]:
    person = known.get(identity.person_id)
    return [*identity.mentions[:1], *((person.name, *person.aliases) if person else ())]


def _look_up(identities: Sequence[_Identity], known: Mapping[str, Person]) -> None:
    """Find persons of the authority file, and only where one identity and one person claim each other."""
    by_surname: dict[str, list[tuple[Person, str]]] = {}
    for person in known.values():
        for name in (person.name, *person.aliases):
            by_surname.setdefault(_surname(name), []).append((person, name))
    claims: dict[str, list[tuple[int, _Identity]]] = {}
    for identity in identities:
        scores: Counter[str] = Counter()
        for mention in dict.fromkeys(identity.mentions):
            for person, name in by_surname.get(_surname(mention), ()):
                scores[person.person_id] = max(scores[person.person_id], _agreement(mention, name))
        best = max(scores.values(), default=0)
        closest = [person_id for person_id, score in scores.items() if score == best]
        if best >= GIVEN and len(closest) == 1:
            person = known[closest[0]]
            if not any(_clashes(mention, (person.name, *person.aliases)) for mention in identity.mentions):
                claims.setdefault(person.person_id, []).append((best, identity))
    for person_id, claimants in claims.items():
        best = max(score for score, _ in claimants)
        closest_identities = [identity for score, identity in claimants if score == best]
        if best == SAME or len(closest_identities) == 1:
            for identity in closest_identities:
                identity.person_id = person_id


def _surname(name: str) -> str:
    return parse_name(name).surname or fold(name)


def _agreement(mention: str, name: str) -> int:
    """How closely two names agree: SAME, GIVEN (surname and given names or initials), SURNAME, PART, or 0."""
    a, b = parse_name(mention), parse_name(name)
    if fold(mention) == fold(name) != "" or (a.given and (a.given, a.surname) == (b.given, b.surname)):
        return SAME
    if not (a.surname and b.surname):
        return 0
    if a.surname == b.surname:
        if a.given and b.given:
            return GIVEN if _given_agree(a.given, b.given) else 0
        return SURNAME
    words = {*b.given, *b.surname.split()}
    return PART if len(a.surname) > 2 and words.issuperset((*a.given, *a.surname.split())) else 0


def _clashes(mention: str, names: Iterable[str]) -> bool:
    """Whether a mention has the surname of the names, but other given names than all of them."""
    a = parse_name(mention)
    namesakes = [b for b in map(parse_name, names) if a.given and b.given and a.surname == b.surname]
    return bool(namesakes) and not any(_given_agree(a.given, b.given) for b in namesakes)


def _given_agree(given: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two sets can be one person's: they agree in order, or the fewer are whole words among the others."""
    short, long = sorted((given, other), key=len)
    if all(a == b or (a[0] == b[0] and 1 in (len(a), len(b))) for a, b in zip(short, long, strict=False)):
        return True
    return all(len(word) > 1 and word in long for word in short)


def _office_agreement(mention: str, identity: _Identity) -> int:
    """How well a mention that is only an office begins the participant's: "the Minister" and "Minister of Trade"."""
    wanted = parse_name(mention)
    if wanted.surname or not wanted.office or identity.participant is None:
        return 0
    written = parse_name(identity.participant.name_as_written).office
    offices = [fold(office).split() for office in (identity.participant.office, written) if office]
    words = wanted.office.split()
    return max((SAME if office == words else PART for office in offices if office[: len(words)] == words), default=0)


def _shares_title(mention: str, identity: _Identity) -> bool:
    participant = identity.participant
    name: Name = parse_name(mention)
    if participant is None:
        return False
    written = " ".join(filter(None, (participant.title_as_written, participant.office, participant.name_as_written)))
    return bool({*name.titles, *name.office.split()} & set(fold(written).split()))


def _name(identities: Sequence[_Identity], document_id: str, reserved: set[str]) -> None:
    """Ids for persons whom only this document knows: its id and the name, with initials where names would be alike."""
    short = [_slug(_short_words(identity.mentions[0])) for identity in identities]
    often = Counter(short)
    numbers: Counter[str] = Counter()
    for identity, slug in zip(identities, short, strict=True):
        if often[slug] > 1:
            slug = _slug(fold(identity.mentions[0]).split())
        person_id = f"{document_id}.{slug}"
        numbers[slug] = max(numbers[slug], 1)
        while person_id in reserved:
            numbers[slug] += 1
            person_id = f"{document_id}.{slug}-{numbers[slug]}"
        reserved.add(person_id)
        identity.person_id = person_id


def _short_words(mention: str) -> list[str]:
    name = parse_name(mention)
    if name.surname:
        return [*(word for word in name.given if len(word) > 1), *name.surname.split()]
    words = fold(mention).split()
    return [word for word in words if word not in titles()] or words


def _slug(words: Iterable[str]) -> str:
    ascii_words = " ".join(words).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_words)[:SLUG_LENGTH].strip("-") or "person"
