"""What is told of a talk is given to nobody, and what is said there, though it looks alike, to who says it."""

from __future__ import annotations

import pytest

from flows.reading.document import read_document
from flows.tables import rows

TALK = """Memorandum of Conversation

Participants: Mr. Alder, Minister of Works; Ambassador Birch

Mr. Alder said that the bridge was open. It had been mended in May.

Ambassador Birch replied that the road to it was not.

{between}

Mr. Alder said that he would ask the engineers.

{after}
"""
TOLD_BETWEEN = [
    "At this point Ambassador Birch took a folded plan from his breast pocket and put on his spectacles.",
    "Mr. Alder turned rather red but kept his composure.",
    "Ambassador Birch brought with him a young clerk, who did not open his mouth.",
    "Mr. Alder gave the appearance of a man who has not slept.",
    "Ambassador Birch introduced his companions.",
    "Ambassador Birch had with him neither notes nor advisers, and relied on his memory.",
    "Mr. Alder showed signs of impatience and drummed with his fingers on the table.",
    "Mr. Alder pretended not to hear.",
    "Neither side showed any great eagerness to pursue the subject.",
    "There was no mistaking the irritation of the Ambassador.",
    "Ambassador Birch joins.",
    "Mr. Alder left 17.20.",
    "Ambassador Birch left at 17.40. Took his hat with him.",
]
TOLD_AFTER = [
    "Mr. Alder had a separate talk with the engineers, of which no record was made.",
    "Mr. Alder had a tête-à-tête discussion with the Minister of Trade, of which no record was made.",
    "Mr. Alder went on from here to the Treasury, where he saw two officials.",
    "The next day Mr. Alder had an audience with the King, at which nobody else was present.",
    "After Ambassador Birch had gone I rang up the Treasury, who promised to look into it.",
    "It struck me that the Ambassador avoided any mention of the loan.",
    "One cannot avoid the suspicion that the bridge was closed on purpose.",
    "While these talks were in progress the experts met in the next room and made some headway.",
    "Telegram to the engineers drafted accordingly. No further action seems called for.",
    "This information was passed at once to the service departments.",
    "There can be little doubt that Mr. Alder was speaking on instructions.",
    "The undersigned saw Mr. Alder to his car.",
    "I afterwards mentioned the matter to Hollis, who thinks there may be something in it.",
    "Mr. Alder read this record on 14 June and initialled it.",
    "Nothing more was heard of the bridge until October.",
    "What Mr. Alder really wanted remained obscure to me.",
    "Mr. Alder is going on leave on Friday.",
    "The Minister of Trade may see this.",
    "We may conclude from this that the toll has been decided on.",
    "On the same afternoon Mr. Alder called also on the Minister of Trade.",
]
SAID_BETWEEN = [
    "Mr. Alder promised an answer the following day.",
    "Mr. Alder asked for a reply that evening.",
    "Mr. Alder explained the next day's programme.",
    "Mr. Alder expressed himself at some length on the toll.",
    "Mr. Alder welcomed signs of progress in the north.",
    "Mr. Alder deplored the appearance of new cracks.",
    "Mr. Alder criticised this memorandum.",
    "Mr. Alder had been told in town that the plans were ready. They had, he understood, been approved.",
    "Mr. Alder would speak to the King that same evening and let him know the result.",
    "Mr. Alder gave some figures. Ten thousand carts had crossed the bridge in a year.",
    "Mr. Alder made a note. He could promise nothing, he said, but he would ask.",
    "Mr. Alder took up the question of the toll. It was too high.",
    "Mr. Alder kept coming back to the toll. It was too high.",
    "Mr. Alder treated the whole affair as a joke. Bridges came and went.",
    "Mr. Alder could well believe it. The same thing had happened before.",
    "Mr. Alder introduced the subject of the toll. It was too high.",
    "Mr. Alder laid the blame on the rain. It had not stopped for a week.",
    "Mr. Alder set great store by the bridge. It was the first in forty years.",
    "Mr. Alder thought it would be a mistake to introduce a toll.",
    "Mr. Alder shrugged. It looked like that on his side too.",
    "Mr. Alder laughed. He wished to see the plans.",
    "On the way to the car, in the courtyard, Mr. Alder told the Ambassador that the toll would go.",
]
GOES_ON_AFTER = [
    "There had been, moreover, a flood in the spring. It had carried away two of the piers.",
    "He would write to the Ambassador that same evening.",
    "The treaty provided for two things: a bridge and a toll. Neither had come.",
    "And the toll? Nobody paid it.",
]
TOLD_WITHIN = [  # at the end of a paragraph in which somebody has spoken
    "He spoke in a low voice and several times got up and looked out of the window.",
    "He spoke with great emotion and once struck the table with his fist.",
    "He was speaking slowly and was choosing his words.",
    "He was visibly pleased at this and rubbed his hands.",
    "He was plainly annoyed by this.",
    "He put the letter back in his pocket.",
    "He folded it up without a word.",
    "He took it back without taking offence.",
    "For some minutes nobody said anything.",
    "For a moment no one spoke.",
    "[Translator's note: a kind of ferry.]",
    "[Sic; probably the lower bridge is meant.]",
]
SAID_WITHIN = [
    "He spoke in the Chamber last week about this and got no answer.",
    "He spoke with feeling about the toll.",
    "He was visibly pleased and said that the toll was too high.",
    "He was not afraid of the floods.",
    "He took it back to his Government.",
    "He took it up with the engineers.",
    "He put it down to the rain.",
    "For three years nobody had mended it.",
    "For years nobody spoke of it.",
    "The Minister of Finance wrote to him twice.",
]


