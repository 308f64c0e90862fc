"""How long a release takes and how much memory, for folders of several sizes: here, in two processes, once more, and
after one document was added.

`make bench` runs it for two sizes; `python -m tests.benchmarks.release --megabytes 10 100 1000` for those one wants,
and `--added-to 20000` measures only a release of so many documents and what one document more costs. The figures are
of whole commands, with the start of Prefect's server in them; each is measured once, and saved as soon as its size is
done, so that a long run can be cut short.
"""

from __future__ import annotations

import argparse
import math
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import ftfy

from tests.benchmarks.measuring import OUT, Used, command, save, seconds
from tests.benchmarks.seeds import add_document, make_seeds

SMALL_BUCKETS = 100  # by which the overhead of a bucket is found

_FLOW = """
import os, sys
from pathlib import Path
from flows.operations.settings import configure_prefect
configure_prefect(Path("."))
os.environ["PREFECT_LOGGING_LEVEL"] = "CRITICAL"
from flows import pipeline
folder, bucket_bytes = Path(sys.argv[1]), int(sys.argv[2])
seeds, at = folder / "seeds", folder / sys.argv[2]
places = {"seeds": seeds, "out": at / "dist", "work": at / "work"}
assert pipeline.run(**places, allow_quarantine=True, bucket_bytes=bucket_bytes).folder
"""


def release(folder: Path, name: str, *options: str) -> Used:
    """What `parley release` takes for the seeds in `folder`; the release and the work are kept under that name."""
    parley, at = str(Path(sys.executable).with_name("parley")), folder / name
    places = ["--seeds", str(folder / "seeds"), "--out", str(at / "dist"), "--work", str(at / "work")]
    return command([parley, "release", *places, "--allow-quarantine", *options])


def of_size(megabytes: float, folder: Path) -> dict[str, Any]:
    """What releases of a folder of that size take."""
    documents, size = make_seeds(folder / "seeds", megabytes=megabytes)
    raw = (folder / "seeds").glob("*/raw.txt")
    peer = sum(seconds(partial(ftfy.fix_text, file.read_text("utf-8", "replace"))) for file in raw)
    used = {"local": release(folder, "local")}
    used["two processes"] = release(folder, "processes", "--engine", "processes", "--processes", "2")
    shutil.rmtree(folder / "processes")
    used |= _once_more(folder, documents)
    return _told(size, documents, used) | {"ftfy_cpu_seconds": round(peer, 2)}


def one_more(documents: int, folder: Path) -> dict[str, Any]:
    """What a release of so many documents takes, and one after another document was added."""
    _, size = make_seeds(folder / "seeds", documents=documents)
    return _told(size, documents, {"local": release(folder, "local")} | _once_more(folder, documents))


def _once_more(folder: Path, documents: int) -> dict[str, Used]:
    add_document(folder / "seeds", documents)
    return {"one document added": release(folder, "local"), "nothing changed": release(folder, "local")}


def _told(size: float, documents: int, used: Mapping[str, Used]) -> dict[str, Any]:
    for name, (cpu, wall, peak, peaks) in used.items():
        print(f"{size:6.0f} MB {name:20} {cpu:8.1f} s of CPU {wall:8.1f} s {peak:6.0f} MB, {peaks}", flush=True)
    return {
        "megabytes": round(size, 2),
        "documents": documents,
        "used": {name: each._asdict() for name, each in used.items()},
    }


def overhead(folder: Path) -> float:
    """Milliseconds of wall time that each further bucket costs, beside what is done in it."""
    documents, _ = make_seeds(folder / "seeds", documents=SMALL_BUCKETS)
    many, one = (command([sys.executable, "-c", _FLOW, str(folder), str(size)]) for size in (1, 1 << 30))
    return 1000 * (many.wall_seconds - one.wall_seconds) / (documents - 1)


def compared(sizes: Sequence[Mapping[str, Any]], start: Used) -> dict[str, float]:
    """What the sizes say together; `start` is what a release of next to nothing takes."""
    last = sizes[-1]
    local, two = last["used"]["local"], last["used"]["two processes"]
    work = local["cpu_seconds"] - start.cpu_seconds
    found = {
        "megabytes a CPU second": last["megabytes"] / work,
        "times ftfy": last["ftfy_cpu_seconds"] / work,
        "times faster in two processes": (local["wall_seconds"] - start.wall_seconds)
        / (two["wall_seconds"] - start.wall_seconds),
    } | shares(last, start)
    if len(sizes) > 1:
        before = sizes[-2]
        earlier = before["used"]["local"]
        found["exponent of time"] = math.log(work / (earlier["cpu_seconds"] - start.cpu_seconds)) / math.log(
            last["megabytes"] / before["megabytes"]
        )
        found["memory by that of the size before"] = local["peak_megabytes"] / earlier["peak_megabytes"]
    return {name: round(value, 3) for name, value in found.items()}


def shares(size: Mapping[str, Any], start: Used) -> dict[str, float]:
    """What one document more, and what nothing more costs, by the whole; `start` counts in neither."""
    whole = size["used"]["local"]
    return {
        f"share of {kind} time, {name}": round(
            (size["used"][name][column] - getattr(start, column)) / (whole[column] - getattr(start, column)), 4
        )
        for name in ("one document added", "nothing changed")
        for kind, column in (("CPU", "cpu_seconds"), ("wall", "wall_seconds"))
    }


def draw(sizes: Sequence[Mapping[str, Any]]) -> Path:
    """Draws wall seconds and peak memory by size; gives the file."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 3.5), layout="constrained")
    for axes, column, label in zip(
        figure.subplots(1, 2), ("wall_seconds", "peak_megabytes"), ("seconds", "MB in the largest process"), strict=True
    ):
        for name in sizes[0]["used"]:
            axes.plot(
                [size["megabytes"] for size in sizes],
                [size["used"][name][column] for size in sizes],
                marker="o",
                label=name,
            )
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.set_xlabel("MB of raw text")
        axes.set_ylabel(label)
    figure.axes[0].legend(frameon=False)
    OUT.mkdir(parents=True, exist_ok=True)
    file = OUT / "release.svg"
    figure.savefig(file)
    return file


def main() -> None:
    """Measure, print, save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, nargs="+", default=[4.0, 16.0], help="the sizes")
    parser.add_argument("--added-to", type=int, metavar="DOCUMENTS", help="one more than so many, and no sizes")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        make_seeds(Path(folder, "seeds"), documents=1)
        start = release(Path(folder), "local")
    if options.added_to:
        with tempfile.TemporaryDirectory() as folder:
            found = one_more(options.added_to, Path(folder))
        _show(shares(found, start))
        print(f"saved in {save('added', found | {'start': start._asdict(), 'compared': shares(found, start)})}")
        return
    with tempfile.TemporaryDirectory() as folder:
        of_bucket = overhead(Path(folder))
    print(f"each bucket costs {of_bucket:.0f} ms of Prefect", flush=True)
    sizes: list[dict[str, Any]] = []
    for megabytes in sorted(options.megabytes):
        with tempfile.TemporaryDirectory() as folder:
            sizes.append(of_size(megabytes, Path(folder)))
        together = compared(sizes, start)
        saved = save(
            "release",
            {
                "sizes": sizes,
                "start": start._asdict(),
                "milliseconds_of_a_bucket": round(of_bucket, 1),
                "compared": together,
            },
        )
        print(f"saved in {saved} and {draw(sizes)}", flush=True)
    _show(together)


def _show(figures: Mapping[str, float]) -> None:
    for name, value in figures.items():
        print(f"{name}: {value}")


if __name__ == "__main__":
    main()
