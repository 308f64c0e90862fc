"""Full stops that a scanner took for a comma, or saw a speck on: the sentence after them begins with a capital."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.segment.clauses.verbs import verb_forms
from flows.segment.repairs.broken_names import word_before
from flows.segment.repairs.known_words import common
from flows.segment.repairs.repaired_text import Change

# "It ended.-The Minister left", "It ended.'The Minister left".
SPECK = re.compile(r"[.?!](?P<speck>(?:[-~_] ?|['’]))(?=[A-Z])")
# "It ended, He left", "It ended, The Minister said"
COMMA = re.compile(
    r",(?<=[a-z\d]{2},)(?= (?:(?:He|She|They|It|Its|There|This|These|Those) |The (?P<who>(?:[A-Z][\w-]+ ){1,4}))"
    r"(?P<verb>[a-z]+))"
)
LONGEST_LABEL = 60  # characters
PRONOUNS = (", He ", ", She ", ", They ", ", It ", ", Th")


def stop_changes(text: str, start: int, end: int) -> Iterator[Change]:
    """What becomes in `text[start:end]` of such full stops."""
    for match in SPECK.finditer(text, start, end):
        at = match.start()
        # "Smith.-We agree" opens a paragraph.
        inside = at - text.rfind("\n\n", max(start, at - LONGEST_LABEL), at) > LONGEST_LABEL
        if inside or word_before(text, start, at).islower():
            yield *match.span("speck"), " "
    for match in COMMA.finditer(text, start, end) if any(sign in text for sign in PRONOUNS) else ():
        before = word_before(text, start, match.start())
        said = verb_forms().get(before)
        if (said is None or not said.says) and (match["who"] is None or _acts(match["verb"])) and before.islower():
            yield match.start(), match.end(), "."


def _acts(word: str) -> bool:
    """Whether a word is a known verb of saying in the present or past."""
    return word in common() and word in verb_forms()
