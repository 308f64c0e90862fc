"""The first round: each table by itself, its columns, types, nulls, closed sets, patterns and limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pandera.errors import SchemaErrors

from flows.validate.problem import Fault, Problem, problem_of, quoted
from schemas import Row, Table
from schemas.frames import frame, pandera_schema
from schemas.values import SchemaError

# Enough to name every bad document of a batch, and little enough to be held where every row of a large table is bad.
_FAILURE_CASES = 10_000

_REMEDY = (
    "Correct the value in the seeds, or the rule that made it; schemas/tables.py declares what the column can hold."
)


def value_problems(table: Table, rows: Sequence[Row]) -> Iterator[Problem]:
    """The rows of a table that are not as declared: `types` for columns, types and nulls, `values` for all else."""
    try:
        pandera_schema(table, _FAILURE_CASES).validate(frame(table, rows), lazy=True)
    except SchemaError as error:
        for misfit in error.misfits:
            fault = Fault(table.name, rows[misfit.index], misfit.column, misfit.message)
            yield problem_of("types", fault, _REMEDY)
    except SchemaErrors as error:
        for case in error.failure_cases.to_dicts():
            fault = Fault(
                table.name, rows[case["index"]], case["column"], f"{quoted(case['failure_case'])} {case['check']}"
            )
            yield problem_of("values", fault, _REMEDY)
