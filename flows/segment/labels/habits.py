"""Which ways of writing labels are habits of a document, and which candidates each of them carries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from flows.segment.labels.label import IN_PARAGRAPH, SAYING, Label
from flows.segment.labels.patterns import UNNAMED
from flows.segment.labels.words import is_post, normal
from flows.segment.lists.tokens import organisation_words, place_words
from flows.segment.names import INITIALS, fold, lexicon, office_words, parse_name, titles
from flows.segment.people.cast import Cast
from flows.segment.remembered import remembered_word

WORD = re.compile(r"[^\W\d_]+")
STRONG = 1.0  # votes from which a label carries its style
HABITUAL = 0.5  # of all paragraphs in one style: then fewer repetitions prove it
USUAL = 0.15  # of the labels in a style that must look like one
LEAST_CARRIED = {"colon": 2, SAYING: 2, "own-line-colon": 2, "bracket": 3}
MOST_CARRIED = 4
CERTAIN = 0.99
INITIALS_IN_LABEL = re.compile(rf"\b{INITIALS}")
LONGEST_ACRONYM = 3  # letters of a label whose capitals say nothing
DIGITS = " 0123456789"  # by which "Speaker 2" differs from "Speaker"
USUAL_MARKS = ("colon", "stop", "dash")  # in sentences too
WITH_COLON = ("colon", "own-line-colon")


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


@remembered_word
def is_personal(label: str) -> bool:
    """Whether a label says by itself that it names a person: a form of address, an office, initials before a name."""
    parsed = parse_name(label)
    words = fold(label).split()
    return bool(
        parsed.titles
        or normal(label) in lexicon("unnamed-speakers")
        or (parsed.office and any(word in office_words() for word in words))
        or (parsed.surname and parsed.given and all(len(g) == 1 or f"{g}." in label.lower() for g in parsed.given))
        or (words and words[0] in titles())
    )


class Evidence(NamedTuple):
    """What a body tells of its candidates.

    `subjects` are the keys of those of whom reporting clauses tell, `paragraphs` is how many there are, `lower_words`
    gives the body's words in lower case, `direct` says whether what follows a label is said in the first or second
    person.
    """

    cast: Cast
    paragraphs: int
    subjects: Collection[str]
    lower_words: Callable[[], Collection[str]]
    direct: Callable[[Label], bool]


@dataclass(frozen=True, slots=True)
class _Candidates:
    """The candidates of one style, what is known of them, and how many votes each has to be a label.

    `heads` counts those that open paragraphs; `habitual` says that these are a fair share of all paragraphs, `spoken`
    that what follows is mostly said in the first or second person. Labels are keyed by what makes two the same.
    """

    name: str
    labels: Sequence[Label]
    counts: Counter[str]
    heads: int
    habitual: bool
    spoken: bool
    backed: frozenset[str]
    votes: Mapping[str, float]

    @property
    def strong(self) -> frozenset[str]:
        """The labels that carry the style."""
        return frozenset(key for key, vote in self.votes.items() if vote >= STRONG)


def read_style(name: str, labels: Sequence[Label], evidence: Evidence) -> Style | None:
    """One style with the labels that it carries; None where it is no habit of the document.

    It is one when at least two labels in it are strong, and these are a fair share of all its candidates; or one, if
    that is all there is.
    """
    style = _candidates(name, labels, evidence)
    return _habit(style, evidence) or _habit(_by_form(style, evidence), evidence)


def _habit(style: _Candidates, evidence: Evidence) -> Style | None:
    """The labels that the candidates of a style carry; None where it is no habit."""
    name, labels, strong = style.name, style.labels, style.strong
    carried = sum(style.counts[key] for key in strong)
    need = _need(style, strong, evidence)
    if (
        carried < need
        or carried < (0.34 if name.startswith("colon") else 0.5) * len(labels)
        or (len(strong) < 2 and need > 2 and carried < MOST_CARRIED)
        or (name == "own-line" and len(strong) < 2 and not _names_somebody(style))
    ):
        return None
    kept = tuple(_kept(style, strong, carried, evidence))
    opening = Counter(normal(label.text) for label in kept if not label.style.endswith(IN_PARAGRAPH))
    return Style(kept, strong, carried, opening)


def _candidates(name: str, labels: Sequence[Label], evidence: Evidence) -> _Candidates:
    """The candidates of a style with their votes."""
    counts = Counter(normal(label.text) for label in labels)
    # Somebody repeats himself also where the label is shorter the second time: "PRESIDENT SMITH", "SMITH".
    persons = Counter(key_of(label.text) for label in labels)
    examples = {normal(label.text): label.text for label in reversed(labels)}
    heads = sum(not label.style.endswith(IN_PARAGRAPH) for label in labels) * (2 if name.startswith("own-line") else 1)
    habitual = heads >= HABITUAL * evidence.paragraphs
    backed = frozenset(key for key, text in examples.items() if is_backed(text, evidence.cast, evidence.subjects))
    spoken = name in WITH_COLON and 2 * sum(map(evidence.direct, labels)) >= len(labels)
    votes = {}
    for key, count in counts.items():
        often, example = max(count, persons[key_of(examples[key])]), examples[key]
        vote = min(often - 1, 4) * 0.5 + (0.5 if often > 1 and habitual else 0.0)
        vote += 1.5 if key in backed else 0.0
        vote += 1.0 if is_personal(example) else 0.0
        vote += 1.0 if spoken and is_full_name(example, evidence.lower_words) else 0.0
        unsure = key not in backed and not is_personal(example) and not example.islower()
        if unsure and len(key) > 3 and " " not in key and key in evidence.lower_words():
            vote -= 1.5 if habitual and len(counts) > 1 else 2.0
        votes[key] = vote
    return _Candidates(name, labels, counts, heads, habitual, spoken, backed, votes)


def _by_form(style: _Candidates, evidence: Evidence) -> _Candidates:
    """The candidates of a style in which nearly all of a talk is written, with a vote for each that can be a name.

    Where no list and no clause tells who speaks, the form is evidence, if some of it is in the first or second person.
    """
    direct = 2 * sum(map(evidence.direct, style.labels)) >= len(style.labels)
    if not direct or style.heads < HABITUAL * evidence.paragraphs:
        return style
    names = {normal(label.text) for label in style.labels if may_be_name(label, evidence.lower_words)}
    return replace(style, votes={key: vote + (key in names) for key, vote in style.votes.items()})


def _need(style: _Candidates, strong: frozenset[str], evidence: Evidence) -> int:
    """How many strong candidates make a style a habit."""
    if style.spoken and len(style.labels) == 1 and not evidence.subjects:
        return 1  # all of an excerpt is what one of them says
    if style.name == "own-line" and style.habitual and strong <= style.backed:
        return LEAST_CARRIED["colon"]
    if style.name == "stop" and strong <= style.backed and all(label.text.isupper() for label in style.labels):
        return LEAST_CARRIED["colon"]
    need = LEAST_CARRIED.get(style.name, MOST_CARRIED)
    sure = style.name in ("dash", "own-line") or (style.name == "stop" and strong <= style.backed)
    return need - 1 if style.habitual and sure else need


def _names_somebody(style: _Candidates) -> bool:
    """Whether one of the strong candidates is known, or says that it names a person; a page's head does not."""
    texts = [label.text for label in style.labels if normal(label.text) in style.strong]
    return not style.strong.isdisjoint(style.backed) or any(map(is_personal, texts))


