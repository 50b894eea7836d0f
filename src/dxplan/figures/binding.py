"""What is wrong with figures in the light of plans: every figure of their indicators at their places is looked at."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from dxplan.dataframes import nw
from dxplan.errors import AmbiguousPlaceError, DxplanError, MixedMethodError, Where
from dxplan.figures.batches import batches
from dxplan.figures.checks import KEY, apart, conflict_problems, suspect, value_problems
from dxplan.figures.glance import are_well
from dxplan.figures.lending import lent
from dxplan.figures.many import readable
from dxplan.figures.needs import PROXY, Need, needs, places_of
from dxplan.figures.normalise import FILE, ROW
from dxplan.figures.placing import day_of_place, place_problems
from dxplan.figures.values import FACTORS, factor_of, frame_of, in_unit, valued
from dxplan.model.indicators import Indicator
from dxplan.progress import WorkStage, pieces
from dxplan.text import fold
from dxplan.units import SHARE_SCALE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dxplan.dataframes import ColumnKind
    from dxplan.figures.figures import Figures
    from dxplan.model.plan import Plan
    from dxplan.places import Gazetteer, Place

_DEFINITIONS: dict[str, ColumnKind] = {
    "definition": "Int64",
    "indicator": "String",
    "place": "String",
    "place_since": "Date",
    "place_until": "Date",
    "indicator_unit": "String",
    "share_scale": "Float64",
    "indicator_low": "Float64",
    "indicator_high": "Float64",
    "valid_first": "Date",
    "valid_last": "Date",
}
_GRADES: dict[str, ColumnKind] = {"definition": "Int64", "grade": "String", "graded": "Float64"}


@attrs.frozen(kw_only=True)
class _Definition:
    """What a plan says of one indicator; the same words of several plans are one definition."""

    indicator: Indicator
    asked: tuple[Need, ...]

    def row(self, number: int, place: Place) -> dict[str, Any]:
        indicator = self.indicator
        low, high = indicator.possible
        return {
            "definition": number,
            "indicator": indicator.code,
            "place": place.code,
            "place_since": place.since or date.min,
            "place_until": place.until or date.max,
            "indicator_unit": indicator.unit,
            "share_scale": SHARE_SCALE.get(indicator.unit),
            "indicator_low": low,
            "indicator_high": high,
            "valid_first": indicator.valid_from and indicator.valid_from.first,
            "valid_last": indicator.valid_to and indicator.valid_to.last,
        }


def problems_of(
    figures: Figures, plans: Sequence[Plan], places: Gazetteer, asked: Mapping[str, Sequence[Place]]
) -> list[DxplanError]:
    """Find everything that is wrong with the figures of the plans' indicators at the places that the plans speak of.

    Units, grades, bounds, parts and periods of every figure; codes of places at their time; keys with two values; and
    methods that are mixed in what a target asks for.
    """
    definitions, rows = _defined(plans, asked)
    if not rows:
        return []
    if are_well(figures, places, rows, [definition.indicator for definition in definitions]):
        return []
    by_code: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_code.setdefault(row["indicator"], []).append(row)
    found = list(place_problems(figures, places, by_code, {row["place"] for row in rows}))
    # A code that means two places would make two values of one key where there are two places.
    conflicts = not any(isinstance(problem, AmbiguousPlaceError) for problem in found)
    for codes in pieces(WorkStage.CHECKING, batches(figures, by_code), size=len):
        mine = [row for code in codes for row in by_code[code]]
        found += _problems_in(figures, definitions, mine, conflicts=conflicts)
    return readable(found)


def _problems_in(
    figures: Figures, definitions: Sequence[_Definition], rows: list[dict[str, Any]], *, conflicts: bool
) -> Iterator[DxplanError]:
    """Find what is wrong with the figures of some indicators."""
    looked = _looked(figures, definitions, rows)
    if figures.table.implementation.is_polars():  # then they are few, and most questions are answered at a glance
        whole = figures.collected(looked)
        looked, suspects = whole.lazy(), whole.filter(nw.col("suspect"))
        doubled = whole.select(*KEY).is_duplicated().any()
        several = whole["method"].null_count() < len(whole)
    else:
        suspects, doubled, several = figures.collected(looked.filter(nw.col("suspect"))), True, True
    yield from value_problems(suspects)
    if doubled and conflicts:
        yield from conflict_problems(figures.collected(apart(looked.filter(~nw.col("suspect")))))
    if several:
        yield from _mixed(figures, looked, definitions)


def _defined(
    plans: Sequence[Plan], asked_of: Mapping[str, Sequence[Place]]
) -> tuple[list[_Definition], list[dict[str, Any]]]:
    """Give what the plans say of their indicators, and a row for each at each place that its plan speaks of."""
    definitions: list[_Definition] = []
    rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    needed: dict[tuple[Need, ...], int] = {}  # a number is looked up faster than a list of needs, once for each place
    for plan in plans:
        asked: dict[str, list[Need]] = {}
        for need in needs(plan, asked_of.get(plan.code, ())):
            asked.setdefault(need.indicator, []).append(need)
        places = places_of(plan, asked_of.get(plan.code, ()))
        for indicator in plan.indicators:
            number = len(definitions)
            mine = tuple(asked.get(indicator.code, ()))
            alike = needed.setdefault(mine, len(needed))
            definitions.append(_Definition(indicator=indicator, asked=mine))
            for place in places:
                row = definitions[number].row(number, place)
                key = (
                    *(row[name] for name in _DEFINITIONS if name != "definition"),
                    indicator.reference,
                    *indicator.scale,
                )
                rows.setdefault((*key, alike), row)
    return definitions, list(rows.values())


def _looked(figures: Figures, definitions: Sequence[_Definition], rows: list[dict[str, Any]]) -> nw.LazyFrame[Any]:
    """Give every figure of the definitions, with its value in the indicator's unit and whether it looks wrong."""
    table = figures.table
    backend = table.implementation
    began, ended = day_of_place()
    codes = sorted({row["indicator"] for row in rows})
    mine = table.filter(nw.col("indicator").is_in(codes), nw.col("place").is_in(sorted({row["place"] for row in rows})))
    joined = mine.join(
        lent(frame_of(rows, _DEFINITIONS, backend), table), on=["indicator", "place"], how="inner"
    ).filter(began <= nw.col("place_until"), ended >= nw.col("place_since"))
    grades = [
        {"definition": number, "grade": fold(grade), "graded": float(place)}
        for number, definition in enumerate(definitions)
        for place, grade in enumerate(definition.indicator.scale, start=1)
    ]
    factors = frame_of(_factors(figures, mine, definitions), FACTORS, backend)
    return (
        joined.join(lent(frame_of(grades, _GRADES, backend), table), on=["definition", "grade"], how="left")
        .with_columns(value=nw.coalesce("value", "graded"))
        .with_columns(*in_unit())
        .join(lent(factors, table), on=["unit", "indicator_unit"], how="left")
        .with_columns(factor=nw.coalesce("factor", "converting"))
        .with_columns(**valued())
        .with_columns(suspect=suspect())
    )


