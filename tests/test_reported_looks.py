"""Reported speech with every clause of saying that was thought of, every way of naming who speaks, and every sort of
number before paragraphs: an invented talk of two.
"""

from __future__ import annotations

from itertools import cycle

import pytest

from flows.reading.document import read_document
from flows.tables import rows

HEAD = "Memorandum of conversation\n\nWashington, 4 May 1954\n\nSubject: Harbours\n\n"
SAID = (
    "the harbours had been rebuilt since the war",
    "the boats from the north would need the new quay",
    "nobody knew how many fish were left",
    "the loan could not be paid before the spring",
    "the two governments should appoint a commission",
    "the islands had always belonged to the crown",
    "the treaty allowed for such a measure",
    "the railway would bring more trade than the road",
    "his people were tired of waiting",
    "the Americans had been told of the plan",
)
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
MORE = " This had been known for some time."

SPEAKERS = (
    *(("Mr. Crane", "Mr. Holm"), ("Crane", "Holm"), ("Alan Crane", "Viktor Holm"), ("Sir Alan", "Sir Victor")),
    *(("MR. CRANE", "MR. HOLM"), ("CRANE", "HOLM"), ("M. Crane", "M. Holm"), ("Dr Crane", "Mr Holm"), ("AC", "VH")),
    *(
        ("Mr. Alan B. Crane, Jr.", "Mr. Viktor Holm III"),
        ("Mr. van der Berg", "Mr. al-Rashidi"),
        ("Lord Crane", "Lord Holm"),
    ),
    *(("Comrade Crane", "Comrade Holm"), ("Señor Crane", "Frau Holm"), ("General Crane", "Marshal Holm")),
    *(
        ("Ambassador Crane", "Foreign Minister Holm"),
        ("The Secretary", "The Ambassador"),
        ("The PM", "The Foreign Secretary"),
    ),
    *(
        ("The Norwegian Minister", "The Icelandic Ambassador"),
        ("The Envoy", "The Governor"),
        ("The King", "The Shah"),
    ),
    *(("Norway", "Iceland"), ("The Norwegian side", "The Icelandic side")),
    *(("van der Velde", "de Souza"), ("Mr. ter Horst", "Mr. dos Santos"), ("Mr. King", "Mr. Bishop")),
)
# `{S}` opens the sentence, `{s}` does not; `{W}` and `{w}` are what is said.
CLAUSES = (
    *("{S} said that {w}.", "{S} said {w}.", "{S} says that {w}.", "{S} felt that {w}.", "{S} thought {w}."),
    *("{S} asked whether {w}.", "{S} wondered if {w}.", "{S} inquired, {w}?", "Was it true, {s} asked, that {w}?"),
    *("In reply, {s} stated that {w}.", "Replying to this, {s} stressed that {w}.", "To this {s} replied that {w}."),
    *("In answer to a question {s} explained that {w}.", "Asked about the coast, {s} said that {w}."),
    *("Turning to the coast, {s} remarked that {w}.", "As to the coast, {s} doubted whether {w}."),
    *(
        "At this point {s} interjected that {w}.",
        "Then {s} declared: {w}.",
        "Having listened to this, {s} conceded that {w}.",
    ),
    *(
        "After some reflection {s} admitted that {w}.",
        "For his part, {s} felt that {w}.",
        "{S}, for his part, thought that {w}.",
    ),
    *("According to {s}, {w}.", "In the view of {s}, {w}.", "In {s}’s view {w}.", "{S} was of the opinion that {w}."),
    *("It was {s}’s belief that {w}.", "It was the view of {s} that {w}.", "It was {s} who said that {w}."),
    *(
        "There was, {s} said, something more: {w}.",
        "{W}, {s} said.",
        "{W}, said {s}.",
        "What mattered, {s} said, was that {w}.",
    ),
    *("“{W},” said {s}.", "“{W},” {s} said.", "{S} replied, “{W}.”", "{S} declared: “{W}.”"),
    *("{S}, who had been silent until then, said that {w}.", "{S} (smiling) said that {w}."),
    *("{S} observed, with some heat, that {w}.", "{S} again insisted that {w}.", "{S} also mentioned that {w}."),
    *("{S} without hesitation said that {w}.", "{S} wanted to know whether {w}."),
    *("{S} went on to say that {w}.", "{S} told the others that {w}.", "{S} would only say that {w}."),
    *("{S} made the following points: {w}; and a protest had been lodged.", "{S} drew attention to the fact that {w}."),
    *(
        "{S} read out a paper to the effect that {w}.",
        "{S} gave it as his opinion that {w}.",
        "{S} expressed the hope that {w}.",
    ),
    *("{S}’s reply was that {w}.", "{S}’s question was whether {w}.", "{S} had the impression that {w}."),
    *(
        "{S} did not think that {w}.",
        "{S} could not agree that {w}.",
        "{S} is convinced that {w}.",
        "{S} knew that {w}.",
    ),
    *(
        "{S} would be grateful to hear whether {w}.",
        "{S} shook his head and said that {w}.",
        "To {s} it seemed that {w}.",
    ),
    *(
        "{S} agreed. {W}.",
        "{S} welcomed this. {W}.",
        "It was pointed out by {s} that {w}.",
        "The others were told by {s} that {w}.",
    ),
    *("The next speaker was {s}, who feared that {w}.", "This drew a protest from {s}: {w}."),
    *("From {s} came the suggestion that {w}.", "{S} was understood to say that {w}."),
)
NUMBERS = (
    *(
        "{i}. ",
        "{i}) ",
        "({i}) ",
        "{i} ",
        "0{i} ",
        "{i}: ",
        "{i} - ",
        "{i}.- ",
        "{i}° ",
        "{i}°) ",
        "[{i}] ",
        "{{{i}}} ",
        "/{i}/ ",
    ),
    *(
        "§ {i} ",
        "§{i}. ",
        "¶ {i} ",
        "#{i} ",
        "No. {i}. ",
        "Point {i}. ",
        "1.{i} ",
        "1.{i}. ",
        "({i}a) ",
        "    {i}.    ",
    ),
    *("{r}. ", "({r}) ", "{a}. ", "{a}) ", "({a}) ", "(C) ", "(S/NF) ", "{i}. (C) "),
    *("• ", "- ", "– ", "— ", "* ", "o ", "> ", "\t", "... ", "[...] ", "“"),
    *("10.{m} ", "10:{m} ", "10:{m} a.m. ", "{i} May: ", "Harbours. ", "Harbours: ", "HARBOURS. ", "_Harbours._ "),
)


