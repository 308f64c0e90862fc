"""How fast records are read on one core, stage by stage and as a whole, beside what a user would use instead.

`make bench` runs it: medians of several runs, each on other records and all in one session, so that the ratios hold
where the figures move with the machine. Prints a table, and saves the figures (JSON) and a picture of them (SVG).

`group_broken_paragraphs` of unstructured, which puts broken lines together, is not among the peers: that package brings
70 others with it, spaCy and numba among them.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import ftfy

from flows.attribute import attribute
from flows.clean import clean
from flows.ingest import ingest
from flows.reading.buckets import merged
from flows.record import Record
from flows.segment import segment
from flows.tables import json_line, rows
from flows.validate import validate
from tests.benchmarks.measuring import Used, command, draw, median_used, medians, save, seconds
from tests.generator import generate

STAGES = ("ingest", "clean", "segment", "attribute", "tables", "json")
OURS = ("all stages", "parley read")
READ = "parley read, all records"
TURNS = 60  # of each generated record
SEEDS = Path("seeds")
SPACES = re.compile(r"[ \t\u00a0]+")
BROKEN = re.compile(r"(?<=[a-z,])\n(?=[a-z])")
LABEL = re.compile(r"^\s*([A-Z][\w. ]{1,40}):\s", re.MULTILINE)


def corpus(megabytes: float, run: int) -> list[bytes]:
    """The generated records of a run, seeded, of together at least so many megabytes."""
    found: list[bytes] = []
    size = 0
    while size < megabytes * 1e6:
        found.append(generate(run * 1_000_000 + len(found), turns=TURNS).raw.encode())
        size += len(found[-1])
    return found


def stages(documents: Sequence[bytes]) -> dict[str, float]:
    """CPU seconds of each stage of the route over the documents, taken through it one after the other."""
    spent = dict.fromkeys((*STAGES, "validate"), 0.0)
    tables = []
    for number, data in enumerate(documents):
        times = [time.process_time()]
        source = ingest(data, f"d{number}")
        times.append(time.process_time())
        cleaned = clean(source.text)
        times.append(time.process_time())
        segmented = segment(cleaned)
        times.append(time.process_time())
        people, facts = attribute(segmented, cleaned, source.document_id, None, ())
        times.append(time.process_time())
        tables.append(rows([Record(source, cleaned, segmented, people, facts)]))
        times.append(time.process_time())
        for row in chain.from_iterable(tables[-1].values()):
            json_line(row)
        times.append(time.process_time())
        for stage, (start, end) in zip(STAGES, pairwise(times), strict=True):
            spent[stage] += end - start
    whole = merged(tables)
    spent["validate"] = seconds(lambda: validate(whole))
    return spent


def plain(documents: Sequence[bytes]) -> None:
    """What is left without provenance: clean and segment by three regular expressions, and write JSON lines."""
    for number, data in enumerate(documents):
        text = BROKEN.sub(" ", SPACES.sub(" ", data.decode()))
        bounds = [match.start() for match in LABEL.finditer(text)]
        for start, end in pairwise([*bounds, len(text)]):
            json.dumps({"document_id": f"d{number}", "start": start, "text": text[start:end]}, ensure_ascii=False)


PEERS: Mapping[str, Callable[[Sequence[bytes]], object]] = {
    "ftfy.fix_text": lambda documents: [ftfy.fix_text(data.decode()) for data in documents],
    "plain regular expressions, no provenance": plain,
}


def commands(documents: Sequence[bytes], folder: Path) -> dict[str, Used]:
    """What `parley` takes to start, to read each seed, and to read all of the documents."""
    parley = str(Path(sys.executable).with_name("parley"))
    files = []
    for number, data in enumerate(documents):
        files.append(folder / f"d{number}.txt")
        files[-1].write_bytes(data)
    used = {"parley --help": command([parley, "--help"])}
    for seed in sorted(SEEDS.glob("*/raw.txt")):
        used[f"parley read, {seed.parent.name}"] = command([parley, "read", str(seed), "--out", str(folder / "seed")])
    used[READ] = command([parley, "read", *map(str, files), "--out", str(folder / "all")])
    return used


def measure(megabytes: float, runs: int) -> dict[str, Any]:
    """All figures: MB/s of CPU time for stages, the command and peers; what each command takes."""
    speeds: list[dict[str, float]] = []
    used: list[dict[str, Used]] = []
    for run in range(runs):
        print(f"run {run + 1} of {runs}", file=sys.stderr, flush=True)
        documents = corpus(megabytes, run)
        size = sum(map(len, documents)) / 1e6
        spent = {name: seconds(partial(peer, documents)) for name, peer in PEERS.items()} | stages(documents)
        with tempfile.TemporaryDirectory() as folder:
            used.append(commands(documents, Path(folder)))
        spent |= {"all stages": sum(spent[stage] for stage in STAGES), "parley read": used[-1][READ].cpu_seconds}
        speeds.append({name: size / each for name, each in spent.items()})
    return {
        "megabytes": megabytes,
        "runs": runs,
        "megabytes_per_cpu_second": medians(speeds),
        "times_ftfy": medians([{name: each[name] / each["ftfy.fix_text"] for name in OURS} for each in speeds]),
        "commands": median_used(used),
    }


def main() -> None:
    """Measure, print, save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=8.0, help="size of the records of each run")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    found = measure(options.megabytes, options.runs)
    speeds = found["megabytes_per_cpu_second"]
    for name, speed in speeds.items():
        print(f"{name:42} {speed:8.2f} MB/s")
    for name, times in found["times_ftfy"].items():
        print(f"{name} is {times:.2f} times as fast as ftfy.fix_text alone")
    for name, used in found["commands"].items():
        cpu, wall, peak = used.values()
        print(f"{name:42} {cpu:8.2f} s of CPU {wall:8.2f} s {peak:6.0f} MB")
    print(f"saved in {save('speed', found)} and {draw('speed', speeds, set(speeds) - set(PEERS))}")


if __name__ == "__main__":
    main()
