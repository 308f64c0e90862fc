"""The folder of documents: `<document_id>/raw.txt` with `document.yaml`, and the authority file `people.yaml`.

Corrections by hand of a document, if there are any, are in its `corrections.yaml`.

Everything that is wrong is found in one go, with file, line and remedy; one broken document does not stop the others.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from errno import ESTALE
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from flows.files import UnusableFile, read_file
from flows.record import Correction, Participant, Person, Quote, Sidecar
from flows.seeds import strict_schema, strict_yaml
from flows.seeds.parsed import Parsed
from flows.terminal.printable import printable

DOCUMENT_ID = re.compile(r"(?=[0-9._-]*[a-z])[a-z0-9][a-z0-9._-]*")
DATASET = "dataset.yaml"
PEOPLE = "people.yaml"
SIDECAR = "document.yaml"
CORRECTIONS = "corrections.yaml"
RAW = "raw.txt"
FAULTS_OF_A_FILE = 100  # that are told at once: who made a file by a wrong program may have millions


@dataclass(frozen=True, slots=True)
class SeedProblem:
    """Something wrong in the folder of documents: where, what, and what to do about it.

    `line` is 1-based, None where no line is meant. `document_id` is None where the problem concerns all documents.
    """

    file: Path
    line: int | None
    message: str
    remedy: str
    document_id: str | None = None

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else f"{self.file}"
        return printable(f"{place}: {self.message}. {self.remedy}.")


@dataclass(frozen=True, slots=True)
class SeedDocument:
    """One document without problems, as it lies in the folder. `path` is its raw text."""

    document_id: str
    path: Path
    sidecar: Sidecar

    def read(self) -> bytes:
        """The bytes of the raw text. Raises UnusableFile where it is no file that can be read, OSError where it is no
        more what was registered."""
        data = read_file(self.path)
        if sha256(data).hexdigest() != self.sidecar.sha256:
            raise OSError(ESTALE, "it changed in the meantime")
        return data


@dataclass(frozen=True, slots=True)
class Seeds:
    """The documents without problems, in the order of their ids, the authority file, and all problems.

    There are no documents where a problem concerns them all.
    """

    documents: tuple[SeedDocument, ...]
    people: tuple[Person, ...]
    problems: tuple[SeedProblem, ...]


class Refused(Exception):
    """One file or one document cannot be used; `problems` are all reasons."""

    def __init__(self, problems: Iterable[SeedProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def load_seeds(folder: Path, document_id: str | None = None, parsed: Parsed | None = None) -> Seeds:
    """Read and check everything in the folder except what the raw texts say; or one document and all people.

    What sidecars and the authority file say is looked up in `parsed`, and put there.
    """
    parsed = parsed or Parsed()
    problems: list[SeedProblem] = []
    people: tuple[Person, ...] | None = ()
    try:
        people = _people(folder / PEOPLE, parsed)
    except Refused as refused:
        people = None
        problems += refused.problems
    known = None if people is None else frozenset(person.person_id for person in people)
    documents = []
    found: list[Path] = []
    try:
        found = [path for path in _folders(folder) if document_id in (None, path.name)]
    except OSError as error:
        problems.append(_unreadable(error, folder, None))
    for path in found:
        try:
            documents.append(_document(path, folder, known, parsed))
        except Refused as refused:
            problems += refused.problems
    if not found and not problems:
        remedy = f"Make a folder <document_id> with {RAW} and {SIDECAR} in it"
        problems.append(SeedProblem(folder, None, "there are no documents in this folder", remedy))
    fatal = any(problem.document_id is None for problem in problems)
    return Seeds(() if fatal else tuple(documents), people or (), tuple(problems))


def _folders(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))


def _document(folder: Path, root: Path, known: frozenset[str] | None, parsed: Parsed) -> SeedDocument:
    document_id = printable(folder.name)
    problems: list[SeedProblem] = []
    if not DOCUMENT_ID.fullmatch(document_id):
        remedy = "Name the folder with lower-case letters (one at least), digits, dots, underscores and hyphens"
        problems.append(SeedProblem(folder, None, f"{document_id} cannot be the id of a document", remedy, document_id))
    checksum, located = None, None
    corrections: tuple[Correction, ...] = ()
    try:
        checksum = _checksum(_read(folder / RAW, root, document_id))
    except Refused as refused:
        problems += refused.problems
    try:
        located = _load(folder / SIDECAR, root, "document", document_id, parsed)
        problems += _disagreements(located, folder, checksum, known)
    except Refused as refused:
        problems += refused.problems
    try:
        corrections = _corrections(folder, root)
    except Refused as refused:
        problems += refused.problems
    if problems or located is None:
        raise Refused(problems)
    return SeedDocument(document_id, folder / RAW, replace(_sidecar(located.value), corrections=corrections))


def _checksum(raw: bytes) -> tuple[str, int]:
    """SHA-256 and size in bytes."""
    return sha256(raw).hexdigest(), len(raw)


def _disagreements(
    located: strict_yaml.Located, folder: Path, checksum: tuple[str, int] | None, known: frozenset[str] | None
) -> Iterator[SeedProblem]:
    """Where the sidecar, which is well formed, does not agree with the folder, the raw text or the authority file."""
    sidecar: Mapping[str, Any] = located.value
    document_id = folder.name

    def problem(path: strict_yaml.Path, message: str, remedy: str) -> SeedProblem:
        return SeedProblem(folder / SIDECAR, located.line(path), message, remedy, document_id)

    if sidecar["id"] != document_id:
        yield problem(("id",), f"the id is {sidecar['id']}, but the folder is {document_id}", "Make both the same")
    registered = sidecar["raw"]["sha256"], int(sidecar["raw"]["size"])
    if checksum is not None and registered != checksum:
        part = "size" if registered[0] == checksum[0] else "sha256"
        remedy = (
            f"Put back the text that was registered, or give the new text a new id; for a text that is registered for "
            f"the first time, write sha256: {checksum[0]} and size: {checksum[1]}"
        )
        yield problem(("raw", part), f"{RAW} has another {part}", remedy)
    for i, entry in enumerate(sidecar.get("participants") or ()):
        person = entry["person"]
        if known is not None and person not in known and not re.match(re.escape(document_id) + r"\.[^.]", person):
            remedy = f"Add it to {PEOPLE}, or write {document_id}.<name> for a person known from this document only"
            yield problem(("participants", i, "person"), f"the person {person} is not in {PEOPLE}", remedy)


def _sidecar(value: Mapping[str, Any]) -> Sidecar:
    participants = value.get("participants")
    return Sidecar(
        document_id=value["id"],
        facts={name: fact["value"] for name, fact in value["facts"].items()},
        bases={name: fact["basis"] for name, fact in value["facts"].items()},
        participants=None if participants is None else tuple(map(_participant, participants)),
        sha256=value["raw"]["sha256"],
        size=int(value["raw"]["size"]),
    )


def _corrections(folder: Path, root: Path) -> tuple[Correction, ...]:
    """The corrections of a document, in their order; none where it has no file of them."""
    file = folder / CORRECTIONS
    return read_corrections(_read(file, root, folder.name), file, folder.name) if os.path.lexists(file) else ()


def read_corrections(data: bytes, file: Path, document_id: str) -> tuple[Correction, ...]:
    """The corrections that `data`, the content of `file`, has for a document. Raises Refused where that is broken."""
    located = _parse(data, file, "corrections", document_id)
    problems = []
    seen: set[str] = set()
    for i, entry in enumerate(located.value):
        if entry["id"] in seen:
            message, remedy = f"the id {entry['id']} is given to two corrections", "Give each an id of its own"
            problems.append(SeedProblem(file, located.line((i, "id")), message, remedy, document_id))
        seen.add(entry["id"])
        if entry["action"] == "set" and (missing := sorted(entry["to"].keys() - entry["expect"].keys())):
            message = f"the correction {entry['id']} sets {', '.join(missing)} and does not say what is there now"
            remedy = "Add that to expect, as parley check shows it"
            problems.append(SeedProblem(file, located.line((i, "expect")), message, remedy, document_id))
    if problems:
        raise Refused(problems)
    return tuple(_correction(entry, located.line((i,))) for i, entry in enumerate(located.value))


def _correction(entry: Mapping[str, Any], line: int) -> Correction:
    return Correction(
        correction_id=entry["id"],
        line=line,
        match=Quote(**entry["match"]),
        action=entry["action"],
        expect=_in_order(entry["expect"]),
        to=_in_order(entry.get("to", {})),
        reason=entry["reason"],
        author=entry["author"],
        date=entry["date"],
        through=Quote(**entry["through"]) if "through" in entry else None,
    )


def _in_order(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values, lists of persons in the order in which turns have them."""
    return {name: sorted(value) if isinstance(value, list) else value for name, value in values.items()}


