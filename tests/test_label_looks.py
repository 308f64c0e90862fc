"""Labels in every way of writing that was thought of, each with every way of naming somebody: an invented talk."""

from __future__ import annotations

import pytest

from flows.reading.document import read_document
from flows.tables import rows

TALK = [
    (0, "I would like to begin with the harbours, where we have made some progress since March."),
    (1, "Yes, that is my view too. How many boats are there now?"),
    (0, "About forty. They come from the northern ports."),
    (2, "We have counted more than that. There were fifty last week."),
    (0, "That may be so. Is it not the season?"),
    (1, "It is, but the season is short. We should write down what we have agreed so far, and go on tomorrow."),
    (2, "I agree with the Minister."),
    (0, "Then let us take the second point. The fish are fewer every year, and nobody can say why."),
    (1, "Our scientists blame the currents."),
    (0, "Ours blame the nets."),
    (2, "Perhaps both are right."),
    (1, "Then both must pay."),
]
HEAD = "Record of conversation\n\nReykjavik, 4 May 1974\n\n"
PRESENT = (
    "Present: Alan Crane, Secretary of State of Norway; Viktor Holm, Minister of Iceland; John Price, Chairman\n\n"
)

NAMES = {
    "full": ("Alan Crane", "Viktor Holm", "John Price"),
    "capitals": ("CRANE", "HOLM", "PRICE"),
    "form of address": ("Mr. Crane", "Mr. Holm", "Mr. Price"),
    "surname": ("Crane", "Holm", "Price"),
    "initials": ("AC", "VH", "JP"),
    "country in letters": ("FR", "DE", "UK"),
    "initials with stops": ("A.C.", "V.H.", "J.P."),
    "one letter": ("C", "H", "P"),
    "office": ("The Secretary", "The Minister", "The Chairman"),
    "office written small": ("The secretary", "The prime minister", "The chairman"),
    "country": ("Norway", "Iceland", "Denmark"),
    "with country": ("Crane (Norway)", "Holm (Iceland)", "Price (Denmark)"),
    "of country": ("Norway (Crane)", "Iceland (Holm)", "Denmark (Price)"),
    "office of country": ("The President (Norway)", "The President (Iceland)", "The Chairman (Denmark)"),
    "address in capitals": ("MR. CRANE", "MR. HOLM", "MR. PRICE"),
    "office and name": ("Prime Minister Crane", "Foreign Minister Holm", "Ambassador Price"),
    "initial and name": ("A. Crane", "V. Holm", "J. Price"),
    "name and initial": ("Crane, A.", "Holm, V.", "Price, J."),
    "particles": ("Mr. dos Santos", "Mr. ter Horst", "Mr. Le Goff"),
    "joint": ("Norway/Sweden", "Chairman/Rapporteur", "Italy/Austria"),
    "surnames that are other words": ("Mr. May", "Mr. Paris", "Mr. Baron"),
}
MARKS = (
    *("{}: ", "{} : ", "{}:: ", "{}:— ", "{}:  — ", "{}.: ", "{}. ", "{}. — ", "{}; ", "{}\t", "{}   "),
    *("{} – ", "{}—", "{} - ", "{} -- ", "{}--", "{}-- ", "{} --- ", "{}‑ ", "{} ― "),
    *("{}] ", "{}) ", "{}> ", "{} | ", "{} / ", "{}... ", "{} = ", "{} · ", "{} ~ ", "{} → "),
    *("[{}] ", "[{}]: ", "<{}> ", "({}) ", "/{}/ ", "={}= ", "*{}* ", "**{}:** ", "_{}_: ", "_{}:_ "),
    *("{}:\n", "{}\n", "# {}\n", "## {}\n\n"),
)
AROUND = (
    *("{i}. {n}: ", "{i}) {n}: ", "({i}) {n}: ", "[{i}] {n}: ", "{i} {n}: ", "§ {i}. {n}: ", "[p. {i}] {n}: "),
    *("{i}. {n}. ", "{i}. {n} — ", "{n}/{i}\n", "{n} {i}: ", "{n} ({i}): "),
    *("{n}-{i}\n", "{n} {i}\n", "{n} NO {i}\n"),
    *("10:{m} {n}: ", "110:{m} {n}: ", "[10:{m}] {n}: ", "(10:{m}) {n}: "),
    *("{n} (10:{m}): ", "{n} [10:{m}]: ", "{n} 10:{m}\n"),
    *("- {n}: ", "— {n}: ", "• {n}: ", "* {n}: ", "> {n}: ", ">> {n}: ", ">>> {n}: ", "    {n}:   "),
    *("o {n}: ", "¶ {n}: ", "¶{i}. {n}: ", "\uf0b7 {n}: ", "●\t{n}: "),
    *("{n} (smiling): ", "{n} says: ", "{n} (asks): "),
)
# What no pattern has: the names that it frames prove it.
FRAMES = (
    *("{n}—\n", "{n} --\n", "{n},\n", "<{n}>\n", "[{n}]:\n", "-- {n} --\n", "{n} ...\n"),
    *(
        "[{n}.] ",
        "<{n}>: ",
        "«{n}» ",
        '"{n}": ',
        "#{n}: ",
        "@{n}: ",
        "→ {n}: ",
        "{n} -> ",
        "{n} # ",
        "{n}! ",
        "{n}, : ",
    ),
    *("#{i} {n}: ", "1-{i} {n}: ", "00{m} {n}: ", "T{i} {n}: ", "No. {i}. {n}: ", "By {n}: ", "Speech by {n}: "),
    *("<10:{m}> {n}: ", "10:{m}: {n}: ", "10:{m}:02.250 {n}: ", "10{m}Z {n}: ", "10h{m} {n}: ", "10.{m} p.m. {n}: "),
    *("[10:{m} - 10:{m}] {n}: ", "12.5.1998 10:{m} {n}: ", "{n} 10:{m}: ", "10:{m} - {n}\n"),
    *("10:{m} {n}\n", "10{m}Z {n}\n", "10{m} hrs {n}\n", "10{m}Z {n}-{i}\n", "[10{m}Z] {n}\n"),
)
FORMS = (*(mark.replace("{}", "{n}") for mark in MARKS), *AROUND, *FRAMES)
# What can be meant otherwise: how secret a paragraph is, a section, a list of delegates.
AMBIGUOUS = {
    *(
        ("({n}) ", "one letter"),
        ("{n}... ", "one letter"),
        ("{n}... ", "country in letters"),
        ("<{n}>\n", "one letter"),
        ("{i}. {n}. ", "one letter"),
        ("{n} NO {i}\n", "office written small"),
    ),
    *(
        (f"{time}{{n}}-{{i}}\n", names)
        for time in ("", "10{m}Z ")
        for names in ("initials with stops", "name and initial")
    ),
    *(
        (form, names)
        for form in ("{n}; ", "{n} {i}: ", "{n}-{i}\n", "10{m}Z {n}-{i}\n", "{n} {i}\n", "{n} NO {i}\n")
        for names in ("with country", "of country", "office of country")
    ),
}


