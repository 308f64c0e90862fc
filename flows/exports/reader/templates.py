"""The templates of the pages. Jinja escapes whatever comes from a document; nothing else writes HTML but
`parallel_text`, which does so too.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from flows.exports.content import count_of
from flows.exports.reader import citation
from flows.exports.reader.search_data import form
from flows.exports.reader.timeline import speaker

FLAGS = {
    "unresolved-speaker": "It cannot be told who speaks.",
    "pronoun-speaker": "The text names the speaker by a pronoun only.",
    "low-confidence": "The start or the speaker of this turn may be wrong.",
}
"""What a reader is told of each flag."""

BASES = {"catalogue": "from a catalogue", "curated": "supplied by the editors"}

_INITIALS = re.compile(r"\b([^\W\d_]\.) (?=[^\W\d_])")


def rendered(template: str, **values: Any) -> Markup:
    """The HTML that a template makes of the values."""
    return Markup(_environment().get_template(f"{template}.html.jinja").render(values))


def person_page(person_id: str, number: int) -> str:
    """The path of a person's page, of which each may have several, counted from 1."""
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
    environment.filters |= {"count_of": count_of, "spaced": _spaced, "unbroken": _unbroken}
    environment.globals |= {
        "bases": BASES,
        "dates": citation.dates,
        "flags": FLAGS,
        "form": form,
        "person_page": person_page,
        "speaker": speaker,
    }
    return environment


def _unbroken(title: str) -> str:
    """The title with its initials kept on one line."""
    return _INITIALS.sub("\\1\u00a0", title)


def _spaced(kind: str) -> str:
    return kind.replace("-", " ")
