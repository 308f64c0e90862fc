"""Who took part, from the lists and sentences in which records name those present: entries, sides and roles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from flows.record import Participant
from flows.segment.names import UPPER, fold, titles
from flows.segment.persons import find_people, read_entry, role_of, side_of, trim
from flows.segment.tokens import tokens_of

SIDE_WORDS = re.compile(
    r"\b(?:side|participants|delegation|delegates|representatives|party)"
    r"(?:\s(?:participated|attended|took part|included|present))?:?$",
    re.IGNORECASE,
)
SIDE_AT_HEAD = re.compile(r"(?:(?<=^)|(?<=[.;,)] ))(?P<head>[^:;.,()]{1,60}?)(?::(?!\d)|(?<=side)\s[-–—])\s?[-–—]?\s?")
BEFORE_DASH = re.compile(rf"(?P<head>[^—–,;:]{{1,60}}?)\s?[—–]{{1,2}}-?\s?(?=[{UPPER}])")
BETWEEN_MARKS = re.compile(r"[^|•;\n\t]+")
BETWEEN_NAMES = re.compile(r",|\band\b")
PARENTHESES = re.compile(r"\([^)]*\)")
MONSIEUR = re.compile(rf"(?<![\w.] )(?<!\w)M\. (?=[{UPPER}][a-z])")
# An office that goes on in the next line: "… of the", "… in the Ruritanian".
DANGLING = re.compile(r"\b(?:of|the|for|and|to|in)(?:\s[A-Z]\w*(?:an|ese|ish))?$")
NOT_NAMED = re.compile(r"\[[^\]]*\]$")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the clean text that lists people: `label` is the header field or side it stands under, if any."""

    start: int
    end: int
    label: str | None = None
    sentence: bool = False  # names in a row, as in "A, B and C were present"


class Item(NamedTuple):
    """An entry of a list: where it stands, the side before it in the same line, whether names follow in a row."""

    start: int
    end: int
    side: str | None
    in_row: bool


def is_side_heading(entry: str) -> bool:
    """Whether a line of a list is not somebody but says whose people follow: `French`, `State`, `U.S. Side:`."""
    words = entry.strip(" •*_-:.")
    if not words or len(words) > 70 or NOT_NAMED.match(entry.strip()):
        return False
    tokens = [token for token in tokens_of(words) if token.kind != "mark"]
    if not tokens:
        return False
    if SIDE_WORDS.search(words):
        return True
    if any(token.kind == "holder" for token in tokens):
        return False
    if all(token.kind in ("place", "office", "acronym", "link", "join") for token in tokens):
        return True
    return entry.rstrip().endswith(":") and len(tokens) <= 6


def read_blocks(text: str, blocks: Iterable[Block]) -> list[Participant]:
    """The participants of all lists of a document, in order, each person once."""
    blocks = list(blocks)
    monsieur = sum(len(MONSIEUR.findall(text, block.start, block.end)) for block in blocks) > 1
    items = [list(_items(text, block)) for block in blocks]
    unknown = _unknown_sides(text, blocks, items)
    people: list[Participant] = []
    side: str | None = None
    role: str | None = None
    for block, found in zip(blocks, items, strict=True):
        if block.label is not None:
            side, role = _from_label(block.label)
        for start, end, item_side, in_row in found:
            entry = text[start:end]
            if NOT_NAMED.match(entry.strip()):
                continue
            if (
                not in_row
                and people
                and people[-1].office
                and DANGLING.search(people[-1].office)
                and not _is_named(entry)
            ):
                people[-1] = replace(people[-1], office=f"{people[-1].office} {trim(entry)}")
                continue
            if not in_row and (is_side_heading(entry) or start in unknown):
                side = side_of(entry.strip(" •*_-")) or side
                role = None
                continue
            own_role = role_of(item_side) if item_side else "attendee"
            if own_role == "attendee":
                read = read_entry(text, start, end, in_row or block.sentence, item_side or side, role, monsieur)
            else:
                read = read_entry(text, start, end, in_row or block.sentence, side, own_role, monsieur)
            if people and read and _continues(people[-1], read[0], text, block, start):
                before = people[-1]
                more = trim(entry)
                people[-1] = replace(
                    before,
                    office=f"{before.office} {more}"
                    if before.office and before.office != before.title_as_written
                    else more,
                    role=role_of(more) if before.role == "attendee" else before.role,
                )
                continue
            people.extend(read)
    return _once(people)


def _unknown_sides(text: str, blocks: Sequence[Block], items: Sequence[Sequence[Item]]) -> set[int]:
    """Where single words stand that no lexicon knows, in lists that give everybody else in full and have sides."""
    lines = [
        item
        for block, found in zip(blocks, items, strict=True)
        if not block.sentence
        for item in found
        if not item.in_row and item.side is None
    ]
    bare = {start for start, end, _, _ in lines if [token.kind for token in tokens_of(text[start:end])] == ["name"]}
    if not bare or 2 * len(bare) > len(lines):
        return set()
    sides = any(is_side_heading(text[start:end]) for start, end, _, _ in lines)
    return bare if sides or len(bare) > 1 else bare & {lines[0][0]}


