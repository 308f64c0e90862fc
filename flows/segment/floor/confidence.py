"""How sure it is that a turn of speech starts where it does and is whose it is: two small logistic models.

One is for turns that labels open, one for all others. Each weighs what the rule that made a turn says by what else is
known of it. The weights are in `flows/lexicons/confidence-weights.txt`; `python -m tests.benchmarks.confidence` fits
them to gold.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from flows.lexicons import mapping
from flows.record import Turn
from flows.segment.clauses.verbs import verb_forms
from flows.segment.names import fold
from flows.segment.people.members import Member

LEAST, MOST = 0.02, 0.99  # of what a rule says, so that the logarithm of its odds stays small
DIGITS = 3
LABEL = "label"
UNWEIGHED = "parted-labels"
ENDS = ".!?…)]\"”'’»*"  # what may stand before a turn that starts where another one, or a paragraph, is at its end
FAR = 40  # characters before a turn in which the last of the text before it stands

Evidence = Mapping[str, float]


@cache
def weights() -> Evidence:
    """The weight of each kind of evidence."""
    return {name: float(weight) for name, weight in mapping("confidence-weights").items()}


def evidence(
    text: str, turns: Sequence[Turn], members: Sequence[Member], drafter_speaks: bool
) -> list[Evidence | None]:
    """What is known of each turn of speech, by kind; None for other turns, and where labels are parted from what is
    said, of which nothing more is known.

    `turn.confidence` is what the rule says; `turn.speaker` is the number of one of the members.
    """
    speeches = [turn for turn in turns if turn.kind == "speech"]
    often = Counter(turn.speaker for turn in speeches)
    called = Counter((turn.speaker, fold(turn.label)) for turn in speeches if turn.label is not None)
    ever_called = Counter(turn.speaker for turn in speeches if turn.label is not None)
    signs = Counter(sign(text, turn) for turn in speeches if turn.rule == LABEL)
    found: list[Evidence | None] = []
    interrupted = False
    for turn in turns:
        if turn.kind == "speech" and turn.rule != UNWEIGHED:
            said = min(max(turn.confidence, LEAST), MOST)
            named = turn.label is not None
            known = {
                "constant": 1.0,
                "rule": math.log(said / (1 - said)),
                "usual-name": called[turn.speaker, fold(turn.label or "")] / ever_called[turn.speaker]
                if named
                else 1.0,
                "after-others": float(interrupted),
            }
            if turn.rule == LABEL:
                known |= {
                    "usual-sign": signs[sign(text, turn)] / signs.total(),
                    "words": math.log1p(len(text[turn.clean_start : turn.clean_end].split())),
                    "in-mid-sentence": float(in_mid_sentence(text, turn.clean_start)),
                }
                known = {f"{LABEL}-{kind}": value for kind, value in known.items()}
            else:
                member = members[int(turn.speaker)] if turn.speaker is not None else None
                verb = verb_forms().get(turn.reporting_verb or "")
                known |= {
                    "surname": float(member is not None and bool(member.surname)),
                    "listed": float(member is not None and member.participant is not None),
                    "turns": math.log(often[turn.speaker]),
                    "speaks-once": float(often[turn.speaker] == 1),
                    "says": float(verb is not None and "reporting" in verb.classes),
                    "drafter-speaks": float(drafter_speaks),
                }
            found.append(known)
        else:
            found.append(None)
        interrupted = turn.kind != "speech"
    return found


def sign(text: str, turn: Turn) -> str:
    """What ends a label: a colon, a full stop; nothing where it is a line of its own without one."""
    last = text[turn.clean_start : turn.speech_start].rstrip()[-1:]
    return "" if last.isalnum() else last


def in_mid_sentence(text: str, start: int) -> bool:
    """Whether what stands before a turn is at no end."""
    before = text[max(0, start - FAR) : start].rstrip()
    return bool(before) and before[-1] not in ENDS


def weigh(text: str, turns: Sequence[Turn], members: Sequence[Member], drafter_speaks: bool) -> None:
    """Set the confidence of the turns of speech. See `evidence`."""
    for turn, known in zip(turns, evidence(text, turns, members, drafter_speaks), strict=True):
        if known is not None:
            turn.confidence = round(sureness(known, weights()), DIGITS)


def sureness(known: Evidence, weighed: Evidence) -> float:
    """The confidence that weights give to what is known of a turn."""
    return 1 / (1 + math.exp(-sum(weighed[kind] * value for kind, value in known.items())))
