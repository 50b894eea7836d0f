"""How long dxplan takes beside the same question written by hand, in one run, with the answers compared.

    python bench/run.py              1 and 10 million figures
    python bench/run.py --rows 1     1 million only

Times of one machine at one moment: only the ratios mean something.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

import dxplan as dx
from data import INDICATORS, write_figures

if TYPE_CHECKING:
    from collections.abc import Callable

PLACE, AT, GOAL, START = "9900007", "2025", 60.0, "2021-01"
CODES = [f"i{number:03d}" for number in range(INDICATORS)]
REPEATS = 5


def one_place() -> dx.Plan:
    """Make a plan of one place with a target for each indicator."""
    cite = dx.Citation(document="made-up", confidence=dx.Confidence.UNCONFIRMED)
    return dx.Plan(
        code="made-up",
        title="A made-up plan",
        place=PLACE,
        adopted=2020,
        documents=[dx.Document(code="made-up", title="Made up for measuring")],
        indicators=[
            dx.Indicator(code=code, name=code, unit="%", direction=dx.Direction.UP, frequency=dx.Frequency.MONTHLY)
            for code in CODES
        ],
        targets=[
            dx.Target(
                code=f"target-{code}",
                title=code,
                indicator=code,
                goal=dx.Goal.parse(f"{GOAL} %"),
                by=2025,
                baseline=dx.Baseline(period=START),
                cite=cite,
            )
            for code in CODES
        ],
    )


def by_hand(path: Path) -> pl.DataFrame:
    """Ask the same in plain Polars: the last figure known, whether it meets the goal, gap and attainment."""
    goals = pl.LazyFrame({"indicator": CODES, "goal": [GOAL] * len(CODES)})
    figures = pl.scan_parquet(path).filter(
        pl.col("place") == PLACE,
        pl.col("indicator").is_in(CODES),
        pl.col("value").is_not_null(),
        pl.col("period") <= f"{AT}-12",
    )
    last = figures.group_by("indicator").agg(
        pl.col("value", "period").sort_by("period").last(),
        base=pl.col("value").filter(pl.col("period") == START).max(),
    )
    value, goal = pl.col("value"), pl.col("goal")
    fresh = pl.col("period") == f"{AT}-12"
    return (
        goals.join(last, on="indicator", how="left")
        .with_columns(value=pl.when(fresh).then(value))
        .with_columns(met=value >= goal - goal.abs() * 1e-9, gap=value - goal, progress=value / goal)
        .sort("indicator")
        .collect()
    )


def same(card: dx.Scorecard, hand: pl.DataFrame) -> None:
    """Compare the answers, value by value."""
    ours = card.to_native()
    assert ours["indicator"].to_list() == hand["indicator"].to_list()
    for name in ("value", "gap", "progress"):
        assert (ours[name].is_null() == hand[name].is_null()).all(), name
        assert ((ours[name] - hand[name]).abs().max() or 0.0) < 1e-9, name
    assert ours["met"].to_list() == hand["met"].to_list()


def measured(actions: dict[str, Callable[[], Any]]) -> dict[str, float]:
    """Time several actions in turn, and give the median of each in seconds."""
    times: dict[str, list[float]] = {name: [] for name in actions}
    for turn in range(REPEATS + 1):
        for name, action in actions.items():
            start = time.perf_counter()
            action()
            if turn:  # the first turn warms up
                times[name].append(time.perf_counter() - start)
    return {name: statistics.median(taken) for name, taken in times.items()}


def compare(path: Path) -> dict[str, float]:
    """Measure one file, after the answers were found to be the same."""
    plan = one_place()
    opened = dx.read_figures(path)
    same(dx.evaluate(plan, opened, at=AT), by_hand(path))
    return measured(
        {
            "by hand": lambda: by_hand(path),
            "evaluate": lambda: dx.evaluate(plan, opened, at=AT),
            "read and evaluate": lambda: dx.evaluate(plan, dx.read_figures(path), at=AT),
        }
    )


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=float, nargs="+", default=[1, 10], help="millions of figures")
    millions = parser.parse_args().rows
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, Polars {pl.__version__}")
    print(f"{INDICATORS} targets of one place, monthly figures; medians of {REPEATS} in turn; answers compared\n")
    print(f"{'figures':>12} {'by hand':>10} {'evaluate':>16} {'read and evaluate':>20}")
    with tempfile.TemporaryDirectory() as folder:
        for million in millions:
            path = Path(folder) / f"{million}.parquet"
            rows = write_figures(path, round(million * 1_000_000))
            found = compare(path)
            hand = found["by hand"]
            cells = [f"{found[name]:.3f} s {found[name] / hand:5.1f} ×" for name in ("evaluate", "read and evaluate")]
            print(f"{rows:>12,} {hand:>8.3f} s {cells[0]:>16} {cells[1]:>20}")


if __name__ == "__main__":
    sys.exit(main())
