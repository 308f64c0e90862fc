"""What follows the last words of a labelled record: papers, comments and notes of who made it, and paragraphs that look
like them with which the last speaker goes on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from flows.reading.document import read_document
from flows.segment.floor import going_on
from flows.segment.floor.between_turns import IN_PERSON
from flows.tables import rows
from tests import laws

RECORD = (
    "Minutes of talks\n\nLisbon, 3 May 1966",
    "Minister Tavora: We have waited for your answer since the autumn.",
    "Ambassador Quill: It will come with the next courier.",
    "Minister Tavora: And if the courier is late?",
    "Ambassador Quill: Then I shall bring it myself.",
)
ENDS = (
    "Annex: text of the joint statement\n\nThe two Governments have examined the state of the harbour.",
    "Appendix B\n\nThe quota is to be raised by a tenth.\n\nThe commission meets in May.",
    "RECOMMENDATION\n\nThat the Legation reply in the sense of the last paragraph.",
    "Text of the note handed over:\n\nThe Government has the honour to state that the vessels were in its waters.",
    "Follow-up: Mr. Holm to see the Board of Trade about the licences.",
    "Observations: they were told to keep off the airfields. It showed.",
    "Note by the drafter: the figure does not agree with the one of April.",
    "Remark of the note taker: the General spoke with warmth.",
    "Prepared from notes by the interpreter. Not checked against the tape.",
    "Approved by the Counselor on 3 June.",
    "Seen and approved by the Minister, 14 June.",
    "True copy: the archivist of the Ministry.",
    "Minutes taken by the legal adviser, checked by the counsellor.",
    "Part of the conversation, about ten minutes, was not recorded.",
    "(At this point the party went in to lunch.)\n\nDuring lunch there was general conversation about horses.",
)
WORDS = (
    "Approval by the Council will take a month. You know how it is.",
    "Part of the answer I can give you now: it is yes.",
    "A true copy of it lies in my safe, and you may see it.",
    "The notes were taken by my father. I have read them.",
    "An annex to it? We never saw one.",
    "We recommend nothing. We ask.",
)


def spoken(text: str) -> list[str]:
    """The words of each turn that somebody holds."""
    return [turn["text"] for turn in rows([read_document(text.encode(), "end")])["turns"] if turn["kind"] == "speech"]


@pytest.mark.parametrize("end", ENDS)
def test_what_follows_the_last_words_is_nobodys(end: str) -> None:
    """Each turn has the words that it has without the end."""
    assert spoken("\n\n".join((*RECORD, end)) + "\n") == spoken("\n\n".join(RECORD) + "\n")


@pytest.mark.parametrize("words", WORDS)
def test_the_last_speaker_goes_on(words: str) -> None:
    """A paragraph of his last turn that only begins as such ends do is his."""
    *before, last = spoken("\n\n".join((*RECORD, words)) + "\n")
    assert len(before) == len(RECORD) - 2
    assert last.endswith(words)


def test_time_is_linear_in_what_follows_the_last_label() -> None:
    talk = "Minister Tavora: We have waited.\n\nAmbassador Quill: It will come.\n\n" * 6

    def prepared(characters: int) -> Callable[[], object]:
        raw = (talk + "It was late in the day.\n\n" * (characters // 25)).encode()
        return lambda: read_document(raw, "end")

    assert not laws.linear(prepared, 20_000)


def test_the_rest_is_not_searched_anew_for_each_narration(monkeypatch: pytest.MonkeyPatch) -> None:
    talk = (
        "Present: Minister Tavora, Ambassador Quill, Consul Voss",
        "Minister Tavora: We have waited.",
        "Consul Voss enters.",
        "Consul Voss: The courier is late.",
        "Consul Voss leaves.",
        "Ambassador Quill: It will come.",
        "Minister Tavora expressed his agreement.",
    )
    looked_at: list[int] = []

    class Counted:
        """A pattern that notes how much it looks at."""

        def search(self, text: str, start: int, end: int) -> re.Match[str] | None:
            looked_at.append(end - start)
            return IN_PERSON.search(text, start, end)

        def finditer(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
            looked_at.append(end - start)
            return IN_PERSON.finditer(text, start, end)

    monkeypatch.setattr(going_on, "IN_PERSON", Counted())
    told = "At the table the talk turned to mushrooms. This part was not taken down.\n\n" * 40
    read_document("\n\n".join((*talk, told)).encode(), "end")
    assert 0 < sum(looked_at) < 2 * len(told)


def test_numbered_items_that_a_speaker_announces_stay_his() -> None:
    items = "And so, for the time being:\n1. The ferries go on, usual hours.\n2. A pilot on each, no announcement."
    record = [*RECORD[:4], f"Ambassador Quill: I shall bring it myself. {items}", "Minister Tavora: And the customs?"]
    found = rows([read_document("\n\n".join(record).encode(), "items")])["turns"]
    assert [turn["speaker_id"] for turn in found[-2:]] == ["items.quill", "items.tavora"]
    assert "no announcement" in found[-2]["text"]


def test_numbered_topics_behind_a_heading_are_nobodys() -> None:
    record = [*RECORD, "Topics of the Afternoon:\n\n1. Ferries\n\n2. Pilots", "Minister Tavora: And the customs?"]
    found = rows([read_document("\n\n".join(record).encode(), "topics")])["turns"]
    assert not any("Pilots" in turn["text"] for turn in found if turn["kind"] == "speech")
