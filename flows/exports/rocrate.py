"""`ro-crate-metadata.json`: the folder as an RO-Crate 1.3, with each file, and the run of Parley that made them.

Must be the last of the exports, as it names the files that are there.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any

from flows.exports.content import ReleaseContent
from flows.exports.json_file import write_json
from schemas import TABLES

FILE = "ro-crate-metadata.json"
SPECIFICATION = "https://w3id.org/ro/crate/1.3"

_MEDIA_TYPES = {
    ".png": "image/png",
    ".cff": "application/yaml",
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".md": "text/markdown",
    ".parquet": "application/vnd.apache.parquet",
    ".svg": "image/svg+xml",
    ".xml": "application/tei+xml",
}
# By the name of the file, or of the folder that it is in.
_DESCRIPTIONS = {
    ".zenodo.json": "The description that Zenodo reads.",
    "CHANGELOG.md": "What changed from version to version.",
    "CITATION.cff": "How to cite the release, for programs.",
    "README.md": "The data card: what the release holds, how good it is, and how to load it.",
    "changes": "What changed since the version before, for programs.",
    "convokit": "The turns as a corpus of ConvoKit.",
    "croissant.json": "The description for tools of machine learning (Croissant).",
    "datacite.json": "The description by which a DOI is registered (DataCite).",
    "datapackage.json": "The tables as text, with types, keys and foreign keys (Data Package).",
    "figures": "A figure of the data card.",
    "jsonl": "How to load the tables as text.",
    "reader": "A page for reading the release, or what such pages need. They begin at reader/index.html.",
    "release.json": "Inputs, row counts, digests, tools, evaluation, and documents left out.",
    "tei": "A document in TEI, after Parla-CLARIN.",
}


def write(folder: Path, content: ReleaseContent, sums: Mapping[str, str]) -> None:
    """Writes `ro-crate-metadata.json`, which names all files that are in the folder by then; `sums` has their SHA-256
    by their names."""
    dataset = content.dataset
    of_tables = {
        file: f"{len(content.rows[name])} rows. {table.description}"
        for name, table in TABLES.items()
        for file in (*content.parquet[name], content.jsonl[name])
    }
    files = [
        _file(folder, name, digest, of_tables.get(name, _DESCRIPTIONS.get(name.split("/")[0])))
        for name, digest in sums.items()
    ]
    spoken = sorted(content.summary.languages)
    creators = [_organisation(f"creator-{number}", name) for number, name in enumerate(dataset.creators, start=1)]
    publisher = next(
        (creator for creator in creators if creator["name"] == dataset.publisher),
        _organisation("publisher", dataset.publisher),
    )
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": dataset.title,
        "alternateName": dataset.name,
        "description": dataset.description,
        "identifier": dataset.address,
        "version": content.version,
        "datePublished": content.date,
        "license": {"@id": dataset.licence.data_url},
        "copyrightNotice": dataset.source_rights,
        "author": [_reference(creator) for creator in creators],
        "publisher": _reference(publisher),
        "keywords": dataset.keywords,
        "inLanguage": spoken[0] if len(spoken) == 1 else spoken or None,  # a list of one is frowned upon
        "temporalCoverage": content.summary.temporal_coverage,
        "hasPart": [_reference(file) for file in files],
        "mentions": {"@id": "#release"},
    }
    entities: list[dict[str, Any]] = [
        {
            "@id": FILE,
            "@type": "CreativeWork",
            "about": _reference(root),
            "conformsTo": {"@id": SPECIFICATION},
        },
        root,
        *files,
        *(creators if publisher in creators else [*creators, publisher]),
        _licence(dataset.licence.data_url, dataset.licence.data, "The licence of the tables and annotations."),
        _licence(dataset.licence.code_url, dataset.licence.code, "The licence of the code that made them."),
        {
            "@id": "#parley",
            "@type": "CreativeWork",  # a SoftwareApplication would have to have an address
            "name": "Parley",
            "version": installed_version("parley"),
            "license": {"@id": dataset.licence.code_url},
        },
        {
            "@id": "#release",
            "@type": "CreateAction",
            "name": f"Release {content.version}",
            "endTime": content.date,
            "instrument": {"@id": "#parley"},
            "result": _reference(root),
        },
    ]
    write_json(folder / FILE, {"@context": f"{SPECIFICATION}/context", "@graph": entities})


def _file(folder: Path, name: str, digest: str, description: str | None) -> dict[str, Any]:
    return {
        "@id": name,
        "@type": "File",
        "name": name,
        "description": description,
        "encodingFormat": _MEDIA_TYPES.get(Path(name).suffix, "text/plain"),
        "contentSize": str((folder / name).stat().st_size),
        "sha256": digest,
    }


def _organisation(identifier: str, name: str) -> dict[str, Any]:
    return {"@id": f"#{identifier}", "@type": "Organization", "name": name}


def _licence(address: str, name: str, description: str) -> dict[str, Any]:
    return {"@id": address, "@type": "CreativeWork", "name": name, "identifier": name, "description": description}


def _reference(entity: dict[str, Any]) -> dict[str, str]:
    return {"@id": entity["@id"]}
