"""Score the route over a corpus: raw texts whose gold says where each turn starts and who holds it.

A corpus is a folder of `ID.txt` (UTF-8) and `ID.gold.jsonl`. The first line of the gold holds facts: `style`,
`date` (ISO), `participants`, and `unscored`, stretches that count nowhere, such as page heads. Each further line is
a region, in order: `start` (code points), `kind` (`speech`, `other`, or `unsure`, which is not scored) and
`speaker` as printed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import fmean
from typing import Any

from flows.evaluate.facts import score_facts
from flows.evaluate.measures import DIGITS, calibration, intervals, precision_recall_f1, share
from flows.evaluate.starts import GoldDocument, Row, Score, score_document

Tables = Mapping[str, Sequence[Row]]
Reader = Callable[[bytes, str], Tables]

GOLD_SUFFIX = ".gold.jsonl"
WORST = 10


def volume(document_id: str) -> str:
    """The volume that a document belongs to: its id up to the last `-d<number>`, or else up to the first hyphen."""
    numbered = re.match(r"(.+)-d\d", document_id)
    return numbered[1] if numbered and document_id.startswith("frus") else document_id.partition("-")[0]


def is_held_out(document_id: str) -> bool:
    """Whether the document is kept from development: the SHA-256 of its volume's name is even."""
    return hashlib.sha256(volume(document_id).encode()).digest()[-1] % 2 == 0


def gold_documents(folder: Path, held_out: bool) -> Iterable[GoldDocument]:
    """The documents of a corpus that are held out, or those that are not, in the order of their ids.

    Raises ValueError, naming file and line, where a gold file is not what it should be.
    """
    for file in sorted(folder.glob(f"*{GOLD_SUFFIX}")):
        document_id = file.name.removesuffix(GOLD_SUFFIX)
        if is_held_out(document_id) == held_out:
            facts, *regions = _json_lines(file)
            raw = (folder / f"{document_id}.txt").read_bytes().decode("utf-8")
            yield GoldDocument(document_id, raw, facts, tuple(regions))


def _json_lines(file: Path) -> list[dict[str, Any]]:
    lines = []
    for number, line in enumerate(file.read_text("utf-8").split("\n"), start=1):
        if line.strip():
            try:
                lines.append(json.loads(line))
            except json.JSONDecodeError as error:
                raise ValueError(f"{file}:{number}: not JSON: {error}") from error
    if not lines:
        raise ValueError(f"{file}:1: empty; the first line holds the facts of the document")
    return lines


def read(data: bytes, document_id: str) -> Tables:
    """The rows of one raw text, read by the route from the text alone."""
    from flows.reading.document import read_document
    from flows.tables import rows

    tables: Tables = rows([read_document(data, document_id)])
    return tables


def evaluate_corpora(folder: Path, held_out: bool = False, reader: Reader = read) -> dict[str, Any]:
    """Scores of every corpus in `folder` (or of `folder` itself, if it is one), by name, and the calibration over all.

    See `evaluate_corpus`. Raises ValueError where there is no corpus, and for gold that cannot be read.
    """
    folders = [folder] if _is_corpus(folder) else sorted(path for path in folder.iterdir() if _is_corpus(path))
    if not folders:
        raise ValueError(f"{folder}: no corpus here; a corpus is a folder of ID.txt and ID{GOLD_SUFFIX}")
    scores = {path.name: _scores(path, held_out, reader) for path in folders}
    sets = list(next(iter(scores.values())))
    return {
        "corpora": {
            name: {kept: _summary(found) for kept, found in by_set.items() if found} for name, by_set in scores.items()
        },
        "calibration": {kept: _calibration([s for by_set in scores.values() for s in by_set[kept]]) for kept in sets},
    }


