"""How one target differs from another that it takes up or revises."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from dxplan.errors import UnitMismatchError
from dxplan.model.goals import Goal
from dxplan.model.indicators import Direction
from dxplan.model.plan import Plan
from dxplan.model.targets import Target
from dxplan.numbers import same
from dxplan.units import factor

if TYPE_CHECKING:
    from dxplan.intervals import Interval
    from dxplan.model.indicators import Indicator

_NOT_SCOPE = frozenset(
    {"code", "title", "indicator", "goal", "by", "cite", "baseline", "pillar", "group", "sector", "agencies"}
    | {"follows", "replaces", "excludes", "conditions", "note"}
)
"""The keys of a target that do not say of whom or what it is asked, or say it in words, which are never compared.

A key added later counts, until it is named here.
"""

_Sides: TypeAlias = "tuple[Interval, Interval, Direction]"


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
            0.5 where more is better, and 10 days against 5 are 0.5 where less is. Of goals that are relative it is the
            share of the change: a cut by 30 % against one by 20 % is 1.5. None where that is no number.
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
        sides = sides_of(plan, target, other_plan, other)
        return cls(
            plan=plan,
            target=target,
            other_plan=other_plan,
            other=other,
            stronger=None if sides is None else _stronger(*sides),
            comparable=sides is not None or (target.goal == other.goal and _same_start(target, other)),
            ambition=None
            if sides is None
            else _ambition(*sides, relative=target.goal is not None and target.goal.relative),
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


def sides_of(plan: Plan, target: Target, other_plan: Plan, other: Target) -> _Sides | None:
    """Give the two intervals in one unit, or None where the goals are of different kinds; milestones have none."""
    if target.indicator is None or target.goal is None or other.indicator is None or other.goal is None:
        return None
    indicator, measured = plan.indicator(target.indicator), other_plan.indicator(other.indicator)
    own, theirs = _asked_of(target.goal, indicator), _asked_of(other.goal, measured)
    if own is None or theirs is None or indicator.direction is not measured.direction:
        return None
    if target.goal.relative and (not _same_start(target, other) or target.goal.is_share != other.goal.is_share):
        return None
    # Whatever else a goal says must be the same, or the numbers are about different things.
    if _said_besides(target.goal) != _said_besides(other.goal):
        return None
    units = indicator.unit, measured.unit
    if target.goal.relative:
        units = target.goal.unit or indicator.unit, other.goal.unit or measured.unit
    try:
        by = factor(*units)
    except UnitMismatchError:
        return None
    own = attrs.evolve(own, low=own.low * by, high=own.high * by)
    nested = theirs.contains(own) is True or own.contains(theirs) is True
    sides = (own, theirs, indicator.direction)
    return sides if nested or _bounds(*sides) else None


def _asked_of(goal: Goal, indicator: Indicator) -> Interval | None:
    """Give where the value shall be, or of a relative goal the change, for which no figures are needed."""
    return goal.interval if goal.relative else goal.bounds_in(indicator.unit, scale=indicator.scale)


def _same_start(target: Target, other: Target) -> bool:
    """Tell whether two goals that are relative count from the same period."""
    starts = [thing.starts_from and thing.starts_from.period for thing in (target, other)]
    return starts[0] == starts[1]


def _said_besides(goal: Goal) -> list[object]:
    """Give what a goal says besides its numbers; an aim binds nobody."""
    fields: list[Any] = [
        field for field in attrs.fields(Goal) if field.eq and field.name not in ("interval", "unit", "aim")
    ]
    return [(field.eq_key or _itself)(getattr(goal, field.name)) for field in fields]


def _itself(value: object) -> object:
    return value


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


def _ambition(own: Interval, theirs: Interval, direction: Direction, *, relative: bool) -> float | None:
    bounds = _bounds(own, theirs, direction)
    if bounds is None:
        return None
    bound, other = bounds
    if bound == other or same(bound, other):
        return 1.0
    if relative:  # a fall by 30 asks more than one by 20
        return bound / other if min(bound * direction.sign, other * direction.sign) > 0 else None
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
