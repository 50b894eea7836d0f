"""Columns that say the same in every row: they need not be joined, copied or held row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from dxplan.dataframes import nw

if TYPE_CHECKING:
    from collections.abc import Sequence

Frame: TypeAlias = "nw.DataFrame[Any]"


def constants_of(table: Frame, *kept: str) -> dict[str, nw.Expr]:
    """Give what all rows of a table have in common, but for the columns that are kept; null where it has no rows."""
    looked_at = [name for name in table.columns if name not in kept]
    numbers = table.select(nw.col(*looked_at).n_unique()).row(0) if looked_at else ()
    return {
        name: nw.lit(table[name][0] if len(table) else None, dtype=table.schema[name])
        for name, number in zip(looked_at, numbers, strict=True)
        if number <= 1
    }


def stacked(tables: Sequence[Frame]) -> Frame:
    """Put tables below one another; a column that holds nothing in any of them takes no memory."""
    first, *others = tables
    if not others or not any(map(len, tables)):
        return first
    empty = [name for name in first.columns if all(table[name].null_count() == len(table) for table in tables)]
    whole = nw.concat([table.select(first.columns).drop(*empty) for table in tables])
    absent = {name: nw.lit(None, dtype=first.schema[name]) for name in empty}
    return whole.with_columns(**absent).select(first.columns) if absent else whole


def only(table: Frame, *conditions: nw.Expr) -> Frame:
    """Keep the rows for which all is true, without copying them where that is all of them."""
    wanted = table.select(wanted=nw.all_horizontal(*conditions, ignore_nulls=True))["wanted"]
    return table if wanted.all() else table.filter(wanted)
