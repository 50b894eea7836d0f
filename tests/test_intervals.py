import math

import attrs
import pytest

from dxplan.errors import DefinitionError
from dxplan.intervals import Interval

BETWEEN = Interval(low=10, high=20)


@pytest.mark.parametrize(
    ("interval", "inside", "outside"),
    [
        (Interval.at_least(80), [80, 80.1, 1e9], [79.9, -80]),
        (Interval.more_than(80), [80.1, 1e9], [80, 79.9]),
        (Interval.at_most(5), [5, 4.9, -1e9], [5.1]),
        (Interval.less_than(5), [4.9, -1e9], [5, 5.1]),
        (Interval.exactly(5), [5], [4.999, 5.001]),
        (BETWEEN, [10, 15, 20], [9.99, 20.01]),
        (Interval(low=10, high=20, low_open=True, high_open=True), [10.01, 19.99], [10, 20]),
        (Interval(), [-1e300, 0, 1e300], []),
    ],
)
def test_membership(interval, inside, outside):
    assert [value for value in inside if value not in interval] == []
    assert [value for value in outside if value in interval] == []


def test_float_noise_misses_no_bound():
    for value, bound in [(0.28 * 100, 28), (0.07 * 100, 7), (0.1 + 0.2, 0.3), (35 * 0.01, 0.35)]:
        assert value in Interval.at_least(bound)
        assert value in Interval.at_most(bound)
        assert value not in Interval.more_than(bound)
        assert value not in Interval.less_than(bound)


def test_not_a_number_is_in_no_bounded_interval():
    unknown = math.nan
    assert unknown not in Interval.at_least(5)
    assert unknown not in Interval.at_most(5)


@pytest.mark.parametrize(
    ("goal", "figure", "truth"),
    [
        (Interval.more_than(80), Interval.more_than(90), True),
        (Interval.more_than(80), Interval.more_than(80), True),
        (Interval.more_than(80), Interval.at_least(80), None),
        (Interval.more_than(80), Interval.more_than(70), None),
        (Interval.more_than(80), Interval.at_most(80), False),
        (Interval.at_least(80), Interval.at_most(80), None),
        (Interval.at_least(80), Interval.less_than(80), False),
        (Interval.at_least(80), Interval.exactly(80), True),
        (Interval.at_most(5), Interval.more_than(5), False),
        (Interval.at_most(5), Interval.at_least(5), None),
        (Interval.at_most(5), Interval(low=1, high=3), True),
        (Interval.at_least(80), Interval(), None),
        (Interval(), Interval(), True),
        (Interval(), Interval.exactly(3), True),
        (BETWEEN, Interval(low=10, high=20), True),
        (BETWEEN, Interval(low=10, high=21), None),
        (BETWEEN, Interval.more_than(20), False),
    ],
)
def test_a_figure_known_as_an_interval(goal, figure, truth):
    assert goal.contains(figure) is truth


@pytest.mark.parametrize(
    ("interval", "value", "gap"),
    [
        (Interval.at_least(80), 85, 5),
        (Interval.at_least(80), 70, -10),
        (Interval.at_least(80), 80, 0),
        (Interval.more_than(80), 80, 0),
        (Interval.at_most(5), 3, 2),
        (Interval.at_most(5), 8, -3),
        (BETWEEN, 12, 2),
        (BETWEEN, 19, 1),
        (BETWEEN, 25, -5),
        (BETWEEN, 4, -6),
        (Interval(), 4, math.inf),
    ],
)
def test_gap(interval, value, gap):
    assert interval.gap(value) == gap


def test_float_noise_makes_no_gap():
    assert Interval.at_least(0.3).gap(0.1 + 0.2) == 0


@pytest.mark.parametrize(
    "bounds",
    [
        {"low": 2, "high": 1},
        {"low": 1, "high": 1, "low_open": True},
        {"low": 1, "high": 1, "high_open": True},
    ],
)
def test_an_empty_interval_is_refused(bounds):
    with pytest.raises(DefinitionError, match="no number lies between"):
        Interval(**bounds)


@pytest.mark.parametrize("bounds", [{"low": math.nan}, {"high": math.nan}])
def test_bounds_are_numbers(bounds):
    with pytest.raises(DefinitionError, match="not a number"):
        Interval(**bounds)


def test_bounds_become_floats():
    assert type(Interval.at_least(80).low) is float
    assert Interval.at_least(80) == Interval.at_least(80.0)
    assert hash(Interval.at_least(80)) == hash(Interval.at_least(80.0))


def test_an_interval_is_frozen():
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        BETWEEN.low = 1


def test_what_is_not_a_number_lies_nowhere():
    assert math.nan not in Interval()  # noqa: PLW0177 (whether it lies there is the question)
