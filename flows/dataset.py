"""The description of the data set as a whole: title, licence, creators, citation. It stands once, in `dataset.yaml`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from jsonschema import Draft202012Validator

from flows import strict_yaml


class DatasetError(ValueError):
    """`dataset.yaml` cannot be used: why, and in which line (None where no line is meant)."""

    def __init__(self, file: Path, line: int | None, message: str) -> None:
        super().__init__(f"{file}:{line}: {message}" if line else f"{file}: {message}")
        self.line = line
        self.message = message


@dataclass(frozen=True, slots=True)
class Licence:
    """Two SPDX identifiers: the licence of tables and annotations, and that of the code that made them."""

    data: str
    code: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """What is true of every release. `source_rights` says who holds the rights in the source texts."""

    name: str
    title: str
    description: str
    licence: Licence
    creators: tuple[str, ...]
    keywords: tuple[str, ...]
    source_rights: str

    def citation(self, version: str, date: str) -> str:
        """One line to cite a release with; `date` is its ISO date."""
        return f"{', '.join(self.creators)} ({date[:4]}). {self.title}. Version {version}. Data set."


def load_dataset_description(path: Path) -> Dataset:
    """Reads `dataset.yaml`. Raises DatasetError where it is missing or does not fit `schemas/dataset.schema.json`."""
    try:
        located = strict_yaml.load(path.read_bytes())
    except OSError as error:
        raise DatasetError(path, None, f"cannot be read ({error.strerror})") from error
    except strict_yaml.YamlError as error:
        raise DatasetError(path, error.line, error.message) from error
    schema = json.loads(files("schemas").joinpath("dataset.schema.json").read_text(encoding="utf-8"))
    for problem in Draft202012Validator(schema).iter_errors(located.value):
        at = tuple(problem.absolute_path)
        name = ".".join(map(str, at)) or path.name
        wanted = problem.schema["description"]
        raise DatasetError(path, located.line(at), f"{name}: {problem.message}; wanted is {wanted}")
    values = located.value
    return Dataset(
        name=values["name"],
        title=values["title"],
        description=values["description"],
        licence=Licence(**values["licence"]),
        creators=tuple(values["creators"]),
        keywords=tuple(values["keywords"]),
        source_rights=values["source_rights"],
    )
