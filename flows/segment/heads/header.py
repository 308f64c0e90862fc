"""The head of a record: where the talk starts, and what stands before it.

It is read paragraph by paragraph until the first that is running text of the talk; in doubt a paragraph is talk.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

from flows.record import Cleaned, Participant, Section
from flows.segment.clauses.finding import FRONTING, fronted_clauses, head_clause, is_fronted
from flows.segment.clauses.reporting_clause import Clause
from flows.segment.dates import find_dates
from flows.segment.heads.date_lines import read_date_line
from flows.segment.heads.facts import (
    CALLED_ON,
    MET_ON,
    OPENING,
    VISITED,
    first_sentences,
    read_facts,
    read_opening_date,
    read_opening_place,
    read_told_date,
)
from flows.segment.heads.fields import find_fields
from flows.segment.heads.footer import read_recorders
from flows.segment.heads.front_reader import SENT_FROM, FrontReader
from flows.segment.heads.next_lines import talks
from flows.segment.heads.paragraph_kinds import (
    SALUTATION,
    genre_of,
    is_heading_of_record,
    is_presence,
    says_something,
    site_kind,
)
from flows.segment.heads.parts import LAST_OF_HEAD, Part, tile
from flows.segment.heads.printed_lines import PrintedLines
from flows.segment.heads.who_is_named import is_person, labelled, says_after_colon
from flows.segment.heads.writers import writer_in_heading
from flows.segment.labels.openings import run_together
from flows.segment.lists.merging import merge_participants, with_title_people
from flows.segment.lists.participants import DANGLING, Block, read_blocks
from flows.segment.lists.persons import find_people
from flows.segment.lists.presence import read_sentences
from flows.segment.lists.sides import PHRASE, is_side_heading, names_country
from flows.segment.lists.taking_part import read_participants
from flows.segment.lists.tokens import tokens_of
from flows.segment.names import UPPER, fold, lexicon, office_words, titles
from flows.segment.paragraphs import narrates
from flows.segment.sentences import sentence_starts

LONGEST_HEAD = 4000  # characters of a head that lost its line breaks
LONGEST_COVER = 40  # paragraphs of a sheet that covers a record
LONGEST_KIND = 5  # words: "RECORD OF TALK"
LEAST_SAYING = 3  # reporting clauses of a paragraph that is talk
LOOK_AHEAD = 6
LONGEST_LIST = 120  # characters of a side and its people, seldom more
FIRST_WORD = re.compile(r"[^\W\d_]+")
CAPITALIZED = re.compile(rf"(?<=[^,;:(/\s]\s)[{UPPER}][^\W\d_]*\.?")
LONGEST_TITLE = 20
LEAST_TOPIC = 4  # words and marks of a heading of the talk in capitals
BARE_DAY = re.compile(r"\s(?=[A-Za-z]{3,9}\.?\s\d{1,2}\b)")
# In a telegram, whose writer is "the Ambassador": "AMBASSADOR CALLED ON THE MINISTER OCTOBER 17".
MET_THAT_DAY = re.compile(
    r"[^.;:]{0,200}\b(?:called on|met|received|saw|visited|lunched|dined|discussed|informed|told)\b[^.;:]{1,160}",
    re.IGNORECASE,
)
SAID = re.compile(r"(?!You\b)(?:\S+\s){1,5}?(?:said|says|asked|asks|replied|told|stated|thought|remarked|inquired)\b")
LONGEST_FRONTED = 300  # characters of a sentence that must tell who speaks, after words in front of him
ITEM = re.compile(r"[•;:]")
ARTICLES_AND_TITLES = frozenset({"the"}) | titles()
YEAR, MONTH = len("1961"), len("1961-05")
MOST_PARAGRAPHS = 2000  # no head is longer; a text of nothing but headings is no head


@dataclass(frozen=True)
class FrontMatter:
    """The head of a record. The sections tile `[0, body_start)`; `facts` are columns of the table documents."""

    body_start: int
    sections: tuple[Section, ...]
    facts: dict[str, Any]
    participants: list[Participant]
    writer: Participant | None = None  # of a letter, as its heading names him


def read_front_matter(cleaned: Cleaned, joined: bool = False) -> FrontMatter:
    """The head of a record: sections, facts and participants, and where the talk starts. `joined` says that only
    paragraphs of the talk lost their breaks.
    """
    text = cleaned.text
    paragraphs = with_talk_apart(text, cleaned.paragraphs)
    head_end = end_of_head_apart(cleaned, paragraphs) if not joined else 0
    paragraphs = PrintedLines(cleaned, paragraphs)
    reader = FrontReader(text)
    body_start = len(text)
    under = None  # the record whose cover sheet is read first
    for at, (start, end) in enumerate(paragraphs):
        if at == MOST_PARAGRAPHS:
            body_start = start
            break
        if under is not None and start < under:
            reader.add("preamble", start, end)
            continue
        if not reader.take(start, end):
            if under is None and (under := record_under_cover(text, paragraphs, at)) is not None:
                reader = FrontReader(text, [*reader.parts, Part("preamble", start, end, start)], titled=True)
                continue
            if end <= head_end:
                reader.add("heading", start, end)
                continue
            if goes_on(reader, paragraphs, at):
                reader.add("preamble" if talks(reader, text[start:end]) else "heading", start, end, sure=False)
                continue
            body_start = start
            break
    parts = reader.parts
    while len(parts) > 1 and parts[-1].kind == "attendance" and parts[-1].label is None and body_start < len(text):
        line = text[parts[-1].start : parts[-1].end]
        named = read_blocks(text, [Block(parts[-1].start, parts[-1].end)])
        before = text[parts[-2].value : parts[-2].end]
        if len(parts) > 2 and line.isupper() and before.isupper() and parts[-2].label is None:
            two, above = text[parts[-2].start : parts[-1].end], text[parts[-3].value : parts[-3].end]
            if is_topic(two, above) and above.strip():
                parts[-2].end = parts[-1].end
                parts.pop()
                line, before = two, above
        if not is_topic(line, before) and not is_topic_under(line, before) and (named or not is_side_heading(line)):
            break
        if DANGLING.search(before) and not line.isupper():
            break  # "First Secretary of the", "Planning Office"
        parts[-1].kind, parts[-1].sure = "heading", False
        if parts[-2].kind != "attendance" or parts[-2].label is not None:
            break
    while parts and not parts[-1].sure:
        stray = parts[-1]
        line = text[stray.start : stray.end]
        if SALUTATION.fullmatch(line):
            stray.sure = True
            break
        heading = (
            stray.kind == "heading"
            and body_start < len(text)
            and len(parts) > 1
            and parts[-2].kind
            in ("date", "classification", "attendance", "title", "time", "place", "notes", "boilerplate")
            and not any(part.kind == "subject" for part in parts)
            and not is_person(line)
            and len(line.split()) > 1
        )
        if heading:
            stray.kind, stray.sure = "subject", True
            break
        body_start = stray.start
        parts.pop()
    if parts and body_start == len(text):
        body_start = next((start for start, _ in paragraphs if start >= parts[-1].end), len(text))
    own = [part for part in parts if under is None or part.start >= under]
    facts = read_facts(text, own)
    if facts.get("date_precision") != "day" and body_start < len(text):
        told = read_opening_date(text[body_start : body_start + OPENING])
        if told.get("date", "").startswith(
            facts.get("date", "")[: MONTH if facts.get("date_precision") == "month" else YEAR]
        ):
            facts |= told
    elif facts.get("date_precision") == "day" and not any(part.kind == "date" and part.label for part in own):
        # The day on which it was written stands at its head.
        facts |= read_told_date(told_in(text, own, body_start), facts["date"])
    if "place" not in facts and body_start < len(text):
        facts |= read_opening_place(text[body_start : body_start + 2 * OPENING])
    people = read_participants(cleaned, own)
    if not any(part.kind == "attendance" for part in own):
        people = with_title_people(read_sentences(text, [p for p in paragraphs if p[0] >= body_start]), people)
    people = merge_participants(people, read_recorders(text, parts))
    return FrontMatter(body_start, tile(parts, 0, body_start), facts, people, writer_in_heading(text, parts))


def record_under_cover(text: str, paragraphs: Sequence[tuple[int, int]], at: int) -> int | None:
    """Where the head of the record is that lies under a cover sheet, whose first words are the paragraph `at`: the sort
    of record in capitals on a line of its own, with its list of those present after it and no talk before it.
    """
    for number, (start, end) in enumerate(islice(paragraphs, at, at + LONGEST_COVER), at):
        paragraph = text[start:end]
        if reports(text, start, end) or labelled_talk(paragraph):
            return None
        if number > at and is_heading_alone(paragraph):
            following = (text[slice(*one)] for one in paragraphs[number + 1 : number + 1 + LOOK_AHEAD])
            fields = [field for line in following for field in find_fields(line)[:1]]
            if any(field.start == 0 and field.kind == "attendance" for field in fields):
                return start
    return None


def is_heading_alone(line: str) -> bool:
    """Whether a line is the sort of record, in capitals, and nothing else: "MEMORANDUM OF CONVERSATION"."""
    return line.isupper() and len(line.split()) <= LONGEST_KIND and is_heading_of_record(line)


def labelled_talk(paragraph: str) -> bool:
    """Whether a paragraph is what somebody says under his label, and no field of a cover sheet."""
    return not find_fields(paragraph) and labelled(paragraph, set()) and says_after_colon(paragraph)


def with_talk_apart(text: str, paragraphs: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """The paragraphs; one that holds most of a text is cut where the talk starts, and so is a list before it."""
    for at, (start, end) in enumerate(paragraphs):
        if at < LAST_OF_HEAD and text[end - 1] == ":" and (opening := list_opening(text, start, end)) is not None:
            head = (start, start + len(text[start:opening].rstrip()))
            return [*paragraphs[:at], head, (opening, end), *paragraphs[at + 1 :]]
        most = 2 * (end - start) > len(text)
        if most or (at < LAST_OF_HEAD and end - start > LONGEST_LIST and lists_people(text[start:end])):
            talk = (run_together(text, start, end) if most else None) or first_report(text, start, end)
            if talk is not None and talk > start:
                head = (start, start + len(text[start:talk].rstrip()))
                return [*paragraphs[:at], head, (talk, end), *paragraphs[at + 1 :]]
    return paragraphs


def list_opening(text: str, start: int, end: int) -> int | None:
    """Where the last sentence of a paragraph opens a list: "Mr. Smith met the Minister on 3 May. Present were:"."""
    _, *others = sentence_starts(text, start, end)
    return others[-1] if others and is_presence(text[others[-1] : end]) else None


def opens_list(text: str, end: int) -> bool:
    """Whether a sentence that opens a list follows the paragraph that it was cut from."""
    line, _, _ = text[end : end + LONGEST_LIST].lstrip().partition("\n")
    return not text.startswith("\n\n", end) and line.endswith(":") and is_presence(line)


def end_of_head_apart(cleaned: Cleaned, paragraphs: Sequence[tuple[int, int]]) -> int:
    """Where the head ends that no line break of the source parts from the talk, if a site's lines or the title of a
    record are in it, so that its sentences are no talk; else 0.
    """
    for (start, end), (talk, _) in pairwise(paragraphs):
        if "\n" not in cleaned.raw[cleaned.raw_end(end) : cleaned.raw_start(talk)]:
            head = cleaned.text[start:end]
            return end if site_kind(head) is not None or genre_of(head) is not None else 0
    return 0


def is_topic(line: str, before: str) -> bool:
    """Whether the last line of a list, before the talk, is the heading of the talk: "ADOPTION OF THE AGENDA", and
    under a line that is not in capitals "ITEM 4: RICE, WOOL AND TIN".
    """
    tokens = tokens_of(line)
    kinds = [token.kind for token in tokens]
    if not line.isupper() or {"title", "initial", "holder"} & set(kinds):
        return False
    if "link" in kinds and not {"mark", "number"} & set(kinds):
        return True
    bare = tokens[0].key not in lexicon("given-names") and kinds.count("name") > 0 and len(tokens) >= LEAST_TOPIC
    return bare and bool({"mark", "join", "number"} & set(kinds)) and not before.isupper() and not names_country(line)


def is_topic_under(line: str, before: str) -> bool:
    """Whether the last line of a list is one bare word, under people who all have a form of address: "Fishing"."""
    above = [token.kind for token in tokens_of(before)]
    bare = [token.kind for token in tokens_of(line)] == ["name"] and line.isalpha()
    people = find_people(tokens_of(before), True)
    return bare and len(people) > 0 and above.count("title") >= len(people)


def lists_people(paragraph: str) -> bool:
    """Whether a paragraph begins as a list of those present."""
    fields = find_fields(paragraph[:LONGEST_LIST])
    listing = fields != () and fields[0].start == 0 and fields[0].kind == "attendance"
    return listing or PHRASE.match(paragraph) is not None


def first_report(text: str, start: int, end: int) -> int | None:
    """Where, after fields of the head in the same paragraph, the first sentence that tells what somebody says is."""
    stop = min(end, start + LONGEST_HEAD)
    for at, next_at in pairwise([*sentence_starts(text, start, stop), stop]):
        told = bool(reports(text, at, next_at))
        talk = at if told else after_list(text, at, next_at)
        if talk is not None:
            head = text[start:talk]
            known = find_fields(head) or PHRASE.match(head) or (not told and genre_of(head) is not None)
            return talk if known else None
    return None


def reports(text: str, start: int, end: int) -> list[Clause]:
    """What a sentence tells, at its head or after words in front of it, that somebody says or said."""
    head = head_clause(text, start, end)
    word = FIRST_WORD.match(text, start, end)
    fronted = word is not None and is_fronted(word[0], text[word.end() + 1 : word.end() + 2], head)
    clauses = fronted_clauses(text, start, end) if fronted else [head]
    telling = [clause for clause in clauses if clause is not None and "reporting" in clause.verb.classes]
    return [clause for clause in telling if not clause.pronoun or clause.verb.form == "past"]


def after_list(text: str, start: int, end: int) -> int | None:
    """Where in a sentence that opens as a list the talk begins, which no stop parts from its last item: at words in
    front of who speaks, at his title or article, or at his bare name, which the list holds.
    """
    found: int | None = None
    verb_at = end
    for word in CAPITALIZED.finditer(text, start + 1, end):
        at = word.start()
        if at >= verb_at:
            break
        if word[0].lower() in FRONTING:
            told = reports(text, at, min(end, at + LONGEST_FRONTED))
            if told and not ITEM.search(text, at, told[0].subject_start):
                return at
            continue
        clause = head_clause(text, at, end)
        if clause is None or clause.pronoun or not clause.verb.classes & {"reporting", "stance"}:
            continue
        if narrates(text, at, end):
            continue
        verb_at = clause.clause_end
        listed = text.find(clause.subject, start, at) >= 0
        if begins_subject(text, at, word[0], found is not None, listed and (found is None or " " in clause.subject)):
            found = at
    return found


def begins_subject(text: str, at: int, word: str, inside: bool, listed: bool) -> bool:
    """Whether a subject begins at this word: a title, an article or the name of somebody `listed`. `inside` a longer
    run of words an office after an article or another office only goes on with it, unless somebody listed has it.
    """
    office = fold(word) in office_words()
    if not inside:
        return listed or office or fold(word) in ARTICLES_AND_TITLES
    before = text[max(0, at - LONGEST_TITLE) : at].split()[-1]
    if before == "The":
        return False
    if office and fold(before) in office_words():
        return listed
    return office or fold(word) in ARTICLES_AND_TITLES


def told_in(text: str, parts: Sequence[Part], body_start: int) -> str:
    """The words that can tell the day of the talk without its year: a title without a date, a visitor's opening."""
    titles = [text[part.start : part.end] for part in parts if part.kind in ("title", "heading")]
    title = next((words for words in titles if genre_of(words)), "")
    opening = told_in_opening(text, body_start)
    if any(SENT_FROM.match(words) for words in titles):
        met = MET_THAT_DAY.search(text, body_start, body_start + LONGEST_HEAD)
        opening = BARE_DAY.sub(" on ", met[0]) if met is not None else ""
    return " ".join([title if not find_dates(title) else "", opening])


