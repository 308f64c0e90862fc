"""Header fields: `SUBJECT:`, `PARTICIPANTS`, `Date and place:` and what else opens a part of a head or foot."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from flows.lexicons import entries, mapping
from flows.segment.names import UPPER, fold, office_words
from flows.segment.remembered import remembered_line
from flows.segment.repairs.likeness import keys, skeleton

# Fields that can follow another one in the same line.
RUN_IN = frozenset({"attendance", "copies", "date", "place", "subject", "time"})
# "U.S. participants", "On the Soviet side", "For the Federal Republic's delegation"
SIDE_FIELD = re.compile(
    rf"(?:(?:[{UPPER}][^\s:,;()]*|on|for|from|of|the|our|their|and|&)\s){{0,7}}"
    r"(?i:side|participants|attendees|delegation|representatives)"
)
SIDE_AT_HEAD = re.compile(rf"[\W_]*(?P<name>{SIDE_FIELD.pattern})[*_\s]*(?::|\||$)\s*")
# "3. Present:", "IV. Place:"
NUMBER = r"(?:(?:\d{1,2}|[IVX]{1,4})[.)]\s+)"
LONGEST_UNMARKED = 200  # characters of a paragraph that is nothing but a field, with a full stop or dash for its mark
NUMBERED = re.compile(rf"^{NUMBER}")
SHORTEST_NAME = 4  # letters of a field that can be told from an acronym
SHORTEST_MISREAD = 7  # letters of a field that is known again with one of them wrong
QUESTIONS = frozenset({"when", "where"})  # fields at the head alone: elsewhere what somebody says may be listed so
MARKUP = " \t#*_•·[]()<>:.–—-"
SPECKS = " '’‘\"“”`~,;|^"  # that a scanner sees beside the words of a field
MISREAD = re.compile(rf"(?P<name>[{UPPER}\d][\w|! ]{{5,40}}?)[ '’\"”`]?[:;]\s+")


@dataclass(frozen=True, slots=True)
class HeaderField:
    """A field in a paragraph: its kind, its words, and where they and the value start in the paragraph."""

    kind: str
    name: str
    start: int
    value_start: int


@remembered_line
def normal(words: str) -> str:
    """Lower case, single spaces, plain apostrophes, no marks around: how the lexicons of lines are compared."""
    return " ".join(words.strip(MARKUP).replace("’", "'").lower().split()).strip(MARKUP)


def is_field(label: str) -> bool:
    """Whether a label is the name of a header field other than a side, wherever it stands: `SUBJECT`, not `When`."""
    return normal(label) in mapping("header-fields").keys() - QUESTIONS


def is_side(label: str) -> bool:
    """Whether a label says whose people follow: `U.S. participants`, `On the Soviet side`."""
    return SIDE_FIELD.fullmatch(label.strip(MARKUP)) is not None


@cache
def _names(kinds: frozenset[str] | None = None) -> tuple[str, ...]:
    """The names of fields of these kinds, or of all, the longest first."""
    names = (name for name, kind in mapping("header-fields").items() if kinds is None or kind in kinds)
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def _any_case(names: Iterable[str]) -> str:
    """A pattern for one of the names, in capitals or not: first their first letters, to which the engine can skip."""
    tails: dict[str, list[str]] = defaultdict(list)
    for name in names:
        tails[name[0]].append(_escaped(name[1:]))
    return "|".join(f"[{first}{first.upper()}](?i:{'|'.join(each)})" for first, each in tails.items())


def _escaped(name: str) -> str:
    return re.escape(name).replace("'", "['’]")


@cache
def _first() -> re.Pattern[str]:
    names = _any_case(_names())
    return re.compile(rf"[\W_]*(?i:{NUMBER})?(?P<name>{names})\s?[*_]*(?::[*_]*|\||[.—–-]{{1,2}}(?=$))\s*")


@cache
def _capitals() -> re.Pattern[str]:
    names = "|".join(map(_escaped, map(str.upper, _names(RUN_IN))))
    return re.compile(rf"[\W_]*(?P<name>{names})\s+(?!(?<=\bCC )[A-Z]{{2,5}}\s)(?=[•–—-]|(?:\S+\s+)?\S*[a-z])")


@cache
def _later() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\s.;)\]])(?P<name>{_any_case(_names(RUN_IN))})\s?:\s*(?:[-–—]\s)?")


@cache
def _by_letters() -> dict[str, str | None]:
    """The names of fields by what a scanner leaves of their letters; None where several are meant."""
    found: dict[str, str | None] = {}
    for name in mapping("header-fields"):
        for key in keys(skeleton(name)) if len(name) >= SHORTEST_MISREAD else ():
            found[key] = name if found.get(key, name) == name else None
    return found


@cache
def _words() -> frozenset[str]:
    """Words of offices, and those that any sentence may have."""
    return office_words() | frozenset(entries("running-words"))


@remembered_line
def _misread(words: str) -> str | None:
    """The name of the field that words were misread from, a letter of them at most: "PARTlCIPANIS'"."""
    written_large = words[:1].isupper() or words[:2].isupper()  # "5UBJECT"
    if not written_large or len(words) < SHORTEST_MISREAD or _words().issuperset(fold(words).split()):
        return None
    return next((name for key in keys(skeleton(words)) if (name := _by_letters().get(key))), None)


def _in_two_languages(line: str) -> str | None:
    """The name of a field that stands in a line of its own with the same in another language: "PRESENT/PRÉSENTS"."""
    one, stroke, other = line.partition("/")
    known = bool(stroke) and mapping("header-fields").get(one.strip()) == "attendance"
    return one.strip() if known and fold(one.strip())[:SHORTEST_NAME] == fold(other.strip())[:SHORTEST_NAME] else None


@remembered_line
def find_fields(paragraph: str) -> tuple[HeaderField, ...]:
    """The header fields of a paragraph in order; the first is at its head unless other words come before."""
    kinds = mapping("header-fields")
    whole = normal(NUMBERED.sub("", paragraph)) if len(paragraph) < 80 else ""
    if whole in kinds and paragraph[0] != "(":
        return (HeaderField(kinds[whole], whole, 0, len(paragraph)),)
    if (first := _in_two_languages(whole)) is not None:
        return (HeaderField(kinds[first], first, 0, len(paragraph)),)
    found: list[HeaderField] = []
    head = MISREAD.match(paragraph)
    misread = _misread(head["name"] if head else paragraph.strip(MARKUP + SPECKS)) if head or whole else None
    if misread is not None and not (head and _first().match(paragraph)):
        return (HeaderField(kinds[misread], misread, 0, head.end() if head else len(paragraph)),)
    side = SIDE_AT_HEAD.match(paragraph[:90])
    if side and paragraph[side.start("name")].isupper():
        return (HeaderField("attendance", side["name"].strip(MARKUP), 0, side.end()),)
    marked = ":" in paragraph or "|" in paragraph or len(paragraph) <= LONGEST_UNMARKED
    match = (_first().match(paragraph) if marked else None) or _capitals().match(paragraph)
    # Without regard to case, "s" is also "ſ", which no lexicon has.
    if match and (name := normal(match["name"])) in kinds:
        found.append(HeaderField(kinds[name], name, 0, match.end()))
    after = found[0].value_start if found else 0
    before_colons = paragraph[after:].split(":")[:-1]
    runs_in = any(before.rstrip().lower().replace("’", "'").endswith(_names(RUN_IN)) for before in before_colons)
    for match in _later().finditer(paragraph, after) if runs_in else ():
        name = normal(match["name"])
        # After another acronym "CC" is one too: "the RCP CC: ".
        acronym = len(name) < SHORTEST_NAME and paragraph[: match.start()].rstrip()[-2:].isupper()
        if paragraph[match.start()].isupper() and not acronym and name in kinds:
            found.append(HeaderField(kinds[name], name, match.start(), match.end()))
    return tuple(found)
