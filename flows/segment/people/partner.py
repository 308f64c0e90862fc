"""Whom the drafter of a record in the first person talks with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from flows.segment.clauses.finding import JOINT
from flows.segment.names import MENTION, Name, lexicon, parse_name
from flows.segment.people.heard import Heard, need_of
from flows.segment.people.meetings import ASKED_IN, INVITED, MEETING, RECEIVED, visit_at, without_house
from flows.segment.people.members import Member
from flows.segment.people.mentions import LONGEST_NAME, NAME_BEFORE, names_in
from flows.segment.people.roster import Roster
from flows.segment.rare import RarePattern

OPENING_PARAGRAPHS = 2
LONGEST_VISIT = 240  # characters of a sentence that says who came to see the drafter
# Who comes with somebody is not he; nor is it he who goes there with the drafter.
IN_COMPANY = re.compile(
    r"\b(?P<own>I (?:had )?(?:went|gone|called|came|drove|walked)(?: round| along| together)? with|I took"
    r"|I was accompanied by|Accompanied by)\s"
    r"|\b(?:[Aa]ccompanied by|(?:bringing|brought|had|having) with (?:him|her|me|us))\s"
)
COMPANY_ENDS = re.compile(r"[^\W\d_]{3,}[.;]\s|\b(?:I|we|who|when|where|to|upon|on)\s")
AND_I = re.compile(r"(?:\s\([^()\n]{1,40}\)|,\s[^.;:]{2,60},)?\sand\s(?=I\s)")
LONGEST_COMPANY = 160
# "Sir Hugh Smith being present for most of it"
THERE_TOO = RarePattern(
    rf"(?P<who>{MENTION})(?:\s\[\d{{1,3}}\])?,?\s(?:also\s)?(?:(?:being|was)\s(?:also\s)?(?:present|there|in the room"
    r"|in attendance)|attending|in attendance)\b",
    sign=r"\s(?:present|there|in the room|attendance|attending)\b",
)
STYLES = frozenset({"excellency", "lordship", "eminence"})  # of whoever is talked with; a King is somebody


def find_partner(roster: Roster, heard: Mapping[str, Heard], offices: Mapping[str, set[str]]) -> None:
    """Let one of those met, heard or named be whom the drafter talks with. `offices`: the text's, by surname."""
    roster.other = _partner_of(roster) or _loudest(roster, heard, offices)
    _unite_partner(roster, heard)


def _loudest(roster: Roster, heard: Mapping[str, Heard], offices: Mapping[str, set[str]]) -> Member | None:
    """Of those heard who can name a person, the one with the most weight."""
    persons = [key for key in sorted(heard) if need_of(roster.body, key, heard[key].mention, offices) is not None]
    if not persons:
        return None
    member = roster.cast.add(heard[max(persons, key=lambda key: heard[key].weight)].mention)
    roster.numbers.add(member.number)
    return member


def _unite_partner(roster: Roster, heard: Mapping[str, Heard]) -> None:
    """Let the one office under which somebody speaks, never next to the drafter's partner, name him; and the one
    surname, where the partner is known by an office alone.
    """
    partner = roster.other
    if partner is not None and not partner.surname:
        _name_partner(roster, partner)
        _unite_style(roster)
        return
    _unite_style(roster)
    if partner is None or not partner.offices.keys() <= lexicon("ranks"):
        return
    offices: dict[int, set[bool]] = {}  # whether those who speak under it stand next to him
    for subject in heard.values():
        name = parse_name(subject.mention)
        member = None if name.surname else roster.cast.find(name)
        others = roster.those_met if len(roster.those_met) > 1 else ()
        if member is not None and member.participant is None and member.number not in others:
            offices.setdefault(member.number, set()).add(subject.beside[partner.surname] > 0)
    apart = [number for number, facing in offices.items() if facing == {False}]
    if len(apart) == 1:
        roster.cast.same[apart[0]] = partner


def _unite_style(roster: Roster) -> None:
    """Let the drafter's partner be whom the record calls by a style of address alone: "His Excellency said"."""
    partner = roster.other
    if partner is None or _is_style(partner):
        return
    for number in sorted(roster.numbers):
        member = roster.cast.members[number]
        if member.participant is None and _is_style(member):
            roster.cast.same[number] = partner
            roster.numbers.discard(number)


def _is_style(member: Member) -> bool:
    """Whether a style of address is all that names somebody."""
    return not member.surname and member.name.split()[-1].lower() in STYLES


def _partner_of(roster: Roster) -> Member | None:
    """Whom the drafter talks with: who is most heard, whom he says he met, or the only other one listed."""
    for match in MEETING.finditer(roster.body.text, roster.body.start, roster.body.end):
        member = roster.met(match)
        if member is not None:
            roster.numbers.add(member.number)
            roster.those_met.add(member.number)
            _all_met(roster, match)
    for start, end in roster.body.paragraphs if roster.those_met else ():
        came = visit_at(roster.body.text, start, min(end, start + LONGEST_VISIT))
        member = roster.met(came) if came is not None else None
        if member is not None:
            roster.numbers.add(member.number)
    heard, visited = _most_heard(roster), _visited(roster)
    if heard is None or (visited is not None and visited.surname):
        return visited or _only_other(roster)
    together = heard.number in roster.those_met
    if visited is not None and not visited.surname and heard.surname and not heard.offices and not together:
        if _first_named(_saying(roster)) is not heard:
            return visited
        # "I called on the Minister. … Smith said": one and the same.
        roster.cast.same[visited.number] = heard
        roster.numbers.discard(visited.number)
    return heard


