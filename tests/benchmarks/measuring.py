"""How a benchmark measures, and how it keeps what it found."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

OUT = Path("build/bench")


# A process counts the memory of the one that started it among its own: a small one must start what is measured, and
# look on. A peak that comes within the last tenth of a second of a process is missed for that, but not for the largest.
_RUN = """
import json, os, resource, subprocess, sys, time

def status(pid):
    with open(f"/proc/{pid}/status") as file:
        fields = dict(line.split(":", 1) for line in file)
    return int(fields["PPid"]), int(fields.get("VmHWM", "0 kB").split()[0]) / 1024

start = time.perf_counter()
running = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
peaks = {}
while running.poll() is None:
    found = {}
    for pid in filter(str.isdecimal, os.listdir("/proc")):
        try:
            found[int(pid)] = status(pid)
        except (OSError, KeyError):  # it ended meanwhile
            pass
    ours = {running.pid}
    for pid, (parent, peak) in sorted(found.items()):
        if parent in ours or pid in ours:
            ours.add(pid)
            peaks[pid] = max(peak, peaks.get(pid, 0))
    time.sleep(0.1)
wall, used = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
if running.returncode:
    sys.exit(running.returncode)
cpu, largest = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
print(json.dumps([cpu, wall, largest, sorted(map(round, peaks.values()), reverse=True)]))
"""


class Used(NamedTuple):
    """What a finished command took: CPU and wall seconds, and megabytes of memory at its peak, in the largest process
    and in each of them."""

    cpu_seconds: float
    wall_seconds: float
    peak_megabytes: float
    peaks_megabytes: Sequence[int]


def seconds(run: Callable[[], object]) -> float:
    """The CPU time that a call takes in this process."""
    start = time.process_time()
    run()
    return time.process_time() - start


def command(arguments: Sequence[str]) -> Used:
    """What a command takes. Raises CalledProcessError where it fails."""
    found = subprocess.run([sys.executable, "-IS", "-c", _RUN, *arguments], check=True, stdout=subprocess.PIPE)
    return Used(*json.loads(found.stdout))


def medians(runs: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """The median of each figure over the runs, to three digits after the point. What is no figure is left out."""
    names = [name for name, value in runs[0].items() if isinstance(value, int | float)]
    return {name: round(statistics.median(run[name] for run in runs), 3) for name in names}


def median_used(runs: Sequence[Mapping[str, Used]]) -> dict[str, dict[str, float]]:
    """The medians of what each command took over the runs."""
    return {name: medians([run[name]._asdict() for run in runs]) for name in runs[0]}


def save(name: str, found: Mapping[str, Any]) -> Path:
    """Keeps the figures of a benchmark, as JSON, and gives the file."""
    OUT.mkdir(parents=True, exist_ok=True)
    file = OUT / f"{name}.json"
    file.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return file


def draw(name: str, speeds: Mapping[str, float], ours: Iterable[str]) -> Path:
    """Draws a bar for each speed, in MB/s on a logarithmic scale, ours and others in two colours; gives the file."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 0.4 * len(speeds) + 1), layout="constrained")
    axes = figure.subplots()
    names = sorted(speeds, key=lambda each: speeds[each])
    colours = ["#0072b2" if each in ours else "#999999" for each in names]
    bars = axes.barh(names, [speeds[each] for each in names], color=colours)
    axes.bar_label(bars, fmt="%.1f", padding=3)
    axes.set_xscale("log")
    axes.set_xlabel("MB of raw text in a second of CPU time, one core")
    OUT.mkdir(parents=True, exist_ok=True)
    file = OUT / f"{name}.svg"
    figure.savefig(file)
    return file
