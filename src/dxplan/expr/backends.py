"""Which kinds of dataframes expressions run on, and what each of them cannot do.

All of it is data, found by the tests in ``tests/backends``; the page ``reference/backends`` of the documentation shows
the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from dxplan.errors import UnsupportedBackendError
from dxplan.expr.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import narwhals.stable.v2 as nw

    from dxplan.expr.fluent import Expr


@attrs.frozen
class Limit:
    """Something that cannot be done.

    Attributes:
        why: The reason, as it follows a colon.
        instead: What to do instead, as a sentence without its capital.
    """

    why: str
    instead: str


REFUSED: dict[str, Limit] = {
    "cudf": Limit("no test runs on it", "give frame.to_arrow()."),
    "dask": Limit(
        "it cannot choose between columns and fixed numbers, and drops conditions in sums",
        "give frame.compute(), or a DuckDB relation or a Spark dataframe where the data outgrow memory.",
    ),
    "ibis": Limit("no test runs on it", "give the DuckDB relation or Spark dataframe under it, or .to_pyarrow()."),
    "modin": Limit("no test runs on it", "give the pandas dataframe under it, frame.modin.to_pandas()."),
    "sqlframe": Limit("no test runs on it", "give the DuckDB relation or Spark dataframe under it."),
    "unknown": Limit("no test runs on it", "give a Polars, pandas, PyArrow, DuckDB or PySpark dataframe."),
}
"""The kinds of dataframes that are refused as a whole, by the name that narwhals has for them."""

ENGINES: dict[str, str] = {
    "duckdb": "duckdb",
    "pandas": "polars",
    "polars": "polars",
    "pyarrow": "polars",
    "pyspark": "pyspark",
    "pyspark[connect]": "pyspark",
}
"""What computes each kind of dataframe; tables in memory are lent to Polars and given back."""

LIMITS: dict[str, dict[type[Expr], Limit]] = {"duckdb": {}, "polars": {}, "pyspark": {}}
"""The nodes that an engine cannot compute."""


def engine_of(frame: nw.DataFrame[Any] | nw.LazyFrame[Any]) -> str:
    """Name what computes a frame.

    Raises:
        UnsupportedBackendError: Expressions do not run on this kind of dataframe.
    """
    kind = frame.implementation.value
    if kind not in ENGINES:
        limit = REFUSED.get(kind, REFUSED["unknown"])
        raise UnsupportedBackendError(f"expressions do not run on {kind}: {limit.why}", limit.instead)
    return ENGINES[kind]


def refuse_impossible(
    exprs: Iterable[Expr], engine: str, limits: Mapping[str, Mapping[type[Expr], Limit]] = LIMITS
) -> None:
    """Stop before any work is done where an engine cannot compute some part of an expression.

    Args:
        exprs: The expressions.
        engine: What would compute them.
        limits: What each engine cannot compute.

    Raises:
        UnsupportedBackendError: There is such a part; the error names it.
    """
    impossible = limits.get(engine, {})
    if not impossible:
        return
    for expr in exprs:
        for part in walk(expr):
            if type(part) in impossible:
                limit = impossible[type(part)]
                raise UnsupportedBackendError(f"'{part}' cannot be computed by {engine}: {limit.why}", limit.instead)
