"""What a scanner did to the words that tell who speaks, undone where the body is read; the clean text stays as it is.

Names, offices, forms of address and verbs of saying are known again though a letter was misread, a space fell into them
or a speck on them. Other words are left alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, product

from flows.lexicons import entries, mapping
from flows.segment.clauses.verbs import verb_forms
from flows.segment.heads.prose import running_words
from flows.segment.names import UPPER, fold, lexicon, portfolios
from flows.segment.remembered import remembered_word
from flows.segment.repairs.broken_names import name_changes
from flows.segment.repairs.capitals import small_words
from flows.segment.repairs.known_words import (
    AFTER_VERB,
    LONGEST,
    SHORTEST,
    common,
    common_letters,
    has_subject,
    words_of_records,
)
from flows.segment.repairs.letter_cases import case_changes, letter_changes
from flows.segment.repairs.likeness import misread_letters, skeleton
from flows.segment.repairs.lost_spaces import lost_spaces, parted
from flows.segment.repairs.misread_pronouns import pronoun_changes
from flows.segment.repairs.repaired_text import Change, Repaired
from flows.segment.repairs.specks import SPECKS, speck_changes, stop_changes

SHORTEST_VERB = 4  # letters of a verb that can be known again with a space in it
NO_TAILS = frozenset({"s", "S"})  # what an apostrophe leaves when it is lost
TIMES = 2  # as often as its misreading must a name be found
FEW = 64  # words that are looked for one by one before each word of the text is looked at
# Small words that may stick to a verb of saying, and to the first word of a sentence; to a long one some more.
AFTER_FIRST = ("the", "this", "that", "for")
AFTER_LONG = ("by", "out", "to", "a")
LONGEST_SMALL = 2  # letters of a word that letters may make by chance
RUN = re.compile(rf"[{UPPER}]?[^\W\d_{UPPER}]+|[{UPPER}]+")
WORD = re.compile(r"[^\W_]+")
TOKEN = re.compile(r"[\w|!]+")
# First the characters that they can begin with, so that the engine skips to them.
DIGIT = re.compile(
    r"[0158|!](?:(?<=[^\W\d_].)[0158|!]?(?=[^\W\d_])|(?<![\w.,].)(?=[^\W\d_]{3})|(?<=[^\W\d_]{3}[01|!])(?!\w))"
)
ON_WORD = re.compile(rf"[.,'{SPECKS}](?<=[^\W\d_].)(?=[a-z])(?!(?<=').{{1,2}}\b)")
# "mith said", "3mith said"; "he President said"
CUT_HEAD = re.compile(rf"\n\n[‘'’]?(?P<word>[a-z\d](?:[a-z]{{3,}}\b|e\b(?=(?P<capital> [{UPPER}]))))")
LAST_HALF = re.compile(r"(?<![^\W_])(?<!['’])[^\W_]+$")
BEFORE_SPECK = re.compile(r"\w+$")
AFTER_SPECK = re.compile(r"\w+")
# Letters set wide for emphasis, or because a scanner saw them so; the spaces between their words are lost.
LETTERS = r"(?P<letters>[^\W\d_](?: [^\W\d_](?![\w'’])){2,80})"
WIDE_AT_HEAD = re.compile(LETTERS)
WIDE = re.compile(rf"[ \n]{LETTERS}")


def repaired(
    text: str, start: int, end: int, names: Collection[str], meant: Collection[str] = (), lost: Collection[Change] = ()
) -> Repaired:
    """The text with the words that count for speakers put right in `text[start:end]`. `names` are the words of the
    names of those present, as they are written; `meant` are signs that are no specks in this text, `lost` marks to put
    in.
    """
    counts = Counter(WORD.findall(text, 0, end))  # those of the head too: it names who is present
    stretch = (text, start, end)
    # Of what starts at one place, the first is made.
    each = chain(
        lost,
        pronoun_changes(*stretch, counts),
        letter_changes(*stretch),
        name_changes(*stretch, counts),
        speck_changes(*stretch),
        stop_changes(*stretch),
        case_changes(*stretch, counts),
        _closed_up(*stretch, counts),
        _words(*stretch, counts, names),
    )
    changes: list[Change] = []
    for change in sorted(each, key=_order):
        apart = not changes or (change[0] >= changes[-1][1] and change != changes[-1])
        if apart and text[slice(*change[:2])].strip() not in meant:
            changes.append(change)
    return Repaired(text, changes)


def _order(change: Change) -> tuple[int, bool]:
    """By where they start; what is only put in goes before what is replaced."""
    start, end, _ = change
    return start, end > start


def reread(words: str) -> str:
    """Words with those put right that a scanner misread."""
    return WORD.sub(lambda word: misreadings().get(word[0], word[0]), words)


def _closed_up(text: str, start: int, end: int, counts: Mapping[str, int]) -> Iterator[Change]:
    """What becomes of letters that stand apart: the words that they make, or a name."""
    first = WIDE_AT_HEAD.match(text, start, end)
    for match in chain([first] if first is not None else (), WIDE.finditer(text, start, end)):
        letters = match["letters"].replace(" ", "")
        words = [word for run in RUN.findall(letters) for word in _parted(run, counts)]
        if words and (letters[0].isupper() or any(len(word) > 2 for word in words)):
            yield *match.span("letters"), " ".join(words)


def _parted(letters: str, counts: Mapping[str, int]) -> list[str]:
    """The words that letters make, as few known ones as can be and most of them no small change; else one word."""
    best: list[tuple[int, int] | None] = [(0, 0)]  # by length: how many words, and where the last one begins
    for end in range(1, len(letters) + 1):
        found = [
            (before[0] + 1, at)
            for at in range(max(0, end - LONGEST), end)
            if (before := best[at]) is not None and _is_word(letters[at:end].lower(), counts)
        ]
        best.append(min(found, default=None))
    words: list[str] = []
    end = len(letters)
    while end and (last := best[end]) is not None:
        words.insert(0, letters[last[1] : end])
        end = last[1]
    short = sum(len(word) <= LONGEST_SMALL for word in words)
    return words if words and 2 * short <= len(words) else [letters]


def _is_word(word: str, counts: Mapping[str, int]) -> bool:
    """Whether letters are a word that any record may have, or that this text has elsewhere."""
    if len(word) == 1:
        return word in ("a", "i")
    return word in words_of_records() or word in counts or word.capitalize() in counts


def _words(text: str, start: int, end: int, counts: Counter[str], present: Collection[str]) -> Iterator[Change]:
    """What becomes of misread and of broken words."""
    capital = sorted(word for word in counts if word[0].isupper() and len(word) <= LONGEST)
    written = [word for word in capital if _is_name(word, counts)]
    listed = [word for word in sorted(present) if SHORTEST <= len(word) <= LONGEST]
    names = {word: counts[word] for word in (*listed, *(word for word in written if counts[word] > 1))}
    own = {part for word in present for part in WORD.findall(word)}
    misread = {word: misreadings()[word] for word in (misreadings().keys() & counts.keys()) - own}
    misread |= _misread_names(counts, names, present) | _glued(written, names)
    if run_together := parted(counts, names):
        misread |= run_together
        yield from ((at, at, " ") for at in lost_spaces(text, start, end))
    broken = frozenset(_broken(counts, capital, {*written, *listed}))
    if len(broken) <= FEW:
        broken = frozenset(pair for pair in broken if " ".join(pair) in text)
    if misread or broken:
        yield from _replaced(text, start, end, misread, broken)
    yield from _cut_heads(text, start, end, names, counts)
    by_letters: dict[str, str] = {}
    for match in DIGIT.finditer(text, start, end):
        by_letters = by_letters or {skeleton(word): word for word in (*capital, *written) if word.isalpha()}
        token = TOKEN.match(text, _word_start(text, start, match.start()), min(end, match.end() + LONGEST))
        meant = _by_letters(token[0], by_letters) if token is not None else None
        if token is not None and meant is not None:
            yield token.start(), token.end(), meant
    for match in ON_WORD.finditer(text, start, end):
        before = BEFORE_SPECK.search(text, max(start, match.start() - LONGEST), match.start())
        rest = AFTER_SPECK.match(text, match.end(), end)
        whole = before[0] + rest[0] if before is not None and rest is not None else ""
        if before is not None and rest is not None and (whole in common() or whole in names):
            yield before.start(), rest.end(), whole


def _cut_heads(text: str, start: int, end: int, names: Collection[str], counts: Mapping[str, int]) -> Iterator[Change]:
    """What becomes of names, offices and titles at the heads of paragraphs with a first letter lost or misread."""
    cut = [match for match in CUT_HEAD.finditer(text, start, end) if not _is_known(match["word"], counts, 1)]
    if not cut:
        return
    meant: dict[str, set[str]] = defaultdict(set)
    for whole in {*names, *(word for word in common() if word.istitle())}:
        if len(whole) >= SHORTEST:
            meant[whole[1:]].add(whole)
    for match in cut:
        word = match["word"]
        found = meant.get(word) or meant.get(word[1:]) or ({"The"} if word == "he" and match["capital"] else set())
        if len(found) == 1:
            yield *match.span("word"), min(found)


def _replaced(
    text: str, start: int, end: int, misread: Mapping[str, str], broken: Collection[tuple[str, str]]
) -> Iterator[Change]:
    """What becomes of these halves of words, and of these misread words, a verb only after its subject. What is the
    first half of a verb may be a misread one too: "affirme d".
    """
    tails = {tail for _, tail in broken}
    places = list(_places(text, start, end, tails | misread.keys()))
    for at, word in places:
        before = LAST_HALF.search(text, max(start, at - 1 - LONGEST), at - 1) if word in tails else None
        if before is not None and text[at - 1] == " " and (before[0], word) in broken:
            yield before.start(), at + len(word), before[0] + word
    for at, word in places:
        meant = misread.get(word)
        if meant is not None and (meant not in verb_forms() or has_subject(text, start, at)):
            yield at, at + len(word), meant


def _places(text: str, start: int, end: int, words: Collection[str]) -> Iterator[tuple[int, str]]:
    """Where each of the words stands, with the word."""
    if len(words) > FEW:
        yield from ((match.start(), match[0]) for match in WORD.finditer(text, start, end) if match[0] in words)
        return
    for word in words:
        at = text.find(word, start, end)
        while at >= 0:
            stop = at + len(word)
            if not text[max(start, at - 1) : at].isalnum() and not text[stop : min(end, stop + 1)].isalnum():
                yield at, word
            at = text.find(word, stop, end)


def _word_start(text: str, start: int, at: int) -> int:
    """Where the word begins in which a character stands."""
    first = max(start, at - LONGEST)
    while at > first and (text[at - 1].isalnum() or text[at - 1] in "|!"):
        at -= 1
    return at


def _by_letters(token: str, names: Mapping[str, str]) -> str | None:
    """The word that a token with digits was misread from, written as the token is; None where it is none."""
    letters = skeleton(token)
    if letters in names:
        return names[letters]
    word = common_letters().get(letters)
    if word is None:
        return None
    known = [character for character in token if character.isalpha()]
    if len(known) > 1 and all(character.isupper() for character in known[1:]):
        return word.upper()
    return word if word in verb_forms() and not (known and known[0].isupper()) else word.capitalize()


def _is_name(word: str, counts: Mapping[str, int]) -> bool:
    """Whether a word with a capital can be somebody's name: it is never found without; no office is one."""
    return len(word) >= SHORTEST and word.isalpha() and word not in common() and word.lower() not in counts


