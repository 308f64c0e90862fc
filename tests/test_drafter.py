"""Records whose drafter speaks of himself as "I", and heads of lists of those present, in invented records."""

from __future__ import annotations

import pytest

from flows.reading.document import read_document
from flows.tables import rows

NOTE = """Note by Mr Harold Penrose, Minister to Norvania, of Conversation with Count Istvay

KALDOR, 4 March 1941

I called this afternoon on the Foreign Minister, Count Istvay. I said that His Majesty's Government were gravely
concerned at the reports from the frontier.

He replied that the reports were exaggerated. I observed that three villages had been burned. He expressed surprise.

I asked the Minister what he thought of the new Chancellor. The Minister said that he did not know him.
"""

LIST = """Notes of Meeting

Washington, March 5, 1968, 6:10 p.m.

{heading}

  • The President
  • Secretary Marlow
  • General Harker
  • Tom Finch

The President: Let us begin with the cables.

Secretary Marlow: We have two from Oslo.

The President: What do they say?
"""


def test_he_is_never_the_drafter() -> None:
    turns = read_document(NOTE.encode(), "note").segmented.turns
    held = [(turn.speaker, NOTE[turn.clean_start :].split()[0]) for turn in turns if turn.kind == "speech"]
    assert [speaker for speaker, _ in held] == ["mr-harold-penrose", "count-istvay"] * 3


@pytest.mark.parametrize(
    "heading",
    [
        "THOSE ATTENDING THE MEETING WERE",
        "Those attending were:",
        "MEETING ATTENDEES",
        "Members attending",
        "Those in attendance were",
        "Those present were",
    ],
)
def test_those_present_are_listed_under_many_headings(heading: str) -> None:
    participants = read_document(LIST.format(heading=heading).encode(), "notes").segmented.participants
    assert [p.name_as_written for p in participants] == ["The President", "Marlow", "Harker", "Tom Finch"]


DAY = """Note by Sir Noel Garrick of conversations with Ministers

LONDON, 22 May 1941

I saw the Colonial Secretary this morning. He said that nothing could be spared. I asked who had decided so. His \
answer was that he would rather not say.

I went on to the Treasury, where I had ten minutes with the Chancellor. He took me by the arm and told me that \
it was the old story. I promised to think it over.

In the afternoon I met Lord Cranwell. He was sceptical. I urged patience, and he replied that he had none left.

It is quite clear that nobody is in charge. I recommend that we wait.
"""


def test_he_is_whom_the_drafter_met_last_and_remarks_to_the_reader_are_nobodys() -> None:
    turns = read_document(DAY.encode(), "day").segmented.turns
    held = [turn.speaker for turn in turns if turn.kind == "speech"]
    drafter = "sir-noel-garrick"
    assert held == [
        "the-colonial-secretary",
        drafter,
        "the-colonial-secretary",
        "the-chancellor",
        drafter,
        "lord-cranwell",
        drafter,
        "lord-cranwell",
    ]
    told = [DAY[turn.clean_start :].split(".")[0] for turn in turns if turn.kind == "narration"]
    assert told[-1] == "It is quite clear that nobody is in charge"
    assert "In the afternoon I met Lord Cranwell" in told


@pytest.mark.parametrize(
    "goes_on",
    [
        "(A map was unrolled.) He added that the bridge could wait.",
        "There was, in his view, no doubt that the bridge could wait.",
    ],
)
def test_who_asked_goes_on(goes_on: str) -> None:
    text = (
        "Record of conversation\n\nMr. Grey said that the road was closed.\n\n"
        f"Mr. Brown asked whether the road was open. {goes_on}\n\nMr. Grey replied that it was not."
    )
    turns = rows([read_document(text.encode(), "talk")])["turns"]
    assert [turn["text"] for turn in turns if turn["speaker_name"] == "Brown"] == [
        f"Mr. Brown asked whether the road was open. {goes_on}"
    ]


ANSWERED = """Note of Conversation

I called yesterday on Mr. Penrose at his house.

I asked about the harvest. {answer} I thanked him and told him that I should report it.
"""


