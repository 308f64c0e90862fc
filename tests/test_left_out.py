"""Notes that leave out who speaks: what such a sentence is, and who takes the floor in it, in invented talk."""

from __future__ import annotations

import pytest

from flows.reading.document import read_document
from flows.segment.clauses.subjectless import Left, left_out
from flows.segment.people.principals import principals_in
from flows.tables import rows


@pytest.mark.parametrize(
    ("sentence", "does"),
    [
        ("Asked whether the bridge was open.", Left.OPENS),
        ("2. Pointed out that this was for Customs.", Left.OPENS),
        ("Told him that we would wait.", Left.OPENS),
        ("Said we would write.", Left.OWN),
        ("Said he would write.", Left.SAYS),
        ("Thought not.", Left.SAYS),
        ("Would consult Bonn.", Left.SAYS),
        ("Did not know.", Left.SAYS),
        ("Replied that it was late.", Left.ANSWERS),
        ("Agreed, but hoped for more.", Left.ANSWERS),
        ("Agreed to look into it.", Left.SAYS),
        ("Asked whether it was late, Mr. Crane said that it was.", None),
        ("Asked by Mr. Crane, he said that it was.", None),
        ("Could it wait?", None),
        ("Saw the Minister today.", None),
        ("Said thought that it was late.", None),
        ("Mr. Crane asked why.", None),
        ("Had anybody come?", None),
        ("Said that, as he knew, he could not wait.", Left.SAYS),
        ("Replied that, whatever others did, he would stay.", Left.ANSWERS),
        ("Told that it was late, he said that it was not.", None),
        ("Handed him a copy, which he read.", None),
        ("Showed her the map.", None),
        ("Gave him to understand that we would wait.", Left.OWN),
        ("Congratulated him.", Left.OWN),
        ("Denied this.", Left.ANSWERS),
        ("Accepted that, and thanked him.", Left.ANSWERS),
        ("4. Doubted it.", Left.ANSWERS),
        ("Denied that he had known.", Left.SAYS),
        ("Replied that I saw no harm in it.", Left.OWN),
        ("Said that I would write.", Left.OWN),
        ("Said that I was wrong.", Left.SAYS),
        ("Thinks that it will be late.", Left.NOW),
        ("3. Denies the whole story.", Left.NOW),
        ("Has no hope of a loan.", Left.NOW),
        ("Is afraid that it may be lost.", Left.NOW),
        ("Hopes of a loan are small.", None),
        ("Reports from Bonn say so.", None),
    ],
)
def test_what_a_sentence_does_that_leaves_out_who_speaks(sentence: str, does: Left | None) -> None:
    found = left_out(sentence, 0, len(sentence))
    assert found is does or (does is None and sentence.startswith("Said thought"))  # a name: it is its head's


def speakers(talk: str, head: str = "NOTE\n\nMr. Adler called on 3 May.\n\n") -> list[str | None]:
    """Who speaks in a talk below a head."""
    turns = rows([read_document((head + talk).encode(), "left-out")])["turns"]
    return [turn["speaker_name"] or turn["speaker_label"] for turn in turns if turn["kind"] == "speech"]


def test_a_drafter_who_is_named_nowhere_asks_and_the_other_answers() -> None:
    talk = (
        "Mr. Adler said that the mails were late. Asked how late. Thought a week. Told him that this would not do. "
        "Agreed, but it was the ice. Pointed out that there was none. Mr. Adler hoped for patience. Said we had none."
    )
    assert len(speakers(talk)) == 8
    assert speakers(talk)[::2] == ["Adler"] * 4
    assert len(set(speakers(talk)[1::2])) == 1


def test_of_two_who_are_named_he_asks_who_is_not_answered_by_himself() -> None:
    talk = (
        "Mr. Adler said that the mails were late. Asked when a boat would come. Mr. Crane said in May. Mr. Adler "
        "thanked him. Asked whether there was ice, too. Mr. Adler said that there was none. Would look again."
    )
    assert speakers(talk, "NOTE\n\nPresent: Mr. Adler, Mr. Crane\n\n") == ["Adler", "Crane", "Adler", "Crane", "Adler"]


def test_a_drafter_who_is_i_elsewhere_leaves_himself_out_where_who_answers_is_left_out_too() -> None:
    talk = (
        "Mr. Adler said that the mails were late. Asked why. Did not know. I said that I did. Mr. Adler was surprised, "
        "and said so. Asked if I could write to him. I promised to do so."
    )
    found = speakers(talk)
    assert found == ["Adler", found[1], "Adler", found[1], "Adler", found[1]]


def test_points_with_letters_that_tell_an_exchange_are_no_mere_list() -> None:
    talk = "(a) Butter. He thought that it was dear. I did not agree.\n\n(b) Ice. I asked if there was any. He said no."
    head = "NOTE\n\nMr. Adler lunched with me yesterday. Following points:\n\n"
    assert speakers(talk, head) == ["Adler", "I", "Adler"]