def large(words: str) -> str:
    return words[0].upper() + words[1:]


def small(name: str) -> str:
    return name.replace("The ", "the ", 1)


def starts_found(paragraphs: list[str], numbers: list[str], checked: list[int]) -> list[tuple[int, str | None]]:
    """For each of the checked paragraphs in which a turn starts, directly or after its number: which, and whose."""
    text, places = HEAD, []
    for number, paragraph in zip(numbers, paragraphs, strict=True):
        places.append((len(text), len(text) + len(number)))
        text += f"{number}{paragraph}{MORE}\n\n"
    turns = [turn for turn in rows([read_document(text.encode(), "talk")])["turns"] if turn["kind"] == "speech"]
    return [
        (at, turn["speaker_id"])
        for at in checked
        for turn in turns
        if places[at][0] <= turn["raw_start"] <= places[at][1]
    ]


@pytest.mark.parametrize("clause", CLAUSES)
@pytest.mark.parametrize("names", SPEAKERS)
def test_whoever_is_said_to_speak_is_found(clause: str, names: tuple[str, str]) -> None:
    if "’s" in clause and names[0].endswith("side"):
        pytest.skip("a side is seldom in the genitive")
    told = [clause if at % 3 == 1 else CLAUSES[0] for at in range(len(SAID))]
    paragraphs = [
        form.format(S=large(name), s=small(name), w=words, W=large(words))
        for form, name, words in zip(told, cycle(names), SAID, strict=False)
    ]
    every = list(range(len(SAID)))
    found = starts_found(paragraphs, [""] * len(SAID), every)
    assert [at for at, _ in found] == every
    assert found[0][1] is not None
    assert found[1][1] not in (None, found[0][1])
    assert [speaker for _, speaker in found] == [found[at % 2][1] for at in every]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("names", SPEAKERS[:3] + SPEAKERS[-7:-5])
