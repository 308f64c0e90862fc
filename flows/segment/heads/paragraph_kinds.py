"""What one paragraph at the head or foot of a record can be, judged by its own words."""

from __future__ import annotations

import re
from functools import cache

from flows.lexicons import entries, mapping
from flows.segment.heads.fields import normal
from flows.segment.heads.prose import HEAD, WORDS, is_prose, running, running_words
from flows.segment.lists.persons import find_people
from flows.segment.lists.tokens import PARENTHESES, tokens_of
from flows.segment.names import UPPER
from flows.segment.remembered import remembered_line

CITATION = re.compile(r"(?:Citation:\s)?[\"“][^\"”]{10,300}[,.][\"”],?\s")
ARCHIVE = re.compile(r"\bArchives?\b")
LONGEST_CITATION = 1000
LONGEST_SITE_LINE = 6  # words
PAGE_MARK = re.compile(r"\W*(?:(?:page|pp?\.|p)\s?)?\d{1,4}\W*$", re.IGNORECASE)
EDITORIAL = re.compile(
    r"[_*\s]*[\[({f1l][_*\s]*(?:omitted here|here follow|matter omitted|text omitted|passage omitted"
    r"|the following (?:notes|is|are|text|record|account)|"
    r"not printed|extracts?\b|excerpts?\b|editor|(?:stamp(?:ed)?|seal|handwritten|note)\s?:"
    r"|translator['’]s note|document (?:begins|ends)"
    r"|end of (?:document|text))"
    r"|[_*\s]*omitted here\b",
    re.IGNORECASE,
)
BEHIND_KIND = re.compile(r"(?:on|of|about|between|concerning|regarding|with)\s")  # what sort of record it is
KINDS_ALONE = frozenset({"note", "information", "report", "memo"})  # on a line of their own, as titles are
SPACED_OUT = re.compile(r"[^\W\d_] (?<!\S..)(?:[^\W\d_] )+[^\W\d_](?!\S)")
CODE = re.compile(r"\d{3,}[A-Z-]|[A-Z-]\d{3,}")  # the number of a document: "ABC12D03456"
# "Dear Alan,", "My Lord,"
SALUTATION = re.compile(
    r"(?:My\s)?[Dd]ear\s(?:[A-Z][\w.'’-]*\s?){1,4}[,:]?"
    r"|(?:My Lord|Sir|Madam|(?:Your )?Excellency|Mr\.? (?:Prime )?(?:President|Secretary|Minister|Chairman))[,:]"
)
SEPARATOR = re.compile(r"(?!\s*[\[(]?\s*(?:…|\.\s?\.\s?\.))[\W_]+$")  # no mark of an omission
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
    r"\W*(?:(?:the\s)?(?:conversation|talk|meeting|record|minutes|notes?)\s(?:was\s|were\s)?)?"
    r"(?:s/(?![a-z]{1,6}\))|(?:signed|signature|recorded (?:\[?by\]?|and)"
    r"|(?:(?:seen|read|checked|typed|corrected) and )?(?:(?:approved|prepared|typed)(?! by\s?:)|transcribed|compiled"
    r"|drawn up|taken(?: down)?|checked|seen|written|noted|minuted|dictated|reported) (?:down |up )?"
    r"(?:by(?! (?:my|our|your)\b)|from (?:(?:the|his|her|my|rough) )?(?:notes?|tapes?|memory|dictation|shorthand))"
    r"|sgd|sd(?=\s?[./)]))\b|[A-Z.]{2,8} initial|initial(?:l?ed)\b|\(?intd\b|(?:true|correct) copy\s?(?:[.:,]|$)"
    r"|(?:I (?:do )?(?:hereby )?certify (?:that|this|the)|certified(?: to be)?(?: as)?(?: an?)? (?:true|correct)"
    r"|certified(?: as)? accurate)\b)",
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
# To whom the record went, in words: "Copies were sent to the members of the Council."
SENT_TO = re.compile(
    r"(?:(?:Copies|(?:A|One) copy|(?:The|This) (?:record|note|minute))(?: of (?:this|the) \w+)?"
    r" (?:was|were|has been|have been)|[A-Z][a-z]+ly)? ?(?i:sent|distributed|circulated|forwarded) to\b"
)
COPY_NUMBER = re.compile(r"\s\(?copy\s(?:no\.?|nr\.?|№)?\s?\d{1,4}\b.{0,12}$", re.IGNORECASE)  # "SECRET   Copy No. 31"
# What an archive stamps on a document that it releases: "By JK NARA Date 8/14/92".
RELEASED = re.compile(
    r"\W*(?:declassified\W+\w|authority\W+(?:nnd|e\.?\s?o\b)|by\b.{0,30}\bnara\b|approved for (?:public )?release\b"
    r"|release[d ]\s?in (?:full|part)\b|sanitized copy\b|e\.\s?o\.\s?1\d{4}"
    r"|[^\n]{0,40}department ?of ?state ?case no\b|[^\n]{0,60}declassified/released us department of state\b"
    r"|e\.?o\.? systematic review\b)",
    re.IGNORECASE,
)
PRESENCE = re.compile(
    r"^(?:\W*(?:(?:those|persons|people|members|others|officials|comrades|further)\s)?(?:also\s)?(?:present|attending"
    r"|in attendance|participating|taking part)\b[^.]{0,60}?(?:\b(?:was|were|included)\b|:)"
    r"|\W*the following\b[^.]{0,60}\b(?:present|attended|participated|took part)\b"
    r"|.{3,60}\baccompanied by:|\W*(?:chaired|presided over|attended) by\b"
    r"|\W*there (?:(?:was|were) (?:also )?present|(?:also )?took part)\b"
    r"|\W*with (?:him|her|them|me|us|(?:\S+ ){1,8}\S+) (?:was|were)\b"
    rf"|\W*(?-i:[{UPPER}])[\w.'’-]*(?:(?:,|,? and)? (?-i:[{UPPER}])[\w.'’-]*){{0,12}} (?-i:(?:also )?present)\.\W*$"
    r"|\W*(?:on|from) (?:the |our |their )?(?:\S+ ){0,3}side(?: there)?"
    r"(?: (?:was|were|participated|attended|took part)\b|:))"
    r"|\b(?:(?:was|were)\s(?:also\s)?(?:present|in attendance)(?:\s(?:at|during)\s(?:the|this)\s[\w\s]{1,30})?\W*$"
    r"|(?:attended|participated|took part)(?:\s(?:in\s)?(?:the|this)\s[\w\s-]{1,40})?\W*$"
    r"|assisted (?:him|her|them|the (?-i:[A-Z])\S+(?: \S+){0,3})\W*$"
    r"|(?:conversation|meeting|talks?|reception|discussion|session|negotiations)\s(?:was"
    r"|were)\s(?:also\s)?attended by\b"
    r"|(?:interpreted|translated|acted as interpreter)\W*$)",
    re.IGNORECASE,
)
# One of them is in all that PRESENCE finds.
PRESENCE_STEMS = entries("presence-stems")
WITH_OTHERS = re.compile(r"\b(?:with|and) (?:his|her|their|several|some|other|two|three) [a-z]+")
OF_SIDE = re.compile(r"\b(?:(?:on|from|for) (?:our|their|the \S+) side\b|Our\b)")
FUNDER = rf"(?:[{UPPER}][\w.'’-]*\s|of\s|the\s){{1,7}}(?:Foundation|Endowment|Trust|Fund)"
FUNDERS = re.compile(rf"(?:the\s)?{FUNDER}(?:(?:,|,?\sand)\s{FUNDER}){{0,9}}", re.IGNORECASE)
PRESENCE_WORDS = frozenset(entries("presence-words"))
BETWEEN_LINKS = re.compile(r"\s[|>»•·/]\s")
IN_PERSON = re.compile(r"\b(?:I|[Ww]e|[Yy]ou|[Yy]our)\b")


