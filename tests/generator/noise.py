"""Damage of known kinds, put into a marked text. Rates are expected occurrences per 1,000 characters."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from random import Random

LOOK_ALIKES = {"a": "\u0430", "c": "\u0441", "e": "\u0435", "o": "\u043e", "p": "\u0440", "x": "\u0445"}
MISREAD = {"l": "1", "o": "0", "e": "c", "i": "l", "h": "b", "S": "5", "E": "B", "I": "|", "O": "0", "R": "H"}

NOISES: dict[str, tuple[re.Pattern[str], Callable[[str], str]]] = {
    "no-break-space": (re.compile(" "), lambda _: "\u00a0"),
    "doubled-space": (re.compile(" "), lambda _: "  "),
    "tab": (re.compile(" "), lambda _: "\t"),
    "form-feed-in-line": (re.compile("(?<=[a-z]) (?=[a-z])"), lambda _: "\f"),
    "glued-words": (re.compile("(?<=[a-z]) (?=[a-z])"), lambda _: ""),
    "split-word": (re.compile("(?<=[a-z])(?=[a-z]{3})"), lambda _: " "),
    "space-before-mark": (re.compile("(?<=[a-z])(?=[.,;:] )"), lambda _: " "),
    "homoglyph": (re.compile("(?<=[a-z])[aceopx](?=[a-z])"), LOOK_ALIKES.__getitem__),
    "blank-lines": (re.compile("\n\n"), lambda found: found + "\n\n\n"),
    "broken-line": (re.compile("(?<=[a-z]) (?=[a-z])"), lambda _: "\n"),
    "lost-break": (re.compile("(?<=[^\\s\f])[\r\n]+(?=[^\\s\f])"), lambda _: " "),
    "misread-letter": (re.compile("(?<=[a-z])[lohei](?=[a-z])"), MISREAD.__getitem__),
    "misread-capital": (re.compile("[SEIOR](?=[A-Za-z])"), MISREAD.__getitem__),
}
"""Each noise: what it damages, and what it makes of it. Only misread letters change words beyond repair."""


def damage(text: str, rates: Mapping[str, float], rng: Random) -> str:
    """`text` with every noise of `rates`. Work grows with the damage done, not with the candidates for it.

    Raises KeyError for an unknown noise.
    """
    for name, rate in rates.items():
        if rate > 0:
            text = _damage(text, *NOISES[name], rate / 1000, rng)
    return text


def _damage(text: str, pattern: re.Pattern[str], change: Callable[[str], str], density: float, rng: Random) -> str:
    parts: list[str] = []
    kept = 0
    found = pattern.search(text, int(rng.expovariate(density)))
    while found:
        parts += (text[kept : found.start()], change(found[0]))
        kept = found.end()
        found = pattern.search(text, kept + int(rng.expovariate(density)))
    parts.append(text[kept:])
    return "".join(parts)
