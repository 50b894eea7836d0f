"""What is known of an expression before there are figures: number or truth, and its unit."""

import pytest

from dxplan import expr as ex
from dxplan.errors import FormulaError, UnitMismatchError, UnknownCodeError
from dxplan.expr.check import check
from dxplan.expr.walk import across_rows
from dxplan.units import measure

UNITS = {
    "homes": "household",
    "thousands": "thousand_household",
    "people": "person",
    "money": "billion_vnd",
    "percent": "percent",
    "points": "percentage_point",
    "ratio": "ratio",
    "meetings": "number",
}


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("homes + thousands", "household"),
        ("homes - 1", "household"),
        ("-abs(clip(homes, low=0))", "household"),
        ("share(homes, thousands)", "ratio"),
        ("homes / thousands", "ratio"),
        ("percent + ratio", "ratio"),
        ("percent * homes", "household"),
        ("homes ** 2 / homes", "household"),
        ("1 / homes ** -1", "household"),
        ("mean(homes, thousands, missing=skip)", "household"),
        ("weighted({homes: 1, thousands: 2})", "household"),
        ("coalesce(homes, thousands, 0)", "household"),
        ("where(percent > 0.5, homes, thousands)", "household"),
        ("where(percent > 0.5, 0, homes)", "household"),
        ("percentile(homes)", "ratio"),
        ("minmax(homes) + percent", "ratio"),
        ("zscore(money)", "ratio"),
        ("share_of_total(homes)", "ratio"),
        ("change(homes, months=12)", "household"),
        ("change(thousands, months=12, relative=True)", "ratio"),
    ],
)
def test_units_of_numbers(text, unit):
    found = check(ex.parse(text), UNITS)
    assert not found.truth
    assert found.unit.dimensionality == measure(unit).dimensionality


@pytest.mark.parametrize(
    "text",
    [
        "1 + 2",
        "scaled(percent, by=20)",
        "steps(meetings, {1: 5})",
        "log(ratio)",
        "given(now) - param(a)",
        "rank(homes)",
        "minmax(homes, high=100)",
        "zscore(homes, mean=10, sd=2)",
    ],
)
def test_what_takes_any_unit(text):
    found = check(ex.parse(text), UNITS)
    assert (found.truth, found.unit) == (False, None)


@pytest.mark.parametrize(
    "text",
    [
        "homes > thousands",
        "not known(homes)",
        "homes > 1 or missing(percent)",
        "where(homes > 1, homes > 2, homes > 3)",
    ],
)
def test_truths(text):
    assert check(ex.parse(text), UNITS).truth
    assert check(ex.parse(text)).truth


@pytest.mark.parametrize(
    ("text", "left", "right"),
    [
        ("homes + people", "'homes' is in household", "'people' in person"),
        ("share(homes, people)", "'homes' is in household", "'people' in person"),
        ("change(homes, months=12) + people", "'change(homes, months=12)' is in household", "'people' in person"),
        ("percent + points", "'percent' is in percent", "'points' in percentage_point"),
        ("1 + (homes - money)", "'homes' is in household", "in 'homes - money'"),
        ("homes >= meetings", "'homes' is in household", "'meetings' in number"),
        ("best(homes, thousands, people)", "'homes' is in household", "'people' in person"),
        ("where(homes > 1, homes, people)", "'homes' is in household", "'people' in person"),
        (
            "weighted({homes / people: 1, homes: 2})",
            "'homes / people' is in household / person",
            "'homes' in household",
        ),
    ],
)
def test_different_units_are_named_with_the_subtree(text, left, right):
    with pytest.raises(UnitMismatchError) as caught:
        check(ex.parse(text), UNITS)
    assert left in caught.value.fact
    assert right in caught.value.fact
    check(ex.parse(text))  # without units nothing is wrong with it


@pytest.mark.parametrize("text", ["log(homes)", "exp(people)", "scaled(money, by=2)", "homes ** percent", "2 ** homes"])
def test_where_no_unit_may_stand(text):
    with pytest.raises(UnitMismatchError, match="needs a number without a unit"):
        check(ex.parse(text), UNITS)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("(homes > 1) + 1", "'homes > 1' is a truth, and a number is needed in '(homes > 1) + 1'"),
        ("not homes", "'homes' is a number, and a truth is needed in 'not homes'"),
        ("homes and people > 1", "'homes' is a number"),
        ("where(homes, 1, 2)", "'homes' is a number"),
        ("where(homes > 1, 1, homes > 2)", "'homes > 2' is a truth"),
        ("where(homes > 1, homes > 2, 1)", "'1' is a number"),
        ("mean(homes, homes > 1)", "'homes > 1' is a truth"),
        ("rank(homes > 1)", "'homes > 1' is a truth, and a number is needed in 'rank(homes > 1)'"),
        ("share_of_total(homes > 1)", "'homes > 1' is a truth"),
        ("minmax(homes > 1)", "'homes > 1' is a truth"),
        ("change(homes > 1, months=12)", "'homes > 1' is a truth"),
        ("(homes > 1) == (people > 1)", "'homes > 1' is a truth"),
        ("step(usable, truth=True) * 2", "'step(usable, truth=True)' is a truth"),
    ],
)
def test_numbers_and_truths_do_not_mix(text, fact):
    with pytest.raises(FormulaError) as caught:
        check(ex.parse(text))
    assert fact in caught.value.fact


def test_an_unknown_figure_names_the_nearest():
    with pytest.raises(UnknownCodeError, match="did you mean 'homes'"):
        check(ex.parse("1 + home"), UNITS)


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("homes + 1", False),
        ("rank(homes)", True),
        ("not known(log(change(homes, months=12, relative=True)))", True),
        ("where(homes > 1, homes, minmax(homes))", True),
    ],
)
def test_what_looks_beyond_its_row_is_told(text, window):
    assert check(ex.parse(text)).window is window
    assert across_rows(ex.parse(text)) is window
