"""YAML as people write it by hand, read strictly: every value is text, a list or a mapping; `null` or nothing is None.

So a date stays as written, `no` is a language and not a truth value, and nothing can be run. Refused is what YAML
allows but a careful reader would stumble over: keys given twice, anchors and aliases, tags, several documents, NUL; and
what would take a machine very long: deep nesting, and more than a million values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import yaml

Path: TypeAlias = tuple[str | int, ...]
NULLS = frozenset({"", "~", "null"})
MAXIMUM_DEPTH = 20
MAXIMUM_VALUES = 1_000_000  # some hundred thousand persons; each takes memory that is many times its text


class YamlError(ValueError):
    """The text is not YAML of the strict kind. `line` is 1-based."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


@dataclass(frozen=True)
class Located:
    """What was read of a YAML text, and where in the text each part of it begins."""

    value: Any
    data: bytes

    def line(self, path: Path) -> int:
        """The 1-based line of the part that the path of keys and positions leads to, or of the nearest around it."""
        while path not in self._lines:
            path = path[:-1]
        return self._lines[path]

    @cached_property
    def _lines(self) -> Mapping[Path, int]:
        lines: dict[Path, int] = {(): 1}
        root = yaml.compose(self.data.decode("utf-8-sig"), Loader=yaml.CSafeLoader)
        if root is not None:
            _note_lines(root, (), lines)
        return lines


def load(data: bytes) -> Located:
    """Read one YAML text in UTF-8. Raises YamlError with the line where reading fails."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise YamlError("not UTF-8", data.count(b"\n", 0, error.start) + 1) from error
    try:
        _refuse_hostile(text)
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlError(error.problem or "not YAML", mark.line + 1 if mark else 1) from error
    except yaml.reader.ReaderError as error:
        raise YamlError(str(error.reason), text.count("\n", 0, error.position) + 1) from error
    return Located(None if root is None else _value(root), data)


def _refuse_hostile(text: str) -> None:
    """Look at the bare events first: composing already follows aliases and nests as deep as the text says."""
    depth = values = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise YamlError("anchors and aliases (& and *) are not allowed here", line)
        if tag := getattr(event, "tag", None):
            raise YamlError(f"the tag {tag[:60]} is not allowed here", line)
        values += isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent)
        if values > MAXIMUM_VALUES:
            raise YamlError(f"more than {MAXIMUM_VALUES:,} values", line)
        if isinstance(event, yaml.ScalarEvent) and "\0" in event.value:
            raise YamlError("the character NUL is not allowed here", line)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAXIMUM_DEPTH:
            raise YamlError("nested too deeply", line)


def _value(node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return None if not node.style and node.value.lower() in NULLS else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_value(item) for item in node.value]
    found: dict[str, Any] = {}
    for key, item in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode) or not key.value.isprintable():
            raise YamlError("a key must be plain text", line)
        if key.value in found:
            raise YamlError(f"the key {key.value[:60]} is given twice", line)
        found[key.value] = _value(item)
    return found


def _note_lines(node: yaml.Node, path: Path, lines: dict[Path, int]) -> None:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        for i, item in enumerate(node.value):
            _note_lines(item, (*path, i), lines)
    elif isinstance(node, yaml.MappingNode):
        for key, item in node.value:
            lines[(*path, key.value)] = key.start_mark.line + 1
            _note_lines(item, (*path, key.value), lines)
