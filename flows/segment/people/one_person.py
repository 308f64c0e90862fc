"""Two speakers who are one, by the order in which all speak: "the Minister" and "Mr. Kang", never side by side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from flows.segment.names import fold, lexicon, titles
from flows.segment.people.members import Member
from flows.segment.people.roster import Roster

LEAST_CHANGES = 3  # times that one of two speaks after the other, of a person whom no list of those present has
MOST_SPEAKING = 12  # among whom one can be told by leaving out the others
LEAST_LISTED = 3  # by a list that gives somebody who does not speak under his office
LEAST_STRANGER = 2  # turns of somebody whom the list of those present does not name
WORD = re.compile(r"\w+")
APPOSING = frozenset({"the", "as"})
IN_THE_CHAIR = frozenset({"chairman", "chair", "interpreter", "undersigned"})


class Course:
    """Who speaks after whom."""

    def __init__(self, roster: Roster, order: Sequence[Member | None]) -> None:
        self.roster = roster
        self.order = [member for member, _ in groupby(order)]
        self.turns = Counter(member.number for member in self.order if member is not None)
        self.beside = {frozenset(map(id, pair)) for pair in pairwise(self.order)}
        members = [roster.cast.members[number] for number in self.turns]
        self.speaking = [member for member in members if member is not roster.drafting]
        named = (member for member in self.speaking if member.surname and member.offices.keys() <= lexicon("ranks"))
        self.named = [m for m in named if m.titles or m.given or m.participant is not None]

    def apart(self, one: Member, other: Member) -> bool:
        """Whether two never speak next to each other, and no sentence tells of both."""
        return frozenset(map(id, (one, other))) not in self.beside and not self._told_together(one, other)

    def changes(self, one: Member, other: Member) -> int:
        """How often one of two speaks after the other."""
        pair = [member for member in self.order if member is one or member is other]
        return sum(before is not after for before, after in pairwise(pair))

    def told_to_meet(self, office: Member, apart: Sequence[Member]) -> bool:
        """Whether the first paragraph has the words of an office, and none of the surnames of those who can be he."""
        body = self.roster.body
        opening = fold(body.text[body.start : body.paragraphs[0][1]])
        return _place(_words(office), opening) >= 0 and all(_place(member.surname, opening) < 0 for member in apart)

    def _told_together(self, office: Member, named: Member) -> bool:
        """Whether a sentence has the words of an office and a surname, and not one as an apposition to the other."""
        body = self.roster.body
        held, surname = _words(office), named.surname
        for sentence in body.sentences:
            words = fold(body.text[sentence.start : sentence.end])
            at, holder = _place(surname, words), _place(held, words)
            if at >= 0 and holder >= 0:
                between = WORD.findall(words, min(at + len(surname), holder + len(held)), max(at, holder))
                if not titles().union(APPOSING).issuperset(between):
                    return True
        return False


def _place(words: str, text: str) -> int:
    """Where words stand in a text, none of them within another; -1 where they do not."""
    found = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) if words in text else None
    return found.start() if found is not None else -1


def _words(office: Member) -> str:
    """The words of an office without its article, folded."""
    return fold(office.name).removeprefix("the ")


def unite_in_turns(roster: Roster, order: Sequence[Member | None], has_list: bool) -> list[Member]:
    """Let those be one who are called by an office and by a name and whom the order of the turns shows to be one; who
    was taken for somebody else.
    """
    if roster.body.labelled or len({id(member) for member in order}) > MOST_SPEAKING:
        return []
    course = Course(roster, order)
    found = dict(_in_list(course) if has_list else _without_list(course))
    for one, other in found.items():
        roster.cast.same[one.number] = other
    return list(found)


def _in_list(course: Course) -> Iterator[tuple[Member, Member]]:
    """The only speaker whom the list of those present does not name, and the only one whom it gives by office alone."""
    strangers = [member for member in course.named if member.participant is None]
    if len(strangers) != 1:
        return
    alone = [m for m in course.roster.listed if not m.surname and m.offices and not m.offices.keys() & IN_THE_CHAIR]
    apart = [member for member in alone if course.apart(member, strangers[0])]
    if len(apart) != 1 or (apart[0].number not in course.turns and len(course.roster.listed) < LEAST_LISTED):
        return
    changes, turns = course.changes(apart[0], strangers[0]), course.turns[strangers[0].number]
    if changes >= LEAST_CHANGES or (len(alone) == 1 and max(changes, turns) >= LEAST_STRANGER):
        yield strangers[0], apart[0]


def _without_list(course: Course) -> Iterator[tuple[Member, Member]]:
    """Those known by an office alone, each with the only one known by name alone who can be he."""
    named = [member for member in course.roster.listed if member.surname and member.offices.keys() <= lexicon("ranks")]
    principals = [member for member in named if member.role == "principal"]
    others = [
        member for member in principals if member is not course.roster.drafting
    ]  # the drafter says "I" of himself
    found: dict[int, list[Member]] = {}
    for office in course.speaking:
        if office.surname or not office.offices or office.offices.keys() & IN_THE_CHAIR:
            continue
        apart = [m for m in course.named if course.apart(office, m)]
        of_title = [member for member in others if course.apart(office, member)]
        if len(principals) == 2 and len(of_title) == 1 and office.participant is not None:
            found[office.number] = of_title
        elif office.participant is not None or len(course.turns) == 3:
            least = LEAST_CHANGES if len(course.turns) > 3 else 1 if course.told_to_meet(office, apart) else 2
            found[office.number] = [m for m in apart if course.changes(office, m) >= least]
    often = Counter(member.number for held in found.values() for member in held)
    for number, held in found.items():
        if len(held) == 1 and often[held[0].number] == 1:
            yield course.roster.cast.members[number], held[0]