def spoken(form: str, names: tuple[str, ...], gap: str, head: str) -> tuple[str, list[int]]:
    """A talk with labels of that form, and where what each says begins."""
    text, starts = head, []
    for turn, (who, said) in enumerate(TALK, start=1):
        label = form.format(n=names[who], i=turn, m=turn + 14)
        starts.append(len(text) + len(label))
        text += f"{label}{said}{gap}"
    return text.rstrip() + "\n", starts


SHORT = [
    (0, "I have read your letter, and I was glad to get it. There are three things that we should talk about today."),
    (1, "I see."),
    (0, "Then turn to the second page, please, and tell me whether that is a figure you know."),
    (1, "I do not. I will ask for it."),
    (0, "I will call you again on Monday."),
    (1, "All right."),
]


@pytest.mark.parametrize("verb", ["says", "said", "replies", "asked", "then answered"])
@pytest.mark.parametrize("names", NAMES)
def test_whoever_is_said_to_speak_before_a_colon_speaks_for_himself(verb: str, names: str) -> None:
    text, starts = HEAD, []
    for who, said in SHORT:
        starts.append(len(text))
        text += f"{NAMES[names][who]} {verb}: {said}\n\n"
    turns = rows([read_document(text.encode(), "talk")])["turns"]
    assert [(turn["kind"], turn["raw_start"]) for turn in turns] == [("speech", start) for start in starts]
    assert [turn["speaker_id"] == turns[0]["speaker_id"] for turn in turns] == [who == 0 for who, _ in SHORT]


