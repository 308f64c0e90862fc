"""What atheris runs over and over: `python -m tests.torture.fuzz_target TARGET [options of libFuzzer]`."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["flows"], enable_loader_override=False):
    from flows.clean import clean
    from flows.seeds import strict_yaml
    from flows.segment import segment
    from tests.hostile import GOOD_FILES, PIECES, mutated, put_seeds, survive_bytes, survive_seeds, text_of

LONGEST = 400  # pieces of a text: longer ones say nothing new, and take their time


def text(data: bytes) -> str:
    """A text of pieces, two bytes each."""
    numbers = atheris.FuzzedDataProvider(data).ConsumeIntListInRange(min(len(data), LONGEST), 0, 3 * len(PIECES))
    return text_of(numbers)


def yaml(data: bytes) -> None:
    """Any bytes are YAML of the strict kind, or refused."""
    try:
        strict_yaml.load(data)
    except strict_yaml.YamlError as error:
        if not 1 <= error.line <= data.count(b"\n") + data.count(b"\r") + 2 + data.count(b"\xe2\x80"):
            raise AssertionError("a line that is not there") from error


def cleaning(data: bytes) -> None:
    """Clean text and edits give any text again."""
    raw = text(data)
    cleaned = clean(raw)
    parts, at = [], 0
    for edit in cleaned.edits:
        parts += [cleaned.text[at : edit.clean_start], edit.raw_text]
        at = edit.clean_end
    assert "".join(parts) + cleaned.text[at:] == raw


def segmenting(data: bytes) -> None:
    """Sections tile any clean text."""
    cleaned = clean(text(data))
    sections = segment(cleaned).sections
    borders = [0, *(at for each in sections for at in (each.clean_start, each.clean_end)), len(cleaned.text)]
    assert borders[::2] == borders[1::2]


def seeds(name: str) -> Callable[[bytes], None]:
    """A file of the folder of documents, changed at random, is read or refused."""
    folder = Path(tempfile.mkdtemp()) / "seeds"
    put_seeds(folder)

    def run(data: bytes) -> None:
        numbers = atheris.FuzzedDataProvider(data).ConsumeIntListInRange(min(len(data) // 2, 24), 0, 0xFFFF)
        survive_seeds(folder, name, mutated(GOOD_FILES[name], numbers))

    return run


TARGETS: dict[str, Callable[[], Callable[[bytes], object]]] = {
    "bytes": lambda: survive_bytes,
    "texts": lambda: lambda data: survive_bytes(text(data).encode()),
    "clean": lambda: cleaning,
    "segment": lambda: segmenting,
    "yaml": lambda: yaml,
    **{name: (lambda name=name: seeds(name)) for name in GOOD_FILES},  # type: ignore[misc]
}

if __name__ == "__main__":
    target = TARGETS[sys.argv.pop(1)]()
    atheris.Setup(sys.argv, lambda data: (target(data), None)[1])
    atheris.Fuzz()
