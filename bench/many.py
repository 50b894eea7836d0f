"""What many plans cost beside one, and a panel of many periods beside one period, on the same file in one run.

    python bench/many.py                            1 million figures, plans of 15 and of 200 targets
    python bench/many.py --rows 10 --targets 200    10 million figures, plans of 200 targets

Times of one machine at one moment: only the ratios mean something.
The plans are made up, of 63 made-up provinces; they take over the vocabulary of vn-749 and promise the same.
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

PLANS, PERIODS = (1, 8, 34, 63), (1, 5, 20, 60)
REPEATS = 5

_HEAD = """
code = "made-up-{number:02}"
implements = "vn-749"
place = "99{number:05}"
adopted = 2020
title = {{ en = "A made-up plan of province {number}" }}

[[documents]]
code = "made-up"
title = {{ en = "Made up for measuring" }}
"""
_TARGET = """
[[indicators]]
code = "i{nth:03}"
name = {{ en = "Indicator {nth}" }}
unit = "%"
direction = "up"
frequency = "monthly"

[[targets]]
code = "target-{nth:03}"
title = {{ en = "Target {nth}" }}
indicator = "i{nth:03}"
goal = "60 %"
by = 2025
cite = {{ document = "made-up", confidence = "unconfirmed" }}
baseline = {{ period = "2021-01" }}
"""


def plan_of(number: int, targets: int) -> dx.Plan:
    """Make the plan of one province."""
    return dx.loads_plan(_HEAD.format(number=number) + "".join(_TARGET.format(nth=nth) for nth in range(targets)))


def same(together: dx.Scorecard, alone: list[dx.Scorecard]) -> None:
    """Compare the answers, cell by cell."""
    assert together.to_native().equals(pl.concat([card.to_native() for card in alone]))


def measured(actions: dict[int, Callable[[], Any]]) -> dict[int, float]:
    """Time several actions in turn, and give the median of each in seconds."""
    times: dict[int, list[float]] = {name: [] for name in actions}
    for turn in range(REPEATS + 1):
        for name, action in actions.items():
            start = time.perf_counter()
            action()
            if turn:  # the first turn warms up
                times[name].append(time.perf_counter() - start)
    return {name: statistics.median(taken) for name, taken in times.items()}


def show(what: str, evaluated: dict[int, Callable[[], Any]]) -> None:
    """Print a table: seconds in one pass and how often as long as one, without the table of the answer and with it."""
    answered = {n: lambda action=action: action().to_native() for n, action in evaluated.items()}
    found, tables = measured(evaluated), measured(answered)
    print(f"{what:>9} {'in one pass':>14} {'× one':>8} {'with its table':>16} {'× one':>8}")
    for number in found:
        times = (found[number], found[number] / found[1], tables[number], tables[number] / tables[1])
        print(f"{number:>9} {times[0]:>12.3f} s {times[1]:>8.1f} {times[2]:>14.3f} s {times[3]:>8.1f}")
    print()


def compare(path: Path, targets: int) -> None:
    """Measure one file with plans of so many targets."""
    plans = [plan_of(number, targets) for number in range(max(PLANS))]
    opened = dx.read_figures(path)
    same(dx.evaluate(plans[:8], opened, at=2025), [dx.evaluate(plan, opened, at=2025) for plan in plans[:8]])
    show("plans", {n: lambda n=n: dx.evaluate(plans[:n], opened, at=2025) for n in PLANS})
    periods = [f"{2021 + month // 12}-{month % 12 + 1:02}" for month in range(max(PERIODS))]
    panel = dx.evaluate(plans[0], opened, at=periods[-5:])
    assert panel.to_native().equals(
        pl.concat([dx.evaluate(plans[0], opened, at=at).to_native() for at in periods[-5:]])
    )
    show("periods", {n: lambda n=n: dx.evaluate(plans[0], opened, at=periods[-n:]) for n in PERIODS})


def main() -> None:
    """Measure and print tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=float, nargs="+", default=[1], help="millions of figures")
    parser.add_argument("--targets", type=int, nargs="+", default=[15, INDICATORS], help="targets of each plan")
    asked = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, Polars {pl.__version__}")
    print(f"medians of {REPEATS} in turn; answers compared with those one by one\n")
    with tempfile.TemporaryDirectory() as folder:
        for million in asked.rows:
            path = Path(folder) / f"{million}.parquet"
            rows = write_figures(path, round(million * 1_000_000))
            for targets in asked.targets:
                print(f"{rows:,} figures, {targets} targets of each plan")
                compare(path, targets)


if __name__ == "__main__":
    sys.exit(main())
