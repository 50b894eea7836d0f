"""What several years answer together: the mean of their values, and what the change in a year counts from."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, TypeAlias

from dxplan.dataframes import nw
from dxplan.figures.figure import VAGUE, Qualifier
from dxplan.figures.needs import ANSWER
from dxplan.figures.normalise import ROW
from dxplan.model.indicators import Kind
from dxplan.periods import Period
from dxplan.scorecard.asking import NEWEST
from dxplan.scorecard.batches import Situations
from dxplan.scorecard.questions import BEFORE, YEAR
from dxplan.scorecard.situations import is_change, is_mean
from dxplan.units import SHARE_SCALE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.model.goals import Goal
    from dxplan.model.indicators import Indicator
    from dxplan.scorecard.situations import Situation

Frame: TypeAlias = "nw.DataFrame[Any]"

GEOMETRIC, ARITHMETIC = "geometric_mean", "arithmetic_mean"
"""The series of figures that are means of years."""


def averaged(asked: Frame, situations: Sequence[Situation]) -> Frame:
    """Put the mean of the years in the place of the figures that answer, where a goal asks for one.

    It is ``fresh`` only with a figure for every year.
    Where one is lacking between others, the figure of the last year stands there, too old to judge.
    A year that is only known as more or less than some number counts as missing; with one that is about a number the
    mean is itself about.
    """
    means = {situation.number: situation for situation in Situations.of(situations).having(is_mean)}
    if not means:
        return asked
    replaced = nw.col("situation").is_in(sorted(means)) & (nw.col("role") == ANSWER) & nw.col("reference")
    found: dict[tuple[int, str], list[dict[str, Any]]] = {}
    for row in years_of(asked, situations).iter_rows(named=True):
        found.setdefault((row["situation"], row["part"]), []).append(row)
    made = [_mean(rows, means[number]) for (number, _), rows in found.items()]
    kept = asked.filter(~replaced.fill_null(False))
    if not made:
        return kept
    columns = {name: [row[name] for row in made] for name in asked.columns}
    return nw.concat([kept, nw.from_dict(columns, schema=asked.schema, backend=asked.implementation)])


def years_of(asked: Frame, situations: Sequence[Situation]) -> Frame:
    """Give the figure of every year that a mean is made of: its latest vintage known."""
    asking = [(s.number, str(year)) for s in Situations.of(situations).having(is_mean) for year in s.target.years]
    if not asking:
        return asked.head(0)
    numbers = sorted({number for number, _ in asking})
    exact = nw.col("qualifier").is_null() | nw.col("qualifier").is_in([vague.value for vague in VAGUE])
    mine = asked.filter(nw.col("situation").is_in(numbers), nw.col("role").is_in([YEAR, ANSWER]), exact)
    table = nw.from_dict(
        {"situation": [number for number, _ in asking], "period": [year for _, year in asking]},
        schema={"situation": nw.Int64(), "period": nw.String()},
        backend=asked.implementation,
    )
    return _newest(mine.join(table, on=["situation", "period"], how="inner"))


def years_before(asked: Frame, situations: Sequence[Situation]) -> Frame:
    """Give the values that the changes of a year count from, by ``month`` and ``span`` of the figure a year later."""
    numbers = Situations.of(situations).having(is_change).numbers
    mine = asked.filter(nw.col("situation").is_in(numbers), nw.col("role").is_in([BEFORE, ANSWER]))
    return (
        _newest(mine)
        .with_columns(*dated())
        .with_columns(month=nw.col("month") + 12)
        .unique(subset=["situation", "part", "month", "span"], keep="any")
        .select("situation", "part", "month", "span", before=nw.col("exact"), before_qualifier=nw.col("qualifier"))
    )


def dated() -> list[nw.Expr]:
    """Say in which month a figure's period ends, and how many months it has."""
    month = {day: nw.col(day).dt.year().cast(nw.Int64) * 12 + nw.col(day).dt.month() for day in ("first", "last")}
    return [
        month["last"].cast(nw.Int64).alias("month"),
        (month["last"] - month["first"] + 1).cast(nw.Int64).alias("span"),
    ]


def _newest(figures: Frame) -> Frame:
    """Keep of each period the latest vintage known."""
    key = ["situation", "part", "period"]
    usable = figures.filter(nw.col("reference"), nw.col("known"), ~nw.col("exact").is_null())
    falling = [*(False for _ in key), True, True]
    return usable.sort(*key, "known_from", ROW, descending=falling, nulls_last=True).unique(
        subset=key, keep="first", maintain_order=True
    )


def _mean(rows: list[dict[str, Any]], situation: Situation) -> dict[str, Any]:
    """Make one figure of those of several years."""
    rows = sorted(rows, key=lambda row: row["last"])
    values, last, years = [row["exact"] for row in rows], rows[-1], situation.target.years
    so_far = [year for year in years if year.last <= last["last"]]
    if len(rows) < len(so_far):  # a mean of some of them would say nothing, so the last known is that of the last year
        return {**last, "role": ANSWER, "part_period": "", "fresh": False, "recent": False, NEWEST: True}
    value = mean(values, situation.indicator)
    published = [row["known_from"] for row in rows]
    return {
        **dict.fromkeys(last),
        **{name: last[name] for name in _SHARED},
        "role": ANSWER,
        "part_period": "",
        "method": mean_of(situation.indicator),
        "confidence": "computed",
        "value": value,
        "exact": value,
        "typed": value,
        "qualifier": Qualifier.ABOUT.value if any(row["qualifier"] for row in rows) else None,
        "unit": last["indicator_unit"],
        "factor": 1.0,
        "first": rows[0]["first"],
        "period": str(Period(rows[0]["first"], last["last"])),
        "known_from": None if None in published else max(published),
        "known": True,
        "reference": True,
        "suspect": False,
        "fresh": len(rows) == len(years),
        "recent": last["recent"],
    }


_SHARED = (
    *("situation", "indicator", "place", "part", "breakdown", "last", "cutoff", "cutoff_month", "by_days"),
    *("indicator_unit", "share_scale", "indicator_low", "indicator_high", "reference_method", "frequency_months"),
    *("age_months", "now", "unlike", "source_row"),
)


def mean_of(indicator: Indicator) -> str:
    """Tell which mean its years have: rates of growth in a unit of shares compound, anything else adds up."""
    return GEOMETRIC if indicator.kind is Kind.RATE and indicator.unit in SHARE_SCALE else ARITHMETIC


def mean(values: Sequence[float], indicator: Indicator) -> float | None:
    """Give the mean of the values of years.

    Of rates of growth it is the rate that, the same in every year, leads to the same end.
    It is missing where a rate is a fall by everything or more.
    """
    if mean_of(indicator) == ARITHMETIC:
        return math.fsum(values) / len(values)
    whole = SHARE_SCALE[indicator.unit]
    if min(values) == max(values):  # a root would lose the last digit, and an exact hit is a hit
        return values[0]
    factors = [1 + value / whole for value in values]
    if min(factors) <= 0:
        return None
    return whole * math.expm1(math.fsum(map(math.log, factors)) / len(factors))


def yearly_change(value: float, start: float, goal: Goal, years: float | None) -> float | None:
    """Give the change a year that leads from one value to another, in the goal's unit; None where none does."""
    if goal.over_years != "mean_change" or years is None or years <= 0:
        return None
    if not goal.is_share:
        return (value - start) / years
    ends = start > 0 and value > 0
    return SHARE_SCALE[goal.unit or "percent"] * math.expm1(math.log(value / start) / years) if ends else None
