"""Who took part, from the lists and sentences in which records name those present: entries, sides and roles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from flows.lexicons import entries
from flows.record import Participant
from flows.segment.heads.who_is_named import names_office
from flows.segment.lists.entries import FromList, read_entry, trim
from flows.segment.lists.merging import is_office_alone
from flows.segment.lists.roles import role_of
from flows.segment.lists.rows import is_row
from flows.segment.lists.side_in_office import side_in_office
from flows.segment.lists.sides import (
    by_head,
    by_side,
    is_called_by_letters,
    is_department,
    is_field,
    is_side_heading,
    names_country,
    office_in,
    side_of,
)
from flows.segment.lists.tokens import tokens_of
from flows.segment.names import UPPER, fold, lexicon, titles

FIRST_PAGES = 8000  # characters in which it shows whether "M." is Monsieur: before several names
# What stands before the letter is looked at after it: the engine can skip to a letter.
MONSIEUR = re.compile(rf"M(?<![\w.] M)(?<![\w.]M)\. ((?:d[eu] )?[{UPPER}][a-z]+)")
# An office that goes on in the next line: "… of the", "… in the Ruritanian".
DANGLING = re.compile(
    r"\b(?:of|the|for|and|to|in|Central|Foreign|National|Federal|Supreme)(?:\s[A-Z]\w*(?:an|ese|ish))?$"
)
TABLE_HEAD = re.compile(
    r"(?:Sur)?names?\b[\s|/,]*(?:and )?(?:Offices?|Titles?|Positions?|Designations?|Ranks?|Functions?|Posts?)",
    re.IGNORECASE,
)
BRACED = re.compile(r"(?P<who>[^()]+?)\s?[)}](?P<what>[^()}]*)")  # "Mr. Smith    )  Department of Trade"
STYLE_BEFORE_OFFICE = re.compile(
    r"^(?:(?:(?:the )?(?:Rt\.?|Right) )?(?:Hon\.?|Honou?rable)|H\.\s?E\.|HE|(?:His|Her) Excellency) the ", re.IGNORECASE
)
NOT_NAMED = re.compile(r"\[[^\]]*\]$")
# "Advisers of both sides", "This note was dictated from memory."
NO_ENTRY = re.compile(r"[^,;:]{3,60}\s(?:of|from|on)\s(?:both|all)\s[a-z]+$|This\s(?:[a-z]+\s){1,4}[a-z]+")
ITEM = re.compile(r"[^|•;\n]+")
ITEM_OF_ROW = re.compile(r"[^|•;]+")
SENTENCE = re.compile(r"\b(?P<word>[A-Za-z][a-z]{4,})(?P<stop>\.)\s(?=[A-Z][a-z])")
TITLES = frozenset(entries("title-abbreviations"))
NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)/]\s+|[A-H][.)]\s+(?=(?:From|For|On)\s)")
LED = re.compile(r"(?:Head|Leader|Chief|Chairman)\sof\s(?P<side>.*[^\s:*_])")  # "Leader of the Ruritanian Delegation"
PLURAL_ROLE = re.compile(r"\b(?:interpreters|translators|note-?takers|recorders|stenographers|secretariat)\b", re.I)
# "for part of the time the Minister"
AT_TIMES = re.compile(
    r"(?:(?:[Ff]or|[Dd]uring)\s(?:a\s)?part\sof\s(?:[a-z]+\s){1,3}?|[Aa]t times,?\s|[Tt]emporarily:?\s)(?=the\s|[A-Z])"
)
NAMELESS = frozenset({"one", "other", "opposite"})  # "on the other side"
LONGEST_SIDE = 4  # words of a side that no lexicon knows


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the clean text that lists people: `label` is the header field or side it stands under, if any."""

    start: int
    end: int
    label: str | None = None
    sentence: bool = False  # names in a row, as in "A, B and C were present"
    goes_on: bool = False  # indented under the entry before it
    group: int | None = None  # the column, or the lines without a gap between them, that it stands in


