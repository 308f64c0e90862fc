"""Labels that a typist or scanner has spoilt, told by the other labels of the document.

A label may be misread (`K1SSINGER:`, `Srnith:`, `Hark ness:`) or lack its mark (`General Ames We have two`). It is one
only where it is like a label that the document repeats, and like no other; two people are never made one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, zip_longest
from operator import itemgetter

from flows.segment.clauses.parts import PRONOUNS
from flows.segment.labels.bare import opening_words
from flows.segment.labels.habits import shape
from flows.segment.labels.label import IN_PARAGRAPH, Label
from flows.segment.labels.words import normal
from flows.segment.names import UPPER, fold, lexicon, office_words, titles
from flows.segment.repairs.likeness import keys, misread_letters, skeleton

FEWEST = 4  # labels that a document has at least before its habit is known
OFTEN = 3  # as often must a letter be a label before another is taken for it
TIMES = 4  # as often as its misreading must a label be found
ENOUGH = 3  # labels that are alike: which one is meant can no longer be told
MISPLACED = 6  # characters by which a misread label, with its mark, can be longer
LONGEST = 80  # characters of a label without its mark
MOST_WORDS = 5
MOST_LETTERS = 2  # that one letter is misread as
MISREAD = 0.7  # certainty of a label that was misread
UNMARKED = 0.65  # certainty of one without its mark
MARK = re.compile(r"(?:\s?[:;]|\.(?!\s+[a-z]))\s+(?=\S)")
MARK_OR_DASH = re.compile(rf"{MARK.pattern}|\s[–—-]\s+(?=\S)")
MOST_MARKS = 3  # that can follow a label, those of its abbreviations among them
WORD = re.compile(r"\S+")
# What may be left of a colon, full stop or dash, before what is said.
SPOILT_MARK = re.compile(
    rf"(?:\s?[.,:;~=–—-]{{2,4}}\s*|\s?[~.]\s+|~|(?P<comma>,)\s|\s[–—-]\s?|[–—-]\s)"
    rf"(?=[\"“‘(\[.]*(?P<word>[{UPPER}][^\W\d_]*(?:['’][a-z]{{1,2}})?)\b)"
)
# "Pi We agree.", "P> We agree.", "UP We agree."
LETTERS_AND_MARK = re.compile(
    rf"(?P<letters>[{UPPER}](?:[a-z](?=\s)|[{UPPER}](?=\s))?)(?P<mark>\s?[!|;.,>?])?\s+"
    rf"(?=[\"“‘'(]?(?P<word>[{UPPER}][^\W\d_]*(?:['’][a-z]{{1,2}})?)?)"
)
NUMBER = re.compile(rf"[\dIlioO|]{{1,3}}(?=[{UPPER}])")  # glued to a label, its digits misread
SHORTEST_PART = 4  # letters by which a label is known again whose head was lost; one letter more whose end was
LETTERS = {"0": "O", "©": "O", "5": "S", "1": "I", "|": "I", "8": "B", "6": "G", "€": "C"}  # of labels of one letter
LOWER = re.compile(r"\.(?<=[^\W\d_]{3}\.)\s+(?=(?P<word>[cosuvwxz][a-z]+)\b)")  # "M. Smith. what is it?"
SENTENCE = re.compile(rf"\.?\s+(?=[\"“‘(\[]?(?P<word>[{UPPER}][^\W\d_]*(?:['’][a-z]{{1,2}})?)[\s,.!?])")
SENTENCE_END = re.compile(r"[.?!] ")
IN_TEXT = re.compile(r"[^\W_]+")
OWN_LINE = "own-line"
DASH = "dash"
ALWAYS = frozenset({"I", "I'm", "I've", "I'd", "I'll"})
LEAST_PARTED = 2  # labels in a row

Words = Callable[[], Mapping[str, int]]  # how often each word of a text is found in it


def restored(
    text: str,
    paragraphs: Sequence[tuple[int, int]],
    labels: Sequence[Label],
    present: Collection[str],
    words: Words,
) -> list[Label]:
    """The labels, with those that were misread under the name that was meant, and with those that lost their mark.

    `present` are the surnames of those present, folded; `words` gives how often each word of the text is found. Offsets
    are clean offsets; the result is in order.
    """
    if len(labels) < FEWEST:
        return list(labels)
    counts = Counter(normal(label.text) for label in labels)
    written = {normal(label.text): label.text for label in reversed(labels)}
    sure = {label: counts[key] for key, label in written.items() if counts[key] > 1}
    listed = {written.get(name, name): TIMES for name in present}
    letters = [label for label, count in sure.items() if len(label) == 1 and count >= OFTEN]
    most = 2 * sum(counts[normal(letter)] for letter in letters) > len(labels)
    likeness = Likeness(listed | sure, words, letters if most else ())
    meant = {
        key: likeness.find(label, counts[key])
        or likeness.initial(label, counts[key])
        or (likeness.part(label, lost_head=False) if counts[key] == 1 else None)
        for key, label in written.items()
    }
    found = [label._replace(name=meant[normal(label.text)] or label.name) for label in labels]
    taken = {label.start for label in labels}
    repeated = {normal(form) for label in sure for form in (label, untitled(label))}
    known = Known(repeated, present, frozenset(map(shape, sure)))
    glued = any(text[label.start].isdigit() and text[label.label_start - 1].isdigit() for label in labels)
    dashes = 2 * sum(label.style == DASH for label in labels) > len(labels)
    on_own_line = {label.text for label in labels if label.style == OWN_LINE}
    for (start, end), following in zip_longest(paragraphs, paragraphs[1:]):
        if following is not None and (label := at_end(text, start, end, on_own_line)) is not None:
            at = end - len(label)
            found.append(Label(at, at, end, following[0], label, OWN_LINE + IN_PARAGRAPH, certainty=UNMARKED))
        if start in taken:
            continue
        numbered = NUMBER.match(text, start, end) if glued else None
        head = numbered.end() if numbered is not None else start
        misread = marked(text, head, end, likeness, written, dashes) or spoilt(text, head, end, known, likeness, words)
        if misread is not None:
            found.append(misread._replace(start=start))
        else:
            found += (label._replace(start=start) for label in unmarked(text, head, end, likeness, written, words))
    found.sort(key=lambda label: label.start)
    # What stood for a label of its own may be the end of a misread one.
    inside = {b.start for a, b in pairwise(found) if b.start < a.speech_start}
    return [label for label in found if label.start not in inside]


@dataclass(frozen=True, slots=True)
class Known:
    """Labels that are sure: those `repeated`, and surnames of those `present` written in one of their `shapes`."""

    repeated: Collection[str]
    present: Collection[str]
    shapes: Collection[str]

    def includes(self, label: str) -> bool:
        """Whether what stands before a damaged mark is one of them."""
        if normal(label) in self.repeated:
            return True
        words = fold(label).split()
        return 0 < len(words) <= MOST_WORDS and words[-1] in self.present and shape(label) in self.shapes


def at_end(text: str, start: int, end: int, labels: Collection[str]) -> str | None:
    """The label at the end of a paragraph, after a sentence, that stands on its own line elsewhere, as `labels` do."""
    for stop in SENTENCE_END.finditer(text, max(start, end - LONGEST), end) if labels else ():
        if text[stop.end() : end] in labels:
            return text[stop.end() : end]
    return None


def marked(
    text: str, start: int, end: int, likeness: Likeness, written: Mapping[str, str], dashes: bool
) -> Label | None:
    """The label before a mark at the head of a paragraph that was misread, if there is one; with `dashes` as marks."""
    if text[start] in "([":
        return None  # "(A.B. writes it down.)"
    pattern = MARK_OR_DASH if dashes else MARK
    for mark in islice(pattern.finditer(text, start, min(end, start + likeness.longest)), MOST_MARKS):
        label = text[start : mark.start()]
        known = written.get(normal(label)) or written.get(LETTERS.get(label, "").lower())
        if name := known or likeness.find(label) or likeness.find(untitled(label)) or likeness.part(label):
            return Label(start, start, mark.start(), mark.end(), label, "misread", certainty=MISREAD, name=name)
    return None


def spoilt_letter(text: str, start: int, end: int, known: Known, likeness: Likeness, words: Words) -> Label | None:
    """The letter at the head of a paragraph that is a `known` label, its mark damaged or another letter beside it."""
    match = LETTERS_AND_MARK.match(text, start, end)
    letters = match["letters"] if match is not None else ""
    if match is None or letters.lower() in opening_words():  # "He"
        return None
    if len(letters) == 1:
        meant = letters if match["mark"] and letters.lower() in known.repeated else None
    else:
        meant = likeness.initial(letters)
    told = len(letters) == 1 or letters[1].islower() or (match["word"] and opens_sentence(match["word"], words))
    if meant is None or not told:
        return None
    return Label(start, start, start + len(letters), match.end(), letters, "misread", certainty=MISREAD, name=meant)


def spoilt(text: str, start: int, end: int, known: Known, likeness: Likeness, words: Words) -> Label | None:
    """The label at the head of a paragraph in the very words of `known` ones, whose mark is damaged, if one is."""
    if (letter := spoilt_letter(text, start, end, known, likeness, words)) is not None:
        return letter
    for mark in islice(LOWER.finditer(text, start, min(end, start + LONGEST)), MOST_MARKS):
        label = text[start : mark.start()]
        if known.includes(label) and mark["word"] in opening_words():
            return Label(start, start, mark.start(), mark.end(), label, "misread", certainty=MISREAD)
    for mark in islice(SPOILT_MARK.finditer(text, start, min(end, start + LONGEST)), MOST_MARKS):
        label = text[start : mark.start()]
        if mark["comma"] and not (label.isupper() or is_surname(label)):
            continue  # "Mr. President, I thank you."
        if known.includes(label) and opens_sentence(mark["word"], words):
            return Label(start, start, mark.start(), mark.end(), label, "misread", certainty=MISREAD)
    return None


def opens_sentence(word: str, words: Words) -> bool:
    """Whether a word with a capital opens a sentence and is no name: the document writes it small too, as all do."""
    small, _, _ = word.lower().replace("’", "'").partition("'")
    return word in ALWAYS or small in opening_words() or (fold(word) not in titles() and bool(words().get(small)))


def is_surname(label: str) -> bool:
    """Whether a label can only be a surname, perhaps with initials."""
    *initials, word = fold(label).split() or [""]
    own = word.isalpha() and word not in titles() | office_words() and word not in lexicon("given-names")
    return own and len(word) > 1 and all(len(initial) == 1 for initial in initials)


def untitled(label: str) -> str:
    """A label without the form of address at its head."""
    first, _, rest = label.partition(" ")
    return rest if rest and fold(first) in titles() else label


def unmarked(
    text: str, start: int, end: int, likeness: Likeness, written: Collection[str], words: Words
) -> Iterator[Label]:
    """The label that opens a paragraph in the very words of other labels, or what a scanner made of them, but without
    its mark, if one does.

    A sentence must begin after it, with a word that the document also writes small: no further name.
    """
    for word in islice(WORD.finditer(text, start, min(end, start + LONGEST)), MOST_WORDS):
        stop = word.end()
        label = text[start:stop]
        after = SENTENCE.match(text, stop, end)
        if after is None or label[-1] == ",":
            continue
        same = normal(label) in written and label.lower() not in PRONOUNS
        name = "" if same else likeness.find(label) or likeness.part(label, lost_head=False) or ""
        first = after["word"]
        if (same or name) and (opens_sentence(first, words) or fold(first) in lexicon("not-labels")):
            yield Label(start, start, stop, after.end(), label, "unmarked", certainty=UNMARKED, name=name)
            return


class Likeness:
    """Finds the label that another one was meant for.

    `labels` gives how often each is found, `words` the same of the words of the text, `letters` those that are labels,
    if most labels are letters. `longest` is the number of characters within which a misread one ends.
    """

    def __init__(self, labels: Mapping[str, int], words: Words, letters: Collection[str] = ()) -> None:
        self.longest = max(map(len, labels), default=0) + MISPLACED
        self._labels = labels
        self._letters = letters
        self._words = words
        self._by_start = sorted((fold(label), label) for label in labels)
        self._by_end = sorted((fold(label)[::-1], label) for label in labels)
        self._by_key: dict[str, set[str]] = defaultdict(set)
        for label in labels:
            if not any(character.isdigit() for character in label):
                for key in keys(skeleton(label)):
                    if len(self._by_key[key]) < ENOUGH:
                        self._by_key[key].add(label)

    def find(self, label: str, count: int = 1) -> str | None:
        """The one label that this one, found `count` times, is a misreading of; None where there is none, or more
        than one, or where it is none: one that is frequent, with a form of address, an office or a word of its own.
        """
        letters = skeleton(label)
        near = {known for key in keys(letters) for known in self._by_key.get(key, ())}
        near = {known for known in near if normal(known) != normal(label)}
        if len(near) != 1:
            return None
        meant = near.pop()
        known = set(fold(meant).split())
        other = [word for word in fold(label).split() if word not in known]
        if self._labels[meant] < (TIMES * count if count > 1 else 2) or not other:
            return None
        if any(word in titles() or word in office_words() or len(word) == 1 for word in other):
            return None
        if letters == skeleton(meant):
            return meant
        names = [word for word in IN_TEXT.findall(label) if fold(word) in other and word.isalpha()]
        return meant if all(self._words().get(word, 0) <= count for word in names) else None

    def initial(self, label: str, count: int = 1) -> str | None:
        """Where most labels are letters, the one that two, found `count` times, or no label are a misreading of."""
        letters = [letter for letter in dict.fromkeys(label.upper()) if letter in self._letters]
        if len(label) > MOST_LETTERS or label in self._letters:
            return None
        if not letters:
            letters = [letter for letter in sorted(self._letters) if label in misread_letters().get(letter, ())]
        rare = len(letters) == 1 and OFTEN * count <= self._labels[letters[0]]
        return letters[0] if rare else None

    def part(self, label: str, lost_head: bool = True) -> str | None:
        """The one label that this one is the end or the beginning of, where a scanner lost the rest: no word of the
        text. Only the beginning where no head can be lost.
        """
        fragment = fold(label)
        if len(fragment) <= SHORTEST_PART or len(label.split()) > MOST_WORDS:
            return None
        whole = set(_longer(self._by_start, fragment))
        if lost_head:
            whole.update(_longer(self._by_end, fragment[::-1]))
        own = " " not in fragment and (
            self._words().get(label, 0) > 1 or self._words().get(fragment, 0) > label.islower()
        )
        if len(whole) != 1 or own:
            return None
        meant = whole.pop()
        other = [word for word in fragment.split() if word not in fold(meant).split()]
        return meant if other and self._labels[meant] >= TIMES // 2 else None


def _longer(labels: Sequence[tuple[str, str]], beginning: str) -> Iterator[str]:
    """Of labels in the order of their keys, those that go on after a beginning: enough to tell if there is but one."""
    first = bisect_right(labels, beginning, key=itemgetter(0))
    yield from (label for key, label in labels[first : first + ENOUGH] if key.startswith(beginning))


def parted(paragraphs: Sequence[tuple[int, int]], labels: Sequence[Label], end: int) -> list[tuple[int, int]]:
    """The stretches in which who speaks is lost, in order: from a row of labels without words up to the next label
    that stands before what is said, or to `end`. Offsets are clean offsets.
    """
    stretches: list[tuple[int, int]] = []
    row: list[Label] = []
    for label, following in zip_longest(labels, labels[1:]):
        after = end if following is None else following.start
        row.append(label)
        if is_alone(paragraphs, label) and after == label.speech_start:
            continue
        alone = row if is_alone(paragraphs, label) else row[:-1]
        if len(alone) >= LEAST_PARTED:
            stretches.append((row[0].start, after))
        row = []
    return stretches


def is_alone(paragraphs: Sequence[tuple[int, int]], label: Label) -> bool:
    """Whether a label is all that its paragraph holds."""
    paragraph = paragraphs[bisect_right(paragraphs, label.start, key=itemgetter(0)) - 1]
    return label.speech_start >= paragraph[1]