@pytest.mark.parametrize(
    "answer",
    [
        "He would rather not guess.",  # no verb of saying, but an answer
        "He had seen some of it from the train.",
        "“Poor, and late.”",
        "He shrugged.",
        "When I pressed him, he became vague.",
        "Would I put the question in writing?",
    ],
)
def test_what_the_drafter_asks_is_answered(answer: str) -> None:
    record = ANSWERED.format(answer=answer)
    turns = read_document(record.encode(), "note").segmented.turns
    held = [(turn.speaker, record[turn.clean_start :][:8]) for turn in turns if turn.kind != "narration"]
    assert [words for _, words in held] == ["I asked ", answer[:8], "I thanke"]
    assert [speaker == "mr-penrose" for speaker, _ in held] == [False, True, False]


TOLD_THE_DRAFTER = """I called yesterday on Mr. Penrose at his house.

Mr. Penrose said that the harvest was lost.

{view} Mr. Penrose thanked me. I told him that I should report it.
"""


@pytest.mark.parametrize(
    ("view", "kind"),
    [
        ("I was not prepared to accept this.", "speech"),
        ("I hoped that he was wrong.", "speech"),
        ("I could see no reason for it.", "speech"),
        ("I did not share this view.", "speech"),
        ("I had to admit that it looked so.", "speech"),
        ("My own inclination was to wait.", "speech"),
        ("I found him much aged.", "narration"),  # thought, and not said
        ("I gathered that he had not seen it.", "narration"),
    ],
)
def test_what_the_drafter_holds_is_never_the_other_ones(view: str, kind: str) -> None:
    turns = rows([read_document(TOLD_THE_DRAFTER.format(view=view).encode(), "note")])["turns"]
    assert [(turn["kind"], turn["speaker_name"] == "Mr. Penrose") for turn in turns if turn["text"] == view] == [
        (kind, False)
    ]


def test_he_who_opens_the_next_paragraph_answers_the_drafter() -> None:
    record = """I called yesterday on Mr. Penrose at his house.

I told him that the harvest was lost.

He had heard nothing of this, and would look into it.

I said that there was little time, to which he replied that he knew it.
"""
    turns = rows([read_document(record.encode(), "note")])["turns"]
    assert [turn["text"].split()[0] for turn in turns if turn["speaker_name"] == "Penrose"] == ["He", "to"]


def test_a_drafter_may_tell_in_the_present() -> None:
    record = """The Ambassador, Mr. Penrose, calls on me at his request.

The Ambassador asks whether the harvest is lost. I answer that it is. He regrets this.

I concede that there was some warning. Mr. Penrose replies that he saw none. I promise to look into it.

I propose that he be received again.
"""
    turns = rows([read_document(record.encode(), "note")])["turns"]
    held = [(turn["kind"], turn["text"].split()[0]) for turn in turns[1:]]
    assert held == [
        ("speech", "The"),
        ("speech", "I"),
        ("speech", "He"),
        ("speech", "I"),
        ("speech", "Mr."),
        ("speech", "I"),
    ]


def test_a_telegram_leaves_out_the_i() -> None:
    record = """Cablegram 14

Saw Penrose this morning, Miss Alder with him. He said harvest would be poor. Told him we must know by Friday.
He thought Monday. Miss Alder interposed that rain was expected.
"""
    turns = rows([read_document(record.encode(), "cable")])["turns"]
    held = [turn["text"].split()[0] for turn in turns if turn["kind"] == "speech"]
    assert held == ["He", "Told", "He", "Miss"]


BY_OFFICE = """{title}

[WASHINGTON,] March 1, 1947.

The Karvian Ambassador called at my request.

I told him that we had heard of the ferries. The Ambassador said that there was only one. I replied that there had been
two in May.

He asked whether this was certain. I said that I would inquire.
"""


