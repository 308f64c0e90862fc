"""What the pages of a document are, and the mark that says where one begins."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

PAGE_MARK = re.compile(r"\[\s?(?:[Pp]age|PAGE|[Pp]\.)\s{0,3}(\d{1,5}|[ivxlc]{1,8})\s?\]")


@dataclass(slots=True)
class Pages:
    """What the pages of a document are.

    `furniture` gives the rule under which a line goes, by the line's index; `breaks` the label (or None) of the page
    that begins with the line of that index. `first` is the label of the first page.
    """

    furniture: dict[int, str] = field(default_factory=dict)
    breaks: dict[int, str | None] = field(default_factory=dict)
    first: str | None = None
