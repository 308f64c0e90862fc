"""The data card: what somebody who meets a release for the first time needs, made from the tables themselves."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, islice, pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined

from flows.exports.content import Edition, ReleaseContent, count_of
from flows.exports.pictures import Picture, pictures
from flows.exports.scores import OF_CORPORA, OF_DOCUMENTS, OF_LAYOUT, OF_NOISE, Measure, Scores, corpus_groups
from flows.exports.summary import Summary, removed
from flows.tables.parts import by_document
from schemas import TABLES, Field, Rows, Table

Tables = Mapping[str, Rows]

CARD = "README.md"

DEFAULT_TABLE = "turns"
DOCUMENTS_LISTED = 50  # of a large release the card names the first ones; the tables have them all
EXCERPT_DOCUMENTS = 2
EXCERPT_TURNS = 4  # of each of these documents
EXCERPT_LENGTH = 160  # characters of each of these turns

_READING_SCORES = (
    "How to read the figures. A *boundary* is a place where one turn ends and the next begins; a *whole turn* is "
    "right where both its ends are. The *mode* says whether a turn is in the first person or reported. *Front and "
    "back matter* are titles, lists of those present, stamps and notes, which nobody says. *Precision* is the share"
    " of what was found that is right, *recall* the share of what there is that was found, and *F1* a mean of the "
    "two, high only where both are. *95 of 100 resamplings*: were the documents drawn again and again, the figure "
    "would lie in this range 95 times of 100. All go from 0 to 1, where 1 is best (0, where wrong words are "
    "counted), and are rounded to the worse side."
)

_DATASETS_TYPES = {"string": "string", "integer": "int64", "number": "float64", "boolean": "bool", "date": "date32"}
_TYPES_IN_WORDS = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "date": "date",
    "list of strings": "list of texts",
}


class Markdown(str):
    """A text that is Markdown already, so that nothing in it is escaped."""


def write(folder: Path, content: ReleaseContent) -> None:
    """Writes the data card, and the card of the folder `jsonl/`."""
    (folder / CARD).write_bytes(data_card(content).encode())
    (folder / "jsonl" / CARD).write_bytes(jsonl_card(content).encode())


def data_card(content: ReleaseContent) -> str:
    """The release's README.md: Markdown, with a YAML header that tells Hugging Face `datasets` where the tables are."""
    rows, counts, dataset = content.rows, content.summary.counts, content.dataset
    patterns = {name: _pattern(files) for name, files in content.parquet.items()}
    return _render(
        "card.md.jinja",
        header=_header(content, patterns),
        patterns=patterns,
        paths={
            name: json.dumps(files[0] if len(files) == 1 else list(files)) for name, files in content.parquet.items()
        },
        dataset=dataset,
        version=content.version,
        date=content.date,
        counts={name: len(rows[name]) for name in TABLES} | {"speech": counts["speech"]},
        words=counts["words"],
        excerpt=_excerpt(rows),
        pictures={name: _picture(picture) for name, picture in pictures(rows, content.evaluation).items()},
        documents=_documents(rows["documents"]),
        evaluation=_evaluation(content.evaluation),
        cleaning=_cleaning(rows, content.summary),
        quarantined=_quarantined(content.quarantined),
        tables="\n\n".join(_columns(table) for table in TABLES.values()),
        rights=_rights(rows["documents"]),
        flagged=counts["flagged"],
        unresolved=counts["unresolved"],
        addressed=counts["addressed"],
        citation=_citation(content),
        example=_cited_turn(content),
    )


def jsonl_card(content: ReleaseContent) -> str:
    """The README.md of the folder `jsonl/`: its header gives the columns' types, so that the same tables are loaded."""
    return _render(
        "jsonl.md.jinja",
        header=_header(content, {name: f"{name}.jsonl" for name in TABLES}),
        dataset=content.dataset,
        version=content.version,
    )


def _render(template: str, **values: Any) -> str:
    loader = PackageLoader("flows.exports")
    environment = Environment(loader=loader, undefined=StrictUndefined, keep_trailing_newline=True)
    environment.filters["count_of"] = count_of
    return environment.get_template(template).render(values)


def _pattern(files: Sequence[str]) -> str:
    """What stands for all files of a table, such as `data/turns-*.parquet` for `data/turns-00000-of-00003.parquet`."""
    return files[0] if len(files) == 1 else re.sub(r"-[0-9]+-of-[0-9]+", "-*", files[0])


