"""The text of a TEI document.

Speech is `<u>` with a `<seg>` for each paragraph, what a person does without words `<kinesic>`, what several say or do
together `<incident>`, all other narration `<note>`. The parts before and after the conversation are divisions of front
and back. The whole clean text is there, in its order; beside it stand the footnotes, each where its mark was.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from itertools import chain, pairwise

from flows.exports.tei_header import xml_id
from flows.exports.xml import Xml
from schemas import Row

_CONVERSATION = "debateSection"  # Parla-CLARIN's type for a division that holds utterances
_NARRATIVE = {"type": "narrative"}
_ELEMENTS: dict[str, tuple[str, dict[str, str]]] = {
    "deletion": ("del", {}),
    "quotation": ("quote", {}),
    "stage-direction": ("note", _NARRATIVE),
}
_DEEPEST = 50  # passages inside each other: programs that read XML refuse very deep nesting
_WORD = re.compile(r"\w")


@dataclass(slots=True)
class _Piece:
    """A stretch of the clean text that lies in one paragraph, and in one turn or in one section without turns.

    `ranges` are its marked passages: start, end with a minus (so that of two the longer is the smaller), kind. `places`
    are the marked places: offset, kind, note.
    """

    start: int
    end: int
    ranges: list[tuple[int, int, str]] = field(default_factory=list)
    places: list[tuple[int, str, str | None]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Block:
    """A turn (`row`), or a section without turns (None). `label` is the speaker's label, where it stands apart."""

    row: Row | None
    pieces: Sequence[_Piece]
    label: Sequence[_Piece] = ()


@dataclass(frozen=True, slots=True)
class _Division:
    kind: str
    blocks: Sequence[_Block]


def write_text(xml: Xml, document: Row, rows: Mapping[str, Sequence[Row]]) -> None:
    """Writes the element `<text>` of a document; `rows` has its sections, turns and spans."""
    text = document["text"]
    divisions = _divisions(text, rows)
    pieces = [p for division in divisions for block in division.blocks for p in chain(block.label, block.pieces)]
    _mark(pieces, rows["spans"])
    if not divisions:  # a text of white space
        divisions = [_Division("body", [_Block(None, [_Piece(0, 0)])])]
    bodies = [i for i, division in enumerate(divisions) if division.kind == "body"] or [0, len(divisions) - 1]
    first, after = bodies[0], bodies[-1] + 1
    with xml.block("text"):
        _write_divisions(xml, text, "front", divisions[:first])
        _write_divisions(xml, text, "body", divisions[first:after])
        _write_divisions(xml, text, "back", divisions[after:])


def _divisions(text: str, rows: Mapping[str, Sequence[Row]]) -> list[_Division]:
    """The sections in which there is any text."""
    paragraphs = _Paragraphs(text)
    labels: dict[str, Row] = {}
    for span in rows["spans"]:
        if span["kind"] == "label" and span["turn_id"] is not None:
            labels.setdefault(span["turn_id"], span)
    turns = rows["turns"]
    starts = [turn["clean_start"] for turn in turns]
    found = []
    for section in rows["sections"]:
        start, end = section["clean_start"], section["clean_end"]
        if section["kind"] == "body":
            inside = turns[bisect_right(starts, start - 1) : bisect_right(starts, end - 1)]
            blocks = [_turn(text, turn, labels.get(turn["turn_id"]), paragraphs) for turn in inside]
        else:
            blocks = [_Block(None, pieces)] if (pieces := paragraphs.pieces(start, end)) else []
        if blocks:
            found.append(_Division(section["kind"], blocks))
    return found


