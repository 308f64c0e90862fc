"""Which members of the cast the labels of a body name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from itertools import pairwise

from flows.segment.labels.words import normal
from flows.segment.names import parse_name
from flows.segment.people.members import names_by_address
from flows.segment.people.roster import Roster

LONGEST_SHORT = 3  # letters by which somebody is called for short


def rank_of(label: str) -> int:
    """How soon a label is asked whom it names: a name in full first, of which another may have only the first word,
    then the names for short, letters, which can be those of a name, offices, and at last forms of address alone.
    """
    name = parse_name(label)
    if names_by_address(name):
        return 4
    if not name.surname:
        return 3
    if len(name.surname) == 1 or (label.isupper() and sum(map(str.isalpha, label)) <= LONGEST_SHORT):
        return 2
    return 0 if any(len(word) > 1 for word in name.given) else 1


def name_labels(roster: Roster) -> None:
    """Give every label a member. Two labels that follow each other are two people, whatever their offices are."""
    body = roster.body
    order = [(normal(label.meant), body.paragraph_of(label.start)) for label in body.labels]
    counts = Counter(key for key, _ in order)
    # Between two labels somebody else may be told to speak, where not all who do have labels.
    pairs = (
        (one, other)
        for (one, before), (other, after) in pairwise(order)
        if one != other and (body.labelled or after <= before + 1)
    )
    follows = Counter(pairs)
    written = {normal(label.meant): label.meant for label in reversed(roster.body.labels)}
    neighbours: dict[str, list[str]] = {}
    for one, other in follows:
        neighbours.setdefault(one, []).append(other)
        neighbours.setdefault(other, []).append(one)
    chairs = _names_beside_labels(roster, counts)
    rank = {key: rank_of(label) for key, label in written.items()}
    for key in sorted(counts.keys() - chairs.keys(), key=lambda k: (rank[k], -counts[k], k)):
        member = roster.cast.add(written[key])
        for other in neighbours.get(key, ()):
            if other not in roster.by_label or roster.by_label[other].number != member.number:
                continue
            beside = follows[key, other] + follows[other, key]
            by_office = bool(parse_name(written[key]).surname) != bool(parse_name(written[other]).surname)
            fewer = min(counts[key], counts[other])
            if (beside >= 2 and beside >= 0.2 * fewer) or (by_office and beside and beside >= 0.5 * fewer):
                member = roster.cast.add_apart(written[key])
                break
        roster.by_label[key] = member
        roster.numbers.add(member.number)
    roster.by_label |= {office: roster.by_label[key] for office, key in chairs.items()}


def unite_labels(roster: Roster) -> None:
    """Among reporting clauses, let a label that is an office alone name the one person who speaks and holds it."""
    for key, member in roster.by_label.items() if not roster.body.labelled else ():
        if member.surname or member.participant is not None:
            continue
        holders = roster.cast.holders(member.offices)
        if len(holders) == 1 and holders[0].number in roster.numbers:
            roster.by_label[key] = roster.cast.same[member.number] = holders[0]


def _names_beside_labels(roster: Roster, labels: Collection[str]) -> dict[str, str]:
    """The labels that are an office or letters which another label has in parentheses: "The Chairman", "Mr. Smith
    (Chairman)", "S", "Smith (S)"; the label that is meant for each.
    """
    found: dict[str, set[str]] = {}
    for label in roster.body.labels:
        if label.aside is not None:
            office = normal(roster.body.text[slice(*label.aside)].strip(" ()[]"))
            if office in labels and (len(office) <= LONGEST_SHORT or not parse_name(office).surname):
                found.setdefault(office, set()).add(normal(label.meant))
    return {office: next(iter(keys)) for office, keys in found.items() if len(keys) == 1 and office not in keys}
