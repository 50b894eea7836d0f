"""What the targets of a plan ask of figures on any date: which indicators, of which places, broken down how."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import attrs

from dxplan.expr.walk import requires
from dxplan.figures.figure import breakdown_text, parse_breakdown
from dxplan.places import LEVELS, Place
from dxplan.places.levels import is_below

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.model.plan import Plan
    from dxplan.model.targets import Target

ANSWER, PROXY, INPUT = "answer", "proxy", "input"
"""What a figure is to a target: its answer, shown beside it, or what a formula computes the answer from."""


@attrs.frozen(kw_only=True)
class Need:
    """One series of figures that a target asks for.

    Attributes:
        indicator: The indicator's code.
        role: What it is to the target.
        place: The place.
        breakdown: Its breakdown; where the list of members is open, that of the whole.
        open_dimension: The dimension whose members nobody lists, any of which may answer; else None.
        last: The last day that a figure may be about.
    """

    indicator: str
    role: str
    place: Place
    breakdown: str
    open_dimension: str | None
    last: date

    def fits(self, breakdown: str) -> bool:
        """Tell whether a figure of this breakdown is of the series."""
        if self.open_dimension is None:
            return breakdown == self.breakdown
        members = parse_breakdown(breakdown)
        return members.pop(self.open_dimension, None) is not None and breakdown_text(members) == self.breakdown


def roles_of(plan: Plan, indicator: str) -> Iterator[tuple[str, str]]:
    """Give the indicators that a target of one asks for, each with its role."""
    yield indicator, ANSWER
    yield from ((code, PROXY) for code in plan.indicator(indicator).proxies)
    formula = plan.formula(indicator)
    if formula is not None:
        yield from ((code, INPUT) for code in sorted(requires(formula)))


def needs(plan: Plan, asked: Sequence[Place] = ()) -> Iterator[Need]:
    """Give every series that a target of the plan asks for; a milestone asks for none.

    Args:
        plan: The plan.
        asked: The places that the targets are asked of instead of the plan's own; none to ask it of that.
    """
    for target in plan.targets:
        if target.indicator is None:
            continue
        for unit in units_of(plan, target, asked):
            for code, role in roles_of(plan, target.indicator):
                for place, breakdown, dimension in [(unit, "", None)] if role == PROXY else _parts(plan, target, unit):
                    yield Need(
                        indicator=code,
                        role=role,
                        place=place,
                        breakdown=breakdown,
                        open_dimension=dimension,
                        last=target.by.last,
                    )


def units_of(plan: Plan, target: Target, asked: Sequence[Place]) -> tuple[Place, ...]:
    """Give the places that a target is judged at: its own, or those that are asked for where it names none.

    A milestone is judged by the reports of its plan, and so at its own place alone. What is about each place of a level
    is asked only of places above that level.
    """
    if target.place is None and not target.is_milestone:
        level = target.each if target.each in LEVELS else None
        fitting = tuple(place for place in asked if level is None or is_below(level, place.level))
        if fitting:
            return fitting
    return (plan.gazetteer.find(target.place or plan.place, on=plan.adopted),)


def places_of(plan: Plan, asked: Sequence[Place] = ()) -> tuple[Place, ...]:
    """Give the places that a plan speaks of: its own, those of its targets, and those that it declares.

    Args:
        plan: The plan.
        asked: The places that the targets are asked of instead of the plan's own; none to ask it of that.
    """
    alike: dict[tuple[object, ...], tuple[Target, bool]] = {}  # hundreds of targets may ask it of the same places
    for target in plan.targets:
        if target.indicator is not None:
            beside = any(role == PROXY for _, role in roles_of(plan, target.indicator))
            key = (target.place, target.each, target.by.last, beside)
            alike.setdefault(key, (target, beside))
    found = [plan.gazetteer.find(plan.place, on=plan.adopted)]
    for target, beside in alike.values():
        for unit in units_of(plan, target, asked):
            found += [*([unit] if beside else []), *(place for place, *_ in _parts(plan, target, unit))]
    found += plan.gazetteer.own
    return tuple({(place.code, place.since): place for place in found}.values())


def _parts(plan: Plan, target: Target, unit: Place) -> list[tuple[Place, str, str | None]]:
    """Give the place and the breakdown of each part of a target, and the dimension of a list that is open."""
    whole = breakdown_text(target.where)
    if target.each is None:
        return [(unit, whole, None)]
    if target.each in LEVELS:
        return [(place, whole, None) for place in _under(plan, target, unit)]
    members = plan.dimension(target.each).members
    if not members:
        return [(unit, whole, target.each)]
    return [(unit, breakdown_text({**target.where, target.each: member}), None) for member in members]


def _under(plan: Plan, target: Target, unit: Place) -> tuple[Place, ...]:
    """Give the places of the level that a target asks for, as they were at any time until it falls due."""
    if target.each is None:
        return ()
    last = target.by.last
    eves = [event.day - timedelta(days=1) for event in plan.gazetteer.events if event.day <= last]
    days = sorted({last, *(eve for eve in eves if eve >= plan.adopted.first)})
    found = [place for day in days for place in plan.gazetteer.at(day).under(unit.code, target.each)[0]]
    return tuple({(place.code, place.since): place for place in found}.values())
