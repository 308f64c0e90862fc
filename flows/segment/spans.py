"""Stand-off marks in the clean text: what editors put in, quotations, slips that are kept, places of footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.record import Cleaned, Span

BRACKETS = re.compile(r"\[[^\[\]]{1,400}\]")
# Each way to begin starts with its own character, and looks back only from there: the engine then skips to it.
QUOTATION = re.compile(r"“[^“”]{1,2000}”|\"(?<![\w”]\")[^\"]{1,2000}\"(?!\w)")
SLIP = re.compile(r"\{[^{}\[\]]{0,40}\]|\[[^{}\[\]]{0,40}\}|– [–—](?= )|— [–—](?= )|;(?<=\w;)(?= [“\"])")
ASIDE = re.compile(r"\((?<=[.!?…”\"] \()[A-Z][^()]{3,400}\)")
MARKS = (("quotation", QUOTATION), ("stage-direction", ASIDE), ("slip", SLIP))
SIC = re.compile(r"sic\b", re.IGNORECASE)
DELETION = re.compile(
    r"(?:text |words? |passage |line )?(?:crossed out|struck out|deleted|stricken|strikethrough)", re.IGNORECASE
)


def editorial_spans(cleaned: Cleaned, start: int, end: int) -> Iterator[Span]:
    """The marks in `cleaned.text[start:end]`, kind by kind, and every footnote of the document."""
    text = cleaned.text
    for match in BRACKETS.finditer(text, start, end):
        inner = match[0][1:-1].strip()
        if inner == "?":
            kind = "editorial-query"
        elif SIC.match(inner):
            kind = "sic"
        elif DELETION.search(inner):
            kind = "deletion"
        else:
            kind = "editorial"
        yield Span(kind, match.start(), match.end())
    for kind, pattern in MARKS:
        yield from (Span(kind, *match.span()) for match in pattern.finditer(text, start, end))
    for note in cleaned.footnotes:
        yield Span("footnote", note.clean_start, note.clean_start, note.text, (note.raw_start, note.raw_end))