@pytest.mark.parametrize("form", ["{n}: ", "*{n}* — ", "{n}. ", "{n}\n"])
@pytest.mark.parametrize("names", [("Question", "Answer"), ("QUESTION", "THE MINISTER"), ("Student", "The Translator")])
def test_who_is_called_as_a_word_of_what_is_said_speaks(form: str, names: tuple[str, str]) -> None:
    text, starts = HEAD, []
    for turn, (_, said) in enumerate(TALK):
        starts.append(len(text) + len(form.format(n=names[turn % 2])))
        text += (
            f"{form.format(n=names[turn % 2])}{said} That is the student's answer to a question of the translator.\n\n"
        )
    turns = [turn for turn in rows([read_document(text.encode(), "talk")])["turns"] if turn["kind"] == "speech"]
    assert all(turn["raw_start"] <= start < turn["raw_end"] for turn, start in zip(turns, starts, strict=True))
    assert [turn["speaker_id"] == turns[0]["speaker_id"] for turn in turns] == [turn % 2 == 0 for turn in range(12)]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("names", NAMES)
def test_whoever_speaks_is_found(form: str, names: str) -> None:
    if (form, names) in AMBIGUOUS:
        pytest.skip("can be meant otherwise")
    for gap, head in (("\n\n", HEAD + PRESENT), ("\n", HEAD)):
        text, starts = spoken(form, NAMES[names], gap, head)
        turns = [turn for turn in rows([read_document(text.encode(), "talk")])["turns"] if turn["kind"] == "speech"]
        held = [next((t for t in turns if t["raw_start"] <= start < t["raw_end"]), None) for start in starts]
        said = [
            turn for turn, end in zip(held, [*starts[1:], len(text)], strict=True) if turn and turn["raw_end"] <= end
        ]
        assert len(said) == len(TALK)
        speakers = [turn["speaker_id"] for turn in said]
        assert [speakers.index(speaker) for speaker in speakers] == [(0, 1, 3)[who] for who, _ in TALK]


@pytest.mark.parametrize("mark", [".—", "—", ": ", " : ", " — ", " - ", "-- ", "--", ". ", ".— "])
@pytest.mark.parametrize(
    "names",
    [
        *(("I", "He"), ("I", "She"), ("I", "H.E."), ("I", "The Governor"), ("I", "Governor"), ("I", "His Excellency")),
        *(("Myself", "He"), ("Self", "He"), ("Me", "Him"), ("Crane", "He"), ("We", "They")),
        *(("HE", "I"), ("The writer", "Crane"), ("The undersigned", "The minister")),
    ],
)
def test_pronouns_before_a_mark_are_labels_where_they_stand_so_time_and_again(
    names: tuple[str, str], mark: str
) -> None:
    letter = (
        "Sir,\n\nI HAVE the honour to report that I waited upon the Governor this morning. This is what was said:\n\n"
    )
    text, starts = f"Mr. Crane to Sir Adam Price\n\nBergen, February 17, 1896.\n\n{letter}", []
    for turn, (_, said) in enumerate(TALK):
        starts.append(len(text))
        text += f"{names[turn % 2]}{mark}{said}\n\n"
        text += "Here he went to the window, and for some time looked out.\n\n" if turn == 7 else ""
    text += "Upon this I rose and took my leave.\n\nI have, &c.\n"
    turns = [turn for turn in rows([read_document(text.encode(), "talk")])["turns"] if turn["kind"] == "speech"]
    assert [turn["raw_start"] for turn in turns] == starts
    assert [turn["speaker_id"] == turns[0]["speaker_id"] for turn in turns] == [turn % 2 == 0 for turn in range(12)]


