"""Papers that the drafter puts into a record, by the clauses that say so."""

import pytest

from flows.segment.floor.put_in import announces_paper


@pytest.mark.parametrize(
    "said",
    [
        "Mr. Hall handed the Minister the following note:",
        "The text of the telegram is as follows:",
        "Text of note follows:",
        "Here is the text of the letter:",
        "He left a memorandum in the following sense:",
        "The following formula was then worked out:",
        "It was agreed that the following statement should be given to the press:",
        "He left with me the attached paper, which reads:",
        "Mr. Hall showed the Minister the attached telegram.",
    ],
)
def test_they_are_announced_by_what_is_done_with_them(said: str) -> None:
    assert announces_paper(said, heads=True, acting=False, told=True)


@pytest.mark.parametrize(
    "said",
    [
        "He made the following points:",
        "He read the following statement:",
        "He said that this followed from the report, which read as follows:",
        "He handed him a note and explained it as follows:",
        "He gave the following account of the letter:",
        "He left the matter there and made the following statement:",
        "He agreed to the draft with the following changes:",
        "He outlined the proposals of his Government as follows:",
        "It said:",
        "He was to give him the article, which he then read:",
        "He handed over a note.",
    ],
)
def test_they_are_not_where_words_are_given_or_nothing_follows(said: str) -> None:
    assert not announces_paper(said, heads=True, acting=False, told=True)
