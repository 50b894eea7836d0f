"""Made-up figures of any size, always the same for the same seed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from pathlib import Path

SEED = 749
INDICATORS = 200
MONTHS = 60


def codes(number: int = INDICATORS) -> list[str]:
    """Give the codes of the indicators."""
    return [f"i{nth:03d}" for nth in range(number)]


def place_codes(number: int) -> list[str]:
    """Give the codes of the places."""
    return [f"99{nth:05d}" for nth in range(number)]


def places_of(rows: int) -> int:
    """Give how many places so many rows are about."""
    return max(1, rows // (INDICATORS * MONTHS))


def write_figures(path: Path, rows: int, months: int = MONTHS) -> int:
    """Write indicators × places × months of figures as Parquet, and give the number of rows.

    There are as many places as so many rows of 60 months are about; other months are further back or fewer.

    Values are shares in percent that rise over time with some noise; 3 % are missing. Rows are sorted by indicator,
    place and month. One indicator is made at a time, so that any size fits into memory.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    places, made = places_of(rows), 0
    names_of = [f"{2021 + month // 12}-{month % 12 + 1:02d}" for month in range(MONTHS - months, MONTHS)]
    names = pl.DataFrame({"place": place_codes(places)}).with_row_index("nth")
    every = names.join(pl.DataFrame({"period": names_of}).with_row_index("month"), how="cross")
    size = len(every)
    kinds = pa.schema(
        [(name, pa.large_string()) for name in ("indicator", "place", "period")] + [("value", pa.float64())]
    )
    with pq.ParquetWriter(path, kinds) as writer:
        for number, code in enumerate(codes()):
            rows_before = pl.Series("row", range(number * size, (number + 1) * size), dtype=pl.UInt64)
            noise, gap = rows_before.hash(SEED) % 10_000 / 10_000, rows_before.hash(SEED + 1) % 100 < 3
            start = (pl.col("nth").cast(pl.UInt64) + number * places).hash(SEED + 2) % 60
            value = (start + pl.col("month") * 0.5 + noise * 10).round(2).clip(0, 100)
            table = every.with_columns(indicator=pl.lit(code), value=pl.when(~gap).then(value))
            arrow = table.select("indicator", "place", "period", "value").to_arrow()
            writer.write_table(arrow.cast(kinds))
            made += size
    return made