RARE = {
    "role with name": ("Chairman (Crane)", "Minister of State (Holm)", "Councillor (Price)"),
    "side with person": ("NORWAY (M. Crane)", "ICELAND (M. Holm)", "DENMARK (M. Price)"),
    "name and post": ("CRANE/Oslo", "HOLM/Bern", "PRICE/Rome"),
    "form of address": NAMES["form of address"],
    "capitals": NAMES["capitals"],
}


@pytest.mark.parametrize("form", ["○{n} ", "{n}) ", "{n}> ", "{n}/ ", "{n}; ", "{n}... ", "<{n}> ", "[10:{m}] {n} "])
@pytest.mark.parametrize("names", [name for name in RARE if name != "form of address"])
def test_any_signs_are_marks_where_line_breaks_are_lost(form: str, names: str) -> None:
    text, starts = spoken(form, RARE[names], " ", HEAD)
    turns = [turn for turn in rows([read_document(text.encode(), "talk")])["turns"] if turn["kind"] == "speech"]
    held = [next((t for t in turns if t["raw_start"] <= start < t["raw_end"]), None) for start in starts]
    assert len(turns) == len(TALK)
    speakers = [turn["speaker_id"] for turn in held if turn is not None]
    assert [speakers.index(speaker) for speaker in speakers] == [(0, 1, 3)[who] for who, _ in TALK]


@pytest.mark.parametrize("form", ["○{n}\n", "10:{m}\n{n}\n", "10.{m} {n} ", "| {n} | ", "{n} → ", "{n}. "])
@pytest.mark.parametrize("names", RARE)
def test_six_turns_are_a_habit(form: str, names: str) -> None:
    text, starts = HEAD, []
    for turn, (who, said) in enumerate(TALK[:6]):
        label = form.format(n=RARE[names][who], m=turn + 14)
        starts.append(len(text) + len(label))
        text += f"{label}{said}\n\n"
    turns = [turn for turn in rows([read_document(text.encode(), "talk")])["turns"] if turn["kind"] == "speech"]
    assert len(turns) == len(starts)
    assert all(turn["raw_start"] <= start < turn["raw_end"] for turn, start in zip(turns, starts, strict=True))


TOPICS = (
    ("Boats", "The committee heard how many boats had been lost since March, and whose boats they were."),
    ("Nets", "Nobody could say whether nets were to blame. Our scientists doubt it."),
    ("Harbours", "Two harbours are closed until May, and a third of the harbours need a dredger."),
    ("Quotas", "It was agreed to ask both Governments what quotas they would accept for the coming year."),
    ("Patrols", "What patrols cost was not known. The Minister said that patrols would go on."),
    ("Lights", "Three lights on the northern coast have been repaired, the other lights were seen to in June."),
)


@pytest.mark.parametrize(
    "form", ["○{t} ", "{t} → ", "{t} > ", "{t} — ", "{t}... ", "[{t}] ", "{t} | ", "▶ {t}\n", "{t}\n"]
)
@pytest.mark.parametrize("gap", ["\n\n", " "])
def test_topics_before_what_tells_of_them_are_no_labels(form: str, gap: str) -> None:
    text = HEAD + gap.join(form.format(t=topic) + told for topic, told in TOPICS) + "\n"
    labels = [turn["speaker_label"] for turn in rows([read_document(text.encode(), "talk")])["turns"]]
    assert not {topic for topic, _ in TOPICS} & set(labels)


