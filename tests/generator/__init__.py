"""Records of invented talks, as many and as long as wanted, whose turns are known to the character.

A talk is composed (`talk`), laid out (`layout`) and damaged (`noise`); zero-width marks (`marks`) carry its regions
through all of it. The same seed and options give the same text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from tests.generator.layout import LOOKS, lay_out
from tests.generator.marks import END, NOTE, START, resolve
from tests.generator.noise import NOISES, damage
from tests.generator.talk import LABELS, Facts, Person, Talk

__all__ = ["LOOKS", "NOISES", "STYLES", "Facts", "Generated", "Person", "Region", "generate", "noise"]

STYLES = (*LABELS, "reported")
"""How the record tells who speaks: by a label of some form, or in reported speech."""

_REGION = re.compile(f"{START}([^{END}]*){END}")


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch `[raw_start, raw_end)` of the raw text, in code points, and what it is.

    `text` is what stands there, before layout and noise.
    """

    raw_start: int
    raw_end: int
    text: str
    facts: Facts

    @property
    def words(self) -> int:
        """The number of words, separated by white space, in `text`."""
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class Generated:
    """A record of a talk.

    `regions` are in order; `furniture` are the raw spans that are no words of the talk (page heads, footnotes and their
    marks, bullets, hyphens at line ends); `text` is the record before layout and noise; `date` is in ISO form.
    """

    raw: str
    regions: tuple[Region, ...]
    furniture: tuple[tuple[int, int], ...]
    text: str
    participants: tuple[Person, ...]
    date: str
    place: str

    @property
    def turns(self) -> tuple[Region, ...]:
        """The regions of the body."""
        return tuple(region for region in self.regions if region.facts.kind != "zone")


def noise(level: float) -> dict[str, float]:
    """Every noise, `level` times in 1,000 characters each."""
    return dict.fromkeys(NOISES, level)


def generate(
    seed: int,
    styles: Sequence[str] = (),
    look: str | None = None,
    rates: Mapping[str, float] | None = None,
    turns: int = 20,
    people: int | None = None,
) -> Generated:
    """A record of about `turns` turns between 2 to 6 `people`.

    `styles` share the turns in order, so that two of them change the style half way. What is not given is chosen by
    `seed`, except `rates` (occurrences of each noise in 1,000 characters): without them there is no noise. Raises
    KeyError for an unknown style, look or noise.
    """
    rng = Random(seed)
    chosen = styles or (rng.choice(STYLES),)
    options = LOOKS[look or rng.choice(sorted(LOOKS))]
    talk = Talk(rng, people or rng.choice((2, 2, 3, 4, 5)))
    talk.front_matter()
    for i, style in enumerate(chosen):
        talk.exchange(style, turns * (i + 1) // len(chosen) - turns * i // len(chosen))
    talk.back_matter(notes=options.notes == "end")
    marked = "\n\n".join(paragraph.text for paragraph in talk.paragraphs).replace(NOTE, "")
    raw, regions, furniture = resolve(damage(lay_out(talk.paragraphs, options, rng), rates or {}, rng))
    return Generated(
        raw=raw,
        regions=tuple(
            Region(start, end, text, facts)
            for (start, end), text, facts in zip(regions, _REGION.findall(marked), talk.facts, strict=True)
        ),
        furniture=tuple(furniture),
        text=marked.replace(START, "").replace(END, ""),
        participants=tuple(talk.people),
        date=talk.date,
        place=talk.city,
    )
