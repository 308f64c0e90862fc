"""Labels: the speaker's name as the source writes it before what is said.

Candidates are collected over the whole document, in every style that is known: with colon, full stop or dash, in
capitals, on a line of their own, numbered, followed by a stage direction, in the middle of a text that lost its line
breaks. Which of them are labels `styles` decides."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from operator import and_
from typing import NamedTuple

from flows.segment.clauses.occasions import is_finite
from flows.segment.clauses.verbs import says
from flows.segment.dates import months
from flows.segment.heads.fields import is_field, is_side
from flows.segment.heads.prose import running
from flows.segment.heads.who_is_named import office_holder
from flows.segment.labels.bare import bare_labels, glued_labels, opening_words
from flows.segment.labels.beneath import without_those_beneath
from flows.segment.labels.frames import framed_labels
from flows.segment.labels.label import IN_PARAGRAPH, LOOSE, SAYING, Label, made, style_of
from flows.segment.labels.patterns import (
    AFTER_SENTENCE,
    ANSWER,
    AT_END,
    AT_HEAD,
    CAPITALS_IN_LINE,
    ENCLOSED,
    IN_CAPITALS,
    IN_COLUMN,
    IN_LINE,
    LETTER,
    MARKED_ASIDE,
    OWN_LINE,
    QUESTION,
    SMALL_LETTERS,
    STAMP,
    STAMPED,
    SURNAME_FIRST,
    TIGHT,
    WITHHELD,
)
from flows.segment.labels.teletypes import labels_without_stops
from flows.segment.labels.words import could_name_somebody, is_name_without_mark, is_post, normal
from flows.segment.lists.tokens import place_words
from flows.segment.names import CAPITALISED, lexicon
from flows.segment.sentences import PORTION_MARK

PORTION = re.compile(PORTION_MARK)
DIRECT = re.compile(r"\b(?:I|me|[Mm]y|[Ww]e|us|[Oo]ur|[Yy]ou|[Yy]our)\b|[?!]")
CLOSING = {"]": "[", ")": "(", ">": "<", "/": "/", "=": "=", "}": "{"}
LONG_PARAGRAPH = 1500
LONGEST_AT_HEAD = 320  # characters of a label with what goes with it
LONGEST_OWN_LINE = 120
LONGEST_IN_COLUMN = 60
OPENING_MARKS = "\"“‘«'([…"
MOST_SOUGHT = 32
LEAST_LETTERS = 3
LEAST_PRONOUNS = 0.4  # of the paragraphs from the first of them to the last
LEAST_SIDES = 3  # times that one side must have the floor
ONE_WORD = re.compile(rf"{STAMP}(?P<label>[A-Z][A-Za-z]{{2,}})(?:\s?(?:[:.]|[—–])\s?(?=[^\W\d_])|[\s-]\d{{1,3}}$)")
TWO_LETTERS = re.compile(r"(?P<label>[A-Z]{2,3})\s?:\s+(?=[^\W_])")
PRONOUN = re.compile(
    r"(?P<label>I|(?=[A-Z])(?i:he|she|we|they|myself|self))(?:\s\([^()\n]{1,60}\)|,\s[a-z][^.:;!?\n]{1,60})?(?:\s?[:—–―]|\.\s?[—–―-]|\.\s|\s?-{1,2}\s|--)"
)
NAME_AND_VERB = re.compile(
    rf"(?P<first>{CAPITALISED})\s(?:{CAPITALISED}\s)?"
    r"(?:(?:[a-z]+ly|then|also|again|still|only|once more)\s){0,2}(?P<verb>[a-z]+)\b"
)
WITH_NUMBER = re.compile(r"(.*?[^\s-])[\s-](?:(?:NO|N[or])\.?\s)?(\d{1,3})")
SIGN = re.compile(r"(?:[|¦]\s)?[\w(\[][^·~^|¦\n]{0,60} ([·~^|¦])(?= )")
LEAST_SIGNS = 4  # paragraphs that one sign must mark
LEAST_NUMBERED = 4  # labels that count the turns


def in_brackets(match: re.Match[str]) -> bool:
    """Whether the mark of a label is a bracket that was opened before it."""
    before = match.string[match.start() : match.start("label")]
    return match["mark"] in CLOSING and before.endswith(CLOSING[match["mark"]])


def is_name_enclosed(match: re.Match[str]) -> bool:
    """Whether a match of `ENCLOSED` can be somebody, and not how secret a paragraph is."""
    mark = PORTION.match(match.string, match.start("label") - 1)
    return mark is None and could_name_somebody(match["label"])


def marks_of_labels(text: str, paragraphs: Sequence[tuple[int, int]]) -> frozenset[str]:
    """The signs that stand after the first words of so many paragraphs that they are no specks on the paper."""
    found = Counter(match[1] for start, end in paragraphs if (match := SIGN.match(text, start, end)))
    return frozenset(sign for sign, count in found.items() if count >= max(LEAST_SIGNS, len(paragraphs) / 3))


def is_drafter(match: re.Match[str]) -> bool:
    """Whether a label is the "I" of who wrote the record, before a colon, and no number."""
    return match["label"] == "I" and match["mark"].strip() == ":"


class Habits(NamedTuple):
    """What a document uses as labels that by itself proves nothing.

    `bare` and `glued` are the labels without a mark, and with a lost space, by where their paragraphs start; `letters`,
    `small` and `tight` the words before full stops, colons and hyphens; `asked` and `answered` say that "Q" and "A" are
    labels. `names` are words that name nobody elsewhere, as a place, month or pronoun, and here open paragraphs time
    and again.
    """

    bare: Mapping[int, tuple[int, int]]
    glued: Mapping[int, tuple[int, int]]
    letters: frozenset[str]
    small: frozenset[str]
    tight: frozenset[str]
    asked: bool
    answered: bool
    names: frozenset[str]


def habits_of(text: str, paragraphs: Sequence[tuple[int, int]]) -> Habits:
    """What the document uses as labels, by what opens its paragraphs time and again."""
    questions = [bool(QUESTION.match(text, *paragraph)) for paragraph in paragraphs]
    asked = sum(questions) >= LEAST_LETTERS
    replies = [bool(ANSWER.match(text, *paragraph)) for paragraph in paragraphs]
    told_by = pronouns(text, paragraphs)
    return Habits(
        bare=bare_labels(text, paragraphs),
        glued=glued_labels(text, paragraphs),
        letters=alternating(LETTER, text, paragraphs, alone=True) | (told_by & {"I"}),
        small=alternating(SMALL_LETTERS, text, paragraphs),
        tight=alternating(TIGHT, text, paragraphs),
        asked=asked,
        answered=asked and sum(map(and_, questions, replies[1:])) >= LEAST_LETTERS,
        names=names_of_posts(text, paragraphs) | initials_like_fields(text, paragraphs) | told_by,
    )


def names_of_posts(text: str, paragraphs: Sequence[tuple[int, int]]) -> frozenset[str]:
    """The places and months of which datelines and heads are made that stand before a colon, full stop or dash so often
    that they are those who talk: the posts of a teletype conference ("Washington: ..."), Mr. May.
    """
    matches = (ONE_WORD.match(text, start, end) for start, end in paragraphs)
    times = Counter(match["label"] for match in matches if match is not None)
    often = (
        label for label, count in times.items() if count >= LEAST_LETTERS and normal(label) in lexicon("not-labels")
    )
    return frozenset(label for label in often if normal(label) in place_words() or normal(label) in months())


def pronouns(text: str, paragraphs: Sequence[tuple[int, int]]) -> frozenset[str]:
    """The pronouns before a mark that open paragraphs time and again: "I.—What is it? He.—A letter."."""
    found = {n: match["label"] for n, place in enumerate(paragraphs) if (match := PRONOUN.match(text, *place))}
    # He who hesitates begins a turn with "I - " now and then.
    if not found or len(found) < LEAST_PRONOUNS * (max(found) - min(found) + 1):
        return frozenset()
    return frozenset(label for label, count in Counter(found.values()).items() if count >= LEAST_LETTERS)


def initials_like_fields(text: str, paragraphs: Sequence[tuple[int, int]]) -> frozenset[str]:
    """The initials of those who talk that elsewhere are a head's field ("RE:", "TO:"), where others open as often."""
    matches = (TWO_LETTERS.match(text, start, end) for start, end in paragraphs)
    times = Counter(match["label"] for match in matches if match is not None)
    fields = {label for label in times if not could_name_somebody(label)}
    others = sum(count for label, count in times.items() if label not in fields)
    return frozenset(label for label in fields if times[label] > 1 and others >= LEAST_LETTERS)


