"""Labels that a typist or scanner has spoilt, told by the other labels of the document.

A label may be misread (`K1SSINGER:`, `Srnith:`, `Hark ness:`) or lack its mark (`General Ames We have two`). It is one
only where it is like a label that the document repeats, and like no other; two people are never made one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import islice, pairwise, zip_longest
from operator import itemgetter

from flows.segment.label_words import normal, not_labels
from flows.segment.labels import IN_PARAGRAPH, Label
from flows.segment.names import UPPER, fold, office_words, titles
from flows.segment.paragraph_kinds import running_words

FEWEST = 4  # labels that a document has at least before its habit is known
TIMES = 4  # as often as its misreading must a label be found
SHORTEST = 5  # letters of a label that can be known again with one letter wrong
ENOUGH = 3  # labels that are alike: which one is meant can no longer be told
MOST_KNOWN = 32  # labels of as many words that another is compared with
MISPLACED = 6  # characters by which a misread label, with its mark, can be longer
LONGEST = 80  # characters of a label without its mark
MOST_WORDS = 5
MISREAD = 0.7  # certainty of a label that was misread
UNMARKED = 0.65  # certainty of one without its mark
MARK = re.compile(r"(?:\s?[:;]|\.(?!\s+[a-z]))\s+(?=\S)")
MOST_MARKS = 3  # that can follow a label, those of its abbreviations among them
WORD = re.compile(r"\S+")
# What may be left of a colon, full stop or dash, before what is said.
SPOILT_MARK = re.compile(
    rf"(?:\s?[.,:;~=–—-]{{2,4}}\s*|\s?[~.]\s+|(?P<comma>,)\s|\s[–—-]\s?|[–—-]\s)"
    rf"(?=[\"“‘(\[.]*(?P<word>[{UPPER}][^\W\d_]*(?:['’][a-z]{{1,2}})?)\b)"
)
LETTER_AND_MARK = re.compile(rf"(?P<letter>[{UPPER}])(?P<mark>[i!l|;.])\s+(?=[{UPPER}\"“(])")  # "Pi We agree."
NUMBER = re.compile(rf"[\dIlioO|]{{1,3}}(?=[{UPPER}])")  # glued to a label, its digits misread
SHORTEST_PART = 4  # letters by which a label is known again whose head was lost; one letter more whose end was
LETTERS = {"0": "O", "©": "O", "5": "S", "1": "I", "|": "I", "8": "B", "6": "G", "€": "C"}  # of labels of one letter
SENTENCE = re.compile(rf"\.?\s+(?=[\"“‘(\[]?(?P<word>[{UPPER}][^\W\d_]*(?:['’][a-z]{{1,2}})?)[\s,.!?])")
SENTENCE_END = re.compile(r"[.?!] ")
IN_TEXT = re.compile(r"[^\W_]+")
CONFUSED = (
    ("rn", "m"),
    ("vv", "w"),
    ("cl", "d"),
    ("1", "l"),
    ("!", "l"),
    ("|", "l"),
    ("i", "l"),
    ("0", "o"),
    ("5", "s"),
)
OWN_LINE = "own-line"
ALWAYS = frozenset({"I", "I'm", "I've", "I'd", "I'll"})


def restored(
    text: str,
    paragraphs: Sequence[tuple[int, int]],
    labels: Sequence[Label],
    present: Collection[str],
    words: Callable[[], Mapping[str, int]],
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
    likeness = Likeness(listed | sure, words)
    meant = {
        key: likeness.find(label, counts[key]) or (likeness.part(label, lost_head=False) if counts[key] == 1 else None)
        for key, label in written.items()
    }
    found = [label._replace(name=meant[normal(label.text)] or "") for label in labels]
    taken = {label.start for label in labels}
    repeated = {normal(form) for label in sure for form in (label, untitled(label))}
    glued = any(text[label.start].isdigit() and text[label.label_start - 1].isdigit() for label in labels)
    on_own_line = {label.text for label in labels if label.style == OWN_LINE}
    for (start, end), following in zip_longest(paragraphs, paragraphs[1:]):
        if following is not None and (label := at_end(text, start, end, on_own_line)) is not None:
            at = end - len(label)
            found.append(Label(at, at, end, following[0], label, OWN_LINE + IN_PARAGRAPH, certainty=UNMARKED))
        if start in taken:
            continue
        numbered = NUMBER.match(text, start, end) if glued else None
        head = numbered.end() if numbered is not None else start
        misread = marked(text, head, end, likeness, written) or spoilt(text, head, end, repeated, words)
        if misread is not None:
            found.append(misread._replace(start=start))
        else:
            found += unmarked(text, start, end, likeness, written, words)
    found.sort(key=lambda label: label.start)
    # What stood for a label of its own may be the end of a misread one.
    inside = {b.start for a, b in pairwise(found) if b.start < a.speech_start}
    return [label for label in found if label.start not in inside]


def at_end(text: str, start: int, end: int, labels: Collection[str]) -> str | None:
    """The label at the end of a paragraph, after a sentence, that stands on a line of its own elsewhere, as `labels`
    do.
    """
    for stop in SENTENCE_END.finditer(text, max(start, end - LONGEST), end) if labels else ():
        if text[stop.end() : end] in labels:
            return text[stop.end() : end]
    return None


def marked(text: str, start: int, end: int, likeness: Likeness, written: Mapping[str, str]) -> Label | None:
    """The label before a mark at the head of a paragraph that another label was misread as, if there is one."""
    if text[start] in "([":
        return None  # "(A.B. writes it down.)"
    for mark in islice(MARK.finditer(text, start, min(end, start + likeness.longest)), MOST_MARKS):
        label = text[start : mark.start()]
        known = written.get(normal(label)) or written.get(LETTERS.get(label, "").lower())
        if name := known or likeness.find(label) or likeness.find(untitled(label)) or likeness.part(label):
            return Label(start, start, mark.start(), mark.end(), label, "misread", certainty=MISREAD, name=name)
    return None


def spoilt(
    text: str, start: int, end: int, repeated: Collection[str], words: Callable[[], Mapping[str, int]]
) -> Label | None:
    """The label at the head of a paragraph in the very words of `repeated` ones, whose mark is damaged, if one is."""
    letter = LETTER_AND_MARK.match(text, start, end)
    if letter is not None and letter["letter"].lower() in repeated:
        return Label(start, start, start + 1, letter.end(), letter["letter"], "misread", certainty=MISREAD)
    for mark in islice(SPOILT_MARK.finditer(text, start, min(end, start + LONGEST)), MOST_MARKS):
        label = text[start : mark.start()]
        if mark["comma"] and not label.isupper():
            continue  # "Mr. President, I thank you."
        if normal(label) in repeated and opens_sentence(mark["word"], words):
            return Label(start, start, mark.start(), mark.end(), label, "misread", certainty=MISREAD)
    return None


def opens_sentence(word: str, words: Callable[[], Mapping[str, int]]) -> bool:
    """Whether a word with a capital opens a sentence and is no name: the document writes it small too, as all do."""
    small, _, _ = word.lower().replace("’", "'").partition("'")
    return word in ALWAYS or small in running_words() or (fold(word) not in titles() and bool(words().get(small)))


def untitled(label: str) -> str:
    """A label without the form of address at its head."""
    first, _, rest = label.partition(" ")
    return rest if rest and fold(first) in titles() else label


def unmarked(
    text: str,
    start: int,
    end: int,
    likeness: Likeness,
    written: Collection[str],
    words: Callable[[], Mapping[str, int]],
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
        same = normal(label) in written
        name = "" if same else likeness.find(label) or likeness.part(label, lost_head=False) or ""
        first = after["word"]
        if (same or name) and (opens_sentence(first, words) or fold(first) in not_labels()):
            yield Label(start, start, stop, after.end(), label, "unmarked", certainty=UNMARKED, name=name)
            return


class Likeness:
    """Finds the label that another one was meant for.

    `labels` gives how often each is found, `words` the same of the words of the text. `longest` is the number of
    characters within which a misread one ends.
    """

    def __init__(self, labels: Mapping[str, int], words: Callable[[], Mapping[str, int]]) -> None:
        self.longest = max(map(len, labels), default=0) + MISPLACED
        self._labels = labels
        self._words = words
        self._by_start = sorted((fold(label), label) for label in labels)
        self._by_end = sorted((fold(label)[::-1], label) for label in labels)
        self._by_key: dict[str, set[str]] = defaultdict(set)
        self._by_words: dict[int, list[tuple[str, list[set[str]]]]] = defaultdict(list)
        for label in labels:
            if not any(character.isdigit() for character in label):
                parts = fold(label).split()
                if len(self._by_words[len(parts)]) < MOST_KNOWN:
                    self._by_words[len(parts)].append((label, [set(keys(skeleton(part))) for part in parts]))
                for key in keys(skeleton(label)):
                    if len(self._by_key[key]) < ENOUGH:
                        self._by_key[key].add(label)

    def find(self, label: str, count: int = 1) -> str | None:
        """The one label that this one, found `count` times, is a misreading of; None where there is none, or more
        than one, or where it is none: one that is frequent, with a form of address, an office or a word of its own.
        """
        letters = skeleton(label)
        near = {known for key in keys(letters) for known in self._by_key.get(key, ())}
        near = {known for known in near if normal(known) != normal(label)} or self._alike_in_words(label)
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

    def _alike_in_words(self, label: str) -> set[str]:
        """The labels of several words that may differ by a letter from this one in each."""
        words = fold(label).split()
        if not 1 < len(words) <= MOST_WORDS:
            return set()
        letters = [set(keys(skeleton(word))) for word in words]
        found = set()
        for known, parts in self._by_words.get(len(words), ()):
            if normal(known) != normal(label) and all(map(set.intersection, letters, parts)):
                found.add(known)
        return found


def _longer(labels: Sequence[tuple[str, str]], beginning: str) -> Iterator[str]:
    """Of labels in order, each after what it is sorted by, those that go on after a beginning: enough to tell if there
    is but one.
    """
    first = bisect_right(labels, beginning, key=itemgetter(0))
    yield from (label for key, label in labels[first : first + ENOUGH] if key.startswith(beginning))


def skeleton(label: str) -> str:
    """The letters of a label, those as one that scanners take for each other."""
    letters = "".join(fold(label).split())
    for wrong, right in CONFUSED:
        letters = letters.replace(wrong, right)
    return "".join(character for character in letters if character.isalpha())


def keys(letters: str) -> Iterator[str]:
    """What two skeletons share if they differ by one letter at most; short ones must be the same."""
    yield letters
    if len(letters) >= SHORTEST:
        for i in range(len(letters)):
            yield letters[:i] + letters[i + 1 :]
