"""Figures with what they are worth in the units of their indicators, each at the place that its code meant."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

import narwhals.stable.v2 as nw

from dxplan.errors import DefinitionError, Problems
from dxplan.figures.checks import apart, conflict_problems, suspect, value_problems
from dxplan.figures.lending import lent
from dxplan.figures.many import readable
from dxplan.figures.normalise import ROW
from dxplan.figures.placing import day_of_place, place_problems
from dxplan.figures.values import converted, frame_of, in_unit, rounding, valued
from dxplan.model.indicators import COMPUTED, Indicator, Kind
from dxplan.places import Place
from dxplan.text import fold
from dxplan.units import SHARE_SCALE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dxplan.dataframes import ColumnKind
    from dxplan.figures.figures import Figures
    from dxplan.model.plan import Plan
    from dxplan.places import Gazetteer

Frame: TypeAlias = "nw.DataFrame[Any]"

SERIES = ("indicator", "method", "breakdown", "period", "first", "last")
"""What figures of several places have in common that are merged."""

_DEFINITIONS: dict[str, ColumnKind] = {
    "indicator": "String",
    "indicator_unit": "String",
    "share_scale": "Float64",
    "indicator_low": "Float64",
    "indicator_high": "Float64",
    "countable": "Boolean",
    "valid_first": "Date",
    "valid_last": "Date",
}
_COUNTABLE = (Kind.COUNT, Kind.RANK, Kind.FLAG, Kind.GRADE)
"""The kinds of which a whole number is no rounded one."""

_GRADES: dict[str, ColumnKind] = {"indicator": "String", "grade": "String", "graded": "Float64"}
_PLACES: dict[str, ColumnKind] = {
    "place": "String",
    "part": "Int64",
    "place_since": "Date",
    "place_until": "Date",
}


def defined(plans: Sequence[Plan]) -> dict[str, Indicator]:
    """Give the indicators of several plans by their code.

    Raises:
        Problems: Two plans define one in different units, or merge it differently.
    """
    found: dict[str, tuple[Indicator, Plan]] = {}
    problems = []
    for plan in plans:
        for indicator in plan.indicators:
            known, by = found.setdefault(indicator.code, (indicator, plan))
            if (known.unit, known.merging, known.scale) != (indicator.unit, indicator.merging, indicator.scale):
                problems.append(
                    DefinitionError(
                        f"plans {by.code!r} and {plan.code!r} define the indicator {indicator.code!r} differently",
                        "let both have the same unit, scale and over_units, or restate their figures one by one.",
                    )
                )
    if problems:
        raise Problems("the plans do not fit together", problems)
    return {code: indicator for code, (indicator, _) in found.items()}


class Parts:
    """The places that figures are about, numbered."""

    def __init__(self, gazetteer: Gazetteer, codes: Sequence[str]) -> None:
        there = [place for code in codes for place in gazetteer.of(code) or (Place.made_up(code),)]
        self.numbers = {place.id: number for number, place in enumerate(there)}
        self.places = there

    def rows(self) -> list[dict[str, Any]]:
        """Give a row for each place: its code, its number, and the days between which the code meant it."""
        return [
            {
                "place": place.code,
                "part": number,
                "place_since": place.since or date.min,
                "place_until": place.until or date.max,
            }
            for number, place in enumerate(self.places)
        ]

    def number(self, place: Place) -> int | None:
        """Give the number of a place, or None where no figure has its code."""
        return self.numbers.get(place.id)


def worth(
    figures: Figures, indicators: Mapping[str, Indicator], places: Gazetteer, known_on: date | None
) -> tuple[Frame, Parts]:
    """Collect the figures of some indicators, each with its value and its place, the latest vintage of each key.

    Further columns: ``exact`` (the value in the indicator's unit), ``part`` (the number of its place), ``day`` (the day
    of that place's life on which its code is read), ``rounding`` (how far the number may lie from the typed one).

    Raises:
        Problems: Codes mean no place or two at their time, values or units do not fit, or a key has two values.
    """
    table = figures.table.filter(nw.col("indicator").is_in(sorted(indicators)))
    if known_on is not None:
        table = table.filter((nw.col("known_from") <= nw.lit(known_on)).fill_null(False))
    codes = sorted(figures.collected(table.select("place").unique())["place"].to_list())
    problems = place_problems(figures, places, indicators, codes)
    if problems:
        raise Problems("the figures do not fit the places", problems)
    parts = Parts(places, codes)
    looked = _looked(table, list(indicators.values()), parts)
    found = converted(figures.collected(looked))
    _check(found)
    usable = found.filter(~nw.col("exact").is_null()).with_columns(rounding=rounding())
    key = [*SERIES, "part"]
    return (
        usable.sort(*key, "known_from", ROW, descending=[*(False for _ in key), True, True], nulls_last=True).unique(
            subset=key, keep="first", maintain_order=True
        ),
        parts,
    )


def _looked(table: nw.LazyFrame[Any], indicators: Sequence[Indicator], parts: Parts) -> nw.LazyFrame[Any]:
    backend = table.implementation
    began, ended = day_of_place()
    grades = [
        {"indicator": indicator.code, "grade": fold(grade), "graded": float(place)}
        for indicator in indicators
        for place, grade in enumerate(indicator.scale, start=1)
    ]
    return (
        table.join(lent(frame_of(_definitions(indicators), _DEFINITIONS, backend), table), on="indicator", how="inner")
        .join(lent(frame_of(parts.rows(), _PLACES, backend), table), on="place", how="inner")
        .filter(began <= nw.col("place_until"), ended >= nw.col("place_since"))
        .join(lent(frame_of(grades, _GRADES, backend), table), on=["indicator", "grade"], how="left")
        .with_columns(value=nw.coalesce("value", "graded"), day=nw.min_horizontal(ended, nw.col("place_until")))
        .with_columns(*in_unit())
        .with_columns(**valued())
        .with_columns(suspect=suspect())
    )


def _definitions(indicators: Sequence[Indicator]) -> list[dict[str, Any]]:
    return [
        {
            "indicator": indicator.code,
            "indicator_unit": indicator.unit,
            "share_scale": SHARE_SCALE.get(indicator.unit),
            "indicator_low": indicator.possible[0],
            "indicator_high": indicator.possible[1],
            "countable": indicator.kind in _COUNTABLE,
            "valid_first": indicator.valid_from and indicator.valid_from.first,
            "valid_last": indicator.valid_to and indicator.valid_to.last,
        }
        for indicator in indicators
    ]


def _check(found: Frame) -> None:
    problems = list(value_problems(found))
    if not problems:
        problems = list(conflict_problems(apart(found.lazy()).collect()))
    if problems:
        raise Problems("the figures do not fit their indicators", readable(problems))


def typed_in(found: Frame) -> Frame:
    """Leave out what says that it was computed by a formula: evaluation computes that anew."""
    return found.filter((nw.col("method") != COMPUTED).fill_null(True))