@pytest.mark.parametrize(
    ("title", "drafter"),
    [
        ("Memorandum of Conversation, by the Under Secretary of State (Holloway)", "Holloway"),
        ("Memorandum of Conversation, by the Secretary of State", "the Secretary of State"),
        ("Memorandum by the Chief of the Division of Trade Affairs (Holloway)", "Holloway"),
        ("Memorandum by the Director of the Office of Trade (Holloway) to the Secretary of State", "Holloway"),
        ("Note by the Head of the Office of Trade, Mr. Holloway, of a conversation with the Ambassador", "Holloway"),
        ("Memorandum of Conversation, by Mr. Robert Holloway of the Office of Trade", "Robert Holloway"),
    ],
)
def test_the_drafter_is_named_in_the_title_by_his_office_too(title: str, drafter: str) -> None:
    turns = rows([read_document(BY_OFFICE.format(title=title).encode(), "ferries")])["turns"]
    names = [turn["speaker_name"] for turn in turns if turn["kind"] == "speech"]
    assert names[0::2] == [drafter] * 3
    assert len(names) == 5
    assert drafter not in names[1::2]


MET_TWO = """Note of Conversation

Port City, 3 November 1941

{met} Mr. Dale said that wool was dear. The Minister agreed. I asked why this was so. Mr. Dale thought that ships
were few.

The Minister hoped for an early answer. I said that I would inquire.
"""


@pytest.mark.parametrize(
    "met",
    [
        "I saw the Minister and Mr. Dale this morning.",
        "I saw Mr. Dale and the Minister this morning.",
        "I lunched with the Minister and Mr. Dale.",
        "I called on the Minister and Mr. Dale today.",
        "I called on the Minister and Mr. Dale this morning for half an hour.",
    ],
)
def test_two_who_are_met_together_are_two(met: str) -> None:
    turns = rows([read_document(MET_TWO.format(met=met).encode(), "wool")])["turns"]
    speakers = [turn["speaker_id"] for turn in turns if turn["kind"] == "speech"]
    assert len(speakers) == 6
    assert speakers[0] == speakers[3]
    assert speakers[1] == speakers[4]
    assert speakers[2] == speakers[5]
    assert len(set(speakers)) == 3


MET_ONE = """FROM KALDOR TO FOREIGN OFFICE

No. 91
{mark}
I saw Minister of Mines this afternoon. Monsieur Sabo said that the law would be passed within the week. I said that \
we should be obliged to protest. Minister of Mines said that others had protested already. {told} I remarked that \
copper was copper. Monsieur Dale, who came in then, said that small companies were left out. I asked how small. \
Monsieur Dale said ten million. The Minister said that this could be looked at again. I thanked him. Monsieur Dale \
promised to send me the text. I asked for it by Monday. Monsieur Sabo said that I should have it.
"""


@pytest.mark.parametrize("mark", ["", "\nIMMEDIATE.\n\nMy telegram No. 90.\n"])
@pytest.mark.parametrize("told", ["", "To them Monsieur Sabo had replied that copper was Norvanian."])
def test_whom_the_drafter_met_is_who_speaks_first_and_not_who_says_most(mark: str, told: str) -> None:
    turns = rows([read_document(MET_ONE.format(mark=mark, told=told).encode(), "copper")])["turns"]
    said = [turn["speaker_name"].split()[-1] for turn in turns if turn["kind"] == "speech"]
    assert said == ["Sabo", "I", "Sabo", "I", "Dale", "I", "Dale", "Sabo", "I", "Dale", "I", "Sabo"]


def test_a_line_that_looks_like_a_label_does_not_make_a_cable_a_transcript() -> None:
    record = """Level: Urgent

Ambassador Alder called upon Foreign Minister Birch on the 18th at 4 p.m. Main points are as follows:

(1) On the ferry. Birch took the initiative to bring up the break-down of talks. He said: The council was sincere.
I said: The boat was borrowed at your request; this your chairman knows.

I asked: What do these people say exactly? Birch: They say money. I immediately stated: We know of none.

(2) On the markers. Birch expressed agreement, saying that January was good. I answered that this needed instructions.
Birch inquired whether they had been asked for. I said that I would report.
"""
    turns = rows([read_document(record.encode(), "talk")])["turns"]
    said = [turn["speaker_name"] for turn in turns if turn["kind"] == "speech"]
    assert said == ["Birch", "I", "Birch", "I", "Birch", "I", "Birch", "I"]


