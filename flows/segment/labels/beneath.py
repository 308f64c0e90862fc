"""What stands as a label does, but right after another one time and again: how something is said, or for whom, and not
who says it. "The President:" above "Translation: I will ask", "Mr. Smith" above "Ruritania: We agree".
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from flows.segment.labels.habits import is_personal
from flows.segment.labels.label import Label
from flows.segment.labels.words import normal
from flows.segment.names import lexicon

LEAST = 2  # times that it stands there
LEAST_SHARE = 0.67  # of the times that it stands anywhere


def without_those_beneath(found: Sequence[Label]) -> list[Label]:
    """The candidates without those that stand time and again, and hardly elsewhere, right after others that are there
    more than once, as headings are not. What is said begins after both.
    """
    at = {label.speech_start: label for label in found}
    times = Counter(normal(label.text) for label in found)
    above: dict[str, list[str]] = defaultdict(list)
    for label in found:
        if (first := at.get(label.start)) is not None:
            above[normal(label.text)].append(normal(first.text))
    heads = {key for keys in above.values() for key in keys}
    beneath = {
        key
        for key, keys in above.items()
        if len(keys) >= max(LEAST, LEAST_SHARE * times[key])
        and key not in heads  # a scanner read a column of labels first
        and 2 * sum(times[head] > 1 for head in keys) >= len(keys)
    }
    kept: list[Label] = []
    for label in found:
        if normal(label.text) not in beneath or label.start not in at:
            kept.append(label)
        elif kept and kept[-1].speech_start == label.start:
            first = kept[-1]
            named = is_personal(label.text) and normal(label.text) not in lexicon("unnamed-speakers")
            name = label.text if named and not is_personal(first.text) else first.name
            kept[-1] = first._replace(speech_start=label.speech_start, name=name)
    return kept
