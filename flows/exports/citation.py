"""How to cite the release, for the programs that ask: `CITATION.cff`, `.zenodo.json` and `datacite.json` (4.5)."""

from __future__ import annotations

from pathlib import Path

import yaml

from flows.exports.content import ReleaseContent
from flows.exports.json_file import write_json
from schemas import TABLES

CITATION = "CITATION.cff"
ZENODO = ".zenodo.json"
DATACITE = "datacite.json"


def write(folder: Path, content: ReleaseContent) -> None:
    """Writes the three files."""
    _write_citation(folder / CITATION, content)
    _write_zenodo(folder / ZENODO, content)
    _write_datacite(folder / DATACITE, content)


def _write_citation(path: Path, content: ReleaseContent) -> None:
    dataset = content.dataset
    values = {
        "cff-version": "1.2.0",
        "message": "If you use this data set, please cite it as below.",
        "type": "dataset",
        "title": dataset.title,
        "abstract": dataset.description,
        "authors": [{"name": creator} for creator in dataset.creators],
        "version": content.version,
        "date-released": content.date,
        "license": dataset.licence.data,
        "keywords": list(dataset.keywords),
        "doi": dataset.doi,
        "url": dataset.url,
    }
    given = {name: value for name, value in values.items() if value}
    text = yaml.safe_dump(given, sort_keys=False, allow_unicode=True, width=120)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _write_zenodo(path: Path, content: ReleaseContent) -> None:
    dataset = content.dataset
    write_json(
        path,
        {
            "upload_type": "dataset",
            "title": dataset.title,
            "description": dataset.description,
            "creators": [{"name": creator} for creator in dataset.creators],
            "version": content.version,
            "publication_date": content.date,
            "access_right": "open",
            "license": dataset.licence.data.lower(),
            "notes": dataset.source_rights,
            "keywords": dataset.keywords,
            "doi": dataset.doi,
        },
    )


def _write_datacite(path: Path, content: ReleaseContent) -> None:
    dataset = content.dataset
    spoken = sorted(content.summary.languages)
    write_json(
        path,
        {
            "schemaVersion": "http://datacite.org/schema/kernel-4",
            "doi": dataset.doi,
            "url": dataset.url,
            "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Annotated texts"},
            "creators": [{"name": creator, "nameType": "Organizational"} for creator in dataset.creators],
            "titles": [{"title": dataset.title}],
            "publisher": {"name": dataset.publisher},
            "publicationYear": content.date[:4],
            "dates": [{"date": content.date, "dateType": "Issued"}],
            "language": spoken[0] if len(spoken) == 1 else None,
            "version": content.version,
            "sizes": [f"{len(content.rows[name])} {name}" for name in TABLES],
            "formats": ["application/vnd.apache.parquet", "application/jsonl"],
            "subjects": [{"subject": keyword} for keyword in dataset.keywords],
            "rightsList": [
                {
                    "rights": dataset.licence.data,
                    "rightsUri": dataset.licence.data_url,
                    "rightsIdentifier": dataset.licence.data,
                    "rightsIdentifierScheme": "SPDX",
                    "schemeUri": "https://spdx.org/licenses/",
                },
                {"rights": dataset.source_rights},
            ],
            "descriptions": [
                {"description": dataset.description, "descriptionType": "Abstract"},
                *({"description": step, "descriptionType": "Methods"} for step in dataset.responsible_use.preparation),
            ],
            "alternateIdentifiers": [
                {"alternateIdentifier": content.digest, "alternateIdentifierType": "SHA-256 of the content"}
            ],
        },
    )
