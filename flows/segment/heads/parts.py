"""Stretches of the head or foot of a record, each with its role."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flows.record import Section

LONGEST_HEADING = 160
LAST_OF_HEAD = 60  # paragraphs among which the lines and lists of a head are


@dataclass(slots=True)
class Part:
    """A stretch of head or foot, in clean offsets. `value`: where a field's value starts; `sure`: no stray line."""

    kind: str
    start: int
    end: int
    value: int
    label: str | None = None
    sentence: bool = False
    sure: bool = True


def tile(parts: Sequence[Part], start: int, end: int) -> tuple[Section, ...]:
    """Sections that cover `[start, end)` without gaps; neighbours of one kind become one."""
    sections: list[Section] = []
    for part in parts:
        if sections and sections[-1].kind == part.kind:
            continue
        at = part.start if sections else start
        if sections:
            sections[-1] = replace(sections[-1], clean_end=at)
        sections.append(Section(part.kind, at, end))
    if not sections and end > start:
        return (Section("boilerplate", start, end),)
    return tuple(section for section in sections if section.clean_end > section.clean_start)


def value_of(text: str, part: Part) -> str:
    """The words of a part without its field's name and without markup."""
    return " ".join(text[part.value : part.end].replace("**", " ").split()).strip(" _*•#").strip()
