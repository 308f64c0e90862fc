"""The head of a record read paragraph by paragraph: what each is, and where the talk starts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flows.segment.dates import ROMAN, find_time
from flows.segment.heads.date_lines import is_venue, read_date_line
from flows.segment.heads.facts import HELD_WORD
from flows.segment.heads.fields import find_fields
from flows.segment.heads.paragraph_kinds import (
    ARCHIVAL,
    COPIES,
    EDITORIAL,
    PAGE_MARK,
    RELEASED,
    SEPARATOR,
    SPACED_OUT,
    genre_of,
    is_citation,
    is_classification,
    is_heading_of_record,
    is_presence,
    says_something,
    site_kind,
)
from flows.segment.heads.parts import LONGEST_HEADING, Part
from flows.segment.heads.prose import is_prose, running
from flows.segment.heads.who_is_named import (
    is_letterhead,
    is_person,
    labelled,
    names_two,
    office_holder,
    says_after_colon,
)
from flows.segment.labels.openings import opens_like, stands_alone_like
from flows.segment.lists.entries import read_entry
from flows.segment.lists.participants import NOT_NAMED
from flows.segment.lists.persons import NOBLE, find_people
from flows.segment.lists.roles import role_of
from flows.segment.lists.sides import PHRASE, is_person_head, is_side_heading, names_side, phrase_side
from flows.segment.lists.tokens import PARENTHESES, given_names, tokens_of
from flows.segment.names import PARTICLES, fold

# It has a number as the paragraphs after it have, or says where it ends.
COMPLETE_SUMMARY = re.compile(r"(?:^|(?<=\n))\W*\d{1,2}[.)]\s(?=.{0,12}summary)|\bend (?:of )?summary\b", re.IGNORECASE)
LONGEST_ENTRY = 400
LONGEST_VALUE = 60  # characters of the value of a site's field
NEAR = 20_000  # characters of the talk by whose labels the first one is known
NUMBERED = re.compile(r"(?P<number>\d{1,2}|[IVX]{1,4})[.)]\s")
# "Mr. Smith, invited to sit at the table.", "Mr. Smith, who spoke for the engineers"
HOW_PRESENT = re.compile(
    r"(?P<who>[^,;:?!]{3,80}),\s(?:who\s|(?:[a-z]+ed|heard|sent|brought)\s(?:in\s)?(?:to|as|at|for|by|from|on|with)\s)"
    r"[^,;:?!]{2,100}"
)
HELD = re.compile(r"held\s(?:at|in|on)\s")
# From where a telegram comes, and to whom it and its copies go, one a line.
SENT_FROM = re.compile(r"FM\s[A-Z]")
ORDER = re.compile(r"E\.?\s?O\.?\s?1\d{4}\s?:")  # by which a telegram is classified
LONGEST_ADDRESS = 70
HEADS_TALK = re.compile(
    r"(?:[\w'’.]+\s){0,3}?(?i:call|visit|meeting|talks?|conversation|discussions?|luncheon|lunch|dinner|audience)\s"
    r"(?i:with|by|on|upon|of|from|between)\b[^\n?!]{2,120}?[^\n.?!:](?:$|\n)"
)
# "(Port City, Harbour House, 7:00 - 8:30 pm)" under a title
PLACE_AND_TIME = re.compile(r"\(?(?P<place>[^\W\d_][^()\d:;]{2,80}),\s[^()]+\)?")
# The last sentence of a line, which ends in a year: " Berne, May 3, 1921."
KINDS_ALONE = frozenset({"note", "information", "report", "memo"})  # on a line of their own, as titles are
KINDS_BEFORE_MORE = KINDS_ALONE | {"memorandum", "record", "minutes", "notes", "summary", "protocol"}
LONGEST_KIND = 3  # words: "STENOGRAPHIC RECORD"
# "Dear Alan," above a line that says what a letter is about.
SALUTATION = re.compile(r"(?:My\s)?[Dd]ear\s(?:[A-Z][\w.'’-]*\s?){1,4}[,:]?")
BEHIND_KIND = re.compile(r"(?:on|of|about|between|concerning|regarding|with)\s")
# Parts that stand among the values of a field and leave it open.
AMONG_VALUES = frozenset({"attendance", "copies", "summary", "boilerplate", "subject", "place", "time"})


@dataclass(slots=True)
class FrontReader:
    """Reads the head of a record: `parts` so far, and the field that is still open for values."""

    text: str
    parts: list[Part] = field(default_factory=list)
    open: str | None = None
    open_label: str | None = None
    surnames: set[str] = field(default_factory=set)
    titled: bool = False
    settled: int = 0  # how many parts are known to be sure
    kinds: set[str] = field(default_factory=set)
    number: int | None = None  # that stands before the open field
    sent: bool = False  # the head is a telegram's

    def take(self, start: int, end: int) -> bool:
        """Take a paragraph as front matter; False if it is the talk's first."""
        paragraph = self.text[start:end]
        if self.takes_furniture(start, end, paragraph):
            return True
        if self.open == "attendance" and self.is_next_item(paragraph, end):
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
        if self.talks(paragraph) or self.may_talk(paragraph) or self.opens_like_talk(start, end):
            return False
        return self.takes_line(start, end, paragraph)

    def takes_furniture(self, start: int, end: int, paragraph: str) -> bool:
        """Take what belongs to the site, the file or the page."""
        kind = site_kind(paragraph)
        if kind or SEPARATOR.match(paragraph):
            return self.add(kind or "boilerplate", start, end)
        if len(paragraph) < LONGEST_HEADING and RELEASED.match(paragraph) and not is_prose(paragraph):
            return self.add("boilerplate", start, end)
        if self.follows_site_field(start) and len(paragraph) < LONGEST_VALUE and not find_fields(paragraph):
            return self.add("boilerplate", start, end)
        if PAGE_MARK.match(paragraph) and (paragraph.strip()[0] in "[-" or len(paragraph) < 5):
            return self.add("boilerplate", start, end)
        return False

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
        if self.takes_address(start, end, paragraph) or self.takes_place_and_time(start, end, paragraph):
            return True
        if self.takes_salutation(start, end, paragraph):
            return True
        if is_classification(paragraph):
            listing = self.open if self.open == "attendance" and self.list_follows(end) else None
            self.add("classification", start, end)
            self.open = listing
            return True
        if read_date_line(paragraph):
            return self.add("date", start, end)
        if is_presence(paragraph) and not self.is_entry(paragraph):
            before = next((part for part in reversed(self.parts) if part.kind == "attendance"), None)
            by_office = paragraph.rstrip().endswith(".") and len(read_entry(paragraph, 0, len(paragraph), True)) > 1
            opens = paragraph.rstrip().endswith(":") or not (by_office or self.people_in(paragraph, True))
            lists = opens or (names_side(paragraph) and self.list_follows(end))  # "… were from our side: A" above "B"
            self.open, self.open_label = (
                ("attendance", before.label if before else "present") if lists else (None, None)
            )
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
        whole = SPACED_OUT.sub(lambda word: word[0].replace(" ", ""), paragraph)
        if addressed and len(paragraph) <= LONGEST_ADDRESS and paragraph[0].isalpha() and not is_prose(whole):
            return self.add("heading", start, end)
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
        if self.open == "summary" and self.goes_on_with_summary(paragraph):
            return self.add("summary", start, end)
        if self.goes_on_with_title(paragraph) or self.says_where_held(paragraph):
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
        if listing and self.titled and holds_office(paragraph) and holds_office(self.next_line(end)):
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
            self.add(one.kind, start + one.start, stop, value=start + one.value_start, label=one.name)
            lists = one.kind in ("attendance", "copies", "summary")
            self.open = (
                one.kind if lists or not value.strip() or one.kind in ("place", "date", "subject", "time") else None
            )
            self.open_label = one.name
        return True

    def is_next_item(self, paragraph: str, end: int) -> bool:
        """Whether a short line is no entry of the open list but the field or heading after it, by its number."""
        found = NUMBERED.match(paragraph)
        if found is None or len(paragraph) > LONGEST_HEADING or find_fields(paragraph) or is_prose(paragraph):
            return False
        number = order_of(found["number"])
        if self.number is not None:
            return number == self.number + 1
        # The first heading of the talk, and not somebody: "1. Coal".
        rest = [token for token in tokens_of(paragraph[found.end() :]) if token.kind != "mark"]
        named = any(token.kind in ("title", "initial", "holder") or token.key in given_names() for token in rest)
        following = NUMBERED.match(self.text[end : end + 10].lstrip())
        return number == 1 and not named and (following is None or order_of(following["number"]) != 2)

    def is_entry(self, paragraph: str) -> bool:
        """Whether a line of an open list is somebody new and where he belongs, and so nobody's label."""
        if self.open != "attendance":
            return False
        surnames = self.people_in(paragraph, False)
        if says_how_present(paragraph):
            return bool(surnames) and surnames[0] not in self.surnames
        if paragraph[-1:] in ".?!…:" or is_prose(paragraph):
            return False
        label, _, rest = paragraph.partition(":")
        tokens = tokens_of(rest[:LONGEST_ENTRY])
        belongs = any(token.kind in ("holder", "office", "place", "acronym") for token in tokens)
        new = bool(surnames) and not self.surnames.intersection(surnames)
        person = not rest or role_of(label) != "attendee" or (belongs and is_person_head(label))
        return new and (person or names_side(paragraph))

    def talks(self, paragraph: str) -> bool:
        """Whether a paragraph can only be talk: a label with words after it, or sentences."""
        if self.is_entry(paragraph):
            return False
        if self.open == "attendance" and NOT_NAMED.match(paragraph.strip(" •*")) and paragraph[-2:-1] not in ".?!":
            return False
        if labelled(paragraph, self.surnames):
            return not (self.open == "copies" and len(paragraph) < 80) or says_after_colon(paragraph)
        if not is_prose(paragraph):
            return False
        heading = is_heading_of_record(paragraph)
        return not heading or (self.titled and not (HELD_WORD.search(paragraph) and running(paragraph) <= 1))

    def opens_like_talk(self, start: int, end: int) -> bool:
        """Whether a short line opens with a label as paragraphs after it do, and says more than who holds an office."""
        paragraph = self.text[start:end]
        return (
            not self.is_entry(paragraph)
            and office_holder(paragraph) is None
            and opens_like(self.text, start, end, self.text[end : end + NEAR])
        )

    def may_talk(self, paragraph: str) -> bool:
        """Whether a short line, no field or date, can be the first of the talk: a label of its own, a remark."""
        if genre_of(paragraph) and len(paragraph) < LONGEST_HEADING:
            return False
        if (not self.titled or "\n" in paragraph) and is_heading_of_record(paragraph):
            return False  # a title of several lines can be long
        if self.titled and office_holder(paragraph) is not None:
            return False
        if self.open == "attendance":
            # The label of the first turn on a line of its own: somebody who is in the list already.
            aside = PARENTHESES.search(paragraph)
            if aside and all(token.kind in ("word", "mark") for token in tokens_of(aside[0])):
                paragraph = paragraph[: aside.start()].rstrip()  # "Mr. Smith (interpretation)"
            tokens = [token for token in tokens_of(paragraph.rstrip(" :.")) if token.kind != "mark"]
            named = [token for token in tokens if token.key not in PARTICLES.split("|")]
            known = bool(tokens) and tokens[-1].key in self.surnames and len(named) <= 3
            awaited = self.text.endswith((" of", " to"), 0, self.parts[-1].end)  # "Private Secretary of", "Mr. Smith"
            return known and not awaited
        if self.open == "copies" and len(paragraph) < 80:
            return False
        if paragraph.lstrip()[:1] in "[(":
            return self.titled or len(paragraph) > LONGEST_HEADING
        address = self.open == "place" and "," in paragraph and not names_title(paragraph)  # "Rue Smith, Paris"
        return len(paragraph) > LONGEST_HEADING or (self.titled and is_person(paragraph) and not address)

    def goes_on_with_title(self, paragraph: str) -> bool:
        """Whether a line that starts small ends the title before it: "Record of Conversation", "with the Minister"."""
        before = self.parts[-1] if self.parts else None
        if before is None or not paragraph[:1].islower():
            return False
        opening = self.text[before.start : before.end]
        alone = len(opening.split()) <= LONGEST_KIND and genre_of(opening) is not None
        alone = alone or fold(opening).replace(" ", "") in KINDS_BEFORE_MORE
        if before.kind in ("title", "heading") and alone:
            whole = len(paragraph) < LONGEST_ENTRY and paragraph[-1] not in ".?!:" and BEHIND_KIND.match(paragraph)
            if whole or not is_prose(paragraph):
                return True
        if is_prose(paragraph):
            return False
        titled = before.kind == "title" or (
            before.kind == "heading"
            and len(opening) < LONGEST_HEADING
            and genre_of(f"{opening} {paragraph}") is not None
        )
        return titled and (len(paragraph) < LONGEST_HEADING or is_heading_of_record(paragraph))

    def says_where_held(self, paragraph: str) -> bool:
        """Whether a line ends the title before it by saying where and when the talk was held."""
        before = self.parts[-1].kind if self.parts else None
        return before in ("title", "heading") and HELD.match(paragraph) is not None and running(paragraph) <= 1

    def goes_on_with_summary(self, paragraph: str) -> bool:
        """Whether a paragraph belongs to the summary before it: a list, or what a heading or colon announced."""
        before = next((part for part in reversed(self.parts) if part.kind == "summary"), None)
        if before is None or labelled(paragraph, self.surnames):
            return False
        if COMPLETE_SUMMARY.search(self.text, before.start, before.end):
            return False
        heading_alone = before.value >= before.end
        announced = self.text[before.start : before.end].rstrip().endswith(":")
        return heading_alone or announced or bool(re.match(r"\s*(?:[-–—•*]|\d{1,2}[.)]|\([a-z0-9]\))", paragraph))

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
        if self.open == "attendance" and not (
            letterhead and genre_of(paragraph) and not self.people_in(paragraph, False)
        ):
            for surname in self.people_in(paragraph, False):
                self.surnames.add(surname)
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
        if names_side(paragraph) and self.people_in(paragraph, True):
            self.open = "attendance"
            return self.add("attendance", start, end, label="present")
        return self.add("heading", start, end, sure=False)

    def heads_columns(self, paragraph: str, end: int) -> bool:
        """Whether a line of a titled record is nothing but countries, above people with their forms of address:
        "FRANCE      ITALY".
        """
        countries = [token for token in tokens_of(paragraph) if token.kind != "mark"]
        placed = len(countries) > 1 and all(token.kind == "place" for token in countries)
        titled = [token.kind for token in tokens_of(self.next_line(end))].count("title") > 1
        return self.titled and placed and titled and self.list_follows(end)

    def next_line(self, end: int) -> str:
        """The next paragraph that is no classification or page mark, as far as an entry goes."""
        paragraphs = self.text[end : end + LONGEST_ENTRY].split("\n\n")[1:]
        return next((line for line in paragraphs if not is_classification(line) and not PAGE_MARK.match(line)), "")

    def list_follows(self, end: int) -> bool:
        """Whether the next paragraph is somebody of a list."""
        following = self.next_line(end)
        return bool(self.people_in(following, False)) and not is_prose(following) and not labelled(following, set())

    def people_in(self, paragraph: str, sentence: bool) -> list[str]:
        """The folded surnames in a line of a list."""
        tokens = tokens_of(paragraph[:LONGEST_ENTRY])
        return [
            tokens[person.end - 1].key
            for person in find_people(tokens, sentence)
            if tokens[person.end - 1].key not in NOBLE
        ]

    def settle(self) -> None:
        """What came before a sure part of the head is head too."""
        for part in self.parts[self.settled :]:
            part.sure = True
        self.settled = len(self.parts)

    def add(
        self,
        kind: str,
        start: int,
        end: int,
        *,
        value: int | None = None,
        label: str | None = None,
        sentence: bool = False,
        sure: bool = True,
    ) -> bool:
        """Add a part, whose value begins with it if nothing else is said; a sure one settles those before. True."""
        value = start if value is None else value
        if sure and kind not in ("notes", "boilerplate"):
            self.settle()
        if kind == "attendance" and label is not None:
            self.surnames.update(self.people_in(self.text[value:end], sentence))
        if kind not in AMONG_VALUES and not (kind == self.open == "date"):
            self.open = None
        self.kinds.add(kind)
        self.parts.append(Part(kind, start, end, value, label, sentence, sure))
        return True


