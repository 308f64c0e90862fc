"""Citations of a turn, as templates: what differs from turn to turn is left open, and filled in by the reader's page.

A template has texts and names of slots in turn, beginning and ending with a text. The slots are `turn`, the turn's id;
`start`, the number in it; `lines`, such as "lines 19–21"; and `speaker`, a name followed by ", in ", or nothing.
"""

from __future__ import annotations

from flows.exports.content import Edition
from flows.lexicons import entries
from schemas import Row

Template = tuple[str, ...]

MONTHS = tuple(line.split()[0] for line in entries("months"))

_BIBTEX = str.maketrans(
    {character: f"\\{character}" for character in "{}&%$#_"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)
_IN_ADDRESSES = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


def day(date: str, precision: str | None) -> str:
    """An ISO date in words, as exactly as it is known: `21 February 1946`, `February 1946` or `1946`."""
    year, month, number = date.split("-")
    if precision == "year":
        return year
    name = MONTHS[int(month) - 1]
    return f"{name} {year}" if precision == "month" else f"{int(number)} {name} {year}"


def dates(document: Row) -> str | None:
    """When the conversation took place, in words. None where it is not known."""
    if document["date"] is None:
        return None
    first = day(document["date"], document["date_precision"])
    return f"{first} – {day(document['date_end'], 'day')}" if document["date_end"] else first


def chicago(document: Row, edition: Edition) -> Template:
    """A note in the style of the Chicago Manual."""
    title = document["title"] or document["document_id"]
    translators = document["translators"]
    source = [
        f"“{title}”" if title[-1] in "?!." else f"“{title},”",
        _joined(", ", dates(document), _place(document)),
        translators and f"trans. {_listed(translators)}",
        document["publisher"],
        document["source_url"],
    ]
    # The comma after the title stands inside the quotation marks already.
    head, *rest = [part for part in source if part]
    return (
        "",
        "speaker",
        f"{' '.join([head, ', '.join(rest)]).rstrip()}; turn ",
        "turn",
        ", ",
        "lines",
        f" of the source text, in {_release(edition)}.",
    )


def bibtex(document: Row, edition: Edition) -> Template:
    """An entry for BibTeX and BibLaTeX."""
    fields = {"title": f"{{{_bibtex(document['title'] or document['document_id'])}}}"}
    if document["date"]:
        year, month, number = document["date"].split("-")
        precision = document["date_precision"]
        fields["year"] = year
        fields |= {"month": str(int(month))} if precision != "year" else {}
        fields |= {"day": str(int(number))} if precision not in ("year", "month") else {}
    fields |= {
        name: _bibtex(value)
        for name, value in (
            ("howpublished", _place(document)),
            ("translator", " and ".join(document["translators"])),
            ("publisher", document["publisher"]),
        )
        if value
    }
    if document["source_url"]:
        fields["url"] = document["source_url"].translate(_IN_ADDRESSES)
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return (
        f"@misc{{{document['document_id']}:",
        "start",
        f",\n{lines}  note = {{Turn ",
        "turn",
        ", ",
        "lines",
        f" of the source text, in {_bibtex(_release(edition))}}}\n}}\n",
    )


def _place(document: Row) -> str | None:
    """Where the original lies; the reference mostly begins with the archive."""
    archive: str | None = document["archive"]
    reference: str | None = document["archival_reference"]
    if archive and reference and archive not in reference:
        return f"{archive}, {reference}"
    return reference or archive


def _release(edition: Edition) -> str:
    dataset, version = edition.dataset, f"version {edition.version} ({edition.date[:4]})"
    return _joined(", ", _listed(dataset.creators), dataset.title, version, dataset.address)


def _joined(separator: str, *parts: str | None) -> str:
    return separator.join(part for part in parts if part)


def _listed(names: list[str] | tuple[str, ...]) -> str:
    if len(names) < 3:
        return " and ".join(names)
    return f"{', '.join(names[:-1])}, and {names[-1]}"


def _bibtex(text: str) -> str:
    return " ".join(text.split()).translate(_BIBTEX)
