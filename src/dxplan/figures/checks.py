"""What is wrong with single figures and with series of them, each with its row and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from dxplan.dataframes import nw
from dxplan.errors import DuplicateFigureError, DxplanError, FiguresError, MixedMethodError, UnitMismatchError, Where
from dxplan.figures.needs import PROXY
from dxplan.figures.normalise import FILE, ROW
from dxplan.model.indicators import COMPUTED
from dxplan.numbers import RELATIVE_TOLERANCE, half_step

if TYPE_CHECKING:
    from collections.abc import Iterator

Frame: TypeAlias = "nw.DataFrame[Any]"


def twin_problems(asked: Frame) -> Iterator[DxplanError]:
    """Find keys with two values; that is only of use where each value is a good one."""
    if asked.select(*KEY).is_duplicated().any():
        yield from conflict_problems(apart(asked.lazy()).collect())


def value_problems(asked: Frame) -> Iterator[DxplanError]:
    """Find values that their indicator cannot have."""
    if not asked["suspect"].any():
        return
    suspects = asked.filter(nw.col("suspect"))
    for found in _once(suspects.filter(_unfit())):
        yield UnitMismatchError(
            f"a figure of {found['indicator']!r} is in {found['unit']}, but the indicator is in "
            f"{found['indicator_unit']}",
            "give the figure in the indicator's unit, or under the indicator it really measures.",
            _where("unit", found),
        )
    for found in _once(suspects.filter(_no_grade())):
        yield FiguresError(
            f"{found['grade']!r} is no grade of {found['indicator']!r}"
            + (f", or not the one of its value {found['value']:g}" if found["graded"] is not None else ""),
            "use a grade of the indicator's scale, or leave the column empty.",
            _where("grade", found),
        )
    for found in _once(suspects.filter(_beyond(), ~_unfit())):
        again = "; a share may have been multiplied by 100 twice" if found["share_scale"] is not None else ""
        yield FiguresError(
            f"{_typed(found['exact'])} is no value of {found['indicator']!r}, which is {_bounds(found)}{_made(found)}",
            f"check the number and its unit{again}.",
            _where("value", found),
        )
    for found in _once(suspects.filter(_untimely())):
        yield FiguresError(
            f"{found['indicator']!r} has a figure of {found['period']}, and is measured {_span(found)}",
            "correct the period, or use the indicator that is measured then.",
            _where("period", found),
        )
    for found in _once(suspects.filter(_off())):
        yield from _ratio_problem(found)


def _bounds(found: dict[str, Any]) -> str:
    low, high = found["indicator_low"], found["indicator_high"]
    if None not in (low, high):
        return f"{_typed(low)} to {_typed(high)}"
    return f"{_typed(low)} or more" if high is None else f"{_typed(high)} or less"


def _typed(value: float) -> str:
    """Write a number as a person types it."""
    return repr(value).removesuffix(".0")


def _made(found: dict[str, Any]) -> str:
    """Say of which period a computed value is: it stands in no row."""
    return f"; its formula gives it for {found['period']}" if found["method"] == COMPUTED else ""


def _span(found: dict[str, Any]) -> str:
    first, last = found["valid_first"], found["valid_last"]
    return " ".join(f"{word} {day:%Y-%m-%d}" for word, day in (("from", first), ("to", last)) if day is not None)


def suspect() -> nw.Expr:
    """Tell whether a figure needs a closer look: it does not fit its unit, its bounds, its parts, or its time."""
    return _unfit() | _beyond() | _off() | _no_grade() | _untimely()


def _untimely() -> nw.Expr:
    early, late = nw.col("first") < nw.col("valid_first"), nw.col("last") > nw.col("valid_last")
    return early.fill_null(False) | late.fill_null(False)


def _no_grade() -> nw.Expr:
    apart = (nw.col("graded") != nw.col("value")).fill_null(False)
    return ~nw.col("grade").is_null() & (nw.col("graded").is_null() | apart)


def _unfit() -> nw.Expr:
    return nw.col("factor").is_null()


def _beyond() -> nw.Expr:
    low, high, value = nw.col("indicator_low"), nw.col("indicator_high"), nw.col("exact")
    return (value < low).fill_null(False) | (value > high).fill_null(False)


def _off() -> nw.Expr:
    apart = ((nw.col("value") - nw.col("exact")).abs() > 0).fill_null(False)
    return apart & ~nw.col("numerator").is_null() & nw.col("qualifier").is_null()


def _ratio_problem(found: dict[str, Any]) -> Iterator[DxplanError]:
    """Compare a value with what its numerator and denominator give, rounded as it is."""
    if abs(found["value"] - found["exact"]) > half_step(found["value"]) * (1 + RELATIVE_TOLERANCE):
        yield FiguresError(
            f"{_typed(found['value'])} is not {found['numerator']:g} of {found['denominator']:g}, "
            f"which is {found['exact']:.6g}",
            "correct the value or its numerator and denominator, or leave the value empty.",
            _where("value", found),
        )


def method_problems(asked: Frame) -> Iterator[DxplanError]:
    """Find indicators without a reference of which what targets ask for is of several methods."""
    methods: dict[str, set[str]] = {}
    for indicator, method, reference, role in (
        asked.select("indicator", "method", "reference_method", "role").unique().rows()
    ):
        if reference is None and role != PROXY:
            methods.setdefault(indicator, set()).add(method or "(not stated)")
    for indicator, names in sorted(methods.items()):
        if len(names) > 1:
            yield MixedMethodError(
                f"the figures of {indicator!r} mix the methods {', '.join(sorted(names))}",
                f"name the one that answers in the plan: [[indicators]] code = {indicator!r}, method = …; "
                "the others are then shown beside it.",
            )


KEY = ("indicator", "indicator_unit", "place", "place_since", "breakdown", "period", "method", "known_from")
"""What two values must not share: then neither is the later one."""


def apart(asked: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Find the keys that have two values published by the same day."""
    high, low = nw.col("high"), nw.col("low")
    return (
        asked.filter(~nw.col("exact").is_null())
        .select(*KEY, "exact", ROW, FILE)
        .group_by(*KEY)
        .agg(
            low=nw.col("exact").min(),
            high=nw.col("exact").max(),
            first_row=nw.col(ROW).min(),
            first_file=nw.col(FILE).min(),
            **{ROW: nw.col(ROW).max(), FILE: nw.col(FILE).max()},
        )
        .filter((high - low) > nw.max_horizontal(high.abs(), low.abs()) * RELATIVE_TOLERANCE)
    )


