"""How a text names a person: the pattern of a mention, and its parts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from flows.lexicons import entries
from flows.segment.remembered import remembered_word

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĖĘĚĜĞĠĢĤĪĮİĴĶĹĻĽŁŃŅŇŌŐŒŔŖŘŚŜŞŠŢŤŪŮŰŲŴŶŹŻŽ"
# What may be a capital, where what follows asks for one anyway or hardly another letter can stand: a set that no bitmap
# of 256 letters holds takes ten times as long to compile, in patterns that hold many.
PERHAPS_UPPER = r"[^\W\d_a-zß-öø-ÿ]"
# Possessive: a name is never matched in two ways, so that no text makes matching slow.
# Particles that are one word with the name: "d'Aubert", "al-Rashidi".
GLUED = r"(?:(?:d|l|de|dell|all|dall)['’]|(?:al|el|ul|as|ash|ad|ar|at|an|az)-)"
CAPITALISED = (
    rf"{GLUED}?[{UPPER}][^\W\d_]*+(?:(?:[-–‑]|['’](?!s\b))[^\W\d_]++){{0,3}}+(?:(?<![sS])['’](?=\s{PERHAPS_UPPER}))?+"
)
# One letter, or those that stand for one sound in names from other alphabets: "Gh.", "Yu.", "Dzh.".
INITIAL = rf"(?>Dzh|Shch|[CGKPSTZ]h|[IY][aeou]|D[jz]|Ts|[{UPPER}])"
INITIALS = rf"(?=\w)(?:\s?-?{INITIAL}\.){{1,4}}+(?:-(?!-))?"
PARTICLES = (
    "de|de'|del|della|degli|da|di|do|du|dos|das|des|von|vom|zu|van|der|den|al|el|ul|os|as|ud|ad|bin|ibn|ben|ter|te|la|le|y|e"
    "|af|av"
)
# Those with which a name begins where no given name stands before it, and which are no English words.
FIRST_PARTICLES = "van|von|vom|zu|de|del|della|di|da|du|dos|das|den|der|ter|te|bin|ibn|ben|la|le|el"
SHORT_TITLES = "|".join(
    dict.fromkeys(way for title in entries("title-abbreviations") for way in (title, title.upper()))
)
ABBREVIATED = rf"(?:{SHORT_TITLES})\.(?:-(?={PERHAPS_UPPER}))?+"
# Letters with a stroke for whoever holds an office: "DG/A".
CODE = r"[A-ZÀ-ÖØ-Þ]{1,4}(?:/[A-ZÀ-ÖØ-Þ]{1,5}){1,2}+(?![\w/])"
WORD = rf"(?>{ABBREVIATED}|{INITIALS}|{CODE}|{CAPITALISED})"
# "Foreign and Commonwealth Secretary" is one, "the President and the Secretary" are two.
PAIR = (
    rf"(?:(?:{'|'.join(entries('portfolios'))})\sand\s"
    r"(?=[A-Z][a-z]+\s(?:[A-Z][a-z]+\s)?(?:Secretary|Minister|Commissioner|Counsell?or|Adviser)\b))?"
)
# One to seven capitalised words, with particles and the small words of offices between them. What a name begins with
# leaves nothing to what stands between words, so that their expression, which takes long to compile, stands here once.
NAME = rf"{PAIR}(?={PERHAPS_UPPER}|{GLUED})(?:\s?+(?:(?:{PARTICLES}|of|for)\s(?:the\s)?){{0,2}}+{WORD}){{1,7}}+"
# "Comrade the Vice Chairman", "His Excellency the Minister".
ADDRESS = rf"(?:(?=[A-Z][^\W_]*+\.?\sthe\s{PERHAPS_UPPER})(?:{'|'.join(map(re.escape, entries('titles')))})\.?\sthe\s)?"
# "comrade Smith", "prime minister Jones", as many translations write them.
SMALL_ADDRESS = (
    r"(?:(?:comrades?|(?:(?:prime|foreign|deputy|vice)[ -])?(?:minister|president|premier|secretary|chairman)"
    rf"|ambassador|chancellor|general|marshal|mayor)\s(?={PERHAPS_UPPER}))?"
)
# "van Rhee", where no given name stands before it.
SMALL_PARTICLE = rf"(?:(?:{FIRST_PARTICLES})\s(?:(?:der|den|la|las|los)\s)?(?={PERHAPS_UPPER}))?"
MENTION = (
    rf"(?:(?:the|The|THE|His|Her|HIS|HER|Their|Your|his|her)\s)?{ADDRESS}{SMALL_ADDRESS}{SMALL_PARTICLE}"
    rf"(?>(?:[{UPPER}]\.){{2,4}}(?=,?\s[a-z])|{NAME}(?:,?\s[JS]r\b\.?)?+)"
)
ROLES = "|".join(sorted(entries("roles"), key=lambda role: (-len(role), role)))
# "the visitor", "the French ambassador": written small, with an article.
ROLE = (
    r"[THMOthmo](?:(?<=[Tt])he|(?<=[Hh])is|(?<=[Hh])er|(?<=[Mm])y|(?<=[Oo])ur)"
    rf"\s(?:[{UPPER}][^\W\d_]+\s){{0,3}}+(?:{ROLES})"
    rf"(?:\s(?:of|for)(?:\sthe)?(?:\s{CAPITALISED}){{1,4}}+)?(?![\w-]|\s(?:{ROLES}|{PERHAPS_UPPER})\b)"
)

GROUPS = frozenset({"delegation", "side"})
GROUP_NOUN = "|".join(sorted(GROUPS))
# "the Italian delegation", "the Soviet side", "the delegation of Italy", "our side".
GROUP = (
    rf"(?:[Oo]ur\s(?:{GROUP_NOUN})(?![\w-])|[Tt]he\s(?:(?:[{UPPER}][^\W\d_]+\s){{1,3}}+(?:{GROUP_NOUN})(?![\w-])"
    rf"|(?:{GROUP_NOUN})\sof(?:\sthe)?(?:\s{CAPITALISED}){{1,4}}+))"
)

# Forms of address that after an office or another one are surnames: "Foreign Minister Pak", "Comrade Pak".
TITLES_OR_SURNAMES = frozenset({"pak", "pan", "don", "dom", "bey", "ing", "com", "tan", "ras", "tun"})
CIVIL = frozenset({"mr", "mrs", "ms", "miss", "messrs", "dr"})  # forms of address of those who hold any office or none
BEFORE_SURNAMES = frozenset(entries("offices-before-surnames"))
LONGEST_INITIAL = 2
OFFICE_LINKS = frozenset({"of", "for", "the", "and", "to", "in", "on"})
LINKS_IN_OFFICES = OFFICE_LINKS | {"de"}  # "aide-de-camp"
DETERMINERS = frozenset({"the", "his", "her", "their", "your", "my", "our"})
# Apostrophes also as transliterations write them: "ʿAbd", "‘Abd".
FOLD_PUNCTUATION = str.maketrans(dict.fromkeys("’‘ʼʻʿʾ`", "'") | {"‑": "-", "–": "-", ".": " ", ",": " "})


@cache
def lexicon(name: str) -> frozenset[str]:
    """The entries of a lexicon, folded."""
    return frozenset(map(fold, entries(name)))


@cache
def titles() -> frozenset[str]:
    """Forms of address, folded."""
    return lexicon("titles")


@cache
def office_words() -> frozenset[str]:
    """Every word of the offices, ranks and roles in the lexicons, folded."""
    known = (*entries("offices"), *entries("roles"))
    return frozenset(word for entry in known for word in fold(entry).replace("-", " ").split()) - OFFICE_LINKS


@cache
def portfolios() -> frozenset[str]:
    """Words for what an office is of, folded: "Trade", "Defense", "Japan"."""
    names = ("organisation-words", "institution-words", "places", "cities-and-regions", "office-qualifiers")
    return frozenset(word for name in names for entry in entries(name) for word in fold(entry).split()) - OFFICE_LINKS


@cache
def offices_of_lords() -> dict[str, tuple[str, ...]]:
    """Offices whose words are forms of address or names elsewhere, as folded words, by the office."""
    return {office: tuple(office.split()) for office in map(fold, entries("offices-of-lords"))}


def is_office(key: str) -> bool:
    """Whether some folded words name an office: one of them is known as an office, or all are such an office."""
    known = office_words()
    return any(word in known for word in key.split()) or key in offices_of_lords()


# Words that qualify an office without being part of anybody's name.
QUALIFIERS = frozenset(entries("office-qualifiers"))


@remembered_word
def fold(text: str) -> str:
    """Lower case without accents, points and commas: what two spellings of a name have in common."""
    plain = text.translate(FOLD_PUNCTUATION)
    if not plain.isascii():
        plain = "".join([c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c)])
    return " ".join(plain.lower().split())


@dataclass(frozen=True, slots=True)
class Name:
    """The parts of a mention, folded: forms of address, words of office, given names or initials, surname."""

    titles: tuple[str, ...]
    office: str
    given: tuple[str, ...]
    surname: str

    @property
    def bare(self) -> bool:
        """A surname and nothing else."""
        return bool(self.surname) and not (self.titles or self.office or self.given)


GLUED_INITIALS = re.compile(rf"\b(?:(?:[{UPPER}]\.){{2,4}}|[{UPPER}]\.\sof\s[{UPPER}]\.)")
# "J.S.", "F.M", "D. F. H.": who is called by nothing but letters.
LETTERS_ALONE = re.compile(rf"(?:[{UPPER}]\.\s?){{1,3}}[{UPPER}]\.?")
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "mp", "m p"})


def joined(match: re.Match[str]) -> str:
    """Letters with points as one word ("P.M.", "S. of S.", "H.E."); initials of a name unchanged."""
    word = match[0].replace(".", "").replace(" ", "")
    folded = fold(word)
    title = folded in titles() and match.start() == 0  # and no initials: "Mr. H.E. Smith"
    before = match.string[: match.start()].split()
    if before and fold(before[-1]) in titles() and match.string[match.end() :].strip():
        return match[0]  # "Mr. B.K. Smith"
    return word if title or folded in QUALIFIERS or folded in office_words() else match[0]


@remembered_word
def parse_name(mention: str) -> Name:
    """Take a mention apart. What follows a comma is left out; a mention that is all office has no surname."""
    head, _, after = mention.partition(",")
    if fold(head) in titles():
        head = f"{head} {after.partition(',')[0]}".rstrip()  # a comma that was a full stop: "Dr, Keller"
    if LETTERS_ALONE.fullmatch(head):
        head = head.replace(".", "").replace(" ", "")
        head = "His Excellency" if head == "HE" else head  # and not the pronoun
    mentioned = fold(GLUED_INITIALS.sub(joined, head))
    words = [word for part in mentioned.split() if (word := part.strip("'"))]
    determined = bool(words) and words[0] in DETERMINERS
    ours = words[:1] == ["our"] and words[-1] in GROUPS  # "our side" is not any side
    while words and words[0] in DETERMINERS and not ours:
        words.pop(0)
    if len(words) > 2 and head.startswith(("A ", "a ")) and (words[1] in titles() or words[1] in office_words()):
        words.pop(0)  # "A Major Smith was with him."
    lords = next((lords for lords in offices_of_lords().values() if tuple(words[: len(lords)]) == lords), ())
    found_titles, office, at = _before_name(words, lords, determined)
    rest = [word for word in words[at:] if word not in SUFFIXES]
    if not rest and not office and words:
        rest = [words[-1]]
        found_titles = found_titles[: len(words) - 1]
    if not rest and not determined and office and _is_surname(office, found_titles):
        rest = [office.pop()]  # "Mr. King", "General Pope"
    if len(rest) > 1 and rest[-1] in lexicon("titles-after-names"):
        found_titles.append(rest.pop())  # "Ismail Bey"
    while office and office[-1] in OFFICE_LINKS:
        office.pop()
    if not lords and not any(part in office_words() for word in office for part in word.split("-")):
        rest, office = office + rest, []
    if rest and rest[-1] in GROUPS:
        return Name(tuple(found_titles), "", (), " ".join([*office, *rest]))
    alone = len(rest) > 1 and rest[-1] in office_words() and not (found_titles or office)
    if alone and (determined or all(word in portfolios() for word in rest[:-1])):
        return Name((), " ".join(rest), (), "")  # "the Hellenic Ambassador", "Law Minister"
    surname = rest[-1] if rest else ""
    given = tuple(rest[:-1])
    while given and len(given[-1]) > 1 and given[-1] in PARTICLES.split("|"):
        # Particles belong to the surname: "van der Berg", "El Goulli".
        surname = f"{given[-1]} {surname}"
        given = given[:-1]
    return Name(tuple(found_titles), " ".join(office), given, surname)


def _before_name(words: Sequence[str], lords: Sequence[str], determined: bool) -> tuple[list[str], list[str], int]:
    """The forms of address and the words of office at the head of a mention, and where the name begins after them.

    `lords` is the office of several words with which it begins, if it does.
    """
    found_titles, office = list[str](), list(lords)
    known_offices, known_titles = office_words(), titles()
    at = len(office)
    while at < len(words):
        word = words[at]
        parts = word.split("-")
        last = at == len(words) - 1
        titled = word in known_titles or "/" in word  # "A/S Smith"
        if titled and not last and not _is_surname_first([*office, *found_titles], words, at):
            found_titles.append(word)
        elif word in DETERMINERS and found_titles and not last:
            pass  # "H.E. the President"
        elif all(part in known_offices or part in QUALIFIERS for part in parts) or _is_office(parts, determined):
            office.append(word)
        elif word == "and" and len(office) == 1 and office[0] in QUALIFIERS and not last:
            office += words[at : at + 2]
            at += 1
        elif office and word in OFFICE_LINKS and not last:
            end = end_of_office(words, at)
            office += words[at:end]
            at = end
            while at < len(words) - 1 and words[at] in known_titles and not _is_surname_first(office, words, at):
                found_titles.append(words[at])
                at += 1
            break
        else:
            break
        at += 1
    return found_titles, office, at


def _is_surname(office: Sequence[str], found_titles: Sequence[str]) -> bool:
    """Whether the last word of an office is the surname of somebody with the form of address or office before it."""
    if office[-1] not in lexicon("offices-as-surnames"):
        return False
    if len(office) > 1:
        return office[-2] in BEFORE_SURNAMES
    return bool(found_titles) and CIVIL.issuperset(found_titles)


def _is_office(parts: Sequence[str], determined: bool) -> bool:
    """Whether the parts of a hyphenated word make an office of which a part is no office: "Postmaster-General",
    "Commander-in-Chief"; after an article also "the Minister-Resident".
    """
    linked = any(part in LINKS_IN_OFFICES for part in parts[1:-1])
    known = any(part in office_words() for part in parts)
    return len(parts) > 1 and known and (linked or determined or parts[-1] == "general")


def _is_surname_first(before: Sequence[str], words: Sequence[str], at: int) -> bool:
    """Whether a form of address is a surname: after an office or another ("Comrade Pak …"), or before "Song-ho"."""
    return words[at] in TITLES_OR_SURNAMES and (bool(before) or "-" in words[at + 1])


def end_of_office(words: Sequence[str], link: int) -> int:
    """Where the name begins after an office and its link: "Minister of Trade Smith"; at the end, where all belongs to
    the office: "Secretary of State for War", "Ambassador of Ruritania", "Director of the Office of Timber Research",
    "Chairman of the Water Board".
    """
    end = link
    while end < len(words) and words[end] in OFFICE_LINKS:
        end += 1
    heads = words[end : end + 1] if words[end + 1 : end + 2] == ["of"] else []
    if not lexicon("bodies").isdisjoint((*heads, words[-1])):
        return next((at for at in range(end, len(words)) if words[at] in titles()), len(words))
    end = link
    while end < len(words) and (words[end] in OFFICE_LINKS or words[end] in portfolios()):
        end += 1
    return end if words[end - 1] in portfolios() else len(words)


def compatible(given: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two sets of given names or initials can be one person's: the first letters agree as far as both go."""
    return all(
        a[0] == b[0] and ((min(len(a), len(b)) <= LONGEST_INITIAL and (a.startswith(b) or b.startswith(a))) or a == b)
        for a, b in zip(given, other, strict=False)
    )
