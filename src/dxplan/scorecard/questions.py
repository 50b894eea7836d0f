"""What the targets of a plan ask for, whatever the place and the period: which indicators, in which roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from dxplan.figures.needs import INPUT, PROXY, roles_of
from dxplan.places import LEVELS
from dxplan.units import SHARE_SCALE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.model.indicators import Indicator
    from dxplan.model.plan import Plan
    from dxplan.model.targets import Target

Columns: TypeAlias = "dict[str, list[Any]]"

YEAR, BEFORE = "year", "before"
"""What answers together with others: the figure of one year of a mean, and of the year that a change counts from."""


def codes_of(plan: Plan, target: Target) -> Iterator[tuple[str, str]]:
    """Give the indicators that a target asks for, each with its role; a milestone asks for none."""
    if target.indicator is None or target.goal is None:
        return
    together = {"mean": YEAR, "change": BEFORE}.get(str(target.goal.over_years))
    if together is not None:
        yield target.indicator, together
    yield from roles_of(plan, target.indicator)


@attrs.frozen(eq=False)
class Questions:
    """What the targets of a plan ask for, whatever the place and the period: a row for each of them in each role.

    Attributes:
        columns: The columns of the table of questions that this decides.
        targets: The place of the target among those of the plan.
        shapes: A number for what the series is about; those of one number are about the same at the same place.
        of_days: Whether what is of a shape depends on the day, too.
        begins: The first row of each target, and the end.
    """

    columns: Columns
    targets: list[int]
    shapes: list[int]
    of_days: list[bool]
    begins: list[int]


def questions_of(plan: Plan) -> Questions:
    """Work out what a plan asks for."""
    return _questions(plan, but=())


def questions_but_proxies(plan: Plan) -> Questions:
    """Work out what a plan asks for besides what is shown beside."""
    return _questions(plan, but=(PROXY,))


def _questions(plan: Plan, *, but: tuple[str, ...]) -> Questions:
    asked = Questions({name: [] for name in _COLUMNS}, [], [], [], [0])
    known: dict[tuple[object, ...], int] = {}
    defined = {indicator.code: _definition(indicator) for indicator in plan.indicators}
    for nth, target in enumerate(plan.targets):
        baseline = target.starts_from
        for code, role in codes_of(plan, target):
            if role in but:
                continue
            row = {
                "role": role,
                "indicator": code,
                "by_days": target.by.length,
                **defined[code],
                "base_period": str(baseline.period) if baseline and baseline.value is None else None,
            }
            if role == INPUT:
                row["reference_method"] = plan.indicator(code).method
            for name, column in asked.columns.items():
                column.append(row[name])
            shape = (
                *(role, target.each, tuple(sorted(target.where.items())), target.every, target.since, target.by),
                None if target.goal is None else target.goal.over_years,
            )
            if shape not in known:
                known[shape] = len(known)
                asked.of_days.append(target.each in LEVELS)
            asked.shapes.append(known[shape])
            asked.targets.append(nth)
        asked.begins.append(len(asked.shapes))
    return asked


def _definition(indicator: Indicator) -> dict[str, Any]:
    """Give the columns of a question that an indicator alone decides."""
    low, high = indicator.possible
    return {
        "indicator_unit": indicator.unit,
        "share_scale": SHARE_SCALE.get(indicator.unit),
        "indicator_low": low,
        "indicator_high": high,
        "valid_first": indicator.valid_from and indicator.valid_from.first,
        "valid_last": indicator.valid_to and indicator.valid_to.last,
        "reference_method": indicator.reference,
        "frequency_months": indicator.frequency.months,
    }


_COLUMNS = (
    *("role", "indicator", "by_days", "indicator_unit", "share_scale", "indicator_low", "indicator_high"),
    *("valid_first", "valid_last", "reference_method", "frequency_months", "base_period"),
)
