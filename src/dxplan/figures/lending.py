"""Small tables, made in memory, given to the library that holds a large one, so that the two can be joined there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from dxplan.dataframes import nw
from dxplan.errors import UnsupportedBackendError

if TYPE_CHECKING:
    from collections.abc import Mapping

Frame: TypeAlias = "nw.DataFrame[Any]"
Lazy: TypeAlias = "nw.LazyFrame[Any]"

_TYPED_IN = 500
"""Up to this many readings of texts are typed into a question; more are joined."""


def lent(small: Frame, to: Lazy) -> Lazy:
    """Give a table in memory as one of the library, and on the connection or session, that holds another.

    Args:
        small: The table; each of its columns has a kind.
        to: The other one.

    Raises:
        UnsupportedBackendError: A DuckDB connection is set to read no tables of Python.
    """
    if to.implementation.is_polars():
        return small.lazy()
    native, arrow = to.to_native(), small.to_arrow()
    is_duckdb = to.implementation.is_duckdb()
    held: Lazy = nw.from_native(
        _on_its_connection(native, arrow) if is_duckdb else native.sparkSession.createDataFrame(arrow)
    )
    return held


def _on_its_connection(relation: Any, dxplan_lent: Any) -> Any:  # noqa: ARG001 (the query names it)
    """Make a relation of an Arrow table on the connection of another, since relations of two cannot be joined.

    A relation does not tell its connection, but runs queries on it, and DuckDB finds the table by its name here.
    """
    try:
        return relation.query("dxplan_figures", "FROM dxplan_lent")
    except Exception as error:
        if "dxplan_lent" not in str(error):
            raise
        raise UnsupportedBackendError(
            "the DuckDB connection of the figures reads no tables of Python, and what is asked is such a table",
            "leave enable_external_access and python_enable_replacements on, or give the figures as relation.pl().",
        ) from None


def read_as(table: Any, name: str, into: str, readings: Mapping[Any, Any], kind: Any) -> Any:
    """Put what each text of a column means into a column; of texts without a meaning null.

    Args:
        table: The table, in memory or not.
        name: The column of texts.
        into: The column to be added or replaced.
        readings: What the texts mean.
        kind: The kind of what they mean.
    """
    old, new = list(readings), list(readings.values())
    if table.implementation.is_polars() or len(old) <= _TYPED_IN:
        meant = nw.col(name).replace_strict(old, new, default=None, return_dtype=kind)
        return table.with_columns(meant.alias(into))
    # Neither DuckDB nor Spark looks long lists up by a hash.
    columns = table.collect_schema().names()
    pairs = nw.from_dict({name: old, _MEANT: new}, schema={name: nw.String(), _MEANT: kind}, backend="polars")
    joined = table.join(lent(pairs, table), on=name, how="left")
    others = [column for column in columns if column != into]
    return joined.select(*others, nw.col(_MEANT).alias(into))


_MEANT = "dxplan_meant"
