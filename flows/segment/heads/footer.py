"""The foot of a record: where the talk ends, and what follows it.

It is read from the end backwards until the last paragraph of the talk; in doubt a paragraph belongs to the talk.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flows.record import Cleaned, Participant, Section
from flows.segment.clauses.finding import head_clause
from flows.segment.heads.date_lines import read_date_line
from flows.segment.heads.facts import read_source_facts
from flows.segment.heads.fields import QUESTIONS, find_fields
from flows.segment.heads.notes import notes_start
from flows.segment.heads.paragraph_kinds import (
    ARCHIVAL,
    COPIES,
    INITIALS_ONLY,
    SENT_TO,
    SEPARATOR,
    SIGNED,
    TRANSLATED,
    is_classification,
    is_funder,
    says_something,
    site_kind,
)
from flows.segment.heads.parts import LONGEST_HEADING, Part, tile, value_of
from flows.segment.heads.prose import is_prose
from flows.segment.heads.who_is_named import labelled, office_holder, says_after_colon
from flows.segment.labels.openings import opens_like, stands_alone_like
from flows.segment.lists.participants import Block, read_blocks
from flows.segment.lists.tokens import tokens_of
from flows.segment.remembered import remembered_line

SHORTEST_SENTENCE = 6  # words, in capitals, as in telegrams
BRIDGE = 2  # paragraphs of prose that may stand between two parts of the back matter, such as a site's abstract
LONGEST_COPY = 80  # characters of a line that says to whom a copy goes
MOST_COPIES = 30  # such lines
WEAK_LINES = 12
NEAR = 20_000  # characters of the talk by whose labels the last ones are known
ABSTRACT_VERBS = re.compile(
    r"\b(?:discuss|discusses|describe|describes|exchange|exchanges|talk about|review|reviews|meet|meets)\b"
)


@dataclass(frozen=True)
class BackMatter:
    """The foot of a record. The sections tile `[body_end, end of text)`; `facts` are columns of the table documents."""

    body_end: int
    sections: tuple[Section, ...]
    facts: dict[str, Any]
    participants: list[Participant]


def read_back_matter(cleaned: Cleaned, body_start: int) -> BackMatter:
    """The foot of a record: sections, facts and participants, and where the talk ends."""
    text = cleaned.text
    paragraphs = cleaned.paragraphs_within(body_start, len(text))
    notes = notes_start(text, paragraphs)
    first = notes
    copies = copies_start(text, paragraphs, notes)
    kinds = dict.fromkeys(range(copies, notes), "copies")
    bridge = weak = 0
    first = min(first, copies)
    for at in range(copies - 1, -1, -1):
        start, end = paragraphs[at]
        kind = foot_kind(text[start:end])
        talk = text[max(body_start, start - NEAR) : start]
        alike = opens_like(text, start, end, talk, cleaned.gaps) or stands_alone_like(text, start, end, talk)
        if kind == "body" or alike or (kind == "prose" and tells(text, start, end)):
            break
        if kind == "weak" or (bridge and kind == "date"):  # under a signature, above "Minister has seen."
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
    return BackMatter(body_end, tile(parts, body_end, len(text)), facts, read_people(text, parts))


def copies_start(text: str, paragraphs: Sequence[tuple[int, int]], notes: int) -> int:
    """Where, before the notes, the list begins of those to whom copies go, each in a short line under its heading;
    `notes` where there is none. Its lines may look as labels do.
    """
    for at in range(notes - 1, max(-1, notes - MOST_COPIES), -1):
        paragraph = text[slice(*paragraphs[at])]
        kind = foot_kind(paragraph)
        if kind == "copies":
            return at
        if len(paragraph) > LONGEST_COPY or kind not in ("weak", "body", "signature") or says_after_colon(paragraph):
            break
    return notes


def tells(text: str, start: int, end: int) -> bool:
    """Whether a paragraph begins with what somebody said who is named, as an archive's summary does not."""
    clause = head_clause(text, start, end)
    told = clause is not None and "reporting" in clause.verb.classes and clause.verb.form == "past"
    return clause is not None and told and not clause.pronoun


