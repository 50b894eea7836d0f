"""All that was known of a target, and not only the figure that judges it."""

import pytest

import dxplan as dx
from dxplan.scorecard.history import history


@pytest.fixture
def known(make_plan):
    def run(plan, *figures, at=2025, **options):
        plan = make_plan(plan) if isinstance(plan, str) else plan
        card = dx.evaluate(plan, dx.Figures.of(figures), at=at, **options)
        return history(card, card["aim"])

    return run


def told(found):
    return [(k.figure.period, k.figure.shown, k.answers, k.superseded) for k in found]


def test_every_period_is_there_in_order_and_nothing_after_the_period_judged(known, figure):
    found = known("80 %", *(figure(value, period) for value, period in ((70, 2024), (50, 2021), (99, 2026))))
    assert told(found) == [("2021", 50, True, False), ("2024", 70, True, False)]


def test_a_figure_after_the_due_day_is_history_although_it_judges_nothing(known, figure):
    found = known("80 %", figure(70, 2025), figure(85, 2026), at=2027)
    assert [k.figure.period for k in found] == ["2025", "2026"]


def test_an_earlier_publication_is_superseded_by_the_later_one(known, figure):
    found = known("80 %", figure(72, 2024, published="2025-06"), figure(70, 2024, published=2024), figure(60, 2024))
    assert told(found) == [("2024", 60, True, True), ("2024", 70, True, True), ("2024", 72, True, False)]


def test_what_was_not_public_yet_is_left_out(known, figure):
    found = known("80 %", figure(60, 2023, published=2024), figure(70, 2024, published=2026), known_on=2025)
    assert told(found) == [("2023", 60, True, False)]


def test_rival_series_come_after_the_one_that_answers(known, figure, make_plan):
    plan = make_plan(indicator={"method": "GSO"})
    found = known(plan, figure(90, 2024, method="MIC"), figure(70, 2024, method="GSO"))
    assert [(k.figure.method, k.answers) for k in found] == [("GSO", True), ("MIC", False)]


def test_units_are_those_of_the_indicator(known, figure):
    assert [k.figure.value for k in known("80 %", figure(0.5, 2024, unit="ratio"))] == [50.0]


def test_computed_figures_have_a_history_too(known, figure, make_plan):
    parts = [
        dx.Indicator(code=code, name=code, unit="file", direction=dx.Direction.UP) for code in ("online", "handled")
    ]
    plan = make_plan(indicator={"formula": "share(online, handled)"}, others=parts)
    figures = [
        figure(value, period, indicator=code)
        for period, online in ((2023, 10), (2024, 30))
        for code, value in (("online", online), ("handled", 40))
    ]
    assert told(known(plan, *figures)) == [("2023", 25, True, False), ("2024", 75, True, False)]


def test_members_have_each_their_own(known, figure, make_plan):
    plan = make_plan(each="industry", dimensions=[dx.Dimension(code="industry", name="Industry", members=["a", "b"])],
                     indicator={"dimensions": ["industry"]})  # fmt: skip
    found = known(plan, *(figure(50, year, breakdown={"industry": m}) for year in (2023, 2024) for m in "ab"))
    assert [(k.figure.member, k.figure.period) for k in found] == [
        ("a", "2023"), ("a", "2024"), ("b", "2023"), ("b", "2024"),
    ]  # fmt: skip


def test_years_that_count_from_the_year_before_are_one_series(known, figure, make_plan):
    plan = make_plan(
        "tăng 7 %/năm",
        every=dx.CalendarStep.YEAR,
        since=2022,
        by=2024,
        indicator={"kind": dx.Kind.AMOUNT, "unit": "person"},
    )
    found = known(plan, *(figure(value, year) for value, year in ((100, 2021), (107, 2022), (114, 2023), (120, 2024))))
    assert told(found) == [
        ("2021", 100, True, False), ("2022", 107, True, False), ("2023", 114, True, False), ("2024", 120, True, False),
    ]  # fmt: skip


def test_nothing_known_is_empty(known):
    assert known("80 %") == ()