def test_numbers_and_marks_before_paragraphs_change_nothing(number: str, names: tuple[str, str]) -> None:
    clauses = (
        "{S} said that {w}.",
        "{S} replied that {w}.",
        "{S} asked whether {w}.",
        "For his part, {s} felt that {w}.",
    )
    paragraphs = [
        form.format(S=large(name), s=small(name), w=words)
        for form, name, words in zip(cycle(clauses), cycle(names), SAID, strict=False)
    ][: len(SAID)]
    numbers = [number.format(i=at + 1, r=ROMAN[at], a="abcdefghij"[at], m=at + 14) for at in range(len(SAID))]
    every = list(range(len(SAID)))
    assert [at for at, _ in starts_found(paragraphs, numbers, every)] == every


@pytest.mark.parametrize(
    "told",
    [
        ("Mr. Crane said that it was late. Could it not wait?", "Mr. Holm wondered"),
        ("Mr. Crane asked: could it not wait?", "Mr. Holm wondered."),
        ("Mr. Crane said that it was late.", "Could it not wait? Mr. Holm wondered."),
    ],
    ids=["at the end of the text", "after who asks it", "after another sentence"],
)
def test_a_question_is_of_who_wondered_unless_another_is_said_to_ask_it(told: tuple[str, str]) -> None:
    present = "Participants: Mr. Alan Crane, Mr. Viktor Holm\n\nMr. Holm said that he was tired.\n\n"
    turns = rows([read_document(f"{HEAD}{present}{' '.join(told)}".encode(), "talk")])["turns"]
    assert [(turn["text"], turn["speaker_name"]) for turn in turns[-2:]] == [
        (told[0], "Alan Crane"),
        (told[1], "Viktor Holm"),
    ]


@pytest.mark.parametrize(
    "happened",
    [
        "[Here follows a discussion of oil.]",
        "[Omitted here is a discussion of unrelated subjects.]",
        "Coffee was served.",
        "At this point a map was spread on the table.",
        "The telephone rang.",
        "An aide brought in a note.",
    ],
)
def test_what_happens_in_the_midst_of_a_paragraph_is_said_by_nobody(happened: str) -> None:
    text = (
        "Talk\n\nParticipants: Mr. Crane, Minister; Mr. Holm, Ambassador\n\nMr. Crane said that oil was dear.\n\n"
        f"Mr. Holm replied that he knew this. {happened} Mr. Holm added that he would wait.\n\nMr. Crane thanked him.\n"
    )
    turns = rows([read_document(text.encode(), "talk")])["turns"]
    assert [turn["text"] for turn in turns if turn["kind"] == "narration"] == [happened]
    assert [turn["speaker_id"] for turn in turns] == ["talk.crane", "talk.holm", None, "talk.holm", "talk.crane"]


TALK = (
    "The Secretary said that the trawler had been released.",
    "The Ambassador said that his Government was grateful. It had been anxious.",
    "The Secretary asked whether the fine would be paid.",
    "The Ambassador said that it would be. Nobody had refused it.",
)
CALL = (
    "Memorandum of Conversation\n\nDATE: May 4, 1954\n\nSUBJECT: Trawlers\n\nPARTICIPANTS: The Secretary\n"
    "Ambassador Rask of Norland\nMr. Holt, EUR\n\n"
)


def kinds_of(paragraphs: list[str], words: str) -> set[str]:
    """The kinds of the turns that a paragraph of words is of."""
    text = CALL + "\n\n".join(paragraphs) + "\n"
    start = text.index(words)
    turns = rows([read_document(text.encode(), "talk")])["turns"]
    return {turn["kind"] for turn in turns if turn["raw_end"] > start and turn["raw_start"] < start + len(words)}