class Entry(NamedTuple):
    """An entry of a list, as offsets, with what stands before it in the same line or sentence."""

    start: int
    end: int
    side: str | None
    role: str | None
    office: str | None
    row: bool  # names follow each other
    lasting: bool  # the side holds for the entries after it
    inner: bool  # another one goes before it in the same line


def read_blocks(text: str, blocks: Iterable[Block]) -> list[Participant]:
    """The participants of all lists of a document, in order, each person once."""
    blocks = list(blocks)
    monsieur = len(set(MONSIEUR.findall(text, 0, FIRST_PAGES))) > 1
    listed = [(block, list(_entries(text, block, monsieur))) for block in blocks]
    unknown = _unknown_sides(text, [entry for block, found in listed if not block.sentence for entry in found])
    heads = {entry.side for _, found in listed for entry in found if entry.side and not entry.lasting}
    lettered = all(map(is_department, heads))  # but "State — Mr. Smith", "CIA — Mr. Brown" are of two sides
    people: list[Participant] = []
    side: str | None = None
    role: str | None = None
    before: Entry | None = None
    led: re.Match[str] | None = None
    braced = Braced(people)
    for block, found in listed:
        if block.label is not None:
            side, role = _from_label(block.label)
            led = LED.match(block.label)
        for entry in found:
            entry = braced.opened(text, entry)
            words, last, before = text[entry.start : entry.end], before, entry
            if TABLE_HEAD.fullmatch(words.strip()):
                continue
            if not entry.row:
                # "The Minister; the Under-Secretary" are two.
                another = bool(people) and (
                    people[-1].name_as_written[:4] in ("The ", "the ")
                    and (words.startswith("the ") or words[0].isupper())
                )
                if NO_ENTRY.match(words) or PLURAL_ROLE.fullmatch(words.strip(" .")):
                    continue
                aside = not another and (
                    words[0] == "(" or words[0].islower() or (entry.inner and not words.startswith("The "))
                )
                if aside and people and (holder := _in_parentheses(text, entry, people[-1])) is not None:
                    people[-1] = holder
                    continue
                awaited = last is not None and text.startswith(",", last.end)  # "Counselor,", "Ruritanian Embassy"
                goes_on = block.goes_on and not entry.inner and (awaited or not names_country(words))
                if people and (goes_on or ((_dangles(people[-1]) or aside) and not _is_named(words))):
                    more, between = (trim(words), "; ") if entry.inner else _line_end(text, last, words)
                    people[-1] = _with_office(people[-1], more, between)
                    continue
                if (entry.start in unknown and not is_called_by_letters(words)) or (
                    entry.side is None and is_side_heading(words)
                ):
                    side, role = side_of(words) or side, None
                    continue
                if NOT_NAMED.match(words.strip()):
                    continue
                if _is_role_alone(words):
                    role = role_of(words) if role_of(words) != "attendee" else None
                    continue
            headed = entry.side and not (entry.lasting or block.sentence or entry.office)
            if entry.side and headed and (side or lettered) and is_department(entry.side):
                entry = entry._replace(side=None, office=entry.side)  # under a country, or alone: "EUR — Mr. Smith"
            if entry.lasting:
                side, role = entry.side, None  # none is "the other side"
            own_role = entry.role or role or (role_of(words) if PLURAL_ROLE.search(words) else None)
            own_side = entry.side or (side if entry.role is None else None)  # the interpreter can be anybody's
            read = read_entry(text, entry.start, entry.end, entry.row, FromList(own_side, own_role), monsieur)
            if led is not None and entry.office is None and len(read) == 1:
                entry, led = entry._replace(office=led[0]), None
            own = read[0].office or "" if read else ""
            if read and entry.office and not own:
                read[0] = replace(read[0], office=entry.office)
                if is_department(entry.office):  # "EUR — Mr. Smith, Mr. Brown"
                    read = [replace(person, office=person.office or entry.office) for person in read]
            elif entry.office and own and names_office(entry.office) and entry.office.casefold() not in own.casefold():
                read[0] = replace(read[0], office=f"{entry.office}; {own}")  # "Chairman: Mr. Smith, Minister of Trade"
            if people and read and not entry.row and _continues(people[-1], read[0]):
                people[-1] = _with_office(people[-1], trim(words))
                continue
            people.extend(replace(one, office=one.office and " ".join(one.office.split())) for one in read)
        if role is not None and block.label is not None and found and not PLURAL_ROLE.search(block.label):
            role = None  # "Notetaker: A" says nothing of those in the next line
    braced.close()
    return [
        person if person.side else replace(person, side=side_in_office(person.office)) for person in each_once(people)
    ]