def says_how_present(line: str) -> bool:
    """Whether a line is somebody and, behind one comma, how he came to be there: "Mr. Smith, invited to attend."."""
    match = HOW_PRESENT.fullmatch(PARENTHESES.sub("", line.rstrip()))
    return match is not None and not running(match["who"])


def is_time(line: str) -> bool:
    """Whether a line is an hour, or from one to another, and nothing else."""
    hours = find_time(line)
    return hours is not None and not line[: hours[0]].strip() and not line[hours[1] :].strip(" .")


def holds_office(line: str) -> bool:
    """Whether a line is an office and who holds it, and nothing else: "Minister of Trade Alan Smith"."""
    kinds = {token.kind for token in tokens_of(line[:LONGEST_ENTRY])}
    named = len(line) < LONGEST_HEADING and {"holder", "name"} <= kinds and kinds.isdisjoint({"word", "number"})
    return named and line[-1] not in ":." and len(read_entry(line, 0, len(line))) == 1


def names_title(line: str) -> bool:
    """Whether a line has a form of address, initials or an office in it."""
    return any(token.kind in ("title", "initial", "holder") for token in tokens_of(line))


def order_of(number: str) -> int | None:
    """What a number before a field is, in digits or Roman; None for letters that are none."""
    return int(number) if number.isdigit() else ROMAN.get(number)
