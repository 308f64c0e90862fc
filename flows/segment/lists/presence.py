"""Who took part, from the parts of a record that say so: lists, sentences and the title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from flows.lexicons import entries
from flows.record import CastMember, Cleaned, Participant, Turn
from flows.segment.dates import WEEKDAY, find_dates
from flows.segment.heads.facts import OPENING
from flows.segment.heads.paragraph_kinds import genre_of, is_presence
from flows.segment.heads.parts import Part, value_of
from flows.segment.heads.prose import running
from flows.segment.heads.who_is_named import TWO, names_two
from flows.segment.lists.columns import in_columns
from flows.segment.lists.entries import awaits_name, read_entry
from flows.segment.lists.merging import is_among, is_office_alone, key_of_name
from flows.segment.lists.participants import Block, read_blocks
from flows.segment.lists.persons import find_people
from flows.segment.lists.seating import seated
from flows.segment.lists.sides import PHRASE, is_side_heading
from flows.segment.lists.tokens import tokens_of
from flows.segment.names import MENTION, UPPER, fold, parse_name
from flows.segment.rare import RarePattern
from flows.segment.sentences import PARAGRAPH_NUMBER

# From whom to whom a paper goes: "Lord Smith to Sir A. Brown", "INFO PORTCITY/SMITH".
ROUTING = re.compile(r"\sto\s|^(?:INFO|FM|TO|ACTION|DISTR)\b")
INTERPRETED = re.compile(r"\b(?:interpreted|translated|interpreter|translator)\W*$")
LONGEST_UNENDED = 3  # letters of a word in front of a full stop that ends no sentence
LONGEST_OPENING = 100  # characters before the first name of a sentence that says who was present
SHORT = "".join(rf"(?<!\b{short}\.)" for short in entries("title-abbreviations") if len(short) > LONGEST_UNENDED)
SENTENCE_END = re.compile(
    rf"(?:(?<=[a-z)]{{3}}\.){SHORT}|(?<=\d(?:st|nd|rd|th)\.)|(?<=\d\.)|(?<=[ap]\.m\.)"
    r"|(?<=[A-Z]{2}\.)(?=\s(?:The|There|Also|This|It|In)\s))\s(?=[A-Z])"
)
FIRST = 6  # paragraphs of the talk
CLOSING = 8  # paragraphs at the end, a site's lines among them, where records of Soviet diplomats say who was present
AND_MYSELF = " and I"  # "Mr. Smith and I were present"
LAST_STOP = re.compile(r"[a-z]{4}\.$")
ASIDE = re.compile(r"\s\([^()\n]{1,60}\)")
HELD = re.compile(r",?\s(?:held(?!\s(?:by|between|with)\b)|which took place|that took place)\b", re.IGNORECASE)
SIDE_TOOK_PART = re.compile(
    r"(?:on|from) (?:ours|theirs)(?::|,? (?:was|were)\b)"
    r"|(?:(?:also )?present )?(?:on|from|for) (?:(?:our|their|the \S{1,30}(?: \S{1,30})?) side\b"
    r"|the (?:side|part) of (?:\S{1,30} ){1,5}?(?=there|was|were|took))(?:[^.,:]{0,30}?"
    r"(?:(?:was|were)(?: also)?|:)|,?[^:\n]{0,120}?\b(?:participated|attended|took part|present)\b)",
    re.IGNORECASE,
)
TOOK_PART_AFTER = re.compile(
    r",?\s(?:also\s)?(?:took part|participated|attended|(?:was|were)\s(?:also\s)?present)"
    r"(?:\s(?:in|at|during)\s[^.;:,]{1,40})?\W*$"
)
# "A and B took part in the talks from our side."
TOOK_PART_FROM = RarePattern(
    r",?\s(?:also\s)?(?:took\spart|participated|(?:was|were)\s(?:also\s)?present)(?:\s(?:in|at)\s[^.;:,]{1,40}?)?"
    r",?\s(?:on|from|for)\s(?:the\s)?(?P<side>\S{1,30}(?:\s\S{1,30}){0,2})\sside\W*$",
    sign=r"\sside\b",
)
# "Ruritania was represented by A and B; the Commission by C."
REPRESENTED = RarePattern(rf"(?P<side>{MENTION})\s(?:was|were)\srepresented\sby\s", sign=r"represented")
FURTHER_SIDE = RarePattern(
    rf"[;,]\s(?:and\s)?(?P<side>{MENTION})(?:\s(?:was|were)\srepresented)?\sby\s", sign=r"\sby\s"
)
# "accompanied by A", "A accompanied me", "with A and B" after a verb of visiting.
ACCOMPANIED = re.compile(
    r",?\s(?:(?:was|were|came|who was)\s)?accompanied(?:\s(?:by|me|him|her|us)\b)?|,?\swho had with (?:him|her|them)\b"
    r"|\swas with me\b|\swere with me\b|,?\s(?:was|were) (?:also )?present\b"
)
# Whose talk a title says it was: "The President's Meeting with", "Record from Premier N.'s Reception of".
HOST = re.compile(
    r"(?:.*?\b(?:[Oo]f|[Ff]rom|OF|FROM)\s)??(?P<who>(?:(?:[Tt]he|THE)\s)?[A-Z][^:;,]{1,60}?)['’][sS]?\s"
    r"(?:(?i:first|second|third|private|telephone|farewell|talks?|meeting|conversation|discussions?|reception|audience"
    r"|interview|call|luncheon|dinner)\s?){1,3}(?i:with|of|on)\b"
)
KIND_BEFORE_HOST = re.compile(
    r"(?i:.*\b(?:conversation|record|notes?|minutes|memorandum|report|summary|transcript)\s(?:of|from|on)\s)"
)
BODIES = re.compile(
    r"\s(?:the\s)?(?:delegations?|governments?|representatives|members|leaders|countries)\s", re.IGNORECASE
)
# The first words of a record: "The Minister received the Ambassador, Mr. Smith, at his request".
RECEIVED = re.compile(
    r"(?:(?:Today|This\s(?:morning|afternoon|evening)|On\s[^,;:\n]{2,40}?\d\w*),?\s)?(?P<host>[^;:\n]{1,120}?),?\s"
    r"(?:today\s|yesterday\s|also\s|this (?:morning|afternoon|evening)\s)?"
    r"(?:(?:was|were) (?:\w+ )?received (?:\w+ ){0,3}?by|received|met(?: with)?|saw|visited"
    r"|call(?:ed|s) (?:up)?on|c(?:ame|omes) to (?:see|call on)"
    r"|(?:lunched|dined|talked) with|had (?:a|an) (?:\w+ )?\w+ with"
    r"|paid (?:a|an) (?:\w+ )?(?:call|visit) (?:up)?(?:on|to))\s"
    r"(?P<guest>[^;:\n]{2,160})"
)
NUMBERED = re.compile(rf"(?:{PARAGRAPH_NUMBER})\s+(?=[{UPPER}])")
GUEST_ENDS = re.compile(
    rf",?\s(?:at\s(?:h[ie][sr]|my|the|their|noon|midnight|half|\d[\d.:]*)|today|yesterday|this\s(?:morning|afternoon|evening)|who|accompanied"
    rf"|(?:together\s)?with\s|on\s(?:(?:the\s)?\d\w*|{WEEKDAY}|behalf|instruct\w*)|in\s(?:h[ie][sr]|my|the)\s"
    r"|from\s\d|for\s(?:an?|one|two|about|some|\d+)\b|to\s[a-z]+)\b|(?<=[a-z]{3})\.(?=\s|$)"
)
# "Telephone call from A to B", "Telephone conversation of A with B".
BY_TELEPHONE = re.compile(r"\b(?:(?:tele)?phone|call|telecon)\b", re.IGNORECASE)
TO_ANOTHER = re.compile(rf"\s(?:to|with|from)\s(?=(?:the\s)?[{UPPER}])")
TITLE_ENDS = re.compile(
    rf"[:;]\s|\sat\s(?!the\shead\b)|\son\s(?:the\s)?(?:\d|{WEEKDAY})|,?\s(?:1[5-9]|20)\d\d\b", re.IGNORECASE
)
# ", Moscow": the last piece before a date, where it has no more words than a place has.
LAST_PIECE = re.compile(rf"(?P<before>.*[^,\s]),\s(?P<piece>[{UPPER}][\w'’-]+(?:\s[{UPPER}][\w'’-]+)?)\W*", re.DOTALL)
# "between A and B, C and D being also present", "with C in attendance": no office of B.
BESIDES = re.compile(
    r",\s(?:with\s)?(?P<who>(?:[Tt]he\s|(?=[A-Z]))[^.;:\n]{2,200}?),?\s"
    r"(?:(?:also\s)?being (?:also )?(?:present|in attendance)|(?:also\s)?(?:in attendance|present|attending))\b"
)
# "Talk: the Minister / Ambassador Smith (trade)"
OPPOSITE = re.compile(
    r"(?:.*?\b(?i:conversation|talks?|meeting|telcon|discussion|call|interview)\b)?(?P<two>.+)", re.DOTALL
)
COMPANY_ENDS = re.compile(r"(?<![A-Z])(?<![A-Z][a-z])[.;:]\s|\s(?:called|came|was|were|to|and said|who)\b|[.;:]$")
PRESENT_BEFORE = re.compile(
    r"\W*(?:(?:those|persons|people|members|others|officials|also|there|the following)\b[^:.]{0,60}?)?\b"
    r"(?:present|attending|attended|in attendance|participating|(?:taking|took) part)\b[^:,.]{0,40}?(?:\b(?:was|were"
    r"|included|by)\b:?|:)\s*|"
    r"[^:.]{0,60}?\b(?:attended by\b:?|accompanied by:|chaired by|presided over by)\s*"
    r"|with\s[^,:]{1,40}?\s(?:was|were)\b\s*",
    re.IGNORECASE,
)
PRESENT_AFTER = re.compile(
    r"\s(?:also\s)?present\W*$"
    r"|,?\s(?:who\s)?(?:also\s)?(?:was|were|attended|participated|took part|interpreted|translated|acted)\b"
    r"|,?\s(?:assisted\s(?:him|her|them|the\s\S+(?:\s\S+){0,3}))\W*$",
    re.IGNORECASE,
)


def read_participants(cleaned: Cleaned, parts: Sequence[Part]) -> list[Participant]:
    """The people whom the lists and the title name. Those in the title, and the only two there are, are principals."""
    text = cleaned.text
    blocks: list[Block] = []
    listing: list[Block] = []
    ended = False  # by a table of contents
    for part in parts:
        contents = part.kind == "boilerplate" and value_of(text, part).lower() == "contents"
        ended = contents or (ended and part.label is None)
        if ended and part.kind == "attendance":
            continue
        if part.kind == "attendance" and part.sentence:
            blocks += in_columns(cleaned, listing, names_people)
            listing = []
            blocks += those_in_part(text, part)
        elif part.kind == "attendance":
            before = listing[-1] if listing and part.label is None else None
            if before and awaits_name(text[before.start : before.end], text[part.value : part.end]):
                listing[-1] = replace(before, end=part.end, sentence=True)
                continue
            if part.label is not None:
                blocks += in_columns(cleaned, listing, names_people)
                listing = []
            listing.append(Block(part.value, part.end, part.label))
    blocks += in_columns(cleaned, listing, names_people)
    listed = read_blocks(text, blocks)
    titles = [part for part in parts if part.kind == "title"]
    whole = [replace(titles[0], end=titles[-1].end)] if titles else []
    headings = [part for part in parts if part.kind == "heading" and genre_of(text[part.start : part.end])]
    named = [
        replace(person, office=None)
        if person.office and person.office.split()[0] in ("of", "on", "at", "in")
        else in_one_line(person)
        for title in [*whole, *headings]
        for person in read_title(text, title)
    ]
    named += [
        person
        for part in parts
        if part.kind == "heading" and names_two(value_of(text, part)) and not ROUTING.search(value_of(text, part))
        for side in sides_of(text, part)
        for person in read_entry(text, *side)
    ]
    by_key = {key_of_name(person.name_as_written): person for person in reversed(named)}
    # A subject can be other people's talk: it says more of those listed, and adds nobody.
    subjects = [part for part in parts if part.kind == "subject" and genre_of(value_of(text, part))]
    told = {key_of_name(p.name_as_written): p for part in subjects for p in read_title(text, part)} | by_key
    of_title = [told.get(key_of_name(person.name_as_written)) for person in listed]
    listed = [
        replace(person, side=person.side or titled.side) if titled is not None else person
        for person, titled in zip(listed, of_title, strict=True)
    ]
    listed = seated(listed, blocks, [person for person in named if is_office_alone(person)])
    listed = [with_title(person, titled) for person, titled in zip(listed, of_title, strict=True)]
    keys = set(by_key)
    people = [
        replace(person, role="principal")
        if key_of_name(person.name_as_written) in keys and person.role == "attendee"
        else person
        for person in listed
    ]
    known = {key_of_name(person.name_as_written) for person in listed}
    named = [person for person in named if not is_among(person, listed)]
    if len(listed) > 2:
        if known & keys and not all(block.sentence for block in blocks):
            return people
        # The list is only of those who were present besides.
        named = [person for person in named if not person.office or not person.name_as_written.endswith(person.office)]
    return [
        *(
            replace(person, role="principal") if person.role == "attendee" else person
            for person in named
            if key_of_name(person.name_as_written) not in known
        ),
        *people,
    ]


def in_one_line(person: Participant) -> Participant:
    """Somebody whom a title of several lines names, without its breaks."""
    office = person.office and " ".join(person.office.split())
    title = person.title_as_written and " ".join(person.title_as_written.split())
    name = " ".join(person.name_as_written.split())
    return replace(person, name_as_written=name, office=office, title_as_written=title)


def with_title(person: Participant, titled: Participant | None) -> Participant:
    """Somebody listed, with the office and side that the title gives him where the list has none."""
    if titled is None:
        return person
    return replace(person, office=person.office or titled.office, side=person.side or titled.side)


def sides_of(text: str, part: Part) -> Iterator[tuple[int, int]]:
    """Where the two stand whom a line names."""
    mark = TWO.search(text, part.start, part.end)
    if mark is not None:
        end = part.start + len(text[part.start : part.end].rstrip(" .:\n"))
        yield part.start, mark.start()
        yield mark.end(), end


def names_people(words: str) -> bool:
    """Whether words of a list name somebody or a side."""
    return is_side_heading(words) or bool(find_people(tokens_of(words), False))


def read_title(text: str, title: Part) -> list[Participant]:
    """The people whom a title names: after "between", "with", "of … by"."""
    words = text[title.value : title.end]
    dates = find_dates(words)
    host = HOST.match(words)
    hosts = []
    if host is not None:
        kind = KIND_BEFORE_HOST.match(host["who"])
        start = host.start("who") + (kind.end() if kind else 0)
        who = Block(title.value + start, title.value + host.end("who"), None, True)
        hosts = read_blocks(text, [who])
    opening = re.search(
        r"\b(?:between|with|by|call\s(?:from|to|of)|(?:(?:reception|audience|visit|conversation|talk|meeting|interview)s?|journal|diary)\s+of)\b",
        words[: dates[0].start if dates else len(words)],
        re.IGNORECASE,
    )
    if not opening:
        return hosts or opposite(text, title)
    if BODIES.match(words, opening.end()):
        return hosts
    ends = [match.start() for match in (HELD.search(words), TITLE_ENDS.search(words, opening.end())) if match]
    end = before_place(words, opening.end(), min([dates[0].start if dates else len(words), *ends]))
    telephone = BY_TELEPHONE.search(words, 0, opening.end())
    other = TO_ANOTHER.search(words, opening.end(), end) if telephone else None
    stretches = [(opening.end(), other.start()), (other.end(), end)] if other else [(opening.end(), end)]
    stretches = [piece for stretch in stretches for piece in those_besides(words, *stretch)]
    named = [Block(title.value + start, title.value + stop, None, True) for start, stop in stretches]
    people = hosts + read_blocks(text, named)
    if telephone or not opening.group().lower().endswith("of"):
        return people
    # "meeting of the Committee on Trade": only who is named with a title, an office or initials.
    return [
        person
        for person in people
        if person.title_as_written
        or "." in person.name_as_written
        or any(token.kind == "holder" for token in tokens_of(person.office or ""))
    ]


def those_besides(words: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the names of a title stand, those apart whom it says to have been present besides."""
    match = BESIDES.search(words, start, end)
    return [(start, match.start()), match.span("who")] if match is not None else [(start, end)]


