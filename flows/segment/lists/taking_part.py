"""Who took part, from the parts of a record that say so together: its lists, its sentences and its title."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from flows.record import Cleaned, Participant
from flows.segment.heads.paragraph_kinds import genre_of
from flows.segment.heads.parts import Part, value_of
from flows.segment.heads.who_is_named import names_two
from flows.segment.lists.columns import cells_of, in_columns
from flows.segment.lists.entries import read_entry
from flows.segment.lists.merging import among, is_office_alone, key_of_name
from flows.segment.lists.named_in_title import read_title, sides_of
from flows.segment.lists.participants import Block, each_once, read_blocks
from flows.segment.lists.presence import those_in_part
from flows.segment.lists.rows import awaits_name
from flows.segment.lists.same_side import country_of
from flows.segment.names import LETTERS_ALONE, fold
from flows.segment.people.offices import office_key, shorter_offices

# From whom to whom a paper goes: "Lord Smith to Sir A. Brown", "INFO PORTCITY/SMITH".
ROUTING = re.compile(r"\sto\s|^(?:INFO|FM|TO|ACTION|DISTR)\b")
# "Note by Mr. Smith, Ambassador to Ruritania, of conversations in Port City"
OF_TALK = re.compile(
    r",?\s(?:of|on)\s(?:an?\s|his\s|her\s)?(?:conversation|talk|discussion|meeting|interview)s?\b.*", re.IGNORECASE
)
TWO_SIDES = 2
HEARD_OF = 2  # times that the title and its repetition name somebody


def read_participants(cleaned: Cleaned, parts: Sequence[Part]) -> list[Participant]:
    """The people whom the lists and the title name, first those whom the title alone does, who are principals."""
    text = cleaned.text
    blocks = listed_in(cleaned, parts)
    listed = read_blocks(text, blocks)
    # A subject can be other people's talk: beside a title that names somebody it says more of those listed, no more.
    subjects = [part for part in parts if part.kind == "subject" and genre_of(value_of(text, part))]
    of_subject = [in_one_line(person) for part in subjects for person in read_title(text, part)]
    named = [with_given_names(person, listed) for person in named_in_titles(text, parts)]
    by_key = {key_of_name(person.name_as_written): person for person in reversed(named)}
    told = {key_of_name(person.name_as_written): person for person in of_subject} | by_key
    of_title = [told.get(key_of_name(person.name_as_written)) for person in listed]
    listed = [
        replace(person, side=person.side or titled.side) if titled is not None else person
        for person, titled in zip(listed, of_title, strict=True)
    ]
    listed = seated(listed, blocks, [person for person in named if is_office_alone(person)])
    listed = [with_title(person, titled) for person, titled in zip(listed, of_title, strict=True)]
    people = [as_principal(person) if key_of_name(person.name_as_written) in by_key else person for person in listed]
    known = {key_of_name(person.name_as_written) for person in listed}
    named = named or [person for person in of_subject if not is_office_alone(person)]
    named = [person for person in named if among(person, listed) is None]
    named = each_once(named)
    if len(listed) > 2:
        if known & told.keys() and not all(block.sentence for block in blocks):
            # Of the two of the title the list can leave out one, who is heard of in the talk.
            named = [p for p in named if p.title_as_written and text.count(p.name_as_written) > HEARD_OF]
        # The list is only of those who were present besides.
        named = [person for person in named if not person.office or not person.name_as_written.endswith(person.office)]
    return [*(as_principal(person) for person in named if key_of_name(person.name_as_written) not in known), *people]


def listed_in(cleaned: Cleaned, parts: Sequence[Part]) -> list[Block]:
    """What the lists of a record hold, and its sentences that say who was present, in the order of reading."""
    text = cleaned.text
    blocks: list[Block] = []
    listing: list[Block] = []
    ended = False  # by a table of contents
    for part in parts:
        contents = part.kind == "boilerplate" and value_of(text, part).lower() == "contents"
        ended = contents or (ended and part.label is None)
        if ended or part.kind != "attendance":
            continue
        if part.sentence:
            blocks += [*in_columns(cleaned, listing), *those_in_part(text, part)]
            listing = []
            continue
        before = listing[-1] if listing and part.label is None else None
        if before and awaits_name(text[before.start : before.end], text[part.value : part.end]):
            listing[-1] = replace(before, end=part.end, sentence=True)
            continue
        if part.label is not None:
            blocks += in_columns(cleaned, listing)
            listing = []
        if part.value == part.end and len(cells_of(cleaned, part.start, part.end)) > 1:
            listing.append(Block(part.start, part.end))  # the sides above two columns
            continue
        listing.append(Block(part.value, part.end, part.label))
    return [*blocks, *in_columns(cleaned, listing)]


def named_in_titles(text: str, parts: Sequence[Part]) -> list[Participant]:
    """The people whom the title of a record names, and its headings that are titles or name the two who talked."""
    titles = [part for part in parts if part.kind == "title"]
    whole = [replace(titles[0], end=titles[-1].end)] if titles else []
    headings = [part for part in parts if part.kind == "heading"]
    like_titles = [part for part in headings if genre_of(text[part.start : part.end])]
    of_titles = [
        replace(person, office=None)
        if person.office and person.office.split()[0].lower() in ("of", "on", "at", "in")
        else in_one_line(person)
        for title in [*whole, *like_titles]
        for person in read_title(text, title)
    ]
    of_two = [
        person
        for part in headings
        if names_two(value_of(text, part)) and not ROUTING.search(value_of(text, part))
        for side in sides_of(text, part)
        for person in read_entry(text, *side)
    ]
    return of_titles + of_two


def with_given_names(person: Participant, listed: Sequence[Participant]) -> Participant:
    """Somebody whom the title calls by his surname, under the name that the list gives to the only one of his office
    whose name begins with it: "Minister Shin" is "Shin Dong-wook, Minister".
    """
    name = fold(person.name_as_written)
    begin = [one for one in listed if fold(one.name_as_written).startswith(f"{name} ")] if person.office else []
    alike = [one for one in begin if one.office and office_key(one.office) == office_key(person.office or "")]
    alone = len(alike) == 1 and all(fold(one.name_as_written).rpartition(" ")[2] != name for one in listed)
    return replace(person, name_as_written=alike[0].name_as_written) if alone else person


def as_principal(person: Participant) -> Participant:
    """Somebody whom the title names, as one whose talk it was, unless he interpreted or wrote it down."""
    return replace(person, role="principal") if person.role == "attendee" else person


def in_one_line(person: Participant) -> Participant:
    """Somebody whom a title of several lines names, without its breaks."""
    office = person.office and OF_TALK.sub("", " ".join(person.office.split()))
    title = person.title_as_written and " ".join(person.title_as_written.split())
    name = " ".join(person.name_as_written.split())
    return replace(person, name_as_written=name, office=office, title_as_written=title)


def with_title(person: Participant, titled: Participant | None) -> Participant:
    """Somebody listed, with the office and side that the title gives him where the list has none."""
    if titled is None:
        return person
    return replace(person, office=person.office or titled.office, side=person.side or titled.side)


def seated(people: Sequence[Participant], blocks: Sequence[Block], titled: Sequence[Participant]) -> list[Participant]:
    """Those of a list with the office and side that the title gives them, and the side of those they sit with.

    `titled` are those whom the title names by office alone, in its order.
    """
    found = [_as_titled(person, people, titled) for person in people]
    groups = groups_of(people, blocks)
    numbers = sorted({number for number in groups if number is not None})
    if len(numbers) != TWO_SIDES:
        return found
    firsts = [groups.index(number) for number in numbers]
    if len(titled) == TWO_SIDES and all(people[at].office is None for at in firsts):
        for at, host in zip(firsts, titled, strict=True):
            role = "principal" if found[at].role == "attendee" else found[at].role
            found[at] = replace(found[at], office=host.office, side=found[at].side or host.side, role=role)
    for number in numbers:
        own = [at for at, group in enumerate(groups) if group == number]
        sides = {side for at in own if (side := found[at].side) is not None}
        countries = {country_of(side, sides) for side in sides}
        if len(countries) == 1:
            for at in own:
                found[at] = replace(found[at], side=min(countries))
    return found


def groups_of(people: Sequence[Participant], blocks: Sequence[Block]) -> list[int | None]:
    """The column or group that each person stands in."""
    placed = sorted(blocks, key=lambda block: block.start)
    starts = [block.start for block in placed]
    found: list[int | None] = []
    for person in people:
        at = bisect_right(starts, person.clean_start) - 1 if person.clean_start is not None else -1
        found.append(placed[at].group if at >= 0 else None)
    return found


def _as_titled(person: Participant, people: Sequence[Participant], titled: Sequence[Participant]) -> Participant:
    """Somebody listed, with the side that the title tells of the office that he alone of those listed has."""
    if person.office is None or person.side is not None:
        return person
    key = _key(person)
    same = [one for one in titled if key in (_key(one), *shorter_offices(_key(one)))]
    alone = sum(_key(other) == key for other in people) == 1
    return replace(person, side=same[0].side) if len(same) == 1 and alone else person


def _key(person: Participant) -> str:
    """The office of somebody in one spelling, letters with points as the word that they stand for: "P.M."."""
    office = person.office or ""
    return office_key(office.replace(".", "") if LETTERS_ALONE.fullmatch(office) else office)
