"""Figures of the places of other days, restated to the places of one day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

import narwhals.stable.v2 as nw

from dxplan.errors import UnknownLineageError
from dxplan.figures.computed import as_figures
from dxplan.figures.figures import Figures
from dxplan.figures.gathering import WORK, gathered
from dxplan.figures.lending import lent
from dxplan.figures.making import Making
from dxplan.figures.maps import Maps
from dxplan.figures.merged import LeftOut, MergedFigures
from dxplan.figures.placing import day_of_place
from dxplan.periods import Period
from dxplan.progress import work

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dxplan.figures.maps import Way
    from dxplan.figures.worth import Parts
    from dxplan.model.indicators import Indicator
    from dxplan.model.plan import Plan
    from dxplan.periods import IntoPeriod
    from dxplan.places import Gazetteer, Place
    from dxplan.typing import IfMissing

Frame: TypeAlias = "nw.DataFrame[Any]"


@work(WORK)
def restated(
    figures: Figures,
    plans: Sequence[Plan],
    *,
    to: IntoPeriod,
    weights: Mapping[str, str] | str | None,
    missing: IfMissing,
    known_on: IntoPeriod | None,
) -> MergedFigures:
    """Restate figures, as `Figures.restate` says."""
    day = Period.of(to).last
    material, places, joining = gathered(figures, plans, weights=weights, missing=missing, known_on=known_on)
    maps = Maps(places, day)
    era = _era(maps)
    there = material.places_and_days.select("part", era=era).unique()
    moved = tuple(way for way in _ways(there, joining.parts, maps) if not maps.stays(way))
    making = Making(material=material, joining=joining, ways=moved, era=era)
    table = making.all()
    kept = _kept(figures, places, day)
    columns = dict(kept.collect_schema())
    return MergedFigures(
        day=day,
        figures=together(figures, kept, as_figures(table, making.cohorts, day, columns)),
        left_out=_left_out(figures, joining.indicators, places, maps),
        making=making,
        table=table,
    )


_EARLIEST = date(1000, 1, 1)


def _era(maps: Maps) -> nw.Expr:
    """Give the number of the map that a figure's place is read on."""
    came = [(nw.col("day") >= nw.lit(day)).cast(nw.Int64) for day in maps.breaks]
    return nw.sum_horizontal(*came)


def _ways(there: Frame, parts: Parts, maps: Maps) -> list[Way]:
    """Give the ways of every place on every map that figures are of; of a place that no way leads from none."""
    ways: list[Way] = []
    for part, era in there.sort("part", "era").rows():
        try:
            ways += maps.ways(parts.places[part], era)
        except UnknownLineageError:
            continue
    return ways


def _kept(figures: Figures, places: Gazetteer, day: date) -> nw.LazyFrame[Any]:
    """Give the figures that are about places of the day, or about such as the tables say nothing of, as they are."""
    codes = figures.places
    there = places.at(day)
    spans: dict[tuple[date, date], list[str]] = {}
    for code in codes:
        if code in there:
            spans.setdefault((there[code].since or date.min, there[code].until or date.max), []).append(code)
        elif not places.of(code):
            spans.setdefault((date.min, date.max), []).append(code)
    began, ended = day_of_place()
    kept = [
        nw.col("place").is_in(mine)
        & (began <= nw.lit(until))
        & (ended >= nw.lit(max(since, _EARLIEST)))  # Spark cannot write earlier days
        for (since, until), mine in spans.items()
    ]
    return figures.table.filter(nw.any_horizontal(*kept, ignore_nulls=True) if kept else nw.col("place").is_in([]))


def together(figures: Figures, kept: nw.LazyFrame[Any], made: Frame) -> Figures:
    """Put what was computed below what was reported."""
    source = figures.source
    if figures.rows is None:
        return Figures(nw.concat([kept, lent(made, kept)]), source, kind=figures.kind)
    whole = nw.concat([figures.collected(kept), made])
    return Figures(whole.lazy(), source, len(whole), kind=figures.kind)


def _left_out(
    figures: Figures, indicators: Mapping[str, Indicator], places: Gazetteer, maps: Maps
) -> tuple[LeftOut, ...]:
    """Say which figures of places that are no more could not be carried over, and why."""
    began, ended = day_of_place()
    numbers = (
        figures.table.with_columns(began=began, ended=ended, one=nw.lit(1))
        .group_by("place", "indicator")
        .agg(nw.col("one").sum(), nw.col("began").min(), nw.col("ended").max())
        .with_columns(nw.col("one").cast(nw.Int64))  # DuckDB counts in 128 bits
    )
    found: list[LeftOut] = []
    for row in figures.collected(numbers).sort("place", "indicator").iter_rows(named=True):
        there = [place for place in places.of(row["place"]) if place.there(row["began"], row["ended"])]
        gone = [place for place in there if not place.there(maps.to)]
        for place in gone:
            why = _why_left(place, row["indicator"], indicators, maps)
            if why is not None:
                found.append(LeftOut(place=row["place"], indicator=row["indicator"], number=row["one"], why=why))
    return tuple(found)


def _why_left(place: Place, indicator: str, indicators: Mapping[str, Indicator], maps: Maps) -> str | None:
    try:
        onward = maps.lineage(place)
    except UnknownLineageError:
        return "not_told"
    if not onward.places:
        return "ended"
    return None if indicator in indicators else "not_defined"
