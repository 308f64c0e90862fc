"""The description of the data set as a whole: title, licence, creators, citation. It stands once, in `dataset.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.files import UnusableFile, read_file
from flows.seeds import strict_schema, strict_yaml


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

    @property
    def data_url(self) -> str:
        """The address of the data's licence in the SPDX list."""
        return f"https://spdx.org/licenses/{self.data}"

    @property
    def code_url(self) -> str:
        """The address of the code's licence in the SPDX list."""
        return f"https://spdx.org/licenses/{self.code}"


@dataclass(frozen=True, slots=True)
class ResponsibleUse:
    """How the data came to be and what they are fit for, in sentences for the card and for Croissant."""

    collection: str
    preparation: tuple[str, ...]
    annotation: str
    uses: tuple[str, ...]
    biases: tuple[str, ...]
    limits: tuple[str, ...]
    social_impact: str
    sensitive_information: str
    maintenance: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """What is true of every release. `source_rights` says who holds the rights in the source texts; `doi` is the one
    reserved for the release to come."""

    name: str
    title: str
    description: str
    licence: Licence
    creators: tuple[str, ...]
    publisher: str
    keywords: tuple[str, ...]
    source_rights: str
    responsible_use: ResponsibleUse
    doi: str | None = None
    url: str | None = None

    @property
    def address(self) -> str | None:
        """Where the data set is found: its DOI as an address, or else its page. None where it has neither."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url

    def citation(self, version: str, date: str) -> str:
        """One line to cite a release with; `date` is its ISO date."""
        line = f"{', '.join(self.creators)} ({date[:4]}). {self.title}. Version {version}. Data set."
        return f"{line} {self.address}" if self.address else line

    def bibtex(self, version: str, date: str) -> str:
        """The BibTeX entry of a release; `date` is its ISO date."""
        fields = {
            "author": f"{{{' and '.join(f'{{{creator}}}' for creator in self.creators)}}}",
            "title": f"{{{self.title}}}",
            "year": f"{{{date[:4]}}}",
            "version": f"{{{version}}}",
        }
        fields |= {name: f"{{{value}}}" for name, value in (("doi", self.doi), ("url", self.address)) if value}
        lines = "".join(f"  {name} = {value},\n" for name, value in fields.items())
        return f"@misc{{{self.name}-{version},\n{lines}}}"


def load_dataset_description(path: Path) -> Dataset:
    """Reads `dataset.yaml`. Raises DatasetError where it is missing or does not fit `schemas/dataset.schema.json`."""
    try:
        located = strict_yaml.load(read_file(path, within=path.parent))
    except UnusableFile as error:
        raise DatasetError(path, None, f"{path.name} {error.strerror}: {error.remedy}") from error
    except OSError as error:
        raise DatasetError(path, None, f"cannot be read ({error.strerror})") from error
    except strict_yaml.YamlError as error:
        raise DatasetError(path, error.line, error.message) from error
    for fault in strict_schema.faults(located.value, "dataset"):
        raise DatasetError(path, located.line(fault.path), f"{fault.message}. {fault.remedy}")
    values = located.value
    return Dataset(
        name=values["name"],
        title=values["title"],
        description=values["description"],
        licence=Licence(**values["licence"]),
        creators=tuple(values["creators"]),
        publisher=values["publisher"],
        keywords=tuple(values["keywords"]),
        source_rights=values["source_rights"],
        responsible_use=ResponsibleUse(**{name: _frozen(value) for name, value in values["responsible_use"].items()}),
        doi=values.get("doi"),
        url=values.get("url"),
    )


def _frozen(value: str | list[str]) -> Any:
    return tuple(value) if isinstance(value, list) else value
