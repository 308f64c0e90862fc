"""Sides: the words by which a list or sentence says whose people it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile, zip_longest
from typing import NamedTuple

from flows.lexicons import mapping
from flows.segment.heads.fields import normal
from flows.segment.lists.persons import find_people
from flows.segment.lists.roles import role_of
from flows.segment.lists.tokens import Token, place_words, tokens_of
from flows.segment.names import ABBREVIATED, LETTERS_ALONE, UPPER, fold, lexicon

MARKS = " •*_:.,;[]()–—-"
NOUN = r"(?:side|participants|delegation|delegates|representatives|party|members|team)"
TOOK_PART = (
    r"(?:there\s(?:was|were)\s)?(?:(?:those|others|persons|comrades|further|other|also|the)\s){0,3}"
    r"(?:present|attending|attended|accompanying|participating"
    r"|participated|participants|taking part|took part|in attendance)"
    r"(?:\s(?:in|at|during)\s(?:the|this|these)\s\w+)?"
)
WERE = r"(?:,?\s(?:was|were|also|there|present|participated|participating|attended|included|took part)){0,3}"
# "on the Soviet side", "from our side: ", "on the part of the Ruritanian delegation were", "on the side of Ruritania:"
PHRASE = re.compile(
    rf"(?<!\w)(?:{TOOK_PART}\s)?(?:[o0]n|from|for)\s?"
    rf"(?:the\s(?:side|part)\sof\s(?:the\s)?(?P<of>[^\s,;:.()]+(?:\s[^\s,;:.()]+){{0,4}}?)(?<!side)(?<!delegation)"
    rf"(?=\s?:|,\s|\s(?:there|was|were|participated|took\spart|attended)\b)"
    rf"|(?:the\s(?:side|part)\sof\s)?(?:t[hb]e\s|(?<=\s))(?:(?P<side>(?:[^\s,;:.()]+\s){{1,4}}?)(?:side|delegation)"
    rf"|(?P<whose>ours|theirs)(?=\s?[:,–—-]|\s(?:was|were)\b)))\b"
    rf"{WERE}\s?[:,–—-]?\s?",
    re.IGNORECASE,
)
SIDE = re.compile(
    rf"(?:{TOOK_PART}\s)?(?:(?:on behalf of|on|for|from)\s)?(?:the\s)?(?:{NOUN}\s(?:of|from)\s(?:the\s)?)?"
    rf"(?P<side>[^:]{{1,60}}?)(?:['’]s?)?(?:\s?{NOUN})?"
    rf"{WERE}\s?:?$",
    re.IGNORECASE,
)
ENDS_IN_NOUN = re.compile(rf"\b{NOUN}{WERE}:?$", re.IGNORECASE)
# Full stops only in "U.S." and "Mr.": any other ends what comes before.
HEAD = re.compile(
    rf"(?:^|(?<=[.;)] ))(?:(?=[(\[])[(\[](?P<aside>[^()\[\]\n]{{2,60}})[)\]]"
    rf"|(?P<head>(?:{ABBREVIATED}|[^:;.,()\n]|(?<=[{UPPER}])\.){{1,60}}?)\s?:(?!\d))\s?[-–—]?\s?"
)
DASHED = re.compile(rf"(?P<head>[^—–,;:]{{1,60}}?)(?:\s?[—–]{{1,2}}-?|\s-|\s?(?:\.\s?){{4,}})\s?(?=[{UPPER}])")
FOR_COUNTRY = re.compile(rf"(?:[Ff]or|[Ff]rom|[Oo]n behalf of)\s(?P<side>(?:the\s)?[{UPPER}][^,;:()]{{1,40}}),\s")
PLACED = frozenset({"link", "place", "office", "acronym"})
# "From Ruritania", "For the Commission"
FROM = re.compile(r"(?:From|For|On behalf of|f(?:rom|or) the)\s")


# "Interpreted by Mr. Smith"
PART_BY = re.compile(r"(?:interpret|translat|record|minut|not)(?:ed|es taken|ation|ing)\sby\s(?:the\s)?", re.IGNORECASE)


class Stretch(NamedTuple):
    """A stretch of a text and the words before or after it that say whose people it names, or what they are."""

    start: int
    end: int
    head: str | None
    lasting: bool = False  # the head holds until the next one


def phrase_side(phrase: re.Match[str]) -> str:
    """The side that a phrase names, "our" also where it says "on ours"."""
    return str(phrase["side"] or phrase["of"] or phrase["whose"].rstrip("s")).strip()


def side_of(words: str) -> str | None:
    """The side that a heading or phrase names, without "on the … side" around it."""
    match = SIDE.match(words.strip().strip(" •*_[]()–—-").strip())
    side = match["side"].strip(" :,[]()") if match else ""
    if side.endswith(".") and side.count(".") == 1:
        side = side[:-1]
    return side if any(c.isalpha() for c in side) else None


def is_side_heading(entry: str) -> bool:
    """Whether a line of a list is not somebody but says whose people follow: `French`, `[Soviet side]`, `U.S.:`."""
    words = entry.strip(MARKS)
    if not words or len(words) > 70:
        return False
    tokens = [token for token in tokens_of(words) if token.kind != "mark"]
    if not tokens or is_called_by_letters(entry):
        return False
    if ENDS_IN_NOUN.search(words):
        # "Deputy Chief of Delegation" and "Mr. Smith, Swedish Delegation" are somebody.
        return not any(token.kind in ("holder", "title", "initial") for token in tokens[:-1])
    if FROM.match(words) and all(token.kind in ("name", "place", "office", "acronym", "link") for token in tokens):
        return True
    if words[0].islower() and not entry.rstrip().endswith(":"):
        return False
    if entry.strip()[0] == "[" or any(token.kind == "holder" for token in tokens):
        return False
    if all(token.kind in ("place", "office", "acronym", "link", "join") for token in tokens):
        return True
    return entry.rstrip().endswith(":") and len(tokens) <= 6


def names_people(words: str) -> bool:
    """Whether words of a list name somebody or a side."""
    return is_side_heading(words) or bool(find_people(tokens_of(words), False))


def names_country(entry: str) -> bool:
    """Whether a line that says whose people follow is no mere word of an office, such as "Council" is."""
    known = any(token.kind in ("place", "acronym") for token in tokens_of(entry))
    return is_side_heading(entry) and (known or entry.rstrip().endswith(":") or ENDS_IN_NOUN.search(entry) is not None)


def is_called_by_letters(entry: str) -> bool:
    """Whether a line of a list is somebody of whom it gives letters alone: "P.M."."""
    words = entry.strip()
    return (
        LETTERS_ALONE.fullmatch(words) is not None
        and words[-1] == "."
        and fold(words.replace(".", "")) not in place_words()
    )


def by_side(text: str, start: int, end: int) -> Iterator[Stretch]:
    """Split "On the one side A, B; on the other side C" and "A and B on the one side, C on the other side"."""
    phrases = list(PHRASE.finditer(text, start, end))
    if not phrases:
        yield Stretch(start, end, None)
        return
    at = start
    if any(c.isalnum() for c in text[phrases[-1].end() : end]):
        for number, phrase in enumerate(phrases):
            if at < phrase.start() and any(c.isalnum() for c in text[at : phrase.start()]):
                yield Stretch(at, phrase.start(), None)
            at = phrases[number + 1].start() if number + 1 < len(phrases) else end
            yield Stretch(phrase.end(), at, phrase_side(phrase), True)
        return
    for phrase in phrases:
        yield Stretch(at, phrase.start(), phrase_side(phrase))
        at = phrase.end()


def by_head(text: str, start: int, end: int) -> Iterator[Stretch]:
    """Split "State: Mr. Smith" and "U.S.: A, B. USSR: C" into what stands under each head."""
    entry = text[start:end]
    if (part := PART_BY.match(entry)) is not None:
        yield Stretch(start + part.end(), end, part[0])
        return
    headed = HEAD.finditer(entry) if any(mark in entry for mark in ":([") else ()
    heads = [match for match in headed if (_is_aside(match) if match["aside"] else not is_person_head(_words(match)))]
    if not heads:
        country = FOR_COUNTRY.match(entry)
        if country is not None and {token.kind for token in tokens_of(country["side"])} <= PLACED:
            yield Stretch(start + country.end(), end, country["side"], True)
            return
        dash = DASHED.match(entry) if any(mark in entry for mark in ("—", "–", "-", "..", ". .")) else None
        bare = dash is not None and _heads_row(dash["head"], entry[dash.end() :])
        if dash and (bare or is_side_heading(dash["head"]) or not find_people(tokens_of(dash["head"]), False)):
            yield Stretch(start + dash.end(), end, dash["head"].strip(), bare or FROM.match(dash["head"]) is not None)
        else:
            yield Stretch(start, end, None)
        return
    if heads[0].start() > 0:
        yield Stretch(start, start + heads[0].start(), None)
    for number, head in enumerate(heads):
        stop = heads[number + 1].start() if number + 1 < len(heads) else len(entry)
        if any(c.isalnum() for c in entry[head.end() : stop]):
            yield Stretch(start + head.end(), start + stop, _words(head).strip(), True)
        else:
            yield Stretch(start + head.start(), start + stop, None)


def _heads_row(head: str, row: str) -> bool:
    """Whether one word before a dash is the side of the people behind it: "North — Alan Smith (head), Carl Brown"."""
    words = tokens_of(head)
    if len(words) != 1 or words[0].kind != "name" or words[0].key in lexicon("given-names"):
        return False
    first = [token.kind for token in takewhile(lambda token: token.kind not in ("mark", "join"), tokens_of(row))]
    return len(first) > 1 and {"name"} <= set(first) <= {"title", "initial", "name", "particle"}


def _is_aside(head: re.Match[str]) -> bool:
    """Whether a parenthesis before people says whose they are, or what: "(Soviet side)", "(Ruritania) Mr. Smith"."""
    words = head["aside"]
    opens = head.start() == 0 and (fold(words) in lexicon("places") or role_of(words) != "attendee")
    return opens or ENDS_IN_NOUN.search(words) is not None


def _words(head: re.Match[str]) -> str:
    return str(head["head"] or head["aside"])


def is_person_head(head: str) -> bool:
    """Whether the words before a colon are somebody whose office follows it: "Mr A B Smith: Trade"."""
    tokens = tokens_of(head)
    known = any(token.kind in ("title", "initial", "holder") or token.key in lexicon("given-names") for token in tokens)
    return known and bool(find_people(tokens, False)) and not is_side_heading(head) and role_of(head) == "attendee"


def names_side(line: str) -> bool:
    """Whether a line is a side and its people: "For France: A; B", "Present on our side: A, B"."""
    if PHRASE.match(line):
        return True
    head = HEAD.match(line)
    if head is None or not is_side_heading(f"{_words(head)}:") or role_of(_words(head)) != "attendee":
        return False
    people = tokens_of(line[head.end() :])
    if people[-2:-1] and people[-2].text.endswith(("'s", "’s")):
        return False  # "Fisheries Matters: Mr. Smith's Visit"
    # Who has initials has a name behind them: no "Volume V" of a series.
    pairs = zip_longest((token.kind for token in people), (token.kind for token in people[1:]))
    return any(
        kind in ("title", "holder") or (kind == "initial" and other in ("initial", "name")) for kind, other in pairs
    )


def office_in(head: str) -> str | None:
    """The office that a head gives to those under it ("Chairman", "S/S"), None for a side, a role or a field."""
    tokens: list[Token] = [token for token in tokens_of(head) if token.kind != "mark"]
    letters = len(tokens) == 1 and (tokens[0].kind == "initial" or "/" in tokens[0].text)
    if letters and lexicon("places").isdisjoint(map(fold, tokens[0].text.split("/"))):
        return tokens[0].text  # of a department: "E — Mr. Smith", "S/S: Mr. Smith"
    # What the office is of follows: "Minister for Trade", "Head, Second Department"; but "Office of the President".
    words = head.strip(MARKS).removeprefix("The ")
    own = list(takewhile(lambda token: token.kind not in ("link", "mark", "join"), tokens_of(words)))
    if not own or own[-1].kind != "holder" or role_of(head) != "attendee":
        return None
    return words


def is_department(head: str) -> bool:
    """Whether a head is an acronym and names no country or organisation that is known: "EUR"."""
    tokens = [token for token in tokens_of(head) if token.kind != "mark"]
    return len(tokens) == 1 and tokens[0].kind == "acronym"


def is_field(head: str) -> bool:
    """Whether a head says no more than that people follow: "Also present"."""
    return mapping("header-fields").get(normal(head)) == "attendance" and role_of(head) == "attendee"
