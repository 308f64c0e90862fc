"""Front and back matter: where the talk starts and ends, and what the record's head and foot say of it.

The head is read paragraph by paragraph until the first that is running text of the talk; the foot from the end backwards until
the last. In doubt a paragraph belongs to the talk.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from flows.record import Cleaned, Participant, Section
from flows.segment.dates import find_dates, find_time
from flows.segment.fields import find_fields, is_header_field, is_side
from flows.segment.names import fold
from flows.segment.notes import notes_start
from flows.segment.paragraph_kinds import (
    ARCHIVAL,
    COPIES,
    EDITORIAL,
    INITIALS_ONLY,
    PAGE_MARK,
    SEPARATOR,
    SIGNED,
    TRANSLATED,
    DateLine,
    genre_of,
    is_classification,
    is_funder,
    is_heading_of_record,
    is_person,
    is_presence,
    is_prose,
    labelled,
    read_date_line,
    site_kind,
)
from flows.segment.participants import NOBLE, NOT_NAMED, Block, find_people, is_side_heading, read_blocks, tokens_of

__all__ = [
    "BackMatter",
    "FrontMatter",
    "is_header_field",
    "merge_participants",
    "read_back_matter",
    "read_front_matter",
]

LONGEST_HEADING = 160
LONGEST_ENTRY = 400
BRIDGE = 2  # paragraphs of prose that may stand between two parts of the back matter, such as a site's abstract
WEAK_LINES = 12
LOOK_AHEAD = 6
OPENING = 300  # characters of the talk in which its date can be told
INTERPRETED = re.compile(
    r"\W*(?:the\s(?:conversation|talk|meeting|interview)\swas\s)?(?:interpreted|translated orally)\sby\b[:\s]*",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"(?:(?<=[a-z)]{3}\.)|(?<=[ap]\.m\.))\s(?=[A-Z])")
SIDE_TOOK_PART = re.compile(
    r"(?:on|from|for) the \S{1,30}(?: \S{1,30})? side\b[^.,:]{0,30}(?:participated|attended|took part|present|:)",
    re.IGNORECASE,
)
MET = re.compile(
    r"\b(?:met|meeting|received|called|saw|visited|invited|conversation|talks?|lunch|dinner|interview|audience|discussion)\b",
    re.IGNORECASE,
)
PRESENT_BEFORE = re.compile(
    r"\W*(?:(?:those|persons|people|members|others|officials|also|there|the following)\b[^:.]{0,60}?)?\b"
    r"(?:present|attending|attended|in attendance|participating|took part)\b[^:,.]{0,40}?(?:\b(?:was|were|included|by)\b:?|:)\s*|"
    r"[^:.]{0,60}?\battended by\b:?\s*",
    re.IGNORECASE,
)
PRESENT_AFTER = re.compile(
    r",?\s(?:who\s)?(?:also\s)?(?:was|were|attended|participated|took part|interpreted|translated|acted)\b",
    re.IGNORECASE,
)
# The end of an archive's reference: not after an abbreviation, but always before a secrecy marking.
REFERENCE_END = re.compile(
    r"(?<=[^\W_]{4})\.\s(?=[A-Z][a-z])|(?<=[\d)])\.\s(?=[A-Z][a-z])|"
    r"\.\s(?=(?:Top |Most )?(?:Secret|Confidential|Unclassified|Restricted)\b|Limited|Official Use|Sensitive|Drafted|Approved)"
)
ABSTRACT_VERBS = re.compile(
    r"\b(?:discuss|discusses|describe|describes|exchange|exchanges|talk about|review|reviews|meet|meets)\b"
)


@dataclass(frozen=True)
class FrontMatter:
    """The head of a record. The sections tile `[0, body_start)`; `facts` are columns of the table documents."""

    body_start: int
    sections: tuple[Section, ...]
    facts: dict[str, Any]
    participants: list[Participant]


@dataclass(frozen=True)
class BackMatter:
    """The foot of a record. The sections tile `[body_end, end of text)`; `facts` are columns of the table documents."""

    body_end: int
    sections: tuple[Section, ...]
    facts: dict[str, Any]
    participants: list[Participant]


@dataclass(slots=True)
class Part:
    """A stretch of front or back matter, in clean offsets; `value` is where a field's value starts; `sure` if it is no stray line."""

    kind: str
    start: int
    end: int
    value: int
    label: str | None = None
    sentence: bool = False
    sure: bool = True


