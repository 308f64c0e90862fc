"""Corrections of turns, after everybody has an id: who speaks to whom, how, and where a turn begins."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from flows.clean.corrections import clean_offset
from flows.corrections import REMOVE_IT, CorrectionError, expect, expect_change, find, of_stage, shown
from flows.record import Cleaned, Correction, Person, Segmented, Span, Turn
from flows.segment.corrections import marked

RULE = "correction"
# What a turn at which a person has looked no longer needs.
_SETTLED = frozenset({"unresolved-speaker", "pronoun-speaker", "low-confidence"})
_PARTS_OF_MIXED = ("direct-speech", "reported-speech")
_AFTER_LABEL = re.compile(r"[\s.:,;)\]–—-]*")


def correct_turns(
    segmented: Segmented,
    cleaned: Cleaned,
    document_id: str,
    people: Sequence[Person],
    authority: Sequence[Person],
    corrections: Sequence[Correction],
) -> list[Person]:
    """Apply to the turns of `segmented` the corrections of turns, in their order; give all persons now named.

    Every turn lists the corrections that touched it, those of edits and sections too. Who is addressed because only
    two persons speak is worked out again. Raises CorrectionError for a correction that cannot be applied.
    """
    if not corrections:
        return list(people)
    _list_earlier(segmented.turns, cleaned, corrections)
    known = {person.person_id: person for person in (*authority, *people)}
    spoke, speakers = _who_speaks(segmented), _speakers(segmented.turns)
    addressed = set()  # where the turns begin whose addressees are set by hand
    for correction in of_stage(corrections, "set", "split", "merge"):
        _check_persons(correction, known, document_id)
        at, start = _place(segmented, cleaned, correction)
        if correction.action == "merge":
            _merge(segmented, at, start, correction)
            continue
        if correction.action == "split":
            turn = _split(segmented, cleaned, at, start, correction)
        else:
            turn = segmented.turns[at]
            expect_change(correction, _values(turn))
        _change(turn, correction, known)
        if "addressees" in correction.to:
            addressed.add(turn.clean_start)
    _address_two_parties(segmented.turns, speakers, addressed)
    _drop_parts(segmented)
    _drop_participants(segmented, spoke - _who_speaks(segmented))
    return _named(segmented, known)


def found_turn(segmented: Segmented, cleaned: Cleaned, correction: Correction) -> dict[str, Any]:
    """What a correction can expect of the turn with its quote: `speaker`, `addressees`, `kind` and `mode`.

    Raises CorrectionError where that cannot be told.
    """
    at, _ = _place(segmented, cleaned, correction)
    return _values(segmented.turns[at])


def _place(segmented: Segmented, cleaned: Cleaned, correction: Correction) -> tuple[int, int]:
    """Which turn has the first of the quoted words, and where that stands."""
    start, _ = find(cleaned.text, correction.match, correction)
    at = bisect_right(segmented.turns, start, key=lambda turn: turn.clean_start) - 1
    if at < 0 or segmented.turns[at].clean_end <= start:
        message = f"quotes what is in no turn: {shown(correction.match.text)}"
        raise CorrectionError(correction, message, "Mark a section as body first, or quote words of a turn")
    return at, start


def _list_earlier(turns: Sequence[Turn], cleaned: Cleaned, corrections: Sequence[Correction]) -> None:
    """Put the ids of the corrections of edits and sections on the turns that they touch."""
    for correction in of_stage(corrections, "edit", "section"):
        if correction.action == "section":
            start, end = marked(cleaned, correction)
        else:
            raw_start, raw_end = find(cleaned.raw, correction.match, correction, "raw text")
            start, end = clean_offset(cleaned, raw_start), clean_offset(cleaned, raw_end)
        for turn in turns:
            shared = min(end, turn.clean_end) - max(start, turn.clean_start)
            if shared > 0 or turn.clean_start < start == end < turn.clean_end:
                turn.correction_ids += (correction.correction_id,)


def _speakers(turns: Sequence[Turn]) -> set[str]:
    return {turn.speaker_id for turn in turns if turn.kind == "speech" and turn.speaker_id is not None}


def _values(turn: Turn) -> dict[str, Any]:
    """What a correction can expect of a turn."""
    return {
        "speaker": turn.speaker_id,
        "addressees": sorted(turn.addressee_ids),
        "kind": turn.kind,
        "mode": turn.mode,
    }


def _check_persons(correction: Correction, known: Mapping[str, Person], document_id: str) -> None:
    for person_id in (correction.to.get("speaker"), *correction.to.get("addressees", ())):
        if person_id is not None and person_id not in known:
            raise CorrectionError(
                correction,
                f"names {person_id}, whom neither the authority file nor this document knows",
                f"Add the person to people.yaml, or as {document_id}.<name> to the participants in document.yaml",
            )


def _change(turn: Turn, correction: Correction, known: Mapping[str, Person]) -> None:
    """Set what the correction sets, and what follows from it, and put its id on the turn."""
    to = correction.to
    turn.correction_ids += (correction.correction_id,)
    turn.kind = to.get("kind", turn.kind)
    turn.speaker_id = to.get("speaker", turn.speaker_id) if turn.kind != "narration" else None
    turn.speaker_name = known[turn.speaker_id].name if turn.speaker_id is not None else None
    turn.mode = to.get("mode", turn.mode if turn.kind == "speech" else None)
    if (turn.kind == "speech") != (turn.mode is not None):
        message = f"would leave a turn of the kind {turn.kind} with the mode {shown(turn.mode)}"
        raise CorrectionError(correction, message, "Speech has a mode, and nothing else has: write both in to")
    if turn.kind == "narration":
        turn.label = turn.reporting_verb = None
    else:
        turn.joint_speaker_ids = ()
    if "addressees" in to:
        turn.addressee_ids, turn.addressee_basis = tuple(to["addressees"]), "explicit"
    turn.addressee_ids = tuple(each for each in turn.addressee_ids if each != turn.speaker_id)
    if turn.kind != "speech" or not turn.addressee_ids:
        turn.addressee_ids, turn.addressee_basis = (), None
    flags = set(turn.flags)
    if "speaker" in to or "kind" in to:
        turn.confidence = 1.0
        flags -= _SETTLED
    if turn.kind != "narration" and turn.speaker_id is None:
        flags.add("unresolved-speaker")
    turn.flags = tuple(sorted(flags))
    values = _values(turn)
    for name in sorted(values.keys() & to.keys()):
        if values[name] != to[name]:
            message = f"sets the {name} to {shown(to[name])}, which a turn of the kind {turn.kind} cannot have"
            remedy = "Narration has no speaker, only speech has addressees, and nobody addresses themselves"
            raise CorrectionError(correction, message, remedy)


def _split(segmented: Segmented, cleaned: Cleaned, at: int, start: int, correction: Correction) -> Turn:
    """Cut a turn in two at `start`, and give the second, which is as sure as the person who says so."""
    turn, text = segmented.turns[at], cleaned.text
    if turn.clean_start == start:
        message = f"has no effect: a turn begins with {shown(correction.match.text)} already"
        raise CorrectionError(correction, message, REMOVE_IT)
    expect(correction, _values(turn))
    end = turn.clean_start + len(text[turn.clean_start : start].rstrip())
    for border in (start, end):
        before = bisect_left(cleaned.edits, border, key=lambda edit: edit.clean_start) - 1
        if before >= 0 and cleaned.edits[before].clean_end > border:
            edit = cleaned.edits[before]
            message = f"would cut what is one edit: {shown(edit.raw_text)} became {shown(edit.clean_text)}"
            raise CorrectionError(correction, message, "Correct that edit first, so that it ends where the turn begins")
    second = replace(
        turn,
        clean_start=start,
        speech_start=start,
        rule=RULE,
        label=None,
        reporting_verb=None,
        joint_speaker_ids=(),
        addressee_ids=() if "speaker" in correction.to else turn.addressee_ids,
        confidence=1.0,
        flags=tuple(flag for flag in turn.flags if flag not in _SETTLED),
    )
    turn.clean_end = end
    turn.correction_ids += (correction.correction_id,)
    segmented.turns.insert(at + 1, second)
    if label := correction.to.get("label"):
        if not text.startswith(label, start, second.clean_end):
            message = f"has the label {shown(label)}, with which the words that it quotes do not begin"
            raise CorrectionError(correction, message)
        second.label = label
        if (after := _AFTER_LABEL.match(text, start + len(label), second.clean_end)) and after.end() < second.clean_end:
            second.speech_start = after.end()
        if not any(span.kind == "label" and span.clean_start == start for span in segmented.spans):
            segmented.spans.append(Span("label", start, start + len(label)))
    return second


def _merge(segmented: Segmented, at: int, start: int, correction: Correction) -> None:
    """Make a turn part of the one before it."""
    turn = segmented.turns[at]
    if turn.clean_start != start:
        message = f"has no effect: no turn begins with {shown(correction.match.text)}"
        raise CorrectionError(correction, message, f"{REMOVE_IT}, or quote the words with which the turn begins")
    expect(correction, _values(turn))
    before = segmented.turns[at - 1] if at else None
    if before is None or any(before.clean_end <= s.clean_start <= start for s in segmented.sections):
        raise CorrectionError(correction, "merges the first turn of a section, which has none before it")
    if before.kind == turn.kind == "speech" and before.mode != turn.mode:
        before.mode = "mixed"
    if before.kind == "speech" and turn.kind == "narration":
        segmented.spans.append(Span("stage-direction", turn.clean_start, turn.clean_end))
    before.clean_end = turn.clean_end
    ids = (*before.correction_ids, *turn.correction_ids, correction.correction_id)
    before.correction_ids = tuple(dict.fromkeys(ids))
    del segmented.turns[at]


def _address_two_parties(turns: Sequence[Turn], before: set[str], addressed: Collection[int]) -> None:
    """Where two persons speak, each addresses the other, unless the text or a correction says otherwise.

    If the persons who speak are the same as `before` the corrections, the other turns stay as they are.
    """
    speakers = _speakers(turns)
    for turn in turns:
        if turn.kind != "speech" or turn.addressee_basis == "explicit" or turn.clean_start in addressed:
            continue
        if speakers != before or turn.correction_ids:
            others = speakers - {turn.speaker_id or ""}
            two = len(speakers) == 2 and len(others) == 1
            turn.addressee_ids, turn.addressee_basis = (tuple(others), "two-party") if two else ((), None)


def _drop_parts(segmented: Segmented) -> None:
    """Remove the spans that part a mixed turn where none is left around them."""
    mixed = [(turn.clean_start, turn.clean_end) for turn in segmented.turns if turn.mode == "mixed"]

    def inside(span: Span) -> bool:
        at = bisect_right(mixed, span.clean_start, key=lambda turn: turn[0]) - 1
        return at >= 0 and span.clean_end <= mixed[at][1]

    segmented.spans = [span for span in segmented.spans if span.kind not in _PARTS_OF_MIXED or inside(span)]


def _who_speaks(segmented: Segmented) -> set[str | None]:
    return {person_id for turn in segmented.turns for person_id in (turn.speaker_id, *turn.joint_speaker_ids)}


def _drop_participants(segmented: Segmented, silenced: set[str | None]) -> None:
    """Remove those who took part only because they seemed to speak, of the persons who no more do."""

    def in_a_turn(at: int | None) -> bool:
        number = bisect_right(segmented.turns, at, key=lambda turn: turn.clean_start) - 1 if at is not None else -1
        return number >= 0 and at is not None and at < segmented.turns[number].clean_end

    segmented.participants = [
        participant
        for participant in segmented.participants
        if participant.person_id not in silenced or not in_a_turn(participant.clean_start)
    ]


def _named(segmented: Segmented, known: Mapping[str, Person]) -> list[Person]:
    """Every person whom a turn or participant names, by id."""
    ids = {participant.person_id for participant in segmented.participants}
    for turn in segmented.turns:
        ids.update((turn.speaker_id, *turn.joint_speaker_ids, *turn.addressee_ids))
    return [known[person_id] for person_id in sorted(ids - {None}, key=str) if person_id is not None]