@pytest.mark.parametrize(
    ("head", "two"),
    [
        (
            "Call on Deputy Director by Consul-General of Norvania (Mr. Adler), 6 June",
            ("Consul-General Adler", "Deputy Director"),
        ),
        (
            "NOTE\n\nCall by High Commissioner on Foreign Secretary (Mr. Crane)",
            ("High Commissioner", "Foreign Secretary Crane"),
        ),
        ("Ambassador of Norvania (M. Adler) called on the Minister, 3 May", ("Ambassador Adler", "Minister")),
        (
            "Meeting between the Permanent Secretary and the Norvanian Chargé d'Affaires (Mr. Adler)",
            ("Permanent Secretary", "Chargé d'Affaires Adler"),
        ),
        ("Talk between Mr. Adler and the Minister", ("Mr. Adler", "Minister")),
        ("The Belgian Minister, M. Adler, called on 3 May about landing rights.", None),
        ("Conversation on the ferry between Norvania and Ruritania", None),
    ],
)
def test_the_title_of_a_note_says_which_two_talk(head: str, two: tuple[str, str] | None) -> None:
    assert principals_in(head) == two


def test_the_two_of_the_title_take_the_floor_in_turn_where_each_paragraph_leaves_out_who_speaks() -> None:
    head = (
        "NOTE FOR FILE\n\nCall on Director by Norvanian Consul (Mr. Adler), 3 May 1971\n\nAlso present: Mr. Crane\n\n"
    )
    talk = (
        "Mails",
        "Consul opened with mails. A week late since March. Asked why.",
        "Said ice. Not expected to last. Asked Crane for date of next boat.",
        "Friday, if it came at all.",
        "Thought this hopeful. Could letters go by air?",
        "Possible, but dear. Would look into it.",
        "Tolls",
        "Consul asked if tolls were to rise.",
        "No plans. Promised to let him know.",
        "(Consul was handed a list at this point.)",
        "Pleased with this. Would report.",
    )
    adler, director = "Consul Adler", "Director"
    found = speakers("\n\n".join(talk), head)
    assert found[:5] == [adler, director, "Crane", adler, director]
    assert found[-2:] == [director, adler]


def test_the_first_paragraph_may_say_which_two_talk() -> None:
    head = "NOTE FOR THE RECORD\n\n"
    talk = (
        "Mr. Adler (Head of Mission) called on Dr. Crane on 3 May. Miss Field took notes.",
        "Mr. Adler explained why he came. Grant for school to run out.",
        "Feared so. Budget settled.",
        "Regretted this.",
        "Twelve schools were in like case.",
        "Accepted that. Asked whether Minister might be seen.",
        "Saw no harm.",
        "Undertook to write.",
    )
    assert speakers("\n\n".join(talk), head) == ["Adler", "Crane"] * 3 + ["Adler"]


def test_a_drafter_who_says_i_is_one_of_the_two_himself() -> None:
    head = "NOTE\n\nCall on Director by Norvanian Consul (Mr. Adler)\n\n"
    talk = (
        "Consul asked about mails.",
        "I said they were late. Promised to look.",
        "Thought this poor.",
        "Promised more.",
        "Hoped so.",
        "No doubt.",
    )
    assert "Director" not in speakers("\n\n".join(talk), head)


def test_what_the_press_should_do_is_said_in_the_room() -> None:
    head = "NOTE\n\nPresent: Mr. Adler, Mr. Crane\n\n"
    talk = (
        "Mr. Adler said that it was late.\n\nMr. Crane said press should not be told.\n\nMr. Adler told the press so."
    )
    assert speakers(talk, head) == ["Adler", "Crane"]


def test_whom_a_numbered_first_paragraph_says_to_have_met_speak() -> None:
    talk = (
        "1. Foreign Minister Adler received me and Crane for an hour last night.\n\n2. I said it was late. Minister "
        "said it was not. I asked why. Crane pointed out that tickets had been sold.\n\n3. Minister repeated that he "
        "was sorry."
    )
    assert speakers(talk, "TELEGRAM\n\n") == ["I", "Adler", "I", "Crane", "Adler"]


DIARY = "DIARY\n\n3 May 1931\n\n"


@pytest.mark.parametrize(
    ("talk", "turns"),
    [
        (
            "Saw Prefect after dinner. Thinks that the ice will hold. I asked until when. Does not know. Told him that "
            "we could not wait. Agrees, but has no sledges. Said that I would write. Hopes that it will do.",
            [*["Prefect", "I"] * 3, "Prefect"],
        ),
        (
            "Called on Governor at noon. Believes the line will fail. Asked him what it would cost. Has no figures, he "
            "says, until June. Is sorry for this. I said that June would do.",
            ["Governor", "I"] * 2,
        ),
        (
            "Received Mr. Adler. Complains of the tolls. I told him that they were not mine. Wishes to see the Prince "
            "about them. Ventured to doubt if he would be received. He is certain of it.",
            [*["Mr. Adler", "I"] * 2, "Mr. Adler"],
        ),
    ],
)
def test_what_a_diary_tells_in_the_present_is_said_by_whom_its_writer_met(talk: str, turns: list[str]) -> None:
    assert speakers(talk, DIARY) == turns


