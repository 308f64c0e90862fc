"""Under what the members of a cast are known: their names and parts of names, forms of address, offices and letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from flows.segment.names import GROUPS, Name, fold, is_office
from flows.segment.people.members import SMALL_WORDS, Member, look_alikes
from flows.segment.people.offices import (
    IN_THE_CHAIR,
    OF_PORTFOLIO,
    OFFICE_END,
    acronym_of,
    is_of_portfolio,
    is_people_of,
    office_key,
    portfolio_of,
    shorter_offices,
    whole_office,
)

PRIME_MINISTER = "prime minister"  # one may be listed so, and another as "Premier"
# What somebody is called for short, as the list says behind his name or office: "Ambassador (A.)", ", F.M.".
KEY = re.compile(r"\((?P<key>[A-Z](?:\.?[A-Z]){0,3}\.?)\)|(?:^|[,;]\s)(?P<last>(?:[A-Z]\.){2,4})$")
MOST_NAMESAKES = 16  # or holders of one office, so that a text of nothing but these takes no longer than another
DELEGATES = ("delegate", "representative")


class Register:
    """The members of a cast and, in tables, what each is known by."""

    def __init__(self) -> None:
        self.members: list[Member] = []
        self.by_surname: dict[str, list[Member]] = {}
        self.by_token: dict[str, list[Member]] = {}
        self.by_look_alike: dict[str, list[Member]] = {}
        self.by_office: dict[str, list[Member]] = {}
        self.by_whole_office: dict[str, Member] = {}
        self.by_country: dict[str, dict[str, Member]] = {}  # "ambassador": of which country who is it
        self.by_title: dict[str, list[Member]] = {}  # two at most
        self.by_portfolio: dict[str, dict[int, frozenset[str]]] = {}  # "minister": of what each is, as words
        self.by_acronym: dict[str, Member] = {}
        self.by_initials: dict[str, list[Member]] = {}  # of a whole name, or the first letter of a surname
        self.by_initial_of_office: dict[str, dict[int, Member]] = {}
        self.by_key: dict[str, Member | None] = {}  # letters that the list gives for somebody; None for several

    def enter(self, mention: str, parsed: Name) -> Member:
        """A new member, under his name and the office and forms of address in it."""
        member = Member(len(self.members), mention, parsed.surname, parsed.given)
        member.tokens = (
            frozenset(t for t in (*parsed.given, *parsed.surname.replace("-", " ").split()) if len(t) > 1)
            - GROUPS
            - SMALL_WORDS
        )
        self.members.append(member)
        if parsed.surname:
            namesakes = self.by_surname.setdefault(parsed.surname, [])
            if len(namesakes) < MOST_NAMESAKES:
                namesakes.append(member)
            if len(namesakes) == 1:
                for key in look_alikes(parsed.surname):
                    alike = self.by_look_alike.setdefault(key, [])
                    if len(alike) < MOST_NAMESAKES:
                        alike.append(member)
            initials = "".join(word[0] for word in (*parsed.given, *parsed.surname.split()))
            of_given = initials[: len(parsed.given)] if len(parsed.given) > 1 else initials
            for letters in {parsed.surname[0], initials, of_given}:
                self.by_initials.setdefault(letters, []).append(member)
        for token in sorted(member.tokens):
            sharing = self.by_token.setdefault(token, [])
            if len(sharing) < MOST_NAMESAKES:
                sharing.append(member)
        self.address(member, parsed.titles)
        if parsed.office:
            member.called.add(parsed.office)
            self.entitle(member, office_key(parsed.office))
            if not parsed.surname and (whole := whole_office(parsed.office)):
                member.whole_office = whole
                self.by_whole_office.setdefault(whole, member)
                self._hold_portfolio(member, parsed.office)
        return member

    def address(self, member: Member, forms: Sequence[str]) -> None:
        """Put forms of address to a member's name."""
        member.titles.update(forms)
        for form in forms:
            addressed = self.by_title.setdefault(form, [])
            if len(addressed) < 2 and member not in addressed:
                addressed.append(member)

    def entitle(self, member: Member, key: str, first_rank: int = 0) -> None:
        """Let an office, as `office_key` gives it, and its short forms name a member; what the list says stays."""
        if not is_office(key):
            return
        for rank, office in enumerate([key, *shorter_offices(key)], first_rank):
            if office not in member.offices:
                if len(holders := self.by_office.setdefault(office, [])) < MOST_NAMESAKES:
                    holders.append(member)
                member.offices[office] = rank
                if rank == 0:
                    self.by_initial_of_office.setdefault(office[0], {})[member.number] = member

    def hold_listed(self, member: Member, offices: str) -> None:
        """Let the offices that the list gives a member, and what it gives as short for him, name him."""
        for key in KEY.finditer(offices):
            letters = (key["key"] or key["last"]).replace(".", "").lower()
            self.by_key[letters] = member if self.by_key.get(letters, member) is member else None
        if IN_THE_CHAIR.search(offices):
            self.entitle(member, "chairman")
        for office in re.split(r"\s+and\s+(?=[A-Z])|;", offices):
            self.hold_whole(member, office)

    def hold_whole(self, member: Member, office: str) -> None:
        """Let one office of the list, and what is short for it, name a member."""
        # "President of X" is called "the President" for short: less so than somebody listed as "President N.".
        self.entitle(member, office_key(office), 1 if OFFICE_END.search(office) else 0)
        if office_key(office) == PRIME_MINISTER:
            member.called.add(fold(OFFICE_END.split(office)[0]))
        self._hold_portfolio(member, office)
        if acronym := acronym_of(office):
            self.by_acronym.setdefault(acronym, member)
        if whole := whole_office(office):
            member.listed_offices.add(whole)
            self.by_whole_office.setdefault(whole, member)
            head, _, country = whole.partition(" of ")
            countries = self.by_country.setdefault(head, {})
            if len(countries) < MOST_NAMESAKES:
                countries.setdefault(country, member)

    def _hold_portfolio(self, member: Member, office: str) -> None:
        """Let what is short for "Secretary of State for the Colonies" name a member."""
        if found := OF_PORTFOLIO.match(fold(office)):
            portfolio, ministers = portfolio_of(found["portfolio"]), self.by_portfolio.setdefault(found["head"], {})
            if len(ministers) < MOST_NAMESAKES:
                ministers[member.number] = portfolio
            if "foreign" in portfolio:
                self.entitle(member, f"foreign {found['head']}", 1)

    def hold_for_side(self, side: str, members: Sequence[Member]) -> None:
        """Let the offices that one of a side's members has alone name him with the side."""
        held = Counter(office for member in members for office in member.offices)
        for member in members[:MOST_NAMESAKES]:
            for office in member.offices:
                if held[office] == 1:
                    self.by_country.setdefault(office, {}).setdefault(side, member)
        if len(members) == 1:
            for head in DELEGATES:
                self.by_country.setdefault(head, {}).setdefault(side, members[0])

    def shared_offices(self) -> dict[str, list[Member]]:
        """The offices that several of those listed hold, also for short, and who holds them."""
        listed = {office: [m for m in held if m.participant is not None] for office, held in self.by_office.items()}
        return {office: held for office, held in listed.items() if len(held) > 1}

    def holders(self, offices: Iterable[str]) -> list[Member]:
        """Those who hold any of these offices under a surname."""
        held = (member for office in offices for member in self.by_office.get(office, ()) if member.surname)
        return list({member.number: member for member in held}.values())

    def alike(self, surname: str) -> list[Member]:
        """Members whose surname differs by one letter."""
        keys = look_alikes(surname)
        return list({m.number: m for key in keys for m in self.by_look_alike.get(key, ())}.values())

    def of_country(self, key: str) -> Member | None:
        """The one "Ambassador of Ruritania" whom "ruritanian ambassador" names."""
        words = key.split()
        for at in range(1, len(words)):
            people, countries = " ".join(words[:at]), self.by_country.get(" ".join(words[at:]), {})
            found = {member.number for country, member in countries.items() if is_people_of(people, country)}
            if len(found) == 1:
                return self.members[found.pop()]
        return None

    def with_portfolio(self, key: str) -> Member | None:
        """The one "Secretary of State for the Colonies" whom "colonial secretary" names."""
        words, _, head = key.rpartition(" ")
        wanted = portfolio_of(words)
        if not wanted:
            return None
        listed = self.by_portfolio.get(head, {})
        found = [number for number, held in listed.items() if is_of_portfolio(wanted, held)]
        return self.members[found[0]] if len(found) == 1 else None

    def has_portfolio(self, member: Member) -> bool:
        """Whether the list says of what somebody is minister or secretary."""
        return any(member.number in held for held in self.by_portfolio.values())
