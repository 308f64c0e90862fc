"""The pages of the reader, as text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from markupsafe import Markup

from flows.exports.content import Edition
from flows.exports.reader import citation, views
from flows.exports.reader.search_data import search_files
from flows.exports.reader.templates import person_page, rendered
from schemas import Row


def reader_pages(
    edition: Edition,
    documents: Sequence[views.Document],
    text_of: Callable[[str], str],
    people: Iterable[Row],
    all_documents: int,
) -> Iterator[tuple[str, str]]:
    """The pages and the data of the search: the path of each in the reader's folder, and its text.

    `text_of` gives the text of a document beside its source, by its id, as `views.documents` makes it; `people` has at
    least those who are in the documents. `all_documents` says how many documents the release has, of which `documents`
    may be some.
    """
    ordered = views.in_order_of_dates(documents)
    persons = views.people(people, ordered)
    of_all = {"dataset": edition.dataset, "date": edition.date, "version": edition.version}

    def page(path: str, template: str, **values: Any) -> tuple[str, str]:
        return path, rendered(template, up="../" * path.count("/"), **of_all, **values)

    yield page("index.html", "index", documents=ordered, people=persons, all_documents=all_documents)
    yield page("people.html", "people", people=persons)
    yield page("search.html", "search")
    for before, document, after in zip([None, *ordered], ordered, [*ordered[1:], None], strict=False):
        row = document.row
        yield page(
            f"documents/{row['document_id']}.html",
            "document",
            document=document,
            before=before,
            after=after,
            text=Markup(text_of(row["document_id"])),
            citations={
                "chicago": citation.chicago(row, edition),
                "bibtex": citation.bibtex(row, edition),
            },
        )
    for person in persons:
        parts = list(person.pages())
        for number, appearances in parts:
            yield page(
                person_page(person.row["person_id"], number),
                "person",
                person=person,
                number=number,
                count=len(parts),
                appearances=appearances,
            )
    heard = [(person.row["person_id"], person.row["name"]) for person in persons if person.said or person.heard]
    for name, script in search_files([(document.row, document.searched) for document in ordered], heard):
        yield f"search/{name}", script
