"""What stood at the same place some months before, joined by its key."""

from __future__ import annotations

from typing import Any, TypeVar

import attrs
import narwhals.stable.v2 as nw

from dxplan.expr.rows import Keys

Frame = TypeVar("Frame", "nw.DataFrame[Any]", "nw.LazyFrame[Any]")


@attrs.frozen
class Earlier:
    """Columns of so many months before, to be joined to a frame by place, month and series.

    Attributes:
        keys: The columns that say where a row stands.
        months: How many months before.
        columns: The columns that are looked up, by the names that they get.
    """

    keys: Keys
    months: int
    columns: dict[str, str]

    def apply(self, frame: Frame) -> Frame:
        """Add the columns to a frame, whose rows may come into another order."""
        place, month, *series = self.keys.all
        later = (nw.col(month) + self.months).alias(month)
        found = frame.select(
            place, later, *series, *(nw.col(column).alias(name) for name, column in self.columns.items())
        )
        # One row for each key, or the join would make rows: the known value, where there is one and no other beside it.
        least = {name: f"{name}_least" for name in self.columns}
        one = found.group_by(*self.keys.all).agg(
            *(nw.col(name).max() for name in least), *(nw.col(name).min().alias(other) for name, other in least.items())
        )
        one = one.with_columns(
            nw.when(nw.col(name) == nw.col(other)).then(nw.col(name)).alias(name) for name, other in least.items()
        )
        return frame.join(one.drop(*least.values()), on=list(self.keys.all), how="left")
