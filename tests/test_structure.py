"""What the modules of `flows` may import: the structure that README and DESIGN tell of, read out of the code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

from tests.conftest import PROJECT

ROUTE = ("ingest", "clean", "segment", "attribute", "tables", "validate", "release", "publish")
WITH_PREFECT = ("flows.operations.", "flows.pipeline")


@cache
def modules() -> dict[str, Path]:
    """The modules of `flows` by their names."""
    files = sorted((PROJECT / "flows").rglob("*.py"))
    return {".".join(file.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__"): file for file in files}


def imported(module: str) -> Iterator[str]:
    """The modules that a module imports, also inside its functions."""
    for node in ast.walk(ast.parse(modules()[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{name.name}" for name in node.names]
            yield from (name if name in modules() else node.module for name in names)


def test_stages_import_nothing_of_the_stages_after_them() -> None:
    stages = {module: module.split(".")[1] for module in modules() if "." in module}
    assert set(ROUTE) <= set(stages.values())
    backwards = [
        (module, other)
        for module, stage in stages.items()
        for other in imported(module)
        if stage in ROUTE and stages.get(other) in ROUTE[ROUTE.index(stage) + 1 :]
    ]
    assert backwards == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    inside = {module: {other for other in imported(module) if other in modules()} - {module} for module in modules()}
    assert len(list(TopologicalSorter(inside).static_order())) == len(modules())  # raises CycleError, which names them


def test_only_the_flows_and_what_runs_them_know_prefect() -> None:
    found = {
        module
        for module in modules()
        for other in imported(module)
        if other.partition(".")[0] in ("prefect", "prefect_dask")
    }
    assert "flows.pipeline" in found
    assert [module for module in sorted(found) if not module.startswith(WITH_PREFECT)] == []
