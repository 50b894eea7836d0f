"""Dataframes of all libraries: how figures come in from them, and how answers go back as the same kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from dxplan.dataframes import nw
from dxplan.errors import FiguresError, Problems, UnsupportedBackendError, Where
from dxplan.expr.backends import ENGINES, REFUSED
from dxplan.expr.entry import warn_of_size, wrap
from dxplan.figures.lending import lent

if TYPE_CHECKING:
    from collections.abc import Sequence

Frame: TypeAlias = "nw.DataFrame[Any]"
Lazy: TypeAlias = "nw.LazyFrame[Any]"


def brought_in(frame: Any, source: str = "") -> tuple[Frame | Lazy, nw.Implementation]:
    """Bring a dataframe in: one in memory into Polars, a lazy one as it is.

    Args:
        frame: The dataframe.
        source: What to call it in messages.

    Returns:
        The table, and the library that it came from.

    Raises:
        Problems: A column of pandas holds things of several kinds.
        UnsupportedBackendError: The library is not supported.
    """
    table = wrap(frame)
    kind = table.implementation
    if kind.value not in ENGINES:
        limit = REFUSED.get(kind.value, REFUSED["unknown"])
        raise UnsupportedBackendError(f"figures are not read from {kind.value}: {limit.why}", limit.instead)
    if isinstance(table, nw.LazyFrame):
        return table, kind
    warn_of_size(table)
    return _in_polars(table, source), kind


def given_back(table: Frame, kind: nw.Implementation, beside: Lazy) -> Any:
    """Give a table as the kind of dataframe that figures came as.

    Args:
        table: The table, in Polars.
        kind: The library.
        beside: The figures; a DuckDB relation is on their connection, a Spark dataframe of their session.
    """
    if kind.is_pandas():
        return table.to_arrow().to_pandas(types_mapper=kind.to_native_namespace().ArrowDtype)
    if kind.is_pyarrow():
        return table.to_arrow()
    return table.to_native() if kind.is_polars() else lent(table, beside).to_native()


def below_one_another(tables: Sequence[Lazy]) -> Lazy:
    """Put tables below one another, those in Polars on the cluster or connection of the others.

    Raises:
        UnsupportedBackendError: The others are of two libraries.
    """
    kinds = {table.implementation: table for table in tables if not table.implementation.is_polars()}
    if len(kinds) > 1:
        named = " and ".join(sorted(kind.value for kind in kinds))
        raise UnsupportedBackendError(
            f"figures of {named} cannot be put below one another", "bring them into one library first."
        )
    for host in kinds.values():
        tables = [lent(t.collect("polars"), host) if t.implementation.is_polars() else t for t in tables]
    return nw.concat(list(tables))


def _in_polars(table: Frame, source: str) -> Frame:
    try:
        return nw.from_native(table.to_polars())
    except ModuleNotFoundError as error:
        raise UnsupportedBackendError(
            f"{table.implementation.value} dataframes cannot be read: {error}", "install it: pip install pyarrow."
        ) from None
    except (TypeError, ValueError):  # Arrow's errors are both
        mixed = [name for name in table.columns if not _is_of_one_kind(table[name])]
        if not mixed:
            raise
    problems = [
        FiguresError(
            f"column {name!r} holds things of several kinds: {_kinds_in(table[name])}",
            "make them all numbers, or all texts.",
            Where(name, source),
        )
        for name in mixed
    ]
    raise Problems(f"{source or 'the table'} cannot be read", problems)


def _is_of_one_kind(column: nw.Series[Any]) -> bool:
    try:
        column.to_polars()
    except (TypeError, ValueError):
        return False
    return True


def _kinds_in(column: nw.Series[Any]) -> str:
    return ", ".join(sorted({type(value).__name__ for value in column.to_list() if value is not None}))
