"""Persons whom a sentence or entry names by office alone, beside those with a name: "the Secretary and Mr. Smith"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from flows.segment.lists.persons import Found
from flows.segment.lists.tokens import Token
from flows.segment.names import lexicon

_TITLE = attrgetter("title")


def with_offices(tokens: Sequence[Token], found: Sequence[Found]) -> list[Found]:
    """The people of a row, and those who are given by office alone: "the President, the Secretary, Mr. Smith".

    An office that a name without one follows, or goes before, is that person's: "the Secretary, Mr. Smith".
    """
    people = list(found)
    at = 0
    while at < len(tokens):
        the = at  # behind forms of address: "Comrade the Vice Chairman"
        while the + 1 < len(tokens) and tokens[the].kind == "title":
            the += 1
        addressed = the > at and tokens[the].key == "the"
        the = the if addressed else at
        end = the
        while end < len(tokens) and (
            tokens[end].kind in ("link", "holder", "office", "place", "acronym")
            # "the Minister of Trade of Ruritania": a country that no lexicon knows.
            or (end > at and tokens[end].kind == "name" and tokens[end - 1].kind == "link")
        ):
            end += 1
        if (body := with_body(tokens, the)) > end and (at == 0 or tokens[at - 1].kind in ("join", "mark")):
            end = body
            people = [person for person in people if not the <= person.title < end]
        alone = end == len(tokens) or tokens[end].kind in ("mark", "join")
        opens = at == 0 or tokens[at - 1].kind == "join" or tokens[at - 1].text in (",", ";")
        next_person = bisect_right(people, at, key=_TITLE)
        taken = next_person < len(people) and people[next_person].prefix <= at
        if (
            not taken
            and tokens[the].key == "the"
            and alone
            and opens
            and any(token.kind == "holder" for token in tokens[the:end])
        ):
            number = bisect_left(people, end, key=_TITLE)
            before, following = people[number - 1 : number], people[number : number + 1]
            if addressed:
                before, following = [], []
            if any(_has_office(tokens, person) or not _adjoin(tokens, person.end, at) for person in before):
                before = []
            bare = _bare_name(tokens, the, end) if not before else end
            if not before and following and _is_named_by(tokens, end, following[0]):
                people[number] = following[0]._replace(prefix=at)
            elif bare > end:
                people.insert(number, Found(at, end + 1, end + 1, bare))
            elif not before:
                people.insert(number, Found(the, the, the, end))
        at = max(end, at + 1)
    return people


def with_body(tokens: Sequence[Token], the: int) -> int:
    """Where a body behind an office and a comma ends: "the Director, Bureau of Mines"; else `the`."""
    at = the + 1
    while at < len(tokens) and tokens[at].kind in ("office", "holder", "place"):
        at += 1
    held = tokens[the:at]
    if not held or held[0].key != "the" or held[-1].kind != "holder" or at == len(tokens) or tokens[at].text != ",":
        return the
    end = at + 1
    while end < len(tokens) and tokens[end].kind in ("office", "name", "place", "link", "acronym"):
        end += 1
    body = tokens[at + 1 : end]
    alone = end == len(tokens) or tokens[end].kind in ("mark", "join")
    headed = len(body) > 1 and body[1].key == "of" and body[0].key in lexicon("bodies")
    return end if alone and body and body[0].key != "the" and (headed or body[-1].key in lexicon("bodies")) else the


def _bare_name(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where the name without a form of address ends that stands alone after an office, whose or of what it is and a
    comma: "the Ambassador of Ruritania, Smith", "the French Ambassador, Smith"; else `end`.
    """
    last = end + 1
    while last < len(tokens) and tokens[last].kind in ("name", "particle"):
        last += 1
    whole = any(token.kind == "place" or (token.kind == "link" and token.key != "the") for token in tokens[start:end])
    named = end < len(tokens) and 1 < last - end <= 3 and tokens[end].text == "," and tokens[last - 1].kind == "name"
    alone = last >= len(tokens) or tokens[last].kind in ("mark", "join")
    return last if whole and named and alone else end


def _is_named_by(tokens: Sequence[Token], end: int, person: Found) -> bool:
    """Whether the name after an office and a comma is that of its holder: it has no other office."""
    apposed = [token.text for token in tokens[end : person.title]] == [","]
    return apposed and person.title == person.prefix and not office_follows(tokens, person.end)


def _has_office(tokens: Sequence[Token], person: Found) -> bool:
    """Whether somebody's office goes before the name, or is all that names him."""
    return person.prefix < person.title or tokens[person.name].key == "the"


def _adjoin(tokens: Sequence[Token], end: int, start: int) -> bool:
    """Whether nothing but a comma stands between two places: "Mr. Smith and the Secretary" are two."""
    return all(token.kind == "mark" and token.text not in ("(", "[") for token in tokens[end:start])


def office_follows(tokens: Sequence[Token], end: int) -> bool:
    if end + 1 >= len(tokens) or tokens[end].text != ",":
        return False
    return tokens[end + 1].kind in ("holder", "office", "place", "word", "acronym", "number") or (
        tokens[end + 1].kind == "initial" and end + 2 < len(tokens) and tokens[end + 2].text == ","
    )
