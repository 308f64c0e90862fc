"""Entries of a list as participants: the name, title and office of each person in an entry."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from flows.lexicons import entries
from flows.record import Participant
from flows.segment.lists.offices_alone import office_follows, with_body, with_offices
from flows.segment.lists.persons import Found, find_people
from flows.segment.lists.roles import role_of
from flows.segment.lists.tokens import SUFFIX, Token, tokens_of
from flows.segment.names import LETTERS_ALONE, fold, lexicon

_START = attrgetter("start")
# "Mr. Smith, Second Secretary (Interpreter)": a part that he takes, or when he was there, behind his office.
PART_BEHIND = re.compile(
    r"(?<=[\w.)]),?\s\((?:the )?(?:interpret\w*|translat\w*|note-?\s?takers?|note-?taking|taking notes|recorder"
    r"|recording|reporting|rapporteur|notes?|minutes|drafting(?: officer)?|reporting officer"
    r"|part[ -]time|absent\s[^()]*|(?:at|for|until|till|from|after)\s[^()]*|[^()]*\sonly"
    r"|part of (?:the )?[^()]*)\)[ ,;.]*$",
    re.IGNORECASE,
)
# "Mr. Smith as note-taker", "Mr. Smith, who interpreted"
PART_TOLD = re.compile(
    r"(?:(?:who|as|also|and)\b.{0,30}\b(?:interpret|translat|note-?\s?tak|record|minutes)|interpreting|taking notes)",
    re.IGNORECASE,
)
# "Mr. Smith, attaché, took part and took notes"
TOOK_PART = re.compile(
    r",?\s(?:who\s)?(?:also\s)?(?:took (?:part|notes)|participated|interpreted|(?:was|were) present)\b"
)
# "(our side)", "(for the Soviet side)"
SIDE_IN_PARENTHESES = re.compile(
    r"\s\((?:(?:on|from|for|of)\s)?(?:the\s)?(?P<side>[^()\s]+(?:\s[^()\s]+){0,2}?)\sside\)"
)
# "Mr. Smith (Chairman), Department of Trade": what follows the name
OFFICE_IN_PARENTHESES = re.compile(r"^\(([^()]{2,60})\)[,;]?\s(?=[^\W\d_])")
RETIRED = re.compile(r"\s\((?:ret|retd|rtd|res)\.?\)")  # "Brig. Gen. (ret.) Smith"
MARKS = re.compile(r"(?:[\s,;:|/—–•*_-]|(?:\.\s?){3,}+)*+")  # dots lead the eye over a line, as many as it takes
JOINS_AROUND = re.compile(r"(?:^|,?\s)(?:as\swell\sas|and|also|by|with|&)$|^(?:and|also|&)\s", re.IGNORECASE)
DIGITS_BEHIND = re.compile(r"(?<=[^\W\d_])\d{1,2}$")
FROM = re.compile(r"^from the\s(?=[^\W\d])")  # "Mr. Smith, from the Chancellery"
OF_BODY = re.compile(r"of the\s(?=[^\W\d])")  # "Mr. Smith of the Embassy"
# "Mr. Smith (Chairman), the undersigned", "Mr. Smith and I"
UNDERSIGNED = re.compile(r"(?:(?:^|[,;]?\s)and\s|^|[,;]\s)(?:the undersigned|myself|I)$")
LETTERS_OF_NAME = re.compile(r"(?P<letters>(?:[A-Z]\.?\s?){1,5})(?:[;,)]\s?|$)")  # by which the record calls him
TELLS_WHEN = re.compile(
    r"(?:and|by|with|also|for|towards?|during|throughout|after|before|until|this|that|yesterday|today|last|later|s?he|who|i)$"
)
OF_OFFICE = frozenset({"holder", "office", "place", "acronym", "name", "title"})
QUOTED = re.compile(r",?\s[“‘\"']")  # "Diary of A. Smith, 'Record of a Conversation'"
ARTICLE = re.compile(r"^(?:the|our)\s", re.IGNORECASE)
# "M.P.", "KCMG", and several of them.
HONOURS = re.compile(
    rf"(?:(?:(?!U\.[SK])(?:[A-Z]{{1,2}}\.\s?){{2,5}}|(?:{'|'.join(entries('honours'))})\b)(?:,\s*|$))+"
)
# "Hungarian People's Republic", "Socialist Republic of Romania", "Kingdom of Denmark"
WORDS_OF_STATES = frozenset(
    {"people's", "socialist", "democratic", "federal", "republic", "kingdom", "union", "of", "and", "the"}
)
MARKS_BEFORE_NAME = frozenset({",", ":", "-", "–", "—", "."})  # of dotted leaders the first


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
    if (whole := with_body(tokens, 0)) == len(tokens) > 0:
        found = [Found(0, 0, 0, whole)]
    elif sentence:
        found = with_offices(tokens, found)
    if len(found) == 1 and _is_office_before(tokens, found[0]):
        found = [found[0]._replace(prefix=0)]
    if not found:
        return _fallback(text, start, tokens, said)
    if len(found) > 1 and found[0].prefix == found[0].title and office_follows(tokens, found[0].end):
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
    if aside and fold(side or "") not in lexicon("places"):
        side = entry[tokens[aside.start].start : tokens[aside.stop - 2].end]
    before = tokens[person.prefix : person.title]
    while len(before) > 1 and before[0].kind == "title":
        before = before[1:]  # "Comrade Foreign Minister Smith"
    words = _words_of(entry, before)
    if any(token.kind == "holder" for token in before):
        if office and office.startswith("of "):
            office = f"{words} {office}"
        if all(token.kind in ("holder", "office") for token in before) and len(before) <= 4:
            title = f"{words} {title}" if title else words
        office = office if office and not _is_remark(office) else words
    elif office and (of := OF_BODY.match(office)):
        office = office[of.end() :]
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
    """Where a country stands that is all of a parenthesis behind a name, up to its close: "Mr. Smith (Ruritania)"."""
    start = end = person.end + 1
    while end < len(tokens) and (tokens[end].kind == "place" or tokens[end].key in WORDS_OF_STATES):
        end += 1
    closed = end < len(tokens) and tokens[start - 1].text == "(" and tokens[end].text == ")"
    whole = fold(entry[tokens[start].start : tokens[end - 1].end]) if closed else ""
    placed = " ".join(token.key for token in tokens[start:end] if token.key not in WORDS_OF_STATES)
    known = closed and not lexicon("places").isdisjoint((whole, placed))
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
    office = FROM.sub("", _trim_honours(trim(_without_part(behind))))
    office = "" if PART_TOLD.match(office) or _tells_when(office) else UNDERSIGNED.sub("", office)
    letters = LETTERS_OF_NAME.match(office)
    # "Mr. Smith, S" is of the office S of his department.
    plain = len(office.rstrip(" .;,")) == 1 and "(" not in behind
    if letters and not plain and _begin(letters["letters"], tokens[person.prefix : person.end]):
        office = office[letters.end() :]
    if not office and named[0].key == "the" and any(token.kind == "holder" for token in named):
        return trim(entry[named[1].start : named[-1].end])
    held = ARTICLE.sub("", office)
    return (held if " " in held else office) or None  # "the interpreter"


def _without_part(behind: str) -> str:
    """What stands behind a name, without that he took part, where nothing in brackets follows."""
    told = TOOK_PART.search(behind, max(behind.rfind("("), behind.rfind(")")) + 1)
    return behind[: told.start()] if told else behind


def _tells_when(words: str) -> bool:
    """Whether words behind a name are no office but tell when he was there ("this morning") or pass on ("and I")."""
    tokens = [token for token in tokens_of(words) if token.text not in ("and", ",")]
    return bool(tokens) and TELLS_WHEN.match(tokens[0].key) is not None and all(t.kind not in OF_OFFICE for t in tokens)


def _begin(letters: str, named: Sequence[Token]) -> bool:
    """Whether letters are those with which a name begins, or its last words, an office among them: "T.K.Y." of Tan
    Keng Yew, "F.C.B." of Federal Councillor Brand.
    """
    return "".join(token.key[0] for token in named).endswith("".join(filter(str.isalpha, fold(letters))))


def _is_office_before(tokens: Sequence[Token], person: Found) -> bool:
    """Whether an entry is an office and then its holder: "the Minister, Mr. Smith", "Head, Trade Office, Mr. Smith"."""
    before = tokens[: max(0, person.prefix - (tokens[person.prefix - 1].text[0] in MARKS_BEFORE_NAME))]
    office = all(t.kind in ("link", "holder", "office", "place", "acronym", "name") or t.text == "," for t in before)
    plain = person.title == person.prefix and not office_follows(tokens, person.end)
    return office and any(t.kind == "holder" for t in before) and plain


def _trim_honours(words: str) -> str:
    """What follows a name but for letters of honour at its head; all after others is an office: "Shri A. Roy, C.S."."""
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
    """Whether an office before a name is his after "and" or "with", as none is behind it: "… and the attaché Smith"."""
    joined = 0 < person.prefix < person.title and tokens[person.prefix - 1].kind == "join"
    return joined and tokens[person.prefix].key == "the" and not office_follows(tokens, person.end)


def _is_remark(office: str) -> bool:
    return bool(
        re.fullmatch(
            r"(?:(?:conversation|talk|record|report|meeting)\b.*|in part|\(?for [^)]*\)?|(?:in|at|on) .*"
            r"|(?:from|until|till|after) \d[^)]*|in the chair"
            r"|interpreter|notetaker|note-taker|part of the time|part time)",
            office,
            re.IGNORECASE,
        )
    )


def trim(words: str) -> str:
    """Words without the marks and joins around them; parentheses around the whole are taken off."""
    for _ in range(2):  # from the front, and from the end
        words = MARKS.sub("", words, count=1)[::-1]
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
