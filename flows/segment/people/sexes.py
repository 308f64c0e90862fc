"""Whether a record calls somebody "he" or "she"."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from flows.segment.body import Body
from flows.segment.names import lexicon, parse_name
from flows.segment.people.cast import Cast
from flows.segment.people.members import Member

SEXES = frozenset({"he", "she"})
SEX_OF_TITLE = {
    title: pronoun
    for pronoun, words in (
        ("he", "mr herr m monsieur sir lord signor señor senor king prince"),
        (
            "she",
            "mrs miss ms mme mlle madame frau fru lady dame signora señora senora senhora sra baroness countess queen"
            " princess begum pani gospodja daw shrimati",
        ),
    )
    for title in words.split()
}
OWN_PRONOUN = re.compile(r"(?:\sthat)?\s(he|she)\b")


class Sexes:
    """The pronouns of the members of a cast, as the body of their record tells them."""

    def __init__(self, body: Body, cast: Cast) -> None:
        self._body = body
        self._cast = cast

    def of(self, member: Member) -> str | None:
        """The pronoun of a member, as a form of address, a given name or the words after reporting clauses tell it."""
        told = {SEX_OF_TITLE[title] for title in member.titles if title in SEX_OF_TITLE}
        if not told and not lexicon("womens-names").isdisjoint(member.given[:1]):
            return "she"
        told = told or {p for p, count in self._pronouns.get(member.number, Counter()).items() if count}
        return next(iter(told)) if len(told) == 1 else None

    @cached_property
    def _pronouns(self) -> dict[int, Counter[str]]:
        """How often the words after a reporting clause call its subject "he" or "she", by member: "X said she"."""
        found: dict[int, Counter[str]] = {}
        for sentence in self._body.sentences:
            clause = sentence.head
            if clause is not None and not clause.pronoun and "reporting" in clause.verb.classes:
                match = OWN_PRONOUN.match(self._body.text, clause.clause_end, sentence.end)
                member = self._cast.find(parse_name(clause.subject)) if match is not None else None
                if match is not None and member is not None:
                    found.setdefault(member.number, Counter()).update([match[1]])
        return found
