"""Whom a record calls "the guest" or "the visitor" that also names him."""

from __future__ import annotations

from flows.segment.names import MENTION, parse_name
from flows.segment.people.members import Member
from flows.segment.people.roster import Roster
from flows.segment.rare import RarePattern

GUESTS = frozenset({"guest", "visitor"})
OPENING_PARAGRAPHS = 2
VISIT = RarePattern(
    rf"(?:[Vv]isit|VISIT)\s(?:of|OF|by|BY|from|FROM)\s(?P<of>{MENTION})"
    rf"|\b[Ii]n\shonour\sof\s(?P<honoured>{MENTION})"
    rf"|(?P<who>{MENTION})(?:,\s[^,.;]{{2,60}},)?\s"
    r"(?:called\son|came\sto\ssee|came\son\sa\svisit|paid\sa\s(?:[a-z]+\s)?(?:call|visit)|visited)\b"
    rf"|\breceived\s(?P<received>{MENTION})",
    sign=r"[Vv]isit|VISIT|honour|called\son|came\s|paid\sa\s|received\s",
)


def name_guest(roster: Roster) -> None:
    """Let the guest whom a record lets speak under no name be the one whose visit its head or first words tell of."""
    guests = [member for member in map(roster.cast.members.__getitem__, sorted(roster.numbers)) if _is_guest(member)]
    visitors = _visitors(roster) if guests else []
    if len(visitors) != 1:
        return
    for guest in guests:
        roster.same[guest.number] = visitors[0]
        roster.numbers.discard(guest.number)
        roster.numbers.add(visitors[0].number)


def _is_guest(member: Member) -> bool:
    """Whether all that names somebody is that he is a guest."""
    nameless = not member.surname and member.participant is None
    return nameless and parse_name(member.name).office.lower() in GUESTS


def _visitors(roster: Roster) -> list[Member]:
    """Those whose visit the head of a record or its first paragraphs tell of, the drafter aside."""
    paragraphs = roster.body.paragraphs[:OPENING_PARAGRAPHS]
    found: list[Member] = []
    for match in VISIT.finditer(roster.body.text, 0, paragraphs[-1][1] if paragraphs else 0):
        name = parse_name(next(filter(None, match.groupdict().values())))
        member = roster.cast.find(name) if name.surname else None
        if member is not None and member is not roster.drafting and member not in found:
            found.append(member)
    return found
