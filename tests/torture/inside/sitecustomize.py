"""What a process runs first that finds this folder on its path: at a moment that PARLEY_FAULT names, something happens.

A moment is a line: the `line`-th that is executed in the `call`-th call of the function `target` (`module:function`,
or `module:class.function`), in the thread of that call, or its end where it has fewer lines. There the process is
killed as by `kill -9`, or waits until the file `go` is there. Where it was, stands in the file `report` then. `set`
gives constants other values, and `clock`, two numbers, sets the clock back after so many looks at it, by so
many seconds.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any


class Fault:
    """What is to happen in this process."""

    def __init__(self, wanted: dict[str, Any]) -> None:
        self.module, _, self.function = wanted.get("target", "").partition(":")
        self.call: int = wanted.get("call", 1)
        self.line: int = wanted.get("line", 1)
        self.go: str | None = wanted.get("go")
        self.report = Path(wanted["report"]) if "report" in wanted else None
        self.constants: dict[str, dict[str, Any]] = wanted.get("set", {})

    def put_into(self, module: ModuleType) -> None:
        """Changes what is to be changed in a module that was just loaded."""
        for name, value in self.constants.get(module.__name__, {}).items():
            setattr(module, name, value)
        if module.__name__ == self.module:
            *owner, name = self.function.split(".")
            place = getattr(module, owner[0]) if owner else module
            setattr(place, name, self.around(getattr(place, name)))

    def around(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, in one call of which it happens."""

        def called(*arguments: Any, **options: Any) -> Any:
            self.call -= 1
            if self.call != 0:
                return function(*arguments, **options)
            sys.settrace(self.on_line)
            try:
                return function(*arguments, **options)
            finally:
                sys.settrace(None)
                if self.line > 0:
                    self.happen("its end")

        return called

    def on_line(self, frame: FrameType, event: str, _argument: object) -> Any:
        """Counts lines."""
        if event == "line":
            self.line -= 1
            if self.line == 0:
                self.happen(f"{frame.f_code.co_filename}:{frame.f_lineno}")
        return self.on_line

    def happen(self, where: str) -> None:
        """Tells where this is; then kills the process, or waits."""
        self.line = 0
        sys.settrace(None)
        if self.report is not None:
            self.report.write_text(where, encoding="utf-8")
        if self.go is None:
            os.kill(os.getpid(), signal.SIGKILL)
        while self.go is not None and not Path(self.go).exists():
            time.sleep(0.05)


class Finder(MetaPathFinder):
    """Finds the modules that are changed, before anybody else does."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        self.names = {fault.module, *fault.constants}

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The specification of such a module; None for any other."""
        spec = PathFinder.find_spec(name, path, target) if name in self.names else None
        if spec is not None and spec.loader is not None:
            spec.loader = Changing(spec.loader, self.fault)
        return spec


class Changing(Loader):
    """Loads a module, and changes it."""

    def __init__(self, loader: Loader, fault: Fault) -> None:
        self.loader, self.fault = loader, fault

    def __getattr__(self, name: str) -> Any:
        return getattr(self.loader, name)  # resources of a package are found through its loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """What the loader itself creates."""
        return self.loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """Runs the module, and then changes it."""
        self.loader.exec_module(module)
        self.fault.put_into(module)


def set_back(calls: int, seconds: float) -> None:
    """Sets the clock of this process back, from that many looks at it on."""
    clock, left = time.time, calls

    def now() -> float:
        nonlocal left
        left -= 1
        return clock() - (seconds if left < 0 else 0)

    time.time = now


if wanted := json.loads(os.environ.pop("PARLEY_FAULT", "{}")):
    sys.meta_path.insert(0, Finder(Fault(wanted)))
    if "clock" in wanted:
        set_back(*wanted["clock"])
