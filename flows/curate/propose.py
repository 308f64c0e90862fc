"""What a raw text says of itself, proposed as its `document.yaml`: each proposal with the line it was read from."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Any

from flows.corrections import places
from flows.curate.lines import Lines
from flows.curate.people import Candidate, candidates
from flows.curate.yaml_text import flow
from flows.reading.document import read_document
from flows.record import Participant, Person, Quote, Record

PROPOSED = "# proposed"  # at the end of a line that nobody has looked at

# Facts that follow from others, or that no text is expected to state.
_NOT_MISSED = frozenset({"date_end", "date_precision", "date_text", "event_id", "summary", "licence"})
_DERIVED_FROM = {"date": "date_text", "date_precision": "date_text", "genre": "title", "language": "title"}


@dataclass(frozen=True, slots=True)
class ProposedFact:
    """A column of the table documents as read in the text; `line` is None where no line has it in these words."""

    name: str
    value: Any
    line: int | None


@dataclass(frozen=True, slots=True)
class ProposedParticipant:
    """A participant with a person id. `candidates` are persons of the authority file who may be the same.

    `known` says that the id is one of the authority file.
    """

    participant: Participant
    line: int | None
    known: bool
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What `parley add` proposes of a document, and the names of the facts that it could not find."""

    document_id: str
    sha256: str
    size: int
    facts: tuple[ProposedFact, ...]
    missing: tuple[str, ...]
    participants: tuple[ProposedParticipant, ...]

    def with_person(self, place: int, person_id: str) -> Proposal:
        """The same, after somebody said who the participant in that place is."""
        proposed = self.participants[place]
        participant = replace(proposed.participant, person_id=person_id)
        chosen = replace(proposed, participant=participant, known=True, candidates=())
        return replace(self, participants=(*self.participants[:place], chosen, *self.participants[place + 1 :]))


def propose(data: bytes, document_id: str, authority: Sequence[Person]) -> Proposal:
    """Read a raw text, and propose what it says. Raises IngestError where the bytes are no text."""
    record = read_document(data, document_id, None, authority)
    lines = Lines(record.cleaned.raw)
    names: Mapping[str, Any] = json.loads(
        files("schemas").joinpath("document.schema.json").read_text(encoding="utf-8")
    )["properties"]["facts"]["properties"]
    found = {name: record.facts[name] for name in names if record.facts.get(name)}
    facts = tuple(
        ProposedFact(name, value, _line(record, lines, found.get(_DERIVED_FROM.get(name, name), value)))
        for name, value in found.items()
    )
    missing = tuple(name for name in names if name not in found and name not in _NOT_MISSED)
    participants = tuple(_participants(record, lines, authority))
    return Proposal(document_id, record.source.sha256, record.source.size, facts, missing, participants)


def document_yaml(proposal: Proposal) -> str:
    """The text of a `document.yaml`, each line that a person has still to look at marked as proposed."""
    found = [
        "# Read in the text by parley add. Look at each line, and take its mark off when it is right.",
        "# basis: text = read in the raw text, catalogue = from a publisher's or library's entry, curated = our own.",
        f"id: {flow(proposal.document_id)}",
        "raw:",
        f"  sha256: {flow(proposal.sha256)}",
        f"  size: {flow(str(proposal.size))}",
        "facts:" if proposal.facts else "facts: {}",
    ]
    for fact in proposal.facts:
        value = flow({"value": fact.value, "basis": "text"}).replace("\n", "\n  ")
        found.append(f"  {fact.name}: {value}  {PROPOSED} {_from(fact.line)}")
    found += [f"  # {name}: not found in the text" for name in proposal.missing]
    if not proposal.participants:
        return "\n".join([*found, "# participants: not found in the text", ""])
    found.append("participants:")
    for proposed in proposal.participants:
        participant = proposed.participant
        entry = {
            "name": participant.name_as_written,
            "person": participant.person_id,
            "title": participant.title_as_written,
            "office": participant.office,
            "side": participant.side,
            "role": participant.role,
        }
        values = flow({name: value for name, value in entry.items() if value}).replace("\n", "\n    ")
        found.append(f"  - {values}  {PROPOSED} {_from(proposed.line)}")
        found += [f"    # or {candidate.person.person_id}? {candidate.reason}" for candidate in proposed.candidates]
    return "\n".join([*found, ""])


def _from(line: int | None) -> str:
    return "from the text as a whole" if line is None else f"from line {line}"


def _line(record: Record, lines: Lines, value: Any) -> int | None:
    """The line of the raw text on which a value stands, if it stands there in these words."""
    words = value[0] if isinstance(value, (list, tuple)) else value
    found = places(record.cleaned.text, Quote(str(words)))
    return lines.of(record.cleaned.raw_start(found[0][0])) if found else None


def _participants(record: Record, lines: Lines, authority: Sequence[Person]) -> list[ProposedParticipant]:
    """Those whom the text lists as present, and those who speak without being listed."""
    listed = list(record.segmented.participants)
    ids = {participant.person_id for participant in listed}
    for turn in record.segmented.turns:
        if turn.speaker_id is not None and turn.speaker_id not in ids:
            ids.add(turn.speaker_id)
            person = next(person for person in record.people if person.person_id == turn.speaker_id)
            name = person.name if person.basis == "document" else turn.label or person.name
            start = turn.clean_start
            listed.append(Participant(name, role="principal", clean_start=start, person_id=turn.speaker_id))
    known = {person.person_id for person in authority}
    proposed = []
    for participant in listed:
        asked: list[Candidate] = []
        if participant.person_id not in known:
            date = record.facts.get("date")
            asked = candidates(participant.name_as_written, participant.office, date, authority)
            asked = [candidate for candidate in asked if candidate.person.person_id not in ids]
        at = participant.clean_start
        line = None if at is None else lines.of(record.cleaned.raw_start(at))
        proposed.append(ProposedParticipant(participant, line, participant.person_id in known, tuple(asked)))
    return proposed