def _header(content: ReleaseContent, paths: Mapping[str, str]) -> str:
    rows, dataset, sizes = content.rows, content.dataset, content.sizes
    names = sorted(TABLES, key=lambda name: name != DEFAULT_TABLE)
    header = {
        "pretty_name": dataset.title,
        "license": dataset.licence.data.lower(),
        "language": sorted(content.summary.languages),
        "tags": list(dataset.keywords),
        "version": content.version,
        "size_categories": [_size_category(len(rows[DEFAULT_TABLE]))],
        "configs": [
            {
                "config_name": name,
                **({"default": True} if name == DEFAULT_TABLE else {}),
                "data_files": [{"split": "train", "path": paths[name]}],
            }
            for name in names
        ],
        "dataset_info": [
            {
                "config_name": name,
                "features": [_feature(field) for field in TABLES[name].fields],
                "splits": [{"name": "train", "num_bytes": sizes[name], "num_examples": len(rows[name])}],
            }
            for name in names
        ],
    }
    return yaml.safe_dump(header, sort_keys=False, allow_unicode=True, width=120)


def _feature(field: Field) -> dict[str, Any]:
    if field.type == "list of strings":
        return {"name": field.name, "list": "string"}
    if field.type == "list of structs":
        return {"name": field.name, "list": [_feature(member) for member in field.fields]}
    return {"name": field.name, "dtype": _DATASETS_TYPES[field.type]}


def _size_category(count: int) -> str:
    steps = ["1K", "10K", "100K", "1M", "10M", "100M", "1B", "10B", "100B", "1T"]
    if count < 1_000:
        return "n<1K"
    for power, (low, high) in enumerate(pairwise(steps), start=4):
        if count < 10**power:
            return f"{low}<n<{high}"
    return "n>1T"


def _excerpt(rows: Tables) -> str:
    """The first turns that are speech, of the first documents that have any."""
    speech = (turn for turn in rows["turns"] if turn["kind"] == "speech")
    documents = groupby(speech, itemgetter("document_id"))
    first = (turn for _, turns in islice(documents, EXCERPT_DOCUMENTS) for turn in islice(turns, EXCERPT_TURNS))
    return _table(
        ("turn", "speaker", "mode", "text"),
        (
            (turn["turn_id"], turn["speaker_name"] or turn["speaker_label"], turn["mode"], _shortened(turn["text"]))
            for turn in first
        ),
    )


def _documents(documents: Rows) -> str:
    head = ("document", "title", "date", "language", "pages", "turns", "archive")
    return _table(
        head,
        (
            (
                document["document_id"],
                document["title"],
                document["date"],
                document["language"],
                document["pages"],
                document["turn_count"],
                document["archival_reference"] or document["archive"],
            )
            for document in islice(documents, DOCUMENTS_LISTED)
        ),
    ) + _left_off(documents)


def _evaluation(evaluation: Mapping[str, Any]) -> str:
    parts = []
    if groups := corpus_groups(evaluation):
        parts += [
            "Measured on documents of other collections, which are no part of this release. The rules were made with "
            "a view of the *development* documents; the *held out* ones were not looked at.",
            _score_table("documents of", OF_CORPORA, groups),
        ]
    if generated := evaluation.get("generated"):
        parts += [
            "Measured on invented records, in many label styles and page layouts, the more damaged the further down:",
            _table(
                ("speakers are", *(measure.title for measure in OF_NOISE)),
                ((row["way"], *(measure.shown(row) for measure in OF_NOISE)) for row in generated),
            ),
        ]
    if documents := evaluation.get("documents"):
        parts += [
            "Measured on documents of this release, against turns marked by hand (the gold). **The rules were "
            "developed on these documents**: the figures show that the release agrees with the gold, not how well a "
            "new document would be read.",
            _score_table("document", OF_DOCUMENTS, documents),
        ]
        if layouts := {name: scores for name, scores in documents.items() if "paragraphs" in scores}:
            parts += ["Their layout, where its gold was made too:", _score_table("document", OF_LAYOUT, layouts)]
    if not parts:
        return "No gold was available for these documents: the error rate was not measured."
    return "\n\n".join([*parts, _READING_SCORES])


def _score_table(head: str, measures: Sequence[Measure], scores: Mapping[str, Scores]) -> str:
    return _table(
        (head, *(measure.title for measure in measures)),
        ((name, *(measure.shown(found) for measure in measures)) for name, found in sorted(scores.items())),
    )


