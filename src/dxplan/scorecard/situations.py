"""What each target asks of the figures: one row for every number that could answer or stand beside it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import attrs

from dxplan.figures.figure import breakdown_text
from dxplan.model.indicators import MILESTONE, Direction, Indicator
from dxplan.model.plan import Plan
from dxplan.model.targets import Target
from dxplan.periods import Period

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from dxplan.expr.plain import Value


@attrs.frozen(kw_only=True)
class Situation:
    """A target at a place, as a question asked at a period.

    Attributes:
        number: Its position among all the situations of one evaluation.
        plan: The plan.
        target: The target.
        indicator: The target's indicator; of a milestone, what stands for it.
        place: The code of the place.
        at: The period judged.
    """

    number: int
    plan: Plan
    target: Target
    indicator: Indicator
    place: str
    at: Period

    @property
    def due(self) -> bool:
        """Whether the target is due by the end of the period judged."""
        return self.at.last >= self.target.by.last

    @property
    def cutoff(self) -> date:
        """The last day that a figure may be about: the due day once that is past, so later figures do not judge."""
        return min(self.at.last, self.target.by.last)

    @property
    def members(self) -> tuple[str, ...]:
        """What must meet the goal: members of a dimension, or periods; empty for the whole and for an open list."""
        if self.target.every is not None:
            return tuple(str(step) for step in self.target.steps)
        return self.plan.dimension(self.target.each).members if self.target.each else ()

    @property
    def open_list(self) -> bool:
        """Whether the target asks it of each member of a dimension whose members nobody lists."""
        return self.target.each is not None and not self.members

    def breakdown(self, member: str | None = None) -> str:
        """Give the breakdown of the figure that answers, for one member where the target is about each."""
        each = {self.target.each: member} if self.target.each and member is not None else {}
        return breakdown_text({**self.target.where, **each})

    @property
    def needed(self) -> int | None:
        """How many of the members must meet the goal; None where nobody knows how many there are."""
        return None if self.open_list else max(1, math.ceil(self.target.quota * max(1, len(self.members)) - 1e-9))

    @property
    def facts(self) -> dict[str, Value]:
        """What the plan says of it, as facts that a method's formulas can name, in the indicator's unit."""
        up = self.indicator.direction is Direction.UP
        low, high, low_open, high_open = self._bounds()
        baseline = self.target.baseline
        return {
            "goal": low if high is None or (up and low is not None) else high,
            "goal_low": low,
            "goal_high": high,
            "goal_low_open": low_open,
            "goal_high_open": high_open,
            "direction": float(self.indicator.direction.sign),
            "limit": self.indicator.high if up else self.indicator.low,
            "baseline": None if baseline is None else baseline.value,
            "start": None if baseline is None else year_of(baseline.period.last),
            "due": year_of(self.target.by.last),
            "is_due": self.due,
        }

    def _bounds(self) -> tuple[float | None, float | None, bool, bool]:
        """Give the goal's bounds; an absent one is None."""
        goal = self.target.goal
        interval = None if goal is None else goal.bounds_in(self.indicator.unit)
        if interval is None:
            return None, None, False, False
        low = interval.low if math.isfinite(interval.low) else None
        high = interval.high if math.isfinite(interval.high) else None
        return low, high, interval.low_open, interval.high_open


def month_of(day: date) -> int:
    """Give the number of a day's month, counted through the years."""
    return day.year * 12 + day.month


def year_of(day: date) -> float:
    """Give the year that ends on a day as a number: 2025 for 31 December 2025, 2024.5 for any day of June 2025."""
    return month_of(day) / 12 - 1


def situations(plans: Sequence[Plan], at: Period) -> Iterator[Situation]:
    """Give every target of every plan as a question."""
    number = 0
    for plan in plans:
        for target in plan.targets:
            yield Situation(
                number=number,
                plan=plan,
                target=target,
                indicator=MILESTONE if target.indicator is None else plan.indicator(target.indicator),
                place=target.place or plan.place,
                at=at,
            )
            number += 1
