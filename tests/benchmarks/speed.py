"""How fast records are read, stage by stage and as a whole, beside what a user would use instead.

`make bench` runs it: medians of several runs, all in one session, so that the ratios hold where the figures move with
the machine. Prints a table, and saves the figures (JSON) and a picture of them (SVG) in `build/bench/`.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import ftfy

from flows.attribute import attribute
from flows.clean import clean
from flows.ingest import ingest
from flows.record import Record
from flows.segment import segment
from flows.tables import json_line, rows
from tests.generator import generate

OUT = Path("build/bench")
TURNS = 60  # of each generated record
SPACES = re.compile(r"[ \t\u00a0]+")
BROKEN = re.compile(r"(?<=[a-z,])\n(?=[a-z])")
LABEL = re.compile(r"^\s*([A-Z][\w. ]{1,40}):\s", re.MULTILINE)


def corpus(megabytes: float) -> list[bytes]:
    """Generated records, seeded, of together at least so many megabytes."""
    found: list[bytes] = []
    size = 0
    while size < megabytes * 1e6:
        found.append(generate(len(found), turns=TURNS).raw.encode())
        size += len(found[-1])
    return found


def seconds(run: Callable[[], object]) -> float:
    """The CPU time that a call takes in this process."""
    start = time.process_time()
    run()
    return time.process_time() - start


def stages(documents: Sequence[bytes]) -> dict[str, float]:
    """CPU seconds of each stage of the route over the documents."""
    sources = [ingest(data, f"d{i}") for i, data in enumerate(documents)]
    cleaned = [clean(source.text) for source in sources]
    segmented = [segment(each) for each in cleaned]
    records = []

    def attributed() -> None:
        for source, text, found in zip(sources, cleaned, segmented, strict=True):
            people, facts = attribute(found, text, source.document_id, None, ())
            records.append(Record(source, text, found, people, facts))

    spent = {
        "ingest": seconds(lambda: [ingest(data, f"d{i}") for i, data in enumerate(documents)]),
        "clean": seconds(lambda: [clean(source.text) for source in sources]),
        "segment": seconds(lambda: [segment(each) for each in cleaned]),
        "attribute": seconds(attributed),
    }
    tables = [rows([record]) for record in records]
    spent["tables"] = seconds(lambda: [rows([record]) for record in records])
    spent["json"] = seconds(lambda: [json_line(row) for table in tables for each in table.values() for row in each])
    return spent


def plain(documents: Sequence[bytes]) -> None:
    """What is left without provenance: clean and segment by three regular expressions, and write JSON lines."""
    for number, data in enumerate(documents):
        text = BROKEN.sub(" ", SPACES.sub(" ", data.decode()))
        bounds = [match.start() for match in LABEL.finditer(text)]
        for start, end in pairwise([*bounds, len(text)]):
            json.dumps({"document_id": f"d{number}", "start": start, "text": text[start:end]}, ensure_ascii=False)


def command(arguments: Sequence[str]) -> tuple[float, float, float]:
    """CPU seconds, wall seconds and peak megabytes of a finished command. Raises CalledProcessError where it fails."""
    start = time.perf_counter()
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, arguments)
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / 1024


def commands(documents: Sequence[bytes], folder: Path) -> dict[str, tuple[float, float, float]]:
    """What `parley` takes to start, and to read one record and all of them."""
    parley = [str(Path(sys.executable).with_name("parley"))]
    files = []
    for number, data in enumerate(documents):
        files.append(folder / f"d{number}.txt")
        files[-1].write_bytes(data)
    names = [str(file) for file in files]
    return {
        "parley --help": command([*parley, "--help"]),
        "parley read, one record": command([*parley, "read", names[0], "--out", str(folder / "one")]),
        "parley read, all": command([*parley, "read", *names, "--out", str(folder / "all")]),
    }


def medians(runs: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The median of each figure over the runs."""
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def measure(megabytes: float, repeats: int) -> dict[str, object]:
    """All figures: MB/s of CPU time for stages and peers; seconds and megabytes of memory for commands."""
    documents = corpus(megabytes)
    size = sum(map(len, documents)) / 1e6
    texts = [data.decode() for data in documents]
    spent, taken = [], []
    for number in range(repeats):
        print(f"run {number + 1} of {repeats}", file=sys.stderr, flush=True)
        peers = {
            "ftfy.fix_text": seconds(lambda: [ftfy.fix_text(text) for text in texts]),
            "plain regular expressions, no provenance": seconds(lambda: plain(documents)),
        }
        spent.append(stages(documents) | peers)
        with tempfile.TemporaryDirectory() as folder:
            taken.append(commands(documents, Path(folder)))
    middle = medians(spent)
    speeds = {name: round(size / each, 2) for name, each in middle.items() if each}
    calls = {
        name: {
            "cpu_seconds": round(statistics.median(run[name][0] for run in taken), 3),
            "wall_seconds": round(statistics.median(run[name][1] for run in taken), 3),
            "peak_megabytes": round(statistics.median(run[name][2] for run in taken), 1),
        }
        for name in taken[0]
    }
    read = size / calls["parley read, all"]["cpu_seconds"]
    return {
        "megabytes": round(size, 2),
        "runs": repeats,
        "megabytes_per_cpu_second": speeds | {"parley read": round(read, 2)},
        "commands": calls,
        "parley read by ftfy.fix_text": round(read / speeds["ftfy.fix_text"], 2),
    }


def draw(speeds: Mapping[str, float], file: Path) -> None:
    """A bar for each speed, on a logarithmic scale."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 0.4 * len(speeds) + 1), layout="constrained")
    axes = figure.subplots()
    names = sorted(speeds, key=lambda name: speeds[name])
    bars = axes.barh(names, [speeds[name] for name in names], color="#0072b2")
    axes.bar_label(bars, fmt="%.1f", padding=3)
    axes.set_xscale("log")
    axes.set_xlabel("MB of raw text in a second of CPU time, one core")
    figure.savefig(file)


def main() -> None:
    """Measure, print, save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=4.0, help="size of the generated corpus")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    found = measure(options.megabytes, options.runs)
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "speed.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    speeds: dict[str, float] = found["megabytes_per_cpu_second"]  # type: ignore[assignment]
    draw(speeds, OUT / "speed.svg")
    for name, speed in speeds.items():
        print(f"{name:42} {speed:8.2f} MB/s")
    print(json.dumps(found["commands"], indent=1))
    print(f"parley read is {found['parley read by ftfy.fix_text']} times as fast as ftfy.fix_text alone")


if __name__ == "__main__":
    main()