@remembered_line
def foot_kind(paragraph: str) -> str:
    """What a paragraph near the end is: a kind of section, `separator`, or else `weak`, `prose` or `body`."""
    kind = site_kind(paragraph)
    if kind:
        return kind
    if is_funder(paragraph):
        return "funding"
    if SEPARATOR.match(paragraph):
        return "separator"
    if len(paragraph) < 160 and SIGNED.match(paragraph):
        return "signature"
    fields = find_fields(paragraph) if len(paragraph) < 600 else ()
    if fields and fields[0].start == 0 and fields[0].name not in QUESTIONS:
        lists = fields[0].kind != "attendance" or not says_something(paragraph[fields[0].value_start :])
        return fields[0].kind if lists else "body"
    if len(paragraph) < 400 and TRANSLATED.search(paragraph[:300]):
        return (
            "translator"
            if TRANSLATED.match(paragraph.lstrip(" [(_"))
            else "source"
            if ARCHIVAL.search(paragraph)
            else "prose"
        )
    if (
        len(paragraph) < 300
        and ARCHIVAL.search(paragraph)
        and (paragraph.lstrip(" _")[:1] == "[" or not is_prose(paragraph))
    ):
        return "source"
    if (COPIES.match(paragraph) and len(paragraph) < 80) or (SENT_TO.match(paragraph) and len(paragraph) < 160):
        return "copies"
    if is_classification(paragraph):
        return "classification"
    if read_date_line(paragraph) or re.match(r"\W*\d{1,2}\s?[./]\s?(?:[IVX]{1,4}|\d{1,2})\W*$", paragraph):
        return "date"
    if office_holder(paragraph) is not None:
        return "signature"
    if labelled(paragraph, set()):
        return "body"
    if INITIALS_ONLY.match(paragraph) or is_signature_name(paragraph):
        return "signature"
    sentence = paragraph.isupper() and paragraph[-1] in ".?!" and len(paragraph.split()) >= SHORTEST_SENTENCE
    if sentence or is_prose(paragraph) or len(paragraph) > LONGEST_HEADING:
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
    signs = ("initial", "title") if line.startswith("(") and line.endswith(")") else ("initial",)
    return any(token.kind in signs for token in tokens) and tokens[-1].kind in ("name", "suffix")


def is_abstract(text: str, paragraphs: Sequence[tuple[int, int]], first: int, kinds: dict[int, str]) -> bool:
    """Whether the last paragraph before a site's lines is the site's summary: in the present, of people discussing."""
    if kinds.get(first) not in ("boilerplate", "source", "rights"):
        return False
    start, end = paragraphs[first - 1]
    paragraph = text[start:end]
    if labelled(paragraph, set()) or paragraph.lstrip()[:1] in "“\"'[(" or len(paragraph) > 1500:
        return False
    said = re.search(r"\b(?:I|we|you|said|replied|asked)\b", paragraph)
    return said is None and ABSTRACT_VERBS.search(paragraph[:200]) is not None


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
        if open_kind == "attendance" and kind in (None, "signature") and len(paragraph) < 160 and at < notes:
            parts.append(Part("attendance", start, end, start))
            continue
        fields = find_fields(paragraph) if len(paragraph) < 600 else ()
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
            prose = foot_kind(paragraph) == "prose" or ABSTRACT_VERBS.search(paragraph[:200]) is not None
            kind = open_kind or ("summary" if prose else parts[-1].kind if parts else "boilerplate")
        elif kind == "separator":
            kind = "notes" if at + 1 >= notes else (parts[-1].kind if parts else "boilerplate")
        if kind in ("copies", "attendance") and value > start:
            open_kind = kind
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


def read_people(text: str, parts: Sequence[Part]) -> list[Participant]:
    """Who was present, as a list at the foot says, and who made the record."""
    listed = [Block(part.value, part.end, part.label) for part in parts if part.kind == "attendance"]
    return read_blocks(text, listed) + read_recorders(text, parts)


def read_recorders(text: str, parts: Sequence[Part]) -> list[Participant]:
    """Who made the record, as "Recorded by" at its head or foot says."""
    people: list[Participant] = []
    for part in parts:
        if part.kind in ("signature", "drafting"):
            match = re.match(
                r"\W*(?:recorded|minuted|noted|taken down|notes? taken|minutes(?: taken)?|written"
                r"|dictated)\W+by\b[:\s\]]*",
                text[part.start : part.end],
                re.IGNORECASE,
            )
            if match:
                people += [
                    replace(person, role="recorder")
                    for person in read_blocks(text, [Block(part.start + match.end(), part.end, None, True)])
                ]
    return people
