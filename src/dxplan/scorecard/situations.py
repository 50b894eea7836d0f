"""What each target asks of the figures: one row for every number that could answer or stand beside it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import attrs

from dxplan.figures.figure import breakdown_text
from dxplan.intervals import Interval
from dxplan.model.indicators import Direction, Indicator
from dxplan.model.plan import Plan
from dxplan.model.targets import Target
from dxplan.numbers import same
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
        indicator: The target's indicator.
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
        """The members that must each meet the goal; empty where there is no dimension or the list is open."""
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
    def facts(self) -> dict[str, Value]:
        """What the plan says of it, as facts that a method's formulas can name, in the indicator's unit."""
        baseline = self.target.starts_from
        value = None if baseline is None else baseline.value
        return self.goal_facts(value, None) | {
            "direction": float(self.indicator.direction.sign),
            "limit": self.indicator.most if self.indicator.direction is Direction.UP else self.indicator.least,
            "baseline": value,
            "start": None if baseline is None else year_of(baseline.period.last),
            "due": year_of(self.target.by.last),
            "is_due": self.due,
        }

    @property
    def told_by_figures(self) -> bool:
        """Whether figures say what the goal's bounds are: the value at its start, or how many are ranked."""
        return self.target.goal.relative or self.target.goal.of is not None

    def rebased(self, ranked: float | None) -> bool:
        """Tell whether a rank is one among another number than the goal names."""
        of = self.target.goal.of
        return of is not None and ranked is not None and not same(ranked, of)

    def goal_facts(self, base: float | None, ranked: float | None) -> dict[str, Value]:
        """Give the facts that are about the goal; its bounds are missing where they cannot be told.

        Args:
            base: The value at the start, which a relative goal counts from.
            ranked: How many are ranked, where the figure is a rank and says it.
        """
        goal, up = self.target.goal, self.indicator.direction is Direction.UP
        interval = goal.bounds_in(self.indicator.unit, base=base, scale=self.indicator.scale)
        said = interval or goal.interval or Interval()
        if interval is None or self.rebased(ranked):
            interval = Interval()
        low = interval.low if math.isfinite(interval.low) else None
        high = interval.high if math.isfinite(interval.high) else None
        return {
            "goal": low if high is None or (up and low is not None) else high,
            "goal_low": low,
            "goal_high": high,
            "goal_low_open": said.low_open,
            "goal_high_open": said.high_open,
            "goal_reach": float(goal.about),
            "goal_base": base if goal.relative else None,
        }


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
                indicator=plan.indicator(target.indicator),
                place=target.place or plan.place,
                at=at,
            )
            number += 1
