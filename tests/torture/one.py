"""One hostile input in a process of its own, whose time and memory are bounded.

`python -m tests.torture.one KIND NAME` prints what became of it, and the peak of memory in MB; what does not survive
ends the process in some other way.
"""

from __future__ import annotations

import resource
import sys
import tempfile
from pathlib import Path

from flows.files import MAXIMUM_BYTES
from flows.reading.document import read_document
from flows.reading.files import read_files
from flows.seeds import load_seeds, strict_yaml
from flows.tables import rows
from tests.hostile import LAWS, TEXTS, YAML_PIECES, repeating, survive_bytes, text_of

LONG_LINE = 50_000_000
REPETITIONS = 1_000_000
MILLION = 1_000_000


def largest(name: str) -> str:
    """A hostile text as large as a file may be."""
    data, is_text = TEXTS[name]
    if survive_bytes(data(MAXIMUM_BYTES)) is not is_text:
        raise AssertionError("a text was refused" if is_text else "what is no text was read")
    return "read" if is_text else "refused"


def long_line(name: str) -> str:
    """A line of 50 MB, more than any file may have."""
    return "read" if rows([read_document(TEXTS[name][0](LONG_LINE), "talk")])["turns"] else "nobody speaks"


def repeated(name: str) -> str:
    """A text in which one piece is repeated a million times over."""
    found = rows([read_document(repeating(name, REPETITIONS).encode(), "talk")])
    if breaches := [breach for law in LAWS for breach in law(found)]:
        raise AssertionError(breaches[0])
    return "read"


def repeated_numbers(name: str) -> str:
    """The same, of a piece that is made of numbers."""
    unit = text_of([int(number) for number in name.split()])
    return repeated_text(unit * (100_000 // max(len(unit), 1)))


def repeated_text(text: str) -> str:
    """Reads a text with the laws."""
    return "read" if survive_bytes(f"A talk.\n\nAnna: Yes.\n\n{text}\n\nEmil: No.\n".encode()) else "refused"


def yaml(name: str) -> str:
    """A YAML file as large as a file may be."""
    piece = YAML_PIECES[int(name)]
    try:
        strict_yaml.load((piece * (MAXIMUM_BYTES // max(len(piece.encode()), 1))).encode())
    except strict_yaml.YamlError as error:
        return f"refused: {error}"
    return "read"


def empty_documents(name: str) -> str:
    """Countless folders that hold an empty text and no sidecar."""
    with tempfile.TemporaryDirectory() as temporary:
        for number in range(int(name)):
            folder = Path(temporary, f"talk-{number}")
            folder.mkdir()
            (folder / "raw.txt").touch()
        problems = load_seeds(Path(temporary)).problems
    assert len(problems) == int(name)
    return f"refused: {len(problems):,} problems"


def empty_files(name: str) -> str:
    """Countless empty files, given to `parley read`."""
    with tempfile.TemporaryDirectory() as temporary:
        files = {f"talk-{number}": Path(temporary, f"talk-{number}.txt") for number in range(int(name))}
        for file in files.values():
            file.touch()
        unreadable = read_files(files, Path(temporary, "out"), lambda _tables: None)
    assert len(unreadable) == int(name)
    return f"refused: {len(unreadable):,} files"


def stray_files(name: str) -> str:
    """Countless empty files that lie in the folder of documents and are none."""
    with tempfile.TemporaryDirectory() as temporary:
        for number in range(int(name)):
            Path(temporary, f"{number}.txt").touch()
        (problem,) = load_seeds(Path(temporary)).problems
    return f"refused: {problem.message}"


KINDS = {
    "text": largest,
    "line": long_line,
    "repeated": repeated,
    "numbers": repeated_numbers,
    "yaml": yaml,
    "empty documents": empty_documents,
    "empty files": empty_files,
    "stray files": stray_files,
}

if __name__ == "__main__":
    outcome = KINDS[sys.argv[1]](sys.argv[2])
    print(f"{outcome} ({resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10} MB)")