def _misread_names(counts: Counter[str], names: Mapping[str, int], present: Collection[str]) -> dict[str, str]:
    """The words that are misreadings of one name alone, with that name; rare ones, of who is not listed as present."""
    meant: dict[str, set[str]] = defaultdict(set)
    words = frozenset(counts)
    for name, count in names.items():
        for wrong in words.intersection(_misread(name)):
            often = counts[wrong]
            if wrong not in present and (name in present or often == 1 or TIMES * often <= count):
                meant[wrong].add(name)
    return {wrong: min(found) for wrong, found in meant.items() if len(found) == 1 and not _is_known(wrong, counts)}


def _is_known(word: str, counts: Mapping[str, int], own: int = 0) -> bool:
    """Whether a word is its own: written small too, or an office, place or the like. `own` times it stands there."""
    folded = fold(word)
    return counts.get(word.lower(), 0) > own or folded in common() or folded in portfolios()


def _glued(written: Sequence[str], names: Collection[str]) -> dict[str, str]:
    """Of the words that can be names, those that are two, a title or office or verb and a name, without a space."""
    known, verbs = common(), verb_forms()
    return {
        word: f"{word[:at]} {word[at:]}"
        for word in written
        if word.lower() not in verbs
        for at in range(1, len(word) - 2)
        if (word[:at] in known and word[at:] in names)
        or (at >= SHORTEST and word[at:] in verbs and (word[:at] in names or word[:at] in known))
    }


