"""Entries of a list as participants: the name, title, office and side of each person, and the part he takes."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from flows.lexicons import entries
from flows.record import Participant
from flows.segment.lists.persons import Found, find_people
from flows.segment.lists.tokens import LINKS, SUFFIX, Token, countries, plural_titles, tokens_of
from flows.segment.names import LETTERS_ALONE, bodies, fold

_TITLE, _START = attrgetter("title"), attrgetter("start")
# "Mr. Smith, Second Secretary (Interpreter)": a part that he takes, behind his office.
PART_BEHIND = re.compile(
    r"(?<=[\w.)]),?\s\((?:the )?(?:interpret\w*|translat\w*|note-?\s?takers?|note-?taking|taking notes|recorder"
    r"|recording|reporting|rapporteur|notes?|minutes|drafting(?: officer)?|reporting officer)\)[ ,;.]*$",
    re.IGNORECASE,
)
# "(our side)", "(for the Soviet side)"
SIDE_IN_PARENTHESES = re.compile(
    r"\s\((?:(?:on|from|for|of)\s)?(?:the\s)?(?P<side>[^()\s]+(?:\s[^()\s]+){0,2}?)\sside\)"
)
# "Mr. Smith (Chairman), Department of Trade": what follows the name
OFFICE_IN_PARENTHESES = re.compile(r"^\(([^()]{2,60})\)[,;]?\s(?=[^\W\d_])")
RETIRED = re.compile(r"\s\((?:ret|retd|rtd|res)\.?\)")  # "Brig. Gen. (ret.) Smith"
PARENTHESES = re.compile(r"\([^()]*\)")
MARKS_AROUND = re.compile(r"^[\s,;:|/—–•*_-]+|[\s,;:|/—–•*_-]+$")
JOINS_AROUND = re.compile(r"(?:^|,?\s)(?:as\swell\sas|and|also|by|with|&)$|^(?:and|also|&)\s", re.IGNORECASE)
DIGITS_BEHIND = re.compile(r"(?<=[^\W\d_])\d{1,2}$")
FROM = re.compile(r"^from the\s(?=[^\W\d])")  # "Mr. Smith, from the Chancellery"
QUOTED = re.compile(r",?\s[“‘\"']")  # "Diary of A. Smith, 'Record of a Conversation'"
ARTICLE = re.compile(r"^(?:the|our)\s", re.IGNORECASE)
INTERPRETS = re.compile(r"\b(?:interpret|translat)", re.IGNORECASE)
RECORDS = re.compile(
    r"\b(?:(?<!two )(?<!three )note-?\s?taker|taking notes|recorder|recording|rapporteur|stenographer|minute taker"
    r"|drafting officer|reporting officer)|\((?:reporting|notes?|minutes|protocol)\)",
    re.IGNORECASE,
)
# "M.P.", "KCMG", and several of them.
HONOURS = re.compile(
    rf"(?:(?:(?!U\.[SK])(?:[A-Z]{{1,2}}\.\s?){{2,5}}|(?:{'|'.join(entries('honours'))})\b)(?:,\s*|$))+"
)
# Those who stand for a country: "the Soviet Ambassador", "the French Foreign Minister", but no "European Adviser".
STATESMEN = frozenset(entries("statesmen"))
MARKS_BEFORE_NAME = frozenset({",", ":", "-", "–", "—"})
# "Counselor, Indonesian Embassy"
MISSIONS = frozenset({"embassy", "legation", "mission", "consulate", "delegation"})
ABROAD = frozenset({"to", "in", "at", "near", "on"})  # "Ambassador to Ruritania" is none of Ruritania's
PORTFOLIOS = frozenset(
    {"foreign", "prime", "defense", "defence", "finance", "trade", "high", "deputy", "vice", "federal"}
)
ADJECTIVE = re.compile(r"(?:an|ese|ish|i|ic|ch|ss|sh|et|[Gg]reek|Dutch|Czech|[Aa]rab)$|^U\.?[SK]\.?$")


class FromList(NamedTuple):
    """What the list says of those in an entry before the entry is read: its heading, or the entries before."""

    side: str | None = None
    role: str | None = None


NOTHING = FromList()


def read_entry(
    text: str, start: int, end: int, sentence: bool = False, said: FromList = NOTHING, monsieur: bool = False
) -> list[Participant]:
    """The participants whom `text[start:end]` names, in order, with the offsets of their names in `text`.

    In a `sentence` several may be given by office alone; with `monsieur`, "M." is a title. Somebody who is given by
    office alone ("The Secretary") has the office as name. Nobody: an empty list.
    """
    entry = RETIRED.sub(lambda aside: " " * len(aside[0]), text[start:end])
    tokens = tokens_of(entry, monsieur)
    found = find_people(tokens, sentence)
    if (whole := _with_body(tokens, 0)) == len(tokens) > 0:
        found = [Found(0, 0, 0, whole)]
    elif sentence:
        found = _with_offices(tokens, found)
    if len(found) == 1 and _is_office_before(tokens, found[0]):
        found = [found[0]._replace(prefix=0)]
    if not found:
        return _fallback(text, start, tokens, said)
    if len(found) > 1 and found[0].prefix == found[0].title and _office_follows(tokens, found[0].end):
        # "A, minister of X, B, minister of Y": where the first has his office behind him, so have the others.
        found = [
            person
            if _is_title(tokens, person) or _opens_with_office(tokens, person)
            else person._replace(prefix=person.title)
            for person in found
        ]
    ends = [*(tokens[person.prefix].start for person in found[1:]), len(entry)]
    return [_participant(entry, start, tokens, *one, said) for one in zip(found, ends, strict=True)]


def _participant(
    entry: str, start: int, tokens: Sequence[Token], person: Found, end: int, said: FromList
) -> Participant:
    """One person of an entry that stands at `start` of the text; what is said of him goes up to `end` of the entry."""
    side = said.side
    first, last = tokens[person.name], tokens[person.end - 1]
    name = entry[first.start : last.end]
    if not SUFFIX.search(name) and last.kind != "initial":
        name = name.rstrip(".,")
    title = entry[tokens[person.title].start : first.start].strip() or None
    if (beside := SIDE_IN_PARENTHESES.match(entry, last.end, end)) is not None:
        side = side or beside["side"]
        person = person._replace(end=bisect_left(tokens, beside.end(), lo=person.end, key=_START))
    aside = _country_behind(entry, tokens, person)
    office = _office_behind(entry, tokens, person._replace(end=aside.stop) if aside else person, end)
    if aside:
        side = side or entry[tokens[aside.start].start : tokens[aside.stop - 2].end]
    before = tokens[person.prefix : person.title]
    words = _words_of(entry, before)
    if any(token.kind == "holder" for token in before):
        if office and office.startswith("of "):
            office = f"{words} {office}"
        if all(token.kind in ("holder", "office") for token in before) and len(before) <= 4:
            title = f"{words} {title}" if title else words
        office = office if office and not _is_remark(office) else words
    elif before and side is None and not any(token.kind == "word" for token in before):
        side = words
    return Participant(
        name_as_written=name,
        title_as_written=title,
        office=office,
        side=side,
        role=said.role or role_of(entry[(before[0] if before else first).start : end]),
        clean_start=start + first.start,
        clean_end=start + first.start + len(name),
    )


def _country_behind(entry: str, tokens: Sequence[Token], person: Found) -> range | None:
    """Where a country stands that is all that a parenthesis behind a name holds, in tokens up to where it is closed:
    "Mr. Smith (Ruritania)".
    """
    start = end = person.end + 1
    while end < len(tokens) and tokens[end].kind == "place":
        end += 1
    closed = end < len(tokens) and tokens[start - 1].text == "(" and tokens[end].text == ")"
    known = closed and fold(entry[tokens[start].start : tokens[end - 1].end]) in countries()
    return range(start, end + 1) if known else None


def _words_of(entry: str, before: Sequence[Token]) -> str:
    """The words before a name, without the article and the marks around them."""
    words = trim(entry[before[0].start : before[-1].end].rstrip(" (,")) if before else ""
    return ARTICLE.sub("", words)


def _office_behind(entry: str, tokens: Sequence[Token], person: Found, end: int) -> str | None:
    """The office behind a name, or the one that is all that names somebody: "the Secretary"."""
    named = tokens[person.name : person.end]
    if QUOTED.match(entry, tokens[person.end - 1].end, end):
        return None
    behind = PART_BEHIND.sub("", entry[tokens[person.end - 1].end : end])
    office = FROM.sub("", _trim_honours(trim(behind)))
    if not office and named[0].key == "the" and any(token.kind == "holder" for token in named):
        return trim(entry[named[1].start : named[-1].end])
    return office or None


def _with_offices(tokens: Sequence[Token], found: Sequence[Found]) -> list[Found]:
    """The people of a row, and those who are given by office alone: "the President, the Secretary, Mr. Smith".

    An office that a name without one follows, or goes before, is that person's: "the Secretary, Mr. Smith".
    """
    people = list(found)
    at = 0
    while at < len(tokens):
        the = at  # behind forms of address: "Comrade the Vice Chairman"
        while the + 1 < len(tokens) and tokens[the].kind == "title":
            the += 1
        addressed = the > at and tokens[the].key == "the"
        the = the if addressed else at
        end = the
        while end < len(tokens) and (
            tokens[end].kind in ("link", "holder", "office", "place", "acronym")
            # "the Minister of Trade of Ruritania": a country that no lexicon knows.
            or (end > at and tokens[end].kind == "name" and tokens[end - 1].kind == "link")
        ):
            end += 1
        if (body := _with_body(tokens, the)) > end and (at == 0 or tokens[at - 1].kind in ("join", "mark")):
            end = body
            people = [person for person in people if not the <= person.title < end]
        alone = end == len(tokens) or tokens[end].kind in ("mark", "join")
        opens = at == 0 or tokens[at - 1].kind == "join" or tokens[at - 1].text in (",", ";")
        next_person = bisect_right(people, at, key=_TITLE)
        taken = next_person < len(people) and people[next_person].prefix <= at
        if (
            not taken
            and tokens[the].key == "the"
            and alone
            and opens
            and any(token.kind == "holder" for token in tokens[the:end])
        ):
            number = bisect_left(people, end, key=_TITLE)
            before, following = people[number - 1 : number], people[number : number + 1]
            if addressed:
                before, following = [], []
            if any(_has_office(tokens, person) or not _adjoin(tokens, person.end, at) for person in before):
                before = []
            bare = _bare_name(tokens, the, end) if not before else end
            if not before and following and _is_named_by(tokens, end, following[0]):
                people[number] = following[0]._replace(prefix=at)
            elif bare > end:
                people.insert(number, Found(at, end + 1, end + 1, bare))
            elif not before:
                people.insert(number, Found(the, the, the, end))
        at = max(end, at + 1)
    return people


def _with_body(tokens: Sequence[Token], the: int) -> int:
    """Where what somebody is at the head of ends, behind an office that is of nothing else and a comma: "the Director,
    Bureau of Mines"; else `the`.
    """
    at = the + 1
    while at < len(tokens) and tokens[at].kind in ("office", "holder", "place"):
        at += 1
    held = tokens[the:at]
    if not held or held[0].key != "the" or held[-1].kind != "holder" or at == len(tokens) or tokens[at].text != ",":
        return the
    end = at + 1
    while end < len(tokens) and tokens[end].kind in ("office", "name", "place", "link", "acronym"):
        end += 1
    body = tokens[at + 1 : end]
    alone = end == len(tokens) or tokens[end].kind in ("mark", "join")
    headed = len(body) > 1 and body[1].key == "of" and body[0].key in bodies()
    return end if alone and body and body[0].key != "the" and (headed or body[-1].key in bodies()) else the


def _bare_name(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where the name without a form of address ends that stands alone after an office, what it is of and a comma: "the
    Ambassador of Ruritania, Smith"; else `end`.
    """
    last = end + 1
    while last < len(tokens) and tokens[last].kind in ("name", "particle"):
        last += 1
    whole = any(token.kind == "link" and token.key != "the" for token in tokens[start:end])
    named = end < len(tokens) and 1 < last - end <= 3 and tokens[end].text == "," and tokens[last - 1].kind == "name"
    alone = last >= len(tokens) or tokens[last].kind in ("mark", "join")
    return last if whole and named and alone else end