def _factors(figures: Figures, mine: nw.LazyFrame[Any], definitions: Sequence[_Definition]) -> list[dict[str, Any]]:
    """Give the factors between the units that the figures name and those of their indicators, where they differ."""
    units: dict[str, set[str]] = {}
    for definition in definitions:
        units.setdefault(definition.indicator.code, set()).add(definition.indicator.unit)
    if not figures.has("unit"):
        return []
    named = figures.collected(mine.filter(~nw.col("unit").is_null()).select("indicator", "unit").unique())
    pairs = {(unit, into) for code, unit in named.rows() for into in units[code] if unit != into}
    return [{"unit": unit, "indicator_unit": into, "converting": factor_of(unit, into)} for unit, into in sorted(pairs)]


def _mixed(figures: Figures, looked: nw.LazyFrame[Any], definitions: Sequence[_Definition]) -> Iterator[DxplanError]:
    """Find indicators without a reference of which what targets ask for is of several methods."""
    open_to = {n: d for n, d in enumerate(definitions) if d.indicator.reference is None and d.asked}
    if not open_to:
        return
    groups = figures.collected(
        looked.filter(nw.col("definition").is_in(sorted(open_to)), ~nw.col("exact").is_null())
        .group_by("definition", "indicator", "place", "breakdown", "method", FILE)
        .agg(nw.col(ROW).min())
    )
    methods: dict[str, dict[str, tuple[str, int | None]]] = {}
    for group in groups.sort(FILE, ROW, "indicator", "method", nulls_last=True).iter_rows(named=True):
        asked = open_to[group["definition"]].asked
        if any(
            need.role != PROXY and need.place.code == group["place"] and need.fits(group["breakdown"]) for need in asked
        ):
            seen = methods.setdefault(group["indicator"], {})
            name = group["method"] or "(not stated)"
            seen.setdefault(name, (group[FILE], group[ROW]))
    for indicator, seen in sorted(methods.items()):
        if len(seen) > 1:
            said = ", ".join(sorted(seen))
            file, row = list(seen.values())[1]
            yield MixedMethodError(
                f"the figures of {indicator!r} mix the methods {said}",
                f"name the one that answers in the plan: [[indicators]] code = {indicator!r}, method = …; "
                "the others are then shown beside it.",
                Where("method", file or "figures", row),
            )
