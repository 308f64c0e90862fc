"""What was tried, how often, and how often the program survived it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """One row of the table. `failures` says what went wrong where one did not survive, `moments` where each was."""

    part: str
    name: str
    tried: int = 0
    failures: list[str] = field(default_factory=list)
    moments: list[str] = field(default_factory=list)

    @property
    def survived(self) -> int:
        """How many survived."""
        return self.tried - len(self.failures)

    def add(self, failure: str | None, moment: str | None = None) -> None:
        """Counts one that was tried; `failure` says what went wrong, None that nothing did."""
        self.tried += 1
        self.moments += [moment] if moment else []
        if failure is not None:
            self.failures.append(failure)


def table(tallies: Iterable[Tally]) -> str:
    """The rows under each other, failures below their row."""
    lines = [f"{'':10}{'':44}{'tried':>12}{'survived':>12}"]
    for tally in tallies:
        lines.append(f"{tally.part:10}{tally.name:44}{tally.tried:>12,}{tally.survived:>12,}")
        lines += [f"    {failure}" for failure in tally.failures]
    return "\n".join(lines)