def _is_named_by(tokens: Sequence[Token], end: int, person: Found) -> bool:
    """Whether the name after an office and a comma is that of its holder: it has no other office."""
    apposed = [token.text for token in tokens[end : person.title]] == [","]
    return apposed and person.title == person.prefix and not _office_follows(tokens, person.end)


def _is_office_before(tokens: Sequence[Token], person: Found) -> bool:
    """Whether an entry is an office and then its holder: "the Minister of Trade, Mr. Smith", "Head, Trade Office, Mr.
    Smith".
    """
    before = tokens[: max(0, person.prefix - (tokens[person.prefix - 1].text in MARKS_BEFORE_NAME))]
    office = all(t.kind in ("link", "holder", "office", "place", "acronym", "name") or t.text == "," for t in before)
    plain = person.title == person.prefix and not _office_follows(tokens, person.end)
    return office and any(t.kind == "holder" for t in before) and plain


def _has_office(tokens: Sequence[Token], person: Found) -> bool:
    """Whether somebody's office goes before the name, or is all that names him."""
    return person.prefix < person.title or tokens[person.name].key == "the"


def _adjoin(tokens: Sequence[Token], end: int, start: int) -> bool:
    """Whether nothing but a comma stands between two places: "Mr. Smith and the Secretary" are two."""
    return all(token.kind == "mark" and token.text not in ("(", "[") for token in tokens[end:start])