def _broken(counts: Mapping[str, int], capital: Sequence[str], names: Collection[str]) -> Iterator[tuple[str, str]]:
    """The halves of words with a space between that is none; `capital` are the text's words with a capital."""
    heads, words = halves(), frozenset(counts)
    for head in heads.keys() & words:
        yield from ((head, tail) for tail in heads[head] & words)
    # In order, a name follows all that it may begin with.
    open_heads: list[str] = []
    for name in sorted({*names, *capital}):
        while open_heads and not name.startswith(open_heads[-1]):
            open_heads.pop()
        if name in names:
            for head in open_heads:
                tail = name[len(head) :]
                # What is found more often than both together is a word of its own.
                own = head in common() or counts.get(tail, 0) > max(1, counts.get(name, 0))
                if tail in counts and not own and tail not in small_words() and tail not in NO_TAILS:
                    yield head, tail
        if name in counts:
            open_heads.append(name)


@remembered_word
def _misread(word: str) -> tuple[str, ...]:
    """What a scanner can make of a word, one misreading in each."""
    known = misread_letters()
    return tuple(
        word[:i] + read + word[i + length :]
        for length in (1, 2)
        for i in range(len(word) - length + 1)
        for read in known.get(word[i : i + length], ())
    )


def of_men(word: str) -> bool:
    """Whether a word ends as that for several men does: it is no misreading of one."""
    return word.endswith(("n", "N")) and word[-3:].lower() == "men"