def before_place(words: str, start: int, end: int) -> int:
    """Where the names end in `words[start:end]`: before a place at its end, which some lexicon knows or which stands
    after the only one that is named with his office or title, or after an office and before a date.
    """
    match = LAST_PIECE.fullmatch(words, start, end)
    if match is None:
        return end
    known = all(token.kind == "place" for token in tokens_of(match["piece"]))
    alone = "," not in match["before"] and " and " not in match["before"] and names_people(match["before"])
    named = [token.kind for token in tokens_of(match["before"])]
    titled = {"title", "holder"} & set(named) and named[-1] == "name"
    bare = all(token.kind == "name" for token in tokens_of(match["piece"]))
    of_office = named[-1] == "holder" and end < len(words) and " " not in match["piece"]
    return match.end("before") if known or (alone and titled and bare) or (of_office and bare) else end


def opposite(text: str, title: Part) -> list[Participant]:
    """The two whom a title sets against each other: "Talk: the Minister / Ambassador Smith"."""
    words = text[title.value : title.end]
    ends = [match.start() for match in (TITLE_ENDS.search(words, 1 + words.find(": ")), ASIDE.search(words)) if match]
    dates = find_dates(words)
    match = OPPOSITE.match(words, 0, min([len(words), *ends, *(date.start for date in dates)]))
    two = match["two"].strip(" :,.\n") if match is not None else ""
    against = "/" in two or (match is not None and match["two"].lstrip().startswith(":"))
    if match is None or not against or not names_two(two):
        return []
    at = title.value + words.index(two, match.start("two"))
    part = replace(title, start=at, value=at, end=at + len(two))
    return [person for side in sides_of(text, part) for person in read_entry(text, *side)]