def _trim_honours(words: str) -> str:
    """What follows a name without the letters of honour at its head; letters that are no honours and all that follows
    are an office: "Shri A. Roy, C.S.".
    """
    match = HONOURS.match(words)
    if match is None or (match.end() == len(words) and LETTERS_ALONE.fullmatch(words) and not _are_honours(words)):
        return words
    return words[match.end() :]


def _are_honours(letters: str) -> bool:
    return letters.replace(".", "").replace(" ", "") in entries("honours")


def _fallback(text: str, start: int, tokens: Sequence[Token], said: FromList) -> list[Participant]:
    """Somebody named behind a long office ("Press Secretary to the President Smith"), or by office alone."""
    side, role = said
    first = next((at for at, token in enumerate(tokens) if token.kind == "mark"), len(tokens))
    words = tokens[:first]
    if not any(token.kind == "holder" for token in words):
        entry = text[start : start + tokens[-1].end] if tokens else ""
        if LETTERS_ALONE.fullmatch(entry) is None or words[0].kind not in ("initial", "acronym"):
            return []
        return [Participant(entry, None, entry, side, role or "attendee", start, start + len(entry))]  # "P.M."
    whole = (words[0].start, words[-1].end)
    rest = trim(text[start + words[-1].end : start + tokens[-1].end]) if first < len(tokens) else ""
    role = role or role_of(text[start : start + tokens[-1].end])
    own = len(words)  # where the name begins that an entry ends in
    while own > 2 and words[own - 1].kind in ("name", "initial", "particle"):
        own -= 1
    if words[-1].kind == "name" and own < len(words) and words[own - 1].kind == "holder":
        office = text[start + words[0].start : start + words[own - 1].end]
        name_start, name_end = start + words[own].start, start + words[-1].end
        return [Participant(text[name_start:name_end], None, office, side, role, name_start, name_end)]
    office = trim(text[start + whole[0] : start + whole[1]])
    bare = ARTICLE.sub("", office)
    return [
        Participant(
            office,
            None,
            f"{bare}, {rest}" if rest else bare,
            side,
            role,
            start + whole[0],
            start + whole[0] + len(office),
        )
    ]


