"""How one target differs from another that it takes up or revises."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import attrs

from dxplan.errors import UnitMismatchError
from dxplan.model.indicators import Direction, Indicator
from dxplan.model.plan import Plan
from dxplan.model.targets import Target
from dxplan.numbers import same
from dxplan.units import factor

if TYPE_CHECKING:
    from dxplan.intervals import Interval
    from dxplan.model.goals import Goal

_NOT_SCOPE = frozenset(
    {"code", "title", "indicator", "goal", "by", "cite", "baseline", "pillar", "group", "sector"}
    | {"follows", "replaces", "note"}
)
"""The keys of a target that do not say of whom or what it is asked; a key added later does, until it is named here."""


@attrs.frozen(kw_only=True)
class Comparison:
    """A target beside another one.

    Attributes:
        plan: The plan of the target.
        target: The target.
        other_plan: The plan of the one that it is compared with.
        other: The one that it is compared with.
        stronger: Whether its goal asks more; False for less, None where it asks the same or neither can be said.
        comparable: Whether the two goals can be compared at all.
        ambition: How much it asks, as a share of what the other asks, in the sense of the goal: 10 % against 20 % is
            0.5 where more is better, and 10 days against 5 are 0.5 where less is. None where that is no number.
        scope: The keys of a target, such as ``where``, in which they differ.
    """

    plan: Plan
    target: Target
    other_plan: Plan
    other: Target
    stronger: bool | None
    comparable: bool
    ambition: float | None
    scope: tuple[str, ...]

    @classmethod
    def of(cls, plan: Plan, target: Target, other_plan: Plan, other: Target) -> Comparison:
        """Compare a target with another one."""
        indicator, measured = plan.indicator(target.indicator), other_plan.indicator(other.indicator)
        sides = _sides(target.goal, indicator, other.goal, measured)
        return cls(
            plan=plan,
            target=target,
            other_plan=other_plan,
            other=other,
            stronger=None if sides is None else _stronger(*sides, indicator.direction),
            comparable=sides is not None or target.goal == other.goal,
            ambition=None if sides is None else _ambition(*sides, indicator.direction),
            scope=_scope(plan, target, other_plan, other),
        )

    @property
    def redated(self) -> bool:
        """Whether it is due at another time."""
        return self.target.by.last != self.other.by.last

    @property
    def same_goal(self) -> bool:
        """Whether it asks as much."""
        return self.comparable and self.stronger is None


def _sides(goal: Goal, indicator: Indicator, other: Goal, measured: Indicator) -> tuple[Interval, Interval] | None:
    """Give the two intervals in one unit, or None where the goals are of different kinds."""
    own, theirs = goal.bounds_in(indicator.unit), other.bounds_in(measured.unit)
    if own is None or theirs is None or indicator.direction is not measured.direction:
        return None
    # Whatever else a goal says must be the same, or the numbers are about different things.
    if attrs.evolve(goal, interval=other.interval, unit=other.unit) != other:
        return None
    try:
        by = factor(indicator.unit, measured.unit)
    except UnitMismatchError:
        return None
    own = attrs.evolve(own, low=own.low * by, high=own.high * by)
    nested = theirs.contains(own) is True or own.contains(theirs) is True
    return (own, theirs) if nested or _bounds(own, theirs, indicator.direction) else None


def _bounds(own: Interval, theirs: Interval, direction: Direction) -> tuple[float, float] | None:
    """Give the bounds to be reached, or None where one has none on that side."""
    bounds = (own.low, theirs.low) if direction is Direction.UP else (own.high, theirs.high)
    return bounds if all(map(math.isfinite, bounds)) else None


def _stronger(own: Interval, theirs: Interval, direction: Direction) -> bool | None:
    inside, around = theirs.contains(own) is True, own.contains(theirs) is True
    if inside or around:
        return None if inside and around else inside
    bounds = _bounds(own, theirs, direction)
    return None if bounds is None or same(*bounds) else (bounds[0] - bounds[1]) * direction.sign > 0


def _ambition(own: Interval, theirs: Interval, direction: Direction) -> float | None:
    bounds = _bounds(own, theirs, direction)
    if bounds is None:
        return None
    bound, other = bounds
    if bound == other or same(bound, other):
        return 1.0
    if bound <= 0 or other <= 0:
        return None
    return bound / other if direction is Direction.UP else other / bound


def _scope(plan: Plan, target: Target, other_plan: Plan, other: Target) -> tuple[str, ...]:
    asked, elsewhere = _asked(plan, target), _asked(other_plan, other)
    return tuple(name for name, value in asked.items() if value != elsewhere[name])


def _asked(plan: Plan, target: Target) -> dict[str, object]:
    """Give of whom or what it is asked; the place only where it is not the plan's own."""
    asked = {field.name: getattr(target, field.name) for field in attrs.fields(Target) if field.name not in _NOT_SCOPE}
    return {**asked, "place": None if target.place == plan.place else target.place}