def names_in(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the names stand in a sentence that says who was present: after "present were", or before "were present"."""
    while start < end and text[start] in "([ ":
        start += 1
    start += len("Our ") if text.startswith("Our ", start) else 0
    side = PHRASE.search(text, start, min(end, start + LONGEST_OPENING))
    heads = side is not None and "," not in text[start : side.start()] and text[side.end() : end].strip(" .") != ""
    if side and heads:
        told = TOOK_PART_AFTER.search(text, side.end(), end)
        return side.start(), told.start() if told else end
    before = PRESENT_BEFORE.match(text, start, end)
    if before:
        return before.end(), end - (LAST_STOP.search(text, max(start, end - LONGEST_UNENDED - 3), end) is not None)
    after = PRESENT_AFTER.search(text, start, end)
    end = after.start() if after else end
    return start, end - len(AND_MYSELF) if text.endswith(AND_MYSELF, start, end) else end


def read_sentences(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Participant]:
    """The people whom a sentence in the first or last paragraphs says to be present, or the first to have met."""
    blocks: list[Block] = []
    for start, end in paragraphs[:1]:
        blocks += [Block(*stretch, None, True) for stretch in who_met(text, start, min(end, start + OPENING))]
    for start, end in (*paragraphs[:FIRST], *paragraphs[FIRST:][-CLOSING:]):
        starts = [start, *(match.end() for match in SENTENCE_END.finditer(text, start, min(end, start + 4 * OPENING)))]
        for sentence_start, sentence_end in zip(starts, [*starts[1:], end], strict=True):
            sentence = text[sentence_start : min(sentence_end, sentence_start + 4 * OPENING)]
            blocks += those_in_sentence(text, sentence_start, sentence, (start, end) in paragraphs[:2])
    return read_blocks(text, blocks)


def those_in_sentence(text: str, start: int, sentence: str, opens: bool) -> list[Block]:
    """Those whom a sentence that stands at `start` says to be present; where it `opens` a talk, those who came with
    somebody too.
    """
    if SIDE_TOOK_PART.match(sentence):
        after = TOOK_PART_AFTER.search(sentence)
        last = after.start() if after else len(sentence.rstrip(" ."))
        return [Block(start, start + last, None, True)]
    if (from_side := TOOK_PART_FROM.search(sentence)) and not running(sentence[: from_side.start()]):
        return [Block(start, start + from_side.start(), from_side["side"], True)]
    if REPRESENTED.match(sentence):
        return list(delegations(text, start, start + len(sentence.rstrip())))
    if is_presence(sentence):
        names = names_in(text, start, start + len(sentence.rstrip()))
        label = "interpreter" if interprets(text, *names, start + len(sentence)) else None
        return [Block(*names, label, True)]
    return [Block(start + first, start + last, None, True) for first, last in companions(sentence)] if opens else []


def those_in_part(text: str, part: Part) -> list[Block]:
    """Those whom the sentences of a part name that says who was present."""
    starts = [part.value, *(match.end() for match in SENTENCE_END.finditer(text, part.value, part.end))]
    sentences = [(start, text[start:end]) for start, end in zip(starts, [*starts[1:], part.end], strict=True)]
    named = [those_in_sentence(text, start, sentence, True) for start, sentence in sentences]
    if len(named) < 2 or not all(named):
        return [Block(*names_in(text, part.value, part.end), part.label, True)]
    return [block for blocks in named for block in blocks]


def interprets(text: str, start: int, end: int, sentence_end: int) -> bool:
    """Whether a sentence says that the one person whom it names interpreted: "A was present and interpreted"."""
    return INTERPRETED.search(text, end, sentence_end) is not None and len(read_entry(text, start, end, True)) == 1


def delegations(text: str, start: int, end: int) -> Iterator[Block]:
    """Those by whom, as the sentence `text[start:end]` says, each of several sides was represented."""
    if (first := REPRESENTED.match(text, start, end)) is None:
        return  # of an endless name only the first part was looked at: no words follow "represented by"
    sides = [first, *FURTHER_SIDE.finditer(text, first.end(), end)]
    for side, stop in zip(sides, [*(match.start() for match in sides[1:]), end], strict=True):
        yield Block(side.end(), stop, side["side"], True)


def who_met(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the first sentence of a talk names who received, met or visited whom."""
    number = NUMBERED.match(text, start, end)
    start = number.end() if number is not None else start
    sentence_end = SENTENCE_END.search(text, start, end)
    match = RECEIVED.match(text, start, sentence_end.start() if sentence_end else end)
    if match is None:
        return
    dates = find_dates(match["host"])
    host = match.start("host") + (dates[-1].end if dates else 0)
    if text[host : match.end("host")].strip(" ,") not in ("I", "We"):
        if running(text[host : match.end("host")]):
            return
        yield host, match.end("host")
    stop = GUEST_ENDS.search(text, match.start("guest") - 1, match.end("guest"))
    yield match.start("guest"), stop.start() if stop else match.end("guest")


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
            first.setdefault(turn.speaker, turn)
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


def companions(sentence: str) -> Iterator[tuple[int, int]]:
    """Where a sentence names those who came with somebody, and who came, as offsets in it."""
    match = ACCOMPANIED.search(sentence)
    if match:
        own = len("Our ") if sentence.startswith("Our ") else 0
        if not running(sentence[own : match.start()]):
            yield own, match.start()
        end = COMPANY_ENDS.search(sentence, match.end())
        yield match.end(), end.start() if end else len(sentence)
