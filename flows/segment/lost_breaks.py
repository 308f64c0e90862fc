"""A text that lost its line breaks, as segmentation reads it: with paragraphs.

The clean text stays as it is. Where most of it stands in one line, or in one for each page, or a fair share of its
labels inside paragraphs, a break is put before what opens paragraphs in other texts: a label, the first sentence that
says who speaks, among labels each such sentence about somebody who has one, and what stands behind marks of secrecy.
Segmentation reads this view, and what it finds goes back to its places in the clean text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from flows.record import Cleaned, Edit, Segmented
from flows.segment.heads.header import LONGEST_HEAD, after_list, reports
from flows.segment.heads.prose import running
from flows.segment.labels.candidates import LONGEST_OWN_LINE, MOST_SOUGHT, candidates
from flows.segment.labels.habits import key_of, shape
from flows.segment.labels.label import IN_PARAGRAPH, LOOSE, Label
from flows.segment.labels.openings import run_together
from flows.segment.labels.patterns import TIME
from flows.segment.labels.words import normal
from flows.segment.names import UPPER, titles
from flows.segment.sentences import MARK_BEFORE_NEXT, PORTION_MARK, sentence_starts

LEAST_SENTENCES = 6
LEAST_LABELS = 4  # in one way of writing
LEAST_INSIDE = 3  # labels inside paragraphs
LEAST_TOLD = 3  # sentences that tell what somebody says, among labels
STAMP_BEFORE = re.compile(rf"[\[(]{TIME}[\])]\s$")
NUMBER_BEFORE = re.compile(rf"(?:\(?\d{{1,3}}\\?[.)]|\(?[a-z]\)|[•*_]|[\[(]{TIME}[\])])\s?[_*\"“(]{{0,2}}$")
LONGEST_BEFORE = 16
LISTS = re.compile(r"\b(?:Present|PRESENT|Participants|PARTICIPANTS)\s?:")
MARKED = re.compile(rf"{PORTION_MARK}\s+$")  # how secret a paragraph is, at its head or end
ABBREVIATED = re.compile(r"(?<=\s)[\[(]?[A-Z][A-Za-z]{0,6}\.\s(?=\S)")
MARKS = ":;–—-"
LEAST_PAGE = 1500  # characters of a page
PAGES = 0.75  # of a text that must stand in lines of that length
LETTER = re.compile(r"[^\W\d_]")
INSIDE = 0.25  # of the labels that must stand inside paragraphs
FORM = (
    rf"(?P<form>(?=[{UPPER}])(?:(?:(?:of|for|the|and)\s){{0,2}}[{UPPER}](?:[\w'’]|[.-](?=\w))*+\.?\s?){{1,7}}"
    r"(?:\([^()\n]{1,60}\)\s?)?(?:[:\]]|[—–-]{1,3}|(?<=\.)))\s"
)
LIKE_LABEL = re.compile(rf"[.!?…)\]—-](?<!\b[A-Z]\.)(?<!\b[A-Z][a-z]\.)[\"”)\]]{{0,2}}\s{FORM}")
LIKE_LABEL_AT_HEAD = re.compile(FORM)


class View(NamedTuple):
    """A clean text as segmentation reads it: `cleaned` has breaks for the spaces at the `places` of the clean text.
    `joined` says that the text has lines of its own, of which some hold several paragraphs.
    """

    cleaned: Cleaned
    places: Sequence[int]
    joined: bool

    def back(self, offset: int) -> int:
        """The place in the clean text of a place in the view."""
        return offset - bisect_left(range(len(self.places)), offset, key=lambda number: self.places[number] + number)

    def returned(self, found: Segmented) -> Segmented:
        """What was found in the view, at its places in the clean text."""
        back = self.back
        for turn in found.turns:
            turn.clean_start, turn.clean_end = back(turn.clean_start), back(turn.clean_end)
            turn.speech_start = back(turn.speech_start)
        return replace(
            found,
            sections=tuple(
                replace(section, clean_start=back(section.clean_start), clean_end=back(section.clean_end))
                for section in found.sections
            ),
            spans=[
                span._replace(clean_start=back(span.clean_start), clean_end=back(span.clean_end))
                for span in found.spans
            ],
            participants=[
                person
                if person.clean_start is None or person.clean_end is None
                else replace(person, clean_start=back(person.clean_start), clean_end=back(person.clean_end))
                for person in found.participants
            ],
        )


def with_breaks(cleaned: Cleaned) -> View | None:
    """The view of a text most of which stands in one line, or in one for each page, or whose labels stand inside
    paragraphs time and again; None of other texts, and where nothing tells the breaks.
    """
    text, paragraphs = cleaned.text, cleaned.paragraphs
    lost = in_pages(paragraphs, len(text))
    everywhere = repeats_inside(text, paragraphs)
    if not lost and not everywhere:
        return None
    gaps = sorted({*cleaned.gaps, *cleaned.emphasis_ends})
    found = openings(text, paragraphs if everywhere else lost, gaps, bool(lost))
    places = sorted(at - 1 for at in found if at > 0 and text[at - 1] == " ")
    return View(broken(cleaned, places), places, joined=not lost) if places else None


def in_pages(paragraphs: Sequence[tuple[int, int]], length: int) -> Sequence[tuple[int, int]]:
    """The lines from the first of a page's length on, where nearly all of a text of that length stands in such lines,
    or the one in which most of it stands; none where its lines are shorter.
    """
    lengths = [end - start for start, end in paragraphs]
    pages = [number for number, size in enumerate(lengths) if size > LEAST_PAGE]
    if len(pages) > 1 and PAGES * length < sum(lengths[number] for number in pages):
        return paragraphs[pages[0] :]
    longest = max(lengths, default=0)
    return [paragraphs[lengths.index(longest)]] if 2 * longest > length else []


def repeats_inside(text: str, paragraphs: Sequence[tuple[int, int]]) -> bool:
    """Whether several words that are written like labels stand after ends of sentences in a line, each time and again
    in the text.
    """
    begins = [start for start, _ in paragraphs]
    inside = Counter(
        match["form"]
        for match in LIKE_LABEL.finditer(text)
        if match.start() > begins[bisect_right(begins, match.start()) - 1] + LONGEST_BEFORE  # "Cmdr. Smith:"
    )
    opening = Counter(match["form"] for place in paragraphs if (match := LIKE_LABEL_AT_HEAD.match(text, *place)))
    often = {
        form: count
        for form, count in inside.items()
        if (count > 1 or form in opening) and form.rstrip(". ").lower() not in titles()
    }
    least = max(LEAST_INSIDE, INSIDE * opening.total())
    return len(often) > 1 and sum(often.values()) >= least


def openings(text: str, paragraphs: Sequence[tuple[int, int]], gaps: Sequence[int], lost: bool) -> set[int]:
    """Where in paragraphs that lost their breaks something begins that opens paragraphs. Where they are not `lost` for
    their length, a fair share of the labels must stand inside them.
    """
    sentences = [sentence for paragraph in paragraphs for sentence in sentences_in(text, *paragraph)]
    if len(sentences) < LEAST_SENTENCES:
        return set()
    start, end = sentences[0][0], sentences[-1][1]
    labels = labels_again(text, paragraphs, sentences, gaps)
    begins = [begin for begin, _ in paragraphs]
    read = with_what_is_before(text, start, end, labels)
    found = {at for at in read if follows_words(text[begins[bisect_right(begins, at) - 1] : at])}
    if not lost and len(found) < max(LEAST_INSIDE, INSIDE * len(labels)):
        return set()
    label = min(found, default=None)
    # A summary may stand above the head.
    listed = LISTS.search(text, start, min(end, start + LONGEST_HEAD))
    below = [each for each in sentences if listed is not None and each[1] > listed.start()]
    talk = talk_start(text, below, label) if below else None
    talk = talk_start(text, sentences, label) if talk is None else talk
    marked = [at for at, _ in sentences if lost and MARKED.search(text, max(start, at - LONGEST_BEFORE), at)]
    found |= set(marked if len(marked) >= LEAST_TOLD else ())
    names = {key_of(label.text) for label in labels}
    told = [at for at, next_at in sentences if labels and tells_of(text, at, next_at, names)]
    return found | ({talk} if talk is not None else set()) | set(told if len(told) >= LEAST_TOLD else ())


def follows_words(before: str) -> bool:
    """Whether what stands before a label in its paragraph is more than a number, the time, or its own title."""
    return LETTER.search(before) is not None and before.rstrip(". ").lower() not in titles()


def sentences_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of a paragraph, each from the number before it, and behind the mark of how secret it is."""
    starts = (before(NUMBER_BEFORE, text, start, at) for at in sentence_starts(text, start, end) if at > start)
    marks = ((at, MARK_BEFORE_NEXT.match(text, at, end)) for at in starts)
    return pairwise([start, *(at if mark is None else mark.end() for at, mark in marks), end])


