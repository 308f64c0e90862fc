"""What differs from one release to the next: found, shown, kept in the release, and said by its version."""

from flows.difference.compare import compare
from flows.difference.model import CHANGES, REPLACED, Cell, Change, Difference, Level, Released
from flows.difference.report import as_json, as_parquet, as_text
from flows.difference.versions import FIRST_VERSION, least_version

__all__ = [
    "CHANGES",
    "FIRST_VERSION",
    "REPLACED",
    "Cell",
    "Change",
    "Difference",
    "Level",
    "Released",
    "as_json",
    "as_parquet",
    "as_text",
    "compare",
    "least_version",
]
