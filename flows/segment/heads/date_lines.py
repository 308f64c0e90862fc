"""Lines of no more than place, date and time, as records begin with."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flows.segment.dates import CLOCK, WEEKDAY, PrintedDate, find_dates, find_time
from flows.segment.heads.paragraph_kinds import genre_of
from flows.segment.heads.prose import WORDS, running
from flows.segment.heads.who_is_named import names_person
from flows.segment.lists.tokens import PARENTHESES, tokens_of
from flows.segment.names import fold, lexicon
from flows.segment.remembered import remembered_line

EXTRACT = re.compile(r"^\W*(?:extracts?|excerpts?)\b", re.IGNORECASE)
LONGEST_VENUE = 6  # words
HELD_BEFORE_PLACE = re.compile(r"^\W*(?:talks?\s|held\s){1,2}(?:at|in|on board)\s(?:the\s)?", re.IGNORECASE)
# Of a book, or of the release of a document.
NO_PLACE = re.compile(
    r"^\W*(?:volume|vol\.|series|part|chapter|document)\s\w|classifi|\b(?:confidential|secret|restricted)\b"
    r"|^(?:to|rec['’]?d|received|sent|tape|file|ref)\b|\bNo\.\s?\d|^[ap]\.?m\.?[\s\d:.]*$|^[A-Z]\S*[/(-]\S*\d\S*$",
    re.IGNORECASE,
)
# "Cablegram 1216, PORT CITY, 9 August 1951"
PAPER_BEFORE_PLACE = re.compile(
    r"^\W*(?:cablegram|telegram|savingram|telex|airgram|message|despatch|dispatch|letter|cable)\s(?:No\.?\s?)?[\w/-]*\d[\w/-]*"
    r"(?:,\s|\s{2,})",
    re.IGNORECASE,
)
BEFORE_LATER_PLACE = re.compile(
    r"^[\s,;.–—-]*(?:\d{4}\s?[-–—]\s?\d{4}(?:\s(?:hours|hrs))?[\s,;.]*)?(?:(?:at|in)\s(?=the\s))?"
    r"(?:(?:the\s)?(?:city|town)\sof\s)?"
)
# "Visit of the Minister, Hunting Lodge, 4 May 1961"
TALK = re.compile(r"(?:visit|meeting|talks?|conversation|call|lunch|dinner)\s(?:of|by|to|on)\s", re.IGNORECASE)
TALK_BEFORE_PLACE = re.compile(
    r"(?:(?:visit|meeting|talks?|conversation|call|lunch|dinner)\s(?:of|by|to|on)|.{2,60}?\swith)\s.*,\s", re.IGNORECASE
)
# "12 Av 5727 (18.8.1967)": the day of another calendar, before the same in this one
OTHER_CALENDAR = re.compile(r"[\s,]*\b\d{1,2}\s[^\W\d_]+(?:\s[^\W\d_]+)?,?\s\d{4}\s?[(\[]$")
NOT_PLACES = re.compile(r"(?:(?:date|time|place|dated|on|the|and|[OPRZ])[\s,&/]*)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line of place, date and time, as offsets in the paragraph."""

    date: PrintedDate
    place: str | None
    time: str | None


@remembered_line
def read_date_line(text: str) -> DateLine | None:
    """A line that is no more than place, date and time, in any order, in markup or not; else None."""
    if len(text) > 220:
        return None
    dates = find_dates(text)
    if not dates or len(dates) > 2 or (dates[0].precision != "day" and len(text) > 60):
        return None
    printed = dates[0]
    time = find_time(text, dates)
    rest = text[: printed.start] + "\n" + text[printed.end :]
    if time:
        rest = rest.replace(text[time[0] : time[1]], "\n", 1)
    rest = re.sub(
        rf"\b(?:{WEEKDAY})(?:-{WEEKDAY})?\b,?|\b{CLOCK}|\b(?:at|on|from|the)\b|\d", " ", rest, flags=re.IGNORECASE
    )
    rest = EXTRACT.sub(" ", rest)
    if running(rest) or len(WORDS.findall(rest)) > 14 or genre_of(PARENTHESES.sub(" ", rest)):
        return None
    return DateLine(printed, place_of(text, printed, time), text[time[0] : time[1]] if time else None)


def place_of(text: str, printed: PrintedDate, time: tuple[int, int] | None) -> str | None:
    """The place in a line of place, date and time: the words before the date, or those after the time."""
    before = text[: min(printed.start, time[0])] if time and time[0] < printed.start else text[: printed.start]
    before = re.sub(rf"\b(?:{WEEKDAY})(?:-{WEEKDAY})?\b,?", " ", before, flags=re.IGNORECASE)
    before = OTHER_CALENDAR.sub("", before)
    if ")" in before:
        before = re.sub(r"^\W*\d+\b", " ", before.rpartition(")")[2])
    before = EXTRACT.sub(" ", before)
    before = HELD_BEFORE_PLACE.sub(" ", PAPER_BEFORE_PLACE.sub("", before))
    place = " ".join(before.replace("[", " ").replace("]", " ").split()).strip(" ,.;:#_*-–—")
    place = re.sub(r"(?:\s(?:at|on)|,\s?(?:le|el|il|den|am|a))$", "", place).strip(" ,")
    place = TALK_BEFORE_PLACE.sub("", place)
    first = next((token for token in tokens_of(place) if token.kind != "link"), None)
    office = first is not None and first.kind == "holder" and "'" not in place  # "Secretary of Defense, 3 May 1956"
    if (
        (office and not is_venue(place))
        or TALK.match(place)
        or names_person(place)
        or NO_PLACE.search(place)
        or place.count("(") > place.count(")")
    ):
        return None
    if re.search(r"(?<!\d)\d{4}(?!\d)", place):
        return None
    # One letter before a telegram's date says how urgent it is.
    last = max(printed.end, time[1] if time else 0)
    later = text[last:] if any(map(str.isalpha, text[last:])) or not time else text[printed.end : time[0]]
    after = BEFORE_LATER_PLACE.sub("", later).rstrip(" ,.;")
    if any(c.isalpha() for c in place) and not NOT_PLACES.fullmatch(place):
        words = place.split()
        while words and (words[0].isdigit() is False and not any(c.isalpha() for c in words[0])):
            words.pop(0)
        return re.sub(r"\s+,", ",", " ".join(words)) or None
    named = len(after) > 3 and after.removeprefix("the ")[0].isupper() and not running(after.removeprefix("the "))
    return after if named and not NO_PLACE.search(after) else None


def is_time(line: str) -> bool:
    """Whether a line is an hour, or from one to another, and nothing else."""
    hours = find_time(line)
    return hours is not None and not line[: hours[0]].strip() and not line[hours[1] :].strip(" .")


def is_venue(line: str) -> bool:
    """Whether a short line says where a talk was held: "Cabinet Room", "Government House"."""
    words = fold(line).split()
    return (
        0 < len(words) <= LONGEST_VENUE and not names_person(line) and any(word in lexicon("venues") for word in words)
    )
