"""Rows of persons: several in one entry, or in one line of offices whose last holder stands in the next."""

from __future__ import annotations

from collections.abc import Sequence

from flows.segment.lists.tokens import PARENTHESES, Token, plural_titles, tokens_of

QUALIFIERS = frozenset({"deputy", "vice", "acting"})


def awaits_name(line: str, following: str) -> bool:
    """Whether a line of offices before names ends in an office whose end or holder stands in the next line."""
    before, comma, last = line[line.rfind(":") + 1 :].rpartition(",")
    if ":" in following.partition(",")[0]:
        return False  # "Ruritania: Mr. Smith, Minister", the next side
    holder = [token for token in tokens_of(following.partition(",")[0]) if token.kind != "mark"]
    office = tokens_of(last)
    named = all(token.kind in ("title", "initial", "name", "particle") for token in holder)
    if not comma or not holder or not office or not (named or (_is_cut(office, holder) and _is_whole_person(holder))):
        return False
    known = all(token.kind in ("link", "holder", "office", "place", "acronym") for token in office)
    pieces = _pieces(before)
    offices_first = [piece for piece in pieces if any(token.kind == "holder" for token in piece)]
    return (
        known
        and (not named or any(token.kind == "holder" for token in office))
        and offices_first[:1] == pieces[:1] != []
        and all(piece[-1].kind == "name" and _is_whole_person(piece) for piece in offices_first)
    )


def _is_cut(office: Sequence[Token], following: Sequence[Token]) -> bool:
    """Whether an office at the end of a line goes on in the next: "Deputy Prime", "Minister"; "Head", "of Division"."""
    if following[0].kind in ("link", "office"):
        return True
    whole = office[-1].kind == "holder" and office[-1].key not in QUALIFIERS
    return following[0].kind == "holder" and not whole and all(token.kind != "link" for token in office)


def _pieces(entry: str, monsieur: bool = False) -> list[list[Token]]:
    """The tokens between the commas of an entry, without marks."""
    pieces: list[list[Token]] = []
    for part in PARENTHESES.sub(" ", entry).split(","):
        for number, piece in enumerate(part.split(" and ") if " and " in part else [part]):
            tokens = [token for token in tokens_of(piece.strip(), monsieur) if token.kind != "mark"]
            if number and pieces and len(tokens) == 1 and tokens[0].kind == "name" and _is_of_portfolio(pieces[-1]):
                continue  # "Minister for Transport and Power"
            if tokens:
                pieces.append(tokens)
    return pieces


def _is_of_portfolio(piece: Sequence[Token]) -> bool:
    """Whether a piece of an entry ends in what an office is for: "Minister for Transport"."""
    return len(piece) > 2 and piece[-2].kind == "link" and piece[-3].kind == "holder"


def is_row(entry: str, monsieur: bool = False) -> bool:
    """Whether an entry is a row of persons ("Minister A, Ambassador B") and not one with his offices."""
    pieces = _pieces(entry, monsieur)
    persons = sum(map(_is_whole_person, pieces))
    if len(pieces) == 2:
        if pieces[0] and pieces[0][0].key in plural_titles():
            return persons == 2
        full = sum(len(piece) > 1 for piece in pieces)
        return persons == 2 and (full == 2 or (full == 1 and entry.rstrip().endswith(")")))
    return len(pieces) > 2 and persons >= 0.6 * len(pieces)


def _is_whole_person(piece: Sequence[Token]) -> bool:
    """Whether words between commas are a person by themselves: a name, after an office or nothing, ends them."""
    at = len(piece)
    while at and piece[at - 1].kind in ("title", "initial", "name", "suffix", "particle"):
        at -= 1
    if not any(token.kind == "name" for token in piece[at:]):
        return (
            piece != [] and piece[0].key == "the" and all(token.kind in ("link", "holder", "office") for token in piece)
        )
    return at == 0 or piece[at - 1].kind in ("holder", "office", "place", "join")