def evaluate_corpus(folder: Path, held_out: bool = False, reader: Reader = read) -> dict[str, Any]:
    """Scores of one corpus: `development` for the documents that were there to learn from, and `held_out` if asked for.

    Each has the scores of `all` documents and of each of the `styles`, with bootstrap intervals over documents; the
    `worst` documents; the `calibration` of confidence; how often turns are right by the `rules` that made them; and
    `metadata`, the date and participants. Each document is read by `reader`, from its text alone. A set without
    documents is left out. Raises ValueError for gold that cannot be read.
    """
    return {kept: _summary(scores) for kept, scores in _scores(folder, held_out, reader).items() if scores}


def _is_corpus(folder: Path) -> bool:
    return folder.is_dir() and any(folder.glob(f"*{GOLD_SUFFIX}"))


def _scores(folder: Path, held_out: bool, reader: Reader) -> dict[str, list[Score]]:
    sets = {"development": False, "held_out": True} if held_out else {"development": False}
    return {name: [_score(document, reader) for document in gold_documents(folder, out)] for name, out in sets.items()}


def _score(document: GoldDocument, reader: Reader) -> Score:
    tables = reader(document.raw.encode("utf-8"), document.document_id)
    date = next((row["date"] for row in tables["documents"]), None)
    names = [row["name_as_written"] or "" for row in tables["participants"]]
    score = score_document(document, tables["turns"])
    return replace(score, counts=score.counts + score_facts(document.facts, date, names))


def _summary(scores: Sequence[Score]) -> dict[str, Any]:
    styles = sorted({score.style for score in scores})
    worst = sorted(scores, key=lambda score: (_rates([score])["f1"], score.document_id))[:WORST]
    return {
        "all": _group(scores),
        "styles": {style: _group([score for score in scores if score.style == style]) for style in styles},
        "worst": [{"document_id": score.document_id, **_rates([score])} for score in worst],
        "calibration": _calibration(scores),
        "rules": _rules(scores),
        "metadata": _metadata(scores),
    }


def _group(scores: Sequence[Score]) -> dict[str, Any]:
    return {
        "documents": len(scores),
        "without_turns": _total(scores, "missing"),
        "gold_turns": _total(scores, "gold"),
        "predicted_turns": _total(scores, "predicted"),
        **_rates(scores),
        "intervals": intervals(scores, _rates),
    }


def _total(scores: Sequence[Score], name: str) -> int:
    return sum(score.counts[name] for score in scores)


def _rates(scores: Sequence[Score]) -> dict[str, Any]:
    """The rates over some documents: turns and words count the same wherever they stand, Pk and the like are means."""
    hits = _total(scores, "hit")
    return {
        **precision_recall_f1(hits, _total(scores, "predicted"), hits, _total(scores, "gold")),
        "speaker": share(_total(scores, "right"), hits),
        "wder": share(_total(scores, "wrong"), _total(scores, "words"), None),
        "junk": share(_total(scores, "junk"), _total(scores, "outside")),
        "pk": round(fmean(score.pk for score in scores), DIGITS),
        "window_diff": round(fmean(score.window_diff for score in scores), DIGITS),
        "boundary_similarity": round(fmean(score.boundary_similarity for score in scores), DIGITS),
    }


def _calibration(scores: Sequence[Score]) -> dict[str, Any]:
    return calibration([(judged.confidence, judged.right) for score in scores for judged in score.judgements])


def _rules(scores: Sequence[Score]) -> dict[str, dict[str, Any]]:
    turns: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for score in scores:
        turns.update(judged.rule for judged in score.judgements)
        right.update(judged.rule for judged in score.judgements if judged.right)
    return {rule: {"turns": turns[rule], "right": share(right[rule], turns[rule])} for rule in sorted(turns)}


def _metadata(scores: Sequence[Score]) -> dict[str, Any]:
    return {
        "dates": _total(scores, "dates"),
        "date_accuracy": share(_total(scores, "dates_right"), _total(scores, "dates"), None),
        "lists": _total(scores, "lists"),
        "participants": _total(scores, "participants"),
        **precision_recall_f1(
            *(_total(scores, name) for name in ("listed_right", "listed", "participants_found", "participants"))
        ),
    }
