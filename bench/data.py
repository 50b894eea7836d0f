"""Made-up figures of any size, always the same for the same seed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from pathlib import Path

SEED = 749
INDICATORS = 200
MONTHS = 60


def write_figures(path: Path, rows: int) -> int:
    """Write indicators × places × months of figures as Parquet, and give the number of rows.

    Values are shares in percent that rise over time with some noise; 3 % are missing.
    """
    places = max(1, rows // (INDICATORS * MONTHS))
    months = [f"{2021 + month // 12}-{month % 12 + 1:02d}" for month in range(MONTHS)]
    indicators = pl.DataFrame({"indicator": [f"i{number:03d}" for number in range(INDICATORS)]})
    frame = (
        indicators.join(pl.DataFrame({"place": [f"99{number:05d}" for number in range(places)]}), how="cross")
        .with_row_index("series")
        .join(pl.DataFrame({"period": months}).with_row_index("month"), how="cross")
    )
    size = len(frame)
    noise = pl.Series("noise", range(size), dtype=pl.UInt64).hash(SEED) % 10_000 / 10_000
    gap = pl.Series("gap", range(size), dtype=pl.UInt64).hash(SEED + 1) % 100 < 3
    start = pl.col("series").hash(SEED + 2) % 60
    value = (start + pl.col("month") * 0.5 + noise * 10).round(2).clip(0, 100)
    frame = frame.with_columns(value=pl.when(~gap).then(value))
    frame.select("indicator", "place", "period", "value").write_parquet(path)
    return size
