"""Every target of the fuzzer for some time."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import PROJECT
from tests.torture.tally import Tally

TARGETS = (
    *("bytes", "texts", "clean", "segment", "yaml"),
    *("harbour-talk/document.yaml", "harbour-talk/corrections.yaml", "people.yaml", "dataset.yaml"),
)
HANGS_AFTER = 60  # seconds for one input


def fuzzing(seconds: int, seed: int, build: Path) -> Iterator[Tally]:
    """Runs each target for so many seconds. What does not survive is kept in `build`, and is tried again first."""
    for target in TARGETS:
        corpus = build / "corpus" / target.replace("/", "-")
        corpus.mkdir(parents=True, exist_ok=True)
        command = [
            *(sys.executable, "-m", "tests.torture.fuzz_target", target, str(corpus)),
            *(f"-max_total_time={seconds}", f"-seed={seed}", f"-timeout={HANGS_AFTER}", "-rss_limit_mb=4096"),
            *("-max_len=1000", "-len_control=0", "-print_final_stats=1", f"-artifact_prefix={build}/"),
        ]
        done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, errors="replace", check=False)
        tally = Tally("fuzzing", target)
        executed = re.search(r"number_of_executed_units: (\d+)", done.stderr)
        tally.tried = int(executed[1]) if executed else 0
        if done.returncode or not tally.tried:
            kept = re.search(r"Test unit written to (\S+)", done.stderr)
            why = re.search(r"^(\w*(?:Error|Exception|Interrupt)\b.*|.*libFuzzer: .*)$", done.stderr, re.MULTILINE)
            tally.tried = max(tally.tried, 1)
            tally.failures.append(
                f"{why[1][:200] if why else 'it ended early'} ({kept[1] if kept else 'no input kept'})"
            )
        yield tally