@dataclass(slots=True)
class FrontReader:
    """Reads the head of a record: `parts` so far, and the field that is still open for values."""

    text: str
    parts: list[Part] = field(default_factory=list)
    open: str | None = None
    open_label: str | None = None
    surnames: set[str] = field(default_factory=set)
    titled: bool = False

    def take(self, start: int, end: int) -> bool:
        """Take a paragraph as front matter; False if it is the talk's first."""
        paragraph = self.text[start:end]
        kind = site_kind(paragraph)
        if kind or SEPARATOR.match(paragraph):
            return self.add(kind or "boilerplate", start, end)
        if PAGE_MARK.match(paragraph) and (paragraph.strip()[0] in "[-" or len(paragraph) < 5):
            return self.add("boilerplate", start, end)
        fields = find_fields(paragraph[:4000])
        lead = paragraph[: fields[0].start] if fields else paragraph
        if fields and not (lead.strip() and is_prose(lead)) and self.takes_fields(start, end, fields, lead):
            return True
        if EDITORIAL.match(paragraph):
            return self.add("notes", start, end)
        if is_classification(paragraph):
            return self.add("classification", start, end)
        line = read_date_line(paragraph)
        if line:
            return self.add("date", start, end)
        if is_presence(paragraph):
            before = next((part for part in reversed(self.parts) if part.kind == "attendance"), None)
            opens = paragraph.rstrip().endswith(":") or not self.people_in(paragraph, True)
            self.open, self.open_label = (
                ("attendance", before.label if before else "present") if opens else (None, None)
            )
            if opens:
                return self.add("attendance", start, end, value=end, label="present")
            return self.add("attendance", start, end, label="present", sentence=True)
        if self.open == "summary" and self.goes_on_with_summary(paragraph):
            return self.add("summary", start, end)
        if self.talks(paragraph) or self.may_talk(paragraph):
            return False
        return self.takes_line(start, end, paragraph)

    def takes_fields(self, start: int, end: int, fields: Sequence[Any], lead: str) -> bool:
        """Take a paragraph with header fields; False if what stands there is talk."""
        first = fields[0]
        if first.start == 0 and first.value_start < end - start and first.kind == "attendance":
            value = self.text[start + first.value_start : end]
            if is_prose(value) and not self.people_in(value, True):
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

    def talks(self, paragraph: str) -> bool:
        """Whether a paragraph can only be talk: a label with words after it, or sentences."""
        if self.open == "attendance" and NOT_NAMED.match(paragraph.strip(" •*")):
            return False
        if labelled(paragraph, self.surnames):
            return not (self.open == "copies" and len(paragraph) < 80)
        if not is_prose(paragraph):
            return False
        return self.titled or not is_heading_of_record(paragraph)

    def may_talk(self, paragraph: str) -> bool:
        """Whether a short line, no field or date, can be the first of the talk: a label on a line of its own, a remark."""
        if genre_of(paragraph) and len(paragraph) < LONGEST_HEADING:
            return False
        if self.open == "attendance":
            if len(paragraph) > LONGEST_ENTRY and not self.people_in(paragraph, True):
                return True
            # The label of the first turn on a line of its own: somebody who is in the list already.
            tokens = [token for token in tokens_of(paragraph.rstrip(" :.")) if token.kind != "mark"]
            known = bool(tokens) and tokens[-1].key in self.surnames and len(tokens) <= 3
            return known and not self.is_listed_again(paragraph)
        if self.open == "copies" and len(paragraph) < 80:
            return False
        if paragraph.lstrip()[:1] in "[(":
            return True
        return len(paragraph) > LONGEST_HEADING or (self.titled and is_person(paragraph))

    def is_listed_again(self, paragraph: str) -> bool:
        """Whether a known surname is a second person of that name: other given names or initials than the one listed."""
        known = {name for name in self.surnames if name in fold(paragraph)}
        return len(fold(paragraph).split()) >= 2 and not any(fold(paragraph).endswith(name) for name in known)

    def goes_on_with_summary(self, paragraph: str) -> bool:
        """Whether a paragraph belongs to the summary before it: a list, what a colon announced, or the first after the heading."""
        before = next((part for part in reversed(self.parts) if part.kind == "summary"), None)
        if before is None or labelled(paragraph, self.surnames):
            return False
        heading_alone = before.value >= before.end
        announced = self.text[before.start : before.end].rstrip().endswith(":")
        return heading_alone or announced or bool(re.match(r"\s*(?:[-–—•*]|\d{1,2}[.)]|\([a-z0-9]\))", paragraph))

    def takes_line(self, start: int, end: int, paragraph: str) -> bool:
        """Take a short line that is no field: a title, an entry of a list, the value of a field, a heading."""
        if COPIES.match(paragraph) and len(paragraph) < 40 and self.open is None:
            return self.add("copies", start, end)
        if self.parts and self.parts[-1].kind == "title" and paragraph[:1].islower():
            return self.add("title", start, end)
        if not self.titled and self.open is None and is_letterhead(paragraph) and not genre_of(paragraph):
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
            stray = self.parts[-1].kind == kind and self.parts[-1].value < self.parts[-1].end
            empty = self.parts[-1].kind == self.open and self.parts[-1].value >= self.parts[-1].end
            return self.add(
                self.open if empty else kind, start, end, sure=empty or not stray or kind in ("copies", "place")
            )
        if ARCHIVAL.search(paragraph):
            return self.add("source", start, end)
        if paragraph.endswith(":") and is_side_heading(paragraph) and self.list_follows(end):
            self.open = "attendance"
            return self.add("attendance", start, end, value=end, label=paragraph)
        return self.add("heading", start, end, sure=False)

    def list_follows(self, end: int) -> bool:
        """Whether the next paragraph is somebody of a list."""
        following = self.text[end : end + LONGEST_ENTRY].lstrip().partition("\n\n")[0]
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
        for part in self.parts:
            part.sure = True

    def add(
        self,
        kind: str,
        start: int,
        end: int,
        value: int | None = None,
        label: str | None = None,
        sentence: bool = False,
        sure: bool = True,
    ) -> bool:
        """Add a part; a sure one settles those before."""
        if sure and kind not in ("notes", "boilerplate"):
            self.settle()
        if kind in ("attendance",) and label is not None:
            for surname in self.people_in(self.text[value if value is not None else start : end], sentence):
                self.surnames.add(surname)
        if (
            kind not in ("attendance", "copies", "summary", "boilerplate", "subject", "place", "date", "time")
            and self.open
        ) or (self.open and kind != self.open and kind in ("date", "classification", "funding", "title")):
            self.open = None
        self.parts.append(Part(kind, start, end, start if value is None else value, label, sentence, sure))
        return True


