"""Words that scanners spoilt are known again, and every offset of the repaired text leads back to the clean one."""

from __future__ import annotations

import subprocess
import sys

import pytest

from flows.reading.document import read_document
from flows.segment.repairs.known_words import LONGEST
from flows.segment.repairs.repaired_text import Repaired
from flows.segment.repairs.repairing import FEW, misreadings, repaired
from flows.tables import rows
from tests.conftest import PROJECT
from tests.generator import LOOKS, generate, noise

NAMES = {"Tranberg", "Rommedal", "Ormsby"}


def read(text: str, names: set[str] = NAMES) -> str:
    return repaired(text, 0, len(text), names).text


@pytest.mark.parametrize(
    ("spoilt", "meant"),
    [
        ("The 5ecretary replied.", "The Secretary replied."),
        ("The Sec retary ans wered that", "The Secretary answered that"),
        ("The F'oreign Minister sai.d", "The Foreign Minister said"),
        ("Mr . Rommedal said , of course .", "Mr. Rommedal said, of course."),
        ("Mr, Rommedal said", "Mr. Rommedal said"),
        ("Mr. Orrnsby and Mr. Ormsby", "Mr. Ormsby and Mr. Ormsby"),
        ("PR1ME M1NISTER: Yes", "PRIME MINISTER: Yes"),
        ("Ambassador Tranberg replled", "Ambassador Tranberg replied"),
        ("Hc said tbat", "He said that"),
        ("the· Secretary was late· Tranberg left", "the Secretary was late. Tranberg left"),
        ("The Secretary_said ~ no", "The Secretary said no"),
        ("The Secretary saidthat", "The Secretary said that"),
        ("Rom medal agreed", "Rommedal agreed"),
        ("Rommedalagreed at once", "Rommedal agreed at once"),
        ("R o m m e d a l : Yes. P á l : No.", "Rommedal : Yes. Pál : No."),
        ("Mr. Rommedal; wondered", "Mr. Rommedal wondered"),
        ("Kallberg left. Mr. Ka11berg was late.", "Kallberg left. Mr. Kallberg was late."),
        ("Mr. L0on left. Mr. Loon was late. The 5tate lost.", "Mr. Loon left. Mr. Loon was late. The State lost."),
        ("|n reply Mr. Rommedal said", "In reply Mr. Rommedal said"),
        ("SlR G. ORMSBY agreed", "SIR G. ORMSBY agreed"),
        ("Turningto him, Tranberg askedwhether", "Turning to him, Tranberg asked whether"),
        ("Aftera pause Ormsby pointedout that", "After a pause Ormsby pointed out that"),
        ("Tranberg s aid that", "Tranberg said that"),
        ("It was so. Mr .Rommedal left", "It was so. Mr. Rommedal left"),
        ("T H E C H A I R M A N s a i d t h a t it was I t .", "THE CHAIRMAN said that it was I t."),
        ("Rommeda l agreed", "Rommedal agreed"),
        ("Minister Ormsby: No. MinisterOrmsby: Yes.", "Minister Ormsby: No. Minister Ormsby: Yes."),
        ("It was late. Be said no. lie agreed. Be it so.", "It was late. He said no. He agreed. Be it so."),
        ("Be assured that it was late. Be told me why.", "Be assured that it was late. He told me why."),
        ("The Minieter aaked. D /PLAN agreed", "The Minister asked. D/PLAN agreed"),
        ("Grabow left. Mr. Crabow left. Mr. Grabow came.", "Grabow left. Mr. Grabow left. Mr. Grabow came."),
        (
            "I came, I left. | said no, and J then asked early. T told",
            "I came, I left. I said no, and I then asked early. I told",
        ),
        (
            "I came, I left.\n\n1 mentioned it early. { was late.",
            "I came, I left.\n\nI mentioned it early. I was late.",
        ),
        (
            "I came. Lasked early. Itold her so.\n\nTreplied at once. I.said no.",
            "I came. I asked early. I told her so.\n\nI replied at once. I said no.",
        ),
        (
            "Phe Minister left. FHE CHAIRMAN said no. Ihe Envoy left.",
            "The Minister left. THE CHAIRMAN said no. The Envoy left.",
        ),
        ("M. Orlovi¢ left. MR. S@RBY, Mr. Ha§ek and I left.", "M. Orlovic left. MR. SORBY, Mr. Hasek and I left."),
        ("Tranberg. asked why. MR..ORMSBY,. said no.", "Tranberg asked why. MR. ORMSBY said no."),
        ("SIR FELIX. ORMSBY agreed", "SIR FELIX ORMSBY agreed"),
        ("Mr’... Tranberg left. M:. Rommedal left.", "Mr. Tranberg left. M. Rommedal left."),
        ("It was.\n\n7, Tranberg left.\n\n15.:-The end.", "It was.\n\n7. Tranberg left.\n\n15. The end."),
        ("Tranberg said-that I-told him", "Tranberg said that I told him"),
        ("Tranberg said'that it was. Ormsby asked’ whether", "Tranberg said that it was. Ormsby asked whether"),
        ("Tranberg’said that Ormsby said-he was late.", "Tranberg said that Ormsby said he was late."),
        ("Tranberg left.\n\ntranberg asked why.", "Tranberg left.\n\nTranberg asked why."),
        (
            "He {Ormsby) left. {Here it ends.] (He left} [He left}",
            "He (Ormsby) left. [Here it ends.] (He left) [He left]",
        ),
        ("Tranberg “said that it was.", "Tranberg said that it was."),
        ("It was.\n\nLord. Ormsby left.\n\nSIR. FELIX left.", "It was.\n\nLord Ormsby left.\n\nSIR FELIX left."),
        ("It was.\n\ni7. Ormsby left.\n\n1é. It was.", "It was.\n\n1. Ormsby left.\n\n1. It was."),
        ("Mr. tranberg and Mr te ormsby left", "Mr. tranberg and Mr te ormsby left"),
        ("Tranberg left. Mr. tranberg left", "Tranberg left. Mr. Tranberg left"),
        ("the vice President and the prime Minister", "the Vice President and the Prime Minister"),
        ("Mr. Ormsby left. xr. Ormsby and Mt. Ormsby", "Mr. Ormsby left. Mr. Ormsby and Mr. Ormsby"),
        ("Ambassador Ormsby left. ambassador Ormsby stayed.", "Ambassador Ormsby left. Ambassador Ormsby stayed."),
        ("Mr. Ormsby. Said that it was", "Mr. Ormsby said that it was"),
        ("Mr ; Ormsby said, and DR: Tranberg left", "Mr. Ormsby said, and DR. Tranberg left"),
        ("H. Ormsby left. H ; Ormsby came. H Ormsby sat.", "H. Ormsby left. H. Ormsby came. H. Ormsby sat."),
        ("Consul Ormsby left. Consul *Ormsby came.", "Consul Ormsby left. Consul Ormsby came."),
        ("P. Ormsby left. P: Ormsby left. P: We agree. P: No.", "P. Ormsby left. P: Ormsby left. P: We agree. P: No."),
        ("The: Consul and the Prime. Minister left.", "The Consul and the Prime Minister left."),
        (
            "Ormsby’ warned us. Tranberg ‘ said no. Rommedal .asked",
            "Ormsby warned us. Tranberg said no. Rommedal asked",
        ),
        ("He wrote ‘to Ormsby’ said Tranberg", "He wrote ‘to Ormsby’ said Tranberg"),
        ("It was late.Tranberg left.\n\n6.The rest left.", "It was late. Tranberg left.\n\n6. The rest left."),
        (
            "No.\n\n“ Falk left.\n\nOrmsby' – We agree.\n\nORMSBY.’ No.",
            "No.\n\nFalk left.\n\nOrmsby – We agree.\n\nORMSBY. No.",
        ),
        (
            "No.\n\nA. Falk. No.\n\nA. Falk. No.\n\nA. Falk. No.\n\nAA. Falk. No.\n\n4, Falk. No.\n\nB. Falk. No.",
            "No.\n\nA. Falk. No.\n\nA. Falk. No.\n\nA. Falk. No.\n\nA. Falk. No.\n\nA. Falk. No.\n\nB. Falk. No.",
        ),
        ("Vv. Ormsby: No. Ww: Yes.", "V. Ormsby: No. W: Yes."),
        (
            "No.\n\nranberg left.\n\n3rmsby left.\n\nhe Consul left.",
            "No.\n\nTranberg left.\n\nOrmsby left.\n\nThe Consul left.",
        ),
        ("H.E. left. HE. agreed, H-E. said, H.£. told us", "H.E. left. H.E. agreed, H.E. said, H.E. told us"),
        ("T.K.Y. left. T.K.Y- said no, T.K.Y asked", "T.K.Y. left. T.K.Y. said no, T.K.Y. asked"),
        (
            "It was at an end, He came to it, They had, The Ambassador said",
            "It was at an end. He came to it. They had. The Ambassador said",
        ),
        ("It was at an end.-The Consul left.'Ormsby came.", "It was at an end. The Consul left. Ormsby came."),
        ("mr. Ormsby and mM. Tranberg left", "Mr. Ormsby and M. Tranberg left"),
        (
            "Sir Kay-Orr came. Sir Kay -Orr sat. Dr. Kay- Orr went.",
            "Sir Kay-Orr came. Sir Kay-Orr sat. Dr. Kay-Orr went.",
        ),
        ("Consul Ormsby left. Consul -Ormsby said no.", "Consul Ormsby left. Consul Ormsby said no."),
        (
            "He was far away. with a smile Tranberg left. on leaving",
            "He was far away. With a smile Tranberg left. On leaving",
        ),
        (
            "The Ambass. with Tranberg left. The Minist. would stay.",
            "The Ambass. with Tranberg left. The Minist. would stay.",
        ),
        ("Is the other govt. was it Parlt. could it be", "Is the other govt. was it Parlt. could it be"),
        ("mrs. Voss left. Lord sandwell and Mr. whitby left.", "Mrs. Voss left. Lord Sandwell and Mr. Whitby left."),
        ("The ‘Chancellor asked why. The “CONSUL left.", "The Chancellor asked why. The CONSUL left."),
        ("The High .Commissioner left. The ,Minister came.", "The High Commissioner left. The Minister came."),
        ("Ormsby ‘begged leave. He ‘told them.", "Ormsby begged leave. He told them."),
        ("M. Ormsby left. M. ormsby came. Ormsby sat.", "M. Ormsby left. M. Ormsby came. Ormsby sat."),
        ("The Under-Secretary, the under-Secretary-General", "The Under-Secretary, the Under-Secretary-General"),
        ("Ormsby left. ormsby then asked why.", "Ormsby left. Ormsby then asked why."),
        ("OrmSby and Ormsby, it waS said", "Ormsby and Ormsby, it was said"),
        ("Tranberg, summing up, Said that he", "Tranberg, summing up, said that he"),
        (
            "Then Tranberg ee asked why. It was so; Ormsby : said no.",
            "Then Tranberg asked why. It was so; Ormsby said no.",
        ),
        (
            "General Ormsby left. General si Ormsby sat. The i s Consul.",
            "General Ormsby left. General Ormsby sat. The i s Consul.",
        ),
        (
            "The Consul left. The i s Consul sat, the + Consul came.",
            "The Consul left. The Consul sat, the + Consul came.",
        ),
        ("I left.\n\n4. 1 asked why.\n\n12. | told him.", "I left.\n\n4. I asked why.\n\n12. I told him."),
        ('Tranberg ‘said that it was. "No," he said.', 'Tranberg said that it was. "No," he said.'),
        ("l am late, l'm sure.", "I am late, I'm sure."),
    ],
)
def test_what_a_scanner_did_is_undone(spoilt: str, meant: str) -> None:
    assert read(spoilt) == meant


