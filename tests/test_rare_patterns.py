"""Patterns that are compiled where a text asks for them."""

import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import flows.segment
from flows.segment.paragraphs import narrates
from flows.segment.rare import RarePattern

RECORDS = Path(__file__).parent / "records"
SENTENCE_END = re.compile(r"(?<=[.?!:])\s+|\n\n")


def rare_patterns() -> dict[str, RarePattern]:
    """Those of all modules that read bodies, by where they stand."""
    found: dict[RarePattern, str] = {}
    for module in pkgutil.walk_packages(flows.segment.__path__, "flows.segment."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, RarePattern):
                found[value] = f"{module.name}.{name}"
    return {name: rare for rare, name in found.items()}


def test_it_is_not_compiled_before_its_sign_is_found() -> None:
    rare = RarePattern(r"a+b", sign="b", head="a")

    assert rare.match("aaa") is None
    assert rare.match("ba") is None
    assert rare.search("a", 0, 1) is None
    assert list(rare.finditer("aaa")) == []
    assert rare.fullmatch("aab", 0, 2) is None
    assert "compiled" not in vars(rare)


def test_it_finds_what_the_pattern_finds() -> None:
    rare = RarePattern(r"a+b", sign="b", head="a")

    for found in (rare.match("xaab", 1), rare.search("xaab"), rare.fullmatch("xaab", 1)):
        assert found is not None
        assert found[0] == "aab"
    assert [found[0] for found in rare.finditer("ab aab")] == ["ab", "aab"]


SIGNED = {name: rare for name, rare in rare_patterns().items() if rare.sign is not None or rare.head is not None}


@pytest.mark.parametrize("name", sorted(SIGNED))
def test_signs_stand_wherever_their_patterns_are_found(name: str) -> None:
    rare = SIGNED[name]
    for record in RECORDS.glob("*.txt"):
        for sentence in SENTENCE_END.split(record.read_text(encoding="utf-8")):
            # What is matched at a head can begin at each word here.
            for found in rare.compiled.finditer(sentence):
                assert rare.sign is None or rare.sign.search(sentence, found.start()), sentence
                assert rare.head is None or rare.head.match(sentence, found.start()), sentence


EXAMPLES = {
    "VISIT": ("Visit of Mr. Smith", "in honour of Mr. Smith", "Mr. Smith called on them", "received Mr. Smith"),
    "INVERTED_DO": ("Nor did Mr. Smith.", "Still less did the Minister agree", "Only then did Mr. Smith speak"),
    "THERE_TOO": ("Sir Hugh Smith being present for most of it", "Mr. Smith attending"),
    "GOES_ON": ("To this the Minister: it was late.", "Then Mr. Smith: no.", "Asked whether it was, Mr. Smith: no."),
    "NOTED": (
        "Question of Mr. Smith as to the date.",
        "Firm objection by the Minister: no.",
        "Consent from Mr. Smith.",
    ),
    "ANSWER_NOTED": ("; answer Smith: no", "; reply of Mr. Smith: yes"),
    "STYLED": ("His Excellency the Minister", "H.E. Mr. Smith"),
    "CLEFT": ("It was Mr. Smith who asked for it",),
    "WHEN_AT_ONCE": ("had hardly sat down when the Minister asked for it",),
    "PASSIVE": ("was raised by Mr. Smith",),
    "SUCH_WAS": ("; at least, that was the Minister’s view.",),
    "INVERTED_NOUN": (",” was the Minister’s answer",),
    "CAME_FROM": ("From Mr. Smith came the suggestion",),
    "IMPERSONAL": (
        "It seemed to the Minister that",
        "It was clear to Mr. Smith why",
        "It fell to Mr. Smith to point out",
        "It was Mr. Smith’s view that",
        "It was the contention of Mr. Smith that",
    ),
    "OPINION": (
        "In Mr. Smith’s opinion ",
        "In the view of Mr. Smith, ",
        "To Mr. Smith’s mind ",
        "From Mr. Smith’s point of view ",
        "On Mr. Smith’s showing ",
        "As the Minister saw it, ",
        "According to Mr. Smith, ",
        "For Mr. Smith, ",
        "To Mr. Smith it seemed ",
        "As for Mr. Smith, he ",
        "Insofar as Mr. Smith knew, ",
    ),
    "SOURCE": (", according to Mr. Smith,", ", in the Minister’s view,", ", in the opinion of Mr. Smith,"),
    "AWAY": (
        "After the meeting ",
        "While waiting ",
        "When Mr. Smith had left ",
        "Later the Minister telephoned ",
    ),
    "ASKS_WHETHER": (
        "Could it wait?",
        "He asked whether it could wait.",
        "Asked by Mr. Smith if it could wait, he did not know.",
        "He inquired what it was.",
        "He wondered why.",
    ),
    "LEAVING": ("As Mr. Smith rose to go, he said",),
    "BACK": ("On Mr. Smith's return I rose.", "When the Minister came back"),
    "CONCEDING": ("Much as Mr. Smith disliked it, he could see it",),
    "ELSEWHERE_TO_ONE": (" afterwards", " Mr. Smith the next day", " to the Minister for", " with him alone"),
    "LABELLED": ("Smith: not yet",),
    "WITHOUT_SUBJECT": ("Told Mr. Smith that",),
    "MEETING": (
        "I called on Mr. Smith",
        "Saw Mr. Smith",
        "We met Mr. Smith",
        "This morning was received by Mr. Smith",
        "my talk with Mr. Smith",
    ),
    "RECEIVED": ("Mr. Smith received me",),
    "INVITED": ("I asked Mr. Smith to come", "Mr. Smith invited us to lunch"),
    "TOLD_BY": (" and was told by Mr. Smith that",),
    "ASKED_OF": ("asked whether the Minister had read", "inquired if Mr. Smith would come"),
    "TURNED_TO": ("he looked at Mr. Smith, who said", "feared this, as did Mr. Smith, who added"),
    "TOOK_PART_FROM": (" took part in the talks from our side.",),
    "ABSOLUTE": ("Mr. Smith having left the room",),
    "REPRESENTED": ("Ruritania was represented by ",),
    "FURTHER_SIDE": ("; the Commission by ",),
    "ENCLOSED": ("[Smith] It is late", "**Smith** It is late"),
}


def test_each_pattern_with_a_sign_is_found_in_an_example() -> None:
    found = {
        name
        for name, rare in SIGNED.items()
        if all(rare.search(example) for example in EXAMPLES.get(name.rpartition(".")[2], ("",)))
    }
    assert sorted(set(SIGNED) - found) == [], "give an example in EXAMPLES, and a sign that is found in it"


@pytest.mark.parametrize(
    "text", ["The meeting adjourned at ten.", "THE MEETING ADJOURNED AT TEN.", "it was agreed that"]
)
def test_narration_is_known_in_capitals_and_small_letters(text: str) -> None:
    assert narrates(text, 0, len(text)) is not None


def test_narration_is_known_before_letters_that_are_two_when_they_are_small() -> None:
    text = "Mr. İnönü then took his leave."

    assert narrates(text, 0, len(text)) is not None
