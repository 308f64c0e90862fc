"""Persons in one entry of a list: where their names, titles and the offices before them start and end.

Where a name starts, and how sure that is, depends on what stands before it. Text that has lost its line breaks is read
by the same rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from flows.lexicons import entries
from flows.segment.lists.tokens import Token
from flows.segment.names import lexicon

RULERS = frozenset({"king", "queen", "emperor", "shah", "prince", "princess", "sultan"})
NOBLE = RULERS | {"duke", "duchess", "earl", "marquess", "viscount", "count", "baron"}
MOST_NAME_WORDS = 6
LONGEST_INITIALS = 2  # behind a name: "Smith A.B.", but "Smith F.E.A.F." serves there
COMPASS = frozenset({"north", "south", "east", "west"})
BEFORE_HOLDER = frozenset({"title", "link", "holder", "office", "place", "acronym", "join", "name"})


class Found(NamedTuple):
    """A person in an entry, in tokens: `[prefix, title)` an office, `[title, name)` a title, `[name, end)` the name."""

    prefix: int
    title: int
    name: int
    end: int


def _name_end(tokens: Sequence[Token], at: int, titled: bool = False) -> int:
    """The end of the name that starts at a token: initials, names and particles, at least one name, else `at`."""
    if (end := _surname_in_capitals(tokens, at)) > at:
        return end
    end, names = at, 0
    while end < len(tokens) and end - at < MOST_NAME_WORDS:
        token = tokens[end]
        following = tokens[end + 1].kind if end + 1 < len(tokens) else None
        before = tokens[end - 1] if end > at else None
        if token.kind == "name":
            if names and token.key in COMPASS and following in ("office", "place"):
                break  # "Mr. Smith      South Asia Department"
            # Two people without anything between them: "Paul Smith James T. Brown".
            if names >= 2 and token.key in lexicon("given-names") and following in ("name", "initial"):
                break
            names += 1
        elif (
            token.kind == "acronym"
            and not (names and token.text in entries("honours"))
            and (
                (titled and before is None)
                or (before is None and following == "name" and tokens[end + 1].text.isupper())
                or (before is not None and before.kind in ("initial", "particle") and names == 0)
                or (names == 1 and (tokens[at].key in lexicon("given-names") or following in (None, "mark")))
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
                and (
                    following in ("name", "initial", "acronym", "particle", "office", "place")
                    or (names == 1 and token.text.count(".") <= LONGEST_INITIALS)
                )
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
    if end != at + 1:
        return end
    return _after_initials(tokens, end) if titled else max(_after_initials(tokens, end), _after_given(tokens, end))


def _after_initials(tokens: Sequence[Token], comma: int) -> int:
    """The end of the initials behind a surname and a comma ("Smith, A.B., Brown, C." are two); or the comma."""
    if comma == len(tokens) or tokens[comma].text != ",":
        return comma
    end = comma + 1
    while end < len(tokens) and tokens[end].kind == "initial":
        end += 1
    alone = end == len(tokens) or tokens[end].kind in ("mark", "join")
    honours = end == comma + 2 and tokens[comma + 1].text.replace(".", "") in entries("honours")
    return end if end > comma + 1 and alone and not honours else comma


def _after_given(tokens: Sequence[Token], comma: int) -> int:
    """The end of a title and given names behind a surname and a comma ("Smith, Mr. Alan"); or the comma."""
    address = comma + 1
    while address < len(tokens) and tokens[address].kind == "title":
        address += 1
    end = address
    while end < len(tokens) and (tokens[end].kind == "initial" or tokens[end].key in lexicon("given-names")):
        end += 1
    last = end >= len(tokens) or tokens[end].text != ","
    return end if comma < len(tokens) and tokens[comma].text == "," and comma + 1 < address < end and last else comma


def _surname_in_capitals(tokens: Sequence[Token], at: int) -> int:
    """The end of a surname in capitals, a comma, a form of address and given names: "SMITH, Mr. Alan"; else `at`."""
    surname, comma = tokens[at], at + 1
    if surname.kind == "initial" or not surname.text.isupper() or comma + 1 >= len(tokens):
        return at
    given = comma + 1
    while given < len(tokens) and tokens[given].kind == "title":
        given += 1
    end = given
    while end < len(tokens) and end - given < MOST_NAME_WORDS and _is_given(tokens[end], surname.kind == "name"):
        end += 1
    closed = end == len(tokens) or tokens[end].kind in ("mark", "join", "suffix")
    return end if tokens[comma].text == "," and given < end and closed else at


def _is_given(token: Token, any_name: bool) -> bool:
    """Whether a word, not in capitals, is an initial or a given name; `any_name` also one that no lexicon knows."""
    known = token.key in lexicon("given-names") or (any_name and token.kind == "name")
    return token.kind == "initial" or (known and not token.text.isupper())


def _surname_all_the_same(tokens: Sequence[Token], at: int, end: int, titled: bool) -> bool:
    """Whether a word that the lexicons know as an office or place is a surname: "Mr. Price", "A. B. French"."""
    if not tokens[end].text[0].isupper():
        return False
    if end > at and tokens[end - 1].kind == "particle":
        return True
    last = end + 1 >= len(tokens) or tokens[end + 1].kind in ("mark", "join", "suffix")
    if 0 < at == end - 1 and tokens[at].text.count(".") > 1 and tokens[at - 1].text == ",":
        return False  # "Mr. Smith, N.S.C. Staff"
    if end == at:
        return last and titled and tokens[at - 1].key in ("mr", "mrs", "miss", "ms", "dr", "sir", "lord", "lady")
    return last and all(token.kind == "initial" or token.key in lexicon("given-names") for token in tokens[at:end])


def _rules_over(tokens: Sequence[Token], at: int) -> bool:
    """Whether a title and a name are joined by "of": "Marquess of Somewhere"."""
    return (
        at < len(tokens) - 2
        and tokens[at].key in NOBLE
        and tokens[at + 1].key == "of"
        and tokens[at + 2].kind == "name"
    )


def _candidate(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """`(name, end)` of a person whose title or name starts at a token."""
    name = at
    if (
        tokens[name].text in ("The", "THE", "the")
        and name + 1 < len(tokens)
        and (tokens[name + 1].kind == "title" or tokens[name + 1].key in NOBLE)
    ):
        name += 1
    while name < len(tokens) and tokens[name].kind == "title" and not _rules_over(tokens, name):
        name += 1
    if name > at and tokens[name : name + 1] and tokens[name].key == "the" and _rules_over(tokens, name + 1):
        name += 1  # "The Rt. Hon. the Earl of Somewhere"
    if _rules_over(tokens, name):
        return (at if name == at + 1 else name), name + 3
    if name < len(tokens) - 1 and tokens[name].key in RULERS and tokens[name + 1].kind in ("name", "initial"):
        name += 1
    if name >= len(tokens):
        return None
    end = _name_end(tokens, name, tokens[name - 1].kind == "title" if name > at else False)
    return (name, end) if end > name else None


def find_people(tokens: Sequence[Token], sentence: bool) -> list[Found]:
    """The people in an entry, in order. `sentence`: names follow each other, so that weaker signs are enough."""
    return _Entry(tokens, sentence).people()


class _Entry:
    """An entry while its people are looked for: `found` are those before the place that is read; `piece` is the first
    token after the last mark, join or person, and `taken` says that a person stands in that piece already.
    """

    def __init__(self, tokens: Sequence[Token], sentence: bool) -> None:
        self.tokens = tokens
        self.sentence = sentence
        self.found: list[Found] = []
        self.piece = 0
        self.taken = False

    def people(self) -> list[Found]:
        """The people in the entry, in order."""
        at = depth = 0
        while at < len(self.tokens):
            token = self.tokens[at]
            holder = (
                _holder_in_parentheses(self.tokens, self.piece, at) if token.text == "(" and not self.taken else None
            )
            # "Mr. Smith, Joint Secretary (East)" is one.
            if holder is not None and (not self.found or holder.end - holder.title > 1):
                at = self._take(holder)
                continue
            if token.text in ("(", "["):
                depth += 1
            elif token.text in (")", "]"):
                depth = max(0, depth - 1)
            candidate = None
            if token.kind in ("mark", "join") or depth:
                self.piece = at + 1
                self.taken = self.taken and token.text in ("(", ")", "[", "]")
            else:
                candidate = _candidate(self.tokens, at)
            if candidate is not None and self._is_person(at, *candidate):
                at = self._take(Found(_office_before(self.tokens, self.found, self.piece, at), at, *candidate))
            else:
                at += 1
        return self.found

    def _take(self, person: Found) -> int:
        """Add a person; the token after it, where the next piece starts."""
        self.found.append(person)
        self.taken, self.piece = True, person.end
        return person.end

    def _is_person(self, at: int, name: int, end: int) -> bool:
        """Whether a title or name at a token is a person who took part, by what stands before it."""
        words = self.tokens[name:end]
        if any(word.text.lower().endswith(("'s", "’s")) for word in words[:-1]):
            return False  # "SIR ALAN SMITH'S VIEWS"
        # "Ruritanian Foreign Minister Smith": a country that no lexicon knows, not somebody called so.
        before_office = end < len(self.tokens) and self.tokens[end].kind in ("holder", "office")
        first = at == self.piece or (at == self.piece + 1 and self.tokens[self.piece].text == "the")
        if first and len(words) == 1 and name == at and before_office and (at > self.piece or not self.sentence):
            return False
        behind_office = at > self.piece and self.tokens[at - 1].kind == "office" and end < len(self.tokens)
        if behind_office and len(words) == 1 and name == at and self.tokens[end].kind == "office":
            return False  # "the Socialist Harbour Council"
        several = sum(word.kind in ("name", "acronym") for word in words) > 1 or (
            len(words) > 1 and words[1].kind == "initial"
        )
        given = words[0].key in lexicon("given-names") and len(words) > 1
        strong = name > at or words[0].kind == "initial" or given or any(word.key in NOBLE for word in words)
        before = self.tokens[at - 1] if at else None
        named_fully = self.sentence and several and before is not None and before.kind == "holder"
        if not named_fully and self._is_chief(at):
            return False
        if at == self.piece:
            return self._opens_piece(at, before, strong, several)
        if not self.found and before is not None:
            return before.kind in ("holder", "office", "place", "acronym", "word") or (
                before.kind == "number" and strong
            )
        if self.taken:
            return (strong and several) or name > at
        if strong or self.sentence:
            return True
        office = self.tokens[self.piece : at]
        directly = office[-1].kind == "holder" and all(token.kind in ("holder", "office", "place") for token in office)
        return directly and self.piece > 0 and self.tokens[self.piece - 1].kind == "join"

    def _is_chief(self, at: int) -> bool:
        """Whether a name is that of somebody else's chief, no participant: "Secretary to Mr. Smith"."""
        back = at - 1
        while back >= self.piece and self.tokens[back].kind in ("holder", "title"):
            back -= 1
        article = self.tokens[back].key in ("the", "our") and (
            back == self.piece or (back < at - 1 and self.tokens[back - 1].key == "of")  # "Aide of the President Smith"
        )
        return back >= self.piece and self.tokens[back].kind == "link" and not article

    def _is_with_aside(self, at: int) -> bool:
        """Whether a bare name has a parenthesis behind it, as the one before it has: "A (trade), B (notes)"."""
        closed = at > 1 and self.tokens[at - 1].text == "," and self.tokens[at - 2].text == ")"
        opened = at + 1 < len(self.tokens) and self.tokens[at + 1].text == "("
        return closed and opened and self.tokens[at].kind == "name"

    def _opens_piece(self, at: int, before: Token | None, strong: bool, several: bool) -> bool:
        """Whether a name that begins a piece of the entry is a person: of what follows a comma, much is none."""
        if strong or not self.found:
            return strong or self.sentence or before is None or before.text != ","
        if self.sentence and self._is_with_aside(at):
            return True
        after_person = self.found[-1].end >= at - 2
        if before is not None and before.kind == "join":
            return self.sentence or (after_person and several)
        return self.sentence and (several or after_person)