def _cleaning(rows: Tables, summary: Summary) -> str:
    lines: list[tuple[object, ...]] = []
    for document, parts in islice(by_document(rows, "edits"), DOCUMENTS_LISTED):
        rules = Counter(edit["rule"] for edit in parts["edits"])
        counts = document["raw_chars"], document["clean_chars"], sum(map(removed, parts["edits"])), rules.total()
        lines.append((document["document_id"], *counts, _by_rule(rules)))
    total = [summary.counts[name] for name in ("before", "after", "removed")]
    lines.append(("all documents", *total, summary.rules.total(), _by_rule(summary.rules)))
    head = ("document", "characters before", "after", "letters and digits removed", "edits", "edits by rule")
    return _table(head, lines) + _left_off(rows["documents"])


def _by_rule(counts: Mapping[str, int]) -> str:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{rule} {count:,}" for rule, count in ordered)


def _quarantined(quarantined: Sequence[Mapping[str, Any]]) -> str:
    if not quarantined:
        return "None: every document that was given is in the tables."
    return _table(
        ("document", "file", "reason", "remedy"),
        ((entry["document_id"], entry["file"], entry["reason"], entry["remedy"]) for entry in quarantined),
    )


def _columns(table: Table) -> str:
    columns = _table(
        ("column", "type", "may be missing", "what it holds"),
        (
            (Markdown(f"`{field.name}`"), _type_in_words(field), field.nullable, _meaning(field))
            for field in table.fields
        ),
    )
    return f"### {table.name}\n\n{table.description} Key: {', '.join(f'`{name}`' for name in table.key)}.\n\n{columns}"


def _type_in_words(field: Field) -> str:
    if field.type == "list of structs":
        return f"list of ({', '.join(f'{member.name}: {_type_in_words(member)}' for member in field.fields)})"
    return _TYPES_IN_WORDS[field.type]


def _meaning(field: Field) -> Markdown:
    members = [f"{member.name}: {member.description}" for member in field.fields]
    unit = [f"Unit: {field.unit}."] if field.unit else []
    return Markdown(" ".join([field.description, *members, *unit]))


def _rights(documents: Rows) -> str:
    columns = ("document_id", "archive", "publisher", "translators", "rights", "licence", "source_url")
    lines = ([document[name] for name in columns] for document in islice(documents, DOCUMENTS_LISTED))
    head = ("document", "archive", "publisher", "translators", "rights", "licence of the text", "address")
    return _table(head, lines) + _left_off(documents)


def _citation(edition: Edition) -> str:
    dataset, of_edition = edition.dataset, (edition.version, edition.date)
    return f"{_escaped(dataset.citation(*of_edition))}\n\n```bibtex\n{dataset.bibtex(*of_edition)}\n```"


def _cited_turn(content: ReleaseContent) -> str | None:
    """How a note in a paper could cite a turn, the first one that is speech and whose speaker is known."""
    rows = content.rows
    turn = next((turn for turn in rows["turns"] if turn["kind"] == "speech" and turn["speaker_name"]), None)
    if turn is None:
        return None
    document = next(row for row in rows["documents"] if row["document_id"] == turn["document_id"])
    archive = document["archival_reference"] or document["archive"] or document["publisher"]
    parts = (turn["speaker_name"], turn["document_title"], turn["document_date"], archive)
    source = ", ".join(str(part) for part in parts if part)
    return _escaped(f"{source}; {turn['turn_id']} in {content.dataset.title}, version {content.version}.")


def _picture(picture: Picture) -> str:
    return f"![{_escaped(picture.alternative)}]({picture.file})"


def _left_off(documents: Rows) -> str:
    more = len(documents) - DOCUMENTS_LISTED
    return f"\n\nAnd {count_of(more, 'document')} more, which are in the table `documents`." if more > 0 else ""


def _table(head: Sequence[str], lines: Iterable[Sequence[Any]]) -> str:
    cells = [[_cell(value) for value in line] for line in lines]
    if not cells:
        return "None."
    return "\n".join("| " + " | ".join(line) + " |" for line in [list(head), ["---"] * len(head), *cells])


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Markdown):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, list | tuple):
        return _escaped(", ".join(str(part) for part in value))
    return _escaped(str(value))


_ESCAPES = str.maketrans({mark: "\\" + mark for mark in "\\`*_[]|~"} | {"<": "&lt;", ">": "&gt;", "&": "&amp;"})


def _escaped(text: str) -> str:
    """The text as Markdown shows it letter by letter, on one line."""
    return " ".join(text.split()).translate(_ESCAPES)


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    if len(flat) <= EXCERPT_LENGTH:
        return flat
    return flat[:EXCERPT_LENGTH].rpartition(" ")[0] + " …"
