"""Labels: the speaker's name as the source writes it before what is said.

Candidates are collected over the whole document, in every style that is known: with colon, full stop or dash, on a
line of their own,
numbered, followed by a stage direction, in the middle of a text that lost its line breaks. Those that repeat each
other, or that name
somebody of the cast, carry the style they are written in, and the style carries the rest. The document decides, not
the line.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from flows.lexicons import entries
from flows.segment.cast import Cast
from flows.segment.header import is_header_field
from flows.segment.names import ABBREVIATED, CAPITALISED, INITIALS, UPPER, fold, office_words, parse_name, titles

LABEL_WORD = rf"(?>{ABBREVIATED}|{INITIALS}|{CAPITALISED})"
SMALL = r"(?:of|for|the|and|from|to|&|de|da|di|von|van|der|den|al|el|os|bin|ibn|la|le|du|y)"
LABEL = rf"(?:(?:The|the|THE)\s)?+{LABEL_WORD}(?:(?:,?\s|(?<=[.\s]))(?:{SMALL}\s){{0,2}}+{LABEL_WORD}){{0,7}}+"
NUMBER = r"(?:\(?\d{1,3}(?:[.)]\s*|\s+|(?=[^\W\d_])))?"
BULLET = r"(?:[•·*\-–—#]\s+)?"
ASIDE = r"(?:\s*[(\[][^()\[\]\n]{1,160}[)\]])?"
OPEN = r"[\[(*_]{0,2}"
CLOSE = r"[\])*_]{0,2}"
AT_HEAD = re.compile(
    rf"{BULLET}{NUMBER}{OPEN}(?P<label>{LABEL}){CLOSE}(?P<aside>{ASIDE}){CLOSE}"
    rf"(?P<mark>\s?:[—–-]?|\s?[.,]?[—–]+|\s[-]{{1,2}}(?=\s)|(?<!\s)-{{1,2}}(?=\s)|\.(?=\s|[-—–])[-—–]*|(?=\]\s)\])\s*(?=\S)"
)
OWN_LINE = re.compile(rf"{NUMBER}{OPEN}(?P<label>{LABEL}){CLOSE}(?P<aside>{ASIDE})\s?(?P<mark>[:.]?)\s*$")
AFTER_SENTENCE = r"(?<=[.!?”\"’)\]…—-])\s+"
IN_LINE = re.compile(rf"{AFTER_SENTENCE}(?P<start>{NUMBER}(?P<label>{LABEL})(?P<aside>{ASIDE})\s?(?P<mark>:))\s+(?=\S)")
# Other marks count inside a paragraph only where a text has lost its line breaks.
IN_LINE_ANY_MARK = re.compile(
    rf"{AFTER_SENTENCE}(?P<start>{NUMBER}{OPEN}(?P<label>{LABEL}){CLOSE}(?P<aside>{ASIDE})"
    rf"(?P<mark>\s?:|\.(?=\s[\"“‘(\[{UPPER}])|\s[—–-]{{1,2}}(?=\s)|(?<=\])))\s+(?=\S)"
)
STYLE_OF_MARK = {":": "colon", ".": "stop", "]": "bracket", "": "own-line"}
IN_PARAGRAPH = "-in-line"
MOST_WORDS = 9
LONG_PARAGRAPH = 1500


@dataclass(frozen=True, slots=True)
class Label:
    """A label in the clean text: where the turn starts, where the words of the label stand, and where speech begins."""

    start: int
    label_start: int
    label_end: int
    speech_start: int
    text: str
    style: str
    aside: tuple[int, int] | None = None
    certainty: float = 0.5


@cache
def not_labels() -> frozenset[str]:
    """Words that name nobody who speaks, folded."""
    return frozenset(fold(entry) for entry in entries("not-labels"))


@lru_cache(maxsize=65536)
def normal(label: str) -> str:
    """What makes two labels the same: case, accents, points and a leading article do not count."""
    folded = fold(label)
    return folded.removeprefix("the ")


def could_name_somebody(label: str) -> bool:
    """Whether a label can be a person or an office: not a header field, not a common word, not a sentence."""
    folded = normal(label)
    words = folded.split()
    if not words or len(words) > MOST_WORDS or folded in not_labels() or is_header_field(label):
        return False
    return not all(word in not_labels() or word in titles() for word in words)


def style_of(mark: str) -> str:
    """The name of a label's style, from the punctuation after it."""
    stripped = mark.strip()
    if stripped.startswith(":"):
        return "colon"
    if stripped in STYLE_OF_MARK:
        return STYLE_OF_MARK[stripped]
    return "dash"


def candidates(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Label]:
    """Everything in these paragraphs that is written as a label is, in order. `paragraphs` and the results are
    clean offsets.
    """
    found: list[Label] = []
    for index, (start, end) in enumerate(paragraphs):
        match = OWN_LINE.match(text, start, end) if end - start <= 120 else None
        if (
            match
            and index + 1 < len(paragraphs)
            and could_name_somebody(match["label"])
            and speaks(text, *paragraphs[index + 1])
        ):
            following = paragraphs[index + 1][0]
            style = "own-line-colon" if match["mark"] == ":" else "own-line"
            found.append(made(match, start, following, style))
            continue
        match = AT_HEAD.match(text, start, min(end, start + 320))
        if match and match.end() < end and could_name_somebody(match["label"]):
            style = style_of(match["mark"])
            if (
                style != "stop"
                or text[match.end()] in "\"“‘'([…"
                or text[match.end()].isupper()
                or text[match.end()].isdigit()
            ):
                found.append(made(match, start, match.end(), style))
        for inner in (IN_LINE_ANY_MARK if end - start > LONG_PARAGRAPH else IN_LINE).finditer(text, start, end):
            if could_name_somebody(inner["label"]):
                style = "bracket" if inner["start"].startswith("[") else style_of(inner["mark"])
                found.append(made(inner, inner.start("start"), inner.end(), style + IN_PARAGRAPH))
    return found