@pytest.mark.parametrize("initials", ["RE", "TO", "CC", "OK"])
@pytest.mark.parametrize("passing", ["", "[Break]\n\n"])
def test_initials_that_are_a_field_of_heads_are_labels_among_other_initials(initials: str, passing: str) -> None:
    said = ["The bridge is open.", "Since when?", "Since May.", "Who paid?", "The miller.", "Was he asked?"]
    talk = "".join(f"{who}: {words}\n\n" for who, words in zip(["TK", initials] * 3, said, strict=True))
    names = "Cde. Alder: He was asked twice.\n\nCde. Birch: And?\n\nCde. Alder: He paid.\n\nCde. Birch: Good.\n"
    text = f"Record of a talk\n\nOslo, 4 May 1951\n\n{talk}{passing}{names}"
    turns = rows([read_document(text.encode(), "x")])["turns"]
    labels = [turn["speaker_label"] for turn in turns if turn["kind"] == "speech"]
    assert labels == [*["TK", initials] * 3, *["Cde. Alder", "Cde. Birch"] * 2]


@pytest.mark.parametrize("form", ["_{n}._ ", "_{n}:_ ", "**{n}.** ", "**{n}** "])
@pytest.mark.parametrize("names", ["form of address", "office and name", "address in capitals", "with country"])
def test_labels_told_by_their_emphasis_are_found_where_all_is_one_line(form: str, names: str) -> None:
    text, starts = "", []
    for who, said in TALK:
        starts.append(len(text))
        text += f"{form.format(n=NAMES[names][who])}{said} "
    turns = rows([read_document(f"{text.rstrip()}\n".encode(), "talk")])["turns"]
    found = [(turn["raw_start"], turn["speaker_id"]) for turn in turns]
    assert [start for start, _ in found] == pytest.approx(starts, abs=2)
    speakers = [speaker for _, speaker in found]
    assert [speakers.index(speaker) for speaker in speakers] == [(0, 1, 3)[who] for who, _ in TALK]


FOOTS = (
    "The meeting ended at 5.20 p.m. The guests left by the garden door. Distribution: Registry.",
    "Adjourned until Tuesday.",
    "[End of side A]",
    "END OF TRANSMISSION",
    "The conversation lasted forty minutes. Typed from notes by A. Brown.",
)


@pytest.mark.parametrize("foot", FOOTS)
@pytest.mark.parametrize("between", ["", "Interval for tea.", "[Exit the interpreter.", "A map was laid on the table."])
def test_what_stands_between_turns_or_after_the_last_is_nobodys(foot: str, between: str) -> None:
    names = NAMES["form of address"]
    said = [f"{names[who]}: {words}" for who, words in TALK]
    text = "\n\n".join([*said[:5], between, *said[5:], foot]) if between else " ".join([*said, foot])
    turns = [turn for turn in rows([read_document(text.encode(), "talk")])["turns"] if turn["kind"] == "speech"]
    given = [text[turn["raw_start"] : turn["raw_end"]].strip() for turn in turns]
    assert given == said


@pytest.mark.parametrize(
    ("form", "how"),
    [
        *(("{n}:\n", "Translation: "), ("{n}\n", "(Original French)\n"), ("{n}:\n", "(Interpretation) ")),
        *(("{n}\n", "Speaks in French:\n"), ("{n} — ", "Interpretation from French: "), ("{n}:\n", "Interpreter: ")),
    ],
)
@pytest.mark.parametrize("names", NAMES)
def test_what_stands_under_labels_time_and_again_tells_how_it_is_said(form: str, how: str, names: str) -> None:
    text, starts = HEAD, []
    for who, said in TALK:
        starts.append(len(text))
        text += f"{form.format(n=NAMES[names][who])}{how if who else ''}{said}\n\n"
    turns = [turn for turn in rows([read_document(text.encode(), "talk")])["turns"] if turn["kind"] == "speech"]
    assert [turn["raw_start"] for turn in turns] == starts
    speakers = [turn["speaker_id"] for turn in turns]
    assert [speakers.index(speaker) for speaker in speakers] == [(0, 1, 3)[who] for who, _ in TALK]


