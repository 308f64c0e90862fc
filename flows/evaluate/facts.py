"""Count whether the date and the participants of a document are right.

Participants are compared by surname, since a list may print them as it likes. A surname that was found is right if
it stands in one of the printed lines, each of which answers for one participant only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

_NAME_WORD = re.compile(r"[^\W\d_][\w’'\-]*")
_AFTER_SURNAMES = frozenset({"jr", "sr", "ii", "iii"})


def score_facts(facts: Mapping[str, Any], date: str | None, names: Iterable[str]) -> Counter[str]:
    """Compare the date and the names that were found with the facts of the gold.

    The counts: `dates` in the gold and how many are right, `dates_right`; `participants` whom the gold identifies
    and of these the ones `participants_found`; participants `listed` by the route and of these `listed_right`. A
    list with fewer than two identified participants does not count.
    """
    counts: Counter[str] = Counter()
    if facts.get("date"):
        counts["dates"] = 1
        counts["dates_right"] = int(str(date)[:10] == facts["date"][:10])
    printed = facts.get("participants") or []
    known = {surname(person.get("name") or person.get("full") or "") for person in printed} - {None}
    if len(known) >= 2:
        lines = [_name_words(person.get("text") or "") for person in printed]
        found = [surname(name) for name in names]
        for name in found:
            line = next((line for line in lines if name in line), None)
            if line is not None:
                lines.remove(line)
                counts["listed_right"] += 1
        counts.update(lists=1, participants=len(known), participants_found=len(known & set(found)), listed=len(found))
    return counts


def surname(name: str) -> str | None:
    """The last word of a name, in lower case, without what follows a comma and without "Jr." and the like."""
    words = [word.lower() for word in _NAME_WORD.findall(name.partition(",")[0])]
    words = [word for word in words if word not in _AFTER_SURNAMES]
    return words[-1] if words else None


def _name_words(line: str) -> set[str | None]:
    return {word.lower() for word in _NAME_WORD.findall(line)}
