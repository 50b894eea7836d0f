"""How much one target asks beside another, in the sense of its goal."""

import attrs
import pytest

from dxplan.intervals import Interval
from dxplan.model.comparison import Comparison
from dxplan.model.goals import Goal
from dxplan.model.indicators import Direction
from dxplan.model.targets import Baseline
from tests.model.test_plan import make_indicator, make_plan, make_target

UP, DOWN = Direction.UP, Direction.DOWN


def one(goal, *, direction=UP, unit="%", place="11", **target):
    goal = goal if isinstance(goal, Goal) else Goal.parse(goal).facing(direction)
    indicator = make_indicator(direction=direction, unit=unit)
    plan = make_plan(place=place, indicators=[indicator], targets=[])
    return plan, attrs.evolve(make_target(**target), goal=goal)


def compared(own, other):
    return Comparison.of(*own, *other)


@pytest.mark.parametrize(
    ("own", "other", "direction", "unit", "stronger", "ambition"),
    [
        ("10 %", "20 %", UP, "%", False, 0.5),
        ("25 %", "20 %", UP, "%", True, 1.25),
        ("20 %", "tối thiểu 20 %", UP, "%", None, 1.0),
        ("trên 20 %", "20 %", UP, "%", True, 1.0),
        ("20 %", "trên 20 %", UP, "%", False, 1.0),
        ("0.2 ‰", "0.02 %", UP, "%", None, 1.0),
        ("10", "5", DOWN, "ngày", False, 0.5),
        ("không quá 4", "5", DOWN, "ngày", True, 1.25),
        ("48", "2", DOWN, "giờ", False, 1 / 24),
        ("top 70", "top 35", DOWN, "rank", False, 0.5),
        ("0 %", "0 %", UP, "%", None, 1.0),
        ("15–20 %", "20 %", UP, "%", False, 0.75),
        ("15–20 %", "15–25 %", UP, "%", None, 1.0),
        ("5 %", "0 %", UP, "%", True, None),
        ("-5 %", "5 %", UP, "%", False, None),
    ],
)
def test_goals_are_compared_in_their_own_sense(own, other, direction, unit, stronger, ambition):
    found = compared(one(own, direction=direction, unit=unit), one(other, direction=direction, unit=unit))
    assert found.comparable
    assert found.stronger is stronger
    assert found.same_goal is (stronger is None)
    assert found.ambition == (None if ambition is None else pytest.approx(ambition))
    back = compared(one(other, direction=direction, unit=unit), one(own, direction=direction, unit=unit))
    assert back.stronger is (None if stronger is None else not stronger)
    if ambition is not None:
        assert back.ambition == pytest.approx(1 / ambition)


def test_units_of_one_measure_are_converted():
    found = compared(one("48", direction=DOWN, unit="giờ"), one("4", direction=DOWN, unit="ngày"))
    assert (found.stronger, found.ambition) == (True, pytest.approx(2))


@pytest.mark.parametrize(
    ("own", "other"),
    [
        (one("phổ cập"), one("80 %")),
        (one("80 %"), one("phổ cập")),
        (one("80 %"), one("80", unit="hộ")),
        (one("80 %"), one("80 %", direction=DOWN)),
        (one(Goal(interval=Interval.at_most(5))), one(Goal(interval=Interval.at_least(3)))),
    ],
)
def test_goals_of_different_kinds_are_not(own, other):
    found = compared(own, other)
    assert (found.comparable, found.stronger, found.ambition, found.same_goal) == (False, None, None, False)


def test_universal_is_as_much_as_universal():
    found = compared(one("phổ cập"), one("universal"))
    assert (found.comparable, found.stronger, found.ambition, found.same_goal) == (True, None, None, True)


def test_corridors():
    def within(low, high):
        return one(Goal(interval=Interval(low=low, high=high), unit="%"))

    inside = compared(within(25, 30), within(20, 40))
    assert (inside.stronger, inside.ambition) == (True, 1.25)
    beside = compared(within(25, 30), within(20, 28))
    assert (beside.stronger, beside.ambition) == (True, 1.25)
    upper = compared(within(20, 28), within(20, 30))
    assert (upper.stronger, upper.ambition) == (True, 1.0)


def test_dates_and_scope():
    found = compared(one("80 %", by=2026), one("80 %", by="2025-12-31"))
    assert found.redated
    assert not compared(one("80 %", by="2025-Q4"), one("80 %", by="2025-12-31")).redated
    assert found.scope == ()
    assert compared(one("80 %", each="level"), one("80 %")).scope == ("each",)
    assert compared(one("80 %", where={"level": "a"}), one("80 %", where={"level": "b"})).scope == ("where",)
    assert compared(one("80 %", place="11"), one("80 %", place="VN")).scope == ()
    plan, target = one("80 %", place="11")
    town = attrs.evolve(target, place="11-1")
    assert compared((plan, town), (plan, target)).scope == ("place",)
    assert compared((plan, attrs.evolve(target, place="11")), (plan, target)).scope == ()
    other = attrs.evolve(target, code="other", title="Other", pillar=None, note="x", follows="a:b")
    assert compared((plan, other), (plan, target)).scope == ()


@pytest.mark.parametrize(
    ("own", "other", "stronger", "ambition"),
    [
        ("giảm 30 % so với 2020", "giảm 20 % so với 2020", True, 1.5),
        ("giảm 20 % so với 2020", "giảm 20 % so với 2020", None, 1.0),
        ("tăng 5 điểm % so với 2020", "tăng 10 điểm % so với 2020", False, 0.5),
        ("tăng bình quân 7 %/năm so với 2020", "tăng bình quân 8 %/năm so với 2020", False, 0.875),
    ],
)
def test_changes_are_compared_by_how_much_they_promise(own, other, stronger, ambition):
    direction = DOWN if own.startswith("giảm") else UP
    found = compared(one(own, direction=direction), one(other, direction=direction))
    assert (found.comparable, found.stronger, found.ambition) == (True, stronger, ambition)


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("giảm 30 % so với 2020", "giảm 30 % so với 2021"),
        ("giảm 30 % so với 2020", "giảm 30 so với 2020"),
        ("giảm 30 % so với 2020", "30 %"),
        ("tăng 7 %/năm", "tăng bình quân 7 %/năm so với 2020"),
    ],
)
def test_changes_from_other_starts_or_of_other_kinds_are_not(own, other):
    assert not compared(one(own), one(other)).comparable


def test_the_same_words_from_another_baseline_are_another_goal():
    own, other = (one("giảm 30 %", baseline=Baseline(period=year)) for year in (2020, 2021))
    assert not compared(own, other).comparable
    assert compared(own, own).same_goal