@pytest.mark.parametrize("question", ["“What price?” I asked.", '"What price?" I asked.', "'What price?' I asked."])
def test_words_in_quotation_marks_before_i_asked_are_the_drafters(question: str) -> None:
    record = (
        f"NOTE\n\nI called on Mr. Dale.\n\nMr. Dale said that he would sell. {question} He said that it didn't matter."
    )
    turns = rows([read_document(record.encode(), "wool")])["turns"]
    assert [turn["text"] for turn in turns if turn["kind"] == "speech"][1] == question


CALLED_WITH = """Minister to Norvania
to Secretary of State for External Affairs

Kaldor, 14 May 1946

Sir,

{met} {present}

The Minister began by saying that he had little to offer. I said that our depositors had been patient. Colonel \
Hartnell asked what could be released this year. M. Sabo thought that a tenth might be found. The Minister corrected \
him and said that it would be less. I observed that this was not what we had been told in March. He replied that in \
March he had not been Minister.

Colonel Hartnell inquired whether shipping would be treated apart. I asked if it could be put in writing. He said that \
he would rather not. M. Korvin added that writing was for lawyers.
"""


@pytest.mark.parametrize(
    "met",
    [
        "I have the honour to report that Colonel Hartnell and I called yesterday upon the Minister of Finance.",
        "I have to report that Colonel Hartnell, the Commercial Counsellor, and I called on the Minister of Finance.",
        "I went with Colonel Hartnell to see the Minister of Finance this morning.",
        "Accompanied by Colonel Hartnell, I called on the Minister of Finance today.",
        "I took Colonel Hartnell with me when I called on the Minister of Finance.",
    ],
)
@pytest.mark.parametrize(
    "present",
    [
        "M. Korvin was accompanied by the head of his Treasury, M. Sabo.",
        "M. Korvin had with him M. Sabo of the Treasury.",
    ],
)
def test_he_is_nobody_who_came_with_the_drafter_or_with_whom_he_met(met: str, present: str) -> None:
    turns = rows([read_document(CALLED_WITH.format(met=met, present=present).encode(), "call")])["turns"]
    said = [turn["speaker_id"].rpartition(".")[2] for turn in turns if turn["kind"] == "speech"]
    he, drafter = "korvin", said[1]
    first = [he, drafter, "hartnell", "sabo", he, drafter, he]
    assert said == [*first, "hartnell", drafter, he]


ONE_AFTER_ANOTHER = """From: High Commissioner, Tavar

May 2, 1950.

Senhor Abrantes, Minister of Supply, asked me to call yesterday. He told me that the wheat had not arrived. I said \
that it was at sea. Minister of Supply replied that he could not eat it there.

2. {met} He was in excellent spirits. He said that his Minister had frightened me for nothing. I asked what he meant. \
He explained that there were two cargoes more.

3. He then turned to the loan. I enquired when it was due. He said that he did not know.
"""


@pytest.mark.parametrize(
    "met",
    [
        "This afternoon I called on the President, who had just returned from the north.",
        "Today I paid a visit on the President.",
        "Later I was received by the President. He kept me standing while he finished a letter.",
    ],
)
def test_he_is_another_after_the_next_call(met: str) -> None:
    turns = rows([read_document(ONE_AFTER_ANOTHER.format(met=met).encode(), "calls")])["turns"]
    said = [turn["speaker_name"] for turn in turns if turn["kind"] == "speech"]
    first, drafter = said[:2]
    assert first == "Abrantes"
    assert said == [first, drafter, first, *["the President", drafter] * 2, "the President"]


