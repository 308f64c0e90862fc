"""Reporting clauses, and the names in them: what one sentence says of who speaks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.segment.clauses.finding import (
    attributions,
    coordinated_clauses,
    fronted_clauses,
    head_clause,
    is_fronted,
)
from flows.segment.heads.notes import notes_start
from flows.segment.names import compatible, parse_name
from flows.segment.sentences import sentence_starts


@pytest.mark.parametrize(
    ("sentence", "subject", "verb"),
    [
        ("Kelly then regretted the delay.", "Kelly", "regret"),
        ("Mr. Keating preferred to wait.", "Mr. Keating", "prefer"),
        ("A. asked who had written it.", "A.", "ask"),
        ("The latter answered that he had not.", "The latter", "answer"),
        ("The Minister's second question concerned the loan.", "The Minister", "be"),
        ("The Ambassador handed Mr. Smith a note, and said that it was late.", "The Ambassador", "say"),
        ("The Chairman, Prime Minister Grey, opened the meeting.", "The Chairman", "open"),
        ("It was Mr. Smith’s firm view that it was late.", "Mr. Smith", ""),
        ("It was the contention of Mr. Smith that it was late.", "Mr. Smith", ""),
        ("It was Mr. Smith who asked why.", "Mr. Smith", "ask"),
        ("He (Mr. Smith) agreed.", "Mr. Smith", "agree"),
        ("Mr. Paul Smith, Jr. agreed.", "Mr. Paul Smith, Jr.", "agree"),
        ("That prompted Mr. Smith to ask for the figures.", "Mr. Smith", ""),
        ("Mr. Smith didn’t like it.", "Mr. Smith", "like"),
        ("The Italian delegation held another view.", "The Italian delegation", "hold"),
        ("It seemed to the Minister that this was late.", "the Minister", ""),
        ("Smith evasive.", "Smith", "be"),
        ("Smith on timing: it was late.", "Smith", ""),
        ("Smith looked doubtful.", "Smith", "be"),
        ("Further Mr. Smith touched on wheat.", "Mr. Smith", "touch"),
        ("5:30—Mr. Smith said that it was late.", "Mr. Smith", "say"),
        ("The idea appealed to Mr. Smith.", "Mr. Smith", ""),
        ("Smith laughed, asked that it be kept quiet.", "Smith", "laugh"),
        ("The President bade the guests welcome.", "The President", "bid"),
        ("The Chancellor would be grateful for an early answer.", "The Chancellor", "be"),
        ("Mr. Smith then, with some reluctance, agreed.", "Mr. Smith", "agree"),
        ("Mr. Smith at this stage said that it was late.", "Mr. Smith", "say"),
        ("Mr. Smith - and he was quite frank - thought that it was late.", "Mr. Smith", "think"),
        ("Mr. Smith took leave to doubt whether it was late.", "Mr. Smith", "doubt"),
        ("Mr. Smith failed to see why.", "Mr. Smith", "see"),
        ("Mr. Smith fails to see why.", "Mr. Smith", "see"),
        ("Mr. Smith cannot help remarking that it is late.", "Mr. Smith", "remark"),
        ("Mr. Smith makes a point of asking why.", "Mr. Smith", "ask"),
        ("Mr. Smith is compelled to note that it is late.", "Mr. Smith", "note"),
        ("Mr. Smith keeps coming back to the loan.", "Mr. Smith", "come"),
        ("Mr. Smith could not conceal his concern.", "Mr. Smith", "do"),
        ("Mr. Smith cannot conceal his concern.", "Mr. Smith", "do"),
        ("Mr. Smith was all for the loan.", "Mr. Smith", "be"),
        ("Mr. Smith came down in favour of the loan.", "Mr. Smith", "come"),
        ("Mr. Smith’s argument ran as follows: it was late.", "Mr. Smith", "be"),
        ("A question from Mr. Smith concerned the loan.", "Mr. Smith", ""),
        ("The suggestion came from Mr. Smith that it was late.", "Mr. Smith", ""),
        ("A different view was taken by Mr. Smith.", "Mr. Smith", ""),
        ("This brought from Mr. Smith the comment that it was late.", "Mr. Smith", ""),
        ("The only thing that worried Mr. Smith was the loan.", "Mr. Smith", ""),
        ("What Mr. Smith had in mind was a loan.", "Mr. Smith", ""),
        ("It was left to Mr. Smith to say that it was late.", "Mr. Smith", ""),
        ("This prompted Mr. Smith (Ruritania) to ask for the figures.", "Mr. Smith", ""),
    ],
)
def test_a_clause_at_the_head_of_a_sentence(sentence: str, subject: str, verb: str) -> None:
    clause = head_clause(sentence, 0, len(sentence))
    assert clause is not None
    assert (clause.subject, clause.verb.lemma) == (subject, verb)


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("This the Ambassador disputed.", ["the Ambassador"]),
        ("Such a course Mr. Smith had not proposed.", ["Mr. Smith"]),
        ("These Mr. Smith had not seen.", ["Mr. Smith"]),
        ("That the Ambassador knew the answer was plain.", []),
        ("In answer the minister said that it was late.", ["the minister"]),
        ("In March he said Mr. Smith was ill.", ["he"]),
        ("To this the Minister: it was late.", ["the Minister"]),
    ],
)
def test_who_is_named_after_what_a_sentence_begins_with(sentence: str, subject: list[str]) -> None:
    assert [clause.subject for clause in fronted_clauses(sentence, 0, len(sentence))] == subject


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr. Smith was told that the loan was late.",
        "The Foreign Minister was shown to his seat.",
        "Personally Mr. Smith thought otherwise.",
        "Department urge the Company to wait.",
        "General agreement on this point was indicated.",
    ],
)
def test_what_is_no_clause_of_a_speaker(sentence: str) -> None:
    assert head_clause(sentence, 0, len(sentence)) is None


@pytest.mark.parametrize(
    ("sentence", "subjects"),
    [
        ("He wanted a list, which Mr. Smith did not contest.", ["Mr. Smith"]),
        ("He doubts it, which Mr. Smith confirms.", ["Mr. Smith"]),
        ("He cited the note, which Mr. Smith had accepted.", []),
        ("He cited the note, which Mr. Smith would accept.", []),
    ],
)
def test_a_relative_clause_tells_what_another_thought_of_what_was_said(sentence: str, subjects: list[str]) -> None:
    assert [clause.subject for clause in coordinated_clauses(sentence, 0, len(sentence))] == subjects


def test_a_pronoun_behind_a_phrase_is_explained_in_parentheses() -> None:
    (clause,) = fronted_clauses("On olives he (Smith) referred to the others.", 0, 44)
    assert (clause.subject, clause.pronoun) == ("Smith", False)


def test_a_surname_that_ends_like_an_adverb_or_participle_opens_no_fronted_phrase() -> None:
    named, adverb = "Kelly said that he agreed.", "Finally, Kelly said that he agreed."
    assert not is_fronted("Kelly", "s", head_clause(named, 0, len(named)))
    assert is_fronted("Finally", "K", head_clause(adverb, 0, len(adverb)))
    assert is_fronted("Turning", "t", head_clause("Turning to trade, he said no.", 0, 29))


def test_a_complete_participle_ends_a_fronted_phrase_without_a_comma() -> None:
    sentence = "Before leaving Dr. Grey said that he would write."
    assert [clause.subject for clause in fronted_clauses(sentence, 0, len(sentence))] == ["Dr. Grey"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Three things, according to Grey.",
        "“For them it is,” was Grey's rejoinder.",
        "He would start with the worst, said Grey.",
    ],
)
def test_a_clause_after_what_is_said(sentence: str) -> None:
    assert [clause.subject for clause in attributions(sentence, 0, len(sentence))] == ["Grey"]


@pytest.mark.parametrize(
    ("mention", "office", "surname"),
    [
        ("Secretary of the Treasury Grey", "secretary of the treasury", "grey"),
        ("Minister of Foreign Affairs Grey", "minister of foreign affairs", "grey"),
        ("Secretary of State for War", "secretary of state for war", ""),
        ("Ambassador of Ruritania", "ambassador of ruritania", ""),
        ("the King to Colonel Grey", "king to colonel grey", ""),
        ("The Postmaster-General", "postmaster-general", ""),
        ("Postmaster-General Grey", "postmaster-general", "grey"),
        ("the Commander-in-Chief", "commander-in-chief", ""),
        ("The Minister-Resident", "minister-resident", ""),
        ("Mr. King-Grey", "", "king-grey"),
    ],
)
def test_a_name_after_an_office_and_what_it_is_of(mention: str, office: str, surname: str) -> None:
    name = parse_name(mention)
    assert (name.office, name.surname) == (office, surname)


def test_what_an_editor_left_out_ends_a_sentence() -> None:
    text = "[1 line not declassified] The President replied."
    assert [text[at:] for at in sentence_starts(text, 0, len(text))] == [text, "The President replied."]


@pytest.mark.parametrize("office", ["Chairman Gen.", "The Vice Chairman Mr.", "the Mr."])
def test_a_title_before_a_name_that_looks_like_a_pronoun_ends_no_sentence(office: str) -> None:
    text = f"{office} He replied that it was late."
    assert list(sentence_starts(text, 0, len(text))) == [0]


@pytest.mark.parametrize("mark", ["- ", "— ", "–"])
def test_a_dash_that_marks_a_point_ends_no_sentence(mark: str) -> None:
    text = f"{mark}Mr. Alder asked for tea. He had had none."
    assert [text[at:] for at in sentence_starts(text, 0, len(text))] == [text, "He had had none."]


@pytest.mark.parametrize(
    "notes",
    [
        ["O. Source: State Archives, Box 12. Secret.", "1. See Document 4.", "2. Not printed."],
        ["41. Source: State Archives, Box 12. Secret.", "2. Not printed."],
        ["1..Source: Library of the Senate.", "2:. Not printed.", "3. See Document 4."],
        ["1. Not printed.", "2. See Document 4.", "31. See Document 7.", "4. Not found."],
        ["i. Source: Department of Trade, Files."],
        [
            "1. “The Coast,” May 4, p. 20.",
            "2. Memorandum of May 5, supra.",
            "3. In a letter dated May 6 he left it open.",
        ],
        ["1. Not printed.", "2. See Document 4.", "33. See the memorandum, printed in volume 2."],
        ["esas source: State Department, Central Files. Secret.", "2. Lord Grey.", "3. Not found."],
        ["2. Not printed.", "3. Lord Grey.", "4. See Document 4."],
        ["5. Not printed.", "6. See Document 4.", "8. Not found."],
        ["2. Brackets in the source text.", "3. Lord Grey.", "4. Not found.", "5. The Minister of Trade.", "6. May 4."],
    ],
)
def test_notes_begin_though_their_numbers_were_misread(notes: list[str]) -> None:
    paragraphs = ["The talk began.", "Mr. Grey said that the harbour was open.", *notes]
    text = "\n\n".join(paragraphs)
    starts = [text.index(paragraph) for paragraph in paragraphs]
    bounds = [(start, start + len(paragraph)) for start, paragraph in zip(starts, paragraphs, strict=True)]
    assert notes_start(text, bounds) == 2


@pytest.mark.parametrize(
    "said",
    [
        ["2. The harbour was open.", "3. He would see Document 4.", "4. He could say no more."],
        ["Our source: the Department of Trade."],
        ["Not printed.", "See Document 4.", "4. Not found."],
    ],
)
def test_a_talk_whose_numbers_do_not_begin_at_one_has_no_notes(said: list[str]) -> None:
    paragraphs = ["The talk began.", "Mr. Grey said that the harbour was open.", *said]
    text = "\n\n".join(paragraphs)
    starts = [text.index(paragraph) for paragraph in paragraphs]
    assert notes_start(text, [(s, s + len(p)) for s, p in zip(starts, paragraphs, strict=True)]) == len(paragraphs)


def test_what_a_source_says_is_no_note() -> None:
    paragraphs = ["Officer: Where were you?", "Source: I was at the harbour office.", "Officer: Who else was there?"]
    text = "\n\n".join(paragraphs)
    starts = [text.index(paragraph) for paragraph in paragraphs]
    assert notes_start(text, [(s, s + len(p)) for s, p in zip(starts, paragraphs, strict=True)]) == 3


LONG_SPEECH = "Mr. Kane said that the commission would meet in the spring" + ", or in the autumn" * 7 + "."


def test_notes_at_page_feet_do_not_swallow_the_talk_between_them() -> None:
    said = (
        "Mr. Grey said that the commission would meet in the spring, and that nothing more could be done before then. "
    )
    paragraphs = ["* Not printed.", said * 2, said * 2, said * 2, "† Not found."]
    text = "\n\n".join(["The talk began.", *paragraphs])
    bounds: list[tuple[int, int]] = []
    for paragraph in ["The talk began.", *paragraphs]:
        start = text.index(paragraph, bounds[-1][1] if bounds else 0)
        bounds.append((start, start + len(paragraph.rstrip())))
    assert notes_start(text, bounds) == len(bounds) - 1


@pytest.mark.parametrize(
    "after", [["Kane: Then we stop here.", "Roth: We stop.", "Kane: It is late."], [LONG_SPEECH] * 3]
)
@pytest.mark.parametrize("note", ["* Roth: The border is closed.", "1 Source: Central Files, 611.22. Drafted by Kane."])
def test_what_goes_on_after_a_note_is_none(note: str, after: list[str]) -> None:
    said = ["Roth: We have come far.", "Kane: Not far enough.", note, *after]
    starts = [sum(len(paragraph) + 2 for paragraph in said[:i]) for i in range(len(said))]
    bounds = [(start, start + len(paragraph)) for start, paragraph in zip(starts, said, strict=True)]
    assert notes_start("\n\n".join(said), bounds) == len(said)


@pytest.mark.parametrize(
    ("mention", "titles", "given", "surname"),
    [
        ("Comrade Pak Un-ho", ("comrade",), ("pak",), "un-ho"),
        ("Pak Harto", ("pak",), (), "harto"),
        ("Cde. Gh. Marin", ("cde",), ("gh",), "marin"),
        ("Mr. ' Abd al-Ra'is", ("mr",), ("abd",), "al-ra'is"),
        ("Mr. ‘Abd Harto", ("mr",), ("abd",), "harto"),
        ("Mr. ʿAbd Harto", ("mr",), ("abd",), "harto"),
    ],
)
def test_forms_of_address_and_initials(
    mention: str, titles: tuple[str, ...], given: tuple[str, ...], surname: str
) -> None:
    name = parse_name(mention)
    assert (name.titles, name.given, name.surname) == (titles, given, surname)


@given(st.text("Aa Bb'’‘ʿ-.,‑–1é\n", max_size=20) | st.text(max_size=20))
def test_no_part_of_a_name_is_empty(mention: str) -> None:
    name = parse_name(mention)
    assert all(word.strip("'") for word in (*name.titles, *name.given, *name.surname.split()))


def test_two_letters_are_the_initials_of_one_name_and_not_of_another() -> None:
    assert compatible(("gh",), ("gheorghe",))
    assert compatible(("g",), ("gh",))
    assert not compatible(("gh",), ("grigore",))
