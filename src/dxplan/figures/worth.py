"""Figures with what they are worth in the units of their indicators, each at the place that its code meant."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

import narwhals.stable.v2 as nw

from dxplan.errors import DefinitionError, Problems
from dxplan.figures.checks import apart, conflict_problems, suspect, value_problems
from dxplan.figures.lending import lent
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
    from dxplan.errors import DxplanError
    from dxplan.figures.figures import Figures
    from dxplan.model.plan import Plan
    from dxplan.places import Gazetteer

Frame: TypeAlias = "nw.DataFrame[Any]"
Lazy: TypeAlias = "nw.LazyFrame[Any]"

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


def parts_of(figures: Figures, table: Lazy, indicators: Mapping[str, Indicator], places: Gazetteer) -> Parts:
    """Number the places that figures are about.

    Args:
        figures: The figures.
        table: Those that count.
        indicators: The indicators that they are of.
        places: The places that are known.

    Raises:
        Problems: Codes mean no place or two at their time.
    """
    codes = sorted(figures.collected(table.select("place").unique())["place"].to_list())
    problems = place_problems(figures, places, indicators, codes)
    if problems:
        raise Problems("the figures do not fit the places", problems)
    return Parts(places, codes)


def worth(
    figures: Figures, table: Lazy, indicators: Sequence[Indicator], parts: Parts
) -> tuple[Frame, list[DxplanError]]:
    """Collect the figures of some indicators, each with its value and its place, the latest vintage of each key.

    Further columns: ``exact`` (the value in the indicator's unit), ``part`` (the number of its place), ``day`` (the day
    of that place's life on which its code is read), ``rounding`` (how far the number may lie from the typed one).
    What says that it was computed by a formula is left out: evaluation computes that anew.

    Returns:
        The figures; and what is wrong with them: values or units that do not fit, or keys that have two values.
    """
    mine = table.filter(nw.col("indicator").is_in(sorted(indicator.code for indicator in indicators)))
    found = converted(figures.collected(_looked(mine, indicators, parts)))
    problems = list(value_problems(found)) or list(conflict_problems(apart(found.lazy()).collect()))
    usable = found.filter(~nw.col("exact").is_null()).with_columns(rounding=rounding())
    return _latest(usable).filter((nw.col("method") != COMPUTED).fill_null(True)), problems


def _latest(found: Frame) -> Frame:
    """Keep the latest vintage of each key, in the order of the keys, so that sums are the same in any order of rows."""
    key = [*SERIES, "part"]
    empty = {name: kind for name, kind in found.schema.items() if found[name].null_count() == len(found)}
    falling = {**dict.fromkeys(key, False), "known_from": True, ROW: True}
    order = [name for name in falling if name not in empty]
    if not order:
        return found
    held = found.drop(*empty).sort(*order, descending=[falling[name] for name in order], nulls_last=True)
    latest = held.unique(subset=[name for name in key if name not in empty], keep="first", maintain_order=True)
    # A column that holds nothing is no work.
    return latest.with_columns(nw.lit(None, dtype=kind).alias(name) for name, kind in empty.items()).select(
        found.columns
    )


def places_and_days(figures: Figures, table: Lazy, indicators: Sequence[Indicator], parts: Parts) -> Frame:
    """Give each pair of a place (``part``) and a ``day`` that figures which `worth` would give are of."""
    looked = _looked(table, indicators, parts)
    usable = ~nw.col("exact").is_null() | nw.col("factor").is_null()  # those are to be converted yet
    return figures.collected(looked.filter(usable).select("part", "day").unique())


def _looked(table: Lazy, indicators: Sequence[Indicator], parts: Parts) -> Lazy:
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
