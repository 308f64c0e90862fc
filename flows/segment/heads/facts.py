"""What the head and foot of a record say of it, as columns of the table documents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from itertools import pairwise, zip_longest
from typing import Any

from flows.lexicons import mapping
from flows.segment.dates import WEEKDAY, WRITTEN_WITHIN, find_dates, find_day_before, find_day_between, find_time
from flows.segment.heads.date_lines import DateLine, is_venue, read_date_line
from flows.segment.heads.paragraph_kinds import ARCHIVAL, TRANSLATED, genre_of, is_classification
from flows.segment.heads.parts import Part, value_of
from flows.segment.heads.who_is_named import is_letterhead, names_office, names_person
from flows.segment.lists.tokens import tokens_of
from flows.segment.names import fold

# What can stand between a place and a date in a title: ", on Tuesday,", " at 1800 on ".
BEFORE_DATE = re.compile(
    rf"(?:,?\sat\s(?:\d{{3,4}}(?:\sh(?:ou)?rs)?|\d{{1,2}}[.:]\d{{2}}\s?[ap]\.?m\.?))?,?(?:\son)?(?:\s(?:the\s)?{WEEKDAY})?,?(?:\son)?(?:\sthe)?[\s,]*$",
    re.IGNORECASE,
)
HELD_AT = re.compile(
    r"\b(?i:held\s(?:at|in|on board)|at)\s(?P<place>(?:(?i:the)\s)?[A-Z\d](?:(?!\sheld\s)[^;:()]){2,80})$"
)
# "in the Guest House at the Lake"
HELD_INSIDE = re.compile(r"\b(?i:in)\s(?P<place>(?:(?i:the)\s)?[A-Z][^;:(),]{2,80}(?:,\s[A-Z][^;:()]{2,40})?)$")
# "with Prime Minister Smith in Port City"
IN_TOWN = re.compile(
    r"\b(?i:with|between)\s(?:(?!(?i:on|about|concerning|regarding)\s)[^:;])*?(?<!\w)[A-Z][\w.'’-]*\sin\s"
    r"(?P<place>[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){0,2}(?:,\s[A-Z][\w'’ -]{2,40})?)$"
)
HELD_AFTER_DATE = re.compile(
    r"[\s,.]*(?:at|in|AT|IN)\s(?P<place>(?:the\s|(?=his\s|her\s))?[^\W\d_][^;:()]{2,80}?)[\s.,]*$"
)
LOWER_PLACE = re.compile(r"(?:his|her|my)\s(?:office|residence|house|home|room|study)\b")
HELD_WORD = re.compile(r"\bheld\s(?:at|in|on)\b", re.IGNORECASE)
YESTERDAY = re.compile(r"\b(?:yesterday|last (?:night|evening))\b", re.IGNORECASE)
# "your letter of 3 May", "my telegram No. 12 of the 4th": days of papers.
OF_PAPER = re.compile(
    r"\b(?:letter|telegram|cable(?:gram)?|note|despatch|dispatch|memorandum|minute|message|paper|No\.\s?[\w/]+)s?"
    r"(?:\sNo\.?\s?[\w/]+)?\s(?:of|dated)\s(?:the\s)?\S+(?:\s\S+)?",
    re.IGNORECASE,
)
# Who writes met somebody: "I was received by the Minister", "the Ambassador called on me".
VISITED = re.compile(
    r"\b(?:I|we)\s(?:\w+\s)?(?:called|saw|met|visited|received|lunched|dined|went to see|w(?:as|ere) received"
    r"|had an?\s\w+|had\s(?=[A-Z]))"
    r"|\b(?:called on|called to see|came (?:in )?to see|saw|visited|received|sent for)\s(?:me|us)\b"
    r"|\bcame\s(?:in\b|(?:in)?to\s(?:the\s(?:Department|Embassy|Legation|Ministry|Mission|office)|my\s)\b)"
)
# Who met whom, and when: "On 3 May the Minister received the Ambassador".
MET_ON = re.compile(r"(?:On|Yesterday)\s[^.;:]{3,160}?\b(?:met|received|called|saw|visited|lunched|dined|had an?)\b")
# "Mr. Smith called on the Minister at 4 o'clock on July 25"
CALLED_ON = re.compile(
    r"[A-Z][^;:\n]{3,120}?\b(?:called on|was received by|came to see|met with)\b[^;:\n]{2,100}?\bon\s(?=[A-Z\d])"
)
# The secrecy of a subject, which is none of its words: "Meeting with the President (U)".
PORTION_MARK = re.compile(r"\s\((?:[CSU]|TS|SBU|FOUO)(?:[/-][A-Z]{1,3})?\)(?=$|;)")
# "Item 3: Herring", "Meeting with the President, undated (about May 1961)"
BESIDE_SUBJECT = re.compile(
    r"^(?:agenda )?item (?:no\.? ?)?\d{1,2}[a-z]? ?[:.)–—-] ?|,? \(?undated\b.*$", re.IGNORECASE
)
NUMBERED_HEADING = re.compile(r"(?:[IVX]{1,4}|\d{1,2})[.)]\s+(?P<subject>[^\W\d_].*[^.:?!])$")
# "Conference on Tariffs and Transit held in Vienna"
MEETING_ON = re.compile(
    r"\b(?i:conference|meeting|talks|discussions?|negotiations)\s(?i:on|about|concerning|regarding)\s(?:the\s)?"
    r"(?P<subject>[A-Z][^:;.]{2,120}?),?\s(?i:held)\b"
)
PAPER = re.compile(
    r"(?:(?:inward|outward|inwards|outwards|secret)\s)?(?:cable|cablegram|telegram|savingram|airgram|telex|letter|despatch"
    r"|dispatch|submission|minute|memorandum (?:to|for|from)|message)\b",
    re.IGNORECASE,
)
TALK_WITH = re.compile(
    r"(?:[^:.]{2,40}:\s)?(?:\w+\s){0,2}?(?:conversations?|talks?|meetings?|discussions?|interview|call|lunch|luncheon|dinner|visit)\s"
    r"(?:with|on|upon|by|from|between|of)\b",
    re.IGNORECASE,
)
# "FROM: NORWEGIAN EMBASSY, LIMA", "LEGATION OF PERU"
HOUSE = r"(?:EMBASSY|LEGATION|HIGH COMMISSION|CONSULATE(?: GENERAL)?)"
MISSION = re.compile(
    rf"(?:FROM:?\s)?(?:THE\s)?(?=[A-Z ]{{0,40}}(?:EMBASSY|LEGATION|HIGH COMMISSION|CONSULATE))"
    rf"(?:(?:[A-Z]+\s){{1,4}}{HOUSE}|{HOUSE}\sOF\s[A-Z]+(?:\s[A-Z]+){{0,3}}?)(?=[,.\s]|$),?(?P<behind>.*)"
)
AT_CITY = re.compile(r"\s*(?P<city>[A-Z][A-Za-z]+(?:\s[A-Z][A-Za-z]+)?(?:,\sD\.?\s?C)?)(?=[.,]|\s[A-Z\d.]*\d|\s*$)")
LONGEST_LETTERHEAD = 400
LONGEST_ADDRESS = 16  # words and marks
OPENING = 300  # characters of the talk in which its date can be told
SENTENCES = 3  # in which the place can be told, and when who writes met somebody
AFTER_SENTENCE = re.compile(r"(?<=[a-z]{3}\.)(?<!\bult\.)(?<!\binst\.)\s")
# "at the Harbour Office", "in the Minister's room"
TOLD_PLACE = re.compile(
    r"\b(?:at|in)\s(?P<place>(?:the\s|his\s|her\s|my\s)?[A-Z][\w'’-]*(?:\s(?:(?:of|de|the)\s)*[\w'’-]+){0,4}?)"
    r"(?=[,.;]|\s(?:this|yesterday|today|on|at|for|from|by|with|when|before|after|to|and|last)\b|$)"
)
MET = re.compile(
    r"\b(?:met|meeting|received|called|saw|visited|invited|conversation|talks?|lunch|dinner|interview|audience"
    r"|discussion)\b",
    re.IGNORECASE,
)
# The end of an archive's reference: not after an abbreviation, but always before a secrecy marking.
REFERENCE_END = re.compile(
    r"(?<=[^\W_]{4})\.\s(?=[A-Z][a-z])|(?<=[\d)])\.\s(?=[A-Z][a-z])|"
    r"\.\s(?=(?:Top |Most )?(?:Secret|Confidential|Unclassified|Restricted)\b|Limited|Official Use|Sensitive"
    r"|Drafted|Approved)"
)


def read_facts(text: str, parts: Sequence[Part]) -> dict[str, Any]:
    """The columns of the table documents that these parts give."""
    facts: dict[str, Any] = {}
    titles = [value_of(text, part) for part in parts if part.kind in ("title", "heading")]
    title = next((line for line in titles if genre_of(line)), titles[0] if titles else None)
    first_title = " ".join(value_of(text, part) for part in parts if part.kind == "title") or title
    if first_title:
        facts["title"] = clean_title(first_title if genre_of(first_title) or not title else f"{title}")
    genre = next((genre_of(line) for line in [first_title or "", *titles] if genre_of(line)), None)
    if genre:
        facts["genre"] = genre
    facts |= read_date_facts(text, parts, (first_title if genre_of(first_title or "") else title) or "")
    for kind, column in (
        ("place", "place"),
        ("time", "time_text"),
        ("subject", "subject"),
        ("classification", "classification"),
        ("summary", "summary"),
        ("rights", "rights"),
    ):
        values = [value for value in (value_of(text, part) for part in parts if part.kind == kind) if value]
        if kind == "classification" and len(values) > 1:
            values = [value for value in values if value.lower() != "declassified"]
        if values and (kind == "place" or column not in facts):
            joined = (", " if kind == "place" else "; " if kind in ("subject", "classification") else " ").join(
                dict.fromkeys(values)
            )
            begun = facts.get(column) if kind == "place" and goes_on_with_place(parts) else None
            facts[column] = f"{begun} {joined}" if begun else joined
    if "subject" in facts:
        facts["subject"] = BESIDE_SUBJECT.sub("", PORTION_MARK.sub("", facts["subject"]))
    elif subject := subject_in_heading(text, parts, facts.get("title", "")) or subject_of_paper(text, parts):
        facts["subject"] = subject
    return facts | read_source_facts(
        [text[part.value : part.end] for part in parts if part.kind in ("source", "translator", "notes")]
    )


def subject_in_heading(text: str, parts: Sequence[Part], title: str) -> str | None:
    """What the title says that the meeting was on, or the numbered heading at the end of the head: "I. CYPRUS"."""
    held = MEETING_ON.search(title)
    if held is not None and not find_dates(held["subject"]):
        return held["subject"]
    heading = NUMBERED_HEADING.match(value_of(text, parts[-1])) if parts and parts[-1].kind == "heading" else None
    return heading["subject"] if heading else None


def goes_on_with_place(parts: Sequence[Part]) -> bool:
    """Whether the place is in a field with the date, and goes on in the next line."""
    places = [at for at, part in enumerate(parts) if part.kind == "place"]
    before = parts[places[0] - 1] if places and places[0] else None
    return before is not None and before.kind == "date" and "place" in (before.label or "")


def subject_of_paper(text: str, parts: Sequence[Part]) -> str | None:
    """The last heading of a telegram, letter or minute where it says what talk it is about: "Talk with Mr. Smith"."""
    lines = [value_of(text, part) for part in parts if part.kind in ("title", "heading")]
    papers = [line for line in lines[:-1] if PAPER.match(line)]
    return lines[-1] if papers and TALK_WITH.match(lines[-1]) and not PAPER.match(lines[-1]) else None


def clean_title(title: str) -> str:
    """A title without the number that the volume gave it."""
    return re.sub(r"^#*\s*\d{1,4}(?:\.\s|\s(?=[^\W\d_]))\s*", "", title).strip(" #_*")


def read_date_facts(text: str, parts: Sequence[Part], title: str) -> dict[str, Any]:
    """Date, time and place: from the field, else the line of place and date, else the title."""
    records = [part for part in parts if part.kind in ("title", "heading") and genre_of(value_of(text, part))]
    titled = max((part.start for part in records), default=0)
    dated = [part for part in records if find_dates(text[part.value : part.end])]
    titled_with_day = max((part.start for part in dated), default=0)
    fields = [part for part in parts if part.kind == "date" and part.label]
    printed_lines = [part for part in parts if part.kind == "date" and not part.label]
    lines = [text[part.value : part.end] for part in fields if part.start >= titled_with_day]
    lines += [text[part.value : part.end] for part in parts if part.kind == "subject" and is_record_told(text, part)]
    lines += [text[part.value : part.end] for part in printed_lines if part.start >= titled]
    lines += [text[part.value : part.end] for part in parts if part.kind == "time"]
    # A date above the title of the record is the letter's or journal's in which it stands.
    lines += [title, *(value_of(text, part) for part in dated)]
    lines += [text[part.value : part.end] for part in fields if part.start < titled_with_day]
    lines += [text[part.value : part.end] for part in printed_lines if part.start < titled]
    lines += [
        text[part.value : part.end][:300]
        for part in parts
        if part.kind in ("heading", "title", "preamble", "subject", "attendance", "place")
    ]
    if not any(find_time(line, find_dates(line)) for line in lines[: lines.index(title)]):
        # A heading of day and hour is the meeting's own, a line of place and date can be the document's.
        lines = [*filter(_is_timed_meeting, lines[lines.index(title) :]), *lines]
    facts: dict[str, Any] = {}
    for line in lines:
        dates = find_dates(line)
        printed = next((one for one in dates if one.precision == "day"), dates[0] if dates else None)
        time = find_time(line, dates)
        if printed and ("date" not in facts or (facts["date_precision"] != "day" and printed.precision == "day")):
            facts["date"] = printed.first.isoformat()
            facts["date_precision"] = printed.precision
            facts["date_text"] = line[printed.start : printed.end].strip(" ,.")
            facts.pop("date_end", None)
            if printed.last:
                facts["date_end"] = printed.last.isoformat()
        if time and "time_text" not in facts:
            facts["time_text"] = line[time[0] : time[1]].strip(" ,")
    if "date_end" in facts:
        headings = (value_of(text, part) for part in parts if part.kind in ("title", "heading", "date"))
        first, last = map(date.fromisoformat, (facts["date"], facts["date_end"]))
        days = {day for line in headings if (day := find_day_between(line, first, last)) is not None}
        if len(days) == 1:  # of the sitting: "THIRD SESSION: THURSDAY 5 MAY"
            facts["date"] = days.pop().isoformat()
            del facts["date_end"]
    place = None
    titles = {title, *(value_of(text, part) for part in dated)}
    titles |= {text[part.value : part.end] for part in parts if part.kind == "subject" and is_record_told(text, part)}
    of_several = [text[part.value : part.end].rpartition("\n") for part in (*dated, *printed_lines)]
    for line in [*(last for _, end, last in of_several if end and read_date_line(last)), *lines]:
        read: DateLine | None = read_date_line(line)
        place = place or (read.place if read else place_in_title(line) if line in titles else None)
    place = place or place_held(text, parts) or place_above(text, parts) or place_of_mission(text, parts)
    if place:
        facts["place"] = place
    return facts


def place_held(text: str, parts: Sequence[Part]) -> str | None:
    """Where a heading or its next line says that the talk was held, also where the day stands on a line of its own."""
    for part, following in zip_longest(parts, parts[1:]):
        if part.kind in ("title", "heading", "preamble"):
            words = value_of(text, part)
            more = value_of(text, following) if following is not None else ""
            dated = following is not None and following.kind == "date" and not find_dates(words)
            if dated or more.startswith(("at ", "in ")):
                words += f" {more}"
            if (HELD_WORD.search(words) or IN_TOWN.search(value_of(text, part))) and (place := place_in_title(words)):
                return place
    return None


def place_above(text: str, parts: Sequence[Part]) -> str | None:
    """The place that stands on a line of its own above the day or the hour: "Port City, Harbour House, Room 3"."""
    for part, following in pairwise(parts):
        if part.kind == "heading" and following.kind in ("date", "time") and not following.label:
            line = value_of(text, part)
            tokens = [token.kind for token in tokens_of(line)]
            placed = tokens[:1] == ["place"] and len(tokens) <= LONGEST_ADDRESS
            nobody = {"title", "holder"}.isdisjoint(tokens)
            held = placed or (is_venue(line) and not names_person(line) and not is_letterhead(line))
            if held and nobody and not genre_of(line):
                return line
    return None


def place_of_mission(text: str, parts: Sequence[Part]) -> str | None:
    """The seat of the mission whose letterhead or telegram it is: "FROM: NORWEGIAN EMBASSY, LIMA"."""
    lines = [
        line
        for part in parts
        if part.kind in ("title", "heading", "place")
        for line in text[part.start : min(part.end, part.start + LONGEST_LETTERHEAD)].splitlines()
        if line.strip()
    ]
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        mission = MISSION.match(line)
        for words in (mission["behind"], following) if mission is not None else ():
            city = AT_CITY.match(words)
            if city is not None and fold(city["city"]) in capitals():
                return city["city"]
            if words.strip(" ,."):
                break
    return None


@cache
def capitals() -> frozenset[str]:
    """Seats of governments, folded."""
    return frozenset(map(fold, mapping("capitals")))


def is_record_told(text: str, part: Part) -> bool:
    """Whether a subject says what talk it was, as titles do: "Conversation between A and B on 3 May 1961"."""
    value = value_of(text, part)
    told = genre_of(" ".join(value.split()[:2])) is not None or TALK_WITH.match(value) is not None
    return told and bool(find_dates(value))


def place_in_title(title: str) -> str | None:
    """Where a talk was held, as a title with its date says: "Meeting at the Palace on 3 May 1961"; else None."""
    dates = find_dates(title)
    if not dates:
        return None
    before = BEFORE_DATE.sub("", title[: dates[0].start]).rstrip(" ,:")
    held = HELD_AT.search(before)
    inside = HELD_INSIDE.search(before)
    if inside and is_venue(inside["place"].split(" at ")[0]) and (held is None or inside.start() < held.start()):
        return inside["place"]
    if held and not genre_of(held["place"]):
        return held["place"]
    if town := IN_TOWN.search(before):
        return town["place"]
    time = find_time(title, dates)
    after = HELD_AFTER_DATE.match(title, max(dates[-1].end, time[1] if time else 0))
    if after and (after["place"].removeprefix("the ")[0].isupper() or LOWER_PLACE.match(after["place"])):
        return after["place"]
    place: list[str] = []
    for words in reversed([words.strip() for words in re.split(r",|(?<=[^\W\d_]{3})\.\s|:\s", before)[1:]]):
        if not words or len(words.split()) > 4 or genre_of(words) or names_person(words) or names_office(words):
            break
        place.insert(0, words)
    return ", ".join(place) or None


def _is_timed_meeting(line: str) -> bool:
    dates = find_dates(line)
    return bool(dates) and dates[0].precision == "day" and find_time(line, dates) is not None


def read_opening_date(opening: str) -> dict[str, Any]:
    """The date that the first words of the talk give: "On 5 May 1961 I met …"; nothing if they give none or several."""
    opening = opening.partition("\n\n")[0]
    dates = [printed for printed in find_dates(opening) if printed.precision == "day"]
    if len(dates) != 1 or not MET.search(opening):
        return {}
    return {
        "date": dates[0].first.isoformat(),
        "date_precision": "day",
        "date_text": opening[dates[0].start : dates[0].end].strip(" ,."),
    }


def first_sentences(opening: str) -> list[str]:
    """The first sentences of the opening of a talk."""
    return AFTER_SENTENCE.split(opening, maxsplit=SENTENCES)[:SENTENCES]


def read_opening_place(opening: str) -> dict[str, Any]:
    """Where the talk's first sentence on a meeting says it was: "received me at the Harbour Office"; or nothing."""
    for sentence in first_sentences(opening.partition("\n\n")[0]):
        met = MET.search(sentence)
        for match in TOLD_PLACE.finditer(sentence) if met is not None else ():
            place = match["place"].removeprefix("the ")
            if is_venue(place) and not names_person(place):
                return {"place": match["place"]}
    return {}