def kinds(between: str, after: str, paragraph: str) -> tuple[set[str], set[str | None]]:
    """The kinds of turns that hold words of `paragraph`, and who holds them."""
    record = TALK.format(between=between, after=after)
    start = record.index(paragraph)
    held = [
        turn
        for turn in rows([read_document(record.encode(), "bridge")])["turns"]
        if turn["raw_start"] < start + len(paragraph) and turn["raw_end"] > start
    ]
    return {turn["kind"] for turn in held}, {turn["speaker_name"] for turn in held}


@pytest.mark.parametrize("paragraph", TOLD_BETWEEN)
def test_what_is_told_between_two_turns_is_nobodys_words(paragraph: str) -> None:
    assert kinds(paragraph, "The talk ended at five.", paragraph)[0] <= {"narration", "action"}


@pytest.mark.parametrize("paragraph", TOLD_AFTER)
def test_what_is_told_after_the_last_turn_is_nobodys_words(paragraph: str) -> None:
    assert kinds("Mr. Alder asked why.", paragraph, paragraph)[0] == {"narration"}


@pytest.mark.parametrize("paragraph", SAID_BETWEEN)
def test_what_is_said_though_it_looks_told_is_its_speakers(paragraph: str) -> None:
    assert kinds(paragraph, "The talk ended at five.", paragraph) == ({"speech"}, {"Alder"})


@pytest.mark.parametrize("paragraph", GOES_ON_AFTER)
def test_who_speaks_last_goes_on_in_what_is_told_as_having_been(paragraph: str) -> None:
    assert kinds("Mr. Alder asked why.", paragraph, paragraph) == ({"speech"}, {"Alder"})


@pytest.mark.parametrize("sentence", TOLD_WITHIN)
def test_how_somebody_spoke_and_what_happened_then_is_nobodys_words(sentence: str) -> None:
    between = f"Mr. Alder asked why. {sentence}"
    assert kinds(between, "The talk ended at five.", sentence)[0] <= {"narration", "action"}


@pytest.mark.parametrize("sentence", SAID_WITHIN)
def test_who_speaks_goes_on_in_what_looks_like_what_happened(sentence: str) -> None:
    between = f"Mr. Alder asked why. {sentence}"
    assert kinds(between, "The talk ended at five.", sentence) == ({"speech"}, {"Alder"})


@pytest.mark.parametrize("between", ["He spoke very quietly.", "[Translator's note: a kind of ferry.]"])
def test_who_speaks_goes_on_after_how_he_spoke(between: str) -> None:
    paragraph = f"Mr. Alder asked why. {between} It had been built in May."
    assert kinds(paragraph, "The talk ended at five.", "It had been built in May.") == ({"speech"}, {"Alder"})


@pytest.mark.parametrize(
    "told", ["I interpreted myself, since Mrs. Holm was ill.", "I took the notes.", "I acted as interpreter."]
)
def test_that_the_drafter_interpreted_or_took_notes_is_told_to_his_reader(told: str) -> None:
    record = f"""Note of a call

Mr. Alder came to see me on 4 May 1961. {told}

Mr. Alder said that the bridge was open. I asked him why the road was not. He replied that it would be.
"""
    turns = rows([read_document(record.encode(), "call")])["turns"]
    assert next(turn["kind"] for turn in turns if turn["raw_end"] > record.index(told)) == "narration"
    assert [turn["kind"] for turn in turns][-3:] == ["speech"] * 3


