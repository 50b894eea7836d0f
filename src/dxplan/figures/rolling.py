"""Figures of places rolled up to the places of a higher level, on one day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import narwhals.stable.v2 as nw

from dxplan.errors import DefinitionError
from dxplan.figures.computed import as_figures
from dxplan.figures.gathering import WORK, gathered
from dxplan.figures.making import Making
from dxplan.figures.maps import Cohort, Way
from dxplan.figures.merged import LeftOut, MergedFigures
from dxplan.figures.restating import together
from dxplan.periods import Period
from dxplan.places import LEVELS
from dxplan.places.levels import check_level, is_below
from dxplan.progress import work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from dxplan.figures.figures import Figures
    from dxplan.figures.worth import Parts
    from dxplan.model.plan import Plan
    from dxplan.periods import IntoPeriod
    from dxplan.places import Gazetteer, Place
    from dxplan.typing import IfMissing

Frame: TypeAlias = "nw.DataFrame[Any]"


@work(WORK)
def rolled_up(
    figures: Figures,
    plans: Sequence[Plan],
    *,
    levels: tuple[str | None, str],
    on: IntoPeriod,
    weights: Mapping[str, str] | str | None,
    missing: IfMissing,
    known_on: IntoPeriod | None,
) -> MergedFigures:
    """Roll figures up, as `Figures.roll_up` says; `levels` are those of the parts and of the places above."""
    below, above = levels
    for level in filter(None, levels):
        check_level(level)
    day = Period.of(on).last
    material, places, joining = gathered(figures, plans, weights=weights, missing=missing, known_on=known_on)
    parts = joining.parts
    there = {number: place for number, place in enumerate(parts.places) if place.there(day)}
    below = below or _next_below(there.values(), above)
    if not is_below(below, above):
        raise DefinitionError(
            f"the {LEVELS[below].en} is not below the {LEVELS[above].en}", "name the lower level in parts=."
        )
    ways = _ways(places, day, (below, above))
    known = [way for way in ways if parts.number(way.part) is not None]
    if parts.places and not known:
        raise DefinitionError(
            f"no figures are of places of the {LEVELS[below].en} that belong to one of the {LEVELS[above].en} on {day}",
            "say in the plan which place each belongs to (parent under [[places]]), or name another level or day.",
        )
    making = Making(material=material, joining=joining, ways=tuple(known), era=nw.lit(0))
    left: list[LeftOut] = []
    table = making.all(lambda found: left.extend(_left_out(found, parts, below, day)))
    columns = dict(figures.table.collect_schema())
    return MergedFigures(
        day=day,
        figures=together(figures, figures.table, as_figures(table, making.cohorts, day, columns)),
        left_out=tuple(sorted(left, key=lambda one: (one.place, one.indicator))),
        making=making,
        table=table,
        rolled_up=True,
    )


def _next_below(there: Iterable[Place], level: str) -> str:
    """Give the next lower level that any figures are of."""
    known = {place.level for place in there}
    lower = [other for other in LEVELS if other in known and is_below(other, level)]
    if not lower:
        raise DefinitionError(
            f"no figures are of places below the {LEVELS[level].en} on that day",
            "restate them to that day first, or declare the places in the plan under [[places]].",
        )
    return lower[0]


def _ways(places: Gazetteer, day: date, levels: tuple[str, str]) -> tuple[Way, ...]:
    """Give the ways from the places of the lower level to those of the upper one that they belong to."""
    there = places.at(day)
    found: list[Way] = []
    for number, above in enumerate(there.of_level(levels[1])):
        parts, whole = there.under(above.code, levels[0])
        cohort = Cohort(number=number, into=above, parts=parts, listed=whole)
        found += [Way(part=part, cohort=cohort) for part in parts]
    return tuple(found)


def _left_out(found: Frame, parts: Parts, level: str, day: date) -> Iterator[LeftOut]:
    """List the figures that are about no place of the level on that day, and about none above it."""
    counted = found.with_columns(one=nw.lit(1)).group_by("part", "place", "indicator").agg(nw.col("one").sum())
    for row in counted.iter_rows(named=True):
        place = parts.places[row["part"]]
        if not place.there(day) or is_below(place.level, level):
            yield LeftOut(place=row["place"], indicator=row["indicator"], number=row["one"], why="other_level")