EVIDENCE = [
    (0, "You were harbour master of this port from 1921?", "From 1921 until the mole was carried away."),
    (0, "And what did you handle in your best year?", "Some four hundred thousand tons."),
    (1, "You say that no money was spent. Is that so?", "The money was voted. It was not spent."),
    (1, "By whose order?", "I never saw one."),
    (0, "We are much obliged to you for coming here today.", "I thank the Commission."),
]


@pytest.mark.parametrize("asked", ["{i}. {n}: ", "{i}. ({n}.) ", "Q. {k}. ({n}) ", "{i}. {n}.—", "{i:,}. {n}: "])
@pytest.mark.parametrize("answered", ["—", "---", " — ", " A. ", "—A. ", "- - -"])
def test_answers_may_stand_behind_numbered_questions(asked: str, answered: str) -> None:
    names = ("Lord Marchbank", "Miss Colman")
    text, starts, last = "SIXTH DAY\n\n9 March 1934\n\nEvidence of Captain Enrico Salvi.\n\n", [], None
    for count, (who, question, answer) in enumerate(EVIDENCE):
        head = asked.format(i=1041 + count, k=17 + count, n=names[who])
        if who == last:  # who goes on is not named again
            head = f"Q. {17 + count}. " if asked.startswith("Q") else head.split(" ")[0] + " "
        starts += [len(text), len(text) + len(head + question + answered.removesuffix("A. "))]
        text, last = f"{text}{head}{question}{answered}{answer}\n\n", who
    turns = [turn for turn in rows([read_document(text.encode(), "talk")])["turns"] if turn["kind"] == "speech"]
    assert [turn["raw_start"] for turn in turns] == starts
    assert [turn["speaker_name"].split()[-1] for turn in turns[::2]] == [
        names[who].split()[1] for who, _, _ in EVIDENCE
    ]
    assert all(turn["speaker_name"].endswith("Salvi") for turn in turns[1::2])


SAID = (
    "You have come early in the cold.",
    "In our town it rained all the way.",
    "Two hours and a half, and then the ferry.",
    "Today I would like to settle the fares.",
    "We studied them. There are nine articles.",
    "We only wrote down how.",
)


@pytest.mark.parametrize(
    ("sides", "mark"),
    [
        (("East (Tom Hale)", "West (Ole Brandt)", "East (Bill Marsh)"), ":\n"),
        (("NORWAY (Mr. Hale)", "DENMARK (Mr. Brandt)", "NORWAY (Mr. Marsh)"), ": "),
        (("North (Hale Tom-su)", "South (Brandt Ole-ho)", "North (Marsh Il-su)"), "\n"),
    ],
)
def test_several_in_parentheses_behind_one_side_are_who_speaks(sides: tuple[str, ...], mark: str) -> None:
    talk = "\n\n".join(f"{side}{mark}{said}" for side, said in zip(2 * sides, SAID, strict=True))
    turns = rows([read_document(f"Fourth Contact\n\nDate: May 4, 1972\n\n{talk}\n".encode(), "talk")])["turns"]
    speakers = [next(name for name in ("Hale", "Brandt", "Marsh") if name in turn["speaker_name"]) for turn in turns]
    assert speakers == 2 * ["Hale", "Brandt", "Marsh"]


def test_one_mark_may_differ_behind_a_side_that_stands_after_the_hour() -> None:
    labels = ("1400  EAST:", "1403  WEST:", "1405  EAST :", "1406  WEST.", "1407  EAST:", "1411  WEST:")
    talk = "\n\n".join(f"{label}  {said}" for label, said in zip(labels, SAID, strict=True))
    turns = rows([read_document(f"MEETING OF THE SECRETARIES\n4 May 1954\n\n{talk}\n".encode(), "talk")])["turns"]
    assert [turn["speaker_label"] for turn in turns] == 3 * ["EAST", "WEST"]
