"""Who of a cast holds turns in one body, as far as it is known."""

from __future__ import annotations

import re
from functools import cached_property

from flows.segment.body import Body
from flows.segment.clauses.reporting_clause import Clause
from flows.segment.names import parse_name
from flows.segment.people.cast import Cast
from flows.segment.people.heard import tells_in_present
from flows.segment.people.meetings import without_house
from flows.segment.people.members import Member
from flows.segment.people.offices import office_key, shorter_offices, whole_office

PERSONS = ("I", "YOU", "WE")


class Roster:
    """Who holds turns in a body.

    `numbers` are those of the members of the cast who do; `drafting` is the drafter where he speaks of himself as "I",
    or the reader whom he calls "you" (a minute to the minister who led the talk), `person` which of the two he is,
    `himself` whom labels name that he is, who is told of by that name too;
    `other` is the one whom that person talks with, `those_met` all whom the drafter says he met, `own_side` those
    who went there with him; `facing_now` is whom he met last, after others, and `facing_as` are the offices under which
    he did. `bare` are those who speak under their surname alone; `by_initials` says that one of those listed speaks
    under his initials; `by_label` whom labels name; `principals` are the two who talk as the title says, where it takes
    them to tell who is left out.
    """

    def __init__(self, body: Body, cast: Cast) -> None:
        self.body = body
        self.cast = cast
        self.numbers: set[int] = set()
        self.drafting: Member | None = None
        self.himself: Member | None = None
        self.other: Member | None = None
        self.principals: tuple[Member, Member] | None = None
        self.person = PERSONS[0]
        self.those_met: set[int] = set()
        self.own_side: set[int] = set()
        self.facing_now: Member | None = None
        self.facing_as: frozenset[str] = frozenset()
        self.bare: set[int] = set()
        self.by_initials = False
        self.by_label: dict[str, Member] = {}
        self.in_present = tells_in_present(body)

    @cached_property
    def listed(self) -> list[Member]:
        """Those whom the record lists."""
        return [member for member in self.cast.members if member.participant is not None]

    def is_person(self, clause: Clause) -> bool:
        """Whether a clause's subject is the person, "I" or "you", as which the record speaks of drafter or reader."""
        return self.drafting is not None and clause.subject.upper() == self.person

    def says(self, clause: Clause) -> bool:
        """Whether a clause with a pronoun tells, in the tense of the record, what somebody said in the talk."""
        return "reporting" in clause.verb.classes and self.tells(clause) and clause.auxiliary != "had"

    def tells(self, clause: Clause) -> bool:
        """Whether a clause is in the tense in which the record tells what was said."""
        return clause.verb.form == "past" or (self.in_present and clause.verb.form in ("s", "base"))

    def face(self, match: re.Match[str], member: Member) -> None:
        """Let the offices by which a match of `MEETING` names somebody mean him from now on, as a journal does."""
        offices = (office_key(parse_name(match[group]).office) for group in ("who", "named") if match[group])
        self.facing_now = member
        self.facing_as = frozenset(form for office in offices if office for form in (office, *shorter_offices(office)))

    def met(self, match: re.Match[str]) -> Member | None:
        """The member of the cast, other than the drafter, whom a match of `MEETING` says he met."""
        if match["who"] is None:
            return None
        apposition = parse_name(match["named"]) if match["named"] else None
        named = apposition is not None and (apposition.titles or self.cast.find(apposition) is not None)
        mention = match["named"] if named else without_house(match["who"])
        member = self.cast.add(mention)
        if member is self.drafting and not (name := parse_name(mention)).surname and whole_office(name.office):
            member = self.cast.add_apart(mention)  # a "Minister to Ruritania" who calls on "the Minister of Finance"
        return self.cast.meant(member) if member is not self.drafting else None
