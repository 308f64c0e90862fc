"""Who speaks when: for each speaker of a document a lane, on which each of the turns is a bar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from schemas import Row

NOBODY = "Nobody in particular"


@dataclass(frozen=True, slots=True)
class Bar:
    """A turn: where it starts and how long it is, in percent of the words of all turns, with one decimal."""

    turn: Row
    start: str
    length: str


@dataclass(slots=True)
class Lane:
    """A speaker; `person_id` is None for one who could not be identified, and for narration."""

    name: str
    person_id: str | None
    words: int = 0
    bars: list[Bar] = field(default_factory=list)


def lanes(turns: Sequence[Row]) -> list[Lane]:
    """The speakers of a document in the order in which they first speak; narration is a lane of its own, the last."""
    total = sum(turn["words"] for turn in turns)
    found: dict[tuple[str, str | None], Lane] = {}
    before = 0
    for turn in turns:
        name = speaker(turn) or NOBODY
        lane = found.setdefault((name, turn["speaker_id"]), Lane(name, turn["speaker_id"]))
        lane.words += turn["words"]
        lane.bars.append(Bar(turn, _percent(before, total), _percent(turn["words"], total)))
        before += turn["words"]
    return sorted(found.values(), key=lambda lane: lane.name == NOBODY)


def speaker(turn: Row) -> str | None:
    """The speaker's name; as the source has it, where it could not be told who is meant. None for narration."""
    name: str | None = turn["speaker_name"] or turn["speaker_label"]
    return name


def speakers(turns: Iterable[Row]) -> list[tuple[str, str | None]]:
    """The names (and ids) of those who speak or act, in the order in which they first do."""
    return list({(name, turn["speaker_id"]): None for turn in turns if (name := speaker(turn))})


def _percent(part: int, total: int) -> str:
    return f"{100 * part / total:.1f}"
