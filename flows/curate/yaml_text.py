"""Plain values as YAML that a person goes on writing in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

WIDTH = 110


class _Dumper(yaml.CSafeDumper):
    """Text with line ends in it is written with escapes, which show what kind of line end is meant."""


def _text(dumper: yaml.CSafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, '"' if len(text.splitlines()) > 1 else None)


_Dumper.add_representer(str, _text)


def flow(value: object) -> str:
    """A text, a list or a mapping on one line (or several, where it is long), as `flows.seeds.strict_yaml` reads it.

    Text stays text: what a looser reader would take for a date, a number or a truth value is in quotation marks.
    """
    text: str = yaml.dump(
        value, Dumper=_Dumper, default_flow_style=True, sort_keys=False, allow_unicode=True, width=WIDTH
    )
    return text.removesuffix("\n").removesuffix("\n...")


def block(values: Mapping[str, Any]) -> list[str]:
    """The lines of a mapping, each name on a line of its own and indented by two spaces."""
    return [f"  {name}: {flow(value)}".replace("\n", "\n  ") for name, value in values.items()]
