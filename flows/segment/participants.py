"""Who took part, from the lists and sentences in which records name those present.

A list is read entry by entry. In an entry each word is part of a name or of an office, as the lexicons and its look
tell; where a name starts and how sure that is depends on what stands before it. Text that has lost its line breaks is
read by the same rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from flows.lexicons import entries
from flows.record import Participant
from flows.segment.names import PARTICLES, UPPER, fold, office_words, titles

Kind = Literal[
    "title",
    "initial",
    "name",
    "suffix",
    "particle",
    "holder",
    "office",
    "place",
    "acronym",
    "link",
    "join",
    "word",
    "number",
    "mark",
]
TOKEN = re.compile(r"[^\W_][^\s,;:()\[\]|—–\"“”]*|[,;:()\[\]|]|[—–]+|-{1,3}(?=\s)")
INITIAL = re.compile(rf"(?:[{UPPER}]\.?-?)(?:[{UPPER}]\.-?)*$")
HYPHENATED_PARTICLE = re.compile(
    rf"(?:al|el|ul|os|as|an|ar|at|az|es|ud|ad|de)-[{UPPER}]|[dlDLO]['’][{UPPER}]", re.IGNORECASE
)
SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV)\.?$")
RULERS = frozenset({"king", "queen", "emperor", "shah", "prince", "princess", "sultan"})
NOBLE = RULERS | {"duke", "duchess", "earl", "marquess", "viscount", "count", "baron"}
LINKS = frozenset({"of", "for", "to", "in", "at", "on", "from", "the", "into", "under", "near"})
JOINS = frozenset({"and", "&", "with", "by", "between", "via", "plus", "also", "including", "or"})
INTERPRETS = re.compile(r"\b(?:interpret|translat)", re.IGNORECASE)
RECORDS = re.compile(
    r"\b(?:note-?\s?taker|taking notes|recorder|recording|rapporteur|stenographer|minute taker)", re.IGNORECASE
)
SIDE_WORDS = (
    r"\b(?:side|participants|delegation|delegates|representatives|party)"
    r"(?:\s(?:participated|attended|took part|included|present))?:?$"
)
SIDE = re.compile(
    r"(?:(?:on|for|from)\s(?:the\s)?)?(?P<side>[^:]{1,60}?)(?:['’]s?)?\s?(?:side|part|participants|delegation"
    r"|delegates|party|representatives|"
    r"members|team)?(?:\s(?:participated|attended|took part|were present|present|included))?\s?:?$",
    re.IGNORECASE,
)
MONSIEUR = re.compile(rf"(?<![\w.] )(?<!\w)M\. (?=[{UPPER}][a-z])")
# An office that goes on in the next line: "… of the", "… in the Ruritanian".
DANGLING = re.compile(r"\b(?:of|the|for|and|to|in)(?:\s[A-Z]\w*(?:an|ese|ish))?$")
NOT_NAMED = re.compile(r"\[[^\]]*\]$")
MOST_NAME_WORDS = 6
PARTS = re.compile(r"[^-/ ]+")
BETWEEN_PARTS = re.compile(r"[-/ ]")


class Token(NamedTuple):
    """A word or mark of an entry: `key` is what the lexicons know it by."""

    start: int
    end: int
    text: str
    key: str
    kind: Kind


class Found(NamedTuple):
    """A person in an entry, in tokens: `[prefix, title)` an office, `[title, name)` a title, `[name, end)` the name."""

    prefix: int
    title: int
    name: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the clean text that lists people: `label` is the header field or side it stands under, if any."""

    start: int
    end: int
    label: str | None = None
    sentence: bool = False  # names in a row, as in "A, B and C were present"


@cache
def given_names() -> frozenset[str]:
    """Common given names, folded."""
    return frozenset(map(fold, entries("given-names")))


@cache
def holders() -> frozenset[str]:
    """Nouns that say what somebody is, folded."""
    return frozenset(map(fold, entries("office-holders")))


@cache
def organisation_words() -> frozenset[str]:
    """Words of offices and ministries, folded."""
    return frozenset(map(fold, entries("organisation-words"))) | office_words()