def _kept(style: _Candidates, strong: frozenset[str], carried: int, evidence: Evidence) -> Iterator[Label]:
    """The candidates of a habit that are labels, with their certainty."""
    parts = {word for key in strong for word in key.split()} - office_words() - titles()
    habit = Habit([label for label in style.labels if normal(label.text) in strong])
    run_together = style.heads <= max(1, carried / 4, len(style.labels) / 3) and carried >= MOST_CARRIED
    for label in style.labels:
        key = normal(label.text)
        usual = (
            habit.includes(label) or key in lexicon("unnamed-speakers") or re.fullmatch(UNNAMED, label.text) is not None
        )
        if label.style.endswith(IN_PARAGRAPH):
            is_label = _counts_in_paragraph(style, label, key in strong, usual, run_together)
        else:
            # "Smith John:" is "Smith:" too.
            full = key in parts or is_full_name(label.text, evidence.lower_words)
            holds = is_post(label.text) or names_holder(label.text)
            named = usual or (style.name in WITH_COLON and ((style.habitual and full) or holds))
            is_label = not strong.isdisjoint({key, key.rstrip(DIGITS)}) or (
                style.votes[key] >= 0 and named and (style.name != "own-line" or len(key.split()) <= 4)
            )
        if is_label:
            certainty = 0.6 + 0.1 * min(style.counts[key], 3) + (0.1 if usual else 0.0)
            certainty += 0.05 if style.votes[key] >= 2 else 0.0
            yield label._replace(certainty=min(CERTAIN, certainty))


def _counts_in_paragraph(style: _Candidates, label: Label, strong: bool, usual: bool, run_together: bool) -> bool:
    """Whether a candidate inside a paragraph is a label: a strong one that is repeated, somebody known, or in full like
    the others ("Senator Smith:"); where lines run together, also one written like all the others.
    """
    key = normal(label.text)
    titled = bool(parse_name(label.text).titles)
    in_full = style.name == "colon" and usual and is_personal(label.text) and bool(parse_name(label.text).surname)
    if strong and (style.counts[key] >= 2 or key in style.backed or in_full):
        return True
    marked = label.text.isupper() or titled or (style.votes[key] >= 0 and (style.name not in USUAL_MARKS or " " in key))
    return run_together and usual and marked and len(key) > 2


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


def may_be_name(label: Label, lower_words: Callable[[], Collection[str]]) -> bool:
    """Whether a label can be a name, initials or an office, or whatever else before a parenthesis."""
    text = label.text
    short = len(text) <= LONGEST_ACRONYM and text.isupper()
    return (
        short or label.aside is not None or is_plain_name(text) or is_personal(text) or is_full_name(text, lower_words)
    )


def is_plain_name(label: str) -> bool:
    """Whether a label can be a surname and nothing else: one word, no place, office or organisation."""
    name = parse_name(label)
    words = WORD.findall(label)
    return (
        len(words) == 1
        and bool(name.surname)
        and fold(label) not in place_words()
        and fold(label) not in organisation_words()
    )


def is_backed(label: str, cast: Cast, subjects: Collection[str]) -> bool:
    """Whether a label names somebody of the list of participants, or somebody of whom reporting clauses tell."""
    name = parse_name(label)
    member = cast.find(name) or cast.find(replace(name, given=()))  # "Tony Smith" is "Anthony Smith"
    return (member is not None and member.participant is not None) or key_of(label) in subjects