def before(mark: re.Pattern[str], text: str, start: int, at: int) -> int:
    """Where a sentence or label begins, with the number or the time before it, though a sentence seems to end there."""
    number = mark.search(text, max(start, at - LONGEST_BEFORE), at)
    return number.start() if number is not None and text[number.start() - 1] == " " else at


def tells_of(text: str, start: int, end: int, names: set[str]) -> bool:
    """Whether a sentence tells that somebody with one of these names says something."""
    return any(not clause.pronoun and key_of(clause.subject) in names for clause in reports(text, start, end))


def talk_start(text: str, sentences: Sequence[tuple[int, int]], label: int | None) -> int | None:
    """Where the first sentence begins that says who speaks, or the talk with which a list runs on. None where a label
    stands before it, of those found or of others that the text repeats, or few such sentences before that label.
    """
    first: int | None = None
    told = 0
    start, end = sentences[0][0], sentences[-1][1]
    for at, next_at in sentences:
        if label is not None and at >= label:
            return first if told >= LEAST_TOLD else None
        if first is None and at > start + LONGEST_HEAD:
            return None
        if reports(text, at, next_at):
            told += 1
            first = at if first is None else first
        elif first is None:
            first = after_list(text, at, min(next_at, start + LONGEST_HEAD))
        if first is not None and label is None:
            label = run_together(text, start, end)
            if label is None:
                break
    return first


