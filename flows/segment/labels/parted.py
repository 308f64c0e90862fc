"""Labels that a scanner parted from what is said: it read their column first, and then the words.

Which words are whose is lost there. Nobody is made the speaker of them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import zip_longest
from operator import itemgetter

from flows.segment.labels.label import Label

LEAST = 2  # labels in a row


def parted(paragraphs: Sequence[tuple[int, int]], labels: Sequence[Label], end: int) -> list[tuple[int, int]]:
    """The stretches in which who speaks is lost, in order: from a row of labels without words up to the next label
    that stands before what is said, or to `end`. Offsets are clean offsets.
    """
    stretches: list[tuple[int, int]] = []
    row: list[Label] = []
    for label, following in zip_longest(labels, labels[1:]):
        after = end if following is None else following.start
        row.append(label)
        if is_alone(paragraphs, label) and after == label.speech_start:
            continue
        alone = row if is_alone(paragraphs, label) else row[:-1]
        if len(alone) >= LEAST:
            stretches.append((row[0].start, after))
        row = []
    return stretches


def is_alone(paragraphs: Sequence[tuple[int, int]], label: Label) -> bool:
    """Whether a label is all that its paragraph holds."""
    paragraph = paragraphs[bisect_right(paragraphs, label.start, key=itemgetter(0)) - 1]
    return label.speech_start >= paragraph[1]
