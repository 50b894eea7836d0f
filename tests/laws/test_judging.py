"""Formulas over rows and over columns say what intervals say, for any goal and any figure."""

import math

import attrs
import narwhals.stable.v2 as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dxplan as dx
from dxplan.figures.figure import Qualifier, reported_interval
from dxplan.io.methods import installed_methods, load_method
from dxplan.model.goals import DEFAULT_ABOUT
from dxplan.scorecard.batches import situations
from dxplan.scorecard.judge import by_columns, by_rows
from dxplan.testing import strategies as dst

# Few distinct numbers, so that figures fall on bounds often.
NUMBERS = st.one_of(st.integers(-4, 4).map(lambda n: n * 5.0), st.floats(-1e6, 1e6))
YEARS = st.integers(2015, 2026)


INTERVALS = dst.intervals(NUMBERS)
GOALS = st.one_of(
    st.builds(lambda interval, about: dx.Goal(interval=interval, about=about), INTERVALS, st.booleans()),
    st.builds(
        lambda interval, unit, about: dx.Goal(interval=interval, unit=unit, relative=True, about=about),
        INTERVALS,
        st.sampled_from([None, "percent", "percentage_point"]),
        st.booleans(),
    ),
    st.integers(1, 20).map(lambda place: dx.Goal.parse(f"top {place}/63")),
    st.sampled_from(
        [
            *("phổ cập", "tối thiểu 7 %/năm", "bình quân tối thiểu 7 %/năm", "giảm 5 %/năm"),
            *("tăng bình quân 7 %/năm", "giảm bình quân 2 điểm %/năm"),
        ]
    ).map(dx.Goal.parse),
)
CASES = st.fixed_dictionaries(
    {
        "value": st.none() | NUMBERS,
        "qualifier": st.none() | st.sampled_from(Qualifier),
        "goal": GOALS,
        "direction": st.sampled_from(dx.Direction),
        "bounds": st.tuples(st.none() | st.just(-100.0), st.none() | st.just(100.0)),
        "now": YEARS.map(float),
        "by": YEARS,
        "baseline": st.none() | st.tuples(st.integers(2010, 2014), st.none() | NUMBERS),
        "base": st.none() | NUMBERS,
        "base_qualifier": st.none() | st.sampled_from(Qualifier),
        "since": st.none() | st.integers(2010, 2013),
        "ranked": st.sampled_from([None, 34.0, 63.0]),
    }
)


def unit_of(case):
    return "rank" if case["goal"].unit == "rank" else "percent"


def asked(cases):
    """Make a plan of one target for each case, and ask it at 2025."""
    targets = [
        dx.Target(
            code=f"aim-{n}",
            title="An aim",
            indicator=f"i{n}",
            goal=case["goal"],
            by=case["by"],
            since=case["since"] if case["goal"].yearly == "mean" and case["baseline"] is None else None,
            baseline=case["baseline"] and dx.Baseline(period=case["baseline"][0], value=case["baseline"][1]),
            cite=dx.Citation(document="paper", confidence=dx.Confidence.OFFICIAL),
        )
        for n, case in enumerate(cases)
    ]
    indicators = [
        dx.Indicator(
            code=f"i{n}",
            name="a",
            unit=unit_of(case),
            direction=dx.Direction.DOWN if unit_of(case) == "rank" else case["direction"],
            low=case["bounds"][0],
            high=case["bounds"][1],
        )
        for n, case in enumerate(cases)
    ]
    plan = dx.Plan(
        code="made-up",
        title="A made-up plan",
        place="99",
        adopted=2010,
        documents=[dx.Document(code="paper", title="A made-up paper")],
        indicators=indicators,
        targets=targets,
    )
    return situations([plan], {dx.Period.year(2025): {}}, {})


def table(cases):
    columns = {
        "situation": (pl.Int64, list(range(len(cases)))),
        "judging": (pl.Float64, [case["value"] for case in cases]),
        "qualifier": (pl.String, [case["qualifier"] and case["qualifier"].value for case in cases]),
        "denominator": (pl.Float64, [case.get("ranked") for case in cases]),
        "now": (pl.Float64, [case["now"] for case in cases]),
        "base_qualifier": (pl.String, [case["base_qualifier"] and case["base_qualifier"].value for case in cases]),
        "base": (pl.Float64, [case["base"] for case in cases]),
    }
    schema = {name: kind for name, (kind, _) in columns.items()}
    return nw.from_native(pl.DataFrame({name: values for name, (_, values) in columns.items()}, schema=schema))