def speaks(text: str, start: int, end: int) -> bool:
    """Whether a paragraph can be what is said under a label of its own line: prose, and no further entry of a list."""
    return text[end - 1] in '.!?…”"’)]:;' or end - start > 120 or OWN_LINE.match(text, start, end) is None


def made(match: re.Match[str], start: int, speech_start: int, style: str) -> Label:
    """The candidate that a match describes."""
    aside = match.span("aside") if match["aside"] else None
    return Label(start, match.start("label"), match.end("label"), speech_start, match["label"], style, aside)


def shape(label: str) -> str:
    """How a label is written: capitals or not, with form of address, initials, office, article."""
    parsed = parse_name(label)
    letters = [c for c in label if c.isalpha()]
    return "".join(
        (
            "C" if len(letters) > 3 and all(c.isupper() for c in letters) else "c",
            "T" if parsed.titles else "t",
            "O" if parsed.office else "o",
            "G" if parsed.given else "g",
            "N" if parsed.surname else "n",
        )
    )


def is_personal(label: str) -> bool:
    """Whether a label says by itself that it names a person: a form of address, an office, initials before a name."""
    parsed = parse_name(label)
    words = fold(label).split()
    return bool(
        parsed.titles
        or (parsed.office and any(word in office_words() for word in words))
        or (parsed.surname and parsed.given and all(len(g) == 1 for g in parsed.given))
        or (words and words[0] in titles())
    )


def choose(text: str, found: Sequence[Label], cast: Cast, body: tuple[int, int]) -> list[Label]:
    """The candidates that are labels, by the habit of the whole document, in order.

    A style is the document's own when at least two labels in it repeat or name the cast and hold a fair share of it.
    """
    lower_words = None
    by_style: dict[str, list[Label]] = defaultdict(list)
    for label in found:
        by_style[label.style.removesuffix(IN_PARAGRAPH)].append(label)
    accepted: list[Label] = []
    strengths: dict[str, float] = {}
    kept_by_style: dict[str, list[Label]] = {}
    for style, labels in sorted(by_style.items()):
        counts = Counter(normal(label.text) for label in labels)
        examples = {normal(label.text): label.text for label in reversed(labels)}
        votes: dict[str, float] = {}
        for key, count in counts.items():
            example = examples[key]
            member = cast.find(parse_name(example))
            known = member is not None and (member.participant is not None)
            vote = min(count - 1, 4) * 0.5 + (1.5 if known else 0.0) + (1.0 if is_personal(example) else 0.0)
            single = len(key.split()) == 1 and not is_personal(example)
            if single and len(key) > 3:
                if lower_words is None:
                    lower_words = Counter(re.findall(r"(?<![^\W\d_])[a-z][a-z'’-]+", text[body[0] : body[1]]))
                if lower_words[key] > 0 and not known:
                    vote -= 2.0
            votes[key] = vote
        strong = {key for key, vote in votes.items() if vote >= 1.0}
        carried = sum(counts[key] for key in strong)
        need = {"colon": 2, "own-line-colon": 2, "bracket": 3}.get(style, 4)
        share = carried / len(labels)
        if (
            carried < need
            or share < (0.34 if style.startswith("colon") else 0.5)
            or (len(strong) < 2 and (carried < 4 and need > 2))
        ):
            continue
        shapes: Counter[str] = Counter()
        for label in labels:
            if normal(label.text) in strong:
                shapes[shape(label.text)] += 1
        kept = []
        for label in labels:
            key = normal(label.text)
            usual = shapes[shape(label.text)] >= 0.15 * carried
            if label.style.endswith(IN_PARAGRAPH):
                ok = votes[key] >= 1.0 and counts[key] >= 2
            elif key in strong:
                ok = True
            else:
                ok = votes[key] >= 0 and usual and (style != "own-line" or len(key.split()) <= 4)
            if ok:
                certainty = min(
                    0.99, 0.6 + 0.1 * min(counts[key], 3) + (0.1 if usual else 0.0) + (0.05 if votes[key] >= 2 else 0.0)
                )
                kept.append(
                    Label(
                        label.start,
                        label.label_start,
                        label.label_end,
                        label.speech_start,
                        label.text,
                        label.style,
                        label.aside,
                        certainty,
                    )
                )
        kept_by_style[style] = kept
        strengths[style] = float(carried)
    if not strengths:
        return []
    most = max(strengths.values())
    for style in sorted(kept_by_style):
        # A second style is kept where it is a habit too: some records change hands half way.
        if strengths[style] >= 0.2 * most or strengths[style] >= 6:
            accepted += kept_by_style[style]
    accepted.sort(key=lambda label: (label.start, -label.speech_start))
    out: list[Label] = []
    for label in accepted:
        if not out or label.start >= out[-1].speech_start:
            out.append(label)
    return out
