"""The vocabulary of the route as types: what each stage takes and gives.

All offsets are code points and half open. `clean_*` index the clean text, `raw_*` the decoded raw text. Only the
standard library is imported here, so that reading one file starts fast.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, NamedTuple

TurnKind = Literal["speech", "action", "narration"]
Mode = Literal["direct", "reported", "mixed"]
_FEWEST_INSIDE = 3  # gaps of one width inside sentences
CorrectionAction = Literal["edit", "section", "set", "split", "merge"]


@dataclass(frozen=True, slots=True)
class Source:
    """One raw text, decoded. `text` is never edited; encoded again (with the mark, if `bom`) it gives the bytes."""

    document_id: str
    text: str
    encoding: str
    bom: bool
    sha256: str
    size: int


class Edit(NamedTuple):
    """One minimal change from raw to clean text."""

    rule: str
    raw_start: int
    raw_end: int
    raw_text: str
    clean_start: int
    clean_end: int
    clean_text: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the source: where its first surviving character stands, and the number printed on it, if any."""

    clean_start: int
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note taken out of the running text: the place where its mark stood, the mark, and the note's text.

    `raw_start` and `raw_end` are those of the mark; `text` is None where no note with that mark was found.
    """

    clean_start: int
    raw_start: int
    raw_end: int
    mark: str
    text: str | None


@dataclass(frozen=True)
class Cleaned:
    """A document after cleaning: paragraphs are separated by one blank line, and there are no other line breaks.

    `edits` are in order and do not overlap: putting `raw_text` back in place of each `clean_text` gives `raw` again.
    """

    raw: str
    text: str
    edits: tuple[Edit, ...] = ()
    pages: tuple[Page, ...] = ()
    footnotes: tuple[Footnote, ...] = ()

    @cached_property
    def _edit_starts(self) -> list[int]:
        return [edit.clean_start for edit in self.edits]

    def raw_start(self, clean_start: int) -> int:
        """Raw offset of the character that stands at `clean_start`: after all that was removed before it."""
        i = bisect_right(self._edit_starts, clean_start) - 1
        if i < 0:
            return clean_start
        edit = self.edits[i]
        if clean_start < edit.clean_end:
            return edit.raw_start
        return edit.raw_end + clean_start - edit.clean_end

    def raw_end(self, clean_end: int) -> int:
        """Raw offset just after the character that stands before `clean_end`: before all that was removed after it."""
        if clean_end == 0:
            return 0
        i = bisect_right(self._edit_starts, clean_end - 1) - 1
        if i < 0:
            return clean_end
        edit = self.edits[i]
        if clean_end - 1 < edit.clean_end:
            return edit.raw_end
        return edit.raw_end + clean_end - edit.clean_end

    @cached_property
    def paragraphs(self) -> tuple[tuple[int, int], ...]:
        """The paragraphs of the clean text: `(clean_start, clean_end)` of each, without the white space around them."""
        found, at = [], 0
        for part in self.text.split("\n\n"):
            left = len(part) - len(part.lstrip())
            right = len(part.rstrip())
            if right > left:
                found.append((at + left, at + right))
            at += len(part) + 2
        return tuple(found)

    @cached_property
    def gaps(self) -> tuple[int, ...]:
        """Where one space of the clean text was more than that, or a tab: the places of these spaces, in order.

        Of a width that stands inside sentences time and again, as in justified lines, gaps tell nothing and are none.
        """
        wide = [edit for edit in self.edits if edit.rule == "space"]
        places = [(edit.clean_start - (not edit.clean_text), edit.raw_text) for edit in wide]
        found = [(at, gap) for at, gap in places if 0 <= at < len(self.text) and self.text[at] == " "]
        counts = Counter(gap for _, gap in found)
        text = self.text
        inside = Counter(gap for at, gap in found if text[at - 1].islower() and text[at + 1 : at + 2].islower())
        return tuple(at for at, gap in found if inside[gap] < _FEWEST_INSIDE or 5 * inside[gap] < counts[gap])

    @cached_property
    def emphasis_ends(self) -> tuple[int, ...]:
        """The places of the spaces before which emphasis ended, in order: its marks are not in the clean text."""
        places = (edit.clean_start for edit in self.edits if edit.rule == "markup" and not edit.clean_text)
        return tuple(place for place in places if 0 < place < len(self.text) and self.text[place] == " ")

    def paragraphs_within(self, start: int, end: int) -> list[tuple[int, int]]:
        """The paragraphs that start before `end` and end after `start`; the first is cut to begin at `start`."""
        return [(max(a, start), b) for a, b in self.paragraphs if b > start and a < end]


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the document with one role. The sections of a document tile its clean (and raw) text in order."""

    kind: str
    clean_start: int
    clean_end: int


