"""Notes: what is said in few words, without subject, in parentheses, under initials, is given to who says it."""

from __future__ import annotations

import pytest

from flows.reading.document import read_document
from flows.tables import rows

TALK = """Memorandum of Conversation

Participants: Mr. Alder, Minister of Works; Ambassador Birch

Mr. Alder said that the bridge was open. It had been mended in May.

{between}

Ambassador Birch said that he would report this.
"""


def turns_of(text: str) -> list[tuple[str | None, str]]:
    """Who holds each turn of a text and its words, in order."""
    tables = rows([read_document(text.encode(), "notes")])
    return [(turn["speaker_name"] or turn["speaker_label"], str(turn["text"])) for turn in tables["turns"]]


def holders(text: str) -> list[tuple[str, str]]:
    """Whose turns come one after the other in a text, and the first two words of each."""
    found = ((str(who).split()[-1], " ".join(words.strip('( “"').split()[:2])) for who, words in turns_of(text))
    return list(found)


@pytest.mark.parametrize(
    ("said", "thrown_in"),
    [
        ("The toll had been paid (Ambassador Birch: for the first time). It was small.", "Ambassador Birch:"),
        ("The toll had been paid. (Birch: By whom?) It was small.", "Birch: By"),
        ("The toll had been paid (interjection of the Ambassador: not by us). It was small.", "interjection of"),
        (
            "The toll had been paid (Ambassador Birch interjected that he had not heard). It was small.",
            "Ambassador Birch",
        ),
        ("The toll had been paid (“or promised,” the Ambassador put in). It was small.", "or promised,”"),
    ],
)
def test_what_is_thrown_in_interrupts_only(said: str, thrown_in: str) -> None:
    """Who speaks goes on after the parenthesis."""
    found = holders(TALK.format(between=f"Mr. Alder spoke of the toll. {said}"))
    assert found == [("Alder", "Mr. Alder"), ("Birch", thrown_in), ("Alder", "It was"), ("Birch", "Ambassador Birch")]


@pytest.mark.parametrize(
    "said",
    [
        "The toll had been paid (Mr. Alder had said so before). It was small.",
        "The toll had been paid (as Ambassador Birch knew). It was small.",
        "The toll had been paid (Ambassador Birch read the receipt). It was small.",
        "The toll had been paid (Note: by cheque). It was small.",
        "The toll had been paid (Ambassador Birch afterwards denied this). It was small.",
    ],
)
def test_a_remark_in_parentheses_takes_no_floor(said: str) -> None:
    """What explains, or tells what was done, does not interrupt."""
    found = holders(TALK.format(between=f"Mr. Alder spoke of the toll. {said}"))
    assert found == [("Alder", "Mr. Alder"), ("Birch", "Ambassador Birch")]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Mr. Alder asked whether the toll was paid. Not noticeably.", [("Birch", "Not noticeably.")]),
        ("Mr. Alder asked whether the toll was paid.\n\nIn principle.", [("Birch", "In principle.")]),
        (
            "Mr. Alder asked if the toll was paid. Not by many. By whom?",
            [("Birch", "Not by"), ("Alder", "By whom?")],
        ),
    ],
)
def test_a_few_words_without_verb_answer(said: str, expected: list[tuple[str, str]]) -> None:
    """After a question they are the other one's, and the question after them is again of whom they answer."""
    found = holders(TALK.format(between=said))
    assert found == [("Alder", "Mr. Alder"), *expected, *([("Birch", "Ambassador Birch")] if len(expected) > 1 else [])]


@pytest.mark.parametrize(
    "said",
    [
        "Mr. Alder said that nobody had helped. And the engineers? Not one of them.",
        "Mr. Alder asked whether the toll was paid. Hoped that it was.",
        "Mr. Alder asked for the toll. Too few paid it.",
    ],
)
def test_who_speaks_goes_on_with_few_words(said: str) -> None:
    """Where he answers himself, or leaves out only who he is, or has asked nothing."""
    assert holders(TALK.format(between=said)) == [("Alder", "Mr. Alder"), ("Birch", "Ambassador Birch")]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Talk with Premier Alder, Moscow, 3 May 1969", [("Alder", "Premier")]),
        ("Talk with Premier Alder, Tallowmere, 3 May 1969", [("Alder", "Premier")]),
        ("Talk with Premier Alder, Moscow 1969", [("Alder", "Premier")]),
        ("Talk with Mr. Alder, Director, Trade Board, 3 May 1969", [("Alder", "Director, Trade Board")]),
        (
            "Telcon: Secretary / Ambassador Birch (trade), 3 May 1969",
            [("Secretary", "Secretary"), ("Birch", "Ambassador")],
        ),
    ],
)
def test_titles_name_who_talks_and_where(title: str, expected: list[tuple[str, str]]) -> None:
    """A place before the date is no office, and a stroke stands between two."""
    tables = rows([read_document(f"{title}\n\nThe weather was fine. The lamps were lit.\n".encode(), "notes")])
    assert [(person["name_as_written"], person["office"]) for person in tables["participants"]] == expected


