"""Which places the codes of figures mean, and what is wrong where they mean none or two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dxplan.dataframes import nw
from dxplan.errors import AmbiguousPlaceError, DefinitionError, DxplanError, FiguresError, Problems, Where
from dxplan.figures.normalise import FILE, ROW
from dxplan.periods import Period
from dxplan.places import gazetteer
from dxplan.places.place import MADE_UP

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from dxplan.figures import Figures
    from dxplan.model.plan import Plan
    from dxplan.places import Gazetteer, Place


def day_of_place() -> tuple[nw.Expr, nw.Expr]:
    """Give the first and last day at which a figure's code is read: those of its period, or the day it names."""
    return nw.coalesce("place_day", "first"), nw.coalesce("place_day", "last")


def is_of_another_time() -> nw.Expr:
    """Tell whether a code meant another place at a figure's time than between the days ``since`` and ``until``."""
    began, ended = day_of_place()
    return (began > nw.col("until")).fill_null(False) | (ended < nw.col("since")).fill_null(False)


def joined_gazetteer(plans: Sequence[Plan]) -> Gazetteer:
    """Give the places that the plans know together.

    Raises:
        Problems: Two plans declare a code differently.
    """
    declared: dict[str, list[tuple[Place, Plan]]] = {}
    problems: list[DxplanError] = []
    for plan in plans:
        for place in plan.gazetteer.own:
            known = declared.setdefault(place.code, [])
            same = [other for other, by in known if by is not plan and _alike(place, other)]
            clash = [by for other, by in known if by is not plan and place.overlaps(other)]
            if clash and not same:
                problems.append(
                    DefinitionError(
                        f"plans {clash[0].code!r} and {plan.code!r} declare the place {place.code!r} differently",
                        "give one of the two places another code, or evaluate the plans one by one.",
                    )
                )
            elif not same:
                known.append((place, plan))
    if problems:
        raise Problems("the plans do not fit together", problems)
    own = [place for places in declared.values() for place, _ in places]
    passed = [step for plan in plans for step in plan.gazetteer.own_successions]
    return gazetteer.with_places(own, passed) if own or passed else gazetteer


def _alike(place: Place, other: Place) -> bool:
    return (place.id, place.until, place.level, place.parent) == (other.id, other.until, other.level, other.parent)


def place_problems(
    figures: Figures, places: Gazetteer, indicators: Collection[str], asked: Collection[str]
) -> list[DxplanError]:
    """Find figures whose code means no place at their time, or two.

    Only the figures of some indicators are looked at, and that a code means two places is only said of codes that a
    target asks for: it may stay open which of two strangers is meant.

    Args:
        figures: The figures.
        places: The places there are.
        indicators: The codes of the indicators that are asked for.
        asked: The codes of the places that are asked for.
    """
    first, last = day_of_place()
    table = figures.table.filter(nw.col("indicator").is_in(sorted(indicators)))
    dated = [code for code in figures.places if not always_sure(places, code)]
    if not figures.table.implementation.is_polars():  # every period of every place is more than needs to leave them
        dated = _doubtful(figures, table.filter(nw.col("place").is_in(dated)), places) if dated else []
    if not dated:
        return []
    groups = (
        table.filter(nw.col("place").is_in(dated))
        .select("place", FILE, ROW, first=first, last=last, rows=nw.lit(1))
        .group_by("place", "first", "last", FILE)
        .agg(nw.col("rows").sum(), nw.col(ROW).min())
        .with_columns(nw.col("rows").cast(nw.Int64))  # DuckDB counts in 128 bits
    )
    there = {code: places.of(code) for code in dated}
    doubtful = [row for row in figures.collected(groups).iter_rows(named=True) if not _sure(there, row)]
    doubtful.sort(key=lambda row: (row[FILE] or "", row[ROW] or 0, row["place"], row["first"]))
    return list(_said_once(_problems(doubtful, places, asked)))


def _doubtful(figures: Figures, table: nw.LazyFrame[Any], places: Gazetteer) -> list[str]:
    """Give the codes that no one place had from the first day that any figure is about to the last."""
    first, last = day_of_place()
    spans = figures.collected(
        table.select("place", first=first, last=last).group_by("place").agg(nw.col("first").min(), nw.col("last").max())
    )
    return [
        row["place"] for row in spans.iter_rows(named=True) if not _sure({row["place"]: places.of(row["place"])}, row)
    ]


def always_sure(places: Gazetteer, code: str) -> bool:
    """Tell whether a code means the same place on every day, or one of which the tables cannot speak."""
    there = places.of(code)
    if not there:
        return code.startswith(MADE_UP) or places.beyond(code)
    return there[0].since is None and there[0].until is None


def _sure(there: Mapping[str, tuple[Place, ...]], row: Mapping[str, Any]) -> bool:
    """Tell whether one place had the code from the first day to the last."""
    return any(place.lasts(row["first"], row["last"]) for place in there[row["place"]])


def _problems(
    rows: Iterable[dict[str, Any]], places: Gazetteer, asked: Collection[str]
) -> Iterator[tuple[DxplanError, int]]:
    """Read the code of each group of rows, and give what is wrong with it, with the number of rows."""
    for row in rows:
        where = Where("place", row[FILE] or "figures", row[ROW])
        try:
            places.find(row["place"], on=Period(row["first"], row["last"]))
        except AmbiguousPlaceError as error:
            if row["place"] in asked:
                hint = (
                    "say which day's place is meant in a column place_on, such as "
                    f"{row['first']} or {row['last']}, or give a figure for each part of the period."
                )
                yield AmbiguousPlaceError(error.fact, hint, where), row["rows"]
        except DefinitionError as error:
            yield FiguresError(error.fact, error.hint, where), row["rows"]


def _said_once(found: Iterable[tuple[DxplanError, int]]) -> Iterator[DxplanError]:
    """Say each problem of a file once, at its first row, with the number of rows that have it."""
    firsts: dict[tuple[str, str], DxplanError] = {}
    counts: dict[tuple[str, str], int] = {}
    for problem, rows in found:
        key = (problem.fact, problem.where.file if problem.where else "")
        firsts.setdefault(key, problem)
        counts[key] = counts.get(key, 0) + rows
    for key, problem in firsts.items():
        several = f" ({counts[key]} rows)" if counts[key] > 1 else ""
        yield type(problem)(problem.fact + several, problem.hint, problem.where)
