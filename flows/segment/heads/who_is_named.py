"""Whether a line of the head names somebody, two, an office and its holder, or a speaker before his words."""

from __future__ import annotations

import re
from itertools import pairwise

from flows.segment.heads.paragraph_kinds import CODE, genre_of, is_classification, is_heading_of_record
from flows.segment.heads.parts import LONGEST_HEADING
from flows.segment.heads.prose import LONGEST_IN_CAPITALS, is_prose
from flows.segment.lists.entries import read_entry
from flows.segment.lists.roles import role_of
from flows.segment.lists.tokens import Token, tokens_of
from flows.segment.names import UPPER, lexicon, titles

TWO = re.compile(r"\s?/\s?|\s[–—-]\s|\s(?:and|with|to)\s")
LABELLED = re.compile(
    rf"\W{{0,3}}(?:\d{{1,3}}[.)]?\s?)?(?P<label>[{UPPER}][^\n:]{{0,70}}?)\s?(?:\([^()]{{0,120}}\)"
    rf"|\[[^\[\]]{{0,120}}\])?\s?(?P<mark>:|\s[–—-]{{1,2}}\s|[—–]|(?<=[^\W_]{{3}})\.\s[—–-]?)\s?(?P<rest>\S.*)",
    re.DOTALL,
)


def labelled(text: str, surnames: frozenset[str] | set[str]) -> bool:
    """Whether a paragraph is a speaker's label with words after it, and not a side or field with names after it."""
    match = LABELLED.match(text[:400])
    if not match:
        return False
    label, rest = match["label"].strip(), match["rest"]
    if len(label.split()) > 8:
        return False
    if not rest.rstrip().endswith((".", "?", "!")) and is_heading_of_record(rest):
        return False  # "Visit of the Minister: Record of Conversation"
    tokens = [token for token in tokens_of(label) if token.kind != "mark"]
    if not tokens or any(token.kind in ("word", "number") for token in tokens) or genre_of(label):
        return False
    if is_classification(label):
        return False
    mark = match["mark"].strip()
    if mark.startswith("."):
        last = tokens[-1]
        if rest[0].isdigit() or rest[0].islower():
            return False
        if re.split(r"[-/ ]+", last.key)[-1] in titles() | lexicon("title-abbreviations"):
            return False
        silent = last.kind in ("title", "initial", "acronym", "place", "office") or len(last.key) < 3
        abbreviated = last.kind == "holder" and len(last.text) <= 4
        if silent or abbreviated or [token.key for token in tokens] == ["the"]:
            return False
        return not _names_only(rest)  # "M. Duval. Sir Arthur Smith." are two of a list
    if is_prose(rest):
        return True
    if mark.startswith(":") and role_of(label) != "attendee" and rest[-1] not in ".?!…" and len(rest.split()) <= 4:
        return False  # "Interpreter: none"
    titled = not any(word[0].islower() for word in rest.split()) and rest[-1] not in ".?!…-–—"  # as in "Coal: A Report"
    named = tokens[-1].key in surnames or any(
        token.kind == "title" or (token.kind == "name" and not titled) for token in tokens
    )
    if mark.startswith(":"):
        return not _names_only(rest) and (
            named or tokens[-1].kind == "holder" or rest.rstrip().endswith((".", "?", "!", "…"))
        )
    return tokens[-1].key in surnames and len(tokens) <= 4


def says_after_colon(line: str) -> bool:
    """Whether a line ends as a question does, or what follows its colon is a sentence: no name of a list does so."""
    return line.rstrip()[-1:] in "?!" or is_prose(line.partition(":")[2])


def office_holder(text: str) -> int | None:
    """Where the name starts in a line that gives an office and who holds it ("Chairman: Mr. Smith"); else None."""
    match = LABELLED.match(text[:400]) if ":" in text else None
    if not match or match["mark"] != ":" or not _is_office(match["label"]):
        return None
    return match.start("rest") if _names_only(match["rest"]) else None


def _is_office(words: str) -> bool:
    """Whether words end in what somebody is ("Chairman"), or say it before what it is for: "Counsel for the Crown"."""
    kinds = [token.kind for token in tokens_of(words) if token.kind != "mark"]
    return bool(kinds) and (kinds[-1] == "holder" or (kinds[-1] == "office" and "holder" in kinds))


def _names_only(text: str) -> bool:
    """Whether a text names people, in full or with titles, and says nothing else."""
    if "?" in text or "!" in text:
        return False
    tokens = [token for token in tokens_of(text[:400]) if token.kind != "mark"]
    said = sum(token.kind == "word" for token in tokens)
    full = (
        any(token.kind in ("title", "initial") for token in tokens) or sum(token.kind == "name" for token in tokens) > 1
    )
    return full and said * 6 <= len(tokens) and bool(read_entry(text, 0, min(len(text), 400), True))


def is_person(text: str) -> bool:
    """Whether a short line is a person or an office and nothing else, as a label on a line of its own is."""
    if len(text) > 80 or is_prose(text) or CODE.search(text):
        return False
    tokens: list[Token] = []
    for token in tokens_of(text.rstrip(" .:")):
        if token.text in (",", "(", "["):
            break
        tokens.append(token)
    if not tokens or any(token.kind in ("word", "number") for token in tokens):
        return False
    return tokens[-1].kind in ("name", "holder", "suffix") and len(tokens) <= 6 and bool(read_entry(text, 0, len(text)))


def names_two(text: str) -> bool:
    """Whether a line names the two who talked and nothing else: "The Secretary/Ambassador Smith"."""
    sides = TWO.split(text.strip(" .:")) if len(text) <= LONGEST_IN_CAPITALS else []
    return len(sides) == 2 and all(is_person(side) for side in sides)


def names_person(words: str) -> bool:
    """Whether words hold a form of address or initials before a name, as no place does."""
    tokens = tokens_of(words)
    return any(
        token.kind in ("title", "initial") and following.kind in ("name", "initial", "particle")
        for token, following in pairwise(tokens)
    )


def names_office(words: str) -> bool:
    """Whether words hold a noun for what somebody is: "Minister of Trade"."""
    return any(token.kind == "holder" for token in tokens_of(words))


def is_letterhead(line: str) -> bool:
    """Whether a line in capitals names an office: `DEPARTMENT OF STATE`, `THE WHITE HOUSE`."""
    if not line.isupper() or len(line) > 80:
        return False
    tokens = [token for token in tokens_of(line) if token.kind != "mark"]
    return bool(tokens) and all(
        token.kind in ("place", "office", "link", "join", "number") or token.key == "white" for token in tokens
    )


def is_office_and_holder(line: str) -> bool:
    """Whether a line is an office and who holds it, and nothing else: "Minister of Trade Alan Smith"."""
    kinds = {token.kind for token in tokens_of(line[:LONGEST_HEADING])}
    named = len(line) < LONGEST_HEADING and {"holder", "name"} <= kinds and kinds.isdisjoint({"word", "number"})
    return named and line[-1] not in ":." and len(read_entry(line, 0, len(line))) == 1


def names_title(line: str) -> bool:
    """Whether a line has a form of address, initials or an office in it."""
    return any(token.kind in ("title", "initial", "holder") for token in tokens_of(line))
