"""How long small things take: ``python bench/small.py``.

Every time is the median of several runs that take turns, so that what else the machine does falls on all of them.
Compare the ratios: they are of one run. Times are in milliseconds.
A first round, in which Python compiles what it has not compiled yet, does not count.
"""

import os
import platform
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path
from statistics import median

PLAN, AT = "dien-bien-2020", "2025"
ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 15
FIGURES = str(files("dxplan") / "plans" / PLAN / "figures.csv")

FIRST = f"""
import time
start = time.perf_counter()
import dxplan as dx
dx.evaluate(dx.load_plan({PLAN!r}), dx.load_figures({PLAN!r}), at={AT!r})
print(time.perf_counter() - start)
"""
WARM = f"""
import time, statistics
import dxplan as dx
plan, figures = dx.load_plan({PLAN!r}), dx.load_figures({PLAN!r})
bound = figures.bind(plan)
def taken(what):
    times = []
    for _ in range(25):
        start = time.perf_counter()
        what()
        times.append(time.perf_counter() - start)
    return statistics.median(times[5:])
print(
    taken(lambda: dx.evaluate(plan, figures, at={AT!r})),
    taken(lambda: list(dx.evaluate(plan, bound, at={AT!r}))),
    taken(lambda: dx.load_figures({PLAN!r}).bind(plan)),
)
"""
PROCESSES = {
    "a bare Python": ["-c", "pass"],
    "import dxplan": ["-c", "import dxplan"],
    "import polars": ["-c", "import polars"],
    "dxplan --version": ["-m", "dxplan", "--version"],
    "script": [str(Path(__file__).with_name("script.py")), FIGURES],
    "dxplan evaluate": ["-m", "dxplan", "evaluate", PLAN, "--at", AT],
}
INSIDE = {
    FIRST: ("import, load, read and evaluate, for the first time",),
    WARM: ("evaluate again", "evaluate bound figures again, and its lines", "read and bind figures again"),
}


COMPILING = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""What is installed is compiled, so what is measured may be too."""


def run(arguments):
    start = time.perf_counter()
    done = subprocess.run([sys.executable, *arguments], env=COMPILING, capture_output=True, text=True, check=True)  # noqa: S603 (ourselves)
    return time.perf_counter() - start, done.stdout


def main():
    times = {name: [] for name in [*PROCESSES, *(name for names in INSIDE.values() for name in names)]}
    for arguments in [*PROCESSES.values(), *(["-c", code] for code in INSIDE)]:
        run(arguments)
    for _ in range(ROUNDS):
        for name, arguments in PROCESSES.items():
            times[name].append(run(arguments)[0])
        for code, names in INSIDE.items():
            for name, taken in zip(names, run(["-c", code])[1].split(), strict=True):
                times[name].append(float(taken))
    medians = {name: median(taken) * 1000 for name, taken in times.items()}
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}; {ROUNDS} rounds")
    print(f"{'':52} {'median':>8} {'least':>8} {'ratio':>7}")
    for name, taken in medians.items():
        ratio = f"{taken / medians['script']:7.2f}" if name in PROCESSES else ""
        print(f"{name:52} {taken:8.1f} {min(times[name]) * 1000:8.1f} {ratio}")


if __name__ == "__main__":
    main()
