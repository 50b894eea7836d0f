"""Where the goal of a target lies on the axis of its values."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from dxplan.methods.verdict import ABOUT
from dxplan.model.indicators import Direction
from dxplan.units import base_factor

if TYPE_CHECKING:
    from dxplan.intervals import Interval
    from dxplan.methods.method import Method
    from dxplan.scorecard.lines import ScoreLine


def about_of(method: Method) -> float:
    """Give how far *about* may be off, as a share of the number."""
    return next(parameter.value for parameter in method.parameters if parameter.name == ABOUT)


def start_of(line: ScoreLine, method: Method) -> float | None:
    """Give the value at the start of a target, in the unit of its indicator, as far as plan or figures say it."""
    base = line.facts.get("baseline")
    if base is None:
        base = line.facts.get("goal_base")
    if base is None:
        return None
    return float(base) / (base_factor(line.indicator.unit) if method.values == "base_unit" else 1.0)


def bounds_of(line: ScoreLine, method: Method, now: float | None = None) -> Interval | None:
    """Give where the value shall be, in the unit of the indicator; None while that cannot be told.

    A change in every year asks something else of each year, and so has bounds only in the year of a figure.

    Args:
        line: The target.
        method: The method that it was judged by.
        now: The year of the figure that judges, as a number; None for the due day.
    """
    goal, indicator = line.target.goal, line.indicator
    if goal is None or line.reason == "other_base" or (goal.over_years == "change" and now is None):
        return None
    return goal.bounds_in(
        indicator.unit,
        base=start_of(line, method),
        years=line.situation.years_since_start(now),
        scale=indicator.scale,
        about=about_of(method),
    )


def nearest_bound(line: ScoreLine, bounds: Interval) -> float | None:
    """Give the bound that is reached first from the worse side."""
    rising = line.indicator.direction is Direction.UP
    ends = (bounds.low, bounds.high) if rising else (bounds.high, bounds.low)
    return next((end for end in ends if math.isfinite(end)), None)