CABLE = """Cable: Talk with Premier Alder, 3 May 1969

I called on the Premier at his request.

{between}
"""


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        # "I" after a colon is who is quoted, unless it has a verb of saying.
        (
            "The Premier said: I am very thankful. It has been good for both. I answered that I was glad.",
            [("Alder", "The Premier"), ("I", "I answered")],
        ),
        (
            "I asked how many came. He asked: How many what? I: Masons.",
            [("I", "I asked"), ("Alder", "He asked:"), ("I", "I: Masons.")],
        ),
        # A numbered point in which people are told to speak is no item of a list.
        (
            "The talk was as follows:\n\n(1) The bridge was open. I said that it was late. The Premier denied it.\n\n"
            "(2) The toll was new. The Premier said that it was low.",
            [("I", "I said"), ("Alder", "The Premier")],
        ),
        ("I asked who was to come. Masons, said A. I did not mind.", [("I", "I asked"), ("Alder", "Masons, said")]),
    ],
)
def test_in_cables_others_are_quoted_too(said: str, expected: list[tuple[str, str]]) -> None:
    """Who has sent it is "I" only where he tells."""
    found = [pair for pair in holders(CABLE.format(between=said)) if pair[0] != "None"]
    assert found[: len(expected)] == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Ambassador Birch was in good spirits. Said that the road was mended.", [("Birch", "Ambassador Birch")]),
        ("On Ruritania the Ambassador said that it was far.", [("Birch", "On Ruritania")]),
        ("Ambassador Birch had not been told. He regretted it.", [("Birch", "Ambassador Birch")]),
        ("Ambassador Birch with some heat: the road was worse.", [("Birch", "Ambassador Birch")]),
    ],
)
def test_who_is_meant_takes_the_floor(said: str, expected: list[tuple[str, str]]) -> None:
    """Where the verb has lost its subject, a place stands before it, or there is no verb at all."""
    assert holders(TALK.format(between=said)) == [("Alder", "Mr. Alder"), *expected]


def test_who_announced_several_points_comes_to_the_next() -> None:
    """Another may have spoken in between."""
    said = "\n\n".join(
        (
            "Mr. Alder had two points. First, the toll.",
            "Ambassador Birch said that it was low.",
            "3. Secondly, the road. It was too narrow for two carts to pass.",
        )
    )
    assert holders(TALK.format(between=said))[1:3] == [("Birch", "Ambassador Birch"), ("Alder", "3. Secondly,")]


def test_single_paragraphs_between_labels_tell_where_several_do() -> None:
    talk = (
        "Alder: The bridge is open.\n\nBirch: The road is not.\n\nAlder said that he knew.\n\n"
        "Birch: We must mend it.\n\nAlder said that he would ask the engineers.\n\nBirch: Ask them today."
    )
    assert [who for who, _ in holders(f"Note of a Talk\n\n3 May 1969\n\n{talk}\n")] == ["Alder", "Birch"] * 3
    once = talk.replace("Alder said that he would ask the engineers.\n\n", "")
    assert [who for who, _ in holders(f"Note of a Talk\n\n3 May 1969\n\n{once}\n")] == ["Alder", "Birch"] * 2
    three = f"{once}\n\nCole: So be it."  # it may be what somebody recounts of another
    assert [who for who, _ in holders(f"Note of a Talk\n\n3 May 1969\n\n{three}\n")] == ["Alder", "Birch", "Cole"]


AUDIENCE = """Note of a talk with Premier Alder, 3 May 1969

I called on the Premier at his request. I asked about the bridge. He said that it was open.

The Premier then spoke of the road. I said that it was bad. He agreed.

{after}
"""


