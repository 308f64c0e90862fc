"""The head of a record read paragraph by paragraph: what each is, and where the talk starts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flows.segment.heads.date_lines import is_time, is_venue, read_date_line
from flows.segment.heads.fields import find_fields
from flows.segment.heads.front import Front, surnames_in
from flows.segment.heads.next_lines import (
    NEAR,
    NUMBERED,
    goes_on_with_summary,
    goes_on_with_title,
    is_entry,
    is_next_item,
    may_talk,
    opens_like_talk,
    order_of,
    says_where_held,
    talks,
)
from flows.segment.heads.paragraph_kinds import (
    ARCHIVAL,
    COPIES,
    EDITORIAL,
    KINDS_ALONE,
    LONGEST_CITATION,
    PAGE_MARK,
    RELEASED,
    SALUTATION,
    SEPARATOR,
    TRANSLATED,
    closed_up,
    genre_of,
    is_citation,
    is_classification,
    is_heading_of_record,
    is_presence,
    says_something,
    site_kind,
)
from flows.segment.heads.parts import LONGEST_HEADING
from flows.segment.heads.prose import is_prose
from flows.segment.heads.who_is_named import is_letterhead, is_office_and_holder, names_two, office_holder
from flows.segment.labels.openings import stands_alone_like
from flows.segment.lists.entries import read_entry
from flows.segment.lists.sides import PHRASE, is_side_heading, names_side, phrase_side
from flows.segment.lists.tokens import tokens_of
from flows.segment.names import UPPER, fold

LONGEST_VALUE = 60  # characters of the value of a site's field
LONGEST_CREDIT = 300
# "Obtained by A. Smith and translated by B. Brown."
BY_TRANSLATOR = re.compile(
    rf"(?:(?:Obtained|Provided|Transcribed|Edited|Selected)\b[^\n]{{0,80}}?\sand\s)?{TRANSLATED.pattern}", re.IGNORECASE
)
# From where a telegram comes, and to whom it and its copies go, one a line.
SENT_FROM = re.compile(r"FM\s[A-Z]")
ORDER = re.compile(r"E\.?\s?O\.?\s?1\d{4}\s?:")  # by which a telegram is classified
LONGEST_ADDRESS = 70
NOUN_OF_TALK = (
    r"(?i:call|visit|meeting|talks?|conversation|discussions?|interview|luncheon|lunch|dinner|audience|reception)"
)
HEADS_TALK = re.compile(
    rf"(?:[\w'’.]+\s){{0,3}}?{NOUN_OF_TALK}\s(?i:with|by|on|upon|of|from|between)\b[^\n?!]{{2,120}}?[^\n.?!:](?:$|\n)"
)
# "Ambassador Smith's Call: Sugar", "Island Matters: Mr. Smith's Visit"
TALK_OF_SOMEBODY = re.compile(
    rf"(?:[^\n.?!:]{{2,60}}:\s)?(?:[\w'’.-]+\s){{0,5}}?[{UPPER}][\w'’.-]*['’]s?\s(?:[A-Z][a-z]+\s)?{NOUN_OF_TALK}"
    r"(?:$|:\s|\s(?i:with|by|on|upon|of|from|to)\b)[^\n.?!]{0,120}"
)
# "(Port City, Harbour House, 7:00 - 8:30 pm)" under a title
PLACE_AND_TIME = re.compile(r"\(?(?P<place>[^\W\d_][^()\d:;]{2,80}),\s[^()]+\)?")

# "A.B.: Adam Brown", "P = The President": by which letters the record calls whom
KEY = re.compile(
    r"(?P<letters>(?:[A-Z]\.?\s?){1,4}(?<!\s))\s?(?:[:=–—-])\s+(?P<who>(?:[Tt]he\s)?[A-Z][^:;=?!\n]{3,120}[^:;=.?!\n])$"
)


# "(P.M. = Prime Minister; M.S. = Marshal Smith; Br. = Mr. Brown)"
KEY_OF_SEVERAL = re.compile(
    r"(?:^\W?|[;,]\s(?:and\s)?)(?P<letters>[A-Z][\w.]{0,6})\s?=\s(?P<who>(?:[Tt]he\s)?[A-Z][^=;?!\n]{2,80}?)"
    r"(?=[;,]\s(?:and\s)?[A-Z][\w.]{0,6}(?:\s?=|$)|;|\.\s|\.?\W?$)"
)
LONGEST_KEY = 600
# "Chairman: The Secretary-General", before the list of those present: a label, were there no list.
IN_THE_CHAIR = re.compile(
    r"(?i:(?:acting\s)?(?:chair(?:man|woman|person)?|president|presiding|in\sthe\schair))\s?:\s+(?P<who>\S[^\n]{1,100})"
)
LIST_FOLLOWS = re.compile(r"\s*(?i:present|those\spresent|members\spresent|participants|attendance)\s?:")


def is_key(line: str) -> re.Match[str] | None:
    """The match of a line that says for whom letters stand: each begins one of his names or words of his office."""
    match = KEY.match(line)
    if match is None or is_prose(match["who"]):
        return None
    words = iter(re.findall(r"(?<![^\W_])[^\W\d_]", match["who"]))
    letters = (letter for letter in match["letters"] if letter.isalpha())
    return match if all(any(fold(word) == letter.lower() for word in words) for letter in letters) else None


@dataclass(slots=True)
class FrontReader(Front):
    """Takes the head of a record paragraph by paragraph until the talk starts."""

    def take(self, start: int, end: int) -> bool:
        """Take a paragraph as front matter; False if it is the talk's first."""
        paragraph = self.text[start:end]
        if self.takes_furniture(start, end, paragraph):
            return True
        if self.takes_key(start, end, paragraph) or self.takes_chair(start, end, paragraph):
            return True
        if self.open == "attendance" and is_next_item(self, paragraph, end):
            self.open = None
            return self.add("heading", start, end)
        if stands_alone_like(self.text, start, end, self.text[end : end + NEAR]):
            return False
        fields = find_fields(paragraph[:4000])
        lead = paragraph[: fields[0].start] if fields else paragraph
        if fields and not (lead.strip() and is_prose(lead)) and self.takes_fields(start, end, fields, lead):
            return True
        if self.takes_fact(start, end, paragraph) or self.takes_rest(start, end, paragraph):
            return True
        if talks(self, paragraph) or may_talk(self, paragraph) or opens_like_talk(self, start, end):
            return False
        return self.takes_line(start, end, paragraph)

    def takes_chair(self, start: int, end: int, paragraph: str) -> bool:
        """Take who is in the chair, where the list of those present follows."""
        chair = IN_THE_CHAIR.fullmatch(paragraph.rstrip())
        if chair is None or is_prose(chair["who"]) or LIST_FOLLOWS.match(self.text, end) is None:
            return False
        return self.add("attendance", start, end)

    def takes_furniture(self, start: int, end: int, paragraph: str) -> bool:
        """Take what belongs to the site, the file or the page."""
        kind = site_kind(paragraph)
        if kind or SEPARATOR.match(paragraph):
            return self.add(kind or "boilerplate", start, end)
        if len(paragraph) < LONGEST_HEADING and RELEASED.match(paragraph) and not is_prose(paragraph):
            return self.add("boilerplate", start, end)
        if self.follows_site_field(start) and len(paragraph) < LONGEST_VALUE and not find_fields(paragraph):
            return self.add("boilerplate", start, end)
        kept = ARCHIVAL.search(paragraph) or TRANSLATED.search(paragraph) if self.open == "source" else None
        if kept is not None and len(paragraph) < LONGEST_CITATION:
            return self.add("source", start, end)
        if PAGE_MARK.match(paragraph) and (paragraph.strip()[0] in "[-" or len(paragraph) < 5):
            return self.add("boilerplate", start, end)
        return False

    def takes_key(self, start: int, end: int, paragraph: str) -> bool:
        """Take a line that says for whom letters stand, after or before another one."""
        key = is_key(paragraph)
        several = (
            list(KEY_OF_SEVERAL.finditer(paragraph)) if paragraph.count("=") > 1 and end - start < LONGEST_KEY else []
        )
        if len(several) > 1 and several[0].start() == 0:
            stops = [*(one.start("letters") for one in several[1:]), len(paragraph)]
            for one, stop in zip(several, stops, strict=True):
                at = start + one.start("letters") if one is not several[0] else start
                named = start + one.end("who")
                self.add("attendance", at, named, value=start + one.start("who"), label="present")
                self.add("attendance", named, start + stop, value=start + stop)
            return True
        before = self.text[self.parts[-1].start : self.parts[-1].end] if self.parts else ""
        if key is None or not (is_key(before) or is_key(self.next_line(end))):
            return False
        return self.add("attendance", start, end, value=start + key.start("who"), label="present")

    def follows_site_field(self, start: int) -> bool:
        """Whether the line before is a field of the site's whose value stands on a line of its own."""
        before = self.parts[-1] if self.parts else None
        return before is not None and before.kind == "boilerplate" and self.text.endswith(":\n\n", before.start, start)

    def takes_fact(self, start: int, end: int, paragraph: str) -> bool:
        """Take what says by itself what it is: an editor's note, a classification, a date, those present."""
        if EDITORIAL.match(paragraph) and read_date_line(paragraph) is None:  # but "[Extract] Port City, 3 May 1956"
            return self.add("notes", start, end)
        if is_citation(paragraph):
            return self.add("source", start, end)
        if is_prose(paragraph) and is_citation(self.next_line(end)):
            return self.add("summary", start, end)  # an archive's, before it says how the document is cited
        if len(paragraph) < LONGEST_CREDIT and BY_TRANSLATOR.match(paragraph):
            return self.add("translator", start, end)
        if self.takes_address(start, end, paragraph) or self.takes_place_and_time(start, end, paragraph):
            return True
        if self.takes_salutation(start, end, paragraph) or self.takes_topic(start, end, paragraph):
            return True
        if is_classification(paragraph):
            listing = self.open if self.open == "attendance" and self.list_follows(end) else None
            self.add("classification", start, end)
            self.open = listing
            return True
        if read_date_line(paragraph):
            return self.add("date", start, end)
        if is_presence(paragraph) and not is_entry(self, paragraph):
            by_office = paragraph.rstrip().endswith(".") and len(read_entry(paragraph, 0, len(paragraph), True)) > 1
            opens = paragraph.rstrip().endswith(":") or not (by_office or surnames_in(paragraph, True))
            lists = opens or (names_side(paragraph) and self.list_follows(end))  # "… were from our side: A" above "B"
            self.open = "attendance" if lists else None
            if opens:
                side = PHRASE.search(paragraph)
                return self.add("attendance", start, end, value=end, label=phrase_side(side) if side else "present")
            return self.add("attendance", start, end, label="present", sentence=True)
        return False

    def takes_address(self, start: int, end: int, paragraph: str) -> bool:
        """Take a line of a telegram's head: where it comes from, those to whom it goes, by what order it is secret."""
        if ORDER.match(paragraph):
            return self.add("classification", start, end)
        self.sent = self.sent or SENT_FROM.match(paragraph) is not None
        addressed = self.sent and "subject" not in self.kinds and paragraph.isupper() and ":" not in paragraph
        if addressed and len(paragraph) <= LONGEST_ADDRESS and paragraph[0].isalpha():
            return not is_prose(closed_up(paragraph)) and self.add("heading", start, end)
        return False

    def takes_salutation(self, start: int, end: int, paragraph: str) -> bool:
        """Take the salutation of a letter that has a heading, and then the heading: "Call by the Minister of Trade"."""
        if SALUTATION.fullmatch(paragraph):
            return bool(HEADS_TALK.match(self.next_line(end))) and self.add("heading", start, end)
        before = self.parts[-1] if self.parts else None
        if before is None or not SALUTATION.fullmatch(self.text[before.start : before.end]):
            return False
        short = len(paragraph) < LONGEST_HEADING and paragraph[-1] not in ".?!:" and not is_prose(paragraph)
        return short and HEADS_TALK.match(paragraph) is not None and self.add("subject", start, end)

    def takes_topic(self, start: int, end: int, paragraph: str) -> bool:
        """Take a line under the title of a paper that says whose talk it is about: "Ambassador Smith's Call: Sugar"."""
        open_list = self.open is not None and self.open not in ("date", "place", "time")
        if open_list or not self.titled or "subject" in self.kinds or len(paragraph) >= LONGEST_HEADING:
            return False
        if (
            (is_heading_of_record(paragraph) and paragraph[:3] != "On ")
            or paragraph[-1] in ".?!:"
            or paragraph[0].islower()
            or is_prose(paragraph)
        ):
            return False
        under = self.parts[-1].kind in ("classification", "date", "heading", "title")
        heads = TALK_OF_SOMEBODY.fullmatch(paragraph) or HEADS_TALK.match(paragraph)
        if not under or heads is None:
            return False
        self.add("subject", start, end)
        self.kinds.discard("subject")  # no field of a head: sentences that say who was present can follow
        return True

    def takes_place_and_time(self, start: int, end: int, paragraph: str) -> bool:
        """Take a line under the title that says in parentheses where and at what hour the talk was held."""
        found = PLACE_AND_TIME.fullmatch(paragraph) if self.titled and paragraph[0] == "(" else None
        if found is None or not is_time(self.text[start + found.end("place") + 2 : end].rstrip(" )")):
            return False
        stop = start + found.end("place")
        self.add("place", start, stop, value=start + 1, label="place")
        return self.add("time", stop, end, label="time")

    def takes_rest(self, start: int, end: int, paragraph: str) -> bool:
        """Take what goes on with the summary or title before it, or heads the list or the talk of a titled record."""
        if self.open == "summary" and goes_on_with_summary(self, paragraph):
            return self.add("summary", start, end)
        if goes_on_with_title(self, paragraph) or says_where_held(self, paragraph):
            self.parts[-1].end = end
            self.parts[-1].sure = True
            return True
        listing = self.open is None or self.open in ("subject", "place", "date", "time")
        if listing and paragraph.endswith(":") and is_side_heading(paragraph) and self.list_follows(end):
            self.open = "attendance"
            return self.add("attendance", start, end, value=end, label=paragraph)
        if listing and self.heads_columns(paragraph, end):
            self.open = "attendance"
            return self.add("attendance", start, end, label="present")
        if listing and self.titled and is_office_and_holder(paragraph) and is_office_and_holder(self.next_line(end)):
            self.open = "attendance"  # a list without a heading
            return self.add("attendance", start, end, label="present")
        if self.titled and self.open is None and names_two(paragraph):
            return self.add("heading", start, end)
        if paragraph.endswith(":") and is_heading_of_record(paragraph) and self.list_follows(end):
            # "Record of a conversation held in Paris on 3 May between:"
            self.add("heading" if self.titled else "title", start, end)
            self.titled, self.open = True, "attendance"
            return True
        return False

    def takes_fields(self, start: int, end: int, fields: Sequence[Any], lead: str) -> bool:
        """Take a paragraph with header fields; False if what stands there is talk."""
        first = fields[0]
        numbered = NUMBERED.match(self.text, start, end)
        self.number = order_of(numbered["number"]) if numbered else None
        listing = first.start == 0 and first.value_start < end - start and first.kind == "attendance"
        if listing and says_something(self.text[start + first.value_start : end]):
            return False
        if lead.strip(" #*_-–—"):
            self.takes_line(start, start + fields[0].start, lead.strip())
        for number, one in enumerate(fields):
            stop = start + fields[number + 1].start if number + 1 < len(fields) else end
            value = self.text[start + one.value_start : stop]
            self.settle()
            # Among those present he is none of the document's.
            interprets = one.kind == "translator" and self.open == "attendance"
            kind = "attendance" if interprets else one.kind
            self.add(kind, start + one.start, stop, value=start + one.value_start, label=one.name)
            lists = kind in ("attendance", "copies", "summary")
            self.open = kind if lists or not value.strip() or kind in ("place", "date", "subject", "time") else None
        return True

    def takes_line(self, start: int, end: int, paragraph: str) -> bool:
        """Take a short line that is no field: a title, an entry of a list, the value of a field, a heading."""
        if COPIES.match(paragraph) and len(paragraph) < 40 and self.open is None:
            return self.add("copies", start, end)
        if self.titled and office_holder(paragraph) is not None:
            return self.add("attendance", start, end)
        beside = is_letterhead(paragraph) or paragraph[0] in "[("
        if not self.titled and self.open is None and beside and not genre_of(paragraph):
            return self.add("heading", start, end)
        if not self.titled and (genre_of(paragraph) or self.open is None) and len(paragraph) < 600:
            self.titled = True
            return self.add("title", start, end)
        letterhead = genre_of(paragraph) is not None or is_letterhead(paragraph)
        if self.open == "attendance" and not (letterhead and genre_of(paragraph) and not surnames_in(paragraph, False)):
            self.surnames.update(surnames_in(paragraph, False))
            return self.add("attendance", start, end, label=None)
        if self.open is None and self.parts and self.parts[-1].kind in ("date", "time"):
            if is_time(paragraph):
                return self.add("time", start, end)
            if is_venue(paragraph):
                return self.add("place", start, end)
        if fold(paragraph).replace(" ", "") in KINDS_ALONE:
            return self.add("heading", start, end)
        if letterhead and self.open != "place":
            self.settle()
            return self.add("heading", start, end)
        if self.open in (
            "copies",
            "subject",
            "place",
            "date",
            "time",
            "source",
            "reference",
            "classification",
            "translator",
            "rights",
            "signature",
            "drafting",
        ):
            kind = "place" if self.open in ("date", "time") else self.open
            kind = "time" if kind == "place" and is_time(paragraph) else kind
            stray = self.parts[-1].kind == kind and self.parts[-1].value < self.parts[-1].end
            empty = self.parts[-1].kind == self.open and self.parts[-1].value >= self.parts[-1].end
            return self.add(
                self.open if empty else kind, start, end, sure=empty or not stray or kind in ("copies", "place")
            )
        if ARCHIVAL.search(paragraph):
            return self.add("source", start, end)
        if names_side(paragraph) and surnames_in(paragraph, True):
            self.open = "attendance"
            return self.add("attendance", start, end, label="present")
        return self.add("heading", start, end, sure=False)

    def heads_columns(self, paragraph: str, end: int) -> bool:
        """Whether a line of a titled record is nothing but countries, above people with titles: "FRANCE      ITALY"."""
        countries = [token for token in tokens_of(paragraph) if token.kind != "mark"]
        placed = len(countries) > 1 and all(token.kind == "place" for token in countries)
        titled = [token.kind for token in tokens_of(self.next_line(end))].count("title") > 1
        return self.titled and placed and titled and self.list_follows(end)
