"""Those who are the subjects of reporting clauses: how much each is heard, and how much it takes to be a speaker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.lexicons import entries
from flows.segment.body import Body
from flows.segment.clauses.reporting_clause import Clause
from flows.segment.clauses.verbs import Verb
from flows.segment.lists.tokens import place_words
from flows.segment.names import DETERMINERS, GROUPS, fold, lexicon, parse_name, portfolios
from flows.segment.people.offices import whole_office
from flows.segment.people.register import DELEGATES

BARE_NEED = 6
# Verbs that by themselves say nothing about a person's part in the talk.
BARE_VERBS = frozenset(entries("bare-verbs"))
LEAST_IN_CAPITALS = 3
LEAST_NATIONS = 3
LEAST_BY_SURNAME = 3
EXCHANGED = 0.5
LEAST_IN_PRESENT = 2
LEAST_GROUPS = 2  # delegations or sides
LEAST_OPENED = 2  # paragraphs of one side, each with what it says
# Verbs of those alone who are there.
INTERPOSING = frozenset(
    {"interpose", "interject", "interrupt", "intervene", "interpolate", "rejoin", "retort", "chime", "add"}
)


def is_bare(verb: Verb) -> bool:
    """Whether a verb by itself says nothing about its subject's part in the talk."""
    if verb.classes == {"visiting"}:
        return True
    return verb.lemma in BARE_VERBS and "reporting" not in verb.classes and (verb.lemma != "be" or bool(verb.needs))


def named_in_capitals(mention: str) -> bool:
    """Whether the last word of a mention, its surname or office, is in capitals: "Mme. SMITH"."""
    last = mention.split()[-1]
    return last.isupper() and len(last) > 2


def country_of(mention: str) -> str | None:
    """The country or people, folded, that a mention is of, alone or as a delegation or delegate; None for others."""
    words = fold(mention).removeprefix("the ")
    before, _, last = words.rpartition(" ")
    country = before if last in GROUPS or last in DELEGATES else words
    return country if country in place_words() or (country == "our" and last in GROUPS) else None


@dataclass(slots=True)
class Heard:
    """A subject of reporting clauses: its longest mention, their weight, and how often they stand beside whose."""

    mention: str
    weight: int = 0
    clauses: int = 0
    reports: int = 0  # clauses with a verb of saying
    opened: int = 0  # how many paragraphs
    interposed: bool = False  # whether a verb tells that they were there
    beside: Counter[str] = field(default_factory=Counter)
    offices: set[str] = field(default_factory=set)

    def hear(self, clause: Clause, opens: bool, there: bool) -> None:
        """Count a clause with this subject, if it `opens` a paragraph, and if it says that its subject was `there`."""
        reporting, head = "reporting" in clause.verb.classes, clause.position == "head"
        self.clauses += 1
        self.reports += reporting
        self.opened += opens and head
        self.interposed |= there or clause.verb.lemma in INTERPOSING
        self.weight += (2 if reporting and (head or opens) else 1) * (2 if opens and head else 1)
        if len(clause.subject) > len(self.mention):
            self.mention = clause.subject

    def exchanges(self, other: str) -> bool:
        """Whether so many of its clauses stand beside those of another that it can hardly be the same person."""
        return self.beside[other] >= EXCHANGED * self.clauses > 0

    def told(self) -> bool:
        """Whether more is told than one sentence, and something of it is said."""
        return self.clauses > 1 and self.reports > 0


