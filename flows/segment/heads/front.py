"""What is known of the head of a record while it is read, and what its next lines are."""

from __future__ import annotations

from dataclasses import dataclass, field

from flows.segment.heads.paragraph_kinds import PAGE_MARK, is_classification
from flows.segment.heads.parts import Part
from flows.segment.heads.prose import is_prose
from flows.segment.heads.who_is_named import labelled
from flows.segment.lists.persons import NOBLE, find_people
from flows.segment.lists.tokens import tokens_of
from flows.segment.remembered import remembered_line

LONGEST_ENTRY = 400
# Parts that stand among the values of a field and leave it open.
AMONG_VALUES = frozenset({"attendance", "copies", "summary", "boilerplate", "subject", "place", "time"})


@remembered_line
def surnames_in(paragraph: str, sentence: bool) -> tuple[str, ...]:
    """The folded surnames in a line of a list."""
    tokens = tokens_of(paragraph[:LONGEST_ENTRY])
    keys = (tokens[person.end - 1].key for person in find_people(tokens, sentence))
    return tuple(key for key in keys if key not in NOBLE)


@dataclass(slots=True)
class Front:
    """What is known of the head of a record: its `parts` so far, and the field that is still `open` for values."""

    text: str
    parts: list[Part] = field(default_factory=list)
    open: str | None = None
    surnames: set[str] = field(default_factory=set)
    titled: bool = False
    settled: int = 0  # how many parts are known to be sure
    kinds: set[str] = field(default_factory=set)
    number: int | None = None  # that stands before the open field
    sent: bool = False  # the head is a telegram's

    def next_line(self, end: int) -> str:
        """The next paragraph that is no classification or page mark, as far as an entry goes."""
        paragraphs = self.text[end : end + LONGEST_ENTRY].split("\n\n")[1:]
        return next((line for line in paragraphs if not is_classification(line) and not PAGE_MARK.match(line)), "")

    def list_follows(self, end: int) -> bool:
        """Whether the next paragraph is somebody of a list."""
        following = self.next_line(end)
        return bool(surnames_in(following, False)) and not is_prose(following) and not labelled(following, set())

    def settle(self) -> None:
        """What came before a sure part of the head is head too."""
        for part in self.parts[self.settled :]:
            part.sure = True
        self.settled = len(self.parts)

    def add(
        self,
        kind: str,
        start: int,
        end: int,
        *,
        value: int | None = None,
        label: str | None = None,
        sentence: bool = False,
        sure: bool = True,
    ) -> bool:
        """Add a part, whose value begins with it if nothing else is said; a sure one settles those before. True."""
        value = start if value is None else value
        if sure and kind not in ("notes", "boilerplate"):
            self.settle()
        if kind == "attendance" and label is not None:
            self.surnames.update(surnames_in(self.text[value:end], sentence))
        if kind not in AMONG_VALUES and not (kind == self.open == "date"):
            self.open = None
        self.kinds.add(kind)
        self.parts.append(Part(kind, start, end, value, label, sentence, sure))
        return True