def _office_follows(tokens: Sequence[Token], end: int) -> bool:
    if end + 1 >= len(tokens) or tokens[end].text != ",":
        return False
    return tokens[end + 1].kind in ("holder", "office", "place", "word", "acronym", "number") or (
        tokens[end + 1].kind == "initial" and end + 2 < len(tokens) and tokens[end + 2].text == ","
    )


def _is_title(tokens: Sequence[Token], person: Found) -> bool:
    """Whether the office before a name is no more than a title: "Ambassador Smith"."""
    prefix = tokens[person.prefix : person.title]
    plain = person.title == person.name
    return (
        plain
        and 0 < len(prefix) <= 2
        and prefix[-1].kind == "holder"
        and all(token.kind in ("holder", "office") for token in prefix)
    )


def _opens_with_office(tokens: Sequence[Token], person: Found) -> bool:
    """Whether an office before a name follows "and" or "with" and is his, who has none behind it: "… and the attaché
    Smith".
    """
    joined = 0 < person.prefix < person.title and tokens[person.prefix - 1].kind == "join"
    return joined and tokens[person.prefix].key == "the" and not _office_follows(tokens, person.end)


def _is_remark(office: str) -> bool:
    return bool(
        re.fullmatch(
            r"(?:in part|\(?for [^)]*\)?|(?:in|at|on) .*|(?:from|until|till|after) \d[^)]*|in the chair"
            r"|interpreter|notetaker|note-taker|part of the time|part time)",
            office,
            re.IGNORECASE,
        )
    )