@cache
def misreadings() -> dict[str, str]:
    """What a scanner can make of these words, and of small ones, with the word."""
    # Of a word with and without a capital, the former: scanners take a capital for a digit.
    words = sorted(common(), key=lambda word: (word[0].isupper(), word))
    found = {wrong: word for word in words if len(word) >= SHORTEST for wrong in _misread(word)}
    known = common() | running_words() | {name.capitalize() for name in lexicon("given-names")}
    known |= {verb.lemma for verb in verb_forms().values()}.union(entries("whole-words"), entries("fronting"))
    # Few of 50,000 go: they are taken out, and the others not looked at twice.
    for wrong in [*(found.keys() & known), *filter(of_men, found)]:
        found.pop(wrong, None)
    verbs = [word for word in common() if word in verb_forms()]
    firsts = [word.capitalize() for word in entries("fronting")]
    pairs = [*product(verbs, AFTER_VERB), *product(firsts, AFTER_FIRST)]
    pairs += product((word for word in (*verbs, *firsts) if len(word) >= SHORTEST), AFTER_LONG)
    pairs += product(("The", "the"), (word for word in common() if word.istitle()))
    pairs += product(("The",), entries("speech-nouns"))
    glued = {first + second: f"{first} {second}" for first, second in pairs}
    found |= {both: two for both, two in glued.items() if both.lower() not in known}
    found |= mapping("misread-words")
    return found


@cache
def halves() -> dict[str, frozenset[str]]:
    """The first halves of these words, with the second ones; not where both are words."""
    words = small_words() | verb_forms().keys() | common()
    no_tails = small_words() | NO_TAILS
    found: dict[str, set[str]] = defaultdict(set)
    for word in common():
        for i in range(1, len(word)) if len(word) >= (SHORTEST_VERB if word in verb_forms() else SHORTEST) else ():
            head, tail = word[:i], word[i:]
            # "s aid": no letter is a word but "a".
            known = head.lower() in words if i > 1 else head in ("a", "A", "I")
            if tail not in no_tails and not (known and tail in words):
                found[head].add(tail)
    return {head: frozenset(tails) for head, tails in found.items()}