def labels_again(
    text: str, paragraphs: Sequence[tuple[int, int]], sentences: Sequence[tuple[int, int]], gaps: Sequence[int]
) -> list[Label]:
    """The labels of these paragraphs, and of their sentences, in each way of writing in which several names stand, most
    of them again and again; where only a space or a full stop tells them, those that look like one that does.
    """
    read = [*candidates(text, paragraphs, gaps), *candidates(text, sentences, gaps)]
    styles: dict[str, dict[int, Label]] = defaultdict(dict)
    for label in read:
        if not label.style.startswith("own-line"):
            styles[label.style.removesuffix(IN_PARAGRAPH).removesuffix(LOOSE)][label.label_start] = label
    kept: list[Label] = []
    repeated: list[Label] = []
    for style, read_so in styles.items():
        labels = list(read_so.values())
        times = Counter(normal(label.text) for label in labels)
        again = [label for label in labels if times[normal(label.text)] > 1]
        if len(labels) < LEAST_LABELS or 2 * len(again) < len(labels) or sum(n > 1 for n in times.values()) < 2:
            continue
        shapes = {shape(label.text) for label in again}
        plain = style == "colon"
        kept += [
            label for label in labels if (plain and label.start == label.label_start) or shape(label.text) in shapes
        ]
        repeated += again
    # What stands once before them may be in the head.
    first = min((label.start for label in repeated), default=sentences[-1][1])
    kept = [label for label in kept if label.start >= first or running(said_first(text, label))]
    kept.sort(key=lambda label: label.label_start)
    return [*kept[:1], *(label for last, label in pairwise(kept) if label.label_start >= last.label_end)]