def trim(words: str) -> str:
    """Words without the marks and joins around them; parentheses around the whole are taken off."""
    words = MARKS_AROUND.sub("", words)
    words = JOINS_AROUND.sub("", words).strip(" ,;")
    words = DIGITS_BEHIND.sub("", words)
    if words.endswith(("'", "’", "”", '"')) and not re.search(r"[‘“\"']\w|s['’]$", words):
        words = words[:-1]
    if words.startswith("(") and words.endswith(")") and words.count("(") == 1:
        words = words[1:-1].strip()
    words = OFFICE_IN_PARENTHESES.sub(r"\1; ", words)
    if words.endswith(".") and words.count(".") == 1 and len(words.split()[-1]) > 5:
        words = words[:-1]
    return words if any(c.isalpha() for c in words) else ""


def role_of(words: str) -> str:
    """The part that words about somebody give him: `interpreter`, `recorder`, or else `attendee`."""
    if INTERPRETS.search(words):
        return "interpreter"
    return "recorder" if RECORDS.search(words) else "attendee"


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
        if after in MISSIONS or serves or accredited or ministry:
            return office[tokens[start].start : tokens[end - 1].end]
    return None


def _countries_in(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Where countries or peoples stand in an office, in tokens."""
    at = 0
    while at < len(tokens):
        end = at
        while end < len(tokens) and tokens[end].kind == "place":
            end += 1
        if " ".join(token.key for token in tokens[at:end]) in countries():
            yield at, end
        at = max(end, at + 1)


def _is_of_state(before: Sequence[str]) -> bool:
    """Whether the words before "of" a country are an office or mission of that country's: "Minister of Trade of"."""
    last = max((at for at, key in enumerate(before) if key in STATESMEN or key in MISSIONS), default=None)
    return last is not None and ABROAD.isdisjoint(before[last:])


def awaits_name(line: str, following: str) -> bool:
    """Whether a line of offices before names ends in an office whose holder stands in the next line."""
    before, comma, last = line[line.rfind(":") + 1 :].rpartition(",")
    if ":" in following.partition(",")[0]:
        return False  # "Ruritania: Mr. Smith, Minister", the next side
    holder = [token for token in tokens_of(following.partition(",")[0]) if token.kind != "mark"]
    office = tokens_of(last)
    if not comma or not holder or not all(token.kind in ("title", "initial", "name", "particle") for token in holder):
        return False
    known = all(token.kind in ("link", "holder", "office", "place", "acronym") for token in office)
    offices_first = [piece for piece in _pieces(before) if any(token.kind == "holder" for token in piece)]
    return (
        known
        and any(token.kind == "holder" for token in office)
        and offices_first != []
        and all(piece[-1].kind == "name" and _is_whole_person(piece) for piece in offices_first)
    )


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