def test_where_somebody_had_come_from_is_told_before_anybody_speaks() -> None:
    record = (
        "RECORD OF CONVERSATION\n\nPort City, 13 October 1951\n\n"
        "At the request of the Premier, the Secretary this morning saw Mr. Alder in the office of Mr. Birch.\n\n"
        "Mr. Alder had just returned from the north.\n\n"
        "The Secretary explained the position of the ministry. Mr. Alder said that he knew it.\n"
    )
    turns = rows([read_document(record.encode(), "north")])["turns"]
    said = [turn["text"].strip() for turn in turns if turn["kind"] == "speech"]
    assert said == ["The Secretary explained the position of the ministry.", "Mr. Alder said that he knew it."]


@pytest.mark.parametrize("told", ["The Ministers wearily agreed", "The Presidents then noted", "The negotiators felt"])
def test_what_several_say_together_is_nobody_s(told: str) -> None:
    talk = f"""Record of a talk

Mr. Alder said that the loan was late. Mr. Moore agreed.

{told} that the quay should be closed.

Mr. Alder asked whether it should be paid in June.
"""
    turns = rows([read_document(talk.encode(), "talk")])["turns"]
    assert [turn["kind"] for turn in turns[-2:]] == ["narration", "speech"]


def test_a_word_before_a_colon_that_names_nobody_is_no_label_in_reported_speech() -> None:
    talk = """Record of a talk

Present: Mr. Alder, Mr. Moore, Mr. Holm

Breakfast: eggs, the new Government, the weather.

Mr. Alder said that the loan was late. Mr. Moore agreed that it was.

Holm: Not so late as the last.

Mr. Alder asked Holm whether it should be paid in June. Holm thought so.
"""
    turns = rows([read_document(talk.encode(), "talk")])["turns"]
    assert [turn["speaker_label"] for turn in turns if turn["kind"] == "speech"] == [
        *("Mr. Alder", "Mr. Moore", "Holm", "Mr. Alder", "Holm")
    ]


@pytest.mark.parametrize(
    "told",
    [
        *("The hearing rose at 4.50 p.m.", "The recording was then turned off.", "The two then shook hands."),
        *(
            "In the end both parties agreed that the deputies would draw up a protocol.",
            "Thereupon the sitting closed.",
        ),
    ],
)
def test_how_a_labelled_talk_ends_is_told(told: str) -> None:
    talk = f"""Record of a talk

Mr. Alder: Where is the loan? I ask you.

Mr. Moore: I do not know, and you do not either.

Mr. Alder: Then good night to you.

{told}
"""
    assert rows([read_document(talk.encode(), "talk")])["turns"][-1]["kind"] == "narration"


MINUTES = """Information on a talk

Present: Comrade Anton Alder; Comrade Boris Birch

Comrade Alder thanked the hosts for the lodging. He stated that the bridge was open. Comrade Birch welcomed this.

{announced}

Comrade Alder: You have closed the road again.

Comrade Birch: We have not closed it. It is the snow.

Comrade Alder: In May?

Comrade Birch: In May too.

{passing}

{told}

Comrade Birch promised an answer by June.
"""
ANNOUNCED = [
    "The exchange on the road is given below verbatim.",
    "On the road we quote from the stenogram:",
    "Second sitting (transcript)",
    "There was then this dialogue, as the interpreter wrote it down:",
]
PASSING = [
    "With this the talk on the road was broken off. The text was initialled at noon.",
    "After the second round the delegation drove to the mill, where it was shown the new wheel.",
    "In the further part of the talks lesser matters were discussed.",
]
TOLD_AGAIN = [
    "On the next day Comrade Alder took up the toll, which had grown by a third. He asked for a reduction.",
    "In the last round Comrade Alder returned to the toll and complained of the delays.",
    "Comrade Alder raised the question of the toll.",
    "Comrade Alder answered that a third would be possible.",
]


@pytest.mark.parametrize("announced", ANNOUNCED)
@pytest.mark.parametrize("passing", PASSING)
@pytest.mark.parametrize("told", TOLD_AGAIN)
def test_a_summary_that_quotes_a_part_of_the_talk_goes_on_as_a_summary(announced: str, passing: str, told: str) -> None:
    text = MINUTES.format(announced=announced, passing=passing, told=told)
    turns = rows([read_document(text.encode(), "x")])["turns"]
    a, b = "Anton Alder", "Boris Birch"
    assert [turn["speaker_name"] for turn in turns] == [a, b, None, a, b, a, b, None, a, b]
    assert turns[2]["text"] == announced
    assert turns[7]["text"] == passing


