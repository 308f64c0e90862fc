"""The cast: who can speak in a document, and which mentions name the same person.

A document's own people come first: its list of participants, then the names that labels and reporting clauses put
forward. There is no global list of aliases: in one record "the Shah" is a speaker, in another a third party.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice

from flows.record import CastMember, Participant
from flows.segment.names import Name, compatible, fold, lexicon, parse_name
from flows.segment.people.members import Member, names_by_address, starts_with
from flows.segment.people.offices import (
    ABBREVIATIONS,
    LONGEST_ACRONYM,
    PORTFOLIOS,
    STYLES,
    office_key,
    shorter_offices,
    whole_office,
)
from flows.segment.people.register import MOST_NAMESAKES, Register

LONGEST_LETTERS = 3  # by which somebody is called for short
LEAST_GIVEN = 3  # letters of a given name behind the surname
KNIGHTED = frozenset({"sir", "dame", "lady"})  # forms of address before a given name alone


def may_be_surname_first(name: Name) -> bool:
    """Whether the first word of a name may be the surname: "Kang Chol-min", and not "Peter Brown"."""
    return len(name.given) == 1 and len(name.surname) >= LEAST_GIVEN and name.given[0] not in lexicon("given-names")


class Cast(Register):
    """Resolves mentions to members. Asking never adds anybody; `add` does."""

    def __init__(self, participants: Sequence[Participant] = ()) -> None:
        super().__init__()
        self._recent: dict[str, Member] = {}
        self._called: dict[str, Member] = {}
        self.same: dict[int, Member] = {}  # whom a member of this number is, who is called in two ways
        sides: dict[str, list[Member]] = {}
        for index, participant in enumerate(participants):
            written = " ".join(filter(None, (participant.title_as_written, participant.name_as_written)))
            if not fold(written):
                continue
            member = self._listed(written, index)
            member.role = member.role or participant.role
            if participant.side:
                sides.setdefault(fold(participant.side), []).append(member)
            if participant.office:
                self.hold_listed(member, participant.office)
        self.sides = frozenset(sides)
        for side, members in islice(sides.items(), MOST_NAMESAKES):
            self.hold_for_side(side, members)

    def _listed(self, written: str, index: int) -> Member:
        """The member that a participant of the list is."""
        parsed = parse_name(written)
        member = self.find(parsed, exact=True) if parsed.surname else None
        if member is not None and parsed.office and member.offices and office_key(parsed.office) not in member.offices:
            member = None  # "Secretary Smith" and "Admiral Smith" are two
        if member is None:
            member = self.enter(written, parsed)
            member.participant = index
        return member

    def find(self, name: Name, exact: bool = False) -> Member | None:
        """The member that a mention names, or None. `exact` leaves out look-alikes and single words of longer names."""
        keyed = self.by_key.get(name.surname or name.office) if not (name.given or name.titles) else None
        if keyed is not None and not exact:
            return keyed
        found = self._find_named(name, exact) if name.surname else self._find_office(name)
        return self._find_addressed(name) if found is None and not exact else found

    def _find_addressed(self, name: Name) -> Member | None:
        """The only one with a form of address who is called by that alone: "Mwalimu", "His Excellency"."""
        if not names_by_address(name):
            return None
        found = self.by_title.get(name.surname or name.office, [])
        return found[0] if len(found) == 1 else None

    def _find_named(self, name: Name, exact: bool) -> Member | None:
        found = [
            m
            for m in self.by_surname.get(name.surname, ())
            if compatible(name.given, m.given) or compatible(m.given[-len(name.given) :], name.given)
        ]
        if not found and not exact:
            token = (name.surname.replace("-", " ").split() or [name.surname])[-1]
            found = [
                m
                for m in self.by_token.get(name.surname, self.by_token.get(token, ()))
                if not name.given or set(name.given) & m.tokens or starts_with(m, name.given)
            ]
            if not found and name.given and KNIGHTED.intersection(name.titles):  # he was "Sir Hugh" before
                namesakes = self.by_surname.get(name.given[0], ())
                found = [m for m in namesakes if not m.given and KNIGHTED.intersection(m.titles)]
            if not found:
                found = [m for m in self.alike(name.surname) if compatible(name.given, m.given)]
            if not found and may_be_surname_first(name):  # he was "Kang" before
                found = [m for m in self.by_surname.get(name.given[0], ()) if not m.given]
        if not found and not exact and len(name.surname) == 1 and not name.given and (name.titles or name.office):
            key = office_key(name.office)  # "Amb. T"
            held = [
                m for m in self.by_initials.get(name.surname, ()) if key in m.offices or m.titles & set(name.titles)
            ]
            return held[0] if len(held) == 1 else None
        if (
            not found
            and not exact
            and not name.given
            and not name.titles
            and not name.office
            and len(name.surname) <= LONGEST_ACRONYM
        ):
            initials = self._find_initials(name.surname) if len(name.surname) <= LONGEST_LETTERS else None
            return initials or self.by_acronym.get(name.surname)
        if len(found) > 1 and name.office:
            key = office_key(name.office)
            found = [m for m in found if key in m.offices] or found
        if len(found) > 1 and name.titles:
            found = [m for m in found if m.titles & set(name.titles)] or found
        if len(found) > 1 and not name.given:
            recent = self._recent.get(name.surname)
            found = [recent] if recent in found else found
        if not found:
            return None
        if exact and len(found) > 1:
            return None
        return found[0]

    def _find_initials(self, letters: str) -> Member | None:
        """A label of one to three letters: the initial of one surname or office, or the initials of one name."""
        hits = self.by_initials.get(letters) or [
            member
            for member in self.by_initial_of_office.get(letters, {}).values()
            if member.letters in ("", letters)  # somebody is not called "L" and "A"
        ]
        return hits[0] if len(hits) == 1 else None

    def _find_office(self, name: Name) -> Member | None:
        key = office_key(name.office)
        if not key:
            return None
        if key in lexicon("offices-as-surnames") and key in self.by_surname and key not in self.by_office:
            return self._find_named(Name(name.titles, "", (), key), exact=True)  # "King", who is "Mr. King"
        found = self.by_office.get(key, [])
        if whole := whole_office(name.office):
            head, _, country = whole.partition(" of ")
            of_side = self.by_country.get(head, {}).get(country)
            if of_side is not None or whole in self.by_whole_office:
                return self.by_whole_office.get(whole, of_side)
            # The representative of one country is not that of another.
            found = [
                m
                for m in found
                if not m.whole_office
                and (m.participant is not None or m.offices.get(key) == 0)
                and (not m.listed_offices or any(o.startswith(whole) or whole.startswith(o) for o in m.listed_offices))
            ]
        if (of_country := self.of_country(key)) is not None:
            return of_country
        if (with_portfolio := self.with_portfolio(key)) is not None:
            return with_portfolio
        if not found and key in self.by_acronym:
            return self.by_acronym[key]
        if not found and (held := STYLES.get(key.split()[-1])):
            found = [m for m in self.members if m.offices.keys() & held]
            return found[0] if len(found) == 1 else None
        if not found:
            for shorter in shorter_offices(key):
                # "the Soviet Ambassador" when the list says only "Ambassador".
                found = [
                    m
                    for m in self.by_office.get(shorter, ())
                    if m.offices[shorter] <= 1
                    and len(m.offices) == 1
                    and not m.whole_office
                    and not (key.split()[0] in PORTFOLIOS and self.has_portfolio(m))
                ]
                if found:
                    key = shorter
                    break
        whole = ABBREVIATIONS.get(name.office, "")
        written = whole if whole.startswith(name.office) else name.office  # "the Amb." is "the Ambassador"
        called = [m for m in found if written in m.called]
        if len(called) == 1 and all(m.called for m in found):
            return called[0]  # "the Premier" is not he whom the record calls "the Prime Minister"
        if len(found) > 1 and key in self._called:
            return self._called[key]
        if len(called) == 1:
            return called[0]
        if len(found) > 1:
            best = min(m.offices[key] for m in found)
            first = [m for m in found if m.offices[key] == best]
            recent = self._recent.get(key)
            if recent in first or (recent in found and best > 0):
                return recent
            bare = [m for m in first if not m.surname]
            found = bare or first
        return found[0] if found else None

    def lists_nameless(self, name: Name) -> bool:
        """Whether the record lists, by the office alone, somebody whom a mention names with his surname too."""
        key = office_key(name.office) if name.office and name.surname else ""
        return any(m.participant is not None and not m.surname for m in self.by_office.get(key, ()))

    def add(self, mention: str) -> Member:
        """The member that a mention names; a new one where there is none."""
        parsed = parse_name(mention)
        member = self.find(parsed)
        if member is None:
            member = self.enter(mention, parsed)
        else:
            if may_be_surname_first(parsed) and parsed.given[0] == member.surname:
                sharing = self.by_token.setdefault(parsed.surname, [])
                if len(sharing) < MOST_NAMESAKES and member not in sharing:
                    sharing.append(member)
            if parsed.office and parsed.surname and member.surname:
                self.entitle(member, office_key(parsed.office))
            self.address(member, parsed.titles)
        return member

    def call(self, member: Member, office: str) -> None:
        """Let an office alone name this one of those who hold it."""
        self._called[office] = member

    def settle(self, with_surname: Mapping[str, Collection[str]]) -> None:
        """Of several who are listed with an office, let the office alone name the one whom the record never calls by
        it and his surname, as it does the others: "President Smith" is not "the President". `with_surname` are the
        offices before each surname.
        """
        for office, members in self.by_office.items():
            listed = [m for m in members if m.participant is not None and m.offices[office] == 0]
            alone = [m for m in listed if office not in with_surname.get(m.surname, ())]
            if len(listed) > 1 and len(alone) == 1:
                self._called[office] = alone[0]

    def add_apart(self, mention: str) -> Member:
        """A new member for a mention that would else be taken for somebody else."""
        return self.enter(mention, parse_name(mention))

    def meant(self, member: Member) -> Member:
        """Whom a member is, where one person was taken for two."""
        return self.same.get(member.number, member)

    def see(self, mention: str) -> Member | None:
        """Resolve a mention in passing, so that a later "the Ambassador" means the ambassador last named."""
        parsed = parse_name(mention)
        member = self.find(parsed)
        if member is not None:
            member = self.meant(member)
            member.forms[mention] = member.forms.get(mention, 0) + 1
            if member.surname:
                self._recent[member.surname] = member
            for office in member.offices:
                if parsed.office or office not in self._recent:
                    self._recent[office] = member
        return member

    def released(self, speakers: Iterable[Member]) -> tuple[dict[int, str], tuple[CastMember, ...]]:
        """Keys of the members that are used, by number, and the cast for the next stage, in the members' order."""
        keys: dict[int, str] = {}
        taken: set[str] = set()
        out = []
        for member in sorted(speakers, key=lambda m: m.number):
            key = re.sub(r"[^a-z0-9]+", "-", fold(member.name)).strip("-") or "speaker"
            number = 2
            while key in taken:
                key, number = f"{key.rstrip('0123456789').rstrip('-')}-{number}", number + 1
            taken.add(key)
            keys[member.number] = key
            out.append(CastMember(key, member.name, tuple(sorted(member.forms)), member.participant))
        return keys, tuple(out)