@pytest.mark.parametrize(
    ("before", "latter"),
    [
        ("He told his secretary, Ilka Marun, to bring the text. The latter said", "Ilka Marun"),
        ("He asked for the text and turned to his chef de cabinet, M. Marun. The latter thought", "M. Marun"),
        ("He turned to Dr. Marun and said something in Dutch. The latter said", "Dr. Marun"),
    ],
)
def test_the_latter_is_who_is_named_last(before: str, latter: str) -> None:
    record = f"NOTE\n\nI called on Mr. Dale. He said it was lost. I was sorry. {before} that it had gone. I said not."
    turns = rows([read_document(record.encode(), "text")])["turns"]
    said = [turn["speaker_name"] for turn in turns if turn["kind"] == "speech"]
    assert said == ["Dale", "I", "Dale", latter, "I"]


def test_the_latter_who_takes_no_part_does_not_speak() -> None:
    record = (
        "NOTE\n\nI called on Mr. Dale and Mr. Grey. Mr. Grey said it was late. Mr. Dale had asked his Prime Minister. "
        "The latter felt that it was not worth a war. I agreed."
    )
    turns = rows([read_document(record.encode(), "late")])["turns"]
    assert not any(turn["text"].startswith("The latter") for turn in turns)


LUNCH = """Note by the High Commissioner

Tavar, 4 May 1951

I had Dr. Horvan to luncheon, with the Danish Minister.

Dr. Horvan said that the Cabinet had met all night. {raised} Dr. Horvan thought it would be signed. {joined} I agreed. \
Dr. Horvan said that this one would be.
"""


@pytest.mark.parametrize(
    "raised",
    [
        "I then led him on to the matter of the decree.",
        "I steered the conversation to the decree.",
        "I led the talk round to the subject of the decree.",
    ],
)
@pytest.mark.parametrize(
    "joined",
    [
        "This brought in M. Lind, who observed that decrees were seldom read.",
        "That at once drew in M. Lind, who said that decrees were seldom read.",
    ],
)
def test_who_leads_the_talk_to_something_and_who_is_brought_in_speaks(raised: str, joined: str) -> None:
    turns = rows([read_document(LUNCH.format(raised=raised, joined=joined).encode(), "lunch")])["turns"]
    said = [turn["speaker_id"].rpartition(".")[2] for turn in turns if turn["kind"] == "speech"]
    drafter = said[1]
    assert said == ["horvan", drafter, "horvan", "lind", drafter, "horvan"]


@pytest.mark.parametrize(
    "told",
    ["He was told that six had sailed.", "He was informed that they had.", "He was then assured that all had."],
)
@pytest.mark.parametrize("asked", ["asked about the ships", "inquired whether the crews had been paid"])
def test_who_asks_is_told_by_who_spoke_before(asked: str, told: str) -> None:
    record = (
        "Minute of a meeting\n\nLord Wexley said that the reports were bad. "
        f"Mr. Prole {asked}. {told}\n\nMr. Prole said that this was news to him."
    )
    turns = rows([read_document(record.encode(), "ships")])["turns"]
    assert [turn["speaker_name"] for turn in turns if turn["kind"] == "speech"] == ["Wexley", "Prole"] * 2


def test_what_the_drafter_believes_is_his_to_the_end_of_the_sentence() -> None:
    record = (
        "NOTE\n\nI called on M. Tolvar with Mr. Grey. M. Tolvar said that he was glad. Mr. Grey asked why. I too. "
        "He said that he knew.\n\nIt will be seen that he was in good humour. I do not think that he was serious; "
        "M. Tolvar told Mr. Grey so at the door."
    )
    turns = rows([read_document(record.encode(), "humour")])["turns"]
    assert turns[-1]["kind"] == "narration"
    assert turns[-1]["text"].startswith("It will be seen")


JOURNAL = """SECRET

From the diary of
A. N. BELOV

RECORD OF CONVERSATION
with Minister of Foreign Affairs R. KOVACZ
12 March 1964

Today I received Kovacz at his request.

Kovacz said that the draft was ready.

I thanked him and asked when it would be published.

Kovacz replied that it would take a week.

{before}{sentence}

I asked whether this was final.

Kovacz answered that it was.

AMBASSADOR
A. BELOV
"""


