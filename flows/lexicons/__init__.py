"""The lexicons: plain text files beside this module, one entry a line, `#` starts a comment.

A lexicon that maps writes `entry = value`; several entries may share a value. In lexicons of regular expressions and of
verbs, `{name}` stands for the entries of the lexicon of that name.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

REFERENCE = re.compile(r"\{([a-z][a-z-]*)\}")


@cache
def entries(name: str) -> tuple[str, ...]:
    """The entries of the lexicon `name`, in the file's order. Raises FileNotFoundError where there is none."""
    text = files(__name__).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


@cache
def mapping(name: str) -> dict[str, str]:
    """The entries of a lexicon that maps, each with its value. Raises ValueError where a line has no ` = `."""
    pairs: dict[str, str] = {}
    for line in entries(name):
        entry, equals, value = line.partition(" = ")
        if not equals:
            raise ValueError(f"flows/lexicons/{name}.txt: '{line}' has no ' = '")
        pairs[entry.strip()] = value.strip()
    return pairs


def words(text: str) -> list[str]:
    """The words of a text, with the entries of a lexicon in place of its name in braces."""
    return REFERENCE.sub(lambda reference: " ".join(entries(reference[1])), text).split()


def alternatives(name: str) -> str:
    """The entries of a lexicon of regular expressions as one regular expression, in their order."""
    found = (REFERENCE.sub(lambda reference: alternatives(reference[1]), entry) for entry in entries(name))
    return f"(?:{'|'.join(found)})"
