"""What a reported number is worth: in its indicator's unit, and as exactly as its parts say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from dxplan.dataframes import ColumnKind, kind_of, nw
from dxplan.errors import UnitMismatchError
from dxplan.expr.quotient import quotient
from dxplan.figures.checks import suspect
from dxplan.numbers import MOST_PLACES
from dxplan.units import factor

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Frame: TypeAlias = "nw.DataFrame[Any]"


def in_unit() -> list[nw.Expr]:
    """Give the unit of each figure, and the factor into that of its indicator; null where it is another unit."""
    unit = nw.coalesce("unit", "indicator_unit")
    return [unit.alias("unit"), nw.when(unit == nw.col("indicator_unit")).then(nw.lit(1.0)).alias("factor")]


def valued() -> dict[str, nw.Expr]:
    """Give the value in the indicator's unit, as reported and as exactly as its parts say."""
    whole = nw.when(nw.col("denominator") != 0).then(nw.col("denominator"))
    reported = nw.col("value") * nw.col("factor")
    exact = nw.coalesce(quotient(nw.col("numerator"), whole) * nw.col("share_scale"), reported)
    return {"exact": exact, "value": nw.coalesce(reported, exact), "typed": nw.col("value")}


def rounding() -> nw.Expr:
    """Give how far a number may lie from the one that was typed, as `half_step` does, in the indicator's unit.

    It is 0 where the numerator and denominator are given, and where `countable` says that a whole number is no rounded
    one.
    """
    typed, whole = nw.col("typed"), nw.col("typed").round(0) == nw.col("typed")
    half: nw.Expr = nw.lit(0.0)
    for places in range(MOST_PLACES, -1, -1):
        half = nw.when(typed.round(places) == typed).then(nw.lit(0.5 * 10.0**-places)).otherwise(half)
    exact = (~nw.col("numerator").is_null() & ~nw.col("denominator").is_null()) | (nw.col("countable") & whole)
    return nw.when(exact.fill_null(False)).then(nw.lit(0.0)).otherwise(half * nw.col("factor").abs()).fill_null(0.0)


def converted(asked: Frame) -> Frame:
    """Convert the figures whose unit is another than their indicator's; a factor of null is no way to convert."""
    if not asked["factor"].null_count():
        return asked
    other = asked.filter(nw.col("factor").is_null())
    pairs = other.select("unit", "indicator_unit").unique().rows()
    rows = [{"unit": unit, "indicator_unit": into, "converting": factor_of(unit, into)} for unit, into in pairs]
    found = asked.join(frame_of(rows, FACTORS, asked.implementation), on=["unit", "indicator_unit"], how="left")
    factors = nw.coalesce("factor", "converting")
    return (
        found.with_columns(factor=factors, value=nw.col("typed"))
        .with_columns(**valued())
        .with_columns(suspect=suspect())
        .drop("converting")
    )


FACTORS: dict[str, ColumnKind] = {"unit": "String", "indicator_unit": "String", "converting": "Float64"}
"""The columns of a table of factors between units."""


def factor_of(unit: str, into: str) -> float | None:
    """Give the factor from one unit into another, or None where they measure different things."""
    try:
        return factor(unit, into)
    except UnitMismatchError:
        return None


def frame_of(rows: Sequence[dict[str, Any]], kinds: Mapping[str, ColumnKind | Any], backend: Any) -> Frame:
    """Make a table of plain rows, in Polars where the library of `backend` holds no tables in memory."""
    return frame_of_columns({name: [row[name] for row in rows] for name in kinds}, kinds, backend)


def frame_of_columns(
    columns: Mapping[str, Sequence[Any]], kinds: Mapping[str, ColumnKind | Any], backend: Any
) -> Frame:
    """Make a table of plain columns, in Polars where the library of `backend` holds no tables in memory."""
    lazy_only = (nw.Implementation.DUCKDB, nw.Implementation.PYSPARK, nw.Implementation.PYSPARK_CONNECT)
    schema = {name: kind_of(kind) for name, kind in kinds.items()}
    data = {name: columns[name] for name in kinds}
    return nw.from_dict(data, schema=schema, backend=nw.Implementation.POLARS if backend in lazy_only else backend)
