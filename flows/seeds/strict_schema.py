"""What people write by hand, measured by the JSON schemas in `schemas/`; faults are told in words of these schemas."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, cast

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from flows.seeds.strict_yaml import Path


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not fit: where it is (keys and list positions), what is wrong, and what to do about it."""

    path: Path
    message: str
    remedy: str


def faults(value: object, schema: str) -> Iterator[Fault]:
    """Where `value` does not fit `schemas/<schema>.schema.json`; one fault may come more than once."""
    for error in _validator(schema).iter_errors(value):
        yield from _explained(error)


def _ecma_pattern(_validator: object, pattern: str, value: object, _schema: object) -> Iterator[ValidationError]:
    """JSON Schema means the end by `$`; in Python it also matches before a last line break."""
    if isinstance(value, str) and not re.search(re.sub(r"\$$", r"\\Z", pattern), value):
        yield ValidationError("does not match the pattern")


def _unique_items(_validator: object, unique: bool, value: object, _schema: object) -> Iterator[ValidationError]:
    """In linear time; what the library does compares each with each where they cannot be sorted."""
    if unique and isinstance(value, list) and len({json.dumps(item, sort_keys=True) for item in value}) < len(value):
        yield ValidationError("has an item twice")


_Validator = extend(Draft202012Validator, {"pattern": _ecma_pattern, "uniqueItems": _unique_items})  # type: ignore[no-untyped-call]


@cache
def _validator(schema: str) -> Any:
    content = json.loads(files("schemas").joinpath(f"{schema}.schema.json").read_text(encoding="utf-8"))
    return _Validator(content, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _explained(error: ValidationError) -> Iterator[Fault]:
    path = tuple(error.absolute_path)
    name = ".".join(str(part + 1) if isinstance(part, int) else part for part in path) or "the file"
    schema = cast(Mapping[str, Any], error.schema)
    value: Any = error.instance
    wanted = f"Write {schema['description']}"
    if error.validator == "additionalProperties":
        allowed = schema.get("properties", {})
        patterns = schema.get("patternProperties", {})
        for key in value:
            if key not in allowed and not any(re.search(pattern, key) for pattern in patterns):
                yield Fault((*path, key), f"{_short(key)} is not known in {_short(name)}", f"Remove it. {wanted}")
    elif error.validator == "required":
        for key in schema["required"]:
            if key not in value:
                yield Fault(path, f"{key} is missing in {_short(name)}", wanted)
    else:
        shown = json.dumps(value, ensure_ascii=False)
        yield Fault(path, f"{_short(name)} is {_short(shown)}", wanted)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
