"""Which series of figures the situations ask for, as a table that figures can be joined to."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from dxplan.figures.needs import ANSWER, INPUT, PROXY, roles_of
from dxplan.scorecard.situations import month_of
from dxplan.text import fold
from dxplan.units import SHARE_SCALE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.scorecard.situations import Situation

YEAR, BEFORE = "year", "before"
"""What answers together with others: the figure of one year of a mean, and of the year that a change counts from."""

WANTED: dict[str, Any] = {
    "situation": nw.Int64(),
    "role": nw.String(),
    "indicator": nw.String(),
    "place": nw.String(),
    "breakdown": nw.String(),
    "place_since": nw.Date(),
    "place_until": nw.Date(),
    "part": nw.String(),
    "part_period": nw.String(),
    "cutoff": nw.Date(),
    "cutoff_month": nw.Int64(),
    "by_days": nw.Int64(),
    "indicator_unit": nw.String(),
    "share_scale": nw.Float64(),
    "indicator_low": nw.Float64(),
    "indicator_high": nw.Float64(),
    "valid_first": nw.Date(),
    "valid_last": nw.Date(),
    "reference_method": nw.String(),
    "frequency_months": nw.Int64(),
    "base_period": nw.String(),
}
"""The columns of the table: what a figure must be about, and what is needed to look at it."""


def wanted(situations: Sequence[Situation]) -> list[dict[str, Any]]:
    """List every series that a situation asks for, and in which role.

    The breakdown is None where a target is about each member of a list that is open: then any member answers.
    """
    return [row for situation in situations for row in _rows(situation)]


def _rows(situation: Situation) -> Iterator[dict[str, Any]]:
    target = situation.target
    baseline = target.starts_from
    for code, role in codes_of(situation):
        indicator = situation.plan.indicator(code)
        for breakdown, part, period in _series(situation, role):
            place = situation.places.get(part or "", situation.unit)
            yield {
                "situation": situation.number,
                "role": role,
                "indicator": code,
                "place": place.code,
                "place_since": place.since or date.min,
                "place_until": place.until or date.max,
                "breakdown": breakdown,
                "part": part,
                "part_period": period,
                "cutoff": situation.cutoff,
                "cutoff_month": month_of(situation.cutoff),
                "by_days": target.by.length,
                "indicator_unit": indicator.unit,
                "share_scale": SHARE_SCALE.get(indicator.unit),
                "indicator_low": indicator.possible[0],
                "indicator_high": indicator.possible[1],
                "valid_first": indicator.valid_from and indicator.valid_from.first,
                "valid_last": indicator.valid_to and indicator.valid_to.last,
                "reference_method": indicator.method if role == INPUT else indicator.reference,
                "frequency_months": indicator.frequency.months,
                "base_period": str(baseline.period) if baseline and baseline.value is None else None,
            }


GRADES: dict[str, Any] = {
    "situation": nw.Int64(),
    "indicator": nw.String(),
    "grade": nw.String(),
    "graded": nw.Float64(),
}
"""The columns of the table of grades: the place of each in the scale of its indicator."""


def grades_of(situations: Sequence[Situation]) -> list[dict[str, Any]]:
    """List the grades of every indicator that is asked for, with their places."""
    return [
        {"situation": situation.number, "indicator": code, "grade": fold(grade), "graded": float(place)}
        for situation in situations
        for code, _ in codes_of(situation)
        for place, grade in enumerate(situation.plan.indicator(code).scale, start=1)
    ]


def codes_of(situation: Situation) -> Iterator[tuple[str, str]]:
    """Give the indicators that are asked for, each with its role; a milestone asks for none."""
    if situation.target.is_milestone:
        return
    together = {"mean": YEAR, "change": BEFORE}.get(str(situation.over_years))
    if together is not None:
        yield situation.indicator.code, together
    yield from roles_of(situation.plan, situation.indicator.code)


def _series(situation: Situation, role: str) -> list[tuple[str | None, str | None, str | None]]:
    """Give the breakdown, the part and the period of every figure that has a role; None stands for any."""
    if role == PROXY:
        return [("", "", None)]
    parts = _parts(situation)
    if role == YEAR:
        return [(breakdown, part, str(year)) for breakdown, part, _ in parts for year in situation.target.years]
    if role == ANSWER or situation.over_years != "change" or not situation.target.steps:
        return parts
    before = {str(step): str(earlier) for step, earlier in situation.years_before.items()}
    past: list[tuple[str | None, str | None, str | None]] = [
        (breakdown, part, before[str(period)]) for breakdown, part, period in parts
    ]
    return past if role == BEFORE else [*parts, *past]  # a formula gives both


def _parts(situation: Situation) -> list[tuple[str | None, str | None, str | None]]:
    """Give the breakdown that answers for each part, the part, and the period that it must be of, if any."""
    if situation.target.every is not None:
        return [(situation.breakdown(), step, step) for step in situation.members]
    if situation.members:
        return [(situation.breakdown(member), member, None) for member in situation.members]
    if situation.open_list:
        return [(None, None, None)]
    return [(situation.breakdown(), "", None)]
