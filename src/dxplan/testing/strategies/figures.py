"""Figures that fit a plan: as a province would report them, with holes."""

from __future__ import annotations

import math
from itertools import product
from typing import TYPE_CHECKING, Any

import attrs
from hypothesis import strategies as st

from dxplan.errors import DefinitionError
from dxplan.figures.figure import Figure, Qualifier, parse_breakdown
from dxplan.model.documents import Confidence
from dxplan.model.indicators import Indicator, Kind
from dxplan.periods import Period
from dxplan.places import LEVELS
from dxplan.testing.strategies.vocabulary import inputs_of, is_number
from dxplan.units import SHARE_SCALE, factor, unit_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

    from dxplan.model.plan import Plan
    from dxplan.model.targets import Target

_RIVAL = "a rival series"
_YEARS_BEFORE = 4
_FIRST_YEAR = 1000  # of those that are written with four digits
_MOST_STEPS = 6
_MEMBERS = ("north", "south", "east")
"""What figures of a dimension are about of which nobody lists the members."""


@attrs.frozen
class Key:
    """What a figure of a plan can be about.

    Attributes:
        indicator: The indicator.
        place: The code of the place.
        breakdown: The members of dimensions, by dimension.
        period: The period.
        near: Numbers that decide something: the bounds of goals, in the indicator's unit.
    """

    indicator: Indicator
    place: str
    breakdown: dict[str, str]
    period: Period
    near: tuple[float, ...]


def figures(
    plan: Plan, *, rivals: bool = True, vintages: bool = True, vague: bool = True, most: int = 12
) -> SearchStrategy[list[Figure]]:
    """Make figures that a plan asks for, and that it can be evaluated on without a problem.

    They are of its indicators and of those that formulas and proxies name, at the places and members that targets are
    about, for their due periods, for years before, and for the starts they count from. Values lie within the
    indicator's bounds, often just on the bound of a goal, in its own unit or in one that can be turned into it, as a
    value or as a share of two parts; answers are 0 and 1, grades are words of the scale.
    Every one has a source and says how sure it is. What is asked for and not among them is a hole: there are many.
    A list shrinks to no figure at all. ``dx.Figures.of(…)`` makes a table of it.

    Args:
        plan: The plan.
        rivals: Whether some belong to a rival series, where the indicator says which series answers.
        vintages: Whether some are published twice, with another value, or on a day that is not known.
        vague: Whether some have a qualifier, such as *over*.
        most: How many keys have figures at most; each has at most two vintages.
    """
    keys = _keys(plan)
    if not keys:
        return st.just([])
    size = st.integers(0, min(most, len(keys)))
    picked = size.flatmap(
        lambda number: st.lists(st.sampled_from(range(len(keys))), min_size=number, max_size=number, unique=True)
    )
    return picked.flatmap(
        lambda nths: st.tuples(*(_vintages(keys[nth], rivals=rivals, twice=vintages, vague=vague) for nth in nths)).map(
            lambda found: [figure for of_key in found for figure in of_key]
        )
    )


def _keys(plan: Plan) -> list[Key]:
    """List what targets ask for, each once."""
    found: dict[tuple[str, str, str, str], Key] = {}
    for target in plan.targets:
        if target.indicator is None:
            continue
        asked = plan.indicator(target.indicator)
        near = _near(asked, target)
        about = list(product(_places(plan, target), _breakdowns(plan, target), _periods(target)))
        beside = [*inputs_of(plan, asked), *(plan.indicator(code) for code in asked.proxies)]
        for indicator in (asked, *beside):
            for place, breakdown, period in about:
                key = (indicator.code, place, str(sorted(breakdown.items())), str(period))
                bounds = near if indicator is asked else ()
                before = found.get(key)
                bounds = bounds if before is None else (*before.near, *bounds)
                found[key] = Key(indicator, place, breakdown, period, bounds)
    return list(found.values())


def _near(indicator: Indicator, target: Target) -> tuple[float, ...]:
    goal, start = target.goal, target.starts_from
    base = None if start is None else start.value
    interval = None if goal is None else goal.bounds_in(indicator.unit, base=base, scale=indicator.scale)
    ends = () if interval is None else (interval.low, interval.high)
    return tuple(end for end in ends if math.isfinite(end))


def _places(plan: Plan, target: Target) -> list[str]:
    place = target.place or plan.place
    if target.each not in LEVELS:
        return [place]
    under, _ = plan.gazetteer.at(plan.adopted).under(place, target.each)
    return [found.code for found in under] or [place]