class Braced:
    """Those of a list who stand one under the other before a brace, behind which is the office of all of them."""

    def __init__(self, people: list[Participant]) -> None:
        self.people = people
        self.first: int | None = None
        self.office: list[str] = []

    def opened(self, text: str, entry: Entry) -> Entry:
        """An entry without the brace behind it and what stands there."""
        match = BRACED.fullmatch(text, entry.start, entry.end)
        if match is None:
            self.close()
            return entry
        self.first = len(self.people) if self.first is None else self.first
        self.office.append(match["what"].strip())
        return entry._replace(end=match.end("who"))

    def close(self) -> None:
        """Give the office to those who have no other."""
        office = trim(" ".join(filter(None, self.office)))
        for at in range(self.first if self.first is not None and office else len(self.people), len(self.people)):
            self.people[at] = replace(self.people[at], office=self.people[at].office or office)
        self.first, self.office = None, []


def _in_parentheses(text: str, entry: Entry, before: Participant) -> Participant | None:
    """Who holds the office in the line before, if his name is in parentheses: "The Minister", "(Sir Alan Smith)"."""
    whole = text[entry.start] == "(" and text[entry.end - 1] == ")" and is_office_alone(before)
    read = read_entry(text, entry.start + 1, entry.end - 1, False) if whole else []
    if len(read) != 1 or read[0].office or not read[0].title_as_written:
        return None
    office = STYLE_BEFORE_OFFICE.sub("", before.office or "") or None
    return replace(read[0], office=office, side=before.side, role=before.role)


def _line_end(text: str, before: Entry | None, words: str) -> tuple[str, str]:
    """The end of an office that goes on in the next line, and what stands between it and its beginning."""
    more = words.rstrip(" .,;") if words[0].islower() else trim(words)
    if before is None:
        return more, " "
    if text.endswith(" and", before.start, before.end):
        return more, " and "
    if words.startswith("("):
        return words.rstrip(" .,;"), " "
    return more, ", " if text.startswith(",", before.end) else " "


def _entries(text: str, block: Block, monsieur: bool) -> Iterator[Entry]:
    """The entries of a block, in order."""
    inner = False
    for stretch in by_side(text, block.start, block.end):
        side, lasting = None if stretch.head in NAMELESS else stretch.head, stretch.lasting
        for item in _items(text, stretch.start, stretch.end, ITEM_OF_ROW if block.sentence else ITEM):
            start, end = _trimmed(text, *item)
            if end <= start:
                continue
            for part in by_head(text, start, end):
                part_start, part_end = _trimmed(text, part.start, part.end)
                if part_end <= part_start:
                    continue
                head = None if part.head is None or is_field(part.head) else part.head
                role = role_of(head) if head else "attendee"
                office = office_in(head) if head else None
                own_side = side_of(head) if head and role == "attendee" and office is None else None
                row = block.sentence or is_row(text[part_start:part_end], monsieur)
                yield Entry(
                    part_start,
                    part_end,
                    own_side or side,
                    role if role != "attendee" else None,
                    office,
                    row or (own_side is not None and "," in text[part_start:part_end]),
                    part.lasting if own_side else lasting,
                    inner,
                )
                inner = True


