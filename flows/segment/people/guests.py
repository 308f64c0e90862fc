"""Whom a record calls "the guest", "the visitor" or "His Excellency" that also names him."""

from __future__ import annotations

from collections.abc import Iterator

from flows.segment.names import MENTION, Name, lexicon, parse_name
from flows.segment.people.members import Member
from flows.segment.people.offices import office_key
from flows.segment.people.roster import Roster
from flows.segment.rare import RarePattern

GUESTS = frozenset({"guest", "visitor"})
EXCELLENCY = "excellency"
STYLED = RarePattern(
    rf"(?:[Hh]is\sExcellency|\bH\.\s?E\.),?\s(?P<who>[Tt]he\s{MENTION}|{MENTION})", sign=r"Excellency|H\.\s?E\."
)
OPENING_PARAGRAPHS = 2
VISIT = RarePattern(
    rf"(?:[Vv]isit|VISIT)\s(?:of|OF|by|BY|from|FROM)\s(?P<of>(?:[Tt]he\s)?{MENTION})"
    rf"|\b[Ii]n\shonour\sof\s(?P<honoured>{MENTION})"
    rf"|(?P<who>{MENTION})(?:,\s[^,.;]{{2,60}},)?\s"
    r"(?:called\son|came\sto\ssee|came\son\sa\svisit|paid\sa\s(?:[a-z]+\s)?(?:call|visit)|visited)\b"
    rf"|\breceived\s(?P<received>{MENTION})",
    sign=r"[Vv]isit|VISIT|honour|called\son|came\s|paid\sa\s|received\s",
)


def name_guest(roster: Roster) -> None:
    """Let the guest whom a record lets speak under no name be the one whose visit its head or first words tell of, and
    "His Excellency" the one speaker of whom it says that he is.
    """
    for words, find in ((GUESTS, _visitors), ({EXCELLENCY}, _excellencies)):
        members = map(roster.cast.members.__getitem__, sorted(roster.numbers))
        guests = [m for m in members if not m.surname and m.participant is None and parse_name(m.name).office in words]
        named = find(roster) if guests else []
        for guest in guests if len(named) == 1 else ():
            roster.cast.same[guest.number] = named[0]
            roster.numbers.discard(guest.number)
            roster.numbers.add(named[0].number)


def entitle_guest(roster: Roster) -> None:
    """Let the one visitor whom a record names without an office hold that of whose visit its head tells: "Visit of the
    Norvanian Ambassador", and then "Count Sabo called on the Minister".
    """
    offices = {name.office: name for name in _told_to_visit(roster) if name.office and not name.surname}
    visitors = _visitors(roster) if len(offices) == 1 else []
    if len(visitors) != 1 or not visitors[0].offices.keys() <= lexicon("ranks"):
        return
    for office, name in offices.items():
        if roster.cast.find(name) is None:
            roster.cast.entitle(visitors[0], office_key(office))


def _excellencies(roster: Roster) -> list[Member]:
    """The speakers whom the record names behind "His Excellency"."""
    found = (roster.cast.find(parse_name(m["who"])) for m in STYLED.finditer(roster.body.text, 0, roster.body.end))
    return list({m.number: m for m in found if m is not None and m.number in roster.numbers}.values())


def _visitors(roster: Roster) -> list[Member]:
    """Those whose visit the head of a record or its first paragraphs tell of, the drafter aside."""
    found: list[Member] = []
    for name in _told_to_visit(roster):
        member = roster.cast.find(name) if name.surname else None
        if member is not None and member is not roster.drafting and member not in found:
            found.append(member)
    return found


def _told_to_visit(roster: Roster) -> Iterator[Name]:
    """Those whose visit the head of a record or its first paragraphs tell of, by name or office."""
    paragraphs = roster.body.paragraphs[:OPENING_PARAGRAPHS]
    for match in VISIT.finditer(roster.body.text, 0, paragraphs[-1][1] if paragraphs else 0):
        yield parse_name(next(filter(None, match.groupdict().values())))