def _office_before(tokens: Sequence[Token], found: Sequence[Found], piece: int, at: int) -> int:
    """Where what goes before a person begins: with the piece, or with the office before a comma and a form of address,
    where nothing else stands there: "The Ambassador of Ruritania, Mr. Smith".
    """
    last = found[-1].end if found else 0
    if (first := _first_of_two_offices(tokens, last, piece, at)) < piece:
        return first
    if at > piece or tokens[at].kind != "title" or piece <= last or tokens[piece - 1].text != ",":
        return piece
    # "the President and the Minister of Trade, Mr. Smith" are two.
    ands = (n for n in range(piece - 2, last, -1) if tokens[n - 1].kind == "join" and tokens[n].key == "the")
    last = next(ands, last)
    before = tokens[last : piece - 1]
    if sum(token.kind == "holder" for token in before) == 1:
        before = [token for token in before if token.text != ","]  # "the Secretary, Ministry of Trade, Mr. Smith"
    kinds = {token.kind for token in before}
    article = tokens[last].key == "the"
    return last if article and "holder" in kinds and not kinds - BEFORE_HOLDER else piece


def _first_of_two_offices(tokens: Sequence[Token], last: int, piece: int, at: int) -> int:
    """Where the first of two offices begins that somebody has before his name, the second without an article: "the
    Chairman of the Board and Minister of Trade Smith", and in an entry "Vice Premier and Minister Smith"; else `piece`.
    """
    second = tokens[piece:at]
    if piece - 1 <= last or tokens[piece - 1].key != "and" or not any(token.kind == "holder" for token in second):
        return piece
    start = piece - 1
    while start > last and tokens[start - 1].kind in BEFORE_HOLDER - {"title", "join"}:
        start -= 1
    first = tokens[start : piece - 1]
    if not any(token.kind == "holder" for token in first) or second[0].kind not in ("holder", "office"):
        return piece
    of = all(any(token.key in ("of", "for") for token in office) for office in (first, second))
    opens = start == 0 or tokens[start - 1].text in (":", ";")
    return start if of or (opens and all(token.kind in ("holder", "office", "place") for token in first)) else piece


def _holder_in_parentheses(tokens: Sequence[Token], piece: int, at: int) -> Found | None:
    """Who holds the office before a parenthesis, where that is all that stands in it: "The Chairman (Mr. Smith)"."""
    kinds = {token.kind for token in tokens[piece:at]}
    if not kinds & {"holder", "acronym", "place"} or kinds - BEFORE_HOLDER:
        return None
    candidate = _candidate(tokens, at + 1) if at + 1 < len(tokens) else None
    if candidate is None or candidate[1] >= len(tokens) or tokens[candidate[1]].text != ")":
        return None
    return Found(piece, at + 1, *candidate)