@pytest.mark.parametrize(
    "after",
    [
        "I took him to mean that the loan is lost.",
        "We consider that this was a trial balloon. The Premier did not mention the elections at all.",
        "He accompanied me to the door. In the anteroom three masons were waiting.",
        "It remains to be seen whether he can carry his Cabinet.",
        "Not a word about the elections. Striking how little he knew of the loan.",
        "Opinions: the Premier is under pressure, and Birch is pressing him.",
        "P.S. His secretary telephoned later to say that the date was not convenient.",
        "What he said about the road confirms our earlier information.",
        "From the above it can be seen that he wants a loan.",
        "Judging from his tone, the Premier has not yet decided.",
        "Initial views: he is sounding us out.",
        "What line should be taken on the toll, please instruct.",
        "As I rose to go he pressed a small book into my hand.",
        "My comment. The Premier has two plans, and the Premier said neither of them aloud.",
    ],
)
def test_what_the_drafter_adds_is_nobodys(after: str) -> None:
    """He judges what was said, tells how he left, or what he heard elsewhere."""
    assert holders(AUDIENCE.format(after=after))[-1][0] == "None"


@pytest.mark.parametrize(
    "after",
    [
        "In his opinion the road came first.",
        "He had never spoken of the toll to anybody.",
        "He did not wish to mention the sum.",
        "It was doubtful whether the engineers would come.",
        "He had heard from the engineers that it was late.",
    ],
)
def test_what_the_other_adds_is_his(after: str) -> None:
    """It is told as having been, or as his view."""
    assert holders(AUDIENCE.format(after=after))[-1][0] == "Alder"


def test_a_request_is_met() -> None:
    """Who gives what he was asked for speaks."""
    said = "Mr. Alder asked for the Ambassador’s impressions. The Ambassador gave these at some length."
    assert holders(TALK.format(between=said)) == [("Alder", "Mr. Alder"), ("Birch", "The Ambassador")]


def test_a_name_may_begin_with_a_small_particle() -> None:
    """Also in a second clause, and after the verb."""
    text = """Note of a talk with Professor van Alder, 3 May 1969

Van Alder said that it was late. I asked why, to which van Alder replied that the road was bad. I said that I knew.

“Hardly,” said van Alder.
"""
    assert [who for who, _ in holders(text)] == ["Alder", "I", "Alder", "I", "Alder"]


def test_a_drafter_who_leaves_himself_out_asks_and_answers() -> None:
    """In his own notes: "Asked about the priest.", "Better."."""
    text = """Notes of a talk with Ambassador Birch, 21 August 1969

I called on the Ambassador. He asked how my knee was. Better. He said that the toll was high. I agreed.

He denied this.

Asked about the priest. “He plants trees.”
"""
    assert [who for who, _ in holders(text) if who != "None"] == ["Birch", "I", "Birch", "I", "Birch", "I", "Birch"]


THREE = """Memorandum of Conversation

Participants: Mr. Alder, Minister of Works; Ambassador Birch; Mr. Crane, Embassy of Norland

Mr. Alder said that the bridge was open. Mr. Crane supposed since May. Ambassador Birch asked since when.

{between}

Mr. Alder said that he would report this.
"""


@pytest.mark.parametrize(
    ("said", "others"),
    [
        ("Mr. Crane asked about the toll and was told by Mr. Alder that it had been paid.", "was told"),
        ("Mr. Crane believed that it was high, but was reminded by Mr. Alder that it was old.", "was reminded"),
        ("Mr. Crane wished to see the receipt and was then assured by Mr. Alder that it existed.", "was then"),
        ("Mr. Crane laughed and looked at Mr. Alder, who said that it was no matter for laughter.", "who said"),
        ("Mr. Crane said that he did not know and turned to Mr. Alder, who replied that he did.", "who replied"),
        ("Mr. Crane nodded towards Mr. Alder, who explained the tariff.", "who explained"),
        ("Mr. Crane asked Mr. Alder whether this was a threat, to which he replied that it was not.", "to which"),
    ],
)
def test_who_tells_him_who_asks_and_who_is_turned_to_speaks(said: str, others: str) -> None:
    found = holders(THREE.format(between=said))
    assert found[3:5] == [("Crane", "Mr. Crane"), ("Alder", others)]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("“You shall have it,” Mr. Crane told the Ambassador, and went on to speak of wheat.", "You shall"),
        ("“Not before June,” Mr. Crane assured him with a smile.", "Not before"),
        ("Mr. Crane stiffened visibly. Norland, he said, had bridges of its own.", "Mr. Crane"),
        ("Mr. Crane reddened. Tolls, he declared, were a matter for the Treasury.", "Mr. Crane"),
        ("At this Mr. Crane flushed a little. There were, he observed, other roads.", "At this"),
    ],
)
def test_who_says_what_is_quoted_before_or_inside_his_words(said: str, words: str) -> None:
    found = holders(THREE.format(between=f"Mr. Alder spoke of the road. It was long. {said}"))
    assert found[3:6] == [("Alder", "Mr. Alder"), ("Crane", words), ("Alder", "Mr. Alder")]


