"""Judging by columns says what the objects say, for any goal and any figure."""

import math

import narwhals.stable.v2 as nw
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from dxplan.figures.figure import Qualifier, reported_interval
from dxplan.intervals import Interval
from dxplan.scorecard.judge import ABOUT, add_verdict

# Few distinct numbers, so that figures fall on bounds often.
NUMBERS = st.one_of(st.integers(-4, 4).map(lambda n: n * 5.0), st.floats(-1e6, 1e6))


@st.composite
def goals(draw):
    low, high = draw(st.none() | NUMBERS), draw(st.none() | NUMBERS)
    if low is not None and high is not None:
        low, high = min(low, high), max(low, high)
    low_open, high_open = draw(st.booleans()), draw(st.booleans())
    if low == high and low is not None:
        low_open = high_open = False
    return low, high, low_open and low is not None, high_open and high is not None


CASES = st.tuples(st.none() | NUMBERS, st.none() | st.sampled_from(Qualifier), goals())


@given(st.lists(CASES, min_size=1, max_size=20))
def test_columns_agree_with_intervals(cases):
    table = pl.DataFrame(
        {
            "exact": [value for value, _, _ in cases],
            "qualifier": [qualifier and qualifier.value for _, qualifier, _ in cases],
            "goal_low": [goal[0] for _, _, goal in cases],
            "goal_high": [goal[1] for _, _, goal in cases],
            "goal_low_open": [goal[2] for _, _, goal in cases],
            "goal_high_open": [goal[3] for _, _, goal in cases],
        },
        schema={
            "exact": pl.Float64,
            "qualifier": pl.String,
            "goal_low": pl.Float64,
            "goal_high": pl.Float64,
            "goal_low_open": pl.Boolean,
            "goal_high_open": pl.Boolean,
        },
    )
    judged = add_verdict(nw.from_native(table, eager_only=True)).to_native()
    for (value, qualifier, (low, high, low_open, high_open)), row in zip(
        cases, judged.iter_rows(named=True), strict=True
    ):
        if value is None or (low is None and high is None):
            assert row["met"] is None
            continue
        goal = Interval(
            low=-math.inf if low is None else low,
            high=math.inf if high is None else high,
            low_open=low_open,
            high_open=high_open,
        )
        assert row["met"] is goal.contains(reported_interval(value, qualifier, ABOUT))
        assert math.isclose(row["gap"], goal.gap(value), rel_tol=1e-12, abs_tol=1e-12)
        if row["attainment"] is not None:
            assert (row["attainment"] >= 1) is (row["met"] is True)


@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_every_share_that_equals_the_goal_meets_at_least_and_misses_more_than(part, whole):
    percent = 100 * part / whole
    table = pl.DataFrame(
        {
            "exact": [part / whole * 100.0] * 2,
            "qualifier": pl.Series([None, None], dtype=pl.String),
            "goal_low": [percent] * 2,
            "goal_high": pl.Series([None, None], dtype=pl.Float64),
            "goal_low_open": [False, True],
            "goal_high_open": [False, False],
        }
    )
    judged = add_verdict(nw.from_native(table, eager_only=True))
    assert judged["met"].to_list() == [True, False]
    assert judged["gap"].to_list() == [0, 0]
