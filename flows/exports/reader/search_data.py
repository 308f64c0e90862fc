"""The data of the search, cut into small files, so that a search loads only those that it needs.

Turns are numbered in the order of the documents. An index maps each term to the numbers of the turns that have it:
words, and for the filters such terms as `speaker:`, with an id, which no word can be. The page folds the words of a
question as `words` folds those of a text.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from flows.exports.reader.timeline import speaker
from schemas import Row

FILE_BYTES = 1 << 16
LONGEST_WORD = 40  # longer ones are cut: they are no words

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Searched:
    """What the search has of one document: its turns as JSON, and the numbers, from 0, of those that have each term."""

    texts: Sequence[str]
    terms: Mapping[str, Sequence[int]]


def searched(turns: Sequence[Row]) -> Searched:
    """What the search has of the turns of a document."""
    texts = [_json([t["turn_id"], t["ordinal"], speaker(t), form(t), t["text"]]) for t in turns]
    return Searched(texts, _index(turns))


def search_files(
    documents: Iterable[tuple[Row, Searched]], people: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """The files of the search: their names, and scripts that hand the data over to the page.

    `documents` are in the order in which they are to be found; `people` are the ids and names of those who speak or
    are spoken to.

        index.js      documents (id, title, date, number of the first turn), those who speak or are spoken to (id,
                      name), and for each of the other files where it starts
        terms-N.js    terms in order, and the numbers of turns with each: the first one, then the distances
        texts-N.js    turns: id, number in the document, speaker, form, text
    """
    listed: list[list[Any]] = []
    lines: list[str] = []
    found: dict[str, array[int]] = {}
    for row, of_document in documents:
        first = len(lines)
        listed.append([row["document_id"], row["title"] or row["document_id"], row["date"], first])
        lines += of_document.texts
        for term, numbers in of_document.terms.items():
            found.setdefault(term, array("L")).extend([first + number for number in numbers])
    index = sorted(found.items(), key=lambda item: item[0].encode("utf-16-be"))  # as JavaScript compares
    terms = list(_files(_json([term, _distances(numbers)]) for term, numbers in index))
    texts = list(_files(lines))
    for kind, files in (("terms", terms), ("texts", texts)):
        for number, (_, entries) in enumerate(files):
            joined = ",\n".join(entries)
            yield _script(f"{kind}-{number}", f"[\n{joined}\n]")
    contents = {
        "documents": listed,
        "people": sorted(people, key=lambda person: (person[1].casefold(), person[0])),
        "terms": [index[first][0] for first, _ in terms],
        "texts": [first for first, _ in texts],
        "turns": len(lines),
    }
    yield _script("index", _json(contents))


def form(turn: Row) -> str:
    """What the filter by form knows a turn as: the mode of speech, or that it is an action or narration."""
    found: str = turn["mode"] or turn["kind"]
    return found


def words(text: str) -> list[str]:
    """The words of a text, folded: without marks on letters and without capitals."""
    bare = text
    if not text.isascii():
        bare = "".join(c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c)[0] != "M")
    return [word[:LONGEST_WORD] for word in _WORD.findall(bare.lower())]


def _index(turns: Iterable[Row]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    folded: dict[str, list[str]] = {}
    for number, turn in enumerate(turns):
        terms = [f"form:{form(turn)}"]
        terms += [f"speaker:{person}" for person in (turn["speaker_id"], *turn["joint_speaker_ids"]) if person]
        terms += [f"to:{person}" for person in turn["addressee_ids"]]
        for chunk in turn["text"].split():
            if chunk not in folded:
                folded[chunk] = words(chunk)
            terms += folded[chunk]
        for term in dict.fromkeys(terms):
            found.setdefault(term, []).append(number)
    return found


def _distances(numbers: Sequence[int]) -> list[int]:
    return [number - before for before, number in zip([0, *numbers], numbers, strict=False)]


def _files(entries: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """The entries, some to a file; each file with the number of its first entry."""
    first, size = 0, 0
    found: list[str] = []
    for number, entry in enumerate(entries):
        if size > FILE_BYTES:
            yield first, found
            first, size, found = number, 0, []
        found.append(entry)
        size += len(entry)
    if found:
        yield first, found


def _script(name: str, value: str) -> tuple[str, str]:
    return f"{name}.js", f"parley.deliver({_json(name)}, {value});\n"


def _json(value: Any) -> str:
    text = orjson.dumps(value).decode()
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
