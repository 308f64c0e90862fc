"""Who can speak in a document: the names of its labels, and subjects of reporting clauses that have standing."""

from __future__ import annotations

import re
from functools import cached_property

from flows.segment.body import Body
from flows.segment.clauses.reporting_clause import Clause
from flows.segment.labels.label import Label
from flows.segment.labels.words import normal
from flows.segment.names import Name, fold, parse_name
from flows.segment.people.admission import admit_heard
from flows.segment.people.cast import Cast
from flows.segment.people.label_members import name_labels, unite_labels
from flows.segment.people.members import Member, names_by_address
from flows.segment.people.offices import is_people_of, office_key, whole_office
from flows.segment.people.roster import PERSONS, Roster
from flows.segment.people.sexes import SEXES, Sexes

# In whose name a drafter speaks, and he himself: "My Government urged that".
OWN_PRINCIPAL = re.compile(
    r"(?:[Mm]y|[Oo]ur) (?:own )?(?:[A-Z][a-z]+ )?(?:Government|Minister|President|authorities)|[Tt]he undersigned"
)

ONE_OF_PEOPLE = re.compile(r"[Tt]he ([A-Z][a-z]+(?<!ese)(?<!sh)(?<!ss)(?<!nch))")  # "The Chinese" may be many


class Speakers(Roster):
    """The members of the cast who hold turns, and whom names, labels and pronouns mean."""

    def __init__(self, body: Body, cast: Cast, drafter: str | None, has_list: bool) -> None:
        super().__init__(body, cast)
        self._sexes = Sexes(body, cast)
        name_labels(self)
        admit_heard(self, drafter, has_list)
        unite_labels(self)

    def named(self, clause: Clause) -> Member | None:
        """The member that a clause's subject names, if it can be a speaker here."""
        if clause.pronoun:
            return None  # "He" is no "H.E."
        member = self.mentioned(clause.subject)
        return self.mentioned(clause.apposition) if member is None and clause.apposition else member

    def mentioned(self, mention: str) -> Member | None:
        """The member that a mention names, if it can be a speaker here."""
        if self.other is not None and parse_name(mention).office == "interlocutor":
            return self.other
        if self.drafting is not None and self.person == "I" and OWN_PRINCIPAL.fullmatch(mention):
            return self.drafting
        if self.facing_now is not None and self._is_faced(parse_name(mention)):
            return self.facing_now
        member = self.cast.see(mention) or self._of_people(mention)
        if member is None and self.other is not None and names_by_address(parse_name(mention)):
            return self.other  # "His Excellency"
        if member is None or (member.number not in self.numbers and member.participant is None):
            return None
        if member is self.drafting and self.other is not None and not parse_name(mention).surname:
            return self.other  # who says "I" is no "Minister" to himself
        return member

    def _of_people(self, mention: str) -> Member | None:
        """Whom a diplomat calls by nothing but whose he is: "the Hungarian", the only one with an office of Hungary."""
        people = ONE_OF_PEOPLE.fullmatch(mention)
        if people is None or self.drafting is None:
            return None
        members = [self.cast.members[number] for number in self.numbers]
        found = [m for m in members if m is not self.drafting and is_held_for(m, people[1].lower())]
        return found[0] if len(found) == 1 else None

    def _is_faced(self, name: Name) -> bool:
        """Whether an office alone is one under which the drafter met whom he is talking with."""
        return not name.surname and not whole_office(name.office) and office_key(name.office) in self.facing_as

    def facing(self, member: Member | None) -> Member | None:
        """Who talks with a member, where just two persons do."""
        others = self._two - {member.number} if member is not None else frozenset[int]()
        return self.cast.members[min(others)] if len(others) == 1 else None

    @cached_property
    def _two(self) -> frozenset[int]:
        """The numbers of the only two who hold turns, or who are listed where fewer do; else none."""
        numbers = self.numbers if len(self.numbers) > 1 else self.numbers | {m.number for m in self.listed}
        return frozenset(numbers) if len(numbers) == 2 else frozenset()

    def labelled(self, label: Label) -> Member | None:
        """The member that a label names; "I" is the drafter."""
        if label.meant == "I" and self.drafting is not None:
            return self.drafting
        member = self.by_label.get(normal(label.meant), self.cast.see(label.meant))
        return self.cast.meant(member) if member is not None else None

    def meant(self, clause: Clause, current: Member | None) -> Member | None:
        """Whom a pronoun means in a record whose drafter speaks of himself as "I": "he" is never the drafter."""
        if not self.says(clause):
            return None
        if clause.subject.upper() in PERSONS:
            return self.drafting if self.is_person(clause) else None
        if clause.subject.lower() in ("he", "she") and current is self.drafting:
            return self.other
        return None

    def of_other_sex(self, clause: Clause, current: Member | None, before: Member | None) -> Member | None:
        """Whom "she" means where a man holds the floor, or "he" where a woman does: who held it `before`, the only one
        whom the record calls so, or who was just named; None where the pronoun may mean who holds it.
        """
        pronoun = clause.subject.lower()
        if self.body.labelled or self.drafting is not None or not self.says(clause) or current is None:
            return None
        if pronoun not in SEXES or self.may_be(current, pronoun):
            return None
        if before is not None and self._sexes.of(before) == pronoun:
            return before
        return self.only_of_sex[pronoun] or self._just_named(clause, pronoun)

    def may_be(self, member: Member, pronoun: str) -> bool:
        """Whether "he" or "she" in small letters can mean a member: "she" is the only woman, if one is known."""
        sex = self._sexes.of(member)
        return sex == pronoun or (sex is None and not (pronoun == "she" and self.only_of_sex[pronoun] is not None))

    @cached_property
    def only_of_sex(self) -> dict[str, Member | None]:
        """The only one of those who speak whom the record calls "he", and the only one whom it calls "she"."""
        found: dict[str, list[Member]] = {pronoun: [] for pronoun in SEXES}
        for member in self.cast.members:
            sex = self._sexes.of(member) if member.number in self.numbers else None
            if sex is not None:
                found[sex].append(member)
        return {pronoun: same[0] if len(same) == 1 else None for pronoun, same in found.items()}

    def _just_named(self, clause: Clause, pronoun: str) -> Member | None:
        """The only one of those listed of that sex whom the sentence before in the paragraph names: "Mr. Smith turned
        to Mrs. Brown. She said"; but "Mr. Smith said that his wife was ill. She said".
        """
        at = self.body.sentence_from(clause.start + 1) - 1
        before, told = self.body.sentences[max(at - 1, 0)], self.body.sentences[at]
        if before is told or before.paragraph != told.paragraph:
            return None
        words = set(normal(self.body.text[before.start : before.end]).split())
        named = [m for m in self.listed if normal(m.surname) in words and self._sexes.of(m) == pronoun]
        return named[0] if len(named) == 1 else None


def is_held_for(member: Member, people: str) -> bool:
    """Whether an office of somebody is of a people: the "Hungarian ambassador", or "of Hungary", of "hungarian"."""
    offices = {*member.offices, *member.called, *member.listed_offices, member.whole_office}
    countries = (whole_office(office).partition(" of ")[2] for office in offices)
    return any(people in fold(office).split() for office in offices) or any(
        is_people_of(people, country) for country in countries if country
    )
