"""`datapackage.json`: the tables as text, as Data Package v2 describes them: types, limits, keys and foreign keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flows.exports.content import ReleaseContent
from flows.exports.json_file import write_json
from schemas import TABLES, Field, Table

FILE = "datapackage.json"
_PROFILES = "https://datapackage.org/profiles/2.0"
_TYPES = {
    "string": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "date": "date",
    "list of strings": "array",
    "list of structs": "array",
}


def write(folder: Path, content: ReleaseContent) -> None:
    """Writes `datapackage.json`, with the SHA-256, bytes and rows of each table's JSON lines."""
    dataset = content.dataset
    write_json(
        folder / FILE,
        {
            "$schema": f"{_PROFILES}/datapackage.json",
            "name": dataset.name,
            "id": dataset.doi and f"https://doi.org/{dataset.doi}",
            "title": dataset.title,
            "description": f"{dataset.description}\n\n{dataset.source_rights}",
            "homepage": dataset.address,
            "version": content.version,
            "created": f"{content.date}T00:00:00Z",
            "licenses": [{"name": dataset.licence.data, "path": dataset.licence.data_url}],
            "contributors": [
                *({"title": creator, "roles": ["creator"]} for creator in dataset.creators),
                {"title": dataset.publisher, "roles": ["publisher"]},
            ],
            "keywords": dataset.keywords,
            "resources": [_resource(folder, table, content) for table in TABLES.values()],
        },
    )


def _resource(folder: Path, table: Table, content: ReleaseContent) -> dict[str, Any]:
    file = content.jsonl[table.name]
    return {
        "$schema": f"{_PROFILES}/dataresource.json",
        "name": table.name,
        "type": "table",
        "path": file,
        "description": table.description,
        "format": "jsonl",
        "mediatype": "application/jsonl",
        "encoding": "utf-8",
        "bytes": (folder / file).stat().st_size,
        "hash": f"sha256:{content.digests[table.name]}",
        "rows": len(content.rows[table.name]),
        "dialect": {"$schema": f"{_PROFILES}/tabledialect.json", "json": {"keyed": True}},
        "schema": {
            "$schema": f"{_PROFILES}/tableschema.json",
            "missingValues": [],  # an empty text is a value here; what is missing is null
            "fields": [_field(field) for field in table.fields],
            "primaryKey": table.key,
            "foreignKeys": _foreign_keys(table) or None,
        },
    }


def _foreign_keys(table: Table) -> list[dict[str, Any]]:
    """The foreign keys that can be declared: those whose column holds one value and no list."""
    return [
        {"fields": [key.column], "reference": {"resource": key.table, "fields": TABLES[key.table].key}}
        for key in table.foreign_keys
        if not table.field(key.column).type.startswith("list")
    ]


def _field(field: Field) -> dict[str, Any]:
    constraints: dict[str, Any] = {} if field.nullable else {"required": True}
    if not field.type.startswith("list"):  # there are no limits for the elements of a list
        limits = {"enum": field.values, "pattern": field.pattern, "minimum": field.minimum, "maximum": field.maximum}
        constraints |= limits
    return {
        "name": field.name,
        "type": _TYPES[field.type],
        "description": f"{field.description} Unit: {field.unit}." if field.unit else field.description,
        "constraints": constraints,
    }