def _participant(entry: Mapping[str, str]) -> Participant:
    return Participant(
        name_as_written=entry["name"],
        title_as_written=entry.get("title"),
        office=entry.get("office"),
        side=entry.get("side"),
        role=entry["role"],
        person_id=entry["person"],
    )


def _people(file: Path, parsed: Parsed) -> tuple[Person, ...]:
    if not os.path.lexists(file):
        return ()
    located = _load(file, file.parent, "people", None, parsed)
    problems = []
    seen: set[str] = set()
    for i, entry in enumerate(located.value):
        if entry["id"] in seen:
            message = f"the id {entry['id']} is given to two persons"
            problems.append(SeedProblem(file, located.line((i, "id")), message, "Give each person an id of their own"))
        seen.add(entry["id"])
    if problems:
        raise Refused(problems)
    return tuple(map(_person, located.value))


def _person(entry: Mapping[str, Any]) -> Person:
    return Person(
        person_id=entry["id"],
        name=entry["name"],
        aliases=tuple(entry.get("aliases", ())),
        country=entry.get("country"),
        offices=tuple(
            {"title": office["title"], "from": office.get("from"), "to": office.get("to")}
            for office in entry.get("offices", ())
        ),
        identifiers={scheme: identifier["value"] for scheme, identifier in entry.get("identifiers", {}).items()},
    )