@cache
def phrases(*lexicons: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The entries of lexicons as tuples of folded words, longest first, by their first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for lexicon in lexicons:
        for entry in entries(lexicon):
            words = tuple(fold(entry.replace("-", " ").replace("/", " ")).split())
            found.setdefault(words[0], []).append(words)
    return {
        first: tuple(sorted(all_words, key=lambda words: (-len(words), words))) for first, all_words in found.items()
    }


@lru_cache(maxsize=65536)
def key_of(word: str) -> str:
    """What the lexicons know a word by: folded, without a footnote's digits and final points."""
    return fold(word.rstrip("0123456789*†").rstrip(".'’"))


@lru_cache(maxsize=256)  # the same line is looked at for many things, one after the other
def tokens_of(text: str, monsieur: bool = False) -> tuple[Token, ...]:
    """The words and marks of an entry with what each is, by the lexicons and by how it is written.

    `monsieur`: a single "M." before a name is a title and not an initial.
    """
    words = TOKEN.finditer(text)
    letters = "".join(filter(str.isalpha, text))
    capitals = len(letters) > 12 and sum(map(str.isupper, letters)) > 0.9 * len(letters)
    found: list[Token] = []
    for match in words:
        word = match.group()
        if not word[0].isalnum():
            found.append(Token(match.start(), match.end(), word, word, "mark"))
            continue
        stripped = word.rstrip("'’")
        while len(stripped) > 2 and stripped[-1].isdigit() and stripped[0].isalpha():
            stripped = stripped[:-1]
        key = key_of(stripped)
        kind = kind_of(stripped, key, capitals, found[-1].kind if found else None, monsieur)
        found.append(Token(match.start(), match.start() + len(stripped), stripped, key, kind))
    _mark_phrases(found)
    return tuple(found)


@lru_cache(maxsize=65536)
def kind_of(word: str, key: str, capitals: bool, before: Kind | None, monsieur: bool) -> Kind:
    """What a word is, apart from the words around it but for the one before."""
    parts = [part.strip() for part in key.replace("/", "-").split("-") if part.strip()]
    if key in JOINS:
        return "join"
    if key in LINKS and (word.islower() or capitals or word == "The"):
        return "link"
    if word[0].isdigit():
        return "number"
    if SUFFIX.match(word) and before in ("name", "suffix", "mark", "initial"):
        return "suffix"
    if (
        len(key) > 1
        and (key in titles() or (len(key) > 4 and key.endswith("s") and key[:-1] in titles()))
        and word[0].isupper()
    ):
        return "title"
    if INITIAL.match(word) and key not in _places():
        return "title" if word == "M." and monsieur else "initial"
    if HYPHENATED_PARTICLE.match(word) and not key.endswith("affaires"):
        return "name"
    if word[0].islower():
        if key in PARTICLES.split("|"):
            return "particle"
        return "holder" if parts and parts[-1] in holders() else "word"
    if parts and (key in holders() or parts[-1] in holders() or parts[0] in holders()):
        return "holder"
    if key in _places():
        return "place"
    if key.endswith("s") and key[:-1] in holders():
        return "office"
    if key in organisation_words() or (parts and all(part in organisation_words() or part in LINKS for part in parts)):
        return "office"
    if parts and parts[0] in organisation_words() and len(parts) > 1 and parts[0] not in given_names():
        return "office"
    if word.isupper() and not capitals:
        return "acronym" if len(key) <= 5 or "/" in key else "name"
    if "/" in key:
        return "acronym"
    if capitals and (len(key) <= 2 or not re.search("[aeiouy]", key)):
        return "acronym"
    return "name"


@cache
def _places() -> frozenset[str]:
    return frozenset(fold(entry) for entry in entries("places"))


def _mark_phrases(tokens: list[Token]) -> None:
    """Names of places in several words become places; ranks before a name become titles."""
    places, ranks = phrases("places"), phrases("ranks")
    keys = tuple([token.key for token in tokens])
    for at in range(len(tokens)):
        if tokens[at].kind == "mark":
            continue
        for phrase in places.get(keys[at], ()):
            if len(phrase) > 1 and keys[at : at + len(phrase)] == phrase:
                for inner in range(at, at + len(phrase)):
                    tokens[inner] = tokens[inner]._replace(kind="place")
                break
    for at in range(len(tokens) - 2, -1, -1):
        for phrase in ranks.get(BETWEEN_PARTS.split(keys[at], maxsplit=1)[0], ()):
            end = at
            words: list[str] = []
            while end < len(tokens) and len(words) < len(phrase):
                words += PARTS.findall(keys[end])
                end += 1
            if tuple(words) == phrase and end < len(tokens) and tokens[end].kind in ("title", "initial", "name"):
                for inner in range(at, end):
                    tokens[inner] = tokens[inner]._replace(kind="title")
                break


def _name_end(tokens: Sequence[Token], at: int, titled: bool = False) -> int:
    """The end of the name that starts at a token: initials, names and particles, at least one name, else `at`."""
    end, names = at, 0
    while end < len(tokens) and end - at < MOST_NAME_WORDS:
        token = tokens[end]
        following = tokens[end + 1].kind if end + 1 < len(tokens) else None
        before = tokens[end - 1] if end > at else None
        if token.kind == "name":
            # Two people without anything between them: "Paul Smith James T. Brown".
            if names >= 2 and token.key in given_names() and following in ("name", "initial"):
                break
            names += 1
        elif (
            token.kind == "acronym"
            and (
                (titled and before is None)
                or (names == 1 and (tokens[at].key in given_names() or following in (None, "mark")))
            )
        ) or (token.kind in ("office", "place") and _surname_all_the_same(tokens, at, end, titled)):
            names += 1
        elif not (
            (
                token.kind == "particle"
                and end + 1 < len(tokens)
                and (tokens[end + 1].text[0].isupper() or following == "particle")
            )
            or (
                token.kind == "initial"
                and (following in ("name", "initial", "particle", "office", "place") or names == 1)
            )
        ):
            break
        end += 1
    if not names:
        return at
    if end < len(tokens) and tokens[end].kind == "suffix":
        return end + 1
    if end + 1 < len(tokens) and tokens[end].text == "," and tokens[end + 1].kind == "suffix":
        return end + 2
    return end


def _surname_all_the_same(tokens: Sequence[Token], at: int, end: int, titled: bool) -> bool:
    """Whether a word that the lexicons know as an office or place is a surname: "Mr. Price", "A. B. French"."""
    if not tokens[end].text[0].isupper():
        return False
    if end > at and tokens[end - 1].kind == "particle":
        return True
    last = end + 1 >= len(tokens) or tokens[end + 1].kind in ("mark", "join", "suffix")
    if end == at:
        return last and titled and tokens[at - 1].key in ("mr", "mrs", "miss", "ms", "dr", "sir", "lord", "lady")
    return last and all(token.kind == "initial" or token.key in given_names() for token in tokens[at:end])


def _candidate(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """`(name, end)` of a person whose title or name starts at a token."""
    name = at
    if (
        tokens[name].text in ("The", "THE", "the")
        and name + 1 < len(tokens)
        and (tokens[name + 1].kind == "title" or tokens[name + 1].key in NOBLE)
    ):
        name += 1
    while name < len(tokens) and tokens[name].kind == "title":
        name += 1
    if (
        name < len(tokens) - 2
        and tokens[name].key in NOBLE
        and tokens[name + 1].key == "of"
        and tokens[name + 2].kind == "name"
    ):
        return (at if name == at + 1 else name), name + 3
    if name < len(tokens) - 1 and tokens[name].key in RULERS and tokens[name + 1].kind in ("name", "initial"):
        name += 1
    if name >= len(tokens):
        return None
    end = _name_end(tokens, name, tokens[name - 1].kind == "title" if name > at else False)
    return (name, end) if end > name else None


def find_people(tokens: Sequence[Token], sentence: bool) -> list[Found]:
    """The people in an entry, in order. `sentence`: names follow each other, so that weaker signs are enough."""
    found: list[Found] = []
    at, piece, depth = 0, 0, 0  # `piece` is the first token after the last mark, join or person
    person_in_piece = False
    while at < len(tokens):
        token = tokens[at]
        if token.text in ("(", "["):
            depth += 1
        elif token.text in (")", "]"):
            depth = max(0, depth - 1)
        if token.kind in ("mark", "join") or depth:
            piece = at + 1
            person_in_piece = person_in_piece and token.text in ("(", ")", "[", "]")
            at += 1
            continue
        candidate = _candidate(tokens, at)
        if candidate and _accept(tokens, at, piece, candidate, found, person_in_piece, sentence):
            name, end = candidate
            found.append(Found(piece, at, name, end))
            at = piece = end
            person_in_piece = True
        else:
            at += 1
    return found


def _accept(
    tokens: Sequence[Token],
    at: int,
    piece: int,
    candidate: tuple[int, int],
    found: list[Found],
    person_in_piece: bool,
    sentence: bool,
) -> bool:
    name, end = candidate
    words = tokens[name:end]
    titled = name > at
    initials = any(word.kind == "initial" for word in words) and words[0].kind == "initial"
    # "Ruritanian Foreign Minister Smith": a country that no lexicon knows, not somebody called so.
    following = tokens[end].kind if end < len(tokens) else "mark"
    if at == piece and len(words) == 1 and not titled and following in ("holder", "office") and not sentence:
        return False
    several = sum(word.kind in ("name", "acronym") for word in words) > 1 or (
        len(words) > 1 and words[1].kind == "initial"
    )
    given = words[0].key in given_names() and len(words) > 1
    noble = any(word.key in NOBLE for word in words)
    strong = titled or initials or given or noble
    before = tokens[at - 1] if at else None
    # "Secretary to Mr. Smith", "Office of Senator J. Brown": somebody else's chief, not a participant.
    back = at - 1
    while back >= piece and tokens[back].kind == "holder":
        back -= 1
    named_fully = sentence and several and before is not None and before.kind == "holder"
    if (
        not named_fully
        and back >= piece
        and tokens[back].kind == "link"
        and not (back == piece and tokens[back].key == "the")
    ):
        return False
    if at == piece:
        if not found:
            return before is None or before.text not in (",",) or strong or sentence
        after_join = before is not None and before.kind == "join"
        after_person = at >= 2 and found[-1].end >= at - 2
        if strong:
            return True
        if after_join:
            return sentence or (after_person and several)
        return sentence and (several or after_person)
    if not found:
        if (
            before is None
            or (before.kind == "name" and not (given and several))
            or (before.kind == "number" and not strong)
        ):
            return False
        return before.kind in ("holder", "office", "place", "acronym", "word", "number", "name")
    if person_in_piece:
        return (strong and several) or titled
    if strong:
        return True
    directly = (
        all(token.kind in ("holder", "office", "place") for token in tokens[piece:at])
        and before is not None
        and before.kind == "holder"
    )
    return sentence or (directly and piece > 0 and tokens[piece - 1].kind == "join")


def read_entry(
    text: str,
    start: int,
    end: int,
    sentence: bool = False,
    side: str | None = None,
    role: str | None = None,
    monsieur: bool = False,
) -> list[Participant]:
    """The participants whom `text[start:end]` names, in order, with the offsets of their names in `text`.

    Somebody who is given by office alone ("The Secretary") has the office as name. Nobody: an empty list.
    """
    entry = text[start:end]
    tokens = tokens_of(entry, monsieur)
    found = find_people(tokens, sentence)
    if not found:
        return _fallback(text, start, tokens, side, role)
    # "A, minister of X, B, minister of Y": where the first has his office behind him, so have the others.
    offices_follow = found[0].prefix == found[0].title and len(found) > 1 and _office_follows(tokens, found[0].end)
    people: list[Participant] = []
    for number, person in enumerate(found):
        prefix = tokens[person.prefix : person.title]
        own_side = side
        next_start = len(entry)
        if number + 1 < len(found):
            following = found[number + 1]
            takes = offices_follow and not _is_title(tokens, following)
            next_start = tokens[following.title if takes else following.prefix].start
        own_prefix = prefix if number == 0 or not offices_follow or _is_title(tokens, person) else []
        after = _trim(entry[tokens[person.end - 1].end : next_start])
        office = after or None
        title = entry[tokens[person.title].start : tokens[person.name].start].strip() or None
        if own_prefix:
            words = _trim(entry[own_prefix[0].start : own_prefix[-1].end])
            if any(token.kind == "holder" for token in own_prefix):
                if office and office.startswith("of "):
                    office = f"{words} {office}"
                if all(token.kind in ("holder", "office") for token in own_prefix) and len(own_prefix) <= 4:
                    title = f"{words} {title}" if title else words
                office = office if office and not _is_remark(office) else words
            elif own_side is None:
                own_side = _side_of(words) or words
        name_start, name_end = tokens[person.name].start, tokens[person.end - 1].end
        name_as_written = (
            entry[name_start:name_end].rstrip(".,")
            if not SUFFIX.search(entry[name_start:name_end])
            else entry[name_start:name_end]
        )
        people.append(
            Participant(
                name_as_written=name_as_written,
                title_as_written=title,
                office=office,
                side=own_side,
                role=role or _role(entry[tokens[person.prefix].start if own_prefix else name_start : next_start]),
                clean_start=start + name_start,
                clean_end=start + name_start + len(name_as_written),
            )
        )
    return people


def _fallback(text: str, start: int, tokens: Sequence[Token], side: str | None, role: str | None) -> list[Participant]:
    """Somebody named behind a long office ("Press Secretary to the President Smith"), or by office alone."""
    first = next((at for at, token in enumerate(tokens) if token.kind == "mark"), len(tokens))
    words = tokens[:first]
    if not any(token.kind == "holder" for token in words):
        return []
    whole = (words[0].start, words[-1].end)
    rest = _trim(text[start + words[-1].end : start + tokens[-1].end]) if first < len(tokens) else ""
    entry_role = role or _role(text[start : start + tokens[-1].end])
    if words[-1].kind == "name" and len(words) > 2 and words[-2].kind == "holder":
        office = text[start + words[0].start : start + words[-2].end]
        return [
            Participant(words[-1].text, None, office, side, entry_role, start + words[-1].start, start + words[-1].end)
        ]
    office = _trim(text[start + whole[0] : start + whole[1]])
    bare = re.sub(r"^the\s", "", office, flags=re.IGNORECASE)
    return [
        Participant(
            office,
            None,
            f"{bare}, {rest}" if rest else bare,
            side,
            entry_role,
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


def _is_remark(office: str) -> bool:
    return bool(
        re.fullmatch(
            r"(?:in part|\(?for [^)]*\)?|in the chair|interpreter|notetaker|note-taker|part of the time|part time)",
            office,
            re.IGNORECASE,
        )
    )


def _trim(words: str) -> str:
    """Words without the marks and joins around them; parentheses around the whole are taken off."""
    words = re.sub(r"^[\s,;:|—–•*_-]+|[\s,;:|—–•*_-]+$", "", words)
    words = re.sub(r"(?:^|,?\s)(?:and|also|by|with|&)$|^(?:and|also|&)\s", "", words, flags=re.IGNORECASE).strip(" ,;")
    words = re.sub(r"(?<=[^\W\d_])\d{1,2}$", "", words)
    if words.startswith("(") and words.endswith(")") and words.count("(") == 1:
        words = words[1:-1].strip()
    if words.endswith(".") and words.count(".") == 1 and len(words.split()[-1]) > 5:
        words = words[:-1]
    return words if any(c.isalpha() for c in words) else ""


def _role(words: str) -> str:
    if INTERPRETS.search(words):
        return "interpreter"
    return "recorder" if RECORDS.search(words) else "attendee"


def _side_of(words: str) -> str | None:
    """The side that a heading of a list names, without "on the … side" around it."""
    match = SIDE.match(words.strip())
    side = match["side"].strip(" :,") if match else ""
    if side.endswith(".") and side.count(".") == 1:
        side = side[:-1]
    return side or None


def is_side_heading(entry: str) -> bool:
    """Whether a line of a list is not somebody but says whose people follow: `French`, `State`, `U.S. Side:`."""
    words = entry.strip(" •*_-:.")
    if not words or len(words) > 70 or NOT_NAMED.match(entry.strip()):
        return False
    tokens = [token for token in tokens_of(words) if token.kind != "mark"]
    if not tokens:
        return False
    if re.search(SIDE_WORDS, words, re.IGNORECASE):
        return True
    if any(token.kind == "holder" for token in tokens):
        return False
    if all(token.kind in ("place", "office", "acronym", "link", "join") for token in tokens):
        return True
    return entry.rstrip().endswith(":") and len(tokens) <= 6


def read_blocks(text: str, blocks: Iterable[Block]) -> list[Participant]:
    """The participants of all lists of a document, in order, each person once."""
    blocks = list(blocks)
    monsieur = sum(len(MONSIEUR.findall(text, block.start, block.end)) for block in blocks) > 1
    unknown = _unknown_sides(text, blocks)
    people: list[Participant] = []
    side: str | None = None
    role: str | None = None
    for block in blocks:
        if block.label is not None:
            side, role = _from_label(block.label)
        for start, end, item_side, in_row in _items(text, block):
            entry = text[start:end]
            if NOT_NAMED.match(entry.strip()):
                continue
            if (
                not in_row
                and people
                and people[-1].office
                and DANGLING.search(people[-1].office)
                and not _is_named(entry)
            ):
                people[-1] = replace(people[-1], office=f"{people[-1].office} {_trim(entry)}")
                continue
            if not in_row and (is_side_heading(entry) or start in unknown):
                side = _side_of(entry.strip(" •*_-")) or side
                role = None
                continue
            own_role = _role(item_side) if item_side else "attendee"
            if own_role == "attendee":
                read = read_entry(text, start, end, in_row or block.sentence, item_side or side, role, monsieur)
            else:
                read = read_entry(text, start, end, in_row or block.sentence, side, own_role, monsieur)
            if people and read and _continues(people[-1], read[0], text, block, start):
                before = people[-1]
                more = _trim(entry)
                people[-1] = replace(
                    before,
                    office=f"{before.office} {more}"
                    if before.office and before.office != before.title_as_written
                    else more,
                    role=_role(more) if before.role == "attendee" else before.role,
                )
                continue
            people.extend(read)
    return _once(people)


def _unknown_sides(text: str, blocks: Sequence[Block]) -> set[int]:
    """Where single words stand that no lexicon knows, in lists that give everybody else in full and have sides."""
    lines = [
        item
        for block in blocks
        if not block.sentence
        for item in _items(text, block)
        if not item[3] and item[2] is None
    ]
    bare = {start for start, end, _, _ in lines if [token.kind for token in tokens_of(text[start:end])] == ["name"]}
    if not bare or 2 * len(bare) > len(lines):
        return set()
    sides = any(is_side_heading(text[start:end]) for start, end, _, _ in lines)
    return bare if sides or len(bare) > 1 else bare & {lines[0][0]}


def _continues(before: Participant, entry: Participant, text: str, block: Block, start: int) -> bool:
    """Whether a line gives the office of the one before it, or the end of that office."""
    if entry.office is None or block.sentence or not entry.name_as_written.startswith(entry.office.split(",")[0]):
        return False
    if before.office and before.office.startswith(before.name_as_written):
        return False
    if before.office is None:
        return True
    if before.title_as_written and before.office == before.title_as_written and before.title_as_written not in titles():
        return len(entry.office.split()) > 1 and before.title_as_written.split()[-1] in entry.office
    return bool(re.search(r"\b(?:of|the|for|and|to|in)$", before.office))


def _from_label(label: str) -> tuple[str | None, str | None]:
    """Side and role that a header field gives to those below it."""
    words = label.strip(" :•*_-")
    role = "recorder" if words.lower() == "secretariat" else _role(words)
    if role != "attendee":
        return None, role
    names_side = label.rstrip().endswith(":") or any(token.kind in ("place", "acronym") for token in tokens_of(words))
    return (_side_of(words) if names_side else None), None


def _items(text: str, block: Block) -> Iterable[tuple[int, int, str | None, bool]]:
    """The entries of a block: offsets, the side before them in the same line, whether names follow in a row."""
    for match in re.finditer(r"[^|•;\n\t]+", text[block.start : block.end]):
        start = block.start + match.start()
        start += len(match.group()) - len(match.group().lstrip(" -–—*_"))
        end = block.start + match.end()
        while end > start and text[end - 1] in " ,_*":
            end -= 1
        if end <= start:
            continue
        yield from _sides(text, start, end, block.sentence)


def _sides(text: str, start: int, end: int, sentence: bool) -> Iterable[tuple[int, int, str | None, bool]]:
    """Split "On the one side: A, B. On the other side: C" and "State—Mr. Smith" into entries with sides."""
    entry = text[start:end]
    heads = []
    for match in re.finditer(
        r"(?:(?<=^)|(?<=[.;,)] ))(?P<head>[^:;.,()]{1,60}?)(?::(?!\d)|(?<=side)\s[-–—])\s?[-–—]?\s?", entry
    ):
        if _role(match["head"]) != "attendee" or (
            is_side_heading(match["head"] + ":") and not _names_somebody(match["head"])
        ):
            heads.append(match)
    if not heads:
        dash = re.match(rf"(?P<head>[^—–,;:]{{1,60}}?)\s?[—–]{{1,2}}-?\s?(?=[{UPPER}])", entry)
        if dash and (is_side_heading(dash["head"]) or not find_people(tokens_of(dash["head"]), False)):
            yield start + dash.end(), end, dash["head"].strip(), sentence
            return
        yield start, end, None, sentence or _is_row(entry)
        return
    if heads[0].start() > 0:
        yield start, start + heads[0].start(), None, sentence or _is_row(entry[: heads[0].start()])
    for number, head in enumerate(heads):
        stop = heads[number + 1].start() if number + 1 < len(heads) else len(entry)
        if head.end() >= stop:
            yield start + head.start(), start + stop, None, False
        else:
            yield start + head.end(), start + stop, _side_of(head["head"]), True


def _is_named(entry: str) -> bool:
    """Whether an entry has a name in it, and not only offices."""
    return any(token.kind in ("title", "initial", "name") for token in tokens_of(entry))


def _names_somebody(head: str) -> bool:
    return any(token.kind in ("title", "initial") for token in tokens_of(head))


def _is_row(entry: str) -> bool:
    """Whether an entry is a row of names and not one person with his offices."""
    pieces = [tokens_of(piece) for piece in re.split(r",|\band\b", re.sub(r"\([^)]*\)", " ", entry)) if piece.strip()]
    bare = sum(
        all(token.kind in ("title", "initial", "name", "suffix", "particle", "mark") for token in piece)
        and any(token.kind == "name" for token in piece)
        for piece in pieces
    )
    if len(pieces) == 2:
        full = sum(any(token.kind in ("title", "initial") for token in piece) or len(piece) > 1 for piece in pieces)
        return bare == 2 and (full == 2 or (full == 1 and entry.rstrip().endswith(")")))
    return len(pieces) > 2 and bare >= 0.6 * len(pieces)


def _once(people: list[Participant]) -> list[Participant]:
    """Each name once: the first place where it stands, with what later places add."""
    at: dict[str, int] = {}
    kept: list[Participant] = []
    for person in people:
        key = fold(person.name_as_written).removeprefix("the ")
        if key in at:
            known = kept[at[key]]
            kept[at[key]] = replace(
                known,
                title_as_written=known.title_as_written or person.title_as_written,
                office=known.office or person.office,
                side=known.side or person.side,
                role=person.role if known.role == "attendee" else known.role,
            )
            continue
        at[key] = len(kept)
        kept.append(person)
    return kept