class _Paragraphs:
    """The paragraphs of a clean text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(found.end() for found in re.finditer("\n\n", text))]

    def pieces(self, start: int, end: int) -> list[_Piece]:
        """What a stretch of the text has in each paragraph, without the white space around it."""
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, end - 1)
        borders = [start, *self._starts[first + 1 : last], end]
        return [piece for a, b in pairwise(borders) if (piece := self._trimmed(a, b))]

    def _trimmed(self, start: int, end: int) -> _Piece | None:
        part = self._text[start:end]
        left = len(part) - len(part.lstrip())
        right = len(part.rstrip())
        return _Piece(start + left, start + right) if left < right else None


def _turn(text: str, turn: Row, label: Row | None, paragraphs: _Paragraphs) -> _Block:
    start, end = turn["clean_start"], turn["clean_end"]
    speech = end - len(turn["speech"])
    # A label stands apart where nothing but its point or colon follows; in "Birch replies that" it does not.
    apart = (
        turn["kind"] == "speech"
        and label is not None
        and label["clean_start"] == start
        and not _WORD.search(text, label["clean_end"], speech)
    )
    if apart:
        return _Block(turn, paragraphs.pieces(speech, end), paragraphs.pieces(start, speech))
    return _Block(turn, paragraphs.pieces(start, end))


def _mark(pieces: Sequence[_Piece], spans: Iterable[Row]) -> None:
    """Gives each span to the pieces that it lies in; a place between two pieces goes to the first of them."""
    starts = [piece.start for piece in pieces]
    for span in spans if pieces else ():
        start, end = span["clean_start"], span["clean_end"]
        i = max(0, bisect_right(starts, start) - 1)
        if start == end:
            piece = pieces[i]
            piece.places.append((min(max(start, piece.start), piece.end), span["kind"], span["note"]))
            continue
        while i < len(pieces) and pieces[i].start < end:
            piece = pieces[i]
            a, b = max(start, piece.start), min(end, piece.end)
            if a < b:
                piece.ranges.append((a, -b, span["kind"]))
            i += 1


def _write_divisions(xml: Xml, text: str, tag: str, divisions: Sequence[_Division]) -> None:
    if not divisions:
        return
    with xml.block(tag):
        for division in divisions:
            kind = _CONVERSATION if division.kind == "body" else division.kind
            with xml.block("div", {"type": kind}):
                for block in division.blocks:
                    _write_block(xml, text, block)


def _write_block(xml: Xml, text: str, block: _Block) -> None:
    turn = block.row
    if turn is None:
        _write_pieces(xml, text, "p", block.pieces)
        return
    _write_pieces(xml, text, "note", block.label, {"type": "speaker"})
    attributes = {
        "xml:id": xml_id(turn["turn_id"]),
        "who": _pointers([turn["speaker_id"], *turn["joint_speaker_ids"]]),
        "toWhom": _pointers(turn["addressee_ids"]),
        "ana": f"#mode_{turn['mode']}" if turn["mode"] else None,
    }
    if turn["kind"] == "speech":
        with xml.block("u", attributes):
            _write_pieces(xml, text, "seg", block.pieces)
    elif turn["kind"] == "action" or turn["joint_speaker_ids"]:
        # Neither of the two may hold page breaks or notes inside its words.
        for piece in block.pieces:
            for _, kind, note in piece.places:
                _write_place(xml, kind, note)
        with xml.block("kinesic" if turn["kind"] == "action" else "incident", attributes):
            xml.leaf("desc", " ".join(text[piece.start : piece.end] for piece in block.pieces))
    else:
        with xml.block("note", {"xml:id": attributes["xml:id"], **_NARRATIVE}):
            _write_pieces(xml, text, "seg", block.pieces)


def _pointers(people: Iterable[str | None]) -> str | None:
    return " ".join(f"#{xml_id(person)}" for person in people if person is not None) or None


def _write_pieces(
    xml: Xml, text: str, tag: str, pieces: Iterable[_Piece], attributes: Mapping[str, str] | None = None
) -> None:
    for piece in pieces:
        xml.start(tag, attributes)
        _write_inline(xml, text, piece)
        xml.end(tag)
        xml.text("\n")


def _write_inline(xml: Xml, text: str, piece: _Piece) -> None:
    """The words of a piece with its marks. A passage that goes on where the one around it ends becomes two elements."""
    todo, places = list(piece.ranges), iter([*piece.places, None])
    heapify(todo)
    place = next(places)
    around: list[tuple[int, str]] = []
    at = piece.start
    while True:
        stops = [piece.end, *(end for end, _ in around[-1:]), *(start for start, _, _ in todo[:1])]
        stop = min(stops if place is None else [*stops, place[0]])
        xml.text(text[at:stop])
        at = stop
        if around and around[-1][0] == at:
            xml.end(around.pop()[1])
        elif place is not None and place[0] == at:
            _write_place(xml, *place[1:])
            place = next(places)
        elif todo and todo[0][0] == at:
            _, minus_end, kind = heappop(todo)
            if len(around) == _DEEPEST:
                continue
            end = -minus_end
            if around and around[-1][0] < end:
                heappush(todo, (around[-1][0], minus_end, kind))
                end = around[-1][0]
            tag, attributes = _ELEMENTS.get(kind, ("seg", {"type": kind}))
            xml.start(tag, attributes)
            around.append((end, tag))
        else:
            return


def _write_place(xml: Xml, kind: str, note: str | None) -> None:
    if kind == "page":
        xml.start("pb", {"n": note})
        xml.end("pb")
    elif kind == "footnote":
        xml.start("note", {"place": "foot"})
        xml.text(note or "")
        xml.end("note")
    else:
        xml.start("anchor", {"type": kind})
        xml.end("anchor")
