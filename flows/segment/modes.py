"""How a record gives what is said: in the first person (`direct`), indirectly (`reported`), or both (`mixed`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flows.record import Mode, Span, Turn
from flows.segment.sentences import sentence_starts

QUOTED = re.compile(r"«[^»]*»?|“[^”]*”?|\"[^\"]*\"?|‘[^’]{3,}’(?![^\W\d_])")
BRACKETED = re.compile(r"\[[^\]]*\]")
# "I", "we", "my", "our(s)", "us", "me", "myself", "ourselves", looking back from the first letter.
FIRST_PERSON = re.compile(
    r"[IWwMmOoUu](?<!\w[IWwMmOoUu])"
    r"(?:(?<=I)|(?<=[Ww])e|(?<=[Mm])(?:e|y(?:self)?)|(?<=[Oo])ur(?:s(?:elves)?)?|(?<=[Uu])s)\b(?!\.)"
)


def mode_of(
    text: str, speech_start: int, end: int, labelled: bool, clauses: list[tuple[int, int]], opens_direct: bool
) -> Mode:
    """The mode of the speech turn whose words are `text[speech_start:end]`.

    `labelled`: a label stands before it; `clauses`: clean offsets of the speaker's reporting clauses that do not
    interrupt direct speech; `opens_direct`: the leading clause ends in a colon, or quotation marks follow it.
    """
    content = text[speech_start:end]
    if labelled:
        return "mixed" if any(start > speech_start for start, _ in clauses) else "direct"
    if opens_direct:
        rest = QUOTED.sub("", content, count=1).strip(" .,;:!?")
        if content.startswith(("“", '"', "‘", "«")):
            return "direct" if not rest else "mixed"
        return "direct"
    outside = BRACKETED.sub(" ", QUOTED.sub(" ", content))
    return "mixed" if FIRST_PERSON.search(outside) else "reported"


def parts_of(
    text: str, turn: Turn, clauses: Sequence[tuple[int, int]], labelled: bool, opens_direct: bool
) -> Iterator[Span]:
    """The stretches of direct and of reported speech in a mixed turn, as spans that cover its words in turn.

    Sentences with a reporting clause are reported, those in the first person direct, and others like the one before.
    """
    direct = labelled or opens_direct
    bounds = list(sentence_starts(text, turn.speech_start, turn.clean_end))
    reported_at = [start for start, _ in clauses]
    at = 0
    open_start = turn.speech_start
    for start, end in zip(bounds, [*bounds[1:], turn.clean_end], strict=True):
        while at < len(reported_at) and reported_at[at] < start:
            at += 1
        told = at < len(reported_at) and reported_at[at] < end and start != turn.speech_start
        outside = BRACKETED.sub(" ", QUOTED.sub(" ", text[start:end]))
        now = not told and (direct or FIRST_PERSON.search(outside) is not None)
        if now != direct and start > open_start:
            yield _part(text, open_start, start, direct)
            open_start = start
        direct = now
    yield _part(text, open_start, turn.clean_end, direct)


def _part(text: str, start: int, end: int, direct: bool) -> Span:
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span("direct-speech" if direct else "reported-speech", start, end)
