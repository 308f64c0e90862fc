"""What can happen to the floor."""

from __future__ import annotations

from dataclasses import dataclass

from flows.record import TurnKind
from flows.segment.clauses.reporting_clause import Clause
from flows.segment.labels.label import Label
from flows.segment.people.members import Member


@dataclass(slots=True)
class Event:
    """A place where the floor passes to a member of the cast, or to nobody (narration). `start` is a clean offset."""

    start: int
    kind: TurnKind
    member: Member | None
    rule: str
    confidence: float
    clause: Clause | None = None
    label: Label | None = None
    joint: tuple[Member, ...] = ()
    flags: tuple[str, ...] = ()
