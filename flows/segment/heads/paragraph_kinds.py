"""What one paragraph at the head or foot of a record can be, judged by its own words."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from flows.lexicons import entries, mapping
from flows.segment.clauses.verbs import verb_forms
from flows.segment.heads.fields import normal
from flows.segment.lists.entries import PARENTHESES, read_entry, role_of
from flows.segment.lists.persons import find_people
from flows.segment.lists.tokens import Token, tokens_of
from flows.segment.names import UPPER, fold, titles
from flows.segment.remembered import remembered_line, remembered_word

LONGEST_IN_CAPITALS = 160  # characters of a heading
LONGEST_SITE_LINE = 6  # words
HEAD = 1500  # what a paragraph is shows in its first characters
WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
NOT_VERBS = frozenset(
    {
        "united",
        "appointed",
        "retired",
        "armed",
        "limited",
        "unsigned",
        "designated",
        "accredited",
        "allied",
        "related",
        "red",
        "notes",
        "states",
    }
)
PAGE_MARK = re.compile(r"\W*(?:(?:page|pp?\.|p)\s?)?\d{1,4}\W*$", re.IGNORECASE)
EDITORIAL = re.compile(
    r"[_*\s]*[\[({f1l][_*\s]*(?:omitted here|here follow|matter omitted|text omitted|passage omitted"
    r"|the following (?:notes|is|are|text|record|account)|"
    r"not printed|extracts?\b|excerpts?\b|editor|note:|translator['’]s note|document (?:begins|ends)"
    r"|end of (?:document|text))"
    r"|[_*\s]*omitted here\b",
    re.IGNORECASE,
)
SPACED_OUT = re.compile(r"(?<!\S)(?:[^\W\d_] ){2,}[^\W\d_](?!\S)")
CODE = re.compile(r"\d{3,}[A-Z-]|[A-Z-]\d{3,}")  # the number of a document: "ABC12D03456"
SEPARATOR = re.compile(r"(?!\s*[\[(]?\s*(?:…|\.\s?\.\s?\.))[\W_]+$")  # no mark of an omission
# "[Access: open]  [Format: typescript]", as a site describes what it shows.
DESCRIPTION = re.compile(rf"(?:\[[{UPPER}][\w ]{{1,40}}: [^\[\]\n]{{1,60}}\]\W*){{2,8}}")
ARCHIVAL = re.compile(
    r"\b(?:f|op|d|ll?|fond|opis|delo)\.\s?\d+,\s(?:op|d|l|ll|p|fol)\.|\b(?:RG|FO|FCO|CAB|PREM|DO|DEFE)\s?\d+[/,]|"
    rf"[{UPPER}]{{2,6}}\s?:\s?[{UPPER}]{{1,12}}[\s/]?\d+|\bRecord Group\b|\bBox \d+|\bLot \d+ ?[A-Z]"
    rf"|\bCentral (?:Foreign Policy )?Files\b|"
    r"\bArchiv(?:es?|o|io)\b[^.]{0,80}\d|"
    rf"^\W*\[[\s\[]*[{UPPER}][{UPPER}.]+\s?:\s?[^\[\]]+\]\W*$",
)
TRANSLATED = re.compile(
    r"\btranslat(?:ed|ion)\s(?:(?:from\s(?:the\s)?\w+\s)?(?:for\s[^.\]]{0,80}?\s)?by|from)\b", re.IGNORECASE
)
SIGNED = re.compile(
    r"\W*(?:the\s(?:conversation|talk|meeting|record)\swas\s)?"
    r"(?:signed|signature|/s/|s/(?![a-z]{1,6}\))|recorded (?:\[?by\]?|and)|taken down by"
    r"|(?:written|noted|minuted|dictated|reported) (?:down )?by|sgd)\b|[A-Z.]{2,8} initial|initial(?:l?ed)\b|\(?intd\b",
    re.IGNORECASE,
)
# "A.B.", or the marks of office, drafter and typist: "EUR:ABSmith:cd".
INITIALS_ONLY = re.compile(
    rf"\W*(?:(?:[{UPPER}]\.\s?){{2,5}}"
    r"|[A-Z][A-Z/-]{0,9}(?::[A-Za-z]{2,14}){1,3}(?:[:\s]\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})?"
    r"|(?:[A-Z]{2,4}/)?[a-z]{2,3}(?:[/:]\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{2,4})?)?)\W*$"
)
COPIES = re.compile(
    r"\W*(?:\d{1,3}\s(?:copies|copy)\b|(?:copy|copies|ex\.?)\s(?:no\.?|nr\.?|№)?\s?\d|(?:No|N|Nr|№"
    r"|Ref)\.?\s?(?:\d|[A-Z]{1,4}[-/ ]?\d)\S*\.?\W*$|(?:[a-z]{1,5}\.\s?){1,4}\d{1,6}[-/]\d{2,4}\W*$)",
    re.IGNORECASE,
)
# What an archive stamps on a document that it releases: "By JK NARA Date 8/14/92".
RELEASED = re.compile(
    r"\W*(?:declassified\W+\w|authority\W+(?:nnd|e\.?\s?o\b)|by\b.{0,30}\bnara\b|approved for (?:public )?release\b"
    r"|release[d ]\s?in (?:full|part)\b|sanitized copy\b|e\.\s?o\.\s?1\d{4}"
    r"|[^\n]{0,40}department ?of ?state ?case no\b)",
    re.IGNORECASE,
)
PRESENCE = re.compile(
    r"^(?:\W*(?:(?:those|persons|people|members|others|officials|comrades|further)\s)?(?:also\s)?(?:present|attending"
    r"|in attendance|participating|taking part)\b[^.]{0,60}?(?:\b(?:was|were|included)\b|:)"
    r"|\W*the following\b[^.]{0,60}\b(?:present|attended|participated|took part)\b"
    r"|.{3,60}\baccompanied by:|\W*(?:chaired|presided over|attended) by\b"
    r"|\W*there (?:(?:was|were) (?:also )?present|also took part)\b"
    r"|\W*with (?:him|her|them|me|us|(?:\S+ ){1,4}\S+) (?:was|were)\b"
    rf"|\W*(?-i:[{UPPER}])[\w.'’-]*(?:(?:,|,? and)? (?-i:[{UPPER}])[\w.'’-]*){{0,12}} (?-i:(?:also )?present)\.\W*$"
    r"|\W*(?:on|from) (?:the |our |their )?(?:\S+ ){0,3}side(?: there)?"
    r"(?: (?:was|were|participated|attended|took part)\b|:))"
    r"|\b(?:(?:was|were)\s(?:also\s)?(?:present|in attendance)(?:\s(?:at|during)\s(?:the|this)\s[\w\s]{1,30})?\W*$"
    r"|(?:attended|participated|took part)(?:\s(?:in\s)?(?:the|this)\s[\w\s-]{1,40})?\W*$"
    r"|(?:conversation|meeting|talks?|reception|discussion|session|negotiations)\s(?:was"
    r"|were)\s(?:also\s)?attended by\b"
    r"|(?:interpreted|translated|acted as interpreter)\W*$)",
    re.IGNORECASE,
)
# One of them is in all that PRESENCE finds.
PRESENCE_STEMS = (
    "present",
    "attend",
    "participat",
    "took part",
    "taking part",
    "side",
    "interpret",
    "translat",
    "accompan",
    "chaired by",
    "presided",
    "with",
)
WITH_OTHERS = re.compile(r"\b(?:with|and) (?:his|her|their|several|some|other|two|three) [a-z]+")
TWO = re.compile(r"\s?/\s?|\s[–—-]\s|\s(?:and|with|to)\s")
FUNDER = rf"(?:[{UPPER}][\w.'’-]*\s|of\s|the\s){{1,7}}(?:Foundation|Endowment|Trust|Fund)"
FUNDERS = re.compile(rf"(?:the\s)?{FUNDER}(?:(?:,|,?\sand)\s{FUNDER}){{0,9}}", re.IGNORECASE)
PRESENCE_WORDS = frozenset(
    {
        "was",
        "were",
        "also",
        "present",
        "attended",
        "had",
        "attending",
        "participated",
        "included",
        "there",
        "those",
        "who",
        "interpreted",
        "translated",
        "took",
        "talks",
        "acted",
        "as",
        "accompanied",
        "chaired",
        "presided",
    }
)
LABELLED = re.compile(
    rf"\W{{0,3}}(?:\d{{1,3}}[.)]?\s?)?(?P<label>[{UPPER}][^\n:]{{0,70}}?)\s?(?:\([^()]{{0,120}}\)"
    rf"|\[[^\[\]]{{0,120}}\])?\s?(?P<mark>:|\s[–—-]{{1,2}}\s|[—–]|(?<=[^\W_]{{3}})\.\s[—–-]?)\s?(?P<rest>\S.*)",
    re.DOTALL,
)


IN_PERSON = re.compile(r"\b(?:I|[Ww]e|[Yy]ou|[Yy]our)\b")


@cache
def running_words() -> frozenset[str]:
    """Words that only sentences have, verbs that report and act among them."""
    verbs = frozenset(form for form, verb in verb_forms().items() if verb.form in ("s", "past"))
    return frozenset(entries("running-words")) | (verbs - NOT_VERBS)


@remembered_line
def running(text: str) -> int:
    """How many words of a text only sentences have; what stands in parentheses does not count."""
    plain = PARENTHESES.sub(" ", text[:HEAD])
    if len(plain) > LONGEST_IN_CAPITALS and plain.isupper():
        plain = plain.lower()  # a telegram
    words = WORDS.findall(plain)
    count = sum(map(_runs, words))
    if "I" in words:
        count += sum(match[0] == "I" and text[match.end() : match.end() + 1] == " " for match in WORDS.finditer(plain))
    return count


@remembered_word
def _runs(word: str) -> bool:
    """Whether only sentences have a word; "I" can also be a numeral or an initial."""
    word = word.replace("’", "'")
    lower = word.lower()
    if word == "I":
        return False
    if "'" in word:
        return lower.split("'")[1] in ("t", "m", "re", "ve", "ll", "d") and word[0] not in "dD"
    if lower in running_words():
        return word.islower() or lower in ("he", "she", "it", "they", "we", "you")
    return len(lower) > 4 and lower.endswith("ed") and word.islower() and lower not in NOT_VERBS


def is_prose(text: str) -> bool:
    """Whether a paragraph is running text: sentences, and not names, offices, headings or fields."""
    head = text[:HEAD]
    count = running(head)
    end = text.rstrip(' _*”"’)]')[-1:]
    enough = (1 if end in tuple(".?!…:") else 2) + len(head) // 600
    return count >= enough or end in ("?", "!")


@cache
def abbreviated_titles() -> frozenset[str]:
    """Titles, ranks and offices that are written short before a name, folded."""
    return frozenset(map(fold, entries("title-abbreviations")))


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
        if re.split(r"[-/ ]+", last.key)[-1] in titles() | abbreviated_titles():
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


def office_holder(text: str) -> int | None:
    """Where the name starts in a line that gives an office and who holds it ("Chairman: Mr. Smith"); else None."""
    match = LABELLED.match(text[:400]) if ":" in text else None
    if not match or match["mark"] != ":" or not _is_office(match["label"]):
        return None
    return match.start("rest") if _names_only(match["rest"]) or _is_signed(match["rest"]) else None


def _is_office(words: str) -> bool:
    """Whether words end in what somebody is ("Chairman"), or say it before what it is for: "Counsel for the Crown"."""
    kinds = [token.kind for token in tokens_of(words) if token.kind != "mark"]
    return bool(kinds) and (kinds[-1] == "holder" or (kinds[-1] == "office" and "holder" in kinds))


def _is_signed(text: str) -> bool:
    """Whether a text is a name in capitals, as somebody signs: "DE LAUNAY"."""
    if not text.isupper():
        return False
    tokens = [token for token in tokens_of(text[:80]) if token.kind != "mark"]
    kinds = {token.kind for token in tokens}
    whole = len(tokens) > 1 and len(tokens[-1].text) > 3
    return whole and kinds <= {"initial", "particle", "acronym", "name"}


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


def says_something(value: str) -> bool:
    """Whether the words after "The French side:" are no list of people but what is said for it."""
    if value.rstrip().endswith(("?", "!")):
        return True
    if not is_prose(value):
        return False
    return IN_PERSON.search(value) is not None or not find_people(tokens_of(value[:400]), True)


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


@cache
def _genres() -> re.Pattern[str]:
    names = sorted(mapping("genres"), key=lambda name: (-len(name), name))
    first = "".join(sorted({name[0] for name in names}))
    return re.compile(rf"(?=[{first}])\b(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)


@remembered_line
def genre_of(title: str) -> str | None:
    """The sort of record that a title says it is: the first that the title names."""
    # A typist spaces out the letters of a heading: "N o t e".
    match = _genres().search(SPACED_OUT.sub(lambda word: word[0].replace(" ", ""), " ".join(title[:400].split())))
    # Without regard to case, "i" is also "İ", which no lexicon has.
    return mapping("genres").get(match.group().lower()) if match else None


def is_heading_of_record(text: str) -> bool:
    """Whether a line starts with the sort of record that it is, as titles do: "Notes of a meeting held in …"."""
    match = _genres().search(text, 0, 60)
    before = text[: match.start()] if match else ""
    return (
        match is not None
        and len(text) < 400
        and len(before.split()) <= 4
        and running(before) == 0
        and running(text) <= 2
    )


@cache
def _classifications() -> re.Pattern[str]:
    phrases = sorted(entries("classifications"), key=lambda entry: (-len(entry), entry))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b")


def is_classification(text: str) -> bool:
    """Whether a line holds secrecy markings and nothing else."""
    words = normal(text).replace("-", " ") if len(text) <= 80 else ""
    left = _classifications().sub(" ", words)
    return left != words and not any(c.isalnum() for c in left)


def site_kind(text: str) -> str | None:
    """The kind of a line or sentence that a web site put around the document; None for all others."""
    if len(text) < 80:
        line, _, value = text.partition(":")
        kind = mapping("site-lines").get(normal(line)) or _navigation(normal(text))
        if kind and not (value and is_prose(value)):
            return kind
    lower = text[:HEAD].lower()
    return next((kind for phrase, kind in mapping("site-phrases").items() if phrase in lower), None)


def _navigation(line: str) -> str | None:
    """The kind of a folded line that is nothing but the lines of a site, one after the other: "previous document next
    document"; None for all others.
    """
    known = mapping("site-lines")
    words, at = line.split(), 0
    while at < len(words):
        ends = (end for end in range(min(len(words), at + LONGEST_SITE_LINE), at, -1))
        at = next((end for end in ends if " ".join(words[at:end]) in known), 0)
        if at == 0:
            return None
    return "boilerplate" if len(words) > 1 else None


def is_funder(text: str) -> bool:
    """Whether a line names foundations and nothing else."""
    return len(text) < 200 and FUNDERS.fullmatch(text.strip(" .")) is not None


def is_presence(text: str) -> bool:
    """Whether a sentence says who was present and nothing more."""
    head = text[:HEAD].strip(" ()[]")
    folded = head.casefold()
    if not any(stem in folded for stem in PRESENCE_STEMS) or not PRESENCE.search(PARENTHESES.sub("", head).strip()):
        return False
    words = WORDS.findall(WITH_OTHERS.sub(" ", PARENTHESES.sub(" ", head)))
    return not any(word.islower() and word in running_words() and word not in PRESENCE_WORDS for word in words)
