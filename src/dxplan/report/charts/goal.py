"""Where the goal of a target lies on the axis of its values."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from dxplan.methods.verdict import ABOUT
from dxplan.model.indicators import Direction
from dxplan.report.page.picture import start_of

if TYPE_CHECKING:
    from dxplan.intervals import Interval
    from dxplan.scorecard.lines import ScoreLine
    from dxplan.scorecard.scorecard import Scorecard


def about_of(card: Scorecard) -> float:
    """Give how far *about* may be off, as a share of the number."""
    return next(parameter.value for parameter in card.method.parameters if parameter.name == ABOUT)


def bounds_of(card: Scorecard, line: ScoreLine) -> Interval | None:
    """Give where the value shall be, in the unit of the indicator; None while that cannot be told.

    A change in every year asks something else of each year, and so has no bounds of its own.
    """
    goal, indicator, origin = line.target.goal, line.indicator, line.target.starts_from
    if goal is None or goal.over_years == "change" or line.reason == "other_base":
        return None
    years = None if origin is None else origin.period.months_until(line.target.by) / 12
    base, about = start_of(line, card.method), about_of(card)
    return goal.bounds_in(indicator.unit, base=base, years=years, scale=indicator.scale, about=about)


def nearest_bound(line: ScoreLine, bounds: Interval) -> float | None:
    """Give the bound that is reached first from the worse side."""
    rising = line.indicator.direction is Direction.UP
    ends = (bounds.low, bounds.high) if rising else (bounds.high, bounds.low)
    return next((end for end in ends if math.isfinite(end)), None)