def _load(file: Path, root: Path, schema: str, document_id: str | None, parsed: Parsed) -> strict_yaml.Located:
    """Read one YAML file that fits its schema. Raises Refused with what does not fit."""
    data = _read(file, root, document_id)
    value = parsed.get(schema, data, lambda: _parse(data, file, schema, document_id).value)
    return strict_yaml.Located(value, data)


def _read(file: Path, root: Path, document_id: str | None) -> bytes:
    try:
        return read_file(file, within=root)
    except OSError as error:
        raise Refused([_unreadable(error, file, document_id)]) from error


def _unreadable(error: OSError, file: Path, document_id: str | None) -> SeedProblem:
    if isinstance(error, UnusableFile):
        return SeedProblem(file, None, f"{file.name} {error.strerror}", error.remedy, document_id)
    if isinstance(error, FileNotFoundError):
        remedy = "Write it; the documents that are already there show how"
        if file.name == RAW:
            remedy = f"Put the text of the document into {RAW}"
        return SeedProblem(file, None, f"{file.name} is missing", remedy, document_id)
    remedy = "Make it readable"
    return SeedProblem(file, None, f"{file.name} cannot be read: {error.strerror}", remedy, document_id)


def _parse(data: bytes, file: Path, schema: str, document_id: str | None) -> strict_yaml.Located:
    try:
        located = strict_yaml.load(data)
    except strict_yaml.YamlError as error:
        remedy = "Correct the YAML in this line"
        raise Refused([SeedProblem(file, error.line, error.message, remedy, document_id)]) from error
    faults = strict_schema.faults(located.value, schema)
    problems = {
        SeedProblem(file, located.line(fault.path), fault.message, fault.remedy, document_id)
        for fault in islice(faults, FAULTS_OF_A_FILE)
    }
    if problems:
        raise Refused(sorted(problems, key=lambda problem: (problem.line or 0, problem.message)))
    return located
