"""Whatever the plan and the figures: on every kind of dataframe the scorecard is the same in every cell."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dxplan as dx
from dxplan.figures.columns import KNOWN
from tests.backends.figure_cases import rows_of
from tests.backends.frames import parameters
from tests.laws.test_scorecards import METHODS, cases

EXAMPLES = {"DuckDB": 40, "PySpark": 4}
"""How many scorecards are compared; elsewhere 15, as tables in memory are brought into Polars."""


def law(backend, case, method, at, known_on):
    plan, reported = case
    memory = dx.Figures.of(reported)
    raw = memory.to_native().collect().select(*KNOWN)
    ask = {"at": at, "known_on": known_on, "method": method}
    card = dx.evaluate(plan, memory, **ask)
    other = dx.evaluate(plan, dx.Figures.from_native(backend.make(raw)), **ask)
    assert rows_of(other.to_native()) == rows_of(card.to_native())
    assert told(other) == told(card)


def told(card):
    """Give the explanation, which names files and rows only of tables that have any."""
    return [line.rstrip() for line in str(card.explain("aim")).splitlines()]


@pytest.mark.parametrize("backend", parameters()[1:])
def test_every_cell_is_the_same(backend):
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
    held = given(cases(), METHODS, st.integers(2023, 2026), st.sampled_from([None, 2025]))(
        lambda case, method, at, known_on: law(backend, case, method, at, known_on)
    )
    settings(max_examples=EXAMPLES.get(backend.name, 15), deadline=None, suppress_health_check=checks)(held)()


@pytest.mark.parametrize("backend", parameters()[-1:])
def test_a_cluster_of_two_workers_says_the_same(backend):
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.backends.cluster"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.stdout.startswith("2 workers, 0 rows differ"), done.stdout + done.stderr[-2000:]