def candidates(text: str, paragraphs: Sequence[tuple[int, int]], gaps: Sequence[int] = ()) -> list[Label]:
    """Everything in these paragraphs that is written as a label is, in order. `gaps` are the places, in order, where
    wide white space stood, as between two columns, or emphasis ended; all offsets are clean offsets.
    """
    found: list[Label] = []
    length = paragraphs[-1][1] - paragraphs[0][0] if paragraphs else 0
    habits = habits_of(text, paragraphs)
    under = {end: below[0] for (_, end), below in pairwise(paragraphs) if speaks(text, *below)}
    lost = [paragraph for paragraph in paragraphs if may_have_lost_lines(paragraph, length)]
    inside = [(at, end) for start, end in lost for at in after_sentences(text, start, end)]
    framed = framed_labels(text, paragraphs, under, inside)
    for index, (start, end) in enumerate(paragraphs):
        below = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        sole = (
            label_before_gap(text, start, end, gaps)
            or label_without_mark(text, start, end, habits)
            or label_on_own_line(text, start, end, below, habits.names)
            or label_by_habit(text, start, end, habits)
        )
        run_together = may_have_lost_lines((start, end), length)
        if run_together:
            found += labels_before_gaps(text, start, end, gaps)
        if sole is not None:
            found.append(sole)
            found += letters_inside(text, sole, end, habits.letters)
            continue
        head = label_at_head(text, start, end, habits.names)
        if start in framed and (head is None or head.label_start != framed[start].label_start):
            head = framed[start]
        if head is not None and head.style == "semicolon" and names_others(text[head.speech_start : end]):
            continue  # "The Chairman; Mr. Smith; Mr. Jones"
        within = labels_inside(text, start, end, below, run_together)
        found += with_rank(text, head, within) if head is not None else within
    taken = {label.label_start for label in found}
    inside_framed = (label for label in framed.values() if label.style.endswith(IN_PARAGRAPH))
    found += (label for label in inside_framed if label.label_start not in taken)
    if len(habits.letters - habits.names) == 1:
        others = [label for label in found if label.text not in habits.letters]
        if sum(label.style in ("colon", "stop") for label in others) < LEAST_LETTERS:
            found = others  # "Q." is answered by nobody
    found = [label for label in found if PORTION.match(text, max(0, label.label_start - 1)) is None]
    found = without_lists_of_sides(text, without_ranks(text, without_those_beneath(found)), habits.names)
    return without_running_numbers(found)


