"""What of a document that was read a person should look at, told from its rows: where, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from flows.tables import cleaned_again
from schemas import Row

FLAGS = {
    "unresolved-speaker": "it cannot be told who speaks",
    "pronoun-speaker": "the text has only a pronoun for who speaks",
    "low-confidence": "the start or the speaker may be wrong",
}
NOBODY_SPEAKS = "nobody was found to speak in it"
IF_NOBODY_SPEAKS = "check that it is the whole record of a conversation, in English, and names who speaks"
TITLE_AGAIN = "the title stands here again: where a second record begins, put it into a file of its own"


class Doubt(NamedTuple):
    """Something to look at: its line in the raw text, counted from 1, what is doubtful there, and the words."""

    line: int
    what: str
    words: str = ""


def doubts(tables: Mapping[str, Sequence[Row]]) -> list[Doubt]:
    """What is doubtful in one document, in the order of its lines. Where nobody speaks, that is all there is to say."""
    if not any(turn["kind"] == "speech" for turn in tables["turns"]):
        return [Doubt(1, f"{NOBODY_SPEAKS}; {IF_NOBODY_SPEAKS}")]
    found = {
        turn["raw_start"]: Doubt(0, "; ".join(FLAGS[flag] for flag in turn["flags"]), turn["text"])
        for turn in tables["turns"]
        if turn["flags"]
    }
    found |= {start: Doubt(0, TITLE_AGAIN, words) for start, words in titles_again(tables)}
    if not found:
        return []
    raw = cleaned_again(tables["documents"][0], tables["edits"]).raw
    return [found[start]._replace(line=raw.count("\n", 0, start) + 1) for start in sorted(found)]


def titles_again(tables: Mapping[str, Sequence[Row]]) -> list[tuple[int, str]]:
    """The paragraphs of the talk that are the title once more, and where each starts in the raw text."""
    titles = {section["text"].strip().casefold() for section in tables["sections"] if section["kind"] == "title"}
    bodies = [section for section in tables["sections"] if section["kind"] == "body"]
    if not any(title in body["text"].casefold() for title in titles for body in bodies):
        return []
    cleaned = cleaned_again(tables["documents"][0], tables["edits"])
    return [
        (cleaned.raw_start(start), cleaned.text[start:end])
        for start, end in cleaned.paragraphs
        if cleaned.text[start:end].casefold() in titles
        and any(body["clean_start"] <= start < body["clean_end"] for body in bodies)
    ]