def _breakdowns(plan: Plan, target: Target) -> list[dict[str, str]]:
    if target.each is None or target.each in LEVELS:
        found = [target.where]
    else:
        members = plan.dimension(target.each).members or _MEMBERS
        found = [{**target.where, target.each: member} for member in members]
    return [breakdown for breakdown in found if all(map(_sayable, breakdown.items()))]


def _sayable(pair: tuple[str, str]) -> bool:
    """Tell whether a table of figures can name a member: not if it is blank, or has the marks of breakdowns in it."""
    dimension, member = pair
    if not member.strip() or ";" in member or "=" in member:
        return False
    return parse_breakdown(f"{dimension}={member}") == {dimension: member}


def _periods(target: Target) -> list[Period]:
    year = target.by.last.year
    start = target.starts_from
    found = [
        target.by,
        *(Period.year(year - back) for back in range(_YEARS_BEFORE) if year - back >= _FIRST_YEAR),
        *([] if start is None else [start.period]),
        *target.steps[-_MOST_STEPS:],
    ]
    return [period for period in dict.fromkeys(found) if period.first.year >= _FIRST_YEAR]


@st.composite
def _vintages(draw: DrawFn, key: Key, *, rivals: bool, twice: bool, vague: bool) -> list[Figure]:
    year = key.period.last.year
    days = [None, Period.year(year + 1), Period.year(year + 2)]
    published = draw(st.lists(st.sampled_from(days), min_size=1, max_size=2 if twice else 1, unique=True))
    own = key.indicator.reference
    series = draw(st.sampled_from([key.indicator.method, _RIVAL])) if rivals and own else key.indicator.method
    return [
        Figure(
            indicator=key.indicator.code,
            place=key.place,
            period=key.period,
            breakdown=key.breakdown,
            published=day,
            method=series,
            source="a made-up page",
            confidence=draw(st.sampled_from(Confidence)),
            **draw(_values(key, vague=vague)),
        )
        for day in published
    ]


@st.composite
def _values(draw: DrawFn, key: Key, *, vague: bool) -> dict[str, Any]:
    """Make the cells that say how much, in one of the ways in which a table can say it."""
    indicator = key.indicator
    if indicator.kind is Kind.GRADE:
        return {"grade": draw(st.sampled_from(indicator.scale))}
    if not is_number(indicator):
        return {"value": draw(st.sampled_from([0.0, 1.0]))}
    if indicator.unit == "rank":
        ranked = draw(st.none() | st.sampled_from([34, 63, 193]))
        return {"value": draw(st.integers(1, ranked or 200)), "denominator": ranked}
    value = draw(_amounts(key))
    whole = draw(st.none() | st.integers(1, 1000))
    scale = SHARE_SCALE.get(indicator.unit)
    if whole is not None and scale is not None and _within(indicator, value / scale * whole / whole * scale):
        return {"numerator": value / scale * whole, "denominator": float(whole)}
    unit = draw(st.sampled_from(_units(indicator)))
    there = value * factor(indicator.unit, unit or indicator.unit)
    back = there * factor(unit or indicator.unit, indicator.unit)
    said = {"value": there, "unit": unit} if _within(indicator, back) else {"value": value}
    return said | {"qualifier": draw(st.none() | st.sampled_from(Qualifier)) if vague else None}


@st.composite
def _amounts(draw: DrawFn, key: Key) -> float:
    """Make a value within the indicator's bounds, often on the bound of a goal or next to it."""
    indicator = key.indicator
    # Counts are never below zero, and nothing that is not bounded needs to be.
    low = min(0.0, 1e6 if indicator.most is None else indicator.most) if indicator.least is None else indicator.least
    high = 1e6 if indicator.most is None else indicator.most
    low, high = (low, max(low, high)) if indicator.most is None else (min(low, high), high)
    beside = [number + step for number in key.near for step in (0.0, -1.0, 1.0)]
    likely = [number for number in (*beside, *map(float, range(0, 101, 5))) if low <= number <= high]
    return draw(st.one_of(st.sampled_from(likely), st.floats(low, high)) if likely else st.floats(low, high))


def _within(indicator: Indicator, value: float) -> bool:
    return (indicator.least is None or indicator.least <= value) and (indicator.most is None or value <= indicator.most)


def _units(indicator: Indicator) -> Sequence[str | None]:
    others = (*SHARE_SCALE, f"thousand_{indicator.unit}")
    return [None, indicator.unit, *(unit for unit in others if _turns_into(unit, indicator.unit))]


def _turns_into(unit: str, into: str) -> bool:
    try:
        factor(unit_name(unit.replace("_", " ", 1)), into)
    except DefinitionError:
        return False
    return True