def is_letterhead(line: str) -> bool:
    """Whether a line in capitals names an office: `DEPARTMENT OF STATE`, `THE WHITE HOUSE`."""
    if not line.isupper() or len(line) > 80:
        return False
    tokens = [token for token in tokens_of(line) if token.kind != "mark"]
    return bool(tokens) and all(
        token.kind in ("place", "office", "link", "join", "number") or token.key == "white" for token in tokens
    )


def read_front_matter(cleaned: Cleaned) -> FrontMatter:
    """The head of a record: sections, facts and participants, and where the talk starts."""
    text, paragraphs = cleaned.text, cleaned.paragraphs
    reader = FrontReader(text)
    body_start = len(text)
    for at, (start, end) in enumerate(paragraphs):
        if not reader.take(start, end):
            if goes_on(reader, paragraphs, at):
                reader.add("preamble" if reader.talks(text[start:end]) else "heading", start, end, sure=False)
                continue
            body_start = start
            break
    parts = reader.parts
    while len(parts) > 1 and parts[-1].kind == "attendance" and parts[-1].label is None and body_start < len(text):
        if read_blocks(text, [Block(parts[-1].start, parts[-1].end)]) or not is_side_heading(
            text[parts[-1].start : parts[-1].end]
        ):
            break
        parts[-1].kind, parts[-1].sure = "heading", False
        if parts[-2].kind != "attendance" or parts[-2].label is not None:
            break
    while parts and not parts[-1].sure:
        stray = parts[-1]
        line = text[stray.start : stray.end]
        heading = (
            stray.kind == "heading"
            and body_start < len(text)
            and len(parts) > 1
            and parts[-2].kind
            in ("date", "classification", "attendance", "title", "time", "place", "notes", "boilerplate")
            and not any(part.kind == "subject" for part in parts)
            and not is_person(line)
            and len(line.split()) > 1
        )
        if heading:
            stray.kind, stray.sure = "subject", True
            break
        body_start = stray.start
        parts.pop()
    if parts and body_start == len(text):
        body_start = next((start for start, _ in paragraphs if start >= parts[-1].end), len(text))
    facts = read_facts(text, parts)
    if "date" not in facts and body_start < len(text):
        facts |= read_opening_date(text[body_start : body_start + OPENING])
    people = read_participants(text, parts)
    if not any(part.kind == "attendance" for part in parts):
        people = merge_participants(
            read_opening_sentences(text, [p for p in paragraphs if p[0] >= body_start][:2]), people
        )
    return FrontMatter(body_start, tile(parts, 0, body_start), facts, people)


