"""Surnames that notes write short, read in full: "Sz.", "al-M.", "H.-L.", "Th. M.", "P. D." for a President D."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from flows.lexicons import entries
from flows.record import Participant
from flows.segment.names import UPPER
from flows.segment.repairs.repaired_text import Change

LEAST_TIMES = 2  # that a short form opens a sentence
SHORTEST = 4  # letters of a surname
LETTERS = rf"[{UPPER}][^\W\d_{UPPER}]{{0,2}}\."
# Two or more letters with a full stop, glued to "al-", or two of these: one initial alone is read as it is.
SHORT = re.compile(
    rf"(?<![\w.'’-])(?<!\b[{UPPER}]\.\s)(?P<glued>[AaEeUu]l-)?(?P<first>{LETTERS}|[dv]\.(?=\s[{UPPER}]))(?:(?P<between>-|\s)(?P<last>{LETTERS}))?"
    r"(?=,?\s(?:[a-z(–—]|-\s)|[:,;)]|['’]s\b|\s*(?:\n|$))"
)
BEFORE = 2  # characters, of which the last may open a sentence
OPENS = re.compile(r"(?:[.!?:;)(]\s?|\n\n|[–—•*-]\s?)$")
ABBREVIATED = frozenset(
    entry.rstrip(".") for name in ("title-abbreviations", "abbreviations") for entry in entries(name)
)


def short_name_changes(text: str, start: int, end: int, participants: Sequence[Participant]) -> list[Change]:
    """What becomes of the short forms of surnames in `text[start:end]`, each of one alone of those present, that open
    sentences.
    """
    found = [
        match for match in SHORT.finditer(text, start, end) if match["glued"] or match["last"] or len(match[0]) > 2
    ]
    opening = Counter(match[0].lower() for match in found if _opens(text, start, match.start()))
    meant = {match[0]: _meant(match, participants) for match in found if opening[match[0].lower()] >= LEAST_TIMES}
    named = ((match, name) for match in found if (name := meant.get(match[0])) is not None)
    return [
        (match.start(), _end(text, match), name[0].upper() + name[1:] if match[0][0].isupper() else name)
        for match, name in named
    ]


def _opens(text: str, start: int, at: int) -> bool:
    """Whether a sentence of `text[start:]` may begin here."""
    return at == start or OPENS.search(text, max(start, at - BEFORE), at) is not None


def _end(text: str, short: re.Match[str]) -> int:
    """Where a short form ends, without the full stop that ends a paragraph too."""
    return short.end() - (text[short.end() : short.end() + 1] in ("", "\n"))


def _meant(short: re.Match[str], participants: Sequence[Participant]) -> str | None:
    """The surname that a short form stands for; None where it is nobody's, or of several."""
    first = short["first"].rstrip(".")
    if not short["last"] and not short["glued"] and first in ABBREVIATED:
        return None
    surnames = {words[-1] for person in participants if (words := person.name_as_written.split())}
    named = {surname for surname in surnames if len(surname) >= SHORTEST and _stands_for(short, surname, participants)}
    return min(named) if len(named) == 1 else None


def _stands_for(short: re.Match[str], surname: str, participants: Sequence[Participant]) -> bool:
    """Whether a short form has the first letters of a surname and of all its parts, or of the name or office before."""
    first, last = short["first"].rstrip("."), (short["last"] or "").rstrip(".")
    if short["glued"]:
        return not last and surname.lower().startswith(f"{short['glued']}{first}".lower())
    if short["between"] != " ":
        parts = surname.split("-")
        return len(parts) == 1 + bool(last) and parts[0].startswith(first) and parts[-1].startswith(last)
    own = (p for p in participants if p.name_as_written.endswith(surname))
    return surname.startswith(last) and any(word.startswith(first) for person in own for word in _before(person))


def _before(person: Participant) -> Collection[str]:
    """The word before somebody's surname, and those of his titles and offices."""
    written = " ".join(filter(None, (person.title_as_written, person.office))).split()
    return [*person.name_as_written.split()[-2:-1], *written]
