"""A small record made by hand, with every kind of row, for the tests of tables and validation."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from flows.record import (
    CastMember,
    Cleaned,
    Edit,
    Footnote,
    Page,
    Participant,
    Person,
    Record,
    Section,
    Segmented,
    Source,
    Span,
    Turn,
)

RAW = """Talk at the lake\r
\r
Mr. Alder1 and his friend Birch are present.\r
\r
\r
Alder: Good day-\r
light to you, Birch.\r
\r
7\r
\r
Birch replies that the lаke is deep. He nods.\r
\r
Both say farewell.\r
\r
Signed: the recorder\r
"""

# The changes in their order, as the rule, the raw text and the text instead. Each is looked for after the one before.
CHANGES = (
    ("paragraph-break", "\r\n\r", "\n"),
    ("footnote-mark", "1", ""),
    ("paragraph-break", "\r\n\r\n\r", "\n"),
    ("hyphenation", "-\r\n", ""),
    ("paragraph-break", "\r\n\r", "\n"),
    ("page-furniture", "7\r\n\r\n", ""),
    ("homoglyph", "а", "a"),
    ("paragraph-break", "\r\n\r", "\n"),
    ("paragraph-break", "\r\n\r", "\n"),
    ("space", "\r\n", ""),
)


def cleaned(raw: str, changes: Sequence[tuple[str, str, str]], pages: tuple[str | None, ...] = ()) -> Cleaned:
    """The text after the changes. `pages` are labels, for the start and for each page head taken out."""
    edits, at, clean_at, parts = [], 0, 0, []
    for rule, old, new in changes:
        start = raw.index(old, at)
        clean_at += start - at
        parts += [raw[at:start], new]
        edits.append(Edit(rule, start, start + len(old), old, clean_at, clean_at + len(new), new))
        at, clean_at = start + len(old), clean_at + len(new)
    starts = [0, *(edit.clean_start for edit in edits if edit.rule == "page-furniture")]
    return Cleaned(
        raw,
        "".join([*parts, raw[at:]]),
        edits=tuple(edits),
        pages=tuple(Page(start, label) for start, label in zip(starts, pages, strict=False)),
        footnotes=tuple(
            Footnote(edit.clean_start, edit.raw_start, edit.raw_end, edit.raw_text, "A note.")
            for edit in edits
            if edit.rule == "footnote-mark"
        ),
    )


def record(document_id: str = "lake", raw: str = RAW, changes: Sequence[tuple[str, str, str]] = CHANGES) -> Record:
    """The record of the talk at the lake. `raw` and `changes` may differ from `RAW` and `CHANGES` in detail only."""
    text = cleaned(raw, changes, ("6", "7"))

    def at(words: str) -> tuple[int, int]:
        start = text.text.index(words)
        return start, start + len(words)

    titles, present, body, signature = (at(words)[0] for words in ("Talk", "Mr. Alder", "Alder: Good", "Signed"))
    alder, birch = "alder", f"{document_id}.birch"
    first, second = at("Alder: Good daylight to you, Birch."), at("Birch replies that the lake is deep.")
    third, fourth = at("He nods."), at("Both say farewell.")
    mark = text.footnotes[0]
    turns = [
        Turn(
            "speech",
            *first,
            at("Good daylight")[0],
            "colon-label",
            mode="direct",
            label="Alder",
            speaker="alder",
            confidence=0.98,
            speaker_id=alder,
            speaker_name="Ann Alder",
            addressees=("birch",),
            addressee_ids=(birch,),
            addressee_basis="two-party",
            correction_ids=("one",),
        ),
        Turn(
            "speech",
            *second,
            at("the lake is")[0],
            "reporting-verb",
            mode="reported",
            label="Birch",
            speaker="birch",
            reporting_verb="reply",
            confidence=0.7,
            speaker_id=birch,
            speaker_name="Birch",
        ),
        Turn("speech", *third, third[1], "pronoun", mode="reported", flags=("unresolved-speaker",), confidence=0.3),
        Turn(
            "narration",
            *fourth,
            fourth[0],
            "joint",
            joint_speakers=("alder", "birch"),
            joint_speaker_ids=(alder, birch),
        ),
    ]
    segmented = Segmented(
        sections=(
            Section("title", titles, present),
            Section("attendance", present, body),
            Section("body", body, signature),
            Section("signature", signature, len(text.text)),
        ),
        turns=turns,
        spans=[
            Span("footnote", mark.clean_start, mark.clean_start, mark.text, (mark.raw_start, mark.raw_end)),
            Span("label", *at("Alder:")),
            Span("reporting-clause", *at("Birch replies that")),
            Span("slip", at("farewell")[0], at("farewell")[0]),
        ],
        participants=[
            Participant("Alder", "Mr.", "Keeper of the lake", "the shore", "principal", *at("Alder"), person_id=alder),
            Participant("Birch", person_id=birch),
        ],
        cast=(CastMember("alder", "Alder"), CastMember("birch", "Birch")),
    )
    data = raw.encode()
    return Record(
        source=Source(document_id, raw, "utf-8", False, hashlib.sha256(data).hexdigest(), len(data)),
        cleaned=text,
        segmented=segmented,
        people=(
            Person(
                alder,
                "Ann Alder",
                aliases=("A. Alder",),
                country="Shore",
                offices=({"title": "Keeper", "from": 1950, "to": None},),
                identifiers={"wikidata": "Q0"},
            ),
            Person(birch, "Birch", basis="document"),
        ),
        facts={
            "title": "Talk at the lake",
            "title_basis": "text",
            "date": "1951-05-02",
            "date_basis": "catalogue",
            "date_precision": "day",
            "genre": "record",
            "language": "en",
            "translators": ("C. Cedar",),
        },
    )