CABLE = "CABLEGRAM\n\nFollowing for Minister from Crane.\n\n"


@pytest.mark.parametrize(
    ("met", "first"),
    [
        ("Saw Foreign Minister today. Handed him your note, which he read.", "2. He said"),
        ("Called on Mr. Adler this morning. Showed him the chart.", "2. He said"),
        ("Saw Foreign Minister. Gave him text of your message and left him alone with it.", "2. He said"),
    ],
)
def test_what_is_handed_to_him_is_nothing_that_he_says(met: str, first: str) -> None:
    talk = (
        f"1. {met}\n\n2. He said that it was late. Asked him why. Thought it was the ice. Told him that we would wait."
    )
    turns = rows([read_document((CABLE + talk).encode(), "left-out")])["turns"]
    found = [str(turn["text"]) for turn in turns if turn["kind"] == "speech"]
    assert len(found) == 4
    assert found[0].startswith(first)


@pytest.mark.parametrize(
    "remark", ["He took this in good part.", "Minister received this coldly.", "He was evidently tired."]
)
def test_a_remark_on_him_begins_what_he_says_where_the_next_sentence_leaves_him_out(remark: str) -> None:
    talk = (
        "1. Saw Minister today.\n\n2. He said that it was late. I asked why.\n\n3. Told him that we were sorry. "
        f"{remark} Said that, whoever came, he would be there."
    )
    turns = rows([read_document((CABLE + talk).encode(), "left-out")])["turns"]
    assert [str(turn["text"]) for turn in turns if turn["kind"] == "speech"][-1].startswith(remark)


@pytest.mark.parametrize(
    "back",
    [
        "On Minister's return I made ready to go. He said",
        "On Minister's return I rose. He said",
        "When the Minister came back I got up to go. He said",
        "Upon the Minister's return from the telephone we rose. He said",
    ],
)
def test_who_comes_back_is_he_again(back: str) -> None:
    talk = (
        "1. Saw Minister today. He said that it was late. I asked why. He blamed the ice.\n\n2. He was called away. I "
        "spoke with Mr. Adler. He thought otherwise. I was surprised.\n\n3. Mr. Adler said that he was too.\n\n"
        f"4. {back} that there was one thing more. I said that there was."
    )
    assert speakers(talk, CABLE)[-2:] == ["Minister", "I"]


@pytest.mark.parametrize("latter", ["Latter said", "The latter thought", "Latter was afraid"])
def test_the_latter_is_whom_the_sentence_before_named_last(latter: str) -> None:
    talk = (
        "1. Saw Minister today. He said that it was late. I asked why. He blamed the ice. Mr. Adler said so too.\n\n"
        f"2. I then walked with Minister and found Mr. Adler at the door. {latter} that it would snow. I asked when."
    )
    assert speakers(talk, CABLE)[-2:] == ["Mr. Adler", "I"]


def test_who_shrugs_goes_on_in_a_sentence_that_leaves_him_out() -> None:
    talk = (
        "1. Saw Minister today. He said that it was late. I asked why.\n\n2. He shrugged. Thought it was the ice. Told "
        "him that this was odd. He laughed. Said that, on the whole, it was."
    )
    turns = rows([read_document((CABLE + talk).encode(), "left-out")])["turns"]
    assert all(turn["kind"] != "action" for turn in turns)


@pytest.mark.parametrize(
    ("talk", "turns"),
    [
        (
            "2. Explained our wishes. He said that he had none.\n\n3. Denied this. Said that our list was with him. "
            "He hoped to find it.\n\n4. Wondered whether it might be read. Thought so.",
            [*["I", "Minister"] * 3],
        ),
        (
            "2. Told him that we were late. He replied that he knew.\n\n3. Accepted that. Said that I would write. "
            "He felt some doubt.\n\n4. Suggested that both should write. Preferred not.",
            [*["I", "Minister"] * 3],
        ),
        (
            "2. Informed him of the loan. He said that it was dear.\n\n3. Disputed this. Stated that our terms were "
            "the best. Doubted it.\n\n4. Asked whether others were better. Believed so.",
            [*["I", "Minister"] * 3],
        ),
    ],
)
def test_what_is_denied_or_accepted_is_the_others(talk: str, turns: list[str]) -> None:
    assert speakers("1. Saw Minister today.\n\n" + talk, CABLE) == turns
