"""How a record gives what is said: in the first person (`direct`), indirectly (`reported`), or passing from one to
the other (`mixed`).
"""

from __future__ import annotations

import re

from flows.record import Mode

QUOTED = re.compile(r"“[^”]*”?|\"[^\"]*\"?|‘[^’]{3,}’(?![^\W\d_])")
BRACKETED = re.compile(r"\[[^\]]*\]")
FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]urs?|[Uu]s|[Mm]e|[Mm]yself|[Oo]urselves)\b(?!\.)")


def mode_of(
    text: str, speech_start: int, end: int, labelled: bool, clauses: list[tuple[int, int]], opens_direct: bool
) -> Mode:
    """The mode of the speech turn whose words are `text[speech_start:end]`.

    `labelled`: a label stands before it; `clauses`: clean offsets of the speaker's reporting clauses that do not
    interrupt direct
    speech; `opens_direct`: the leading clause ends in a colon, or quotation marks follow it.
    """
    content = text[speech_start:end]
    if labelled:
        return "mixed" if any(start > speech_start for start, _ in clauses) else "direct"
    if opens_direct:
        rest = QUOTED.sub("", content, count=1).strip(" .,;:!?")
        if content.startswith(("“", '"', "‘")):
            return "direct" if not rest else "mixed"
        return "direct"
    outside = BRACKETED.sub(" ", QUOTED.sub(" ", content))
    return "mixed" if FIRST_PERSON.search(outside) else "reported"