def _continues(before: Participant, entry: Participant, text: str, block: Block, start: int) -> bool:
    """Whether a line gives the office of the one before it, or the end of that office."""
    if entry.office is None or block.sentence or not entry.name_as_written.startswith(entry.office.split(",")[0]):
        return False
    if before.office and before.office.startswith(before.name_as_written):
        return False
    if before.office is None:
        return True
    if before.title_as_written and before.office == before.title_as_written and before.title_as_written not in titles():
        return len(entry.office.split()) > 1 and before.title_as_written.split()[-1] in entry.office
    return bool(re.search(r"\b(?:of|the|for|and|to|in)$", before.office))


def _from_label(label: str) -> tuple[str | None, str | None]:
    """Side and role that a header field gives to those below it."""
    words = label.strip(" :•*_-")
    role = "recorder" if words.lower() == "secretariat" else role_of(words)
    if role != "attendee":
        return None, role
    names_side = label.rstrip().endswith(":") or any(token.kind in ("place", "acronym") for token in tokens_of(words))
    return (side_of(words) if names_side else None), None


def _items(text: str, block: Block) -> Iterable[Item]:
    """The entries of a block."""
    for match in BETWEEN_MARKS.finditer(text, block.start, block.end):
        start = match.start() + len(match[0]) - len(match[0].lstrip(" -–—*_"))
        end = match.end()
        while end > start and text[end - 1] in " ,_*":
            end -= 1
        if end <= start:
            continue
        yield from _sides(text, start, end, block.sentence)


def _sides(text: str, start: int, end: int, sentence: bool) -> Iterable[Item]:
    """Split "On the one side: A, B. On the other side: C" and "State—Mr. Smith" into entries with sides."""
    entry = text[start:end]
    heads = []
    for match in SIDE_AT_HEAD.finditer(entry) if ":" in entry or "side" in entry else ():
        if role_of(match["head"]) != "attendee" or (
            is_side_heading(match["head"] + ":") and not _names_somebody(match["head"])
        ):
            heads.append(match)
    if not heads:
        dash = BEFORE_DASH.match(entry) if "—" in entry or "–" in entry else None
        if dash and (is_side_heading(dash["head"]) or not find_people(tokens_of(dash["head"]), False)):
            yield Item(start + dash.end(), end, dash["head"].strip(), sentence)
            return
        yield Item(start, end, None, sentence or _is_row(entry))
        return
    if heads[0].start() > 0:
        yield Item(start, start + heads[0].start(), None, sentence or _is_row(entry[: heads[0].start()]))
    for number, head in enumerate(heads):
        stop = heads[number + 1].start() if number + 1 < len(heads) else len(entry)
        if head.end() >= stop:
            yield Item(start + head.start(), start + stop, None, False)
        else:
            yield Item(start + head.end(), start + stop, side_of(head["head"]), True)


def _is_named(entry: str) -> bool:
    """Whether an entry has a name in it, and not only offices."""
    return any(token.kind in ("title", "initial", "name") for token in tokens_of(entry))


def _names_somebody(head: str) -> bool:
    return any(token.kind in ("title", "initial") for token in tokens_of(head))


def _is_row(entry: str) -> bool:
    """Whether an entry is a row of names and not one person with his offices."""
    pieces = [tokens_of(piece) for piece in BETWEEN_NAMES.split(PARENTHESES.sub(" ", entry)) if piece.strip()]
    bare = sum(
        all(token.kind in ("title", "initial", "name", "suffix", "particle", "mark") for token in piece)
        and any(token.kind == "name" for token in piece)
        for piece in pieces
    )
    if len(pieces) == 2:
        full = sum(any(token.kind in ("title", "initial") for token in piece) or len(piece) > 1 for piece in pieces)
        return bare == 2 and (full == 2 or (full == 1 and entry.rstrip().endswith(")")))
    return len(pieces) > 2 and bare >= 0.6 * len(pieces)


def _once(people: list[Participant]) -> list[Participant]:
    """Each name once: the first place where it stands, with what later places add."""
    at: dict[str, int] = {}
    kept: list[Participant] = []
    for person in people:
        key = fold(person.name_as_written).removeprefix("the ")
        if key in at:
            known = kept[at[key]]
            kept[at[key]] = replace(
                known,
                title_as_written=known.title_as_written or person.title_as_written,
                office=known.office or person.office,
                side=known.side or person.side,
                role=person.role if known.role == "attendee" else known.role,
            )
            continue
        at[key] = len(kept)
        kept.append(person)
    return kept
