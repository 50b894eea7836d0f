"""Where a row stands, so that it can be compared with others: its place, its period and its series."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from dxplan.errors import DefinitionError
from dxplan.expr.fluent import Expr
from dxplan.expr.plain import Value


@attrs.frozen(kw_only=True)
class Row:
    """The facts of one row, and where it stands.

    Attributes:
        facts: The value of each leaf; one that is not there is missing.
        place: The place's code.
        month: The number of the last month of its period, counted from any one month, such as `Period.last_month`.
        series: What else tells rows apart that must not be compared: the breakdown, the frequency, the method.
    """

    facts: Mapping[Expr, Value]
    place: str
    month: int
    series: str = ""


@attrs.frozen(kw_only=True)
class Keys:
    """The columns that say where each row of a frame stands; none of them holds nulls.

    Attributes:
        place: The column of the places' codes.
        month: The column of whole numbers that are the last months of the periods, counted as in `Row`.
        series: The column of what else tells rows apart, or None where nothing does.
    """

    place: str
    month: str
    series: str | None = None

    def __attrs_post_init__(self) -> None:
        if len(set(self.all)) < len(self.all):
            raise DefinitionError(
                f"one column stands for two keys: {', '.join(self.all)}", "name a column for each of them."
            )

    @property
    def peers(self) -> tuple[str, ...]:
        """The columns that peers have in common."""
        return (self.month,) if self.series is None else (self.month, self.series)

    @property
    def all(self) -> tuple[str, ...]:
        """Every key column."""
        return (self.place, *self.peers)
