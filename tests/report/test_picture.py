"""The picture of a value against its goal."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dxplan as dx
from dxplan.report.page.picture import WIDTH, picture
from tests.report.cards import cite, plan_of

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


def drawn(goal, value, *, unit="%", direction=dx.Direction.UP, qualifier=None, baseline=None, period=2025, **rest):
    indicator = dx.Indicator(code="digital", name="Tỷ lệ", unit=unit, direction=direction, **rest)
    goal = (dx.Goal.parse(goal) if isinstance(goal, str) else goal).facing(direction)
    baseline = None if baseline is None else dx.Baseline(period=2020, value=baseline)
    target = dx.Target(
        code="aim", title="Mục tiêu", indicator="digital", goal=goal, by=2025, baseline=baseline, cite=cite()
    )
    figures = [dx.Figure(indicator="digital", place="99", period=period, value=value, qualifier=qualifier)]
    card = dx.evaluate(
        plan_of([target], indicators=[indicator]), dx.Figures.of(figures if value is not None else []), at=2025
    )
    return picture(card["aim"], card.method, "picture-1", "en")


def test_what_misses_lies_outside_the_goal():
    shown = drawn("80 %", 50)
    assert shown.value < shown.goal.left == shown.bounds[0]
    assert shown.ends == ("0 %", "100 %")
    assert shown.description == "The axis goes from 0 % to 100 %. Goal: ≥ 80 %, by 2025. Value: 50 % (2025)."


def test_less_is_better_faces_the_other_way():
    shown = drawn("không quá 5 ngày", 7, unit="ngày", direction=dx.Direction.DOWN)
    assert shown.goal.right == shown.bounds[0] < shown.value


def test_a_rank_begins_with_the_first():
    shown = drawn("top 70", 71, unit="rank", direction=dx.Direction.DOWN)
    assert shown.ends[0] == "1"
    assert shown.goal.right < shown.value < WIDTH


def test_small_shares_have_an_axis_of_their_own():
    assert drawn("1 %", 0.5, low=0, high=100).ends == ("0 %", "1.2 %")
    assert drawn("20 %", 0.5, low=0, high=100).ends == ("0 %", "100 %")


def test_a_range_has_its_aim():
    shown = drawn("25–30 %", 27)
    assert shown.goal.left == shown.bounds[0] < shown.value < shown.aim


def test_what_is_less_than_exact_is_a_range():
    assert drawn("80 %", 50).reach is None
    over = drawn("80 %", 85, qualifier=dx.Qualifier.MORE_THAN)
    assert over.reach.left == over.value < over.reach.right
    about = drawn("80 %", 85, qualifier=dx.Qualifier.ABOUT)
    assert about.reach.left < about.value < about.reach.right


def test_the_baseline_is_drawn():
    shown = drawn("80 %", 50, baseline=20)
    assert shown.baseline < shown.value
    assert "Baseline: 20 %." in shown.description


def test_bounds_that_are_about_a_number_give_way():
    shown = drawn("khoảng 40 %", 39)
    assert shown.goal.left < shown.value


def test_a_change_is_drawn_as_what_it_makes_of_the_start():
    shown = drawn("giảm 30 % so với 2020", 75, unit="thủ tục", direction=dx.Direction.DOWN, baseline=100)
    assert shown.goal.right == shown.bounds[0] < shown.value < shown.baseline


def test_a_figure_that_does_not_judge_is_told_apart():
    shown = drawn("80 %", 50, period=2020)
    assert (shown.fresh, "which does not judge it: 50 % (2020)" in shown.description) == (False, True)


def test_without_a_figure_the_goal_is_drawn_alone():
    shown = drawn("80 %", None)
    assert (shown.value, shown.reach) == (None, None)
    assert shown.description.endswith("No figure is known.")


def test_without_bounds_the_figure_is_drawn_alone():
    shown = drawn("phổ cập", 50)
    assert (shown.goal, shown.bounds) == (None, ())


def test_with_neither_there_is_no_picture():
    assert drawn("phổ cập", None) is None


def test_grades_stand_on_their_scale():
    scale = {"unit": "grade", "kind": dx.Kind.GRADE, "scale": ("C", "B", "A")}
    shown = drawn(dx.Goal(interval=None, grade="A"), 2, **scale)
    assert shown.value < shown.goal.left


def test_yes_and_no_have_no_picture():
    assert drawn(dx.Goal.parse("có"), 1, unit="yes_no", kind=dx.Kind.FLAG) is None


@pytest.mark.parametrize("unit", ["percent", "number", "rank"])
@given(value=NUMBERS, bound=NUMBERS, baseline=st.none() | NUMBERS)
def test_everything_drawn_lies_within_the_picture(unit, value, bound, baseline):
    direction = dx.Direction.DOWN if unit == "rank" else dx.Direction.UP
    value = 1 + abs(value) if unit == "rank" else value
    goal = dx.Goal(interval=dx.Interval.at_least(bound), unit=unit)
    shown = drawn(goal, value, unit=unit, direction=direction, baseline=baseline)
    if shown is None:  # numbers too far apart for an axis, or too near to nothing
        assert not 1e-300 < max(abs(value), abs(bound), abs(baseline or 0)) < 1e300
        return
    places = [shown.value, *shown.bounds, shown.baseline, shown.goal.left, shown.goal.right]
    assert all(0 <= place <= WIDTH and math.isfinite(place) for place in places if place is not None)
