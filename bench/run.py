"""How long dxplan takes beside the same question written by hand, and how much memory, with the answers compared.

    python bench/run.py                       1 and 10 million figures
    python bench/run.py --rows 1 10 40 127    millions of figures
    python bench/run.py --only dxplan polars  some of the ways only
    python bench/run.py --growth              with other numbers of targets, places and months, too

Every way runs in a process of its own, in turn, so that its peak of memory is its own. Times are of one machine at one
moment: only the ratios mean something.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import by_hand

from data import MONTHS, codes, place_codes, places_of, write_figures

if TYPE_CHECKING:
    import polars as pl

REPEATS = 3
COMMAND = "dxplan evaluate"
"""The whole command of an officer: a process that loads the plan from a file, judges, and prints the table."""

WAYS = ("polars", "polars, whole", "dxplan", COMMAND, "dxplan on duckdb", "duckdb", "pandas", "numpy")


def plan_of(places: int, targets: int) -> Any:
    """Make a plan that asks of every commune to reach a goal, for every indicator."""
    import dxplan as dx

    cite = dx.Citation(document="made-up", confidence=dx.Confidence.UNCONFIRMED)
    names = codes(targets)
    return dx.Plan(
        code="made-up",
        title="A made-up plan",
        place="99",
        adopted=2020,
        documents=[dx.Document(code="made-up", title="Made up for measuring")],
        places=[
            dx.OwnPlace(code=f"99{nth:05d}", name=f"Commune {nth}", level="commune", parent="99")
            for nth in range(places)
        ],
        indicators=[
            dx.Indicator(code=code, name=code, unit="%", direction=dx.Direction.UP, frequency=dx.Frequency.MONTHLY)
            for code in names
        ],
        targets=[
            dx.Target(
                code=f"target-{code}",
                title=code,
                indicator=code,
                goal=dx.Goal.parse(f"{by_hand.GOAL} %"),
                by=2025,
                each="commune",
                baseline=dx.Baseline(period=by_hand.START),
                cite=cite,
            )
            for code in names
        ],
    )


def in_dxplan(path: Path, places: int, targets: int, *, on_duckdb: bool) -> tuple[pl.DataFrame, list[float]]:
    """Ask dxplan; what it says of every commune is summed up as the others sum it up."""
    import duckdb
    import polars as pl

    import dxplan as dx

    plan = plan_of(places, targets)

    def ask() -> Any:
        read = dx.Figures.from_native(duckdb.read_parquet(str(path))) if on_duckdb else dx.read_figures(path)
        return dx.evaluate(plan, read, at="2025")

    card, times = timed(ask)
    parts = card.parts.to_native()
    return (
        parts.group_by("situation")
        .agg(
            met=pl.col("met").sum(),
            failed=(~pl.col("met")).sum(),
            known=pl.col("judging").count(),
            last=pl.col("last_exact").sum(),
            gap=pl.col("gap").sum(),
        )
        .sort("situation")
        .with_columns(indicator=pl.Series(codes(targets)))
        .drop("situation"),
        times,
    )


def as_command(path: Path, places: int, targets: int) -> list[float]:
    """Run the whole command a few times, and give the times."""
    import dxplan as dx

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "plan.toml"
        file.write_text(dx.dumps_plan(plan_of(places, targets)), encoding="utf-8")
        said = [sys.executable, "-m", "dxplan", "evaluate", str(file), str(path), "--at", "2025"]
        return timed(lambda: subprocess.run(said, stdout=subprocess.DEVNULL, check=True))[1]  # noqa: S603 (dxplan)


def timed(ask: Any) -> tuple[Any, list[float]]:
    """Ask once to warm up and then a few times, and give the last answer with the times."""
    answer, times = ask(), []
    for _ in range(REPEATS):
        del answer  # or two of them would be held at once
        start = time.perf_counter()
        answer = ask()
        times.append(time.perf_counter() - start)
    return answer, times


def one(way: str, path: Path, rows: int, targets: int) -> None:
    """Run one way, and print its times, its peak of memory and its answer."""
    places = places_of(rows)
    if way == COMMAND:
        times = as_command(path, places, targets)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(json.dumps({"time": statistics.median(times), "peak": peak, "answer": None}))
        return
    if way.startswith("dxplan"):
        answer, times = in_dxplan(path, places, targets, on_duckdb=way != "dxplan")
    else:
        asks = {
            "polars": lambda file: by_hand.in_polars(file, codes(), place_codes(places)),
            "polars, whole": by_hand.in_polars_whole,
            "duckdb": by_hand.in_duckdb,
            "pandas": by_hand.in_pandas,
            "numpy": lambda file: by_hand.in_numpy(file, places, MONTHS),
        }
        answer, times = timed(lambda: asks[way](path))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    columns = {name: answer[name].to_list() for name in ("indicator", "met", "failed", "known", "last", "gap")}
    print(json.dumps({"time": statistics.median(times), "peak": peak, "answer": columns}))


def measured(way: str, path: Path, rows: int, targets: int) -> dict[str, Any]:
    """Run one way in a process of its own."""
    said = [sys.executable, __file__, "--one", way, "--file", str(path), "--rows", str(rows), "--targets", str(targets)]
    done = subprocess.run(said, capture_output=True, text=True, check=False)  # noqa: S603 (this very file)
    if done.returncode:
        return {"failed": done.stderr.strip().splitlines()[-1:]}
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def agree(one: dict[str, list[Any]], other: dict[str, list[Any]]) -> bool:
    """Tell whether two answers are the same, on the indicators that both were asked of."""
    number = min(len(one["indicator"]), len(other["indicator"]))
    exact = all(one[name][:number] == other[name][:number] for name in ("indicator", "met", "failed", "known"))
    return exact and all(
        abs(left - right) <= 1e-9 * max(1.0, abs(left))
        for name in ("last", "gap")
        for left, right in zip(one[name][:number], other[name][:number], strict=True)
    )


def main() -> None:
    """Measure and print tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=float, nargs="+", default=[1, 10], help="millions of figures")
    parser.add_argument("--only", nargs="+", choices=WAYS, default=list(WAYS))
    parser.add_argument("--growth", action="store_true")
    for name in ("--one", "--file"):
        parser.add_argument(name, help=argparse.SUPPRESS)
    parser.add_argument("--targets", type=int, default=len(codes()), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        one(asked.one, Path(asked.file), int(asked.rows[0]), asked.targets)
        return
    import polars as pl

    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB, Python {platform.python_version()}, ", end=""
    )
    print(f"Polars {pl.__version__}")
    print(f"{len(codes())} targets, each of every commune, {MONTHS} months; medians of {REPEATS}; answers compared\n")
    with tempfile.TemporaryDirectory() as folder:
        for million in asked.rows:
            path = Path(folder) / f"{million}.parquet"
            rows = write_figures(path, round(million * 1_000_000))
            print(f"{rows:,} figures of {places_of(rows):,} communes")
            table(asked.only, path, rows)
            if asked.growth:
                growth(path, rows)
            path.unlink()