def _all_met(roster: Roster, match: re.Match[str]) -> None:
    """Let the others whom a match of `MEETING` names be speakers too: "I lunched with Smith, Brown and Jones"."""
    at, others = match.end("who"), list[str]()
    while (further := JOINT.match(roster.body.text, at)) is not None:
        others.append(further["other"])
        at = further.end()
        if "and" in further[0][: further.start("other") - further.start()]:
            members = [roster.cast.add(name) for name in others if parse_name(name).surname]
            roster.numbers.update(member.number for member in members)
            roster.those_met.update(member.number for member in members)
            return


def _name_partner(roster: Roster, partner: Member) -> None:
    """Let a partner who is known by an office alone be the one who speaks under a surname without office, and never
    next to him: "The Minister called on me. … M. Kovač said".
    """
    companions = {id(member) for member in _companions(roster)}
    members = (roster.cast.members[number] for number in sorted(roster.numbers))
    speakers = (member for member in members if id(member) not in companions)
    named = [m for m in speakers if m.surname and m.offices.keys() <= lexicon("ranks") and m is not roster.drafting]
    order = _saying(roster)
    facing = {id(pair[0]) for pair in (*pairwise(order), *pairwise(order[::-1])) if pair[1] is partner}
    met = {roster.met(match) for match in MEETING.finditer(roster.body.text, roster.body.start, roster.body.end)}
    apart = [member for member in named if id(member) not in facing and member not in met]
    first = _first_named(order)
    if len(named) > 1:
        apart = [member for member in apart if member is first and _visited(roster) is partner]
    if len(apart) == 1:
        roster.cast.same[partner.number] = roster.other = apart[0]
        roster.numbers.discard(partner.number)


def _companions(roster: Roster) -> list[Member]:
    """Those who, as the record says, came with somebody, or with the drafter."""
    text, start, end = roster.body.text, roster.body.start, roster.body.end
    names: list[tuple[Name, bool]] = []  # whether he came with the drafter
    for came in IN_COMPANY.finditer(text, start, end):
        last = min(came.end() + LONGEST_COMPANY, end)
        if came["own"] and MEETING.search(text, came.start(), last) is None:
            continue  # "I went with Mr. Smith to the races. He said"
        ends = COMPANY_ENDS.search(text, came.end(), last)
        mentions = names_in(text, came.end(), ends.end() if ends is not None else last)
        named = [parse_name(without_house(mention)) for mention in mentions]
        names += [(name, came["own"] is not None) for at, name in enumerate(named) if name.titles or at == 0]
    for alone in AND_I.finditer(text, start, end):
        met = MEETING.search(text, alone.end(), min(alone.end() + LONGEST_COMPANY, end))
        before = NAME_BEFORE.search(text, max(start, alone.start() - LONGEST_NAME), alone.start())
        if before is not None and met is not None and met.start() == alone.end():
            names.append((parse_name(before["name"]), True))
    names += [(parse_name(there["who"]), False) for there in THERE_TOO.finditer(text, start, end)]
    found = [(roster.cast.find(name), own) for name, own in names if name.surname]
    known = [(member, own) for member, own in found if member is not None and member is not roster.drafting]
    roster.own_side.update(member.number for member, own in known if own)
    return [member for member, _ in known]


def _saying(roster: Roster) -> list[Member | None]:
    """Who says something, clause by clause; None where it is the drafter."""
    text = roster.body.text
    sentences = (s for s in roster.body.sentences if ASKED_IN.search(text, s.start, s.end) is None)
    clauses = (sentence.head or next(iter(sentence.fronted), None) for sentence in sentences)
    says = (c for c in clauses if c is not None and c.verb.classes & {"reporting", "visiting"} == {"reporting"})
    told = [c for c in says if (not c.pronoun or roster.is_person(c)) and c.auxiliary != "had"]
    return [None if clause.pronoun else roster.cast.find(parse_name(clause.subject)) for clause in told]


def _first_named(order: Sequence[Member | None]) -> Member | None:
    """The first who says something under a surname."""
    return next((member for member in order if member is not None and member.surname), None)


def _most_heard(roster: Roster) -> Member | None:
    """The first member who is the subject of most reporting clauses, but the drafter and who comes with somebody."""
    heard: Counter[int] = Counter()
    others = {id(member) for member in (roster.drafting, *_companions(roster))}
    for sentence in roster.body.sentences:
        if sentence.head is not None and not sentence.head.pronoun and "reporting" in sentence.head.verb.classes:
            member = roster.cast.find(parse_name(sentence.head.subject))
            if member is not None and id(member) not in others and not _is_style(member):
                heard[member.number] += 1
    if not heard:
        return None
    return roster.cast.members[heard.most_common(1)[0][0]]


def _only_other(roster: Roster) -> Member | None:
    """The one person besides the drafter whom the record lists, where there is just one."""
    others = [member for member in roster.listed if member is not roster.drafting]
    return others[0] if len(others) == 1 else None


def _visited(roster: Roster) -> Member | None:
    """Whom the drafter says, in the first paragraphs, or before anybody says anything, he met, or who received him."""
    says = (s.paragraph for s in roster.body.sentences if s.head is not None and "reporting" in s.head.verb.classes)
    opening = roster.body.paragraphs[: max(OPENING_PARAGRAPHS, 1 + next(says, 0))]
    if not opening:
        return None
    stretch = (roster.body.text, opening[0][0], opening[-1][1])
    match = MEETING.search(*stretch) or RECEIVED.search(*stretch) or INVITED.search(*stretch)
    member = roster.met(match) if match is not None else None
    if member is not None:
        roster.numbers.add(member.number)
    return member
