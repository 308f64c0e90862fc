"""Sentences that say who was present, who came with whom, or who received whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flows.lexicons import entries
from flows.record import Participant
from flows.segment.dates import WEEKDAY, find_dates
from flows.segment.heads.facts import OPENING
from flows.segment.heads.paragraph_kinds import SALUTATION, is_presence
from flows.segment.heads.parts import Part
from flows.segment.heads.prose import running
from flows.segment.lists.entries import read_entry
from flows.segment.lists.participants import Block, read_blocks
from flows.segment.lists.sides import PHRASE
from flows.segment.names import MENTION, UPPER
from flows.segment.rare import RarePattern
from flows.segment.sentences import PARAGRAPH_NUMBER

INTERPRETED = re.compile(r"\b(?:interpreted|translated|interpreter|translator)\W*$")
LONGEST_UNENDED = 3  # letters of a word in front of a full stop that ends no sentence
LONGEST_OPENING = 100  # characters before the first name of a sentence that says who was present
SHORT = "".join(rf"(?<!\b{short}\.)" for short in entries("title-abbreviations") if len(short) > LONGEST_UNENDED)
UNENDED = "".join(rf"(?<!\b{short}\.)" for short in entries("title-abbreviations"))
SENTENCE_END = re.compile(
    rf"(?:(?<=[a-z)]{{3}}\.){SHORT}|(?<=\d(?:st|nd|rd|th)\.)|(?<=\d\.)|(?<=[ap]\.m\.)"
    r"|(?<=[A-Z]{2}\.)(?=\s(?:The|There|Also|This|It|In)\s))\s(?=[A-Z])"
)
FIRST = 6  # paragraphs of the talk
CLOSING = 8  # paragraphs at the end, a site's lines among them, where records of Soviet diplomats say who was present
AND_MYSELF = " and I"  # "Mr. Smith and I were present"
LAST_STOP = re.compile(r"[a-z]{4}\.$")
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
# The first words of a record: "The Minister received the Ambassador, Mr. Smith, at his request".
RECEIVED = re.compile(
    r"(?:(?:Today|This\s(?:morning|afternoon|evening)|On\s[^,;:\n]{2,40}?\d\w*),?\s)?(?P<host>[^;:\n]{1,120}?),?\s"
    r"(?:today\s|yesterday\s|also\s|this (?:morning|afternoon|evening)\s)?"
    r"(?:(?:was|were) (?:\w+ )?received (?:\w+ ){0,3}?by|received|met(?: with)?|saw|visited"
    r"|call(?:ed|s) (?:today |yesterday |this \w+ |in )?(?:up)?on"
    r"|(?:c(?:ame|omes)|call(?:ed|s)|dropped|looked)(?: (?:in|by|over))?"
    r"(?: (?:at|today|yesterday|this)\b[^,;:\n]{0,40}?)? to (?:see|call on)|ask(?:ed|s) to see|sent for"
    r"|ask(?:ed|s) (?:me|us) to (?:call|come|see)"
    r"|(?:lunched|dined|talked) with|had (?:a|an) (?:\w+ ){0,4}?\w+ with"
    r"|paid (?:a|an) (?:\w+ )?(?:call|visit) (?:up)?(?:on|to))\s"
    r"(?P<guest>[^;:\n]{2,160})"
)
NUMBERED = re.compile(rf"(?:{PARAGRAPH_NUMBER})\s+(?=[{UPPER}])")
# "With reference to my telegram No. 12 I have the honour to report that"
HONOUR = re.compile(r"[^\n]{0,160}?\bI (?:have|had) the honou?r to (?:[A-Za-z]+ ){1,6}?that ")
HOUR = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
GUEST_ENDS = re.compile(
    rf",?\s(?:at\s(?:h[ie][sr]|my|the|their|noon|midnight|half|\d[\d.:]*|{HOUR})|today|yesterday|this\s(?:morning|afternoon|evening)|who|accompanied"
    rf"|(?:together\s)?with\s|about|regarding|concerning|on\s(?:(?:the\s)?\d\w*|{WEEKDAY}|behalf|instruct\w*)|in\s(?:h[ie][sr]|my|the)\s"
    r"|from\s\d|for\s(?:an?|one|two|about|some|\d+)\b|to\s[a-z]+)\b|(?<=[a-z]{3})\.(?=\s|$)"
)
COMPANY_ENDS = re.compile(
    rf"(?<![A-Z])(?<![{UPPER}][^\W\d_])(?:[.;]{UNENDED}|:(?![^()]*\)))\s"
    r"|\s(?:called|came|was|were|to|and said|who)\b|[.;:]$"
)
PRESENT_BEFORE = re.compile(
    r"\W*(?:(?:those|persons|people|members|others|officials|also|there|the following)\b[^:.]{0,60}?)?\b"
    r"(?:present|attending|attended|in attendance|participating|(?:taking|took) part)\b[^:,.]{0,40}?(?:\b(?:was|were"
    r"|included|by)\b:?|:)\s*|"
    r"[^:.]{0,60}?\b(?:attended by\b:?|accompanied by:|chaired by|presided over by)\s*"
    r"|with\s[^:;]{1,70}?\s(?:was|were)\b\s*",
    re.IGNORECASE,
)
PRESENT_AFTER = re.compile(
    r"\s(?:also\s)?present\W*$"
    r"|,?\s(?:who\s)?(?:also\s)?(?:was|were|attended|participated|took part|interpreted|translated|acted)\b"
    r"|,?\s(?:assisted\s(?:him|her|them|the\s\S+(?:\s\S+){0,3}))\W*$",
    re.IGNORECASE,
)


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
    paragraphs = paragraphs[1:] if paragraphs and SALUTATION.fullmatch(text, *paragraphs[0]) else paragraphs
    for start, end in paragraphs[:1]:
        blocks += [Block(*stretch, None, True) for stretch in who_met(text, start, min(end, start + OPENING))]
    for start, end in (*paragraphs[:FIRST], *paragraphs[FIRST:][-CLOSING:]):
        starts = [start, *(match.end() for match in SENTENCE_END.finditer(text, start, min(end, start + 4 * OPENING)))]
        for sentence_start, sentence_end in zip(starts, [*starts[1:], end], strict=True):
            sentence = text[sentence_start : min(sentence_end, sentence_start + 4 * OPENING)]
            blocks += those_in_sentence(text, sentence_start, sentence, (start, end) in paragraphs[:2])
    return read_blocks(text, blocks)


def those_in_sentence(text: str, start: int, sentence: str, opens: bool) -> list[Block]:
    """Those whom a sentence at `start` says to be present; where it `opens` a talk, who came with somebody too."""
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
    honour = HONOUR.match(text, start, end)
    start = honour.end() if honour is not None else start
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


def companions(sentence: str) -> Iterator[tuple[int, int]]:
    """Where a sentence names those who came with somebody, and who came, as offsets in it."""
    match = ACCOMPANIED.search(sentence)
    if match:
        own = len("Our ") if sentence.startswith("Our ") else 0
        if not running(sentence[own : match.start()]):
            yield own, match.start()
        end = COMPANY_ENDS.search(sentence, match.end())
        yield match.end(), end.start() if end else len(sentence)