@pytest.mark.parametrize(
    "sentence",
    [
        "After that I raised the question of the road.",
        "I did not enter into a discussion of this question.",
        "I could neither confirm nor deny this.",
        "I took his request under advisement.",
        "I familiarized R. Kovacz with the contents of the letter.",
        "I called R. Kovacz's attention to the reaction which the arrests had provoked.",
        "On my part it was stressed that the treaty remains in force.",
        "It was promised by me to bring this wish to the attention of Moscow.",
        "I transmitted to him the invitation of the government.",
        "I first of all conveyed the thanks of my government.",
    ],
)
def test_what_the_drafter_of_a_journal_says(sentence: str) -> None:
    text = JOURNAL.format(before="", sentence=sentence)
    turns = {turn["raw_start"]: turn for turn in rows([read_document(text.encode(), "journal")])["turns"]}
    turn = turns[text.index(sentence)]
    assert (turn["kind"], turn["speaker_name"]) == ("speech", "A. N. BELOV")


@pytest.mark.parametrize(
    "sentence",
    [
        "I was informed by Kovacz that the letter had been distributed.",
        "Kovacz reacted to this rather sharply. He said that nobody had been asked.",
        "Kovacz was not acquainted with the problem.",
        "Kovacz took my remark into consideration.",
        "Kovacz gave me to understand that they would be postponed.",
        "According to Kovacz's words, the plenum will be in May.",
        "According to him, the plenum will be in May.",
    ],
)
def test_what_the_other_says_in_a_journal(sentence: str) -> None:
    text = JOURNAL.format(before="I asked about the harvest.\n\n", sentence=sentence)
    turns = {turn["raw_start"]: turn for turn in rows([read_document(text.encode(), "journal")])["turns"]}
    assert (turns[text.index(sentence)]["kind"], turns[text.index(sentence)]["speaker_name"]) == ("speech", "Kovacz")


def test_a_diary_is_not_of_whom_its_title_says_the_talk_was_with() -> None:
    title = "Journal of Soviet Ambassador A. N. Belov: Conversation with R. Kovacz\n\n"
    text = title + JOURNAL.format(before="", sentence="I promised to ask.")
    turns = rows([read_document(text.encode(), "journal")])["turns"]
    named = {turn["raw_start"]: turn["speaker_name"] for turn in turns if turn["kind"] == "speech"}
    assert named[text.index("Kovacz replied")] == "Kovacz"
    assert named[text.index("I promised")] not in (None, "Kovacz")


def test_having_received_somebody_is_no_name() -> None:
    visit = "Having received me in his office, Kovacz apologized for the delay. The matter, he said, could not wait."
    text = JOURNAL.format(before="", sentence=visit)
    turns = rows([read_document(text.encode(), "journal")])["turns"]
    assert "Having" not in {turn["speaker_name"] for turn in turns}


def test_who_comes_over_at_a_reception_as_yet_says_nothing() -> None:
    came = "In the evening, at the reception, Kovacz came over to me of his own accord."
    text = JOURNAL.format(before="", sentence=f"{came}\n\nKovacz asked if I was well.")
    turns = {turn["raw_start"]: turn for turn in rows([read_document(text.encode(), "journal")])["turns"]}
    assert turns[text.index(came)]["kind"] == "narration"
    assert turns[text.index("Kovacz asked")]["speaker_name"] == "Kovacz"


NOTE_OF_ENVOY = """Note from a conversation with the Ambassador of Hungary, Comrade Lajos Szabo, 3 September 1967

On 3 September I received the Hungarian ambassador, Comrade Szabo.

Szabo shared with me his impressions of the talks.

I asked whether they would go on. The Hungarian smiled and said that they would.

Szabo asked me to keep this to myself, which I promised.

The Chinese believed that nothing would come of it.
"""


def test_an_envoy_is_called_by_his_people_alone() -> None:
    turns = rows([read_document(NOTE_OF_ENVOY.encode(), "note")])["turns"]
    held = {turn["text"].split(".")[0]: turn["speaker_name"] for turn in turns}
    assert held["The Hungarian smiled and said that they would"] == "Szabo"
    assert held["which I promised"] not in (None, "Szabo")
    assert not any(text.startswith("The Chinese") for text in held)