class Span(NamedTuple):
    """A stand-off annotation. Where `clean_start == clean_end` it marks a place (a footnote's mark)."""

    kind: str
    clean_start: int
    clean_end: int
    note: str | None = None
    raw: tuple[int, int] | None = None  # only where the marked raw text is not in the clean text


@dataclass(frozen=True, slots=True)
class Participant:
    """A person whom the document lists or names as taking part, as written there."""

    name_as_written: str
    title_as_written: str | None = None  # "Mr.", "Ambassador", "Cde."
    office: str | None = None  # "Prime Minister of Iran"
    side: str | None = None  # "Iranian", "United States"
    role: str = "attendee"  # principal, attendee, interpreter, recorder
    clean_start: int | None = None
    clean_end: int | None = None
    person_id: str | None = None


@dataclass(slots=True)
class Turn:
    """The longest stretch of a body that one speaker holds.

    `segment` fills `speaker`, `joint_speakers` and `addressees` with keys of the document's cast; `attribute` fills
    the ids.
    `speech_start` is where the words begin, after label and leading reporting clause.
    """

    kind: TurnKind
    clean_start: int
    clean_end: int
    speech_start: int
    rule: str
    mode: Mode | None = None
    label: str | None = None
    speaker: str | None = None
    joint_speakers: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    addressee_basis: str | None = None
    reporting_verb: str | None = None
    confidence: float = 1.0
    flags: tuple[str, ...] = ()
    speaker_id: str | None = None
    speaker_name: str | None = None
    joint_speaker_ids: tuple[str, ...] = ()
    addressee_ids: tuple[str, ...] = ()
    correction_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CastMember:
    """One person (or office) who can speak in the document: all that is known of them from the text alone.

    `key` is unique in the document; `name` is the fullest form in the document; `forms` are the ways the text names
    them.
    """

    key: str
    name: str
    forms: tuple[str, ...] = ()
    participant: int | None = None  # index into the participants


@dataclass(slots=True)
class Segmented:
    """What was understood of one document from its text alone."""

    sections: tuple[Section, ...]
    turns: list[Turn]
    spans: list[Span]
    participants: list[Participant]
    cast: tuple[CastMember, ...]
    facts: dict[str, Any] = field(default_factory=dict)  # columns of the table documents, as far as the text says them


@dataclass(frozen=True, slots=True)
class Person:
    """An entry of the authority file, or a person known from one document only (basis `document`)."""

    person_id: str
    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    offices: tuple[Mapping[str, Any], ...] = ()  # title, from, to
    basis: str = "authority"
    identifiers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words by which a place in a text is found: they stand there once, between `before` and `after` if given.

    White space of any kind and length counts as the same.
    """

    text: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction by hand, as `corrections.yaml` has it; `schemas/corrections.schema.json` says what each part means.

    `line` is the line of that file on which it begins, 1-based. `through` is where a marked section ends.
    """

    correction_id: str
    line: int
    match: Quote
    action: CorrectionAction
    expect: Mapping[str, Any]
    to: Mapping[str, Any]
    reason: str
    author: str
    date: str
    through: Quote | None = None


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What is known of a document besides its text: `document.yaml`, and the corrections made by hand.

    `facts` are columns of the table documents; `bases` says where each is from (`text`, `catalogue` or `curated`).
    """

    document_id: str
    facts: Mapping[str, Any]
    bases: Mapping[str, str]
    participants: tuple[Participant, ...] | None
    sha256: str | None
    size: int | None
    corrections: tuple[Correction, ...] = ()


@dataclass(slots=True)
class Record:
    """One document at the end of the route: everything that its rows in the tables are made from."""

    source: Source
    cleaned: Cleaned
    segmented: Segmented
    people: Sequence[Person]  # every person that the document's rows name
    facts: dict[str, Any]  # columns of the table documents, text and sidecar together
