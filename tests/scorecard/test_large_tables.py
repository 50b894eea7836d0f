"""Figures that are still to be read: what is found in them without reading all is what is found by reading all."""

import attrs
import polars as pl
import pytest

import dxplan as dx

CITE = dx.Citation(document="paper", confidence=dx.Confidence.OFFICIAL)


def make_plan(place, adopted, code="made-up"):
    goal = dx.Goal.parse("80 %")
    return dx.Plan(
        code=code,
        title="A made-up plan",
        place=place,
        adopted=adopted,
        documents=[dx.Document(code="paper", title="A made-up paper")],
        indicators=[dx.Indicator(code="fibre", name="Fibre", unit="%", direction="up", frequency="monthly")],
        targets=[dx.Target(code="aim", title="aim", indicator="fibre", goal=goal, by=2030, cite=CITE)],
    )


NEW, OLD = make_plan("24", 2026), make_plan("24", 2021, code="old")


def last_known(plans, rows, at):
    """Give the last figure known of every line, told from all figures and from a table still to be read."""
    table = pl.DataFrame(rows, orient="row", schema=["indicator", "place", "period", "value", "place_on"])
    told = []
    for frame in (table, table.lazy()):
        found = dx.evaluate(plans, dx.Figures.from_native(frame), at=at)
        told.append([[line.last_known and line.last_known.value for line in card] for card in listed(found)])
    return told


def listed(found):
    return list(found) if isinstance(found, dx.Panel) else [found]


def test_a_newer_figure_of_the_namesake_hides_nothing():
    rows = [("fibre", "24", "2025-06", 1.0, None), ("fibre", "24", "2024", 2.0, "2025-07-01")]
    whole, lazily = last_known([NEW], rows, "2026")
    assert whole == lazily == [[2.0]]


def test_two_places_of_one_code_are_told_apart():
    rows = [
        ("fibre", "24", "2025-06", 1.0, None),
        ("fibre", "24", "2024", 2.0, "2025-07-01"),
        ("fibre", "24", "2023", 3.0, None),
    ]
    whole, lazily = last_known([NEW, OLD], rows, "2026")
    assert whole == lazily == [[2.0, 1.0]]


@pytest.mark.parametrize("periods", [("2021-01", "2023-06"), ("2021-12", "2023-06"), ("2023-06",)])
def test_a_figure_between_two_days_asked_is_found_for_the_later(periods):
    rows = [("fibre", "11", period, float(nth), None) for nth, period in enumerate(periods)]
    # The months between are there of another place, so that windows are narrow beside them.
    rows += [("fibre", "04", f"{year}-{month:02}", 9.0, None) for year in range(2020, 2026) for month in range(1, 13)]
    whole, lazily = last_known([make_plan("11", 2020)], rows, [2021, 2025])
    assert whole == lazily
    assert lazily[1][0] is not None


def test_a_member_of_an_open_list_is_found_however_old_its_figure_is():
    dimension = dx.Dimension(code="level", name="Level", members=())
    plan = attrs.evolve(
        make_plan("11", 2020),
        dimensions=[dimension],
        indicators=[attrs.evolve(make_plan("11", 2020).indicators[0], dimensions=("level",))],
        targets=[attrs.evolve(make_plan("11", 2020).targets[0], each="level")],
    )
    table = pl.DataFrame(
        {
            "indicator": "fibre",
            "place": "11",
            "period": ["2025-12", "2022-03"] + [f"{year}-06" for year in range(2010, 2025)],
            "value": [90.0, 10.0, *[50.0] * 15],
            "breakdown": ["level=north", "level=south", *["level=north"] * 15],
        }
    )
    cards = [dx.evaluate(plan, dx.Figures.from_native(frame), at="2025") for frame in (table, table.lazy())]
    assert [[part.member for part in card["aim"].parts] for card in cards] == [["north", "south"], ["north", "south"]]


@pytest.mark.parametrize(("unit", "whole"), [("percent", 0.0), ("percent", None), ("document", 2.0), ("percent", 2.0)])
def test_parts_that_give_no_value_hide_no_older_figure(unit, whole):
    plan = make_plan("11", 2020)
    plan = attrs.evolve(
        plan,
        indicators=[attrs.evolve(plan.indicators[0], unit=unit)],
        targets=[attrs.evolve(plan.targets[0], goal=dx.Goal.parse("80"))],
    )
    table = pl.DataFrame(
        {
            "indicator": "fibre",
            "place": "11",
            "period": ["2025-12", "2025-11"],
            "value": [None, 50.0],
            "numerator": [1.0, None],
            "denominator": [whole, None],
        },
        schema_overrides={"denominator": pl.Float64},
    )
    lasts = []
    for frame in (table, table.lazy()):
        (line,) = dx.evaluate(plan, dx.Figures.from_native(frame), at="2025")
        lasts.append((line.last_known.value, str(line.last_known.period)))
    expected = (50.0, "2025-12") if (unit, whole) == ("percent", 2.0) else (50.0, "2025-11")
    assert lasts == [expected, expected]
