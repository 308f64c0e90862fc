"""Which of the candidates are labels: the habit of the whole document decides, not the line.

Candidates that repeat each other, that name somebody of the cast or a subject of reporting clauses carry the style they
are written in, and the style carries the rest.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache

from flows.lexicons import entries
from flows.segment.cast import Cast
from flows.segment.label_patterns import UNNAMED
from flows.segment.label_words import is_post, normal
from flows.segment.labels import IN_PARAGRAPH, LOOSE, SAYING, Label
from flows.segment.names import CAPITALISED, INITIALS, MENTION, fold, office_words, parse_name, titles
from flows.segment.remembered import remembered_word
from flows.segment.tokens import organisation_words, place_words

WORD = re.compile(r"[^\W\d_]+")
STRONG = 1.0  # votes from which a label carries its style
HABITUAL = 0.5  # of all paragraphs in one style: then fewer repetitions prove it
USUAL = 0.15  # of the labels in a style that must look like one
LEAST_CARRIED = {"colon": 2, SAYING: 2, "own-line-colon": 2, "bracket": 3}
MOST_CARRIED = 4
CERTAIN = 0.99
STRAY_STYLES = ("colon", SAYING, "semicolon", "dash", "bracket", "own-line-colon")
STRAY_WITH_ASIDE = ("stop", "own-line")  # "Mr. Smith (Ruritania)."
MISREAD_COLON = "semicolon"
FREQUENT = 3
WHO_IN_PARENTHESES = re.compile(rf"\s?\(({MENTION})\)")
NAME_IN_PARENTHESES = re.compile(rf"\s?\(({CAPITALISED}(?:\s{CAPITALISED}){{0,2}}+)\)")
INITIALS_IN_LABEL = re.compile(rf"\b{INITIALS}")
LONGEST_ACRONYM = 3  # letters of a label whose capitals say nothing
DIGITS = " 0123456789"  # by which "Speaker 2" differs from "Speaker"
STRAY = 0.7


@dataclass(frozen=True, slots=True)
class Style:
    """One way of writing labels, and those of its candidates that are labels."""

    labels: tuple[Label, ...]
    strong: frozenset[str]
    carried: int  # how many candidates are strong
    opening: Counter[str]  # what opens paragraphs, and how often


class Habit:
    """What the labels of one style that are sure to be labels have in common."""

    def __init__(self, sure: Sequence[Label]) -> None:
        self._least = USUAL * len(sure)
        self._shapes = Counter(shape(label.text) for label in sure)
        self._with_aside = sum(label.aside is not None for label in sure)
        self._places = sum(fold(label.text) in place_words() for label in sure)

    def includes(self, label: Label) -> bool:
        """Whether a fair share of them are like a label: written so, places as it is, or before a parenthesis."""
        own = shape(label.text)
        alike = self._shapes[own]
        if len(label.text) <= LONGEST_ACRONYM and label.text.isupper():
            alike += self._shapes["C" + own[1:]]  # too short to tell capitals from a capital
        return (
            alike >= self._least
            or (label.aside is not None and self._with_aside >= self._least)
            or (self._places >= self._least and fold(label.text) in place_words())
        )


def key_of(mention: str) -> str:
    """What a label and the subject of a clause have in common if they name one person: the surname, or the office."""
    parsed = parse_name(mention)
    return parsed.surname or parsed.office


@remembered_word
def shape(label: str) -> str:
    """How a label is written: capitals or not, with form of address, initials, office, article."""
    parsed = parse_name(label)
    letters = [c for c in INITIALS_IN_LABEL.sub("", label) if c.isalpha()]  # "SMITH, N.Ye." is in capitals
    return "".join(
        (
            "C" if len(letters) > 3 and all(c.isupper() for c in letters) else "c",
            "T" if parsed.titles else "t",
            "O" if parsed.office else "o",
            "G" if parsed.given else "g",
            "N" if parsed.surname else "n",
        )
    )


@cache
def unnamed_speakers() -> frozenset[str]:
    """Words for those who speak where a record names nobody, folded."""
    return frozenset(normal(entry) for entry in entries("unnamed-speakers"))


@remembered_word
def is_personal(label: str) -> bool:
    """Whether a label says by itself that it names a person: a form of address, an office, initials before a name."""
    parsed = parse_name(label)
    words = fold(label).split()
    return bool(
        parsed.titles
        or normal(label) in unnamed_speakers()
        or (parsed.office and any(word in office_words() for word in words))
        or (parsed.surname and parsed.given and all(len(g) == 1 or f"{g}." in label.lower() for g in parsed.given))
        or (words and words[0] in titles())
    )


def choose(
    found: Sequence[Label],
    cast: Cast,
    paragraphs: int,
    subjects: Collection[str],
    lower_words: Callable[[], Collection[str]],
    direct: Callable[[Label], bool],
) -> list[Label]:
    """The candidates that are labels, in order, of a body of so many paragraphs.

    `subjects` are the keys of those of whom reporting clauses tell, `lower_words` gives the body's words in lower case,
    `direct` says whether what follows a label is said in the first or second person.
    """
    if not found:
        return []
    by_style: dict[str, list[Label]] = defaultdict(list)
    loose = [label for label in found if label.style.endswith(LOOSE)]
    with_colon = {normal(label.text) for label in found if label.style == "own-line-colon"}
    for label in found:
        if label.style.endswith(LOOSE):
            continue
        name = label.style.removesuffix(IN_PARAGRAPH)
        # A colon may be forgotten.
        by_style["own-line-colon" if name == "own-line" and normal(label.text) in with_colon else name].append(label)
    styles = {
        name: style
        for name, labels in sorted(by_style.items())
        if (style := read_style(name, labels, cast, paragraphs, subjects, lower_words, direct)) is not None
    }
    if not styles:
        return []
    most = max(style.carried for style in styles.values())
    # A second style is kept where it is a habit too: some records change hands half way.
    habits = {name: style for name, style in styles.items() if style.carried >= 0.2 * most or style.carried >= 6}
    accepted = [label for style in habits.values() for label in style.labels]
    known = frozenset().union(*(style.strong for style in habits.values()))
    shapes = frozenset(shape(label.text) for label in accepted)
    # So is another mark after a name that is a label elsewhere, or that is listed and written as a person's.
    accepted += [
        label._replace(certainty=STRAY)
        for name in (*STRAY_STYLES, *STRAY_WITH_ASIDE)
        if name not in habits
        for label in by_style.get(name, ())
        if not label.style.endswith(IN_PARAGRAPH)
        and (name in STRAY_STYLES or label.aside is not None)
        and (
            normal(label.text) in known
            or (name in STRAY_WITH_ASIDE and is_personal(label.text))
            or (is_personal(label.text) and is_backed(label.text, cast, ()))
            or (name == MISREAD_COLON and label.text.isupper() and shape(label.text) in shapes)
        )
    ]
    # And a label that lost its line, where it opens lines elsewhere.
    often = Counter((label.style.removesuffix(LOOSE), normal(label.text)) for label in loose)
    for label in loose:
        name, key = label.style.removesuffix(LOOSE), normal(label.text)
        opening = habits[name].opening[key] if name in habits else 0
        if opening and opening + often[name, key] >= FREQUENT:
            accepted.append(label._replace(style=name + IN_PARAGRAPH, certainty=STRAY))
    accepted.sort(key=lambda label: (label.start, -label.speech_start))
    chosen: list[Label] = []
    for label in accepted:
        if not chosen or label.start >= chosen[-1].speech_start:
            chosen.append(label)
    return chosen


def read_style(
    name: str,
    labels: Sequence[Label],
    cast: Cast,
    paragraphs: int,
    subjects: Collection[str],
    lower_words: Callable[[], Collection[str]],
    direct: Callable[[Label], bool],
) -> Style | None:
    """One style with the labels that it carries; None where it is no habit of the document.

    It is one when at least two labels in it are strong, and these are a fair share of all its candidates; or one, if
    that is all there is.
    """
    counts = Counter(normal(label.text) for label in labels)
    # Somebody repeats himself also where the label is shorter the second time: "PRESIDENT SMITH", "SMITH".
    persons = Counter(key_of(label.text) for label in labels)
    examples = {normal(label.text): label.text for label in reversed(labels)}
    heads = sum(not label.style.endswith(IN_PARAGRAPH) for label in labels) * (2 if name.startswith("own-line") else 1)
    habitual = heads >= HABITUAL * paragraphs
    backed = {key for key, example in examples.items() if is_backed(example, cast, subjects)}
    colon = name in ("colon", "own-line-colon")
    spoken = colon and 2 * sum(map(direct, labels)) >= len(labels)
    votes = {}
    for key, count in counts.items():
        often = max(count, persons[key_of(examples[key])])
        vote = min(often - 1, 4) * 0.5 + (0.5 if often > 1 and habitual else 0.0)
        vote += 1.5 if key in backed else 0.0
        vote += 1.0 if is_personal(examples[key]) else 0.0
        example = examples[key]
        vote += 1.0 if spoken and is_full_name(example, lower_words) else 0.0
        unsure = key not in backed and not is_personal(example) and not example.islower()
        if unsure and len(key) > 3 and " " not in key and key in lower_words():
            vote -= 2.0
        votes[key] = vote
    strong = frozenset(key for key, vote in votes.items() if vote >= STRONG)
    carried = sum(counts[key] for key in strong)
    need = LEAST_CARRIED.get(name, MOST_CARRIED)
    if habitual and (name in ("dash", "own-line") or (name == "stop" and strong <= backed)):
        need -= 1
    if name == "stop" and strong <= backed and all(label.text.isupper() for label in labels):
        need = LEAST_CARRIED["colon"]
    if spoken and len(labels) == 1 and not subjects:  # all of an excerpt is what one of them says
        need = 1
    if (
        carried < need
        or carried < (0.34 if name.startswith("colon") else 0.5) * len(labels)
        or (len(strong) < 2 and need > 2 and carried < MOST_CARRIED)
    ):
        return None
    parts = {word for key in strong for word in key.split()} - office_words() - titles()
    habit = Habit([label for label in labels if normal(label.text) in strong])
    run_together = heads <= max(1, carried / 4) and carried >= MOST_CARRIED
    kept = []
    for label in labels:
        key = normal(label.text)
        usual = habit.includes(label) or key in unnamed_speakers() or re.fullmatch(UNNAMED, label.text) is not None
        if label.style.endswith(IN_PARAGRAPH):
            # "Senator Smith:" within a paragraph too, where lines run together.
            in_full = name == "colon" and usual and is_personal(label.text) and bool(parse_name(label.text).surname)
            kept_here = key in strong and (counts[key] >= 2 or key in backed or in_full)
            # Where line breaks are lost, a colon, capitals or a form of address like all the others' will do.
            personal = label.text.isupper() or bool(parse_name(label.text).titles)
            marked = personal or (name == "colon" and votes[key] >= 0 and " " in key)
            kept_here = kept_here or (run_together and usual and marked and len(key) > 2)
        else:
            # "Smith John:" is "Smith:" too.
            full = key in parts or is_full_name(label.text, lower_words)
            named = usual or (colon and ((habitual and full) or is_post(label.text) or names_holder(label.text)))
            kept_here = not strong.isdisjoint({key, key.rstrip(DIGITS)}) or (
                votes[key] >= 0 and named and (name != "own-line" or len(key.split()) <= 4)
            )
        if kept_here:
            certainty = 0.6 + 0.1 * min(counts[key], 3) + (0.1 if usual else 0.0) + (0.05 if votes[key] >= 2 else 0.0)
            kept.append(label._replace(certainty=min(CERTAIN, certainty)))
    opening = Counter(normal(label.text) for label in kept if not label.style.endswith(IN_PARAGRAPH))
    return Style(tuple(kept), strong, carried, opening)


def names_holder(label: str) -> bool:
    """Whether a label is an office and who holds it: "Ambassador Smith"."""
    name = parse_name(label)
    return bool(name.office and name.surname)


def is_full_name(label: str, lower_words: Callable[[], Collection[str]]) -> bool:
    """Whether a label can only be somebody's name in full: words written large, none an office or a place, and none in
    small letters elsewhere in the body, whose words in lower case `lower_words` gives.
    """
    words = WORD.findall(label)
    if len(words) < 2 or not all(word[0].isupper() for word in words):
        return False
    if any(fold(word) in place_words() or fold(word) in organisation_words() for word in words):
        return False
    return all(word.lower() not in lower_words() for word in words)


def told_apart(text: str, labels: Sequence[Label]) -> list[Label]:
    """The labels; those that several have in common, and that time and again only a name in parentheses tells apart
    ("The President (Ruritania):"), are meant with what stands there; and an office or country before somebody who is a
    label by himself elsewhere ("Ruritania (Mr. Smith):") means him.
    """
    alone = {key_of(label.text) for label in labels if label.aside is None}
    asides: dict[str, Counter[str]] = defaultdict(Counter)
    for label in labels:
        if label.aside is not None and (match := NAME_IN_PARENTHESES.match(text, *label.aside)):
            asides[normal(label.meant)][match[1]] += 1
    shared = {key for key, names in asides.items() if sum(count > 1 for count in names.values()) > 1}
    labels = [
        label._replace(name=match[1])
        if label.aside is not None
        and (match := WHO_IN_PARENTHESES.fullmatch(text, *label.aside))
        and not (parse_name(label.text).titles or parse_name(match[1]).office)
        and key_of(match[1]) in alone
        and key_of(label.text) not in alone
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


def is_backed(label: str, cast: Cast, subjects: Collection[str]) -> bool:
    """Whether a label names somebody of the list of participants, or somebody of whom reporting clauses tell."""
    name = parse_name(label)
    member = cast.find(name) or cast.find(replace(name, given=()))  # "Tony Smith" is "Anthony Smith"
    return (member is not None and member.participant is not None) or key_of(label) in subjects