@pytest.mark.parametrize("count", [FEW // 2, 2 * FEW])
def test_few_misread_words_and_many_are_known_again(count: int) -> None:
    offices = {wrong: office for wrong, office in misreadings().items() if office.endswith("er") and wrong.isalpha()}
    spoilt = sorted(offices)[:count]
    assert len(spoilt) == count
    text = "".join(f"{word} {word}x x{word} " for word in spoilt)
    assert read(text, set()) == "".join(f"{offices[word]} {word}x x{word} " for word in spoilt)


@pytest.mark.parametrize(
    "text",
    [
        "All parties in the two houses of Parliament were cautious, and it was a tight vote.",
        "They don't agree. He said we're late; the Government's view, and Tranberg's, isn't known . . . yet.",
        "In 1958 he had 50,000 tons, 1st class, at 10 a.m. in Room 5B.",
        "• The harbour\n\n• The mole",
        "I left. Article 1 had failed; see vol. 1 said the clerk. Mr. T said no. Plan J was late.",
        "President Said said that Vice-Admiral Ormsby-Said thought of a prime ministerial post.",
        "A.B.S.: Yes.\n\nC.M.: No.\n\nM.: Why? The F.S. said no. The S. of S. let this pass.",
        "It was.\n\nGeneral. That was so.\n\n“Tranberg said” that, they said. Tranberg's asked.",
        "THE CHAIRMAN. Stated in advance?\n\nMR. ORMSBY. Suggested so.",
        "Mr. Ormsby left by Mt. Everest, St. Ormsby and Dr. Ormsby; the ambassador and Ormsby stayed.",
        "• Trade\n\n1 asked price, 2 offers. The Minister etc. told all.",
        "The visit or the talks may or can on no account be under taken lightly.",
        "He said, They left. He read in The Hague, The Times and Ormsby, The Life. The US, that day, left the U.S. in.",
        "It was so.\n\nMr. Ormsby.-We agree.\n\nThe Consul said: 'It was.' He left for the P.M.",
        "McOrmsby, MacSwell and DeSoto left. tranberg had the anti-Soviet ex-Consul. OrmSoft was late.",
        "StS: Yes. The Secretary-General had left. H.E. then asked why. Comrade the Consul asked The Consul.",
        "Ormsby – agreed. So Falk – asked.\n\nGeneral de Ormsby and General Ormsby. Article 4 asked why.",
        "Ormsby and Hornsby, who is somebody else, and Hornsby again and Hornsby.",
        "Tranberg: agreed. Peter Rommedal: understands.",
        "Onto the road went Soto, Ina and Ashis, with the Minister's aid.",
        "Does the Minister means what he said? Forty parties heard the choir; he means it, and I withdraw.",
        "The Tranberg-proposed draft and Ormsbys' comments lay on the ‘Rommedal’ told of. Norse-backed plans failed.",
        "Tranberg “said that it wasn’t so”, and Ormsby 'agreed that it was'.",
        "The choice was his. The harbour was its. Tranberg left.",
        "Throughout the visit Toby and Norby wondered. Thereby talks were derailed, and Therefor, they said, ended.",
        "Q Were you there?\n\nOrmsby Was that so?",
        "A. Mr. Ormsby was there.\n\nQ. Who else?\n\nA. A Mr. Ormsby, who left.",
        '"The Consul" said no.\n\n\'Tranberg\' agreed.\n\n("Ormsby" said yes.)',
        "Tranberg averted a war, Ormsby deported them and the Minister derailed it.",
        "I left. Tasked with it, I wrote. Tasked to watch, I saw. "
        "Tread softly was said. I wrote to Ormsby@office.gov for 5¢, § 4 and Mr. Tran said no. Bhe rain fell.",
        "J. Ormsby left.\n\nJ. Ormsby left.\n\nJ. Ormsby left.\n\nH. Ormsby came.\n\n17. Ormsby left.",
    ],
)
def test_what_is_no_damage_stays(text: str) -> None:
    assert read(text) == text


def test_a_misread_verb_follows_its_subject() -> None:
    assert read("The Minister tolcl him of the parries.") == "The Minister tolcl him of the parries."
    assert read("Tranberg addcd that it was addcd.") == "Tranberg added that it was addcd."


@pytest.mark.parametrize("verb", ["affirme", "answere", "cautione", "claime", "commente", "confirme", "objecte"])
def test_half_a_word_is_no_misread_one(verb: str) -> None:
    """Whatever the order of sets, which differs from one process to the next."""
    for others in ([], sorted(misreadings())[: FEW + 1]):
        assert read(" ".join([f"Mr. Smith {verb} d that it was late.", *others])).startswith(f"Mr. Smith {verb}d that")


def test_who_is_listed_under_a_misread_name_is_known_by_it() -> None:
    assert read("Mr. Ramanujal left.", {"Hamanujal"}) == "Mr. Hamanujal left."


def test_who_is_listed_is_no_misread_office() -> None:
    assert read("Mr. O'Sullan left.") == "Mr. O'Sultan left."
    assert read("Mr. O'Sullan left.", {"O'Sullan"}) == "Mr. O'Sullan left."


def test_whoever_holds_a_misread_office_is_called_by_it() -> None:
    record = b"""Memorandum of Conversation

Participants: Karel Brandt, Minister of Defcnse; Mr. Alder

Mr. Alder said that the bridge was open.

The Minister of Defense replied that the road was not.
"""
    speech = [turn for turn in rows([read_document(record, "bridge")])["turns"] if turn["kind"] == "speech"]
    assert [turn["speaker_name"] for turn in speech] == ["Alder", "Karel Brandt"]


def test_every_offset_leads_back() -> None:
    clean = "Mr . Orrnsby saidthat the Sec retary · agreed."
    whole = repaired(clean, 0, len(clean), NAMES)
    assert whole.text == "Mr. Ormsby said that the Secretary agreed."
    for word, written in [("Ormsby", "Orrnsby"), ("said that", "saidthat"), ("Secretary", "Sec retary"), ("Mr", "Mr")]:
        at = whole.text.index(word)
        assert clean[whole.start(at) : whole.end(at + len(word))] == written
        assert whole.read(clean.index(written)) == at
    assert whole.start(len(whole.text)) == whole.end(len(whole.text)) == len(clean)


def test_a_text_without_changes_is_its_own() -> None:
    whole = Repaired("Nothing.", [])
    assert (whole.text, whole.read(3), whole.start(3), whole.end(3)) == ("Nothing.", 3, 3, 3)


def test_one_endless_word_is_looked_at_near_its_digits_only() -> None:
    endless = "a1" * 50_000
    assert read(endless) == endless
    assert LONGEST < 100


def test_turns_and_labels_are_those_of_the_clean_text() -> None:
    record = b"""Memorandum of Conversation

Participants: Mr. Alder, Ambassador Tranberg

Mr . Alder sa.id that the bridge was open.

\xc2\xb7 Ambass ador Tranberg ans wered that the road was not. Mr. A1der regretted this.
"""
    tables = rows([read_document(record, "bridge")])
    speech = [turn for turn in tables["turns"] if turn["kind"] == "speech"]
    assert [turn["speaker_label"] for turn in speech] == ["Mr . Alder", "Ambass ador Tranberg", "Mr. A1der"]
    assert [turn["speaker_name"] for turn in speech] == ["Alder", "Tranberg", "Alder"]
    assert speech[1]["speech"] == "the road was not."
    assert all(turn["text"] == record.decode()[turn["raw_start"] : turn["raw_end"]] for turn in tables["turns"])


def test_most_turns_of_damaged_reported_speech_are_found() -> None:
    hit = known = predicted = 0
    for look in sorted(LOOKS):
        record = generate(1, ("reported",), look, noise(1.0))
        found = rows([read_document(record.raw.encode(), "damaged")])["turns"]
        starts = {turn["raw_start"] for turn in found if turn["kind"] == "speech"}
        gold = {region.raw_start for region in record.turns if region.facts.kind == "speech"}
        hit, known, predicted = hit + len(starts & gold), known + len(gold), predicted + len(starts)
    assert 2 * hit / (known + predicted) > 0.85


@pytest.mark.parametrize("piece", ["xr. {} left. ", "minister {} left. "])
def test_many_names_are_not_looked_for_one_by_one(piece: str) -> None:
    script = f"""
from flows.segment.repairs.repairing import repaired
from tests.hostile import name
text = "The Minister Ormsby left. " + "".join({piece!r}.format(name(number)) for number in range(120_000))
assert len(repaired(text, 0, len(text), ()).text) == len(text)
"""
    subprocess.run([sys.executable, "-c", script], cwd=PROJECT, check=True, timeout=60)


def test_the_rest_of_many_labels_is_found_without_looking_at_each() -> None:
    script = """
from flows.segment.labels.misreadings import Likeness
from tests.hostile import name
likeness = Likeness({f"{name(number)} Ormsby": 3 for number in range(30_000)}, dict)
assert likeness.part(f"{name(7)} Orm") == likeness.part(f"{name(7)[1:]} Ormsby") == f"{name(7)} Ormsby"
assert not any(likeness.part(f"{name(number)} Rommedal") for number in range(30_000))
"""
    subprocess.run([sys.executable, "-c", script], cwd=PROJECT, check=True, timeout=60)


def test_somebody_whose_name_looks_like_he_speaks() -> None:
    record = (
        "Record of conversation\n\nPort City, 4 May 1951\n\nMr. Dale said that wool was dear.\n\n"
        "Ke said that he agreed. Mr. Dale asked why.\n\nKe replied that ships were few.\n"
    )
    turns = rows([read_document(record.encode(), "wool")])["turns"]
    assert [turn["speaker_label"] for turn in turns if turn["kind"] == "speech"] == ["Mr. Dale", "Ke", "Mr. Dale", "Ke"]