def nations_of(heard: Mapping[str, Heard]) -> frozenset[str]:
    """The countries, delegations and sides among those heard, where the record lets them speak for their delegates:
    several of them open more paragraphs than all others do; or else the delegations, where several say something, or a
    side is said to say something at the head of several paragraphs.
    """
    nations = {key for key in heard if country_of(heard[key].mention)}
    groups = {key for key in nations if key.rpartition(" ")[2] in (*GROUPS, *DELEGATES)}
    opened = Counter(key in nations for key in heard for _ in range(heard[key].opened))
    if (len(nations) >= LEAST_NATIONS or len(groups) >= LEAST_GROUPS) and opened[True] > opened[False]:
        return frozenset(nations)
    sides = [heard[key] for key in groups if key.rpartition(" ")[2] in GROUPS]
    if any(min(side.opened, side.reports) >= LEAST_OPENED for side in sides):
        return frozenset(key for key in groups if heard[key].reports)
    said = sum(heard[key].reports for key in groups)
    return frozenset(groups) if len(groups) >= LEAST_NATIONS and said > 1 else frozenset()


def need_of(body: Body, key: str, mention: str, offices: Mapping[str, set[str]]) -> int | None:
    """The weight from which a subject is a speaker; None where it names no person."""
    if "/" in key:
        return 2  # letters for an office
    parsed = parse_name(mention)
    determined = mention.split()[0].lower() in DETERMINERS
    personal = bool(parsed.titles or parsed.office or key in offices)
    if not personal and parsed.given and not determined:
        words = (*parsed.given, parsed.surname)
        personal = not any(word in body.lower_words or word in lexicon("not-labels") for word in words)
    if determined and not (parsed.office or parsed.titles):
        return BARE_NEED if is_unknown_office(mention) else None  # "The Americans", "the Department"
    if not personal and (
        key in lexicon("not-labels") or any(word in body.lower_words for word in (*parsed.given, key))
    ):
        return None  # a common word at the head of a sentence
    one = parsed.surname or whole_office(parsed.office) or mention.lower().endswith(DELEGATES)
    need = 2 if personal and one else 3 if personal else BARE_NEED
    return need - (1 if mention.isupper() and len(key) > 2 else 0)


def is_unknown_office(mention: str) -> bool:
    """Whether a mention can be of an unknown office ("the Landeshauptmann"): one word, no plural, place or body."""
    article, _, word = mention.rpartition(" ")
    known = any(fold(word) in words for words in (portfolios(), place_words(), lexicon("not-labels")))
    return article.lower() == "the" and word[0].isupper() and not word.lower().endswith("s") and not known


def by_surname_alone(heard: Mapping[str, Heard], needs: Mapping[str, int | None], in_first_person: bool) -> bool:
    """Whether a record calls all who say something by their surname, their office or letters alone, and several not by
    their office; where its drafter is "I", who may tell what others once said, several must say more than one thing.
    `needs` are what those heard need.
    """
    named = [key for key in heard if heard[key].reports and parse_name(heard[key].mention).surname]
    saying = [key for key in named if needs[key] is not None]
    several = sum(heard[key].told() or not in_first_person for key in saying) >= LEAST_BY_SURNAME
    return several and all(parse_name(heard[key].mention).bare or "/" in key for key in saying)


def speaks_in_capitals(body: Body) -> bool:
    """Whether the record writes in capitals who speaks: several names do so at the heads of paragraphs."""
    heads = (sentence.head for sentence in body.sentences if sentence.opens)
    subjects = {head.subject for head in heads if head is not None and "reporting" in head.verb.classes}
    return sum(map(named_in_capitals, subjects)) >= LEAST_IN_CAPITALS


def tells_in_present(body: Body) -> bool:
    """Whether a record tells in the present what is said: "Smith asks", "I answer", and hardly ever "Smith asked"."""
    heads = ((s.opens, s.head) for s in body.sentences if s.head is not None and not s.labelled)
    clauses = [head for opens, head in heads if head.subject == "I" or (opens and not head.pronoun)]
    telling = (c for c in clauses if "reporting" in c.verb.classes and not c.auxiliary)
    forms = Counter(c.verb.form for c in telling if not body.text.startswith(":", c.clause_end))
    present = forms["s"] + forms["base"]
    return present >= LEAST_IN_PRESENT and present > 3 * forms["past"]