@pytest.mark.parametrize(
    "told",
    [
        "Following this conversation the Secretary told Mr. Holt that the President had been informed.",
        "When the Ambassador had left, the Secretary asked Mr. Holt to draft a reply.",
        "Ambassador Rask took his departure with that (4:40 p.m.).",
        "Mr. Holt later told the Ambassador that the note was late.",
        "Mr. Holt has since informed the Embassy that the fine is paid.",
        "Mr. Holt subsequently learned that the trawler was at sea.",
        "It was subsequently learned that the trawler was at sea.",
        "Later that afternoon the Embassy informed Mr. Holt that the visit was off.",
        "Mr. Holt was not present during this part of the conversation.",
        "The following is a summary of the remainder of the talk.",
        "This memorandum has not been cleared with the Secretary.",
        "These notes were dictated at once.",
        "The foregoing is not a verbatim record.",
        "See separate memorandum on oil.",
        "Oil is dealt with in a separate memorandum.",
        "Attached is the text of the note.",
        "The conversation, which lasted an hour, was friendly throughout.",
        "The purpose of the meeting was to discuss oil.",
        "This was the first meeting between the two men.",
        "This ended the conversation.",
        "Most of the time was spent on the text.",
        "Time did not permit discussion of oil.",
        "The next item on the agenda was oil.",
        "No reference was made to oil.",
        "The Ambassador made no reference to oil.",
        "The question of oil did not come up.",
        "Oil was not mentioned.",
        "Agreement in principle was reached.",
        "No commitments were made on either side.",
        "It was the consensus of the meeting that the draft was bad.",
        "The consensus was that the draft was bad.",
        "The communiqué was then drafted and agreed to.",
        "Article 3 was revised.",
        "The following text was agreed upon:",
        "It is interesting to note that the Ambassador did not speak of oil.",
        "The Ambassador spoke from notes.",
        "The Ambassador is a capable man of about fifty.",
        "The Ambassador looked tired.",
        "The Ambassador was accompanied by two officers.",
        "Further discussion was postponed until the next day.",
        "The following account is based on what the Secretary said afterwards.",
        "The Embassy believes that the Ambassador acted on his own.",
        "Nothing else of importance was said.",
        "A long argument followed on oil.",
        "Various minor matters were then disposed of.",
    ],
)
def test_what_a_record_tells_of_itself_and_of_what_was_done_is_said_by_nobody(told: str) -> None:
    assert "speech" not in kinds_of([*TALK, told, *TALK[:2]], told)


@pytest.mark.parametrize(
    "said",
    [
        "The meeting at Geneva had been a failure.",
        "No agreement had been reached at Geneva.",
        "The purpose of the visit of the Prime Minister would be to sign the treaty.",
        "After the war his country had been poor.",
        "Following the elections the Government would issue a statement.",
        "It was clear that the owners were at fault.",
        "It should be remembered that the owners had paid.",
        "The fine had subsequently been paid.",
        "No mention had been made of the fishermen.",
        "Fishermen were not mentioned in the treaty.",
        "The words of the note were unfortunate.",
        "The next question was that of the loan.",
        "The next morning the trawler had been boarded again.",
        "Agreement on the loan was essential.",
        "This memorandum had been published in the press.",
        "The King was tired of waiting.",
        "The two men had quarreled.",
        "Because of the lack of funds the harbor had not been finished.",
        "Nothing was said in the treaty about fishermen.",
    ],
)
def test_what_goes_on_with_whoever_speaks_stays_with_him(said: str) -> None:
    assert kinds_of([*TALK, said, *TALK[:2]], said) == {"speech"}


PAPER = (
    "The Royal Government has followed the matter with concern. The Secretary said on March 3 that the trawler was "
    "near the coast.\n\nThe Ambassador has been instructed to deny this. Mr. Holt said on May 4 that the log was lost."
)


@pytest.mark.parametrize(
    "heading",
    [
        *("[Attachment]", "Enclosure No. 1", "Enclosure: Aide-Mémoire", 'APPENDIX "A"', "Exhibit A", "AIDE-MEMOIRE"),
        *("Text of Note", "Joint Communiqué", "[Translation]", "Talking Points", "Letter from the Ambassador to Berne"),
    ],
)
def test_nobody_speaks_in_a_paper_that_follows_the_talk(heading: str) -> None:
    assert "speech" not in kinds_of([*TALK, heading, PAPER], PAPER)


@pytest.mark.parametrize("heading", ["Joint Communiqué", "Press Statement", "LETTER FROM THE PRESIDENT"])
def test_a_paper_can_be_the_topic_of_the_talk(heading: str) -> None:
    said = "The Secretary distributed a draft. The Ambassador said that it was too long."
    assert "speech" in kinds_of([*TALK, heading, said, *TALK[:2]], said)


