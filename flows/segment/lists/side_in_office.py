"""Whose an office is by its own words: the country or people in "Soviet Deputy Foreign Minister"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flows.lexicons import entries
from flows.segment.lists.tokens import LINKS, Token, tokens_of
from flows.segment.names import lexicon

# Those who stand for a country: "the Soviet Ambassador", "the French Foreign Minister", but no "European Adviser".
STATESMEN = frozenset(entries("statesmen"))
# "Counselor, Indonesian Embassy"
MISSIONS = frozenset({"embassy", "legation", "mission", "consulate", "delegation"})
# "Chief, Treaty Section, Belgian Foreign Ministry", "Counsellor, Ceylon High Commission"
INSTITUTIONS = MISSIONS | {
    *("government", "cabinet", "ministry", "parliament", "army", "navy", "force", "forces", "commission", "party"),
    *("council", "treasury", "assembly"),
}
ABROAD = frozenset({"to", "in", "at", "near", "on"})  # "Ambassador to Ruritania" is none of Ruritania's
PORTFOLIOS = frozenset(
    {"foreign", "prime", "defense", "defence", "finance", "trade", "high", "deputy", "vice", "federal"}
)
# What stands between a people and its institution: "Swiss Federal Council", "Cuban Communist Party".
OF_INSTITUTIONS = PORTFOLIOS | {
    *("communist", "workers", "workers'", "socialist", "labour", "armed", "air", "national", "state", "military"),
    *("naval", "commercial", "general", "permanent"),
}
ADJECTIVE = re.compile(r"(?:an|ese|ish|i|ic|ch|ss|sh|et|[Gg]reek|Dutch|Czech|[Aa]rab)$|^U\.?[SK]\.?$")


def side_in_office(office: str | None) -> str | None:
    """Whose an office is by its own words: "Soviet" in "Soviet Deputy Foreign Minister", "Brazil" in "Ambassador of
    Brazil", "Indonesian" in "Counselor, Indonesian Embassy"; else None.
    """
    if office is None:
        return None
    tokens = [token for token in tokens_of(office) if token.key != "the"]
    at = 0
    while at < len(tokens) and tokens[at].kind in ("place", "name") and ADJECTIVE.search(tokens[at].text):
        at += 1
    at = max([at, *(end for start, end in _countries_in(tokens) if start == 0)])
    holder = at
    while holder < len(tokens) and tokens[holder].key in PORTFOLIOS:
        holder += 1
    headed = holder < len(tokens) and (
        tokens[holder].key in STATESMEN or (holder > at and tokens[holder].key in ("secretary", "commissioner"))
    )
    if at > 0 and headed:
        return office[tokens[0].start : tokens[at - 1].end]
    for start, end in _countries_in(tokens):
        before = [token.key for token in tokens[:start]]
        after = tokens[end].key if end < len(tokens) else ""
        serves = before[-1:] == ["of"] and _is_of_state(before) and (after in LINKS or not after.isalpha())
        accredited = before[-2:] in (["commissioner", "for"], ["representative", "for"])
        # "Permanent Secretary, Ministry of Trade, Ruritania"
        ministry = before[-1:] == [","] and end == len(tokens) and "ministry" in before and not MISSIONS & set(before)
        if (
            (_is_institution(tokens, end) and "to" not in before)
            or after in MISSIONS
            or serves
            or accredited
            or ministry
        ):
            return office[tokens[start].start : tokens[end - 1].end]
    return None


def _countries_in(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Where countries or peoples stand in an office, in tokens."""
    at = 0
    while at < len(tokens):
        end = at
        while end < len(tokens) and tokens[end].kind == "place":
            end += 1
        if " ".join(token.key for token in tokens[at:end]) in lexicon("places"):
            yield at, end
        at = max(end, at + 1)


def _is_institution(tokens: Sequence[Token], at: int) -> bool:
    """Whether words behind a people are an institution that is its own: "Foreign Ministry", but no "Desk"."""
    first = at
    while at < len(tokens) and tokens[at].key in OF_INSTITUTIONS:
        at += 1
    key = tokens[at].key if at < len(tokens) else ""
    return key in INSTITUTIONS and (at > first or key not in ("commission", "council", "party"))


def _is_of_state(before: Sequence[str]) -> bool:
    """Whether the words before "of" a country are an office or mission of that country's: "Minister of Trade of"."""
    own = (
        key in STATESMEN | MISSIONS or (key == "secretary" and before[at - 1] in PORTFOLIOS)
        for at, key in enumerate(before)
    )
    last = max((at for at, known in enumerate(own) if known), default=None)
    return last is not None and ABROAD.isdisjoint(before[last:])
