"""TEI after Parla-CLARIN: that all of the text is there, that pointers lead somewhere, and that it is XML."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.exports.tei_header import xml_id
from flows.exports.tei_text import write_text
from flows.exports.xml import Xml
from flows.reading.document import read_document
from flows.seeds import load_seeds
from flows.tables import rows
from schemas import Row
from tests.conftest import PROJECT
from tests.example import record
from tests.release_sample import release, sample_rows

TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
NC_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")

Rows = dict[str, list[Row]]


def example_rows() -> Rows:
    return rows([record("lake"), record("1951.shore")])


def seed_rows() -> Rows:
    found = load_seeds(PROJECT / "seeds")
    return rows(
        read_document(document.read(), document.document_id, document.sidecar, found.people)
        for document in found.documents
    )


@pytest.fixture(scope="module", params=[example_rows, seed_rows])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Rows, Path]:
    """The rows of a release, and the folder of its TEI files."""
    found = request.param()
    return found, release(tmp_path_factory.mktemp("dist"), found, evaluation={}) / "tei"


def documents(made: tuple[Rows, Path]) -> Iterator[tuple[Row, Rows, ElementTree.Element]]:
    tables, folder = made
    for document in tables["documents"]:
        name = document["document_id"]
        own = {table: [row for row in found if row.get("document_id") == name] for table, found in tables.items()}
        yield document, own, ElementTree.parse(folder / f"{name}.xml").getroot()


def text_of(element: ElementTree.Element) -> str:
    """The clean text of an element: without the footnotes, which do not stand in it."""
    if element.get("place") == "foot":
        return ""
    return (element.text or "") + "".join(text_of(child) + (child.tail or "") for child in element)


def of(root: ElementTree.Element, *tags: str) -> list[ElementTree.Element]:
    return [element for element in root.iter() if element.tag in [TEI + tag for tag in tags]]


def test_the_whole_text_is_there_in_its_order(made: tuple[Rows, Path]) -> None:
    for document, own, root in documents(made):
        covered = "".join(document["text"][row["clean_start"] : row["clean_end"]] for row in own["sections"])
        (text,) = of(root, "text")
        assert text_of(text).split() == covered.split() != []


def test_each_turn_is_an_element_of_its_kind(made: tuple[Rows, Path]) -> None:
    for _, own, root in documents(made):
        found = {element.get(XML_ID): element for element in root.iter()}
        for turn in own["turns"]:
            element = found[xml_id(turn["turn_id"])]
            together = bool(turn["joint_speaker_ids"])
            tags = {"speech": "u", "action": "kinesic", "narration": "incident" if together else "note"}
            assert element.tag == TEI + tags[turn["kind"]]
            people = [turn["speaker_id"]] if turn["speaker_id"] else turn["joint_speaker_ids"]
            assert (element.get("who") or "").split() == [f"#{xml_id(person)}" for person in people]
            assert (element.get("toWhom") or "").split() == [f"#{xml_id(person)}" for person in turn["addressee_ids"]]
            assert element.get("ana") == (turn["mode"] and f"#mode_{turn['mode']}")
            assert turn["text"].split()[-len(text_of(element).split()) :] == text_of(element).split()
        assert len(of(root, "u")) == sum(turn["kind"] == "speech" for turn in own["turns"])


def test_each_page_begins_where_it_does(made: tuple[Rows, Path]) -> None:
    for document, own, root in documents(made):
        pages = [row for row in own["spans"] if row["kind"] == "page"]
        assert [element.get("n") for element in of(root, "pb")] == [row["note"] for row in pages]
        for element, row in zip(of(root, "pb"), pages, strict=True):
            assert document["text"][row["clean_start"] :].startswith((element.tail or "")[:20])


def test_footnotes_stand_where_their_marks_were(made: tuple[Rows, Path]) -> None:
    for _, own, root in documents(made):
        notes = [row["note"] or "" for row in own["spans"] if row["kind"] == "footnote"]
        assert [element.text or "" for element in of(root, "note") if element.get("place") == "foot"] == notes


def test_a_place_inside_what_has_no_places_stands_before_it(tmp_path: Path) -> None:
    root = ElementTree.parse(release(tmp_path, example_rows()) / "tei" / "lake.xml").getroot()
    (division,) = (each for each in of(root, "div") if each.get("type") == "debateSection")
    assert [each.tag.removeprefix(TEI) for each in division] == ["note", "u", "u", "u", "anchor", "incident"]
    assert division[4].get("type") == "slip"


def test_who_speaks_without_being_listed_is_listed(tmp_path: Path) -> None:
    tables = example_rows()
    tables["participants"] = []
    root = ElementTree.parse(release(tmp_path, tables) / "tei" / "lake.xml").getroot()
    assert [each.get(XML_ID) for each in of(root, "person")] == ["alder", "lake.birch"]
    assert [each.text for each in of(root, "persName")] == ["Ann Alder", "Birch"]


def test_every_pointer_leads_to_an_identifier_of_its_own(made: tuple[Rows, Path]) -> None:
    for _, own, root in documents(made):
        identifiers = [found for element in root.iter() if (found := element.get(XML_ID))]
        assert [name for name, count in Counter(identifiers).items() if count > 1] == []
        assert [name for name in identifiers if not NC_NAME.fullmatch(name)] == []
        pointers = " ".join(element.get(name, "") for element in root.iter() for name in ("who", "toWhom", "ana"))
        assert {pointer.removeprefix("#") for pointer in pointers.split()} <= set(identifiers)
        persons = {element.get(XML_ID) for element in of(root, "person")}
        assert {xml_id(turn["speaker_id"]) for turn in own["turns"] if turn["speaker_id"]} <= persons


def test_who_took_part_is_told_as_the_document_has_it(made: tuple[Rows, Path]) -> None:
    for _, own, root in documents(made):
        written = [each.text for each in of(root, "persName") if each.get("type") == "asWritten"]
        assert Counter(written) == Counter(row["name_as_written"] for row in own["participants"])


def test_a_label_stands_apart_only_where_no_sentence_goes_on(tmp_path: Path) -> None:
    root = ElementTree.parse(release(tmp_path, example_rows()) / "tei" / "lake.xml").getroot()
    assert [text_of(note) for note in of(root, "note") if note.get("type") == "speaker"] == ["Alder:"]
    first, second, *_ = of(root, "u")
    assert text_of(first).strip() == "Good daylight to you, Birch."
    assert text_of(second).strip() == "Birch replies that the lake is deep."


def test_identifiers_stay_different() -> None:
    assert xml_id("1951.talk@12") == "_1951.talk_12"
    assert xml_id("talk") == "talk"


def test_markup_and_control_characters_in_a_text_do_no_harm(tmp_path: Path) -> None:
    found = sample_rows()
    found["documents"][0]["title"] = "</title>\x00 & \ufffe"
    text = found["documents"][0]["text"]
    found["documents"][0]["text"] = text.replace("agree", "a<u>\x0b").replace("on <both>", "on ]]>&lt;")
    root = ElementTree.parse(release(tmp_path, found) / "tei" / "harbour-talk.xml").getroot()
    assert of(root, "title")[0].text == "</title>\ufffd & \ufffd"
    assert "We *a<u>\ufffd* | on ]]>&lt;" in text_of(of(root, "u")[0])


KINDS = ("label", "quotation", "editorial", "deletion", "stage-direction")


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 60), st.integers(0, 25)), max_size=8))
def test_passages_that_cross_are_marked_letter_by_letter(drawn: list[tuple[str, int, int]]) -> None:
    """Each letter is inside the elements of just those spans that it lies in."""
    text = "One two, three. Four\n\nfive six seven. Eight nine ten.\n\nEleven twelve."
    spans: list[Row] = [
        {"kind": kind, "clean_start": start, "clean_end": min(start + length, len(text)), "turn_id": None, "note": None}
        for kind, start, length in drawn
        if length
    ]
    section = {"kind": "notes", "clean_start": 0, "clean_end": len(text)}
    xml = Xml()
    write_text(xml, {"text": text}, {"sections": [section], "turns": [], "spans": spans})
    found: list[tuple[str, list[str]]] = []

    def walk(element: ElementTree.Element, around: list[str]) -> None:
        name = str(element.get("type") if element.tag == "seg" else element.tag)
        inside = [*around, name]
        found.extend((letter, inside) for letter in element.text or "")
        for child in element:
            walk(child, inside)
            found.extend((letter, inside) for letter in child.tail or "")

    for paragraph in ElementTree.fromstring(xml.bytes()).iter("p"):
        walk(paragraph, [])
    letters = [(letter, sorted(inside)) for letter, inside in found if not letter.isspace()]
    expected = [
        (letter, sorted(["p", *(element_of(span["kind"]) for span in spans if covers(span, i))]))
        for i, letter in enumerate(text)
        if not letter.isspace()
    ]
    assert letters == expected


def element_of(kind: str) -> str:
    return {"quotation": "quote", "deletion": "del", "stage-direction": "note"}.get(kind, kind)


def covers(span: dict[str, Any], at: int) -> bool:
    return bool(span["clean_start"] <= at < span["clean_end"])


def marked(length: int, ranges: Iterable[tuple[int, int]]) -> ElementTree.Element:
    spans: list[Row] = [
        {"kind": "label", "clean_start": start, "clean_end": end, "turn_id": None, "note": None}
        for start, end in ranges
    ]
    section = {"kind": "notes", "clean_start": 0, "clean_end": length}
    xml = Xml()
    write_text(xml, {"text": "a" * length}, {"sections": [section], "turns": [], "spans": spans})
    return ElementTree.fromstring(xml.bytes())


@pytest.mark.parametrize(("reach", "most"), [(1, 1), (2, 2), (10, 10)])
def test_passages_that_cross_again_and_again_are_cut_into_few_pieces(reach: int, most: int) -> None:
    size = 5_000
    root = marked(size + reach, ((i, i + reach) for i in range(size)))
    assert size <= len(list(root.iter("seg"))) <= most * size
    assert "".join(root.itertext()).strip() == "a" * (size + reach)


def test_passages_inside_each_other_without_end_are_still_read_by_others() -> None:
    root = marked(10_000, ((i, 10_000 - i) for i in range(5_000)))
    assert "".join(root.itertext()).strip() == "a" * 10_000
    assert 10 < len(list(root.iter("seg"))) < 100


def test_jing_finds_every_document_valid(made: tuple[Rows, Path], development_data: Path) -> None:
    if shutil.which("jing") is None:
        pytest.skip("there is no command jing; `make acceptance` validates with a copy of its own")
    schema = development_data / "schemas" / "parla-clarin.rng"
    command = ["jing", str(schema), *map(str, sorted(made[1].glob("*.xml")))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