def names_others(said: str) -> bool:
    """Whether what stands after a semicolon is no sentence, but those who come after somebody in a list."""
    return not running(said) and (";" in said or said[-1] not in ".?!…")


def may_have_lost_lines(paragraph: tuple[int, int], length: int) -> bool:
    """Whether a paragraph of a body of that length is so long that several turns may stand in it."""
    start, end = paragraph
    return end - start > LONG_PARAGRAPH or 2 * (end - start) > length


def label_before_gap(text: str, start: int, end: int, gaps: Sequence[int]) -> Label | None:
    """The label of a paragraph that stands in a column of its own."""
    match = before_gap(text, start, end, gaps)
    if match is None or MARKED_ASIDE.match(text, match.end() + 1):
        return None
    return made(match, start, match.end() + 1, "capitals" if match["label"].isupper() else "column")


def labels_before_gaps(text: str, start: int, end: int, gaps: Sequence[int]) -> Iterator[Label]:
    """The labels inside a paragraph that lost its line breaks, each from the end of a sentence to a gap."""
    places = after_sentences(text, start, end)
    for gap in gaps[bisect_left(gaps, start) : bisect_left(gaps, end)]:
        for at in places[bisect_left(places, gap - LONGEST_IN_COLUMN) : bisect_left(places, gap)]:
            match = before_gap(text, at, end, [gap])
            if match is not None:
                style = "capitals" if match["label"].isupper() else "column"
                yield made(match, at, match.end() + 1, style + IN_PARAGRAPH)
                break


