"""What the body of a record says of persons beside their words: their offices, and that they were there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.segment.body import Body
from flows.segment.clauses.verbs import says
from flows.segment.lists.tokens import place_words
from flows.segment.names import GLUED, MENTION, NAME, ROLE, UPPER, Name, fold, lexicon, parse_name
from flows.segment.people.meetings import without_house
from flows.segment.people.offices import office_key
from flows.segment.rare import RarePattern

NAMED = re.compile(NAME)
VERB_AFTER = re.compile(r",\s(?:then\s|also\s|[a-z]+ly\s)?([a-z]+)\b")
CAPITAL = re.compile(f"[{UPPER}]")
BEFORE_CAPITAL = re.compile(f"{GLUED}$")
LONGEST_GLUED = 5
MENTIONED = RarePattern(rf"(?=[{UPPER}]|{GLUED}|his|her|the){MENTION}")
ARRIVAL = re.compile(
    r"\bjoined (?:by|us|them|the (?:meeting|conversation|discussion|group|party|talks))\b"
    r"|\b(?:entered|came into|was shown into) the (?:room|hall|office)\b"
    r"|\baccompanied (?:by|me|us|him|her)\b|\b(?:was|were) (?:also )?present\b|\balso present\b"
    r"|\b(?:was|were) (?:also )?in the room\b"
    r"|\b(?:took part|participated|attended) on (?:our|my|their|the \w+) side\b"
    r"|\b(?:took part|participated) in (?:the|this) (?:conversation|meeting|talk)\b"
    r"|\bwho (?:\w+ )?(?:took (?:the |a )?(?:notes?|record)|interpreted|sat in)\b"
    r"|\bsat in (?:with us|on (?:the|this|our))\b|\bwith (?:him|her|me|us)[.;]"
    r"|\b(?:had|brought|bringing) with (?:him|her|me|us)\b"
)
# "the Ambassador, Mr. Smith,", "The Ruritanian Ambassador (Mr. Smith)", in a telegram "Minister(Mr Smith)"
APPOSED = RarePattern(
    r"(?=[A-Zthmo])(?P<office>\b(?:(?:Prime|Foreign|Vice)\s)?(?:Minister|President|Secretary|Ambassador)(?=\s?\(M)"
    rf"|{ROLE}|[Tt]he\s{NAME})(?P<opens>,\s|\s?\((?=[^()\n]{{1,40}}\)))(?P<name>{NAME})(?=[,.;)]|\s*\n)"
)


# "At the invitation of the Chairman, Mr. Smith, of the Board of Trade, took a seat": two persons.
AT_WHOSE_WISH = tuple(f"{wish} of " for wish in ("invitation", "request", "suggestion", "instance", "proposal", "sign"))
# "Señor Ortiz, the new Under Secretary,", "M. Ortiz (Chile), Rapporteur,", "Mr. Smith (Counsellor)": what follows the
# name, and the name before.
OFFICE_AFTER = RarePattern(
    rf"(?:,\s|\s\((?=[^()\n]{{1,60}}\)))"
    rf"(?P<office>(?:(?:the|our|their)\s(?:(?:new|present|acting|former)\s)?)?+(?=[{UPPER}]){NAME})(?=[,.;)])"
)
NAME_BEFORE = RarePattern(rf"(?<![^\W\d_])(?P<name>{NAME})(?:\s\([^()\n]{{1,40}}\))?$")
LONGEST_NAME = 100


def names_in(text: str, start: int, end: int) -> Iterator[str]:
    """The names in `text[start:end]`, found from their capitals: the engine would try every character."""
    at = start
    for capital in CAPITAL.finditer(text, start, end):
        place = capital.start()
        if place < at:
            continue
        if text[place - 1 : place] in ("'", "’", "-"):
            glued = BEFORE_CAPITAL.search(text, max(at, place - LONGEST_GLUED), place)
            place = glued.start() if glued is not None else place
        if (match := NAMED.match(text, place, end)) is not None:
            yield match[0]
            at = match.end()


def arrivals(body: Body) -> frozenset[str]:
    """The surnames, or else offices, of those who, as the record says, were there or came; and the undersigned."""
    told = (s for s in body.sentences if ARRIVAL.search(body.text, s.start, s.end))
    found = (match[0] for s in told for match in MENTIONED.finditer(body.text, s.start, s.end))
    names = map(parse_name, map(without_house, found))
    return frozenset({"undersigned", *(name.surname or name.office for name in names)})


def apposed(body: Body) -> dict[str, set[str]]:
    """Surnames that stand between commas after an office ("the Ambassador, Mr. Smith,"): the offices of each."""
    found: dict[str, set[str]] = {}
    pairs = [
        (match["office"], match["name"], is_who_says(match))
        for match in APPOSED.finditer(body.text, 0, body.end)
        if not body.text.endswith(AT_WHOSE_WISH, 0, match.start())
    ]
    around = names_before(body.text, body.start, body.end)
    pairs += [(after["office"], before["name"], False) for before, after in around]
    for written_office, written_name, alone in pairs:
        office, name = parse_name(written_office), parse_name(written_name)
        if names_holder(office, name, alone):
            found.setdefault(name.surname, set()).add(office_key(office.office))
    return found


def names_before(text: str, start: int, end: int) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """The names in `text[start:end]`, each with the office that stands after it."""
    for after in OFFICE_AFTER.finditer(text, start, end):
        before = NAME_BEFORE.search(text, max(start, after.start() - LONGEST_NAME), after.start())
        if before is not None:
            yield before, after


def is_who_says(apposed: re.Match[str]) -> bool:
    """Whether a surname alone behind an office is no place and stands before a verb: "the Governor, Smith, said"."""
    after = VERB_AFTER.match(apposed.string, apposed.end())
    said = after is not None and apposed["opens"].startswith(",") and says(after[1])
    return said and fold(apposed["name"]) not in place_words()


def names_holder(office: Name, name: Name, alone: bool = False) -> bool:
    """Whether of two mentions beside each other one is an office alone and the other a name that can be its holder's,
    a surname `alone` too: "the Governor, Colonel Smith", and not "the Governor, Ambassador Smith", who are two.
    """
    addressed = name.titles or name.given or name.office in lexicon("ranks") or alone
    return bool(office.office and not office.surname and name.surname and addressed)


def offices_in_text(body: Body, start: int) -> dict[str, set[str]]:
    """Surnames that from `start` on stand after a form of address or an office in the body: the offices of each."""
    found: dict[str, set[str]] = {}
    for mention in names_in(body.text, start, body.end):
        parsed = parse_name(mention)
        if parsed.surname and (parsed.titles or parsed.office):
            for part in (*parsed.given, parsed.surname):
                found.setdefault(part, set()).update([office_key(parsed.office)] if parsed.office else [])
    return found