def conflict_problems(found: Frame) -> Iterator[DxplanError]:
    """Say which keys have two values, at the last row of each."""
    for row in found.sort(FILE, ROW, "indicator", nulls_last=True).iter_rows(named=True):
        public = row["known_from"]
        when = f"both public by {public:%Y-%m-%d}" if public else "neither with a day of publication"
        two = row["first_file"] == row[FILE] and row[ROW] is not None and row["first_row"] != row[ROW]
        rows = f" (rows {row['first_row']} and {row[ROW]})" if two else ""
        values = f"{_typed(row['low'])} and {_typed(row['high'])}"
        yield DuplicateFigureError(
            f"{row['indicator']!r} in {row['period']} has the values {values}{rows}, {when}",
            "keep one, or tell them apart by published (the later one counts) or by method.",
            _where("value", row),
        )


def _once(asked: Frame) -> Iterator[dict[str, Any]]:
    """Give each figure once, even if several situations ask for it, in the order of the rows."""
    kept = asked.unique(subset=[FILE, ROW, "indicator", "place", "period", "unit", "grade", "exact"], keep="any")
    yield from kept.sort(FILE, ROW, "indicator", "place", "period", nulls_last=True).iter_rows(named=True)


def _where(column: str, found: dict[str, Any]) -> Where:
    told = () if found[ROW] is not None else (found["place"], found["period"], found["breakdown"])
    return Where(column, found[FILE] or "figures", found[ROW], ", ".join(filter(None, told)))