def test_what_somebody_recounts_under_his_label_at_length_stays_his() -> None:
    text = """Transcript of a talk

Mr. Alder: You were at the mill. What did they tell you?

Mr. Birch: They gave us tea, and then we talked for an hour.

Mr. Alder asked about you as well, when he was there in May. The miller said that he had no more flour.

Mr. Alder: That was another Alder.

Mr. Birch: Then I was told a tale.
"""
    turns = rows([read_document(text.encode(), "x")])["turns"]
    assert [turn["speaker_label"] for turn in turns] == ["Mr. Alder", "Mr. Birch", "Mr. Alder", "Mr. Birch"]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Mr. Birch presented himself at ten, without having been announced.", "narration"),
        ("Mr. Birch, who came alone, introduced himself as the new agent.", "narration"),
        ("Mr. Birch excused himself and left for the mill.", "narration"),
        ("Mr. Birch introduced himself and said that he was new to the road.", "speech"),
        ("Mr. Birch excused himself, saying that the road was closed.", "speech"),
        ("Mr. Birch excused himself by explaining that the road was closed.", "speech"),
        ("Mr. Birch committed himself to nothing.", "speech"),
    ],
)
def test_who_presents_himself_has_said_nothing_yet(sentence: str, kind: str) -> None:
    text = (
        f"Record of a talk\n\n{sentence}\n\nMr. Alder said that the road was open. Mr. Birch replied that it was not.\n"
    )
    assert rows([read_document(text.encode(), "x")])["turns"][0]["kind"] == kind


@pytest.mark.parametrize(
    "opinion",
    [
        "My impression is that the toll will go.",
        "In my own view he has been told to wait.",
        "It is my belief that nobody has seen the plans.",
        "I personally think that he meant it.",
    ],
)
def test_what_the_drafter_thinks_is_his_to_the_end_of_its_paragraph(opinion: str) -> None:
    record = (
        "Memorandum of conversation\n\nOslo, 4 May 1954\n\nI called on the Minister of Works, Mr. Alder. I "
        "said that the bridge was open. Mr. Alder replied that the road to it was not.\n\n"
        f"{opinion} The Minister, who is a careful man, would not have come for less. The road can wait.\n\n"
        "I asked whether the road would be mended. He thought that it would not.\n"
    )
    turns = rows([read_document(record.encode(), "bridge")])["turns"]
    start, end = record.index(opinion), record.index("I asked whether")
    assert {turn["kind"] for turn in turns if turn["raw_start"] < end - 2 and turn["raw_end"] > start} == {"narration"}


LABELLED = """Note of a talk

4 March 1909

{first}

Mr. L.: The ferry is late again, and the ropes are wet. {within}

R.G.C.: You might dry them, if you had a roof.

Mr. L.: I have asked for a roof since May.

{last}
"""


def who_speaks(**changed: str) -> list[str | None]:
    """Who holds the turns of the labelled talk, changed so."""
    parts = {"first": "R.G.C.: Good morning.", "within": "", "last": "R.G.C.: Ask again."}
    text = LABELLED.format(**{**parts, **changed})
    return [turn["speaker_name"] for turn in rows([read_document(text.encode(), "labelled")])["turns"]]


@pytest.mark.parametrize(
    "changed",
    [
        {"first": "I began by telling Mr. L. that the ropes would rot."},
        {"first": "R.G.C. opened the talk by asking whether the ropes had come."},
        {"last": "R.G.C. replied in the negative."},
        {"last": "To this R.G.C. rejoined that he would ask the engineer."},
    ],
)
def test_among_labels_of_two_a_clause_is_a_turn(changed: dict[str, str]) -> None:
    assert who_speaks(**changed) == ["R.G.C.", "Mr. L.", "R.G.C.", "Mr. L.", "R.G.C."]


def test_in_the_paragraph_of_a_label_a_clause_of_the_other_is_a_turn() -> None:
    found = who_speaks(within="R.G.C. asked who paid for them. Mr. L. said that the town did.")
    assert found == ["R.G.C.", "Mr. L.", "R.G.C.", "Mr. L.", "R.G.C.", "Mr. L.", "R.G.C."]


@pytest.mark.parametrize(
    "within",
    ["The clerk said that they would rot.", "You told me so, and Mr. L. is my name.", "The town asked what I wanted."],
)
def test_who_speaks_under_a_label_can_tell_what_others_said(within: str) -> None:
    assert who_speaks(within=within) == ["R.G.C.", "Mr. L.", "R.G.C.", "Mr. L.", "R.G.C."]