def told_in_opening(text: str, body_start: int) -> str:
    """Of the first sentences of a talk the one that says when who writes met somebody, or nothing."""
    for sentence in first_sentences(text[body_start : body_start + 2 * OPENING].lstrip()):
        if (told := VISITED.search(sentence) or MET_ON.match(sentence)) is not None:
            return sentence[sentence.rfind(" that ", 0, told.start()) + 1 :]
        if SAID.match(sentence):
            break
        if CALLED_ON.match(sentence):
            return sentence
    return ""


def is_told(text: str, start: int, end: int) -> bool:
    """Whether a paragraph tells what two or more people said in turn, as no head does."""
    bounds = [*sentence_starts(text, start, end), end]
    clauses = (head_clause(text, at, next_at) for at, next_at in pairwise(bounds))
    saying = [c.subject for c in clauses if c is not None and "reporting" in c.verb.classes and not c.auxiliary]
    return len(saying) >= LEAST_SAYING and len(set(saying)) > 1


def goes_on(reader: FrontReader, paragraphs: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether what looks like talk stands inside the head: the fields of the head follow, with no talk before them."""
    listed = bool(reader.kinds & {"attendance", "subject"})
    if talks(reader, reader.text[slice(*paragraphs[at])]) and (
        listed or labelled(reader.text[slice(*paragraphs[at])], set()) or is_told(reader.text, *paragraphs[at])
    ):
        return False
    for start, end in paragraphs[at + 1 : at + 1 + LOOK_AHEAD]:
        paragraph = reader.text[start:end]
        fields = find_fields(paragraph[:400])
        if read_date_line(paragraph) and "date" not in reader.kinds:
            return True
        if fields and fields[0].start == 0:
            if fields[0].kind == "attendance" and says_something(paragraph[fields[0].value_start :]):
                return False
            if fields[0].kind in ("attendance", "subject", "date", "place", "time"):
                return True
            continue
        if not listed and is_heading_of_record(paragraph):
            return True
        if talks(reader, paragraph) and not opens_list(reader.text, end):
            return False
    return False
