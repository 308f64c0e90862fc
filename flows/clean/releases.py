"""What archives print on the pages that they release: stamps with the number of the document, marks of what is left
out, and blocks that say by what order a page was declassified, by whom and when.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flows.clean.edits import Change

# What an archive prints on every page of what it releases, with the number of the document, and what scanners make of
# it; and its marks of omissions.
_RELEASE_STAMP = re.compile(
    r"(?:No Objection [Tt]o )?(?:Declassifi(?:ed|cation)|Approved [Ff]or (?:Public )?Release)(?: [A-Za-z]+| -){0,8}? ?"
    r"\d{4}/\d\d/\d\d ?:? ?[A-Z]{2,6}-[A-Z\d]+(?:-[A-Z\d]+)+"
    r"|Approved (?:Fo|for Re)[^\n]{0,80}?\d{5,}-\d{1,2}(?!\d)"
    r"|(?:(?<!\S)[^\sa-z][^\na-z]{0,30}? )?Department ?of ?State {0,12}Case No\.? ?(?:[A-Z]{1,3}-\d{4}-\d+ {0,12})?"
    r"Doc No\.? ?\S{6,12}(?: {1,12}Date:? ?(?:[\d/A-Z]{8,10}|\d\d \d\d \d{4}))?"
)
_OMISSION = re.compile(r"(?<![^\W_])(?:25X\d(?:[A-Z]\d?[a-z]?)?|STAT|ILLEGIB)(?![^\W_])")
# Why words were left out, by the paragraph of the law, on a line of its own: "1.4(B)", "(b)(1)", "B1".
_EXEMPTION = re.compile(
    r"(?:[^\w(]{0,2}(?:1[. ][45] ?\([A-Ha-h]\) ?\d?|\([Bb]\) ?\(\d\)|[Bb][1-9]|3\.[345] ?\([Bb]\) ?\(\d{1,2}\)))+"
    r"[^\w)]{0,2}"
)
# The lines of a block that declassifies a page, and what scanners make of them.
_BLOCK = {
    "heading": re.compile(r"\W*(?:D[EF]CLA?S\w{2,}|DECL\b)", re.IGNORECASE),
    "order": re.compile(r"\W*(?:[E£]\W{0,2}[OQC0)]\W{0,3}|Executive Order )\s?[1$][\d$]{4}\b", re.IGNORECASE),
    "guidelines": re.compile(
        r"\W*(?:\w{3,6}\W? D\w{2,4}\W{0,2}|NSC|CIA|DOD|Archivist)\s?(?:Gu\w*|Memo\w*|ltr|letter)\b"
    ),
    "hand": re.compile(
        r"\W*(?:(?:B\W?[Yyvs]\W{0,2})?\s?[\w/]{1,5}\W{0,4})?\s?(?:NARA|NARS|NLJ|NLF|NLN|NLE|NLK|NLC|NLR|NLS|NLGB?)\b(?!\s(?!date)[a-z])"
        r"|\W*Authority\W{1,3}(?:N\w{2}|E\W?O)|\W*N\W?[NL]\W?D\W?\s?\d{5,}"
    ),
}
# What no such line holds: two words in small letters, or the end of a sentence.
_TALK = re.compile(r"\b(?!as amended\b|(?:with )?portions exempted\b)[a-z]{2,} [a-z]{2,}\b|[a-z][.?!][\"”]?$")
_LONGEST_BLOCK_LINE = 48  # characters
_MOST_BETWEEN = 1  # lines of a block that nothing of it is read in


def stamped_lines(texts: Sequence[str]) -> Iterator[int]:
    """The indices, in order, of stamps of release, omissions in a text with such, and blocks that declassify a page."""
    blocks = {i for block in _blocks(texts) for i in block}
    stamped = False
    for i, text in enumerate(texts):
        if is_release_stamp(text):
            stamped = True
            yield i
        elif i in blocks or (
            stamped and (_EXEMPTION.fullmatch(text) is not None or not _OMISSION.sub("", text).strip())
        ):
            yield i


def is_release_stamp(text: str) -> bool:
    """Whether a line is a stamp of release and nothing else."""
    return "-" in text and _RELEASE_STAMP.fullmatch(_OMISSION.sub("", text).strip()) is not None


def release_stamps(raw: str) -> Iterator[Change]:
    """The stamps of release within lines, and those of omissions in a text that has them, as removals."""
    if "Approved" in raw or "Declassifi" in raw or "Case No" in raw:
        stamps = list(_RELEASE_STAMP.finditer(raw))
        for stamp in [*stamps, *(_OMISSION.finditer(raw) if stamps else ())]:
            yield Change(stamp.start(), stamp.end(), "", "page-furniture")


def _blocks(texts: Sequence[str]) -> Iterator[range]:
    """The stretches of short lines from the first to the last of two or more different lines of such a block."""
    first = last = -1
    kinds: set[str] = set()
    for i, text in enumerate(texts):
        talk = len(text) > _LONGEST_BLOCK_LINE or _TALK.search(text) is not None
        kind = None if talk else _block_line(text)
        if first >= 0 and (talk or i - last > _MOST_BETWEEN + 1):
            if len(kinds) > 1:
                yield range(first, last + 1)
            first, kinds = -1, set()
        if kind is not None:
            first, last = first if first >= 0 else i, i
            kinds.add(kind)
    if first >= 0 and len(kinds) > 1:
        yield range(first, last + 1)


def _block_line(text: str) -> str | None:
    """Which line of a block that declassifies a page a line is, if it is one."""
    return next((kind for kind, pattern in _BLOCK.items() if pattern.match(text)), None)