@pytest.mark.parametrize("names", [("Mr. Crane", "Mr. Holm"), ("The Secretary", "The Ambassador")])
@pytest.mark.parametrize(
    "clause",
    [
        *("{S} had no comment to make.", "{S} had this to say: {w}.", "{S} was quick to reply that {w}."),
        *("{S} entered into a long explanation of this.", "{S} refrained from comment.", "{S} once more stressed it."),
        *("{S} on the other hand felt that {w}.", "Meanwhile {s} wished to say that {w}.", "As for {s}, he felt so."),
        *("Visibly annoyed, {s} said that {w}.", "As far as {s} was concerned, {w}.", "It was clear to {s} that {w}."),
        *("{W}, in the opinion of {s}.", "What {s} feared was that {w}.", "All {s} could say was that {w}."),
        *("{S} embroidered this description with care.", "{S} took a gloomy view of the negotiation."),
        *("{S} would go further: {w}.", "{S} did not wish to press the point.", "{S} failed to see why {w}."),
        *("While {s} admired the plan, he doubted whether {w}.", "Much as {s} liked it, he could see no money."),
        *("{W}; at least, that was {s}’s view.", "Not so, thought {s}; {w}.", "{S} was alive to this. {W}."),
    ],
)
def test_whoever_speaks_within_a_paragraph_is_found(clause: str, names: tuple[str, str]) -> None:
    before = f"{large(names[0])} said that {SAID[0]}.{MORE} "
    told = clause.format(S=large(names[1]), s=small(names[1]), w=SAID[1], W=large(SAID[1]))
    text = f"{HEAD}{large(names[0])} said that {SAID[2]}.\n\n{large(names[1])} agreed.\n\n{before}{told}{MORE}\n"
    turns = rows([read_document(text.encode(), "talk")])["turns"]
    assert [turn["raw_start"] for turn in turns][2:] == [text.index(before), text.index(told)]
    assert turns[-1]["speaker_id"] == turns[1]["speaker_id"]


@pytest.mark.parametrize(
    ("told", "starts"),
    [
        ("Mr. Crane thought that it was late, |Mr. Holm that it was early.", 2),
        ("Mr. Crane spoke of the loan, |Mr. Holm observing that it was late.", 2),
        ("Mr. Crane asked Mr. Holm whether it was late, |the latter replying that it was early.", 2),
        ("Mr. Crane said that it was late, |in the course of which Mr. Holm remarked that it was early.", 2),
        ("Mr. Crane thought it late – |Mr. Holm disagreed.", 2),
        ("There was some talk of the loan, |Mr. Crane saying that it was late and |Mr. Holm that it was early.", 3),
        ("Mr. Crane told Mr. Reed and Mr. Holm that it was late.", 1),
        ("Mr. Crane (Norway) and Mr. Holm (Iceland) agreed that it was late.", 1),
        ("Mr. Crane said that it was late. Mr. Holm would remember that it had been so before.", 1),
        ("Mr. Crane could not go in May. |Would June do? |Mr. Crane thought that it would.", 3),
        ("Mr. Crane asked whether it was late; |Mr. Holm could not say.", 2),
        ("Mr. Crane said that it was late. |Mr. Holm was frankly not, and had said so.", 2),
        ("Mr. Crane said that it was late. |On this Mr. Holm had an open mind.", 2),
    ],
)
def test_whoever_else_speaks_in_a_sentence_is_found(told: str, starts: int) -> None:
    before = "Mr. Crane said that the boats were old.\n\nMr. Holm agreed.\n\nMr. Reed asked for a loan.\n\n"
    text = f"{HEAD}{before}{told.replace('|', '')}\n"
    turns = rows([read_document(text.encode(), "talk")])["turns"]
    parts, at = [], text.index(told.split("|")[0])
    for part in told.split("|"):
        parts.append(at)
        at += len(part)
    assert [turn["raw_start"] for turn in turns][3:] == parts
    assert len(parts) == starts


def test_nobody_speaks_between_the_words_that_mark_a_summary_off() -> None:
    summary = "1. (C) SUMMARY: The Ambassador called on May 4. The Secretary said that the fine would stand.\n\n"
    summary += "2. (C) The Ambassador replied that it was too high. END SUMMARY."
    assert "speech" not in kinds_of([summary, *TALK], summary)
    assert kinds_of([summary, *TALK], TALK[0]) == {"speech"}


