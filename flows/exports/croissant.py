"""`croissant.json`: the release as Croissant 1.1 describes data sets for machine learning, with its RAI vocabulary.

A record set is a table, read from its Parquet files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any

from flows.exports.content import ReleaseContent
from flows.exports.json_file import write_json
from flows.files import sha256
from schemas import TABLES, Field, Table

FILE = "croissant.json"
CONFORMS_TO = ("http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0")
PARQUET = "application/x-parquet"  # the name that Croissant's readers know the format by

_TYPES = {
    "string": "sc:Text",
    "integer": "cr:Int64",
    "number": "cr:Float64",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
    "list of strings": "sc:Text",
}
_TERMS = (
    *("arrayShape", "citeAs", "column", "containedIn", "equivalentProperty", "extract", "field", "fileObject"),
    *("fileProperty", "fileSet", "format", "includes", "isArray", "isLiveDataset", "jsonPath", "key", "md5"),
    *("parentField", "path", "recordSet", "references", "regex", "repeated", "replace", "samplingRate", "separator"),
    *("source", "subField", "transform"),
)
_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    **{term: f"cr:{term}" for term in _TERMS},
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": {"@container": "@language"},
    "description": {"@container": "@language"},
}


def write(folder: Path, content: ReleaseContent) -> None:
    """Writes `croissant.json`, with the SHA-256 of each Parquet file."""
    dataset, use = content.dataset, content.dataset.responsible_use
    distribution = [part for table in TABLES for part in _distribution(folder, table, content.parquet[table])]
    write_json(
        folder / FILE,
        {
            "@context": _CONTEXT,
            "@type": "sc:Dataset",
            "conformsTo": CONFORMS_TO,
            "name": dataset.title,
            "alternateName": dataset.name,
            "description": dataset.description,
            "url": dataset.address or "README.md",
            "identifier": dataset.doi and f"https://doi.org/{dataset.doi}",
            "version": content.version,
            "datePublished": content.date,
            "license": dataset.licence.data_url,
            "copyrightNotice": dataset.source_rights,
            "creator": [{"@type": "sc:Organization", "name": creator} for creator in dataset.creators],
            "publisher": {"@type": "sc:Organization", "name": dataset.publisher},
            "citeAs": dataset.bibtex(content.version, content.date),
            "keywords": dataset.keywords,
            "inLanguage": sorted(content.summary.languages) or None,
            "temporalCoverage": content.summary.temporal_coverage,
            "isLiveDataset": False,
            "distribution": distribution,
            "recordSet": [_record_set(table, content.parquet[table.name]) for table in TABLES.values()],
            "rai:dataCollection": use.collection,
            "rai:dataCollectionType": ["Secondary data analysis", "Document analysis"],
            "rai:dataPreprocessingProtocol": use.preparation,
            "rai:dataAnnotationProtocol": [use.annotation],
            "rai:machineAnnotationTools": [f"Parley {installed_version('parley')}"],
            "rai:dataUseCases": use.uses,
            "rai:dataBiases": use.biases,
            "rai:dataLimitations": use.limits,
            "rai:dataSocialImpact": use.social_impact,
            "rai:personalSensitiveInformation": [use.sensitive_information],
            "rai:dataReleaseMaintenancePlan": use.maintenance,
        },
    )


def _distribution(folder: Path, table: str, files: Sequence[str]) -> Iterator[dict[str, Any]]:
    for file in files:
        yield {
            "@type": "cr:FileObject",
            "@id": file,
            "name": Path(file).name,
            "contentUrl": file,
            "contentSize": f"{(folder / file).stat().st_size} B",
            "encodingFormat": PARQUET,
            "sha256": sha256(folder / file),
        }
    if len(files) > 1:
        yield {
            "@type": "cr:FileSet",
            "@id": _source_id(table, files),
            "name": f"the files of {table}",
            "encodingFormat": PARQUET,
            "includes": files,
        }


def _record_set(table: Table, files: Sequence[str]) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.description,
        "key": [{"@id": f"{table.name}/{column}"} for column in table.key],
        "field": [_field(table, field, files) for field in table.fields],
    }


def _field(table: Table, field: Field, files: Sequence[str]) -> dict[str, Any]:
    of_file = {"fileObject" if len(files) == 1 else "fileSet": {"@id": _source_id(table.name, files)}}
    source = {**of_file, "extract": {"column": field.name}}
    identifier = f"{table.name}/{field.name}"
    described: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": identifier,
        "name": field.name,
        "description": f"{field.description} Unit: {field.unit}." if field.unit else field.description,
    }
    references = {key.column: f"{key.table}/{TABLES[key.table].key[0]}" for key in table.foreign_keys}
    if field.name in references:
        described["references"] = {"field": {"@id": references[field.name]}}
    if field.type.startswith("list"):
        described |= {"isArray": True, "arrayShape": "-1"}
    if not field.fields:
        return described | {"dataType": _TYPES[field.type], "source": source}
    members = [
        {
            "@type": "cr:Field",
            "@id": f"{identifier}/{member.name}",
            "name": member.name,
            "description": member.description,
            "dataType": _TYPES[member.type],
            "source": {**source, "transform": {"jsonPath": member.name}},
        }
        for member in field.fields
    ]
    return described | {"subField": members}


def _source_id(table: str, files: Sequence[str]) -> str:
    return files[0] if len(files) == 1 else f"{table}-files"
