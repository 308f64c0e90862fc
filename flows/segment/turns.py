"""From labels and reporting clauses to turns: the body is taken apart, the floor followed, and the turns cut."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from flows.record import Participant, Span, Turn
from flows.segment.body import Body
from flows.segment.clauses.reporting_clause import Clause
from flows.segment.clauses.verbs import verb_forms
from flows.segment.floor.confidence import weigh
from flows.segment.floor.events import Event
from flows.segment.floor.following import Floor
from flows.segment.labels.candidates import marks_of_labels
from flows.segment.names import MENTION, fold, parse_name
from flows.segment.people.cast import Cast
from flows.segment.people.members import Member
from flows.segment.people.one_person import unite_in_turns
from flows.segment.people.speakers import Speakers
from flows.segment.rare import RarePattern
from flows.segment.repairs.capitals import in_small_letters
from flows.segment.repairs.lost_spaces import after_stops
from flows.segment.repairs.repaired_text import Repaired
from flows.segment.repairs.repairing import WORD as NAME_WORD
from flows.segment.repairs.repairing import repaired, reread
from flows.segment.repairs.short_names import short_name_changes

# What still belongs to a leading clause after its verb: whom it addresses, "to this", "that", or all until a colon.
COMPLETION = re.compile(
    rf"(?:\s(?:{MENTION}|him|her|them|me|us)"
    r"(?=,?\s(?:that|whether|if|about|how|what|why|where|when|who|which|for)\b|[,:]\s))?"
    r"(?:\sin (?:reply|response|answer|turn))?"
    rf"(?:(?:\s(?:to|with|by)\s(?:this|that|it|him|her|them|me|us|{MENTION}))?,?\sthat\b,?|[^.;:“\"]{{0,80}}:(?=\s)|[,;](?=\s))?\s*"
)
WORD = re.compile(r"[^\W_]")
UNITED = 0.5  # how sure it is whose turn it is that the order of the turns gives to somebody of another name
INTERRUPTION = RarePattern(
    r"[,–—?!.]\s(?P<clause>(?:(?P<va>[a-z]+s)\s||(?P<doing>[A-Z][a-z]+ing\s[^,.;:]{1,60},\s))"
    rf"(?P<who>{MENTION})(?(va)(?:,\s[a-z]+ing\s[^,.;:]{{1,60}})?(?=[,.;:–—])"
    r"|\s(?P<vb>[a-z]+s)(?(doing)(?=\s?:)|(?:,?\s[a-z][^,.;:–—]{1,60})?(?=[,–—]|\s[–—]))))"
)


@dataclass(slots=True)
class Reading:
    """The turns of a body, in order, their spans, and the cast whose members' numbers the turns hold; `united` are
    those who were taken for somebody else.
    """

    turns: list[Turn]
    spans: list[Span]
    cast: Cast
    united: list[Member] = field(default_factory=list)


def read_turns(
    text: str,
    paragraphs: Sequence[tuple[int, int]],
    participants: Sequence[Participant],
    drafter: str | None = None,
    has_list: bool = True,
    gaps: Sequence[int] = (),
    lost_breaks: bool = False,
) -> Reading:
    """The turns of the body that the paragraphs of a clean text make. Offsets are clean offsets.

    `drafter` is who "I" is, if known; `has_list` says that the participants come from a list, so that few are missing.
    `gaps` are the places, in order, where wide white space stood in the raw text, or emphasis ended.
    `lost_breaks` says that the lines of the raw text did not tell the paragraphs.
    """
    cast = Cast([replace(person, office=person.office and reread(person.office)) for person in participants])
    known = {part for member in cast.members for part in (*member.given, *member.surname.split())}
    if not paragraphs or paragraphs[-1][1] <= paragraphs[0][0]:
        return Reading([], [], cast)
    spaces = after_stops(text, paragraphs)
    spaced = Repaired(text, spaces)
    small = in_small_letters(spaced.text, [(spaced.read(start), spaced.read(end)) for start, end in paragraphs], known)
    small = Repaired(small, [(at + n, at + n + 1, "") for n, (at, _, _) in enumerate(spaces)]).text
    names = {word for person in participants for word in NAME_WORD.findall(person.name_as_written or "")}
    short = short_name_changes(small, paragraphs[0][0], paragraphs[-1][1], participants)
    marks = marks_of_labels(small, paragraphs)
    read = repaired(small, paragraphs[0][0], paragraphs[-1][1], names, marks, [*spaces, *short])
    body = Body(
        read.text,
        [(read.read(start), read.read(end)) for start, end in paragraphs],
        cast,
        [read.read(gap) for gap in gaps],
        lost_breaks,
    )
    speakers = Speakers(body, cast, drafter, has_list)
    floor = Floor(body, speakers)
    events = floor.follow()
    united = unite_in_turns(speakers, [event.member for event in events if event.kind == "speech"], has_list)
    for event in events:
        if event.member in united:
            event.member, event.confidence = cast.meant(event.member), min(event.confidence, UNITED)
            event.flags = tuple(sorted({*event.flags, "low-confidence"}))
    for event in events if speakers.himself is not None else ():
        event.member = speakers.himself if event.member is speakers.drafting else event.member
    turns, spans = assemble(body, lambda start, end: text[read.start(start) : read.end(end)], events)
    spans += [Span("stage-direction", start, end) for start, end in floor.asides]
    place(text, read, paragraphs[0][0], paragraphs[-1][1], turns)
    weigh(text, turns, cast.members, speakers.drafting is not None)
    spans = [
        span._replace(clean_start=start, clean_end=trimmed(text, start, read.end(span.clean_end)))
        for span in spans
        for start in (read.start(span.clean_start),)
    ]
    if body.labelled:
        spans += interruptions(text, cast, turns)
    return Reading(turns, spans, cast, united)


def place(text: str, read: Repaired, start: int, end: int, turns: Sequence[Turn]) -> None:
    """Give the turns of a body as it was read the offsets of the clean text, of which the body is `text[start:end]`."""
    starts = [start, *(read.start(turn.clean_start) for turn in turns[1:])]
    for turn, begin, stop in zip(turns, starts, [*starts[1:], end], strict=True):
        turn.clean_start, turn.clean_end = begin, trimmed(text, begin, stop)
        turn.speech_start = max(begin, read.start(turn.speech_start))


def assemble(body: Body, written: Callable[[int, int], str], events: Sequence[Event]) -> tuple[list[Turn], list[Span]]:
    """Merge what one speaker goes on with, cut the body at the rest. `written` gives a stretch of the clean text."""
    groups: list[list[Event]] = []
    if not events or events[0].start > body.start:
        groups.append([Event(body.start, "narration", None, "opening", 0.7)])
    for event in events:
        if groups and goes_on(groups[-1][-1], event):
            groups[-1].append(event)
        else:
            groups.append([event])
    turns: list[Turn] = []
    spans: list[Span] = []
    for group, following in zip(groups, [*groups[1:], None], strict=True):
        start = group[0].start
        end = trimmed(body.text, start, following[0].start if following else body.end)
        if end > start:
            turns.append(describe(body.text, written, group, start, end, spans))
    return turns, spans


def trimmed(text: str, start: int, end: int) -> int:
    """The end of `text[start:end]` without white space."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def goes_on(last: Event, event: Event) -> bool:
    """Whether an event goes on with the turn that the last one opened or went on with."""
    if "narration" in (event.kind, last.kind):
        return event.kind == last.kind and not event.joint and not last.joint
    return event.kind == last.kind and event.member is last.member


