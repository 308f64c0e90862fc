"""Hostile input as large as it can come, each in a process of its own with a bound on its time and memory."""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator

from tests.conftest import PROJECT
from tests.hostile import GROWING, PIECES, REPEATED, TEXTS, YAML_PIECES
from tests.torture.one import MILLION
from tests.torture.tally import Tally

SECONDS = 1800
MEMORY = 8 << 30
CHANCES = 300
LINES = ("one line", "one word", "a line without a line end", "deep brackets", "bidirectional controls")


def inputs(seed: int) -> Iterator[Tally]:
    """Tries them all."""
    chance = random.Random(seed)
    numbers = [
        " ".join(str(chance.randrange(len(PIECES))) for _ in range(chance.randint(1, 3))) for _ in range(CHANCES)
    ]
    parts = {
        "texts of 16 MB": ("text", list(TEXTS)),
        "lines of 50 MB": ("line", list(LINES)),
        "texts of 1 MB of one piece": ("repeated", [*REPEATED, *GROWING]),
        "texts of 100 KB of pieces by chance": ("numbers", numbers),
        "YAML of 16 MB": ("yaml", [str(number) for number, piece in enumerate(YAML_PIECES) if piece]),
        "a million empty documents": ("empty documents", [str(MILLION)]),
        "a million empty files to read": ("empty files", [str(MILLION)]),
        "a million files that are no documents": ("stray files", [str(MILLION)]),
    }
    for name, (kind, cases) in parts.items():
        tally = Tally("inputs", name)
        for case in cases:
            tally.add(_tried(kind, case))
        yield tally


def _tried(kind: str, case: str) -> str | None:
    command = [sys.executable, "-m", "tests.torture.one", kind, case]
    started = time.monotonic()
    try:
        done = subprocess.run(
            command, cwd=PROJECT, capture_output=True, text=True, timeout=SECONDS, preexec_fn=_bound, check=False
        )
    except subprocess.TimeoutExpired:
        return f"{kind} {case!r}: not done after {SECONDS} seconds"
    print(f"{kind} {case!r}: {done.stdout.strip()} {time.monotonic() - started:.0f} s", file=sys.stderr)
    return None if done.returncode == 0 else f"{kind} {case!r}: {(done.stderr.strip() or 'killed').splitlines()[-1]}"


def _bound() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
