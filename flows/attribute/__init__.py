"""From the cast of one document to persons: ids for speakers, addressees and participants, and the document's facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flows.attribute.identity import identify, locate
from flows.record import Cleaned, Person, Segmented, Sidecar

PLACES_OF_NAMES = ("attendance", "title", "body")


def attribute(
    segmented: Segmented, cleaned: Cleaned, document_id: str, sidecar: Sidecar | None, authority: Sequence[Person]
) -> tuple[list[Person], dict[str, Any]]:
    """Put person ids on the turns and participants of `segmented`; give the persons named, and the document's facts.

    What the sidecar says goes before what was read in the text; each basis says which.
    """
    curated = sidecar is not None and sidecar.participants is not None
    participants = list(sidecar.participants or ()) if sidecar is not None and curated else segmented.participants
    identities = identify(segmented.cast, participants, document_id, authority, curated)
    names = {person.person_id: person.name for person in identities.people}
    for turn in segmented.turns:
        if turn.speaker is not None:
            turn.speaker_id = identities.cast[turn.speaker]
            turn.speaker_name = names[turn.speaker_id]
        turn.joint_speaker_ids = tuple(dict.fromkeys(identities.cast[key] for key in turn.joint_speakers))
        turn.addressee_ids = tuple(sorted({identities.cast[key] for key in turn.addressees} - {turn.speaker_id or ""}))
        if not turn.addressee_ids:
            turn.addressee_basis = None
    segmented.participants = identities.participants
    if curated:
        stretches = [
            (section.clean_start, section.clean_end)
            for kind in PLACES_OF_NAMES
            for section in segmented.sections
            if section.kind == kind
        ]
        segmented.participants = locate(identities.participants, cleaned.text, stretches)
    return identities.people, facts_of(segmented, sidecar)


def facts_of(segmented: Segmented, sidecar: Sidecar | None) -> dict[str, Any]:
    """Columns of the table documents: what the text says, and over it what the sidecar says, null included."""
    facts = dict(segmented.facts)
    facts["interpreters"] = [p.name_as_written for p in segmented.participants if p.role == "interpreter"]
    for name in ("title", "date"):
        if facts.get(name) is not None:
            facts[f"{name}_basis"] = "text"
    if sidecar is not None:
        facts.update(sidecar.facts)
        for name in ("title", "date"):
            if name in sidecar.facts:
                facts[f"{name}_basis"] = sidecar.bases.get(name) if facts[name] is not None else None
    return facts
