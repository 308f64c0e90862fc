"""Plain values as YAML that a person goes on writing in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import yaml

WIDTH = 110


def flow(value: object) -> str:
    """A text, a list of texts or a mapping on one line (or several, where it is long), as `flows.strict_yaml` reads it.

    Text stays text: what a looser reader would take for a date, a number or a truth value is in quotation marks.
    """
    if value is None:
        return "null"
    if isinstance(value, str) and any(mark in value for mark in "\n\x85\u2028\u2029"):
        return json.dumps(value)  # escapes show what kind of line end is meant
    text: str = yaml.dump(
        value, Dumper=yaml.CSafeDumper, default_flow_style=True, sort_keys=False, allow_unicode=True, width=WIDTH
    )
    return text.removesuffix("\n").removesuffix("\n...")


def block(values: Mapping[str, Any]) -> list[str]:
    """The lines of a mapping, each name on a line of its own and indented by two spaces."""
    return [f"  {name}: {flow(value)}".replace("\n", "\n  ") for name, value in values.items()]
