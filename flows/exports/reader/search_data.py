"""The data of the search, cut into small files, so that a search loads only those that it needs.

Turns are numbered in the order of the documents. An index maps each term to the numbers of the turns that have it:
words, and for the filters such terms as `speaker:`, with an id, which no word can be. The page folds the words of a
question as `words` folds those of a text.
"""

from __future__ import annotations

import json
import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from flows.exports.reader.timeline import speaker
from schemas import Row

FILE_BYTES = 1 << 16
LONGEST_WORD = 40  # longer ones are cut: they are no words

_WORD = re.compile(r"[^\W_]+")


def search_files(
    documents: Sequence[Row], turns: Mapping[str, Sequence[Row]], names: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """The files of the search: their names, and scripts that hand the data over to the page.

    `documents` are in the order in which they are to be found, `turns` has those of each document by its id, `names`
    that of each person.

        index.js      documents (id, title, date, number of the first turn), those who speak or are spoken to (id,
                      name), and for each of the other files where it starts
        terms-N.js    terms in order, and the numbers of turns with each: the first one, then the distances
        texts-N.js    turns: id, number in the document, speaker, form, text
    """
    ordered = [turn for document in documents for turn in turns[document["document_id"]]]
    index = sorted(_index(ordered).items(), key=lambda item: item[0].encode("utf-16-be"))  # as JavaScript compares
    terms = list(_files([term, _distances(numbers)] for term, numbers in index))
    texts = list(_files([t["turn_id"], t["ordinal"], speaker(t), form(t), t["text"]] for t in ordered))
    for kind, files in (("terms", terms), ("texts", texts)):
        for number, (_, lines) in enumerate(files):
            listed = ",\n".join(lines)
            yield _script(f"{kind}-{number}", f"[\n{listed}\n]")
    contents = {
        "documents": list(_first_turns(documents, turns)),
        "people": _people(ordered, names),
        "terms": [index[first][0] for first, _ in terms],
        "texts": [first for first, _ in texts],
        "turns": len(ordered),
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


def _index(turns: Iterable[Row]) -> dict[str, array[int]]:
    found: dict[str, array[int]] = {}
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
            found.setdefault(term, array("L")).append(number)
    return found


def _distances(numbers: Sequence[int]) -> list[int]:
    return [number - before for before, number in zip([0, *numbers], numbers, strict=False)]


def _first_turns(documents: Iterable[Row], turns: Mapping[str, Sequence[Row]]) -> Iterator[list[Any]]:
    first = 0
    for document in documents:
        document_id = document["document_id"]
        yield [document_id, document["title"] or document_id, document["date"], first]
        first += len(turns[document_id])


def _people(turns: Iterable[Row], names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Those who speak or are spoken to, by name."""
    found = {
        person
        for turn in turns
        for person in (turn["speaker_id"], *turn["joint_speaker_ids"], *turn["addressee_ids"])
        if person
    }
    return sorted(((person, names[person]) for person in found), key=lambda person: (person[1].casefold(), person[0]))


def _files(entries: Iterable[Any]) -> Iterator[tuple[int, list[str]]]:
    """The entries as JSON, some to a file; each file with the number of its first entry."""
    first, size = 0, 0
    lines: list[str] = []
    for number, entry in enumerate(entries):
        if size > FILE_BYTES:
            yield first, lines
            first, size, lines = number, 0, []
        lines.append(_json(entry))
        size += len(lines[-1])
    if lines:
        yield first, lines


def _script(name: str, value: str) -> tuple[str, str]:
    return f"{name}.js", f"parley.deliver({_json(name)}, {value});\n"


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
