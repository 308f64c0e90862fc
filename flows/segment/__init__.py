"""Clean text to sections, turns, spans and cast: what can be understood of a document from its text alone.

`heads` says where the talk starts and ends, `lists` who was there. Of what lies between, `body` finds the `labels` and
the `clauses` of saying, with `repairs` where a scanner spoilt them; `people` says who can speak, `floor` who speaks
when, and `turns` cuts the text by it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from flows.record import CastMember, Cleaned, Correction, Participant, Section, Segmented, Span, Turn
from flows.segment.addressees import address
from flows.segment.corrections import cut_at_sections, mark_sections
from flows.segment.heads.facts import read_told_date
from flows.segment.heads.footer import BackMatter, read_back_matter
from flows.segment.heads.header import FrontMatter, read_front_matter, told_in_opening
from flows.segment.heads.prose import is_prose
from flows.segment.heads.writers import writer_in_signature
from flows.segment.lists.merging import merge_participants, with_united
from flows.segment.lists.own_side import with_own_sides
from flows.segment.lists.same_side import with_countries, with_same_sides
from flows.segment.lists.told_in_talk import with_company, with_told_names, with_told_offices
from flows.segment.lists.unlisted import with_speakers
from flows.segment.lost_breaks import with_breaks
from flows.segment.modes import mode_of, parts_of
from flows.segment.repairs.capitals import in_small_letters, told_in_capitals
from flows.segment.spans import editorial_spans
from flows.segment.turns import Reading, read_turns

# "Note by the Head of the Trade Department, Mr. Smith, of a conversation with": an office holds "of" and commas too.
BY = re.compile(
    r"\b[Bb][Yy]\s.{1,160}?(?=,?\s(?:with|to|between|(?:of|on|about)\s(?:an?\s|the\s|his\s)?(?:[a-z]+\s){0,2}"
    r"(?:conversation|talks?|meeting|discussion|interview|call|visit|audience|luncheon|dinner))\b|$)",
    re.DOTALL,
)
# "From the diary of the Ambassador of Ruritania, A. Smith"
DIARY_OF = re.compile(
    r"\b(?:journal|diary)\sof\s.{1,200}?(?=[:;]\s|\b(?:record|memorandum|notes?|minutes|conversation|talk|meeting)\b|$)",
    re.DOTALL | re.IGNORECASE,
)
LOW_CONFIDENCE = 0.8


def segment(cleaned: Cleaned, corrections: Sequence[Correction] = ()) -> Segmented:
    """Sections, turns, spans, participants, cast and facts of one document. All offsets are clean offsets.

    Raises CorrectionError for a correction of a section that cannot be applied.
    """
    view = with_breaks(cleaned)
    if view is None:
        return _read(cleaned, corrections)
    return view.returned(_read(view.cleaned, corrections, lost_breaks=True, joined=view.joined))


def _read(
    cleaned: Cleaned, corrections: Sequence[Correction], lost_breaks: bool = False, joined: bool = False
) -> Segmented:
    """The same of a text that is read as it stands; `lost_breaks` says that its lines did not tell its paragraphs,
    `joined` that they told some.
    """
    told = told_in_capitals(cleaned.text, cleaned.paragraphs)
    small = replace(cleaned, text=in_small_letters(cleaned.text, told, ())) if told else cleaned
    front = read_front_matter(small, joined)
    back = read_back_matter(cleaned, front.body_start)
    found = _segmented(cleaned, corrections, front, back, lost_breaks)
    if back.sections and all(turn.kind != "speech" for turn in found.turns):
        # Somebody speaks in a record: what looked like its foot may be the talk.
        whole = _segmented(cleaned, corrections, front, BackMatter(len(cleaned.text), (), {}, []), lost_breaks)
        if len({turn.label for turn in whole.turns if turn.rule == "label"}) > 1:
            return whole
    return found


def _segmented(
    cleaned: Cleaned, corrections: Sequence[Correction], front: FrontMatter, back: BackMatter, lost_breaks: bool
) -> Segmented:
    """The document whose talk lies between a head and a foot."""
    sections = [*front.sections]
    if back.body_end > front.body_start:
        sections.append(Section("body", front.body_start, back.body_end))
    sections += back.sections
    if not sections:
        sections.append(Section("boilerplate", 0, len(cleaned.text)))  # nothing but what cleaning took away
    sections = mark_sections(cleaned, sections, corrections)
    bodies = [section for section in sections if section.kind == "body"]
    body_start, body_end = (bodies[0].clean_start, bodies[-1].clean_end) if bodies else (front.body_start,) * 2
    paragraphs = [p for body in bodies for p in cleaned.paragraphs_within(body.clean_start, body.clean_end)]
    participants = merge_participants(front.participants, back.participants)
    participants = with_told_names(cleaned.text, body_start, participants)
    drafter = drafter_of(participants, front.facts.get("title"))
    writer = front.writer or writer_in_signature(cleaned.text, cleaned.paragraphs) if drafter is None else None
    drafter = writer.name_as_written if writer is not None else drafter
    has_list = any(section.kind == "attendance" for section in front.sections)
    gaps = sorted({*cleaned.gaps, *cleaned.emphasis_ends})
    reading = read_turns(cleaned.text, paragraphs, participants, drafter, has_list, gaps, lost_breaks)
    participants = each_once(participants, reading)
    if len(bodies) > 1:
        reading.turns = cut_at_sections(cleaned.text, reading.turns, bodies)
    # A parenthesis between sentences can be found by its form and by what it does to the turn: it is one span.
    found = dict.fromkeys([*reading.spans, *editorial_spans(cleaned, body_start, body_end)])
    spans = sorted(found, key=span_order)
    if parts := set_modes(cleaned.text, reading.turns, spans):
        spans = sorted([*spans, *parts], key=span_order)
    address(cleaned.text, reading, spans)
    cast = name_speakers(reading)
    participants, cast = with_speakers(cleaned.text, reading.turns, participants, cast, has_list, writer)
    # A sentence of the head can say who came, as the first of the talk can.
    opening = min([body_start, *(one.clean_start for one in front.sections if tells(cleaned.text, one))])
    participants = with_told_offices(cleaned.text, opening, participants)
    told = min([opening, *(one.clean_start for one in front.sections if one.kind == "attendance")])
    participants = with_same_sides(with_company(cleaned.text, told, body_start, participants))
    lists = "\n".join(cleaned.text[one.clean_start : one.clean_end] for one in sections if one.kind == "attendance")
    participants = with_countries(participants, lists)
    flag(reading.turns)
    facts = {**back.facts, **front.facts}
    participants = with_own_sides(cleaned.text, sections, opening, participants, drafter, facts.get("place"))
    if "date" not in front.facts and facts.get("date_precision") == "day":  # written at the foot
        facts |= read_told_date(told_in_opening(cleaned.text, body_start), facts["date"])
    return Segmented(tuple(sections), reading.turns, spans, participants, cast, facts)


def each_once(participants: Sequence[Participant], reading: Reading) -> list[Participant]:
    """The participants without those who turned out to be others of them, to whom the cast then points."""
    pairs = ((member.participant, reading.cast.meant(member).participant) for member in reading.united)
    same = {one: other for one, other in pairs if one is not None and other is not None}
    found = with_united(participants, same)
    kept = [place for place, person in enumerate(found) if person is not None]
    at = {place: number for number, place in enumerate(kept)}
    for member in reading.cast.members if same else ():
        if member.participant is not None:
            member.participant = at[same.get(member.participant, member.participant)]
    return [person for person in found if person is not None]


def tells(text: str, section: Section) -> bool:
    """Whether a section of the head is sentences, as the talk is."""
    words = text[section.clean_start : section.clean_end].rstrip()
    return section.kind == "preamble" or (section.kind == "heading" and words.endswith(".") and is_prose(words))


def drafter_of(participants: Sequence[Participant], title: str | None) -> str | None:
    """Who wrote the record: the listed recorder, or whom a title like "Note by A of conversation with B" names."""
    by = BY.search(title or "") or DIARY_OF.search(title or "")
    titled = [p for p in participants if by and p.name_as_written and p.name_as_written in by[0]]
    # Who is named first: "Diary of A. Smith, Record of Conversation with B. Brown"
    first = min(titled, key=lambda p: by[0].index(p.name_as_written)) if by and titled else None
    recorder = next((p for p in participants if p.role == "recorder"), first)
    return recorder.name_as_written if recorder is not None else None


def span_order(span: Span) -> tuple[int, int, str]:
    """Spans by place, the longer first."""
    return span.clean_start, -span.clean_end, span.kind


def set_modes(text: str, turns: list[Turn], spans: list[Span]) -> list[Span]:
    """Set the mode of each speech turn, from its label, its reporting clauses and its words.

    Returns the stretches of direct and of reported speech in the mixed turns.
    """
    parts: list[Span] = []
    clauses = [(s.clean_start, s.clean_end) for s in spans if s.kind == "reporting-clause"]
    at = 0
    for turn in turns:
        while at < len(clauses) and clauses[at][0] < turn.clean_start:
            at += 1
        inside = []
        while at < len(clauses) and clauses[at][0] < turn.clean_end:
            if turn.rule != "label" or text.endswith("\n\n", 0, clauses[at][0]):
                inside.append(clauses[at])
            at += 1
        if turn.kind != "speech":
            continue
        leading = text[turn.clean_start : turn.speech_start].rstrip()
        labelled = turn.rule == "label"
        quoted = text[turn.speech_start : turn.speech_start + 1] in ("“", '"')
        opens_direct = not labelled and (leading.endswith(":") or quoted)
        turn.mode = mode_of(text, turn.speech_start, turn.clean_end, labelled, inside, opens_direct)
        if turn.mode == "mixed":
            parts += parts_of(text, turn, inside, labelled, opens_direct)
    return parts


def name_speakers(reading: Reading) -> tuple[CastMember, ...]:
    """Replace the numbers of members in the turns by keys of the cast, and give the cast."""
    used: set[int] = set()
    for turn in reading.turns:
        used.update(int(n) for n in (turn.speaker, *turn.joint_speakers, *turn.addressees) if n is not None)
    keys, cast = reading.cast.released(reading.cast.members[n] for n in sorted(used))
    for turn in reading.turns:
        turn.speaker = keys[int(turn.speaker)] if turn.speaker is not None else None
        turn.joint_speakers = tuple(keys[int(n)] for n in turn.joint_speakers)
        turn.addressees = tuple(keys[int(n)] for n in turn.addressees)
    return cast


def flag(turns: list[Turn]) -> None:
    """Put on each turn the flags that call for a second look."""
    for turn in turns:
        flags = set(turn.flags)
        if turn.kind == "speech" and turn.speaker is None:
            flags.add("unresolved-speaker")
        if turn.confidence < LOW_CONFIDENCE:
            flags.add("low-confidence")
        turn.flags = tuple(sorted(flags))