def _items(text: str, start: int, end: int, item: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """What stands between semicolons, bars, bullets and ends of sentences."""
    for match in item.finditer(text, start, end):
        at = match.start()
        for stop in SENTENCE.finditer(text, *match.span()):
            if stop["word"] not in TITLES:
                yield at, stop.start("stop")
                at = stop.end()
        yield at, match.end()


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without the marks and numbers before it and the marks after it."""
    while start < end and text[start] in " -–—*_.,":
        start += 1
    for before in (NUMBERED, AT_TIMES):
        found = before.match(text, start, end)
        start = found.end() if found else start
    while end > start and text[end - 1] in " ,_*":
        end -= 1
    headed = text.startswith("(", start) and text.find(":", start, end) >= 0
    if headed and text.find(")", start, end) == end - 1:
        return start + 1, end - 1  # "(Interpreter: Mr. Smith)"
    return start, end


def _unknown_sides(text: str, entries: Sequence[Entry]) -> set[int]:
    """Where sides stand that no lexicon knows: a word or two in a list that gives everybody else in full."""
    lines = [entry for entry in entries if not entry.row and entry.side is None and entry.role is None]
    bare = {number for number, entry in enumerate(lines) if _is_bare(text[entry.start : entry.end])}
    if not bare or 2 * len(bare) > len(lines):
        return set()
    single = {number for number in bare if _is_single(text[lines[number].start : lines[number].end])}
    known = any(is_side_heading(text[entry.start : entry.end]) for entry in lines)
    sure = single if known or len(single) > 1 else single & {0}
    return {lines[number].start for number in sure if number + 1 < len(lines)}


def _is_bare(line: str) -> bool:
    """Whether a line is a few words with neither title nor initials nor office, as the name of a country is."""
    tokens = tokens_of(line.rstrip(" :"))
    return (
        len(tokens) <= LONGEST_SIDE
        and all(token.kind in ("name", "place", "office", "acronym", "link", "join") for token in tokens)
        and any(token.kind == "name" for token in tokens)
        and tokens[0].key not in lexicon("given-names")
    )


def _is_single(line: str) -> bool:
    """Whether a bare line can hardly be a person's first name and surname."""
    tokens = [token for token in tokens_of(line.rstrip(" :")) if token.kind != "link"]
    return len(tokens) == 1 or any(token.kind in ("place", "office") for token in tokens)


def _is_role_alone(line: str) -> bool:
    """Whether a line says only what those under it are: "Interpreters", "Secretary:"."""
    if any(token.kind in ("title", "initial", "name", "particle") for token in tokens_of(line)):
        return False
    return line.rstrip().endswith(":") or PLURAL_ROLE.search(line) is not None


def _dangles(person: Participant) -> bool:
    return person.office is not None and DANGLING.search(person.office) is not None


def _continues(before: Participant, entry: Participant) -> bool:
    """Whether a line gives the office of the one before it, or the end of that office."""
    if entry.office is None or not entry.name_as_written.startswith(entry.office.split(",")[0]):
        return False
    if STYLE_BEFORE_OFFICE.match(entry.name_as_written):
        return False  # "His Excellency the Ruritanian Ambassador" is somebody else
    if before.office and before.office.startswith(before.name_as_written):
        return False
    if before.office is None:
        return True
    if before.title_as_written and before.office == before.title_as_written and before.title_as_written not in titles():
        return len(entry.office.split()) > 1 and before.title_as_written.split()[-1] in entry.office
    return _dangles(before)


def _with_office(person: Participant, more: str, between: str = " ") -> Participant:
    """A participant whose office the next line gives or ends."""
    known = person.office if person.office != person.title_as_written else None
    return replace(
        person,
        office=f"{known}{between}{more}" if known and more else known or trim(more) or None,
        role=role_of(more) if person.role == "attendee" else person.role,
    )


def _from_label(label: str) -> tuple[str | None, str | None]:
    """Side and role that a header field gives to those below it."""
    words = label.strip(" :•*_-")
    role = "recorder" if words.lower() == "secretariat" else role_of(words)
    if role != "attendee":
        return None, role
    led = LED.match(words)
    return (None if is_field(words) else side_of(led["side"] if led else words)), None


def _is_named(entry: str) -> bool:
    """Whether an entry has a name in it, and not only offices."""
    return any(token.kind in ("title", "initial", "name") for token in tokens_of(entry))


def each_once(people: Sequence[Participant]) -> list[Participant]:
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