def describe(
    text: str, written: Callable[[int, int], str], group: Sequence[Event], start: int, end: int, spans: list[Span]
) -> Turn:
    """The turn that a group of events makes on `text[start:end]`; its marks are added to `spans`."""
    first = group[0]
    turn = Turn(first.kind, start, end, start, first.rule, confidence=round(first.confidence, 3))
    if first.joint:
        turn.joint_speakers = tuple(str(m.number) for m in first.joint)
    if first.member is not None:
        turn.speaker = str(first.member.number)
    turn.flags = first.flags
    if first.kind == "narration":
        return turn
    if first.label is not None:
        turn.speech_start = min(first.label.speech_start, end)
        if first.label.label_end > first.label.label_start:  # not where it is known without one who speaks
            turn.label = written(first.label.label_start, first.label.label_end)
            spans.append(Span("label", first.label.label_start, first.label.label_end))
        if first.label.aside is not None:
            a, b = first.label.aside
            while text[a].isspace():
                a += 1
            spans.append(Span("stage-direction", a, b))
    elif first.clause is not None:
        turn.label = written(first.clause.subject_start, first.clause.subject_end)
        turn.reporting_verb = first.clause.verb.lemma or None
        if first.clause.subject_start < end:
            spans.append(Span("label", first.clause.subject_start, min(first.clause.subject_end, end)))
    for event in group:
        if event.clause is not None and event.kind == "speech":
            turn.reporting_verb = turn.reporting_verb or event.clause.verb.lemma or None
            mark_clause(text, event.clause, turn, event.start, end, spans)
    if turn.speech_start >= end:
        turn.speech_start = start
    return turn


def mark_clause(text: str, clause: Clause, turn: Turn, start: int, end: int, spans: list[Span]) -> None:
    """Mark a reporting clause; where it leads its turn, speech starts after it."""
    after = min(clause.clause_end, end)
    if clause.position in ("head", "fronted", "coordinated"):
        completion = COMPLETION.match(text, after, end)
        stop = completion.end() if completion else after
        if start == turn.clean_start and WORD.search(text, stop, end):
            turn.speech_start = stop
        begin = clause.start if clause.position != "coordinated" else clause.subject_start
        shown = text[begin:stop].rstrip()
        spans.append(Span("reporting-clause", begin, begin + len(shown)))
    else:
        spans.append(Span("reporting-clause", clause.subject_start, after))


def interruptions(text: str, cast: Cast, turns: Sequence[Turn]) -> list[Span]:
    """Reporting clauses with which a labelled turn is interrupted: ", says N. Smith, turning to the Minister,"."""
    found = []
    for turn in turns:
        if turn.kind != "speech" or turn.speaker is None:
            continue
        member = cast.members[int(turn.speaker)]
        word = member.surname.split()[-1] if member.surname else next(iter(member.offices), "")
        if not word:
            continue
        for match in INTERRUPTION.finditer(text, turn.speech_start, turn.clean_end):
            if word in fold(match[0]) and (verb := verb_in(match)) and cast.find(parse_name(match["who"])) is member:
                found.append(Span("reporting-clause", match.start("clause"), match.end("clause")))
                turn.reporting_verb = turn.reporting_verb or verb
    return found


def verb_in(match: re.Match[str]) -> str | None:
    """The lemma of an interrupting clause's verb of saying, in the present tense; None where it has none."""
    forms = verb_forms()
    for word in (match["va"], match["vb"]):
        if word is not None and word in forms and "reporting" in forms[word].classes and forms[word].form == "s":
            return forms[word].lemma
    return None
