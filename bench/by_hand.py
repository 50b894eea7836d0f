"""The same question written by hand, as well as I know how: whether every commune has reached every goal.

Every function reads the same file and gives one row for each indicator: how many communes meet the goal, fail, and
are known; and the sum of the gaps of those that are known, by which the answers are compared. The last figure known
judges, if it is of the last month; the value at the start stands beside it, and the way made from there. In Polars
every column is made that the parts of a scorecard have and these figures can fill.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

AT, START, GOAL = "2025-12", "2021-01", 60.0
TOLERANCE = 1e-9


def in_polars(path: Path, indicators: list[str], places: list[str]) -> pl.DataFrame:
    """Look only at the months that can bear on it, and at the others only for what has no figure in those.

    The indicators and places are known beforehand: a number stands for both of them as soon as they are read.
    """
    import polars as pl

    before = [f"2025-{month:02}" for month in range(4, 12)]
    near = [START, *before, AT]
    indicator, place = (
        pl.col(name).cast(pl.Enum(texts)).to_physical().cast(pl.UInt32)
        for name, texts in (("indicator", indicators), ("place", places))
    )
    series = (indicator * len(places) + place).alias("series")
    figures = pl.scan_parquet(path).filter(pl.col("value").is_not_null())
    held = figures.filter(pl.col("period").is_in(near)).select(series, pl.col("period").cast(pl.Enum(near)), "value")
    held = held.collect(engine="streaming")
    base = held.filter(pl.col("period") == START).select("series", base="value")
    last = held.filter(pl.col("period") == AT)
    keys = pl.DataFrame({"indicator": indicators}, {"indicator": pl.Enum(indicators)}).join(
        pl.DataFrame({"place": places}, {"place": pl.Enum(places)}), how="cross"
    )
    keys = keys.select(pl.int_range(pl.len(), dtype=pl.UInt32).alias("series"), "indicator", "place")
    lacking = keys.select("series").join(last, on="series", how="anti")
    found = [last.with_columns(pl.col("period").cast(pl.String))]
    for older in (held.filter(pl.col("period").is_in(before)), figures.filter(~pl.col("period").is_in([*before, AT]))):
        if len(lacking):
            if isinstance(older, pl.LazyFrame):
                mine = keys.join(lacking, on="series", how="semi").select(pl.col("indicator", "place").cast(pl.String))
                older = older.join(mine.lazy(), on=["indicator", "place"], how="semi")  # noqa: PLW2901 (only now)
                older = older.select(series, "period", "value").collect(engine="streaming")  # noqa: PLW2901
            older = older.join(lacking, on="series", how="semi").cast({"period": pl.String})  # noqa: PLW2901
            newest = older.group_by("series").agg(pl.col("period").max())
            found.append(older.join(newest, on=["series", "period"]))
            lacking = lacking.join(newest, on="series", how="anti")
    whole = keys.join(pl.concat(found), on="series", how="left").join(base, on="series", how="left")
    return _judged(whole.with_columns(pl.col("indicator").cast(pl.String)))


def in_polars_whole(path: Path) -> pl.DataFrame:
    """Look through all of it: the last month known of every series, and its figure by a join."""
    import polars as pl

    figures = pl.scan_parquet(path)
    known = figures.filter(pl.col("value").is_not_null())
    newest = known.group_by("indicator", "place").agg(pl.col("period").max())
    last = known.join(newest, on=["indicator", "place", "period"])
    base = known.filter(pl.col("period") == START).select("indicator", "place", base="value")
    keys = figures.filter(pl.col("period") == AT).select("indicator", "place")
    whole = keys.join(last, on=["indicator", "place"], how="left").join(base, on=["indicator", "place"], how="left")
    return _judged(whole.collect())


def _judged(parts: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    months = {f"{2021 + month // 12}-{month % 12 + 1:02}": 59 - month for month in range(60)}
    judging, goal = pl.col("judging"), GOAL
    return (
        parts.with_columns(age=pl.col("period").replace_strict(months, default=None, return_dtype=pl.Int64))
        .with_columns(fresh=pl.col("age") < 1, recent=pl.col("age") < 2)
        .with_columns(judging=pl.when("fresh").then("value"), judging_period=pl.when("fresh").then("period"))
        .with_columns(
            met=judging >= goal - goal * TOLERANCE,
            gap=judging - goal,
            progress=pl.when(judging >= goal).then(1.0).otherwise(judging / goal),
            way=(judging - pl.col("base")) / (goal - pl.col("base")),
        )
        .with_columns(line=pl.when("met").then(0).when(pl.col("progress") >= 0.5).then(1).otherwise(2))
        .group_by("indicator")
        .agg(
            met=pl.col("met").sum(),
            failed=(~pl.col("met")).sum(),
            known=pl.col("judging").count(),
            last=pl.col("value").sum(),
            gap=pl.col("gap").sum(),
            worst=pl.col("place").sort_by("gap", nulls_last=True).first(),
        )
        .sort("indicator")
    )


def in_duckdb(path: Path) -> pl.DataFrame:
    """Ask in SQL."""
    import duckdb

    return duckdb.sql(f"""
        with last as (
            select indicator, place, max(period) filter (value is not null) as period,
                   max_by(value, period) filter (value is not null) as value,
                   max(value) filter (period = '{START}') as base
            from read_parquet('{path}') group by indicator, place
        ), judged as (
            select indicator, value, case when period = '{AT}' then value end as judging, base from last
        )
        select indicator,
               count(*) filter (judging >= {GOAL} - {GOAL} * {TOLERANCE}) as met,
               count(*) filter (judging < {GOAL} - {GOAL} * {TOLERANCE}) as failed,
               count(judging) as known, sum(value) as last, sum(judging - {GOAL}) as gap
        from judged group by indicator order by indicator
    """).pl()


def in_pandas(path: Path) -> pl.DataFrame:
    """Ask in pandas."""
    import pandas as pd
    import polars as pl

    figures = pd.read_parquet(path).dropna(subset=["value"])
    last = figures.sort_values("period").groupby(["indicator", "place"], sort=False).tail(1)
    judging = last["value"].where(last["period"] == AT)
    last = last.assign(
        judging=judging,
        met=judging >= GOAL - GOAL * TOLERANCE,
        failed=judging < GOAL - GOAL * TOLERANCE,
        gap=judging - GOAL,
    )
    found = last.groupby("indicator").agg(
        met=("met", "sum"),
        failed=("failed", "sum"),
        known=("judging", "count"),
        last=("value", "sum"),
        gap=("gap", "sum"),
    )
    return pl.from_pandas(found.reset_index()).sort("indicator")


def in_numpy(path: Path, places: int, months: int) -> pl.DataFrame:
    """Take for granted that the file is a full block in order, and read nothing but the column of values."""
    import numpy as np
    import polars as pl

    values = pl.read_parquet(path, columns=["value"])["value"].to_numpy().reshape(-1, places, months)
    known = ~np.isnan(values)
    newest = months - 1 - known[:, :, ::-1].argmax(axis=2)
    last = np.take_along_axis(values, newest[:, :, None], axis=2)[:, :, 0]
    last[~known.any(axis=2)] = np.nan
    judging = np.where(newest == months - 1, last, np.nan)
    with np.errstate(invalid="ignore"):
        met, failed = judging >= GOAL - GOAL * TOLERANCE, judging < GOAL - GOAL * TOLERANCE
    return pl.DataFrame(
        {
            "indicator": [f"i{nth:03d}" for nth in range(len(values))],
            "met": met.sum(axis=1),
            "failed": failed.sum(axis=1),
            "known": (~np.isnan(judging)).sum(axis=1),
            "last": np.nansum(last, axis=1),
            "gap": np.nansum(judging - GOAL, axis=1),
        }
    )