@pytest.mark.parametrize(
    "meal",
    [
        "Mr. Alder gave a working luncheon for Ambassador Birch at the Mansion House.",
        "Mr. Alder gave a small dinner for Ambassador Birch and Mr. Crane.",
        "Following the usual photographs, Mr. Alder welcomed Ambassador Birch and asked him to be seated.",
        "After the formalities Mr. Alder greeted his guests and invited them to take their seats.",
    ],
)
@pytest.mark.parametrize("said", ["He said that the bridge was open.", "Over the soup he asked about the road."])
def test_who_gives_a_meal_or_receives_his_guests_is_he_who_begins(meal: str, said: str) -> None:
    text = THREE.replace("Mr. Alder said that the bridge was open.", f"{meal} {said}")
    found = holders(text.format(between="Mr. Crane agreed."))
    assert found[:3] == [("None", " ".join(meal.split()[:2])), ("Alder", " ".join(said.split()[:2])), found[2]]
    assert found[2][0] == "Crane"


@pytest.mark.parametrize("asked", ["said, “That is a toll?”", "exclaimed, “But this is robbery!”", "said: “A toll?”"])
@pytest.mark.parametrize("denied", ["The Ambassador denied it.", "The Ambassador said no.", "Mr. Alder was silent."])
def test_what_is_quoted_after_who_says_it_is_his_whoever_comes_next(asked: str, denied: str) -> None:
    talk = THREE.format(between=f"Mr. Alder spoke of the road. Mr. Crane {asked} {denied}")
    assert [words for _, words in holders(talk)][4:6] == ["Mr. Crane", " ".join(denied.split()[:2])]


def test_an_exchange_between_parentheses_is_no_interjection() -> None:
    talk = (
        "Mr. Alder said that the bridge was open. (Mr. Birch said that the road was not. Mr. Cedar replied that it "
        "would be by May.)\n\nMr. Birch asked for steel.\n\nMr. Alder said that there was none."
    )
    record = f"Memorandum of Conversation\n\nParticipants: Mr. Alder, Mr. Birch, Mr. Cedar\n\n3 May 1969\n\n{talk}\n"
    assert [who for who, _ in holders(record)] == ["Alder", "Birch", "Cedar", "Birch", "Alder"]


@pytest.mark.parametrize(
    "said",
    [
        *("Mr. Crane then on the toll: a third was owing.", "Crane again about the toll: it was too high."),
        *("Mr. Crane against.", "Crane for an early start; snow was on its way.", "Mr. Crane also in favour of this."),
        *("Crane without illusions about the road.", "Mr. Crane before leaving raised the matter of the toll."),
        *("Crane after lunch came back to the toll.", "Mr. Crane calmed the company. He would draft a text himself."),
    ],
)
def test_notes_may_leave_the_verb_out_or_put_the_hour_before_it(said: str) -> None:
    found = holders(THREE.format(between=said))
    assert found[3:] == [("Crane", " ".join(said.split()[:2])), ("Alder", "Mr. Alder")]


@pytest.mark.parametrize("told", ["the Minister for trade and shipping", "Alder for the bank"])
def test_for_whom_somebody_stands_is_no_side_that_he_takes(told: str) -> None:
    found = holders(THREE.format(between=f"Mr. Crane gave the list: Smith for Norland, {told}."))
    assert [who for who, _ in found[3:]] == ["Crane", "Alder"]