def says_something(value: str) -> bool:
    """Whether the words after "The French side:" are no list of people but what is said for it."""
    if value.rstrip().endswith(("?", "!")):
        return True
    if not is_prose(value):
        return False
    return IN_PERSON.search(value) is not None or not find_people(tokens_of(value[:400]), True)


@cache
def _genres() -> re.Pattern[str]:
    names = sorted(mapping("genres"), key=lambda name: (-len(name), name))
    first = "".join(sorted({name[0] for name in names}))
    return re.compile(rf"(?=[{first}])\b(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)


def closed_up(line: str) -> str:
    """A line without the spaces that a typist puts between the letters of a heading: "N o t e"."""
    return SPACED_OUT.sub(lambda word: word[0].replace(" ", ""), line)


@remembered_line
def genre_of(title: str) -> str | None:
    """The sort of record that a title says it is: the first that the title names."""
    match = _genres().search(closed_up(" ".join(title[:400].split())))
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
    words = normal(COPY_NUMBER.sub("", text)).replace("-", " ") if len(text) <= 80 else ""
    left = _classifications().sub(" ", words)
    return left != words and not any(c.isalnum() for c in left)


def site_kind(text: str) -> str | None:
    """The kind of a line or sentence that a web site put around the document; None for all others."""
    if len(text) < 80:
        line, _, value = text.partition(":")
        kind = mapping("site-lines").get(normal(line)) or _navigation(normal(BETWEEN_LINKS.sub(" ", text)))
        if kind and not (value and is_prose(value)):
            return kind
    lower = text[:HEAD].lower()
    return next((kind for phrase, kind in mapping("site-phrases").items() if phrase in lower), None)


def _navigation(line: str) -> str | None:
    """The kind of a folded line that is nothing but lines of a site: "previous document next document"; or None."""
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
    words = WORDS.findall(OF_SIDE.sub(" ", WITH_OTHERS.sub(" ", PARENTHESES.sub(" ", head))))
    return not any(word.islower() and word in running_words() and word not in PRESENCE_WORDS for word in words)


def is_citation(paragraph: str) -> bool:
    """Whether a paragraph is how an archive wants the document to be cited: its quoted title, and where it is kept."""
    cited = CITATION.match(paragraph) if len(paragraph) < LONGEST_CITATION else None
    return cited is not None and ARCHIVE.search(paragraph, cited.end()) is not None
