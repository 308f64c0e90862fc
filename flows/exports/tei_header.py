"""The header of a TEI document: what it is, where it is from, whose rights it is under, and who takes part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from flows.exports.content import Edition
from flows.exports.xml import Xml
from schemas import TABLES, Row

_DATE_LENGTHS = {"year": 4, "month": 7, "day": 10}


def xml_id(identifier: str) -> str:
    """The identifier of a person or turn as an `xml:id`, which may not begin with a digit nor hold an `@`. Two
    identifiers never become one, since none has an underscore."""
    name = identifier.replace("@", "_")
    return f"_{name}" if name[0].isdigit() else name


def write_header(
    xml: Xml, document: Row, rows: Mapping[str, Sequence[Row]], people: Mapping[str, Row], edition: Edition
) -> None:
    """Writes the element `<teiHeader>` of a document. `rows` has its turns and participants, `people` all by id."""
    with xml.block("teiHeader"):
        with xml.block("fileDesc"):
            _file_description(xml, document, rows["turns"], edition)
        with xml.block("encodingDesc"):
            _encoding(xml, edition)
        with xml.block("profileDesc"):
            _profile(xml, document, rows, people)


def _file_description(xml: Xml, document: Row, turns: Sequence[Row], edition: Edition) -> None:
    dataset = edition.dataset
    title = document["title"] or document["document_id"]
    with xml.block("titleStmt"):
        xml.leaf("title", title, {"type": "main"})
        xml.leaf("title", dataset.title, {"type": "sub"})
        for resp, names in (("annotation", dataset.creators), ("translation", document["translators"])):
            for name in names:
                with xml.block("respStmt"):
                    xml.leaf("resp", resp)
                    xml.leaf("name", name)
    with xml.block("editionStmt"):
        xml.leaf("edition", edition.version)
    with xml.block("extent"):
        words = sum(turn["words"] for turn in turns)
        for unit, quantity in (("turns", len(turns)), ("words", words)):
            xml.leaf("measure", f"{quantity} {unit}", {"unit": unit, "quantity": str(quantity)})
    with xml.block("publicationStmt"):
        xml.leaf("publisher", dataset.publisher)
        xml.leaf("idno", document["document_id"], {"type": "document_id"})
        with xml.block("availability"):
            xml.leaf("licence", f"Annotations: {dataset.licence.data}", {"target": dataset.licence.data_url})
            xml.leaf("p", dataset.source_rights)
            xml.leaf("p", document["rights"])
            xml.leaf("p", document["licence"])
        xml.leaf("date", edition.date, {"when": edition.date})
    with xml.block("sourceDesc"), xml.block("bibl"):
        xml.leaf("title", title)
        _date(xml, document)
        xml.leaf("publisher", document["publisher"])
        xml.leaf("idno", document["archival_reference"] or document["archive"], {"type": "archive"})
        xml.leaf("idno", document["source_url"], {"type": "URI"})
        xml.leaf("idno", document["raw_sha256"], {"type": "sha256"})


def _encoding(xml: Xml, edition: Edition) -> None:
    turns, spans = TABLES["turns"], TABLES["spans"]
    with xml.block("projectDesc"):
        xml.leaf("p", edition.dataset.description)
    with xml.block("editorialDecl"), xml.block("segmentation"):
        xml.leaf("p", turns.description)
        xml.leaf("p", f"seg/@type: {spans.field('kind').description}")
    with xml.block("classDecl"), xml.block("taxonomy", {"xml:id": "taxonomy_mode"}):
        mode = turns.field("mode")
        xml.leaf("desc", mode.description)
        for value in mode.values or ():
            with xml.block("category", {"xml:id": f"mode_{value}"}):
                xml.leaf("catDesc", value)


def _profile(xml: Xml, document: Row, rows: Mapping[str, Sequence[Row]], people: Mapping[str, Row]) -> None:
    if document["summary"]:
        with xml.block("abstract"):
            xml.leaf("p", document["summary"])
    language = document["language"] or "und"
    with xml.block("langUsage"):
        xml.leaf("language", language, {"ident": language})
    if document["place"] or document["date"]:
        with xml.block("settingDesc"), xml.block("setting"):
            xml.leaf("name", document["place"], {"type": "place"})
            _date(xml, document)
    _persons(xml, rows["participants"], rows["turns"], people)


def _date(xml: Xml, document: Row) -> None:
    if document["date"] is None:
        return
    start, end = (value and value[: _DATE_LENGTHS[document["date_precision"] or "day"]] for value in _dates(document))
    attributes = {"from": start, "to": end} if end else {"when": start}
    xml.leaf("date", document["date_text"] or " to ".join(filter(None, (start, end))), attributes)


def _dates(document: Row) -> tuple[str, str | None]:
    return document["date"], document["date_end"]


def _persons(xml: Xml, participants: Sequence[Row], turns: Sequence[Row], people: Mapping[str, Row]) -> None:
    """Everybody who takes part or whom a turn names: first in the order of the list of those present."""
    listed: defaultdict[str, list[Row]] = defaultdict(list)
    for row in participants:
        listed[row["person_id"] or f"@{row['ordinal']}"].append(row)
    named = [
        person
        for turn in turns
        for person in (turn["speaker_id"], *turn["joint_speaker_ids"], *turn["addressee_ids"])
        if person is not None
    ]
    keys = list(dict.fromkeys([*listed, *named]))
    if not keys:
        return
    with xml.block("particDesc"), xml.block("listPerson"):
        for key in keys:
            _person(xml, people.get(key), listed[key])


def _person(xml: Xml, person: Row | None, participants: Sequence[Row]) -> None:
    attributes = {
        "xml:id": xml_id(person["person_id"]) if person else None,
        "role": participants[0]["role"] if participants else None,
    }
    with xml.block("person", attributes):
        if person:
            xml.leaf("persName", person["name"])
        for row in participants:
            xml.leaf("persName", row["name_as_written"], {"type": "asWritten"})
        for row in participants:
            xml.leaf("occupation", row["office"])
            xml.leaf("affiliation", row["side"])
        for identifier in person["identifiers"] if person else ():
            xml.leaf("idno", identifier["value"], {"type": identifier["scheme"]})
