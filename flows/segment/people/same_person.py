"""Offices and names that are one person's: "the Premier" and "Kang", where the text has "Premier Kang"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple, TypeVar

from flows.segment.clauses.finding import attributions
from flows.segment.names import parse_name
from flows.segment.people.heard import Heard
from flows.segment.people.members import Member
from flows.segment.people.mentions import LONGEST_NAME, names_in
from flows.segment.people.offices import office_key, shorter_offices
from flows.segment.people.roster import Roster

LEAST_BESIDE = 2
LEAST_REPORTS, LEAST_REPORTS_WITHOUT_LIST = 2, 3  # of somebody who may be he whom the record calls by his office
Key = TypeVar("Key")


def _one_or_two(pairs: Iterable[tuple[str, Key]]) -> dict[str, set[Key]]:
    """What goes with each of the first of these; two where several do: it is asked only whether there is one."""
    found: dict[str, set[Key]] = {}
    for of, key in pairs:
        keys = found.setdefault(of, set())
        if len(keys) < 2:
            keys.add(key)
    return found


def _one_of_two(office: Heard, two: Sequence[Member]) -> Member | None:
    """Who of the two, and no more, whom the record lists without office is meant by an office: whose name never stands
    next to it where speakers change, while the other one's does.
    """
    if len(two) != 2 or not all(member.surname for member in two):
        return None
    apart = [member for member in two if not office.beside[member.surname]]
    return apart[0] if len(apart) == 1 else None


class _Holders(NamedTuple):
    """Who goes with an office: of those heard, before their name in the text and in apposition to it; of the members of
    the cast likewise; one, or two where there are several.
    """

    heard: Mapping[str, set[str]]
    apposed_heard: Mapping[str, set[str]]
    known: Mapping[str, set[int]]
    apposed_known: Mapping[str, set[int]]


def unite(
    roster: Roster,
    heard: dict[str, Heard],
    offices: Mapping[str, set[str]],
    in_apposition: Mapping[str, set[str]],
    writer: Member | None,
) -> None:
    """Make one of "the Premier" and "Kang", where the text has "Premier Kang", one such person and no exchange
    between the two, or "the Premier, Mr. Kang,"; and let such an office name who is listed without it, but
    not the `writer`, who has no office to himself.
    """
    _unite_short_names(heard)
    for named in in_apposition.keys() & heard.keys():
        heard[named].offices |= {office for office in in_apposition[named] if _is_only_short(roster, office)}
    holders = _holders(roster, heard, offices, in_apposition)
    two = roster.listed if not any(member.offices or member is writer for member in roster.listed) else []
    next_to: dict[str, list[Heard]] = {}
    for subject in heard.values() if two else ():
        for other in subject.beside:
            next_to.setdefault(other, []).append(subject)
    for key in sorted(heard) * 2:  # once more: whose office one is tells whose the other is
        if key not in heard or (parsed := parse_name(heard[key].mention)).surname:
            continue
        office = office_key(parsed.office)
        if (name := _name_of(office, heard[key], holders)) is not None:
            heard[name].weight += heard[key].weight
            heard[name].offices.add(office)
            del heard[key]
        elif (number := _member_with(office, holders)) is not None:
            _entitle(roster, roster.cast.members[number], office)
            del heard[key]
        elif (host := _one_of_two(heard[key], two)) is not None:
            _entitle(roster, host, office)
            for subject in next_to.get(key, ()):
                subject.beside[host.surname] += subject.beside[key]
            del heard[key]


def _is_only_short(roster: Roster, office: str) -> bool:
    """Whether an office is only a shorter form of what some are listed with: "Minister" of "Foreign Minister"."""
    holders = roster.cast.by_office.get(office, ())
    return bool(holders) and all(member.offices[office] for member in holders)


def _unite_short_names(heard: dict[str, Heard]) -> None:
    """Make one of those heard of "Nguyen Van Lam" and "Comrade Lam"."""
    for key in sorted(heard):
        short = key.rpartition(" ")[2]
        if short != key and short in heard and parse_name(heard[key].mention).surname == key:
            heard[key].weight += heard.pop(short).weight


def _holders(
    roster: Roster, heard: Mapping[str, Heard], offices: Mapping[str, set[str]], in_apposition: Mapping[str, set[str]]
) -> _Holders:
    """Who goes with each office."""
    named = [member for member in roster.cast.members if member.surname]
    return _Holders(
        heard=_one_or_two(
            (form, key)
            for key in sorted(heard)
            if (parsed := parse_name(heard[key].mention)).surname
            for part in (*parsed.given, parsed.surname)
            for held in offices.get(part, ())
            for form in _forms(held)
        ),
        apposed_heard=_one_or_two(
            (form, name)
            for name, of_name in in_apposition.items()
            if name in heard
            for held in of_name
            for form in _forms(held)
        ),
        known=_one_or_two((office, m.number) for m in named for office in offices.get(m.surname, ())),
        apposed_known=_one_or_two((office, m.number) for m in named for office in in_apposition.get(m.surname, ())),
    )


def _forms(office: str) -> tuple[str, ...]:
    """An office, and the shorter ones that can stand for it."""
    return (office, *shorter_offices(office))


def _name_of(office: str, subject: Heard, holders: _Holders) -> str | None:
    """The only one of those heard who holds an office, under which a subject is heard, and who can be the same."""
    apposed = set[str]().union(*(holders.apposed_heard.get(form, ()) for form in _forms(office)))
    one = apposed if len(apposed) == 1 else holders.heard.get(office, set())
    if len(one) != 1:
        return None
    (name,) = one
    return name if one is apposed or not subject.exchanges(name) else None


def _member_with(office: str, holders: _Holders) -> int | None:
    """The number of the only member of the cast who holds an office, where none of those heard does."""
    forms = _forms(office)
    known = holders.known.get(office, set()).union(*(holders.apposed_known.get(form, ()) for form in forms))
    return next(iter(known)) if len(known) == 1 and not holders.heard.get(office) else None


def unite_by_exclusion(
    roster: Roster, heard: Mapping[str, Heard], offices: Mapping[str, set[str]], has_list: bool
) -> None:
    """Make one of the only speaker who is known by an office alone and the only one, whom no list has, who is known by
    no office, where neither ever speaks next to the other: "the Secretary" and "Mr. Kang", each of whom others answer;
    or of such an office in the first sentence and the only name in the title that can be its holder's.
    """
    nameless = [m for m in roster.cast.members if m.number in roster.numbers and m.offices and not m.surname]
    least = LEAST_REPORTS if len(roster.listed) > 1 else LEAST_REPORTS_WITHOUT_LIST
    unknown = [key for key in heard if heard[key].reports >= least and _is_without_office(key, heard[key], offices)]
    if len(nameless) != 1 or (has_list and nameless[0].participant is not None):
        return
    found = [roster.cast.find(parse_name(heard[key].mention)) for key in unknown[:2]]
    titled = nameless[0].participant is not None and not has_list and not unknown
    if titled:
        found = [m for m in roster.listed if m.surname and not m.offices and _takes_turns(roster, nameless[0], m, 3)]
    named = found[0] if len(found) == 1 else None
    if named is None or (named.participant is not None and not titled) or named.number not in roster.numbers:
        return
    if _takes_turns(roster, nameless[0], named):
        listed = nameless[0].participant is not None and not titled
        one, other = (named, nameless[0]) if listed else (nameless[0], named)
        roster.cast.same[one.number] = other
        roster.numbers.discard(one.number)


def unite_apart(roster: Roster, announced: Sequence[Member]) -> None:
    """Make one of an office that is heard little, and of whom the head of the record names behind it, or of those known
    by name alone the only one who never speaks next to it.
    """
    order = _order(roster) if announced else []
    members = (roster.cast.members[number] for number in sorted(roster.numbers))
    named = [m for m in members if m.surname and not m.offices and m is not roster.drafting]
    for office in announced:
        beside = {id(member) for pair in pairwise(order) if office in pair for member in pair}
        apart = [member for member in named if id(member) not in beside] if len(named) > 1 else []
        holder = _named_behind(roster, office.name)
        if holder is None and len(apart) == 1 and _changes(order, office, apart[0]) > 1:
            holder = apart[0]
        if holder is not None:
            roster.cast.same[office.number] = holder
            roster.numbers.discard(office.number)


def _named_behind(roster: Roster, mention: str) -> Member | None:
    """Whom the head names behind an office: "Ruritanian Foreign Minister Smith" for "the Ruritanian Minister"."""
    text, end = roster.body.text, roster.body.start
    words = map(re.escape, office_key(parse_name(mention).office).split())
    office = re.compile(r"\b" + r"\s(?:\w+\s)?".join(words) + r",?\s(?:\(\s?)?", re.IGNORECASE)
    for match in office.finditer(text, 0, end):
        for name in names_in(text, match.end(), min(end, match.end() + LONGEST_NAME)):
            if text.startswith(name, match.end()) and (parsed := parse_name(name)).surname:
                return roster.cast.find(parsed)
    return None


def _takes_turns(roster: Roster, one: Member, other: Member, least: int = 2) -> bool:
    """Whether two speak between each other, one after the other at `least` so often, and never next to each other."""
    order = _order(roster)
    beside = any({before, after} == {one, other} for before, after in pairwise(order))
    return not beside and _changes(order, one, other) >= least


def _changes(order: Sequence[Member | None], one: Member, other: Member) -> int:
    """How often one of two speaks after the other."""
    pair = [member for member in order if member is one or member is other]
    return sum(before is not after for before, after in pairwise(pair))


def _order(roster: Roster) -> list[Member | None]:
    """Who says something, in order; None where it is the drafter."""
    text = roster.body.text
    told = (
        clause
        for s in roster.body.sentences
        for clause in ([s.head] if s.head else s.fronted or attributions(text, s.start, s.end)[:1])
    )
    says = [c for c in told if "reporting" in c.verb.classes and c.auxiliary != "had"]
    found = [roster.cast.find(parse_name(c.subject)) for c in says if not c.pronoun or roster.is_person(c)]
    return [member for member, _ in groupby(found)]


def _is_without_office(key: str, subject: Heard, offices: Mapping[str, set[str]]) -> bool:
    """Whether somebody heard has a name and a form of address, and the record gives him no office."""
    parsed = parse_name(subject.mention)
    office = parsed.office or subject.offices or any(offices.get(part) for part in (*parsed.given, key))
    return bool(parsed.surname and parsed.titles and not office)


def settle_by_turns(roster: Roster, shared: Mapping[str, Sequence[Member]]) -> None:
    """Of several who hold an office, let the office alone name the only one whom the record does not call by it and his
    country; or else the one next to whom it hardly ever speaks: what "the Minister" asks is answered by the other one.
    """
    heads = [sentence.head for sentence in roster.body.sentences if sentence.head is not None]
    names = [parse_name(c.subject) for c in heads if not c.pronoun and "reporting" in c.verb.classes]
    beside: dict[str, Counter[int]] = {}
    for pair in pairwise(names):
        for alone, name in (pair, pair[::-1]):
            member = roster.cast.find(name) if name.surname and not alone.surname else None
            if member is not None:
                beside.setdefault(office_key(alone.office), Counter())[member.number] += 1
    called = (parse_name(clause.subject) for clause in heads if not clause.pronoun)
    of_countries = {roster.cast.of_country(office_key(name.office)) for name in called if not name.surname}
    for office, holders in shared.items():
        plain = [member for member in holders if member not in of_countries]
        if len(plain) == 1:
            roster.cast.call(plain[0], office)
            continue
        counts = beside.get(office, Counter())
        least, next_least, *_ = sorted(holders, key=lambda member: counts[member.number])
        if counts[next_least.number] >= max(LEAST_BESIDE, 3 * counts[least.number]):
            roster.cast.call(least, office)


def _entitle(roster: Roster, member: Member, office: str) -> None:
    """Let an office, under which somebody speaks, name a member."""
    roster.cast.entitle(member, office)
    roster.numbers.add(member.number)
