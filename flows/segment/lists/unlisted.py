"""Those who speak and whom no list, sentence or title names, as participants."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from flows.record import CastMember, Participant, Turn
from flows.segment.lists.entries import read_entry
from flows.segment.lists.tokens import ASIDE
from flows.segment.names import fold, parse_name

ARTICLE = re.compile(r"[Tt]he\b|THE\b")


def with_speakers(
    text: str,
    turns: Sequence[Turn],
    participants: Sequence[Participant],
    cast: Sequence[CastMember],
    listed: bool,
    writer: Participant | None = None,
) -> tuple[list[Participant], tuple[CastMember, ...]]:
    """The participants and whoever speaks besides, where no list names most of them, and the cast that points to them.

    `listed`: the participants come from a list. `writer` is who says "I" in a letter or telegram, whom nothing else
    names.
    """
    people = list(participants)
    first: dict[str, Turn] = {}
    for turn in turns:
        if turn.kind == "speech" and turn.speaker is not None and turn.label:
            earlier = first.setdefault(turn.speaker, turn)
            has_name = parse_name(turn.label).surname and not ARTICLE.match(turn.label)
            if has_name and not parse_name(earlier.label or "").surname:
                first[turn.speaker] = turn  # where his name stands, and no misread office
    # Where two are named, who is known by office alone can be one of them.
    unlisted = [m for m in cast if m.key in first and m.participant is None and parse_name(m.name).surname]
    if listed and len(unlisted) <= len(people):
        return people, tuple(cast)
    named = len(people) + len(unlisted)
    known: dict[str, int] = {}  # the first of each name
    for number, person in enumerate(people):
        known.setdefault(fold(person.name_as_written), number)
    members = []
    for member in sorted(cast, key=lambda m: first[m.key].clean_start if m.key in first else len(text)):
        floor = first.get(member.key)
        if member.participant is None and floor is not None:
            written = writer is not None and member.name == writer.name_as_written
            found = writer if written else _first_mention(text, floor, (member.name, floor.label or member.name))
            surname = parse_name(found.name_as_written).surname if found is not None else ""
            if found is not None and (named < 2 or surname):
                # Two may be "The President", of one country and of another.
                number = known.setdefault(fold(found.name_as_written if surname else member.name), len(people))
                member = replace(member, participant=number)
                people += [found] if number == len(people) else []
        members.append(member)
    places = {member.key: number for number, member in enumerate(cast)}
    return people, tuple(sorted(members, key=lambda m: places[m.key]))


def _first_mention(text: str, turn: Turn, names: Sequence[str]) -> Participant | None:
    """Somebody as the text names him where he first speaks, by his fullest name or else by his label."""
    for name in names:
        start = text.find(name, turn.clean_start, turn.clean_end)
        aside = ASIDE.match(text, start + len(name))  # "The Chairman (Mr. Smith)"
        end = aside.end() if aside else start + len(name)
        read = read_entry(text, start, end, True) if start >= 0 else []
        if len(read) == 1:
            name_start = read[0].clean_start or start
            words = text[name_start : start + len(name)]
            if " from " in words:  # "Smith from Brown", on a teletype, names two
                return None
            # A mention ends in the name, also where its last word is an office's: "Mr. King".
            if words and "," not in words and not any(word.islower() for word in words.split()[1:]):
                read = [replace(read[0], name_as_written=words, clean_end=start + len(name))]
            return replace(read[0], role="attendee")
    return None