def label_without_mark(text: str, start: int, end: int, habits: Habits) -> Label | None:
    """The label of a paragraph that only the document's habit tells from what is said."""
    if start in habits.bare:
        label_end, said = habits.bare[start]
        return Label(start, start, label_end, said, text[start:label_end], "bare")
    if start in habits.glued:
        label_start, label_end = habits.glued[start]
        return Label(start, label_start, label_end, label_end, text[label_start:label_end], "glued")
    question = QUESTION.match(text, start, end) if habits.asked else None
    match = question or (ANSWER.match(text, start, end) if habits.answered else None)
    return made(match, start, match.end(), "colon") if match is not None else None


def label_on_own_line(
    text: str, start: int, end: int, below: tuple[int, int] | None, names: Collection[str]
) -> Label | None:
    """The label that is the whole paragraph, before what is said in the one below; `names` are somebody too."""
    match = OWN_LINE.match(text, start, end) if end - start <= LONGEST_OWN_LINE else None
    if match is None or below is None or not speaks(text, *below):
        return None
    counted = WITH_NUMBER.fullmatch(match["label"])
    if not could_name_somebody(match["label"]) and (counted is None or counted[1] not in names):
        return None
    return made(match, start, below[0], "own-line-colon" if match["mark"] == ":" else "own-line")


def label_by_habit(text: str, start: int, end: int, habits: Habits) -> Label | None:
    """The label of a paragraph whose mark is that of a label only because the document has it time and again."""
    if habits.letters and (match := LETTER.match(text, start, end)) and match["label"] in habits.letters:
        return made(match, start, match.end(), "stop")
    small = SMALL_LETTERS.match(text, start, end) if habits.small else None
    if small is not None and small["label"] in habits.small and could_name_somebody(small["label"]):
        return made(small, start, small.end(), "colon")
    if habits.tight and (match := TIGHT.match(text, start, end)) and match["label"] in habits.tight:
        return made(match, start, match.end(), "dash")
    return None


def label_at_head(text: str, start: int, end: int, names: Collection[str]) -> Label | None:
    """What opens a paragraph as a label with a mark does, or in brackets, or in capitals; `names` are somebody too."""
    match = (
        SURNAME_FIRST.match(text, start, end)
        or AT_HEAD.match(text, start, min(end, start + LONGEST_AT_HEAD))
        or WITHHELD.match(text, start, end)
    )
    named = match is not None and (
        could_name_somebody(match["label"]) or is_drafter(match) or match["label"].rstrip(".") in names
    )
    if match and match.end() < end and not in_brackets(match) and named:
        style = SAYING if match.groupdict().get("says") else style_of(match["mark"] or ".")
        said = text[match.end()]
        opens = style != "stop" or said in OPENING_MARKS or said.isupper() or said.isdigit()
        return made(match, start, match.end(), style) if opens else None
    if (match := ENCLOSED.match(text, start, end)) and is_name_enclosed(match):
        return made(match, start, match.end(), style_of(match["mark"]))
    if (match := IN_CAPITALS.match(text, start, end)) and is_name_without_mark(match["label"]):
        return made(match, start, match.end(), "capitals")
    return None


def labels_inside(text: str, start: int, end: int, below: tuple[int, int] | None, run_together: bool) -> list[Label]:
    """What is a label in form inside or at the end of a paragraph; `run_together`: it may have lost its line breaks."""
    found: list[Label] = []
    places = after_sentences(text, start, end)
    for inner in at_places(IN_LINE, text, places, end):
        if could_name_somebody(inner["label"]) or (inner["mark"] and is_drafter(inner)):
            style = style_of(inner["mark"]) if inner["mark"] else "bracket"
            place = IN_PARAGRAPH if run_together or style == "colon" else LOOSE
            found.append(made(inner, inner.start(), inner.end("space"), style + place))
    if text[end - 1] == ":" and below is not None and speaks(text, *below):
        last = AT_END.search(text, max(start, end - LONGEST_OWN_LINE), end)
        if last is not None and could_name_somebody(last["label"]):
            found.append(made(last, last.start("start"), below[0], f"own-line-colon{IN_PARAGRAPH}"))
    if not run_together:
        return found
    found += between_sentences_lost(text, start, end, found)
    for label_start, label_end, said in labels_without_stops(text, start, end):
        if could_name_somebody(label := text[label_start:label_end]):
            style = "colon" if label_start == start else f"colon{IN_PARAGRAPH}"
            found.append(Label(label_start, label_start, label_end, said, label, style))
    for inner in at_places(CAPITALS_IN_LINE.compiled, text, places, end):
        if is_name_without_mark(inner["label"]):
            found.append(made(inner, inner.start(), inner.end("space"), f"capitals{IN_PARAGRAPH}"))
    return found


