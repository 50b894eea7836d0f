"""What a large table holds that no plan knows: counted by the code that is strange, since series are far too many."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeAlias

from dxplan.dataframes import nw
from dxplan.errors import Where
from dxplan.figures.lending import lent
from dxplan.figures.normalise import FILE, ROW
from dxplan.figures.placing import is_of_another_time
from dxplan.figures.unused import Unused, WhyUnused
from dxplan.figures.values import frame_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dxplan.dataframes import ColumnKind
    from dxplan.figures.figures import Figures
    from dxplan.figures.unused import Reasons

Lazy: TypeAlias = "nw.LazyFrame[Any]"

ASKED: dict[str, ColumnKind] = {
    "indicator": "String",
    "place": "String",
    "since": "Date",
    "until": "Date",
    "due": "Date",
    "whole": "Boolean",
}
"""What is asked of one indicator at one place: the days of that, the last one that counts, and whether of the whole."""


def strange_figures(
    figures: Figures, reasons: Reasons, asked: Callable[[], Sequence[dict[str, Any]]]
) -> Iterator[Unused]:
    """Find the figures about what no plan knows, without looking at those of codes that are known.

    Args:
        figures: The figures.
        reasons: Tells why figures are not used.
        asked: Gives what the plans ask for, as rows of `ASKED`; called only where a code may mean several places.
    """
    indicators = _codes(figures, "indicator", figures.contents.indicators)
    places = _codes(figures, "place", figures.contents.places)
    unknown = sorted(indicators - reasons.known)
    outside = sorted(code for code in places if not reasons.is_ours(code))
    ours = figures.table
    if unknown:
        strange = nw.col("indicator").is_in(unknown)
        for code, number, where in _counted(figures, ours.filter(strange), "indicator"):
            why, meant = WhyUnused.UNKNOWN_INDICATOR, reasons.meant(code)
            yield Unused(indicator=code, place="", number=number, why=why, meant=meant, where=where)
        ours = ours.filter(~strange)
    if outside:
        elsewhere = nw.col("place").is_in(outside)
        yield from _at_places(figures, ours.filter(elsewhere), reasons, other_time=False)
        ours = ours.filter(~elsewhere)
    apart = _apart(figures)
    doubtful = any(apart(place.since or date.min, place.until or date.max) for place in reasons.there)
    moved = [row for row in asked() if apart(row["since"], row["until"])] if doubtful else []
    if moved:
        bounded = nw.col("place").is_in(sorted({row["place"] for row in moved}))
        told = _with_times(ours.filter(bounded), moved, figures)
        yield from _at_places(figures, told.filter(nw.col("other_time")), reasons, other_time=True)
        ours = _with_times(ours, moved, figures).filter(~nw.col("other_time"))
    if figures.has("breakdown"):
        yield from _broken_down(figures, ours, reasons)


def _codes(figures: Figures, name: str, known: frozenset[str] | None) -> frozenset[str]:
    """Give the codes in a column, and perhaps some more, without reading it where somebody has."""
    if known is not None:
        return known
    return frozenset(figures.collected(figures.table.select(name).unique())[name].drop_nulls().to_list())


def _at_places(figures: Figures, table: Lazy, reasons: Reasons, *, other_time: bool) -> Iterator[Unused]:
    for code, number, where in _counted(figures, table, "place"):
        why = reasons.why_elsewhere(code, other_time=other_time)
        yield Unused(indicator="", place=code, number=number, why=why, where=where)


def _broken_down(figures: Figures, ours: Lazy, reasons: Reasons) -> Iterator[Unused]:
    """Find dimensions and members that no plan knows."""
    pairs = figures.collected(ours.filter(nw.col("breakdown") != "").select("indicator", "breakdown").unique())
    strange = {pair: told for pair in sorted(pairs.rows()) if (told := reasons.strange_part(*pair)) is not None}
    if not strange:
        return
    broken_down = ours.filter(nw.col("breakdown").is_in(sorted({breakdown for _, breakdown in strange})))
    for indicator, breakdown, number, where in _counted(figures, broken_down, "indicator", "breakdown"):
        if (indicator, breakdown) in strange:
            why, meant = strange[indicator, breakdown]
            yield Unused(
                indicator=indicator, place="", breakdown=breakdown, number=number, why=why, meant=meant, where=where
            )


def _counted(figures: Figures, table: Lazy, *names: str) -> Iterator[tuple[Any, ...]]:
    """Count figures by some columns, and give with each number where the first one stands."""
    counts = table.group_by(*names, FILE).agg(nw.col(ROW).min(), number=nw.len())
    found = figures.collected(counts.with_columns(nw.col("number").cast(nw.Int64)))  # DuckDB counts in 128 bits
    rows = found.select(*names, FILE, ROW, "number").sort(*names, FILE, nulls_last=True).rows()
    for codes, of_files in groupby(rows, key=lambda row: row[:-3]):
        several = list(of_files)
        file, row = several[0][-3:-1]
        where = Where("", file or figures.contents.file or "figures", row)
        yield *codes, sum(number for *_, number in several), where


def _apart(figures: Figures) -> Callable[[date, date], bool]:
    """Tell of the days of a place whether some figure may be of another time, and of the place that had its code."""
    periods = figures.contents.periods
    if periods is None or figures.has("place_on"):
        return lambda since, until: (since, until) != (date.min, date.max)
    newest = max((period.first for period in periods.values()), default=date.min)
    oldest = min((period.last for period in periods.values()), default=date.max)
    return lambda since, until: newest > until or oldest < since


def _with_times(table: Lazy, moved: Sequence[dict[str, Any]], figures: Figures) -> Lazy:
    """Tell whether the code of each figure meant another place at its time."""
    days = frame_of(moved, ASKED, figures.table.implementation).select("indicator", "place", "since", "until")
    return table.join(lent(days, table), on=["indicator", "place"], how="left").with_columns(
        other_time=is_of_another_time()
    )
