"""`python -m tests.torture`: tries everything, prints a table and writes it as JSON; 1 where not all survived."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

from tests.conftest import PROJECT
from tests.torture.faults import faults, kills
from tests.torture.fuzzing import fuzzing
from tests.torture.inputs import inputs
from tests.torture.releases import STAGES
from tests.torture.tally import Tally, table


def main() -> int:
    """Gives the exit code: 1 where anything did not survive."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help="faults, kills, inputs or fuzzing; all where none is named"
    )
    parser.add_argument("--seconds", type=int, default=600, help="of fuzzing, for each target (default: 600)")
    parser.add_argument("--times", type=int, default=20, help="that each fault is tried (default: 20)")
    parser.add_argument(
        "--stage", action="append", choices=list(STAGES), help="in which to kill (can be given again; default: in each)"
    )
    parser.add_argument("--seed", type=int, default=1, help="what chance begins with (default: 1)")
    parser.add_argument("--json", type=Path, default=PROJECT / "build" / "torture.json", help="the file for the table")
    options = parser.parse_args()
    build: Path = options.json.parent
    build.mkdir(parents=True, exist_ok=True)
    parts: dict[str, Callable[[], Iterator[Tally]]] = {
        "faults": lambda: faults(options.times, options.seed),
        "kills": lambda: kills(options.times, options.seed, options.stage or list(STAGES)),
        "inputs": lambda: inputs(options.seed),
        "fuzzing": lambda: fuzzing(options.seconds, options.seed, build / "fuzzing"),
    }
    if unknown := set(options.parts) - parts.keys():
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    tallies = []
    for name in options.parts or parts:
        for tally in parts[name]():
            tallies.append(tally)
            print(table([tally]).partition("\n")[2], flush=True)
    print("\n" + table(tallies))
    rows = [{**asdict(tally), "survived": tally.survived} for tally in tallies]
    options.json.write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return int(any(tally.failures for tally in tallies))


if __name__ == "__main__":
    sys.exit(main())
