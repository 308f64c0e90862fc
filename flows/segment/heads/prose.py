"""Whether words run on as sentences do, and are no heading, name or list."""

from __future__ import annotations

import re
from functools import cache

from flows.lexicons import entries
from flows.segment.clauses.verbs import verb_forms
from flows.segment.lists.tokens import PARENTHESES
from flows.segment.remembered import remembered_line, remembered_word

LONGEST_IN_CAPITALS = 160  # characters of a heading
HEAD = 1500  # what a paragraph is shows in its first characters
WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
NOT_VERBS = frozenset(entries("not-verbs"))


@cache
def running_words() -> frozenset[str]:
    """Words that only sentences have, verbs that report and act among them."""
    verbs = frozenset(form for form, verb in verb_forms().items() if verb.form in ("s", "past"))
    return frozenset(entries("running-words")) | (verbs - NOT_VERBS)


@remembered_line
def running(text: str) -> int:
    """How many words of a text only sentences have; what stands in parentheses does not count."""
    plain = PARENTHESES.sub(" ", text[:HEAD])
    if len(plain) > LONGEST_IN_CAPITALS and plain.isupper():
        plain = plain.lower()  # a telegram
    words = WORDS.findall(plain)
    count = sum(map(_runs, words))
    if "I" in words:
        count += sum(match[0] == "I" and text[match.end() : match.end() + 1] == " " for match in WORDS.finditer(plain))
    return count


@remembered_word
def _runs(word: str) -> bool:
    """Whether only sentences have a word; "I" can also be a numeral or an initial."""
    word = word.replace("’", "'")
    lower = word.lower()
    if word == "I":
        return False
    if "'" in word:
        return lower.split("'")[1] in ("t", "m", "re", "ve", "ll", "d") and word[0] not in "dD"
    if lower in running_words():
        return word.islower() or lower in ("he", "she", "it", "they", "we", "you")
    return len(lower) > 4 and lower.endswith("ed") and word.islower() and lower not in NOT_VERBS


def is_prose(text: str) -> bool:
    """Whether a paragraph is running text: sentences, and not names, offices, headings or fields."""
    head = text[:HEAD]
    count = running(head)
    end = text.rstrip(' _*”"’)]')[-1:]
    enough = (1 if end in tuple(".?!…:") else 2) + len(head) // 600
    return count >= enough or end in ("?", "!")