def goes_on(reader: FrontReader, paragraphs: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether what looks like talk stands inside the head: the fields of the head follow, with no talk before them."""
    listed = any(part.kind in ("attendance", "subject") for part in reader.parts)
    if reader.talks(reader.text[slice(*paragraphs[at])]) and (
        listed or labelled(reader.text[slice(*paragraphs[at])], set())
    ):
        return False
    for start, end in paragraphs[at + 1 : at + 1 + LOOK_AHEAD]:
        paragraph = reader.text[start:end]
        fields = find_fields(paragraph[:400])
        if read_date_line(paragraph) and not any(part.kind == "date" for part in reader.parts):
            return True
        if fields and fields[0].start == 0:
            return fields[0].kind in ("attendance", "subject", "date", "place", "time")
        if reader.talks(paragraph):
            return False
    return False


def tile(parts: Sequence[Part], start: int, end: int) -> tuple[Section, ...]:
    """Sections that cover `[start, end)` without gaps; neighbours of one kind become one."""
    sections: list[Section] = []
    for part in parts:
        if sections and sections[-1].kind == part.kind:
            continue
        at = part.start if sections else start
        if sections:
            sections[-1] = replace(sections[-1], clean_end=at)
        sections.append(Section(part.kind, at, end))
    if not sections and end > start:
        return (Section("boilerplate", start, end),)
    return tuple(section for section in sections if section.clean_end > section.clean_start)


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
    facts |= read_date_facts(text, parts, first_title or "")
    for kind, column in (
        ("place", "place"),
        ("time", "time_text"),
        ("subject", "subject"),
        ("classification", "classification"),
        ("summary", "summary"),
        ("rights", "rights"),
    ):
        values = [value for value in (value_of(text, part) for part in parts if part.kind == kind) if value]
        if values and (kind == "place" or column not in facts):
            joined = (", " if kind == "place" else "; " if kind in ("subject", "classification") else " ").join(
                dict.fromkeys(values)
            )
            facts[column] = joined
    return facts | read_source_facts(
        [text[part.value : part.end] for part in parts if part.kind in ("source", "translator", "notes")]
    )


def value_of(text: str, part: Part) -> str:
    """The words of a part without its field's name and without markup."""
    return " ".join(text[part.value : part.end].replace("**", " ").split()).strip(" _*•#").strip()


def clean_title(title: str) -> str:
    """A title without the number that the volume gave it."""
    return re.sub(r"^#*\s*\d{1,4}(?:\.\s|\s(?=[^\W\d_]))\s*", "", title).strip(" #_*")


def read_date_facts(text: str, parts: Sequence[Part], title: str) -> dict[str, Any]:
    """Date, time and place: from the field, else the line of place and date, else the title."""
    lines = [text[part.value : part.end] for part in parts if part.kind == "date" and part.label]
    lines += [text[part.value : part.end] for part in parts if part.kind == "date" and not part.label]
    lines += [text[part.value : part.end] for part in parts if part.kind == "time"]
    lines += [title]
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
    place = None
    for line in lines:
        read: DateLine | None = read_date_line(line)
        if read and read.place and place is None:
            place = read.place
    if place is None and title:
        dates = find_dates(title)
        if dates:
            before = title[: dates[0].start].rstrip(" ,")
            last = re.split(r",|\.\s", before)[-1].strip()
            if last and last != before and len(last.split()) <= 4 and not genre_of(last):
                place = last
    if place:
        facts["place"] = place
    return facts


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


def read_participants(text: str, parts: Sequence[Part]) -> list[Participant]:
    """The people whom the lists and the title name. Those in the title, and the only two there are, are principals."""
    blocks = []
    for part in parts:
        if part.kind != "attendance":
            continue
        start, end = names_in(text, part.value, part.end) if part.sentence else (part.value, part.end)
        in_row = part.sentence or (part.label is not None and start < end and is_side(part.label))
        blocks.append(Block(start, end, part.label, in_row))
    listed = read_blocks(text, blocks)
    titles = [part for part in parts if part.kind == "title"]
    if not titles:
        return listed
    title = replace(titles[0], end=titles[-1].end)
    named = [
        replace(person, office=None)
        if person.office and person.office.split()[0] in ("of", "on", "at", "in")
        else person
        for person in read_title(text, title)
    ]
    keys = {key_of_name(person.name_as_written) for person in named}
    people = [
        replace(person, role="principal")
        if key_of_name(person.name_as_written) in keys and person.role == "attendee"
        else person
        for person in listed
    ]
    known = {key_of_name(person.name_as_written) for person in listed}
    if listed and len(listed) > 2:
        return people
    return [
        *(
            replace(person, role="principal") if person.role == "attendee" else person
            for person in named
            if key_of_name(person.name_as_written) not in known
        ),
        *people,
    ]


def read_opening_sentences(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Participant]:
    """The people whom a sentence in the first paragraphs of the talk says to be present."""
    blocks = []
    for start, end in paragraphs:
        starts = [start, *(match.end() for match in SENTENCE_END.finditer(text, start, min(end, start + 4 * OPENING)))]
        for sentence_start, sentence_end in zip(starts, [*starts[1:], end], strict=True):
            sentence = text[sentence_start : min(sentence_end, sentence_start + 4 * OPENING)]
            if SIDE_TOOK_PART.match(sentence):
                blocks.append(Block(sentence_start, sentence_start + len(sentence), None, True))
            elif is_presence(sentence):
                names = names_in(text, sentence_start, sentence_start + len(sentence.rstrip()))
                blocks.append(Block(*names, None, True))
    return read_blocks(text, blocks)


def names_in(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the names stand in a sentence that says who was present: after "present were", or before "were present"."""
    before = PRESENT_BEFORE.match(text, start, end)
    if before:
        return before.end(), end
    after = PRESENT_AFTER.search(text, start, end)
    return start, after.start() if after else end


def read_title(text: str, title: Part) -> list[Participant]:
    """The people whom a title names: after "between", "with", "of … by"."""
    words = text[title.value : title.end]
    dates = find_dates(words)
    end = dates[0].start if dates else len(words)
    opening = re.search(
        r"\b(?:between|with|by|reception of|audience of|visit of|conversations?\s+of|talk\s+of|meeting\s+of|interview\s+of)\b",
        words[:end],
        re.IGNORECASE,
    )
    if not opening:
        return []
    return read_blocks(text, [Block(title.value + opening.end(), title.value + end, None, True)])


def key_of_name(name: str) -> str:
    """The folded last word of a name, without what follows a comma."""
    words = fold(name.split(",")[0]).split()
    return words[-1] if words else ""


def merge_participants(front: Sequence[Participant], back: Sequence[Participant]) -> list[Participant]:
    """Participants of the head with what the foot adds: a recorder who is in the list gets that role, others are added."""
    people = list(front)
    for person in back:
        at = next(
            (
                n
                for n, known in enumerate(people)
                if key_of_name(known.name_as_written) == key_of_name(person.name_as_written)
            ),
            None,
        )
        if at is None:
            people.append(person)
        elif people[at].role == "attendee":
            people[at] = replace(people[at], role=person.role)
    return people


def read_back_matter(cleaned: Cleaned, body_start: int) -> BackMatter:
    """The foot of a record: sections, facts and participants, and where the talk ends."""
    text = cleaned.text
    paragraphs = [(start, end) for start, end in cleaned.paragraphs if start >= body_start]
    notes = notes_start(text, paragraphs)
    first = notes
    kinds: dict[int, str] = {}
    bridge = weak = 0
    for at in range(notes - 1, -1, -1):
        start, end = paragraphs[at]
        kind = foot_kind(text[start:end])
        if kind == "body":
            break
        if kind == "weak":
            weak += 1
            if weak > WEAK_LINES:
                break
        elif kind == "prose":
            bridge += 1
            if bridge > BRIDGE:
                break
        else:
            if bridge and kind not in ("signature", "copies", "translator", "separator"):
                break
            kinds[at] = kind
            first, bridge, weak = at, 0, 0
    if first == len(paragraphs):
        return BackMatter(len(text), (), {}, [])
    if first > 0 and is_abstract(text, paragraphs, first, kinds):
        first -= 1
    parts = foot_parts(text, paragraphs, first, notes, kinds)
    body_end = paragraphs[first - 1][1] if first else body_start
    facts = read_foot_facts(text, parts)
    return BackMatter(body_end, tile(parts, body_end, len(text)), facts, read_recorders(text, parts))


def foot_kind(paragraph: str) -> str:
    """What a paragraph near the end is: a kind of section, `separator`, or `weak`, `prose` or `body`, which end nothing by themselves."""
    kind = site_kind(paragraph)
    if kind:
        return kind
    if is_funder(paragraph):
        return "funding"
    if SEPARATOR.match(paragraph):
        return "separator"
    if len(paragraph) < 160 and (SIGNED.match(paragraph) or INTERPRETED.match(paragraph)):
        return "signature"
    fields = find_fields(paragraph) if len(paragraph) < 600 else []
    if fields and fields[0].start == 0:
        return fields[0].kind
    if TRANSLATED.search(paragraph[:300]) and len(paragraph) < 400:
        return (
            "translator"
            if TRANSLATED.match(paragraph.lstrip(" [(_"))
            else "source"
            if ARCHIVAL.search(paragraph)
            else "prose"
        )
    if (
        ARCHIVAL.search(paragraph)
        and len(paragraph) < 300
        and (paragraph.lstrip(" _")[:1] == "[" or not is_prose(paragraph))
    ):
        return "source"
    if COPIES.match(paragraph) and len(paragraph) < 80:
        return "copies"
    if is_classification(paragraph):
        return "classification"
    if read_date_line(paragraph) or re.match(r"\W*\d{1,2}\s?[./]\s?(?:[IVX]{1,4}|\d{1,2})\W*$", paragraph):
        return "date"
    if INITIALS_ONLY.match(paragraph) or is_signature_name(paragraph):
        return "signature"
    if labelled(paragraph, set()):
        return "body"
    if is_prose(paragraph) or len(paragraph) > LONGEST_HEADING:
        return "prose"
    return "weak"


def is_signature_name(line: str) -> bool:
    """Whether a line is a name with initials or in capitals and nothing more, as somebody signs."""
    if len(line) > 60 or line.rstrip().endswith(("?", "!", ":")):
        return False
    tokens = [token for token in tokens_of(line) if token.kind != "mark"]
    if not 2 <= len(tokens) <= 5 or any(
        token.kind not in ("title", "initial", "name", "suffix", "particle") for token in tokens
    ):
        return False
    return any(token.kind == "initial" for token in tokens) and tokens[-1].kind in ("name", "suffix")


def is_abstract(text: str, paragraphs: Sequence[tuple[int, int]], first: int, kinds: dict[int, str]) -> bool:
    """Whether the last paragraph before a site's lines is the site's summary: in the present, of people discussing."""
    if kinds.get(first) not in ("boilerplate", "source", "rights"):
        return False
    start, end = paragraphs[first - 1]
    paragraph = text[start:end]
    if labelled(paragraph, set()) or paragraph.lstrip()[:1] in "“\"'[(" or len(paragraph) > 1500:
        return False
    return bool(ABSTRACT_VERBS.search(paragraph[:200])) and not re.search(
        r"\b(?:I|we|you|said|replied|asked)\b", paragraph
    )


def foot_parts(
    text: str, paragraphs: Sequence[tuple[int, int]], first: int, notes: int, kinds: dict[int, str]
) -> list[Part]:
    """The parts of the foot, in order: each takes the kind of its own words, or of the field before it."""
    parts: list[Part] = []
    open_kind: str | None = None
    for at in range(first, len(paragraphs)):
        start, end = paragraphs[at]
        paragraph = text[start:end]
        kind = kinds.get(at)
        if open_kind == "copies" and kind in (None, "signature") and len(paragraph) < 80 and at < notes:
            parts.append(Part("copies", start, end, start))
            continue
        fields = find_fields(paragraph) if len(paragraph) < 600 else []
        value = start + fields[0].value_start if fields and fields[0].start == 0 else start
        if at >= notes:
            own = foot_kind(paragraph)
            kind = (
                own
                if own in ("source", "rights", "funding", "boilerplate", "translator")
                and at > notes
                and own != "source"
                else "notes"
            )
            kind = (
                "source"
                if own == "source" and at == len(paragraphs) - 1 and paragraph.lstrip(" _")[:1] == "["
                else kind
            )
        elif kind is None:
            prose = foot_kind(paragraph) == "prose"
            kind = open_kind or ("summary" if prose else parts[-1].kind if parts else "boilerplate")
        elif kind == "separator":
            kind = "notes" if at + 1 >= notes else (parts[-1].kind if parts else "boilerplate")
        if kind == "copies" and value > start:
            open_kind = "copies"
        else:
            open_kind = kind if value >= end and kind != "boilerplate" else None
        translated = TRANSLATED.search(paragraph) if kind in ("source", "reference") else None
        if translated and translated.start() > 0:
            parts.append(Part(kind, start, start + translated.start(), value))
            parts.append(Part("translator", start + translated.start(), end, start + translated.start()))
            continue
        parts.append(Part(kind, start, end, value, fields[0].name if value > start else None))
    return parts


def read_foot_facts(text: str, parts: Sequence[Part]) -> dict[str, Any]:
    """The columns of the table documents that the foot gives."""
    facts: dict[str, Any] = {}
    for kind in ("classification", "summary", "rights"):
        values = [value for value in (value_of(text, part) for part in parts if part.kind == kind) if value]
        if values:
            facts[kind] = " ".join(values) if kind != "classification" else values[0]
    for part in parts:
        if part.kind == "date":
            line = read_date_line(text[part.value : part.end])
            if line and line.date.precision == "day":
                facts |= {"date": line.date.first.isoformat(), "date_precision": "day"}
                facts["date_text"] = text[part.value : part.end][line.date.start : line.date.end].strip(" ,.")
    notes = [text[part.value : part.end] for part in parts if part.kind in ("source", "translator", "reference")]
    notes += [
        text[part.value : part.end]
        for part in parts
        if part.kind == "notes" and "ource" in text[part.start : part.start + 40]
    ]
    for column, value in read_source_facts(notes).items():
        facts.setdefault(column, value)
    return facts


def read_recorders(text: str, parts: Sequence[Part]) -> list[Participant]:
    """Who made the record, as "Recorded by" at its foot says."""
    people: list[Participant] = []
    for part in parts:
        if part.kind in ("signature", "drafting"):
            match = re.match(
                r"\W*(?:recorded|minuted|noted|taken down|notes? taken|minutes(?: taken)?|written|dictated)\W+by\b[:\s\]]*",
                text[part.start : part.end],
                re.IGNORECASE,
            )
            interpreted = INTERPRETED.match(text, part.start, part.end)
            if interpreted:
                found = read_blocks(text, [Block(interpreted.end(), part.end, None, True)])
                people += [replace(person, role="interpreter") for person in found]
            elif match:
                people += [
                    replace(person, role="recorder")
                    for person in read_blocks(text, [Block(part.start + match.end(), part.end, None, True)])
                ]
    return people