def table(ways: list[str], path: Path, rows: int) -> None:
    """Print what every way takes, and whether it agrees with the first."""
    found = {way: measured(way, path, rows, len(codes())) for way in ways}
    best = min((one["time"] for way, one in found.items() if way.startswith("polars") and "time" in one), default=None)
    first = next((one["answer"] for one in found.values() if one.get("answer")), None)
    for way, one in found.items():
        if "time" not in one:
            print(f"  {way:<16} failed: {' '.join(one['failed'])}")
            continue
        ratio = f"{one['time'] / best:6.2f} ×" if best else ""
        same = "agrees" if first and one["answer"] and agree(first, one["answer"]) else "DIFFERS"
        same = same if one["answer"] else "for people to read"
        print(f"  {way:<16} {one['time']:8.3f} s {ratio} {one['peak']:8.0f} MiB  {same}")
    print()


def growth(path: Path, rows: int) -> None:
    """Print how the time of dxplan grows with the targets, the places and the months."""
    whole = len(codes())
    times = {number: measured("dxplan", path, rows, number)["time"] for number in (whole // 4, whole // 2, whole)}
    _say("targets", times)
    other = path.with_name("other.parquet")
    times = {}
    for some in (rows // 4, rows // 2, rows):
        write_figures(other, some)
        times[places_of(some)] = measured("dxplan", other, some, whole)["time"]
    _say("communes", times)
    times = {}
    for months in (MONTHS // 4, MONTHS // 2, MONTHS, 2 * MONTHS):
        write_figures(other, rows, months)
        times[months] = measured("dxplan", other, rows, whole)["time"]
    _say("months", times)
    other.unlink()
    print()


def _say(what: str, times: dict[int, float]) -> None:
    print(f"  dxplan by {what}: " + ", ".join(f"{number:,}: {taken:.3f} s" for number, taken in times.items()))


if __name__ == "__main__":
    sys.exit(main())
