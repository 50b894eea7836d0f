"""What a figure is to the situation that asks for it: of its time, how old, of which part, and what it is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import narwhals.stable.v2 as nw

from dxplan.expr.quotient import quotient
from dxplan.figures.placing import day_of_place
from dxplan.figures.values import frame_of, in_unit
from dxplan.model.indicators import COMPUTED
from dxplan.scorecard.asking import member_of
from dxplan.scorecard.batches import Situations
from dxplan.scorecard.situations import is_about_each

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dxplan.scorecard.situations import Situation

Frame: TypeAlias = "nw.DataFrame[Any]"
Table = TypeVar("Table", "nw.DataFrame[Any]", "nw.LazyFrame[Any]")


def of_its_time() -> list[nw.Expr]:
    """Tell whether a figure is of a time that counts."""
    began, ended = day_of_place()
    return [
        nw.col("last") <= nw.col("cutoff"),
        # A code may have meant another place at the time of the figure.
        began <= nw.col("place_until"),
        ended >= nw.col("place_since"),
        nw.col("part_period").is_null() | (nw.col("period") == nw.col("part_period")).fill_null(False),
    ]


def looked_at(found: Table, known_on: date | None) -> Table:
    """Say what each figure is to the situation that asks for it.

    What is needed more than once is a column for the time being: an expression that names it twice computes it twice.
    """
    last, method, aged = nw.col("last"), nw.col("reference_method"), ~nw.col("part_period").is_null()
    age, frequency = nw.col("age_months"), nw.col("frequency_months")
    days = (last - nw.col("first")).dt.total_minutes() // (24 * 60) + 1
    known = nw.lit(True) if known_on is None else (nw.col("known_from") <= nw.lit(known_on)).fill_null(False)
    month = last.dt.year().cast(nw.Int64) * 12 + last.dt.month()
    return (
        found.with_columns(month.alias(_MONTH))
        .with_columns((nw.col("cutoff_month") - nw.col(_MONTH)).cast(nw.Int64).alias("age_months"))
        .with_columns(
            *in_unit(),
            ((age < frequency) | aged).alias("fresh"),
            ((age < 2 * frequency) | aged).alias("recent"),
            (quotient(nw.col(_MONTH), 12) - 1).alias("now"),
            (days - nw.col("by_days")).abs().alias("unlike"),
            # What is computed is made later: a figure that was typed in is no such one, even if it says so.
            (method.is_null() | ((nw.col("method") == method) & (method != COMPUTED)).fill_null(False)).alias(
                "reference"
            ),
            known.alias("known"),
        )
        .drop(_MONTH)
    )


_MONTH = "dxplan_month"


def open_members(asked: Frame, situations: Sequence[Situation]) -> Frame:
    """Find which member of an open list each figure is about, and leave out those that are about none."""
    by_number = {situation.number: situation for situation in Situations.of(situations).having(is_about_each)}
    rows = []
    for number, role, breakdown in asked.select("situation", "role", "breakdown").unique().rows():
        part = member_of(by_number[number], breakdown)
        if part is not None:
            rows.append({"situation": number, "role": role, "breakdown": breakdown, "part": part})
    kinds = {"situation": nw.Int64(), "role": nw.String(), "breakdown": nw.String(), "part": nw.String()}
    return asked.join(frame_of(rows, kinds, asked.implementation), on=["situation", "role", "breakdown"], how="inner")