@pytest.mark.parametrize(
    "said", ["The Secretary made no comment. He rose.", "The Secretary had a comment: it was late."]
)
def test_a_word_in_what_is_said_marks_no_summary_off(said: str) -> None:
    comment = "COMMENT: The Ambassador was told that it was late. END COMMENT."
    assert "speech" in kinds_of([*TALK, said, *TALK[:2], comment], TALK[3])
    assert kinds_of([TALK[0], said, TALK[1], comment], TALK[1]) == {"speech"}
    assert "speech" not in kinds_of([TALK[0], said, TALK[1], comment], comment)


def test_what_somebody_has_now_done_is_told_in_the_present() -> None:
    told = ("The Secretary says that it is so.", "The Ambassador replies that he is glad.", "The Secretary asks why.")
    now = "The Ambassador has now decided to pay the fine."
    assert "narration" not in kinds_of([*told, now, *told], now)


def test_a_remark_on_somebody_may_be_what_another_said() -> None:
    said = "The Ambassador is a capable man, said the Secretary."
    assert kinds_of([*TALK, said, *TALK[:2]], said) == {"speech"}


def test_a_comment_within_a_summary_does_not_end_it() -> None:
    summary = (
        "SUMMARY: It was May.\n\nThe Secretary said that it was late.\n\nCOMMENT: It was. END COMMENT.\n\nEND SUMMARY."
    )
    assert "speech" not in kinds_of([*TALK, summary, *TALK], summary)


def test_he_is_whom_the_sentence_before_tells_of_where_the_drafter_takes_part() -> None:
    text = (
        "Present: M. Decaux, Governor; Captain Jouault, his aide; Mr. Reed, Consul\n\nThe Governor received me.\n\n"
        "I said that I had had no reply. The Governor regretted it.\n\nI asked whether there would be one.\n\n"
        "Captain Jouault said that there might be.\n\nI said that I was glad.\n\n"
        "The Governor motioned to him to be silent. He said that he could promise nothing. We shook hands.\n"
    )
    turns = rows([read_document(text.encode(), "talk")])["turns"]
    assert [(turn["text"], turn["speaker_name"]) for turn in turns[-2:]] == [
        ("He said that he could promise nothing.", "M. Decaux"),
        ("We shook hands.", None),
    ]


@pytest.mark.parametrize("told", ["He agreed but added that it was late.", "He objected.", "She concurred with this."])
def test_nobody_agrees_with_himself(told: str) -> None:
    text = CALL + "\n\n".join([TALK[0], TALK[1], TALK[2], told]) + "\n"
    turns = rows([read_document(text.encode(), "talk")])["turns"]
    assert [turn["text"] for turn in turns][-1] == told
    assert turns[-1]["speaker_id"] == turns[1]["speaker_id"]


def test_she_is_the_woman_whose_given_name_the_list_has() -> None:
    record = """Memorandum of Conversation

Participants: President Alder, Ambassador Nancy Birch, Ambassador Gyorgy Cedar

Ambassador Birch raised the case of the archive. It had been closed since the spring.

Ambassador Cedar said that he knew of it and that the ministry was being helpful. She said that she was glad.

President Alder asked what was in it.
"""
    turns = rows([read_document(record.encode(), "talk")])["turns"]
    said = [turn["speaker_name"].split()[-1] for turn in turns if turn["kind"] == "speech"]
    assert said == ["Birch", "Cedar", "Birch", "Alder"]


@pytest.mark.parametrize(
    ("told", "who"),
    [
        ("Mr. Cedar said that his wife was ill. She said that she would not come.", ["Cedar"]),
        ("Mr. Cedar said that the Queen had written to him. She said that she would come in May.", ["Cedar"]),
        ("Mr. Cedar told of the Prime Minister, Mrs. Stone. She told him that it was late.", ["Cedar"]),
        ("Mr. Cedar spoke of the lady in question. She had said why. She agreed that it was.", ["Cedar"]),
        ("Mr. Cedar turned to Mrs. Birch. She said that the train had gone.", ["Cedar", "Birch"]),
    ],
)
def test_she_is_the_woman_listed_only_where_she_was_just_named(told: str, who: list[str]) -> None:
    record = f"""Memorandum of Conversation

Participants: Mr. Alder, Mr. Cedar, Mrs. Birch (notetaker)

Mr. Alder said that the note was late.

{told}

Mr. Alder agreed.
"""
    turns = rows([read_document(record.encode(), "talk")])["turns"]
    said = [turn["speaker_name"].split()[-1] for turn in turns if turn["kind"] == "speech"]
    assert said == ["Alder", *who, "Alder"]