def read_told_date(words: str, written: str) -> dict[str, Any]:
    """The day of the talk that a title or a visitor's first sentence gives without its year, or as "yesterday", where
    the text was written on the day `written` or later than the talk; nothing if they give none.
    """
    day = date.fromisoformat(written)
    words = OF_PAPER.sub("", words)
    whole = [
        one for one in find_dates(words) if one.precision == "day" and 0 <= (day - one.first).days <= WRITTEN_WITHIN
    ]
    told = find_day_before(words, day)
    before = YESTERDAY.search(words)
    found = [(one.start, one.end, one.first) for one in (*whole[:1], *([told] if told else []))]
    if before is not None and not whole:
        found.append((before.start(), before.end(), day - timedelta(days=1)))
    if not found:
        return {}
    start, end, first = min(found)
    return {"date": first.isoformat(), "date_precision": "day", "date_text": words[start:end].strip(" ,.")}


def read_source_facts(sources: Sequence[str]) -> dict[str, Any]:
    """Archive, reference, translators, classification and drafting from notes on the source."""
    facts: dict[str, Any] = {}
    for source in sources:
        words = " ".join(re.sub(r"\]?\(https?://[^()\s]*\)", "", source).split())
        translated = TRANSLATED.search(words)
        if translated and "translators" not in facts:
            names = re.split(r"\s(?:for|from|on|in)\s|[.\];](?=\s|$)(?<![A-Z]\.)", words[translated.end() :])[0]
            people = [name.strip(" .,[]") for name in re.split(r",?\sand\s|,\s", names)]
            facts["translators"] = [name for name in people if name and name[0].isupper()]
            facts["record_status"] = "translation"
        reference = words[: translated.start()] if translated else words
        match = re.match(r"\W*(?:\d{1,3}\W+)?(?:Sources?:\s)?", reference)
        given = bool(match and "ource" in match.group())
        reference = reference[match.end() :] if match else reference
        if "archival_reference" not in facts and (given or ARCHIVAL.search(reference[:400])):
            first = REFERENCE_END.split(reference)[0].strip(" .[]_↩")
            if first and len(first) < 400:
                facts["archival_reference"] = first
                facts["archive"] = re.split(r"[,:]\s?", first)[0].strip()
                marking = re.match(r"\.\s(?P<words>[^.]{3,60})\.", reference[reference.find(first) + len(first) :])
                if marking and is_classification(marking["words"]):
                    facts["classification"] = marking["words"]
    return facts