def said_first(text: str, label: Label) -> str:
    """The first words after a label."""
    return text[label.speech_start : label.speech_start + LONGEST_OWN_LINE]


def with_what_is_before(text: str, start: int, end: int, labels: Sequence[Label]) -> Iterator[int]:
    """Where these labels begin, with the abbreviation that seems to end a sentence before one of them time and again
    ("Cmdr."), without a heading that ran into one, and where they stand after no end of a sentence.
    """
    short = {match.end(): match[0] for match in ABBREVIATED.finditer(text, start, end)}
    everywhere = Counter(short.values())
    times = Counter((short.get(label.label_start), label.text) for label in labels)
    often = Counter(label.text for label in labels)
    tails = {tail for tail, count in often.items() if count > 1}
    for label in labels:
        tail = next((part for part in tails_of(label.text) if part in tails), None) if often[label.text] == 1 else None
        if tail is not None and (at := text.rfind(tail, label.label_start, label.speech_start)) > label.label_start:
            yield at
            continue
        ahead = short.get(label.label_start, "")
        rank = everywhere[ahead] <= 2 * times[ahead, label.text] > LEAST_LABELS
        yield label.label_start - len(ahead) if ahead and rank else before(STAMP_BEFORE, text, start, label.start)
    taken = {label.label_start for label in labels}
    first = min((label.start for label in labels), default=end)
    forms = dict.fromkeys(text[label.label_start : label.speech_start] for label in labels)
    marked = [form for form in forms if " " in form.strip() or form.rstrip()[-1] in MARKS][:MOST_SOUGHT]
    again = re.compile(rf"(?<=\s)(?:{'|'.join(map(re.escape, marked))})(?=\S)") if marked else None
    for match in again.finditer(text, start, end) if again is not None else ():
        if match.start() not in taken and (match.start() < first or not match[0].rstrip().endswith(".")):
            yield match.start()


def tails_of(label: str) -> Iterator[str]:
    """What is left of a label without its first words, the longest first; "Mr. Smith" is never left without "Mr."."""
    words = label.split(" ")
    return (" ".join(words[number:]) for number in range(1, len(words)) if words[number - 1][-1:] not in ".(")


def broken(cleaned: Cleaned, places: Sequence[int]) -> Cleaned:
    """The clean text with breaks for the spaces at these places, and its edits, as if cleaning had made them."""

    def moved(offset: int) -> int:
        return offset + bisect_left(places, offset)

    def made(place: int) -> Edit:
        raw = cleaned.raw_start(place)
        return Edit("paragraph-break", raw, raw + 1, " ", moved(place), moved(place) + 2, "\n\n")

    edits: list[Edit] = []
    at = 0
    for edit in cleaned.edits:
        while at < len(places) and places[at] < edit.clean_start:
            edits.append(made(places[at]))
            at += 1
        start, words = moved(edit.clean_start), edit.clean_text
        while at < len(places) and places[at] < edit.clean_end:
            inside = moved(places[at]) - start
            words = f"{words[:inside]}\n\n{words[inside + 1 :]}"
            at += 1
        edits.append(edit._replace(clean_start=start, clean_end=start + len(words), clean_text=words))
    edits += map(made, places[at:])
    bounds = [-1, *places, len(cleaned.text)]
    text = "\n\n".join(cleaned.text[one + 1 : other] for one, other in pairwise(bounds))
    pages = tuple(replace(page, clean_start=moved(page.clean_start)) for page in cleaned.pages)
    notes = tuple(replace(note, clean_start=moved(note.clean_start)) for note in cleaned.footnotes)
    return Cleaned(cleaned.raw, text, tuple(edits), pages, notes)
