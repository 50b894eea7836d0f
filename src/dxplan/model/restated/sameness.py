"""When targets of several plans are one promise, and when they say the same of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from dxplan.model.lapses import LEVEL
from dxplan.text import fold
from dxplan.units import factor

if TYPE_CHECKING:
    from dxplan.model.goals import Goal
    from dxplan.model.indicators import Indicator
    from dxplan.model.restated.sources import TargetSource
    from dxplan.text import Text


def promise_key(source: TargetSource) -> tuple[object, ...]:
    """Give what makes targets one promise: what is measured, of whom it is asked, and by when.

    A milestone measures nothing: it is told by what it follows, or else by its code.
    """
    target = source.target
    what = _measure(source.indicator) if source.indicator is not None else ("milestone", target.follows or target.code)
    whom = (target.each, tuple(sorted(target.where.items())), target.every, target.since, target.quota)
    return what, whom, target.by.last


def _measure(indicator: Indicator) -> tuple[object, ...]:
    """Give what makes two indicators with one code the same; names and bounds are no part of it."""
    return (
        indicator.code,
        indicator.unit,
        indicator.direction,
        indicator.kind,
        indicator.scale,
        indicator.method,
        None if indicator.formula is None else str(indicator.formula),
        None if indicator.merging is None else str(indicator.merging),
        _words(indicator.definition),
    )


def same_measure(source: TargetSource, other: TargetSource) -> bool:
    """Tell whether two targets are measured by the same thing, and not only by one that has the same code."""
    own, theirs = source.indicator, other.indicator
    return own is None or theirs is None or _measure(own) == _measure(theirs)


def alike(source: TargetSource, other: TargetSource) -> bool:
    """Tell whether two targets may be taken for one another: the same code of an indicator, or of a milestone."""
    one, two = source.target, other.target
    if one.is_milestone or two.is_milestone:
        linked = one.follows is not None and one.follows == two.follows
        return one.is_milestone and two.is_milestone and (linked or one.code == two.code)
    level = one.where.get(LEVEL) == two.where.get(LEVEL)
    return one.indicator == two.indicator and level


def said(source: TargetSource) -> tuple[object, ...]:
    """Give what a target says of its promise: targets that agree in it agree."""
    goal, start = source.target.goal, source.target.starts_from
    counted_from = start.period if goal is not None and goal.relative and start is not None else None
    return _goal_key(source), counted_from, said_in_words(source)


def said_in_words(source: TargetSource) -> tuple[object, ...]:
    """Give what a target says in words only: what it excludes, its conditions, and of a milestone what it is."""
    target = source.target
    title = _words(target.title) if target.is_milestone else ""
    return title, _words(target.excludes), _words(target.conditions)


def _goal_key(source: TargetSource) -> Goal | None:
    """Give the goal in the unit of its indicator; one that names no unit is in that already."""
    goal, indicator = source.target.goal, source.indicator
    if goal is None or indicator is None or goal.relative or goal.interval is None:
        return goal
    if goal.unit in (None, indicator.unit):
        return attrs.evolve(goal, unit=indicator.unit)
    by = factor(goal.unit or "", indicator.unit)
    interval = attrs.evolve(goal.interval, low=goal.interval.low * by, high=goal.interval.high * by)
    aim = None if goal.aim is None else goal.aim * by
    return attrs.evolve(goal, unit=indicator.unit, interval=interval, aim=aim)


def _words(text: Text) -> str:
    return fold(text.in_("vi"))