def steady(one, other):
    if one is None or other is None or not isinstance(one, float):
        return one is other or one == other
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


@settings(deadline=None)
@given(st.lists(CASES, min_size=1, max_size=12))
def test_the_verdict_is_that_of_intervals(cases):
    cases = [case | {"base_qualifier": None} for case in cases]
    judged = by_rows(table(cases), asked(cases), load_method("attainment"))
    for case, row, situation in zip(cases, judged.iter_rows(named=True), asked(cases), strict=True):
        base = case["baseline"] and case["baseline"][1] if case["base"] is None else case["base"]
        years = situation.years_since_start(case["now"] if case["value"] is not None else None)
        goal = case["goal"].bounds_in(unit_of(case), base=base, years=years, about=DEFAULT_ABOUT)
        if case["goal"].of is not None and case["ranked"] not in (None, case["goal"].of):
            goal = None
        if case["value"] is None or goal is None:
            assert row["met"] is None
            assert row["gap"] is None
            continue
        assert row["met"] is goal.contains(reported_interval(case["value"], case["qualifier"], DEFAULT_ABOUT))
        assert math.isclose(row["gap"], goal.gap(case["value"]), rel_tol=1e-12, abs_tol=1e-12)
        if row["progress"] is not None:
            assert (row["progress"] >= 1) is (row["met"] is True)


@pytest.mark.parametrize("name", installed_methods())
@pytest.mark.parametrize("values", ["declared_unit", "base_unit"])
@settings(deadline=None, max_examples=40)
@given(cases=st.lists(CASES, min_size=1, max_size=12))
def test_columns_say_what_rows_say(name, values, cases):
    method = attrs.evolve(load_method(name), values=values)
    parts, questions = table(cases), asked(cases)
    rows, columns = by_rows(parts, questions, method), by_columns(parts, questions, method)
    assert rows.columns == columns.columns
    for column in rows.columns:
        for nth, (one, other) in enumerate(zip(rows[column].to_list(), columns[column].to_list(), strict=True)):
            assert steady(one, other), (column, cases[nth], one, other)


@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_every_share_that_equals_the_goal_meets_at_least_and_misses_more_than(part, whole):
    percent = 100 * part / whole
    method = load_method("attainment")
    facts = {
        "actual": part / whole * 100.0,
        "goal": percent,
        "goal_low": percent,
        "reach_below": 0.0,
        "reach_above": 0.0,
    }
    closed = {"low_open": False, "high_open": False, "goal_low_open": False, "goal_high_open": False}
    at_least, more_than = method.read(facts | closed), method.read(facts | closed | {"goal_low_open": True})
    assert (at_least.steps["met"], more_than.steps["met"]) == (True, False)
    assert at_least.steps["gap"] == more_than.steps["gap"] == 0


CHANGES = st.one_of(
    st.builds(
        lambda interval, unit: dx.Goal(interval=interval, unit=unit, relative=True),
        INTERVALS,
        st.sampled_from([None, "percent", "percentage_point"]),
    ),
    st.sampled_from(["giảm 5 %/năm", "tăng bình quân 7 %/năm", "giảm bình quân 2 điểm %/năm"]).map(dx.Goal.parse),
)


@settings(deadline=None)
@given(
    CASES,
    CHANGES,
    NUMBERS.filter(bool),
    st.sampled_from([1.0, 1.05, 0.95, 1.12, 0.7]) | st.floats(-2, 2),
    st.sampled_from(Qualifier),
    st.floats(0.001, 0.999),
)
def test_a_vague_start_gives_no_verdict_that_a_start_within_it_would_turn(case, goal, base, ratio, qualifier, part):
    case = case | {"qualifier": None, "goal": goal, "base": base, "value": base * ratio, "base_qualifier": qualifier}
    within, slack = reported_interval(base, qualifier, DEFAULT_ABOUT), abs(base) * 0.2
    low, high = max(within.low, base - slack), min(within.high, base + slack)
    exact = case | {"base": low + part * (high - low), "base_qualifier": None}
    vague, sharp = (
        by_rows(table([one]), asked([one]), load_method("attainment"))["met"].to_list()[0] for one in (case, exact)
    )
    assert vague is None or sharp is None or vague is sharp
