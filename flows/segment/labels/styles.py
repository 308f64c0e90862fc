"""Which of the candidates are labels: the habit of the whole document decides, not the line.

Candidates that repeat each other, that name somebody of the cast or a subject of reporting clauses carry the style they
are written in, and the style carries the rest.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from flows.segment.labels.habits import Evidence, Style, is_backed, is_personal, key_of, read_style, shape
from flows.segment.labels.label import IN_PARAGRAPH, LOOSE, SAYING, Label
from flows.segment.labels.words import normal
from flows.segment.names import CAPITALISED, MENTION, fold, lexicon, parse_name
from flows.segment.people.cast import Cast
from flows.segment.rare import RarePattern

STRAY_STYLES = ("colon", SAYING, "semicolon", "dash", "bracket", "own-line-colon")
STRAY_WITH_ASIDE = ("stop", "own-line")  # "Mr. Smith (Ruritania)."
MISREAD_COLON = "semicolon"
FREQUENT = 3
WHO_IN_PARENTHESES = RarePattern(rf"\s?\(({MENTION})\)")
NAME_IN_PARENTHESES = re.compile(rf"\s?\(({CAPITALISED}(?:\s{CAPITALISED}){{0,2}}+)\)")
STRAY = 0.7


def choose(found: Sequence[Label], evidence: Evidence) -> list[Label]:
    """The candidates that are labels, in order."""
    by_style = _by_style(found)
    styles = {
        name: style
        for name, labels in sorted(by_style.items())
        if (style := read_style(name, labels, evidence)) is not None
    }
    if not styles:
        return []
    most = max(style.carried for style in styles.values())
    # A second style is kept where it is a habit too, as some records change hands half way, or names persons, as beside
    # "Q." and "A.".
    habits = {
        name: style
        for name, style in styles.items()
        if style.carried >= 0.2 * most or style.carried >= 6 or _names_persons(name, style)
    }
    accepted = [label for style in habits.values() for label in style.labels]
    accepted += _strays(by_style, habits, evidence.cast)
    accepted += _out_of_line(found, habits)
    accepted.sort(key=lambda label: (label.start, -label.speech_start))
    chosen: list[Label] = []
    for label in accepted:
        if not chosen or label.start >= chosen[-1].speech_start:
            chosen.append(label)
    return chosen


def _names_persons(name: str, style: Style) -> bool:
    """Whether all labels of a style stand before a colon at the head of paragraphs, and say that they name persons."""
    return name == "colon" and all(
        is_personal(label.text) and not label.style.endswith(IN_PARAGRAPH) for label in style.labels
    )


def _by_style(found: Sequence[Label]) -> dict[str, list[Label]]:
    """The candidates by style, without those that count only after what is a label elsewhere."""
    by_style: dict[str, list[Label]] = defaultdict(list)
    with_colon = {normal(label.text) for label in found if label.style == "own-line-colon"}
    for label in found:
        if label.style.endswith(LOOSE):
            continue
        name = label.style.removesuffix(IN_PARAGRAPH)
        # A colon may be forgotten.
        by_style["own-line-colon" if name == "own-line" and normal(label.text) in with_colon else name].append(label)
    return by_style


def _strays(by_style: Mapping[str, Sequence[Label]], habits: Mapping[str, Style], cast: Cast) -> Iterator[Label]:
    """The labels in no habit's style: after a known label, or somebody listed and addressed, another mark will do."""
    known = frozenset().union(*(style.strong for style in habits.values()))
    shapes = frozenset(shape(label.text) for style in habits.values() for label in style.labels)
    for name in (*STRAY_STYLES, *STRAY_WITH_ASIDE):
        for label in by_style.get(name, ()) if name not in habits else ():
            if label.style.endswith(IN_PARAGRAPH) or (name in STRAY_WITH_ASIDE and label.aside is None):
                continue
            if (
                normal(label.text) in known
                or (name in STRAY_WITH_ASIDE and is_personal(label.text))
                or (is_personal(label.text) and is_backed(label.text, cast, ()))
                or (name == MISREAD_COLON and label.text.isupper() and shape(label.text) in shapes)
            ):
                yield label._replace(certainty=STRAY)


def _out_of_line(found: Sequence[Label], habits: Mapping[str, Style]) -> Iterator[Label]:
    """The labels that lost their line, of those that open lines elsewhere."""
    loose = [label for label in found if label.style.endswith(LOOSE)]
    often = Counter((label.style.removesuffix(LOOSE), normal(label.text)) for label in loose)
    for label in loose:
        name, key = label.style.removesuffix(LOOSE), normal(label.text)
        opening = habits[name].opening[key] if name in habits else 0
        if opening and opening + often[name, key] >= FREQUENT:
            yield label._replace(style=name + IN_PARAGRAPH, certainty=STRAY)


def is_member(side: str, who: str) -> bool:
    """Whether a label is a side and what stands behind it in parentheses who speaks for it: "North (Alan Smith)"."""
    label, name = parse_name(side), parse_name(who)
    named = name.surname != "" and (name.given or (name.titles and not name.office))
    return bool(named) and not (label.titles or label.office) and fold(who) not in lexicon("places")


def told_apart(text: str, labels: Sequence[Label]) -> list[Label]:
    """The labels; those that several have in common, and that time and again only a name in parentheses tells apart
    ("The President (Ruritania):"), are meant with what stands there; and an office or country before somebody who is a
    label by himself elsewhere ("Ruritania (Mr. Smith):"), or of whom it has several, means him.
    """
    alone = {key_of(label.text) for label in labels if label.aside is None}
    asides: dict[str, Counter[str]] = defaultdict(Counter)
    for label in labels:
        if label.aside is not None and (match := NAME_IN_PARENTHESES.match(text, *label.aside)):
            asides[normal(label.meant)][match[1]] += 1
    several: dict[str, set[str]] = defaultdict(set)  # who speak for one side
    for label in labels:
        who = WHO_IN_PARENTHESES.fullmatch(text, *label.aside) if label.aside is not None else None
        if who is not None and is_member(label.text, who[1]):
            several[normal(label.meant)].add(who[1])
    members = any(len(names) > 1 for names in several.values())
    shared = {key for key, names in asides.items() if sum(count > 1 for count in names.values()) > 1}
    labels = [
        label._replace(name=match[1])
        if label.aside is not None
        and (match := WHO_IN_PARENTHESES.fullmatch(text, *label.aside))
        and not (parse_name(label.text).titles or parse_name(match[1]).office)
        and (
            is_member(label.text, match[1])
            if members
            else key_of(match[1]) in alone and key_of(label.text) not in alone
        )
        else label
        for label in labels
    ]
    return [
        label._replace(name=f"{label.meant} of {match[1]}")
        if label.aside is not None
        and normal(label.meant) in shared
        and (match := NAME_IN_PARENTHESES.match(text, *label.aside))
        else label
        for label in labels
    ]
