"""A panel is one evaluation for each of its periods, cell by cell, whatever is in the plans, figures and reports."""

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import dxplan as dx
from dxplan.testing import strategies as dst

PERIODS = st.lists(
    st.sampled_from(["2019", "2021", "2024", "2024-06", "2024-Q4", "2025", "2025-06-30", "2026", "2030"]),
    min_size=1,
    max_size=4,
    unique=True,
)
PLANS = dst.plans(first=2018, last=2028)


def told(card):
    """Give everything that a scorecard says."""
    return (
        card.at,
        card.to_native().to_dicts(),
        card.lines,
        card.tasks.to_native().to_dicts(),
        card.unused,
        card.unused_reports,
        [str(card.explain(line.name)) for line in card],
    )


def same(panel, periods, plans, figures, **options):
    assert sorted(map(str, panel.periods)) == sorted(str(dx.Period.of(period)) for period in periods)
    for period in periods:
        alone = dx.evaluate(plans, figures, at=period, **options)
        for mine, other in zip(told(panel[period]), told(alone), strict=True):
            assert mine == other
    assert len(panel.to_native()) == sum(len(card) for card in panel)


@settings(deadline=None, max_examples=30)
@given(
    st.data(),
    PERIODS,
    st.sampled_from(dx.installed_methods()),
    st.sampled_from([None, "2024-12-31"]),
    st.booleans(),
)
def test_a_panel_is_one_evaluation_for_each_period(data, periods, method, known_on, lazily):
    plan = data.draw(PLANS)
    figures = dx.Figures.of(data.draw(dst.figures(plan)))
    reports = dx.Reports.of(data.draw(dst.reports(plan)))
    figures = attrs.evolve(figures, rows=None) if lazily else figures
    options = {"method": method, "known_on": known_on, "reports": reports}
    same(dx.evaluate(plan, figures, at=periods, **options), periods, plan, figures, **options)


CODES = ["01", "11", "24", "31", "79"]
VALUES = st.dictionaries(
    st.tuples(st.sampled_from(CODES), st.integers(2021, 2026)), st.integers(0, 40).map(float), max_size=12
)
YARDSTICK = dx.Plan(
    code="yardstick",
    title="A made-up yardstick",
    place="VN",
    adopted=2020,
    documents=[dx.Document(code="paper", title="A made-up paper")],
    indicators=[dx.Indicator(code="made_up", name="made up", unit="%", direction=dx.Direction.UP)],
    targets=[
        dx.Target(
            code="aim",
            title="An aim",
            indicator="made_up",
            goal=dx.Goal.parse("20 %"),
            by=2025,
            cite=dx.Citation(document="paper", confidence=dx.Confidence.UNCONFIRMED),
        )
    ],
)


@pytest.mark.parametrize("places", ["province", None])
@settings(deadline=None, max_examples=10)
@given(VALUES, st.sets(st.integers(2021, 2026), min_size=1, max_size=4))
def test_of_places_each_period_has_those_of_its_map(places, values, years):
    rows = [
        dx.Figure(indicator="made_up", place=code, period=year, value=value, place_on=f"{year}-12-31")
        for (code, year), value in values.items()
    ]
    figures = dx.Figures.of(rows)
    panel = dx.evaluate(YARDSTICK, figures, at=years, places=places)
    for year in years:
        alone = dx.evaluate(YARDSTICK, figures, at=year, places=places)
        assert len(panel[year]) == (1 if places is None else 63 if year < 2025 else 34)
        assert panel[year].lines == alone.lines
        assert panel[year].asked == alone.asked
        assert panel[year].unused == alone.unused


@settings(deadline=None, max_examples=10)
@given(st.data(), PERIODS)
def test_of_several_plans_too(data, periods):
    first = data.draw(PLANS)
    assume(not first.places)  # two plans may not say different things of one place
    plans = [attrs.evolve(first, code="one"), attrs.evolve(first, code="other")]
    rows = data.draw(dst.figures(plans[0]))
    figures = dx.Figures.of(rows)
    same(dx.evaluate(plans, figures, at=periods), periods, plans, figures)