def letters_inside(text: str, head: Label, end: int, letters: Collection[str]) -> Iterator[Label]:
    """The letters before a stop that open paragraphs as labels, after the end of a sentence in that of another one."""
    for match in at_places(LETTER, text, after_sentences(text, head.speech_start, end) if letters else (), end):
        if match["label"] in letters:
            yield made(match, match.start(), match.end(), head.style + LOOSE)


def after_sentences(text: str, start: int, end: int) -> list[int]:
    """Where in a paragraph something begins after the end of a sentence."""
    return [match.end() for match in AFTER_SENTENCE.finditer(text, start, end)]


def at_places(pattern: re.Pattern[str], text: str, places: Sequence[int], end: int) -> Iterator[re.Match[str]]:
    """The matches of a pattern at places in order, none of them inside the one before."""
    done = 0
    for at in places:
        if at > done and (match := pattern.match(text, at, end)) is not None:
            yield match
            done = match.end()


def between_sentences_lost(text: str, start: int, end: int, found: Sequence[Label]) -> list[Label]:
    """The labels of run-together lines after no sentence's end that elsewhere stand after one: "J$T The King: "."""
    known = [label for label in found if label.style == f"colon{IN_PARAGRAPH}"]
    every = dict.fromkeys(text[label.label_start : label.speech_start] for label in known)
    forms = [form for form in every if " " in form.strip() or form.isupper()]
    if not forms:
        return []
    taken = {label.label_start for label in known}
    again = re.compile(rf"(?<=\s)(?:{'|'.join(map(re.escape, forms[:MOST_SOUGHT]))})")
    return [
        Label(at, at, at + len(match[0].rstrip(" :")), match.end(), match[0].rstrip(" :"), f"colon{IN_PARAGRAPH}")
        for match in again.finditer(text, start, end)
        if (at := match.start()) not in taken
    ]


def with_rank(text: str, head: Label, inside: Sequence[Label]) -> list[Label]:
    """The label at a paragraph's head and those inside; one, if the first is short before a name: "Gen. Smith:"."""
    if head.style != "stop" or " " in head.text or not inside or inside[0].start != head.speech_start:
        return [head, *inside]
    style = inside[0].style.removesuffix(IN_PARAGRAPH).removesuffix(LOOSE)
    whole = text[head.label_start : inside[0].label_end]
    return [inside[0]._replace(start=head.start, label_start=head.label_start, text=whole, style=style), *inside[1:]]


def without_ranks(text: str, found: Sequence[Label]) -> list[Label]:
    """The candidates without the words before a full stop, in capitals or on lines of their own that mostly stand
    before the subject of a verb of saying, as ranks and offices do that no lexicon knows, and headings:
    "Supt. Smith said", "FM Smith said", "French position:" above "Mr. Smith said".
    """
    short = [label for label in found if may_be_rank(label)]
    times = Counter(label.text for label in short)
    told = Counter(label.text for label in short if subject_follows(text, label.speech_start))
    ranks = {name for name in told if 2 * told[name] > times[name]}
    headings = {name for name in ranks if told[name] > 1}
    return [
        label
        for label in found
        if label.text not in (headings if label.style.startswith("own-line") else ranks) or not may_be_rank(label)
    ]


def may_be_rank(label: Label) -> bool:
    """Whether a label is a single word before a full stop or in capitals, as a rank is, or a line, as a heading is."""
    return label.style.startswith("own-line") or (
        label.style.startswith(("stop", "capitals")) and " " not in label.text
    )


def subject_follows(text: str, start: int) -> bool:
    """Whether a name and then a verb of saying stand here."""
    match = NAME_AND_VERB.match(text, start)
    return match is not None and match["first"].lower() not in opening_words() and says(match["verb"])


def without_lists_of_sides(text: str, found: Sequence[Label], names: Collection[str]) -> list[Label]:
    """The candidates without the sides ("U.S. side:"), posts ("Rapporteur:") and offices with nothing but their holder
    behind them ("Counsel for the Crown: Mr. Smith") that are named once or twice, as before those present; but with a
    post before words ("Chair: Let us begin"), and `names`, which are somebody.
    """
    sides = Counter(
        normal(label.text)
        for label in found
        if is_side(label.text)
        or is_field(label.text)
        or office_holder(text[label.label_start : label.label_start + LONGEST_OWN_LINE].partition("\n\n")[0])
        is not None
    )
    return [
        label
        for label in found
        if sides.get(normal(label.text), LEAST_SIDES) >= LEAST_SIDES
        or label.text in names
        or (
            running(said := text[label.speech_start : label.speech_start + LONGEST_OWN_LINE].partition("\n\n")[0])
            and (is_post(label.text) or DIRECT.search(said))
        )
    ]


