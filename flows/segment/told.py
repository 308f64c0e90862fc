"""Paragraphs of a labelled record that tell what somebody says, as where a transcript passes to minutes and back."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise

from flows.segment.clauses.reporting_clause import Clause
from flows.segment.labels.candidates import first_direct
from flows.segment.labels.habits import key_of
from flows.segment.labels.label import IN_PARAGRAPH, Label
from flows.segment.modes import QUOTED
from flows.segment.names import MENTION, Name, parse_name
from flows.segment.paragraphs import Paragraphs, narrates

OPENING_BRACKETS = "([/"
BULLETS = "•·*▪◦"
SENTENCE_ENDS = '.?!…"”»’)—–-'
MOST_BETWEEN = 4  # sentences for each reporting clause, so that an account of many days is no talk
PAST = re.compile(r"\b(?:was|were|had|did|went|came|took|gave|rose|left|led|sat|stood|brought|said|told|[a-z]{2,}ed)\b")
OF_LATER = re.compile(r"\b(?:would|could|should|might)\b")
# "R.G.C.", "Mr. L.", "S. of S.", "Sir J.S.", "HKT", "The A.G."
LETTERS = re.compile(
    r"(?:(?:The|[A-Z][a-z]{0,3}\.?)\s)?(?:(?:d[aeiu]|v[ao]n)\s)?(?:[A-Z](?:\.\s?(?:(?:of|for)\s)?[A-Z]){0,3}\.?|[A-Z]{2,3})"
)
LEAST_TOLD = 3  # reporting clauses, of two people, for paragraphs without labels to be reported speech
LEAST_TOLD_BEFORE = 2  # the same before the first label
LEAST_TOLD_OF_ONE = 5  # paragraphs that tell, all of one person, for minutes before the first label


@cache
def addressee() -> re.Pattern[str]:
    """The pattern of whom somebody speaks to, after the subject: "began by telling Mr. Smith"."""
    return re.compile(rf"\s(?:[a-z]+\s){{1,4}}(?P<who>{MENTION})")


def is_addressed(name: Name) -> bool:
    """Whether a name has a form of address or an office before it."""
    return bool(name.titles or (name.office and name.surname))


class Told:
    """The paragraphs of a labelled body that tell what those say who are `present`, by names or offices, or have
    `labels` elsewhere. The paragraphs `unnamed` are turns without a label.
    """

    def __init__(
        self, body: Paragraphs, labels: Sequence[Label], present: Collection[str], unnamed: Collection[int] = ()
    ) -> None:
        self.body = body
        self.text = body.text
        self.labels = labels
        self.unnamed = unnamed
        named = (parse_name(label.meant) for label in labels)  # "Minister Smith" is "the Minister" too
        keys = {key_of(label.meant) for label in labels}
        self.pair = keys if len(keys) == 2 else set[str]()  # the only two who talk
        written = {label.meant for label in labels}
        self.letters = {label.rstrip(".") for label in written if LETTERS.fullmatch(label)}
        sure = "|".join(sorted({re.escape(label.split()[-1]) for label in (written if self.pair else self.letters)}))
        self.sign = re.compile(rf"(?<!\w)(?:{sure})(?!\w)", re.IGNORECASE) if sure else None
        self.speakers = {*present, *(key for name in named for key in (name.surname, name.office) if key)}

    @property
    def paragraphs(self) -> Sequence[tuple[int, int]]:
        """The paragraphs of the body."""
        return self.body.paragraphs

    def within(self) -> list[int]:
        """Where, inside paragraphs that labels open, sentences tell what others said who have labels too."""
        found: list[int] = []
        if self.sign is None:
            return found
        for start, end in self.paragraphs:
            at = bisect_left(self.labels, start, key=lambda label: label.start)
            if at == len(self.labels) or self.labels[at].start != start:
                continue
            if self.sign.search(self.text, self.labels[at].speech_start, end) is None:
                continue
            for begin, stop in pairwise(self.body.sentence_bounds(start, end)):
                label = self.labels[bisect_right(self.labels, begin, key=lambda label: label.start) - 1]
                if begin > label.speech_start and any(
                    self._is_labelled(clause)
                    and key_of(clause.subject) != key_of(label.meant)
                    and (clause.subject.rstrip(".") in self.letters or first_direct(self.text, begin, stop) == stop)
                    for clause in self.body.clauses(begin, stop)
                ):
                    found.append(begin)
        return found

    def found(self) -> tuple[frozenset[int], bool]:
        """The paragraphs that tell; and whether all without labels do, as half or more of those that may be said do."""
        opening = {
            self.body.paragraph_of(label.start) for label in self.labels if not label.style.endswith(IN_PARAGRAPH)
        }.union(self.unnamed)
        first = min(opening, default=len(self.paragraphs))
        subjects = {n: self._reporting_subjects(n) for n in range(len(self.paragraphs)) if n not in opening}
        opened = [n for n in subjects if subjects[n] and self.body.opening_clause(self.paragraphs[n][0]) is not None]
        tell = [n for n in opened if not self._is_aside(n)]
        named = {key for n in tell for key in subjects[n]}
        talk = range(min(opening.union(tell), default=0), max(opening.union(tell), default=0) + 1)
        others = [n for n in subjects if n in talk and n not in tell and self._may_be_said(n)]
        if len(tell) > 1 and len(named) > 1 and len(tell) >= len(others):
            return frozenset(subjects), True
        runs = self._runs(subjects, first)
        told = {n for run in runs if self._run_tells(run, subjects, first) for n in run}
        if told:  # the record passes from labels to clauses and back: a paragraph is enough
            told.update(n for run in runs if self._replies(run[0], subjects) for n in run)
        exchanges = self._exchanges(n for n in subjects if n > first)
        if told or len(exchanges) > 1:  # a single one may be what somebody recounts
            exchanges |= {n for n in subjects if n < first and self._tells_of_several(n)}
            told |= self._and_after(exchanges, subjects)
        between = [n for n in tell if first < n < max(opening) and len(set(subjects[n])) == 1]
        between = [n for n in between if self._tells_past(n)]
        if told or len(between) > 1:  # a single one may be what somebody recounts
            told.update(between)
        if any(n < first for n in told):
            told |= self._returns(subjects, first)
        as_labelled = [n for n in subjects if self._tells_as_labelled(n)]
        told.update(n for n in as_labelled if n > first or self._is_dense([n], max(1, len(subjects[n]))))
        return frozenset(told), False

    def _returns(self, subjects: Mapping[int, list[str]], first: int) -> set[int]:
        """The paragraphs after labels in which a record, that told what was said before the first of them, tells it
        again: all that leads up to what somebody is told to have said is in the past, and hardly in his own words.
        """
        found: set[int] = set()
        run: list[int] = []
        for n in range(first, len(self.paragraphs) + 1):
            if n in subjects:
                run.append(n)
                continue
            last = max((at for at, p in enumerate(run) if self._tells_of_speaker(p)), default=-1)
            begin = last
            while begin > 0 and self._is_past(run[begin - 1]):
                begin -= 1
            if last >= 0 and not self._is_direct(run[last]):
                found.update(run[begin:])
            run = []
        return found

    def _is_past(self, paragraph: int) -> bool:
        """Whether a paragraph tells something in the past, and not as somebody's words: "It would be late."."""
        start, end = self.paragraphs[paragraph]
        past = PAST.search(self.text, start, end) is not None and OF_LATER.search(self.text, start, end) is None
        return past and not self._is_direct(paragraph)

    def _tells_of_speaker(self, paragraph: int) -> bool:
        """Whether a sentence of a paragraph tells what somebody with a form of address, who has a label, said."""
        return any(
            clause.verb.form == "past"
            and clause.verb.classes & {"reporting", "stance"}
            and not (clause.auxiliary or clause.genitive or clause.pronoun)
            and key_of(clause.subject) in self.speakers
            and is_addressed(parse_name(clause.subject))
            for clause in self._clauses(paragraph)
        )

    def _and_after(self, tell: Collection[int], paragraphs: Collection[int]) -> set[int]:
        """The paragraphs that tell, and those without labels that follow each."""
        found: set[int] = set()
        for n in sorted(paragraphs):
            if n in tell or n - 1 in found:
                found.add(n)
        return found

    def _exchanges(self, paragraphs: Iterable[int]) -> set[int]:
        """Those of these paragraphs without labels, in order, that tell what several said. Who recounts it under his
        label is "I" in it, or somewhere before.
        """
        found: set[int] = set()
        last, direct = -1, False
        for n in paragraphs:
            direct = direct and n - 1 == last
            direct = direct or self._is_direct(n)
            if not direct and self._tells_of_several(n):
                found.add(n)
            last = n
        return found

    def _is_direct(self, paragraph: int) -> bool:
        """Whether a paragraph has the first or second person, or asks, but in quotations."""
        start, end = self.paragraphs[paragraph]
        outside = QUOTED.sub(" ", self.text[start:end])
        return first_direct(outside, 0, len(outside)) < len(outside)

    def _tells_of_several(self, paragraph: int) -> bool:
        """Whether a paragraph tells what different people said, at least one of them labelled, addressed or listed."""
        clauses = self._clauses(paragraph)
        said = [c.subject for c in clauses if c.verb.said and not (c.auxiliary or c.pronoun or c.genitive)]
        if len(set(map(key_of, said))) < 2:
            return False
        return any(key_of(subject) in self.speakers or is_addressed(parse_name(subject)) for subject in said)

    def _runs(self, subjects: Mapping[int, list[str]], first: int) -> list[list[int]]:
        """The runs of paragraphs without labels, each from the first that opens with a reporting clause on. Before the
        paragraph `first`, which has the first label, what heads the clause does not matter.
        """
        runs: list[list[int]] = [[]]
        for paragraph in range(len(self.paragraphs)):
            if paragraph not in subjects:
                runs.append([])
                continue
            at = self.paragraphs[paragraph][0]
            opens = self.body.opening_clause(at) is not None or (
                paragraph < first and self.text[at] not in OPENING_BRACKETS
            )
            if runs[-1] or (subjects[paragraph] and opens):
                runs[-1].append(paragraph)
        return [run for run in runs if run]

    def _run_tells(self, run: Sequence[int], subjects: Mapping[int, list[str]], first: int) -> bool:
        """Whether a run of paragraphs without labels tells what several say: how many clauses in how many sentences."""
        told_to = max((n for n in run if subjects[n]), default=-1)  # what nobody says may follow
        run_told = [n for n in run if n <= told_to]
        every = [key for n in run_told for key in subjects[n]]
        telling = sum(1 for n in run_told if subjects[n])
        exchange = len(set(every)) > 2  # in a single paragraph; two may be what a third recounts
        before = run[-1] + 1 == first
        lasting = telling > 1 or run[-1] + 1 == len(self.paragraphs) or before or exchange
        tells = 2 * telling >= len(run_told) and self._is_dense(run_told, len(every))
        least = LEAST_TOLD_BEFORE if before or exchange else LEAST_TOLD
        several = len(every) >= least and len(set(every)) > 1
        return (several and lasting and tells) or self._is_minutes(run, before)

    def _is_dense(self, run: Sequence[int], clauses: int) -> bool:
        """Whether so many reporting clauses are enough for the sentences of these paragraphs; an account of days has
        fewer.
        """
        return MOST_BETWEEN * clauses >= sum(len(self.body.sentence_bounds(*self.paragraphs[n])) - 1 for n in run)

    def _is_minutes(self, run: Sequence[int], before: bool) -> bool:
        """Whether several paragraphs of a run open by telling what different people said, and hardly any has the first
        or second person: those between them then go on with who spoke. `before` the first label "I" may be the drafter.
        """
        heads = [head for n in run if (head := self._told_head(n)) is not None]
        tell = [head for head in heads if not head.pronoun or (before and head.subject == "I")]
        subjects = {"I" if head.subject == "I" else key_of(head.subject) for head in tell} & {*self.speakers, "I"}
        direct = sum(first_direct(self.text, *self.paragraphs[n]) < self.paragraphs[n][1] for n in run)
        talk = len(subjects) > 1 or (before and bool(subjects) and len(tell) >= LEAST_TOLD_OF_ONE)
        by_drafter = "I" in subjects and 2 * len(heads) > len(run)
        return len(tell) >= LEAST_TOLD and talk and (4 * direct <= len(run) or by_drafter)

    def _told_head(self, paragraph: int) -> Clause | None:
        """The clause in the past with which a paragraph opens by telling what somebody said or thought."""
        head = self.body.opening_clause(self.paragraphs[paragraph][0])
        if head is None or head.genitive or head.auxiliary or "action" in head.verb.classes:
            return None
        return head if head.verb.form == "past" and head.verb.classes & {"reporting", "stance"} else None

    def _replies(self, paragraph: int, subjects: Mapping[int, list[str]]) -> bool:
        """Whether a paragraph opens with what another than the speaker before it says."""
        head = self.body.opening_clause(self.paragraphs[paragraph][0])
        if head is None or not subjects[paragraph] or key_of(head.subject) != subjects[paragraph][0]:
            return False
        before = bisect_right(self.labels, self.paragraphs[paragraph][0], key=lambda label: label.start)
        return before == 0 or key_of(self.labels[before - 1].meant) != subjects[paragraph][0]

    def _tells_past(self, paragraph: int) -> bool:
        """Whether a paragraph opens by telling what somebody who has a label said, and hardly in another's words: one
        of two would say "you", and others "I" and "you" somewhere.
        """
        head, end = self._told_head(paragraph), self.paragraphs[paragraph][1]
        if head is None or head.pronoun or not head.verb.said or head.verb.lemma == "read":
            return False
        if key_of(head.subject) not in self.speakers:
            return False
        return bool(self.pair) or first_direct(self.text, head.clause_end, end) >= end

    def _tells_as_labelled(self, paragraph: int) -> bool:
        """Whether a paragraph opens by telling what somebody said whom nobody who talks would call so: by letters that
        are his label, or one of only two who have labels, the other of whom would say "you"; or what "I" told him.
        """
        start, stop, *_ = self.body.sentence_bounds(*self.paragraphs[paragraph])
        return any(map(self._is_labelled, self.body.clauses(start, stop)))

    def _is_labelled(self, clause: Clause) -> bool:
        """Whether a clause tells in the past what somebody said whose label its subject is, or what "I" told him."""
        told = clause.verb.form == "past" and clause.verb.classes & {"reporting", "stance"}
        if not told or clause.genitive or clause.auxiliary:
            return False
        if clause.subject == "I":
            addressed = addressee().match(self.text, clause.subject_end)
            return addressed is not None and self._is_sure(addressed["who"])
        return not clause.pronoun and self._is_sure(clause.subject)

    def _is_sure(self, mention: str) -> bool:
        """Whether a mention is a label in letters, or that of one of only two."""
        return mention.rstrip(".") in self.letters or key_of(mention) in self.pair

    def _may_be_said(self, paragraph: int) -> bool:
        """Whether a paragraph can be somebody's words: no aside, no point of a list, and it ends a sentence."""
        start, end = self.paragraphs[paragraph]
        return self.text[start] not in BULLETS and self.text[end - 1] in SENTENCE_ENDS and not self._is_aside(paragraph)

    def _is_aside(self, paragraph: int) -> bool:
        """Whether a paragraph stands between brackets or strokes, or its head says that nobody in particular speaks."""
        start, end = self.paragraphs[paragraph]
        return self.text[start] in OPENING_BRACKETS or narrates(self.text, start, end) is not None

    def _reporting_subjects(self, paragraph: int) -> list[str]:
        """Which of the speakers' keys are subjects of the reporting clauses that head sentences of a paragraph."""
        keys = [
            key_of(clause.subject)
            for clause in self._clauses(paragraph)
            if not clause.pronoun and clause.auxiliary is None and clause.verb.classes & {"reporting", "stance"}
        ]
        return [key for key in keys if key in self.speakers]

    def _clauses(self, paragraph: int) -> list[Clause]:
        """The clauses at the heads of the sentences of a paragraph, or after words in front of these."""
        bounds = pairwise(self.body.sentence_bounds(*self.paragraphs[paragraph]))
        return [clause for at, next_at in bounds for clause in self.body.clauses(at, next_at)]
