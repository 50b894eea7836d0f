"""The figures of a large table that do not fit their indicators, found without looking at each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import narwhals.stable.v2 as nw

from dxplan.figures.checks import suspect
from dxplan.figures.lending import lent
from dxplan.figures.values import FACTORS, factor_of, frame_of, in_unit, valued

if TYPE_CHECKING:
    from dxplan.figures import Figures

Frame: TypeAlias = "nw.DataFrame[Any]"
Lazy: TypeAlias = "nw.LazyFrame[Any]"


def misfits(figures: Figures, table: Lazy, questions: Frame) -> Lazy | None:
    """Ask for the figures that do not fit their indicators, of any period; None where there are none.

    A first pass asks for the least and the greatest value of each indicator; figures with parts, grades or units
    that need converting are looked at one by one.
    """
    definitions = questions.select(*_DEFINING).unique()
    timed = not all(definitions[name].is_null().all() for name in ("valid_first", "valid_last"))
    bounded = not all(definitions[name].is_null().all() for name in ("indicator_low", "indicator_high"))
    odd = [name for name in ("numerator", "denominator", "grade") if figures.has(name)]
    if not (timed or bounded or odd or figures.has("unit")):
        return None  # nothing says what would be wrong
    parts = nw.any_horizontal(*(~nw.col(name).is_null() for name in odd), ignore_nulls=True) if odd else None
    keys = ["indicator", *(["unit"] if figures.has("unit") else [])]
    columns = {"most": nw.col("value"), "odd": nw.lit(0) if parts is None else parts.cast(nw.Int64)}
    groups = (
        table.select(*keys, "value", *(["first", "last"] if timed else []), **columns)
        .group_by(*keys)
        .agg(
            nw.col("value", *(["first"] if timed else [])).min(),
            nw.col("most", "odd", *(["last"] if timed else [])).max(),
        )
    )
    found = figures.collected(groups)
    absent = [name for name in ("unit", "first", "last") if name not in found.columns]
    kinds = figures.table.collect_schema()
    found = found.with_columns(nw.lit(None, dtype=kinds[name]).alias(name) for name in absent) if absent else found
    found = found.join(definitions, on="indicator", how="inner")
    factors = _factors(found)
    doubtful = sorted({row["indicator"] for row in found.iter_rows(named=True) if _is_doubtful(row, factors)})
    if not doubtful:
        return None
    converting = frame_of(
        [{"unit": unit, "indicator_unit": into, "converting": by} for (unit, into), by in factors.items()],
        FACTORS,
        table.implementation,
    )
    return (
        table.filter(nw.col("indicator").is_in(doubtful))
        .join(lent(definitions, table), on="indicator", how="inner")
        .with_columns(graded=nw.lit(None, dtype=nw.Float64), typed_unit=nw.col("unit"), typed_value=nw.col("value"))
        .with_columns(*in_unit())
        .join(lent(converting, table), on=["unit", "indicator_unit"], how="left")
        .with_columns(factor=nw.coalesce("factor", "converting"))
        .with_columns(**valued())
        .filter(suspect())
        .with_columns(unit=nw.col("typed_unit"), value=nw.col("typed_value"))
    )


_DEFINING = (
    *("indicator", "indicator_unit", "share_scale", "indicator_low", "indicator_high", "valid_first", "valid_last"),
)


def _factors(groups: Frame) -> dict[tuple[str, str], float | None]:
    pairs = groups.select("unit", "indicator_unit").unique().rows()
    return {(unit, into): factor_of(unit, into) for unit, into in pairs if unit is not None and unit != into}


def _is_doubtful(row: dict[str, Any], factors: dict[tuple[str, str], float | None]) -> bool:
    """Tell whether some figure of a group may not fit."""
    factor = factors.get((row["unit"], row["indicator_unit"]), 1.0)
    if factor is None or row["odd"]:
        return True
    if row["valid_first"] is not None and row["first"] < row["valid_first"]:
        return True
    if row["valid_last"] is not None and row["last"] > row["valid_last"]:
        return True
    least, most, low, high = row["value"], row["most"], row["indicator_low"], row["indicator_high"]
    beyond = least is not None and low is not None and least * factor < low
    return beyond or (most is not None and high is not None and most * factor > high)