def without_running_numbers(found: Sequence[Label]) -> list[Label]:
    """The candidates; where a number stands after the name of each, and none has the same one twice ("Smith 12:",
    "ROME-3:"), it counts the turns, and is no part of the name, as that of "Speaker 2" is.
    """
    matches = [WITH_NUMBER.fullmatch(label.text) for label in found]
    numbered = {label.label_end: match for label, match in zip(found, matches, strict=True) if match}
    names = {match[1] for match in numbered.values()}
    if not LEAST_NUMBERED <= len(numbered) == len({match[0] for match in numbered.values()}):
        return list(found)
    if not 1 < len(names) < len({match[2] for match in numbered.values()}):
        return list(found)
    return [
        label._replace(text=match[1], label_end=label.label_start + match.end(1)) if match else label
        for label, match in zip(found, matches, strict=True)
    ]


def before_gap(text: str, start: int, end: int, gaps: Sequence[int]) -> re.Match[str] | None:
    """The label that stands alone before the first gap of a paragraph, if a sentence begins after it."""
    stamp = STAMPED.match(text, start, end)
    at = bisect_left(gaps, stamp.end() if stamp is not None else start)
    if at == len(gaps) or gaps[at] > min(end - 2, start + LONGEST_IN_COLUMN):
        return None
    said = gaps[at] + 1
    match = IN_COLUMN.fullmatch(text, start, gaps[at]) if text[said].isupper() or text[said] in OPENING_MARKS else None
    if match is None or not is_name_without_mark(match["label"]):
        return None
    # In a list of those present other names follow.
    return match if text[end - 1] in ".!?…" or running(text[said:end]) else None


def alternating(
    pattern: re.Pattern[str], text: str, paragraphs: Sequence[tuple[int, int]], alone: bool = False
) -> frozenset[str]:
    """What opens paragraphs as labels do, in a pattern that by itself proves nothing (`Q.` and `A.`): time and again,
    before other words each time. No two of them, no dialogue; but `alone`, several letters ("P.M."), or "Q." before
    questions, may be one voice beside those with labels of another kind.
    """
    words: dict[str, list[str]] = {}
    told: Counter[str] = Counter()
    asked = 0
    for start, end in paragraphs:
        match = pattern.match(text, start, end)
        lower = match is not None and ":" not in match["mark"] and text[match.end()].islower()
        # "P.M. That is so", not "P.M. said".
        if match and (len(match["label"]) == 1 or not lower):
            words.setdefault(match["label"], []).append(match["word"] or "")
            told[match["label"]] += lower and is_finite(match["word"] or "")
            asked += match["label"] == "Q" and "?" in text[match.end() : end]
    if "Q" not in words and sum(told.values()) * 2 > sum(map(len, words.values())):
        return frozenset()  # "P. said", "L. denied"
    asks = alone and asked >= LEAST_LETTERS
    found = frozenset(
        label
        for label, after in words.items()
        if (asks and label == "Q") or (len(after) >= LEAST_LETTERS and len(set(after) - {""}) > min(2, len(after) / 2))
    )
    return found if len(found) > 1 or asks or (alone and max(map(len, found), default=0) > 1) else frozenset()


def is_direct(text: str, start: int, end: int) -> bool:
    """Whether a stretch of text is said in the first or second person, or asks."""
    return first_direct(text, start, end) < end


def first_direct(text: str, start: int, end: int) -> int:
    """Where `text[start:end]` first has the first or second person, or asks; its end where it does nowhere."""
    match = DIRECT.search(text, start, end)
    return match.start() if match is not None else end


def speaks(text: str, start: int, end: int) -> bool:
    """Whether a paragraph can be what is said under a label of its own line: prose, and no further entry of a list."""
    return text[end - 1] in '.!?…”"’)]:;' or end - start > 120 or OWN_LINE.match(text, start, end) is None
