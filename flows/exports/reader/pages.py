"""The pages of the reader, as text. Jinja escapes whatever comes from a document; nothing else writes HTML but
`parallel_text`, which does so too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from flows.dataset import Dataset
from flows.exports.reader import citation, views
from flows.exports.reader.parallel_text import parallel_text
from flows.exports.reader.search_data import form, search_files
from flows.exports.reader.timeline import lanes, speaker, speakers
from schemas import Row

FLAGS = {
    "unresolved-speaker": "It cannot be told who speaks.",
    "pronoun-speaker": "The text names the speaker by a pronoun only.",
    "low-confidence": "The start or the speaker of this turn may be wrong.",
}
"""What a reader is told of each flag."""

BASES = {"catalogue": "from a catalogue", "curated": "supplied by the editors"}

_INITIALS = re.compile(r"\b([^\W\d_]\.) (?=[^\W\d_])")


def reader_pages(
    rows: Mapping[str, Sequence[Row]], dataset: Dataset, version: str, date: str, all_documents: int
) -> Iterator[tuple[str, str]]:
    """The pages and the data of the search: the path of each in the reader's folder, and its text.

    `rows` has the rows of each table in the order of the release; `date` is the ISO date of that, and `all_documents`
    says how many documents it has, of which `rows` may have some.
    """
    documents = views.documents(rows)
    people = views.people(rows["people"], documents)
    names = {person.row["person_id"]: person.row["name"] for person in people}
    of_all = {
        "all_documents": all_documents,
        "dataset": dataset,
        "date": date,
        "documents": documents,
        "names": names,
        "version": version,
    }

    def page(path: str, template: str, **values: Any) -> tuple[str, str]:
        found = _environment().get_template(f"{template}.html.jinja")
        return path, found.render(of_all | values, up="../" * path.count("/"))

    yield page("index.html", "index", turns=rows["turns"])
    yield page("people.html", "people", people=people)
    yield page("search.html", "search")
    for document in documents:
        turns, row = document.turns, document.row
        yield page(
            f"documents/{row['document_id']}.html",
            "document",
            document=document,
            passages=parallel_text(row, document.sections, turns, document.spans, document.edits),
            lanes=lanes(turns),
            citations={
                "chicago": citation.chicago(row, dataset, version, date),
                "bibtex": citation.bibtex(row, dataset, version, date),
            },
        )
    for person in people:
        parts = list(person.pages())
        for number, appearances in parts:
            yield page(
                _person_page(person.row["person_id"], number),
                "person",
                person=person,
                number=number,
                count=len(parts),
                appearances=appearances,
            )
    turns_of = {document.row["document_id"]: document.turns for document in documents}
    for name, script in search_files([document.row for document in documents], turns_of, names):
        yield f"search/{name}", script


def _person_page(person_id: str, number: int) -> str:
    # No id has a tilde.
    return f"people/{person_id}.html" if number == 1 else f"people/{person_id}~{number}.html"


@cache  # a template is slow to compile
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("flows.exports.reader"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"count_of": _count_of, "spaced": _spaced, "unbroken": _unbroken, "words_of": _words_of}
    environment.globals |= {
        "bases": BASES,
        "dates": citation.dates,
        "flags": FLAGS,
        "form": form,
        "person_page": _person_page,
        "speaker": speaker,
        "speakers": speakers,
    }
    return environment


def _count_of(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _words_of(turns: Iterable[Row]) -> int:
    return sum(turn["words"] for turn in turns)


def _unbroken(title: str) -> str:
    """The title with its initials kept on one line."""
    return _INITIALS.sub("\\1\u00a0", title)


def _spaced(kind: str) -> str:
    return kind.replace("-", " ")
